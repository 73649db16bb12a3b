//! Where the annotated corpora lie: `../shared` beside the repository, or the folder `CROSSREAD_SHARED` names.

use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository").to_owned()
}

/// A file or folder under `shared`, or `None` where it is not there.
pub fn shared(path: &str) -> Option<PathBuf> {
    let base = match std::env::var_os("CROSSREAD_SHARED") {
        Some(base) => PathBuf::from(base),
        None => root().parent()?.join("shared"),
    };
    Some(base.join(path)).filter(|path| path.exists())
}

/// A corpus, or `None` where it is not there.
pub fn corpus(name: &str) -> Option<PathBuf> {
    shared(&format!("corpora/{name}"))
}
