//! How alike two figures are, in points: how much speaks for one question behind both.

use super::item::{HARM, Item, PEOPLE, Who};
use crate::annotate::figures::Standing;
use crate::quantity::{Bound, Compatibility, Unit};
use crossread_language::Word;
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};

/// Points from which two groups of figures speak of the same thing, on average over their pairs.
///
/// Points and threshold were set on the annotated pairs of `xtask/gold/matters-dev.tsv` (nine stories) and by reading the ledgers
/// of the invented story and of one whole story. From 22 to 34 precision rises from 77 to 88 percent there and recall
/// falls from 51 to 40: a reader is better served by a pair too few than by one too many, but what stands apart is lost
/// to him, so the middle was taken. `cargo xtask eval matters` measures it, on eleven unread stories too.
pub(super) const ENOUGH: i32 = 26;

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
    /// How rare each context word is among the figures' contexts.
    rarity: HashMap<Word, f64>,
}

impl<'a> Likeness<'a> {
    pub(super) fn new(items: &'a [Item], originals: &'a [usize]) -> Likeness<'a> {
        // By article, so that a word an article repeats isn't common by that.
        let mut seen: HashMap<Word, HashSet<u32>> = HashMap::new();
        let mut articles: HashSet<u32> = HashSet::new();
        for item in originals.iter().map(|&i| &items[i]) {
            articles.insert(item.witness.passage.article);
            for word in &item.context {
                seen.entry(*word).or_default().insert(item.witness.passage.article);
            }
        }
        // A handful of articles can't tell what is rare: ten more that hold none of the words.
        let all = articles.len() as f64 + 10.0;
        let rarity = seen.into_iter().map(|(word, held)| (word, (all / (held.len() as f64 + 0.5)).ln())).collect();
        Likeness { items, originals, rarity }
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

    /// How much speaks for one question behind both, in tenths of a point.
    pub(super) fn points(&self, a: &Item, b: &Item) -> i32 {
        if a.unit() != b.unit() {
            return NEVER;
        }
        let compatible = a.quantity.compatible(&b.quantity);
        if a.sentence == b.sentence && a.witness.passage.article == b.witness.passage.article {
            // A conversion right behind ("3,700 km (2,300 miles)") is the same; two figures of one sentence are else two things.
            let converted = a.quantity.unit != b.quantity.unit && compatible != Compatibility::Conflict;
            return if converted { 2 * ENOUGH } else { NEVER };
        }
        if a.unreal != b.unreal && !(a.same_value(b) && a.telling() > 1) {
            return NEVER;
        }
        if a.per != b.per || !comparable(a.standing, b.standing) {
            return NEVER;
        }
        let mut points = value(a, b, compatible) + concept(a, b) + happening(a, b) + time(a, b);
        // A value that is hardly shared by chance outweighs what else the parse says.
        let same = a.same_value(b) && a.telling() > 1;
        points += match (a.whose, b.whose) {
            (Some(one), Some(other)) if one == other => 15,
            (Some(_), Some(_)) => {
                if same {
                    -15
                } else {
                    -50
                }
            }
            _ => 0,
        };
        points += match (a.place, b.place) {
            (Some(one), Some(other)) if one == other => 10,
            (Some(_), Some(_)) => {
                if same {
                    -10
                } else {
                    -35
                }
            }
            _ => 0,
        };
        // The place of one may be whose the other are: "Iraqi soldiers", "soldiers in Iraq".
        if (a.whose.is_some() && a.whose == b.place) || (b.whose.is_some() && b.whose == a.place) {
            points += 8;
        }
        if (a.standing == Standing::Part) != (b.standing == Standing::Part) && !a.same_value(b) {
            points -= 12;
        }
        points + (50.0 * self.context(a, b)).round() as i32
    }

    /// How much of the words around both share, rare ones above all: 0 to 1.
    fn context(&self, a: &Item, b: &Item) -> f64 {
        let weight = |word: &Word| self.rarity.get(word).map_or(0.0, |rarity| rarity * rarity);
        let length = |item: &Item| item.context.iter().map(weight).sum::<f64>();
        let shared: f64 = a.context.intersection(&b.context).map(weight).sum();
        let lengths = (length(a) * length(b)).sqrt();
        if lengths > 0.0 { shared / lengths } else { 0.0 }
    }
}

/// What the values say: the less likely two texts share one by chance, the more.
fn value(a: &Item, b: &Item, compatible: Compatibility) -> i32 {
    let telling = a.telling().min(b.telling());
    if a.same_value(b) {
        return match telling {
            // Nothing is said by two to have happened: that says more than that there were two of something.
            0 if a.value() == Some(Decimal::ZERO) => 12,
            0 => -10,
            1 => 15,
            2 => 30,
            _ => 45,
        };
    }
    // Tons and tonnes, pounds and pounds are mixed up more often than two things of one story have one number.
    if a.value() == b.value() && telling > 1 {
        return 25;
    }
    if a.quantity.bound == Bound::Vague || b.quantity.bound == Bound::Vague {
        // "Millions" and "more than 50" don't contradict each other, and nobody would use both for one thing.
        let far = times(a, b).is_some_and(|times| times > Decimal::from(6));
        return if far || compatible == Compatibility::Conflict { -45 } else { -15 };
    }
    let apart = |by: i32| match times(a, b) {
        Some(times) if times > Decimal::from(30) => -55,
        Some(times) if times > Decimal::from(6) => -40,
        Some(times) if times > Decimal::from(3) => -20,
        _ => by,
    };
    match compatible {
        Compatibility::Same | Compatibility::Rounding => 15,
        // "At least three" allows thirty, but nobody would say so.
        Compatibility::Bound => apart(8),
        // Tolls rise and counts are counted again; what was measured mostly stays.
        Compatibility::Conflict if matches!(a.quantity.unit, Unit::Symbol(_)) => apart(-16),
        Compatibility::Conflict => apart(-6),
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
        // "captives" and "students" may be the same ones.
        (Some(_), Some(_)) if a.person && b.person => 3,
        (Some(_), Some(_)) => -40,
        _ if a.quantity.unit == Unit::Count || a.quantity.unit == Unit::Percent || a.quantity.unit.is_time() => 0,
        // Lengths, weights and money of one story are few.
        _ => 10,
    }
}

/// What happens to it.
fn happening(a: &Item, b: &Item) -> i32 {
    match (a.happening, b.happening) {
        (Some(one), Some(other)) if one == other => {
            if one < HARM {
                30
            } else {
                20
            }
        }
        (Some(_), Some(_)) => -40,
        // How many were harmed is not how many there are.
        (Some(harm), None) | (None, Some(harm)) if harm < HARM && a.concept.is_some() && b.concept.is_some() => -20,
        _ if a.predicate.is_some() && a.predicate == b.predicate => 15,
        // Verbs vary more than what they tell.
        _ if a.predicate.is_some() && b.predicate.is_some() => -6,
        _ => 0,
    }
}

/// Figures of times far apart are of different things, unless they say the same.
fn time(a: &Item, b: &Item) -> i32 {
    let days = |from: jiff::civil::Date, to: jiff::civil::Date| from.until(to).map_or(0, |span| span.get_days());
    let (Some((a_from, a_to)), Some((b_from, b_to))) = (a.witness.as_of, b.witness.as_of) else {
        // Without a word of the time it is that of the telling, roughly.
        return match (a.witness.said, b.witness.said) {
            (Some(a_said), Some(b_said)) if days(a_said, b_said).abs() > 45 && a.telling().min(b.telling()) < 2 => -15,
            _ => 0,
        };
    };
    let apart = days(a_to, b_from).max(days(b_to, a_from));
    match () {
        () if apart <= 0 => 8,
        () if apart <= 3 => 0,
        () if apart <= 45 => -10,
        () if a.same_value(b) && a.telling() > 1 => -5,
        () => -35,
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

impl Item {
    /// How unlikely it is that two texts share the value by chance: 0 for vague, tiny and absent ones, up to 3 for a number
    /// of three telling figures.
    pub(super) fn telling(&self) -> u8 {
        if self.quantity.bound == Bound::Vague {
            return 0;
        }
        let Some(value) = self.value() else { return 0 };
        let mut figures = value.normalize().mantissa().unsigned_abs();
        while figures > 0 && figures % 10 == 0 {
            figures /= 10;
        }
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
