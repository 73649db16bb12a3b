//! The draft's days against those of the accounts: of the happenings they share, and of the sentences that tell the same.

use super::sentences::Sentences;
use super::{Code, DraftContext, Finding, Share};
use crate::align::events::Telling;
use crate::annotate::dates::{DateKind, DateMention};
use crate::annotate::events::TimeBasis;
use crate::story::Passage;
use crossread_language::Span;

/// How much of a sentence an account's must share for its day to be the day of the same, in percent.
const SAME: u32 = 28;

pub(super) fn check(desk: &DraftContext, told: &Sentences) -> (Vec<Finding>, Share) {
    let mut findings = of_happenings(desk);
    let mut share = Share::default();
    for date in desk.own().dates.iter().filter(|date| day(date).is_some()) {
        share.of += 1;
        match against(desk, told, date) {
            Some(passages) => {
                share.compared += 1;
                let is_known = findings.iter().any(|known| known.span.overlaps(date.span));
                if !passages.is_empty() && !is_known {
                    findings.push(Finding { span: date.span, code: Code::DateDiffers, entry: None, passages });
                }
            }
            None => share.compared += u32::from(findings.iter().any(|known| known.span == date.span)),
        }
    }
    (findings, share)
}

/// The month and the day of the month that a date names; a weekday or "today" names none.
fn day(date: &DateMention) -> Option<&str> {
    date.value.month_and_day().filter(|_| date.kind == DateKind::Date)
}

/// Days of the accounts in sentences that tell what the draft's tells: empty where one of them is the draft's day, `None`
/// where there are none.
fn against(desk: &DraftContext, told: &Sentences, own: &DateMention) -> Option<Vec<Passage>> {
    let wanted = day(own)?;
    let mut others: Vec<Passage> = Vec::new();
    for like in told.like(desk, own.span, SAME) {
        let found = &desk.annotations[like.passage.article as usize];
        for date in found.dates.iter().filter(|date| like.passage.span.contains(date.span)) {
            // A weekday, once resolved, is a day too.
            let Some(day) = day(date) else { continue };
            if day == wanted {
                return Some(Vec::new());
            }
            // Words that are named as the draft names the day: what only a weekday tells may have been resolved wrongly. "That day"
            // is the day that it leans on.
            let spelled = |date: &&DateMention| {
                let words = date.span.of(&desk.story.articles()[like.passage.article as usize].text);
                words.contains(|c: char| c.is_ascii_digit())
            };
            let leant_on = date
                .anchor
                .map(|anchor| &found.dates[anchor as usize])
                .filter(|leant_on| self::day(leant_on) == Some(day));
            if let Some(named) = [Some(date), leant_on].into_iter().flatten().find(spelled) {
                others.push(Passage { article: like.passage.article, span: named.span });
            }
        }
    }
    (!others.is_empty()).then_some(others)
}

/// Days of happenings that the draft and the accounts tell, and that can't both be.
fn of_happenings(desk: &DraftContext) -> Vec<Finding> {
    let mut findings = Vec::new();
    for event in desk.ledger.events.iter() {
        let (own, told): (Vec<&Telling>, Vec<&Telling>) =
            event.mentions.iter().partition(|mention| desk.is_draft(mention.passage));
        let dated: Vec<&Telling> = told.into_iter().filter(|mention| date_of(desk, mention).is_some()).collect();
        for mention in own {
            let Some(span) = date_of(desk, mention) else { continue };
            let apart = |other: &&Telling| match (mention.from, mention.to, other.from, other.to) {
                (Some(from), Some(to), Some(from_other), Some(to_other)) => to < from_other || to_other < from,
                _ => false,
            };
            if !dated.is_empty() && dated.iter().all(apart) {
                let passages = dated.iter().map(|mention| mention.passage).collect();
                findings.push(Finding { span, code: Code::DateDiffers, entry: None, passages });
            }
        }
    }
    findings
}

/// The date that hangs on a mention, or the mention itself where the date stands elsewhere in its article.
fn date_of(desk: &DraftContext, mention: &Telling) -> Option<Span> {
    let found = &desk.annotations[mention.passage.article as usize];
    let event = &found.events[mention.mention as usize];
    let is_dated = matches!(event.time_basis, Some(TimeBasis::Date | TimeBasis::Same));
    (is_dated && mention.from.is_some() && mention.to.is_some())
        .then(|| event.date.map_or(mention.passage.span, |date| found.dates[date as usize].span))
}
