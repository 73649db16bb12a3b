//! Where a happening was that names no place in its own clause: beside it in the sentence, where it is told again, where
//! its neighbors were; and what larger place a place lies in.

use super::phrases;
use super::time::Hint;
use super::tree::Tree;
use super::{EventKind, EventMention, PlaceBasis};
use crate::annotate::Annotations;
use crate::annotate::dates::DateKind;
use crate::annotate::figures::{Reference, Status};
use crate::annotate::names::{Name, NameForm, names_in};
use crate::language::Language;
use crossread_language::{MentionKind, Span, Tag, Word};
use std::collections::BTreeMap;

/// Words of a sentence that say where: "in the town of Dorn".
#[derive(Clone, Copy, Debug)]
pub(super) struct PlacePhrase {
    /// Its preposition.
    first: usize,
    /// Its last word.
    last: usize,
    /// Without the preposition.
    span: Span,
    /// The proper noun that names it.
    name: Option<Span>,
    /// Whom it names.
    referent: Option<u32>,
}

impl PlacePhrase {
    fn reference(&self) -> Reference {
        Reference { span: self.span, referent: self.referent }
    }
}

/// Most words between a preposition and the noun: "in the rebel-held northwestern".
const DESCRIBING: usize = 7;

/// The phrases of a sentence that say where, read in a row: a parser hangs them on many words.
pub(super) fn phrases(found: &Annotations, tree: &Tree) -> Vec<PlacePhrase> {
    let mut all = Vec::new();
    let mut i = 0;
    while i < tree.len() {
        match tree.is(i, &tree.language.events.placing_names).then(|| phrase(found, tree, i)).flatten() {
            Some(phrase) => {
                i = phrase.last + 1;
                all.push(phrase);
            }
            None => i += 1,
        }
    }
    all
}

/// The phrase behind the preposition at `first`, if it says where.
fn phrase(found: &Annotations, tree: &Tree, first: usize) -> Option<PlacePhrase> {
    let noun = |i: usize| i < tree.len() && matches!(tree.tag(i), Tag::Noun | Tag::Propn);
    let hyphen = |i: usize| i < tree.len() && matches!(tree.token(i).span.of(tree.text), "-" | "‑");
    let describes = |i: usize| {
        let held = tree.tag(i) == Tag::Verb && i > 0 && hyphen(i - 1);
        matches!(tree.tag(i), Tag::Det | Tag::Adj | Tag::Num | Tag::Adv)
            || hyphen(i)
            || held
            || noun(i) && hyphen(i + 1) && !tree.token(i).span.of(tree.text).starts_with(char::is_uppercase)
    };
    let mut start = first + 1;
    while start < tree.len() && start - first <= DESCRIBING && describes(start) {
        start += 1;
    }
    let mut last = run(tree, start)?;
    // "in US-led attacks"
    if hyphen(last + 1) {
        return None;
    }
    let listed = |i: usize| phrases::is_place_noun(tree, i);
    // "the town of Dorn"
    let of = |i: usize| i < tree.len() && tree.is(i, &tree.language.grammar.genitive);
    let mut name = start;
    if listed(last) && of(last + 1) && last + 2 < tree.len() && tree.tag(last + 2) == Tag::Propn {
        name = last + 2;
        last = run(tree, name)?;
    }
    let proper: Vec<usize> = (name..=last).filter(|&i| tree.tag(i) == Tag::Propn && !listed(i)).collect();
    let named = (name..=last).find(|&i| tree.named(i) == Some(MentionKind::Place));
    let body = (name..=last).any(|i| tree.named(i) == Some(MentionKind::Organization));
    let certain = tree.is(first, &tree.language.events.placing_surely) && !proper.is_empty() && !body;
    // "in Syria air strikes", "in terrorist rocket attacks": its last word is no place.
    let ends = listed(last) || tree.tag(last) == Tag::Propn && tree.named(last) != Some(MentionKind::Organization);
    let is_place = ends && (named.is_some() || listed(last) || name > start || certain);
    let span = tree.words(first + 1, last);
    if !is_place || is_dated(found, span) || phrases::is_time(tree, last) {
        return None;
    }
    let name = proper.first().zip(proper.last()).map(|(&first, &last)| tree.words(first, last));
    let referent = named_place(found, span).map(|name| name.referent);
    Some(PlacePhrase { first, last, span, name, referent })
}

/// The last of the nouns that stand in a row from `start`.
fn run(tree: &Tree, start: usize) -> Option<usize> {
    let noun = |i: usize| i < tree.len() && matches!(tree.tag(i), Tag::Noun | Tag::Propn);
    let glue = |i: usize| {
        let words = || tree.token(i).span.of(tree.text);
        i < tree.len() && (matches!(words(), "-" | "‑") || tree.language.grammar.possessive_marks.has(words()))
    };
    if !noun(start) {
        return None;
    }
    let mut last = start;
    while noun(last + 1)
        || glue(last + 1)
            && (noun(last + 2) || last + 3 < tree.len() && tree.tag(last + 2) == Tag::Adj && noun(last + 3))
    {
        last += 1;
        if glue(last) && !noun(last + 1) {
            last += 1;
        }
    }
    Some(last)
}

fn is_dated(found: &Annotations, span: Span) -> bool {
    let first = found.dates.partition_point(|date| date.span.end <= span.start);
    found.dates.get(first).is_some_and(|date| date.span.overlaps(span) && date.kind != DateKind::Set)
}

/// So many words of a place are looked up.
const MOST_WORDS: usize = 8;

/// What larger place the places of an article lie in, by their names: "Dorn in Velmark province", "Dorn, Velmark".
#[derive(Debug, Default)]
pub(super) struct Nesting(BTreeMap<String, Reference>);

impl Nesting {
    /// Reads the phrases of one sentence.
    pub(super) fn read(&mut self, found: &Annotations, tree: &Tree, phrases: &[PlacePhrase]) {
        for inner in phrases {
            if let Some((name, outer)) = inner.name.zip(beyond_comma(found, tree, inner.last)) {
                self.0.entry(name.of(tree.text).to_lowercase()).or_insert(outer);
            }
        }
        for pair in phrases.windows(2) {
            let [inner, outer] = pair else { continue };
            let beside = inner.last + 1 == outer.first
                || inner.last + 2 == outer.first && tree.tag(inner.last + 1) == Tag::Punct;
            if let (true, Some(name), Some(_)) = (beside, inner.name, outer.name) {
                self.0.entry(name.of(tree.text).to_lowercase()).or_insert(outer.reference());
            }
        }
    }

    /// The larger place around the longest name that stands in the words.
    fn around(&self, words: &str) -> Option<Reference> {
        let words = words.to_lowercase();
        let words: Vec<&str> = words.split(' ').take(MOST_WORDS).collect();
        let names = (1..=words.len()).rev().flat_map(|length| words.windows(length));
        names.filter_map(|name| self.0.get(&name.join(" "))).next().copied()
    }
}

/// "in Dorn, south Velmark": the place behind the comma behind word `last`.
fn beyond_comma(found: &Annotations, tree: &Tree, last: usize) -> Option<Reference> {
    let describes = |i: &usize| matches!(tree.tag(*i), Tag::Adj | Tag::Noun) && tree.named(*i).is_none();
    if last + 2 >= tree.len() || tree.token(last + 1).word != Word::of(",") {
        return None;
    }
    let first = (last + 2..tree.len()).take(3).find(|i| !describes(i))?;
    let is_place = tree.named(first) == Some(MentionKind::Place);
    let name = named_place(found, tree.token(first).span).filter(|_| is_place)?;
    Some(Reference { span: name.span, referent: Some(name.referent) })
}

/// The name of a place at `span`.
fn named_place(found: &Annotations, span: Span) -> Option<&Name> {
    names_in(&found.names, span).find(|name| name.kind == MentionKind::Place)
}

/// The place that a sentence names for a happening of harm at word `head`: the first behind it, else the last before.
pub(super) fn beside(phrases: &[PlacePhrase], head: usize) -> Option<Reference> {
    let behind = phrases.iter().find(|phrase| phrase.first > head);
    behind.or_else(|| phrases.iter().rev().find(|phrase| phrase.last < head)).map(PlacePhrase::reference)
}

/// So many sentences on what is told has the place of what was told before; and so many back.
const RUNNING: u32 = 4;
const AHEAD: u32 = 3;

/// Gives places to the happenings that name none: that of one of which it is a part, of the same elsewhere, of its neighbors.
pub(super) fn settle(
    language: &Language,
    (text, found): (&str, &Annotations),
    nesting: &Nesting,
    hints: &[Hint],
    events: &mut [EventMention],
) {
    share(hints, events);
    same(language, text, found, events);
    run_on(hints, events);
    let towns: Vec<&Name> = found.names.iter().filter(|name| is_town(language, text, name)).collect();
    for event in events.iter_mut() {
        let Some(place) = event.place else { continue };
        let words = place.span.of(text);
        let outer = nesting.around(words).or_else(|| {
            // "the city", "the villages": in the town that was named last, or first of all.
            let unnamed = place.referent.is_none() && !words.contains(char::is_uppercase);
            let before = towns.partition_point(|name| name.span.end <= place.span.start);
            let last = before.checked_sub(1).or((!towns.is_empty()).then_some(0)).map(|i| towns[i]);
            let last = last.filter(|_| unnamed)?;
            Some(Reference { span: last.span, referent: Some(last.referent) })
        });
        event.within = outer.filter(|outer| !place.span.overlaps(outer.span));
    }
}

/// Whether a name is a place's that is no country.
fn is_town(language: &Language, text: &str, name: &Name) -> bool {
    let words = name.span.of(text);
    let countries = &language.names.countries;
    let of_people = countries.full_name(words).is_some() || countries.of_demonym(words).is_some();
    name.kind == MentionKind::Place && name.form == NameForm::Named && !of_people
}

fn share(hints: &[Hint], events: &mut [EventMention]) {
    for upwards in [true, false] {
        for at in 0..events.len() {
            let i = if upwards { at } else { events.len() - 1 - at };
            let Some(other) = hints[i].with.map(|other| other as usize) else { continue };
            let (to, from) = if upwards { (i, other) } else { (other, i) };
            let speaks = |event: &EventMention| event.kind == EventKind::Statement;
            if events[to].place.is_none()
                && events[from].place.is_some()
                && !speaks(&events[to])
                && !speaks(&events[from])
            {
                (events[to].place, events[to].place_basis) = (events[from].place, Some(PlaceBasis::Context));
            }
        }
    }
}

/// Mentions of one happening share the place that the first of them names; of harm whose clause names a country or no name
/// at all, the town that another names.
fn same(language: &Language, text: &str, found: &Annotations, events: &mut [EventMention]) {
    let is_near = |place: &Reference| {
        let name = named_place(found, place.span);
        place.referent.is_some() && name.is_some_and(|name| is_town(language, text, name))
    };
    let mut places: BTreeMap<u32, Reference> = BTreeMap::new();
    for event in events.iter() {
        if let Some(place) = event.place {
            let known = places.entry(event.first).or_insert(place);
            if !is_near(known) && is_near(&place) {
                *known = place;
            }
        }
    }
    for event in events.iter_mut() {
        let Some(&place) = places.get(&event.first) else { continue };
        let narrows = event.kind.is_harm() && is_near(&place) && event.place.is_some_and(|own| !is_near(&own));
        if event.place.is_none() || narrows {
            (event.place, event.place_basis) = (Some(place), Some(PlaceBasis::Same));
        }
    }
}

/// Harm that names no place was where the harm beside it was.
fn run_on(hints: &[Hint], events: &mut [EventMention]) {
    let placed: Vec<(u32, Reference)> = events
        .iter()
        .zip(hints)
        .filter(|(event, _)| event.kind.is_harm())
        .filter_map(|(event, hint)| Some((hint.sentence, event.place?)))
        .collect();
    for (event, hint) in events.iter_mut().zip(hints) {
        if event.place.is_some() || !event.kind.is_harm() || event.status == Status::Hypothetical {
            continue;
        }
        let before = placed.partition_point(|(sentence, _)| *sentence <= hint.sentence);
        let last = before.checked_sub(1).map(|i| placed[i]).filter(|(s, _)| hint.sentence - s <= RUNNING);
        let next = placed.get(before).copied().filter(|(s, _)| s - hint.sentence <= AHEAD);
        if let Some((_, place)) = last.or(next) {
            (event.place, event.place_basis) = (Some(place), Some(PlaceBasis::Context));
        }
    }
}
