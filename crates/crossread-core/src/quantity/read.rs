//! Reads quantities: a small grammar over words, numerals and marks.
//!
//! What a run of words means depends on those words alone ("35m" is 35 million wherever it stands); the words around
//! them decide only whether it is a quantity at all. That is what lets the words at a span parse back to its quantity.

use super::lexicon::{
    Class, HEDGES_AFTER, HEDGES_BEFORE, IDIOMS, MONEY_SIGNS, MONTHS, NUMBERS, UNIT_NAMES, UNIT_SIGNS,
};
use super::pieces::{Kind, Piece, pieces};
use super::{Bound, Quantity, Unit, context};
use crossread_language::{Span, Word};
use rust_decimal::Decimal;

/// A quantity found in running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The quantity, its unit and its hedge: "some 5,200", "more than 10 miles".
    pub span: Span,
    /// The same without the hedge.
    pub core: Span,
    /// How much.
    pub quantity: Quantity,
    /// The hedge's bound, also where a range or a plural says more: "about 10 to 12".
    pub hedge: Option<Bound>,
    /// In what form it is written.
    pub form: Form,
    /// A word joined by a hyphen: "member" in "18-member".
    pub joined: Option<Span>,
}

/// In what form a quantity is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// "5,200", "five", "$3 million", "10 to 12".
    Plain,
    /// A share without the word percent: "half", "two-thirds of", "one in five".
    Share,
    /// A vote or a score: "173 to zero", "87-12".
    Score,
    /// "10:1"
    Ratio,
    /// Nothing: "no", "none", "nobody", "not a single".
    Nothing,
}

/// Finds the quantities in the words at `span`, left to right, without those numbers that count nothing.
pub fn find(text: &str, span: Span) -> Vec<Found> {
    let reader = Reader { text, pieces: pieces(text, span) };
    let titled = context::is_title_case(&reader);
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    // Where the words of the last quantity end: a hedge can't reach back over it.
    let mut floor = 0;
    while at < reader.pieces.len() {
        let Some(mut read) = reader.quantity(at, floor, Pairs::Joined) else {
            at += 1;
            continue;
        };
        if read.quantity.bound == Bound::Between && context::tells_a_change(&reader, &read) {
            let Some(alone) = reader.quantity(at, floor, Pairs::Apart) else { break };
            read = alone;
        }
        match context::verdict(&reader, &read, titled) {
            context::Verdict::Counts => {
                found.push(reader.found(&read));
                at = read.end;
                floor = at;
            }
            context::Verdict::CountsNothing { end } => at = end.max(at + 1),
        }
    }
    found
}

/// Reads `words` as one quantity; see [`Quantity::parse`].
pub(super) fn whole(words: &str) -> Option<Quantity> {
    let words_span = Span::new(0, words.len()).trim(words);
    let reader = Reader { text: words, pieces: pieces(words, words_span) };
    (0..reader.pieces.len())
        .filter_map(|at| reader.quantity(at, 0, Pairs::Joined))
        .find(|read| read.first == 0 && read.end == reader.pieces.len())
        .map(|read| read.quantity)
}

/// The pieces of some words, with the rules that read them.
pub(super) struct Reader<'t> {
    pub text: &'t str,
    pub pieces: Vec<Piece>,
}

/// Whether two numbers with "to" between them may be one quantity.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pairs {
    /// "10 to 12" is one.
    Joined,
    /// "rose from 10 to 12" is two.
    Apart,
}

/// A quantity as pieces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read {
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
    pub form: Form,
    /// Piece of a word joined by a hyphen.
    pub joined: Option<usize>,
    /// The first number, as it was read.
    pub lead: Number,
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
}

impl Number {
    fn plain(value: Decimal, end: usize) -> Number {
        Number { value, end, vague: false, share: false, scale: Decimal::ONE, bare: false }
    }
}

impl<'t> Reader<'t> {
    pub fn piece(&self, at: usize) -> Option<&Piece> {
        self.pieces.get(at)
    }

    pub fn is(&self, at: usize, word: &str) -> bool {
        self.piece(at).is_some_and(|piece| piece.is(word))
    }

    pub fn words(&self, at: usize) -> &'t str {
        self.pieces[at].span.of(self.text)
    }

    /// Whether piece `at` follows the one before without white space.
    pub fn glued(&self, at: usize) -> bool {
        at > 0 && self.piece(at).is_some_and(|piece| !piece.gap)
    }

    fn class(&self, at: usize) -> Option<(Class, Decimal)> {
        let piece = self.piece(at).filter(|piece| piece.is_word())?;
        NUMBERS.get(&piece.word).copied()
    }

    /// The piece after an optional hyphen that glues `at - 1` and `at + 1` together; `at` itself when there is none.
    fn past_hyphen(&self, at: usize) -> usize {
        let hyphen = self.piece(at).is_some_and(Piece::is_dash) && self.glued(at) && self.glued(at + 1);
        if hyphen { at + 1 } else { at }
    }

    fn found(&self, read: &Read) -> Found {
        let cover = |first: usize, end: usize| self.pieces[first].span.cover(self.pieces[end - 1].span);
        Found {
            span: cover(read.first, read.end),
            core: cover(read.core, read.core_end),
            quantity: read.quantity,
            hedge: read.hedge,
            form: read.form,
            joined: read.joined.map(|at| self.pieces[at].span),
        }
    }

    /// The quantity whose first number starts at piece `at`; its hedge may reach back to piece `floor`.
    pub fn quantity(&self, at: usize, floor: usize, pairs: Pairs) -> Option<Read> {
        if let Some(read) = self.nothing(at, floor) {
            return Some(read);
        }
        let mut lead = self.number(at)?;
        let (mut core, mut unit) = self.money_before(at, floor);
        if unit.is_none() && !lead.vague && !lead.share {
            (core, lead.value) = self.sign_before(at, floor, lead.value);
        }
        let read = |low, high, bound, unit, end, form| Read {
            first: core,
            core,
            number: at,
            core_end: end,
            end,
            quantity: Quantity { low, high, bound, unit },
            hedge: None,
            form,
            joined: None,
            lead,
        };
        let mut end = lead.end;
        if unit.is_none()
            && let Some((named, after)) = self.unit(&lead)
        {
            (unit, end) = (Some(named), after);
        } else if unit.is_some() {
            end = self.money_after(end, unit);
        }

        // "173 to zero", "10:1", "10 to 12 miles", "between $5 and $6 million", "one in five".
        let range = if pairs == Pairs::Joined { self.range(core, &lead, unit, end) } else { None };
        if let Some((low, high, unit, after)) = range {
            let mut read = read(Some(low), Some(high), Bound::Between, unit, after, Form::Plain);
            self.hedge(&mut read, floor);
            self.join(&mut read);
            return Some(read);
        }
        if unit.is_none() && !lead.vague && !lead.share && pairs == Pairs::Joined {
            if let Some((value, after)) = self.out_of(&lead) {
                let mut read = read(Some(value), Some(value), Bound::Exact, Unit::Percent, after, Form::Share);
                self.hedge(&mut read, floor);
                return Some(read);
            }
            if let Some((value, after)) = self.ratio(&lead) {
                return Some(read(Some(value), Some(value), Bound::Exact, Unit::RATIO, after, Form::Ratio));
            }
            if let Some((other, after)) = self.score(core, &lead) {
                return Some(read(Some(lead.value), Some(other), Bound::Exact, Unit::SCORE, after, Form::Score));
            }
        }

        let mut read = if lead.vague {
            read(Some(lead.value), None, Bound::Vague, unit.unwrap_or(Unit::Count), end, Form::Plain)
        } else if lead.share && unit.is_none() {
            let percent = lead.value.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
            read(Some(percent), Some(percent), Bound::Exact, Unit::Percent, end, Form::Share)
        } else {
            let unit = unit.unwrap_or(Unit::Count);
            read(Some(lead.value), Some(lead.value), Bound::Exact, unit, end, Form::Plain)
        };
        self.hedge(&mut read, floor);
        self.join(&mut read);
        Some(read)
    }

    // --- numbers -----------------------------------------------------------------------------------------------

    /// The number that starts at piece `at`.
    fn number(&self, at: usize) -> Option<Number> {
        let piece = self.piece(at)?;
        match piece.kind {
            Kind::Digits(value) => self.numeral(at, value?),
            Kind::Mark(mark) => glyph(mark).map(|(over, under)| Number {
                share: true,
                ..Number::plain(Decimal::from(over) / Decimal::from(under), at + 1)
            }),
            Kind::Word => self.number_in_words(at),
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
        // "2½", "2 1/2"
        if bare && words.len() <= 4 {
            let next = self.past_hyphen(at + 1);
            let fraction = match self.piece(next).map(|piece| piece.kind) {
                Some(Kind::Mark(mark)) => {
                    glyph(mark).map(|(over, under)| (Decimal::from(over) / Decimal::from(under), next + 1))
                }
                Some(Kind::Digits(_)) if next > at + 1 || !self.glued(next) => self.digits_over_digits(next),
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

    /// "×10^6", "x 10-5".
    fn power_of_ten(&self, at: usize) -> Option<(Decimal, usize)> {
        let times = self.piece(at).is_some_and(|piece| piece.is_mark('×') || piece.is("x"));
        if !times || self.piece(at + 1)?.digits()? != Decimal::TEN {
            return None;
        }
        let mut at = at + 2;
        at += usize::from(self.piece(at).is_some_and(|piece| piece.is_mark('^')));
        let minus = self.piece(at).is_some_and(Piece::is_dash);
        at += usize::from(minus);
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
                Some((Class::Scale, scale)) => scale,
                // "5 millions", "3 dozens".
                Some((Class::Many, scale)) if !self.is(next, "tens") && !self.is(next, "scores") => scale,
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
        // "3 million and a half"
        if number.scale > Decimal::ONE
            && let Some((fraction, end)) = self.and_fraction(number.end)
        {
            number.value = number.value.checked_add(number.scale.checked_mul(fraction)?)?.normalize();
            number.end = end;
        }
        Some(number)
    }

    /// A letter glued behind a numeral that multiplies it: "10k", "35m". "m" is a million, but a meter before a word of
    /// length: "5m tall" (see [`Reader::unit`]).
    fn scale_letter(&self, at: usize) -> Option<Decimal> {
        let value = match self.words(at) {
            "k" | "K" => 1_000,
            "m" if self.meters_follow(at) => return None,
            "m" | "M" => 1_000_000,
            "b" | "B" => 1_000_000_000,
            "T" => 1_000_000_000_000_i64,
            _ => {
                return self.class(at).filter(|(class, _)| *class == Class::Scale).map(|(_, scale)| scale);
            }
        };
        Some(Decimal::from(value))
    }

    /// Whether the letter "m" at piece `at` stands before a word of length: "5m tall", "100m sprint".
    fn meters_follow(&self, at: usize) -> bool {
        const LENGTHS: [&str; 20] = [
            "tall",
            "long",
            "high",
            "wide",
            "deep",
            "thick",
            "away",
            "above",
            "below",
            "apart",
            "across",
            "sprint",
            "race",
            "hurdles",
            "freestyle",
            "backstroke",
            "butterfly",
            "relay",
            "dash",
            "underground",
        ];
        let next = self.past_hyphen(at + 1);
        LENGTHS.iter().any(|length| self.is(next, length))
    }

    /// "twenty-one", "a hundred and two", "half a million", "two-thirds", "several hundred", "dozens", "tens of
    /// thousands", "multi-billion".
    fn number_in_words(&self, at: usize) -> Option<Number> {
        let piece = &self.pieces[at];
        if let Some((class, value)) = self.class(at) {
            return match class {
                Class::Many => self.many(at, value),
                Class::Few if piece.is("several") || piece.is("few") => self.few(at, at),
                Class::Few => None,
                Class::Part if piece.is("half") => self.half(at, at + 1),
                Class::Part if piece.is("quarter") => self.quarter_of_many(at, Decimal::ONE),
                Class::Part => None,
                // A scale word alone multiplies nothing: "the thousand-year reign" is rare, "Million Man March" isn't.
                Class::Scale => self.bare_scale(at, value),
                _ => self.cardinal(at),
            };
        }
        if piece.is("a") || piece.is("an") {
            return self.with_article(at);
        }
        if piece.is("multi") && self.glued(at + 1) {
            let next = self.past_hyphen(at + 1);
            let (class, scale) = self.class(next)?;
            let end = next + 1;
            return (class == Class::Scale).then(|| Number {
                vague: true,
                scale,
                ..Number::plain(scale * Decimal::TWO, end)
            });
        }
        for (word, scale) in
            [("multimillion", 1_000_000_i64), ("multibillion", 1_000_000_000), ("multitrillion", 1_000_000_000_000)]
        {
            if piece.is(word) {
                let scale = Decimal::from(scale);
                return Some(Number { vague: true, scale, ..Number::plain(scale * Decimal::TWO, at + 1) });
            }
        }
        None
    }

    /// What an article may start: "a dozen", "a hundred and two", "a third", "a few thousand", "a couple".
    fn with_article(&self, at: usize) -> Option<Number> {
        let next = at + 1;
        let (class, value) = match self.class(next) {
            Some(found) => found,
            // "a few", "a good many" do not start with a number word of their own class.
            None => return if self.is(next, "few") { self.few(at, next) } else { None },
        };
        match class {
            Class::Scale => {
                let number = self.cardinal_from(next, Some(Decimal::ONE))?;
                Some(number)
            }
            Class::Few => self.few(at, next),
            Class::Part if self.is(next, "half") => self.half(next, next + 1).map(|number| number),
            Class::Part if self.is(next, "quarter") => self.quarter_of_many(next, Decimal::ONE),
            Class::Part if !self.is(next, "halves") => {
                Some(Number { share: true, ..Number::plain(Decimal::ONE.checked_div(value)?, next + 1) })
            }
            _ => None,
        }
    }

    /// "hundred thousand" and nothing shorter.
    fn bare_scale(&self, at: usize, value: Decimal) -> Option<Number> {
        let next = self.past_hyphen(at + 1);
        match self.class(next) {
            Some((Class::Scale, more)) if more > value => self.cardinal_from(at, Some(Decimal::ONE)),
            _ => None,
        }
    }

    /// "half a million", "half an hour", "half-million", "half"; `next` is the piece behind "half".
    fn half(&self, at: usize, next: usize) -> Option<Number> {
        let half = Decimal::new(5, 1);
        let hyphen = self.past_hyphen(next);
        let article = hyphen == next && (self.is(next, "a") || self.is(next, "an"));
        let noun = if article { next + 1 } else { hyphen };
        if let Some((Class::Scale, scale)) = self.class(noun) {
            return self.scaled(Number::plain(half, noun)).map(|number| Number { scale, ..number });
        }
        // "half a mile", "half-hour": half of one unit.
        if (article || hyphen > next) && self.unit_name(noun).is_some() {
            return Some(Number::plain(half, noun));
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
        if self.is(next, "of") && self.is(next + 1, "a") {
            next += 2;
        }
        if let Some((Class::Scale, scale)) = self.class(next) {
            return self.scaled(Number::plain(quarters, next)).map(|number| Number { scale, ..number });
        }
        Some(Number { share: true, ..Number::plain(quarters, at + 1) })
    }

    /// "dozens", "tens of thousands", "hundreds of millions".
    fn many(&self, at: usize, value: Decimal) -> Option<Number> {
        let (mut product, mut end) = (value, at + 1);
        while self.is(end, "of") {
            let Some((Class::Many, more)) = self.class(end + 1) else { break };
            product = product.checked_mul(more)?;
            end += 2;
        }
        if end == at + 1 && self.is(at, "tens") {
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
        if self.is(next, "of") {
            next += 1;
        }
        while let Some((Class::Scale, more)) = self.class(next) {
            scale = scale.checked_mul(more)?;
            next += 1;
            end = next;
        }
        // Without its article, "few" says how little and not how much: "few came", but "the few hundred that came".
        if first == at && self.is(at, "few") && scale == Decimal::ONE {
            return None;
        }
        Some(Number { vague: true, scale, ..Number::plain(scale.checked_mul(Decimal::TWO)?, end) })
    }

    /// A cardinal in words, then what may follow it: parts ("two-thirds"), a fraction ("two and a half"), decimals
    /// ("five point two").
    fn cardinal(&self, at: usize) -> Option<Number> {
        let mut number = self.cardinal_from(at, None)?;
        let next = self.past_hyphen(number.end);
        // "two-thirds", "three quarters of a million"
        if number.scale == Decimal::ONE
            && let Some((Class::Part, under)) = self.class(next)
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
        } else if self.is(number.end, "point") {
            let (mut decimals, mut end) = (String::new(), number.end + 1);
            while let Some((Class::Zero | Class::Unit, digit)) = self.class(end) {
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
    fn and_fraction(&self, at: usize) -> Option<(Decimal, usize)> {
        if !self.is(at, "and") {
            return None;
        }
        let (over, part) = if self.is(at + 1, "a") {
            (Decimal::ONE, at + 2)
        } else {
            let (Class::Unit, over) = self.class(at + 1)? else { return None };
            (over, self.past_hyphen(at + 2))
        };
        let (Class::Part, under) = self.class(part)? else { return None };
        // "two and a third person": a person, not a part.
        let certain = under <= Decimal::from(4) && !(under == Decimal::from(3) && over == Decimal::ONE);
        certain.then(|| (over / under, part + 1))
    }

    /// Number words that make one number: units behind tens, hundreds, scales in falling order, with "and" after
    /// "hundred" and above. `group` is what stands before a leading scale word ("a hundred").
    fn cardinal_from(&self, at: usize, mut group: Option<Decimal>) -> Option<Number> {
        let hundred = Decimal::ONE_HUNDRED;
        let mut total = Decimal::ZERO;
        let mut last_scale: Option<Decimal> = None;
        let mut end = at;
        // Whether the last word was "hundred" or above, so that "and" may follow.
        let mut may_and = false;
        let mut at = at;
        loop {
            let mut next = if end > at { self.past_hyphen(end) } else { end };
            if end > at
                && may_and
                && self.is(next, "and")
                && matches!(self.class(next + 1), Some((Class::Unit | Class::Teen | Class::Ten, _)))
            {
                next += 1;
            }
            let Some((class, value)) = self.class(next) else { break };
            let round = |group: Option<Decimal>, by: Decimal| {
                group.is_none_or(|group| !group.is_zero() && (group % by).is_zero() && group >= by)
            };
            match class {
                Class::Zero if end == at => {
                    return Some(Number::plain(Decimal::ZERO, next + 1));
                }
                Class::Unit
                    if round(group, Decimal::TEN) && group.is_none_or(|group| group % hundred != Decimal::TEN) =>
                {
                    group = Some(group.unwrap_or_default() + value);
                    may_and = false;
                }
                Class::Teen | Class::Ten if round(group, hundred) => {
                    group = Some(group.unwrap_or_default() + value);
                    may_and = false;
                }
                Class::Scale if value == hundred => {
                    let Some(times) = group.filter(|&group| group < hundred) else { break };
                    group = Some(times * hundred);
                    may_and = true;
                }
                Class::Scale => {
                    let Some(times) = group else { break };
                    if last_scale.is_some_and(|last| value >= last) {
                        break;
                    }
                    total = total.checked_add(times.checked_mul(value)?)?;
                    (group, last_scale, may_and) = (None, Some(value), true);
                    end = next + 1;
                    at = at.min(next);
                    if value == Decimal::from(12) {
                        break;
                    }
                    continue;
                }
                _ => break,
            }
            end = next + 1;
        }
        if end == at && group.is_none() {
            return None;
        }
        let value = total.checked_add(group.unwrap_or_default())?;
        let scale = match (group, last_scale) {
            (None, Some(scale)) => scale,
            (Some(group), _) if group >= hundred && (group % hundred).is_zero() => hundred,
            _ => Decimal::ONE,
        };
        (end > at).then(|| Number { scale, ..Number::plain(value, end) })
    }

    // --- what stands around a number -----------------------------------------------------------------------------

    /// The money sign before piece `at`: the piece the whole starts at, and the money.
    fn money_before(&self, at: usize, floor: usize) -> (usize, Option<Unit>) {
        if at == floor {
            return (at, None);
        }
        let start = self.pieces[floor].span.start();
        let before = &self.text[start..self.pieces[at].span.start()];
        let before = before.strip_suffix(' ').or_else(|| before.strip_suffix('\u{a0}')).unwrap_or(before);
        let Some(last) = before.chars().next_back() else { return (at, None) };
        for (sign, unit) in MONEY_SIGNS.of(last) {
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
    fn money_after(&self, end: usize, unit: Option<Unit>) -> usize {
        match self.unit_name(self.past_hyphen(end)) {
            Some((named @ (Unit::Currency(_) | Unit::Symbol(_)), after)) if Some(named) == unit => after,
            _ => end,
        }
    }

    /// A minus sign or the word before piece `at`.
    fn sign_before(&self, at: usize, floor: usize, value: Decimal) -> (usize, Decimal) {
        if at <= floor {
            return (at, value);
        }
        let sign = &self.pieces[at - 1];
        let mark = sign.is_dash() && self.glued(at) && (at - 1 == 0 || sign.gap || self.pieces[at - 2].is_mark('('));
        if mark && !matches!(sign.kind, Kind::Mark('—')) || sign.is("minus") || sign.is("negative") {
            return (at - 1, -value);
        }
        // "minus-5"
        if at >= floor + 2 && sign.is_dash() && self.glued(at) && self.glued(at - 1) && self.is(at - 2, "minus") {
            return (at - 2, -value);
        }
        (at, value)
    }

    /// The unit behind a number and one past its last piece.
    fn unit(&self, number: &Number) -> Option<(Unit, usize)> {
        let end = number.end;
        if let Some(found) = self.unit_sign(end) {
            return Some(found);
        }
        if self.glued(end) && self.words(end) == "m" && self.meters_follow(end) {
            return Some((Unit::Symbol("m"), self.past_hyphen(end + 1) + 1));
        }
        let next = self.past_hyphen(end);
        if let Some((unit, after)) = self.unit_name(next) {
            return Some((self.pound_or_pound(unit, next, number), after));
        }
        // "tens of millions of dollars", "a couple of hours"
        if (number.vague || number.share || number.scale > Decimal::ONE)
            && self.is(end, "of")
            && let Some((unit, after)) = self.unit_name(end + 1)
            && (number.vague || matches!(unit, Unit::Currency(_)))
        {
            return Some((self.pound_or_pound(unit, end + 1, number), after));
        }
        None
    }

    /// A bare "pounds" is money when millions are counted, weight otherwise; "stocks fell 5 points" has no unit.
    fn pound_or_pound(&self, unit: Unit, at: usize, number: &Number) -> Unit {
        let bare = self.is(at, "pounds") || self.is(at, "pound");
        if bare && number.scale >= Decimal::from(1_000_000) { Unit::Currency(*b"GBP") } else { unit }
    }

    /// A unit's name at piece `at`: "square miles", "percentage points", "Australian dollars".
    fn unit_name(&self, at: usize) -> Option<(Unit, usize)> {
        let piece = self.piece(at).filter(|piece| piece.is_word())?;
        // Hyphens inside a name are left out on both sides: "16-year-old".
        let rest = self.pieces[at + 1..]
            .iter()
            .enumerate()
            .filter(|(i, piece)| !(piece.is_mark('-') && !piece.gap && self.glued(at + 1 + i + 1)));
        let (length, unit) = UNIT_NAMES.longest(piece.word, rest.clone().map(|(_, piece)| piece.word))?;
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
        for (sign, unit) in UNIT_SIGNS.of(first) {
            let Some(after) = rest.strip_prefix(sign) else { continue };
            let letters = sign.ends_with(char::is_alphanumeric);
            if letters && after.starts_with(char::is_alphanumeric) {
                continue;
            }
            // "kg/m": no symbol of ours; a single letter needs to be glued: "10 p", "5 g" are rare, "5 V" isn't.
            if piece.gap
                && sign.len() == 1
                && !matches!(*sign, "%" | "¢" | "€" | "£" | "V" | "W" | "g" | "l" | "L" | "h")
            {
                continue;
            }
            // "$" behind digits starts the next amount.
            if matches!(first, '$' | '£' | '¥') {
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

    // --- two numbers -----------------------------------------------------------------------------------------------

    /// The second number of a pair, with its sign of money and its unit: value, unit, one past its end.
    fn second(&self, at: usize, floor: usize) -> Option<(Number, Option<Unit>, usize)> {
        // A sign of money may stand before it.
        let number_at = (at..(at + 3).min(self.pieces.len())).find(|&i| self.number(i).is_some())?;
        let (first, money) = self.money_before(number_at, floor);
        if first != at && (number_at != at) {
            return None;
        }
        let number = self.number(number_at)?;
        if number.vague || number.share && !matches!(self.pieces[number_at].kind, Kind::Mark(_)) {
            return None;
        }
        match money {
            Some(unit) => Some((number, money, self.money_after(number.end, Some(unit)))),
            None => match self.unit(&number) {
                Some((unit, end)) => Some((number, Some(unit), end)),
                None => Some((number, None, number.end)),
            },
        }
    }

    /// "10 to 12", "10-12", "$10 to $15 million", "between 2 and 3 million", "two or three": least and greatest value,
    /// unit, one past the end.
    fn range(
        &self,
        core: usize,
        lead: &Number,
        unit: Option<Unit>,
        end: usize,
    ) -> Option<(Decimal, Decimal, Unit, usize)> {
        if lead.vague || lead.share {
            return None;
        }
        let between = core > 0 && self.is(core - 1, "between");
        let link = self.piece(end)?;
        let hyphen = self.glued(end) && link.is_dash();
        let (next, loose) = if between {
            (self.is(end, "and").then_some(end + 1)?, false)
        } else if hyphen && (self.is(end + 1, "to") || self.is(end + 1, "or")) {
            // "8- to 16-meter", "10-to-12"
            (self.past_hyphen(end + 2), false)
        } else if link.is_dash() && (self.glued(end) == self.glued(end + 1)) && !matches!(link.kind, Kind::Mark('—'))
        {
            (end + 1, false)
        } else if self.is(end, "to") {
            (end + 1, false)
        } else if self.is(end, "up") && self.is(end + 1, "to") {
            (end + 2, false)
        } else if self.is(end, "or") {
            (end + 1, true)
        } else {
            return None;
        };
        let (other, other_unit, after) = self.second(next, end)?;
        // "2014-15" and "1999–2003" are years.
        let years = lead.bare && other.bare && unit.is_none() && other_unit.is_none() && context::is_year(lead.value);
        if years && (hyphen || link.is_dash()) {
            return None;
        }
        // "two or three": next to each other, in words; anything else with "or" is an alternative.
        if loose && (lead.bare || other.bare || other.value - lead.value != Decimal::ONE) {
            return None;
        }
        let unit_of_both = match (unit, other_unit) {
            (Some(a), Some(b)) if a != b => return None,
            (Some(unit), _) | (None, Some(unit)) => unit,
            (None, None) => Unit::Count,
        };
        // "10 to 15 million": the scale belongs to both.
        let mut low = lead.value;
        if lead.scale == Decimal::ONE && other.scale > Decimal::ONE && !loose {
            let figures = other.value.checked_div(other.scale)?;
            if low < figures && low < Decimal::ONE_THOUSAND {
                low = low.checked_mul(other.scale)?.normalize();
            }
        }
        // A unit on the first alone, or a first that is greater: two amounts side by side.
        let units_fit = unit.is_none() || other_unit.is_some() || matches!(unit, Some(Unit::Currency(_)));
        (low < other.value && units_fit).then_some((low, other.value, unit_of_both, after))
    }

    /// "one in five", "nine out of ten": the share in percent, one past the end.
    fn out_of(&self, lead: &Number) -> Option<(Decimal, usize)> {
        if lead.scale > Decimal::ONE || lead.value < Decimal::ONE || lead.value.fract() != Decimal::ZERO {
            return None;
        }
        let end = lead.end;
        let (mut next, wide) = if self.is(end, "in") {
            (end + 1, false)
        } else if self.is(end, "out") && self.is(end + 1, "of") {
            (end + 2, true)
        } else {
            return None;
        };
        next += usize::from(self.is(next, "every"));
        let other = self.number(next)?;
        let digits_agree = self.pieces[next].is_digits() == self.pieces[end - 1].is_digits();
        // "in" is wide open ("two in 10 days", "5 in 2019"): only a small share of a number that people use for it.
        let usual = wide
            || ((lead.value < Decimal::TEN)
                && (other.value <= Decimal::from(12) || (other.value % Decimal::TEN).is_zero())
                && (digits_agree || other.value <= Decimal::ONE_HUNDRED)
                && self.unit(&other).is_none()
                && !context::is_year(other.value));
        if other.vague || other.share || lead.value >= other.value || !usual {
            return None;
        }
        let percent = lead.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(other.value)?;
        Some((percent.normalize(), other.end))
    }

    /// "10:1", "3-to-1": so many to one.
    fn ratio(&self, lead: &Number) -> Option<(Decimal, usize)> {
        let end = lead.end;
        let other_at = if self.piece(end)?.is_mark(':') && self.glued(end) && self.glued(end + 1) {
            // "9:30", "22:28" are times of day.
            if self.pieces[end + 1].is_digits() && self.words(end + 1).len() == 2 {
                return None;
            }
            end + 1
        } else if self.pieces[end].is_dash()
            && self.glued(end)
            && self.is(end + 1, "to")
            && self.past_hyphen(end + 2) > end + 2
        {
            let at = end + 3;
            if self.number(at)?.value != Decimal::ONE {
                return None;
            }
            at
        } else if self.is(end, "to")
            && self.is(end + 1, "one")
            && lead.value > Decimal::ONE
            && lead.scale == Decimal::ONE
        {
            end + 1
        } else {
            return None;
        };
        let other = self.number(other_at).filter(|other| !other.vague && !other.share)?;
        // "10:1:2" and "1:05:30" are something else.
        if self.piece(other.end).is_some_and(|piece| piece.is_mark(':') && !piece.gap) || other.value.is_zero() {
            return None;
        }
        Some((lead.value.checked_div(other.value)?.normalize(), other.end))
    }

    /// "173 to zero", "87-12", "5-to-4": what the second side has, one past the end. The first has as many or more;
    /// the other way round it is a range.
    fn score(&self, core: usize, lead: &Number) -> Option<(Decimal, usize)> {
        let end = lead.end;
        let whole =
            |value: Decimal| value.fract().is_zero() && value < Decimal::from(10_000) && !value.is_sign_negative();
        if lead.scale > Decimal::ONE_HUNDRED
            || !whole(lead.value)
            || (core > 0 && (self.is(core - 1, "from") || self.is(core - 1, "between")))
        {
            return None;
        }
        let link = self.piece(end)?;
        let next = if link.is_dash() && self.glued(end) && self.is(end + 1, "to") {
            self.past_hyphen(end + 2)
        } else if link.is_dash() && self.glued(end) && self.glued(end + 1) && !matches!(link.kind, Kind::Mark('—')) {
            end + 1
        } else if self.is(end, "to") {
            end + 1
        } else {
            return None;
        };
        let other = match self.piece(next)? {
            piece if piece.is("none") => Number::plain(Decimal::ZERO, next + 1),
            piece if piece.is_digits() || piece.is_word() => self.number(next)?,
            _ => return None,
        };
        if other.vague
            || other.share
            || other.scale > Decimal::ONE_HUNDRED
            || !whole(other.value)
            || other.value > lead.value
        {
            return None;
        }
        // "3-1-2", "555-0143", "2015-16 season", "60 to 5 km".
        let more = self.piece(other.end).is_some_and(|piece| piece.is_dash() && !piece.gap);
        let telephone = lead.bare && other.bare && self.words(end - 1).len() == 3 && self.words(next).len() == 4;
        let years = lead.bare && context::is_year(lead.value);
        (!more && !telephone && !years && self.unit(&other).is_none()).then_some((other.value, other.end))
    }

    // --- hedges ------------------------------------------------------------------------------------------------------

    /// Takes in the hedge before and behind.
    fn hedge(&self, read: &mut Read, floor: usize) {
        if read.core > floor && read.quantity.bound == Bound::Between && self.is(read.core - 1, "between") {
            read.first = read.core - 1;
        }
        if let Some((first, bound)) = self.hedge_before(read.first, floor)
            && !(self.is_time(read.quantity.unit)
                && (self.is(read.first - 1, "over") || self.is(read.first - 1, "some") && false))
        {
            read.first = first;
            read.hedge = Some(bound);
            // "no more than about 30": the outer one bounds.
            while let Some((first, outer)) = self.hedge_before(read.first, floor) {
                read.first = first;
                read.hedge = Some(outer);
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

    /// The hedge that ends before piece `at`: its first piece and its bound.
    fn hedge_before(&self, at: usize, floor: usize) -> Option<(usize, Bound)> {
        if at <= floor {
            return None;
        }
        // "sub-7": a hyphen may stand between.
        let mut next = at - 1;
        if next > floor && self.pieces[next].is_dash() && self.glued(next) && self.glued(at) {
            next -= 1;
        }
        let before = self.pieces[floor..next].iter().rev().map(|piece| piece.word);
        let (length, bound) = HEDGES_BEFORE.longest(self.pieces[next].word, before)?;
        let first = next + 1 - length;
        // A hyphenated prefix needs its hyphen: "sub-7", but not "the German sub 7 miles out".
        let prefix = self.is(next, "sub");
        (prefix == (next + 1 < at) || !prefix && next + 1 == at).then_some((first, bound))
    }

    /// The hedge that starts behind: one past its last piece and its bound.
    fn hedge_after(&self, read: &Read) -> Option<(usize, Bound)> {
        let end = read.end;
        let next = self.past_hyphen(end);
        let piece = self.piece(next)?;
        let rest = self.pieces[next + 1..].iter().map(|piece| piece.word);
        let (length, bound) = HEDGES_AFTER.longest(piece.word, rest)?;
        let needs_hyphen = piece.is("odd") || piece.is("ish") || piece.is("plus");
        let needs_glue = piece.is_mark('+');
        if needs_hyphen != (next > end) || needs_glue && piece.gap {
            return None;
        }
        let after = next + length;
        // "12, at least 5 of them": the hedge of the next number.
        let of_the_next = matches!(bound, Bound::AtLeast | Bound::AtMost)
            && piece.is("at")
            && (after..after + 2).any(|i| i < self.pieces.len() && self.number(i).is_some());
        (!of_the_next).then_some((after, bound))
    }

    /// A length of time, before which "over" says during.
    fn is_time(&self, unit: Unit) -> bool {
        const TIMES: [&str; 9] = ["s", "min", "h", "d", "wk", "mo", "y", "decade", "century"];
        matches!(unit, Unit::Symbol(symbol) if TIMES.contains(&symbol))
    }

    /// A word joined to a count by a hyphen: "18-member".
    fn join(&self, read: &mut Read) {
        let next = self.past_hyphen(read.end);
        if read.quantity.unit == Unit::Count && next > read.end && self.piece(next).is_some_and(Piece::is_word) {
            read.joined = Some(next);
        }
    }

    // --- nothing -----------------------------------------------------------------------------------------------------

    /// "no", "none", "nobody", "no one", "not a single", "not one": zero of what follows.
    fn nothing(&self, at: usize, _floor: usize) -> Option<Read> {
        let piece = self.piece(at).filter(|piece| piece.is_word())?;
        let end = if piece.is("none") || piece.is("nobody") {
            at + 1
        } else if piece.is("no") {
            if self.is(at + 1, "one") || self.is(at + 1, "single") { at + 2 } else { at + 1 }
        } else if piece.is("not") && self.is(at + 1, "a") && self.is(at + 2, "single") {
            at + 3
        } else if piece.is("not") && self.is(at + 1, "one") && !self.is(at + 2, "of") {
            at + 2
        } else {
            return None;
        };
        let unit = Unit::Count;
        Some(Read {
            first: at,
            core: at,
            number: at,
            core_end: end,
            end,
            quantity: Quantity::exact(Decimal::ZERO, unit),
            hedge: None,
            form: Form::Nothing,
            joined: None,
            lead: Number::plain(Decimal::ZERO, end),
        })
    }

    /// Whether the words from piece `at` are one of the idioms in which a number word counts nothing.
    pub fn is_idiom(&self, at: usize) -> bool {
        let rest = self.pieces[at + 1..].iter().filter(|piece| !piece.is_dash()).map(|piece| piece.word);
        IDIOMS.longest(self.pieces[at].word, rest).is_some()
    }

    /// Whether piece `at` names a month: capitalized, since "may" and "march" are words too.
    pub fn is_month(&self, at: usize) -> bool {
        self.piece(at).is_some_and(|piece| piece.is_capitalized(self.text) && MONTHS.contains(&piece.word))
    }

    pub fn word(&self, at: usize) -> Word {
        self.piece(at).map(|piece| piece.word).unwrap_or_default()
    }
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
