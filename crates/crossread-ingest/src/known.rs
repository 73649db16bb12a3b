//! What a person knows of articles that their texts don't say: for a whole run, and in a table beside the articles.

use crate::days;
use crate::{ArticleResult, skipped};
use crossread_core::Article;
use crossread_core::story::{Moment, PublishedBasis, SkipReason};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Facts that a person gives. They go before what is found in the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenFacts {
    /// Who published it.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<Moment>,
    /// Its headline.
    pub title: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// ISO 639-1 code of its language.
    pub language: Option<String>,
}

impl GivenFacts {
    /// These facts, and `other`'s in place of them where it has some.
    pub fn with(self, other: &GivenFacts) -> GivenFacts {
        let GivenFacts { outlet, published, title, url, language } = other.clone();
        GivenFacts {
            outlet: outlet.or(self.outlet),
            published: published.or(self.published),
            title: title.or(self.title),
            url: url.or(self.url),
            language: language.or(self.language),
        }
    }

    /// The article with these facts in place of those that were found.
    pub fn of(&self, mut article: Article) -> Article {
        let facts = &mut article.facts;
        let put = |fact: &mut Option<String>, known: &Option<String>| {
            if known.is_some() {
                fact.clone_from(known);
            }
        };
        put(&mut facts.outlet, &self.outlet);
        put(&mut facts.title, &self.title);
        put(&mut facts.url, &self.url);
        put(&mut facts.language, &self.language);
        if let Some(published) = self.published {
            facts.published = Some(published);
            facts.published_month = None;
            facts.published_basis = Some(PublishedBasis::Given);
            article.warnings.retain(|warning| warning.code != "unreadable-day");
        }
        article
    }
}

/// A day of publication as a person writes it: ISO 8601, with or without a time.
pub fn published(words: &str) -> Option<Moment> {
    days::given(words.trim())
}

/// What a table of facts says, by the file that it speaks of, from the table's folder. Rows that can't be used are named.
pub fn facts_table(table: &Path, each: &mut dyn FnMut(ArticleResult)) -> BTreeMap<PathBuf, GivenFacts> {
    let mut tables = Tables::default();
    tables.read(table, each);
    let folder = table.parent().unwrap_or(Path::new(""));
    let own = |path: PathBuf| path.strip_prefix(folder).map(Path::to_owned).unwrap_or(path);
    tables.by_file.into_iter().map(|(file, known)| (own(file), known)).collect()
}

/// A table of facts in which the row of a file says this in these columns; an empty cell says nothing. Other rows and columns stay as
/// they are.
pub fn facts_table_with(table: &[u8], file: &str, facts: &[(&str, String)]) -> std::io::Result<Vec<u8>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(table);
    let mut rows = reader.records().collect::<Result<Vec<_>, _>>()?.into_iter().map(cells);
    let mut columns = rows.next().unwrap_or_default();
    for name in std::iter::once(FILE).chain(facts.iter().map(|(name, _)| *name)) {
        if !columns.iter().any(|column| column == name) {
            columns.push(name.to_owned());
        }
    }
    let mut rows: Vec<Vec<String>> = rows.collect();
    rows.iter_mut().for_each(|row| row.resize(row.len().max(columns.len()), String::new()));
    let at = |name: &str| columns.iter().position(|column| column == name).unwrap_or_default();
    let row = match rows.iter().position(|row| row[at(FILE)] == file) {
        Some(row) => row,
        None => {
            rows.push(vec![String::new(); columns.len()]);
            rows.len() - 1
        }
    };
    rows[row][at(FILE)] = file.to_owned();
    for (name, value) in facts {
        rows[row][at(name)].clone_from(value);
    }
    let mut out = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    std::iter::once(&columns).chain(&rows).try_for_each(|row| out.write_record(row))?;
    out.into_inner().map_err(|error| error.into_error())
}

fn cells(record: csv::StringRecord) -> Vec<String> {
    record.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// The name of the table.
const TABLE: &str = "articles.csv";

/// The column that says which file a row is about, relative to the table.
const FILE: &str = "file";

/// What the tables in a folder say of its files.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    by_file: BTreeMap<PathBuf, GivenFacts>,
}

impl Tables {
    /// Reads the tables among the files of a folder and takes them out: they are no articles. A table is an `articles.csv` that
    /// has a column `file`. Rows that can't be used are named.
    pub(crate) fn take(files: &mut Vec<(PathBuf, u64)>, each: &mut dyn FnMut(ArticleResult)) -> Tables {
        let mut tables = Tables::default();
        files.retain(|(file, _)| {
            let named = file.file_name().is_some_and(|name| name == TABLE);
            !(named && tables.read(file, each))
        });
        let known: Vec<&PathBuf> = files.iter().map(|(file, _)| file).collect();
        for file in tables.by_file.keys().filter(|file| !known.contains(file)) {
            let name = file.display().to_string();
            let reason = format!("'{TABLE}' speaks of '{name}', which is not there");
            each(Err(skipped(&name, SkipReason::NotFound, &reason)));
        }
        tables
    }

    /// What is known of a file.
    pub(crate) fn of(&self, file: &Path) -> Option<&GivenFacts> {
        self.by_file.get(file)
    }

    /// Whether a file is such a table.
    fn read(&mut self, table: &Path, each: &mut dyn FnMut(ArticleResult)) -> bool {
        let Ok(mut reader) = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_path(table) else {
            return false;
        };
        let Ok(columns) = reader.headers().cloned() else { return false };
        if !columns.iter().any(|column| column == FILE) {
            return false;
        }
        let folder = table.parent().unwrap_or(Path::new(""));
        for (row, record) in reader.records().enumerate() {
            let name = format!("{}#{}", table.display(), row + 2);
            let mut complain = |what: &str| {
                each(Err(skipped(&name, SkipReason::Malformed, &format!("can't use '{name}': {what}"))));
            };
            let Ok(record) = record else {
                complain("no row of a table");
                continue;
            };
            let cell = |name: &str| {
                let at = columns.iter().position(|column| column == name)?;
                record.get(at).filter(|cell| !cell.is_empty()).map(str::to_owned)
            };
            let Some(file) = cell(FILE) else {
                complain("no file named");
                continue;
            };
            let day = cell("published");
            let published = day.as_deref().and_then(published);
            if let (Some(day), None) = (&day, published) {
                complain(&format!("'{day}' is no day like 2020-01-05"));
            }
            let known = GivenFacts {
                outlet: cell("outlet"),
                published,
                title: cell("title"),
                url: cell("url"),
                language: cell("language"),
            };
            self.by_file.insert(file.split('/').fold(folder.to_owned(), |path, part| path.join(part)), known);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::facts_table_with;

    #[test]
    fn a_row_of_facts_is_put_and_the_others_stay() {
        let with = |table: &str, file: &str, outlet: &str| {
            let facts = [("outlet", outlet.to_owned()), ("published", "2020-01-05".to_owned())];
            String::from_utf8(facts_table_with(table.as_bytes(), file, &facts).unwrap()).unwrap()
        };
        assert_eq!(with("", "a.txt", "Gazette"), "file,outlet,published\na.txt,Gazette,2020-01-05\n");
        let table = "file,note,outlet\na.txt,mine,\"Press, The\"\nb.txt\n";
        let put = with(table, "b.txt", "Post");
        assert_eq!(put, "file,note,outlet,published\na.txt,mine,\"Press, The\",\nb.txt,,Post,2020-01-05\n");
        assert_eq!(with(&put, "b.txt", ""), put.replace("Post", ""));
    }
}
