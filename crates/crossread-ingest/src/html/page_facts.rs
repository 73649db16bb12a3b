//! What a page says of itself: JSON-LD, OpenGraph and other metas, elements, and the lines around its headline.
//!
//! Of several answers the one that a reader of the page sees goes first: the headline is the page's own `<h1>` where
//! the metadata agrees that it is one, and a day printed beside it decides which day an hour in another time zone is.

use super::readable::{Holder, PageParagraph, Readable, running};
use crate::label::{head, letters};
use crate::{days, facts};
use crossread_core::story::{Facts, Moment, PublishedBasis};
use html5gum::{Token, Tokenizer};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};

/// What is known of the page, and which paragraph is its headline.
pub(crate) struct PageFacts {
    pub facts: Facts,
    /// Whether it says that it is a live blog.
    pub is_live: bool,
    pub title: Option<usize>,
}

/// Fills in what `given` lacks.
pub(crate) fn find(page: &Readable, given: Facts) -> PageFacts {
    let linked = Linked::read(&page.json_ld);
    let mut facts = given;
    let metas = Metas(&page.metas);
    if facts.outlet.is_none() {
        facts.outlet = linked
            .names("publisher")
            .into_iter()
            .next()
            .or_else(|| metas.first(&["og:site_name", "application-name", "al:android:app_name"]));
    }
    let candidates: Vec<String> = [
        linked.string("headline"),
        metas.first(&["og:title"]),
        metas.first(&["twitter:title", "dc.title", "parsely-title", "sailthru.title"]),
        Some(clean(&page.title)),
    ]
    .into_iter()
    .flatten()
    .filter(|title| !title.is_empty())
    .collect();
    let title = headline(page, &candidates, facts.title.as_deref());
    if facts.title.is_none() {
        facts.title = match title {
            Some(at) => {
                let words = clean(page.paragraphs[at].span.of(&page.text));
                Some(if words.contains(" | ") { without_site(&words, facts.outlet.as_deref()) } else { words })
            }
            None => candidates.first().map(|title| without_site(title, facts.outlet.as_deref())),
        };
    }
    if facts.authors.is_empty() {
        facts.authors = authors(page, &linked, &metas, title, facts.outlet.as_deref());
    }
    if facts.published.is_none() {
        let address = facts.url.clone().or_else(|| address_of(page, &linked, &metas));
        facts.published = published(page, &linked, &metas, title, address.as_deref());
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
    let is_live = linked.articles.iter().any(|article| rank(article) == LIVE_BLOG) || page.has_posts;
    PageFacts { facts, is_live, title }
}

/// The address that the page gives as its own.
fn address_of(page: &Readable, linked: &Linked, metas: &Metas) -> Option<String> {
    page.canonical
        .clone()
        .or_else(|| metas.first(&["og:url"]))
        .or_else(|| linked.string("url"))
        .filter(|url| url.starts_with("http"))
}

/// The paragraph that is the headline: an `<h1>` that shares half its words with what the metadata calls the title, or
/// any paragraph that is the title word for word.
fn headline(page: &Readable, candidates: &[String], given: Option<&str>) -> Option<usize> {
    let words = |text: &str| -> HashSet<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let said: Vec<HashSet<String>> = candidates.iter().map(String::as_str).chain(given).map(words).collect();
    let mut best: Option<(usize, usize)> = None;
    let mut headings = 0;
    for (at, paragraph) in page.paragraphs.iter().enumerate().filter(|(_, p)| p.holder == Holder::Title) {
        let own = words(paragraph.span.of(&page.text));
        headings += 1;
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
    // The only heading of its rank, with as many words as headlines have.
    if headings == 1 {
        let at = page.paragraphs.iter().position(|p| p.holder == Holder::Title)?;
        if (4..=30).contains(&words(page.paragraphs[at].span.of(&page.text)).len()) {
            return Some(at);
        }
    }
    let keys: Vec<String> = given.into_iter().chain(candidates.iter().map(String::as_str)).map(letters).collect();
    page.paragraphs.iter().position(|p| {
        p.holder != Holder::Around && p.letters >= 12 && p.letters <= 300 && {
            let key = letters(p.span.of(&page.text));
            keys.contains(&key)
        }
    })
}

/// A title without the name of the site behind it: "Ferry runs again | Coast Watch".
fn without_site(title: &str, outlet: Option<&str>) -> String {
    for separator in [" | ", " – ", " — ", " - ", " :: ", " » ", " · ", " • "] {
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

// --- authors -------------------------------------------------------------------------------------------------------

fn authors(page: &Readable, linked: &Linked, metas: &Metas, title: Option<usize>, outlet: Option<&str>) -> Vec<String> {
    let is_outlet = |name: &String| outlet.is_some_and(|outlet| letters(outlet) == letters(name));
    let mut stated = tidy(linked.names("author"));
    if stated.len() > 1 {
        stated.retain(|name| !is_outlet(name));
    }
    // An organization as the author says less than a person's name on the page.
    if !stated.is_empty() && !stated.iter().all(is_outlet) {
        return stated;
    }
    let named = tidy(
        [
            "author",
            "article:author",
            "dc.creator",
            "dcterms.creator",
            "parsely-author",
            "sailthru.author",
            "byl",
            "citation_author",
            "cxenseparse:author",
            "bt:author",
        ]
        .iter()
        .map(|name| {
            // Libraries write "Lowe, Ann", one author each.
            let turned = |name: String| match name.split_once(", ") {
                Some((last, first)) if !first.contains(',') => format!("{first} {last}"),
                _ => name,
            };
            let all = metas.all(name);
            if *name == "citation_author" { all.into_iter().map(turned).collect() } else { all }
        })
        .find(|all| !all.is_empty())
        .unwrap_or_default(),
    );
    if !named.is_empty() && !named.iter().all(is_outlet) {
        return named;
    }
    let near = |at: usize| title.is_none_or(|title| at + 12 >= title && at <= title + 40);
    let mut signed: Vec<(String, usize)> = Vec::new();
    for (words, at) in page.signed.iter().filter(|(_, at)| near(*at)) {
        // Authors of one article are named together; further down others sign other things.
        let together = signed.last().is_none_or(|(_, last)| at - last <= 2);
        let name = a_name(words).filter(|name| together && !is_outlet(name));
        if let Some(name) = name.filter(|name| !signed.iter().any(|(other, _)| other == name)) {
            signed.push((name, *at));
        }
    }
    if !signed.is_empty() {
        return signed.into_iter().map(|(name, _)| name).collect();
    }
    // "Written by" in the labels that cards are made of.
    if metas.first(&["twitter:label1"]).is_some_and(|label| label.to_lowercase().contains("by"))
        && let Some(name) = metas.first(&["twitter:data1"]).as_deref().and_then(a_name)
    {
        return vec![name];
    }
    let words_at = |at: usize| page.paragraphs.get(at).map_or("", |p| p.span.of(&page.text));
    let from = title.map_or(0, |title| title.saturating_sub(8));
    let until = page.paragraphs.len().min(title.map_or(60, |title| title + 40));
    for at in from..until {
        let words = words_at(at);
        if let Some(names) = Some(words).filter(|words| head::is_byline(words)).and_then(facts::authors) {
            return names;
        }
        // A name alone, under "Written by" or beside the day.
        let cue = letters(words_at(at.wrapping_sub(1)));
        let beside = |at: usize| words_at(at).len() <= 60 && days::find(words_at(at)).is_some();
        let led = ["by", "writtenby", "author", "authors", "postedby", "publishedby", "wordsby", "storyby"];
        let led = led.contains(&cue.as_str());
        let alone = head::is_name(words) && (beside(at.wrapping_sub(1)) || beside(at + 1));
        if words.len() <= 60
            && (led || alone)
            && let Some(name) = a_name(words).filter(|name| !is_outlet(name))
        {
            return vec![name];
        }
    }
    // "This post was written by Ann Lowe", wherever it stands.
    let written = page.paragraphs.iter().filter(|p| p.letters <= 200).find_map(|p| {
        let words = p.span.of(&page.text);
        let at = words.find("written by ").filter(|at| *at <= 30)?;
        a_name(&words[at..])
    });
    if let Some(name) = written {
        return vec![name];
    }
    if stated.is_empty() { named } else { stated }
}

/// Names one by one, without addresses and what stands behind them.
fn tidy(names: Vec<String>) -> Vec<String> {
    let mut tidied: Vec<String> = Vec::new();
    for name in names.iter().filter(|name| !name.contains("://") && !name.contains('@')) {
        for name in facts::split_authors(name.trim_matches(['"', '“', '”', ' '])) {
            let name = name.split(". Reviewed").next().unwrap_or(&name).trim().to_owned();
            if !name.is_empty() && !tidied.contains(&name) && (tidied.is_empty() || !facts::is_role(&name)) {
                tidied.push(name);
            }
        }
    }
    tidied
}

/// The name in words that are marked as an author's: "By Ann Lowe", "Ann Lowe, Senior Writer".
fn a_name(words: &str) -> Option<String> {
    let mut rest = words.trim();
    for cue in ["written by", "posted by", "published by", "words by", "story by", "author:", "author", "by:", "by"] {
        if let Some(found) = rest.get(..cue.len())
            && found.eq_ignore_ascii_case(cue)
            && rest[cue.len()..].starts_with(|c: char| !c.is_alphanumeric())
        {
            rest = rest[cue.len()..].trim_start_matches([':', ' ', '\u{a0}', '—', '-']).trim();
            break;
        }
    }
    let name = rest.split([',', '|', '•', '·', '(']).next()?.split(" on ").next()?.trim();
    let parts: Vec<&str> = name.split_whitespace().collect();
    let plain = !name.chars().any(|c| c.is_ascii_digit()) && !name.contains(['@', '/', ':', '!', '?']);
    let capital = parts.iter().filter(|part| part.starts_with(char::is_uppercase)).count();
    let said = [
        "no",
        "find",
        "articles",
        "written",
        "list",
        "comments",
        "location",
        "posted",
        "published",
        "updated",
        "newsletter",
        "by",
        "about",
        "author",
        "authors",
        "share",
        "follow",
        "posts",
        "view",
        "more",
        "read",
        "editor",
        "staff",
    ];
    ((2..=5).contains(&parts.len())
        && plain
        && capital * 2 > parts.len()
        && !parts.iter().any(|part| said.contains(&part.to_lowercase().as_str())))
    .then(|| name.to_owned())
}

// --- days ----------------------------------------------------------------------------------------------------------

/// The days printed in these paragraphs, best first: those that say what they are, then those between the headline and the
/// text, then those above the headline, where pages also give today's day.
fn printed(page: &Readable, title: Option<usize>, near: std::ops::Range<usize>) -> Vec<Moment> {
    let from = title.map_or(0, |title| title + 1);
    let running = |p: &PageParagraph| p.holder != Holder::Around && running(p) > 0;
    let begins = page.paragraphs.iter().skip(from).position(running).map_or(usize::MAX, |first| first + from);
    let mut found: Vec<(u8, Moment)> = Vec::new();
    for (at, paragraph) in page.paragraphs.iter().enumerate().take(near.end).skip(near.start) {
        let words = paragraph.span.of(&page.text);
        if !is_about_the_article(page, at, title) || words.chars().count() > 160 {
            continue;
        }
        let Some(day) = days::find(words).filter(|found| found.other.is_none()) else { continue };
        let cued =
            ["published", "posted", "first published", "date:"].iter().any(|cue| words.to_lowercase().starts_with(cue));
        let rank = match () {
            () if cued => 0,
            () if title.is_none_or(|title| at > title) && at < begins => 1,
            () if at < begins => 2,
            // Behind its beginning the article tells of other days.
            () if head::is_day_alone(words) || head::is_byline(words) => 3,
            () => continue,
        };
        found.push((rank, day.moment));
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, moment)| moment).collect()
}

/// Whether a day in paragraph `at` may be the article's: not one in a caption, nor in what stands around the article
/// behind its beginning (lists of other articles, comments), unless the line before says that it is.
fn is_about_the_article(page: &Readable, at: usize, title: Option<usize>) -> bool {
    let Some(paragraph) = page.paragraphs.get(at) else { return true };
    let begins = || {
        let from = title.map_or(0, |title| title + 1);
        let running = |p: &PageParagraph| p.holder != Holder::Around && running(p) > 0;
        page.paragraphs.iter().skip(from).position(running).map_or(usize::MAX, |first| first + from)
    };
    let announced = || {
        let before = at.checked_sub(1).map(|before| letters(page.paragraphs[before].span.of(&page.text)));
        before.is_some_and(|before| ABOUT_DAYS.contains(&before.as_str()))
    };
    match paragraph.holder {
        Holder::Caption => false,
        Holder::Around => at < begins() || announced() || is_stamp(paragraph.span.of(&page.text)),
        _ => true,
    }
}

/// Whether words are a stamp as programs write it ("2022-11-23T08:10+02:00"): lists give days in words.
fn is_stamp(words: &str) -> bool {
    (16..=32).contains(&words.len()) && words.contains('T') && days::iso(words).is_some()
}

/// Labels beside the day of publication, by their letters.
const ABOUT_DAYS: [&str; 8] =
    ["published", "publishedon", "posted", "postedon", "date", "datepublished", "publicationdate", "dateposted"];

/// The day of publication: from the metadata, corrected by a day printed near the headline when both are one day apart
/// (an hour in another zone); else from the page.
fn published(
    page: &Readable,
    linked: &Linked,
    metas: &Metas,
    title: Option<usize>,
    address: Option<&str>,
) -> Option<Moment> {
    let stated = linked.string("datePublished").or_else(|| {
        metas.first(&[
            "article:published_time",
            "og:article:published_time",
            "og:published_time",
            "datepublished",
            "date",
            "dc.date",
            "dc.date.issued",
            "dcterms.created",
            "dcterms.date",
            "pubdate",
            "publish-date",
            "publish_date",
            "publication_date",
            "parsely-pub-date",
            "sailthru.date",
            "citation_publication_date",
            "citation_online_date",
            "article.published",
            "cxenseparse:recs:publishtime",
            "bt:pubdate",
            "article:published",
        ])
    });
    let stated = stated.as_deref().and_then(|words| {
        days::iso(words).or_else(|| days::find(words).filter(|found| found.other.is_none()).map(|found| found.moment))
    });
    let from = title.map_or(0, |title| title.saturating_sub(8));
    let until = title.map_or(40, |title| title + 24);
    let printed = printed(page, title, from..until);
    let Some(stated) = stated else {
        let own = |at: usize| is_about_the_article(page, at, title);
        let timed = || page.times.iter().filter(|(_, at)| own(*at));
        let near = timed().filter(|(_, at)| *at >= from && *at <= until).find_map(|(day, _)| days::iso(day));
        // The address speaks before the page does; the page knows the hour.
        if let Some(day) = address.and_then(days::in_address) {
            let apart = |moment: &Moment| moment.day.until(day).map_or(i32::MAX, |span| span.get_days().abs());
            let printed = near.into_iter().chain(printed.iter().copied()).find(|moment| apart(moment) <= 1);
            return Some(printed.unwrap_or(Moment { day, time: None }));
        }
        // "Posted on March 5, 2023", wherever it stands.
        let about = [
            "posted",
            "published",
            "first published",
            "originally published",
            "date published",
            "publication date",
            "date:",
        ];
        let posted = || {
            let lines = page.paragraphs.iter().filter(|p| p.letters <= 120 && p.holder != Holder::Caption);
            lines.map(|p| p.span.of(&page.text)).find_map(|words| {
                let lower = words.to_lowercase();
                let says = about.iter().any(|cue| lower.starts_with(cue));
                says.then(|| days::find(words)).flatten().filter(|found| found.other.is_none())
            })
        };
        return near
            .or_else(|| printed.first().copied())
            .or_else(|| posted().map(|found| found.moment))
            .or_else(|| timed().find_map(|(day, _)| days::iso(day)));
    };
    // A day in another zone.
    let off_by_one = |moment: &&Moment| {
        moment.day != stated.day
            && stated
                .day
                .until(moment.day)
                .is_ok_and(|apart| apart.get_days().abs() == 1 && apart.get_months() == 0 && apart.get_years() == 0)
    };
    if !printed.iter().any(|moment| moment.day == stated.day)
        && let Some(moment) = printed.iter().find(off_by_one)
    {
        return Some(*moment);
    }
    Some(stated)
}

// --- metadata ------------------------------------------------------------------------------------------------------

struct Metas<'p>(&'p [(String, String)]);

impl Metas<'_> {
    /// What the first of these names says.
    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).into_iter().next())
    }

    /// All that one name says.
    fn all(&self, name: &str) -> Vec<String> {
        self.0
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, content)| clean(content))
            .filter(|content| !content.is_empty())
            .collect()
    }
}

/// The objects of a page's JSON-LD.
struct Linked {
    /// The article's own, best first.
    articles: Vec<Value>,
    /// Objects by their `@id`, for authors and publishers that are named elsewhere.
    by_id: BTreeMap<String, Value>,
}

impl Linked {
    fn read(scripts: &[String]) -> Linked {
        let mut linked = Linked { articles: Vec::new(), by_id: BTreeMap::new() };
        for script in scripts {
            let script = script
                .trim()
                .trim_start_matches("<!--")
                .trim_start_matches("//<![CDATA[")
                .trim_end_matches("-->")
                .trim_end_matches("//]]>");
            match serde_json::from_str(script) {
                Ok(value) => linked.take(&value, 0),
                Err(_) => mended(script).iter().for_each(|value| linked.take(value, 0)),
            }
        }
        linked.articles.sort_by_key(rank);
        linked
    }

    fn take(&mut self, value: &Value, depth: usize) {
        if depth > 6 || self.by_id.len() > 2000 {
            return;
        }
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.take(item, depth + 1)),
            Value::Object(object) => {
                if let Some(Value::String(id)) = object.get("@id")
                    && object.len() > 1
                {
                    self.by_id.entry(id.clone()).or_insert_with(|| value.clone());
                }
                if rank(value) < NO_ARTICLE {
                    self.articles.push(value.clone());
                }
                for key in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "author", "publisher"] {
                    if let Some(inner) = object.get(key) {
                        self.take(inner, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    fn string(&self, key: &str) -> Option<String> {
        self.articles.iter().find_map(|article| {
            // A page has days too, but its headline is not the article's.
            let page_too = rank(article) < WEB_PAGE || key != "headline";
            article
                .get(key)
                .filter(|_| page_too)
                .and_then(first_string)
                .map(|words| clean(&words))
                .filter(|words| !words.is_empty())
        })
    }

    /// The names at a key, looked up where only an identifier is given.
    fn names(&self, key: &str) -> Vec<String> {
        self.articles
            .iter()
            .map(|article| article.get(key).map(|value| self.names_in(value)).unwrap_or_default())
            .find(|names| !names.is_empty())
            .unwrap_or_default()
    }

    fn names_in(&self, value: &Value) -> Vec<String> {
        match value {
            Value::String(name) => vec![clean(name)],
            Value::Array(items) => items.iter().take(50).flat_map(|item| self.names_in(item)).collect(),
            Value::Object(object) => {
                let named = object.get("name").and_then(first_string);
                let looked_up = || {
                    object
                        .get("@id")
                        .and_then(Value::as_str)
                        .and_then(|id| self.by_id.get(id))
                        .and_then(|found| found.get("name"))
                        .and_then(first_string)
                };
                named.or_else(looked_up).map(|name| clean(&name)).into_iter().filter(|name| !name.is_empty()).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The objects in a script that is not quite JSON: escaped as HTML, with raw line breaks in strings, commas before closing
/// brackets, a semicolon behind, or several objects in a row. What is read before a slip that can't be mended is kept.
fn mended(script: &str) -> Vec<Value> {
    let escaped = script.trim_start().trim_start_matches(['{', '[', ' ', '\n']).starts_with("&quot;");
    let script = if escaped { clean(script) } else { script.to_owned() };
    let mut plain = String::with_capacity(script.len());
    let (mut in_string, mut after_backslash) = (false, false);
    let mut in_comment = false;
    for (at, c) in script.char_indices() {
        if in_comment || !in_string && script[at..].starts_with("/*") {
            in_comment = !script[..at + c.len_utf8()].ends_with("*/");
            continue;
        }
        if in_string {
            plain.push(if c.is_control() { ' ' } else { c });
            in_string = c != '"' || after_backslash;
            after_backslash = c == '\\' && !after_backslash;
            continue;
        }
        if matches!(c, '}' | ']') {
            // "[1, 2, ]"
            let kept = plain.trim_end().len();
            if plain[..kept].ends_with(',') {
                plain.truncate(kept - 1);
            }
        }
        in_string = c == '"';
        plain.push(c);
    }
    let mut values = Vec::new();
    let mut rest = plain.as_str();
    loop {
        rest = rest.trim_start_matches([';', ',', ' ', '\n', '\r', '\t', '\u{a0}']);
        let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        let Some(Ok(value)) = stream.next() else {
            values.extend(salvaged(rest));
            return values;
        };
        let read = stream.byte_offset();
        values.push(value);
        rest = &rest[read..];
    }
}

/// What an object that can't be mended still says: its kind, days, headline, author and publisher, each by its first mention.
fn salvaged(script: &str) -> Option<Value> {
    let string = |from: usize, key: &str| -> Option<(String, usize)> {
        let at = from + script[from..].find(&format!("\"{key}\""))? + key.len() + 2;
        let rest = script[at..].trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        let end = rest.find('"').filter(|end| *end <= 400)?;
        Some((rest[..end].to_owned(), at))
    };
    let mut object = serde_json::Map::new();
    for key in ["@type", "headline", "datePublished", "dateModified"] {
        if let Some((words, _)) = string(0, key) {
            object.insert(key.to_owned(), Value::String(words));
        }
    }
    for key in ["author", "publisher"] {
        let place = script.find(&format!("\"{key}\"")).filter(|_| object.contains_key("@type"));
        if let Some((name, _)) = place.and_then(|place| string(place, "name")) {
            object.insert(key.to_owned(), Value::String(name));
        }
    }
    object.contains_key("@type").then_some(Value::Object(object))
}

fn first_string(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.clone()),
        Value::Array(items) => items.first().and_then(|item| item.as_str()).map(str::to_owned),
        _ => None,
    }
}

const LIVE_BLOG: u8 = 1;
const WEB_PAGE: u8 = 4;
const NO_ARTICLE: u8 = 5;

/// How much an object is the article: news first, then any article, then the page as such.
fn rank(value: &Value) -> u8 {
    let kinds: Vec<&str> = match value.get("@type") {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => return NO_ARTICLE,
    };
    kinds
        .iter()
        .map(|kind| match kind.rsplit(['/', ':']).next().unwrap_or(kind) {
            "NewsArticle"
            | "ReportageNewsArticle"
            | "AnalysisNewsArticle"
            | "OpinionNewsArticle"
            | "BackgroundNewsArticle"
            | "ReviewNewsArticle" => 0,
            "LiveBlogPosting" => LIVE_BLOG,
            "Article"
            | "BlogPosting"
            | "Report"
            | "ScholarlyArticle"
            | "TechArticle"
            | "SocialMediaPosting"
            | "AdvertiserContentArticle"
            | "SatiricalArticle" => 2,
            "WebPage" | "ItemPage" | "FAQPage" | "MedicalWebPage" | "CreativeWork" | "HowTo" | "Recipe" | "Review" => {
                WEB_PAGE
            }
            _ => NO_ARTICLE,
        })
        .min()
        .unwrap_or(NO_ARTICLE)
}

/// Words as a browser shows them: metadata is often escaped twice, and may hold elements.
fn clean(words: &str) -> String {
    let plain = if words.contains(['&', '<']) {
        let mut out = String::new();
        for token in Tokenizer::new(words).flatten() {
            if let Token::String(text) = token {
                out.push_str(&String::from_utf8_lossy(&text));
            }
        }
        out
    } else {
        words.to_owned()
    };
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
