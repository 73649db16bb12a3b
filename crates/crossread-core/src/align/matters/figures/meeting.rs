//! The second look: groups of figures that answer one question though their values differ.
//!
//! Average linkage asks that two groups fit on the whole, and figures of other values fit badly on the whole, since half of
//! what joins figures is their value: "143 million" of five articles and "145.5 million" of four stay apart. Here each
//! article of one group is held, by its figure that fits best, against the one of the other group that fits that best:
//! what happened, who, when and where is told beside it there, and said more briefly elsewhere. An article that says a thing
//! twice says it once.

use super::likeness::{FigureLikeness, NEVER};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How well each article of one of the groups fits the best of the other, on average, in points. Chosen on annotated
/// stories: from 48 to 58 precision on stories nobody had read falls by up to 1.4 points and the ledgers get no better; at
/// 60 what is told of one question still meets.
const CLOSE: i32 = 60;

/// How well each two articles fit by their best pair, on average, in points: less, and something speaks against most of them.
const FIT: i32 = 30;

/// The same for groups that give one value: two that say the same of one thing in their own words part over the words
/// around, and there is nothing to contradict. Chosen on the ledgers of ten stories.
const CLOSE_ALIKE: i32 = 50;
const FIT_ALIKE: i32 = 0;

/// The least that two figures of two articles say: "they will have to tell 693,665" is planned, beside others that are not.
const AGAINST: i32 = -100;

/// Rounds of joining: in each a group joins one other at most.
const ROUNDS: usize = 4;

/// What is known of two groups.
#[derive(Default)]
struct Meeting {
    /// How well each two articles fit by their best pair, of those that are known; the first is of the first group.
    pairs: BTreeMap<(u32, u32), i32>,
    /// Whether two of them can't be one matter.
    parted: bool,
    /// Whether two that are known give values that differ.
    differ: bool,
    /// Whether two of other articles are the price of one deal: whatever else is told around them.
    one_deal: bool,
    /// Whether two of them are of two offers.
    two_turns: bool,
}

impl Meeting {
    /// How well each article of one group fits the best of the other, on average, of that group which fits better; and how
    /// well all that are known fit.
    fn fits(&self, articles: &[BTreeSet<u32>; 2]) -> (i64, i64) {
        let average = |sum: i64, of: usize| sum.div_euclid(of.max(1) as i64);
        let closest = |side: usize| {
            let mut best: BTreeMap<u32, i64> = articles[side].iter().map(|&article| (article, 0)).collect();
            for (&(first, second), &points) in &self.pairs {
                let own = best.entry(if side == 0 { first } else { second }).or_default();
                *own = (*own).max(i64::from(points));
            }
            average(best.values().sum(), best.len())
        };
        let whole = self.pairs.values().map(|points| i64::from(*points)).sum();
        (closest(0).max(closest(1)), average(whole, self.pairs.len()))
    }

    /// How well the articles of one group must fit the best of the other, and all on average.
    fn asked(&self) -> (i64, i64) {
        let (close, fit) = if self.differ { (CLOSE, FIT) } else { (CLOSE_ALIKE, FIT_ALIKE) };
        (i64::from(close), i64::from(fit))
    }
}

/// Joins groups whose members fit the best of each other. `pairs` holds how alike two figures are. Two that count other
/// sorts of things are no ground for a join here, and two that one article tells as two things keep their groups apart.
pub(super) fn meet(mut groups: Vec<Vec<u32>>, pairs: &[(u32, u32, i32)], likeness: &FigureLikeness) -> Vec<Vec<u32>> {
    let ground = |&(a, b, points): &(u32, u32, i32)| match points {
        _ if likeness.told_as_two(a, b) => (a, b, NEVER),
        CLOSE_ALIKE.. if !likeness.count_alike(a, b) => (a, b, 0),
        _ => (a, b, points),
    };
    let pairs: Vec<(u32, u32, i32)> = pairs.iter().map(ground).collect();
    for _ in 0..ROUNDS {
        let joins = joins(&groups, &pairs, likeness);
        if joins.is_empty() {
            break;
        }
        for (one, other) in joins {
            let moved = std::mem::take(&mut groups[other]);
            groups[one].extend(moved);
            groups[one].sort_unstable();
        }
        groups.retain(|group| !group.is_empty());
        groups.sort();
    }
    groups
}

/// Which two groups become one, the closest first, each in one join at most.
fn joins(groups: &[Vec<u32>], pairs: &[(u32, u32, i32)], likeness: &FigureLikeness) -> Vec<(usize, usize)> {
    let count = groups.iter().flatten().max().map_or(0, |last| *last as usize + 1);
    let mut group_of = vec![0; count];
    for (g, group) in groups.iter().enumerate() {
        group.iter().for_each(|&i| group_of[i as usize] = g);
    }
    let between = |a: u32, b: u32| {
        let (one, other) = (group_of[a as usize], group_of[b as usize]);
        (one.min(other), one.max(other))
    };
    let near = pairs.iter().filter(|(_, _, points)| *points >= CLOSE_ALIKE).map(|&(a, b, _)| between(a, b));
    let deals = pairs.iter().filter(|&&(a, b, points)| points > NEVER && likeness.price_one_deal(a, b));
    let deals: BTreeSet<(u32, u32)> = deals.map(|&(a, b, _)| (a, b)).collect();
    let near = near.chain(deals.iter().map(|&(a, b)| between(a, b)));
    let near: BTreeSet<(usize, usize)> = near.filter(|(one, other)| one != other).collect();
    let mut meetings: BTreeMap<(usize, usize), Meeting> = BTreeMap::new();
    for &(a, b, points) in pairs {
        if !near.contains(&between(a, b)) {
            continue;
        }
        let meeting = meetings.entry(between(a, b)).or_default();
        // What stands in one article parts two groups, and joins none: other accounts must bear it out.
        meeting.two_turns |= likeness.are_two_turns(a, b);
        if likeness.article(a) == likeness.article(b) {
            meeting.parted |= points <= NEVER;
            continue;
        }
        meeting.one_deal |= deals.contains(&(a, b));
        let points = points.max(AGAINST);
        meeting.differ |= !likeness.tell_one_value(a, b);
        let (first, second) = if group_of[a as usize] < group_of[b as usize] { (a, b) } else { (b, a) };
        let best = meeting.pairs.entry((likeness.article(first), likeness.article(second))).or_insert(points);
        *best = (*best).max(points);
    }
    let mut close: Vec<(Reverse<i64>, usize, usize)> = meetings
        .iter()
        .filter(|(_, meeting)| !meeting.parted)
        .filter_map(|(&(one, other), meeting)| {
            let articles = [one, other].map(|g| groups[g].iter().map(|&i| likeness.article(i)).collect());
            let (closest, whole) = meeting.fits(&articles);
            let (close, fit) = meeting.asked();
            (meeting.one_deal && !meeting.two_turns || closest >= close && whole >= fit).then_some((
                Reverse(closest),
                one,
                other,
            ))
        })
        .collect();
    close.sort_unstable();
    let mut joined: BTreeSet<usize> = BTreeSet::new();
    let mut joins = Vec::new();
    for (_, one, other) in close {
        if !joined.contains(&one) && !joined.contains(&other) {
            joined.extend([one, other]);
            joins.push((one, other));
        }
    }
    joins
}
