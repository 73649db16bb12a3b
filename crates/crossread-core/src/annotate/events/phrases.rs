//! Phrases that say where or when by their words, and verbs that say nothing by themselves.

use super::tree::Tree;
use crossread_language::{MentionKind, Relation, Tag, Word};
use std::collections::HashSet;
use std::sync::LazyLock;

/// The words of a data file whose lines are words.
pub(super) fn words(file: &'static str) -> HashSet<Word> {
    file.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).map(Word::of).collect()
}

/// Verbs whose object is the happening.
static LIGHT: LazyLock<HashSet<Word>> = LazyLock::new(|| words(include_str!("../../../data/en/light-verbs.txt")));

/// Nouns for places.
static PLACES: LazyLock<HashSet<Word>> = LazyLock::new(|| words(include_str!("../../../data/en/place-nouns.txt")));

/// Words for times that stand in phrases of time.
static TIMES: LazyLock<HashSet<Word>> = LazyLock::new(|| words(include_str!("../../../data/en/time-nouns.txt")));

/// Prepositions of place.
const WHERE: [Word; 20] = [
    Word::of("in"),
    Word::of("at"),
    Word::of("near"),
    Word::of("outside"),
    Word::of("inside"),
    Word::of("across"),
    Word::of("around"),
    Word::of("throughout"),
    Word::of("within"),
    Word::of("on"),
    Word::of("over"),
    Word::of("off"),
    Word::of("along"),
    Word::of("beside"),
    Word::of("behind"),
    Word::of("under"),
    Word::of("between"),
    Word::of("above"),
    Word::of("below"),
    Word::of("aboard"),
];

/// Whether a verb's object is the happening: "carried out" an attack.
pub fn is_light(tree: &Tree, verb: usize) -> bool {
    tree.tag(verb) == Tag::Verb && LIGHT.contains(&tree.lemma(verb))
}

/// Whether the phrase of word `i` says where by its words: a preposition of place before a place's name or a noun for
/// a place.
pub fn is_place(tree: &Tree, i: usize) -> bool {
    matches!(tree.tag(i), Tag::Noun | Tag::Propn)
        && tree.children(i).any(|child| tree.relation(child) == Relation::Case && tree.is(child, &WHERE))
        && (PLACES.contains(&tree.lemma(i)) || tree.named(i) == Some(MentionKind::Place))
}

/// Whether word `i` is a noun for a place.
pub fn is_place_noun(tree: &Tree, i: usize) -> bool {
    PLACES.contains(&tree.lemma(i))
}

/// Whether the phrase of word `i` says when.
pub fn is_time(tree: &Tree, i: usize) -> bool {
    TIMES.contains(&tree.lemma(i))
}
