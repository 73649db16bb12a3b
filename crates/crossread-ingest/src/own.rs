//! What this program wrote itself. Reading a report beside the articles it was made of would count every account twice.

use crossread_core::story::{SkipReason, Skipped};
use serde_json::Value;
use std::io::Read;
use std::path::Path;

/// How far into a page its generator is looked for: its head says so before anything else of length.
const HEAD: usize = 2048;

/// The first words of the tables.
const TABLES: [&str; 2] = ["entry,kind,status,subject,", "row,entry,subject,said,"];

/// Whether a page or a table is this program's.
pub(crate) fn is_own(text: &str) -> bool {
    let head = crate::label::beginning(text, HEAD);
    head.contains("<meta name=\"generator\" content=\"crossread ") || TABLES.iter().any(|table| text.starts_with(table))
}

/// How an SQLite file begins, and where in it stands whose it is.
const SQLITE: (&[u8], std::ops::Range<usize>) = (b"SQLite format 3\0", 68..72);

/// Whether a file that begins so is this program's SQLite file.
pub fn is_own_database(bytes: &[u8]) -> bool {
    bytes.starts_with(SQLITE.0) && bytes.get(SQLITE.1) == Some(b"crsr")
}

/// Whether a file is a page or a table that this program wrote.
pub fn wrote(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(HEAD as u64).read_to_end(&mut head));
    path.is_file() && read.is_ok() && is_own(&String::from_utf8_lossy(&head))
}

/// Whether an object of JSON is a ledger or a line of `read`.
pub(crate) fn is_own_object(value: &Value) -> bool {
    value["made_by"]["program"].as_str().is_some_and(|program| program.starts_with("crossread "))
}

/// The input with the reason.
pub(crate) fn skipped(name: &str) -> Skipped {
    crate::skipped(name, SkipReason::OwnOutput, &format!("left out '{name}': crossread wrote it"))
}
