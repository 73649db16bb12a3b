//! The word lists of the date reader, read once from `data/en`.

use super::calendar::{Grain, Season};
use crossread_language::Word;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a word can be in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// Nothing of the calendar or the clock.
    Plain,
    /// A month, 1 to 12, written out or abbreviated.
    Month(i8, Written),
    /// A day of the week, 1 for Monday.
    Weekday(i8, Written),
    Season(Season),
    PartOfDay(PartOfDay),
    /// "noon", "midnight": the hour.
    Hour(i8),
    Unit(Unit),
    /// "nineties": the tens of the year.
    Decade(i16),
    /// "first" 1.
    Ordinal(u8),
    /// A time zone; true for the one that values write `Z`.
    Zone(bool),
    Which(Which),
    /// "daily": how long from one time to the next, as TIMEX3 writes it.
    Every(&'static str),
    /// A number word.
    Number(Class, u32),
}

/// How a name of the calendar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    Out,
    Short,
}

/// The parts of a day that TIMEX3 names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartOfDay {
    Morning,
    Afternoon,
    Evening,
    Night,
}

impl PartOfDay {
    /// Its letters in a TIMEX3 value.
    pub(super) fn letters(self) -> &'static str {
        match self {
            PartOfDay::Morning => "MO",
            PartOfDay::Afternoon => "AF",
            PartOfDay::Evening => "EV",
            PartOfDay::Night => "NI",
        }
    }
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

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

/// Which of several like periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// "last", "past".
    Last,
    /// "this", "current".
    This,
    /// "next", "coming".
    Next,
    /// "previous": before the one spoken of.
    Before,
    /// "following": after the one spoken of.
    After,
    /// "that", "same": the one spoken of.
    That,
}

/// How a number word combines with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// One to nine.
    Unit,
    /// Ten to nineteen.
    Teen,
    /// Twenty, thirty.
    Ten,
    /// Dozen, hundred, thousand.
    Scale,
    /// "dozens": of no exact number.
    Many,
    /// "several", "few".
    Few,
}

/// Every word with a sense. A word that has two (the number "second" and the unit) has the one listed last.
static WORDS: LazyLock<HashMap<Word, Sense>> = LazyLock::new(|| {
    let numbers = lines(include_str!("../../../data/en/number-words.txt")).filter_map(|line| {
        let [class, word, value] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("number word: {line}") };
        let class = match class {
            "unit" => Class::Unit,
            "teen" => Class::Teen,
            "ten" => Class::Ten,
            "scale" => Class::Scale,
            "many" => Class::Many,
            "few" => Class::Few,
            _ => return None,
        };
        // Longer scales count no units of time that we could reckon with.
        let value = value.parse().ok().filter(|value| *value <= 1_000_000)?;
        Some((Word::of(word), Sense::Number(class, value)))
    });
    let words = lines(include_str!("../../../data/en/date-words.txt")).map(|line| {
        let [what, word, which] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("date word: {line}") };
        (Word::of(word), sense(what, which).unwrap_or_else(|| panic!("date word: {line}")))
    });
    let mut all: HashMap<Word, Sense> = numbers.chain(words).collect();
    // "second" stands in both lists of `date-words.txt`; alone it counts ("the second week"), its plural is the unit.
    all.insert(Word::of("second"), Sense::Ordinal(2));
    all
});

fn sense(what: &str, which: &'static str) -> Option<Sense> {
    Some(match what {
        "month" => Sense::Month(which.parse().ok()?, Written::Out),
        "month-short" => Sense::Month(which.parse().ok()?, Written::Short),
        "weekday" => Sense::Weekday(which.parse().ok()?, Written::Out),
        "weekday-short" => Sense::Weekday(which.parse().ok()?, Written::Short),
        "season" => Sense::Season(match which {
            "SP" => Season::Spring,
            "SU" => Season::Summer,
            "FA" => Season::Fall,
            "WI" => Season::Winter,
            _ => return None,
        }),
        "part-of-day" => Sense::PartOfDay(match which {
            "MO" => PartOfDay::Morning,
            "AF" => PartOfDay::Afternoon,
            "EV" => PartOfDay::Evening,
            "NI" => PartOfDay::Night,
            _ => return None,
        }),
        "hour" => Sense::Hour(which.parse().ok()?),
        "unit" => Sense::Unit(match which {
            "second" => Unit::Second,
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "weekend" => Unit::Weekend,
            "week" => Unit::Week,
            "fortnight" => Unit::Fortnight,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            "millennium" => Unit::Millennium,
            _ => return None,
        }),
        "decade" => Sense::Decade(which.parse().ok()?),
        "ordinal" => Sense::Ordinal(which.parse().ok()?),
        "zone" => Sense::Zone(which == "Z"),
        "which" => Sense::Which(match which {
            "last" => Which::Last,
            "this" => Which::This,
            "next" => Which::Next,
            "before" => Which::Before,
            "after" => Which::After,
            "that" => Which::That,
            _ => return None,
        }),
        "every" => Sense::Every(which),
        _ => return None,
    })
}

/// What a word can be in a date.
pub(super) fn of(word: Word) -> Sense {
    WORDS.get(&word).copied().unwrap_or(Sense::Plain)
}

/// How the day of a holiday is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holiday {
    /// The same day of every year.
    Fixed { month: i8, day: i8 },
    /// The nth weekday of a month (the last one for 0), and so many days on.
    Weekday { month: i8, nth: i8, weekday: i8, on: i8 },
    /// Days from Easter Sunday.
    Easter(i32),
    /// One day, for ever.
    Once { year: i16, month: i8, day: i8 },
    /// By a calendar that we do not reckon.
    Moving,
}

/// A holiday by its rule.
pub(super) fn holiday(rule: &str) -> Option<Holiday> {
    if rule == "moving" {
        return Some(Holiday::Moving);
    }
    if let Some(days) = rule.strip_prefix("easter") {
        return Some(Holiday::Easter(days.parse().ok()?));
    }
    let (rule, on) = rule.split_once('+').unwrap_or((rule, "0"));
    let parts: Vec<&str> = rule.split('-').collect();
    Some(match parts[..] {
        [year, month, day] if year.len() == 4 => {
            Holiday::Once { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? }
        }
        [month, day] => Holiday::Fixed { month: month.parse().ok()?, day: day.parse().ok()? },
        [month, nth, weekday] => Holiday::Weekday {
            month: month.parse().ok()?,
            nth: nth.parse().ok()?,
            weekday: weekday.parse().ok()?,
            on: on.parse().ok()?,
        },
        _ => return None,
    })
}

/// Words that put the time beside them into the future.
pub(super) static AHEAD: LazyLock<HashSet<Word>> =
    LazyLock::new(|| lines(include_str!("../../../data/en/future-cues.txt")).map(Word::of).collect());

/// Verbs whose present tells a plan: "Parliament votes on Tuesday".
pub(super) static SCHEDULED: LazyLock<HashSet<Word>> =
    LazyLock::new(|| lines(include_str!("../../../data/en/scheduled-verbs.txt")).map(Word::of).collect());

/// Verbs that tell a plan with the word behind them: "takes effect on Monday".
pub(super) static SCHEDULED_PHRASES: LazyLock<HashSet<(Word, Word)>> = LazyLock::new(|| {
    lines(include_str!("../../../data/en/scheduled-phrases.txt"))
        .map(|line| line.split_once(' ').expect("a verb and the word behind it"))
        .map(|(verb, behind)| (Word::of(verb), Word::of(behind)))
        .collect()
});

/// Verbs that set a day to come as an end: "adjourned until Monday".
pub(super) static PUTTING_OFF: LazyLock<HashSet<Word>> = LazyLock::new(|| {
    lines(include_str!("../../../data/en/putting-off-verbs.txt"))
        .flat_map(|line| line.split(' '))
        .map(Word::of)
        .collect()
});

/// Happenings that nobody sets a day for: "Monday's crash".
pub(super) static UNPLANNED: LazyLock<HashSet<Word>> = LazyLock::new(|| {
    lines(include_str!("../../../data/en/unplanned-nouns.txt")).flat_map(|line| line.split(' ')).map(Word::of).collect()
});

/// The lines of a list that say something.
pub(super) fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}
