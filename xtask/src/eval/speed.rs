//! Rows for speed: articles a second on one core, and the time and growth of a whole collation.
//!
//! A speed is of one machine on one day; no floor is pinned on it that a slow day would break. Growth is a ratio of two
//! times of one run.

use super::Row;
use crate::corpora;
use anyhow::Result;
use crossread_core::{Article, DecidedPairs, Language, Story, align, annotate, tabulate};
use rayon::prelude::*;
use std::time::Instant;

/// The rows of this phenomenon.
pub fn rows() -> Vec<Row> {
    let row = |name, metric, aim, less_is_better, measure| Row {
        name,
        on: "allsides-6k",
        metric,
        to_beat: "-",
        aim,
        less_is_better,
        measure,
        errors: None,
    };
    vec![
        row("speed-read", "articles a second, one core", 500.0, false, speed_read as fn() -> Result<Option<f64>>),
        row("speed-collate", "seconds for 6,000 articles, all cores", 10.0, true, speed_collate),
        row("growth", "time ratio when articles double (3k to 6k)", 2.1, true, growth),
    ]
}

fn articles() -> Option<Vec<Article>> {
    let folder = corpora::corpus("allsides-6k")?;
    let mut articles = Vec::new();
    crossread_ingest::read_inputs(
        &[folder.join("articles.jsonl.gz")],
        &Default::default(),
        &mut std::io::empty(),
        &mut |taken| articles.extend(taken.ok()),
    );
    Some(articles)
}

fn speed_read() -> Result<Option<f64>> {
    let Some(articles) = articles() else { return Ok(None) };
    // A tenth is enough for a rate, and keeps a check short.
    let sample: Vec<&Article> = articles.iter().step_by(10).collect();
    annotate(Language::english(), sample[0]);
    let began = Instant::now();
    let found: usize = sample.iter().map(|article| annotate(Language::english(), article).sentences.len()).sum();
    anyhow::ensure!(found > 0, "nothing was read");
    Ok(Some(sample.len() as f64 / began.elapsed().as_secs_f64()))
}

fn collate(articles: &[Article]) -> f64 {
    let began = Instant::now();
    let story = Story::new(articles.to_vec());
    let annotations: Vec<_> =
        story.articles().par_iter().map(|article| annotate(Language::english(), article)).collect();
    let alignment = align(Language::english(), &story, &annotations, &DecidedPairs::default());
    let ledger = tabulate(Language::english(), &story, &alignment);
    assert!(!ledger.entities.is_empty());
    began.elapsed().as_secs_f64()
}

fn speed_collate() -> Result<Option<f64>> {
    Ok(articles().map(|articles| collate(&articles)))
}

fn growth() -> Result<Option<f64>> {
    Ok(articles().map(|articles| {
        let half = collate(&articles[..articles.len() / 2]);
        collate(&articles) / half
    }))
}
