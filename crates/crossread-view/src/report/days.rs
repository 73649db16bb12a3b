//! Days: what happened when. What two articles tell comes first; what one alone tells is folded.

use super::decided;
use super::entry::{label, tellers};
use super::page::{Page, articles_of};
use super::text::words;
use crate::json::entry_status;
use crate::summary::{self, count, one_line};
use crossread_core::Passage;
use crossread_core::align::events::Event;
use crossread_core::annotate::figures::Status;
use crossread_core::ledger::{Entry, TimelineRow};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Most values of what is in question that a row names.
const MOST_VALUES: usize = 5;

/// Most happenings that one can be put together with at one place: what is the same lies near in time.
const MOST_OTHERS: usize = 40;

/// Most passages of a happening that a row leads to.
const MOST_LINKS: usize = 40;

pub(super) fn days(page: &Page) -> Option<Markup> {
    let (alone, shared): (Vec<&TimelineRow>, Vec<&TimelineRow>) =
        page.ledger.timeline.iter().partition(|row| row.alone);
    let is_undated = |event: &Event| event.from.is_none() && shared_by(event) > 1;
    let events = page.ledger.events.iter().enumerate();
    let undated: Vec<u32> = events.filter(|(_, event)| is_undated(event)).map(|(index, _)| index as u32).collect();
    if alone.len() + shared.len() + undated.len() == 0 {
        return None;
    }
    Some(html! {
        @if !shared.is_empty() { (table(page, &shared)) }
        @if !undated.is_empty() {
            details.holds {
                summary { (count(undated.len(), "happening")) " that two or more tell and that no day could be given" }
                ul.lines { @for event in undated { li data-filter { (told(page, event, None)) } } }
            }
        }
        @if !alone.is_empty() {
            details.holds { summary { (count(alone.len(), "happening")) " that one article alone tells" } (table(page, &alone)) }
        }
    })
}

fn shared_by(event: &Event) -> usize {
    articles_of(event.passages()).len()
}

fn table(page: &Page, rows: &[&TimelineRow]) -> Markup {
    html! {
        table.days {
            thead { tr { th scope="col" { "day" } th scope="col" { "in the words of an article" } } }
            // All that happened on one day stands in one cell beside it.
            tbody { @for day in rows.chunk_by(|a, b| (a.from, a.to) == (b.from, b.to)) {
                tr {
                    th scope="row" { (summary::days(day[0].from, day[0].to)) }
                    td { ul.lines { @for row in day { li data-filter { (told(page, row.event, row.entry)) } } } }
                }
            } }
        }
    }
}

/// Other happenings that a person may say are the same, the nearest in time first; none where nobody can say so.
fn nearest<'a>(page: &Page<'a>, event: &Event) -> Vec<&'a Event> {
    if page.token().is_none() {
        return Vec::new();
    }
    let dated = page.ledger.timeline.iter().map(|row| row.event as usize);
    let shared = page.ledger.events.iter().enumerate().filter(|(_, other)| shared_by(other) > 1).map(|(at, _)| at);
    let shown: BTreeSet<usize> = dated.chain(shared).collect();
    let others = shown.into_iter().map(|at| &page.ledger.events[at]);
    let mut others: Vec<&Event> = others.filter(|other| !std::ptr::eq(*other, event)).collect();
    let far = |other: &Event| match (event.from, other.from) {
        (Some(one), Some(other)) => one.until(other).map_or(u32::MAX, |days| days.get_days().unsigned_abs()),
        _ => u32::MAX,
    };
    others.sort_by_key(|other| far(other));
    others.truncate(MOST_OTHERS);
    others
}

/// A happening in an article's words, who says so where no outlet does in its own voice, and behind it all who tell it.
fn told(page: &Page, index: u32, entry: Option<u32>) -> Markup {
    let event = &page.ledger.events[index as usize];
    let passages: Vec<Passage> = event.passages().collect();
    let mut named: Vec<Passage> = Vec::new();
    let mut own = false;
    for telling in &event.mentions {
        let article = telling.passage.article;
        match page.annotations[article as usize].events[telling.mention as usize].asserted_by {
            Some(speaker) => named.push(page.named(article, speaker)),
            None => own = true,
        }
    }
    let mut seen = BTreeSet::new();
    named.retain(|name| seen.insert(page.plain(*name)));
    let open = summary::open_points(page.ledger, index);
    let asked = entry.map(|entry| &page.ledger.entries[entry as usize]);
    let asked = asked.filter(|asked| open.iter().all(|entry| entry.id != asked.id));
    let compared: Vec<&Entry> = asked.into_iter().chain(open.iter().copied()).collect();
    html! {
        details {
            summary {
                span.said { bdi { b { (page.line(event.name, 160)) } } }
                @if event.status != Status::Asserted { span.facet { (event.status.name()) } }
                @if let Some(name) = named.first().filter(|_| !own) {
                    span.facet { "says " bdi { (page.line(*name, 60)) } @if named.len() > 1 { " and " (named.len() - 1) " more" } }
                }
                @for entry in &open { (in_question(page, entry)) }
                " " span.meta { (words(&tellers(page, &passages))) }
            }
            p.acts {
                @for entry in &compared { a href=(page.links.entry(entry)) { "what is compared: " (words(&one_line(&summary::headline(page.story, entry), 80))) } }
                @for passage in passages.iter().take(MOST_LINKS) { a.chip href=(page.links.passage(*passage)) { (page.teller(passage.article)) } }
                @if passages.len() > MOST_LINKS { span { "and " (passages.len() - MOST_LINKS) " more" } }
            }
            (decided::of_happening(page, event, &nearest(page, event)))
        }
    }
}

/// What is disputed or changed of a happening, so that a value in its words doesn't read as if all gave it.
fn in_question(page: &Page, entry: &Entry) -> Markup {
    let status = entry_status(entry.status);
    html! {
        span class={ "question " (status) } {
            (status) ": "
            @for (i, reading) in entry.readings.iter().take(MOST_VALUES).enumerate() { @if i > 0 { " · " } (label(page, reading)) }
            @if entry.readings.len() > MOST_VALUES { " · …" }
        }
    }
}
