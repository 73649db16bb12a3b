//! The ledger as tables for a spreadsheet, as CSV or as a workbook. How cells are written stands here, once for all
//! tables; what stands in them, in a file for each.

mod codings;
mod counted;
mod crosswalk;
mod entries;
mod package;

pub use package::{File, package};

use crossread_core::{Annotations, Ledger, Story};
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use serde_json::Value;

/// One cell.
enum TableCell {
    Words(String),
    Number(Decimal),
    Day(Date),
    Nothing,
}

impl TableCell {
    fn words(words: &str) -> TableCell {
        if words.is_empty() { TableCell::Nothing } else { TableCell::Words(words.to_owned()) }
    }

    fn day(day: Option<Date>) -> TableCell {
        day.map_or(TableCell::Nothing, TableCell::Day)
    }

    fn number(number: Option<Decimal>) -> TableCell {
        number.map_or(TableCell::Nothing, TableCell::Number)
    }
}

/// A table of `N` columns.
struct Table<'a, const N: usize> {
    /// The name of its sheet.
    name: &'static str,
    /// Column names, in order.
    columns: [&'static str; N],
    /// Columns that need another width than a sheet gives, in characters.
    widths: &'static [(u16, f64)],
    /// Gives every row, in order.
    rows: &'a dyn Fn(&mut dyn FnMut(&[TableCell; N])),
}

/// The entries as comma-separated values (RFC 4180), UTF-8, a row for each passage. Cells that a spreadsheet would take
/// for a formula get an apostrophe before them.
pub fn csv(story: &Story, ledger: &Ledger) -> String {
    written(&entries::table(&|each| entries::rows(story, ledger, each)))
}

/// What is counted in the story as a casualty coders' sheet, in the same way: low, best and high of each reading as each
/// outlet gave it on each day, and of each entry, with the name of the convention that made numbers of words.
/// `schema/codings.md` says what stands in each column and where each convention comes from. `annotations` are those of
/// the story's articles, in their order.
pub fn codings_csv(story: &Story, annotations: &[Annotations], ledger: &Ledger) -> String {
    written(&codings::table(&|each| codings::rows(story, annotations, ledger, each)))
}

/// The rows of the coders' sheet, an object each: for whoever keeps them in tables of their own.
pub fn codings_rows(story: &Story, annotations: &[Annotations], ledger: &Ledger) -> Vec<Value> {
    objects(&codings::table(&|each| codings::rows(story, annotations, ledger, each)))
}

/// Both tables as an Excel workbook, a sheet each: numbers as numbers, days as days, a filter on every column. The bytes
/// depend on the story alone.
pub fn xlsx(story: &Story, annotations: &[Annotations], ledger: &Ledger) -> Vec<u8> {
    let write = || {
        let mut workbook = Workbook::new();
        // The day on which a workbook was made would make every run another file.
        let epoch = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_author("crossread").set_creation_datetime(&epoch));
        sheet(workbook.add_worksheet(), &entries::table(&|each| entries::rows(story, ledger, each)))?;
        sheet(workbook.add_worksheet(), &codings::table(&|each| codings::rows(story, annotations, ledger, each)))?;
        workbook.save_to_buffer()
    };
    let written: Result<Vec<u8>, XlsxError> = write();
    written.expect("a table in memory can be written")
}

/// A table as comma-separated values.
fn written<const N: usize>(table: &Table<N>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut write = |row: &[String]| writer.write_record(row).expect("memory takes every row");
    write(&table.columns.map(str::to_owned));
    (table.rows)(&mut |row| {
        write(&row.each_ref().map(|cell| match cell {
            TableCell::Words(words) => guarded(words),
            TableCell::Number(number) => number.to_string(),
            TableCell::Day(day) => day.to_string(),
            TableCell::Nothing => String::new(),
        }));
    });
    let bytes = writer.into_inner().expect("memory takes every row");
    String::from_utf8(bytes).expect("rows are text")
}

/// A table as objects, a member for each column. Numbers are strings, as everywhere in JSON.
fn objects<const N: usize>(table: &Table<N>) -> Vec<Value> {
    let mut objects = Vec::new();
    (table.rows)(&mut |row| {
        let value = |cell: &TableCell| match cell {
            TableCell::Words(words) => Value::from(words.as_str()),
            TableCell::Number(number) => Value::from(number.to_string()),
            TableCell::Day(day) => Value::from(day.to_string()),
            TableCell::Nothing => Value::Null,
        };
        let members = table.columns.iter().zip(row).map(|(name, cell)| ((*name).to_owned(), value(cell)));
        objects.push(Value::Object(members.collect()));
    });
    objects
}

/// Most rows of a sheet, the heading left out.
const MOST_ROWS: u32 = (1 << 20) - 1;

/// Longest text of a cell, in characters.
const LONGEST_CELL: usize = 32_767;

/// Writes a table into a sheet.
fn sheet<const N: usize>(sheet: &mut Worksheet, table: &Table<N>) -> Result<(), XlsxError> {
    sheet.set_name(table.name)?;
    let (bold, day) = (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd"));
    for (column, name) in table.columns.iter().enumerate() {
        sheet.write_with_format(0, column as u16, *name, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let (mut line, mut failed) = (0, Ok(()));
    (table.rows)(&mut |row| {
        if line < MOST_ROWS && failed.is_ok() {
            line += 1;
            failed = write_row(sheet, line, row, &day);
        }
    });
    failed?;
    sheet.autofilter(0, 0, line, N as u16 - 1)?;
    for &(column, width) in table.widths {
        sheet.set_column_width(column, width)?;
    }
    Ok(())
}

fn write_row(sheet: &mut Worksheet, line: u32, row: &[TableCell], day: &Format) -> Result<(), XlsxError> {
    for (column, cell) in row.iter().enumerate() {
        let column = column as u16;
        match cell {
            TableCell::Words(words) if words.chars().count() > LONGEST_CELL => {
                let cut: String = words.chars().take(LONGEST_CELL).collect();
                sheet.write_string(line, column, cut)?;
            }
            TableCell::Words(words) => {
                sheet.write_string(line, column, words)?;
            }
            // A sheet's numbers have fifteen digits; what has more stays as it is written.
            TableCell::Number(number) => match number.to_f64().filter(|_| number.mantissa().abs() < 1 << 49) {
                Some(value) => sheet.write_number(line, column, value).map(drop)?,
                None => sheet.write_string(line, column, number.to_string()).map(drop)?,
            },
            TableCell::Day(date) => {
                let (year, month) = (date.year().max(0) as u16, date.month() as u8);
                match ExcelDateTime::from_ymd(year, month, date.day() as u8) {
                    Ok(value) => sheet.write_datetime_with_format(line, column, &value, day).map(drop)?,
                    // Before 1900 a sheet knows no days.
                    Err(_) => sheet.write_string(line, column, date.to_string()).map(drop)?,
                }
            }
            TableCell::Nothing => {}
        }
    }
    Ok(())
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
