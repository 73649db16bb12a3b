//! How the model and the word lists lie in the program: what the build script that lays them out and the readers that
//! use them where they lie agree on. Compiled into both.

/// First bytes of a model file: what it is and which version of this code reads it.
pub const MAGIC: &[u8] = b"crossread english 3\n";

// Lanes of a row are labels, rounded up to a multiple of eight.

/// For 86 tags.
pub const TAG_LANES: usize = 88;
/// For 51 relations.
pub const RELATION_LANES: usize = 56;
/// For nine labels of names.
pub const NAME_LANES: usize = 16;

/// For whether a sentence ends.
pub const SPLIT_LANES: usize = 8;

/// The part of a bucket that is its seed.
pub const SEEDS: u32 = 0xFFFF;

/// A feature, spread so that its upper bits tell its slot. Of features of one bucket no two are spread alike by any seed.
pub fn spread(feature: u32, seed: u32) -> u32 {
    (feature ^ seed).wrapping_mul(0x9E37_79B1)
}

/// By which of a bucket's bits it is told whether the bucket may have a feature.
pub fn sign(feature: u32) -> u32 {
    16 + feature % 16
}

/// Where a word should stand in an open table of so many slots, a power of two; if others do, in the next free one.
pub fn place(key: u64, slots: usize) -> usize {
    key as usize & (slots - 1)
}

/// The names of the tags in the treebanks, by number.
pub const TAG_NAMES: [&str; 17] = [
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
];

/// The words of a data file, comments left out.
pub fn words(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}
