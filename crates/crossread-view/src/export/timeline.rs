//! The days of a story for TimelineJS 3.

use crate::json::printed;
use crate::outlet;
use crate::summary::{self, one_line};
use crossread_core::align::events::Event;
use crossread_core::{Ledger, Story};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What two or more tell and when it was, in articles' words; where no two tell the same, what each tells alone: TimelineJS opens
/// no timeline without a slide.
pub fn timelinejs(story: &Story, ledger: &Ledger) -> String {
    let is_shared = ledger.timeline.iter().any(|row| !row.alone);
    let rows = ledger.timeline.iter().filter(|row| !is_shared || !row.alone);
    let slides: Vec<Value> =
        rows.map(|row| slide(story, &ledger.events[row.event as usize], row.from, row.to)).collect();
    printed(&json!({
        "title": {"text": {"headline": escaped(&summary::heading(story)), "text": escaped(&summary::size_in_words(story))}},
        "events": slides,
    }))
}

fn slide(story: &Story, event: &Event, from: Date, to: Date) -> Value {
    let articles: BTreeSet<u32> = event.passages().map(|passage| passage.article).collect();
    let tellers: BTreeSet<String> = articles.iter().map(|&a| outlet(&story.articles()[a as usize])).collect();
    let tellers: Vec<String> = tellers.into_iter().collect();
    let mut slide = json!({
        "unique_id": event.id(story),
        "start_date": day(from),
        "display_date": summary::days(from, to),
        "text": {
            "headline": escaped(&one_line(story.words(event.name), 160)),
            "text": format!("<p>{}</p><p>{}</p>", escaped(&one_line(story.words(event.summary), 500)), escaped(&tellers.join(", "))),
        },
    });
    if from != to {
        slide["end_date"] = day(to);
    }
    slide
}

fn day(day: Date) -> Value {
    json!({"year": day.year(), "month": day.month(), "day": day.day()})
}

/// TimelineJS puts these fields into a page as they are: what articles wrote must not become marks of it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
