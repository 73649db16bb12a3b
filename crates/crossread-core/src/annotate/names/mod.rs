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
mod descriptions;
mod gather;
mod genders;
mod pronouns;

/// What `cargo xtask train pronouns` needs: the same features that reading uses.
pub mod training {
    pub use super::pronouns::{FEATURES, PronounChoice, PronounWeights};
}

use crate::language::Language;
pub use crate::language::names::Gender;
use crate::language::names::NameKey;
use crate::story::{Article, BlockKind, Warning};
pub(crate) use chains::regnal;
use crossread_language::{MentionKind, Sentence, Span};
use descriptions::PronounReading;

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

/// The names of an article.
pub struct Names {
    /// Sorted by place.
    pub names: Vec<Name>,
    /// Who or what they name.
    pub referents: Vec<Referent>,
    /// Surnames that may be any of several people's.
    pub warnings: Vec<Warning>,
}

/// Those of an article's names that stand in the words at `span`, in part at least, in order.
pub(crate) fn names_in(names: &[Name], span: Span) -> impl Iterator<Item = &Name> + Clone {
    let first = names.partition_point(|name| name.span.end <= span.start);
    names[first..].iter().take_while(move |name| name.span.start < span.end)
}

/// Finds the names of an article and which of them name the same.
pub fn find(language: &Language, article: &Article, sentences: &[Sentence]) -> Names {
    read(article, sentences, &mut PronounReading { language, weights: language.learned.pronouns, choices: None })
}

/// The names of an article when pronouns are read with these weights, and the choices that every pronoun left.
pub fn choices(
    language: &Language,
    article: &Article,
    sentences: &[Sentence],
    weights: &training::PronounWeights,
) -> (Names, Vec<training::PronounChoice>) {
    let mut reading = PronounReading { language, weights, choices: Some(Vec::new()) };
    let names = read(article, sentences, &mut reading);
    (names, reading.choices.unwrap_or_default())
}

fn read(article: &Article, sentences: &[Sentence], reading: &mut PronounReading) -> Names {
    let text = &article.text;
    let seen = gather::named(reading.language, text, sentences);
    let Names { mut names, mut referents, warnings } =
        chains::join(reading.language, text, article.facts.title.as_deref(), &seen);
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
