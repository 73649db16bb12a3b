//! What people decided about passages. A decision hangs on the words it was made about, never on an entry; it lies over the
//! machine's reading and never replaces it. Where its words are gone it is listed, never guessed into a new place.

mod place;
mod standing;

pub use place::{Place, PlaceAnchor};
pub use standing::{contested, placeable, standing};

/// What a decision says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DecisionKind {
    /// The machine read the passage right.
    Right,
    /// It did not.
    Wrong,
    /// It did not: the decision has the value that is meant.
    Instead,
    /// The machine found nothing where something is.
    Missed,
    /// Somebody looked and can't tell.
    Unsure,
    /// Both passages speak of one thing.
    Together,
    /// They do not.
    Apart,
    /// Earlier decisions of the same person hold no more.
    Withdraw,
}

impl DecisionKind {
    /// All.
    pub const ALL: [DecisionKind; 8] = [
        DecisionKind::Right,
        DecisionKind::Wrong,
        DecisionKind::Instead,
        DecisionKind::Missed,
        DecisionKind::Unsure,
        DecisionKind::Together,
        DecisionKind::Apart,
        DecisionKind::Withdraw,
    ];

    /// Its name in the record; stable.
    pub fn name(self) -> &'static str {
        match self {
            DecisionKind::Right => "right",
            DecisionKind::Wrong => "wrong",
            DecisionKind::Instead => "instead",
            DecisionKind::Missed => "missed",
            DecisionKind::Unsure => "unsure",
            DecisionKind::Together => "together",
            DecisionKind::Apart => "apart",
            DecisionKind::Withdraw => "withdraw",
        }
    }

    /// What the record calls so.
    pub fn named(name: &str) -> Option<DecisionKind> {
        DecisionKind::ALL.into_iter().find(|says| says.name() == name)
    }

    /// How many passages it is about.
    pub fn places(self) -> usize {
        match self {
            DecisionKind::Together | DecisionKind::Apart => 2,
            DecisionKind::Withdraw => 0,
            _ => 1,
        }
    }
}

/// One decision: a line of a person's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// A hash of the rest.
    pub id: String,
    /// Who decided.
    pub by: String,
    /// When (UTC).
    pub at: String,
    /// The program that the person saw it with.
    pub program: Option<String>,
    /// What.
    pub says: DecisionKind,
    /// About which words: as many as [`DecisionKind::places`].
    pub on: Vec<Place>,
    /// The machine's reading as the person saw it ([`told`](crate::ledger::told)).
    pub saw: Option<String>,
    /// What the person reads instead.
    pub value: Option<String>,
    /// What the person adds.
    pub note: Option<String>,
    /// Earlier decisions of the person that hold no more.
    pub replaces: Vec<String>,
    /// What all decisions that were made at one stroke have in common.
    pub act: Option<String>,
}

/// How a decision stands to what the machine reads now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DecisionState {
    /// The machine reads as it did when the person looked.
    Holds,
    /// The machine now reads as the person does.
    Agreed,
    /// The machine reads otherwise than it did, and not as the person does.
    LookAgain,
    /// The words stand elsewhere, once, in the same surroundings.
    Moved,
    /// The words are gone, or stand where nobody can tell which are meant.
    WithoutPlace,
}

impl DecisionState {
    /// All.
    pub const ALL: [DecisionState; 5] = [
        DecisionState::Holds,
        DecisionState::Agreed,
        DecisionState::LookAgain,
        DecisionState::Moved,
        DecisionState::WithoutPlace,
    ];

    /// Its name in all output; stable.
    pub fn name(self) -> &'static str {
        match self {
            DecisionState::Holds => "holds",
            DecisionState::Agreed => "agreed",
            DecisionState::LookAgain => "look-again",
            DecisionState::Moved => "moved",
            DecisionState::WithoutPlace => "without-place",
        }
    }

    /// The same in words.
    pub fn in_words(self) -> &'static str {
        match self {
            DecisionState::Holds => "holds",
            DecisionState::Agreed => "the program now agrees",
            DecisionState::LookAgain => "to look at again",
            DecisionState::Moved => "moved",
            DecisionState::WithoutPlace => "without a place",
        }
    }
}
