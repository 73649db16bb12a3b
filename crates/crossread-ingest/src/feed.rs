//! Feeds (RSS, Atom), and lists of addresses (OPML, sitemaps), which hold no articles themselves.

use crate::html;
use crate::{ArticleResult, article, skipped};
use crossread_core::story::{Facts, Moment, PublishedBasis, SkipReason};
use quick_xml::events::Event;

/// Sorts of XML that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FeedSort {
    Feed,
    /// A list of feeds.
    Opml,
    Sitemap,
}

/// What sort of XML a text is, when it is one of these.
pub(crate) fn sort(text: &str) -> Option<FeedSort> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if !start.starts_with('<') {
        return None;
    }
    let head: String = start.chars().take(2048).flat_map(char::to_lowercase).collect();
    // The first element decides; a page may show a feed's source further down.
    let first = head.split('<').find(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let name: &str = first.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next()?;
    match name {
        "rss" | "feed" | "rdf:rdf" => Some(FeedSort::Feed),
        "opml" => Some(FeedSort::Opml),
        "urlset" | "sitemapindex" => Some(FeedSort::Sitemap),
        _ => None,
    }
}

/// A feed, read.
fn parse(text: &str) -> Result<feed_rs::model::Feed, feed_rs::parser::ParseFeedError> {
    // An item without an id and a link would else get another random id at every reading.
    let parser = feed_rs::parser::Builder::new()
        .id_generator(|links, title, _| {
            let link = links.first().map(|link| link.href.clone());
            link.or_else(|| title.as_ref().map(|title| title.content.clone())).unwrap_or_default()
        })
        .build();
    parser.parse(without_declaration(text).as_bytes())
}

/// A feed without its first line `<?xml … ?>`: the text is decoded, whatever encoding that line names.
fn without_declaration(text: &str) -> &str {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    match start.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest,
        None => start,
    }
}

/// What an item says that the feed's reader leaves out.
#[derive(Clone, Debug, Default)]
struct FeedItemFacts {
    /// The days as they are printed, before they are turned into universal time.
    published: Option<Moment>,
    updated: Option<Moment>,
    /// Its identifier where that is its address too (`guid`, which is one unless it says otherwise).
    permalink: Option<String>,
    /// The address of its page where `link` is that of whoever passes the feed on and counts its readers.
    first_link: Option<String>,
}

/// What is printed in each item, in order.
fn printed(text: &str) -> Vec<FeedItemFacts> {
    let mut reader = quick_xml::Reader::from_str(without_declaration(text));
    reader.config_mut().check_end_names = false;
    let mut all: Vec<FeedItemFacts> = Vec::new();
    let (mut inside, mut element, mut is_address, mut words) = (false, Vec::new(), false, String::new());
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let name = tag.local_name();
                if matches!(name.as_ref(), b"item" | b"entry") {
                    all.push(FeedItemFacts::default());
                    inside = true;
                }
                element = name.as_ref().to_ascii_lowercase();
                is_address = !tag.attributes().flatten().any(|attribute| {
                    attribute.key.as_ref().eq_ignore_ascii_case(b"ispermalink")
                        && attribute.value.eq_ignore_ascii_case(b"false")
                });
                words.clear();
            }
            Ok(Event::End(tag)) => {
                if let Some(item) = all.last_mut().filter(|_| inside) {
                    item.take(&element, words.trim(), is_address);
                }
                inside &= !matches!(tag.local_name().as_ref(), b"item" | b"entry");
                element.clear();
            }
            Ok(Event::Text(more)) => words.push_str(&more.decode().unwrap_or_default()),
            Ok(Event::CData(more)) => words.push_str(&more.decode().unwrap_or_default()),
            Ok(Event::GeneralRef(name)) if name[..] == *b"amp" => words.push('&'),
            Ok(Event::Eof) | Err(_) => return all,
            Ok(_) => {}
        }
    }
}

/// What is printed in each item of a feed that was read; nothing where both don't count the same items.
fn printed_beside(text: &str, feed: &feed_rs::model::Feed) -> Vec<FeedItemFacts> {
    let all = printed(text);
    if all.len() == feed.entries.len() { all } else { vec![FeedItemFacts::default(); feed.entries.len()] }
}

impl FeedItemFacts {
    /// Takes the words of one element; the first of each name counts.
    fn take(&mut self, element: &[u8], words: &str, is_address: bool) {
        let address = || Some(words.to_owned()).filter(|words| words.starts_with("http") && is_address);
        match element {
            b"pubdate" | b"published" | b"issued" | b"date" => {
                self.published = self.published.or(crate::days::given(words));
            }
            b"updated" | b"modified" => self.updated = self.updated.or(crate::days::given(words)),
            b"guid" => self.permalink = self.permalink.take().or_else(address),
            b"origlink" => self.first_link = self.first_link.take().or_else(address),
            _ => {}
        }
    }
}

/// The address of an item's page: other links are sounds, comments, the feed itself.
fn address_of<'i>(item: &'i feed_rs::model::Entry, printed: &'i FeedItemFacts) -> Option<&'i String> {
    let page = item.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let link = || page.or(item.links.first()).map(|link| &link.href);
    printed.first_link.as_ref().or_else(|| page.map(|link| &link.href)).or(printed.permalink.as_ref()).or_else(link)
}

/// The articles of a feed: one for each item that has a text.
pub(crate) fn articles(name: &str, text: &str) -> Vec<ArticleResult> {
    let feed = match parse(text) {
        Ok(feed) => feed,
        Err(error) => {
            return vec![Err(skipped(
                name,
                SkipReason::Malformed,
                &format!("can't read '{name}': not a feed ({error})"),
            ))];
        }
    };
    if feed.entries.is_empty() {
        return vec![Err(skipped(name, SkipReason::NoText, &format!("can't read '{name}': a feed without items")))];
    }
    let printed = printed_beside(text, &feed);
    let authors: Vec<String> = names(feed.authors);
    let outlet = feed.title.as_ref().map(|title| title.content.trim().to_owned()).filter(|title| !title.is_empty());
    feed.entries
        .into_iter()
        .zip(printed)
        .enumerate()
        .map(|(i, (item, printed))| one(&format!("{name}#{}", i + 1), item, &printed, outlet.clone(), &authors))
        .collect()
}

fn names(people: Vec<feed_rs::model::Person>) -> Vec<String> {
    people.into_iter().map(|person| person.name).filter(|name| !name.trim().is_empty()).collect()
}

/// The moment that was printed, where it is that of the feed but for its zone.
fn as_printed(printed: Option<Moment>, universal: Option<chrono::DateTime<chrono::Utc>>) -> Option<Moment> {
    let universal = universal.and_then(|time| crate::days::iso(&time.format("%Y-%m-%dT%H:%M").to_string()));
    let (Some(printed), Some(universal)) = (printed, universal) else { return universal.or(printed) };
    let apart = printed.day.until(universal.day).map_or(i32::MAX, |span| span.get_days().abs());
    Some(if apart <= 1 { printed } else { universal })
}

/// One item; the feed's authors are those of an item that names none (RFC 4287, 4.2.1).
fn one(
    place: &str,
    item: feed_rs::model::Entry,
    printed: &FeedItemFacts,
    outlet: Option<String>,
    feed_authors: &[String],
) -> ArticleResult {
    let published = as_printed(printed.published, item.published);
    // An item without a day of its own for it is given that of its publication.
    let updated = item.updated.filter(|updated| Some(*updated) != item.published || printed.updated.is_some());
    let updated = as_printed(printed.updated, updated);
    let url = address_of(&item, printed).cloned();
    let mut authors = names(item.authors);
    if authors.is_empty() {
        authors = feed_authors.to_vec();
    }
    let title = item.title.map(|title| plain(&title.content)).filter(|title| !title.is_empty());
    let facts = Facts {
        url,
        input_id: Some(item.id).filter(|id| !id.is_empty()),
        outlet,
        title: title.clone(),
        authors,
        published,
        published_basis: published.map(|_| PublishedBasis::Given),
        updated: updated.filter(|updated| Some(*updated) != published),
        language: item.language.map(|language| language.chars().take_while(|c| c.is_alphanumeric()).collect()),
        ..Facts::default()
    };
    let body = item.content.and_then(|content| content.body).filter(|body| !body.trim().is_empty());
    let words = body.or(item.summary.map(|summary| summary.content)).map(|words| plain(&words)).unwrap_or_default();
    if words.is_empty() {
        return Err(skipped(place, SkipReason::NoText, &format!("no article in '{place}': an item without text")));
    }
    let text = title.map_or_else(|| words.clone(), |title| format!("{title}\n\n{words}\n"));
    article(place, text, facts, Vec::new())
}

/// The words of a piece of HTML; of plain text that text.
fn plain(words: &str) -> String {
    if words.contains('<') || words.contains('&') { html::words(words) } else { words.trim().to_owned() }
}

/// The addresses that a text leads to, in order, each once: the pages of a feed or a sitemap, the feeds of an OPML, the
/// maps of a map of maps. None for any other text.
pub(crate) fn linked(text: &str) -> Vec<String> {
    match sort(text) {
        Some(FeedSort::Opml | FeedSort::Sitemap) => addresses(text),
        Some(FeedSort::Feed) => {
            let mut links: Vec<String> = Vec::new();
            let Ok(feed) = parse(text) else { return links };
            for (item, printed) in feed.entries.iter().zip(printed_beside(text, &feed)) {
                if let Some(link) = address_of(item, &printed)
                    && !links.contains(link)
                {
                    links.push(link.clone());
                }
            }
            links
        }
        None => Vec::new(),
    }
}

/// The addresses that a list names, in order, each once: feeds of an OPML, pages or further maps of a sitemap.
pub fn addresses(text: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let (mut found, mut seen) = (Vec::new(), std::collections::HashSet::new());
    let mut add = |address: String| {
        let address = address.trim().to_owned();
        if !address.is_empty() && seen.insert(address.clone()) {
            found.push(address);
        }
    };
    let mut in_location = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                in_location = tag.local_name().as_ref() == b"loc";
                for attribute in tag.attributes().flatten() {
                    if attribute.key.as_ref().eq_ignore_ascii_case(b"xmlurl")
                        && let Ok(value) = attribute.unescape_value()
                    {
                        add(value.into_owned());
                    }
                }
            }
            Ok(Event::Text(words)) if in_location => {
                if let Ok(words) = words.decode() {
                    add(words.into_owned());
                }
            }
            Ok(Event::End(_)) => in_location = false,
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}
