//! `cargo xtask train factuality`: how surely a happening is told as having happened, for
//! `crates/crossread-core/model/factuality.bin`.
//!
//! A linear regression on what readers answered, learned one example at a time with steps that shrink as a weight is used
//! (Duchi, Hazan and Singer, JMLR 2011); weights ship in eight bits. The same corpora give the same bytes.

use super::ewt;
use super::perceptron::shuffled;
use crate::corpora;
use anyhow::{Context, Result};
use crossread_core::Language;
use crossread_core::annotate::events::training::{Tree, factuality};
use std::collections::{BTreeMap, HashMap};

/// Times the examples are gone through. Of 3, 6 and 12 the fewest were best on EWT dev.
const ROUNDS: usize = 3;

/// First step of a weight, chosen the same way of 0.03, 0.05 and 0.08.
const STEP: f32 = 0.03;

/// How strongly weights are drawn to nothing.
const DRAWN: f32 = 0.3;

/// Answers are cut at this: what lies beyond says no more.
const CERTAIN: f32 = 1.3;

/// A feature seen less often is left out.
const LEAST_SEEN: u32 = 2;

/// Steps between whole numbers in the weights that ship.
pub const GRAIN: f32 = 64.0;

/// The least weight that ships.
const LEAST: i8 = 2;

/// Learns and writes.
pub fn run() -> Result<bool> {
    let mut examples: Vec<(Vec<u32>, f32)> = Vec::new();
    for marked in ewt::happenings("train")? {
        let tree = Tree::new(Language::english(), &marked.text, &marked.sentence);
        for happening in &marked.marks {
            let mut features = Vec::new();
            factuality::features(&tree, happening.word, &mut features);
            examples.push((features, happening.factual.clamp(-CERTAIN, CERTAIN)));
        }
    }
    let weights = learn(&examples);
    let bytes = table(&weights);
    println!("{} happenings, {} features, {} bytes", examples.len(), weights.len(), bytes.len());
    let path = corpora::root().join("crates/crossread-core/model/factuality.bin");
    std::fs::write(&path, &bytes).with_context(|| path.display().to_string())?;
    Ok(true)
}

fn learn(examples: &[(Vec<u32>, f32)]) -> BTreeMap<u32, i8> {
    let mut seen: HashMap<u32, u32> = HashMap::new();
    for feature in examples.iter().flat_map(|(features, _)| features) {
        *seen.entry(*feature).or_default() += 1;
    }
    // Weight, and the sum of the squares of its changes.
    let mut weights: HashMap<u32, (f32, f32)> = HashMap::new();
    for round in 0..ROUNDS {
        for i in shuffled(examples.len(), round) {
            let (features, answer) = &examples[i];
            let sum: f32 = features.iter().filter_map(|feature| weights.get(feature)).map(|(weight, _)| weight).sum();
            for feature in features.iter().filter(|feature| seen[*feature] >= LEAST_SEEN) {
                let (weight, squares) = weights.entry(*feature).or_default();
                let slope = sum - answer + DRAWN * *weight;
                *squares += slope * slope;
                *weight -= STEP * slope / squares.sqrt().max(1e-6);
            }
        }
    }
    let shipped = weights.into_iter().map(|(feature, (weight, _))| (feature, (weight * GRAIN).round() as i8));
    shipped.filter(|(_, weight)| weight.abs() >= LEAST).collect()
}

/// The table as reading uses it.
fn table(weights: &BTreeMap<u32, i8>) -> Vec<u8> {
    let size = (weights.len() * 10 / 7).next_power_of_two();
    let mut bytes = vec![0_u8; size * factuality::SLOT];
    for (&feature, &weight) in weights {
        let (mut at, check) = factuality::place(feature, size - 1);
        while bytes[at * factuality::SLOT] != 0 {
            at = (at + 1) & (size - 1);
        }
        bytes[at * factuality::SLOT] = weight as u8;
        bytes[at * factuality::SLOT + 1] = check;
    }
    bytes
}
