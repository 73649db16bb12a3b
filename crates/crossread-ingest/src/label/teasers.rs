//! Boxes behind a name that scraping left inside a sentence: the name once more in full, headlines about its bearer, "MORE".
//! "Senator Marsh Adam (Ed) MarshHarbor bill stalls Ferry talks fail MORE (D) said": the box runs from "Adam" to "MORE".
//!
//! What tells is the shape alone: a family name, the full name that ends with it, glued to the next headline, and the button's word.

use std::ops::Range;

/// The button behind the headlines.
const BUTTON: &str = "MORE";

/// Longest box, in bytes: three headlines have some 250.
const LONGEST: usize = 900;

/// Longest full name, in words.
const NAMES: usize = 6;

/// The boxes in the words of a paragraph, in order.
pub(super) fn find(words: &str) -> Vec<Range<usize>> {
    let mut boxes = Vec::new();
    let mut from = 0;
    for (at, _) in words.match_indices(BUTTON) {
        let end = at + BUTTON.len();
        let stands = words[..at].ends_with(' ') && !words[end..].starts_with([':', '-']) && !goes_on(&words[end..]);
        if !stands || at < from {
            continue;
        }
        let mut first = at.saturating_sub(LONGEST).max(from);
        while !words.is_char_boundary(first) {
            first += 1;
        }
        if let Some(begin) = begin(words, first..at) {
            boxes.push(begin..end);
            from = end;
        }
    }
    boxes
}

/// Whether a word goes on.
fn goes_on(rest: &str) -> bool {
    rest.starts_with(char::is_alphanumeric)
}

/// Where the full name begins that is glued to a headline within a stretch.
fn begin(words: &str, within: Range<usize>) -> Option<usize> {
    let stretch = &words[within.clone()];
    let mut last = ' ';
    for (at, c) in stretch.char_indices() {
        let glued =
            last.is_lowercase() && (c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '‘' | '"' | '\''));
        last = c;
        if !glued {
            continue;
        }
        let name = within.start + stretch[..at].rfind(' ').map_or(0, |space| space + 1);
        let family = &words[name..within.start + at];
        if let Some(begin) = full_name(&words[..name], family) {
            return Some(begin);
        }
    }
    None
}

/// Where a full name begins that ends behind `before` with a family name, right behind that family name alone.
fn full_name(before: &str, family: &str) -> Option<usize> {
    let is_name = |word: &str| word.trim_start_matches(['(', '"', '“']).starts_with(char::is_uppercase);
    let mut begin = before.len();
    if family.chars().count() < 2 {
        return None;
    }
    for _ in 0..NAMES {
        let word = before[..begin].trim_end().rsplit(' ').next()?;
        begin = before[..begin].trim_end().len() - word.len();
        if word == family {
            return Some(begin + word.len() + 1).filter(|&begin| begin < before.len());
        }
        if !is_name(word) {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(words: &str) -> Vec<&str> {
        find(words).into_iter().map(|at| &words[at]).collect()
    }

    #[test]
    fn a_name_in_full_glued_to_headlines_is_a_box() {
        let words = "Senator Marsh Adam (Ed) MarshHarbor bill stalls Ferry talks fail for 3rd day MORE (D) said so.";
        assert_eq!(boxed(words), ["Adam (Ed) MarshHarbor bill stalls Ferry talks fail for 3rd day MORE"]);
        let two = "Eva McLow Eva Jane McLow2020 race opens Votes counted MORE and Tom Sarn Thomas SarnHouse falls MORE’s plan";
        assert_eq!(boxed(two), ["Eva Jane McLow2020 race opens Votes counted MORE", "Thomas SarnHouse falls MORE"]);
    }

    #[test]
    fn other_words_are_none() {
        assert!(find("She wanted MORE of it. The McLow family said MORE").is_empty());
        assert!(find("READ MORE: Ferry runs again").is_empty());
        assert!(find("Marsh told MacDonald that there was MORE to come").is_empty());
    }
}
