//! Writing: to standard output, or to a file that is whole or not there.

use anyhow::{Context, Result};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Where an output goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Stdout,
    File(PathBuf),
}

impl Target {
    /// Standard output where none is named, and for `-`.
    pub(crate) fn of(path: Option<PathBuf>) -> Target {
        path.filter(|path| path.as_os_str() != "-").map_or(Target::Stdout, Target::File)
    }
}

/// Writes all of it or nothing.
pub(crate) fn put(target: &Target, content: &str) -> Result<()> {
    put_with(target, |out| out.write_all(content.as_bytes()))
}

/// Writes a file, all of it or nothing.
pub(crate) fn put_bytes(path: &Path, content: &[u8]) -> Result<()> {
    put_file(path, |out| out.write_all(content))
}

/// Writes what `write` makes while it makes it: to a file all of it or nothing.
pub(crate) fn put_with(target: &Target, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    match target {
        Target::Stdout => {
            let mut out = BufWriter::new(io::stdout().lock());
            write(&mut out).and_then(|()| out.flush())?;
            Ok(())
        }
        Target::File(path) => put_file(path, write),
    }
}

/// Writes a file beside its place and moves it there. What is no plain file (a link, a pipe, a device) stays what it is and
/// is written into.
fn put_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let special = path.symlink_metadata().is_ok_and(|data| !data.is_file());
    let written = if special {
        into(path, write)
    } else {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".part");
        let beside = PathBuf::from(beside);
        into(&beside, write).and_then(|()| std::fs::rename(&beside, path))
    };
    written.with_context(|| format!("can't write '{}'", path.display()))
}

fn into(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    write(&mut out)?;
    out.flush()
}

/// Where lines go one by one. Standard output lets go of each line at its end.
pub(crate) fn writer(target: &Target) -> Result<Box<dyn Write>> {
    Ok(match target {
        Target::File(path) => {
            let file = File::create(path).with_context(|| format!("can't write '{}'", path.display()))?;
            Box::new(BufWriter::new(file))
        }
        Target::Stdout => Box::new(io::stdout().lock()),
    })
}
