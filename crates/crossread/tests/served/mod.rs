//! A bench that serves the project `river` of a folder, until it is let go of.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

pub(crate) struct BenchProcess {
    pub process: Child,
    /// The name under which it answers: `127.0.0.1:4000`.
    pub host: String,
}

impl BenchProcess {
    pub(crate) fn start(folder: &Path) -> BenchProcess {
        BenchProcess::by(Command::new(env!("CARGO_BIN_EXE_crossread")).args(["serve", "river", "--quiet"]), folder)
    }

    /// What a command serves that prints its address first.
    pub(crate) fn by(command: &mut Command, folder: &Path) -> BenchProcess {
        let mut process = command.current_dir(folder).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let host = line.trim().strip_prefix("http://").unwrap().trim_end_matches('/').to_owned();
        BenchProcess { process, host }
    }
}

impl Drop for BenchProcess {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
