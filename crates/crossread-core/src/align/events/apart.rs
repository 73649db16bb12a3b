//! What happened again weeks later: a group of mentions whose own dates lie far apart tells as many happenings.
//!
//! Pairs with a date each speak against one another, but most mentions have none: "fired" of August and "fired" of November are
//! tied by the undated ones of both, and by the average nobody is apart. So a group is cut where its dates leave weeks open, and
//! what has no date goes with its article.

use super::item::Item;
use super::likeness::number;
use crate::annotate::events::TimeBasis;

/// Most days between the dates of one happening: a week, since a weekday is sometimes taken for that of the
/// week before or behind.
const FAR: i32 = 7;

/// Most days that a date may cover to tell one time from another.
const EXACT: i32 = 2;

/// A stretch of days, by number.
#[derive(Clone, Copy)]
struct Days {
    from: i32,
    to: i32,
}

impl Days {
    /// How many days lie between.
    fn gap(self, other: Days) -> i32 {
        (other.from - self.to).max(self.from - other.to).max(0)
    }
}

/// The groups, each cut into its times.
pub(super) fn split(items: &[Item], groups: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
    groups.into_iter().flat_map(|group| split_one(items, group)).collect()
}

fn split_one(items: &[Item], group: Vec<u32>) -> Vec<Vec<u32>> {
    let item = |i: u32| &items[i as usize];
    let dated: Vec<(u32, Days)> =
        group.iter().filter_map(|&i| Some((item(i).passage.article, date(item(i))?))).collect();
    let times = times(dated.iter().map(|(_, days)| *days).collect());
    if times.len() < 2 {
        return vec![group];
    }
    let nearest = |days: Days| (0..times.len()).min_by_key(|&t| times[t].gap(days)).unwrap_or(0);
    let of_article = |article: u32| {
        let own = dated.iter().filter(|(of, _)| *of == article).map(|(_, days)| nearest(*days));
        let mut counts = vec![0; times.len()];
        own.for_each(|t| counts[t] += 1);
        // The last of those that are told of most often.
        (0..times.len()).max_by_key(|&t| counts[t]).filter(|&t| counts[t] > 0)
    };
    let mut split: Vec<Vec<u32>> = vec![Vec::new(); times.len()];
    for &i in &group {
        let said = || item(i).said.map(|day| Days { from: number(day), to: number(day) });
        let known = date(item(i)).map(nearest).or_else(|| of_article(item(i).passage.article));
        split[known.or_else(|| said().map(nearest)).unwrap_or(0)].push(i);
    }
    split.retain(|group| !group.is_empty());
    split
}

/// The day that a date tells of a mention.
fn date(item: &Item) -> Option<Days> {
    let (from, to) = item.days.filter(|_| matches!(item.time_basis, Some(TimeBasis::Date | TimeBasis::Same)))?;
    Some(Days { from: number(from), to: number(to) }).filter(|days| days.to - days.from < EXACT)
}

/// The times between which weeks lie open.
fn times(mut dates: Vec<Days>) -> Vec<Days> {
    dates.sort_unstable_by_key(|days| (days.from, days.to));
    let mut times: Vec<Days> = Vec::new();
    for days in dates {
        match times.last_mut().filter(|last| last.gap(days) <= FAR) {
            Some(last) => last.to = last.to.max(days.to),
            None => times.push(days),
        }
    }
    times
}
