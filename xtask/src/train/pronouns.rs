//! `cargo xtask train pronouns`: whom "he" and "she" mean, for `crates/crossread-core/model/pronouns.bin`.
//!
//! A logistic regression over the people who may be meant, and nobody, one pronoun of GAP's development part at a time. Whom a
//! pronoun means hangs on whom those before it mean, so the texts are read again with what was learned from them. The same corpus
//! gives the same bytes.

use super::gap::{self, GapExample};
use crate::corpora;
use anyhow::{Context, Result};
use crossread_core::annotate::names::training::{FEATURES, PronounChoice};
use crossread_core::annotate::names::{self, Names};
use crossread_language::Sentence;

/// Times the texts are read with what was learned.
const READINGS: usize = 3;

/// Times the pronouns are gone through, and how far a weight moves.
const ROUNDS: usize = 150;
const STEP: f64 = 0.5;

/// How strongly weights are drawn to nothing. Chosen in folds of the development part.
const DRAWN: f64 = 10.0;

/// Steps between whole numbers in the weights that ship.
const GRAIN: f64 = 16.0;

const FOLDS: usize = 5;

/// A pronoun, and for each who may be meant whether they are: `None` where nobody says.
struct PronounExample {
    choice: PronounChoice,
    nobody: bool,
    meant: Vec<bool>,
}

/// Learns and writes.
pub fn run() -> Result<bool> {
    let examples = gap::read("development")?.context("no coref-gap")?;
    let texts: Vec<(GapExample, Vec<Sentence>)> = examples.into_iter().map(parsed).collect();
    let mut weights = vec![0_u8; FEATURES];
    for reading in 0..READINGS {
        let pronouns: Vec<PronounExample> = texts.iter().filter_map(|text| pronoun(text, &weights)).collect();
        if reading + 1 == READINGS {
            folds(&pronouns);
        }
        weights = shipped(&learn(&pronouns.iter().collect::<Vec<_>>()));
        let used = weights.iter().filter(|weight| **weight != 0).count();
        println!("{} of {} pronouns, {used} weights", pronouns.len(), texts.len());
    }
    let path = corpora::root().join("crates/crossread-core/model/pronouns.bin");
    std::fs::write(&path, &weights).with_context(|| path.display().to_string())?;
    Ok(true)
}

fn parsed(example: GapExample) -> (GapExample, Vec<Sentence>) {
    let parts: Vec<_> = example.article.blocks.iter().map(|block| block.span).collect();
    let sentences = crossread_language::read(&example.article.text, &parts);
    (example, sentences)
}

/// The pronoun that an example asks of, if one of those who may be meant is known to be, or all that are known are not.
fn pronoun((example, sentences): &(GapExample, Vec<Sentence>), weights: &[u8]) -> Option<PronounExample> {
    let (Names { names, .. }, choices) =
        names::choices(crossread_core::Language::english(), &example.article, sentences, weights);
    let choice = choices.into_iter().find(|choice| choice.pronoun == example.pronoun)?;
    let named = example.names.map(|(span, is_meant)| {
        let name = names.iter().find(|name| name.form == names::NameForm::Named && name.span.overlaps(span));
        (name.map(|name| name.referent), is_meant)
    });
    let right: Vec<Option<u32>> =
        named.iter().filter(|(_, is_meant)| *is_meant).map(|(referent, _)| *referent).collect();
    let wrong = |referent: u32| named.contains(&(Some(referent), false));
    let is_meant = |referent: u32| if right.is_empty() { !wrong(referent) } else { right.contains(&Some(referent)) };
    let meant: Vec<bool> = choice.people.iter().map(|(referent, _)| is_meant(*referent)).collect();
    let nobody = right.is_empty();
    (nobody || meant.contains(&true)).then_some(PronounExample { choice, nobody, meant })
}

/// Everything that may be chosen, nobody first, and whether it is right.
fn options(pronoun: &PronounExample) -> Vec<(&[u16], bool)> {
    let people = pronoun.choice.people.iter().zip(&pronoun.meant).map(|((_, features), meant)| (&features[..], *meant));
    [(&pronoun.choice.nobody[..], pronoun.nobody)].into_iter().chain(people).collect()
}

fn sum(features: &[u16], weights: &[f64]) -> f64 {
    features.iter().map(|&at| weights[usize::from(at)]).sum()
}

/// The weights that make what is right likeliest, each step of each weight shrinking as it is used.
fn learn(pronouns: &[&PronounExample]) -> Vec<f64> {
    let mut weights = vec![0.0; FEATURES];
    let mut squares = vec![1e-3; FEATURES];
    for _ in 0..ROUNDS {
        let mut slopes: Vec<f64> = weights.iter().map(|weight| -DRAWN * weight).collect();
        for pronoun in pronouns {
            let options = options(pronoun);
            let odds: Vec<f64> = options.iter().map(|(features, _)| sum(features, &weights).exp()).collect();
            let all: f64 = odds.iter().sum();
            let right: f64 = odds.iter().zip(&options).filter(|(_, option)| option.1).map(|(odds, _)| odds).sum();
            for (odds, (features, is_right)) in odds.iter().zip(&options) {
                let slope = if *is_right { odds / right } else { 0.0 } - odds / all;
                features.iter().for_each(|&at| slopes[usize::from(at)] += slope);
            }
        }
        for ((weight, square), slope) in weights.iter_mut().zip(&mut squares).zip(slopes) {
            *square += slope * slope;
            *weight += STEP * slope / f64::sqrt(*square);
        }
    }
    weights
}

fn shipped(weights: &[f64]) -> Vec<u8> {
    weights.iter().map(|weight| (weight * GRAIN).round().clamp(-127.0, 127.0) as i8 as u8).collect()
}

/// Prints how well a fifth is read by what is learned from the others, for each lead that may be asked for: F1 over people, precision.
fn folds(pronouns: &[PronounExample]) {
    let mut leads: Vec<(f64, bool)> = Vec::new();
    let mut meant = 0;
    for fold in 0..FOLDS {
        let in_fold = |i: usize| i * FOLDS / pronouns.len() == fold;
        let rest: Vec<&PronounExample> =
            pronouns.iter().enumerate().filter(|(i, _)| !in_fold(*i)).map(|(_, pronoun)| pronoun).collect();
        let weights = learn(&rest);
        for (_, pronoun) in pronouns.iter().enumerate().filter(|(i, _)| in_fold(*i)) {
            let options = options(pronoun);
            meant += usize::from(!pronoun.nobody);
            let mut ranked: Vec<(f64, usize)> =
                options.iter().map(|(features, _)| sum(features, &weights) * GRAIN).zip(0..).collect();
            ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
            if let [(best, at), (next, _), ..] = ranked[..]
                && at > 0
            {
                leads.push((best - next, options[at].1));
            }
        }
    }
    for least in [0.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0] {
        let said = leads.iter().filter(|(lead, _)| *lead >= least).count();
        let right = leads.iter().filter(|(lead, right)| *lead >= least && *right).count();
        let precision = 100.0 * right as f64 / said as f64;
        println!("lead {least}: {said} said, {precision:.1} right; recall {:.1}", 100.0 * right as f64 / meant as f64);
    }
}
