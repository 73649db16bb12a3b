//! Where an account has the words of a quotation but for a few: another word, one more, one less.

use super::DraftContext;
use super::sentences::Sentences;
use crate::align::matters::normalize;
use crate::language::Language;
use crate::story::Passage;
use crossread_language::Span;

/// An account word by word, as utterances are compared.
pub(super) struct AccountText {
    /// Which.
    pub article: u32,
    /// All words, a space before and behind each.
    pub words: String,
    /// Each word with its place in the text.
    places: Vec<(String, Span)>,
}

/// Fewest words of a quotation that can be altered and still be known.
const FEWEST: usize = 4;

/// Most words that are compared: what is longer is as surely known by its beginning.
const MOST: usize = 80;

/// One word in so many may be altered.
const KEPT: usize = 4;

/// Least weight of the words that a quotation and an account have in common: two that stand in few sentences of a short story.
const LEAST: u32 = 16;

impl AccountText {
    pub(super) fn new(language: &Language, article: u32, text: &str) -> AccountText {
        let places = places(language, text);
        let mut words = String::from(" ");
        for (word, _) in &places {
            words += word;
            words.push(' ');
        }
        AccountText { article, words, places }
    }
}

/// The words of a text with their places, cut as [`normalize`] cuts them.
fn places(language: &Language, text: &str) -> Vec<(String, Span)> {
    let mut places = Vec::new();
    let mut start = 0;
    let ends = text.char_indices().filter(|(_, c)| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '…' | '/'));
    for (end, behind) in ends.map(|(at, c)| (at, at + c.len_utf8())).chain([(text.len(), text.len())]) {
        let piece = &text[start..end];
        let word = normalize(language, piece);
        if !word.is_empty() {
            let is_mark = |c: char| !c.is_alphanumeric();
            let bare = piece.trim_matches(is_mark);
            let before = piece.len() - piece.trim_start_matches(is_mark).len();
            // "&" is a word of marks alone.
            let span = if bare.is_empty() {
                Span::new(start, end)
            } else {
                Span::new(start + before, start + before + bare.len())
            };
            places.push((word, span));
        }
        start = behind;
    }
    places
}

/// Passages of the accounts that have the words of a quotation of the draft but for a few; those with the fewest altered.
pub(super) fn printed(desk: &DraftContext, told: &Sentences, accounts: &[AccountText], quote: Span) -> Vec<Passage> {
    let mut wanted: Vec<String> =
        places(desk.language, quote.of(desk.text())).into_iter().map(|(word, _)| word).collect();
    wanted.truncate(MOST);
    if wanted.len() < FEWEST {
        return Vec::new();
    }
    let mut found: Vec<(usize, Passage)> = Vec::new();
    for account in accounts {
        let Some((altered, first, last)) = nearest(&wanted, &account.places) else { continue };
        let common = account.places[first..=last].iter().map(|(word, _)| word).filter(|word| wanted.contains(word));
        let stems: std::collections::BTreeSet<_> = common.map(|word| desk.language.telling.stem(word)).collect();
        if told.weight(stems.iter()) >= LEAST {
            let span = account.places[first].1.cover(account.places[last].1);
            found.push((altered, Passage { article: account.article, span }));
        }
    }
    let fewest = found.iter().map(|(altered, _)| *altered).min();
    found.into_iter().filter(|(altered, _)| Some(*altered) == fewest).map(|(_, passage)| passage).collect()
}

/// The stretch of `all` nearest to `wanted`: how many words are other, more or less, and its first and last. `None` where too
/// many are.
fn nearest(wanted: &[String], all: &[(String, Span)]) -> Option<(usize, usize, usize)> {
    // For each count of words taken of what is wanted: how many are altered, and where the stretch begins.
    let mut row: Vec<(usize, usize)> = (0..=wanted.len()).map(|taken| (taken, 0)).collect();
    let mut best: Option<(usize, usize, usize)> = None;
    for (at, (word, _)) in all.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (0, at + 1);
        for (taken, own) in wanted.iter().enumerate() {
            let kept = (diagonal.0 + usize::from(own != word), if taken == 0 { at } else { diagonal.1 });
            let (more, less) = ((row[taken + 1].0 + 1, row[taken + 1].1), (row[taken].0 + 1, row[taken].1));
            diagonal = row[taken + 1];
            row[taken + 1] = kept.min(more).min(less);
        }
        let (altered, first) = row[wanted.len()];
        if altered <= wanted.len() / KEPT && best.is_none_or(|(fewest, ..)| altered < fewest) && first <= at {
            best = Some((altered, first, at));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_more_less_or_other_is_seen() {
        let words =
            |text: &str| places(Language::english(), text).into_iter().map(|(word, _)| word).collect::<Vec<_>>();
        let all = places(
            Language::english(),
            "Then he said the sea came over the car deck in less than four minutes - and left.",
        );
        let nearest = |text: &str| nearest(&words(text), &all);
        assert_eq!(nearest("The sea came over the deck in less than four minutes."), Some((1, 3, 14)));
        assert_eq!(nearest("the sea came over the car deck"), Some((0, 3, 9)));
        assert_eq!(nearest("the sea rose over the car deck"), Some((1, 3, 9)));
        assert_eq!(nearest("the sea rose above our own deck"), None);
    }
}
