//! Phrases that say where or when by their words, and verbs that say nothing by themselves.

use super::tree::Tree;
use crossread_language::{MentionKind, Relation, Tag};

/// Whether a verb's object is the happening: "carried out" an attack.
pub fn is_light(tree: &Tree, verb: usize) -> bool {
    tree.tag(verb) == Tag::Verb && tree.language.events.light.has(tree.lemma(verb))
}

/// Whether the phrase of word `i` says where by its words: a preposition of place before a place's name or a noun for
/// a place.
pub fn is_place(tree: &Tree, i: usize) -> bool {
    matches!(tree.tag(i), Tag::Noun | Tag::Propn)
        && tree
            .children(i)
            .any(|child| tree.relation(child) == Relation::Case && tree.is(child, &tree.language.events.placing))
        && (is_place_noun(tree, i) || tree.named(i) == Some(MentionKind::Place))
}

/// Whether word `i` is a noun for a place.
pub fn is_place_noun(tree: &Tree, i: usize) -> bool {
    tree.language.events.places.has(tree.lemma(i))
}

/// Whether the phrase of word `i` says when.
pub fn is_time(tree: &Tree, i: usize) -> bool {
    tree.language.events.times.has(tree.lemma(i))
}
