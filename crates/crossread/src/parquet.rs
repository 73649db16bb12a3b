//! Tables as a folder of Parquet files, where the program was built with the feature `parquet`.

use anyhow::Result;
use crossread_store::Export;
use std::path::Path;

/// Writes a file for each table, and one that says what they are.
#[cfg(feature = "parquet")]
pub(crate) fn put(folder: &Path, export: &Export) -> Result<()> {
    use crate::output::{Target, put as put_text, put_bytes};
    use anyhow::Context;
    std::fs::create_dir_all(folder).with_context(|| format!("can't write '{}'", folder.display()))?;
    for (name, table) in crossread_arrow::export_tables(export) {
        put_bytes(&folder.join(format!("{name}.parquet")), &crossread_arrow::parquet(&table))?;
    }
    put_text(&Target::File(folder.join("README.txt")), &readme(&export.tables(false)?))
}

#[cfg(feature = "parquet")]
fn readme(tables: &[String]) -> String {
    let makers: Vec<String> = crossread_view::made_by().iter().map(|(name, what)| format!("{name} {what}")).collect();
    format!(
        "Stories side by side, a Parquet file for each table. Made by {}: the same articles give the same bytes.\n\n\
         Tables: {}.\n\n\
         schema/sqlite.md of crossread says what stands in each column: the tables are those of the SQLite file. Keys are text; a\n\
         column named after what it holds (speaker, event) has the key of that row. Everything ends in passage.parquet: offsets are\n\
         code points of the article's text, end exclusive. Days are ISO 8601 text, 0 and 1 stand for no and yes. Quantities are 64-bit\n\
         floating-point numbers: of more than fifteen digits the last are lost, and the words stand beside them.\n\n\
         Nothing here says which account is right. Origins are counted as at most: where no link between two articles is known there\n\
         may still be one. What was not read or not settled stands in unread.parquet, what gave no article in skipped.parquet.\n\n\
         To cite: name the program and its version as above, the day of your run, and your articles.\n",
        makers.join(", "),
        tables.join(", "),
    )
}

#[cfg(not(feature = "parquet"))]
pub(crate) fn put(_: &Path, _: &Export) -> Result<()> {
    anyhow::bail!(
        "this program was built without Parquet: build it with 'cargo build --release --features parquet', or use the program of the \
         Python wheel, which has it"
    )
}
