//! Tables as Parquet files.

use crate::ArrowTable;
use parquet::arrow::arrow_writer::{ArrowWriter, ArrowWriterOptions};
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

/// A table as the bytes of a Parquet file, the same for the same table: every setting that a library might change is given.
pub fn parquet(table: &ArrowTable) -> Vec<u8> {
    let write = || {
        let properties = WriterProperties::builder()
            .set_created_by(crossread_view::PROGRAM.to_owned())
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(1 << 16))
            .build();
        // The Arrow types of this program are no one's business: readers take the Parquet types.
        let options = ArrowWriterOptions::new().with_properties(properties).with_skip_arrow_metadata(true);
        let mut writer = ArrowWriter::try_new_with_options(Vec::new(), table.schema.clone(), options)?;
        table.batches.iter().try_for_each(|batch| writer.write(batch))?;
        writer.into_inner()
    };
    let written: Result<Vec<u8>, ParquetError> = write();
    written.expect("a table in memory can be written")
}
