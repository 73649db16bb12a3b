//! Interviews whose questions stand in paragraphs of their own, without names before them: a paragraph that asks "you" something,
//! and the answer below it. An explainer asks questions too, but nobody says "I" there.

use super::{NamedText, Quote, QuoteKind, Speaker, SpeakerBasis};
use crate::annotate::names::NameForm;
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
    let speaks_of_self = |block: usize| has_word(words(block), &FIRST);
    let addressed = asks.iter().any(|&i| has_word(words(blocks[i]), &SECOND));
    if asks.len() < FEWEST || !addressed {
        return Vec::new();
    }
    let mut answers: Vec<usize> = Vec::new();
    for (n, &ask) in asks.iter().enumerate() {
        let end = asks.get(n + 1).copied().unwrap_or(blocks.len());
        let mut below = blocks[ask + 1..end].iter().copied();
        if n + 1 < asks.len() {
            answers.extend(below);
        } else {
            answers.extend(below.next());
            answers.extend(below.take_while(|&block| speaks_of_self(block)));
        }
    }
    let answered =
        asks.windows(2).all(|pair| pair[1] > pair[0] + 1) && answers.iter().any(|&block| speaks_of_self(block));
    let Some(speaker) = interviewee(article, found, blocks[asks[0]]).filter(|_| answered) else { return Vec::new() };
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
    answers.into_iter().map(quote).collect()
}

/// Whether a paragraph asks something and is nothing that somebody is quoted with.
fn is_question(words: &str) -> bool {
    let words = words.trim_end_matches(['*', '_', ' ']);
    words.ends_with('?') && !words.contains(['"', '“', '«', '„']) && words.split_whitespace().count() <= LONGEST
}

const FIRST: [&str; 8] = ["i", "my", "me", "mine", "we", "our", "us", "myself"];
const SECOND: [&str; 3] = ["you", "your", "yours"];

/// Whether a text has one of these words outside any marks.
fn has_word(text: &str, words: &[&str]) -> bool {
    let mut quoted = false;
    let outside = text.split_inclusive(['“', '”', '"', '«', '»']).filter(|piece| {
        let begins_quoted = quoted;
        quoted = match piece.chars().next_back() {
            Some('“' | '«') => true,
            Some('”' | '»') => false,
            Some('"') => !quoted,
            _ => quoted,
        };
        !begins_quoted
    });
    outside
        .flat_map(|piece| piece.split(|c: char| !c.is_alphanumeric()))
        // "The US" is not us.
        .filter(|word| *word != "US")
        .any(|word| words.iter().any(|one| one.eq_ignore_ascii_case(word)))
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
