//! Interviews whose questions stand in paragraphs of their own, without names before them: a paragraph that asks "you" something,
//! and the answer below it. An explainer asks questions too, but its answers don't speak of "I", nor does it say whom it asked.

use super::{NamedText, Quote, QuoteKind, Speaker, SpeakerBasis, persons};
use crate::annotate::names::{NameForm, names_in};
use crate::language::padded;
use crate::story::{Article, BlockKind};
use crossread_language::MentionKind;
use std::collections::BTreeMap;

/// Fewest questions that make an interview.
const FEWEST: usize = 2;

/// Longest question, in words.
const LONGEST: usize = 60;

/// The answers, each a quote of the one who is interviewed. The last question is answered by the paragraph below it and those that
/// go on speaking of "I" or "we".
pub(super) fn find(article: &Article, found: &NamedText) -> Vec<Quote> {
    let text = &article.text;
    let is_open = |block: usize| matches!(article.blocks[block].kind, BlockKind::Body | BlockKind::Heading);
    let blocks: Vec<usize> = (0..article.blocks.len()).filter(|&block| is_open(block)).collect();
    let words = |block: usize| article.blocks[block].span.of(text);
    let asks: Vec<usize> = (0..blocks.len()).filter(|&i| is_question(words(blocks[i]))).collect();
    let addressed = asks.iter().any(|&i| persons::to_somebody(found.language, words(blocks[i])));
    if asks.len() < FEWEST || !addressed {
        return Vec::new();
    }
    let speaks_of_self = |block: &usize| persons::of_self(found.language, words(*block));
    let mut answers: Vec<Vec<usize>> = Vec::new();
    for (n, &ask) in asks.iter().enumerate() {
        let end = asks.get(n + 1).copied().unwrap_or(blocks.len());
        let mut below = blocks[ask + 1..end].iter().copied();
        answers.push(if n + 1 < asks.len() {
            below.collect()
        } else {
            let first = below.next();
            first.into_iter().chain(below.take_while(speaks_of_self)).collect()
        });
    }
    let Some(speaker) = interviewee(article, found, blocks[asks[0]]) else { return Vec::new() };
    let personal = answers.iter().filter(|answer| answer.iter().any(speaks_of_self)).count();
    let asked = || is_asked(article, found, &blocks[..asks[0]], asks.iter().map(|&i| blocks[i]), speaker);
    let of_speaker =
        |block: &usize| named_in(article, found, *block).any(|referent| Some(referent) == speaker.referent);
    let answered = answers.iter().all(|answer| !answer.is_empty())
        && (personal == answers.len() || personal > 0 && asked())
        // Nobody speaks of themself by name.
        && !answers.iter().flatten().any(of_speaker);
    if !answered {
        return Vec::new();
    }
    let quote = |block: usize| Quote {
        span: article.blocks[block].span,
        kind: QuoteKind::Direct,
        speaker: Some(speaker),
        cue: None,
        addressee: None,
        basis: Some(SpeakerBasis::Inferred),
        block: block as u32,
        continues: None,
    };
    answers.into_iter().flatten().map(quote).collect()
}

/// Whether it is said who answers: a question calls them by name, or the text above the questions tells that they were talked to.
fn is_asked(
    article: &Article,
    found: &NamedText,
    above: &[usize],
    mut asks: impl Iterator<Item = usize>,
    speaker: Speaker,
) -> bool {
    let tells = |&block: &usize| {
        let words = padded(article.blocks[block].span.of(&article.text));
        found.language.quotes.talks.iter().any(|phrase| words.contains(phrase))
    };
    let calls = |block: usize| named_in(article, found, block).any(|referent| Some(referent) == speaker.referent);
    above.iter().any(tells) || asks.any(calls)
}

/// Whoever a block calls by name.
fn named_in(article: &Article, found: &NamedText, block: usize) -> impl Iterator<Item = u32> {
    let span = article.blocks[block].span;
    names_in(found.names, span).filter(|name| name.form == NameForm::Named).map(|name| name.referent)
}

/// Whether a paragraph asks something and is nothing that somebody is quoted with.
fn is_question(words: &str) -> bool {
    let words = words.trim_end_matches(['*', '_', ' ']);
    words.ends_with('?') && !words.contains(['"', '“', '«', '„']) && words.split_whitespace().count() <= LONGEST
}

/// Who is interviewed: the person whom the text before the first question names most, the writer left out. `None` where two are
/// named equally often.
pub(super) fn interviewee(article: &Article, found: &NamedText, first_question: usize) -> Option<Speaker> {
    let end = article.blocks.get(first_question)?.span.start;
    let is_author = |words: &str| article.facts.authors.iter().any(|author| author.ends_with(words));
    let mut named: BTreeMap<u32, (usize, crossread_language::Span)> = BTreeMap::new();
    let people = found.names.iter().take_while(|name| name.span.end <= end);
    for name in people.filter(|name| name.kind == MentionKind::Person) {
        let block = article.block_at(name.span.start).map(|block| article.blocks[block].kind);
        let is_written = name.form == NameForm::Named && is_author(name.span.of(&article.text));
        if is_written || !matches!(block, Some(BlockKind::Title | BlockKind::Body | BlockKind::Heading)) {
            continue;
        }
        let (count, _) = named.entry(name.referent).or_insert((0, name.span));
        *count += 1;
    }
    let most = named.values().map(|(count, _)| *count).max()?;
    let mut leading = named.into_iter().filter(|(_, (count, _))| *count == most);
    let (referent, (_, span)) = leading.next()?;
    leading.next().is_none().then_some(Speaker { span, referent: Some(referent) })
}
