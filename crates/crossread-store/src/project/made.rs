//! The SQLite file of a project: made whole from what came in, and moved to its place.

use super::decisions::decision_json;
use super::error::{Error, Result, reading};
use super::runs::{self, Source};
use super::{Contents, FACTS, Project, files, settings};
use crate::export::{Export, StoryJson};
use crate::fill::{Row, json, text};
use crossread_core::decisions::{Decision, standing};
use crossread_core::ledger::{Laid, Placed};
use crossread_core::{Annotations, Article, Ledger, Story};
use crossread_engine::{Collated, Sorted, Tell};
use rusqlite::types::Value as Cell;
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

/// Whoever knows how the other outputs tell things.
pub trait Teller {
    /// What makes the outputs: names and values.
    fn made_by(&self) -> Vec<(&'static str, String)>;

    /// A story.
    fn story(&self, story: &Collated) -> StoryJson;

    /// What `read` prints of an article.
    fn article(&self, article: &Article, found: &Annotations) -> String;
}

/// The SQLite file of a project, to be asked.
#[derive(Debug)]
pub struct Store {
    /// What it holds.
    pub(super) db: Connection,
    /// Why it could not be kept, where it could not: what was asked for is answered all the same.
    pub unkept: Option<Error>,
}

/// Digits of half a state.
const HALF: usize = 32;

/// The part of a state that no decision changes.
pub fn came_of(state: &str) -> &str {
    state.get(..HALF).unwrap_or(state)
}

/// Bytes of an SQLite file's own head.
const HEAD: u64 = 100;

/// First and last run in which something came.
type Seen = (u32, u32);

/// What two prints of one article have in common.
type Print = ([u8; 32], Option<String>, Option<String>);

fn print(article: &Article) -> Print {
    (article.sha256, article.facts.outlet.clone(), article.facts.url.clone())
}

impl Project {
    /// The SQLite file as it is, where nothing changed since it was made.
    pub fn store_made(&self) -> Result<Option<Store>> {
        let state = self.state()?;
        Ok(self.made(&state)?.map(|db| Store { db, unkept: None }))
    }

    /// The SQLite file, made again where something came in, a fact or the program changed.
    pub fn store(&self, teller: &dyn Teller, tell: Tell) -> Result<Store> {
        let state = self.state()?;
        if let Some(db) = self.made(&state)? {
            return Ok(Store { db, unkept: None });
        }
        let _ = super::derived(&self.folder);
        let bytes = self.make(teller, &state, tell)?;
        let unkept = self.replace(&state, &bytes).err();
        let mut db = Connection::open_in_memory()?;
        db.deserialize_read_exact(rusqlite::MAIN_DB, &*bytes, bytes.len(), true)?;
        Ok(Store { db, unkept })
    }

    /// Moves a finished file to its place, unless another process brought in more since: the newer file is its to write.
    fn replace(&self, state: &str, bytes: &[u8]) -> Result<()> {
        let _lock = self.lock()?;
        if self.state()? == state { files::put(&self.store_path(), bytes) } else { Ok(()) }
    }

    fn store_path(&self) -> PathBuf {
        self.folder.join(".crossread/store.sqlite")
    }

    /// The file as it is, if it is of this state. What is no file of the program's is not touched.
    fn made(&self, state: &str) -> Result<Option<Connection>> {
        let path = self.store_path();
        if !path.exists() {
            return Ok(None);
        }
        let mut head = Vec::new();
        File::open(&path).and_then(|file| file.take(HEAD).read_to_end(&mut head)).map_err(reading(&path))?;
        if !crossread_ingest::is_own_database(&head) {
            return Err(Error::new(format!("'{}' is not crossread's: move it away", path.display())));
        }
        let of_state = |db: &Connection| -> rusqlite::Result<bool> {
            let made: String = db.query_row("SELECT value FROM meta WHERE key = 'state'", [], |row| row.get(0))?;
            Ok(made == state)
        };
        let open = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY);
        // A file that is broken is made again like one that is not there.
        Ok(open.ok().filter(|db| of_state(db).unwrap_or(false)))
    }

    /// What the file depends on, as a hash: another one where something came in, a fact or the program changed, or somebody decided.
    /// Its first half, [`came_of`], depends on all but what was decided.
    pub fn state(&self) -> Result<String> {
        let mut came = Sha256::new();
        came.update(env!("CROSSREAD_READER"));
        for name in [settings::FILE, FACTS, runs::FILE] {
            let path = self.folder.join(name);
            let content = match std::fs::read(&path) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound && name == FACTS => Vec::new(),
                content => content.map_err(reading(&path))?,
            };
            came.update(content.len().to_le_bytes());
            came.update(content);
        }
        let mut decided = Sha256::new();
        for path in self.decision_files()? {
            let content = std::fs::read(&path).map_err(reading(&path))?;
            decided.update(content.len().to_le_bytes());
            decided.update(content);
        }
        let half = |hash: Sha256| -> String {
            hash.finalize().iter().take(HALF / 2).map(|byte| format!("{byte:02x}")).collect()
        };
        Ok(half(came) + &half(decided))
    }

    /// The stories of what was read, people's decisions laid over each.
    pub fn sorted(&self, read: Vec<(Article, Annotations)>, standing: &[Decision], tell: Tell) -> Sorted {
        if !self.one_story() {
            return crossread_engine::sort_read(read, standing, tell);
        }
        let stories =
            if read.is_empty() { Vec::new() } else { vec![crossread_engine::collate_read(read, standing, tell)] };
        Sorted { stories, ..Sorted::default() }
    }

    /// Every line of people's files, with where it stands now.
    fn put_decisions(
        &self,
        export: &Export,
        all: &[Decision],
        (stories, alone, unplaced): (&[Collated], &[Article], &[Decision]),
    ) -> Result<()> {
        let alone = Story::new(alone.to_vec());
        let of_alone = Placed::new(&alone, unplaced).lay(&alone, &Ledger::default());
        let of_story = |story: &Collated| {
            story.ledger.decisions.iter().map(|laid| (Some(story.story.id()), laid.clone())).collect::<Vec<_>>()
        };
        let laid = stories.iter().flat_map(of_story).chain(of_alone.into_iter().map(|laid| (None, laid)));
        let laid: BTreeMap<String, (Option<String>, Laid)> =
            laid.map(|(story, laid)| (laid.decision.id.clone(), (story, laid))).collect();
        for (number, decision) in all.iter().enumerate() {
            let laid = laid.get(&decision.id);
            let maybe = |value: Option<&String>| value.map_or(Cell::Null, |value| text(value));
            let place = |n: usize| decision.on.get(n).map(|place| &place.exact);
            let article = |n: usize| decision.on.get(n).map(|place| &place.article);
            let story = laid.filter(|(_, laid)| !laid.passages.is_empty()).and_then(|(story, _)| story.as_ref());
            let row = Row::new()
                .with("id", text(&decision.id))
                .with("number", Cell::Integer(number as i64))
                .with("person", text(&decision.by))
                .with("at", text(&decision.at))
                .with("says", text(decision.says.name()))
                .with("kind", decision.on.first().map_or(Cell::Null, |place| text(place.kind.name())))
                .with("state", laid.map_or(Cell::Null, |(_, laid)| text(laid.state.name())))
                .with("contested", Cell::Integer(laid.is_some_and(|(_, laid)| laid.contested).into()))
                .with("story", maybe(story))
                .with("article", maybe(article(0)))
                .with("words", maybe(place(0)))
                .with("with_article", maybe(article(1)))
                .with("with_words", maybe(place(1)))
                .with("saw", maybe(decision.saw.as_ref()))
                .with("value", maybe(decision.value.as_ref()))
                .with("note", maybe(decision.note.as_ref()))
                .with("line", text(&decision_json(decision).to_string()));
            export.put("decision", row)?;
        }
        Ok(())
    }

    fn make(&self, teller: &dyn Teller, state: &str, tell: Tell) -> Result<Vec<u8>> {
        let runs = runs::read(&self.folder)?;
        let (sources, odd) = self.sources()?;
        let read = self.of_sources(&sources, tell);
        let came = came(&sources, &read);
        let (read, skipped) = super::together(read, odd);
        let all_decisions = self.decisions()?;
        let Sorted { stories, alone, alone_annotations, unplaced } = self.sorted(read, &standing(&all_decisions), tell);
        let export = Export::new()?;
        export.also(include_str!("project.sql"))?;
        let makers = teller.made_by();
        let makers = makers.iter().map(|(name, what)| (*name, what.as_str()));
        export.made_by(makers.chain([("project", self.name()), ("state", state)]))?;
        let number = |number: u32| json(&number.into());
        for run in &runs {
            let row = Row::new().with("number", number(run.number)).with("at", text(&run.at));
            let row = row.with("program", json(&run.made_by["program"]));
            export.put("run", row.with("inputs", Cell::Integer(run.inputs.len() as i64)))?;
        }
        for source in &sources {
            let row = Row::new().with("sha256", text(&source.sha256)).with("input", text(&source.name));
            export.put(
                "source",
                row.with("first_seen", number(source.seen.0)).with("last_seen", number(source.seen.1)),
            )?;
        }
        for story in &stories {
            export.add(&teller.story(story))?;
        }
        for (article, found) in alone.iter().zip(&alone_annotations) {
            export.add_alone(&teller.article(article, found))?;
        }
        let articles = stories.iter().flat_map(|story| story.story.articles()).chain(&alone);
        for article in articles {
            let Some((of, seen)) = came.get(&print(article)) else { continue };
            let row = Row::new().with("article", text(&article.id()));
            export.put("article_seen", row.with("first_seen", number(seen.0)).with("last_seen", number(seen.1)))?;
            for source in of {
                export.put(
                    "article_source",
                    Row::new().with("article", text(&article.id())).with("source", text(source)),
                )?;
            }
        }
        export.also(
            "INSERT INTO reading_seen
             SELECT reading, min(first_seen), max(last_seen) FROM told
             JOIN article_seen ON article_seen.article = told.article
             GROUP BY reading ORDER BY min(entry_number), reading",
        )?;
        self.put_decisions(&export, &all_decisions, (&stories, &alone, &unplaced))?;
        export.skipped(&skipped)?;
        Ok(export.finish()?)
    }
}

/// In which inputs each article came, and when first and last. `read` is what each input says.
fn came(sources: &[Source], read: &[Contents]) -> BTreeMap<Print, (Vec<String>, Seen)> {
    let mut came: BTreeMap<Print, (Vec<String>, Seen)> = BTreeMap::new();
    for (source, (articles, _)) in sources.iter().zip(read) {
        for (article, _) in articles {
            let (of, seen) = came.entry(print(article)).or_insert_with(|| (Vec::new(), source.seen));
            *seen = (seen.0.min(source.seen.0), seen.1.max(source.seen.1));
            if of.last() != Some(&source.sha256) {
                of.push(source.sha256.clone());
            }
        }
    }
    came
}
