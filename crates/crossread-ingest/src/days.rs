//! Written-out days in the lines around an article: "January 10, 2020", "5 Jan, 2020 22:28", "05.08.2021".

use crossread_core::story::Moment;
use jiff::civil::{Date, Time};

/// An ISO 8601 day or moment. A zone is left out: the day is the one the outlet printed.
pub(crate) fn iso(words: &str) -> Option<Moment> {
    let words = words.trim();
    if let Some(moment) = compact(words) {
        return Some(moment);
    }
    // "2023/06/14" is written the same way round.
    let day: Date = match words.get(..10)?.as_bytes() {
        [_, _, _, _, b'/', _, _, b'/', _, _] => words[..10].replace('/', "-").parse().ok()?,
        _ => words[..10].parse().ok()?,
    };
    let time = words.get(11..).and_then(|hours| time_of_day(hours, ""));
    match words.as_bytes().get(10) {
        None => Some(Moment { day, time: None }),
        // Midnight to the second is how programs write a day without a time.
        // Feeds write "t" as well, which their standard (RFC 3339) allows.
        Some(b'T' | b't' | b' ') => Some(Moment { day, time: time.filter(|time| *time != Time::midnight()) }),
        Some(_) => None,
    }
}

/// The basic form of ISO 8601: "20230614", "20230614T193000Z"; databases write it without the letter, "20230614193000".
fn compact(words: &str) -> Option<Moment> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let glued = digits == 14 && words.len() == 14;
    if digits != 8 && !glued {
        return None;
    }
    let spread;
    let words = if glued {
        spread = format!("{}T{}", &words[..8], &words[8..]);
        spread.as_str()
    } else {
        words
    };
    let part = |from: usize, to: usize| words.get(from..to).and_then(|digits| digits.parse::<i16>().ok());
    let small = |from: usize| i8::try_from(part(from, from + 2)?).ok();
    let day = Date::new(part(0, 4).filter(|year| (1800..=2200).contains(year))?, small(4)?, small(6)?).ok()?;
    match words.as_bytes().get(8) {
        None => Some(Moment { day, time: None }),
        Some(b'T' | b' ') => {
            let time = small(9).zip(small(11)).and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
            Some(Moment { day, time: time.filter(|time| *time != Time::midnight()) })
        }
        Some(_) => None,
    }
}

/// A day that metadata give, in any of the forms they come in, where it can be read for sure: ISO 8601, seconds since 1970 (the
/// day is then that of universal time), as mail or Unix write it, or written out.
pub(crate) fn given(words: &str) -> Option<Moment> {
    let words = words.trim();
    let written_out = || find(words).filter(|found| found.other.is_none()).map(|found| found.moment);
    iso(words)
        .or_else(|| epoch(words))
        .or_else(|| short_year(words))
        .or_else(|| year_first(words))
        .or_else(|| year_last(words))
        .or_else(written_out)
}

/// Days with the year first in other forms than ISO's usual one: "2023.06.14", "2023-6-14", a day of a week or of the year,
/// "2023-W24-3", "2023-165".
fn year_first(words: &str) -> Option<Moment> {
    let (date, rest) = words.split_once([' ', 'T']).unwrap_or((words, ""));
    let parts: Vec<&str> = date.split(['.', '-', '/']).collect();
    let year: i16 = parts[0].parse().ok().filter(|year| parts[0].len() == 4 && (1800..=2200).contains(year))?;
    let small = |part: &str| part.parse::<i8>().ok().filter(|_| part.len() <= 2);
    let day = match parts[1..] {
        [week, day] if week.starts_with('W') => {
            let weekday = jiff::civil::Weekday::from_monday_one_offset(small(day)?).ok()?;
            jiff::civil::ISOWeekDate::new(year, small(&week[1..])?, weekday).ok()?.date()
        }
        [month, day] => Date::new(year, small(month)?, small(day)?).ok()?,
        [day] if day.len() == 3 => Date::new(year, 1, 1).ok()?.with().day_of_year(day.parse().ok()?).build().ok()?,
        _ => return None,
    };
    let mut rest = rest.split(' ');
    let time = time_of_day(rest.next().unwrap_or_default(), rest.next().unwrap_or_default());
    Some(Moment { day, time })
}

/// As Unix and its servers write it: "Wed Jun 14 19:30:00 +0000 2023", "14/Jun/2023:19:30:00 +0000", "14-Jun-2023".
fn year_last(words: &str) -> Option<Moment> {
    let parts: Vec<&str> = words.split([' ', '/', '-', ',']).filter(|part| !part.is_empty()).collect();
    let number = |word: &str| word.parse::<i8>().ok().filter(|_| word.len() <= 2);
    let year = |word: &str| word.parse::<i16>().ok().filter(|year| word.len() == 4 && (1800..=2200).contains(year));
    match parts[..] {
        [name, month_name, day, time, .., last] if weekday(name).is_some() => {
            let day = Date::new(year(last)?, month(month_name)?, number(day)?).ok()?;
            Some(Moment { day, time: time_of_day(time, "") })
        }
        [day, month_name, last, ..] => {
            let (last, time) = last.split_once(':').unwrap_or((last, ""));
            let day = Date::new(year(last)?, month(month_name)?, number(day)?).ok()?;
            Some(Moment { day, time: time_of_day(time, "") })
        }
        _ => None,
    }
}

/// The form of the first mail standard (RFC 822), which feeds still write: "Tue, 05 Mar 24 23:50 PST", "05-Mar-24".
fn short_year(words: &str) -> Option<Moment> {
    let parts: Vec<&str> = words.split([' ', ',', '-']).filter(|part| !part.is_empty()).collect();
    let first = usize::from(parts.first().is_some_and(|word| weekday(word).is_some()));
    let [day, month_name, year, rest @ ..] = parts.get(first..)? else { return None };
    if day.len() > 2 || year.len() != 2 {
        return None;
    }
    // As the later standard (RFC 2822) says how such years are to be read.
    let year = match year.parse::<i16>().ok()? {
        year @ 0..50 => 2000 + year,
        year => 1900 + year,
    };
    let day = Date::new(year, month(month_name)?, day.parse().ok()?).ok()?;
    let time = rest.first().and_then(|time| time_of_day(time, rest.get(1).unwrap_or(&"")));
    Some(Moment { day, time })
}

/// Seconds since 1970 in ten digits, thousandths of them in thirteen, millionths in sixteen; a fraction is left out, as is what
/// programs write around it: "/Date(1686771000000)/".
fn epoch(words: &str) -> Option<Moment> {
    let bare = words.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/")).unwrap_or(words);
    let whole = bare.split(['.', '+', '-']).next()?;
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let seconds = match whole.len() {
        9 | 10 => number,
        12 | 13 => number / 1000,
        15 | 16 => number / 1_000_000,
        _ => return None,
    };
    let moment = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    Some(Moment { day: moment.date(), time: Time::new(moment.hour(), moment.minute(), 0, 0).ok() })
}

/// The first day of a month that stands alone with its year: "June 2023", "2023-06".
pub(crate) fn month_alone(words: &str) -> Option<Date> {
    let parts: Vec<&str> = words.split([' ', '-', '/', ',']).filter(|part| !part.is_empty()).collect();
    let [first, second] = parts[..] else { return None };
    let year = |word: &str| word.parse::<i16>().ok().filter(|year| word.len() == 4 && (1800..=2200).contains(year));
    let number = |word: &str| word.parse::<i8>().ok().filter(|month| word.len() <= 2 && (1..=12).contains(month));
    let (year, month) = match (year(first), year(second)) {
        (Some(year), None) => (year, number(second).or_else(|| month(second))?),
        (None, Some(year)) => (year, month(first).or_else(|| number(first))?),
        _ => return None,
    };
    Date::new(year, month, 1).ok()
}

/// A day that an address holds in its path: "/2023/06/14/", "/2023-06-14-", "/20230614/".
pub(crate) fn in_address(address: &str) -> Option<Date> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path[path.find('/')?..].split(['?', '#']).next()?;
    let likely = |day: Option<Date>| day.filter(|day| (1990..=2100).contains(&day.year()));
    let parts: Vec<&str> = path.split('/').collect();
    for (at, part) in parts.iter().enumerate() {
        if part.len() == 4
            && let (Some(month), Some(day)) = (parts.get(at + 1), parts.get(at + 2))
            && (1..=3).contains(&month.len())
            && (1..=2).contains(&day.len())
        {
            let month_number = month.parse::<i8>().ok().or_else(|| self::month(month));
            let day = part.parse().ok().zip(month_number).zip(day.parse().ok());
            let day = likely(day.and_then(|((year, month), day)| Date::new(year, month, day).ok()));
            if day.is_some() {
                return day;
            }
        }
        let ended = |at: usize| part.as_bytes().get(at).is_none_or(|byte| !byte.is_ascii_digit());
        let dashed = || part.get(..10).filter(|_| ended(10)).and_then(|day| day.parse().ok());
        let plain = || part.get(..8).filter(|_| ended(8)).and_then(compact).map(|moment| moment.day);
        let day = likely(dashed()).or_else(|| likely(plain()));
        if day.is_some() {
            return day;
        }
    }
    None
}

/// A day found in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DayMention {
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

/// The words of a line with their places; commas and brackets belong to no word.
fn words_with_places(line: &str) -> Vec<(usize, &str)> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut start = None;
    let mut before = ' ';
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        // Lines of a page may be glued together: "HarbourMay 13, 2024Updated", "May 13, 2024/Harbour".
        let goes_on = || line[at + c.len_utf8()..].starts_with(char::is_alphabetic);
        let inside = match c {
            '/' => !(before.is_ascii_digit() && goes_on()),
            '•' | '·' => {
                before.is_ascii_digit() && line[at + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit())
            }
            _ => c.is_alphanumeric() || matches!(c, '.' | ':' | '-'),
        };
        let glued = c.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit() && goes_on());
        before = c;
        match (inside, start) {
            (true, Some(from)) if glued => {
                words.push((from, &line[from..at]));
                start = Some(at);
            }
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, line[from..at].trim_end_matches(['.', ':', '-', '/'])));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// The first day written out with its year in a line.
pub(crate) fn find(line: &str) -> Option<DayMention> {
    if !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let words = words_with_places(line);
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
        } else if let (Some(d), "of", Some(m), Some(y)) = (day(word(0)), word(1), month(word(2)), year(word(3))) {
            Some((y, m, d, end(3), 4))
        } else {
            None
        };
        if let Some((y, m, d, end, used)) = found
            && let Ok(day) = Date::new(y, m, d)
        {
            let used = used + usize::from(word(used) == "at");
            let time = time_of_day(word(used), word(used + 1));
            let end = if time.is_some() { words[i + used].0 + words[i + used].1.len() } else { end };
            return Some(DayMention { moment: Moment { day, time }, other: None, start: words[i].0, end });
        }
        if let Some((day, other)) = numeric(word(0)) {
            // "23.11.2024 21:45"; behind "5/8/2021" a share or price may stand.
            let used = 1 + usize::from(word(1) == "at");
            let time =
                Some(word(used)).filter(|word| word.contains(':')).and_then(|hour| time_of_day(hour, word(used + 1)));
            let end = if time.is_some() { end(used) } else { end(0) };
            return Some(DayMention { moment: Moment { day, time }, other, start: words[i].0, end });
        }
    }
    None
}

/// "Friday", "Fri".
pub(crate) fn weekday(word: &str) -> Option<jiff::civil::Weekday> {
    use jiff::civil::Weekday::*;
    const NAMES: [(&str, jiff::civil::Weekday); 7] = [
        ("monday", Monday),
        ("tuesday", Tuesday),
        ("wednesday", Wednesday),
        ("thursday", Thursday),
        ("friday", Friday),
        ("saturday", Saturday),
        ("sunday", Sunday),
    ];
    let word = word.to_lowercase();
    NAMES.iter().find(|(name, _)| *name == word || word.len() == 3 && name.starts_with(&word)).map(|(_, day)| *day)
}

/// A time of day at the beginning of words.
struct Hour {
    time: Time,
    has_minute: bool,
    has_half: bool,
    /// Bytes of the words.
    end: usize,
}

/// The hour that words begin with: "22:28", "22:28:05Z", "11.42am", "3:26 p.m.", "20h15", "7 pm". `behind` may hold the half of the day
/// where the words don't.
fn hour(words: &str, behind: &str) -> Option<Hour> {
    let digits = |from: usize| words[from..].bytes().take_while(u8::is_ascii_digit).count();
    let hours = digits(0);
    let number: i8 = words.get(..hours).filter(|_| (1..=2).contains(&hours))?.parse().ok()?;
    let mut end = hours;
    let mut minute = None;
    if words[end..].starts_with([':', '.', 'h']) && digits(end + 1) == 2 {
        minute = words[end + 1..end + 3].parse::<i8>().ok();
        end += 3;
        if words[end..].starts_with(':') && digits(end + 1) == 2 {
            end += 3;
        }
    }
    let rest = words[end..].trim_start();
    let within = half_of_day(rest);
    if let Some((_, length)) = within {
        end = words.len() - rest.len() + length;
    }
    let half = within.or_else(|| half_of_day(behind)).map(|(half, _)| half);
    let number = match half {
        Some(DayHalf::Second) if number < 12 => number + 12,
        Some(DayHalf::First) if number == 12 => 0,
        _ => number,
    };
    let time = Time::new(number, minute.unwrap_or(0), 0, 0).ok()?;
    Some(Hour { time, has_minute: minute.is_some(), has_half: half.is_some(), end })
}

#[derive(Clone, Copy)]
enum DayHalf {
    First,
    Second,
}

/// The half of the day that words begin with, and the bytes that say so.
fn half_of_day(words: &str) -> Option<(DayHalf, usize)> {
    // Words of a line have lost the stop behind them.
    const HALVES: [(&str, DayHalf); 6] = [
        ("am", DayHalf::First),
        ("a.m.", DayHalf::First),
        ("a.m", DayHalf::First),
        ("pm", DayHalf::Second),
        ("p.m.", DayHalf::Second),
        ("p.m", DayHalf::Second),
    ];
    let is_here = |half: &str| {
        let found = words.get(..half.len()).filter(|found| found.eq_ignore_ascii_case(half));
        // "7:30 PMUpdated": lines of a page run together.
        let glued =
            |found: &str| found.starts_with(char::is_uppercase) && words[half.len()..].starts_with(char::is_uppercase);
        found.is_some_and(|found| !words[half.len()..].starts_with(char::is_alphanumeric) || glued(found))
    };
    HALVES.iter().find(|(words, _)| is_here(words)).map(|(words, half)| (*half, words.len()))
}

/// The time behind a day as programs write it, with what they put behind it: "22:28:05Z", "7:30 pm". `behind` is the word behind it.
fn time_of_day(words: &str, behind: &str) -> Option<Time> {
    hour(words, behind)
        .filter(|hour| hour.has_minute && words.bytes().take(3).any(|byte| byte == b':'))
        .map(|hour| hour.time)
}

/// The time of day that words begin with, and where it ends.
pub(crate) fn clock(words: &str) -> Option<(Time, usize)> {
    let hour = hour(words, "").filter(|hour| hour.has_minute || hour.has_half)?;
    let goes_on = words[hour.end..].starts_with(|c: char| c.is_alphanumeric() || c == '%');
    (!goes_on).then_some((hour.time, hour.end))
}

/// "2020-01-05", "05.08.2021", "5/8/2021": the day, and the other one if day and month may be swapped. With stops or
/// strokes the day is taken first unless it can't be; whoever calls decides by other evidence.
fn numeric(word: &str) -> Option<(Date, Option<Date>)> {
    if word.len() >= 10 && word.is_char_boundary(10) && word.as_bytes()[4] == b'-' {
        return word[..10].parse().ok().map(|day| (day, None));
    }
    let separator = ['.', '/', '-', '•', '·'].into_iter().find(|c| word.matches(*c).count() == 2)?;
    let parts: Vec<&str> = word.split(separator).collect();
    if parts[0].len() == 4 {
        return year_month_day(&parts).map(|day| (day, None));
    }
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

/// "2024.05.13", with two digits for month and day: "2023.1.2" is what programs are numbered by.
fn year_month_day(parts: &[&str]) -> Option<Date> {
    let number = |part: &str| part.parse::<i8>().ok().filter(|_| part.len() == 2);
    let year = parts[0].parse::<i16>().ok().filter(|year| (1800..=2200).contains(year))?;
    Date::new(year, number(parts[1])?, number(parts[2])?).ok()
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
    fn days_between_marks() {
        assert_eq!(day("May 13, 2024/Harbour/News").as_deref(), Some("2024-05-13"));
        assert_eq!(day("2024•05•13").as_deref(), Some("2024-05-13"));
        assert_eq!(day("2024.05.13").as_deref(), Some("2024-05-13"));
        assert_eq!(day("Harbour Studio 2024.1.2"), None);
        assert_eq!(day("https://kvist.example/2024/05/13/ferry"), None);
    }

    #[test]
    fn days_in_lines() {
        assert_eq!(day("Coast Watch, March 14, 2023").as_deref(), Some("2023-03-14"));
        assert_eq!(day("14 Mar, 2023 22:28").as_deref(), Some("2023-03-14 22:28"));
        assert_eq!(day("05.08.2021 Author: A. Person").as_deref(), Some("2021-08-05 or 2021-05-08"));
        assert_eq!(day("25/08/2021").as_deref(), Some("2021-08-25"));
        assert_eq!(day("2023-03-14T10:00").as_deref(), Some("2023-03-14"));
        assert_eq!(day("HarbourMAY 13, 2024Updated: JUNE 2, 2024").as_deref(), Some("2024-05-13"));
        assert_eq!(day("31 June 2023"), None);
        assert_eq!(day("version 1.2.2023456"), None);
        assert_eq!(iso("2020-01-05T22:28:00Z").and_then(|m| m.time), Time::new(22, 28, 0, 0).ok());
        assert_eq!(iso("2020-13-05"), None);
        let given = |words: &str| given(words).map(|moment| moment.day.to_string());
        assert_eq!(given("20230614T193000Z").as_deref(), Some("2023-06-14"));
        assert_eq!(given("1686771000").as_deref(), Some("2023-06-14"));
        assert_eq!(given("1686771000123").as_deref(), Some("2023-06-14"));
        assert_eq!(given("2023/06/14").as_deref(), Some("2023-06-14"));
        assert_eq!(given("Wed, 14 Jun 2023 19:30:00 +0200").as_deref(), Some("2023-06-14"));
        assert_eq!(given("05.08.2021"), None);
        for form in [
            "Wed Jun 14 19:30:00 +0000 2023",
            "Wed Jun 14 19:30:00 2023",
            "2023.06.14",
            "2023-6-14",
            "2023/6/14 19:30",
            "2023-W24-3",
            "2023-165",
            "20230614193000",
            "20230614 1930",
            "14-Jun-2023",
            "14/Jun/2023:19:30:00 +0000",
            "14th of June 2023",
            "/Date(1686771000000)/",
            "1686771000000000",
        ] {
            assert_eq!(given(form).as_deref(), Some("2023-06-14"), "{form}");
        }
        let time =
            |words: &str| self::given(words).and_then(|moment| moment.time).map(|time| (time.hour(), time.minute()));
        assert_eq!(time("2023-06-14 07:30 PM"), Some((19, 30)));
        assert_eq!(time("2023-06-14 12:05:00 AM"), Some((0, 5)));
        assert_eq!(time("2023-06-14T19:30:00-05:00"), Some((19, 30)));
        assert_eq!(time("Wednesday, June 14, 2023 at 7:30 p.m. EDT"), Some((19, 30)));
        assert_eq!(given("2023-06"), None);
        assert_eq!(given("2023"), None);
        assert_eq!(given("05 Mar 24 23:50 PST").as_deref(), Some("2024-03-05"));
        assert_eq!(given("Tue, 5 Mar 24 00:10:00 -0800").as_deref(), Some("2024-03-05"));
        assert_eq!(given("05-Mar-24").as_deref(), Some("2024-03-05"));
        assert_eq!(given("31 Dec 99").as_deref(), Some("1999-12-31"));
        assert_eq!(given("2024-03-05t23:50:00z").as_deref(), Some("2024-03-05"));
        assert_eq!(given("5 Mar 24000"), None);
        assert_eq!(day("June 14, 2023 7:30 pm").as_deref(), Some("2023-06-14 19:30"));
        assert_eq!(day("23.11.2024 21:45").as_deref(), Some("2024-11-23 21:45"));
        assert_eq!(day("23.11.2024 21 boats").as_deref(), Some("2024-11-23"));
        assert_eq!(month_alone("June 2023"), Date::new(2023, 6, 1).ok());
        assert_eq!(month_alone("2023-06"), Date::new(2023, 6, 1).ok());
        assert_eq!(in_address("https://a.example/2023/06/14/river/"), Date::new(2023, 6, 14).ok());
        assert_eq!(in_address("https://a.example/news/2023-06-14-river"), Date::new(2023, 6, 14).ok());
        assert_eq!(in_address("https://a.example/2023/06/river-14"), None);
        assert_eq!(in_address("https://a.example/story-20230614"), None);
    }
}
