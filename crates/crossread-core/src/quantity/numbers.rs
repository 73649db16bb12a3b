//! Numbers: digits, words, and both mixed.

use super::Unit;
use super::pieces::{PieceKind, QuantityPiece};
use super::reader::{Number, QuantityReader};
use super::units::SIGNS_OF_MONEY;
use crate::language::quantities::NumberClass;
use rust_decimal::Decimal;

impl QuantityReader<'_> {
    /// The number that starts at piece `at`.
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        let piece = self.piece(at)?;
        match piece.kind {
            PieceKind::Digits(value) => self.numeral(at, value?),
            PieceKind::Mark(mark) => glyph(mark).map(|(over, under)| Number {
                share: true,
                ..Number::plain(Decimal::from(over) / Decimal::from(under), at + 1)
            }),
            PieceKind::Word => self.number_in_words(at),
        }
    }

    /// "5", "5.2 thousand", "1.5bn", "2½", "2 1/2", "1/2".
    fn numeral(&self, at: usize, value: Decimal) -> Option<Number> {
        let words = self.words(at);
        let bare = words.bytes().all(|byte| byte.is_ascii_digit());
        let mut number = Number { bare, ..Number::plain(value, at + 1) };
        if let Some((share, end)) = self.digits_over_digits(at) {
            return Some(Number { share: true, ..Number::plain(share, end) });
        }
        // "100s of", "1000s of millions": a plural in digits. "100s" that is all there is was cut out of such words.
        let is_all = at == 0 && self.pieces.len() == 2;
        if bare
            && self.glued(at + 1)
            && self.any(at + 1, &self.language.quantities.plural_end)
            && (is_all || self.any(at + 2, &self.language.grammar.genitive))
            && is_power_of_ten(words)
        {
            return self.many_from(at + 2, value);
        }
        // "$6 m", "6 m euros": a million with its letter apart.
        if self.is_million_apart(at, number.end) {
            let scale = Decimal::from(1_000_000);
            number.value = value.checked_mul(scale)?.normalize();
            return Some(Number { scale, bare: false, end: number.end + 1, ..number });
        }
        // "2½", "2 1/2"
        if bare && words.len() <= 4 {
            let next = self.past_hyphen(at + 1);
            let fraction = match self.piece(next).map(|piece| piece.kind) {
                Some(PieceKind::Mark(mark)) => {
                    glyph(mark).map(|(over, under)| (Decimal::from(over) / Decimal::from(under), next + 1))
                }
                Some(PieceKind::Digits(_)) if next > at + 1 || !self.glued(next) => self.digits_over_digits(next),
                _ => None,
            };
            if let Some((fraction, end)) = fraction {
                number = Number { bare: false, ..Number::plain(value.checked_add(fraction)?, end) };
            }
        }
        // "2.5×10^6": a power of ten.
        if let Some((factor, end)) = self.power_of_ten(number.end) {
            return Some(Number::plain(value.checked_mul(factor)?.normalize(), end));
        }
        self.scaled(number)
    }

    /// Whether the letter "m" at piece `m`, apart from the number at piece `at`, is a million and no meter: glued behind
    /// a sign of money, or before a name of money.
    fn is_million_apart(&self, at: usize, m: usize) -> bool {
        let letter =
            self.piece(m).is_some_and(|piece| piece.gap) && self.language.quantities.million_letters.has(self.words(m));
        let behind_money = || self.glued(at) && SIGNS_OF_MONEY.iter().any(|&sign| self.pieces[at - 1].is_mark(sign));
        letter && (behind_money() || self.unit_name(m + 1).is_some_and(|(unit, _)| matches!(unit, Unit::Currency(_))))
    }

    /// "1/2" with a denominator that people use; "9/11" and "24/7" are not numbers.
    fn digits_over_digits(&self, at: usize) -> Option<(Decimal, usize)> {
        let over = self.piece(at)?.digits()?;
        let slash = self.piece(at + 1).is_some_and(|piece| piece.is_mark('/') || piece.is_mark('⁄'));
        if !slash
            || !self.glued(at + 1)
            || !self.glued(at + 2)
            || self.pieces.get(at + 3).is_some_and(|p| p.is_mark('/') && !p.gap)
        {
            return None;
        }
        let under = self.piece(at + 2)?.digits()?;
        const USED: [i64; 11] = [2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 128];
        let fits = over >= Decimal::ONE && over < under && USED.iter().any(|&used| under == Decimal::from(used));
        fits.then(|| (over / under, at + 3))
    }

    /// "×10^6", "x 10-5", "e14".
    fn power_of_ten(&self, at: usize) -> Option<(Decimal, usize)> {
        if self.any(at, &self.language.quantities.power) && self.glued(at) {
            let sign = self.piece(at + 1).filter(|piece| piece.is_dash() || piece.is_mark('+'));
            let power = at + 1 + usize::from(sign.is_some());
            if !(at + 1..=power).all(|at| self.glued(at)) {
                return None;
            }
            return self.power(power, sign.is_some_and(QuantityPiece::is_dash));
        }
        let times = self
            .piece(at)
            .is_some_and(|piece| piece.is_mark('×') || self.language.quantities.times_letter.has(piece.word));
        if !times || self.piece(at + 1)?.digits()? != Decimal::TEN {
            return None;
        }
        let mut at = at + 2;
        at += usize::from(self.piece(at).is_some_and(|piece| piece.is_mark('^')));
        let minus = self.piece(at).is_some_and(QuantityPiece::is_dash);
        at += usize::from(minus);
        self.power(at, minus)
    }

    /// Ten to the power that piece `at` writes, or one over it.
    fn power(&self, at: usize, minus: bool) -> Option<(Decimal, usize)> {
        let power: u32 = self.piece(at)?.digits()?.try_into().ok().filter(|&power| power <= 27)?;
        let factor = if minus {
            Decimal::try_from_i128_with_scale(1, power).ok()?
        } else {
            Decimal::try_from_i128_with_scale(10_i128.pow(power), 0).ok()?
        };
        Some((factor, at + 1))
    }

    /// Multiplies by the scale words or letters behind a numeral: "5.2 thousand", "3 hundred thousand", "1.5bn", "10k".
    fn scaled(&self, mut number: Number) -> Option<Number> {
        if self.glued(number.end)
            && let Some(scale) = self.piece(number.end).and_then(|_| self.scale_letter(number.end))
        {
            number.value = number.value.checked_mul(scale)?.normalize();
            (number.scale, number.bare) = (scale, false);
            number.end += 1;
            return Some(number);
        }
        loop {
            let next = self.past_hyphen(number.end);
            let scale = match self.class(next) {
                Some((NumberClass::Scale, scale)) => scale,
                // "5 millions", "3 dozens".
                Some((NumberClass::Many, scale))
                    if !self.any(next, &self.language.quantities.tens_of)
                        && !self.any(next, &self.language.quantities.twenties_or_points) =>
                {
                    scale
                }
                _ => break,
            };
            // "5 hundred thousand" multiplies twice, "5 thousand hundred" does not.
            if number.scale > Decimal::ONE && scale <= number.scale {
                break;
            }
            number.value = number.value.checked_mul(scale)?.normalize();
            (number.scale, number.bare) = (number.scale.checked_mul(scale)?, false);
            number.end = next + 1;
        }
        // "3 hundred and one"
        if number.scale >= Decimal::ONE_HUNDRED
            && self.any(number.end, &self.language.grammar.and)
            && let Some((NumberClass::Unit | NumberClass::Teen | NumberClass::Ten, _)) = self.class(number.end + 1)
            && !matches!(self.class(self.past_hyphen(number.end + 2)), Some((NumberClass::Part, _)))
            && let Some(rest) = self.cardinal_from(number.end + 1, None).filter(|rest| rest.value < number.scale)
        {
            number.value = number.value.checked_add(rest.value)?;
            number.end = rest.end;
            return Some(number);
        }
        // "3 million and a half"
        if number.scale > Decimal::ONE
            && let Some((fraction, end)) = self.and_fraction(number.end)
        {
            number.value = number.value.checked_add(number.scale.checked_mul(fraction)?)?.normalize();
            number.end = end;
        }
        Some(number)
    }

    /// "85L", "4.2 Cr", "1.2 lakh Cr": the short forms of lakh and crore behind a number of rupees.
    pub(super) fn short_scaled(&self, mut number: Number) -> Option<Number> {
        while let Some(piece) = self.piece(number.end).filter(|piece| piece.is_word()) {
            let scale = match self.words(number.end) {
                lakhs if self.language.quantities.lakhs.has(lakhs) => Decimal::from(100_000),
                _ if self.language.quantities.crores.has(piece.word) => Decimal::from(10_000_000),
                _ => break,
            };
            number.value = number.value.checked_mul(scale)?.normalize();
            (number.scale, number.bare) = (number.scale.checked_mul(scale)?, false);
            number.end += 1;
        }
        Some(number)
    }

    /// A letter glued behind a numeral that multiplies it: "10k", "35m". "m" is a million, but a meter before a word of
    /// length: "5m tall" (see [`QuantityReader::unit`]).
    fn scale_letter(&self, at: usize) -> Option<Decimal> {
        let letter = self.words(at);
        if self.language.quantities.meters.has(letter) && self.meters_follow(at) {
            return None;
        }
        let scale = self.language.quantities.scale_letters.get(letter).copied();
        scale.or_else(|| self.class(at).filter(|(class, _)| *class == NumberClass::Scale).map(|(_, scale)| scale))
    }

    /// Whether the letter "m" at piece `at` stands before a word of length: "5m tall", "100m sprint".
    pub(super) fn meters_follow(&self, at: usize) -> bool {
        let next = self.past_hyphen(at + 1);
        self.any(next, &self.language.quantities.lengths) || self.measures_a_thing(at)
    }

    /// Whether the letter "m" at piece `at` measures how deep or high a thing is: "the 40m dry well", "a depth of 40m". Of
    /// money it is a million: "the £40m tower".
    fn measures_a_thing(&self, at: usize) -> bool {
        let back = |by: usize| at.checked_sub(by).map_or("", |i| self.words(i));
        if matches!(back(2), "£" | "$" | "€" | "¥") {
            return false;
        }
        let of = (2..=3).find(|&by| self.language.quantities.of_spelled.has(back(by)));
        let depth = of.is_some_and(|by| self.language.quantities.depths.has(back(by + 1)));
        // "40m dry well": at most one word between.
        let thing =
            (at + 1..self.pieces.len().min(at + 3)).any(|i| self.language.quantities.long_things.has(self.words(i)));
        depth || thing
    }

    /// "twenty-one", "a hundred and two", "half a million", "two-thirds", "several hundred", "dozens", "tens of
    /// thousands", "multi-billion".
    fn number_in_words(&self, at: usize) -> Option<Number> {
        let piece = &self.pieces[at];
        if let Some((class, value)) = self.class(at) {
            return match class {
                NumberClass::Many => self.many(at, value),
                NumberClass::Few if self.language.quantities.several_or_few.has(piece.word) => self.few(at, at),
                NumberClass::Few => None,
                NumberClass::Part if self.language.quantities.half.has(piece.word) => self.half(at, at + 1),
                NumberClass::Part if self.language.quantities.quarter.has(piece.word) => {
                    self.quarter_of_many(at, Decimal::ONE)
                }
                // A unit of its own: see [`QuantityReader::times`].
                NumberClass::Part | NumberClass::Times => None,
                // A scale word alone multiplies nothing: "the thousand-year reign" is rare, "Million Man March" isn't.
                NumberClass::Scale => self.bare_scale(at, value),
                _ => self.cardinal(at),
            };
        }
        if self.language.grammar.indefinite.has(piece.word) {
            return self.with_article(at);
        }
        if self.language.quantities.multi.has(piece.word) && self.glued(at + 1) {
            let next = self.past_hyphen(at + 1);
            let (class, scale) = self.class(next)?;
            let end = next + 1;
            return (class == NumberClass::Scale).then(|| Number {
                vague: true,
                scale,
                ..Number::plain(scale * Decimal::TWO, end)
            });
        }
        if let Some(&scale) = self.language.quantities.multiples.get(&piece.word) {
            return Some(Number { vague: true, scale, ..Number::plain(scale * Decimal::TWO, at + 1) });
        }
        None
    }

    /// What an article may start: "a dozen", "a hundred and two", "a third", "a few thousand", "a couple".
    fn with_article(&self, at: usize) -> Option<Number> {
        let next = at + 1;
        let (class, value) = match self.class(next) {
            Some(found) => found,
            // "a few", "a good many" do not start with a number word of their own class.
            None => return if self.any(next, &self.language.quantities.few) { self.few(at, next) } else { None },
        };
        match class {
            NumberClass::Scale => {
                let mut number = self.cardinal_from(next, Some(Decimal::ONE))?;
                // "a million and a half"
                if let Some((fraction, end)) = self.and_fraction(number.end) {
                    number.value = number.value.checked_add(number.scale.checked_mul(fraction)?)?.normalize();
                    number.end = end;
                }
                Some(number)
            }
            NumberClass::Few => self.few(at, next),
            NumberClass::Part if self.any(next, &self.language.quantities.half) => self.half(next, next + 1),
            NumberClass::Part if self.any(next, &self.language.quantities.quarter) => {
                self.quarter_of_many(next, Decimal::ONE)
            }
            NumberClass::Part if !self.any(next, &self.language.quantities.halves) => {
                Some(Number { share: true, ..Number::plain(Decimal::ONE.checked_div(value)?, next + 1) })
            }
            _ => None,
        }
    }

    /// "hundred thousand" and nothing shorter.
    fn bare_scale(&self, at: usize, value: Decimal) -> Option<Number> {
        let next = self.past_hyphen(at + 1);
        match self.class(next) {
            Some((NumberClass::Scale, more)) if more > value => {
                self.cardinal_from(at, Some(Decimal::ONE)).filter(|number| number.end > at + 1)
            }
            _ => None,
        }
    }

    /// "half a million", "half an hour", "half-million", "half"; `next` is the piece behind "half".
    fn half(&self, at: usize, next: usize) -> Option<Number> {
        let half = Decimal::new(5, 1);
        let hyphen = self.past_hyphen(next);
        let article = hyphen == next && (self.any(next, &self.language.grammar.indefinite));
        let noun = if article { next + 1 } else { hyphen };
        if let Some((NumberClass::Scale, scale)) = self.class(noun) {
            return self.scaled(Number::plain(half, noun)).map(|number| Number { scale, ..number });
        }
        // "half a mile", "half-hour": half of one unit.
        if (article || hyphen > next) && self.unit_name(noun).is_some() {
            return Some(Number { needs_unit: true, ..Number::plain(half, noun) });
        }
        if hyphen > next {
            // "half-brother", "half-time"
            return None;
        }
        Some(Number { share: true, ..Number::plain(half, at + 1) })
    }

    /// "quarter of a million", "three quarters of a million", "a quarter": `over` quarters, the word at piece `at`.
    fn quarter_of_many(&self, at: usize, over: Decimal) -> Option<Number> {
        let quarters = over.checked_mul(Decimal::new(25, 2))?;
        let mut next = self.past_hyphen(at + 1);
        if self.any(next, &self.language.grammar.genitive) && self.any(next + 1, &self.language.quantities.one_article)
        {
            next += 2;
        }
        if let Some((NumberClass::Scale, scale)) = self.class(next) {
            return self.scaled(Number::plain(quarters, next)).map(|number| Number { scale, ..number });
        }
        Some(Number { share: true, ..Number::plain(quarters, at + 1) })
    }

    /// "dozens", "tens of thousands", "hundreds of millions".
    fn many(&self, at: usize, value: Decimal) -> Option<Number> {
        if !self.any(at + 1, &self.language.grammar.genitive) && self.any(at, &self.language.quantities.tens_of) {
            return None;
        }
        self.many_from(at + 1, value)
    }

    /// A plural whose last piece stands before piece `end`, with the plurals it multiplies: "(tens) of thousands".
    fn many_from(&self, mut end: usize, value: Decimal) -> Option<Number> {
        let (first, mut product) = (end, value);
        while self.any(end, &self.language.grammar.genitive) {
            let Some((NumberClass::Many, more)) = self.class(end + 1) else { break };
            product = product.checked_mul(more)?;
            end += 2;
        }
        if end == first && self.any(first - 1, &self.language.quantities.tens_of) {
            return None;
        }
        let value = product.checked_mul(Decimal::TWO)?;
        Some(Number { vague: true, scale: product, ..Number::plain(value, end) })
    }

    /// "several", "a few", "a couple", with the scale word that may follow: "several hundred", "a few dozen". `first`
    /// is the article's piece, `at` that of the word.
    fn few(&self, first: usize, at: usize) -> Option<Number> {
        let mut scale = Decimal::ONE;
        let mut end = at + 1;
        let mut next = end;
        if self.any(next, &self.language.grammar.genitive) {
            next += 1;
        }
        while let Some((NumberClass::Scale, more)) = self.class(next) {
            scale = scale.checked_mul(more)?;
            next += 1;
            end = next;
        }
        // Without its article, "few" says how little and not how much: "few came", but "the few hundred that came".
        if first == at && self.any(at, &self.language.quantities.few) && scale == Decimal::ONE {
            return None;
        }
        Some(Number { vague: true, scale, ..Number::plain(scale.checked_mul(Decimal::TWO)?, end) })
    }

    /// A cardinal in words, then what may follow it: parts ("two-thirds"), a fraction ("two and a half"), decimals
    /// ("five point two").
    fn cardinal(&self, at: usize) -> Option<Number> {
        let mut number = self.cardinal_from(at, None)?;
        let next = self.past_hyphen(number.end);
        // "three dozens"
        if number.scale == Decimal::ONE && matches!(self.class(next), Some((NumberClass::Many, _))) {
            return self.scaled(number);
        }
        // "two-thirds", "three quarters of a million"
        if number.scale == Decimal::ONE
            && let Some((NumberClass::Part, under)) = self.class(next)
            && (number.value == Decimal::ONE) != self.words(next).ends_with(['s', 'S'])
        {
            if under == Decimal::from(4) {
                return self.quarter_of_many(next, number.value);
            }
            let share = number.value.checked_div(under)?;
            return Some(Number { share: true, ..Number::plain(share, next + 1) });
        }
        // "two and a half million"
        if let Some((fraction, end)) = self.and_fraction(number.end) {
            let fraction = number.scale.checked_mul(fraction)?;
            number.value = number.value.checked_add(fraction)?.normalize();
            number.end = end;
            if number.scale == Decimal::ONE {
                return self.scaled(number);
            }
        } else if self.any(number.end, &self.language.quantities.decimal_point) {
            let (mut decimals, mut end) = (String::new(), number.end + 1);
            while let Some((NumberClass::Zero | NumberClass::Unit, digit)) = self.class(end) {
                decimals += &digit.to_string();
                end += 1;
            }
            if let Ok(fraction) = format!("0.{decimals}").parse::<Decimal>()
                && !decimals.is_empty()
            {
                number.value = number.value.checked_add(fraction)?;
                number.end = end;
                return self.scaled(number);
            }
        }
        Some(number)
    }

    /// "and a half", "and three quarters".
    pub(super) fn and_fraction(&self, at: usize) -> Option<(Decimal, usize)> {
        if !self.any(at, &self.language.grammar.and) {
            return None;
        }
        let (over, part) = if self.any(at + 1, &self.language.quantities.one_article) {
            (Decimal::ONE, at + 2)
        } else {
            let (NumberClass::Unit, over) = self.class(at + 1)? else { return None };
            (over, self.past_hyphen(at + 2))
        };
        let (NumberClass::Part, under) = self.class(part)? else { return None };
        // "six million and two thirds" is written by nobody who counts.
        if over >= under {
            return None;
        }
        // "two and a third person": a person, not a part.
        let thing = self
            .piece(part + 1)
            .is_some_and(|piece| piece.is_word() && !self.language.grammar.genitive.has(piece.word));
        let certain = under <= Decimal::from(4) && !(under == Decimal::from(3) && over == Decimal::ONE);
        (certain || !thing).then(|| (over / under, part + 1))
    }

    /// Number words that make one number: units behind tens, hundreds, scales in falling order, with "and" after
    /// "hundred" and above. `group` is what stands before a leading scale word ("a hundred").
    fn cardinal_from(&self, at: usize, group: Option<Decimal>) -> Option<Number> {
        let mut sum = NumberInWords { total: Decimal::ZERO, group, last_scale: None, may_and: false };
        let mut end = at;
        loop {
            let next = if end > at { self.past_and(self.past_hyphen(end), &sum) } else { end };
            let Some((class, value)) = self.class(next) else { break };
            if class == NumberClass::Zero && end == at {
                return Some(Number::plain(Decimal::ZERO, next + 1));
            }
            if !sum.take(class, value)? {
                break;
            }
            end = next + 1;
            if sum.is_dozens() {
                break;
            }
        }
        if end == at {
            return None;
        }
        Some(Number { scale: sum.scale(), ..Number::plain(sum.value()?, end) })
    }

    /// The piece behind an "and" at piece `next` that goes on with a number; `next` itself when there is none.
    fn past_and(&self, next: usize, sum: &NumberInWords) -> usize {
        let joins = sum.may_and
            && self.any(next, &self.language.grammar.and)
            && matches!(self.class(next + 1), Some((NumberClass::Unit | NumberClass::Teen | NumberClass::Ten, _)))
            // "five billion and three quarters": of a billion.
            && !matches!(self.class(self.past_hyphen(next + 2)), Some((NumberClass::Part, _)));
        next + usize::from(joins)
    }
}

/// A number in words as far as it is read.
struct NumberInWords {
    /// What is read up to the last scale word: "two million".
    total: Decimal,
    /// What is read behind it, below a thousand: "three hundred and five".
    group: Option<Decimal>,
    last_scale: Option<Decimal>,
    /// Whether the last word was "hundred" or above, so that "and" may follow.
    may_and: bool,
}

impl NumberInWords {
    /// Takes the next number word in, if it goes on with the number: whether it does. `None` where the number is greater than can be
    /// held.
    fn take(&mut self, class: NumberClass, value: Decimal) -> Option<bool> {
        let hundred = Decimal::ONE_HUNDRED;
        let group = self.group;
        let round = |by: Decimal| group.is_none_or(|group| !group.is_zero() && (group % by).is_zero() && group >= by);
        match class {
            NumberClass::Unit if round(Decimal::TEN) && group.is_none_or(|group| group % hundred != Decimal::TEN) => {
                (self.group, self.may_and) = (Some(group.unwrap_or_default() + value), false);
            }
            NumberClass::Teen | NumberClass::Ten if round(hundred) => {
                (self.group, self.may_and) = (Some(group.unwrap_or_default() + value), false);
            }
            NumberClass::Scale if value == hundred => {
                let Some(times) = group.filter(|&group| group < hundred) else { return Some(false) };
                (self.group, self.may_and) = (Some(times * hundred), true);
            }
            NumberClass::Scale => {
                let falls = self.last_scale.is_none_or(|last| value < last);
                let Some(times) = group.filter(|_| falls) else { return Some(false) };
                self.total = self.total.checked_add(times.checked_mul(value)?)?;
                (self.group, self.last_scale, self.may_and) = (None, Some(value), true);
            }
            _ => return Some(false),
        }
        Some(true)
    }

    /// Whether it counts dozens, behind which no number goes on.
    fn is_dozens(&self) -> bool {
        self.last_scale == Some(Decimal::from(12))
    }

    /// How much it is; `None` where that is greater than can be held.
    fn value(&self) -> Option<Decimal> {
        self.total.checked_add(self.group.unwrap_or_default())
    }

    /// What its last word multiplies by: 100 of "three hundred", 1 of "three hundred and two".
    fn scale(&self) -> Decimal {
        match (self.group, self.last_scale) {
            (None, Some(scale)) => scale,
            (Some(group), _) if group >= Decimal::ONE_HUNDRED && (group % Decimal::ONE_HUNDRED).is_zero() => {
                Decimal::ONE_HUNDRED
            }
            _ => Decimal::ONE,
        }
    }
}

/// Whether digits write ten, a hundred, a thousand and so on.
fn is_power_of_ten(digits: &str) -> bool {
    digits.len() > 1 && digits.starts_with('1') && digits[1..].bytes().all(|byte| byte == b'0')
}

/// The fraction that a single character writes.
fn glyph(mark: char) -> Option<(i64, i64)> {
    Some(match mark {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    })
}
