//! What sorts of things articles speak to.

/// Sorts of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// How many, how much.
    Figure,
    /// Who said what.
    Quote,
    /// What happened.
    Event,
    /// When.
    Date,
    /// What somebody or something is: an age, a post.
    Attribute,
    /// What somebody asserts, denies or demands, told in other words.
    Claim,
}
