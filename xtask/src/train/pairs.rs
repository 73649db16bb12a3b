//! `cargo xtask train pairs`: what each sign weighs when two mentions of a happening are compared, from the training topics of
//! ECB+ (CC BY 3.0).
//!
//! Each topic is read as one story, as the program reads it. A pair of mentions that both stand in the gold is one happening
//! or two; mentions that the gold doesn't know are left out. Logistic regression by full gradient with a fixed number of
//! steps, so that the same corpus gives the same table.

use super::cat::MEASURED;
use crate::corpora;
use anyhow::{Context, Result};
use crossread_core::align::{entities, events};
use crossread_core::{Annotations, Language, Passage, Span, Story, annotate};
use events::{EventSign, EventSigns};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// Points a unit of log odds.
const POINTS: f64 = 20.0;

/// How strongly weights are drawn to nothing, in pairs: a sign that few pairs have weighs little.
const PULL: f64 = 20.0;

/// Steps of the regression: enough for the weights to stand still.
const STEPS: usize = 1500;

/// Fits the weights and writes `crates/crossread-core/data/en/event-pairs.txt`.
pub fn run() -> Result<bool> {
    let folder = corpora::corpus("coref-ecbplus").context("no coref-ecbplus")?;
    let checked = checked(&folder)?;
    let all: Vec<(EventSigns, bool)> =
        topics().par_iter().flat_map_iter(|&topic| learn_from(&folder, topic, &checked)).collect();
    println!("{} pairs, {} of one happening", all.len(), all.iter().filter(|pair| pair.1).count());
    let weights = fit(&all);
    let mut out = String::from(
        "# What each sign weighs when two mentions of a happening are compared, in twentieths of the log odds; learned by `cargo xtask\n\
         # train pairs` from the training topics of ECB+.\n",
    );
    for (sign, weight) in EventSign::ALL.iter().zip(&weights) {
        let has = all.iter().filter(|(signs, _)| signs.has(*sign)).count();
        let of_one = all.iter().filter(|(signs, one)| signs.has(*sign) && *one).count();
        let points = (weight * POINTS).round() as i32;
        println!("{:<24} {points:>5}  {of_one} of {has}", sign.name());
        out += &format!("{} {points}\n", sign.name());
    }
    for least in [-20, -10, 0, 10, 20, 30] {
        let score = |signs: &EventSigns| signs.iter().map(|sign| weights[sign as usize]).sum::<f64>() * POINTS;
        let said = all.iter().filter(|(signs, _)| score(signs) >= f64::from(least)).count();
        let right = all.iter().filter(|(signs, one)| *one && score(signs) >= f64::from(least)).count();
        println!("from {least}: {right} right of {said}");
    }
    std::fs::write(corpora::root().join("crates/crossread-core/data/en/event-pairs.txt"), out)?;
    Ok(true)
}

/// Logistic regression with a momentum of nine tenths.
fn fit(pairs: &[(EventSigns, bool)]) -> Vec<f64> {
    // Pairs with the same signs count as one, with their number.
    let mut grouped: BTreeMap<Vec<usize>, (f64, f64)> = BTreeMap::new();
    for (signs, one) in pairs {
        let group = grouped.entry(signs.iter().map(|sign| sign as usize).collect()).or_default();
        group.0 += 1.0;
        group.1 += f64::from(u8::from(*one));
    }
    let n = EventSign::ALL.len();
    let (mut weights, mut speed) = (vec![0.0; n], vec![0.0; n]);
    let all = pairs.len() as f64;
    for _ in 0..STEPS {
        let mut gradient: Vec<f64> = weights.iter().map(|weight: &f64| PULL * weight / all).collect();
        for (signs, (count, of_one)) in &grouped {
            let score: f64 = signs.iter().map(|&sign| weights[sign]).sum();
            let error = (count / (1.0 + (-score).exp()) - of_one) / all;
            signs.iter().for_each(|&sign| gradient[sign] += error);
        }
        for sign in 0..n {
            speed[sign] = 0.9 * speed[sign] - 0.5 * gradient[sign];
            weights[sign] += speed[sign];
        }
    }
    weights
}

/// The sentences whose annotation was checked, by topic and file.
pub fn checked(folder: &Path) -> Result<BTreeMap<String, BTreeSet<u32>>> {
    let csv = std::fs::read_to_string(folder.join("ECBplus_coreference_sentences.csv"))?;
    let mut checked: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for line in csv.lines().skip(1) {
        if let [topic, file, sentence] = line.split(',').collect::<Vec<_>>()[..]
            && let Ok(sentence) = sentence.trim().parse()
        {
            checked.entry(format!("{topic}_{file}")).or_default().insert(sentence);
        }
    }
    Ok(checked)
}

/// A file of ECB+ as text, with its mentions of happenings: where, and of which happening.
pub struct EcbDocument {
    text: String,
    mentions: Vec<(Vec<Span>, String)>,
}

/// The topics that teach.
pub fn topics() -> Vec<u32> {
    (1..=45).filter(|topic| !MEASURED.contains(topic)).collect()
}

fn learn_from(folder: &Path, topic: u32, checked: &BTreeMap<String, BTreeSet<u32>>) -> Vec<(EventSigns, bool)> {
    let documents = documents(folder, topic, checked);
    // As one story each, and together: look-alike stories stand in one folder on purpose.
    let kinds: [fn(&str) -> bool; 3] = [|name| name.ends_with("plus"), |name| !name.ends_with("plus"), |_| true];
    kinds.into_iter().flat_map(|kind| pairs_of(&story(&documents, kind), &documents)).collect()
}

/// The files of a topic by their names.
pub fn documents(
    folder: &Path,
    topic: u32,
    checked: &BTreeMap<String, BTreeSet<u32>>,
) -> BTreeMap<String, EcbDocument> {
    let of_topic = checked.iter().filter(|(name, _)| name.split('_').next() == Some(&topic.to_string()));
    let read = |(name, sentences): (&String, &BTreeSet<u32>)| {
        let xml = std::fs::read_to_string(folder.join(format!("ECB+/{topic}/{name}.xml"))).ok()?;
        Some((name.clone(), document(name, &xml, sentences)))
    };
    of_topic.filter_map(read).collect()
}

/// Those files of a topic that are asked for as a story; articles have the files' names.
pub fn story(documents: &BTreeMap<String, EcbDocument>, wanted: impl Fn(&str) -> bool) -> Story {
    let mut lines = String::new();
    for (name, document) in documents.iter().filter(|(name, _)| wanted(name)) {
        lines += &serde_json::json!({"id": name, "text": document.text}).to_string();
        lines.push('\n');
    }
    Story::new(crossread_ingest::articles("topic.jsonl", lines.as_bytes()).into_iter().flatten().collect())
}

fn pairs_of(story: &Story, documents: &BTreeMap<String, EcbDocument>) -> Vec<(EventSigns, bool)> {
    let annotations: Vec<Annotations> =
        story.articles().iter().map(|article| annotate(Language::english(), article)).collect();
    let entity_of = entities::find(Language::english(), story, &annotations).entity_of;
    let mut gold: HashMap<Passage, &str> = HashMap::new();
    for (article, one) in annotations.iter().enumerate() {
        let id = story.articles()[article].facts.input_id.clone().unwrap_or_default();
        let Some(document) = documents.get(&id) else { continue };
        for event in &one.events {
            let hit = document.mentions.iter().filter(|(words, _)| words.iter().any(|word| word.overlaps(event.span)));
            if let Some((_, happening)) = hit.min_by_key(|(words, _)| words.len()) {
                gold.insert(Passage { article: article as u32, span: event.span }, happening);
            }
        }
    }
    events::training_pairs(Language::english(), story, &annotations, &entity_of)
        .into_iter()
        .filter_map(|pair| {
            let [a, b] = pair.passages;
            Some((pair.signs, gold.get(&a)? == gold.get(&b)?))
        })
        .collect()
}

fn document(name: &str, xml: &str, checked: &BTreeSet<u32>) -> EcbDocument {
    let mut words: Vec<(String, String, u32)> = Vec::new();
    let mut anchors: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut descriptions: BTreeMap<String, String> = BTreeMap::new();
    let mut happening: BTreeMap<String, String> = BTreeMap::new();
    let (mut markable, mut relation, mut sources) = (None, None, Vec::new());
    for line in xml.lines().map(str::trim) {
        let id = |key: &str| attribute(line, key).unwrap_or_default().to_owned();
        if line.starts_with("<token ") {
            let word = line.split_once('>').map_or("", |(_, rest)| rest.trim_end_matches("</token>"));
            let plain = word.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
            words.push((id("t_id"), plain.replace("&amp;", "&"), id("sentence").parse().unwrap_or(0)));
        } else if line.starts_with("<token_anchor ") {
            if let Some(mention) = &markable {
                anchors.entry(String::clone(mention)).or_default().push(id("t_id"));
            }
        } else if line.starts_with("<source ") {
            sources.push(id("m_id"));
        } else if line.starts_with("<target ") {
            let target = id("m_id");
            if let Some((tag, note, number)) = relation.take() {
                let known = descriptions.get(&target).filter(|known| !known.is_empty()).cloned();
                let one: String =
                    if tag { Some(note).filter(|note: &String| !note.is_empty()).or(known) } else { None }
                        .unwrap_or_else(|| format!("{name} {number}"));
                for source in sources.drain(..) {
                    happening.entry(source).or_insert_with(|| one.clone());
                }
            }
        } else if line.contains("_COREF ") && line.starts_with('<') {
            sources.clear();
            relation = Some((line.starts_with("<CROSS_DOC"), id("note"), id("r_id")));
        } else if line.starts_with("<ACTION") || line.starts_with("<NEG_ACTION") {
            markable = Some(id("m_id"));
            if line.ends_with("/>") {
                descriptions.insert(id("m_id"), id("instance_id"));
            }
        } else if line.starts_with('<') && !line.starts_with("</") {
            markable = None;
        }
    }
    if name.ends_with("plus") && words.first().is_some_and(|(_, word, _)| word.starts_with("http")) {
        words.retain(|(_, _, sentence)| *sentence != 0);
    }
    let (text, places) = text_of(&words);
    let sentence_of: BTreeMap<&str, u32> = words.iter().map(|(id, _, sentence)| (id.as_str(), *sentence)).collect();
    let mut mentions = Vec::new();
    for (mention, tokens) in &anchors {
        let inside = tokens.iter().filter(|t| sentence_of.get(t.as_str()).is_some_and(|s| checked.contains(s)));
        let spans: Vec<Span> = inside.filter_map(|token| places.get(token.as_str()).copied()).collect();
        if !spans.is_empty() {
            let alone = format!("{name} alone {mention}");
            mentions.push((spans, happening.get(mention).cloned().unwrap_or(alone)));
        }
    }
    EcbDocument { text, mentions }
}

fn attribute<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(&format!(" {key}=\""))?;
    rest.split('"').next()
}

/// Text from tokens, and where each of them stands in it.
fn text_of(words: &[(String, String, u32)]) -> (String, HashMap<&str, Span>) {
    let (mut text, mut places) = (String::new(), HashMap::new());
    let (mut last, mut quotes, mut glue) = (None, 0_u32, false);
    for (id, word, sentence) in words {
        let word = match word.as_str() {
            "``" | "''" => "\"",
            "-LRB-" => "(",
            "-RRB-" => ")",
            other => other,
        };
        if last != Some(*sentence) {
            if last.is_some() {
                let ended = text.trim_end_matches(['"', '”', '\'', ')']).ends_with(['.', '!', '?']);
                text += if ended { " " } else { "\n\n" };
            }
            quotes = 0;
        } else if !(glue
            || matches!(word, "," | "." | ";" | ":" | "!" | "?" | "%" | ")" | "]" | "’" | "”" | "...")
            || word == "\"" && quotes % 2 == 1
            || (word.starts_with(['\'', '’']) || word.starts_with("n'") || word.starts_with("n’")) && word.len() < 6)
        {
            text.push(' ');
        }
        glue = matches!(word, "(" | "[" | "$" | "£" | "€" | "#" | "“" | "‘" | "@") || word == "\"" && quotes % 2 == 0;
        quotes += u32::from(word == "\"");
        let start = text.len();
        text += word;
        places.insert(id.as_str(), Span::new(start, text.len()));
        last = Some(*sentence);
    }
    (text, places)
}
