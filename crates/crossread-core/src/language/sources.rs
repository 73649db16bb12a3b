//! Words that tell whether somebody is meant whom an account has something from.

use super::english;
use super::groups::{Group, groups, list};

groups! {
    /// Words that tell whether somebody is meant whom an account has something from.
    SourceWords, "groups/sources.txt" {
        /// Words before a noun that describes somebody.
        leading: Spellings,
        /// Words behind which nothing is the head of the phrase any more.
        behind: Spellings,
        /// Stand for somebody or something.
        pronouns: Spellings,
        /// Before what a story has one of.
        definite: Spellings,
        /// Words that tell nothing more of which body speaks.
        mere: Spellings,
        /// Behind a number that counts some of more.
        some_of: Spellings,
    } with {
        /// Bodies of which a story has one.
        one_voices: Group = Group::of_lines(list!("one-voices.txt")),
        /// Documents of which a story has one.
        one_documents: Group = Group::of_lines(list!("one-documents.txt")),
        /// Nouns for what an organization is that has told something, beside those for any.
        bodies: Group = Group::of_lines(list!("source-bodies.txt")),
    }
}

impl SourceWords {
    /// The singular forms that a noun in lower case may be a plural of, itself first.
    pub fn singulars(&self, noun: &str) -> impl Iterator<Item = String> {
        english::singulars(noun)
    }
}
