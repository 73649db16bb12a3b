//! The articles as records for a reference manager (CSL-JSON, RIS), with the passages that the ledger rests on in the note.

use crate::json::entry_status;
use crate::json::printed;
use crate::outlet;
use crate::summary::{headline, one_line};
use crossread_core::{Article, Ledger, Story};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// What the ledger has of an article, a line for each entry.
fn note(story: &Story, ledger: &Ledger, article: u32) -> String {
    let mut out = String::new();
    for entry in &ledger.entries {
        for reading in &entry.readings {
            let own = reading.passages().filter(|passage| passage.article == article);
            for passage in own {
                let words = one_line(story.words(passage), 200);
                let _ = writeln!(out, "{} ({}): \"{words}\"", headline(story, entry), entry_status(entry.status));
            }
        }
    }
    out
}

/// What an article is called in a list of references: its title, else what its outlet is called by, so that none is nameless.
fn title(article: &Article) -> String {
    let title = article.facts.title.as_deref().filter(|title| !title.trim().is_empty());
    title.map_or_else(|| outlet(article), str::to_owned)
}

/// The articles as CSL-JSON.
pub fn csl(story: &Story, ledger: &Ledger) -> String {
    let record = |(a, article): (usize, &Article)| {
        let facts = &article.facts;
        let mut record = Map::new();
        record.insert("id".into(), json!(article.id()));
        record.insert("type".into(), json!("article-newspaper"));
        record.insert("title".into(), json!(title(article)));
        let mut put = |key: &str, value: &Option<String>| {
            if let Some(value) = value {
                record.insert(key.into(), json!(value));
            }
        };
        put("container-title", &facts.outlet);
        put("URL", &facts.url);
        put("language", &facts.language);
        if let Some(published) = facts.published {
            let day = published.day;
            record.insert("issued".into(), json!({"date-parts": [[day.year(), day.month(), day.day()]]}));
        }
        if !facts.authors.is_empty() {
            let authors: Vec<Value> = facts.authors.iter().map(|author| json!({"literal": author})).collect();
            record.insert("author".into(), json!(authors));
        }
        let note = note(story, ledger, a as u32);
        if !note.is_empty() {
            record.insert("note".into(), json!(note));
        }
        Value::Object(record)
    };
    printed(&json!(story.articles().iter().enumerate().map(record).collect::<Vec<_>>()))
}

/// The articles as RIS.
pub fn ris(story: &Story, ledger: &Ledger) -> String {
    let mut out = String::new();
    for (a, article) in story.articles().iter().enumerate() {
        let facts = &article.facts;
        let mut put = |tag: &str, value: &str| {
            let _ = write!(out, "{tag}  - {}\r\n", value.split_whitespace().collect::<Vec<_>>().join(" "));
        };
        put("TY", "NEWS");
        put("ID", &article.id());
        put("DP", crate::PROGRAM);
        put("TI", &title(article));
        let known = [("T2", &facts.outlet), ("UR", &facts.url), ("LA", &facts.language)];
        known
            .into_iter()
            .filter_map(|(tag, value)| Some((tag, value.as_ref()?)))
            .for_each(|(tag, value)| put(tag, value));
        facts.authors.iter().for_each(|author| put("AU", author));
        if let Some(published) = facts.published {
            let day = published.day;
            put("PY", &day.year().to_string());
            put("DA", &format!("{:04}/{:02}/{:02}", day.year(), day.month(), day.day()));
        }
        note(story, ledger, a as u32).lines().for_each(|line| put("N1", line));
        put("ER", "");
    }
    out
}
