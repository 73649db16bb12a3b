//! `crossread collate`: the articles of one story side by side.

use crate::arguments::{FileFilter, Format, Inputs};
use crate::output::{self, Target, beside, put, put_bytes, put_with};
use crate::parquet;
use crate::sqlite;
use crate::terminal::{Screen, Watcher, say};
use anyhow::{Context, Result, bail};
use crossread_core::story::SkippedInput;
use crossread_engine::CollatedStory;
use crossread_view::{count, count_stories};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What is asked for.
pub(crate) struct CollateOptions {
    pub format: Option<Format>,
    pub output: Option<PathBuf>,
    pub title: Option<String>,
    pub open: bool,
}

pub(crate) fn run((inputs, chosen): (&Inputs, FileFilter), wanted: CollateOptions, screen: Screen) -> Result<ExitCode> {
    let (format, target) = settled(&wanted)?;
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
    let collated = crossread_engine::collate(intake.articles, &tell);
    // Sorting is work of its own: not done where nobody wants to hear of it.
    if !screen.is_quiet()
        && let Some(heap) = crossread_engine::looks_like_stories(&collated)
    {
        let articles = collated.story.articles().len();
        let (stories, alone) = (count_stories(heap.stories), count(heap.alone, "article"));
        say(&format!(
            "these {articles} articles look like {stories}; {alone} in no story: 'crossread stories' sorts them"
        ));
    }
    put_story(&collated, &skipped, (format, &target), &wanted, screen)?;
    Ok(crate::status(&skipped))
}

/// Writes a story, and of a report a summary here.
pub(crate) fn put_story(
    collated: &CollatedStory,
    skipped: &[SkippedInput],
    (format, target): (Format, &Target),
    wanted: &CollateOptions,
    screen: Screen,
) -> Result<()> {
    write(collated, skipped, format, target, wanted)?;
    if let (Format::Report, Target::File(path)) = (format, target) {
        let summary = crossread_view::summary(&collated.story, &collated.ledger, skipped, screen.length());
        screen.print(&format!("{summary}\nreport: {}\n", path.display()))?;
        if wanted.open {
            open::that_detached(path)?;
        }
    }
    Ok(())
}

/// Writes a story.
pub(crate) fn write(
    collated: &CollatedStory,
    skipped: &[SkippedInput],
    format: Format,
    target: &Target,
    wanted: &CollateOptions,
) -> Result<()> {
    let CollatedStory { story, annotations, ledger, .. } = collated;
    let text = match format {
        Format::Json => {
            return put_with(target, |out| crossread_view::write_ledger_json(out, story, ledger, skipped));
        }
        Format::Csv => crossread_view::csv(story, ledger),
        Format::Codings => crossread_view::codings_csv(story, annotations, ledger),
        Format::Report => crossread_view::report(story, annotations, ledger, skipped, wanted.title.as_deref()),
        Format::Csl => crossread_view::csl(story, ledger),
        Format::Ris => crossread_view::ris(story, ledger),
        Format::Graphml => crossread_view::graphml(story, ledger),
        Format::Timelinejs => crossread_view::timelinejs(story, ledger),
        Format::Annotations => crossread_view::web_annotations(story, ledger),
        Format::Datapackage => {
            let Target::File(folder) = target else { bail!("a data package is a folder: name one with --output") };
            return write_all(folder, &crossread_view::package(story, annotations, ledger, skipped));
        }
        Format::Ftm => crossread_view::ftm(story, ledger),
        Format::Tei => crossread_view::tei(story, ledger),
        Format::Parquet => {
            let Target::File(folder) = target else { bail!("parquet is a folder of files: name one with --output") };
            return parquet::put(folder, &sqlite::tables([collated], std::iter::empty(), skipped)?);
        }
        Format::Sqlite => {
            let Target::File(path) = target else { bail!("sqlite can't go to a terminal: name a file with --output") };
            return put_bytes(path, &sqlite::of_story(collated, skipped)?);
        }
        Format::Xlsx => {
            let Target::File(path) = target else { bail!("xlsx can't go to a terminal: name a file with --output") };
            return put_bytes(path, &crossread_view::xlsx(story, annotations, ledger));
        }
    };
    put(target, &text)
}

/// Writes the files of a folder.
fn write_all(folder: &Path, files: &[crossread_view::File]) -> Result<()> {
    output::refuse_strangers(folder, files.iter().map(|file| file.name))?;
    std::fs::create_dir_all(folder).with_context(|| format!("can't write '{}'", folder.display()))?;
    files.iter().try_for_each(|file| put(&Target::File(folder.join(file.name)), &file.content))
}

/// The format and where it goes: what is asked for, else what the output's name says, else a report.
pub(crate) fn settled(wanted: &CollateOptions) -> Result<(Format, Target)> {
    let named = match &wanted.output {
        Some(path) => by_ending(path, wanted.format.is_some())?,
        None => None,
    };
    let fits = |format: Format| match named {
        Some(Format::Csv) => matches!(format, Format::Csv | Format::Codings),
        Some(Format::Json) => {
            matches!(format, Format::Json | Format::Csl | Format::Timelinejs | Format::Annotations | Format::Ftm)
        }
        Some(named) => named == format,
        None => true,
    };
    let format = match wanted.format {
        Some(format) if !fits(format) => {
            let output = wanted.output.as_deref().unwrap_or(Path::new("")).display();
            bail!("'{output}' is no name for the format {}: leave one of them out", format.name())
        }
        Some(format) => format,
        None => named.unwrap_or(Format::Report),
    };
    let default = (format == Format::Report).then(|| PathBuf::from("crossread-report.html"));
    let target = Target::of(wanted.output.clone().or(default));
    if wanted.open && (format != Format::Report || !matches!(target, Target::File(_))) {
        bail!("--open opens a report that is written to a file");
    }
    if wanted.title.is_some() && format != Format::Report {
        bail!("--title is the title of a report");
    }
    Ok((format, target))
}

/// Endings of files, and the format that each tells.
const ENDINGS: [(&str, Format); 12] = [
    ("html", Format::Report),
    ("htm", Format::Report),
    ("json", Format::Json),
    ("csv", Format::Csv),
    ("xlsx", Format::Xlsx),
    ("sqlite", Format::Sqlite),
    ("db", Format::Sqlite),
    ("ris", Format::Ris),
    ("graphml", Format::Graphml),
    ("jsonld", Format::Annotations),
    ("tei", Format::Tei),
    (output::PARQUET, Format::Parquet),
];

/// The format that a file's ending tells. An unknown one is an error where no format is `asked` for.
pub(crate) fn by_ending(path: &Path, asked: bool) -> Result<Option<Format>> {
    output::by_ending(path, asked, &ENDINGS)
}
