//! Stamps: when a post was put up, and how prices stand.

use super::names::is_name;
use super::paragraphs::ends_sentence;
use crate::days;

/// "11.42am", "Updated 10:05 GMT": a time of day alone, which tells when a post was put up.
pub(super) fn is_stamp(words: &str) -> bool {
    if words.len() > 40 {
        return false;
    }
    let lower = words.to_lowercase().replace("a.m.", "am").replace("p.m.", "pm");
    let mut clocks = 0;
    for word in lower.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '·')) {
        let word = word.trim_matches(['.', ':', '-', '–']);
        let bare = word.strip_suffix("am").or_else(|| word.strip_suffix("pm")).unwrap_or(word);
        let half = bare.len() < word.len();
        let parts: Vec<&str> = bare.split([':', '.', 'h']).collect();
        let digits = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        let clock = parts.iter().all(digits) && (parts.len() >= 2 || half);
        clocks += usize::from(clock);
        let around = matches!(
            word,
            "" | "am"
                | "pm"
                | "gmt"
                | "utc"
                | "bst"
                | "cet"
                | "cest"
                | "est"
                | "edt"
                | "et"
                | "pt"
                | "pst"
                | "pdt"
                | "ist"
                | "updated"
                | "posted"
                | "at"
                | "last"
                | "local"
                | "time"
        );
        if !clock && !around {
            return false;
        }
    }
    clocks > 0
}

/// Prices as they run along the head of a page, each with its change: "NXS 100 8,120.5 +0.4% Oil 81.10 -1.2%".
pub(super) fn is_ticker(words: &str) -> bool {
    let is_change = |word: &&str| {
        let number = word.trim_matches(['(', ')', ',']).strip_suffix('%').unwrap_or_default();
        number
            .strip_prefix(['+', '-', '−', '▲', '▼'])
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    words.len() <= 400 && !ends_sentence(words) && words.split_whitespace().filter(is_change).count() >= 2
}

/// "12m ago", "5 hours ago Nell Marsh", "Jan 19 Nell Marsh", "9:12 Nell Marsh": when a post was put up, and who did.
pub(super) fn is_posted(words: &str) -> bool {
    if words.len() > 60 {
        return false;
    }
    let lower = words.to_ascii_lowercase();
    let rest = match () {
        () if lower.starts_with("just now") => &words["just now".len()..],
        () if let Some(end) = day_and_hour(words) => &words[end..],
        () if words.starts_with(|c: char| c.is_ascii_digit()) => match (past(&lower), days::clock(words)) {
            (Some(end), _) | (None, Some((_, end))) => &words[end..],
            (None, None) => return false,
        },
        () => {
            let mut parts = words.splitn(3, ' ');
            let (month, day) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            let is_day = day.trim_end_matches(',').parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
            match parts.next().filter(|_| is_day && days::month(month).is_some()) {
                Some(rest) => rest,
                None => return false,
            }
        }
    };
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '·' | '•' | '-' | '–' | ','));
    let name = rest.strip_prefix("by ").or_else(|| rest.strip_prefix("By ")).unwrap_or(rest);
    name.is_empty() || is_name(name)
}

/// Where a day with its hour ends that words begin with: "9 Nov, 14:20 GMT", "9 November 2023 at 14:20 BST". What a page prints behind it
/// may be glued to it.
fn day_and_hour(words: &str) -> Option<usize> {
    let rest = |at: usize| words[at..].trim_start_matches([' ', ',']);
    let number = words.bytes().take_while(u8::is_ascii_digit).count();
    words[..number].parse::<u8>().ok().filter(|day| (1..=31).contains(day))?;
    let month = rest(number);
    let end = month.find(|c: char| !c.is_alphabetic() && c != '.')?;
    days::month(&month[..end])?;
    let mut hour = rest(words.len() - month.len() + end);
    let with_year = hour.get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    if let Some(behind) = hour.get(4..).filter(|behind| behind.starts_with([' ', ','])) {
        hour = if hour[..4].bytes().all(|byte| byte.is_ascii_digit()) {
            behind.trim_start_matches([' ', ','])
        } else {
            hour
        };
    }
    hour = hour.strip_prefix("at ").unwrap_or(hour);
    let (_, end) = days::clock(hour)?;
    let end = words.len() - hour.len() + end;
    let zone = rest(end);
    let zone_letters =
        ["GMT", "UTC", "BST", "CET", "EST", "EDT"].iter().find(|zone_name| zone.starts_with(**zone_name));
    // "14 Mar, 2023 21:40" with its year and without a zone is the day of an article itself.
    if with_year && zone_letters.is_none() {
        return None;
    }
    Some(zone_letters.map_or(end, |letters| words.len() - zone.len() + letters.len()))
}

/// Where a time that is told by how long ago it was ends, at the beginning of words in lower case: "12m ago", "5 hours ago".
fn past(lower: &str) -> Option<usize> {
    let end = lower.find(" ago")? + " ago".len();
    let unit = lower[..end - " ago".len()].trim_start_matches(|c: char| c.is_ascii_digit()).trim();
    const UNITS: [&str; 20] = [
        "s", "sec", "secs", "seconds", "m", "min", "mins", "minute", "minutes", "h", "hr", "hrs", "hour", "hours", "d",
        "day", "days", "w", "week", "weeks",
    ];
    UNITS.contains(&unit).then_some(end)
}
