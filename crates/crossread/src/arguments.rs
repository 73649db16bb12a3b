//! What is asked for on the command line.

use crate::examples;
use clap::{Args, Parser, Subcommand, ValueEnum};
use crossread_engine::{FilePatterns, GivenFacts};
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Duration;

/// Reads every account of a news story and lays them side by side.
///
/// Nothing leaves this machine (only fetch asks the web for anything), and nothing is said about which account is right.
#[derive(Parser)]
#[command(name = "crossread", version, long_version = VERSION.as_str(), max_term_width = 100, after_long_help = MANNERS)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub manner: GlobalOptions,
    #[command(subcommand)]
    pub command: Command,
}

/// What made an output, told with it.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let of = |name| if name == "program" { "" } else { name };
    let made_by = crossread_view::made_by();
    let lines: Vec<String> =
        made_by.iter().map(|(name, what)| format!("{} {what}", of(*name)).trim().to_owned()).collect();
    let mut told = lines.join("\n").trim_start_matches("crossread ").to_owned();
    if let Some(commit) = option_env!("CROSSREAD_COMMIT") {
        told.push_str(&format!("\ncommit {commit}"));
    }
    told
});

const MANNERS: &str = "\
Examples:
  crossread collate articles/ --open
  crossread collate a.txt b.html feed.xml -o ledger.json
  crossread collate scan.txt --outlet 'Lowen Gazette' --published 2023-03-13
  crossread stories archive.warc.gz -o monday/
  crossread read articles.jsonl | jq .figures
  crossread check draft.md --against articles/ --fail-on warning
  crossread init river && crossread add river articles/ && crossread status river
  crossread search river '\"bow doors\" repaired'
  crossread export river -o river.sqlite
  crossread open river
  crossread fetch https://news.example/feed.xml --follow && crossread stories crossread-fetched.warc.gz

Beside articles in a folder an articles.csv may tell what their texts don't: a column file, and any of outlet, published, \
title, url, language.

Exit status: 0 all inputs read, 1 some skipped (named on standard error and in the output), 2 nothing done, \
3 only from check --fail-on.";

/// What an archive of fetched pages is called where nobody says otherwise.
pub(crate) const ARCHIVE: &str = "crossread-fetched.warc.gz";

/// How the program behaves, whatever it does.
#[derive(Args)]
pub(crate) struct GlobalOptions {
    /// Print no summary and no progress; of messages only errors and what is skipped.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Print the whole summary, not the first of each kind.
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Print so many of each kind in the summary.
    #[arg(long, value_name = "COUNT", global = true, conflicts_with_all = ["quiet", "verbose"])]
    pub limit: Option<usize>,
    /// Whether to color what is printed.
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: Color,
    /// How many threads to use. Default: one for each core.
    #[arg(long, short, value_name = "COUNT", global = true)]
    pub jobs: Option<std::num::NonZeroUsize>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    Always,
    Never,
}

/// What to read, and what is known of it.
#[derive(Args)]
pub(crate) struct Inputs {
    /// Files or folders of articles; - for standard input. Text, HTML and JSON Lines are told apart by content. Hidden files of
    /// folders are not read, nor is what an .ignore file in a folder names.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Who published these articles, whatever they say themselves.
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// When these articles were published (2020-01-05), whatever they say themselves.
    #[arg(long, value_name = "DAY", value_parser = published)]
    published: Option<crossread_core::story::Moment>,
    /// In which language these articles are written (en: ISO 639-1), whatever they look like. Only English is read.
    #[arg(long, value_name = "CODE", value_parser = language)]
    language: Option<String>,
}

impl Inputs {
    pub(crate) fn known(&self) -> GivenFacts {
        let (outlet, language) = (self.outlet.clone(), self.language.clone());
        GivenFacts { outlet, published: self.published, language, ..GivenFacts::default() }
    }
}

/// Which files of folders to read.
#[derive(Args)]
pub(crate) struct FileFilter {
    /// Of folders read only files of such names: '*.html', 'march/*', as .gitignore files have them. Can be given more than once.
    #[arg(long, value_name = "PATTERN")]
    include: Vec<String>,
    /// Of folders leave out files and folders of such names. Can be given more than once.
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
}

impl FileFilter {
    pub(crate) fn choice(&self) -> anyhow::Result<FilePatterns> {
        FilePatterns::of(&self.include, &self.exclude).map_err(anyhow::Error::msg)
    }
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Lay the articles of one story side by side.
    #[command(after_long_help = examples::COLLATE)]
    Collate {
        #[command(flatten)]
        inputs: Inputs,
        #[command(flatten)]
        chosen: FileFilter,
        /// What to write. Default: what the ending of the output's name says, else a report.
        #[arg(long, value_enum)]
        format: Option<Format>,
        /// Where to write it; - for standard output. Default: standard output; for a report, crossread-report.html.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// What to call the story. Default: the headline nearest to the others.
        #[arg(long)]
        title: Option<String>,
        /// Open the report in the browser.
        #[arg(long)]
        open: bool,
    },
    /// Sort a heap of articles into stories, and lay the articles of each side by side.
    #[command(after_long_help = examples::STORIES)]
    Stories {
        #[command(flatten)]
        inputs: Inputs,
        #[command(flatten)]
        chosen: FileFilter,
        /// What to write. Default: what the ending of the output's name says, else reports.
        #[arg(long, value_enum)]
        format: Option<StoriesFormat>,
        /// Where to write it; - for standard output. Default: standard output; for reports, the folder crossread-stories.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Open the page of stories in the browser.
        #[arg(long)]
        open: bool,
    },
    /// What each article says, taken alone: one JSON object a line.
    #[command(after_long_help = examples::READ)]
    Read {
        #[command(flatten)]
        inputs: Inputs,
        #[command(flatten)]
        chosen: FileFilter,
        /// How to write it. There is one way, so that scripts can name it as they do elsewhere.
        #[arg(long, value_name = "FORMAT", default_value = "json")]
        format: ReadFormat,
        /// Where to write it; - for standard output. Default: standard output.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Make a project: a folder that keeps articles as they come, what was read of them, and when they came.
    #[command(after_long_help = examples::INIT)]
    Init {
        /// A new folder, or an empty one.
        folder: PathBuf,
        /// What to call the project. Default: the folder's name.
        #[arg(long)]
        name: Option<String>,
        /// All articles are accounts of one story; else they are sorted into stories.
        #[arg(long)]
        one_story: bool,
    },
    /// Bring articles into a project. Only what is new is read.
    ///
    /// Articles are compared when somebody asks (status, search, export). An input is kept as it came, by the hash of its bytes, so
    /// that it can come any number of times. Killed at any moment, the
    /// program loses nothing that was in; the same command goes on where it was.
    #[command(after_long_help = examples::ADD)]
    Add {
        /// The project.
        project: PathBuf,
        #[command(flatten)]
        inputs: Inputs,
    },
    /// How a project stands: its stories, what in them is disputed or changed, and what the last run brought.
    #[command(after_long_help = examples::STATUS)]
    Status {
        /// The project.
        project: PathBuf,
    },
    /// Find the paragraphs of a project's articles that have all of the words.
    #[command(after_long_help = examples::SEARCH)]
    Search {
        /// The project.
        project: PathBuf,
        /// Words; of what stands between quotation marks the words stand together.
        #[arg(required = true)]
        words: Vec<String>,
        /// Maximum number of paragraphs.
        #[arg(long, value_name = "COUNT", default_value = "20")]
        max: u32,
    },
    /// Open a project in the browser: its stories, entries and articles as pages, search, check, adding articles.
    ///
    /// The pages are on this machine alone and ask the network for nothing, but where you add an address and say that it may be
    /// asked for. Each has a JSON twin: schema/bench.md tells the addresses.
    /// Ctrl-C ends it.
    #[command(after_long_help = examples::OPEN)]
    Open {
        /// The project; made where there is none. Default: this folder where it is one, else the folder crossread-project.
        project: Option<PathBuf>,
        /// Who decides, where you decide anything. Default: whoever is signed in on this machine.
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
        /// The port to listen on; 0 takes a free one.
        #[arg(long, default_value_t = 0)]
        port: u16,
        /// Where an address is added: allow those of this machine and of private networks.
        #[arg(long)]
        allow_private: bool,
    },
    /// Serve a project's pages without opening a browser; prints the address.
    #[command(after_long_help = examples::SERVE)]
    Serve {
        /// The project.
        project: PathBuf,
        /// Who decides, where you decide anything. Default: whoever is signed in on this machine.
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
        /// The port to listen on; 0 takes a free one.
        #[arg(long, default_value_t = 0)]
        port: u16,
        /// Where an address is added: allow those of this machine and of private networks.
        #[arg(long)]
        allow_private: bool,
    },
    /// What people decided in a project: which passages speak of one thing, what the program read right or wrong.
    ///
    /// Decisions are lines of decisions/PERSON.jsonl in the project's folder (schema/project.md). They hang on the words they were
    /// made about. What is joined and parted by them the ledger follows; all else lies over what the program reads, which stays as
    /// it is.
    #[command(subcommand, after_long_help = examples::DECISIONS)]
    Decisions(DecisionsCommand),
    /// Write what a project holds, in any format of collate or stories.
    #[command(after_long_help = examples::EXPORT)]
    Export {
        /// The project.
        project: PathBuf,
        /// The story to write, by the beginning of its id (crossread status tells the ids). Default: all.
        #[arg(long, value_name = "ID")]
        story: Option<String>,
        /// What to write. Default: what the ending of the output's name says, else a report. All stories of a project that sorts
        /// them can be had as report, json, sqlite, parquet, ftm or tei.
        #[arg(long, value_enum)]
        format: Option<Format>,
        /// Where to write it; - for standard output. Default: as with collate and stories.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// What to call the story. Default: the headline nearest to the others.
        #[arg(long)]
        title: Option<String>,
        /// Open the report in the browser.
        #[arg(long)]
        open: bool,
    },
    /// Check a draft against the accounts: what in it differs from them, and what nobody says.
    ///
    /// The draft is never counted as an account, and nothing says which value is right. The last line tells what had nothing to
    /// be compared with.
    #[command(after_long_help = examples::CHECK)]
    Check {
        /// Drafts: text, HTML or JSON.
        #[arg(required = true, value_name = "DRAFT")]
        drafts: Vec<PathBuf>,
        /// The accounts: files or folders of articles, or a project.
        #[arg(long, required = true, num_args = 1.., value_name = "INPUT")]
        against: Vec<PathBuf>,
        /// What to write. Default: what the ending of the output's name says, else text.
        #[arg(long, value_enum)]
        format: Option<CheckFormat>,
        /// Where to write it; - for standard output. Default: standard output.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// A SARIF file of an earlier run: what it holds is not told again.
        #[arg(long, value_name = "FILE")]
        baseline: Option<PathBuf>,
        /// End with exit status 3 where there is a finding of at least this level.
        #[arg(long, value_enum, value_name = "LEVEL")]
        fail_on: Option<FailureLevel>,
    },
    /// Fetch pages and feeds from the web into an archive, which the other commands read.
    ///
    /// The archive (WARC) keeps what arrived as it came, so that what is made of it can be made again offline. What it
    /// holds already is asked for again only on condition that it changed. robots.txt is kept to.
    #[command(after_long_help = examples::FETCH)]
    Fetch {
        /// Addresses of pages, feeds, lists of feeds (OPML) or maps of sites.
        #[arg(required = true)]
        addresses: Vec<String>,
        /// Fetch what feeds, lists of feeds and maps of sites lead to as well.
        #[arg(long)]
        follow: bool,
        /// The archive to begin or to add to.
        #[arg(long, short, value_name = "FILE", default_value = ARCHIVE)]
        output: PathBuf,
        /// Bring what is fetched into a project instead. What it holds of an address is asked for again only on condition that it
        /// changed.
        #[arg(long, value_name = "PROJECT", conflicts_with = "output")]
        into: Option<PathBuf>,
        /// Maximum number of requests.
        #[arg(long, alias = "most", value_name = "COUNT", default_value_t = crossread_fetch::Options::default().most)]
        max: usize,
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
    /// Print the JSON schema of what a command writes.
    #[command(after_long_help = examples::SCHEMA)]
    Schema {
        /// Of which output.
        of: Schema,
    },
    /// Print what is read, and what each command writes.
    #[command(after_long_help = examples::FORMATS)]
    Formats,
    /// Print the codes of warnings and of what could not be settled.
    #[command(after_long_help = examples::WARNINGS)]
    Warnings,
    /// Print completions for a shell.
    #[command(after_long_help = examples::COMPLETIONS)]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page (roff).
    #[command(after_long_help = examples::MANUAL)]
    Manual,
}

#[derive(Subcommand)]
pub(crate) enum DecisionsCommand {
    /// Take decisions of other files into the project, each into its person's file, and tell how all stand.
    #[command(after_long_help = examples::APPLY)]
    Apply {
        /// The project.
        project: PathBuf,
        /// Files of decisions (JSON Lines), or of W3C Web Annotations that people tagged so (schema/project.md).
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// List all decisions, the last at the end, and how each stands to what the program reads now.
    #[command(after_long_help = examples::LOG)]
    Log {
        /// The project.
        project: PathBuf,
    },
    /// What two people decided about the same passages, and where they differ.
    #[command(after_long_help = examples::BETWEEN)]
    Between {
        /// The project.
        project: PathBuf,
        /// One person, as the decisions name them.
        one: String,
        /// The other.
        other: String,
    },
}

/// Seconds as an argument.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().map_err(|_| format!("not a number of seconds: '{text}'"))?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

/// A day of publication as an argument.
fn published(text: &str) -> Result<crossread_core::story::Moment, String> {
    crossread_engine::published(text).ok_or_else(|| format!("no day like 2020-01-05: '{text}'"))
}

/// A language as an argument.
fn language(text: &str) -> Result<String, String> {
    let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_code { Ok(text.to_ascii_lowercase()) } else { Err(format!("no code of a language like en: '{text}'")) }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
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
    /// All of it as tables of an SQLite file, for Datasette, Python, R and DuckDB; needs --output.
    Sqlite,
    /// What happened, who tells it and with which numbers, as a folder of tables (Data Package 2.0); needs --output.
    Datapackage,
    /// The articles for a reference manager, as CSL-JSON.
    Csl,
    /// The articles for a reference manager, as RIS.
    Ris,
    /// Who has it from whom, as a graph (GraphML).
    Graphml,
    /// What happened when, for TimelineJS.
    Timelinejs,
    /// Every passage as a W3C Web Annotation (JSON-LD).
    Annotations,
    /// The tables of sqlite as a folder of Parquet files; needs --output and a program built with the feature parquet.
    Parquet,
    /// Articles, whom and what they name, and what happened, as FollowTheMoney entities, one JSON object a line, for OpenAleph.
    Ftm,
    /// Wordings of each utterance and versions of articles as a critical apparatus (TEI P5).
    Tei,
}

impl Format {
    /// Its name on the command line.
    pub(crate) fn name(self) -> String {
        name(self)
    }
}

/// How a value of an option is written.
fn name(value: impl ValueEnum) -> String {
    value.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// One JSON object an article, a line each.
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StoriesFormat {
    /// A folder with a report for each story and a page that leads to them.
    Report,
    /// The ledgers of all stories, one JSON object.
    Json,
    /// All of them as tables of an SQLite file; needs --output.
    Sqlite,
    /// The tables of sqlite as a folder of Parquet files; needs --output and a program built with the feature parquet.
    Parquet,
    /// All of them as FollowTheMoney entities, one JSON object a line, for OpenAleph.
    Ftm,
    /// All of them as a corpus of critical apparatuses (TEI P5).
    Tei,
    /// The entries of each story as a table: a folder with a file for each; needs --output, as all that follow.
    Csv,
    /// What is counted in each story, as a casualty coders' sheet.
    Codings,
    /// Both tables of each story as an Excel workbook.
    Xlsx,
    /// What happened in each story, as a Data Package of its own.
    Datapackage,
    /// The articles of each story for a reference manager, as CSL-JSON.
    Csl,
    /// The same as RIS.
    Ris,
    /// Who has it from whom in each story, as a graph (GraphML).
    Graphml,
    /// What happened when in each story, for TimelineJS.
    Timelinejs,
    /// Every passage of each story as a W3C Web Annotation (JSON-LD).
    Annotations,
}

impl StoriesFormat {
    /// The format in which all stories are told that this one tells a story in.
    pub(crate) fn of(format: Format) -> StoriesFormat {
        match format {
            Format::Report => StoriesFormat::Report,
            Format::Json => StoriesFormat::Json,
            Format::Csv => StoriesFormat::Csv,
            Format::Codings => StoriesFormat::Codings,
            Format::Xlsx => StoriesFormat::Xlsx,
            Format::Sqlite => StoriesFormat::Sqlite,
            Format::Datapackage => StoriesFormat::Datapackage,
            Format::Csl => StoriesFormat::Csl,
            Format::Ris => StoriesFormat::Ris,
            Format::Graphml => StoriesFormat::Graphml,
            Format::Timelinejs => StoriesFormat::Timelinejs,
            Format::Annotations => StoriesFormat::Annotations,
            Format::Parquet => StoriesFormat::Parquet,
            Format::Ftm => StoriesFormat::Ftm,
            Format::Tei => StoriesFormat::Tei,
        }
    }

    /// Of those that tell each story by itself: the format of one, and how the name of its file ends, which has none where it is a folder.
    pub(crate) fn each(self) -> Option<(Format, Option<&'static str>)> {
        Some(match self {
            StoriesFormat::Csv => (Format::Csv, Some("csv")),
            StoriesFormat::Codings => (Format::Codings, Some("csv")),
            StoriesFormat::Xlsx => (Format::Xlsx, Some("xlsx")),
            StoriesFormat::Datapackage => (Format::Datapackage, None),
            StoriesFormat::Csl => (Format::Csl, Some("json")),
            StoriesFormat::Ris => (Format::Ris, Some("ris")),
            StoriesFormat::Graphml => (Format::Graphml, Some("graphml")),
            StoriesFormat::Timelinejs => (Format::Timelinejs, Some("json")),
            StoriesFormat::Annotations => (Format::Annotations, Some("jsonld")),
            _ => return None,
        })
    }

    /// Its name on the command line.
    pub(crate) fn name(self) -> String {
        name(self)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// A line for each finding, as linters print them.
    Text,
    /// One JSON object.
    Json,
    /// SARIF 2.1.0, for editors.
    Sarif,
}

impl CheckFormat {
    /// Its name on the command line.
    pub(crate) fn name(self) -> String {
        name(self)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailureLevel {
    /// Notes and warnings.
    Note,
    /// Warnings alone.
    Warning,
}

/// An output whose shape is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Schema {
    /// A line of read.
    Read,
    /// What collate writes.
    Ledger,
    /// What stories writes.
    Stories,
    /// What check writes.
    Check,
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_arguments_hold_together() {
        use clap::CommandFactory;
        super::Arguments::command().debug_assert();
    }
}
