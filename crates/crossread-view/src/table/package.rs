//! The coders' package: what happened, who tells it and with which numbers, as tables that refer to each other, described by
//! a Data Package (version 2.0). Made to be opened by a spreadsheet, R or pandas, and by whoever records events: a row of
//! `event_article.csv` for each passage leads from an event to the articles behind it.

use super::counted::{EventCount, counted, most_counted, numbers};
use super::crosswalk::{articles as articles_of, by_articles, place_name};
use super::{Table, TableCell, codings, crosswalk, written};
use crate::json::{event_kind, made_by, printed, role as role_name};
use crate::{moment, outlet};
use crossread_core::align::events::Event;
use crossread_core::annotate::events::Role;
use crossread_core::story::SkippedInput;
use crossread_core::{Annotations, Ledger, Story};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A file to be written: its name within a folder, and what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// What stands in it.
    pub content: String,
}

/// What a table is told of in the package: its name, its key if it has one, its columns with their types, and which of them refers to which
/// table's key.
struct TableDescription {
    name: &'static str,
    key: &'static [&'static str],
    fields: &'static [(&'static str, &'static str)],
    refers: &'static [(&'static str, &'static str, &'static str)],
}

const EVENTS: TableDescription = TableDescription {
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
        ("origins", "integer"),
        ("told_by", "string"),
        ("sentence", "string"),
    ],
    refers: &[],
};

const EVENT_ARTICLE: TableDescription = TableDescription {
    name: "event_article",
    key: &["event", "article", "start", "end", "role"],
    fields: &[
        ("event", "string"),
        ("article", "string"),
        ("start", "integer"),
        ("end", "integer"),
        ("words", "string"),
        ("role", "string"),
        ("named", "string"),
        ("origin", "integer"),
        ("via", "string"),
        ("clause", "string"),
        ("status", "string"),
        ("asserted_by", "string"),
        ("date_from", "date"),
        ("date_to", "date"),
        ("date_basis", "string"),
        ("low", "number"),
        ("best", "number"),
        ("high", "number"),
        ("convention", "string"),
    ],
    refers: &[("event", "events", "event"), ("article", "articles", "article")],
};

const EVENT_FIGURES: TableDescription = TableDescription {
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

const ARTICLES: TableDescription = TableDescription {
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

/// The casualty coders' sheet, as it stands in `codings.rs`.
const READINGS: TableDescription = TableDescription {
    name: "readings",
    key: &[],
    fields: &[
        ("row", "string"),
        ("entry", "string"),
        ("subject", "string"),
        ("said", "date"),
        ("as_of_from", "date"),
        ("as_of_to", "date"),
        ("outlet", "string"),
        ("origin", "integer"),
        ("via", "string"),
        ("speaker", "string"),
        ("status", "string"),
        ("words", "string"),
        ("convention", "string"),
        ("low", "number"),
        ("best", "number"),
        ("high", "number"),
        ("origins", "integer"),
        ("entry_status", "string"),
        ("differences", "string"),
        ("article", "string"),
        ("sentence", "string"),
        ("event", "string"),
    ],
    refers: &[("event", "events", "event"), ("article", "articles", "article")],
};

/// The files of the package. `skipped` is what gave no article.
pub fn package(story: &Story, annotations: &[Annotations], ledger: &Ledger, skipped: &[SkippedInput]) -> Vec<File> {
    let file = |name, content| File { name, content };
    vec![
        file("events.csv", table(&EVENTS, &|each| events(story, annotations, ledger, each))),
        file("event_article.csv", table(&EVENT_ARTICLE, &|each| crosswalk::rows(story, annotations, ledger, each))),
        file("event_figures.csv", table(&EVENT_FIGURES, &|each| figures(story, annotations, ledger, each))),
        file("readings.csv", table(&READINGS, &|each| codings::rows(story, annotations, ledger, each))),
        file("articles.csv", table(&ARTICLES, &|each| articles(story, each))),
        file("datapackage.json", descriptor()),
        file("README.txt", readme(story, ledger, skipped)),
    ]
}

/// A described table as comma-separated values.
fn table<const N: usize>(described: &TableDescription, rows: &dyn Fn(&mut dyn FnMut(&[TableCell; N]))) -> String {
    let columns: [&'static str; N] = std::array::from_fn(|i| described.fields[i].0);
    written(&Table { name: described.name, columns, widths: &[], rows })
}

fn events(story: &Story, annotations: &[Annotations], ledger: &Ledger, each: &mut dyn FnMut(&[TableCell; 21])) {
    for (event, origins) in by_articles(ledger) {
        let articles = articles_of(event);
        let outlets: BTreeSet<String> = articles.iter().map(|&a| outlet(&story.articles()[a as usize])).collect();
        let parts = |wanted: &dyn Fn(Role) -> bool| took_part(story, event, wanted);
        let counted = most_counted(counted(story, annotations, event));
        let [low, best, high, convention] = numbers(counted.as_ref().map(|counted| &counted.whole));
        each(&[
            TableCell::words(&event.id(story)),
            TableCell::words(story.words(event.name)),
            TableCell::words(event_kind(event.kind)),
            TableCell::words(event.status.name()),
            TableCell::day(event.from),
            TableCell::day(event.to),
            TableCell::words(precision(event)),
            TableCell::words(place(story, annotations, event)),
            parts(&|role| role == Role::Agent),
            parts(&|role| role == Role::Patient),
            parts(&|role| !matches!(role, Role::Agent | Role::Patient)),
            counted.map_or(TableCell::Nothing, |counted| TableCell::words(&counted.thing)),
            low,
            best,
            high,
            convention,
            count(articles.len()),
            count(outlets.len()),
            count(origins.len()),
            TableCell::words(&outlets.into_iter().collect::<Vec<_>>().join("; ")),
            TableCell::words(story.words(event.summary)),
        ]);
    }
}

/// Who and what took part, told of most often first. Two whom articles call by the same words are listed once.
fn took_part(story: &Story, event: &Event, wanted: &dyn Fn(Role) -> bool) -> TableCell {
    let mut named: Vec<String> = Vec::new();
    for part in event.participants.iter().filter(|part| wanted(part.role)) {
        let name = match part.role {
            Role::Agent | Role::Patient => story.words(part.name).to_owned(),
            other => format!("{} ({})", story.words(part.name), role_name(other)),
        };
        if !named.contains(&name) {
            named.push(name);
        }
    }
    TableCell::words(&named.join("; "))
}

/// Where it was, by the fullest name that the article gives whose words stand for the place.
fn place<'a>(story: &'a Story, annotations: &[Annotations], event: &Event) -> &'a str {
    let Some(place) = event.place else { return "" };
    let found = &annotations[place.article as usize];
    let told = event.mentions.iter().filter(|mention| mention.passage.article == place.article);
    let places = told.filter_map(|mention| found.events[mention.mention as usize].place);
    let named = places.into_iter().find(|one| one.span == place.span);
    named.map_or(story.words(place), |one| place_name(story, found, place.article, one))
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

fn figures(story: &Story, annotations: &[Annotations], ledger: &Ledger, each: &mut dyn FnMut(&[TableCell; 8])) {
    for (event, _) in by_articles(ledger) {
        for EventCount { thing, whole, articles, words, .. } in counted(story, annotations, event) {
            let [low, best, high, convention] = numbers(Some(&whole));
            each(&[
                TableCell::words(&event.id(story)),
                TableCell::words(&thing),
                low,
                best,
                high,
                convention,
                count(articles),
                TableCell::words(&words.into_iter().collect::<Vec<_>>().join("; ")),
            ]);
        }
    }
}

fn articles(story: &Story, each: &mut dyn FnMut(&[TableCell; 8])) {
    for article in story.articles() {
        let facts = &article.facts;
        let known = |fact: &Option<String>| fact.as_deref().map_or(TableCell::Nothing, TableCell::words);
        each(&[
            TableCell::words(&article.id()),
            known(&facts.outlet),
            facts.published.map_or(TableCell::Nothing, |published| TableCell::words(&moment(published))),
            known(&facts.title),
            TableCell::words(&facts.authors.join("; ")),
            known(&facts.url),
            known(&facts.language),
            TableCell::words(&facts.input),
        ]);
    }
}

fn count(n: usize) -> TableCell {
    TableCell::Number(Decimal::from(n))
}

/// The descriptor: what each table holds and how they refer to each other.
fn descriptor() -> String {
    let resource = |described: &TableDescription| {
        let fields: Vec<Value> =
            described.fields.iter().map(|(name, kind)| json!({"name": name, "type": kind})).collect();
        let refers = described
            .refers
            .iter()
            .map(|(own, table, key)| json!({"fields": [own], "reference": {"resource": table, "fields": [key]}}));
        let mut schema = json!({
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": fields,
            "foreignKeys": refers.collect::<Vec<_>>(),
        });
        if !described.key.is_empty() {
            schema["primaryKey"] = json!(described.key);
        }
        json!({
            "name": described.name,
            "type": "table",
            "path": format!("{}.csv", described.name),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": schema,
        })
    };
    let [program, ..] = made_by();
    let tables = [EVENTS, EVENT_ARTICLE, EVENT_FIGURES, READINGS, ARTICLES];
    printed(&json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "crossread-events",
        "description": format!("Events of one story and the articles behind each, made by {}.", program.1),
        "resources": tables.iter().map(resource).collect::<Vec<Value>>(),
    }))
}

fn readme(story: &Story, ledger: &Ledger, skipped: &[SkippedInput]) -> String {
    let makers: Vec<String> = made_by().iter().map(|(name, what)| format!("{name} {what}")).collect();
    let unread = ledger.unread.iter().map(|one| format!("- {} {}\n", one.passages.len(), one.message));
    let unread: Vec<String> = unread.chain(skipped.iter().map(|one| format!("- {}\n", one.reason))).collect();
    format!(
        "Events of one story, from {} articles. Made by {}: the same articles give the same bytes.\n\n\
         events.csv         a row for each happening, those first that most articles tell; name and sentence are an\n                   article's own words; low, best and high of what most articles count of it\n\
         event_article.csv  a row for each passage behind it, by 'role': a mention, and behind each mention its date, its\n                   place, who took part and its figures; offsets are code points of the article's text\n\
         event_figures.csv  all that is counted of it, over all accounts: lowest low, highest high, and a best number\n                   only where all that give one give the same; nothing is averaged and no account is chosen\n\
         readings.csv       the figures that accounts were compared by, with the rule that made numbers of words\n\
         articles.csv       the articles\n\
         datapackage.json   types, keys and references of these tables (Data Package 2.0)\n\n\
         How words became numbers is named in 'convention': least 'at least 5' is a low, most 'up to 20' a high, range\n\
         '10 to 12' both, hedge 'about 30' a best, plural 'dozens' 12, nothing 'none' 0; no-rule and not-asserted give no\n\
         number; empty: the words give it (schema/codings.md of crossread tells more).\n\n\
         The tables are UTF-8: in Excel open them by Data, From Text/CSV. A cell that a spreadsheet would take for a formula\n\
         has an apostrophe before it. Nothing here says which account is right. Articles of one agency's text are several\n\
         rows and one origin. A count of origins means 'at most': where no link is known, there may still be one.\n\n\
         Not read or not settled:\n{}\n\
         To cite: name the program and its version as above, the day of your run, and your articles.\n",
        story.articles().len(),
        makers.join(", "),
        if unread.is_empty() { "- nothing\n".to_owned() } else { unread.concat() },
    )
}
