//! Two accounts side by side: where they differ, what both say, what stands in one of them only.

use super::entry;
use super::page::Page;
use crossread_core::Passage;
use crossread_core::ledger::{Entry, Reading};
use maud::{Markup, html};

/// What an article has of an entry: the readings, and its passages in them.
fn told(entry: &Entry, article: u32) -> Vec<(usize, Passage)> {
    let of = |(r, reading): (usize, &Reading)| {
        let own = reading.passages().filter(|passage| passage.article == article);
        own.map(|passage| (r, passage)).collect::<Vec<_>>()
    };
    entry.readings.iter().enumerate().flat_map(of).collect()
}

/// Whether both have the very readings that the other has.
fn say_the_same(one: &[(usize, Passage)], other: &[(usize, Passage)]) -> bool {
    let readings = |told: &[(usize, Passage)]| {
        let mut all: Vec<usize> = told.iter().map(|(reading, _)| *reading).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    readings(one) == readings(other)
}

/// The sections of two accounts.
pub(super) fn pair(page: &Page, two: [u32; 2]) -> Markup {
    let [mut differ, mut same, mut first, mut second] = [const { Vec::<&Entry>::new() }; 4];
    for entry in &page.ledger.entries {
        let [one, other] = two.map(|article| told(entry, article));
        match (one.is_empty(), other.is_empty()) {
            (true, true) => {}
            (false, true) => first.push(entry),
            (true, false) => second.push(entry),
            (false, false) if say_the_same(&one, &other) => same.push(entry),
            (false, false) => differ.push(entry),
        }
    }
    html! {
        section {
            h2 { "They differ " b { (differ.len()) } }
            @if differ.is_empty() { p.meta { "Nothing was found that they tell differently." } }
            @for entry in &differ {
                (entry::compared(page, entry, two.map(|article| told(entry, article).into_iter().map(|(_, passage)| passage).collect())))
            }
        }
        (lines(page, html! { "They say the same" }, &same))
        (lines(page, html! { "Only in " bdi { (page.teller(two[0])) } }, &first))
        (lines(page, html! { "Only in " bdi { (page.teller(two[1])) } }, &second))
    }
}

fn lines(page: &Page, title: Markup, entries: &[&Entry]) -> Markup {
    html! {
        @if !entries.is_empty() {
            section { h2 { (title) " " b { (entries.len()) } } ul.lines { @for entry in entries { (entry::line(page, entry)) } } }
        }
    }
}

/// The ways from an article to itself beside each other.
pub(super) fn ways(page: &Page, article: u32) -> Markup {
    let others: Vec<u32> = (0..page.story.articles().len() as u32).filter(|other| *other != article).collect();
    html! {
        @if !others.is_empty() {
            details.beside { summary { "Beside another account" }
                p.acts { @for other in others { a href={ (page.links.article(article)) "/with/" (page.story.articles()[other as usize].id()) } { (page.teller(other)) } " " } }
            }
        }
    }
}
