//! The ledger as a table for a spreadsheet: a row for each passage.

use crate::json::{bound, entry_kind, entry_status};
use crate::summary::subject;
use crate::{moment, outlet};
use crossread_core::ledger::{Value, Via};
use crossread_core::quantity::Unit;
use crossread_core::{Ledger, Story};

/// Column names, in order.
const COLUMNS: [&str; 18] = [
    "entry",
    "kind",
    "status",
    "subject",
    "reading",
    "low",
    "high",
    "bound",
    "unit",
    "speaker",
    "as_of_from",
    "as_of_to",
    "origin",
    "via",
    "outlet",
    "published",
    "article",
    "words",
];

/// The entries as comma-separated values (RFC 4180), UTF-8. Cells that a spreadsheet would take for a formula get an
/// apostrophe before them.
pub fn csv(story: &Story, ledger: &Ledger) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut write =
        |row: &[String]| writer.write_record(row.iter().map(|cell| guarded(cell))).expect("memory takes every row");
    write(&COLUMNS.map(str::to_owned));
    let via = |via: Option<&Via>| match via {
        Some(Via::Speaker(words)) => story.words(*words).to_owned(),
        Some(Via::Outlet(name)) => name.clone(),
        None => String::new(),
    };
    for entry in &ledger.entries {
        for (r, reading) in entry.readings.iter().enumerate() {
            let (low, high, bound, unit) = match reading.value() {
                Value::Quantity(q) => (
                    q.low.map(|low| low.to_string()).unwrap_or_default(),
                    q.high.map(|high| high.to_string()).unwrap_or_default(),
                    bound(q.bound).to_owned(),
                    match q.unit {
                        Unit::Count => "count".to_owned(),
                        Unit::Percent => "percent".to_owned(),
                        Unit::Currency(code) => String::from_utf8_lossy(&code).into_owned(),
                        Unit::Symbol(symbol) => symbol.to_owned(),
                    },
                ),
                _ => Default::default(),
            };
            for (o, origin) in reading.origins().iter().enumerate() {
                for passage in origin.passages() {
                    let article = &story.articles()[passage.article as usize];
                    write(&[
                        entry.id.clone(),
                        entry_kind(entry.kind).to_owned(),
                        entry_status(entry.status).to_owned(),
                        subject(story, entry),
                        (r + 1).to_string(),
                        low.clone(),
                        high.clone(),
                        bound.clone(),
                        unit.clone(),
                        via(reading.speaker()),
                        reading.as_of().map(|(from, _)| from.to_string()).unwrap_or_default(),
                        reading.as_of().map(|(_, to)| to.to_string()).unwrap_or_default(),
                        (o + 1).to_string(),
                        via(origin.via()),
                        outlet(article),
                        article.facts.published.map(moment).unwrap_or_default(),
                        article.id(),
                        story.words(*passage).to_owned(),
                    ]);
                }
            }
        }
    }
    let bytes = writer.into_inner().expect("memory takes every row");
    String::from_utf8(bytes).expect("rows are text")
}

fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_cell_is_no_formula() {
        assert_eq!(guarded("=1+1"), "'=1+1");
        assert_eq!(guarded("5,200"), "5,200");
    }
}
