//! The draft's quotations against what the accounts print.

use super::{Code, Desk, Finding, Share};
use crate::align::matters::normalize;
use crate::annotate::quotes::{Quote, QuoteKind};
use crate::ledger::{BY_PRONOUN, Difference, DifferenceKind, EntryKind, Value, Via};
use crate::story::Passage;
use crossread_language::Span;
use std::collections::BTreeSet;

/// Fewest words of a quotation that can be looked for: fewer stand anywhere.
const FEWEST_WORDS: usize = 3;

pub(super) fn check(desk: &Desk) -> (Vec<Finding>, Share) {
    let marked = |quote: &&Quote| matches!(quote.kind, QuoteKind::Direct | QuoteKind::Fragment);
    let quotes: Vec<&Quote> = desk.own().quotes.iter().filter(marked).collect();
    let accounts = accounts(desk);
    let (mut findings, mut compared) = (Vec::new(), BTreeSet::new());
    for quote in &quotes {
        let words = normalize(quote.span.of(desk.text()));
        let printed = printed(&accounts, &words);
        let laid = entry_of(desk, quote.span);
        if !printed.is_empty() || laid.is_some() {
            compared.insert(quote.span);
        }
        if let Some((e, passages)) = laid {
            if printed.is_empty() {
                findings.push(Finding { span: quote.span, code: Code::QuoteWording, entry: Some(e), passages });
            }
        } else if printed.is_empty() && words.split(' ').count() >= FEWEST_WORDS {
            findings.push(Finding { span: quote.span, code: Code::QuoteUnfound, entry: None, passages: Vec::new() });
        }
    }
    findings.extend(speakers(desk));
    (findings, Share { compared: compared.len() as u32, of: quotes.len() as u32 })
}

/// The accounts' texts, as utterances are compared.
fn accounts(desk: &Desk) -> Vec<String> {
    let articles = desk.story.articles().iter().enumerate();
    articles
        .filter(|(a, _)| *a as u32 != desk.draft)
        .map(|(_, article)| format!(" {} ", normalize(&article.text)))
        .collect()
}

/// Which accounts have these words.
fn printed(accounts: &[String], words: &str) -> Vec<usize> {
    let wanted = format!(" {words} ");
    (0..accounts.len()).filter(|&a| accounts[a].contains(&wanted)).collect()
}

/// The entry that lays a quotation beside those of the accounts, and their passages.
fn entry_of(desk: &Desk, span: Span) -> Option<(u32, Vec<Passage>)> {
    desk.shared().filter(|(_, entry, _)| entry.kind == EntryKind::Quote).find_map(|(e, entry, own)| {
        let holds = |r: &u32| {
            let mut passages = entry.readings[*r as usize].passages();
            passages.any(|passage| desk.is_draft(passage) && passage.span.overlaps(span))
        };
        let told = || entry.readings.iter().flat_map(|reading| desk.told(reading)).collect();
        own.iter().any(holds).then(|| (e, told()))
    })
}

/// Words that the draft gives to one speaker and the accounts to another.
fn speakers(desk: &Desk) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (e, entry, own) in desk.shared().filter(|(_, entry, _)| entry.kind == EntryKind::Quote) {
        for r in own {
            let reading = &entry.readings[r as usize];
            let named =
                matches!(reading.speaker(), Some(Via::Speaker(_))) && matches!(reading.value(), Value::Words(_));
            // A draft is told also where an account names the other speaker elsewhere only: its writer can look.
            let is_other = |one: &&Difference| one.kind == DifferenceKind::OtherSpeaker || one.why == BY_PRONOUN;
            let other = entry.differences.iter().filter(is_other);
            let other = other.filter_map(|one| one.other(r));
            let passages: Vec<Passage> = other.flat_map(|other| desk.told(&entry.readings[other as usize])).collect();
            // Where an account has the draft's speaker too, the accounts dispute it among themselves.
            if named && !passages.is_empty() && desk.told(reading).is_empty() {
                let of_draft = reading.passages().filter(|passage| desk.is_draft(*passage));
                findings.extend(of_draft.map(|passage| Finding {
                    span: passage.span,
                    code: Code::QuoteSpeaker,
                    entry: Some(e),
                    passages: passages.clone(),
                }));
            }
        }
    }
    findings
}
