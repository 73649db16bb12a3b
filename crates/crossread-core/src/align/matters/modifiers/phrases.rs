//! What says the same as a group in the same telling words, of a kin word: "derailed near the Velmark stop", "derailed at the stop".

use super::{ModifierItem, ModifierKind, ModifierSort};
use crossread_language::Word;
use std::collections::{BTreeMap, BTreeSet};

/// Fewest telling words of a modifier that can only be added to a group: one alone is said of many things.
pub(super) const FEWEST: usize = 2;

/// What a word tells that the article uses all the time.
pub(super) const OF_TOPIC: u32 = 1;

/// A word that more modifiers hold makes no candidates. Keeps the cost linear.
const STOCK: usize = 60;

/// Most telling words of a modifier that are looked at.
const MOST_WORDS: usize = 8;

/// Groups with what says the same in articles that have no word in them yet, where most of a group is near to it.
pub(super) fn widened(items: &[ModifierItem], groups: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let mut holders: BTreeMap<(ModifierSort, Word), Vec<usize>> = BTreeMap::new();
    for (i, item) in items.iter().enumerate().filter(|(_, item)| WIDENED.contains(&item.kind)) {
        item.told
            .keys()
            .take(MOST_WORDS)
            .for_each(|&word| holders.entry((ModifierSort::of(item), word)).or_default().push(i));
    }
    // What a larger group says already stays there.
    let mut largest: Vec<usize> = vec![0; items.len()];
    for group in &groups {
        group.iter().for_each(|&i| largest[i] = largest[i].max(group.len()));
    }
    let widen = |mut group: Vec<usize>| {
        let size = group.len();
        let held: BTreeSet<u32> = group.iter().map(|&i| items[i].passage.article).collect();
        let words =
            group.iter().flat_map(|&i| items[i].told.keys().map(move |&word| (ModifierSort::of(&items[i]), word)));
        let words: BTreeSet<(ModifierSort, Word)> = words.collect();
        let others = words.iter().filter_map(|key| holders.get(key)).filter(|holders| holders.len() <= STOCK).flatten();
        let others: BTreeSet<usize> =
            others.copied().filter(|&i| largest[i] < size && !held.contains(&items[i].passage.article)).collect();
        let mut best: BTreeMap<u32, (u32, usize)> = BTreeMap::new();
        for i in others.into_iter().filter(|&i| !items[i].is_quoted) {
            let points: Vec<u32> =
                group.iter().map(|&m| near(&items[m], &items[i])).filter(|&points| points > 0).collect();
            let sum = points.iter().sum();
            let known = best.get(&items[i].passage.article).is_some_and(|(known, _)| *known >= sum);
            if points.len() * 2 >= group.len() && !known {
                best.insert(items[i].passage.article, (sum, i));
            }
        }
        group.extend(best.into_values().map(|(_, i)| i));
        group.sort_unstable();
        group
    };
    groups.into_iter().map(widen).collect()
}

/// Kinds of which a group is widened.
const WIDENED: [ModifierKind; 5] =
    [ModifierKind::Place, ModifierKind::Route, ModifierKind::Means, ModifierKind::Cause, ModifierKind::Purpose];

/// What one more must share with a member of a group, in points and in per cent of the shorter one's, where they hang on kin words.
/// Read on ten stories.
const LEAST: u32 = 2;
const SHARE: u32 = 50;

/// The points of the words that one more shares with a member of a group, where those are enough.
fn near(member: &ModifierItem, other: &ModifierItem) -> u32 {
    // "in the forest" is not yet in the forest that the group names.
    let names = &member.names;
    let is_named = (names.is_empty() || names.iter().any(|name| other.names.contains(name)))
        && (other.is_named || !member.is_named);
    if ModifierSort::of(member) != ModifierSort::of(other) || !is_named {
        return 0;
    }
    let points: u32 = shared(member, other).iter().sum();
    let shorter = member.told.values().sum::<u32>().min(other.told.values().sum());
    let is_kin = member.of.iter().any(|key| other.of.contains(key));
    if is_kin && points >= LEAST && points * 100 >= SHARE * shorter { points } else { 0 }
}

/// What each word tells that two share.
fn shared(a: &ModifierItem, b: &ModifierItem) -> Vec<u32> {
    a.told.iter().filter_map(|(word, points)| Some((*points).min(*b.told.get(word)?))).collect()
}
