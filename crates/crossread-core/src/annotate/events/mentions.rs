//! Which words tell a happening, and of what kind.

use super::EventKind;
use crossread_language::{Sentence, Tag};

/// A word that tells a happening.
pub(super) struct Head {
    /// Its index in the sentence.
    pub token: usize,
    /// Dictionary form, with its particle.
    pub lemma: String,
    /// What sort of happening it tells.
    pub kind: EventKind,
}

/// The heads of the happenings that a sentence tells, in order.
pub(super) fn find(text: &str, sentence: &Sentence) -> Vec<Head> {
    let verbs = (0..sentence.tokens.len()).filter(|&i| sentence.tokens[i].tag == Tag::Verb);
    verbs
        .map(|token| {
            let word = &sentence.tokens[token];
            Head { token, lemma: crossread_language::lemma(word.span.of(text), word), kind: EventKind::Other }
        })
        .collect()
}
