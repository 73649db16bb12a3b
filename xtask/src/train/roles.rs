//! `cargo xtask train roles`: what belongs to a happening and as what, for `crates/crossread-core/model/roles.bin`.
//!
//! An averaged perceptron with a margin (Collins, EMNLP 2002) over the phrases around each predicate of PropBank, in
//! integers; learned over our own trees, so that it knows their mistakes. The same corpora give the same bytes.

use super::ewt::{self, MarkedSentence, PropBankPredicate};
use super::perceptron::shuffled;
use crate::corpora;
use anyhow::{Context, Result};
use crossread_core::Language;
use crossread_core::annotate::events::training::arguments::{self, CHECK, PARTS, ROW};
use crossread_core::annotate::events::training::{ArgumentRole, Tree};
use std::collections::BTreeMap;

/// Times the phrases are gone through.
const ROUNDS: usize = 8;

/// By how much the right part must be ahead. Of 2, 4, 8, 16, 30 and 60 the larger were better, on EWT dev.
const MARGIN: i32 = 60;

/// A feature seen less often is left out.
const LEAST_SEEN: u32 = 3;

/// Steps between whole numbers in the weights that ship.
const GRAIN: i64 = 2;

/// A feature none of whose weights reaches this is left out: with 12 half the file, and half a point of F1 less.
const LEAST: i32 = 8;

/// Of ten rows of the table, how many are full.
const FULL: usize = 8;

/// A phrase and what it is.
struct RoleExample {
    features: Vec<u32>,
    part: usize,
}

/// Learns and writes.
pub fn run() -> Result<bool> {
    let mut examples = Vec::new();
    for marked in ewt::predicates("train")?.iter().chain(&ewt::masc()?) {
        collect(marked, &mut examples);
    }
    let rows = learn(&mut examples);
    let bytes = table(&rows);
    println!("{} phrases, {} features, {} bytes", examples.len(), rows.len(), bytes.len());
    let path = corpora::root().join("crates/crossread-core/model/roles.bin");
    std::fs::write(&path, &bytes).with_context(|| path.display().to_string())?;
    Ok(true)
}

/// The phrases around the predicates of a sentence, each as the part whose words it has, or whose head.
fn collect(marked: &MarkedSentence<PropBankPredicate>, examples: &mut Vec<RoleExample>) {
    let tree = Tree::new(Language::english(), &marked.text, &marked.sentence);
    let mut candidates = Vec::new();
    for predicate in &marked.marks {
        arguments::candidates(&tree, predicate.word, &mut candidates);
        let mut parts = vec![ArgumentRole::None; candidates.len()];
        for &(part, first, last) in &predicate.arguments {
            let exact = candidates
                .iter()
                .position(|candidate| arguments::phrase(&tree, predicate.word, candidate.token) == (first, last));
            let top = || {
                let outside = |head: usize| head < first || head > last;
                (first..=last.min(tree.sentence.tokens.len() - 1)).find(|&i| tree.head(i).is_none_or(outside))
            };
            let by_head = || top().and_then(|top| candidates.iter().position(|candidate| candidate.token == top));
            if let (Some(part), Some(i)) = (part, exact.or_else(by_head)) {
                parts[i] = part;
            }
        }
        let frame = arguments::frame(&tree, predicate.word);
        for (&candidate, part) in candidates.iter().zip(parts) {
            let mut features = Vec::new();
            arguments::features(&tree, &frame, candidate, &mut features);
            examples.push(RoleExample { features, part: part as usize });
        }
    }
}

/// The weights of each feature that ships.
fn learn(examples: &mut [RoleExample]) -> BTreeMap<u32, [i8; PARTS]> {
    let mut seen: BTreeMap<u32, u32> = BTreeMap::new();
    for feature in examples.iter().flat_map(|example| &example.features) {
        *seen.entry(*feature).or_default() += 1;
    }
    let numbers: std::collections::HashMap<u32, u32> =
        seen.iter().filter(|(_, count)| **count >= LEAST_SEEN).map(|(key, _)| *key).zip(0..).collect();
    for example in examples.iter_mut() {
        example.features = example.features.iter().filter_map(|feature| numbers.get(feature).copied()).collect();
    }
    let mut weights = vec![[0_i32; PARTS]; numbers.len()];
    let mut totals = vec![[0_i64; PARTS]; numbers.len()];
    let mut step = 0_i64;
    for round in 0..ROUNDS {
        for i in shuffled(examples.len(), round) {
            step += 1;
            let RoleExample { features, part } = &examples[i];
            let mut sums = [0; PARTS];
            for &feature in features {
                sums.iter_mut().zip(&weights[feature as usize]).for_each(|(sum, weight)| *sum += weight);
            }
            sums[*part] -= MARGIN;
            let rival = (0..PARTS).max_by_key(|&i| (sums[i], std::cmp::Reverse(i))).unwrap_or(0);
            if rival == *part {
                continue;
            }
            for &feature in features {
                let (weights, totals) = (&mut weights[feature as usize], &mut totals[feature as usize]);
                (weights[*part], weights[rival]) = (weights[*part] + 1, weights[rival] - 1);
                (totals[*part], totals[rival]) = (totals[*part] + step, totals[rival] - step);
            }
        }
    }
    let mut shipped = BTreeMap::new();
    for (&key, &number) in &numbers {
        let (weights, totals) = (&weights[number as usize], &totals[number as usize]);
        let mean = |i: usize| (i64::from(weights[i]) * step - totals[i]) * GRAIN / step.max(1);
        let row: [i8; PARTS] = std::array::from_fn(|i| mean(i).clamp(-127, 127) as i8);
        if row.iter().any(|weight| i32::from(*weight).abs() >= LEAST) {
            shipped.insert(key, row);
        }
    }
    shipped
}

/// The table as reading uses it.
fn table(rows: &BTreeMap<u32, [i8; PARTS]>) -> Vec<u8> {
    let size = rows.len() * 10 / FULL + 1;
    let (mut weights, mut checks) = (vec![0_u8; size * ROW], vec![[0_u8; CHECK]; size]);
    for (&feature, row) in rows {
        let (mut at, check) = arguments::place(feature, size);
        while checks[at] != [0; CHECK] {
            at = if at + 1 == size { 0 } else { at + 1 };
        }
        checks[at] = check.to_le_bytes();
        weights[at * ROW..].iter_mut().zip(row).for_each(|(byte, weight)| *byte = *weight as u8);
    }
    weights.extend(checks.as_flattened());
    weights
}
