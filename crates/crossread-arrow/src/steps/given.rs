//! Tables as engines give them.

use crate::ArrowTable;
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{ArrayRef, BinaryArray, Int64Array, LargeStringArray, ListArray, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use std::fmt;
use std::sync::Arc;

/// Why a step can't be done.
#[derive(Debug)]
pub enum StepError {
    /// The table lacks a column.
    NoColumn(String),
    /// A column holds what the step can't use.
    Unusable(String),
}

impl fmt::Display for StepError {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            StepError::NoColumn(words) | StepError::Unusable(words) => out.write_str(words),
        }
    }
}

impl std::error::Error for StepError {}

impl From<ArrowError> for StepError {
    fn from(error: ArrowError) -> StepError {
        StepError::Unusable(error.to_string())
    }
}

/// The columns of a table that a step asks for, all rows in one piece. Engines keep texts, lists and numbers in types of their own.
pub(super) struct InputColumns(RecordBatch);

impl InputColumns {
    pub(super) fn new(table: &ArrowTable, wanted: &[(&str, DataType)]) -> Result<InputColumns, StepError> {
        let schema = Arc::new(Schema::new(
            wanted.iter().map(|(name, kind)| Field::new(*name, kind.clone(), true)).collect::<Vec<_>>(),
        ));
        let column = |(name, kind): &(&str, DataType)| -> Result<ArrayRef, StepError> {
            let at = table.schema.index_of(name).map_err(|_| no_column(name, &table.schema))?;
            let pieces = table.batches.iter().map(|batch| arrow_cast::cast(batch.column(at), kind));
            let pieces = pieces.collect::<Result<Vec<ArrayRef>, ArrowError>>()?;
            let pieces: Vec<&dyn arrow_array::Array> = pieces.iter().map(AsRef::as_ref).collect();
            Ok(if pieces.is_empty() {
                arrow_array::new_empty_array(kind)
            } else {
                arrow_select::concat::concat(&pieces)?
            })
        };
        let columns = wanted.iter().map(column).collect::<Result<Vec<ArrayRef>, StepError>>()?;
        Ok(InputColumns(RecordBatch::try_new(schema, columns)?))
    }

    pub(super) fn has(table: &ArrowTable, name: &str) -> bool {
        table.schema.index_of(name).is_ok()
    }

    pub(super) fn rows(&self) -> usize {
        self.0.num_rows()
    }

    pub(super) fn batch(&self) -> &RecordBatch {
        &self.0
    }

    fn column(&self, name: &str) -> &ArrayRef {
        self.0.column_by_name(name).expect("asked for when it was made")
    }

    pub(super) fn numbers(&self, name: &str) -> &Int64Array {
        self.column(name).as_primitive::<Int64Type>()
    }

    pub(super) fn bytes(&self, name: &str) -> &BinaryArray {
        self.column(name).as_binary::<i32>()
    }

    pub(super) fn strings(&self, name: &str) -> &StringArray {
        self.column(name).as_string::<i32>()
    }

    pub(super) fn long_strings(&self, name: &str) -> &LargeStringArray {
        self.column(name).as_string::<i64>()
    }

    pub(super) fn lists(&self, name: &str) -> &ListArray {
        self.column(name).as_list::<i32>()
    }
}

fn no_column(name: &str, schema: &Schema) -> StepError {
    let there: Vec<String> = schema.fields().iter().map(|field| format!("'{}'", field.name())).collect();
    StepError::NoColumn(format!("no column '{name}'; there are {}", there.join(", ")))
}

/// A table of whole numbers, column for column.
pub(super) fn table_of_numbers<const N: usize>(names: [&str; N], columns: [Vec<Option<i64>>; N]) -> ArrowTable {
    let arrays = columns.into_iter().map(|column| Arc::new(Int64Array::from(column)) as ArrayRef);
    table(names.into_iter().zip(arrays))
}

/// A table of these columns.
pub(super) fn table<'n>(columns: impl IntoIterator<Item = (&'n str, ArrayRef)>) -> ArrowTable {
    let (fields, columns): (Vec<Field>, Vec<ArrayRef>) =
        columns.into_iter().map(|(name, column)| (Field::new(name, column.data_type().clone(), true), column)).unzip();
    let schema = made_by(fields.into());
    let batch = RecordBatch::try_new(schema.clone(), columns).expect("every row filled every column");
    ArrowTable { schema, batches: vec![batch] }
}

/// A schema that tells which program made the rows.
fn made_by(fields: Fields) -> SchemaRef {
    let made_by = crossread_view::made_by().map(|(name, what)| (format!("crossread.{name}"), what));
    Arc::new(Schema::new(fields).with_metadata(made_by.into_iter().collect::<std::collections::HashMap<_, _>>()))
}

/// A number that stands for something else, by all its bits: engines know numbers with a sign only.
pub(super) fn signed(number: u64) -> i64 {
    number.cast_signed()
}
