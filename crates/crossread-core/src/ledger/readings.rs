//! Readings: which witnesses of a matter say the same.

use super::{EntryKind, Origin, Reading, Value, Via};
use crate::align::Alignment;
use crate::align::matters::{Matter, Witness};
use crate::annotate::figures::Status;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The readings of a matter, each with its witnesses: for figures by day and value, for quotes the fullest first. `origins`
/// holds for each witness the number of its origin and what that goes back to.
pub(super) fn find(
    alignment: &Alignment,
    matter: &Matter,
    origins: &[(usize, Option<Via>)],
) -> Vec<(Reading, Vec<usize>)> {
    // Who says it: whom the witness names, or whom the other accounts of the utterance do.
    let speaker = |w: usize| -> Option<Via> {
        let named = |entity: u32| Via::Speaker(alignment.entities[entity as usize].name);
        let (words, entity) = matter.witnesses[w].speaker?;
        entity.map(named).or_else(|| origins[w].1.clone()).or(Some(Via::Speaker(words)))
    };
    // Witnesses that say the same are one reading: the same value, of the same time, by the same speaker for a quote.
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (w, witness) in matter.witnesses.iter().enumerate() {
        let alike = |other: usize| {
            let told = &matter.witnesses[other];
            told.value == witness.value
                && may_be_same_time(told, witness)
                && is_denied(told) == is_denied(witness)
                && (!is_spoken(matter) || speaker(other) == speaker(w))
        };
        match groups.iter_mut().find(|group| alike(group[0])) {
            Some(group) => group.push(w),
            None => groups.push(vec![w]),
        }
    }
    let mut readings: Vec<(Reading, Vec<usize>)> =
        groups.into_iter().map(|members| (reading(matter, origins, speaker(members[0]), &members), members)).collect();
    readings.sort_by_key(|(reading, members)| {
        let value = match reading.value() {
            Value::Quantity(quantity) => quantity.low.or(quantity.high),
            _ => None,
        };
        let words = match reading.value() {
            Value::Words(words) => (false, std::cmp::Reverse(words.len())),
            Value::Paraphrase(words) | Value::Description(words) => (true, std::cmp::Reverse(words.len())),
            Value::Clock(clock) => (true, std::cmp::Reverse(clock.words.len())),
            _ => (false, std::cmp::Reverse(0)),
        };
        (words, reading.said().first().copied(), reading.as_of(), value, matter.witnesses[members[0]].passage)
    });
    readings
}

/// Whether two witnesses of one value may speak of one time: one doesn't say, or the days overlap.
fn may_be_same_time(a: &Witness, b: &Witness) -> bool {
    match (a.as_of, b.as_of) {
        (Some((a_from, a_to)), Some((b_from, b_to))) => a_from <= b_to && b_from <= a_to,
        // One value told on several days is one reading, told on several days.
        _ => true,
    }
}

/// Whether a matter is what somebody says: its readings have speakers.
pub(super) fn is_spoken(matter: &Matter) -> bool {
    matches!(matter.kind, EntryKind::Quote | EntryKind::Claim)
}

/// Whether a witness says that it is not so.
fn is_denied(witness: &Witness) -> bool {
    matches!(witness.status, Status::Denied | Status::Negated)
}

fn reading(matter: &Matter, origins: &[(usize, Option<Via>)], speaker: Option<Via>, members: &[usize]) -> Reading {
    let mut by_origin: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &member in members {
        by_origin.entry(origins[member].0).or_default().push(member);
    }
    let mut made = by_origin.values().map(|group| {
        let passage = |&w: &usize| matter.witnesses[w].passage;
        // What all of an origin's passages go back to, if they all go back to one.
        let (number, via) = origins[group[0]].clone();
        Origin::new(passage(&group[0]), group[1..].iter().map(passage), via).numbered(number as u32)
    });
    let witness = &matter.witnesses[members[0]];
    let said: Vec<Date> = members.iter().filter_map(|&w| matter.witnesses[w].said).collect();
    let first = made.next().unwrap_or_else(|| Origin::new(witness.passage, [], None));
    let as_of = members.iter().find_map(|&w| matter.witnesses[w].as_of);
    let reading = Reading::new(witness.value.clone(), as_of, said, first, made.collect());
    let reading = if is_denied(witness) { reading.negated() } else { reading };
    if is_spoken(matter) { reading.spoken_by(speaker) } else { reading }
}
