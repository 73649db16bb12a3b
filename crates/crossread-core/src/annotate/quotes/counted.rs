//! Numbers that are reported without a clause: "put the toll at 20", "reporting at least 12 killed". Reads a verb, and gives the words of
//! the count with who gives it.

use super::cues;
use super::reporter::SpeechReport;
use super::{NamedText, speaker};
use crate::language::Language;
use crossread_language::{Relation, Sentence, Span, Tag};

/// What somebody reports by its number: "with activists reporting between 322 and 1,300 killed".
pub(super) fn numbered(language: &Language, sentence: &Sentence, i: usize) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    // First, since every word of a text is asked.
    if !language.quotes.giving_numbers.has(tokens[i].lemma) {
        return None;
    }
    let has_subject = sentence.subject(i).is_some_and(|subject| subject < i && tokens[subject].tag != Tag::Pron);
    let number = (i + 1..tokens.len().min(i + LONGEST_HEDGE)).find(|&at| tokens[at].tag == Tag::Num)?;
    let hedged =
        tokens[i + 1..number].iter().all(|token| matches!(token.tag, Tag::Adp | Tag::Adv | Tag::Adj | Tag::Sconj));
    (has_subject && hedged).then(|| (i + 1, sentence.subtree(i).1))
}

/// Most tokens from the verb to the number: "reporting at least 12".
const LONGEST_HEDGE: usize = 5;

/// What somebody puts at a number: "put the toll at 20".
pub(super) fn counted_at(language: &Language, sentence: &Sentence, i: usize) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    if !language.quotes.puts_at.has(tokens[i].lemma) {
        return None;
    }
    let object = sentence
        .child(i, Relation::Obj)
        .filter(|&object| object > i && language.quotes.counted.has(tokens[object].lemma))?;
    let at =
        (object + 1..tokens.len().min(object + LONGEST_TALLY)).find(|&at| language.grammar.at.has(tokens[at].word))?;
    let number = (at + 1..tokens.len().min(at + LONGEST_TALLY)).find(|&at| tokens[at].tag == Tag::Num)?;
    let named = tokens.get(number + 1).is_some_and(|next| next.tag == Tag::Noun);
    Some((i + 1, number + usize::from(named)))
}

/// Most words from what is counted to its number: "the toll in all of Leeds at close to 20".
const LONGEST_TALLY: usize = 8;

/// A count as the report of whoever gives it.
pub(super) fn tally(
    text: &str,
    found: &NamedText,
    sentence: &Sentence,
    i: usize,
    (first, last): (usize, usize),
) -> Option<(Span, SpeechReport)> {
    let subject = sentence.subject(i).filter(|&subject| subject < i)?;
    let (from, to) = sentence.subtree(subject);
    let who = speaker(text, found, sentence.words(from, to.min(i - 1)));
    let report =
        SpeechReport { cue: cues::span(found.language, text, sentence, i), speaker: Some(who), addressee: None };
    Some((sentence.words(first, last), report))
}
