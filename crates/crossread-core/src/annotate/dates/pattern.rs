//! How English writes times: what the words at a place say, before anything is reckoned.

use crossread_language::{MentionKind, Sentence, Tag};
use std::sync::LazyLock;

/// What a mention of a time says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A day, month or year written with as much as it has; `other` when day and month may be swapped.
    #[allow(missing_docs)]
    Calendar { year: Option<i16>, month: Option<i8>, day: Option<i8>, other: Option<(i8, i8)>, part: Part },
    /// "the 1990s": the first year and how many digits are open.
    Decade(i16),
    /// "the 19th century"
    Century(i16),
    /// A weekday, 1 for Monday, and which: −1 last, 0 this or bare, 1 next.
    #[allow(missing_docs)]
    Weekday { day: i8, which: Option<i8>, part: Part },
    /// So many units from the anchor: "two weeks ago" is −2 weeks.
    #[allow(missing_docs)]
    Offset { count: i32, unit: Unit, from: From, part: Part },
    /// The unit around the anchor or beside it: "this week" 0, "last month" −1.
    #[allow(missing_docs)]
    Around { which: i32, unit: Unit, part: Part },
    /// A season, 0 for spring to 3 for winter, with its year or which.
    #[allow(missing_docs)]
    Season { season: u8, year: Option<i16>, which: i32 },
    /// A quarter or half of a year.
    #[allow(missing_docs)]
    Quarter { quarter: u8, halves: bool, year: Option<i16>, which: Option<i32> },
    /// A length of time: count (`None` for "several") and unit.
    #[allow(missing_docs)]
    Length { count: Option<String>, unit: Unit },
    /// A recurring time: TIMEX3 value.
    Recurring(String),
    /// The present, past or future at large.
    At(&'static str),
    /// A time of day on the anchor's day: minutes after midnight, or a part of the day.
    #[allow(missing_docs)]
    Clock { minutes: Option<u16>, part: Part, weekday: Option<i8>, day_offset: i32 },
    /// The day of, before or after the last mention: "the next day".
    Relative(i32),
}

/// Units of time.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
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
}

/// What an offset is reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The day of publication.
    Published,
    /// The last mention.
    Mention,
}

/// A part of the period: "early", "mid", "late"; of the day: "morning".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Part {
    /// All of it.
    #[default]
    Whole,
    /// Its beginning.
    Start,
    /// Its middle.
    Mid,
    /// Its end.
    End,
    /// Morning.
    Morning,
    /// Afternoon.
    Afternoon,
    /// Evening.
    Evening,
    /// Night.
    Night,
}

/// A sentence's words, lower-cased.
pub(super) struct Tokens<'a> {
    words: Vec<String>,
    sentence: &'a Sentence,
    text: &'a str,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str, sentence: &'a Sentence) -> Tokens<'a> {
        let words = sentence.tokens.iter().map(|token| token.span.of(text).to_lowercase().replace('’', "'")).collect();
        Tokens { words, sentence, text }
    }

    fn word(&self, i: usize) -> &str {
        self.words.get(i).map_or("", String::as_str)
    }

    fn is_upper(&self, i: usize) -> bool {
        self.sentence.tokens.get(i).is_some_and(|t| t.span.of(self.text).starts_with(char::is_uppercase))
    }

    fn tag(&self, i: usize) -> Option<Tag> {
        self.sentence.tokens.get(i).map(|token| token.tag)
    }
}

/// The mention that begins at token `i`, the longest reading first: how many tokens it has and what it says.
pub(super) fn at(t: &Tokens, i: usize) -> Option<(usize, Said)> {
    numeric(t, i)
        .or_else(|| parted(t, i))
        .or_else(|| calendar(t, i, Part::Whole))
        .or_else(|| clock(t, i))
        .or_else(|| weekday(t, i))
        .or_else(|| quarter(t, i))
        .or_else(|| around(t, i))
        .or_else(|| recurring(t, i))
        .or_else(|| counted(t, i))
        .or_else(|| single(t, i))
        .or_else(|| holiday(t, i))
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn month(t: &Tokens, i: usize) -> Option<i8> {
    let word = t.word(i).trim_end_matches('.');
    let found = MONTHS.iter().position(|name| {
        *name == word
            || (word.len() >= 3
                && word.len() <= 4
                && name.starts_with(word)
                && (word.len() == 3 || word == "sept" || word == "june" || word == "july"))
    })?;
    // "may", "march" and "mar", "dec" in lower case are other words.
    t.is_upper(i).then_some(found as i8 + 1)
}

fn day_name(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    DAYS.iter()
        .position(|name| {
            *name == word
                || (word.len() >= 3
                    && word.len() <= 5
                    && name.starts_with(word)
                    && matches!(word, "mon" | "tue" | "tues" | "wed" | "thu" | "thur" | "thurs" | "fri"))
        })
        .map(|d| d as i8 + 1)
}

fn day_number(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let suffix = &word[digits.len()..];
    let day: i8 = digits.parse().ok().filter(|_| digits.len() <= 2)?;
    (matches!(suffix, "" | "st" | "nd" | "rd" | "th") && (1..=31).contains(&day)).then_some(day)
}

fn year_number(word: &str) -> Option<i16> {
    let year: i16 = word.parse().ok()?;
    (word.len() == 4 && (1500..=2150).contains(&year)).then_some(year)
}

/// "2020-01-05" in one token or five, "05.08.2021", "5/8/21".
fn numeric(t: &Tokens, i: usize) -> Option<(usize, Said)> {
    let said = |year, month, day, other| Said::Calendar {
        year: Some(year),
        month: Some(month),
        day: Some(day),
        other,
        part: Part::Whole,
    };
    let word = t.word(i);
    for separator in ['.', '/', '-'] {
        let parts: Vec<&str> = word.split(separator).collect();
        let [a, b, c] = parts[..] else { continue };
        if let (Some(year), Ok(month), Ok(day)) = (year_number(a), b.parse::<i8>(), c.parse::<i8>()) {
            return Some((1, said(year, month, day, None)));
        }
        let short_year = |c: &str| {
            c.parse::<i16>()
                .ok()
                .filter(|_| c.len() == 2 && separator == '/')
                .map(|y| if y < 50 { 2000 + y } else { 1900 + y })
        };
        if let (Ok(a), Ok(b), Some(year)) = (a.parse::<i8>(), b.parse::<i8>(), year_number(c).or_else(|| short_year(c)))
        {
            return match (a, b) {
                // Only one order is possible, or both give the same day.
                (13..=31, 1..=12) => Some((1, said(year, b, a, None))),
                (1..=12, 13..=31) => Some((1, said(year, a, b, None))),
                (1..=12, 1..=12) if a == b => Some((1, said(year, a, a, None))),
                // With full stops the day comes first wherever they are used; strokes are read both ways.
                (1..=12, 1..=12) if separator == '.' => Some((1, said(year, b, a, Some((a, b))))),
                (1..=12, 1..=12) => Some((1, said(year, a, b, Some((b, a))))),
                _ => None,
            };
        }
    }
    if t.word(i + 1) == "-" && t.word(i + 3) == "-" {
        let (year, month, day) = (year_number(word)?, t.word(i + 2).parse().ok()?, t.word(i + 4).parse().ok()?);
        return Some((5, said(year, month, day, None)));
    }
    None
}

/// "early March", "mid-2019", "the end of August", "late Thursday".
fn parted(t: &Tokens, i: usize) -> Option<(usize, Said)> {
    let (skip, part) = match t.word(i) {
        "early" => (1, Part::Start),
        "mid" if t.word(i + 1) == "-" => (2, Part::Mid),
        "mid" => (1, Part::Mid),
        "late" => (1, Part::End),
        "the" if matches!(t.word(i + 1), "end" | "beginning" | "start" | "middle") && t.word(i + 2) == "of" => (
            3,
            match t.word(i + 1) {
                "end" => Part::End,
                "middle" => Part::Mid,
                _ => Part::Start,
            },
        ),
        "earlier" | "later" if matches!(t.word(i + 1), "this" | "in") => {
            (if t.word(i + 1) == "in" { 2 } else { 1 }, Part::Whole)
        }
        _ => return None,
    };
    let next = i + skip;
    let (length, said) = calendar(t, next, part)
        .or_else(|| weekday(t, next))
        .or_else(|| around(t, next))
        .or_else(|| single(t, next))
        .or_else(|| decade(t, next))?;
    let said = match said {
        Said::Weekday { day, which, part: Part::Whole } => Said::Weekday { day, which, part },
        Said::Around { which, unit, part: Part::Whole } => Said::Around { which, unit, part },
        other => other,
    };
    Some((skip + length, said))
}

/// "January 5, 2020", "5 January", "Jan. 2020", "in 2014".
fn calendar(t: &Tokens, i: usize, part: Part) -> Option<(usize, Said)> {
    let said = |year, month, day| Said::Calendar { year, month, day, other: None, part };
    let comma = |k: usize| usize::from(t.word(k) == ",");
    // With a weekday before: "Friday, January 3".
    if day_name(t.word(i)).is_some() && (t.word(i + 1) == "," || month(t, i + 1).is_some()) {
        let skip = 1 + comma(i + 1);
        if (month(t, i + skip).is_some() && day_number(t.word(i + skip + 1)).is_some())
            || (day_number(t.word(i + skip)).is_some() && month(t, i + skip + 1).is_some())
        {
            return calendar(t, i + skip, part).map(|(length, said)| (skip + length, said));
        }
    }
    if let Some(m) = month(t, i) {
        if let Some(d) = day_number(t.word(i + 1)).filter(|_| !is_counted(t, i + 2)) {
            let gap = comma(i + 2);
            return Some(match year_number(t.word(i + 2 + gap)) {
                Some(y) => (3 + gap, said(Some(y), Some(m), Some(d))),
                None => (2, said(None, Some(m), Some(d))),
            });
        }
        let gap = comma(i + 1) + usize::from(t.word(i + 1) == "of");
        if let Some(y) = year_number(t.word(i + 1 + gap)) {
            return Some((2 + gap, said(Some(y), Some(m), None)));
        }
        // A month alone: not the name of a person, nor a verb at the head of a sentence.
        let alone = t.word(i).len() > 3 || t.word(i).ends_with('.') || i > 0;
        let other_word = matches!(t.word(i), "may" | "march" | "august" | "april" | "june")
            && (t.tag(i) != Some(Tag::Propn) || (i == 0 && t.tag(i + 1) == Some(Tag::Propn)));
        return (alone && !other_word && !next_is_name(t, i)).then(|| (1, said(None, Some(m), None)));
    }
    // "5 January 2020", "the 5th of January".
    let the = usize::from(t.word(i) == "the" && t.word(i + 1).ends_with(|c: char| c.is_ascii_lowercase()));
    if let Some(d) = day_number(t.word(i + the)) {
        let of = usize::from(t.word(i + the + 1) == "of");
        if let Some(m) = month(t, i + the + 1 + of) {
            let end = the + 2 + of;
            let gap = comma(i + end);
            return Some(match year_number(t.word(i + end + gap)) {
                Some(y) => (end + gap + 1, said(Some(y), Some(m), Some(d))),
                None => (end, said(None, Some(m), Some(d))),
            });
        }
    }
    let y = year_number(t.word(i))?;
    // A bare number of four digits is a year where English puts years, and counts nothing.
    let before = if i > 0 { t.word(i - 1) } else { "" };
    let placed = part != Part::Whole
        || matches!(
            before,
            "in" | "since"
                | "by"
                | "of"
                | "from"
                | "until"
                | "till"
                | "during"
                | "before"
                | "after"
                | "for"
                | "to"
                | "the"
                | "and"
                | "between"
                | "through"
                | "around"
                | "fiscal"
                | "year"
                | "("
                | "mid"
                | "spring"
                | "summer"
                | "fall"
                | "autumn"
                | "winter"
                | ","
                | "-"
                | "back"
                | "early"
                | "late"
                | "than"
                | "as"
        );
    (placed && !is_counted(t, i + 1) && t.tag(i) == Some(Tag::Num)
        || (placed && matches!(before, "in" | "since" | "(")))
    .then(|| (1, said(Some(y), None, None)))
}

/// Whether the next word is what a number would count: "March 5 people".
fn is_counted(t: &Tokens, i: usize) -> bool {
    let plural = t
        .sentence
        .tokens
        .get(i)
        .is_some_and(|token| token.tag == Tag::Noun && token.features.has(crossread_language::Features::PLURAL));
    plural && !matches!(t.word(i), "elections" | "protests" | "attacks" | "talks" | "games" | "olympics")
}

fn next_is_name(t: &Tokens, i: usize) -> bool {
    // "June Carter", "April Ryan".
    matches!(t.word(i), "may" | "june" | "april" | "august")
        && t.tag(i + 1) == Some(Tag::Propn)
        && t.is_upper(i + 1)
        && i == 0
}

fn decade(t: &Tokens, i: usize) -> Option<(usize, Said)> {
    let skip = usize::from(t.word(i) == "the");
    let word = t.word(i + skip).trim_start_matches('\'');
    let digits = word.strip_suffix('s').or_else(|| word.strip_suffix("'s"))?;
    let year: i16 = digits.parse().ok()?;
    let first = match digits.len() {
        4 if year % 10 == 0 && (1500..=2100).contains(&year) => year,
        2 if year % 10 == 0 && skip == 1 => 1900 + year,
        _ => return None,
    };
    Some((skip + 1, Said::Decade(first)))
}

fn part_of_day(word: &str) -> Option<Part> {
    Some(match word {
        "morning" | "mornings" => Part::Morning,
        "afternoon" | "afternoons" => Part::Afternoon,
        "evening" | "evenings" => Part::Evening,
        "night" | "nights" | "overnight" => Part::Night,
        _ => return None,
    })
}

/// "Sunday", "last Friday", "next Tuesday evening", "Wednesday morning".
fn weekday(t: &Tokens, i: usize) -> Option<(usize, Said)> {
    let (skip, which) = match t.word(i) {
        "last" | "past" => (1, Some(-1)),
        "next" | "coming" => (1, Some(1)),
        "this" => (1, Some(0)),
        _ => (0, None),
    };
    let day = day_name(t.word(i + skip)).filter(|_| t.is_upper(i + skip))?;
    // "Fox News Sunday", "The Sunday Times": a weekday inside a name.
    let in_name = t.sentence.mentions.iter().any(|m| {
        let inside = m.first as usize <= i + skip && i + skip <= m.last as usize && m.last > m.first;
        inside && matches!(m.kind, MentionKind::Organization | MentionKind::Other)
    });
    if in_name && which.is_none() {
        return None;
    }
    let mut length = skip + 1;
    let mut part = Part::Whole;
    if let Some(found) = part_of_day(t.word(i + length)) {
        part = found;
        length += 1;
    }
    Some((length, Said::Weekday { day, which, part }))
}

fn unit(word: &str) -> Option<Unit> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    Some(match singular {
        "second" => Unit::Second,
        "minute" | "min" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "weekend" => Unit::Weekend,
        "week" => Unit::Week,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" | "centurie" => Unit::Century,
        _ => return None,
    })
}

fn season(word: &str) -> Option<u8> {
    Some(match word {
        "spring" => 0,
        "summer" => 1,
        "fall" | "autumn" => 2,
        "winter" => 3,
        _ => return None,
    })
}

/// "this week", "last year", "the past month", "next summer", "the coming days", "the previous day".
fn around(t: &Tokens, i: usize) -> Option<(usize, Said)> {
    let the = usize::from(t.word(i) == "the");
    // "The quarter" of a report is the last one that has ended.
    if the == 1 && t.word(i + 1) == "quarter" && t.word(i + 2) != "of" {
        return Some((2, Said::Quarter { quarter: 0, halves: false, year: None, which: Some(-1) }));
    }
    let which = match t.word(i + the) {
        "this" | "current" => 0,
        "last" | "past" | "previous" | "prior" => -1,
        "next" | "coming" | "following" | "upcoming" => 1,
        "same" => 0,
        "that" => 0,
        _ => {
            // "the end of the year" comes here as "the year".
            let ended = the == 1
                && i >= 2
                && t.word(i - 1) == "of"
                && matches!(t.word(i - 2), "end" | "beginning" | "start" | "middle");
            let unit = unit(t.word(i + 1)).filter(|u| {
                ended && matches!(u, Unit::Year | Unit::Month | Unit::Week | Unit::Quarter | Unit::Decade)
            })?;
            return Some((2, Said::Around { which: 0, unit, part: Part::Whole }));
        }
    };
    let word = t.word(i + the);
    let next = i + the + 1;
    if let Some(season) = season(t.word(next)) {
        return Some((the + 2, Said::Season { season, year: None, which }));
    }
    if let Some(part) = part_of_day(t.word(next)) {
        let night = if word == "last" && part == Part::Night { -1 } else { 0 };
        return (word == "this" || night == -1)
            .then_some((the + 2, Said::Clock { minutes: None, part, weekday: None, day_offset: night }));
    }
    if let Some(m) = month(t, next).filter(|_| matches!(word, "this" | "last" | "next" | "past")) {
        return Some((
            the + 2,
            Said::Calendar { year: None, month: Some(m), day: None, other: None, part: Part::Whole },
        ));
    }
    let u = unit(t.word(next))?;
    if t.word(next).ends_with('s') {
        // "the past months", "in the coming days": a length that nobody counted.
        return (the == 1 || word == "past").then_some((the + 2, Said::Length { count: None, unit: u }));
    }
    let relative =
        matches!(word, "previous" | "following" | "same" | "that" | "prior") || (the == 1 && matches!(word, "next"));
    if relative {
        return match u {
            Unit::Day => Some((the + 2, Said::Relative(which))),
            _ => Some((the + 2, Said::Offset { count: which, unit: u, from: From::Mention, part: Part::Whole })),
        };
    }
    if the == 1 && matches!(word, "past" | "last") && !matches!(u, Unit::Weekend) {
        // "over the past year": a length.
        return Some((the + 2, Said::Length { count: Some("1".to_owned()), unit: u }));
    }
    Some((the + 2, Said::Around { which, unit: u, part: Part::Whole }))
}

/// "the third quarter", "first-half", "fourth quarter of 2019", "fiscal 2010".
fn quarter(t: &Tokens, i: usize) -> Option<(usize, Said)> {
    let the = usize::from(t.word(i) == "the");
    let (number, digits) = match t.word(i + the) {
        "first" | "1st" => (1, 1),
        "second" | "2nd" => (2, 1),
        "third" | "3rd" => (3, 1),
        "fourth" | "4th" => (4, 1),
        "this" | "last" | "next" | "latest" | "past" if matches!(t.word(i + the + 1), "quarter") => {
            let which = match t.word(i + the) {
                "this" => 0,
                "next" => 1,
                _ => -1,
            };
            return Some((the + 2, Said::Quarter { quarter: 0, halves: false, year: None, which: Some(which) }));
        }
        _ => return None,
    };
    let mut at = i + the + digits;
    let fiscal = usize::from(t.word(at) == "fiscal");
    at += fiscal + usize::from(t.word(at + fiscal) == "-");
    let halves = match t.word(at) {
        "quarter" => false,
        "half" if the == 1 || t.word(at - 1) == "-" => true,
        _ => return None,
    };
    let mut length = at + 1 - i;
    let of = usize::from(matches!(t.word(i + length), "of" | "in"));
    let mut year = year_number(t.word(i + length + of));
    if year.is_some() {
        length += of + 1;
    } else if of == 1
        && t.word(i + length) == "of"
        && matches!(t.word(i + length + 1), "this" | "last" | "next")
        && t.word(i + length + 2) == "year"
    {
        year = None;
    }
    Some((length, Said::Quarter { quarter: number, halves, year, which: None }))
}

/// A count before a unit: digits or words.
fn count(t: &Tokens, i: usize) -> Option<(usize, Option<String>)> {
    let word = t.word(i);
    let small = |word: &str| SMALL.iter().position(|name| *name == word);
    if let Some(n) = small(word) {
        if n >= 20
            && n % 10 == 0
            && t.word(i + 1) == "-"
            && let Some(ones) = small(t.word(i + 2)).filter(|ones| (1..10).contains(ones))
        {
            return Some((3, Some((n + ones).to_string())));
        }
        return Some((1, Some(n.to_string())));
    }
    match word {
        "a" | "an" => {
            return match t.word(i + 1) {
                "few" | "couple" => Some((
                    2 + usize::from(t.word(i + 2) == "of"),
                    if t.word(i + 1) == "couple" { Some("2".to_owned()) } else { None },
                )),
                "half" => None,
                "dozen" => Some((2, Some("12".to_owned()))),
                "hundred" => Some((2, Some("100".to_owned()))),
                _ => Some((1, Some("1".to_owned()))),
            };
        }
        "several" | "many" | "some" | "numerous" => return Some((1, None)),
        "dozens" | "hundreds" | "thousands" if t.word(i + 1) == "of" => return Some((2, None)),
        "half" if matches!(t.word(i + 1), "a" | "an") => return Some((2, Some("0.5".to_owned()))),
        _ => {}
    }
    let digits = word.replace(',', "");
    let number = !digits.is_empty()
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.len() <= 7
        && digits.matches('.').count() <= 1
        && !digits.ends_with('.');
    number.then_some((1, Some(digits)))
}

/// "zero" to "ninety", at the index of their value.
static SMALL: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut names = vec![""; 91];
    let first = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    names[..21].copy_from_slice(&first);
    for (tens, name) in
        [(30, "thirty"), (40, "forty"), (50, "fifty"), (60, "sixty"), (70, "seventy"), (80, "eighty"), (90, "ninety")]
    {
        names[tens] = name;
    }
    names
});

/// "two weeks ago", "three days later", "18 years", "a 15-year", "the past three months".
fn counted(t: &Tokens, i: usize) -> Option<(usize, Said)> {
    // "the last two weeks", "the past 18 months", "the next 10 days", "at least 20 minutes".
    let mut start = i;
    let the = usize::from(matches!(t.word(start), "the"));
    start += the;
    let framed =
        matches!(t.word(start), "last" | "past" | "next" | "first" | "coming" | "final" | "previous" | "following");
    start += usize::from(framed);
    if the == 1 && !framed {
        // "the 16 years".
        if count(t, start).is_none_or(|(length, value)| value.is_none() || unit(t.word(start + length)).is_none()) {
            return None;
        }
    }
    let hedge =
        usize::from(matches!(t.word(start), "about" | "around" | "nearly" | "almost" | "roughly" | "approximately"));
    let (length, value) = count(t, start + hedge)?;
    let mut at = start + hedge + length;
    let hyphen = usize::from(t.word(at) == "-");
    at += hyphen;
    let adjective = usize::from(
        hyphen == 0
            && matches!(
                t.word(at),
                "more"
                    | "full"
                    | "straight"
                    | "consecutive"
                    | "long"
                    | "additional"
                    | "business"
                    | "working"
                    | "calendar"
            ),
    );
    let u = unit(t.word(at + adjective))?;
    at += adjective + 1;
    // "a second chance", "a minute ago": an article and a unit make a time only with "ago" and its like, or as a rate.
    let article = matches!(t.word(start + hedge), "a" | "an") && length == 1;
    if t.word(start) == "a" && u == Unit::Second || (t.word(at - 1) == "second") {
        return None;
    }
    let sign = match t.word(at) {
        "ago" => Some((-1, From::Published, 1)),
        "earlier" | "before" | "previously" => Some((-1, From::Mention, 1)),
        "later" | "afterward" | "afterwards" | "hence" => Some((1, From::Mention, 1)),
        "from" if t.word(at + 1) == "now" => Some((1, From::Published, 2)),
        _ => None,
    };
    let length = at - i;
    if let Some((sign, from, more)) = sign {
        let n = value.as_deref().and_then(|value| value.parse::<i32>().ok());
        return Some(match n {
            Some(n) => (length + more, Said::Offset { count: sign * n, unit: u, from, part: Part::Whole }),
            None => (length + more, Said::At(if sign < 0 { "PAST_REF" } else { "FUTURE_REF" })),
        });
    }
    if article && !framed && hyphen == 0 {
        return None;
    }
    // "16-year-old", "16 years old": an age, which is a figure of somebody and no time.
    if t.word(at) == "old" || (t.word(at) == "-" && t.word(at + 1) == "old") {
        return None;
    }
    Some((length, Said::Length { count: value, unit: u }))
}

/// "every Monday", "daily", "twice a week", "each year".
fn recurring(t: &Tokens, i: usize) -> Option<(usize, Said)> {
    let value = match t.word(i) {
        "daily" => "P1D",
        "weekly" => "P1W",
        "monthly" => "P1M",
        // "Quarterly results" and "the annual meeting" tell what sort, not how often.
        "yearly" | "annually" => "P1Y",
        "every" | "each" => {
            if let Some(day) = day_name(t.word(i + 1)) {
                return Some((2, Said::Recurring(format!("XXXX-WXX-{day}"))));
            }
            if part_of_day(t.word(i + 1)).is_some() {
                let letters = match part_of_day(t.word(i + 1)) {
                    Some(Part::Morning) => "MO",
                    Some(Part::Afternoon) => "AF",
                    Some(Part::Evening) => "EV",
                    _ => "NI",
                };
                return Some((2, Said::Recurring(format!("XXXX-XX-XXT{letters}"))));
            }
            if let Some((length, Some(n))) = count(t, i + 1)
                && let Some(u) = unit(t.word(i + 1 + length))
            {
                return Some((2 + length, Said::Recurring(duration(Some(&n), u))));
            }
            let u = unit(t.word(i + 1)).filter(|_| !t.word(i + 1).ends_with('s'))?;
            return Some((2, Said::Recurring(duration(Some("1"), u))));
        }
        "once" | "twice" if matches!(t.word(i + 1), "a" | "per" | "each") => {
            let u = unit(t.word(i + 2))?;
            return Some((3, Said::Recurring(duration(Some("1"), u))));
        }
        _ => return None,
    };
    // "Daily Mail".
    (!t.is_upper(i) || i == 0).then(|| (1, Said::Recurring(value.to_owned())))
}

/// A TIMEX3 duration.
pub(super) fn duration(count: Option<&str>, unit: Unit) -> String {
    let n = count.unwrap_or("X");
    match unit {
        Unit::Second => format!("PT{n}S"),
        Unit::Minute => format!("PT{n}M"),
        Unit::Hour => format!("PT{n}H"),
        Unit::Day => format!("P{n}D"),
        Unit::Weekend => format!("P{n}WE"),
        Unit::Week => format!("P{n}W"),
        Unit::Fortnight => "P2W".to_owned(),
        Unit::Month => format!("P{n}M"),
        Unit::Quarter => format!("P{n}Q"),
        Unit::Year => format!("P{n}Y"),
        Unit::Decade => format!("P{n}DE"),
        Unit::Century => format!("P{n}CE"),
    }
}

/// "3:30 p.m.", "10 a.m.", "noon", "at 22:28", with a day after it: "Thursday".
fn clock(t: &Tokens, i: usize) -> Option<(usize, Said)> {
    let word = t.word(i);
    let half = |k: usize| match t.word(k) {
        "a.m." | "am" | "a.m" => Some(0),
        "p.m." | "pm" | "p.m" => Some(12),
        _ => None,
    };
    let parse = |words: &str| {
        let (hour, minute) = words.split_once([':', '.']).unwrap_or((words, "0"));
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60 && words.len() <= 5).then_some((hour, minute))
    };
    let (mut length, minutes) = match word {
        "noon" | "midday" => (1, 720),
        "midnight" => (1, 0),
        _ => {
            let (hour, minute) = parse(word)?;
            if let Some(half) = half(i + 1).filter(|_| hour <= 12) {
                (2, (hour % 12 + half) * 60 + minute)
            } else if word.contains(':') && word.len() >= 4 && word.split_once(':').is_some_and(|(_, m)| m.len() == 2) {
                (1, hour * 60 + minute)
            } else {
                return None;
            }
        }
    };
    // A zone belongs to it: "EST", "GMT", "local time".
    if matches!(
        t.word(i + length),
        "est" | "edt" | "gmt" | "utc" | "et" | "pt" | "pst" | "pdt" | "cst" | "cdt" | "bst" | "cet" | "ist"
    ) {
        length += 1;
    } else if t.word(i + length) == "local" && t.word(i + length + 1) == "time" {
        length += 2;
    }
    let on = usize::from(t.word(i + length) == "on" || t.word(i + length) == ",");
    let mut weekday_found = None;
    let mut day_offset = 0;
    if let Some(day) = day_name(t.word(i + length + on)).filter(|_| t.is_upper(i + length + on)) {
        weekday_found = Some(day);
        length += on + 1;
    } else if t.word(i + length) == "today" {
        length += 1;
    } else if t.word(i + length) == "yesterday" {
        day_offset = -1;
        length += 1;
    }
    Some((length, Said::Clock { minutes: Some(minutes), part: Part::Whole, weekday: weekday_found, day_offset }))
}

/// "today", "yesterday", "tonight", "now", "recently", "the 1990s", "the 19th century", "the weekend", "spring 2019".
fn single(t: &Tokens, i: usize) -> Option<(usize, Said)> {
    if let Some(found) = decade(t, i) {
        return Some(found);
    }
    let day = |count| Said::Offset { count, unit: Unit::Day, from: From::Published, part: Part::Whole };
    let with_part = |count: i32| match part_of_day(t.word(i + 1)) {
        Some(part) => (2, Said::Clock { minutes: None, part, weekday: None, day_offset: count }),
        None => (1, day(count)),
    };
    Some(match t.word(i) {
        "today" => (1, day(0)),
        "yesterday" => with_part(-1),
        "tomorrow" => with_part(1),
        "tonight" => (1, Said::Clock { minutes: None, part: Part::Night, weekday: None, day_offset: 0 }),
        "overnight" => (1, Said::Clock { minutes: None, part: Part::Night, weekday: None, day_offset: 0 }),
        "now" | "currently" | "nowadays" | "presently" if t.tag(i) == Some(Tag::Adv) => (1, Said::At("PRESENT_REF")),
        "recently" | "lately" => (1, Said::At("PAST_REF")),
        "the"
            if matches!(t.word(i + 1), "past" | "future")
                && !matches!(t.tag(i + 2), Some(Tag::Noun | Tag::Num | Tag::Adj)) =>
        {
            (2, Said::At(if t.word(i + 1) == "past" { "PAST_REF" } else { "FUTURE_REF" }))
        }
        "the" if t.word(i + 1) == "weekend" => (2, Said::Around { which: -1, unit: Unit::Weekend, part: Part::Whole }),
        "the" if t.word(i + 2) == "century" => {
            let digits = t.word(i + 1).trim_end_matches(|c: char| c.is_ascii_lowercase());
            let number: i16 = digits.parse().ok().or(match t.word(i + 1) {
                "nineteenth" => Some(19),
                "twentieth" => Some(20),
                "eighteenth" => Some(18),
                _ => None,
            })?;
            (3, Said::Century(number))
        }
        word => {
            let season = season(word)?;
            let of = usize::from(t.word(i + 1) == "of");
            match year_number(t.word(i + 1 + of)) {
                Some(year) => (2 + of, Said::Season { season, year: Some(year), which: 0 }),
                // "fall" and "spring" are verbs too; "the summer" is a season.
                None if i > 0 && matches!(t.word(i - 1), "the" | "in") && t.tag(i) == Some(Tag::Noun) => {
                    (1, Said::Season { season, year: None, which: 0 })
                }
                None => return None,
            }
        }
    })
}

/// Holidays on fixed days.
static HOLIDAYS: LazyLock<Vec<(Vec<&str>, i8, i8)>> = LazyLock::new(|| {
    include_str!("../../../data/en/holidays.txt")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .filter_map(|line| {
            let (name, day) = line.rsplit_once(' ')?;
            let (month, day) = day.split_once('-')?;
            // Tokens part the possessive from its word.
            let words = name.split(' ').flat_map(|word| match word.strip_suffix("'s") {
                Some(stem) => vec![stem, "'s"],
                None => vec![word],
            });
            Some((words.collect(), month.parse().ok()?, day.parse().ok()?))
        })
        .collect()
});

fn holiday(t: &Tokens, i: usize) -> Option<(usize, Said)> {
    if !t.is_upper(i) {
        return None;
    }
    let (name, month, day) =
        HOLIDAYS.iter().find(|(name, ..)| name.iter().enumerate().all(|(k, word)| t.word(i + k) == *word))?;
    let year = year_number(t.word(i + name.len()));
    let length = name.len() + usize::from(year.is_some());
    Some((length, Said::Calendar { year, month: Some(*month), day: Some(*day), other: None, part: Part::Whole }))
}
