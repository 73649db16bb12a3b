//! Who is who: what the accounts call each person and thing, and how they spell the name. Titles that all give alike are no
//! news, so they stand here and not among what is compared.

use super::entry::{cited_passages, label, tellers};
use super::page::Page;
use super::text::words;
use crate::summary::count;
use crossread_core::Passage;
use crossread_core::ledger::{Aspect, Entry, Reading};
use maud::{Markup, html};

/// A person or thing, and the entries that tell who it is.
struct PersonEntries<'a> {
    name: Passage,
    told: Vec<&'a Entry>,
}

/// One folded table of entries that only tell who somebody is; nothing where there are none.
pub(super) fn who_is_who(page: &Page, entries: &[&Entry]) -> Markup {
    let people = people(page, entries);
    let spellings = people.iter().filter(|person| person.told.iter().any(|entry| is_spelling(entry))).count();
    html! {
        @if !people.is_empty() {
            details.holds {
                summary {
                    "Who is who: what they call " (people.len()) @if people.len() == 1 { " person or thing" } @else { " people and things" }
                    @if spellings > 0 { ", " (spellings) @if spellings == 1 { " of them" } " spelled in more ways than one" }
                }
                table.calls {
                    thead { tr { th scope="col" { "who or what" } th scope="col" { "as the accounts call them" } } }
                    tbody { @for person in &people { (row(page, person)) } }
                }
            }
        }
    }
}

/// All that is told of one stands together, in the order of the entries.
fn people<'a>(page: &Page, entries: &[&'a Entry]) -> Vec<PersonEntries<'a>> {
    let mut people: Vec<PersonEntries> = Vec::new();
    for entry in entries {
        let name = name(page, entry);
        let same = |person: &&mut PersonEntries| person.name == name || page.plain(person.name) == page.plain(name);
        match people.iter_mut().find(same) {
            Some(person) => person.told.push(entry),
            None => people.push(PersonEntries { name, told: vec![entry] }),
        }
    }
    people
}

/// The fullest name of whom an entry tells.
fn name(page: &Page, entry: &Entry) -> Passage {
    let named = || entry.why.iter().flat_map(|why| why.passages.iter().copied());
    let known = [entry.subject].into_iter().chain(named()).find_map(|passage| page.full_name(passage));
    known.or_else(|| named().next()).unwrap_or(entry.subject)
}

fn is_spelling(entry: &Entry) -> bool {
    entry.aspect == Some(Aspect::Spelling)
}

fn row(page: &Page, person: &PersonEntries) -> Markup {
    html! {
        tr data-filter {
            th scope="row" { bdi { (page.line(person.name, 60)) } }
            td { @for entry in &person.told { (calls(page, person, entry)) } }
        }
    }
}

/// The names and titles of one entry with the outlets that print each, and behind them the passages.
fn calls(page: &Page, person: &PersonEntries, entry: &Entry) -> Markup {
    let outlets = |reading: &Reading| tellers(page, &reading.passages().collect::<Vec<_>>());
    let passages: usize = entry.readings.iter().map(|reading| reading.passages().count()).sum();
    html! {
        div id=(page.links.entry_anchor(entry)) {
            @for reading in &entry.readings {
                p.call { @if is_spelling(entry) { "spelled " } b { (label(page, reading)) } " " small { (words(&outlets(reading))) } }
            }
            details {
                summary { (count(passages, "passage")) @if is_spelling(entry) { " that spell " } @else { " on " } bdi { (page.line(person.name, 60)) } }
                (cited_passages(page, entry))
            }
        }
    }
}
