//! What this program wrote itself. Reading a report beside the articles it was made of would count every account twice.

use crossread_core::story::{SkipReason, Skipped};
use serde_json::Value;
use std::io::Read;
use std::path::Path;

/// How far into a page its generator is looked for: its head says so before anything else of length.
const HEAD: usize = 2048;

/// The first words of the tables.
const TABLES: [&str; 6] = [
    "entry,kind,status,subject,",
    "row,entry,subject,said,",
    "event,name,kind,status,",
    "event,article,start,end,",
    "event,counted,low,",
    "article,outlet,published,title,",
];

/// How files begin that are no pages, and the words near their beginning that say who made them: XML, RIS, a folder's README.
const MAKERS: [(&str, &str); 3] =
    [("<?xml ", "ade by crossread "), ("TY  - ", "\nDP  - crossread "), ("", "by program crossread ")];

/// Whether a page, a table or another file is this program's.
pub(crate) fn is_own(text: &str) -> bool {
    let head = crate::label::beginning(text, HEAD);
    head.contains("<meta name=\"generator\" content=\"crossread ")
        || TABLES.iter().any(|table| text.starts_with(table))
        || MAKERS.iter().any(|(start, maker)| text.starts_with(start) && head.contains(maker))
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

/// Whether an object of JSON is a ledger, a line of `read` or a FollowTheMoney entity of ours.
pub(crate) fn is_own_object(value: &Value) -> bool {
    let begins = |value: &Value, with: &str| value.as_str().is_some_and(|words| words.starts_with(with));
    begins(&value["made_by"]["program"], "crossread ")
        || (value["schema"].is_string() && begins(&value["id"], "crossread-"))
}

/// The input with the reason.
pub(crate) fn skipped(name: &str) -> Skipped {
    crate::skipped(name, SkipReason::OwnOutput, &format!("left out '{name}': crossread wrote it"))
}
