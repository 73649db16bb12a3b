//! How a person's name is spelled, where accounts spell it in several ways: "Zelensky", "Zelenskiy".
//!
//! Compared is the family name, or else the given name, each with its own kind: a name left out is no spelling.

use super::headings::Headings;
use super::{Aspect, EntryKind, Heading, Matter, Value, Why, Witness};
use crate::align::entities::{Entities, Entity, spelling};
use crate::annotate::figures::Status;
use crate::story::{Passage, Story};
use crossread_language::{MentionKind, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Shortest part of a name that is compared: initials and short forms are no spellings.
const SHORTEST: usize = 4;

/// Which part of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Given,
    Family,
}

/// The people whose names two articles or more spell differently.
pub(super) fn find(story: &Story, entities: &Entities, headings: &Headings) -> Vec<Matter> {
    let people = entities.entities.iter().filter(|entity| entity.kind == MentionKind::Person);
    people
        .filter_map(|entity| {
            [Part::Family, Part::Given].into_iter().find_map(|part| matter(story, entity, part, headings))
        })
        .collect()
}

fn matter(story: &Story, entity: &Entity, part: Part, headings: &Headings) -> Option<Matter> {
    // The first full name of each article, with the part that is compared.
    let mut told: BTreeMap<u32, (Passage, Passage)> = BTreeMap::new();
    for &name in entity.variants.iter().flat_map(|variant| &variant.passages) {
        if let Some(span) = part_of(story.words(name), name.span, part) {
            let found = (name, Passage { span, ..name });
            let first = told.entry(name.article).or_insert(found);
            *first = (*first).min(found);
        }
    }
    let folded = |passage: Passage| spelling(story.words(passage));
    let ways: BTreeSet<String> = told.values().map(|(_, part)| folded(*part)).collect();
    let texts: BTreeSet<[u8; 32]> = told.keys().map(|&article| story.articles()[article as usize].sha256).collect();
    let first = ways.first()?;
    if ways.len() < 2 || texts.len() < 2 || !ways.iter().all(|way| is_near(way, first)) {
        return None;
    }
    let witness = |&(_, part): &(Passage, Passage)| Witness {
        passage: part,
        value: Value::Description(folded(part)),
        as_of: None,
        said: story.articles()[part.article as usize].said_on(),
        status: Status::Asserted,
        speaker: None,
    };
    let &(name, gap) = told.values().next()?;
    let parts: Vec<Passage> = told.values().map(|(_, part)| *part).collect();
    let heading = headings.find(&parts).unwrap_or(Heading { passage: name, gap: gap.span });
    Some(Matter {
        kind: EntryKind::Attribute,
        aspect: Some(Aspect::Spelling),
        subject: name,
        facets: Vec::new(),
        heading: Some(heading),
        witnesses: told.values().map(witness).collect(),
        scopes: Vec::new(),
        why: vec![Why {
            sentence: "the names are spelled alike and are one person's".to_owned(),
            passages: told.values().map(|(name, _)| *name).collect(),
        }],
    })
}

/// The given or the family name in a full name; `None` where it has one word, or that part is short.
fn part_of(name: &str, span: Span, part: Part) -> Option<Span> {
    let name = name.trim_end_matches("'s").trim_end_matches("’s");
    let words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
    let word = if part == Part::Family { words.last()? } else { words.first()? };
    let at = if part == Part::Family { name.rfind(word)? } else { name.find(word)? };
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
