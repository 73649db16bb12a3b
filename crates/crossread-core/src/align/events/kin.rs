//! Which lemmas tell the same sort of happening: "explode" and "explosion", "buy" and "purchase".

use crate::language::Language;
use crate::language::kin::Kin;
use crossread_language::Word;

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

/// A lemma with its kin.
#[derive(Clone, Copy, Debug)]
pub(in crate::align) struct Lemma {
    /// With its particle.
    word: Word,
    kin: Option<&'static Kin>,
}

impl Lemma {
    pub(in crate::align) fn new(language: &Language, lemma: &str) -> Lemma {
        let word = Word::of(lemma);
        Lemma { word, kin: language.happenings.kin.get(&word).copied() }
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
        let kinship = |a: &str, b: &str| {
            let lemma = |word| Lemma::new(Language::english(), word);
            lemma(a).kinship(&lemma(b))
        };
        assert_eq!(kinship("kill", "kill"), Kinship::Same);
        assert_eq!(kinship("explode", "explosion"), Kinship::Derived);
        assert_eq!(kinship("die", "death"), Kinship::Derived);
        assert_eq!(kinship("purchase", "buying"), Kinship::Synonyms);
        assert_eq!(kinship("explode", "vote"), Kinship::None);
    }
}
