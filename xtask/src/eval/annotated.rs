//! The ledger's rows on stories of our own annotation (`xtask/gold/stories`): those that may be read while working, and those that
//! are held back to tell what a story nobody worked on would get. Counted as on `ledger-gold` ([`super::ledger`]).

use super::Row;
use super::ledger::{GoldPassage, GoldPoint, GoldStory, StoryComparison, StoryVerdicts, judge};
use crate::corpora;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The rows of this phenomenon.
pub fn rows() -> Vec<Row> {
    let row = |name, on, metric, aim, measure, errors| Row {
        name,
        on,
        metric,
        to_beat: "-",
        aim,
        less_is_better: false,
        measure,
        errors,
    };
    const OURS: &str = "stories of ours that may be read";
    const HELD: &str = "stories of ours that are held back";
    vec![
        row(
            "publish-ours",
            OURS,
            "F1 of entries that can be printed",
            75.0,
            || of(CorpusPart::Open, StoryVerdicts::publish),
            Some(errors),
        ),
        row(
            "joins-ours",
            OURS,
            "% of groups that speak of one point",
            97.0,
            || of(CorpusPart::Open, StoryVerdicts::joins),
            None,
        ),
        row(
            "publish-held",
            HELD,
            "F1 of entries that can be printed",
            75.0,
            || of(CorpusPart::Held, StoryVerdicts::publish),
            None,
        ),
        row(
            "joins-held",
            HELD,
            "% of groups that speak of one point",
            97.0,
            || of(CorpusPart::Held, StoryVerdicts::joins),
            None,
        ),
    ]
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CorpusPart {
    Open,
    Held,
}

fn of(part: CorpusPart, figure: impl Fn(&StoryVerdicts) -> f64) -> Result<Option<f64>> {
    Ok(judged(part)?.map(figure))
}

fn errors() -> Result<()> {
    judged(CorpusPart::Open)?.into_iter().flat_map(StoryVerdicts::lines).for_each(|line| println!("{line}"));
    Ok(())
}

/// All stories of a part judged, once a run; `None` where their texts are not there.
fn judged(part: CorpusPart) -> Result<Option<&'static StoryVerdicts>> {
    static OPEN: OnceLock<Option<StoryVerdicts>> = OnceLock::new();
    static HELD: OnceLock<Option<StoryVerdicts>> = OnceLock::new();
    super::once(if part == CorpusPart::Open { &OPEN } else { &HELD }, || {
        let mut judged = StoryVerdicts::default();
        let mut any = false;
        for file in files()? {
            let story: AnnotatedStory =
                serde_json::from_slice(&std::fs::read(&file)?).with_context(|| file.display().to_string())?;
            if story.held != (part == CorpusPart::Held) {
                continue;
            }
            let Some(articles) = story.texts()? else { return Ok(None) };
            let folder = Folder::of(&story.story, &articles)?;
            judge(&StoryComparison::new(&folder.0, story.gold(&articles))?, &mut judged);
            any = true;
        }
        Ok(any.then_some(judged))
    })
}

fn files() -> Result<Vec<PathBuf>> {
    let folder = std::fs::read_dir(corpora::root().join("xtask/gold/stories"))?;
    let mut files = folder.map(|file| Ok(file?.path())).collect::<std::io::Result<Vec<PathBuf>>>()?;
    files.sort();
    Ok(files)
}

/// A story as it is kept: points without words.
#[derive(serde::Deserialize)]
struct AnnotatedStory {
    story: String,
    held: bool,
    /// For the name of each article where it stands in the corpora.
    articles: BTreeMap<String, String>,
    /// Passages are an article, first and last code point.
    points: Vec<GoldPoint<(String, usize, usize)>>,
}

/// An article as the program takes it in.
type ArticleFields = BTreeMap<String, Value>;

impl AnnotatedStory {
    /// The articles by name, or `None` where a corpus is not there.
    fn texts(&self) -> Result<Option<ArticleFields>> {
        let mut texts = ArticleFields::new();
        for (name, place) in &self.articles {
            let (file, line) = place.split_once('#').map_or((place.as_str(), None), |(file, id)| (file, Some(id)));
            let Some(file) = corpora::corpus(file) else { return Ok(None) };
            let found = match line {
                Some(id) => line_of(&file, id)?,
                None => serde_json::from_slice(&std::fs::read(&file)?)?,
            };
            texts.insert(name.clone(), article(&found));
        }
        Ok(Some(texts))
    }

    /// The points, with the words at their places.
    fn gold(self, articles: &ArticleFields) -> GoldStory {
        let chars: BTreeMap<&str, Vec<char>> = articles
            .iter()
            .map(|(name, one)| (name.as_str(), one["text"].as_str().unwrap_or_default().chars().collect()))
            .collect();
        let points = self
            .points
            .into_iter()
            .map(|point| point.with(|(article, first, last)| GoldPassage::at(article, (first, last), &chars)));
        GoldStory { story: self.story, points: points.collect() }
    }
}

/// The article of a file of JSON Lines that has an id.
fn line_of(file: &Path, id: &str) -> Result<Value> {
    let lines = BufReader::new(flate2::read::MultiGzDecoder::new(std::fs::File::open(file)?)).lines();
    let wanted = format!("\"{id}\"");
    for line in lines {
        let line = line?;
        // Most lines don't hold it: only those that do are read as JSON.
        if line.contains(&wanted) {
            let article: Value = serde_json::from_str(&line)?;
            if article["id"] == id {
                return Ok(article);
            }
        }
    }
    anyhow::bail!("{}: no article {id}", file.display())
}

/// The facts of an article under the names that the program reads.
fn article(found: &Value) -> Value {
    let either = |one: &str, other: &str| if found[one].is_null() { found[other].clone() } else { found[one].clone() };
    json!({
        "text": found["text"], "title": found["title"], "url": found["url"],
        "outlet": either("source_domain", "outlet"), "published": either("date_publish", "published"),
    })
}

/// A story's articles as files, in a folder that goes away with it.
struct Folder(PathBuf);

impl Folder {
    fn of(story: &str, articles: &ArticleFields) -> Result<Folder> {
        let folder = Folder(std::env::temp_dir().join(format!("crossread-eval-{}-{story}", std::process::id())));
        std::fs::create_dir_all(folder.0.join("articles"))?;
        for (name, one) in articles {
            std::fs::write(folder.0.join("articles").join(format!("{name}.json")), one.to_string())?;
        }
        Ok(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left of it does no harm.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
