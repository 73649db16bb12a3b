//! Rows for happenings: which words tell them, and which of them over all articles are one, from raw text.
//!
//! ECB+ is measured on the topics that are not learned from, by subtopic (articles of one event, as a reader has them) and by topic
//! (two look-alike events together); MEANTIME on the documents of all its corpora as one heap. Our mentions are matched with those of
//! the gold one to one by the characters they share; those that match none count against us, as in the shared tasks.

use super::Row;
use super::coref::{CorefScore, MentionCluster};
use crate::corpora;
use crate::train::cat::{self, CatDocument, MEASURED};
use anyhow::Result;
use crossread_core::align::headings::Headings;
use crossread_core::align::{entities, events};
use crossread_core::{Annotations, DecidedPairs, Language, Span, Story, annotate};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

/// The rows of this phenomenon.
pub fn rows() -> Vec<Row> {
    let row = |name, on, metric, to_beat, aim, measure| Row {
        name,
        on,
        metric,
        to_beat,
        aim,
        less_is_better: false,
        measure,
        errors: None,
    };
    let conll = "CoNLL F1 without singletons, raw text";
    vec![
        row(
            "event-mentions",
            "ECB+ measured topics",
            "F1",
            "-",
            82.0,
            || Ok(subtopics()?.map(|all| all.mentions.f1())),
        ),
        row("events-subtopic", "ECB+ measured topics, by subtopic", conll, "xCoRe 42.4", 64.0, || {
            Ok(subtopics()?.map(|all| all.joined.conll()))
        }),
        row("events-topic", "ECB+ measured topics, by topic", conll, "xCoRe 42.4", 60.0, || {
            Ok(ecb(false)?.map(|all| all.joined.conll()))
        }),
        row("event-mentions-meantime", "MEANTIME, first sentences", "F1", "-", 80.0, || {
            Ok(meantime()?.map(|all| all.mentions.f1()))
        }),
        row("events-meantime", "MEANTIME, first sentences", "CoNLL F1 with singletons", "same word 42.5", 62.0, || {
            Ok(meantime()?.map(|all| all.joined_with_singletons.conll()))
        }),
    ]
}

/// How many mentions are right, of the gold, and ours.
#[derive(Default)]
struct MentionCounts {
    right: usize,
    gold: usize,
    ours: usize,
}

impl MentionCounts {
    fn f1(&self) -> f64 {
        200.0 * self.right as f64 / (self.gold + self.ours) as f64
    }
}

/// What is measured on a corpus.
#[derive(Default)]
struct CorpusMeasures {
    mentions: MentionCounts,
    joined: CorefScore,
    joined_with_singletons: CorefScore,
}

impl CorpusMeasures {
    fn add(&mut self, gold: &[MentionCluster], ours: &[MentionCluster]) {
        let several =
            |all: &[MentionCluster]| all.iter().filter(|one| one.len() > 1).cloned().collect::<Vec<MentionCluster>>();
        self.joined.add(&several(gold), &several(ours));
        self.joined_with_singletons.add(gold, ours);
    }
}

fn subtopics() -> Result<Option<&'static CorpusMeasures>> {
    static KNOWN: OnceLock<Option<CorpusMeasures>> = OnceLock::new();
    super::once(&KNOWN, || ecb(true))
}

fn meantime() -> Result<Option<&'static CorpusMeasures>> {
    static KNOWN: OnceLock<Option<CorpusMeasures>> = OnceLock::new();
    super::once(&KNOWN, read_meantime)
}

fn ecb(by_subtopic: bool) -> Result<Option<CorpusMeasures>> {
    let Some(folder) = corpora::corpus("coref-ecbplus") else { return Ok(None) };
    let mut measured = CorpusMeasures::default();
    for topic in MEASURED {
        let documents = cat::ecb(&folder, |one| one == topic)?;
        let mut numbers = Numbers::default();
        let of_subtopic = |plus: bool| {
            documents.iter().filter(move |document| document.name.ends_with("plus") == plus).collect::<Vec<_>>()
        };
        let stories =
            if by_subtopic { vec![of_subtopic(false), of_subtopic(true)] } else { vec![documents.iter().collect()] };
        let ours: Vec<MentionCluster> = stories
            .iter()
            .filter(|story| !story.is_empty())
            .flat_map(|story| clusters(story, &mut numbers, &mut measured.mentions))
            .collect();
        // A happening of the gold may be told in both subtopics.
        let gold = gold_clusters(&documents.iter().collect::<Vec<_>>(), &mut numbers);
        measured.add(&gold, &ours);
    }
    Ok(Some(measured))
}

fn read_meantime() -> Result<Option<CorpusMeasures>> {
    let Some(folder) = corpora::corpus("meantime") else { return Ok(None) };
    let documents = cat::meantime(&folder)?;
    let documents: Vec<&CatDocument> = documents.iter().collect();
    let (mut measured, mut numbers) = (CorpusMeasures::default(), Numbers::default());
    let ours = clusters(&documents, &mut numbers, &mut measured.mentions);
    let gold = gold_clusters(&documents, &mut numbers);
    measured.add(&gold, &ours);
    Ok(Some(measured))
}

/// Mentions by number: those of the gold, and those of ours that match none.
#[derive(Default)]
struct Numbers {
    gold: BTreeMap<(String, usize), u64>,
    next: u64,
}

impl Numbers {
    fn of_gold(&mut self, document: &str, mention: usize) -> u64 {
        let next = self.gold.len() as u64 * 2;
        *self.gold.entry((document.to_owned(), mention)).or_insert(next)
    }

    fn of_none(&mut self) -> u64 {
        self.next += 2;
        self.next + 1
    }
}

fn gold_clusters(documents: &[&CatDocument], numbers: &mut Numbers) -> Vec<MentionCluster> {
    let mut by_name: BTreeMap<String, MentionCluster> = BTreeMap::new();
    for document in documents {
        for (mention, happening) in document.happenings.iter().enumerate() {
            let alone = || format!("{} alone {mention}", document.name);
            let name = happening.clone().unwrap_or_else(alone);
            by_name.entry(name).or_default().insert(numbers.of_gold(&document.name, mention));
        }
    }
    by_name.into_values().collect()
}

/// What the program joins in the documents of one story, as far as the gold says everything there.
fn clusters(documents: &[&CatDocument], numbers: &mut Numbers, mentions: &mut MentionCounts) -> Vec<MentionCluster> {
    let line = |document: &&CatDocument| {
        let (name, published) = (&document.name, &document.published);
        serde_json::json!({"id": name, "text": document.text, "url": document.url, "published": published}).to_string()
    };
    let lines: Vec<String> = documents.iter().map(line).collect();
    let articles = crossread_ingest::articles("story.jsonl", lines.join("\n").as_bytes()).into_iter().flatten();
    let story = Story::new(articles.collect());
    let annotations: Vec<Annotations> =
        story.articles().par_iter().map(|article| annotate(Language::english(), article)).collect();
    let entities = entities::find(Language::english(), &story, &annotations);
    let headings = Headings::new(Language::english(), &story, &annotations);
    let by_name: HashMap<&str, &CatDocument> = documents.iter().map(|one| (one.name.as_str(), *one)).collect();
    let of_article = |article: u32| {
        let id = story.articles()[article as usize].facts.input_id.as_deref();
        id.and_then(|id| by_name.get(id).copied())
    };
    let inside = |document: &CatDocument, span: Span| document.sentences.iter().any(|sentence| sentence.contains(span));
    let mut told: Vec<(usize, &CatDocument, Span)> = Vec::new();
    for (e, event) in events::find(
        Language::english(),
        (&story, &annotations),
        (&entities, &headings),
        &DecidedPairs::default(),
        &|_| {},
    )
    .iter()
    .enumerate()
    {
        for passage in event.passages() {
            let document = of_article(passage.article).filter(|document| inside(document, passage.span));
            told.extend(document.map(|document| (e, document, passage.span)));
        }
    }
    let matched = matched(&told);
    mentions.right += matched.iter().flatten().count();
    mentions.gold += documents.iter().map(|document| document.mentions.len()).sum::<usize>();
    mentions.ours += told.len();
    let mut clusters: BTreeMap<usize, MentionCluster> = BTreeMap::new();
    for ((e, document, _), matched) in told.iter().zip(&matched) {
        let number = match matched {
            Some(mention) => numbers.of_gold(&document.name, *mention),
            None => numbers.of_none(),
        };
        clusters.entry(*e).or_default().insert(number);
    }
    clusters.into_values().collect()
}

/// For each of our mentions that of the gold that it is: one to one, those that share most of their characters first.
fn matched(told: &[(usize, &CatDocument, Span)]) -> Vec<Option<usize>> {
    let mut shared: Vec<(u64, usize, usize)> = Vec::new();
    for (i, (_, document, span)) in told.iter().enumerate() {
        for (m, words) in document.mentions.iter().enumerate() {
            let common = |word: &Span| word.end.min(span.end).saturating_sub(word.start.max(span.start)) as usize;
            let both: usize = words.iter().map(common).sum();
            let all = words.iter().map(|word| word.len()).sum::<usize>().max(span.len());
            if both > 0 {
                shared.push((both as u64 * 1_000_000 / all as u64, i, m));
            }
        }
    }
    shared.sort_by_key(|&(part, i, m)| (std::cmp::Reverse(part), i, m));
    let mut matched = vec![None; told.len()];
    let mut taken: BTreeSet<(&str, usize)> = BTreeSet::new();
    for (_, i, m) in shared {
        if matched[i].is_none() && taken.insert((&told[i].1.name, m)) {
            matched[i] = Some(m);
        }
    }
    matched
}
