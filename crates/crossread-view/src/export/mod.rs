//! The story for programs that others wrote: citations, a graph, a timeline, annotations.

mod annotations;
mod citations;
mod graph;
mod timeline;

pub use annotations::web_annotations;
pub use citations::{csl, ris};
pub use graph::graphml;
pub use timeline::timelinejs;
