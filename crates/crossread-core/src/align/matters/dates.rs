//! When something was, by two articles or more: the days that hang on the mentions of one happening, and the times of day.
//!
//! That two accounts name days which exclude one another is far more often two happenings joined by mistake than a dispute.
//! Days that overlap stand together; another day stands beside them only where the mentions use one word for the happening
//! and the days could be mistaken for one another: the same day of another year, or the next.

use super::strands::Strand;
use super::{Clock, EntryKind, JoinReason, JoinSign, Matter, Value, Witness, normalize};
use crate::align::DisjointSets;
use crate::align::entities::Entities;
use crate::align::events::Event;
use crate::align::events::kin::{Kinship, Lemma};
use crate::align::headings::Headings;
use crate::annotate::Annotations;
use crate::annotate::dates::{DateKind, DateMention};
use crate::annotate::events::{EventKind, EventMention, Role};
use crate::annotate::figures::Status;
use crate::language::Language;
use crate::language::matters::MatterWords;
use crate::story::{Passage, Story};
use crossread_language::{Relation, Span, Tag, Word};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// A date that hangs on a mention of a happening.
struct DateItem<'a> {
    witness: Witness,
    from: Date,
    to: Date,
    /// The mention.
    mention: &'a EventMention,
    /// Its word with its kin.
    lemma: Lemma,
    /// What it has in common with others of its day.
    strand: Strand,
    /// The happening: index into the events.
    event: usize,
    /// The telling words of its sentence.
    words: BTreeSet<Word>,
    /// Those of them that are common nouns, verbs and the like, and those that are names: without the words of dates.
    topic: [BTreeSet<Word>; 2],
    /// Who did it, where that is somebody known: index into the entities.
    agent: Option<u32>,
    /// Whether all of it lies more than a week before the day of the telling, or behind it; or is a month that was over then.
    is_remote: bool,
    /// Whether it only tells from when or until when: "since Friday", "by 2022".
    is_bound: bool,
    /// Whether its word only reports that somebody said something.
    is_bare: bool,
    /// Whether it hangs on no happening, and `event` is only the nearest in its sentence.
    is_loose: bool,
    /// Start of its sentence.
    sentence: u32,
    /// Whether a verb tells it.
    is_verb: bool,
    /// The entries that the figures of the mention stand in, sorted.
    counts: Vec<usize>,
    /// Of a time of day the minutes from midnight.
    minutes: i32,
    /// Of a time of day which end of a stretch it is: "from midnight to 5 a.m.".
    end: Option<StretchEnd>,
}

/// Which end of a stretch.
#[derive(Clone, Copy, PartialEq, Eq)]
enum StretchEnd {
    First,
    Last,
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

/// How many they must share where one tells the day more closely by the same word.
const WITHIN: usize = 3;

/// With how many others of its day a date is compared. Keeps the cost linear.
const COMPARED: usize = 40;

/// The days and the times of day of the happenings that two or more articles date.
pub(super) fn find(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    (entities, events, figures): (&Entities, &[Event], &[Matter]),
    headings: &Headings,
) -> Vec<Matter> {
    let counts = FigureEntries::new(figures);
    let days = events.iter().enumerate().flat_map(|(e, event)| {
        let items = items(language, (story, annotations), entities, (e, event), &counts);
        // What somebody said is dated where the day is not that of the news.
        let is_told = move |item: &DateItem| !event.bare_report || item.is_remote;
        items.into_iter().filter(is_told).collect::<Vec<DateItem>>()
    });
    let mut days: Vec<DateItem> = days.collect();
    days.extend(loose_periods(language, story, annotations, events));
    // What is joined first must not depend on the order of the articles.
    let place =
        |item: &DateItem| (story.articles()[item.witness.passage.article as usize].sha256, item.witness.passage.span);
    days.sort_by_key(|item| (place(item), item.witness.passage));
    let days = of_one_question(days);
    let days = days.into_iter().flat_map(|items| {
        let (first, rest) = together(items);
        // "Since October" is another question than "in October".
        let (since, _) = together(rest.into_iter().filter(|item| item.is_bound).collect());
        [first, since].map(|items| matter(events, headings, items, false))
    });
    let times = of_one_hour(times(language, story, annotations, events));
    let times = times.into_iter().map(|items| matter(events, headings, items, true));
    let mut matters: Vec<Matter> = days.chain(times).flatten().collect();
    let taken = matters.iter().flat_map(|matter| matter.witnesses.iter().map(|one| one.passage)).collect();
    matters.extend(printed_again(language, (story, annotations), events, headings, &taken));
    matters
}

/// From so many bytes on two sentences of the same words are one, printed again.
const A_SENTENCE: usize = 40;

/// The days and times of day in sentences that two articles print alike, where no entry holds them yet.
fn printed_again(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    events: &[Event],
    headings: &Headings,
    taken: &BTreeSet<Passage>,
) -> Vec<Matter> {
    let event_of = events_of_mentions(events);
    let mut prints: BTreeMap<(&str, u32), Vec<(Witness, Option<usize>)>> = BTreeMap::new();
    for (article, found) in (0..).zip(annotations) {
        let of = &story.articles()[article as usize];
        let mut dated: BTreeMap<u32, usize> = BTreeMap::new();
        for (m, mention) in (0..).zip(&found.events) {
            if let Some((date, event)) = mention.date.zip(event_of.get(&(article, m))) {
                dated.entry(date).or_insert(*event);
            }
        }
        for (d, date) in (0..).zip(&found.dates) {
            let event = dated.get(&d).copied();
            let is_hour = date.kind == DateKind::Time && date.span.of(&of.text).len() > SHORT_HOUR;
            let tells = !is_aside(language, &of.text, found, date)
                && (is_hour || date.kind == DateKind::Date && event.is_some());
            let sentence = found.sentences_in(date.span).first().filter(|one| one.span.contains(date.span));
            let Some(sentence) = sentence.filter(|one| tells && one.span.len() >= A_SENTENCE) else {
                continue;
            };
            let passage = Passage { article, span: date.span };
            let value = match (date.kind, date.from, date.to) {
                (DateKind::Date, Some(from), Some(to)) => Value::Days(from, to),
                _ => clock(language, date, story.words(passage))
                    .map_or_else(|| Value::Description(normalize(language, story.words(passage))), Value::Clock),
            };
            let said = of.said_on();
            let witness = Witness { passage, value, as_of: None, said, status: Status::Asserted, speaker: None };
            let key = (sentence.span.of(&of.text), date.span.start - sentence.span.start);
            prints.entry(key).or_default().push((witness, event));
        }
    }
    let is_new = |prints: &Vec<(Witness, Option<usize>)>| !prints.iter().any(|(one, _)| taken.contains(&one.passage));
    let prints = prints.into_values().filter(is_new);
    prints.filter_map(|prints| reprint(events, headings, prints)).collect()
}

/// Shorter words for a time of day tell no hour: "now", "today".
const SHORT_HOUR: usize = 3;

/// What two articles or more print of one day or hour in the same sentence.
fn reprint(events: &[Event], headings: &Headings, prints: Vec<(Witness, Option<usize>)>) -> Option<Matter> {
    let passages: Vec<Passage> = prints.iter().map(|(witness, _)| witness.passage).collect();
    if !told_by_two(passages.iter().copied()) {
        return None;
    }
    let event = prints.iter().find_map(|(_, event)| *event);
    Some(Matter {
        kind: EntryKind::Date,
        aspect: None,
        subject: event.map_or(passages[0], |event| events[event].name),
        facets: Vec::new(),
        heading: headings.find(&passages),
        why: vec![JoinReason::rule(JoinSign::Day, passages)],
        witnesses: prints.into_iter().map(|(witness, _)| witness).collect(),
        scopes: Vec::new(),
        event: event.map(|event| event as u32),
    })
}

/// For each mention, by article and number, its event.
fn events_of_mentions(events: &[Event]) -> HashMap<(u32, u32), usize> {
    let events = events.iter().enumerate();
    events
        .flat_map(|(e, event)| event.mentions.iter().map(move |one| ((one.passage.article, one.mention), e)))
        .collect()
}

impl<'a> DateItem<'a> {
    /// A date with what it says, and the mention of a happening that it dates.
    fn new(
        language: &Language,
        (story, found): (&Story, &Annotations),
        (event, mention): (usize, &'a EventMention),
        (passage, value): (Passage, Value),
        (from, to): (Date, Date),
    ) -> DateItem<'a> {
        let said = story.articles()[passage.article as usize].said_on();
        let status = status(language, found, mention, passage);
        let witness = Witness { passage, value, as_of: None, said, status, speaker: None };
        let words = telling_words(language, found, mention);
        let topic = [false, true].map(|names| topic(language, found, mention, names));
        let sentence = found.sentences_in(mention.span).first().map_or(0, |sentence| sentence.span.start);
        let is_remote = said.is_some_and(|said| {
            let days = |from: Date, to: Date| from.until(to).map_or(0, |span| span.get_days());
            days(to, said) > WEEK
                || days(from, to) > 2 * WEEK && to < said
                || days(said, from) > if from == to { WEEK } else { 0 }
        });
        let is_verb = found.tokens_in(mention.span).next().is_some_and(|token| token.tag == Tag::Verb);
        DateItem {
            witness,
            from,
            to,
            mention,
            lemma: Lemma::new(language, &mention.lemma),
            strand: Strand::of(&language.matters, mention),
            event,
            words,
            topic,
            agent: None,
            is_remote,
            is_bound: mention.from.is_none() || mention.to.is_none(),
            is_bare: false,
            is_loose: false,
            sentence,
            is_verb,
            counts: Vec::new(),
            minutes: 0,
            end: None,
        }
    }
}

/// Whether what a date says of a happening is so. A "not" denies the day where it stands with the verb that the day hangs on: not in "said
/// Monday that the ruling did not end it", nor in "refused to charge him, sparking riots on Monday".
fn status(language: &Language, found: &Annotations, mention: &EventMention, date: Passage) -> Status {
    let denies = || {
        let sentence = found.sentences_in(mention.span).first()?;
        let verb = sentence.tokens_in(mention.span).next().filter(|&at| sentence.tokens[at].tag == Tag::Verb)?;
        let hangs = sentence.tokens_in(date.span).any(|at| sentence.head(at) == Some(verb));
        Some(hangs && sentence.children(verb).any(|at| language.telling.is_negation(sentence.tokens[at].word)))
    };
    let is_not = matches!(mention.status, Status::Negated | Status::Denied);
    if is_not && denies() != Some(true) { Status::Asserted } else { mention.status }
}

impl DateItem<'_> {
    /// Whether it was still to come when it was told.
    fn is_to_come(&self) -> bool {
        self.witness.said.is_some_and(|said| self.from > said)
    }
}

/// Which entry each figure stands in, by passage.
struct FigureEntries(HashMap<Passage, usize>);

impl FigureEntries {
    fn new(figures: &[Matter]) -> FigureEntries {
        let figures = figures.iter().enumerate().filter(|(_, matter)| matter.kind == EntryKind::Figure);
        FigureEntries(
            figures.flat_map(|(m, matter)| matter.witnesses.iter().map(move |one| (one.passage, m))).collect(),
        )
    }

    /// The entries that what a mention counts stands in, sorted.
    fn of(&self, article: u32, found: &Annotations, mention: &EventMention) -> Vec<usize> {
        let passages = mention.figures.iter().map(|&f| Passage { article, span: found.figures[f as usize].span });
        let mut entries: Vec<usize> = passages.filter_map(|passage| self.0.get(&passage).copied()).collect();
        entries.sort_unstable();
        entries
    }
}

/// Dates of one question. Those that hang on one happening are; so are those of one strand that are dated alike (an account
/// of a crash that killed tells its day beside the crash or beside the killing), those that date one word alike ("launched in
/// 2011"), and those of one day whose sentences share most of what they tell.
fn of_one_question(items: Vec<DateItem>) -> Vec<Vec<DateItem>> {
    let mut groups = Questions::new(&items);
    let mut by_day: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    let mut by_event: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut by_word: BTreeMap<(&str, Date, Date), Vec<usize>> = BTreeMap::new();
    for (i, item) in items.iter().enumerate() {
        if item.is_loose {
            continue;
        }
        by_event.entry(item.event).or_default().push(i);
        if item.mention.kind != EventKind::Statement && !item.is_bare {
            by_word.entry((item.mention.lemma.as_str(), item.from, item.to)).or_default().push(i);
        }
        if length(item) == 0 && !item.is_bound && !item.is_bare {
            by_day.entry(item.from).or_default().push(i);
        }
    }
    by_event.values_mut().for_each(|event| event.sort_by_key(|&i| (items[i].from, items[i].to, i)));
    join_pairs(&mut groups, by_event.values(), |a, b| {
        let (one, other) = (&items[a], &items[b]);
        let days = length(one).max(length(other)) == 0 && may_be_mistaken(one.from, other.from);
        allow_one(one, other) || days || one.is_to_come() && other.is_to_come()
    });
    join_remote(&mut groups, &items);
    join_periods(&mut groups, &items);
    // "Issued a statement", "Wednesday's issue": one word is no happening alone.
    join_pairs(&mut groups, by_word.values(), |a, b| {
        let least = if items[a].is_verb == items[b].is_verb { TWO } else { ENOUGH };
        shared(&items[a], &items[b]) >= least
    });
    join_kin(&mut groups, &items);
    join_counted(&mut groups, &items);
    join_strands(&mut groups, &items);
    let tells = |a: usize, b: usize| {
        let lemma = &items[a].mention.lemma;
        *lemma == items[b].mention.lemma || items[b].words.contains(&Word::lowered(lemma))
    };
    join_pairs(&mut groups, by_day.values(), |a, b| {
        let both = shared(&items[a], &items[b]);
        both >= PLENTY || both >= ENOUGH && (tells(a, b) || tells(b, a))
    });
    let groups = groups.groups;
    in_groups(items, groups)
}

/// Joins days of one strand that overlap. Days told loosely ("this month") hold other happenings of the strand too, and more
/// is asked of them.
fn join_strands(groups: &mut Questions, items: &[DateItem]) {
    let mut by_strand: BTreeMap<Strand, Vec<usize>> = BTreeMap::new();
    for (i, item) in items.iter().enumerate() {
        if item.mention.kind != EventKind::Statement && !item.is_bare && length(item) <= CLOSE && !item.is_bound {
            by_strand.entry(item.strand.clone()).or_default().push(i);
        }
    }
    by_strand.values_mut().for_each(|strand| strand.sort_by_key(|&i| (items[i].from, items[i].to, i)));
    for (kind, strand) in &by_strand {
        // One word is no happening alone: "issued a statement", "Wednesday's issue".
        let one_word = matches!(kind, Strand::Word(_));
        join_pairs(groups, [strand].into_iter(), |a, b| {
            let (one, other) = (&items[a], &items[b]);
            let both = shared(one, other);
            let alike = !one_word || one.is_verb == other.is_verb || both >= ENOUGH;
            let closely = length(one).max(length(other)) <= 1 || (one.from, one.to) == (other.from, other.to);
            // "struck on Thursday", "strikes this month": a verb and a noun may tell two happenings.
            let loosely = if one.is_verb == other.is_verb { WITHIN } else { PLENTY };
            let shares = days_shared(one, other) * 2 > length(one).min(length(other));
            one.from <= other.to && other.from <= one.to && alike && (closely || shares && both >= loosely)
        });
    }
}

/// Dates on their way to one question each. A sentence that names two days tells of two happenings, whatever else joins
/// them.
struct Questions {
    groups: DisjointSets,
    /// For each that stands for others the days that each sentence of its items names, by article and start.
    days: Vec<BTreeMap<(u32, u32), (Date, Date)>>,
}

impl Questions {
    fn new(items: &[DateItem]) -> Questions {
        let days = |item: &DateItem| ((item.witness.passage.article, item.sentence), (item.from, item.to));
        Questions {
            groups: DisjointSets::new(items.len()),
            days: items.iter().map(|item| BTreeMap::from([days(item)])).collect(),
        }
    }

    /// Joins two, unless that would make one question of two days of one sentence.
    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.groups.root(a), self.groups.root(b));
        let (root, other) = (a.min(b), a.max(b));
        let (few, many) = if self.days[root].len() < self.days[other].len() { (root, other) } else { (other, root) };
        let is_other = |(sentence, days): (&(u32, u32), &(Date, Date))| {
            self.days[many].get(sentence).is_some_and(|known| known != days)
        };
        if root == other || self.days[few].iter().any(is_other) {
            return;
        }
        let few = std::mem::take(&mut self.days[few]);
        let mut all = std::mem::take(&mut self.days[many]);
        all.extend(few);
        self.days[root] = all;
        self.groups.join(root, other);
    }
}

/// Joins what is told of days long past or to come that overlap: of one month a story tells little more than one happening,
/// so that less is asked of what its sentences share.
fn join_remote(groups: &mut Questions, items: &[DateItem]) {
    let remote = |&i: &usize| items[i].is_remote && length(&items[i]) <= CLOSE && !items[i].is_bound;
    let mut remote: Vec<usize> = (0..items.len()).filter(remote).collect();
    remote.sort_by_key(|&i| (items[i].from, items[i].to, i));
    join_pairs(groups, [&remote].into_iter(), |a, b| {
        let (one, other) = (&items[a], &items[b]);
        let says = [one, other].iter().any(|item| item.mention.kind == EventKind::Statement);
        // What two said is two sayings.
        let by_two = says && one.agent.zip(other.agent).is_some_and(|(one, other)| one != other);
        let is_bare = [one, other].iter().any(|item| item.is_bare && item.agent.is_none());
        if is_bare && alike(one, other).0 < UTTERED {
            return false;
        }
        let (alike, kin) = alike(one, other);
        let asked = if kin { REMOTE } else { REMOTE + 1 };
        one.from <= other.to && other.from <= one.to && !by_two && alike >= asked
    });
    join_pairs(groups, [&remote].into_iter(), |a, b| are_one_saying(&items[a], &items[b]));
}

/// Joins what is told of one long time that is over, told alike ("in 1945", "since 1994"), where the sentences share enough: a story
/// tells of a year long past for one reason.
fn join_periods(groups: &mut Questions, items: &[DateItem]) {
    let mut by_period: BTreeMap<(Date, Date), Vec<usize>> = BTreeMap::new();
    for (i, item) in items.iter().enumerate().filter(|(_, item)| item.is_remote && length(item) > CLOSE) {
        by_period.entry((item.from, item.to)).or_default().push(i);
    }
    join_pairs(groups, by_period.values(), |a, b| {
        let (one, other) = (&items[a], &items[b]);
        let is_kin = !one.is_loose && !other.is_loose && one.lemma.kinship(&other.lemma) != Kinship::None;
        topics_shared(one, other).iter().sum::<usize>() + usize::from(is_kin) >= ENOUGH
    });
}

/// The long times that are over and hang on no happening, each with the nearest one told in its sentence: "fans recall 2003".
fn loose_periods<'a>(
    language: &Language,
    story: &Story,
    annotations: &'a [Annotations],
    events: &[Event],
) -> Vec<DateItem<'a>> {
    let event_of = events_of_mentions(events);
    let mut periods = Vec::new();
    for (article, found) in (0..).zip(annotations) {
        let dated: BTreeSet<u32> = found.events.iter().filter_map(|mention| mention.date).collect();
        let loose = (0..).zip(&found.dates).filter(|(d, date)| date.kind == DateKind::Date && !dated.contains(d));
        for (_, date) in loose {
            let passage = Passage { article, span: date.span };
            let (Some(from), Some(to)) = (date.from, date.to) else { continue };
            let (text, words) = (&story.articles()[article as usize].text, story.words(passage));
            if language.matters.ago.end(words) || is_aside(language, text, found, date) {
                continue;
            }
            let Some(sentence) = found.sentences_in(date.span).first() else { continue };
            let told = found.events_in(sentence.span);
            let told = told.filter_map(|(m, mention)| Some((mention, *event_of.get(&(article, m))?)));
            let Some((mention, event)) = told.min_by_key(|(mention, _)| gap(mention, date)) else { continue };
            let value = Value::Days(from, to);
            let item = DateItem::new(language, (story, found), (event, mention), (passage, value), (from, to));
            if item.is_remote && length(&item) > CLOSE {
                periods.push(DateItem { is_loose: true, is_bound: false, ..item });
            }
        }
    }
    periods
}

/// How many bytes stand between a happening and a date.
fn gap(mention: &EventMention, date: &DateMention) -> u32 {
    mention.span.start.saturating_sub(date.span.end).max(date.span.start.saturating_sub(mention.span.end))
}

/// How many telling words two sentences share beside those of their dates: common nouns, verbs and the like; and names.
fn topics_shared(a: &DateItem, b: &DateItem) -> [usize; 2] {
    [0, 1].map(|of| a.topic[of].intersection(&b.topic[of]).count())
}

/// How much two sentences that date a happening have in common: a name counts half of what another word does, the word
/// that tells it as much as two; and whether one word or its kin tells both.
fn alike(a: &DateItem, b: &DateItem) -> (i32, bool) {
    let [words, names] = topics_shared(a, b).map(|both| both as i32);
    let kin = match a.lemma.kinship(&b.lemma) {
        Kinship::Same | Kinship::Derived => 3,
        Kinship::Synonyms => 2,
        Kinship::None => 0,
    };
    (2 * words + names + kin, kin > 0)
}

/// How much two reports of one saying have in common.
const UTTERED: i32 = 12;

/// Whether one speaker's words are reported by two, whatever days they give.
fn are_one_saying(a: &DateItem, b: &DateItem) -> bool {
    let says = [a, b].iter().all(|item| item.mention.kind == EventKind::Statement);
    says && a.agent.is_some() && a.agent == b.agent && alike(a, b).0 >= UTTERED
}

/// How alike two accounts of remote days must be. Chosen on the ledgers of sixteen stories: from 7 on two accounts of one
/// month are mostly of one happening.
const REMOTE: i32 = 7;

/// Joins what is told by one word or by its kin ("found", "discovery"), where the days of one lie within those of the other
/// ("on July 29", "in July") or may be mistaken for them, and the sentences share enough.
fn join_kin(groups: &mut Questions, items: &[DateItem]) {
    let mut heaps: BTreeMap<(bool, u32), Vec<usize>> = BTreeMap::new();
    let mut words: BTreeMap<&str, u32> = BTreeMap::new();
    let lemmas: Vec<Lemma> = items.iter().map(|item| item.lemma).collect();
    for (i, item) in items
        .iter()
        .enumerate()
        .filter(|(_, item)| item.mention.kind != EventKind::Statement && !item.is_bare && !item.is_loose)
    {
        let number = words.len() as u32;
        let word = *words.entry(&item.mention.lemma).or_insert(number);
        heaps.entry((false, word)).or_default().push(i);
        for set in lemmas[i].sets() {
            heaps.entry((true, u32::from(*set))).or_default().push(i);
        }
    }
    heaps.values_mut().for_each(|heap| heap.sort_by_key(|&i| (items[i].from, items[i].to, i)));
    join_pairs(groups, heaps.values(), |a, b| {
        let (one, other) = (&items[a], &items[b]);
        let inside = one.from >= other.from && one.to <= other.to || other.from >= one.from && other.to <= one.to;
        let longest = length(one).max(length(other));
        let overlap = one.from <= other.to && other.from <= one.to;
        let asked = match lemmas[a].kinship(&lemmas[b]) {
            // "struck on Thursday", "strikes this month": a verb and a noun may tell two happenings.
            Kinship::Same if overlap && longest <= CLOSE && one.is_verb == other.is_verb => WITHIN,
            Kinship::Same if overlap && longest <= CLOSE => PLENTY,
            Kinship::Same if one.is_to_come() && other.is_to_come() && longest <= CLOSE => PLENTY,
            Kinship::Derived | Kinship::Synonyms if inside && longest <= CLOSE => ENOUGH,
            Kinship::Same if inside => PLENTY,
            Kinship::Same if longest == 0 && may_be_mistaken(one.from, other.from) => PLENTY,
            _ => return false,
        };
        shared(one, other) >= asked
    });
}

/// Joins days that overlap of clauses that count one thing: "freed 21 girls on Thursday", "handed over 21 girls Thursday".
fn join_counted(groups: &mut Questions, items: &[DateItem]) {
    let mut heaps: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, item) in items.iter().enumerate().filter(|(_, item)| length(item) <= CLOSE) {
        item.counts.iter().for_each(|&entry| heaps.entry(entry).or_default().push(i));
    }
    heaps.values_mut().for_each(|heap| heap.sort_by_key(|&i| (items[i].from, items[i].to, i)));
    let overlap = |a: usize, b: usize| items[a].from <= items[b].to && items[b].from <= items[a].to;
    let mistaken = |a: usize, b: usize| {
        length(&items[a]).max(length(&items[b])) == 0 && may_be_mistaken(items[a].from, items[b].from)
    };
    join_pairs(groups, heaps.values(), |a, b| overlap(a, b) || mistaken(a, b));
}

/// What keeps together what has been joined.
trait Join {
    fn pair(&mut self, a: usize, b: usize);
}

impl Join for DisjointSets {
    fn pair(&mut self, a: usize, b: usize) {
        self.join(a, b);
    }
}

impl Join for Questions {
    fn pair(&mut self, a: usize, b: usize) {
        self.join(a, b);
    }
}

/// Joins those of each heap that go together, each with so many of those behind it.
fn join_pairs<'h>(
    groups: &mut impl Join,
    heaps: impl Iterator<Item = &'h Vec<usize>>,
    together: impl Fn(usize, usize) -> bool,
) {
    for heap in heaps {
        for (n, &a) in heap.iter().enumerate() {
            for &b in heap[n + 1..].iter().take(COMPARED) {
                if together(a, b) {
                    groups.pair(a, b);
                }
            }
        }
    }
}

/// How many telling words two sentences share.
fn shared(a: &DateItem, b: &DateItem) -> usize {
    a.words.intersection(&b.words).count()
}

/// The times of day of a story, each with the happening told nearest to it in its sentence.
fn times<'a>(
    language: &Language,
    story: &Story,
    annotations: &'a [Annotations],
    events: &[Event],
) -> Vec<DateItem<'a>> {
    let mut event_of = events_of_mentions(events);
    event_of.retain(|_, e| !events[*e].bare_report);
    let mut times = Vec::new();
    for (article, found) in (0..).zip(annotations) {
        for (d, date) in (0..).zip(&found.dates) {
            let words = date.span.of(&story.articles()[article as usize].text);
            let (Some(clock), Some(from), Some(to)) = (clock(language, date, words), date.from, date.to) else {
                continue;
            };
            if is_hour_in_a_name(&story.articles()[article as usize].text, found, date) {
                continue;
            }
            let Some(sentence) = found.sentences_in(date.span).first() else { continue };
            let told = found.events_in(sentence.span);
            let told = told.filter_map(|(m, mention)| Some((mention, *event_of.get(&(article, m))?)));
            // The parse's own word first, then what stands before.
            let apart = |mention: &EventMention| {
                (mention.date != Some(d), mention.span.start > date.span.start, gap(mention, date))
            };
            let Some((mention, event)) = told.min_by_key(|(mention, _)| apart(mention)) else { continue };
            let own = mention.date == Some(d);
            let end =
                end_of_stretch(&language.matters, &story.articles()[article as usize].text, &found.dates, d as usize);
            let is_bound = end.is_none() && (mention.from.is_none() || mention.to.is_none());
            if own && is_bound || !own && gap(mention, date) > BESIDE {
                continue;
            }
            let passage = Passage { article, span: date.span };
            let (minutes, value) = (clock.minutes, Value::Clock(clock));
            let item = DateItem::new(language, (story, found), (event, mention), (passage, value), (from, to));
            times.push(DateItem { minutes, end, ..item });
        }
    }
    times
}

/// Which end of a stretch a time of day is that another one stands beside: "10 p.m. to 5 a.m.", "between 9 and 11 a.m.".
fn end_of_stretch(words: &MatterWords, text: &str, dates: &[DateMention], d: usize) -> Option<StretchEnd> {
    let joined = |first: usize| {
        let (one, other) = (dates.get(first)?, dates.get(first + 1)?);
        let both = one.kind == DateKind::Time && other.kind == DateKind::Time;
        let between = text.get(one.span.end()..other.span.start()).filter(|_| both)?.trim();
        let opens = || words.between.end(text[..one.span.start()].trim_end());
        (matches!(between, "-" | "–") || words.up_to.has(between) || words.and.has(between) && opens()).then_some(())
    };
    let behind = || d.checked_sub(1).and_then(joined).map(|()| StretchEnd::Last);
    joined(d).map(|()| StretchEnd::First).or_else(behind)
}

/// How far from a time of day, in bytes, the happening may be told that it is the time of, where the parse says nothing.
const BESIDE: u32 = 80;

/// A time of day, where it is told by the clock of the place.
fn clock(language: &Language, date: &DateMention, words: &str) -> Option<Clock> {
    let (hours, minutes) = date.value.clock().filter(|_| date.kind == DateKind::Time)?.split_once(':')?;
    let minutes = 60 * hours.parse::<i32>().ok()? + minutes.parse::<i32>().ok()?;
    let about = date.edtf.as_ref().is_some_and(|edtf| edtf.ends_with('~'));
    Some(Clock { minutes, about, words: normalize(language, words) })
}

/// Times of day of one question: one word of one happening tells what was then, or they are one time of much the same, or of
/// one accident nearly one time. A flight's departure and its landing are two.
fn of_one_hour(items: Vec<DateItem>) -> Vec<Vec<DateItem>> {
    let mut groups = DisjointSets::new(items.len());
    let mut by_event: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    let mut by_clock: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
    let mut of_harm: Vec<usize> = Vec::new();
    for (i, item) in items.iter().enumerate() {
        by_event.entry((item.event, item.mention.lemma.as_str())).or_default().push(i);
        by_clock.entry(item.minutes).or_default().push(i);
        if item.strand == Strand::Harm {
            of_harm.push(i);
        }
    }
    let near = |a: usize, b: usize, most: i32| (items[a].minutes - items[b].minutes).abs() <= most;
    // The first hours of a curfew are one question, whatever they are; its first and its last are two.
    let one_end = |a: usize, b: usize| items[a].end.is_some() && items[a].end == items[b].end;
    let two_ends = |a: usize, b: usize| items[a].end.is_some() && items[b].end.is_some() && !one_end(a, b);
    join_moments(&mut groups, &items);
    join_pairs(&mut groups, by_event.values(), |a, b| one_end(a, b) || !two_ends(a, b) && near(a, b, HOUR));
    join_pairs(&mut groups, by_clock.values(), |a, b| {
        let (one, other) = (&items[a], &items[b]);
        if two_ends(a, b) {
            return false;
        }
        let kin = one.lemma.kinship(&other.lemma) != Kinship::None;
        let is_round = one.minutes % ROUND == 0;
        shared(one, other) >= if kin || !is_round { TWO } else { PLENTY }
    });
    of_harm.sort_by_key(|&i| (items[i].from, items[i].minutes, i));
    // "Around 11pm", "around 11:30pm": who says "around" allows for as much again.
    let is_about = |i: usize| matches!(&items[i].witness.value, Value::Clock(clock) if clock.about);
    join_pairs(&mut groups, [of_harm].iter(), |a, b| {
        let most = if is_about(a) && is_about(b) { 2 * MOMENT } else { MOMENT };
        items[a].from == items[b].from && near(a, b, most) && shared(&items[a], &items[b]) > 0
    });
    join_other_ends(&mut groups, &items);
    let mut groups: Vec<Vec<DateItem>> = in_groups(items, groups).into_iter().flat_map(known_apart).collect();
    // The same time in other words is one reading.
    for items in &mut groups {
        let mut values: BTreeMap<i32, Value> = BTreeMap::new();
        for item in items {
            let value = values.entry(item.minutes).or_insert_with(|| item.witness.value.clone());
            item.witness.value = value.clone();
        }
    }
    groups
}

/// Joins the one ends of stretches whose other ends are one question already: "10 p.m. to 5 a.m.", "from midnight to 5 a.m.".
fn join_other_ends(groups: &mut DisjointSets, items: &[DateItem]) {
    let is_pair = |a: &DateItem, b: &DateItem| {
        let one_article = a.witness.passage.article == b.witness.passage.article;
        one_article && a.end == Some(StretchEnd::First) && b.end == Some(StretchEnd::Last)
    };
    let pairs: Vec<usize> = (1..items.len()).filter(|&i| is_pair(&items[i - 1], &items[i])).collect();
    let ends = pairs.iter().flat_map(|&i| [(i - 1, i, true), (i, i - 1, false)]);
    let ends: Vec<(usize, usize, bool)> =
        ends.map(|(own, other, is_first)| (own, groups.root(other), is_first)).collect();
    let mut by_other: BTreeMap<(usize, bool), usize> = BTreeMap::new();
    for (own, other, is_first) in ends {
        let first = *by_other.entry((other, is_first)).or_insert(own);
        groups.join(first, own);
    }
}

/// Times of one question; of several where one account tells two that can't be one: it knows them apart.
fn known_apart(items: Vec<DateItem>) -> Vec<Vec<DateItem>> {
    let can_be_one = |a: &DateItem, b: &DateItem| match (&a.witness.value, &b.witness.value) {
        (Value::Clock(x), Value::Clock(y)) => x.may_be(y),
        _ => true,
    };
    let article = |item: &DateItem| item.witness.passage.article;
    let knows = |a: &DateItem| items.iter().any(|b| article(a) == article(b) && !can_be_one(a, b));
    if !items.iter().any(knows) {
        return vec![items];
    }
    let mut groups = DisjointSets::new(items.len());
    for (b, other) in items.iter().enumerate() {
        (0..b).filter(|&a| can_be_one(&items[a], other)).for_each(|a| groups.join(a, b));
    }
    in_groups(items, groups)
}

/// Joins times told to the minute that are hardly apart: nobody tells two moments of one story so closely, but for what one account
/// tells minute by minute.
fn join_moments(groups: &mut DisjointSets, items: &[DateItem]) {
    let told_closely = |&i: &usize| items[i].minutes % ROUND != 0;
    let mut moments: Vec<usize> = (0..items.len()).filter(told_closely).collect();
    moments.sort_by_key(|&i| (items[i].minutes, i));
    let article = |i: usize| items[i].witness.passage.article;
    let mut told: BTreeMap<u32, BTreeSet<i32>> = BTreeMap::new();
    moments.iter().for_each(|&i| _ = told.entry(article(i)).or_default().insert(items[i].minutes));
    let alone = |&i: &usize| told[&article(i)].range(items[i].minutes - HOUR..=items[i].minutes + HOUR).count() == 1;
    moments.retain(alone);
    join_pairs(groups, [moments].iter(), |a, b| {
        let apart = (items[a].minutes - items[b].minutes).abs();
        let overlap = items[a].from <= items[b].to && items[b].from <= items[a].to;
        article(a) != article(b) && apart <= HARDLY && (overlap || shared(&items[a], &items[b]) >= TWO)
    });
}

/// In minutes: clocks differ by so much.
const HARDLY: i32 = 2;

/// In minutes: times so far apart may be of one happening told by one word; accounts of one accident differ by so much; and
/// what is told to five minutes is told roughly.
const HOUR: i32 = 60;
const MOMENT: i32 = 15;
const ROUND: i32 = 5;

/// The items of each group.
fn in_groups(items: Vec<DateItem>, mut groups: DisjointSets) -> Vec<Vec<DateItem>> {
    let mut members: BTreeMap<usize, Vec<DateItem>> = BTreeMap::new();
    for (i, item) in items.into_iter().enumerate() {
        members.entry(groups.root(i)).or_default().push(item);
    }
    members.into_values().collect()
}

/// The days that hang on the mentions of a happening, each once, by place.
fn items<'a>(
    language: &Language,
    (story, annotations): (&Story, &'a [Annotations]),
    entities: &Entities,
    (e, event): (usize, &Event),
    counts: &FigureEntries,
) -> Vec<DateItem<'a>> {
    let mut items: BTreeMap<Passage, DateItem> = BTreeMap::new();
    for telling in &event.mentions {
        let article = telling.passage.article as usize;
        let found = &annotations[article];
        let mention = &found.events[telling.mention as usize];
        let Some(date) = mention.date.map(|date| &found.dates[date as usize]) else { continue };
        let (Some(from), Some(to)) = (date.from, date.to) else { continue };
        let passage = Passage { article: telling.passage.article, span: date.span };
        let words = story.words(passage);
        let is_day = date.kind == DateKind::Date || (date.kind == DateKind::Time && names_a_day(language, words));
        let aside = is_aside(language, &story.articles()[article].text, found, date)
            || is_of_a_document(language, found, date.span, mention)
            || tells_of_the_page(&language.matters, found, mention);
        if aside || !is_day {
            continue;
        }
        let counts = counts.of(passage.article, found, mention);
        let value = Value::Days(from, to);
        let agents = mention.participants.iter().filter(|part| part.role == Role::Agent);
        let agent = agents.filter_map(|part| part.referent).next();
        let agent = agent.map(|referent| entities.entity_of[article][referent as usize]);
        let is_bare = event.bare_report;
        let item = DateItem {
            counts,
            agent,
            is_bare,
            ..DateItem::new(language, (story, found), (e, mention), (passage, value), (from, to))
        };
        // A count of a year ("27 million in 2016") dates the count.
        if length(&item) <= CLOSE || mention.figures.is_empty() {
            items.entry(passage).or_insert(item);
        }
    }
    items.into_values().collect()
}

/// Whether a date tells nothing of when something was: "now", a year or holiday that is part of a name, the stamp of a post.
fn is_aside(language: &Language, text: &str, found: &Annotations, date: &DateMention) -> bool {
    let days = date.from.zip(date.to);
    date.value.is_at_large()
        || days.is_some_and(|days| names_the_happening(found, date.span, days))
        || is_holiday_of(language, found, date.span, date.span.of(text))
        || is_hour_in_a_name(text, found, date)
        || stamps_a_post(text, date.span)
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

/// Whether it is the year of a law or the like that is named by it, and not of what is told of that: "introduced the Harbor Act of 2020".
fn is_of_a_document(language: &Language, found: &Annotations, span: Span, mention: &EventMention) -> bool {
    let Some(sentence) = found.sentences_in(span).first() else { return false };
    let first = sentence.tokens_in(span).start;
    let [.., name, of] = &sentence.tokens[..first] else { return false };
    language.grammar.genitive.has(of.lemma) && name.tag == Tag::Propn && !name.span.overlaps(mention.span)
}

/// Whether it is a holiday that says which one a thing is ("a New Year's Eve party", "the Christmas lights") or is itself
/// what is told of ("celebrate New Year's Eve").
fn is_holiday_of(language: &Language, found: &Annotations, span: Span, words: &str) -> bool {
    let is_calendar = |word: &str| language.names.is_calendar(word);
    let is_named_day = |word: &str| language.matters.named_days.has(word);
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && !is_calendar(word) && !is_named_day(word);
    let holiday = words.split_whitespace().next_back().is_some_and(is_name)
        && !words.contains(|c: char| c.is_ascii_digit())
        && !words.split_whitespace().any(is_calendar);
    let Some(sentence) = found.sentences_in(span).first().filter(|_| holiday) else { return false };
    let tokens = sentence.tokens_in(span);
    let behind = sentence.tokens.get(tokens.end).map(|token| token.tag);
    let is_object =
        sentence.tokens[tokens].iter().any(|token| matches!(token.relation, Relation::Obj | Relation::Nsubj));
    is_object || matches!(behind, Some(Tag::Noun | Tag::Propn))
}

/// Whether an hour in words stands before a noun that is no happening, to say which one it is: "a midnight blue coat".
fn is_hour_in_a_name(text: &str, found: &Annotations, date: &DateMention) -> bool {
    let in_a_word = date.value.clock().is_some_and(|clock| clock.contains(':'))
        && date.span.of(text).chars().all(char::is_alphabetic);
    let Some(sentence) = found.sentences_in(date.span).first().filter(|_| in_a_word) else { return false };
    let is_part = |i: &usize| matches!(sentence.tokens[*i].tag, Tag::Noun | Tag::Propn | Tag::Adj);
    let Range { start, end: behind } = sentence.tokens_in(date.span);
    // "At noon rescuers found him."
    if start.checked_sub(1).is_some_and(|before| sentence.tokens[before].tag == Tag::Adp) {
        return false;
    }
    let noun = (behind..sentence.tokens.len()).take_while(is_part).last();
    noun.is_some_and(|noun| found.events_in(sentence.tokens[noun].span).next().is_none())
}

/// Whether it is the stamp under a post: "— Ann Lowe (@annlowe) December 27, 2017".
fn stamps_a_post(text: &str, span: Span) -> bool {
    let before = text[..span.start()].trim_end();
    let handle = before.strip_suffix(')').and_then(|before| before.rsplit_once('('));
    handle.is_some_and(|(_, handle)| handle.starts_with('@') && !handle.contains(char::is_whitespace))
}

/// Whether it tells what was done to the page itself: "This article was amended on 20 June".
fn tells_of_the_page(words: &MatterWords, found: &Annotations, mention: &EventMention) -> bool {
    let changed = words.changes_of_page.has(&mention.lemma);
    let tokens = found.sentences_in(mention.span).first().into_iter().flat_map(|sentence| &sentence.tokens);
    changed && tokens.take(PAGE).any(|token| words.pages.has(token.lemma))
}

/// The first words of a sentence, where a page is named that speaks of itself.
const PAGE: usize = 4;

/// Fewest days from the first to the last of a year.
const YEAR: i32 = 364;

/// So many days before the telling something is news.
const WEEK: i32 = 7;

/// The telling words of the sentence of a mention.
fn telling_words(language: &Language, found: &Annotations, mention: &EventMention) -> BTreeSet<Word> {
    let tokens = found.sentences_in(mention.span).first().into_iter().flat_map(|sentence| &sentence.tokens);
    tokens
        .filter(|token| matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Verb | Tag::Num | Tag::Adj))
        .map(|token| token.lemma)
        .filter(|lemma| !language.accounts.everyday.has(*lemma))
        .collect()
}

/// The telling words of the sentence of a mention that stand in no date: its names, or all else.
fn topic(language: &Language, found: &Annotations, mention: &EventMention, names: bool) -> BTreeSet<Word> {
    let tokens = found.sentences_in(mention.span).first().into_iter().flat_map(|sentence| &sentence.tokens);
    let in_date = |span: Span| {
        let first = found.dates.partition_point(|date| date.span.end <= span.start);
        found.dates.get(first).is_some_and(|date| date.span.start < span.end)
    };
    tokens
        .filter(|token| match token.tag {
            Tag::Propn => names,
            Tag::Noun | Tag::Verb | Tag::Num | Tag::Adj => !names,
            _ => false,
        })
        .filter(|token| !language.accounts.everyday.has(token.lemma) && !in_date(token.span))
        .map(|token| token.lemma)
        .collect()
}

/// Whether the words of a time of day name the day too: "Wednesday night".
fn names_a_day(language: &Language, words: &str) -> bool {
    let names = |word: &str| language.names.is_calendar(word) || language.matters.yesterday.has_in_any_case(word);
    words.split([' ', '\'', '’', ',']).any(names)
}

/// Those of one happening's days that go together: the days that most articles overlap on, and what could be mistaken for
/// them; and the others.
fn together(items: Vec<DateItem>) -> (Vec<DateItem>, Vec<DateItem>) {
    let overlap = allow_one;
    let articles = |center: &DateItem| {
        // Those that allow it: what is told more closely does not speak for a whole week.
        let with = items.iter().filter(|item| item.from <= center.from && center.to <= item.to);
        let articles: BTreeSet<u32> = with.map(|item| item.witness.passage.article).collect();
        // Of equals the closer days, then the earlier.
        (articles.len(), std::cmp::Reverse(length(center)), std::cmp::Reverse(center.from))
    };
    let Some(center) = (0..items.len()).max_by_key(|&i| (articles(&items[i]), std::cmp::Reverse(i))) else {
        return (items, Vec::new());
    };
    // An account that names both days knows them apart: "9/11" and the attack of Sept. 11, 2012.
    let tells_both = |item: &DateItem, center: &DateItem| {
        let of = |day: &DateItem| -> BTreeSet<u32> {
            let same = items.iter().filter(|one| (one.from, one.to) == (day.from, day.to));
            same.map(|one| one.witness.passage.article).collect()
        };
        !of(item).is_disjoint(&of(center))
    };
    let with_center: Vec<&DateItem> = items
        .iter()
        .filter(|item| overlap(item, &items[center]) && (!item.is_bound || items[center].is_bound))
        .collect();
    let mistakes = |item: &DateItem, other: &DateItem| {
        let one_word = item.mention.lemma == other.mention.lemma;
        let one_count = item.counts.iter().any(|entry| other.counts.contains(entry));
        let days = length(item) == 0 && length(other) == 0 && may_be_mistaken(item.from, other.from);
        days && (one_word || one_count) && !tells_both(item, other)
    };
    // A day to come that was moved.
    let is_moved = |item: &DateItem, other: &DateItem| {
        let to_come = item.is_to_come() && other.is_to_come();
        to_come
            && item.mention.lemma == other.mention.lemma
            && shared(item, other) >= PLENTY
            && !tells_both(item, other)
    };
    // "Since Friday" is not on Friday.
    let fits = |item: &DateItem| {
        overlap(item, &items[center]) && (!item.is_bound || items[center].is_bound || same_days(item, &items[center]))
    };
    let keep: Vec<bool> = items
        .iter()
        .map(|item| {
            let is_kept = |other: &&DateItem| {
                let said = !tells_both(item, other) && are_one_saying(item, other);
                mistakes(item, other) || is_moved(item, other) || said
            };
            fits(item) || with_center.iter().any(is_kept)
        })
        .collect();
    let mut kept = keep.into_iter();
    items.into_iter().partition(|_| kept.next() == Some(true))
}

/// Whether both may be of one day. Nobody says "earlier this year" of last Thursday.
fn allow_one(a: &DateItem, b: &DateItem) -> bool {
    let is_news = |day: Date, of: &DateItem| {
        of.witness.said.is_some_and(|said| day.until(said).is_ok_and(|ago| (0..=WEEK).contains(&ago.get_days())))
    };
    let too_long = |long: &DateItem, short: &DateItem| {
        length(long) > CLOSE && length(short) <= WEEK && is_news(short.from, long) && is_news(long.to, long)
    };
    a.from <= b.to && b.from <= a.to && !too_long(a, b) && !too_long(b, a)
}

/// How many days two allow together.
fn days_shared(a: &DateItem, b: &DateItem) -> i32 {
    a.from.max(b.from).until(a.to.min(b.to)).map_or(0, |span| span.get_days() + 1)
}

fn same_days(a: &DateItem, b: &DateItem) -> bool {
    (a.from, a.to) == (b.from, b.to)
}

/// In days, from the first to the last.
fn length(item: &DateItem) -> i32 {
    item.from.until(item.to).map_or(i32::MAX, |span| span.get_days())
}

/// The same day of another year.
fn may_be_mistaken(a: Date, b: Date) -> bool {
    (a.month(), a.day()) == (b.month(), b.day())
}

fn told_by_two(passages: impl Iterator<Item = Passage>) -> bool {
    passages.map(|passage| passage.article).collect::<BTreeSet<u32>>().len() >= 2
}

fn matter(events: &[Event], headings: &Headings, items: Vec<DateItem>, is_time: bool) -> Option<Matter> {
    let passages: Vec<Passage> = items.iter().map(|item| item.witness.passage).collect();
    if !told_by_two(passages.iter().copied()) {
        return None;
    }
    let sign = if is_time { JoinSign::Time } else { JoinSign::Day };
    let told: BTreeSet<usize> = items.iter().map(|item| item.event).collect();
    let why = JoinReason::rule(sign, told.iter().flat_map(|&e| events[e].passages()));
    let event = items.iter().find(|item| !item.is_loose).unwrap_or(&items[0]).event;
    Some(Matter {
        kind: EntryKind::Date,
        aspect: None,
        subject: events[event].name,
        facets: Vec::new(),
        heading: headings.find(&passages),
        witnesses: items.into_iter().map(|item| item.witness).collect(),
        scopes: Vec::new(),
        why: vec![why],
        event: Some(event as u32),
    })
}
