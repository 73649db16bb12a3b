//! Written-out days in the lines around an article: "January 10, 2020", "5 Jan, 2020 22:28", "05.08.2021".

use crossread_core::story::Moment;
use jiff::civil::{Date, Time};

/// An ISO 8601 day or moment. A zone is left out: the day is the one the outlet printed.
pub(crate) fn iso(words: &str) -> Option<Moment> {
    let words = words.trim();
    let day: Date = words.get(..10)?.parse().ok()?;
    let time = words.get(11..16).and_then(|hours| {
        let (hour, minute) = hours.split_once(':')?;
        Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
    });
    match words.as_bytes().get(10) {
        None => Some(Moment { day, time: None }),
        // Midnight to the second is how programs write a day without a time.
        Some(b'T' | b' ') => Some(Moment { day, time: time.filter(|time| *time != Time::midnight()) }),
        Some(_) => None,
    }
}

/// A day found in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub moment: Moment,
    /// The other day it could be, where day and month may be swapped.
    pub other: Option<Date>,
    /// Bytes of the line.
    pub start: usize,
    pub end: usize,
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

/// Number of the month with this name or abbreviation.
pub(crate) fn month(word: &str) -> Option<i8> {
    let lower = word.trim_end_matches(['.', ',']).to_ascii_lowercase();
    let index = MONTHS.iter().position(|name| {
        *name == lower || (lower.len() >= 3 && (*name)[..3] == lower) || (lower == "sept" && *name == "september")
    })?;
    Some(index as i8 + 1)
}

/// English name of a month.
pub(crate) fn month_name(month: i8) -> &'static str {
    MONTHS[(month - 1) as usize]
}

/// The first day written out with its year in a line.
pub(crate) fn find(line: &str) -> Option<Found> {
    // Words with their places; commas and brackets belong to no word.
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        let inside = c.is_alphanumeric() || matches!(c, '.' | ':' | '/' | '-');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, line[from..at].trim_end_matches(['.', ':', '-', '/'])));
                start = None;
            }
            _ => {}
        }
    }
    for i in 0..words.len() {
        let word = |k: usize| words.get(i + k).map_or("", |(_, word)| *word);
        let end = |k: usize| words[i + k].0 + words[i + k].1.len();
        let year = |word: &str| word.parse::<i16>().ok().filter(|year| word.len() == 4 && (1800..=2200).contains(year));
        let day = |word: &str| {
            let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
            digits.parse::<i8>().ok().filter(|day| digits.len() <= 2 && (1..=31).contains(day))
        };
        let found = if let (Some(m), Some(d), Some(y)) = (month(word(0)), day(word(1)), year(word(2))) {
            Some((y, m, d, end(2), 3))
        } else if let (Some(d), Some(m), Some(y)) = (day(word(0)), month(word(1)), year(word(2))) {
            Some((y, m, d, end(2), 3))
        } else {
            None
        };
        if let Some((y, m, d, end, used)) = found
            && let Ok(day) = Date::new(y, m, d)
        {
            let time = word(used)
                .split_once(':')
                .and_then(|(h, m)| Time::new(h.parse().ok()?, m.get(..2)?.parse().ok()?, 0, 0).ok());
            let end = if time.is_some() { words[i + used].0 + words[i + used].1.len() } else { end };
            return Some(Found { moment: Moment { day, time }, other: None, start: words[i].0, end });
        }
        if let Some((day, other)) = numeric(word(0)) {
            return Some(Found { moment: Moment { day, time: None }, other, start: words[i].0, end: end(0) });
        }
    }
    None
}

/// "2020-01-05", "05.08.2021", "5/8/2021": the day, and the other one if day and month may be swapped. With stops or
/// strokes the day is taken first unless it can't be; whoever calls decides by other evidence.
fn numeric(word: &str) -> Option<(Date, Option<Date>)> {
    if word.len() >= 10 && word.is_char_boundary(10) && word.as_bytes()[4] == b'-' {
        return word[..10].parse().ok().map(|day| (day, None));
    }
    let separator = ['.', '/', '-'].into_iter().find(|c| word.matches(*c).count() == 2)?;
    let parts: Vec<&str> = word.split(separator).collect();
    if parts[0].len() > 2 || parts[1].len() > 2 || parts[2].len() != 4 {
        return None;
    }
    let (a, b, y): (i8, i8, i16) = (parts[0].parse().ok()?, parts[1].parse().ok()?, parts[2].parse().ok()?);
    let (first, second) = (Date::new(y, b, a).ok(), Date::new(y, a, b).ok());
    match (first, second) {
        (Some(first), Some(second)) if first != second => Some((first, Some(second))),
        (Some(day), _) | (None, Some(day)) => Some((day, None)),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(line: &str) -> Option<String> {
        find(line).map(|found| {
            let time = found.moment.time.map_or(String::new(), |time| format!(" {}:{:02}", time.hour(), time.minute()));
            let other = found.other.map_or(String::new(), |other| format!(" or {other}"));
            format!("{}{time}{other}", found.moment.day)
        })
    }

    #[test]
    fn days_in_lines() {
        assert_eq!(day("Coast Watch, March 14, 2023").as_deref(), Some("2023-03-14"));
        assert_eq!(day("14 Mar, 2023 22:28").as_deref(), Some("2023-03-14 22:28"));
        assert_eq!(day("05.08.2021 Author: A. Person").as_deref(), Some("2021-08-05 or 2021-05-08"));
        assert_eq!(day("25/08/2021").as_deref(), Some("2021-08-25"));
        assert_eq!(day("2023-03-14T10:00").as_deref(), Some("2023-03-14"));
        assert_eq!(day("31 June 2023"), None);
        assert_eq!(day("version 1.2.2023456"), None);
        assert_eq!(iso("2020-01-05T22:28:00Z").and_then(|m| m.time), Time::new(22, 28, 0, 0).ok());
        assert_eq!(iso("2020-13-05"), None);
    }
}
