//! Modifiers that say the same in the same telling words, whatever word they hang on: "derailed near the Velmark stop", "the
//! crash near the Velmark stop".

use super::{Item, ModifierKind, Sort};
use crossread_language::Word;
use std::collections::{BTreeMap, BTreeSet};

/// Fewest telling words that two must share: one alone is said of many things.
pub(super) const FEWEST: usize = 2;

/// What a word tells that the article uses all the time.
pub(super) const OF_TOPIC: u32 = 1;

/// What the shared words must tell, in points, and what share of the fuller phrase's points in per cent. Read on ten
/// stories.
const LEAST: u32 = 5;
const SHARE: u32 = 50;

/// Modifiers that hold two words beyond this count make no candidates. Keeps the cost linear.
const STOCK: usize = 60;

/// Most telling words of a modifier that are looked at.
const MOST_WORDS: usize = 8;

/// Around each modifier those of other articles that say the same in the same words: of each article the nearest.
pub(super) fn groups(items: &[Item]) -> Vec<Vec<usize>> {
    let mut holders: BTreeMap<(Sort, Word, Word), Vec<usize>> = BTreeMap::new();
    // Who did one thing did another too.
    for (i, item) in items.iter().enumerate().filter(|(_, item)| item.kind != ModifierKind::Agent) {
        let words: Vec<Word> = item.told.keys().copied().take(MOST_WORDS).collect();
        for (n, &a) in words.iter().enumerate() {
            for &b in &words[n + 1..] {
                holders.entry((sort(item), a, b)).or_default().push(i);
            }
        }
    }
    let mut near: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); items.len()];
    for holders in holders.values().filter(|holders| holders.len() <= STOCK) {
        for (n, &a) in holders.iter().enumerate() {
            for &b in holders[n + 1..].iter().filter(|&&b| alike(&items[a], &items[b]) > 0) {
                near[a].insert(b);
                near[b].insert(a);
            }
        }
    }
    let around = |leader: usize| {
        let mut best: BTreeMap<u32, usize> = BTreeMap::from([(items[leader].passage.article, leader)]);
        for &i in &near[leader] {
            let other = best.entry(items[i].passage.article).or_insert(i);
            if *other != leader && alike(&items[leader], &items[i]) > alike(&items[leader], &items[*other]) {
                *other = i;
            }
        }
        best.into_values().collect::<Vec<usize>>()
    };
    (0..items.len()).filter(|&leader| !near[leader].is_empty()).map(around).collect()
}

/// Groups with what says the same in articles that have no word in them yet, where most of a group is near to it.
pub(super) fn widened(items: &[Item], groups: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let mut holders: BTreeMap<(Sort, Word), Vec<usize>> = BTreeMap::new();
    for (i, item) in items.iter().enumerate().filter(|(_, item)| WIDENED.contains(&item.kind)) {
        item.told.keys().take(MOST_WORDS).for_each(|&word| holders.entry((Sort::of(item), word)).or_default().push(i));
    }
    // What a larger group says already stays there.
    let mut largest: Vec<usize> = vec![0; items.len()];
    for group in &groups {
        group.iter().for_each(|&i| largest[i] = largest[i].max(group.len()));
    }
    let widen = |mut group: Vec<usize>| {
        let size = group.len();
        let held: BTreeSet<u32> = group.iter().map(|&i| items[i].passage.article).collect();
        let words = group.iter().flat_map(|&i| items[i].told.keys().map(move |&word| (Sort::of(&items[i]), word)));
        let words: BTreeSet<(Sort, Word)> = words.collect();
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

/// What one more must share with a member of a group, in points and in per cent of the shorter one's: where they hang on kin
/// words, and where they do not. Read on ten stories.
const LEAST_OF_KIN: (u32, u32) = (2, 50);
const LEAST_OF_OTHERS: (u32, u32) = (4, 60);

/// The points of the words that one more shares with a member of a group, where those are enough.
fn near(member: &Item, other: &Item) -> u32 {
    // "in the forest" is not yet in the forest that the group names.
    let names = &member.names;
    let is_named = (names.is_empty() || names.iter().any(|name| other.names.contains(name)))
        && (other.is_named || !member.is_named);
    if Sort::of(member) != Sort::of(other) || !is_named {
        return 0;
    }
    let shared = shared(member, other);
    let points: u32 = shared.iter().sum();
    let shorter = member.told.values().sum::<u32>().min(other.told.values().sum());
    let is_kin = member.of.iter().any(|key| other.of.contains(key));
    let (least, share) = if is_kin { LEAST_OF_KIN } else { LEAST_OF_OTHERS };
    let is_near = points >= least && points * 100 >= share * shorter && (is_kin || shared.len() >= FEWEST);
    if is_near { points } else { 0 }
}

/// What each word tells that two share.
fn shared(a: &Item, b: &Item) -> Vec<u32> {
    a.told.iter().filter_map(|(word, points)| Some((*points).min(*b.told.get(word)?))).collect()
}

/// What must be the same of two that say one thing: "kidnapped from a school" is "kidnapped at a school".
fn sort(item: &Item) -> Sort {
    let sort = Sort::of(item);
    let is_from = item.way == Some(Word::of("from"));
    if is_from { Sort { kind: ModifierKind::Place, way: None, ..sort } } else { sort }
}

/// The points of the words that two share, where those are enough to make them one.
fn alike(a: &Item, b: &Item) -> u32 {
    if a.passage.article == b.passage.article {
        return 0;
    }
    let shared = shared(a, b);
    let points: u32 = shared.iter().sum();
    let fuller = a.told.values().sum::<u32>().max(b.told.values().sum());
    let is_one = shared.len() >= FEWEST && points >= LEAST && points * 100 >= SHARE * fuller;
    if is_one { points } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Passage;
    use crossread_language::Span;

    fn item(article: u32, way: Option<&str>, told: &[(&str, u32)]) -> Item {
        let passage = Passage { article, span: Span::new(0, 9) };
        Item {
            passage,
            head: passage,
            kind: if way.is_some() { ModifierKind::Route } else { ModifierKind::Place },
            negated: false,
            is_open: false,
            is_of_somebody: false,
            of: Vec::new(),
            says: Vec::new(),
            names: Vec::new(),
            is_named: false,
            fullness: told.len(),
            told: told.iter().map(|(word, points)| (Word::of(word), *points)).collect(),
            way: way.map(Word::of),
            is_quoted: false,
            asks: true,
        }
    }

    #[test]
    fn two_telling_words_make_one_place() {
        let stop = [("velmark", 4), ("stop", 2)];
        let items = [item(0, None, &stop), item(1, None, &stop), item(2, None, &[("velmark", 4)])];
        assert_eq!(groups(&items), [[0, 1], [0, 1]]);
    }

    #[test]
    fn from_a_place_is_at_it_and_not_to_it() {
        let school = [("boarding", 3), ("school", 2)];
        let items = [item(0, Some("from"), &school), item(1, Some("to"), &school), item(2, None, &school)];
        assert_eq!(groups(&items), [[0, 2], [0, 2]]);
    }
}
