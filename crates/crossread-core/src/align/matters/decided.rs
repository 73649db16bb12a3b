//! What people decided about the passages of matters. The last look: whatever a finder joined or missed, what a person said holds.

use super::{Course, Heading, JoinReason, JoinSign, Matter, Scope, Value, Witness, normalize, spoken_by};
use crate::align::bounds::{DecidedPair, DecidedPairs, are_one_sort};
use crate::align::entities::Entities;
use crate::align::matters::EntryKind;
use crate::annotate::Annotations;
use crate::annotate::figures::Status;
use crate::annotate::quotes::QuoteKind;
use crate::language::Language;
use crate::story::{Passage, Story};
use std::collections::BTreeSet;

/// What passages are read from.
pub(super) struct DecisionContext<'a> {
    pub language: &'a Language,
    pub story: &'a Story,
    pub annotations: &'a [Annotations],
    pub entities: &'a Entities,
}

/// The matters within the bounds.
pub(super) fn hold(desk: &DecisionContext, mut matters: Vec<Matter>, bounds: &DecidedPairs) -> Vec<Matter> {
    // A happening as such is held where its mentions are joined; what is compared of it is a matter.
    for bound in &bounds.together {
        join(desk, &mut matters, bound);
    }
    matters.into_iter().flat_map(|matter| parts(matter, bounds)).collect()
}

fn holds(matter: &Matter, kind: EntryKind, passage: Passage) -> bool {
    are_one_sort(matter.kind, kind) && matter.witnesses.iter().any(|witness| witness.passage == passage)
}

/// Makes one matter of the two that hold the passages. What stands in none comes into that of the other.
fn join(desk: &DecisionContext, matters: &mut Vec<Matter>, bound: &DecidedPair) {
    let [ones, others] = bound.passages.map(|passage| -> Vec<usize> {
        (0..matters.len()).filter(|&m| holds(&matters[m], bound.kind, passage)).collect()
    });
    if ones.iter().any(|m| others.contains(m)) {
        return;
    }
    let pairs = || ones.iter().flat_map(|&a| others.iter().map(move |&b| (a, b)));
    let alike = |&(a, b): &(usize, usize)| matters[a].aspect == matters[b].aspect && matters[a].kind == matters[b].kind;
    if let Some((a, b)) = pairs().find(alike).or_else(|| pairs().next()) {
        let taken = matters.remove(a.max(b));
        let kept = &mut matters[a.min(b)];
        *kept = one_of([kept.clone(), taken], bound);
        return;
    }
    let lone = |passage| desk.witness(bound.kind, passage);
    match (ones.first(), others.first()) {
        (Some(&m), None) => add(&mut matters[m], lone(bound.passages[1]), bound),
        (None, Some(&m)) => add(&mut matters[m], lone(bound.passages[0]), bound),
        _ if bound.kind != EntryKind::Event => matters.push(desk.matter(bound)),
        _ => {}
    }
}

fn decided(bound: &DecidedPair) -> JoinReason {
    JoinReason { sign: JoinSign::Decided, weight: None, passages: bound.passages.to_vec() }
}

fn add(matter: &mut Matter, witness: Witness, bound: &DecidedPair) {
    let mut told: Vec<(Witness, Option<Scope>)> = told(matter).collect();
    told.push((witness, Some(UNKNOWN)));
    *matter = with(matter.clone(), told);
    matter.why.insert(0, decided(bound));
}

/// The two as one: the one with more passages keeps its words; of equals the first.
fn one_of([first, second]: [Matter; 2], bound: &DecidedPair) -> Matter {
    let swap = second.witnesses.len() > first.witnesses.len();
    let (larger, smaller) = if swap { (second, first) } else { (first, second) };
    let all = told(&larger).chain(told(&smaller)).collect();
    let why = std::iter::once(decided(bound)).chain(larger.why.iter().cloned()).chain(smaller.why.iter().cloned());
    let why = why.collect();
    with(Matter { why, event: larger.event.or(smaller.event), ..larger }, all)
}

/// The matter, or what is left of it where people parted two of its passages: what stands in one article only is that article's own
/// business.
fn parts(matter: Matter, bounds: &DecidedPairs) -> Vec<Matter> {
    let witnesses = &matter.witnesses;
    let at = |passage: Passage| witnesses.iter().position(|witness| witness.passage == passage).map(|at| at as u32);
    let points = |a: u32, b: u32| {
        let (one, other) = (&witnesses[a as usize], &witnesses[b as usize]);
        if one.value == other.value {
            SAME_VALUE
        } else {
            i32::from(one.as_of.is_some() && one.as_of == other.as_of) + i32::from(one.said == other.said)
        }
    };
    let all: Vec<u32> = (0..witnesses.len() as u32).collect();
    let groups = bounds.hold(matter.kind, vec![all], at, points);
    if groups.len() < 2 {
        return vec![matter];
    }
    groups.iter().filter_map(|group| part(&matter, group)).collect()
}

/// Who gives one value stays together.
const SAME_VALUE: i32 = 100;

/// A matter with some of its witnesses alone.
fn part(matter: &Matter, members: &[u32]) -> Option<Matter> {
    let all: Vec<(Witness, Option<Scope>)> = told(matter).collect();
    let told: Vec<(Witness, Option<Scope>)> = members.iter().map(|&i| all[i as usize].clone()).collect();
    let passages: BTreeSet<Passage> = told.iter().map(|(witness, _)| witness.passage).collect();
    let articles: BTreeSet<u32> = passages.iter().map(|passage| passage.article).collect();
    if articles.len() < 2 {
        return None;
    }
    let among = |passage: &Passage| articles.contains(&passage.article);
    let heads = |heading: &Heading| {
        let within = |one: &Passage| one.article == heading.passage.article && heading.passage.span.contains(one.span);
        passages.iter().any(within)
    };
    let part = Matter {
        subject: if among(&matter.subject) { matter.subject } else { told[0].0.passage },
        facets: matter.facets.iter().filter(|facet| among(facet)).copied().collect(),
        heading: matter.heading.filter(heads),
        why: matter.why.iter().filter(|why| why.passages.iter().all(among)).cloned().collect(),
        ..matter.clone()
    };
    Some(with(part, told))
}

/// A matter's witnesses, each with what it counts.
fn told(matter: &Matter) -> impl Iterator<Item = (Witness, Option<Scope>)> + '_ {
    matter.witnesses.iter().enumerate().map(|(i, witness)| (witness.clone(), matter.scopes.get(i).copied()))
}

/// A matter with other witnesses, sorted, each once.
fn with(mut matter: Matter, mut witnesses: Vec<(Witness, Option<Scope>)>) -> Matter {
    witnesses.sort_by_key(|(witness, _)| witness.passage);
    witnesses.dedup_by_key(|(witness, _)| witness.passage);
    matter.scopes = match matter.kind {
        EntryKind::Figure => witnesses.iter().map(|(_, scope)| scope.unwrap_or(UNKNOWN)).collect(),
        _ => Vec::new(),
    };
    matter.witnesses = witnesses.into_iter().map(|(witness, _)| witness).collect();
    matter
}

/// What a figure counts of which no sentence tells more.
const UNKNOWN: Scope =
    Scope { before: false, part: false, people: None, now: false, course: Course::Open, updates: false, hour: None };

impl DecisionContext<'_> {
    /// A passage that stands in no matter, as what it says by itself.
    fn witness(&self, kind: EntryKind, passage: Passage) -> Witness {
        let found = &self.annotations[passage.article as usize];
        let quote = found.quotes.iter().find(|quote| quote.span.contains(passage.span));
        let figure = found.figures.iter().find(|figure| figure.span == passage.span);
        let date = found.dates.iter().find(|date| date.span == passage.span);
        let days = |date: Option<u32>| {
            let date = &found.dates[date? as usize];
            date.from.zip(date.to)
        };
        let words = || normalize(self.language, self.story.words(passage));
        let value = match kind {
            EntryKind::Figure => figure.map(|figure| Value::Quantity(figure.quantity)),
            EntryKind::Date => date.and_then(|date| date.from.zip(date.to)).map(|(from, to)| Value::Days(from, to)),
            EntryKind::Quote | EntryKind::Claim => Some(match quote {
                Some(quote) if quote.kind != QuoteKind::Indirect => Value::Words(words()),
                _ => Value::Paraphrase(words()),
            }),
            EntryKind::Event | EntryKind::Attribute => None,
        };
        let speaker = quote.and_then(|quote| quote.speaker.as_ref());
        Witness {
            passage,
            value: value.unwrap_or_else(|| Value::Description(words())),
            as_of: figure.and_then(|figure| days(figure.as_of)),
            said: self.story.articles()[passage.article as usize].said_on(),
            status: figure.map_or(Status::Asserted, |figure| figure.status),
            speaker: spoken_by(passage.article as usize, speaker, &self.entities.entity_of),
        }
    }

    /// A matter of two passages that stand in none.
    fn matter(&self, bound: &DecidedPair) -> Matter {
        let [one, other] = bound.passages;
        let told = [one, other].map(|passage| (self.witness(bound.kind, passage), Some(UNKNOWN)));
        let matter = Matter {
            kind: bound.kind,
            aspect: None,
            subject: one.min(other),
            facets: Vec::new(),
            heading: None,
            witnesses: Vec::new(),
            scopes: Vec::new(),
            why: vec![decided(bound)],
            event: None,
        };
        with(matter, told.to_vec())
    }
}
