//! What happened again: a group of mentions whose own dates exclude one another tells as many happenings.
//!
//! Pairs with a date each speak against one another, but most mentions have none: "fired" of August and "fired" of November are
//! tied by the undated ones of both, and by the average nobody is apart. So a group is cut between its dates, and what has no
//! date goes with the dates of its article, else with the mentions that it is most like.

use super::item::EventItem;
use super::likeness::number;
use crate::align::linkage::Separation;
use crate::rules::rule;
use crossread_language::Word;
use std::collections::BTreeSet;

/// Days between which a weekday may be that of the week before or behind.
const WEEK: i32 = 7;

/// Most days that a date may cover to be that of one day, and to tell one time from another at all: a year is often that of a name.
const EXACT: i32 = 2;
const LOOSE: i32 = 31;

/// A stretch of days, by number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct DayRange {
    from: i32,
    to: i32,
}

impl DayRange {
    /// Whether they are one day, or a night.
    fn is_exact(self) -> bool {
        self.to - self.from < EXACT
    }

    /// How many days lie between.
    fn gap(self, other: DayRange) -> i32 {
        (other.from - self.to).max(self.from - other.to).max(0)
    }
}

/// What tells a happening from others of its sort.
#[derive(Clone, Default)]
struct EventMarks {
    /// Its days, by article.
    days: Vec<(u32, DayRange)>,
    /// The numbers of its names: "Game 7".
    numbers: Vec<(Word, Word)>,
    /// How old those are said to be to whom it happened, in years.
    ages: Vec<u8>,
    /// The first day on which an account tells it as past.
    told: Option<i32>,
    /// The first day to come on which it is, by an account that names it.
    to_come: Option<i32>,
}

impl EventMarks {
    fn of(item: &EventItem) -> EventMarks {
        let days = date(item);
        EventMarks {
            days: days.map(|days| (item.passage.article, days)).into_iter().collect(),
            numbers: item.numbered.into_iter().collect(),
            ages: item.age.into_iter().collect(),
            told: item.said.filter(|_| item.is_past).map(number),
            to_come: days.map(|days| days.from).filter(|&from| item.said.is_some_and(|said| from > number(said))),
        }
    }

    fn of_all(items: &[EventItem], group: &[u32]) -> EventMarks {
        let mut all = EventMarks::default();
        group.iter().for_each(|&i| all.extend(EventMarks::of(&items[i as usize])));
        all
    }

    fn extend(&mut self, other: EventMarks) {
        self.days.extend(other.days);
        self.numbers.extend(other.numbers);
        self.ages.extend(other.ages);
        self.told = earliest(self.told, other.told);
        self.to_come = earliest(self.to_come, other.to_come);
    }

    fn exclude(&self, other: &EventMarks) -> bool {
        rule!(numbered_apart, are_numbered_apart(&self.numbers, &other.numbers))
            || rule!(of_other_ages, are_of_other_ages(&self.ages, &other.ages))
            || rule!(dated_apart, are_dated_apart(&self.days, &other.days))
            || is_before(self.told, other.to_come)
            || is_before(other.told, self.to_come)
    }
}

/// What tells groups in the making apart: what excludes one another stays so.
pub(super) struct Times(Vec<EventMarks>);

impl Times {
    /// Of mentions that stand each for itself.
    pub(super) fn new(items: &[EventItem]) -> Times {
        Times(items.iter().map(EventMarks::of).collect())
    }
}

impl Separation for Times {
    fn are_apart(&self, a: u32, b: u32) -> bool {
        self.0[a as usize].exclude(&self.0[b as usize])
    }

    fn join(&mut self, a: u32, b: u32) {
        let other = std::mem::take(&mut self.0[b as usize]);
        let all = &mut self.0[a as usize];
        all.extend(other);
        all.days.sort_unstable();
        all.days.dedup();
    }
}

/// The earlier one of two days.
fn earliest(one: Option<i32>, other: Option<i32>) -> Option<i32> {
    one.into_iter().chain(other).min()
}

/// Whether an account tells it as past before the day that is to come for another, be it a day off around the world.
fn is_before(told: Option<i32>, to_come: Option<i32>) -> bool {
    told.zip(to_come).is_some_and(|(told, to_come)| told + 1 < to_come)
}

/// Whether things of one sort have other numbers: "Game 6", "Game 7".
fn are_numbered_apart(one: &[(Word, Word)], other: &[(Word, Word)]) -> bool {
    let apart = |(sort, number): &(Word, Word)| {
        let mut alike = other.iter().filter(|(of, _)| of == sort).peekable();
        alike.peek().is_some() && alike.all(|(_, of)| of != number)
    };
    one.iter().any(apart)
}

/// Years by which accounts differ about the age of one person.
const ABOUT: u8 = 2;

/// Whether those to whom it happened are of other ages: "a 20-year-old was arrested", "a 44-year-old was arrested".
fn are_of_other_ages(one: &[u8], other: &[u8]) -> bool {
    let near = |a: &u8| other.iter().any(|b| a.abs_diff(*b) <= ABOUT);
    !one.is_empty() && !other.is_empty() && !one.iter().any(near)
}

/// Whether no day is of both groups and no two of them may be mistaken for one another, or their names have other numbers, or those to whom
/// they happened are of other ages.
pub(super) fn exclude(items: &[EventItem], a: &[u32], b: &[u32]) -> bool {
    EventMarks::of_all(items, a).exclude(&EventMarks::of_all(items, b))
}

/// Whether both are dated, and together of more than one time.
fn are_dated_apart(one: &[(u32, DayRange)], other: &[(u32, DayRange)]) -> bool {
    !one.is_empty() && !other.is_empty() && times(&[one, other].concat()).len() > 1
}

/// The days of those of some mentions that are dated, each with its article.
fn dated(items: &[EventItem], group: &[u32]) -> Vec<(u32, DayRange)> {
    let items = group.iter().map(|&i| &items[i as usize]);
    items.filter_map(|item| Some((item.passage.article, date(item)?))).collect()
}

/// Whether the names of two groups have other numbers: "Game 6", "Game 7".
pub(super) fn have_other_numbers(items: &[EventItem], a: &[u32], b: &[u32]) -> bool {
    let numbers = |group: &[u32]| group.iter().filter_map(|&i| items[i as usize].numbered).collect::<Vec<_>>();
    are_numbered_apart(&numbers(a), &numbers(b))
}

/// The groups, each cut into its times. `points` tells how alike two mentions are.
pub(super) fn split(items: &[EventItem], groups: Vec<Vec<u32>>, points: impl Fn(u32, u32) -> i32) -> Vec<Vec<u32>> {
    groups.into_iter().flat_map(|group| split_one(items, group, &points)).collect()
}

fn split_one(items: &[EventItem], group: Vec<u32>, points: &impl Fn(u32, u32) -> i32) -> Vec<Vec<u32>> {
    let item = |i: u32| &items[i as usize];
    let times = times(&dated(items, &group));
    if times.len() < 2 {
        return vec![group];
    }
    let time_of = |days: DayRange| times.iter().position(|time| time.contains(&days));
    let mut split: Vec<Vec<u32>> = vec![Vec::new(); times.len()];
    let mut open: Vec<u32> = Vec::new();
    for &i in &group {
        match date(item(i)).and_then(time_of) {
            Some(time) => split[time].push(i),
            None => open.push(i),
        }
    }
    let told = split.clone();
    open.retain(|&i| {
        let time = nearest(items, i, &told, points);
        time.into_iter().for_each(|time| split[time].push(i));
        time.is_none()
    });
    split.push(open);
    split.retain(|group| !group.is_empty());
    split.iter_mut().for_each(|group| group.sort_unstable());
    split
}

/// So many points a mention without a date is more like the mentions of one time than those of the next.
const MARGIN: i32 = 20;

/// What it speaks for a time, in points, that the article of a mention tells it, and that it was news when the article was written.
const OWN: i32 = 40;
const FRESH: i32 = 40;

/// So many days behind a time it is still news.
const NEWS: i32 = 3;

/// The time that a mention without a date is of: whose mentions are most like it, by some margin, and which its article tells or is
/// news of; of none where two are as near.
fn nearest(items: &[EventItem], i: u32, times: &[Vec<u32>], points: &impl Fn(u32, u32) -> i32) -> Option<usize> {
    let item = |i: u32| &items[i as usize];
    let worth = |time: &Vec<u32>| {
        let first = time.iter().filter_map(|&j| date(item(j))).map(|days| days.from).min();
        let ago = item(i).said.map(number).zip(first).map(|(said, first)| said - first);
        // What is told on a day was before it.
        if ago.is_some_and(|ago| ago < -1) {
            return None;
        }
        let own = time.iter().any(|&j| item(j).passage.article == item(i).passage.article);
        let likeness = time.iter().map(|&j| points(i.min(j), i.max(j)).max(LEAST)).max().unwrap_or(LEAST);
        let fresh = ago.is_some_and(|ago| ago <= NEWS);
        Some(likeness + i32::from(own) * OWN + i32::from(fresh) * FRESH)
    };
    let mut ranked: Vec<(i32, usize)> =
        times.iter().enumerate().filter_map(|(t, time)| Some((worth(time)?, t))).collect();
    ranked.sort_by_key(|&(points, t)| (std::cmp::Reverse(points), t));
    match ranked[..] {
        [] => None,
        [(_, only)] => Some(only),
        [(best, first), (next, _), ..] => (best - next >= MARGIN).then_some(first),
    }
}

/// Points below which nothing is told apart.
const LEAST: i32 = -200;

/// The day that a date tells of a mention.
fn date(item: &EventItem) -> Option<DayRange> {
    let (from, to) = item.days.filter(|_| item.is_dated)?;
    Some(DayRange { from: number(from), to: number(to) }).filter(|days| days.to - days.from < LOOSE)
}

/// Accounts that tell both of two days that follow one another of one night: one may well tell the evening and the morning.
const NIGHT: usize = 1;

/// The days of each time. Days of one time follow one another at once (over night, or half around the world, accounts differ by one)
/// or lie a week apart; an account that tells both knows them apart.
fn times(dated: &[(u32, DayRange)]) -> Vec<Vec<DayRange>> {
    let mut all: Vec<DayRange> = dated.iter().map(|(_, days)| *days).collect();
    all.sort_unstable();
    all.dedup();
    let tell_both = |one: &[DayRange], other: &[DayRange]| {
        let of = |time: &[DayRange]| -> BTreeSet<u32> {
            dated.iter().filter(|(_, days)| time.contains(days)).map(|(article, _)| *article).collect()
        };
        of(one).intersection(&of(other)).count()
    };
    let mut times: Vec<Vec<DayRange>> = Vec::new();
    for days in all.iter().copied().filter(|days| days.is_exact()) {
        let near = |time: &&mut Vec<DayRange>| {
            let gap = time.iter().map(|other| other.gap(days)).min().unwrap_or(i32::MAX);
            let both = || tell_both(time, &[days]);
            gap == 0 || gap == 1 && both() <= NIGHT || gap == WEEK && both() == 0
        };
        match times.iter_mut().rev().find(near) {
            Some(time) => time.push(days),
            None => times.push(vec![days]),
        }
    }
    // A month is a time of its own where nothing else is told of it.
    for days in all.into_iter().filter(|days| !days.is_exact()) {
        match times_of(&times, days)[..] {
            [] => times.push(vec![days]),
            [only] => times[only].push(days),
            _ => {}
        }
    }
    times
}

/// The times that a month or a week may be of, by number.
fn times_of(times: &[Vec<DayRange>], days: DayRange) -> Vec<usize> {
    let near = |time: &[DayRange]| time.iter().any(|other| other.gap(days) <= WEEK);
    (0..times.len()).filter(|&t| near(&times[t])).collect()
}
