//! Of what kind a happening is: from the word that tells it, the verb that a noun comes from, and whom it befell.

use super::EventKind;
use super::knowledge::{family, key};
use crossread_language::{Relation, Sentence, Tag, Word};
use std::sync::LazyLock;

/// Kinds by name, as `event-kinds.txt` has them.
const NAMES: [(&str, EventKind); 17] = [
    ("attack", EventKind::Attack),
    ("death", EventKind::Death),
    ("injury", EventKind::Injury),
    ("disaster", EventKind::Disaster),
    ("accident", EventKind::Accident),
    ("arrest", EventKind::Arrest),
    ("trial", EventKind::Trial),
    ("vote", EventKind::Vote),
    ("agreement", EventKind::Agreement),
    ("meeting", EventKind::Meeting),
    ("statement", EventKind::Statement),
    ("demand", EventKind::Demand),
    ("movement", EventKind::Movement),
    ("office", EventKind::Office),
    ("transfer", EventKind::Transfer),
    ("protest", EventKind::Protest),
    ("change", EventKind::Change),
];

/// Uses of a word that the list tells apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    Any,
    Noun,
    Verb,
    Adjective,
}

/// The list, sorted by key of the dictionary form (of "step_down" that of "step down").
static KINDS: LazyLock<Vec<(u32, Use, EventKind)>> = LazyLock::new(|| {
    let mut kinds = Vec::new();
    let lines = include_str!("../../../data/en/event-kinds.txt").lines().filter(|line| !line.starts_with('#'));
    for (name, words) in lines.filter_map(|line| line.split_once(": ")) {
        let Some((_, kind)) = NAMES.iter().find(|(own, _)| *own == name) else { continue };
        for entry in words.split_whitespace() {
            let (word, of) = match entry.split_once('/') {
                Some((word, "N")) => (word, Use::Noun),
                Some((word, "V")) => (word, Use::Verb),
                Some((word, _)) => (word, Use::Adjective),
                None => (entry, Use::Any),
            };
            kinds.push((key(Word::of(&word.replace('_', " "))), of, *kind));
        }
    }
    kinds.sort_unstable();
    kinds
});

/// The kind of a word in this use; that of any use where the list tells them not apart.
fn known(key: u32, of: Use) -> Option<EventKind> {
    let first = KINDS.partition_point(|entry| entry.0 < key);
    let uses = KINDS[first..].iter().take_while(|entry| entry.0 == key);
    // "Any" sorts first, so a use of its own is the last that fits.
    uses.filter(|entry| entry.1 == of || entry.1 == Use::Any).map(|entry| entry.2).last()
}

/// The kind of the happening that token `head` tells; `lemma` is its dictionary form with its particle.
pub(super) fn find(sentence: &Sentence, head: usize, lemma: &str) -> EventKind {
    let token = &sentence.tokens[head];
    let of = match token.tag {
        Tag::Verb | Tag::Aux => Use::Verb,
        Tag::Adj => Use::Adjective,
        _ => Use::Noun,
    };
    let whole = Word::of(lemma);
    let kind = known(key(whole), of)
        .or_else(|| known(key(token.lemma), of))
        // "injured" as an adjective, "dead" as a noun, "missing" as a participle.
        .or_else(|| known(key(token.word), Use::Adjective))
        .or_else(|| known(family(token.lemma), Use::Verb).filter(|_| of != Use::Verb))
        // Headlines are tagged badly: "Kills", "Resigns".
        .or_else(|| known(key(token.lemma), Use::Verb).filter(|_| token.tag == Tag::Propn));
    befell(sentence, head, kind.unwrap_or(EventKind::Other))
}

/// Words that mean one thing with people and another with things.
fn befell(sentence: &Sentence, head: usize, kind: EventKind) -> EventKind {
    let token = &sentence.tokens[head];
    let is = |word: &str| token.lemma == Word::of(word);
    let object = |list: &[&str]| {
        let mut children = sentence.children(head);
        children.any(|child| {
            let of = &sentence.tokens[child];
            matches!(
                of.relation,
                Relation::Obj | Relation::NsubjPass | Relation::Compound | Relation::Nmod | Relation::Obl
            ) && list.iter().any(|word| of.lemma == Word::of(word))
        })
    };
    let doer = |list: &[&str]| {
        let mut children = sentence.children(head);
        children.any(|child| {
            let of = &sentence.tokens[child];
            of.relation.is_subject() && list.iter().any(|word| of.lemma == Word::of(word))
        })
    };
    match kind {
        EventKind::Office if is("fire") && object(&MISSILES) => EventKind::Attack,
        EventKind::Attack if is("strike") && (object(&WORKERS) || goes_on(sentence, head)) => EventKind::Protest,
        EventKind::Attack if is("strike") && object(&["deal", "agreement", "accord", "bargain"]) => {
            EventKind::Agreement
        }
        EventKind::Attack if doer(&NATURE) => EventKind::Disaster,
        EventKind::Disaster if (object(&BOMBS) || doer(&BOMBS)) && explodes(token.lemma) => EventKind::Attack,
        EventKind::Other if is("pass") && object(&LAWS) => EventKind::Vote,
        _ => kind,
    }
}

const MISSILES: [&str; 12] =
    ["rocket", "missile", "shot", "gun", "weapon", "rifle", "mortar", "tear", "shell", "bullet", "artillery", "round"];
const WORKERS: [&str; 14] = [
    "worker", "union", "labor", "labour", "teacher", "driver", "pilot", "staff", "crew", "wage", "pay", "hunger",
    "doctor", "nurse",
];
const NATURE: [&str; 14] = [
    "earthquake",
    "quake",
    "storm",
    "hurricane",
    "tornado",
    "cyclone",
    "typhoon",
    "flood",
    "tsunami",
    "fire",
    "tremor",
    "lightning",
    "wildfire",
    "avalanche",
];
const BOMBS: [&str; 10] =
    ["bomb", "bomber", "suicide", "grenade", "mine", "missile", "rocket", "device", "explosive", "shell"];
const LAWS: [&str; 9] = ["bill", "law", "resolution", "measure", "budget", "motion", "amendment", "legislation", "act"];

fn explodes(lemma: Word) -> bool {
    ["explode", "explosion", "blast"].iter().any(|word| lemma == Word::of(word))
}

/// "on strike"
fn goes_on(sentence: &Sentence, head: usize) -> bool {
    head > 0 && sentence.tokens[head].tag == Tag::Noun && sentence.tokens[head - 1].lemma == Word::of("on")
}
