//! Which files of a folder are wanted, by patterns of their names.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Patterns that files of folders must match, and patterns that they must not. `*` stands for any letters, `?` for one. A pattern
/// with a `/` is one of the path below the folder; any other one of the file's name or, to leave out, of a folder's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Only files that match one of these, where there are any.
    pub include: Vec<String>,
    /// No file that matches one of these.
    pub exclude: Vec<String>,
}

impl Choice {
    /// Whether a file is wanted, by its path below the folder.
    pub(crate) fn takes(&self, below: &Path) -> bool {
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        let path = parts.join("/");
        let is_path = |pattern: &str| pattern.contains('/') && matches(pattern, &path);
        let included = |pattern: &String| is_path(pattern) || parts.last().is_some_and(|name| matches(pattern, name));
        let excluded = |pattern: &String| is_path(pattern) || parts.iter().any(|part| matches(pattern, part));
        (self.include.is_empty() || self.include.iter().any(included)) && !self.exclude.iter().any(excluded)
    }
}

/// The name of a file that names what of its folder is no input, a pattern a line.
const IGNORE: &str = ".ignore";

/// What the `.ignore` files of a folder and of those below it leave out. Of all lines that match, the last counts, those of a folder
/// below behind those above. A line that begins with `!` takes back, one that ends in `/` means folders, one with a `/` elsewhere a
/// path below its own folder; `#` begins a remark.
pub(crate) struct Ignored<'a> {
    folder: &'a Path,
    lines: BTreeMap<PathBuf, Vec<Line>>,
}

struct Line {
    pattern: String,
    is_path: bool,
    of_folders: bool,
    takes_back: bool,
}

impl Line {
    fn of(line: &str) -> Option<Line> {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        let takes_back = line.starts_with('!');
        let pattern = line.trim_start_matches('!');
        let (of_folders, pattern) = (pattern.ends_with('/'), pattern.trim_end_matches('/'));
        let is_path = pattern.contains('/');
        Some(Line { pattern: pattern.trim_start_matches('/').to_owned(), is_path, of_folders, takes_back })
    }

    /// Whether it means a file, or a folder above it, by the names from its own folder on.
    fn means(&self, names: &[String]) -> bool {
        let last = if self.of_folders { names.len() - 1 } else { names.len() };
        let is_meant = |upto: usize| match self.is_path {
            true => matches(&self.pattern, &names[..=upto].join("/")),
            false => matches(&self.pattern, &names[upto]),
        };
        (0..last).any(is_meant)
    }
}

impl Ignored<'_> {
    pub(crate) fn of(folder: &Path) -> Ignored<'_> {
        Ignored { folder, lines: BTreeMap::new() }
    }

    /// Whether a file of the folder is left out.
    pub(crate) fn has(&mut self, file: &Path) -> bool {
        let Ok(below) = file.strip_prefix(self.folder) else { return false };
        let names: Vec<String> = below.iter().map(|name| name.to_string_lossy().into_owned()).collect();
        let (mut at, mut out) = (self.folder.to_owned(), false);
        for depth in 0..names.len() {
            let lines = self.lines.entry(at.clone()).or_insert_with(|| {
                let text = std::fs::read_to_string(at.join(IGNORE)).unwrap_or_default();
                text.lines().filter_map(Line::of).collect()
            });
            let told = lines.iter().rev().find(|line| line.means(&names[depth..]));
            out = told.map_or(out, |line| !line.takes_back);
            at.push(&names[depth]);
        }
        out
    }
}

/// Whether a name matches a pattern. A `*` takes as little as it can, and more only where the rest fits no other way: the time is at
/// most the product of the lengths.
fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut p, mut n) = (0, 0);
    // The last star, and how far the name was taken by it.
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(c) if *c == '?' || *c == name[n] => (p, n) = (p + 1, n + 1),
            _ => {
                let Some((at, taken)) = star else { return false };
                star = Some((at, taken + 1));
                (p, n) = (at + 1, taken + 1);
            }
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_an_ignore_file_mean_files_folders_and_paths() {
        let means = |line: &str, path: &str| {
            let names: Vec<String> = path.split('/').map(str::to_owned).collect();
            Line::of(line).is_some_and(|line| line.means(&names))
        };
        assert!(means("*.bak", "a/b.bak") && means("old", "old/a.txt") && means("old/", "x/old/a.txt"));
        assert!(!means("old/", "old") && !means("# old", "old") && !means("", "a"));
        assert!(means("/a.txt", "a.txt") && !means("/a.txt", "b/a.txt") && means("b/*.txt", "b/a.txt"));
        assert!(means("b/c", "b/c/d.txt") && !means("b/c", "x/b/c"));
    }

    #[test]
    fn the_last_line_that_matches_counts() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("march")).unwrap();
        std::fs::write(folder.path().join(IGNORE), "*.md\n!readme.md\n").unwrap();
        std::fs::write(folder.path().join("march").join(IGNORE), "!*.md\n").unwrap();
        let mut ignored = Ignored::of(folder.path());
        let mut has = |name: &str| ignored.has(&folder.path().join(name));
        assert!(has("a.md") && !has("readme.md") && !has("a.txt") && !has("march/a.md"));
    }

    #[test]
    fn files_are_chosen_by_name_folder_and_path() {
        let choice = |include: &[&str], exclude: &[&str]| {
            let owned = |patterns: &[&str]| patterns.iter().map(|one| (*one).to_owned()).collect();
            Choice { include: owned(include), exclude: owned(exclude) }
        };
        let takes = |choice: &Choice, path: &str| choice.takes(Path::new(path));
        assert!(takes(&choice(&[], &[]), "a.txt"));
        let pages = choice(&["*.html", "*.htm?"], &["drafts", "old/*-1.html"]);
        assert!(takes(&pages, "a.html") && takes(&pages, "new/a.html") && !takes(&pages, "a.txt"));
        assert!(!takes(&pages, "drafts/a.html") && !takes(&pages, "old/a-1.html") && takes(&pages, "new/a-1.html"));
        assert!(matches("a*b*c", "axxbxbxc") && !matches("a*b*c", "axxbxbx") && matches("*", "") && !matches("?", ""));
    }
}
