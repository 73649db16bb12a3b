//! `crossread stories`: a heap of articles, sorted into stories.

use crate::arguments::{FileFilter, Format, Inputs, StoriesFormat};
use crate::collate;
use crate::output::{self, Target, beside, put, put_bytes, put_with};
use crate::parquet;
use crate::sqlite;
use crate::terminal::{Screen, Watcher};
use anyhow::{Context, Result, bail};
use crossread_core::story::SkippedInput;
use crossread_core::{Article, Ledger, Story};
use crossread_engine::{CollatedStory, HeapStories};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What is asked for.
pub(crate) struct StoriesOptions {
    pub format: Option<StoriesFormat>,
    pub output: Option<PathBuf>,
    pub open: bool,
}

pub(crate) fn run((inputs, chosen): (&Inputs, FileFilter), wanted: StoriesOptions, screen: Screen) -> Result<ExitCode> {
    let (format, target) = settled(wanted.format, wanted.output)?;
    crate::refuse_projects(&inputs.inputs)?;
    let watcher = Watcher::new(screen);
    let tell = |step: crossread_engine::ProgressStep| watcher.tell(step);
    let passed = beside(&target, &inputs.inputs)?.unless(chosen.choice()?);
    let stdin = &mut std::io::stdin().lock();
    let intake = crossread_engine::take_beside(&inputs.inputs, &inputs.known(), &passed, stdin, &tell);
    if intake.articles.is_empty() {
        watcher.tell(crossread_engine::ProgressStep::Done);
        return Ok(crate::nothing_to_read());
    }
    let skipped = intake.skipped;
    let sorted = crossread_engine::sort(intake.articles, &tell);
    put_stories(sorted, &skipped, (format, &target), wanted.open, screen)?;
    Ok(crate::status(&skipped))
}

/// Writes all stories, and of reports a summary here.
pub(crate) fn put_stories(
    sorted: HeapStories,
    skipped: &[SkippedInput],
    (format, target): (StoriesFormat, &Target),
    open: bool,
    screen: Screen,
) -> Result<()> {
    let HeapStories { stories, alone, alone_annotations, .. } = sorted;
    if let Some(each) = format.each() {
        return put_each(&stories, (&alone, skipped), each, target);
    }
    match (format, target) {
        (StoriesFormat::Json, target) => {
            let ledgers = ledgers(stories);
            put_with(target, |out| crossread_view::write_stories_json(out, &ledgers, &alone, skipped))?;
        }
        (StoriesFormat::Sqlite, Target::Stdout) => {
            bail!("sqlite can't go to a terminal: name a file with --output")
        }
        (StoriesFormat::Sqlite, Target::File(path)) => {
            let alone = alone.iter().zip(&alone_annotations);
            put_bytes(path, &sqlite::of_stories(&stories, alone, skipped)?)?;
        }
        (StoriesFormat::Parquet, Target::Stdout) => bail!("parquet is a folder of files: name one with --output"),
        (StoriesFormat::Parquet, Target::File(folder)) => {
            let alone = alone.iter().zip(&alone_annotations);
            parquet::put(folder, &sqlite::tables(&stories, alone, skipped)?)?;
        }
        (StoriesFormat::Ftm, target) => put_with(target, |out| {
            for CollatedStory { story, ledger, .. } in &stories {
                out.write_all(crossread_view::ftm(story, ledger).as_bytes())?;
            }
            alone.iter().try_for_each(|article| out.write_all(crossread_view::ftm_article(article).as_bytes()))
        })?,
        (StoriesFormat::Tei, target) => {
            let told = stories.iter().map(|CollatedStory { story, ledger, .. }| (story, ledger));
            put(target, &crossread_view::tei_corpus(told))?;
        }
        (StoriesFormat::Report, Target::Stdout) => {
            bail!("reports are a folder of files and can't go to standard output")
        }
        (StoriesFormat::Report, Target::File(folder)) => {
            let (page, summary) = write_reports(folder, stories, (&alone, skipped), screen)?;
            screen.print(&format!("{summary}\nreports: {}\n", page.display()))?;
            if open {
                open::that_detached(page)?;
            }
        }
        // Told one by one, above.
        _ => {}
    }
    Ok(())
}

/// What says which file tells which story.
const README: &str = "README.txt";

/// Writes a file or folder for each story, as `collate` writes it of one, and what says which is which.
fn put_each(
    stories: &[CollatedStory],
    (alone, skipped): (&[Article], &[SkippedInput]),
    (format, ending): (Format, Option<&str>),
    target: &Target,
) -> Result<()> {
    let Target::File(folder) = target else {
        bail!("{} of stories is a folder of files: name one with --output", format.name())
    };
    let ending = ending.map_or(String::new(), |ending| format!(".{ending}"));
    let files: Vec<String> = stories.iter().map(|one| format!("story-{}{ending}", one.story.id())).collect();
    output::refuse_strangers(folder, files.iter().map(String::as_str).chain([README]))?;
    std::fs::create_dir_all(folder).with_context(|| format!("can't write '{}'", folder.display()))?;
    let wanted = collate::CollateOptions { format: Some(format), output: None, title: None, open: false };
    for (file, story) in files.iter().zip(stories) {
        collate::write(story, &[], format, &Target::File(folder.join(file)), &wanted)?;
    }
    remove_stale(folder, &files, &ending)?;
    let readme = crossread_view::stories_readme(&ledgers(stories.to_vec()), &files, alone, skipped);
    put(&Target::File(folder.join(README)), &readme)
}

/// The format and where it goes: what is asked for, else what the output's name says, else a folder of reports.
pub(crate) fn settled(format: Option<StoriesFormat>, output: Option<PathBuf>) -> Result<(StoriesFormat, Target)> {
    let named = match &output {
        Some(path) => named(path, format)?,
        None => None,
    };
    let format = match (format, named) {
        (Some(StoriesFormat::Ftm), Some(StoriesFormat::Json)) => StoriesFormat::Ftm,
        (Some(format), Some(named)) if format != named => {
            let output = output.as_deref().unwrap_or(Path::new("")).display();
            bail!("'{output}' is no name for the format {}: leave one of them out", format.name())
        }
        (format, named) => format.or(named).unwrap_or(StoriesFormat::Report),
    };
    let default = (format == StoriesFormat::Report).then(|| PathBuf::from("crossread-stories"));
    Ok((format, Target::of(output.or(default))))
}

/// Endings of files, and the format that each tells. Reports are a folder, whose name has none.
const ENDINGS: [(&str, StoriesFormat); 5] = [
    ("json", StoriesFormat::Json),
    ("sqlite", StoriesFormat::Sqlite),
    ("db", StoriesFormat::Sqlite),
    ("tei", StoriesFormat::Tei),
    (output::PARQUET, StoriesFormat::Parquet),
];

/// The format that an output's name tells.
fn named(path: &Path, asked: Option<StoriesFormat>) -> Result<Option<StoriesFormat>> {
    if asked.is_some_and(|asked| asked.each().is_some()) {
        return Ok(None);
    }
    let is_tables = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(output::PARQUET));
    let is_folder = !is_tables
        && (path.extension().is_none() || path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/"));
    if is_folder && path.as_os_str() != "-" {
        return Ok(if asked.is_none() { Some(StoriesFormat::Report) } else { None });
    }
    let named = output::by_ending(path, asked.is_some(), &ENDINGS)
        .map_err(|error| error.context("reports are a folder, whose name has no ending"))?;
    // A folder may have a name with a point in it, but not that of a file.
    if asked == Some(StoriesFormat::Report) && collate::by_ending(path, true)?.is_some() {
        bail!("'{}' is no name for a folder of reports: leave its ending out", path.display());
    }
    Ok(named)
}

/// The page that leads to the reports.
const PAGE: &str = "index.html";

/// A report for each story and a page that leads to them: its place, and the summary.
fn write_reports(
    folder: &Path,
    stories: Vec<CollatedStory>,
    (alone, skipped): (&[Article], &[SkippedInput]),
    screen: Screen,
) -> Result<(PathBuf, String)> {
    let files: Vec<String> = stories.iter().map(|one| format!("story-{}.html", one.story.id())).collect();
    output::refuse_strangers(folder, files.iter().map(String::as_str).chain([PAGE]))?;
    std::fs::create_dir_all(folder).with_context(|| format!("can't write '{}'", folder.display()))?;
    let written = screen.bar(Some(files.len()), "reports written");
    for (file, CollatedStory { story, annotations, ledger, .. }) in files.iter().zip(&stories) {
        let report = crossread_view::report(story, annotations, ledger, &[], None);
        put(&Target::File(folder.join(file)), &report)?;
        written.inc(1);
    }
    written.finish_and_clear();
    remove_stale(folder, &files, ".html")?;
    let stories = ledgers(stories);
    let page = folder.join(PAGE);
    put(&Target::File(page.clone()), &crossread_view::stories_page(&stories, &files, alone, skipped))?;
    Ok((page, crossread_view::stories_summary(&stories, alone.len(), skipped, screen.length())))
}

/// Removes what an earlier run wrote of stories that are no more: files with the same ending, or folders where it is none.
/// What crossread did not write stays.
fn remove_stale(folder: &Path, files: &[String], ending: &str) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("can't read '{}'", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let named_like_one = name.starts_with("story-") && name.ends_with(ending);
        if !named_like_one || path.is_dir() != ending.is_empty() || files.iter().any(|file| file == name) {
            continue;
        }
        let removed = match path.is_dir() {
            true if wrote_all(&path) => std::fs::remove_dir_all(&path),
            false if crossread_engine::wrote(&path) => std::fs::remove_file(&path),
            _ => Ok(()),
        };
        removed.with_context(|| format!("can't remove '{}'", path.display()))?;
    }
    Ok(())
}

/// Whether a folder holds what crossread wrote and nothing else.
fn wrote_all(folder: &Path) -> bool {
    let Ok(mut entries) = std::fs::read_dir(folder) else { return false };
    entries.all(|entry| entry.is_ok_and(|entry| entry.path().is_file() && crossread_engine::wrote(&entry.path())))
}

fn ledgers(stories: Vec<CollatedStory>) -> Vec<(Story, Ledger)> {
    stories.into_iter().map(|one| (one.story, one.ledger)).collect()
}
