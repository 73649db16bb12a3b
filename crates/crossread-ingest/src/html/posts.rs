//! The posts of a live blog: where each begins, and when it was put up.
//!
//! Some pages give each post a time for programs. Others print a day as a heading and hours above the posts, or hours alone: then
//! the day goes back, or on, by one where the hours jump over midnight.

use super::readable::{Holder, ReadablePage, running};
use crate::days;
use crate::label::{head, names, words_of_part};
use crossread_core::story::{Facts, Moment};
use jiff::civil::{Date, Time};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Fewest hours printed above texts that make posts of them, where nothing is marked.
const FEWEST: usize = 2;

/// Hours by which the time of one post and the next differ where a midnight lies between them: less may be a post that was pinned.
const OVER_MIDNIGHT: i32 = 4;

/// What the titles of live blogs say.
static TITLES: LazyLock<(HashSet<&str>, HashSet<&str>)> = LazyLock::new(|| {
    let file = include_str!("../../data/en/live-titles.txt");
    (words_of_part(file, "anywhere"), words_of_part(file, "first"))
});

/// Where posts begin in the text, and when each was put up. `chosen` are the article's paragraphs; the page may say that it is a
/// live blog.
pub(super) fn find(page: &ReadablePage, chosen: &[bool], known: &Facts, is_live: bool) -> Vec<(u32, Moment)> {
    let mut posts = if is_live { marked(page, chosen) } else { Vec::new() };
    if posts.is_empty() {
        posts = printed(page, chosen, known, is_live);
    }
    posts.sort();
    posts.dedup_by_key(|(place, _)| *place);
    posts
}

/// Each begins where a time of its own stands among the article's paragraphs.
fn marked(page: &ReadablePage, chosen: &[bool]) -> Vec<(u32, Moment)> {
    let post = |time: &super::readable::PageTime| {
        let paragraph = page.paragraphs.get(time.at)?;
        // The stamp itself may be labelled as none of the article's, what follows it is.
        let inside = (time.at..time.at + 3).any(|at| chosen.get(at).copied().unwrap_or(false));
        days::iso(&time.day).filter(|_| inside).map(|moment| (paragraph.span.start, moment))
    };
    page.times.iter().filter_map(post).collect()
}

/// An hour printed above or at the head of a text.
struct Stamp {
    /// Where its paragraph begins.
    start: u32,
    time: Time,
    /// The day that is printed with it, or as a heading above it.
    day: Option<Date>,
}

fn printed(page: &ReadablePage, chosen: &[bool], known: &Facts, is_live: bool) -> Vec<(u32, Moment)> {
    let Some(anchor) = known.updated.or(known.published) else { return Vec::new() };
    let first = chosen.iter().position(|chosen| *chosen).unwrap_or(0).saturating_sub(3);
    let last = chosen.iter().rposition(|chosen| *chosen).map_or(0, |last| last + 1);
    let (mut stamps, mut day): (Vec<Stamp>, Option<Date>) = (Vec::new(), None);
    let mut headings = 0;
    for at in first..last {
        let paragraph = &page.paragraphs[at];
        let words = paragraph.span.of(&page.text);
        if paragraph.holder == Holder::Around {
            continue;
        }
        if let Some(heading) = day_heading(words, anchor.day) {
            day = Some(heading);
            headings += 1;
            continue;
        }
        let text_follows = (at..last.min(at + 5)).any(|at| running(&page.paragraphs[at]) > 0);
        if let Some(time) = stamp(words).filter(|_| text_follows) {
            let own = days::find(words).filter(|found| found.other.is_none()).map(|found| found.moment.day);
            stamps.push(Stamp { start: paragraph.span.start, time, day: own.or(day) });
        }
    }
    // Hours in an article tell of any day, unless the page says that they are those of posts, or names the day above them.
    let dated = headings >= 1 && stamps.iter().all(|stamp| stamp.day.is_some());
    if stamps.len() < FEWEST || !(is_live || dated || known.title.as_deref().is_some_and(is_live_title)) {
        return Vec::new();
    }
    if !dated {
        reckon(&mut stamps, known.published.unwrap_or(anchor).day, anchor.day);
    }
    let moment = |stamp: &Stamp| Some((stamp.start, Moment { day: stamp.day?, time: Some(stamp.time) }));
    stamps.iter().filter_map(moment).collect()
}

/// Gives each stamp its day: from the last day of the page backwards where the newest stands first, from its first one on where the
/// oldest does.
fn reckon(stamps: &mut [Stamp], published: Date, updated: Date) {
    let hours = |from: Time, to: Time| i32::from(to.hour()) - i32::from(from.hour());
    // A step back, or a jump forwards over midnight.
    let speaks_for_it = |pair: &&[Stamp]| {
        let jump = hours(pair[0].time, pair[1].time);
        jump >= OVER_MIDNIGHT || jump > -OVER_MIDNIGHT && pair[1].time < pair[0].time
    };
    let newest_first = stamps.windows(2).filter(speaks_for_it).count() * 2 >= stamps.len() - 1;
    let mut day = if newest_first { updated } else { published };
    let mut before: Option<Time> = None;
    for stamp in stamps {
        let jump = before.map_or(0, |before| hours(before, stamp.time));
        let next = match () {
            () if newest_first && jump >= OVER_MIDNIGHT => day.yesterday(),
            () if !newest_first && jump <= -OVER_MIDNIGHT => day.tomorrow(),
            () => Ok(day),
        };
        day = stamp.day.unwrap_or(next.unwrap_or(day));
        stamp.day = Some(day);
        before = Some(stamp.time);
    }
}

/// The hour that stands alone in a line, with a day or a name at most, or before the mark that a text begins behind: "11.42am: The
/// mayor …".
fn stamp(words: &str) -> Option<Time> {
    let (time, end) = days::clock(words)?;
    let rest = words[end..].trim_start();
    let marked = rest.starts_with([':', '–', '—', '|', '-']) || rest.is_empty();
    let alone = || names::is_name(rest) || words.len() <= 60 && head::is_day_of(words, true);
    (marked || alone()).then_some(time)
}

/// The day that a heading names and nothing else: "Friday 10 May 2024", "Friday 10 May" of the year that is nearest.
fn day_heading(words: &str, anchor: Date) -> Option<Date> {
    let may_be = words.len() <= 40 && words.bytes().any(|byte| byte.is_ascii_digit());
    if !may_be || days::clock(words).is_some() || !words.starts_with(char::is_alphanumeric) {
        return None;
    }
    if let Some(found) = days::find(words) {
        return (found.other.is_none() && found.moment.time.is_none() && is_bare(words)).then_some(found.moment.day);
    }
    [anchor.year(), anchor.year() - 1].iter().find_map(|year| {
        let with_year = format!("{} {year}", words.trim_end_matches(':'));
        let day = days::find(&with_year).filter(|found| found.end == with_year.len())?.moment.day;
        let named = words.split_whitespace().find_map(|word| days::weekday(word.trim_end_matches(',')));
        let fits = named.is_none_or(|weekday| weekday == day.weekday());
        (fits && is_bare(&with_year) && anchor.until(day).is_ok_and(|apart| apart.get_days() <= 1)).then_some(day)
    })
}

/// Whether a line has a day and its weekday alone: "Published 10 May 2024" is about the whole page.
fn is_bare(words: &str) -> bool {
    days::find(words).is_some_and(|found| {
        let around = [&words[..found.start], &words[found.end..]].concat();
        let mut others = around.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        others.all(|word| days::weekday(word).is_some())
    })
}

fn is_live_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let (anywhere, first) = &*TITLES;
    let word = lower.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let marked = lower[word.len()..].trim_start().starts_with([':', '|', '–', '—', '-']);
    marked && first.contains(word) || anywhere.iter().any(|phrase| lower.contains(phrase))
}
