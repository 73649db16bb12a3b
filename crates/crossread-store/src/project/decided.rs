//! Decisions as the SQLite file holds them: where each stands now, and what two people say of the same.

use super::decisions::parsed;
use super::error::Result;
use super::made::Store;
use crossread_core::align::kinds::EntryKind;
use crossread_core::decisions::{Decision, DecisionState};
use std::collections::{BTreeMap, BTreeSet};

/// A decision as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRow {
    /// What was decided.
    pub decision: Decision,
    /// How it stands; `None` where it was withdrawn or decided anew, and of a withdrawal.
    pub state: Option<DecisionState>,
    /// Whether another person says otherwise of the same.
    pub contested: bool,
    /// The story that it lies in.
    pub story: Option<String>,
}

impl DecisionRow {
    /// How the decisions that stand hold, in a line; nothing where there are none.
    pub fn summary(rows: &[DecisionRow]) -> String {
        let stand: Vec<DecisionState> = rows.iter().filter_map(|row| row.state).collect();
        if stand.is_empty() {
            return String::new();
        }
        let of = |state: DecisionState| stand.iter().filter(|one| **one == state).count();
        let mut parts = vec![format!("{} hold", of(DecisionState::Holds))];
        for (state, tells) in [
            (DecisionState::Agreed, "the program now agrees with"),
            (DecisionState::LookAgain, "to look at again"),
            (DecisionState::Moved, "moved"),
            (DecisionState::WithoutPlace, "without a place"),
        ] {
            if of(state) > 0 {
                parts.push(format!("{} {tells}", of(state)));
            }
        }
        let contested = rows.iter().filter(|row| row.contested).count();
        let contested = if contested > 0 { format!("; {contested} contested") } else { String::new() };
        format!("{}: {}{contested}", counted(stand.len(), "decision", "decisions"), parts.join(", "))
    }

    /// Who decided something that stands, in order of name.
    pub fn people(rows: &[DecisionRow]) -> BTreeSet<&str> {
        rows.iter().filter(|row| row.state.is_some()).map(|row| row.decision.by.as_str()).collect()
    }

    /// What it is about: words of articles, in whatever order they are named, and as what they were looked at.
    fn target(&self) -> Vec<(&str, (u32, u32), EntryKind)> {
        let places = self.decision.on.iter().map(|place| (place.article.as_str(), place.range, place.kind));
        let mut target: Vec<(&str, (u32, u32), EntryKind)> = places.collect();
        target.sort();
        target
    }
}

/// What two people say of the same words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement<'a> {
    /// The two.
    pub people: [&'a str; 2],
    /// Of how many passages or pairs they say the same.
    pub alike: usize,
    /// Where they don't, what each says.
    pub otherwise: Vec<[&'a Decision; 2]>,
    /// What each decided alone.
    pub alone: [usize; 2],
}

impl<'a> Agreement<'a> {
    /// Of what stands and has its place.
    pub fn of(rows: &'a [DecisionRow], people: [&'a str; 2]) -> Agreement<'a> {
        let placed = |row: &&DecisionRow| row.state.is_some_and(|state| state != DecisionState::WithoutPlace);
        let [ones, others] = people.map(|by| {
            let own = rows.iter().filter(placed).filter(|row| row.decision.by == by);
            own.map(|row| (row.target(), &row.decision)).collect::<BTreeMap<_, _>>()
        });
        let both = ones.iter().filter_map(|(target, one)| Some([*one, *others.get(target)?]));
        let (alike, otherwise): (Vec<_>, Vec<_>) =
            both.partition(|[one, other]| (one.says, &one.value) == (other.says, &other.value));
        let shared = alike.len() + otherwise.len();
        Agreement { people, alike: alike.len(), otherwise, alone: [ones.len() - shared, others.len() - shared] }
    }

    /// Of each two who decided anything.
    pub fn of_all(rows: &[DecisionRow]) -> Vec<Agreement<'_>> {
        let people: Vec<&str> = DecisionRow::people(rows).into_iter().collect();
        let pairs =
            people.iter().enumerate().flat_map(|(n, one)| people[n + 1..].iter().map(move |other| [*one, *other]));
        pairs.map(|pair| Agreement::of(rows, pair)).collect()
    }

    /// In a line.
    pub fn in_words(&self) -> String {
        let Agreement { people: [one, other], alike, otherwise, alone } = self;
        format!(
            "{} decided by both: {alike} alike, {} otherwise; {} by {one} alone, {} by {other} alone",
            counted(alike + otherwise.len(), "passage or pair", "passages or pairs"),
            otherwise.len(),
            alone[0],
            alone[1]
        )
    }
}

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

impl Store {
    /// All decisions, in the order in which they were made.
    pub fn decisions(&self) -> Result<Vec<DecisionRow>> {
        let mut asked = self.db.prepare("SELECT line, state, contested, story FROM decision ORDER BY number")?;
        let row = |row: &rusqlite::Row| {
            let (line, state): (String, Option<String>) = (row.get(0)?, row.get(1)?);
            let decision = serde_json::from_str(&line).ok().as_ref().and_then(parsed);
            let state = DecisionState::ALL.into_iter().find(|one| Some(one.name()) == state.as_deref());
            let (contested, story) = (row.get(2)?, row.get(3)?);
            Ok(decision.map(|decision| DecisionRow { decision, state, contested, story }))
        };
        let rows = asked.query_map([], row)?.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// Of decisions those that a story is told: those about passages of its articles alone, and those whose words were found there
    /// when all articles were looked at.
    pub fn of_story(&self, standing: Vec<Decision>, story: &str) -> Result<Vec<Decision>> {
        let mut asked = self.db.prepare("SELECT id FROM decision WHERE story = ?1")?;
        let placed: BTreeSet<String> = asked.query_map([story], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut asked = self.db.prepare("SELECT id FROM article WHERE story = ?1")?;
        let own: BTreeSet<String> = asked.query_map([story], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let is_own =
            |one: &Decision| placed.contains(&one.id) || one.on.iter().all(|place| own.contains(&place.article));
        Ok(standing.into_iter().filter(is_own).collect())
    }
}
