//! Files that are whole or not there: written beside their place, brought to the disk, and moved there.

use super::error::{Result, writing};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How files begin that are being written.
const PART: &str = ".part-";

/// After so long nobody is writing a part any more: whoever began it was killed.
const FORGOTTEN: Duration = Duration::from_secs(24 * 60 * 60);

/// A name in a folder that nobody else writes to.
pub(super) fn part(folder: &Path) -> PathBuf {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    folder.join(format!("{PART}{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)))
}

/// Writes a file, whole or not at all.
pub(super) fn put(path: &Path, content: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let beside = part(folder);
    let write = || {
        let mut file = File::create(&beside)?;
        file.write_all(content)?;
        file.sync_all()
    };
    let written = write().map_err(writing(path)).and_then(|()| settle(&beside, path));
    if written.is_err() {
        // It may never have been there.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// Moves a file that is on the disk to its place.
pub(super) fn settle(beside: &Path, path: &Path) -> Result<()> {
    std::fs::rename(beside, path).map_err(writing(path))?;
    // The name too is to be on the disk; where folders can't be opened the system sees to that.
    if let Some(Ok(folder)) = path.parent().map(File::open) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// Removes what runs that were killed long ago left half written.
pub(super) fn sweep(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let old = || entry.metadata().ok()?.modified().ok()?.elapsed().ok();
        if entry.file_name().to_string_lossy().starts_with(PART) && old().is_some_and(|age| age > FORGOTTEN) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
