//! Columns that are filled row by row.

use arrow_array::builder::{Float64Builder, Int64Builder, LargeStringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field as ArrowField, Schema, SchemaRef};
use crossread_view::{Field, FieldKind};
use std::sync::Arc;

/// The columns of a table that is being filled.
pub(crate) struct Columns {
    schema: SchemaRef,
    columns: Vec<Column>,
}

enum Column {
    Words(LargeStringBuilder),
    Number(Int64Builder),
    Quantity(Float64Builder),
}

/// The columns of a table, by name and kind. Every one may hold nothing.
pub(crate) fn schema<'n>(columns: impl IntoIterator<Item = (&'n str, FieldKind)>) -> SchemaRef {
    let field = |(name, kind)| {
        // Texts of a great many articles together are longer than 32 bits can count.
        let kind = match kind {
            FieldKind::Words => DataType::LargeUtf8,
            FieldKind::Number => DataType::Int64,
            FieldKind::Quantity => DataType::Float64,
        };
        ArrowField::new(name, kind, true)
    };
    Arc::new(Schema::new(columns.into_iter().map(field).collect::<Vec<_>>()))
}

impl Columns {
    pub(crate) fn new(schema: SchemaRef) -> Columns {
        let column = |field: &Arc<ArrowField>| match field.data_type() {
            DataType::Int64 => Column::Number(Int64Builder::new()),
            DataType::Float64 => Column::Quantity(Float64Builder::new()),
            _ => Column::Words(LargeStringBuilder::new()),
        };
        let columns = schema.fields().iter().map(column).collect();
        Columns { schema, columns }
    }

    /// Adds a row. What is of another kind than its column is left out of it.
    pub(crate) fn put(&mut self, row: &[Field]) {
        for (column, field) in self.columns.iter_mut().zip(row) {
            match (column, field) {
                (Column::Words(column), Field::Words(words)) => column.append_value(words),
                (Column::Words(column), Field::Made(words)) => column.append_value(words),
                (Column::Words(column), _) => column.append_null(),
                (Column::Number(column), Field::Number(number)) => column.append_value(*number),
                (Column::Number(column), _) => column.append_null(),
                (Column::Quantity(column), Field::Quantity(number)) => column.append_value(*number),
                (Column::Quantity(column), _) => column.append_null(),
            }
        }
    }

    pub(crate) fn finish(self) -> RecordBatch {
        let array = |column: Column| -> ArrayRef {
            match column {
                Column::Words(mut words) => Arc::new(words.finish()),
                Column::Number(mut numbers) => Arc::new(numbers.finish()),
                Column::Quantity(mut numbers) => Arc::new(numbers.finish()),
            }
        };
        let arrays = self.columns.into_iter().map(array).collect();
        RecordBatch::try_new(self.schema, arrays).expect("every row filled every column")
    }
}
