//! Strands of a story: happenings of which one account tells the day or place beside one word, another beside another.

use crate::annotate::events::{EventKind, EventMention};
use crate::language::matters::MatterWords;

/// What happenings of one day or place have in common, so that the day or place of one is that of the other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strand {
    /// An attack, an accident, a disaster, and whom it killed or hurt.
    Harm,
    /// Any other sort of happening.
    Kind(EventKind),
    /// What is told by one word.
    Word(String),
}

impl Strand {
    pub(super) fn of(words: &MatterWords, mention: &EventMention) -> Strand {
        use EventKind::*;
        // "The accident happened", "the incident occurred": of harm, in news, nearly always.
        if words.harm.has(&mention.lemma) {
            return Strand::Harm;
        }
        match mention.kind {
            Attack | Death | Injury | Disaster | Accident => Strand::Harm,
            Arrest | Trial | Vote | Office | Protest => Strand::Kind(mention.kind),
            _ => Strand::Word(mention.lemma.clone()),
        }
    }
}
