//! What every sort of container knows: how much is read at once, and what a broken reader means.

use crate::skipped;
use crossread_core::story::{SkipReason, SkippedInput};
use std::io::ErrorKind;

/// Largest input that is read at once, in bytes: a JSON array of tens of thousands of articles. JSON Lines may be of
/// any length.
pub const LARGEST_INPUT: u64 = 256 << 20;

/// An input whose reader broke; `place` says where in it.
pub(crate) fn broken(name: &str, place: &str, error: &std::io::Error) -> SkippedInput {
    let (code, what) = wrong(error);
    skipped(name, code, &format!("can't read '{name}'{place}: {what}"))
}

/// What is wrong with a reader, for a script and for a person.
pub(crate) fn wrong(error: &std::io::Error) -> (SkipReason, String) {
    match error.kind() {
        ErrorKind::UnexpectedEof => (SkipReason::BrokenPacking, "packed data is cut off".to_owned()),
        ErrorKind::InvalidInput | ErrorKind::InvalidData => (SkipReason::BrokenPacking, "broken packing".to_owned()),
        ErrorKind::NotFound => (SkipReason::NotFound, plain(error)),
        _ => (SkipReason::Unreadable, plain(error)),
    }
}

/// The system's words without its number.
fn plain(error: &std::io::Error) -> String {
    let words = error.to_string();
    let end = words.find(" (os error").unwrap_or(words.len());
    words[..end].to_lowercase()
}
