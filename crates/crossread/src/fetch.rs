//! `crossread fetch`: pages and feeds from the web into an archive.

use crate::terminal::{self, Screen};
use anyhow::{Context, Result};
use crossread_fetch::{Archive, Options, Outcome};
use std::path::Path;
use std::process::ExitCode;

/// Fetches into an archive and says what came.
pub(crate) fn run(addresses: &[String], options: &Options, path: &Path, screen: Screen) -> Result<ExitCode> {
    let cant = || format!("can't add to '{}'", path.display());
    let mut archive = Archive::open(path).with_context(cant)?;
    if archive.was_padded() {
        terminal::say(&format!("the zeros behind the last record of '{}' are taken away", path.display()));
    } else if archive.cut() > 0 {
        terminal::say(&format!("the last record of '{}' was cut off and is taken away", path.display()));
    }
    let (mut kept, mut unchanged, mut failed) = (0, 0, 0);
    let bar = screen.bar(None, "addresses answered");
    crossread_fetch::fetch(addresses, options, &mut archive, &mut |outcome| {
        bar.inc(1);
        match outcome {
            Outcome::Kept(_) => kept += 1,
            Outcome::Unchanged(_) => unchanged += 1,
            Outcome::Failed(address, reason) => {
                failed += 1;
                bar.suspend(|| terminal::say(&format!("can't fetch '{address}': {reason}")));
            }
        }
    })
    .with_context(cant)?;
    bar.finish_and_clear();
    let summary = format!("{kept} kept, {unchanged} unchanged, {failed} not fetched");
    screen.print(&format!("{summary}\narchive: {}\n", path.display()))?;
    Ok(match (kept + unchanged, failed) {
        (_, 0) => ExitCode::SUCCESS,
        (0, _) => ExitCode::from(2),
        _ => ExitCode::from(1),
    })
}
