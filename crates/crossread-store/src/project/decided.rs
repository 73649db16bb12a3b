//! Decisions as the SQLite file holds them: where each stands now.

use super::decisions::parsed;
use super::error::Result;
use super::made::Store;
use crossread_core::decisions::{Decision, State};
use std::collections::BTreeSet;

/// A decision as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRow {
    /// What was decided.
    pub decision: Decision,
    /// How it stands; `None` where it was withdrawn or decided anew, and of a withdrawal.
    pub state: Option<State>,
    /// Whether another person says otherwise of the same.
    pub contested: bool,
    /// The story that it lies in.
    pub story: Option<String>,
}

impl Store {
    /// All decisions, in the order in which they were made.
    pub fn decisions(&self) -> Result<Vec<DecisionRow>> {
        let mut asked = self.db.prepare("SELECT line, state, contested, story FROM decision ORDER BY number")?;
        let row = |row: &rusqlite::Row| {
            let (line, state): (String, Option<String>) = (row.get(0)?, row.get(1)?);
            let decision = serde_json::from_str(&line).ok().as_ref().and_then(parsed);
            let state = State::ALL.into_iter().find(|one| Some(one.name()) == state.as_deref());
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
