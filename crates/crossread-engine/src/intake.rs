//! Taking in all inputs at once.

use crate::{Known, PassedOver, Step, Tell};
use crossread_core::Article;
use crossread_core::story::Skipped;
use std::io::Read;
use std::path::PathBuf;

/// What the inputs gave.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// In the order of the inputs.
    pub articles: Vec<Article>,
    /// Inputs that gave no article, with the reason.
    pub skipped: Vec<Skipped>,
}

/// Takes in files, folders (walked) and, for `-`, standard input. What is `known` goes before what articles say of themselves.
pub fn take(inputs: &[PathBuf], known: &Known, stdin: &mut dyn Read, tell: Tell) -> Intake {
    take_beside(inputs, known, &PassedOver::default(), stdin, tell)
}

/// The same while `outputs` stand open, which are no inputs.
pub fn take_beside(
    inputs: &[PathBuf],
    known: &Known,
    outputs: &PassedOver,
    stdin: &mut dyn Read,
    tell: Tell,
) -> Intake {
    let mut intake = Intake::default();
    crossread_ingest::read_inputs_beside(inputs, known, outputs, stdin, &mut |taken| match taken {
        Ok(article) => {
            tell(Step::TakenIn(&article));
            intake.articles.push(article);
        }
        Err(skipped) => {
            tell(Step::Skipped(&skipped));
            intake.skipped.push(skipped);
        }
    });
    intake
}
