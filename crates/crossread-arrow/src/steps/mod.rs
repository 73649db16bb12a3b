//! `crossread stories` in steps over tables, each a function of its arguments alone, so that an engine may run them on parts of a heap
//! that no one machine holds (`docs/scale.md`).
//!
//! ```text
//! rows --read--> articles --keep_first, keep_first, mark_reprints--> the articles of the heap, in order
//!      words --count_words--> documents      words, documents --weigh--> postings --meet--> products
//!      products --liken--> pairs --connect--> components --link--> stories --collate--> ledgers --write--> JSON
//! ```
//!
//! All that is added up is whole numbers, so that neither the parts nor their order change anything: what comes out is to the byte what the
//! program writes of the same rows. Which rows a step must see together is said of each.

mod articles;
mod given;
mod stories;
mod words;

pub use articles::{ArticleIdentity, keep_first, mark_reprints, read};
pub use given::StepError;
pub use stories::{collate, connect, liken, link, write};
pub use words::{Weigher, count_words, meet};
