//! Timeline: what happened when, over all articles.

use super::Alignment;
use crate::annotate::Annotations;
use crate::story::{Passage, Story};
use jiff::civil::Date;

/// A dated happening that one or more articles tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// The sentence of an article that tells it best.
    pub summary: Passage,
    /// Every passage that tells it; never empty, sorted.
    pub passages: Vec<Passage>,
}

/// Finds the timeline of a story; fills `found.timeline`, sorted by day. Needs entities.
pub fn find(_story: &Story, _annotations: &[Annotations], _found: &mut Alignment) {}
