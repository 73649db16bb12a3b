//! The trained weights: what they are, and how a score is made of them.
//!
//! All four readers (sentence ends, tags, syntax, names) are linear: a decision's score for each label is the sum of
//! one small integer for each feature that fires. Weights are trained as an averaged perceptron (Collins, *EMNLP*
//! 2002) by `cargo xtask train` and stored as bytes; sums are of integers, so that they are the same on every machine
//! and in any order.

use std::sync::LazyLock;

/// What is asked of weights, while training and after.
pub trait Scorer {
    /// Adds to `scores[label]` the weight of `label` for each feature that fires.
    fn score(&self, features: &[u32], scores: &mut [i32]);
}

/// One reader's weights: a hash table from features to rows of (label, weight).
#[derive(Debug, Default)]
pub struct Weights {
    /// Open addressing; a power of two. A key of zero marks an empty slot.
    slots: Vec<Slot>,
    cells: Vec<(u8, i16)>,
}

/// A feature and where its row lies in the cells: together, so that a lookup touches one place in memory.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    key: u32,
    start: u32,
    end: u32,
}

impl Scorer for Weights {
    fn score(&self, features: &[u32], scores: &mut [i32]) {
        let mask = self.slots.len() - 1;
        for &feature in features {
            let mut at = feature as usize & mask;
            loop {
                let slot = self.slots[at];
                if slot.key == feature {
                    for &(label, weight) in &self.cells[slot.start as usize..slot.end as usize] {
                        scores[label as usize] += i32::from(weight);
                    }
                    break;
                }
                if slot.key == 0 {
                    break;
                }
                at = (at + 1) & mask;
            }
        }
    }
}

impl Weights {
    /// Reads what [`write`] wrote and returns it with the bytes that follow.
    fn read(bytes: &mut &'static [u8]) -> Weights {
        let features = number(bytes) as usize;
        let slots = (features * 2).next_power_of_two().max(2);
        let mut weights = Weights { slots: vec![Slot::default(); slots], cells: Vec::with_capacity(features * 2) };
        let mut key = 0_u32;
        for _ in 0..features {
            key += number(bytes);
            let start = weights.cells.len() as u32;
            for _ in 0..number(bytes) {
                let label = bytes[0];
                *bytes = &bytes[1..];
                let folded = number(bytes) as i32;
                weights.cells.push((label, ((folded >> 1) ^ -(folded & 1)) as i16));
            }
            let mut at = key as usize & (slots - 1);
            while weights.slots[at].key != 0 {
                at = (at + 1) & (slots - 1);
            }
            weights.slots[at] = Slot { key, start, end: weights.cells.len() as u32 };
        }
        weights
    }
}

/// Writes weights: features in order, each as its distance from the one before, then its row.
pub fn write(rows: &[(u32, Vec<(u8, i16)>)], out: &mut Vec<u8>) {
    put(rows.len() as u32, out);
    let mut last = 0;
    for (key, row) in rows {
        put(key - last, out);
        put(row.len() as u32, out);
        for &(label, weight) in row {
            out.push(label);
            // Small numbers of either sign are small: 0, -1, 1, -2, ...
            let weight = i32::from(weight);
            put(((weight << 1) ^ (weight >> 31)) as u32, out);
        }
        last = *key;
    }
}

/// Appends a number, seven bits a byte.
pub fn put(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn number(bytes: &mut &'static [u8]) -> u32 {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = bytes[0];
        *bytes = &bytes[1..];
        value |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return value;
        }
        shift += 7;
    }
}

/// Appends a list of words.
pub fn put_words(words: &[String], out: &mut Vec<u8>) {
    put(words.len() as u32, out);
    for word in words {
        put(word.len() as u32, out);
        out.extend(word.as_bytes());
    }
}

fn words(bytes: &mut &'static [u8]) -> Vec<&'static str> {
    (0..number(bytes))
        .map(|_| {
            let length = number(bytes) as usize;
            let (word, rest) = bytes.split_at(length);
            *bytes = rest;
            std::str::from_utf8(word).expect("the model is what `xtask train` wrote")
        })
        .collect()
}

/// Everything that was trained.
#[derive(Debug)]
pub struct Model {
    /// Whether a sentence ends here.
    pub splits: Weights,
    /// Part of speech.
    pub tags: Weights,
    /// The labels of `tags`: universal tag, a slash, Penn Treebank tag.
    pub labels: Vec<crate::tags::Label>,
    /// The next step of the parser.
    pub steps: Weights,
    /// The relation of an arc.
    pub relations: Weights,
    /// Where names begin and end.
    pub names: Weights,
    /// Dictionary forms that no rule gives: `form/TAG` to lemma.
    pub lemmas: crate::lemmas::Exceptions,
}

/// The model that ships.
pub fn shipped() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| read(include_bytes!("../model/english.bin")));
    &MODEL
}

/// First bytes of a model file: what it is and which version of this code reads it.
pub const MAGIC: &[u8] = b"crossread english 1\n";

fn read(bytes: &'static [u8]) -> Model {
    let mut bytes = bytes.strip_prefix(MAGIC).expect("a model of this version");
    let bytes = &mut bytes;
    Model {
        labels: words(bytes).into_iter().map(crate::tags::Label::parse).collect(),
        lemmas: crate::lemmas::Exceptions::new(words(bytes)),
        splits: Weights::read(bytes),
        tags: Weights::read(bytes),
        steps: Weights::read(bytes),
        relations: Weights::read(bytes),
        names: Weights::read(bytes),
    }
}

/// A feature: a template's number and what fills it, mixed into 32 bits. Never zero.
#[inline]
pub(crate) fn feature(template: u32, parts: &[u64]) -> u32 {
    let mut hash = u64::from(template).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x51_7C_C1_B7_27_22_0A_95;
    for part in parts {
        hash = (hash.rotate_left(23) ^ part).wrapping_mul(0xA076_1D64_78BD_642F);
        hash ^= hash >> 29;
    }
    ((hash >> 32) as u32 ^ hash as u32).max(1)
}
