//! Quotes: who said what, in which words.

use super::Annotations;
use crate::story::Article;
use crossread_language::Span;

/// Somebody's words or a report of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// What stands between the marks; for an indirect quote, the content.
    pub span: Span,
    /// What sort.
    pub kind: QuoteKind,
    /// Who said it, as far as the article tells.
    pub speaker: Option<Speaker>,
    /// The words that report: "said", "according to".
    pub cue: Option<Span>,
    /// To whom it was said.
    pub addressee: Option<Span>,
    /// On what the speaker rests. `None` exactly when there is no speaker.
    pub basis: Option<SpeakerBasis>,
    /// Index of the block it starts in.
    pub block: u32,
    /// Index of the quote it carries on: the second half of an utterance that its attribution interrupts, the next
    /// paragraph of one that runs on.
    pub continues: Option<u32>,
}

/// Sorts of quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuoteKind {
    /// A whole utterance in quotation marks.
    Direct,
    /// Quoted words inside the author's sentence.
    Fragment,
    /// Reported without quotation marks.
    Indirect,
    /// Quotation marks that report nobody's words: terms, titles, nicknames, scare quotes.
    Term,
}

/// Who a quote, or a figure, is ascribed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Speaker {
    /// The words at the quote: "he", "the minister", "two officials who asked not to be named".
    pub span: Span,
    /// Index into [`Annotations::referents`] when they resolve to a named one.
    pub referent: Option<u32>,
}

/// On what a speaker rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerBasis {
    /// The sentence says so.
    Stated,
    /// It carries on a quote whose speaker is stated.
    Continued,
    /// Only the surroundings tell.
    Inferred,
}

/// Finds the quotes of an article. Needs sentences, names; fills `found.quotes`.
pub fn find(_article: &Article, _found: &mut Annotations) {}
