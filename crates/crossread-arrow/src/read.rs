//! What articles say, taken alone, as tables.

use crate::ArrowTable;
use crate::columns::{Columns, schema};
use arrow_schema::SchemaRef;
use crossread_core::story::SkippedInput;
use crossread_core::{Annotations, Article};
use crossread_view::{READ_TABLES, RowTable, SKIPPED_TABLE, read_rows, skipped_row};
use rayon::prelude::*;

/// Articles whose rows are made side by side. Enough that no thread waits, few enough that a batch stays some megabytes.
const TOGETHER: usize = 256;

/// The columns of one of [`READ_TABLES`].
pub fn read_schema(table: usize) -> SchemaRef {
    schema_of(&READ_TABLES[table])
}

fn schema_of(table: &RowTable) -> SchemaRef {
    schema(table.columns.iter().copied())
}

/// One of [`READ_TABLES`] of all articles.
pub fn read_table(table: usize, read: &[(Article, Annotations)]) -> ArrowTable {
    let schema = read_schema(table);
    let batch = |read: &[(Article, Annotations)]| {
        let mut columns = Columns::new(schema.clone());
        for (article, found) in read {
            read_rows(article, found, Some(table), &mut |_, row| columns.put(row));
        }
        columns.finish()
    };
    ArrowTable { batches: read.par_chunks(TOGETHER).map(batch).collect(), schema: schema.clone() }
}

/// What gave no article.
pub fn skipped_table(skipped: &[SkippedInput]) -> ArrowTable {
    let schema = schema_of(&SKIPPED_TABLE);
    let mut columns = Columns::new(schema.clone());
    skipped.iter().for_each(|one| columns.put(&skipped_row(one)));
    ArrowTable { schema, batches: vec![columns.finish()] }
}
