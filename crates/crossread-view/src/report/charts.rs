//! Pictures as SVG inside the page: a figure on an axis of days, and the lineage of the story.

use super::outlets::{among, is_one_outlet, shown};
use super::page::Page;
use super::text::{bare_words, words};
use crate::outlet;
use crate::summary::{self, one_line, show};
use crossread_core::align::lineage::{EarlierEnd, Link, LinkReason};
use crossread_core::ledger::{Entry, EntryStatus, Reading, Value};
use crossread_core::quantity::{Bound, Quantity, grouped};
use jiff::civil::Date;
use maud::{Markup, html};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::{BTreeMap, BTreeSet};

/// The course of a figure over the days: drawn where three readings of three days differ, else a line of words tells more. As
/// wide as a phone, so that its type is never smaller than it says.
pub(super) fn course(page: &Page, entry: &Entry) -> Markup {
    let points = points(entry);
    let days: BTreeSet<Date> = points.iter().map(|point| point.day).collect();
    let values: BTreeSet<Decimal> = points.iter().map(ChartPoint::value).collect();
    let (Some(&first), Some(&last)) = (days.first(), days.last()) else { return html! {} };
    if days.len() < 3 || values.len() < 3 {
        return html! {};
    }
    let (left, top, width, height) = (66, 22, 230, 120);
    let length = days_between(first, last).max(1);
    let x = |day: Date| left + days_between(first, day) * width / length;
    let ends: BTreeSet<Decimal> = points.iter().flat_map(|point| [point.low, point.high]).flatten().collect();
    let scale = Scale::of(&ends);
    let y = |value: Decimal| top + height - scale.share(value, height);
    let steps = (entry.status == EntryStatus::Changed).then(|| steps(&points, &x, &y));
    html! {
        figure.course {
            svg viewBox={ "0 0 " (left + width + 44) " " (top + height + 30) } role="img" aria-label={ (bare_words(&summary::headline(page.story, entry))) ": the values by the day they were said" } {
                line.axis x1=(left) y1=(top + height) x2=(left + width) y2=(top + height) {}
                line.axis x1=(left) y1=(top) x2=(left) y2=(top + height) {}
                @for value in spread(&ends, |value| y(*value), 16) {
                    text.soft x=(left - 8) y=(y(*value) + 4) text-anchor="end" { (grouped(*value)) }
                    line.axis x1=(left) y1=(y(*value)) x2=(left + width) y2=(y(*value)) {}
                }
                @for day in spread(&days, |day| x(*day), 76) {
                    text.soft x=(x(*day)) y=(top + height + 22) text-anchor="middle" { (page.day(*day)) }
                }
                @if let Some(steps) = &steps { path.steps d=(steps) {} }
                @for point in &points { (mark(page, point, x(point.day), &y)) }
            }
            (legend(page, entry, &points, (&scale, steps.is_some())))
        }
    }
}

/// A value at its day: a dot, hollow where it is no exact value; with an arrow where it is known to one side only, as a bar from
/// its lowest to its highest where it is a range.
fn mark(page: &Page, point: &ChartPoint, x: i32, y: &dyn Fn(Decimal) -> i32) -> Markup {
    let at = y(point.value());
    let tip = |up: i32| format!("M{x} {}V{}m-4 {}l4 {}l4 {}", at - 5 * up, at - 14 * up, 4 * up, -4 * up, 4 * up);
    html! {
        @match (point.low, point.high) {
            (Some(low), Some(high)) if point.is_range() => line.range x1=(x) y1=(y(low)) x2=(x) y2=(y(high)) {},
            (Some(_), None) => path.bound d=(tip(1)) {},
            (None, Some(_)) => path.bound d=(tip(-1)) {},
            _ => {}
        }
        circle.dot.open[!point.is_exact()] cx=(x) cy=(at) r="5" { title { (page.day(point.day)) ": " (bare_words(&show(point.quantity))) } }
    }
}

/// What the marks of a course mean, as far as they are in it.
fn legend(page: &Page, entry: &Entry, points: &[ChartPoint], (scale, has_steps): (&Scale, bool)) -> Markup {
    let (first, last) =
        points.iter().fold((Date::MAX, Date::MIN), |(first, last), point| (first.min(point.day), last.max(point.day)));
    let mut worded: BTreeSet<String> = BTreeSet::new();
    let open: Vec<&ChartPoint> =
        points.iter().filter(|point| !point.is_exact() && worded.insert(show(point.quantity))).collect();
    html! {
        figcaption {
            "A dot is a value and the day in " (years(first, last)) " on which it was said. "
            @if scale.is_logarithmic {
                "The upright axis is logarithmic: equal heights multiply alike."
            } @else {
                "The upright axis begins at " (grouped(scale.least)) ", not at nothing."
            }
            @if has_steps { " The line steps to the highest value of each day." }
            @if !open.is_empty() {
                " A hollow dot is no exact value"
                @if points.iter().any(|point| point.low.is_some() != point.high.is_some()) { ", an arrow leads to where it may lie" }
                @if points.iter().any(ChartPoint::is_range) { ", a bar goes from the lowest to the highest" }
                ": "
                @for (i, point) in open.iter().enumerate() { @if i > 0 { "; " } (words(&show(point.quantity))) ", " (page.day(point.day)) }
                "."
            }
            @if entry.readings.iter().any(Reading::is_negated) { " What stands under a “not” is not drawn." }
        }
    }
}

/// The highest value of each day as a line of steps: a figure holds until another is told.
fn steps(points: &[ChartPoint], x: &dyn Fn(Date) -> i32, y: &dyn Fn(Decimal) -> i32) -> String {
    let mut highest: BTreeMap<Date, Decimal> = BTreeMap::new();
    for point in points {
        let of_day = highest.entry(point.day).or_insert(point.value());
        *of_day = point.value().max(*of_day);
    }
    let steps = highest.iter().enumerate().map(|(i, (&day, &value))| match i {
        0 => format!("M{} {}", x(day), y(value)),
        _ => format!("H{}V{}", x(day), y(value)),
    });
    steps.collect()
}

/// How values become heights.
struct Scale {
    least: Decimal,
    most: Decimal,
    is_logarithmic: bool,
}

/// How many times the least value the greatest is before even heights would press all but the greatest onto the axis.
const ORDERS: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

impl Scale {
    fn of(values: &BTreeSet<Decimal>) -> Scale {
        let least = values.first().copied().unwrap_or_default();
        let most = values.last().copied().unwrap_or_default();
        let is_logarithmic = least > Decimal::ZERO && most.checked_div(least).is_none_or(|times| times > ORDERS);
        Scale { least, most, is_logarithmic }
    }

    /// How far up a value stands, of a height.
    fn share(&self, value: Decimal, height: i32) -> i32 {
        if self.is_logarithmic {
            let log = |value: Decimal| value.to_f64().unwrap_or(1.0).ln();
            let share = (log(value) - log(self.least)) / (log(self.most) - log(self.least));
            return (share * f64::from(height)).round() as i32;
        }
        let above = |value: Decimal| value.checked_sub(self.least).unwrap_or(Decimal::MAX);
        let share = above(value).checked_div(above(self.most)).unwrap_or_default();
        (share * Decimal::from(height)).round().to_i32().unwrap_or(0)
    }
}

/// The year of two days, or both.
fn years(first: Date, last: Date) -> String {
    if first.year() == last.year() { first.year().to_string() } else { format!("{} to {}", first.year(), last.year()) }
}

/// A value said on a day, with one end known at least.
struct ChartPoint<'a> {
    day: Date,
    low: Option<Decimal>,
    high: Option<Decimal>,
    quantity: &'a Quantity,
}

impl ChartPoint<'_> {
    /// Where its dot stands: at the end that is known, the lower of two.
    fn value(&self) -> Decimal {
        self.low.or(self.high).unwrap_or_default()
    }

    /// Whether two ends are known and are not one.
    fn is_range(&self) -> bool {
        self.low.zip(self.high).is_some_and(|(low, high)| low != high)
    }

    /// Whether it is one number and that number is all that is said: neither "at least 11" nor "10 to 12".
    fn is_exact(&self) -> bool {
        self.quantity.bound == Bound::Exact && self.low == self.high
    }
}

fn points(entry: &Entry) -> Vec<ChartPoint<'_>> {
    let mut points = Vec::new();
    for reading in entry.readings.iter().filter(|reading| !reading.is_negated()) {
        let Value::Quantity(quantity) = reading.value() else { continue };
        let (low, high) = (quantity.low, quantity.high);
        if low.or(high).is_some() {
            points.extend(reading.said().iter().map(|&day| ChartPoint { day, low, high, quantity }));
        }
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
const MOST_DRAWN: usize = 12;

/// Where the names of outlets end, where the days begin and end, and how high a row is, in the drawing's own units.
const NAMES: i32 = 216;
const DAYS: (i32, i32) = (236, 520);
const ROW: i32 = 28;

/// Where articles without a day stand, apart from the days.
const UNDATED: i32 = 640;

/// How wide the drawing is; a narrower screen has none, for its type would be too small.
const WIDE: i32 = 700;

/// Articles as dots, outlets as rows.
struct Drawing {
    /// The outlets: those that are only credited first, then those of the articles.
    rows: Vec<String>,
    /// Each linked article with its place.
    dots: BTreeMap<u32, (i32, i32)>,
    /// The first and the last day.
    days: Option<(Date, Date)>,
}

impl Drawing {
    fn new(page: &Page, linked: &BTreeSet<u32>) -> Drawing {
        let outlet_of = |article: u32| outlet(&page.story.articles()[article as usize]);
        let day_of = |article: u32| page.story.articles()[article as usize].facts.published.map(|moment| moment.day);
        let mut rows: Vec<String> = Vec::new();
        let credited = shown(page).filter_map(|link| match &link.earlier {
            EarlierEnd::Outlet { name, .. } => Some(name.clone()),
            EarlierEnd::Passage(_) => None,
        });
        for name in credited.filter(|name| !among(page, name)).chain(linked.iter().map(|&article| outlet_of(article))) {
            if !rows.iter().any(|other| is_one_outlet(other, &name)) {
                rows.push(name);
            }
        }
        let days: BTreeSet<Date> = linked.iter().filter_map(|&article| day_of(article)).collect();
        let days = days.first().copied().zip(days.last().copied());
        let mut drawing = Drawing { rows, dots: BTreeMap::new(), days };
        let mut taken: BTreeSet<(i32, i32)> = BTreeSet::new();
        for &article in linked {
            let y = drawing.y(&outlet_of(article));
            let mut x = day_of(article).map_or(UNDATED, |day| drawing.x(day));
            // Articles of one outlet and day beside each other, not on each other.
            while !taken.insert((x, y)) {
                x += 11;
            }
            drawing.dots.insert(article, (x, y));
        }
        drawing
    }

    fn x(&self, day: Date) -> i32 {
        let Some((first, last)) = self.days else { return UNDATED };
        DAYS.0 + days_between(first, day) * (DAYS.1 - DAYS.0) / days_between(first, last).max(1)
    }

    fn y(&self, name: &str) -> i32 {
        let row = self.rows.iter().position(|other| is_one_outlet(other, name)).unwrap_or(0);
        row as i32 * ROW + 22
    }

    /// One link. An arrow leads to who has it; there is none where the direction is unknown or both
    /// have it from a third.
    fn line(&self, link: &Link) -> Markup {
        let from = match &link.earlier {
            EarlierEnd::Passage(earlier) => self.dots[&earlier.article],
            EarlierEnd::Outlet { name, .. } => (NAMES, self.y(name)),
        };
        let to = self.dots[&link.later.article];
        let class = match link.why {
            LinkReason::Copied => "copied",
            LinkReason::Credited => "credited",
            LinkReason::Quoted => "quoted",
        };
        let arrow = (link.directed && link.why != LinkReason::Quoted).then_some("url(#arrow)");
        html! { line class=(class) x1=(from.0) y1=(from.1) x2=(to.0) y2=(to.1) stroke-width="1.6" marker-end=[arrow] {} }
    }
}

/// Who has it from whom: articles as dots on an axis of days, outlets as rows, links as lines.
pub(super) fn lineage(page: &Page) -> Markup {
    let mut linked: BTreeSet<u32> = BTreeSet::new();
    // Of all links that lead from one place to one article in one way a line.
    let mut links: BTreeMap<(Option<u32>, &str, u32, LinkReason, bool), &Link> = BTreeMap::new();
    for link in shown(page) {
        linked.insert(link.later.article);
        let (article, name) = match &link.earlier {
            EarlierEnd::Passage(earlier) => (Some(earlier.article), ""),
            EarlierEnd::Outlet { name, .. } => (None, name.as_str()),
        };
        linked.extend(article);
        links.insert((article, name, link.later.article, link.why, link.directed), link);
    }
    if linked.is_empty() || linked.len() > MOST_DRAWN {
        return html! {};
    }
    let drawing = Drawing::new(page, &linked);
    let height = drawing.rows.len() as i32 * ROW + 40;
    let undated = linked.iter().any(|&article| page.story.articles()[article as usize].facts.published.is_none());
    let days: BTreeSet<Date> = drawing.days.into_iter().flat_map(|(first, last)| [first, last]).collect();
    html! {
        figure.drawn {
            svg viewBox={ "0 0 " (WIDE) " " (height) } role="img" aria-label="who has it from whom" {
                marker #arrow viewBox="0 0 8 8" refX="13" refY="4" markerWidth="7" markerHeight="7" orient="auto" { path d="M0 0 8 4 0 8z" {} }
                @for (i, name) in (0_i32..).zip(&drawing.rows) {
                    text x="4" y=(i * ROW + 26) { (words(&one_line(name, 24))) @if !among(page, name) { " *" } }
                    line.axis x1=(NAMES) y1=(i * ROW + 22) x2=(WIDE) y2=(i * ROW + 22) {}
                }
                @for day in &days {
                    text.soft x=(drawing.x(*day)) y=(height - 6) text-anchor="middle" { (page.day(*day)) @if page.is_of_one_year() { " " (day.year()) } }
                }
                @if undated {
                    line.axis x1=(UNDATED - 22) y1="6" x2=(UNDATED - 22) y2=(height - 22) {}
                    text.soft x=(UNDATED + 8) y=(height - 6) text-anchor="middle" { "no day" }
                }
                @for link in links.values() { (drawing.line(link)) }
                @for (article, (x, y)) in &drawing.dots { circle.dot cx=(x) cy=(y) r="5" { title { (bare_words(&outlet(&page.story.articles()[*article as usize]))) } } }
            }
            figcaption {
                "Days run from left to right" @if undated { ", articles without a day stand apart" } ". Solid: copied words. Dashed: credited. Dotted: both quote one speaker. An arrow leads to who has it from the other; a solid line without one: direction unknown."
                @if drawing.rows.iter().any(|name| !among(page, name)) { " * Credited, not among these articles." }
            }
        }
    }
}
