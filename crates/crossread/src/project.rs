//! Projects: `crossread init`, `add`, `status`, `search` and `export`.

use crate::arguments::{Format, Inputs, StoriesFormat};
use crate::collate::{self, CollateOptions, put_story};
use crate::output::Target;
use crate::sqlite::Outputs;
use crate::stories::{self, put_stories};
use crate::terminal::{Screen, Watcher, say};
use anyhow::{Result, bail};
use crossread_engine::{CollatedStory, HeapStories, ProgressStep};
use crossread_store::Project;
use crossread_store::project::{Hit, IntakeContext, IntakeCounts, Overview, Store};
use crossread_view::{count, count_stories};
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn init(folder: &Path, name: Option<String>, one_story: bool, screen: Screen) -> Result<ExitCode> {
    let own = folder.file_name().map_or_else(|| "articles".to_owned(), |name| name.to_string_lossy().into_owned());
    Project::init(folder, &name.unwrap_or(own), one_story)?;
    let folder = folder.display();
    screen.print(&format!("project: {folder}\n'crossread add {folder} INPUT...' brings articles in\n"))?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn add(project: &Path, inputs: &Inputs, screen: Screen) -> Result<ExitCode> {
    let project = Project::open(project)?;
    crate::refuse_projects(&inputs.inputs)?;
    let watcher = Watcher::new(screen);
    let tell = |step: ProgressStep| watcher.tell(step);
    let made_by = crossread_view::made_by_value();
    let stdin = &mut std::io::stdin().lock();
    let added = project.add(&inputs.inputs, &inputs.known(), stdin, IntakeContext { made_by: &made_by, tell: &tell });
    tell(ProgressStep::Done);
    let added = added?;
    if added.run.is_none() {
        return Ok(crate::nothing_to_read());
    }
    // Comparing all articles is left to whoever asks how they stand: many may add before anybody does.
    screen.print(&format!("{}\n", brought(&added)))?;
    Ok(crate::status(&added.skipped))
}

/// The project's SQLite file.
fn opened(project: &Project, watcher: &Watcher) -> Result<Store> {
    let store = project.store(&Outputs, &|step: ProgressStep| watcher.tell(step))?;
    if let Some(error) = &store.unkept {
        say(&format!("{error}; it is made again each time"));
    }
    Ok(store)
}

/// What a run brought, in a line.
pub(crate) fn brought(added: &IntakeCounts) -> String {
    let known = match added.known {
        0 => String::new(),
        known => format!("; {known} known already"),
    };
    format!(
        "run {}: {}, {}{known}",
        added.run.unwrap_or_default(),
        count(added.new, "new input"),
        count(added.articles, "article")
    )
}

pub(crate) fn status(project: &Path, screen: Screen) -> Result<ExitCode> {
    let project = Project::open(project)?;
    let watcher = Watcher::new(screen);
    let store = opened(&project, &watcher)?;
    let decided = crate::decisions::standing_line(&store)?;
    let decided = if decided.is_empty() { decided } else { format!("\n{decided}") };
    screen.print(&(standing(&project, &Overview::of(&store)?) + &decided))?;
    Ok(ExitCode::SUCCESS)
}

/// How a project stands.
fn standing(project: &Project, overview: &Overview) -> String {
    let articles = overview.articles as usize;
    let mut out =
        format!("{}: {}, {}", project.name(), count(articles, "article"), count_stories(overview.stories.len()));
    if overview.alone > 0 {
        let _ = write!(out, "; {} in no story", count(overview.alone as usize, "article"));
    }
    let _ = match &overview.last {
        Some(at) => writeln!(out, "; {}, the last at {at}", count(overview.runs as usize, "run")),
        None => writeln!(out, "; nothing came in yet"),
    };
    for story in &overview.stories {
        let _ = writeln!(out, "\n{}  {}", story.id, story.title);
        let _ = write!(
            out,
            "  {}, {} disputed, {} changed",
            count(story.articles as usize, "article"),
            story.disputed,
            story.changed
        );
        let _ = match story.new_articles {
            0 => writeln!(out),
            new => {
                let readings = count(story.new_readings as usize, "reading");
                writeln!(out, "; new in the last run: {}, {readings}", count(new as usize, "article"))
            }
        };
    }
    out
}

pub(crate) fn search(project: &Path, words: &str, most: u32, screen: Screen) -> Result<ExitCode> {
    let project = Project::open(project)?;
    let watcher = Watcher::new(screen);
    let hits = Hit::search(&opened(&project, &watcher)?, words, most)?;
    let mut out = String::new();
    for hit in &hits {
        let day = hit.published.as_deref().map_or(String::new(), |day| format!(", {day}"));
        let words: Vec<&str> = hit.text.split_whitespace().collect();
        let _ = writeln!(
            out,
            "{}{day} ({}:{}-{})\n  {}",
            hit.called,
            hit.article,
            hit.place.0,
            hit.place.1,
            words.join(" ")
        );
    }
    if hits.is_empty() {
        let _ = writeln!(out, "no paragraph has all of these words");
    }
    screen.print(&out)?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn export(project: &Path, story: Option<&str>, wanted: CollateOptions, screen: Screen) -> Result<ExitCode> {
    let project = Project::open(project)?;
    let all = story.is_none() && !project.one_story();
    if all && wanted.title.is_some() {
        bail!("--title is the title of one story: name it with --story");
    }
    let settled = if all { OutputPlan::All(of_all(&wanted)?) } else { OutputPlan::One(collate::settled(&wanted)?) };
    let watcher = Watcher::new(screen);
    let tell = |step: ProgressStep| watcher.tell(step);
    let (read, skipped) = project.contents(&tell)?;
    skipped.iter().for_each(|one| tell(ProgressStep::Skipped(one)));
    if read.is_empty() {
        tell(ProgressStep::Done);
        return Ok(crate::nothing_to_read());
    }
    let mut sorted = project.sorted(read, &project.standing()?, &tell);
    match settled {
        OutputPlan::All((format, target)) => put_stories(sorted, &skipped, (format, &target), wanted.open, screen)?,
        OutputPlan::One((format, target)) => {
            let whole = if project.one_story() { sorted.stories.pop() } else { None };
            let one = match &whole {
                Some(one) => one,
                None => one_of(&sorted, story.unwrap_or_default())?,
            };
            put_story(one, &skipped, (format, &target), &wanted, screen)?;
        }
    }
    Ok(crate::status(&skipped))
}

/// What is written, and where it goes.
enum OutputPlan {
    One((Format, Target)),
    All((StoriesFormat, Target)),
}

/// The format and the place of all stories of a project that sorts them.
fn of_all(wanted: &CollateOptions) -> Result<(StoriesFormat, Target)> {
    stories::settled(wanted.format.map(StoriesFormat::of), wanted.output.clone())
}

/// The story whose id begins so.
fn one_of<'a>(sorted: &'a HeapStories, id: &str) -> Result<&'a CollatedStory> {
    let mut named = sorted.stories.iter().filter(|one| one.story.id().starts_with(id));
    match (named.next(), named.next()) {
        (Some(story), None) => Ok(story),
        (None, _) => bail!("no story has the id '{id}': 'crossread status' tells the ids"),
        (Some(_), Some(_)) => bail!("more than one story has an id that begins with '{id}'"),
    }
}
