//! The bench: a project's stories, articles and passages as pages, on this machine alone.
//!
//! ```text
//! request --guard--> Asked --route--> a page or its JSON twin --> Answer
//!                                     |
//!                                  Desk: the project, its SQLite file, the last stories looked at
//! ```
//!
//! Pages are the report's sections with addresses of a server between them; nothing of a ledger is computed or written here.
//! `schema/bench.md` freezes the addresses.

mod answer;
mod desk;
mod guard;
mod pages;
mod route;
mod server;

pub use desk::{FetchResult, Fetcher};
pub use server::Bench;
