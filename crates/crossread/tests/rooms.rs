//! Arrows run one way: between crates as ARCHITECTURE.md says, and between the files and folders of a crate.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The crates that each crate may stand on.
const ROOMS: &[(&str, &[&str])] = &[
    ("crossread-language", &[]),
    ("crossread-core", &["crossread-language"]),
    ("crossread-ingest", &["crossread-core", "crossread-language"]),
    ("crossread-fetch", &["crossread-ingest"]),
    ("crossread-view", &["crossread-core"]),
    ("crossread-engine", &["crossread-core", "crossread-ingest"]),
    ("crossread-store", &["crossread-core", "crossread-language", "crossread-ingest", "crossread-engine"]),
    ("crossread-bench", &["crossread-core", "crossread-engine", "crossread-store", "crossread-view"]),
    (
        "crossread-arrow",
        &["crossread-core", "crossread-engine", "crossread-language", "crossread-store", "crossread-view"],
    ),
    (
        "crossread-python",
        &["crossread", "crossread-arrow", "crossread-core", "crossread-engine", "crossread-store", "crossread-view"],
    ),
    (
        "crossread",
        &[
            "crossread-arrow",
            "crossread-bench",
            "crossread-core",
            "crossread-engine",
            "crossread-fetch",
            "crossread-store",
            "crossread-view",
        ],
    ),
];

/// Circles that are still to be cut. A circle that is gone must go from here too.
const TO_BE_CUT: &[(&str, &[&str])] = &[];

/// A file or folder of a crate: `annotate/dates` is `["annotate", "dates"]`.
type Module = Vec<String>;

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn crates_stand_on_those_below_them() {
    for entry in std::fs::read_dir(crates()).expect("the crates are there").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(manifest) = std::fs::read_to_string(entry.path().join("Cargo.toml")) else { continue };
        let Some((_, below)) = ROOMS.iter().find(|(room, _)| *room == name) else {
            panic!("{name} is no room of ARCHITECTURE.md");
        };
        let dependencies = manifest.split("[dependencies]").nth(1).unwrap_or_default().split("\n[").next();
        for line in dependencies.unwrap_or_default().lines().filter(|line| line.starts_with("crossread")) {
            let other = line.split(['.', ' ', '=']).next().unwrap_or_default();
            assert!(below.contains(&other), "{name} stands on {other}");
        }
    }
}

/// Arrow takes as long to build as all the rest, and Python is for the wheel: nobody gets them who didn't ask.
#[test]
fn the_default_build_has_no_arrow_and_no_python() {
    let tree = std::process::Command::new(env!("CARGO"))
        .args([
            "tree",
            "--package",
            "crossread",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--offline",
            "--locked",
        ])
        .current_dir(crates())
        .output()
        .expect("cargo runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let names = String::from_utf8_lossy(&tree.stdout).into_owned();
    let names: BTreeSet<&str> = names.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(names.contains("crossread-core"));
    let heavy =
        |name: &&str| ["arrow", "parquet", "pyo3"].iter().any(|part| name.contains(part)) || name.contains("python");
    assert_eq!(names.into_iter().find(heavy), None);
}

#[test]
fn arrows_between_files_run_one_way() {
    let mut circles: BTreeSet<(String, Vec<String>)> = BTreeSet::new();
    for (name, _) in ROOMS {
        let source = crates().join(name).join("src");
        if source.is_dir() {
            circles.extend(circles_of(&source).into_iter().map(|circle| ((*name).to_owned(), circle)));
        }
    }
    let known = TO_BE_CUT.iter().map(|(name, circle)| {
        ((*name).to_owned(), circle.iter().map(|module| (*module).to_owned()).collect::<Vec<_>>())
    });
    let known: BTreeSet<_> = known.collect();
    let new: Vec<_> = circles.difference(&known).collect();
    assert!(new.is_empty(), "these files lean on each other in a circle: {new:#?}");
    let gone: Vec<_> = known.difference(&circles).collect();
    assert!(gone.is_empty(), "these circles are cut; take them from the list: {gone:#?}");
}

/// The circles among the files and folders of a crate. What stands inside a folder leans for the folder; a folder and what
/// stands in it may lean on each other.
fn circles_of(source: &Path) -> Vec<Vec<String>> {
    let mut files = BTreeMap::new();
    collect(source, &mut Vec::new(), &mut files);
    let mut arrows: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for (module, text) in &files {
        for to in paths(text).iter().filter_map(|path| target(module, path, &files)) {
            let common = module.iter().zip(&to).take_while(|(a, b)| a == b).count();
            if common < module.len() && common < to.len() {
                arrows.entry(module[..=common].to_vec()).or_default().insert(to[..=common].to_vec());
            }
        }
    }
    let reached: BTreeMap<&Module, BTreeSet<&Module>> =
        arrows.keys().map(|module| (module, reachable(module, &arrows))).collect();
    let circle = |module: &&Module| -> Option<Vec<String>> {
        let back = |other: &&&Module| reached.get(**other).is_some_and(|from| from.contains(*module));
        let members: Vec<String> = reached[*module].iter().filter(back).map(|member| member.join("/")).collect();
        (!members.is_empty()).then_some(members)
    };
    let circles: BTreeSet<Vec<String>> = reached.keys().filter_map(circle).collect();
    circles.into_iter().collect()
}

fn reachable<'a>(from: &Module, arrows: &'a BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<&'a Module> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&Module> = arrows[from].iter().collect();
    while let Some(module) = open.pop() {
        if seen.insert(module) {
            open.extend(arrows.get(module).into_iter().flatten());
        }
    }
    seen
}

/// Every file of a folder of sources: its module, and what it says outside comments and tests.
fn collect(folder: &Path, at: &mut Module, files: &mut BTreeMap<Module, String>) {
    for path in std::fs::read_dir(folder).expect("a folder of sources").flatten().map(|entry| entry.path()) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            at.push(name);
            collect(&path, at, files);
            at.pop();
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source");
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
            let mut module = at.clone();
            if !matches!(name.as_str(), "mod" | "lib" | "main") {
                module.push(name);
            }
            files.insert(module, lines.collect::<Vec<_>>().join("\n"));
        }
    }
}

/// The paths that a file names: those it uses, each of a list by itself, and those in its code that begin with `crate` or
/// `super`.
fn paths(text: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let mut code = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("use ") {
        let end = rest[at..].find(';').map_or(rest.len(), |end| at + end);
        let begins = rest[..at].chars().next_back().is_none_or(|c| c.is_whitespace());
        code.push_str(&rest[..at]);
        if begins {
            each_used(&rest[at + 4..end], "", &mut paths);
        }
        rest = &rest[end..];
    }
    code.push_str(rest);
    let of_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let words =
        code.split(|c: char| !of_path(c)).filter(|word| word.starts_with("crate::") || word.starts_with("super::"));
    paths.extend(words.map(segments));
    paths
}

fn segments(path: &str) -> Vec<String> {
    path.split("::").map(|segment| segment.trim().to_owned()).collect()
}

/// Takes a tree of used paths (`a::{b, c::{d, e}}`) apart.
fn each_used(tree: &str, before: &str, paths: &mut Vec<Vec<String>>) {
    let Some((head, list)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default().trim();
        if !path.is_empty() {
            paths.push(segments(&format!("{before}{path}")));
        }
        return;
    };
    let list = &list[..list.rfind('}').unwrap_or(list.len())];
    let before = format!("{before}{}", head.trim());
    let (mut depth, mut from) = (0, 0);
    for (at, c) in list.char_indices().chain([(list.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                each_used(&list[from..at], &before, paths);
                from = list.len().min(at + 1);
            }
            _ => {}
        }
    }
}

/// The file or folder of the crate that a path leads to.
fn target(module: &Module, path: &[String], files: &BTreeMap<Module, String>) -> Option<Module> {
    let mut rest = path;
    let mut at: Module = match rest.first()?.as_str() {
        "crate" => Vec::new(),
        "self" => module.clone(),
        "super" => module[..module.len().checked_sub(1)?].to_vec(),
        first => {
            let own = [&module[..], &[first.to_owned()]].concat();
            return files.contains_key(&own).then_some(own);
        }
    };
    rest = &rest[1..];
    while rest.first().is_some_and(|segment| segment == "super") {
        at.pop();
        rest = &rest[1..];
    }
    for segment in rest {
        at.push(segment.clone());
        if !files.contains_key(&at) {
            at.pop();
            break;
        }
    }
    Some(at)
}

/// Small letters in lists that are no words of a language: codes of units, letters that stand for one another.
const NO_WORDS: &[(&str, &[&str])] = &[
    ("quantity/mod.rs", &["ns", "µs", "ms", "s", "min", "h", "d", "wk", "fortnight", "mo", "y", "decade", "century"]),
    ("ledger/differences.rs", &["aeiy", "ouw", "eo", "ckqgx", "gjyi", "szc", "fvwb", "dt"]),
];

/// What is read and compared knows no language: its words stand in `data/<lang>/`, what of its grammar no list can hold in `english.rs`.
#[test]
fn no_room_of_the_core_knows_an_english_word() {
    let source = crates().join("crossread-core/src");
    let of_a_language = |part: &std::ffi::OsStr| part == "language" || part == "english" || part == "english.rs";
    let mut found = Vec::new();
    for path in code_in(&source) {
        let name = path.strip_prefix(&source).expect("a file of the folder");
        if name.iter().any(of_a_language) {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a file of code");
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        assert!(!text.contains("include_str!("), "{} reads a list itself", name.display());
        let words = literals(text).into_iter().filter(Literal::is_asked_of_a_text);
        found.extend(words.map(|literal| (name.to_owned(), literal.words.to_owned())));
    }
    found.retain(|(file, word): &(PathBuf, String)| {
        !NO_WORDS.iter().any(|(own, codes)| Path::new(own) == file && codes.contains(&word.as_str()))
    });
    let found: Vec<String> = found.iter().map(|(file, word)| format!("{}: \"{word}\"", file.display())).collect();
    assert!(found.is_empty(), "words of a language in the code:\n{}", found.join("\n"));
}

/// The files of code in a folder and those in it, in order.
fn code_in(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    all.sort();
    let of_one = |path: PathBuf| if path.is_dir() { code_in(&path) } else { vec![path] };
    all.into_iter().flat_map(of_one).filter(|path| path.extension().is_some_and(|end| end == "rs")).collect()
}

/// A string in a file of code.
struct Literal<'a> {
    words: &'a str,
    /// What stands before and behind it, without white space.
    before: String,
    behind: String,
}

impl Literal<'_> {
    /// Whether it is a word, an ending or a phrase of a language with which words of a text are compared. Messages and codes of the output are
    /// values, and are compared with nothing; codes of dates are written in capitals.
    fn is_asked_of_a_text(&self) -> bool {
        const ASKS: [&str; 12] = [
            "Word::of(",
            "Word::lowered(",
            "starts_with(",
            "ends_with(",
            "strip_prefix(",
            "strip_suffix(",
            "trim_start_matches(",
            "trim_end_matches(",
            "eq_ignore_ascii_case(",
            "contains(",
            "find(",
            "has(",
        ];
        let is_word = |c: char| c.is_alphabetic() || " '’-".contains(c);
        let is_of_words = self.words.chars().all(is_word) && self.words.contains(char::is_lowercase);
        let is_listed = self.before.ends_with(['[', '|']) || self.behind.starts_with(['|', ']']);
        let is_listed = is_listed || self.before.ends_with("\",") && self.behind.starts_with(",\"");
        let is_compared = self.before.ends_with("==") || self.before.ends_with("!=") || self.behind.starts_with("=>");
        let is_asked = ASKS.iter().any(|ask| self.before.ends_with(ask));
        is_of_words && !self.is_unit() && (is_listed || is_compared || is_asked)
    }

    /// "pp" and "bp" of `Unit::Symbol("pp" | "bp")`.
    fn is_unit(&self) -> bool {
        self.before.rsplit_once("Unit::Symbol(").is_some_and(|(_, since)| !since.contains(')'))
    }
}

/// How much of the code around a string is looked at.
const AROUND: usize = 60;

/// The strings of a file, but for those in comments, attributes and what a broken promise prints.
fn literals(text: &str) -> Vec<Literal<'_>> {
    let mut found = Vec::new();
    let (mut at, mut code) = (0, String::new());
    // Where each string stood in the code without white space.
    let mut places: Vec<(&str, usize, usize)> = Vec::new();
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\\"'") {
            at += if rest.starts_with("'\"'") { 3 } else { 4 };
        } else if c == '"' {
            let inside = &rest[1..];
            let mut escaped = false;
            let end = inside.find(|c| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            let words = &inside[..end.unwrap_or(inside.len())];
            let start = code.len();
            code.extend(["\"", words, "\""]);
            places.push((words, start, code.len()));
            at += words.len() + 2;
        } else {
            if !c.is_whitespace() {
                code.push(c);
            }
            at += c.len_utf8();
        }
    }
    let tells = ["panic!(", "expect(", "assert!(", "unreachable!("];
    for (words, start, end) in places {
        let edge = |mut at: usize| {
            while !code.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let before = code[edge(start.saturating_sub(AROUND))..start].to_owned();
        let behind = code[end..edge(code.len().min(end + AROUND))].to_owned();
        let is_told = tells.iter().any(|tell| before.ends_with(tell)) || before.ends_with("#[doc=");
        if !is_told {
            found.push(Literal { words, before, behind });
        }
    }
    found
}
