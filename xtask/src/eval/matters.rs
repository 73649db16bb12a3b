//! Rows for matters: which figures of different articles speak of the same thing, against pairs annotated by hand
//! (`xtask/gold/matters-*.tsv`: places and labels, no text). Counted are pairs of figures of different articles, and each
//! entry and each matter once, so that a figure that every article repeats does not outweigh the others.

use super::Row;
use crate::corpora;
use anyhow::{Context, Result};
use crossread_core::ledger::{EntryKind, Ledger};
use crossread_core::{Annotations, Article, CodePoints, DecidedPairs, Language, Story, align, annotate, tabulate};
use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    const PRECISION: &str = "% of an entry's pairs that speak of one thing, mean";
    const RECALL: &str = "% of a matter's pairs that are in one entry, mean";
    const READ: &str = "nine stories annotated by hand, read while the rules were written";
    const UNREAD: &str = "eleven stories annotated by hand, unread";
    vec![
        row("matters-dev-precision", READ, PRECISION, 95.0, || score("dev", |p| mean(&p.entries)), Some(errors)),
        row("matters-dev-recall", READ, RECALL, 80.0, || score("dev", |p| mean(&p.matters)), None),
        row("matters-precision", UNREAD, PRECISION, 95.0, || score("test", |p| mean(&p.entries)), None),
        row("matters-recall", UNREAD, RECALL, 80.0, || score("test", |p| mean(&p.matters)), None),
    ]
}

fn score(set: &str, of: fn(&FigurePairs) -> f64) -> Result<Option<f64>> {
    Ok(pairs(set)?.map(|pairs| of(&pairs)))
}

/// A figure: its article and its start in code points.
type FigurePlace = (String, u32);

/// One story's annotation.
#[derive(Default)]
struct GoldMatters {
    articles: BTreeSet<String>,
    matters: HashMap<FigurePlace, String>,
}

/// Of pairs of figures: how many are right, of how many.
type PairShare = (usize, usize);

#[derive(Default)]
struct FigurePairs {
    /// For each entry with annotated figures of two articles: its pairs that are one matter.
    entries: BTreeMap<(String, usize), PairShare>,
    /// For each annotated matter: its pairs that are in one entry.
    matters: BTreeMap<(String, String), PairShare>,
    lines: Vec<String>,
}

/// The mean share in percent: each entry and each matter counts once, however many figures it has.
fn mean<K>(shares: &BTreeMap<K, PairShare>) -> f64 {
    let sum: f64 = shares.values().map(|(right, all)| *right as f64 / (*all).max(1) as f64).sum();
    100.0 * sum / shares.len().max(1) as f64
}

fn pairs(set: &str) -> Result<Option<FigurePairs>> {
    let mut golds: BTreeMap<String, GoldMatters> = BTreeMap::new();
    let file = corpora::root().join(format!("xtask/gold/matters-{set}.tsv"));
    let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [story, article, start, matter] = fields[..] else { anyhow::bail!("{line:?}: four columns") };
        let gold = golds.entry(story.to_owned()).or_default();
        gold.articles.insert(article.to_owned());
        if !start.is_empty() {
            gold.matters.insert((article.to_owned(), start.parse()?), matter.to_owned());
        }
    }
    let mut all = FigurePairs::default();
    for (name, gold) in &golds {
        let Some(articles) = story(name)? else { return Ok(None) };
        let story = Story::new(articles);
        let annotations: Vec<Annotations> =
            story.articles().iter().map(|article| annotate(Language::english(), article)).collect();
        let ledger = tabulate(
            Language::english(),
            &story,
            &align(Language::english(), &story, &annotations, &DecidedPairs::default()),
        );
        all.count(name, &figures(gold, &story, &annotations, &ledger));
    }
    Ok(Some(all))
}

fn story(name: &str) -> Result<Option<Vec<Article>>> {
    let mut articles = Vec::new();
    if let Ok(event) = name.parse::<u64>() {
        let Some(all) = super::stories::events()? else { return Ok(None) };
        articles.extend(all.into_iter().filter(|(_, other)| *other == event.to_string()).map(|(article, _)| article));
    } else {
        let Some(folder) = corpora::shared(&format!("stories/{name}")) else { return Ok(None) };
        crossread_ingest::read_inputs(&[folder], &Default::default(), &mut std::io::empty(), &mut |taken| {
            articles.extend(taken.ok())
        });
    }
    Ok(Some(articles))
}

/// A figure of a story: its place, the words around it, the matter it was given by hand and the entry it stands in.
struct StoryFigure<'a> {
    place: FigurePlace,
    words: String,
    matter: Option<&'a String>,
    entry: Option<usize>,
}

/// The figures of a story's annotated articles.
fn figures<'a>(
    gold: &'a GoldMatters,
    story: &Story,
    annotations: &[Annotations],
    ledger: &Ledger,
) -> Vec<StoryFigure<'a>> {
    let points: Vec<CodePoints> = story.articles().iter().map(|article| CodePoints::new(&article.text)).collect();
    let place = |article: u32, span| -> FigurePlace {
        (story.articles()[article as usize].id(), points[article as usize].of(span).0)
    };
    let mut entry_of: HashMap<FigurePlace, usize> = HashMap::new();
    for (e, entry) in ledger.entries.iter().enumerate().filter(|(_, entry)| entry.kind == EntryKind::Figure) {
        for passage in entry.readings.iter().flat_map(|reading| reading.passages()) {
            entry_of.insert(place(passage.article, passage.span), e);
        }
    }
    let mut figures = Vec::new();
    for (a, found) in annotations.iter().enumerate() {
        let text = &story.articles()[a].text;
        for figure in &found.figures {
            let place = place(a as u32, figure.span);
            let matter = gold.matters.get(&place);
            if gold.articles.contains(&place.0) && matter.is_none_or(|matter| matter != "?") {
                let start = (0..=figure.span.start().saturating_sub(40)).rev().find(|&at| text.is_char_boundary(at));
                let around = text[start.unwrap_or(0)..].chars().take(90).collect::<String>();
                let entry = entry_of.get(&place).copied();
                figures.push(StoryFigure { place, words: around.replace('\n', " "), matter, entry });
            }
        }
    }
    figures
}

impl FigurePairs {
    /// Counts the pairs of a story's figures.
    fn count(&mut self, name: &str, figures: &[StoryFigure]) {
        for (i, one) in figures.iter().enumerate() {
            for other in figures[..i].iter().filter(|other| other.place.0 != one.place.0) {
                let matter = one.matter.filter(|_| one.matter == other.matter);
                let entry = one.entry.filter(|_| one.entry == other.entry);
                let (same, joined) = (matter.is_some(), entry.is_some());
                if let Some(entry) = entry {
                    let share = self.entries.entry((name.to_owned(), entry)).or_default();
                    *share = (share.0 + usize::from(same), share.1 + 1);
                }
                if let Some(matter) = matter {
                    let share = self.matters.entry((name.to_owned(), matter.clone())).or_default();
                    *share = (share.0 + usize::from(joined), share.1 + 1);
                }
                if same != joined {
                    let what = if joined { "joined" } else { "apart " };
                    let matter = one.matter.map_or("-", String::as_str);
                    self.lines.push(format!("{name} {what} [{matter}] {} || {}", one.words, other.words));
                }
            }
        }
    }
}

fn errors() -> Result<()> {
    if let Some(pairs) = pairs("dev")? {
        for ((story, matter), (right, all)) in &pairs.matters {
            println!("{story} {matter}: {right} of {all} pairs");
        }
        pairs.lines.iter().for_each(|line| println!("{line}"));
    }
    Ok(())
}
