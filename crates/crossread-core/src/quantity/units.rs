//! What a number is measured in: units, money, signs.

use super::Unit;
use super::pieces::{PieceKind, QuantityPiece};
use super::reader::{Number, QuantityReader};
use rust_decimal::Decimal;

/// Signs of money that belong to the number behind them, where there is one.
pub(super) const SIGNS_OF_MONEY: [char; 5] = ['$', '£', '¥', '€', '₹'];

impl QuantityReader<'_> {
    /// The money sign before piece `at`: the piece the whole starts at, and the money.
    pub(super) fn money_before(&self, at: usize, floor: usize) -> (usize, Option<Unit>) {
        if at == floor {
            return (at, None);
        }
        let start = self.pieces[floor].span.start();
        let before = &self.text[start..self.pieces[at].span.start()];
        let before = before.strip_suffix(' ').or_else(|| before.strip_suffix('\u{a0}')).unwrap_or(before);
        let Some(last) = before.chars().next_back() else { return (at, None) };
        for (sign, unit) in self.language.quantities.money_signs.of(last) {
            let Some(rest) = before.strip_suffix(sign) else { continue };
            if sign.starts_with(char::is_alphabetic) && rest.ends_with(char::is_alphanumeric) {
                continue;
            }
            let from = (start + rest.len()) as u32;
            let first = self.pieces.partition_point(|piece| piece.span.start < from);
            if self.pieces[first].span.start == from && first < at {
                return (first, Some(*unit));
            }
        }
        (at, None)
    }

    /// The name of the money behind a number that has its sign already: "$5 dollars", "$5 million US". One past it.
    pub(super) fn money_after(&self, end: usize, unit: Option<Unit>) -> usize {
        match self.unit_name(self.past_hyphen(end)) {
            Some((named @ (Unit::Currency(_) | Unit::Symbol(_)), after)) if Some(named) == unit => after,
            _ => end,
        }
    }

    /// A minus sign or the word before piece `at`.
    pub(super) fn sign_before(&self, at: usize, floor: usize, value: Decimal) -> (usize, Decimal) {
        if at <= floor {
            return (at, value);
        }
        let sign = &self.pieces[at - 1];
        let mark = sign.is_dash() && self.glued(at) && (at - 1 == 0 || sign.gap || self.pieces[at - 2].is_mark('('));
        if mark && !matches!(sign.kind, PieceKind::Mark('—')) || self.language.quantities.below_zero.has(sign.word) {
            return (at - 1, -value);
        }
        // "minus-5"
        if at >= floor + 2
            && sign.is_dash()
            && self.glued(at)
            && self.glued(at - 1)
            && self.any(at - 2, &self.language.quantities.minus)
        {
            return (at - 2, -value);
        }
        (at, value)
    }

    /// The unit behind a number and one past its last piece.
    pub(super) fn unit(&self, number: &Number) -> Option<(Unit, usize)> {
        let end = number.end;
        // "5m tall": without its word of length, "5m" is five million.
        if self.glued(end) && self.language.quantities.meters.has(self.words(end)) && self.meters_follow(end) {
            return Some((Unit::Symbol("m"), self.past_hyphen(end + 1) + 1));
        }
        // "5km", "185-hp"
        if let Some(found) = self.unit_sign(end) {
            return Some(found);
        }
        // "15 in. deep": without its stop or before a capital it is the preposition. Alone it is the words of such a figure.
        let is_stop = self.piece(end + 1).is_some_and(|piece| piece.is_mark('.') && !piece.gap);
        let goes_on = |piece: &QuantityPiece| piece.is_word() && !piece.line && !piece.is_capitalized(self.text);
        if self.any(end, &self.language.grammar.inside) && is_stop && self.piece(end + 2).map_or(end == 1, goes_on) {
            return Some((Unit::Symbol("in"), end + 2));
        }
        let hyphen = self.past_hyphen(end);
        if hyphen > end
            && self.piece(hyphen).is_some_and(QuantityPiece::is_word)
            && let Some(found) = self.unit_sign(hyphen)
        {
            return Some(found);
        }
        let next = self.past_hyphen(end);
        if let Some((unit, after)) = self.unit_name(next) {
            return Some((self.pound_or_pound(unit, next, number), after));
        }
        // "tens of millions of dollars", "a couple of hours"
        if (number.vague || number.share || number.scale > Decimal::ONE)
            && self.any(end, &self.language.grammar.genitive)
            && let Some((unit, after)) = self.unit_name(end + 1)
            && (number.vague || matches!(unit, Unit::Currency(_)))
        {
            return Some((self.pound_or_pound(unit, end + 1, number), after));
        }
        None
    }

    /// A bare "pounds" is money when millions are counted, weight otherwise; "stocks fell 5 points" has no unit.
    fn pound_or_pound(&self, unit: Unit, at: usize, number: &Number) -> Unit {
        let bare = self.any(at, &self.language.quantities.weight_or_money);
        if bare && number.scale >= Decimal::from(1_000_000) { Unit::Currency(*b"GBP") } else { unit }
    }

    /// A unit's name at piece `at`: "square miles", "percentage points", "Australian dollars".
    pub(super) fn unit_name(&self, at: usize) -> Option<(Unit, usize)> {
        let piece = self.piece(at).filter(|piece| piece.is_word())?;
        // Hyphens inside a name are left out on both sides: "16-year-old".
        let rest = self.pieces[at + 1..]
            .iter()
            .enumerate()
            .filter(|(i, piece)| !(piece.is_mark('-') && !piece.gap && self.glued(at + 1 + i + 1)));
        let (length, unit) =
            self.language.quantities.unit_names.longest(piece.word, rest.clone().map(|(_, piece)| piece.word))?;
        let last = match length {
            1 => at,
            _ => at + 1 + rest.clone().nth(length - 2)?.0,
        };
        // A sentence's end lies between the words: "for 10 years. Old men".
        let stop = self.pieces[at..last].iter().any(|piece| piece.is_mark('.') && piece.gap);
        (!stop).then_some((unit, last + 1))
    }

    /// A unit's symbol right behind piece `end - 1`: "5km", "30°C", "50 kg", "10 €".
    fn unit_sign(&self, end: usize) -> Option<(Unit, usize)> {
        let piece = self.piece(end)?;
        let start = piece.span.start();
        let last = self.pieces.last()?.span.end();
        let rest = &self.text[start..last];
        let first = rest.chars().next()?;
        for (sign, unit) in self.language.quantities.unit_signs.of(first) {
            let Some(after) = rest.strip_prefix(sign) else { continue };
            let letters = sign.ends_with(char::is_alphanumeric);
            if letters && after.starts_with(char::is_alphanumeric) {
                continue;
            }
            // "kg/m": no symbol of ours; a single letter needs to be glued: "10 p", "5 g" are rare, "5 V" isn't.
            if piece.gap && sign.len() == 1 && !self.language.quantities.loose_signs.has(sign) {
                continue;
            }
            // A sign with a number behind it belongs to that one: "5 $10 notes".
            if sign.ends_with(SIGNS_OF_MONEY) && after.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let to = (start + sign.len()) as u32;
            let past = self.pieces.partition_point(|piece| piece.span.start < to);
            if self.pieces[past - 1].span.end == to {
                return Some((*unit, past));
            }
        }
        None
    }
}
