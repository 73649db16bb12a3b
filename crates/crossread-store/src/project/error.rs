//! What goes wrong with a project, in words for the person at the terminal.

use std::fmt;
use std::path::Path;

/// What went wrong: names the file and says what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(String);

/// What something gave, or what went wrong.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(super) fn new(message: impl Into<String>) -> Error {
        Error(message.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode::{DatabaseBusy, DiskFull, ReadOnly, SystemIoFailure};
        let why = match error.sqlite_error_code() {
            Some(DiskFull) => "the disk is full",
            // A limit on the size of files says so too.
            Some(SystemIoFailure) => "the disk gives or takes no more",
            Some(ReadOnly) => "nothing may be written there",
            Some(DatabaseBusy) => "another program holds it",
            _ => return Error(format!("the project's SQLite file: {error}")),
        };
        Error(format!("can't use the project's SQLite file '.crossread/store.sqlite': {why}"))
    }
}

/// Names the file that could not be read.
pub(super) fn reading(path: &Path) -> impl FnOnce(std::io::Error) -> Error + '_ {
    move |error| Error(format!("can't read '{}': {}", path.display(), plain(&error)))
}

/// Names the file that could not be written.
pub(super) fn writing(path: &Path) -> impl FnOnce(std::io::Error) -> Error + '_ {
    move |error| Error(format!("can't write '{}': {}", path.display(), plain(&error)))
}

/// What the system says, without its number.
fn plain(error: &std::io::Error) -> String {
    let mut message = error.to_string();
    message.truncate(message.find(" (os error").unwrap_or(message.len()));
    message
}
