//! The report: one HTML file that needs nothing else, made to be opened by whoever must publish tomorrow.
//!
//! What accounts disagree about stands first, one line a reading with who says so, then what changed and what they say
//! the same. Every line opens the passages it rests on, each linked to its place in the article below. One small script of
//! ours filters, opens and copies; a content security policy forbids any other, the page works without it, and article
//! text, which is hostile, goes through [`text::words`] alone.

mod articles;
mod charts;
mod check;
mod days;
mod decided;
mod entry;
mod grid;
mod lineage;
mod links;
mod outlets;
mod page;
mod pair;
mod people;
mod stories;
mod text;
mod unsettled;
mod utterances;
mod versions;
mod views;
mod who;

pub use check::check_sections;
pub use page::{Dress, filter, frame};
pub use stories::{StoryCard, stories_page, story_list};
pub use text::{harmless, words};
pub use views::{View, Views};

use crate::json::entry_status;
use crate::summary::{self, count};
use crossread_core::annotate::Annotations;
use crossread_core::ledger::{Entry, EntryStatus};
use crossread_core::story::SkippedInput;
use crossread_core::{Ledger, Story};
use links::Links;
use maud::{Markup, html};
use page::Page;

/// Writes the report. A `title` that a person gives goes before the headline nearest to the others.
pub fn report(
    story: &Story,
    annotations: &[Annotations],
    ledger: &Ledger,
    skipped: &[SkippedInput],
    title: Option<&str>,
) -> String {
    let page = Page::new(story, annotations, ledger, Links::within(story));
    let heading = title.map_or_else(|| summary::heading(story), str::to_owned);
    // A headline may be an opinion: it is said whose it is.
    let whose = if title.is_none() { summary::teller_of(story, &heading) } else { None };
    let views = [
        ("grid", "Grid", grid::grid(&page)),
        ("words", "Words", utterances::utterances(&page)),
        ("people", "People", people::people(&page)),
        ("days", "Days", days::days(&page)),
        ("versions", "Versions", versions::versions(&page)),
        ("lineage", "From whom", lineage::lineage(&page)),
    ];
    let mut views: Vec<_> = views.into_iter().filter_map(|(id, name, view)| Some((id, name, view?))).collect();
    let overview = overview(&page, skipped);
    let led_from = views.iter().map(|(_, _, view)| view).chain([&overview]).map(|view| view.0.as_str());
    views.extend(articles::articles(&page, led_from).map(|view| ("articles", "Articles", view)));
    let body = html! {
        a.skip href="#overview" { "Skip to the ledger" }
        header {
            h1 { bdi { (words(&heading)) } }
            p.meta { (summary::size_in_words(story)) @if let Some(outlet) = &whose { " · headline: " bdi { (words(outlet)) } } }
            nav aria-label="Views" {
                a href="#overview" { "Overview" }
                @for (id, name, _) in &views { a href={ "#" (id) } { (name) } }
                (page::filter("Filter this story"))
            }
        }
        main {
            (overview)
            @for (id, name, view) in &views {
                section.view id=(id) aria-label=(name) { h2 { (name) } (view) }
            }
        }
        footer {
            (colophon())
        }
    };
    page::filed(&heading, body)
}

/// What a reader must see first: what accounts disagree about, what changed, what they say the same, what is not settled.
fn overview(page: &Page, skipped: &[SkippedInput]) -> Markup {
    let disputed = page.entries(EntryStatus::Disputed);
    html! {
        div #overview {
            @if disputed.is_empty() { p.meta { "Nothing that was compared here is disputed. What one account denies and another says in other words may not have been compared." } }
            (section(EntryStatus::Disputed, "They disagree", "Both can't hold of the same time, or one utterance has two speakers.", disputed.len(), html! {
                @for entry in &disputed { (entry::full(page, entry)) }
            }))
            (lines(page, EntryStatus::Changed, "It changed", "They differ, and so do their times, or a later one corrects an earlier."))
            (lines(page, EntryStatus::Agreed, "They say the same", ""))
            (unsettled::unsettled(page, skipped))
            (lines(page, EntryStatus::Single, "Said by one origin each", "One speaker, agency or copied text; or a part and the whole, or another description in each account."))
        }
    }
}

/// What stands under every page.
pub fn colophon() -> Markup {
    html! {
        p { "Made by crossread on this machine, from these articles alone. It lays accounts side by side; it does not say who is right. A count of origins means 'at most': where no link between two articles is known, there may still be one." }
    }
}

/// Entries of a status under their name; nothing where there are none.
fn section(status: EntryStatus, name: &str, explained: &str, count: usize, entries: Markup) -> Markup {
    html! {
        @if count > 0 {
            section class=(entry_status(status)) id=(entry_status(status)) aria-label=(name) {
                div.head { h2 { (name) " " b { (count) } } p.meta { (explained) } (open_all()) }
                (entries)
            }
        }
    }
}

/// Lines of what accounts tell alike that stand open; the others are folded.
const OPEN: usize = 8;

/// Entries of a status, a line for each.
fn lines(page: &Page, status: EntryStatus, name: &str, explained: &str) -> Markup {
    let entries = page.entries(status);
    let list = match status {
        EntryStatus::Agreed => alike(page, &entries),
        EntryStatus::Single => folded(page, &entries, &count(entries.len(), "thing")),
        _ => list(page, &entries),
    };
    section(status, name, explained, entries.len(), list)
}

/// What accounts agree about: first what three origins or more tell, or two not quite alike, as far as there is room; then folded
/// what only two tell, which in a large story is seldom news, and what only says who somebody is.
fn alike(page: &Page, entries: &[&Entry]) -> Markup {
    let (introductions, told): (Vec<&Entry>, Vec<&Entry>) =
        entries.iter().partition(|entry| summary::is_introduction(entry));
    let (two, many): (Vec<&Entry>, Vec<&Entry>) = told.iter().partition(|entry| summary::is_of_two_alike(entry));
    let few = told.len() <= OPEN;
    let (shown, more) = if few { (told.as_slice(), [].as_slice()) } else { many.split_at(OPEN.min(many.len())) };
    html! {
        (list(page, shown))
        (folded(page, more, &format!("{} more", more.len())))
        @if !few { (folded(page, &two, &format!("{} that only two origins tell, and tell alike", two.len()))) }
        (who::who_is_who(page, &introductions))
    }
}

/// Entries, a line for each; nothing where there are none.
fn list(page: &Page, entries: &[&Entry]) -> Markup {
    let line = |entry: &Entry| match entry.status {
        EntryStatus::Changed => entry::course(page, entry),
        _ => entry::line(page, entry),
    };
    html! { @if !entries.is_empty() { ul.lines { @for entry in entries { (line(entry)) } } } }
}

/// The same behind a summary.
fn folded(page: &Page, entries: &[&Entry], summary: &str) -> Markup {
    html! { @if !entries.is_empty() { details.holds { summary { (summary) } (list(page, entries)) } } }
}

fn open_all() -> Markup {
    html! { button.open-all type="button" hidden { "open all" } }
}
