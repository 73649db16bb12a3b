//! crossread reads every account of a news story and lays them side by side.
//!
//! The program itself: arguments, files, terminal. Each command stands in a file of its own; all that the program knows of
//! articles is in the other crates.
#![allow(clippy::print_stdout)]

mod arguments;
mod collate;
mod fetch;
mod output;
mod read;
mod stories;
mod terminal;

use anyhow::Result;
use arguments::{Arguments, Command, ReadFormat};
use clap::Parser;
use crossread_core::story::Skipped;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            // Help asked for is no error; anything else did nothing.
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    match run(arguments.command) {
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

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Collate { inputs, format, output } => collate::run(&inputs, format, output),
        Command::Stories { inputs, format, output } => stories::run(&inputs, format, output),
        Command::Read { inputs, format: ReadFormat::Json, output } => read::run(inputs, output.as_deref()),
        Command::Fetch { addresses, follow, output, most, delay, timeout, contact, allow_private } => {
            let default = crossread_fetch::Options::default();
            let options = crossread_fetch::Options { follow, allow_private, contact, delay, timeout, most, ..default };
            fetch::run(&addresses, &options, &output)
        }
    }
}

/// Nothing was done.
fn nothing_to_read() -> ExitCode {
    terminal::say("nothing to read");
    ExitCode::from(2)
}

/// All inputs were read, or some of them.
fn status(skipped: &[Skipped]) -> ExitCode {
    if skipped.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
