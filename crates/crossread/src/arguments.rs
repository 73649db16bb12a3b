//! What is asked for on the command line.

use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::time::Duration;

/// Reads every account of a news story and lays them side by side.
///
/// Nothing leaves this machine (only fetch asks the web for anything), and nothing is said about which account is right.
#[derive(Parser)]
#[command(name = "crossread", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
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
        /// Maximum number of requests.
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
    let seconds = text.parse().map_err(|_| format!("not a number of seconds: '{text}'"))?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
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
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StoriesFormat {
    /// A folder with a report for each story and a page that leads to them.
    Report,
    /// The ledgers of all stories, one JSON object.
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// One JSON object a line.
    Json,
}
