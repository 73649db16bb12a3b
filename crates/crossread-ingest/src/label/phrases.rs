//! Wordings that tell what is printed around an article (`data/en/phrases.txt`), and how they are matched.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a wording is a sign of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PhraseSort {
    /// A place for advertising, a player, a page still loading.
    Advertisement,
    /// Asks the reader to do something: sign up, share, follow.
    Call,
    /// Points to other articles.
    Related,
    /// Says whose the text is and who may print it.
    Rights,
    /// Says something about the article or the outlet.
    Note,
    /// Says who worked on it.
    Contribution,
    /// Belongs to a picture.
    Caption,
    /// The part of the paper it stands in.
    Section,
    /// Begins the readers' part.
    Comments,
    /// Says that only those who pay, or sign up, read on.
    Wall,
}

/// How much of the paragraph the wording is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Extent {
    Whole,
    Beginning,
    End,
    Within,
}

/// A wording found in a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PhraseMatch {
    pub sort: PhraseSort,
    pub extent: Extent,
    /// Words of the phrase, a colon among them.
    pub length: usize,
    /// Whether it ends in a colon: "Read more:".
    pub colon: bool,
}

/// Longer paragraphs are matched at their beginning only, in bytes.
const LONGEST_MATCHED: usize = 1200;

/// The words of a paragraph as phrases are written: lower-cased, links as their words, numbers as 0, apostrophes
/// straight, a colon and © as words of their own. Long paragraphs give their beginning alone.
pub(crate) fn tokens(paragraph: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut word = String::new();
    let mut chars = super::beginning(paragraph, LONGEST_MATCHED).char_indices().peekable();
    let finish = |word: &mut String, tokens: &mut Vec<String>| {
        if word.is_empty() {
            return;
        }
        let bare = word.trim_matches('\'');
        if !bare.is_empty() {
            let number = bare.starts_with(|c: char| c.is_ascii_digit());
            tokens.push(if number { "0".to_owned() } else { bare.to_owned() });
        }
        word.clear();
    };
    while let Some((at, c)) = chars.next() {
        match c {
            '’' | '\'' | '‘' => word.push('\''),
            // A thousands separator or decimal point stays in its number.
            ',' | '.'
                if word.ends_with(|c: char| c.is_ascii_digit())
                    && chars.peek().is_some_and(|(_, c)| c.is_ascii_digit()) => {}
            c if c.is_ascii_alphanumeric() => word.push(c.to_ascii_lowercase()),
            c if c.is_alphanumeric() => word.extend(c.to_lowercase()),
            _ => {
                finish(&mut word, &mut tokens);
                match c {
                    ':' => tokens.push(":".to_owned()),
                    '@' => tokens.push("@".to_owned()),
                    '©' => tokens.push("©".to_owned()),
                    '(' if paragraph[at..].starts_with("(c)") || paragraph[at..].starts_with("(C)") => {
                        tokens.push("©".to_owned());
                        chars.nth(1);
                    }
                    // A link's address is no word of the text.
                    ']' if paragraph[at..].starts_with("](") => while chars.next().is_some_and(|(_, c)| c != ')') {},
                    _ => {}
                }
            }
        }
    }
    finish(&mut word, &mut tokens);
    tokens
}

/// The phrase that says most about a paragraph: the whole of it before a part, a longer one before a shorter.
pub(crate) fn find(paragraph: &str, tokens: &[String]) -> Option<PhraseMatch> {
    let phrases = &*PHRASES;
    let first = tokens.first()?;
    let complete = paragraph.len() <= LONGEST_MATCHED;
    let mut best: Option<PhraseMatch> = None;
    let mut consider = |phrase: &LabelPhrase| {
        let found = phrase.found;
        let better = best.is_none_or(|best| {
            (found.extent, std::cmp::Reverse(found.length)) < (best.extent, std::cmp::Reverse(best.length))
        });
        if better {
            best = Some(found);
        }
    };
    let starts = |phrase: &LabelPhrase, at: usize| {
        tokens[at..].len() >= phrase.words.len() && tokens[at..].iter().zip(&phrase.words).all(|(a, b)| a == b)
    };
    for &index in phrases.by_first.get(first.as_str()).into_iter().flatten() {
        let phrase = &phrases.all[index];
        let fits = match phrase.found.extent {
            Extent::Whole => complete && phrase.words.len() == tokens.len() && starts(phrase, 0),
            Extent::Beginning => starts(phrase, 0),
            _ => false,
        };
        if fits {
            consider(phrase);
        }
    }
    if complete {
        for (at, word) in tokens.iter().enumerate() {
            for &index in phrases.by_first.get(word.as_str()).into_iter().flatten() {
                let phrase = &phrases.all[index];
                let fits = match phrase.found.extent {
                    Extent::Within => starts(phrase, at),
                    Extent::End => at + phrase.words.len() == tokens.len() && starts(phrase, at),
                    _ => false,
                };
                if fits {
                    consider(phrase);
                }
            }
        }
    }
    best
}

struct LabelPhrase {
    words: Vec<String>,
    found: PhraseMatch,
}

struct LabelPhrases {
    all: Vec<LabelPhrase>,
    by_first: HashMap<String, Vec<usize>>,
}

static PHRASES: LazyLock<LabelPhrases> = LazyLock::new(|| {
    let mut phrases = LabelPhrases { all: Vec::new(), by_first: HashMap::new() };
    let mut sort = PhraseSort::Advertisement;
    for line in include_str!("../../data/en/phrases.txt").lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            sort = match name {
                "advertisement" => PhraseSort::Advertisement,
                "call" => PhraseSort::Call,
                "related" => PhraseSort::Related,
                "rights" => PhraseSort::Rights,
                "note" => PhraseSort::Note,
                "contribution" => PhraseSort::Contribution,
                "caption" => PhraseSort::Caption,
                "section" => PhraseSort::Section,
                "comments" => PhraseSort::Comments,
                "wall" => PhraseSort::Wall,
                other => unreachable!("phrases.txt has a part of its own named {other}"),
            };
            continue;
        }
        let extent = match (line.starts_with('…'), line.ends_with('…')) {
            (false, false) => Extent::Whole,
            (false, true) => Extent::Beginning,
            (true, false) => Extent::End,
            (true, true) => Extent::Within,
        };
        let words = tokens(line.trim_matches(['…', ' ']));
        let Some(first) = words.first() else { continue };
        phrases.by_first.entry(first.clone()).or_default().push(phrases.all.len());
        let found =
            PhraseMatch { sort, extent, length: words.len(), colon: words.last().is_some_and(|word| word == ":") };
        phrases.all.push(LabelPhrase { words, found });
    }
    phrases
});

#[cfg(test)]
mod tests {
    use super::*;

    fn sort(paragraph: &str) -> Option<(PhraseSort, Extent)> {
        find(paragraph, &tokens(paragraph)).map(|found| (found.sort, found.extent))
    }

    #[test]
    fn words_are_compared_not_marks() {
        assert_eq!(tokens("[Read more](#): 1,200 “ideas”"), ["read", "more", ":", "0", "ideas"]);
        assert_eq!(sort("**Advertisement**"), Some((PhraseSort::Advertisement, Extent::Whole)));
        assert_eq!(sort("READ MORE: Ferry runs again"), Some((PhraseSort::Related, Extent::Beginning)));
        assert_eq!(sort("Ann Lowe contributed to this report."), Some((PhraseSort::Contribution, Extent::End)));
        assert_eq!(sort("3 years ago"), Some((PhraseSort::Note, Extent::Whole)));
        assert_eq!(sort("(c) 2023 Coast Watch"), Some((PhraseSort::Rights, Extent::Beginning)));
        assert_eq!(sort("The harbour was closed."), None);
    }
}
