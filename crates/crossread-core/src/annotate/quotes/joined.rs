//! Quoted words that share who said them with other quoted words of their sentence: joined by "and", or halves of an utterance that its
//! attribution interrupts. Reads two quotes one behind the other, and tells whether one takes what the other has.

use super::{NamedText, Quote, QuoteKind};
use crossread_language::Word;

/// Whether nothing beside a quote tells who said it.
pub(super) fn is_untold(quote: &Quote) -> bool {
    quote.speaker.is_none() && quote.cue.is_none()
}

/// Whether a few quoted words are joined to others before them by nothing but a conjunction, whose speaker stands before both: "praised him
/// as “just” and “able,” you know".
pub(super) fn is_joined(text: &str, found: &NamedText, before: &Quote, quote: &Quote) -> bool {
    let is_told_before = before.cue.is_some_and(|cue| cue.end <= before.span.start) && before.speaker.is_some();
    let is_few = |quote: &Quote| quote.kind == QuoteKind::Fragment;
    let is_told_behind = quote.cue.is_none_or(|cue| cue.start >= quote.span.end);
    is_told_before
        && is_told_behind
        && is_few(before)
        && is_few(quote)
        && before.block == quote.block
        && is_conjunction_between(text, found, before, quote)
}

/// Whether a few quoted words have no speaker, and others joined to them have one, who stands before both: "They shouted “go” and “leave”".
pub(super) fn is_told_with(text: &str, found: &NamedText, before: &Quote, quote: &Quote) -> bool {
    let is_few = |quote: &Quote| quote.kind == QuoteKind::Fragment;
    let is_told_before = quote.cue.is_some_and(|cue| cue.end <= before.span.start) && quote.speaker.is_some();
    is_told_before
        && is_few(quote)
        && (is_few(before) || before.kind == QuoteKind::Term)
        && before.block == quote.block
        && is_conjunction_between(text, found, before, quote)
}

/// Whether a stretch without a report of its own is the second half of an utterance that its attribution interrupts: "“It is new,” said Lowe
/// in March, “and of good stone.”"
pub(super) fn is_interrupted(text: &str, before: &Quote, quote: &Quote) -> bool {
    let Some(cue) = before.cue.filter(|_| before.speaker.is_some() && is_untold(quote)) else { return false };
    let between = text.get(before.span.end()..quote.span.start()).unwrap_or_default();
    let is_told_between = cue.start >= before.span.end && cue.end <= quote.span.start;
    let opens = between.trim_end_matches(['“', '"', '«', '„', '‘', '\'', ' ']).ends_with(',');
    // A full stop inside is one of "Mr." or ends the sentence; a capital would begin another utterance.
    let goes_on = quote.span.of(text).starts_with(char::is_lowercase) && !between.contains([';', ':', '\n']);
    before.block == quote.block
        && before.kind == QuoteKind::Direct
        && before.span.of(text).ends_with([',', '—', '?', '!'])
        && is_told_between
        && opens
        && goes_on
        && between.len() <= LONGEST_INTERRUPTION
}

/// Longest attribution between two halves of an utterance, in bytes.
const LONGEST_INTERRUPTION: usize = 160;

/// Whether nothing but "and" or "or" stands between two quotes.
fn is_conjunction_between(text: &str, found: &NamedText, before: &Quote, quote: &Quote) -> bool {
    let between = text.get(before.span.end()..quote.span.start()).unwrap_or("-");
    let mut words = between.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let grammar = &found.language.grammar;
    words.next().is_some_and(|word| grammar.and.has(Word::of(word)) || grammar.or.has(Word::of(word)))
        && words.next().is_none()
}
