//! Scores of clusters of mentions: MUC (Vilain et al. 1995), B-cubed (Bagga and Baldwin 1998), CEAF-e (Luo 2005), and their mean, which is
//! called CoNLL F1 (Pradhan et al. 2012), as Pradhan et al. 2014 define them for predicted mentions.

use std::collections::{BTreeMap, BTreeSet};

/// A cluster of mentions.
pub type MentionCluster = BTreeSet<u64>;

/// Sums over the parts of a corpus: of recall, then of precision, what is right and what there is.
#[derive(Clone, Copy, Debug, Default)]
struct Sums([f64; 4]);

impl Sums {
    fn f1(self) -> f64 {
        let [right_of_key, key, right_of_ours, ours] = self.0;
        let share = |right: f64, all: f64| if all > 0.0 { right / all } else { 0.0 };
        let (recall, precision) = (share(right_of_key, key), share(right_of_ours, ours));
        if recall + precision > 0.0 { 200.0 * recall * precision / (recall + precision) } else { 0.0 }
    }
}

/// The three scores, summed over the parts of a corpus: no cluster crosses parts.
#[derive(Clone, Copy, Debug, Default)]
pub struct CorefScore([Sums; 3]);

impl CorefScore {
    /// Adds a part: its gold clusters, and ours.
    pub fn add(&mut self, key: &[MentionCluster], ours: &[MentionCluster]) {
        let both = |of: fn(&[MentionCluster], &[MentionCluster]) -> (f64, f64)| {
            let ((a, b), (c, d)) = (of(key, ours), of(ours, key));
            [a, b, c, d]
        };
        let alike = ceaf(key, ours);
        let ceaf = [alike, key.len() as f64, alike, ours.len() as f64];
        for (sums, added) in self.0.iter_mut().zip([both(muc), both(b_cubed), ceaf]) {
            sums.0.iter_mut().zip(added).for_each(|(sum, added)| *sum += added);
        }
    }

    /// The mean of the three F1, in percent.
    pub fn conll(self) -> f64 {
        self.0.iter().map(|sums| sums.f1()).sum::<f64>() / 3.0
    }
}

fn cluster_of(clusters: &[MentionCluster]) -> BTreeMap<u64, usize> {
    clusters.iter().enumerate().flat_map(|(c, cluster)| cluster.iter().map(move |&mention| (mention, c))).collect()
}

/// Links of the first that the second has, and all of them.
fn muc(of: &[MentionCluster], by: &[MentionCluster]) -> (f64, f64) {
    let by = cluster_of(by);
    let (mut right, mut all) = (0, 0);
    for cluster in of.iter().filter(|cluster| cluster.len() > 1) {
        let parts: BTreeSet<usize> = cluster.iter().filter_map(|mention| by.get(mention).copied()).collect();
        let alone = cluster.iter().filter(|mention| !by.contains_key(mention)).count();
        right += cluster.len() - parts.len() - alone;
        all += cluster.len() - 1;
    }
    (f64::from(right as u32), f64::from(all as u32))
}

/// For each mention of the first how much of its cluster stands with it in the second, and the number of mentions.
fn b_cubed(of: &[MentionCluster], by: &[MentionCluster]) -> (f64, f64) {
    let place = cluster_of(by);
    let shared = |cluster: &MentionCluster, mention: &u64| {
        place.get(mention).map_or(0.0, |&other| cluster.intersection(&by[other]).count() as f64 / cluster.len() as f64)
    };
    let right = of.iter().flat_map(|cluster| cluster.iter().map(move |mention| shared(cluster, mention))).sum();
    (right, of.iter().map(MentionCluster::len).sum::<usize>() as f64)
}

/// How alike the clusters of both sides are when each is paired with at most one of the other side, at best.
fn ceaf(key: &[MentionCluster], ours: &[MentionCluster]) -> f64 {
    let place = cluster_of(ours);
    // Only clusters that share a mention can be paired: each connected part by itself.
    let mut part: Vec<usize> = (0..key.len() + ours.len()).collect();
    for (k, cluster) in key.iter().enumerate() {
        cluster.iter().filter_map(|mention| place.get(mention)).for_each(|&o| join(&mut part, k, key.len() + o));
    }
    let mut parts: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for i in 0..part.len() {
        let root = root(&mut part, i);
        let (keys, others) = parts.entry(root).or_default();
        if i < key.len() { keys.push(i) } else { others.push(i - key.len()) }
    }
    let alike = |k: usize, o: usize| {
        let shared = key[k].intersection(&ours[o]).count() as f64;
        2.0 * shared / (key[k].len() + ours[o].len()) as f64
    };
    let of_part = |(keys, others): &(Vec<usize>, Vec<usize>)| {
        let small_first = keys.len() <= others.len();
        let (rows, columns) = if small_first { (keys, others) } else { (others, keys) };
        let worth: Vec<Vec<f64>> = rows
            .iter()
            .map(|&row| columns.iter().map(|&c| if small_first { alike(row, c) } else { alike(c, row) }).collect())
            .collect();
        best_assignment(&worth)
    };
    parts.values().filter(|(keys, others)| !keys.is_empty() && !others.is_empty()).map(of_part).sum()
}

fn root(part: &mut [usize], mut i: usize) -> usize {
    while part[i] != i {
        part[i] = part[part[i]];
        i = part[i];
    }
    i
}

fn join(part: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(part, a), root(part, b));
    part[a.max(b)] = a.min(b);
}

/// The most that rows and columns are worth when each row gets a column of its own (Kuhn 1955, with potentials). There are at
/// least as many columns as rows.
fn best_assignment(worth: &[Vec<f64>]) -> f64 {
    let (rows, columns) = (worth.len(), worth[0].len());
    let (mut of_row, mut of_column) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    let (mut taken, mut way) = (vec![0; columns + 1], vec![0; columns + 1]);
    for row in 1..=rows {
        taken[0] = row;
        let mut at = 0;
        let mut least = vec![f64::INFINITY; columns + 1];
        let mut used = vec![false; columns + 1];
        while taken[at] != 0 {
            used[at] = true;
            let from = taken[at];
            let (mut step, mut next) = (f64::INFINITY, 0);
            for column in (1..=columns).filter(|&column| !used[column]) {
                let cost = -worth[from - 1][column - 1] - of_row[from] - of_column[column];
                if cost < least[column] {
                    (least[column], way[column]) = (cost, at);
                }
                if least[column] < step {
                    (step, next) = (least[column], column);
                }
            }
            for column in 0..=columns {
                if used[column] {
                    of_row[taken[column]] += step;
                    of_column[column] -= step;
                } else {
                    least[column] -= step;
                }
            }
            at = next;
        }
        while at != 0 {
            let before = way[at];
            taken[at] = taken[before];
            at = before;
        }
    }
    (1..=columns).filter(|&column| taken[column] > 0).map(|column| worth[taken[column] - 1][column - 1]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(of: &[&str]) -> Vec<MentionCluster> {
        of.iter().map(|letters| letters.bytes().map(u64::from).collect()).collect()
    }

    /// The running example of Pradhan et al. 2014.
    #[test]
    fn a_worked_example_of_the_literature() {
        let (key, ours) = (clusters(&["abc", "defg"]), clusters(&["ab", "cd", "fghi"]));
        let share = |(right, all): (f64, f64)| (right / all * 10_000.0).round();
        assert_eq!([share(muc(&key, &ours)), share(muc(&ours, &key))], [4000.0, 4000.0]);
        assert_eq!([share(b_cubed(&key, &ours)), share(b_cubed(&ours, &key))], [4167.0, 5000.0]);
        let alike = ceaf(&key, &ours);
        assert_eq!([share((alike, 2.0)), share((alike, 3.0))], [6500.0, 4333.0]);
    }

    #[test]
    fn the_assignment_is_best_and_not_greedy() {
        assert_eq!(best_assignment(&[vec![4.0, 1.0, 3.0], vec![2.0, 0.0, 5.0], vec![3.0, 2.0, 2.0]]), 11.0);
        let (key, ours) = (clusters(&["ab", "cde"]), clusters(&["abc", "d", "e"]));
        assert!((ceaf(&key, &ours) - 1.3).abs() < 1e-9);
    }

    #[test]
    fn equal_clusters_score_a_hundred_and_none_nothing() {
        let key = clusters(&["ab", "cde", "f"]);
        let mut same = CorefScore::default();
        same.add(&key, &key);
        assert!((same.conll() - 100.0).abs() < 1e-9);
        let mut none = CorefScore::default();
        none.add(&key, &[]);
        assert_eq!(none.conll(), 0.0);
    }
}
