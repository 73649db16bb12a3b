//! Lines that are names.

/// "Ann Lowe": two or three capitalized words and nothing else.
pub(crate) fn is_name(words: &str) -> bool {
    let parts: Vec<&str> = words.split_whitespace().collect();
    (2..=4).contains(&parts.len())
        && parts.iter().all(|part| {
            part.starts_with(char::is_uppercase)
                && part.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\''))
        })
}
