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
        if let Some(fields) = resource["schema"]["fields"].as_array() {
            let named: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
            assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), named);
        }
        let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(|row| row.unwrap()).collect();
        assert!(!rows.is_empty(), "{}", resource["name"]);
        tables.insert(resource["name"].as_str().unwrap().to_owned(), rows);
    }
    let values = |table: &str, columns: &Value| -> Vec<Vec<String>> {
        let columns: Vec<&str> = columns.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
        tables[table].iter().map(|row| columns.iter().map(|column| row[*column].clone()).collect()).collect()
    };
    for resource in package["resources"].as_array().unwrap().iter().filter(|one| one["schema"].is_object()) {
        let name = resource["name"].as_str().unwrap();
        let keys = values(name, &resource["schema"]["primaryKey"]);
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "a key of {name} stands twice");
        for foreign in resource["schema"]["foreignKeys"].as_array().unwrap() {
            let there = foreign["reference"]["resource"].as_str().unwrap();
            let known: BTreeSet<_> = values(there, &foreign["reference"]["fields"]).into_iter().collect();
            assert!(values(name, &foreign["fields"]).iter().all(|value| known.contains(value)), "{name} to {there}");
        }
    }
    let readme = std::fs::read_to_string(folder.path().join("README.txt")).unwrap();
    assert!(tables.keys().all(|table| readme.contains(&format!("{table}.csv"))), "{readme}");
}

#[test]
fn an_export_is_the_same_twice() {
    let folder = tempfile::tempdir().unwrap();
    for format in ["csl", "ris", "graphml", "timelinejs", "annotations", "ftm", "tei"] {
        let [a, b] = ["a", "b"].map(|name| folder.path().join(format!("{name}-{format}")));
        export(format, &a);
        export(format, &b);
        assert_eq!(std::fs::read(a).unwrap(), std::fs::read(b).unwrap(), "{format}");
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
