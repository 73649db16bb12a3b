//! Metadata of a page: its `<meta>` elements and its JSON-LD, slightly broken or not.

use html5gum::{Token, Tokenizer};
use serde_json::Value;
use std::collections::BTreeMap;

/// What `<meta>` elements say: (name or property, content).
pub(super) struct Metas<'p>(pub &'p [(String, String)]);

impl Metas<'_> {
    /// What the first of these names says.
    pub fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).into_iter().next())
    }

    /// What a name says that no list has, but that has "publish" and "date" or "time" in it: "x-published-date".
    pub fn published(&self) -> Option<String> {
        let says = |key: &str| key.contains("publish") && (key.contains("date") || key.contains("time"));
        let other = |key: &str| ["modif", "updat", "expir", "unpublish"].iter().any(|word| key.contains(word));
        let given = self.0.iter().find(|(key, content)| says(key) && !other(key) && !content.trim().is_empty())?;
        Some(clean(&given.1))
    }

    /// All that one name says, by its letters: "DC.date.issued" is written "dc:date:issued" and "dc-date-issued", too.
    pub fn all(&self, name: &str) -> Vec<String> {
        let is_letter = u8::is_ascii_alphanumeric;
        self.0
            .iter()
            .filter(|(key, _)| key.bytes().filter(is_letter).eq(name.bytes().filter(is_letter)))
            .map(|(_, content)| clean(content))
            .filter(|content| !content.is_empty())
            .collect()
    }
}

/// The objects of a page's JSON-LD.
pub(super) struct LinkedData {
    /// The article's own, best first.
    articles: Vec<Value>,
    /// Objects by their `@id`, for authors and publishers that are named elsewhere.
    by_id: BTreeMap<String, Value>,
}

impl LinkedData {
    pub fn read(scripts: &[String]) -> LinkedData {
        let mut linked = LinkedData { articles: Vec::new(), by_id: BTreeMap::new() };
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

    /// Whether the page says that it is a live blog.
    pub fn is_live_blog(&self) -> bool {
        self.articles.iter().any(|article| rank(article) == LIVE_BLOG)
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

    pub fn string(&self, key: &str) -> Option<String> {
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
    pub fn names(&self, key: &str) -> Vec<String> {
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
pub(super) fn clean(words: &str) -> String {
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
