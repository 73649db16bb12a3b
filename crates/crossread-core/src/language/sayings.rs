//! Words by which sayings are compared.

use super::groups::groups;

groups! {
    /// Words by which sayings are compared.
    SayingWords, "groups/sayings.txt" {
        /// The verbs that a negation contracts with, without it.
        auxiliaries: Group,
        /// Words for a speaker that may be anybody.
        pronouns: Spellings,
        /// Words that are written small in a title.
        small: Spellings,
        /// Words before a speaker that are no part of what he is called.
        articles: Spellings,
        /// Words for speakers that don't tell one from another.
        generic: Group,
        /// Verbs that report that something is not so.
        denials: Group,
    } with {
////
    }
}
