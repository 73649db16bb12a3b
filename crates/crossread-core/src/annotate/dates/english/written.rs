//! Dates by the calendar: "January 5, 2020", "Friday, 3 Jan.", "05.08.2021", "2020-01-05T22:28", "in 2014".

use super::{DateReader, ExpressionMatch};
use crate::annotate::dates::said::{DateExpression, Year};
use crate::annotate::dates::words::{CalendarSpelling, NumberClass, PeriodChoice, Sense};

/// Most years between two that a dash joins: a life, a reign.
const LONGEST: i16 = 120;

/// Years that a bare number of four digits may name. Before 1500 news writes "the year 1066" or "AD".
const YEARS: std::ops::RangeInclusive<u32> = 1500..=2199;

impl DateReader<'_> {
    /// A run of so many digits, with its value.
    pub(super) fn digits(&self, i: usize, digits: std::ops::RangeInclusive<u8>) -> Option<u32> {
        let piece = self.piece(i)?;
        piece.number.filter(|_| digits.contains(&piece.digits))
    }

    /// "2020-01-05", "2020-01-05T22:28", "05.08.2021", "5/8/21".
    pub(super) fn numeric(&self, i: usize) -> ExpressionMatch {
        let first = self.digits(i, 1..=4)?;
        // Not inside a longer number: "10.05.08.2021", "v1.05.2021", "-5/8".
        if self.is_glued(i) && matches!(self.words(i - 1), "." | "/" | "-" | "$" | "£" | "€" | "+") {
            return None;
        }
        let mark = match self.words(i + 1) {
            mark @ ("." | "/" | "-") => mark,
            _ => return None,
        };
        let glued = (i + 1..i + 5).all(|at| self.is_glued(at));
        if !glued || self.words(i + 3) != mark {
            return None;
        }
        let (second, third) = (self.digits(i + 2, 1..=2)?, self.digits(i + 4, 1..=4)?);
        let end = i + 5;
        // "192.168.1.1", "1-800-555-0199": more of the same behind it.
        if self.words(end) == mark
            && self.is_glued(end)
            && self.is_glued(end + 1)
            && self.digits(end + 1, 1..=9).is_some()
        {
            return None;
        }
        let (i8_of, i16_of) = (|n: u32| i8::try_from(n).ok(), |n: u32| i16::try_from(n).ok());
        if self.piece(i)?.digits == 4 && YEARS.contains(&first) {
            let said = DateExpression::Calendar {
                year: Year::Is(i16_of(first)?),
                month: Some(i8_of(second).filter(|month| (1..=12).contains(month))?),
                day: Some(i8_of(third).filter(|day| (1..=31).contains(day))?),
                weekday: None,
            };
            return Some(self.stamp(end, said));
        }
        let year = match self.piece(i + 4)?.digits {
            4 if YEARS.contains(&third) => Year::Is(i16_of(third)?),
            2 if mark != "-" => Year::Short(i16_of(third)?),
            _ => return None,
        };
        let (first, second) = (i8_of(first)?, i8_of(second)?);
        let possible = (1..=31).contains(&first) && (1..=31).contains(&second) && first.min(second) <= 12;
        let mark = mark.chars().next()?;
        possible.then_some((end, DateExpression::Numeric { first, second, year, mark }))
    }

    /// The time behind an ISO date: "T22:28:00Z".
    fn stamp(&self, end: usize, day: DateExpression) -> (usize, DateExpression) {
        if !(self.is(end, "t") && self.is_glued(end) && self.is_glued(end + 1)) {
            return (end, day);
        }
        let Some((end, hour, minute, second)) = self.hours(end + 1) else { return (end, day) };
        let universal = self.is(end, "z") && self.is_glued(end);
        let on = Some(Box::new(day));
        (end + usize::from(universal), DateExpression::Clock { hour, minute, second, universal, on })
    }

    /// A month by its name, where the word is no verb or person.
    pub(super) fn month(&self, i: usize) -> Option<i8> {
        match self.sense(i) {
            Sense::Month(_, CalendarSpelling::Short) if self.is_part_of_name(i) => None,
            Sense::Month(month, _) if self.is_capital(i) => Some(month),
            Sense::Month(month, CalendarSpelling::Out) if self.is_month_in_lower_case(i, month) => Some(month),
            _ => None,
        }
    }

    /// Whether a short form begins a word of several: "Mar-a-Lago", where "Mar-Apr" is two months.
    fn is_part_of_name(&self, i: usize) -> bool {
        let goes_on = self.is_dash(i + 1) && self.is_glued(i + 1) && self.is_letters(i + 2) && self.is_glued(i + 2);
        goes_on && !matches!(self.sense(i + 2), Sense::Month(..))
    }

    /// Whether a word in lower case is a month: a day or a year stands beside it, or nothing else that it could be. "may"
    /// and "march" want a year.
    fn is_month_in_lower_case(&self, i: usize, month: i8) -> bool {
        let year_at = |at: usize| self.digits(at, 4..=4).is_some_and(|year| YEARS.contains(&year));
        let day_behind = self.digits(i + 1, 1..=2).is_some_and(|day| (1..=31).contains(&day));
        let year = year_at(i + 1)
            || self.is(i + 1, ",") && year_at(i + 2)
            || day_behind && (year_at(i + 2) || self.is(i + 2, ",") && year_at(i + 3));
        if matches!(month, 3 | 5) || year {
            return year;
        }
        let day_before = i > 0
            && (self.digits(i - 1, 1..=2).is_some_and(|day| (1..=31).contains(&day))
                || self.is_before(i, &self.language.dates.ordinal_ends));
        let alone = !self.is_letters(i + 1) || self.is_closed_class(i + 1);
        let placed = self.is_before(i, &self.language.dates.before_small_month);
        day_behind || day_before || placed && alone
    }

    /// A day of the month: "5", "5th", "fifth", "twenty-first". Returns one past its last piece.
    pub(super) fn day_of_month(&self, i: usize) -> Option<(usize, i8)> {
        if let Some(day) = self.digits(i, 1..=2) {
            let suffix = self.any(i + 1, &self.language.dates.ordinal_ends) && self.is_glued(i + 1);
            // "May 3.5", "March 4%", "June 10:30", "May 1/2".
            let next = i + 1;
            let longer = self.is_glued(next)
                && (self.is(next, "%")
                    || (matches!(self.words(next), "." | ":" | "/")
                        && self.is_glued(next + 1)
                        && self.digits(next + 1, 1..=9).is_some()));
            let letters = !suffix && self.is_letters(next) && self.is_glued(next);
            let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day) && !longer && !letters)?;
            return Some((next + usize::from(suffix), day));
        }
        match self.sense(i) {
            Sense::Ordinal(day) => Some((i + 1, i8::try_from(day).ok()?)),
            Sense::Number(NumberClass::Ten, tens @ (20 | 30)) => {
                let at = i + 1 + usize::from(self.is_dash(i + 1));
                match self.sense(at) {
                    Sense::Ordinal(ones) if ones < 10 => {
                        Some((at + 1, i8::try_from(tens).ok()? + i8::try_from(ones).ok()?))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// A year behind a month or a day: ", 2020", "of 2020", "'98", "last year". Returns one past its last piece.
    pub(super) fn year_behind(&self, i: usize) -> (usize, Year) {
        let skip = usize::from(self.any(i, &self.language.dates.before_year));
        let at = i + skip;
        let unit = |at: usize| self.either(at, &["year"]);
        if let Some((end, year)) = self.year_number(at)
            && (skip == 0 || !self.is(i, "in") || self.month_before(i))
            && !self.counts_things(end)
        {
            return (end, Year::Is(year));
        }
        if self.either(at, &["'", "’", "‘"])
            && self.is_glued(at + 1)
            && let Some(year) = self.digits(at + 1, 2..=2)
        {
            return (at + 2, Year::Short(i16::try_from(year).unwrap_or(0)));
        }
        let the = at + usize::from(self.is(at, "the"));
        if !self.is(i, ",")
            && (skip == 0 || self.is(i, "of"))
            && let Sense::Which(which) = self.sense(the)
        {
            if unit(the + 1) {
                return (the + 2, Year::Rel(which));
            }
            // "the same year" after "that": "May of that same year".
            if self.is(the + 1, "same") && unit(the + 2) {
                return (the + 3, Year::Rel(which));
            }
        }
        (i, Year::Unsaid)
    }

    fn month_before(&self, i: usize) -> bool {
        i > 0 && matches!(self.sense(i - 1), Sense::Month(..))
    }

    /// A year in digits or words: "2014", "nineteen ninety-six", "two thousand and five".
    pub(super) fn year_number(&self, i: usize) -> Option<(usize, i16)> {
        if let Some(year) = self.digits(i, 4..=4) {
            // "2014-15" is a year too; "2014.5" and "2014%" are numbers.
            let more = self.is_glued(i + 1)
                && (self.is(i + 1, "%")
                    || (matches!(self.words(i + 1), "." | ":" | ",")
                        && self.is_glued(i + 2)
                        && self.digits(i + 2, 1..=9).is_some())
                    || (self.is_letters(i + 1)));
            return (YEARS.contains(&year) && !more).then_some((i + 1, i16::try_from(year).ok()?));
        }
        let Sense::Number(class, first) = self.sense(i) else { return None };
        let two_digits = |at: usize| match self.sense(at) {
            Sense::Number(NumberClass::Teen, n) => Some((at + 1, n)),
            Sense::Number(NumberClass::Ten, tens) => {
                let next = at + 1 + usize::from(self.is_dash(at + 1));
                match self.sense(next) {
                    Sense::Number(NumberClass::Unit, ones) => Some((next + 1, tens + ones)),
                    _ => Some((at + 1, tens)),
                }
            }
            _ => None,
        };
        match class {
            NumberClass::Teen | NumberClass::Ten if (16..=20).contains(&first) => {
                let at = i + 1 + usize::from(self.is_dash(i + 1));
                let (end, rest) = two_digits(at)?;
                Some((end, i16::try_from(first * 100 + rest).ok()?))
            }
            NumberClass::Unit if first == 2 && self.is(i + 1, "thousand") => {
                let at = i + 2 + usize::from(self.is(i + 2, "and"));
                let ones = match self.sense(at) {
                    Sense::Number(NumberClass::Unit, ones) => Some((at + 1, ones)),
                    _ => two_digits(at),
                };
                // "the year two thousand": the bare thousand only where "year" says so.
                match ones {
                    Some((end, rest)) => Some((end, i16::try_from(2000 + rest).ok()?)),
                    None => self.is_right_before(i, &["year"]).then_some((i + 2, 2000)),
                }
            }
            _ => None,
        }
    }

    /// Whether what stands at `i` is what a number before it would count: "2014 soldiers", "1998 per cent".
    fn counts_things(&self, i: usize) -> bool {
        matches!(self.sense(i), Sense::Unit(unit) if unit != crate::annotate::dates::words::TimeUnit::Quarter)
            || self.any(i, &self.language.dates.counted)
    }

    /// "January 5, 2020", "5 January", "Friday, Jan. 3", "June last year", "November 2003", "March eighth".
    pub(super) fn written(&self, i: usize) -> ExpressionMatch {
        if let Sense::Weekday(weekday, written) = self.sense(i)
            && (self.is_capital(i) || written == CalendarSpelling::Out)
        {
            let mut at = i + 1 + usize::from(self.is(i + 1, ","));
            at += usize::from(self.is(at, "the"));
            let (end, said) = self.day_and_month(at)?;
            return match said {
                DateExpression::Calendar { year, month, day: day @ Some(_), .. } => {
                    Some((end, DateExpression::Calendar { year, month, day, weekday: Some(weekday) }))
                }
                range @ DateExpression::Range(..) => Some((end, range)),
                _ => None,
            };
        }
        self.day_and_month(i)
    }

    fn day_and_month(&self, i: usize) -> ExpressionMatch {
        let said = |year, month, day| DateExpression::Calendar { year, month: Some(month), day, weekday: None };
        if let Some(month) = self.month(i) {
            let the = i + 1 + usize::from(self.is(i + 1, "the"));
            if let Some((end, day)) = self.day_of_month(the)
                && !(self.counts_behind(end) && self.piece(the).is_some_and(|piece| piece.digits > 0))
                && (the > i + 1
                    || !matches!(self.sense(the), Sense::Ordinal(_))
                    || !self.is_letters(end)
                    || self.is_closed_class(end))
            {
                let (end, year) = self.year_behind(end);
                return Some((end, said(year, month, Some(day))));
            }
            let (end, year) = self.year_behind(i + 1);
            if year != Year::Unsaid {
                return Some((end, said(year, month, None)));
            }
            return self.is_month_alone(i).then(|| (i + 1, said(Year::Unsaid, month, None)));
        }
        // "5 January 2020", "the 5th of January".
        let the = i + usize::from(self.is(i, "the"));
        let (end, day) = self.day_of_month(the)?;
        if let Some(found) = self.days_of_one_month(i, end, day) {
            return Some(found);
        }
        let of = end + usize::from(self.is(end, "of"));
        let at = of + usize::from(self.is_dash(of) && self.is_glued(of));
        let month = self.month(at)?;
        // "the second March" is no day, nor is "5 March" in "March 5 March".
        if of == end && matches!(self.sense(the), Sense::Ordinal(_)) {
            return None;
        }
        if self.is_right_before(i, &[".", ","]) && self.is_glued(i) {
            return None;
        }
        let at = at + 1;
        let dash = usize::from(self.is_dash(at) && self.is_glued(at));
        let (end, year) = self.year_behind(at + dash);
        let end = if year == Year::Unsaid { at } else { end };
        Some((end, said(year, month, Some(day))))
    }

    /// "4 and 6 March" behind "between", "5 to 9 June", "3-4 January 2020": the first day ends before piece `end`.
    fn days_of_one_month(&self, start: usize, end: usize, first: i8) -> ExpressionMatch {
        let dash = self.is_dash(end) && self.is_glued(end) == self.is_glued(end + 1);
        let and = self.is(end, "and");
        if !(dash || and || self.any(end, &self.language.dates.to_day)) {
            return None;
        }
        // "Friday 8 to Sunday 10 September"
        let weekday = end + 1 + usize::from(matches!(self.sense(end + 1), Sense::Weekday(..)));
        let comma = weekday + usize::from(weekday > end + 1 && self.is(weekday, ","));
        let the = comma + usize::from(self.is(comma, "the"));
        let (behind, second) = self.day_of_month(the)?;
        let own = start - usize::from(start > 0 && matches!(self.sense(start - 1), Sense::Weekday(..)));
        let follows = !and || second == first + 1 || self.is_right_before(own, &["between"]);
        if second <= first || !follows || matches!(self.sense(the), Sense::Number(..)) {
            return None;
        }
        let at = behind + usize::from(self.is(behind, "of"));
        let month = self.month(at)?;
        let (end, year) = self.year_behind(at + 1);
        let end = if year == Year::Unsaid { at + 1 } else { end };
        let day = |day| Box::new(DateExpression::Calendar { year, month: Some(month), day: Some(day), weekday: None });
        Some((end, DateExpression::Range(day(first), day(second))))
    }

    /// Whether the number before `i` counts what follows: "In March 5 people", but not "On March 5 people".
    pub(super) fn counts_behind(&self, i: usize) -> bool {
        self.any(i, &self.language.dates.counted_by_days) || matches!(self.sense(i), Sense::Unit(_))
    }

    /// Whether a month's name with nothing beside it is the month: May is a verb, a month and a prime minister.
    fn is_month_alone(&self, i: usize) -> bool {
        let Sense::Month(month, written) = self.sense(i) else { return false };
        let doubtful = matches!(month, 3..=6 | 8) || written == CalendarSpelling::Short;
        let placed = self.is_before(i, &self.language.dates.before_month);
        let name_behind = self.is_capital(i + 1) && !matches!(self.sense(i + 1), Sense::Month(..));
        if !doubtful {
            // "Black September", "October Films".
            return !(name_behind && i > 0 && self.is_capital(i - 1) && !self.begins_sentence(i));
        }
        let article = self.is_before(i, &self.language.dates.before_name);
        let time = self.is_before(i, &self.language.dates.before_time);
        let short = written == CalendarSpelling::Short && !self.words(i).ends_with('.') && !time;
        placed
            && !short
            && (time || !(article && name_behind))
            && !(article
                && !time
                && self.any(i + 1, &self.language.dates.behind_somebody)
                && self.is_before(i, &self.language.dates.before_somebody)
                && month == 5)
    }

    /// "2014" alone, "the year 2000", "fiscal 1990".
    pub(super) fn year_alone(&self, i: usize) -> ExpressionMatch {
        let said =
            |end, year| (end, DateExpression::Calendar { year: Year::Is(year), month: None, day: None, weekday: None });
        let the = i + usize::from(self.is(i, "the"));
        if self.is(the, "year") {
            return self.year_number(the + 1).map(|(end, year)| said(end, year));
        }
        if self.either(the, &["fy", "fiscal"]) {
            return self.fiscal_year(the + 1 + usize::from(self.is(the + 1, "year")));
        }
        let (end, year) = self.year_number(i)?;
        // A number of four digits is a year unless something says otherwise.
        let marked = i > 0
            && (matches!(self.words(i - 1), "$" | "£" | "€" | "#" | "¥" | "+")
                || (self.is_glued(i) && matches!(self.words(i - 1), "." | "/" | ":" | "," | "_" | "@"))
                || (self.is_glued(i)
                    && self.is_dash(i - 1)
                    && self.is_glued(i - 1)
                    && !self.is_year(i.wrapping_sub(2))
                    && !(i > 1 && self.any(i - 2, &self.language.dates.parts)))
                || (self.is_glued(i) && self.is_letters(i - 1))
                || self.is_before(i, &self.language.dates.numbered));
        // "some 2000 marched" hedges a number, "about 2000 BC" and "later than 2000." a year.
        let hedged = self.is_before(i, &self.language.dates.before_counts)
            && self.is_letters(end)
            && !self.is_closed_class(end)
            && !self.is_capital(end)
            && !self.is_right_before(i.wrapping_sub(1), &["from", "in"]);
        let units = self.counts_things(end);
        let in_words = self.is_letters(i);
        let address = self.is_capital(end) && self.any(end + 1, &self.language.dates.streets);
        let plausible = year >= 1800 || self.is_before(i, &self.language.dates.before_old_year);
        let extension =
            self.is_dash(end) && self.is_glued(end) && self.is_letters(end + 1) && self.is_glued(end + 1) && in_words;
        (!marked && !hedged && !units && !address && plausible && !extension).then(|| said(end, year))
    }

    /// The year of a company, behind "FY" or "fiscal": "2023", "24", "2021-22".
    pub(super) fn fiscal_year(&self, i: usize) -> ExpressionMatch {
        let Some((end, first)) = self.year_number(i) else {
            let short = self.digits(i, 2..=2).filter(|_| self.is_right_before(i, &["fy"]))?;
            let said = DateExpression::Fiscal(Year::Short(i16::try_from(short).ok()?));
            // "FY25-26"
            let link = (self.is_dash(i + 1) || self.is(i + 1, "/")) && self.is_glued(i + 1) && self.is_glued(i + 2);
            let second = self.digits(i + 2, 2..=2).filter(|second| link && *second == (short + 1) % 100);
            return match second.and_then(|second| i16::try_from(second).ok()) {
                Some(second) => Some((
                    i + 3,
                    DateExpression::Range(Box::new(said), Box::new(DateExpression::Fiscal(Year::Short(second)))),
                )),
                None => Some((i + 1, said)),
            };
        };
        let said = DateExpression::Fiscal(Year::Is(first));
        match self.last_year(end, first).filter(|(_, second)| *second == first + 1) {
            Some((end, second)) => {
                Some((end, DateExpression::Range(Box::new(said), Box::new(DateExpression::Fiscal(Year::Is(second))))))
            }
            None => Some((end, said)),
        }
    }

    fn is_year(&self, i: usize) -> bool {
        self.digits(i, 4..=4).is_some_and(|year| YEARS.contains(&year))
    }

    /// What is said from one to the other, where the second leans on the first: "Jan. 3-5, 2020", "2014-15",
    /// "March-April 2020".
    pub(super) fn range(&self, start: usize, end: usize, said: &DateExpression) -> Option<(usize, DateExpression)> {
        let DateExpression::Calendar { year, month, day, weekday } = *said else { return None };
        let at = end + 1;
        let dash = self.is_dash(end) && (self.is_glued(end) == self.is_glued(at));
        let range = |end, first, second| Some((end, DateExpression::Range(Box::new(first), Box::new(second))));
        let of = |year, month, day| DateExpression::Calendar { year, month, day, weekday: None };
        match (year, month, day) {
            (Year::Is(first), None, None) => {
                let (end, second) = self.last_year(end, first)?;
                range(end, said.clone(), of(Year::Is(second), None, None))
            }
            (Year::Unsaid, Some(first), None) if dash && self.is_glued(at) => {
                let second = self.month(at).filter(|second| *second > first)?;
                let (end, year) = self.year_behind(at + 1);
                range(end, of(year, month, None), of(year, Some(second), None))
            }
            (Year::Unsaid, Some(_), Some(first)) => {
                let and = self.is(end, "and");
                if !(dash || and || self.either(end, &["to", "through"])) {
                    return None;
                }
                let digits = self.piece(at)?.digits;
                let (next, second) = self.day_of_month(at).filter(|_| digits > 0)?;
                let follows = second == first + 1 || !and || self.is_right_before(start, &["between"]);
                if second <= first
                    || !follows
                    || self.month(next).is_some()
                    || self.any(next, &self.language.dates.behind_count)
                {
                    return None;
                }
                // "April 24 and 25 people": people are counted. "March 5 - 10:30": a time.
                // "Jan. 5-7 failed" counts nothing: no space parts the days.
                let glued = dash && self.is_glued(end);
                let word = self.is_letters(next) && !self.is_capital(next);
                let things = word && !glued && !self.is_closed_class(next);
                if things || (self.is(next, ":") && self.is_glued(next)) {
                    return None;
                }
                let (next, year) = self.year_behind(next);
                range(next, DateExpression::Calendar { year, month, day, weekday }, of(year, month, Some(second)))
            }
            _ => None,
        }
    }

    /// The year that is joined to `first`, which ends before piece `end`: "2014-15", "2018/19", "1914-1918". A slash joins the
    /// two years of a season; what else has one is a number: "resolution 2023/45".
    pub(super) fn last_year(&self, end: usize, first: i16) -> Option<(usize, i16)> {
        let slash = self.is(end, "/");
        let at = end + 1;
        if !(slash || self.is_dash(end)) || !self.is_glued(end) || !self.is_glued(at) {
            return None;
        }
        let digits = i16::try_from(self.digits(at, 2..=4)?).ok()?;
        let second = match self.piece(at)?.digits {
            // "1999/00"
            2 if first % 100 == 99 && digits == 0 => first + 1,
            2 => first.div_euclid(100) * 100 + digits,
            4 => digits,
            _ => return None,
        };
        // "2010-15-3" and "2014-15%" are none; "2014-15." ends a sentence.
        let next = at + 1;
        let joined = self.is_glued(next)
            && (self.is_letters(next)
                || self.is(next, "%")
                || self.is_glued(next + 1) && self.piece(next + 1).is_some_and(|piece| piece.digits > 0));
        let longest = if slash { 1 } else { LONGEST };
        ((1..=longest).contains(&(second - first)) && !joined).then_some((next, second))
    }

    /// A holiday whose name ends before `end`, with its year behind it.
    pub(super) fn holiday(
        &self,
        i: usize,
        end: usize,
        holiday: crate::annotate::dates::words::Holiday,
    ) -> ExpressionMatch {
        if !self.is_capital(i) && !self.is(i, "the") && self.piece(i)?.number.is_none() {
            return None;
        }
        // "Easter Island", "Christmas Carol": a capital behind it makes another name, but for "Day" and days.
        if self.is_capital(end)
            && !self.begins_sentence(end)
            && !matches!(self.sense(end), Sense::Weekday(..) | Sense::Month(..) | Sense::PartOfDay(_))
            && !self.either(end, &["day", "week"])
        {
            return None;
        }
        let (end, year) = self.year_behind(end);
        Some((end, DateExpression::Holiday(holiday, None::<PeriodChoice>, year)))
    }
}
