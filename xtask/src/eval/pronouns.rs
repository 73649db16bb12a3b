//! Rows for whom "he", "she", "his" and "her" mean: GAP (Webster and others, TACL 2018). Its development part is learned from and read,
//! its validation part is only measured.
//!
//! The titles of the pages are read too, as those of articles are: GAP's setting "page-context".
//!
//! A name counts as meant when a name that we found overlaps it and names whom we say that the pronoun means.

use super::Row;
use crate::train::gap::{self, GapExample};
use anyhow::Result;
use crossread_core::Language;
use crossread_core::annotate;
use crossread_core::annotate::names::{Name, NameForm};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The rows of this phenomenon.
pub fn rows() -> Vec<Row> {
    let row = |name, on, metric, to_beat, measure, errors| Row {
        name,
        on,
        metric,
        to_beat,
        aim: 88.0,
        less_is_better: false,
        measure,
        errors: Some(errors),
    };
    let of_both = "parallel subjects 70.6; BERT 90";
    vec![
        row("pronouns", "GAP validation", "names meant, F1", of_both, || f1(measured()?, None), || kinds(measured()?)),
        row("pronouns-he", "GAP validation", "F1 of men", "72.3", || f1(measured()?, Some(true)), || Ok(())),
        row("pronouns-she", "GAP validation", "F1 of women", "68.8", || f1(measured()?, Some(false)), || Ok(())),
        row("pronouns-right", "GAP validation", "% of those resolved that are", "-", || right(measured()?), || Ok(())),
        row("pronouns-dev", "GAP development", "names meant, F1", "-", || f1(learned()?, None), || list(learned()?)),
    ]
}

/// What came of a name beside a pronoun.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum NameOutcome {
    Right,
    RightlyNot,
    /// The pronoun means nobody for us.
    Open,
    /// Its name was not found.
    NoName,
    /// Somebody else was taken, who is named beside it, or not.
    OtherName,
    SomebodyElse,
    /// It is not meant, and we said so.
    Wrong,
}

struct PronounAnswer {
    example: GapExample,
    outcomes: [NameOutcome; 2],
    /// Whom we took it to mean.
    ours: String,
}

fn measured() -> Result<Option<&'static Vec<PronounAnswer>>> {
    static KNOWN: OnceLock<Option<Vec<PronounAnswer>>> = OnceLock::new();
    super::once(&KNOWN, || answers("validation"))
}

fn learned() -> Result<Option<&'static Vec<PronounAnswer>>> {
    static KNOWN: OnceLock<Option<Vec<PronounAnswer>>> = OnceLock::new();
    super::once(&KNOWN, || answers("development"))
}

fn answers(part: &str) -> Result<Option<Vec<PronounAnswer>>> {
    Ok(gap::read(part)?.map(|examples| examples.into_iter().map(answer).collect()))
}

fn answer(example: GapExample) -> PronounAnswer {
    let found = annotate(Language::english(), &example.article);
    let pronoun = found.names.iter().find(|name| name.form == NameForm::Pronoun && name.span == example.pronoun);
    let named = example.names.map(|(span, _)| {
        let at = |name: &&Name| name.form == NameForm::Named && name.span.overlaps(span);
        found.names.iter().find(at).map(|name| name.referent)
    });
    let says = |i: usize| named[i].is_some() && pronoun.map(|pronoun| pronoun.referent) == named[i];
    let outcomes = [0, 1].map(|i| match (example.names[i].1, says(i)) {
        (true, true) => NameOutcome::Right,
        (false, true) => NameOutcome::Wrong,
        (false, false) => NameOutcome::RightlyNot,
        (true, false) if named[i].is_none() => NameOutcome::NoName,
        (true, false) if pronoun.is_none() => NameOutcome::Open,
        (true, false) if says(1 - i) => NameOutcome::OtherName,
        (true, false) => NameOutcome::SomebodyElse,
    });
    let ours = pronoun.map_or("nobody", |name| found.referents[name.referent as usize].name.of(&example.article.text));
    PronounAnswer { outcomes, ours: ours.to_owned(), example }
}

/// F1 over the names, of all pronouns or of one gender's.
fn f1(answers: Option<&'static Vec<PronounAnswer>>, masculine: Option<bool>) -> Result<Option<f64>> {
    let Some(answers) = answers else { return Ok(None) };
    let (mut right, mut wrong, mut missed) = (0, 0, 0);
    for answer in answers.iter().filter(|one| masculine.is_none_or(|wanted| one.example.is_masculine() == wanted)) {
        for outcome in answer.outcomes {
            match outcome {
                NameOutcome::Right => right += 1,
                NameOutcome::RightlyNot => {}
                NameOutcome::Wrong => wrong += 1,
                _ => missed += 1,
            }
        }
    }
    Ok(Some(200.0 * f64::from(right) / f64::from(2 * right + wrong + missed)))
}

/// Of the pronouns taken to mean one of the two, how many do.
fn right(answers: Option<&'static Vec<PronounAnswer>>) -> Result<Option<f64>> {
    let Some(answers) = answers else { return Ok(None) };
    let count = |of: NameOutcome| {
        answers.iter().flat_map(|answer| answer.outcomes).filter(|outcome| *outcome == of).count() as f64
    };
    let (right, wrong) = (count(NameOutcome::Right), count(NameOutcome::Wrong));
    Ok(Some(100.0 * right / (right + wrong)))
}

/// How many names went wrong in which way; the texts are not read.
fn kinds(answers: Option<&'static Vec<PronounAnswer>>) -> Result<()> {
    let mut counts: BTreeMap<(NameOutcome, bool), usize> = BTreeMap::new();
    for answer in answers.into_iter().flatten() {
        for outcome in answer.outcomes {
            *counts.entry((outcome, answer.example.is_masculine())).or_default() += 1;
        }
    }
    for ((outcome, masculine), count) in counts {
        println!("{outcome:?}, {}: {count}", if masculine { "men" } else { "women" });
    }
    Ok(())
}

/// Every name that went wrong, with its text.
fn list(answers: Option<&'static Vec<PronounAnswer>>) -> Result<()> {
    for answer in answers.into_iter().flatten() {
        let example = &answer.example;
        let wrong =
            [0, 1].into_iter().filter(|&i| !matches!(answer.outcomes[i], NameOutcome::Right | NameOutcome::RightlyNot));
        for i in wrong {
            let text = example.text();
            let (start, end) = (example.pronoun.start(), example.pronoun.end());
            let [a, b] =
                example.names.map(|(span, meant)| format!("{}{}", if meant { "*" } else { "" }, span.of(text)));
            println!(
                "{:?} | {} | {a} | {b} | ours {} | {}[{}]{}",
                answer.outcomes[i],
                example.id,
                answer.ours,
                &text[..start],
                &text[start..end],
                &text[end..]
            );
        }
    }
    kinds(answers)
}
