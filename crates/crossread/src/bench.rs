//! `crossread open` and `crossread serve`: a project's pages on this machine alone.

use crate::fetch::BenchFetcher;
use crate::sqlite::Outputs;
use crate::terminal::{Screen, say};
use anyhow::{Context, Result};
use crossread_bench::Bench;
use crossread_store::Project;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// The project that is made where none is named and this folder is none.
const NEW: &str = "crossread-project";

/// How the bench is wanted.
pub(crate) struct BenchOptions {
    /// Who decides.
    pub by: Option<String>,
    pub port: u16,
    pub allow_private: bool,
}

/// Opens a project in the browser, and makes it first where there is none.
pub(crate) fn open(project: Option<PathBuf>, wanted: BenchOptions, screen: Screen) -> Result<ExitCode> {
    let here = Path::new(".");
    let folder = project.unwrap_or_else(|| if Project::is(here) { here } else { Path::new(NEW) }.to_owned());
    let project = if Project::is(&folder) {
        Project::open(&folder)?
    } else {
        let name = folder.file_name().map_or_else(|| NEW.to_owned(), |name| name.to_string_lossy().into_owned());
        let made = Project::init(&folder, &name, false)?;
        screen.print(&format!("project: {}\n", folder.display()))?;
        made
    };
    run(project, (wanted, true), screen)
}

/// Serves a project, without a browser.
pub(crate) fn serve(project: &Path, wanted: BenchOptions, screen: Screen) -> Result<ExitCode> {
    run(Project::open(project)?, (wanted, false), screen)
}

/// Who decides where nobody is named: whoever is signed in on this machine.
fn signed_in() -> String {
    let named = ["USER", "USERNAME"].into_iter().filter_map(|name| std::env::var(name).ok());
    named.map(|name| name.trim().to_owned()).find(|name| !name.is_empty()).unwrap_or_else(|| "me".to_owned())
}

fn run(project: Project, (wanted, browser): (BenchOptions, bool), screen: Screen) -> Result<ExitCode> {
    let BenchOptions { by, port, allow_private } = wanted;
    let by = by.unwrap_or_else(signed_in);
    let name = project.name().to_owned();
    let bench = Bench::at(project, &by, (Arc::new(Outputs), Arc::new(BenchFetcher { allow_private })), port)
        .with_context(|| format!("can't listen on port {port} of this machine: choose another with --port"))?;
    let address = bench.address();
    // The address is what whoever calls asked for: printed even with --quiet.
    crate::output::put(&crate::output::Target::Stdout, &format!("{address}\n"))?;
    if !screen.is_quiet() {
        say(&format!("'{name}' is open at {address} until you press Ctrl-C"));
    }
    if browser && open::that_detached(&address).is_err() && !screen.is_quiet() {
        say(&format!("there is no browser to open: go to {address}"));
    }
    bench.run()?;
    Ok(ExitCode::SUCCESS)
}
