//! Which files of a folder are wanted: what people name with patterns, as `.gitignore` files have them.

use crate::container::wrong;
use crate::skipped;
use crossread_core::story::{SkipReason, SkippedInput};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::Path;

/// Patterns that files of folders must match, and patterns that they must not. A pattern with a `/` before its end is one of the path
/// below the folder, any other one of a file's or a folder's name wherever it stands; what is meant of a folder is meant of all in it.
#[derive(Clone, Debug)]
pub struct FilePatterns {
    /// Only files that match, where there are patterns.
    include: Gitignore,
    /// No file that matches.
    exclude: Gitignore,
}

impl Default for FilePatterns {
    fn default() -> FilePatterns {
        FilePatterns { include: Gitignore::empty(), exclude: Gitignore::empty() }
    }
}

impl FilePatterns {
    /// Of patterns, or what is wrong with one of them.
    pub fn of(include: &[String], exclude: &[String]) -> Result<FilePatterns, String> {
        Ok(FilePatterns { include: patterns(include)?, exclude: patterns(exclude)? })
    }

    /// Whether a file is wanted, by its path below the folder.
    pub(crate) fn takes(&self, below: &Path) -> bool {
        let is_meant = |patterns: &Gitignore| patterns.matched_path_or_any_parents(below, false).is_ignore();
        (self.include.is_empty() || is_meant(&self.include)) && !is_meant(&self.exclude)
    }
}

fn patterns(all: &[String]) -> Result<Gitignore, String> {
    let mut builder = GitignoreBuilder::new("");
    builder.allow_unclosed_class(false);
    for pattern in all {
        builder.add_line(None, pattern).map_err(|error| format!("no pattern of files: {}", plain(&error)))?;
    }
    builder.build().map_err(|error| format!("no patterns of files: {}", plain(&error)))
}

/// What stops a walk through a folder, or a line that can't be read of an `.ignore` file in it.
pub(crate) fn unwalked(folder: &Path, error: &ignore::Error) -> SkippedInput {
    let path = path_of(error).unwrap_or(folder).display().to_string();
    let (code, what) = match error.io_error() {
        Some(error) => wrong(error),
        None => (SkipReason::Malformed, plain(error)),
    };
    skipped(&path, code, &format!("can't read '{path}': {what}"))
}

/// The file or folder that an error is of.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithLineNumber { err, .. } | ignore::Error::WithDepth { err, .. } => path_of(err),
        ignore::Error::Partial(all) => all.iter().find_map(path_of),
        _ => None,
    }
}

/// What is wrong, without the path.
fn plain(error: &ignore::Error) -> String {
    match error {
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } => plain(err),
        ignore::Error::WithLineNumber { line, err } => format!("line {line}: {}", plain(err)),
        ignore::Error::Partial(all) => all.iter().map(plain).collect::<Vec<_>>().join("; "),
        ignore::Error::Glob { glob: Some(glob), err } => format!("'{glob}': {err}"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(include: &[&str], exclude: &[&str]) -> Result<FilePatterns, String> {
        let owned = |patterns: &[&str]| patterns.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        FilePatterns::of(&owned(include), &owned(exclude))
    }

    #[test]
    fn files_are_chosen_by_name_folder_and_path() {
        let takes = |choice: &FilePatterns, path: &str| choice.takes(Path::new(path));
        assert!(takes(&FilePatterns::default(), "a.txt"));
        let pages = choice(&["*.html", "*.htm?"], &["drafts", "old/*-1.html"]).unwrap();
        assert!(takes(&pages, "a.html") && takes(&pages, "new/a.html") && !takes(&pages, "a.txt"));
        assert!(!takes(&pages, "drafts/a.html") && !takes(&pages, "old/a-1.html") && takes(&pages, "new/a-1.html"));
        let march = choice(&["march/"], &["**/[0-9]*.txt"]).unwrap();
        assert!(takes(&march, "2023/march/a.txt") && !takes(&march, "march/a/1.txt") && !takes(&march, "march.txt"));
    }

    #[test]
    fn what_is_no_pattern_is_named() {
        let wrong = choice(&["[a"], &[]).unwrap_err();
        assert!(wrong.contains("'[a'"), "{wrong}");
    }
}
