//! Words that bound a quantity, before and behind it.

use super::pieces::QuantityPiece;
use super::reader::{QuantityReader, QuantityReading};
use super::{Bound, Unit};

impl QuantityReader<'_> {
    /// Takes in the hedge before and behind.
    pub(super) fn hedge(&self, read: &mut QuantityReading, floor: usize) {
        if read.core > floor
            && read.quantity.bound == Bound::Between
            && self.any(read.core - 1, &self.language.quantities.between)
        {
            read.first = read.core - 1;
        }
        if let Some((first, bound)) = self.hedge_before(read.first, floor)
            && !(read.quantity.unit.is_time() && self.any(read.first - 1, &self.language.quantities.over_or_noun))
            && !self.is_taken_by_a_noun(first, floor)
        {
            read.first = first;
            read.hedge = Some(bound);
            // "no more than about 30", "perhaps as many as 30": the outer one bounds, unless it only says that one isn't sure.
            while let Some((first, outer)) = self.hedge_before(read.first, floor) {
                read.first = first;
                read.hedge = read.hedge.filter(|_| outer == Bound::About).or(Some(outer));
            }
        }
        if let Some((end, bound)) = self.hedge_after(read) {
            read.end = end;
            read.hedge = read.hedge.filter(|hedge| *hedge != Bound::About).or(Some(bound));
        }
        let Some(bound) = read.hedge else { return };
        if matches!(read.quantity.bound, Bound::Between | Bound::Vague) {
            return;
        }
        let (low, high) = (read.quantity.low, read.quantity.high);
        (read.quantity.low, read.quantity.high) = match bound {
            Bound::AtLeast | Bound::MoreThan => (low, None),
            Bound::AtMost | Bound::LessThan => (None, high),
            _ => (low, high),
        };
        read.quantity.bound = bound;
    }

    /// Whether the "over" at a piece belongs to the noun before it: "control over 138 domains".
    fn is_taken_by_a_noun(&self, over: usize, floor: usize) -> bool {
        over > floor
            && self.any(over, &self.language.quantities.over_or_noun)
            && self.language.quantities.over_nouns.has(self.pieces[over - 1].word)
    }

    /// The hedge that ends before piece `at`: its first piece and its bound.
    fn hedge_before(&self, at: usize, floor: usize) -> Option<(usize, Bound)> {
        let at = self.before_markup(at, floor);
        if at <= floor {
            return None;
        }
        // "sub-7": a hyphen may stand between.
        let mut next = at - 1;
        if next > floor && self.pieces[next].is_dash() && self.glued(next) && self.glued(at) {
            next -= 1;
        }
        let before = self.pieces[floor..next].iter().rev().map(|piece| piece.word);
        let (length, bound) = self.language.quantities.hedges_before.longest(self.pieces[next].word, before)?;
        let mut first = next + 1 - length;
        // "So far more than 6,000": until now, and not far more.
        let so_far = first > floor && first < next && self.any(first, &self.language.quantities.far);
        first += usize::from(so_far && self.any(first - 1, &self.language.quantities.so));
        // A hyphenated prefix needs its hyphen: "sub-7", but not "the German sub 7 miles out"; no other hedge has one.
        let hyphen = next + 1 < at;
        (self.any(next, &self.language.quantities.hyphened_before) == hyphen).then_some((first, bound))
    }

    /// The first piece of the markup that is glued before piece `at`: "around [5,000](…)", "<b>300</b>", "**12**". Markup
    /// says nothing of an amount.
    fn before_markup(&self, mut at: usize, floor: usize) -> usize {
        /// Longest tag, in pieces, that is looked through.
        const TAG: usize = 40;
        while at > floor && self.glued(at) {
            let before = &self.pieces[at - 1];
            if ['[', '*', '_', '`'].iter().any(|&mark| before.is_mark(mark)) {
                at -= 1;
                continue;
            }
            if !before.is_mark('>') {
                break;
            }
            let mut inside = (floor.max(at.saturating_sub(TAG))..at - 1).rev();
            let Some(open) = inside.find(|&i| self.pieces[i].is_mark('<') || self.pieces[i].is_mark('>')) else {
                break;
            };
            let tag = self.pieces[open].is_mark('<')
                && self.glued(open + 1)
                && (self.pieces[open + 1].is_word() || self.pieces[open + 1].is_mark('/'));
            if !tag {
                break;
            }
            at = open;
        }
        at
    }

    /// The hedge that starts behind: one past its last piece and its bound.
    fn hedge_after(&self, read: &QuantityReading) -> Option<(usize, Bound)> {
        let end = read.end;
        let next = self.past_hyphen(end);
        let piece = self.piece(next)?;
        let rest = self.pieces[next + 1..].iter().map(|piece| piece.word);
        let (length, bound) = self.language.quantities.hedges_after.longest(piece.word, rest)?;
        let needs_hyphen = self.language.quantities.hyphened_hedges.has(piece.word);
        let needs_glue = piece.is_mark('+');
        if needs_hyphen != (next > end) || needs_glue && piece.gap {
            return None;
        }
        let after = next + length;
        // "12, at least 5 of them": the hedge of the next number.
        let of_the_next = matches!(bound, Bound::AtLeast | Bound::AtMost)
            && self.language.grammar.at.has(piece.word)
            && (after..after + 2).any(|i| i < self.pieces.len() && self.number(i).is_some());
        (!of_the_next).then_some((after, bound))
    }

    /// A word joined to a count by a hyphen: "18-member".
    pub(super) fn join(&self, read: &mut QuantityReading) {
        let next = self.past_hyphen(read.end);
        if read.quantity.unit == Unit::Count && next > read.end && self.piece(next).is_some_and(QuantityPiece::is_word)
        {
            read.joined = Some(next);
        }
    }
}
