//! Events: dated or datable happenings.

use super::Annotations;
use super::figures::{Reference, Status};
use crate::story::Article;
use crossread_language::Span;

/// A happening in one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventMention {
    /// Its head word.
    pub span: Span,
    /// The head word's dictionary form.
    pub lemma: String,
    /// Who took part, and how.
    pub participants: Vec<(Role, Reference)>,
    /// Where.
    pub place: Option<Reference>,
    /// When: index into [`Annotations::dates`].
    pub date: Option<u32>,
    /// Whether it is said to have happened.
    pub status: Status,
}

/// How somebody took part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Did it.
    Agent,
    /// It was done to them.
    Patient,
    /// Any other part.
    Other,
}

/// Finds the events of an article. Needs sentences, names, dates, quotes; fills `found.events`.
pub fn find(_article: &Article, _found: &mut Annotations) {}
