//! How much speaks for one happening behind two mentions, in points.

use super::item::{EntityOrWord, EventItem, ItemParticipant};
use super::kin::Kinship;
use super::openings::{self, OpeningMatches};
use super::rarity::{self, WordRarity};
use super::signs::{EventSign, EventSigns, SignWeights};
use crate::align::DisjointSets;
use crate::align::progress::{ProgressListener, ProgressShare};
use crate::annotate::events::{EventKind, Role, TimeBasis};
use crate::annotate::figures::Status;
use crate::language::Language;
use crate::quantity::Compatibility;
use crossread_language::Word;
use foldhash::{HashMap, HashMapExt, HashSet};
use jiff::civil::Date;
use rayon::prelude::*;
use std::hash::Hash;

/// Points from which two groups of mentions are one happening, on average over their pairs. A pair that is not known counts
/// nothing; even odds have [`SHIFT`]. Chosen with the constants below on ECB+'s measured topics, MEANTIME and the
/// seven stories of `ledger-gold` that may be looked at.
pub(super) const ENOUGH: i32 = 28;

/// What a pair of even odds has: a pair that nobody compared is taken for a good deal less likely.
const SHIFT: i32 = 56;

/// What each bit of [`rarity`] weighs that two mentions share: of the pairs of the seven stories of `ledger-gold` that may be looked at, those
/// of one happening stand foremost with four to eight (average precision .44 without, .54 with). It isn't learned, since the sentences of
/// ECB+ tell little besides the news itself, where rare words are no surprise.
const SURPRISE: i32 = 4;

/// What a pair lacks that doesn't stand in headlines and leads alone. ECB+ holds the sentences that tell the news; what
/// articles tell besides repeats words without repeating happenings.
const BACKGROUND: i32 = 118;

/// What such a pair lacks besides where one tells it and one denies it or leaves it open ("never won", "would win"), and no day is of both.
/// Chosen on stories of our own: from 15 on a group in fifty fewer speaks of no one thing; from 25 on days are lost.
const OPEN: i32 = 15;

/// What a pair of headlines or leads lacks: of two long articles, whose leads hold background too, and of others.
const LONG_LEADS: i32 = 70;
const SHORT_LEADS: i32 = 5;

/// What a pair lacks whose articles were printed more than ten days apart, without a day that both allow.
const TOLD_LATER: i32 = 80;

/// What a pair of headlines or leads lacks besides whose articles begin with other words: the news of two stories sounds alike. So many
/// percent of their telling words are shared at least where articles tell one story, and where they may.
const OF_FAR: i32 = 140;
const OF_OTHERS: i32 = 100;
const FAR: usize = 12;
const NEAR: usize = 22;

/// What a pair lacks whose one word is of any story ("start", "use") and that shares nobody who is not everywhere in it.
const EVERYDAY_WORD: i32 = 20;

/// What it lacks besides where one tells it and one only supposes it: "went to a shop", "should go before a court". With twice as much
/// nothing changes but MEANTIME, for the worse.
const SUPPOSED: i32 = 40;

/// What a pair lacks to whose named people it happened, and who are others: mostly two arrests, two deaths. The corpus can't
/// tell, since its articles name the same few.
const OTHER_PERSON: i32 = 85;

/// What a pair lacks by whose nouns others did it: "an American attack", "the rebels' attack". With 30 ECB+ and MEANTIME gain
/// less; taken off pairs of verbs it costs ECB+ more than it gives.
const OTHER_HAND: i32 = 50;

/// What a pair lacks of one verb that tells little without its object, and has another: "sent inspectors", "sent a request". With
/// more the same deed told of unlike words is lost in ECB+ and in the stories that may be looked at; with 30 all measures gain.
const OTHER_THINGS: i32 = 30;

/// What a pair of harm lacks whose clauses name two places: one may lie in the other. ECB+ gains by 30 and loses by 60.
const OTHER_TOWN: i32 = 30;

/// What a pair lacks where each has a date in its own clause that excludes the other's, by days or by one: over night, or
/// half around the world, accounts differ by one.
const OTHER_DATE: i32 = 125;
const NEXT_DATE: i32 = 95;

/// The most and the least a pair can say: one striking likeness doesn't outweigh many differences.
const MOST: i32 = 110;
pub(super) const LEAST: i32 = -120;

/// Points of a pair that can't be one happening.
pub(super) const NEVER: i32 = -1000;

/// How many earlier mentions with the same sign each is compared with.
const NEIGHBORS: usize = 60;

/// The same for signs that many mentions share and that say little by themselves.
const FEW_NEIGHBORS: usize = 12;

/// From more articles on than are written about one happening, mentions are compared only where their articles begin alike
/// ([`OpeningMatches`]), and each with a fraction of the earlier ones: the cost of a day's news is that of reading it.
const HEAP: usize = 200;
const OF_A_HEAP: usize = 4;

/// Pairs that are worked out at once: enough for several cores; more would be worked out that others have tied by then.
const AT_ONCE: usize = 4096;

/// From so many percent of their words on that two sentences share they are much alike.
const MUCH_ALIKE: u64 = 30;

/// The most that the words of clauses and sentences can say, in points.
fn most_by_words(weights: &SignWeights) -> i32 {
    let clause = [EventSign::ClauseNone, EventSign::ClauseSome, EventSign::ClauseMany, EventSign::ClauseMost];
    let around = [EventSign::AroundNone, EventSign::AroundSome, EventSign::AroundMany, EventSign::AroundMost];
    let kin = [EventSign::KinAroundNone, EventSign::KinAroundSome, EventSign::KinAroundMany];
    let most = |signs: &[EventSign]| signs.iter().map(|&sign| weights.of(sign)).max().unwrap_or(0);
    most(&clause) + most(&around) + most(&kin).max(0)
}

/// Whether a mention only says that somebody said something.
pub(super) fn is_bare_report(item: &EventItem) -> bool {
    item.is_report
}

/// What is needed to compare the mentions of a story.
pub(super) struct EventLikeness<'a> {
    /// What each sign weighs.
    pub(super) signs: SignWeights,
    /// The most that the words of clauses and sentences can say, in points.
    most_by_words: i32,
    items: &'a [EventItem],
    /// For each item what is asked of it in every pair.
    known: Vec<MentionFacts>,
    /// What the words of all items weigh, item by item: those of its clause, of its sentence, those near it. Then for each of
    /// its parts, then its place, whether half of its group's articles hold it.
    weights: Vec<u16>,
    /// For each article its group of tied articles.
    group_of: Vec<u32>,
    /// For each article the telling words of its opening, sorted.
    openings: Vec<Vec<Word>>,
    /// Lemmas (by group) that two or more mentions an article hold, on average over those that hold any.
    frequent: HashSet<(u32, Word)>,
}

/// What is asked of a mention in every pair, worked out once.
struct MentionFacts {
    /// Where its weights begin in [`EventLikeness::weights`].
    weights: usize,
    /// The sums of the weights of its clause's words and of its sentence's.
    sums: [u32; 2],
    /// First and last day, and the day on which the article says so, by number.
    days: Option<(i32, i32)>,
    said: Option<i32>,
    bare_report: bool,
    frequent: bool,
}

/// The keys by which each item is compared with earlier ones.
struct Keys {
    /// Item by item.
    all: Vec<SharedKey>,
    /// Where those of each item end.
    ends: Vec<usize>,
    /// How many there are.
    count: usize,
}

/// A key that mentions share: twice its number, one more where each mention is compared with few earlier ones that have it.
#[derive(Clone, Copy)]
struct SharedKey(u32);

impl SharedKey {
    fn key(self) -> usize {
        self.0 as usize / 2
    }

    /// How many earlier ones that have it a mention is compared with.
    fn most(self) -> usize {
        if self.0 % 2 == 1 { FEW_NEIGHBORS } else { NEIGHBORS }
    }
}

/// For each key the mentions that have it, of those gone through so far: in one list, for a heap has millions of keys, most of a
/// mention or two.
struct EarlierMentions {
    all: Vec<u32>,
    /// Where those of each key begin, and where they end so far.
    stretches: Vec<(u32, u32)>,
}

impl EarlierMentions {
    fn new(keys: &Keys) -> EarlierMentions {
        let mut stretches = vec![(0, 0); keys.count];
        keys.all.iter().for_each(|shared| stretches[shared.key()].1 += 1);
        let mut first = 0;
        for (start, count) in &mut stretches {
            (*start, first) = (first, first + *count);
            *count = *start;
        }
        EarlierMentions { all: vec![0; keys.all.len()], stretches }
    }

    fn of(&self, key: usize) -> &[u32] {
        let (first, end) = self.stretches[key];
        &self.all[first as usize..end as usize]
    }

    /// A mention may have a key twice.
    fn add(&mut self, key: usize, mention: u32) {
        if self.of(key).last() != Some(&mention) {
            let end = &mut self.stretches[key].1;
            self.all[*end as usize] = mention;
            *end += 1;
        }
    }
}

/// What two mentions that are worth comparing share.
#[derive(PartialEq, Eq, Hash, Clone, Copy)]
enum MentionKey {
    Copy(Word),
    Lemma(Word),
    Family(u16),
    Set(u16),
    Part(EntityOrWord, EventKind),
    Day(Date, EventKind),
    Chain(u32),
    Rare(Word),
}

/// In how many articles each thing stands, by group of articles; things come in the order of the articles.
struct Holders<T>(HashMap<(u32, T), HolderCounts>);

#[derive(Default)]
struct HolderCounts {
    articles: u32,
    uses: u32,
    last: Option<u32>,
}

impl<T: Eq + Hash> Holders<T> {
    fn new() -> Holders<T> {
        Holders(HashMap::new())
    }

    fn add(&mut self, group: u32, thing: T, article: u32) {
        let held = self.0.entry((group, thing)).or_default();
        held.uses += 1;
        if held.last != Some(article) {
            (held.articles, held.last) = (held.articles + 1, Some(article));
        }
    }
}

/// In how many articles of each group there is anything, each of those who took part, each lemma. `place` tells group and article.
fn counted(
    items: &[EventItem],
    place: impl Fn(&EventItem) -> (u32, u32),
) -> (Holders<()>, Holders<EntityOrWord>, Holders<Word>) {
    let (mut sizes, mut whose, mut lemmas) = (Holders::new(), Holders::new(), Holders::new());
    for item in items {
        let (group, article) = place(item);
        sizes.add(group, (), article);
        item.parts.iter().map(|part| part.who).chain(item.place).for_each(|who| whose.add(group, who, article));
        lemmas.add(group, item.lemma.word(), article);
    }
    (sizes, whose, lemmas)
}

impl<'a> EventLikeness<'a> {
    /// `items` are those of distinct texts, in the order of their articles, `articles` the number of the story's articles.
    pub(super) fn new(language: &Language, items: &'a [EventItem], articles: usize) -> EventLikeness<'a> {
        let signs = SignWeights::new(language);
        let most_by_words = most_by_words(&signs);
        let openings = openings::find(&language.happenings, items, articles);
        let group_of = openings::ties(&openings);
        let place = |item: &EventItem| (group_of[item.passage.article as usize], item.passage.article);
        // What stands around mentions is much more than all else: it is counted beside.
        let (words, ((sizes, whose, lemmas), rarity)) = rayon::join(
            || {
                let mut words: Holders<Word> = Holders::new();
                for item in items {
                    let (group, article) = place(item);
                    item.words.around().iter().for_each(|&word| words.add(group, word, article));
                }
                words
            },
            || (counted(items, place), WordRarity::new(items, &group_of)),
        );
        let size = |group: u32| sizes.0[&(group, ())].articles;
        let weight = |group: u32, word: Word| {
            let (held, all) = (words.0[&(group, word)].articles, size(group));
            // What half of a story holds tells nothing in it; a handful of articles can't tell what is rare.
            let common = all >= 4 && held * 2 > all;
            // Less than 32 squared.
            if common { 0 } else { (((all + 4) * 16 / held).ilog2() - 3).pow(2) as u16 }
        };
        let frequent = lemmas.0.iter().filter(|(_, held)| held.uses >= 2 * held.articles);
        let frequent: HashSet<(u32, Word)> = frequent.map(|(word, _)| *word).collect();
        let is_common =
            |group: u32, who: EntityOrWord| size(group) >= 4 && whose.0[&(group, who)].articles * 2 > size(group);
        let days: Vec<Option<(i32, i32)>> =
            items.iter().map(|item| item.days.map(|(from, to)| (number(from), number(to)))).collect();
        let weighed = |item: &EventItem| item.words.count() + item.parts.len() + usize::from(item.place.is_some());
        let mut weights: Vec<u16> = Vec::with_capacity(items.iter().map(weighed).sum());
        let known = |(item, days): (&EventItem, Option<(i32, i32)>)| {
            let group = group_of[item.passage.article as usize];
            let first = weights.len();
            let mut weigh = |words: &[Word]| -> u32 {
                let before = weights.len();
                weights.extend(words.iter().map(|&word| weight(group, word)));
                weights[before..].iter().map(|&weight| u32::from(weight)).sum()
            };
            let sums = [weigh(item.words.clause()), weigh(item.words.around())];
            // Sixteenths of at most 32 bits.
            weights.extend(rarity.of(group, item.words.near()).map(|bits| bits as u16));
            let whole = item.parts.iter().map(|part| part.who).chain(item.place);
            weights.extend(whole.map(|who| u16::from(is_common(group, who))));
            MentionFacts {
                weights: first,
                sums,
                days,
                said: item.said.map(number),
                bare_report: is_bare_report(item),
                frequent: frequent.contains(&(group, item.lemma.word())),
            }
        };
        let known: Vec<MentionFacts> = items.iter().zip(days).map(known).collect();
        EventLikeness { signs, most_by_words, known, weights, frequent, group_of, openings, items }
    }

    /// What is weighed of an item: the words of its clause, of its sentence, those near it, and its parts and place.
    fn weights(&self, i: u32) -> [&[u16]; 4] {
        let (item, first) = (&self.items[i as usize], self.known[i as usize].weights);
        let (clause, rest) = self.weights[first..].split_at(item.words.clause().len());
        let (around, rest) = rest.split_at(item.words.around().len());
        let (near, rest) = rest.split_at(item.words.near().len());
        [clause, around, near, &rest[..item.parts.len() + usize::from(item.place.is_some())]]
    }

    /// For each article its group of tied articles.
    pub(super) fn ties(self) -> Vec<u32> {
        self.group_of
    }

    /// The group of tied articles that a mention stands in.
    pub(super) fn group_of(&self, item: u32) -> u32 {
        self.group_of[self.items[item as usize].passage.article as usize]
    }

    /// The earlier mentions that each is worth comparing with, sorted: handed to `compare` mention by mention.
    pub(super) fn candidates(&self, compare: impl FnMut(u32, &[u32])) {
        self.candidates_by(&keys(self), |_| true, compare);
    }

    /// The same by keys that are known, for those mentions that are asked for. In a heap of many stories the mentions of one word
    /// are mostly those of other stories: articles that begin with other words are passed over.
    fn candidates_by(&self, keys: &Keys, wants: impl Fn(u32) -> bool, mut compare: impl FnMut(u32, &[u32])) {
        let is_heap = self.openings.len() > HEAP;
        let mut alike = OpeningMatches::new(if is_heap { &self.openings } else { &[] });
        let mut holders = EarlierMentions::new(keys);
        let mut earlier: Vec<u32> = Vec::new();
        let mut first = 0;
        for (b, &end) in (0..).zip(&keys.ends) {
            earlier.clear();
            let is_wanted = wants(b);
            if is_heap && is_wanted {
                alike.turn_to(self.items[b as usize].passage.article);
            }
            for shared in &keys.all[first..end] {
                let before = holders.of(shared.key());
                let most = shared.most();
                let recent = before.iter().rev().take(most).filter(|&&a| a != b);
                if is_heap && is_wanted {
                    let near = recent.filter(|&&a| alike.have(self.items[a as usize].passage.article));
                    earlier.extend(near.take(most / OF_A_HEAP));
                } else if is_wanted {
                    earlier.extend(recent);
                }
                holders.add(shared.key(), b);
            }
            first = end;
            if is_wanted {
                earlier.sort_unstable();
                earlier.dedup();
                compare(b, &earlier);
            }
        }
    }

    /// Pairs that decide which mentions are one happening, with their points, a < b, each once: those of mentions that pairs
    /// of [`ENOUGH`] points tie to each other, over others or at once. No two groups are ever joined between which no pair has
    /// as many, since a pair that has fewer lowers their average or leaves it as it is: all other pairs change nothing. `mentions`
    /// are those that are heard to be compared.
    pub(super) fn pairs(&self, heard: ProgressListener, mentions: usize) -> Vec<(u32, u32, i32)> {
        let keys = keys(self);
        // Half of the time goes into finding which pairs decide.
        let found = ProgressShare::new(heard, mentions / 2, self.items.len());
        let mut tied = DisjointSets::new(self.items.len());
        let mut open: Vec<(u32, u32)> = Vec::new();
        self.candidates_by(
            &keys,
            |_| true,
            |b, earlier| {
                let own = tied.root(b as usize);
                open.extend(earlier.iter().filter(|&&a| tied.root(a as usize) != own).map(|&a| (a, b)));
                if open.len() >= AT_ONCE {
                    self.tie(&mut open, &mut tied);
                }
                found.step();
            },
        );
        self.tie(&mut open, &mut tied);
        let roots: Vec<usize> = (0..self.items.len()).map(|item| tied.root(item)).collect();
        let mut sizes: Vec<u32> = vec![0; roots.len()];
        roots.iter().for_each(|&root| sizes[root] += 1);
        let mut decide: Vec<(u32, u32)> = Vec::new();
        self.candidates_by(
            &keys,
            |b| sizes[roots[b as usize]] > 1,
            |b, earlier| {
                let own = roots[b as usize];
                decide.extend(earlier.iter().filter(|&&a| roots[a as usize] == own).map(|&a| (a, b)));
            },
        );
        decide.sort_unstable();
        let weighed = ProgressShare::of_pairs(heard, mentions - mentions / 2, decide.len());
        let weigh = |(number, (a, b)): (usize, (u32, u32))| {
            weighed.pair(number);
            (a, b, self.points(a, b))
        };
        decide.into_par_iter().enumerate().map(weigh).collect()
    }

    /// Ties the pairs of [`ENOUGH`] points, which are worked out side by side: in which order they are tied changes nothing.
    fn tie(&self, open: &mut Vec<(u32, u32)>, tied: &mut DisjointSets) {
        let enough = |&(a, b): &(u32, u32)| self.points_from(ENOUGH, a, b) >= ENOUGH;
        let ties: Vec<(u32, u32)> = open.par_iter().copied().filter(enough).collect();
        ties.into_iter().for_each(|(a, b)| tied.join(a as usize, b as usize));
        open.clear();
    }

    /// How much speaks for one happening behind both, in points.
    pub(super) fn points(&self, a: u32, b: u32) -> i32 {
        self.points_from(i32::MIN, a, b)
    }

    /// The same where it is `least` or more, else anything less: of a heap's millions of pairs most are dropped before the lists of
    /// words are gone through, which is what takes time.
    fn points_from(&self, least: i32, a: u32, b: u32) -> i32 {
        let (one, other) = (&self.items[a as usize], &self.items[b as usize]);
        if one.chain == other.chain || one.copy == other.copy {
            return MOST;
        }
        let kinship = one.lemma.kinship(&other.lemma);
        if is_of_one_sentence(one, other) || self.never(a, b, kinship) {
            return NEVER;
        }
        let mut signs = self.signs_but_words(a, b, kinship);
        let besides = SHIFT + self.surprise(a, b, kinship) - self.takes_off(a, b, signs);
        if signs.points(&self.signs) + besides + self.most_by_words < least {
            return LEAST;
        }
        self.compare_words(&mut signs, a, b, kinship);
        let points = signs.points(&self.signs) + besides;
        // What follows only takes off.
        if points < least {
            return LEAST;
        }
        (points - self.takes_off_by_articles(one, other)).clamp(LEAST, MOST)
    }

    /// What a pair lacks, in points, whatever its words and its articles share.
    fn takes_off(&self, a: u32, b: u32, signs: EventSigns) -> i32 {
        let (one, other) = (&self.items[a as usize], &self.items[b as usize]);
        let mut points = 0;
        if !(one.prominent && other.prominent) {
            points += BACKGROUND;
            let is_open = |item: &EventItem| matches!(item.status, Status::Hypothetical | Status::Negated);
            let dated = signs.has(EventSign::SameDay) || signs.has(EventSign::DaysOverlap);
            points += if dated || is_open(one) == is_open(other) { 0 } else { OPEN };
        } else if one.passage.article != other.passage.article {
            points += if one.is_long && other.is_long { LONG_LEADS } else { SHORT_LEADS };
        }
        if signs.has(EventSign::SaidApart) && !signs.has(EventSign::SameDay) && !signs.has(EventSign::DaysOverlap) {
            points += TOLD_LATER;
        }
        let part = signs.has(EventSign::SamePatient) || signs.has(EventSign::SameAgent);
        if signs.has(EventSign::SameEverydayWord) && !part {
            points += EVERYDAY_WORD;
            let supposed = |item: &EventItem| item.status == Status::Hypothetical;
            points += if supposed(one) == supposed(other) { 0 } else { SUPPOSED };
        }
        if is_other_person(one, other) {
            points += OTHER_PERSON;
        }
        if is_of_other_hand(one, other, signs) {
            points += OTHER_HAND;
        }
        if is_of_other_things(one, other, signs) {
            points += OTHER_THINGS;
        }
        if is_in_other_town(one, other) {
            points += OTHER_TOWN;
        }
        if [one, other].iter().all(|item| item.time_basis == Some(TimeBasis::Date)) {
            points += if signs.has(EventSign::DaysApart) { OTHER_DATE } else { 0 };
            points += if signs.has(EventSign::DaysNear) { NEXT_DATE } else { 0 };
        }
        points
    }

    /// What a pair of headlines or leads lacks whose articles begin with other words.
    fn takes_off_by_articles(&self, one: &EventItem, other: &EventItem) -> i32 {
        if !(one.prominent && other.prominent) || one.passage.article == other.passage.article {
            return 0;
        }
        match self.articles_alike(one, other) {
            0..FAR => OF_FAR,
            FAR..NEAR => OF_OTHERS,
            _ => 0,
        }
    }

    /// What is seen when two mentions are compared.
    pub(super) fn signs(&self, a: u32, b: u32) -> EventSigns {
        let (one, other) = (&self.items[a as usize], &self.items[b as usize]);
        let kinship = one.lemma.kinship(&other.lemma);
        let mut signs = self.signs_but_words(a, b, kinship);
        self.compare_words(&mut signs, a, b, kinship);
        signs
    }

    /// The same without the words of their clauses and sentences.
    fn signs_but_words(&self, a: u32, b: u32, kinship: Kinship) -> EventSigns {
        let (one, other) = (&self.items[a as usize], &self.items[b as usize]);
        let mut signs = EventSigns::default();
        signs.add(EventSign::Any);
        let kin = kinship != Kinship::None;
        let named = one.kind != EventKind::Other && other.kind != EventKind::Other;
        signs.add(match kinship {
            Kinship::Same if one.everyday => EventSign::SameEverydayWord,
            Kinship::Same => EventSign::SameWord,
            Kinship::Derived => EventSign::Derived,
            Kinship::Synonyms => EventSign::Synonyms,
            Kinship::None if named && one.kind == other.kind => EventSign::SameKind,
            Kinship::None if named => EventSign::OtherKind,
            Kinship::None => EventSign::OtherWord,
        });
        if kin {
            signs.add(if self.is_frequent(a, b) { EventSign::FrequentKin } else { EventSign::RareKin });
        }
        self.compare_parts(&mut signs, a, b, kin);
        match (one.place, other.place) {
            (Some(x), Some(y)) if x == y && self.weights(a)[3].last() == Some(&1) => {
                signs.add(EventSign::SameCommonPlace)
            }
            (Some(x), Some(y)) if x == y => signs.add(EventSign::SamePlace),
            (Some(_), Some(_)) => signs.add(EventSign::OtherPlace),
            _ => {}
        }
        compare_times(&mut signs, &self.known[a as usize], &self.known[b as usize]);
        compare_figures(&mut signs, one, other);
        signs.add_if(one.copy == other.copy, EventSign::SameSentence);
        signs.add_if(one.prominent && other.prominent, EventSign::BothProminent);
        signs.add_if(kin && one.prominent && other.prominent, EventSign::KinProminent);
        signs.add_if(one.prominent != other.prominent, EventSign::OneProminent);
        let real = |item: &EventItem| item.status == Status::Asserted;
        signs.add_if(real(one) != real(other), EventSign::OtherStatus);
        let same_article = one.passage.article == other.passage.article;
        signs.add_if(same_article, EventSign::SameArticle);
        signs.add_if(same_article && kin, EventSign::KinSameArticle);
        compare_forms(&mut signs, one, other, kin);
        signs
    }

    /// How much the words that stand near both tell, in points.
    fn surprise(&self, a: u32, b: u32, kinship: Kinship) -> i32 {
        let [(one, x), (other, y)] = [a, b].map(|i| (&self.items[i as usize], self.weights(i)[2]));
        let mut bits: u32 = in_both(one.words.near(), other.words.near()).map(|(i, j)| u32::from(x[i].min(y[j]))).sum();
        // "Explosion" of one and "exploded" of the other.
        if one.word != other.word && kinship == Kinship::Derived {
            let own = |item: &EventItem, rare: &[u16]| {
                item.words.near().binary_search(&item.word).map_or(0, |at| u32::from(rare[at]))
            };
            bits += own(one, x).min(own(other, y));
        }
        SURPRISE * bits as i32 / rarity::BIT as i32
    }

    /// Whether the lemma of either is one that articles like the first's hold often.
    fn is_frequent(&self, a: u32, b: u32) -> bool {
        let group = |i: u32| self.group_of[self.items[i as usize].passage.article as usize];
        self.known[a as usize].frequent
            || if group(a) == group(b) {
                self.known[b as usize].frequent
            } else {
                self.frequent.contains(&(group(a), self.items[b as usize].lemma.word()))
            }
    }

    fn compare_parts(&self, signs: &mut EventSigns, a: u32, b: u32, kin: bool) {
        let (one, other) = (&self.items[a as usize], &self.items[b as usize]);
        let [.., common] = self.weights(a);
        let kind = !kin && one.kind == other.kind && one.kind != EventKind::Other;
        let has = |item: &EventItem, role: Role, who: EntityOrWord| {
            item.parts.iter().any(|part| part.role == role && part.who == who)
        };
        let mut any_in_role = false;
        for role in [Role::Agent, Role::Patient] {
            let agent = role == Role::Agent;
            let pick = |by_agent: EventSign, by_patient: EventSign| if agent { by_agent } else { by_patient };
            let in_role = |item: &'a EventItem| item.parts.iter().filter(move |part| part.role == role);
            let (mut shared, mut all_common) = (false, true);
            for (part, common) in one.parts.iter().zip(common).filter(|(part, _)| part.role == role) {
                if has(other, role, part.who) {
                    (shared, all_common) = (true, all_common && *common == 1);
                }
            }
            if shared {
                if all_common {
                    signs.add(pick(EventSign::SameCommonAgent, EventSign::SameCommonPatient));
                } else {
                    signs.add(pick(EventSign::SameAgent, EventSign::SamePatient));
                    signs.add_if(kind, pick(EventSign::KindSameAgent, EventSign::KindSamePatient));
                }
                signs.add_if(kin, pick(EventSign::KinSameAgent, EventSign::KinSamePatient));
                any_in_role = true;
            } else if in_role(one).next().is_some() && in_role(other).next().is_some() {
                let named = |item| in_role(item).any(|part| matches!(part.who, EntityOrWord::Entity(_)));
                if named(one) && named(other) {
                    signs.add(pick(EventSign::OtherAgent, EventSign::OtherPatient));
                    signs.add_if(kin, pick(EventSign::KinOtherAgent, EventSign::KinOtherPatient));
                } else {
                    signs.add(pick(EventSign::UnlikeAgent, EventSign::UnlikePatient));
                    signs.add_if(kin && !agent, EventSign::KinUnlikePatient);
                }
            }
        }
        let whole = |item: &'a EventItem| item.parts.iter().map(|part: &ItemParticipant| part.who).chain(item.place);
        let in_role = |who: EntityOrWord| {
            [Role::Agent, Role::Patient].into_iter().any(|role| has(one, role, who) && has(other, role, who))
        };
        let (mut elsewhere, mut all_common) = (false, true);
        for (who, common) in whole(one).zip(common) {
            if whole(other).any(|other| other == who) && !in_role(who) {
                (elsewhere, all_common) = (true, all_common && *common == 1);
            }
        }
        if elsewhere {
            signs.add(if all_common { EventSign::SharedCommonPart } else { EventSign::SharedPart });
        }
        // What one has as a part the other's clause may name.
        let named_in = |item: &'a EventItem, words: &[Word]| {
            whole(item).any(|who| matches!(who, EntityOrWord::Word(word) if words.binary_search(&word).is_ok()))
        };
        if !any_in_role && (named_in(one, other.words.clause()) || named_in(other, one.words.clause())) {
            signs.add(EventSign::PartElsewhere);
        }
        if whole(one).next().is_none() || whole(other).next().is_none() {
            signs.add(EventSign::NoParts);
            signs.add_if(kin, EventSign::KinNoParts);
        }
    }

    /// How much of what two articles begin with is the same, in percent: whether they tell one story.
    fn articles_alike(&self, one: &EventItem, other: &EventItem) -> usize {
        let [x, y] = [one, other].map(|item| &self.openings[item.passage.article as usize]);
        openings::percent(in_both(x, y).count(), x, y)
    }

    fn compare_words(&self, signs: &mut EventSigns, a: u32, b: u32, kinship: Kinship) {
        let (one, other) = (&self.items[a as usize], &self.items[b as usize]);
        let [x, y] = [a, b].map(|i| self.known[i as usize].sums.map(u64::from));
        let [[x_clause, x_around, ..], [y_clause, y_around, ..]] = [a, b].map(|i| self.weights(i));
        let clause = shared((one.words.clause(), x_clause, x[0]), (other.words.clause(), y_clause, y[0]));
        signs.add(match clause {
            0..8 => EventSign::ClauseNone,
            8..22 => EventSign::ClauseSome,
            22..45 => EventSign::ClauseMany,
            _ => EventSign::ClauseMost,
        });
        let around = shared((one.words.around(), x_around, x[1]), (other.words.around(), y_around, y[1]));
        signs.add(match around {
            0..5 => EventSign::AroundNone,
            5..14 => EventSign::AroundSome,
            14..MUCH_ALIKE => EventSign::AroundMany,
            _ => EventSign::AroundMost,
        });
        if kinship != Kinship::None {
            signs.add(match around {
                0..5 => EventSign::KinAroundNone,
                5..14 => EventSign::KinAroundSome,
                _ => EventSign::KinAroundMany,
            });
        }
    }

    /// Whether two mentions of two sentences can't tell one happening, whatever else they share.
    fn never(&self, a: u32, b: u32, kinship: Kinship) -> bool {
        let (one, other) = (&self.items[a as usize], &self.items[b as usize]);
        let statement = |item: &EventItem| item.kind == EventKind::Statement;
        let kin = kinship != Kinship::None;
        let is_no_harm = |item: &EventItem| item.kind.is_harm() && item.status == Status::Negated;
        one.is_usual != other.is_usual
            // "They collided" and "they did not derail": harm that did not come is the same by the same word alone.
            || !kin && is_no_harm(one) != is_no_harm(other)
            || !kin && !may_be_of_one_sort(one.kind, other.kind)
            || self.known[a as usize].bare_report
            || self.known[b as usize].bare_report
            || match (statement(one), statement(other)) {
                (false, false) => false,
                // Two sayings are one where the same sentence was printed, or one much like it: "announced" and "condemned" are two.
                (true, true) => !kin || !self.are_much_alike(a, b),
                // What is said and that it is said are two things.
                _ => !kin,
            }
    }

    /// Whether two sentences are much alike.
    fn are_much_alike(&self, a: u32, b: u32) -> bool {
        let [(one, x), (other, y)] = [a, b].map(|i| (self.items[i as usize].words.around(), self.weights(i)[1]));
        let [x_sum, y_sum] = [a, b].map(|i| u64::from(self.known[i as usize].sums[1]));
        shared((one, x, x_sum), (other, y, y_sum)) >= MUCH_ALIKE
    }
}

/// Whether happenings of two kinds may be one: an attack is a disaster too, who is moved is handed over, and a ferry that "went down"
/// sank. Of other pairs of kinds that were alike enough in ECB+'s training topics and among the judged pairs of `happening-pairs` two
/// in a hundred were one: a trial is no arrest, and neither is the death.
pub(super) fn may_be_of_one_sort(one: EventKind, other: EventKind) -> bool {
    use EventKind::{Accident, Attack, Change, Death, Demand, Disaster, Movement, Office, Other, Transfer};
    let harm = |kind| matches!(kind, Attack | Disaster | Accident | Movement);
    let moved = |kind| matches!(kind, Movement | Change | Transfer | Demand);
    let taken = |kind| matches!(kind, Attack | Demand | Office | Death);
    let is_taking = |one, other| one == Attack && taken(other);
    one == other
        || one == Other
        || other == Other
        || harm(one) && harm(other)
        || moved(one) && moved(other)
        || is_taking(one, other)
        || is_taking(other, one)
}

/// Whether harm was in one named place by one mention, in another by the other.
fn is_in_other_town(one: &EventItem, other: &EventItem) -> bool {
    let named = |item: &EventItem| item.place.filter(|place| matches!(place, EntityOrWord::Entity(_)));
    one.kind.is_harm() && named(one).zip(named(other)).is_some_and(|(x, y)| x != y)
}

/// Whether nouns tell them and others did it.
fn is_of_other_hand(one: &EventItem, other: &EventItem, signs: EventSigns) -> bool {
    signs.has(EventSign::OtherAgent) && (one.is_noun || other.is_noun)
}

/// Whether verbs that are kin tell what was done to other things: of any kind, brought or moved.
fn is_of_other_things(one: &EventItem, other: &EventItem, signs: EventSigns) -> bool {
    let kin = signs.has(EventSign::RareKin) || signs.has(EventSign::FrequentKin);
    let plain = matches!(one.kind, EventKind::Other | EventKind::Transfer | EventKind::Movement);
    let unlike = signs.has(EventSign::UnlikePatient) || signs.has(EventSign::OtherPatient);
    kin && plain && unlike && !signs.has(EventSign::PatientsNear) && !one.is_noun && !other.is_noun
}

fn is_of_one_sentence(one: &EventItem, other: &EventItem) -> bool {
    one.passage.article == other.passage.article && one.sentence == other.sentence
}

/// Whether it happened to one named person by one mention, to another by the other.
fn is_other_person(one: &EventItem, other: &EventItem) -> bool {
    fn people(item: &EventItem) -> impl Iterator<Item = EntityOrWord> + '_ {
        item.parts.iter().filter(|part| part.role == Role::Patient && part.person).map(|part| part.who)
    }
    people(one).next().is_some()
        && people(other).next().is_some()
        && !people(one).any(|who| people(other).any(|other| other == who))
}

/// The number of a day.
pub(super) fn number(day: Date) -> i32 {
    Date::constant(1970, 1, 1).until(day).map_or(0, |span| span.get_days())
}

/// For each item the keys by which it is compared with earlier ones. Of sentences and chains of mentions only those that several
/// have: almost every mention has one that no other has.
fn keys(likeness: &EventLikeness) -> Keys {
    let copies = repeated(likeness.items.iter().map(|item| item.copy));
    let chains = repeated(likeness.items.iter().map(|item| item.chain));
    let mut numbers: HashMap<MentionKey, u32> = HashMap::new();
    let mut keys = Keys { all: Vec::new(), ends: Vec::with_capacity(likeness.items.len()), count: 0 };
    for (i, item) in (0..).zip(likeness.items) {
        if likeness.known[i as usize].bare_report {
            keys.ends.push(keys.all.len());
            continue;
        }
        let mut add = |key: MentionKey, most: usize| {
            let next = numbers.len() as u32;
            keys.all.push(SharedKey(2 * *numbers.entry(key).or_insert(next) + u32::from(most == FEW_NEIGHBORS)));
        };
        let [clause, .., common] = likeness.weights(i);
        if copies.contains(&item.copy) {
            add(MentionKey::Copy(item.copy), NEIGHBORS);
        }
        add(MentionKey::Lemma(item.lemma.word()), NEIGHBORS);
        if chains.contains(&item.chain) {
            add(MentionKey::Chain(item.chain), NEIGHBORS);
        }
        item.lemma.families().iter().for_each(|&family| add(MentionKey::Family(family), NEIGHBORS));
        item.lemma.sets().iter().for_each(|&set| add(MentionKey::Set(set), NEIGHBORS));
        for (part, _) in item.parts.iter().zip(common).filter(|(_, common)| **common == 0) {
            add(MentionKey::Part(part.who, item.kind), FEW_NEIGHBORS);
        }
        if let Some((day, _)) = item.days.filter(|(from, to)| from == to && item.kind != EventKind::Other) {
            add(MentionKey::Day(day, item.kind), FEW_NEIGHBORS);
        }
        let rarest = item.words.clause().iter().zip(clause).filter(|(_, weight)| **weight > 4);
        rarest.for_each(|(&word, _)| add(MentionKey::Rare(word), FEW_NEIGHBORS));
        keys.ends.push(keys.all.len());
    }
    keys.count = numbers.len();
    keys
}

/// What comes more than once.
fn repeated<T: Copy + Ord + Hash>(all: impl Iterator<Item = T>) -> HashSet<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0]).collect()
}

fn compare_times(signs: &mut EventSigns, one: &MentionFacts, other: &MentionFacts) {
    match (one.days, other.days) {
        (Some(x), Some(y)) if x == y && (x.1 - x.0).abs() <= 1 => signs.add(EventSign::SameDay),
        (Some(x), Some(y)) if x.0 <= y.1 && y.0 <= x.1 => signs.add(EventSign::DaysOverlap),
        (Some(x), Some(y)) => {
            let gap = if x.1 < y.0 { y.0 - x.1 } else { (x.0 - y.1).abs() };
            signs.add(if gap <= 1 { EventSign::DaysNear } else { EventSign::DaysApart });
        }
        _ => {}
    }
    if let (Some(x), Some(y)) = (one.said, other.said) {
        signs.add_if((y - x).abs() <= 2, EventSign::SaidTogether);
        signs.add_if((y - x).abs() > 10, EventSign::SaidApart);
    }
}

/// How each is told: in which place of its article, by what sort of word, as which of several.
fn compare_forms(signs: &mut EventSigns, one: &EventItem, other: &EventItem, kin: bool) {
    let both = |holds: fn(&EventItem) -> bool| holds(one) && holds(other);
    match (one.order, other.order) {
        (Some(x), Some(y)) => signs.add_if(x != y, EventSign::OtherOrder),
        (None, None) => {}
        _ => signs.add(EventSign::OneOrder),
    }
    signs.add_if(both(|item| item.is_noun) && one.is_plural != other.is_plural, EventSign::OtherNumber);
    signs.add_if(both(|item| item.is_noun), EventSign::BothNouns);
    signs.add_if(!one.is_noun && !other.is_noun, EventSign::BothVerbs);
    signs.add_if(both(|item| item.in_title), EventSign::BothInTitles);
    signs.add_if(kin && both(|item| item.in_title), EventSign::KinInTitles);
    let opens = both(|item| item.in_title || item.opens);
    signs.add_if(opens, EventSign::BothOpen);
    signs.add_if(opens && !kin && one.kind == other.kind && one.kind != EventKind::Other, EventSign::KindBothOpen);
    if both(|item| matches!(item.time_basis, Some(TimeBasis::Date | TimeBasis::Same))) {
        signs.add_if(signs.has(EventSign::DaysApart) || signs.has(EventSign::DaysNear), EventSign::DatedApart);
        signs.add_if(signs.has(EventSign::SameDay), EventSign::DatedAlike);
    }
    signs.add_if(both(|item| item.sure > SURE), EventSign::BothSure);
    if let (Some(x), Some(y)) = (one.town, other.town) {
        signs.add(if x == y { EventSign::SameTown } else { EventSign::OtherTown });
    }
    signs.add_if(both(|item| item.is_long), EventSign::BothLong);
    signs.add_if(kin && both(|item| item.is_long), EventSign::KinBothLong);
    for role in [Role::Agent, Role::Patient] {
        compare_clusters(signs, one, other, role, kin);
    }
}

/// Whether common nouns that stand for those in one role are words of one sort.
fn compare_clusters(signs: &mut EventSigns, one: &EventItem, other: &EventItem, role: Role, kin: bool) {
    fn in_role(item: &EventItem, role: Role) -> impl Iterator<Item = &ItemParticipant> {
        item.parts.iter().filter(move |part| part.role == role)
    }
    let common = |item: &EventItem| {
        in_role(item, role).next().is_some() && in_role(item, role).all(|part| part.cluster.is_some())
    };
    let any = |alike: fn(&ItemParticipant, &ItemParticipant) -> bool| {
        in_role(one, role).any(|a| in_role(other, role).any(|b| alike(a, b)))
    };
    if !common(one) || !common(other) || any(|a, b| a.who == b.who) {
        return;
    }
    match (role, any(|a, b| a.cluster == b.cluster)) {
        (Role::Agent, false) => signs.add(EventSign::AgentsFar),
        (Role::Patient, false) => {
            signs.add(EventSign::PatientsFar);
            signs.add_if(kin, EventSign::KinPatientsFar);
        }
        (Role::Patient, true) => signs.add(EventSign::PatientsNear),
        _ => {}
    }
}

/// A word surer than this tells a happening almost wherever it stands: half of the mentions of ECB+'s training topics.
const SURE: i32 = 64;

fn compare_figures(signs: &mut EventSigns, one: &EventItem, other: &EventItem) {
    let mut pairs = one.figures.iter().flat_map(|x| other.figures.iter().map(move |y| (x, y))).peekable();
    if pairs.peek().is_some() {
        let agree = pairs.any(|(x, y)| x.unit == y.unit && x.compatible(y) != Compatibility::Conflict);
        signs.add(if agree { EventSign::SameFigure } else { EventSign::OtherFigure });
    }
}

/// Where in each of two sorted lists the words stand that both have.
fn in_both<'w>(a: &'w [Word], b: &'w [Word]) -> impl Iterator<Item = (usize, usize)> + 'w {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        while i < a.len() && j < b.len() {
            match a[i].cmp(&b[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    (i, j) = (i + 1, j + 1);
                    return Some((i - 1, j - 1));
                }
            }
        }
        None
    })
}

/// How much of their words two mentions share, the rare ones above all, in percent. Each with its words, sorted, their weights
/// and the sum of these.
fn shared(a: (&[Word], &[u16], u64), b: (&[Word], &[u16], u64)) -> u64 {
    let ((a, a_weights, a_sum), (b, b_weights, b_sum)) = (a, b);
    let common: u64 = in_both(a, b).map(|(i, j)| u64::from(a_weights[i].min(b_weights[j]))).sum();
    if common == 0 {
        return 0;
    }
    (common * 100).checked_div((a_sum * b_sum).isqrt()).unwrap_or(0)
}
