//! Taking in all inputs at once.

use crate::{Exclusions, GivenFacts, ProgressStep, StepListener};
use crossread_core::Article;
use crossread_core::story::SkippedInput;
use std::io::Read;
use std::path::PathBuf;

/// What the inputs gave.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// In the order of the inputs.
    pub articles: Vec<Article>,
    /// Inputs that gave no article, with the reason.
    pub skipped: Vec<SkippedInput>,
}

/// Takes in files, folders (walked) and, for `-`, standard input. What is `known` goes before what articles say of themselves.
pub fn take(inputs: &[PathBuf], known: &GivenFacts, stdin: &mut dyn Read, tell: StepListener) -> Intake {
    take_beside(inputs, known, &Exclusions::default(), stdin, tell)
}

/// The same while `outputs` stand open, which are no inputs.
pub fn take_beside(
    inputs: &[PathBuf],
    known: &GivenFacts,
    outputs: &Exclusions,
    stdin: &mut dyn Read,
    tell: StepListener,
) -> Intake {
    let mut intake = Intake::default();
    crossread_ingest::read_inputs_beside(inputs, known, outputs, stdin, &mut |taken| match taken {
        Ok(article) => {
            tell(ProgressStep::TakenIn(&article));
            intake.articles.push(article);
        }
        Err(skipped) => {
            tell(ProgressStep::Skipped(&skipped));
            intake.skipped.push(skipped);
        }
    });
    intake
}
