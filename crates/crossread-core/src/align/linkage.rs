//! Bottom-up clustering by average linkage over the pairs that are known: two groups become one while their members are
//! alike enough on average, the most alike first. A pair that is not known counts as nothing, so that one member that
//! touches two groups does not glue them together.

use super::DisjointSets;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What keeps groups apart, each named by one of its members.
pub(super) trait Separation {
    /// Whether two groups can't become one.
    fn are_apart(&self, a: u32, b: u32) -> bool;

    /// From now on what `b` named is part of what `a` names.
    fn join(&mut self, a: u32, b: u32);
}

/// Nothing keeps groups apart.
impl Separation for () {
    fn are_apart(&self, _: u32, _: u32) -> bool {
        false
    }

    fn join(&mut self, _: u32, _: u32) {}
}

/// Groups in the making.
pub(super) struct Linkage {
    enough: i64,
    /// For each group that still stands: its members.
    members: Vec<Vec<u32>>,
    /// For each group: sums of likeness to its neighbours, by neighbour.
    near: Vec<Vec<(u32, i64)>>,
    /// Pairs of groups by average likeness; those that no longer stand are skipped when they come up. Equals are taken
    /// in the order of their members.
    queue: BinaryHeap<(i64, Reverse<(u32, u32)>)>,
}

impl Linkage {
    /// Groups of one; `pairs` holds how alike two are (a < b, each pair once), `enough` from where on two groups are one.
    pub(super) fn new(count: usize, pairs: &[(u32, u32, i32)], enough: i32) -> Linkage {
        let mut tied = DisjointSets::new(count);
        pairs.iter().filter(|(.., alike)| *alike >= enough).for_each(|&(a, b, _)| tied.join(a as usize, b as usize));
        let enough = i64::from(enough);
        let mut near: Vec<Vec<(u32, i64)>> = vec![Vec::new(); count];
        let mut queue = BinaryHeap::new();
        for &(a, b, alike) in pairs {
            let alike = i64::from(alike);
            // Groups join only where some pair of theirs is alike enough, for what is not known counts as nothing: what no such
            // pairs tie, over others or at once, never meets. Of a heap of many stories that is almost all.
            if enough >= 0 && tied.root(a as usize) != tied.root(b as usize) {
                continue;
            }
            near[a as usize].push((b, alike));
            near[b as usize].push((a, alike));
            if alike >= enough {
                queue.push((alike, Reverse((a, b))));
            }
        }
        near.iter_mut().for_each(|near| near.sort_unstable());
        Linkage { enough, members: (0..count as u32).map(|a| vec![a]).collect(), near, queue }
    }

    fn average(&self, a: u32, b: u32) -> Option<i64> {
        let near = &self.near[a as usize];
        let at = near.binary_search_by_key(&b, |(other, _)| *other).ok()?;
        self.shared_out(near[at].1, a, b)
    }

    /// A sum over the pairs of two groups.
    fn shared_out(&self, sum: i64, a: u32, b: u32) -> Option<i64> {
        let pairs = self.members[a as usize].len() * self.members[b as usize].len();
        (pairs > 0).then(|| sum.div_euclid(pairs as i64))
    }

    /// The groups when no two are alike enough any more, each sorted, in the order of their first members.
    pub(super) fn groups(self) -> Vec<Vec<u32>> {
        self.groups_apart(&mut ())
    }

    /// The same, where some groups stay apart however alike they are.
    pub(super) fn groups_apart(mut self, apart: &mut impl Separation) -> Vec<Vec<u32>> {
        while let Some((alike, Reverse((a, b)))) = self.queue.pop() {
            if self.average(a, b) != Some(alike) || apart.are_apart(a, b) {
                continue;
            }
            apart.join(a, b);
            let moved = std::mem::take(&mut self.members[b as usize]);
            self.members[a as usize].extend(moved);
            self.merge_neighbors(a, b);
            for n in 0..self.near[a as usize].len() {
                let (other, sum) = self.near[a as usize][n];
                if let Some(alike) = self.shared_out(sum, a, other).filter(|alike| *alike >= self.enough) {
                    self.queue.push((alike, Reverse((a.min(other), a.max(other)))));
                }
            }
        }
        let mut groups: Vec<Vec<u32>> = self.members.into_iter().filter(|members| !members.is_empty()).collect();
        groups.iter_mut().for_each(|group| group.sort_unstable());
        groups.sort();
        groups
    }

    /// What was like group `b` is like group `a` from now on.
    fn merge_neighbors(&mut self, a: u32, b: u32) {
        let (one, other) = (std::mem::take(&mut self.near[a as usize]), std::mem::take(&mut self.near[b as usize]));
        for &(neighbor, sum) in other.iter().filter(|(neighbor, _)| *neighbor != a) {
            let near = &mut self.near[neighbor as usize];
            if let Ok(at) = near.binary_search_by_key(&b, |(group, _)| *group) {
                near.remove(at);
            }
            match near.binary_search_by_key(&a, |(group, _)| *group) {
                Ok(at) => near[at].1 += sum,
                Err(at) => near.insert(at, (a, sum)),
            }
        }
        let mut merged: Vec<(u32, i64)> = Vec::with_capacity(one.len() + other.len());
        let all = one.into_iter().chain(other).filter(|(neighbor, _)| *neighbor != a && *neighbor != b);
        let mut all: Vec<(u32, i64)> = all.collect();
        all.sort_unstable();
        for (neighbor, sum) in all {
            match merged.last_mut().filter(|(last, _)| *last == neighbor) {
                Some((_, known)) => *known += sum,
                None => merged.push((neighbor, sum)),
            }
        }
        self.near[a as usize] = merged;
    }
}
