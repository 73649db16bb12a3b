//! Which files of a folder are wanted, by patterns of their names.

use std::path::Path;

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
