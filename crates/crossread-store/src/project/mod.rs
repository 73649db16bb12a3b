//! A project: a folder that keeps what came in, and an SQLite file of all that was made of it.
//!
//! ```text
//! crossread.toml           name and options
//! sources/<sha256>         bytes as received, never changed
//! facts.csv                what a person knows of an article that its text does not say
//! runs.jsonl               a line for each `add`, never changed
//! decisions/<person>.jsonl what people decided, a line each, never changed
//! .crossread/read/         what was read of each input: can be deleted
//! .crossread/store.sqlite  tables of everything: can be deleted, and is made again to the same rows
//! ```
//!
//! An input is in once its run stands in `runs.jsonl`; what is written before that is only found again. So a run may be killed at
//! any moment, and two may add at once: they wait for each other only while a line is added or a finished file moved.

mod accounts;
mod annotated;
mod browse;
mod codec;
mod decided;
mod decisions;
mod error;
mod files;
mod found;
mod intake;
mod kept;
mod made;
mod mended;
mod outline;
mod questions;
mod runs;
mod search;
mod settings;

pub use accounts::Accounts;
pub use browse::{ArticleRow, Listing, StoryMembership, StoryOrder, StoryRow};
pub use decided::{Agreement, DecisionRow};
pub use decisions::{DecisionDraft, decision_json, decisions_in};
pub use error::{Error, Result};
pub use found::{Search, SearchResult, SearchResultKind};
pub use intake::{IntakeContext, IntakeCounts};
pub use kept::{AnnotatedArticle, pack, unpack};
pub use made::{Store, Teller, came_of};
pub use mended::ArticleReading;
pub use questions::{ReadingFilter, ReadingRow};
pub use search::{Hit, Overview, StoryLine};

use crossread_core::story::{SkipReason, SkippedInput};
use crossread_core::{Annotations, Article};
use crossread_engine::{ProgressStep, StepListener};
use crossread_ingest::GivenFacts;
use error::{reading, writing};
use kept::{ArticleHead, ArticleKeeper, EarlierReadings};
use rayon::prelude::*;
use runs::{Run, Source};
use settings::Settings;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

/// A folder that keeps articles and what was made of them.
#[derive(Clone, Debug)]
pub struct Project {
    folder: PathBuf,
    settings: Settings,
}

/// Every article of a project with what was found in it, and what could not be read.
pub type Contents = (Vec<(Article, Annotations)>, Vec<SkippedInput>);

/// What a person knows of articles.
const FACTS: &str = "facts.csv";

impl Project {
    /// Makes a project of a folder that is new or empty. `one_story` says that all articles are accounts of one story; else they
    /// are sorted into stories.
    pub fn init(folder: &Path, name: &str, one_story: bool) -> Result<Project> {
        if folder.join(settings::FILE).exists() {
            return Err(Error::new(format!("'{}' is a project already", folder.display())));
        }
        let taken = |entry: std::io::Result<std::fs::DirEntry>| {
            entry.is_ok_and(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        };
        if folder.is_dir() && std::fs::read_dir(folder).map_err(reading(folder))?.any(taken) {
            let message = format!("'{}' holds other files: name a new folder or an empty one", folder.display());
            return Err(Error::new(message));
        }
        for part in ["sources", "decisions"] {
            let path = folder.join(part);
            std::fs::create_dir_all(&path).map_err(writing(&path))?;
        }
        derived(folder)?;
        let settings = Settings { name: name.to_owned(), one_story };
        files::put(&folder.join("decisions/.gitkeep"), b"")?;
        files::put(&folder.join(FACTS), b"file,outlet,published,title,url,language\n")?;
        files::put(&folder.join(runs::FILE), b"")?;
        // Last: what has it is a project.
        files::put(&folder.join(settings::FILE), settings.written().as_bytes())?;
        Project::open(folder)
    }

    /// Whether a folder is a project.
    pub fn is(folder: &Path) -> bool {
        folder.join(settings::FILE).is_file()
    }

    /// Opens a project.
    pub fn open(folder: &Path) -> Result<Project> {
        let settings = Settings::read(folder)?;
        Ok(Project { folder: folder.to_owned(), settings })
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// Whether all articles are accounts of one story.
    pub fn one_story(&self) -> bool {
        self.settings.one_story
    }

    /// Every article with what was found in it, in the order in which they came. What was read before is not read again.
    pub fn contents(&self, tell: StepListener) -> Result<Contents> {
        // Where nothing can be written, nothing is kept.
        let _ = derived(&self.folder);
        let (sources, odd) = self.sources()?;
        Ok(together(self.of_sources(&sources, tell), odd))
    }

    /// What each input says.
    fn of_sources(&self, sources: &[Source], tell: StepListener) -> Vec<Contents> {
        each_of(sources, tell, |source| self.of_source(source))
    }

    /// The heads of the articles of each input.
    fn all_heads(&self, sources: &[Source], tell: StepListener) -> Vec<(Vec<ArticleHead>, Vec<SkippedInput>)> {
        each_of(sources, tell, |source| self.heads_of(source))
    }

    /// What runs brought, with what `facts.csv` says of it, and rows of that file that say nothing.
    fn sources(&self) -> Result<(Vec<Source>, Vec<SkippedInput>)> {
        Ok(self.sources_of(&runs::read(&self.folder)?))
    }

    /// The same of runs that were read: whoever needs both reads them once, since another process may add one at any moment.
    fn sources_of(&self, runs: &[Run]) -> (Vec<Source>, Vec<SkippedInput>) {
        let mut sources = runs::sources(runs);
        let mut odd = Vec::new();
        let facts = self.facts(&mut odd);
        for source in &mut sources {
            let of = |name: &str| facts.get(&name.split('/').collect::<PathBuf>());
            for told in [of(&source.name), of(&source.sha256)].into_iter().flatten() {
                source.known = std::mem::take(&mut source.known).with(told);
            }
            let begins = mended::of_article(&source.sha256, "");
            let own = facts
                .iter()
                .filter_map(|(file, told)| Some((file.to_str()?.strip_prefix(&begins)?.to_owned(), told.clone())));
            source.of_articles = own.collect();
        }
        (sources, odd)
    }

    fn facts(&self, odd: &mut Vec<SkippedInput>) -> BTreeMap<PathBuf, GivenFacts> {
        crossread_ingest::facts_table(&self.folder.join(FACTS), &mut |taken| odd.extend(taken.err()))
    }

    /// What was read of an input, else what is read of it now.
    fn of_source(&self, source: &Source) -> Contents {
        if let Some(read) = kept::load(&self.folder, source) {
            return (read, Vec::new());
        }
        let (heads, skipped) = self.heads_of(source);
        // Just kept, or held.
        (kept::bodies(&self.folder, &source.sha256, &heads).unwrap_or_default(), skipped)
    }

    /// The heads of the articles of an input. What was not read yet is read and kept; where nothing can be written it is held.
    fn heads_of(&self, source: &Source) -> (Vec<ArticleHead>, Vec<SkippedInput>) {
        if let Some(heads) = kept::heads(&self.folder, source) {
            return (heads, Vec::new());
        }
        let path = self.source_path(&source.sha256);
        let astray = |what: String| {
            let input = source.name.clone();
            (Vec::new(), vec![SkippedInput { input, code: SkipReason::Unreadable, reason: what }])
        };
        let hash = File::open(&path).and_then(|mut file| intake::hash(&mut file, &mut std::io::sink()));
        match hash {
            Err(error) => return astray(reading(&path)(error).to_string()),
            Ok(hash) if hash != source.sha256 => {
                return astray(format!("'{}' is not what came in: its bytes were changed", path.display()));
            }
            Ok(_) => {}
        }
        // Facts that somebody mended change some of its articles: the others are not read again.
        let before = EarlierReadings::of(&self.folder, source);
        let from = (path.as_path(), before.as_ref());
        let mut skipped = Vec::new();
        let kept = ArticleKeeper::new(&self.folder, source).and_then(|mut keeper| {
            intake::read(from, source, &crossread_engine::silent, &mut skipped, &mut |read| keeper.add(&read))?;
            keeper.finish()
        });
        if let Ok(heads) = kept {
            return (heads, skipped);
        }
        let (mut heads, mut skipped) = (Vec::new(), Vec::new());
        let mut hold = |read: Vec<_>| {
            heads.extend(read.into_iter().map(ArticleHead::held));
            Ok(())
        };
        match intake::read(from, source, &crossread_engine::silent, &mut skipped, &mut hold) {
            Ok(()) => (heads, skipped),
            Err(error) => astray(error.to_string()),
        }
    }

    fn source_path(&self, sha256: &str) -> PathBuf {
        self.folder.join("sources").join(sha256)
    }

    /// Waits until no other process adds a line or moves a file; until the answer is dropped none does.
    fn lock(&self) -> Result<File> {
        derived(&self.folder)?;
        let path = self.folder.join(".crossread/lock");
        let lock = || {
            let file = File::options().create(true).append(true).open(&path)?;
            file.lock()?;
            Ok(file)
        };
        lock().map_err(writing(&path))
    }
}

/// Makes the folder of what can be deleted, where it was. A repository leaves it out.
fn derived(folder: &Path) -> Result<()> {
    let path = folder.join(".crossread/read");
    std::fs::create_dir_all(&path).map_err(writing(&path))?;
    let ignored = folder.join(".crossread/.gitignore");
    if ignored.exists() { Ok(()) } else { files::put(&ignored, b"*\n") }
}

/// What is read of each input, side by side.
fn each_of<T: Send>(sources: &[Source], tell: StepListener, read: impl Fn(&Source) -> T + Sync) -> Vec<T> {
    tell(ProgressStep::Reading(sources.len()));
    let read = |source| {
        let read = read(source);
        tell(ProgressStep::Read);
        read
    };
    sources.par_iter().map(read).collect()
}

/// What all inputs say.
fn together(read: Vec<Contents>, odd: Vec<SkippedInput>) -> Contents {
    let mut all = (Vec::new(), odd);
    for (articles, skipped) in read {
        all.0.extend(articles);
        all.1.extend(skipped);
    }
    all
}
