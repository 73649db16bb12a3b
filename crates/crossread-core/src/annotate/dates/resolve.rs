//! From what a mention says to the days it covers.

use super::pattern::{From, Part, Said, Unit, duration};
use super::{DateBasis, DateKind};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A mention, resolved as far as its anchors are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
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

/// Reckons the days of a mention. `published` is the day it was said; `mention` the first and last day of the last
/// date before it; `ahead` whether its clause speaks of what is to come.
pub fn resolve(said: &Said, published: Option<Date>, mention: Option<(Date, Date)>, ahead: bool) -> Resolved {
    match said {
        Said::Calendar { year, month, day, other, part } => {
            calendar(*year, *month, *day, *other, *part, published, mention, ahead)
        }
        Said::Decade(first) => {
            let days = Some((ymd(*first, 1, 1), ymd(first + 9, 12, 31)));
            let value = format!("{}", first / 10);
            done(DateKind::Date, value.clone(), days, DateBasis::Written, Some(format!("{value}X")))
        }
        Said::Century(number) => {
            let value = format!("{:02}", number - 1);
            let days = Some((ymd((number - 1) * 100, 1, 1), ymd((number - 1) * 100 + 99, 12, 31)));
            done(DateKind::Date, value.clone(), days, DateBasis::Written, Some(format!("{value}XX")))
        }
        Said::Weekday { day, which, part } => weekday(*day, *which, *part, published, ahead),
        Said::Offset { count, unit, from, part } => offset(*count, *unit, *from, *part, published, mention),
        Said::Around { which, unit, part } => {
            let basis = DateBasis::Published;
            match published.and_then(|day| around(day, *which, *unit)) {
                Some((value, first, last)) => parted(value, first, last, *part, basis),
                None => unknown(DateKind::Date, pattern_of(*unit), basis),
            }
        }
        Said::Season { season, year, which } => {
            const LETTERS: [&str; 4] = ["SP", "SU", "FA", "WI"];
            let basis = if year.is_some() { DateBasis::Written } else { DateBasis::Published };
            let year = year.or(published.map(|day| day.year() + *which as i16));
            match year {
                Some(year) => {
                    let letters = LETTERS[*season as usize];
                    done(
                        DateKind::Date,
                        format!("{year}-{letters}"),
                        None,
                        basis,
                        Some(format!("{year}-{}", 21 + season)),
                    )
                }
                None => unknown(DateKind::Date, "XXXX".to_owned(), basis),
            }
        }
        Said::Quarter { quarter, halves, year, which } => quarter_of(*quarter, *halves, *year, *which, published),
        Said::Length { count, unit } => {
            // "two decades" in years and "a fortnight" in weeks are how TIMEX3 wants them; the rest as said.
            done(DateKind::Duration, duration(count.as_deref(), *unit), None, DateBasis::Written, None)
        }
        Said::Recurring(value) => done(DateKind::Set, value.clone(), None, DateBasis::Written, None),
        Said::At(value) => {
            let days = (*value == "PRESENT_REF").then_some(published).flatten().map(|day| (day, day));
            done(DateKind::Date, (*value).to_owned(), days, DateBasis::Published, None)
        }
        Said::Clock { minutes, part, weekday: day, day_offset } => {
            let basis = DateBasis::Published;
            let date = match day {
                Some(day) => weekday(*day, None, Part::Whole, published, ahead).days.map(|(first, _)| first),
                None => published.and_then(|day| day.checked_add(i64::from(*day_offset).days()).ok()),
            };
            let prefix = date.map_or("XXXX-XX-XX".to_owned(), |date| date.to_string());
            let value = match minutes {
                Some(minutes) => format!("{prefix}T{:02}:{:02}", minutes / 60, minutes % 60),
                None => format!("{prefix}T{}", letters(*part)),
            };
            let edtf = date.map(|date| date.to_string());
            done(DateKind::Time, value, date.map(|date| (date, date)), basis, edtf)
        }
        Said::Relative(days) => {
            let (base, basis) = match mention {
                Some((first, last)) => (Some(if *days > 0 { last } else { first }), DateBasis::Mention),
                None => (published, DateBasis::Published),
            };
            match base.and_then(|base| base.checked_add(i64::from(*days).days()).ok()) {
                Some(day) => one_day(day, basis),
                None => unknown(DateKind::Date, "XXXX-XX-XX".to_owned(), basis),
            }
        }
    }
}

fn letters(part: Part) -> &'static str {
    match part {
        Part::Morning => "MO",
        Part::Afternoon => "AF",
        Part::Evening => "EV",
        _ => "NI",
    }
}

fn done(kind: DateKind, value: String, days: Option<(Date, Date)>, basis: DateBasis, edtf: Option<String>) -> Resolved {
    Resolved { kind, value, days, basis, edtf, also: Vec::new(), trouble: None }
}

fn unknown(kind: DateKind, value: String, basis: DateBasis) -> Resolved {
    done(kind, value, None, basis, None)
}

fn one_day(day: Date, basis: DateBasis) -> Resolved {
    done(DateKind::Date, day.to_string(), Some((day, day)), basis, Some(day.to_string()))
}

/// A day that is known to exist: only firsts and lasts of months and years come here.
fn ymd(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).unwrap_or(Date::MAX)
}

/// A period with "early", "mid" or "late" of it: a third, which is what the words say at most.
fn parted(value: String, first: Date, last: Date, part: Part, basis: DateBasis) -> Resolved {
    let length = first.until(last).map_or(0, |span| span.get_days());
    let third = i64::from(length / 3);
    let days = match part {
        Part::Start => (first, first.saturating_add(third.days())),
        Part::Mid => (first.saturating_add(third.days()), last.saturating_sub(third.days())),
        Part::End => (last.saturating_sub(third.days()), last),
        _ => (first, last),
    };
    let mut edtf = if first == last { first.to_string() } else { format!("{}/{}", days.0, days.1) };
    if part == Part::Whole
        && (value.len() == 7 || value.len() == 4)
        && value.chars().all(|c| c.is_ascii_digit() || c == '-')
    {
        edtf.clone_from(&value);
    }
    done(DateKind::Date, value, Some(days), basis, Some(edtf))
}

#[allow(clippy::too_many_arguments)]
fn calendar(
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    other: Option<(i8, i8)>,
    part: Part,
    published: Option<Date>,
    mention: Option<(Date, Date)>,
    ahead: bool,
) -> Resolved {
    let Some(month) = month else {
        let year = year.unwrap_or(0);
        return parted(format!("{year:04}"), ymd(year, 1, 1), ymd(year, 12, 31), part, DateBasis::Written);
    };
    let (year, basis) = match year {
        Some(year) => (Some(year), DateBasis::Written),
        // The year nearest to the day of publication, on the side that the tense says.
        None => (
            published.map(|today| nearest_year(today, month, day, ahead)).or(mention.map(|(first, _)| first.year())),
            DateBasis::Published,
        ),
    };
    let Some(year) = year else {
        let value = match day {
            Some(day) => format!("XXXX-{month:02}-{day:02}"),
            None => format!("XXXX-{month:02}"),
        };
        return unknown(DateKind::Date, value, basis);
    };
    match day {
        Some(day) => match Date::new(year, month, day) {
            Ok(date) => {
                let mut resolved = one_day(date, basis);
                if let Some((month, day)) = other
                    && let Ok(other) = Date::new(year, month, day)
                {
                    resolved.also.push(other.to_string());
                    resolved.trouble = Some(Trouble::Ambiguous);
                    resolved.edtf = Some(format!("[{},{}]", date.min(other), date.max(other)));
                }
                resolved
            }
            Err(_) => Resolved {
                trouble: Some(Trouble::Impossible),
                ..unknown(DateKind::Date, format!("{year:04}-{month:02}-{day:02}"), basis)
            },
        },
        None => {
            let first = ymd(year, month, 1);
            parted(format!("{year:04}-{month:02}"), first, first.last_of_month(), part, basis)
        }
    }
}

fn nearest_year(today: Date, month: i8, day: Option<i8>, ahead: bool) -> i16 {
    let this = Date::new(today.year(), month, day.unwrap_or(1).min(28)).unwrap_or(today);
    let away = today.until(this).map_or(0, |span| span.get_days());
    // A month a little ahead is meant as coming even in plain past tense text ("the March deadline"); more than half
    // a year ahead it is last year's, and the other way round with a future tense.
    match (ahead, away) {
        (true, away) if away < -31 => today.year() + 1,
        (false, away) if away > 120 => today.year() - 1,
        _ => today.year(),
    }
}

fn weekday(day: i8, which: Option<i8>, part: Part, published: Option<Date>, ahead: bool) -> Resolved {
    let basis = DateBasis::Published;
    let suffix = match part {
        Part::Morning | Part::Afternoon | Part::Evening | Part::Night => Some(letters(part)),
        _ => None,
    };
    let kind = if suffix.is_some() { DateKind::Time } else { DateKind::Date };
    let Some(today) = published else {
        let time = suffix.map_or(String::new(), |suffix| format!("T{suffix}"));
        return unknown(kind, format!("XXXX-WXX-{day}{time}"), basis);
    };
    let now = today.weekday().to_monday_one_offset();
    let back = i64::from((now - day).rem_euclid(7));
    let date = match which {
        // "on Friday" in a text of a Friday is that day, unless it is said to be the last or next one.
        None | Some(0) if ahead => today.checked_add(((7 - back) % 7).days()),
        None | Some(0) => today.checked_sub(back.days()),
        Some(-1) => today.checked_sub((if back == 0 { 7 } else { back }).days()),
        _ => today.checked_add((7 - back).days()),
    };
    match date {
        Ok(date) => {
            let mut resolved = one_day(date, basis);
            if let Some(suffix) = suffix {
                resolved.kind = DateKind::Time;
                resolved.value = format!("{date}T{suffix}");
            }
            resolved
        }
        Err(_) => unknown(kind, format!("XXXX-WXX-{day}"), basis),
    }
}

fn offset(
    count: i32,
    unit: Unit,
    from: From,
    _part: Part,
    published: Option<Date>,
    mention: Option<(Date, Date)>,
) -> Resolved {
    let (base, basis) = match (from, mention) {
        (From::Mention, Some((first, last))) => (Some(if count > 0 { last } else { first }), DateBasis::Mention),
        _ => (published, DateBasis::Published),
    };
    let n = i64::from(count);
    let Some(base) = base else {
        return unknown(DateKind::Date, pattern_of(unit), basis);
    };
    let moved = match unit {
        // Hours and minutes stay on the day unless they fill days.
        Unit::Second | Unit::Minute | Unit::Hour => {
            let prefix = base.to_string();
            return done(DateKind::Time, format!("{prefix}TXX:XX"), Some((base, base)), basis, Some(prefix));
        }
        Unit::Day => base.checked_add(n.days()),
        Unit::Weekend | Unit::Week => base.checked_add((n * 7).days()),
        Unit::Fortnight => base.checked_add((n * 14).days()),
        Unit::Month => base.checked_add(n.months()),
        Unit::Quarter => base.checked_add((n * 3).months()),
        Unit::Year => base.checked_add(n.years()),
        Unit::Decade => base.checked_add((n * 10).years()),
        Unit::Century => base.checked_add((n * 100).years()),
    };
    let Ok(day) = moved else { return unknown(DateKind::Date, pattern_of(unit), basis) };
    if unit == Unit::Day {
        return one_day(day, basis);
    }
    match around(day, 0, if unit == Unit::Fortnight { Unit::Week } else { unit }) {
        Some((value, first, last)) => parted(value, first, last, Part::Whole, basis),
        None => unknown(DateKind::Date, pattern_of(unit), basis),
    }
}

/// The value of a unit of which nothing is known.
fn pattern_of(unit: Unit) -> String {
    match unit {
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
        Unit::Day => "XXXX-XX-XX",
        Unit::Hour | Unit::Minute | Unit::Second => "XXXX-XX-XXTXX:XX",
    }
    .to_owned()
}

/// The unit that holds `day`, `which` units on: its TIMEX3 value and its first and last day.
fn around(day: Date, which: i32, unit: Unit) -> Option<(String, Date, Date)> {
    let n = i64::from(which);
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return None,
        Unit::Day => {
            let day = day.checked_add(n.days()).ok()?;
            (day.to_string(), day, day)
        }
        Unit::Week | Unit::Weekend | Unit::Fortnight => {
            let day = day.checked_add((n * 7).days()).ok()?;
            let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
            let sunday = monday.checked_add(6.days()).ok()?;
            let week = day.iso_week_date();
            let value = format!("{:04}-W{:02}", week.year(), week.week());
            if unit == Unit::Weekend {
                // Said on a Saturday or Sunday, "the weekend" is this one, not the one before.
                let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && which == -1;
                if weekend {
                    return around(day.checked_add(7.days()).ok()?, 0, unit);
                }
                (format!("{value}-WE"), monday.checked_add(5.days()).ok()?, sunday)
            } else {
                (value, monday, sunday)
            }
        }
        Unit::Month => {
            let day = day.first_of_month().checked_add(n.months()).ok()?;
            (format!("{:04}-{:02}", day.year(), day.month()), day, day.last_of_month())
        }
        Unit::Quarter => {
            let day = day.first_of_month().checked_add((n * 3).months()).ok()?;
            let quarter = (day.month() - 1) / 3 + 1;
            let first = Date::new(day.year(), (quarter - 1) * 3 + 1, 1).ok()?;
            let last = first.checked_add(2.months()).ok()?.last_of_month();
            (format!("{:04}-Q{quarter}", day.year()), first, last)
        }
        Unit::Year => {
            let year = day.year().checked_add(i16::try_from(which).ok()?)?;
            (format!("{year:04}"), Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)
        }
        Unit::Decade => {
            let first = (day.year() / 10 + i16::try_from(which).ok()?) * 10;
            (format!("{:03}", first / 10), Date::new(first, 1, 1).ok()?, Date::new(first + 9, 12, 31).ok()?)
        }
        Unit::Century => {
            let first = (day.year() / 100 + i16::try_from(which).ok()?) * 100;
            (format!("{:02}", first / 100), Date::new(first, 1, 1).ok()?, Date::new(first + 99, 12, 31).ok()?)
        }
    })
}

fn quarter_of(quarter: u8, halves: bool, year: Option<i16>, which: Option<i32>, published: Option<Date>) -> Resolved {
    let basis = if year.is_some() { DateBasis::Written } else { DateBasis::Published };
    if let Some(which) = which {
        return match published.and_then(|day| around(day, which, Unit::Quarter)) {
            Some((value, first, last)) => parted(value, first, last, Part::Whole, basis),
            None => unknown(DateKind::Date, "XXXX-QX".to_owned(), basis),
        };
    }
    let months = if halves { 6 } else { 3 };
    let letter = if halves { "H" } else { "Q" };
    if i8::try_from(quarter).map_or(0, |q| q * months) > 12 {
        return unknown(DateKind::Date, format!("XXXX-{letter}X"), basis);
    }
    let first_month = (quarter as i8 - 1) * months + 1;
    // Without a year: the last one that had begun.
    let year = year.or_else(|| {
        let today = published?;
        Some(if first_month > today.month() { today.year() - 1 } else { today.year() })
    });
    match year {
        Some(year) => {
            let first = ymd(year, first_month, 1);
            let last = first.saturating_add(i64::from(months - 1).months()).last_of_month();
            parted(format!("{year:04}-{letter}{quarter}"), first, last, Part::Whole, basis)
        }
        None => unknown(DateKind::Date, format!("XXXX-{letter}{quarter}"), basis),
    }
}
