//! Standard error: messages, and how far the program is where somebody watches.

use crossread_core::Article;
use crossread_core::story::{SkipReason, Skipped};
use crossread_engine::Step;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Mutex;

/// A line on standard error.
pub(crate) fn say(message: &str) {
    eprintln!("crossread: {}", plain(message));
}

/// A text without what would command a terminal or turn the order of its letters: names of files and words of articles come
/// from anywhere.
pub(crate) fn plain(text: &str) -> String {
    let commands = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if commands(c) && c != '\n' { '\u{fffd}' } else { c }).collect()
}

/// A progress bar on a terminal, nothing elsewhere. `length` is how far it goes, where that is known.
pub(crate) fn bar(length: Option<usize>, what: &'static str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = length.map_or_else(ProgressBar::new_spinner, |length| ProgressBar::new(length as u64));
    let template = if length.is_some() { "{bar:30} {pos}/{len} {msg}" } else { "{pos} {msg}" };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.with_message(what)
}

/// Names inputs that are skipped. Of what the program wrote itself the first is named and the rest counted: a folder of
/// reports would fill the screen.
#[derive(Default)]
pub(crate) struct Complaints {
    own: usize,
    odd: usize,
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
    pub(crate) fn name(&mut self, skipped: &Skipped) {
        self.own += usize::from(skipped.code == SkipReason::OwnOutput);
        if skipped.code != SkipReason::OwnOutput || self.own == 1 {
            say(&skipped.reason);
        }
    }

    /// Names what is odd about an input that is read all the same.
    pub(crate) fn warn(&mut self, message: &str) {
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
pub(crate) struct Watcher(Mutex<(ProgressBar, Complaints)>);

impl Watcher {
    pub(crate) fn new() -> Watcher {
        Watcher(Mutex::new((bar(None, "articles taken in"), Complaints::default())))
    }

    pub(crate) fn tell(&self, step: Step) {
        let Ok(mut watched) = self.0.lock() else { return };
        let (shown, complaints) = &mut *watched;
        match step {
            Step::TakenIn(article) => {
                shown.inc(1);
                if let Some(message) = odd(article) {
                    shown.suspend(|| complaints.warn(&message));
                }
            }
            Step::Read => shown.inc(1),
            Step::Skipped(skipped) => shown.suspend(|| complaints.name(skipped)),
            Step::Reading(count) => {
                shown.finish_and_clear();
                complaints.end();
                *shown = bar(Some(count), "articles read");
            }
            Step::Comparing => {
                let count = shown.position();
                shown.finish_and_clear();
                *shown = bar(None, "articles compared");
                shown.set_position(count);
            }
            Step::Done => {
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
        assert_eq!(plain("can't read 'a\u{1b}[2J\u{202e}b'"), "can't read 'a\u{fffd}[2J\u{fffd}b'");
    }
}
