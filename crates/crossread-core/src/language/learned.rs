//! What was learned of a language: the tables of `model/`, each with its card, used as they lie in the program.

use super::knowledge::Knowledge;

/// What was learned of a language, a table a question.
pub(crate) struct LearnedTables {
    /// What dictionaries and vectors say of words, and which words tell happenings.
    pub(crate) words: Knowledge,
    /// What belongs to a happening, and as what.
    pub(crate) roles: &'static [u8],
    /// How surely a happening happened.
    pub(crate) factuality: &'static [u8],
    /// Whom a pronoun means.
    pub(crate) pronouns: &'static [u8],
}

impl LearnedTables {
    pub(super) fn english() -> LearnedTables {
        static ROLES: &AlignedBytes<[u8]> = &AlignedBytes(*include_bytes!("../../model/roles.bin"));
        LearnedTables {
            words: Knowledge::new(include_bytes!("../../model/events.bin")),
            roles: &ROLES.0,
            factuality: include_bytes!("../../model/factuality.bin"),
            pronouns: include_bytes!("../../model/pronouns.bin"),
        }
    }
}

/// Bytes that begin where a cache line does, so that no row lies in two.
#[repr(align(64))]
struct AlignedBytes<T: ?Sized>(T);
