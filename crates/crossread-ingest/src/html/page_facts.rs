//! What a page says of itself: JSON-LD, OpenGraph and other metas, elements, and the lines around its headline.
//!
//! Of several answers the one that a reader of the page sees goes first: the headline is the page's own `<h1>` where
//! the metadata agrees that it is one, and a day printed beside it decides which day an hour in another time zone is.

use super::linked::{LinkedData, Metas};
use super::page_authors;
use super::page_days::{self, PrintedDays};
use super::page_titles::PageTitles;
use super::readable::ReadablePage;
use crossread_core::story::{Facts, PublishedBasis};
use std::cell::LazyCell;

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
    let titles = PageTitles::read(page, &linked, &metas, facts.outlet.as_deref());
    let title = titles.headline(facts.title.as_deref());
    if facts.title.is_none() {
        facts.title = titles.title(title);
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
        facts.updated = page_days::changed(&linked, &metas)
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

/// The address that the page gives as its own.
fn address_of(page: &ReadablePage, linked: &LinkedData, metas: &Metas) -> Option<String> {
    page.canonical
        .clone()
        .or_else(|| metas.first(&["og:url"]))
        .or_else(|| linked.string("url"))
        .filter(|url| url.starts_with("http"))
}
