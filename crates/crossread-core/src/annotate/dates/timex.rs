//! When, in the values of TIMEX3: ISO 8601 with gaps.

use std::fmt;

/// When, as TIMEX3 writes it: `2020-01-05`, `XXXX-01-05T09:30`, `2020-W01-WE`, `P18Y`, `PRESENT_REF`. What it says is asked by
/// name, so that nobody takes it apart again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex(String);

impl Timex {
    /// As TIMEX3 writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it says no more than that something was, is or will be: "now", "in the past".
    pub fn is_at_large(&self) -> bool {
        self.0.ends_with("_REF")
    }

    /// Whether it names both ends of a span: `2020-01-03/2020-01-05`.
    pub fn is_span(&self) -> bool {
        self.0.contains('/')
    }

    /// The time of day: `09:30`, or a part of the day, `MO`. A length has none.
    pub fn clock(&self) -> Option<&str> {
        let is_length = self.0.starts_with('P');
        self.0.split_once('T').map(|(_, clock)| clock).filter(|_| !is_length && !self.is_at_large())
    }

    /// The month and the day of the month: `01-05`. A weekday or "today" of an unknown week names none.
    pub fn month_and_day(&self) -> Option<&str> {
        let is_day = self.0.len() == "2020-01-05".len() && !self.0.contains('W') && !self.is_at_large();
        self.0.get("2020-".len()..).filter(|day| is_day && !day.contains('X'))
    }
}

impl From<String> for Timex {
    fn from(value: String) -> Timex {
        Timex(value)
    }
}

impl fmt::Display for Timex {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_says_what_it_holds() {
        let timex = |value: &str| Timex::from(value.to_owned());
        assert_eq!(timex("2020-01-05T09:30").clock(), Some("09:30"));
        assert_eq!(timex("2020-01-05TMO").clock(), Some("MO"));
        assert_eq!(timex("2020-01-05").month_and_day(), Some("01-05"));
        for none in ["PAST_REF", "FUTURE_REF", "PT5H", "P2D", "2020-W01"] {
            assert_eq!((timex(none).clock(), timex(none).month_and_day()), (None, None), "{none}");
        }
        assert!(timex("2020-01-03/2020-01-05").is_span() && !timex("2020-01-03").is_span());
        assert!(timex("PRESENT_REF").is_at_large() && !timex("2020").is_at_large());
    }
}
