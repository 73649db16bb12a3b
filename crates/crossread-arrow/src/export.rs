//! The tables of the SQLite file as Arrow tables.

use crate::ArrowTable;
use crate::columns::{Columns, schema};
use crossread_store::{Export, ValueRef};
use crossread_view::{Field, FieldKind};

/// Rows that are kept together.
const TOGETHER: usize = 1 << 16;

/// One table or view, or `None` where there is none of that name.
pub fn export_table(export: &Export, name: &str) -> Option<ArrowTable> {
    let columns = export.columns(name).expect("an open file tells its columns");
    if columns.is_empty() {
        return None;
    }
    let kinds: Vec<FieldKind> = columns.iter().map(|(_, declared)| kind(declared)).collect();
    let schema = schema(columns.iter().map(|(name, _)| name.as_str()).zip(kinds.iter().copied()));
    let (mut batches, mut open, mut rows) = (Vec::new(), Columns::new(schema.clone()), 0);
    let mut put = |cells: &[ValueRef]| {
        let row: Vec<Field> = cells.iter().zip(&kinds).map(|(cell, kind)| field(*cell, *kind)).collect();
        open.put(&row);
        rows += 1;
        if rows % TOGETHER == 0 {
            batches.push(std::mem::replace(&mut open, Columns::new(schema.clone())).finish());
        }
    };
    export.each_row(name, &mut put).expect("an open file gives its rows");
    batches.push(open.finish());
    Some(ArrowTable { schema, batches })
}

/// All tables, the views left out, each with its name.
pub fn export_tables(export: &Export) -> Vec<(String, ArrowTable)> {
    let names = export.tables(false).expect("an open file tells its tables");
    names.into_iter().filter_map(|name| export_table(export, &name).map(|table| (name, table))).collect()
}

fn kind(declared: &str) -> FieldKind {
    match declared {
        "INTEGER" => FieldKind::Number,
        "NUMERIC" => FieldKind::Quantity,
        _ => FieldKind::Words,
    }
}

fn field(cell: ValueRef, kind: FieldKind) -> Field {
    match (kind, cell) {
        (_, ValueRef::Null | ValueRef::Blob(_)) => Field::Nothing,
        (FieldKind::Words, ValueRef::Text(words)) => std::str::from_utf8(words).map_or(Field::Nothing, Field::Words),
        (FieldKind::Words, ValueRef::Integer(number)) => Field::Made(number.to_string()),
        (FieldKind::Words, ValueRef::Real(number)) => Field::Made(number.to_string()),
        (FieldKind::Number, ValueRef::Integer(number)) => Field::Number(number),
        (FieldKind::Number, _) => Field::Nothing,
        (FieldKind::Quantity, ValueRef::Integer(number)) => Field::Quantity(number as f64),
        (FieldKind::Quantity, ValueRef::Real(number)) => Field::Quantity(number),
        // A number of more digits than SQLite keeps stays text there.
        (FieldKind::Quantity, ValueRef::Text(words)) => {
            let number = std::str::from_utf8(words).ok().and_then(|words| words.parse().ok());
            number.map_or(Field::Nothing, Field::Quantity)
        }
    }
}
