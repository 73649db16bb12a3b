//! The coders' package: what happened, who tells it and with which numbers, as tables that refer to each other, described by
//! a Data Package (version 2.0). Made to be opened by a spreadsheet, R or pandas, and by whoever records events: a row of
//! `event_article.csv` for each passage leads from an event to the articles behind it.

use super::codings::{Coding, Whole};
use super::{Cell, Table, codings, written};
use crate::json::{event_kind, made_by, printed, role as role_name};
use crate::{moment, outlet};
use crossread_core::align::events::Event;
use crossread_core::annotate::events::Role;
use crossread_core::annotate::figures::Figure;
use crossread_core::quantity::Unit;
use crossread_core::story::Skipped;
use crossread_core::{Annotations, CodePoints, Ledger, Passage, Story};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A file to be written: its name within a folder, and what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// What stands in it.
    pub content: String,
}

/// What a table is told of in the package: its name, its key, its columns with their types, and which of them refers to which
/// table's key.
struct Described {
    name: &'static str,
    key: &'static [&'static str],
    fields: &'static [(&'static str, &'static str)],
    refers: &'static [(&'static str, &'static str, &'static str)],
}

const EVENTS: Described = Described {
    name: "events",
    key: &["event"],
    fields: &[
        ("event", "string"),
        ("name", "string"),
        ("kind", "string"),
        ("status", "string"),
        ("date_from", "date"),
        ("date_to", "date"),
        ("date_precision", "string"),
        ("place", "string"),
        ("agents", "string"),
        ("patients", "string"),
        ("others", "string"),
        ("counted", "string"),
        ("low", "number"),
        ("best", "number"),
        ("high", "number"),
        ("convention", "string"),
        ("articles", "integer"),
        ("outlets", "integer"),
        ("sentence", "string"),
    ],
    refers: &[],
};

const EVENT_ARTICLE: Described = Described {
    name: "event_article",
    key: &["event", "article", "start"],
    fields: &[
        ("event", "string"),
        ("article", "string"),
        ("start", "integer"),
        ("end", "integer"),
        ("words", "string"),
        ("clause", "string"),
        ("status", "string"),
        ("asserted_by", "string"),
        ("date_from", "date"),
        ("date_to", "date"),
        ("low", "number"),
        ("best", "number"),
        ("high", "number"),
        ("convention", "string"),
    ],
    refers: &[("event", "events", "event"), ("article", "articles", "article")],
};

const EVENT_FIGURES: Described = Described {
    name: "event_figures",
    key: &["event", "counted"],
    fields: &[
        ("event", "string"),
        ("counted", "string"),
        ("low", "number"),
        ("best", "number"),
        ("high", "number"),
        ("convention", "string"),
        ("articles", "integer"),
        ("words", "string"),
    ],
    refers: &[("event", "events", "event")],
};

const ARTICLES: Described = Described {
    name: "articles",
    key: &["article"],
    fields: &[
        ("article", "string"),
        ("outlet", "string"),
        ("published", "string"),
        ("title", "string"),
        ("authors", "string"),
        ("url", "string"),
        ("language", "string"),
        ("input", "string"),
    ],
    refers: &[],
};

/// The files of the package. `skipped` is what gave no article.
pub fn package(story: &Story, annotations: &[Annotations], ledger: &Ledger, skipped: &[Skipped]) -> Vec<File> {
    let file = |name, content| File { name, content };
    vec![
        file("events.csv", table(&EVENTS, &|each| events(story, annotations, ledger, each))),
        file("event_article.csv", table(&EVENT_ARTICLE, &|each| crosswalk(story, annotations, ledger, each))),
        file("event_figures.csv", table(&EVENT_FIGURES, &|each| figures(story, annotations, ledger, each))),
        file("readings.csv", written(&codings::table(&|each| codings::rows(story, annotations, ledger, each)))),
        file("articles.csv", table(&ARTICLES, &|each| articles(story, each))),
        file("datapackage.json", descriptor()),
        file("README.txt", readme(story, ledger, skipped)),
    ]
}

/// A described table as comma-separated values.
fn table<const N: usize>(described: &Described, rows: &dyn Fn(&mut dyn FnMut(&[Cell; N]))) -> String {
    let columns: [&'static str; N] = std::array::from_fn(|i| described.fields[i].0);
    written(&Table { name: described.name, columns, widths: &[], rows })
}

fn events(story: &Story, annotations: &[Annotations], ledger: &Ledger, each: &mut dyn FnMut(&[Cell; 19])) {
    for event in ledger.events.iter() {
        let articles: BTreeSet<u32> = event.passages().map(|passage| passage.article).collect();
        let outlets: BTreeSet<String> = articles.iter().map(|&a| outlet(&story.articles()[a as usize])).collect();
        let parts = |wanted: &dyn Fn(Role) -> bool| {
            let named: Vec<String> = event
                .participants
                .iter()
                .filter(|part| wanted(part.role))
                .map(|part| match part.role {
                    Role::Agent | Role::Patient => story.words(part.name).to_owned(),
                    other => format!("{} ({})", story.words(part.name), role_name(other)),
                })
                .collect();
            Cell::words(&named.join("; "))
        };
        let counted = most_counted(counted(story, annotations, event));
        let [low, best, high, convention] = numbers(counted.as_ref().map(|counted| &counted.whole));
        each(&[
            Cell::words(&event.id(story)),
            Cell::words(story.words(event.name)),
            Cell::words(event_kind(event.kind)),
            Cell::words(event.status.name()),
            Cell::day(event.from),
            Cell::day(event.to),
            Cell::words(precision(event)),
            event.place.map_or(Cell::Nothing, |place| Cell::words(story.words(place))),
            parts(&|role| role == Role::Agent),
            parts(&|role| role == Role::Patient),
            parts(&|role| !matches!(role, Role::Agent | Role::Patient)),
            counted.map_or(Cell::Nothing, |counted| Cell::words(&counted.thing)),
            low,
            best,
            high,
            convention,
            count(articles.len()),
            count(outlets.len()),
            Cell::words(story.words(event.summary)),
        ]);
    }
}

/// How closely a day is known: to the day, within days, on one side only, or not.
fn precision(event: &Event) -> &'static str {
    match (event.from, event.to) {
        (Some(from), Some(to)) if from == to => "day",
        (Some(_), Some(_)) => "interval",
        (Some(_), None) => "not-before",
        (None, Some(_)) => "not-after",
        (None, None) => "unknown",
    }
}

fn crosswalk(story: &Story, annotations: &[Annotations], ledger: &Ledger, each: &mut dyn FnMut(&[Cell; 14])) {
    let points: Vec<CodePoints> = story.articles().iter().map(|article| CodePoints::new(&article.text)).collect();
    for event in ledger.events.iter() {
        let counted = most_counted(counted(story, annotations, event));
        for (m, mention) in event.mentions.iter().enumerate() {
            let own = counted.as_ref().and_then(|counted| counted.of_mention(m));
            let [low, best, high, convention] = numbers(own.as_ref());
            let Passage { article, span } = mention.passage;
            let text = &story.articles()[article as usize].text;
            let (start, end) = points[article as usize].of(span);
            let clause = annotations[article as usize].events[mention.mention as usize].clause;
            each(&[
                Cell::words(&event.id(story)),
                Cell::words(&story.articles()[article as usize].id()),
                count(start as usize),
                count(end as usize),
                Cell::words(span.of(text)),
                Cell::words(clause.of(text)),
                Cell::words(mention.status.name()),
                mention.asserted_by.map_or(Cell::Nothing, |by| Cell::words(story.words(by))),
                Cell::day(mention.from),
                Cell::day(mention.to),
                low,
                best,
                high,
                convention,
            ]);
        }
    }
}

/// One sort of thing that is counted of an event.
struct Counted {
    /// What it is: the head word of what is counted.
    thing: String,
    /// The numbers, each with the mention that gives it.
    told: Vec<(usize, Coding)>,
    /// In all accounts together: the lowest low, the highest high, and the best only where all that give one give the same.
    whole: Whole,
    /// How many articles count it.
    articles: usize,
    /// The words of the figures.
    words: BTreeSet<String>,
}

impl Counted {
    /// What one mention gives of it.
    fn of_mention(&self, mention: usize) -> Option<Whole> {
        let own: Vec<Coding> = self.told.iter().filter(|(m, _)| *m == mention).map(|(_, coding)| *coding).collect();
        (!own.is_empty()).then(|| Whole::of(&own))
    }
}

/// What is counted of an event, by the words for the things.
fn counted(story: &Story, annotations: &[Annotations], event: &Event) -> Vec<Counted> {
    let mut by_thing: BTreeMap<String, Vec<(usize, Passage, &Figure)>> = BTreeMap::new();
    for (m, mention) in event.mentions.iter().enumerate() {
        let article = mention.passage.article;
        let found = &annotations[article as usize];
        let figures = found.events[mention.mention as usize].figures.iter().map(|&at| &found.figures[at as usize]);
        for figure in figures.filter(|figure| figure.quantity.unit == Unit::Count) {
            let thing = figure.of.as_ref().map(|of| of.head.clone()).unwrap_or_default();
            by_thing.entry(thing).or_default().push((m, Passage { article, span: figure.span }, figure));
        }
    }
    let of_thing = |(thing, figures): (String, Vec<(usize, Passage, &Figure)>)| {
        let coding = |&(m, passage, figure): &(usize, Passage, &Figure)| {
            (m, Coding::new(&figure.quantity, story.words(passage), figure.status))
        };
        let told: Vec<(usize, Coding)> = figures.iter().map(coding).collect();
        Counted {
            thing,
            whole: Whole::of(&told.iter().map(|(_, coding)| *coding).collect::<Vec<_>>()),
            told,
            articles: figures.iter().map(|(_, passage, _)| passage.article).collect::<BTreeSet<_>>().len(),
            words: figures.iter().map(|(_, passage, _)| story.words(*passage).to_owned()).collect(),
        }
    };
    by_thing.into_iter().map(of_thing).collect()
}

/// The thing that most articles count; of equals the first by its word.
fn most_counted(counted: Vec<Counted>) -> Option<Counted> {
    counted.into_iter().rev().max_by_key(|counted| counted.articles)
}

/// Low, best, high and the conventions, as cells.
fn numbers(whole: Option<&Whole>) -> [Cell; 4] {
    let Some(whole) = whole else { return [Cell::Nothing, Cell::Nothing, Cell::Nothing, Cell::Nothing] };
    [Cell::number(whole.low), Cell::number(whole.best), Cell::number(whole.high), Cell::words(&whole.conventions())]
}

fn figures(story: &Story, annotations: &[Annotations], ledger: &Ledger, each: &mut dyn FnMut(&[Cell; 8])) {
    for event in ledger.events.iter() {
        for Counted { thing, whole, articles, words, .. } in counted(story, annotations, event) {
            let [low, best, high, convention] = numbers(Some(&whole));
            each(&[
                Cell::words(&event.id(story)),
                Cell::words(&thing),
                low,
                best,
                high,
                convention,
                count(articles),
                Cell::words(&words.into_iter().collect::<Vec<_>>().join("; ")),
            ]);
        }
    }
}

fn articles(story: &Story, each: &mut dyn FnMut(&[Cell; 8])) {
    for article in story.articles() {
        let facts = &article.facts;
        let known = |fact: &Option<String>| fact.as_deref().map_or(Cell::Nothing, Cell::words);
        each(&[
            Cell::words(&article.id()),
            known(&facts.outlet),
            facts.published.map_or(Cell::Nothing, |published| Cell::words(&moment(published))),
            known(&facts.title),
            Cell::words(&facts.authors.join("; ")),
            known(&facts.url),
            known(&facts.language),
            Cell::words(&facts.input),
        ]);
    }
}

fn count(n: usize) -> Cell {
    Cell::Number(Decimal::from(n))
}

/// The descriptor: what each table holds and how they refer to each other.
fn descriptor() -> String {
    let resource = |described: &Described| {
        let fields: Vec<Value> =
            described.fields.iter().map(|(name, kind)| json!({"name": name, "type": kind})).collect();
        let refers = described
            .refers
            .iter()
            .map(|(own, table, key)| json!({"fields": [own], "reference": {"resource": table, "fields": [key]}}));
        json!({
            "name": described.name,
            "type": "table",
            "path": format!("{}.csv", described.name),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
                "fields": fields,
                "primaryKey": described.key,
                "foreignKeys": refers.collect::<Vec<_>>(),
            },
        })
    };
    let readings = json!({
        "name": "readings",
        "type": "table",
        "path": "readings.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": "The casualty coders' sheet: schema/codings.md of crossread says what stands in each column.",
    });
    let [program, ..] = made_by();
    let mut resources: Vec<Value> = [EVENTS, EVENT_ARTICLE, EVENT_FIGURES].iter().map(resource).collect();
    resources.extend([readings, resource(&ARTICLES)]);
    printed(&json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "crossread-events",
        "description": format!("Events of one story and the articles behind each, made by {}.", program.1),
        "resources": resources,
    }))
}

fn readme(story: &Story, ledger: &Ledger, skipped: &[Skipped]) -> String {
    let makers: Vec<String> = made_by().iter().map(|(name, what)| format!("{name} {what}")).collect();
    let unread = ledger.unread.iter().map(|one| format!("- {} {}\n", one.passages.len(), one.message));
    let unread: Vec<String> = unread.chain(skipped.iter().map(|one| format!("- {}\n", one.reason))).collect();
    format!(
        "Events of one story, from {} articles. Made by {}: the same articles give the same bytes.\n\n\
         events.csv         a row for each happening; name and sentence are an article's own words; low, best and high\n                   of what most articles count of it\n\
         event_article.csv  a row for each passage that tells it: offsets are code points of the article's text;\n                   low, best and high as this passage has them\n\
         event_figures.csv  all that is counted of it, over all accounts: lowest low, highest high, and a best number\n                   only where all that give one give the same; nothing is averaged and no account is chosen\n\
         readings.csv       the figures that accounts were compared by, with the rule that made numbers of words\n\
         articles.csv       the articles\n\
         datapackage.json   types, keys and references of these tables (Data Package 2.0)\n\n\
         How words became numbers is named in 'convention': least 'at least 5' is a low, most 'up to 20' a high, range\n\
         '10 to 12' both, hedge 'about 30' a best, plural 'dozens' 12, nothing 'none' 0; no-rule and not-asserted give no\n\
         number; empty: the words give it (schema/codings.md of crossread tells more).\n\n\
         A cell that a spreadsheet would take for a formula has an apostrophe before it. Nothing here says which account is\n\
         right. Articles of one agency's text are several rows and one origin: readings.csv has the origins.\n\n\
         Not read or not settled:\n{}\n\
         To cite: name the program and its version as above, the day of your run, and your articles.\n",
        story.articles().len(),
        makers.join(", "),
        if unread.is_empty() { "- nothing\n".to_owned() } else { unread.concat() },
    )
}
