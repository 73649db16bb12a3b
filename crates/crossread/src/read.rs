//! `crossread read`: what each article says, taken alone, a line for each as soon as it is read.

use crate::arguments::Inputs;
use crate::output::{Target, writer};
use crate::terminal::{self, Screen};
use anyhow::{Context, Result};
use crossread_core::Article;
use crossread_core::annotate::Annotations;
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn run(inputs: Inputs, output: Option<&Path>, screen: Screen) -> Result<ExitCode> {
    crate::refuse_projects(&inputs.inputs)?;
    let known = inputs.known();
    let mut out = writer(&Target::of(output.map(Path::to_owned)))?;
    let bar = screen.bar(None, "articles read");
    let (mut count, mut skipped, mut complaints) = (0_usize, Vec::new(), terminal::Complaints::new(screen));
    let make =
        |article: &Article, found: &Annotations| (crossread_view::read_json(article, found), terminal::odd(article));
    for line in crossread_engine::read(inputs.inputs, known, Box::new(std::io::stdin()), make) {
        match line {
            Ok((line, odd)) => {
                if let Some(odd) = odd {
                    bar.suspend(|| complaints.warn(&odd));
                }
                count += 1;
                bar.inc(1);
                writeln!(out, "{line}").context("can't write")?;
            }
            Err(one) => {
                bar.suspend(|| complaints.name(&one));
                skipped.push(one);
            }
        }
    }
    bar.finish_and_clear();
    complaints.end();
    out.flush().context("can't write")?;
    Ok(if count == 0 { crate::nothing_to_read() } else { crate::status(&skipped) })
}
