//! Rows for dates: TimeBank and AQUAINT, scored as in TempEval-3 (UzZaman et al. 2013).
//!
//! Spans are relaxed: a mention found overlaps one annotated. The value score is over all mentions, so a mention whose
//! value is wrong counts against it like one that was missed. The day the document was made is given, and is no
//! mention.

use super::Row;
use crate::corpora;
use anyhow::{Context, Result};
use crossread_core::story::{Block, BlockKind, Facts, Moment};
use crossread_core::{Article, Span, annotate};
use std::collections::BTreeMap;

/// The rows of this phenomenon.
pub fn rows() -> Vec<Row> {
    let row = |name, metric, to_beat, aim, measure| Row {
        name,
        on: "TimeBank + AQUAINT",
        metric,
        to_beat,
        aim,
        less_is_better: false,
        measure,
        errors: Some(errors),
    };
    vec![
        row("dates-span", "relaxed span F1", "HeidelTime about 90", 93.0, || Ok(score()?.map(|s| s.spans()))),
        row("dates-value", "value F1", "HeidelTime about 78", 86.0, || Ok(score()?.map(|s| s.values()))),
    ]
}

#[derive(Default)]
struct Score {
    gold: usize,
    found: usize,
    overlapping: usize,
    right: usize,
    missed: BTreeMap<String, usize>,
    wrong: BTreeMap<(String, String, String), usize>,
    extra: BTreeMap<String, usize>,
}

impl Score {
    fn spans(&self) -> f64 {
        200.0 * self.overlapping as f64 / (self.gold + self.found) as f64
    }

    fn values(&self) -> f64 {
        200.0 * self.right as f64 / (self.gold + self.found) as f64
    }
}

/// A document: its text, the day it was made, and its annotated mentions with their values.
struct Document {
    text: String,
    made: Option<jiff::civil::Date>,
    mentions: Vec<(Span, String)>,
}

fn documents() -> Result<Option<Vec<Document>>> {
    let Some(folder) = corpora::corpus("timex-tempeval3/TBAQ-cleaned") else { return Ok(None) };
    let mut paths = Vec::new();
    for part in ["TimeBank", "AQUAINT"] {
        for entry in std::fs::read_dir(folder.join(part)).with_context(|| format!("no {part}"))? {
            paths.push(entry?.path());
        }
    }
    paths.retain(|path| path.extension().is_some_and(|end| end == "tml"));
    paths.sort();
    paths.iter().map(|path| Ok(document(&std::fs::read_to_string(path)?))).collect::<Result<Vec<_>>>().map(Some)
}

/// Reads TimeML: the text inside TEXT with its TIMEX3 tags taken out.
fn document(xml: &str) -> Document {
    let attribute = |tag: &str, name: &str| {
        let at = tag.find(&format!("{name}=\""))? + name.len() + 2;
        Some(tag[at..].split('"').next().unwrap_or_default().to_owned())
    };
    let made = xml.split("<DCT>").nth(1).and_then(|rest| {
        let tag = rest.split('>').next()?;
        attribute(tag, "value")?.get(..10)?.parse().ok()
    });
    let body = xml.split("<TEXT>").nth(1).and_then(|rest| rest.split("</TEXT>").next()).unwrap_or_default();
    let (mut text, mut mentions, mut open) = (String::new(), Vec::new(), None);
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        text.push_str(&unescape(&rest[..at]));
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = &rest[at..end];
        if tag.starts_with("<TIMEX3") {
            open = Some((text.len(), attribute(tag, "value").unwrap_or_default()));
        } else if tag.starts_with("</TIMEX3")
            && let Some((start, value)) = open.take()
        {
            mentions.push((Span::new(start, text.len()), value));
        }
        rest = &rest[end..];
    }
    text.push_str(&unescape(rest));
    Document { text, made, mentions }
}

fn unescape(words: &str) -> String {
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

fn score() -> Result<Option<Score>> {
    let Some(documents) = documents()? else { return Ok(None) };
    let mut score = Score::default();
    for document in &documents {
        let article = article(document);
        let found = annotate(&article);
        let text = &document.text;
        score.gold += document.mentions.len();
        score.found += found.dates.len();
        let mut used = vec![false; found.dates.len()];
        for (span, value) in &document.mentions {
            let words = || span.of(text).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            match found.dates.iter().enumerate().position(|(i, date)| !used[i] && date.span.overlaps(*span)) {
                None => *score.missed.entry(words()).or_default() += 1,
                Some(i) => {
                    used[i] = true;
                    score.overlapping += 1;
                    if found.dates[i].value == *value {
                        score.right += 1;
                    } else {
                        *score.wrong.entry((words(), value.clone(), found.dates[i].value.clone())).or_default() += 1;
                    }
                }
            }
        }
        for (i, date) in found.dates.iter().enumerate().filter(|(i, _)| !used[*i]) {
            let _ = i;
            *score.extra.entry(date.span.of(text).to_lowercase()).or_default() += 1;
        }
    }
    Ok(Some(score))
}

fn article(document: &Document) -> Article {
    let text = &document.text;
    let (mut blocks, mut at) = (Vec::new(), 0);
    for paragraph in text.split("\n\n") {
        let span = Span::new(at, at + paragraph.len()).trim(text);
        at += paragraph.len() + 2;
        if !span.is_empty() {
            blocks.push(Block { span, kind: BlockKind::Body, credit: None });
        }
    }
    let facts = Facts {
        language: Some("en".to_owned()),
        published: document.made.map(|day| Moment { day, time: None }),
        ..Facts::default()
    };
    Article { sha256: [0; 32], text: text.as_str().into(), blocks, facts, anchors: Vec::new(), warnings: Vec::new() }
}

fn errors() -> Result<()> {
    let Some(score) = score()? else { return Ok(()) };
    fn most<K: Clone + std::fmt::Debug>(title: &str, counts: &BTreeMap<K, usize>) {
        let mut all: Vec<(&K, &usize)> = counts.iter().collect();
        all.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        println!("{title}: {}", counts.values().sum::<usize>());
        for (what, count) in all.into_iter().take(60) {
            println!("  {count} {what:?}");
        }
    }
    most("missed", &score.missed);
    most("not annotated", &score.extra);
    most("wrong value: words, annotated, ours", &score.wrong);
    Ok(())
}
