//! Descriptions and pronouns that stand for somebody named before.

use super::{Gender, Name, NameForm, Referent, is_role};
use crate::annotate::sentences_in;
use crossread_language::{Features, MentionKind, Sentence, Span, Tag, Word};
use std::collections::HashMap;

/// How many sentences back a description or pronoun reaches. News keeps its topic near; read on the seeds and two
/// whole stories, most joins from farther back were wrong, so beyond two sentences nothing is said.
const REACH: usize = 2;

/// A person mentioned by name, where pronouns look for them.
struct Candidate {
    sentence: usize,
    referent: u32,
    span: Span,
    is_subject: bool,
    quoted: bool,
}

/// Adds descriptions and pronouns that clearly mean one named person.
pub(super) fn resolve(text: &str, sentences: &[Sentence], names: &mut Vec<Name>, referents: &mut [Referent]) {
    let quoted = quoted_stretches(text, sentences);
    let is_quoted = |span: Span| {
        let i = quoted.partition_point(|stretch| stretch.end <= span.start);
        quoted.get(i).is_some_and(|stretch| stretch.overlaps(span))
    };
    let mut people: Vec<Candidate> = Vec::new();
    let mut by_role = HashMap::new();
    for (r, referent) in referents.iter().enumerate() {
        for title in &referent.titles {
            for (sentence, i) in tokens_of(sentences, *title) {
                if is_role(sentence.tokens[i].lemma) {
                    by_role.entry(sentence.tokens[i].lemma).or_insert_with(Vec::new).push((r as u32, title.start));
                }
            }
        }
    }
    names.sort_by_key(|name| name.span);
    let mut next = 0;
    let mut added = Vec::new();
    for (s, sentence) in sentences.iter().enumerate() {
        let named_before = people.len();
        while let Some(name) = names.get(next).filter(|name| name.span.start < sentence.span.end) {
            next += 1;
            if name.kind != MentionKind::Person {
                continue;
            }
            let head = sentence
                .tokens_in(name.span)
                .find(|&i| sentence.head(i).is_none_or(|head| !name.span.contains(sentence.tokens[head].span)));
            let is_subject = head.is_some_and(|i| sentence.tokens[i].relation.is_subject());
            people.push(Candidate {
                sentence: s,
                referent: name.referent,
                span: name.span,
                is_subject,
                quoted: is_quoted(name.span),
            });
        }
        let here = &people[..];
        for (i, token) in sentence.tokens.iter().enumerate() {
            let found = if token.tag == Tag::Pron {
                pronoun_gender(token.word).filter(|_| !token.features.has(Features::FIRST)).and_then(|gender| {
                    let mut near = here
                        .iter()
                        .filter(|person| person.span.end <= token.span.start && s - person.sentence <= REACH);
                    let inside = is_quoted(token.span);
                    meant(&mut near, referents, gender, s, inside)
                        .map(|referent| (token.span, referent, NameForm::Pronoun, Some(gender)))
                })
            } else if token.tag == Tag::Noun && is_role(token.lemma) {
                described(text, sentence, i, &by_role, here, s)
                    .map(|(span, referent)| (span, referent, NameForm::Described, None))
            } else {
                None
            };
            if let Some((span, referent, form, gender)) = found {
                if form == NameForm::Pronoun && gender.is_some() && referents[referent as usize].gender.is_none() {
                    referents[referent as usize].gender = gender;
                }
                added.push(Name { span, kind: MentionKind::Person, form, referent });
                if form == NameForm::Described {
                    referents[referent as usize].titles.push(span);
                }
            }
        }
        // Whoever is meant by a subject pronoun stays the topic of the next sentences.
        let topics: Vec<Candidate> = added
            .iter()
            .filter(|name| sentence.span.contains(name.span))
            .map(|name| Candidate {
                sentence: s,
                referent: name.referent,
                span: name.span,
                is_subject: true,
                quoted: is_quoted(name.span),
            })
            .collect();
        people.extend(topics);
        people[named_before..].sort_by_key(|person| person.span);
        let keep = people.partition_point(|person| person.sentence + REACH < s);
        people.drain(..keep);
    }
    names.extend(added);
}

fn pronoun_gender(word: Word) -> Option<Gender> {
    const MASCULINE: [Word; 4] = [Word::of("he"), Word::of("him"), Word::of("his"), Word::of("himself")];
    const FEMININE: [Word; 4] = [Word::of("she"), Word::of("her"), Word::of("hers"), Word::of("herself")];
    if MASCULINE.contains(&word) {
        Some(Gender::Masculine)
    } else if FEMININE.contains(&word) {
        Some(Gender::Feminine)
    } else {
        None
    }
}

/// The person a pronoun means, if the candidates leave one: the only one of the right gender in reach, or else the
/// subject of the nearest sentence that has one person as subject.
fn meant(
    near: &mut dyn Iterator<Item = &Candidate>,
    referents: &[Referent],
    gender: Gender,
    sentence: usize,
    inside_quotation: bool,
) -> Option<u32> {
    // Inside a quotation "he" may be anybody its speaker has in mind; only people named inside it are in view.
    let fits: Vec<&Candidate> = near
        .filter(|person| person.quoted == inside_quotation)
        .filter(|person| referents[person.referent as usize].gender.is_none_or(|known| known == gender))
        .collect();
    let first = fits.first()?.referent;
    if fits.iter().all(|person| person.referent == first) {
        return Some(first);
    }
    for back in 0..=REACH.min(sentence) {
        let mut subjects = fits.iter().filter(|person| person.sentence == sentence - back && person.is_subject);
        if let Some(subject) = subjects.next() {
            return subjects.all(|other| other.referent == subject.referent).then_some(subject.referent);
        }
    }
    None
}

/// "the foreign minister": the one person in the article whose title has this role and none of whose modifiers speaks
/// against it, named before it.
fn described(
    text: &str,
    sentence: &Sentence,
    i: usize,
    by_role: &HashMap<Word, Vec<(u32, u32)>>,
    people: &[Candidate],
    s: usize,
) -> Option<(Span, u32)> {
    let tokens = &sentence.tokens;
    let role = &tokens[i];
    if role.features.has(Features::PLURAL) || tokens.get(i + 1).is_some_and(|next| next.tag == Tag::Propn) {
        return None;
    }
    // Walk left over modifiers to the article; without "the" it is not a description of somebody known.
    let mut first = i;
    while first > 0 && i - first < 5 && matches!(tokens[first - 1].tag, Tag::Adj | Tag::Noun | Tag::Propn) {
        first -= 1;
    }
    let determiner = first.checked_sub(1)?;
    if !matches!(tokens[determiner].span.of(text), "the" | "The" | "this" | "This") {
        return None;
    }
    // "the president of France" describes by what follows, which titles before names do not say.
    if tokens.get(i + 1).is_some_and(|next| next.word == Word::of("of")) {
        return None;
    }
    let titled = by_role.get(&role.lemma)?;
    let mut candidates: Vec<u32> =
        titled.iter().filter(|(_, introduced)| *introduced < role.span.start).map(|(referent, _)| *referent).collect();
    candidates.sort_unstable();
    candidates.dedup();
    if candidates.len() > 1 {
        // Several: the one among them named last, if it was near.
        let nearest =
            people.iter().rev().find(|person| candidates.contains(&person.referent) && s - person.sentence <= 1)?;
        candidates = vec![nearest.referent];
    }
    let [referent] = candidates[..] else { return None };
    Some((sentence.words(determiner, i), referent))
}

/// Every token in `span`, with its sentence.
fn tokens_of(sentences: &[Sentence], span: Span) -> impl Iterator<Item = (&Sentence, usize)> {
    sentences_in(sentences, span).iter().flat_map(move |sentence| sentence.tokens_in(span).map(move |i| (sentence, i)))
}

/// What stands between double quotation marks, within a block.
fn quoted_stretches(text: &str, sentences: &[Sentence]) -> Vec<Span> {
    let mut stretches = Vec::new();
    let mut open: Option<(u32, u32)> = None;
    for sentence in sentences {
        if open.is_some_and(|(part, _)| part != sentence.part) {
            open = None;
        }
        for token in &sentence.tokens {
            let words = token.span.of(text);
            let opens = matches!(words, "“" | "„" | "«" | "``");
            let closes = matches!(words, "”" | "»" | "''");
            if open.is_none() && (opens || words == "\"") {
                open = Some((sentence.part, token.span.end));
            } else if (closes || words == "\"")
                && let Some((_, start)) = open.take()
            {
                stretches.push(Span { start, end: token.span.start });
            }
        }
    }
    stretches
}
