//! What reading happenings knows: words with what dictionaries say of them, and learned weights (`model/events.bin`,
//! with its card). The file is used as it lies in the program: nothing of it is read before it is asked for.

use crossread_language::Word;

/// First bytes of the file: what it is and which version of this code reads it.
pub const MAGIC: &[u8] = b"crossread events 1\n";

/// Words lie in so many buckets by the top of their keys, so that a look-up compares a dozen.
pub const BUCKETS: usize = 1 << 12;

/// Bytes of a word: key, clusters, noun, verb.
const WORD: usize = 8;

/// Bytes of a derivation: noun, verb.
const DERIVATION: usize = 8;

/// Bytes of a weight's slot.
const SLOT: usize = 2;

/// What dictionaries and vectors say of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordFacts {
    /// Which of 1,024 clusters of vectors, and which of 64; 0 in both for a word that has no vector.
    pub clusters: u16,
    /// WordNet's file of its commonest sense as a noun, or 0.
    pub noun: u8,
    /// How many of its four commonest senses as a noun tell of happenings.
    pub eventive: u8,
    /// WordNet's file of its commonest sense as a verb, counted from 28, or 0.
    pub verb: u8,
    /// How often PropBank takes it for a predicate: 0 unknown, 1 never, to 7 always.
    pub rate: u8,
}

impl WordFacts {
    /// As they lie in the file.
    pub fn pack(self) -> [u8; 4] {
        let [low, high] = self.clusters.to_le_bytes();
        [low, high, self.noun << 3 | self.eventive, self.verb << 3 | self.rate]
    }

    fn unpack(bytes: &[u8]) -> WordFacts {
        WordFacts {
            clusters: u16::from_le_bytes([bytes[0], bytes[1]]),
            noun: bytes[2] >> 3,
            eventive: bytes[2] & 7,
            verb: bytes[3] >> 3,
            rate: bytes[3] & 7,
        }
    }
}

pub use super::key;

/// The file, cut into its parts.
pub(crate) struct Knowledge {
    /// Where each bucket of words begins; one more for the end.
    buckets: &'static [u8],
    words: &'static [u8],
    /// Sorted.
    derivations: &'static [u8],
    /// Open addressing, a power of two: weight, then check.
    slots: &'static [u8],
}

impl Knowledge {
    /// Of a file that ships.
    pub(super) fn new(file: &'static [u8]) -> Knowledge {
        let rest = file.strip_prefix(MAGIC).expect("a model of this version");
        let (counts, rest) = rest.split_at(12);
        let (buckets, rest) = rest.split_at((BUCKETS + 1) * 4);
        let (words, rest) = rest.split_at(number(counts, 0) as usize * WORD);
        let (derivations, slots) = rest.split_at(number(counts, 1) as usize * DERIVATION);
        assert_eq!(slots.len(), number(counts, 2) as usize * SLOT, "a whole model");
        Knowledge { buckets, words, derivations, slots }
    }

    /// What is known of a word, by its dictionary form.
    pub(crate) fn facts(&self, word: Word) -> WordFacts {
        let key = key(word);
        let bucket = (key >> (32 - BUCKETS.trailing_zeros())) as usize;
        let (from, to) = (number(self.buckets, bucket) as usize, number(self.buckets, bucket + 1) as usize);
        let mut words = self.words[from * WORD..to * WORD].chunks_exact(WORD);
        words.find(|word| number(word, 0) == key).map(|word| WordFacts::unpack(&word[4..])).unwrap_or_default()
    }

    /// Which of 64 clusters of vectors a word lies in; 0 for a word that has no vector.
    pub(crate) fn cluster(&self, word: Word) -> u16 {
        let clusters = self.facts(word).clusters;
        if clusters == 0 { 0 } else { (clusters & 63) + 1 }
    }

    /// What words of one family have in common: of a noun, the key of the verb it is derived from ("explosion" of "explode"); of
    /// any other word its own.
    pub(crate) fn family(&self, word: Word) -> u32 {
        let key = key(word);
        let (mut low, mut high) = (0, self.derivations.len() / DERIVATION);
        while low < high {
            let middle = (low + high) / 2;
            if number(self.derivations, 2 * middle) < key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let found = low < self.derivations.len() / DERIVATION && number(self.derivations, 2 * low) == key;
        if found { number(self.derivations, 2 * low + 1) } else { key }
    }

    /// The sum of the weights of features.
    pub(crate) fn score(&self, features: &[u32]) -> i32 {
        sum(self.slots, features)
    }
}

/// The number at an index of many.
fn number(bytes: &[u8], at: usize) -> u32 {
    let bytes = &bytes[at * 4..at * 4 + 4];
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

/// WordNet's file of nouns for people.
pub(crate) const PERSON: u8 = 18;

/// WordNet's file of nouns for groups: "committee".
pub(crate) const GROUP: u8 = 14;

/// Features that are looked at together.
const TOGETHER: usize = 64;

/// The sum of the weights of features in slots of weight and check, open addressing, a power of two.
///
/// All slots are loaded before any is judged: a processor then waits for memory once, not once a feature.
pub(crate) fn sum(slots: &[u8], features: &[u32]) -> i32 {
    let slots = slots.as_chunks::<SLOT>().0;
    let mask = slots.len() - 1;
    let mut found = [[0; SLOT]; TOGETHER];
    let mut sum = 0;
    for features in features.chunks(TOGETHER) {
        for (slot, &feature) in found.iter_mut().zip(features) {
            *slot = slots[place(feature, mask).0];
        }
        for (&(mut slot), &feature) in found.iter().zip(features) {
            let (mut at, check) = place(feature, mask);
            while slot[0] != 0 && slot[1] != check {
                at = (at + 1) & mask;
                slot = slots[at];
            }
            sum += i32::from(slot[0] as i8);
        }
    }
    sum
}

/// Where a feature stands among slots, and what tells it from others there.
#[inline]
pub fn place(feature: u32, mask: usize) -> (usize, u8) {
    (feature as usize & mask, (feature >> 24) as u8)
}

/// A feature: a template's number and what fills it, mixed into 32 bits.
#[inline]
pub fn feature(template: u32, parts: &[u64]) -> u32 {
    let mut hash = u64::from(template).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for part in parts {
        hash = (hash.rotate_left(29) ^ part).wrapping_mul(0xA076_1D64_78BD_642F);
    }
    ((hash ^ (hash >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 32) as u32
}
