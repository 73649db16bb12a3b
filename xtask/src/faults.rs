//! Faults: the tests of kills, full disks, crowds and memory, each kill so often that rare moments are met.

use anyhow::{Context, Result};
use std::process::Command;

/// Kills of each command where no number is named.
const KILLS: u32 = 200;

/// Runs the tests of faults; gives whether all held. What they measured is printed.
pub fn run(arguments: &[&str]) -> Result<bool> {
    let kills = arguments.first().map_or(Ok(KILLS), |number| number.parse()).context("faults KILLS")?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut tests = Command::new(cargo);
    tests.args([
        "test",
        "--release",
        "-p",
        "crossread",
        "--test",
        "faults",
        "--test",
        "project",
        "--",
        "--nocapture",
        "--test-threads",
        "1",
    ]);
    tests.env("CROSSREAD_KILLS", kills.to_string());
    Ok(tests.status().context("can't run cargo")?.success())
}
