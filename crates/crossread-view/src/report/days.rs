//! Days: what happened when. What two articles tell comes first; what one alone tells is folded.

use super::entry::tellers;
use super::page::{Page, articles_of};
use super::text::words;
use crate::summary::{self, count};
use crossread_core::Passage;
use crossread_core::align::events::Event;
use crossread_core::annotate::figures::Status;
use crossread_core::ledger::TimelineRow;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Most passages of a happening that a row leads to.
const MOST_LINKS: usize = 40;

pub(super) fn days(page: &Page) -> Option<Markup> {
    let (alone, shared): (Vec<&TimelineRow>, Vec<&TimelineRow>) =
        page.ledger.timeline.iter().partition(|row| row.alone);
    let events = &page.ledger.events;
    let undated: Vec<&Event> = events.iter().filter(|event| event.from.is_none() && shared_by(event) > 1).collect();
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
                    td { ul.lines { @for row in day { li data-filter { (told(page, &page.ledger.events[row.event as usize], row.entry)) } } } }
                }
            } }
        }
    }
}

/// A happening in an article's words, who says so where no outlet does in its own voice, and behind it all who tell it.
fn told(page: &Page, event: &Event, entry: Option<u32>) -> Markup {
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
    html! {
        details {
            summary {
                span.said { bdi { b { (page.line(event.name, 160)) } } }
                @if event.status != Status::Asserted { span.facet { (event.status.name()) } }
                @if let Some(name) = named.first().filter(|_| !own) {
                    span.facet { "says " bdi { (page.line(*name, 60)) } @if named.len() > 1 { " and " (named.len() - 1) " more" } }
                }
                span.meta { " " (words(&tellers(page, &passages))) }
            }
            p.acts {
                @if let Some(entry) = entry { a href=(page.links.entry(&page.ledger.entries[entry as usize])) { "what is compared of it" } }
                @for passage in passages.iter().take(MOST_LINKS) { a.chip href=(page.links.passage(*passage)) { (page.teller(passage.article)) } }
                @if passages.len() > MOST_LINKS { span { "and " (passages.len() - MOST_LINKS) " more" } }
            }
        }
    }
}
