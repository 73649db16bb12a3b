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
pub use text::words;
pub use views::{View, Views};

use crate::json::entry_status;
use crate::summary::{self, count};
use crossread_core::annotate::Annotations;
use crossread_core::ledger::EntryStatus;
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
        ("articles", "Articles", articles::articles(&page)),
    ];
    let views: Vec<_> = views.into_iter().filter_map(|(id, name, view)| Some((id, name, view?))).collect();
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
            (overview(&page, skipped))
            @for (id, name, view) in &views {
                section.view id=(id) { h2 { (name) } (view) }
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
    html! {
        div #overview {
            (entries(page, EntryStatus::Disputed, "They disagree", "Readings that can't both hold of the same time, or one utterance given to two speakers."))
            (entries(page, EntryStatus::Changed, "It changed", "Readings that differ, and so do the times they speak of, or a later one corrects an earlier."))
            (lines(page, EntryStatus::Agreed, "They say the same", false))
            (lines(page, EntryStatus::Single, "From one origin", true))
            (unsettled::unsettled(page, skipped))
        }
    }
}

/// What stands under every page.
pub fn colophon() -> Markup {
    html! {
        p { "Made by crossread on this machine, from these articles alone. It lays accounts side by side; it does not say who is right. A count of origins means 'at most': where no link between two articles is known, there may still be one." }
    }
}

/// Entries in full: a line for each reading.
fn entries(page: &Page, status: EntryStatus, name: &str, explained: &str) -> Markup {
    let entries = page.entries(status);
    html! {
        @if !entries.is_empty() {
            section class=(entry_status(status)) id=(entry_status(status)) {
                h2 { (name) " " b { (entries.len()) } (open_all()) }
                p.meta { (explained) }
                @for entry in &entries { (entry::full(page, entry)) }
            }
        }
    }
}

/// Entries that differ in nothing: a line for each.
fn lines(page: &Page, status: EntryStatus, name: &str, folded: bool) -> Markup {
    let entries = page.entries(status);
    let list = html! { ul.lines { @for entry in &entries { (entry::line(page, entry)) } } };
    html! {
        @if !entries.is_empty() {
            section class=(entry_status(status)) id=(entry_status(status)) {
                h2 { (name) " " b { (entries.len()) } (open_all()) }
                @if folded {
                    details.holds {
                        summary { (count(entries.len(), "thing")) " told by one speaker, agency or copied text, in however many articles" }
                        (list)
                    }
                } @else { (list) }
            }
        }
    }
}

fn open_all() -> Markup {
    html! { button.open-all type="button" hidden { "open all" } }
}
