//! What the words of dates can be: see [`crate::language::dates`].

use super::calendar::Grain;
pub(super) use crate::language::dates::{Holiday, PartOfDay, Phrase, Sense, Unit, Which, Written};
pub(super) use crate::language::quantities::Class;

impl Unit {
    /// The stretch of the calendar that one such unit is, and how many of those: a fortnight is two weeks. None for
    /// what is shorter than a day.
    pub(super) fn grain(self) -> Option<(Grain, i32)> {
        Some(match self {
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Day => (Grain::Day, 1),
            Unit::Weekend => (Grain::Weekend, 1),
            Unit::Week => (Grain::Week, 1),
            Unit::Fortnight => (Grain::Week, 2),
            Unit::Month => (Grain::Month, 1),
            Unit::Quarter => (Grain::Quarter, 1),
            Unit::Year => (Grain::Year, 1),
            Unit::Decade => (Grain::Decade, 1),
            Unit::Century => (Grain::Century, 1),
            Unit::Millennium => (Grain::Century, 10),
        })
    }
}
