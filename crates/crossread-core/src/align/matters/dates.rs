//! When something was, by two articles or more: the days that hang on the mentions of one happening, and the times of day.
//!
//! That two accounts name days which exclude one another is far more often two happenings joined by mistake than a dispute.
//! Days that overlap stand together; another day stands beside them only where the mentions use one word for the happening
//! and the days could be mistaken for one another: the same day of another year, or the next.

use super::headings::Headings;
use super::strands::Strand;
use super::{EntryKind, Matter, Value, Why, Witness, normalize};
use crate::align::Groups;
use crate::align::events::Event;
use crate::align::stories::EVERYDAY;
use crate::annotate::Annotations;
use crate::annotate::dates::DateKind;
use crate::annotate::events::{EventKind, EventMention};
use crate::annotate::names::is_calendar;
use crate::story::{Passage, Story};
use crossread_language::{Span, Tag, Word};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A date that hangs on a mention of a happening.
struct Item<'a> {
    witness: Witness,
    from: Date,
    to: Date,
    /// The mention.
    mention: &'a EventMention,
    /// The happening: index into the events.
    event: usize,
    /// The telling words of its sentence.
    words: BTreeSet<Word>,
    /// Whether a verb tells it.
    is_verb: bool,
}

/// Longest days by which mentions of two happenings are taken for one: a month. "In 2016" is a year of many.
const CLOSE: i32 = 31;

/// How many telling words two sentences of one day must share to tell one happening: names of places and parties fill
/// three in any two sentences of a story.
const ENOUGH: usize = 4;

/// How many they must share where each tells it by a word that the other does not have.
const PLENTY: usize = 6;

/// How many telling words two sentences that date one word alike must share, that word among them.
const TWO: usize = 2;

/// With how many others of its day a date is compared. Keeps the cost linear.
const COMPARED: usize = 40;

/// The days and the times of day of the happenings that two or more articles date.
pub(super) fn find(story: &Story, annotations: &[Annotations], events: &[Event], headings: &Headings) -> Vec<Matter> {
    let told = || events.iter().enumerate().filter(|(_, event)| !event.bare_report);
    let days = of_one_question(told().flat_map(|(e, event)| items(story, annotations, (e, event), false)).collect());
    let days = days.into_iter().map(|items| matter(events, headings, together(items), false));
    let times = told().map(|(e, event)| items(story, annotations, (e, event), true));
    let times = times.flat_map(of_one_hour).map(|items| matter(events, headings, items, true));
    days.chain(times).flatten().collect()
}

/// Dates of one question. Those that hang on one happening are; so are those of one strand that are dated alike (an account
/// of a crash that killed tells its day beside the crash or beside the killing), those that date one word alike ("launched in
/// 2011"), and those of one day whose sentences share most of what they tell.
fn of_one_question(items: Vec<Item>) -> Vec<Vec<Item>> {
    let mut groups = Groups::new(items.len());
    let mut by_strand: BTreeMap<Strand, Vec<usize>> = BTreeMap::new();
    let mut by_day: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    let mut first_of_event: BTreeMap<usize, usize> = BTreeMap::new();
    let mut by_word: BTreeMap<(&str, Date, Date), Vec<usize>> = BTreeMap::new();
    for (i, item) in items.iter().enumerate() {
        groups.join(*first_of_event.entry(item.event).or_insert(i), i);
        if item.mention.kind != EventKind::Statement {
            by_word.entry((item.mention.lemma.as_str(), item.from, item.to)).or_default().push(i);
            if length(item) <= CLOSE {
                by_strand.entry(Strand::of(item.mention)).or_default().push(i);
            }
        }
        if length(item) == 0 {
            by_day.entry(item.from).or_default().push(i);
        }
    }
    for (kind, strand) in &mut by_strand {
        // One word is no happening alone: "issued a statement", "Wednesday's issue".
        let one_word = matches!(kind, Strand::Word(_));
        strand.sort_by_key(|&i| (items[i].from, items[i].to, i));
        // The one with the latest end so far.
        let mut last: Option<usize> = None;
        for &i in strand.iter() {
            let alike = |other: usize| {
                !one_word || items[i].is_verb == items[other].is_verb || shared(&items[i], &items[other]) >= ENOUGH
            };
            if let Some(other) = last.filter(|&other| items[i].from <= items[other].to && alike(other)) {
                groups.join(other, i);
            }
            last = last.filter(|&other| items[other].to >= items[i].to).or(Some(i));
        }
    }
    // "Issued a statement", "Wednesday's issue": one word is no happening alone.
    join_pairs(&mut groups, by_word.values(), |a, b| {
        let least = if items[a].is_verb == items[b].is_verb { TWO } else { ENOUGH };
        shared(&items[a], &items[b]) >= least
    });
    let tells = |a: usize, b: usize| {
        let lemma = &items[a].mention.lemma;
        *lemma == items[b].mention.lemma || items[b].words.contains(&Word::lowered(lemma))
    };
    join_pairs(&mut groups, by_day.values(), |a, b| {
        let both = shared(&items[a], &items[b]);
        both >= PLENTY || both >= ENOUGH && (tells(a, b) || tells(b, a))
    });
    in_groups(items, groups)
}

/// Joins those of each heap that go together, each with so many of those behind it.
fn join_pairs<'h>(
    groups: &mut Groups,
    heaps: impl Iterator<Item = &'h Vec<usize>>,
    together: impl Fn(usize, usize) -> bool,
) {
    for heap in heaps {
        for (n, &a) in heap.iter().enumerate() {
            for &b in heap[n + 1..].iter().take(COMPARED) {
                if together(a, b) {
                    groups.join(a, b);
                }
            }
        }
    }
}

/// How many telling words two sentences share.
fn shared(a: &Item, b: &Item) -> usize {
    a.words.intersection(&b.words).count()
}

/// Times of day of one question: one word tells what was then, or they are one time. A flight's departure and its landing are
/// two.
fn of_one_hour(items: Vec<Item>) -> Vec<Vec<Item>> {
    let mut groups = Groups::new(items.len());
    let mut by_word: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, item) in items.iter().enumerate() {
        groups.join(*by_word.entry(item.mention.lemma.as_str()).or_insert(i), i);
    }
    for a in 0..items.len() {
        for b in (a + 1..items.len()).take(COMPARED) {
            if items[a].witness.value == items[b].witness.value {
                groups.join(a, b);
            }
        }
    }
    in_groups(items, groups)
}

/// The items of each group.
fn in_groups(items: Vec<Item>, mut groups: Groups) -> Vec<Vec<Item>> {
    let mut members: BTreeMap<usize, Vec<Item>> = BTreeMap::new();
    for (i, item) in items.into_iter().enumerate() {
        members.entry(groups.root(i)).or_default().push(item);
    }
    members.into_values().collect()
}

/// The dates that hang on the mentions of a happening, each once, by place: days, or times of day.
fn items<'a>(
    story: &Story,
    annotations: &'a [Annotations],
    (e, event): (usize, &Event),
    of_day: bool,
) -> Vec<Item<'a>> {
    let mut items: BTreeMap<Passage, Item> = BTreeMap::new();
    for telling in &event.mentions {
        let article = telling.passage.article as usize;
        let found = &annotations[article];
        let mention = &found.events[telling.mention as usize];
        let Some(date) = mention.date.map(|date| &found.dates[date as usize]) else { continue };
        let (Some(from), Some(to)) = (date.from, date.to) else { continue };
        let passage = Passage { article: telling.passage.article, span: date.span };
        let words = story.words(passage);
        let is_clock = date.kind == DateKind::Time && date.value.contains(":");
        let is_day = date.kind == DateKind::Date || (date.kind == DateKind::Time && names_a_day(words));
        // "since Friday" and "by Friday" tell a bound; "now" dates the telling; how long ago it was is a figure.
        let bounds = mention.from.is_none() || mention.to.is_none();
        let aside = date.value.ends_with("_REF")
            || words.ends_with(" ago")
            || names_the_happening(found, passage.span, (from, to))
            || tells_of_the_page(found, mention);
        if bounds || aside || !(if of_day { is_clock } else { is_day }) {
            continue;
        }
        let value = if of_day { Value::Description(normalize(words)) } else { Value::Days(from, to) };
        let said = story.articles()[article].said_on();
        let witness = Witness { passage, value, as_of: None, said, status: mention.status, speaker: None };
        let words = telling_words(found, mention);
        let is_verb = found.tokens_in(mention.span).next().is_some_and(|token| token.tag == Tag::Verb);
        let item = Item { witness, from, to, mention, event: e, words, is_verb };
        // A count of a year ("27 million in 2016") dates the count.
        if length(&item) <= CLOSE || mention.figures.is_empty() {
            items.entry(passage).or_insert(item);
        }
    }
    items.into_values().collect()
}

/// Whether a year stands before the noun as part of its name: "the 2018 elections", "this year's race".
fn names_the_happening(found: &Annotations, span: Span, (from, to): (Date, Date)) -> bool {
    if from.until(to).map_or(0, |span| span.get_days()) < YEAR {
        return false;
    }
    let Some(sentence) = found.sentences_in(span).first() else { return false };
    let tokens = sentence.tokens_in(span);
    let tag = |i: Option<usize>| i.and_then(|i| sentence.tokens.get(i)).map(|token| token.tag);
    let before = tag(tokens.start.checked_sub(1));
    let behind = tag(Some(tokens.end));
    behind == Some(Tag::Part)
        || matches!(before, Some(Tag::Det | Tag::Adj | Tag::Part))
            && matches!(behind, Some(Tag::Noun | Tag::Propn | Tag::Adj))
}

/// Whether it tells what was done to the page itself: "This article was amended on 20 June".
fn tells_of_the_page(found: &Annotations, mention: &EventMention) -> bool {
    let changed = matches!(mention.lemma.as_str(), "amend" | "update" | "publish" | "correct" | "modify" | "post");
    let tokens = found.sentences_in(mention.span).first().into_iter().flat_map(|sentence| &sentence.tokens);
    changed && tokens.take(PAGE).any(|token| PAGES.contains(&token.lemma))
}

/// The first words of a sentence, where a page is named that speaks of itself.
const PAGE: usize = 4;

/// Words by which a page names itself.
const PAGES: [Word; 4] = [Word::of("article"), Word::of("story"), Word::of("page"), Word::of("piece")];

/// Fewest days from the first to the last of a year.
const YEAR: i32 = 364;

/// The telling words of the sentence of a mention.
fn telling_words(found: &Annotations, mention: &EventMention) -> BTreeSet<Word> {
    let tokens = found.sentences_in(mention.span).first().into_iter().flat_map(|sentence| &sentence.tokens);
    tokens
        .filter(|token| matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Verb | Tag::Num | Tag::Adj))
        .map(|token| token.lemma)
        .filter(|lemma| !EVERYDAY.contains(lemma))
        .collect()
}

/// Whether the words of a time of day name the day too: "Wednesday night".
fn names_a_day(words: &str) -> bool {
    words.split([' ', '\'', '’', ',']).any(|word| is_calendar(word) || word.eq_ignore_ascii_case("yesterday"))
}

/// Those of one happening's days that go together: the days that most articles overlap on, and what could be mistaken for
/// them.
fn together(items: Vec<Item>) -> Vec<Item> {
    let overlap = |a: &Item, b: &Item| a.from <= b.to && b.from <= a.to;
    let articles = |center: &Item| {
        // Those that allow it: what is told more closely does not speak for a whole week.
        let with = items.iter().filter(|item| item.from <= center.from && center.to <= item.to);
        let articles: BTreeSet<u32> = with.map(|item| item.witness.passage.article).collect();
        // Of equals the closer days, then the earlier.
        (articles.len(), std::cmp::Reverse(length(center)), std::cmp::Reverse(center.from))
    };
    let Some(center) = (0..items.len()).max_by_key(|&i| (articles(&items[i]), std::cmp::Reverse(i))) else {
        return items;
    };
    // An account that names both days knows them apart: "9/11" and the attack of Sept. 11, 2012.
    let tells_both = |item: &Item, center: &Item| {
        let of = |day: &Item| -> BTreeSet<u32> {
            let same = items.iter().filter(|one| (one.from, one.to) == (day.from, day.to));
            same.map(|one| one.witness.passage.article).collect()
        };
        !of(item).is_disjoint(&of(center))
    };
    let keep: Vec<bool> = items
        .iter()
        .map(|item| {
            let center = &items[center];
            let same_word = item.mention.lemma == center.mention.lemma;
            overlap(item, center)
                || same_word
                    && length(item) == 0
                    && may_be_mistaken(item.from, center.from)
                    && !tells_both(item, center)
        })
        .collect();
    items.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(item, _)| item).collect()
}

/// In days, from the first to the last.
fn length(item: &Item) -> i32 {
    item.from.until(item.to).map_or(i32::MAX, |span| span.get_days())
}

/// The same day of another year.
fn may_be_mistaken(a: Date, b: Date) -> bool {
    (a.month(), a.day()) == (b.month(), b.day())
}

fn told_by_two(passages: impl Iterator<Item = Passage>) -> bool {
    passages.map(|passage| passage.article).collect::<BTreeSet<u32>>().len() >= 2
}

fn matter(events: &[Event], headings: &Headings, items: Vec<Item>, is_time: bool) -> Option<Matter> {
    let passages: Vec<Passage> = items.iter().map(|item| item.witness.passage).collect();
    if !told_by_two(passages.iter().copied()) {
        return None;
    }
    let sentence =
        if is_time { "they tell at what time one happening was" } else { "they tell when one happening was" };
    let told: BTreeSet<usize> = items.iter().map(|item| item.event).collect();
    let mut passages_of: Vec<Passage> = told.iter().flat_map(|&e| events[e].passages()).collect();
    passages_of.sort();
    let event = &events[items[0].event];
    let why = Why { sentence: sentence.to_owned(), passages: passages_of };
    Some(Matter {
        kind: EntryKind::Date,
        aspect: None,
        subject: event.name,
        facets: Vec::new(),
        heading: headings.find(&passages),
        witnesses: items.into_iter().map(|item| item.witness).collect(),
        scopes: Vec::new(),
        why: vec![why],
    })
}
