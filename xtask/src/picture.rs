//! `cargo xtask picture`: README's picture of a report, taken of the invented story by a headless Chromium.

use crate::corpora;
use anyhow::{Context, Result, bail};
use std::process::Command;

/// How wide and high the picture is: the first screen of a small laptop.
const SIZE: &str = "--window-size=1100,760";

/// The names by which a Chromium is called.
const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// Writes `docs/report.png`.
pub fn run() -> Result<bool> {
    let root = corpora::root();
    let report = root.join("target/picture.html");
    let collate = ["run", "--quiet", "--package", "crossread", "--", "collate", "examples/ferry", "--quiet", "-o"];
    let done = Command::new("cargo").current_dir(&root).args(collate).arg(&report).status()?;
    if !done.success() {
        bail!("the report could not be written");
    }
    let picture = root.join("docs/report.png");
    let take = |browser: &&str| {
        let mut command = Command::new(browser);
        command.args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", SIZE]);
        command.arg(format!("--screenshot={}", picture.display())).arg(format!("file://{}", report.display()));
        command.output().is_ok_and(|output| output.status.success())
    };
    BROWSERS.iter().find(|browser| take(browser)).context("no Chromium takes a picture here")?;
    println!("{}", picture.display());
    Ok(true)
}
