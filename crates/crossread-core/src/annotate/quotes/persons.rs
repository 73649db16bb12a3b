//! Words of the one who speaks and of those who are spoken to, outside any marks.

/// Whether a text speaks of itself or to somebody.
pub(super) fn speaks(text: &str) -> bool {
    of_self(text) || to_somebody(text)
}

/// Whether a text says "I" or "we".
pub(super) fn of_self(text: &str) -> bool {
    has_word(text, &["i", "my", "me", "mine", "we", "our", "us", "myself"])
}

/// Whether a text says "you".
pub(super) fn to_somebody(text: &str) -> bool {
    has_word(text, &["you", "your", "yours"])
}

/// Whether a text has one of these words outside any marks.
fn has_word(text: &str, words: &[&str]) -> bool {
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
        .filter(|word| *word != "US")
        .any(|word| words.iter().any(|one| one.eq_ignore_ascii_case(word)))
}
