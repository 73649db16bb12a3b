//! What wants a look: readings as questions to a person.

use super::error::Result;
use super::made::Store;
use rusqlite::types::Value as Cell;

/// What is asked for. What is `None` is not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asking {
    /// A kind of entry.
    pub kind: Option<String>,
    /// A status of entries.
    pub status: Option<String>,
    /// An outlet that has the reading.
    pub outlet: Option<String>,
}

/// A reading of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
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

/// Readings that are looked through at most: a person answers no more in a week.
const MOST: u32 = 5000;

impl Store {
    /// Readings, of what is disputed first.
    pub fn questions(&self, asking: &Asking) -> Result<Vec<Question>> {
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
        let query = format!(
            "SELECT entry.story, entry.id, entry.kind, entry.status, entry.subject, reading.text,
               (SELECT group_concat(one, ' ') FROM
                 (SELECT passage.article || ':' || passage.start || ':' || passage.end AS one
                  FROM origin JOIN origin_passage ON origin_passage.origin = origin.id
                  JOIN passage ON passage.id = origin_passage.passage
                  WHERE origin.reading = reading.id ORDER BY origin.rowid, origin_passage.rowid))
             FROM entry JOIN reading ON reading.entry = entry.id JOIN story ON story.id = entry.story WHERE {}
             ORDER BY CASE entry.status WHEN 'disputed' THEN 0 WHEN 'changed' THEN 1 WHEN 'agreed' THEN 2 ELSE 3 END,
               story.rowid, entry.number, reading.number LIMIT {MOST}",
            only.join(" AND ")
        );
        let mut asked = self.db.prepare(&query)?;
        let rows = asked.query_map(rusqlite::params_from_iter(given), question)?;
        Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten().collect())
    }
}

fn question(row: &rusqlite::Row) -> rusqlite::Result<Option<Question>> {
    let passages: Option<String> = row.get(6)?;
    let passage = |one: &str| {
        let mut parts = one.split(':');
        Some((parts.next()?.to_owned(), parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    };
    let passages: Vec<(String, u32, u32)> = passages.unwrap_or_default().split(' ').filter_map(passage).collect();
    let Some((article, start, _)) = passages.first().cloned() else { return Ok(None) };
    Ok(Some(Question {
        story: row.get(0)?,
        entry: row.get(1)?,
        kind: row.get(2)?,
        status: row.get(3)?,
        subject: row.get(4)?,
        text: row.get(5)?,
        article,
        start,
        passages,
    }))
}
