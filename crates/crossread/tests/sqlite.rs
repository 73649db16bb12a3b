//! The SQLite file holds what the JSON holds, says what its columns are, and answers the questions of `docs/recipes.md`.

use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs the program on the invented story and gives what it printed.
fn ferry(command: &str, more: &[&str]) -> Vec<u8> {
    let run = Command::new(env!("CARGO_BIN_EXE_crossread"))
        .args([command, "--quiet"])
        .arg(root().join("examples/ferry"))
        .args(more)
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    run.stdout
}

fn open(path: &Path) -> Connection {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

/// A file of the invented story in a folder that goes with the first.
fn made() -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.sqlite");
    ferry("collate", &["-o", path.to_str().unwrap()]);
    let db = open(&path);
    (folder, db)
}

fn texts(db: &Connection, query: &str) -> Vec<String> {
    let mut asked = db.prepare(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    asked.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// The columns of every table and view, but for what full text search keeps for itself.
fn columns(db: &Connection) -> BTreeMap<String, BTreeSet<String>> {
    let own = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT GLOB '*_search_*' \
               AND name NOT LIKE 'sqlite%'";
    texts(db, own)
        .into_iter()
        .map(|table| {
            let of = format!("SELECT name FROM pragma_table_info('{table}')");
            let names = texts(db, &of).into_iter().collect();
            (table, names)
        })
        .collect()
}

#[test]
fn the_file_is_the_same_twice_and_sound() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["collate", "stories"] {
        let paths = ["a", "b"].map(|name| folder.path().join(format!("{command}-{name}.sqlite")));
        for path in &paths {
            ferry(command, &["--format", "sqlite", "-o", path.to_str().unwrap()]);
        }
        let [a, b] = &paths;
        assert!(std::fs::read(a).unwrap() == std::fs::read(b).unwrap(), "{command} writes other bytes");
        let db = open(a);
        assert_eq!(texts(&db, "PRAGMA integrity_check"), ["ok"]);
        assert_eq!(texts(&db, "SELECT \"table\" FROM pragma_foreign_key_check"), [""; 0]);
    }
}

#[test]
fn the_file_holds_what_the_json_holds() {
    let (_folder, db) = made();
    let ledger: Value = serde_json::from_slice(&ferry("collate", &["--format", "json"])).unwrap();
    for (member, table) in [("articles", "article"), ("events", "event"), ("entries", "entry")] {
        let ids = ledger[member].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned());
        let kept: BTreeSet<String> = texts(&db, &format!("SELECT id FROM {table}")).into_iter().collect();
        assert_eq!(kept, ids.collect(), "{table}");
    }
    let told = ledger["entries"].as_array().unwrap().iter().flat_map(|entry| {
        let id = entry["id"].as_str().unwrap();
        let readings = entry["readings"].as_array().unwrap().iter().enumerate();
        readings.flat_map(move |(r, reading)| {
            let passages =
                reading["origins"].as_array().unwrap().iter().flat_map(|o| o["passages"].as_array().unwrap());
            passages.map(move |at| {
                let article = at["article"].as_str().unwrap();
                format!("{id}-r{r} {article}:{}-{} {}", at["start"], at["end"], at["text"].as_str().unwrap())
            })
        })
    });
    let kept: BTreeSet<String> =
        texts(&db, "SELECT reading || ' ' || passage || ' ' || words FROM told").into_iter().collect();
    assert_eq!(kept, told.collect());
    // Every passage is the words that stand there.
    let astray = "SELECT passage.id FROM passage JOIN article ON article.id = passage.article \
                  WHERE substr(article.text, start + 1, end - start) <> passage.text";
    assert_eq!(texts(&db, astray), [""; 0]);
    let read = ferry("read", &[]);
    let lines = String::from_utf8(read).unwrap();
    for (member, table) in [("quotes", "quote"), ("figures", "figure"), ("dates", "date"), ("blocks", "block")] {
        let count: usize = lines
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()[member].as_array().unwrap().len())
            .sum();
        assert_eq!(texts(&db, &format!("SELECT id FROM {table}")).len(), count, "{table}");
    }
    let rows = csv::Reader::from_reader(&*ferry("collate", &["--format", "codings"])).into_records().count();
    assert_eq!(texts(&db, "SELECT entry FROM codings").len(), rows);
}

#[test]
fn the_file_is_never_read_as_an_account() {
    let (folder, _db) = made();
    let run = Command::new(env!("CARGO_BIN_EXE_crossread")).arg("collate").arg(folder.path()).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(said.contains("crossread wrote it"), "{said}");
}

#[test]
fn one_text_printed_by_two_outlets_is_two_articles() {
    let folder = tempfile::tempdir().unwrap();
    let said =
        "Fire in a mill\n\nThe fire in the Hallan mill at Ostrel killed 34 workers on Monday, firefighters said.\n";
    let lines = ["Dorn Radio", "Skell Daily", "Tarn Weekly"]
        .map(|outlet| serde_json::json!({"outlet": outlet, "published": "2031-05-12", "text": said}).to_string());
    std::fs::write(folder.path().join("story.jsonl"), lines.join("\n")).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_crossread"))
        .args(["collate", "story.jsonl", "-o", "story.sqlite"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    let db = open(&folder.path().join("story.sqlite"));
    let outlets = texts(&db, "SELECT DISTINCT outlet FROM told WHERE low = 34 ORDER BY 1");
    assert_eq!(outlets, ["Dorn Radio", "Skell Daily", "Tarn Weekly"]);
    assert_eq!(texts(&db, "SELECT DISTINCT origin FROM told WHERE low = 34").len(), 1, "one origin");
}

/// The tables and columns that a page tells of: a heading for each table, the first cell of each row names columns.
fn documented(page: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for part in page.split("\n## ").skip(1) {
        let (name, rows) = part.split_once('\n').unwrap();
        let names = rows.lines().filter_map(|line| line.strip_prefix("| `")?.split('|').next());
        let names = names.flat_map(|cell| cell.split('`').step_by(2).map(str::to_owned).collect::<Vec<_>>());
        tables.insert(name.to_owned(), names.filter(|name| !name.trim().is_empty()).collect());
    }
    for view in ["disputed", "changed"] {
        let same = tables["told"].clone();
        tables.insert(view.to_owned(), same);
    }
    tables
}

#[test]
fn every_table_and_column_is_documented() {
    let (_folder, db) = made();
    let page = std::fs::read_to_string(root().join("schema/sqlite.md")).unwrap();
    let (kept, told) = (columns(&db), documented(&page));
    assert_eq!(kept.keys().collect::<Vec<_>>(), told.keys().collect::<Vec<_>>());
    for (table, names) in &kept {
        assert_eq!(names, &told[table], "columns of {table}");
    }
    let metadata: Value =
        serde_json::from_slice(&std::fs::read(root().join("schema/datasette.json")).unwrap()).unwrap();
    let described = metadata["databases"]["story"]["tables"].as_object().unwrap();
    assert_eq!(described.keys().collect::<BTreeSet<_>>(), kept.keys().collect(), "schema/datasette.json");
    for (table, says) in described {
        for key in ["label_column", "fts_table"] {
            let Some(name) = says[key].as_str() else { continue };
            assert!(kept[table].contains(name) || kept.contains_key(name), "{table}: {name}");
        }
    }
}

#[test]
fn every_recipe_answers() {
    let (_folder, db) = made();
    let page = std::fs::read_to_string(root().join("docs/recipes.md")).unwrap();
    let recipes: Vec<&str> = page.split("```sql\n").skip(1).filter_map(|part| part.split("```").next()).collect();
    assert!(recipes.len() > 10);
    for recipe in recipes {
        let mut asked = db.prepare(recipe).unwrap_or_else(|error| panic!("{recipe}\n{error}"));
        assert!(asked.exists([]).unwrap(), "no row for\n{recipe}");
    }
}
