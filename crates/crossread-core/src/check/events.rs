//! What the draft says happened against what the accounts say: whether at all, and by whose word.

use super::sentences::Sentences;
use super::{Code, DraftContext, Finding};
use crate::align::events::{Event, Telling};
use crate::annotate::figures::Status;
use crate::annotate::quotes::{Quote, QuoteKind, reports_before};
use crate::language::telling::Worth;
use crate::story::Passage;
use crossread_language::{Relation, Sentence, Span, Tag, Token, Word};
use std::collections::BTreeSet;

pub(super) fn check(desk: &DraftContext, told: &Sentences) -> Vec<Finding> {
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
    let reports = desk.own().quotes.iter().filter(|quote| quote.kind == QuoteKind::Indirect).map(|quote| quote.span);
    for part in desk.own().sentences.iter().map(|sentence| sentence.span).chain(reports) {
        let is_known = |known: &Finding| {
            known.code == Code::NegationLost && (part.contains(known.span) || known.span.contains(part))
        };
        if findings.iter().any(is_known) {
            continue;
        }
        let passages = of_part(desk, told, part);
        findings.extend(passages.map(|passages| Finding {
            span: part,
            code: Code::NegationLost,
            entry: None,
            passages,
        }));
    }
    findings
}

fn of_mention(desk: &DraftContext, event: &Event, own: &Telling, told: &[&Telling]) -> Option<(Code, Vec<Passage>)> {
    let passages = || told.iter().map(|mention| mention.passage).collect::<Vec<Passage>>();
    let articles: BTreeSet<u32> = told.iter().map(|mention| mention.passage.article).collect();
    let denied = |mention: &&Telling| matches!(mention.status, Status::Denied | Status::Negated);
    if own.status == Status::Asserted && !told.is_empty() && told.iter().all(denied) {
        return Some((Code::NegationLost, passages()));
    }
    // What somebody says that somebody said is no lost attribution, and one careful account may be careful alone.
    let own_voice = own.status == Status::Asserted && !event.bare_report && !is_attributed(desk, own);
    // A headline is short: what the text below gives to somebody is not lost.
    let elsewhere = event.mentions.iter().any(|other| desk.is_draft(other.passage) && is_attributed(desk, other));
    (own_voice && !elsewhere && articles.len() > 1 && told.iter().all(|mention| is_attributed(desk, mention)))
        .then(|| (Code::AttributionLost, passages()))
}

/// Whether a mention is told as what somebody says: of it alone, or of the stretch that it stands in.
fn is_attributed(desk: &DraftContext, mention: &Telling) -> bool {
    mention.asserted_by.is_some() || is_reported(desk, mention.passage)
}

/// Whether a passage stands in what somebody says, between marks or not, or beside a word that reports.
fn is_reported(desk: &DraftContext, passage: Passage) -> bool {
    let found = &desk.annotations[passage.article as usize];
    let mut said = found.quotes.iter().filter(|quote| quote.kind != QuoteKind::Term);
    let mut sentences = found.sentences_in(passage.span).iter();
    said.any(|quote| quote.span.overlaps(passage.span))
        || sentences.any(|sentence| reports_before(desk.language, sentence, passage.span.start))
        || is_said(desk, passage)
}

/// How much of a sentence an account's must share to tell the same, in percent: of drafts written from accounts, sentences
/// that told the same shared from there on, and a "not" more or less shares no less.
const SAME: u32 = 60;

/// The "not" that a sentence of the draft, or what it reports, has lost of those that tell the same.
fn of_part(desk: &DraftContext, told: &Sentences, part: Span) -> Option<Vec<Passage>> {
    let words = told.words_of(desk, Passage { article: desk.draft, span: part });
    let like = told.with(&words, SAME);
    let best = like.first()?.share;
    // Those that tell it best, not those that share its names.
    let like: Vec<Passage> = like.iter().filter(|one| one.share + 15 >= best).map(|one| one.passage).collect();
    let own = desk.own().sentences_in(part).iter().any(|sentence| is_negated(&desk.language.telling, sentence, part));
    (!own && like.iter().all(|passage| says_not_of(desk, *passage, &words))).then_some(like)
}

/// The words of a passage that are among these, each with its sentence.
fn shared<'a>(desk: &DraftContext<'a>, passage: Passage, words: &BTreeSet<Word>) -> Vec<(&'a Sentence, usize, Word)> {
    let text = &desk.story.articles()[passage.article as usize].text;
    let sentences = desk.annotations[passage.article as usize].sentences_in(passage.span);
    let inside = |sentence: &'a Sentence| (0..sentence.tokens.len()).map(move |i| (sentence, i));
    let tokens =
        sentences.iter().flat_map(inside).filter(|(sentence, i)| passage.span.contains(sentence.tokens[*i].span));
    let words = tokens.filter_map(|(sentence, i)| {
        let word = Sentences::word(desk.language, text, sentence.tokens[i].span);
        words.contains(&word).then_some((sentence, i, word))
    });
    words.collect()
}

/// Whether a passage says "not" of one of these words: a "not" in a clause that has none of them is none of theirs, nor is one
/// whose verb is not among them, where another clause tells them ("two days after it they can't agree how many are missing").
fn says_not_of(desk: &DraftContext, passage: Passage, words: &BTreeSet<Word>) -> bool {
    let shared = shared(desk, passage, words);
    let is_shared =
        |sentence: &Sentence, at: usize| shared.iter().any(|(other, i, _)| other.span == sentence.span && *i == at);
    let denied: Vec<(&Sentence, usize)> = shared
        .iter()
        .filter_map(|(sentence, i, _)| Some((*sentence, denied_above(&desk.language.telling, sentence, *i)?)))
        .collect();
    let is_told = |(sentence, i, _): &(&Sentence, usize, Word)| {
        is_clause(sentence, *i) && !has_not(&desk.language.telling, sentence, *i)
    };
    denied.iter().any(|(sentence, at)| is_shared(sentence, *at)) || !denied.is_empty() && !shared.iter().any(is_told)
}

/// Whether the word of a passage that tells most of these words stands under a "not": "not a swap" is no "not" of what stands in
/// another clause.
fn says_not(desk: &DraftContext, told: &Sentences, passage: Passage, words: &BTreeSet<Word>) -> bool {
    let telling = shared(desk, passage, words).into_iter().max_by_key(|(_, _, word)| told.weight([*word].iter()));
    telling.is_some_and(|(sentence, i, _)| is_denied(&desk.language.telling, sentence, i))
}

/// Least weight that the sayings of one speaker share to be of one matter: a word of every thirtieth sentence.
const ONE_MATTER: u32 = 10;

/// What the accounts have a speaker say of the matter of a saying in the draft, where all of it says "not" and the draft
/// doesn't.
fn of_saying(desk: &DraftContext, told: &Sentences, own: &Quote) -> Option<Vec<Passage>> {
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
    let own_says_not = desk
        .own()
        .sentences_in(own.span)
        .iter()
        .any(|sentence| is_negated(&desk.language.telling, sentence, sentence.span));
    let all_say_not = || sayings.iter().all(|passage| says_not(desk, told, *passage, &words));
    (!sayings.is_empty() && !own_says_not && all_say_not()).then_some(sayings)
}

/// Whether a word stands under a "not": its own, or that of a word it hangs on up to its clause's verb.
fn is_denied(telling: &Worth, sentence: &Sentence, i: usize) -> bool {
    denied_above(telling, sentence, i).is_some()
}

/// The word that a "not" hangs on: this one, or one above it up to its clause's verb.
fn denied_above(telling: &Worth, sentence: &Sentence, i: usize) -> Option<usize> {
    let mut above = vec![i];
    for up in sentence.ancestors(i).filter(|up| *up != i) {
        if is_clause(sentence, above[above.len() - 1]) {
            break;
        }
        above.push(up);
    }
    above.into_iter().find(|at| sentence.children(*at).any(|child| is_not(telling, sentence, child)))
}

/// Whether a word is what a clause says: its verb, or what stands behind an "is".
fn is_clause(sentence: &Sentence, i: usize) -> bool {
    sentence.tokens[i].tag == Tag::Verb || sentence.child(i, Relation::Cop).is_some()
}

/// Whether a clause has a "not" anywhere: "no members of the crew were charged".
fn has_not(telling: &Worth, sentence: &Sentence, clause: usize) -> bool {
    let of = |i: usize| sentence.ancestors(i).find(|at| is_clause(sentence, *at));
    (0..sentence.tokens.len()).any(|i| is_not(telling, sentence, i) && of(i) == Some(clause))
}

fn is_not(telling: &Worth, sentence: &Sentence, i: usize) -> bool {
    telling.is_negation(sentence.tokens[i].word) || telling.is_negation(sentence.tokens[i].lemma)
}

/// Whether a word of a part of a sentence says that something is not so.
fn is_negated(telling: &Worth, sentence: &Sentence, part: Span) -> bool {
    let not = |token: &&Token| telling.is_negation(token.word) || telling.is_negation(token.lemma);
    sentence.tokens.iter().filter(|token| part.contains(token.span)).any(|token| not(&token))
}

/// Whether a passage, or the better part of it, is what somebody says.
fn is_said(desk: &DraftContext, passage: Passage) -> bool {
    let quotes = &desk.annotations[passage.article as usize].quotes;
    let said = quotes.iter().filter(|quote| quote.kind != QuoteKind::Term);
    let within = |span: Span| passage.span.intersect(span).map_or(0, Span::len);
    said.map(|quote| within(quote.span)).sum::<usize>() * 5 >= passage.span.len() * 2
}
