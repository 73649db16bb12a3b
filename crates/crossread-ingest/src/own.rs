//! What this program wrote itself. Reading a report beside the articles it was made of would count every account twice.
//!
//! Each output has a sign that no article has: [`is_own`] knows those of texts, [`is_own_object`] those of JSON.

use crate::choice::FilePatterns;
use crossread_core::story::{SkipReason, SkippedInput};
use serde_json::Value;
use std::fs::File;
use std::path::{Path, PathBuf};

/// How far into a text its sign is looked for: it stands before anything else of length.
const HEAD: usize = 2048;

/// The first words of the tables.
const TABLES: [&str; 6] = [
    "entry,kind,status,subject,",
    "row,entry,subject,said,",
    "event,name,kind,status,date_from,",
    "event,article,start,end,words,",
    "event,counted,low,best,high,convention,",
    "article,outlet,published,title,authors,url,language,input",
];

/// How files begin that are no pages, and the words near their beginning that say who made them: XML, RIS.
const MAKERS: [(&str, &str); 2] = [("<?xml ", "ade by crossread "), ("TY  - ", "\nDP  - crossread ")];

/// How completions and the manual begin, and what stands near the beginning of those that begin as others do.
const SCRIPTS: [&str; 3] = ["_crossread() {", "#compdef crossread", ".ie \\n(.g .ds Aq"];
const SIGNS: [&str; 7] = [
    "<meta name=\"generator\" content=\"crossread ",
    "<key id=\"known_direction\" for=\"edge\" attr.name=\"known_direction\"",
    "function __fish_crossread_",
    "Register-ArgumentCompleter -Native -CommandName 'crossread'",
    "edit:completion:arg-completer[crossread]",
    "\n.TH crossread 1 ",
    "Made by program crossread ",
];

/// Whether a text is this program's: a page, a table, references, a graph, what it prints, or a part of itself.
pub(crate) fn is_own(text: &str) -> bool {
    let head = crate::label::beginning(text, HEAD);
    let first = head.lines().next().unwrap_or_default();
    let has_sign = SIGNS.iter().any(|sign| match *sign {
        // A sentence that any text may have further down.
        "Made by program crossread " => {
            let of_ours = [
                "Events of one story, from ",
                "Stories side by side, a Parquet file for each table.",
                "Stories one by one.",
            ];
            of_ours.iter().any(|begins| first.starts_with(begins)) && first.contains(sign)
        }
        "\n.TH crossread 1 " => head.starts_with(SCRIPTS[2]) && head.contains(sign),
        _ => head.contains(sign),
    });
    has_sign
        || TABLES.iter().any(|table| text.starts_with(table))
        || SCRIPTS[..2].iter().any(|script| text.starts_with(script))
        || is_reference(head)
        || is_printed(first)
        || is_check(text)
        || MAKERS.iter().any(|(start, maker)| text.starts_with(start) && head.contains(maker))
}

/// Whether a text begins as our references (RIS) do: with an article's identity.
fn is_reference(head: &str) -> bool {
    let identity = head.strip_prefix("TY  - NEWS\r\nID  - ").and_then(|rest| rest.split("\r\n").next());
    identity.is_some_and(is_identity)
}

/// Whether words are the identity of an article.
fn is_identity(words: &str) -> bool {
    words.len() == 16 && words.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether a line is the first that a command prints: so many articles of so many outlets, or stories, or what a run brought.
fn is_printed(line: &str) -> bool {
    // In color it stands between commands to a terminal.
    let line = line.strip_prefix("\u{1b}[1;39m").and_then(|line| line.strip_suffix("\u{1b}[0m")).unwrap_or(line);
    let mut shape = String::new();
    for c in line.chars() {
        match c {
            '0'..='9' if shape.ends_with('#') => {}
            '0'..='9' => shape.push('#'),
            c => shape.push(c),
        }
    }
    let shape = shape.replace("articles", "article").replace("outlets", "outlet").replace("stories", "story");
    match shape.strip_prefix("# article, # outlet") {
        Some(days) => ["", ", #-#-#", ", #-#-# to #-#-#"].contains(&days),
        None => {
            shape == "# story; # article in no story"
                || shape == "# kept, # unchanged, # not fetched"
                || shape.starts_with("run #: # new input")
                || shape.contains(": # article, # story; ")
                || is_hit(line)
        }
    }
}

/// Whether a line heads a paragraph that was searched for: it ends with an article's identity and a place in it.
fn is_hit(line: &str) -> bool {
    let place = line.strip_suffix(')').and_then(|line| line.rsplit_once(" (")).map(|(_, place)| place);
    place.and_then(|place| place.split_once(':')).is_some_and(|(article, place)| {
        is_identity(article) && place.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    })
}

/// Whether a text ends as what was found in a draft does: "draft.md: compared 3 of 4 figures, ".
fn is_check(text: &str) -> bool {
    let last = text.trim_end().rsplit('\n').next().unwrap_or_default();
    let compared = last.split_once(": compared ").and_then(|(_, shares)| shares.split_once(" of "));
    compared.is_some_and(|(count, rest)| {
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        count.parse::<usize>().is_ok() && rest.starts_with(" figure") && rest.contains(" quote")
    })
}

/// How an SQLite file begins, and where in it stands whose it is.
const SQLITE: (&[u8], std::ops::Range<usize>) = (b"SQLite format 3\0", 68..72);

/// Whether a file that begins so is this program's SQLite file.
pub fn is_own_database(bytes: &[u8]) -> bool {
    bytes.starts_with(SQLITE.0) && bytes.get(SQLITE.1) == Some(b"crsr")
}

/// Whether a workbook that says so of itself is this program's.
pub(crate) fn is_own_workbook(about: &str) -> bool {
    about.contains("<dc:creator>crossread</dc:creator>")
}

/// Whether this program wrote a file: nothing in it would be read as an account.
pub fn wrote(path: &Path) -> bool {
    let Ok(mut file) = File::open(path) else { return false };
    let (mut own, mut other) = (false, false);
    crate::read_named("", &mut file, &mut |taken| match taken {
        Err(one) if one.code == SkipReason::OwnOutput => own = true,
        _ => other = true,
    });
    own && !other
}

/// Whether an object of JSON is a ledger, a line of `read`, or one that is made for another program.
pub(crate) fn is_own_object(value: &Value) -> bool {
    let text = |value: &Value, start: &str| value.as_str().is_some_and(|text| text.starts_with(start));
    let is_reference = || value["type"] == "article-newspaper" && value["id"].as_str().is_some_and(is_identity);
    text(&value["made_by"]["program"], "crossread ")
        || text(&value["id"], "urn:crossread:")
        || value["runs"][0]["tool"]["driver"]["name"] == "crossread"
        || value["name"] == "crossread-events" && value["resources"].is_array()
        || value["schema"].is_string() && text(&value["id"], "crossread-")
        || is_reference()
        || is_timeline(value)
}

/// Whether an object of JSON is our timeline: each of its days is a happening of ours.
fn is_timeline(value: &Value) -> bool {
    let Some(events) = value["events"].as_array() else { return false };
    let is_ours = |event: &Value| {
        let id = event["unique_id"].as_str().and_then(|id| id.split_once("-e"));
        id.is_some_and(|(article, at)| article.len() == 8 && at.bytes().all(|byte| byte.is_ascii_digit()))
    };
    value["title"]["text"]["headline"].is_string() && events.iter().all(is_ours)
}

/// The input with the reason.
pub(crate) fn skipped(name: &str) -> SkippedInput {
    crate::skipped(name, SkipReason::OwnOutput, &format!("left out '{name}': crossread wrote it"))
}

/// What a file is, whatever it is called.
#[cfg(unix)]
type Identity = (u64, u64);
#[cfg(not(unix))]
type Identity = PathBuf;

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    path.metadata().ok().as_ref().map(identity_of)
}

#[cfg(unix)]
fn identity_of(data: &std::fs::Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    (data.dev(), data.ino())
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    path.canonicalize().ok()
}

/// Whether a path leads to the same file as another.
pub fn is_same_file(path: &Path, other: &Path) -> bool {
    identity(path).is_some_and(|one| identity(other) == Some(one))
}

/// What of folders is no input: files that stand open while inputs are read, to be written, and those that nobody wants.
#[derive(Clone, Debug, Default)]
pub struct Exclusions {
    files: Vec<Identity>,
    /// Folders in which files of ours are written anew.
    folders: Vec<PathBuf>,
    choice: FilePatterns,
}

impl Exclusions {
    /// A file, or a folder that files are written into; one that is not there yet is no input either way.
    pub fn add(&mut self, path: &Path) {
        if path.is_dir() {
            self.folders.extend(path.canonicalize());
        } else {
            self.files.extend(identity(path));
        }
    }

    /// The same, and every file of a folder that is not chosen.
    pub fn unless(self, choice: FilePatterns) -> Exclusions {
        Exclusions { choice, ..self }
    }

    /// Whether a file of a folder is chosen, by its path below it.
    pub(crate) fn takes(&self, below: &Path) -> bool {
        self.choice.takes(below)
    }

    /// An open file, whose name is not known.
    #[cfg(unix)]
    pub fn add_open(&mut self, file: &File) {
        self.files.extend(file.metadata().ok().as_ref().map(identity_of));
    }

    /// Whether a path is one of these files.
    pub fn is_open(&self, path: &Path) -> bool {
        identity(path).is_some_and(|one| self.files.contains(&one))
    }

    /// Whether a file of a folder is one of these, or stands in one of these folders and is ours.
    pub(crate) fn have(&self, path: &Path) -> bool {
        if self.files.is_empty() && self.folders.is_empty() {
            return false;
        }
        let folder = || path.parent().and_then(|folder| folder.canonicalize().ok());
        self.is_open(path)
            || !self.folders.is_empty() && folder().is_some_and(|one| self.folders.contains(&one)) && wrote(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_articles_say_is_no_sign() {
        for article in [
            "Made by program crossread 0.1.0: a report on a report\n\nThe tool compared 3 of 4 figures.",
            "12 articles of the constitution\n\n12 articles, 3 outlets",
            "TY  - NEWS\r\nTI  - A reference of another program\r\n",
            "Council met (again: 12-14)\n\nThe council met again.",
        ] {
            assert!(!is_own(article), "{article}");
        }
        for ours in ["8 articles, 4 outlets, 2023-03-13 to 2023-03-21\n\n", "1 story; 0 articles in no story\n"] {
            assert!(is_own(ours), "{ours}");
        }
    }
}
