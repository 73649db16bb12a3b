//! Readings: which witnesses of a matter say the same.

use super::differences::{UTTERANCE, share_words};
use super::origins::{LinkIndex, is_spoken, quoted_words};
use super::sources::{can_be_gone_back_to, may_be, names_a_source};
use super::{Origin, Provenance, Reading, Value};
use crate::align::matters::{Matter, Witness};
use crate::annotate::figures::Status;
use crate::story::Story;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The readings of a matter, each with its witnesses: for figures by day and value, for quotes the fullest first. `origins`
/// holds for each witness the number of its origin and what that goes back to.
pub(super) fn find(
    story: &Story,
    links: &LinkIndex,
    matter: &Matter,
    origins: &[(usize, Option<Provenance>)],
) -> Vec<(Reading, Vec<usize>)> {
    // Of what nobody says nobody is the speaker.
    let speaker = |w: usize| if is_spoken(matter.kind) { speaker(story, links, (matter, origins), w) } else { None };
    let speakers: Vec<Option<Provenance>> = (0..matter.witnesses.len()).map(speaker).collect();
    // "MTA officials" of two accounts of one utterance are the same, whom nobody names.
    let is_unnamed = |w: usize| {
        let own = matter.witnesses[w].speaker.filter(|(_, entity)| entity.is_none());
        own.is_some_and(|(words, _)| speakers[w] == Some(Provenance::Speaker(words)))
    };
    let is_one_unnamed = |a: usize, b: usize| is_unnamed(a) && is_unnamed(b) && origins[a].0 == origins[b].0;
    // Witnesses that say the same are one reading: the same value, of the same time, by the same speaker for a quote.
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (w, witness) in matter.witnesses.iter().enumerate() {
        let alike = |other: usize| {
            let told = &matter.witnesses[other];
            told.value == witness.value
                && may_be_same_time(told, witness)
                && is_denied(told) == is_denied(witness)
                && (speakers[other] == speakers[w] || is_one_unnamed(other, w))
        };
        match groups.iter_mut().find(|group| alike(group[0])) {
            Some(group) => group.push(w),
            None => groups.push(vec![w]),
        }
    }
    // What somebody says goes back to whoever says it.
    let is_somebody = |speaker: &Provenance| match speaker {
        Provenance::Speaker(words) => {
            links.entity(*words).is_some() || can_be_gone_back_to(links.language, story.words(*words))
        }
        Provenance::Outlet(_) => false,
    };
    let said = |members: &[usize]| {
        let speaker = speakers[members[0]].clone();
        let back_to = speaker.clone().filter(is_somebody);
        ReadingVoice { speaker, back_to }
    };
    let mut readings: Vec<(Reading, Vec<usize>)> =
        groups.into_iter().map(|members| (reading(matter, origins, said(&members), &members), members)).collect();
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

/// Who says the words of a reading, and to whom they go back, where that is somebody.
struct ReadingVoice {
    speaker: Option<Provenance>,
    back_to: Option<Provenance>,
}

/// Who says what a witness gives: whom it names, or where its words leave that open whom the other accounts of the utterance name.
fn speaker(
    story: &Story,
    links: &LinkIndex,
    (matter, origins): (&Matter, &[(usize, Option<Provenance>)]),
    w: usize,
) -> Option<Provenance> {
    let witness = &matter.witnesses[w];
    let (number, via) = &origins[w];
    let named = via.as_ref().and_then(|via| match via {
        Provenance::Speaker(name) => links.entity(*name),
        Provenance::Outlet(_) => None,
    });
    let Some((words, entity)) = witness.speaker else {
        // A few words between marks with nobody beside them may be a mere name: “safe zone”.
        let is_utterance = quoted_words(witness).is_some_and(|words| words.split(' ').count() >= UTTERANCE);
        return via.clone().filter(|_| is_utterance);
    };
    if let Some(entity) = entity {
        return Some(Provenance::Speaker(links.alignment.entities[entity as usize].name));
    }
    // Whoever is called "the tech giant" here has the very words of the one who is named there.
    let is_same = |(other, (at, _)): (&Witness, &(usize, Option<Provenance>))| {
        let both = quoted_words(witness).zip(quoted_words(other));
        at == number
            && other.speaker.is_some_and(|(_, entity)| entity.is_some())
            && both.is_some_and(|(a, b)| share_words(a, b))
    };
    let is_meant = match named {
        Some(named) => {
            may_be(links.language, story, words, named)
                || matter.witnesses.iter().zip(origins).take(MOST_COMPARED).any(is_same)
        }
        None => !names_a_source(links.language, story.words(words)),
    };
    via.clone().filter(|_| is_meant).or(Some(Provenance::Speaker(words)))
}

/// Most witnesses whose words are compared with those of one whose speaker is not named.
const MOST_COMPARED: usize = 24;

/// Whether two witnesses of one value may speak of one time: one doesn't say, or the days overlap.
fn may_be_same_time(a: &Witness, b: &Witness) -> bool {
    match (a.as_of, b.as_of) {
        (Some((a_from, a_to)), Some((b_from, b_to))) => a_from <= b_to && b_from <= a_to,
        // One value told on several days is one reading, told on several days.
        _ => true,
    }
}

/// Whether a witness says that it is not so.
fn is_denied(witness: &Witness) -> bool {
    matches!(witness.status, Status::Denied | Status::Negated)
}

fn reading(matter: &Matter, origins: &[(usize, Option<Provenance>)], said: ReadingVoice, members: &[usize]) -> Reading {
    let mut by_origin: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &member in members {
        by_origin.entry(origins[member].0).or_default().push(member);
    }
    let mut made = by_origin.values().map(|group| {
        let passage = |&w: &usize| matter.witnesses[w].passage;
        // What all of an origin's passages go back to, if they all go back to one.
        let (number, via) = origins[group[0]].clone();
        let via = said.back_to.clone().or(via);
        Origin::new(passage(&group[0]), group[1..].iter().map(passage), via).numbered(number as u32)
    });
    let witness = &matter.witnesses[members[0]];
    let days: Vec<Date> = members.iter().filter_map(|&w| matter.witnesses[w].said).collect();
    let first = made.next().unwrap_or_else(|| Origin::new(witness.passage, [], None));
    let as_of = members.iter().find_map(|&w| matter.witnesses[w].as_of);
    let reading = Reading::new(witness.value.clone(), as_of, days, first, made.collect());
    let reading = if is_denied(witness) { reading.negated() } else { reading };
    if is_spoken(matter.kind) { reading.spoken_by(said.speaker) } else { reading }
}
