//! Words of the one who speaks and of those who are spoken to, outside any marks.

use crate::language::Language;
use crate::language::groups::Spellings;

/// Whether a text speaks of itself or to somebody.
pub(super) fn speaks(language: &Language, text: &str) -> bool {
    of_self(language, text) || to_somebody(language, text)
}

/// Whether a text says "I" or "we".
pub(super) fn of_self(language: &Language, text: &str) -> bool {
    has_word(text, &language.quotes.of_self, &language.quotes.no_self)
}

/// Whether a text says "you".
pub(super) fn to_somebody(language: &Language, text: &str) -> bool {
    has_word(text, &language.quotes.to_somebody, &language.quotes.no_self)
}

/// Whether a text has one of these words outside any marks, but for some that only look like them.
fn has_word(text: &str, words: &Spellings, but: &Spellings) -> bool {
    let mut quoted = false;
    let outside = text.split_inclusive(['“', '”', '"', '«', '»']).filter(|piece| {
        let begins_quoted = quoted;
        quoted = match piece.chars().next_back() {
            Some('“' | '«') => true,
            Some('”' | '»') => false,
            Some('"') => !quoted,
            _ => quoted,
        };
        !begins_quoted
    });
    outside
        .flat_map(|piece| piece.split(|c: char| !c.is_alphanumeric()))
        // "The US" is not us.
        .filter(|word| !but.has(word))
        .any(|word| words.has_in_any_case(word))
}
