//! Quarters and halves of games, which are none of a year: "an 18-yard touchdown in the third quarter".

use super::UnresolvedDate;
use super::said::{DateExpression, Year};
use crate::language::Language;
use crossread_language::{Sentence, Word};
use std::collections::HashSet;

/// Different words of games that an article has which tells one: a business page has a "goal" or a "kickoff" at most.
const FEWEST: usize = 3;

/// Leaves out the quarters and halves without a year in an article that tells a game.
pub(super) fn leave_out(language: &Language, mentions: &mut Vec<UnresolvedDate>, sentences: &[Sentence]) {
    if !mentions.iter().any(is_bare_part) {
        return;
    }
    let words = sentences.iter().flat_map(|sentence| &sentence.tokens).map(|token| token.lemma);
    let told: HashSet<Word> = words.filter(|word| language.dates.games.has(*word)).collect();
    if told.len() >= FEWEST {
        mentions.retain(|mention| !is_bare_part(mention));
    }
}

/// Whether a mention is a quarter or half and does not say of which year.
fn is_bare_part(mention: &UnresolvedDate) -> bool {
    matches!(mention.read.said, DateExpression::PartOfYear { fiscal: false, year: Year::Unsaid, .. })
}
