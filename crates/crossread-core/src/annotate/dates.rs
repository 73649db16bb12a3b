//! Dates: what TIMEX3 covers in news, resolved to civil days.

use super::Annotations;
use crate::story::Article;
use crossread_language::Span;
use jiff::civil::Date;

/// A date, time, duration or set in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Its words.
    pub span: Span,
    /// What sort.
    pub kind: DateKind,
    /// TIMEX3 value: `2020-01-05`, `2020-W01-WE`, `P18Y`; keeps its `X`s where an anchor is unknown.
    pub value: String,
    /// First civil day it covers.
    pub from: Option<Date>,
    /// Last civil day it covers.
    pub to: Option<Date>,
    /// What it was reckoned from.
    pub basis: DateBasis,
    /// Index of the earlier mention it leans on.
    pub anchor: Option<u32>,
    /// The same as Extended Date/Time Format (ISO 8601-2), with its uncertainty.
    pub edtf: Option<String>,
    /// Other TIMEX3 values that the words leave open.
    pub also: Vec<String>,
}

/// TIMEX3 types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateKind {
    /// A day or something longer.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

/// What a date was reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateBasis {
    /// Written out in full.
    Written,
    /// Reckoned from the day of publication.
    Published,
    /// Reckoned from an earlier mention.
    Mention,
}

/// Finds and resolves the dates of an article. Needs `found.sentences`; fills `found.dates`.
pub fn find(_article: &Article, _found: &mut Annotations) {}
