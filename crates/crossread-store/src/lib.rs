//! Ledgers in an SQLite file that Datasette, Python, R and DuckDB open, and a project folder that keeps articles.
//!
//! An export is filled from what the JSON holds, so that nothing is computed twice and no two outputs differ. `schema/sqlite.md`
//! says what stands in each column.

mod export;
mod fill;
pub mod project;

pub use export::{Export, StoryJson};
pub use project::{AnnotatedArticle, Project, pack, unpack};
pub use rusqlite::types::ValueRef;
