//! One hostile input never takes the rest: what articles, names, hosts, readers and outputs may do to the program, and what it
//! does then.

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn ferry() -> String {
    root().join("examples/ferry").canonicalize().unwrap().to_str().unwrap().to_owned()
}

fn program(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossread"));
    command.args(arguments).current_dir(folder);
    command
}

fn crossread(arguments: &[&str], folder: &Path) -> Output {
    program(arguments, folder).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

/// What an output must not have that a terminal may show.
fn commands_a_terminal(bytes: &[u8]) -> bool {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    String::from_utf8_lossy(bytes).chars().any(|c| c.is_control() && c != '\n' || turns(c))
}

/// Two accounts of so many sentences each that all give another figure of one thing.
fn figures_apart(folder: &Path, count: usize) -> u64 {
    let account = |first: usize| -> String {
        (0..count).map(|n| format!("{} miners were hurt in Dorn. ", first + 2 * n)).collect()
    };
    for (name, first) in [("a.txt", 1), ("b.txt", 2)] {
        std::fs::write(folder.join(name), account(first)).unwrap();
    }
    ["a.txt", "b.txt"].iter().map(|name| folder.join(name).metadata().unwrap().len()).sum()
}

#[test]
fn a_ledger_grows_with_its_texts_and_counts_what_it_leaves_out() {
    let folder = tempfile::tempdir().unwrap();
    let input = figures_apart(folder.path(), 60);
    let run = crossread(&["collate", "a.txt", "b.txt", "--format", "json"], folder.path());
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert!((run.stdout.len() as u64) < 200_000 + 100 * input, "{} bytes of {input}", run.stdout.len());
    let ledger: Value = serde_json::from_slice(&run.stdout).unwrap();
    let schema = std::fs::read_to_string(root().join("schema/ledger.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    assert!(validator.is_valid(&ledger), "the ledger is what the schema says");
    let entries = ledger["entries"].as_array().unwrap();
    let most = entries.iter().max_by_key(|entry| entry["readings"].as_array().unwrap().len()).unwrap();
    let readings = most["readings"].as_array().unwrap().len() as u64;
    let listed = most["differences"].as_array().unwrap().len() as u64;
    assert!(readings > 24 && listed <= 276, "{readings} readings, {listed} differences listed");
    assert_eq!(most["status"], "disputed");
    // All of these differ.
    let omitted = most["differences_omitted"].as_u64().unwrap();
    assert_eq!(listed + omitted, readings * (readings - 1) / 2);
    let few = |entry: &&Value| entry["readings"].as_array().unwrap().len() <= 24;
    assert!(entries.iter().filter(few).all(|entry| entry.get("differences_omitted").is_none()));

    crossread(&["collate", "a.txt", "b.txt", "-o", "report.html"], folder.path());
    let report = std::fs::read_to_string(folder.path().join("report.html")).unwrap();
    assert!(report.contains(&format!("and {omitted} more pairs")), "what is left out is told in words");
    assert!((report.len() as u64) < 100_000 + 100 * input, "{} bytes of {input}", report.len());
    for format in ["csv", "codings"] {
        let table = crossread(&["collate", "a.txt", "b.txt", "--format", format], folder.path()).stdout;
        assert!((table.len() as u64) < 100_000 + 100 * input, "{format}: {} bytes of {input}", table.len());
    }
}

#[test]
fn no_number_is_too_large() {
    let folder = tempfile::tempdir().unwrap();
    let most = "79228162514264337593543950335";
    for (name, words) in [
        ("a.txt", format!("{most} sheep were sold in Ostrel.\n")),
        ("b.txt", "Minus 2 sheep were sold in Ostrel.\n".to_owned()),
        (
            "c.txt",
            format!("Between minus {most} and {most} sheep, or {most} percent, were sold in Ostrel in {most}.\n"),
        ),
        ("d.txt", format!("{most}{most} billion sheep were sold in Ostrel, {most} times more than {most}.5.\n")),
    ] {
        std::fs::write(folder.path().join(name), words).unwrap();
    }
    for format in ["report", "json", "csv", "codings"] {
        let run = crossread(&["collate", ".", "--format", format, "-o", "-"], folder.path());
        assert_eq!(run.status.code(), Some(0), "{format}: {}", text(&run.stderr));
    }
}

#[cfg(unix)]
#[test]
fn no_name_and_no_word_commands_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let outlet = "Radio\u{1b}[2J\u{8}\r\u{7f}\u{9b}\u{202e}";
    let said = |count: u32| serde_json::json!({"outlet": outlet, "published": "2031-05-04", "text": format!("{count} miners were hurt in Dorn on Friday.")});
    std::fs::write(folder.path().join("a.jsonl"), format!("{}\n{}\n", said(3), said(4))).unwrap();
    std::fs::write(folder.path().join("empty\u{1b}]0;owned\u{7}\u{202e}.txt"), "").unwrap();
    for arguments in
        [&["collate", "."][..], &["stories", "."], &["read", ".", "-o", "lines.jsonl"], &["collate", "no\u{1b}such"]]
    {
        let run = crossread(arguments, folder.path());
        assert!(!commands_a_terminal(&run.stdout), "{arguments:?}: {:?}", text(&run.stdout));
        assert!(!commands_a_terminal(&run.stderr), "{arguments:?}: {:?}", text(&run.stderr));
        assert!(!run.stderr.is_empty() && run.status.code() != Some(101));
    }
    let run = crossread(&["collate", "."], folder.path());
    assert!(text(&run.stdout).contains("RadioU+001B[2J"), "{}", text(&run.stdout));
}

#[test]
fn nobody_listening_is_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let many: Vec<String> = (0..300).map(|n| format!("nosuch{n}")).collect();
    let arguments: Vec<&str> = ["read"].into_iter().chain(many.iter().map(String::as_str)).collect();
    for (out, err) in [(true, false), (false, true), (true, true)] {
        let mut child =
            program(&arguments, folder.path()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        if out {
            drop(child.stdout.take());
        }
        if err {
            drop(child.stderr.take());
        }
        assert_eq!(child.wait_with_output().unwrap().status.code(), Some(2));
    }
}

#[test]
fn a_file_forty_folders_deep_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let deep: PathBuf = std::iter::repeat_n("d", 40).collect();
    std::fs::create_dir_all(folder.path().join(&deep)).unwrap();
    std::fs::write(folder.path().join(&deep).join("a.txt"), "It rained in Ostrel.").unwrap();
    std::fs::write(folder.path().join("b.txt"), "It rained in Dorn.").unwrap();
    let run = crossread(&["read", "."], folder.path());
    assert_eq!((run.status.code(), text(&run.stdout).lines().count()), (Some(1), 1));
    assert!(text(&run.stderr).contains("folders deep"), "{}", text(&run.stderr));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_written_into_and_stays_one() {
    use std::os::unix::fs::FileTypeExt;
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    if !Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
        return eprintln!("skipped: no mkfifo");
    }
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read(pipe).unwrap()
    });
    let run = crossread(&["collate", "--format", "csv", "-o", "pipe", &ferry()], folder.path());
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let printed = crossread(&["collate", "--format", "csv", &ferry()], folder.path()).stdout;
    assert_eq!(reader.join().unwrap(), printed);
    assert!(pipe.metadata().unwrap().file_type().is_fifo());
}

#[cfg(unix)]
#[test]
fn no_link_beside_the_output_leads_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mine"), "mine").unwrap();
    std::os::unix::fs::symlink("mine", folder.path().join("out.csv.part")).unwrap();
    let run = crossread(&["collate", "-o", "out.csv", &ferry()], folder.path());
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert_eq!(std::fs::read_to_string(folder.path().join("mine")).unwrap(), "mine");
    assert!(folder.path().join("out.csv").symlink_metadata().unwrap().is_file());
}

#[test]
fn of_many_that_write_one_file_each_writes_all_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let accounts: Vec<PathBuf> = (0..4).map(|n| folder.path().join(format!("{n}.txt"))).collect();
    for (n, account) in accounts.iter().enumerate() {
        let words: String =
            (0..400 * (n + 1)).map(|day| format!("It rained in Ostrel on day {day} of {n}. ")).collect();
        std::fs::write(account, words).unwrap();
    }
    let arguments = |n: usize| vec!["read".to_owned(), format!("{n}.txt"), "-o".to_owned(), "out.jsonl".to_owned()];
    let whole: Vec<Vec<u8>> = (0..4).map(|n| crossread(&["read", &format!("{n}.txt")], folder.path()).stdout).collect();
    for _ in 0..3 {
        let start = |n: usize| {
            Command::new(env!("CARGO_BIN_EXE_crossread")).args(arguments(n)).current_dir(folder.path()).spawn().unwrap()
        };
        let children: Vec<_> = (0..4).map(start).collect();
        for mut child in children {
            assert_eq!(child.wait().unwrap().code(), Some(0));
        }
        let there = std::fs::read(folder.path().join("out.jsonl")).unwrap();
        assert!(whole.contains(&there), "a mixture of {} bytes", there.len());
    }
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, accounts.len() + 1, "nothing is left over");
}

#[test]
fn a_folder_is_read_twice_to_the_same_bytes_whatever_stands_there_by_then() {
    let folder = tempfile::tempdir().unwrap();
    for article in std::fs::read_dir(ferry()).unwrap().flatten() {
        std::fs::copy(article.path(), folder.path().join(article.file_name())).unwrap();
    }
    for command in ["collate", "stories"] {
        let summary = || text(&crossread(&[command, "."], folder.path()).stdout);
        assert_eq!(summary(), summary(), "{command}");
    }
}

/// A host: `/a` and `/b` redirect to each other, `/page` is a page, all else is answered with 304 always.
fn host() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut line in listener.incoming().flatten() {
            let mut reader = BufReader::new(line.try_clone().unwrap());
            let mut request = String::new();
            while reader.read_line(&mut request).unwrap_or(0) > 2 {}
            let page = "<html><body><article><h1>Rain</h1><p>It rained for 12 days in Ostrel, the mayor said on Friday.</p></article></body></html>";
            let (head, body) = match request.split(' ').nth(1).unwrap_or_default() {
                "/robots.txt" => ("404 Not Found", ""),
                "/a" => ("302 Found\r\nLocation: /b", ""),
                "/b" => ("302 Found\r\nLocation: /a", ""),
                "/page" => ("200 OK\r\nContent-Type: text/html", page),
                _ => ("304 Not Modified", ""),
            };
            let length = body.len();
            let answer = format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}");
            let _ = line.write_all(answer.as_bytes());
        }
    });
    address
}

fn fetch(arguments: &[&str], folder: &Path) -> Output {
    crossread(&[&["fetch", "--allow-private", "--delay", "0"], arguments].concat(), folder)
}

#[test]
fn a_redirect_in_a_circle_and_an_unasked_304_are_not_fetched() {
    let folder = tempfile::tempdir().unwrap();
    let host = host();
    let at = |path: &str| format!("{host}{path}");
    for (addresses, reason) in [
        (vec![at("/a")], "redirected in a circle"),
        (vec![at("/a"), at("/b")], "redirected in a circle"),
        (vec![at("/304")], "answered 304 to a question without a condition"),
    ] {
        let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
        let run = fetch(&addresses, folder.path());
        assert_eq!(run.status.code(), Some(2), "{addresses:?}");
        assert!(text(&run.stderr).contains(reason), "{}", text(&run.stderr));
        let summary = format!("0 kept, 0 unchanged, {} not fetched", addresses.len());
        assert!(text(&run.stdout).starts_with(&summary), "{}", text(&run.stdout));
    }
}

#[test]
fn an_archive_that_was_cut_in_its_first_record_or_ends_in_zeros_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let page = format!("{}/page", host());
    let archive = folder.path().join("a.warc.gz");
    assert_eq!(fetch(&["-o", "a.warc.gz", &page], folder.path()).status.code(), Some(0));
    let whole = std::fs::read(&archive).unwrap();
    let padded = [&whole[..], &[0; 5000]].concat();
    for (bytes, told) in
        [(&whole[..100], "was cut off and is taken away"), (&padded[..], "the zeros behind the last record")]
    {
        std::fs::write(&archive, bytes).unwrap();
        let run = fetch(&["-o", "a.warc.gz", &page], folder.path());
        assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
        assert!(text(&run.stderr).contains(told), "{}", text(&run.stderr));
        let run = crossread(&["read", "a.warc.gz"], folder.path());
        assert_eq!((run.status.code(), text(&run.stdout).lines().count()), (Some(0), 1), "{}", text(&run.stderr));
    }
}

/// The inputs that others gave us, each with what should come of it; they stay where they are.
#[test]
fn the_inputs_of_the_reviewers_come_out_as_they_should() {
    let cases = root().join("../shared/cases/robust");
    let Ok(cases) = cases.canonicalize() else { return eprintln!("skipped: no ../shared/cases/robust") };
    let case = |name: &str| cases.join(name).to_str().unwrap().to_owned();
    let folder = tempfile::tempdir().unwrap();
    let quiet = |run: &Output| assert!(!commands_a_terminal(&run.stdout) && !commands_a_terminal(&run.stderr));
    for format in ["report", "json", "csv", "codings"] {
        for inputs in [
            vec![case("01-largest-number.txt")],
            vec![case("01-largest-number-a.txt"), case("01-largest-number-b.txt")],
        ] {
            let mut arguments = vec!["collate", "--format", format, "-o", "-"];
            arguments.extend(inputs.iter().map(String::as_str));
            assert_eq!(crossread(&arguments, folder.path()).status.code(), Some(0), "{arguments:?}");
        }
    }
    for (name, most) in [("02-quotes-alike", 8 << 20), ("03-figures-apart", 2 << 20)] {
        let [a, b] = ["a", "b"].map(|which| case(&format!("{name}-{which}.txt")));
        let run = crossread(&["collate", "--format", "json", &a, &b], folder.path());
        assert_eq!(run.status.code(), Some(0));
        assert!(run.stdout.len() < most, "{name}: {} bytes", run.stdout.len());
    }
    quiet(&crossread(&["collate", &case("04-terminal.jsonl")], folder.path()));
    let run = crossread(&["read", &case("04-terminal-names.zip"), "-o", "names.jsonl"], folder.path());
    quiet(&run);
    assert_eq!(run.status.code(), Some(1));
    assert!(std::fs::read_to_string(folder.path().join("names.jsonl")).unwrap().contains("slipped.txt"));
    let address = format!("{}/page", host());
    for (name, kept) in [("05-first-record-cut.warc.gz", 1), ("06-zeros-at-end.warc.gz", 2)] {
        std::fs::write(folder.path().join(name), std::fs::read(case(name)).unwrap()).unwrap();
        let run = fetch(&["-o", name, &address], folder.path());
        assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
        assert!(text(&run.stderr).contains("taken away"), "{}", text(&run.stderr));
        assert_eq!(text(&crossread(&["read", name], folder.path()).stdout).lines().count(), kept, "{name}");
    }
    let run = crossread(&["read", &case("07-answer-cut.warc.gz")], folder.path());
    assert!(text(&run.stderr).contains("packed data is cut off"), "{}", text(&run.stderr));
    let run = crossread(&["read", &case("08-lone-surrogate.jsonl")], folder.path());
    assert_eq!(run.status.code(), Some(0));
    assert!(text(&run.stdout).contains("undecodable-bytes"), "{}", text(&run.stdout));
}
