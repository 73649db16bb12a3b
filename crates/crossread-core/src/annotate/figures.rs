//! Figures: quantities, and what they are about.

use super::Annotations;
use super::quotes::Speaker;
use crate::quantity::Quantity;
use crate::story::Article;
use crossread_language::Span;

/// A quantity with everything the sentence says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The quantity and its hedge: "some 5,200", "more than a dozen".
    pub span: Span,
    /// How much.
    pub quantity: Quantity,
    /// What is counted.
    pub of: Option<Counted>,
    /// Whose: "US", "of the Islamic State group".
    pub whose: Option<Reference>,
    /// Where.
    pub place: Option<Reference>,
    /// As of when: index into [`Annotations::dates`].
    pub as_of: Option<u32>,
    /// Whether it is so, planned, denied.
    pub status: Status,
    /// Who asserts it; `None` for the article's own voice.
    pub asserted_by: Option<Speaker>,
}

/// What a figure counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The whole phrase without the quantity: "American forces scattered across the country".
    pub span: Span,
    /// Its head word, in dictionary form: "force".
    pub head: String,
}

/// Words that name or describe whose or where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// The words.
    pub span: Span,
    /// Index into [`Annotations::referents`] when they resolve to a named one.
    pub referent: Option<u32>,
}

/// Whether something is said to be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It is said to be so.
    Asserted,
    /// It is said to be intended or expected.
    Planned,
    /// Somebody denies it.
    Denied,
    /// It is said not to be so.
    Negated,
    /// It is only supposed: "if 500 came".
    Hypothetical,
}

/// Finds the figures of an article. Needs sentences, names, dates, quotes; fills `found.figures`.
pub fn find(_article: &Article, _found: &mut Annotations) {}
