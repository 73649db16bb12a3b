//! `crossread decisions`: what people decided in a project.

use crate::arguments::DecisionsCommand;
use crate::sqlite::Outputs;
use crate::terminal::{Screen, Watcher};
use anyhow::{Result, bail};
use crossread_core::decisions::{Decision, DecisionKind};
use crossread_engine::ProgressStep;
use crossread_store::Project;
use crossread_store::project::{Agreement, DecisionRow, Store};
use crossread_view::count;
use std::fmt::Write;
use std::process::ExitCode;

pub(crate) fn run(command: &DecisionsCommand, screen: Screen) -> Result<ExitCode> {
    let out = match command {
        DecisionsCommand::Apply { project, files } => {
            let project = Project::open(project)?;
            let mut new = 0;
            for file in files {
                new += project.take_decisions(file)?;
            }
            let rows = rows(&project, screen)?;
            format!("{}\n{}", count(new, "new decision"), summary(&rows))
        }
        DecisionsCommand::Log { project } => log(&rows(&Project::open(project)?, screen)?),
        DecisionsCommand::Between { project, one, other } => {
            between(&rows(&Project::open(project)?, screen)?, [one, other])?
        }
    };
    screen.print(&out)?;
    Ok(ExitCode::SUCCESS)
}

fn rows(project: &Project, screen: Screen) -> Result<Vec<DecisionRow>> {
    let watcher = Watcher::new(screen);
    Ok(project.store(&Outputs, &|step: ProgressStep| watcher.tell(step))?.decisions()?)
}

/// How the decisions that stand hold, in a line; nothing where there are none.
pub(crate) fn standing_line(store: &Store) -> Result<String> {
    Ok(summary(&store.decisions()?))
}

fn summary(rows: &[DecisionRow]) -> String {
    let line = DecisionRow::summary(rows);
    if line.is_empty() { line } else { line + "\n" }
}

/// All decisions, the last at the end, a line each.
fn log(rows: &[DecisionRow]) -> String {
    let mut out = String::new();
    for row in rows {
        let Decision { id, by, at, says, .. } = &row.decision;
        let state = match row.state {
            Some(state) => state.in_words(),
            None if *says == DecisionKind::Withdraw => "",
            None => "withdrawn",
        };
        let contested = if row.contested { ", contested" } else { "" };
        let _ = writeln!(out, "{id}  {at}  {by}: {}  {state}{contested}", about(&row.decision));
    }
    out + &summary(rows)
}

/// What a decision says of which words.
fn about(decision: &Decision) -> String {
    let words = |n: usize| {
        let place = &decision.on[n];
        let words: Vec<&str> = place.exact.split_whitespace().collect();
        format!("“{}” ({}:{}-{})", words.join(" "), place.article, place.range.0, place.range.1)
    };
    let value = decision.value.as_ref().map_or(String::new(), |value| format!(" “{value}”"));
    let note = decision.note.as_ref().map_or(String::new(), |note| format!(" — {note}"));
    match decision.on.len() {
        0 => format!("{} {}", decision.says.name(), decision.replaces.join(" ")),
        1 => format!("{}{value}: {}{note}", decision.says.name(), words(0)),
        _ => format!("{}: {} and {}{note}", decision.says.name(), words(0), words(1)),
    }
}

/// What two people say of the same passages.
fn between(rows: &[DecisionRow], people: [&str; 2]) -> Result<String> {
    for by in people {
        if !rows.iter().any(|row| row.decision.by == by) {
            bail!("nobody called '{by}' decided anything here");
        }
    }
    let agreement = Agreement::of(rows, people);
    let mut out = String::new();
    for [one, other] in &agreement.otherwise {
        let _ = writeln!(out, "{}: {}\n{}: {}\n", one.by, about(one), other.by, about(other));
    }
    let _ = writeln!(out, "{}", agreement.in_words());
    Ok(out)
}
