//! Days in a list that has its month once: "Nov. 12, 14 and 16", "May 3-5, 10-12 and 17-19", "5, 7 and 12 February". The day with the
//! month is read as any other; the rest of the list leans on it, each a mention of its own.

use super::DateReader;
use crate::annotate::dates::pieces::DatePiece;
use crate::annotate::dates::said::{DateExpression, DateWording, PeriodCount, Trim};
use crate::annotate::dates::words::{Sense, TimeUnit};

impl DateReader<'_> {
    /// The days behind a mention that ends before piece `end` in a day of its month.
    pub(in crate::annotate::dates) fn listed_behind(&self, end: usize, said: &DateExpression) -> Vec<DateWording> {
        let Some(mut last) = last_day(said).filter(|_| self.ends_in_a_day(end)) else { return Vec::new() };
        let (mut at, mut days, mut closed) = (end, Vec::new(), false);
        while let Some((start, and)) = self.between_days(at) {
            let Some((end, said)) = self.listed_day(start, false) else { break };
            if first_day(&said).is_none_or(|day| day <= last) {
                break;
            }
            last = last_day(&said).unwrap_or(last);
            days.push(listed(start, end, said));
            (at, closed) = (end, and);
            if closed {
                break;
            }
        }
        // "12-year-olds"
        let joined = self.is_dash(at) && self.is_glued(at) && self.is_glued(at + 1);
        let counts = joined || self.is_letters(at) && !self.any(at, &self.language.dates.behind_days);
        if closed && !counts { days } else { Vec::new() }
    }

    /// The days from piece `i` on whose month stands behind the last one, which is not among them.
    pub(in crate::annotate::dates) fn listed_before(&self, i: usize) -> Vec<DateWording> {
        let inside = i > 0 && self.is_glued(i) && !matches!(self.words(i - 1), "(" | "—");
        let may_begin = |piece: &DatePiece| piece.digits > 0 || piece.sense != Sense::Plain || self.is(i, "the");
        if !self.piece(i).is_some_and(may_begin) || inside {
            return Vec::new();
        }
        // "between 4 and 6 March" is one.
        if self.written(i).is_some() {
            return Vec::new();
        }
        let (mut at, mut days, mut last) = (i, Vec::new(), 0);
        while let Some((end, said)) = self.listed_day(at, true).filter(|(_, said)| first_day(said) > Some(last)) {
            last = last_day(&said).unwrap_or(last);
            days.push(listed(at, end, said));
            let Some((next, and)) = self.between_days(end) else { break };
            let month = self.written(next).or_else(|| self.nth(next)).filter(|(_, said)| first_day(said) > Some(last));
            match month {
                Some((
                    _,
                    DateExpression::Calendar { day: Some(_), .. }
                    | DateExpression::Range(..)
                    | DateExpression::Nth { .. },
                )) if and => {
                    return days;
                }
                _ if and => break,
                _ => at = next,
            }
        }
        Vec::new()
    }

    /// A day of a list at piece `i`, or two with a dash between them. A weekday may stand before it.
    pub(in crate::annotate::dates) fn listed_day(&self, i: usize, ahead: bool) -> Option<(usize, DateExpression)> {
        let at = self.piece(i).filter(|piece| piece.digits > 0).map_or(i + 1, |_| i);
        let the = ahead && self.is(i, "the") && self.ordinal(at).is_some();
        if at > i && !matches!(self.sense(i), Sense::Weekday(..)) && !the {
            return None;
        }
        self.digits(at, 1..=2)?;
        let (end, first) = self.day_of_month(at)?;
        let day = |day| DateExpression::ListedDay { day, ahead };
        if self.is_dash(end)
            && self.is_glued(end)
            && self.is_glued(end + 1)
            && self.digits(end + 1, 1..=2).is_some()
            && let Some((end, second)) = self.day_of_month(end + 1).filter(|(_, second)| *second > first)
        {
            return Some((end, DateExpression::Range(Box::new(day(first)), Box::new(day(second)))));
        }
        Some((end, day(first)))
    }

    /// All pieces as one day of a list.
    pub(in crate::annotate::dates) fn listed_alone(&self) -> Option<DateWording> {
        let (end, said) = self.listed_day(0, false)?;
        self.piece(end).is_none().then(|| listed(0, end, said))
    }

    /// What parts one day of a list from the next, from piece `i` on: one past it, and whether it says that the next is the last.
    fn between_days(&self, i: usize) -> Option<(usize, bool)> {
        let comma = usize::from(self.is(i, ","));
        let and = usize::from(self.any(i + comma, &self.language.dates.joins_days));
        (comma + and > 0).then_some((i + comma + and, and > 0))
    }

    /// Whether the piece before `end` is the number of a day: "Nov. 12", not "12 November" or "Nov. 12, 2024".
    fn ends_in_a_day(&self, end: usize) -> bool {
        let suffix = usize::from(self.any(end - 1, &self.language.dates.ordinal_ends));
        end > 1 + suffix && self.digits(end - 1 - suffix, 1..=2).is_some()
    }
}

fn listed(start: usize, end: usize, said: DateExpression) -> DateWording {
    DateWording { start, end, said, trim: Trim::Whole, about: false, open: None }
}

/// The first day that is said of a month.
fn first_day(said: &DateExpression) -> Option<i8> {
    match said {
        DateExpression::Calendar { day, .. } => *day,
        DateExpression::ListedDay { day, .. } => Some(*day),
        // "the 21st of this month"
        DateExpression::Nth { nth, unit: PeriodCount::Unit(TimeUnit::Day), of }
            if matches!(**of, DateExpression::Around(TimeUnit::Month, _)) =>
        {
            i8::try_from(*nth).ok()
        }
        DateExpression::Range(first, _) => first_day(first),
        _ => None,
    }
}

/// The last one.
fn last_day(said: &DateExpression) -> Option<i8> {
    match said {
        DateExpression::Range(_, second) => last_day(second),
        said => first_day(said),
    }
}
