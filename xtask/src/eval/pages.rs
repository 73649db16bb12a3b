//! Rows for pages: what of a page is the article, and what the page says of itself.
//!
//! WCXB (Foley 2026, "Web Content Extraction Benchmark"): pages with their main text, title, author and day, drafted
//! by a language model and reviewed by hand. Only pages of type 'article'. Scored as its authors do: words (`\w+`,
//! lower-cased) of what we label as the article's text against those of `main_content`, as bags, mean F1 over pages.

use super::Row;
use crate::corpora;
use anyhow::{Context, Result};
use crossread_core::Article;
use crossread_core::story::BlockKind;
use rayon::prelude::*;
use serde_json::Value;
use std::collections::HashMap;

/// The rows of this phenomenon.
pub fn rows() -> Vec<Row> {
    let row = |name, metric, to_beat, aim, measure, errors| Row {
        name,
        on: "WCXB dev articles",
        metric,
        to_beat,
        aim,
        less_is_better: false,
        measure,
        errors: Some(errors),
    };
    vec![
        row("page-text", "word F1 of body blocks", "rs-trafilatura .932", 0.960, text, text_errors),
        row("page-title", "exact, of pages with a title", "-", 0.97, || fact(title), || fact_errors(title)),
        row("page-author", "exact, of pages with an author", "-", 0.85, || fact(author), || fact_errors(author)),
        row("page-day", "exact, of pages with a day", "-", 0.93, || fact(day), || fact_errors(day)),
    ]
}

/// A page, what it should give and what it gave.
struct BenchmarkPage {
    id: String,
    gold: Value,
    ours: Option<Article>,
}

/// Reads every page of the development part, in the order of their numbers; `None` where the corpus is not there.
fn pages() -> Result<Option<Vec<BenchmarkPage>>> {
    let Some(folder) = corpora::corpus("extraction-wcxb/dev") else { return Ok(None) };
    let mut ids: Vec<String> = std::fs::read_dir(folder.join("ground-truth"))?
        .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_string_lossy().into_owned()))
        .collect();
    ids.sort();
    let read = |id: &String| -> Result<BenchmarkPage> {
        let gold: Value = serde_json::from_slice(&std::fs::read(folder.join(format!("ground-truth/{id}.json")))?)
            .with_context(|| format!("ground truth of {id}"))?;
        let bytes = std::fs::read(folder.join(format!("html/{id}.html.gz")))?;
        let ours = crossread_ingest::articles(id, &bytes).into_iter().find_map(Result::ok);
        Ok(BenchmarkPage { id: id.clone(), gold: gold["ground_truth"].clone(), ours })
    };
    ids.par_iter().map(read).collect::<Result<Vec<_>>>().map(Some)
}

// --- text ----------------------------------------------------------------------------------------------------------

/// The article's text as WCXB understands it: paragraphs, headings, quotations.
fn main_text(article: &Article) -> String {
    let kept = |kind| matches!(kind, BlockKind::Body | BlockKind::Heading | BlockKind::Excerpt);
    let words = article.blocks.iter().filter(|block| kept(block.kind)).map(|block| block.span.of(&article.text));
    words.collect::<Vec<_>>().join("\n")
}

/// How often each word stands in a text.
fn bag(text: &str) -> HashMap<String, usize> {
    let mut bag = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()) {
        *bag.entry(word.to_lowercase()).or_default() += 1;
    }
    bag
}

/// Precision, recall and F1 of one page.
fn score(page: &BenchmarkPage) -> (f64, f64, f64) {
    let gold = bag(page.gold["main_content"].as_str().unwrap_or_default());
    let ours = bag(&page.ours.as_ref().map(main_text).unwrap_or_default());
    let both: usize = ours.iter().map(|(word, count)| *count.min(gold.get(word).unwrap_or(&0))).sum();
    let share = |of: &HashMap<String, usize>| both as f64 / of.values().sum::<usize>().max(1) as f64;
    let (precision, recall) = (share(&ours), share(&gold));
    let f1 = if both == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
    (precision, recall, f1)
}

fn text() -> Result<Option<f64>> {
    Ok(pages()?.map(|pages| pages.iter().map(|page| score(page).2).sum::<f64>() / pages.len().max(1) as f64))
}

/// All pages, the worst first, with the words of blocks that should or should not have been the article's.
fn text_errors() -> Result<()> {
    let Some(pages) = pages()? else { return Ok(()) };
    let mut scored: Vec<(&BenchmarkPage, (f64, f64, f64))> = pages.iter().map(|page| (page, score(page))).collect();
    scored.sort_by(|a, b| a.1.2.total_cmp(&b.1.2));
    for (page, (precision, recall, f1)) in scored.iter() {
        println!("=== {} F1 {f1:.3} precision {precision:.3} recall {recall:.3}", page.id);
        let gold = page.gold["main_content"].as_str().unwrap_or_default();
        let key = |words: &str| -> String {
            words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let gold_key = key(gold);
        let Some(article) = &page.ours else {
            println!("  not read");
            continue;
        };
        for block in &article.blocks {
            let words = block.span.of(&article.text);
            let in_gold = gold_key.contains(&key(words));
            let kept = matches!(block.kind, BlockKind::Body | BlockKind::Heading | BlockKind::Excerpt);
            if in_gold != kept && words.len() >= 40 {
                let sign = if kept { "+" } else { "-" };
                println!("  {sign} {:?} {}", block.kind, words.chars().take(140).collect::<String>());
            }
        }
    }
    Ok(())
}

// --- facts ---------------------------------------------------------------------------------------------------------

/// Reads one fact of a page as (gold, ours), both made comparable; `None` where the gold has none.
type Fact = fn(&BenchmarkPage) -> Option<(String, String)>;

/// Case, white space and the shape of quotation marks and dashes make no difference.
fn plain(words: &str) -> String {
    let words: String = words
        .chars()
        .map(|c| match c {
            '‘' | '’' => '\'',
            '“' | '”' => '"',
            '–' | '—' => '-',
            '？' => '?',
            c => c,
        })
        .collect();
    words.replace('…', "...").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn title(page: &BenchmarkPage) -> Option<(String, String)> {
    let gold = page.gold["title"].as_str()?;
    let ours = page.ours.as_ref().and_then(|article| article.facts.title.clone()).unwrap_or_default();
    Some((plain(gold), plain(&ours)))
}

/// Authors as one list: "A, B and C" is the same as "A, B, C".
fn author(page: &BenchmarkPage) -> Option<(String, String)> {
    let gold = page.gold["author"].as_str()?;
    let list = |words: &str| {
        let words = plain(words).replace(" and ", ",").replace(" & ", ",");
        words.split(',').map(str::trim).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
    };
    let ours = page.ours.as_ref().map(|article| article.facts.authors.join(", ")).unwrap_or_default();
    Some((list(gold), list(&ours)))
}

fn day(page: &BenchmarkPage) -> Option<(String, String)> {
    let gold = page.gold["publish_date"].as_str()?;
    let ours = page.ours.as_ref().and_then(|article| article.facts.published).map(|moment| moment.day.to_string());
    Some((gold.get(..10).unwrap_or(gold).to_owned(), ours.unwrap_or_default()))
}

fn fact(of: Fact) -> Result<Option<f64>> {
    Ok(pages()?.map(|pages| {
        let answers: Vec<(String, String)> = pages.iter().filter_map(of).collect();
        answers.iter().filter(|(gold, ours)| gold == ours).count() as f64 / answers.len().max(1) as f64
    }))
}

fn fact_errors(of: Fact) -> Result<()> {
    for page in pages()?.unwrap_or_default() {
        if let Some((gold, ours)) = of(&page)
            && gold != ours
        {
            println!("{}: gold '{gold}', ours '{ours}'", page.id);
        }
    }
    Ok(())
}
