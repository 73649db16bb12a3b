//! What wants a look: readings as questions to a person.

use super::error::Result;
use super::made::Store;
use rusqlite::types::Value as Cell;

/// What is asked for. What is `None` is not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadingFilter {
    /// A kind of entry.
    pub kind: Option<String>,
    /// A status of entries.
    pub status: Option<String>,
    /// An outlet that has the reading.
    pub outlet: Option<String>,
}

/// A reading of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingRow {
    /// The story's id.
    pub story: String,
    /// The entry's.
    pub entry: String,
    /// Of the entry.
    pub kind: String,
    /// Of the entry.
    pub status: String,
    /// What is compared.
    pub subject: String,
    /// The words of its first passage.
    pub text: String,
    /// The article of its first passage, and where in it.
    pub article: String,
    /// In code points.
    pub start: u32,
    /// All its passages: article, start, end.
    pub passages: Vec<(String, u32, u32)>,
}

impl Store {
    /// Readings of what is disputed first, one after the other for as long as `each` wants more.
    pub fn questions(&self, asking: &ReadingFilter, each: &mut dyn FnMut(ReadingRow) -> bool) -> Result<()> {
        let mut given: Vec<Cell> = Vec::new();
        let mut only = vec!["true".to_owned()];
        let outlet = "EXISTS (SELECT 1 FROM origin JOIN origin_passage ON origin_passage.origin = origin.id
                      JOIN passage ON passage.id = origin_passage.passage JOIN article ON article.id = passage.article
                      WHERE origin.reading = reading.id AND article.outlet = {})";
        let wanted =
            [("entry.kind = {}", &asking.kind), ("entry.status = {}", &asking.status), (outlet, &asking.outlet)];
        for (condition, value) in wanted {
            if let Some(value) = value {
                given.push(Cell::Text(value.clone()));
                only.push(condition.replace("{}", &format!("?{}", given.len())));
            }
        }
        // Only what puts them in order is asked of all: the words of a reading are when it is its turn.
        let query = format!(
            "SELECT reading.id FROM entry JOIN reading ON reading.entry = entry.id JOIN story ON story.id = entry.story
             WHERE {}
             ORDER BY CASE entry.status WHEN 'disputed' THEN 0 WHEN 'changed' THEN 1 WHEN 'agreed' THEN 2 ELSE 3 END,
               story.rowid, entry.number, reading.number",
            only.join(" AND ")
        );
        let mut asked = self.db.prepare(&query)?;
        let mut rows = asked.query(rusqlite::params_from_iter(given))?;
        while let Some(row) = rows.next()? {
            let reading: String = row.get(0)?;
            if let Some(question) = self.question(&reading)?
                && !each(question)
            {
                break;
            }
        }
        Ok(())
    }

    /// A reading as a question, where it has a passage.
    fn question(&self, reading: &str) -> Result<Option<ReadingRow>> {
        let passages = "SELECT passage.article, passage.start, passage.end
                        FROM origin JOIN origin_passage ON origin_passage.origin = origin.id
                        JOIN passage ON passage.id = origin_passage.passage
                        WHERE origin.reading = ?1 ORDER BY origin.rowid, origin_passage.rowid";
        let passage = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let passages: Vec<(String, u32, u32)> =
            self.db.prepare_cached(passages)?.query_map([reading], passage)?.collect::<rusqlite::Result<_>>()?;
        let Some((article, start, _)) = passages.first().cloned() else { return Ok(None) };
        let query = "SELECT entry.story, entry.id, entry.kind, entry.status, entry.subject, reading.text
                     FROM reading JOIN entry ON entry.id = reading.entry WHERE reading.id = ?1";
        let question = |row: &rusqlite::Row| {
            Ok(ReadingRow {
                story: row.get(0)?,
                entry: row.get(1)?,
                kind: row.get(2)?,
                status: row.get(3)?,
                subject: row.get(4)?,
                text: row.get(5)?,
                article,
                start,
                passages,
            })
        };
        Ok(Some(self.db.prepare_cached(query)?.query_row([reading], question)?))
    }
}
