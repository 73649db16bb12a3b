//! Which mentions of all articles tell the same happening.
//!
//! How likely two mentions tell one happening adds up from signs ([`signs`]): what their words have to do with each other
//! ([`kin`]), who took part, where, when, how many, which rare words stand around them. Mentions are then joined bottom
//! up by average linkage, so that a mention joins a happening when it fits its mentions on the whole. Only mentions that
//! share something are ever compared ([`likeness`]). What a happening is called is found last ([`naming`]).

mod again;
mod apart;
mod days;
mod item;
pub(super) mod kin;
mod likeness;
mod naming;
mod openings;
mod rarity;
mod signs;
mod stamps;
mod within;

pub use signs::{EventSign, EventSigns};

use super::bounds::DecidedPairs;
use super::entities::Entities;
use super::headings::Headings;
use super::kinds::EntryKind;
use super::linkage::Linkage;
use super::progress::{self, ProgressListener};
use crate::annotate::Annotations;
use crate::annotate::events::{EventKind, EventMention, Participant, Role, TimeBasis};
use crate::annotate::figures::Status;
use crate::language::Language;
use crate::rules::rule;
use crate::story::{Article, Passage, Story};
use crossread_language::{Span, Tag, Word};
use item::EventItem;
use jiff::civil::Date;
use likeness::EventLikeness;
use rayon::prelude::*;
use stamps::Doubts;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A happening across articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The few words that tell it best.
    pub name: Passage,
    /// The sentence that tells it most fully.
    pub summary: Passage,
    /// What sort of happening.
    pub kind: EventKind,
    /// Asserted where any article asserts it in its own voice, else denied where anybody denies it, else the strongest that is said.
    pub status: Status,
    /// First day on which it can have been by all accounts.
    pub from: Option<Date>,
    /// Last day on which it can have been by all accounts.
    pub to: Option<Date>,
    /// Where.
    pub place: Option<Passage>,
    /// Who and what took part, those told of most often first.
    pub participants: Vec<EventPart>,
    /// Every mention; never empty, sorted.
    pub mentions: Vec<Telling>,
    /// The strongest signs that joined its mentions. Empty where there is nothing to join.
    pub why: Vec<EventReason>,
    /// Whether it is no more than that somebody said something.
    pub bare_report: bool,
    /// Whether a date hangs on one of its mentions.
    pub dated: bool,
}

impl Event {
    /// Depends on its own passages alone, and stays when an older article is added ([`Story::naming`]).
    pub fn id(&self, story: &Story) -> String {
        let first = story.naming(self.passages()).unwrap_or(self.name);
        format!("{}-e{}", &story.articles()[first.article as usize].id()[..8], first.span.start)
    }

    /// The passages that tell it.
    pub fn passages(&self) -> impl Iterator<Item = Passage> + '_ {
        self.mentions.iter().map(|mention| mention.passage)
    }
}

/// A mention as an event keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// The head word.
    pub passage: Passage,
    /// Index into the article's [`Annotations::events`].
    pub mention: u32,
    /// Whether it is said to have happened.
    pub status: Status,
    /// Who asserts it: the words that name the speaker. `None` for the article's own voice.
    pub asserted_by: Option<Passage>,
    /// The same as an index into [`super::Alignment::entities`], where the words resolve to somebody.
    pub speaker: Option<u32>,
    /// First day by this mention.
    pub from: Option<Date>,
    /// Last day by this mention.
    pub to: Option<Date>,
}

/// Somebody or something that took part in a happening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventPart {
    /// How.
    pub role: Role,
    /// Index into [`super::Alignment::entities`].
    pub entity: Option<u32>,
    /// The words that name it most fully.
    pub name: Passage,
    /// Where it is said to have taken part; never empty, sorted.
    pub passages: Vec<Passage>,
}

/// A sign that joined two mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventReason {
    /// What both share.
    pub sign: EventSign,
    /// In twentieths of the log odds.
    pub weight: i32,
    /// Where.
    pub passages: [Passage; 2],
}

/// Most signs that are shown for an event.
const REASONS: usize = 3;

/// The happenings of a story, in the order of their first mentions.
pub fn find(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    (entities, headings): (&Entities, &Headings),
    decided: &DecidedPairs,
    heard: ProgressListener,
) -> Vec<Event> {
    let (mut originals, reprints) = items(language, story, annotations, &entities.entity_of);
    let doubts =
        Doubts::new(story, annotations, &openings::find(&language.happenings, &originals, story.articles().len()));
    doubts.strip(&mut originals);
    let (groups, tied) = groups(language, (story, annotations), (&originals, reprints), decided, heard);
    // Of a heap what mentions are compared by is as much as all else.
    drop(originals);
    let news = days::of_stories(story, &days::of_news(story, annotations), &tied);
    let stage = Stage { language, story, annotations, entities, headings, news: &news, doubts: &doubts };
    let mut events: Vec<Event> = groups.into_par_iter().map(|group| stage.event(group)).collect();
    // By keys apart: to move a million events about takes as much memory as they do.
    events.sort_by_cached_key(|event| event.mentions[0].passage);
    events
}

/// The mentions of one happening.
struct MentionGroup {
    /// Head word, and index into the article's events.
    members: Vec<(Passage, u32)>,
    /// The strongest signs that joined them.
    why: Vec<EventReason>,
    /// Whether all only say that somebody said something.
    bare_report: bool,
}

/// The mentions of each happening, of those of distinct texts and those printed again; and for each article its group of tied ones.
fn groups(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    (originals, reprints): (&[EventItem], Vec<(Passage, u32, Passage)>),
    decided: &DecidedPairs,
    heard: ProgressListener,
) -> (Vec<MentionGroup>, Vec<u32>) {
    let likeness = EventLikeness::new(language, originals, story.articles().len());
    let pairs = likeness.pairs(heard, progress::happenings(annotations));
    let linkage = Linkage::new(originals.len(), &pairs, likeness::ENOUGH);
    let groups = linkage.groups_apart(&mut apart::Times::new(originals));
    let groups = again::reunite(originals, groups, &pairs);
    let groups = again::join(originals, groups);
    let groups = again::join_told_once(originals, groups, &pairs, |i| likeness.group_of(i));
    let groups = again::join_harm(originals, groups);
    let groups = again::join_dated(originals, groups);
    let points = |a: u32, b: u32| likeness.points(a, b);
    let groups = apart::split(originals, groups, points);
    let groups: Vec<Vec<u32>> = groups.into_iter().flat_map(|group| as_told(originals, group, points)).collect();
    let groups = within::part(annotations, originals, groups);
    let at = |passage: Passage| {
        let again = reprints.iter().find(|(own, ..)| *own == passage).map_or(passage, |(.., first)| *first);
        originals.iter().position(|item| item.passage == again).map(|at| at as u32)
    };
    let groups = decided.hold(EntryKind::Event, groups, at, points);
    let group_of = again::group_of(&groups);
    let best = best_pairs(originals, &groups, &group_of, &pairs);
    let item = |i: u32| &originals[i as usize];
    let group = |(group, best): (&Vec<u32>, Option<(u32, u32)>)| MentionGroup {
        members: group.iter().map(|&i| (item(i).passage, item(i).event)).collect(),
        why: best.map_or(Vec::new(), |(a, b)| reasons(originals, &likeness, a, b)),
        bare_report: group.iter().all(|&i| likeness::is_bare_report(item(i))),
    };
    let mut found: Vec<MentionGroup> = groups.iter().zip(best).map(group).collect();
    if !reprints.is_empty() {
        let at: HashMap<Passage, usize> = originals.iter().zip(&group_of).map(|(item, &g)| (item.passage, g)).collect();
        for (passage, event, first_print) in reprints {
            if let Some(&g) = at.get(&first_print) {
                found[g].members.push((passage, event));
            }
        }
    }
    (found, likeness.ties())
}

/// A group as it is where articles tell it as a happening ([`is_told`]); else what their headlines and leads tell of it, or all mentions
/// that tell it fully: of a happening that is all over a story most only point back to it ("when the shooting began"). What is left goes
/// article by article.
fn as_told(items: &[EventItem], group: Vec<u32>, points: impl Fn(u32, u32) -> i32) -> Vec<Vec<u32>> {
    if is_told(items, &group) {
        return without_asides(items, group, points);
    }
    for part in [leading, telling] {
        let (told, rest) = part(items, &group);
        if !rest.is_empty() && is_told(items, &told) {
            return std::iter::once(told).chain(by_article(items, &rest)).collect();
        }
    }
    by_article(items, &group)
}

/// How much, on average, the mentions of other articles may speak against one behind the lead that stays with them, in points. Between 45
/// and 60 the same mentions of the stories of `ledger-gold` stay, and ECB+ loses none; from 30 on it does.
const ILL_FITTING: i32 = -50;

/// Mentions of other articles that one is compared with, spread over all: of a happening that a thousand mentions tell, each with each
/// would be a million pairs.
const ASKED: usize = 64;

/// A group that is told, and apart from it what stands behind the leads of articles that tell it better elsewhere: what leaves open what
/// happened to whom ("the bid" beside "its bid for Hallan Mills"), has no time ("to bid again"), is somebody's quoted word for it, or
/// fits the other articles ill.
fn without_asides(items: &[EventItem], group: Vec<u32>, points: impl Fn(u32, u32) -> i32) -> Vec<Vec<u32>> {
    let article = |i: u32| items[i as usize].passage.article;
    let fits = |i: u32| {
        let others: Vec<u32> = group.iter().copied().filter(|&j| article(j) != article(i)).collect();
        let asked = others.iter().step_by(others.len().div_ceil(ASKED).max(1));
        let (sum, count) =
            asked.fold((0, 0), |(sum, count), &j| (sum + points(i.min(j), i.max(j)).max(likeness::LEAST), count + 1));
        sum >= ILL_FITTING * count
    };
    let stays = |&i: &u32| {
        let item = &items[i as usize];
        tells(item) && (item.prominent || item.is_timed && !item.quoted && fits(i))
    };
    let stays: BTreeSet<u32> = group.iter().copied().filter(stays).collect();
    let telling: BTreeSet<u32> = stays.iter().map(|&i| article(i)).collect();
    let is_aside =
        |i: &u32| rule!(aside, !items[*i as usize].prominent && telling.contains(&article(*i)) && !stays.contains(i));
    let (aside, told): (Vec<u32>, Vec<u32>) = group.iter().partition(|i| is_aside(i));
    std::iter::once(told).chain(by_article(items, &aside)).collect()
}

/// Whether a mention tells a happening, and doesn't leave open what happened to whom.
fn tells(item: &EventItem) -> bool {
    item.full && !is_bare(item)
}

/// The mentions of a group that don't leave open what happened to whom, and the others.
fn telling(items: &[EventItem], group: &[u32]) -> (Vec<u32>, Vec<u32>) {
    group.iter().partition(|&&i| tells(&items[i as usize]))
}

/// The mentions of a group by which headlines and leads tell it, and the others. Words that aren't kin to its commonest one, or that stand
/// beside that one in a sentence, tell something else: "after a mass shooting and a shootout".
fn leading(items: &[EventItem], group: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let main = &items[again::commonest(items, group)].lemma;
    let sentence = |item: &EventItem| (item.passage.article, item.sentence);
    let own = group.iter().map(|&i| &items[i as usize]).filter(|item| item.lemma.word() == main.word());
    let told: BTreeSet<(u32, u32)> = own.map(sentence).collect();
    let leads = |&i: &u32| {
        let item = &items[i as usize];
        let is_other = item.lemma.word() != main.word() && told.contains(&sentence(item));
        item.prominent && item.full && item.sure >= SURE && !is_other && item.lemma.kinship(main) != kin::Kinship::None
    };
    group.iter().partition(|i| leads(i))
}

/// The mentions of each article for themselves.
fn by_article(items: &[EventItem], group: &[u32]) -> Vec<Vec<u32>> {
    let article = |i: &u32| items[*i as usize].passage.article;
    group.chunk_by(|a, b| article(a) == article(b)).map(<[u32]>::to_vec).collect()
}

/// How surely the words of a group tell a happening, on average, in sixteenths of the log odds: what is a little likelier than not
/// in the training topics of ECB+ is mostly a state where two articles of `ledger-gold` share it.
const SURE: i32 = 3;

/// The same for verbs behind the lead none of which tells both who did it and to whom: below it none of the ten stories of `ledger-gold` that may be looked
/// at holds a happening.
const SURE_ALONE: i32 = 20;

/// Whether two articles tell it as a happening, with who or what took part, half of them outside quotation marks and one in words of
/// its own: what accounts only quote or report is compared as a quote or claim. What is only feared, possible or asked for is none,
/// but where most say who would do it to whom; neither is what people plan or deny, and no article says itself.
///
/// What somebody is only reported to say is told where no account quotes it and one gives it a date: in the stories that may
/// be looked at the three happenings of that sort were wanted compared, of those without a date one in three.
///
/// Behind the lead half of its tellings put it into time: of those that don't, one in seven was a happening that readers of six
/// stories nobody had worked on wanted compared.
fn is_told(items: &[EventItem], group: &[u32]) -> bool {
    let members = || group.iter().map(|&i| &items[i as usize]);
    let articles = |holds: fn(&EventItem) -> bool| -> usize {
        members().filter(|item| holds(item)).map(|item| item.passage.article).collect::<BTreeSet<u32>>().len()
    };
    let sure: i32 = members().map(|item| item.sure).sum();
    let both = members().filter(|item| item.has_both).count();
    let verbs = 2 * members().filter(|item| !item.is_noun).count() > group.len();
    let aside = members().all(|item| !item.prominent);
    let surest = if both == 0 && verbs && aside { SURE_ALONE } else { SURE };
    let dated = members().all(|item| !item.quoted)
        && members().any(|item| item.time_basis == Some(TimeBasis::Date) && item.is_dated);
    let in_time = members().filter(|item| item.is_timed).count();
    articles(|item| item.full) > 1
        && (!aside || 2 * in_time >= group.len())
        && sure >= surest * group.len() as i32
        && 2 * articles(|item| !item.quoted) >= articles(|_| true)
        && (dated || articles(|item| !item.quoted && !item.reported) > 0)
        && (2 * both >= group.len() || members().any(|item| item.status != Status::Hypothetical))
        && (dated || members().any(|item| item.status == Status::Asserted || !item.reported))
        && 2 * members().filter(|item| is_bare(item)).count() < group.len()
}

/// Whether a word behind the lead leaves open what happened to whom: "attacks" of nobody named are several, "an interview" without
/// anybody in it, a day or a place is any, "confirmed" is none without what or by whom. Of ten happenings that were told so in the
/// thirteen stories of `ledger-gold` that may be looked at, one was what a reader compares.
fn is_bare(item: &EventItem) -> bool {
    let named = || item.parts.iter().any(|part| matches!(part.who, item::EntityOrWord::Entity(_)));
    let placed = || item.place.is_some() || item.time_basis == Some(TimeBasis::Date);
    let nobody = || item.parts.is_empty() && !placed();
    let says = item.kind == EventKind::Statement && !item.has_both;
    !item.prominent && if item.is_noun { item.is_plural && !named() || nobody() } else { says && nobody() }
}

/// Two mentions as they are compared.
#[derive(Clone, Copy, Debug)]
pub struct MentionPair {
    /// Their head words.
    pub passages: [Passage; 2],
    /// What is seen of both.
    pub signs: EventSigns,
    /// Whether they would be joined if there were no others.
    pub is_alike: bool,
}

/// Pairs of mentions as they are compared, with their signs: what `cargo xtask train pairs` learns from.
pub fn training_pairs(
    language: &Language,
    story: &Story,
    annotations: &[Annotations],
    entity_of: &[Vec<u32>],
) -> Vec<MentionPair> {
    let (originals, _) = items(language, story, annotations, entity_of);
    let likeness = EventLikeness::new(language, &originals, story.articles().len());
    let passage = |i: u32| originals[i as usize].passage;
    let mut candidates: Vec<(u32, u32)> = Vec::new();
    likeness.candidates(|b, earlier| candidates.extend(earlier.iter().map(|&a| (a, b))));
    candidates.sort_unstable();
    let compared = |(a, b): (u32, u32)| {
        let points = Some(likeness.points(a, b)).filter(|&points| points != likeness::NEVER)?;
        let passages = [passage(a), passage(b)];
        Some(MentionPair { passages, signs: likeness.signs(a, b), is_alike: points >= likeness::ENOUGH })
    };
    candidates.into_iter().filter_map(compared).collect()
}

/// The mentions of distinct texts, and those of texts printed again: (passage, event, passage in the first print).
#[allow(clippy::type_complexity)]
fn items(
    language: &Language,
    story: &Story,
    annotations: &[Annotations],
    entity_of: &[Vec<u32>],
) -> (Vec<EventItem>, Vec<(Passage, u32, Passage)>) {
    let mut prints: HashMap<[u8; 32], u32> = HashMap::new();
    let print = |(article, of): (u32, &Article)| *prints.entry(of.sha256).or_insert(article);
    let first_of: Vec<u32> = (0..).zip(story.articles()).map(print).collect();
    let is_first = |article: &usize| first_of[*article] as usize == *article;
    let (firsts, again): (Vec<usize>, Vec<usize>) = (0..annotations.len()).partition(is_first);
    let mut originals = Vec::with_capacity(firsts.iter().map(|&article| annotations[article].events.len()).sum());
    for some in firsts.chunks(AT_ONCE) {
        let of_article =
            |&article: &usize| item::of_article(language, story, article, &annotations[article], &entity_of[article]);
        let items: Vec<Vec<EventItem>> = some.par_iter().map(of_article).collect();
        for of_one in items {
            let before = originals.len() as u32;
            originals.extend(of_one.into_iter().map(|item| EventItem { chain: before + item.chain, ..item }));
        }
    }
    let reprint = |article: usize| {
        let first = first_of[article];
        let passage = |article: u32, event: &EventMention| Passage { article, span: event.span };
        let print = move |(e, event)| (passage(article as u32, event), e, passage(first, event));
        (0..).zip(&annotations[article].events).map(print)
    };
    let reprints = again.into_iter().flat_map(reprint).collect();
    (originals, reprints)
}

/// Articles whose mentions are made ready side by side: what is made of a whole heap never lies beside what it goes into.
const AT_ONCE: usize = 64;

/// For each group its two most alike mentions of different articles.
fn best_pairs(
    items: &[EventItem],
    groups: &[Vec<u32>],
    group_of: &[usize],
    pairs: &[(u32, u32, i32)],
) -> Vec<Option<(u32, u32)>> {
    let mut best: Vec<Option<(i32, u32, u32)>> = vec![None; groups.len()];
    for &(a, b, points) in pairs {
        let g = group_of[a as usize];
        let apart = items[a as usize].passage.article != items[b as usize].passage.article;
        if apart && g == group_of[b as usize] && best[g].is_none_or(|(most, ..)| points > most) {
            best[g] = Some((points, a, b));
        }
    }
    best.into_iter().map(|best| best.map(|(_, a, b)| (a, b))).collect()
}

/// The strongest signs that two mentions tell one happening.
fn reasons(items: &[EventItem], likeness: &EventLikeness, a: u32, b: u32) -> Vec<EventReason> {
    let passages = [a, b].map(|i| items[i as usize].passage);
    let mut reasons: Vec<EventReason> = likeness
        .signs(a, b)
        .iter()
        .map(|sign| EventReason { sign, weight: likeness.signs.of(sign), passages })
        .filter(|why| why.weight > 0)
        .collect();
    reasons.sort_by_key(|why| (std::cmp::Reverse(why.weight), why.sign));
    reasons.truncate(REASONS);
    reasons
}

/// What is needed to make an event of its mentions.
struct Stage<'a> {
    language: &'a Language,
    story: &'a Story,
    annotations: &'a [Annotations],
    entities: &'a Entities,
    headings: &'a Headings<'a>,
    /// For each article the day that its news is of.
    news: &'a [Option<Date>],
    doubts: &'a Doubts,
}

/// What the day of a mention is worth that a date tells, of it or of the same happening elsewhere in its article.
const DATED: i32 = 2;

/// How much the day of a mention is worth.
fn worth(basis: Option<TimeBasis>) -> i32 {
    match basis {
        Some(TimeBasis::Date | TimeBasis::Same) => DATED,
        Some(TimeBasis::Context) => 1,
        _ => 0,
    }
}

/// So many accounts that date a happening later than another one was printed show that this one's day of publication is wrong.
const OTHERS: usize = 2;

impl Stage<'_> {
    fn event(&self, MentionGroup { mut members, why, bare_report }: MentionGroup) -> Event {
        members.sort_unstable();
        let tellings: Vec<Telling> = members.iter().map(|&(passage, mention)| self.telling(passage, mention)).collect();
        let mentions: Vec<&EventMention> = members
            .iter()
            .map(|(passage, e)| &self.annotations[passage.article as usize].events[*e as usize])
            .collect();
        let latest = self.latest(&members, &mentions);
        let (from, to) = self.days(&members, &mentions, latest);
        // A day of publication is only supposed: what articles tell beside the news of a day was on it.
        let supposed = |mention: &&EventMention| matches!(mention.time_basis, None | Some(TimeBasis::Published));
        let told = |mention: &&EventMention| from.is_none() || mention.kind != EventKind::Statement;
        let open = mentions.iter().all(|mention| supposed(mention) && told(mention));
        let news = if open {
            days::shared(self.language, (self.story, self.annotations), self.news, &members, &mentions)
        } else {
            None
        };
        let news = news.filter(|day| latest.is_none_or(|latest| *day <= latest));
        let (from, to) = news.map_or((from, to), |day| (Some(day), Some(day)));
        let status = status(&tellings);
        let (name, summary) =
            naming::find(self.language, (self.story, self.annotations), self.headings, (&members, status));
        let own = |telling: &Telling| telling.from.is_some() || telling.to.is_some();
        let dated = tellings
            .iter()
            .zip(&mentions)
            .any(|(telling, mention)| own(telling) && mention.time_basis == Some(TimeBasis::Date));
        Event {
            name,
            summary,
            kind: kind(&mentions),
            status,
            from,
            to,
            place: self.place(&members, &mentions),
            participants: self.participants(&members, &mentions),
            mentions: tellings,
            why,
            bare_report,
            dated,
        }
    }

    fn telling(&self, passage: Passage, mention: u32) -> Telling {
        let event = &self.annotations[passage.article as usize].events[mention as usize];
        let asserted_by = event.asserted_by.map(|speaker| Passage { article: passage.article, span: speaker.span });
        let speaker = event.asserted_by.and_then(|speaker| self.entity(passage.article, speaker.referent));
        let doubtful = self.doubts.concern(passage.article, event.from, event.to);
        let (from, to) = if doubtful { (None, None) } else { (event.from, event.to) };
        Telling { passage, mention, status: event.status, asserted_by, speaker, from, to }
    }

    /// The day of the first account that tells it as having happened, or the next one somewhere on earth: on no later day it was, unless an
    /// account tells it of a day to come. An account is later than it says where two others date by their own words what it tells without a
    /// date.
    fn latest(&self, members: &[(Passage, u32)], mentions: &[&EventMention]) -> Option<Date> {
        let said = |passage: Passage| self.story.articles()[passage.article as usize].said_on();
        let all = || members.iter().map(|(passage, _)| *passage).zip(mentions);
        let to_come = |(passage, mention): (Passage, &&EventMention)| {
            mention.from.zip(said(passage)).is_some_and(|(from, said)| from > said)
        };
        if all().any(to_come) {
            return None;
        }
        let told = || all().filter(|(_, mention)| mention.status == Status::Asserted);
        let next_day = |passage: Passage| said(passage).and_then(|day| day.tomorrow().ok());
        let dated = || told().filter(|(_, mention)| worth(mention.time_basis) > 0);
        let later = |day: Date| -> usize {
            let later = dated().filter(|(_, mention)| mention.from.is_some_and(|from| from > day));
            later.map(|(passage, _)| passage.article).collect::<BTreeSet<u32>>().len()
        };
        // "On Monday, injuring 170": whoever dates it himself has told it by then.
        let is_sure = |day: Date| {
            dated().any(|(passage, mention)| {
                next_day(passage) == Some(day) && mention.from.is_some_and(|from| from <= day)
            })
        };
        let days: BTreeSet<Date> = told().filter_map(|(passage, _)| next_day(passage)).collect();
        days.into_iter().find(|&day| later(day) < OTHERS || is_sure(day))
    }

    /// The days that every dated mention allows; where they exclude one another those of most articles, of two that are as
    /// many both.
    fn days(
        &self,
        members: &[(Passage, u32)],
        mentions: &[&EventMention],
        latest: Option<Date>,
    ) -> (Option<Date>, Option<Date>) {
        let mut told: Vec<(i32, u32, Date, Date)> = Vec::new();
        for ((passage, _), mention) in members.iter().zip(mentions) {
            let doubtful = self.doubts.concern(passage.article, mention.from, mention.to);
            if !doubtful && (mention.from.is_some() || mention.to.is_some()) {
                let (from, to) = (mention.from.unwrap_or(Date::MIN), mention.to.unwrap_or(Date::MAX));
                let worth = worth(mention.time_basis);
                if latest.is_none_or(|latest| from <= latest) {
                    told.push((worth, passage.article, from, to));
                }
            }
        }
        // The surest first; what is only supposed may narrow them down, never contradict.
        let (mut from, mut to) = (Date::MIN, Date::MAX);
        for level in [DATED, 1, 0] {
            let of_level: Vec<&(i32, u32, Date, Date)> = told.iter().filter(|told| told.0 == level).collect();
            // Nothing told as news is later than the first account of it.
            let news = || of_level.iter().map(|told| (told.2, told.3)).min_by_key(|days| (days.1, days.0));
            let days = if level == 0 { news() } else { agreed(&of_level) };
            if let Some((first, last)) = days
                && first.max(from) <= last.min(to)
            {
                (from, to) = (first.max(from), last.min(to));
            }
        }
        ((from > Date::MIN).then_some(from), (to < Date::MAX).then_some(to))
    }

    fn place(&self, members: &[(Passage, u32)], mentions: &[&EventMention]) -> Option<Passage> {
        let mut counts: BTreeMap<Option<u32>, Vec<Passage>> = BTreeMap::new();
        for ((passage, _), mention) in members.iter().zip(mentions) {
            if let Some(place) = mention.place {
                let entity = self.entity(passage.article, place.referent);
                counts.entry(entity).or_default().push(Passage { article: passage.article, span: place.span });
            }
        }
        let named = counts.iter().max_by_key(|(entity, at)| (entity.is_some(), at.len(), std::cmp::Reverse(at[0])));
        named.map(|(_, at)| at[0])
    }

    fn entity(&self, article: u32, referent: Option<u32>) -> Option<u32> {
        referent.and_then(|referent| self.entities.entity_of[article as usize].get(referent as usize).copied())
    }

    /// Whether a part is a word that only points ("which", "it") or a time: "exploded seconds apart".
    fn names_nobody(&self, article: u32, part: &Participant) -> bool {
        let found = &self.annotations[article as usize];
        let s = found.sentences.partition_point(|sentence| sentence.span.end <= part.head.start);
        let token =
            found.sentences.get(s).and_then(|sentence| Some(&sentence.tokens[sentence.token_at(part.head.start)?]));
        let first = found.dates.partition_point(|date| date.span.end <= part.head.start);
        let is_time = found.dates.get(first).is_some_and(|date| date.span.overlaps(part.head));
        is_time || token.is_some_and(|token| matches!(token.tag, Tag::Pron | Tag::Det))
    }

    fn participants(&self, members: &[(Passage, u32)], mentions: &[&EventMention]) -> Vec<EventPart> {
        let mut parts: BTreeMap<(Role, Option<u32>, Word), Vec<(Passage, Span)>> = BTreeMap::new();
        for ((passage, _), mention) in members.iter().zip(mentions) {
            let text = &self.story.articles()[passage.article as usize].text;
            for part in &mention.participants {
                let entity = self.entity(passage.article, part.referent);
                if entity.is_none() && self.names_nobody(passage.article, part) {
                    continue;
                }
                let word = if entity.is_some() { Word::of("") } else { Word::lowered(part.head.of(text)) };
                let at = Passage { article: passage.article, span: part.span };
                parts.entry((part.role, entity, word)).or_default().push((at, part.head));
            }
        }
        let mut parts: Vec<EventPart> = parts
            .into_iter()
            .map(|((role, entity, _), mut at)| {
                at.sort_unstable();
                at.dedup();
                // Of who is nobody known the shortest words: a participant's whole clause is no name.
                let shortest = at.iter().map(|(at, _)| *at).min_by_key(|at| (at.span.len(), *at)).unwrap_or(at[0].0);
                let name = entity.map_or(shortest, |entity| self.entities.entities[entity as usize].name);
                EventPart { role, entity, name, passages: at.iter().map(|(at, _)| *at).collect() }
            })
            .collect();
        parts.sort_by_key(|part| (std::cmp::Reverse(part.passages.len()), part.role, part.name));
        // Most happenings have one participant or none, and of a heap there are a million.
        parts.shrink_to_fit();
        parts
    }
}

/// The days that the tellings allow together: all of them, else those that most articles tell, else all from the first to the
/// last.
fn agreed(told: &[&(i32, u32, Date, Date)]) -> Option<(Date, Date)> {
    let &&(_, _, mut from, mut to) = told.first()?;
    for (_, _, first, last) in told {
        (from, to) = (from.max(*first), to.min(*last));
    }
    if from <= to {
        return Some((from, to));
    }
    let backers = |first: Date, last: Date| {
        told.iter().filter(|(_, _, a, b)| *a <= last && first <= *b).map(|told| told.1).collect::<BTreeSet<u32>>().len()
    };
    let mut ranked: Vec<(usize, Date, Date)> = told.iter().map(|(_, _, a, b)| (backers(*a, *b), *a, *b)).collect();
    ranked.sort_by(|x, y| y.0.cmp(&x.0).then_with(|| (x.1, x.2).cmp(&(y.1, y.2))));
    ranked.dedup();
    let (most, mut from, mut to) = ranked[0];
    let rival = ranked.iter().any(|(count, a, b)| 2 * count > most && (*a > to || *b < from));
    for (_, a, b) in &ranked[1..] {
        if rival {
            (from, to) = (from.min(*a), to.max(*b));
        } else if from.max(*a) <= to.min(*b) {
            (from, to) = (from.max(*a), to.min(*b));
        }
    }
    Some((from, to))
}

/// The kind that most mentions have.
fn kind(mentions: &[&EventMention]) -> EventKind {
    let mut counts: BTreeMap<EventKind, usize> = BTreeMap::new();
    for mention in mentions.iter().filter(|mention| mention.kind != EventKind::Other) {
        *counts.entry(mention.kind).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(kind, count)| (*count, std::cmp::Reverse(*kind)));
    most.map_or(EventKind::Other, |(kind, _)| kind)
}

fn status(tellings: &[Telling]) -> Status {
    const ORDER: [Status; 5] =
        [Status::Asserted, Status::Denied, Status::Negated, Status::Planned, Status::Hypothetical];
    let said = |status: Status, own: bool| {
        tellings.iter().any(|telling| telling.status == status && (!own || telling.asserted_by.is_none()))
    };
    if said(Status::Asserted, true) {
        return Status::Asserted;
    }
    // What only somebody asserts and another denies.
    if said(Status::Denied, false) {
        return Status::Denied;
    }
    ORDER.into_iter().find(|&status| said(status, false)).unwrap_or(Status::Asserted)
}
