//! Days told from a happening whose own day was told before: "The vote is on 20 May. Ten days before the vote", "the day after the quake".

use super::UnresolvedDate;
use super::said::DateWording;
use crate::language::Language;
use crossread_language::{Relation, Sentence, Span, Tag, Word};

/// A day that a happening is said to lie so far from, while it is not known whether the happening has a day.
pub(super) struct DayCandidate {
    pub read: DateWording,
    pub span: Span,
    /// Index of its sentence.
    pub sentence: usize,
    /// What the day hangs on.
    pub from: DayOrigin,
    pub is_quoted: bool,
}

/// What a day is told from.
#[derive(Clone, Copy)]
pub(super) enum DayOrigin {
    /// The happening that this noun tells: "ten days before the vote".
    Noun(Span),
    /// The day that begins here: "two days after Sunday's vote".
    Day(u32),
}

/// How many sentences back the day of a happening may be told.
const REACH: usize = 8;

/// The mentions with those candidates among them whose happening has a day, each in the place of what it was read as.
pub(super) fn tie(
    language: &Language,
    mentions: Vec<UnresolvedDate>,
    candidates: Vec<DayCandidate>,
    text: &str,
    sentences: &[Sentence],
) -> Vec<UnresolvedDate> {
    let mut tied: Vec<UnresolvedDate> = Vec::new();
    for candidate in candidates {
        let span = candidate.span;
        let first = mentions.partition_point(|mention| mention.span.end <= span.start);
        let mut inside = mentions[first..].iter().take_while(|mention| mention.span.start < span.end);
        // "the day before yesterday" is said already.
        let is_said = inside.any(|mention| !span.contains(mention.span));
        if is_said || tied.last().is_some_and(|last| last.span.end > span.start) {
            continue;
        }
        if let Some(day) = day_of(language, &mentions, &candidate, text, sentences) {
            let leans_on = Some(mentions[day].span);
            let DayCandidate { read, span, sentence, is_quoted, .. } = candidate;
            tied.push(UnresolvedDate { read, span, sentence, is_quoted, leans_on });
        }
    }
    let is_tied = |mention: &UnresolvedDate| {
        let at = tied.partition_point(|tied| tied.span.end < mention.span.end);
        tied.get(at).is_some_and(|tied| tied.span.contains(mention.span))
    };
    let mut all: Vec<UnresolvedDate> = mentions.into_iter().filter(|mention| !is_tied(mention)).collect();
    all.append(&mut tied);
    all.sort_by_key(|mention| mention.span);
    all
}

/// The mention that dates the happening of a candidate: one right behind it, else the nearest before it.
fn day_of(
    language: &Language,
    mentions: &[UnresolvedDate],
    candidate: &DayCandidate,
    text: &str,
    sentences: &[Sentence],
) -> Option<usize> {
    let is_day = |day: &usize| mentions[*day].read.said.is_day();
    let noun = match candidate.from {
        DayOrigin::Noun(noun) => noun,
        DayOrigin::Day(start) => {
            let day = mentions.partition_point(|mention| mention.span.end <= start);
            return (day < mentions.len() && mentions[day].span.start <= start).then_some(day).filter(is_day);
        }
    };
    // "the vote on 20 May"
    let next = mentions.partition_point(|mention| mention.span.start < candidate.span.end);
    if next < mentions.len()
        && language.dates.on_spelled.starting(&text[candidate.span.end()..mentions[next].span.start()])
            == Some(mentions[next].span.start() - candidate.span.end())
    {
        return Some(next).filter(is_day);
    }
    let here = sentences.get(candidate.sentence)?;
    let noun = here.token_at(noun.start)?;
    // "before the vote count": the count.
    let compound = here.tokens[noun].relation == Relation::Compound;
    if here.tokens[noun].tag != Tag::Noun || compound {
        return None;
    }
    let word = here.tokens[noun].lemma;
    let before = mentions.partition_point(|mention| mention.span.start < candidate.span.start);
    let near = |mention: &UnresolvedDate| mention.sentence + REACH >= candidate.sentence;
    let mut earlier = (0..before).rev().take_while(|&m| near(&mentions[m])).filter(is_day);
    earlier.find(|&m| {
        let sentence = sentences.get(mentions[m].sentence);
        let sentence = sentence.filter(|sentence| sentence.span.start <= mentions[m].span.start);
        sentence.is_some_and(|sentence| dates(language, sentence, mentions[m].span, word))
    })
}

/// Whether a day dates what a noun tells: it hangs on the noun ("the vote on 20 May"), or on the verb whose subject that is ("the vote
/// will be held on 20 May", "the vote is on 20 May").
fn dates(language: &Language, sentence: &Sentence, day: Span, word: Word) -> bool {
    let tokens = sentence.tokens_in(day);
    let is_it = |i: usize| {
        sentence.tokens[i].tag == Tag::Noun && language.dates.are_same_happening(sentence.tokens[i].lemma, word)
    };
    let Some(top) = tokens.clone().find(|&i| sentence.head(i).is_none_or(|head| !tokens.contains(&head))) else {
        return false;
    };
    if sentence.child(top, Relation::Cop).is_some() {
        return sentence.subject(top).is_some_and(is_it);
    }
    let Some(head) = sentence.head(top) else { return false };
    is_it(head) || sentence.tokens[head].tag == Tag::Verb && sentence.subject(head).is_some_and(is_it)
}
