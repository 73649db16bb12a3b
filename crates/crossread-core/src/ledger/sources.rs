//! Which words can be somebody that an account has something from: a person, a body or an outlet, named or described. "The
//! leak", "a statement Monday" and "they" are none.

use crate::align::entities::Entity;
use crate::language::Language;
use crate::language::knowledge;
use crate::language::sources::SourceWords;
use crate::story::{Passage, Story};
use crossread_language::{MentionKind, Word};

/// WordNet's file of nouns for groups of people.
const GROUP: u8 = 14;

/// Whether words name or describe a person, a body or an outlet.
pub(super) fn names_a_source(language: &Language, words: &str) -> bool {
    let known = &language.sources;
    let mut phrase: Vec<&str> = Vec::new();
    for word in words.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = bare.to_lowercase();
        // "Officials at the ministry", "the woman who called": what describes the head ends before its own head.
        if phrase.is_empty() && known.leading.has(&lower) || language.names.is_calendar(bare) {
            continue;
        }
        if known.behind.has(&lower) {
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
    is_name && large(head) || is_source_noun(language, head) || is_alone(language, &phrase)
}

/// Whether words for a speaker may be for somebody named: they describe nobody else, or are a part of the name.
pub(super) fn may_be(language: &Language, story: &Story, words: Passage, named: &Entity) -> bool {
    is_mere_description(language, story.words(words), named.kind)
        || is_part_of_name(language, story.words(words), story.words(named.name))
}

/// Whether all words of a speaker stand in a name, but for "the" and forms of address: "Marsh", "the Board".
fn is_part_of_name(language: &Language, words: &str, name: &str) -> bool {
    let is_small = |part: &str| language.sources.leading.has(part) || language.people.address.contains(part);
    let parts = |words: &str| -> Vec<String> {
        let parts = words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        parts.map(str::to_lowercase).filter(|part| !is_small(part)).collect()
    };
    let (words, name) = (parts(words), parts(name));
    !words.is_empty() && words.iter().all(|word| name.contains(word))
}

/// Whether words may be for whoever another account names, a person or a body: a pronoun, "the statement", somebody's spokesman; for a person
/// "the director" or "the Dornish president", for a body "the agency". Not "the Harbour campaign", which names another, nor for a person
/// "the zoo" or "officials".
fn is_mere_description(language: &Language, words: &str, named: MentionKind) -> bool {
    let (known, names_of) = (&language.sources, &language.names);
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let phrase: Vec<String> =
        words.split_whitespace().map(bare).take_while(|word| !known.behind.has(&word.to_lowercase())).collect();
    let Some(head) = phrase.last().map(|word| word.to_lowercase()) else { return false };
    let facts = language.learned.words.facts(Word::of(&head));
    let is_name = |(at, word): (usize, &String)| {
        let small = word.to_lowercase();
        large(&word.as_str())
            && !(at == 0 && (known.leading.has(&small) || known.pronouns.has(&small)))
            && names_of.countries.of_demonym(word).is_none()
            && names_of.countries.full_name(word).is_none()
            && !names_of.roles.has(Word::of(&small))
    };
    let names = || phrase.iter().enumerate().any(is_name);
    if language.people.is_spokesman(words) || !names_a_source(language, words) && !names() {
        return true;
    }
    match named {
        // "A White House official" is of that house, and not whom it is of.
        MentionKind::Person => (names_of.roles.has(Word::of(&head)) || facts.noun == knowledge::PERSON) && !names(),
        MentionKind::Organization => !names() && (is_body(language, Word::of(&head)) || facts.noun == GROUP),
        _ => false,
    }
}

/// Whether words are for somebody, or for a document, that what is said goes back to.
pub(super) fn can_be_gone_back_to(language: &Language, words: &str) -> bool {
    names_a_source(language, words) || only_one(&language.sources, words).is_some()
}

/// What words call one of whom a story has one alone, so that two accounts that have something from it have it from one: bodies that
/// speak with one voice ("police", "local prosecutors") and documents that all cite ("the complaint", "court records"). Of "a spokesman",
/// "witnesses" and "experts" there may be many.
pub(super) fn only_one(known: &SourceWords, words: &str) -> Option<String> {
    let mut phrase =
        words.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    let first = phrase.next()?;
    let is_definite = known.definite.has(&first);
    let rest: Vec<String> = if is_definite { phrase.collect() } else { std::iter::once(first).chain(phrase).collect() };
    let called: Vec<&str> = rest.iter().map(String::as_str).filter(|word| !known.mere.has(word)).collect();
    let head = called.last().filter(|_| called.len() <= 2 && !known.leading.has(called[0]))?;
    let is_one = known.one_voices.has(Word::of(head)) || is_definite && known.one_documents.has(Word::of(head));
    is_one.then(|| called.join(" "))
}

fn large(word: &&str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Whether one word by itself is a name: it is written large and no word of English that WordNet knows.
fn is_alone(language: &Language, phrase: &[&str]) -> bool {
    let known = &language.sources;
    matches!(phrase, [only] if large(only) && !known.pronouns.has(&only.to_lowercase())
        && (language.learned.words.facts(Word::lowered(only)).noun == 0 || only.chars().filter(|c| c.is_uppercase()).count() > 1))
}

/// Whether a noun is for a person or a body: "officials", "police", "tech-giant".
fn is_source_noun(language: &Language, word: &str) -> bool {
    let last = word.rsplit('-').next().unwrap_or(word).to_lowercase();
    language.sources.singulars(&last).any(|form| {
        let word = Word::of(&form);
        language.names.roles.has(word)
            || is_body(language, word)
            || matches!(language.learned.words.facts(word).noun, knowledge::PERSON | GROUP)
    })
}

/// Whether a noun is for an organization.
fn is_body(language: &Language, noun: Word) -> bool {
    language.names.bodies.has(noun) || language.sources.bodies.has(noun)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only_one(words: &str) -> Option<String> {
        super::only_one(&Language::english().sources, words)
    }

    fn is_mere_description(words: &str, named: MentionKind) -> bool {
        super::is_mere_description(Language::english(), words, named)
    }

    fn names_a_source(words: &str) -> bool {
        super::names_a_source(Language::english(), words)
    }

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
    fn one_body_or_document_is_told_from_one_of_many() {
        assert_eq!(only_one("Local police").as_deref(), Some("police"));
        assert_eq!(only_one("the complaint").as_deref(), Some("complaint"));
        assert_eq!(only_one("court records").as_deref(), Some("court records"));
        for words in ["a complaint", "witnesses", "two officials", "the spokesman", "experts", "they"] {
            assert_eq!(only_one(words), None, "{words}");
        }
    }

    #[test]
    fn descriptions_that_may_be_of_whoever_is_named() {
        for words in ["he", "the statement", "The director", "the Turkish president", "a spokesman for the line"] {
            assert!(is_mere_description(words, MentionKind::Person), "{words}");
        }
        for words in ["the zoo", "officials", "the Harbour campaign", "Orm's government", "Marsh"] {
            assert!(!is_mere_description(words, MentionKind::Person), "{words}");
        }
        assert!(is_mere_description("the agency", MentionKind::Organization));
        assert!(!is_mere_description("the director", MentionKind::Organization));
    }

    #[test]
    fn what_says_nothing_is_none() {
        for words in ["They", "it", "We", "after bombs", "The leak", "a statement Monday", "Those", "that day, Monday"]
        {
            assert!(!names_a_source(words), "{words}");
        }
    }
}
