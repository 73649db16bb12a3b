//! The whole way from inputs to ledgers, for whoever has articles: a program, a server, a script.
//!
//! ```text
//! inputs --take--> Intake --collate--> Collated (one story)
//!                         --sort-----> Sorted (a heap: several stories)
//! inputs --read--> what each article says taken alone, one after the other
//! ```
//!
//! [`collate()`] and [`sort()`] need all articles at once. [`read()`] is an iterator: it gives the first article's answer before the
//! last article is taken in, and holds a few articles at a time. Whoever calls may pass a function that is told of every
//! [`ProgressStep`].

mod check;
mod collate;
mod intake;
mod read;
mod sort;

pub use check::{CheckedDraft, check, check_read};
pub use collate::{CollatedStory, HeapCounts, collate, collate_read, looks_like_stories};
pub use crossread_ingest::{Exclusions, FilePatterns, GivenFacts, is_same_file, published, read_line, wrote};
pub use intake::{Intake, take, take_beside};
pub use read::{Answers, read, read_beside};
pub use sort::{HeapStories, sort, sort_read, stories_among};

use crossread_core::Article;
use crossread_core::story::SkippedInput;

/// Something that was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgressStep<'a> {
    /// An article was taken in.
    TakenIn(&'a Article),
    /// An input gave no article.
    Skipped(&'a SkippedInput),
    /// All inputs were taken in; so many articles are read next.
    Reading(usize),
    /// An article was read.
    Read,
    /// All articles were read and are compared next.
    Comparing,
    /// The articles are one story, in which so many mentions of happenings, figures and quotes are compared.
    Weighing(usize),
    /// So many of those were compared.
    Weighed(usize),
    /// A heap was sorted; so many articles of its stories are laid side by side next.
    Collating(usize),
    /// So many articles, those of one story, were laid side by side.
    Collated(usize),
    /// All is done.
    Done,
}

/// Who is told of every step. Articles are read side by side, so it is called from several threads.
pub type StepListener<'a> = &'a (dyn Fn(ProgressStep) + Sync);

/// For whoever wants to hear nothing.
pub fn silent(_: ProgressStep) {}
