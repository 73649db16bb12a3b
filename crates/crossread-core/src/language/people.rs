//! What names of people are made of, and who speaks for whom.

use super::groups::{entries, groups, list};
use super::padded;
use std::collections::{HashMap, HashSet};

groups! {
    /// What names of people are made of, and who speaks for whom.
    PeopleWords, "groups/people.txt" {
        /// Before a name that is no part of it, in small letters.
        definite: Texts,
    } with {
        /// Small words in names that tell nobody apart.
        particles: HashSet<&'static str> = entries(list!("name-particles.txt")).collect(),
        /// Given names by the groups of short and full forms that they stand in.
        short_names: HashMap<&'static str, Vec<usize>> = short_names(),
        /// Who speaks for a body, a space on either side.
        spokespeople: Vec<String> = entries(list!("spokespeople.txt")).map(padded).collect(),
        /// Forms of address, in small letters and without a point.
        address: HashSet<String> = address(),
    }
}

fn short_names() -> HashMap<&'static str, Vec<usize>> {
    let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
    for (group, line) in entries(list!("short-names.txt")).enumerate() {
        for name in line.split(' ') {
            groups.entry(name).or_default().push(group);
        }
    }
    groups
}

fn address() -> HashSet<String> {
    let words = entries(list!("honorifics.txt")).filter_map(|line| line.split(' ').next());
    words.map(|word| word.trim_end_matches('.').to_lowercase()).collect()
}

impl PeopleWords {
    /// Whether words are for somebody who speaks for another: "a spokesman for the line".
    pub fn is_spokesman(&self, words: &str) -> bool {
        let words = padded(words);
        self.spokespeople.iter().any(|one| words.contains(one))
    }
}
