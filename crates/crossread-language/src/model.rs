//! The trained weights: what they are, and how a score is made of them.
//!
//! All readers (sentence ends, tags, syntax, names) are linear: a decision's score for each label is the sum of
//! one small integer for each feature that fires. Weights are trained as an averaged perceptron (Collins, *EMNLP*
//! 2002) by `cargo xtask train` and stored as bytes; sums are of integers, so that they are the same on every machine
//! and in any order.

use crate::layout::{NAME_LANES, RELATION_LANES, TAG_LANES};
use crate::score::Scorer;
use crate::tags::{Classes, Known, Tagger};
use std::sync::LazyLock;

/// So many rows of lanes are summed in 16 bits: the build script sees to it that no weight is larger than the 16th part of
/// what they hold.
const TOGETHER_IN_16_BITS: usize = 16;

/// Steps between whole numbers in the weights that ship. Eight bits for the whole range lost a point of tagging
/// accuracy, clipping the largest weights still more; with these steps nothing measurable is lost.
pub const GRAIN: i32 = 16;

/// Weights for many labels: a hash table from features to rows.
///
/// Three of four features that are asked for have a row, and the rows of common features hold most labels. A row of many
/// labels therefore lies as one weight a label, `LANES` of them, which a processor adds eight at a time; a row of few as
/// (label, weight).
#[derive(Debug)]
pub struct Weights<const LANES: usize> {
    /// From the top: the feature (32 bits), where its row begins (24), how long it is (8), 0 for a row of `LANES`.
    slots: Slots,
    /// Label in the upper half, weight in the lower.
    cells: &'static [[u8; 4]],
    lanes: &'static [[[u8; 2]; LANES]],
}

/// Open addressing, a power of two, without the empty slots, which read as zero: six slots of ten are empty, and a table that
/// lies in half of the memory is waited for half as often.
#[derive(Debug)]
struct Slots {
    /// For each 32 slots, from the top: how many before them are taken (32 bits), which of them are (32).
    taken: &'static [[u8; 8]],
    /// Those that are taken, in order, and one more.
    full: &'static [[u8; 8]],
}

impl Slots {
    /// What of a feature is its slot's number.
    fn mask(&self) -> usize {
        self.taken.len() * 32 - 1
    }

    /// What stands in a slot. Without a branch: loads of several slots do not wait for one another.
    #[inline(always)]
    fn at(&self, slot: usize) -> u64 {
        let block = u64::from_le_bytes(self.taken[slot / 32]);
        let bit = slot % 32;
        let before = (block >> 32) as usize + (block as u32 & ((1 << bit) - 1)).count_ones() as usize;
        u64::from_le_bytes(self.full[before]) & 0_u64.wrapping_sub(block >> bit & 1)
    }
}

/// Which features a table has, a bit each by the upper part of the feature: two of three that are asked for are in no
/// table, and a table is many times larger than what a processor keeps near. Eight bits for a feature, so one in nine of
/// those that are not there is looked up in vain. With it the whole layer reads a third as many words more in a
/// second.
#[derive(Debug)]
struct Filter {
    bits: &'static [[u8; 8]],
    /// How far a feature is shifted for its place.
    shift: u32,
}

impl Filter {
    /// Writes those of some features that may be there behind the first `count` of `kept`: how many are there then.
    #[inline(always)]
    fn keep(&self, features: &[u32], kept: &mut [u32; TOGETHER], mut count: usize) -> usize {
        for &feature in features {
            let at = feature >> self.shift;
            kept[count] = feature;
            count += (u64::from_le_bytes(self.bits[at as usize / 64]) >> (at % 64) & 1) as usize;
        }
        count
    }
}

/// Features that are looked at together: all that a decision has.
const TOGETHER: usize = 96;

/// Groups of features that are looked at together, at most.
const GROUPS: usize = 5;

/// The slots in which some features should stand. All looks are made before any is judged: a processor then waits for
/// memory once, not once a feature, and the whole layer reads half as many words more in a second.
#[inline(always)]
fn look(slots: &Slots, features: &[u32], found: &mut [u64; TOGETHER]) {
    let mask = slots.mask();
    for (found, &feature) in found.iter_mut().zip(features) {
        *found = slots.at(feature as usize & mask);
    }
}

impl<const LANES: usize> Scorer for Weights<LANES> {
    fn unit(&self) -> i32 {
        GRAIN
    }

    fn score(&self, features: &[u32], scores: &mut [i32]) {
        let mask = self.slots.mask();
        let mut slots = [0; TOGETHER];
        for features in features.chunks(TOGETHER) {
            look(&self.slots, features, &mut slots);
            let (mut lanes, mut wide) = ([0_u32; TOGETHER], 0);
            let (mut rows, mut narrow) = ([(0_u32, 0_u32); TOGETHER], 0);
            for (&feature, &(mut slot)) in features.iter().zip(&slots) {
                let mut at = feature as usize & mask;
                while (slot >> 32) as u32 != feature && slot != 0 {
                    at = (at + 1) & mask;
                    slot = self.slots.at(at);
                }
                // Written in any case and counted where it is so: no branch to guess.
                let (start, length) = ((slot >> 8) as u32 & 0xFF_FFFF, slot as u32 & 0xFF);
                lanes[wide] = start;
                wide += usize::from(slot != 0 && length == 0);
                rows[narrow] = (start, length);
                narrow += usize::from(length != 0);
            }
            for rows in lanes[..wide].chunks(TOGETHER_IN_16_BITS) {
                let mut sums = [0_i16; LANES];
                for &row in rows {
                    for (sum, weight) in sums.iter_mut().zip(&self.lanes[row as usize]) {
                        *sum = sum.wrapping_add(i16::from_le_bytes(*weight));
                    }
                }
                for (score, sum) in scores.iter_mut().zip(sums) {
                    *score += i32::from(sum);
                }
            }
            for &(start, length) in &rows[..narrow] {
                for &cell in &self.cells[start as usize..(start + length) as usize] {
                    let cell = u32::from_le_bytes(cell);
                    scores[(cell >> 16) as usize] += i32::from(cell as u16 as i16);
                }
            }
        }
    }
}

/// Weights for up to three labels: they stand in the slot itself.
#[derive(Debug)]
pub struct Narrow {
    /// From the top: upper half of the feature (16 bits; the lower is where it stands), weights of labels 2, 1, 0 (16 each).
    slots: Slots,
    filter: Filter,
}

impl Scorer for Narrow {
    fn unit(&self) -> i32 {
        GRAIN
    }

    fn score(&self, features: &[u32], scores: &mut [i32]) {
        let mut sums = [[0; 3]];
        for features in features.chunks(TOGETHER) {
            self.score_groups(features, &[features.len()], &mut sums);
        }
        for (score, sum) in scores.iter_mut().zip(sums[0]) {
            *score += sum;
        }
    }

    // At most `TOGETHER` features in all.
    fn score_groups(&self, features: &[u32], ends: &[usize], scores: &mut [[i32; 3]]) {
        let (mut kept, mut slots) = ([0; TOGETHER], [0; TOGETHER]);
        let (mut start, mut count) = (0, 0);
        let mut kept_ends = [0; GROUPS];
        for (kept_end, &end) in kept_ends.iter_mut().zip(ends) {
            count = self.filter.keep(&features[start..end], &mut kept, count);
            (start, *kept_end) = (end, count);
        }
        look(&self.slots, &kept[..count], &mut slots);
        let mut start = 0;
        for (&end, scores) in kept_ends.iter().zip(scores) {
            let (mut first, mut second, mut third) = (0, 0, 0);
            for (&feature, &slot) in kept[start..end].iter().zip(&slots[start..end]) {
                let slot = self.settle(feature, slot);
                // An empty slot adds nothing.
                first += i32::from(slot as u16 as i16);
                second += i32::from((slot >> 16) as u16 as i16);
                third += i32::from((slot >> 32) as u16 as i16);
            }
            *scores = [scores[0] + first, scores[1] + second, scores[2] + third];
            start = end;
        }
    }
}

impl Narrow {
    /// The slot of a feature, given the one in which it should stand; an empty one if it has none.
    #[inline(always)]
    fn settle(&self, feature: u32, mut slot: u64) -> u64 {
        let mask = self.slots.mask();
        let mut at = feature as usize & mask;
        while slot >> 48 != u64::from(feature >> 16) && slot != 0 {
            at = (at + 1) & mask;
            slot = self.slots.at(at);
        }
        slot
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

/// Appends bytes with their number.
pub fn put_bytes(bytes: &[u8], out: &mut Vec<u8>) {
    put(bytes.len() as u32, out);
    out.extend(bytes);
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

/// Appends a list of words.
pub fn put_words(words: &[String], out: &mut Vec<u8>) {
    put(words.len() as u32, out);
    for word in words {
        put(word.len() as u32, out);
        out.extend(word.as_bytes());
    }
}

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
}

impl Model {
    /// What tags a sentence.
    pub fn tagger(&self) -> Tagger<'_> {
        Tagger { onward: &self.tags_onward, back: &self.tags_back, labels: self.labels.len() }
    }
}

/// A part of the model, as the build script laid it out: bytes in rows of the same length.
macro_rules! part {
    ($name:expr) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $name)).as_slice()
    };
}

/// The slots of a part of the model.
macro_rules! slots {
    ($name:literal) => {
        Slots {
            taken: part!(concat!($name, ".taken")).as_chunks().0,
            full: part!(concat!($name, ".slots")).as_chunks().0,
        }
    };
}

/// Sixteen hexadecimal digits that another model would not have: its FNV-1a hash. For telling what made an output, not for
/// proving it.
pub fn id() -> &'static str {
    include_str!(concat!(env!("OUT_DIR"), "/id"))
}

/// The model that ships. Its tables are used where they lie in the program: what a run does not ask for is not even
/// loaded, and a run begins in a thousandth of a second.
pub fn shipped() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| Model {
        labels: include_str!(concat!(env!("OUT_DIR"), "/labels")).lines().map(crate::tags::Label::parse).collect(),
        classes: Classes::laid_out(part!("classes").as_chunks().0),
        splits: narrow(slots!("splits"), part!("splits.filter")),
        tags_onward: weights(slots!("onward"), part!("onward.cells"), part!("onward.lanes")),
        tags_back: weights(slots!("back"), part!("back.cells"), part!("back.lanes")),
        steps: narrow(slots!("steps"), part!("steps.filter")),
        relations: weights(slots!("relations"), part!("relations.cells"), part!("relations.lanes")),
        certain: crate::syntax::Certain::read(part!("certain")),
        names: weights(slots!("names"), part!("names.cells"), part!("names.lanes")),
    });
    &MODEL
}

fn narrow(slots: Slots, filter: &'static [u8]) -> Narrow {
    let shift = 32 - (filter.len() * 8).trailing_zeros();
    Narrow { slots, filter: Filter { bits: filter.as_chunks().0, shift } }
}

fn weights<const LANES: usize>(slots: Slots, cells: &'static [u8], lanes: &'static [u8]) -> Weights<LANES> {
    Weights { slots, cells: cells.as_chunks().0, lanes: lanes.as_chunks().0.as_chunks().0 }
}
