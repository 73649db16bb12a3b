//! The head of an article: headline, who wrote it, where and when, up to the first paragraph of running text.

use super::names::is_name;
use super::paragraphs::ends_sentence;
use super::{LabelContext, Paragraph, letters, words_of};
use crate::days;
use crossread_core::annotate::credits;
use crossread_core::story::BlockKind;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Longer paragraphs are running text, in characters: a headline or a line of facts seldom has more.
const RUNNING: usize = 160;

/// Longest headline, in characters; of 6,000 articles' titles 99 in 100 are shorter.
const LONGEST_TITLE: usize = 160;

/// Parts what scrapers glue together at the head of a text: a day, the headline, a picture's caption and the first
/// sentence in one paragraph.
pub(crate) fn part(text: &str, known: &LabelContext, paragraphs: &mut Vec<Paragraph>) {
    let title = known.title.map(letters).filter(|title| title.len() >= 20);
    let mut i = 0;
    let mut looked_at = 0;
    while i < paragraphs.len() && looked_at < 4 {
        looked_at += 1;
        if paragraphs[i].kind != BlockKind::Body {
            i += 1;
            continue;
        }
        let span = paragraphs[i].span;
        let words = span.of(text);
        let (cut, kind) = if let Some(end) = leading_day(words) {
            (end, BlockKind::Dateline)
        } else if let Some((start, end)) = title
            .as_deref()
            .and_then(|title| place_of(words, title))
            .filter(|&(start, end)| start == 0 || is_glued(words, end))
        {
            if start > 0 {
                let before = &words[..start];
                let caption = super::signs::credit_end(before).is_some();
                (start, if caption { BlockKind::Caption } else { BlockKind::Boilerplate })
            } else {
                (end, BlockKind::Title)
            }
        } else if let Some(end) = caption_before(words) {
            (end, BlockKind::Caption)
        } else {
            i += 1;
            continue;
        };
        let rest = span.at(cut..words.len()).trim(text);
        let head = span.at(0..cut).trim(text);
        if head.is_empty() || rest.is_empty() {
            i += 1;
            continue;
        }
        // A headline in the middle of a paragraph is cut off before it; the turn of the headline itself comes next.
        paragraphs[i] = Paragraph { span: rest, kind: BlockKind::Body, credit: None };
        paragraphs.insert(i, Paragraph { span: head, kind, credit: None });
        i += 1;
        looked_at -= usize::from(kind != BlockKind::Title);
    }
}

/// How long a day is that a paragraph begins with: "15 Apr 2017 The ship …". Not when the sentence goes on with it.
fn leading_day(words: &str) -> Option<usize> {
    let found = days::find(super::beginning(words, 120))?;
    let before = words[..found.start].to_lowercase();
    // "On May 3, 2023, the ship …" is a sentence.
    if words[found.end..].starts_with(',') || before.trim() == "on" {
        return None;
    }
    let said = before
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .all(|word| ABOUT_DAYS.contains(word));
    let rest = words[found.end..].trim_start_matches([' ', '.', ',', ':', '-', '–', '—', '|']);
    let fresh = rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '(') || c.is_ascii_digit());
    (said && fresh && rest.chars().count() > 40).then(|| words.len() - rest.len())
}

/// Where a caption with its credit ends that a headline was glued to: "The pier. | Ann Lowe/Agency Ferry runs again".
fn caption_before(words: &str) -> Option<usize> {
    let end = super::signs::credit_end(super::beginning(words, 500))?;
    let rest = words[end..].trim_start();
    (words[..end].contains(" | ") && words.len() <= 900 && rest.starts_with(char::is_uppercase)).then_some(end)
}

/// Words that stand around a day in a line about the article.
static ABOUT_DAYS: LazyLock<HashSet<&str>> = LazyLock::new(|| words_of(include_str!("../../data/en/day-words.txt")));

/// Whether a word stands around days in lines about the article: "Updated", "on", "|".
pub(crate) fn is_about_days(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    bare.is_empty() || ABOUT_DAYS.contains(bare.as_str())
}

/// Whether words of a paragraph that end here are a headline and no sentence of it: "… said that the orchestra is not a museum."
fn is_glued(words: &str, end: usize) -> bool {
    let begins_anew =
        |c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '(' | '‘' | '«' | '„');
    !words[..end].ends_with('.') && words[end..].trim_start().chars().next().is_none_or(begins_anew)
}

/// Where a headline stands in a paragraph, compared by letters and digits alone; closing marks belong to it.
fn place_of(words: &str, title: &str) -> Option<(usize, usize)> {
    // The headline stands at the beginning, or behind a caption and the like.
    const WITHIN: usize = 900;
    let mut folded = String::new();
    let mut places = Vec::new();
    for (at, c) in words.char_indices().take(WITHIN) {
        if c.is_alphanumeric() {
            for lower in c.to_lowercase() {
                places.resize(folded.len() + lower.len_utf8(), at);
                folded.push(lower);
            }
        }
    }
    let at = folded.find(title)?;
    let start = places[at];
    let last = places[at + title.len() - 1];
    let end = last + words[last..].chars().next().map_or(0, char::len_utf8);
    let closing =
        words[end..].len() - words[end..].trim_start_matches(['.', '!', '?', '”', '"', '’', '\'', ')', '*', ':']).len();
    Some((start, end + closing))
}

/// Labels the lines before the first paragraph of running text.
pub(crate) fn label(text: &str, known: &LabelContext, paragraphs: &mut [Paragraph]) {
    let lengths: Vec<usize> = paragraphs.iter().map(|p| p.span.of(text).chars().count()).collect();
    let known_title = known.title.map(letters).filter(|title| !title.is_empty());
    let mut title_letters: Option<String> =
        paragraphs.iter().find(|p| p.kind == BlockKind::Title).map(|p| letters(p.span.of(text)));
    let first_running = (0..paragraphs.len()).find(|&i| paragraphs[i].kind == BlockKind::Body && lengths[i] > RUNNING);
    // Without any running text only what is certain is labelled.
    let certain_only = first_running.is_none();
    let end = first_running.unwrap_or(paragraphs.len().min(6));
    for i in 0..end {
        let words = paragraphs[i].span.of(text);
        if paragraphs[i].kind != BlockKind::Body {
            continue;
        }
        let key = letters(words);
        paragraphs[i].kind = if is_byline(words) || known.is_signed(words) {
            BlockKind::Byline
        } else if is_dateline(words) || known.is_outlet(words) {
            BlockKind::Dateline
        } else if title_letters.as_deref() == Some(key.as_str()) {
            BlockKind::Boilerplate
        } else if title_letters.is_none() && known_title.as_deref().is_some_and(|title| same_title(title, &key)) {
            title_letters = Some(key);
            BlockKind::Title
        } else if certain_only {
            continue;
        } else if title_letters.is_none()
            && known_title.is_none()
            && lengths[i] <= LONGEST_TITLE
            && looks_like_title(words)
        {
            title_letters = Some(key);
            BlockKind::Title
        } else if i > 0 && paragraphs[i - 1].kind == BlockKind::Byline && is_role(words) {
            // "Opinion contributor" under a name.
            BlockKind::Byline
        } else {
            continue;
        };
    }
    // A name alone, with what its bearer does under it.
    for i in 0..end.saturating_sub(1) {
        let (words, next) = (paragraphs[i].span.of(text), paragraphs[i + 1].span.of(text));
        let outlet = paragraphs[i + 1].kind == BlockKind::Dateline && known.is_outlet(next);
        let role = paragraphs[i + 1].kind == BlockKind::Body && is_role(next);
        if paragraphs[i].kind == BlockKind::Body && is_name(words) && (role || outlet) {
            paragraphs[i].kind = BlockKind::Byline;
            if role {
                paragraphs[i + 1].kind = BlockKind::Byline;
            }
        }
    }
    // A doubled title, wherever it comes.
    if let Some(title) = title_letters {
        for paragraph in paragraphs.iter_mut().filter(|p| p.kind == BlockKind::Body) {
            if letters(paragraph.span.of(text)) == title {
                paragraph.kind = BlockKind::Boilerplate;
            }
        }
    }
}

/// Whether two headlines are one: equal, or one with the outlet's name behind it.
fn same_title(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short == long || (short.len() >= 24 && long.starts_with(short) && long.len() - short.len() <= 30)
}

/// A headline has no more than two sentences and quotes nobody at length.
fn looks_like_title(words: &str) -> bool {
    let sentences = words.matches(". ").count() + words.matches("? ").count() + words.matches("! ").count();
    // One plain sentence with its full stop is a first paragraph rather than a headline, unless it is very short.
    let plain_sentence = sentences == 0 && words.ends_with('.') && words.chars().count() > 80;
    sentences <= 2
        && !plain_sentence
        && words.chars().any(char::is_alphabetic)
        && !(words.starts_with(['“', '"']) && ends_sentence(words))
        && words.split_whitespace().count() >= 3
        && !words.ends_with(':')
}

/// "Opinion contributor", "Senior Writer, Politics": what somebody does.
fn is_role(words: &str) -> bool {
    words.chars().count() <= 60
        && !ends_sentence(words)
        && words
            .split(|c: char| !(c.is_alphanumeric() || c == '-'))
            .any(|word| super::tail::AUTHOR_WORDS.contains(word.to_lowercase().trim_end_matches('s')))
}

/// A line of nothing but a news agency and who, where or when: "PTI", "Ann Lowe, Associated Press", "IANS | Tolmere", "(AFP) al/kh",
/// "AFP, Reuters".
pub(crate) fn is_agency_line(words: &str) -> bool {
    /// Most words of a name, a town or a day beside an agency's.
    const MOST: usize = 4;
    let words = words.trim_matches(['*', '_', ' ']);
    let parts = words.split(['|', ',', '/', '—', '–', '-', '(', ')', '·', '•', '\n']).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let plain = |part: &str| {
        let part =
            ["With ", "From ", "Source: ", "By "].iter().find_map(|lead| part.strip_prefix(lead)).unwrap_or(part);
        [" Staff", " Writer", " Writers", " Reporters"]
            .iter()
            .find_map(|end| part.strip_suffix(end))
            .unwrap_or(part)
            .to_owned()
    };
    let of_agency = |part: &&str| {
        let part = plain(part);
        let town = part.split_once(" in ").map_or(part.as_str(), |(agency, _)| agency);
        credits::is_agency(crossread_core::Language::english(), town)
    };
    let beside = |part: &str| {
        let all = part.split_whitespace();
        let fits = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || word.len() <= 2;
        all.clone().count() <= MOST && all.clone().all(fits)
    };
    let agencies = parts.iter().filter(|part| of_agency(part)).count();
    agencies > 0 && parts.len() <= MOST && parts.iter().all(|part| of_agency(part) || beside(part))
}

/// "By Ann Lowe", "05.08.2021 Author: Ann Lowe".
pub(crate) fn is_byline(words: &str) -> bool {
    if words.chars().count() > 160 {
        return false;
    }
    let lower = words.to_lowercase();
    let plain = words.replace(['[', ']', '*', '_'], "");
    let plain = plain.trim_start();
    let by = ["By ", "BY ", "by ", "By: ", "BY: ", "by: ", "By\u{a0}"]
        .iter()
        .find_map(|cue| plain.strip_prefix(cue))
        // Spans without a space between them: "ByAnn Lowe".
        .or_else(|| {
            let glued = |rest: &&str| rest.starts_with(char::is_uppercase) && rest.split_whitespace().count() <= 4;
            plain.strip_prefix("By").filter(glued)
        })
        .is_some_and(|rest| {
            let rest = rest.trim_start();
            let words: Vec<&str> = rest.split_whitespace().collect();
            // "By Monday the ships had left": a byline has names, and few other words.
            let capital = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
            let joins = words
                .iter()
                .filter(|word| {
                    matches!(
                        **word,
                        "and"
                            | "of"
                            | "for"
                            | "in"
                            | "de"
                            | "van"
                            | "von"
                            | "al"
                            | "bin"
                            | "with"
                            | "the"
                            | "|"
                            | "&"
                            | "on"
                            | "at"
                    )
                })
                .count();
            let numbers = words.iter().filter(|word| word.starts_with(|c: char| c.is_ascii_digit())).count();
            rest.starts_with(char::is_uppercase)
                && capital + joins + numbers + 1 >= words.len()
                && (!ends_sentence(rest) || rest.chars().count() <= 40)
        });
    by || ["author:", "authors:", "writer:", "correspondent:", "contributor:", "contributors:"]
        .iter()
        .any(|cue| lower.contains(cue))
        || lower.starts_with("from our correspondent")
        || lower.starts_with("by our ")
        || (["written by ", "story by ", "words by ", "posted by ", "reported by "]
            .iter()
            .any(|cue| lower.starts_with(cue))
            && !ends_sentence(words))
}

/// Whether a line gives the article's day: little else than a day before the first paragraph, nothing else behind it, where
/// "Harbour fair, 3 July 2024" is the day of something to come.
pub(crate) fn is_day_of(words: &str, before: bool) -> bool {
    is_dateline(words) && (before || is_day_alone(words))
}

/// Whether a line begins with a word that says of a day what it is: "Posted 6.05pm, 12 October 2024".
pub(crate) fn is_announced(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default().trim_end_matches(':').to_lowercase();
    matches!(first.as_str(), "published" | "posted" | "updated" | "created" | "modified" | "first" | "last")
}

/// Whether nothing but a day stands in a line: "Published 14 June 2023".
pub(crate) fn is_day_alone(words: &str) -> bool {
    days::find(words).is_none_or(|found| {
        let rest = [&words[..found.start], &words[found.end..]].concat();
        rest.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .all(|word| word.len() <= 2 || ABOUT_DAYS.contains(word.to_lowercase().as_str()))
    })
}

/// A line that is little else than a day: "Coast Watch, March 14, 2023", "Updated at 5:00 p.m.".
pub(crate) fn is_dateline(words: &str) -> bool {
    if words.chars().count() > 140 || (ends_sentence(words) && words.chars().count() > 60) {
        return false;
    }
    let lower = words.to_lowercase();
    let about =
        ["updated", "published", "posted", "last updated", "last modified", "first published", "date of publication"];
    match days::find(words) {
        Some(found) => {
            let rest: String = [&words[..found.start], &words[found.end..]].concat();
            let others = rest
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty() && !ABOUT_DAYS.contains(word.to_lowercase().as_str()))
                .count();
            // "3 March 2020: The dam breaks" tells what happened on that day.
            let behind = words[found.end..]
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty() && !ABOUT_DAYS.contains(word.to_lowercase().as_str()))
                .collect::<Vec<_>>();
            let tells = behind.len() >= 3 && behind.iter().any(|word| word.starts_with(char::is_lowercase));
            others <= 8 && !tells && !lower.contains(" said") && !lower.contains(" was ")
        }
        // A time of day alone: only in a line that says it is about the article.
        None => {
            about.iter().any(|cue| lower.starts_with(cue))
                && lower.chars().any(|c| c.is_ascii_digit())
                && words.chars().count() <= 80
        }
    }
}

/// "HARBOUR (Agency) — Text": a dateline before the first sentence. How long it is, the dash with it.
pub(crate) fn agency_dateline(words: &str) -> Option<usize> {
    let head = super::beginning(words, 110);
    let place = |before: &str| {
        before.split_whitespace().all(|word| {
            word.starts_with(|c: char| c.is_uppercase() || c == '(' || c.is_ascii_digit())
                || matches!(word, "of" | "and" | "/" | "de" | "al" | "la" | "|")
        })
    };
    for dash in [" — ", " – ", " -- ", " - ", "— ", "– ", "—", " \u{2015} "] {
        let Some(at) = head.find(dash) else { continue };
        let before = &head[..at];
        let agency = before.ends_with(')') && before.contains('(');
        // A town in capitals, or an agency in brackets; a dash between words without spaces needs both.
        let town = before.split_whitespace().next().is_some_and(|word| {
            word.chars().filter(|c| c.is_alphabetic()).count() >= 3
                && word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
        });
        let fits = if dash == "—" { agency && town } else { agency || town };
        if !before.is_empty()
            && before.chars().count() <= 90
            && place(before)
            && fits
            && words.len() > at + dash.len() + 20
        {
            return Some(at + dash.len());
        }
    }
    // "(XYZ) The ship …", "Harbour (XYZ) The ship …": an agency in capitals, then a sentence that begins.
    let open = head.find('(')?;
    let close = open + head[open..].find(')')?;
    let name = &head[open + 1..close];
    let rest = words[close + 1..].trim_start();
    let agency = (2..=9).contains(&name.len()) && name.chars().all(|c| c.is_ascii_uppercase() || c == '/')
        || name == "Reuters"
        || name == "Agencies";
    let fresh = rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"'));
    let town_words = head[..open].split_whitespace().count();
    (agency && fresh && rest.len() > 20 && town_words <= 3 && place(&head[..open])).then(|| words.len() - rest.len())
}
