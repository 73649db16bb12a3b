//! Pictures as SVG inside the page: a figure on an axis of days, and the lineage of the story.

use super::{Page, words};
use crate::outlet;
use crate::summary::{one_line, show};
use crossread_core::align::lineage::{Earlier, LinkWhy};
use crossread_core::ledger::{Entry, Value};
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// A figure's readings, one row each, a dot for every day on which an outlet said so.
pub(super) fn axis(page: &Page, entry: &Entry) -> Markup {
    let days: BTreeSet<Date> = entry.readings.iter().flat_map(|reading| reading.said().iter().copied()).collect();
    let (Some(&first), Some(&last)) = (days.first(), days.last()) else { return html! {} };
    if days.len() < 2 || entry.readings.len() < 2 {
        return html! {};
    }
    let day_number = |day: Date| first.until(day).map_or(0, |span| span.get_days());
    let length = day_number(last).max(1);
    let (left, width, row) = (190, 520, 26);
    let x = |day: Date| left + day_number(day) * width / length;
    let height = row * entry.readings.len() as i32 + 34;
    html! {
        figure {
            svg viewBox={ "0 0 " (left + width + 70) " " (height) } role="img" aria-label="readings by the day they were said" {
                line.axis x1=(left) y1=(height - 26) x2=(left + width) y2=(height - 26) {}
                @for day in [first, last] { text.soft x=(x(day)) y=(height - 8) text-anchor="middle" { (day) } }
                @for (i, reading) in entry.readings.iter().enumerate() {
                    @let y = row * i as i32 + 18;
                    @let name = match reading.value() { Value::Quantity(quantity) => show(quantity), _ => String::new() };
                    text x=(left - 14) y=(y + 4) text-anchor="end" { (words(&one_line(&name, 26))) }
                    line.axis x1=(left) y1=(y) x2=(left + width) y2=(y) {}
                    @for day in reading.said() {
                        @let outlets: BTreeSet<String> = reading.passages().map(|p| &page.story.articles()[p.article as usize]).filter(|a| a.facts.published.is_some_and(|m| m.day == *day)).map(outlet).collect();
                        circle.dot cx=(x(*day)) cy=(y) r=(4 + outlets.len().min(6)) {
                            title { (day) ": " (words(&outlets.into_iter().collect::<Vec<_>>().join(", "))) }
                        }
                    }
                }
            }
            figcaption { "Each row is a reading; a dot is a day on which it was said, larger for more outlets." }
        }
    }
}

/// Most articles drawn; beyond that a picture is a thicket and the list below it serves better.
const MOST_DRAWN: usize = 60;

/// Who has it from whom: articles as dots from left to right by day, outlets as rows, links as lines.
pub(super) fn lineage(page: &Page) -> Markup {
    let articles = page.story.articles();
    let mut rows: Vec<String> = Vec::new();
    let mut linked: BTreeSet<u32> = BTreeSet::new();
    let mut pairs: BTreeMap<(String, u32, LinkWhy), Option<u32>> = BTreeMap::new();
    for link in &page.ledger.lineage {
        linked.insert(link.later.article);
        match &link.earlier {
            Earlier::Passage(earlier) => {
                linked.insert(earlier.article);
                pairs.insert((format!("{:08}", earlier.article), link.later.article, link.why), Some(earlier.article));
            }
            Earlier::Outlet { name, .. } => {
                pairs.insert((name.clone(), link.later.article, link.why), None);
            }
        }
    }
    if linked.is_empty() || linked.len() > MOST_DRAWN {
        return html! {};
    }
    // Outlets that are only credited first, then outlets of articles by their first day.
    for ((name, ..), earlier) in &pairs {
        if earlier.is_none() && !rows.contains(name) {
            rows.push(name.clone());
        }
    }
    let credited = rows.len();
    for &article in &linked {
        let name = outlet(&articles[article as usize]);
        if !rows[credited..].contains(&name) {
            rows.push(name);
        }
    }
    let days: BTreeSet<Date> =
        linked.iter().filter_map(|&a| articles[a as usize].facts.published).map(|m| m.day).collect();
    let columns: Vec<Date> = days.into_iter().collect();
    let (left, row, width) = (210_usize, 28_usize, 520_usize);
    let x = |article: u32| {
        let day = articles[article as usize].facts.published.map(|m| m.day);
        let column = day.and_then(|day| columns.binary_search(&day).ok()).unwrap_or(columns.len());
        // Articles of one day beside each other, not on each other.
        left + 60 + column * width / columns.len().max(1) + (article as usize % 5) * 9
    };
    let y_of = |name: &str, from: usize| {
        rows[from..].iter().position(|other| other == name).map_or(0, |i| (i + from) * row + 22)
    };
    let y = |article: u32| y_of(&outlet(&articles[article as usize]), credited);
    let height = rows.len() * row + 40;
    html! {
        figure {
            svg viewBox={ "0 0 " (left + width + 140) " " (height) } role="img" aria-label="who has it from whom" {
                @for (i, name) in rows.iter().enumerate() {
                    text x="4" y=(i * row + 26) { (words(&one_line(name, 30))) }
                    line.axis x1=(left) y1=(i * row + 22) x2=(left + width + 130) y2=(i * row + 22) {}
                }
                @for day in columns.iter() {
                    @let column = columns.binary_search(day).unwrap_or(0);
                    text.soft x=(left + 60 + column * width / columns.len().max(1)) y=(height - 6) text-anchor="middle" { (format!("{:02}-{:02}", day.month(), day.day())) }
                }
                @for ((name, later, why), earlier) in &pairs {
                    @let (x1, y1) = match earlier { Some(earlier) => (x(*earlier), y(*earlier)), None => (left + 10, y_of(name, 0)) };
                    @let class = match why { LinkWhy::Copied => "copied", LinkWhy::Credited => "credited", LinkWhy::Quoted => "quoted" };
                    line class=(class) x1=(x1) y1=(y1) x2=(x(*later)) y2=(y(*later)) stroke-width="1.6" {}
                }
                @for &article in &linked { circle.dot cx=(x(article)) cy=(y(article)) r="5" { title { (words(&outlet(&articles[article as usize]))) } } }
            }
            figcaption { "Time runs from left to right. Solid: copied words. Dashed: credited. Dotted: both quote one speaker. Outlets at the top that have no dot are credited but not among these articles." }
        }
    }
}
