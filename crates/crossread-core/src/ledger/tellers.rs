//! Which tellings of a happening have a known link between them: its origins.

use super::Origin;
use super::origins::{self, LinkIndex};
use crate::align::events::{Event, Telling};
use crate::align::matters::{EntryKind, Value, Witness};
use crate::story::Story;
use rayon::prelude::*;

/// For each happening its origins, in the order of their first tellings, each under its place in that order as its number.
pub(super) fn find(story: &Story, links: &LinkIndex, events: &[Event]) -> Vec<Vec<Origin>> {
    events.par_iter().map(|event| of_event(story, links, event)).collect()
}

fn of_event(story: &Story, links: &LinkIndex, event: &Event) -> Vec<Origin> {
    let witnesses: Vec<Witness> = event.mentions.iter().map(witness).collect();
    let found = origins::find(story, links, EntryKind::Event, &witnesses);
    let count = found.iter().map(|(number, _)| number + 1).max().unwrap_or(0);
    let origin = |number: usize| {
        let mut of = witnesses.iter().zip(&found).filter(|(_, (other, _))| *other == number);
        let (first, (_, via)) = of.next()?;
        let rest = of.map(|(witness, _)| witness.passage);
        Some(Origin::new(first.passage, rest, via.clone()).numbered(number as u32))
    };
    (0..count).filter_map(origin).collect()
}

/// What a telling says of the happening itself: whether it was.
fn witness(telling: &Telling) -> Witness {
    Witness {
        passage: telling.passage,
        value: Value::Status(telling.status),
        as_of: None,
        said: None,
        status: telling.status,
        speaker: telling.asserted_by.map(|words| (words, telling.speaker)),
    }
}
