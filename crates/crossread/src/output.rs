//! Writing: to standard output, or to a file that is whole or not there.

use anyhow::{Context, Result};
use std::io::Write;
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
    match target {
        Target::Stdout => {
            let mut out = std::io::stdout().lock();
            out.write_all(content.as_bytes()).and_then(|()| out.flush())?;
        }
        Target::File(path) => put_bytes(path, content.as_bytes())?,
    }
    Ok(())
}

/// Writes a file beside its place and moves it there. What is no plain file (a link, a pipe, a device) stays what it is and
/// is written into.
pub(crate) fn put_bytes(path: &Path, content: &[u8]) -> Result<()> {
    let special = path.symlink_metadata().is_ok_and(|data| !data.is_file());
    let written = if special {
        std::fs::write(path, content)
    } else {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".part");
        let beside = PathBuf::from(beside);
        std::fs::write(&beside, content).and_then(|()| std::fs::rename(&beside, path))
    };
    written.with_context(|| format!("can't write '{}'", path.display()))
}

/// Where lines go one by one. Standard output lets go of each line at its end.
pub(crate) fn writer(target: &Target) -> Result<Box<dyn Write>> {
    Ok(match target {
        Target::File(path) => {
            let file = std::fs::File::create(path).with_context(|| format!("can't write '{}'", path.display()))?;
            Box::new(std::io::BufWriter::new(file))
        }
        Target::Stdout => Box::new(std::io::stdout().lock()),
    })
}
