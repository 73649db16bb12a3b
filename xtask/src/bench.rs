//! How fast, on this machine, on this day. No floor is pinned on a speed; ratios of one run are what can be compared.

mod project;

use anyhow::{Context, Result};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Names of the rows of `xtask eval` that are speeds.
const ROWS: [&str; 5] = ["language-speed", "dates-speed", "speed-read", "speed-collate", "growth"];

/// `bench`: all speeds. `bench project`: those of a project. `bench pages FOLDER`: pages a second on one core, from bytes to labelled blocks and facts.
pub fn run(arguments: &[&str]) -> Result<bool> {
    match arguments {
        [] => {
            println!("{}", machine());
            Ok(crate::eval::run(&ROWS)? & project::run()?)
        }
        ["project"] => {
            println!("{}", machine());
            project::run()
        }
        ["pages", folder] => {
            let pages = pages(Path::new(folder))?;
            let bytes: usize = pages.iter().map(Vec::len).sum();
            // Twice: what is measured is the second, with tables built and memory warm, as in a long run.
            let mut seconds = f64::INFINITY;
            let mut read = 0;
            for _ in 0..2 {
                let began = Instant::now();
                read = pages.iter().flat_map(|page| crossread_ingest::articles("page", page)).flatten().count();
                seconds = began.elapsed().as_secs_f64();
            }
            println!(
                "{:.1} pages a second ({} pages, {} articles, {:.1} MB, {:.2} s)",
                pages.len() as f64 / seconds,
                pages.len(),
                read,
                bytes as f64 / 1e6,
                seconds
            );
            Ok(true)
        }
        _ => anyhow::bail!("bench takes nothing, or: project, or: pages FOLDER"),
    }
}

/// The bytes of the pages of a folder, unpacked, in order of name.
fn pages(folder: &Path) -> Result<Vec<Vec<u8>>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("can't read '{}'", folder.display()))?;
    let mut files: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_file()).collect();
    files.sort();
    let mut pages = Vec::new();
    for file in files {
        let bytes = std::fs::read(&file)?;
        let mut page = Vec::new();
        if bytes.starts_with(&[0x1f, 0x8b]) {
            flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut page)?;
        } else {
            page = bytes;
        }
        pages.push(page);
    }
    anyhow::ensure!(!pages.is_empty(), "no pages in '{}'", folder.display());
    Ok(pages)
}

/// The machine in a few words, where the system tells.
fn machine() -> String {
    let processor = std::fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("model name"))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    });
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{cores} cores, {}", processor.unwrap_or_else(|| std::env::consts::ARCH.to_owned()))
}
