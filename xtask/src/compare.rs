//! `cargo xtask compare BASE`: what changed in whole stories between a commit and the working tree.
//!
//! The program of BASE is built in a checkout of its own under `target/compare`, both programs collate the same stories,
//! and the lines of both ledgers are compared: gained, lost. A line is one reading with its status, or one quote of an
//! article with its speaker, so that a changed word shows as one line lost and one gained.

use crate::corpora;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Lines shown of each kind for each story.
const SHOWN: usize = 40;

/// Compares with the commit that the arguments name.
pub fn run(arguments: &[&str]) -> Result<bool> {
    let [base] = arguments else { bail!("compare with which commit? cargo xtask compare BASE") };
    let root = corpora::root();
    let checkout = root.join("target/compare").join(base.replace('/', "-"));
    if !checkout.exists() {
        call(Command::new("git").current_dir(&root).args(["worktree", "add", "--detach"]).arg(&checkout).arg(base))?;
    }
    let before = build(&checkout)?;
    let after = build(&root)?;
    let mut stories = vec![root.join("examples/ferry")];
    stories.extend(
        ["seeds", "khashoggi-2018", "soleimani-2020"].iter().filter_map(|s| corpora::shared(&format!("stories/{s}"))),
    );
    for story in stories {
        let (old, new) = (lines(&before, &story)?, lines(&after, &story)?);
        let count = |lines: &BTreeMap<String, usize>| lines.values().sum::<usize>();
        println!("{}: {} lines before, {} after", story.display(), count(&old), count(&new));
        for (mark, one, other) in [("lost  ", &old, &new), ("gained", &new, &old)] {
            let differing: Vec<&String> =
                one.iter().filter(|(line, n)| other.get(*line) != Some(n)).map(|(line, _)| line).collect();
            for line in differing.iter().take(SHOWN) {
                println!("  {mark} {line}");
            }
            if differing.len() > SHOWN {
                println!("  {mark} and {} more", differing.len() - SHOWN);
            }
        }
    }
    Ok(true)
}

fn call(command: &mut Command) -> Result<Vec<u8>> {
    let run = command.output().with_context(|| format!("{command:?}"))?;
    // Some inputs skipped is no failure here.
    if !run.status.success() && run.status.code() != Some(1) {
        bail!("{command:?} failed: {}", String::from_utf8_lossy(&run.stderr));
    }
    Ok(run.stdout)
}

/// Builds the program of a checkout and returns where it lies.
fn build(checkout: &Path) -> Result<PathBuf> {
    call(Command::new("cargo").current_dir(checkout).args([
        "build",
        "--quiet",
        "--profile",
        "quick",
        "--package",
        "crossread",
    ]))?;
    Ok(checkout.join("target/quick/crossread"))
}

fn lines(program: &Path, story: &Path) -> Result<BTreeMap<String, usize>> {
    let mut lines = BTreeMap::new();
    let mut add = |line: String| *lines.entry(line.split_whitespace().collect::<Vec<_>>().join(" ")).or_insert(0) += 1;
    let ledger: Value =
        serde_json::from_slice(&call(Command::new(program).arg("collate").arg(story).args(["--format", "json"]))?)?;
    let text = |value: &Value| value.as_str().unwrap_or("-").chars().take(90).collect::<String>();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    for entry in list(&ledger["entries"]) {
        for reading in list(&entry["readings"]) {
            let origins = list(&reading["origins"]).len();
            add(format!(
                "{} {}: {} = {} ({origins})",
                text(&entry["status"]),
                text(&entry["kind"]),
                text(&entry["subject"]),
                text(&reading["text"])
            ));
        }
    }
    for link in list(&ledger["lineage"]) {
        let earlier = if link["earlier"]["outlet"].is_string() {
            text(&link["earlier"]["outlet"])
        } else {
            text(&link["earlier"]["text"])
        };
        add(format!("link {}: {} <- {earlier}", text(&link["why"]), text(&link["later"]["text"])));
    }
    for line in String::from_utf8_lossy(&call(Command::new(program).arg("read").arg(story))?).lines() {
        let article: Value = serde_json::from_str(line)?;
        for quote in list(&article["quotes"]) {
            add(format!(
                "{}: {} / {} / {}",
                text(&quote["kind"]),
                text(&quote["text"]),
                text(&quote["speaker"]["text"]),
                text(&quote["speaker"]["name"])
            ));
        }
        for figure in list(&article["figures"]) {
            add(format!(
                "figure: {} / {} / {}",
                text(&figure["text"]),
                text(&figure["of"]["text"]),
                text(&figure["status"])
            ));
        }
        for date in list(&article["dates"]) {
            add(format!("date: {} = {}", text(&date["text"]), text(&date["value"])));
        }
        for block in list(&article["blocks"]) {
            add(format!("block {}: {}", text(&block["kind"]), text(&block["text"])));
        }
    }
    Ok(lines)
}
