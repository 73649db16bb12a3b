//! What one article says, as rows of tables: the same as [`crate::read_json`] tells, for whoever keeps it in columns. Every table
//! begins with the number of the article's row in what was given and the article's id; offsets are code points.

use crate::json::{block_kind, event_kind, kind_name, quantity, role, time_basis};
use crate::moment;
use crate::read::{date_basis, date_kind, name_form, quote_kind, speaker_basis};
use crossread_core::annotate::Annotations;
use crossread_core::annotate::dates::DateMention;
use crossread_core::annotate::events::EventMention;
use crossread_core::annotate::figures::{Figure, Reference};
use crossread_core::annotate::quotes::{Quote, Speaker};
use crossread_core::story::{PublishedBasis, SkippedInput};
use crossread_core::{Article, CodePoints, Span};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// What stands in one place of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Field<'a> {
    /// Words of the text, or a name of ours.
    Words(&'a str),
    /// Words made for this row.
    Made(String),
    /// A whole number: an offset, a count, the number of another row of the same article; 0 and 1 are no and yes.
    Number(i64),
    /// A quantity.
    Quantity(f64),
    /// Unknown.
    Nothing,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// [`Field::Words`] or [`Field::Made`].
    Words,
    /// [`Field::Number`].
    Number,
    /// [`Field::Quantity`].
    Quantity,
}

/// A table: its name, and its columns.
#[derive(Clone, Copy, Debug)]
pub struct RowTable {
    /// Its name.
    pub name: &'static str,
    /// Columns in order.
    pub columns: &'static [(&'static str, FieldKind)],
}

use FieldKind::{Number, Quantity, Words};

/// The tables of what articles say, in the order in which [`read_rows`] numbers them.
pub const READ_TABLES: [RowTable; 9] = [
    RowTable {
        name: "articles",
        columns: &[
            ("row", Number),
            ("article", Words),
            ("input", Words),
            ("input_id", Words),
            ("url", Words),
            ("outlet", Words),
            ("title", Words),
            ("authors", Words),
            ("published", Words),
            ("published_basis", Words),
            ("updated", Words),
            ("written_from", Words),
            ("written_to", Words),
            ("first_outlet", Words),
            ("language", Words),
            ("retrieved", Words),
            ("text", Words),
        ],
    },
    RowTable {
        name: "blocks",
        columns: &[
            ("row", Number),
            ("article", Words),
            ("number", Number),
            ("start", Number),
            ("end", Number),
            ("text", Words),
            ("kind", Words),
            ("credit", Words),
        ],
    },
    RowTable {
        name: "quotes",
        columns: &[
            ("row", Number),
            ("article", Words),
            ("number", Number),
            ("start", Number),
            ("end", Number),
            ("text", Words),
            ("kind", Words),
            ("speaker", Words),
            ("speaker_start", Number),
            ("speaker_end", Number),
            ("speaker_name", Words),
            ("cue", Words),
            ("addressee", Words),
            ("basis", Words),
            ("sure", Number),
            ("block", Number),
            ("continues", Number),
        ],
    },
    RowTable {
        name: "figures",
        columns: &[
            ("row", Number),
            ("article", Words),
            ("number", Number),
            ("start", Number),
            ("end", Number),
            ("text", Words),
            ("low", Quantity),
            ("high", Quantity),
            ("bound", Words),
            ("unit", Words),
            ("counted", Words),
            ("head", Words),
            ("whose", Words),
            ("whose_name", Words),
            ("place", Words),
            ("place_name", Words),
            ("as_of", Number),
            ("status", Words),
            ("asserted_by", Words),
            ("asserted_by_name", Words),
        ],
    },
    RowTable {
        name: "dates",
        columns: &[
            ("row", Number),
            ("article", Words),
            ("number", Number),
            ("start", Number),
            ("end", Number),
            ("text", Words),
            ("type", Words),
            ("value", Words),
            ("date_from", Words),
            ("date_to", Words),
            ("edtf", Words),
            ("basis", Words),
            ("anchor", Number),
        ],
    },
    RowTable {
        name: "names",
        columns: &[
            ("row", Number),
            ("article", Words),
            ("number", Number),
            ("start", Number),
            ("end", Number),
            ("text", Words),
            ("kind", Words),
            ("form", Words),
            ("entity", Number),
            ("name", Words),
        ],
    },
    RowTable {
        name: "events",
        columns: &[
            ("row", Number),
            ("article", Words),
            ("number", Number),
            ("start", Number),
            ("end", Number),
            ("text", Words),
            ("lemma", Words),
            ("kind", Words),
            ("clause", Words),
            ("clause_start", Number),
            ("clause_end", Number),
            ("status", Words),
            ("asserted_by", Words),
            ("asserted_by_name", Words),
            ("place", Words),
            ("place_name", Words),
            ("date", Number),
            ("date_from", Words),
            ("date_to", Words),
            ("time_basis", Words),
            ("quote", Number),
            ("first", Number),
        ],
    },
    RowTable {
        name: "participants",
        columns: &[
            ("row", Number),
            ("article", Words),
            ("event", Number),
            ("start", Number),
            ("end", Number),
            ("text", Words),
            ("role", Words),
            ("entity", Number),
            ("name", Words),
        ],
    },
    RowTable {
        name: "warnings",
        columns: &[
            ("row", Number),
            ("article", Words),
            ("code", Words),
            ("start", Number),
            ("end", Number),
            ("text", Words),
            ("message", Words),
        ],
    },
];

/// The table of what gave no article.
pub const SKIPPED_TABLE: RowTable =
    RowTable { name: "skipped", columns: &[("row", Number), ("input", Words), ("code", Words), ("reason", Words)] };

/// Gives the rows of one article to `each`, with the number of their table in [`READ_TABLES`]; of all tables or of one.
pub fn read_rows(article: &Article, found: &Annotations, only: Option<usize>, each: &mut dyn FnMut(usize, &[Field])) {
    let text = &article.text;
    let view = RowView { article, text, points: CodePoints::new(text), found, id: article.id(), row: row(article) };
    let wanted = |table: usize| only.is_none_or(|only| only == table);
    for table in (0..READ_TABLES.len()).filter(|table| wanted(*table)) {
        view.table(table, &mut |row| each(table, row));
    }
}

/// The row of [`SKIPPED_TABLE`] of an input.
pub fn skipped_row(skipped: &SkippedInput) -> [Field<'_>; 4] {
    let words = Field::Words;
    [line(&skipped.input), words(&skipped.input), words(skipped.code.code()), words(&skipped.reason)]
}

/// Which row of what was given an article came from, counted from 0: lines are named by their number from 1.
fn row(article: &Article) -> Field<'static> {
    line(&article.facts.input)
}

fn line(input: &str) -> Field<'static> {
    let number = input.rsplit_once('#').and_then(|(_, number)| number.parse::<i64>().ok());
    number.map_or(Field::Nothing, |number| Field::Number(number - 1))
}

/// What is needed to make rows.
struct RowView<'a> {
    article: &'a Article,
    text: &'a str,
    points: CodePoints<'a>,
    found: &'a Annotations,
    id: String,
    row: Field<'a>,
}

/// Takes a row.
type RowVisitor<'e> = &'e mut dyn FnMut(&[Field]);

impl<'a> RowView<'a> {
    fn table(&self, table: usize, each: RowVisitor) {
        let found = self.found;
        match READ_TABLES[table].name {
            "articles" => each(&self.article()),
            "blocks" => {
                for (number, block) in self.article.blocks.iter().enumerate() {
                    let [start, end, text] = self.span(block.span);
                    let more = [Field::Words(block_kind(block.kind)), self.words(block.credit)];
                    each(&self.with([self.number(number), start, end, text], more));
                }
            }
            "quotes" => found.quotes.iter().enumerate().for_each(|(number, quote)| each(&self.quote(number, quote))),
            "figures" => found.figures.iter().enumerate().for_each(|(number, one)| each(&self.figure(number, one))),
            "dates" => found.dates.iter().enumerate().for_each(|(number, date)| each(&self.date(number, date))),
            "names" => {
                for (number, name) in found.names.iter().enumerate() {
                    let [start, end, text] = self.span(name.span);
                    let kinds = [Field::Words(kind_name(name.kind)), Field::Words(name_form(name.form))];
                    let [kind, form] = kinds;
                    let more = [kind, form, Field::Number(i64::from(name.referent)), self.full(Some(name.referent))];
                    each(&self.with([self.number(number), start, end, text], more));
                }
            }
            "events" => found.events.iter().enumerate().for_each(|(number, one)| each(&self.event(number, one))),
            "participants" => self.participants(each),
            _ => self.warnings(each),
        }
    }

    /// A row that begins with the article.
    fn with<const A: usize, const B: usize>(&self, first: [Field<'a>; A], more: [Field<'a>; B]) -> Vec<Field<'_>> {
        let mut row = Vec::with_capacity(2 + A + B);
        row.extend([self.row.clone(), Field::Words(&self.id)]);
        row.extend(first);
        row.extend(more);
        row
    }

    fn number(&self, number: usize) -> Field<'a> {
        Field::Number(number as i64)
    }

    fn span(&self, span: Span) -> [Field<'a>; 3] {
        let (start, end) = self.points.of(span);
        [Field::Number(start.into()), Field::Number(end.into()), Field::Words(span.of(self.text))]
    }

    fn words(&self, span: Option<Span>) -> Field<'a> {
        span.map_or(Field::Nothing, |span| Field::Words(span.of(self.text)))
    }

    fn full(&self, referent: Option<u32>) -> Field<'a> {
        self.words(referent.map(|referent| self.found.referents[referent as usize].name))
    }

    fn speaker(&self, speaker: Option<Speaker>) -> [Field<'a>; 2] {
        [self.words(speaker.map(|one| one.span)), self.full(speaker.and_then(|one| one.referent))]
    }

    fn reference(&self, reference: Option<Reference>) -> [Field<'a>; 2] {
        [self.words(reference.map(|one| one.span)), self.full(reference.and_then(|one| one.referent))]
    }

    fn article(&self) -> Vec<Field<'_>> {
        let facts = &self.article.facts;
        let known = |fact: &'a Option<String>| fact.as_deref().map_or(Field::Nothing, Field::Words);
        let made = |fact: Option<String>| fact.map_or(Field::Nothing, Field::Made);
        let month = || facts.published_month.map(|month| format!("{:04}-{:02}", month.year(), month.month()));
        let basis = facts.published_basis.map(|basis| match basis {
            PublishedBasis::Given => "given",
            PublishedBasis::Stated => "stated",
        });
        let authors = (!facts.authors.is_empty()).then(|| facts.authors.join("; "));
        let written = facts.written.as_ref();
        let names = [Field::Words(&facts.input), known(&facts.input_id), known(&facts.url), known(&facts.outlet)];
        let more = [
            known(&facts.title),
            made(authors),
            made(facts.published.map(moment).or_else(month)),
            basis.map_or(Field::Nothing, Field::Words),
            made(facts.updated.map(moment)),
            made(written.map(|written| written.from.to_string())),
            made(written.map(|written| written.to.to_string())),
            known(&facts.first_outlet),
            known(&facts.language),
            made(facts.retrieved.map(moment)),
            Field::Words(self.text),
        ];
        self.with(names, more)
    }

    fn quote(&self, number: usize, quote: &Quote) -> Vec<Field<'_>> {
        let [start, end, text] = self.span(quote.span);
        let speaker = quote.speaker.map(|speaker| self.span(speaker.span));
        let [speaker_start, speaker_end, speaker_words] = speaker.unwrap_or([const { Field::Nothing }; 3]);
        let more = [
            Field::Words(quote_kind(quote.kind)),
            speaker_words,
            speaker_start,
            speaker_end,
            self.full(quote.speaker.and_then(|speaker| speaker.referent)),
            self.words(quote.cue),
            self.words(quote.addressee),
            quote.basis.map_or(Field::Nothing, |basis| Field::Words(speaker_basis(basis))),
            quote.sure().map_or(Field::Nothing, |sure| Field::Number(i64::from(sure))),
            Field::Number(i64::from(quote.block)),
            at(quote.continues),
        ];
        self.with([self.number(number), start, end, text], more)
    }

    fn figure(&self, number: usize, figure: &'a Figure) -> Vec<Field<'_>> {
        let [start, end, text] = self.span(figure.span);
        // Names of bounds and units stand in the JSON; here they are taken from it, so that no two outputs differ.
        let named = quantity(&figure.quantity);
        let made = |member: &str| Field::Made(named[member].as_str().unwrap_or_default().to_owned());
        let [whose, whose_name] = self.reference(figure.whose);
        let [place, place_name] = self.reference(figure.place);
        let [asserted_by, asserted_by_name] = self.speaker(figure.asserted_by);
        let more = [
            exact(figure.quantity.low),
            exact(figure.quantity.high),
            made("bound"),
            made("unit"),
            self.words(figure.of.as_ref().map(|of| of.span)),
            figure.of.as_ref().map_or(Field::Nothing, |of| Field::Words(&of.head)),
            whose,
            whose_name,
            place,
            place_name,
            at(figure.as_of),
            Field::Words(figure.status.name()),
            asserted_by,
            asserted_by_name,
        ];
        self.with([self.number(number), start, end, text], more)
    }

    fn date(&self, number: usize, date: &'a DateMention) -> Vec<Field<'_>> {
        let [start, end, text] = self.span(date.span);
        let more = [
            Field::Words(date_kind(date.kind)),
            Field::Words(date.value.as_str()),
            day(date.from),
            day(date.to),
            date.edtf.as_deref().map_or(Field::Nothing, Field::Words),
            Field::Words(date_basis(date.basis)),
            at(date.anchor),
        ];
        self.with([self.number(number), start, end, text], more)
    }

    fn event(&self, number: usize, event: &'a EventMention) -> Vec<Field<'_>> {
        let [start, end, text] = self.span(event.span);
        let [clause_start, clause_end, clause] = self.span(event.clause);
        let [asserted_by, asserted_by_name] = self.speaker(event.asserted_by);
        let more = [
            Field::Words(&event.lemma),
            Field::Words(event_kind(event.kind)),
            clause,
            clause_start,
            clause_end,
            Field::Words(event.status.name()),
            asserted_by,
            asserted_by_name,
            self.words(event.place.map(|place| place.span)),
            self.full(event.place.and_then(|place| place.referent)),
            at(event.date),
            day(event.from),
            day(event.to),
            event.time_basis.map_or(Field::Nothing, |basis| Field::Words(time_basis(basis))),
            at(event.quote),
            Field::Number(event.first.into()),
        ];
        self.with([self.number(number), start, end, text], more)
    }

    fn participants(&self, each: RowVisitor) {
        for (number, event) in self.found.events.iter().enumerate() {
            for part in &event.participants {
                let [start, end, text] = self.span(part.span);
                let more = [Field::Words(role(part.role)), at(part.referent), self.full(part.referent)];
                each(&self.with([self.number(number), start, end, text], more));
            }
        }
    }

    fn warnings(&self, each: RowVisitor) {
        for warning in &self.found.warnings {
            let place = warning.span.map(|span| self.span(span)).unwrap_or([const { Field::Nothing }; 3]);
            let [start, end, text] = place;
            let message = Field::Made(warning.message.clone());
            each(&self.with([Field::Words(warning.code)], [start, end, text, message]));
        }
    }
}

/// The number of another row.
fn at(number: Option<u32>) -> Field<'static> {
    number.map_or(Field::Nothing, |number| Field::Number(number.into()))
}

fn day(day: Option<jiff::civil::Date>) -> Field<'static> {
    day.map_or(Field::Nothing, |day| Field::Made(day.to_string()))
}

fn exact(number: Option<Decimal>) -> Field<'static> {
    number.and_then(|number| number.to_f64()).map_or(Field::Nothing, Field::Quantity)
}
