//! Reads quantities: a small grammar over words, numerals and marks.
//!
//! What a run of words means depends on those words alone ("35m" is 35 million wherever it stands); the words around
//! them decide only whether it is a quantity at all. That is what lets the words at a span parse back to its quantity.

use super::english::is_superlative;
use super::pieces::pieces;
use super::reader::{Amount, Number, QuantityForm, QuantityReader, QuantityReading, RangeReading};
use super::{Bound, Quantity, Unit, context};
use crate::language::Language;
use crate::language::quantities::NumberClass;
use crossread_language::{Span, Word};
use rust_decimal::Decimal;

/// A quantity found in running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuantityMention {
    /// The quantity, its unit and its hedge: "some 5,200", "more than 10 miles".
    pub span: Span,
    /// The same without the hedge.
    pub core: Span,
    /// How much.
    pub quantity: Quantity,
    /// The hedge's bound, also where a range or a plural says more: "about 10 to 12".
    pub hedge: Option<Bound>,
    /// In what form it is written.
    pub form: QuantityForm,
    /// A word joined by a hyphen: "member" in "18-member".
    pub joined: Option<Span>,
}

/// Finds the quantities in the words at `span`, left to right, without those numbers that count nothing.
pub fn find(language: &Language, text: &str, span: Span) -> Vec<QuantityMention> {
    let reader = QuantityReader { language, text, pieces: pieces(text, span) };
    let titled = context::is_title_case(&reader);
    let mut found: Vec<QuantityMention> = Vec::new();
    let mut at = 0;
    // Where the words of the last quantity end: a hedge can't reach back over it.
    let mut floor = 0;
    while at < reader.pieces.len() {
        let Some(mut read) = reader.quantity(at, floor, RangeReading::Joined) else {
            at += 1;
            continue;
        };
        if read.quantity.bound == Bound::Between && context::tells_a_change(&reader, &read) {
            let Some(alone) = reader.quantity(at, floor, RangeReading::Apart) else { break };
            read = alone;
        }
        match context::verdict(&reader, &read, titled) {
            context::NumberVerdict::Counts => {
                found.push(reader.found(&read));
                at = read.end;
                floor = at;
            }
            context::NumberVerdict::CountsNothing { end } => at = end.max(at + 1),
        }
    }
    found
}

/// Reads `words` as one quantity; see [`Quantity::parse`].
pub(super) fn whole(language: &Language, words: &str) -> Option<Quantity> {
    let words_span = Span::new(0, words.len()).trim(words);
    let reader = QuantityReader { language, text: words, pieces: pieces(words, words_span) };
    (0..reader.pieces.len())
        .filter_map(|at| reader.quantity(at, 0, RangeReading::Joined))
        .find(|read| read.first == 0 && read.end == reader.pieces.len())
        .map(|read| read.quantity)
}

/// Whether amounts of this money are told in lakhs and crores.
pub(super) fn is_rupee(unit: Unit) -> bool {
    matches!(unit, Unit::Currency(code) if [*b"INR", *b"PKR", *b"LKR", *b"NPR"].contains(&code))
        || unit == Unit::Symbol("rupee")
}

impl QuantityReader<'_> {
    fn found(&self, read: &QuantityReading) -> QuantityMention {
        let cover = |first: usize, end: usize| self.pieces[first].span.cover(self.pieces[end - 1].span);
        QuantityMention {
            span: cover(read.first, read.end),
            core: cover(read.core, read.core_end),
            quantity: read.quantity,
            hedge: read.hedge,
            form: read.form,
            joined: read.joined.map(|at| self.pieces[at].span),
        }
    }

    /// The quantity whose first number starts at piece `at`; its hedge may reach back to piece `floor`.
    pub fn quantity(&self, at: usize, floor: usize, pairs: RangeReading) -> Option<QuantityReading> {
        let piece = self.piece(at)?;
        if piece.is_word() && !self.language.quantities.starts.has(piece.word) {
            return None;
        }
        if let Some(read) = self.nothing(at).or_else(|| self.times(at, floor)).or_else(|| self.rank(at)) {
            return Some(read);
        }
        if let Some(read) = self.unit_and_a_half(at, floor) {
            return Some(read);
        }
        let amount = self.amount(at, floor)?;
        let pair = if pairs == RangeReading::Joined { self.pair(&amount) } else { None };
        let mut read = pair.or_else(|| amount.alone())?;
        // Nobody hedges a ratio or a score.
        if !matches!(read.form, QuantityForm::Ratio | QuantityForm::Score) {
            self.hedge(&mut read, floor);
            self.join(&mut read);
        }
        Some(read)
    }

    /// The number at piece `at` with its unit, or with its sign of money, which may reach back to piece `floor`.
    fn amount(&self, at: usize, floor: usize) -> Option<Amount> {
        let mut lead = self.number(at)?;
        let (mut core, money) = self.money_before(at, floor);
        if let Some(unit) = money {
            if is_rupee(unit) {
                lead = self.short_scaled(lead)?;
            }
            if lead.needs_unit {
                return None;
            }
            return Some(Amount { core, number: at, lead, unit: money, end: self.money_after(lead.end, money) });
        }
        if lead.is_definite() {
            (core, lead.value) = self.sign_before(at, floor, lead.value);
        }
        let Some((unit, mut end)) = self.unit(&lead) else {
            return Some(Amount { core, number: at, lead, unit: None, end: lead.end });
        };
        // "two hours and a half"
        if lead.scale == Decimal::ONE
            && lead.is_definite()
            && let Some((fraction, after)) = self.and_fraction(end)
        {
            lead.value = lead.value.checked_add(fraction)?;
            end = after;
        }
        Some(Amount { core, number: at, lead, unit: Some(unit), end })
    }

    /// The quantity that an amount makes with another number behind it, without a hedge: "173 to zero", "10:1", "10 to 12
    /// miles", "between $5 and $6 million", "one in five".
    fn pair(&self, first: &Amount) -> Option<QuantityReading> {
        let Amount { core, ref lead, unit, .. } = *first;
        if let Some((low, high, unit, end)) = self.range(first) {
            let quantity = Quantity { low: Some(low), high: Some(high), bound: Bound::Between, unit };
            return Some(first.read(quantity, end, QuantityForm::Plain));
        }
        if unit.is_some() || !lead.is_definite() {
            return None;
        }
        if let Some((value, end)) = self.out_of(lead).or_else(|| self.out_of_things(lead)) {
            return Some(first.read(Quantity::exact(value, Unit::Percent), end, QuantityForm::Share));
        }
        if let Some((value, end)) = self.ratio(lead) {
            return Some(first.read(Quantity::exact(value, Unit::RATIO), end, QuantityForm::Ratio));
        }
        let (other, end) = self.score(core, lead)?;
        let score = Quantity { high: Some(other), ..Quantity::exact(lead.value, Unit::SCORE) };
        Some(first.read(score, end, QuantityForm::Score))
    }

    /// Whether the words from piece `at` are one of the idioms in which a number word counts nothing.
    pub fn is_idiom(&self, at: usize) -> bool {
        let rest = self.pieces[at + 1..].iter().filter(|piece| !piece.is_dash()).map(|piece| piece.word);
        self.language.quantities.idioms.longest(self.pieces[at].word, rest).is_some()
    }

    /// Whether piece `at` names a month: "may", "march" and short forms with a capital, since they are words too.
    pub fn is_month(&self, at: usize) -> bool {
        self.piece(at).is_some_and(|piece| {
            let out =
                piece.is_word() && piece.span.len() > 4 && !self.language.quantities.verbs_and_months.has(piece.word);
            (out || piece.is_capitalized(self.text)) && self.language.quantities.months.has(piece.word)
        })
    }

    pub fn word(&self, at: usize) -> Word {
        self.piece(at).map(|piece| piece.word).unwrap_or_default()
    }

    /// "twice", "tenfold".
    fn times(&self, at: usize, floor: usize) -> Option<QuantityReading> {
        let doubles = self.piece(at).and_then(|piece| self.language.quantities.doubles.place(piece.word));
        let value = match doubles {
            // "double the thrust", "double thrust of the next": of what there is a rival for. Alone it is the words of such a figure.
            Some(more)
                if self.any(at + 1, &self.language.grammar.definite) && !self.is_numeral(at + 2)
                    || self.any(at + 2, &self.language.grammar.genitive)
                    || at == 0 && self.piece(1).is_none() =>
            {
                Decimal::from(2 + more as u64)
            }
            Some(_) => return None,
            None => self.class(at).filter(|(class, _)| *class == NumberClass::Times)?.1,
        };
        let mut read =
            self.alone(at, Number::plain(value, at + 1), Quantity::exact(value, Unit::TIMES), QuantityForm::Plain);
        self.hedge(&mut read, floor);
        Some(read)
    }

    /// "double the 120 decibels": the number is told.
    fn is_numeral(&self, at: usize) -> bool {
        self.piece(at).is_some_and(|piece| piece.digits().is_some())
    }

    /// "an hour and a half".
    fn unit_and_a_half(&self, at: usize, floor: usize) -> Option<QuantityReading> {
        if !self.any(at, &self.language.quantities.one_of) {
            return None;
        }
        let (unit, end) = self.unit_name(at + 1)?;
        let (fraction, end) = self.and_fraction(end)?;
        let value = Decimal::ONE.checked_add(fraction)?;
        let mut read = self.alone(at, Number::plain(value, end), Quantity::exact(value, unit), QuantityForm::Plain);
        self.hedge(&mut read, floor);
        Some(read)
    }

    /// "third", "21st", "second-largest", "third most popular": whether it ranks anything here, [`context::verdict`] says.
    fn rank(&self, at: usize) -> Option<QuantityReading> {
        let (value, end) = self.ordinal(at)?;
        let next = self.past_hyphen(end);
        // "their fifth straight game": five of them.
        if self.any(next, &self.language.quantities.in_a_row) {
            let number = Number::plain(value, next + 1);
            return Some(self.alone(at, number, Quantity::exact(value, Unit::Count), QuantityForm::Rank));
        }
        let superlative = self
            .piece(next)
            .filter(|piece| piece.is_word())
            .is_some_and(|piece| is_superlative(self.language, piece.word, piece.span.of(self.text)));
        let most = self.any(next, &self.language.quantities.most_or_least);
        let end = match superlative {
            true if most && self.piece(next + 1).is_some_and(|piece| piece.is_word() && piece.gap) => next + 2,
            true => next + 1,
            false => end,
        };
        Some(self.alone(at, Number::plain(value, end), Quantity::exact(value, Unit::RANK), QuantityForm::Rank))
    }

    /// An ordinal at piece `at`, in words or digits: its value and one past its end.
    fn ordinal(&self, at: usize) -> Option<(Decimal, usize)> {
        let piece = self.piece(at)?;
        if let Some(value) = piece.digits() {
            let ending = self.glued(at + 1) && self.any(at + 1, &self.language.quantities.ordinal_ends);
            let whole = self.words(at).bytes().all(|byte| byte.is_ascii_digit());
            return (ending && whole && !value.is_zero()).then_some((value, at + 2));
        }
        if let Some(value) = self.language.quantities.ordinals.get(&piece.word) {
            return Some((*value, at + 1));
        }
        let Some((NumberClass::Ten, tens)) = self.class(at) else { return None };
        let next = self.past_hyphen(at + 1);
        let ones = self.language.quantities.ordinals.get(&self.word(next)).filter(|ones| **ones < Decimal::TEN)?;
        Some((tens.checked_add(*ones)?, next + 1))
    }

    /// A quantity of one number without unit or hedge around it.
    fn alone(&self, at: usize, lead: Number, quantity: Quantity, form: QuantityForm) -> QuantityReading {
        Amount { core: at, number: at, lead, unit: None, end: lead.end }.read(quantity, lead.end, form)
    }

    /// "no", "none", "nobody", "no one", "not a single", "not one": zero of what follows.
    fn nothing(&self, at: usize) -> Option<QuantityReading> {
        let piece = self.piece(at).filter(|piece| piece.is_word())?;
        let end = if self.language.quantities.none_or_nobody.has(piece.word) {
            at + 1
        } else if self.language.quantities.none_of.has(piece.word) {
            if self.any(at + 1, &self.language.quantities.one_or_single) { at + 2 } else { at + 1 }
        } else if self.language.quantities.not_one.has(piece.word)
            && self.any(at + 1, &self.language.quantities.one_article)
            && self.any(at + 2, &self.language.quantities.single)
        {
            at + 3
        } else if self.language.quantities.not_one.has(piece.word)
            && self.any(at + 1, &self.language.quantities.one)
            && !self.any(at + 2, &self.language.grammar.genitive)
        {
            at + 2
        } else {
            return None;
        };
        let zero = Quantity::exact(Decimal::ZERO, Unit::Count);
        Some(self.alone(at, Number::plain(Decimal::ZERO, end), zero, QuantityForm::Nothing))
    }
}
