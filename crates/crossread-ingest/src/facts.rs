//! What the text itself says of the article: who published it, who wrote it, when. Found or left unknown.

use crate::label::TextBlocks;
use crate::label::head::is_byline;
use crate::label::paragraphs::ends_sentence;
use crate::{days, label};
use crossread_core::story::{BlockKind, Facts, Moment, PublishedBasis, Warning};
use jiff::civil::Date;

/// Fills in what `given` lacks and the text states.
pub(crate) fn complete(text: &str, labelled: &TextBlocks, given: Facts, warnings: &mut Vec<Warning>) -> Facts {
    let mut facts = given;
    let words = |kind: BlockKind| labelled.blocks.iter().filter(move |b| b.kind == kind).map(|b| b.span.of(text));
    if facts.title.is_none() {
        facts.title = words(BlockKind::Title).next().map(one_line);
    }
    if facts.authors.is_empty() {
        facts.authors = words(BlockKind::Byline).find_map(authors).unwrap_or_default();
    }
    if facts.published.is_none()
        && let Some(moment) = stated_day(text, labelled, warnings).or_else(|| opening_day(text, labelled))
    {
        facts.published = Some(moment);
        facts.published_basis = Some(PublishedBasis::Stated);
    }
    if facts.outlet.is_none() {
        facts.outlet = stated_outlet(text, labelled);
    }
    if facts.first_outlet.is_none() {
        facts.first_outlet = first_outlet(text, labelled);
    }
    facts
}

/// White space and Markdown marks of a title or name, one space each.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches(['*', '#', ' ', '_']).to_owned()
}

/// The names in a byline: "By [Ann Lowe](#) and Tom Marsh".
pub(crate) fn authors(line: &str) -> Option<Vec<String>> {
    let plain = unlinked(line);
    let lower = plain.to_lowercase();
    const CUES: [&str; 13] = [
        "author:",
        "authors:",
        "writer:",
        "correspondent:",
        "contributor:",
        "contributors:",
        "written by ",
        "story by ",
        "words by ",
        "posted by ",
        "reported by ",
        "by: ",
        "by ",
    ];
    let start = CUES.iter().find_map(|cue| {
        let at = lower.find(cue)?;
        (!matches!(*cue, "by " | "by: ") || at == 0).then_some(at + cue.len())
    });
    // Spans without a space between them: "ByAnn Lowe".
    let glued = || plain.strip_prefix("By").is_some_and(|rest| rest.starts_with(char::is_uppercase)).then_some(2);
    let start = start.or_else(glued)?;
    let names = split_authors(without_day(plain.get(start..)?));
    (!names.is_empty()).then_some(names)
}

/// What stands before the day in a byline, and before the words that announce it: "Ann Lowe Updated May 3, 2023".
fn without_day(words: &str) -> &str {
    let Some(found) = days::find(words) else { return words };
    let mut names = words[..found.start].trim_end();
    while let Some(last) = names.rsplit(char::is_whitespace).next()
        && !last.is_empty()
        && label::head::is_about_days(last)
    {
        names = names[..names.len() - last.len()].trim_end();
    }
    // The day may stand first: "May 3, 2023 Author: Ann Lowe".
    if names.is_empty() { words } else { names }
}

/// "Ann Lowe, Tom Marsh and Zoe Kovar" as three names; what somebody is ("Ann Lowe, senior editor") is no name.
pub(crate) fn split_authors(words: &str) -> Vec<String> {
    let words = words.split(" Reviewed by ").next().unwrap_or(words).split(" reviewed by ").next().unwrap_or(words);
    let mut names: Vec<String> = Vec::new();
    for part in words.replace(" and ", ",").replace(" & ", ",").split([',', ';', '|', '\n']) {
        let name = one_line(part);
        let name = without_stop(name.trim_start_matches("By ").trim_start_matches("by ")).to_owned();
        let parts: Vec<&str> = name.split(' ').collect();
        if name.is_empty() || parts.len() > 5 || name.chars().any(|c| c.is_ascii_digit()) {
            // What follows the names in a byline is no name any more.
            break;
        }
        let role = is_role(&name) && !names.is_empty();
        let plausible = name.starts_with(char::is_uppercase) || parts.len() > 1;
        if plausible && !role && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// A name without the full stop of its sentence: "Ann Lowe. Reviewed by", but "Tom Marsh Jr."
pub(crate) fn without_stop(name: &str) -> &str {
    let ends = name.split_whitespace().next_back().is_some_and(|last| last.len() > "Esq.".len());
    if ends { name.trim_end_matches('.') } else { name }
}

/// Whether words say what somebody is: "senior editor".
pub(crate) fn is_role(words: &str) -> bool {
    words.split(' ').any(|word| label::tail::AUTHOR_WORDS.contains(word.to_lowercase().trim_matches(['.', '-'])))
}

/// Markdown links as their words alone.
fn unlinked(words: &str) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some(open) = rest.find('[') {
        let Some(close) = rest[open..].find("](").map(|at| open + at) else { break };
        let Some(end) = rest[close..].find(')').map(|at| close + at) else { break };
        out.push_str(&rest[..open]);
        out.push_str(&rest[open + 1..close]);
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out.replace(['*', '_'], "")
}

/// Whether a line tells of an author instead of naming one: "Ann Lowe joined the Coast Watch on 3 March 2019."
fn describes(line: &str) -> bool {
    ends_sentence(line) && !is_byline(line) && !label::head::is_day_alone(line)
}

/// The day in the lines around the article.
fn stated_day(text: &str, labelled: &TextBlocks, warnings: &mut Vec<Warning>) -> Option<Moment> {
    let lines = labelled.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Dateline | BlockKind::Byline));
    for block in lines {
        let line = block.span.of(text);
        let told = block.kind == BlockKind::Byline && describes(line);
        let Some(found) = days::find(line).filter(|_| !told) else { continue };
        let Some(other) = found.other else { return Some(found.moment) };
        // Day and month may be swapped: the months that the text names decide, not habit.
        let year = found.moment.day.year();
        let named = |month: i8| {
            let name = days::month_name(month);
            let read = labelled.blocks.iter().filter(|block| block.kind.is_read());
            let words = read
                .flat_map(|block| block.span.of(text).split(|c: char| !c.is_alphanumeric()))
                .filter(|w| !w.is_empty());
            let words: Vec<&str> = words.collect();
            // A month of another year says nothing; "may" and "march" in lower case are words of other kinds.
            let this = |i: &usize| {
                words[*i].starts_with(char::is_uppercase)
                    && words[*i].eq_ignore_ascii_case(name)
                    && words
                        .get(i + 1)
                        .and_then(|next| next.parse::<i16>().ok())
                        .is_none_or(|next| next < 1000 || next == year)
            };
            (0..words.len()).filter(this).count()
        };
        let (this, that) = (named(found.moment.day.month()), named(other.month()));
        let chosen = match this.cmp(&that) {
            std::cmp::Ordering::Greater => Some(found.moment.day),
            std::cmp::Ordering::Less => Some(other),
            std::cmp::Ordering::Equal => by_weekday(text, [found.moment.day, other]),
        };
        let words = block.span.at(found.start..found.end);
        let message = match chosen {
            Some(day) => format!(
                "'{}' could be {} or {other}; the months and weekdays that the text names speak for {day}",
                words.of(text),
                found.moment.day
            ),
            None => {
                format!("'{}' could be {} or {other}; nothing in the text decides", words.of(text), found.moment.day)
            }
        };
        warnings.push(Warning { code: "ambiguous-date", span: Some(words), message });
        if let Some(day) = chosen {
            return Some(Moment { day, time: found.moment.time });
        }
    }
    None
}

/// So many bytes of a text are its opening: an agency's name, a day and a headline that were run together stand in them.
const OPENING: usize = 240;

/// The day that stands free in the opening of a text whose lines were run together: at its very beginning ("04-06-2016 Two
/// killed in Dorn"), or behind its weekday and no preposition ("Ostrel Press Friday 4 May 2031 Two people").
fn opening_day(text: &str, labelled: &TextBlocks) -> Option<Moment> {
    let block = labelled.blocks.iter().find(|block| block.kind.is_read())?;
    let words = &text[block.span.start()..];
    let opening = &words[..(0..=OPENING.min(words.len())).rev().find(|&at| words.is_char_boundary(at))?];
    let found = days::find(opening)?;
    let before: Vec<&str> = opening[..found.start].split_whitespace().rev().take(2).collect();
    let weekday = |word: &str| days::weekday(word.trim_end_matches([',', '.']));
    let is_its = |date: Date| weekday(before[0]) == Some(date.weekday());
    let free = match before.as_slice() {
        [] => true,
        ["on", before] => matches!(before.to_lowercase().as_str(), "posted" | "published" | "updated"),
        [_] => is_its(found.moment.day),
        [_, before, ..] => is_its(found.moment.day) && !GOVERNING.contains(&before.to_lowercase().as_str()),
    };
    if !free {
        return None;
    }
    let Some(other) = found.other else { return Some(found.moment) };
    let day = by_weekday(words, [found.moment.day, other])?;
    Some(Moment { day, time: found.moment.time })
}

/// So many words of a text are searched for weekdays.
const SEARCHED: usize = 200;

/// Which of two days it is where day and month may be swapped: that whose weekday, or the one before, the text names more often.
fn by_weekday(words: &str, days: [Date; 2]) -> Option<Date> {
    let word = |word: &str| days::weekday(word.trim_matches(|c: char| !c.is_alphabetic()));
    let named: Vec<_> = words.split_whitespace().take(SEARCHED).filter_map(word).collect();
    let count = |date: Date| named.iter().filter(|day| **day == date.weekday()).count();
    let [first, second] = days.map(|day| 2 * count(day) + day.yesterday().map_or(0, count));
    match first.cmp(&second) {
        std::cmp::Ordering::Greater => Some(days[0]),
        std::cmp::Ordering::Less => Some(days[1]),
        std::cmp::Ordering::Equal => None,
    }
}

/// Words before a day that make it part of a sentence: "on Friday 4 May 2031".
const GOVERNING: [&str; 14] =
    ["on", "in", "since", "until", "till", "by", "from", "before", "after", "of", "to", "and", "between", "last"];

/// The outlet that the text names as its own: before the day ("Coast Watch, March 14, 2023"), in the author's closing
/// line ("for the online magazine “Coast Watch”"), after a copyright sign, in "Also on coastwatch.example".
fn stated_outlet(text: &str, labelled: &TextBlocks) -> Option<String> {
    let lines = |kind: BlockKind| {
        labelled.blocks.iter().filter(move |block| block.kind == kind).map(|block| block.span.of(text))
    };
    lines(BlockKind::Dateline)
        .find_map(outlet_before_day)
        .or_else(|| lines(BlockKind::Byline).find_map(outlet_of_author))
        .or_else(|| teased_site(lines(BlockKind::Boilerplate)))
}

/// The outlet before the day of a dateline: a few words that begin with a capital and say nothing of when or by whom.
fn outlet_before_day(words: &str) -> Option<String> {
    const ABOUT_THE_DAY: [&str; 13] = [
        "published",
        "posted",
        "updated",
        "on",
        "by",
        "date",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let found = days::find(words)?;
    let before =
        unlinked(words[..found.start].trim().trim_end_matches([',', '|', '-', '–', '—', '·', ':'])).trim().to_owned();
    let names = before.split(' ').filter(|word| !word.is_empty()).count();
    let lower = before.to_lowercase();
    let is_about = |word: &str| ABOUT_THE_DAY.contains(&word.trim_end_matches([',', ':']));
    let is_name = (1..=5).contains(&names) && before.starts_with(char::is_uppercase) && !lower.split(' ').any(is_about);
    is_name.then_some(before)
}

/// The outlet for which the author wrote, by the line that says who that is: what it has in quotation marks.
fn outlet_of_author(words: &str) -> Option<String> {
    const CUES: [&str; 3] = ["for the online magazine", "exclusively for", "especially for"];
    let lower = words.to_lowercase();
    if is_byline(words) || !CUES.iter().any(|cue| lower.contains(cue)) {
        return None;
    }
    let open = words.find(['“', '"'])?;
    let start = open + words[open..].chars().next().map_or(1, char::len_utf8);
    let end = words[start..].find(['”', '"'])? + start;
    Some(words[start..end].trim().to_owned()).filter(|name| !name.is_empty())
}

/// The site that teases its own pages again and again: of those named so the one named most often.
fn teased_site<'t>(lines: impl Iterator<Item = &'t str>) -> Option<String> {
    let mut sites: Vec<(String, usize)> = Vec::new();
    for words in lines {
        let Some(rest) = words.strip_prefix("Also on ") else { continue };
        let site = rest.split_whitespace().next().unwrap_or_default().trim_end_matches([':', ',']);
        if site.contains('.') {
            match sites.iter_mut().find(|(name, _)| name == site) {
                Some((_, count)) => *count += 1,
                None => sites.push((site.to_owned(), 1)),
            }
        }
    }
    sites.into_iter().max_by_key(|(_, count)| *count).map(|(site, _)| site)
}

/// "This article was originally published on [Coast Letters](#)."
fn first_outlet(text: &str, labelled: &TextBlocks) -> Option<String> {
    const CUES: [&str; 8] = [
        "originally published on ",
        "originally published by ",
        "originally published in ",
        "originally appeared on ",
        "originally appeared in ",
        "first appeared on ",
        "first appeared in ",
        "first published by ",
    ];
    labelled.blocks.iter().filter(|block| block.span.len() <= 400).find_map(|block| {
        let words = unlinked(block.span.of(text));
        let lower = words.to_ascii_lowercase();
        let start = CUES.iter().find_map(|cue| lower.find(cue).map(|at| at + cue.len()))?;
        let rest = words[start..].trim_start_matches("the ").trim_start_matches("The ");
        let end = rest.find([',', ';', '(', '\n']).unwrap_or(rest.len());
        let name = rest[..end].trim_end_matches(['.', ' ']).split(". ").next().unwrap_or_default();
        // A name begins with a capital; it ends where the words go on in lower case.
        let kept: Vec<&str> = name
            .split(' ')
            .take_while(|w| {
                w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                    || matches!(*w, "of" | "the" | "and")
                    || w.contains('.')
            })
            .collect();
        let name = kept.join(" ").trim_end_matches(" and").trim_end_matches(" of").trim_end_matches(" the").to_owned();
        (!name.is_empty()).then_some(name)
    })
}
