//! How alike two figures are, in points: how much speaks for one question behind both.

use super::item::{HARM, Item, PEOPLE, Who, contrary};
use crate::annotate::figures::Standing;
use crate::quantity::{Bound, Compatibility, Unit};
use crossread_language::Word;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};

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

/// Points of a pair that can't be one matter.
const NEVER: i32 = -1000;

/// Figures of one sort that are compared each with each; a sort with more is compared only where more is shared, since
/// it must not cost the square of a whole day's news.
const EACH_WITH_EACH: usize = 600;

/// Beyond that, how many earlier figures of the same sort and value, whose or place each is compared with.
const NEIGHBOURS: usize = 24;

/// What is needed to compare the figures of a story.
pub(super) struct Likeness<'a> {
    items: &'a [Item],
    originals: &'a [usize],
    /// How much each word around figures tells, the rarer among the articles the more.
    weights: HashMap<Word, f64>,
    /// For each of `originals` how much the words of its context and those of its surroundings tell together.
    lengths: Vec<[f64; 2]>,
}

impl<'a> Likeness<'a> {
    pub(super) fn new(items: &'a [Item], originals: &'a [usize]) -> Likeness<'a> {
        // By article, so that a word an article repeats isn't common by that.
        let mut seen: HashMap<Word, (u32, Option<u32>)> = HashMap::new();
        let mut articles: HashSet<u32> = HashSet::new();
        for item in originals.iter().map(|&i| &items[i]) {
            let article = item.witness.passage.article;
            articles.insert(article);
            for word in item.context.iter().chain(&item.telling_of) {
                let (held, last) = seen.entry(*word).or_default();
                // Items stand by article.
                if *last != Some(article) {
                    (*held, *last) = (*held + 1, Some(article));
                }
            }
        }
        // A handful of articles can't tell what is rare: ten more that hold none of the words.
        let all = articles.len() as f64 + 10.0;
        let weight = |held: u32| (all / (f64::from(held) + 0.5)).ln().powi(2);
        let weights: HashMap<Word, f64> = seen.into_iter().map(|(word, (held, _))| (word, weight(held))).collect();
        let length = |words: &[Word]| words.iter().map(|word| weights[word]).sum::<f64>();
        let lengths = originals.iter().map(|&i| [length(&items[i].context), length(&items[i].telling_of)]).collect();
        Likeness { items, originals, weights, lengths }
    }

    /// Pairs worth comparing, as indices into `originals`, a < b, each once, sorted.
    pub(super) fn candidates(&self) -> Vec<(u32, u32)> {
        #[derive(PartialEq, Eq, PartialOrd, Ord, Hash, Clone, Copy)]
        enum Sort {
            Concept(Word),
            Value(Decimal),
            Happening(u16),
            Bare,
        }
        let mut sorts: HashMap<(Unit, Sort), Vec<u32>> = HashMap::new();
        for (i, item) in self.originals.iter().map(|&i| &self.items[i]).enumerate() {
            let unit = item.unit();
            let mut add = |sort| sorts.entry((unit, sort)).or_default().push(i as u32);
            for concept in item.concept.into_iter().chain(item.compound) {
                add(Sort::Concept(concept));
            }
            if let Some(value) = item.value().filter(|_| item.telling() > 0) {
                add(Sort::Value(value));
            }
            if let Some(happening) = item.happening {
                add(Sort::Happening(happening));
            }
            if unit != Unit::Count {
                add(Sort::Bare);
            }
        }
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for members in sorts.into_values() {
            if members.len() <= EACH_WITH_EACH {
                pairs.extend(members.iter().enumerate().flat_map(|(n, &b)| members[..n].iter().map(move |&a| (a, b))));
                continue;
            }
            #[derive(PartialEq, Eq, Hash)]
            enum More {
                Value(Decimal),
                Whose(Who),
                Place(Who),
            }
            let mut shared: HashMap<More, Vec<u32>> = HashMap::new();
            for &b in &members {
                let item = &self.items[self.originals[b as usize]];
                let value = item.value().map(More::Value);
                for more in [value, item.whose.map(More::Whose), item.place.map(More::Place)].into_iter().flatten() {
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
        let ([a_words, a_wider], [b_words, b_wider]) = (self.lengths[a as usize], self.lengths[b as usize]);
        let [a, b] = [a, b].map(|i| &self.items[self.originals[i as usize]]);
        if a.unit() != b.unit() {
            return NEVER;
        }
        let compatible = a.quantity.compatible(&b.quantity);
        if a.sentence == b.sentence && a.witness.passage.article == b.witness.passage.article {
            // A conversion right behind ("3,700 km (2,300 miles)") is the same; two figures of one sentence are else two things.
            let converted = a.quantity.unit != b.quantity.unit && compatible != Compatibility::Conflict;
            return if converted || earlier(a, b) { MOST } else { NEVER };
        }
        if a.unreal != b.unreal && !(a.same_value(b) && a.telling() > 1) {
            return NEVER;
        }
        if a.per != b.per || !comparable(a.standing, b.standing) {
            return NEVER;
        }
        // A value that is hardly shared by chance outweighs what else the parse says.
        let same = a.same_value(b) && a.telling() > 1;
        let mut points = value(a, b, compatible) + concept(a, b) + happening(a, b) + time(a, b, same) + event(a, b);
        points += match (a.whose, b.whose) {
            (Some(one), Some(other)) if one == other => 15,
            (Some(_), Some(_)) if same => -15,
            (Some(_), Some(_)) => -50,
            _ => 0,
        };
        points += match (a.place, b.place) {
            (Some(one), Some(other)) if one == other => 10,
            (Some(_), Some(_)) if same => -10,
            (Some(_), Some(_)) => -35,
            _ => 0,
        };
        // The place of one may be whose the other are: "Iraqi soldiers", "soldiers in Iraq".
        if (a.whose.is_some() && a.whose == b.place) || (b.whose.is_some() && b.whose == a.place) {
            points += 8;
        }
        if (a.standing == Standing::Part) != (b.standing == Standing::Part) && !a.same_value(b) {
            points -= 12;
        }
        // The same sort of thing of the same owner or place: that its number differs is news, not a sign of another thing.
        if !same && a.concept == b.concept && a.concept.is_some_and(|concept| concept != PEOPLE) {
            points += if a.whose.is_some() && a.whose == b.whose { 20 } else { 0 };
            points += if a.place.is_some() && a.place == b.place { 10 } else { 0 };
        }
        // Two tolls that differ are one event's where the sentences around and the headlines tell of one.
        let [by_words, by_wider] = match (same, harm(a, b)) {
            (true, _) => [100.0, 60.0],
            (false, true) => [80.0, 150.0],
            (false, false) => [80.0, 30.0],
        };
        let words = by_words * self.shared(&a.context, a_words, &b.context, b_words);
        let wider = by_wider * self.shared(&a.telling_of, a_wider, &b.telling_of, b_wider);
        (points + (words + wider).round() as i32).min(MOST)
    }

    /// How much of their words two figures share, rare ones above all: 0 to 1. With each list how much it tells.
    fn shared(&self, a: &[Word], a_length: f64, b: &[Word], b_length: f64) -> f64 {
        let lengths = (a_length * b_length).sqrt();
        if lengths > 0.0 { common(a, b).map(|word| self.weights[word]).sum::<f64>() / lengths } else { 0.0 }
    }
}

/// Whether both count people harmed in the same way.
fn harm(a: &Item, b: &Item) -> bool {
    a.happening == b.happening && a.happening.is_some_and(|kind| kind < HARM)
}

/// Whether one of two in a sentence is what the other was before: "rose to 126 from 112", "126, updating a previous toll
/// of 112".
fn earlier(a: &Item, b: &Item) -> bool {
    (a.standing == Standing::Before) != (b.standing == Standing::Before)
        && comparable(a.standing, b.standing)
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

/// What speaks for one event behind both, and against it: whom and what the sentences name, and what harm came by. Most
/// figures that differ and count the same sort of thing are two events' (of the annotated pairs 24 in 25).
fn event(a: &Item, b: &Item) -> i32 {
    let named = common(&a.names, &b.names).count().min(3) as i32;
    let near = common(&a.names_near, &b.names_near).count().min(4) as i32;
    let others = named == 0 && !a.names.is_empty() && !b.names.is_empty();
    let cause = match (a.causes, b.causes) {
        (one, other) if !harm(a, b) || one == 0 || other == 0 => 0,
        (one, other) if one & other == 0 => -40,
        _ => 15,
    };
    16 * named + 16 * near + cause + if others { -16 } else { 0 }
}

/// What the values say: the less likely two texts share one by chance, the more.
fn value(a: &Item, b: &Item, compatible: Compatibility) -> i32 {
    let telling = a.telling().min(b.telling());
    if a.same_value(b) {
        return match telling {
            // "More than 200" and "just under 200".
            _ if compatible == Compatibility::Conflict => 0,
            // Nothing is said by two to have happened: that says more than that there were two of something.
            0 if a.value() == Some(Decimal::ZERO) => 5,
            0 => 0,
            1 => 30,
            // Many things last ten years, many shares are a third, and of what nobody says what it counts many numbers.
            2 if a.unit().is_time() => 50,
            2 if a.unit() == Unit::Percent => 20,
            2 if a.unit() == Unit::Count && (a.concept.is_none() || b.concept.is_none()) => 40,
            2 if a.is_round() => 65,
            2 => 85,
            _ => 98,
        };
    }
    // Tons and tonnes, pounds and pounds are mixed up more often than two things of one story have one number.
    if a.value() == b.value() && telling > 1 {
        return 45;
    }
    if a.quantity.bound == Bound::Vague || b.quantity.bound == Bound::Vague {
        // "Millions" and "more than 50" don't contradict each other, and nobody would use both for one thing.
        let far = times(a, b).is_some_and(|times| times > Decimal::from(6));
        return if far || compatible == Compatibility::Conflict { -70 } else { -40 };
    }
    let apart = |by: i32| match times(a, b) {
        Some(times) if times > Decimal::from(30) => by - 110,
        Some(times) if times > Decimal::from(6) => by - 55,
        Some(times) if times > Decimal::from(3) => by - 14,
        _ => by,
    };
    match compatible {
        // "About 20" may be 19, and much else.
        Compatibility::Rounding if telling > 1 && a.unit() != Unit::Percent => 72,
        Compatibility::Rounding => 10,
        Compatibility::Same => 0,
        // "At least three" allows thirty, but nobody would say so.
        Compatibility::Bound => apart(-15),
        // Tolls rise and counts are counted again; what was measured mostly stays.
        Compatibility::Conflict if matches!(a.quantity.unit, Unit::Symbol(_)) => apart(-83),
        Compatibility::Conflict => apart(-42),
    }
}

/// How many times one value is the other.
fn times(a: &Item, b: &Item) -> Option<Decimal> {
    let (x, y) = (a.value()?, b.value()?);
    let (small, large) = (x.min(y), x.max(y));
    (small > Decimal::ZERO).then(|| large.checked_div(small).unwrap_or(Decimal::MAX))
}

/// What is counted.
fn concept(a: &Item, b: &Item) -> i32 {
    match (a.concept, b.concept) {
        // People are what most figures count.
        (Some(one), Some(other)) if one == other && one == PEOPLE => 15,
        (Some(one), Some(other)) if one == other => {
            30 + 5 * a.modifiers.intersection(&b.modifiers).count().min(2) as i32
        }
        // "schoolgirls" are girls.
        (Some(one), Some(other))
            if a.compound == Some(other)
                || b.compound == Some(one)
                || (a.compound.is_some() && a.compound == b.compound) =>
        {
            25
        }
        // "captives" and "students" may be the same ones; if so many children and so many others died, it is not.
        (Some(_), Some(_)) if a.person && b.person && a.same_value(b) => 3,
        (Some(_), Some(_)) if a.person && b.person => -20,
        (Some(_), Some(_)) => -40,
        _ if a.quantity.unit == Unit::Count || a.quantity.unit == Unit::Percent || a.quantity.unit.is_time() => 0,
        // Lengths, weights and money of one story are few.
        _ => 10,
    }
}

/// What happens to it.
fn happening(a: &Item, b: &Item) -> i32 {
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
        (Some(one), Some(other)) if !a.same_value(b) && contrary(one, other) => -150,
        (Some(_), Some(_)) => -40,
        // How many were harmed is not how many there are.
        (Some(harm), None) | (None, Some(harm)) if harm < HARM && a.concept.is_some() && b.concept.is_some() => -20,
        _ if a.predicate.is_some() && a.predicate == b.predicate => 15,
        // Verbs vary more than what they tell.
        _ if a.predicate.is_some() && b.predicate.is_some() => -6,
        _ => 0,
    }
}

/// Whether what was told later is more: tolls rise.
fn grown(a: &Item, b: &Item) -> bool {
    let (Some(one), Some(other)) = (a.value().zip(a.witness.said), b.value().zip(b.witness.said)) else { return false };
    (one.1 < other.1) == (one.0 < other.0)
}

/// Figures of times far apart are of different things, unless they say the same; so are tolls, even if they do: a war
/// has many days with nineteen dead.
fn time(a: &Item, b: &Item, same: bool) -> i32 {
    let days = |from: Date, to: Date| from.until(to).map_or(0, |span| span.get_days());
    let harm = harm(a, b);
    let told = a.witness.said.zip(b.witness.said).map(|(one, other)| days(one, other).abs());
    let telling = match told {
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
        let long = told.is_some_and(|days| days > 45) && a.telling().min(b.telling()) < 2;
        return telling - if long { 45 } else { 0 };
    };
    let apart = days(a_to, b_from).max(days(b_to, a_from));
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

/// The value without its zeros at the end, as a whole number.
fn telling_figures(value: Decimal) -> u128 {
    let mut figures = value.normalize().mantissa().unsigned_abs();
    while figures > 0 && figures.is_multiple_of(10) {
        figures /= 10;
    }
    figures
}

impl Item {
    /// How unlikely it is that two texts share the value by chance: 0 for vague, tiny and absent ones, up to 3 for a number
    /// of three telling figures.
    pub(super) fn telling(&self) -> u8 {
        if self.quantity.bound == Bound::Vague {
            return 0;
        }
        let Some(value) = self.value() else { return 0 };
        let figures = telling_figures(value);
        let count = self.quantity.unit != Unit::Percent && !self.quantity.unit.is_time();
        match () {
            () if figures >= 100 => 3,
            () if figures >= 13 => 2,
            // Round, but large: "600 tons".
            () if count && value.abs() >= Decimal::ONE_HUNDRED => 2,
            () if value.abs() > Decimal::TWO => 1,
            () => 0,
        }
    }

    /// Whether one figure tells it: 300, 2,000.
    fn is_round(&self) -> bool {
        self.value().is_some_and(|value| telling_figures(value) < 10)
    }

    /// The one value it names, in its own unit.
    pub(super) fn value(&self) -> Option<Decimal> {
        self.quantity.value().or(self.quantity.low)
    }

    /// Whether both name the same value, whatever the hedge.
    pub(super) fn same_value(&self, other: &Item) -> bool {
        self.quantity.unit == other.quantity.unit
            && self.value().is_some()
            && self.value() == other.value()
            && (self.quantity.bound == Bound::Vague) == (other.quantity.bound == Bound::Vague)
    }

    /// The kind of unit it is measured in.
    pub(super) fn unit(&self) -> Unit {
        self.quantity.unit.kind()
    }
}
