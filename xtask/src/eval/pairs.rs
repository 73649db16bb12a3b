//! The row for pairs of mentions of happenings, most of them behind the news, that were judged one by one
//! (`xtask/gold/happening-pairs.tsv`: places and labels, no text). Their topics teach `cargo xtask train pairs`, by other pairs.

use super::Row;
use crate::corpora;
use crate::train::pairs;
use anyhow::{Context, Result};
use crossread_core::align::{entities, events};
use crossread_core::{Annotations, Language, Passage, Story, annotate};
use rayon::prelude::*;
use std::collections::HashMap;

/// The row of this phenomenon.
pub fn rows() -> Vec<Row> {
    vec![Row {
        name: "happening-pairs",
        on: "4,095 judged pairs of ECB+ training topics",
        metric: "F1 of pairs that are one happening",
        to_beat: "-",
        aim: 80.0,
        less_is_better: false,
        measure: f1,
        errors: None,
    }]
}

/// Where a mention stands: a file of the corpus, and the byte at which its head word begins.
type HeadPlace = (String, usize);

fn f1() -> Result<Option<f64>> {
    let Some(folder) = corpora::corpus("coref-ecbplus") else { return Ok(None) };
    let labels = labels(&std::fs::read_to_string(corpora::root().join("xtask/gold/happening-pairs.tsv"))?)?;
    let checked = pairs::checked(&folder)?;
    let joined = |topic: &u32| -> Vec<bool> {
        let documents = pairs::documents(&folder, *topic, &checked);
        let halves = [true, false].map(|plus| pairs::story(&documents, |name| name.ends_with("plus") == plus));
        halves.iter().flat_map(|story| joined(story, &labels)).collect()
    };
    let joined: Vec<bool> = pairs::topics().par_iter().flat_map_iter(joined).collect();
    let right = joined.iter().filter(|is_one| **is_one).count();
    let ones = labels.values().filter(|is_one| **is_one).count();
    Ok(Some(200.0 * right as f64 / (joined.len() + ones) as f64))
}

/// Of the pairs that are one happening or two whether they are one; what is no happening, or what one cannot tell, counts neither way.
fn labels(table: &str) -> Result<HashMap<[HeadPlace; 2], bool>> {
    let mut labels = HashMap::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let [one, start, other, other_start, label] = line.split('\t').collect::<Vec<_>>()[..] else {
            anyhow::bail!("not a pair: {line}")
        };
        let place = |file: &str, start: &str| -> Result<HeadPlace> {
            Ok((file.to_owned(), start.parse().context("no place")?))
        };
        if let "0" | "1" = label {
            labels.insert([place(one, start)?, place(other, other_start)?], label == "1");
        }
    }
    Ok(labels)
}

/// Of a story's judged pairs that the program would join: whether they are one.
fn joined(story: &Story, labels: &HashMap<[HeadPlace; 2], bool>) -> Vec<bool> {
    let annotations: Vec<Annotations> =
        story.articles().iter().map(|article| annotate(Language::english(), article)).collect();
    let entity_of = entities::find(Language::english(), story, &annotations).entity_of;
    let place = |passage: Passage| {
        let article = &story.articles()[passage.article as usize];
        (article.facts.input_id.clone().unwrap_or_default(), passage.span.start())
    };
    let pairs = events::training_pairs(Language::english(), story, &annotations, &entity_of).into_iter();
    pairs.filter(|pair| pair.is_alike).filter_map(|pair| labels.get(&pair.passages.map(place)).copied()).collect()
}
