//! What the draft says happened against what the accounts say: whether at all, and by whose word.

use super::sentences::Sentences;
use super::{Code, Desk, Finding};
use crate::align::events::{Event, Telling};
use crate::align::matters::is_negation;
use crate::annotate::figures::Status;
use crate::annotate::quotes::QuoteKind;
use crate::story::Passage;
use crossread_language::{Sentence, Span};
use std::collections::BTreeSet;

pub(super) fn check(desk: &Desk, told: &Sentences) -> Vec<Finding> {
    let mut findings = Vec::new();
    for event in &desk.ledger.events {
        let (own, told): (Vec<&Telling>, Vec<&Telling>) =
            event.mentions.iter().partition(|mention| desk.is_draft(mention.passage));
        for mention in own {
            let found = of_mention(desk, event, mention, &told);
            findings.extend(found.map(|(code, passages)| Finding {
                span: mention.passage.span,
                code,
                entry: None,
                passages,
            }));
        }
    }
    for sentence in &desk.own().sentences {
        let is_known =
            |code| findings.iter().any(|known: &Finding| known.code == code && sentence.span.contains(known.span));
        let found = of_sentence(desk, told, sentence);
        if let Some((code, passages)) = found.filter(|(code, _)| !is_known(*code)) {
            findings.push(Finding { span: sentence.span, code, entry: None, passages });
        }
    }
    findings
}

fn of_mention(desk: &Desk, event: &Event, own: &Telling, told: &[&Telling]) -> Option<(Code, Vec<Passage>)> {
    let passages = || told.iter().map(|mention| mention.passage).collect::<Vec<Passage>>();
    let articles: BTreeSet<u32> = told.iter().map(|mention| mention.passage.article).collect();
    let denied = |mention: &&Telling| matches!(mention.status, Status::Denied | Status::Negated);
    if own.status == Status::Asserted && !told.is_empty() && told.iter().all(denied) {
        return Some((Code::NegationLost, passages()));
    }
    // What somebody says that somebody said is no lost attribution, and one careful account may be careful alone.
    let own_voice = own.asserted_by.is_none() && own.status == Status::Asserted && !event.bare_report;
    let quoted = is_said(desk, own.passage);
    (own_voice && !quoted && articles.len() > 1 && told.iter().all(|mention| mention.asserted_by.is_some()))
        .then(|| (Code::AttributionLost, passages()))
}

/// How much of a sentence an account's must share to tell the same, in percent: of drafts written from accounts, sentences
/// that told the same shared from there on, and a "not" more or less shares no less.
const SAME: u32 = 60;

/// The "not" that a sentence as a whole has lost of those that tell the same.
fn of_sentence(desk: &Desk, told: &Sentences, own: &Sentence) -> Option<(Code, Vec<Passage>)> {
    let like = told.like(desk, own.span, SAME);
    let best = like.first()?.share;
    // Those that tell it best, not those that share its names.
    let like: Vec<Passage> = like.iter().filter(|one| one.share + 15 >= best).map(|one| one.passage).collect();
    let sentence = |passage: &Passage| {
        let sentences = desk.annotations[passage.article as usize].sentences_in(passage.span);
        sentences.first().filter(|sentence| sentence.span == passage.span)
    };
    let negated = |passage: &Passage| sentence(passage).is_some_and(is_negated);
    (!is_negated(own) && like.iter().all(negated)).then_some((Code::NegationLost, like))
}

/// Whether a word of a sentence says that something is not so.
fn is_negated(sentence: &Sentence) -> bool {
    sentence.tokens.iter().any(|token| is_negation(token.word) || is_negation(token.lemma))
}

/// Whether a passage, or the better part of it, is what somebody says.
fn is_said(desk: &Desk, passage: Passage) -> bool {
    let quotes = &desk.annotations[passage.article as usize].quotes;
    let said = quotes.iter().filter(|quote| quote.kind != QuoteKind::Term);
    let within = |span: Span| passage.span.intersect(span).map_or(0, Span::len);
    said.map(|quote| within(quote.span)).sum::<usize>() * 5 >= passage.span.len() * 2
}
