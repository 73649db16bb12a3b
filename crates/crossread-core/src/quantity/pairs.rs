//! Two numbers that make one quantity: ranges, shares, ratios, votes and scores.

use super::english::is_plural;
use super::pieces::PieceKind;
use super::read::is_rupee;
use super::reader::{Amount, Number, QuantityReader};
use super::{Unit, context};
use rust_decimal::Decimal;

/// How many times as much as its least value the greatest of a range is where both share their thousands: "12 to
/// 15,000" is 12,000 to 15,000, but "3 to 20,000" may well begin at three.
const NEAREST: Decimal = Decimal::from_parts(4, 0, 0, false, 0);

/// Wholes that shares are told of besides those up to ten: "19 out of 20", "1 out of 1,000". Of any other whole the
/// two numbers are counts: "3 out of 140 schools".
const WHOLES: [u32; 7] = [12, 20, 50, 100, 1_000, 10_000, 100_000];

/// Whether two numbers with "or" between them are the ends of a range: next to each other, in words ("two or three", "eight or
/// nine hundred"), or near and of one scale ("40 or 50,000", "5 or 6 million"). Any others are alternatives. `thousands` says
/// that the second is written with thousands.
fn are_near(lead: &Number, other: &Number, thousands: bool) -> bool {
    let figures = other.value / other.scale;
    let ones = if lead.scale == Decimal::ONE { figures } else { other.value };
    let shared = if thousands {
        other.value / Decimal::ONE_THOUSAND
    } else if other.scale > Decimal::ONE {
        ones
    } else {
        Decimal::ZERO
    };
    let near = lead.bare && shared > lead.value && shared / Decimal::TWO <= lead.value;
    near || !lead.bare && !other.bare && ones - lead.value == Decimal::ONE
}

/// The least value of a range, to which the scale or the thousands of the greatest may belong too: "10 to 15 million", "12 to
/// 15,000".
fn least(lead: &Number, other: &Number, thousands: bool) -> Option<Decimal> {
    let mut low = lead.value;
    if lead.scale == Decimal::ONE && other.scale > Decimal::ONE {
        let figures = other.value.checked_div(other.scale)?;
        if low < figures && low < Decimal::ONE_THOUSAND {
            low = low.checked_mul(other.scale)?.normalize();
        }
    }
    let shared = thousands
        && !other.bare
        && lead.bare
        && low < Decimal::ONE_THOUSAND
        && low > Decimal::ZERO
        && low * Decimal::ONE_THOUSAND < other.value
        && other.value <= low * Decimal::ONE_THOUSAND * NEAREST;
    Some(if shared { low * Decimal::ONE_THOUSAND } else { low })
}

impl QuantityReader<'_> {
    /// The second number of a pair, with its sign of money and its unit: value, unit, one past its end.
    fn second(&self, at: usize, floor: usize, of: Option<Unit>) -> Option<(Number, Option<Unit>, usize)> {
        // A sign of money may stand before it.
        let number_at = (at..(at + 3).min(self.pieces.len())).find(|&i| self.number(i).is_some())?;
        let (first, money) = self.money_before(number_at, floor);
        if first != at && number_at != at {
            return None;
        }
        let mut number = self.number(number_at)?;
        // "Rs 20-25L"
        if of.is_some_and(is_rupee) {
            number = self.short_scaled(number)?;
        }
        if number.vague || number.share && !matches!(self.pieces[number_at].kind, PieceKind::Mark(_)) {
            return None;
        }
        match money {
            Some(_) if number.needs_unit => None,
            Some(unit) => Some((number, money, self.money_after(number.end, Some(unit)))),
            None => match self.unit(&number) {
                Some((unit, end)) => Some((number, Some(unit), end)),
                None => Some((number, None, number.end)),
            },
        }
    }

    /// "10 to 12", "10-12", "$10 to $15 million", "between 2 and 3 million", "two or three": least and greatest value,
    /// unit, one past the end.
    pub(super) fn range(&self, first: &Amount) -> Option<(Decimal, Decimal, Unit, usize)> {
        let Amount { core, ref lead, unit, end, .. } = *first;
        if !lead.is_definite() {
            return None;
        }
        let (next, loose) = self.link(core, end)?;
        let (other, other_unit, after) = self.second(next, end, unit)?;
        // "2014-15" and "1999–2003" are years.
        let years = lead.bare && other.bare && unit.is_none() && other_unit.is_none() && context::is_year(lead.value);
        if years && self.pieces[end].is_dash() {
            return None;
        }
        let thousands = other.scale == Decimal::ONE && self.words(next).ends_with(",000");
        if loose && !are_near(lead, &other, thousands) {
            return None;
        }
        // "in 2018 to 3.9 million": a year, and what the amount came to.
        let dated = lead.bare && context::is_year(lead.value) && core > 0 && self.is_before_a_year(core - 1);
        if dated && !other.bare {
            return None;
        }
        let unit_of_both = match (unit, other_unit) {
            (Some(a), Some(b)) if a != b => return None,
            (Some(unit), _) | (None, Some(unit)) => unit,
            (None, None) => Unit::Count,
        };
        let low = least(lead, &other, thousands)?;
        // A unit on the first alone, or a first that is greater: two amounts side by side.
        let units_fit = unit.is_none() || other_unit.is_some() || matches!(unit, Some(Unit::Currency(_)));
        (low < other.value && units_fit).then_some((low, other.value, unit_of_both, after))
    }

    /// What joins an amount in pieces `core` to `end` to the other end of its range: where that begins, and whether the words may
    /// as well name an alternative.
    fn link(&self, core: usize, end: usize) -> Option<(usize, bool)> {
        let between = core > 0 && self.any(core - 1, &self.language.quantities.between);
        let link = self.piece(end)?;
        let hyphen = self.glued(end) && link.is_dash();
        if between && self.any(end, &self.language.grammar.and) {
            Some((end + 1, false))
        } else if hyphen && self.any(end + 1, &self.language.quantities.to_or) {
            // "8- to 16-meter", "10-to-12"
            Some((self.past_hyphen(end + 2), false))
        } else if link.is_dash() && (self.glued(end) == self.glued(end + 1)) && !link.is_mark('—')
            || self.any(end, &self.language.grammar.toward)
        {
            Some((end + 1, false))
        } else if self.any(end, &self.language.quantities.up) && self.any(end + 1, &self.language.grammar.toward) {
            Some((end + 2, false))
        } else if self.any(end, &self.language.grammar.or) {
            Some((end + 1, true))
        } else {
            None
        }
    }

    /// "one in five", "nine out of ten": the share in percent, one past the end.
    pub(super) fn out_of(&self, lead: &Number) -> Option<(Decimal, usize)> {
        if lead.scale > Decimal::ONE || lead.value < Decimal::ONE || lead.value.fract() != Decimal::ZERO {
            return None;
        }
        let end = lead.end;
        let every = self.any(end, &self.language.grammar.genitive)
            && (self.any(end + 1, &self.language.quantities.every_or_each));
        let (mut next, wide) = if every {
            (end + 1, true)
        } else if self.any(end, &self.language.grammar.inside) {
            (end + 1, false)
        } else if self.any(end, &self.language.quantities.out) && self.any(end + 1, &self.language.grammar.genitive) {
            (end + 2, true)
        } else {
            return None;
        };
        let every =
            self.any(next, &self.language.quantities.every) || every && self.any(next, &self.language.quantities.each);
        next += usize::from(every);
        let other = self.number(next)?;
        let digits_agree = self.pieces[next].is_digits() == self.pieces[end - 1].is_digits();
        // "in" is wide open ("two in 10 days", "5 in 2019"): only a small share of a number that people use for it.
        let whole = other.value <= Decimal::TEN || WHOLES.iter().any(|&whole| other.value == Decimal::from(whole));
        let usual = wide && (every || whole)
            || !wide
                && ((lead.value < Decimal::TEN)
                    && (other.value <= Decimal::from(12) || (other.value % Decimal::TEN).is_zero())
                    && (digits_agree
                        || other.value <= Decimal::ONE_HUNDRED
                        || lead.value == Decimal::ONE && (other.value % Decimal::ONE_HUNDRED).is_zero())
                    && self.unit(&other).is_none()
                    && !context::is_year(other.value));
        if other.vague || other.needs_unit || other.share || lead.value >= other.value || !usual {
            return None;
        }
        let percent = lead.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(other.value)?;
        Some((percent.normalize(), other.end))
    }

    /// "one worker in eight", "two pupils in three", "one patient out of every 20": the share in percent, one past the end.
    /// "Two men in five cars" are two men.
    pub(super) fn out_of_things(&self, lead: &Number) -> Option<(Decimal, usize)> {
        let one = lead.value == Decimal::ONE;
        if lead.scale > Decimal::ONE || lead.value < Decimal::ONE || lead.value >= Decimal::TEN {
            return None;
        }
        let is_noun = |at: usize| {
            self.piece(at).is_some_and(|piece| {
                let alone = piece.is_word() && piece.gap && !piece.is_capitalized(self.text);
                alone
                    && !self.language.quantities.out.has(piece.word)
                    && !context::is_function_word(self.language, piece)
                    && self.class(at).is_none()
                    && self.unit_name(at).is_none()
            })
        };
        let nouns = (lead.end..lead.end + 2).take_while(|&at| is_noun(at)).count();
        let link = lead.end + nouns;
        let thing = link - 1;
        if nouns == 0
            || is_plural(self.language, self.words(thing)) == one
            || self.language.quantities.tallies.has(self.word(thing))
        {
            return None;
        }
        let next = match () {
            () if self.any(link, &self.language.grammar.inside) => link + 1,
            () if self.any(link, &self.language.quantities.out)
                && self.any(link + 1, &self.language.grammar.genitive) =>
            {
                link + 2
            }
            () => return None,
        };
        let next = next + usize::from(self.any(next, &self.language.quantities.every_or_each));
        let other = self.number(next)?;
        let round = other.value <= Decimal::from(20) || WHOLES.iter().any(|&whole| other.value == Decimal::from(whole));
        let alone = !other.vague && !other.share && !other.needs_unit && self.unit(&other).is_none();
        let verb = self.piece(other.end).is_some_and(|piece| {
            self.language.quantities.said_of_share.has(piece.word)
                || self.language.quantities.share_verbs.has(piece.word)
        });
        let counts = !verb && context::counts_something(self, other.end);
        let joined = self.glued(other.end) && self.pieces[other.end].is_dash();
        if !alone || !round || counts || joined || other.value <= lead.value || other.value.fract() != Decimal::ZERO {
            return None;
        }
        let percent = lead.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(other.value)?;
        Some((percent.normalize(), other.end))
    }

    /// Whether the word at piece `at` has a year behind it where a number of four digits is one.
    fn is_before_a_year(&self, at: usize) -> bool {
        self.any(at, &self.language.quantities.before_dated_amount)
    }

    /// "10:1", "3-to-1": so many to one.
    pub(super) fn ratio(&self, lead: &Number) -> Option<(Decimal, usize)> {
        let end = lead.end;
        let other_at = if self.piece(end)?.is_mark(':') && self.glued(end) && self.glued(end + 1) {
            // "9:30", "22:28" are times of day.
            if self.pieces[end + 1].is_digits() && self.words(end + 1).len() == 2 {
                return None;
            }
            end + 1
        } else if self.pieces[end].is_dash()
            && self.glued(end)
            && self.any(end + 1, &self.language.grammar.toward)
            && self.past_hyphen(end + 2) > end + 2
        {
            let at = end + 3;
            if self.number(at)?.value != Decimal::ONE {
                return None;
            }
            at
        } else if self.any(end, &self.language.grammar.toward)
            && self.any(end + 1, &self.language.quantities.one)
            && lead.value > Decimal::ONE
            && lead.scale == Decimal::ONE
        {
            end + 1
        } else {
            return None;
        };
        let other = self.number(other_at).filter(|other| !other.vague && !other.share && !other.needs_unit)?;
        if other.value.is_zero() {
            return None;
        }
        Some((lead.value.checked_div(other.value)?.normalize(), other.end))
    }

    /// "173 to zero", "87-12", "5-to-4": what the second side has, one past the end. The first has as many or more;
    /// the other way round it is a range.
    pub(super) fn score(&self, core: usize, lead: &Number) -> Option<(Decimal, usize)> {
        let end = lead.end;
        let whole =
            |value: Decimal| value.fract().is_zero() && value < Decimal::from(10_000) && !value.is_sign_negative();
        if lead.scale > Decimal::ONE_HUNDRED
            || !whole(lead.value)
            || (core > 0 && (self.any(core - 1, &self.language.quantities.opens_range)))
        {
            return None;
        }
        let link = self.piece(end)?;
        let next = if link.is_dash() && self.glued(end) && self.any(end + 1, &self.language.grammar.toward) {
            self.past_hyphen(end + 2)
        } else if link.is_dash() && self.glued(end) && self.glued(end + 1) && !link.is_mark('—')
            || self.any(end, &self.language.grammar.toward)
        {
            end + 1
        } else {
            return None;
        };
        let other = match self.piece(next)? {
            piece if self.language.quantities.none.has(piece.word) => Number::plain(Decimal::ZERO, next + 1),
            piece if piece.is_digits() || piece.is_word() => self.number(next)?,
            _ => return None,
        };
        if other.vague
            || other.needs_unit
            || other.share
            || other.scale > Decimal::ONE_HUNDRED
            || !whole(other.value)
            || other.value > lead.value
        {
            return None;
        }
        // "555-0143", "2015-16 season", "60 to 5 km".
        let digits = (self.words(end - 1).len(), self.words(next).len());
        let telephone = lead.bare && other.bare && (digits == (3, 4) || digits.0 >= 4);
        let years = lead.bare && context::is_year(lead.value);
        (!telephone && !years && self.unit(&other).is_none()).then_some((other.value, other.end))
    }
}
