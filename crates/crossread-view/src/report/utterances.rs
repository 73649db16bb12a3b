//! Words: what several accounts quote, wording under wording. What the most articles print comes first, whatever the number of
//! origins.

use super::entry::{self, wording};
use super::page::{Page, articles_of, told_by};
use super::text::words;
use crate::summary::count;
use crossread_core::Language;
use crossread_core::ledger::{Entry, EntryKind, Reading, SegmentKind, Value, wordings};
use maud::{Markup, html};
use std::cmp::Reverse;

pub(super) fn utterances(page: &Page) -> Option<Markup> {
    let in_marks = |entry: &&Entry| entry.readings.iter().any(|reading| matches!(reading.value(), Value::Words(_)));
    let spoken = |entry: &&Entry| matches!(entry.kind, EntryKind::Quote | EntryKind::Claim) && told_by(entry).len() > 1;
    let mut spoken: Vec<&Entry> = page.ledger.entries.iter().filter(spoken).collect();
    spoken.sort_by_key(|entry| Reverse(told_by(entry).len()));
    let (quoted, reported): (Vec<&Entry>, Vec<&Entry>) = spoken.into_iter().partition(in_marks);
    if quoted.is_empty() && reported.is_empty() {
        return None;
    }
    Some(html! {
        @for entry in &quoted { (utterance(page, entry)) }
        @if !reported.is_empty() {
            details.holds {
                summary { (count(reported.len(), "utterance")) " that no article puts in quotation marks: reported speech, less sure in words and speaker" }
                @for entry in &reported { (utterance(page, entry)) }
            }
        }
    })
}

fn utterance(page: &Page, entry: &Entry) -> Markup {
    // An article that prints it whole somewhere doesn't cut it.
    let (shorter, whole): (Vec<&Reading>, Vec<&Reading>) =
        entry.readings.iter().partition(|reading| is_cut(page, entry, reading));
    let articles = |readings: Vec<&Reading>| articles_of(readings.into_iter().flat_map(Reading::passages));
    let cut = articles(shorter).difference(&articles(whole)).count();
    html! {
        div.utterance data-filter {
            @for (i, reading) in entry.readings.iter().enumerate() { (one(page, entry, reading, i == 0)) }
            p.meta { (count(told_by(entry).len(), "article")) @if cut > 0 { ", cut in " (cut) } " · " a href=(page.links.entry(entry)) { "the entry" } }
        }
    }
}

/// Whether a quoted wording leaves out words of the fullest.
fn is_cut(page: &Page, entry: &Entry, reading: &Reading) -> bool {
    let leaves_out = || {
        let segments = wordings(Language::english(), page.story, entry.subject, reading.words());
        segments.iter().any(|segment| segment.kind == SegmentKind::Cut)
    };
    matches!(reading.value(), Value::Words(_)) && leaves_out()
}

fn one(page: &Page, entry: &Entry, reading: &Reading, fullest: bool) -> Markup {
    let passages: Vec<_> = reading.passages().collect();
    html! {
        blockquote.shorter[!fullest] {
            p { @match reading.value() {
                Value::Words(_) => { "“" bdi { (wording(page, entry, reading)) } "”" }
                _ => { bdi { (page.words(reading.words())) } " " small { "reported, not quoted" } }
            } }
            footer {
                @match reading.speaker() { Some(speaker) => { (entry::speaker(page, speaker)) } None => "nobody named" }
                " · " a href=(page.links.passage(reading.words())) { (words(&entry::tellers(page, &passages))) }
            }
        }
    }
}
