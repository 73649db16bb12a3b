//! crossread reads every account of a news story and lays them side by side.
//!
//! The program itself: arguments, files, terminal. Each command stands in a file of its own; all that the program knows of
//! articles is in the other crates.
#![allow(clippy::print_stdout)]

mod arguments;
mod bench;
mod check;
mod collate;
mod decisions;
mod examples;
mod fetch;
mod manual;
mod output;
mod parquet;
mod project;
mod read;
mod reference;
mod sqlite;
mod stories;
mod terminal;

pub use sqlite::tables;

use anyhow::Result;
use arguments::{Arguments, Command, GlobalOptions, ReadFormat};
use clap::{CommandFactory, Parser};
use crossread_core::story::SkippedInput;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use terminal::Screen;

/// Does what the arguments ask for, the first of which is the program's name, and gives the exit status.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            // Help asked for is no error; anything else did nothing.
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    match done(arguments.command, &arguments.manner) {
        Ok(code) => code,
        Err(error) => {
            let io = error.downcast_ref::<std::io::Error>();
            if io.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe) {
                return ExitCode::SUCCESS;
            }
            terminal::say(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

fn done(command: Command, manner: &GlobalOptions) -> Result<ExitCode> {
    if let Some(jobs) = manner.jobs {
        rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build_global()?;
    }
    let screen = Screen::new(manner);
    match command {
        Command::Collate { inputs, chosen, format, output, title, open } => {
            collate::run((&inputs, chosen), collate::CollateOptions { format, output, title, open }, screen)
        }
        Command::Stories { inputs, chosen, format, output, open } => {
            stories::run((&inputs, chosen), stories::StoriesOptions { format, output, open }, screen)
        }
        Command::Read { inputs, chosen, format: ReadFormat::Json, output } => {
            read::run((inputs, chosen), output, screen)
        }
        Command::Init { folder, name, one_story } => project::init(&folder, name, one_story, screen),
        Command::Add { project, inputs } => project::add(&project, &inputs, screen),
        Command::Status { project } => project::status(&project, screen),
        Command::Search { project, words, max } => project::search(&project, &words.join(" "), max, screen),
        Command::Open { project, by, port, allow_private } => {
            bench::open(project, bench::BenchOptions { by, port, allow_private }, screen)
        }
        Command::Serve { project, by, port, allow_private } => {
            bench::serve(&project, bench::BenchOptions { by, port, allow_private }, screen)
        }
        Command::Decisions(command) => decisions::run(&command, screen),
        Command::Export { project, story, format, output, title, open } => {
            project::export(&project, story.as_deref(), collate::CollateOptions { format, output, title, open }, screen)
        }
        Command::Check { drafts, against, format, output, baseline, fail_on } => {
            check::run(check::CheckOptions { drafts, against, format, output, baseline, fail_on }, screen)
        }
        Command::Fetch { addresses, follow, output, into, max, delay, timeout, contact, allow_private } => {
            let default = crossread_fetch::Options::default();
            let options =
                crossread_fetch::Options { follow, allow_private, contact, delay, timeout, most: max, ..default };
            match into {
                Some(project) => fetch::into(&addresses, &options, &project, screen),
                None => fetch::run(&addresses, &options, &output, screen),
            }
        }
        Command::Schema { of } => print(reference::schema(of).as_bytes()),
        Command::Formats => print(reference::formats().as_bytes()),
        Command::Warnings => print(reference::warnings().as_bytes()),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "crossread", &mut script);
            print(&script)
        }
        Command::Manual => print(&manual::page(Arguments::command())?),
    }
}

/// Prints what was asked for, whole.
fn print(what: &[u8]) -> Result<ExitCode> {
    output::put_with(&output::Target::Stdout, |out| out.write_all(what))?;
    Ok(ExitCode::SUCCESS)
}

/// A project is no folder of articles: what made it stands among them.
pub(crate) fn refuse_projects(inputs: &[PathBuf]) -> Result<()> {
    match inputs.iter().find(|input| crossread_store::Project::is(input)) {
        Some(project) => {
            let project = project.display();
            anyhow::bail!("'{project}' is a project: 'crossread export {project}' writes what it holds")
        }
        None => Ok(()),
    }
}

/// Nothing was done.
fn nothing_to_read() -> ExitCode {
    terminal::say("nothing to read");
    ExitCode::from(2)
}

/// All inputs were read, or some of them.
fn status(skipped: &[SkippedInput]) -> ExitCode {
    if skipped.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
