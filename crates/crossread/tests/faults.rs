//! Kills in mid-write, full disks, and what the program takes of memory: `cargo xtask faults` does more of each.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn ferry() -> String {
    root().join("examples/ferry").canonicalize().unwrap().to_str().unwrap().to_owned()
}

fn program(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossread"));
    command.args(arguments).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// How often each command is killed.
fn kills() -> u32 {
    std::env::var("CROSSREAD_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(10)
}

/// Commands that write one file each, with its name.
fn writing(input: &str) -> Vec<(&'static str, Vec<&str>)> {
    vec![
        ("out.jsonl", vec!["read", input, "-o", "out.jsonl"]),
        ("out.json", vec!["collate", input, "-o", "out.json"]),
        ("out.html", vec!["collate", input, "-o", "out.html"]),
        ("out.xlsx", vec!["collate", input, "-o", "out.xlsx"]),
        ("out.sqlite", vec!["collate", input, "--format", "sqlite", "-o", "out.sqlite"]),
        ("heap.json", vec!["stories", input, "-o", "heap.json"]),
    ]
}

/// Whether a file that is being written stands in a folder.
fn is_writing(folder: &Path) -> bool {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name()).any(|name| name.to_string_lossy().ends_with(".part"))
}

/// Starts a command and kills it: at a part of the time that it takes, or as soon as it writes beside its place (`writing`).
/// Whether it was killed before it ended.
fn killed(arguments: &[&str], folder: &Path, after: Duration, writing: Option<&Path>) -> bool {
    let mut child = program(arguments, folder).spawn().expect("the program starts");
    let start = Instant::now();
    let is_time = || match writing {
        Some(place) => is_writing(place),
        None => start.elapsed() >= after,
    };
    while !is_time() {
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    child.kill().unwrap();
    !child.wait().unwrap().success()
}

/// Everything in a folder but what was being written when a program was killed, by name.
fn held(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    let named = entries.map(|entry| (entry.file_name().into_string().unwrap(), entry.path()));
    let whole = named.filter(|(name, path)| !name.ends_with(".part") && path.is_file());
    let mut held: Vec<(String, Vec<u8>)> = whole.map(|(name, path)| (name, std::fs::read(path).unwrap())).collect();
    held.sort();
    held
}

#[test]
fn a_file_is_the_old_one_or_the_new_one_whenever_the_program_is_killed() {
    let (ferry, draft) = (ferry(), root().join("examples/draft.md").canonicalize().unwrap());
    let mut commands = writing(&ferry);
    commands.push(("check.json", vec!["check", draft.to_str().unwrap(), "--against", &ferry, "-o", "check.json"]));
    for (name, arguments) in &commands {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        let start = Instant::now();
        assert!(program(arguments, folder.path()).status().unwrap().code().is_some_and(|code| code < 2), "{name}");
        let (takes, new) = (start.elapsed(), std::fs::read(&path).unwrap());
        let (mut hit, mut old_kept) = (0, 0);
        for n in 0..kills() {
            let old: &[u8] = if n % 2 == 0 { b"" } else { &new };
            std::fs::write(&path, old).unwrap();
            let writing = (n % 4 > 0).then_some(folder.path());
            hit += u32::from(killed(arguments, folder.path(), takes * n / kills(), writing));
            let there = std::fs::read(&path).unwrap();
            old_kept += u32::from(there == old);
            assert!(there == old || there == new, "{name}, kill {n}: {} bytes of {}", there.len(), new.len());
            for left in std::fs::read_dir(folder.path()).unwrap().flatten() {
                if left.file_name().to_string_lossy().ends_with(".part") {
                    std::fs::remove_file(left.path()).unwrap();
                }
            }
        }
        eprintln!("{name}: {hit} of {} killed before the end, {old_kept} with the old file", kills());
    }
}

#[test]
fn a_folder_that_is_written_again_holds_whole_files_only() {
    let ferry = ferry();
    for (place, arguments) in [
        ("package", vec!["collate", &ferry, "--format", "datapackage", "-o", "package"]),
        ("crossread-stories", vec!["stories", &ferry]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join(place);
        let start = Instant::now();
        assert_eq!(program(&arguments, folder.path()).status().unwrap().code(), Some(0));
        let (takes, new) = (start.elapsed(), held(&place));
        for n in 0..kills() {
            killed(&arguments, folder.path(), takes * n / kills(), (n % 4 > 0).then_some(&place));
            assert!(held(&place).iter().all(|file| new.contains(file)), "{arguments:?}, kill {n}");
        }
        assert_eq!(program(&arguments, folder.path()).status().unwrap().code(), Some(0));
        assert_eq!(held(&place), new, "the next run makes it whole");
    }
}

#[test]
fn a_project_goes_on_after_each_kill() {
    let ferry = ferry();
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| program(arguments, folder.path()).status().unwrap().code();
    assert_eq!(run(&["init", "."]), Some(0));
    let start = Instant::now();
    assert_eq!(run(&["add", ".", &ferry]), Some(0));
    let takes = start.elapsed();
    for n in 0..kills() {
        let story = folder.path().join(format!("more-{n}.txt"));
        std::fs::write(
            &story,
            format!("Rain in Ostrel\n\nIt rained for {} days in Ostrel, Ann Lowe said on Friday.\n", n + 2),
        )
        .unwrap();
        killed(&["add", ".", story.to_str().unwrap()], folder.path(), takes * n / kills(), None);
        assert_eq!(run(&["status", "."]), Some(0), "kill {n}");
        assert!(run(&["add", ".", story.to_str().unwrap()]).is_some_and(|code| code < 2), "kill {n}");
    }
    assert_eq!(run(&["export", ".", "-o", "out.json"]), Some(0));
}

/// A host of any number of pages, each of some kilobytes that don't pack.
fn host() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut line in listener.incoming().flatten() {
            let mut reader = BufReader::new(line.try_clone().unwrap());
            let mut request = String::new();
            while reader.read_line(&mut request).unwrap_or(0) > 2 {}
            let path = request.split(' ').nth(1).unwrap_or_default();
            let status = if path == "/robots.txt" { "404 Not Found" } else { "200 OK" };
            let words: String =
                (0_u64..3000).map(|n| format!("{:x} ", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
            let body = format!(
                "<html><body><article><h1>Rain {path}</h1><p>It rained in Ostrel, the mayor said.</p><p>{words}</p></article></body></html>"
            );
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            );
            let _ = line.write_all(answer.as_bytes());
        }
    });
    address
}

#[test]
fn an_archive_goes_on_after_each_kill() {
    let folder = tempfile::tempdir().unwrap();
    let host = host();
    let addresses: Vec<String> = (0..30).map(|n| format!("{host}/{n}")).collect();
    let options = ["fetch", "--allow-private", "--delay", "0", "-o", "a.warc.gz"];
    let arguments: Vec<&str> = options.into_iter().chain(addresses.iter().map(String::as_str)).collect();
    let run = |arguments: &[&str]| program(arguments, folder.path()).status().unwrap().code();
    let start = Instant::now();
    assert_eq!(run(&arguments), Some(0));
    let takes = start.elapsed();
    let mut hit = 0;
    for n in 0..kills() {
        std::fs::remove_file(folder.path().join("a.warc.gz")).unwrap();
        hit += u32::from(killed(&arguments, folder.path(), takes * n / kills(), None));
        assert_eq!(run(&arguments), Some(0), "kill {n}");
        assert_eq!(run(&["read", "a.warc.gz", "-o", "a.jsonl"]), Some(0), "kill {n}");
        let read = std::fs::read_to_string(folder.path().join("a.jsonl")).unwrap();
        assert_eq!(read.lines().count(), addresses.len(), "kill {n}");
    }
    eprintln!("fetch: {hit} of {} killed before the end", kills());
}

/// Runs a command in a shell that lets no file grow over so many blocks of 512 bytes and tells the program so, as a full disk does.
#[cfg(unix)]
#[test]
fn a_full_disk_costs_nothing_that_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let ferry = ferry();
    for (name, arguments) in writing(&ferry) {
        let path = folder.path().join(name);
        std::fs::write(&path, "").unwrap();
        let limited = format!("trap '' XFSZ; ulimit -f 16; exec '{}' \"$@\"", env!("CARGO_BIN_EXE_crossread"));
        let mut shell = Command::new("sh");
        shell.args(["-c", &limited, "sh"]).args(&arguments).current_dir(folder.path()).stdout(Stdio::null());
        let run = shell.output().unwrap();
        assert_eq!(run.status.code(), Some(2), "{name}: {}", String::from_utf8_lossy(&run.stderr));
        assert!(
            String::from_utf8_lossy(&run.stderr).contains("can't write"),
            "{name}: {}",
            String::from_utf8_lossy(&run.stderr)
        );
        assert_eq!(std::fs::read(&path).unwrap(), b"", "{name}");
        std::fs::remove_file(&path).unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{name}: something is left over");
    }
}

/// The most memory that a command had, in MB, and how long it took; `None` where the system doesn't tell.
fn peak(arguments: &[&str], folder: &Path) -> Option<(u64, Duration)> {
    let start = Instant::now();
    let mut child = program(arguments, folder).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut most = None;
    loop {
        let told = std::fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now =
            line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).map(|kilobytes| kilobytes >> 10);
        most = most.max(now);
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.code().is_some_and(|code| code < 3), "{arguments:?}: {status}");
            return most.map(|most| (most, start.elapsed()));
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Sentences of each account in the test of memory.
const SENTENCES: usize = 400;

#[test]
fn memory_is_bounded_by_what_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, words: String| std::fs::write(folder.path().join(name), words).unwrap();
    for which in 0..2 {
        let all = |sentence: &dyn Fn(usize) -> String| (0..SENTENCES).map(sentence).collect::<String>();
        write(&format!("figures-{which}.txt"), all(&|n| format!("{} miners were hurt in Dorn. ", 2 * n + which)));
        write(
            &format!("quotes-{which}.txt"),
            all(&|n| format!("“We will send {} ships to Ostrel,” Ann Lowe said. ", 2 * n + which)),
        );
        write(
            &format!("same-{which}.txt"),
            all(&|_| "Two miners were hurt in Dorn on Friday, Ann Lowe said. ".to_owned()),
        );
    }
    write("deep.html", format!("<html><body>{}It rained.", "<div>".repeat(200_000)));
    write("wide.html", format!("<html><body>{}", "<p>It rained in Ostrel.</p>".repeat(20_000)));
    write("line.txt", "word ".repeat(2 << 20));
    write("letters.txt", "a".repeat(8 << 20));
    for (arguments, most) in [
        (vec!["collate", "figures-0.txt", "figures-1.txt", "-o", "f.json"], 300),
        (vec!["collate", "quotes-0.txt", "quotes-1.txt", "-o", "q.json"], 300),
        (vec!["collate", "same-0.txt", "same-1.txt", "-o", "s.html"], 300),
        (vec!["read", "deep.html"], 600),
        (vec!["read", "wide.html"], 600),
        (vec!["read", "letters.txt"], 600),
    ] {
        let Some((peak, took)) = peak(&arguments, folder.path()) else {
            return eprintln!("skipped: this system does not tell how much memory a process takes");
        };
        eprintln!("{arguments:?}: {peak} MB, {:.1} s", took.as_secs_f32());
        assert!(peak <= most, "{arguments:?}: {peak} MB");
    }
}
