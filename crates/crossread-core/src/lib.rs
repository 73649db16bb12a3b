//! Story to ledger: reads every account of a news story and lays them side by side.
//!
//! ```text
//! Story --annotate (each article alone, in parallel)--> Annotations
//!       --align (all articles together)--> Alignment
//!       --tabulate--> Ledger
//! ```
//!
//! The pipeline is three plain functions over plain data: [`annotate()`], [`align()`] and [`tabulate()`]. What a stage needs is in its
//! arguments. Nothing here reads a file, the clock or the environment, and no format is known here: what comes in is
//! a [`Story`], what goes out is a [`Ledger`], every line of which ends in [`Passage`]s of the articles.
//!
//! To follow the flow one needs seven types: [`Story`], [`Article`], [`Annotations`], [`Alignment`], [`Ledger`],
//! [`Reading`] and [`Passage`].

pub mod align;
pub mod annotate;
pub mod check;
pub mod decisions;
pub mod language;
pub mod ledger;
pub mod quantity;
pub mod rules;
pub mod story;

pub use align::bounds::DecidedPairs;
pub use align::{Alignment, align, align_heard};
pub use annotate::{Annotations, annotate};
pub use crossread_language::{CodePoints, MentionKind, Span, model_id};
pub use language::Language;
pub use ledger::{Ledger, Reading, tabulate};
pub use story::{Article, Passage, Story};
