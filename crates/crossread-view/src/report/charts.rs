//! Pictures as SVG inside the page: a figure on an axis of days, and the lineage of the story.

use super::page::Page;
use super::text::words;
use crate::outlet;
use crate::summary::{one_line, show};
use crossread_core::align::lineage::{Earlier, LinkWhy};
use crossread_core::ledger::{Entry, Value};
use crossread_core::quantity::Quantity;
use jiff::civil::Date;
use maud::{Markup, html};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::{BTreeMap, BTreeSet};

/// The course of a figure over the days: drawn where three readings of three days differ, else a line of words tells more.
pub(super) fn course(page: &Page, entry: &Entry) -> Markup {
    let points = points(entry);
    let days: BTreeSet<Date> = points.iter().map(|point| point.day).collect();
    let values: BTreeSet<Decimal> = points.iter().map(|point| point.value).collect();
    let (Some(&first), Some(&last), Some(&least), Some(&most)) =
        (days.first(), days.last(), values.first(), values.last())
    else {
        return html! {};
    };
    if days.len() < 3 || values.len() < 3 {
        return html! {};
    }
    let (left, top, width, height) = (96, 16, 520, 150);
    let length = days_between(first, last).max(1);
    let x = |day: Date| left + days_between(first, day) * width / length;
    let y = |value: Decimal| {
        let share = (value - least) / (most - least);
        top + height - (share * Decimal::from(height)).round().to_i32().unwrap_or(0)
    };
    html! {
        figure.course {
            svg viewBox={ "0 0 " (left + width + 60) " " (top + height + 40) } role="img" aria-label="the values by the day they were said" {
                line.axis x1=(left) y1=(top + height) x2=(left + width) y2=(top + height) {}
                line.axis x1=(left) y1=(top) x2=(left) y2=(top + height) {}
                @for value in spread(&values, |value| y(*value), 16) {
                    text.soft x=(left - 8) y=(y(*value) + 4) text-anchor="end" { (value.normalize()) }
                    line.axis x1=(left) y1=(y(*value)) x2=(left + width) y2=(y(*value)) {}
                }
                @for day in spread(&days, |day| x(*day), 64) {
                    text.soft x=(x(*day)) y=(top + height + 20) text-anchor="middle" { (page.day(*day)) }
                }
                @for point in &points {
                    circle.dot cx=(x(point.day)) cy=(y(point.value)) r="5" { title { (page.day(point.day)) ": " (words(&show(point.quantity))) } }
                }
            }
            figcaption { "A dot is a value and the day on which it was said." }
        }
    }
}

/// A value said on a day.
struct Point<'a> {
    day: Date,
    value: Decimal,
    quantity: &'a Quantity,
}

fn points(entry: &Entry) -> Vec<Point<'_>> {
    let mut points = Vec::new();
    for reading in entry.readings.iter().filter(|reading| !reading.is_negated()) {
        let Value::Quantity(quantity) = reading.value() else { continue };
        let Some(value) = quantity.low.or(quantity.high) else { continue };
        points.extend(reading.said().iter().map(|&day| Point { day, value, quantity }));
    }
    points
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Those of sorted labels that leave room between each other, the first and the last among them.
fn spread<T: Ord>(labels: &BTreeSet<T>, at: impl Fn(&T) -> i32, room: i32) -> Vec<&T> {
    let Some(last) = labels.last() else { return Vec::new() };
    let mut shown: Vec<&T> = Vec::new();
    for label in labels {
        let free = |other: &T| (at(label) - at(other)).abs() >= room;
        if label == last || (shown.last().is_none_or(|other| free(other)) && free(last)) {
            shown.push(label);
        }
    }
    shown
}

/// Most articles drawn; beyond that a picture is a thicket and the list above it serves better.
const MOST_DRAWN: usize = 24;

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
        figure.drawn {
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
