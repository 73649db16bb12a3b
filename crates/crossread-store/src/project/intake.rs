//! Bringing articles in.

use super::error::{Result, reading, writing};
use super::kept::{self, AnnotatedArticle, ArticleKeeper, EarlierReadings};
use super::runs::{self, RunInput, Source};
use super::{Project, files};
use crossread_core::story::{SkipReason, SkippedInput};
use crossread_core::{Article, Language, annotate};
use crossread_engine::{ProgressStep, StepListener};
use crossread_ingest::GivenFacts;
use rayon::prelude::*;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

/// How many inputs, and how many articles of one, are taken in, read and let go together: enough for the cores of a large machine.
const TOGETHER: usize = 64;

/// What a run brought.
#[derive(Clone, Debug, Default)]
pub struct IntakeCounts {
    /// Its number; `None` where nothing could be read and no run was made.
    pub run: Option<u32>,
    /// Inputs that were not there before.
    pub new: usize,
    /// Inputs that were.
    pub known: usize,
    /// Articles in the new inputs.
    pub articles: usize,
    /// What gave no article.
    pub skipped: Vec<SkippedInput>,
}

/// How something is brought in: what is said in the run of who made it, and who is told how far it is.
#[derive(Clone, Copy)]
pub struct IntakeContext<'a> {
    /// What is told in the run of what made it.
    pub made_by: &'a Value,
    /// Is told each step.
    pub tell: StepListener<'a>,
}

/// An input that is to be brought in.
struct PendingInput {
    /// What it is called, where that is not its path.
    name: Option<String>,
    path: PathBuf,
    known: GivenFacts,
}

/// An input that was copied beside the sources.
struct InputCopy {
    input: RunInput,
    beside: PathBuf,
}

impl Project {
    /// Brings in files, folders (walked) and, for `-`, standard input. Reads what is new.
    pub fn add(
        &self,
        inputs: &[PathBuf],
        known: &GivenFacts,
        stdin: &mut dyn Read,
        making: IntakeContext,
    ) -> Result<IntakeCounts> {
        let mut added = IntakeCounts::default();
        let named = crossread_ingest::files(inputs, &mut |taken| added.skip(taken.err(), making.tell));
        let named =
            named.into_iter().map(|(path, told)| PendingInput { name: None, path, known: known.clone().with(&told) });
        self.bring(named.collect(), stdin, making, added)
    }

    /// Brings in bytes that come under a name of their own.
    pub fn add_bytes(
        &self,
        name: &str,
        mut bytes: &[u8],
        known: &GivenFacts,
        making: IntakeContext,
    ) -> Result<IntakeCounts> {
        let one = PendingInput { name: Some(name.to_owned()), path: PathBuf::from("-"), known: known.clone() };
        self.bring(vec![one], &mut bytes, making, IntakeCounts::default())
    }

    /// Brings in a file under a name of its own.
    pub fn add_named(&self, name: &str, path: &Path, making: IntakeContext) -> Result<IntakeCounts> {
        let one = PendingInput { name: Some(name.to_owned()), path: path.to_owned(), known: GivenFacts::default() };
        self.bring(vec![one], &mut std::io::empty(), making, IntakeCounts::default())
    }

    /// A name for a file that is to be brought in; whoever writes it removes it.
    pub fn beside(&self) -> PathBuf {
        files::part(&self.folder.join("sources"))
    }

    /// The files of the inputs that came under a name, in the order of their coming.
    pub fn inputs_named(&self, name: &str) -> Result<Vec<PathBuf>> {
        let sources = self.sources()?.0.into_iter().filter(|source| source.name == name);
        Ok(sources.map(|source| self.source_path(&source.sha256)).collect())
    }

    fn bring(
        &self,
        named: Vec<PendingInput>,
        stdin: &mut dyn Read,
        IntakeContext { made_by, tell }: IntakeContext,
        mut added: IntakeCounts,
    ) -> Result<IntakeCounts> {
        for folder in ["sources", ".crossread/read"] {
            files::sweep(&self.folder.join(folder));
        }
        let before: BTreeMap<String, Source> =
            self.sources()?.0.into_iter().map(|source| (source.sha256.clone(), source)).collect();
        let (mut came, mut seen) = (Vec::new(), BTreeSet::new());
        for batch in named.chunks(TOGETHER) {
            let mut copies = Vec::new();
            for one in batch {
                if let Some(copied) = self.copy(one, stdin, tell, &mut added)? {
                    // The same bytes twice in one run are one input.
                    if seen.insert(copied.input.sha256.clone()) {
                        copies.push(copied);
                    } else {
                        let _ = std::fs::remove_file(&copied.beside);
                    }
                }
            }
            let read: Vec<Result<IntakeEntry>> =
                copies.into_par_iter().map(|copied| self.enter(copied, &before, tell)).collect();
            for entered in read {
                let IntakeEntry { input, articles, new, skipped } = entered?;
                skipped.into_iter().for_each(|one| added.skip(Some(one), tell));
                let Some(input) = input else { continue };
                added.new += usize::from(new);
                added.known += usize::from(!new);
                added.articles += if new { articles } else { 0 };
                came.push(input);
            }
        }
        if !came.is_empty() {
            let lock = self.lock()?;
            added.run = Some(runs::append(&self.folder, made_by, &came, &added.skipped)?);
            drop(lock);
        }
        Ok(added)
    }

    /// Copies an input beside the sources. An input that can't be read is named; a project that can't be written to ends the run.
    fn copy(
        &self,
        one: &PendingInput,
        stdin: &mut dyn Read,
        tell: StepListener,
        added: &mut IntakeCounts,
    ) -> Result<Option<InputCopy>> {
        let PendingInput { name, path, known } = one;
        let known = known.clone();
        let name = name.clone().unwrap_or_else(|| path.display().to_string());
        let from: std::io::Result<Box<dyn Read + '_>> = match path.to_str() {
            Some("-") => Ok(Box::new(stdin)),
            _ => File::open(path).map(|file| Box::new(file) as Box<dyn Read>),
        };
        let sources = self.folder.join("sources");
        let beside = files::part(&sources);
        let mut out = File::create(&beside).map_err(writing(&sources))?;
        let mut failed = Ok(());
        let mut watched = FailureWriter { out: &mut out, failed: &mut failed };
        let hashed = from.and_then(|mut from| hash(&mut *from, &mut watched));
        failed.and_then(|()| out.sync_all()).map_err(|error| {
            let _ = std::fs::remove_file(&beside);
            writing(&sources)(error)
        })?;
        match hashed {
            Ok(sha256) => Ok(Some(InputCopy { input: RunInput { sha256, name, known }, beside })),
            Err(error) => {
                let _ = std::fs::remove_file(&beside);
                let code = match error.kind() {
                    std::io::ErrorKind::NotFound => SkipReason::NotFound,
                    _ => SkipReason::Unreadable,
                };
                let reason = reading(path)(error).to_string();
                added.skip(Some(SkippedInput { input: name, code, reason }), tell);
                Ok(None)
            }
        }
    }

    /// Reads a copied input, where that was not done before, and moves it to its place; one without an article goes again.
    fn enter(&self, copied: InputCopy, before: &BTreeMap<String, Source>, tell: StepListener) -> Result<IntakeEntry> {
        let InputCopy { input, beside } = copied;
        let earlier = before.get(&input.sha256);
        let source = match earlier {
            Some(source) => Source { known: source.known.clone().with(&input.known), ..source.clone() },
            None => Source {
                sha256: input.sha256.clone(),
                name: input.name.clone(),
                known: input.known.clone(),
                of_articles: BTreeMap::new(),
                seen: (0, 0),
            },
        };
        let mut entered = IntakeEntry { input: None, articles: 0, new: earlier.is_none(), skipped: Vec::new() };
        let there = self.source_path(&input.sha256);
        match kept::heads(&self.folder, &source).filter(|_| there.exists()) {
            Some(heads) => {
                entered.articles = heads.len();
                let _ = std::fs::remove_file(&beside);
            }
            None => {
                let mut keeper = ArticleKeeper::new(&self.folder, &source)?;
                let before = EarlierReadings::of(&self.folder, &source);
                let from = (beside.as_path(), before.as_ref());
                self::read(from, &source, tell, &mut entered.skipped, &mut |read| keeper.add(&read))?;
                entered.articles = keeper.count();
                if entered.articles == 0 {
                    let _ = std::fs::remove_file(&beside);
                    return Ok(entered);
                }
                files::settle(&beside, &there)?;
                keeper.finish()?;
            }
        }
        entered.input = Some(input);
        Ok(entered)
    }
}

/// An input that was looked at: itself, where it gave an article.
struct IntakeEntry {
    input: Option<RunInput>,
    articles: usize,
    new: bool,
    skipped: Vec<SkippedInput>,
}

impl IntakeCounts {
    fn skip(&mut self, skipped: Option<SkippedInput>, tell: StepListener) {
        if let Some(skipped) = skipped {
            tell(ProgressStep::Skipped(&skipped));
            self.skipped.push(skipped);
        }
    }
}

/// What the bytes at a path say, under the name that they came with: some articles are read together and given to `each`, then the
/// next, so that the longest archive takes no more memory than these. What was found `before` in the same article stays. What `each`
/// could not do ends it.
pub(super) fn read(
    (path, before): (&Path, Option<&EarlierReadings>),
    source: &Source,
    tell: StepListener,
    skipped: &mut Vec<SkippedInput>,
    each: &mut dyn FnMut(Vec<AnnotatedArticle>) -> Result<()>,
) -> Result<()> {
    let read = |article: Article| {
        let found =
            before.and_then(|before| before.found(&article)).unwrap_or_else(|| annotate(Language::english(), &article));
        tell(ProgressStep::TakenIn(&article));
        (article, found)
    };
    let mut together = |articles: &mut Vec<Article>| each(articles.par_drain(..).map(read).collect());
    let (mut waiting, mut done) = (Vec::new(), Ok(()));
    match File::open(path) {
        Ok(mut file) => crossread_ingest::read_named(&source.name, &mut file, &mut |taken| match taken {
            Ok(article) if done.is_ok() => {
                waiting.push(source.knows(article));
                if waiting.len() == TOGETHER {
                    done = together(&mut waiting);
                }
            }
            Ok(_) => {}
            Err(one) => skipped.push(one),
        }),
        Err(error) => {
            let reason = reading(path)(error).to_string();
            skipped.push(SkippedInput { input: source.name.clone(), code: SkipReason::Unreadable, reason });
        }
    }
    done.and_then(|()| together(&mut waiting))
}

/// Copies bytes and names them by their SHA-256.
pub(super) fn hash(from: &mut dyn Read, to: &mut dyn Write) -> std::io::Result<String> {
    let mut from = BufReader::with_capacity(1 << 16, from);
    let (mut hash, mut block) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        let read = match from.read(&mut block) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hash.update(&block[..read]);
        to.write_all(&block[..read])?;
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Remembers why nothing more can be written: that ends a run, and an input that can't be read does not.
struct FailureWriter<'a> {
    out: &'a mut File,
    failed: &'a mut std::io::Result<()>,
}

impl Write for FailureWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.out
            .write(bytes)
            .inspect_err(|error| *self.failed = Err(std::io::Error::new(error.kind(), error.to_string())))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}
