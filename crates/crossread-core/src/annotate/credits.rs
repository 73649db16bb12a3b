//! Credits: where an article says it has something from.

use super::Annotations;
use crate::story::Article;
use crossread_language::Span;

/// A place where an article names another outlet, an agency or a document as where something comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// The words that give the credit: "Here's AP with a bit more:", "(Reuters) -", "told RT".
    pub span: Span,
    /// The name of the outlet, agency or document in them.
    pub outlet: Span,
    /// What sort.
    pub kind: CreditKind,
    /// The text that comes from there: an excerpt, a sentence, the whole article.
    pub covers: Span,
}

/// Sorts of credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CreditKind {
    /// An agency at the head of the text: "(Reuters) -".
    Agency,
    /// An excerpt introduced or followed by its outlet.
    Excerpt,
    /// The whole article first appeared elsewhere: "originally published on …".
    Republished,
    /// An outlet reports it: "the New York Times claims", "state television said".
    Reported,
    /// Said to an outlet: "told RT".
    ToldTo,
    /// A statement or document is the origin of words: "according to a statement".
    Statement,
    /// Somebody contributed: "with files from", "contributed to this report".
    Contributed,
}

/// Finds the credits of an article. Needs everything before it; fills `found.credits`.
pub fn find(_article: &Article, _found: &mut Annotations) {}
