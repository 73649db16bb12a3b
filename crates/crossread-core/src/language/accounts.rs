//! Words of whole accounts: which tell nothing, which stand under any of them.

use super::groups::{Group, entries, groups, list};
use super::padded;
use std::collections::HashMap;

groups! {
    /// Words of whole accounts: which tell nothing, which stand under any of them.
    AccountWords, "groups/accounts.txt" {
        /// Small words inside names: "the Second Chamber of the District Court".
        name_links: Spellings,
    } with {
        /// Words of any story.
        everyday: Group = Group::of_words(list!("everyday-words.txt")),
        /// What paragraphs that stand under any article say, a space on either side.
        standing: Vec<String> = entries(list!("standing-lines.txt")).map(padded).collect(),
        /// Names of languages by their codes.
        languages: HashMap<&'static str, &'static str> = entries(list!("languages.txt")).filter_map(|line| line.split_once(' ')).collect(),
    }
}
