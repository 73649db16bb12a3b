//! What people decided, laid over a ledger: the machine's reading stays as it is and is shown with it.

use super::{Entry, Ledger, Value};
use crate::align::bounds::{DecidedPair, DecidedPairs, are_one_sort};
use crate::align::kinds::EntryKind;
use crate::align::matters::normalize;
use crate::decisions::{Decision, DecisionKind, DecisionState, PlaceAnchor, contested};
use crate::language::Language;
use crate::quantity::Quantity;
use crate::story::{Passage, Story};
use std::collections::BTreeMap;

/// A decision where it lies in a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryDecision {
    /// What was decided.
    pub decision: Decision,
    /// About which passages; none where they are gone.
    pub passages: Vec<Passage>,
    /// How it stands to what the machine reads now.
    pub state: DecisionState,
    /// Whether another person says otherwise of the same.
    pub contested: bool,
}

/// Decisions with the places where their words are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecisionAnchors(Vec<(Decision, Vec<PlaceAnchor>, bool)>);

impl DecisionAnchors {
    /// Finds the words of decisions in a story. Of those that stand: see [`standing`](crate::decisions::standing).
    pub fn new(story: &Story, standing: &[Decision]) -> DecisionAnchors {
        let anchors = |decision: &Decision| -> Vec<PlaceAnchor> {
            decision.on.iter().map(|place| place.find(story)).collect::<Option<_>>().unwrap_or_default()
        };
        let placed: Vec<(&Decision, Vec<PlaceAnchor>)> = standing.iter().map(|one| (one, anchors(one))).collect();
        let passages = |anchors: &[PlaceAnchor]| anchors.iter().map(|anchor| anchor.passage).collect::<Vec<_>>();
        let of: Vec<(&Decision, Vec<Passage>)> =
            placed.iter().map(|(one, anchors)| (*one, passages(anchors))).collect();
        let contested = contested(&of);
        DecisionAnchors(
            placed
                .into_iter()
                .zip(contested)
                .map(|((one, anchors), contested)| (one.clone(), anchors, contested))
                .collect(),
        )
    }

    /// What a person decided, by the words it is about.
    pub fn of(&self, by: &str) -> BTreeMap<Vec<Passage>, &Decision> {
        let own = self.0.iter().filter(|(decision, anchors, _)| decision.by == by && !anchors.is_empty());
        let target = |anchors: &[PlaceAnchor]| {
            let mut passages: Vec<Passage> = anchors.iter().map(|anchor| anchor.passage).collect();
            passages.sort();
            passages
        };
        own.map(|(decision, anchors, _)| (target(anchors), decision)).collect()
    }

    /// What must be joined and what must not. Where two people differ the machine's reading stands.
    pub fn bounds(&self) -> DecidedPairs {
        let of = |says: DecisionKind| {
            let held = self.0.iter().filter(|(decision, _, contested)| decision.says == says && !contested);
            let bound = |(decision, anchors, _): &(Decision, Vec<PlaceAnchor>, bool)| {
                let [a, b] = anchors[..] else { return None };
                let passages = [a.passage.min(b.passage), a.passage.max(b.passage)];
                (a.passage != b.passage).then(|| DecidedPair { kind: decision.on[0].kind, passages })
            };
            let mut bounds: Vec<DecidedPair> = held.filter_map(bound).collect();
            bounds.sort();
            bounds.dedup();
            bounds
        };
        DecidedPairs { together: of(DecisionKind::Together), apart: of(DecisionKind::Apart) }
    }

    /// Lays the decisions over a ledger. `machine` is the ledger that nobody's decision touched.
    pub fn lay(&self, language: &Language, story: &Story, machine: &Ledger) -> Vec<StoryDecision> {
        let laid = |(decision, anchors, contested): &(Decision, Vec<PlaceAnchor>, bool)| {
            let passages: Vec<Passage> = anchors.iter().map(|anchor| anchor.passage).collect();
            let state = if passages.is_empty() {
                DecisionState::WithoutPlace
            } else if anchors.iter().any(|anchor| anchor.moved) {
                DecisionState::Moved
            } else {
                state(language, story, machine, decision, &passages)
            };
            StoryDecision { decision: decision.clone(), passages, state, contested: *contested }
        };
        self.0.iter().map(laid).collect()
    }
}

/// How a decision stands to what the machine reads.
fn state(
    language: &Language,
    story: &Story,
    machine: &Ledger,
    decision: &Decision,
    passages: &[Passage],
) -> DecisionState {
    let kind = decision.on[0].kind;
    let now = told(language, story, machine, kind, passages);
    let as_before = decision.saw.is_none() || decision.saw == now;
    let agrees = match decision.says {
        DecisionKind::Together => now.as_deref() == Some(TOGETHER),
        DecisionKind::Apart => now.as_deref() == Some(APART),
        DecisionKind::Wrong => now.is_none(),
        DecisionKind::Missed => now.is_some(),
        DecisionKind::Instead => {
            now.is_some() && now == decision.value.as_deref().map(|value| meant(language, kind, value))
        }
        DecisionKind::Right | DecisionKind::Unsure | DecisionKind::Withdraw => false,
    };
    match (as_before, agrees) {
        (true, true) if decision.saw.is_some() => DecisionState::Holds,
        (_, true) => DecisionState::Agreed,
        (true, false) => DecisionState::Holds,
        (false, false) => DecisionState::LookAgain,
    }
}

const TOGETHER: &str = "together";
const APART: &str = "apart";

/// A value that a person wrote, in the form in which the machine's are told.
fn meant(language: &Language, kind: EntryKind, value: &str) -> String {
    match Quantity::parse(language, value).filter(|_| kind == EntryKind::Figure) {
        Some(quantity) => quantity.to_string(),
        None => normalize(language, value),
    }
}

/// What the machine reads at a passage, in short: the normal form of its value. Of two passages, whether they stand in one entry or
/// happening. `None` where the passage stands in no entry.
pub fn told(
    language: &Language,
    story: &Story,
    machine: &Ledger,
    kind: EntryKind,
    passages: &[Passage],
) -> Option<String> {
    match *passages {
        [passage] => {
            let entry = machine.entries.iter().find(|entry| holds(entry, kind, passage))?;
            let reading = entry.readings.iter().find(|reading| reading.passages().any(|other| other == passage))?;
            Some(match reading.value() {
                Value::Quantity(quantity) => quantity.to_string(),
                Value::Days(from, to) => format!("{from}/{to}"),
                Value::Status(status) => status.name().to_owned(),
                Value::Clock(clock) => clock.words.clone(),
                Value::Words(_) | Value::Paraphrase(_) | Value::Description(_) => {
                    normalize(language, story.words(passage))
                }
            })
        }
        [one, other] => {
            let both = machine.entries.iter().any(|entry| holds(entry, kind, one) && holds(entry, kind, other));
            let happened = kind == EntryKind::Event
                && machine.events.iter().any(|event| {
                    let holds = |passage: Passage| event.passages().any(|other| other == passage);
                    holds(one) && holds(other)
                });
            Some(if both || happened { TOGETHER } else { APART }.to_owned())
        }
        _ => None,
    }
}

/// Whether an entry of that sort rests on a passage.
pub fn holds(entry: &Entry, kind: EntryKind, passage: Passage) -> bool {
    are_one_sort(entry.kind, kind) && entry.readings.iter().any(|reading| reading.passages().any(|one| one == passage))
}
