//! Of what kind a happening is: from the word that tells it, the verb that a noun comes from, and whom it befell.

use super::EventKind;
use crate::language::events::{EventWords, WordUse};
use crate::language::{Group, Language, key};
use crossread_language::{Relation, Sentence, Tag, Word};

/// The kind of the happening that token `head` tells; `lemma` is its dictionary form with its particle.
pub(super) fn find(language: &Language, sentence: &Sentence, head: usize, lemma: &str) -> EventKind {
    let words = &language.events;
    let token = &sentence.tokens[head];
    let of = match token.tag {
        Tag::Verb | Tag::Aux => WordUse::Verb,
        Tag::Adj => WordUse::Adjective,
        _ => WordUse::Noun,
    };
    let known = |key: u32, of: WordUse| words.kinds.of(key, of);
    let whole = Word::of(lemma);
    let kind = known(key(whole), of)
        .or_else(|| known(key(token.lemma), of))
        // "injured" as an adjective, "dead" as a noun, "missing" as a participle.
        .or_else(|| known(key(token.word), WordUse::Adjective))
        .or_else(|| known(language.learned.words.family(token.lemma), WordUse::Verb).filter(|_| of != WordUse::Verb))
        // Headlines are tagged badly: "Kills", "Resigns".
        .or_else(|| known(key(token.lemma), WordUse::Verb).filter(|_| token.tag == Tag::Propn));
    befell(words, sentence, head, kind.unwrap_or(EventKind::Other))
}

/// Words that mean one thing with people and another with things.
fn befell(words: &EventWords, sentence: &Sentence, head: usize, kind: EventKind) -> EventKind {
    let token = &sentence.tokens[head];
    let is = |group: &Group| group.has(token.lemma);
    let object = |group: &Group| {
        let mut children = sentence.children(head);
        children.any(|child| {
            let of = &sentence.tokens[child];
            matches!(
                of.relation,
                Relation::Obj | Relation::NsubjPass | Relation::Compound | Relation::Nmod | Relation::Obl
            ) && group.has(of.lemma)
        })
    };
    let doer = |group: &Group| {
        let mut children = sentence.children(head);
        children.any(|child| {
            let of = &sentence.tokens[child];
            of.relation.is_subject() && group.has(of.lemma)
        })
    };
    match kind {
        EventKind::Office if is(&words.firing) && object(&words.missiles) => EventKind::Attack,
        EventKind::Attack if is(&words.striking) && (object(&words.workers) || goes_on(words, sentence, head)) => {
            EventKind::Protest
        }
        EventKind::Attack if is(&words.striking) && object(&words.bargains) => EventKind::Agreement,
        EventKind::Attack if doer(&words.nature) => EventKind::Disaster,
        EventKind::Disaster if (object(&words.bombs) || doer(&words.bombs)) && is(&words.explosions) => {
            EventKind::Attack
        }
        EventKind::Other if is(&words.passing) && object(&words.laws) => EventKind::Vote,
        _ => kind,
    }
}

/// "on strike"
fn goes_on(words: &EventWords, sentence: &Sentence, head: usize) -> bool {
    head > 0 && sentence.tokens[head].tag == Tag::Noun && words.on_strike.has(sentence.tokens[head - 1].lemma)
}
