//! Readers' comments that a scraper left at the end without any heading.
//!
//! With the lines that a page sets around them they are told by these lines; without them by how they are written.

use super::names::is_name;
use super::{Paragraph, head, words_of_part};
use crate::days;
use crossread_core::story::{BlockKind, Warning};
use std::collections::HashSet;
use std::sync::LazyLock;

struct CommentWords {
    says: HashSet<&'static str>,
    button: HashSet<&'static str>,
    beside: HashSet<&'static str>,
    ago: HashSet<&'static str>,
}

static WORDS: LazyLock<CommentWords> = LazyLock::new(|| {
    let part = |name| words_of_part(include_str!("../../data/en/comment-words.txt"), name);
    CommentWords { says: part("says"), button: part("button"), beside: part("beside"), ago: part("ago") }
});

/// Labels the comments at the end, and warns where they were told by how they are written alone.
pub(super) fn label(text: &str, paragraphs: &mut [Paragraph], warnings: &mut Vec<Warning>) {
    if let Some(first) = signed(text, paragraphs) {
        for paragraph in &mut paragraphs[first..] {
            paragraph.kind = BlockKind::Boilerplate;
        }
    } else {
        loose(text, paragraphs, warnings);
    }
}

/// Longest line around a comment, in characters.
const LINE: usize = 80;

/// A paragraph of the article has so many characters at least, and so many such paragraphs stand before the first comment: an
/// interview or a live blog has names and hours from its beginning.
const RUNNING: usize = 80;
const OWN: usize = 3;

/// What a line around a comment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CommentLine {
    /// "Ann Lowe", "sailor77".
    Name,
    /// "Ann Lowe says:".
    Says,
    /// "May 14, 2024 at 10:32 am", "2 hours ago".
    Hour,
    /// "Ann Lowe, 2 hours ago".
    NameAndHour,
    /// "Reply", "Like 3 Reply".
    Button,
}

/// The first of the comments that have their lines around them: each begins with a name and an hour, and there are buttons below, or
/// the name is said to say it. Outlets print names with hours above posts of their own, but have no buttons to reply to these.
fn signed(text: &str, paragraphs: &[Paragraph]) -> Option<usize> {
    let lines: Vec<Option<CommentLine>> = paragraphs.iter().map(|p| line(p.span.of(text))).collect();
    let begins = |at: usize| match lines[at]? {
        CommentLine::NameAndHour => Some(CommentLine::NameAndHour),
        name @ (CommentLine::Name | CommentLine::Says) => {
            (lines.get(at + 1) == Some(&Some(CommentLine::Hour))).then_some(name)
        }
        CommentLine::Hour | CommentLine::Button => None,
    };
    let first = (0..lines.len()).find(|at| begins(*at).is_some())?;
    let own = |p: &&Paragraph| p.kind == BlockKind::Body && p.span.of(text).chars().count() >= RUNNING;
    let is_button = |line: &Option<CommentLine>| *line == Some(CommentLine::Button);
    if paragraphs[..first].iter().filter(own).count() < OWN || lines[..first].iter().any(is_button) {
        return None;
    }
    let heads: Vec<CommentLine> = (first..lines.len()).filter_map(begins).collect();
    let buttons = lines[first..].iter().filter(|line| is_button(line)).count();
    let is_told = buttons > 0 || heads.contains(&CommentLine::Says);
    (is_told && heads.len() + buttons >= 2).then_some(first)
}

fn line(words: &str) -> Option<CommentLine> {
    if words.chars().count() > LINE {
        return None;
    }
    let lower = words.to_lowercase();
    let parts: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let said =
        || words.ends_with(':') && parts.len() <= 5 && parts.last().is_some_and(|last| WORDS.says.contains(last));
    let is_word = |part: &&str| {
        let counts = part.bytes().all(|byte| byte.is_ascii_digit());
        counts || WORDS.button.contains(part) || WORDS.beside.contains(part)
    };
    let is_button = || parts.iter().any(|part| WORDS.button.contains(part)) && parts.iter().all(is_word);
    match hour(words) {
        Some("") => Some(CommentLine::Hour),
        Some(before) => is_who(before).then_some(CommentLine::NameAndHour),
        None if said() => Some(CommentLine::Says),
        None if is_button() => Some(CommentLine::Button),
        None => is_who(words).then_some(CommentLine::Name),
    }
}

/// What stands before the hour that a line ends with; `None` where it ends with none.
fn hour(words: &str) -> Option<&str> {
    let before = |end: usize| words[..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.').trim_start();
    if let Some(day) = days::find(words).filter(|day| day.moment.time.is_some()) {
        return head::is_day_alone(&words[day.start..]).then(|| before(day.start));
    }
    // "an hour ago", "2 hours ago": the span and its number.
    let rest = words.trim_end().strip_suffix("ago")?.trim_end();
    let (rest, span) = rest.rsplit_once(' ').or(Some(("", rest)))?;
    let number = rest.rsplit(' ').next()?;
    let counted = number.bytes().all(|byte| byte.is_ascii_digit()) || matches!(number, "a" | "an");
    (WORDS.ago.contains(span) && counted && !number.is_empty()).then(|| before(rest.len() - number.len()))
}

/// Whether a line is a reader's name: two words or more that are one, or a handle.
fn is_who(words: &str) -> bool {
    let bare = words.trim_start_matches('@');
    let handle = (3..=30).contains(&bare.len())
        && bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && bare.chars().any(char::is_alphabetic)
        && !bare.ends_with('.');
    handle || is_name(words)
}

/// Longest comment that is told by its length, in characters.
const SHORT_COMMENT: usize = 110;

/// Comments without lines around them: three or more short paragraphs in a row,
/// without quotations or numbers, at least one of them loud or loose, under an article that has hardly any such short
/// paragraph of its own (a columnist who closes with short lines writes them elsewhere too: on 6,000 articles this
/// condition leaves one in thousands where it would be wrong).
fn loose(text: &str, paragraphs: &mut [Paragraph], warnings: &mut Vec<Warning>) {
    let body: Vec<usize> = (0..paragraphs.len()).filter(|&i| paragraphs[i].kind == BlockKind::Body).collect();
    let plain = |i: usize| {
        let words = paragraphs[i].span.of(text);
        !words.contains(['“', '”', '"', '«'])
            && !words.chars().any(|c| c.is_ascii_digit())
            && words.chars().count() <= SHORT_COMMENT
    };
    let run = body.iter().rev().take_while(|&&i| plain(i)).count();
    let (own, rest) = body.split_at(body.len() - run);
    if run < 3 || own.len() < 8 {
        return;
    }
    let own_short = own
        .iter()
        .map(|&i| paragraphs[i].span.of(text))
        // A line that introduces something is short in any article.
        .filter(|words| words.chars().count() <= SHORT_COMMENT && !words.ends_with(':'))
        .count();
    let is_loose = |words: &str| {
        let glued = words.char_indices().any(|(at, c)| {
            c == '…'
                && words[at + c.len_utf8()..].starts_with(char::is_alphabetic)
                && words[..at].ends_with(char::is_alphabetic)
        });
        words.contains('!') || glued || words.starts_with(char::is_lowercase)
    };
    let loud = rest.iter().filter(|&&i| is_loose(paragraphs[i].span.of(text))).count();
    if own_short * 10 > own.len() || loud < 2 {
        return;
    }
    let first = rest[0];
    for &i in rest {
        paragraphs[i].kind = BlockKind::Boilerplate;
    }
    warnings.push(Warning {
        code: "comments-at-the-end",
        span: Some(paragraphs[first].span),
        message: "short lines at the end are taken for readers' comments".to_owned(),
    });
}
