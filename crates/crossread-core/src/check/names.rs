//! The draft's spellings of names against those of the accounts.

use super::{Code, DraftContext, Finding, Share};
use crate::align::entities::Entity;
use crate::annotate::names::NameForm;
use crate::story::Passage;
use crossread_language::MentionKind;
use std::collections::BTreeMap;

/// Shortest word of a name that can be a misspelling of another: of shorter ones too many lie side by side.
const SHORTEST: usize = 5;

pub(super) fn check(desk: &DraftContext) -> (Vec<Finding>, Share) {
    let (mut findings, mut share) = (Vec::new(), Share::default());
    for entity in desk.ledger.entities.iter() {
        let is_told = !passages(desk, entity, false).is_empty();
        if matches!(entity.kind, MentionKind::Person | MentionKind::Organization)
            && !passages(desk, entity, true).is_empty()
        {
            share.of += 1;
            share.compared += u32::from(is_told);
        }
    }
    // Misspelled, a name may be read as no name at all: what counts is how words are written.
    let (own, told) = (capitalized(desk, true), capitalized(desk, false));
    for (word, at) in own.iter().filter(|(word, _)| !told.contains_key(*word)) {
        let Some((_, theirs)) = told.iter().find(|(other, _)| is_slip(word, other)) else { continue };
        // A word of the language at a sentence's beginning is near to none but by chance.
        if !is_name(desk, theirs) {
            continue;
        }
        let theirs = theirs.iter().copied().take(MOST_SHOWN).collect();
        findings.push(Finding { span: at[0].span, code: Code::NameSpelling, entry: None, passages: theirs });
    }
    (findings, share)
}

/// Most places shown for one spelling.
const MOST_SHOWN: usize = 6;

/// The long words with a capital letter of the draft, or of the accounts, in lower case, with their places.
fn capitalized(desk: &DraftContext, own: bool) -> BTreeMap<String, Vec<Passage>> {
    let mut found: BTreeMap<String, Vec<Passage>> = BTreeMap::new();
    for (article, annotations) in desk.annotations.iter().enumerate() {
        let article = article as u32;
        if (article == desk.draft) != own {
            continue;
        }
        for token in annotations.sentences.iter().flat_map(|sentence| &sentence.tokens) {
            let passage = Passage { article, span: token.span };
            let word = desk.story.words(passage);
            if word.chars().count() >= SHORTEST
                && word.starts_with(char::is_uppercase)
                && word.chars().all(char::is_alphabetic)
            {
                found.entry(word.to_lowercase()).or_default().push(passage);
            }
        }
    }
    found
}

/// Whether one of these places stands in a name.
fn is_name(desk: &DraftContext, places: &[Passage]) -> bool {
    places.iter().any(|place| {
        let names = &desk.annotations[place.article as usize].names;
        names.iter().any(|name| name.form == NameForm::Named && name.span.contains(place.span))
    })
}

/// Where an entity is named in the draft, or in the accounts.
fn passages(desk: &DraftContext, entity: &Entity, own: bool) -> Vec<Passage> {
    let all = entity.variants.iter().flat_map(|variant| &variant.passages).copied();
    let mut all: Vec<Passage> = all.filter(|passage| desk.is_draft(*passage) == own).collect();
    all.sort();
    all
}

/// Whether two spellings are one letter apart: one more, one less, another one, or two that changed places. An "s" at the end
/// makes another word.
fn is_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[same..], &b[same..]);
    match a.len().abs_diff(b.len()) {
        // The first letter of a name is rarely slipped; with it changed it is mostly another name.
        _ if same == 0 => false,
        0 => !rest_a.is_empty() && (rest_a[1..] == rest_b[1..] || is_swapped(rest_a, rest_b)),
        1 if a.len() > b.len() => rest_a[1..] == *rest_b && rest_a != ['s'],
        1 => rest_b[1..] == *rest_a && rest_b != ['s'],
        _ => false,
    }
}

fn is_swapped(a: &[char], b: &[char]) -> bool {
    a.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..]
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn a_slip_is_one_letter() {
        for (a, b) in [("eriksen", "eriksson"), ("brandal", "brandals"), ("prenn", "trenn"), ("orla", "orla")] {
            assert!(!is_slip(a, b), "{a} {b}");
        }
        for (a, b) in
            [("eriksen", "erikson"), ("brandal", "brandall"), ("soleimani", "suleimani"), ("brandal", "barndal")]
        {
            assert!(is_slip(a, b), "{a} {b}");
        }
    }
}
