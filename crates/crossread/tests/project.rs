//! A project keeps what came in, whatever happens: killed, crowded, full, tampered with.

use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

fn ferry() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ferry").canonicalize().unwrap()
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossread"));
    command.args(arguments).current_dir(folder);
    command
}

fn crossread(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

/// Runs it to its good end.
fn done(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let run = crossread(folder, arguments);
    assert_eq!(run.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    run.stdout
}

fn said(run: &Output) -> String {
    String::from_utf8(run.stderr.clone()).unwrap()
}

/// A folder with the invented story in it, and a project of nothing.
fn begun(more: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("in")).unwrap();
    for entry in std::fs::read_dir(ferry()).unwrap().flatten() {
        std::fs::copy(entry.path(), folder.path().join("in").join(entry.file_name())).unwrap();
    }
    done(folder.path(), &[&["init", "river"], more].concat());
    folder
}

/// The files of the story, from the project's folder.
fn inputs(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder.join("in")).unwrap().flatten();
    let mut names: Vec<String> = files.map(|file| format!("in/{}", file.file_name().to_str().unwrap())).collect();
    names.sort();
    names
}

fn text(db: &Connection, query: &str) -> Vec<String> {
    let mut asked = db.prepare(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    asked.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn store(folder: &Path) -> Connection {
    let path = folder.join("river/.crossread/store.sqlite");
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

/// The numbers of all runs, in their order.
fn runs(folder: &Path) -> Vec<u64> {
    let lines = std::fs::read_to_string(folder.join("river/runs.jsonl")).unwrap();
    let run = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["run"].as_u64().unwrap();
    lines.lines().map(run).collect()
}

#[test]
fn what_is_added_bit_by_bit_is_what_is_read_at_once() {
    for (more, anew) in [(&[][..], "stories"), (&["--one-story"][..], "collate")] {
        let folder = begun(more);
        let folder = folder.path();
        let files = inputs(folder);
        let names: Vec<&str> = files.iter().map(String::as_str).collect();
        for part in [&names[3..5], &names[..2], &names[..]] {
            done(folder, &[&["add", "river"], part].concat());
        }
        for (format, name) in [("json", "ledger.json"), ("sqlite", "ledger.sqlite")] {
            let write = ["--quiet", "--format", format, "-o", name];
            done(folder, &[&[anew], &names[..], &write].concat());
            let expected = std::fs::read(folder.join(name)).unwrap();
            done(folder, &[&["export", "river"], &write[..]].concat());
            assert!(std::fs::read(folder.join(name)).unwrap() == expected, "{anew} {format}: other bytes");
        }
    }
}

#[test]
fn what_is_made_can_be_deleted() {
    let folder = begun(&[]);
    let folder = folder.path();
    let files = inputs(folder);
    let names: Vec<&str> = files.iter().map(String::as_str).collect();
    done(folder, &[&["add", "river"], &names[2..]].concat());
    done(folder, &[&["add", "river"], &names[..4]].concat());
    done(folder, &["status", "river"]);
    let path = folder.join("river/.crossread/store.sqlite");
    let made = std::fs::read(&path).unwrap();
    for gone in ["river/.crossread", "river/.crossread/read"] {
        std::fs::remove_dir_all(folder.join(gone)).unwrap();
        done(folder, &["status", "river"]);
        assert!(std::fs::read(&path).unwrap() == made, "other bytes without {gone}");
    }
    let db = store(folder);
    assert_eq!(text(&db, "PRAGMA integrity_check"), ["ok"]);
    assert_eq!(text(&db, "SELECT \"table\" FROM pragma_foreign_key_check"), [""; 0]);
    let seen = "SELECT input || ' ' || first_seen || ' ' || last_seen FROM source ORDER BY 1";
    let expected: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(n, name)| format!("{name} {} {}", if n < 2 { 2 } else { 1 }, if n < 4 { 2 } else { 1 }))
        .collect();
    assert_eq!(text(&db, seen), expected);
    let new = text(&db, "SELECT DISTINCT called FROM seen WHERE first_seen = 2 ORDER BY 1");
    assert!(!new.is_empty(), "some reading came with the second run");
    // Every table that a project has beside those of an export is told of in schema/project.md.
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema/project.md");
    let page = std::fs::read_to_string(page).unwrap();
    for table in ["run", "source", "article_source", "article_seen", "reading_seen", "part", "seen"] {
        let part = page.split(&format!("\n## {table}\n")).nth(1).unwrap().split("\n## ").next().unwrap();
        for column in text(&db, &format!("SELECT name FROM pragma_table_info('{table}')")) {
            assert!(part.contains(&format!("`{column}`")), "{table}.{column} is not documented");
        }
    }
}

/// The bytes of the project's file as SQLite lays them out anew, what is searched by made again of the rows.
fn laid_out(folder: &Path) -> Vec<u8> {
    let (copy, out) = (folder.join("copy.sqlite"), folder.join("out.sqlite"));
    let kept = folder.join("river/.crossread/store.sqlite");
    Connection::open(&kept).unwrap().execute("VACUUM INTO ?1", [copy.to_str().unwrap()]).unwrap();
    let db = Connection::open(&copy).unwrap();
    for search in ["article_search", "passage_search"] {
        for what in ["integrity-check", "rebuild", "optimize"] {
            db.execute(&format!("INSERT INTO {search} ({search}) VALUES (?1)"), [what]).unwrap();
        }
    }
    db.execute("VACUUM INTO ?1", [out.to_str().unwrap()]).unwrap();
    let bytes = std::fs::read(&out).unwrap();
    drop(db);
    [copy, out].iter().for_each(|path| std::fs::remove_file(path).unwrap());
    bytes
}

/// Writes articles about other things into `others.jsonl`: enough beside the story that changes that the whole is not made again.
fn others(folder: &Path, count: usize) {
    let other = |n: usize| {
        let town = ["Skell", "Ostrel", "Dorn", "Hallan", "Lowen", "Norrick"][n % 6];
        let (day, what) = (1 + n % 20, ["mill", "bridge", "school", "market", "theater"][n / 6 % 5]);
        let text = format!(
            "{what} in {town} closes\n\nThe {what} of {town} closed on Monday, its owner number {n} said. {n} people worked there.\n"
        );
        serde_json::json!({"outlet": format!("Paper {n}"), "published": format!("2021-{:02}-{day:02}", 1 + n % 12), "text": text})
    };
    let lines: Vec<String> = (0..count).map(|n| other(n).to_string()).collect();
    std::fs::write(folder.join("others.jsonl"), lines.join("\n")).unwrap();
}

/// Adds an article about the sinking that is another for each number, and does not bring the file up to date.
fn add_more(folder: &Path, n: u64) {
    let text = format!(
        "Tarn Head ferry: divers go down again\n\nDivers went down to the ferry off Tarn Head on 20 March 2023. At least {} people were \
         killed when it sank, Tomas Eriksen said.\n",
        34 + n
    );
    let name = format!("more-{n}.txt");
    std::fs::write(folder.join(&name), text).unwrap();
    done(folder, &["add", "river", &name]);
}

/// Whether the project's file is sound, and how many articles stand in it.
fn sound(folder: &Path) -> u64 {
    let db = store(folder);
    assert_eq!(text(&db, "PRAGMA integrity_check"), ["ok"]);
    assert_eq!(text(&db, "SELECT \"table\" FROM pragma_foreign_key_check"), [""; 0]);
    text(&db, "SELECT count(*) || '' FROM article").remove(0).parse().unwrap()
}

/// Deletes the project's file, with what stands beside it, and makes it again.
fn made_anew(folder: &Path) {
    let path = folder.join("river/.crossread/store.sqlite");
    std::fs::remove_file(&path).unwrap();
    let _ = ["-wal", "-shm"].map(|end| std::fs::remove_file(format!("{}{end}", path.display())));
    done(folder, &["status", "river"]);
}

#[test]
fn a_file_brought_up_to_date_is_the_file_made_anew() {
    let folder = begun(&[]);
    let folder = folder.path();
    done(folder, &["add", "river", "in"]);
    others(folder, 30);
    done(folder, &["add", "river", "others.jsonl"]);
    done(folder, &["status", "river"]);
    let parts = |db: &Connection| -> BTreeMap<String, String> {
        let all = text(db, "SELECT number || ' ' || key FROM part");
        all.iter().map(|part| part.split_once(' ').unwrap()).map(|(n, key)| (n.to_owned(), key.to_owned())).collect()
    };
    let mut before = parts(&store(folder));
    let more = [
        "Tarn Head ferry: divers go down\n\nDivers went down to the ferry off Tarn Head on 20 March 2023. At least 34 people were killed, Tomas Eriksen said.\n",
        "mill in Skell closes\n\nThe mill of Skell closed on Monday, its owner number 0 said. 0 people worked there.\n",
    ];
    for (n, words) in more.into_iter().enumerate() {
        std::fs::write(folder.join(format!("more-{n}.txt")), words).unwrap();
        done(folder, &["add", "river", &format!("more-{n}.txt")]);
        // A reader that stays sees what stood when it began, and keeps nobody from writing.
        let reader = store(folder);
        reader.execute_batch("BEGIN").unwrap();
        let stood = text(&reader, "SELECT count(*) || '' FROM article");
        done(folder, &["status", "river"]);
        assert_eq!(text(&reader, "SELECT count(*) || '' FROM article"), stood);
        drop(reader);
        let now = parts(&store(folder));
        let kept = now.iter().filter(|(number, key)| before.get(*number) == Some(key)).count();
        assert!(kept > 0 && kept < now.len(), "{kept} of {} parts are as before", now.len());
        let updated = laid_out(folder);
        made_anew(folder);
        assert!(laid_out(folder) == updated, "more-{n}: other rows than those made anew");
        sound(folder);
        before = now;
    }
}

#[test]
fn articles_in_two_other_languages_are_two_things_that_were_not_read() {
    let folder = begun(&["--one-story"]);
    let folder = folder.path();
    let articles =
        [("de", "Die Fähre sank am Samstag vor Tarn Head."), ("fr", "Le ferry a coulé samedi au large de Tarn Head.")];
    let lines: Vec<String> = articles
        .iter()
        .map(|(language, text)| serde_json::json!({"language": language, "outlet": language, "text": text}).to_string())
        .collect();
    std::fs::write(folder.join("others.jsonl"), lines.join("\n")).unwrap();
    done(folder, &["add", "river", "in", "others.jsonl"]);
    done(folder, &["status", "river"]);
    let db = store(folder);
    let told =
        "SELECT message FROM unread JOIN unread_passage ON unread = unread.id WHERE code = 'not-english' ORDER BY 1";
    assert_eq!(text(&db, told), ["article in French, listed and not read", "article in German, listed and not read"]);
    assert_eq!(text(&db, "SELECT \"table\" FROM pragma_foreign_key_check"), [""; 0]);
}

#[test]
fn what_was_read_is_not_read_again() {
    let folder = begun(&[]);
    let folder = folder.path();
    done(folder, &["add", "river", "in"]);
    let kept = || -> BTreeMap<PathBuf, std::time::SystemTime> {
        let files = std::fs::read_dir(folder.join("river/.crossread/read")).unwrap().flatten();
        files.map(|file| (file.path(), file.metadata().unwrap().modified().unwrap())).collect()
    };
    let before = kept();
    assert_eq!(before.len(), inputs(folder).len());
    let more = r#"{"outlet": "Skell Daily", "published": "2023-03-20", "text": "Ferry firm sued\n\nNorrick Lines was sued on Monday.\n"}"#;
    std::fs::write(folder.join("more.jsonl"), more).unwrap();
    let out = String::from_utf8(done(folder, &["add", "river", "in", "more.jsonl"])).unwrap();
    assert!(out.starts_with("run 2: 1 new input, 1 article; 7 known already\n"), "{out}");
    let after = kept();
    assert_eq!(after.len(), before.len() + 1);
    assert!(before.iter().all(|(path, when)| after[path] == *when), "a kept reading was written again");

    // A fact that a person adds is known from then on, and the text is read with it.
    let facts = "file,outlet,published\nmore.jsonl,Skell Evening,2023-03-21\n";
    std::fs::write(folder.join("river/facts.csv"), facts).unwrap();
    done(folder, &["status", "river"]);
    let told = text(
        &store(folder),
        "SELECT outlet || ' ' || published FROM article WHERE input = 'more.jsonl' OR input LIKE 'more%'",
    );
    assert_eq!(told, ["Skell Evening 2023-03-21"]);
}

#[test]
fn a_draft_is_checked_against_a_project() {
    let folder = begun(&[]);
    let folder = folder.path();
    done(folder, &["add", "river", "in"]);
    let draft = ferry().join("../draft.md");
    let check = |against| done(folder, &["check", draft.to_str().unwrap(), "--format", "json", "--against", against]);
    assert!(check("river") == check("in"));
    for command in [&["collate"][..], &["stories"], &["read"], &["add", "river"]] {
        let run = crossread(folder, &[command, &["river"]].concat());
        assert_eq!(run.status.code(), Some(2));
        assert!(said(&run).contains("'river' is a project: 'crossread export river'"), "{}", said(&run));
    }
}

#[test]
fn a_project_is_searched_by_words() {
    let folder = begun(&[]);
    let folder = folder.path();
    done(folder, &["add", "river", "in"]);
    let out = String::from_utf8(done(folder, &["search", "river", "\"bow doors\" killing"])).unwrap();
    assert_eq!(out.lines().count(), 2, "{out}");
    assert!(out.starts_with("Coast Watch, 2023-03-21 ("), "{out}");
    for odd in ["(", "\"", "a NEAR(", "*", "doors AND"] {
        done(folder, &["search", "river", odd]);
    }
}

/// Starts to add, quietly.
fn adding(folder: &Path, inputs: &[&str]) -> Child {
    let mut add = command(folder, &[&["add", "river"], inputs].concat());
    add.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// How often it is killed: `CROSSREAD_KILLS`, where that is set.
fn kills() -> u64 {
    std::env::var("CROSSREAD_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(10)
}

#[test]
fn killed_at_any_moment_a_project_loses_nothing() {
    let folder = begun(&["--one-story"]);
    let folder = folder.path();
    let files = inputs(folder);
    let names: Vec<&str> = files.iter().map(String::as_str).collect();
    done(folder, &[&["add", "river"], &names[..2]].concat());
    let first = done(folder, &["export", "river", "--format", "json"]);
    let mut known = runs(folder).len();
    for kill in 0..kills() {
        let mut add = adding(folder, &names[2..]);
        // Up to where it is done and makes no more of it, by steps that meet another moment each round.
        std::thread::sleep(Duration::from_millis(3 + 17 * kill % 397));
        let _ = add.kill();
        add.wait().unwrap();
        let now = runs(folder);
        assert_eq!(now, (1..=now.len() as u64).collect::<Vec<_>>());
        assert!(now.len() >= known, "a run is gone");
        known = now.len();
        let ledger = done(folder, &["export", "river", "--format", "json"]);
        assert!(known > 1 || ledger == first, "what was in is another");
        done(folder, &["status", "river"]);
    }
    done(folder, &[&["add", "river"], &names[2..]].concat());
    let anew = done(folder, &[&["collate", "--format", "json"], &names[..]].concat());
    assert!(done(folder, &["export", "river", "--format", "json"]) == anew);
}

/// Starts to bring the file up to date, quietly.
fn bringing_up_to_date(folder: &Path) -> Child {
    command(folder, &["status", "river"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Kills a process once something is so, and after a while more; whether it was before its end.
fn killed_once(mut process: Child, is_so: impl Fn() -> bool, after: Duration) -> bool {
    while !is_so() {
        if process.try_wait().unwrap().is_some() {
            return false;
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    std::thread::sleep(after);
    process.kill().unwrap();
    !process.wait().unwrap().success()
}

#[test]
fn killed_in_its_transaction_the_file_is_as_before_or_as_after() {
    let folder = begun(&[]);
    let folder = folder.path();
    others(folder, 30);
    done(folder, &["add", "river", "in", "others.jsonl"]);
    done(folder, &["status", "river"]);
    // A connection that stays: whoever else holds the right to write is in the transaction.
    let watcher = Connection::open(folder.join("river/.crossread/store.sqlite")).unwrap();
    watcher.busy_timeout(Duration::ZERO).unwrap();
    let is_in_transaction = || watcher.execute_batch("BEGIN IMMEDIATE; ROLLBACK").is_err();
    let log = folder.join("river/.crossread/store.sqlite-wal");
    let is_written = || std::fs::metadata(&log).is_ok_and(|log| log.len() > 0);
    let (mut hit, mut as_before, mut as_after) = (0, 0, 0);
    // What a person knows of an account changes: its story is compared and written again, and is no larger than before.
    let told = |n: u64| format!("Lowen Gazette {n}");
    let tell = |n: u64| {
        let facts = format!("file,outlet\nin/01-lowen-gazette.txt,{}\n", told(n));
        std::fs::write(folder.join("river/facts.csv"), facts).unwrap();
    };
    let held = || {
        sound(folder);
        text(&store(folder), "SELECT outlet FROM article WHERE input = 'in/01-lowen-gazette.txt'").remove(0)
    };
    // How long it takes when nobody kills it.
    tell(0);
    let mut unharmed = bringing_up_to_date(folder);
    let wait_until = |is_so: bool| while is_in_transaction() != is_so {};
    wait_until(true);
    let start = std::time::Instant::now();
    wait_until(false);
    let takes = start.elapsed();
    assert!(unharmed.wait().unwrap().success());
    for kill in 0..kills() {
        let before = held();
        tell(kill + 1);
        let ledger = (kill == 0).then(|| done(folder, &["export", "river", "--format", "json"]));
        let process = bringing_up_to_date(folder);
        // Every third where the changes are written to the log, the others spread over the transaction's first half, as a machine on
        // which others work was slow just when it was measured.
        let was_hit = if kill % 3 == 2 {
            killed_once(process, is_written, Duration::from_micros(300 * (kill / 3 % 10)))
        } else {
            killed_once(process, is_in_transaction, takes * (kill % 10) as u32 / 20)
        };
        hit += u64::from(was_hit);
        let now = held();
        assert!(now == before || now == told(kill + 1), "kill {kill}: '{now}', '{before}' before");
        (as_before, as_after) = (as_before + u64::from(now == before), as_after + u64::from(now != before));
        if let Some(ledger) = ledger {
            let again = done(folder, &["export", "river", "--format", "json"]);
            assert!(ledger == again, "what was in is another");
        }
        // The next start goes on.
        let start = std::time::Instant::now();
        done(folder, &["status", "river"]);
        assert!(start.elapsed() < Duration::from_secs(60), "kill {kill}: the next start waits");
        assert_eq!(held(), told(kill + 1));
    }
    eprintln!("transaction: {hit} of {} killed in its {takes:?}; {as_before} as before, {as_after} as after", kills());
    assert!(4 * hit >= kills(), "the test meets the transaction too seldom: {hit} of {}", kills());
    drop(watcher);
    let brought = laid_out(folder);
    made_anew(folder);
    assert!(laid_out(folder) == brought, "other rows than those made anew");
}

#[test]
fn killed_while_the_whole_is_made_the_next_makes_it() {
    let folder = begun(&[]);
    let folder = folder.path();
    done(folder, &["add", "river", "in"]);
    done(folder, &["status", "river"]);
    let path = folder.join("river/.crossread/store.sqlite");
    let made = std::fs::read(&path).unwrap();
    let beside = folder.join("river/.crossread/store.part");
    let mut hit = 0;
    for kill in 0..kills() {
        std::fs::remove_file(&path).unwrap();
        let after = Duration::from_millis(40 * (kill % 10));
        hit += u64::from(killed_once(bringing_up_to_date(folder), || beside.exists(), after));
        assert!(!path.exists() || std::fs::read(&path).unwrap() == made, "kill {kill}: half a file");
        done(folder, &["status", "river"]);
        assert!(std::fs::read(&path).unwrap() == made, "kill {kill}: other bytes");
        assert!(!beside.exists(), "kill {kill}: something is left over");
    }
    eprintln!("making: {hit} of {} killed in it", kills());
    assert!(hit > 0);
}

#[test]
fn several_may_bring_the_file_up_to_date_at_once() {
    let folder = begun(&[]);
    let folder = folder.path();
    others(folder, 30);
    done(folder, &["add", "river", "in", "others.jsonl"]);
    done(folder, &["status", "river"]);
    let alone = std::time::Instant::now();
    add_more(folder, 0);
    done(folder, &["status", "river"]);
    let (alone, articles) = (alone.elapsed(), sound(folder));
    // Each adds and looks, and nobody waits for the others; one of them is killed wherever it is.
    let (people, rounds) = (3, 3);
    let longest = std::thread::scope(|scope| {
        let person = |who: u64| {
            move || -> Duration {
                let round = |n: u64| {
                    let start = std::time::Instant::now();
                    add_more(folder, 1 + who * rounds + n);
                    done(folder, &["status", "river"]);
                    start.elapsed()
                };
                (0..rounds).map(round).max().unwrap()
            }
        };
        let running: Vec<_> = (0..people).map(|who| scope.spawn(person(who))).collect();
        for n in 0..rounds {
            let mut victim = bringing_up_to_date(folder);
            std::thread::sleep(Duration::from_millis(150 + 170 * n));
            let _ = victim.kill();
            victim.wait().unwrap();
        }
        running.into_iter().map(|person| person.join().unwrap()).max().unwrap()
    });
    eprintln!("at once: alone {alone:?}, of {people} at once the longest {longest:?}");
    // As long as all of them one after the other, and as much again for a machine on which others work.
    assert!(longest < alone * 2 * (people as u32 + 2) + Duration::from_secs(5), "{longest:?}, alone {alone:?}");
    assert_eq!(sound(folder), articles + people * rounds);
    let brought = laid_out(folder);
    made_anew(folder);
    assert!(laid_out(folder) == brought, "other rows than those made anew");
}

#[test]
fn a_line_half_written_is_none() {
    let folder = begun(&[]);
    let folder = folder.path();
    done(folder, &["add", "river", "in/01-lowen-gazette.txt"]);
    let path = folder.join("river/runs.jsonl");
    let whole = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{whole}{}", &whole[..40])).unwrap();
    done(folder, &["status", "river"]);
    done(folder, &["add", "river", "in"]);
    assert_eq!(runs(folder), [1, 2]);
}

#[test]
fn several_may_add_at_once() {
    let folder = begun(&["--one-story"]);
    let folder = folder.path();
    let files = inputs(folder);
    let mut running: Vec<Child> = files.iter().map(|file| adding(folder, &[file])).collect();
    running.push(adding(folder, &["in"]));
    for add in &mut running {
        assert_eq!(add.wait().unwrap().code(), Some(0));
    }
    assert_eq!(runs(folder), (1..=running.len() as u64).collect::<Vec<_>>());
    let ledger = done(folder, &["export", "river", "--format", "json"]);
    assert!(ledger == done(folder, &["collate", "in", "--format", "json"]));
    // The file is that of all of them, as it is when it is made anew.
    done(folder, &["status", "river"]);
    let path = folder.join("river/.crossread/store.sqlite");
    let made = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    done(folder, &["status", "river"]);
    assert!(std::fs::read(&path).unwrap() == made);
}

#[test]
fn what_is_wrong_with_a_folder_is_said() {
    let folder = begun(&[]);
    let folder = folder.path();
    let refused = |arguments: &[&str], expected: &str| {
        let run = crossread(folder, arguments);
        assert_eq!(run.status.code(), Some(2), "{arguments:?}");
        assert!(said(&run).contains(expected), "{}", said(&run));
    };
    refused(&["init", "river"], "'river' is a project already");
    refused(&["init", "in"], "'in' holds other files");
    refused(&["add", "in", "in"], "'in' is no project: 'crossread init in' makes one");
    refused(&["add", "river", "nothing"], "can't read 'nothing'");
    assert_eq!(runs(folder), [0; 0], "a run that brings nothing is none");
    refused(&["export", "river"], "nothing to read");
    done(folder, &["add", "river", "in"]);
    refused(&["export", "river", "--format", "ris"], "ris of stories is a folder of files: name one with --output");
    refused(&["export", "river", "--story", "zz"], "no story has the id 'zz'");

    // An input whose bytes are others, or that is gone, is named; the rest is there.
    std::fs::remove_dir_all(folder.join("river/.crossread")).unwrap();
    let mut sources: Vec<PathBuf> =
        std::fs::read_dir(folder.join("river/sources")).unwrap().map(|entry| entry.unwrap().path()).collect();
    sources.sort();
    std::fs::write(&sources[0], "Another text.\n").unwrap();
    std::fs::remove_file(&sources[1]).unwrap();
    let run = crossread(folder, &["export", "river", "--format", "json", "-o", "ledger.json"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(said(&run).contains("is not what came in: its bytes were changed"), "{}", said(&run));
    assert!(said(&run).contains("No such file"), "{}", said(&run));

    // What others wrote in the file's place stays.
    let path = folder.join("river/.crossread/store.sqlite");
    std::fs::write(&path, "my notes").unwrap();
    refused(&["status", "river"], "is not crossread's: move it away");
    assert_eq!(std::fs::read(&path).unwrap(), b"my notes");
    std::fs::remove_file(&path).unwrap();
    std::fs::write(folder.join("river/runs.jsonl"), "nonsense\n").unwrap();
    refused(&["status", "river"], "runs.jsonl' line 1: no run");
    std::fs::write(folder.join("river/crossread.toml"), "layout = 2\n").unwrap();
    refused(&["status", "river"], "made by a newer crossread");
}

#[test]
fn another_programs_database_stays() {
    let folder = begun(&[]);
    let folder = folder.path();
    done(folder, &["add", "river", "in"]);
    let path = folder.join("river/.crossread/store.sqlite");
    let db = Connection::open(&path).unwrap();
    db.execute_batch("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine')").unwrap();
    drop(db);
    let theirs = std::fs::read(&path).unwrap();
    for command in [&["status", "river"][..], &["search", "river", "doors"]] {
        let run = crossread(folder, command);
        assert_eq!(run.status.code(), Some(2));
        assert!(said(&run).contains("store.sqlite' is not crossread's: move it away"), "{}", said(&run));
    }
    assert!(std::fs::read(&path).unwrap() == theirs);
}

/// Runs it as someone who may write nothing there: the superuser may write everywhere, so as nobody.
#[cfg(unix)]
fn as_reader(folder: &Path, arguments: &[&str]) -> std::io::Result<Output> {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65534;
    let mut command = command(folder, arguments);
    if std::fs::metadata("/proc/self")?.uid() == 0 {
        command.uid(NOBODY).gid(NOBODY);
    }
    command.output()
}

#[cfg(unix)]
#[test]
fn a_project_that_may_not_be_written_to_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = begun(&[]);
    let folder = folder.path();
    done(folder, &["add", "river", "in/01-lowen-gazette.txt"]);
    let kept = done(folder, &["status", "river"]);
    // One more that the file does not hold yet.
    let stale = tempfile::tempdir().unwrap();
    let rights = |folder: &Path, write: bool| {
        let run = Command::new("chmod").args(["-R", if write { "u+w" } else { "a+rX,a-w" }]).arg(folder).status();
        assert!(run.unwrap().success());
    };
    assert!(Command::new("cp").arg("-R").args([&folder.join("river"), stale.path()]).status().unwrap().success());
    std::fs::write(stale.path().join("more.txt"), "Rain in Ostrel\n\nIt rained for 7 days in Ostrel.\n").unwrap();
    done(stale.path(), &["add", "river", "more.txt"]);
    [folder, stale.path()].iter().for_each(|folder| rights(folder, false));
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o555)).unwrap();
    match as_reader(folder, &["--version"]) {
        Ok(run) if run.status.success() => {}
        _ => {
            rights(folder, true);
            rights(stale.path(), true);
            return eprintln!("skipped: the program can't be run as somebody who may not write");
        }
    }
    let whole = as_reader(folder, &["status", "river"]).unwrap();
    let behind = as_reader(stale.path(), &["status", "river"]).unwrap();
    let add = as_reader(folder, &["add", "river", "in"]).unwrap();
    [folder, stale.path()].iter().for_each(|folder| rights(folder, true));
    assert_eq!((whole.status.code(), whole.stdout == kept), (Some(0), true), "{}", said(&whole));
    assert_eq!(behind.status.code(), Some(0), "{}", said(&behind));
    assert!(String::from_utf8_lossy(&behind.stdout).contains("2 articles"), "what came in is told all the same");
    assert!(said(&behind).contains("can't write 'river/.crossread': Permission denied"), "{}", said(&behind));
    assert_eq!(add.status.code(), Some(2));
    assert!(said(&add).contains("can't write 'river/sources': Permission denied"), "{}", said(&add));
    assert_eq!(runs(folder), [1]);
}

/// A project whose file lacks two articles, beside what the file holds now.
#[cfg(unix)]
fn behind() -> (tempfile::TempDir, Vec<u8>) {
    let folder = begun(&[]);
    others(folder.path(), 30);
    done(folder.path(), &["add", "river", "in", "others.jsonl"]);
    done(folder.path(), &["status", "river"]);
    let held = std::fs::read(folder.path().join("river/.crossread/store.sqlite")).unwrap();
    add_more(folder.path(), 1);
    (folder, held)
}

#[cfg(unix)]
#[test]
fn a_disk_that_gets_full_while_the_file_is_brought_up_to_date_takes_nothing_away() {
    // No file may grow beyond so many blocks of 512 bytes: the log of the changes does.
    let (behind_a_limit, held) = behind();
    let folder = behind_a_limit.path();
    let limited = format!("trap '' XFSZ; ulimit -f 128; exec '{}' status river", env!("CARGO_BIN_EXE_crossread"));
    let run = Command::new("sh").args(["-c", &limited]).current_dir(folder).output().unwrap();
    full_but_well(folder, &run, &held);

    // A disk of its own that is full, where this system lets the test have one: it goes with the shell.
    let (on_a_disk, held) = behind();
    let folder = on_a_disk.path();
    let filled = format!(
        "mount -t tmpfs -o size=24m none disk && cp -R river disk/ && cd disk || exit 99
         head -c 100m /dev/zero >filler 2>/dev/null; '{0}' status river; status=$?
         rm filler; cp -R river ../after && exit $status",
        env!("CARGO_BIN_EXE_crossread")
    );
    std::fs::create_dir(folder.join("disk")).unwrap();
    let run = Command::new("unshare").args(["-m", "sh", "-c", &filled]).current_dir(folder).output();
    match run {
        Ok(run) if folder.join("after").is_dir() => {
            std::fs::remove_dir_all(folder.join("river")).unwrap();
            std::fs::rename(folder.join("after"), folder.join("river")).unwrap();
            full_but_well(folder, &run, &held);
            assert!(said(&run).contains("the disk is full"), "{}", said(&run));
        }
        _ => eprintln!("skipped: no small disk can be mounted here"),
    }
}

/// What was asked is answered, the trouble is said, the file holds what it held, and with room again it is brought up to date.
#[cfg(unix)]
fn full_but_well(folder: &Path, run: &Output, held: &[u8]) {
    assert_eq!(run.status.code(), Some(0), "{}", said(run));
    assert!(
        said(run).contains("can't use the project's SQLite file '.crossread/store.sqlite': the disk "),
        "{}",
        said(run)
    );
    assert_eq!(std::fs::read(folder.join("river/.crossread/store.sqlite")).unwrap(), held);
    let articles = sound(folder);
    assert_eq!(runs(folder), [1, 2]);
    let again = done(folder, &["status", "river"]);
    assert!(run.stdout == again, "what was asked is answered the same");
    assert_eq!(sound(folder), articles + 1);
    let brought = laid_out(folder);
    made_anew(folder);
    assert!(laid_out(folder) == brought);
}

#[cfg(unix)]
#[test]
fn a_full_disk_takes_nothing_away() {
    let folder = begun(&["--one-story"]);
    let folder = folder.path();
    done(folder, &["add", "river", "in/01-lowen-gazette.txt"]);
    let before = done(folder, &["export", "river", "--format", "json"]);
    std::fs::write(folder.join("long.txt"), "Ferry sinks\n\n".to_owned() + &"The ferry sank. ".repeat(5_000)).unwrap();
    // No file may grow beyond so many blocks: what a full disk says, said earlier.
    let limited = format!("trap '' XFSZ; ulimit -f 16; '{}' add river long.txt", env!("CARGO_BIN_EXE_crossread"));
    let run = Command::new("sh").args(["-c", &limited]).current_dir(folder).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(said(&run).contains("can't write 'river/sources'"), "{}", said(&run));
    assert_eq!(runs(folder), [1]);
    assert!(done(folder, &["export", "river", "--format", "json"]) == before);
    let left = std::fs::read_dir(folder.join("river/sources")).unwrap().count();
    assert_eq!(left, 1, "a part was left behind");
}
