//! Tables for data frames: what articles say and what ledgers hold as Arrow columns, and as Parquet files.
//!
//! No part of the default build: Arrow takes as long to build as all the rest. What stands in which row is not decided here but in
//! `crossread-view` (of articles) and `crossread-store` (of ledgers).

mod columns;
mod export;
#[cfg(feature = "parquet")]
mod parquet;
mod read;
pub mod steps;

#[cfg(feature = "parquet")]
pub use crate::parquet::parquet;
pub use arrow_array::{Array, RecordBatch};
pub use export::{export_table, export_tables};
pub use read::{read_schema, read_table, skipped_table};

use arrow_schema::SchemaRef;

/// A table in batches of rows.
#[derive(Clone, Debug)]
pub struct ArrowTable {
    /// Its columns.
    pub schema: SchemaRef,
    /// Its rows.
    pub batches: Vec<RecordBatch>,
}

impl ArrowTable {
    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }
}
