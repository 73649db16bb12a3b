//! Feeds (RSS, Atom), and lists of addresses (OPML, sitemaps), which hold no articles themselves.

use crate::html;
use crate::{Taken, article, skipped};
use crossread_core::story::{Facts, Moment, PublishedBasis};
use quick_xml::events::Event;

/// Sorts of XML that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Feed,
    /// A list of feeds.
    Opml,
    Sitemap,
}

/// What sort of XML a text is, when it is one of these.
pub(crate) fn sort(text: &str) -> Option<Sort> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if !start.starts_with('<') {
        return None;
    }
    let head: String = start.chars().take(2048).flat_map(char::to_lowercase).collect();
    // The first element decides; a page may show a feed's source further down.
    let first = head.split('<').find(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let name: &str = first.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next()?;
    match name {
        "rss" | "feed" | "rdf:rdf" => Some(Sort::Feed),
        "opml" => Some(Sort::Opml),
        "urlset" | "sitemapindex" => Some(Sort::Sitemap),
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
    parser.parse(text.as_bytes())
}

/// The articles of a feed: one for each item that has a text.
pub(crate) fn articles(name: &str, text: &str) -> Vec<Taken> {
    let feed = match parse(text) {
        Ok(feed) => feed,
        Err(error) => return vec![Err(skipped(name, &format!("can't read '{name}': not a feed ({error})")))],
    };
    if feed.entries.is_empty() {
        return vec![Err(skipped(name, &format!("can't read '{name}': a feed without items")))];
    }
    let outlet = feed.title.as_ref().map(|title| title.content.trim().to_owned()).filter(|title| !title.is_empty());
    feed.entries
        .into_iter()
        .enumerate()
        .map(|(i, item)| one(&format!("{name}#{}", i + 1), item, outlet.clone()))
        .collect()
}

fn one(place: &str, item: feed_rs::model::Entry, outlet: Option<String>) -> Taken {
    let moment = |time: chrono::DateTime<chrono::Utc>| crate::days::iso(&time.format("%Y-%m-%dT%H:%M").to_string());
    let published: Option<Moment> = item.published.and_then(moment);
    let title = item.title.map(|title| plain(&title.content)).filter(|title| !title.is_empty());
    let facts = Facts {
        url: item.links.first().map(|link| link.href.clone()),
        input_id: Some(item.id).filter(|id| !id.is_empty()),
        outlet,
        title: title.clone(),
        authors: item.authors.into_iter().map(|author| author.name).filter(|name| !name.trim().is_empty()).collect(),
        published,
        published_basis: published.map(|_| PublishedBasis::Given),
        updated: item.updated.and_then(moment).filter(|updated| Some(*updated) != published),
        language: item.language.map(|language| language.chars().take_while(|c| c.is_alphanumeric()).collect()),
        ..Facts::default()
    };
    let body = item.content.and_then(|content| content.body).filter(|body| !body.trim().is_empty());
    let words = body.or(item.summary.map(|summary| summary.content)).map(|words| plain(&words)).unwrap_or_default();
    if words.is_empty() {
        return Err(skipped(place, &format!("no article in '{place}': an item without text")));
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
        Some(Sort::Opml | Sort::Sitemap) => addresses(text),
        Some(Sort::Feed) => {
            let mut links: Vec<String> = Vec::new();
            for item in parse(text).map(|feed| feed.entries).unwrap_or_default() {
                // Of an item's links the one that is its page; others are sounds, comments, itself.
                let page = item.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
                if let Some(link) = page.or(item.links.first())
                    && !links.contains(&link.href)
                {
                    links.push(link.href.clone());
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
