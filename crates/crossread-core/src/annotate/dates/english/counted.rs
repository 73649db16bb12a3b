//! Lengths of time and what is reckoned by them: "18 years", "two weeks ago", "a year earlier", "every two days".

use super::{DateReader, ExpressionMatch, ReadStep};
use crate::annotate::dates::happenings::DayOrigin;
use crate::annotate::dates::said::{Count, DateExpression, DateWording, OffsetAnchor, PeriodCount, Trim};
use crate::annotate::dates::words::{NumberClass, PeriodChoice, Sense, TimeUnit};

impl DateReader<'_> {
    /// How many: "18", "2 1/2", "twenty-four", "a couple of", "several". Returns one past its last piece.
    pub(super) fn count(&self, i: usize) -> Option<(usize, Count)> {
        let piece = self.piece(i)?;
        if let Some(number) = piece.number {
            let glued = |at: usize| self.is_glued(at) && self.is_glued(at + 1);
            if self.is_glued(i) && matches!(self.words(i - 1), "." | "/" | ":" | "$" | "£" | "€") {
                return None;
            }
            // "2.5", "2 1/2", "2½".
            if self.is(i + 1, ".")
                && glued(i + 1)
                && let Some(rest) = self.piece(i + 2)
                && let Some(digits) = rest.number
            {
                return Some((i + 3, Count::Decimal(number, digits, rest.digits)));
            }
            let half = |at: usize| self.is(at, "1") && self.is(at + 1, "/") && self.is(at + 2, "2");
            let dash = usize::from(self.is_dash(i + 1));
            if half(i + 1 + dash) {
                return Some((i + 4 + dash, Count::AndHalf(number)));
            }
            if self.is(i + 1, "½") {
                return Some((i + 2, Count::AndHalf(number)));
            }
            if self.is_glued(i + 1) && matches!(self.words(i + 1), "/" | ":" | "%") {
                return None;
            }
            if self.is(i + 1, "million") || self.is(i + 1, "billion") {
                return None;
            }
            return Some((i + 1, Count::Is(number)));
        }
        if self.any(i, &self.language.dates.one_more) {
            let at = i + 1;
            return match self.sense(at) {
                Sense::Number(NumberClass::Few, _) => Some(self.few_of_many(at)),
                Sense::Number(NumberClass::Scale, scale) => Some((at + 1, Count::Is(scale))),
                Sense::Number(..) if self.is(i, "another") => self.count(at),
                _ => {
                    let adjective = usize::from(self.any(at, &self.language.dates.stressing));
                    Some((at + adjective, Count::Is(1)))
                }
            };
        }
        if self.is(i, "half") && self.either(i + 1, &["a", "an"]) {
            return Some((i + 2, Count::Decimal(0, 5, 1)));
        }
        if self.any(i, &self.language.dates.uncounted) {
            return Some((i + 1, Count::Some));
        }
        match piece.sense {
            Sense::Number(NumberClass::Few, _) => Some(self.few_of_many(i)),
            Sense::Number(NumberClass::Many, _) => self.is(i + 1, "of").then_some((i + 2, Count::Some)),
            Sense::Number(..) => self.number_words(i),
            _ => None,
        }
    }

    /// "couple" is two; "few" and "several" are no number.
    fn few(&self, i: usize) -> Count {
        if self.is(i, "couple") { Count::Is(2) } else { Count::Some }
    }

    /// "several", "couple of", "few hundred": one past its last piece, and how many.
    fn few_of_many(&self, i: usize) -> (usize, Count) {
        let at = i + 1 + usize::from(self.is(i + 1, "of"));
        match (self.sense(at), self.few(i)) {
            (Sense::Number(NumberClass::Scale, scale), Count::Is(few)) => {
                (at + 1, Count::Is(few.saturating_mul(scale)))
            }
            (Sense::Number(NumberClass::Scale, _), few) => (at + 1, few),
            (_, few) => (at, few),
        }
    }

    /// "twenty-four", "two hundred", "one and a half".
    fn number_words(&self, i: usize) -> Option<(usize, Count)> {
        let below_hundred = |at: usize| match self.sense(at) {
            Sense::Number(NumberClass::Ten, tens) => {
                let next = at + 1 + usize::from(self.is_dash(at + 1));
                match self.sense(next) {
                    Sense::Number(NumberClass::Unit, ones) => Some((next + 1, tens + ones)),
                    _ => Some((at + 1, tens)),
                }
            }
            Sense::Number(NumberClass::Unit | NumberClass::Teen, n) => Some((at + 1, n)),
            _ => None,
        };
        let (mut at, mut number) = below_hundred(i).or(match self.sense(i) {
            Sense::Number(NumberClass::Scale, scale) => Some((i + 1, scale)),
            _ => None,
        })?;
        // Two scales are as many as news has: "two hundred thousand".
        for _ in 0..2 {
            if let Sense::Number(NumberClass::Scale, scale) = self.sense(at) {
                number = number.checked_mul(scale)?;
                at += 1;
                let and = at + usize::from(self.is(at, "and"));
                if let Some((end, rest)) = below_hundred(and) {
                    (at, number) = (end, number.checked_add(rest)?);
                }
            }
        }
        if self.is(at, "and") && self.is(at + 1, "a") && self.is(at + 2, "half") {
            return Some((at + 3, Count::AndHalf(number)));
        }
        Some((at, Count::Is(number)))
    }

    /// A count and its unit: "two more weeks", "12 to 18 months", "a three-year". Returns one past the unit.
    pub(super) fn counted_unit(&self, i: usize) -> Option<(usize, Count, TimeUnit)> {
        let (mut at, mut count) = self.count(i)?;
        // "two to three weeks": at least the first. "a 10-day" has two counts and means the second.
        let joined = self.either(at, &["to", "or"]) || self.is_dash(at);
        if joined
            && let Some((end, _)) = self.count(at + 1).filter(|_| !self.any(at + 1, &self.language.dates.other_counts))
        {
            at = end;
        } else if self.is(i, "a")
            && let Some((end, second)) = self.count(at).filter(|_| !self.any(at, &self.language.dates.new_counts))
        {
            (at, count) = (end, second);
        }
        let dash = self.is_dash(at) && self.is_glued(at + 1);
        at += usize::from(dash);
        if !dash {
            at += usize::from(self.any(at, &self.language.dates.between_count_and_unit));
        }
        let unit = match self.sense(at) {
            Sense::Unit(unit) => unit,
            Sense::Ordinal(2) if dash && self.is(at, "second") => TimeUnit::Second,
            _ => return None,
        };
        at += 1;
        if self.is(at, "and")
            && self.is(at + 1, "a")
            && self.is(at + 2, "half")
            && let Count::Is(number) = count
        {
            (at, count) = (at + 3, Count::AndHalf(number));
        }
        Some((at, count, unit))
    }

    /// "a week ago last Tuesday", "a week last Friday", "a week on Tuesday", "two weeks ago on Sunday", "two Saturdays ago".
    pub(super) fn weeks_on(&self, i: usize) -> ExpressionMatch {
        let weeks_on = |end, weeks: u32, back: bool, day: DateExpression| {
            let weeks = i8::try_from(weeks).ok().filter(|weeks| *weeks <= 52)?;
            Some((end, DateExpression::WeeksOn { weeks: if back { -weeks } else { weeks }, day: Box::new(day) }))
        };
        // "two Saturdays ago", "three Fridays from now"
        if let Some((at, Count::Is(count @ 1..))) = self.count(i)
            && let Sense::Weekday(day, _) = self.sense(at)
        {
            if self.is(at + 1, "ago") {
                return weeks_on(at + 2, count - 1, true, DateExpression::Weekday(day, Some(PeriodChoice::Last)));
            }
            let from_now = self.is(at + 1, "from") && self.is(at + 2, "now");
            return from_now
                .then(|| weeks_on(at + 3, count - 1, false, DateExpression::Weekday(day, Some(PeriodChoice::Next))))
                .flatten();
        }
        let (end, Count::Is(count), unit) = self.counted_unit(i)? else { return None };
        let weeks = match unit {
            TimeUnit::Week => count,
            TimeUnit::Fortnight => count.checked_mul(2)?,
            _ => return None,
        };
        // A length before a day: "closed for a week on Tuesday".
        let length = self.is_before(i, &self.language.dates.before_length);
        if self.is(end, "ago") {
            if let Some((last, day)) = self.one_day(end + 1) {
                let day = match day {
                    DateExpression::Weekday(day, None) => DateExpression::Weekday(day, Some(PeriodChoice::Last)),
                    day => day,
                };
                return weeks_on(last, weeks, true, day);
            }
            // "two weeks ago on Sunday": the Sunday of that week.
            let (last, DateExpression::Weekday(day, None)) =
                self.one_day(end + 2).filter(|_| self.is(end + 1, "on"))?
            else {
                return None;
            };
            let of =
                DateExpression::Offset { count: Count::Is(count), unit, from: OffsetAnchor::Published, back: true };
            return Some((last, DateExpression::Nth { nth: 1, unit: PeriodCount::Weekday(day), of: Box::new(of) }));
        }
        if length {
            return None;
        }
        if self.either(end, &["on", "from"]) {
            let (last, day) = self.one_day(end + 1)?;
            let day = match day {
                DateExpression::Weekday(day, None) => DateExpression::Weekday(day, Some(PeriodChoice::Next)),
                DateExpression::Weekday(_, Some(PeriodChoice::Last)) | DateExpression::Day(i32::MIN..0) => return None,
                // "two weeks from today" is reckoned as an offset.
                DateExpression::Day(0) => return None,
                day => day,
            };
            return weeks_on(last, weeks, false, day);
        }
        match self.one_day(end)? {
            (last, day @ DateExpression::Weekday(_, Some(PeriodChoice::Last))) => weeks_on(last, weeks, true, day),
            (last, day @ DateExpression::Day(on)) => weeks_on(last, weeks, on < 0, day),
            _ => None,
        }
    }

    /// A weekday, alone or with "last", "this" or "next", or "today" and its like.
    fn one_day(&self, i: usize) -> ExpressionMatch {
        if let Some(days) = self.near_day(i) {
            return Some((i + 1, DateExpression::Day(days)));
        }
        let (at, which) = match self.sense(i) {
            Sense::Which(which @ (PeriodChoice::Last | PeriodChoice::This | PeriodChoice::Next)) => {
                (i + 1, Some(which))
            }
            _ => (i, None),
        };
        match self.sense(at) {
            Sense::Weekday(day, _) if !self.piece(at)?.plural => Some((at + 1, DateExpression::Weekday(day, which))),
            _ => None,
        }
    }

    /// "18 years", "two weeks ago", "the 16 years", "three days later", "for years".
    pub(super) fn counted(&self, i: usize) -> ExpressionMatch {
        let the = usize::from(self.any(i, &self.language.dates.before_count));
        if let Some(found) = self.plural_alone(i) {
            return Some(found);
        }
        let (mut end, count, unit) = self.counted_unit(i + the)?;
        let plural = self.piece(end - 1).is_some_and(|piece| piece.plural);
        let article = self.either(i + the, &["a", "an"]) && count == Count::Is(1);
        // "the one day", "the a": an article wants a number behind it.
        if the == 1 && (article || !plural) {
            return None;
        }
        if self.either(i, &["these", "those"]) {
            return None;
        }
        if self.is(end, "or") && self.any(end + 1, &self.language.dates.or_so) {
            end += 2;
        }
        // "a year", "18 months", and what is reckoned with them.
        if let Some((last, from, back)) = self.direction(end)
            && the == 0
        {
            return Some((last, DateExpression::Offset { count, unit, from, back }));
        }
        let long = if self.is_dash(end) && self.either(end + 1, &["long", "plus"]) { 2 } else { 0 };
        // Three quarters of something are a fraction; seconds with an article are a moment; "some day" is no length.
        let vague = matches!(count, Count::Some) && self.either(i, &["some", "many"]) && !plural;
        if unit == TimeUnit::Quarter
            || (unit == TimeUnit::Second && article)
            || vague
            || (unit == TimeUnit::Weekend && article)
        {
            return None;
        }
        // "$500 million a year", "four flights a week"
        if article && self.is(i, "a") && self.is_rate(i) {
            return None;
        }
        // "a day" and "a minute" alone are more often turns of speech, or rates; a hyphen makes them lengths.
        if article && self.is_capital(end - 1) {
            return None;
        }
        Some((end + long, DateExpression::Length { count, unit }))
    }

    /// Whether "a year" at piece `i` tells for how long an amount is: right behind a number, or behind what one counts.
    fn is_rate(&self, i: usize) -> bool {
        let number = |at: usize| {
            self.piece(at).is_some_and(|piece| piece.number.is_some())
                || matches!(
                    self.sense(at),
                    Sense::Number(
                        NumberClass::Unit
                            | NumberClass::Teen
                            | NumberClass::Ten
                            | NumberClass::Scale
                            | NumberClass::Many,
                        _
                    )
                )
        };
        let back = |by: usize| i.checked_sub(by);
        let counted = back(1).is_some_and(|at| self.is_letters(at) && self.piece(at).is_some_and(|piece| piece.plural));
        back(1).is_some_and(|at| number(at) || self.any(at, &self.language.dates.shares))
            || counted && (2..=3).filter_map(back).any(number)
    }

    /// "ago", "later": one past it, what it is reckoned from, and whether it goes back.
    fn direction(&self, i: usize) -> Option<(usize, OffsetAnchor, bool)> {
        Some(match self.words(i).to_ascii_lowercase().as_str() {
            "ago" => (i + 1, OffsetAnchor::Published, true),
            "back" if !self.is(i + 1, "to") && !self.is(i + 1, "in") => (i + 1, OffsetAnchor::Published, true),
            "earlier" | "previously" => (i + 1, OffsetAnchor::Mention, true),
            "before" if !self.is_letters(i + 1) || self.any(i + 1, &self.language.dates.goes_on) => {
                (i + 1, OffsetAnchor::Mention, true)
            }
            "before" | "after" if self.is(i + 1, "that") && self.begins_a_clause(i + 2) => {
                (i + 2, OffsetAnchor::Mention, self.is(i, "before"))
            }
            "later" | "afterward" | "afterwards" | "thereafter" => (i + 1, OffsetAnchor::Mention, false),
            "after" if !self.is_letters(i + 1) && self.piece(i + 1).is_none_or(|piece| piece.number.is_none()) => {
                (i + 1, OffsetAnchor::Mention, false)
            }
            "from" if self.either(i + 1, &["now", "today"]) => (i + 2, OffsetAnchor::Published, false),
            "hence" => (i + 1, OffsetAnchor::Published, false),
            _ => return None,
        })
    }

    /// Whether no noun goes on at piece `i` that the word before would point at: "three days after that the oil came", not
    /// "three days after that meeting".
    pub(super) fn begins_a_clause(&self, i: usize) -> bool {
        !self.is_letters(i) || self.is_closed_class(i) || self.any(i, &self.language.dates.opens_noun_phrase)
    }

    /// What is told by how far from something it was: "ten days before the vote", "two days after Sunday's vote".
    pub(in crate::annotate::dates) fn told_from(&self, i: usize) -> Option<(DayOrigin, DateWording)> {
        let counted = self.counted_unit(i);
        let happening = self.told_from_happening(i, counted);
        let noun = |read: DateWording| (DayOrigin::Noun(self.pieces[read.end - 1].span), read);
        let day =
            || self.told_from_day(i, counted).map(|(at, read)| (DayOrigin::Day(self.pieces[at].span.start), read));
        happening.map(noun).or_else(day)
    }

    /// "ten days before the vote", "two weeks after his arrest", "the day after the quake", "the night before the vote": whether the
    /// happening has a day, the words do not say.
    fn told_from_happening(&self, i: usize, counted: Option<(usize, Count, TimeUnit)>) -> Option<DateWording> {
        let side = |at: usize| match () {
            () if self.is(at, "before") => Some((at + 1, PeriodChoice::Before)),
            () if self.either(at, &["after", "following"]) => Some((at + 1, PeriodChoice::After)),
            () if self.is(at, "ahead") && self.is(at + 1, "of") => Some((at + 2, PeriodChoice::Before)),
            () => None,
        };
        let (at, said) = if self.is(i, "the") {
            let (at, which) = side(i + 2)?;
            let on = |unit| DateExpression::Around(unit, Some(which));
            let said = match self.sense(i + 1) {
                Sense::Unit(unit @ (TimeUnit::Day | TimeUnit::Week)) if !self.piece(i + 1)?.plural => on(unit),
                Sense::PartOfDay(part) => DateExpression::PartOfDay { part, on: Some(Box::new(on(TimeUnit::Day))) },
                _ => return None,
            };
            (at, said)
        } else {
            let (end, count @ Count::Is(_), unit) = counted? else { return None };
            let (at, which) = side(end).filter(|_| unit >= TimeUnit::Day)?;
            (
                at,
                DateExpression::Offset {
                    count,
                    unit,
                    from: OffsetAnchor::Mention,
                    back: which == PeriodChoice::Before,
                },
            )
        };
        let of = self.any(at, &self.language.dates.before_happening);
        let noun =
            self.piece(at + 1).filter(|piece| of && piece.letters && !piece.capital && piece.sense == Sense::Plain);
        noun.map(|_| DateWording { start: i, end: at + 2, said, trim: Trim::Whole, about: false, open: None })
    }

    /// "two days after" before a day: "two days after Sunday's vote", "a week before the 20 May vote". The piece that the day begins
    /// with, and what stands before it.
    fn told_from_day(&self, i: usize, counted: Option<(usize, Count, TimeUnit)>) -> Option<(usize, DateWording)> {
        let the_day = self.is(i, "the") && self.is(i + 1, "day");
        let (at, count, unit) = if the_day { (i + 2, Count::Is(1), TimeUnit::Day) } else { counted? };
        // Trading days are not the calendar's.
        let of_trade = self.any(at - 2, &self.language.dates.of_trade);
        let back = self.is(at, "before");
        if of_trade || !(back || self.is(at, "after")) || unit < TimeUnit::Day || !matches!(count, Count::Is(_)) {
            return None;
        }
        let day = at + 1 + usize::from(self.is(at + 1, "the"));
        let ReadStep::Found(next) = self.read(day)? else { return None };
        let said = match the_day {
            true => DateExpression::Around(
                TimeUnit::Day,
                Some(if back { PeriodChoice::Before } else { PeriodChoice::After }),
            ),
            false => DateExpression::Offset { count, unit, from: OffsetAnchor::Mention, back },
        };
        let read = DateWording { start: i, end: at + 1, said, trim: Trim::Whole, about: false, open: None };
        next.said.is_day().then_some((day, read))
    }

    /// A unit in the plural with no count: "for years", "weeks before", "months of", "decades-long".
    fn plural_alone(&self, i: usize) -> ExpressionMatch {
        let Sense::Unit(unit) = self.sense(i) else { return None };
        let end = i + 1;
        let long = self.is_dash(end) && self.is(end + 1, "long");
        if long {
            let count = if self.piece(i)?.plural { Count::Some } else { Count::Is(1) };
            return Some((end + 2, DateExpression::Length { count, unit }));
        }
        if !self.piece(i)?.plural
            || unit < TimeUnit::Hour
            || unit == TimeUnit::Quarter
            || unit == TimeUnit::Weekend
            || self.is_capital(i)
        {
            return None;
        }
        if let Some((last, from, back)) = self.direction(end) {
            return Some((last, DateExpression::Offset { count: Count::Some, unit, from, back }));
        }
        let before = self.is_before(i, &self.language.dates.before_bare_length);
        let behind = self.any(end, &self.language.dates.behind_bare_length);
        let the = self.is_right_before(i, &["the"]) && self.any(end, &self.language.dates.behind_the_units);
        (before && !self.is_right_before(i, &["in"])
            || behind && !self.is_right_before(i, &["the", "of"]) && !self.is(end, "of")
            || the)
            .then_some((end, DateExpression::Length { count: Count::Some, unit }))
    }

    /// "every Monday", "daily", "twice a week", "each year".
    pub(super) fn recurring(&self, i: usize) -> ExpressionMatch {
        let said = |end, value: String| Some((end, DateExpression::Recurring(value)));
        if let Sense::Every(value) = self.sense(i) {
            // "the Daily Mail"
            return (!self.is_capital(i) || self.begins_sentence(i) && !self.is_capital(i + 1))
                .then(|| (i + 1, DateExpression::Recurring(value.to_owned())));
        }
        let number = matches!(self.sense(i), Sense::Number(..)) || self.piece(i)?.digits > 0;
        let times = if self.either(i, &["once", "twice"]) {
            Some(i + 1)
        } else if number && self.is(i + 1, "times") {
            Some(i + 2)
        } else {
            None
        };
        if let Some(at) = times {
            let Sense::Unit(unit) = self.sense(at + 1) else { return None };
            let rate = self.any(at, &self.language.dates.rates) && !self.piece(at + 1)?.plural;
            return if rate { said(at + 2, duration(Count::Is(1), unit)) } else { None };
        }
        if !self.either(i, &["every", "each"]) {
            return None;
        }
        let at = i + 1;
        let other = at + usize::from(self.is(at, "other"));
        match self.sense(other) {
            Sense::Weekday(day, _) => match self.sense(other + 1) {
                Sense::PartOfDay(part) => said(other + 2, format!("XXXX-WXX-{day}T{}", part.letters())),
                _ => said(other + 1, format!("XXXX-WXX-{day}")),
            },
            Sense::Month(month, _) if self.is_capital(other) => said(other + 1, format!("XXXX-{month:02}")),
            Sense::Season(season) => said(other + 1, format!("XXXX-{}", season.letters())),
            Sense::PartOfDay(part) => said(other + 1, format!("XXXX-XX-XXT{}", part.letters())),
            Sense::Unit(unit) if !self.piece(other)?.plural && unit >= TimeUnit::Minute => {
                said(other + 1, duration(Count::Is(if other > at { 2 } else { 1 }), unit))
            }
            _ => {
                let (end, count, unit) = self.counted_unit(at)?;
                said(end, duration(count, unit))
            }
        }
    }
}

/// A TIMEX3 length. A decade is ten years and a fortnight two weeks; quarters keep their own letter.
pub(in crate::annotate::dates) fn duration(count: Count, unit: TimeUnit) -> String {
    let (time, letter, times) = match unit {
        TimeUnit::Second => ("T", "S", 1),
        TimeUnit::Minute => ("T", "M", 1),
        TimeUnit::Hour => ("T", "H", 1),
        TimeUnit::Day => ("", "D", 1),
        TimeUnit::Weekend => ("", "WE", 1),
        TimeUnit::Week => ("", "W", 1),
        TimeUnit::Fortnight => ("", "W", 2),
        TimeUnit::Month => ("", "M", 1),
        TimeUnit::Quarter => ("", "Q", 1),
        TimeUnit::Year => ("", "Y", 1),
        TimeUnit::Decade => ("", "Y", 10),
        TimeUnit::Century => ("", "Y", 100),
        TimeUnit::Millennium => ("", "Y", 1000),
    };
    let number = match count {
        Count::Is(n) => n.saturating_mul(times).to_string(),
        // A half is written in the next smaller unit where there is one.
        Count::AndHalf(n) => match unit {
            TimeUnit::Minute => return format!("PT{n}M30S"),
            TimeUnit::Hour => return format!("PT{n}H30M"),
            TimeUnit::Day => return format!("P{n}DT12H"),
            TimeUnit::Year => return format!("P{n}Y6M"),
            _ if times > 1 => (n.saturating_mul(times) + times / 2).to_string(),
            _ => format!("{n}.5"),
        },
        Count::Decimal(0, 5, 1) => match unit {
            TimeUnit::Minute => return "PT30S".to_owned(),
            TimeUnit::Hour => return "PT30M".to_owned(),
            TimeUnit::Day => return "PT12H".to_owned(),
            TimeUnit::Year => return "P6M".to_owned(),
            _ if times > 1 => (times / 2).to_string(),
            _ => "0.5".to_owned(),
        },
        Count::Decimal(whole, rest, digits) => format!("{whole}.{rest:0width$}", width = usize::from(digits)),
        Count::Some if unit == TimeUnit::Decade => return "PXDE".to_owned(),
        Count::Some if unit == TimeUnit::Century => return "PXCE".to_owned(),
        Count::Some => "X".to_owned(),
    };
    format!("P{time}{number}{letter}")
}
