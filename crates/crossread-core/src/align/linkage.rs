//! Bottom-up clustering by average linkage over the pairs that are known: two groups become one while their members are
//! alike enough on average, the most alike first. A pair that is not known counts as nothing, so that one member that
//! touches two groups does not glue them together.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// Groups in the making.
pub(super) struct Linkage {
    enough: i64,
    /// For each group that still stands: its members.
    members: Vec<Vec<u32>>,
    /// For each group: sums of likeness to its neighbours.
    near: Vec<BTreeMap<u32, i64>>,
    /// Pairs of groups by average likeness; those that no longer stand are skipped when they come up. Equals are taken
    /// in the order of their members.
    queue: BinaryHeap<(i64, Reverse<(u32, u32)>)>,
}

impl Linkage {
    /// Groups of one; `pairs` holds how alike two are (a < b, each pair once), `enough` from where on two groups are one.
    pub(super) fn new(count: usize, pairs: &[(u32, u32, i32)], enough: i32) -> Linkage {
        let enough = i64::from(enough);
        let mut near = vec![BTreeMap::new(); count];
        let mut queue = BinaryHeap::new();
        for &(a, b, alike) in pairs {
            let alike = i64::from(alike);
            near[a as usize].insert(b, alike);
            near[b as usize].insert(a, alike);
            if alike >= enough {
                queue.push((alike, Reverse((a, b))));
            }
        }
        Linkage { enough, members: (0..count as u32).map(|a| vec![a]).collect(), near, queue }
    }

    fn average(&self, a: u32, b: u32) -> Option<i64> {
        let sum = self.near[a as usize].get(&b)?;
        let pairs = self.members[a as usize].len() * self.members[b as usize].len();
        (pairs > 0).then(|| sum.div_euclid(pairs as i64))
    }

    /// The groups when no two are alike enough any more, each sorted, in the order of their first members.
    pub(super) fn groups(mut self) -> Vec<Vec<u32>> {
        while let Some((alike, Reverse((a, b)))) = self.queue.pop() {
            if self.average(a, b) != Some(alike) {
                continue;
            }
            let moved = std::mem::take(&mut self.members[b as usize]);
            self.members[a as usize].extend(moved);
            for (other, sum) in std::mem::take(&mut self.near[b as usize]) {
                self.near[other as usize].remove(&b);
                if other != a {
                    *self.near[a as usize].entry(other).or_insert(0) += sum;
                    *self.near[other as usize].entry(a).or_insert(0) += sum;
                }
            }
            let others: Vec<u32> = self.near[a as usize].keys().copied().collect();
            for other in others {
                if let Some(alike) = self.average(a, other).filter(|alike| *alike >= self.enough) {
                    self.queue.push((alike, Reverse((a.min(other), a.max(other)))));
                }
            }
        }
        let mut groups: Vec<Vec<u32>> = self.members.into_iter().filter(|members| !members.is_empty()).collect();
        groups.iter_mut().for_each(|group| group.sort_unstable());
        groups.sort();
        groups
    }
}
