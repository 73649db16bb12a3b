//! The rows of the check: invented drafts about stories at hand, written from the articles by somebody who did not know the
//! program, with faults planted in them and right statements marked.

use super::Row;
use crate::corpora;
use anyhow::{Context, Result};
use crossread_core::check::Level;
use crossread_core::{Article, Span};
use crossread_engine::GivenFacts;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The rows.
pub fn rows() -> Vec<Row> {
    let row = Row {
        name: "drafts",
        on: "twelve drafts",
        metric: "planted faults found under their code, %",
        to_beat: "-",
        aim: 93.0,
        less_is_better: false,
        measure: || share(|outcome| outcome.faults.iter().map(|(_, found)| *found).collect()),
        errors: Some(errors),
    };
    let alarms = Row {
        name: "drafts-alarms",
        metric: "right statements flagged, %",
        aim: 3.0,
        less_is_better: true,
        measure: || share(|outcome| outcome.right.iter().map(|(_, flagged)| *flagged).collect()),
        ..row
    };
    vec![row, alarms]
}

/// What is planted in a draft.
#[derive(Deserialize)]
struct PlantedFaults {
    /// Where the accounts lie, below the shared folder.
    story: String,
    faults: Vec<DraftPlace>,
    right: Vec<DraftPlace>,
}

/// Words of a draft.
#[derive(Deserialize)]
struct DraftPlace {
    words: String,
    /// Which of several places with these words.
    nth: usize,
    /// What is wrong with them; none for a right statement.
    #[serde(default)]
    code: String,
}

/// A draft: for each place a line for a reader, and whether it was found, or flagged.
struct DraftOutcome {
    faults: Vec<(String, bool)>,
    right: Vec<(String, bool)>,
}

fn share(of: fn(&DraftOutcome) -> Vec<bool>) -> Result<Option<f64>> {
    let Some(outcomes) = outcomes()? else { return Ok(None) };
    let all: Vec<bool> = outcomes.iter().flat_map(of).collect();
    Ok(Some(100.0 * all.iter().filter(|one| **one).count() as f64 / all.len().max(1) as f64))
}

fn errors() -> Result<()> {
    for outcome in outcomes()?.unwrap_or_default() {
        outcome.faults.iter().filter(|(_, found)| !found).for_each(|(line, _)| println!("missed\t{line}"));
        outcome.right.iter().filter(|(_, flagged)| *flagged).for_each(|(line, _)| println!("flagged\t{line}"));
    }
    Ok(())
}

fn outcomes() -> Result<Option<Vec<DraftOutcome>>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("drafts");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    let mut outcomes = Vec::new();
    for file in files {
        let planted: PlantedFaults =
            serde_json::from_slice(&std::fs::read(&file)?).with_context(|| file.display().to_string())?;
        let Some(accounts) = corpora::shared(&planted.story) else { return Ok(None) };
        outcomes.push(outcome(&file.with_extension("md"), accounts, &planted)?);
    }
    Ok(Some(outcomes))
}

fn outcome(draft: &Path, accounts: PathBuf, planted: &PlantedFaults) -> Result<DraftOutcome> {
    let take = |path: PathBuf| -> Vec<Article> {
        crossread_engine::take(&[path], &GivenFacts::default(), &mut std::io::empty(), &crossread_engine::silent)
            .articles
    };
    let text = std::fs::read_to_string(draft)?;
    let checked = crossread_engine::check(take(draft.to_owned()), take(accounts), &crossread_engine::silent);
    let checked = checked.into_iter().next().context("a draft is read")?.checked;
    let name = draft.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let look = |place: &DraftPlace, counts: &dyn Fn(&str, Level) -> bool| -> Result<(String, bool)> {
        let start = text.match_indices(&place.words).nth(place.nth.saturating_sub(1)).context("the words are there")?.0;
        let span = Span::new(start, start + place.words.len());
        let hit =
            checked.findings.iter().any(|one| one.span.overlaps(span) && counts(one.code.name(), one.code.level()));
        Ok((format!("{name}\t{}\t{}", place.code, place.words), hit))
    };
    let faults =
        planted.faults.iter().map(|place| look(place, &|code, _| code == place.code)).collect::<Result<_>>()?;
    let right =
        planted.right.iter().map(|place| look(place, &|_, level| level == Level::Warning)).collect::<Result<_>>()?;
    Ok(DraftOutcome { faults, right })
}
