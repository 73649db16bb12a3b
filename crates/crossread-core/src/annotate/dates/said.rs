//! What the words of a mention say, before anything is reckoned.

use super::calendar::Season;
use super::words::{Holiday, PartOfDay, PeriodChoice, TimeUnit};

/// A mention as its words have it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct DateWording {
    /// Its first piece.
    pub start: usize,
    /// One past its last piece.
    pub end: usize,
    /// What it says.
    pub said: DateExpression,
    /// Which part of the period: "early March".
    pub trim: Trim,
    /// Whether it is hedged: "about two weeks ago".
    pub about: bool,
    /// "1994 or later": open at that end.
    pub open: Option<OpenEnd>,
}

/// Which end of a period is left open by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OpenEnd {
    /// "or earlier".
    Start,
    /// "or later", "and beyond".
    End,
}

/// A part of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Trim {
    /// All of it.
    #[default]
    Whole,
    /// "early", "the beginning of".
    Start,
    /// "mid".
    Mid,
    /// "late", "the end of".
    End,
    /// "earlier": what of it lies before the day of publication.
    Earlier,
    /// "later": what of it lies after.
    Later,
}

/// A year, as far as it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    /// Not at all: "in May".
    Unsaid,
    /// In full: "May 2020".
    Is(i16),
    /// Two digits: "5/8/21".
    Short(i16),
    /// By its place: "May last year".
    Rel(PeriodChoice),
}

/// What an offset is reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OffsetAnchor {
    /// The day of publication: "ago".
    Published,
    /// What was last spoken of: "later".
    Mention,
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    /// A number.
    Is(u32),
    /// A number and a half.
    AndHalf(u32),
    /// A decimal number: its whole part and the digits behind the point.
    Decimal(u32, u32, u8),
    /// "several", "few", or a bare plural.
    Some,
}

/// What the words say.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum DateExpression {
    /// A date by the calendar, with as much as is written.
    Calendar { year: Year, month: Option<i8>, day: Option<i8>, weekday: Option<i8> },
    /// Day and month in either order: "05.08.2021".
    Numeric { first: i8, second: i8, year: Year, mark: char },
    /// "the 1990s", "the nineties": the first year; under 100 when the century is not said.
    Decade(i16),
    /// "the 19th century": 19.
    Century(i16),
    /// A month with which one: "last November".
    Month(i8, PeriodChoice),
    /// A weekday; `None` when bare.
    Weekday(i8, Option<PeriodChoice>),
    /// A season.
    Season(Season, Option<PeriodChoice>, Year),
    /// A quarter or half of a year; 0 for the last one.
    PartOfYear { number: u8, half: bool, fiscal: bool, year: Year },
    /// A named day.
    Holiday(Holiday, Option<PeriodChoice>, Year),
    /// The year of a company: "fiscal 2010".
    Fiscal(Year),
    /// "this week", "the year"; `None` for the bare definite.
    Around(TimeUnit, Option<PeriodChoice>),
    /// "two weeks ago".
    Offset { count: Count, unit: TimeUnit, from: OffsetAnchor, back: bool },
    /// "the same month a year ago", "the same period last year": what is spoken of, a year before.
    SameYearBefore(Option<TimeUnit>),
    /// "two weeks".
    Length { count: Count, unit: TimeUnit },
    /// "the past two weeks", "the next ten days".
    Framed { count: Count, unit: TimeUnit, back: bool },
    /// "every Monday": its TIMEX3 value.
    Recurring(String),
    /// The present, past or future at large, or a length without a number: its TIMEX3 value.
    Value(&'static str),
    /// A day from the day of publication: "yesterday".
    Day(i32),
    /// A time of day: hour, minute, second, whether in universal time, and the day if said.
    Clock { hour: i8, minute: i8, second: Option<i8>, universal: bool, on: Option<Box<DateExpression>> },
    /// A part of a day, and the day if said: `days` from it.
    PartOfDay { part: PartOfDay, on: Option<Box<DateExpression>> },
    /// The nth unit or weekday of a period: "the last week of March", "the first Monday in May".
    Nth { nth: u8, unit: PeriodCount, of: Box<DateExpression> },
    /// From one to the other: "Jan. 3-5, 2020", "2014-15".
    Range(Box<DateExpression>, Box<DateExpression>),
    /// The first or last days or weeks of a period: "the last five days of May".
    Part { count: u8, unit: TimeUnit, last: bool, of: Box<DateExpression> },
    /// So many weeks before or after a day: "a week ago last Tuesday", "Monday week".
    WeeksOn { weeks: i8, day: Box<DateExpression> },
    /// A day by its number alone: "on the 7th".
    DayOfMonth(i8),
    /// A day of a list, in the month of the one beside it: "14" in "Nov. 12, 14 and 16". Whether that stands behind it.
    ListedDay { day: i8, ahead: bool },
    /// The week of a date: "the week of March 6".
    WeekOf(Box<DateExpression>),
}

impl DateExpression {
    /// Whether it names one day, or a time of one.
    pub(super) fn is_day(&self) -> bool {
        match self {
            DateExpression::Calendar { day, .. } => day.is_some(),
            // A holiday that is reckoned by no rule of ours has no day.
            DateExpression::Holiday(holiday, ..) => *holiday != Holiday::Moving,
            DateExpression::Numeric { .. }
            | DateExpression::Weekday(..)
            | DateExpression::Day(_)
            | DateExpression::ListedDay { .. } => true,
            DateExpression::Nth { unit: PeriodCount::Weekday(_) | PeriodCount::Unit(TimeUnit::Day), .. }
            | DateExpression::WeeksOn { .. } => true,
            DateExpression::Clock { on, .. } | DateExpression::PartOfDay { on, .. } => {
                on.as_ref().is_some_and(|on| on.is_day())
            }
            _ => false,
        }
    }
}

/// What is counted within a period; 0 counts from its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PeriodCount {
    Unit(TimeUnit),
    Weekday(i8),
}
