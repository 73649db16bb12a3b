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
    let shared: Vec<u32> = a.told.iter().filter_map(|(word, points)| Some((*points).min(*b.told.get(word)?))).collect();
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
