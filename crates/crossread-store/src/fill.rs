//! Rows from JSON: which member of which object stands in which column of which table.

use rusqlite::types::Value as Cell;
use rusqlite::{Connection, Result, params_from_iter};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// A row: its columns and what stands in them.
pub(crate) struct TableRow<'n>(Vec<(&'n str, Cell)>);

impl<'n> TableRow<'n> {
    pub(crate) fn new() -> TableRow<'n> {
        TableRow(Vec::new())
    }

    pub(crate) fn with(mut self, column: &'n str, cell: Cell) -> TableRow<'n> {
        self.0.push((column, cell));
        self
    }

    /// Members of an object in columns of their names.
    fn members(mut self, of: &Value, names: &[&'n str]) -> TableRow<'n> {
        self.0.extend(names.iter().map(|&name| (name, json(&of[name]))));
        self
    }

    /// All members of an object, each in the column of its name.
    fn all(mut self, of: &'n Value) -> TableRow<'n> {
        self.0.extend(of.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), json(value))));
        self
    }
}

/// Text as a cell.
pub(crate) fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// A JSON value as a cell.
pub(crate) fn json(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Null,
        Value::Bool(yes) => Cell::Integer(i64::from(*yes)),
        Value::Number(number) => number.as_i64().map_or(Cell::Null, Cell::Integer),
        Value::String(words) => Cell::Text(words.clone()),
        Value::Array(_) | Value::Object(_) => Cell::Text(value.to_string()),
    }
}

fn number(number: usize) -> Cell {
    Cell::Integer(number as i64)
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The members of a list, numbered.
fn each(list: &Value) -> impl Iterator<Item = (usize, &Value)> {
    list.as_array().into_iter().flatten().enumerate()
}

/// A story as the other outputs tell it: its ledger, what `read` prints of each of its articles, the rows of the coders' sheet.
pub(crate) struct ParsedStory {
    pub ledger: Value,
    pub articles: Vec<Value>,
    pub codings: Vec<Value>,
}

/// Writes the rows of one story.
pub(crate) struct Filler<'a> {
    db: &'a Connection,
    story: &'a str,
    numbers: Option<RowNumbers>,
}

/// Numbers the rows of a part of a project: within each table from a first number on that is the part's own. So the rows of a part
/// are found without an index, and stand where they stand in whatever order the parts are written.
struct RowNumbers {
    first: i64,
    next: RefCell<HashMap<String, i64>>,
}

impl<'a> Filler<'a> {
    pub(crate) fn new(db: &'a Connection, story: &'a str) -> Filler<'a> {
        Filler { db, story, numbers: None }
    }

    /// Rows are numbered from `first` on. What happened and one passage alone tells is left out: of all that a project's articles
    /// tell it is most, and nothing hangs on it.
    pub(crate) fn of_part(db: &'a Connection, story: &'a str, first: i64) -> Filler<'a> {
        Filler { db, story, numbers: Some(RowNumbers { first, next: RefCell::default() }) }
    }

    pub(crate) fn put(&self, table: &str, row: TableRow) -> Result<()> {
        self.write("INSERT", table, row)
    }

    fn write(&self, how: &str, table: &str, TableRow(mut cells): TableRow) -> Result<()> {
        if let Some(numbers) = &self.numbers {
            let next = numbers.next.borrow().get(table).copied().unwrap_or(numbers.first);
            cells.push(("rowid", Cell::Integer(next)));
        }
        let names: Vec<&str> = cells.iter().map(|(name, _)| *name).collect();
        let marks = vec!["?"; names.len()];
        let sql = format!("{how} INTO \"{table}\" ({}) VALUES ({})", names.join(", "), marks.join(", "));
        let values = params_from_iter(cells.into_iter().map(|(_, cell)| cell));
        let written = self.db.prepare_cached(&sql)?.execute(values)?;
        if let Some(numbers) = self.numbers.as_ref().filter(|_| written > 0) {
            *numbers.next.borrow_mut().entry(table.to_owned()).or_insert(numbers.first) += 1;
        }
        Ok(())
    }

    /// The passage as a row, once however often it is named; its id, or nothing for null.
    fn passage(&self, passage: &Value) -> Result<Cell> {
        self.passage_of(&passage["article"], passage)
    }

    /// The same where the article is known and the object does not name it.
    fn passage_of(&self, article: &Value, place: &Value) -> Result<Cell> {
        if !place.is_object() {
            return Ok(Cell::Null);
        }
        let id = Cell::Text(format!("{}:{}-{}", string(article), place["start"], place["end"]));
        let row = TableRow::new().with("id", id.clone()).with("article", json(article));
        self.write("INSERT OR IGNORE", "passage", row.members(place, &["start", "end", "text"]))?;
        Ok(id)
    }

    /// All of a story.
    pub(crate) fn all(&self, told: &ParsedStory) -> Result<()> {
        let ParsedStory { ledger, articles, codings } = told;
        self.story(&ledger["story"])?;
        for ((_, article), read) in each(&ledger["articles"]).zip(articles) {
            self.article(article, read)?;
        }
        self.ledger(ledger)?;
        codings.iter().enumerate().try_for_each(|(number, coding)| self.coding(number, coding))
    }

    /// An article in no story: what `read` prints of it.
    pub(crate) fn alone(&self, read: &Value) -> Result<()> {
        self.article(&read["article"], read)
    }

    fn story(&self, story: &Value) -> Result<()> {
        self.put("story", TableRow::new().members(story, &["id", "articles", "outlets", "first", "last"]))
    }

    /// An article as the ledger tells it and what `read` prints of it.
    fn article(&self, article: &Value, read: &Value) -> Result<()> {
        let id = &article["id"];
        let row = TableRow::new().members(
            article,
            &[
                "id",
                "outlet",
                "published",
                "title",
                "url",
                "language",
                "published_basis",
                "updated",
                "first_outlet",
                "retrieved",
                "input",
                "input_id",
                "sha256",
            ],
        );
        let written = &article["written"];
        let story = if self.story.is_empty() { Cell::Null } else { text(self.story) };
        let row = row.with("story", story).with("text", json(&read["text"]));
        let row = row.with("written_from", json(&written["from"])).with("written_to", json(&written["to"]));
        let names = [&article["outlet"], &article["title"], &article["input"]];
        let called = names.into_iter().find(|name| !string(name).trim().is_empty()).unwrap_or(id);
        let row = row.with("called", json(called));
        self.put("article", row.with("written_why", json(&written["why"])))?;
        for (n, name) in each(&article["authors"]) {
            self.put(
                "author",
                TableRow::new().with("article", json(id)).with("number", number(n)).with("name", json(name)),
            )?;
        }
        ArticleFiller { filler: self, article: id }.all(read)
    }

    /// All of a ledger but its articles.
    fn ledger(&self, ledger: &Value) -> Result<()> {
        each(&ledger["entities"]).try_for_each(|(_, entity)| self.entity(entity))?;
        let asked = self.numbers.as_ref().map(|_| hung_on(ledger));
        let is_asked = |event: &Value| {
            let alone = event["mentions"].as_array().is_none_or(|mentions| mentions.len() < 2);
            !alone || asked.as_ref().is_none_or(|asked| asked.contains(string(&event["id"])))
        };
        each(&ledger["events"]).filter(|(_, event)| is_asked(event)).try_for_each(|(_, event)| self.event(event))?;
        each(&ledger["entries"]).try_for_each(|(n, entry)| self.entry(n, entry))?;
        each(&ledger["voices"]).try_for_each(|(_, voice)| self.voice(voice))?;
        for (_, row) in each(&ledger["timeline"]) {
            let days = TableRow::new().with("story", text(self.story)).with("date_from", json(&row["from"]));
            let days = days.with("date_to", json(&row["to"]));
            self.put("timeline", days.members(row, &["event", "alone", "entry"]))?;
        }
        each(&ledger["lineage"]).try_for_each(|(n, link)| self.link(n, link))?;
        each(&ledger["versions"]).try_for_each(|(n, version)| self.version(n, version))?;
        each(&ledger["unread"]).try_for_each(|(n, unread)| self.unread(n, unread))?;
        for (n, warning) in each(&ledger["warnings"]) {
            let row = TableRow::new().members(warning, &["article", "code", "message"]).with("number", number(n));
            self.put("warning", row.with("passage", self.passage(&warning["passages"][0])?))?;
        }
        Ok(())
    }

    /// The id of an entity, which JSON numbers within its ledger.
    fn entity_id(&self, number: &Value) -> Cell {
        if number.is_null() { Cell::Null } else { Cell::Text(format!("{}-n{number}", self.story)) }
    }

    fn entity(&self, entity: &Value) -> Result<()> {
        let id = self.entity_id(&entity["id"]);
        let row =
            TableRow::new().with("id", id.clone()).with("story", text(self.story)).with("number", json(&entity["id"]));
        self.put("entity", row.members(entity, &["name", "kind"]))?;
        for (_, variant) in each(&entity["variants"]) {
            for (_, passage) in each(&variant["passages"]) {
                let row = TableRow::new().with("entity", id.clone()).with("passage", self.passage(passage)?);
                self.write("INSERT OR IGNORE", "mention", row.with("variant", json(&variant["text"])))?;
            }
        }
        Ok(())
    }

    fn event(&self, event: &Value) -> Result<()> {
        let id = json(&event["id"]);
        let row = TableRow::new().members(event, &["id", "kind", "status"]).with("story", text(self.story));
        let row = row.with("name", json(&event["name"]["text"])).with("summary", json(&event["summary"]["text"]));
        let row = row.with("date_from", json(&event["from"])).with("date_to", json(&event["to"]));
        let row = row.with("name_passage", self.passage(&event["name"])?);
        let row = row.with("summary_passage", self.passage(&event["summary"])?);
        self.put("event", row.with("place", self.passage(&event["place"])?))?;
        let origin_of = self.event_origins(event)?;
        for (_, mention) in each(&event["mentions"]) {
            let row = TableRow::new().with("event", id.clone()).with("passage", self.passage(mention)?);
            let row = row.with("origin", origin_of.get(&at(mention)).map_or(Cell::Null, |of| text(of)));
            let row = row.members(mention, &["status"]).with("asserted_by", self.passage(&mention["asserted_by"])?);
            let row = row.with("date_from", json(&mention["from"])).with("date_to", json(&mention["to"]));
            self.put("event_mention", row)?;
        }
        for (n, part) in each(&event["participants"]) {
            for (_, passage) in each(&part["passages"]) {
                let row = TableRow::new().with("event", id.clone()).with("number", number(n));
                let row = row.with("passage", self.passage(passage)?).members(part, &["role", "name"]);
                self.write("INSERT OR IGNORE", "participant", row.with("entity", self.entity_id(&part["entity"])))?;
            }
        }
        for (n, why) in each(&event["why"]) {
            for (_, passage) in each(&why["passages"]) {
                let row = TableRow::new().with("event", id.clone()).with("number", number(n));
                let row = row.with("passage", self.passage(passage)?).members(why, &["sign", "weight"]);
                self.write("INSERT OR IGNORE", "event_why", row)?;
            }
        }
        Ok(())
    }

    /// The origins of a happening: the id of each by where its mentions stand.
    fn event_origins<'v>(&self, event: &'v Value) -> Result<HashMap<PassagePlace<'v>, String>> {
        let mut origin_of = HashMap::new();
        for (n, origin) in each(&event["origins"]) {
            let id = format!("{}-o{n}", string(&event["id"]));
            let row = TableRow::new().with("id", text(&id)).with("event", json(&event["id"])).with("number", number(n));
            self.put("event_origin", row.members(origin, &["via"]))?;
            origin_of.extend(each(&origin["passages"]).map(|(_, passage)| (at(passage), id.clone())));
        }
        Ok(origin_of)
    }

    fn entry(&self, n: usize, entry: &Value) -> Result<()> {
        let heading = &entry["heading"];
        let row = TableRow::new().members(entry, &["id", "status", "kind", "aspect", "event", "subject"]);
        let row = row.with("story", text(self.story)).with("number", number(n)).with("heading", json(&heading["text"]));
        let row = row.with("subject_passage", self.passage(&entry["subject_passage"])?);
        let row = row.with("heading_passage", self.passage(heading)?);
        self.put("entry", row.with("gap", self.passage_of(&heading["article"], &heading["gap"])?))?;
        let id = string(&entry["id"]);
        for (_, facet) in each(&entry["facets"]) {
            let row = TableRow::new().with("entry", text(id)).with("passage", self.passage(facet)?);
            self.write("INSERT OR IGNORE", "facet", row)?;
        }
        each(&entry["readings"]).try_for_each(|(n, reading)| self.reading(id, n, reading))?;
        for (n, difference) in each(&entry["differences"]) {
            let reading = |which: usize| Cell::Text(format!("{id}-r{}", difference["between"][which]));
            let row =
                TableRow::new().with("entry", text(id)).with("number", number(n)).members(difference, &["kind", "why"]);
            self.put("difference", row.with("reading", reading(0)).with("other", reading(1)))?;
        }
        for (n, why) in each(&entry["why"]) {
            for (_, passage) in each(&why["passages"]) {
                let row = TableRow::new().with("entry", text(id)).with("number", number(n));
                let row = row.with("passage", self.passage(passage)?).members(why, &["sign", "weight"]);
                self.write("INSERT OR IGNORE", "why", row)?;
            }
        }
        Ok(())
    }

    fn reading(&self, entry: &str, n: usize, reading: &Value) -> Result<()> {
        let id = format!("{entry}-r{n}");
        let (value, as_of) = (&reading["value"], &reading["as_of"]);
        let row = TableRow::new().with("id", text(&id)).with("entry", text(entry)).with("number", number(n));
        let row = row.members(reading, &["text", "marked", "negated", "speaker"]);
        let row = row.members(value, &["low", "high", "bound", "unit"]);
        let row = row.with("date_from", json(&value["from"])).with("date_to", json(&value["to"]));
        let row = row.with("words", if value.is_string() { json(value) } else { Cell::Null });
        self.put("reading", row.with("as_of_from", json(&as_of["from"])).with("as_of_to", json(&as_of["to"])))?;
        for (_, day) in each(&reading["said"]) {
            self.put("said", TableRow::new().with("reading", text(&id)).with("day", json(day)))?;
        }
        for (n, origin) in each(&reading["origins"]) {
            let of = format!("{id}-o{n}");
            let row = TableRow::new().with("id", text(&of)).with("reading", text(&id)).with("number", number(n));
            self.put("origin", row.members(origin, &["via"]))?;
            for (_, passage) in each(&origin["passages"]) {
                let row = TableRow::new().with("origin", text(&of)).with("passage", self.passage(passage)?);
                self.put("origin_passage", row)?;
            }
        }
        for (n, segment) in each(&reading["wordings"]) {
            let row = TableRow::new().with("reading", text(&id)).with("number", number(n)).members(segment, &["kind"]);
            self.put("wording", row.with("passage", self.passage(segment)?))?;
        }
        Ok(())
    }

    fn voice(&self, voice: &Value) -> Result<()> {
        let entity = self.entity_id(&voice["entity"]);
        let row = TableRow::new().with("entity", entity.clone()).members(voice, &["name"]);
        self.put("voice", row.with("role", self.passage(&voice["role"])?))?;
        for (n, utterance) in each(&voice["utterances"]) {
            let id = Cell::Text(format!("{}-n{}-u{n}", self.story, voice["entity"]));
            let row = TableRow::new().with("id", id.clone()).with("voice", entity.clone());
            self.put("utterance", row.members(utterance, &["kind", "entry"]))?;
            for (_, passage) in each(&utterance["passages"]) {
                let row = TableRow::new().with("utterance", id.clone()).with("passage", self.passage(passage)?);
                let row = row.with("cue", self.passage(&passage["cue"])?);
                self.write("INSERT OR IGNORE", "utterance_passage", row)?;
            }
        }
        Ok(())
    }

    fn link(&self, n: usize, link: &Value) -> Result<()> {
        let earlier = &link["earlier"];
        let passage = if earlier["article"].is_string() { self.passage(earlier)? } else { Cell::Null };
        let row =
            TableRow::new().with("id", Cell::Text(format!("{}-l{n}", self.story))).with("story", text(self.story));
        let row = row.with("later", self.passage(&link["later"])?).with("earlier", passage);
        let row = row.with("earlier_outlet", json(&earlier["outlet"]));
        let row = row.with("named_at", self.passage(&earlier["named_at"])?).members(link, &["why", "kind", "directed"]);
        let row = row.with("overlap_words", json(&link["overlap"]["words"]));
        self.put("lineage", row.with("overlap_of", json(&link["overlap"]["of"])))
    }

    fn version(&self, n: usize, version: &Value) -> Result<()> {
        let id = Cell::Text(format!("{}-v{n}", self.story));
        let row = TableRow::new().with("id", id.clone()).with("story", text(self.story));
        self.put("version", row.members(version, &["earlier", "later", "directed"]))?;
        let changes = ["removed", "added"].map(|change| each(&version[change]).map(move |(_, at)| (change, at)));
        for (n, (change, passage)) in changes.into_iter().flatten().enumerate() {
            let row =
                TableRow::new().with("version", id.clone()).with("number", number(n)).with("change", text(change));
            self.put("version_passage", row.with("passage", self.passage(passage)?))?;
        }
        Ok(())
    }

    fn unread(&self, n: usize, unread: &Value) -> Result<()> {
        // One code may stand twice: articles in two languages are two things that were not read.
        let id = Cell::Text(format!("{}-u{n}", self.story));
        let row = TableRow::new().with("id", id.clone()).with("story", text(self.story));
        self.put("unread", row.members(unread, &["code", "count", "message"]))?;
        for (n, passage) in each(&unread["passages"]) {
            let row = TableRow::new().with("unread", id.clone()).with("number", number(n));
            self.put("unread_passage", row.with("passage", self.passage(passage)?))?;
        }
        Ok(())
    }

    /// A row of the coders' sheet.
    fn coding(&self, n: usize, coding: &Value) -> Result<()> {
        let row = TableRow::new().with("number", number(n)).all(coding);
        self.put("coding", row)
    }
}

/// Where a passage stands: its article and its first character.
type PassagePlace<'v> = (&'v str, Option<u64>);

fn at(passage: &Value) -> PassagePlace<'_> {
    (string(&passage["article"]), passage["start"].as_u64())
}

/// The happenings that an entry or a day hangs on.
fn hung_on(ledger: &Value) -> HashSet<&str> {
    let rows = ["entries", "timeline"].into_iter().flat_map(|list| each(&ledger[list]));
    rows.map(|(_, row)| string(&row["event"])).collect()
}

/// Writes what `read` prints of one article.
struct ArticleFiller<'a> {
    filler: &'a Filler<'a>,
    article: &'a Value,
}

impl ArticleFiller<'_> {
    fn all(&self, read: &Value) -> Result<()> {
        each(&read["blocks"]).try_for_each(|(n, block)| self.block(n, block))?;
        each(&read["dates"]).try_for_each(|(n, date)| self.date(n, date))?;
        each(&read["figures"]).try_for_each(|(n, figure)| self.figure(n, figure))?;
        each(&read["quotes"]).try_for_each(|(n, quote)| self.quote(n, quote))
    }

    /// The id of the article's so manieth row of a kind, or nothing for null.
    fn id(&self, letter: char, number: &Value) -> Cell {
        if number.is_null() { Cell::Null } else { Cell::Text(format!("{}-{letter}{number}", string(self.article))) }
    }

    fn place(&self, place: &Value) -> Result<Cell> {
        self.filler.passage_of(self.article, place)
    }

    fn row(&self, letter: char, n: usize, of: &Value) -> Result<TableRow<'static>> {
        Ok(TableRow::new().with("id", self.id(letter, &n.into())).with("passage", self.place(of)?))
    }

    fn block(&self, n: usize, block: &Value) -> Result<()> {
        let row = self.row('b', n, block)?.members(block, &["kind"]);
        self.filler.put("block", row.with("credit", self.place(&block["credit"])?))
    }

    fn date(&self, n: usize, date: &Value) -> Result<()> {
        let row = self.row('d', n, date)?.members(date, &["type", "value", "edtf", "basis"]);
        let row = row.with("date_from", json(&date["from"])).with("date_to", json(&date["to"]));
        self.filler.put("date", row.with("anchor", self.id('d', &date["anchor"])))
    }

    fn figure(&self, n: usize, figure: &Value) -> Result<()> {
        let row = self.row('f', n, figure)?.members(&figure["quantity"], &["low", "high", "bound", "unit"]);
        let row = row.with("counted", self.place(&figure["of"])?).with("head", json(&figure["of"]["head"]));
        let row = row.with("whose", self.place(&figure["whose"])?).with("place", self.place(&figure["place"])?);
        let row = row.with("as_of", self.id('d', &figure["as_of"])).members(figure, &["status"]);
        let row = row.with("asserted_by", self.place(&figure["asserted_by"])?);
        self.filler.put("figure", row.with("asserted_by_name", json(&figure["asserted_by"]["name"])))
    }

    fn quote(&self, n: usize, quote: &Value) -> Result<()> {
        let row = self.row('q', n, quote)?.members(quote, &["kind", "basis", "sure"]);
        let row = row.with("speaker", self.place(&quote["speaker"])?);
        let row = row.with("speaker_name", json(&quote["speaker"]["name"])).with("cue", self.place(&quote["cue"])?);
        let row = row.with("addressee", self.place(&quote["addressee"])?).with("block", self.id('b', &quote["block"]));
        self.filler.put("quote", row.with("continues", self.id('q', &quote["continues"])))
    }
}
