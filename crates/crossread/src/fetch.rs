//! `crossread fetch`: pages and feeds from the web into an archive, or into a project; the bench asks for them here too, where a
//! person says so.

use crate::arguments::ARCHIVE;
use crate::project::brought;
use crate::terminal::{self, Screen, Watcher};
use anyhow::{Context, Result};
use crossread_bench::{FetchResult, Fetcher};
use crossread_engine::{ProgressStep, StepListener};
use crossread_fetch::{Archive, Options, Outcome};
use crossread_store::Project;
use crossread_store::project::{IntakeContext, IntakeCounts};
use indicatif::ProgressBar;
use std::path::Path;
use std::process::ExitCode;

/// How many addresses answered with something new, with nothing new, and not at all.
#[derive(Clone, Copy, Default)]
struct FetchCounts {
    kept: usize,
    unchanged: usize,
    failed: usize,
}

impl FetchCounts {
    fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Kept(_) => self.kept += 1,
            Outcome::Unchanged(_) => self.unchanged += 1,
            Outcome::Failed(..) => self.failed += 1,
        }
    }

    fn in_words(self) -> String {
        format!("{} kept, {} unchanged, {} not fetched", self.kept, self.unchanged, self.failed)
    }

    fn status(self) -> ExitCode {
        match (self.kept + self.unchanged, self.failed) {
            (_, 0) => ExitCode::SUCCESS,
            (0, _) => ExitCode::from(2),
            _ => ExitCode::from(1),
        }
    }
}

/// Fetches into an archive and says what came.
pub(crate) fn run(addresses: &[String], options: &Options, path: &Path, screen: Screen) -> Result<ExitCode> {
    let cant = || format!("can't add to '{}'", path.display());
    let mut archive = Archive::open(path).with_context(cant)?;
    if archive.was_padded() {
        terminal::say(&format!("the zeros behind the last record of '{}' are taken away", path.display()));
    } else if archive.cut() > 0 {
        terminal::say(&format!("the last record of '{}' was cut off and is taken away", path.display()));
    }
    let mut counts = FetchCounts::default();
    let bar = screen.bar(None, "addresses answered");
    crossread_fetch::fetch(addresses, options, &mut archive, &mut |outcome| {
        counts.count(&outcome);
        watch(&bar, &outcome);
    })
    .with_context(cant)?;
    bar.finish_and_clear();
    screen.print(&format!("{}\narchive: {}\n", counts.in_words(), path.display()))?;
    Ok(counts.status())
}

/// Fetches into a project and says what came.
pub(crate) fn into(addresses: &[String], options: &Options, project: &Path, screen: Screen) -> Result<ExitCode> {
    let project = Project::open(project)?;
    let (bar, watcher) = (screen.bar(None, "addresses answered"), Watcher::new(screen));
    let mut counts = FetchCounts::default();
    let tell = |step: ProgressStep| watcher.tell(step);
    let added = fetch_into(&project, addresses, options, &tell, &mut |outcome| {
        counts.count(&outcome);
        watch(&bar, &outcome);
    });
    bar.finish_and_clear();
    tell(ProgressStep::Done);
    let came = match added? {
        Some(added) if added.run.is_some() => brought(&added) + "\n",
        _ => String::new(),
    };
    screen.print(&format!("{}\n{came}", counts.in_words()))?;
    Ok(counts.status())
}

fn watch(bar: &ProgressBar, outcome: &Outcome) {
    bar.inc(1);
    if let Outcome::Failed(address, reason) = outcome {
        bar.suspend(|| terminal::say(&format!("can't fetch '{address}': {reason}")));
    }
}

/// Fetches into an archive beside a project and brings it in, if there is anything new in it. What earlier archives hold is asked for
/// again only on condition that it changed.
fn fetch_into(
    project: &Project,
    addresses: &[String],
    options: &Options,
    tell: StepListener,
    each: &mut dyn FnMut(Outcome),
) -> Result<Option<IntakeCounts>> {
    let path = project.beside();
    let mut fetched = || -> Result<Option<IntakeCounts>> {
        let cant = || format!("can't write '{}'", path.display());
        let mut archive = Archive::open(&path).with_context(cant)?;
        for earlier in project.inputs_named(ARCHIVE)? {
            // One that was changed or is gone tells nothing: its pages are fetched again.
            let _ = archive.remember(&earlier);
        }
        let mut kept = false;
        crossread_fetch::fetch(addresses, options, &mut archive, &mut |outcome| {
            kept |= matches!(outcome, Outcome::Kept(_));
            each(outcome);
        })
        .with_context(cant)?;
        drop(archive);
        let added = kept.then(|| {
            let made_by = crossread_view::made_by_value();
            project.add_named(ARCHIVE, &path, IntakeContext { made_by: &made_by, tell })
        });
        Ok(added.transpose()?)
    };
    let added = fetched();
    let _ = std::fs::remove_file(&path);
    added
}

/// What the bench is given, which has no way to the network of its own.
pub(crate) struct BenchFetcher {
    pub allow_private: bool,
}

impl Fetcher for BenchFetcher {
    fn fetch(
        &self,
        project: &Project,
        (addresses, follow): (&[String], bool),
        tell: StepListener,
        each: &mut dyn FnMut(FetchResult),
    ) -> std::result::Result<Option<IntakeCounts>, String> {
        let options = Options { follow, allow_private: self.allow_private, ..Options::default() };
        let added = fetch_into(project, addresses, &options, tell, &mut |outcome| {
            each(match outcome {
                Outcome::Kept(_) => FetchResult::Kept,
                Outcome::Unchanged(_) => FetchResult::Unchanged,
                Outcome::Failed(address, reason) => FetchResult::Failed(address, reason),
            });
        });
        added.map_err(|error| format!("{error:#}"))
    }
}
