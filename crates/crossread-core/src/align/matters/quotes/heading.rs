//! The clause of an article that tells who says what: "The mayor said the toll “may well increase”".

use super::sayings::Saying;
use super::words::{normalize, stem, telling};
use crate::annotate::Annotations;
use crate::story::{Passage, Story};
use crossread_language::{Span, Word};
use std::collections::{BTreeMap, BTreeSet};

/// The most words of a heading: what says everything says nothing.
const LONGEST: usize = 18;

/// How far a speaker may stand from the words, in bytes: beyond, another sentence stands between.
const FARTHEST: usize = 120;

/// What a heading gains in points by naming the speaker, by a pronoun for the speaker, and by saying so first.
const NAMED: i64 = 8;
const BY_PRONOUN: i64 = 1;
const FIRST: i64 = 2;

/// What it gains where what is said has its subject: "some girls were killed", not "were killed".
const WHOLE: i64 = 5;

/// Words of a heading that cost a point: of two that say the same the shorter stands.
const WORDS_A_POINT: i64 = 4;

/// The clause that says most of what the sayings have in common, with their speaker: of all articles that print one of them.
pub(super) fn find(
    story: &Story,
    annotations: &[Annotations],
    sayings: &[Saying],
    (members, printed): (&[usize], &[usize]),
) -> Option<Passage> {
    let common = common(sayings, members);
    let mut best: Option<(i64, &str, Passage)> = None;
    for &i in printed {
        for (span, speaker) in clauses(story, annotations, &sayings[i]) {
            let passage = Passage { span, ..sayings[i].passage };
            let words = story.words(passage);
            let told: BTreeSet<Word> = normalize(words).split(' ').map(stem).collect();
            let said: u32 = common.iter().filter(|(word, _)| told.contains(word)).map(|(_, points)| points).sum();
            if said == 0 && !common.is_empty() {
                // Who says so, and nothing of what is said.
                continue;
            }
            let length = words.split_whitespace().count() as i64;
            let whole =
                if has_subject(&annotations[passage.article as usize], sayings[i].passage.span) { WHOLE } else { 0 };
            let points = i64::from(said) + speaker + whole - length / WORDS_A_POINT;
            // Of equals the first by its words: articles may stand in any order.
            let better = best.is_none_or(|(known, of, at)| {
                (points, std::cmp::Reverse(words), std::cmp::Reverse(passage))
                    > (known, std::cmp::Reverse(of), std::cmp::Reverse(at))
            });
            if better {
                best = Some((points, words, passage));
            }
        }
    }
    best.map(|(_, _, passage)| passage)
}

/// Whether a verb's subject stands among the words.
fn has_subject(found: &Annotations, words: Span) -> bool {
    found.tokens_in(words).any(|token| token.relation.is_subject() && words.contains(token.span))
}

/// The telling words that two articles or more have in their sayings; all of them where none is in two.
fn common(sayings: &[Saying], members: &[usize]) -> BTreeMap<Word, u32> {
    let mut held: BTreeMap<Word, (u32, BTreeSet<u32>)> = BTreeMap::new();
    for &i in members {
        for (&word, &points) in &sayings[i].telling {
            let (known, articles) = held.entry(word).or_insert((points, BTreeSet::new()));
            *known = points.min(*known);
            articles.insert(sayings[i].passage.article);
        }
    }
    let several = held.values().any(|(_, articles)| articles.len() > 1);
    let kept = held.into_iter().filter(|(_, (_, articles))| !several || articles.len() > 1);
    kept.map(|(word, (points, _))| (word, points)).collect()
}

/// The clauses around a saying that may stand for it, each with what its speaker adds.
fn clauses(story: &Story, annotations: &[Annotations], saying: &Saying) -> Vec<(Span, i64)> {
    let article = saying.passage.article as usize;
    let text = &story.articles()[article].text;
    let words = saying.passage.span;
    let mut all = vec![(from_front(text, words), 0)];
    let quote = &annotations[article].quotes[saying.quote as usize];
    let Some(speaker) = quote.speaker else { return all };
    let who = speaker.span.of(text);
    let is_pronoun = who.split_whitespace().count() == 1 && telling(Word::lowered(who), stem(&normalize(who))) == 0;
    let worth = if is_pronoun { BY_PRONOUN } else { NAMED };
    let report = quote.cue.map_or(speaker.span, |cue| speaker.span.cover(cue));
    let together = words.cover(report);
    let apart = together.len().saturating_sub(words.len() + report.len());
    let between = Span { start: words.end.min(report.end), end: words.start.max(report.start) };
    let is_near = apart <= FARTHEST && !(between.start < between.end && between.of(text).contains('\n'));
    if !is_near || report.len() > FARTHEST || words.overlaps(speaker.span) {
        return all;
    }
    if speaker.span.start < words.start {
        all.push((from_front(text, together), worth + FIRST));
    } else {
        all.push((from_back(text, together), worth));
    }
    all
}

/// The first words of a span, cut where no small word is left hanging.
fn from_front(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let mut ends: Vec<usize> =
        words.split_whitespace().map(|word| word.as_ptr() as usize - words.as_ptr() as usize + word.len()).collect();
    if ends.len() <= LONGEST {
        return span.trim(text);
    }
    ends.truncate(LONGEST);
    let hangs = |end: usize| {
        let last = words[..end].split_whitespace().next_back().unwrap_or_default();
        let word = normalize(last);
        telling(Word::of(&word), stem(&word)) == 0 && !last.ends_with(|c: char| !c.is_alphanumeric())
    };
    while ends.len() > LONGEST / 2 && ends.last().is_some_and(|&end| hangs(end)) {
        ends.pop();
    }
    span.at(0..ends.last().copied().unwrap_or(words.len())).trim(text)
}

/// The last words of a span.
fn from_back(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let starts: Vec<usize> =
        words.split_whitespace().map(|word| word.as_ptr() as usize - words.as_ptr() as usize).collect();
    let first = starts.len().saturating_sub(LONGEST);
    span.at(starts.get(first).copied().unwrap_or(0)..words.len()).trim(text)
}
