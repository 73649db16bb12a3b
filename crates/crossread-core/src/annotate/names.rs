//! Names: named mentions, and what in the same article they are names of.

use super::Annotations;
use crate::story::Article;
use crossread_language::{MentionKind, Span};

/// A name, or a pronoun or description that resolves to a named referent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its words.
    pub span: Span,
    /// What sort of thing it names.
    pub kind: MentionKind,
    /// How it names it.
    pub form: NameForm,
    /// Index into [`Annotations::referents`].
    pub referent: u32,
}

/// How a mention names its referent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameForm {
    /// By a name or part of one.
    Named,
    /// By a description: "the prime minister".
    Described,
    /// By a pronoun.
    Pronoun,
}

/// Somebody or something in one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referent {
    /// The words of the fullest name the article gives, at one place where it gives it (without title).
    pub name: Span,
    /// What sort of thing.
    pub kind: MentionKind,
    /// Titles and descriptions the article puts beside the name: "Prime Minister", "the former Pentagon official".
    pub titles: Vec<Span>,
    /// Indices into [`Annotations::names`], in order.
    pub names: Vec<u32>,
}

/// Finds the names of an article and which of them name the same. Needs `found.sentences`; fills `found.names` and
/// `found.referents`.
pub fn find(_article: &Article, _found: &mut Annotations) {}
