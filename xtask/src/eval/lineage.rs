//! Rows for copies: pairs of articles that share text, found by eight-word shingles (silver, not gold), against pairs
//! of one topic and day that don't.

use super::Row;
use crate::corpora;
use anyhow::Result;
use crossread_core::align::lineage::{EarlierEnd, LinkReason};
use crossread_core::story::Facts;
use crossread_core::{Article, DecidedPairs, Language, Story, align, annotate, tabulate};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// The rows of this phenomenon.
pub fn rows() -> Vec<Row> {
    vec![
        Row {
            name: "copying-found",
            on: "reuse-abp-silver dev",
            metric: "% of pairs of containment 0.20 and up that are linked",
            to_beat: "-",
            aim: 99.5,
            less_is_better: false,
            measure: || Ok(score()?.map(|score| score.0)),
            errors: None,
        },
        Row {
            name: "copying-false",
            on: "reuse-abp-silver dev",
            metric: "% of pairs of one topic and day, without shared text, that are linked",
            to_beat: "-",
            aim: 0.0,
            less_is_better: true,
            measure: || Ok(score()?.map(|score| score.1)),
            errors: None,
        },
        Row {
            name: "reprints",
            on: "120 of allsides-6k and 80 of them printed again",
            metric: "entries that gain an origin by a reprint",
            to_beat: "-",
            aim: 0.0,
            less_is_better: true,
            measure: || Ok(reprints()?.map(|grown| grown.len() as f64)),
            errors: Some(|| {
                reprints()?.into_iter().flatten().for_each(|line| println!("{line}"));
                Ok(())
            }),
        },
    ]
}

/// The third law of the house on ten thousand articles: the entries that have more origins once others print some of
/// the articles again.
fn reprints() -> Result<Option<Vec<String>>> {
    let Some(folder) = corpora::corpus("allsides-6k") else { return Ok(None) };
    let mut articles = Vec::new();
    crossread_ingest::read_inputs(
        &[folder.join("articles.jsonl.gz")],
        &Default::default(),
        &mut std::io::empty(),
        &mut |taken| articles.extend(taken.ok()),
    );
    // As one story six thousand articles of all subjects take minutes to align; a few show the same law.
    articles.truncate(120);
    let again = articles.iter().take(80).map(|article| {
        let facts = Facts { outlet: Some("The Reprint".to_owned()), url: None, ..article.facts.clone() };
        Article { facts, ..article.clone() }
    });
    let more: Vec<Article> = articles.iter().cloned().chain(again).collect();
    let before = most_origins(articles);
    let after = most_origins(more);
    let grown = after.into_iter().filter_map(|(place, (subject, count))| {
        let (was, before) = before.get(&place)?;
        (count > *before).then(|| format!("{before} -> {count} {subject}\n  before: {was}"))
    });
    Ok(Some(grown.collect()))
}

/// For each entry, by its id: its readings in words, and the most origins one of them has.
fn most_origins(articles: Vec<Article>) -> BTreeMap<String, (String, usize)> {
    let story = Story::new(articles);
    let annotations: Vec<_> =
        story.articles().par_iter().map(|article| annotate(Language::english(), article)).collect();
    let ledger = tabulate(
        Language::english(),
        &story,
        &align(Language::english(), &story, &annotations, &DecidedPairs::default()),
    );
    let most = |entry: &crossread_core::ledger::Entry| {
        let count = entry.readings.iter().map(|reading| reading.origins().len()).max().unwrap_or(0);
        let mut said = story.words(entry.subject).to_owned();
        for reading in &entry.readings {
            said.push_str("\n    reading");
            for (o, origin) in reading.origins().iter().enumerate() {
                for passage in origin.passages() {
                    let article = &story.articles()[passage.article as usize];
                    let outlet = article.facts.outlet.as_deref().unwrap_or("?");
                    said.push_str(&format!("\n      {o} {outlet} {}: {}", article.id(), story.words(*passage)));
                }
            }
        }
        (entry.id.clone(), (said, count))
    };
    ledger.entries.iter().map(most).collect()
}

fn score() -> Result<Option<(f64, f64)>> {
    let Some(folder) = corpora::corpus("reuse-abp-silver") else { return Ok(None) };
    let mut articles: HashMap<String, Article> = HashMap::new();
    for line in std::fs::read_to_string(folder.join("articles.jsonl"))?.lines() {
        let value: serde_json::Value = serde_json::from_str(line)?;
        let id = value["ID"].as_str().unwrap_or_default().to_owned();
        let renamed = serde_json::json!({
            "id": value["ID"], "outlet": value["source"], "published": value["date"], "title": value["title"],
            "text": value["content_original"].as_str().or(value["content"].as_str()),
        });
        if let Some(Ok(article)) = crossread_ingest::articles(&id, renamed.to_string().as_bytes()).into_iter().next() {
            articles.insert(id, article);
        }
    }
    let (mut copied, mut copied_found, mut apart, mut apart_linked) = (0, 0, 0, 0);
    let pairs = std::fs::read_to_string(folder.join("pairs.tsv"))?;
    let mut lines = pairs.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| header.iter().position(|other| *other == name).unwrap_or(0);
    let (class, ids) = (column("class"), [column("id_a"), column("id_b")]);
    for line in lines {
        let fields: Vec<&str> = line.split('\t').collect();
        let is_copy = matches!(fields[class], "copy" | "large_reuse" | "partial_reuse");
        if !is_copy && !fields[class].starts_with("independent") {
            continue;
        }
        let (Some(a), Some(b)) = (articles.get(fields[ids[0]]), articles.get(fields[ids[1]])) else { continue };
        let story = Story::new(vec![a.clone(), b.clone()]);
        let annotations: Vec<_> =
            story.articles().iter().map(|article| annotate(Language::english(), article)).collect();
        let alignment = align(Language::english(), &story, &annotations, &DecidedPairs::default());
        let between = |link: &crossread_core::align::lineage::Link| matches!(link.earlier, EarlierEnd::Passage(_));
        if is_copy {
            copied += 1;
            copied_found += usize::from(alignment.lineage.iter().any(between));
        } else {
            apart += 1;
            apart_linked +=
                usize::from(alignment.lineage.iter().any(|link| link.why == LinkReason::Copied && between(link)));
        }
    }
    Ok((copied > 0 && apart > 0)
        .then(|| (100.0 * copied_found as f64 / copied as f64, 100.0 * apart_linked as f64 / apart as f64)))
}
