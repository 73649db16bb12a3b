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

impl EntryKind {
    /// All.
    pub const ALL: [EntryKind; 6] = [
        EntryKind::Figure,
        EntryKind::Quote,
        EntryKind::Claim,
        EntryKind::Date,
        EntryKind::Attribute,
        EntryKind::Event,
    ];

    /// Its name in all output and in the record of decisions; stable.
    pub fn name(self) -> &'static str {
        match self {
            EntryKind::Figure => "figure",
            EntryKind::Quote => "quote",
            EntryKind::Claim => "claim",
            EntryKind::Event => "event",
            EntryKind::Date => "date",
            EntryKind::Attribute => "attribute",
        }
    }

    /// What is called so.
    pub fn named(name: &str) -> Option<EntryKind> {
        EntryKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
