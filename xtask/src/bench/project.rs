//! A project of five thousand articles: what it costs to bring ten more in, how long a search takes, what the server takes of memory.

use crate::corpora;
use anyhow::{Context, Result, bail, ensure};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Articles of the project, and those that come later: what issue 20 asks of a bench.
const ARTICLES: usize = 5000;
const MORE: usize = 10;

/// What is asked: passages, amounts, speakers, days, and all of them together.
const SEARCHES: [&str; 8] = [
    "q=climate+change",
    "q=%22White+House%22",
    "q=the",
    "q=at+least+20+killed",
    "kind=figure&at-least=1000000",
    "speaker=Trump",
    "speaker=Clinton&q=emails",
    "kind=day&from=2016-11-01&to=2016-11-09",
];

/// Prints the rows; false where the corpus is not there.
pub(super) fn run() -> Result<bool> {
    let Some(corpus) = corpora::corpus("allsides-6k/articles.jsonl.gz") else {
        println!("project: skipped, no corpus");
        return Ok(true);
    };
    let program = built()?;
    let folder = std::env::temp_dir().join(format!("crossread-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let measured = measured(&program, &corpus, &folder);
    std::fs::remove_dir_all(&folder)?;
    measured.map(|()| true)
}

fn measured(program: &Path, corpus: &Path, folder: &Path) -> Result<()> {
    parted(corpus, folder)?;
    let run = |arguments: &[&str]| -> Result<Duration> {
        let start = Instant::now();
        let mut command = Command::new(program);
        let status =
            command.args(arguments).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        // Some inputs of the corpus have no day that can be read for sure: 1.
        ensure!(status.code().is_some_and(|code| code < 2), "{arguments:?}: {status}");
        Ok(start.elapsed())
    };
    run(&["init", "all"])?;
    let all = run(&["add", "all", "all.jsonl"])? + run(&["status", "all"])?;
    let more = run(&["add", "all", "more.jsonl"])? + run(&["status", "all"])?;
    let share = 100.0 * more.as_secs_f64() / all.as_secs_f64();
    println!(
        "project-add: {MORE} articles into {ARTICLES} in {:.1} s, {share:.1} % of the {:.0} s of reading and comparing all (at most 10 %)",
        more.as_secs_f64(),
        all.as_secs_f64()
    );
    // From nothing made: the server reads and compares all while it answers.
    std::fs::remove_dir_all(folder.join("all/.crossread"))?;
    let server = ServerProcess::start(program, folder)?;
    server.wait()?;
    for query in SEARCHES {
        let mut times: Vec<Duration> =
            (0..5).map(|_| server.get(&format!("/search?{query}"))).collect::<Result<_>>()?;
        times.sort();
        println!("project-search: {query}: {:.0} ms, the middle of five (at most 50)", times[2].as_secs_f64() * 1e3);
    }
    for page in ["/", "/alone", "/queue", "/decisions", "/stories.json", "/check", "/add"] {
        let (first, again) = (server.get(page)?, server.get(page)?);
        let size = server.asked(page)?.len() >> 10;
        println!(
            "project-page: {page}: {:.0} ms, again {:.0} ms, {size} kB",
            first.as_secs_f64() * 1e3,
            again.as_secs_f64() * 1e3
        );
    }
    let draft = draft(&folder.join("more.jsonl"))?;
    let took = server.check(&draft)?;
    println!("project-check: a draft against the whole project in {:.1} s", took.as_secs_f64());
    match server.peak() {
        Some(peak) => println!(
            "project-memory: the server took {peak} MB at most (VmHWM), all read, compared and a draft checked by it (at most 500)"
        ),
        None => println!("project-memory: skipped, this system does not tell"),
    }
    Ok(())
}

/// The program, built.
fn built() -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo).args(["build", "--quiet", "--profile", "quick", "-p", "crossread"]).status()?;
    ensure!(built.success(), "can't build the program");
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| corpora::root().join("target"), PathBuf::from);
    Ok(target.join("quick/crossread"))
}

/// Writes the first articles of a corpus into one file, and those behind them into another.
fn parted(corpus: &Path, folder: &Path) -> Result<()> {
    let file = std::fs::File::open(corpus)?;
    let mut lines = BufReader::new(flate2::read::MultiGzDecoder::new(file)).lines();
    for (name, count) in [("all.jsonl", ARTICLES), ("more.jsonl", MORE)] {
        let mut out = String::new();
        for line in lines.by_ref().take(count) {
            out.push_str(&line?);
            out.push('\n');
        }
        std::fs::write(folder.join(name), out)?;
    }
    Ok(())
}

/// A draft that is like what others have reported: the first article of a file, with a note before it.
fn draft(articles: &Path) -> Result<String> {
    let lines = std::fs::read_to_string(articles)?;
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().context("an article")?)?;
    Ok(format!("A note of the desk.\n\n{}", first["text"].as_str().context("a text")?))
}

struct ServerProcess {
    process: Child,
    host: String,
}

impl ServerProcess {
    fn start(program: &Path, folder: &Path) -> Result<ServerProcess> {
        let mut process = Command::new(program)
            .args(["serve", "all", "--quiet"])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().context("an output")?).read_line(&mut line)?;
        let host = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        Ok(ServerProcess { process, host })
    }

    /// Waits until all is read.
    fn wait(&self) -> Result<()> {
        for _ in 0..1200 {
            if self.asked("/stories.json")?.starts_with("HTTP/1.1 200") {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(500));
        }
        bail!("the server has not read all in ten minutes")
    }

    fn asked(&self, path: &str) -> Result<String> {
        let mut stream = TcpStream::connect(&self.host)?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.host)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    /// How long it takes to check a draft against all articles.
    fn check(&self, draft: &str) -> Result<Duration> {
        let form = self.asked("/check")?;
        let token = form.split("name=\"token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let token = token.context("a token in the form")?;
        let start = Instant::now();
        let mut stream = TcpStream::connect(&self.host)?;
        write!(
            stream,
            "POST /check.json HTTP/1.1\r\nHost: {}\r\nx-crossread-token: {token}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{draft}",
            self.host,
            draft.len()
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        ensure!(answer.starts_with("HTTP/1.1 200"), "/check: {}", answer.lines().next().unwrap_or_default());
        Ok(start.elapsed())
    }

    /// How long an answer takes.
    fn get(&self, path: &str) -> Result<Duration> {
        let start = Instant::now();
        let answer = self.asked(path)?;
        ensure!(answer.starts_with("HTTP/1.1 200"), "{path}: {}", answer.lines().next().unwrap_or_default());
        Ok(start.elapsed())
    }

    /// The most memory that it had, in MB.
    fn peak(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        line.split_whitespace().next()?.parse::<u64>().ok().map(|kilobytes| kilobytes >> 10)
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
