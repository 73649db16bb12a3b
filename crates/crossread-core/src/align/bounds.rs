//! What people decided, as bounds: passages that speak of one thing, and passages that do not. Where nobody decided anything
//! nothing changes. Of two bounds that can't both be kept the one that parts is: a wrong join is worse than a missed one.

use super::DisjointSets;
use super::kinds::EntryKind;
use super::linkage::Linkage;
use crate::story::Passage;
use std::collections::{BTreeMap, BTreeSet};

/// Two passages that somebody decided about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DecidedPair {
    /// As what they were looked at.
    pub kind: EntryKind,
    /// The two.
    pub passages: [Passage; 2],
}

/// Which passages must be joined and which must not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecidedPairs {
    /// Each two speak of one thing.
    pub together: Vec<DecidedPair>,
    /// No two speak of one thing.
    pub apart: Vec<DecidedPair>,
}

/// Points of a pair that a person parted, and of one that a person joined. All others lie between [`MOST`] and its opposite, so that
/// no group of less than a thousand members makes up for the first, and the second is joined before any other.
const PARTED: i32 = -2_000_000_000;
const JOINED: i32 = 1_000_000;
const MOST: i32 = 1000;

/// Whether passages of two kinds are compared as one thing: an utterance is a quote or a claim by its words.
pub(crate) fn are_one_sort(one: EntryKind, other: EntryKind) -> bool {
    let spoken = |kind| matches!(kind, EntryKind::Quote | EntryKind::Claim);
    one == other || spoken(one) && spoken(other)
}

impl DecidedPairs {
    /// Whether nobody decided anything.
    pub fn is_empty(&self) -> bool {
        self.together.is_empty() && self.apart.is_empty()
    }

    /// The bounds of a kind, as pairs of items: joined, parted. `at` tells the item at a passage.
    fn pairs(&self, kind: EntryKind, at: impl Fn(Passage) -> Option<u32>) -> [BTreeSet<(u32, u32)>; 2] {
        [&self.together, &self.apart].map(|bounds| {
            let of_kind = bounds.iter().filter(|bound| are_one_sort(bound.kind, kind));
            let pairs = of_kind.filter_map(|bound| Some((at(bound.passages[0])?, at(bound.passages[1])?)));
            pairs.filter(|(a, b)| a != b).map(|(a, b)| (a.min(b), a.max(b))).collect()
        })
    }

    /// Groups of items within the bounds of a kind. `points` tells how alike two are: a group in which two were parted falls apart
    /// between them so that each other member stays with those it is most like.
    pub(super) fn hold(
        &self,
        kind: EntryKind,
        groups: Vec<Vec<u32>>,
        at: impl Fn(Passage) -> Option<u32>,
        points: impl Fn(u32, u32) -> i32,
    ) -> Vec<Vec<u32>> {
        let [together, apart] = self.pairs(kind, at);
        if together.is_empty() && apart.is_empty() {
            return groups;
        }
        let groups = joined(groups, &together);
        let mut held: Vec<Vec<u32>> =
            groups.into_iter().flat_map(|group| parted(group, &together, &apart, &points)).collect();
        held.sort();
        held
    }
}

/// The groups, one of each two that hold a pair.
fn joined(groups: Vec<Vec<u32>>, together: &BTreeSet<(u32, u32)>) -> Vec<Vec<u32>> {
    let of: BTreeMap<u32, usize> =
        groups.iter().enumerate().flat_map(|(g, group)| group.iter().map(move |&i| (i, g))).collect();
    let mut sets = DisjointSets::new(groups.len());
    for (a, b) in together {
        if let (Some(&a), Some(&b)) = (of.get(a), of.get(b)) {
            sets.join(a, b);
        }
    }
    sets.together(groups)
}

/// A group without two in it that were parted.
fn parted(
    group: Vec<u32>,
    together: &BTreeSet<(u32, u32)>,
    apart: &BTreeSet<(u32, u32)>,
    points: impl Fn(u32, u32) -> i32,
) -> Vec<Vec<u32>> {
    let pair = |a: usize, b: usize| (group[a].min(group[b]), group[a].max(group[b]));
    let all = || (0..group.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
    if !all().any(|(a, b)| apart.contains(&pair(a, b))) {
        return vec![group];
    }
    let worth = |(a, b): (usize, usize)| {
        let points = match pair(a, b) {
            parted if apart.contains(&parted) => PARTED,
            joined if together.contains(&joined) => JOINED,
            (one, other) => points(one, other).clamp(-MOST, MOST),
        };
        (a as u32, b as u32, points)
    };
    let pairs: Vec<(u32, u32, i32)> = all().map(worth).collect();
    // Whatever is not parted stays: only what a person said is taken away.
    let parts = Linkage::new(group.len(), &pairs, -MOST).groups();
    parts.into_iter().map(|part| part.into_iter().map(|i| group[i as usize]).collect()).collect()
}
