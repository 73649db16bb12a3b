//! Prints what each part of the inputs was taken for: `cargo run -p crossread-ingest --example labels -- FILE...`.
//!
//! For reading while working on the labels: one line a block, `kind | words`, under the facts.
#![allow(clippy::print_stdout)]

use std::path::PathBuf;

fn main() {
    let inputs: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    crossread_ingest::read_inputs(
        &inputs,
        &Default::default(),
        &mut std::io::stdin().lock(),
        &mut |taken| match taken {
            Ok(article) => {
                println!("=== {:?}", article.facts);
                for warning in &article.warnings {
                    println!("!!! {}: {}", warning.code, warning.message);
                }
                for block in &article.blocks {
                    let credit =
                        block.credit.map_or(String::new(), |credit| format!(" ({})", credit.of(&article.text)));
                    let kind = format!("{:?}", block.kind).to_lowercase();
                    println!("{kind}{credit} | {}", block.span.of(&article.text).replace('\n', "⏎"));
                }
                println!();
            }
            Err(skipped) => println!("--- {}\n", skipped.reason),
        },
    );
}
