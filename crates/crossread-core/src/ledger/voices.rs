//! Who is quoted with what: one utterance is told once, however many articles print it.

use super::{Entry, EntryKind};
use crate::align::voices::{Speech, Statement};
use crate::annotate::quotes::QuoteKind;
use crate::story::Passage;
use std::collections::BTreeMap;

/// Somebody who is named and quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Who: index into [`Ledger::entities`](super::Ledger::entities).
    pub entity: u32,
    /// What the most articles call them beside their name.
    pub role: Option<Passage>,
    /// Never empty. What is quoted comes before what is reported, each by article and place.
    pub utterances: Vec<Utterance>,
}

/// One thing somebody says, with every passage that gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utterance {
    /// Whether the words stand in quotation marks.
    pub kind: UtteranceKind,
    /// The entry that lays the accounts of it side by side: index into [`Ledger::entries`](super::Ledger::entries). `None` where
    /// only one article has it.
    pub entry: Option<u32>,
    /// Never empty; by article and place.
    pub statements: Vec<Statement>,
}

/// How words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UtteranceKind {
    /// In quotation marks.
    Quoted,
    /// Without: the outlet's own words for what was said.
    Reported,
}

/// The voices of a story, the most quoted first: by utterances in marks, then by all utterances.
pub(super) fn find(entries: &[Entry], speeches: &[Speech]) -> Vec<Voice> {
    let mut laid: BTreeMap<Passage, u32> = BTreeMap::new();
    let of_words =
        |kind| !matches!(kind, EntryKind::Figure | EntryKind::Event | EntryKind::Date | EntryKind::Attribute);
    for (e, entry) in entries.iter().enumerate().filter(|(_, entry)| of_words(entry.kind)) {
        for passage in entry.readings.iter().flat_map(super::Reading::passages) {
            laid.entry(passage).or_insert(e as u32);
        }
    }
    let voice = |speech: &Speech| Voice {
        entity: speech.entity,
        role: speech.role,
        utterances: utterances(&speech.statements, &laid),
    };
    let mut voices: Vec<Voice> = speeches.iter().map(voice).collect();
    let quoted = |voice: &Voice| voice.utterances.iter().filter(|one| one.kind == UtteranceKind::Quoted).count();
    // Entities are in an order of their own, which decides between equals.
    voices.sort_by_key(|voice| (std::cmp::Reverse((quoted(voice), voice.utterances.len())), voice.entity));
    voices
}

/// Statements that one entry lays side by side are one utterance; any other is one by itself.
fn utterances(statements: &[Statement], laid: &BTreeMap<Passage, u32>) -> Vec<Utterance> {
    let mut utterances: Vec<Utterance> = Vec::new();
    let mut of_entry: BTreeMap<(u32, UtteranceKind), usize> = BTreeMap::new();
    for &statement in statements {
        let kind = match statement.kind {
            QuoteKind::Direct | QuoteKind::Fragment => UtteranceKind::Quoted,
            QuoteKind::Indirect | QuoteKind::Term => UtteranceKind::Reported,
        };
        let entry = entry_of(statement.passage, laid);
        let place = entry.map(|entry| *of_entry.entry((entry, kind)).or_insert(utterances.len()));
        match place.and_then(|place| utterances.get_mut(place)) {
            Some(utterance) => utterance.statements.push(statement),
            None => utterances.push(Utterance { kind, entry, statements: vec![statement] }),
        }
    }
    utterances.sort_by_key(|one| (one.kind, one.statements[0].passage));
    utterances
}

/// The entry that a passage of it overlaps: a report is laid with its cue, and may hold quoted words that are laid.
fn entry_of(passage: Passage, laid: &BTreeMap<Passage, u32>) -> Option<u32> {
    let before = laid.range(..=passage).next_back().filter(|(other, _)| other.span.contains(passage.span));
    let mut behind = laid.range(passage..).take_while(|(other, _)| other.span.start < passage.span.end);
    let touching = before.or_else(|| behind.find(|(other, _)| passage.span.contains(other.span)));
    touching.filter(|(other, _)| other.article == passage.article).map(|(_, entry)| *entry)
}
