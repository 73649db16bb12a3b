//! Rows for what belongs to a happening, and for whether it is told as having happened. Predicates are given, their
//! sentences read by our own parser.

use super::Row;
use crate::corpora;
use crate::train::ewt;
use anyhow::Result;
use crossread_core::Language;
use crossread_core::annotate::events::training::{ArgumentRole, Tree, arguments, factuality};

/// The rows of this phenomenon.
pub fn rows() -> Vec<Row> {
    let row = |name, metric, aim, measure, errors| Row {
        name,
        on: "EWT dev",
        metric,
        to_beat: "-",
        aim,
        less_is_better: false,
        measure,
        errors,
    };
    vec![
        row("roles", "numbered arguments, exact spans, F1", 80.0, roles, Some(role_errors)),
        row("roles-places", "places and times, exact spans, F1", 70.0, places, None),
        row("factuality", "Pearson r, in per cent", 77.0, correlation, Some(factuality_errors)),
        row("factuality-sign", "sign right, in per cent", 92.0, sign, None),
    ]
}

fn roles() -> Result<Option<f64>> {
    measure(|part| {
        matches!(
            part,
            ArgumentRole::Doer
                | ArgumentRole::Undergoer
                | ArgumentRole::Second
                | ArgumentRole::Third
                | ArgumentRole::Fourth
        )
    })
}

fn places() -> Result<Option<f64>> {
    measure(|part| matches!(part, ArgumentRole::Place | ArgumentRole::Time))
}

fn measure(counts: fn(ArgumentRole) -> bool) -> Result<Option<f64>> {
    if corpora::corpus("roles-propbank").is_none() {
        return Ok(None);
    }
    let (mut right, mut found, mut gold) = (0, 0, 0);
    for marked in ewt::predicates("dev")? {
        let tree = Tree::new(Language::english(), &marked.text, &marked.sentence);
        for predicate in &marked.marks {
            let ours = arguments::find(&tree, predicate.word);
            let ours: Vec<_> = ours.iter().filter(|argument| counts(argument.part)).collect();
            let theirs = predicate.arguments.iter().filter(|(part, ..)| part.is_some_and(counts));
            found += ours.len();
            for &(part, first, last) in theirs {
                gold += 1;
                let same =
                    |ours: &&arguments::Argument| Some(ours.part) == part && (ours.first, ours.last) == (first, last);
                right += usize::from(ours.iter().copied().any(|ours| same(&ours)));
            }
        }
    }
    Ok(Some(200.0 * right as f64 / (found + gold) as f64))
}

fn role_errors() -> Result<()> {
    for marked in ewt::predicates("dev")? {
        let tree = Tree::new(Language::english(), &marked.text, &marked.sentence);
        for predicate in &marked.marks {
            let ours = arguments::find(&tree, predicate.word);
            for &(part, first, last) in &predicate.arguments {
                let Some(part) = part.filter(|_| last < tree.sentence.tokens.len()) else { continue };
                if ours.iter().any(|ours| ours.part == part && (ours.first, ours.last) == (first, last)) {
                    continue;
                }
                let near = ours.iter().find(|ours| ours.first <= last && first <= ours.last);
                let words = |first, last| tree.words(first, last).of(&marked.text).to_owned();
                let got =
                    near.map_or("-".to_owned(), |near| format!("{:?} {}", near.part, words(near.first, near.last)));
                println!("{} | {part:?} {} | {got}", words(predicate.word, predicate.word), words(first, last));
            }
        }
    }
    Ok(())
}

/// Our sums and what readers answered.
fn answers() -> Result<Option<Vec<(f64, f64)>>> {
    if corpora::corpus("factuality-uds").is_none() {
        return Ok(None);
    }
    let mut pairs = Vec::new();
    for marked in ewt::happenings("dev")? {
        let tree = Tree::new(Language::english(), &marked.text, &marked.sentence);
        for happening in &marked.marks {
            pairs.push((f64::from(factuality::find(&tree, happening.word)), f64::from(happening.factual)));
        }
    }
    Ok(Some(pairs))
}

fn sign() -> Result<Option<f64>> {
    let share = |pairs: Vec<(f64, f64)>| {
        let right = pairs.iter().filter(|(ours, theirs)| (*ours > 0.0) == (*theirs > 0.0)).count();
        100.0 * right as f64 / pairs.len() as f64
    };
    Ok(answers()?.map(share))
}

fn correlation() -> Result<Option<f64>> {
    let Some(pairs) = answers()? else { return Ok(None) };
    let count = pairs.len() as f64;
    let mean =
        (pairs.iter().map(|pair| pair.0).sum::<f64>() / count, pairs.iter().map(|pair| pair.1).sum::<f64>() / count);
    let (mut both, mut ours, mut theirs) = (0.0, 0.0, 0.0);
    for (a, b) in pairs {
        both += (a - mean.0) * (b - mean.1);
        ours += (a - mean.0).powi(2);
        theirs += (b - mean.1).powi(2);
    }
    Ok(Some(100.0 * both / (ours * theirs).sqrt()))
}

fn factuality_errors() -> Result<()> {
    for marked in ewt::happenings("dev")? {
        let tree = Tree::new(Language::english(), &marked.text, &marked.sentence);
        for happening in &marked.marks {
            let sum = factuality::find(&tree, happening.word);
            if (sum > 0) != (happening.factual > 0.0) {
                let word = tree.token(happening.word).span.of(&marked.text);
                let sentence = marked.sentence.span.of(&marked.text);
                println!("{word} | {sum} | {:.2} | {sentence}", happening.factual);
            }
        }
    }
    Ok(())
}
