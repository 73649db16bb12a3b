//! Arrows run one way: between crates as ARCHITECTURE.md says, and between the files and folders of a crate. And what reads and compares
//! knows no word of any language: words are data, which it is passed. And a name is one type's in the whole workspace, a noun for what the
//! type holds.

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

/// Literals that code of the core may ask for although they have letters: no language's words. Files by their ends.
const CODES: &[(&str, &[&str])] = &[
    ("align/versions.rs", &["https://", "http://", "www.", "amp.", "m.", "mobile.", "/amp", "?amp=1"]),
    ("align/events/naming.rs", &[".com/"]),
    ("annotate/quotes/posts.rs", &["http://", "https://", "pic.twitter.com/", "t.co/"]),
    // Symbols of units.
    ("annotate/figures/standing.rs", &["pp", "bp"]),
    ("quantity/mod.rs", &["ns", "µs", "ms", "s", "min", "h", "d", "wk", "fortnight", "mo", "y", "decade", "century"]),
    // Letters that stand for one another where names come from other alphabets.
    ("ledger/differences.rs", &["aeiy", "ouw", "eo", "ckqgx", "gjyi", "szc", "fvwb", "dt"]),
];

/// Calls that ask how a word or text is spelled, or make a word of what is spelled.
const ASKS: &[&str] = &[
    "any",
    "contains",
    "contains_key",
    "ends_with",
    "eq_ignore_ascii_case",
    "find",
    "get",
    "has",
    "is",
    "lowered",
    "matches",
    "of",
    "replace",
    "rfind",
    "rsplit",
    "rsplit_once",
    "split",
    "split_once",
    "splitn",
    "starts_with",
    "strip_prefix",
    "strip_suffix",
    "trim_end_matches",
    "trim_start_matches",
];

/// Words are data under `data/<lang>/` that `language/` reads; grammar that no list can hold stands in `english.rs` or `english/`. All
/// else in the core gives out codes and messages, but asks for no word by its spelling, and for no language but the one it is passed.
#[test]
fn the_core_knows_no_word_of_a_language() {
    let source = crates().join("crossread-core/src");
    let mut found = Vec::new();
    for (path, text) in sources(&source) {
        let name = path.strip_prefix(&source).expect("a file of the core").to_string_lossy().replace('\\', "/");
        if name.starts_with("language/") {
            continue;
        }
        let is_grammar = name.split('/').any(|part| matches!(part, "english" | "english.rs"));
        let (code, literals) = taken_apart(text.split("#[cfg(test)]").next().unwrap_or_default());
        found.extend(code.contains("include_str!").then(|| format!("{name}: reads a list of its own")));
        found.extend(code.contains("include_bytes!").then(|| format!("{name}: holds a learned table of its own")));
        found.extend(code.contains("Language::english(").then(|| format!("{name}: asks for English by itself")));
        let lists = ["[&str;", "[Word;", "&[&str] =", "&[Word] ="];
        let has_list = |line: &&str| line.contains("const ") && lists.iter().any(|list| line.contains(list));
        let known = CODES.iter().find(|(file, _)| *file == name).map_or(&[][..], |(_, codes)| codes);
        let of_words = literals.iter().filter(|literal| literal.has_letters() && !known.contains(&literal.words));
        if is_grammar {
            found.extend(code.lines().find(has_list).map(|line| format!("{name}: a list of words: {}", line.trim())));
        } else {
            let asked = of_words.filter(|literal| is_asked(&code, literal.at));
            found.extend(asked.map(|literal| format!("{name}: {:?}", literal.words)));
        }
    }
    assert!(found.is_empty(), "words that belong into data/en: {found:#?}");
}

/// Every file of a folder of sources with its text, those of the folders in it too.
fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let paths = std::fs::read_dir(folder).expect("a folder of sources").flatten().map(|entry| entry.path());
    let of_path = |path: PathBuf| match path {
        path if path.is_dir() => sources(&path),
        path if path.extension().is_some_and(|end| end == "rs") => {
            let text = std::fs::read_to_string(&path).expect("a source");
            vec![(path, text)]
        }
        _ => Vec::new(),
    };
    paths.flat_map(of_path).collect()
}

/// A text between marks in a source.
struct Literal<'a> {
    words: &'a str,
    /// Where its opening mark stands in the code.
    at: usize,
}

impl Literal<'_> {
    /// Whether it may be a word: codes in capitals alone ("XXXX-WXX") are none.
    fn has_letters(&self) -> bool {
        let plain = self.words.split('\\').enumerate().map(|(n, piece)| match (n, piece.find('}')) {
            // "\u{201c}", "\n"
            (1.., Some(end)) if piece.starts_with("u{") => &piece[end..],
            (1.., _) => piece.get(1..).unwrap_or_default(),
            _ => piece,
        });
        plain.into_iter().any(|piece| piece.contains(char::is_lowercase))
    }
}

/// The code of a source, with nothing but the marks left of its literals and spaces for its comments, and the literals.
fn taken_apart(source: &str) -> (String, Vec<Literal<'_>>) {
    let (mut code, mut literals) = (String::new(), Vec::new());
    let mut at = 0;
    while let Some(c) = source[at..].chars().next() {
        let rest = &source[at..];
        let length = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            // A character: a lifetime has no mark behind it.
            '\'' => {
                let escaped = rest[1..].starts_with('\\');
                let inner = rest[1..].chars().next().map_or(0, char::len_utf8);
                let close =
                    if escaped { rest[2 + inner..].find('\'').map(|close| close + 2 + inner) } else { Some(1 + inner) };
                let close = close.filter(|&close| rest[close..].starts_with('\''));
                code.push(if close.is_some() { ' ' } else { '\'' });
                close.map_or(1, |close| close + 1)
            }
            'r' if raw_marks(rest).is_some() && !code.ends_with(|c: char| c.is_alphanumeric() && c != 'b') => {
                let end = format!("\"{}", "#".repeat(raw_marks(rest).unwrap_or_default()));
                let words = &rest[1 + end.len()..];
                let words = &words[..words.find(&end).unwrap_or(words.len())];
                literals.push(Literal { words, at: code.len() });
                code.push_str("\"\"");
                1 + words.len() + 2 * end.len()
            }
            '"' => {
                let mut close = 1;
                while !rest[close..].starts_with('"') {
                    close += if rest[close..].starts_with('\\') {
                        2
                    } else {
                        rest[close..].chars().next().map_or(1, char::len_utf8)
                    };
                }
                literals.push(Literal { words: &rest[1..close], at: code.len() });
                code.push_str("\"\"");
                close + 1
            }
            c => {
                code.push(c);
                c.len_utf8()
            }
        };
        at += length;
    }
    (code, literals)
}

/// How many `#` stand before the mark of a raw literal, where one begins with this `r`.
fn raw_marks(rest: &str) -> Option<usize> {
    let marks = rest[1..].find(|c| c != '#')?;
    rest[1 + marks..].starts_with('"').then_some(marks)
}

/// Whether the code asks for the literal at `at`: compares with it, takes it for a pattern, has it in a list, or hands it to a call that
/// asks how something is spelled.
fn is_asked(code: &str, at: usize) -> bool {
    let (before, behind) = (code[..at].trim_end(), code[at + 2..].trim_start());
    // Codes of units, and bytes.
    if before.ends_with("Symbol(") || code[..at].ends_with('b') && !before.ends_with("|b") {
        return false;
    }
    let compared = ["==", "!=", "|"].iter().any(|sign| before.ends_with(sign));
    let pattern = ["=>", "|", "=="].iter().any(|sign| behind.starts_with(sign)) && !behind.starts_with("||");
    if compared || pattern {
        return true;
    }
    // Of brackets around brackets that only hold it together with others, the outermost.
    let mut open = at;
    loop {
        let Some(bracket) = opening(code, open) else { return false };
        let lead = code[..bracket].trim_end();
        let is_macro = lead.ends_with('!');
        let name =
            lead.trim_end_matches('!').rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        match &code[bracket..=bracket] {
            "[" if !is_macro => return true,
            "(" if name.is_empty() => open = bracket,
            "(" if is_macro => return name == "matches",
            "(" => return ASKS.contains(&name),
            _ => return false,
        }
    }
}

/// The bracket that is open at `at`.
fn opening(code: &str, at: usize) -> Option<usize> {
    let mut depth = 0;
    for (place, c) in code[..at].char_indices().rev() {
        match c {
            ')' | ']' | '}' => depth += 1,
            '(' | '[' | '{' if depth == 0 => return Some(place),
            '(' | '[' | '{' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[test]
fn a_word_is_seen_wherever_it_is_asked_for() {
    let asked = |source: &str| {
        let (code, literals) = taken_apart(source);
        literals.iter().filter(|literal| literal.has_letters() && is_asked(&code, literal.at)).count()
    };
    for source in [
        r#"word == "said""#,
        r#"matches!(word, "said" | ",")"#,
        r#"match word { "said" => 1, _ => 0 }"#,
        r#"let told = ["said", ","];"#,
        r#"let told = [("said", 1)];"#,
        r#"Word::of("said")"#,
        r#"text.starts_with("said ")"#,
        r#"reader.is(at + (1), "said")"#,
        r#"c == '"' || word == "said" // "told""#,
    ] {
        assert_eq!(asked(source), 1, "{source}");
    }
    for source in [
        r#"// word == "said""#,
        r#"Sign::SameWord => "same-word""#,
        r#"Some((Kind::Wording, "in other words"))"#,
        r#"panic!("no group named {name}")"#,
        r#"Unit::Symbol("km")"#,
        r#"value.starts_with("XXXX-")"#,
        r#"if n == 1 { "article" } else { "articles" }"#,
        r#"let f: &'a str = other('"', "said");"#,
    ] {
        assert_eq!(asked(source), 0, "{source}");
    }
}

/// Words before the name of a type where it is declared.
const DECLARES: &[&str] = &["struct", "enum", "union", "trait", "type"];

/// Nouns that end as participles do.
const NOUNS: &str = "Coding Drawing Feed Finding Happening Heading Listing Marking Meeting Nesting Pointing Reading Reckoning Saying \
    Standing Telling Warning Wording";

/// Participles without such an end, and other words that say of a type what became of it, where it lies or which it is, and not what it
/// holds.
const NO_NOUNS: &str = "About Above After Again Alike Apart Around At Bare Before Behind Below Beside Between Bought Brought Built \
    Caught Chosen Done Drawn Each Earlier Every Felt Found From Gave Given Gone Gotten Grown Heard Held Hidden How \
    Inside Into Itself Kept Known Laid Last Later Learnt Least Led Lent Lost Made Meant Met More Most Narrow Near \
    Next Now Often Once Only Open Out Outside Paid Plain Private Read Said Same Says Seen Sent Shown Sold Some Spelt \
    Spent Spoken Stands Stood Sung Taken Taught That Then These This Thrown Told Torn Under Understood Via What When \
    Where Which Who Whole Whom Why With Within Without Won Worn Written";

/// Every source of the workspace and of the fuzzers beside it.
fn all_sources() -> Vec<(PathBuf, String)> {
    let home = crates().join("..");
    ["crates", "xtask/src", "fuzz/src", "fuzz/targets"].iter().flat_map(|folder| sources(&home.join(folder))).collect()
}

/// The names of the types that a source declares, aliases and groups of words with them. An associated type is its trait's; what stands
/// for a type on other systems is that type.
fn types(source: &str) -> Vec<String> {
    let (code, _) = taken_apart(source);
    let of_word = |c: char| c.is_alphanumeric() || c == '_';
    let name = |rest: &str| {
        let name = rest.trim_start().split(|c| !of_word(c)).next().unwrap_or_default();
        name.starts_with(|c: char| c.is_ascii_uppercase()).then(|| name.to_owned())
    };
    let mut names = Vec::new();
    // Of each bracket that is open, whether a type in it is an associated one.
    let mut open = Vec::new();
    let (mut at, mut head) = (0, 0);
    while let Some(c) = code[at..].chars().next() {
        let (lead, rest) = (&code[head..at], &code[at + c.len_utf8()..]);
        let word = &code[at..][..code[at..].find(|c| !of_word(c)).unwrap_or(code.len() - at)];
        if DECLARES.contains(&word) {
            let is_associated = word == "type" && open.last() == Some(&true);
            let behind = &code[at + word.len()..];
            if !is_associated && behind.starts_with(char::is_whitespace) && !lead.contains("#[cfg(not(") {
                names.extend(name(behind));
            }
        }
        if matches!(c, '{' | '}' | ';') {
            head = at + 1;
        }
        match c {
            '{' => {
                open.push(has_associated(lead));
                names.extend(lead.trim_end().ends_with("groups!").then(|| name(rest)).flatten());
            }
            '}' => drop(open.pop()),
            _ => {}
        }
        at += word.len().max(c.len_utf8());
    }
    names
}

/// Whether what stands before a bracket opens a trait, or what a type does for one.
fn has_associated(lead: &str) -> bool {
    let lines = lead.lines().filter(|line| !line.trim_start().starts_with('#'));
    let mut words = lines.flat_map(|line| line.split(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty());
    let first = words.find(|word| !matches!(*word, "pub" | "crate" | "super" | "in" | "unsafe"));
    matches!(first, Some("impl" | "trait"))
}

/// Whether a name is one word and none for a thing.
fn is_no_noun(name: &str) -> bool {
    let is_word = !name.contains('_') && !name[1..].contains(|c: char| c.is_uppercase());
    let ends = name.ends_with("ed") || name.ends_with("ing");
    let listed = |words: &str| words.split(' ').any(|word| word == name);
    is_word && (listed(NO_NOUNS) || ends && !listed(NOUNS))
}

#[test]
fn one_name_is_one_type_and_a_noun() {
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, text) in all_sources() {
        for name in types(&text) {
            files.entry(name).or_default().push(path.display().to_string());
        }
    }
    assert!(files.contains_key("Article"));
    let no_nouns: Vec<_> = files.iter().filter(|(name, _)| is_no_noun(name)).collect();
    assert!(no_nouns.is_empty(), "a type is named for what it holds: {no_nouns:#?}");
    files.retain(|_, files| files.len() > 1);
    assert!(files.is_empty(), "a name of more than one type: {files:#?}");
}

#[test]
fn a_type_is_found_wherever_it_is_declared() {
    let source = r#"
        //! struct Comment;
        pub(crate) struct Pier<'a> { words: &'a str }
        #[allow(unused)]
        impl Reader for [Pier<'_>] {
            type Item = &'a str;
            fn next(&mut self) -> Option<&'a str> { type Berth = u8; "enum Words { No }" }
            fn raw(&self) -> &str { r"struct Raw {\" }
        }
        pub trait Ship { type Cargo; }
        #[derive(Debug)]
        enum Harbor { Pier { at: usize }, Struct, r#type }
        #[cfg(unix)]
        type Buoy = u64;
        #[cfg(not(unix))]
        type Buoy = String;
        mod tests { struct Pier; }
        groups! {
            /// Words of ships.
            ShipWords, "groups/ships.txt" { masts: Group }
        }
    "#;
    assert_eq!(types(source), ["Pier", "Berth", "Ship", "Harbor", "Buoy", "Pier", "ShipWords"]);
    assert!(["Found", "Known", "Moored", "Mooring"].into_iter().all(is_no_noun));
    assert!(!["Reading", "FoundText", "Harbor"].into_iter().any(is_no_noun));
}
