//! From matters to entries: readings told apart, origins counted, every line checked.

use super::{
    Difference, DifferenceKind, Entry, EntryKind, EntryStatus, Ledger, Origin, Reading, TimelineRow, Unread, Value,
    Via, check, differences,
};
use crate::align::lineage::{Earlier, Link, LinkWhy};
use crate::align::matters::{Matter, Witness};
use crate::align::{Alignment, Groups};
use crate::annotate::credits::usual_name;
use crate::annotate::figures::Status;
use crate::story::{Passage, Story};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Tells the readings of each matter apart, counts origins, and checks every line: what can't be found again in its
/// own passages is left out and counted.
pub fn tabulate(story: &Story, alignment: &Alignment) -> Ledger {
    let links = Links::new(alignment);
    let (mut entries, mut failed) = (Vec::new(), Vec::new());
    for matter in &alignment.matters {
        let entry = entry(story, alignment, &links, matter);
        if check::holds(story, &entry) {
            entries.push(entry);
        } else {
            failed.push(entry.subject);
        }
    }
    // Disputed first; among equals what most articles speak to.
    entries.sort_by_key(|entry| {
        let passages: usize = entry.readings.iter().map(|reading| reading.passages().count()).sum();
        (entry.status, entry.kind, std::cmp::Reverse(passages), entry.subject)
    });
    let mut unread = alignment.unread.clone();
    if !failed.is_empty() {
        unread.push(Unread {
            code: "failed-check",
            message: "entries left out because a value was not found again in its own passages".to_owned(),
            passages: failed,
        });
    }
    unread.sort();
    let entry_at: BTreeMap<Passage, u32> = entries
        .iter()
        .enumerate()
        .flat_map(|(e, entry)| entry.readings.iter().flat_map(move |r| r.passages().map(move |p| (p, e as u32))))
        .collect();
    Ledger {
        voices: super::voices::voices(&entries, &alignment.speeches),
        timeline: timeline(story, alignment, &entry_at),
        events: alignment.events.clone(),
        entities: alignment.entities.clone(),
        versions: alignment.versions.clone(),
        lineage: alignment.lineage.clone(),
        unread,
        warnings: alignment.warnings.clone(),
        entries,
    }
}

/// Longest time, in days, that still dates a happening: a week is "earlier this week"; a month dates a season.
const LONGEST: i32 = 7;

/// The rows of the timeline, by day: happenings that two articles or more tell, and what one alone dates. `entry_at` holds the
/// entry of each passage.
fn timeline(story: &Story, alignment: &Alignment, entry_at: &BTreeMap<Passage, u32>) -> Vec<TimelineRow> {
    let mut rows = Vec::new();
    for (e, event) in alignment.events.iter().enumerate() {
        let (Some(from), Some(to)) = (event.from, event.to) else { continue };
        let length = from.until(to).map_or(i32::MAX, |span| span.get_days());
        let texts: BTreeSet<[u8; 32]> =
            event.passages().map(|passage| story.articles()[passage.article as usize].sha256).collect();
        let alone = texts.len() < 2;
        let told = matches!(event.status, Status::Asserted | Status::Planned);
        if event.bare_report || length >= LONGEST && alone || alone && !(told && event.dated) {
            continue;
        }
        let entry = event.passages().find_map(|passage| entry_at.get(&passage).copied());
        rows.push(TimelineRow { event: e as u32, from, to, entry, alone });
    }
    rows.sort_by_key(|row| (row.from, row.to, alignment.events[row.event as usize].name));
    rows
}

fn entry(story: &Story, alignment: &Alignment, links: &Links, matter: &Matter) -> Entry {
    let origins = origins(story, links, matter);
    // Witnesses that say the same are one reading: the same value, of the same time, by the same speaker for a quote.
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (w, witness) in matter.witnesses.iter().enumerate() {
        let alike = |other: &Witness| {
            let speaker = |w: &Witness| w.speaker.and_then(|(_, entity)| entity);
            other.value == witness.value
                && may_be_same_time(other, witness)
                && is_denied(other) == is_denied(witness)
                && (!is_spoken(matter) || speaker(other) == speaker(witness))
        };
        match groups.iter_mut().find(|group| alike(&matter.witnesses[group[0]])) {
            Some(group) => group.push(w),
            None => groups.push(vec![w]),
        }
    }
    let mut readings: Vec<(Reading, Vec<usize>)> =
        groups.into_iter().map(|members| (reading(alignment, matter, &origins, &members), members)).collect();
    readings.sort_by_key(|(reading, members)| {
        let value = match reading.value() {
            Value::Quantity(quantity) => quantity.low.or(quantity.high),
            _ => None,
        };
        let words = match reading.value() {
            Value::Words(words) => (false, std::cmp::Reverse(words.len())),
            Value::Paraphrase(words) | Value::Description(words) => (true, std::cmp::Reverse(words.len())),
            _ => (false, std::cmp::Reverse(0)),
        };
        (words, reading.said().first().copied(), reading.as_of(), value, matter.witnesses[members[0]].passage)
    });
    let differences = differences::find(story, alignment, matter, &readings);
    let conflict = |d: &Difference| matches!(d.kind, DifferenceKind::Conflict | DifferenceKind::OtherSpeaker);
    // A part and its whole don't bear each other out.
    let other_scope: BTreeSet<(u32, u32)> =
        differences.iter().filter(|d| d.kind == DifferenceKind::OtherScope).map(|d| d.between).collect();
    let origins_beside = |r: u32| -> BTreeSet<u32> {
        let beside = (0u32..).zip(&readings).filter(|&(other, _)| !other_scope.contains(&(r.min(other), r.max(other))));
        beside.flat_map(|(_, (reading, _))| reading.origins().iter().map(Origin::number)).collect()
    };
    let status = if differences.iter().any(conflict) {
        EntryStatus::Disputed
    } else if differences.iter().any(|difference| differences::is_change(difference, &readings)) {
        EntryStatus::Changed
    } else if (0..readings.len() as u32).any(|r| origins_beside(r).len() >= 2) {
        EntryStatus::Agreed
    } else {
        EntryStatus::Single
    };
    let first = matter.witnesses[0].passage;
    let mut id = format!("{}-{}", &story.articles()[first.article as usize].id()[..8], first.span.start);
    if !matches!(matter.kind, EntryKind::Figure | EntryKind::Quote | EntryKind::Claim) {
        // A day or a place may begin where a figure does.
        id = format!("{id}-{}-{:?}", first.span.end, matter.kind).to_lowercase();
    }
    Entry {
        id,
        kind: matter.kind,
        aspect: matter.aspect,
        subject: matter.subject,
        facets: matter.facets.clone(),
        heading: matter.heading,
        status,
        readings: readings.into_iter().map(|(reading, _)| reading).collect(),
        differences,
        why: matter.why.clone(),
    }
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
fn is_spoken(matter: &Matter) -> bool {
    matches!(matter.kind, EntryKind::Quote | EntryKind::Claim)
}

/// Whether a witness says that it is not so.
fn is_denied(witness: &Witness) -> bool {
    matches!(witness.status, Status::Denied | Status::Negated)
}

fn reading(alignment: &Alignment, matter: &Matter, origins: &[(usize, Option<Via>)], members: &[usize]) -> Reading {
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
    let speaker = witness
        .speaker
        .map(|(words, entity)| Via::Speaker(entity.map_or(words, |entity| alignment.entities[entity as usize].name)));
    let first = made.next().unwrap_or_else(|| Origin::new(witness.passage, [], None));
    let as_of = members.iter().find_map(|&w| matter.witnesses[w].as_of);
    let reading = Reading::new(witness.value.clone(), as_of, said, first, made.collect());
    let reading = if is_denied(witness) { reading.negated() } else { reading };
    if is_spoken(matter) { reading.spoken_by(speaker) } else { reading }
}

/// Known links, ready to be asked about a passage.
struct Links<'a> {
    /// By article of the later end, sorted by its start.
    by_later: BTreeMap<u32, Vec<&'a Link>>,
    /// Passages that others copied or credited, by article.
    by_earlier: BTreeMap<u32, Vec<Passage>>,
    alignment: &'a Alignment,
}

impl<'a> Links<'a> {
    fn new(alignment: &'a Alignment) -> Links<'a> {
        let mut by_later: BTreeMap<u32, Vec<&Link>> = BTreeMap::new();
        let mut by_earlier: BTreeMap<u32, Vec<Passage>> = BTreeMap::new();
        for link in &alignment.lineage {
            by_later.entry(link.later.article).or_default().push(link);
            if let Earlier::Passage(earlier) = link.earlier
                && link.why != LinkWhy::Quoted
            {
                by_earlier.entry(earlier.article).or_default().push(earlier);
            }
        }
        for passages in by_earlier.values_mut() {
            passages.sort();
            passages.dedup();
        }
        Links { by_later, by_earlier, alignment }
    }

    /// The links whose later end holds `passage`.
    fn of(&self, passage: Passage) -> impl Iterator<Item = &'a Link> {
        self.by_later
            .get(&passage.article)
            .into_iter()
            .flatten()
            .copied()
            .filter(move |link| link.later.span.contains(passage.span))
    }
}

/// For each witness the number of its origin, and what all of that origin goes back to.
///
/// Joined are witnesses of one speaker, of one outlet's own voice, and those between which a link is known: one's
/// words are copied from the other's, or both are credited to one outlet. Where nothing is known they stay apart, so
/// the count means 'at most'.
fn origins(story: &Story, links: &Links, matter: &Matter) -> Vec<(usize, Option<Via>)> {
    let witnesses = &matter.witnesses;
    let mut groups = Groups::new(witnesses.len());
    let mut first_of: BTreeMap<Key, usize> = BTreeMap::new();
    for (w, witness) in witnesses.iter().enumerate() {
        for key in keys(story, links, witness) {
            let first = *first_of.entry(key).or_insert(w);
            groups.join(first, w);
        }
    }
    // One utterance has one speaker: who is not named, or only described, is nobody else than the one who is.
    if is_spoken(matter) {
        let is_named = |witness: &Witness| witness.speaker.is_some_and(|(_, entity)| entity.is_some());
        let first = witnesses.iter().position(is_named).unwrap_or(0);
        for w in (0..witnesses.len()).filter(|&w| !is_named(&witnesses[w])) {
            groups.join(first, w);
        }
    }
    // An article that gives a figure in its own voice and by a speaker says one thing twice, a headline above all.
    for (w, own) in witnesses.iter().enumerate().filter(|(_, witness)| witness.speaker.is_none()) {
        let spoken = |other: &Witness| {
            other.passage.article == own.passage.article && other.speaker.is_some() && other.value == own.value
        };
        if let Some(other) = witnesses.iter().position(spoken) {
            groups.join(w, other);
        }
    }
    let roots: Vec<usize> = (0..witnesses.len()).map(|w| groups.root(w)).collect();
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    for &root in &roots {
        let next = numbers.len();
        numbers.entry(root).or_insert(next);
    }
    roots
        .iter()
        .map(|root| {
            let members: Vec<&Witness> =
                witnesses.iter().zip(&roots).filter(|(_, other)| *other == root).map(|(witness, _)| witness).collect();
            (numbers[root], via(story, links, &members))
        })
        .collect()
}

/// Witnesses with a key in common have a known link.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Speaker(u32),
    /// A speaker who is no named one: only the same article means the same by it.
    Unnamed(u32, String),
    OwnVoice(u32),
    Outlet(String),
    /// A passage that was copied, and in whose voice: two speakers in one copied text stay two.
    Copied(Passage, Option<String>),
}

fn keys(story: &Story, links: &Links, witness: &Witness) -> Vec<Key> {
    let article = witness.passage.article;
    let mut keys = Vec::new();
    // All versions of an article are one voice.
    let voice = links.alignment.first_version.get(article as usize).copied().unwrap_or(article);
    match witness.speaker {
        Some((_, Some(entity))) => keys.push(Key::Speaker(entity)),
        Some((words, None)) => keys.push(Key::Unnamed(voice, story.words(words).to_lowercase())),
        None => keys.push(Key::OwnVoice(voice)),
    }
    // A named speaker is the origin, wherever the words were printed; one that is an outlet ("the Gazette reported") is the
    // same origin as the outlet's own voice.
    if let Some((_, Some(entity))) = witness.speaker {
        keys.push(Key::Outlet(usual_name(story.words(links.alignment.entities[entity as usize].name))));
        return keys;
    }
    let voice = witness.speaker.map(|(words, _)| story.words(words).to_lowercase());
    let facts = &story.articles()[article as usize].facts;
    let mut linked = false;
    for link in links.of(witness.passage) {
        match (&link.earlier, link.why) {
            (Earlier::Outlet { name, .. }, LinkWhy::Credited) => keys.push(Key::Outlet(name.clone())),
            (Earlier::Passage(earlier), LinkWhy::Copied | LinkWhy::Credited) => {
                // Whatever both passages cover goes back to the same words.
                keys.push(Key::Copied(*earlier, voice.clone()));
                keys.push(Key::Copied(link.later, voice.clone()));
            }
            _ => continue,
        }
        // Of two who print the same words on one day either may be the first: neither loses its voice by it.
        linked |= link.directed;
    }
    // The other end of a link: this passage is what others copied.
    let copied = links
        .by_earlier
        .get(&article)
        .into_iter()
        .flatten()
        .filter(|earlier| earlier.span.contains(witness.passage.span));
    keys.extend(copied.map(|earlier| Key::Copied(*earlier, voice.clone())));
    // An outlet's own voice in two of its articles is one voice.
    if witness.speaker.is_none()
        && !linked
        && let Some(outlet) = &facts.outlet
    {
        keys.push(Key::Outlet(usual_name(outlet)));
    }
    keys
}

/// What all of an origin's passages go back to.
fn via(story: &Story, links: &Links, members: &[&Witness]) -> Option<Via> {
    // The article's own voice beside a speaker's goes back to the speaker.
    let spoken: Vec<&&Witness> = members.iter().filter(|witness| witness.speaker.is_some()).collect();
    let speakers: Option<Vec<u32>> = spoken.iter().map(|w| w.speaker.and_then(|(_, entity)| entity)).collect();
    let speakers = speakers.filter(|speakers| !speakers.is_empty());
    if let Some(speakers) = speakers
        && speakers.windows(2).all(|pair| pair[0] == pair[1])
    {
        return Some(Via::Speaker(links.alignment.entities[speakers[0] as usize].name));
    }
    if let [only] = members
        && let Some((words, None)) = only.speaker
    {
        return Some(Via::Speaker(words));
    }
    // Credited to one outlet, or that outlet's own words. One outlet's own words alone go back to nobody else.
    let credit = |witness: &&Witness| {
        links.of(witness.passage).find_map(|link| match &link.earlier {
            Earlier::Outlet { name, .. } if link.why == LinkWhy::Credited => Some(name.clone()),
            _ => None,
        })
    };
    let own =
        |witness: &Witness| story.articles()[witness.passage.article as usize].facts.outlet.as_deref().map(usual_name);
    let first = members.iter().find_map(credit)?;
    let mut settled: Vec<Passage> = Vec::new();
    let mut open: Vec<&&Witness> = Vec::new();
    for witness in members {
        match credit(witness).or_else(|| own(witness)) {
            Some(name) if name == first => settled.push(witness.passage),
            _ if credit(witness).is_some() => return None,
            _ => open.push(witness),
        }
    }
    // What is copied from there goes back there too.
    loop {
        let before = open.len();
        open.retain(|witness| {
            let holds = |earlier: Passage, passage: Passage| {
                passage.article == earlier.article && earlier.span.contains(passage.span)
            };
            let from = |later: Passage, passage: Passage, either_way: bool| {
                links.of(later).any(|link| match link.earlier {
                    Earlier::Passage(earlier) if link.why == LinkWhy::Copied => {
                        (!either_way || !link.directed) && holds(earlier, passage)
                    }
                    _ => false,
                })
            };
            // Where nobody knows who was first, it is from there as much as the other way round.
            let copied = settled
                .iter()
                .any(|&passage| from(witness.passage, passage, false) || from(passage, witness.passage, true));
            if copied {
                settled.push(witness.passage);
            }
            !copied
        });
        if open.is_empty() {
            return Some(Via::Outlet(first));
        }
        if open.len() == before {
            return None;
        }
    }
}
