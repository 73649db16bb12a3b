//! Timeline: what happened when, over all articles.
//!
//! A happening is a sentence with a date of a day or two that was past when it was said, and a verb the date hangs
//! on. Sentences of different articles are one happening when they speak of the same days and share who or what
//! (an entity that is not everywhere in the story) and what is done.

use super::Groups;
use crate::annotate::Annotations;
use crate::annotate::dates::{DateBasis, DateKind};
use crate::story::{BlockKind, Passage, Story};
use crossread_language::{Sentence, Tag, Word};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A dated happening that one or more articles tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// The sentence of an article that tells it best.
    pub summary: Passage,
    /// Every passage that tells it; never empty, sorted.
    pub passages: Vec<Passage>,
}

/// Longest time, in days, that still dates a happening: a week is "earlier this week"; a month dates a season.
const LONGEST: i32 = 7;

/// How many telling words two sentences of the same days must share to tell the same. Three: names of places and
/// parties fill two in any two sentences of a story.
const ENOUGH: usize = 3;

struct Telling {
    passage: Passage,
    from: Date,
    to: Date,
    /// Lemmas of its nouns, names and verbs.
    words: BTreeSet<Word>,
    length: usize,
}

/// Finds the timeline of a story, sorted by day.
pub fn find(story: &Story, annotations: &[Annotations]) -> Vec<Happening> {
    let mut tellings = Vec::new();
    for (article, one) in annotations.iter().enumerate() {
        let facts = &story.articles()[article].facts;
        let said = facts.published.map(|moment| moment.day);
        for date in &one.dates {
            let (Some(from), Some(to)) = (date.from, date.to) else { continue };
            let length = from.until(to).map_or(i32::MAX, |span| span.get_days());
            let dated = matches!(date.kind, DateKind::Date | DateKind::Time) && length < LONGEST;
            // "now" and "today" date the telling, not what is told, unless the article is of that day.
            let vague = date.value.ends_with("_REF");
            let to_come = date.basis == DateBasis::Published && said.is_some_and(|said| from > said);
            if !dated || vague || to_come {
                continue;
            }
            let s = one.sentences.partition_point(|sentence| sentence.span.end <= date.span.start);
            let Some(sentence) = one.sentences.get(s) else { continue };
            let block = story.articles()[article].blocks[sentence.part as usize].kind;
            if matches!(block, BlockKind::Title | BlockKind::Heading | BlockKind::Caption) || !has_verb(sentence) {
                continue;
            }
            tellings.push(Telling {
                passage: Passage { article: article as u32, span: sentence.span },
                from,
                to,
                words: words(sentence),
                length: sentence.tokens.len(),
            });
        }
    }
    tellings.sort_by_key(|telling| (telling.from, telling.to, telling.passage));
    tellings.dedup_by_key(|telling| (telling.from, telling.to, telling.passage));
    // Words that most sentences of these days have tell nothing.
    let mut by_days: BTreeMap<(Date, Date), Vec<usize>> = BTreeMap::new();
    for (t, telling) in tellings.iter().enumerate() {
        by_days.entry((telling.from, telling.to)).or_default().push(t);
    }
    let mut groups = Groups::new(tellings.len());
    for same in by_days.values() {
        let mut places: HashMap<Word, Vec<usize>> = HashMap::new();
        for &t in same {
            for &word in &tellings[t].words {
                places.entry(word).or_default().push(t);
            }
        }
        let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for with in places.values().filter(|with| with.len() <= (same.len() / 2).clamp(2, 24)) {
            for (n, &a) in with.iter().enumerate() {
                for &b in &with[n + 1..] {
                    *shared.entry((a, b)).or_default() += 1;
                }
            }
        }
        for ((a, b), count) in shared {
            if count >= ENOUGH {
                groups.join(a, b);
            }
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for t in 0..tellings.len() {
        members.entry(groups.root(t)).or_default().push(t);
    }
    let mut timeline = Vec::new();
    for members in members.into_values() {
        // Neither the shortest, which says little, nor the longest: the one nearest to a plain sentence's length.
        let best = members.iter().copied().min_by_key(|&t| (tellings[t].length.abs_diff(22), tellings[t].passage));
        let Some(best) = best else { continue };
        let mut passages: Vec<Passage> = members.iter().map(|&t| tellings[t].passage).collect();
        passages.sort();
        passages.dedup();
        let (from, to) = (tellings[best].from, tellings[best].to);
        timeline.push(Happening { from, to, summary: tellings[best].passage, passages });
    }
    timeline.sort_by_key(|happening: &Happening| (happening.from, happening.to, happening.summary));
    timeline
}

fn has_verb(sentence: &Sentence) -> bool {
    sentence.tokens.iter().any(|token| token.tag == Tag::Verb)
}

fn words(sentence: &Sentence) -> BTreeSet<Word> {
    const EMPTY: [Word; 6] =
        [Word::of("say"), Word::of("tell"), Word::of("be"), Word::of("have"), Word::of("do"), Word::of("make")];
    sentence
        .tokens
        .iter()
        .filter(|token| matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Verb | Tag::Num))
        .map(|token| token.lemma)
        .filter(|lemma| !EMPTY.contains(lemma))
        .collect()
}
