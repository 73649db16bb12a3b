//! Days: what happened when. What two articles tell comes first; what one alone tells is folded.

use super::entry::{all_cited, tellers};
use super::page::{Page, articles_of};
use super::text::words;
use crate::json::status;
use crate::summary::{self, count};
use crossread_core::Passage;
use crossread_core::align::events::Event;
use crossread_core::annotate::figures::Status;
use crossread_core::ledger::TimelineRow;
use maud::{Markup, html};

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
                ul.lines { @for event in undated { li data-filter { (told(page, event)) } } }
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
                    td { ul.lines { @for row in day { li data-filter { (told(page, &page.ledger.events[row.event as usize])) } } } }
                }
            } }
        }
    }
}

/// A happening in an article's words, and behind it all who tell it.
fn told(page: &Page, event: &Event) -> Markup {
    let passages: Vec<Passage> = event.passages().collect();
    html! {
        details {
            summary {
                span.said { bdi { b { (page.line(event.name, 160)) } } }
                @if event.status != Status::Asserted { span.facet { (status(event.status)) } }
                span.meta { " " (words(&tellers(page, &passages))) }
            }
            (all_cited(page, &passages))
        }
    }
}
