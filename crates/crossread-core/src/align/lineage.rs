//! Lineage: who has it from whom. Credits first, shared words second; they are different kinds of evidence and stay
//! apart.

use super::Alignment;
use crate::annotate::Annotations;
use crate::story::{Passage, Story};

/// A known link between a passage and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The passage that comes from elsewhere.
    pub later: Passage,
    /// Where it comes from.
    pub earlier: Earlier,
    /// What shows it.
    pub why: LinkWhy,
    /// Words of `later` that also stand in `earlier`, and all words of `later`. (0, n) for a bare credit.
    pub overlap: (u32, u32),
    /// Whether the direction is known. When it isn't, `later` and `earlier` are in the order of the articles.
    pub directed: bool,
}

/// The earlier end of a link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Earlier {
    /// A passage of another article.
    Passage(Passage),
    /// An outlet or agency whose text is not among the articles: its name, and where it is named.
    Outlet {
        /// The name, in its usual form ("AP" and "Associated Press" are one).
        name: String,
        /// The words that name it.
        named_at: Passage,
    },
}

/// What shows a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkWhy {
    /// The same words.
    Copied,
    /// It names the other as where it comes from.
    Credited,
    /// Both quote one speaker's words.
    Quoted,
}

/// Finds the links of a story; fills `found.lineage`, sorted. Needs `found.entities`.
pub fn find(_story: &Story, _annotations: &[Annotations], _found: &mut Alignment) {}
