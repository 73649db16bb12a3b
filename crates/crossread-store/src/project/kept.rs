//! What was read of an input, kept so that it is read once: `.crossread/read/<sha256>`. Can be deleted: it is made again.

use super::codec::Kept;
use super::error::Result;
use super::files;
use super::runs::{Source, known_json};
use crossread_core::{Annotations, Article};
use crossread_language::Word;
use std::path::{Path, PathBuf};

/// An article with what was found in it.
pub type ReadArticle = (Article, Annotations);

/// An article with what was found in it as bytes, for the same program elsewhere: [`unpack`] of any other gives nothing.
pub fn pack(article: &Article, found: &Annotations) -> Vec<u8> {
    let mut bytes = Vec::new();
    env!("CROSSREAD_READER").to_owned().keep(&mut bytes);
    article.keep(&mut bytes);
    found.keep(&mut bytes);
    bytes
}

/// What was packed.
pub fn unpack(mut bytes: &[u8]) -> Option<ReadArticle> {
    let reader = String::take(&mut bytes)?;
    let read = (reader == env!("CROSSREAD_READER")).then(|| Kept::take(&mut bytes)).flatten();
    read.filter(|_| bytes.is_empty())
}

/// Where it is kept.
pub(super) fn path(folder: &Path, sha256: &str) -> PathBuf {
    folder.join(".crossread/read").join(sha256)
}

/// What must be the same so that what is kept is what would be read: program, name, facts.
fn header(source: &Source) -> String {
    format!("crossread read {} {} {}", env!("CROSSREAD_READER"), source.name, known_json(&source.known))
}

/// What is kept of an input; nothing where it is not there, of another program or broken.
pub(super) fn load(folder: &Path, source: &Source) -> Option<Vec<ReadArticle>> {
    let bytes = std::fs::read(path(folder, &source.sha256)).ok()?;
    let (mut rest, sum) = bytes.split_last_chunk()?;
    if checksum(rest) != u64::from_le_bytes(*sum) || String::take(&mut rest)? != header(source) {
        return None;
    }
    Kept::take(&mut rest)
}

/// Keeps what was read of an input.
pub(super) fn save(folder: &Path, source: &Source, read: &Vec<ReadArticle>) -> Result<()> {
    let mut bytes = Vec::new();
    header(source).keep(&mut bytes);
    read.keep(&mut bytes);
    let sum = checksum(&bytes);
    bytes.extend(sum.to_le_bytes());
    files::put(&path(folder, &source.sha256), &bytes)
}

/// Whether bytes are those that were written: eight at a time, as there may be many.
fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = Word::of("").0;
    let mut add = |word: u64| sum = (sum ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23);
    let (words, rest) = bytes.as_chunks::<8>();
    words.iter().for_each(|word| add(u64::from_le_bytes(*word)));
    rest.iter().for_each(|&byte| add(u64::from(byte)));
    add(bytes.len() as u64);
    sum
}
