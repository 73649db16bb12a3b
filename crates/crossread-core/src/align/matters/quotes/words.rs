//! Words as utterances are compared by them: without marks, without an outlet's spelling, and by how much they tell.

use crossread_language::Word;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The words of a quote by which wordings are compared: lower case, no marks, no brackets.
pub(crate) fn normalize(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for word in words.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '…' | '/')) {
        let before = out.len();
        if before > 0 {
            out.push(' ');
        }
        let kept = out.len();
        out.extend(word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
        if out.len() == kept && word == "&" {
            out.push_str("and");
        } else if out.len() == kept {
            out.truncate(before);
        }
    }
    out
}

/// What a word has in common with its kin, whatever its ending and whoever spells it: "travelling" and "traveled",
/// "detonate" and "detonations", "regulators" and "regulatory". `word` is in lower case without marks.
pub(crate) fn stem(word: &str) -> Word {
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

/// How much a word tells, in points: none of the commonest, most of what is not among the commonest eight thousand of English
/// news. What one rare word is worth, four of everyday language are.
pub(in crate::align::matters) fn telling(word: Word, stem: Word) -> u32 {
    if COMMON.contains(&word) {
        return 0;
    }
    let class = |word: &Word| CLASSES.get(word).copied().unwrap_or(RAREST);
    class(&word).min(class(&stem))
}

/// The points of a word that is in no class.
const RAREST: u32 = 4;

/// A word with a digit in it: a figure tells something, but two utterances may well hold the same.
pub(super) const FIGURE: u32 = 3;

/// Whether a word says that something is not so.
pub(crate) fn is_negation(word: Word) -> bool {
    NEGATIONS.contains(&word)
}

/// Whether a lower-cased word is a word of English that is not rare.
pub(crate) fn is_known(word: &str) -> bool {
    CLASSES.contains_key(&Word::of(word)) || COMMON.contains(&Word::of(word))
}

/// Whether a word is one of a negation's verbs without it: "can", "did".
pub(super) fn is_auxiliary(word: Word) -> bool {
    AUXILIARIES.contains(&word)
}

/// Classes of words by how common they are, by word and by stem.
static CLASSES: LazyLock<HashMap<Word, u32>> = LazyLock::new(|| {
    let mut classes: HashMap<Word, u32> = HashMap::new();
    let lines = include_str!("../../../../data/en/how-common.txt").lines().filter(|line| !line.starts_with('#'));
    for (class, words) in lines.filter_map(|line| line.split_once(':')) {
        let class = class.parse().unwrap_or(RAREST);
        for word in words.split_whitespace() {
            for key in [Word::of(word), stem(word)] {
                let known = classes.entry(key).or_insert(class);
                *known = class.min(*known);
            }
        }
    }
    classes
});

/// The commonest words of English: two utterances share them whatever they say.
static COMMON: LazyLock<HashSet<Word>> = LazyLock::new(|| {
    include_str!("../../../../data/en/common-words.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .map(Word::of)
        .collect()
});

/// Negations as [`normalize`] and the tokens write them.
static NEGATIONS: LazyLock<HashSet<Word>> = LazyLock::new(|| {
    include_str!("../../../../data/en/negations.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .map(Word::of)
        .collect()
});

/// The verbs that a negation contracts with, without it.
const AUXILIARIES: [Word; 16] = [
    Word::of("can"),
    Word::of("will"),
    Word::of("do"),
    Word::of("does"),
    Word::of("did"),
    Word::of("is"),
    Word::of("are"),
    Word::of("was"),
    Word::of("were"),
    Word::of("has"),
    Word::of("have"),
    Word::of("had"),
    Word::of("would"),
    Word::of("should"),
    Word::of("could"),
    Word::of("must"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_case_do_not_count() {
        assert_eq!(normalize("“We’re not [ever] leaving — not now…”"), "were not ever leaving not now");
    }

    #[test]
    fn kin_share_a_stem() {
        for (a, b) in [
            ("travelling", "traveled"),
            ("detonate", "detonations"),
            ("regulators", "regulatory"),
            ("organised", "organize"),
            ("colour", "color"),
            ("stopped", "stops"),
        ] {
            assert_eq!(stem(a), stem(b), "{a}, {b}");
        }
        assert_ne!(stem("crash"), stem("crush"));
    }

    #[test]
    fn rare_words_tell_more() {
        let points = |word: &str| telling(Word::of(word), stem(word));
        assert_eq!(points("the"), 0);
        assert!(points("government") < points("negotiations"));
        assert!(points("negotiations") < points("derailment"));
    }
}
