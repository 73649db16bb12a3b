//! Words that the reader of sentences hung on the wrong word, where those around them tell surely on which they hang.
//!
//! "Lowe said Tuesday he had left": whether the day is of the saying or of the leaving is the first thing that accounts are compared
//! by, and a bare day right behind a verb of saying is that of the saying.

use super::dates::{DateKind, DateMention};
use crate::language::Language;
use crate::language::quotes::ReportingClass;
use crossread_language::{Relation, Sentence, Tag};
use std::ops::Range;

/// The sentences with each day right behind a verb of saying hung on that verb. `dates` are sorted by place.
pub(super) fn with_days_of_speech(
    language: &Language,
    text: &str,
    sentences: Vec<Sentence>,
    dates: &[DateMention],
) -> Vec<Sentence> {
    let hung = |sentence: Sentence| {
        let first = dates.partition_point(|date| date.span.start < sentence.span.start);
        let end = sentence.span.end;
        let inside = dates[first..].iter().take_while(|date| date.span.end <= end);
        let days = inside.filter(|date| matches!(date.kind, DateKind::Date | DateKind::Time));
        days.fold(sentence, |sentence, date| {
            let words = sentence.tokens_in(date.span);
            match verb_of_speech(language, text, &sentence, words.clone()) {
                Some(verb) => hung_on(sentence, words, verb),
                None => sentence,
            }
        })
    };
    sentences.into_iter().map(hung).collect()
}

/// The verb of saying that a bare day stands right behind, or behind whoever is told: "told reporters Friday that".
fn verb_of_speech(language: &Language, text: &str, sentence: &Sentence, day: Range<usize>) -> Option<usize> {
    let tokens = &sentence.tokens;
    let says = |at: usize| {
        let class = language.quotes.classes.get(&tokens[at].lemma).copied().unwrap_or_default();
        tokens[at].tag == Tag::Verb && class.is(ReportingClass::SAY)
    };
    let before = day.start.checked_sub(1).filter(|_| !day.is_empty() && tokens[day.start].tag != Tag::Adp)?;
    let told = || {
        let is_told = tokens[before].relation == Relation::Iobj;
        before.checked_sub(1).filter(|&verb| is_told && says(verb) && sentence.head(before) == Some(verb))
    };
    let verb = if says(before) { before } else { told()? };
    // "Said Tuesday was his last day", "said Tuesday's vote": the day is part of what is said.
    let next = tokens.get(day.end)?;
    let is_said = matches!(next.tag, Tag::Verb | Tag::Aux) || language.grammar.possessive_marks.has(next.span.of(text));
    (!is_said).then_some(verb)
}

/// A sentence with a day hung on a verb, and with it what was taken for a clause of the day: "Tuesday that he left".
fn hung_on(mut sentence: Sentence, day: Range<usize>, verb: usize) -> Sentence {
    let is_inside = |at: usize| day.contains(&at);
    let top = day.clone().find(|&at| sentence.head(at).is_none_or(|head| !is_inside(head)));
    let Some(top) = top.filter(|&top| sentence.head(top).is_some() && sentence.ancestors(verb).all(|at| at != top))
    else {
        return sentence;
    };
    let clauses = (day.end..sentence.tokens.len()).filter(|&at| {
        let is_clause = matches!(sentence.tokens[at].relation, Relation::Acl | Relation::AclRelcl | Relation::Ccomp);
        is_clause && sentence.head(at).is_some_and(is_inside)
    });
    for clause in clauses.collect::<Vec<usize>>() {
        sentence.tokens[clause].head = verb as u16;
        sentence.tokens[clause].relation = Relation::Ccomp;
    }
    sentence.tokens[top].head = verb as u16;
    sentence.tokens[top].relation = Relation::OblUnmarked;
    sentence
}
