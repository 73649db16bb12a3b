//! Which lemmas tell the same sort of happening: "explode" and "explosion", "buy" and "purchase".

use crossread_language::Word;
use foldhash::{HashMap, HashMapExt};
use std::sync::LazyLock;

/// How two lemmas are related, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::align) enum Kinship {
    /// The same word.
    Same,
    /// A verb and its noun, or two nouns of one verb.
    Derived,
    /// They share a sense.
    Synonyms,
    /// Nothing is known to join them.
    None,
}

/// For each lemma its families and the sets of synonyms that it or its family stands in, sorted.
#[derive(Clone, Debug, Default)]
struct Kin {
    families: Vec<u16>,
    sets: Vec<u16>,
}

static KIN: LazyLock<HashMap<Word, Kin>> = LazyLock::new(|| {
    let lines = || include_str!("../../../data/en/kin.txt").lines().filter(|line| !line.starts_with('#'));
    let mut kin: HashMap<Word, Kin> = HashMap::new();
    let families = lines().filter_map(|line| line.split_once(':'));
    for (f, (verb, nouns)) in families.clone().enumerate() {
        for word in nouns.split_whitespace().chain([verb]) {
            kin.entry(Word::of(word)).or_default().families.push(f as u16);
        }
    }
    for (s, set) in lines().filter(|line| !line.contains(':')).enumerate() {
        for word in set.split(' ') {
            kin.entry(Word::of(word)).or_default().sets.push(s as u16);
        }
    }
    // A noun has the synonyms of the verb it is derived from, a verb those of its nouns.
    let own: HashMap<Word, Vec<u16>> = kin.iter().map(|(word, kin)| (*word, kin.sets.clone())).collect();
    for (verb, nouns) in families {
        let all: Vec<Word> = nouns.split_whitespace().chain([verb]).map(Word::of).collect();
        let sets: Vec<u16> = all.iter().flat_map(|word| own[word].iter().copied()).collect();
        for word in &all {
            kin.entry(*word).or_default().sets.extend(&sets);
        }
    }
    for kin in kin.values_mut() {
        kin.families.sort_unstable();
        kin.families.dedup();
        kin.sets.sort_unstable();
        kin.sets.dedup();
    }
    kin
});

/// A lemma with its kin.
#[derive(Clone, Copy, Debug)]
pub(in crate::align) struct Lemma {
    /// With its particle.
    word: Word,
    kin: Option<&'static Kin>,
}

impl Lemma {
    pub(in crate::align) fn new(lemma: &str) -> Lemma {
        let word = Word::of(lemma);
        Lemma { word, kin: KIN.get(&word) }
    }

    pub(in crate::align) fn word(&self) -> Word {
        self.word
    }

    pub(in crate::align) fn families(&self) -> &'static [u16] {
        self.kin.map_or(&[], |kin| &kin.families)
    }

    pub(in crate::align) fn sets(&self) -> &'static [u16] {
        self.kin.map_or(&[], |kin| &kin.sets)
    }

    pub(in crate::align) fn kinship(&self, other: &Lemma) -> Kinship {
        let share = |a: &[u16], b: &[u16]| a.iter().any(|one| b.binary_search(one).is_ok());
        if self.word == other.word {
            Kinship::Same
        } else if share(self.families(), other.families()) {
            Kinship::Derived
        } else if share(self.sets(), other.sets()) {
            Kinship::Synonyms
        } else {
            Kinship::None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_nouns_and_synonyms_are_kin() {
        let kinship = |a: &str, b: &str| Lemma::new(a).kinship(&Lemma::new(b));
        assert_eq!(kinship("kill", "kill"), Kinship::Same);
        assert_eq!(kinship("explode", "explosion"), Kinship::Derived);
        assert_eq!(kinship("die", "death"), Kinship::Derived);
        assert_eq!(kinship("purchase", "buying"), Kinship::Synonyms);
        assert_eq!(kinship("explode", "vote"), Kinship::None);
    }
}
