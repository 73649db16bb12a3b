//! The fuzzers' bodies on bytes made at random of what is at hand: where no `cargo fuzz` is, and to try a change for some minutes.
//!
//! Blind where libFuzzer sees which paths an input took, but each input is made of real cases: cut, doubled, mixed with others,
//! and with bytes and odd words put in.

#[path = "../../fuzz/src/bodies.rs"]
mod bodies;

use anyhow::{Context, Result, bail};
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Seconds for each target where none are named.
const SECONDS: u64 = 30;

/// Longest input that is made: time goes into many inputs, not into long ones.
const LONGEST: usize = 4000;

/// Words that readers stumble over.
const ODD: [&str; 34] = [
    "\u{0}",
    "\u{202e}",
    "\u{feff}",
    "“",
    "”",
    "\"",
    "'",
    "’",
    "—",
    "\n\n",
    "\r\n",
    "&#0;",
    "<p>",
    "</div>",
    "<script>",
    "]]>",
    "<!--",
    "\\ud83d",
    "{\"text\":",
    "http://",
    "79228162514264337593543950335",
    "-1",
    "0.0000000001",
    "1/0",
    "million",
    "per cent",
    "between",
    "minus",
    "June 31",
    "9999-12-31",
    "yesterday",
    "said",
    "not",
    "🇫🇷",
];

/// Tries each target for some seconds; gives whether nothing broke. What breaks one is kept in `target/fuzz`.
pub fn run(arguments: &[&str]) -> Result<bool> {
    let mut seconds = SECONDS;
    let mut wanted = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match *argument {
            "--seconds" => seconds = rest.next().and_then(|number| number.parse().ok()).context("--seconds NUMBER")?,
            name if bodies::ALL.iter().any(|(known, _)| *known == name) => wanted.push(name),
            name => bail!("no target '{name}'"),
        }
    }
    let seeds = seeds(Path::new("."))?;
    println!("{} seeds", seeds.len());
    let mut whole = true;
    for (name, body) in bodies::ALL.iter().filter(|(name, _)| wanted.is_empty() || wanted.contains(name)) {
        whole &= tried(name, *body, &seeds, Duration::from_secs(seconds))?;
    }
    Ok(whole)
}

/// Tries one target.
fn tried(name: &str, body: bodies::Body, seeds: &[Vec<u8>], time: Duration) -> Result<bool> {
    let (start, mut chance, mut count, mut slowest) =
        (Instant::now(), Chance(0x9e37_79b9_7f4a_7c15), 0, Duration::ZERO);
    while start.elapsed() < time {
        let input = chance.input(seeds);
        let began = Instant::now();
        let held = catch_unwind(|| body(&input)).is_ok();
        slowest = slowest.max(began.elapsed());
        count += 1;
        if !held {
            let folder = PathBuf::from("target/fuzz");
            std::fs::create_dir_all(&folder)?;
            let path = folder.join(format!("{name}-{count}"));
            std::fs::write(&path, &input)?;
            println!("{name}: broken by input {count}, kept in {}", path.display());
            return Ok(false);
        }
    }
    println!("{name}: {count} inputs in {} s, the slowest {} ms", time.as_secs(), slowest.as_millis());
    Ok(true)
}

/// The texts of the Markdown cases and examples, whole and in paragraphs.
fn seeds(root: &Path) -> Result<Vec<Vec<u8>>> {
    let mut seeds = Vec::new();
    let mut folders = vec![
        root.join("examples"),
        root.join("crates/crossread-core/tests/cases"),
        root.join("crates/crossread-ingest/tests"),
    ];
    while let Some(folder) = folders.pop() {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
            .with_context(|| folder.display().to_string())?
            .flatten()
            .map(|entry| entry.path())
            .collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read(&path)?;
            let Ok(text) = std::str::from_utf8(&text) else { continue };
            seeds.extend(
                text.split("\n\n").filter(|piece| piece.len() < LONGEST).map(|piece| piece.as_bytes().to_vec()),
            );
        }
    }
    Ok(seeds)
}

/// Numbers at random, the same in each run (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    /// An input: some seeds behind each other, changed in some places.
    fn input(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut input = Vec::new();
        for _ in 0..=self.below(5) {
            input.extend_from_slice(&seeds[self.below(seeds.len())]);
            let between: &[u8] = [&b"\n\n"[..], b"\n", b" ", b"\xff", b""][self.below(5)];
            input.extend_from_slice(between);
        }
        input.truncate(LONGEST);
        for _ in 0..self.below(12) {
            let at = self.below(input.len());
            let until = (at + self.below(40)).min(input.len());
            match self.below(5) {
                0 => input.splice(at..at, ODD[self.below(ODD.len())].bytes()).for_each(drop),
                1 => drop(input.drain(at..until)),
                2 => input.splice(at..at, input[at..until].to_vec()).for_each(drop),
                3 => input.insert(at, self.below(256) as u8),
                _ => input.get_mut(at).into_iter().for_each(|byte| *byte = byte.wrapping_add(1 << (until % 8))),
            }
        }
        input
    }
}
