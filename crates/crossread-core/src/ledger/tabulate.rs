//! From matters to entries: every line of the ledger is made and checked here.

use super::origins::{self, LinkIndex};
use super::{
    Aspect, Entry, EntryKind, EntryStatus, JoinSign, Ledger, Reading, UnreadNote, check, differences, readings, status,
    tellers, timeline, voices,
};
use crate::align::Alignment;
use crate::align::matters::Matter;
use crate::language::Language;
use crate::story::{Passage, Story};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Tells the readings of each matter apart, counts origins, and checks every line: what can't be found again in its
/// own passages is left out and counted.
pub fn tabulate(language: &Language, story: &Story, alignment: &Alignment) -> Ledger {
    let links = LinkIndex::new(language, story, alignment);
    let (mut entries, mut failed) = (Vec::new(), Vec::new());
    for matter in &alignment.matters {
        let entry = entry(story, alignment, &links, matter);
        if check::holds(language, story, &entry) {
            entries.push(entry);
        } else {
            failed.push(entry.subject);
        }
    }
    // Disputed first; among equals what most articles speak to, and who somebody is behind what happened and what was said.
    entries.sort_by_key(|entry| {
        let passages: usize = entry.readings.iter().map(|reading| reading.passages().count()).sum();
        (entry.status, is_background(entry), entry.kind, std::cmp::Reverse(passages), entry.subject)
    });
    let mut unread = alignment.unread.clone();
    if !failed.is_empty() {
        unread.push(UnreadNote {
            code: "failed-check",
            message: "entries left out because a value was not found again in its own passages".to_owned(),
            passages: failed,
        });
    }
    unread.sort();
    tell_apart(&mut entries);
    let entry_at: BTreeMap<Passage, u32> = entries
        .iter()
        .enumerate()
        .flat_map(|(e, entry)| entry.readings.iter().flat_map(move |r| r.passages().map(move |p| (p, e as u32))))
        .collect();
    Ledger {
        voices: voices::find(&entries, &alignment.speeches),
        timeline: timeline::rows(story, alignment, &entry_at),
        event_origins: tellers::find(story, &links, &alignment.events),
        events: Arc::clone(&alignment.events),
        entities: Arc::clone(&alignment.entities),
        versions: alignment.versions.clone(),
        lineage: alignment.lineage.clone(),
        unread,
        warnings: alignment.warnings.clone(),
        entries,
        decisions: Vec::new(),
    }
}

/// Whether an entry only tells who somebody is, and no account contradicts another: every story has many of those, and none is news.
fn is_background(entry: &Entry) -> bool {
    let is_open = matches!(entry.status, EntryStatus::Disputed | EntryStatus::Changed);
    entry.aspect == Some(Aspect::Is) && !is_open && entry.why.iter().any(|why| why.sign == JoinSign::Name)
}

fn entry(story: &Story, alignment: &Alignment, links: &LinkIndex, matter: &Matter) -> Entry {
    let readings = readings::find(story, links, matter, &origins::find(story, links, matter.kind, &matter.witnesses));
    let differences = differences::find(links.language, story, alignment, matter, &readings);
    let status = status::of(matter, &readings, differences.found());
    let (differences, differences_omitted) = differences.listed();
    Entry {
        id: id(story, matter),
        kind: matter.kind,
        aspect: matter.aspect,
        subject: matter.subject,
        facets: matter.facets.clone(),
        heading: matter.heading,
        status,
        readings: readings.into_iter().map(|(reading, _)| reading).collect(),
        differences,
        differences_omitted,
        why: matter.why.clone(),
        event: matter.event,
    }
}

/// A figure may begin where a quote does: the later of two entries with one id gets its kind behind it.
fn tell_apart(entries: &mut [Entry]) {
    let mut seen = BTreeSet::new();
    for entry in entries {
        while !seen.insert(entry.id.clone()) {
            entry.id = format!("{}-{:?}", entry.id, entry.kind).to_lowercase();
        }
    }
}

fn id(story: &Story, matter: &Matter) -> String {
    let passages = matter.witnesses.iter().map(|witness| witness.passage);
    named_by(story, matter.kind, story.naming(passages).unwrap_or(matter.subject))
}

/// A name that depends on the entry's own passages alone: on the first one of the article whose id is least, so that it stays when an
/// older article is added.
fn named_by(story: &Story, kind: EntryKind, first: Passage) -> String {
    let id = format!("{}-{}", &story.articles()[first.article as usize].id()[..8], first.span.start);
    if !matches!(kind, EntryKind::Figure | EntryKind::Quote | EntryKind::Claim) {
        // A day or a place may begin where a figure does.
        return format!("{id}-{}-{kind:?}", first.span.end).to_lowercase();
    }
    id
}

/// The name that an entry has where one article is not among the others: a draft is no account, and names none.
pub fn name_without(story: &Story, entry: &Entry, article: u32) -> Option<String> {
    let passages = || entry.readings.iter().flat_map(Reading::passages);
    if story.naming(passages())?.article != article {
        return Some(entry.id.clone());
    }
    let others = passages().filter(|passage| passage.article != article);
    Some(named_by(story, entry.kind, story.naming(others)?))
}
