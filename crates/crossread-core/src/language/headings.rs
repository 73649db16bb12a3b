//! Words at which a heading may not be cut.

use super::groups::groups;

groups! {
    /// Words at which a heading may not be cut.
    HeadingWords, "groups/headings.txt" {
        /// Verbs of saying, whose subject is not what is told.
        saying: Group,
        /// Pronouns for what an article has named before.
        pronouns: Group,
        /// Words that point to what stands before.
        pointers: Group,
        /// Words that open a clause and stand for what it lacks.
        asking: Group,
        /// Words that open a clause and may be left out before it: what it says stays the same.
        plain_marks: Group,
    } with {
////
    }
}
