//! `crossread stories`: a heap of articles, sorted into stories.

use crate::arguments::StoriesFormat;
use crate::output::put;
use crate::terminal::{Watcher, plain};
use anyhow::{Context, Result};
use crossread_core::story::Skipped;
use crossread_core::{Article, Ledger, Story};
use crossread_engine::{Collated, Sorted};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) fn run(inputs: &[PathBuf], format: StoriesFormat, output: Option<PathBuf>) -> Result<ExitCode> {
    let watcher = Watcher::new();
    let tell = |step: crossread_engine::Step| watcher.tell(step);
    let intake = crossread_engine::take(inputs, &mut std::io::stdin().lock(), &tell);
    if intake.articles.is_empty() {
        watcher.tell(crossread_engine::Step::Done);
        return Ok(crate::nothing_to_read());
    }
    let skipped = intake.skipped;
    let Sorted { stories, alone } = crossread_engine::sort(intake.articles, &tell);
    match format {
        StoriesFormat::Json => {
            let json = crossread_view::stories_json(&ledgers(stories), &alone, &skipped);
            put(output.as_deref(), &json)?;
        }
        StoriesFormat::Report => {
            let folder = output.unwrap_or_else(|| PathBuf::from("crossread-stories"));
            write_reports(&folder, stories, &alone, &skipped)?;
        }
    }
    Ok(crate::status(&skipped))
}

/// A report for each story, a page that leads to them, and the summary on standard output.
fn write_reports(folder: &Path, stories: Vec<Collated>, alone: &[Article], skipped: &[Skipped]) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("can't write '{}'", folder.display()))?;
    let files: Vec<String> = (1..=stories.len()).map(|number| format!("story-{number:04}.html")).collect();
    for (file, Collated { story, annotations, ledger, .. }) in files.iter().zip(&stories) {
        put(Some(&folder.join(file)), &crossread_view::report(story, annotations, ledger, &[]))?;
    }
    let stories = ledgers(stories);
    let page = folder.join("index.html");
    put(Some(&page), &crossread_view::stories_page(&stories, &files, alone, skipped))?;
    let summary = crossread_view::stories_summary(&stories, alone.len(), skipped);
    put(None, &plain(&format!("{summary}\nreports: {}\n", page.display())))
}

fn ledgers(stories: Vec<Collated>) -> Vec<(Story, Ledger)> {
    stories.into_iter().map(|one| (one.story, one.ledger)).collect()
}
