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
        pages::rows(),
        cases::rows(),
        drafts::rows(),
        speed::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Runs what the arguments ask for. False when a floor is not reached.
pub fn run(arguments: &[&str]) -> Result<bool> {
    let (mut json, mut check, mut errors, mut wanted) = (false, false, false, Vec::new());
    for argument in arguments {
        match *argument {
            "--json" => json = true,
            "--check" => check = true,
            "--errors" => errors = true,
            other if other.starts_with('-') => bail!("unknown argument {other}"),
            other => wanted.push(other),
        }
    }
    let floors: BTreeMap<String, f64> = match std::fs::read(corpora::root().join("floors.json")) {
        Ok(bytes) => serde_json::from_slice(&bytes).context("floors.json")?,
        Err(_) => BTreeMap::new(),
    };
    let rows = rows();
    if let Some(unknown) = wanted.iter().find(|name| !rows.iter().any(|row| row.name.starts_with(**name))) {
        bail!("no row is named '{unknown}'; rows: {}", rows.iter().map(|row| row.name).collect::<Vec<_>>().join(", "));
    }
    let mut reached = true;
    if !json {
        println!("{:<26} {:>9} {:>9} {:>7}  {:<22} on", "row", "ours", "floor", "aim", "to beat");
    }
    for row in rows.iter().filter(|row| wanted.is_empty() || wanted.iter().any(|name| row.name.starts_with(name))) {
        if errors {
            match row.errors {
                Some(print) => print()?,
                None => println!("{}: lists no errors", row.name),
            }
            continue;
        }
        let floor = floors.get(row.name).copied();
        // What has no floor can't fall below it: speeds are measured when somebody asks.
        if check && floor.is_none() && wanted.is_empty() {
            continue;
        }
        let ours = (row.measure)().with_context(|| format!("row {}", row.name))?;
        let below = matches!((ours, floor), (Some(ours), Some(floor))
            if if row.less_is_better { ours > floor } else { ours < floor });
        reached &= !below;
        if json {
            let better = if row.less_is_better { "down" } else { "up" };
            let line = serde_json::json!({
                "row": row.name, "on": row.on, "metric": row.metric, "ours": ours, "to_beat": row.to_beat,
                "floor": floor, "aim": row.aim, "better": better,
            });
            println!("{line}");
        } else {
            let show = |figure: Option<f64>| figure.map_or("-".to_owned(), |figure| format!("{figure:.3}"));
            let mark = if below { "  BELOW FLOOR" } else { "" };
            println!(
                "{:<26} {:>9} {:>9} {:>7}  {:<22} {}, {}{mark}",
                row.name,
                show(ours),
                show(floor),
                row.aim,
                row.to_beat,
                row.on,
                row.metric
            );
            if ours.is_none() {
                println!("  skipped: no corpora");
            }
        }
    }
    Ok(reached || !check)
}
