//! What the words of dates can be: see [`crate::language::dates`].

use super::calendar::Grain;
pub(super) use crate::language::dates::{
    CalendarSpelling, Holiday, PartOfDay, PeriodChoice, PhraseMeaning, Sense, TimeUnit,
};
pub(super) use crate::language::quantities::NumberClass;

impl TimeUnit {
    /// The stretch of the calendar that one such unit is, and how many of those: a fortnight is two weeks. None for
    /// what is shorter than a day.
    pub(super) fn grain(self) -> Option<(Grain, i32)> {
        Some(match self {
            TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => return None,
            TimeUnit::Day => (Grain::Day, 1),
            TimeUnit::Weekend => (Grain::Weekend, 1),
            TimeUnit::Week => (Grain::Week, 1),
            TimeUnit::Fortnight => (Grain::Week, 2),
            TimeUnit::Month => (Grain::Month, 1),
            TimeUnit::Quarter => (Grain::Quarter, 1),
            TimeUnit::Year => (Grain::Year, 1),
            TimeUnit::Decade => (Grain::Decade, 1),
            TimeUnit::Century => (Grain::Century, 1),
            TimeUnit::Millennium => (Grain::Century, 10),
        })
    }
}
