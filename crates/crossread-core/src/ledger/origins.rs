//! Origins: which witnesses of a matter have a known link between them, and what they go back to.

use super::Provenance;
use super::differences::share_words;
use super::sources::{can_be_gone_back_to, may_be, names_a_source, only_one};
use crate::align::entities::Entity;
use crate::align::lineage::{EarlierEnd, Link, LinkReason};
use crate::align::matters::{EntryKind, Value, Witness};
use crate::align::voices::OrganizationIndex;
use crate::align::{Alignment, DisjointSets};
use crate::annotate::credits::usual_name;
use crate::language::Language;
use crate::story::{BlockKind, Passage, Story};
use crossread_language::{MentionKind, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Known links, ready to be asked about a passage.
pub(super) struct LinkIndex<'a> {
    pub(super) language: &'a Language,
    /// By article of the later end, sorted by its start.
    by_later: BTreeMap<u32, Vec<&'a Link>>,
    /// Passages that others copied or credited, by article.
    by_earlier: BTreeMap<u32, Vec<Passage>>,
    pub(super) alignment: &'a Alignment,
    /// The entities by the words that name them.
    entity_at: BTreeMap<Passage, u32>,
    /// The bodies of the story, and which of them its spokesmen speak for.
    bodies: OrganizationIndex<'a>,
    speaks_for: BTreeMap<u32, u32>,
    /// Where words of one utterance are quoted, by article and place, with its matter and the origin that it is there.
    utterance_at: BTreeMap<Passage, (usize, usize)>,
}

impl<'a> LinkIndex<'a> {
    pub(super) fn new(language: &'a Language, story: &Story, alignment: &'a Alignment) -> LinkIndex<'a> {
        let mut by_later: BTreeMap<u32, Vec<&Link>> = BTreeMap::new();
        let mut by_earlier: BTreeMap<u32, Vec<Passage>> = BTreeMap::new();
        for link in &alignment.lineage {
            by_later.entry(link.later.article).or_default().push(link);
            if let EarlierEnd::Passage(earlier) = link.earlier
                && link.why != LinkReason::Quoted
            {
                by_earlier.entry(earlier.article).or_default().push(earlier);
            }
        }
        for passages in by_earlier.values_mut() {
            passages.sort();
            passages.dedup();
        }
        let speaks_for = alignment.speeches.iter().filter_map(|speech| Some((speech.entity, speech.speaks_for?)));
        let bodies = OrganizationIndex::new(&language.people, &alignment.entities);
        let speaks_for = speaks_for.collect();
        let entity_at = (0..).zip(alignment.entities.iter()).map(|(e, entity)| (entity.name, e)).collect();
        let utterance_at = BTreeMap::new();
        let links =
            LinkIndex { language, by_later, by_earlier, alignment, entity_at, bodies, speaks_for, utterance_at };
        LinkIndex { utterance_at: utterances(story, &links), ..links }
    }

    /// Whom the words of a name are the name of.
    pub(super) fn entity(&self, name: Passage) -> Option<&'a Entity> {
        self.entity_at.get(&name).map(|&entity| &self.alignment.entities[entity as usize])
    }

    /// The utterance that a passage is a part of.
    fn utterance(&self, passage: Passage) -> Option<(usize, usize)> {
        let whole = Passage { span: Span { end: u32::MAX, ..passage.span }, ..passage };
        let (around, number) = self.utterance_at.range(..=whole).next_back()?;
        (around.article == passage.article && around.span.contains(passage.span)).then_some(*number)
    }

    /// Whose words a speaker's are: those of a spokesman are the words of the body that they speak for.
    fn principal(&self, story: &Story, (words, entity): (Passage, Option<u32>)) -> Option<u32> {
        match entity {
            Some(entity) => Some(self.speaks_for.get(&entity).copied().unwrap_or(entity)),
            None => self.bodies.spoken_for(story.words(words)),
        }
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

/// The passages between marks that give one utterance, each with the number of its matter and of its origin there.
fn utterances(story: &Story, links: &LinkIndex) -> BTreeMap<Passage, (usize, usize)> {
    let matters = links.alignment.matters.iter().enumerate();
    let quotes = matters.filter(|(_, matter)| matter.kind == EntryKind::Quote);
    let quoted = quotes.flat_map(|(m, matter)| {
        let numbered = matter.witnesses.iter().zip(numbers(story, links, matter.kind, &matter.witnesses));
        let quoted = numbered.filter(|(witness, _)| quoted_words(witness).is_some());
        quoted.map(move |(witness, origin)| (witness.passage, (m, origin)))
    });
    quoted.collect()
}

/// Whether what is compared is what somebody says: its readings have speakers.
pub(super) fn is_spoken(kind: EntryKind) -> bool {
    matches!(kind, EntryKind::Quote | EntryKind::Claim)
}

/// The words that a witness gives as somebody's, where it does not only report them.
pub(super) fn quoted_words(witness: &Witness) -> Option<&str> {
    match &witness.value {
        Value::Words(words) => Some(words),
        _ => None,
    }
}

/// Joins the witnesses of one utterance.
fn join_utterance(story: &Story, links: &LinkIndex, kind: EntryKind, witnesses: &[Witness], groups: &mut DisjointSets) {
    let entity = |w: usize| witnesses[w].speaker.and_then(|(_, entity)| entity);
    let named: BTreeSet<u32> = (0..witnesses.len()).filter_map(entity).collect();
    // The same words are said once, however the accounts call who said them; "zero tolerance" is anybody's. Where two are named, one
    // who is not is either, by his words.
    if kind == EntryKind::Quote {
        let mut first_of: BTreeMap<Option<u32>, usize> = BTreeMap::new();
        for (w, words) in witnesses.iter().enumerate().filter_map(|(w, witness)| Some((w, quoted_words(witness)?))) {
            for &other in first_of.values() {
                let may_be_one =
                    entity(w) == entity(other) || named.len() < 2 && entity(w).zip(entity(other)).is_none();
                if may_be_one || quoted_words(&witnesses[other]).is_some_and(|other| share_words(words, other)) {
                    groups.join(other, w);
                }
            }
            first_of.entry(entity(w)).or_insert(w);
        }
    }
    // One utterance has one speaker: who is not named, or only described, is nobody else than the one who is. A claim that accounts tell in
    // their own voice is not that of somebody whom another names, nor is one of somebody who is described as no such person.
    let is_told = |w: usize| kind == EntryKind::Claim && witnesses[w].speaker.is_none();
    let (told, open): (Vec<usize>, Vec<usize>) =
        (0..witnesses.len()).filter(|&w| entity(w).is_none()).partition(|&w| is_told(w));
    let speaker = (0..witnesses.len()).find(|&w| entity(w).is_some()).filter(|_| named.len() == 1);
    let named = speaker.and_then(entity).map(|entity| &links.alignment.entities[entity as usize]);
    let is_theirs = |w: &usize| {
        let words = witnesses[*w].speaker.map(|(words, _)| words);
        kind == EntryKind::Quote
            || named.zip(words).is_none_or(|(named, words)| may_be(links.language, story, words, named))
    };
    let (open, others): (Vec<usize>, Vec<usize>) = open.into_iter().partition(is_theirs);
    for all in [speaker.into_iter().chain(open).collect::<Vec<usize>>(), others, told] {
        all.windows(2).for_each(|two| groups.join(two[0], two[1]));
    }
}

/// For each witness the number of its origin, and what all of that origin goes back to.
///
/// Joined are witnesses of one speaker, of one outlet's own voice, and those between which a link is known: one's
/// words are copied from the other's, or both are credited to one outlet. Where nothing is known they stay apart, so
/// the count means 'at most'.
pub(super) fn find(
    story: &Story,
    links: &LinkIndex,
    kind: EntryKind,
    witnesses: &[Witness],
) -> Vec<(usize, Option<Provenance>)> {
    let numbers = numbers(story, links, kind, witnesses);
    let mut members: Vec<Vec<&Witness>> = vec![Vec::new(); numbers.iter().max().map_or(0, |last| last + 1)];
    witnesses.iter().zip(&numbers).for_each(|(witness, &number)| members[number].push(witness));
    let via: Vec<Option<Provenance>> =
        members.iter().map(|members| via(story, links, members, is_spoken(kind))).collect();
    numbers.into_iter().map(|number| (number, via[number].clone())).collect()
}

/// For each witness the number of its origin.
fn numbers(story: &Story, links: &LinkIndex, kind: EntryKind, witnesses: &[Witness]) -> Vec<usize> {
    let mut groups = grouped(story, links, kind, witnesses);
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    let number = |w: usize| {
        let next = numbers.len();
        *numbers.entry(groups.root(w)).or_insert(next)
    };
    (0..witnesses.len()).map(number).collect()
}

/// The witnesses of one origin as one group.
fn grouped(story: &Story, links: &LinkIndex, kind: EntryKind, witnesses: &[Witness]) -> DisjointSets {
    let mut groups = DisjointSets::new(witnesses.len());
    let mut first_of: BTreeMap<LinkKey, usize> = BTreeMap::new();
    for (w, witness) in witnesses.iter().enumerate() {
        for key in keys(story, links, witness) {
            let first = *first_of.entry(key).or_insert(w);
            groups.join(first, w);
        }
    }
    if is_spoken(kind) {
        join_utterance(story, links, kind, witnesses, &mut groups);
    }
    // What one account credits to an outlet it has from that outlet's account, whomever that one cites.
    let mut account_of: BTreeMap<String, usize> = BTreeMap::new();
    for (w, outlet) in
        witnesses.iter().enumerate().filter_map(|(w, witness)| Some((w, outlet_of(links, story, witness)?)))
    {
        account_of.entry(outlet).or_insert(w);
    }
    for (w, witness) in witnesses.iter().enumerate() {
        for account in credited_to(links, witness).filter_map(|name| account_of.get(name)) {
            groups.join(w, *account);
        }
    }
    // An article that gives a figure in its own voice and by a speaker says one thing twice, a headline above all.
    let mut spoken_in: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (w, spoken) in witnesses.iter().enumerate().filter(|(_, witness)| witness.speaker.is_some()) {
        spoken_in.entry(spoken.passage.article).or_default().push(w);
    }
    for (w, own) in witnesses.iter().enumerate().filter(|(_, witness)| witness.speaker.is_none()) {
        let spoken = spoken_in.get(&own.passage.article).into_iter().flatten();
        if let Some(other) = spoken.copied().find(|&other| witnesses[other].value == own.value) {
            groups.join(w, other);
        }
    }
    groups
}

/// The outlet that an account is printed by, by its usual name.
fn outlet_of(links: &LinkIndex, story: &Story, witness: &Witness) -> Option<String> {
    story.articles()[witness.passage.article as usize]
        .facts
        .outlet
        .as_deref()
        .map(|name| usual_name(links.language, name))
}

/// The outlets that a witness is credited to, by their usual names.
fn credited_to<'a>(links: &LinkIndex<'a>, witness: &Witness) -> impl Iterator<Item = &'a str> {
    links.of(witness.passage).filter_map(|link| match &link.earlier {
        EarlierEnd::Outlet { name, .. } if link.why == LinkReason::Credited => Some(name.as_str()),
        _ => None,
    })
}

/// Witnesses with a key in common have a known link.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum LinkKey {
    Speaker(u32),
    /// A speaker who is no named one: only the same article means the same by it.
    Unnamed(u32, String),
    /// One of whom a story has one alone, by what all accounts call it: "police", "the complaint".
    Described(String),
    OwnVoice(u32),
    Outlet(String),
    /// A passage that was copied, and in whose voice: two speakers in one copied text stay two.
    Copied(Passage, Option<String>),
    /// Words of one utterance, printed by several.
    Utterance((usize, usize)),
}

fn keys(story: &Story, links: &LinkIndex, witness: &Witness) -> Vec<LinkKey> {
    let article = witness.passage.article;
    let mut keys: Vec<LinkKey> = links.utterance(witness.passage).map(LinkKey::Utterance).into_iter().collect();
    // All versions of an article are one voice.
    let voice = links.alignment.first_version.get(article as usize).copied().unwrap_or(article);
    match witness.speaker {
        Some((_, Some(entity))) => keys.push(LinkKey::Speaker(entity)),
        Some((words, None)) => {
            keys.push(LinkKey::Unnamed(voice, story.words(words).to_lowercase()));
            keys.extend(only_one(&links.language.sources, story.words(words)).map(LinkKey::Described));
        }
        None => keys.push(LinkKey::OwnVoice(voice)),
    }
    // "The Harbour Board" and "Harbour Board spokesman Ole Brandt" are one voice.
    keys.extend(witness.speaker.and_then(|speaker| links.principal(story, speaker)).map(LinkKey::Speaker));
    // A named speaker is the origin, wherever the words were printed; one that is an outlet ("the Gazette reported") is the
    // same origin as the outlet's own voice, and goes back to whomever it cites ("citing the Gazette, the Herald reports").
    if let Some((_, Some(entity))) = witness.speaker {
        let name = usual_name(links.language, story.words(links.alignment.entities[entity as usize].name));
        let is_credited = credited_to(links, witness).any(|credited| credited == name);
        keys.push(LinkKey::Outlet(name));
        if !is_credited {
            return keys;
        }
    }
    let voice = witness.speaker.map(|(words, _)| story.words(words).to_lowercase());
    let facts = &story.articles()[article as usize].facts;
    let mut linked = false;
    for link in links.of(witness.passage) {
        match (&link.earlier, link.why) {
            (EarlierEnd::Outlet { name, .. }, LinkReason::Credited) => keys.push(LinkKey::Outlet(name.clone())),
            (EarlierEnd::Passage(earlier), LinkReason::Copied | LinkReason::Credited) => {
                // Whatever both passages cover goes back to the same words.
                keys.push(LinkKey::Copied(*earlier, voice.clone()));
                keys.push(LinkKey::Copied(link.later, voice.clone()));
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
    keys.extend(copied.map(|earlier| LinkKey::Copied(*earlier, voice.clone())));
    // An outlet's own voice in two of its articles is one voice.
    if witness.speaker.is_none()
        && !linked
        && let Some(outlet) = &facts.outlet
    {
        keys.push(LinkKey::Outlet(usual_name(links.language, outlet)));
    }
    keys
}

/// What all of an origin's passages go back to; `spoken` tells whether they are what somebody says.
fn via(story: &Story, links: &LinkIndex, members: &[&Witness], spoken: bool) -> Option<Provenance> {
    if let Some(speaker) = speaker(story, links, members, spoken) {
        return Some(speaker);
    }
    // Credited to one outlet, or that outlet's own words. One outlet's own words alone go back to nobody else.
    let credit = |witness: &&Witness| credited_to(links, witness).next().map(str::to_owned);
    let first = members.iter().find_map(credit)?;
    let mut settled: Vec<Passage> = Vec::new();
    let mut open: Vec<&&Witness> = Vec::new();
    for witness in members {
        match credit(witness).or_else(|| outlet_of(links, story, witness)) {
            Some(name) if name == first => settled.push(witness.passage),
            _ if credit(witness).is_some() => return None,
            _ => open.push(witness),
        }
    }
    goes_back_to(links, settled, open).then_some(Provenance::Outlet(first))
}

/// The one speaker to whom the articles give all of an origin's passages. A figure that an article tells in its own voice besides
/// goes back to nobody; its headline goes back to whoever the text below it cites. One utterance has one speaker.
fn speaker(story: &Story, links: &LinkIndex, members: &[&Witness], spoken: bool) -> Option<Provenance> {
    let (cited, own): (Vec<&Witness>, Vec<&Witness>) = members.iter().partition(|witness| witness.speaker.is_some());
    if !spoken && own.iter().any(|witness| !is_heading(story, witness.passage)) {
        return None;
    }
    let speakers: Vec<(Passage, Option<u32>)> = cited.iter().filter_map(|witness| witness.speaker).collect();
    let named: BTreeSet<u32> = speakers.iter().filter_map(|(_, entity)| *entity).collect();
    match (named.len(), speakers.as_slice()) {
        (_, []) => None,
        // Whom other accounts call "he" or "the minister" is the one who is named.
        (1, _) => {
            let (words, entity) = speakers.iter().find_map(|(words, entity)| Some((*words, (*entity)?)))?;
            let entity = &links.alignment.entities[entity as usize];
            if !spoken && !cited.iter().all(|witness| is_named_or_meant(story, links, witness, entity)) {
                return None;
            }
            // "St Anne's Hospital in Tolmere" may be linked to its town alone: its words tell more.
            Some(Provenance::Speaker(if entity.kind == MentionKind::Place { words } else { entity.name }))
        }
        // Nobody names who it is: the fullest description tells the most.
        (0, all) if spoken || are_called_alike(links, story, all) => {
            let described = all
                .iter()
                .map(|(words, _)| *words)
                .filter(|words| can_be_gone_back_to(links.language, story.words(*words)));
            let fullest = described.max_by_key(|words| (words.span.len(), std::cmp::Reverse(*words)));
            fullest.map(Provenance::Speaker)
        }
        // A body and those who speak for it; else whom most accounts name.
        (_, [first, rest @ ..]) => {
            let body = links.principal(story, *first);
            let all = rest.iter().all(|other| links.principal(story, *other) == body);
            let named = if all { body } else { most_named(&speakers).filter(|_| spoken) };
            named.map(|entity| Provenance::Speaker(links.alignment.entities[entity as usize].name))
        }
    }
}

/// Whether a witness names its speaker, or calls them by what may be for whoever is named elsewhere: for words of an utterance a
/// description, else a mere pronoun.
fn is_named_or_meant(story: &Story, links: &LinkIndex, witness: &Witness, named: &Entity) -> bool {
    let Some((words, entity)) = witness.speaker else { return false };
    let is_utterance = links.utterance(witness.passage).is_some();
    entity.is_some()
        || if is_utterance {
            may_be(links.language, story, words, named)
        } else {
            !names_a_source(links.language, story.words(words))
        }
}

/// Whom more articles name than name all others together.
fn most_named(speakers: &[(Passage, Option<u32>)]) -> Option<u32> {
    let named: BTreeSet<(u32, u32)> =
        speakers.iter().filter_map(|(words, entity)| Some(((*entity)?, words.article))).collect();
    let by = |entity: u32| named.iter().filter(|(other, _)| *other == entity).count();
    named.iter().map(|(entity, _)| *entity).find(|&entity| by(entity) * 2 > named.len())
}

/// Whether all speakers are called by the same words.
fn are_called_alike(links: &LinkIndex, story: &Story, speakers: &[(Passage, Option<u32>)]) -> bool {
    let called = |(words, _): &(Passage, Option<u32>)| {
        let words = story.words(*words);
        only_one(&links.language.sources, words).unwrap_or_else(|| words.to_lowercase())
    };
    speakers.windows(2).all(|two| called(&two[0]) == called(&two[1]))
}

/// Whether a passage stands above the text that it sums up.
fn is_heading(story: &Story, passage: Passage) -> bool {
    let article = &story.articles()[passage.article as usize];
    let kind = article.block_at(passage.span.start).map(|block| article.blocks[block].kind);
    matches!(kind, Some(BlockKind::Title | BlockKind::Heading))
}

/// Whether all of `open` is copied, directly or over others, from what is `settled`.
fn goes_back_to(links: &LinkIndex, mut settled: Vec<Passage>, mut open: Vec<&&Witness>) -> bool {
    while !open.is_empty() {
        let before = open.len();
        open.retain(|witness| {
            let copied = settled.iter().any(|&passage| is_copied(links, witness.passage, passage));
            if copied {
                settled.push(witness.passage);
            }
            !copied
        });
        if open.len() == before {
            return false;
        }
    }
    true
}

/// Whether the words at `later` are copied from those at `earlier`. Where nobody knows who was first, they are from there as
/// much as the other way round.
fn is_copied(links: &LinkIndex, later: Passage, earlier: Passage) -> bool {
    let from = |later: Passage, earlier: Passage, either_way: bool| {
        links.of(later).any(|link| match link.earlier {
            EarlierEnd::Passage(source) if link.why == LinkReason::Copied => {
                let holds = source.article == earlier.article && source.span.contains(earlier.span);
                holds && (!either_way || !link.directed)
            }
            _ => false,
        })
    };
    from(later, earlier, false) || from(earlier, later, true)
}
