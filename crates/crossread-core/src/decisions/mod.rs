//! What people decided about passages. A decision hangs on the words it was made about, never on an entry; it lies over the
//! machine's reading and never replaces it. Where its words are gone it is listed, never guessed into a new place.

mod place;
mod standing;

pub use place::{Anchor, Place};
pub use standing::{contested, placeable, standing};

/// What a decision says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Says {
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

impl Says {
    /// All.
    pub const ALL: [Says; 8] = [
        Says::Right,
        Says::Wrong,
        Says::Instead,
        Says::Missed,
        Says::Unsure,
        Says::Together,
        Says::Apart,
        Says::Withdraw,
    ];

    /// Its name in the record; stable.
    pub fn name(self) -> &'static str {
        match self {
            Says::Right => "right",
            Says::Wrong => "wrong",
            Says::Instead => "instead",
            Says::Missed => "missed",
            Says::Unsure => "unsure",
            Says::Together => "together",
            Says::Apart => "apart",
            Says::Withdraw => "withdraw",
        }
    }

    /// What the record calls so.
    pub fn named(name: &str) -> Option<Says> {
        Says::ALL.into_iter().find(|says| says.name() == name)
    }

    /// How many passages it is about.
    pub fn places(self) -> usize {
        match self {
            Says::Together | Says::Apart => 2,
            Says::Withdraw => 0,
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
    pub says: Says,
    /// About which words: as many as [`Says::places`].
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
pub enum State {
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

impl State {
    /// All.
    pub const ALL: [State; 5] = [State::Holds, State::Agreed, State::LookAgain, State::Moved, State::WithoutPlace];

    /// Its name in all output; stable.
    pub fn name(self) -> &'static str {
        match self {
            State::Holds => "holds",
            State::Agreed => "agreed",
            State::LookAgain => "look-again",
            State::Moved => "moved",
            State::WithoutPlace => "without-place",
        }
    }

    /// The same in words.
    pub fn in_words(self) -> &'static str {
        match self {
            State::Holds => "holds",
            State::Agreed => "the program now agrees",
            State::LookAgain => "to look at again",
            State::Moved => "moved",
            State::WithoutPlace => "without a place",
        }
    }
}
