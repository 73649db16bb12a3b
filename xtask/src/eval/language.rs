//! Rows for the language layer: tags, syntax, names, speed.
//!
//! Scored from raw text as in the CoNLL 2018 shared task (Zeman et al. 2018): the reader sees paragraphs, its words
//! are aligned with the treebank's by their characters, precision is over its words and recall over the treebank's,
//! and relations count without their subtypes. Words of a multiword token whose letters are not the token's ("I'm'a")
//! are aligned with nothing.

use super::Row;
use crate::corpora;
use crate::train::conllu::{self, Sentence};
use anyhow::Result;
use crossread_language::{MentionKind, Relation, Span, Tag, training};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The rows of this phenomenon.
pub fn rows() -> Vec<Row> {
    let row = |name, on, metric, to_beat, aim, measure, errors| Row {
        name,
        on,
        metric,
        to_beat,
        aim,
        less_is_better: false,
        measure,
        errors,
    };
    vec![
        row("tags", "EWT dev, raw text", "UPOS F1", "Stanza about 95.4", 96.5, tags, None),
        row(
            "syntax-ewt",
            "EWT dev, raw text",
            "LAS F1",
            "Stanza 84; UDPipe 1 78",
            86.0,
            syntax_ewt,
            Some(syntax_errors),
        ),
        row("syntax-gum", "GUM dev, raw text", "LAS F1", "-", 87.0, syntax_gum, None),
        row("names", "GUM news + interview dev", "span + kind F1", "-", 90.0, names, Some(name_errors)),
        row("language-speed", "GUM dev, one core", "thousand tokens a second", "-", 500.0, speed, None),
    ]
}

fn treebank(name: &str) -> Result<Option<Vec<Sentence>>> {
    corpora::corpus(name).map(|folder| conllu::read(&folder.join("dev.conllu"))).transpose()
}

fn tags() -> Result<Option<f64>> {
    Ok(treebank("treebank-ewt")?.map(|gold| score(&gold).tags))
}

fn syntax_ewt() -> Result<Option<f64>> {
    Ok(treebank("treebank-ewt")?.map(|gold| score(&gold).arcs))
}

fn syntax_gum() -> Result<Option<f64>> {
    Ok(treebank("treebank-gum")?.map(|gold| score(&gold).arcs))
}

/// F1 of tags and of labelled arcs, and what was confused.
struct Score {
    tags: f64,
    arcs: f64,
    confused: BTreeMap<(&'static str, &'static str, bool), usize>,
}

/// A word as both sides have it.
#[derive(Clone, Copy)]
struct Word {
    tag: Tag,
    relation: Relation,
    /// Characters of the head, or `None` for the root.
    head: Option<(u32, u32)>,
}

fn score(gold: &[Sentence]) -> Score {
    let paragraphs = conllu::paragraphs(gold);
    let text = paragraphs.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join("\n\n");
    let (mut parts, mut at) = (Vec::new(), 0);
    for (paragraph, _) in &paragraphs {
        parts.push(Span::new(at, at + paragraph.len()));
        at += paragraph.len() + 2;
    }
    let gold_words = places(gold, &text);
    let mut gold_total = 0;
    let mut expected: HashMap<(u32, u32), Word> = HashMap::new();
    for (sentence, spans) in gold.iter().zip(&gold_words) {
        for (word, span) in sentence.words.iter().zip(spans) {
            gold_total += 1;
            let Some(span) = span else { continue };
            let head = (word.head > 0).then(|| spans[word.head - 1]).map(|head| head.unwrap_or((0, 0)));
            expected.insert(*span, Word { tag: training::tag_of(&word.upos), relation: word.relation, head });
        }
    }
    let read = crossread_language::read(&text, &parts);
    let (mut total, mut right_tags, mut right_arcs) = (0, 0, 0);
    let mut confused = BTreeMap::new();
    for sentence in &read {
        for (i, token) in sentence.tokens.iter().enumerate() {
            total += 1;
            let place = |span: Span| (span.start, span.end);
            let Some(word) = expected.get(&place(token.span)) else { continue };
            right_tags += usize::from(word.tag == token.tag);
            let head = sentence.head(i).map(|head| place(sentence.tokens[head].span));
            let same_head = word.head == head;
            if same_head && universal(word.relation) == universal(token.relation) {
                right_arcs += 1;
            } else {
                let key = (universal(word.relation), universal(token.relation), same_head);
                *confused.entry(key).or_insert(0) += 1;
            }
        }
    }
    let f1 = |right: usize| 100.0 * 2.0 * right as f64 / (total + gold_total) as f64;
    Score { tags: f1(right_tags), arcs: f1(right_arcs), confused }
}

fn universal(relation: Relation) -> &'static str {
    let name = training::RELATION_NAMES.iter().find(|(_, other)| *other == relation).map_or("dep", |(name, _)| name);
    name.split(':').next().unwrap_or(name)
}

/// Where each word of each sentence stands in the text; `None` where its letters are not found.
fn places(gold: &[Sentence], text: &str) -> Vec<Vec<Option<(u32, u32)>>> {
    let mut at = 0;
    gold.iter()
        .map(|sentence| {
            let begin = at + text[at..].find(&sentence.text).unwrap_or(0);
            let mut next = begin;
            at = begin + sentence.text.len();
            sentence
                .words
                .iter()
                .map(|word| {
                    let rest = &text[next..at];
                    let skipped = rest.len() - rest.trim_start().len();
                    rest[skipped..].starts_with(&word.form).then(|| {
                        let start = next + skipped;
                        next = start + word.form.len();
                        (start as u32, next as u32)
                    })
                })
                .collect()
        })
        .collect()
}

fn syntax_errors() -> Result<()> {
    for name in ["treebank-ewt", "treebank-gum"] {
        let Some(gold) = treebank(name)? else { continue };
        let mut confused: Vec<_> = score(&gold).confused.into_iter().collect();
        confused.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        println!("{name}: treebank's relation, ours, head right, how often");
        for ((gold, ours, head), count) in confused.into_iter().take(30) {
            println!("  {gold:12} {ours:12} {head:5} {count}");
        }
    }
    Ok(())
}

/// Named mentions of one document: (start, end, kind) in the text.
type Names = HashSet<(u32, u32, MentionKind)>;

fn both_names() -> Result<Option<(String, Names, Names)>> {
    let Some(gold) = treebank("treebank-gum")? else { return Ok(None) };
    let gold: Vec<Sentence> = gold.into_iter().filter(|s| matches!(s.genre.as_str(), "news" | "interview")).collect();
    let paragraphs = conllu::paragraphs(&gold);
    let text = paragraphs.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join("\n\n");
    let (mut parts, mut at) = (Vec::new(), 0);
    for (paragraph, _) in &paragraphs {
        parts.push(Span::new(at, at + paragraph.len()));
        at += paragraph.len() + 2;
    }
    let mut expected = Names::new();
    for (sentence, spans) in gold.iter().zip(places(&gold, &text)) {
        for &(first, last, kind) in &sentence.names {
            if let (Some(first), Some(last)) = (spans[first], spans[last]) {
                expected.insert((first.0, last.1, kind));
            }
        }
    }
    let found = crossread_language::read(&text, &parts)
        .iter()
        .flat_map(|sentence| sentence.mentions.iter().map(|m| (m.span.start, m.span.end, m.kind)))
        .collect();
    Ok(Some((text, expected, found)))
}

fn names() -> Result<Option<f64>> {
    Ok(both_names()?.map(|(_, expected, found)| {
        let right = expected.intersection(&found).count();
        100.0 * 2.0 * right as f64 / (expected.len() + found.len()) as f64
    }))
}

fn name_errors() -> Result<()> {
    let Some((text, expected, found)) = both_names()? else { return Ok(()) };
    let mut lines: Vec<(u32, String)> = Vec::new();
    for (start, end, kind) in expected.difference(&found) {
        lines.push((*start, format!("missed {kind:?}: {}", &text[*start as usize..*end as usize])));
    }
    for (start, end, kind) in found.difference(&expected) {
        lines.push((*start, format!("  found {kind:?}: {}", &text[*start as usize..*end as usize])));
    }
    lines.sort();
    for (_, line) in lines {
        println!("{line}");
    }
    Ok(())
}

fn speed() -> Result<Option<f64>> {
    let Some(gold) = treebank("treebank-gum")? else { return Ok(None) };
    let paragraphs = conllu::paragraphs(&gold);
    let run = || {
        let began = std::time::Instant::now();
        let tokens: usize = paragraphs
            .iter()
            .map(|(text, _)| {
                crossread_language::read(text, &[Span::new(0, text.len())])
                    .iter()
                    .map(|s| s.tokens.len())
                    .sum::<usize>()
            })
            .sum();
        tokens as f64 / began.elapsed().as_secs_f64() / 1000.0
    };
    run();
    Ok(Some((0..3).map(|_| run()).fold(0.0, f64::max)))
}
