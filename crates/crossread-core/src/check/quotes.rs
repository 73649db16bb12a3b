//! The draft's quotations against what the accounts print.

use super::nearly::{self, AccountText};
use super::sentences::Sentences;
use super::{Code, DraftContext, Finding, Share};
use crate::align::matters::normalize;
use crate::annotate::quotes::{Quote, QuoteKind};
use crate::language::Language;
use crate::ledger::{BY_PRONOUN, Difference, DifferenceKind, EntryKind, Provenance, Value};
use crate::story::Passage;
use crossread_language::Span;
use std::collections::BTreeSet;

/// Fewest words of a quotation that can be looked for: fewer stand anywhere.
const FEWEST_WORDS: usize = 3;

pub(super) fn check(desk: &DraftContext, told: &Sentences) -> (Vec<Finding>, Share) {
    let marked = |quote: &&Quote| matches!(quote.kind, QuoteKind::Direct | QuoteKind::Fragment);
    let quotes: Vec<&Quote> = desk.own().quotes.iter().filter(marked).collect();
    let accounts = (0..).zip(desk.story.articles()).filter(|(a, _)| *a != desk.draft);
    let accounts: Vec<AccountText> =
        accounts.map(|(a, article)| AccountText::new(desk.language, a, &article.text)).collect();
    let (mut findings, mut compared) = (Vec::new(), BTreeSet::new());
    for quote in &quotes {
        let pieces = pieces(desk.language, quote.span.of(desk.text()));
        let is_printed = accounts.iter().any(|account| has_all(account, &pieces));
        let laid = entry_of(desk, quote.span);
        if is_printed {
            compared.insert(quote.span);
            continue;
        }
        // A quotation that the ledger joins to none may be an account's all the same, with a word or two altered.
        let altered = laid.map(|(e, passages)| (Some(e), passages)).or_else(|| {
            let passages = nearly::printed(desk, told, &accounts, quote.span);
            (!passages.is_empty()).then_some((None, passages))
        });
        if let Some((entry, passages)) = altered {
            compared.insert(quote.span);
            findings.push(Finding { span: quote.span, code: Code::QuoteWording, entry, passages });
        } else if pieces.iter().flat_map(|piece| piece.split(' ')).count() >= FEWEST_WORDS {
            findings.push(Finding { span: quote.span, code: Code::QuoteUnfound, entry: None, passages: Vec::new() });
        }
    }
    findings.extend(speakers(desk));
    (findings, Share { compared: compared.len() as u32, of: quotes.len() as u32 })
}

/// What a quotation has of the words that were said, piece by piece: three dots stand for what was left out, brackets hold what
/// was put in.
fn pieces(language: &Language, quoted: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for (n, part) in quoted.replace("...", "…").replace(". . .", "…").split(['[', ']']).enumerate() {
        // "[her]" is the writer's; "[…]" is no more than a cut.
        if n % 2 == 0 {
            pieces.extend(part.split('…').map(|piece| normalize(language, piece)).filter(|piece| !piece.is_empty()));
        }
    }
    pieces
}

/// Whether an account has all of these pieces, one behind the other.
fn has_all(account: &AccountText, pieces: &[String]) -> bool {
    let mut rest = account.words.as_str();
    pieces.iter().all(|piece| {
        let wanted = format!(" {piece} ");
        let Some(at) = rest.find(&wanted) else { return false };
        rest = &rest[at + wanted.len() - 1..];
        true
    })
}

/// The entry that lays a quotation beside those of the accounts, and their passages.
fn entry_of(desk: &DraftContext, span: Span) -> Option<(u32, Vec<Passage>)> {
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
fn speakers(desk: &DraftContext) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (e, entry, own) in desk.shared().filter(|(_, entry, _)| entry.kind == EntryKind::Quote) {
        for r in own {
            let reading = &entry.readings[r as usize];
            let named =
                matches!(reading.speaker(), Some(Provenance::Speaker(_))) && matches!(reading.value(), Value::Words(_));
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
