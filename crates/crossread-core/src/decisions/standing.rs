//! Which decisions stand: what was withdrawn or decided anew by the same person is gone.

use super::{Decision, DecisionKind, Place};
use crate::align::kinds::EntryKind;
use crate::story::{Passage, Story};
use std::collections::{BTreeMap, BTreeSet};

/// The decisions that stand, in the order in which they were made, whatever the order of the files: not those that were withdrawn,
/// by the same person, in a decision that stands; and of several of one person on the same words the last.
pub fn standing(decisions: &[Decision]) -> Vec<Decision> {
    let mut sorted: Vec<&Decision> = decisions.iter().collect();
    sorted.sort_by(|a, b| (&a.at, &a.by, &a.id).cmp(&(&b.at, &b.by, &b.id)));
    sorted.dedup_by(|a, b| a.id == b.id);
    let mut gone: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut decided: BTreeSet<(&str, Vec<PlaceKey>)> = BTreeSet::new();
    let mut stand: Vec<Decision> = Vec::new();
    // A withdrawal that is itself withdrawn takes nothing away: the last line counts first.
    for decision in by_reach(&sorted) {
        if gone.contains(&(decision.by.as_str(), decision.id.as_str())) {
            continue;
        }
        gone.extend(decision.replaces.iter().map(|id| (decision.by.as_str(), id.as_str())));
        if decision.says != DecisionKind::Withdraw && decided.insert((&decision.by, target(&decision.on))) {
            stand.push(decision.clone());
        }
    }
    stand.sort_by(|a, b| (&a.at, &a.by, &a.id).cmp(&(&b.at, &b.by, &b.id)));
    stand
}

/// The last first; whatever the clock said, what replaces another stands before it.
fn by_reach<'a>(sorted: &[&'a Decision]) -> Vec<&'a Decision> {
    let at: BTreeMap<&str, usize> = sorted.iter().enumerate().map(|(i, one)| (one.id.as_str(), i)).collect();
    let mut rank: Vec<usize> = (0..sorted.len()).collect();
    // In one second several may be made: each stands behind what it replaces.
    for _ in 0..sorted.len() {
        let mut moved = false;
        for (i, decision) in sorted.iter().enumerate() {
            for &before in decision.replaces.iter().filter_map(|id| at.get(id.as_str())) {
                if before != i && rank[i] <= rank[before] {
                    rank[i] = rank[before] + 1;
                    moved = true;
                }
            }
        }
        if !moved {
            break;
        }
    }
    let mut order: Vec<usize> = (0..sorted.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse((rank[i], i)));
    order.into_iter().map(|i| sorted[i]).collect()
}

/// What tells a place from others.
type PlaceKey<'a> = (&'a str, (u32, u32), &'a str, EntryKind);

/// What a decision is about, in whatever order its places are named.
fn target(on: &[Place]) -> Vec<PlaceKey<'_>> {
    let mut keys: Vec<PlaceKey> = on.iter().map(Place::key).collect();
    keys.sort();
    keys
}

/// For each decision, with the passages it is about, whether another person says otherwise of the same.
pub fn contested(decided: &[(&Decision, Vec<Passage>)]) -> Vec<bool> {
    let mut of: BTreeMap<(Vec<Passage>, Option<EntryKind>), Vec<usize>> = BTreeMap::new();
    for (i, (decision, passages)) in decided.iter().enumerate().filter(|(_, (_, passages))| !passages.is_empty()) {
        let mut passages = passages.clone();
        passages.sort();
        of.entry((passages, decision.on.first().map(|place| place.kind))).or_default().push(i);
    }
    let mut contested = vec![false; decided.len()];
    for group in of.values() {
        for &i in group {
            let (one, _) = decided[i];
            contested[i] = group.iter().any(|&other| decided[other].0.by != one.by && differ(one, decided[other].0));
        }
    }
    contested
}

/// Whether two people can't both be followed.
fn differ(one: &Decision, other: &Decision) -> bool {
    match (one.says, other.says) {
        (DecisionKind::Together, DecisionKind::Apart) | (DecisionKind::Apart, DecisionKind::Together) => true,
        (DecisionKind::Right, DecisionKind::Wrong | DecisionKind::Instead)
        | (DecisionKind::Wrong | DecisionKind::Instead, DecisionKind::Right) => true,
        (DecisionKind::Instead, DecisionKind::Instead) => one.value != other.value,
        _ => false,
    }
}

/// Of decisions those that the parts of a heap can be told, so that none finds its words in a part where they stand once and
/// misses that they stand in another as well. `parts` are the stories, `all` the heap. For each part its own; and what is left.
pub fn placeable(decisions: &[Decision], parts: &[&Story], all: &Story) -> (Vec<Vec<Decision>>, Vec<Decision>) {
    let ids: Vec<BTreeSet<String>> =
        parts.iter().map(|part| part.articles().iter().map(|article| article.id()).collect()).collect();
    let mut of_parts = vec![Vec::new(); parts.len()];
    let mut left = Vec::new();
    for decision in decisions {
        let anchors: Option<Vec<_>> = decision.on.iter().map(|place| place.find(all)).collect();
        let articles: Option<Vec<String>> = anchors
            .map(|anchors| anchors.iter().map(|anchor| all.articles()[anchor.passage.article as usize].id()).collect());
        let at = articles.and_then(|articles| ids.iter().position(|ids| articles.iter().all(|id| ids.contains(id))));
        match at {
            Some(part) => of_parts[part].push(decision.clone()),
            None => left.push(decision.clone()),
        }
    }
    (of_parts, left)
}
