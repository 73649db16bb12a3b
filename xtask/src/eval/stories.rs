//! Rows for stories in a heap: clusters of articles against annotated ones, by B-cubed F1 (Bagga and Baldwin 1998).
//!
//! `stories-giveme5w1h` is the news clusters of Giveme5W1H (213 articles with a text and an event, of 2016 to 2018); `stories-ecb` the dev
//! topics of ECB+, each of which has two look-alike events (two arrests, two releases), with no day given.

use super::Row;
use crate::corpora;
use anyhow::{Context, Result};
use crossread_core::{Annotations, Article, Language, Story, align, annotate};
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::Path;

/// The rows of this phenomenon.
pub fn rows() -> Vec<Row> {
    let row = |name, on, measure, errors| Row {
        name,
        on,
        metric: "B-cubed F1 of clusters",
        to_beat: "-",
        aim: 95.0,
        less_is_better: false,
        measure,
        errors: Some(errors),
    };
    vec![
        row(
            "stories-giveme5w1h",
            "Giveme5W1H news clusters, one heap",
            || Ok(giveme5w1h()?.map(|heap| heap.f1())),
            || list(giveme5w1h()?),
        ),
        row("stories-ecb", "ECB+ dev topics, one heap", || Ok(ecb()?.map(|heap| heap.f1())), || list(ecb()?)),
    ]
}

/// A heap with the story of each article: annotated, and as we have it.
struct GoldHeap {
    titles: Vec<String>,
    gold: Vec<String>,
    ours: Vec<usize>,
}

impl GoldHeap {
    fn new(articles: Vec<(Article, String)>) -> GoldHeap {
        let gold_of: HashMap<[u8; 32], String> =
            articles.iter().map(|(article, gold)| (article.sha256, gold.clone())).collect();
        let heap = Story::new(articles.into_iter().map(|(article, _)| article).collect());
        let annotations: Vec<Annotations> =
            heap.articles().par_iter().map(|article| annotate(Language::english(), article)).collect();
        let mut ours = vec![0; heap.articles().len()];
        for (story, members) in align::stories::find(Language::english(), &heap, &annotations).into_iter().enumerate() {
            members.into_iter().for_each(|article| ours[article as usize] = story);
        }
        let titles = heap.articles().iter().map(|article| article.facts.title.clone().unwrap_or_default()).collect();
        let gold = heap.articles().iter().map(|article| gold_of[&article.sha256].clone()).collect();
        GoldHeap { titles, gold, ours }
    }

    /// Precision, recall.
    fn b_cubed(&self) -> (f64, f64) {
        let (mut precision, mut recall) = (0.0, 0.0);
        let count = self.ours.len();
        for i in 0..count {
            let with = |same: &dyn Fn(usize) -> bool| (0..count).filter(|&j| same(j)).count() as f64;
            let both = with(&|j| self.ours[i] == self.ours[j] && self.gold[i] == self.gold[j]);
            precision += both / with(&|j| self.ours[i] == self.ours[j]);
            recall += both / with(&|j| self.gold[i] == self.gold[j]);
        }
        (100.0 * precision / count as f64, 100.0 * recall / count as f64)
    }

    fn f1(&self) -> f64 {
        let (precision, recall) = self.b_cubed();
        2.0 * precision * recall / (precision + recall)
    }
}

fn giveme5w1h() -> Result<Option<GoldHeap>> {
    Ok(events()?.map(GoldHeap::new))
}

/// The articles of Giveme5W1H with the number of the event each tells of.
pub(super) fn events() -> Result<Option<Vec<(Article, String)>>> {
    let Some(folder) = corpora::corpus("stories-giveme5w1h") else { return Ok(None) };
    let mut articles = Vec::new();
    for file in files(&folder)? {
        let value: serde_json::Value = serde_json::from_slice(&std::fs::read(&file)?)?;
        let event = &value["newsCluster"]["EventId"];
        if event.is_null() || value["text"].as_str().is_none_or(str::is_empty) {
            continue;
        }
        let renamed = serde_json::json!({
            "outlet": value["source_domain"], "published": value["date_publish"], "title": value["title"],
            "url": value["url"], "text": value["text"],
        });
        let taken = crossread_ingest::articles(&file.display().to_string(), renamed.to_string().as_bytes());
        articles.extend(taken.into_iter().flatten().map(|article| (article, event.to_string())));
    }
    Ok((!articles.is_empty()).then_some(articles))
}

fn ecb() -> Result<Option<GoldHeap>> {
    let Some(folder) = corpora::corpus("coref-ecbplus") else { return Ok(None) };
    const DEV: [u32; 8] = [2, 5, 12, 18, 21, 23, 34, 35];
    let mut articles = Vec::new();
    for file in files(&folder.join("ECB+"))? {
        let name = file.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let Some((topic, rest)) = name.split_once('_') else { continue };
        if !topic.parse().is_ok_and(|topic| DEV.contains(&topic)) {
            continue;
        }
        let event = format!("{topic}{}", rest.trim_start_matches(|letter: char| letter.is_ascii_digit()));
        let text = ecb_text(&std::fs::read_to_string(&file)?).with_context(|| name.clone())?;
        let taken = crossread_ingest::articles(&name, text.as_bytes());
        articles.extend(taken.into_iter().flatten().map(|article| (article, event.clone())));
    }
    Ok((!articles.is_empty()).then(|| GoldHeap::new(articles)))
}

/// The tokens of an ECB+ document as text, a sentence a line; the address in sentence 0 is no part of it.
fn ecb_text(xml: &str) -> Option<String> {
    let mut text = String::new();
    let (mut last, mut address) = ("", false);
    for token in xml.split("<token ").skip(1) {
        let attribute = |name: &str| token.split_once(&format!("{name}=\""))?.1.split('"').next();
        let sentence = attribute("sentence")?;
        let word = token.split_once('>')?.1.split('<').next()?;
        address |= sentence == "0" && word.starts_with("http");
        if sentence == "0" && address {
            continue;
        }
        text.push_str(if sentence == last { " " } else { "\n" });
        text.push_str(&word.replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&"));
        last = sentence;
    }
    Some(text)
}

/// All files under a folder, sorted.
fn files(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(self::files(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "json" || ending == "xml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn list(heap: Option<GoldHeap>) -> Result<()> {
    let Some(heap) = heap else { return Ok(()) };
    let (precision, recall) = heap.b_cubed();
    println!("precision {precision:.1}, recall {recall:.1}, {} articles", heap.ours.len());
    let mut order: Vec<usize> = (0..heap.ours.len()).collect();
    order.sort_by_key(|&i| (heap.ours[i], heap.gold[i].clone()));
    for story in order.chunk_by(|&i, &j| heap.ours[i] == heap.ours[j]) {
        if story.iter().any(|&i| heap.gold[i] != heap.gold[story[0]]) {
            println!("joined:");
            story.iter().for_each(|&i| println!("  {:8} {}", heap.gold[i], heap.titles[i]));
        }
    }
    order.sort_by_key(|&i| (heap.gold[i].clone(), heap.ours[i]));
    for event in order.chunk_by(|&i, &j| heap.gold[i] == heap.gold[j]) {
        if event.iter().any(|&i| heap.ours[i] != heap.ours[event[0]]) {
            println!("split {}:", heap.gold[event[0]]);
            event.iter().for_each(|&i| println!("  {:8} {}", heap.ours[i], heap.titles[i]));
        }
    }
    Ok(())
}
