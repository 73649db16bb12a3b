//! Words that say of a noun or verb what sort, where, with what, why.

use super::groups::{Group, groups, list};

groups! {
    /// Words that say of a noun or verb what sort, where, with what, why.
    ModifierWords, "groups/modifiers.txt" {
        /// Verbs before a purpose: "used to cut".
        used: Group,
        /// Behind a place to which something goes: "Dorn-bound".
        bound: Group,
        /// Participles that say where something goes.
        heading: Group,
        /// Opens a reason.
        because: Group,
        /// Words before a preposition that belong to it: "next to", "because of", "close to".
        joining: Group,
        /// Words before a preposition that make a reason of it.
        caused: Spellings,
        /// Words before "to" that make a place of it.
        beside: Spellings,
        /// The preposition of a way, and behind those a place's.
        to: Spellings,
        /// Prepositions of places.
        place: Spellings,
        /// Of those the ones before people too.
        amid: Group,
        /// Prepositions of ways.
        route: Spellings,
        /// Prepositions of means.
        means: Spellings,
        /// Prepositions of reasons.
        cause: Spellings,
        /// Before whoever does it.
        agent: Spellings,
        /// Before what it is for.
        purpose: Spellings,
        /// Prepositions of what it is about.
        topic: Spellings,
    } with {
        /// Nouns that are on a matter, not on a place: "a vote on", "a ban on".
        topical: Group = Group::of_lines(list!("topical-nouns.txt")),
    }
}
