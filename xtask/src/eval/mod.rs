//! `cargo xtask eval`: scores on the corpora, each beside the best published figure, against pinned floors.
//!
//! Each phenomenon has a file here with `pub fn rows() -> Vec<Row>`. A row knows how to measure itself; floors stand
//! in `floors.json` at the root of the repository, so that lowering one is an edit people see.

mod annotated;
mod cases;
mod conll;
mod coref;
mod dates;
mod drafts;
mod events;
mod figures;
mod language;
mod ledger;
mod lineage;
mod matters;
mod pages;
mod pairs;
mod pronouns;
mod quotes;
mod roles;
mod speed;
mod stories;
mod world;

use crate::corpora;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// One line of the table.
pub struct Row {
    /// Short and stable: `speakers`, `dates-value`. The key in `floors.json` and on the command line.
    pub name: &'static str,
    /// The corpus and the part of it.
    pub on: &'static str,
    /// What is counted, in which unit.
    pub metric: &'static str,
    /// The best published figure.
    pub to_beat: &'static str,
    /// Where we are going.
    pub aim: f64,
    /// Whether less is better.
    pub less_is_better: bool,
    /// Takes the measure; `None` where the corpus is not there.
    pub measure: fn() -> Result<Option<f64>>,
    /// Prints what went wrong, by kind.
    pub errors: Option<fn() -> Result<()>>,
}

impl Row {
    /// Whether what was measured does not reach the floor.
    fn is_below(&self, ours: Option<f64>, floor: Option<f64>) -> bool {
        matches!((ours, floor), (Some(ours), Some(floor))
            if if self.less_is_better { ours > floor } else { ours < floor })
    }

    /// Prints what went wrong, where the row lists it.
    fn print_errors(&self) -> Result<()> {
        match self.errors {
            Some(print) => print()?,
            None => println!("{}: lists no errors", self.name),
        }
        Ok(())
    }

    /// Prints what was measured as one line of JSON.
    fn print_json(&self, ours: Option<f64>, floor: Option<f64>) {
        let better = if self.less_is_better { "down" } else { "up" };
        let line = serde_json::json!({
            "row": self.name, "on": self.on, "metric": self.metric, "ours": ours, "to_beat": self.to_beat,
            "floor": floor, "aim": self.aim, "better": better,
        });
        println!("{line}");
    }

    /// Prints what was measured as a line of the table.
    fn print(&self, ours: Option<f64>, floor: Option<f64>) {
        let show = |figure: Option<f64>| figure.map_or("-".to_owned(), |figure| format!("{figure:.3}"));
        let mark = if self.is_below(ours, floor) { "  BELOW FLOOR" } else { "" };
        println!(
            "{:<26} {:>9} {:>9} {:>7}  {:<22} {}, {}{mark}",
            self.name,
            show(ours),
            show(floor),
            self.aim,
            self.to_beat,
            self.on,
            self.metric
        );
        if ours.is_none() {
            println!("  skipped: no corpora");
        }
    }
}

/// What several rows are read off, worked out once a run.
fn once<T>(
    known: &'static OnceLock<Option<T>>,
    measure: impl FnOnce() -> Result<Option<T>>,
) -> Result<Option<&'static T>> {
    if known.get().is_none() {
        let measured = measure()?;
        known.get_or_init(|| measured);
    }
    Ok(known.get().and_then(Option::as_ref))
}

/// Every row, in the order of the table.
fn rows() -> Vec<Row> {
    // One line a phenomenon, sorted as in the table: add yours here.
    [
        ledger::rows(),
        annotated::rows(),
        language::rows(),
        quotes::rows(),
        pronouns::rows(),
        roles::rows(),
        events::rows(),
        pairs::rows(),
        dates::rows(),
        figures::rows(),
        matters::rows(),
        lineage::rows(),
        stories::rows(),
        world::rows(),
        pages::rows(),
        cases::rows(),
        drafts::rows(),
        speed::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What the command line asks for.
struct RowQuery<'a> {
    json: bool,
    check: bool,
    errors: bool,
    /// What the names of the rows begin with; none for all rows.
    wanted: Vec<&'a str>,
}

impl<'a> RowQuery<'a> {
    fn read(arguments: &[&'a str]) -> Result<RowQuery<'a>> {
        let mut asked = RowQuery { json: false, check: false, errors: false, wanted: Vec::new() };
        for argument in arguments {
            match *argument {
                "--json" => asked.json = true,
                "--check" => asked.check = true,
                "--errors" => asked.errors = true,
                other if other.starts_with('-') => bail!("unknown argument {other}"),
                other => asked.wanted.push(other),
            }
        }
        Ok(asked)
    }

    fn wants(&self, row: &Row) -> bool {
        self.wanted.is_empty() || self.wanted.iter().any(|name| row.name.starts_with(name))
    }
}

/// Runs what the arguments ask for. False when a floor is not reached.
pub fn run(arguments: &[&str]) -> Result<bool> {
    let asked = RowQuery::read(arguments)?;
    let floors: BTreeMap<String, f64> = match std::fs::read(corpora::root().join("floors.json")) {
        Ok(bytes) => serde_json::from_slice(&bytes).context("floors.json")?,
        Err(_) => BTreeMap::new(),
    };
    let rows = rows();
    if let Some(unknown) = asked.wanted.iter().find(|name| !rows.iter().any(|row| row.name.starts_with(**name))) {
        bail!("no row is named '{unknown}'; rows: {}", rows.iter().map(|row| row.name).collect::<Vec<_>>().join(", "));
    }
    let mut reached = true;
    if !asked.json {
        println!("{:<26} {:>9} {:>9} {:>7}  {:<22} on", "row", "ours", "floor", "aim", "to beat");
    }
    for row in rows.iter().filter(|row| asked.wants(row)) {
        if asked.errors {
            row.print_errors()?;
            continue;
        }
        let floor = floors.get(row.name).copied();
        // What has no floor can't fall below it: speeds are measured when somebody asks.
        if asked.check && floor.is_none() && asked.wanted.is_empty() {
            continue;
        }
        let ours = (row.measure)().with_context(|| format!("row {}", row.name))?;
        reached &= !row.is_below(ours, floor);
        if asked.json {
            row.print_json(ours, floor);
        } else {
            row.print(ours, floor);
        }
    }
    Ok(reached || !asked.check)
}
