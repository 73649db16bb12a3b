//! How alike two figures are, in points: how much speaks for one question behind both.

use super::item::{A_YEAR, FigureItem, named_value};
use super::lasting::began_together;
use super::noun::{HARM, contrary};
use super::signs::FigureSign;
use crate::align::entities::EntityOrWord;
use crate::annotate::figures::{Standing, Status};
use crate::language::Language;
use crate::quantity::{Bound, Compatibility, Quantity, Unit, distance};
use crate::rules::rule;
use crossread_language::Word;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Points from which two groups of figures speak of the same thing, on average over their pairs.
///
/// The points here were weighed by logistic regression on the annotated pairs of `xtask/gold/matters-dev.tsv` (nine
/// stories, 4,500 pairs of figures) and on the tolls of FA-KES dev (472 articles on one war: tolls of one day and place
/// against tolls of days five apart), starting from points that were set by hand, then rounded and read on whole ledgers.
/// A point is about 0.03 of the log odds. Where those pairs leave a point open (shares, numbers of nothing named, values
/// many times apart) the ledgers of two stories nobody annotated decided. The threshold: from 40 to 55 precision rises on
/// the annotated pairs from 83 to 90 percent and recall falls from 62 to 56. `cargo xtask eval matters` measures it, on
/// eleven unread stories too.
pub(super) const ENOUGH: i32 = 47;

/// The most a pair can say: however much two figures share, they don't outweigh three others that contradict them.
const MOST: i32 = 100;

/// From this age on nobody is called a child.
const GROWN: Decimal = Decimal::from_parts(18, 0, 0, false, 0);

/// Children so many years apart are not taken for one another: an infant, a schoolchild.
const ABOUT_AS_OLD: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// What it says that one describing word stands before one value: "the top 2 percent". Chosen on an unread story.
const LED_ALIKE: i32 = 40;

/// Values that a story gives for one sort of thing, from how many on, and how much less it says that two are the same. Chosen on a story of
/// eleven polls, where half of all joined shares were of two questions; from 8 values on, right joins of other stories part.
const CROWDS: [(usize, i32); 2] = [(18, 45), (12, 20)];

/// Numbers up to this one two things of a story share by chance.
const A_DOZEN: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// From so many days before the telling on, a toll is remembered, not reported.
const LONG_PAST: i32 = 200;

/// What it says that a bound is so near a number: less than the same number, more than two that only don't contradict each
/// other. Chosen on the ledgers of ten stories.
const NEAR_BOUND: i32 = 40;

/// What it says that two lengths of time, told on two days, lead back to one beginning. Chosen on one story of a long search;
/// without further signs it joins nothing.
const LASTING: i32 = 35;

/// What it says that an article tells what a thing was taken for before beside what it is.
const TAKEN_BEFORE: i32 = 120;

/// So many and more are rather the dead of a war, told with the year it began, than of one event.
const OF_ONE_EVENT: Decimal = Decimal::from_parts(1000, 0, 0, false, 0);

/// Sentences within which an article that gives two values sets one right by the other. Shorter than a story's turns.
const BESIDE: usize = 8;

/// Sentences within which an article that gives two values tells of two things. Pages that were written further bring the
/// later count a few paragraphs on.
const TOLD_TOGETHER: usize = 3;

/// Points of a pair that can't be one matter.
pub(super) const NEVER: i32 = -1000;

/// Figures of one sort that are compared each with each; a sort with more is compared only where more is shared, since
/// it must not cost the square of a whole day's news.
const EACH_WITH_EACH: usize = 600;

/// Beyond that, how many earlier figures of the same sort and value, whose or place each is compared with.
const NEIGHBOURS: usize = 24;

/// What is needed to compare the figures of a story.
pub(super) struct FigureLikeness<'a> {
    language: &'a Language,
    items: &'a [FigureItem],
    originals: &'a [usize],
    /// How much each word around figures tells, the rarer among the articles the more.
    weights: HashMap<Word, u64>,
    /// What sharing each name tells, in points.
    tells: BTreeMap<u32, i32>,
    /// How many values each article gives for such a thing.
    given: HashMap<(u32, ExclusiveKey), usize>,
    /// The figures of each article's sentences.
    told: HashMap<(u32, usize), Vec<usize>>,
    /// How many values the story gives for each sort of thing.
    values: HashMap<(Unit, Option<Word>), usize>,
    /// The ages of children that each article tells.
    children: HashMap<u32, BTreeSet<Decimal>>,
    /// Articles that tell in one sentence how old two children are: "she was 15 and Sarn was 17".
    of_two_children: HashSet<u32>,
    /// For each of `originals` how much the words of its context and those of its surroundings tell together.
    lengths: Vec<[u64; 2]>,
}

/// What two figures that are worth comparing share.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash, Clone, Copy)]
enum FigureKey {
    Concept(Word),
    Value(Decimal),
    /// The first two digits of a value and how many it has: values so near may be one number told twice.
    Near(u128, u32),
    Happening(u16),
    Event(u32),
    Bare,
}

/// What they share besides, where many figures share the first.
#[derive(PartialEq, Eq, Hash)]
enum KeyDetail {
    Value(Decimal),
    Whose(EntityOrWord),
    Place(EntityOrWord),
}

impl<'a> FigureLikeness<'a> {
    pub(super) fn new(language: &'a Language, items: &'a [FigureItem], originals: &'a [usize]) -> FigureLikeness<'a> {
        // By article, so that a word an article repeats isn't common by that.
        let mut seen: HashMap<Word, (u32, Option<u32>)> = HashMap::new();
        let mut articles: HashSet<u32> = HashSet::new();
        for item in originals.iter().map(|&i| &items[i]) {
            let article = item.witness.passage.article;
            articles.insert(article);
            for word in item.near.context.iter().chain(&item.near.telling_of) {
                let (held, last) = seen.entry(*word).or_default();
                // Items stand by article.
                if *last != Some(article) {
                    (*held, *last) = (*held + 1, Some(article));
                }
            }
        }
        // A handful of articles can't tell what is rare: ten more that hold none of the words.
        let all = articles.len() as u64 + 10;
        let weight = |held: u32| hundredths_of_ln(2 * all, 2 * u64::from(held) + 1).pow(2);
        let weights: HashMap<Word, u64> = seen.into_iter().map(|(word, (held, _))| (word, weight(held))).collect();
        let length = |words: &[Word]| words.iter().map(|word| weights[word]).sum::<u64>();
        let lengths =
            originals.iter().map(|&i| [length(&items[i].near.context), length(&items[i].near.telling_of)]).collect();
        let given = given(items, originals);
        let mut children: HashMap<u32, BTreeSet<Decimal>> = HashMap::new();
        let of_two_children = tell_of_two_children(items, originals);
        for item in originals.iter().map(|&i| &items[i]) {
            if let Some(age) = item.child() {
                children.entry(item.witness.passage.article).or_default().insert(age);
            }
        }
        let tells = tells(items, originals);
        let values = values(items, originals);
        let mut told: HashMap<(u32, usize), Vec<usize>> = HashMap::new();
        originals
            .iter()
            .for_each(|&i| told.entry((items[i].witness.passage.article, items[i].sentence)).or_default().push(i));
        FigureLikeness {
            language,
            items,
            originals,
            weights,
            tells,
            given,
            told,
            values,
            children,
            of_two_children,
            lengths,
        }
    }

    /// Whether both are ages of a child, and all that the two articles tell of children about as old are one age, give or take
    /// two years.
    fn is_one_child(&self, a: &FigureItem, b: &FigureItem) -> bool {
        let Some((x, y)) = a.child().zip(b.child()) else { return false };
        if [a, b].iter().any(|item| self.of_two_children.contains(&item.witness.passage.article)) {
            return false;
        }
        let told = [a, b].into_iter().filter_map(|item| self.children.get(&item.witness.passage.article));
        let told = told.flatten().copied().filter(|age| distance(*age, x) <= ABOUT_AS_OLD);
        let range = told.chain([y]).fold((x, x), |(least, most), age| (least.min(age), most.max(age)));
        distance(range.0, range.1) <= Decimal::TWO
    }

    /// Pairs worth comparing, as indices into `originals`, a < b, each once, sorted.
    pub(super) fn candidates(&self) -> Vec<(u32, u32)> {
        let mut sorts: HashMap<(Unit, FigureKey), Vec<u32>> = HashMap::new();
        for (i, item) in self.originals.iter().map(|&i| &self.items[i]).enumerate() {
            let unit = item.unit();
            let mut add = |sort| sorts.entry((unit, sort)).or_default().push(i as u32);
            for concept in item.noun.concept.into_iter().chain(item.noun.compound) {
                add(FigureKey::Concept(concept));
            }
            let vague = item.quantity.bound == Bound::Vague;
            if let Some(value) = item.value().filter(|_| item.telling() > 0 || vague) {
                add(FigureKey::Value(value));
            }
            for near in item.value().filter(|_| item.telling() > 1).into_iter().flat_map(neighborhood) {
                add(FigureKey::Near(near.0, near.1));
            }
            if let Some(happening) = item.happening {
                add(FigureKey::Happening(happening));
            }
            if let Some(event) = item.event {
                add(FigureKey::Event(event));
            }
            if unit != Unit::Count {
                add(FigureKey::Bare);
            }
        }
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for members in sorts.into_values() {
            if members.len() <= EACH_WITH_EACH {
                pairs.extend(members.iter().enumerate().flat_map(|(n, &b)| members[..n].iter().map(move |&a| (a, b))));
                continue;
            }
            let mut shared: HashMap<KeyDetail, Vec<u32>> = HashMap::new();
            for &b in &members {
                let item = &self.items[self.originals[b as usize]];
                let value = item.value().map(KeyDetail::Value);
                for more in
                    [value, item.whose.map(KeyDetail::Whose), item.place.map(KeyDetail::Place)].into_iter().flatten()
                {
                    let known = shared.entry(more).or_default();
                    pairs.extend(known.iter().rev().take(NEIGHBOURS).map(|&a| (a, b)));
                    known.push(b);
                }
            }
        }
        pairs.retain(|(a, b)| a != b);
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// How much speaks for one question behind both, in points. `a` and `b` are indices into `originals`.
    pub(super) fn points(&self, a: u32, b: u32) -> i32 {
        let mut sum = 0;
        self.weigh(a, b, &mut |_, points| sum += points).map_or(NEVER, |()| sum.min(MOST))
    }

    /// Whether the sentences of both tell both values: "six adults and 20 children", "20 children and six adults".
    fn cross(&self, a: &FigureItem, b: &FigureItem) -> bool {
        let tells = |item: &FigureItem, value: &FigureItem| {
            let values = self.told.get(&(item.witness.passage.article, item.sentence));
            values.is_some_and(|values| values.iter().any(|&i| self.items[i].same_value(value)))
        };
        !a.same_value(b) && tells(a, b) && tells(b, a)
    }

    /// Whether both may count the same sort of thing: 1,500 homes are no 1,500 people. Of times spent what was spent must speak
    /// for it: years of a war are no years of evenings.
    pub(super) fn count_alike(&self, a: u32, b: u32) -> bool {
        let [a, b] = [a, b].map(|i| &self.items[self.originals[i as usize]]);
        concept(a, b) > if a.unit().is_time() { 0 } else { -40 }
    }

    /// The article of a figure.
    pub(super) fn article(&self, i: u32) -> u32 {
        self.items[self.originals[i as usize]].witness.passage.article
    }

    /// Whether both tell one value, and more than two of something.
    pub(super) fn tell_one_value(&self, a: u32, b: u32) -> bool {
        let [a, b] = [a, b].map(|i| &self.items[self.originals[i as usize]]);
        a.same_value(b) && a.telling() > 0
    }

    /// Whether one article tells both in one voice, neither as what was said before or is not so: what it tells in two
    /// numbers it takes for two things, unless they are the age of one child.
    pub(super) fn told_as_two(&self, a: u32, b: u32) -> bool {
        let [a, b] = [a, b].map(|i| &self.items[self.originals[i as usize]]);
        self.are_two(a, b)
    }

    /// Whether both are the price of buying one thing, by one buyer as far as they tell, and not of two offers.
    pub(super) fn price_one_deal(&self, a: u32, b: u32) -> bool {
        let [a, b] = [a, b].map(|i| &self.items[self.originals[i as usize]]);
        let level = |item: &FigureItem| matches!(item.clause.standing, Standing::Level | Standing::Total);
        let one_buyer = a.deal.buyer == b.deal.buyer || !are_known(a.deal.buyer, b.deal.buyer);
        let near = || times(a, b).is_some_and(|times| times <= Decimal::TWO);
        let one =
            a.deal.buys.is_some() && a.deal.buys == b.deal.buys && a.unit() == b.unit() && a.clause.per == b.clause.per;
        one && one_buyer && level(a) && level(b) && a.clause.turn == b.clause.turn && near()
    }

    /// Whether one is of the first offer and the other of the new one.
    pub(super) fn are_two_turns(&self, a: u32, b: u32) -> bool {
        let [a, b] = [a, b].map(|i| &self.items[self.originals[i as usize]]);
        a.clause.turn.zip(b.clause.turn).is_some_and(|(one, other)| one != other)
    }

    fn are_two(&self, a: &FigureItem, b: &FigureItem) -> bool {
        let holds = |item: &FigureItem| {
            item.clause.standing != Standing::Before && !matches!(item.witness.status, Status::Denied | Status::Negated)
        };
        // Two whom nobody names, "police" and "the organizer", are two voices.
        let voice = |item: &FigureItem| item.witness.speaker.map(|(_, entity)| entity);
        let are_one = voice(a) == voice(b) && (voice(a).flatten().is_some() || a.called == b.called);
        let one = a.witness.passage.article == b.witness.passage.article && are_one;
        let conflict = || a.quantity.compatible(&b.quantity) == Compatibility::Conflict;
        one && holds(a) && holds(b) && conflict() && !self.is_one_child(a, b)
    }

    /// What speaks for one question behind both and against it, with its points; `None` where they can't be one.
    pub(super) fn signs(&self, a: u32, b: u32) -> Option<Vec<(FigureSign, i32)>> {
        let mut signs = Vec::new();
        self.weigh(a, b, &mut |sign, points| signs.push((sign, points)))?;
        Some(signs)
    }

    /// The same, sign by sign: a heap has millions of pairs, of which only the points are asked.
    fn weigh(&self, a: u32, b: u32, add: &mut impl FnMut(FigureSign, i32)) -> Option<()> {
        let ([a_words, a_wider], [b_words, b_wider]) = (self.lengths[a as usize], self.lengths[b as usize]);
        let [a, b] = [a, b].map(|i| &self.items[self.originals[i as usize]]);
        if a.unit() != b.unit() || a.clause.is_of_another || b.clause.is_of_another {
            return None;
        }
        let compatible = a.quantity.compatible(&b.quantity);
        if a.sentence == b.sentence && a.witness.passage.article == b.witness.passage.article {
            let points = self.in_one_sentence(a, b, compatible)?;
            add(FigureSign::SameSentence, points);
            return Some(());
        }
        // A value that is hardly shared by chance outweighs what else the parse says.
        let same = a.same_value(b) && a.telling() > 1;
        // A running score is another a minute later.
        let scored_on = rule!(running_score, is_running_score(a) && !a.same_value(b));
        if is_otherwise_meant(a, b, same)
            || is_otherwise_measured(a, b, same)
            || scored_on
            || rule!(values_cross, self.cross(a, b))
        {
            return None;
        }
        add(FigureSign::Value, value(a, b, compatible) - self.crowded(a, b));
        add(FigureSign::Counted, concept(a, b));
        add(FigureSign::Happening, happening(self.language, a, b));
        add(FigureSign::Day, time(a, b, same));
        add(FigureSign::Event, event(a, b));
        add(FigureSign::Whose, self.owner(a, b, same));
        add(FigureSign::Place, place(a, b, same));
        add(FigureSign::Only, self.only(a, b));
        add(FigureSign::Turn, turn(a, b));
        add(
            FigureSign::Dimension,
            if a.noun.dimension.is_some() && a.noun.dimension == b.noun.dimension { 40 } else { 0 },
        );
        if a.noun.led_by.is_some() && a.noun.led_by == b.noun.led_by && a.same_value(b) {
            add(FigureSign::Words, LED_ALIKE);
        }
        if a.clause.unreal != b.clause.unreal {
            add(FigureSign::Status, -15);
        }
        if self.are_two(a, b) {
            // A live page may tell a later count further down.
            if !a.clause.updates && !b.clause.updates && a.sentence.abs_diff(b.sentence) <= TOLD_TOGETHER {
                return None;
            }
            add(FigureSign::Only, -60);
        }
        if rule!(corrects, corrects(a, b)) {
            add(FigureSign::SameSentence, TAKEN_BEFORE);
        }
        self.names(a, b).into_iter().for_each(|(sign, points)| add(sign, points));
        if rule!(part_and_whole, is_part_and_whole(a, b) && !a.same_value(b)) {
            add(FigureSign::Part, -12);
        }
        // Two tolls that differ are one event's where the sentences around and the headlines tell of one.
        let [by_words, by_wider] = match (same, harm(a, b)) {
            (true, _) => [100, 60],
            (false, true) => [80, 150],
            (false, false) => [80, 30],
        };
        add(FigureSign::Words, share(by_words, self.shared(&a.near.context, a_words, &b.near.context, b_words)));
        add(FigureSign::Around, share(by_wider, self.shared(&a.near.telling_of, a_wider, &b.near.telling_of, b_wider)));
        Some(())
    }

    /// What speaks for one question behind two figures of one sentence, which are else two things.
    fn in_one_sentence(&self, a: &FigureItem, b: &FigureItem, compatible: Compatibility) -> Option<i32> {
        // A conversion right behind ("3,700 km (2,300 miles)") is the same.
        let converted = a.quantity.unit != b.quantity.unit && compatible != Compatibility::Conflict;
        let is_one = rule!(conversion, converted) || rule!(told_anew, told_anew(a, b));
        // "Said to be six, but later reports said five years old."
        is_one.then_some(MOST).or_else(|| self.is_one_child(a, b).then_some(ENOUGH))
    }

    /// How much of their words two figures share, rare ones above all, in thousandths. With each list how much it tells.
    fn shared(&self, a: &[Word], a_length: u64, b: &[Word], b_length: u64) -> u64 {
        let both = common(a, b).map(|word| self.weights[word]).sum::<u64>();
        (1000 * both).checked_div((a_length * b_length).isqrt()).unwrap_or(0)
    }

    /// How much less one value of both says where the story gives many of such a thing: of forty shares in polls many meet by chance.
    fn crowded(&self, a: &FigureItem, b: &FigureItem) -> i32 {
        let few = a.unit() == Unit::Count && a.value().is_some_and(|value| value <= A_DOZEN) && !harm(a, b);
        let share = a.unit() == Unit::Percent && a.telling().min(b.telling()) <= 2;
        if !(few || share) || !a.same_value(b) || same_event(a, b) {
            return 0;
        }
        let held = |item: &FigureItem| self.values.get(&sort(item)).copied().unwrap_or(0);
        let many = held(a).min(held(b));
        CROWDS.iter().find(|(least, _)| many >= *least).map_or(0, |(_, points)| *points)
    }

    /// Whether each article gives one value only for such a thing: a story's only diggers are the same diggers. Of people,
    /// and of what nothing is named, an article may give many.
    fn only(&self, a: &FigureItem, b: &FigureItem) -> i32 {
        let key = only_key(a);
        if key.is_none() || key != only_key(b) || a.same_value(b) && a.telling() > 1 {
            return 0;
        }
        let most =
            |item: &FigureItem| key.and_then(|key| self.given.get(&(item.witness.passage.article, key))).copied();
        let counts = a.unit() == Unit::Count && !same_event(a, b);
        let once = most(a) == Some(1) && most(b) == Some(1);
        match most(a).max(most(b)) {
            // Two accounts may differ by a year about a child's age, where no other child's is told.
            _ if self.is_one_child(a, b) => 65,
            // "Two outs", "four outs": of small numbers each account tells others.
            _ if counts && once && is_double_at_most(a, b) && (is_plenty(a, b) || described_alike(a, b)) => 45,
            _ if counts => 0,
            Some(1) => 55,
            Some(2) => 30,
            _ => 0,
        }
    }

    /// Whose, or who is so old.
    fn owner(&self, a: &FigureItem, b: &FigureItem, same: bool) -> i32 {
        let is_age = a.unit() == Unit::AGE;
        // The same sort of thing of the same owner: that its number differs is news, not a sign of another thing.
        let counted = a.noun.concept == b.noun.concept && a.noun.concept.is_some() && !a.noun.counts_people;
        let one_sort = !same && (counted || a.noun.measured.is_some() && a.noun.measured == b.noun.measured);
        // "The prince's 82-year-old father" is not as old as the prince.
        let [of_kin, other_of_kin] = [a, b].map(|item| item.noun.of_kin);
        match (a.whose, b.whose) {
            (Some(_), Some(_)) if is_age && of_kin != other_of_kin => -120,
            (Some(one), Some(other)) if one == other && is_age => 80,
            (Some(_), Some(_)) if is_age => -120,
            (Some(one), Some(other)) if one == other => 15 + if one_sort { 20 } else { 0 },
            (Some(_), Some(_)) if same => -15,
            // A word that names nobody known may stand for the other.
            (Some(EntityOrWord::Word(_)), Some(EntityOrWord::Entity(_)))
            | (Some(EntityOrWord::Entity(_)), Some(EntityOrWord::Word(_))) => -25,
            (Some(_), Some(_)) => -50,
            // The place of one may be whose the other are: "Iraqi soldiers", "soldiers in Iraq".
            _ if (a.whose.is_some() && a.whose == b.place) || (b.whose.is_some() && b.whose == a.place) => 8,
            _ => 0,
        }
    }

    /// Whom and what the sentences name; a name that stands around most of the story's figures tells nothing.
    fn names(&self, a: &FigureItem, b: &FigureItem) -> [(FigureSign, i32); 2] {
        let tells = |name: &u32| self.tells.get(name).copied().unwrap_or(16);
        let sum = |all: &mut dyn Iterator<Item = &u32>, most: i32| all.map(tells).sum::<i32>().min(most);
        let named = sum(&mut common(&a.near.names, &b.near.names), 48);
        let near = sum(&mut common(&a.near.names_near, &b.near.names_near), 64);
        let others = common(&a.near.names, &b.near.names).next().is_none()
            && !a.near.names.is_empty()
            && !b.near.names.is_empty();
        // "Sinema leads by 30,000", "DeSantis leads by 30,000".
        let two_people = others && a.same_value(b) && a.is_round() && !harm(a, b) && {
            common(&a.near.persons, &b.near.persons_near).next().is_none()
                && common(&b.near.persons, &a.near.persons_near).next().is_none()
                && !a.near.persons.is_empty()
                && !b.near.persons.is_empty()
        };
        let apart = if two_people {
            -60
        } else if others {
            -16
        } else {
            0
        };
        [(FigureSign::Names, named + apart), (FigureSign::NamesNear, near)]
    }
}

fn share(most: i64, thousandths: u64) -> i32 {
    ((most * thousandths as i64 + 500) / 1000) as i32
}

/// By what the figures of one sort of thing are known: unit, what is counted or measured, which way.
type ExclusiveKey = (Unit, Option<Word>, Option<u16>);

/// `None` where an article may well give many: people, amounts of nothing named.
fn only_key(item: &FigureItem) -> Option<ExclusiveKey> {
    let unit = item.unit();
    if unit == Unit::AGE {
        return Some((unit, item.aged_thing(), None));
    }
    let what = item.noun.sort;
    let counts = unit == Unit::Count && item.happening.is_none_or(|kind| kind >= HARM) && !item.noun.person;
    (what.is_some() && counts || item.noun.dimension.is_some()).then_some((unit, what, item.noun.dimension))
}

/// What sort of thing a figure tells of.
fn sort(item: &FigureItem) -> (Unit, Option<Word>) {
    (item.unit(), item.noun.concept)
}

/// How many values the story gives for each sort of thing.
fn values(items: &[FigureItem], originals: &[usize]) -> HashMap<(Unit, Option<Word>), usize> {
    let told: BTreeSet<((Unit, Option<Word>), Option<Decimal>)> =
        originals.iter().map(|&i| &items[i]).map(|item| (sort(item), item.value())).collect();
    let mut values = HashMap::new();
    told.into_iter().for_each(|(sort, _)| *values.entry(sort).or_default() += 1);
    values
}

/// How many values each article gives for each sort of thing.
fn given(items: &[FigureItem], originals: &[usize]) -> HashMap<(u32, ExclusiveKey), usize> {
    let mut values: BTreeMap<u32, Vec<(ExclusiveKey, Quantity)>> = BTreeMap::new();
    for item in originals.iter().map(|&i| &items[i]) {
        if let Some(key) = only_key(item) {
            let own = values.entry(item.witness.passage.article).or_default();
            // "40 meters (131 feet)" is one value.
            let told = |(other, value): &(ExclusiveKey, Quantity)| {
                *other == key && value.compatible(&item.quantity) != Compatibility::Conflict
            };
            if !own.iter().any(told) {
                own.push((key, item.quantity));
            }
        }
    }
    let mut given = HashMap::new();
    for (article, own) in values {
        own.into_iter().for_each(|(key, _)| *given.entry((article, key)).or_default() += 1);
    }
    given
}

/// Articles one sentence of which gives two ages of children who are two, as far as it tells whose they are.
fn tell_of_two_children(items: &[FigureItem], originals: &[usize]) -> HashSet<u32> {
    let mut by_sentence: BTreeMap<(u32, usize), Vec<&FigureItem>> = BTreeMap::new();
    for item in originals.iter().map(|&i| &items[i]).filter(|item| item.child().is_some()) {
        by_sentence.entry((item.witness.passage.article, item.sentence)).or_default().push(item);
    }
    let are_two = |ages: &[&FigureItem]| {
        ages.windows(2).any(|two| two[0].value() != two[1].value() && two[0].whose != two[1].whose)
    };
    by_sentence.into_iter().filter(|(_, ages)| are_two(ages)).map(|((article, _), _)| article).collect()
}

/// What sharing a name tells, in points: where all figures stand beside one company's name, that name tells nothing.
fn tells(items: &[FigureItem], originals: &[usize]) -> BTreeMap<u32, i32> {
    let mut held: BTreeMap<u32, usize> = BTreeMap::new();
    for item in originals.iter().map(|&i| &items[i]) {
        item.near.names_near.iter().for_each(|name| *held.entry(*name).or_default() += 1);
    }
    let all = originals.len().max(8);
    let points = |held: usize| match 100 * held / all {
        0..25 => 16,
        25..50 => 12,
        _ => 6,
    };
    held.into_iter().map(|(name, held)| (name, points(held))).collect()
}

/// A hundred times the natural logarithm of a quotient of 1 or more, to the nearest hundredth below, in whole numbers: the
/// same on every machine.
fn hundredths_of_ln(of: u64, by: u64) -> u64 {
    // By squaring: each step gives one more binary digit of the logarithm to the base 2.
    let one: u64 = 1 << 32;
    let whole = (of / by).max(1).ilog2();
    let mut rest = u64::try_from((u128::from(of) * u128::from(one)) / (u128::from(by) << whole)).unwrap_or(one);
    let mut log = u64::from(whole) << 12;
    for digit in (0..12).rev() {
        rest = u64::try_from((u128::from(rest) * u128::from(rest)) >> 32).unwrap_or(one);
        if rest >= 2 * one {
            (rest, log) = (rest / 2, log + (1 << digit));
        }
    }
    // ln 2 is 0.693147.
    (log * 69_315) / (1_000 << 12)
}

/// Whether both count the same sort of thing, and the same, no harm, happened to it.
fn same_fate(a: &FigureItem, b: &FigureItem) -> bool {
    let one = a.happening.is_some_and(|kind| kind >= HARM) && a.happening == b.happening;
    one && a.noun.concept.is_some() && a.noun.concept == b.noun.concept
}

/// Whether both count people, by no narrower word.
fn people(a: &FigureItem, b: &FigureItem) -> bool {
    a.noun.counts_people && b.noun.counts_people
}

/// Whether both count people harmed in the same way.
fn harm(a: &FigureItem, b: &FigureItem) -> bool {
    a.happening == b.happening && a.happening.is_some_and(|kind| kind < HARM)
}

/// Whether one of two in a sentence is told in the place of the other: of what it was before ("rose to 126 from 112", "126, updating a
/// previous toll of 112") or of what is not so ("not 14 but nine people were saved").
fn told_anew(a: &FigureItem, b: &FigureItem) -> bool {
    let was_before = |item: &FigureItem| item.clause.standing == Standing::Before;
    let is_not = |item: &FigureItem| matches!(item.witness.status, Status::Denied | Status::Negated);
    (was_before(a) != was_before(b) || is_not(a) != is_not(b))
        && comparable(a.clause.standing, b.clause.standing)
        && concept(a, b) >= 0
        && (a.happening == b.happening || a.happening.is_none() || b.happening.is_none())
}

/// What two sorted lists share.
fn common<'a, T: Ord>(a: &'a [T], b: &'a [T]) -> impl Iterator<Item = &'a T> {
    let mut rest = b.iter().peekable();
    a.iter().filter(move |one| {
        while rest.next_if(|other| other < one).is_some() {}
        rest.peek() == Some(one)
    })
}

/// What speaks for one event behind both, and against it: the happening that each hangs on, by all that is told of it,
/// and what harm came by. Most figures that differ and count the same sort of thing are two events' (of the annotated
/// pairs 24 in 25).
fn event(a: &FigureItem, b: &FigureItem) -> i32 {
    // The happening of a hundred passengers may be that of the children among them: of two sorts it says nothing.
    let two_sorts =
        a.noun.concept != b.noun.concept && a.noun.concept.is_some() && b.noun.concept.is_some() && !a.same_value(b);
    let told = match (a.event, b.event) {
        (Some(one), Some(other)) if one == other && two_sorts => 0,
        (Some(one), Some(other)) if one == other && a.same_value(b) => 20,
        (Some(one), Some(other)) if one == other => 25,
        // "The death toll stood at 18", "at least 30 deaths": told as one sum, not by who died where.
        _ if a.noun.toll && b.noun.toll && !a.same_value(b) && !same_event(a, b) => 20,
        (Some(_), Some(_)) if harm(a, b) && !a.same_value(b) => -15,
        _ => 0,
    };
    let cause = match (a.near.causes, b.near.causes) {
        (one, other) if !harm(a, b) || one == 0 || other == 0 => 0,
        (one, other) if one & other == 0 => -40,
        _ => 15,
    };
    told + cause
}

fn same_event(a: &FigureItem, b: &FigureItem) -> bool {
    a.event.is_some() && a.event == b.event
}

/// Where.
fn place(a: &FigureItem, b: &FigureItem, same: bool) -> i32 {
    let one_sort = !same && a.noun.concept == b.noun.concept && a.noun.concept.is_some() && !a.noun.counts_people;
    match (a.place, b.place) {
        // Somebody is as old wherever he is.
        _ if a.unit() == Unit::AGE => 0,
        (Some(one), Some(other)) if one == other => 10 + if one_sort { 10 } else { 0 },
        (Some(_), Some(_)) if same => -10,
        (Some(_), Some(_)) => -35,
        _ => 0,
    }
}

/// Whether two figures stand to what is told in other ways: one is real and one planned, one a level and one a rise.
/// `same` tells whether they share a value that is hardly shared by chance.
fn is_otherwise_meant(a: &FigureItem, b: &FigureItem, same: bool) -> bool {
    // "2.5 million more", "rose by 2.5 million"
    let added = |item: &FigureItem| matches!(item.clause.standing, Standing::More | Standing::Rise);
    // "A 50 percent premium", "50 percent higher".
    let percent = a.same_value(b) && a.unit() == Unit::Percent && a.telling() > 0;
    let level = |item: &FigureItem| matches!(item.clause.standing, Standing::Level);
    // "1,600 officers", "an additional 1,600 officers": of the same things so telling a number is one number.
    let one_sort = same && a.noun.concept.is_some() && a.noun.concept == b.noun.concept;
    let adds = same && added(a) && added(b) || (percent || one_sort) && (level(a) && added(b) || level(b) && added(a));
    // "May have affected 143 million" and "affected 145.5 million": so near a number, it is no other matter.
    let near = a.telling().min(b.telling()) > 1 && is_near(a, b, 103);
    rule!(real_and_planned, a.clause.unreal != b.clause.unreal && !a.same_value(b) && !near)
        || rule!(level_and_rise, !comparable(a.clause.standing, b.clause.standing) && !adds)
}

/// Whether two figures measure in other ways, or other ones of several: for each another thing, deep and wide, before and
/// after, in the fifth and in the eighth.
fn is_otherwise_measured(a: &FigureItem, b: &FigureItem, same: bool) -> bool {
    // "Its $70-a-share offer", "the $70 offer": of money the words may leave out for each what.
    let money = matches!(a.quantity.unit, Unit::Currency(_)) && a.same_value(b);
    let left_out = (same || money) && (a.clause.per.is_none() || b.clause.per.is_none());
    // "A gap of 0.15 percent", "0.15 percentage point"; but 5 percent of one thing is no lead of 23 points.
    let in_points = a.unit() == Unit::Percent && a.quantity.unit != b.quantity.unit && !a.same_value(b);
    rule!(for_each_another, a.clause.per != b.clause.per && !left_out)
        || rule!(share_and_points, in_points)
        || rule!(other_dimension, differ(a.noun.dimension, b.noun.dimension))
        || rule!(ranked_by_another, differ(a.noun.ranked_by, b.noun.ranked_by))
        // "Nineteen days after the vote", "a few hours before it".
        || rule!(before_and_after, differ(a.clause.leads_on, b.clause.leads_on))
        // But a flight of four hours turned back "four hours after takeoff".
        || rule!(length_and_gap, !a.same_value(b) && (is_length_and_gap(a, b) || is_length_and_gap(b, a)))
        // "Two outs in the fifth", "two outs in the eighth".
        || rule!(other_of_several, differ(a.clause.ordinal, b.clause.ordinal))
        || rule!(man_and_woman, are_man_and_woman(a, b))
}

/// Whether one tells how long something lasted, the other how long it was to something else: "for two hours", "three days after".
fn is_length_and_gap(a: &FigureItem, b: &FigureItem) -> bool {
    a.clause.lasts && b.clause.leads_on.is_some()
}

/// Whether both are known and are two.
fn differ<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}

/// Which of several that came one after the other: the first offer and the new one are two.
fn turn(a: &FigureItem, b: &FigureItem) -> i32 {
    match (a.clause.turn, b.clause.turn) {
        (Some(one), Some(other)) if one == other => 10,
        (Some(_), Some(_)) => -60,
        _ => 0,
    }
}

/// What the values say: the less likely two texts share one by chance, the more.
fn value(a: &FigureItem, b: &FigureItem, compatible: Compatibility) -> i32 {
    let telling = a.telling().min(b.telling());
    let is_vague = |item: &FigureItem| item.quantity.bound == Bound::Vague;
    match () {
        () if a.same_value(b) => one_value(a, b, compatible),
        // Tons and tonnes, pounds and pounds are mixed up more often than two things of one story have one number.
        () if a.value() == b.value() && telling > 1 => 45,
        () if lasting(a, b) => 0,
        () if is_vague(a) || is_vague(b) => vague_value(a, b, compatible),
        // In the first days a toll grows by much: "at least two deaths", a day later 18.
        () if a.noun.toll && b.noun.toll && grown(a, b) && times(a, b).is_some_and(|times| times <= MANIFOLD) => -40,
        () => match compatible {
            // "About 20" may be 19, and much else.
            Compatibility::Rounding if telling > 1 && a.unit() != Unit::Percent => 72,
            Compatibility::Rounding => 10,
            Compatibility::Same => 0,
            // "More than 50", "51": so near a bound, the number is meant.
            Compatibility::Bound if bounds_closely(a, b) && a.happening == b.happening => NEAR_BOUND,
            Compatibility::Bound if bounds_closely(a, b) => NEAR_BOUND / 2,
            // "At least three" allows thirty, but nobody would say so.
            Compatibility::Bound => -15 - too_far(a, b),
            Compatibility::Conflict => other_value(a, b, telling),
        },
    }
}

/// What one value of both says.
fn one_value(a: &FigureItem, b: &FigureItem, compatible: Compatibility) -> i32 {
    match a.telling().min(b.telling()) {
        // "More than 200" and "just under 200".
        _ if compatible == Compatibility::Conflict => 0,
        // Nothing is said by two to have happened: that says more than that there were two of something.
        0 if a.value() == Some(Decimal::ZERO) => 5,
        // Crowds are told in thousands whatever they do.
        0 if a.quantity.bound == Bound::Vague && people(a, b) && !same_event(a, b) => -15,
        0 if a.quantity.bound == Bound::Vague => 15,
        0 => 5,
        1 => 30,
        // Many things last ten years, many shares are a third, and of what nobody says what it counts many numbers.
        2 if a.unit().is_time() => 50,
        2 if a.unit() == Unit::Percent => 20,
        2 if a.unit() == Unit::Count && (a.noun.concept.is_none() || b.noun.concept.is_none()) => 40,
        2 if a.is_round() => 65,
        2 => 85,
        _ => 98,
    }
}

/// What two values say of which one is a vague word: "millions" and "more than 50" don't contradict each other, and nobody
/// would use both for one thing.
fn vague_value(a: &FigureItem, b: &FigureItem, compatible: Compatibility) -> i32 {
    let far = times(a, b).is_some_and(|times| times > SEVERAL);
    match compatible {
        Compatibility::Bound if !far && harm(a, b) && same_event(a, b) => -15,
        // "As many as 57 girls escaped", "dozens of the girls have escaped".
        Compatibility::Bound if !far && same_fate(a, b) => -15,
        Compatibility::Bound if !far => -40,
        _ => -70,
    }
}

/// What two values say that can't both hold of one time: tolls rise and counts are counted again; what was measured mostly
/// stays.
fn other_value(a: &FigureItem, b: &FigureItem, telling: u8) -> i32 {
    match () {
        // An age is told wrong by a year or two, not by ten.
        () if a.unit() == Unit::AGE => match (a.value(), b.value()) {
            (Some(x), Some(y)) if distance(x, y) <= Decimal::TWO => -25,
            _ => -120,
        },
        () if matches!(a.quantity.unit, Unit::Symbol(_)) => -83 - too_far(a, b),
        // Two large numbers that are so near are hardly of two things: one was put right.
        () if telling > 2 && is_near(a, b, 103) => 50,
        () if telling > 1 && is_near(a, b, 103) => 30,
        () if telling > 1 && is_near(a, b, 112) => 0,
        // "At least 50 dead", "killed 49": tolls of more than a dozen that are so near.
        () if are_near_tolls(a, b) => NEAR_TOLLS,
        // "Two outs", "four outs": small numbers of one sort of thing are told of many turns.
        () if are_few(a, b) => -42 - FEW - too_far(a, b),
        () if is_share_or_sum(a) && !tell_alike(a, b) => -72 - too_far(a, b),
        () => -42 - too_far(a, b),
    }
}

/// How much less it is one question the more one value is a multiple of the other.
fn too_far(a: &FigureItem, b: &FigureItem) -> i32 {
    match times(a, b) {
        Some(times) if times > MANIFOLD => 110,
        Some(times) if times > SEVERAL => 55,
        Some(times) if times > Decimal::from(3) => 14,
        _ => 0,
    }
}

/// From so many times another on a number is not a late count of the same things.
const MANIFOLD: Decimal = Decimal::from_parts(30, 0, 0, false, 0);

/// So many times another a number is, and hardly of the same things any more.
const SEVERAL: Decimal = Decimal::from_parts(6, 0, 0, false, 0);

/// Whether both are tolls of more than a dozen of one harm, a tenth apart at most.
fn are_near_tolls(a: &FigureItem, b: &FigureItem) -> bool {
    let many = a.value().min(b.value()) > Some(DOZEN);
    harm(a, b) && people(a, b) && many && times(a, b).is_some_and(|times| times <= Decimal::new(110, 2))
}

/// What it says against one question that two tolls differ so little: half of what it says of others.
const NEAR_TOLLS: i32 = -20;

/// Whether an article tells both within a few sentences, one as what was said before, of one sort of thing measured one way:
/// "the 80m-deep well. Earlier reports had put it at a depth of 40m".
fn corrects(a: &FigureItem, b: &FigureItem) -> bool {
    let near = a.witness.passage.article == b.witness.passage.article && a.sentence.abs_diff(b.sentence) <= BESIDE;
    let before = |item: &FigureItem| item.clause.standing == Standing::Before;
    let one_way = a.noun.dimension.is_some() && a.noun.dimension == b.noun.dimension;
    let one_sort = a.noun.concept.is_some() && !a.noun.counts_time && a.noun.concept == b.noun.concept;
    let contrary = a.happening.zip(b.happening).is_some_and(|(one, other)| one != other);
    near && before(a) != before(b) && (one_way || one_sort) && !contrary
}

/// Whether both tell, on two days, how long something has lasted that began on one: "for 50 hours", two days later "for 100".
fn lasting(a: &FigureItem, b: &FigureItem) -> bool {
    let said = a.witness.said.zip(b.witness.said);
    said.is_some_and(|(one, other)| began_together((&a.quantity, one), (&b.quantity, other)))
}

/// Whether it is a share or a sum of money: a story tells many, and two that differ are mostly of two things.
fn is_share_or_sum(item: &FigureItem) -> bool {
    item.unit() == Unit::Percent || matches!(item.unit(), Unit::Currency(_))
}

/// Whether one word tells what is measured, or what happened to it.
fn tell_alike(a: &FigureItem, b: &FigureItem) -> bool {
    // "Republicans want $400,000": what somebody wants is not measured by him.
    let measured =
        a.noun.measured.is_some() && a.noun.measured == b.noun.measured && !a.noun.person && !a.noun.measures_name;
    measured || a.clause.predicate.is_some() && a.clause.predicate == b.clause.predicate || same_event(a, b)
}

/// Whether both are somebody known.
fn are_known(one: Option<EntityOrWord>, other: Option<EntityOrWord>) -> bool {
    matches!((one, other), (Some(EntityOrWord::Entity(_)), Some(EntityOrWord::Entity(_))))
}

/// Whether both are a few of some thing, no harm done to people, of no happening that is known to be one, and nothing narrows both
/// down alike.
fn are_few(a: &FigureItem, b: &FigureItem) -> bool {
    let counts = a.quantity.unit == Unit::Count && a.noun.concept.is_some() && !a.noun.person && !b.noun.person;
    counts && !is_plenty(a, b) && !harm(a, b) && !same_event(a, b) && !described_alike(a, b)
}

/// What it says against one question that two small numbers differ. Chosen on the ledgers of six unread stories.
const FEW: i32 = 35;

/// Whether one is more than a dozen.
fn is_plenty(a: &FigureItem, b: &FigureItem) -> bool {
    a.value().max(b.value()).is_some_and(|value| value > DOZEN)
}

/// Whether one word narrows down what both count: "fire rescue units".
fn described_alike(a: &FigureItem, b: &FigureItem) -> bool {
    a.noun.modifiers.intersection(&b.noun.modifiers).next().is_some()
}

/// Whether it is a score as it stands in a game. A vote's count is told once it is over.
fn is_running_score(item: &FigureItem) -> bool {
    item.unit() == Unit::SCORE && item.value().is_none_or(|value| value < SCORE_OF_A_VOTE)
}

/// Goals, runs and sets are fewer than this, votes mostly more.
const SCORE_OF_A_VOTE: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// Whether one is told of a man and the other of a woman: their ages are two.
fn are_man_and_woman(a: &FigureItem, b: &FigureItem) -> bool {
    a.unit() == Unit::AGE && a.noun.gender.zip(b.noun.gender).is_some_and(|(one, other)| one != other)
}

/// Whether both values are more than two, and the greater at most double the other.
fn is_double_at_most(a: &FigureItem, b: &FigureItem) -> bool {
    let several = |item: &FigureItem| item.value().is_some_and(|value| value > Decimal::TWO);
    several(a) && several(b) && times(a, b).is_some_and(|times| times <= Decimal::TWO)
}

/// Whether the greater of two values of a hundred and more is at most so many hundredths of the other.
fn is_near(a: &FigureItem, b: &FigureItem, hundredths: i64) -> bool {
    let large = |item: &FigureItem| item.value().is_some_and(|value| value >= Decimal::ONE_HUNDRED);
    let counts = matches!(a.quantity.unit, Unit::Count | Unit::Currency(_));
    counts && large(a) && large(b) && times(a, b).is_some_and(|times| times <= Decimal::new(hundredths, 2))
}

/// Whether one number is bounded by another that is at most fifteen hundredths away: "more than 200,000", "209,000". Of two
/// things that happened ("more than 50 hurt", "51 taken to hospital") it may be two counts.
fn bounds_closely(a: &FigureItem, b: &FigureItem) -> bool {
    if a.happening != b.happening && a.happening.is_some() && b.happening.is_some() {
        return false;
    }
    let counts = a.quantity.unit == b.quantity.unit && matches!(a.quantity.unit, Unit::Count | Unit::Currency(_));
    // "Fell 10 to 12 feet", "fell about 12 feet".
    let measures = matches!(a.unit(), Unit::Symbol(_)) && a.unit() == b.unit() && tell_alike(a, b);
    let telling = a.telling().max(b.telling()) > u8::from(!measures) && a.value() != b.value();
    let near = || times(a, b).is_some_and(|times| times <= Decimal::new(115, 2));
    (counts || measures) && telling && (near() || is_within(a, b) || is_within(b, a))
}

/// Whether one value lies in the range that the other gives: "10 to 12 feet", "about 12 feet".
fn is_within(value: &FigureItem, range: &FigureItem) -> bool {
    let one_unit = value.quantity.unit == range.quantity.unit && range.quantity.bound == Bound::Between;
    let ends = range.quantity.low.zip(range.quantity.high).filter(|_| one_unit);
    value.value().zip(ends).is_some_and(|(value, (low, high))| low <= value && value <= high)
}

/// The neighborhoods of a value of a hundred and more: its own two first figures, and the next.
fn neighborhood(value: Decimal) -> Vec<(u128, u32)> {
    let mut lead = value.abs().trunc().mantissa().unsigned_abs();
    let mut places = 0;
    while lead >= 100 {
        (lead, places) = (lead / 10, places + 1);
    }
    if places == 0 { Vec::new() } else { vec![(lead, places), (lead + 1, places)] }
}

/// How many times one value is the other.
fn times(a: &FigureItem, b: &FigureItem) -> Option<Decimal> {
    let (x, y) = (a.value()?, b.value()?);
    let (small, large) = (x.min(y), x.max(y));
    (small > Decimal::ZERO).then(|| large.checked_div(small).unwrap_or(Decimal::MAX))
}

/// Small numbers of one sort of thing are told of many happenings.
const DOZEN: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// A round sum from here on is told of many things.
const MILLION: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// What is counted.
fn concept(a: &FigureItem, b: &FigureItem) -> i32 {
    match (a.noun.concept, b.noun.concept) {
        // People are what most figures count.
        (Some(one), Some(other)) if one == other && a.noun.counts_people => 15,
        // Years and days are counted of everything.
        (Some(one), Some(other)) if one == other && a.noun.counts_time => 0,
        (Some(one), Some(other)) if one == other => {
            30 + 5 * a.noun.modifiers.intersection(&b.noun.modifiers).count().min(2) as i32
        }
        // "schoolgirls" are girls.
        (Some(one), Some(other))
            if a.noun.compound == Some(other)
                || b.noun.compound == Some(one)
                || (a.noun.compound.is_some() && a.noun.compound == b.noun.compound) =>
        {
            25
        }
        // "12 current or former world leaders", "12 current or former heads of state".
        (Some(_), Some(_)) if are_narrowed_alike(a, b) => NARROWED,
        // "Hundreds were killed", "a thousand, including hundreds of children": so vague a word is said of any crowd.
        (Some(_), Some(_)) if a.quantity.bound == Bound::Vague && a.same_value(b) && is_some_of_all(a, b) => VAGUE_PART,
        // "captives" and "students" may be the same ones; if so many children and so many others died, it is not.
        // That there are two or three of them says nothing: "two gunmen", "two demonstrators".
        (Some(_), Some(_))
            if a.noun.person && b.noun.person && a.same_value(b) && (a.telling() > 1 || same_event(a, b)) =>
        {
            3
        }
        (Some(_), Some(_))
            if a.noun.person
                && b.noun.person
                && a.same_value(b)
                && a.happening.is_some()
                && a.happening == b.happening =>
        {
            3
        }
        (Some(_), Some(_)) if a.noun.person && b.noun.person && (same_event(a, b) || is_near(a, b, 103)) => 0,
        // "12 Russians", "a dozen Russian operatives".
        (Some(_), Some(_)) if are_of_one_nation(a, b) => 0,
        (Some(_), Some(_)) if a.noun.person && b.noun.person => -20,
        // "75 people in the room", "75 rounds"; but 143 million consumers may be 143 million accounts.
        (Some(_), Some(_)) if a.noun.is_of_people != b.noun.is_of_people && a.value() < Some(OF_ONE_EVENT) => {
            PEOPLE_AND_THINGS
        }
        (Some(_), Some(_)) => -40,
        _ if a.noun.measured.is_some() && a.noun.measured == b.noun.measured => 15,
        // A picture's age is no child's; "a male" may be a gorilla.
        _ if is_person_and_thing(a, b) => -120,
        _ if a.unit() == Unit::AGE && a.noun.measured.is_some() && b.noun.measured.is_some() => -10,
        _ if a.quantity.unit == Unit::Count || a.unit() == Unit::Percent || a.quantity.unit.is_time() => 0,
        // "A $1 trillion deficit", "$1 trillion in cuts": a round sum may be of anything.
        _ if a.noun.measured.is_some()
            && b.noun.measured.is_some()
            && a.same_value(b)
            && a.is_round()
            && a.value() >= Some(MILLION) =>
        {
            -15
        }
        // Lengths, weights and money of one story are few.
        _ => 10,
    }
}

/// What it says that two words or more narrow down alike what both count in one number, whatever the nouns. Chosen on one story of leaked
/// papers.
const NARROWED: i32 = 10;

/// Whether two words or more narrow down alike what both count in one number of several.
fn are_narrowed_alike(a: &FigureItem, b: &FigureItem) -> bool {
    let both = a.noun.modifiers.intersection(&b.noun.modifiers).count();
    both >= 2 && a.same_value(b) && a.telling() > 0
}

/// Whether both count people of one nation or body, in one number of several.
fn are_of_one_nation(a: &FigureItem, b: &FigureItem) -> bool {
    let people = a.noun.is_of_people && b.noun.is_of_people && (a.noun.counts_people || b.noun.counts_people);
    people && a.whose.is_some() && a.whose == b.whose && a.same_value(b) && a.telling() > 0
}

/// What it says that one vague word counts all here and some there: more than all that one happening has in common.
const VAGUE_PART: i32 = -90;

/// Whether one counts some sort of people by its own words, and the other people as such.
fn is_some_of_all(a: &FigureItem, b: &FigureItem) -> bool {
    let all = if a.clause.standing == Standing::Part { b } else { a };
    is_part_and_whole(a, b) && all.noun.counts_people && all.whose.is_none()
}

/// Whether only one counts some of more, by its own words: "including hundreds of children".
fn is_part_and_whole(a: &FigureItem, b: &FigureItem) -> bool {
    (a.clause.standing == Standing::Part) != (b.clause.standing == Standing::Part)
}

/// What it says that one counts people and the other things: more than that two words for things differ, which may mean one.
const PEOPLE_AND_THINGS: i32 = -90;

/// Whether one is the age of a person, the other that of a thing or an animal, by the nouns that tell.
fn is_person_and_thing(a: &FigureItem, b: &FigureItem) -> bool {
    let person = |item: &FigureItem| item.noun.person && !item.noun.of_either;
    a.unit() == Unit::AGE && (person(a) && b.aged_thing().is_some() || person(b) && a.aged_thing().is_some())
}

/// What happens to it.
fn happening(language: &Language, a: &FigureItem, b: &FigureItem) -> i32 {
    match (a.happening, b.happening) {
        (Some(one), Some(other)) if one == other && one < HARM => {
            if a.same_value(b) && a.telling() > 1 {
                30
            } else {
                40
            }
        }
        (Some(one), Some(other)) if one == other => 20,
        // So many were abducted, so many released: one undoes the other.
        (Some(one), Some(other)) if !a.same_value(b) && contrary(language, one, other) => -150,
        (Some(_), Some(_)) => -40,
        // How many were harmed is not how many there are.
        (Some(harm), None) | (None, Some(harm))
            if harm < HARM && a.noun.concept.is_some() && b.noun.concept.is_some() =>
        {
            -20
        }
        _ if a.clause.predicate.is_some() && a.clause.predicate == b.clause.predicate => 15,
        // Verbs vary more than what they tell.
        _ if a.clause.predicate.is_some() && b.clause.predicate.is_some() => -6,
        _ => 0,
    }
}

/// Whether what was told later is more: tolls rise.
fn grown(a: &FigureItem, b: &FigureItem) -> bool {
    let (Some(one), Some(other)) = (a.value().zip(a.witness.said), b.value().zip(b.witness.said)) else { return false };
    (one.1 < other.1) == (one.0 < other.0)
}

/// Figures of times far apart are of different things, unless they say the same; so are tolls, even if they do: a war
/// has many days with nineteen dead.
fn time(a: &FigureItem, b: &FigureItem, same: bool) -> i32 {
    let days = |from: Date, to: Date| from.until(to).map_or(0, |span| span.get_days());
    let harm = harm(a, b);
    let told = a.witness.said.zip(b.witness.said).map(|(one, other)| days(one, other).abs());
    // What earlier reports said was not said on the day of the telling; what lasts is more on a later day.
    let recalled = a.clause.standing == Standing::Before || b.clause.standing == Standing::Before;
    let telling = match told {
        _ if lasting(a, b) => LASTING,
        // Nobody ages while a story is told.
        Some(3..A_YEAR) if a.unit() == Unit::AGE => 0,
        _ if recalled && !same => 0,
        Some(61..) if same && harm => -70,
        Some(15..) if harm => -40,
        Some(3..) if grown(a, b) && harm => 4,
        Some(..=2) if same => 20,
        Some(..=2) => 4,
        _ if same => 0,
        _ => -18,
    };
    let (Some((a_from, a_to)), Some((b_from, b_to))) = (a.witness.as_of, b.witness.as_of) else {
        // Without a word of the time it is that of the telling, roughly.
        // "The worst since 2004, when seven were killed": another crash than the one that is in the news.
        let past = |one: &FigureItem, other: &FigureItem| match (one.witness.as_of, other.witness.said) {
            (Some((_, to)), Some(said)) => days(to, said) > LONG_PAST && one.value() < Some(OF_ONE_EVENT),
            _ => false,
        };
        let age = a.unit() == Unit::AGE;
        // "A 3-year-old boy fell into the den in 1996": another boy.
        if (harm || age) && (past(a, b) || past(b, a)) {
            return telling - 75;
        }
        let long = !age && told.is_some_and(|days| days > 45) && a.telling().min(b.telling()) < 2;
        return telling - if long { 45 } else { 0 };
    };
    let apart = days(a_to, b_from).max(days(b_to, a_from));
    if a.unit() == Unit::AGE && apart < A_YEAR {
        return telling;
    }
    // "On New Year's Eve" without its year: which one it was is guessed.
    let anniversary =
        a_from == a_to && b_from == b_to && (a_from.month(), a_from.day()) == (b_from.month(), b_from.day());
    if anniversary && !harm && a_from.year().abs_diff(b_from.year()) == 1 {
        return telling;
    }
    telling
        + match apart {
            ..=0 => 25,
            1..=3 => 0,
            4..=45 => -60,
            _ if same && !harm => -30,
            _ => -95,
        }
}

/// Whether amounts of these standings can be laid side by side: "another 3,800" adds to a total and is none, and by how much
/// it rose is not how much it is.
fn comparable(a: Standing, b: Standing) -> bool {
    let sort = |standing| match standing {
        Standing::Level | Standing::Total | Standing::Part | Standing::RisenTo | Standing::FallenTo => 0,
        Standing::Before => 0,
        Standing::More => 1,
        Standing::Rise => 2,
        Standing::Fall => 3,
    };
    sort(a) == sort(b)
}

impl FigureItem {
    /// `Measure::telling` of its value.
    pub(super) fn telling(&self) -> u8 {
        self.measure.telling
    }

    /// The age of a child, where it is one.
    fn child(&self) -> Option<Decimal> {
        self.value().filter(|value| self.unit() == Unit::AGE && *value < GROWN && self.aged_thing().is_none())
    }

    /// What is so old, where it is no person: "a 17-year-old gorilla", "the picture is four years old".
    fn aged_thing(&self) -> Option<Word> {
        self.noun.measured.filter(|_| self.noun.of_noun && !self.noun.person && !self.noun.measures_name)
    }

    /// Whether one figure tells it: 300, 2,000.
    fn is_round(&self) -> bool {
        self.measure.is_round
    }

    /// The one value it names, in its own unit.
    pub(super) fn value(&self) -> Option<Decimal> {
        named_value(&self.quantity)
    }

    /// Whether both name the same value, whatever the hedge.
    pub(super) fn same_value(&self, other: &FigureItem) -> bool {
        let is_share = |unit: Unit| matches!(unit, Unit::Percent | Unit::Symbol("pp"));
        // A score has two numbers.
        if self.unit() == Unit::SCORE && other.unit() == Unit::SCORE {
            return (self.quantity.low, self.quantity.high) == (other.quantity.low, other.quantity.high);
        }
        (self.quantity.unit == other.quantity.unit || is_share(self.quantity.unit) && is_share(other.quantity.unit))
            && self.value().is_some()
            && self.value() == other.value()
            && (self.quantity.bound == Bound::Vague) == (other.quantity.bound == Bound::Vague)
    }

    /// The kind of unit it is measured in.
    pub(super) fn unit(&self) -> Unit {
        self.measure.unit
    }
}
