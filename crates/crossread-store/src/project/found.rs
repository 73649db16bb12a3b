//! Finding passages in a project: paragraphs by their words, figures by how much, quotes by who says them, days.

use super::error::Result;
use super::made::Store;
use super::search::asked;
use rusqlite::types::Value as Cell;

/// What sort of passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchResultKind {
    /// A paragraph.
    Paragraph,
    /// A figure.
    Figure,
    /// What somebody says.
    Quote,
    /// A day.
    Day,
}

impl SearchResultKind {
    /// All.
    pub const ALL: [SearchResultKind; 4] =
        [SearchResultKind::Figure, SearchResultKind::Quote, SearchResultKind::Day, SearchResultKind::Paragraph];

    /// Its name in an address.
    pub fn name(self) -> &'static str {
        match self {
            SearchResultKind::Paragraph => "paragraph",
            SearchResultKind::Figure => "figure",
            SearchResultKind::Quote => "quote",
            SearchResultKind::Day => "day",
        }
    }

    fn table(self) -> &'static str {
        match self {
            SearchResultKind::Paragraph => "block",
            SearchResultKind::Figure => "figure",
            SearchResultKind::Quote => "quote",
            SearchResultKind::Day => "date",
        }
    }
}

/// What is asked for. What is empty is not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Words; of what stands between quotation marks the words stand together. Of a figure or a day they stand in its paragraph.
    pub words: String,
    /// Whose words, by a part of the name.
    pub speaker: Option<String>,
    /// Which outlet, by its name.
    pub outlet: Option<String>,
    /// First and last day, ISO 8601: of a day the day itself, of others that of publication.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// Least amount of a figure.
    pub least: Option<String>,
    /// Greatest amount of a figure.
    pub most: Option<String>,
}

/// A passage that was found.
#[derive(Clone, Debug)]
pub struct SearchResult {
    /// What it is.
    pub kind: SearchResultKind,
    /// The article's id.
    pub article: String,
    /// How it is called.
    pub called: String,
    /// When it was published, as precise as known.
    pub published: Option<String>,
    /// The words.
    pub text: String,
    /// Where in the article: code points.
    pub place: (u32, u32),
    /// The paragraph that the words stand in, and where in the article it begins.
    pub around: Option<(String, u32)>,
    /// Of a quote: who says it.
    pub speaker: Option<String>,
    /// Whether the words stand in quotation marks: who shows others must not put them in any.
    pub marked: bool,
    /// The entry that rests on it: story, entry, what is compared, status.
    pub entry: Option<[String; 4]>,
}

/// Where more passages than this have the words, the nearest are not sought among them: to weigh each takes longer than a person
/// waits (25,000 of them half a second), and any of them will do.
const WEIGHED: u32 = 2000;

/// What a passage `p` is told with, of whatever kind.
const TOLD: &str = "
    article.id, article.called, article.published, p.text, p.start, p.end,
    (SELECT entry.story || char(31) || entry.id || char(31) || entry.subject || char(31) || entry.status
     FROM origin_passage JOIN origin ON origin.id = origin_passage.origin JOIN reading ON reading.id = origin.reading
     JOIN entry ON entry.id = reading.entry WHERE origin_passage.passage = p.id ORDER BY entry.number LIMIT 1)";

/// A question in the making: the values that it names by number, and the conditions.
#[derive(Default)]
struct SearchQuery {
    given: Vec<Cell>,
    only: Vec<String>,
}

/// From which tables, in which order, and which row holds what stands around.
struct QueryTables {
    tables: String,
    order: String,
    around: &'static str,
}

impl SearchQuery {
    /// The number under which a value is named.
    fn give(&mut self, value: &str) -> String {
        self.given.push(Cell::Text(value.to_owned()));
        format!("?{}", self.given.len())
    }

    /// Wants a condition, `{}` in it the value, where there is one.
    fn only(&mut self, condition: &str, value: Option<&String>) {
        if let Some(value) = value {
            let number = self.give(value);
            self.only.push(condition.replace("{}", &number));
        }
    }

    /// What is asked of passages of a kind beside the words.
    fn ask(&mut self, kind: SearchResultKind, search: &Search) {
        self.only("article.called = {}", search.outlet.as_ref());
        let (first, last) = match kind {
            SearchResultKind::Day => ("date.date_to", "date.date_from"),
            _ => ("article.published", "article.published"),
        };
        self.only(&format!("{first} >= {{}}"), search.from.as_ref());
        // A moment of the last day is of that day.
        self.only(&format!("substr({last}, 1, 10) <= {{}}"), search.to.as_ref());
        match kind {
            SearchResultKind::Paragraph => self.only.push("block.kind <> 'boilerplate'".to_owned()),
            SearchResultKind::Quote => {
                self.only.push("quote.kind <> 'term'".to_owned());
                self.only("instr(lower(quote.speaker_name), lower({})) > 0", search.speaker.as_ref());
            }
            SearchResultKind::Figure => {
                self.only("coalesce(figure.high, figure.low) >= CAST({} AS NUMERIC)", search.least.as_ref());
                self.only("coalesce(figure.low, figure.high) <= CAST({} AS NUMERIC)", search.most.as_ref());
            }
            SearchResultKind::Day => {}
        }
    }

    /// Where passages of a kind stand, with the words where some are asked; `many` passages have these. Each table is asked in the
    /// order in which it stands here, so that the first answers are there before the last row is looked at.
    fn from(&mut self, kind: SearchResultKind, words: Option<&str>, many: bool) -> QueryTables {
        let table = kind.table();
        let article = "CROSS JOIN article ON article.id = p.article";
        let Some(words) = words.map(|words| self.give(words)) else {
            let tables = format!("{table} CROSS JOIN passage AS p ON p.id = {table}.passage {article}");
            return QueryTables { tables, order: format!("{table}.rowid"), around: "NULL" };
        };
        let matching = format!("passage_search MATCH {words}");
        let (hits, order) = if many {
            self.only.push(matching);
            ("passage_search".to_owned(), "passage_search.rowid")
        } else {
            let weighed = format!("(SELECT rowid, rank FROM passage_search WHERE {matching}) AS passage_search");
            (weighed, "passage_search.rank, passage_search.rowid")
        };
        let (order, own) = (order.to_owned(), format!("CROSS JOIN {table} ON {table}.passage = p.id {article}"));
        match kind {
            // Its own passage has the words.
            SearchResultKind::Paragraph | SearchResultKind::Quote => {
                let tables = format!("{hits} CROSS JOIN passage AS p ON p.rowid = passage_search.rowid {own}");
                QueryTables { tables, order, around: "NULL" }
            }
            // The paragraph that it stands in has them.
            SearchResultKind::Figure | SearchResultKind::Day => {
                let tables = format!(
                    "{hits} CROSS JOIN passage AS paragraph ON paragraph.rowid = passage_search.rowid
                     CROSS JOIN block ON block.passage = paragraph.id AND block.kind <> 'boilerplate'
                     CROSS JOIN passage AS p
                     ON p.article = paragraph.article AND p.start >= paragraph.start AND p.end <= paragraph.end {own}"
                );
                QueryTables { tables, order, around: "paragraph.rowid" }
            }
        }
    }
}

fn found(kind: SearchResultKind, row: &rusqlite::Row) -> rusqlite::Result<SearchResult> {
    let entry: Option<String> = row.get(6)?;
    let parts = |entry: String| -> Vec<String> { entry.split('\u{1f}').map(str::to_owned).collect() };
    let around: (Option<String>, Option<u32>) = (row.get(8)?, row.get(9)?);
    Ok(SearchResult {
        kind,
        article: row.get(0)?,
        called: row.get(1)?,
        published: row.get(2)?,
        text: row.get(3)?,
        place: (row.get(4)?, row.get(5)?),
        around: around.0.zip(around.1),
        speaker: row.get(7)?,
        marked: row.get(10)?,
        entry: entry.and_then(|entry| parts(entry).try_into().ok()),
    })
}

impl Store {
    /// Passages of a kind, at most `count` behind the first `after`: the nearest to the words first; where none are asked, or very many
    /// passages have them, in the order of the articles.
    pub fn find(
        &self,
        kind: SearchResultKind,
        search: &Search,
        (count, after): (u32, u32),
    ) -> Result<Vec<SearchResult>> {
        let words = asked(&search.words);
        let words = (!words.is_empty()).then_some(words.as_str());
        let many = words.map_or(Ok(false), |words| self.many_have(words))?;
        let mut question = SearchQuery::default();
        let QueryTables { tables, order, around } = question.from(kind, words, many);
        question.ask(kind, search);
        let only = match question.only.is_empty() {
            true => "true".to_owned(),
            false => question.only.join(" AND "),
        };
        let (speaker, marked) = match kind {
            SearchResultKind::Quote => ("quote.speaker_name", "quote.kind <> 'indirect'"),
            _ => ("NULL", "0"),
        };
        let query = format!(
            "SELECT {TOLD}, hit.speaker, around.text, around.start, hit.marked FROM
             (SELECT p.rowid AS at, {speaker} AS speaker, {marked} AS marked, {around} AS beside FROM {tables} WHERE {only}
              ORDER BY {order} LIMIT {count} OFFSET {after}) AS hit
             CROSS JOIN passage AS p ON p.rowid = hit.at CROSS JOIN article ON article.id = p.article
             LEFT JOIN passage AS around ON around.rowid = hit.beside"
        );
        let mut asked = self.db.prepare(&query)?;
        let rows = asked.query_map(rusqlite::params_from_iter(question.given), |row| found(kind, row))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether more passages have the words than can be weighed.
    fn many_have(&self, words: &str) -> Result<bool> {
        let query = format!(
            "SELECT count(*) FROM (SELECT 1 FROM passage_search WHERE passage_search MATCH ?1 LIMIT {})",
            WEIGHED + 1
        );
        let have: u32 = self.db.query_row(&query, [words], |row| row.get(0))?;
        Ok(have > WEIGHED)
    }

    /// How the articles' outlets are called, each once.
    pub fn outlets(&self) -> Result<Vec<String>> {
        let mut asked =
            self.db.prepare("SELECT DISTINCT outlet FROM article WHERE outlet IS NOT NULL ORDER BY outlet")?;
        Ok(asked.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }
}
