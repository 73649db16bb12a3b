//! Stretches of the civil calendar: days, weeks, months, years; their TIMEX3 values and their EDTF.
//!
//! Weeks are those of ISO 8601. A decade or century is the one whose years share their first digits, as in TIMEX3
//! (`199` is 1990 to 1999), not the one that begins with the year 1.

pub(super) use crate::language::dates::Season;
use jiff::Span;
use jiff::civil::Date;

/// What sort of stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Season(Season),
    Half,
    Year,
    Decade,
    Century,
}

/// One stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// What it is.
    pub grain: Grain,
}

/// `day` and so many days on, where the calendar reaches that far.
pub(super) fn days_on(day: Date, days: i64) -> Option<Date> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

fn months_on(day: Date, months: i64) -> Option<Date> {
    day.checked_add(Span::new().try_months(months).ok()?).ok()
}

impl Period {
    /// One day.
    pub(super) fn day(day: Date) -> Period {
        Period { first: day, last: day, grain: Grain::Day }
    }

    /// The month of a year.
    pub(super) fn month(year: i16, month: i8) -> Option<Period> {
        Period::around(Date::new(year, month, 1).ok()?, Grain::Month)
    }

    /// A year.
    pub(super) fn year(year: i16) -> Option<Period> {
        Period::around(Date::new(year, 1, 1).ok()?, Grain::Year)
    }

    /// A quarter (1 to 4) of a year.
    pub(super) fn quarter(year: i16, quarter: u8) -> Option<Period> {
        let month = i8::try_from(quarter).ok()?.checked_mul(3)?.checked_sub(2)?;
        Period::around(Date::new(year, month, 1).ok()?, Grain::Quarter)
    }

    /// A half (1 or 2) of a year.
    pub(super) fn half(year: i16, half: u8) -> Option<Period> {
        let month = i8::try_from(half).ok()?.checked_mul(6)?.checked_sub(5)?;
        Period::around(Date::new(year, month, 1).ok()?, Grain::Half)
    }

    /// A season of a year.
    pub(super) fn season(year: i16, season: Season) -> Option<Period> {
        Period::around(Date::new(year, season.month(), 1).ok()?, Grain::Season(season))
    }

    /// The stretch of this sort that holds `day`; for a weekend, that of its week.
    pub(super) fn around(day: Date, grain: Grain) -> Option<Period> {
        let years = |first: i16, count: i16| {
            Some((Date::new(first, 1, 1).ok()?, Date::new(first.checked_add(count - 1)?, 12, 31).ok()?))
        };
        let (first, last) = match grain {
            Grain::Day => (day, day),
            Grain::Week | Grain::Weekend => {
                let monday = days_on(day, -i64::from(day.weekday().to_monday_zero_offset()))?;
                (if grain == Grain::Week { monday } else { days_on(monday, 5)? }, days_on(monday, 6)?)
            }
            Grain::Month => (day.first_of_month(), day.last_of_month()),
            Grain::Quarter | Grain::Half => {
                let months = if grain == Grain::Quarter { 3 } else { 6 };
                let first = Date::new(day.year(), (day.month() - 1) / months * months + 1, 1).ok()?;
                (first, months_on(first, i64::from(months) - 1)?.last_of_month())
            }
            // Three months about its middle, to reckon with; never shown as its days.
            Grain::Season(season) => {
                let middle = Date::new(day.year(), season.month(), 1).ok()?;
                (months_on(middle, -1)?, months_on(middle, 1)?.last_of_month())
            }
            Grain::Year => years(day.year(), 1)?,
            Grain::Decade => years(day.year().div_euclid(10) * 10, 10)?,
            Grain::Century => years(day.year().div_euclid(100) * 100, 100)?,
        };
        Some(Period { first, last, grain })
    }

    /// The day that stands for it when another period is reckoned: its middle month for a season, else its first.
    pub(super) fn pivot(self) -> Date {
        match self.grain {
            Grain::Season(_) => months_on(self.first, 1).unwrap_or(self.first),
            _ => self.first,
        }
    }

    /// So many stretches of `grain` on, as the same sort of stretch: a quarter a year earlier.
    pub(super) fn moved(self, count: i32, grain: Grain) -> Option<Period> {
        let n = i64::from(count);
        let pivot = self.pivot();
        let day = match grain {
            Grain::Day => days_on(pivot, n)?,
            Grain::Week | Grain::Weekend => days_on(pivot, n.checked_mul(7)?)?,
            Grain::Month => months_on(pivot, n)?,
            Grain::Quarter => months_on(pivot, n * 3)?,
            Grain::Half => months_on(pivot, n * 6)?,
            Grain::Season(_) | Grain::Year => months_on(pivot, n * 12)?,
            Grain::Decade => months_on(pivot, n * 120)?,
            Grain::Century => months_on(pivot, n * 1200)?,
        };
        Period::around(day, self.grain)
    }

    /// So many of its own sort on.
    pub(super) fn next(self, count: i32) -> Option<Period> {
        self.moved(count, self.grain)
    }

    /// Its days. Those of a season are its three months as the press of the northern half counts them.
    pub(super) fn days(self) -> (Date, Date) {
        (self.first, self.last)
    }

    /// Its TIMEX3 value.
    pub(super) fn value(self) -> String {
        let (year, month) = (self.first.year(), self.first.month());
        match self.grain {
            Grain::Day => self.first.to_string(),
            Grain::Week | Grain::Weekend => {
                let week = self.first.iso_week_date();
                let end = if self.grain == Grain::Weekend { "-WE" } else { "" };
                format!("{:04}-W{:02}{end}", week.year(), week.week())
            }
            Grain::Month => format!("{year:04}-{month:02}"),
            Grain::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
            Grain::Half => format!("{year:04}-H{}", (month - 1) / 6 + 1),
            Grain::Season(season) => format!("{:04}-{}", self.pivot().year(), season.letters()),
            Grain::Year => format!("{year:04}"),
            Grain::Decade => format!("{:03}", year.div_euclid(10)),
            Grain::Century => format!("{:02}", year.div_euclid(100)),
        }
    }

    /// The same in Extended Date/Time Format: level 2 where seasons and quarters ask for it, an interval for weeks,
    /// which EDTF does not name.
    pub(super) fn edtf(self) -> String {
        let (year, month) = (self.first.year(), self.first.month());
        match self.grain {
            Grain::Day | Grain::Month | Grain::Year => self.value(),
            Grain::Week | Grain::Weekend => format!("{}/{}", self.first, self.last),
            Grain::Quarter => format!("{year:04}-{}", 33 + (month - 1) / 3),
            Grain::Half => format!("{year:04}-{}", 40 + (month - 1) / 6),
            Grain::Season(season) => format!("{:04}-{}", self.pivot().year(), 21 + season as u8),
            Grain::Decade => format!("{:03}X", year.div_euclid(10)),
            Grain::Century => format!("{:02}XX", year.div_euclid(100)),
        }
    }

    /// The period that a TIMEX3 value names, if it names one whole; of a time of day, its day.
    pub(super) fn of_value(value: &str) -> Option<Period> {
        let value = value.split_once('T').map_or(value, |(day, _)| day);
        if let Ok(day) = value.parse::<Date>() {
            return (value.len() == 10).then(|| Period::day(day));
        }
        if !value.is_ascii() || value.starts_with('P') {
            return None;
        }
        let year = |digits: &str| digits.parse::<i16>().ok().filter(|_| digits.bytes().all(|b| b.is_ascii_digit()));
        let Some((head, tail)) = value.split_once('-') else {
            let number = year(value)?;
            return match value.len() {
                4 => Period::year(number),
                3 => Period::around(Date::new(number * 10, 1, 1).ok()?, Grain::Decade),
                2 => Period::around(Date::new(number * 100, 1, 1).ok()?, Grain::Century),
                _ => None,
            };
        };
        let number = year(head).filter(|_| head.len() == 4)?;
        match tail.as_bytes() {
            b"SP" => Period::season(number, Season::Spring),
            b"SU" => Period::season(number, Season::Summer),
            b"FA" => Period::season(number, Season::Fall),
            b"WI" => Period::season(number, Season::Winter),
            [b'Q', digit @ b'1'..=b'4'] => Period::quarter(number, digit - b'0'),
            [b'H', digit @ b'1'..=b'2'] => Period::half(number, digit - b'0'),
            [b'W', tens, ones, rest @ ..] => {
                let week = i8::try_from(i16::from(tens.checked_sub(b'0')?) * 10 + i16::from(ones.checked_sub(b'0')?));
                let monday = jiff::civil::ISOWeekDate::new(number, week.ok()?, jiff::civil::Weekday::Monday).ok()?;
                match rest {
                    b"" => Period::around(monday.date(), Grain::Week),
                    b"-WE" => Period::around(monday.date(), Grain::Weekend),
                    _ => None,
                }
            }
            [_, _] => Period::month(number, tail.parse().ok()?),
            _ => None,
        }
    }
}

/// The nth weekday (1 for Monday) of a month, the last one for 0.
pub(super) fn nth_weekday(year: i16, month: i8, nth: i8, weekday: i8) -> Option<Date> {
    let first = Date::new(year, month, 1).ok()?;
    if nth == 0 {
        let last = first.last_of_month();
        let back = (last.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
        return days_on(last, -i64::from(back));
    }
    let on = (weekday - first.weekday().to_monday_one_offset()).rem_euclid(7) + (nth - 1) * 7;
    days_on(first, i64::from(on)).filter(|day| day.month() == month)
}

/// Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher (Meeus 1991, Astronomical
/// Algorithms, chapter 8).
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easter_falls_where_almanacs_put_it() {
        for (year, month, day) in [(1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2020, 4, 12), (2038, 4, 25)] {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
    }

    #[test]
    fn weekdays_of_months_are_counted() {
        // Thanksgiving of 2019, Memorial Day of 2021.
        assert_eq!(nth_weekday(2019, 11, 4, 4), Some(date(2019, 11, 28)));
        assert_eq!(nth_weekday(2021, 5, 0, 1), Some(date(2021, 5, 31)));
        assert_eq!(nth_weekday(2021, 2, 5, 1), None);
    }

    #[test]
    fn a_value_names_its_period() {
        let grains = [
            Grain::Day,
            Grain::Week,
            Grain::Weekend,
            Grain::Month,
            Grain::Quarter,
            Grain::Half,
            Grain::Season(Season::Spring),
            Grain::Season(Season::Winter),
            Grain::Year,
            Grain::Decade,
            Grain::Century,
        ];
        let mut day = date(1998, 12, 20);
        while day < date(2002, 1, 10) {
            for grain in grains {
                let period = Period::around(day, grain).expect("a day in the middle of the calendar");
                assert_eq!(Period::of_value(&period.value()), Some(period), "{}", period.value());
            }
            day = days_on(day, 1).expect("a day on");
        }
    }
}
