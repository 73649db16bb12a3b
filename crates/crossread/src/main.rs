//! crossread reads every account of a news story and lays them side by side.
//!
//! The program itself: arguments, files, progress. All that it knows of articles is in the other crates.
#![allow(clippy::print_stdout)]

use anyhow::{Context, Result};
use clap::{Parser, Subcommand, ValueEnum};
use crossread_core::story::Skipped;
use crossread_core::{Annotations, Article, Ledger, Story, align, annotate, tabulate};
use crossread_fetch::{Archive, Options, Outcome};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// Reads every account of a news story and lays them side by side.
///
/// Nothing leaves this machine (only fetch asks the web for anything), and nothing is said about which account is right.
#[derive(Parser)]
#[command(name = "crossread", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Lay the articles of one story side by side.
    Collate {
        /// Files or folders of articles; - for standard input. Text, HTML and JSON Lines are told apart by content.
        #[arg(required = true)]
        inputs: Vec<PathBuf>,
        /// What to write.
        #[arg(long, value_enum, default_value = "report")]
        format: Format,
        /// Where to write it. Default: standard output; for a report, crossread-report.html.
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
    /// Sort a heap of articles into stories, and lay the articles of each side by side.
    Stories {
        /// Files or folders of articles; - for standard input.
        #[arg(required = true)]
        inputs: Vec<PathBuf>,
        /// What to write.
        #[arg(long, value_enum, default_value = "report")]
        format: StoriesFormat,
        /// Where to write it. Default: standard output; for reports, the folder crossread-stories.
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
    /// What each article says, taken alone: one JSON object a line.
    Read {
        /// Files or folders of articles; - for standard input.
        #[arg(required = true)]
        inputs: Vec<PathBuf>,
        /// What to write.
        #[arg(long, value_enum, default_value = "json")]
        format: ReadFormat,
        /// Where to write it. Default: standard output.
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
    /// Fetch pages and feeds from the web into an archive, which the other commands read.
    ///
    /// The archive (WARC) keeps what arrived as it came, so that what is made of it can be made again offline. What it
    /// holds already is asked for again only on condition that it changed. robots.txt is kept to.
    Fetch {
        /// Addresses of pages, feeds, lists of feeds (OPML) or maps of sites.
        #[arg(required = true)]
        addresses: Vec<String>,
        /// Fetch what feeds, lists of feeds and maps of sites lead to as well.
        #[arg(long)]
        follow: bool,
        /// The archive to begin or to add to.
        #[arg(long, short, default_value = "crossread-fetched.warc.gz")]
        output: PathBuf,
        /// Most addresses to ask for.
        #[arg(long, value_name = "COUNT", default_value_t = crossread_fetch::Options::default().most)]
        most: usize,
        /// Pause between two requests to one host.
        #[arg(long, value_name = "SECONDS", value_parser = seconds, default_value = "1")]
        delay: Duration,
        /// Longest time for one answer.
        #[arg(long, value_name = "SECONDS", value_parser = seconds, default_value = "30")]
        timeout: Duration,
        /// How the owner of a site can reach you (a page or mail address); told to every host.
        #[arg(long)]
        contact: Option<String>,
        /// Allow addresses of this machine and of private networks.
        #[arg(long)]
        allow_private: bool,
    },
}

/// Seconds as an argument.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().map_err(|_| "no number of seconds".to_owned())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A web page that needs nothing else, and a summary here.
    Report,
    /// The ledger, one JSON object.
    Json,
    /// The entries as a table, a row for each passage.
    Csv,
    /// What is counted, as a casualty coders' sheet (CSV): low, best and high of each reading, with the convention that
    /// made numbers of words ("dozens" is 12).
    Codings,
    /// Both tables as an Excel workbook; needs --output.
    Xlsx,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StoriesFormat {
    /// A folder with a report for each story and a page that leads to them.
    Report,
    /// The ledgers of all stories, one JSON object.
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReadFormat {
    /// One JSON object a line.
    Json,
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            // Help asked for is no error; anything else did nothing.
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    match run(arguments.command) {
        Ok(code) => code,
        Err(error) => {
            if error
                .downcast_ref::<std::io::Error>()
                .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
            {
                return ExitCode::SUCCESS;
            }
            eprintln!("crossread: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Collate { inputs, format, output } => {
            let (articles, skipped) = take(&inputs);
            if articles.is_empty() {
                eprintln!("crossread: nothing to read");
                return Ok(ExitCode::from(2));
            }
            let story = Story::new(articles);
            let annotations = annotate_all(story.articles());
            let alignment = align(&story, &annotations);
            let ledger = tabulate(&story, &alignment);
            match format {
                Format::Json => put(output.as_deref(), &crossread_view::ledger_json(&story, &ledger, &skipped))?,
                Format::Csv => put(output.as_deref(), &crossread_view::csv(&story, &ledger))?,
                Format::Codings => {
                    put(output.as_deref(), &crossread_view::codings_csv(&story, &annotations, &ledger))?;
                }
                Format::Xlsx => {
                    let path = output.context("a workbook is no text: name a file with --output")?;
                    put_bytes(&path, &crossread_view::xlsx(&story, &annotations, &ledger))?;
                }
                Format::Report => {
                    let path = output.unwrap_or_else(|| PathBuf::from("crossread-report.html"));
                    put(Some(&path), &crossread_view::report(&story, &annotations, &ledger, &skipped))?;
                    let summary = crossread_view::summary(&story, &ledger, &skipped);
                    put(None, &format!("{summary}\nreport: {}\n", path.display()))?;
                }
            }
            Ok(status(&skipped))
        }
        Command::Stories { inputs, format, output } => {
            let (articles, skipped) = take(&inputs);
            if articles.is_empty() {
                eprintln!("crossread: nothing to read");
                return Ok(ExitCode::from(2));
            }
            let (stories, alone) = sort_heap(articles);
            let ledgers: Vec<Ledger> =
                stories.par_iter().map(|(story, annotations)| tabulate(story, &align(story, annotations))).collect();
            if format == StoriesFormat::Report {
                let folder = output.unwrap_or_else(|| PathBuf::from("crossread-stories"));
                std::fs::create_dir_all(&folder).with_context(|| format!("can't write '{}'", folder.display()))?;
                let files: Vec<String> = (1..=stories.len()).map(|number| format!("story-{number:04}.html")).collect();
                for ((file, (story, annotations)), ledger) in files.iter().zip(&stories).zip(&ledgers) {
                    put(Some(&folder.join(file)), &crossread_view::report(story, annotations, ledger, &[]))?;
                }
                let stories: Vec<(Story, Ledger)> = stories.into_iter().map(|(story, _)| story).zip(ledgers).collect();
                let page = folder.join("index.html");
                put(Some(&page), &crossread_view::stories_page(&stories, &files, &alone, &skipped))?;
                let summary = crossread_view::stories_summary(&stories, alone.len(), &skipped);
                put(None, &format!("{summary}\nreports: {}\n", page.display()))?;
            } else {
                let stories: Vec<(Story, Ledger)> = stories.into_iter().map(|(story, _)| story).zip(ledgers).collect();
                put(output.as_deref(), &crossread_view::stories_json(&stories, &alone, &skipped))?;
            }
            Ok(status(&skipped))
        }
        Command::Read { inputs, format: ReadFormat::Json, output } => {
            let (articles, skipped) = take(&inputs);
            if articles.is_empty() {
                eprintln!("crossread: nothing to read");
                return Ok(ExitCode::from(2));
            }
            let mut out = writer(output.as_deref())?;
            // In batches, so that lines come out while later articles are read and memory stays bounded.
            for batch in articles.chunks(256) {
                let lines: Vec<String> =
                    batch.par_iter().map(|article| crossread_view::read_json(article, &annotate(article))).collect();
                for line in lines {
                    writeln!(out, "{line}").context("can't write")?;
                }
            }
            out.flush().context("can't write")?;
            Ok(status(&skipped))
        }
        Command::Fetch { addresses, follow, output, most, delay, timeout, contact, allow_private } => {
            let options = Options { follow, allow_private, contact, delay, timeout, most, ..Options::default() };
            fetch(&addresses, &options, &output)
        }
    }
}

/// Fetches into an archive and says what came.
fn fetch(addresses: &[String], options: &Options, path: &Path) -> Result<ExitCode> {
    let cant = || format!("can't add to '{}'", path.display());
    let mut archive = Archive::open(path).with_context(cant)?;
    if archive.cut() > 0 {
        eprintln!("crossread: the last record of '{}' was cut off and is taken away", path.display());
    }
    let (mut kept, mut unchanged, mut failed) = (0, 0, 0);
    let bar = progress(None, "addresses answered");
    crossread_fetch::fetch(addresses, options, &mut archive, &mut |outcome| {
        bar.inc(1);
        match outcome {
            Outcome::Kept(_) => kept += 1,
            Outcome::Unchanged(_) => unchanged += 1,
            Outcome::Failed(address, reason) => {
                failed += 1;
                bar.suspend(|| eprintln!("crossread: can't fetch '{address}': {reason}"));
            }
        }
    })
    .with_context(cant)?;
    bar.finish_and_clear();
    put(None, &format!("{kept} kept, {unchanged} unchanged, {failed} not fetched\narchive: {}\n", path.display()))?;
    Ok(match (kept + unchanged, failed) {
        (_, 0) => ExitCode::SUCCESS,
        (0, _) => ExitCode::from(2),
        _ => ExitCode::from(1),
    })
}

/// Reads all inputs; names what can't be read on standard error at once.
fn take(inputs: &[PathBuf]) -> (Vec<Article>, Vec<Skipped>) {
    let (mut articles, mut skipped) = (Vec::new(), Vec::new());
    let bar = progress(None, "articles taken in");
    crossread_ingest::read_inputs(inputs, &mut std::io::stdin().lock(), &mut |taken| match taken {
        Ok(article) => {
            articles.push(article);
            bar.inc(1);
        }
        Err(one) => {
            bar.suspend(|| eprintln!("crossread: {}", one.reason));
            skipped.push(one);
        }
    });
    bar.finish_and_clear();
    (articles, skipped)
}

fn annotate_all(articles: &[Article]) -> Vec<Annotations> {
    let bar = progress(Some(articles.len() as u64), "articles read");
    let annotations = articles
        .par_iter()
        .map(|article| {
            let found = annotate(article);
            bar.inc(1);
            found
        })
        .collect();
    bar.finish_and_clear();
    annotations
}

/// The stories of a heap, the largest first (of equals the one with the oldest article), each with what was found in its
/// articles; and the articles in no story.
fn sort_heap(articles: Vec<Article>) -> (Vec<(Story, Vec<Annotations>)>, Vec<Article>) {
    let heap = Story::new(articles);
    let annotations = annotate_all(heap.articles());
    let mut lists = align::stories::find(&heap, &annotations);
    lists.sort_by_key(|list| (std::cmp::Reverse(list.len()), list[0]));
    let mut parts: Vec<Option<(Article, Annotations)>> =
        heap.into_articles().into_iter().zip(annotations).map(Some).collect();
    let (mut stories, mut alone) = (Vec::new(), Vec::new());
    for list in lists {
        let (articles, annotations): (Vec<Article>, Vec<Annotations>) =
            list.iter().filter_map(|&article| parts[article as usize].take()).unzip();
        if list.len() > 1 {
            // The articles of a heap are in order, and so are those of each list: making a story of them moves none.
            stories.push((Story::new(articles), annotations));
        } else {
            alone.extend(articles);
        }
    }
    (stories, alone)
}

/// A progress bar on a terminal, nothing elsewhere.
fn progress(length: Option<u64>, what: &'static str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = length.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    let template = if length.is_some() { "{bar:30} {pos}/{len} {msg}" } else { "{pos} {msg}" };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.with_message(what)
}

fn status(skipped: &[Skipped]) -> ExitCode {
    if skipped.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

fn writer(path: Option<&Path>) -> Result<Box<dyn Write>> {
    Ok(match path {
        Some(path) => {
            let file = std::fs::File::create(path).with_context(|| format!("can't write '{}'", path.display()))?;
            Box::new(std::io::BufWriter::new(file))
        }
        None => Box::new(std::io::BufWriter::new(std::io::stdout().lock())),
    })
}

/// Writes all of it or nothing: a file is written beside its place and then moved there.
fn put(path: Option<&Path>, content: &str) -> Result<()> {
    match path {
        None => {
            let mut out = std::io::stdout().lock();
            out.write_all(content.as_bytes()).and_then(|()| out.flush())?;
        }
        Some(path) => put_bytes(path, content.as_bytes())?,
    }
    Ok(())
}

fn put_bytes(path: &Path, content: &[u8]) -> Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    std::fs::write(&beside, content)
        .and_then(|()| std::fs::rename(&beside, path))
        .with_context(|| format!("can't write '{}'", path.display()))
}
