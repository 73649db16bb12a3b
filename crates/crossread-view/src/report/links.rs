//! Where the parts of a report lie. The sections ask here and never write an address themselves.

use crossread_core::ledger::Entry;
use crossread_core::{Passage, Story};

/// Addresses within one file: anchors. Made of what a thing is, not of its place in a list, so that a link still leads
/// to the same words when an older article has been added.
pub(super) struct Links<'a> {
    story: &'a Story,
}

impl<'a> Links<'a> {
    pub(super) fn new(story: &'a Story) -> Links<'a> {
        Links { story }
    }

    /// The anchor of an entry.
    pub(super) fn entry(&self, entry: &Entry) -> String {
        format!("e-{}", entry.id)
    }

    /// The anchor of an article.
    pub(super) fn article(&self, article: u32) -> String {
        format!("a-{}", self.story.articles()[article as usize].id())
    }

    /// The anchor of the place in its article where a passage begins.
    pub(super) fn passage(&self, passage: Passage) -> String {
        format!("{}-{}", self.article(passage.article), passage.span.start)
    }
}
