//! The program itself: whole runs, their output and exit status.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn crossread(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_crossread"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

/// Checks output against a schema of the repository.
fn matches_schema(name: &str, value: &Value) {
    let schema = std::fs::read_to_string(root().join("schema").join(name)).expect("the schema is there");
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let errors: Vec<String> =
        validator.iter_errors(value).take(5).map(|e| format!("{}: {e}", e.instance_path)).collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");
}

#[test]
fn collate_writes_a_report_and_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let example = root().join("examples/ferry").canonicalize().unwrap();
    let run = crossread(&["collate", example.to_str().unwrap()], folder.path());
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let out = text(&run.stdout);
    assert!(out.starts_with("8 articles, 4 outlets, 2023-03-13 to 2023-03-21\n"), "{out}");
    assert!(out.ends_with("\nreport: crossread-report.html\n"), "{out}");
    assert!(run.stderr.is_empty(), "quiet when not on a terminal: {}", text(&run.stderr));
    let report = std::fs::read_to_string(folder.path().join("crossread-report.html")).unwrap();
    assert!(report.contains("default-src 'none'"));
    assert_eq!(report.matches("<script").count(), 1, "one script, of ours");
    // Every link inside the page leads somewhere.
    for link in report.split("href=\"#").skip(1) {
        let id = link.split('"').next().unwrap();
        assert!(report.contains(&format!("id=\"{id}\"")), "nothing has the id {id}");
    }
    assert!(!folder.path().join("crossread-report.html.part").exists());
}

#[test]
fn the_ledger_is_what_the_schema_says() {
    let example = root().join("examples/ferry");
    let run = crossread(&["collate", example.to_str().unwrap(), "--format", "json"], &root());
    assert_eq!(run.status.code(), Some(0));
    let ledger: Value = serde_json::from_slice(&run.stdout).unwrap();
    matches_schema("ledger.schema.json", &ledger);
    let again = crossread(&["collate", example.to_str().unwrap(), "--format", "json"], &root());
    assert_eq!(run.stdout, again.stdout, "a second run gives the same bytes");
}

/// For each entry of a ledger its id and its passages: (article, start, end).
fn entries_of(ledger: &Value) -> Vec<(String, std::collections::BTreeSet<(String, u64, u64)>)> {
    let passage = |one: &Value| {
        (one["article"].as_str().unwrap().to_owned(), one["start"].as_u64().unwrap(), one["end"].as_u64().unwrap())
    };
    let all = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let passages = |entry: &Value| {
        let origins =
            all(entry, "readings").into_iter().flat_map(|reading| all(&reading, "origins")).collect::<Vec<_>>();
        origins.iter().flat_map(|origin| all(origin, "passages")).map(|one| passage(&one)).collect()
    };
    all(ledger, "entries").iter().map(|entry| (entry["id"].as_str().unwrap().to_owned(), passages(entry))).collect()
}

#[test]
fn an_entry_keeps_its_id_when_another_article_is_added() {
    let files: Vec<PathBuf> =
        std::fs::read_dir(root().join("examples/ferry")).unwrap().map(|file| file.unwrap().path()).collect();
    let ledger = |files: &[&PathBuf]| -> Value {
        let files = files.iter().map(|file| file.to_str().unwrap());
        let arguments: Vec<&str> = ["collate", "--format", "json"].into_iter().chain(files).collect();
        serde_json::from_slice(&crossread(&arguments, &root()).stdout).unwrap()
    };
    let whole = entries_of(&ledger(&files.iter().collect::<Vec<_>>()));
    let mut kept = 0;
    for added in &files {
        let before = ledger(&files.iter().filter(|file| *file != added).collect::<Vec<_>>());
        let known: Vec<String> =
            before["articles"].as_array().unwrap().iter().map(|one| one["id"].to_string()).collect();
        for (id, passages) in entries_of(&before) {
            for (now, all) in whole.iter().filter(|(_, all)| passages.is_subset(all)) {
                // Only an article of the least id gives another.
                let least = all.iter().map(|(article, ..)| article).min().unwrap();
                let is_new = !known.contains(&format!("\"{least}\""));
                assert!(is_new || *now == id, "{id} became {now} when {} was added", added.display());
                kept += usize::from(*now == id);
            }
        }
    }
    assert!(kept > 100, "{kept} entries kept their ids");
}

#[test]
fn a_heap_is_sorted_into_stories() {
    let folder = tempfile::tempdir().unwrap();
    let heap = folder.path().join("heap");
    std::fs::create_dir(&heap).unwrap();
    let fair = [
        (
            "a",
            "Bakers of Ostrel hold their fair\n\nThe bakers of Ostrel opened their yearly fair on the old square with rye loaves.\n",
        ),
        (
            "b",
            "Olga Prenn wins at the bakers' fair\n\nJudges at the bakers' fair in Ostrel gave the prize for rye loaves to Olga Prenn.\n",
        ),
        (
            "c",
            "Mill at Dorn closes\n\nThe paper mill at Dorn stopped its machines after ninety years, its owner wrote to the staff.\n",
        ),
    ];
    for (name, article) in fair {
        std::fs::write(heap.join(format!("{name}.txt")), article).unwrap();
    }
    let example = root().join("examples/ferry").canonicalize().unwrap();
    let inputs = ["stories", "heap", example.to_str().unwrap()];
    let run = crossread(&[&inputs[..], &["--format", "json"]].concat(), folder.path());
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let sorted: Value = serde_json::from_slice(&run.stdout).unwrap();
    matches_schema("stories.schema.json", &sorted);
    let stories = sorted["stories"].as_array().unwrap();
    let sizes: Vec<u64> = stories.iter().map(|story| story["story"]["articles"].as_u64().unwrap()).collect();
    assert_eq!(sizes, [8, 2], "the ferry and the fair");
    assert_eq!(sorted["alone"].as_array().unwrap().len(), 1, "the mill");
    stories.iter().for_each(|story| matches_schema("ledger.schema.json", story));
    // The ledger of the ferry is the one it has when it is collated alone.
    let alone = crossread(&["collate", example.to_str().unwrap(), "--format", "json"], folder.path());
    assert_eq!(stories[0], serde_json::from_slice::<Value>(&alone.stdout).unwrap());

    let run = crossread(&inputs, folder.path());
    assert!(text(&run.stdout).starts_with("2 stories; 1 article in no story\n"), "{}", text(&run.stdout));
    let page = std::fs::read_to_string(folder.path().join("crossread-stories/index.html")).unwrap();
    for link in page.split("href=\"").skip(1) {
        let file = link.split('"').next().unwrap();
        assert!(folder.path().join("crossread-stories").join(file).is_file(), "{file}");
    }

    // A second run of less leaves no report of a story that is no more, and touches nothing else.
    let written = folder.path().join("crossread-stories");
    std::fs::write(written.join("story-of-my-own.html"), "<p>mine").unwrap();
    let run = crossread(&["stories", example.to_str().unwrap()], folder.path());
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let mut left: Vec<String> =
        std::fs::read_dir(&written).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    left.sort();
    let ferry = format!("story-{}.html", stories[0]["story"]["id"].as_str().unwrap());
    assert_eq!(left, ["index.html".to_owned(), ferry, "story-of-my-own.html".to_owned()]);
}

#[test]
fn the_table_is_a_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let example = root().join("examples/ferry").canonicalize().unwrap();
    let write = |name: &str| {
        let run = crossread(&["collate", example.to_str().unwrap(), "--format", "xlsx", "-o", name], folder.path());
        assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
        std::fs::read(folder.path().join(name)).unwrap()
    };
    let first = write("a.xlsx");
    assert!(first.starts_with(b"PK\x03\x04"));
    assert_eq!(first, write("b.xlsx"), "a second run gives the same bytes");
    let run = crossread(&["collate", example.to_str().unwrap(), "--format", "xlsx"], folder.path());
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("--output"), "{}", text(&run.stderr));
}

/// Rows of a table by column name.
fn table(bytes: &[u8]) -> Vec<std::collections::BTreeMap<String, String>> {
    csv::Reader::from_reader(bytes).deserialize().map(|row| row.expect("a row has a cell for each column")).collect()
}

#[test]
fn codings_name_the_convention_and_count_reprints_once() {
    let folder = tempfile::tempdir().unwrap();
    let story = [
        ("Ostrel Post", "12", "The fire in the Hallan mill killed dozens of workers, the mayor of Ostrel said."),
        (
            "Dorn Radio",
            "12",
            "The fire in the Hallan mill at Ostrel killed at least 30 workers on Monday, firefighters said.",
        ),
        (
            "=Velmark Star",
            "13",
            "The fire in the Hallan mill at Ostrel killed 34 workers. The looms were sold long ago.",
        ),
        ("Skell Daily", "14", "The fire in the Hallan mill at Ostrel killed 34 workers. The looms were sold long ago."),
        ("Tarn Weekly", "15", "The fire in the Hallan mill at Ostrel killed 34 workers. The looms were sold long ago."),
    ];
    let lines = story.map(|(outlet, day, said)| {
        serde_json::json!({"outlet": outlet, "published": format!("2031-05-{day}"), "text": format!("Fire in a mill\n\n{said}\n")})
            .to_string()
    });
    std::fs::write(folder.path().join("story.jsonl"), lines.join("\n")).unwrap();
    let run = crossread(&["collate", "story.jsonl", "--format", "codings"], folder.path());
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let rows = table(&run.stdout);
    let shown: Vec<String> = rows
        .iter()
        .map(|row| {
            let columns =
                ["row", "said", "outlet", "origin", "status", "words", "convention", "low", "best", "high", "origins"];
            columns.map(|column| row[column].as_str()).join("|")
        })
        .collect();
    let expected = [
        "reading|2031-05-12|Ostrel Post|1|asserted|dozens|plural|12|12||",
        "reading|2031-05-12|Dorn Radio|2|asserted|at least 30|least|30|||",
        "reading|2031-05-13|'=Velmark Star|3|asserted|34||34|34|34|",
        "reading|2031-05-14|Skell Daily|3|asserted|34||34|34|34|",
        "reading|2031-05-15|Tarn Weekly|3|asserted|34||34|34|34|",
        "entry||||||least; plural|12||34|3",
    ];
    assert_eq!(shown, expected, "{}", text(&run.stdout));
    assert_eq!(run.stdout, crossread(&["collate", "story.jsonl", "--format", "codings"], folder.path()).stdout);
    // The record knows no convention: there dozens are two dozen or more.
    let run = crossread(&["collate", "story.jsonl", "--format", "csv"], folder.path());
    let dozens = table(&run.stdout).into_iter().find(|row| row["words"] == "dozens").expect("an entry");
    assert_eq!((dozens["low"].as_str(), dozens["high"].as_str(), dozens["bound"].as_str()), ("24", "", "vague"));
}

#[test]
fn each_line_read_is_what_the_schema_says_and_offsets_are_code_points() {
    let run = crossread(&["read", root().join("examples/ferry").to_str().unwrap()], &root());
    assert_eq!(run.status.code(), Some(0));
    let lines: Vec<Value> = text(&run.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 8);
    for line in &lines {
        matches_schema("read.schema.json", line);
        let characters: Vec<char> = line["text"].as_str().unwrap().chars().collect();
        let mut places = 0;
        walk(line, &mut |object| {
            if let (Some(start), Some(end), Some(words)) =
                (object["start"].as_u64(), object["end"].as_u64(), object["text"].as_str())
            {
                let there: String = characters[start as usize..end as usize].iter().collect();
                assert_eq!(there, words);
                places += 1;
            }
        });
        assert!(places > 10);
    }
}

fn walk(value: &Value, each: &mut dyn FnMut(&Value)) {
    match value {
        Value::Object(fields) => {
            each(value);
            fields.values().for_each(|field| walk(field, each));
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, each)),
        _ => {}
    }
}

#[test]
fn bad_inputs_are_named_and_stop_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("a-empty.txt", b"");
    write("b-picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    write("c-lines.jsonl", b"{\"text\": \"It rained in Ostrel on Friday, said Ann Lowe.\"}\n{\"text\": oops}\n");
    write("d-odd.txt", "\u{feff}The “council” of Ostrel met on 31 June 2023.\r\n\r\n“We will never close this mark, said Ann Lowe.\r\n".as_bytes());
    write("e-nul.txt", b"One\0two met in Ostrel.");
    let run = crossread(&["collate", ".", "--format", "json"], folder.path());
    assert_eq!(run.status.code(), Some(1), "some skipped");
    let errors = text(&run.stderr);
    for reason in ["a-empty.txt': empty", "b-picture.txt': not text (PNG image)", "c-lines.jsonl' line 2: not JSON"] {
        assert!(errors.contains(reason), "{errors}");
    }
    let ledger: Value = serde_json::from_slice(&run.stdout).unwrap();
    matches_schema("ledger.schema.json", &ledger);
    assert_eq!(ledger["skipped"].as_array().unwrap().len(), 3);
    assert_eq!(ledger["articles"].as_array().unwrap().len(), 3);
    let codes: Vec<&str> = ledger["warnings"].as_array().unwrap().iter().filter_map(|w| w["code"].as_str()).collect();
    for code in ["impossible-date", "unclosed-quotation", "nul-characters"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
}

#[test]
fn what_is_fetched_is_collated_offline_to_the_same_bytes() {
    // A host of two pages, one of them a reprint; it answers and closes.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let host = std::thread::spawn(move || {
        for mut line in listener.incoming().flatten().take(3) {
            let mut reader = std::io::BufReader::new(line.try_clone().unwrap());
            let mut request = String::new();
            while std::io::BufRead::read_line(&mut reader, &mut request).unwrap() > 2 {}
            let (status, body) = match request.split(' ').nth(1).unwrap() {
                "/robots.txt" => ("404 Not Found", String::new()),
                path => (
                    "200 OK",
                    format!(
                        "<html><head><title>Flood in Ostrel {path}</title></head><body><article><p>The river took \
                    12 houses in Ostrel on Friday, the mayor Ann Lowe said. “We lost a street,” she said.</p></article></body></html>"
                    ),
                ),
            };
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            line.write_all(format!("{head}{body}").as_bytes()).unwrap();
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (format!("{address}/one"), format!("{address}/two"));
    // Refused before anything is asked: this machine is no public address.
    let run = crossread(&["fetch", &one], folder.path());
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("no public address"), "{}", text(&run.stderr));
    let run = crossread(&["fetch", "--allow-private", "--delay", "0", &one, &two], folder.path());
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert_eq!(text(&run.stdout), "2 kept, 0 unchanged, 0 not fetched\narchive: crossread-fetched.warc.gz\n");
    // The host is gone now; the ledger is made of the archive alone.
    host.join().unwrap();
    let collate = || crossread(&["collate", "crossread-fetched.warc.gz", "--format", "json"], folder.path());
    let ledger: Value = serde_json::from_slice(&collate().stdout).unwrap();
    matches_schema("ledger.schema.json", &ledger);
    assert_eq!(ledger["articles"].as_array().unwrap().len(), 2);
    assert_eq!(collate().stdout, collate().stdout);
}

#[test]
fn what_the_program_wrote_is_no_account() {
    let folder = tempfile::tempdir().unwrap();
    for article in std::fs::read_dir(root().join("examples/ferry")).unwrap().flatten() {
        std::fs::copy(article.path(), folder.path().join(article.file_name())).unwrap();
    }
    let ledger = |run: Output| serde_json::from_slice::<Value>(&run.stdout).unwrap();
    let first = ledger(crossread(&["collate", ".", "--format", "json"], folder.path()));
    let formats = [
        ("report", "report.html"),
        ("json", "ledger.json"),
        ("csv", "entries.csv"),
        ("codings", "codings.csv"),
        ("xlsx", "ledger.xlsx"),
        ("sqlite", "ledger.sqlite"),
        ("datapackage", "package"),
        ("csl", "csl.json"),
        ("ris", "articles.ris"),
        ("graphml", "lineage.graphml"),
        ("timelinejs", "days.json"),
        ("annotations", "passages.jsonld"),
    ];
    for (format, name) in formats {
        let run = crossread(&["collate", ".", "--format", format, "-o", name], folder.path());
        assert!(run.status.code().is_some_and(|code| code < 2), "{}", text(&run.stderr));
        std::fs::write(folder.path().join("summary.txt"), run.stdout).unwrap();
        if format != "report" {
            std::fs::remove_file(folder.path().join("summary.txt")).unwrap();
        } else {
            std::fs::rename(folder.path().join("summary.txt"), folder.path().join("printed.txt")).unwrap();
        }
    }
    let draft = root().join("examples/draft.md").canonicalize().unwrap();
    let ferry = root().join("examples/ferry").canonicalize().unwrap();
    for name in ["check.txt", "check.json", "check.sarif"] {
        let run = crossread(
            &["check", draft.to_str().unwrap(), "--against", ferry.to_str().unwrap(), "-o", name],
            folder.path(),
        );
        assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = crossread(&["completions", shell], folder.path()).stdout;
        std::fs::write(folder.path().join(format!("completions.{shell}")), script).unwrap();
    }
    std::fs::write(folder.path().join("crossread.1"), crossread(&["manual"], folder.path()).stdout).unwrap();
    crossread(&["read", ".", "-o", "articles.jsonl"], folder.path());
    let run = crossread(&["collate", ".", "--format", "json"], folder.path());
    assert_eq!(run.status.code(), Some(1), "some skipped");
    let errors = text(&run.stderr);
    let mut again = ledger(run);
    assert_eq!(errors.matches("crossread wrote").count(), 2, "the first is named, the rest is counted: {errors}");
    let skipped = again["skipped"].as_array_mut().map(std::mem::take).unwrap();
    assert!(skipped.iter().all(|one| one["code"] == "own-output"), "{skipped:#?}");
    assert_eq!(first, again);
}

#[test]
fn nothing_to_read_is_exit_status_two() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in
        [vec!["collate", "."], vec!["read", "nowhere.txt"], vec!["collate"], vec!["collate", ".", "--format", "poem"]]
    {
        let run = crossread(&arguments, folder.path());
        assert_eq!(run.status.code(), Some(2), "{arguments:?}: {}", text(&run.stdout));
        assert!(!run.stderr.is_empty());
    }
    let run = crossread(&["read", "nowhere.txt"], folder.path());
    assert!(text(&run.stderr).contains("can't read 'nowhere.txt': no such file or directory"), "{}", text(&run.stderr));
}

#[test]
fn standard_input_is_read() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_crossread"))
        .args(["read", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all("“It held,” Ann Lowe said on Friday.".as_bytes()).unwrap();
    let run = child.wait_with_output().unwrap();
    assert_eq!(run.status.code(), Some(0));
    let line: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(line["quotes"][0]["speaker"]["text"], "Ann Lowe");
    assert_eq!(line["dates"][0]["value"], "XXXX-WXX-5", "no day is known to reckon from");
}

#[test]
fn a_line_is_answered_before_the_next_is_sent() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_crossread"))
        .args(["read", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut answers = std::io::BufRead::lines(std::io::BufReader::new(stdout));
    for said in ["It rained for 3 days", "It snowed for 4 days", "It blew for 5 days"] {
        writeln!(stdin, "{{\"text\": \"{said} in Ostrel.\"}}").unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["text"], format!("{said} in Ostrel."));
    }
    drop(stdin);
    assert!(answers.next().is_none());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("real.json", folder.path().join("link.json")).unwrap();
    let example = root().join("examples/ferry").canonicalize().unwrap();
    let arguments = ["collate", example.to_str().unwrap(), "--format", "json", "-o", "link.json"];
    assert_eq!(crossread(&arguments, folder.path()).status.code(), Some(0));
    assert!(folder.path().join("link.json").symlink_metadata().unwrap().is_symlink());
    assert!(folder.path().join("real.json").is_file());
}

#[test]
fn one_line_of_many_megabytes_is_refused_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("long.txt"), "word ".repeat(4 << 20)).unwrap();
    let run = crossread(&["read", "long.txt"], folder.path());
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("more than 16 MB is no article"), "{}", text(&run.stderr));
}

#[test]
fn a_hostile_article_does_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = "<b>Title</b> & \"more\" of it\n\nThe <script>alert(1)</script> of Ostrel said “</style><img src=x onerror=alert(2)>” on \
                   Friday, and \u{202e}gnihton\u{202c} came of it ]]> but 12 people were killed.\n";
    std::fs::write(folder.path().join("a.txt"), hostile).unwrap();
    let line = format!(
        "{{\"text\": {}, \"url\": \"javascript:alert(3)\", \"outlet\": \"<i>Outlet</i>\\\" onclick=\\\"x\"}}\n",
        serde_json::to_string(hostile).unwrap()
    );
    std::fs::write(folder.path().join("b.jsonl"), line).unwrap();
    let run = crossread(&["collate", "."], folder.path());
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let report = std::fs::read_to_string(folder.path().join("crossread-report.html")).unwrap();
    // Our own script stands at the end.
    let (report, _) = report.rsplit_once("<script>").expect("a script");
    for bad in
        ["<script", "<img", "onerror=alert(2)>", "javascript:", "<i>Outlet", "\" onclick=\"", "\u{202e}", "http:"]
    {
        assert!(
            !report.contains(bad) || bad == "onerror=alert(2)>" && !report.contains("<img"),
            "{bad} stands in the report"
        );
    }
    assert_eq!(report.matches("</style>").count(), 1, "the style sheet ends once");
    let run = crossread(&["collate", ".", "--format", "csv"], folder.path());
    assert!(text(&run.stdout).starts_with("entry,kind,status,"));
}

#[test]
fn every_code_of_a_skipped_input_is_documented() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let schema: Value =
        serde_json::from_str(&std::fs::read_to_string(root().join("schema/ledger.schema.json")).unwrap()).unwrap();
    let codes = schema["properties"]["skipped"]["items"]["properties"]["code"]["enum"].as_array().unwrap();
    for code in codes {
        assert!(readme.contains(&format!("`{}`", code.as_str().unwrap())), "{code}");
    }
}

#[test]
fn every_code_of_a_warning_is_documented() {
    let documented = std::fs::read_to_string(root().join("docs/warnings.md")).unwrap();
    let mut codes = std::collections::BTreeSet::new();
    let mut folders = vec![root().join("crates/crossread-core/src"), root().join("crates/crossread-ingest/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            if source.contains("Warning") || source.contains("Unread") {
                let code = |words: &str| words.split('"').next().unwrap_or_default().to_owned();
                codes.extend(source.split("code: \"").skip(1).map(code));
                codes.extend(source.split("=> (\"").skip(1).map(code).filter(|code| code.ends_with("-date")));
            }
        }
    }
    assert!(codes.len() > 12, "{codes:?}");
    for code in codes {
        assert!(documented.contains(&format!("| `{code}` |")), "{code}");
    }
}

#[test]
fn the_readme_session_is_true() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let session = readme.split("```console\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a session");
    let (command, expected) = session.split_once('\n').unwrap();
    assert_eq!(command, "$ crossread collate examples/ferry");
    let folder = tempfile::tempdir().unwrap();
    let example = root().join("examples/ferry").canonicalize().unwrap();
    let run = crossread(&["collate", example.to_str().unwrap()], folder.path());
    let out = text(&run.stdout);
    for line in expected.lines().filter(|line| !line.trim().is_empty() && *line != "…") {
        assert!(out.contains(line.trim_end()), "README shows a line that is not printed: {line}\n{out}");
    }
}

#[test]
fn the_ending_of_a_name_is_its_format() {
    let folder = tempfile::tempdir().unwrap();
    let example = root().join("examples/ferry").canonicalize().unwrap();
    let example = example.to_str().unwrap();
    let run = crossread(&["collate", example, "-o", "ledger.json", "--quiet"], folder.path());
    assert_eq!((run.status.code(), text(&run.stdout)), (Some(0), String::new()));
    let printed = crossread(&["collate", example, "--format", "json", "-o", "-"], folder.path()).stdout;
    assert_eq!(std::fs::read(folder.path().join("ledger.json")).unwrap(), printed);
    assert!(!folder.path().join("-").exists());
    let run = crossread(&["collate", example, "-o", "ledger.csv", "--format", "json"], folder.path());
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("ledger.csv"), "{}", text(&run.stderr));
    assert!(!folder.path().join("ledger.csv").exists());
    let run = crossread(&["stories", example, "-o", "heap.json"], folder.path());
    assert_eq!(run.status.code(), Some(0));
    serde_json::from_slice::<Value>(&std::fs::read(folder.path().join("heap.json")).unwrap()).expect("JSON");
}

#[test]
fn what_a_person_knows_goes_before_what_a_text_says() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = folder.path().join("in");
    std::fs::create_dir_all(inputs.join("deep")).unwrap();
    let sentence = "A fire in the mill at Ostrel killed 12 people on Friday, firefighters said.";
    std::fs::write(inputs.join("a.txt"), format!("Mill burns in Ostrel\n\n{sentence}\n")).unwrap();
    std::fs::write(inputs.join("deep/b.txt"), format!("Mill fire kills 12\n\n{sentence} It burned till dawn.\n"))
        .unwrap();
    let table = "file,outlet,published\na.txt,Ostrel Post,2023-03-12\ndeep/b.txt,,2023-03-13\nc.txt,Nobody,\n,x,\na.txt,Ostrel Post,soon\n";
    std::fs::write(inputs.join("articles.csv"), table).unwrap();
    let run = crossread(&["collate", "in", "--format", "json", "--outlet", "Dorn Radio"], folder.path());
    assert_eq!(run.status.code(), Some(1), "rows that can't be used are named: {}", text(&run.stderr));
    let ledger: Value = serde_json::from_slice(&run.stdout).unwrap();
    let articles = ledger["articles"].as_array().unwrap();
    let mut known: Vec<_> =
        articles.iter().map(|article| (article["outlet"].as_str(), article["published"].as_str())).collect();
    known.sort();
    assert_eq!(known, [(Some("Dorn Radio"), Some("2023-03-13")), (Some("Ostrel Post"), None)]);
    let reasons: Vec<_> =
        ledger["skipped"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(reasons, ["malformed", "malformed", "not-found"]);
}

#[test]
fn a_heap_is_called_one_and_a_typo_gets_a_suggestion() {
    let folder = tempfile::tempdir().unwrap();
    let things = [
        "bakers", "mills", "ferries", "bridges", "schools", "orchards", "tramways", "gardens", "harbors", "mines",
        "theaters", "markets",
    ];
    let places =
        ["Ostrel", "Dorn", "Lowen", "Skell", "Tarn", "Velmark", "Hallan", "Prenn", "Orla", "Varga", "Holt", "Pell"];
    for (thing, place) in things.iter().zip(places) {
        std::fs::write(
            folder.path().join(format!("{thing}.txt")),
            format!("The {thing} of {place}\n\nThe {thing} of {place} have a new roof, the council of {place} said.\n"),
        )
        .unwrap();
    }
    let run = crossread(&["collate", ".", "--format", "csv"], folder.path());
    assert_eq!(run.status.code(), Some(0));
    let told = "look like 0 stories; 12 articles in no story";
    assert!(text(&run.stderr).contains(told), "{}", text(&run.stderr));
    let run = crossread(&["colate", "."], folder.path());
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("'collate'"), "{}", text(&run.stderr));
}

#[test]
fn a_summary_is_short_or_whole() {
    let folder = tempfile::tempdir().unwrap();
    let example = root().join("examples/ferry").canonicalize().unwrap();
    let collate = |more: &[&str]| {
        let run = crossread(&[&["collate", example.to_str().unwrap()], more].concat(), folder.path());
        assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
        text(&run.stdout)
    };
    let (short, whole) = (collate(&[]), collate(&["--verbose"]));
    assert!(short.contains("  … and ") && !whole.contains("… and "), "{whole}");
    assert!(
        short.lines().all(|line| line.contains("… and ") || whole.contains(line)),
        "the whole has all of the short one"
    );
    // A value that changed is never named beside a day as if all gave it.
    let day = short.split("killed 34 people last week (6 articles)\n").nth(1).unwrap();
    assert!(day.starts_with("    changed: At least 11 · 19 · 27 · 34\n"), "{day}");
}

#[test]
fn of_a_folder_only_the_chosen_files_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str| {
        let path = folder.path().join("inputs").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, format!("Fire in Ostrel\n\nA fire killed 12 people in Ostrel on Friday. {name}\n"))
            .unwrap();
    };
    ["a.txt", "b.md", "drafts/c.txt", "march/d.txt", ".hidden.txt"].into_iter().for_each(put);
    std::fs::write(folder.path().join("inputs/articles.csv"), "file,outlet\na.txt,Lowen Gazette\n").unwrap();
    let read = |more: &[&str]| {
        let run = crossread(&[&["read", "inputs"], more].concat(), folder.path());
        let out = text(&run.stdout);
        let articles = out.lines().map(|line| {
            let article: Value = serde_json::from_str(line).unwrap();
            let input = article["article"]["input"].as_str().unwrap().trim_start_matches("inputs/").to_owned();
            (input, article["article"]["outlet"].as_str().map(str::to_owned))
        });
        (run.status.code(), articles.collect::<Vec<_>>())
    };
    let names = |more: &[&str]| read(more).1.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names(&[]), ["a.txt", "b.md", "drafts/c.txt", "march/d.txt"], "hidden files are not read");
    assert_eq!(names(&["--include", "*.txt", "--exclude", "drafts"]), ["a.txt", "march/d.txt"]);
    assert_eq!(names(&["--include", "march/*"]), ["march/d.txt"]);
    // The table beside the articles tells of them all the same.
    assert_eq!(read(&["--include", "a.*"]).1, [("a.txt".to_owned(), Some("Lowen Gazette".to_owned()))]);
    let none = crossread(&["read", "inputs", "--include", "*.html"], folder.path());
    assert_eq!(none.status.code(), Some(2));
    assert!(text(&none.stderr).contains("no file in this folder is chosen"), "{}", text(&none.stderr));
    let wrong = crossread(&["read", "inputs", "--include", "[a"], folder.path());
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("no pattern of files: '[a'"), "{}", text(&wrong.stderr));

    // What a folder says of itself, and what one below it says of its own files.
    std::fs::write(folder.path().join("inputs/.ignore"), "# not yet\n*.md\n/drafts/\nmarch/*\n").unwrap();
    std::fs::write(folder.path().join("inputs/march/.ignore"), "!d.txt\n").unwrap();
    assert_eq!(names(&[]), ["a.txt", "march/d.txt"]);
    std::fs::write(folder.path().join("inputs/.ignore"), "*.md\n{a\ndrafts\n").unwrap();
    let odd = crossread(&["read", "inputs"], folder.path());
    assert_eq!(odd.status.code(), Some(1));
    let told = text(&odd.stderr);
    assert!(told.contains("can't read 'inputs/.ignore': line 2: '{a'"), "{told}");
}

#[test]
fn completions_and_manual_name_every_command() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["completions", "bash"][..], &["completions", "fish"], &["manual"]] {
        let run = crossread(arguments, folder.path());
        assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
        let printed = text(&run.stdout);
        assert!(
            ["collate", "stories", "read", "fetch"].iter().all(|command| printed.contains(command)),
            "{arguments:?}"
        );
    }
    let version = text(&crossread(&["--version"], folder.path()).stdout);
    assert!(
        version.starts_with(concat!("crossread ", env!("CARGO_PKG_VERSION")))
            && version.contains("\nmodel ")
            && version.contains("\nschema "),
        "{version}"
    );
}

/// The names of commands in a help text.
fn commands_of(help: &str) -> Vec<String> {
    let list = help.split("Commands:\n").nth(1).unwrap_or_default().split("\n\n").next().unwrap_or_default();
    let names = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn the_help_of_every_command_has_examples_of_it_and_exit_statuses() {
    let folder = tempfile::tempdir().unwrap();
    let help_of = |command: &[&str]| text(&crossread(&[command, &["--help"]].concat(), folder.path()).stdout);
    let commands = commands_of(&help_of(&[]));
    assert!(commands.len() >= 15, "{commands:?}");
    let mut asked: Vec<Vec<&str>> = vec![Vec::new()];
    asked.extend(commands.iter().map(|command| vec![command.as_str()]));
    let below = commands_of(&help_of(&["decisions"]));
    assert_eq!(below, ["apply", "log", "between"]);
    asked.extend(below.iter().map(|command| vec!["decisions", command.as_str()]));
    for command in asked {
        let help = help_of(&command);
        let example = format!("  {}", [&["crossread"], command.as_slice()].concat().join(" "));
        assert!(help.contains("Examples:") && help.contains(&example) && help.contains("Exit status: "), "{help}");
    }
}

#[test]
fn a_draft_is_checked_against_the_accounts() {
    let folder = tempfile::tempdir().unwrap();
    let example = root().join("examples/ferry").canonicalize().unwrap();
    let draft = std::fs::read_to_string(root().join("examples/draft.md")).unwrap();
    std::fs::write(folder.path().join("draft.md"), &draft).unwrap();
    let inquiry = root().join("examples/inquiry.jsonl").canonicalize().unwrap();
    let accounts = [example.to_str().unwrap(), inquiry.to_str().unwrap()];
    let check = |more: &[&str]| {
        let arguments = [&["check", "draft.md", "--against"], &accounts[..], more].concat();
        crossread(&arguments, folder.path())
    };
    let run = check(&["--format", "json"]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let checked: Value = serde_json::from_slice(&run.stdout).unwrap();
    matches_schema("check.schema.json", &checked);
    let findings = checked["drafts"][0]["findings"].as_array().unwrap();
    let has = |code: &str, words: &str| {
        findings.iter().any(|one| one["code"] == code && one["text"].as_str().unwrap().contains(words))
    };
    let planted = [
        ("quote-wording", "The sea came over the deck"),
        ("quote-speaker", "We were told the doors"),
        ("quote-unfound", "We shall overcome"),
        ("attribution-lost", "4.5 million"),
        ("hedge-lost", "3,000"),
        ("negation-lost", "charged"),
        ("figure-differs", "230"),
        ("figure-disputed", "9"),
        ("figure-overtaken", "27"),
        ("date-differs", "March 11, 2023"),
        ("name-spelling", "Ericsen"),
        ("single-origin", "four minutes"),
        ("credit-missing", "Divers from three countries"),
    ];
    for (code, words) in planted {
        assert!(has(code, words), "{code}: {words}\n{findings:#?}");
    }
    // The draft shows each code once, and what can't be compared is counted.
    assert_eq!(findings.len(), planted.len(), "{findings:#?}");
    let codes: std::collections::BTreeSet<&str> = planted.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, crossread_core::check::Code::ALL.iter().map(|code| code.name()).collect());
    assert!(text(&check(&[]).stdout).contains(" 1 have nothing to compare with (uncompared)"));
    // Every finding rests on the accounts, and the draft is none of them.
    let names =
        |one: &Value| one["passages"].as_array().unwrap().iter().map(|p| p["input"].to_string()).collect::<Vec<_>>();
    assert!(findings.iter().all(|one| one["code"] == "quote-unfound" || !names(one).is_empty()));
    assert!(findings.iter().flat_map(names).all(|input| !input.contains("draft.md")));

    // What an earlier run has told is not told again, even when lines have moved; and only then does nothing fail.
    assert_eq!(check(&["-o", "before.sarif", "--fail-on", "warning"]).status.code(), Some(3));
    std::fs::write(folder.path().join("draft.md"), format!("A note of the desk.\n\n{draft}")).unwrap();
    let run = check(&["--baseline", "before.sarif", "--fail-on", "note"]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stdout));
    assert!(text(&run.stdout).starts_with("draft.md: compared "), "{}", text(&run.stdout));
    let log: Value = serde_json::from_slice(&std::fs::read(folder.path().join("before.sarif")).unwrap()).unwrap();
    assert_eq!(log["version"], "2.1.0");
    is_sarif(&log);
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), findings.len());
    results.iter().for_each(|result| stands_at_its_place(result, &draft));
}

/// Checks that the words at the place of a result of SARIF are those that it gives: columns are counted in code points.
fn stands_at_its_place(result: &Value, draft: &str) {
    let region = &result["locations"][0]["physicalLocation"]["region"];
    let number = |key: &str| region[key].as_u64().unwrap() as usize;
    let line: Vec<char> = draft.lines().nth(number("startLine") - 1).unwrap().chars().collect();
    if number("startLine") == number("endLine") {
        let words: String = line[number("startColumn") - 1..number("endColumn") - 1].iter().collect();
        assert_eq!(words, region["snippet"]["text"].as_str().unwrap());
    }
}

/// Checks a log against the public schema of SARIF 2.1.0 (docs.oasis-open.org), which is not ours to ship.
fn is_sarif(log: &Value) {
    let Some(schema) = std::env::var("SARIF_SCHEMA").ok().and_then(|file| std::fs::read_to_string(file).ok()) else {
        return eprintln!("skipped: no schema of SARIF (SARIF_SCHEMA names its file)");
    };
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let errors: Vec<String> = validator.iter_errors(log).map(|e| format!("{}: {e}", e.instance_path)).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    // The schema is one that finds faults.
    let mut broken = log.clone();
    broken["runs"][0]["results"][0]["level"] = "grave".into();
    assert!(!validator.is_valid(&broken));
}

#[test]
fn every_code_of_a_finding_is_documented() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let schema = std::fs::read_to_string(root().join("schema/check.schema.json")).unwrap();
    for code in crossread_core::check::Code::ALL {
        let named = format!("`{}`", code.name());
        assert!(readme.contains(&named), "{named}");
        assert!(schema.contains(&format!("\"{}\"", code.name())), "{named}");
    }
}

#[test]
fn nothing_that_is_there_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let there = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let article = "Mill burns in Ostrel\n\nA fire in the mill at Ostrel killed 12 people on Friday.\n";
    let line = format!("{}\n", serde_json::json!({"text": article}));
    let inputs = [("keep.jsonl", "mine\n"), ("in.jsonl", line.as_str()), ("one.txt", article), ("two.txt", article)];
    inputs.iter().for_each(|(name, words)| std::fs::write(folder.path().join(name), words).unwrap());
    for arguments in [
        &["read", "nothere", "-o", "keep.jsonl"][..],
        &["read", "in.jsonl", "-o", "in.jsonl"],
        &["read", ".", "-o", "in.jsonl"],
        &["collate", "one.txt", "-o", "one.txt", "--format", "json"],
        &["collate", ".", "-o", "one.txt", "--format", "json"],
        &["stories", "one.txt", "-o", "one.txt", "--format", "json"],
        &["check", "one.txt", "--against", "two.txt", "-o", "two.txt"],
        &["check", "one.txt", "--against", "two.txt", "-o", "one.txt"],
        // Endings that tell no format, or another one.
        &["collate", "one.txt", "-o", "z.txt"],
        &["collate", "one.txt", "-o", "e.parquet"],
        &["stories", "one.txt", "-o", "out.csv"],
        &["read", "one.txt", "-o", "r.csv"],
        &["check", "one.txt", "--against", "two.txt", "--format", "sarif", "-o", "x.json"],
    ] {
        let run = crossread(arguments, folder.path());
        assert_eq!(run.status.code(), Some(2), "{arguments:?}: {}", text(&run.stderr));
        assert!(!run.stderr.is_empty());
        inputs.iter().for_each(|(name, words)| assert_eq!(there(name), *words, "{arguments:?}"));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), inputs.len(), "{arguments:?} left something");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_is_replaced_keeps_its_rights_and_nobody_listening_is_no_panic() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("ledger.json");
    std::fs::write(&ledger, "old").unwrap();
    std::fs::set_permissions(&ledger, PermissionsExt::from_mode(0o600)).unwrap();
    let example = root().join("examples/ferry").canonicalize().unwrap();
    let run = crossread(&["collate", example.to_str().unwrap(), "-o", "ledger.json"], folder.path());
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert_eq!(ledger.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    if let Ok(full) = std::fs::File::options().write(true).open("/dev/full") {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crossread"));
        let status = command.args(["read", "nothere"]).stderr(full).current_dir(folder.path()).status().unwrap();
        assert_eq!(status.code(), Some(2));
    }
}
