//! `crossread read`: what each article says, taken alone, a line for each as soon as it is read.

use crate::arguments::{FileFilter, Inputs};
use crate::output::{Target, Writer, beside, by_ending};
use crate::terminal::{self, Screen};
use anyhow::{Context, Result, bail};
use crossread_core::Article;
use crossread_core::annotate::Annotations;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) fn run((inputs, chosen): (Inputs, FileFilter), output: Option<PathBuf>, screen: Screen) -> Result<ExitCode> {
    if let Some(path) = &output {
        fits(path)?;
    }
    let target = Target::of(output);
    crate::refuse_projects(&inputs.inputs)?;
    let passed = beside(&target, &inputs.inputs)?.unless(chosen.choice()?);
    let known = inputs.known();
    let mut out = Writer::to(&target)?;
    let bar = screen.bar(None, "articles read");
    let (mut count, mut skipped, mut complaints) = (0_usize, Vec::new(), terminal::Complaints::new(screen));
    let make =
        |article: &Article, found: &Annotations| (crossread_view::read_json(article, found), terminal::odd(article));
    for line in crossread_engine::read_beside(inputs.inputs, known, passed, Box::new(std::io::stdin()), make) {
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
    // Where nothing was read, what is there stays.
    if count == 0 {
        return Ok(crate::nothing_to_read());
    }
    out.end()?;
    Ok(crate::status(&skipped))
}

/// Endings of lines of JSON.
const LINES: [(&str, ()); 3] = [("jsonl", ()), ("ndjson", ()), ("json", ())];

/// Whether lines of JSON may have such a name: one that says nothing of a format may.
fn fits(path: &Path) -> Result<()> {
    let known = by_ending(path, true, &LINES)?.is_some();
    if !known && crate::collate::by_ending(path, true)?.is_some() {
        bail!("'{}' is no name for lines of JSON: end it in .jsonl", path.display());
    }
    Ok(())
}
