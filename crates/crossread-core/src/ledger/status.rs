//! How the readings of an entry stand to each other.

use super::{Difference, DifferenceKind, EntryStatus, Origin, Reading, differences};
use std::collections::BTreeSet;

/// The first that fits of disputed, changed, agreed, single.
pub(super) fn of(readings: &[(Reading, Vec<usize>)], differences: &[Difference]) -> EntryStatus {
    let conflict = |d: &Difference| matches!(d.kind, DifferenceKind::Conflict | DifferenceKind::OtherSpeaker);
    // A part and its whole don't bear each other out.
    let other_scope: BTreeSet<(u32, u32)> =
        differences.iter().filter(|d| d.kind == DifferenceKind::OtherScope).map(|d| d.between).collect();
    let origins_beside = |r: u32| -> BTreeSet<u32> {
        let beside = (0u32..).zip(readings).filter(|&(other, _)| !other_scope.contains(&(r.min(other), r.max(other))));
        beside.flat_map(|(_, (reading, _))| reading.origins().iter().map(Origin::number)).collect()
    };
    if differences.iter().any(conflict) {
        EntryStatus::Disputed
    } else if differences.iter().any(|difference| differences::is_change(difference, readings)) {
        EntryStatus::Changed
    } else if (0..readings.len() as u32).any(|r| origins_beside(r).len() >= 2) {
        EntryStatus::Agreed
    } else {
        EntryStatus::Single
    }
}
