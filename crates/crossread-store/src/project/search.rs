//! Asking a project: how it stands, and where its articles speak of something.

use super::error::Result;
use super::made::Store;
use rusqlite::OptionalExtension;

/// How a project stands.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// How many articles.
    pub articles: u32,
    /// How many of them in no story.
    pub alone: u32,
    /// How many runs brought them.
    pub runs: u32,
    /// When the last run was.
    pub last: Option<String>,
    /// Its stories, the largest first.
    pub stories: Vec<StoryLine>,
}

/// A story in a line.
#[derive(Clone, Debug)]
pub struct StoryLine {
    /// Its id.
    pub id: String,
    /// The headline of its first article, or what that is called.
    pub title: String,
    /// How many articles.
    pub articles: u32,
    /// How many of them came first in the last run.
    pub new_articles: u32,
    /// How many entries are disputed.
    pub disputed: u32,
    /// How many changed as days passed.
    pub changed: u32,
    /// How many readings came first in the last run.
    pub new_readings: u32,
}

/// A paragraph that has what was asked for.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The article's id.
    pub article: String,
    /// How it is called.
    pub called: String,
    /// When it was published, if known.
    pub published: Option<String>,
    /// The paragraph.
    pub text: String,
    /// Where in the article: code points.
    pub place: (u32, u32),
}

impl Overview {
    /// How the project of this file stands.
    pub fn of(Store { db, .. }: &Store) -> Result<Overview> {
        let count = |query: &str| db.query_row(query, [], |row| row.get::<_, u32>(0));
        let stories = "
            SELECT id, (SELECT coalesce(title, called) FROM article WHERE story = story.id ORDER BY rowid LIMIT 1), articles,
              (SELECT count(*) FROM article JOIN article_seen ON article = id WHERE story = story.id AND first_seen = ?1),
              (SELECT count(*) FROM entry WHERE story = story.id AND status = 'disputed'),
              (SELECT count(*) FROM entry WHERE story = story.id AND status = 'changed'),
              (SELECT count(*) FROM entry JOIN reading ON reading.entry = entry.id
               JOIN reading_seen ON reading_seen.reading = reading.id WHERE story = story.id AND first_seen = ?1)
            FROM story ORDER BY rowid";
        let last: Option<(u32, String)> = db
            .query_row("SELECT number, at FROM run ORDER BY number DESC LIMIT 1", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let line = |row: &rusqlite::Row| {
            Ok(StoryLine {
                id: row.get(0)?,
                title: row.get(1)?,
                articles: row.get(2)?,
                new_articles: row.get(3)?,
                disputed: row.get(4)?,
                changed: row.get(5)?,
                new_readings: row.get(6)?,
            })
        };
        let number = last.as_ref().map_or(0, |(number, _)| *number);
        Ok(Overview {
            articles: count("SELECT count(*) FROM article")?,
            alone: count("SELECT count(*) FROM article WHERE story IS NULL")?,
            runs: count("SELECT count(*) FROM run")?,
            last: last.map(|(_, at)| at),
            stories: db.prepare(stories)?.query_map([number], line)?.collect::<rusqlite::Result<_>>()?,
        })
    }
}

impl Hit {
    /// Paragraphs with all of the words, the nearest first. Words in quotation marks stand together.
    pub fn search(Store { db, .. }: &Store, words: &str, most: u32) -> Result<Vec<Hit>> {
        let query = "
            SELECT article.id, article.called, article.published, passage.text, passage.start, passage.end
            FROM passage_search
            JOIN passage ON passage.rowid = passage_search.rowid
            JOIN block ON block.passage = passage.id AND block.kind <> 'boilerplate'
            JOIN article ON article.id = passage.article
            WHERE passage_search MATCH ?1
            ORDER BY passage_search.rank, passage.id LIMIT ?2";
        let asked = asked(words);
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        let hit = |row: &rusqlite::Row| {
            Ok(Hit {
                article: row.get(0)?,
                called: row.get(1)?,
                published: row.get(2)?,
                text: row.get(3)?,
                place: (row.get(4)?, row.get(5)?),
            })
        };
        Ok(db.prepare(query)?.query_map((asked, most), hit)?.collect::<rusqlite::Result<_>>()?)
    }
}

/// What is asked of the full text search: each word, and what stands between quotation marks as one. Signs mean nothing.
pub(super) fn asked(words: &str) -> String {
    let pieces = words.split('"').enumerate().flat_map(|(n, piece)| match n % 2 {
        0 => piece.split_whitespace().collect::<Vec<_>>(),
        _ => vec![piece],
    });
    let spoken = pieces.filter(|piece| piece.chars().any(char::is_alphanumeric));
    spoken.map(|piece| format!("\"{piece}\"")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::asked;

    #[test]
    fn signs_are_no_commands() {
        assert_eq!(asked("bow NOT (doors*"), "\"bow\" \"NOT\" \"(doors*\"");
        assert_eq!(asked("\"bow doors\" sank - "), "\"bow doors\" \"sank\"");
        assert_eq!(asked(" - \"\" "), "");
    }
}
