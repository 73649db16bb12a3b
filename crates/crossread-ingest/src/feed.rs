//! Feeds (RSS, Atom), and lists of addresses (OPML, sitemaps), which hold no articles themselves.

use crate::html;
use crate::{Taken, article, skipped};
use crossread_core::story::{Facts, Moment, PublishedBasis, SkipReason};
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

/// The days of an item as they are printed, before they are turned into universal time.
#[derive(Clone, Debug, Default)]
struct Stamps {
    published: Option<Moment>,
    updated: Option<Moment>,
}

/// The printed days of each item, in order.
fn stamps(text: &str) -> Vec<Stamps> {
    let mut reader = quick_xml::Reader::from_str(without_declaration(text));
    reader.config_mut().check_end_names = false;
    let mut all: Vec<Stamps> = Vec::new();
    let (mut inside, mut element) = (false, Vec::new());
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let name = tag.local_name();
                if matches!(name.as_ref(), b"item" | b"entry") {
                    all.push(Stamps::default());
                    inside = true;
                }
                element = name.as_ref().to_ascii_lowercase();
            }
            Ok(Event::End(tag)) => {
                inside &= !matches!(tag.local_name().as_ref(), b"item" | b"entry");
                element.clear();
            }
            Ok(Event::Text(words)) if inside => {
                let moment = words.decode().ok().and_then(|words| crate::days::given(words.trim()));
                let Some(stamps) = all.last_mut() else { continue };
                let place = match element.as_slice() {
                    b"pubdate" | b"published" | b"issued" | b"date" => &mut stamps.published,
                    b"updated" | b"modified" => &mut stamps.updated,
                    _ => continue,
                };
                *place = place.or(moment);
            }
            Ok(Event::Eof) | Err(_) => return all,
            Ok(_) => {}
        }
    }
}

/// The link of an item that is its page: others are sounds, comments, the feed itself.
fn page_of(item: &feed_rs::model::Entry) -> Option<&String> {
    let page = item.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    page.or(item.links.first()).map(|link| &link.href)
}

/// The articles of a feed: one for each item that has a text.
pub(crate) fn articles(name: &str, text: &str) -> Vec<Taken> {
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
    let mut printed = stamps(text);
    if printed.len() != feed.entries.len() {
        printed = vec![Stamps::default(); feed.entries.len()];
    }
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
    printed: &Stamps,
    outlet: Option<String>,
    feed_authors: &[String],
) -> Taken {
    let published = as_printed(printed.published, item.published);
    let updated = as_printed(printed.updated, item.updated);
    let url = page_of(&item).cloned();
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
        Some(Sort::Opml | Sort::Sitemap) => addresses(text),
        Some(Sort::Feed) => {
            let mut links: Vec<String> = Vec::new();
            for item in parse(text).map(|feed| feed.entries).unwrap_or_default() {
                if let Some(link) = page_of(&item)
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
