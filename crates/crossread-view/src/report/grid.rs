//! The grid: entries by articles, the picture of the whole story. A cell holds the words an article prints, a blank is
//! its silence, equal values have one tint.

use super::entry::{self, said};
use super::page::{Page, told_by};
use super::text::words;
use crate::json::entry_status;
use crate::outlet;
use crate::summary::{self, one_line};
use crossread_core::ledger::{DifferenceKind, Entry, EntryStatus, Provenance, Value};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Tints that the style has; further values have none.
const TINTS: usize = 6;

/// Most characters of what is printed in a cell.
const LONGEST: usize = 40;

/// Most rows of the grid; the overview has every entry.
const MOST_ROWS: usize = 120;

/// Most characters of an outlet's name above its column: as many as five words of a headline have, with their marks.
const LONGEST_NAME: usize = 60;

pub(super) fn grid(page: &Page) -> Option<Markup> {
    let told = |entry: &&Entry| entry.status != EntryStatus::Single && told_by(entry).len() > 1;
    let is_told = |entry: &&Entry| told(entry) && !summary::is_introduction(entry);
    let mut rows: Vec<&Entry> = page.ledger.entries.iter().filter(is_told).collect();
    // What only two tell alike comes last, as on the overview.
    rows.sort_by_key(|entry| summary::is_of_two_alike(entry));
    let left = rows.len().saturating_sub(MOST_ROWS);
    rows.truncate(MOST_ROWS);
    let columns: BTreeSet<u32> = rows.iter().flat_map(|entry| told_by(entry)).collect();
    if rows.is_empty() {
        return None;
    }
    let mut columns: Vec<u32> = columns.into_iter().collect();
    let published = |article: u32| page.story.articles()[article as usize].facts.published;
    columns
        .sort_by_key(|&article| (published(article).is_none(), published(article).map(|moment| moment.day), article));
    Some(html! {
        p.meta { "A row is what is compared, a column an article in the order of publication. Empty: the article says nothing of it. One tint in a row: one value, as far as there are tints. Titles and spellings of names stand under “Who is who”." }
        div.scroll tabindex="0" role="region" aria-label="Grid of entries by articles" {
            table.grid {
                thead { tr {
                    th scope="col" { "what is compared" }
                    @for &column in &columns {
                        th scope="col" { a href=(page.links.article(column)) { bdi { (words(&one_line(&outlet(&page.story.articles()[column as usize]), LONGEST_NAME))) } }
                            @if let Some(moment) = published(column) { small { (page.day(moment.day)) } } }
                    }
                } }
                tbody { @for entry in &rows { (row(page, entry, &columns)) } }
            }
        }
        @if left > 0 { p.meta { (left) " more stand in the overview" } }
    })
}

fn row(page: &Page, entry: &Entry, columns: &[u32]) -> Markup {
    // What is printed, with the number of its value among those of the row.
    let mut cells: BTreeMap<u32, Vec<(usize, Markup)>> = BTreeMap::new();
    let mut values: Vec<(&Value, bool, Option<&Provenance>)> = Vec::new();
    // Where it is in dispute whose words they are, two speakers are two values.
    let by_speaker = entry.differences.iter().any(|difference| difference.kind == DifferenceKind::OtherSpeaker);
    for reading in &entry.readings {
        let speaker = reading.speaker().filter(|_| by_speaker);
        let value = (reading.value(), reading.is_negated(), speaker);
        let tint = values.iter().position(|other| *other == value).unwrap_or(values.len());
        if tint == values.len() {
            values.push(value);
        }
        let mut printed: BTreeSet<(u32, String)> = BTreeSet::new();
        for passage in reading.passages() {
            if printed.insert((passage.article, one_line(&page.plain(passage), LONGEST).to_lowercase())) {
                let link = html! { a href=(page.links.passage(passage)) { (said(page, reading, passage, LONGEST)) } @if let Some(speaker) = speaker { " " small { (entry::speaker(page, speaker)) } } };
                cells.entry(passage.article).or_default().push((tint, link));
            }
        }
    }
    html! {
        tr data-filter {
            th scope="row" { a class=(entry_status(entry.status)) href=(page.links.entry(entry)) { bdi { (words(&one_line(&summary::headline(page.story, entry), 90))) } } small { (entry_status(entry.status)) } }
            @for column in columns {
                @match cells.get(column) {
                    Some(said) => (cell(said)),
                    None => td {},
                }
            }
        }
    }
}

/// What an article prints: one tint where it gives one value, else each value in its own.
fn cell(said: &[(usize, Markup)]) -> Markup {
    let class = |tint: usize| (tint < TINTS).then(|| format!("t{tint}"));
    let one = said.iter().all(|(tint, _)| *tint == said[0].0);
    html! {
        @if one {
            td class=[class(said[0].0)] { @for (i, (_, link)) in said.iter().enumerate() { @if i > 0 { br; } (link) } }
        } @else {
            td { @for (tint, link) in said { div class=[class(*tint)] { (link) } } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_values_in_a_cell_have_a_tint_each() {
        let link = || html! { a href="#a" { "23" } };
        let shown = cell(&[(0, link()), (1, link())]).into_string();
        assert!(shown.contains("<div class=\"t0\">") && shown.contains("<div class=\"t1\">"), "{shown}");
        let shown = cell(&[(1, link()), (1, link())]).into_string();
        assert!(shown.starts_with("<td class=\"t1\">"), "{shown}");
        assert!(cell(&[(TINTS, link())]).into_string().starts_with("<td><a"), "a value beyond the tints shares none");
    }
}
