//! Which lemmas tell the same sort of happening: "explode" and "explosion", "buy" and "purchase".

use super::groups::{entries, list};
use crossread_language::Word;
use foldhash::{HashMap, HashMapExt};

/// For each lemma its families and the sets of synonyms that it or its family stands in, sorted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kin {
    pub families: Vec<u16>,
    pub sets: Vec<u16>,
}

/// The lemmas of the list. They stay as long as the program runs: each of a heap's million mentions points to its own.
pub(super) fn english() -> HashMap<Word, &'static Kin> {
    let lines: Vec<&str> = entries(list!("kin.txt")).collect();
    let mut kin: HashMap<Word, Kin> = HashMap::new();
    let families: Vec<(&str, &str)> = lines.iter().filter_map(|line| line.split_once(':')).collect();
    for (f, (verb, nouns)) in families.iter().enumerate() {
        for word in nouns.split_whitespace().chain([*verb]) {
            kin.entry(Word::of(word)).or_default().families.push(f as u16);
        }
    }
    let derived = lines.iter().filter(|line| !line.contains(':')).map(|set| (*set, " "));
    let deeds = entries(list!("same-deeds.txt")).map(|deed| (deed, ", "));
    for (s, (set, between)) in derived.chain(deeds).enumerate() {
        for word in set.split(between) {
            kin.entry(Word::of(word)).or_default().sets.push(s as u16);
        }
    }
    // A noun has the synonyms of the verb it is derived from, a verb those of its nouns.
    let own: HashMap<Word, Vec<u16>> = kin.iter().map(|(word, kin)| (*word, kin.sets.clone())).collect();
    for (verb, nouns) in &families {
        let all: Vec<Word> = nouns.split_whitespace().chain([*verb]).map(Word::of).collect();
        let sets: Vec<u16> = all.iter().flat_map(|word| own[word].iter().copied()).collect();
        for word in &all {
            kin.entry(*word).or_default().sets.extend(&sets);
        }
    }
    let sorted = |(word, mut kin): (Word, Kin)| {
        kin.families.sort_unstable();
        kin.families.dedup();
        kin.sets.sort_unstable();
        kin.sets.dedup();
        (word, &*Box::leak(Box::new(kin)))
    };
    kin.into_iter().map(sorted).collect()
}
