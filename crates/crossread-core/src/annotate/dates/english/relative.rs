//! Periods by their place: "this week", "last November", "the third quarter of 2019", "the 1990s", "the next day".

use super::{DateReader, ExpressionMatch};
use crate::annotate::dates::calendar::Season;
use crate::annotate::dates::said::{Count, DateExpression, OffsetAnchor, PeriodCount, Year};
use crate::annotate::dates::words::{self, PeriodChoice, PhraseMeaning, Sense, TimeUnit};

/// A unit with the word that chooses one: "last week", "the next fiscal year".
#[derive(Clone, Copy)]
struct RelativeUnit {
    which: PeriodChoice,
    unit: TimeUnit,
    /// Whether "the" stands before it.
    definite: bool,
    /// Whether the year is a company's.
    fiscal: bool,
}

impl DateReader<'_> {
    /// What is named by its place among its like.
    pub(super) fn relative(&self, i: usize) -> ExpressionMatch {
        self.decade(i)
            .or_else(|| self.century(i))
            .or_else(|| self.part_of_year(i))
            .or_else(|| self.nth(i))
            .or_else(|| self.day_by_number(i))
            .or_else(|| self.week_of(i))
            .or_else(|| self.same_a_year_before(i))
            .or_else(|| self.which(i))
            .or_else(|| self.season(i, None))
            .or_else(|| self.definite(i))
    }

    fn unit(&self, i: usize) -> Option<TimeUnit> {
        match self.sense(i) {
            Sense::Unit(unit) => Some(unit),
            _ => None,
        }
    }

    /// A unit in the singular that is a day or longer.
    fn one_unit(&self, i: usize) -> Option<TimeUnit> {
        self.unit(i).filter(|unit| *unit >= TimeUnit::Day && !self.words(i).ends_with(['s', 'S']))
    }

    /// "the 1990s", "'80s", "the nineties".
    fn decade(&self, i: usize) -> ExpressionMatch {
        let the = i + usize::from(self.is(i, "the"));
        let quote = the + usize::from(matches!(self.words(the), "'" | "’" | "‘") && self.is_glued(the + 1));
        if let Some(piece) = self.piece(quote)
            && let Some(year) = piece.number.and_then(|year| i16::try_from(year).ok())
        {
            let s = self.is_glued(quote + 1) && (self.is(quote + 1, "s") || self.is_possessive(quote + 1));
            let round = year % 10 == 0;
            // "the 70s" and "'70s" are years; "in his 70s" is an age, "temperatures in the 70s" are rare.
            let two = piece.digits == 2 && (quote > i || self.is_before(i, &self.language.dates.before_short_decade));
            // "1000s of birds" are a number.
            let four = piece.digits == 4 && (year >= 1500 || !self.is(quote + 2, "of"));
            return (s && round && (four || two) && year < 2200).then_some((quote + 2, DateExpression::Decade(year)));
        }
        if let Sense::Decade(year) = self.sense(the) {
            let said = the > i || self.is_before(i, &self.language.dates.before_decade);
            return said.then_some((the + 1, DateExpression::Decade(year)));
        }
        // "nineteen nineties"
        if self.is(the, "nineteen")
            && let Sense::Decade(year) = self.sense(the + 1)
        {
            return Some((the + 2, DateExpression::Decade(1900 + year)));
        }
        None
    }

    /// An ordinal in words or digits: one past its last piece and its value.
    pub(super) fn ordinal(&self, i: usize) -> Option<(usize, u8)> {
        if let Some(number) =
            self.piece(i).filter(|piece| (1..=2).contains(&piece.digits)).and_then(|piece| piece.number)
        {
            let suffix = self.any(i + 1, &self.language.dates.ordinal_ends) && self.is_glued(i + 1);
            return suffix.then_some((i + 2, u8::try_from(number).ok()?));
        }
        match self.sense(i) {
            Sense::Ordinal(n) => Some((i + 1, n)),
            Sense::Number(words::NumberClass::Ten, tens) => {
                let at = i + 1 + usize::from(self.is_dash(i + 1));
                match self.sense(at) {
                    Sense::Ordinal(ones) if ones < 10 => Some((at + 1, u8::try_from(tens).ok()? + ones)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// "the 19th century", "20th-century".
    fn century(&self, i: usize) -> ExpressionMatch {
        let the = i + usize::from(self.is(i, "the"));
        let (end, number) = self.ordinal(the)?;
        let at = end + usize::from(self.is_dash(end));
        (self.unit(at) == Some(TimeUnit::Century) && number > 0 && number <= 22)
            .then_some((at + 1, DateExpression::Century(i16::from(number))))
    }

    /// "the third quarter of 2019", "fourth-quarter", "this year's first half", "Q3 2020", "the 1988 third quarter".
    fn part_of_year(&self, i: usize) -> ExpressionMatch {
        if let Some(found) = self.quarter_glued_to_its_year(i) {
            return Some(found);
        }
        let mut at = i + usize::from(self.any(i, &self.language.dates.of_company));
        let mut year = Year::Unsaid;
        let mut fiscal = false;
        if let Sense::Which(which) = self.sense(at)
            && self.is(at + 1, "year")
            && self.is_possessive(at + 2)
        {
            year = Year::Rel(which);
            at += 3;
        } else if let Some((end, number)) = self.year_number(at) {
            year = Year::Is(number);
            at = end;
        } else if self.is(at, "year") && self.is_dash(at + 1) && self.either(at + 2, &["ago", "earlier"]) {
            year = Year::Rel(PeriodChoice::Last);
            at += 3;
        }
        fiscal |= self.is(at, "fiscal");
        at += self.fiscal_pieces(at);
        let the = self.is(i, "the");
        let (end, (number, half)) = match self.part_by_letter(at) {
            Some(found) => found,
            None => {
                let (end, part, of_company) = self.part_by_ordinal(at, the)?;
                fiscal |= of_company;
                (end, part)
            }
        };
        if number > if half { 2 } else { 4 } {
            return None;
        }
        let mut last = end;
        if let Some((end, behind, of_company)) = self.year_of_part(end, year) {
            (last, year) = (end, behind);
            fiscal |= of_company;
        }
        // "the first half" alone is more often of a match than of a year.
        if half && year == Year::Unsaid && !fiscal {
            return None;
        }
        Some((last, DateExpression::PartOfYear { number, half, fiscal, year }))
    }

    /// How many pieces "fiscal" takes at `at`, with a dash behind it: none where it doesn't stand there.
    fn fiscal_pieces(&self, at: usize) -> usize {
        let fiscal = self.is(at, "fiscal");
        usize::from(fiscal) + usize::from(fiscal && self.is_dash(at + 1))
    }

    /// "Q3", "3Q", "H1": one past its last piece, which part, and whether that is a half.
    fn part_by_letter(&self, at: usize) -> Option<(usize, (u8, bool))> {
        let letter = |at: usize| self.either(at, &["q", "h"]) && self.is_capital(at);
        let small = |at: usize| {
            self.piece(at)
                .filter(|piece| piece.digits == 1)
                .and_then(|piece| piece.number)
                .and_then(|n| u8::try_from(n).ok())
        };
        if letter(at) && self.is_glued(at + 1) && small(at + 1).is_some() {
            Some((at + 2, (small(at + 1)?, self.is(at, "h"))))
        } else if small(at).is_some() && letter(at + 1) && self.is_glued(at + 1) {
            Some((at + 2, (small(at)?, self.is(at + 1, "h"))))
        } else {
            None
        }
    }

    /// "third quarter", "first fiscal half", "the last quarter", whose number is 0: one past its last piece, which part, whether
    /// that is a half, and whether the year is said to be a company's.
    fn part_by_ordinal(&self, at: usize, the: bool) -> Option<(usize, (u8, bool), bool)> {
        let (mut at, number) = self.ordinal(at).or_else(|| match self.sense(at) {
            Sense::Which(PeriodChoice::Last) if self.either(at, &["last"]) && the => Some((at + 1, 0)),
            _ => self.either(at, &["final"]).then_some((at + 1, 0)),
        })?;
        let of_company = self.is(at, "fiscal");
        at += self.fiscal_pieces(at);
        at += usize::from(self.is_dash(at));
        let half = self.is(at, "half");
        if !half && self.unit(at) != Some(TimeUnit::Quarter) || self.is(at, "quarters") {
            return None;
        }
        Some((at + 1, (number, half), of_company))
    }

    /// The year behind a quarter or half that ends before piece `end`, where its own is not said before it: "of 2019", "2020",
    /// "4Q23", "Q2/2024", "Q1'24", "Q3 FY24", "of fiscal 2022", "of this year". Whether it is a company's comes with it.
    fn year_of_part(&self, end: usize, said: Year) -> Option<(usize, Year, bool)> {
        let glued = self.is_glued(end) && self.is_glued(end + 1);
        let dashed = (self.is_dash(end) || self.is(end, "/")) && glued;
        let of = end + usize::from(self.any(end, &self.language.dates.before_year) || dashed);
        if said == Year::Unsaid {
            if let Some((end, number)) = self.year_number(of) {
                // "H1 2023/24" is of a company's year, which has the name of its end.
                let longer = self.last_year(end, number).filter(|(_, second)| *second == number + 1);
                let year = |(end, year)| (end, Year::Is(year), longer.is_some());
                return Some(year(longer.unwrap_or((end, number))));
            }
            let mark = usize::from(matches!(self.words(end), "'" | "’" | "‘" | "/") && glued);
            let alone =
                !self.is_glued(end + mark + 1) || self.piece(end + mark + 1).is_some_and(|next| next.number.is_none());
            if self.is_glued(end)
                && alone
                && let Some(short) = self.digits(end + mark, 2..=2).and_then(|short| i16::try_from(short).ok())
            {
                return Some((end + mark + 1, Year::Short(short), false));
            }
            // "Q3 FY24", "Q1 FY2024-25": the year has the name of its end.
            if self.is(of, "fy")
                && let Some((end, said)) = self.fiscal_year(of + 1)
                && let Some(year) = last_fiscal_year(&said)
            {
                return Some((end, year, true));
            }
        }
        let the = of + usize::from(self.is(of, "the"));
        if !self.is(end, "of") && of > end {
            return None;
        }
        if self.is(the, "fiscal") {
            let at = the + 1 + usize::from(self.is(the + 1, "year"));
            let (last, year) = self.year_number(at).map_or((end, said), |(end, number)| (end, Year::Is(number)));
            return Some((last, year, true));
        }
        if let Sense::Which(which) = self.sense(the)
            && self.is(the + 1, "year")
        {
            return Some((the + 2, Year::Rel(which), false));
        }
        (the > of && self.is(the, "year")).then_some((the + 1, Year::Rel(PeriodChoice::This), false))
    }

    /// "2025Q1", "2025-Q1", "2024H2".
    fn quarter_glued_to_its_year(&self, i: usize) -> ExpressionMatch {
        let year = self.piece(i).filter(|piece| piece.digits == 4)?.number?;
        let year = i16::try_from(year).ok().filter(|year| (1900..2200).contains(year))?;
        let at = i + 1 + usize::from(self.is_dash(i + 1));
        let letter = self.either(at, &["q", "h"]) && (i + 1..=at + 1).all(|at| self.is_glued(at));
        let number = self.piece(at + 1).filter(|piece| (1..=2).contains(&piece.digits))?.number?;
        let half = self.is(at, "h");
        let number = u8::try_from(number).ok().filter(|number| (1..=if half { 2 } else { 4 }).contains(number))?;
        letter.then_some((at + 2, DateExpression::PartOfYear { number, half, fiscal: false, year: Year::Is(year) }))
    }

    /// "the last week of March", "the third Thursday in November", "the first day of 2020".
    pub(super) fn nth(&self, i: usize) -> ExpressionMatch {
        let the = i + usize::from(self.is(i, "the"));
        let (end, nth) = self.ordinal(the).or_else(|| self.either(the, &["last", "final"]).then_some((the + 1, 0)))?;
        if let Some(found) = self.day_of_which_month(end, nth).or_else(|| self.part_of_period(the, end, nth)) {
            return Some(found);
        }
        let unit = match self.sense(end) {
            Sense::Weekday(day, _) => PeriodCount::Weekday(day),
            Sense::Unit(unit @ (TimeUnit::Day | TimeUnit::Week | TimeUnit::Weekend | TimeUnit::Month))
                if self.one_unit(end).is_some() =>
            {
                PeriodCount::Unit(unit)
            }
            _ => return None,
        };
        if !self.either(end + 1, &["of", "in"]) {
            return None;
        }
        let (last, of) =
            self.written(end + 2).or_else(|| self.which(end + 2)).or_else(|| self.year_alone(end + 2)).or_else(
                || {
                    // "of the year", "of the month".
                    let unit = self.one_unit(end + 3).filter(|unit| *unit >= TimeUnit::Month)?;
                    self.is(end + 2, "the").then_some((end + 4, DateExpression::Around(unit, None)))
                },
            )?;
        let fits = matches!(
            of,
            DateExpression::Calendar { day: None, .. }
                | DateExpression::Month(..)
                | DateExpression::Around(TimeUnit::Month | TimeUnit::Year, _)
        );
        fits.then(|| (last, DateExpression::Nth { nth, unit, of: Box::new(of) }))
    }

    /// "of this month" behind an ordinal that ends before piece `end`: "the 2nd of this month".
    fn day_of_which_month(&self, end: usize, nth: u8) -> ExpressionMatch {
        if !self.is(end, "of") || nth == 0 {
            return None;
        }
        let the = end + 1 + usize::from(self.is(end + 1, "the"));
        let Sense::Which(which) = self.sense(the) else { return None };
        self.is(the + 1, "month").then(|| {
            let of = Box::new(DateExpression::Around(TimeUnit::Month, Some(which)));
            (the + 2, DateExpression::Nth { nth, unit: PeriodCount::Unit(TimeUnit::Day), of })
        })
    }

    /// "five days of May" behind "first" or "last", which is piece `side`: "the last five days of May", "the first nine months of
    /// 2023".
    fn part_of_period(&self, side: usize, end: usize, nth: u8) -> ExpressionMatch {
        if nth > 1 || !self.any(side, &self.language.dates.first_or_last) {
            return None;
        }
        let (at, Count::Is(count)) = self.count(end)? else { return None };
        let unit = self.unit(at).filter(|unit| matches!(unit, TimeUnit::Day | TimeUnit::Week | TimeUnit::Month))?;
        if !self.either(at + 1, &["of", "in"]) {
            return None;
        }
        let the_year = || {
            let the = self.is(at + 2, "the") && self.is(at + 3, "year");
            the.then_some((at + 4, DateExpression::Around(TimeUnit::Year, None)))
        };
        let of = self.written(at + 2).or_else(|| self.which(at + 2)).or_else(|| self.year_alone(at + 2));
        let (last, of) = of.or_else(the_year)?;
        let of_year =
            matches!(of, DateExpression::Calendar { month: None, .. } | DateExpression::Around(TimeUnit::Year, _));
        let of_month = matches!(
            of,
            DateExpression::Calendar { month: Some(_), day: None, .. }
                | DateExpression::Month(..)
                | DateExpression::Around(TimeUnit::Month, _)
        );
        let fits = of_year || of_month && unit != TimeUnit::Month;
        let count = u8::try_from(count).ok().filter(|_| fits)?;
        Some((last, DateExpression::Part { count, unit, last: nth == 0, of: Box::new(of) }))
    }

    /// "the 7th" behind a preposition, with nothing that it would order: "on the 7th", not "on the 7th floor".
    fn day_by_number(&self, i: usize) -> ExpressionMatch {
        let placed = self.is_before(i, &self.language.dates.before_day_number);
        if !placed || !self.is(i, "the") || self.piece(i + 1)?.digits == 0 {
            return None;
        }
        let (end, day) = self.ordinal(i + 1).filter(|(_, day)| (1..=31).contains(day))?;
        let mut behind = end;
        // "on the 2nd and 3rd floors"
        while self.any(behind, &self.language.dates.joins_ordinals) || self.is_dash(behind) {
            let the = behind + 1 + usize::from(self.is(behind + 1, "the"));
            let Some((next, _)) = self.ordinal(the) else { break };
            behind = next;
        }
        let orders =
            self.is_letters(behind) && !self.is_closed_class(behind) || self.is_dash(end) && self.is_glued(end);
        (!orders).then_some((end, DateExpression::DayOfMonth(i8::try_from(day).ok()?)))
    }

    /// The week that a weekday is of: "last week" in "Monday last week", "of the week before".
    pub(super) fn week_behind(&self, i: usize) -> ExpressionMatch {
        let of = i + usize::from(self.either(i, &["of", "in"]));
        let the = of + usize::from(self.is(of, "the"));
        if let Sense::Which(which) = self.sense(the)
            && self.is(the + 1, "week")
            && !self.is_possessive(the + 2)
            && (the > of || of > i || which != PeriodChoice::That)
        {
            return Some((the + 2, DateExpression::Around(TimeUnit::Week, Some(which))));
        }
        if the > of && self.is(the, "week") {
            let which = match () {
                () if self.either(the + 1, &["before", "earlier"]) => PeriodChoice::Before,
                () if self.either(the + 1, &["after", "later"]) => PeriodChoice::After,
                () => return None,
            };
            let alone = !self.is_letters(the + 2) || self.is_closed_class(the + 2);
            return alone.then_some((the + 2, DateExpression::Around(TimeUnit::Week, Some(which))));
        }
        None
    }

    /// "the week of March 6", "the week of Nov. 9".
    fn week_of(&self, i: usize) -> ExpressionMatch {
        let the = i + usize::from(self.is(i, "the"));
        if !(self.is(the, "week") && self.either(the + 1, &["of"])) {
            return None;
        }
        let (end, said) = self.written(the + 2)?;
        matches!(said, DateExpression::Calendar { day: Some(_), .. })
            .then(|| (end, DateExpression::WeekOf(Box::new(said))))
    }

    /// "last year", "this past spring", "the past three months", "the following day", "that Sunday".
    fn which(&self, i: usize) -> ExpressionMatch {
        let the = i + usize::from(self.is(i, "the"));
        if self.is(the, "recent") {
            let unit = self
                .unit(the + 1)
                .filter(|unit| *unit >= TimeUnit::Day && self.words(the + 1).ends_with(['s', 'S']))?;
            return Some((the + 2, DateExpression::Framed { count: Count::Some, unit, back: true }));
        }
        // "the first nine months", "the final two weeks": a length.
        if let Sense::Ordinal(1) = self.sense(the) {
            let (end, count) = self.count(the + 1)?;
            let unit = self.unit(end).filter(|_| self.piece(end).is_some_and(|piece| piece.plural))?;
            return Some((end + 1, DateExpression::Length { count, unit }));
        }
        let (mut at, which) = self.choosing(the)?;
        if self.is(the, "last") && self.is(at, "few") || self.is(at, "several") || self.count(at).is_some() {
            return self.framed(at, which);
        }
        at += usize::from(self.any(at, &self.language.dates.sorts_of_time));
        if let Some(unit) = self.unit(at) {
            if self.piece(at)?.plural && !matches!(unit, TimeUnit::Century) {
                return self.which_units(the, at, which, unit);
            }
            let fiscal = self.is(at - 1, "fiscal");
            return self.which_unit(i, at, RelativeUnit { which, unit, definite: the > i, fiscal });
        }
        match self.sense(at) {
            Sense::Month(month, _) if self.month(at).is_some() => self.which_month(at, month, which, the > i),
            Sense::Weekday(day, _) => self.which_weekday(i, at, day, which),
            Sense::Season(_) => self.season(at, Some(which)),
            Sense::PartOfDay(_) => None,
            _ => self.which_holiday(at, which),
        }
    }

    /// The words from piece `at` that choose one among its like: one past the last, and which.
    fn choosing(&self, at: usize) -> Option<(usize, PeriodChoice)> {
        let Sense::Which(which) = self.sense(at) else { return None };
        // "this past spring", "this coming Sunday", "that same day"; "said that last week" is no "that last week".
        match self.sense(at + 1) {
            Sense::Which(second) if which == PeriodChoice::This => Some((at + 2, second)),
            Sense::Which(PeriodChoice::That) if which == PeriodChoice::That => Some((at + 2, which)),
            _ => Some((at + 1, which)),
        }
    }

    /// "coming months", "past years": a plural at piece `at` that the word at piece `word` chooses.
    fn which_units(&self, word: usize, at: usize, which: PeriodChoice, unit: TimeUnit) -> ExpressionMatch {
        let back = matches!(which, PeriodChoice::Last | PeriodChoice::Before);
        let placed = back || matches!(which, PeriodChoice::Next | PeriodChoice::After);
        (placed && unit >= TimeUnit::Hour && !self.is(word, "last") && !self.is(word, "next"))
            .then_some((at + 1, DateExpression::Framed { count: Count::Some, unit, back }))
    }

    /// "last November", "last Oct. 23": a month at piece `at`, perhaps with its day.
    fn which_month(&self, at: usize, month: i8, which: PeriodChoice, definite: bool) -> ExpressionMatch {
        if self.digits(at + 1, 1..=2).is_some()
            && let Some((end, day)) = self.day_of_month(at + 1).filter(|(end, _)| !self.counts_behind(*end))
            && let Ok(nth) = u8::try_from(day)
        {
            // "in this Sept. 30, 2016, photo": the day is written out, and begins behind "this".
            let (_, Year::Unsaid) = self.year_behind(end) else { return None };
            let of = Box::new(DateExpression::Month(month, which));
            return Some((end, DateExpression::Nth { nth, unit: PeriodCount::Unit(TimeUnit::Day), of }));
        }
        (!definite || which != PeriodChoice::This).then_some((at + 1, DateExpression::Month(month, which)))
    }

    /// "last Friday", "that Sunday": a weekday at piece `at`; what chooses it begins at piece `i`.
    fn which_weekday(&self, i: usize, at: usize, day: i8, which: PeriodChoice) -> ExpressionMatch {
        let the = i + usize::from(self.is(i, "the"));
        // "said that Friday's" is no "that Friday".
        let placed = which != PeriodChoice::That
            || self.is(the, "same")
            || self.is(at - 1, "same")
            || self.is_before(i, &self.language.dates.before_that_day)
            || self.begins_sentence(i);
        if !placed || self.is_name_of_weekday(at) {
            return None;
        }
        Some(self.with_time(at + 1, DateExpression::Weekday(day, Some(which))))
    }

    /// "last Christmas": a holiday at piece `at`.
    fn which_holiday(&self, at: usize, which: PeriodChoice) -> ExpressionMatch {
        for (words, phrase) in self.language.dates.phrases(self.piece(at)?.word) {
            if let PhraseMeaning::Holiday(holiday) = phrase
                && words.iter().enumerate().all(|(k, word)| self.piece(at + k).is_some_and(|piece| piece.word == *word))
            {
                let (end, said) = self.holiday(at, at + words.len(), *holiday)?;
                return match said {
                    DateExpression::Holiday(holiday, _, year) => {
                        Some((end, DateExpression::Holiday(holiday, Some(which), year)))
                    }
                    _ => None,
                };
            }
        }
        None
    }

    /// "the past two weeks", "the next 12 to 18 months".
    fn framed(&self, at: usize, which: PeriodChoice) -> ExpressionMatch {
        let (end, count, unit) = self.counted_unit(at)?;
        let back = match which {
            PeriodChoice::Last | PeriodChoice::Before => true,
            PeriodChoice::Next | PeriodChoice::After => false,
            // "these two weeks", "that three-year plan".
            PeriodChoice::This | PeriodChoice::That => return None,
        };
        let end = end + 2 * usize::from(self.is(end, "or") && self.either(end + 1, &["so", "two"]));
        Some((end, DateExpression::Framed { count, unit, back }))
    }

    /// "the same month a year ago", "the same period last year": what is spoken of, a year before.
    fn same_a_year_before(&self, i: usize) -> ExpressionMatch {
        let same = i + usize::from(self.is(i, "the"));
        let unit = match self.sense(same + 1) {
            Sense::Unit(unit @ (TimeUnit::Quarter | TimeUnit::Month | TimeUnit::Week | TimeUnit::Day)) => Some(unit),
            _ if self.is(same + 1, "period") => None,
            _ => return None,
        };
        if same == i || !self.is(same, "same") {
            return None;
        }
        let at = same + 2 + usize::from(self.either(same + 2, &["of", "in"]));
        let at = at + usize::from(self.is(at, "the"));
        let end = match () {
            () if self.is(at, "a") && self.is(at + 1, "year") && self.any(at + 2, &self.language.dates.back) => at + 3,
            () if self.either(at, &["last", "previous"]) && self.is(at + 1, "year") => at + 2,
            () if self.is(at, "year") && self.either(at + 1, &["before", "earlier"]) => at + 2,
            () => return None,
        };
        Some((end, DateExpression::SameYearBefore(unit)))
    }

    /// "last week", "the next day", "that month".
    fn which_unit(&self, i: usize, at: usize, chosen: RelativeUnit) -> ExpressionMatch {
        let RelativeUnit { which, unit, definite, fiscal } = chosen;
        if unit < TimeUnit::Day {
            return None;
        }
        let word = at - 1;
        let end = at + 1;
        // "last year's", but "the past-year results" are not a period.
        let length = |count, back| Some((end, DateExpression::Framed { count: Count::Is(count), unit, back }));
        let over = self.is_before(i, &self.language.dates.over_time);
        let said = match which {
            PeriodChoice::Last if self.is(word, "past") && unit != TimeUnit::Weekend => return length(1, true),
            PeriodChoice::Last if definite && over && unit >= TimeUnit::Week && unit != TimeUnit::Quarter => {
                return length(1, true);
            }
            PeriodChoice::Next if definite && over && unit >= TimeUnit::Week && unit != TimeUnit::Quarter => {
                return length(1, false);
            }
            PeriodChoice::Last | PeriodChoice::This if unit == TimeUnit::Day => return None,
            // "the next day" follows the day spoken of; "next week" follows today.
            PeriodChoice::Next if definite => DateExpression::Around(unit, Some(PeriodChoice::After)),
            PeriodChoice::Next if unit == TimeUnit::Day => {
                return self
                    .begins_sentence(i)
                    .then_some((end, DateExpression::Around(unit, Some(PeriodChoice::After))));
            }
            which => DateExpression::Around(unit, Some(which)),
        };
        if fiscal && unit == TimeUnit::Year {
            return Some((end, DateExpression::Fiscal(Year::Rel(which))));
        }
        // "this year's third quarter" is read before; "that day-long" is not a day.
        if self.is_dash(end) && self.is_glued(end) && self.is_glued(end + 1) && which == PeriodChoice::That {
            return None;
        }
        Some((end, said))
    }

    /// "summer 2019", "the winter of 1994", "the spring"; `which` when it stands before.
    fn season(&self, i: usize, which: Option<PeriodChoice>) -> ExpressionMatch {
        let the = i + usize::from(self.is(i, "the") && which.is_none());
        let Sense::Season(season) = self.sense(the) else { return None };
        let plural = self.words(the).ends_with(['s', 'S']);
        if plural {
            return None;
        }
        let (end, year) = self.year_behind(the + 1);
        if let Year::Is(first) = year
            && let Some((end, second)) = self.last_year(end, first).filter(|(_, second)| *second == first + 1)
        {
            // "the winter of 2020-21" is the one that the second year begins in; a summer is of both years in the south.
            let of = |year| DateExpression::Calendar { year: Year::Is(year), month: None, day: None, weekday: None };
            return Some(match season {
                Season::Winter => (end, DateExpression::Season(season, which, Year::Is(second))),
                _ => (end, DateExpression::Range(Box::new(of(first)), Box::new(of(second)))),
            });
        }
        if which.is_some() || year != Year::Unsaid {
            return Some((end, DateExpression::Season(season, which, year)));
        }
        // "the fall of the wall", "in spring water", "a fall in prices": alone it is a season where nothing hangs on it.
        let placed = the > i || self.is_before(i, &self.language.dates.before_season);
        let doubtful = self.either(the, &["fall", "spring"]);
        let hangs = self.either(end, &["of", "in"])
            || self.is_letters(end) && (doubtful && !self.is_closed_class(end) || self.is_capital(end));
        (placed && !hangs && !(self.is_capital(the) && self.is_capital(the + 1)))
            .then_some((end, DateExpression::Season(season, None, Year::Unsaid)))
    }

    /// "the quarter", "the weekend", "the year ended June 30", "the year-earlier period", "the day before yesterday".
    fn definite(&self, i: usize) -> ExpressionMatch {
        let the = i + usize::from(self.any(i, &self.language.dates.definite_or_own));
        if self.is(the, "year") && self.is_dash(the + 1) && self.either(the + 2, &["ago", "earlier"]) {
            let period = usize::from(self.either(the + 3, &["period", "quarter"]));
            let said = DateExpression::Offset {
                count: Count::Is(1),
                unit: TimeUnit::Year,
                from: OffsetAnchor::Mention,
                back: true,
            };
            return Some((the + 3 + period, said));
        }
        if the == i || self.is(i, "a") {
            return None;
        }
        // "the week before", "than the year previous"
        if let Sense::Unit(unit @ (TimeUnit::Week | TimeUnit::Month | TimeUnit::Year)) = self.sense(the)
            && self.either(the + 1, &["before", "previous"])
            && (!self.is_letters(the + 2) || self.any(the + 2, &self.language.dates.goes_on_behind))
            && self.piece(the + 2).is_none_or(|piece| piece.number.is_none())
        {
            return Some((the + 2, DateExpression::Around(unit, Some(PeriodChoice::Before))));
        }
        if self.is(the, "day") && self.either(the + 1, &["before", "after"]) {
            return self.day_beside(the);
        }
        if self.is(the, "latest") && self.either(the + 1, &["quarter", "period"]) {
            return Some((the + 2, DateExpression::Around(TimeUnit::Quarter, None)));
        }
        self.whole(i, the + usize::from(self.any(the, &self.language.dates.whole)))
    }

    /// "day before yesterday", "day after that", "day before" from piece `day` on.
    fn day_beside(&self, day: usize) -> ExpressionMatch {
        let end = day + 2;
        let which = if self.is(day + 1, "before") { PeriodChoice::Before } else { PeriodChoice::After };
        if self.is(end, "yesterday") && which == PeriodChoice::Before {
            return Some((end + 1, DateExpression::Day(-2)));
        }
        if self.is(end, "tomorrow") && which == PeriodChoice::After {
            return Some((end + 1, DateExpression::Day(2)));
        }
        // "the day after that"
        if self.is(end, "that") && self.begins_a_clause(end + 1) {
            return Some((end + 1, DateExpression::Around(TimeUnit::Day, Some(which))));
        }
        let alone = !self.is_letters(end) && self.piece(end).is_none_or(|piece| piece.number.is_none())
            || self.any(end, &self.language.dates.goes_on_behind);
        alone.then_some((end, DateExpression::Around(TimeUnit::Day, Some(which))))
    }

    /// "the quarter", "the full year", "much of the week", "the year to date": the unit at piece `at`, which is of now or of the
    /// time that is told of; its words begin at piece `i`.
    fn whole(&self, i: usize, at: usize) -> ExpressionMatch {
        let unit = self.one_unit(at)?;
        // "Rookie of the Year"
        if self.is_right_before(i, &["of"]) && self.words(at).starts_with(char::is_uppercase) {
            return None;
        }
        let end = at + 1;
        if self.any(end, &self.language.dates.to_date) && matches!(unit, TimeUnit::Year) {
            return Some((end, DateExpression::Length { count: Count::Is(1), unit }));
        }
        if self.either(end, &["ended", "ending"]) && unit == TimeUnit::Quarter {
            return Some((end, DateExpression::Around(unit, None)));
        }
        // "the year of the rat" and "the day of the attack" say something else than this year and that day.
        let of = self.any(end, &self.language.dates.tells_more);
        let joined = self.is_dash(end) && self.is_glued(end + 1);
        let noun = self.is_letters(end) && !self.is_closed_class(end) && !self.either(end, &["s", "compared"]);
        let trimmed = self.is_right_before(i, &["of", "in"]) && i > 1 && self.any(i - 2, &self.language.dates.parts_of);
        match unit {
            TimeUnit::Weekend if !of && !joined => Some((end, DateExpression::Around(unit, None))),
            TimeUnit::Quarter | TimeUnit::Year if !of && !joined && (!noun || self.is(at - 1, "full")) => {
                Some((end, DateExpression::Around(unit, None)))
            }
            TimeUnit::Week | TimeUnit::Month
                if !of && !joined && (trimmed || self.is_before(i, &self.language.dates.before_whole) && !noun) =>
            {
                Some((end, DateExpression::Around(unit, None)))
            }
            TimeUnit::Day if trimmed && !of && !noun && self.any(i - 2, &self.language.dates.in_day) => {
                Some((end, DateExpression::Around(unit, Some(PeriodChoice::That))))
            }
            TimeUnit::Decade | TimeUnit::Century if trimmed && !of => Some((end, DateExpression::Around(unit, None))),
            _ => None,
        }
    }
}

/// The year of a company that is said, of two the second.
fn last_fiscal_year(said: &DateExpression) -> Option<Year> {
    match said {
        DateExpression::Fiscal(year) => Some(*year),
        DateExpression::Range(_, second) => last_fiscal_year(second),
        _ => None,
    }
}
