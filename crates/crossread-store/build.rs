//! Names what reads articles: a hash of its sources and tables. What an earlier program read is read again by another.

use std::path::{Path, PathBuf};

/// The crates that make annotations of bytes.
const READERS: [&str; 3] = ["crossread-language", "crossread-core", "crossread-ingest"];

/// Those that make tables of annotations, beside them.
const MAKERS: [&str; 3] = ["crossread-engine", "crossread-view", "crossread-store"];

/// Their folders that decide what is made.
const FOLDERS: [&str; 4] = ["src", "data", "model", "build.rs"];

fn main() {
    let reader = hash(&READERS, 0xcbf2_9ce4_8422_2325);
    println!("cargo:rustc-env=CROSSREAD_READER={reader:016x}");
    println!("cargo:rustc-env=CROSSREAD_MAKER={:016x}", hash(&MAKERS, reader));
}

/// A hash of the sources and tables of some crates, behind that of others.
fn hash(crates: &[&str], before: u64) -> u64 {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut hash = before;
    for path in crates.iter().flat_map(|name| FOLDERS.map(|folder| all.join(name).join(folder))) {
        if !path.exists() {
            continue;
        }
        println!("cargo:rerun-if-changed={}", path.display());
        let mut files = Vec::new();
        walk(&path, &mut files);
        files.sort();
        for file in files {
            for byte in std::fs::read(&file).unwrap_or_default() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
    }
    hash
}

fn walk(path: &Path, files: &mut Vec<PathBuf>) {
    if !path.is_dir() {
        files.push(path.to_owned());
        return;
    }
    for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
        walk(&entry.path(), files);
    }
}
