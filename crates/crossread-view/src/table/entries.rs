//! The entries: a row for each passage.

use super::{Cell, Table};
use crate::json::{bound, entry_status};
use crate::summary::{headline, subject};
use crate::{moment, outlet, via};
use crossread_core::ledger::Value;
use crossread_core::story::Moment;
use crossread_core::{Ledger, Story};
use rust_decimal::Decimal;

/// How many columns there are.
const COLUMNS: usize = 21;

/// The table that `rows` fills.
pub(super) fn table<'a>(rows: &'a dyn Fn(&mut dyn FnMut(&[Cell; COLUMNS]))) -> Table<'a, COLUMNS> {
    Table {
        name: "entries",
        columns: [
            "entry",
            "kind",
            "status",
            "subject",
            "heading",
            "reading",
            "low",
            "high",
            "bound",
            "unit",
            "speaker",
            "marked",
            "negated",
            "as_of_from",
            "as_of_to",
            "origin",
            "via",
            "outlet",
            "published",
            "article",
            "words",
        ],
        widths: &[(3, 40.0), (4, 40.0), (16, 20.0), (17, 24.0), (20, 60.0)],
        rows,
    }
}

/// Gives every row of the table, in order.
pub(super) fn rows(story: &Story, ledger: &Ledger, each: &mut dyn FnMut(&[Cell; COLUMNS])) {
    for entry in &ledger.entries {
        for (r, reading) in entry.readings.iter().enumerate() {
            let quantity = match reading.value() {
                Value::Quantity(quantity) => Some(quantity),
                _ => None,
            };
            for (o, origin) in reading.origins().iter().enumerate() {
                for passage in origin.passages() {
                    let article = &story.articles()[passage.article as usize];
                    each(&[
                        Cell::words(&entry.id),
                        Cell::words(entry.kind.name()),
                        Cell::words(entry_status(entry.status)),
                        Cell::words(&subject(story, entry)),
                        Cell::words(&headline(story, entry)),
                        Cell::Number(Decimal::from(r + 1)),
                        Cell::number(quantity.and_then(|quantity| quantity.low)),
                        Cell::number(quantity.and_then(|quantity| quantity.high)),
                        quantity.map_or(Cell::Nothing, |quantity| Cell::words(bound(quantity.bound))),
                        quantity.map_or(Cell::Nothing, |quantity| Cell::Words(quantity.unit.to_string())),
                        Cell::words(via(story, reading.speaker()).unwrap_or_default()),
                        match reading.value() {
                            Value::Words(_) => Cell::words("yes"),
                            Value::Paraphrase(_) => Cell::words("no"),
                            _ => Cell::Nothing,
                        },
                        Cell::words(if reading.is_negated() { "yes" } else { "" }),
                        Cell::day(reading.as_of().map(|(from, _)| from)),
                        Cell::day(reading.as_of().map(|(_, to)| to)),
                        Cell::Number(Decimal::from(o + 1)),
                        Cell::words(via(story, origin.via()).unwrap_or_default()),
                        Cell::words(&outlet(article)),
                        match article.facts.published {
                            Some(Moment { day, time: None }) => Cell::Day(day),
                            Some(exact) => Cell::words(&moment(exact)),
                            None => Cell::Nothing,
                        },
                        Cell::words(&article.id()),
                        Cell::words(story.words(*passage)),
                    ]);
                }
            }
        }
    }
}
