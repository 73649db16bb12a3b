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
    let at = TABLE.partition_point(|&(other, _)| other < word);
    TABLE.get(at).filter(|(other, _)| *other == word).map_or(0, |&(_, bits)| bits)
}

/// Words in order with their bits.
static TABLE: LazyLock<Vec<(Word, u64)>> = LazyLock::new(|| {
    let mut table: Vec<(Word, u64)> = Vec::new();
    for (bit, list) in LISTS.into_iter().enumerate() {
        let words = list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
        table.extend(words.map(|word| (Word::of(word), 1 << bit)));
    }
    table.sort_unstable();
    table.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            earlier.1 |= later.1;
        }
        same
    });
    table
});

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
