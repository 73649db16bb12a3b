//! The draft's spellings of names against those of the accounts.

use super::{Code, Desk, Finding, Share};
use crate::align::entities::Entity;
use crate::story::Passage;
use crossread_language::MentionKind;
use std::collections::BTreeSet;

/// Shortest word of a name that can be a misspelling of another: of shorter ones too many lie side by side.
const SHORTEST: usize = 5;

pub(super) fn check(desk: &Desk) -> (Vec<Finding>, Share) {
    let (mut findings, mut share) = (Vec::new(), Share::default());
    let told: BTreeSet<String> = desk.ledger.entities.iter().flat_map(|entity| spelled(desk, entity, false)).collect();
    for entity in desk
        .ledger
        .entities
        .iter()
        .filter(|entity| matches!(entity.kind, MentionKind::Person | MentionKind::Organization))
    {
        let own: Vec<Passage> = passages(desk, entity, true);
        let Some(first) = own.first() else { continue };
        let others = passages(desk, entity, false);
        share.of += 1;
        share.compared += u32::from(!others.is_empty());
        let odd = spelled(desk, entity, true).into_iter().filter(|word| !told.contains(word)).find_map(|word| {
            let near = told.iter().find(|other| is_slip(&word, other))?;
            Some((word, near.clone()))
        });
        let Some((word, near)) = odd else { continue };
        let holds = |passage: &&Passage| desk.story.words(**passage).to_lowercase().contains(&word);
        let at = own.iter().find(holds).unwrap_or(first);
        let theirs = desk.ledger.entities.iter().flat_map(|other| passages(desk, other, false));
        let theirs =
            theirs.filter(|passage| desk.story.words(*passage).to_lowercase().contains(&near)).take(6).collect();
        findings.push(Finding { span: at.span, code: Code::NameSpelling, entry: None, passages: theirs });
    }
    (findings, share)
}

/// Where an entity is named in the draft, or in the accounts.
fn passages(desk: &Desk, entity: &Entity, own: bool) -> Vec<Passage> {
    let all = entity.variants.iter().flat_map(|variant| &variant.passages).copied();
    let mut all: Vec<Passage> = all.filter(|passage| desk.is_draft(*passage) == own).collect();
    all.sort();
    all
}

/// The long words of an entity's names in the draft, or in the accounts, in lower case.
fn spelled(desk: &Desk, entity: &Entity, own: bool) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for passage in passages(desk, entity, own) {
        let long = desk.story.words(passage).split(|c: char| !c.is_alphabetic());
        let named = long.filter(|word| word.chars().count() >= SHORTEST && word.starts_with(char::is_uppercase));
        words.extend(named.map(str::to_lowercase));
    }
    words
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
