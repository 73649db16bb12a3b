//! The entries: a row for each passage.

use super::{Table, TableCell};
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
pub(super) fn table<'a>(rows: &'a dyn Fn(&mut dyn FnMut(&[TableCell; COLUMNS]))) -> Table<'a, COLUMNS> {
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
pub(super) fn rows(story: &Story, ledger: &Ledger, each: &mut dyn FnMut(&[TableCell; COLUMNS])) {
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
                        TableCell::words(&entry.id),
                        TableCell::words(entry.kind.name()),
                        TableCell::words(entry_status(entry.status)),
                        TableCell::words(&subject(story, entry)),
                        TableCell::words(&headline(story, entry)),
                        TableCell::Number(Decimal::from(r + 1)),
                        TableCell::number(quantity.and_then(|quantity| quantity.low)),
                        TableCell::number(quantity.and_then(|quantity| quantity.high)),
                        quantity.map_or(TableCell::Nothing, |quantity| TableCell::words(bound(quantity.bound))),
                        quantity.map_or(TableCell::Nothing, |quantity| TableCell::Words(quantity.unit.to_string())),
                        TableCell::words(via(story, reading.speaker()).unwrap_or_default()),
                        match reading.value() {
                            Value::Words(_) => TableCell::words("yes"),
                            Value::Paraphrase(_) => TableCell::words("no"),
                            _ => TableCell::Nothing,
                        },
                        TableCell::words(if reading.is_negated() { "yes" } else { "" }),
                        TableCell::day(reading.as_of().map(|(from, _)| from)),
                        TableCell::day(reading.as_of().map(|(_, to)| to)),
                        TableCell::Number(Decimal::from(o + 1)),
                        TableCell::words(via(story, origin.via()).unwrap_or_default()),
                        TableCell::words(&outlet(article)),
                        match article.facts.published {
                            Some(Moment { day, time: None }) => TableCell::Day(day),
                            Some(exact) => TableCell::words(&moment(exact)),
                            None => TableCell::Nothing,
                        },
                        TableCell::words(&article.id()),
                        TableCell::words(story.words(*passage)),
                    ]);
                }
            }
        }
    }
}
