//! Times of day: "3:30 p.m. EST Thursday", "22:28", "Friday morning", "last night", "noon".

use super::{DateReader, ExpressionMatch};
use crate::annotate::dates::said::{DateExpression, PeriodCount};
use crate::annotate::dates::words::{CalendarSpelling, NumberClass, PartOfDay, PeriodChoice, Sense, TimeUnit};

/// A time of day: one past its last piece, hour, minute, second.
type Time = (usize, i8, i8, Option<i8>);

impl DateReader<'_> {
    /// "22:28" or "22:28:05" in digits.
    pub(super) fn hours(&self, i: usize) -> Option<Time> {
        let hour = self.piece(i).filter(|piece| (1..=2).contains(&piece.digits))?.number.filter(|hour| *hour < 25)?;
        if !matches!(self.words(i + 1), ":" | "." | "h") || !self.is_glued(i + 1) || !self.is_glued(i + 2) {
            return None;
        }
        let two = |at: usize| {
            self.piece(at).filter(|piece| piece.digits == 2).and_then(|piece| piece.number).filter(|n| *n < 60)
        };
        let minute = two(i + 2)?;
        let second = (self.is(i + 1, ":") && self.is(i + 3, ":") && self.is_glued(i + 3) && self.is_glued(i + 4))
            .then(|| two(i + 4))
            .flatten();
        let end = if second.is_some() { i + 5 } else { i + 3 };
        let small = |n: u32| i8::try_from(n).ok();
        Some((end, small(hour)?, small(minute)?, second.and_then(small)))
    }

    /// "a.m." or "p.m.": hours to add, or `None`.
    fn half_of_day(&self, i: usize) -> Option<i8> {
        if self.any(i, &self.language.dates.morning) {
            Some(0)
        } else if self.any(i, &self.language.dates.afternoon) {
            Some(12)
        } else {
            None
        }
    }

    /// "9 to 11 a.m. on Saturday", "between 2 and 4pm", "6-8pm": two times of which the second alone says the half of the day.
    /// The first is of the same half unless that would put it behind the second: "10 to 2 p.m.".
    fn clock_to_clock(&self, i: usize) -> ExpressionMatch {
        let time = |at: usize| {
            let hour = self.digits(at, 1..=2).and_then(|hour| i8::try_from(hour).ok());
            self.hours(at).map(|(end, hour, minute, _)| (end, hour, minute)).or(hour.map(|hour| (at + 1, hour, 0)))
        };
        let (end, hour, minute) = time(i).filter(|(_, hour, _)| (1..=12).contains(hour))?;
        let dash = self.is_dash(end) && self.is_glued(end) == self.is_glued(end + 1);
        let link = dash
            || self.any(end, &self.language.dates.to_time)
                // "at ten to five" is one time.
                && !self.is_before(i, &self.language.dates.before_one_time)
            || self.is(end, "and") && self.is_right_before(i, &["between"]);
        let (half, _, _) = time(end + 1).filter(|_| link)?;
        self.half_of_day(half)?;
        let (last, second @ DateExpression::Clock { .. }) = self.clock(end + 1)? else { return None };
        let DateExpression::Clock { hour: to_hour, minute: to_minute, ref on, .. } = second else { return None };
        let half = if to_hour >= 12 { 12 } else { 0 };
        let same = hour % 12 + half;
        let ordered = (same, minute) < (to_hour, to_minute);
        let hour = if ordered { same } else { (same + 12) % 24 };
        let first = DateExpression::Clock { hour, minute, second: None, universal: false, on: on.clone() };
        Some((last, DateExpression::Range(Box::new(first), Box::new(second))))
    }

    /// A time of day, with its zone and its day.
    pub(super) fn clock(&self, i: usize) -> ExpressionMatch {
        if let Some(found) = self.clock_to_clock(i) {
            return Some(found);
        }
        let (end, mut hour, minute, second) = self.time(i)?;
        let (end, universal) = self.zone_behind(i, end);
        let (mut end, on) = self.day_behind(end);
        // "Half past four on Sunday afternoon".
        if on.is_some()
            && hour <= 12
            && let Some(part) = self.is_part(end)
        {
            (end, hour) = (end + 1, of_part(hour, part));
        }
        Some((end, DateExpression::Clock { hour, minute, second, universal, on: on.map(Box::new) }))
    }

    /// A time of day alone, in any of the ways to write one, those first that leave no doubt.
    fn time(&self, i: usize) -> Option<Time> {
        let piece = self.piece(i)?;
        if let Sense::Hour(named) = piece.sense {
            // "the midnight train", "High Noon".
            return (!piece.capital || self.begins_sentence(i)).then_some((i + 1, named, 0, None));
        }
        let digital = self.hours(i);
        let number = piece.number.filter(|_| (1..=2).contains(&piece.digits)).or(match piece.sense {
            Sense::Number(_, number) => Some(number),
            _ => None,
        });
        let bare = number.and_then(|hour| i8::try_from(hour).ok());
        self.with_half_of_day(digital)
            .or_else(|| self.with_half_of_day(bare.map(|hour| (i + 1, hour, 0, None))))
            .or_else(|| {
                let (end, hour, minute) = self.spoken(i).or_else(|| self.military(i))?;
                Some((end, hour, minute, None))
            })
            .or_else(|| digital.filter(|_| self.is(i + 1, ".") && self.is_dotted_time(i)))
            .or_else(|| self.bare_hour(i, bare?))
            .or_else(|| digital.filter(|_| self.either(i + 1, &[":", "h"]) && self.is_time_of_day(i)))
            .or_else(|| self.before_zone(i))
    }

    /// "3:30 p.m.", "3 p.m.": a time with the half of the day behind it.
    fn with_half_of_day(&self, time: Option<Time>) -> Option<Time> {
        let (end, hour, minute, second) = time?;
        let half = self.half_of_day(end).filter(|_| hour <= 12)?;
        Some((end + 1, hour % 12 + half, minute, second))
    }

    /// A number of hours that words around it make a time: "nine o'clock in the evening", "six in the morning", "shortly after six
    /// on Monday".
    fn bare_hour(&self, i: usize, hour: i8) -> Option<Time> {
        let end = i + 1;
        if hour <= 24 && self.either(end, &["o'clock", "o’clock"]) {
            let (end, hour) = match self.behind_clock(end + 1) {
                Some((end, part)) => (end, of_part(hour, part)),
                None => (end + 1, hour),
            };
            return Some((end, hour, 0, None));
        }
        if let Some((end, part)) = self.behind_clock(end).filter(|_| hour <= 12) {
            return Some((end, of_part(hour, part), 0, None));
        }
        let placed = (1..=12).contains(&hour) && self.is_before(i, &self.language.dates.before_bare_hours);
        let on_a_day = || self.day_behind(end).1.is_some() && !matches!(self.sense(end), Sense::Month(..));
        (placed && on_a_day()).then_some((end, hour, 0, None))
    }

    /// "0930 GMT".
    fn before_zone(&self, i: usize) -> Option<Time> {
        let piece = self.piece(i).filter(|piece| piece.digits == 4 && matches!(self.sense(i + 1), Sense::Zone(_)))?;
        let (hour, minute) = (piece.number? / 100, piece.number? % 100);
        if hour > 24 || minute > 59 {
            return None;
        }
        Some((i + 1, i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, None))
    }

    /// The zone or "hours" behind a time in pieces `i` to `end`: one past its last piece, and whether it is universal time.
    fn zone_behind(&self, i: usize, end: usize) -> (usize, bool) {
        if let Sense::Zone(universal) = self.sense(end)
            && self.words(end).chars().all(char::is_uppercase)
        {
            (end + 1, universal)
        } else if self.any(end, &self.language.dates.zones) && self.is(end + 1, "time") {
            (end + 2, false)
        } else if self.either(end, &["hours", "hrs"])
            && self.piece(i).is_some_and(|piece| piece.number.is_some())
            && self.is(i + 1, ":")
        {
            (end + 1, false)
        } else {
            (end, false)
        }
    }

    /// "half past eight", "a quarter to nine", "ten past six in the evening": one past its last piece, hour, minute.
    fn spoken(&self, i: usize) -> Option<(usize, i8, i8)> {
        let number = |at: usize| {
            let piece = self.piece(at)?;
            let digits = piece.number.filter(|_| (1..=2).contains(&piece.digits));
            let words = match piece.sense {
                Sense::Number(NumberClass::Unit | NumberClass::Teen | NumberClass::Ten, number) => Some(number),
                _ => None,
            };
            i8::try_from(digits.or(words)?).ok()
        };
        let first = i + usize::from(self.is(i, "a") && self.is(i + 1, "quarter"));
        let (mut at, minutes, sure) = if self.is(i, "half") {
            (i + 1 + usize::from(self.is_dash(i + 1)), 30, true)
        } else if self.is(first, "quarter") {
            (first + 1, 15, true)
        } else {
            (i + 1, number(i).filter(|minutes| matches!(minutes, 5 | 10 | 20 | 25))?, false)
        };
        let minutes_said = self.is(at, "minutes");
        at += usize::from(minutes_said);
        let to = self.is(at, "to") && minutes < 30;
        if !to && !self.is(at, "past") {
            return None;
        }
        let hour = number(at + 1).or(match self.sense(at + 1) {
            Sense::Hour(hour) => Some(hour),
            _ => None,
        });
        let hour = hour.filter(|hour| (1..=12).contains(hour) || *hour == 24)?;
        let end = at + 2;
        // "ten to twelve people" is no time of day.
        let alone = !self.is_letters(end) || self.is_closed_class(end) || self.half_of_day(end).is_some();
        let placed = self.is_before(i, &self.language.dates.before_spoken_times);
        if !alone || to && !(sure || minutes_said || placed) {
            return None;
        }
        let (end, hour) = if let Some(half) = self.half_of_day(end) {
            (end + 1, hour % 12 + half)
        } else if let Some((end, part)) = self.behind_clock(end) {
            (end, of_part(hour, part))
        } else {
            (end, hour % 24)
        };
        Some(if to { (end, (hour + 23) % 24, 60 - minutes) } else { (end, hour, minutes) })
    }

    /// "0930 hours", "2200 hrs local time", "by 0600": one past its last piece, hour, minute. Of a number without a zero in
    /// front, hours may be a length of time.
    fn military(&self, i: usize) -> Option<(usize, i8, i8)> {
        let piece = self.piece(i).filter(|piece| piece.digits == 4 && !(i > 0 && self.is_glued(i)))?;
        let (hour, minute) = (piece.number? / 100, piece.number? % 100);
        let zero = self.words(i).starts_with('0');
        let hours = self.any(i + 1, &self.language.dates.hours);
        let end = i + 1 + usize::from(hours);
        let placed = self.is_before(i, &self.language.dates.before_times);
        let day = self.either(end, &["on", "local"])
            || matches!(self.sense(end), Sense::Zone(_))
            || self.day_behind(end).1.is_some();
        // "At 1745 local time", "after 2100 on Wednesday"; but years stand before days too.
        let is_year = (1900..2060).contains(&piece.number?);
        let clear = self.is(end, "local") || matches!(self.sense(end), Sense::Zone(_)) || day && !is_year;
        let time = if hours { zero || (placed || day) && !self.is(end, "of") } else { placed && (zero || clear) };
        (time && hour <= 24 && minute < 60).then_some((end, i8::try_from(hour).ok()?, i8::try_from(minute).ok()?))
    }

    /// Whether "20.30" is a time and not a decimal number.
    fn is_dotted_time(&self, i: usize) -> bool {
        let Some((end, _, minute, _)) = self.hours(i) else { return false };
        let glued = i > 0 && self.is_glued(i) || self.is_glued(end) && (self.is_letters(end) || self.is(end, "%"));
        let alone = !self.is_letters(end)
            || self.is_closed_class(end)
            || matches!(self.sense(end), Sense::Zone(_))
            || self.day_behind(end).1.is_some();
        // Shares and prices stand at decimals too.
        let priced = (i.saturating_sub(6)..i).any(|at| self.any(at, &self.language.dates.priced));
        let placed = self.is_before(i, &self.language.dates.before_times)
            || self.is_right_before(i, &["is", "was"])
                && (i.saturating_sub(4)..i).any(|at| self.any(at, &self.language.dates.timed));
        let on_a_day = self.piece(i).is_some_and(|piece| piece.digits == 2) && self.day_behind(end).1.is_some();
        let exact = minute % 5 == 0 || matches!(self.sense(end), Sense::Zone(_)) || on_a_day;
        !glued && alone && !priced && placed && exact && !matches!(self.words(end), "$" | "€" | "£" | "/")
    }

    /// "in the morning" behind an hour.
    fn behind_clock(&self, i: usize) -> Option<(usize, PartOfDay)> {
        if self.is(i, "at") && self.is(i + 1, "night") {
            return Some((i + 2, PartOfDay::Night));
        }
        match self.sense(i + 2) {
            Sense::PartOfDay(part) if self.is(i, "in") && self.is(i + 1, "the") => Some((i + 3, part)),
            _ => None,
        }
    }

    /// Whether "22:28" is a time and not a score, a verse or a ratio.
    fn is_time_of_day(&self, i: usize) -> bool {
        let Some((end, ..)) = self.hours(i) else { return false };
        let zone = matches!(self.sense(end), Sense::Zone(_)) || self.any(end, &self.language.dates.behind_digital);
        let day = self.day_behind(end).1.is_some();
        let glued = self.is_glued(i) && i > 0 && !matches!(self.words(i - 1), "(" | "-" | "–");
        let placed = self.is_before(i, &self.language.dates.before_times);
        let behind_date = i > 0 && (self.is_year_piece(i - 1) || matches!(self.sense(i - 1), Sense::Weekday(..)));
        let behind_comma = i > 1 && self.is(i - 1, ",") && self.is_year_piece(i - 2);
        !glued && (zone || day || placed || behind_date || behind_comma)
    }

    fn is_year_piece(&self, i: usize) -> bool {
        self.piece(i).is_some_and(|piece| piece.digits == 4)
    }

    /// The day behind a time: "Thursday", "on Nov. 9", "today", "this morning".
    fn day_behind(&self, i: usize) -> (usize, Option<DateExpression>) {
        let mut at = i + usize::from(self.is(i, ","));
        at += usize::from(self.is(at, "on"));
        if let Some((end, said @ DateExpression::Calendar { day: Some(_), .. })) =
            self.written(at).or_else(|| self.numeric(at))
        {
            return (end, Some(said));
        }
        if let Some((end, said @ DateExpression::Numeric { .. })) = self.numeric(at) {
            return (end, Some(said));
        }
        if let Sense::Weekday(day, _) = self.sense(at)
            && self.is_capital(at)
            && !self.is_name_of_weekday(at)
        {
            return (at + 1, Some(DateExpression::Weekday(day, None)));
        }
        if let Sense::Which(which @ (PeriodChoice::Last | PeriodChoice::Next | PeriodChoice::This)) = self.sense(at)
            && let Sense::Weekday(day, _) = self.sense(at + 1)
        {
            return (at + 2, Some(DateExpression::Weekday(day, Some(which))));
        }
        if at == i
            && let Some(days) = self.near_day(at)
        {
            return (at + 1, Some(DateExpression::Day(days)));
        }
        (i, None)
    }

    /// "today", "yesterday", "tomorrow": days from the day of publication.
    pub(super) fn near_day(&self, i: usize) -> Option<i32> {
        let words = self.words(i);
        if self.is_possessive(i + 1) && self.is_capital(i) && self.is_capital(i + 2) {
            return None;
        }
        // "USA Today".
        let name = self.is_capital(i) && !self.begins_sentence(i) && self.is_capital(i - 1);
        if name {
            return None;
        }
        if words.eq_ignore_ascii_case("today") {
            Some(0)
        } else if words.eq_ignore_ascii_case("yesterday") {
            Some(-1)
        } else if words.eq_ignore_ascii_case("tomorrow") {
            Some(1)
        } else {
            None
        }
    }

    fn is_part(&self, i: usize) -> Option<PartOfDay> {
        match self.sense(i) {
            Sense::PartOfDay(part) if !self.is(i, "overnight") => Some(part),
            _ => None,
        }
    }

    /// "Friday morning", "last night", "tonight", "the next morning", "yesterday evening"; and the days that may have a
    /// part or a time behind them: weekdays and "today".
    pub(super) fn part_of_day(&self, i: usize) -> ExpressionMatch {
        if self.is(i, "tonight") && !(self.is_capital(i) && i > 0 && self.is_capital(i - 1)) {
            return Some((i + 1, part_on(PartOfDay::Night, DateExpression::Day(0))));
        }
        if self.is(i, "overnight") && !self.is_capital(i) {
            return Some((i + 1, DateExpression::PartOfDay { part: PartOfDay::Night, on: None }));
        }
        if let Some(days) = self.near_day(i) {
            return Some(self.with_time(i + 1, DateExpression::Day(days)));
        }
        if let Sense::Weekday(day, written) = self.sense(i) {
            return self.weekday(i, day, written);
        }
        let the = i + usize::from(self.is(i, "the"));
        if let Some(part) = self.is_part(the)
            && the > i
            && (self.is(the + 1, "of") || part == PartOfDay::Night && self.either(the + 1, &["between", "from"]))
        {
            return self.part_of_a_day(part, the + 2);
        }
        // "this morning", "last night", "that evening", "the next morning", "the previous night".
        if let Sense::Which(which) = self.sense(the)
            && let Some(part) = self.is_part(the + 1)
            && !self.piece(the + 1)?.plural
        {
            let on = match which {
                PeriodChoice::This => DateExpression::Day(0),
                PeriodChoice::Last => DateExpression::Day(-1),
                PeriodChoice::Next | PeriodChoice::After => {
                    DateExpression::Around(TimeUnit::Day, Some(PeriodChoice::After))
                }
                PeriodChoice::Before => DateExpression::Around(TimeUnit::Day, Some(PeriodChoice::Before)),
                PeriodChoice::That => DateExpression::Around(TimeUnit::Day, Some(PeriodChoice::That)),
            };
            return Some((the + 2, part_on(part, on)));
        }
        None
    }

    /// A weekday at piece `i`, with its part, its time, its week: "Friday", "Fridays", "Friday mornings", "Friday at noon".
    fn weekday(&self, i: usize, day: i8, written: CalendarSpelling) -> ExpressionMatch {
        let clear = written == CalendarSpelling::Out || self.words(i).ends_with('.') && self.is_capital(i);
        if !clear || self.is_name_of_weekday(i) {
            return None;
        }
        let plural = self.piece(i)?.plural && written == CalendarSpelling::Out;
        if plural && !self.is_possessive(i + 1) {
            let end = i + 1;
            return match self.is_part(end) {
                Some(part) => Some((end + 1, DateExpression::Recurring(format!("XXXX-WXX-{day}T{}", part.letters())))),
                None => Some((end, DateExpression::Recurring(format!("XXXX-WXX-{day}")))),
            };
        }
        if let Some(part) = self.is_part(i + 1)
            && self.piece(i + 1)?.plural
        {
            return Some((i + 2, DateExpression::Recurring(format!("XXXX-WXX-{day}T{}", part.letters()))));
        }
        if let Some(found) = self.days_of_a_week(i, day) {
            return Some(found);
        }
        Some(self.with_time(i + 1, DateExpression::Weekday(day, None)))
    }

    /// A part of the day that is told from piece `day` on: "the morning of March 5", "the night of Friday, Oct. 23".
    fn part_of_a_day(&self, part: PartOfDay, day: usize) -> ExpressionMatch {
        let (end, said) = self.written(day).or_else(|| match self.sense(day) {
            Sense::Weekday(weekday, _) => Some((day + 1, DateExpression::Weekday(weekday, None))),
            _ => None,
        })?;
        let (end, said) = self.range(day, end, &said).unwrap_or((end, said));
        let is_day = |said: &DateExpression| {
            matches!(said, DateExpression::Calendar { day: Some(_), .. } | DateExpression::Weekday(..))
        };
        match said {
            // "the night of 3 to 4 January" begins on the third and ends on the fourth.
            DateExpression::Range(first, second) if part == PartOfDay::Night && is_day(&first) => {
                Some((end, DateExpression::Range(Box::new(part_on(part, *first)), second)))
            }
            said => is_day(&said).then(|| (end, part_on(part, said))),
        }
    }

    /// A weekday at piece `i` with another or with its week: "Friday through Sunday", "Monday to Wednesday next week",
    /// "Tuesday of last week", "Monday week".
    fn days_of_a_week(&self, i: usize, day: i8) -> ExpressionMatch {
        let placed = |at: usize| self.week_behind(at);
        let of_week =
            |of: DateExpression| DateExpression::Nth { nth: 1, unit: PeriodCount::Weekday(day), of: Box::new(of) };
        let dash = self.is_dash(i + 1) && self.is_glued(i + 1) == self.is_glued(i + 2);
        let link = dash
            || self.any(i + 1, &self.language.dates.to_day)
            || self.is(i + 1, "and") && self.is_right_before(i, &["between"]);
        if link
            && let Sense::Weekday(second, _) = self.sense(i + 2)
            && second != day
            && self.is_capital(i + 2)
            && !self.piece(i + 2)?.plural
            && !self.is_name_of_weekday(i + 2)
            && self.is_part(i + 3).is_none()
        {
            let (end, first) = match placed(i + 3) {
                Some((end, of)) => (end, of_week(of)),
                None => (i + 3, DateExpression::Weekday(day, None)),
            };
            let second = DateExpression::Weekday(second, Some(PeriodChoice::After));
            return Some((end, DateExpression::Range(Box::new(first), Box::new(second))));
        }
        // "the Sunday before last", "the Monday after next"; not "the Sunday before last week's vote".
        let beyond = match () {
            () if !self.is_right_before(i, &["the"]) || self.goes_on_with_a_noun(i + 3) => None,
            () if self.is(i + 1, "before") && self.is(i + 2, "last") => Some((-1, PeriodChoice::Last)),
            () if self.is(i + 1, "after") && self.is(i + 2, "next") => Some((1, PeriodChoice::Next)),
            () => None,
        };
        if let Some((weeks, which)) = beyond {
            return Some((
                i + 3,
                DateExpression::WeeksOn { weeks, day: Box::new(DateExpression::Weekday(day, Some(which))) },
            ));
        }
        // "Friday of the week before last".
        let the = i + 1 + usize::from(self.is(i + 1, "of"));
        let week = the + usize::from(self.is(the, "the"));
        let beyond = match () {
            () if !self.is(week, "week") => None,
            () if self.is(week + 1, "before") && self.is(week + 2, "last") => Some((-1, PeriodChoice::Last)),
            () if self.is(week + 1, "after") && self.is(week + 2, "next") => Some((1, PeriodChoice::Next)),
            () => None,
        };
        if let Some((weeks, which)) = beyond {
            let day = Box::new(of_week(DateExpression::Around(TimeUnit::Week, Some(which))));
            return Some((week + 3, DateExpression::WeeksOn { weeks, day }));
        }
        if let Some((end, of)) = placed(i + 1) {
            return Some((end, of_week(of)));
        }
        let weeks = match () {
            () if self.is(i + 1, "week") => 1,
            () if self.is(i + 1, "fortnight") => 2,
            () => return None,
        };
        let alone = !self.is_letters(i + 2) || self.is_closed_class(i + 2);
        let day = Box::new(DateExpression::Weekday(day, Some(PeriodChoice::Next)));
        alone.then_some((i + 2, DateExpression::WeeksOn { weeks, day }))
    }

    /// Whether a noun stands at piece `i` that the words before belong to: "last week".
    fn goes_on_with_a_noun(&self, i: usize) -> bool {
        let is_time =
            matches!(self.sense(i), Sense::Unit(_) | Sense::Weekday(..) | Sense::Month(..) | Sense::Season(_));
        is_time || self.is_possessive(i + 1) && self.is_letters(i)
    }

    /// A day and what may stand behind it: "morning", "at 3 p.m.".
    pub(super) fn with_time(&self, end: usize, day: DateExpression) -> (usize, DateExpression) {
        if let Some(part) = self.is_part(end)
            && !self.is_capital(end)
        {
            return (end + 1, DateExpression::PartOfDay { part, on: Some(Box::new(day)) });
        }
        let at = end + usize::from(self.either(end, &["at", ","]));
        if let Some((next, DateExpression::Clock { hour, minute, second, universal, on: None })) = self.clock(at) {
            return (next, DateExpression::Clock { hour, minute, second, universal, on: Some(Box::new(day)) });
        }
        (end, day)
    }

    /// Whether the weekday at `i` is part of a name: "The Sunday Times", "Fox News Sunday".
    pub(super) fn is_name_of_weekday(&self, i: usize) -> bool {
        if !self.is_capital(i) {
            return false;
        }
        self.language.dates.weekday_names.iter().any(|(behind, words)| {
            let start = if *behind { Some(i + 1) } else { i.checked_sub(words.len()) };
            start.is_some_and(|start| {
                self.is_capital(start)
                    && words
                        .iter()
                        .enumerate()
                        .all(|(k, word)| self.piece(start + k).is_some_and(|piece| piece.word == *word))
            })
        })
    }
}

/// A part of the day on a day.
fn part_on(part: PartOfDay, on: DateExpression) -> DateExpression {
    DateExpression::PartOfDay { part, on: Some(Box::new(on)) }
}

/// The hour of a part of the day: "4 in the afternoon" is 16.
fn of_part(hour: i8, part: PartOfDay) -> i8 {
    match part {
        PartOfDay::Morning => hour % 12,
        PartOfDay::Night if hour % 12 < 6 => hour % 12,
        _ => hour % 12 + 12,
    }
}
