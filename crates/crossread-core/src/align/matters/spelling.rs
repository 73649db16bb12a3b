//! How a person's name is spelled, where accounts spell it in several ways: "Zelensky", "Zelenskiy".
//!
//! Compared is the family name, or else the given name, each with its own kind: a name left out is no spelling. Of what is no
//! person, or goes by one word, two names that are one letter apart are one thing's where no article has both and their
//! sentences tell much the same: "Penelac", "Penelec". So are two of the same letters, in one word and in several, of which no article has
//! both: "Rye Song Gang 1", "Ryesonggang".

use super::{Aspect, EntryKind, Heading, JoinReason, JoinSign, Matter, Value, Witness, normalize};
use crate::align::entities::{Entities, Entity, spelling, without_owner_mark};
use crate::align::headings::Headings;
use crate::annotate::Annotations;
use crate::annotate::figures::Status;
use crate::language::Language;
use crate::rules::rule;
use crate::story::{Passage, Story};
use crossread_language::{MentionKind, Span, Tag, Word};
use std::collections::{BTreeMap, BTreeSet};

/// Shortest part of a name that is compared: initials and short forms are no spellings.
const SHORTEST: usize = 4;

/// Which part of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NamePart {
    Given,
    Family,
}

/// The people whose names two articles or more spell differently.
pub(super) fn find(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    entities: &Entities,
    headings: &Headings,
) -> Vec<Matter> {
    let people = entities.entities.iter().filter(|entity| entity.kind == MentionKind::Person);
    let people = people.filter_map(|entity| {
        [NamePart::Family, NamePart::Given].into_iter().find_map(|part| matter(language, story, entity, part, headings))
    });
    let apart = one_letter_apart(language, (story, annotations), entities, headings);
    people.chain(apart).chain(in_one_word(language, story, entities, headings)).collect()
}

/// Fewest letters of a name that one account writes in one word and another in several.
const LONG_IN_ONE: usize = 8;

/// Names that one account writes in several words and another in one: "Rye Song Gang 1", "Ryesonggang".
fn in_one_word(language: &Language, story: &Story, entities: &Entities, headings: &Headings) -> Vec<Matter> {
    let mut written: BTreeMap<String, Vec<SpelledName>> = BTreeMap::new();
    for (e, entity) in entities.entities.iter().enumerate() {
        for variant in &entity.variants {
            let letters: String =
                variant.text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
            let words = variant.text.split(' ').count();
            // "#BringThemHome" is no spelling.
            if letters.chars().count() >= LONG_IN_ONE && (words > 1 || is_plain(&variant.text, LONG_IN_ONE)) {
                let mut at: BTreeMap<u32, Passage> = BTreeMap::new();
                variant.passages.iter().for_each(|&name| _ = at.entry(name.article).or_insert(name));
                let name = SpelledName { entity: e, kind: entity.kind, word: &variant.text, at, words };
                written.entry(letters).or_default().push(name);
            }
        }
    }
    let mut matters = Vec::new();
    for names in written.values() {
        let joined = names.iter().filter(|name| name.words == 1);
        for (one, other) in
            joined.flat_map(|one| names.iter().filter(|name| name.words > 1).map(move |other| (one, other)))
        {
            if are_in_other_texts(story, one, other) {
                // What is compared is where the blanks stand.
                let value = |words: &str| normalize(language, words);
                matters.push(matter_of_two(story, headings, [one, other], (JoinSign::SameLetters, &value)));
            }
        }
    }
    matters
}

/// Fewest letters of a word that may be another one misspelled.
const LONG: usize = 6;

/// The same of a word of a title whose other words are all the same.
const LONG_IN_TITLE: usize = 5;

/// Fewest words of a title of which one may be another form of the word elsewhere: "Masters of Sex".
const TITLE: usize = 3;

/// With how many other names that begin alike one is compared. Keeps the cost linear.
const COMPARED: usize = 16;

/// How many telling words the sentences of two names must share, where nothing else in the names is the same.
const ENOUGH: usize = 3;

/// A name of which one word may be spelled otherwise elsewhere.
struct SpelledName<'a> {
    entity: usize,
    kind: MentionKind,
    /// The word that may be.
    word: &'a str,
    /// Where that word stands in each article, the first time.
    at: BTreeMap<u32, Passage>,
    /// How many words the name has; all others are the same.
    words: usize,
}

/// Two names of different things that are one thing's, spelled in two ways.
fn one_letter_apart(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    entities: &Entities,
    headings: &Headings,
) -> Vec<Matter> {
    let mut alike: BTreeMap<String, Vec<SpelledName>> = BTreeMap::new();
    for (e, entity) in entities.entities.iter().enumerate() {
        for variant in &entity.variants {
            let words: Vec<&str> = variant.text.split(' ').collect();
            // A word of a long title may be one of English: "Masters of Sex", "Center for Humane Technology".
            let is_title = entity.kind != MentionKind::Person && words.len() >= TITLE;
            let compared = |word: &&str| {
                if is_title { is_plain(word, LONG_IN_TITLE) } else { may_be_misspelled(language, word) }
            };
            for (w, &word) in words.iter().enumerate().filter(|(_, word)| compared(word)) {
                let head: String = word.chars().take(2).flat_map(char::to_lowercase).collect();
                let key = [&words[..w], &[head.as_str()], &words[w + 1..]].concat().join(" ");
                let mut at: BTreeMap<u32, Passage> = BTreeMap::new();
                for &name in &variant.passages {
                    let Some(start) = story.words(name).find(word) else { continue };
                    let passage = Passage { span: name.span.at(start..start + word.len()), ..name };
                    at.entry(name.article).or_insert(passage);
                }
                let name = SpelledName { entity: e, kind: entity.kind, word, at, words: words.len() };
                alike.entry(key).or_default().push(name);
            }
        }
    }
    let mut matters = Vec::new();
    for names in alike.values() {
        for (n, one) in names.iter().enumerate() {
            for other in names[n + 1..].iter().take(COMPARED) {
                if are_one_thing(language, (story, annotations), one, other) {
                    let value = |words: &str| spelling(language, words);
                    matters.push(matter_of_two(story, headings, [one, other], (JoinSign::OneLetter, &value)));
                }
            }
        }
    }
    matters
}

/// A word of so many letters or more, with a capital.
fn is_plain(word: &str, fewest: usize) -> bool {
    word.chars().all(char::is_alphabetic)
        && word.chars().skip(1).all(char::is_lowercase)
        && word.starts_with(char::is_uppercase)
        && word.chars().count() >= fewest
}

/// A plain word that is no country's, nationality's or other word of English.
fn may_be_misspelled(language: &Language, word: &str) -> bool {
    is_plain(word, LONG)
        && language.names.countries.full_name(word).is_none()
        && language.names.countries.of_demonym(word).is_none()
        && !language.telling.is_known(&word.to_lowercase())
}

/// Whether two names of different entities are one letter apart, stand in no article both, and are told of alike.
fn are_one_thing(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    one: &SpelledName,
    other: &SpelledName,
) -> bool {
    if one.entity == other.entity || one.kind != other.kind || !is_one_letter(one.word, other.word, one.words >= TITLE)
    {
        return false;
    }
    let around = |name: &SpelledName| -> BTreeSet<Word> {
        let sentences = name.at.values().flat_map(|at| annotations[at.article as usize].sentences_in(at.span));
        let tokens = sentences.flat_map(|sentence| &sentence.tokens);
        let telling = tokens.filter(|token| matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Verb | Tag::Num));
        telling.map(|token| token.lemma).filter(|lemma| !language.accounts.everyday.has(*lemma)).collect()
    };
    let alike = || one.words > 1 || around(one).intersection(&around(other)).count() >= ENOUGH;
    are_in_other_texts(story, one, other) && alike()
}

/// Whether no text has both names.
fn are_in_other_texts(story: &Story, one: &SpelledName, other: &SpelledName) -> bool {
    let texts = |name: &SpelledName| -> BTreeSet<[u8; 32]> {
        name.at.keys().map(|&article| story.articles()[article as usize].sha256).collect()
    };
    let has = |article: &u32, words: &str| {
        let text = &story.articles()[*article as usize].text;
        let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let stands = |(at, words): (usize, &str)| {
            is_edge(text[..at].chars().next_back()) && is_edge(text[at + words.len()..].chars().next())
        };
        text.match_indices(words).any(stands)
    };
    let together =
        one.at.keys().any(|article| has(article, other.word)) || other.at.keys().any(|article| has(article, one.word));
    rule!(spelled_apart, !together) && texts(one).is_disjoint(&texts(other))
}

/// Whether two words differ by one letter, or by two that change places: "Penelac", "Penelec". A letter more at the end is
/// another form of the word.
fn is_one_letter(a: &str, b: &str, in_title: bool) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[same..], &b[same..]);
    match (rest_a, rest_b) {
        ([x, y, one @ ..], [p, q, other @ ..]) if a.len() == b.len() => {
            let changed = y == q && is_base(*x) && is_base(*p);
            one == other && (changed || x == q && y == p)
        }
        ([_, one @ ..], other) if a.len() == b.len() + 1 => one == other && (in_title || !one.is_empty()),
        (one, [_, other @ ..]) if b.len() == a.len() + 1 => one == other && (in_title || !other.is_empty()),
        _ => false,
    }
}

/// A letter without an accent: outlets leave those out.
fn is_base(c: char) -> bool {
    c.is_ascii_alphabetic()
}

/// An account that spells a name so.
fn witness(story: &Story, passage: Passage, value: String) -> Witness {
    Witness {
        passage,
        value: Value::Description(value),
        as_of: None,
        said: story.articles()[passage.article as usize].said_on(),
        status: Status::Asserted,
        speaker: None,
    }
}

/// Two spellings of one name; `sign` tells why they are taken for one, `value` what of a name's words is compared.
fn matter_of_two(
    story: &Story,
    headings: &Headings,
    [one, other]: [&SpelledName; 2],
    (sign, value): (JoinSign, &dyn Fn(&str) -> String),
) -> Matter {
    let mut passages: Vec<Passage> = one.at.values().chain(other.at.values()).copied().collect();
    passages.sort();
    let first = passages[0];
    Matter {
        kind: EntryKind::Attribute,
        aspect: Some(Aspect::Spelling),
        subject: first,
        facets: Vec::new(),
        heading: Some(headings.find(&passages).unwrap_or(Heading { passage: first, gap: first.span })),
        witnesses: passages.iter().map(|&passage| witness(story, passage, value(story.words(passage)))).collect(),
        scopes: Vec::new(),
        why: vec![JoinReason::rule(sign, passages.iter().copied())],
        event: None,
    }
}

fn matter(language: &Language, story: &Story, entity: &Entity, part: NamePart, headings: &Headings) -> Option<Matter> {
    // The first full name of each article, with the part that is compared.
    let mut told: BTreeMap<u32, (Passage, Passage)> = BTreeMap::new();
    for &name in entity.variants.iter().flat_map(|variant| &variant.passages) {
        if let Some(span) = part_of(language, story.words(name), name.span, part) {
            let found = (name, Passage { span, ..name });
            let first = told.entry(name.article).or_insert(found);
            *first = (*first).min(found);
        }
    }
    let ways: BTreeSet<String> = told.values().map(|(_, part)| spelling(language, story.words(*part))).collect();
    let texts: BTreeSet<[u8; 32]> = told.keys().map(|&article| story.articles()[article as usize].sha256).collect();
    let first = ways.first()?;
    if ways.len() < 2 || texts.len() < 2 || !ways.iter().all(|way| is_near(way, first)) {
        return None;
    }
    let &(name, gap) = told.values().next()?;
    let parts: Vec<Passage> = told.values().map(|(_, part)| *part).collect();
    let heading = headings.find(&parts).unwrap_or(Heading { passage: name, gap: gap.span });
    Some(Matter {
        kind: EntryKind::Attribute,
        aspect: Some(Aspect::Spelling),
        subject: name,
        facets: Vec::new(),
        heading: Some(heading),
        witnesses: told
            .values()
            .map(|&(_, part)| witness(story, part, spelling(language, story.words(part))))
            .collect(),
        scopes: Vec::new(),
        why: vec![JoinReason::rule(JoinSign::Spelling, told.values().map(|(name, _)| *name))],
        event: None,
    })
}

/// The given or the family name in a full name; `None` where it has one word, or that part is short.
fn part_of(language: &Language, name: &str, span: Span, part: NamePart) -> Option<Span> {
    let name = without_owner_mark(language, name);
    let words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
    let word = if part == NamePart::Family { words.last()? } else { words.first()? };
    let at = if part == NamePart::Family { name.rfind(word)? } else { name.find(word)? };
    let is_plain = word.chars().all(char::is_alphabetic) && word.chars().skip(1).any(char::is_lowercase);
    (words.len() > 1 && is_plain && word.chars().count() >= SHORTEST).then(|| span.at(at..at + word.len()))
}

/// Whether two spellings begin alike and differ by little: "Tom" and "Thomas" are two names.
fn is_near(a: &str, b: &str) -> bool {
    let long = a.chars().count().max(b.chars().count());
    let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let back = a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y).count();
    a == b || (long.abs_diff(a.chars().count().min(b.chars().count())) <= 2 && (same + back) * 2 >= long)
}
