//! What the rules of quantities read from and what they give: pieces, numbers, quantities. The rules themselves stand in the
//! files beside.

use super::pieces::QuantityPiece;
use super::{Bound, Quantity, Unit};
use crate::language::Language;
use crate::language::groups::Group;
use crate::language::quantities::NumberClass;
use rust_decimal::Decimal;

/// In what form a quantity is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuantityForm {
    /// "5,200", "five", "$3 million", "10 to 12".
    Plain,
    /// A share without the word percent: "half", "two-thirds of", "one in five".
    Share,
    /// A vote or a score: "173 to zero", "87-12".
    Score,
    /// "10:1"
    Ratio,
    /// A place in an order: "the second-largest", "finished third".
    Rank,
    /// Nothing: "no", "none", "nobody", "not a single".
    Nothing,
}

/// A number before unit and hedge are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub value: Decimal,
    /// One past its last piece.
    pub end: usize,
    /// A plural that names none: `value` is then the least it can mean.
    pub vague: bool,
    /// A share of something: "two-thirds". `value` is the share of 1.
    pub share: bool,
    /// What a word like "million" multiplied the figures by; 1 if none did.
    pub scale: Decimal,
    /// Written in digits alone, without separators: may be a year or a name.
    pub bare: bool,
    /// Only the unit behind makes it a number: "half a" in "half a mile".
    pub needs_unit: bool,
}

impl Number {
    pub fn plain(value: Decimal, end: usize) -> Number {
        Number { value, end, vague: false, share: false, scale: Decimal::ONE, bare: false, needs_unit: false }
    }

    /// Whether it says how many, and not only that there are many or what share.
    pub fn is_definite(&self) -> bool {
        !self.vague && !self.share
    }
}

/// A number with its unit, where it has one: what a quantity begins with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    /// First piece of the number, its sign or its money sign.
    pub core: usize,
    /// The piece at which the number starts.
    pub number: usize,
    pub lead: Number,
    pub unit: Option<Unit>,
    /// One past the last piece of the number and its unit.
    pub end: usize,
}

impl Amount {
    /// A quantity that begins with it and ends before piece `end`, without a hedge.
    pub fn read(&self, quantity: Quantity, end: usize, form: QuantityForm) -> QuantityReading {
        let Amount { core, number, lead, .. } = *self;
        QuantityReading {
            first: core,
            core,
            number,
            core_end: end,
            end,
            quantity,
            hedge: None,
            form,
            joined: None,
            lead,
        }
    }

    /// What it is where no other number belongs to it.
    pub fn alone(&self) -> Option<QuantityReading> {
        let Amount { lead, unit, end, .. } = *self;
        if lead.share && !lead.vague && unit.is_none() {
            let percent = lead.value.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
            return Some(self.read(Quantity::exact(percent, Unit::Percent), end, QuantityForm::Share));
        }
        let exact = Quantity::exact(lead.value, unit.unwrap_or(Unit::Count));
        let quantity = if lead.vague { Quantity { high: None, bound: Bound::Vague, ..exact } } else { exact };
        Some(self.read(quantity, end, QuantityForm::Plain))
    }
}

/// The pieces of some words, with the rules that read them.
pub(super) struct QuantityReader<'t> {
    pub language: &'t Language,
    pub text: &'t str,
    pub pieces: Vec<QuantityPiece>,
}

/// Whether two numbers with "to" between them may be one quantity.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RangeReading {
    /// "10 to 12" is one.
    Joined,
    /// "rose from 10 to 12" is two.
    Apart,
}

/// A quantity as pieces.
#[derive(Clone, Copy, Debug)]
pub(super) struct QuantityReading {
    /// First piece of the hedge.
    pub first: usize,
    /// First piece of the number, its sign or its money sign.
    pub core: usize,
    /// The piece at which the first number starts.
    pub number: usize,
    /// One past the last piece of the number and its unit, without a hedge behind.
    pub core_end: usize,
    /// One past the last piece.
    pub end: usize,
    pub quantity: Quantity,
    pub hedge: Option<Bound>,
    pub form: QuantityForm,
    /// Piece of a word joined by a hyphen.
    pub joined: Option<usize>,
    /// The first number, as it was read.
    pub lead: Number,
}

impl<'t> QuantityReader<'t> {
    pub fn piece(&self, at: usize) -> Option<&QuantityPiece> {
        self.pieces.get(at)
    }

    /// Whether piece `at` is one of these words.
    pub fn any(&self, at: usize, words: &Group) -> bool {
        self.piece(at).is_some_and(|piece| words.has(piece.word))
    }

    pub fn words(&self, at: usize) -> &'t str {
        self.pieces[at].span.of(self.text)
    }

    /// Whether piece `at` follows the one before without white space.
    pub fn glued(&self, at: usize) -> bool {
        at > 0 && self.piece(at).is_some_and(|piece| !piece.gap)
    }

    pub fn class(&self, at: usize) -> Option<(NumberClass, Decimal)> {
        let piece = self.piece(at).filter(|piece| piece.is_word())?;
        self.language.quantities.numbers.get(&piece.word).copied()
    }

    /// The piece after an optional hyphen that glues `at - 1` and `at + 1` together; `at` itself when there is none.
    pub fn past_hyphen(&self, at: usize) -> usize {
        let hyphen = self.piece(at).is_some_and(QuantityPiece::is_dash) && self.glued(at) && self.glued(at + 1);
        if hyphen { at + 1 } else { at }
    }
}
