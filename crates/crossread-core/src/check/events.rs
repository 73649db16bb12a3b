//! What the draft says happened against what the accounts say: on which day, whether at all, and by whose word.

use super::{Code, Desk, Finding, Share};
use crate::align::events::{Event, Telling};
use crate::annotate::events::TimeBasis;
use crate::annotate::figures::Status;
use crate::story::Passage;
use std::collections::BTreeSet;

pub(super) fn check(desk: &Desk) -> (Vec<Finding>, Share) {
    let mut findings = Vec::new();
    let (mut dated, mut compared) = (0, 0);
    for event in &desk.ledger.events {
        let (own, told): (Vec<&Telling>, Vec<&Telling>) =
            event.mentions.iter().partition(|mention| desk.is_draft(mention.passage));
        for mention in own {
            let has_day = is_dated(desk, mention);
            dated += u32::from(has_day);
            compared += u32::from(has_day && told.iter().any(|other| is_dated(desk, other)));
            let found = of_mention(desk, event, mention, &told);
            findings.extend(found.map(|(code, passages)| Finding {
                span: mention.passage.span,
                code,
                entry: None,
                passages,
            }));
        }
    }
    (findings, Share { compared, of: dated })
}

/// Whether a date hangs on a mention, or on the same happening in its article.
fn is_dated(desk: &Desk, mention: &Telling) -> bool {
    let event = &desk.annotations[mention.passage.article as usize].events[mention.mention as usize];
    matches!(event.time_basis, Some(TimeBasis::Date | TimeBasis::Same))
        && mention.from.is_some()
        && mention.to.is_some()
}

fn of_mention(desk: &Desk, event: &Event, own: &Telling, told: &[&Telling]) -> Option<(Code, Vec<Passage>)> {
    let passages = |all: &[&Telling]| all.iter().map(|mention| mention.passage).collect::<Vec<Passage>>();
    let articles: BTreeSet<u32> = told.iter().map(|mention| mention.passage.article).collect();
    let denied = |mention: &&Telling| matches!(mention.status, Status::Denied | Status::Negated);
    if own.status == Status::Asserted && !told.is_empty() && told.iter().all(denied) {
        return Some((Code::NegationLost, passages(told)));
    }
    let days: Vec<&Telling> = told.iter().copied().filter(|mention| is_dated(desk, mention)).collect();
    let apart = |other: &&Telling| match (own.from, own.to, other.from, other.to) {
        (Some(from), Some(to), Some(from_other), Some(to_other)) => to < from_other || to_other < from,
        _ => false,
    };
    if is_dated(desk, own) && !days.is_empty() && days.iter().all(apart) {
        return Some((Code::DateDiffers, passages(&days)));
    }
    // What somebody says that somebody said is no lost attribution, and one careful account may be careful alone.
    let own_voice = own.asserted_by.is_none() && own.status == Status::Asserted && !event.bare_report;
    (own_voice && articles.len() > 1 && told.iter().all(|mention| mention.asserted_by.is_some()))
        .then(|| (Code::AttributionLost, passages(told)))
}
