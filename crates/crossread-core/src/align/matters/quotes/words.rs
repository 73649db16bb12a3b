//! Words as utterances are compared by them: without marks, without an outlet's spelling, and by how much they tell.

use crate::language::Language;

/// The words of a quote by which wordings are compared: lower case, no marks, no brackets.
pub(crate) fn normalize(language: &Language, words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let apart = words.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '…' | '/'));
    // "It was not his...For him": dots between two words that stand close.
    for word in apart.flat_map(|word| word.split("..")) {
        let before = out.len();
        if before > 0 {
            out.push(' ');
        }
        let kept = out.len();
        for c in word.chars().filter(|c| c.is_alphanumeric()) {
            // What may become several letters is asked of the few that have accents alone.
            if c.is_ascii() { out.push(c.to_ascii_lowercase()) } else { out.extend(c.to_lowercase()) }
        }
        if out.len() == kept && word == "&" {
            out.extend(language.telling.ampersand.each().next());
        } else if out.len() == kept {
            out.truncate(before);
        }
    }
    out
}

/// A word with a digit in it: a figure tells something, but two utterances may well hold the same.
pub(super) const FIGURE: u32 = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use crossread_language::Word;

    #[test]
    fn marks_and_case_do_not_count() {
        assert_eq!(
            normalize(Language::english(), "“We’re not [ever] leaving — not now…”"),
            "were not ever leaving not now"
        );
    }

    #[test]
    fn kin_share_a_stem() {
        let telling = &Language::english().telling;
        for (a, b) in [
            ("travelling", "traveled"),
            ("detonate", "detonations"),
            ("regulators", "regulatory"),
            ("organised", "organize"),
            ("colour", "color"),
            ("stopped", "stops"),
        ] {
            assert_eq!(telling.stem(a), telling.stem(b), "{a}, {b}");
        }
        assert_ne!(telling.stem("crash"), telling.stem("crush"));
    }

    #[test]
    fn rare_words_tell_more() {
        let telling = &Language::english().telling;
        let points = |word: &str| telling.points(Word::of(word), telling.stem(word));
        assert_eq!(points("the"), 0);
        assert!(points("government") < points("negotiations"));
        assert!(points("negotiations") < points("derailment"));
    }
}
