//! What general knowledge says of a word by itself: that it is a given name, a place's, a title and so on. The lists
//! lie in `data/en`; they are hints among others, and a word may stand in several.

use crate::{Word, layout};

pub(crate) use layout::words;

/// A given name.
pub(crate) const GIVEN: u64 = 1;
/// Stands before the names of people.
pub(crate) const TITLE: u64 = 1 << 3;
/// A small word inside the names of people.
pub(crate) const PARTICLE: u64 = 1 << 9;

/// In which lists a word stands, as bits.
pub(crate) fn of(word: Word) -> u64 {
    let mut at = layout::place(word.0, TABLE.len());
    loop {
        let [own, bits] = TABLE[at].map(u64::from_le_bytes);
        if bits == 0 || own == word.0 {
            return bits;
        }
        at = layout::place(at as u64 + 1, TABLE.len());
    }
}

/// Words with their bits in open addressing, a power of two. No bits: an empty slot. Every word of a text is looked up
/// here.
static TABLE: &[[[u8; 8]; 2]] = include_bytes!(concat!(env!("OUT_DIR"), "/lists")).as_chunks().0.as_chunks().0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_stand_in_several_lists() {
        assert_eq!(of(Word::of("general")) & TITLE, TITLE);
        assert!(of(Word::of("jordan")).count_ones() >= 2, "a country and a given name");
        assert_eq!(of(Word::of("perhaps")), 0);
    }
}
