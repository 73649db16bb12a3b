//! Which figures count or measure which happening: "killed 12", "12 deaths", "cost $4m". Each figure hangs on one at most.

use super::{EventKind, EventMention};
use crate::annotate::Annotations;
use crate::annotate::figures::Figure;
use crate::language::Language;
use crate::language::events::EventWords;
use crossread_language::{Relation, Sentence, Tag, Word};

/// For each figure of an article the happening that it counts or measures: an index into `events`, which are in order.
pub(super) fn find(language: &Language, text: &str, found: &Annotations, events: &[EventMention]) -> Vec<Option<u32>> {
    let mut hung = Vec::with_capacity(found.figures.len());
    let (mut told, mut figures) = (0, found.figures.as_slice());
    for sentence in &found.sentences {
        let before = figures.partition_point(|figure| figure.span.start < sentence.span.start);
        let inside = figures.partition_point(|figure| figure.span.start < sentence.span.end);
        // What stands in no sentence hangs on nothing.
        hung.extend(std::iter::repeat_n(None, before));
        let first = told + events[told..].partition_point(|event| event.span.start < sentence.span.start);
        told = first + events[first..].partition_point(|event| event.span.start < sentence.span.end);
        let clause = TellingSentence::new(&language.events, text, sentence, &events[first..told]);
        hung.extend(figures[before..inside].iter().map(|figure| Some(clause.of(figure)? as u32 + first as u32)));
        figures = &figures[inside..];
    }
    hung.extend(figures.iter().map(|_| None));
    hung
}

/// A sentence with the happenings it tells.
struct TellingSentence<'a> {
    words: &'a EventWords,
    text: &'a str,
    sentence: &'a Sentence,
    events: &'a [EventMention],
    /// The happening that each word tells.
    at: Vec<Option<usize>>,
}

impl<'a> TellingSentence<'a> {
    fn new(
        words: &'a EventWords,
        text: &'a str,
        sentence: &'a Sentence,
        events: &'a [EventMention],
    ) -> TellingSentence<'a> {
        let mut at = vec![None; sentence.tokens.len()];
        for (e, event) in events.iter().enumerate() {
            for token in sentence.tokens_in(event.span).take(1) {
                at[token] = Some(e);
            }
        }
        TellingSentence { words, text, sentence, events, at }
    }

    /// The happening that a figure counts or measures.
    fn of(&self, figure: &Figure) -> Option<usize> {
        if self.events.is_empty() || self.is_age(figure) {
            return None;
        }
        let tokens = self.sentence.tokens_in(figure.span);
        let number = tokens
            .clone()
            .find(|&i| self.sentence.head(i).is_none_or(|head| !tokens.contains(&head)))
            .or(tokens.clone().next())?;
        let said = figure.predicate.as_ref().and_then(|said| self.sentence.tokens_in(said.span).next());
        let counted = figure.of.as_ref().and_then(|of| {
            let mut words = self.sentence.tokens_in(of.span);
            let head = Word::of(&of.head);
            words.find(|&i| self.sentence.tokens[i].lemma == head)
        });
        let found = self
            .phrase(number)
            .or_else(|| said.and_then(|i| self.toll(i).or(self.at[i])))
            .or_else(|| self.above(number))
            .or_else(|| counted.and_then(|i| self.at[i].or_else(|| self.above(i))));
        self.not_of_others(figure, found?)
    }

    /// "12 deaths", "a 5-4 vote", "a loss of $4m": the happening is what is counted or measured.
    fn phrase(&self, number: usize) -> Option<usize> {
        let mut at = number;
        for _ in 0..HIGHEST {
            let noun = matches!(self.sentence.tokens[at].tag, Tag::Noun | Tag::Propn) && at != number;
            if let Some(event) = self.at[at].filter(|_| noun) {
                return Some(event);
            }
            use Relation::*;
            if !matches!(
                self.sentence.tokens[at].relation,
                Nummod | Nmod | NmodUnmarked | Compound | Amod | Appos | Det
            ) {
                return None;
            }
            at = self.sentence.head(at)?;
        }
        None
    }

    /// The nearest happening above a word that is told in the same clause.
    fn above(&self, from: usize) -> Option<usize> {
        let mut at = from;
        for _ in 0..HIGHEST {
            if let Some(event) = self.toll(at).or(self.at[at]) {
                return Some(event);
            }
            use Relation::*;
            if matches!(self.sentence.tokens[at].relation, Ccomp | Parataxis | Advcl | AdvclRelcl | List | Vocative) {
                return None;
            }
            at = self.sentence.head(at)?;
        }
        None
    }

    /// "the death toll rose to 12", "brings the toll to 12": what is said of a toll counts the deaths.
    fn toll(&self, verb: usize) -> Option<usize> {
        if self.sentence.tokens[verb].tag != Tag::Verb {
            return None;
        }
        let mut parts = self.sentence.children(verb);
        let toll = parts.find(|&child| {
            let token = &self.sentence.tokens[child];
            let part = token.relation.is_subject() || token.relation == Relation::Obj;
            part && self.words.tolls.has(token.lemma)
        })?;
        // "the number of dead rose to 12"
        self.at[toll].or_else(|| {
            let mut of = self.sentence.children(toll);
            of.find_map(|child| self.at[child].filter(|&e| is_harm(self.events[e].kind)))
        })
    }

    /// A number of wounded hangs on no death, nor one of dead on an injury: on the happening that tells its own.
    fn not_of_others(&self, figure: &Figure, event: usize) -> Option<usize> {
        let behind = self.sentence.tokens.partition_point(|token| token.span.start < figure.span.end);
        let near = behind..(behind + NEAR).min(self.sentence.tokens.len());
        let said = figure.predicate.as_ref().and_then(|said| self.sentence.tokens_in(said.span).next());
        let own = said
            .into_iter()
            .chain(near.clone())
            .find_map(|i| self.harm(self.sentence.tokens[i].word).map(|kind| (i, kind)));
        match own {
            Some((i, kind)) if is_harm(self.events[event].kind) && self.events[event].kind != kind => self.at[i]
                .filter(|&own| self.events[own].kind == kind)
                .or_else(|| near.filter_map(|i| self.at[i]).find(|&own| self.events[own].kind == kind)),
            _ => Some(event),
        }
    }

    /// "the 33-year-old", "Ann Bell, 33, died": ages measure no happening.
    fn is_age(&self, figure: &Figure) -> bool {
        let rest = self.text[figure.span.end()..].trim_start_matches(['-', ' ', '‑', '–']);
        let before = self.text[..figure.span.start()].trim_end();
        let is_old = self.words.old.end(figure.span.of(self.text)) || self.words.old_behind.start(rest);
        let aged = self.words.aged.end(before);
        is_old
            || aged
            || figure.of.is_none() && before.ends_with(',') && self.text[figure.span.end()..].starts_with(',')
    }

    /// What harm a word tells, by its form: headlines are tagged badly.
    fn harm(&self, word: Word) -> Option<EventKind> {
        if self.words.dead.has(word) {
            Some(EventKind::Death)
        } else if self.words.hurt.has(word) {
            Some(EventKind::Injury)
        } else {
            None
        }
    }
}

/// So many words up the tree the happening stands at most; further up it is another clause's.
const HIGHEST: usize = 5;

/// So many words behind a figure tell whom it counts: "12 people wounded", "hundreds more were wounded".
const NEAR: usize = 4;

fn is_harm(kind: EventKind) -> bool {
    matches!(kind, EventKind::Death | EventKind::Injury)
}
