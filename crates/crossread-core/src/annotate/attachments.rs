//! Words that the reader of sentences hung on the wrong word, where those around them tell surely on which they hang.
//!
//! "Lowe said Tuesday he had left": whether the day is of the saying or of the leaving is the first thing that accounts are compared
//! by, and a bare day right behind a verb of saying is that of the saying.

use super::dates::{DateKind, DateMention};
use crate::language::Language;
use crate::language::knowledge;
use crate::language::quotes::ReportingClass;
use crossread_language::{Relation, Sentence, Tag};
use std::ops::Range;

/// The sentences with each day right behind a verb of saying hung on that verb, and each behind what something was before or after on that.
/// `dates` are sorted by place.
pub(super) fn with_days(
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
            let of_speech = verb_of_speech(language, text, &sentence, words.clone());
            match of_speech.or_else(|| noun_before(language, &sentence, words.clone())) {
                Some(word) => hung_on(sentence, words, word),
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

/// How many words the noun has that something was before or after, its preposition among them: "before the rocky launch".
const LONGEST_BEFORE: usize = 5;

/// The noun whose day a date is right behind, where it tells before or after what something was: "a letter well before the rocky launch on
/// Oct. 1". The letter was not written on that day.
fn noun_before(language: &Language, sentence: &Sentence, day: Range<usize>) -> Option<usize> {
    let tokens = &sentence.tokens;
    let led = tokens.get(day.start).is_some_and(|token| language.dates.on_or_in.has(token.word));
    let on = if led { Some(day.start) } else { day.start.checked_sub(1) };
    let on = on.filter(|&on| language.dates.on_or_in.has(tokens[on].word))?;
    // "Before the committee on Thursday": only what happens has a day.
    let is_happening = |noun: usize| {
        let facts = language.learned.words.facts(tokens[noun].lemma);
        tokens[noun].tag == Tag::Noun && facts.eventive > 0 && facts.noun != knowledge::GROUP
    };
    let noun = on.checked_sub(1).filter(|&noun| is_happening(noun))?;
    let inside = |&at: &usize| matches!(tokens[at].tag, Tag::Noun | Tag::Propn | Tag::Adj | Tag::Det | Tag::Num);
    let first = (noun.saturating_sub(LONGEST_BEFORE)..=noun).rev().take_while(inside).last()?;
    let before = first.checked_sub(1).filter(|&at| language.dates.before_or_after.has(tokens[at].word))?;
    (tokens[before].tag == Tag::Adp || tokens[before].tag == Tag::Sconj).then_some(noun)
}

/// A sentence with a day hung on a word, and with it what was taken for a clause of the day: "Tuesday that he left".
fn hung_on(mut sentence: Sentence, day: Range<usize>, word: usize) -> Sentence {
    let is_inside = |at: usize| day.contains(&at);
    let top = day.clone().find(|&at| sentence.head(at).is_none_or(|head| !is_inside(head)));
    let Some(top) = top.filter(|&top| sentence.head(top).is_some() && sentence.ancestors(word).all(|at| at != top))
    else {
        return sentence;
    };
    let clauses = (day.end..sentence.tokens.len()).filter(|&at| {
        let is_clause = matches!(sentence.tokens[at].relation, Relation::Acl | Relation::AclRelcl | Relation::Ccomp);
        is_clause && sentence.head(at).is_some_and(is_inside)
    });
    for clause in clauses.collect::<Vec<usize>>() {
        sentence.tokens[clause].head = word as u16;
        sentence.tokens[clause].relation = Relation::Ccomp;
    }
    sentence.tokens[top].head = word as u16;
    let is_noun = sentence.tokens[word].tag == Tag::Noun;
    sentence.tokens[top].relation = if is_noun { Relation::Nmod } else { Relation::OblUnmarked };
    sentence
}
