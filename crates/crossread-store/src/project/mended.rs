//! What was understood of the articles that came last, and what a person mends of it: a row of `facts.csv`.

use super::error::{Result, reading, writing};
use super::{FACTS, Project, files};
use crossread_core::story::{Facts, article_id};
use std::collections::BTreeSet;

/// What a text does not say of itself and a person may: columns of `facts.csv`.
const COLUMNS: [&str; 5] = ["title", "outlet", "published", "language", "url"];

/// An article as it was understood.
#[derive(Clone, Debug)]
pub struct Understood {
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

impl Project {
    /// Articles as they were understood, those that came last first, at most so many; and whether there are more.
    pub fn understood(&self, most: usize) -> Result<(Vec<Understood>, bool)> {
        let mut sources = self.sources()?.0;
        sources.reverse();
        sources.sort_by_key(|source| std::cmp::Reverse(source.seen.1));
        let (mut all, mut met) = (Vec::new(), BTreeSet::new());
        for source in &sources {
            for head in self.heads_of(source).0 {
                let article = article_id(&head.sha256, &head.facts);
                if met.insert(article.clone()) {
                    all.push(Understood {
                        run: source.seen.1,
                        input: source.sha256.clone(),
                        article,
                        facts: head.facts,
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
