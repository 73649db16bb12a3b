//! From what a mention says to the days it covers.

use super::calendar::{self, Grain, Period, Season, days_on};
use super::english::duration;
use super::said::{Count, DateExpression, DateWording, OffsetAnchor, OpenEnd, PeriodCount, Trim, Year};
use super::words::{Holiday, PartOfDay, PeriodChoice, TimeUnit};
use super::{DateBasis, DateKind};
use jiff::civil::Date;

/// On which side of the day of publication a sentence speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tense {
    /// Its verb is in the past: "met on Friday" was the Friday before.
    Past,
    /// It speaks of what is to come: "will meet on Friday".
    Future,
    /// It does not say.
    #[default]
    Unknown,
}

/// The order of day and month in "05.08.2021".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// 5 August.
    DayFirst,
    /// 8 May.
    MonthFirst,
}

/// What a mention is reckoned from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reckoning<'a> {
    /// The day of publication, or of writing.
    pub published: Option<Date>,
    /// The TIMEX3 value of the earlier mention it may lean on.
    pub mention: Option<&'a str>,
    /// The tense of its clause.
    pub tense: Tense,
    /// The order of day and month where the page shows it.
    pub order: Option<Order>,
}

/// A mention, resolved as far as its anchors are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedDate {
    /// TIMEX3 type.
    pub kind: DateKind,
    /// TIMEX3 value.
    pub value: String,
    /// First and last civil day.
    pub days: Option<(Date, Date)>,
    /// What it was reckoned from.
    pub basis: DateBasis,
    /// Extended Date/Time Format.
    pub edtf: Option<String>,
    /// Other values that the words leave open.
    pub also: Vec<String>,
    /// What is wrong with it.
    pub trouble: Option<Trouble>,
}

/// What can be wrong with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No calendar has it: 31 June.
    Impossible,
    /// Day and month may be swapped.
    Ambiguous,
}

/// What resolving has to go by, with the mention read as a period.
struct DateContext {
    published: Option<Date>,
    mention: Option<Period>,
    tense: Tense,
    order: Option<Order>,
}

/// Which earlier mention something leans on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateDependence {
    /// None: written out, or reckoned from the day of publication.
    Not,
    /// One as fine as this.
    On(Grain),
    /// A quarter if there is one, else anything: "a year earlier".
    OnAny,
    /// A day of the same sentence, else the day before it: the day of a time of day.
    OnDayNearby,
    /// A month or day of another year: "in May" after "in March 2003". Its month.
    OnYear(i8),
    /// The mention right beside it in a list of days; whether it stands behind.
    OnBeside { ahead: bool },
}

/// What `said` leans on.
pub(super) fn leans(said: &DateExpression) -> DateDependence {
    match said {
        DateExpression::Around(TimeUnit::Quarter, None) => DateDependence::On(Grain::Quarter),
        DateExpression::Around(unit, Some(PeriodChoice::That | PeriodChoice::Before | PeriodChoice::After)) => {
            match unit {
                TimeUnit::Day => DateDependence::On(Grain::Day),
                TimeUnit::Week | TimeUnit::Weekend => DateDependence::On(Grain::Week),
                TimeUnit::Month => DateDependence::On(Grain::Month),
                _ => DateDependence::OnAny,
            }
        }
        DateExpression::Weekday(_, Some(PeriodChoice::That | PeriodChoice::Before | PeriodChoice::After)) => {
            DateDependence::On(Grain::Week)
        }
        DateExpression::Month(_, PeriodChoice::That | PeriodChoice::Before | PeriodChoice::After) => {
            DateDependence::OnAny
        }
        DateExpression::Season(_, Some(PeriodChoice::That | PeriodChoice::Before | PeriodChoice::After), _) => {
            DateDependence::OnAny
        }
        DateExpression::Calendar {
            year: Year::Rel(PeriodChoice::That | PeriodChoice::Before | PeriodChoice::After),
            ..
        } => DateDependence::OnAny,
        DateExpression::Calendar { year: Year::Unsaid, month: Some(month), weekday: None, .. } => {
            DateDependence::OnYear(*month)
        }
        DateExpression::SameYearBefore(Some(unit)) => {
            unit.grain().map_or(DateDependence::Not, |(grain, _)| DateDependence::On(grain))
        }
        DateExpression::SameYearBefore(None) => DateDependence::On(Grain::Half),
        DateExpression::Offset { from: OffsetAnchor::Mention, unit, .. } => match unit {
            TimeUnit::Year => DateDependence::OnAny,
            TimeUnit::Month | TimeUnit::Quarter => DateDependence::On(Grain::Month),
            unit => unit
                .grain()
                .map_or(DateDependence::On(Grain::Day), |(grain, _)| DateDependence::On(grain.min(Grain::Week))),
        },
        DateExpression::Offset {
            count: Count::Is(1),
            unit: TimeUnit::Year,
            from: OffsetAnchor::Published,
            back: true,
        } => DateDependence::On(Grain::Quarter),
        DateExpression::Clock { on: None, .. } | DateExpression::PartOfDay { on: None, .. } => {
            DateDependence::OnDayNearby
        }
        DateExpression::DayOfMonth(_) => DateDependence::On(Grain::Day),
        DateExpression::ListedDay { ahead, .. } => DateDependence::OnBeside { ahead: *ahead },
        DateExpression::Range(first, _)
            if matches!(**first, DateExpression::ListedDay { .. } | DateExpression::Clock { .. }) =>
        {
            leans(first)
        }
        DateExpression::Clock { on: Some(on), .. }
        | DateExpression::PartOfDay { on: Some(on), .. }
        | DateExpression::Nth { of: on, .. }
        | DateExpression::Part { of: on, .. }
        | DateExpression::WeeksOn { day: on, .. } => leans(on),
        _ => DateDependence::Not,
    }
}

/// Reckons the days of a mention.
pub(super) fn resolve(read: &DateWording, reckoning: &Reckoning) -> ResolvedDate {
    let known = DateContext {
        published: reckoning.published,
        // Of an interval its last day.
        mention: reckoning.mention.and_then(|value| Period::of_value(value.rsplit('/').next()?)),
        tense: reckoning.tense,
        order: reckoning.order,
    };
    let mut resolved = known.said(&read.said);
    known.trim(&mut resolved, read.trim);
    if let Some(open) = read.open {
        resolved.edtf = resolved.edtf.map(|edtf| match open {
            OpenEnd::Start => format!("../{edtf}"),
            OpenEnd::End => format!("{edtf}/.."),
        });
    } else if read.about {
        // An interval is hedged at both ends.
        resolved.edtf = resolved.edtf.map(|edtf| match edtf.split_once('/') {
            Some((from, to)) => format!("{from}~/{to}~"),
            None if edtf.ends_with(['X', ']']) => edtf,
            None => format!("{edtf}~"),
        });
    }
    resolved
}

/// Takes back the year of a day whose year is not said.
pub(super) fn open_year(resolved: &mut ResolvedDate) {
    if let Some(rest) = resolved.value.get(4..) {
        *resolved = open(DateKind::Date, &format!("XXXX{rest}"), DateBasis::Published);
    }
}

/// Leaves open whether a day is the one of a week later.
pub(super) fn add_week(resolved: &mut ResolvedDate) {
    let Some((first, last)) = resolved.days else { return };
    let Some(later) = days_on(last, 7) else { return };
    resolved.days = Some((first, later));
    resolved.also = vec![later.to_string()];
    resolved.edtf = Some(format!("[{first},{later}]"));
}

fn done(
    kind: DateKind,
    value: String,
    days: Option<(Date, Date)>,
    basis: DateBasis,
    edtf: Option<String>,
) -> ResolvedDate {
    ResolvedDate { kind, value, days, basis, edtf, also: Vec::new(), trouble: None }
}

/// A value that keeps its `X`s.
fn open(kind: DateKind, value: &str, basis: DateBasis) -> ResolvedDate {
    let dated = value.starts_with("XXXX-") && !value.contains(['W', 'Q', 'H', 'S', 'T']) && value.len() > 5;
    let edtf = (dated && value.contains(|c: char| c.is_ascii_digit())).then(|| value.to_owned());
    done(kind, value.to_owned(), None, basis, edtf)
}

/// A period as it stands.
fn whole(period: Period, basis: DateBasis) -> ResolvedDate {
    done(DateKind::Date, period.value(), Some(period.days()), basis, Some(period.edtf()))
}

/// The value of a unit of which nothing is known.
fn open_unit(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => "XXXX-XX-XXTXX:XX",
        TimeUnit::Day => "XXXX-XX-XX",
        TimeUnit::Weekend => "XXXX-WXX-WE",
        TimeUnit::Week | TimeUnit::Fortnight => "XXXX-WXX",
        TimeUnit::Month => "XXXX-XX",
        TimeUnit::Quarter => "XXXX-QX",
        TimeUnit::Year => "XXXX",
        TimeUnit::Decade => "XXX",
        TimeUnit::Century | TimeUnit::Millennium => "XX",
    }
}

/// Days between the day of publication and a day or month without a year that is then of that time, whatever other
/// year was spoken of before. A month: chosen on TimeBank and MEANTIME, where a fortnight to six weeks do as well.
const NEAR: i32 = 31;

/// Days behind a quarter in which its results are still to come.
const REPORTED: i64 = 92;

/// Days back to which a day without a year is not of the past where it is also of the weeks ahead: who tells of it after eleven months
/// says so.
const LONG_AGO: i32 = 300;

/// Days that those weeks reach ahead: dividends and terms are set some six weeks before.
const AHEAD: i32 = 60;

/// "the 19th century".
fn century(number: i16) -> ResolvedDate {
    match Date::new((number - 1) * 100, 1, 1).ok().and_then(|day| Period::around(day, Grain::Century)) {
        Some(period) => whole(period, DateBasis::Written),
        None => open(DateKind::Date, "XX", DateBasis::Written),
    }
}

impl DateContext {
    /// The days of what is said, by its shape.
    fn said(&self, said: &DateExpression) -> ResolvedDate {
        use DateBasis::Written;
        match said {
            DateExpression::Calendar { year, month, day, weekday } => self.calendar(*year, *month, *day, *weekday),
            DateExpression::Numeric { first, second, year, .. } => self.numeric(*first, *second, *year),
            DateExpression::Decade(year) => self.decade(*year),
            DateExpression::Century(number) => century(*number),
            DateExpression::Month(month, which) => self.month(*month, *which),
            DateExpression::Weekday(day, which) => self.weekday(*day, *which),
            DateExpression::Season(season, which, year) => self.season(*season, *which, *year),
            DateExpression::Holiday(holiday, which, year) => self.holiday(*holiday, *which, *year),
            DateExpression::PartOfYear { number, half, fiscal, year } => {
                self.part_of_year(*number, *half, *fiscal, *year)
            }
            DateExpression::Fiscal(year) => self.fiscal(*year),
            DateExpression::Around(unit, which) => self.around(*unit, *which),
            DateExpression::Offset { count, unit, from, back } => self.offset(*count, *unit, *from, *back),
            DateExpression::SameYearBefore(unit) => self.same_a_year_before(*unit),
            DateExpression::Length { count, unit } => {
                done(DateKind::Duration, duration(*count, *unit), None, Written, None)
            }
            DateExpression::Framed { count, unit, back } => self.framed(*count, *unit, *back),
            DateExpression::Recurring(value) => done(DateKind::Set, value.clone(), None, Written, None),
            DateExpression::Value(value) => self.at_large(value),
            DateExpression::Day(days) => self.day_from_today(*days),
            DateExpression::Clock { hour, minute, second, universal, on } => {
                let zone = if *universal { "Z" } else { "" };
                let seconds = second.map_or(String::new(), |second| format!(":{second:02}"));
                self.time(on.as_deref(), &format!("T{hour:02}:{minute:02}{seconds}{zone}"), *hour == 24)
            }
            DateExpression::PartOfDay { part, on } => self.part_of_day(*part, on.as_deref()),
            DateExpression::Nth { nth, unit, of } => self.nth(*nth, *unit, of),
            DateExpression::Range(first, second) => self.range(first, second),
            DateExpression::Part { count, unit, last, of } => self.part(*count, *unit, *last, of),
            DateExpression::WeeksOn { weeks, day } => self.weeks_on(*weeks, day),
            DateExpression::DayOfMonth(day) => self.day_of_month(*day),
            DateExpression::ListedDay { day, .. } => self.listed_day(*day),
            DateExpression::WeekOf(date) => self.week_of(date),
        }
    }

    /// "the 1990s". Without a century: the one that began last before the day of publication.
    fn decade(&self, year: i16) -> ResolvedDate {
        let (first, basis) = match (year, self.published) {
            (0..100, Some(today)) => {
                let first = today.year().div_euclid(100) * 100 + year;
                (if first > today.year() { first - 100 } else { first }, DateBasis::Published)
            }
            (0..100, None) => (1900 + year, DateBasis::Written),
            (year, _) => (year, DateBasis::Written),
        };
        match Date::new(first, 1, 1).ok().and_then(|day| Period::around(day, Grain::Decade)) {
            Some(period) => whole(period, basis),
            None => open(DateKind::Date, "XXX", basis),
        }
    }

    /// "last winter", "summer 2019": of which year it is as of anything that comes once a year.
    fn season(&self, season: Season, which: Option<PeriodChoice>, year: Year) -> ResolvedDate {
        self.yearly(year, which, &format!("XXXX-{}", season.letters()), |year| {
            Period::around(Date::new(year, season.month(), 1).ok()?, Grain::Season(season))
        })
    }

    /// A company's year begins when it likes: its days are not known.
    fn fiscal(&self, year: Year) -> ResolvedDate {
        let (year, basis) = match year {
            Year::Is(year) => (Some(year), DateBasis::Written),
            year => (self.year(year).map(|(year, _)| year), DateBasis::Published),
        };
        let value = year.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
        done(DateKind::Date, value.clone(), None, basis, year.map(|_| format!("{value}~")))
    }

    /// What was spoken of before, or the unit around it, a year earlier.
    fn same_a_year_before(&self, unit: Option<TimeUnit>) -> ResolvedDate {
        let grain = |mention: Period| unit.and_then(TimeUnit::grain).map_or(mention.grain, |(grain, _)| grain);
        let same = self.mention.and_then(|mention| Period::around(mention.pivot(), grain(mention)));
        match same.and_then(|same| same.moved(-1, Grain::Year)) {
            Some(period) => whole(period, DateBasis::Mention),
            None => open(DateKind::Date, open_unit(unit.unwrap_or(TimeUnit::Year)), DateBasis::Mention),
        }
    }

    /// The present, past or future at large, or a length without a number. Only the present has a day, that of publication.
    fn at_large(&self, value: &str) -> ResolvedDate {
        let is_length = value.starts_with('P') && !value.ends_with("REF");
        let (kind, basis) = match is_length {
            true => (DateKind::Duration, DateBasis::Written),
            false => (DateKind::Date, DateBasis::Published),
        };
        let today = if value == "PRESENT_REF" { self.published } else { None };
        done(kind, value.to_owned(), today.map(|day| (day, day)), basis, today.map(|day| day.to_string()))
    }

    /// "yesterday": so many days from the day of publication.
    fn day_from_today(&self, days: i32) -> ResolvedDate {
        match self.published.and_then(|today| days_on(today, i64::from(days))) {
            Some(day) => whole(Period::day(day), DateBasis::Published),
            None => open(DateKind::Date, "XXXX-XX-XX", DateBasis::Published),
        }
    }

    /// A part of a day; "overnight" of a morning paper is the night before.
    fn part_of_day(&self, part: PartOfDay, on: Option<&DateExpression>) -> ResolvedDate {
        let resolved = self.time(on, &format!("T{}", part.letters()), false);
        let of_today = on.is_none() && resolved.basis == DateBasis::Published;
        if of_today && part == PartOfDay::Night && self.tense != Tense::Future {
            return self.time(Some(&DateExpression::Day(-1)), "TNI", false);
        }
        resolved
    }

    /// From one to the other. What begins on no day of the calendar has no end.
    fn range(&self, first: &DateExpression, second: &DateExpression) -> ResolvedDate {
        let first = self.said(first);
        if first.trouble.is_some() {
            return first;
        }
        // "Friday through Sunday": the first Sunday behind that Friday.
        let second = match second {
            DateExpression::Weekday(day, which @ Some(PeriodChoice::After)) => {
                let mention = first.days.map(|(day, _)| Period::day(day));
                ResolvedDate { basis: first.basis, ..DateContext { mention, ..*self }.weekday(*day, *which) }
            }
            second => self.said(second),
        };
        // Of two times of one day EDTF has the day.
        let joined = |(from, to): (String, String)| if from == to { from } else { format!("{from}/{to}") };
        ResolvedDate {
            value: format!("{}/{}", first.value, second.value),
            days: first.days.zip(second.days).map(|((from, _), (_, to))| (from, to)),
            edtf: first.edtf.zip(second.edtf).map(joined),
            ..second
        }
    }

    /// So many weeks before or after a day: "a week ago last Tuesday".
    fn weeks_on(&self, weeks: i8, day: &DateExpression) -> ResolvedDate {
        let inner = self.said(day);
        match inner.days.and_then(|(day, _)| days_on(day, 7 * i64::from(weeks))) {
            Some(day) => whole(Period::day(day), inner.basis),
            None => open(DateKind::Date, "XXXX-XX-XX", inner.basis),
        }
    }

    /// A day of a list: in the month of the one beside it.
    fn listed_day(&self, day: i8) -> ResolvedDate {
        let beside = self.mention.filter(|mention| mention.grain == Grain::Day).map(|mention| mention.first);
        match beside.and_then(|beside| Date::new(beside.year(), beside.month(), day).ok()) {
            Some(day) => whole(Period::day(day), DateBasis::Mention),
            None => open(DateKind::Date, &format!("XXXX-XX-{day:02}"), DateBasis::Mention),
        }
    }

    /// The week that a date lies in: "the week of March 6".
    fn week_of(&self, date: &DateExpression) -> ResolvedDate {
        let inner = self.said(date);
        let of_mention = inner.basis == DateBasis::Mention;
        match inner.days.and_then(|(day, _)| Period::around(day, Grain::Week)) {
            Some(week) => whole(week, inner.basis),
            None if of_mention => open(DateKind::Date, "XXXX-WXX", DateBasis::Mention),
            None => open(DateKind::Date, "XXXX-WXX", DateBasis::Published),
        }
    }

    /// A year as far as it is said, and what it was reckoned from.
    fn year(&self, year: Year) -> Option<(i16, DateBasis)> {
        match year {
            Year::Is(year) => Some((year, DateBasis::Written)),
            // Two digits: the year that is nearest, at most twenty years ahead.
            Year::Short(short) => {
                let latest = self.published.map_or(2049, |today| today.year() + 20);
                let year = latest.div_euclid(100) * 100 + short;
                Some((if year > latest { year - 100 } else { year }, DateBasis::Written))
            }
            Year::Unsaid => None,
            Year::Rel(which) => {
                let (anchor, on, basis) = match which {
                    PeriodChoice::Last => (self.published, -1, DateBasis::Published),
                    PeriodChoice::This => (self.published, 0, DateBasis::Published),
                    PeriodChoice::Next => (self.published, 1, DateBasis::Published),
                    PeriodChoice::Before => (self.mention.map(Period::pivot), -1, DateBasis::Mention),
                    PeriodChoice::That => (self.mention.map(Period::pivot), 0, DateBasis::Mention),
                    PeriodChoice::After => (self.mention.map(Period::pivot), 1, DateBasis::Mention),
                };
                Some((anchor?.year() + on, basis))
            }
        }
    }

    fn calendar(&self, year: Year, month: Option<i8>, day: Option<i8>, weekday: Option<i8>) -> ResolvedDate {
        let Some(month) = month else {
            return match self.year(year).and_then(|(year, basis)| Some((Period::year(year)?, basis))) {
                Some((period, basis)) => whole(period, basis),
                None => open(DateKind::Date, "XXXX", DateBasis::Published),
            };
        };
        let unknown = match day {
            Some(day) => format!("XXXX-{month:02}-{day:02}"),
            None => format!("XXXX-{month:02}"),
        };
        // No year has it, whichever is meant.
        let impossible = |value: String, basis| ResolvedDate {
            trouble: Some(Trouble::Impossible),
            edtf: None,
            ..open(DateKind::Date, &value, basis)
        };
        if day.is_some_and(|day| Date::new(2000, month, day).is_err()) {
            let (year, basis) =
                self.year(year).map_or((None, DateBasis::Published), |(year, basis)| (Some(year), basis));
            return impossible(year.map_or(unknown.clone(), |year| format!("{year:04}{}", &unknown[4..])), basis);
        }
        let period = |year: i16| match day {
            Some(day) => Date::new(year, month, day).ok().map(Period::day),
            None => Period::month(year, month),
        };
        if let Some((year, basis)) = self.year(year) {
            let Some(period) = period(year) else { return impossible(format!("{year:04}{}", &unknown[4..]), basis) };
            return whole(period, basis);
        }
        if year != Year::Unsaid {
            return open(DateKind::Date, &unknown, DateBasis::Mention);
        }
        // Told in the year of another mention, unless it is about the day of publication: news is of these days.
        let near = |today: Date| {
            let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
            let turn = DateContext { tense: Tense::Unknown, ..*self }.nearest(today, &period, true);
            turn.is_some_and(|turn| days(turn.last, today) <= NEAR && days(today, turn.first) <= NEAR)
        };
        if let Some(mention) = self.mention
            && let Some(period) = period(mention.pivot().year())
            && !self.published.is_some_and(near)
        {
            return whole(period, DateBasis::Mention);
        }
        let Some(today) = self.published else { return open(DateKind::Date, &unknown, DateBasis::Published) };
        // A weekday beside it settles the year; without one the tense says the side.
        if let Some(weekday) = weekday {
            let fits = |year: i16| period(year).filter(|p| p.first.weekday().to_monday_one_offset() == weekday);
            let near = [0, -1, 1, -2, 2].into_iter().find_map(|on| fits(today.year() + on));
            if let Some(period) = near {
                return whole(period, DateBasis::Published);
            }
        }
        match self.nearest(today, &period, true) {
            Some(period) => whole(period, DateBasis::Published),
            None => open(DateKind::Date, &unknown, DateBasis::Published),
        }
    }

    /// The year's turn of something yearly that the tense means.
    ///
    /// The past looks back from the day of publication, the future ahead. Without a tense: the nearest. A day or month
    /// that holds the day of publication is always meant. `is_written` tells a day written out from a holiday, of which the last
    /// one is told long after.
    fn nearest(&self, today: Date, turn: &dyn Fn(i16) -> Option<Period>, is_written: bool) -> Option<Period> {
        // Leap days come every fourth year, or eighth about some centuries.
        let turns = |from: i16, to: i16| (from..=to).filter_map(turn);
        let before = turns(today.year() - 8, today.year()).filter(|period| period.first <= today).last();
        let after = turns(today.year(), today.year() + 8).find(|period| period.last >= today);
        if let (Some(before), Some(after)) = (before, after) {
            if before == after {
                return Some(before);
            }
            let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
            let soon = is_written
                && before.grain == Grain::Day
                && days(today, after.first) <= AHEAD
                && days(before.last, today) >= LONG_AGO;
            return Some(match self.tense {
                Tense::Past if soon => after,
                Tense::Past => before,
                Tense::Future => after,
                Tense::Unknown if days(before.last, today) <= days(today, after.first) => before,
                Tense::Unknown => after,
            });
        }
        before.or(after)
    }

    /// Something that comes once a year: with its year, with which one, or bare.
    fn yearly(
        &self,
        year: Year,
        which: Option<PeriodChoice>,
        unknown: &str,
        turn: impl Fn(i16) -> Option<Period>,
    ) -> ResolvedDate {
        if let Some((year, basis)) = self.year(year) {
            return match turn(year) {
                Some(period) => whole(period, basis),
                None => open(DateKind::Date, unknown, basis),
            };
        }
        let by_mention = matches!(which, Some(PeriodChoice::That | PeriodChoice::Before | PeriodChoice::After));
        if by_mention {
            let year = self.mention.map(|mention| mention.pivot().year());
            let on = match which {
                Some(PeriodChoice::Before) => -1,
                Some(PeriodChoice::After) => 1,
                _ => 0,
            };
            return match year.and_then(|year| turn(year + on)) {
                Some(period) => whole(period, DateBasis::Mention),
                None => open(DateKind::Date, unknown, DateBasis::Mention),
            };
        }
        let period = self.published.and_then(|today| match which {
            // The last one that was over, the next one that has not begun, this year's.
            Some(PeriodChoice::Last) => {
                (today.year() - 1..=today.year()).filter_map(&turn).filter(|p| p.last < today).last()
            }
            Some(PeriodChoice::Next) => (today.year()..=today.year() + 1).filter_map(&turn).find(|p| p.first > today),
            Some(_) => turn(today.year()),
            None => self.nearest(today, &turn, false),
        });
        match period {
            Some(period) => whole(period, DateBasis::Published),
            None => open(DateKind::Date, unknown, DateBasis::Published),
        }
    }

    fn month(&self, month: i8, which: PeriodChoice) -> ResolvedDate {
        self.yearly(Year::Unsaid, Some(which), &format!("XXXX-{month:02}"), |year| Period::month(year, month))
    }

    fn holiday(&self, holiday: Holiday, which: Option<PeriodChoice>, year: Year) -> ResolvedDate {
        let day = |year: i16| match holiday {
            Holiday::Fixed { month, day } => Date::new(year, month, day).ok(),
            Holiday::Weekday { month, nth, weekday, on } => {
                days_on(calendar::nth_weekday(year, month, nth, weekday)?, i64::from(on))
            }
            Holiday::Easter(days) => days_on(calendar::easter(year)?, i64::from(days)),
            Holiday::Once { year, month, day } => Date::new(year, month, day).ok(),
            Holiday::Moving => None,
        };
        match holiday {
            Holiday::Once { .. } => match day(0) {
                Some(day) => whole(Period::day(day), DateBasis::Written),
                None => open(DateKind::Date, "XXXX-XX-XX", DateBasis::Written),
            },
            Holiday::Moving => {
                let year = self.year(year);
                let value = year.map_or("XXXX-XX-XX".to_owned(), |(year, _)| format!("{year:04}-XX-XX"));
                open(DateKind::Date, &value, year.map_or(DateBasis::Published, |(_, basis)| basis))
            }
            Holiday::Fixed { month, day: number } => {
                self.yearly(year, which, &format!("XXXX-{month:02}-{number:02}"), |year| day(year).map(Period::day))
            }
            _ => self.yearly(year, which, "XXXX-XX-XX", |year| day(year).map(Period::day)),
        }
    }

    /// "05.08.2021": by the page's order, by which reading exists, else open with both.
    fn numeric(&self, first: i8, second: i8, year: Year) -> ResolvedDate {
        let Some((year, basis)) = self.year(year) else { return open(DateKind::Date, "XXXX", DateBasis::Written) };
        let day_first = Date::new(year, second, first).ok();
        let month_first = Date::new(year, first, second).ok();
        let (one, other) = match (day_first, month_first, self.order) {
            (Some(day), None, _) | (Some(day), Some(_), Some(Order::DayFirst)) => (day, None),
            (None, Some(day), _) | (Some(_), Some(day), Some(Order::MonthFirst)) => (day, None),
            (Some(one), Some(other), None) if one == other => (one, None),
            (Some(one), Some(other), None) if self.is_of_these_days(one, other) => (one, None),
            (Some(other), Some(one), None) if self.is_of_these_days(one, other) => (one, None),
            (Some(one), Some(other), None) => (one, Some(other)),
            (None, None, _) => {
                let (day, month) = if second > 12 { (second, first) } else { (first, second) };
                return ResolvedDate {
                    trouble: Some(Trouble::Impossible),
                    edtf: None,
                    ..open(DateKind::Date, &format!("{year:04}-{month:02}-{day:02}"), basis)
                };
            }
        };
        let Some(other) = other else { return whole(Period::day(one), basis) };
        ResolvedDate {
            also: vec![other.to_string()],
            trouble: Some(Trouble::Ambiguous),
            edtf: Some(format!("[{},{}]", one.min(other), one.max(other))),
            ..done(DateKind::Date, one.to_string(), None, basis, None)
        }
    }

    /// Whether a day is about that of publication, and another that the same digits may mean is far from it.
    fn is_of_these_days(&self, one: Date, other: Date) -> bool {
        let apart = |day: Date| {
            self.published.and_then(|today| today.until(day).ok()).map_or(i32::MAX, |apart| apart.get_days().abs())
        };
        self.published.is_some() && apart(one) <= 7 && apart(other) > 14
    }

    fn weekday(&self, day: i8, which: Option<PeriodChoice>) -> ResolvedDate {
        let unknown = format!("XXXX-WXX-{day}");
        let on = |from: Date, days: i32| days_on(from, i64::from(days)).map(Period::day);
        let until = |from: Date| i32::from((day - from.weekday().to_monday_one_offset()).rem_euclid(7));
        if let Some(which @ (PeriodChoice::That | PeriodChoice::Before | PeriodChoice::After)) = which {
            let period = self.mention.and_then(|mention| match which {
                PeriodChoice::Before => on(mention.first, until(mention.first) - 7),
                PeriodChoice::After => on(mention.last, if until(mention.last) == 0 { 7 } else { until(mention.last) }),
                _ => on(mention.first, until(mention.first)),
            });
            return match period {
                Some(period) => whole(period, DateBasis::Mention),
                None => open(DateKind::Date, &unknown, DateBasis::Mention),
            };
        }
        let Some(today) = self.published else { return open(DateKind::Date, &unknown, DateBasis::Published) };
        let ahead = until(today);
        let (last, next) = (on(today, if ahead == 0 { 0 } else { ahead - 7 }), on(today, ahead));
        let mut also = None;
        let period = match which {
            Some(PeriodChoice::Last) => on(today, ahead - 7),
            Some(PeriodChoice::Next) => on(today, if ahead == 0 { 7 } else { ahead }),
            // "this Friday": of this week.
            Some(_) => on(today, i32::from(day - today.weekday().to_monday_one_offset())),
            None => match self.tense {
                Tense::Future => next,
                Tense::Past => last,
                Tense::Unknown => {
                    also = next.filter(|_| ahead != 0);
                    last
                }
            },
        };
        match period {
            Some(period) => {
                ResolvedDate { also: also.iter().map(|p| p.value()).collect(), ..whole(period, DateBasis::Published) }
            }
            None => open(DateKind::Date, &unknown, DateBasis::Published),
        }
    }

    fn part_of_year(&self, number: u8, half: bool, fiscal: bool, year: Year) -> ResolvedDate {
        let count = if half { 2 } else { 4 };
        // 0 is the last one: of a year its fourth, alone the one before this.
        let of = |year: i16, number: u8| {
            let number = if number == 0 { count } else { number };
            if half { Period::half(year, number) } else { Period::quarter(year, number) }
        };
        let letter = if half { 'H' } else { 'Q' };
        let unknown = if number == 0 { format!("XXXX-{letter}X") } else { format!("XXXX-{letter}{number}") };
        let (period, basis) = match self.year(year) {
            Some((year, basis)) => (of(year, number), basis),
            None if number == 0 => (
                self.published
                    .and_then(|today| Period::around(today, if half { Grain::Half } else { Grain::Quarter }))
                    .and_then(|period| period.next(-1)),
                DateBasis::Published,
            ),
            // The last one that had begun, or with a tense of the future the next of which all is not told yet: "expects a
            // loss for the third quarter", in November.
            None => (
                self.published.and_then(|today| match self.tense {
                    Tense::Future => (today.year() - 1..=today.year() + 1)
                        .filter_map(|year| of(year, number))
                        .find(|period| days_on(period.last, REPORTED).is_some_and(|due| due >= today)),
                    _ => (today.year() - 1..=today.year())
                        .filter_map(|year| of(year, number))
                        .rfind(|p| p.first <= today),
                }),
                DateBasis::Published,
            ),
        };
        match period {
            // A company's quarter has other days than the calendar's, which are not known.
            Some(period) if fiscal => {
                done(DateKind::Date, period.value(), None, basis, Some(format!("{}~", period.edtf())))
            }
            Some(period) => whole(period, basis),
            None => open(DateKind::Date, &unknown, basis),
        }
    }

    fn is_sunday(&self) -> bool {
        self.published.is_some_and(|today| today.weekday().to_monday_one_offset() == 7)
    }

    fn around(&self, unit: TimeUnit, which: Option<PeriodChoice>) -> ResolvedDate {
        let unknown = open_unit(unit);
        let Some((grain, times)) = unit.grain() else { return open(DateKind::Time, unknown, DateBasis::Published) };
        let (anchor, on, basis) = match which {
            Some(PeriodChoice::That) => (self.mention.map(Period::pivot), 0, DateBasis::Mention),
            Some(PeriodChoice::Before) => (self.mention.map(|m| m.first), -1, DateBasis::Mention),
            Some(PeriodChoice::After) => (self.mention.map(|m| m.last), 1, DateBasis::Mention),
            Some(PeriodChoice::Last) => (self.published, -1, DateBasis::Published),
            Some(PeriodChoice::Next) => (self.published, 1, DateBasis::Published),
            // On a Sunday what is to come "this week" comes in the week that begins.
            Some(PeriodChoice::This) => {
                let begins = unit == TimeUnit::Week && self.tense == Tense::Future && self.is_sunday();
                (self.published, i32::from(begins), DateBasis::Published)
            }
            None => match (unit, self.mention) {
                // The quarter or year that is spoken of, if one is; else that of the day of publication.
                (TimeUnit::Quarter, Some(mention)) if mention.grain == Grain::Quarter => {
                    (Some(mention.first), 0, DateBasis::Mention)
                }
                // The last quarter that was over.
                (TimeUnit::Quarter, _) => (self.published, -1, DateBasis::Published),
                // "over the weekend": the one before, on a Saturday or Sunday this one; with a future the one to come.
                (TimeUnit::Weekend, _) => {
                    let begun = self.published.is_some_and(|today| today.weekday().to_monday_one_offset() >= 6);
                    (self.published, if begun || self.tense == Tense::Future { 0 } else { -1 }, DateBasis::Published)
                }
                _ => (self.published, 0, DateBasis::Published),
            },
        };
        let on = match (unit, which) {
            // On a Saturday or Sunday "last weekend" is still the one before, and on other days the nearest one gone.
            (TimeUnit::Decade, None) => on,
            _ => on * times,
        };
        match anchor.and_then(|day| Period::around(day, grain)).and_then(|period| period.next(on)) {
            Some(period) => whole(period, basis),
            None => open(DateKind::Date, unknown, basis),
        }
    }

    fn offset(&self, count: Count, unit: TimeUnit, from: OffsetAnchor, back: bool) -> ResolvedDate {
        let basis = if from == OffsetAnchor::Mention { DateBasis::Mention } else { DateBasis::Published };
        let unknown = open_unit(unit);
        let Some(n) = whole_number(count) else {
            // "several years ago" with a decimal or no number.
            if let (Count::AndHalf(n), TimeUnit::Year) = (count, unit) {
                let months = n.saturating_mul(12).saturating_add(6);
                return self.offset(Count::Is(months), TimeUnit::Month, from, back);
            }
            let value = match (from, back) {
                (OffsetAnchor::Published, true) => "PAST_REF",
                (OffsetAnchor::Published, false) => "FUTURE_REF",
                (OffsetAnchor::Mention, _) => unknown,
            };
            return open(DateKind::Date, value, basis);
        };
        let n = if back { -n } else { n };
        // "a year ago" of a report on a quarter is that quarter a year before.
        if from == OffsetAnchor::Published
            && unit == TimeUnit::Year
            && let Some(quarter) = self.mention.filter(|mention| mention.grain == Grain::Quarter)
            && let Some(period) = quarter.moved(n, Grain::Year)
        {
            return whole(period, DateBasis::Mention);
        }
        let Some((grain, times)) = unit.grain() else {
            // Hours and minutes: the day is that of the anchor, the time of day stays open.
            let anchor = match from {
                OffsetAnchor::Mention => {
                    self.mention.filter(|mention| mention.grain == Grain::Day).map(|mention| mention.first)
                }
                OffsetAnchor::Published => self.published,
            };
            let Some(day) = anchor else { return open(DateKind::Time, unknown, basis) };
            let days = if unit == TimeUnit::Hour { n / 24 } else { 0 };
            let Some(day) = days_on(day, i64::from(days)) else { return open(DateKind::Time, unknown, basis) };
            return done(DateKind::Time, format!("{day}TXX:XX"), None, basis, None);
        };
        let Some(n) = n.checked_mul(times) else { return open(DateKind::Date, unknown, basis) };
        let period = match from {
            // "a year earlier" keeps how exact its anchor was: a quarter, a month, a day.
            OffsetAnchor::Mention => self.mention.and_then(|mention| {
                let anchor = if back { mention } else { Period { first: mention.last, ..mention } };
                match (mention.grain, grain) {
                    // Days and weeks from a day; "two months later" from a month.
                    (Grain::Day, _) => Period::day(anchor.first).moved(n, grain),
                    (from, by)
                        if from <= by
                            || matches!(from, Grain::Quarter | Grain::Season(_) | Grain::Half) && by >= Grain::Year =>
                    {
                        mention.moved(n, grain)
                    }
                    _ => None,
                }
            }),
            OffsetAnchor::Published => self
                .published
                .and_then(|today| Period::day(today).moved(n, grain))
                .and_then(|p| Period::around(p.first, grain)),
        };
        match period {
            Some(period) => whole(period, basis),
            None => open(DateKind::Date, unknown, basis),
        }
    }

    /// "the past two weeks": a length, and where the day of publication is known the days it reaches over.
    fn framed(&self, count: Count, unit: TimeUnit, back: bool) -> ResolvedDate {
        let value = duration(count, unit);
        let days = self.published.zip(whole_number(count)).and_then(|(today, n)| {
            let (grain, times) = unit.grain()?;
            let grain = if grain == Grain::Weekend { Grain::Week } else { grain };
            let n = n.checked_mul(times)?;
            let far = Period::day(today).moved(if back { -n } else { n }, grain)?.first;
            Some(if back { (far, today) } else { (today, far) })
        });
        let edtf = days.map(|(from, to)| format!("{from}/{to}"));
        let basis = if days.is_some() { DateBasis::Published } else { DateBasis::Written };
        done(DateKind::Duration, value, days, basis, edtf)
    }

    /// A time of day on a day.
    fn time(&self, on: Option<&DateExpression>, time: &str, midnight: bool) -> ResolvedDate {
        let day = match on {
            Some(said) => self.said(said),
            None => match (self.mention.filter(|mention| mention.grain == Grain::Day), self.published) {
                (Some(mention), _) => whole(mention, DateBasis::Mention),
                (None, Some(today)) => whole(Period::day(today), DateBasis::Published),
                (None, None) => open(DateKind::Date, "XXXX-XX-XX", DateBasis::Published),
            },
        };
        let time = if midnight { "T24:00" } else { time };
        ResolvedDate {
            kind: DateKind::Time,
            value: format!("{}{time}", day.value),
            also: day.also.iter().map(|value| format!("{value}{time}")).collect(),
            edtf: match day.days {
                // EDTF has no part of a day and no hour 24.
                Some(_) if time.contains(':') && !midnight && time.len() >= 9 => Some(format!("{}{time}", day.value)),
                _ => day.edtf,
            },
            ..day
        }
    }

    fn nth(&self, nth: u8, unit: PeriodCount, of: &DateExpression) -> ResolvedDate {
        let inner = self.said(of);
        let unknown = match unit {
            PeriodCount::Weekday(day) => format!("XXXX-WXX-{day}"),
            PeriodCount::Unit(unit) => open_unit(unit).to_owned(),
        };
        let period = inner.days.and_then(|(first, last)| {
            let n = i32::from(nth);
            match unit {
                PeriodCount::Weekday(day) => {
                    let ahead = (day - first.weekday().to_monday_one_offset()).rem_euclid(7);
                    let back = (last.weekday().to_monday_one_offset() - day).rem_euclid(7);
                    let found = match nth {
                        0 => days_on(last, -i64::from(back))?,
                        _ => days_on(first, i64::from(ahead) + 7 * i64::from(n - 1))?,
                    };
                    Some(Period::day(found)).filter(|found| found.last <= last)
                }
                PeriodCount::Unit(unit) => {
                    let (grain, _) = unit.grain()?;
                    // The first week of a month is the one that holds its first day, the last the last of which most is in it.
                    match nth {
                        0 if grain == Grain::Week => {
                            let week = Period::around(last, grain)?;
                            if days_on(week.first, 3)? > last { week.next(-1) } else { Some(week) }
                        }
                        0 => Period::around(last, grain),
                        _ => Period::around(first, grain)?.next(n - 1).filter(|found| found.first <= last),
                    }
                }
            }
        });
        match period {
            Some(period) => whole(period, inner.basis),
            None => open(DateKind::Date, &unknown, inner.basis),
        }
    }

    /// "the last five days of May": from the first of them to the last.
    fn part(&self, count: u8, unit: TimeUnit, last: bool, of: &DateExpression) -> ResolvedDate {
        let inner = self.said(of);
        let length = i64::from(count) * if unit == TimeUnit::Week { 7 } else { 1 };
        let months = i32::from(count) - 1;
        let month_on = |day: Date, on: i32| Period::around(day, Grain::Month)?.next(on);
        let days = inner.days.and_then(|(from, to)| {
            let days = match (unit, last) {
                (TimeUnit::Month, true) => (month_on(to, -months)?.first, to),
                (TimeUnit::Month, false) => (from, month_on(from, months)?.last),
                (_, true) => (days_on(to, 1 - length)?, to),
                (_, false) => (from, days_on(from, length - 1)?),
            };
            (days.0 >= from && days.1 <= to).then_some(days)
        });
        match days {
            Some((from, to)) => {
                let range = format!("{from}/{to}");
                // TimeML calls "the first nine months of 1997" a length of time.
                let (kind, value) = match unit {
                    TimeUnit::Month => (DateKind::Duration, format!("P{count}M")),
                    _ => (DateKind::Date, range.clone()),
                };
                done(kind, value, days, inner.basis, Some(range))
            }
            None => open(DateKind::Date, open_unit(unit), inner.basis),
        }
    }

    /// "on the 7th": the first such day on or after the day spoken of; else the one on the side of the day of publication
    /// that the tense says.
    fn day_of_month(&self, day: i8) -> ResolvedDate {
        let in_month = |of: Date, on: i32| {
            let month = Period::around(of, Grain::Month)?.next(on)?;
            Date::new(month.first.year(), month.first.month(), day).ok()
        };
        let spoken = self.mention.and_then(|mention| {
            let from = mention.first;
            (0..3).filter_map(|on| in_month(from, on)).find(|day| *day >= from)
        });
        let ahead = |day: &Date| self.published.is_none_or(|today| *day > today);
        if let Some(day) = spoken.filter(|day| self.tense == Tense::Future || !ahead(day) || self.published.is_none()) {
            return whole(Period::day(day), DateBasis::Mention);
        }
        let near = self.published.and_then(|today| match self.tense {
            Tense::Future => (0..3).filter_map(|on| in_month(today, on)).find(|day| *day >= today),
            _ => (0..3).filter_map(|back| in_month(today, -back)).find(|day| *day <= today),
        });
        match near {
            Some(day) => whole(Period::day(day), DateBasis::Published),
            None => open(DateKind::Date, &format!("XXXX-XX-{day:02}"), DateBasis::Published),
        }
    }

    /// Takes the part that "early" and its like mean: a third, which is what the words say at most; for "earlier" and
    /// "later" the part on that side of the day of publication. The value stays that of the period, as in TIMEX3.
    fn trim(&self, resolved: &mut ResolvedDate, trim: Trim) {
        let Some((first, last)) = resolved.days.filter(|(first, last)| first != last) else { return };
        let length = first.until(last).map_or(0, |span| i64::from(span.get_days()));
        let third = length / 3;
        let on = |day: Date, days: i64| days_on(day, days).unwrap_or(day);
        let today = self.published.filter(|today| (first..=last).contains(today));
        let days = match (trim, today) {
            (Trim::Start, _) => (first, on(first, third)),
            (Trim::Mid, _) => (on(first, third), on(last, -third)),
            (Trim::End, _) => (on(last, -third), last),
            (Trim::Earlier, Some(today)) => (first, today),
            (Trim::Later, Some(today)) => (today, last),
            _ => return,
        };
        resolved.days = Some(days);
        resolved.edtf = Some(format!("{}/{}", days.0, days.1));
    }
}

/// A count that is a whole number, small enough to reckon with.
fn whole_number(count: Count) -> Option<i32> {
    match count {
        Count::Is(n) => i32::try_from(n).ok().filter(|n| *n <= 100_000),
        _ => None,
    }
}
