//! The trained weights: what they are, and how a score is made of them.
//!
//! All readers (sentence ends, tags, syntax, names) are linear: a decision's score for each label is the sum of
//! one small integer for each feature that fires. Weights are trained as an averaged perceptron (Collins, *EMNLP*
//! 2002) by `cargo xtask train` and stored as bytes; sums are of integers, so that they are the same on every machine
//! and in any order.

use crate::score::Scorer;
use crate::tags::{Classes, Known, Tagger};
use std::sync::LazyLock;

/// Steps between whole numbers in the weights that ship. Eight bits for the whole range lost a point of tagging
/// accuracy, clipping the largest weights still more; with these steps nothing measurable is lost.
pub const GRAIN: i32 = 16;

/// Weights for many labels: a hash table from features to rows.
///
/// Three of four features that are asked for have a row, and the rows of common features hold most labels. A row of many
/// labels therefore lies as one weight a label, `LANES` of them, which a processor adds eight at a time; a row of few as
/// (label, weight).
#[derive(Debug, Default)]
pub struct Weights<const LANES: usize> {
    /// Open addressing, a power of two. From the top: the feature (32 bits), where its row begins (24), how long it is
    /// (8), 0 for a row of `LANES`. Zero marks an empty slot.
    slots: Vec<u64>,
    /// Label in the upper half, weight in the lower.
    cells: Vec<u32>,
    lanes: Vec<[i16; LANES]>,
    /// How many rows of lanes can be summed in 16 bits.
    most: usize,
}

/// A row with so many cells lies as lanes: adding a cell costs as much as adding eight lanes, and a row of unknown length
/// a wrong guess of where it ends.
const MANY: usize = 8;

/// Which features a table has, a bit each by the upper part of the feature: two of three that are asked for are in no
/// table, and a table is many times larger than what a processor keeps near. Eight bits for a feature, so one in nine of
/// those that are not there is looked up in vain. With it the whole layer reads a third as many words more in a
/// second.
#[derive(Debug, Default)]
struct Filter {
    bits: Vec<u64>,
    /// How far a feature is shifted for its place.
    shift: u32,
}

impl Filter {
    fn new(features: usize) -> Filter {
        let size = (features * 8).next_power_of_two().max(64);
        Filter { bits: vec![0; size / 64], shift: 32 - size.trailing_zeros() }
    }

    fn add(&mut self, feature: u32) {
        let at = feature >> self.shift;
        self.bits[at as usize / 64] |= 1 << (at % 64);
    }

    /// Writes those of at most [`TOGETHER`] features that may be there to the front of `kept`: how many.
    #[inline(always)]
    fn keep(&self, features: &[u32], kept: &mut [u32; TOGETHER]) -> usize {
        let mut count = 0;
        for &feature in features {
            let at = feature >> self.shift;
            kept[count] = feature;
            count += (self.bits[at as usize / 64] >> (at % 64) & 1) as usize;
        }
        count
    }
}

/// Features that are looked at together: all that a decision has.
const TOGETHER: usize = 128;

/// The slots in which some features should stand. All looks are made before any is judged: a processor then waits for
/// memory once, not once a feature, and the whole layer reads half as many words more in a second.
#[inline(always)]
fn look(slots: &[u64], features: &[u32], found: &mut [u64; TOGETHER]) {
    let mask = slots.len() - 1;
    for (found, &feature) in found.iter_mut().zip(features) {
        *found = slots[feature as usize & mask];
    }
}

impl<const LANES: usize> Scorer for Weights<LANES> {
    fn unit(&self) -> i32 {
        GRAIN
    }

    fn score(&self, features: &[u32], scores: &mut [i32]) {
        let mask = self.slots.len() - 1;
        let mut slots = [0; TOGETHER];
        for features in features.chunks(TOGETHER) {
            look(&self.slots, features, &mut slots);
            let (mut lanes, mut wide) = ([0_u32; TOGETHER], 0);
            let (mut rows, mut narrow) = ([(0_u32, 0_u32); TOGETHER], 0);
            for (&feature, &(mut slot)) in features.iter().zip(&slots) {
                let mut at = feature as usize & mask;
                while (slot >> 32) as u32 != feature && slot != 0 {
                    at = (at + 1) & mask;
                    slot = self.slots[at];
                }
                // Written in any case and counted where it is so: no branch to guess.
                let (start, length) = ((slot >> 8) as u32 & 0xFF_FFFF, slot as u32 & 0xFF);
                lanes[wide] = start;
                wide += usize::from(slot != 0 && length == 0);
                rows[narrow] = (start, length);
                narrow += usize::from(length != 0);
            }
            for rows in lanes[..wide].chunks(self.most) {
                let mut sums = [0_i16; LANES];
                for &row in rows {
                    for (sum, weight) in sums.iter_mut().zip(&self.lanes[row as usize]) {
                        *sum = sum.wrapping_add(*weight);
                    }
                }
                for (score, sum) in scores.iter_mut().zip(sums) {
                    *score += i32::from(sum);
                }
            }
            for &(start, length) in &rows[..narrow] {
                for &cell in &self.cells[start as usize..(start + length) as usize] {
                    scores[(cell >> 16) as usize] += i32::from(cell as u16 as i16);
                }
            }
        }
    }
}

impl<const LANES: usize> Weights<LANES> {
    /// Reads what [`write`] wrote, up to the bytes that follow.
    fn read(bytes: &mut &'static [u8]) -> Self {
        let features = number(bytes) as usize;
        let size = slots_for(features);
        let mut weights = Weights { slots: vec![0; size], cells: Vec::new(), lanes: Vec::new(), most: 0 };
        let mut most = 1;
        read_rows(features, bytes, |feature, row| {
            let (start, length) = if row.len() >= MANY {
                let mut lanes = [0; LANES];
                for &(label, weight) in row {
                    lanes[usize::from(label)] = weight;
                    most = most.max(usize::from(weight.unsigned_abs()));
                }
                weights.lanes.push(lanes);
                (weights.lanes.len() as u64 - 1, 0)
            } else {
                let start = weights.cells.len() as u64;
                weights
                    .cells
                    .extend(row.iter().map(|&(label, weight)| u32::from(label) << 16 | u32::from(weight as u16)));
                (start, row.len() as u64)
            };
            assert!(start < 1 << 24 && row.len() < 256, "a table too large for its slots");
            let mut at = feature as usize & (size - 1);
            while weights.slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            weights.slots[at] = u64::from(feature) << 32 | start << 8 | length;
        });
        weights.most = i16::MAX as usize / most;
        weights
    }
}

/// Weights for up to three labels: they stand in the slot itself.
#[derive(Debug, Default)]
pub struct Narrow {
    /// Open addressing, a power of two. From the top: upper half of the feature (16 bits; the lower is where it
    /// stands), weights of labels 2, 1, 0 (16 each). Zero marks an empty slot.
    slots: Vec<u64>,
    filter: Filter,
}

impl Scorer for Narrow {
    fn unit(&self) -> i32 {
        GRAIN
    }

    fn score(&self, features: &[u32], scores: &mut [i32]) {
        let mask = self.slots.len() - 1;
        let (mut first, mut second, mut third) = (0, 0, 0);
        let (mut kept, mut slots) = ([0; TOGETHER], [0; TOGETHER]);
        for features in features.chunks(TOGETHER) {
            let count = self.filter.keep(features, &mut kept);
            let features = &kept[..count];
            look(&self.slots, features, &mut slots);
            for (&feature, &(mut slot)) in features.iter().zip(&slots) {
                let mut at = feature as usize & mask;
                while slot >> 48 != u64::from(feature >> 16) && slot != 0 {
                    at = (at + 1) & mask;
                    slot = self.slots[at];
                }
                // An empty slot adds nothing.
                first += i32::from(slot as u16 as i16);
                second += i32::from((slot >> 16) as u16 as i16);
                third += i32::from((slot >> 32) as u16 as i16);
            }
        }
        for (score, sum) in scores.iter_mut().zip([first, second, third]) {
            *score += sum;
        }
    }
}

impl Narrow {
    /// Reads what [`write`] wrote, up to the bytes that follow.
    fn read(bytes: &mut &'static [u8]) -> Narrow {
        let features = number(bytes) as usize;
        // At least 2^16 slots, so that a feature's place tells its lower half.
        let size = slots_for(features).max(1 << 16);
        let (mut slots, mut filter) = (vec![0_u64; size], Filter::new(features));
        read_rows(features, bytes, |feature, row| {
            filter.add(feature);
            let mut slot = u64::from(feature >> 16) << 48;
            for &(label, weight) in row {
                slot |= u64::from(weight as u16) << (16 * u32::from(label));
            }
            let mut at = feature as usize & (size - 1);
            while slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            slots[at] = slot;
        });
        Narrow { slots, filter }
    }
}

/// A power of two, at most six slots in ten full: probes stay short.
fn slots_for(features: usize) -> usize {
    (features * 10 / 6).next_power_of_two().max(2)
}

fn read_rows(features: usize, bytes: &mut &'static [u8], mut each: impl FnMut(u32, &[(u8, i16)])) {
    let (mut feature, mut row) = (0_u32, Vec::new());
    for _ in 0..features {
        feature += number(bytes);
        row.clear();
        for _ in 0..number(bytes) {
            let label = bytes[0];
            *bytes = &bytes[1..];
            let folded = number(bytes) as i32;
            row.push((label, ((folded >> 1) ^ -(folded & 1)) as i16));
        }
        each(feature, &row);
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

/// Appends bytes with their number.
pub fn put_bytes(bytes: &[u8], out: &mut Vec<u8>) {
    put(bytes.len() as u32, out);
    out.extend(bytes);
}

fn take(bytes: &mut &'static [u8]) -> &'static [u8] {
    let length = number(bytes) as usize;
    let (taken, rest) = bytes.split_at(length);
    *bytes = rest;
    taken
}

/// Appends what is known of words, which are in order of their keys.
pub fn put_classes(classes: &[Known], out: &mut Vec<u8>) {
    put(classes.len() as u32, out);
    let mut last = 0;
    for &Known { key, class, usage, only } in classes {
        put(key - last, out);
        out.extend([class, usage, only]);
        last = key;
    }
}

fn read_classes(bytes: &mut &'static [u8]) -> Classes {
    let (count, mut key) = (number(bytes), 0);
    let words: Vec<Known> = (0..count)
        .map(|_| {
            key += number(bytes);
            let word = Known { key, class: bytes[0], usage: bytes[1], only: bytes[2] };
            *bytes = &bytes[3..];
            word
        })
        .collect();
    Classes::new(&words)
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

/// Lanes of a row are labels, rounded up to a multiple of eight: 86 tags, 51 relations, 9 labels of names.
const TAG_LANES: usize = 88;
const RELATION_LANES: usize = 56;
const NAME_LANES: usize = 16;

/// Everything that was trained.
#[derive(Debug)]
pub struct Model {
    /// Whether a sentence ends here.
    pub splits: Narrow,
    /// Part of speech, from the first word on.
    pub tags_onward: Weights<TAG_LANES>,
    /// Part of speech, from the last word back.
    pub tags_back: Weights<TAG_LANES>,
    /// What treebanks and lexicon know of a word.
    pub classes: Classes,
    /// The labels that both tell apart: universal tag, a slash, Penn Treebank tag.
    pub labels: Vec<crate::tags::Label>,
    /// The next step of the parser.
    pub steps: Narrow,
    /// The relation of an arc.
    pub relations: Weights<RELATION_LANES>,
    /// Relations that follow from tags alone.
    pub certain: crate::syntax::Certain,
    /// Where names begin and end.
    pub names: Weights<NAME_LANES>,
    /// Dictionary forms that no rule gives: `form/TAG` to lemma.
    pub lemmas: crate::lemmas::Exceptions,
}

impl Model {
    /// What tags a sentence.
    pub fn tagger(&self) -> Tagger<'_> {
        Tagger { onward: &self.tags_onward, back: &self.tags_back, labels: self.labels.len() }
    }
}

/// The model that ships, as bytes.
const BYTES: &[u8] = include_bytes!("../model/english.bin");

/// Sixteen hexadecimal digits that another model would not have: its FNV-1a hash. For telling what made an output, not for
/// proving it.
pub fn id() -> &'static str {
    static ID: LazyLock<String> = LazyLock::new(|| {
        let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        format!("{:016x}", BYTES.iter().fold(0xcbf2_9ce4_8422_2325, step))
    });
    &ID
}

/// The model that ships.
pub fn shipped() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| read(BYTES));
    &MODEL
}

/// First bytes of a model file: what it is and which version of this code reads it.
pub const MAGIC: &[u8] = b"crossread english 3\n";

fn read(bytes: &'static [u8]) -> Model {
    let mut bytes = bytes.strip_prefix(MAGIC).expect("a model of this version");
    let bytes = &mut bytes;
    Model {
        labels: words(bytes).into_iter().map(crate::tags::Label::parse).collect(),
        lemmas: crate::lemmas::Exceptions::new(words(bytes)),
        classes: read_classes(bytes),
        splits: Narrow::read(bytes),
        tags_onward: Weights::read(bytes),
        tags_back: Weights::read(bytes),
        steps: Narrow::read(bytes),
        relations: Weights::read(bytes),
        certain: crate::syntax::Certain::read(take(bytes)),
        names: Weights::read(bytes),
    }
}
