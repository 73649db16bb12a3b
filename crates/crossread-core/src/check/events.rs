//! What the draft says happened against what the accounts say: whether at all, and by whose word.

use super::sentences::Sentences;
use super::{Code, Desk, Finding};
use crate::align::events::{Event, Telling};
use crate::align::matters::is_negation;
use crate::annotate::figures::Status;
use crate::annotate::quotes::{Quote, QuoteKind};
use crate::story::Passage;
use crossread_language::{Sentence, Span, Tag};
use std::collections::BTreeSet;

pub(super) fn check(desk: &Desk, told: &Sentences) -> Vec<Finding> {
    let mut findings = Vec::new();
    for event in desk.ledger.events.iter() {
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
    for quote in desk.own().quotes.iter().filter(|quote| quote.kind == QuoteKind::Indirect) {
        let found = of_saying(desk, told, quote);
        findings.extend(found.map(|passages| Finding {
            span: quote.span,
            code: Code::NegationLost,
            entry: None,
            passages,
        }));
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

/// Least weight that the sayings of one speaker share to be of one matter: a word of every thirtieth sentence.
const ONE_MATTER: u32 = 10;

/// What the accounts have a speaker say of the matter of a saying in the draft, where all of it says "not" and the draft
/// doesn't.
fn of_saying(desk: &Desk, told: &Sentences, own: &Quote) -> Option<Vec<Passage>> {
    let speaker = |article: u32, quote: &Quote| {
        let referent = quote.speaker.as_ref()?.referent?;
        Some(desk.alignment.entity_of[article as usize][referent as usize])
    };
    let who = speaker(desk.draft, own)?;
    let passage = |article: u32, quote: &Quote| Passage { article, span: quote.span };
    let words = told.words_of(desk, passage(desk.draft, own));
    let of_one_matter = |passage: &Passage| {
        let others = told.words_of(desk, *passage);
        let shared = told.weight(words.intersection(&others));
        shared >= ONE_MATTER && 2 * shared >= told.weight(words.iter())
    };
    let articles = (0..).zip(desk.annotations).filter(|(article, _)| *article != desk.draft);
    let sayings: Vec<Passage> = articles
        .flat_map(|(article, found)| found.quotes.iter().map(move |quote| (article, quote)))
        .filter(|(article, quote)| quote.kind != QuoteKind::Term && speaker(*article, quote) == Some(who))
        .map(|(article, quote)| passage(article, quote))
        .filter(of_one_matter)
        .collect();
    let says_not = |passage: &Passage| {
        let text = &desk.story.articles()[passage.article as usize].text;
        let sentences = desk.annotations[passage.article as usize].sentences_in(passage.span);
        let inside = sentences.iter().flat_map(|sentence| {
            let shared = |i: &usize| {
                let word = Sentences::word(text, sentence.tokens[*i].span);
                passage.span.contains(sentence.tokens[*i].span) && words.contains(&word)
            };
            (0..sentence.tokens.len()).filter(shared).map(move |i| (sentence, i))
        });
        // By the word that tells most: "not a swap" is no "not" of what stands in another clause.
        let telling =
            inside.max_by_key(|(sentence, i)| told.weight([Sentences::word(text, sentence.tokens[*i].span)].iter()));
        telling.is_some_and(|(sentence, i)| is_denied(sentence, i))
    };
    let own_says_not = desk.own().sentences_in(own.span).iter().any(is_negated);
    (!sayings.is_empty() && !own_says_not && sayings.iter().all(says_not)).then_some(sayings)
}

/// Whether a word stands under a "not": its own, or that of a word it hangs on up to its clause's verb.
fn is_denied(sentence: &Sentence, i: usize) -> bool {
    let mut above = vec![i];
    for up in sentence.ancestors(i).filter(|up| *up != i) {
        if sentence.tokens[above[above.len() - 1]].tag == Tag::Verb {
            break;
        }
        above.push(up);
    }
    let not = |at: usize| is_negation(sentence.tokens[at].word) || is_negation(sentence.tokens[at].lemma);
    (0..sentence.tokens.len()).any(|at| not(at) && sentence.head(at).is_some_and(|head| above.contains(&head)))
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
