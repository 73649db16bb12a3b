//! `crossread stories`: a heap of articles, sorted into stories.

use crate::arguments::StoriesFormat;
use crate::output::put;
use crate::terminal::{Watcher, plain};
use anyhow::{Context, Result};
use crossread_core::story::Skipped;
use crossread_core::{Article, Ledger, Story};
use crossread_engine::{Collated, Sorted};
use std::io::Read;
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
    let files: Vec<String> = stories.iter().map(|one| format!("story-{}.html", one.story.id())).collect();
    for (file, Collated { story, annotations, ledger, .. }) in files.iter().zip(&stories) {
        put(Some(&folder.join(file)), &crossread_view::report(story, annotations, ledger, &[]))?;
    }
    remove_stale(folder, &files)?;
    let stories = ledgers(stories);
    let page = folder.join("index.html");
    put(Some(&page), &crossread_view::stories_page(&stories, &files, alone, skipped))?;
    let summary = crossread_view::stories_summary(&stories, alone.len(), skipped);
    put(None, &plain(&format!("{summary}\nreports: {}\n", page.display())))
}

/// Removes the reports of an earlier run whose stories are no more. What crossread did not write stays.
fn remove_stale(folder: &Path, files: &[String]) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("can't read '{}'", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let named_like_one = name.starts_with("story-") && name.ends_with(".html");
        if named_like_one && !files.iter().any(|file| file == name) && is_report(&path) {
            std::fs::remove_file(&path).with_context(|| format!("can't remove '{}'", path.display()))?;
        }
    }
    Ok(())
}

/// Whether a file is a report that crossread wrote.
fn is_report(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    path.is_file() && read.is_ok() && crossread_view::is_report(&String::from_utf8_lossy(&head))
}

/// How far into a page its generator is looked for, in bytes.
const HEAD: u64 = 2048;

fn ledgers(stories: Vec<Collated>) -> Vec<(Story, Ledger)> {
    stories.into_iter().map(|one| (one.story, one.ledger)).collect()
}
