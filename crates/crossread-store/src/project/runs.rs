//! What came in when: a line of JSON for each run, added at the end and never changed.

use super::error::{Error, Result, reading, writing};
use crossread_core::Article;
use crossread_core::story::{Moment, SkippedInput};
use crossread_ingest::GivenFacts;
use jiff::ToSpan;
use jiff::civil::date;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::SystemTime;

/// The name of the file.
pub(super) const FILE: &str = "runs.jsonl";

/// One `add`.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// From 1.
    pub number: u32,
    /// When (UTC).
    pub at: String,
    /// What read it.
    pub made_by: Value,
    /// What came in, new or not.
    pub inputs: Vec<RunInput>,
}

/// An input of a run.
#[derive(Clone, Debug)]
pub(super) struct RunInput {
    /// SHA-256 of its bytes, in hexadecimal digits: its name in `sources`.
    pub sha256: String,
    /// What it was called.
    pub name: String,
    /// What was known of it.
    pub known: GivenFacts,
}

/// What the project holds of one input, over all runs.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// What it was called when it first came.
    pub name: String,
    /// What is known of it: what was told last.
    pub known: GivenFacts,
    /// What is known of some of its articles, by their ids: goes before what is known of the whole.
    pub of_articles: BTreeMap<String, GivenFacts>,
    /// The first run and the last in which it came.
    pub seen: (u32, u32),
}

impl Source {
    /// An article of it with what is known of it in place of what was found.
    pub(super) fn knows(&self, article: Article) -> Article {
        let own = self.of_articles.get(&article.id());
        let article = self.known.of(article);
        match own {
            Some(own) => own.of(article),
            None => article,
        }
    }
}

/// The runs of a project. A line that a killed run left half written is none.
pub(super) fn read(folder: &Path) -> Result<Vec<Run>> {
    let path = folder.join(FILE);
    let text = std::fs::read_to_string(&path).map_err(reading(&path))?;
    let whole = &text[..text.rfind('\n').map_or(0, |at| at + 1)];
    let run = |(n, line): (usize, &str)| {
        let broken = || Error::new(format!("can't read '{}' line {}: no run", path.display(), n + 1));
        let value: Value = serde_json::from_str(line).map_err(|_| broken())?;
        parsed(&value).ok_or_else(broken)
    };
    whole.lines().enumerate().map(run).collect()
}

fn parsed(value: &Value) -> Option<Run> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let input = |value: &Value| {
        let sha256 = text(&value["sha256"]).filter(|name| is_hash(name))?;
        Some(RunInput { sha256, name: text(&value["input"])?, known: known(&value["known"]) })
    };
    Some(Run {
        number: value["run"].as_u64()?.try_into().ok()?,
        at: text(&value["at"])?,
        made_by: value["made_by"].clone(),
        inputs: value["inputs"].as_array()?.iter().map(input).collect::<Option<_>>()?,
    })
}

/// Whether a name is a hash: it becomes the name of a file.
fn is_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn known(value: &Value) -> GivenFacts {
    let text = |name: &str| value[name].as_str().map(str::to_owned);
    GivenFacts {
        outlet: text("outlet"),
        published: text("published").as_deref().and_then(crossread_ingest::published),
        title: text("title"),
        url: text("url"),
        language: text("language"),
    }
}

/// What is known, as JSON; null where nothing is.
pub(super) fn known_json(known: &GivenFacts) -> Value {
    let GivenFacts { outlet, published, title, url, language } = known;
    let published = published.map(moment);
    let members =
        [("outlet", outlet), ("published", &published), ("title", title), ("url", url), ("language", language)];
    let told: serde_json::Map<String, Value> =
        members.into_iter().filter_map(|(name, one)| Some((name.to_owned(), json!(one.as_ref()?)))).collect();
    if told.is_empty() { Value::Null } else { Value::Object(told) }
}

fn moment(moment: Moment) -> String {
    match moment.time {
        Some(time) => format!("{}T{:02}:{:02}", moment.day, time.hour(), time.minute()),
        None => moment.day.to_string(),
    }
}

/// Adds a run; its number. Whoever calls holds the lock.
pub(super) fn append(folder: &Path, made_by: &Value, inputs: &[RunInput], skipped: &[SkippedInput]) -> Result<u32> {
    let number = read(folder)?.last().map_or(0, |run| run.number) + 1;
    let path = folder.join(FILE);
    let inputs: Vec<Value> = inputs
        .iter()
        .map(|input| json!({"sha256": input.sha256, "input": input.name, "known": known_json(&input.known)}))
        .collect();
    let skipped: Vec<Value> =
        skipped.iter().map(|one| json!({"input": one.input, "code": one.code.code(), "reason": one.reason})).collect();
    let run = json!({"run": number, "at": now(), "made_by": made_by, "inputs": inputs, "skipped": skipped});
    add_line(&path, &run).map_err(writing(&path))?;
    Ok(number)
}

/// Adds a line behind the last whole one. Whoever calls holds the lock.
pub(super) fn add_line(path: &Path, line: &Value) -> std::io::Result<()> {
    let mut file = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
    let end = end_of_lines(&mut file)?;
    file.set_len(end)?;
    file.seek(SeekFrom::Start(end))?;
    let written = file.write_all(format!("{line}\n").as_bytes()).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a line is none, but a full disk is better left as it was.
        let _ = file.set_len(end);
    }
    written
}

/// Where the last whole line ends.
fn end_of_lines(file: &mut File) -> std::io::Result<u64> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at as u64 + 1))
}

/// The first sixteen digits of a hash: the id of what people add.
pub(super) fn hash(of: &str) -> String {
    Sha256::digest(of).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The moment as ISO 8601 (UTC), to the second.
pub(super) fn now() -> String {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let start = date(1970, 1, 1).at(0, 0, 0, 0);
    let at = start.checked_add((seconds as i64).seconds()).unwrap_or(start);
    format!("{at}Z")
}

/// What runs brought, each input once, in the order of their first coming.
pub(super) fn sources(runs: &[Run]) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    for run in runs {
        for RunInput { sha256, name, known } in run.inputs.iter().cloned() {
            match at.get(&sha256) {
                Some(&i) => {
                    let source = &mut sources[i];
                    source.known = std::mem::take(&mut source.known).with(&known);
                    source.seen.1 = run.number;
                }
                None => {
                    at.insert(sha256.clone(), sources.len());
                    let (of_articles, seen) = (BTreeMap::new(), (run.number, run.number));
                    sources.push(Source { sha256, name, known, of_articles, seen });
                }
            }
        }
    }
    sources
}
