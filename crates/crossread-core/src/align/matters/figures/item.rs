//! A figure with everything that is compared.

use super::clause::{self, FigureClause};
use super::deal::Deal;
use super::noun::{self, CountedNoun, Noun};
use super::spot::{FigureNeighbors, FigureSurroundings, Spot};
use crate::align::entities::EntityOrWord;
use crate::align::matters::{Value, Witness};
use crate::annotate::figures::Figure;
use crate::quantity::{Bound, Quantity, Unit};
use crate::story::Passage;
use crossread_language::{Sentence, Span, Word};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// A figure with what is compared.
pub(super) struct FigureItem {
    pub witness: Witness,
    pub quantity: Quantity,
    pub measure: Measure,
    pub subject: Passage,
    pub facets: Vec<Passage>,
    /// What it counts or measures.
    pub noun: Noun,
    /// What its clause says of it.
    pub clause: FigureClause,
    /// What it stands among.
    pub near: FigureNeighbors,
    /// The deal that it is the price of.
    pub deal: Deal,
    /// What happens to what is counted: a line of the list of happenings.
    pub happening: Option<u16>,
    pub whose: Option<EntityOrWord>,
    pub place: Option<EntityOrWord>,
    /// The sentence it stands in, by number in its article.
    pub sentence: usize,
    /// Whether it is an age.
    pub age: bool,
    /// The happening it hangs on: index into [`Alignment::events`](crate::align::Alignment::events).
    pub event: Option<u32>,
    /// The words for who gives it, in lower case; none of an account's own voice.
    pub called: Option<String>,
}

impl FigureItem {
    /// `None` where it says too little to be compared with anything.
    /// `index` is the figure's in its article.
    pub(super) fn new(around: &FigureSurroundings, index: usize) -> Option<FigureItem> {
        let spot = Spot::new(around, index)?;
        let figure = spot.figure;
        let counted = CountedNoun::of(&spot)?;
        let (text, quantity) = (spot.text(), figure.quantity);
        let (modifiers, nation) = noun::modifiers(&spot, counted.head);
        let whose = whose(&spot, counted.is_age, nation);
        let place = figure.place.map(|place| (spot.whom(place), place.span));
        let of = figure.of.as_ref().map(|of| of.span);
        let subject = of.filter(|of| of.len() > 2).unwrap_or(figure.span);
        let facets = [counted.told, whose.map(|(_, span)| span), place.map(|(_, span)| span)];
        let facets: BTreeSet<Span> = facets.into_iter().flatten().filter(|span| !subject.overlaps(*span)).collect();
        let said = spot.article().said_on();
        Some(FigureItem {
            witness: Witness {
                passage: spot.passage(figure.span),
                value: Value::Quantity(quantity),
                as_of: clause::as_of(&spot, said),
                said,
                status: figure.status,
                speaker: spot.spoken_by(),
            },
            quantity,
            measure: Measure::of(&quantity, counted.is_age),
            subject: spot.passage(subject),
            facets: facets.into_iter().map(|span| spot.passage(span)).collect(),
            noun: Noun::of(&spot, &counted, modifiers),
            clause: FigureClause::of(&spot, counted.told, counted.is_age),
            near: spot.near(counted.head),
            deal: Deal::of(&spot, whose),
            happening: counted.happening,
            whose: whose.map(|(who, _)| who),
            place: place.map(|(who, _)| who),
            sentence: spot.number,
            age: counted.is_age,
            event: spot.event(counted.told),
            called: figure.asserted_by.map(|speaker| speaker.span.of(text).to_lowercase()),
        })
    }

    /// The account as an entry keeps it. Somebody is as old all year: the day that a sentence tells of besides is not that of
    /// an age.
    pub(super) fn told(&self) -> Witness {
        let mut witness = self.witness.clone();
        let told = witness.as_of.zip(witness.said);
        let lately =
            told.is_some_and(|((from, _), said)| from.until(said).is_ok_and(|span| span.get_days().abs() < A_YEAR));
        if self.age && lately {
            witness.as_of = None;
        }
        witness
    }
}

/// Days in which everybody grows a year older.
pub(super) const A_YEAR: i32 = 365;

/// Whose a figure is, or who is so old, with the words that say so.
fn whose(spot: &Spot, is_age: bool, nation: Option<(EntityOrWord, Span)>) -> Option<(EntityOrWord, Span)> {
    let figure = spot.figure;
    let owner = figure.whose.map(|whose| (spot.whom(whose), whose.span));
    // "36-year-old Kit Moss": Moss's.
    let named = || figure.of.as_ref().filter(|_| is_age).and_then(|of| spot.named(of.span));
    // "Orm (ORM) shares fell 3 percent": past the sign of the share.
    let ticker = || before_brackets(spot.sentence, spot.text(), figure).and_then(|span| spot.named(span));
    owner.or_else(named).or(nation).or_else(ticker)
}

/// What stands before brackets that stand before what is counted: "Orm" in "Orm (ORM) shares".
fn before_brackets(sentence: &Sentence, text: &str, figure: &Figure) -> Option<Span> {
    let of = figure.of.as_ref()?;
    let head = Word::lowered(&of.head);
    let head = sentence.tokens_in(of.span).rfind(|&i| sentence.tokens[i].lemma == head)?;
    let word = |i: usize| sentence.tokens[i].span.of(text);
    let close = head.checked_sub(1).filter(|&i| word(i) == ")")?;
    let open = (close.saturating_sub(4)..close).rfind(|&i| word(i) == "(")?;
    open.checked_sub(1).map(|i| sentence.tokens[i].span)
}

/// The value without its zeros at the end, as a whole number.
fn telling_figures(value: Decimal) -> u128 {
    let mut figures = value.normalize().mantissa().unsigned_abs();
    while figures > 0 && figures.is_multiple_of(10) {
        figures /= 10;
    }
    figures
}

/// What is asked of a quantity in every pair, worked out once: its figures cost a division each, its unit a look-up.
#[derive(Clone, Copy)]
pub(super) struct Measure {
    /// The kind of unit it is measured in.
    pub unit: Unit,
    /// How unlikely it is that two texts share the value by chance: 0 for vague, tiny and absent ones, up to 3 for a number
    /// of three telling figures.
    pub telling: u8,
    /// Whether one figure tells it: 300, 2,000.
    pub is_round: bool,
}

impl Measure {
    /// "Smith, 43," counts years without saying so: `is_age`.
    fn of(quantity: &Quantity, is_age: bool) -> Measure {
        let value = named_value(quantity);
        let figures = value.map_or(0, telling_figures);
        let unit = if is_age { Unit::AGE } else { quantity.unit.kind() };
        Measure { unit, telling: telling(quantity, value, figures), is_round: value.is_some() && figures < 10 }
    }
}

/// [`Measure::telling`] of the value that a quantity names, by that value's figures.
fn telling(quantity: &Quantity, value: Option<Decimal>, figures: u128) -> u8 {
    let Some(value) = value.filter(|_| quantity.bound != Bound::Vague) else { return 0 };
    let count = quantity.unit != Unit::Percent && !quantity.unit.is_time();
    match () {
        () if figures >= 100 => 3,
        () if figures >= 13 => 2,
        // Round, but large: "600 tons".
        () if count && value.abs() >= Decimal::ONE_HUNDRED => 2,
        () if value.abs() > Decimal::TWO => 1,
        // "The top 2 percent".
        () if quantity.unit == Unit::Percent && !value.is_zero() => 1,
        () => 0,
    }
}

/// The one value that a quantity names, in its own unit.
pub(super) fn named_value(quantity: &Quantity) -> Option<Decimal> {
    quantity.value().or(quantity.low)
}
