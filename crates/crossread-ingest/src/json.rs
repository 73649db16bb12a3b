//! JSON Lines, a JSON array or one JSON object: `text` or `html`, and any of `id, url, outlet, title, authors,
//! published`.

use crate::{ArticleResult, article, days, garbled, html, own, skipped};
use crossread_core::story::{Facts, PublishedBasis, SkipReason, Warning};
use rayon::prelude::*;
use serde_json::Value;

/// Whether a text is JSON rather than prose that begins with a brace.
pub(crate) fn is_json(text: &str) -> bool {
    let start = text.trim_start();
    (start.starts_with('{') && start[1..].trim_start().starts_with(['"', '}']))
        || (start.starts_with('[') && start[1..].trim_start().starts_with('{'))
}

/// Whether the first bytes of an input are JSON's.
pub(crate) fn is_json_bytes(head: &[u8]) -> bool {
    is_json(&String::from_utf8_lossy(without_mark(&head[..head.len().min(4096)])))
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Whether the first bytes of an input are JSON Lines: an object on the first line, and nothing else there.
pub(crate) fn is_lines(head: &[u8]) -> bool {
    let head = without_mark(head);
    let start = head.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(head.len());
    let head = &head[start..];
    if !is_json_bytes(head) || head.first() != Some(&b'{') {
        return false;
    }
    let mut lines = head.split(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default();
    // A line longer than what is looked at is an article on one line.
    first.len() == head.len()
        || serde_json::from_slice::<serde::de::IgnoredAny>(first).is_ok()
        || lines.next().is_some_and(|line| line.starts_with(b"{"))
}

/// Whether a whole object stands on the first line.
pub(crate) fn begins_with_a_line(head: &[u8]) -> bool {
    let head = without_mark(head).trim_ascii_start();
    let line = head.iter().position(|byte| *byte == b'\n').map(|end| &head[..end]);
    line.is_some_and(|line| line.starts_with(b"{") && is_lines(head))
}

/// The article on one line of JSON Lines.
pub(crate) fn line(name: &str, number: usize, line: &[u8]) -> ArticleResult {
    let place = format!("{name}#{number}");
    let decoded = String::from_utf8_lossy(without_mark(line));
    match parsed(&decoded) {
        Ok((value, odd)) => one(&place, &value, odd),
        Err(error) => {
            // The place in the line; the line is ours to name.
            let words = error.to_string();
            let words = words.split(" at line ").next().unwrap_or(&words);
            Err(skipped(
                &place,
                SkipReason::Malformed,
                &format!("can't read '{name}' line {number}: not JSON ({words})"),
            ))
        }
    }
}

/// The articles in a JSON array or object.
pub(crate) fn articles(name: &str, text: &str) -> Vec<ArticleResult> {
    match parsed(text) {
        Ok((Value::Array(items), odd)) => {
            let read = |(i, item): (usize, &Value)| one(&format!("{name}#{}", i + 1), item, odd.clone());
            items.par_iter().enumerate().map(read).collect()
        }
        Ok((value, odd)) => vec![one(name, &value, odd)],
        Err(error) => {
            vec![Err(skipped(name, SkipReason::Malformed, &format!("can't read '{name}': not JSON ({error})")))]
        }
    }
}

/// What an object gives as its day of publication, whatever it is: words, a number, or something that is no day at all.
fn day_given(value: &Value) -> Option<String> {
    let given = ["published", "date", "firstcreated"].iter().find_map(|key| match value.get(key) {
        None | Some(Value::Null) => None,
        Some(Value::String(words)) if words.trim().is_empty() => None,
        given => given,
    })?;
    // Databases wrap it: `{"$date": …}`.
    let given = match given {
        Value::Object(wrapped) if wrapped.len() == 1 => wrapped.values().next().unwrap_or(given),
        Value::Array(items) if items.len() == 1 => &items[0],
        given => given,
    };
    Some(match given {
        Value::String(words) => words.trim().to_owned(),
        other => other.to_string(),
    })
}

/// JSON, and what was odd about it: half a letter, as Python's `json.dumps` writes what it could not decode, is read as a mark
/// for one that can't be read.
fn parsed(text: &str) -> serde_json::Result<(Value, Option<Warning>)> {
    match serde_json::from_str(text) {
        Ok(value) => Ok((value, None)),
        Err(error) => match without_half_letters(text) {
            Some(mended) => {
                let message = "some letters were no Unicode and are shown as U+FFFD".to_owned();
                serde_json::from_str(&mended)
                    .map(|value| (value, Some(Warning { code: "undecodable-bytes", span: None, message })))
            }
            None => Err(error),
        },
    }
}

/// JSON with each escaped surrogate that has no other half replaced; `None` where there is none.
fn without_half_letters(text: &str) -> Option<String> {
    let unit = |at: usize| {
        let escape = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(escape, 16).ok()
    };
    let (mut mended, mut kept, mut at) = (String::new(), 0, 0);
    while let Some(next) = text[at..].find('\\') {
        at += next;
        let length = match unit(at) {
            Some(0xd800..0xdc00) if unit(at + 6).is_some_and(|low| (0xdc00..0xe000).contains(&low)) => 12,
            Some(0xd800..0xe000) => {
                mended.push_str(&text[kept..at]);
                mended.push_str("\\ufffd");
                kept = at + 6;
                6
            }
            // What is escaped may be a backslash.
            _ => 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
        };
        at += length;
    }
    mended.push_str(&text[kept..]);
    (kept > 0).then_some(mended)
}

/// One object, and what was odd about the JSON it stood in.
fn one(place: &str, value: &Value, odd: Option<Warning>) -> ArticleResult {
    if own::is_own_object(value) {
        return Err(own::skipped(place));
    }
    let string = |key: &str| string_of(value, key);
    let mut warnings = Vec::from_iter(odd);
    let published = day_given(value);
    let moment = published.as_deref().and_then(days::given);
    let month = published.as_deref().filter(|_| moment.is_none()).and_then(days::month_alone);
    if let (Some(words), None) = (&published, moment.map(|moment| moment.day).or(month)) {
        let message = format!(
            "'{words}' is no day that can be read for sure; the day of publication is taken from the text, if it says"
        );
        warnings.push(Warning { code: "unreadable-day", span: None, message });
    }
    let id = match value.get("id") {
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => string("id"),
    };
    let facts = Facts {
        input_id: id,
        url: string("url"),
        outlet: string("outlet").map(as_meant),
        title: string("title").map(as_meant),
        authors: authors(value).into_iter().map(as_meant).collect(),
        published: moment,
        published_month: month,
        published_basis: moment.map(|moment| moment.day).or(month).map(|_| PublishedBasis::Given),
        updated: string("updated").as_deref().and_then(days::given),
        language: string("language")
            .map(|language| language.chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()),
        ..Facts::default()
    };
    match (string("text"), string("html")) {
        (Some(_), _) => {
            // As it stands, not trimmed: offsets are of the text as received.
            let text = value
                .get("text")
                .or_else(|| value.get("body_text"))
                .and_then(Value::as_str)
                .unwrap_or_default()
                .replace('\0', " ");
            article(place, text, facts, warnings)
        }
        (None, Some(page)) => html::article(place, &page, facts, warnings),
        (None, None) => {
            Err(skipped(place, SkipReason::NoText, &format!("can't read '{place}': neither `text` nor `html` in it")))
        }
    }
}

/// A string of an object by our name for it, or by that of ninjs (IPTC) where ours is not there; none where it is empty.
fn string_of(value: &Value, key: &str) -> Option<String> {
    let string =
        |key: &str| value.get(key).and_then(Value::as_str).map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned);
    let other = match key {
        "text" => "body_text",
        "html" => "body_html",
        "title" => "headline",
        "published" => "firstcreated",
        "updated" => "versioncreated",
        "author" | "authors" => "byline",
        "outlet" => "infosource",
        "id" => "uri",
        _ => return string(key),
    };
    string(key).or_else(|| string(other))
}

/// What is said of an article may have come through a program that garbled its letters; its text is kept as received.
fn as_meant(words: String) -> String {
    garbled::meant(&words).unwrap_or(words)
}

/// Who wrote it: names in one string, or a list of names, or of objects that hold one (schema.org).
fn authors(value: &Value) -> Vec<String> {
    match value.get("authors").or_else(|| value.get("author")).or_else(|| value.get("byline")) {
        Some(Value::String(author)) => crate::facts::split_authors(author),
        Some(Value::Array(authors)) => authors
            .iter()
            .filter_map(|author| author.as_str().or_else(|| author.get("name")?.as_str()))
            .map(str::trim)
            .filter(|a| !a.is_empty())
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}
