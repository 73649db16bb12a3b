//! The story for programs that others wrote: citations, a graph, a timeline, annotations, entities, an apparatus.

mod annotations;
mod citations;
mod ftm;
mod graph;
mod tei;
mod timeline;

pub use annotations::web_annotations;
pub use citations::{csl, ris};
pub use ftm::{ftm, ftm_article};
pub use graph::graphml;
pub use tei::{tei, tei_corpus};
pub use timeline::timelinejs;
