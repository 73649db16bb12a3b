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

pub use check::check_sections;
pub use page::{Dress, filter, frame};
pub use stories::{StoryCard, finder, stories_page, story_list};
pub use text::{harmless, words};
pub use views::{View, Views};

use crate::json::entry_status;
use crate::summary::{self, count};
use crossread_core::annotate::Annotations;
use crossread_core::ledger::{Entry, EntryStatus};
use crossread_core::story::Skipped;
use crossread_core::{Ledger, Story};
use links::Links;
use maud::{Markup, html};
use page::Page;

/// Writes the report. A `title` that a person gives goes before the headline nearest to the others.
pub fn report(
    story: &Story,
    annotations: &[Annotations],
    ledger: &Ledger,
    skipped: &[Skipped],
    title: Option<&str>,
) -> String {
    let page = Page::new(story, annotations, ledger, Links::within(story));
    let heading = title.map_or_else(|| summary::heading(story), str::to_owned);
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
            p.meta { (summary::size_in_words(story)) }
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
fn overview(page: &Page, skipped: &[Skipped]) -> Markup {
    let disputed = page.entries(EntryStatus::Disputed);
    html! {
        div #overview {
            @if disputed.is_empty() { p.meta { "No two accounts were found to disagree." } }
            (section(EntryStatus::Disputed, "They disagree", "Both can't hold of the same time, or one utterance has two speakers.", disputed.len(), html! {
                @for entry in &disputed { (entry::full(page, entry)) }
            }))
            (lines(page, EntryStatus::Changed, "It changed", "They differ, and so do their times, or a later one corrects an earlier."))
            (lines(page, EntryStatus::Agreed, "They say the same", ""))
            (unsettled::unsettled(page, skipped))
            (lines(page, EntryStatus::Single, "From one origin", "One speaker, agency or copied text, in however many articles."))
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

/// Lines of a status that stand open; the others are folded.
const OPEN: usize = 5;

/// Entries of a status, a line for each.
fn lines(page: &Page, status: EntryStatus, name: &str, explained: &str) -> Markup {
    let entries = page.entries(status);
    let line = |entry: &Entry| {
        if status == EntryStatus::Changed { entry::course(page, entry) } else { entry::line(page, entry) }
    };
    let open = match status {
        EntryStatus::Single => 0,
        EntryStatus::Agreed => OPEN,
        _ => entries.len(),
    };
    let (shown, folded) = entries.split_at(open.min(entries.len()));
    let list = html! {
        @if !shown.is_empty() { ul.lines { @for entry in shown { (line(entry)) } } }
        @if !folded.is_empty() {
            details.holds {
                summary { @if shown.is_empty() { (count(folded.len(), "thing")) } @else { (folded.len()) " more" } }
                ul.lines { @for entry in folded { (line(entry)) } }
            }
        }
    };
    section(status, name, explained, entries.len(), list)
}

fn open_all() -> Markup {
    html! { button.open-all type="button" hidden { "open all" } }
}
