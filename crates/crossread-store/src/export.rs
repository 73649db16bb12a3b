//! An SQLite file made in memory, the same bytes for the same ledgers.

use crate::fill::{Filler, ParsedStory, TableRow, json, text};
use crossread_core::story::SkippedInput;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, MAIN_DB, Result};
use serde_json::Value;

/// A story as the other outputs tell it.
#[derive(Clone, Debug, Default)]
pub struct StoryJson {
    /// What `collate --format json` prints.
    pub ledger: String,
    /// What `read` prints of each article of the story.
    pub articles: Vec<String>,
    /// The rows of the coders' sheet, an object each.
    pub codings: Vec<Value>,
}

impl StoryJson {
    pub(crate) fn parsed(&self) -> ParsedStory {
        ParsedStory {
            ledger: parsed(&self.ledger),
            articles: self.articles.iter().map(|read| parsed(read)).collect(),
            codings: self.codings.clone(),
        }
    }
}

/// An SQLite file that is being filled.
#[derive(Debug)]
pub struct Export {
    db: Connection,
}

/// What every file of the program says it is (`PRAGMA application_id`): "crsr".
const APPLICATION: i32 = 0x6372_7372;

/// The version of the tables: another number where a column that was there goes or means something else.
const LAYOUT: i32 = 1;

/// Size of a page of the file; fixed, so that no default of a library changes the bytes.
const PAGE: i32 = 4096;

impl Export {
    /// An empty file, its tables made.
    pub fn new() -> Result<Export> {
        let db = Connection::open_in_memory()?;
        begin(&db)?;
        Ok(Export { db })
    }

    /// Tells what made the file: names and values.
    pub fn made_by<'a>(&self, makers: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<()> {
        made_by(&self.db, makers)
    }

    /// Adds a story.
    pub fn add(&self, story: &StoryJson) -> Result<()> {
        let told = story.parsed();
        Filler::new(&self.db, told.ledger["story"]["id"].as_str().unwrap_or_default()).all(&told)
    }

    /// Adds an article that is in no story: what `read` prints of it.
    pub fn add_alone(&self, read: &str) -> Result<()> {
        Filler::new(&self.db, "").alone(&parsed(read))
    }

    /// Tells which inputs gave no article.
    pub fn skipped(&self, those: &[SkippedInput]) -> Result<()> {
        skipped(&self.db, those)
    }

    /// The names of its tables, or of its views, in the order in which they were declared.
    pub fn tables(&self, views: bool) -> Result<Vec<String>> {
        let kind = if views { "view" } else { "table" };
        let named =
            "SELECT name FROM sqlite_schema WHERE type = ?1 AND name NOT LIKE '%\\_search%' ESCAPE '\\' ORDER BY rowid";
        self.db.prepare(named)?.query_map([kind], |row| row.get(0))?.collect()
    }

    /// The columns of a table or view, each with the type it is declared with (empty where none is).
    pub fn columns(&self, table: &str) -> Result<Vec<(String, String)>> {
        let declared = "SELECT name, type FROM pragma_table_info(?1) ORDER BY cid";
        self.db.prepare(declared)?.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    }

    /// Gives every row of a table or view to `each`: of a table in the order in which they were written.
    pub fn each_row(&self, table: &str, each: &mut dyn FnMut(&[ValueRef])) -> Result<()> {
        let columns = self.columns(table)?.len();
        let quoted = table.replace('"', "\"\"");
        let order = if self.tables(false)?.iter().any(|one| one == table) { " ORDER BY rowid" } else { "" };
        let mut read = self.db.prepare(&format!("SELECT * FROM \"{quoted}\"{order}"))?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            let cells: Vec<ValueRef> = (0..columns).map(|at| row.get_ref(at)).collect::<Result<_>>()?;
            each(&cells);
        }
        Ok(())
    }

    /// The bytes of the file.
    pub fn finish(mut self) -> Result<Vec<u8>> {
        end(&self.db)?;
        self.db.execute_batch("COMMIT;")?;
        Ok(self.db.serialize(MAIN_DB)?.to_vec())
    }
}

/// Tells what made a file: names and values.
pub(crate) fn made_by<'a>(db: &Connection, makers: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<()> {
    let filler = Filler::new(db, "");
    let put = |key, value| filler.put("meta", TableRow::new().with("key", text(key)).with("value", text(value)));
    makers.into_iter().try_for_each(|(key, value)| put(key, value))?;
    put("layout", &LAYOUT.to_string())
}

/// Tells which inputs gave no article.
pub(crate) fn skipped(db: &Connection, skipped: &[SkippedInput]) -> Result<()> {
    let filler = Filler::new(db, "");
    for (number, one) in skipped.iter().enumerate() {
        let row = TableRow::new().with("number", json(&number.into())).with("input", text(&one.input));
        filler.put("skipped", row.with("code", text(one.code.code())).with("reason", text(&one.reason)))?;
    }
    Ok(())
}

/// Makes the tables of an empty file, and begins to fill them.
pub(crate) fn begin(db: &Connection) -> Result<()> {
    // Some sixty tables are written in turn, each with a statement or two of its own.
    db.set_prepared_statement_cache_capacity(256);
    db.execute_batch(&format!(
        "PRAGMA page_size = {PAGE}; PRAGMA encoding = 'UTF-8'; PRAGMA application_id = {APPLICATION}; \
         PRAGMA user_version = {LAYOUT}; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -65536; BEGIN;"
    ))?;
    db.execute_batch(include_str!("schema.sql"))
}

/// Makes what is searched by of the filled tables, and looks whether all that refers to another row finds it.
pub(crate) fn end(db: &Connection) -> Result<()> {
    db.execute_batch(
        "INSERT INTO article_search (article_search) VALUES ('rebuild');
         INSERT INTO article_search (article_search) VALUES ('optimize');
         INSERT INTO passage_search (passage_search) VALUES ('rebuild');
         INSERT INTO passage_search (passage_search) VALUES ('optimize');",
    )?;
    index(db)?;
    assert_eq!(astray(db)?, None, "a row of this table points to nothing");
    Ok(())
}

/// A table with a row that refers to none.
fn astray(db: &Connection) -> Result<Option<String>> {
    let mut check = db.prepare("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1")?;
    let mut rows = check.query([])?;
    rows.next()?.map(|row| row.get(0)).transpose()
}

/// Makes an index for each column that points to a table, so that who asks what hangs on a row waits for nothing.
fn index(db: &Connection) -> Result<()> {
    let found: Vec<(String, String)> = db
        .prepare(
            "SELECT m.name, f.\"from\" FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS f
             WHERE m.type = 'table' ORDER BY m.name, f.\"from\"",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_>>()?;
    // The first column of a key has an index already.
    let leads = |table: &str, column: &str| -> Result<bool> {
        let first = "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2 AND pk = 1";
        db.prepare_cached(first)?.exists([table, column])
    };
    for (table, column) in found {
        if !leads(&table, &column)? {
            db.execute_batch(&format!("CREATE INDEX {table}_by_{column} ON \"{table}\" ({column})"))?;
        }
    }
    Ok(())
}

/// What the program printed is JSON.
pub(crate) fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("what the program prints is JSON")
}
