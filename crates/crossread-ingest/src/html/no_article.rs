//! Pages that hold no article: errors, checks for robots, log-in and consent walls. They answer like any other page, and
//! their words and numbers tell nothing of a story.

use super::readable::{Holder, ReadablePage};
use crate::label::{TextBlocks, words_of_part};
use crossread_core::story::BlockKind;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Letters of running text up to which a page may be none: an article that tells of an error page, or asks to log in at
/// its end, has more. The longest wall among the pages looked at had 700.
const LONGEST: usize = 1200;

/// Letters of running text up to which a wall's words anywhere make the page a wall.
const SHORT: usize = 700;

/// What such a page is, with the words that show it.
struct Sorts {
    titles: Vec<(&'static str, HashSet<&'static str>)>,
    bodies: Vec<(&'static str, HashSet<&'static str>)>,
}

static SORTS: LazyLock<Sorts> = LazyLock::new(|| {
    let file = include_str!("../../data/en/no-article.txt");
    let part = |name| words_of_part(file, name);
    Sorts {
        titles: vec![
            ("a page that says it was not found", part("error title")),
            ("a check for robots", part("robot title")),
            ("a page to log in or subscribe", part("log-in title")),
        ],
        bodies: vec![
            ("a page that says it was not found", part("error")),
            ("a check for robots", part("robot")),
            ("a question for consent", part("consent")),
        ],
    }
});

/// What a page is that holds no article.
pub(super) fn find(page: &ReadablePage, title: Option<usize>, labelled: &TextBlocks) -> Option<&'static str> {
    let text = &page.text;
    let read = || labelled.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Body | BlockKind::Excerpt));
    let running: usize = read().map(|block| block.span.len()).sum();
    if running == 0
        && let Some(what) = without_text(page)
    {
        return Some(what);
    }
    if running > LONGEST {
        return None;
    }
    let heading = title.map(|title| page.paragraphs[title].span.of(text)).unwrap_or_default();
    let first = page.paragraphs.iter().find(|p| p.holder == Holder::Title).map(|p| p.span.of(text));
    let titles = [page.title.as_str(), heading, first.unwrap_or_default()].map(plain);
    let named = SORTS
        .titles
        .iter()
        .find(|(_, words)| titles.iter().any(|title| words.iter().any(|words| begins(title, words))));
    if let Some((what, _)) = named {
        return Some(what);
    }
    let words = plain(&read().map(|block| block.span.of(text)).collect::<Vec<_>>().join(" "));
    // The words of a wall are labelled as no part of an article; where nothing else is left, they are the page.
    let words = if running < 40 { plain(text) } else { words };
    (words.len() <= SHORT)
        .then(|| SORTS.bodies.iter().find(|(_, all)| all.iter().any(|wall| words.contains(wall))))
        .flatten()
        .map(|(what, _)| *what)
}

/// Headings that are links from which on a page without running text is a list of articles.
const CARDS: usize = 4;

/// What a page without running text is: a list of articles, or pictures; `None` where a sentence of it may be an article
/// all the same.
fn without_text(page: &ReadablePage) -> Option<&'static str> {
    let cards = page.paragraphs.iter().filter(|p| p.holder == Holder::Heading && p.linked * 2 > p.letters).count();
    let sentence = page.paragraphs.iter().any(|p| {
        p.holder == Holder::Plain && p.letters >= 20 && p.span.of(&page.text).ends_with(['.', '!', '?', '”', '"'])
    });
    match () {
        () if cards >= CARDS => Some("a list of articles"),
        () if !sentence => Some("a page without the text of an article"),
        () => None,
    }
}

/// Words in lower case with one space between them, apostrophes straight.
fn plain(words: &str) -> String {
    let lower = words.to_lowercase().replace(['’', '‘'], "'");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a title is these words, or begins with them and goes on with a mark: "404 - Page not found", but not "404 days at
/// sea". Three words and more say enough by themselves.
fn begins(title: &str, words: &str) -> bool {
    let Some(rest) = title.strip_prefix(words) else { return false };
    let long = words.split(' ').count() > 2;
    let rest = rest.trim_start();
    rest.is_empty()
        || rest.starts_with(['|', '-', '–', '—', ':', '.', ',', '…', '!', '·', '»'])
        || long && !title[words.len()..].starts_with(|c: char| c.is_alphanumeric())
}
