//! `crossread decisions`: what people decided in a project.

use crate::arguments::DecisionsCommand;
use crate::sqlite::Outputs;
use crate::terminal::{Screen, Watcher};
use anyhow::{Result, bail};
use crossread_core::Story;
use crossread_core::decisions::{Decision, Says, State, standing};
use crossread_core::ledger::Placed;
use crossread_engine::Step;
use crossread_store::Project;
use crossread_store::project::{DecisionRow, Store};
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
            let project = Project::open(project)?;
            between(&project, [one, other])?
        }
    };
    screen.print(&out)?;
    Ok(ExitCode::SUCCESS)
}

fn rows(project: &Project, screen: Screen) -> Result<Vec<DecisionRow>> {
    let watcher = Watcher::new(screen);
    Ok(project.store(&Outputs, &|step: Step| watcher.tell(step))?.decisions()?)
}

/// How the decisions that stand hold, in a line; nothing where there are none.
pub(crate) fn standing_line(store: &Store) -> Result<String> {
    Ok(summary(&store.decisions()?))
}

fn summary(rows: &[DecisionRow]) -> String {
    let stand: Vec<State> = rows.iter().filter_map(|row| row.state).collect();
    if stand.is_empty() {
        return String::new();
    }
    let of = |state: State| stand.iter().filter(|one| **one == state).count();
    let mut parts = vec![format!("{} hold", of(State::Holds))];
    for (state, tells) in [
        (State::Agreed, "the program now agrees with"),
        (State::LookAgain, "to look at again"),
        (State::Moved, "moved"),
        (State::WithoutPlace, "without a place"),
    ] {
        if of(state) > 0 {
            parts.push(format!("{} {tells}", of(state)));
        }
    }
    let contested = rows.iter().filter(|row| row.contested).count();
    let contested = if contested > 0 { format!("; {contested} contested") } else { String::new() };
    format!("{}: {}{contested}\n", count(stand.len(), "decision"), parts.join(", "))
}

/// All decisions, the last at the end, a line each.
fn log(rows: &[DecisionRow]) -> String {
    let mut out = String::new();
    for row in rows {
        let Decision { id, by, at, says, .. } = &row.decision;
        let state = match row.state {
            Some(state) => state.in_words(),
            None if *says == Says::Withdraw => "",
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
fn between(project: &Project, people: [&String; 2]) -> Result<String> {
    let all = project.decisions()?;
    for by in people {
        if !all.iter().any(|one| one.by == *by) {
            bail!("nobody called '{by}' decided anything here");
        }
    }
    let stand = standing(&all);
    let (read, _) = project.contents(&crossread_engine::silent)?;
    let story = Story::new(read.into_iter().map(|(article, _)| article).collect());
    let placed = Placed::new(&story, &stand);
    let of = |by: &String| placed.of(by);
    let (ones, others) = (of(people[0]), of(people[1]));
    let mut out = String::new();
    let (mut same, mut differ) = (0, 0);
    for (target, one) in &ones {
        let Some(other) = others.get(target) else { continue };
        if (one.says, &one.value) == (other.says, &other.value) {
            same += 1;
        } else {
            differ += 1;
            let _ = writeln!(out, "{}: {}\n{}: {}\n", one.by, about(one), other.by, about(other));
        }
    }
    let both = same + differ;
    let _ = writeln!(
        out,
        "{} decided by both: {same} alike, {differ} otherwise; {} by {} alone, {} by {} alone",
        count(both, "passage or pair"),
        ones.len() - both,
        people[0],
        others.len() - both,
        people[1]
    );
    Ok(out)
}
