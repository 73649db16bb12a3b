//! The day of the news: what articles of one story tell in the plain past without a day was on the day that the news is of.

use super::item;
use crate::annotate::Annotations;
use crate::annotate::dates::{DateBasis, DateKind, DateMention};
use crate::annotate::events::{EventKind, EventMention, TimeBasis};
use crate::annotate::figures::Status;
use crate::language::Language;
use crate::language::grammar::GrammarWords;
use crate::language::happenings::HappeningWords;
use crate::story::{Article, Passage, Story};
use crossread_language::{Features, Sentence, Tag, Token};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// So many days behind the day of the news an article still tells it as news.
const FRESH: i32 = 3;

/// For each article the day that the news is of: the one that most of what its title and first sentences tell was on, by the
/// article's own words. A day on which somebody said or asked something is none: what he speaks of was before.
pub(super) fn of_news(story: &Story, annotations: &[Annotations]) -> Vec<Option<Date>> {
    story.articles().iter().zip(annotations).map(|(article, found)| day_of_news(article, found)).collect()
}

fn day_of_news(article: &Article, found: &Annotations) -> Option<Date> {
    let prominent = item::prominent(article, found);
    let mut days: BTreeMap<Date, usize> = BTreeMap::new();
    for event in &found.events {
        let s = found.sentences.partition_point(|sentence| sentence.span.end <= event.span.start);
        let told = matches!(event.time_basis, Some(TimeBasis::Date | TimeBasis::Same | TimeBasis::Context));
        let told = told && !matches!(event.kind, EventKind::Statement | EventKind::Demand);
        let day = event.from.filter(|_| told && event.from == event.to && event.status == Status::Asserted);
        let fresh = |day: &Date| article.said_on().is_some_and(|said| is_fresh(*day, said));
        if let Some(day) = day.filter(fresh).filter(|_| prominent.get(s) == Some(&true)) {
            *days.entry(day).or_default() += 1;
        }
    }
    days.into_iter().max_by_key(|(day, count)| (*count, std::cmp::Reverse(*day))).map(|(day, _)| day)
}

/// Fewest articles that show what day the news of a story is of.
const SHOWN: usize = 3;

/// The same where each article whose own words don't tell takes the day that most of those tied to it tell, if it was written so soon behind
/// it. `tied` holds the group of each article.
pub(super) fn of_stories(story: &Story, own: &[Option<Date>], tied: &[u32]) -> Vec<Option<Date>> {
    // What is printed again is tied as its first print is.
    let mut prints: BTreeMap<[u8; 32], u32> = BTreeMap::new();
    let tied: Vec<u32> = story
        .articles()
        .iter()
        .zip(tied)
        .map(|(article, &group)| *prints.entry(article.sha256).or_insert(group))
        .collect();
    let mut days: BTreeMap<u32, BTreeMap<Date, BTreeSet<[u8; 32]>>> = BTreeMap::new();
    for ((article, day), group) in story.articles().iter().zip(own).zip(&tied) {
        if let Some(day) = day {
            days.entry(*group).or_default().entry(*day).or_default().insert(article.sha256);
        }
    }
    let most = |days: &BTreeMap<Date, BTreeSet<[u8; 32]>>| {
        let all: usize = days.values().map(BTreeSet::len).sum();
        let (day, tellers) = days.iter().max_by_key(|(day, tellers)| (tellers.len(), std::cmp::Reverse(**day)))?;
        (all >= SHOWN && 3 * tellers.len() >= 2 * all).then_some(*day)
    };
    let of_group = |group: &u32, said: Option<Date>| {
        days.get(group).and_then(most).filter(|day| said.is_some_and(|said| is_fresh(*day, said)))
    };
    let articles = story.articles().iter().zip(own).zip(&tied);
    articles.map(|((article, day), group)| day.or_else(|| of_group(group, article.said_on()))).collect()
}

fn is_fresh(day: Date, said: Date) -> bool {
    day.until(said).is_ok_and(|ago| (0..=FRESH).contains(&ago.get_days()))
}

/// The day of the news that the articles agree on which tell a happening without a day, where each tells it as part of the news.
pub(super) fn shared(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    news: &[Option<Date>],
    members: &[(Passage, u32)],
    mentions: &[&EventMention],
) -> Option<Date> {
    // What is printed again tells nothing more.
    let texts = members.iter().map(|(passage, _)| (story.articles()[passage.article as usize].sha256, passage.article));
    let articles: BTreeMap<[u8; 32], u32> = texts.collect();
    let articles: BTreeSet<u32> = articles.into_values().collect();
    let mut days: BTreeMap<Date, usize> = BTreeMap::new();
    articles.iter().filter_map(|&article| news[article as usize]).for_each(|day| *days.entry(day).or_default() += 1);
    let known: usize = days.values().sum();
    let (&day, &backers) = days.iter().max_by_key(|(day, count)| (**count, std::cmp::Reverse(**day)))?;
    if articles.len() < 2 || 2 * known < articles.len() || 2 * backers <= known {
        return None;
    }
    let (mut real, mut in_past) = (0, false);
    for ((passage, _), mention) in members.iter().zip(mentions) {
        let found = &annotations[passage.article as usize];
        let s = found.sentences.partition_point(|sentence| sentence.span.end <= passage.span.start);
        let sentence = found.sentences.get(s)?;
        let token = sentence.token_at(passage.span.start)?;
        // "Whether the driver fell asleep" is asked of that day too.
        let is_open = mention.status == Status::Hypothetical && item::is_past(sentence, token);
        if !is_open && !matches!(mention.status, Status::Asserted | Status::Negated | Status::Denied) {
            continue;
        }
        if is_of_other(language, found, s, day) || is_perfect(&language.grammar, sentence, token) {
            continue;
        }
        (real, in_past) = (real + 1, in_past || item::is_past(sentence, token));
    }
    (in_past && 2 * real > members.len()).then_some(day)
}

/// How many sentences of a paragraph on what is told is still of the day that it named.
const BEHIND: usize = 2;

/// Whether sentence `s` is of another day than that one: it or the paragraph before it names another.
fn is_of_other(language: &Language, found: &Annotations, s: usize, day: Date) -> bool {
    let sentences = &found.sentences[s.saturating_sub(BEHIND)..=s];
    let part = found.sentences[s].part;
    sentences
        .iter()
        .filter(|sentence| sentence.part == part)
        .any(|sentence| names_other(language, found, sentence, day))
}

/// Whether a sentence names days other than that one, but for those on which somebody said so.
fn names_other(language: &Language, found: &Annotations, sentence: &Sentence, day: Date) -> bool {
    let says = found.events_in(sentence.span).filter(|(_, event)| event.kind == EventKind::Statement);
    let aside: Vec<u32> = says.filter_map(|(_, event)| event.date).collect();
    let first = found.dates.partition_point(|date| date.span.end <= sentence.span.start);
    let inside = (first..).zip(&found.dates[first..]).take_while(|(_, date)| date.span.start < sentence.span.end);
    let mut inside = inside.filter(|(d, _)| !aside.contains(&(*d as u32))).map(|(_, date)| date);
    inside.any(|date| {
        let dated = matches!(date.kind, DateKind::Date | DateKind::Time) && !date.value.is_at_large();
        // "An hour later" goes on with the day that is told of.
        let dated = dated && !(date.kind == DateKind::Time && date.from.is_none());
        let dated = dated && !is_hour(&language.happenings, sentence, date);
        dated && (date.from != Some(day) || date.to != Some(day))
    })
}

/// Whether a time of day names its hour only, on whatever day that was: "shortly after noon", "at 6:10 a.m."
fn is_hour(words: &HappeningWords, sentence: &Sentence, date: &DateMention) -> bool {
    let hour = date.value.clock().is_some_and(|hour| hour.starts_with(|c: char| c.is_ascii_digit()));
    let tokens = &sentence.tokens[sentence.tokens_in(date.span)];
    let names_day = |token: &Token| matches!(token.tag, Tag::Propn | Tag::Det) || words.days_of_telling.has(token.word);
    date.kind == DateKind::Time && date.basis == DateBasis::Published && hour && !tokens.iter().any(names_day)
}

/// "Has split": of any day until now.
fn is_perfect(grammar: &GrammarWords, sentence: &Sentence, token: usize) -> bool {
    item::auxiliaries(sentence, token).any(|aux| grammar.have.has(aux.lemma) && aux.features.has(Features::PRESENT))
}
