//! What developers run, never users: `cargo xtask train|eval|compare|bench|faults|fuzz|picture`.
#![allow(clippy::print_stdout)]

mod bench;
mod compare;
mod corpora;
mod eval;
mod faults;
mod fuzz;
mod picture;
mod train;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask eval [--json] [--check] [ROW...]   scores on the corpora, beside the figures to beat; --check: fail below a floor
cargo xtask eval --errors ROW                  what went wrong in a row, by kind
cargo xtask bench                              the speeds, with the machine named
cargo xtask bench project                      of a project of 5,000 articles: ten more, searches, memory of the server
cargo xtask bench pages FOLDER                 pages a second on one core, bytes to articles
cargo xtask compare BASE                       what changed in whole stories since a commit: gained, lost
cargo xtask faults [KILLS]                     kills each writing command so often (200), full disks, bounds of memory
cargo xtask fuzz [--seconds N] [TARGET...]     the fuzzers' bodies on inputs made of the cases at random
cargo xtask picture                            README's picture of a report, docs/report.png (needs a Chromium)
cargo xtask train                              the English model again, from the open treebanks
cargo xtask train pairs                        what each sign weighs when mentions of happenings are compared, from ECB+
cargo xtask train kin FOLDER                   which words tell the same sort of happening, from WordNet 3.1
cargo xtask train events [--folds|--chains]    the model that finds happenings; or only scores: in folds, of joined mentions
cargo xtask train roles                        who did what to whom, from PropBank
cargo xtask train factuality                   whether it happened, from Universal Decompositional Semantics
cargo xtask train wordnet FOLDER               data/en/wordnet.txt, from WordNet's own files";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest: Vec<&str> = arguments.iter().skip(1).map(String::as_str).collect();
    let done = match arguments.first().map(String::as_str) {
        Some("eval") => eval::run(&rest),
        Some("bench") => bench::run(&rest),
        Some("compare") => compare::run(&rest),
        Some("faults") => faults::run(&rest),
        Some("fuzz") => fuzz::run(&rest),
        Some("picture") => picture::run(),
        Some("train") => train::run(&rest),
        _ => {
            println!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::from(2)
        }
    }
}
