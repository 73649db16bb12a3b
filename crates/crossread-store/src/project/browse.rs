//! Looking around in a project: its stories in a line each, and one story at a time with what was found in its articles.

use super::Project;
use super::error::Result;
use super::kept::{self, ArticleHead};
use super::made::Store;
use crossread_core::story::{article_id, article_id_of};
use crossread_core::{Annotations, Article};
use rusqlite::OptionalExtension;
use rusqlite::types::Value as Cell;
use std::collections::BTreeSet;

/// A story in a list.
#[derive(Clone, Debug, Default)]
pub struct StoryRow {
    /// Its id.
    pub id: String,
    /// The headlines of its articles, in their order.
    pub titles: Vec<String>,
    /// How many articles.
    pub articles: u32,
    /// How many outlets that are named.
    pub outlets: u32,
    /// Days of the first and last publication, ISO 8601.
    pub days: Option<(String, String)>,
    /// How many entries are disputed, changed, agreed.
    pub statuses: [u32; 3],
    /// What is disputed first: what is compared, in an account's words where it has a heading, and the readings.
    pub disputed: Option<(String, Vec<String>)>,
    /// How many articles and readings came first in the last run.
    pub new: (u32, u32),
    /// The last run that brought an article of it.
    pub run: u32,
}

/// Which stories are listed, and in which order. What is `None` is not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The one of this id.
    pub id: Option<String>,
    /// Words that all stand in the headlines of its articles.
    pub words: Option<String>,
    /// A status that one of its entries has.
    pub status: Option<String>,
    /// An outlet that has an article of it.
    pub outlet: Option<String>,
    /// The first day on which it may have been told last.
    pub from: Option<String>,
    /// The last day on which it may have been told first.
    pub to: Option<String>,
    /// What comes first.
    pub sort: StoryOrder,
}

/// In which order stories are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StoryOrder {
    /// The largest first.
    #[default]
    Articles,
    /// Those with most disputed entries first.
    Disputed,
    /// Those that were told last first.
    Last,
    /// Those that a run brought something of last first.
    New,
}

impl StoryOrder {
    /// All of them.
    pub const ALL: [StoryOrder; 4] = [StoryOrder::Articles, StoryOrder::Disputed, StoryOrder::Last, StoryOrder::New];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            StoryOrder::Articles => "articles",
            StoryOrder::Disputed => "disputed",
            StoryOrder::Last => "last",
            StoryOrder::New => "new",
        }
    }

    /// The columns that order a list.
    fn order(self) -> &'static str {
        match self {
            StoryOrder::Articles => "articles DESC",
            StoryOrder::Disputed => "disputed DESC, articles DESC",
            StoryOrder::Last => "last IS NULL, last DESC",
            StoryOrder::New => "run DESC, articles DESC",
        }
    }
}

/// An article in a list.
#[derive(Clone, Debug, Default)]
pub struct ArticleRow {
    /// Its id.
    pub id: String,
    /// How it is called.
    pub called: String,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published, as precise as known.
    pub published: Option<String>,
}

/// Where an article belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoryMembership {
    /// To the story of this id.
    To(String),
    /// To none.
    Alone,
}

impl Store {
    /// The stories, the largest first.
    pub fn stories(&self) -> Result<Vec<StoryRow>> {
        Ok(self.stories_listed(&Listing::default(), (u32::MAX, 0))?.0)
    }

    /// So many stories of a list, behind so many others; and how many there are in it.
    pub fn stories_listed(&self, listing: &Listing, (count, behind): (u32, u32)) -> Result<(Vec<StoryRow>, u32)> {
        let (only, mut given) = conditions(listing);
        let all = format!("SELECT count(*) FROM story WHERE {only}");
        let all: u32 = self.db.query_row(&all, rusqlite::params_from_iter(&given), |row| row.get(0))?;
        given.extend([self.last_run()?, count, behind].map(|number| Cell::Integer(number.into())));
        let at = given.len();
        let query = format!(
            "SELECT id, articles, outlets, first, last,
              (SELECT count(*) FROM entry WHERE story = story.id AND status = 'disputed') AS disputed,
              (SELECT count(*) FROM entry WHERE story = story.id AND status = 'changed'),
              (SELECT count(*) FROM entry WHERE story = story.id AND status = 'agreed'),
              (SELECT count(*) FROM article JOIN article_seen ON article = id WHERE story = story.id AND first_seen = ?{run}),
              (SELECT count(*) FROM entry JOIN reading ON reading.entry = entry.id
               JOIN reading_seen ON reading_seen.reading = reading.id WHERE story = story.id AND first_seen = ?{run}),
              (SELECT max(first_seen) FROM article JOIN article_seen ON article = id WHERE story = story.id) AS run
            FROM story WHERE {only} ORDER BY {}, rowid LIMIT ?{} OFFSET ?{at}",
            listing.sort.order(),
            at - 1,
            run = at - 2
        );
        let row = |row: &rusqlite::Row| {
            let (first, until): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
            Ok(StoryRow {
                id: row.get(0)?,
                articles: row.get(1)?,
                outlets: row.get(2)?,
                days: first.zip(until),
                statuses: [row.get(5)?, row.get(6)?, row.get(7)?],
                new: (row.get(8)?, row.get(9)?),
                run: row.get::<_, Option<u32>>(10)?.unwrap_or_default(),
                ..StoryRow::default()
            })
        };
        let mut asked = self.db.prepare(&query)?;
        let mut stories: Vec<StoryRow> =
            asked.query_map(rusqlite::params_from_iter(&given), row)?.collect::<rusqlite::Result<_>>()?;
        stories.iter_mut().try_for_each(|story| self.named(story))?;
        Ok((stories, all))
    }

    /// The number of the last run; 0 where nothing came in yet.
    pub fn last_run(&self) -> Result<u32> {
        Ok(self.db.query_row("SELECT coalesce(max(number), 0) FROM run", [], |row| row.get(0))?)
    }

    /// Puts the headlines of a story to it, and what is disputed in it first.
    fn named(&self, story: &mut StoryRow) -> Result<()> {
        story.titles =
            self.texts("SELECT title FROM article WHERE story = ?1 AND title IS NOT NULL ORDER BY rowid", &story.id)?;
        let disputed = "SELECT entry.id, coalesce(heading, subject), passage.text
                        FROM entry LEFT JOIN passage ON passage.id = entry.gap AND heading IS NOT NULL
                        WHERE story = ?1 AND status = 'disputed' ORDER BY number LIMIT 1";
        let asked = |row: &rusqlite::Row| Ok((row.get(0)?, without(row.get(1)?, row.get(2)?)));
        let disputed: Option<(String, String)> =
            self.db.prepare_cached(disputed)?.query_row([&story.id], asked).optional()?;
        if let Some((entry, subject)) = disputed {
            let readings = self.texts("SELECT text FROM reading WHERE entry = ?1 ORDER BY number", &entry)?;
            story.disputed = Some((subject, readings));
        }
        Ok(())
    }

    /// So many articles in no story, behind so many others; and how many there are.
    pub fn alone(&self, (count, behind): (u32, u32)) -> Result<(Vec<ArticleRow>, u32)> {
        let all = self.db.query_row("SELECT count(*) FROM article WHERE story IS NULL", [], |row| row.get(0))?;
        let query = "SELECT id, called, title, published FROM article WHERE story IS NULL
                     ORDER BY published IS NULL, published, sha256 LIMIT ?1 OFFSET ?2";
        let row = |row: &rusqlite::Row| {
            Ok(ArticleRow { id: row.get(0)?, called: row.get(1)?, title: row.get(2)?, published: row.get(3)? })
        };
        let rows = self.db.prepare(query)?.query_map([count, behind], row)?.collect::<rusqlite::Result<_>>()?;
        Ok((rows, all))
    }

    /// What could not be read, in words for a person.
    pub fn skipped(&self) -> Result<Vec<String>> {
        let mut asked = self.db.prepare("SELECT reason FROM skipped ORDER BY number")?;
        Ok(asked.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Where an article belongs; `None` where there is none of this id.
    pub fn belongs(&self, article: &str) -> Result<Option<StoryMembership>> {
        let mut asked = self.db.prepare_cached("SELECT story FROM article WHERE id = ?1")?;
        let story: Option<Option<String>> = asked.query_row([article], |row| row.get(0)).optional()?;
        Ok(story.map(|story| story.map_or(StoryMembership::Alone, StoryMembership::To)))
    }

    fn texts(&self, query: &str, of: &str) -> Result<Vec<String>> {
        let mut asked = self.db.prepare_cached(query)?;
        Ok(asked.query_map([of], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// The ids of the articles of a story, or of one article, and the inputs in which they came.
    fn listed(&self, column: &str, of: &str) -> Result<(BTreeSet<String>, BTreeSet<String>)> {
        let articles = format!("SELECT id FROM article WHERE {column} = ?1");
        let sources = format!(
            "SELECT DISTINCT article_source.source FROM article JOIN article_source ON article = id WHERE {column} = ?1"
        );
        let set = |query: &str| -> Result<BTreeSet<String>> { Ok(self.texts(query, of)?.into_iter().collect()) };
        Ok((set(&articles)?, set(&sources)?))
    }

    /// The id that an article has among all of the project: another where its text is an earlier one's too.
    fn id_of(&self, head: &mut ArticleHead) -> Result<String> {
        let again = article_id_of(&head.sha256, head.facts.printed());
        if self.belongs(&again)?.is_some() {
            head.facts.reprint = head.facts.printed();
        }
        Ok(article_id(&head.sha256, &head.facts))
    }
}

/// A heading with its value left out, where it is clear which words these are.
fn without(heading: String, value: Option<String>) -> String {
    let value = value.filter(|value| heading.split(value.as_str()).count() == 2);
    value.map_or(heading.clone(), |value| heading.replace(&value, "___"))
}

/// What a list asks of a story, and the values that are asked for.
fn conditions(listing: &Listing) -> (String, Vec<Cell>) {
    let of_article = |condition: &str| format!("EXISTS (SELECT 1 FROM article WHERE story = story.id AND {condition})");
    let (mut only, mut given) = (vec!["true".to_owned()], Vec::new());
    let mut ask = |condition: String, value: String| {
        given.push(Cell::Text(value));
        only.push(condition.replace("{}", &format!("?{}", given.len())));
    };
    for word in listing.words.iter().flat_map(|words| words.split_whitespace()) {
        ask(of_article("instr(lower(title), {}) > 0"), word.to_ascii_lowercase());
    }
    if let Some(id) = &listing.id {
        ask("id = {}".to_owned(), id.clone());
    }
    if let Some(status) = &listing.status {
        ask("EXISTS (SELECT 1 FROM entry WHERE story = story.id AND status = {})".to_owned(), status.clone());
    }
    if let Some(outlet) = &listing.outlet {
        ask(of_article("outlet = {}"), outlet.clone());
    }
    if let Some(from) = &listing.from {
        ask("last >= {}".to_owned(), from.clone());
    }
    if let Some(to) = &listing.to {
        // A day with its hour comes behind the day.
        ask("substr(first, 1, 10) <= {}".to_owned(), to.clone());
    }
    (only.join(" AND "), given)
}

impl Project {
    /// The articles of one story with what was found in them, as they came: nothing else of the project is held.
    pub fn story(&self, store: &Store, id: &str) -> Result<Vec<(Article, Annotations)>> {
        self.read_listed(store, "story", id)
    }

    /// One article with what was found in it.
    pub fn article(&self, store: &Store, id: &str) -> Result<Vec<(Article, Annotations)>> {
        self.read_listed(store, "id", id)
    }

    fn read_listed(&self, store: &Store, column: &str, of: &str) -> Result<Vec<(Article, Annotations)>> {
        let (articles, of) = store.listed(column, of)?;
        let mut read = Vec::new();
        for source in self.sources()?.0.iter().filter(|source| of.contains(&source.sha256)) {
            let mut own = Vec::new();
            for mut head in self.heads_of(source).0 {
                if articles.contains(&store.id_of(&mut head)?) {
                    own.push(head);
                }
            }
            read.extend(kept::bodies(&self.folder, &source.sha256, &own).unwrap_or_default());
        }
        Ok(read)
    }
}
