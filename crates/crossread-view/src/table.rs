//! The ledger as a table for a spreadsheet: a row for each passage, as CSV or as a workbook.

use crate::json::{bound, entry_kind, entry_status};
use crate::summary::subject;
use crate::{moment, outlet};
use crossread_core::ledger::{Value, Via};
use crossread_core::quantity::Unit;
use crossread_core::story::Moment;
use crossread_core::{Ledger, Story};
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// Column names, in order.
const COLUMNS: [&str; 20] = [
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
];

/// One cell.
enum Cell {
    Words(String),
    Number(Decimal),
    Day(Date),
    Nothing,
}

impl Cell {
    fn day(day: Option<Date>) -> Cell {
        day.map_or(Cell::Nothing, Cell::Day)
    }

    fn number(number: Option<Decimal>) -> Cell {
        number.map_or(Cell::Nothing, Cell::Number)
    }
}

/// The entries as comma-separated values (RFC 4180), UTF-8. Cells that a spreadsheet would take for a formula get an
/// apostrophe before them.
pub fn csv(story: &Story, ledger: &Ledger) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut write = |row: &[String]| writer.write_record(row).expect("memory takes every row");
    write(&COLUMNS.map(str::to_owned));
    rows(story, ledger, &mut |row| {
        write(&row.each_ref().map(|cell| match cell {
            Cell::Words(words) => guarded(words),
            Cell::Number(number) => number.to_string(),
            Cell::Day(day) => day.to_string(),
            Cell::Nothing => String::new(),
        }));
    });
    let bytes = writer.into_inner().expect("memory takes every row");
    String::from_utf8(bytes).expect("rows are text")
}

/// The same table as an Excel workbook: numbers as numbers, days as days, a filter on every column. The bytes depend on
/// the ledger alone.
pub fn xlsx(story: &Story, ledger: &Ledger) -> Vec<u8> {
    workbook(story, ledger).expect("a table in memory can be written")
}

/// Most rows of a sheet, the heading left out.
const MOST_ROWS: u32 = (1 << 20) - 1;

/// Longest text of a cell, in characters.
const LONGEST_CELL: usize = 32_767;

fn workbook(story: &Story, ledger: &Ledger) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The day on which a workbook was made would make every run another file.
    let epoch = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
    let sheet = workbook.add_worksheet();
    sheet.set_name("entries")?;
    let (bold, day) = (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd"));
    for (column, name) in COLUMNS.iter().enumerate() {
        sheet.write_with_format(0, column as u16, *name, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let (mut line, mut failed) = (0, Ok(()));
    rows(story, ledger, &mut |row| {
        if line < MOST_ROWS && failed.is_ok() {
            line += 1;
            failed = write_row(sheet, line, row, &day);
        }
    });
    failed?;
    sheet.autofilter(0, 0, line, COLUMNS.len() as u16 - 1)?;
    for (column, width) in [(3, 40.0), (15, 20.0), (16, 24.0), (19, 60.0)] {
        sheet.set_column_width(column, width)?;
    }
    workbook.save_to_buffer()
}

fn write_row(sheet: &mut Worksheet, line: u32, row: &[Cell], day: &Format) -> Result<(), XlsxError> {
    for (column, cell) in row.iter().enumerate() {
        let column = column as u16;
        match cell {
            Cell::Words(words) if words.chars().count() > LONGEST_CELL => {
                let cut: String = words.chars().take(LONGEST_CELL).collect();
                sheet.write_string(line, column, cut)?;
            }
            Cell::Words(words) => {
                sheet.write_string(line, column, words)?;
            }
            // A sheet's numbers have fifteen digits; what has more stays as it is written.
            Cell::Number(number) => match number.to_f64().filter(|_| number.mantissa().abs() < 1 << 49) {
                Some(value) => sheet.write_number(line, column, value).map(drop)?,
                None => sheet.write_string(line, column, number.to_string()).map(drop)?,
            },
            Cell::Day(date) => {
                let (year, month) = (date.year().max(0) as u16, date.month() as u8);
                match ExcelDateTime::from_ymd(year, month, date.day() as u8) {
                    Ok(value) => sheet.write_datetime_with_format(line, column, &value, day).map(drop)?,
                    // Before 1900 a sheet knows no days.
                    Err(_) => sheet.write_string(line, column, date.to_string()).map(drop)?,
                }
            }
            Cell::Nothing => {}
        }
    }
    Ok(())
}

/// Gives every row of the table, in order.
fn rows(story: &Story, ledger: &Ledger, each: &mut dyn FnMut(&[Cell; COLUMNS.len()])) {
    let words = |words: &str| if words.is_empty() { Cell::Nothing } else { Cell::Words(words.to_owned()) };
    let via = |via: Option<&Via>| match via {
        Some(Via::Speaker(passage)) => words(story.words(*passage)),
        Some(Via::Outlet(name)) => words(name),
        None => Cell::Nothing,
    };
    for entry in &ledger.entries {
        for (r, reading) in entry.readings.iter().enumerate() {
            let quantity = match reading.value() {
                Value::Quantity(quantity) => Some(quantity),
                _ => None,
            };
            let unit = quantity.map(|quantity| match quantity.unit {
                Unit::Count => "count".to_owned(),
                Unit::Percent => "percent".to_owned(),
                Unit::Currency(code) => String::from_utf8_lossy(&code).into_owned(),
                Unit::Symbol(symbol) => symbol.to_owned(),
            });
            for (o, origin) in reading.origins().iter().enumerate() {
                for passage in origin.passages() {
                    let article = &story.articles()[passage.article as usize];
                    each(&[
                        words(&entry.id),
                        words(entry_kind(entry.kind)),
                        words(entry_status(entry.status)),
                        words(&subject(story, entry)),
                        Cell::Number(Decimal::from(r + 1)),
                        Cell::number(quantity.and_then(|quantity| quantity.low)),
                        Cell::number(quantity.and_then(|quantity| quantity.high)),
                        quantity.map_or(Cell::Nothing, |quantity| words(bound(quantity.bound))),
                        unit.as_deref().map_or(Cell::Nothing, words),
                        via(reading.speaker()),
                        match reading.value() {
                            Value::Words(_) => words("yes"),
                            Value::Paraphrase(_) => words("no"),
                            _ => Cell::Nothing,
                        },
                        words(if reading.is_negated() { "yes" } else { "" }),
                        Cell::day(reading.as_of().map(|(from, _)| from)),
                        Cell::day(reading.as_of().map(|(_, to)| to)),
                        Cell::Number(Decimal::from(o + 1)),
                        via(origin.via()),
                        words(&outlet(article)),
                        match article.facts.published {
                            Some(Moment { day, time: None }) => Cell::Day(day),
                            Some(exact) => words(&moment(exact)),
                            None => Cell::Nothing,
                        },
                        words(&article.id()),
                        words(story.words(*passage)),
                    ]);
                }
            }
        }
    }
}

fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_no_formula() {
        assert_eq!(guarded("=1+1"), "'=1+1");
        assert_eq!(guarded("5,200"), "5,200");
    }
}
