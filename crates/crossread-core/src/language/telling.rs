//! How much words tell.

use super::english;
use super::groups::{Group, entries, groups, list};
use crossread_language::Word;
use std::collections::HashMap;

groups! {
    /// How much words tell.
    Worth, "groups/telling.txt" {
        /// What "&" stands for.
        ampersand: Spellings,
    } with {
        /// The commonest words: two utterances share them whatever they say.
        common: Group = Group::of_words(list!("common-words.txt")),
        /// Classes of words by how common they are, by word and by stem.
        classes: HashMap<Word, u32> = classes(),
        /// Negations as texts without marks and the tokens write them.
        negations: Group = Group::of_words(list!("negations.txt")),
    }
}

impl Worth {
    /// What a word has in common with its kin, whatever its ending and whoever spells it: "travelling" and "traveled",
    /// "detonate" and "detonations", "regulators" and "regulatory". `word` is in lower case without marks.
    pub fn stem(&self, word: &str) -> Word {
        english::stem(word)
    }

    /// How much a word tells, in points: none of the commonest, most of what is not among the commonest eight thousand of
    /// news. What one rare word is worth, four of everyday language are.
    pub fn points(&self, word: Word, stem: Word) -> u32 {
        if self.common.has(word) {
            return 0;
        }
        let class = |word: &Word| self.classes.get(word).copied().unwrap_or(RAREST);
        class(&word).min(class(&stem))
    }

    /// Whether a lower-cased word is a word of the language that is not rare.
    pub fn is_known(&self, word: &str) -> bool {
        self.classes.contains_key(&Word::of(word)) || self.common.has(Word::of(word))
    }

    /// Whether a word says that something is not so.
    pub fn is_negation(&self, word: Word) -> bool {
        self.negations.has(word)
    }
}

/// The points of a word that is in no class.
const RAREST: u32 = 4;

fn classes() -> HashMap<Word, u32> {
    let mut classes: HashMap<Word, u32> = HashMap::new();
    for (class, words) in entries(list!("how-common.txt")).filter_map(|line| line.split_once(':')) {
        let class = class.parse().unwrap_or(RAREST);
        for word in words.split_whitespace() {
            for key in [Word::of(word), english::stem(word)] {
                let known = classes.entry(key).or_insert(class);
                *known = class.min(*known);
            }
        }
    }
    classes
}
