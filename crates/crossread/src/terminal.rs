//! Standard error: messages, and how far the program is where somebody watches.

use crate::arguments::{Color, GlobalOptions};
use crate::output::{Target, put};
use anyhow::Result;
use crossread_core::Article;
use crossread_core::story::{SkipReason, SkippedInput};
use crossread_engine::ProgressStep;
use crossread_view::Length;
use indicatif::{HumanCount, ProgressBar, ProgressState, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::sync::Mutex;

/// A line on standard error. Where nobody can hear it, the work goes on.
pub(crate) fn say(message: &str) {
    let _ = writeln!(std::io::stderr(), "crossread: {}", plain(message));
}

/// A text whose letters that would command a terminal or turn the order of others are shown by their numbers, as the report
/// shows them: names of files and words of articles come from anywhere.
pub(crate) fn plain(text: &str) -> String {
    crossread_view::harmless(text, &['\n'])
}

/// What a person sees of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Screen {
    quiet: bool,
    length: Length,
    colors: bool,
}

impl Screen {
    pub(crate) fn new(manner: &GlobalOptions) -> Screen {
        let wanted = || std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty());
        let colors = match manner.color {
            Color::Auto => wanted(),
            Color::Always => true,
            Color::Never => false,
        };
        let length = match manner.limit {
            _ if manner.verbose => Length::Whole,
            Some(most) => Length::AtMost(most),
            None => Length::Short,
        };
        Screen { quiet: manner.quiet, length, colors }
    }

    /// Whether only errors are wanted.
    pub(crate) fn is_quiet(self) -> bool {
        self.quiet
    }

    /// How much of a summary is wanted.
    pub(crate) fn length(self) -> Length {
        self.length
    }

    /// Prints a summary on standard output.
    pub(crate) fn print(self, summary: &str) -> Result<()> {
        if self.quiet {
            return Ok(());
        }
        let text = plain(summary);
        let text = if self.colors { text.lines().map(|line| colored(line) + "\n").collect() } else { text };
        put(&Target::Stdout, &text)
    }

    /// A progress bar on a terminal, nothing elsewhere. `length` is how far it goes, where that is known.
    pub(crate) fn bar(self, length: Option<usize>, what: &'static str) -> ProgressBar {
        if self.quiet || !std::io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let bar = length.map_or_else(ProgressBar::new_spinner, |length| ProgressBar::new(length as u64));
        let template = if length.is_some() {
            "{bar:30} {human_pos}/{human_len} {msg}, {rate}, {eta} left"
        } else {
            "{human_pos} {msg}, {rate}, {elapsed}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.with_key("rate", rate));
        }
        bar.enable_steady_tick(std::time::Duration::from_millis(200));
        bar.with_message(what)
    }
}

/// How many a second, to a digit that a person can follow.
fn rate(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    let rate = state.per_sec();
    let _ = if rate < 10.0 { write!(out, "{rate:.1}/s") } else { write!(out, "{}/s", HumanCount(rate as u64)) };
}

/// A line of a summary: headings are bold, in the color of what they head.
fn colored(line: &str) -> String {
    let heads = !line.is_empty() && !line.starts_with(' ');
    let color = if !heads {
        return line.to_owned();
    } else if line.contains("disputed") {
        "31"
    } else if line.contains("changed") {
        "33"
    } else if line.contains("agreed") {
        "32"
    } else {
        "39"
    };
    format!("\u{1b}[1;{color}m{line}\u{1b}[0m")
}

/// Names inputs that are skipped, with `--quiet` too: what is not read is an error. Of what the program wrote itself the first is named and the rest counted: a folder of
/// reports would fill the screen.
pub(crate) struct Complaints {
    own: usize,
    odd: usize,
    quiet: bool,
}

/// Most articles whose odd input is named; of those behind them the number is.
const MOST_NAMED: usize = 5;

/// What of an article's input a reader must know of at once: its day or its letters could not be read.
pub(crate) fn odd(article: &Article) -> Option<String> {
    let told = |code: &str| matches!(code, "unreadable-day" | "garbled-letters" | "undecodable-bytes");
    let warning = article.warnings.iter().find(|warning| told(warning.code))?;
    Some(format!("in '{}': {}", article.facts.input, warning.message))
}

impl Complaints {
    pub(crate) fn new(screen: Screen) -> Complaints {
        Complaints { own: 0, odd: 0, quiet: screen.quiet }
    }

    pub(crate) fn name(&mut self, skipped: &SkippedInput) {
        self.own += usize::from(skipped.code == SkipReason::OwnOutput);
        if skipped.code != SkipReason::OwnOutput || self.own == 1 {
            say(&skipped.reason);
        }
    }

    /// Names what is odd about an input that is read all the same.
    pub(crate) fn warn(&mut self, message: &str) {
        if self.quiet {
            return;
        }
        self.odd += 1;
        if self.odd <= MOST_NAMED {
            say(message);
        }
    }

    pub(crate) fn end(&mut self) {
        if self.odd > MOST_NAMED {
            say(&format!("{} more inputs whose day or letters can't be read for sure", self.odd - MOST_NAMED));
        }
        self.odd = 0;
        if self.own > 1 {
            say(&format!("left out {} more that crossread wrote", self.own - 1));
        }
        self.own = 0;
    }
}

/// Shows the steps of the engine as they come, and names what is skipped.
pub(crate) struct Watcher {
    screen: Screen,
    shown: Mutex<(ProgressBar, Complaints)>,
}

impl Watcher {
    pub(crate) fn new(screen: Screen) -> Watcher {
        Watcher { screen, shown: Mutex::new((screen.bar(None, "articles taken in"), Complaints::new(screen))) }
    }

    pub(crate) fn tell(&self, step: ProgressStep) {
        let Ok(mut watched) = self.shown.lock() else { return };
        let (shown, complaints) = &mut *watched;
        match step {
            ProgressStep::TakenIn(article) => {
                shown.inc(1);
                if let Some(message) = odd(article) {
                    shown.suspend(|| complaints.warn(&message));
                }
            }
            ProgressStep::Read => shown.inc(1),
            ProgressStep::Skipped(skipped) => shown.suspend(|| complaints.name(skipped)),
            ProgressStep::Reading(count) => {
                shown.finish_and_clear();
                complaints.end();
                *shown = self.screen.bar(Some(count), "articles read");
            }
            ProgressStep::Comparing => {
                let count = shown.position();
                shown.finish_and_clear();
                *shown = self.screen.bar(None, "");
                // All are compared with each other at once: what goes on is told by its time alone, until stories are parted.
                if let Ok(style) = ProgressStyle::with_template("comparing {msg} articles, {elapsed}") {
                    shown.set_style(style);
                }
                shown.set_message(count.to_string());
            }
            ProgressStep::Collating(count) => {
                shown.finish_and_clear();
                *shown = self.screen.bar(Some(count), "articles laid side by side");
            }
            ProgressStep::Weighing(count) => {
                shown.finish_and_clear();
                *shown = self.screen.bar(Some(count), "mentions, figures and quotes compared");
            }
            ProgressStep::Weighed(count) => shown.inc(count as u64),
            ProgressStep::Collated(count) => shown.inc(count as u64),
            ProgressStep::Done => {
                shown.finish_and_clear();
                complaints.end();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_commands_the_terminal() {
        assert_eq!(plain("can't read 'a\u{1b}[2J\u{202e}b'"), "can't read 'aU+001B[2JU+202Eb'");
    }
}
