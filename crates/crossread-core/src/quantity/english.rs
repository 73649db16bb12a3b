//! What the endings of English words tell.

use crate::language::Language;
use crate::language::quantities::Direction;
use crossread_language::Word;

/// Which way a word of change goes, in any of its forms as far as endings tell: "plunged" is "plunge", "dropping" is
/// "drop".
pub(crate) fn direction_of(language: &Language, word: &str) -> Option<Direction> {
    let word = word.to_lowercase();
    let known = |stem: &str| language.quantities.changes.get(&Word::of(stem)).copied();
    ["", "s", "es", "d", "ed", "ing"].iter().filter_map(|ending| word.strip_suffix(ending)).find_map(|stem| {
        let undoubled = stem.char_indices().next_back().map_or(stem, |(at, _)| &stem[..at]);
        let shorter = || if stem.len() < word.len() { known(undoubled) } else { None };
        known(stem).or_else(|| known(&format!("{stem}e"))).or_else(shorter)
    })
}

/// Whether a word looks like the plural of a noun.
pub(crate) fn is_plural(language: &Language, word: &str) -> bool {
    let lower = word.to_lowercase();
    language.quantities.irregular_plurals.has(&lower)
        || lower.len() > 3
            && lower.ends_with('s')
            && !lower.ends_with("ss")
            && !lower.ends_with("us")
            && !lower.ends_with("is")
            && !lower.ends_with("'s")
            && !language.quantities.no_plurals.has(&lower)
}

/// Whether a word is a superlative: "the largest", "the second-largest".
pub(crate) fn is_superlative(language: &Language, word: Word, written: &str) -> bool {
    let ends = written.len() > 5 && written.ends_with("est") && !language.quantities.no_superlatives.has(word);
    language.quantities.superlatives.has(word) || ends
}
