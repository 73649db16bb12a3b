//! JSON Lines, a JSON array or one JSON object: `text` or `html`, and any of `id, url, outlet, title, authors,
//! published`.

use crate::{Taken, article, days, html, skipped};
use crossread_core::story::{Facts, PublishedBasis, Warning};
use serde_json::Value;

/// Whether a text is JSON rather than prose that begins with a brace.
pub(crate) fn is_json(text: &str) -> bool {
    let start = text.trim_start();
    (start.starts_with('{') && start[1..].trim_start().starts_with(['"', '}']))
        || (start.starts_with('[') && start[1..].trim_start().starts_with('{'))
}

pub(crate) fn articles(name: &str, text: &str) -> Vec<Taken> {
    // A whole file first: an array, or an object over several lines.
    if text.trim_start().starts_with('[')
        || text.trim().lines().nth(1).is_none_or(|line| !line.trim_start().starts_with('{'))
    {
        match serde_json::from_str::<Value>(text) {
            Ok(Value::Array(items)) => {
                return items.iter().enumerate().map(|(i, item)| one(&format!("{name}#{}", i + 1), item)).collect();
            }
            Ok(value) => return vec![one(name, &value)],
            Err(_) => {}
        }
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            let place = format!("{name}#{}", number + 1);
            match serde_json::from_str::<Value>(line) {
                Ok(value) => one(&place, &value),
                Err(error) => {
                    let reason = format!("can't read '{name}' line {}: not JSON ({error})", number + 1);
                    Err(skipped(&place, &reason))
                }
            }
        })
        .collect()
}

/// One object.
fn one(place: &str, value: &Value) -> Taken {
    let string =
        |key: &str| value.get(key).and_then(Value::as_str).map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned);
    let mut warnings = Vec::new();
    let authors = match value.get("authors").or_else(|| value.get("author")) {
        Some(Value::String(author)) => crate::facts::split_authors(author),
        Some(Value::Array(authors)) => authors
            .iter()
            .filter_map(Value::as_str)
            .map(str::trim)
            .filter(|a| !a.is_empty())
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    };
    let published = string("published").or_else(|| string("date"));
    let moment = published.as_deref().and_then(days::iso);
    if let (Some(words), None) = (&published, moment) {
        let message =
            format!("'{words}' is no day in ISO 8601; the day of publication is taken from the text, if it says");
        warnings.push(Warning { code: "unreadable-day", span: None, message });
    }
    let id = match value.get("id") {
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => string("id"),
    };
    let facts = Facts {
        input_id: id,
        url: string("url"),
        outlet: string("outlet"),
        title: string("title"),
        authors,
        published: moment,
        published_basis: moment.map(|_| PublishedBasis::Given),
        updated: string("updated").as_deref().and_then(days::iso),
        language: string("language")
            .map(|language| language.chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()),
        ..Facts::default()
    };
    match (string("text"), string("html")) {
        (Some(_), _) => {
            // As it stands, not trimmed: offsets are of the text as received.
            let text = value.get("text").and_then(Value::as_str).unwrap_or_default().replace('\0', " ");
            article(place, text, facts, warnings)
        }
        (None, Some(page)) => html::article(place, &page, facts, warnings),
        (None, None) => Err(skipped(place, &format!("can't read '{place}': neither `text` nor `html` in it"))),
    }
}
