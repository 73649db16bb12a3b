//! `crossread collate`: the articles of one story side by side.

use crate::arguments::Format;
use crate::output::{put, put_bytes};
use crate::terminal::{Watcher, plain};
use anyhow::{Context, Result};
use crossread_engine::Collated;
use std::path::PathBuf;
use std::process::ExitCode;

pub(crate) fn run(inputs: &[PathBuf], format: Format, output: Option<PathBuf>) -> Result<ExitCode> {
    let watcher = Watcher::new();
    let tell = |step: crossread_engine::Step| watcher.tell(step);
    let intake = crossread_engine::take(inputs, &mut std::io::stdin().lock(), &tell);
    if intake.articles.is_empty() {
        watcher.tell(crossread_engine::Step::Done);
        return Ok(crate::nothing_to_read());
    }
    let skipped = intake.skipped;
    let Collated { story, annotations, ledger, .. } = crossread_engine::collate(intake.articles, &tell);
    match format {
        Format::Json => put(output.as_deref(), &crossread_view::ledger_json(&story, &ledger, &skipped))?,
        Format::Csv => put(output.as_deref(), &crossread_view::csv(&story, &ledger))?,
        Format::Codings => put(output.as_deref(), &crossread_view::codings_csv(&story, &annotations, &ledger))?,
        Format::Xlsx => {
            let path = output.context("xlsx can't go to a terminal: name a file with --output")?;
            put_bytes(&path, &crossread_view::xlsx(&story, &annotations, &ledger))?;
        }
        Format::Report => {
            let path = output.unwrap_or_else(|| PathBuf::from("crossread-report.html"));
            put(Some(&path), &crossread_view::report(&story, &annotations, &ledger, &skipped))?;
            let summary = crossread_view::summary(&story, &ledger, &skipped);
            put(None, &plain(&format!("{summary}\nreport: {}\n", path.display())))?;
        }
    }
    Ok(crate::status(&skipped))
}
