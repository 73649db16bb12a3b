//! The SQLite file of a project: made of what came in, and brought up to date where something more did.
//!
//! The rows of each part (a story, or an article in none) stand under numbers of its own, and a hash of all that they depend on
//! stands beside them. So of a file that is there only those parts are written again whose hash is another, in one transaction;
//! where most are, the whole is made beside its place and moved there. Both ways lead to the same rows under the same numbers.

use super::error::{Error, Result, reading, writing};
use super::outline::{Outline, OutlinePart};
use super::{FACTS, Project, files, runs, settings};
use crate::export::{self, StoryJson, parsed};
use crate::fill::{Filler, ParsedStory, TableRow, json, text};
use crossread_core::Language;
use crossread_core::decisions::Decision;
use crossread_core::ledger::{DecisionAnchors, StoryDecision};
use crossread_core::{Annotations, Article, Ledger, Story};
use crossread_engine::{CollatedStory, HeapStories, ProgressStep, StepListener};
use rayon::prelude::*;
use rusqlite::types::Value as Cell;
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

/// Whoever knows how the other outputs tell things.
pub trait Teller: Sync {
    /// What makes the outputs: names and values.
    fn made_by(&self) -> Vec<(&'static str, String)>;

    /// A story.
    fn story(&self, story: &CollatedStory) -> StoryJson;

    /// What `read` prints of an article.
    fn article(&self, article: &Article, found: &Annotations) -> String;
}

/// Who knows how the other outputs tell things, and who is told how far it is.
type Tellers<'a> = (&'a dyn Teller, StepListener<'a>);

/// The SQLite file of a project, to be asked: as it stood when it was opened, whatever another process writes since.
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

/// Each part has as many numbers for its rows in each table as can be told with so many bits: a quarter of a milliard, which no story
/// comes near to, and leaves room for as many parts as can ever come.
const ROW_BITS: u32 = 28;

/// Articles that are compared and told together, while as many wait to be written: enough for the cores of a large machine, and some
/// dozens of MB (twice as many took a server of 5,000 articles to 475 MB).
const TOGETHER: usize = 16;

/// How long a question waits for a transaction of another process to end; one that brings a file up to date ends in seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// Tables that hold something of the project as a whole: short, and written anew each time.
const OF_THE_WHOLE: [&str; 8] =
    ["meta", "run", "source", "article_source", "article_seen", "reading_seen", "decision", "skipped"];

/// Which file is wanted: who tells its parts, and the state that it is to be of.
#[derive(Clone, Copy)]
struct ExportRequest<'a> {
    telling: Tellers<'a>,
    state: &'a str,
}

impl Project {
    /// The SQLite file as it is, where nothing changed since it was made.
    pub fn store_made(&self) -> Result<Option<Store>> {
        let state = self.state()?;
        Ok(self.made(&state)?.map(|db| Store { db, unkept: None }))
    }

    /// The SQLite file, brought up to date where something came in, a fact or the program changed.
    pub fn store(&self, teller: &dyn Teller, tell: StepListener) -> Result<Store> {
        if let Some(store) = self.store_made()? {
            return Ok(store);
        }
        // Two processes that want the same work: the second waits and finds it done. Where nothing can be written nobody waits.
        let lock = self.lock_file("making.lock").and_then(|file| file.lock().map(|()| file));
        if let Some(store) = self.store_made()? {
            return Ok(store);
        }
        let state = self.state()?;
        let outline = self.outline(tell)?;
        tell(ProgressStep::Comparing);
        let kept = match &lock {
            Ok(_) => self.keep(&outline, ExportRequest { telling: (teller, tell), state: &state }),
            Err(error) => {
                let error = std::io::Error::new(error.kind(), error.to_string());
                Err(writing(&self.folder.join(".crossread"))(error))
            }
        };
        tell(ProgressStep::Done);
        let unkept = match kept.and_then(|()| self.made(&state)) {
            Ok(Some(db)) => return Ok(Store { db, unkept: None }),
            Ok(None) => None,
            Err(error) => Some(error),
        };
        let db = Connection::open_in_memory()?;
        self.fill(&db, &outline, ExportRequest { telling: (teller, tell), state: &state })?;
        db.execute_batch("COMMIT")?;
        Ok(Store { db, unkept })
    }

    /// Brings the file that is there up to date, or makes it.
    fn keep(&self, outline: &Outline, wanted: ExportRequest) -> Result<()> {
        let mut old = self.to_write()?;
        if let Some(db) = &mut old
            && let Some(stale) = StaleParts::of(db, outline)?
        {
            return self.bring_up_to_date(db, outline, &stale, wanted);
        }
        drop(old);
        self.make(outline, wanted)
    }

    /// Writes the parts again that are others than before.
    fn bring_up_to_date(
        &self,
        db: &mut Connection,
        outline: &Outline,
        stale: &StaleParts,
        wanted: ExportRequest,
    ) -> Result<()> {
        db.set_prepared_statement_cache_capacity(256);
        // Rows come and go in the order of their parts: that all that refers finds something is seen to by what is written.
        db.execute_batch(
            "PRAGMA foreign_keys = OFF; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; BEGIN IMMEDIATE",
        )?;
        let mut laid = stale.laid(db, outline)?;
        let tables = part_tables(db)?;
        for number in &stale.gone {
            remove_part(db, &tables, *number)?;
        }
        self.each_told(outline, &stale.new, wanted.telling, &mut |part, told| {
            laid.extend(told.laid(part, outline));
            put_part(db, part, &told, true)
        })?;
        self.put_whole(db, outline, laid, wanted)?;
        db.execute_batch("COMMIT")?;
        // What the log holds goes into the file, where nobody reads; else whoever comes next does it.
        let _ = db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
        Ok(())
    }

    /// Makes the whole file beside its place and moves it there.
    fn make(&self, outline: &Outline, wanted: ExportRequest) -> Result<()> {
        let path = self.store_path();
        // Whoever makes it is alone (`making.lock`): what a killed one left has this name too, and goes.
        let beside = self.folder.join(".crossread/store.part");
        remove_database(&beside);
        let make = || {
            let db = Connection::open(&beside)?;
            db.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE")?;
            self.fill(&db, outline, wanted)?;
            db.execute_batch("COMMIT; PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL")?;
            db.close().map_err(|(_, error)| error)?;
            File::open(&beside).and_then(|file| file.sync_all()).map_err(writing(&path))?;
            // Nobody opens it while the log of the old file goes.
            let _lock = self.lock_file("store.lock").and_then(|file| file.lock().map(|()| file));
            for end in ["-wal", "-shm"] {
                let _ = std::fs::remove_file(with_ending(&path, end));
            }
            files::settle(&beside, &path)
        };
        let made = make();
        if made.is_err() {
            remove_database(&beside);
        }
        made
    }

    /// Fills an empty file. Whoever calls ends the transaction.
    fn fill(&self, db: &Connection, outline: &Outline, wanted: ExportRequest) -> Result<()> {
        export::begin(db)?;
        db.execute_batch(include_str!("project.sql"))?;
        // In the order of their numbers, so that each row comes behind the last.
        let mut parts: Vec<usize> = (0..outline.parts.len()).collect();
        parts.sort_by_key(|&at| outline.parts[at].number);
        let mut laid = BTreeMap::new();
        self.each_told(outline, &parts, wanted.telling, &mut |part, told| {
            laid.extend(told.laid(part, outline));
            put_part(db, part, &told, false)
        })?;
        // What refers to the whole is there before it is looked whether all that refers finds something.
        self.put_whole(db, outline, laid, wanted)?;
        Ok(export::end(db)?)
    }

    /// Compares and tells parts, some side by side, and gives each to `put`, in their order.
    fn each_told(
        &self,
        outline: &Outline,
        parts: &[usize],
        (teller, tell): Tellers,
        put: &mut dyn FnMut(&OutlinePart, PartTelling) -> Result<()>,
    ) -> Result<()> {
        let batches = batches(outline, parts);
        tell(ProgressStep::Collating(parts.iter().map(|&at| outline.parts[at].articles.len()).sum()));
        std::thread::scope(|scope| {
            // One batch is written while the next is compared.
            let (sender, told) = sync_channel::<Vec<(usize, Result<PartTelling>)>>(1);
            scope.spawn(move || {
                for batch in batches {
                    let told = |&at: &usize| {
                        let told = self.tell_part(outline, &outline.parts[at], teller);
                        tell(ProgressStep::Collated(outline.parts[at].articles.len()));
                        (at, told)
                    };
                    if sender.send(batch.par_iter().map(told).collect()).is_err() {
                        return;
                    }
                }
            });
            for (at, told) in told.into_iter().flatten() {
                put(&outline.parts[at], told?)?;
            }
            Ok(())
        })
    }

    fn tell_part(&self, outline: &Outline, part: &OutlinePart, teller: &dyn Teller) -> Result<PartTelling> {
        let read = part.articles.iter().map(|&article| self.body(outline, article)).collect::<Result<Vec<_>>>()?;
        if !part.is_story {
            let alone = read.iter().map(|(article, found)| parsed(&teller.article(article, found))).collect();
            return Ok(PartTelling::Alone(alone));
        }
        let collated = crossread_engine::collate_read(read, &part.decisions, &crossread_engine::silent);
        let laid = collated.ledger.decisions.clone();
        Ok(PartTelling::Story(Box::new(teller.story(&collated).parsed()), laid))
    }

    fn store_path(&self) -> PathBuf {
        self.folder.join(".crossread/store.sqlite")
    }

    /// A file that is locked, not written to. It stands beside the store.
    fn lock_file(&self, name: &str) -> std::io::Result<File> {
        let _ = super::derived(&self.folder);
        File::options().create(true).append(true).open(self.folder.join(".crossread").join(name))
    }

    /// The file as it is, if it is of this state: as it stands now, whatever is written later.
    fn made(&self, state: &str) -> Result<Option<Connection>> {
        let path = self.store_path();
        if !self.is_there()? {
            return Ok(None);
        }
        // Nobody puts another in its place meanwhile; where nothing can be written nobody does anyway.
        let _lock = self.lock_file("store.lock").and_then(|file| file.lock_shared().map(|()| file));
        let as_it_stands = |db: Connection| -> rusqlite::Result<Option<Connection>> {
            db.busy_timeout(PATIENCE)?;
            // A transaction that only reads sees what stood when it began.
            db.execute_batch("BEGIN")?;
            let made: String = db.query_row("SELECT value FROM meta WHERE key = 'state'", [], |row| row.get(0))?;
            Ok((made == state).then_some(db))
        };
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let opened = Connection::open_with_flags(&path, flags).and_then(as_it_stands);
        let opened = opened.or_else(|_| {
            // A folder that can't be written to has no place for a log: nobody writes to the file either.
            let address = format!("file:{}?immutable=1", address(&path));
            Connection::open_with_flags(address, flags).and_then(as_it_stands)
        });
        // A file that is broken is made again like one that is not there.
        Ok(opened.unwrap_or(None))
    }

    /// Whether a file stands there. What is no file of the program's is not touched.
    fn is_there(&self) -> Result<bool> {
        let path = self.store_path();
        if !path.exists() {
            return Ok(false);
        }
        let mut head = Vec::new();
        File::open(&path).and_then(|file| file.take(HEAD).read_to_end(&mut head)).map_err(reading(&path))?;
        if !crossread_ingest::is_own_database(&head) {
            return Err(Error::new(format!("'{}' is not crossread's: move it away", path.display())));
        }
        Ok(true)
    }

    /// The file that is there, to be written to, if this program made it.
    fn to_write(&self) -> Result<Option<Connection>> {
        if !self.is_there()? {
            return Ok(None);
        }
        let made = |db: Connection| -> rusqlite::Result<Option<Connection>> {
            db.busy_timeout(PATIENCE)?;
            let maker: String = db.query_row("SELECT value FROM meta WHERE key = 'maker'", [], |row| row.get(0))?;
            Ok((maker == env!("CROSSREAD_MAKER")).then_some(db))
        };
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
        Ok(Connection::open_with_flags(self.store_path(), flags).and_then(made).unwrap_or(None))
    }

    /// What the file depends on, as a hash: another one where something came in, a fact or the program changed, or somebody decided.
    /// Its first half, [`came_of`], depends on all but what was decided.
    pub fn state(&self) -> Result<String> {
        let mut came = Sha256::new();
        came.update(env!("CROSSREAD_MAKER"));
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
    pub fn sorted(&self, read: Vec<(Article, Annotations)>, standing: &[Decision], tell: StepListener) -> HeapStories {
        if !self.one_story() {
            return crossread_engine::sort_read(read, standing, tell);
        }
        let stories =
            if read.is_empty() { Vec::new() } else { vec![crossread_engine::collate_read(read, standing, tell)] };
        HeapStories { stories, ..HeapStories::default() }
    }

    /// Writes all tables that tell of the project as a whole.
    fn put_whole(
        &self,
        db: &Connection,
        outline: &Outline,
        mut laid: BTreeMap<String, DecisionStanding>,
        wanted: ExportRequest,
    ) -> Result<()> {
        for table in OF_THE_WHOLE {
            db.execute_batch(&format!("DELETE FROM \"{table}\""))?;
        }
        let makers = wanted.telling.0.made_by();
        let makers = makers.iter().map(|(name, what)| (*name, what.as_str()));
        let own = [("project", self.name()), ("maker", env!("CROSSREAD_MAKER")), ("state", wanted.state)];
        export::made_by(db, makers.chain(own))?;
        put_runs(db, outline)?;
        order_stories(db, outline)?;
        put_seen(db, outline)?;
        laid.extend(self.laid_nowhere(outline)?);
        put_decisions(db, &outline.decisions, &laid)?;
        Ok(export::skipped(db, &outline.skipped)?)
    }

    /// How those decisions stand that lie in no story: their words may stand in articles of none.
    fn laid_nowhere(&self, outline: &Outline) -> Result<Vec<(String, DecisionStanding)>> {
        if outline.unplaced.is_empty() {
            return Ok(Vec::new());
        }
        let alone = outline.parts.iter().filter(|part| !part.is_story).flat_map(|part| &part.articles);
        let alone = alone.map(|&article| Ok(self.body(outline, article)?.0)).collect::<Result<_>>()?;
        let alone = Story::new(alone);
        let laid = DecisionAnchors::new(&alone, &outline.unplaced).lay(Language::english(), &alone, &Ledger::default());
        Ok(laid.iter().map(|laid| (laid.decision.id.clone(), DecisionStanding::of(laid, None))).collect())
    }
}

/// Removes an SQLite file that nobody has open, and what stands beside it.
fn remove_database(path: &std::path::Path) {
    for end in ["", "-wal", "-shm", "-journal"] {
        let _ = std::fs::remove_file(with_ending(path, end));
    }
}

fn with_ending(path: &std::path::Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// A path as a part of an address, where some signs mean something.
fn address(path: &std::path::Path) -> String {
    let signs = path.to_string_lossy();
    signs.chars().fold(String::new(), |address, sign| match sign {
        '%' | '?' | '#' => format!("{address}%{:02x}", u32::from(sign)),
        _ => address + sign.encode_utf8(&mut [0; 4]),
    })
}

/// Parts of some dozens of articles each.
fn batches(outline: &Outline, parts: &[usize]) -> Vec<Vec<usize>> {
    let (mut batches, mut size) = (Vec::<Vec<usize>>::new(), TOGETHER);
    for &at in parts {
        if size >= TOGETHER {
            batches.push(Vec::new());
            size = 0;
        }
        size += outline.parts[at].articles.len();
        batches.last_mut().expect("one was begun").push(at);
    }
    batches
}

/// A part as the other outputs tell it.
enum PartTelling {
    Story(Box<ParsedStory>, Vec<StoryDecision>),
    Alone(Vec<Value>),
}

impl PartTelling {
    /// How the decisions about the part stand.
    fn laid(&self, part: &OutlinePart, outline: &Outline) -> Vec<(String, DecisionStanding)> {
        let PartTelling::Story(_, laid) = self else { return Vec::new() };
        let story = outline.story_id(part);
        laid.iter().map(|laid| (laid.decision.id.clone(), DecisionStanding::of(laid, story.as_deref()))).collect()
    }
}

/// What of a file is to be written again.
struct StaleParts {
    /// Numbers of parts that are there no more, or are others.
    gone: Vec<u64>,
    /// Parts that are not there yet, or are others.
    new: Vec<usize>,
}

impl StaleParts {
    /// Nothing where so much is stale that the whole is made again sooner.
    fn of(db: &Connection, outline: &Outline) -> Result<Option<StaleParts>> {
        let mut asked = db.prepare("SELECT number, key FROM part")?;
        let row = |row: &rusqlite::Row| Ok((row.get::<_, i64>(0)? as u64, row.get::<_, String>(1)?));
        let old: BTreeMap<u64, String> = asked.query_map([], row)?.collect::<rusqlite::Result<_>>()?;
        let now: BTreeMap<u64, &str> = outline.parts.iter().map(|part| (part.number, part.key.as_str())).collect();
        let gone = old.iter().filter(|(number, key)| now.get(number) != Some(&key.as_str()));
        let gone = gone.map(|(number, _)| *number).collect();
        let is_new = |at: &usize| old.get(&outline.parts[*at].number) != Some(&outline.parts[*at].key);
        let mut new: Vec<usize> = (0..outline.parts.len()).filter(is_new).collect();
        new.sort_by_key(|&at| outline.parts[at].number);
        let articles: usize = new.iter().map(|&at| outline.parts[at].articles.len()).sum();
        Ok((2 * articles <= outline.articles.len()).then_some(StaleParts { gone, new }))
    }

    /// How the decisions about all other parts stand: as they stood.
    fn laid(&self, db: &Connection, outline: &Outline) -> Result<BTreeMap<String, DecisionStanding>> {
        let new: BTreeSet<usize> = self.new.iter().copied().collect();
        let same = outline.parts.iter().enumerate().filter(|(at, _)| !new.contains(at));
        let same: BTreeSet<&str> =
            same.flat_map(|(_, part)| &part.decisions).map(|decision| decision.id.as_str()).collect();
        let mut asked = db.prepare("SELECT id, state, contested, story FROM decision")?;
        let row = |row: &rusqlite::Row| {
            let stands = DecisionStanding { state: row.get(1)?, contested: row.get(2)?, story: row.get(3)? };
            Ok((row.get::<_, String>(0)?, stands))
        };
        let all = asked.query_map([], row)?.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(all.into_iter().filter(|(id, _)| same.contains(id.as_str())).collect())
    }
}

/// The tables that hold the rows of parts.
fn part_tables(db: &Connection) -> Result<Vec<String>> {
    let mut asked = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")?;
    let all = asked.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    let of_parts = |name: &String| {
        !OF_THE_WHOLE.contains(&name.as_str())
            && !name.contains("_search")
            && !["story", "part"].contains(&name.as_str())
    };
    Ok(all.into_iter().filter(of_parts).collect())
}

/// The first number of a part's rows, and the first behind them.
fn rows_of(number: u64) -> (i64, i64) {
    let number = number as i64;
    (number << ROW_BITS, (number + 1) << ROW_BITS)
}

fn remove_part(db: &Connection, tables: &[String], number: u64) -> Result<()> {
    let (first, end) = rows_of(number);
    for (search, columns, table) in SEARCHED {
        // What is searched by keeps no text of its own: it is told again what it is to forget.
        let forget = format!(
            "INSERT INTO {search} ({search}, rowid, {columns})
             SELECT 'delete', rowid, {columns} FROM {table} WHERE rowid >= ?1 AND rowid < ?2"
        );
        db.prepare_cached(&forget)?.execute([first, end])?;
    }
    // The story is no more of this number: its articles tell which it is.
    let story = "DELETE FROM story WHERE id IN (SELECT story FROM article WHERE rowid >= ?1 AND rowid < ?2)";
    db.prepare_cached(story)?.execute([first, end])?;
    for table in tables {
        let remove = format!("DELETE FROM \"{table}\" WHERE rowid >= ?1 AND rowid < ?2");
        db.prepare_cached(&remove)?.execute([first, end])?;
    }
    db.prepare_cached("DELETE FROM part WHERE number = ?1")?.execute([number as i64])?;
    Ok(())
}

/// What is searched by, its columns, and the table that holds the words.
const SEARCHED: [(&str, &str, &str); 2] =
    [("article_search", "title, text", "article"), ("passage_search", "text", "passage")];

/// Writes the rows of a part; `to_be_searched` at once, else all words are made ready for that at the end.
fn put_part(db: &Connection, part: &OutlinePart, told: &PartTelling, to_be_searched: bool) -> Result<()> {
    let (first, end) = rows_of(part.number);
    match told {
        PartTelling::Story(told, _) => {
            Filler::of_part(db, told.ledger["story"]["id"].as_str().unwrap_or_default(), first).all(told)?;
        }
        PartTelling::Alone(articles) => {
            let filler = Filler::of_part(db, "", first);
            articles.iter().try_for_each(|article| filler.alone(article))?;
        }
    }
    db.prepare_cached("INSERT INTO part (number, key) VALUES (?1, ?2)")?
        .execute((part.number as i64, part.key.as_str()))?;
    for (search, columns, table) in SEARCHED.into_iter().filter(|_| to_be_searched) {
        let learn = format!(
            "INSERT INTO {search} (rowid, {columns})
             SELECT rowid, {columns} FROM {table} WHERE rowid >= ?1 AND rowid < ?2"
        );
        db.prepare_cached(&learn)?.execute([first, end])?;
    }
    Ok(())
}

fn put_runs(db: &Connection, outline: &Outline) -> Result<()> {
    let filler = Filler::new(db, "");
    let number = |number: u32| json(&number.into());
    for run in &outline.runs {
        let row = TableRow::new().with("number", number(run.number)).with("at", text(&run.at));
        let row = row.with("program", json(&run.made_by["program"]));
        filler.put("run", row.with("inputs", Cell::Integer(run.inputs.len() as i64)))?;
    }
    for source in &outline.sources {
        let row = TableRow::new().with("sha256", text(&source.sha256)).with("input", text(&source.name));
        filler.put("source", row.with("first_seen", number(source.seen.0)).with("last_seen", number(source.seen.1)))?;
    }
    Ok(())
}

/// Numbers the rows of the stories, the largest first.
fn order_stories(db: &Connection, outline: &Outline) -> Result<()> {
    let columns = "id, articles, outlets, first, last";
    let mut asked = db.prepare(&format!("SELECT {columns} FROM story"))?;
    let row = |row: &rusqlite::Row| {
        let cells = (0..5).map(|column| row.get::<_, Cell>(column)).collect::<rusqlite::Result<Vec<_>>>()?;
        Ok((row.get::<_, String>(0)?, cells))
    };
    let mut stories: BTreeMap<String, Vec<Cell>> = asked.query_map([], row)?.collect::<rusqlite::Result<_>>()?;
    db.execute_batch("DELETE FROM story")?;
    let mut put = db.prepare(&format!("INSERT INTO story ({columns}) VALUES (?, ?, ?, ?, ?)"))?;
    for part in &outline.parts {
        let story = outline.story_id(part).and_then(|id| stories.remove(&id));
        if let Some(cells) = story {
            put.execute(rusqlite::params_from_iter(cells))?;
        }
    }
    Ok(())
}

/// Tells in which inputs and runs articles and readings came.
fn put_seen(db: &Connection, outline: &Outline) -> Result<()> {
    let filler = Filler::new(db, "");
    let number = |number: u32| json(&number.into());
    for article in outline.parts.iter().flat_map(|part| &part.articles) {
        let item = &outline.articles[*article as usize];
        let (Some((sources, seen)), id) = (outline.came.get(&item.print()), item.id()) else { continue };
        let row = TableRow::new().with("article", text(&id));
        filler.put("article_seen", row.with("first_seen", number(seen.0)).with("last_seen", number(seen.1)))?;
        for source in sources {
            filler.put("article_source", TableRow::new().with("article", text(&id)).with("source", text(source)))?;
        }
    }
    db.execute_batch(
        "INSERT INTO reading_seen
         SELECT reading.id, min(first_seen), max(last_seen) FROM reading
         JOIN origin ON origin.reading = reading.id
         JOIN origin_passage ON origin_passage.origin = origin.id
         JOIN passage ON passage.id = origin_passage.passage
         JOIN article_seen ON article_seen.article = passage.article
         GROUP BY reading.id ORDER BY reading.rowid",
    )?;
    Ok(())
}

/// How a decision stands, as the file tells it.
struct DecisionStanding {
    state: Option<String>,
    contested: bool,
    story: Option<String>,
}

impl DecisionStanding {
    fn of(laid: &StoryDecision, story: Option<&str>) -> DecisionStanding {
        let story = story.filter(|_| !laid.passages.is_empty()).map(str::to_owned);
        DecisionStanding { state: Some(laid.state.name().to_owned()), contested: laid.contested, story }
    }
}

/// Every line of people's files, with how it stands now.
fn put_decisions(db: &Connection, all: &[Decision], laid: &BTreeMap<String, DecisionStanding>) -> Result<()> {
    let filler = Filler::new(db, "");
    for (number, decision) in all.iter().enumerate() {
        let laid = laid.get(&decision.id);
        let maybe = |value: Option<&String>| value.map_or(Cell::Null, |value| text(value));
        let place = |n: usize| decision.on.get(n).map(|place| &place.exact);
        let article = |n: usize| decision.on.get(n).map(|place| &place.article);
        let row = TableRow::new()
            .with("id", text(&decision.id))
            .with("number", Cell::Integer(number as i64))
            .with("person", text(&decision.by))
            .with("at", text(&decision.at))
            .with("says", text(decision.says.name()))
            .with("kind", decision.on.first().map_or(Cell::Null, |place| text(place.kind.name())))
            .with("state", maybe(laid.and_then(|laid| laid.state.as_ref())))
            .with("contested", Cell::Integer(laid.is_some_and(|laid| laid.contested).into()))
            .with("story", maybe(laid.and_then(|laid| laid.story.as_ref())))
            .with("article", maybe(article(0)))
            .with("words", maybe(place(0)))
            .with("with_article", maybe(article(1)))
            .with("with_words", maybe(place(1)))
            .with("saw", maybe(decision.saw.as_ref()))
            .with("value", maybe(decision.value.as_ref()))
            .with("note", maybe(decision.note.as_ref()))
            .with("line", text(&super::decision_json(decision).to_string()));
        filler.put("decision", row)?;
    }
    Ok(())
}
