//! Names: named mentions, and what in the same article they are names of.
//!
//! Four steps, each in a file or function of its own:
//!
//! 1. every named mention that the language layer finds, without its title ([`gather`]), and repeats it missed: a
//!    family name that the article introduced in full is that name wherever it stands again;
//! 2. names that name the same: a short form joins the one fuller name it fits; a surname that two people of the
//!    article share joins the one that was already called by it, else nobody ([`chains`]);
//! 3. descriptions ("the foreign minister") that fit the title of one person named shortly before ([`descriptions`]);
//! 4. third-person pronouns, where one person clearly leads the others near them ([`pronouns`]).
//!
//! A join that is not clear is not made: two referents for one person cost the reader a click, one referent for two
//! people puts words into somebody's mouth.

mod bodies;
mod chains;
pub(crate) mod countries;
mod descriptions;
mod gather;
mod genders;
mod pronouns;

/// What `cargo xtask train pronouns` needs: the same features that reading uses.
pub mod training {
    pub use super::pronouns::{Choice, FEATURES, Weights};
}

use crate::story::{Article, BlockKind, Warning};
pub(crate) use chains::regnal;
use crossread_language::{MentionKind, Sentence, Span, Word};
use descriptions::Reading;
pub(crate) use gather::{is_calendar, is_party};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A name, or a pronoun or description that resolves to a named referent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its words, without title.
    pub span: Span,
    /// What sort of thing it names.
    pub kind: MentionKind,
    /// How it names it.
    pub form: NameForm,
    /// Index into [`Annotations::referents`](super::Annotations::referents).
    pub referent: u32,
}

/// How a mention names its referent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameForm {
    /// By a name or part of one.
    Named,
    /// By a description: "the prime minister".
    Described,
    /// By a pronoun.
    Pronoun,
}

/// Somebody or something in one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referent {
    /// The words of the fullest name the article gives, at the first place where it gives it (without title).
    pub name: Span,
    /// What sort of thing.
    pub kind: MentionKind,
    /// Whether the article shows a man or a woman: by a form of address or a title.
    pub gender: Option<Gender>,
    /// Titles and descriptions the article puts beside the name: "Prime Minister", "the former Pentagon official".
    pub titles: Vec<Span>,
    /// Indices into [`Annotations::names`](super::Annotations::names), in order.
    pub names: Vec<u32>,
}

/// As far as words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// "Mr", "he".
    Masculine,
    /// "Mrs", "she".
    Feminine,
}

/// The names of an article.
pub struct Names {
    /// Sorted by place.
    pub names: Vec<Name>,
    /// Who or what they name.
    pub referents: Vec<Referent>,
    /// Surnames that may be any of several people's.
    pub warnings: Vec<Warning>,
}

/// Finds the names of an article and which of them name the same.
pub fn find(article: &Article, sentences: &[Sentence]) -> Names {
    read(article, sentences, &mut Reading { weights: pronouns::SHIPPED, choices: None })
}

/// The names of an article when pronouns are read with these weights, and the choices that every pronoun left.
pub fn choices(
    article: &Article,
    sentences: &[Sentence],
    weights: &training::Weights,
) -> (Names, Vec<training::Choice>) {
    let mut reading = Reading { weights, choices: Some(Vec::new()) };
    let names = read(article, sentences, &mut reading);
    (names, reading.choices.unwrap_or_default())
}

fn read(article: &Article, sentences: &[Sentence], reading: &mut Reading) -> Names {
    let text = &article.text;
    let seen = gather::named(text, sentences);
    let Names { mut names, mut referents, warnings } = chains::join(text, article.facts.title.as_deref(), &seen);
    let is_caption = |sentence: &Sentence| article.blocks[sentence.part as usize].kind == BlockKind::Caption;
    let title = article.facts.title.as_deref();
    descriptions::resolve(text, sentences, (title, &is_caption), (&mut names, &mut referents), reading);
    names.sort_by_key(|name| (name.span.start, std::cmp::Reverse(name.span.end), name.referent));
    names.dedup_by_key(|name| name.span);
    for (i, name) in names.iter().enumerate() {
        referents[name.referent as usize].names.push(i as u32);
    }
    Names { names, referents, warnings }
}

/// The distinct parts of a name as numbers: "Adel Abdul-Mahdi" and "Adel Abdul Mahdi" have the same.
type Key = Vec<Word>;

/// Nouns for what a person is: "minister". Lower-cased dictionary forms.
static ROLES: LazyLock<HashMap<Word, ()>> =
    LazyLock::new(|| entries(include_str!("../../../data/en/roles.txt")).map(|line| (Word::of(line), ())).collect());

/// Forms of address that stand before a name, with the gender they show.
static HONORIFICS: LazyLock<HashMap<Word, Option<Gender>>> = LazyLock::new(|| {
    entries(include_str!("../../../data/en/honorifics.txt"))
        .map(|line| match line.split_once(' ') {
            Some((word, "m")) => (Word::of(word), Some(Gender::Masculine)),
            Some((word, _)) => (Word::of(word), Some(Gender::Feminine)),
            None => (Word::of(line), None),
        })
        .collect()
});

/// For each spelling of a country's name, the key of the fullest.
static COUNTRIES: LazyLock<HashMap<Key, Key>> = LazyLock::new(|| {
    let key = |name: &str| -> Key { name.split([' ', '-']).map(Word::lowered).collect() };
    entries(include_str!("../../../data/en/country-names.txt"))
        .flat_map(|line| {
            let full = key(line.split('|').next().unwrap_or_default());
            line.split('|').map(|name| (key(name), full.clone())).collect::<Vec<_>>()
        })
        .collect()
});

/// The lines of a data file that are not comments.
pub(crate) fn entries(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Words in small letters without marks, a space on either side of each: phrases are found in them whole.
pub(crate) fn padded(words: &str) -> String {
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |all, word| all + &word.to_lowercase() + " ")
}

/// The gender that a noun for people tells: "wife", "boy".
pub(crate) fn gender_of_noun(noun: Word) -> Option<Gender> {
    GENDERS.get(&noun).copied()
}

/// The men stand on the first line, the women on the second.
static GENDERS: LazyLock<HashMap<Word, Gender>> = LazyLock::new(|| {
    let lines = entries(include_str!("../../../data/en/genders.txt")).zip([Gender::Masculine, Gender::Feminine]);
    lines.flat_map(|(line, gender)| line.split_whitespace().map(move |noun| (Word::of(noun), gender))).collect()
});

/// Nouns for what a person is to another: "wife". Dictionary forms.
static RELATIVES: LazyLock<HashSet<Word>> =
    LazyLock::new(|| entries(include_str!("../../../data/en/relatives.txt")).map(Word::of).collect());

/// Whether a word is a noun for what a person is to another.
pub(crate) fn is_kin(lemma: Word) -> bool {
    RELATIVES.contains(&lemma)
}

/// Whether a word is a noun for what an organization, a firm or an armed group is: "operator".
pub(crate) fn is_body(lemma: Word) -> bool {
    static BODIES: LazyLock<HashSet<Word>> =
        LazyLock::new(|| entries(include_str!("../../../data/en/bodies.txt")).map(Word::of).collect());
    BODIES.contains(&lemma)
}

/// Whether a word is a noun for what a person is: "minister".
pub(crate) fn is_role(lemma: Word) -> bool {
    ROLES.contains_key(&lemma)
}
