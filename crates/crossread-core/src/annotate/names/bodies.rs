//! Names of bodies that the reader of sentences cuts short or takes for a place, told by the noun that such names are made with:
//! "Ministry of Labour and Social Affairs", "Northern Rail Workers’ Union", "Brennock Harbour Authority".

use super::NameKey;
use crate::language::Language;
use crate::language::groups::Group;
use crossread_language::{Sentence, Tag, Token, is_given_name};

/// Longest name, in words to either side of its noun: "Department for Environment, Food and Rural Affairs" has six behind.
const LONGEST: usize = 8;

/// The names of bodies in a sentence, by first and last token.
pub(super) fn named(language: &Language, text: &str, sentence: &Sentence) -> Vec<(usize, usize)> {
    let words = BodySentence { language, text, sentence };
    let mut found: Vec<(usize, usize)> = Vec::new();
    for at in 0..sentence.tokens.len() {
        if found.last().is_some_and(|&(_, last)| last >= at) {
            continue;
        }
        found.extend(words.with_fields(at).or_else(|| words.of_many(at)));
    }
    found
}

/// The names that their own letters follow in brackets, by first and last token, and the token of the letters: "Harbour Safety Authority
/// (HSA)".
pub(super) fn lettered(language: &Language, text: &str, sentence: &Sentence) -> Vec<(usize, usize, usize)> {
    let words = BodySentence { language, text, sentence };
    // "(Nums)" is spelled like a word.
    let is_letters = |word: &str| {
        let is_word = word.len() >= SPELLED_AS_A_WORD && word.chars().skip(1).all(|c| c.is_ascii_lowercase());
        (LETTERS.0..=LETTERS.1).contains(&word.len())
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && (is_word || word.chars().all(|c| c.is_ascii_uppercase()))
    };
    let in_brackets =
        |at: &usize| words.word(at - 1) == "(" && words.word(at + 1) == ")" && is_letters(words.word(*at));
    let letters = (2..sentence.tokens.len()).filter(in_brackets);
    letters.filter_map(|at| words.spelled_by(at - 2, words.word(at)).map(|first| (first, at - 2, at))).collect()
}

/// How many letters stand for a name.
const LETTERS: (usize, usize) = (2, 8);

/// How many letters that are spelled as one word have at least.
const SPELLED_AS_A_WORD: usize = 4;

/// How many letters at most one word of a name gives: "ECOWAS" has two of "Community".
const OF_A_WORD: usize = 2;

/// Whether a name's last word is a noun that bodies are named with: "Brennock Harbour Authority", "Tarnwick United".
pub(super) fn ends_in_a_body(language: &Language, text: &str, tokens: &[Token]) -> bool {
    let Some((last, before)) = tokens.split_last().filter(|(_, before)| !before.is_empty()) else { return false };
    let key: NameKey = tokens.iter().map(|token| token.word).collect();
    let is_upper = last.span.of(text).starts_with(char::is_uppercase);
    is_upper
        && language.names.body_heads.has(last.word)
        && before[0].tag != Tag::Det
        && language.names.countries.key(&key).is_none()
}

struct BodySentence<'a> {
    language: &'a Language,
    text: &'a str,
    sentence: &'a Sentence,
}

impl BodySentence<'_> {
    fn word(&self, at: usize) -> &str {
        self.sentence.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    fn is_upper(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_uppercase)
    }

    fn is(&self, at: usize, list: &Group) -> bool {
        self.is_upper(at) && list.has(self.sentence.tokens[at].word)
    }

    /// "Ministry of Labour and Social Affairs", "Department for Environment, Food and Rural Affairs" from token `head` on: what a body is
    /// of is several fields. Two bodies, or a body and a person, are two names.
    fn with_fields(&self, head: usize) -> Option<(usize, usize)> {
        if !self.is(head, &self.language.names.fielded) || !self.language.names.of_fields.has(self.word(head + 1)) {
            return None;
        }
        let run = |from: usize| (from..from + LONGEST).take_while(|&at| self.is_field(at)).last();
        let mut last = run(head + 2 + usize::from(self.language.names.definite_inside.has(self.word(head + 2))))?;
        loop {
            let comma = usize::from(self.word(last + 1) == ",");
            let and = usize::from(self.language.names.and_in_names.has(self.word(last + 1 + comma)));
            let next = last + 1 + comma + and;
            // A comma alone parts fields only where "and" follows: "the Ministry of Health, Tarn".
            let listed = and > 0 || comma > 0 && run(next).is_some_and(|end| self.goes_on(end));
            match run(next).filter(|_| listed) {
                Some(end) => last = end,
                None => return None,
            }
            if and > 0 {
                break;
            }
        }
        let first = (0..head).rev().take(LONGEST).take_while(|&at| self.is_field(at)).last().unwrap_or(head);
        Some((first, last))
    }

    /// Whether behind a field the list of them goes on to its "and".
    fn goes_on(&self, end: usize) -> bool {
        let comma = usize::from(self.word(end + 1) == ",");
        self.language.names.and_in_names.has(self.word(end + 1 + comma)) && self.is_field(end + 2 + comma)
            || comma > 0 && self.is_field(end + 2)
    }

    /// Whether a word may be one of a field: no given name, role, country, acronym or other body.
    fn is_field(&self, at: usize) -> bool {
        let Some(token) = self.sentence.tokens.get(at).filter(|_| self.is_upper(at)) else { return false };
        let is_acronym = self.word(at).len() > 1 && self.word(at).chars().all(char::is_uppercase);
        let is_body = self.language.names.fielded.has(token.word) || self.language.names.body_heads.has(token.word);
        let is_country = self.language.names.countries.key(&[token.word]).is_some();
        !is_acronym
            && !is_body
            && !is_country
            && !is_given_name(token.word)
            && !self.language.names.roles.has(token.lemma)
    }

    /// "Northern Rail Workers’ Union", "St Brannoc’s Hospital" around the possessive at token `mark`: what many own, or a saint, names a
    /// body; what one person or place owns need not.
    fn of_many(&self, mark: usize) -> Option<(usize, usize)> {
        let owner = mark.checked_sub(1)?;
        let noun = self.sentence.tokens.get(mark + 1)?;
        if !self.is_upper(owner)
            || !self.is_upper(mark + 1)
            || !(self.language.names.body_heads.has(noun.word) || self.language.names.houses.has(noun.word))
        {
            return None;
        }
        let many = self.language.names.plural_marks.has(self.word(mark)) && self.word(owner).ends_with('s')
            || self.language.grammar.possessive_marks.has(self.word(mark))
                && self.language.names.many_owners.has(self.word(owner));
        let saint = owner > 0 && self.language.names.saints.has(self.word(owner - 1));
        let first = (0..owner).rev().take(LONGEST).take_while(|&at| self.is_upper(at) && self.is_name_part(at)).last();
        (many || saint).then_some((first.unwrap_or(owner), mark + 1))
    }

    /// The first token of the name that ends at token `last` and whose words begin with these letters.
    fn spelled_by(&self, last: usize, letters: &str) -> Option<usize> {
        let word = self.word(last);
        if self.language.names.without_letter.has(word) {
            return last.checked_sub(1).and_then(|before| self.spelled_by(before, letters));
        }
        if !self.is_upper(last) {
            return None;
        }
        (1..=OF_A_WORD.min(letters.len())).find_map(|count| {
            let (rest, own) = letters.split_at(letters.len() - count);
            let begins = word.get(..count).is_some_and(|begin| begin.eq_ignore_ascii_case(own));
            match last.checked_sub(1) {
                _ if !begins => None,
                _ if rest.is_empty() => Some(last),
                before => self.spelled_by(before?, rest),
            }
        })
    }

    fn is_name_part(&self, at: usize) -> bool {
        matches!(self.sentence.tokens[at].tag, Tag::Propn | Tag::Noun | Tag::Adj)
    }
}
