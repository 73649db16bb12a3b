//! What was understood of the articles that came last, and what a person mends of it: a row of `facts.csv`.

use super::error::{Result, reading, writing};
use super::made::Store;
use super::{FACTS, Project, files};
use crossread_core::story::{Facts, article_id};
use std::collections::BTreeSet;

/// What a text does not say of itself and a person may: columns of `facts.csv`.
const COLUMNS: [&str; 5] = ["title", "outlet", "published", "language", "url"];

/// An article as it was understood.
#[derive(Clone, Debug)]
pub struct ArticleReading {
    /// The run in which it came last.
    pub run: u32,
    /// SHA-256 of the input that it came in.
    pub input: String,
    /// Its id, as it has it alone.
    pub article: String,
    /// What is known of it.
    pub facts: Facts,
}

/// How `facts.csv` names an article among several of one input.
pub(super) fn of_article(input: &str, article: &str) -> String {
    format!("{input}#{article}")
}

impl Store {
    /// Articles as they were understood, those of the last run first, by the names of their inputs, at most so many; and whether there
    /// are more.
    pub fn understood(&self, most: usize) -> Result<(Vec<ArticleReading>, bool)> {
        let query = "
            SELECT seen.last_seen, source.sha256, substr(article.sha256, 1, 16), title, outlet, published, language, url, source.input
            FROM article_seen AS seen JOIN article ON article.id = seen.article
            JOIN source ON source.sha256 = (
              SELECT sha256 FROM article_source JOIN source ON sha256 = source
              WHERE article = seen.article ORDER BY last_seen DESC, input LIMIT 1)
            ORDER BY seen.last_seen DESC, source.input, article.sha256 LIMIT ?1";
        let one = |row: &rusqlite::Row| {
            let published: Option<String> = row.get(5)?;
            let facts = Facts {
                title: row.get(3)?,
                outlet: row.get(4)?,
                published: published.as_deref().and_then(crossread_ingest::published),
                language: row.get(6)?,
                url: row.get(7)?,
                input: row.get(8)?,
                ..Facts::default()
            };
            Ok(ArticleReading { run: row.get(0)?, input: row.get(1)?, article: row.get(2)?, facts })
        };
        let rows = self.db.prepare(query)?.query_map([most as i64 + 1], one)?.collect::<rusqlite::Result<Vec<_>>>();
        let mut all = rows?;
        let more = all.len() > most;
        all.truncate(most);
        Ok((all, more))
    }
}

impl Project {
    /// The same where the tables do not hold what came last yet.
    pub fn understood(&self, most: usize) -> Result<(Vec<ArticleReading>, bool)> {
        let mut sources = self.sources()?.0;
        sources.sort_by(|a, b| b.seen.1.cmp(&a.seen.1).then_with(|| a.name.cmp(&b.name)));
        let (mut all, mut met) = (Vec::new(), BTreeSet::new());
        for source in &sources {
            let mut heads = self.heads_of(source).0;
            heads.sort_by_key(|head| head.sha256);
            for head in heads {
                let article = article_id(&head.sha256, &head.facts);
                if met.insert(article.clone()) {
                    all.push(ArticleReading {
                        run: source.seen.1,
                        input: source.sha256.clone(),
                        article,
                        facts: Facts { input: source.name.clone(), ..head.facts },
                    });
                }
            }
            if all.len() > most {
                all.truncate(most);
                return Ok((all, true));
            }
        }
        Ok((all, false))
    }

    /// Puts what a person knows of an article of an input into `facts.csv`; an empty value leaves it to what the text says. Whether
    /// there is such an article.
    pub fn mend(&self, input: &str, article: &str, facts: &[(&str, String)]) -> Result<bool> {
        let source = self.sources()?.0.into_iter().find(|source| source.sha256 == input);
        let Some(source) = source else { return Ok(false) };
        let heads = self.heads_of(&source).0;
        if !heads.iter().any(|head| article_id(&head.sha256, &head.facts) == article) {
            return Ok(false);
        }
        let of = if heads.len() == 1 { input.to_owned() } else { of_article(input, article) };
        let facts: Vec<(&str, String)> = facts
            .iter()
            .filter(|(name, _)| COLUMNS.contains(name))
            .map(|(name, value)| (*name, value.clone()))
            .collect();
        let _lock = self.lock()?;
        let path = self.folder.join(FACTS);
        let table = match std::fs::read(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            table => table.map_err(reading(&path))?,
        };
        let with = crossread_ingest::facts_table_with(&table, &of, &facts).map_err(writing(&path))?;
        files::put(&path, &with)?;
        Ok(true)
    }
}
