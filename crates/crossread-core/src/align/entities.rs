//! Which names of different articles name the same.

use super::Alignment;
use crate::annotate::Annotations;
use crate::story::{Passage, Story};
use crossread_language::MentionKind;

/// Somebody or something across articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its fullest, then commonest name, at one place.
    pub name: Passage,
    /// What sort of thing.
    pub kind: MentionKind,
    /// Each spelling with every place where it stands, the commonest first.
    pub variants: Vec<Variant>,
}

/// One spelling of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The spelling.
    pub text: String,
    /// Where; never empty.
    pub passages: Vec<Passage>,
}

/// Joins the referents of all articles into entities; fills `found.entities` and `found.entity_of`.
pub fn find(_story: &Story, _annotations: &[Annotations], _found: &mut Alignment) {}
