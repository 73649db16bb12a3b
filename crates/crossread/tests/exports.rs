//! What is exported hangs together, and opens in readers that others wrote. Those are run where a Python with them is named
//! (`EXPORT_READERS`), else skipped with a word.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn export(format: &str, output: &Path) {
    let run = Command::new(env!("CARGO_BIN_EXE_crossread"))
        .arg("collate")
        .arg(root().join("examples/ferry"))
        .args(["--format", format, "--quiet", "-o"])
        .arg(output)
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn tables_of_a_package_refer_to_rows_that_are_there() {
    let folder = tempfile::tempdir().unwrap();
    export("datapackage", folder.path());
    let package: Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("datapackage.json")).unwrap()).unwrap();
    let mut tables: BTreeMap<String, Vec<BTreeMap<String, String>>> = BTreeMap::new();
    for resource in package["resources"].as_array().unwrap() {
        let path = folder.path().join(resource["path"].as_str().unwrap());
        let mut reader = csv::Reader::from_path(path).unwrap();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let named: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), named);
        let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(|row| row.unwrap()).collect();
        assert!(!rows.is_empty(), "{}", resource["name"]);
        tables.insert(resource["name"].as_str().unwrap().to_owned(), rows);
    }
    let values = |table: &str, columns: &Value| -> Vec<Vec<String>> {
        let columns: Vec<&str> = columns.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
        tables[table].iter().map(|row| columns.iter().map(|column| row[*column].clone()).collect()).collect()
    };
    for resource in package["resources"].as_array().unwrap() {
        let name = resource["name"].as_str().unwrap();
        if resource["schema"]["primaryKey"].is_array() {
            let keys = values(name, &resource["schema"]["primaryKey"]);
            assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "a key of {name} stands twice");
        }
        for foreign in resource["schema"]["foreignKeys"].as_array().unwrap() {
            let there = foreign["reference"]["resource"].as_str().unwrap();
            let known: BTreeSet<_> = values(there, &foreign["reference"]["fields"]).into_iter().collect();
            let named: Vec<_> = values(name, &foreign["fields"]).into_iter().filter(|value| value != &[""]).collect();
            assert!(!named.is_empty() && named.iter().all(|value| known.contains(value)), "{name} to {there}");
        }
    }
    let readme = std::fs::read_to_string(folder.path().join("README.txt")).unwrap();
    assert!(tables.keys().all(|table| readme.contains(&format!("{table}.csv"))), "{readme}");
}

/// The files of a folder, by their path within it; of a file that file alone.
fn files(path: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![path.to_owned()];
    while let Some(one) = open.pop() {
        if one.is_dir() {
            open.extend(std::fs::read_dir(one).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            found.insert(one.strip_prefix(path).unwrap().to_owned(), std::fs::read(&one).unwrap());
        }
    }
    found
}

/// The formats that `crossread formats` lists for a command.
fn formats_of(command: &str) -> Vec<String> {
    let run = Command::new(env!("CARGO_BIN_EXE_crossread")).arg("formats").output().unwrap();
    let listed = String::from_utf8(run.stdout).unwrap();
    let lines = listed.lines().skip_while(|line| !(line.starts_with("Written by") && line.contains(command)));
    let names = lines.skip(1).take_while(|line| !line.is_empty()).map(|line| line.split_whitespace().next().unwrap());
    names.filter(|name| *name != "parquet" || cfg!(feature = "parquet")).map(str::to_owned).collect()
}

#[test]
fn every_format_is_the_same_twice_and_that_of_a_project() {
    let folder = tempfile::tempdir().unwrap();
    let ferry = root().join("examples/ferry").canonicalize().unwrap();
    let run = |arguments: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_crossread")).args(arguments).current_dir(&folder).output().unwrap();
        assert_eq!(run.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    };
    for (command, project) in [("collate", &["init", "one", "--one-story"][..]), ("stories", &["init", "all"])] {
        run(project);
        run(&["add", project[1], ferry.to_str().unwrap(), "--quiet"]);
        let formats = formats_of(command);
        assert!(formats.len() > 10, "{formats:?}");
        for format in formats {
            let written = |name: &str, from: &[&str]| {
                let output = folder.path().join(format!("{name}-{command}-{format}"));
                run(&[from, &["--format", &format, "--quiet", "-o", output.to_str().unwrap()]].concat());
                files(&output)
            };
            let first = written("first", &[command, ferry.to_str().unwrap()]);
            assert!(!first.is_empty() && first.values().all(|file| !file.is_empty()), "{command} {format}");
            assert!(first == written("second", &[command, ferry.to_str().unwrap()]), "{command} {format} twice");
            assert!(first == written("project", &["export", project[1]]), "{command} {format} of a project");
            let is_folder = first.len() > 1 && format != "report";
            assert!(!is_folder || first.contains_key(Path::new("README.txt")), "{command} {format} without README.txt");
        }
    }
}

#[test]
fn every_format_is_told_of_in_the_schemas() {
    let folder = root().join("schema");
    let told: String = ["exports.md", "sqlite.md", "codings.md"]
        .map(|name| std::fs::read_to_string(folder.join(name)).unwrap())
        .concat();
    let shown_elsewhere = ["report", "json", "csv", "xlsx"];
    for format in formats_of("collate").iter().filter(|format| !shown_elsewhere.contains(&format.as_str())) {
        assert!(told.contains(&format!("--format {format}")), "{format}");
    }
}

#[test]
fn stories_that_are_no_more_leave_no_export() {
    let folder = tempfile::tempdir().unwrap();
    for format in ["csl", "datapackage", "xlsx"] {
        let output = folder.path().join(format);
        let stories = |inputs: &Path| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_crossread"));
            let run = command.arg("stories").arg(inputs).args(["--format", format, "--quiet", "-o"]).arg(&output);
            assert_eq!(run.output().unwrap().status.code(), Some(0), "{format}");
            let names = std::fs::read_dir(&output).unwrap().map(|entry| entry.unwrap().file_name());
            names.filter(|name| name.to_string_lossy().starts_with("story-")).collect::<BTreeSet<_>>()
        };
        let before = stories(&root().join("examples/ferry"));
        let stranger = output.join("story-of-mine.txt");
        std::fs::write(&stranger, "Somebody's own.").unwrap();
        let other = folder.path().join(format!("{format}-other.jsonl"));
        let told = |killed: u32| {
            format!(
                "{{\"text\": \"A fire at the paper mill of Dorn killed {killed} people on Friday, the police of Dorn said.\"}}\n"
            )
        };
        std::fs::write(&other, told(12) + &told(14)).unwrap();
        let after = stories(&other);
        assert!(before.len() == 1 && before.is_disjoint(&after), "{format}: {after:?}");
        assert_eq!(after.len(), 2, "the new story and what is not ours: {after:?}");
        assert!(stranger.is_file());
    }
}

#[test]
fn a_coder_has_numbers_and_passages_of_each_event() {
    let folder = tempfile::tempdir().unwrap();
    export("datapackage", folder.path());
    let rows = |name: &str| -> Vec<BTreeMap<String, String>> {
        csv::Reader::from_path(folder.path().join(name)).unwrap().deserialize().map(|row| row.unwrap()).collect()
    };
    let events = rows("events.csv");
    let sinking = events.iter().find(|row| row["low"] == "11" && row["high"] == "34").expect("the toll of the sinking");
    assert_eq!((&*sinking["counted"], &*sinking["date_precision"]), ("people", "interval"));
    let all = rows("event_article.csv");
    let told: Vec<_> = all.iter().filter(|row| row["event"] == sinking["event"]).collect();
    let articles: BTreeSet<&String> = told.iter().map(|row| &row["article"]).collect();
    assert_eq!(articles.len().to_string(), sinking["articles"]);
    let numbers =
        |column: &str| told.iter().map(|row| row[column].clone()).filter(|n| !n.is_empty()).collect::<BTreeSet<_>>();
    assert_eq!((numbers("low"), numbers("high")), (["11", "34"].map(str::to_owned).into(), ["34".to_owned()].into()));
    assert!(told.iter().any(|row| row["convention"] == "least"));
    let origins: BTreeSet<&String> = told.iter().map(|row| &row["origin"]).collect();
    assert_eq!(origins.len().to_string(), sinking["origins"], "what is copied or of one speaker is one origin");
    assert!(origins.len() < told.iter().filter(|row| row["role"] == "mention").count());
    // Whatever the event's row says of day, place and who took part has its passages.
    for row in events.iter().filter(|row| row["articles"] != "1") {
        let behind: Vec<_> = all.iter().filter(|one| one["event"] == row["event"]).collect();
        let named = |roles: &[&str]| -> BTreeSet<&str> {
            behind.iter().filter(|one| roles.contains(&&*one["role"])).map(|one| &*one["named"]).collect()
        };
        for (column, roles) in [("place", ["place"]), ("agents", ["agent"]), ("patients", ["patient"])] {
            let told = row[column].split("; ").filter(|name| !name.is_empty());
            told.for_each(|name| assert!(named(&roles).contains(name), "{column} {name} of {}", row["name"]));
        }
        assert!(row["counted"].is_empty() || named(&["figure"]).contains(&*row["counted"]), "{}", row["name"]);
    }
    let readme = std::fs::read_to_string(folder.path().join("README.txt")).unwrap();
    for convention in ["least", "most", "range", "hedge", "plural", "nothing", "no-rule", "not-asserted"] {
        assert!(readme.contains(convention), "{convention}");
    }
}

#[test]
fn what_was_exported_is_no_article() {
    let folder = tempfile::tempdir().unwrap();
    let formats = [
        "csv",
        "codings",
        "json",
        "report",
        "csl",
        "ris",
        "graphml",
        "timelinejs",
        "annotations",
        "ftm",
        "tei",
        "datapackage",
    ];
    for format in formats {
        let output = folder.path().join(format!("{format}-export"));
        export(format, &output);
        let read = Command::new(env!("CARGO_BIN_EXE_crossread")).arg("read").arg(&output).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&read.stdout), "", "{format}");
        assert_eq!(read.status.code(), Some(2), "{format}");
    }
}

#[test]
fn all_stories_of_a_heap_are_exported() {
    let folder = tempfile::tempdir().unwrap();
    for (format, part) in [("ftm", "\"schema\":\"Event\""), ("tei", "<teiCorpus xmlns=")] {
        let output = folder.path().join(format);
        let run = Command::new(env!("CARGO_BIN_EXE_crossread"))
            .arg("stories")
            .arg(root().join("examples/ferry"))
            .args(["--format", format, "--quiet", "-o"])
            .arg(&output)
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
        let text = std::fs::read_to_string(output).unwrap();
        assert!(text.contains(part), "{format}");
    }
}

#[test]
fn each_story_of_a_heap_is_exported_as_one_is() {
    let folder = tempfile::tempdir().unwrap();
    let formats = ["csv", "codings", "xlsx", "datapackage", "csl", "ris", "graphml", "timelinejs", "annotations"];
    for format in formats {
        let output = folder.path().join(format);
        let stories = |more: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_crossread"));
            command.arg("stories").arg(root().join("examples/ferry")).args(["--format", format, "--quiet"]).args(more);
            command.output().unwrap()
        };
        assert_eq!(stories(&[]).status.code(), Some(2), "{format} goes to no terminal");
        for _ in 0..2 {
            let run = stories(&["-o", output.to_str().unwrap()]);
            assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
        }
        let readme = std::fs::read_to_string(output.join("README.txt")).unwrap();
        let files: Vec<PathBuf> = std::fs::read_dir(&output).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!(files.len() > 1, "{format}");
        for file in files.iter().filter(|file| !file.ends_with("README.txt")) {
            assert!(readme.contains(file.file_name().unwrap().to_str().unwrap()), "{readme}");
        }
        let read = Command::new(env!("CARGO_BIN_EXE_crossread")).arg("read").arg(&output).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&read.stdout), "", "{format}");
    }
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_program_without_parquet_says_how_to_get_it() {
    let folder = tempfile::tempdir().unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_crossread"))
        .arg("collate")
        .arg(root().join("examples/ferry"))
        .args(["--format", "parquet", "--quiet", "-o"])
        .arg(folder.path().join("tables"))
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("--features parquet"));
}

#[test]
fn exports_open_elsewhere() {
    let Ok(python) = std::env::var("EXPORT_READERS") else {
        eprintln!("skipped: no Python with the readers (EXPORT_READERS names one)");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let run = Command::new(python)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports.py"))
        .arg(env!("CARGO_BIN_EXE_crossread"))
        .arg(root().join("examples/ferry"))
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn annotations_are_found_by_readers_of_others() {
    let Ok(modules) = std::env::var("EXPORT_MODULES") else {
        eprintln!("skipped: no readers for Node (EXPORT_MODULES names their folder)");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let run = Command::new("node")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports.mjs"))
        .arg(env!("CARGO_BIN_EXE_crossread"))
        .arg(root().join("examples/ferry"))
        .arg(folder.path())
        .arg(modules)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}
