//! What people decided, beside what the program reads; on a bench also the forms to decide with.

use super::page::Page;
use super::text::words;
use crate::outlet;
use crate::summary::one_line;
use crossread_core::align::events::Event;
use crossread_core::decisions::{DecisionKind, DecisionState};
use crossread_core::ledger::{Entry, EntryKind, Reading, StoryDecision, holds};
use crossread_core::{CodePoints, Passage};
use maud::{Markup, html};

/// Most entries that a passage can be put together with at one place.
const MOST_OTHERS: usize = 200;

/// What a decision says, for a reader.
fn says(page: &Page, laid: &StoryDecision, own: Passage) -> Markup {
    let decision = &laid.decision;
    let other = || laid.passages.iter().find(|passage| **passage != own);
    html! {
        bdi { (words(&decision.by)) } ": "
        b { @match decision.says {
            DecisionKind::Instead => "read instead",
            DecisionKind::Apart => "apart from",
            DecisionKind::Together => "together with",
            other => (other.name()),
        } }
        @if let Some(value) = &decision.value { " “" bdi { (words(value)) } "”" }
        @if let Some(other) = other() { " “" a href=(page.links.passage(*other)) { bdi { (page.line(*other, 60)) } } "” " span { (page.teller(other.article)) } }
        @if let Some(note) = &decision.note { ", " bdi { (words(note)) } }
        " " time { (decision.at.get(..10).unwrap_or(&decision.at)) }
        @if laid.contested { " " span.contested { "contested" } }
        @if !matches!(laid.state, DecisionState::Holds | DecisionState::WithoutPlace) { " " small { (laid.state.in_words()) } }
    }
}

/// What people decided about a passage of an entry. Nothing where nobody did.
pub(super) fn beside(page: &Page, entry: &Entry, passage: Passage) -> Markup {
    let here = |laid: &&StoryDecision| {
        laid.passages.contains(&passage) && laid.decision.on.iter().any(|place| holds(entry, place.kind, passage))
    };
    html! { @for laid in page.ledger.decisions.iter().filter(here) { p.meta.decided { (says(page, laid, passage)) } } }
}

/// Decisions on an entry in short; nothing where nobody decided.
pub(super) fn mark(page: &Page, entry: &Entry) -> Markup {
    let on = |laid: &&StoryDecision| {
        let kind = laid.decision.on.first().map(|place| place.kind);
        kind.is_some_and(|kind| laid.passages.iter().any(|passage| holds(entry, kind, *passage)))
    };
    let all: Vec<&StoryDecision> = page.ledger.decisions.iter().filter(on).collect();
    html! {
        @if !all.is_empty() {
            " " small.meta.decided { "decided by " bdi { (words(&people(&all))) } @if all.iter().any(|laid| laid.contested) { ", " span.contested { "contested" } } }
        }
    }
}

fn people(all: &[&StoryDecision]) -> String {
    let mut names: Vec<&str> = all.iter().map(|laid| laid.decision.by.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}

/// A passage as a form names it: article, code points, as what it is looked at.
fn named(page: &Page, kind: EntryKind, passage: Passage) -> String {
    let article = &page.story.articles()[passage.article as usize];
    let (start, end) = CodePoints::new(&article.text).of(passage.span);
    format!("{}:{start}-{end}:{}", article.id(), kind.name())
}

/// What every form carries: what lets it in, the story, the passages, where to go on.
fn hidden(page: &Page, token: &str, on: &[String], back: &str) -> Markup {
    html! {
        input type="hidden" name="token" value=(token);
        input type="hidden" name="story" value=(page.story.id());
        input type="hidden" name="back" value=(back);
        @for one in on { input type="hidden" name="on" value=(one); }
    }
}

/// Forms that decide about a reading: all its passages at one stroke. Nothing where no bench shows it.
pub(super) fn form(page: &Page, entry: &Entry, reading: &Reading, back: &str) -> Markup {
    let Some(token) = page.token() else { return html! {} };
    let first = reading.words();
    let called = one_line(&page.plain(first), 40);
    let all: Vec<String> = reading.passages().map(|passage| named(page, entry.kind, passage)).collect();
    html! { div.decides {
        form.decide action="/decide" method="post" {
            (hidden(page, token, &all, back))
            button name="says" value="right" data-key="a" { kbd aria-hidden="true" { "a" } " right" }
            button name="says" value="wrong" data-key="x" { kbd aria-hidden="true" { "x" } " wrong" }
            button name="says" value="unsure" data-key="u" { kbd aria-hidden="true" { "u" } " unsure" }
        }
        // A form of its own: Enter in its field sends its button.
        form.decide action="/decide" method="post" {
            (hidden(page, token, &all, back))
            span.pair {
                input name="value" required data-key="e" aria-label={ "What you read instead of “" (called) "”" } placeholder="instead …";
                button name="says" value="instead" { kbd aria-hidden="true" { "e" } " instead" }
            }
        }
        @if entry.readings.len() > 1 {
            form.decide action="/decide" method="post" {
                (hidden(page, token, &all[..1], back))
                span.pair {
                    span.than { "another thing than" }
                    select name="with" aria-label={ "A reading that speaks of another thing than “" (called) "”" } {
                        @for other in entry.readings.iter().filter(|other| other.words() != first) {
                            option value=(named(page, entry.kind, other.words())) { (words(&one_line(&page.plain(other.words()), 60))) }
                        }
                    }
                    button name="says" value="apart" { "apart" }
                }
            }
        }
    } }
}

/// A form that puts an entry together with another of its sort.
pub(super) fn together(page: &Page, entry: &Entry, back: &str) -> Markup {
    let Some(token) = page.token() else { return html! {} };
    let first = entry.readings[0].words();
    let others = page.ledger.entries.iter().filter(|other| other.id != entry.id && is_of_one_sort(entry, other));
    let others: Vec<&Entry> = others.take(MOST_OTHERS).collect();
    let called = |other: &Entry| {
        let value = page.plain(other.readings[0].words());
        let about = other.heading.map_or_else(|| page.plain(other.subject), |heading| page.plain(heading.passage));
        format!("{} — {}", one_line(&value, 40), one_line(&about, 70))
    };
    html! {
        @if !others.is_empty() {
            form.decide action="/decide" method="post" {
                (hidden(page, token, &[named(page, entry.kind, first)], back))
                span.pair {
                    span.than { "the same thing as" }
                    select name="with" aria-label="Another entry that speaks of the same thing" {
                        @for other in others { option value=(named(page, other.kind, other.readings[0].words())) { (words(&called(other))) } }
                    }
                    button name="says" value="together" { "together" }
                }
            }
        }
    }
}

/// Forms that put a happening together with another, or part what is told of it. `others` are those that it may be put together with.
pub(super) fn of_happening(page: &Page, event: &Event, others: &[&Event]) -> Markup {
    let Some(token) = page.token() else { return html! {} };
    let back = format!("/s/{}/days", page.story.id());
    let called = |passage: Passage| {
        let article = &page.story.articles()[passage.article as usize];
        format!("{} — {}", one_line(&page.plain(passage), 70), outlet(article))
    };
    let mut tellings: Vec<Passage> = event.passages().collect();
    tellings.dedup();
    let Some((first, rest)) = tellings.split_first() else { return html! {} };
    let on = [named(page, EntryKind::Event, *first)];
    html! {
        @if !rest.is_empty() {
            form.decide action="/decide" method="post" {
                (hidden(page, token, &on, &back))
                span.pair {
                    span.than { "another happening than" }
                    select name="with" aria-label="Words that tell another happening" {
                        @for other in rest { option value=(named(page, EntryKind::Event, *other)) { (words(&called(*other))) } }
                    }
                    button name="says" value="apart" { "apart" }
                }
            }
        }
        @if !others.is_empty() {
            form.decide action="/decide" method="post" {
                (hidden(page, token, &on, &back))
                span.pair {
                    span.than { "the same happening as" }
                    select name="with" aria-label="Another happening that is the same" {
                        @for (passage, name) in others.iter().filter_map(|other| Some((other.passages().next()?, other.name))) {
                            option value=(named(page, EntryKind::Event, passage)) { (words(&called(name))) }
                        }
                    }
                    button name="says" value="together" { "together" }
                }
            }
        }
        @for laid in page.ledger.decisions.iter().filter(|laid| laid.passages.iter().any(|passage| tellings.contains(passage))) {
            @if laid.decision.on.iter().all(|place| place.kind == EntryKind::Event) { p.meta.decided { (says(page, laid, *first)) } }
        }
    }
}

fn is_of_one_sort(entry: &Entry, other: &Entry) -> bool {
    holds(other, entry.kind, other.readings[0].words())
}
