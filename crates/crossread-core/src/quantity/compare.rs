//! When two quantities can both hold.

use super::{Bound, Quantity, Unit};
use crate::language::quantities::factor;
use rust_decimal::Decimal;

/// How two quantities said of the same thing at the same time stand to each other. All but [`Compatibility::Conflict`]
/// can both hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compatibility {
    /// The same value, said with the same bound.
    Same,
    /// One is the other rounded: "around 5,000" and "5,200".
    Rounding,
    /// Their bounds overlap: "at least 12" and "14", "dozens" and "31".
    Bound,
    /// They can't both hold, or they measure in units that do not convert: a share and a count, dollars and euros.
    Conflict,
}

/// Round numbers of this size and up may be rounded without saying so; below, a count is a count: "10 killed" and "12
/// killed" differ. Chosen by reading tolls: outlets round silently from the hundreds on.
const ROUND_FROM: Decimal = Decimal::ONE_HUNDRED;

/// The most that a silent rounding changes a number: a rounding to two figures changes it by 5 percent at most ("5,000"
/// for 5,200 is 4 percent); to one figure by up to a third, which readers do not take for the same number.
const SILENT: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// The least and most that a hedge ("about", "some") allows, as a share of the number. In between it allows half a
/// unit of its last figure that isn't zero, since hedged numbers are rounded to one or two figures: "about 40" goes
/// from 36 to 44 by the least, 35 to 45 by its figure.
const HEDGED: (Decimal, Decimal) = (Decimal::from_parts(10, 0, 0, false, 2), Decimal::from_parts(20, 0, 0, false, 2));

/// What a hedge allows for a number told to three figures and more: who says "some 146 billion" does not mean 149.
const CLOSE: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// How many several may be: less than a score.
const FEW: Decimal = Decimal::from_parts(19, 0, 0, false, 0);

/// How far beyond its least value a vague plural reaches, and how far below: "hundreds" (least value 200) is taken to
/// lie between 100 and 1,000, "dozens" between 12 and 120.
const VAGUE: (Decimal, Decimal) = (Decimal::from_parts(5, 0, 0, false, 1), Decimal::from_parts(5, 0, 0, false, 0));

impl Quantity {
    /// Whether this and `other`, said of the same thing at the same time, can both hold. Symmetric; a quantity is the same
    /// as itself.
    pub fn compatible(&self, other: &Quantity) -> Compatibility {
        let converted = self.unit != other.unit && self.unit != Unit::AGE && other.unit != Unit::AGE;
        let Some((a, b)) = in_one_unit(*self, *other) else { return Compatibility::Conflict };
        // A hedge allows what it allows in the unit that was told: "some 800 miles" are hedged as 800.
        let slack = allowed(self, &a).max(allowed(other, &b));
        let slack =
            if a.bound == Bound::About && b.bound == Bound::About { slack.min(both_hedged(&a, &b)) } else { slack };
        if a == b {
            return Compatibility::Same;
        }
        if a.unit == Unit::SCORE {
            return Compatibility::Conflict;
        }
        if let (Some(x), Some(y)) = (point(&a), point(&b)) {
            if x == y {
                // "12" and "about 12".
                return Compatibility::Bound;
            }
            let apart = distance(x, y);
            let rounding = apart <= slack || silently_rounded(x, y, a.unit) || converted && are_close(x, y);
            return if rounding { Compatibility::Rounding } else { Compatibility::Conflict };
        }
        if rounds_to_the_bound(&a, &b) || rounds_to_the_bound(&b, &a) {
            return Compatibility::Rounding;
        }
        // "63,500kg", "more than 140,000lb": the number is meant, and was rounded when it was converted.
        if converted && bound_of(&a).or(point(&a)).zip(bound_of(&b).or(point(&b))).is_some_and(|(x, y)| are_close(x, y))
        {
            return Compatibility::Bound;
        }
        if a.bound == Bound::Vague && b.bound == Bound::Vague || names_the_bound(&a, &b) || names_the_bound(&b, &a) {
            return Compatibility::Bound;
        }
        let ((a_low, a_high), (b_low, b_high)) = (reach(&a), reach(&b));
        let starts_in_time = |low: QuantityEnd, high: QuantityEnd| match (low, high) {
            (QuantityEnd::At(low), QuantityEnd::At(high)) => low <= high,
            (QuantityEnd::Past(low), QuantityEnd::At(high)) | (QuantityEnd::At(low), QuantityEnd::Past(high)) => {
                low < high
            }
            (QuantityEnd::Past(low), QuantityEnd::Past(high)) => low < high,
            (QuantityEnd::Open, _) | (_, QuantityEnd::Open) => true,
        };
        if starts_in_time(a_low, b_high) && starts_in_time(b_low, a_high) {
            Compatibility::Bound
        } else {
            Compatibility::Conflict
        }
    }
}

/// "3,000" for what another calls "more than 3,000": a round number may be rounded without saying so, and outlets do. So is
/// "up to 5.1 million" for 5.13 million.
fn rounds_to_the_bound(bounded: &Quantity, other: &Quantity) -> bool {
    let Some((bound, value)) = bound_of(bounded).zip(point(other)) else { return false };
    let round = bound >= ROUND_FROM && (bound % Decimal::ONE_HUNDRED).is_zero();
    let open = matches!(bounded.bound, Bound::MoreThan | Bound::LessThan);
    let beyond = if bounded.bound == Bound::MoreThan { value < bound } else { value > bound };
    let rounded = beyond && step(bound) > step(value) && silently_rounded(bound, value, bounded.unit);
    bounded.unit == other.unit && (open && round && value == bound || rounded)
}

/// The number that a bound names. "At least 18" is a count that goes on, and is not rounded.
fn bound_of(quantity: &Quantity) -> Option<Decimal> {
    match quantity.bound {
        Bound::MoreThan => quantity.low,
        Bound::LessThan | Bound::AtMost => quantity.high,
        _ => None,
    }
}

/// Whether two numbers differ by no more than a silent rounding.
fn are_close(x: Decimal, y: Decimal) -> bool {
    distance(x, y) <= share(x, SILENT).max(share(y, SILENT))
}

/// What two hedges allow together, as a share of the greater number: who says "about 850" does not mean nearly 1,000.
const BOTH_HEDGED: Decimal = Decimal::from_parts(12, 0, 0, false, 2);

fn both_hedged(a: &Quantity, b: &Quantity) -> Decimal {
    let greater = point(a).unwrap_or_default().abs().max(point(b).unwrap_or_default().abs());
    share(greater, BOTH_HEDGED)
}

/// What the hedge of a quantity allows, in the unit that it was converted to.
fn allowed(told: &Quantity, converted: &Quantity) -> Decimal {
    match (told.low, converted.low) {
        (Some(from), Some(to)) if told.unit != converted.unit && !from.is_zero() => {
            let factor = to.checked_div(from).unwrap_or(Decimal::ONE);
            hedged(told).checked_mul(factor).unwrap_or_default()
        }
        _ => hedged(converted),
    }
}

/// "Over 51" beside "51", "more than a dozen" beside "12": one number is named, and nobody reads a dispute in it.
fn names_the_bound(bounded: &Quantity, other: &Quantity) -> bool {
    let bound = match bounded.bound {
        Bound::MoreThan => bounded.low,
        Bound::LessThan => bounded.high,
        _ => return false,
    };
    bounded.unit == other.unit && bound.is_some() && point(other) == bound
}

/// One end of what a quantity can be.
#[derive(Clone, Copy)]
enum QuantityEnd {
    /// This value is still in.
    At(Decimal),
    /// This value is just out.
    Past(Decimal),
    /// No end.
    Open,
}

impl Unit {
    /// The unit that stands for all it converts to: meters for miles. Quantities whose kinds of unit differ can't be
    /// compared.
    pub(crate) fn kind(self) -> Unit {
        match self {
            // "A gap of 0.15 percent", "0.15 percentage point".
            Unit::Symbol("pp") => Unit::Percent,
            Unit::Symbol(symbol) => factor(symbol).map_or(self, |(base, _)| Unit::Symbol(base)),
            other => other,
        }
    }
}

/// Both in the same unit, converted where both are of one kind ("10 miles" and "16 km").
fn in_one_unit(a: Quantity, b: Quantity) -> Option<(Quantity, Quantity)> {
    if a.unit == b.unit {
        return Some((a, b));
    }
    // "Smith, 43," counts years without saying so.
    let is_age = |unit: Unit| matches!(unit, Unit::AGE | Unit::Count);
    if is_age(a.unit) && is_age(b.unit) {
        let unit = Unit::AGE;
        return Some((Quantity { unit, ..a }, Quantity { unit, ..b }));
    }
    let is_share = |unit: Unit| matches!(unit, Unit::Percent | Unit::Symbol("pp"));
    if is_share(a.unit) && is_share(b.unit) {
        return Some((Quantity { unit: Unit::Percent, ..a }, Quantity { unit: Unit::Percent, ..b }));
    }
    let convert = |quantity: Quantity| {
        let Unit::Symbol(symbol) = quantity.unit else { return None };
        let (base, factor) = factor(symbol)?;
        let times = |value: Option<Decimal>| match value {
            None => Some(None),
            Some(value) => value.checked_mul(factor).map(|value| Some(value.normalize())),
        };
        Some((base, Quantity { low: times(quantity.low)?, high: times(quantity.high)?, ..quantity }))
    };
    let ((base, a), (other, b)) = (convert(a)?, convert(b)?);
    let in_base = |quantity: Quantity| Quantity { unit: Unit::Symbol(base), ..quantity };
    (base == other).then(|| (in_base(a), in_base(b)))
}

/// The value of an exact or hedged quantity.
fn point(quantity: &Quantity) -> Option<Decimal> {
    match quantity.bound {
        Bound::Exact | Bound::About if quantity.low == quantity.high => quantity.low,
        _ => None,
    }
}

/// How far a hedged quantity allows the true value to lie from its own.
fn hedged(quantity: &Quantity) -> Decimal {
    let (Bound::About, Some(value)) = (quantity.bound, quantity.low) else { return Decimal::ZERO };
    if value.abs() >= step(value).checked_mul(Decimal::ONE_HUNDRED).unwrap_or(Decimal::MAX) {
        return share(value, CLOSE);
    }
    let (least, most) = (share(value, HEDGED.0), share(value, HEDGED.1));
    half(step(value)).clamp(least, most)
}

/// Whether the rounder of two exact numbers is the other one rounded, without a word that says so.
fn silently_rounded(x: Decimal, y: Decimal, unit: Unit) -> bool {
    let (rounder, other) = if step(x) > step(y) { (x, y) } else { (y, x) };
    // Of .22 and .223, which count nothing, neither is the other rounded.
    let is_size = unit == Unit::Count && x.max(y) < Decimal::ONE;
    if step(rounder) == step(other) || is_size {
        return false;
    }
    let apart = distance(x, y);
    let most = if step(rounder) > Decimal::ONE {
        if unit == Unit::Count && rounder.abs() < ROUND_FROM {
            return false;
        }
        half(step(rounder)).min(share(rounder, SILENT))
    } else {
        half(step(rounder))
    };
    apart <= most
}

/// What a quantity can be, from its least to its greatest value.
fn reach(quantity: &Quantity) -> (QuantityEnd, QuantityEnd) {
    let named = quantity.low.or(quantity.high).unwrap_or_default();
    match quantity.bound {
        Bound::Exact | Bound::About => match point(quantity) {
            Some(value) => (
                QuantityEnd::At(value.saturating_sub(hedged(quantity))),
                QuantityEnd::At(value.saturating_add(hedged(quantity))),
            ),
            None => {
                (QuantityEnd::At(quantity.low.unwrap_or_default()), QuantityEnd::At(quantity.high.unwrap_or_default()))
            }
        },
        Bound::AtLeast => (QuantityEnd::At(named), QuantityEnd::Open),
        Bound::MoreThan => (QuantityEnd::Past(named), QuantityEnd::Open),
        Bound::AtMost => (QuantityEnd::Open, QuantityEnd::At(named)),
        Bound::LessThan => (QuantityEnd::Open, QuantityEnd::Past(named)),
        Bound::Between => (
            quantity.low.map_or(QuantityEnd::Open, QuantityEnd::At),
            quantity.high.map_or(QuantityEnd::Open, QuantityEnd::At),
        ),
        Bound::Vague => match quantity.low {
            Some(low) => (
                QuantityEnd::At(share(low, VAGUE.0)),
                low.checked_mul(VAGUE.1).map_or(QuantityEnd::Open, |high| QuantityEnd::At(high.max(FEW))),
            ),
            None => (QuantityEnd::Open, QuantityEnd::Open),
        },
    }
}

/// One unit of the last figure that isn't zero: 1,000 for 5,000; 100 for 5,200; 0.1 for 5.2.
fn step(value: Decimal) -> Decimal {
    let value = value.normalize();
    if value.is_zero() {
        return Decimal::ONE;
    }
    if value.scale() > 0 {
        return Decimal::new(1, value.scale());
    }
    let mut step: i128 = 1;
    while value.mantissa() % (step * 10) == 0 {
        step *= 10;
    }
    Decimal::from_i128_with_scale(step, 0)
}

/// How far two numbers are apart; as far as can be, where no decimal holds it.
pub(crate) fn distance(x: Decimal, y: Decimal) -> Decimal {
    x.checked_sub(y).map_or(Decimal::MAX, |apart| apart.abs())
}

fn half(value: Decimal) -> Decimal {
    value.checked_div(Decimal::TWO).unwrap_or(value)
}

fn share(value: Decimal, share: Decimal) -> Decimal {
    value.abs().checked_mul(share).unwrap_or(value.abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn compare(a: &str, b: &str) -> Compatibility {
        let read = |words: &str| {
            Quantity::parse(crate::language::Language::english(), words)
                .unwrap_or_else(|| panic!("not a quantity: {words}"))
        };
        Quantity::compatible(&read(a), &read(b))
    }

    #[test]
    fn what_agrees_and_what_does_not() {
        use Compatibility::*;
        assert_eq!(compare("5,000", "five thousand"), Same);
        assert_eq!(compare("at least 12", "14"), Bound);
        assert_eq!(compare("more than a dozen", "12"), Bound);
        assert_eq!(compare("more than 3,000", "3,000"), Rounding);
        assert_eq!(compare("about 3,000", "more than 3,000"), Rounding);
        assert_eq!(compare("more than 3,012", "3,012"), Bound);
        assert_eq!(compare("more than 50", "40"), Conflict);
        assert_eq!(compare("some 146", "148.9"), Conflict);
        assert_eq!(compare("several", "dozens"), Bound);
        assert_eq!(compare("up to 12", "14"), Conflict);
        assert_eq!(compare("around 5,000", "5,200"), Rounding);
        assert_eq!(compare("5,000", "5,200"), Rounding);
        assert_eq!(compare("5,000", "5,600"), Conflict);
        assert_eq!(compare("some 5,200", "5,000"), Rounding);
        assert_eq!(compare("24", "25"), Conflict);
        assert_eq!(compare("10", "12"), Conflict);
        assert_eq!(compare("about 12", "13"), Rounding);
        assert_eq!(compare("dozens", "31"), Bound);
        assert_eq!(compare("dozens", "400"), Conflict);
        assert_eq!(compare("hundreds", "about 300"), Bound);
        assert_eq!(compare("10 to 12", "11"), Bound);
        assert_eq!(compare("10 to 12", "13"), Conflict);
        assert_eq!(compare("5%", "5.2 percent"), Rounding);
        assert_eq!(compare("$1.5bn", "$1.46 billion"), Rounding);
        assert_eq!(compare("$1.5bn", "€1.5bn"), Conflict);
        assert_eq!(compare("5 percent", "5"), Conflict);
        assert_eq!(compare("10 miles", "16 km"), Rounding);
        assert_eq!(compare("10 miles", "20 km"), Conflict);
        assert_eq!(compare("1,180 km", "some 800 miles"), Rounding);
        assert_eq!(compare("621 miles", "more than 1,000 kilometers"), Rounding);
        assert_eq!(compare("nearly 1,000", "about 850"), Conflict);
        assert_eq!(compare("nearly 1,000", "about 900"), Rounding);
        assert_eq!(compare("621 miles", "more than 1,200 kilometers"), Conflict);
        assert_eq!(compare("up to 5.1 million", "5.13 million"), Rounding);
        assert_eq!(compare("up to 5.1 million", "5.3 million"), Conflict);
        assert_eq!(compare("173 to zero", "170-0"), Conflict);
        assert_eq!(compare("fewer than 30", "12"), Bound);
    }

    fn quantity() -> impl Strategy<Value = Quantity> {
        let value = (0i64..20_000, 0u32..3).prop_map(|(n, scale)| Decimal::new(n, scale));
        let unit = prop_oneof![
            Just(Unit::Count),
            Just(Unit::Percent),
            Just(Unit::Symbol("km")),
            Just(Unit::Symbol("mi")),
            Just(Unit::Currency(*b"USD")),
            Just(Unit::SCORE),
            Just(Unit::AGE)
        ];
        (value.clone(), value, 0..8, unit).prop_map(|(x, y, bound, unit)| {
            let (low, high) = (x.min(y), x.max(y));
            let (low, high, bound) = match bound {
                0 => (Some(x), Some(x), Bound::Exact),
                1 => (Some(x), Some(x), Bound::About),
                2 => (Some(x), None, Bound::AtLeast),
                3 => (None, Some(x), Bound::AtMost),
                4 => (Some(x), None, Bound::MoreThan),
                5 => (None, Some(x), Bound::LessThan),
                6 => (Some(low), Some(high), Bound::Between),
                _ => (Some(x), None, Bound::Vague),
            };
            Quantity { low, high, bound, unit }
        })
    }

    proptest! {
        #[test]
        fn it_does_not_matter_who_speaks_first(a in quantity(), b in quantity()) {
            prop_assert_eq!(Quantity::compatible(&a, &b), Quantity::compatible(&b, &a));
        }

        #[test]
        fn a_quantity_is_the_same_as_itself(a in quantity()) {
            prop_assert_eq!(Quantity::compatible(&a, &a), Compatibility::Same);
        }
    }
}
