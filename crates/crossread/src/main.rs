//! The program; all of it is in the library, for the Python wheel carries it too.

use std::process::ExitCode;

fn main() -> ExitCode {
    crossread::run(std::env::args_os())
}
