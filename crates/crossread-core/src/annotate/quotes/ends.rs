//! Where reported words end: before who ends the sentence, and where the author takes over again. Reads the first and the last token that
//! may be reported, and gives the last that is.

use super::cues::{self, ReportingClass};
use super::indirect::ReportSentence;
use super::parted;
use crate::language::Language;
use crossread_language::{Features, Sentence, Tag, Token, Word};

/// Where what began at `first` ends: at `last`, or sooner where the author takes over: ", though she", ", saying",
/// ", according to", "and said", ", who". Never inside quotation marks.
pub(super) fn cut(line: &ReportSentence, first: usize, last: usize) -> usize {
    let ReportSentence { text, found, sentence, here } = *line;
    let tokens = &sentence.tokens;
    let last = before_trailer(found.language, sentence, first, last);
    for at in first + 1..=last {
        let marked = here.iter().any(|quote| quote.span.contains(tokens[at].span));
        if marked {
            continue;
        }
        let next = tokens.get(at + 1);
        if is_comma(text, sentence, at)
            && next.is_some_and(|next| {
                found.language.quotes.takes_over.has(next.word)
                    || (next.features.has(Features::GERUND)
                        && cues::verb(found.language, sentence, at + 1) != ReportingClass::NONE)
            })
        {
            return (first..at).rev().find(|&k| tokens[k].tag != Tag::Punct).unwrap_or(first);
        }
        // "… and said": another report of the same speaker.
        if tokens[at].tag == Tag::Cconj {
            let verb =
                (at + 1..=last.min(at + 4)).find(|&k| !matches!(tokens[k].tag, Tag::Adv | Tag::Aux)).filter(|&k| {
                    cues::verb(found.language, sentence, k).is(ReportingClass::SAY) && tokens[k].features.tells()
                });
            if verb.is_some() {
                return (first..at).rev().find(|&k| tokens[k].tag != Tag::Punct).unwrap_or(first);
            }
        }
    }
    last
}

/// Where words end before who ends the sentence: "…, the board said.", "…, said Ann Lowe."
fn before_trailer(language: &Language, sentence: &Sentence, first: usize, last: usize) -> usize {
    let tokens = &sentence.tokens;
    let names = |token: &Token| {
        matches!(token.tag, Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Num | Tag::Part | Tag::Punct | Tag::Adp)
    };
    let is_near_end = |at: usize| at < last && tokens.len() - at <= LONGEST_SAYER;
    let inverted = |at: usize| {
        let says =
            cues::verb(language, sentence, at).is(ReportingClass::SAY) && tokens[at].features.has(Features::PAST);
        (says && is_near_end(at) && tokens[at - 1].word == Word::of(",") && tokens[at + 1..].iter().all(names))
            .then_some(at)
    };
    let begins =
        |at: usize| parted::trailing(language, sentence, at).map(|(trailer, _)| trailer).or_else(|| inverted(at));
    let end = tokens.len().min(last + 2);
    let trailer = (first + 1..end).filter_map(begins).filter(|&trailer| trailer > first + 1 && trailer <= last).min();
    let before = |trailer: usize| (first..trailer - 1).rev().find(|&at| tokens[at].tag != Tag::Punct);
    trailer.map_or(last, |trailer| before(trailer).unwrap_or(first))
}

/// Most tokens of the verb and who says it at a sentence's end: "said Ann Lowe, head of the harbor board in Leeds".
const LONGEST_SAYER: usize = 24;

/// The last token that is no punctuation.
pub(super) fn last_word(sentence: &Sentence) -> usize {
    let tokens = &sentence.tokens;
    (0..tokens.len()).rev().find(|&at| tokens[at].tag != Tag::Punct).unwrap_or(0)
}

pub(super) fn is_comma(text: &str, sentence: &Sentence, at: usize) -> bool {
    sentence.tokens.get(at).is_some_and(|token| token.span.of(text) == ",")
}
