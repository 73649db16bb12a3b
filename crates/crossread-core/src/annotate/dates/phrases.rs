//! Phrases of dates ("the day after tomorrow", "Christmas Eve"), cut into pieces as a text is.

use super::pieces;
use super::words::{Holiday, holiday, lines};
use crossread_language::{Span, Word};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a phrase stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phrase {
    /// A TIMEX3 value: `PRESENT_REF`, `PXX`.
    Value(&'static str),
    /// A day with a name.
    Holiday(Holiday),
}

/// Phrases by their first word, the longest first.
static PHRASES: LazyLock<HashMap<Word, Vec<(Vec<Word>, Phrase)>>> = LazyLock::new(|| {
    let mut phrases: HashMap<Word, Vec<(Vec<Word>, Phrase)>> = HashMap::new();
    let mut add = |words: &str, phrase| {
        let words = words_of(words);
        phrases.entry(words[0]).or_default().push((words, phrase));
    };
    for line in lines(include_str!("../../../data/en/date-phrases.txt")) {
        let (value, words) = line.split_once(' ').expect("a value and words");
        add(words, Phrase::Value(value));
    }
    for line in lines(include_str!("../../../data/en/holidays.txt")) {
        let (rule, names) = line.split_once(' ').expect("a rule and names");
        let holiday = holiday(rule).unwrap_or_else(|| panic!("holiday: {line}"));
        for name in names.split(", ") {
            add(name, Phrase::Holiday(holiday));
        }
    }
    for list in phrases.values_mut() {
        list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    phrases
});

/// A phrase as the pieces of a text would be: see [`super::pieces`].
fn words_of(phrase: &str) -> Vec<Word> {
    let mut pieces = Vec::new();
    pieces::cut(phrase, Span::new(0, phrase.len()), &mut pieces);
    pieces.iter().map(|piece| piece.word).collect()
}

/// Words without a sense of their own that a mention can begin with, and the first words of phrases.
static BEGINS: LazyLock<HashSet<Word>> = LazyLock::new(|| {
    const OTHERS: [&str; 44] = [
        "the",
        "a",
        "an",
        "early",
        "earlier",
        "late",
        "later",
        "mid",
        "about",
        "around",
        "nearly",
        "almost",
        "roughly",
        "approximately",
        "some",
        "circa",
        "at",
        "more",
        "less",
        "fewer",
        "up",
        "every",
        "each",
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "half",
        "twice",
        "once",
        "recent",
        "another",
        "many",
        "fiscal",
        "just",
        "only",
        "barely",
        "end",
        "year",
        "q",
        "h",
        "fy",
        "its",
        "sometime",
    ];
    OTHERS.iter().map(|word| Word::of(word)).chain(PHRASES.keys().copied()).collect()
});

/// Whether a mention can begin with this word although it has no sense of its own.
pub(super) fn begins(word: Word) -> bool {
    BEGINS.contains(&word)
}

/// The phrases that begin with `first`, the longest first.
pub(super) fn phrases(first: Word) -> &'static [(Vec<Word>, Phrase)] {
    PHRASES.get(&first).map_or(&[], Vec::as_slice)
}

/// Names made with a weekday: whether the words stand behind it, and the words.
pub(super) static WEEKDAY_NAMES: LazyLock<Vec<(bool, Vec<Word>)>> = LazyLock::new(|| {
    lines(include_str!("../../../data/en/weekday-names.txt"))
        .map(|line| {
            let (side, words) = line.split_once(' ').expect("a side and words");
            (side == "after", words_of(words))
        })
        .collect()
});
