//! How much speaks for one happening behind two mentions, in points.

use super::item::{Item, Part, Who};
use super::kin::Kinship;
use super::signs::{Sign, Signs};
use crate::align::Groups;
use crate::annotate::events::{EventKind, Role, TimeBasis};
use crate::annotate::figures::Status;
use crate::quantity::Compatibility;
use crossread_language::Word;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

/// Points from which two groups of mentions are one happening, on average over their pairs. A pair that is not known counts
/// nothing; even odds have [`SHIFT`]. On the training topics' like, ECB+'s measured ones, 46 would be best; on the seven stories
/// of `ledger-gold` that may be looked at from 48 to 56 a quarter of the wrong joins go and no right one.
pub(super) const ENOUGH: i32 = 52;

/// What a pair of even odds has: a pair that nobody compared is taken for a good deal less likely.
const SHIFT: i32 = 56;

/// What a pair lacks that doesn't stand in headlines and leads alone. ECB+ holds the sentences that tell the news; what
/// articles tell besides repeats words without repeating happenings. Chosen on the seven stories of `ledger-gold`
/// that may be looked at: half of the wrong joins go by it and none of the right ones.
const BACKGROUND: i32 = 36;

/// What a pair lacks whose one word is of any story ("start", "use") and that shares nobody who is not everywhere in it.
const EVERYDAY_WORD: i32 = 15;

/// What a pair lacks to whose named people it happened, and who are others: mostly two arrests, two deaths. The corpus can't
/// tell, since its articles name the same few.
const OTHER_PERSON: i32 = 60;

/// What a pair lacks where each has a date in its own clause that excludes the other's, by days or by one: over night, or
/// half around the world, accounts differ by one.
const OTHER_DATE: i32 = 100;
const NEXT_DATE: i32 = 70;

/// The most and the least a pair can say: one striking likeness doesn't outweigh many differences.
const MOST: i32 = 110;
const LEAST: i32 = -120;

/// Points of a pair that can't be one happening.
pub(super) const NEVER: i32 = -1000;

/// How many earlier mentions with the same sign each is compared with.
const NEIGHBORS: usize = 60;

/// The same for signs that many mentions share and that say little by themselves.
const FEW_NEIGHBORS: usize = 12;

/// Fewest telling words of their openings that two articles of one story share.
const TIED: usize = 6;

/// Telling words of an article's opening that are compared.
const OPENING: usize = 120;

/// Verbs that by themselves only report.
static REPORTS: LazyLock<HashSet<Word>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/en/bare-reports.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).map(Word::of).collect()
});

/// Whether a mention only says that somebody said something.
pub(super) fn is_bare_report(item: &Item) -> bool {
    REPORTS.contains(&item.lemma.word())
}

/// What is needed to compare the mentions of a story.
pub(super) struct Likeness<'a> {
    items: &'a [Item],
    /// For each item the weights of its clause's words and of its sentence's, and their sums.
    clause: Vec<Vec<u32>>,
    around: Vec<Vec<u32>>,
    /// For each article its group of tied articles.
    group_of: Vec<u32>,
    /// Entities and words that half of a group's articles hold.
    common: HashSet<(u32, Who)>,
    /// Lemmas (by group) that two or more mentions an article hold, on average over those that hold any.
    frequent: HashSet<(u32, Word)>,
}

impl<'a> Likeness<'a> {
    /// `items` are those of distinct texts, `articles` the number of the story's articles.
    pub(super) fn new(items: &'a [Item], articles: usize) -> Likeness<'a> {
        let group_of = ties(items, articles);
        let mut sizes: BTreeMap<u32, HashSet<u32>> = BTreeMap::new();
        let mut holders: HashMap<(u32, Word), HashSet<u32>> = HashMap::new();
        let mut whose: HashMap<(u32, Who), HashSet<u32>> = HashMap::new();
        let mut uses: HashMap<(u32, Word), (u32, HashSet<u32>)> = HashMap::new();
        for item in items {
            let article = item.passage.article;
            let group = group_of[article as usize];
            sizes.entry(group).or_default().insert(article);
            for &word in &item.around {
                holders.entry((group, word)).or_default().insert(article);
            }
            for who in item.parts.iter().map(|part| part.who).chain(item.place) {
                whose.entry((group, who)).or_default().insert(article);
            }
            let used = uses.entry((group, item.lemma.word())).or_default();
            used.0 += 1;
            used.1.insert(article);
        }
        let size = |group: u32| sizes[&group].len();
        let weight = |group: u32, word: Word| {
            let (held, all) = (holders[&(group, word)].len(), size(group));
            // What half of a story holds tells nothing in it; a handful of articles can't tell what is rare.
            let common = all >= 4 && held * 2 > all;
            if common { 0 } else { (((all + 4) * 16 / held).ilog2() - 3).pow(2) }
        };
        let weigh = |item: &Item, words: &[Word]| -> Vec<u32> {
            words.iter().map(|&word| weight(group_of[item.passage.article as usize], word)).collect()
        };
        let common = whose.iter().filter(|((group, _), held)| size(*group) >= 4 && held.len() * 2 > size(*group));
        let frequent = uses.iter().filter(|(_, (count, held))| *count as usize >= 2 * held.len());
        Likeness {
            clause: items.iter().map(|item| weigh(item, &item.clause)).collect(),
            around: items.iter().map(|item| weigh(item, &item.around)).collect(),
            common: common.map(|(who, _)| *who).collect(),
            frequent: frequent.map(|(word, _)| *word).collect(),
            group_of,
            items,
        }
    }

    /// Pairs worth comparing, a < b, each once, sorted.
    pub(super) fn candidates(&self) -> Vec<(u32, u32)> {
        #[derive(PartialEq, Eq, Hash, Clone, Copy)]
        enum Key {
            Copy(Word),
            Lemma(Word),
            Family(u16),
            Set(u16),
            Part(Who, EventKind),
            Day(Date, EventKind),
            Chain(u32),
            Rare(Word),
        }
        let mut known: HashMap<Key, Vec<u32>> = HashMap::new();
        let mut pairs = Vec::new();
        for (b, item) in self.items.iter().enumerate() {
            if is_bare_report(item) {
                continue;
            }
            let group = self.group_of[item.passage.article as usize];
            let mut keys = vec![(Key::Copy(item.copy), NEIGHBORS), (Key::Lemma(item.lemma.word()), NEIGHBORS)];
            keys.push((Key::Chain(item.chain), NEIGHBORS));
            keys.extend(item.lemma.families().iter().map(|&family| (Key::Family(family), NEIGHBORS)));
            keys.extend(item.lemma.sets().iter().map(|&set| (Key::Set(set), NEIGHBORS)));
            for part in item.parts.iter().filter(|part| !self.common.contains(&(group, part.who))) {
                keys.push((Key::Part(part.who, item.kind), FEW_NEIGHBORS));
            }
            if let Some((day, _)) = item.days.filter(|(from, to)| from == to && item.kind != EventKind::Other) {
                keys.push((Key::Day(day, item.kind), FEW_NEIGHBORS));
            }
            let rarest = item.clause.iter().zip(&self.clause[b]).filter(|(_, weight)| **weight > 4);
            keys.extend(rarest.map(|(&word, _)| (Key::Rare(word), FEW_NEIGHBORS)));
            for (key, most) in keys {
                let before = known.entry(key).or_default();
                pairs.extend(before.iter().rev().take(most).map(|&a| (a, b as u32)));
                if before.last() != Some(&(b as u32)) {
                    before.push(b as u32);
                }
            }
        }
        pairs.retain(|(a, b)| a != b);
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// How much speaks for one happening behind both, in points.
    pub(super) fn points(&self, a: u32, b: u32) -> i32 {
        let (one, other) = (&self.items[a as usize], &self.items[b as usize]);
        if one.chain == other.chain || one.copy == other.copy {
            return MOST;
        }
        let signs = self.signs(a, b);
        if never(one, other, signs) {
            return NEVER;
        }
        let mut points = signs.points() + SHIFT;
        if !(one.prominent && other.prominent) {
            points -= BACKGROUND;
        }
        let part = signs.has(Sign::SamePatient) || signs.has(Sign::SameAgent);
        if signs.has(Sign::SameEverydayWord) && !part {
            points -= EVERYDAY_WORD;
        }
        if is_other_person(one, other) {
            points -= OTHER_PERSON;
        }
        if [one, other].iter().all(|item| item.time_basis == Some(TimeBasis::Date)) {
            points -= if signs.has(Sign::DaysApart) { OTHER_DATE } else { 0 };
            points -= if signs.has(Sign::DaysNear) { NEXT_DATE } else { 0 };
        }
        points.clamp(LEAST, MOST)
    }

    /// What is seen when two mentions are compared.
    pub(super) fn signs(&self, a: u32, b: u32) -> Signs {
        let (one, other) = (&self.items[a as usize], &self.items[b as usize]);
        let group = self.group_of[one.passage.article as usize];
        let mut signs = Signs::default();
        signs.add(Sign::Any);
        let kinship = one.lemma.kinship(&other.lemma);
        let kin = kinship != Kinship::None;
        let named = one.kind != EventKind::Other && other.kind != EventKind::Other;
        signs.add(match kinship {
            Kinship::Same if one.everyday => Sign::SameEverydayWord,
            Kinship::Same => Sign::SameWord,
            Kinship::Derived => Sign::Derived,
            Kinship::Synonyms => Sign::Synonyms,
            Kinship::None if named && one.kind == other.kind => Sign::SameKind,
            Kinship::None if named => Sign::OtherKind,
            Kinship::None => Sign::OtherWord,
        });
        if kin {
            let frequent = [one, other].iter().any(|item| self.frequent.contains(&(group, item.lemma.word())));
            signs.add(if frequent { Sign::FrequentKin } else { Sign::RareKin });
        }
        self.compare_parts(&mut signs, one, other, kin);
        match (one.place, other.place) {
            (Some(x), Some(y)) if x == y && self.common.contains(&(group, x)) => signs.add(Sign::SameCommonPlace),
            (Some(x), Some(y)) if x == y => signs.add(Sign::SamePlace),
            (Some(_), Some(_)) => signs.add(Sign::OtherPlace),
            _ => {}
        }
        compare_times(&mut signs, one, other);
        compare_figures(&mut signs, one, other);
        self.compare_words(&mut signs, a, b, kin);
        signs.add_if(one.copy == other.copy, Sign::SameSentence);
        signs.add_if(one.prominent && other.prominent, Sign::BothProminent);
        signs.add_if(kin && one.prominent && other.prominent, Sign::KinProminent);
        signs.add_if(one.prominent != other.prominent, Sign::OneProminent);
        let real = |item: &Item| item.status == Status::Asserted;
        signs.add_if(real(one) != real(other), Sign::OtherStatus);
        let same_article = one.passage.article == other.passage.article;
        signs.add_if(same_article, Sign::SameArticle);
        signs.add_if(same_article && kin, Sign::KinSameArticle);
        signs
    }

    fn compare_parts(&self, signs: &mut Signs, one: &Item, other: &Item, kin: bool) {
        let group = self.group_of[one.passage.article as usize];
        let of = |item: &Item, role: Role| -> Vec<Who> {
            item.parts.iter().filter(|part| part.role == role).map(|part| part.who).collect()
        };
        let is_common = |who: &Who| self.common.contains(&(group, *who));
        let kind = !kin && one.kind == other.kind && one.kind != EventKind::Other;
        let mut shared_in_role: Vec<Who> = Vec::new();
        for role in [Role::Agent, Role::Patient] {
            let (x, y) = (of(one, role), of(other, role));
            let agent = role == Role::Agent;
            let pick = |by_agent: Sign, by_patient: Sign| if agent { by_agent } else { by_patient };
            let shared: Vec<Who> = x.iter().copied().filter(|who| y.contains(who)).collect();
            if !shared.is_empty() {
                if shared.iter().all(is_common) {
                    signs.add(pick(Sign::SameCommonAgent, Sign::SameCommonPatient));
                } else {
                    signs.add(pick(Sign::SameAgent, Sign::SamePatient));
                    signs.add_if(kind, pick(Sign::KindSameAgent, Sign::KindSamePatient));
                }
                signs.add_if(kin, pick(Sign::KinSameAgent, Sign::KinSamePatient));
                shared_in_role.extend(shared);
            } else if !x.is_empty() && !y.is_empty() {
                let named = |all: &[Who]| all.iter().any(|who| matches!(who, Who::Entity(_)));
                if named(&x) && named(&y) {
                    signs.add(pick(Sign::OtherAgent, Sign::OtherPatient));
                    signs.add_if(kin, pick(Sign::KinOtherAgent, Sign::KinOtherPatient));
                } else {
                    signs.add(pick(Sign::UnlikeAgent, Sign::UnlikePatient));
                    signs.add_if(kin && !agent, Sign::KinUnlikePatient);
                }
            }
        }
        let whole =
            |item: &Item| -> Vec<Who> { item.parts.iter().map(|part: &Part| part.who).chain(item.place).collect() };
        let (x, y) = (whole(one), whole(other));
        let mut elsewhere = x.iter().filter(|who| y.contains(who) && !shared_in_role.contains(who)).peekable();
        if elsewhere.peek().is_some() {
            let all_common = elsewhere.all(is_common);
            signs.add(if all_common { Sign::SharedCommonPart } else { Sign::SharedPart });
        }
        // What one has as a part the other's clause may name.
        let named_in = |parts: &[Who], words: &[Word]| {
            parts.iter().any(|who| matches!(who, Who::Word(word) if words.binary_search(word).is_ok()))
        };
        if shared_in_role.is_empty() && (named_in(&x, &other.clause) || named_in(&y, &one.clause)) {
            signs.add(Sign::PartElsewhere);
        }
        if x.is_empty() || y.is_empty() {
            signs.add(Sign::NoParts);
            signs.add_if(kin, Sign::KinNoParts);
        }
    }

    fn compare_words(&self, signs: &mut Signs, a: u32, b: u32, kin: bool) {
        let (one, other) = (&self.items[a as usize], &self.items[b as usize]);
        let (x, y) = (&self.clause[a as usize], &self.clause[b as usize]);
        signs.add(match shared(&one.clause, x, &other.clause, y) {
            0..8 => Sign::ClauseNone,
            8..22 => Sign::ClauseSome,
            22..45 => Sign::ClauseMany,
            _ => Sign::ClauseMost,
        });
        let (x, y) = (&self.around[a as usize], &self.around[b as usize]);
        let around = shared(&one.around, x, &other.around, y);
        signs.add(match around {
            0..5 => Sign::AroundNone,
            5..14 => Sign::AroundSome,
            14..30 => Sign::AroundMany,
            _ => Sign::AroundMost,
        });
        if kin {
            signs.add(match around {
                0..5 => Sign::KinAroundNone,
                5..14 => Sign::KinAroundSome,
                _ => Sign::KinAroundMany,
            });
        }
    }
}

/// Whether two mentions can't tell one happening, whatever they share.
fn never(one: &Item, other: &Item, signs: Signs) -> bool {
    let same_sentence = one.passage.article == other.passage.article && one.sentence == other.sentence;
    let statement = |item: &Item| item.kind == EventKind::Statement;
    let kin = !signs.has(Sign::OtherWord) && !signs.has(Sign::OtherKind);
    // What is said and that it is said are two things; two sayings are one where the same sentence was printed.
    let sayings = statement(one) && statement(other) && !signs.has(Sign::SameSentence) && !signs.has(Sign::AroundMost);
    same_sentence
        || statement(one) != statement(other) && !kin
        || sayings
        || is_bare_report(one)
        || is_bare_report(other)
}

/// Whether it happened to one named person by one mention, to another by the other.
fn is_other_person(one: &Item, other: &Item) -> bool {
    let people = |item: &Item| -> Vec<Who> {
        item.parts.iter().filter(|part| part.role == Role::Patient && part.person).map(|part| part.who).collect()
    };
    let (x, y) = (people(one), people(other));
    !x.is_empty() && !y.is_empty() && !x.iter().any(|who| y.contains(who))
}

fn compare_times(signs: &mut Signs, one: &Item, other: &Item) {
    let days = |a: Date, b: Date| a.until(b).map_or(0, |span| span.get_days()).abs();
    match (one.days, other.days) {
        (Some(x), Some(y)) if x == y && days(x.0, x.1) <= 1 => signs.add(Sign::SameDay),
        (Some(x), Some(y)) if x.0 <= y.1 && y.0 <= x.1 => signs.add(Sign::DaysOverlap),
        (Some(x), Some(y)) => {
            let gap = if x.1 < y.0 { days(x.1, y.0) } else { days(y.1, x.0) };
            signs.add(if gap <= 1 { Sign::DaysNear } else { Sign::DaysApart });
        }
        _ => {}
    }
    if let (Some(x), Some(y)) = (one.said, other.said) {
        signs.add_if(days(x, y) <= 2, Sign::SaidTogether);
        signs.add_if(days(x, y) > 10, Sign::SaidApart);
    }
}

fn compare_figures(signs: &mut Signs, one: &Item, other: &Item) {
    let mut pairs = one.figures.iter().flat_map(|x| other.figures.iter().map(move |y| (x, y))).peekable();
    if pairs.peek().is_some() {
        let agree = pairs.any(|(x, y)| x.unit == y.unit && x.compatible(y) != Compatibility::Conflict);
        signs.add(if agree { Sign::SameFigure } else { Sign::OtherFigure });
    }
}

/// How much of their words two mentions share, the rare ones above all, in percent.
fn shared(a: &[Word], a_weights: &[u32], b: &[Word], b_weights: &[u32]) -> u64 {
    let (mut i, mut j, mut common) = (0, 0, 0_u64);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += u64::from(a_weights[i].min(b_weights[j]));
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    let sum = |weights: &[u32]| weights.iter().map(|&weight| u64::from(weight)).sum::<u64>();
    let lengths = (sum(a_weights) * sum(b_weights)).isqrt();
    (common * 100).checked_div(lengths).unwrap_or(0)
}

/// For each article its group: articles whose openings share telling words, so that what is common in a story isn't changed
/// by an article of another.
fn ties(items: &[Item], articles: usize) -> Vec<u32> {
    let mut openings: Vec<Vec<Word>> = vec![Vec::new(); articles];
    for item in items {
        let opening = &mut openings[item.passage.article as usize];
        if opening.len() < OPENING {
            opening.extend(item.around.iter().chain([&item.lemma.word()]).filter(|word| !REPORTS.contains(word)));
        }
    }
    let mut holders: HashMap<Word, Vec<u32>> = HashMap::new();
    let mut shared: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for (article, opening) in openings.iter_mut().enumerate() {
        opening.sort_unstable();
        opening.dedup();
        for word in opening {
            let before = holders.entry(*word).or_default();
            for &other in before.iter().rev().take(NEIGHBORS) {
                *shared.entry((other, article as u32)).or_default() += 1;
            }
            before.push(article as u32);
        }
    }
    let mut groups = Groups::new(articles);
    for ((a, b), count) in shared {
        if count >= TIED {
            groups.join(a as usize, b as usize);
        }
    }
    (0..articles).map(|article| groups.root(article) as u32).collect()
}
