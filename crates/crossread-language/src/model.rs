//! The trained weights: what they are, and how a score is made of them.
//!
//! All readers (sentence ends, tags, syntax, names) are linear: a decision's score for each label is the sum of
//! one small integer for each feature that fires. Weights are trained as an averaged perceptron (Collins, *EMNLP*
//! 2002) by `cargo xtask train` and stored as bytes; sums are of integers, so that they are the same on every machine
//! and in any order.

use crate::layout::{self, NAME_LANES, RELATION_LANES, SPLIT_LANES, TAG_LANES};
use crate::score::Scorer;
use crate::tags::{Tagger, WordClasses, WordUsage};
use std::sync::LazyLock;

/// So many rows of lanes are summed in 16 bits: the build script sees to it that no weight is larger than the 16th part of
/// what they hold.
const TOGETHER_IN_16_BITS: usize = 16;

/// Steps between whole numbers in the weights that ship. Eight bits for the whole range lost a point of tagging
/// accuracy, clipping the largest weights still more; with these steps nothing measurable is lost.
pub const GRAIN: i32 = 16;

/// Where the rows of features lie: of each feature it is known without a search which slot would be its own.
///
/// Features fall into buckets by their upper bits, half a dozen to one, and the build script sought for each bucket a seed
/// that sends all of its features to slots that nobody else has (Belazzougui, Botelho and Dietzfelbinger, ESA 2009). So a
/// look is two loads and no branch that a processor could guess wrong, and it looks for dozens of features at once.
#[derive(Debug)]
struct FeatureSlots {
    /// From the top: which features the bucket has, by their last four bits (16 bits); the seed (16).
    buckets: &'static [[u8; 4]],
    slots: &'static [[u8; 8]],
    /// How far a feature is shifted for its bucket.
    bucket_shift: u32,
    /// How far a spread feature is shifted for its slot.
    slot_shift: u32,
}

impl FeatureSlots {
    fn new(buckets: &'static [u8], slots: &'static [u8]) -> FeatureSlots {
        let (buckets, slots) = (buckets.as_chunks().0, slots.as_chunks().0);
        let shift = |count: usize| 32 - count.trailing_zeros();
        FeatureSlots { buckets, slots, bucket_shift: shift(buckets.len()), slot_shift: shift(slots.len() - 1) }
    }

    /// How each feature is spread, and what stands in the slot that would be its own. For most that have none it is the first slot of
    /// all, which is nobody's, so that the large table is left alone.
    ///
    /// Memory is waited for twice in all: a loop that reads and does nothing else has so little to it that a processor runs through
    /// dozens of turns ahead of what it waits for.
    #[inline(always)]
    fn look(&self, features: &[u32], spread: &mut [u32; TOGETHER], slots: &mut [u64; TOGETHER]) {
        let (mut places, count) = ([0_u32; TOGETHER], features.len().min(TOGETHER));
        let features = &features[..count];
        for (bucket, &feature) in places.iter_mut().zip(features) {
            *bucket = u32::from_le_bytes(self.buckets[(feature >> self.bucket_shift) as usize]);
        }
        for ((place, spread), &feature) in places.iter_mut().zip(spread.iter_mut()).zip(features) {
            let bucket = *place;
            let may_be = 0_u32.wrapping_sub(bucket >> layout::sign(feature) & 1);
            *spread = layout::spread(feature, bucket & layout::SEEDS);
            *place = ((*spread >> self.slot_shift) + 1) & may_be;
        }
        for (slot, &place) in slots.iter_mut().zip(&places[..count]) {
            *slot = u64::from_le_bytes(self.slots[place as usize]);
        }
    }
}

/// Weights for many labels: from features to rows.
///
/// Three of four features that are asked for have a row, and the rows of common features hold most labels. A row of many
/// labels therefore lies as one weight a label, `LANES` of them, which a processor adds eight at a time; a row of few as
/// (label, weight).
#[derive(Debug)]
pub struct Weights<const LANES: usize> {
    /// From the top: the feature (32 bits), where its row begins (24), how long it is (8), 0 for a row of `LANES`.
    places: FeatureSlots,
    /// Label in the upper half, weight in the lower.
    cells: &'static [[u8; 4]],
    lanes: &'static [[[u8; 2]; LANES]],
}

/// Features that are looked at together: all that a decision has.
const TOGETHER: usize = 96;

impl<const LANES: usize> Weights<LANES> {
    /// Has a processor bring near all rows at once, long before one is added up: nothing comes of it but that.
    #[inline(always)]
    fn fetch(&self, lanes: &[u32], rows: &[(u32, u32)]) {
        let mut touched = 0;
        for &row in lanes {
            let row = &self.lanes[row as usize];
            // A cache line holds so many.
            for lane in (0..LANES).step_by(32) {
                touched ^= row[lane][0];
            }
            touched ^= row[LANES - 1][0];
        }
        for &(start, _) in rows {
            touched ^= self.cells[start as usize][0];
        }
        std::hint::black_box(touched);
    }
}

impl<const LANES: usize> Scorer for Weights<LANES> {
    fn unit(&self) -> i32 {
        GRAIN
    }

    fn score(&self, features: &[u32], scores: &mut [i32]) {
        let mut slots = [0; TOGETHER];
        for features in features.chunks(TOGETHER) {
            let (mut lanes, mut wide) = ([0_u32; TOGETHER], 0);
            let (mut rows, mut narrow) = ([(0_u32, 0_u32); TOGETHER], 0);
            self.places.look(features, &mut [0; TOGETHER], &mut slots);
            for (&feature, &slot) in features.iter().zip(&slots) {
                let own = (slot >> 32) as u32 == feature;
                // Written in any case and counted where it is so: no branch to guess.
                let (start, length) = ((slot >> 8) as u32 & 0xFF_FFFF, slot as u32 & 0xFF);
                lanes[wide] = start;
                wide += usize::from(own && length == 0);
                rows[narrow] = (start, length);
                narrow += usize::from(own && length != 0);
            }
            self.fetch(&lanes[..wide], &rows[..narrow]);
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

/// Weights for up to three labels: they stand in the slots themselves.
///
/// From the top: a check (16 bits), the lower half of what the feature was spread to, whose upper bits are the slot's place: both
/// together tell the feature, since a seed leaves the bits alone that tell its bucket. Then weights of labels 2, 1, 0 (16 each)
/// as one number, their sum after shifting.
#[derive(Debug)]
pub struct NarrowWeights(FeatureSlots);

impl Scorer for NarrowWeights {
    fn unit(&self) -> i32 {
        GRAIN
    }

    fn score(&self, features: &[u32], scores: &mut [i32]) {
        for features in features.chunks(TOGETHER) {
            let mut sums = [[0; 3]];
            self.score_groups(features, &[features.len()], &mut sums);
            for (score, sum) in scores.iter_mut().zip(sums[0]) {
                *score += sum;
            }
        }
    }

    // At most `TOGETHER` features in all.
    fn score_groups(&self, features: &[u32], ends: &[usize], scores: &mut [[i32; 3]]) {
        let (mut spread, mut slots) = ([0; TOGETHER], [0; TOGETHER]);
        self.0.look(features, &mut spread, &mut slots);
        let mut start = 0;
        for (&end, scores) in ends.iter().zip(scores) {
            for start in (start..end).step_by(TOGETHER_IN_16_BITS) {
                let some = start..end.min(start + TOGETHER_IN_16_BITS);
                let sum = slots[some.clone()].iter().zip(&spread[some]).fold(0_u64, |sum, (&slot, &spread)| {
                    // No branch to guess.
                    sum.wrapping_add(if (slot >> 48) as u16 == spread as u16 { slot } else { 0 })
                });
                add_three(sum, scores);
            }
            start = end;
        }
    }
}

/// Adds the three sums that stand in one number.
fn add_three(mut sum: u64, scores: &mut [i32; 3]) {
    for score in scores {
        let own = sum as u16 as i16;
        *score += i32::from(own);
        sum = sum.wrapping_sub(i64::from(own) as u64) >> 16;
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
pub fn put_classes(classes: &[WordUsage], out: &mut Vec<u8>) {
    put(classes.len() as u32, out);
    let mut last = 0;
    for &WordUsage { key, class, usage, only } in classes {
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
    pub splits: Weights<SPLIT_LANES>,
    /// Part of speech, from the first word on.
    pub tags_onward: Weights<TAG_LANES>,
    /// Part of speech, from the last word back.
    pub tags_back: Weights<TAG_LANES>,
    /// What treebanks and lexicon know of a word.
    pub classes: WordClasses,
    /// The labels that both tell apart: universal tag, a slash, Penn Treebank tag.
    pub labels: Vec<crate::tags::Label>,
    /// The next step of the parser.
    pub steps: NarrowWeights,
    /// The relation of an arc.
    pub relations: Weights<RELATION_LANES>,
    /// Relations that follow from tags alone.
    pub certain: crate::syntax::CertainRelations,
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

/// Where the rows of a part of the model lie.
macro_rules! places {
    ($name:literal) => {
        FeatureSlots::new(part!(concat!($name, ".buckets")), part!(concat!($name, ".slots")))
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
        classes: WordClasses::laid_out(part!("classes").as_chunks().0),
        splits: weights(places!("splits"), part!("splits.cells"), part!("splits.lanes")),
        tags_onward: weights(places!("onward"), part!("onward.cells"), part!("onward.lanes")),
        tags_back: weights(places!("back"), part!("back.cells"), part!("back.lanes")),
        steps: NarrowWeights(places!("steps")),
        relations: weights(places!("relations"), part!("relations.cells"), part!("relations.lanes")),
        certain: crate::syntax::CertainRelations::read(part!("certain")),
        names: weights(places!("names"), part!("names.cells"), part!("names.lanes")),
    });
    &MODEL
}

fn weights<const LANES: usize>(places: FeatureSlots, cells: &'static [u8], lanes: &'static [u8]) -> Weights<LANES> {
    Weights { places, cells: cells.as_chunks().0, lanes: lanes.as_chunks().0.as_chunks().0 }
}
