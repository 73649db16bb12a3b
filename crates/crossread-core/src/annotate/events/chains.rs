//! Which mentions of one article tell the same happening.

use super::EventMention;

/// Gives each mention that tells what an earlier one told that one's index.
pub(super) fn join(_events: &mut [EventMention]) {}
