//! Which words can be somebody that an account has something from: a person, a body or an outlet, named or described. "The
//! leak", "a statement Monday" and "they" are none.

use crate::annotate::events::knowledge;
use crate::annotate::names::{entries, is_calendar, is_role};
use crossread_language::Word;
use std::collections::HashSet;
use std::sync::LazyLock;

/// WordNet's files of nouns for people and for groups of people.
const PERSON: u8 = 18;
const GROUP: u8 = 14;

/// Whether words name or describe a person, a body or an outlet.
pub(super) fn names_a_source(words: &str) -> bool {
    let mut phrase: Vec<&str> = Vec::new();
    for word in words.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = bare.to_lowercase();
        // "Officials at the ministry", "the woman who called": what describes the head ends before its own head.
        if phrase.is_empty() && LEADING.contains(&lower.as_str()) || is_calendar(bare) {
            continue;
        }
        if BEHIND.contains(&lower.as_str()) {
            break;
        }
        phrase.push(bare);
        if word.ends_with(',') {
            break;
        }
    }
    let Some(head) = phrase.last() else { return false };
    // A name is written large; a word that only begins its sentence says nothing by that.
    let is_name =
        phrase.iter().skip(1).chain(phrase.iter().take(1).filter(|_| !words.starts_with(phrase[0]))).any(large);
    is_name && large(head) || is_source_noun(head) || is_alone(&phrase)
}

fn large(word: &&str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Whether one word by itself is a name: it is written large and no word of English that WordNet knows.
fn is_alone(phrase: &[&str]) -> bool {
    matches!(phrase, [only] if large(only) && !PRONOUNS.contains(&only.to_lowercase().as_str())
        && (knowledge::facts(Word::lowered(only)).noun == 0 || only.chars().filter(|c| c.is_uppercase()).count() > 1))
}

/// Whether a noun is for a person or a body: "officials", "police", "tech-giant".
fn is_source_noun(word: &str) -> bool {
    let last = word.rsplit('-').next().unwrap_or(word).to_lowercase();
    let singular = |end: &str, with: &str| last.strip_suffix(end).map(|stem| stem.to_owned() + with);
    let forms =
        [Some(last.clone()), singular("s", ""), singular("es", ""), singular("ies", "y"), singular("men", "man")];
    forms.into_iter().flatten().any(|form| {
        let word = Word::of(&form);
        is_role(word) || BODIES.contains(&word) || matches!(knowledge::facts(word).noun, PERSON | GROUP)
    })
}

/// Words before a noun that describes somebody.
const LEADING: [&str; 18] = [
    "a", "an", "the", "some", "many", "most", "several", "two", "three", "four", "both", "one", "another", "other",
    "of", "his", "her", "their",
];

/// Words behind which nothing is the head of the phrase any more.
const BEHIND: [&str; 26] = [
    "who", "whom", "whose", "which", "that", "of", "for", "at", "in", "on", "from", "with", "by", "to", "near",
    "about", "after", "before", "since", "during", "under", "over", "into", "as", "amid", "between",
];

const PRONOUNS: [&str; 12] = ["he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "those", "who"];

/// Nouns for what an organization is.
static BODIES: LazyLock<HashSet<Word>> = LazyLock::new(|| {
    let files = [include_str!("../../data/en/bodies.txt"), include_str!("../../data/en/source-bodies.txt")];
    files.into_iter().flat_map(entries).map(Word::of).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_bodies_are_sources() {
        for words in [
            "officials",
            "Local police",
            "The agency",
            "a company spokesman",
            "two officials who asked not to be named",
            "Zoo officials",
            "the Nigerian president's office",
            "St Anne's Hospital in Tolmere",
            "The tech-giant",
            "witnesses",
            "The 46-year-old South African",
            "Equifax",
            "Members of Congress",
        ] {
            assert!(names_a_source(words), "{words}");
        }
    }

    #[test]
    fn what_says_nothing_is_none() {
        for words in ["They", "it", "We", "after bombs", "The leak", "a statement Monday", "Those", "that day, Monday"]
        {
            assert!(!names_a_source(words), "{words}");
        }
    }
}
