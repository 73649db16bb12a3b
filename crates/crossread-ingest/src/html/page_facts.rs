//! What a page says of itself: JSON-LD, OpenGraph and other metas, elements, and the lines around its headline.
//!
//! Of several answers the one that a reader of the page sees goes first: the headline is the page's own `<h1>` where
//! the metadata agrees that it is one, and a day printed beside it decides which day an hour in another time zone is.

use super::linked::{LinkedData, Metas, clean};
use super::page_authors;
use super::page_days::PrintedDays;
use super::readable::{Holder, PageParagraph, ReadablePage};
use crate::days;
use crate::label::letters;
use crossread_core::story::{Facts, PublishedBasis};
use std::cell::LazyCell;
use std::collections::HashSet;

/// What is known of the page, and which paragraph is its headline.
pub(crate) struct PageFacts {
    pub facts: Facts,
    /// Whether it says that it is a live blog.
    pub is_live: bool,
    pub title: Option<usize>,
}

/// Fills in what `given` lacks.
pub(crate) fn find(page: &ReadablePage, given: Facts) -> PageFacts {
    let linked = LinkedData::read(&page.json_ld);
    let mut facts = given;
    let metas = Metas(&page.metas);
    if facts.outlet.is_none() {
        facts.outlet = linked
            .names("publisher")
            .into_iter()
            .next()
            .or_else(|| metas.first(&["og:site_name", "application-name", "al:android:app_name"]));
    }
    let candidates = candidates(page, &linked, &metas);
    let title = headline(page, &candidates, facts.title.as_deref(), facts.outlet.as_deref());
    if facts.title.is_none() {
        facts.title = match title {
            Some(at) => Some(in_words(page.words(at), &candidates, facts.outlet.as_deref())),
            None => candidates.first().map(|title| without_site(title, facts.outlet.as_deref())),
        };
    }
    if facts.authors.is_empty() {
        facts.authors = page_authors::find(page, &linked, &metas, title, facts.outlet.as_deref());
    }
    let printed = LazyCell::new(|| PrintedDays::read(page, title));
    if facts.published.is_none() {
        let address = facts.url.clone().or_else(|| address_of(page, &linked, &metas));
        facts.published = printed.published(&linked, &metas, address.as_deref());
        facts.published_basis = facts.published.map(|_| PublishedBasis::Stated);
    }
    if facts.updated.is_none() {
        facts.updated = linked
            .string("dateModified")
            .or_else(|| {
                metas.first(&[
                    "article:modified_time",
                    "og:updated_time",
                    "datemodified",
                    "last-modified",
                    "dcterms.modified",
                ])
            })
            .as_deref()
            .and_then(days::iso)
            .or_else(|| printed.updated())
            // A page that was never changed says so by giving the same day again.
            .filter(|updated| facts.published.is_some_and(|published| updated.day != published.day));
    }
    if facts.url.is_none() {
        facts.url = address_of(page, &linked, &metas);
    }
    if facts.language.is_none() {
        facts.language = page
            .language
            .clone()
            .or_else(|| linked.string("inLanguage"))
            .or_else(|| metas.first(&["og:locale", "language"]))
            .map(|code| code.trim().chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_lowercase())
            .filter(|code| code.len() == 2);
    }
    PageFacts { facts, is_live: linked.is_live_blog() || page.has_posts, title }
}

/// What the metadata call the title, the surest first.
fn candidates(page: &ReadablePage, linked: &LinkedData, metas: &Metas) -> Vec<String> {
    [
        linked.string("headline"),
        metas.first(&["og:title"]),
        metas.first(&["twitter:title", "dc.title", "parsely-title", "sailthru.title"]),
        Some(clean(&page.title)),
    ]
    .into_iter()
    .flatten()
    .filter(|title| !title.is_empty())
    .collect()
}

/// The address that the page gives as its own.
fn address_of(page: &ReadablePage, linked: &LinkedData, metas: &Metas) -> Option<String> {
    page.canonical
        .clone()
        .or_else(|| metas.first(&["og:url"]))
        .or_else(|| linked.string("url"))
        .filter(|url| url.starts_with("http"))
}

/// The words of the headline, without the name of the site. Where a page sets it in capitals, the metadata know how it is written.
fn in_words(headline: &str, candidates: &[String], outlet: Option<&str>) -> String {
    let words = clean(headline);
    let words = if words.contains(" | ") { without_site(&words, outlet) } else { words };
    if words.chars().any(char::is_lowercase) {
        return words;
    }
    let key = letters(&words);
    let written = candidates.iter().map(|title| without_site(title, outlet)).find(|title| letters(title) == key);
    written.unwrap_or(words)
}

/// The paragraph that is the headline: an `<h1>` that shares half its words with what the metadata calls the title, or
/// any paragraph that is the title word for word.
fn headline(page: &ReadablePage, candidates: &[String], given: Option<&str>, outlet: Option<&str>) -> Option<usize> {
    let words = |text: &str| -> HashSet<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let said: Vec<HashSet<String>> = candidates.iter().map(String::as_str).chain(given).map(words).collect();
    let mut best: Option<(usize, usize)> = None;
    let mut headings: HashSet<String> = HashSet::new();
    for (at, paragraph) in page.paragraphs.iter().enumerate().filter(|(_, p)| p.holder == Holder::Title) {
        let own = words(paragraph.span.of(&page.text));
        headings.insert(letters(paragraph.span.of(&page.text)));
        // Words in common, in percent of the longer: the name of the site alone is no headline, and metadata may have
        // the site's name or a shorter headline.
        let score = said
            .iter()
            .map(|said| own.intersection(said).count() * 100 / own.len().max(said.len().min(own.len() + 8)).max(1))
            .max()
            .unwrap_or(0);
        if score >= 45 && best.is_none_or(|(_, so_far)| score > so_far) {
            best = Some((at, score));
        }
    }
    if let Some((at, _)) = best {
        return Some(at);
    }
    // The only heading of its rank, with as many words as headlines have; a page may have it twice, for wide and for narrow
    // screens.
    if headings.len() == 1 {
        let at = page.paragraphs.iter().position(|p| p.holder == Holder::Title)?;
        let own = words(page.paragraphs[at].span.of(&page.text));
        // Two words are enough where the metadata have them, and not behind a separator, where sites and sections stand.
        let is_said = || said.iter().any(|said| own.is_subset(said));
        let of_site = || candidates.iter().map(|title| words(behind_separator(title))).any(|site| own.is_subset(&site));
        let of_outlet = || outlet.is_some_and(|outlet| own.is_subset(&words(outlet)));
        if (4..=30).contains(&own.len()) || own.len() >= 2 && is_said() && !of_site() && !of_outlet() {
            return Some(at);
        }
    }
    let keys: Vec<String> = given.into_iter().chain(candidates.iter().map(String::as_str)).map(letters).collect();
    let is_title = |paragraph: &PageParagraph| {
        (12..=300).contains(&paragraph.letters) && keys.contains(&letters(paragraph.span.of(&page.text)))
    };
    // The element with the headline, the author and the day may be marked as a banner.
    let outside = || page.paragraphs.iter().position(|p| p.linked == 0 && is_title(p));
    page.paragraphs.iter().position(|p| p.holder != Holder::Around && is_title(p)).or_else(outside)
}

/// What stands between a headline and the names of its section and site.
const SEPARATORS: [&str; 8] = [" | ", " – ", " — ", " - ", " :: ", " » ", " · ", " • "];

/// What stands behind the first separator of a title: "Local news | Coast Watch" of "Ferry runs again | Local news | Coast Watch".
fn behind_separator(title: &str) -> &str {
    let ends = SEPARATORS.iter().filter_map(|separator| title.find(separator).map(|at| at + separator.len()));
    ends.min().map_or("", |end| &title[end..])
}

/// A title without the name of the site behind it: "Ferry runs again | Coast Watch".
fn without_site(title: &str, outlet: Option<&str>) -> String {
    for separator in SEPARATORS {
        if let Some(at) = title.rfind(separator) {
            let (before, site) = (title[..at].trim(), title[at + separator.len()..].trim());
            let is_outlet = outlet.is_some_and(|outlet| {
                let (outlet, site) = (letters(outlet), letters(site));
                !site.is_empty() && (outlet.contains(&site) || site.contains(&outlet))
            });
            // A stroke parts nothing else; a dash may stand in a headline.
            let least = if separator == " | " { 2 } else { 4 };
            let short = site.split_whitespace().count() <= 3
                && before.split_whitespace().count() >= least
                && separator != " - ";
            if is_outlet || short {
                return before.to_owned();
            }
        }
    }
    title.to_owned()
}
