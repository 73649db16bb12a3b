//! HTML to a labelled article.
//!
//! The page's readable text is taken straight from its tokens, in reading order, each piece with its place in the
//! page's bytes; a well-kept extractor (dom_smoothie, a port of Readability) says which of it is the article; the
//! labels on top are ours. What the extractor leaves out stays in the text, as boilerplate.

use crate::label::{self, Labelled};
use crate::{LONGEST_TEXT, Taken, days, facts, finish, skipped};
use crossread_core::Span;
use crossread_core::story::{Anchor, Block, BlockKind, Facts, PublishedBasis, Warning};
use html5gum::{Spanned, Token, Tokenizer, emitters::default::DefaultEmitter};
use std::collections::HashSet;

/// Whether a text is a page.
pub(crate) fn is_html(text: &str) -> bool {
    let head: String = text.chars().take(1024).flat_map(char::to_lowercase).collect();
    let start = head.trim_start();
    start.starts_with("<!doctype html")
        || start.starts_with("<html")
        || (start.starts_with('<')
            && ["<head", "<body", "<meta ", "<div", "<p>", "<article", "<title"].iter().any(|tag| head.contains(tag)))
}

/// Deepest nesting handed to the extractor, which walks pages recursively. A bound, not a measure: browsers stop at a few hundred too.
const DEEPEST: usize = 512;

/// Largest page handed to the extractor; a larger one is labelled by shape alone. A bound on time and memory.
const LARGEST_EXTRACTED: usize = 8 << 20;

/// Reads a page.
pub(crate) fn article(name: &str, page: &str, given: Facts, mut warnings: Vec<Warning>) -> Taken {
    let readable = readable(page);
    if readable.text.trim().is_empty() {
        return Err(skipped(name, &format!("can't read '{name}': a page without text")));
    }
    if readable.text.len() > LONGEST_TEXT {
        let limit = LONGEST_TEXT >> 20;
        return Err(skipped(name, &format!("can't read '{name}': a text of more than {limit} MB is no article")));
    }
    let known = page_facts(&readable, given);
    let main = if readable.depth <= DEEPEST && page.len() <= LARGEST_EXTRACTED {
        main_text(page)
    } else {
        let message =
            "too deeply nested or too large to look for the article in it; labelled by shape alone".to_owned();
        warnings.push(Warning { code: "page-not-extracted", span: None, message });
        None
    };
    let labelled = label_page(&readable, main.as_deref(), known.title.as_deref());
    finish(name, readable.text, labelled, known, warnings, readable.anchors)
}

/// What the extractor takes for the article, as text.
fn main_text(page: &str) -> Option<String> {
    let config =
        dom_smoothie::Config { text_mode: dom_smoothie::TextMode::Formatted, ..dom_smoothie::Config::default() };
    let mut reader = dom_smoothie::Readability::new(page, None, Some(config)).ok()?;
    Some(reader.parse().ok()?.text_content.to_string())
}

/// The readable text of a page.
#[derive(Default)]
struct Readable {
    text: String,
    /// Each paragraph with the element that holds it.
    paragraphs: Vec<(Span, Holder)>,
    anchors: Vec<Anchor>,
    /// Deepest nesting of elements.
    depth: usize,
    /// Content of `<meta>` elements: (name or property, content).
    metas: Vec<(String, String)>,
    /// Bodies of JSON-LD scripts.
    json_ld: Vec<String>,
    title: String,
    canonical: Option<String>,
    language: Option<String>,
    times: Vec<String>,
}

/// What sort of element a paragraph stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holder {
    Plain,
    Title,
    Heading,
    Caption,
    Quotation,
    /// Menus, side columns, footers, forms.
    Around,
}

/// Elements that break a line.
const BREAKS: [&str; 40] = [
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "section",
    "article",
    "header",
    "footer",
    "aside",
    "nav",
    "main",
    "figure",
    "figcaption",
    "table",
    "tr",
    "td",
    "th",
    "dl",
    "dt",
    "dd",
    "pre",
    "hr",
    "form",
    "fieldset",
    "address",
    "details",
    "summary",
    "body",
    "head",
    "title",
    "option",
];

/// Elements without readable text.
const SILENT: [&str; 9] = ["script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea"];

/// Elements that have no end tag.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

fn readable(page: &str) -> Readable {
    let mut out = Readable::default();
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut open: Vec<String> = Vec::new();
    let mut line = Line::default();
    let mut ld = None;
    for token in Tokenizer::new_with_emitter(page, emitter).flatten() {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attribute = |wanted: &str| {
                    tag.attributes
                        .iter()
                        .find(|(key, _)| key.as_slice() == wanted.as_bytes())
                        .map(|(_, value)| String::from_utf8_lossy(value.value.as_slice()).into_owned())
                };
                match name.as_str() {
                    "meta" => {
                        let key = attribute("property").or_else(|| attribute("name")).or_else(|| attribute("itemprop"));
                        if let (Some(key), Some(content)) = (key, attribute("content")) {
                            out.metas.push((key.to_lowercase(), content));
                        }
                    }
                    "html" => out.language = attribute("lang"),
                    "link" if attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                        out.canonical = attribute("href");
                    }
                    "time" => out.times.extend(attribute("datetime")),
                    "script" => ld = attribute("type").filter(|kind| kind.contains("ld+json")),
                    _ => {}
                }
                if BREAKS.contains(&name.as_str()) {
                    line.finish(&mut out, &open);
                }
                if !VOID.contains(&name.as_str()) && !tag.self_closing {
                    // Beyond any real page's depth nothing is learned from the elements.
                    if open.len() < 4 * DEEPEST {
                        open.push(name);
                    }
                    out.depth = out.depth.max(open.len());
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if BREAKS.contains(&name.as_str()) {
                    line.finish(&mut out, &open);
                }
                // An end tag closes the nearest of its name; one without a start closes nothing. Only the last few
                // are looked at, so that a page of stray end tags costs no more than its length.
                let near = open.len().saturating_sub(64);
                if let Some(at) = open[near..].iter().rposition(|other| *other == name) {
                    open.truncate(near + at);
                }
            }
            Token::String(Spanned { value, span }) => {
                let words = String::from_utf8_lossy(&value);
                if open.iter().rev().take(8).any(|name| SILENT.contains(&name.as_str())) {
                    if ld.is_some() && open.last().is_some_and(|name| name == "script") {
                        out.json_ld.push(words.into_owned());
                    }
                } else if open.iter().any(|name| name == "title") && open.iter().any(|name| name == "head") {
                    out.title.push_str(&words);
                } else {
                    line.add(&mut out, &words, span.start, span.end);
                }
            }
            _ => {}
        }
    }
    line.finish(&mut out, &open);
    out
}

/// A line of text in the making.
#[derive(Default)]
struct Line {
    start: Option<usize>,
}

impl Line {
    /// Adds words as a browser shows them: runs of white space as one space.
    fn add(&mut self, out: &mut Readable, words: &str, page_start: usize, page_end: usize) {
        let before = out.text.len();
        for c in words.chars() {
            let c = if c == '\0' { ' ' } else { c };
            if c.is_whitespace() && c != '\u{a0}' {
                if self.start.is_some() && !out.text.ends_with([' ', '\n']) {
                    out.text.push(' ');
                }
            } else {
                if self.start.is_none() {
                    self.start = Some(out.text.len());
                }
                out.text.push(c);
            }
        }
        if out.text.len() > before {
            out.anchors.push(Anchor {
                text: Span::new(before, out.text.len()),
                page: Span::new(page_start, page_end.max(page_start)),
            });
        }
    }

    fn finish(&mut self, out: &mut Readable, open: &[String]) {
        let Some(start) = self.start.take() else { return };
        let span = Span::new(start, out.text.len()).trim(&out.text);
        if !span.is_empty() {
            let inside = |names: &[&str]| open.iter().rev().take(64).any(|name| names.contains(&name.as_str()));
            let holder = if inside(&["nav", "aside", "footer", "form", "button"]) {
                Holder::Around
            } else if inside(&["figcaption"]) {
                Holder::Caption
            } else if inside(&["blockquote"]) {
                Holder::Quotation
            } else if inside(&["h1"]) {
                Holder::Title
            } else if inside(&["h2", "h3", "h4", "h5", "h6"]) {
                Holder::Heading
            } else {
                Holder::Plain
            };
            out.paragraphs.push((span, holder));
        }
        out.text.push('\n');
    }
}

fn label_page(page: &Readable, main: Option<&str>, title: Option<&str>) -> Labelled {
    let text = &page.text;
    let key = |words: &str| -> String {
        words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    // The extractor's paragraphs, and its text as one run for those it glued together.
    let chosen: Option<(HashSet<String>, String)> =
        main.map(|main| (main.lines().map(key).filter(|line| !line.is_empty()).collect(), key(main)));
    let title_key = title.map(key);
    let mut labelled = Labelled::default();
    let mut titled = false;
    for &(span, holder) in &page.paragraphs {
        let words = span.of(text);
        let this = key(words);
        let in_main = chosen
            .as_ref()
            .is_none_or(|(lines, whole)| lines.contains(&this) || (this.len() >= 20 && whole.contains(&this)));
        let is_title = (holder == Holder::Title
            && title_key.as_ref().is_none_or(|title| title.contains(&this) || this.contains(title.as_str())))
            || title_key.as_ref() == Some(&this);
        let kind = if is_title && !this.is_empty() {
            if std::mem::replace(&mut titled, true) { BlockKind::Boilerplate } else { BlockKind::Title }
        } else if holder == Holder::Around {
            BlockKind::Boilerplate
        } else if label::head::is_byline(words) && words.len() < 200 {
            BlockKind::Byline
        } else if label::head::is_dateline(words) {
            BlockKind::Dateline
        } else if holder == Holder::Caption {
            BlockKind::Caption
        } else if !in_main {
            BlockKind::Boilerplate
        } else {
            match holder {
                Holder::Heading => BlockKind::Heading,
                Holder::Quotation => BlockKind::Excerpt,
                _ => BlockKind::Body,
            }
        };
        labelled.blocks.push(Block { span, kind, credit: None });
    }
    // What the extractor let through: the same signs as in plain text.
    let body: Vec<usize> = (0..labelled.blocks.len()).filter(|&i| labelled.blocks[i].kind == BlockKind::Body).collect();
    let plain: String = body.iter().map(|&i| labelled.blocks[i].span.of(text)).collect::<Vec<_>>().join("\n\n");
    let again = label::label(&plain, &Facts::default());
    let mut at = 0;
    for &i in &body {
        let length = labelled.blocks[i].span.len();
        let place = Span::new(at, at + length);
        at += length + 2;
        let kinds = || again.blocks.iter().filter(|block| block.span.overlaps(place));
        if kinds().all(|block| matches!(block.kind, BlockKind::Boilerplate)) && kinds().next().is_some() {
            labelled.blocks[i].kind = BlockKind::Boilerplate;
        }
    }
    labelled
}

/// What the page says of itself: JSON-LD first, then OpenGraph and other metas, then elements.
fn page_facts(page: &Readable, given: Facts) -> Facts {
    let mut facts = given;
    let meta = |names: &[&str]| {
        names.iter().find_map(|name| {
            page.metas
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, content)| clean(content))
                .filter(|content| !content.is_empty())
        })
    };
    let ld = page.json_ld.iter().find_map(|script| serde_json::from_str(script).ok().and_then(|value| news(&value, 0)));
    let ld_string = |key: &str| {
        ld.as_ref().and_then(|ld| ld.get(key)).and_then(serde_json::Value::as_str).map(clean).filter(|s| !s.is_empty())
    };
    let name_of = |value: &serde_json::Value| match value {
        serde_json::Value::String(name) => Some(clean(name)),
        other => other.get("name").and_then(serde_json::Value::as_str).map(clean),
    };
    if facts.title.is_none() {
        facts.title = ld_string("headline").or_else(|| meta(&["og:title", "twitter:title"])).or_else(|| {
            let h1 = page.paragraphs.iter().find(|(_, holder)| *holder == Holder::Title);
            h1.map(|(span, _)| clean(span.of(&page.text)))
                .or_else(|| Some(clean(&page.title)).filter(|title| !title.is_empty()))
        });
    }
    if facts.outlet.is_none() {
        facts.outlet = ld
            .as_ref()
            .and_then(|ld| ld.get("publisher"))
            .and_then(name_of)
            .or_else(|| meta(&["og:site_name", "application-name"]));
    }
    if facts.authors.is_empty() {
        facts.authors = match ld.as_ref().and_then(|ld| ld.get("author")) {
            Some(serde_json::Value::Array(authors)) => authors.iter().filter_map(name_of).collect(),
            Some(author) => name_of(author).map(|author| facts::split_authors(&author)).unwrap_or_default(),
            None => meta(&["author", "article:author", "dc.creator", "parsely-author", "sailthru.author"])
                .filter(|author| !author.contains("://"))
                .map(|author| facts::split_authors(&author))
                .unwrap_or_default(),
        };
        facts.authors.retain(|author| !author.is_empty());
    }
    if facts.published.is_none() {
        let stated = ld_string("datePublished")
            .or_else(|| {
                meta(&[
                    "article:published_time",
                    "datepublished",
                    "date",
                    "dc.date",
                    "pubdate",
                    "parsely-pub-date",
                    "sailthru.date",
                ])
            })
            .or_else(|| page.times.first().cloned());
        facts.published = stated
            .as_deref()
            .and_then(|words| days::iso(words).or_else(|| days::find(words).map(|found| found.moment)));
        facts.published_basis = facts.published.map(|_| PublishedBasis::Stated);
    }
    if facts.updated.is_none() {
        let stated =
            ld_string("dateModified").or_else(|| meta(&["article:modified_time", "og:updated_time", "datemodified"]));
        facts.updated = stated.as_deref().and_then(days::iso).filter(|updated| Some(*updated) != facts.published);
    }
    if facts.url.is_none() {
        facts.url = page.canonical.clone().or_else(|| meta(&["og:url"]));
    }
    if facts.language.is_none() {
        let code = page
            .language
            .clone()
            .map(|code| code.chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_lowercase());
        facts.language = code.filter(|code| code.len() == 2);
    }
    facts
}

fn clean(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The news article in a JSON-LD value: itself, in a list or in a graph.
fn news(value: &serde_json::Value, depth: usize) -> Option<serde_json::Value> {
    if depth > 6 {
        return None;
    }
    match value {
        serde_json::Value::Array(items) => items.iter().find_map(|item| news(item, depth + 1)),
        serde_json::Value::Object(object) => {
            let kinds: Vec<&str> = match object.get("@type") {
                Some(serde_json::Value::String(kind)) => vec![kind],
                Some(serde_json::Value::Array(kinds)) => kinds.iter().filter_map(serde_json::Value::as_str).collect(),
                _ => Vec::new(),
            };
            if kinds.iter().any(|kind| kind.ends_with("Article") || *kind == "BlogPosting" || *kind == "Report") {
                return Some(value.clone());
            }
            object.get("@graph").or_else(|| object.get("mainEntity")).and_then(|inner| news(inner, depth + 1))
        }
        _ => None,
    }
}
