//! What general knowledge says of a word by itself: that it is a given name, a place's, a title and so on. The lists
//! lie in `data/en`; they are hints among others, and a word may stand in several.

use crate::Word;
use std::sync::LazyLock;

/// A given name.
pub(crate) const GIVEN: u64 = 1;
/// Stands before the names of people.
pub(crate) const TITLE: u64 = 1 << 3;
/// A small word inside the names of people.
pub(crate) const PARTICLE: u64 = 1 << 9;

/// The lists, by bit.
const LISTS: [&str; 10] = [
    include_str!("../data/en/given-names.txt"),
    include_str!("../data/en/surnames.txt"),
    include_str!("../data/en/place-names.txt"),
    include_str!("../data/en/title-words.txt"),
    include_str!("../data/en/organization-words.txt"),
    include_str!("../data/en/organization-names.txt"),
    include_str!("../data/en/place-words.txt"),
    include_str!("../data/en/thing-words.txt"),
    include_str!("../data/en/demonyms.txt"),
    include_str!("../data/en/name-particles.txt"),
];

/// In which lists a word stands, as bits.
pub(crate) fn of(word: Word) -> u64 {
    let mut at = word.0 as usize & (TABLE.len() - 1);
    while TABLE[at].0 != word && TABLE[at].1 != 0 {
        at = (at + 1) & (TABLE.len() - 1);
    }
    u64::from(TABLE[at].1)
}

/// Words with their bits in open addressing, a power of two and at most half full. No bits: an empty slot. Every word of
/// a text is looked up here.
static TABLE: LazyLock<Vec<(Word, u16)>> = LazyLock::new(|| {
    let bits =
        LISTS.into_iter().enumerate().flat_map(|(bit, list)| words(list).map(move |word| (Word::of(word), 1 << bit)));
    let bits: Vec<(Word, u16)> = bits.collect();
    let size = (2 * bits.len()).next_power_of_two();
    let mut table = vec![(Word::default(), 0); size];
    for (word, bit) in bits {
        let mut at = word.0 as usize & (size - 1);
        while table[at].0 != word && table[at].1 != 0 {
            at = (at + 1) & (size - 1);
        }
        table[at] = (word, table[at].1 | bit);
    }
    table
});

/// The words of a data file, comments left out.
pub(crate) fn words(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_stand_in_several_lists() {
        assert_eq!(of(Word::of("general")) & TITLE, TITLE);
        assert!(of(Word::of("jordan")).count_ones() >= 2, "a country and a given name");
        assert_eq!(of(Word::of("perhaps")), 0);
    }

    #[test]
    fn the_lists_are_in_lower_case() {
        for list in LISTS {
            for line in list.lines().filter(|line| !line.starts_with('#')) {
                assert_eq!(line, line.to_lowercase());
            }
        }
    }
}
