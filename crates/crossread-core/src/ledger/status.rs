//! How the readings of an entry stand to each other.

use super::{Difference, DifferenceKind, EntryStatus, Origin, Reading, differences};
use crate::align::matters::{Aspect, JoinSign, Matter};
use std::collections::BTreeSet;

/// The first that fits of disputed, changed, agreed, single.
pub(super) fn of(matter: &Matter, readings: &[(Reading, Vec<usize>)], differences: &[Difference]) -> EntryStatus {
    let conflict = |d: &Difference| matches!(d.kind, DifferenceKind::Conflict | DifferenceKind::OtherSpeaker);
    // A part and its whole don't bear each other out.
    let other_scope: BTreeSet<(u32, u32)> =
        differences.iter().filter(|d| d.kind == DifferenceKind::OtherScope).map(|d| d.between).collect();
    let numbers = |reading: &'_ Reading| -> Vec<u32> { reading.origins().iter().map(Origin::number).collect() };
    let has_two_beside = |r: u32| {
        let beside = (0u32..).zip(readings).filter(|&(other, _)| !other_scope.contains(&(r.min(other), r.max(other))));
        let mut told = beside.flat_map(|(_, (reading, _))| numbers(reading));
        told.next().is_some_and(|first| told.any(|number| number != first))
    };
    // A citizen here and an immigrant there is nothing that two accounts agree on, nor a dispute.
    let is_told_twice = |(reading, _): &(Reading, Vec<usize>)| numbers(reading).windows(2).any(|two| two[0] != two[1]);
    let is_description = matter.aspect == Some(Aspect::Is) && matter.why.iter().any(|why| why.sign == JoinSign::Name);
    let is_borne_out = !is_description || readings.iter().any(is_told_twice);
    // Without this, many readings of one origin would each be laid beside all.
    let all: BTreeSet<u32> = readings.iter().flat_map(|(reading, _)| numbers(reading)).collect();
    if differences.iter().any(conflict) {
        EntryStatus::Disputed
    } else if differences.iter().any(|difference| differences::is_change(difference, readings)) {
        EntryStatus::Changed
    } else if is_borne_out && all.len() >= 2 && (0..readings.len() as u32).any(has_two_beside) {
        EntryStatus::Agreed
    } else {
        EntryStatus::Single
    }
}
