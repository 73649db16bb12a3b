//! English spelling, as far as words are compared by it.

use crossread_language::Word;

/// What a word has in common with its kin, whatever its ending and whoever spells it: "travelling" and "traveled",
/// "detonate" and "detonations", "regulators" and "regulatory". `word` is in lower case without marks.
pub(super) fn stem(word: &str) -> Word {
    if !word.is_ascii() || word.bytes().any(|byte| byte.is_ascii_digit()) {
        return Word::of(word);
    }
    if let Some(rest) = word.strip_suffix("ies") {
        return Word::of(&format!("{rest}y"));
    }
    let is_plural = word.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending));
    let mut stem = if is_plural { &word[..word.len() - 1] } else { word };
    let ending = ENDINGS.iter().find(|(ending, left)| stem.len() >= ending.len() + left && stem.ends_with(ending));
    if let Some((ending, _)) = ending {
        stem = &stem[..stem.len() - ending.len()];
    }
    let bytes = stem.as_bytes();
    // "travell" and "travel", "stopp" and "stop".
    if let [.., a, b] = bytes
        && a == b
        && bytes.len() > SHORTEST_STEM
        && !b"aeious".contains(b)
    {
        stem = &stem[..stem.len() - 1];
    }
    // "detonat" and "detonation", "organisat" and "organis".
    if let Some(rest) = stem.strip_suffix("at").filter(|rest| rest.len() > SHORTEST_STEM) {
        stem = rest;
    }
    // "colour" and "color", "organis" and "organiz".
    if let Some(rest) = stem.strip_suffix("our") {
        return Word::of(&format!("{rest}or"));
    }
    if let Some(rest) = stem.strip_suffix("iz") {
        return Word::of(&format!("{rest}is"));
    }
    Word::of(stem)
}

/// Fewest letters of a stem.
const SHORTEST_STEM: usize = 3;

/// Endings, the longest first, with the fewest letters that each leaves: "color" is no "col".
const ENDINGS: [(&str, usize); 9] =
    [("ment", 4), ("ory", 4), ("ing", 3), ("ion", 3), ("or", 4), ("er", 4), ("ed", 3), ("ly", 3), ("e", 3)];

/// The singular forms that a noun in lower case may be a plural of, itself first: "officials", "agencies", "spokesmen".
pub(super) fn singulars(noun: &str) -> impl Iterator<Item = String> {
    let endings = [("", ""), ("s", ""), ("es", ""), ("ies", "y"), ("men", "man")];
    endings.into_iter().filter_map(move |(end, with)| Some(noun.strip_suffix(end)?.to_owned() + with))
}
