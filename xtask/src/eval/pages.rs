//! Rows for pages: the article pages of the Web Content Extraction Benchmark (Foley 2026), dev.

use super::Row;
use crate::corpora;
use anyhow::Result;
use crossread_core::Article;
use crossread_core::story::BlockKind;
use std::collections::HashMap;
use std::io::Read;

/// The rows of this phenomenon.
pub fn rows() -> Vec<Row> {
    let row = |name, metric, to_beat, aim, measure| Row {
        name,
        on: "WCXB dev articles",
        metric,
        to_beat,
        aim,
        less_is_better: false,
        measure,
        errors: None,
    };
    vec![
        row("page-text", "word F1 of the blocks that are read", "rs-trafilatura .932", 0.96, || {
            Ok(score()?.map(|s| s.text))
        }),
        row("page-title", "exact, case and marks left out", "-", 0.97, || Ok(score()?.map(|s| s.title))),
        row("page-author", "exact", "-", 0.85, || Ok(score()?.map(|s| s.author))),
        row("page-day", "exact", "-", 0.93, || Ok(score()?.map(|s| s.day))),
    ]
}

#[derive(Clone, Copy)]
struct Score {
    text: f64,
    title: f64,
    author: f64,
    day: f64,
}

/// Measured once: four rows are one reading of the pages.
fn score() -> Result<Option<Score>> {
    static ONCE: std::sync::OnceLock<Option<Score>> = std::sync::OnceLock::new();
    if let Some(score) = ONCE.get() {
        return Ok(*score);
    }
    let score = measure()?;
    Ok(*ONCE.get_or_init(|| score))
}

fn measure() -> Result<Option<Score>> {
    let Some(folder) = corpora::corpus("extraction-wcxb/dev") else { return Ok(None) };
    let mut paths: Vec<_> =
        std::fs::read_dir(folder.join("ground-truth"))?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.sort();
    let (mut pages, mut text) = (0, 0.0);
    let mut facts = [(0, 0); 3];
    for path in paths {
        let truth: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
        let truth = &truth["ground_truth"];
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Ok(file) = std::fs::File::open(folder.join("html").join(format!("{stem}.html.gz"))) else { continue };
        let mut bytes = Vec::new();
        flate2::read::MultiGzDecoder::new(file).read_to_end(&mut bytes)?;
        pages += 1;
        let article = crossread_ingest::articles("page.html", &bytes).into_iter().next().and_then(Result::ok);
        let own = article.as_ref().map(read_text).unwrap_or_default();
        text += f1(&words(truth["main_content"].as_str().unwrap_or_default()), &words(&own));
        let expected = |key: &str| truth[key].as_str().map(str::trim).filter(|s| !s.is_empty());
        let given = article.as_ref().map(|article| &article.facts);
        let title = given.and_then(|facts| facts.title.clone()).unwrap_or_default();
        let author = given.map(|facts| facts.authors.join(", ")).unwrap_or_default();
        let day = given.and_then(|facts| facts.published).map(|moment| moment.day.to_string()).unwrap_or_default();
        for (n, (expected, ours)) in
            [(expected("title"), title), (expected("author"), author), (expected("publish_date"), day)]
                .into_iter()
                .enumerate()
        {
            let Some(expected) = expected else { continue };
            facts[n].0 += 1;
            let same =
                if n == 2 { expected.get(..10) == Some(ours.as_str()) } else { letters(expected) == letters(&ours) };
            facts[n].1 += usize::from(same);
        }
    }
    let share = |(all, right): (usize, usize)| right as f64 / all.max(1) as f64;
    Ok((pages > 0).then(|| Score {
        text: text / f64::from(pages),
        title: share(facts[0]),
        author: share(facts[1]),
        day: share(facts[2]),
    }))
}

/// The article's own text: all blocks that are read but the title and captions.
fn read_text(article: &Article) -> String {
    let read = |kind| matches!(kind, BlockKind::Heading | BlockKind::Body | BlockKind::Excerpt);
    article
        .blocks
        .iter()
        .filter(|block| read(block.kind))
        .map(|block| block.span.of(&article.text))
        .collect::<Vec<_>>()
        .join("\n")
}

fn words(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()) {
        *counts.entry(word.to_lowercase()).or_insert(0) += 1;
    }
    counts
}

fn f1(gold: &HashMap<String, usize>, ours: &HashMap<String, usize>) -> f64 {
    let total = |counts: &HashMap<String, usize>| counts.values().sum::<usize>();
    let common: usize = gold.iter().map(|(word, count)| (*count).min(ours.get(word).copied().unwrap_or(0))).sum();
    2.0 * common as f64 / (total(gold) + total(ours)).max(1) as f64
}

fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
