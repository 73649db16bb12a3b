//! Exact quantities: read from words, written out, and compared.
//!
//! Reading is pure: it looks at words alone, never at syntax. [`find`] picks the quantities out of running text and
//! leaves out numbers that count nothing (years, times of day, telephone numbers, "Boeing 737"); [`Quantity::parse`]
//! reads words that are known to be one quantity. The words at each span that [`find`] returns parse to its quantity.

mod compare;
mod context;
mod english;
mod hedges;
mod numbers;
mod pairs;
mod pieces;
mod read;
mod reader;
mod units;

pub(crate) use crate::language::quantities::Direction;
pub use crate::language::quantities::{Bound, Unit};
pub use compare::Compatibility;
pub(crate) use compare::distance;
pub(crate) use english::{direction_of, is_plural as looks_plural, is_superlative};
pub use read::{QuantityMention, find};
pub use reader::QuantityForm;

use crate::language::Language;
use rust_decimal::Decimal;
use std::fmt;

/// How much, exactly as the words say it: an exact decimal with a bound. No floating point anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// Least value the words name. `None` for "fewer than 30" or "dozens of" where they name none.
    pub low: Option<Decimal>,
    /// Greatest value the words name. Equal to `low` unless the words give a range.
    pub high: Option<Decimal>,
    /// How the words bound it.
    pub bound: Bound,
    /// What it is measured in.
    pub unit: Unit,
}

impl Unit {
    /// A vote or a score: "173 to zero", "87-12".
    pub const SCORE: Unit = Unit::Symbol("score");
    /// So many to one: "10:1" is 10.
    pub const RATIO: Unit = Unit::Symbol("ratio");
    /// How many times as much, or how often: "twice", "2.5 times", "tenfold".
    pub const TIMES: Unit = Unit::Symbol("times");
    /// A place in an order: "third", "the second-largest".
    pub const RANK: Unit = Unit::Symbol("rank");
    /// Years of age: "a 16-year-old".
    pub const AGE: Unit = Unit::Symbol("years-old");

    /// Whether it measures a length of time.
    pub fn is_time(self) -> bool {
        const TIMES: [&str; 12] = ["ns", "µs", "ms", "s", "min", "h", "d", "wk", "fortnight", "mo", "y", "decade"];
        matches!(self, Unit::Symbol(symbol) if symbol == "century" || TIMES.contains(&symbol))
    }
}

impl Quantity {
    /// The quantity that `words` write, hedge included, when they write one and nothing else: "some 5,200", "more
    /// than a dozen", "$1.5bn", "two-thirds".
    pub fn parse(language: &Language, words: &str) -> Option<Quantity> {
        read::whole(language, words)
    }

    /// A quantity of one exact value.
    pub fn exact(value: Decimal, unit: Unit) -> Quantity {
        Quantity { low: Some(value), high: Some(value), bound: Bound::Exact, unit }
    }

    /// The one value it names: that of an exact, hedged or one-sided quantity; `None` for a range, a score or a vague
    /// one.
    pub fn value(&self) -> Option<Decimal> {
        match self.bound {
            Bound::Between | Bound::Vague => None,
            Bound::Exact | Bound::About if self.low != self.high => None,
            _ => self.low.or(self.high),
        }
    }
}

impl fmt::Display for Unit {
    /// The unit as output names it: `count`, `percent`, an ISO 4217 code, or a symbol.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unit::Count => f.write_str("count"),
            Unit::Percent => f.write_str("percent"),
            Unit::Currency(code) => code.iter().try_for_each(|&byte| write!(f, "{}", byte as char)),
            Unit::Symbol(symbol) => f.write_str(symbol),
        }
    }
}

impl fmt::Display for Quantity {
    /// One way of writing it for all ways of saying it: "about 5,200", "at least 12 percent", "10 to 12 km", "USD
    /// 1,500,000,000", "24 or more (vague)".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let low = self.low.map(grouped).unwrap_or_default();
        let high = self.high.map(grouped).unwrap_or_default();
        if let Unit::Currency(_) = self.unit {
            match self.bound {
                Bound::Exact | Bound::Between | Bound::Vague => {}
                bound => write!(f, "{} ", words(bound))?,
            }
            write!(f, "{} ", self.unit)?;
        } else if !matches!(self.bound, Bound::Exact | Bound::Between | Bound::Vague) {
            write!(f, "{} ", words(self.bound))?;
        }
        match self.bound {
            Bound::Exact if low != high => write!(f, "{low} to {high}")?,
            Bound::Between => write!(f, "{low} to {high}")?,
            Bound::Vague if low.is_empty() => f.write_str("some number")?,
            Bound::Vague => write!(f, "{low} or more (vague)")?,
            _ if low.is_empty() => f.write_str(&high)?,
            _ => f.write_str(&low)?,
        }
        match self.unit {
            Unit::Count | Unit::Currency(_) | Unit::SCORE => Ok(()),
            Unit::RATIO => f.write_str(" to 1"),
            Unit::AGE => f.write_str(" years old"),
            unit => write!(f, " {unit}"),
        }
    }
}

fn words(bound: Bound) -> &'static str {
    match bound {
        Bound::About => "about",
        Bound::AtLeast => "at least",
        Bound::AtMost => "at most",
        Bound::MoreThan => "more than",
        Bound::LessThan => "less than",
        Bound::Exact | Bound::Between | Bound::Vague => "",
    }
}

/// A decimal with commas between groups of three and no zeros at the end of its fraction.
pub fn grouped(value: Decimal) -> String {
    let plain = value.normalize().to_string();
    let (sign, plain) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = plain.split_once('.').map_or((plain, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut out = sign.to_owned();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossread_language::Span;
    use proptest::prelude::*;

    fn shown(words: &str) -> String {
        Quantity::parse(Language::english(), words).map_or_else(|| "-".to_owned(), |quantity| quantity.to_string())
    }

    /// Words, and the quantity they are.
    const QUANTITIES: [(&str, &str); 75] = [
        ("5,200", "5,200"),
        ("5.2 thousand", "5,200"),
        ("twenty-one", "21"),
        ("a hundred and two", "102"),
        ("two hundred and fifty-four thousand three hundred and one", "254,301"),
        ("half a million", "500,000"),
        ("two and a half million", "2,500,000"),
        ("three quarters of a million", "750,000"),
        ("2 1/2 miles", "2.5 mi"),
        ("2½", "2.5"),
        ("five point two percent", "5.2 percent"),
        ("three lakh", "300,000"),
        ("a dozen", "12"),
        ("half a dozen", "6"),
        ("dozens", "24 or more (vague)"),
        ("tens of thousands", "20,000 or more (vague)"),
        ("several hundred", "200 or more (vague)"),
        ("multi-billion dollar", "USD 2,000,000,000 or more (vague)"),
        ("more than a dozen", "more than 12"),
        ("at least about 30", "at least 30"),
        ("perhaps as many as 30", "at most 30"),
        ("no fewer than 30", "at least 30"),
        ("30 or more", "at least 30"),
        ("20-odd", "about 20"),
        ("up to $5bn", "at most USD 5,000,000,000"),
        ("10 to 12", "10 to 12"),
        ("10–12 km", "10 to 12 km"),
        ("between $2 and $3 million", "USD 2,000,000 to 3,000,000"),
        ("8- to 16-meter", "8 to 16 m"),
        ("two or three", "2 to 3"),
        ("173 to zero", "173 to 0"),
        ("87-12", "87 to 12"),
        ("10:1", "10 to 1"),
        ("one in five", "20 percent"),
        ("three-quarters", "75 percent"),
        ("-5 degrees Celsius", "-5 °C"),
        ("0.5 percentage points", "0.5 pp"),
        ("25 basis points", "25 bp"),
        ("16-year-old", "16 years old"),
        ("10.5 million Australian dollars", "AUD 10,500,000"),
        ("RM3.06mil", "MYR 3,060,000"),
        ("US $7.2 billion", "USD 7,200,000,000"),
        ("2 million pounds", "GBP 2,000,000"),
        ("208 pounds", "208 lb"),
        ("over 60 mph", "more than 60 mph"),
        ("not a single", "0"),
        ("none", "0"),
        ("twice", "2 times"),
        ("tenfold", "10 times"),
        ("about 2.5 times", "about 2.5 times"),
        ("second-largest", "2 rank"),
        ("21st", "21 rank"),
        ("eight or nine hundred", "800 to 900"),
        ("two or three million", "2,000,000 to 3,000,000"),
        ("12 to 15,000", "12,000 to 15,000"),
        ("5-6 m", "5 to 6 m"),
        ("$6 m", "USD 6,000,000"),
        ("3.5t", "3.5 t"),
        ("a million and a half", "1,500,000"),
        ("an hour and a half", "1.5 h"),
        ("two hours and a half", "2.5 h"),
        ("100s of thousands", "200,000 or more (vague)"),
        ("100s", "200 or more (vague)"),
        ("four of every five", "80 percent"),
        ("one worker in eight", "12.5 percent"),
        ("nearly two pupils in five", "about 40 percent"),
        ("one or two hundred", "100 to 200"),
        ("Rs 85L", "INR 8,500,000"),
        ("₹4.2 Cr", "INR 42,000,000"),
        ("Rs 20-25L", "INR 2,000,000 to 2,500,000"),
        ("Rs 1.2 lakh Cr", "INR 1,200,000,000,000"),
        ("４５０", "450"),
        ("ﬁfteen", "15"),
        ("about [5,000", "about 5,000"),
        ("more than <b>300", "more than 300"),
    ];

    #[test]
    fn words_that_are_one_quantity() {
        for (words, quantity) in QUANTITIES {
            assert_eq!(shown(words), quantity, "{words}");
        }
    }

    #[test]
    fn words_that_are_not() {
        for words in
            ["", "the", "192.168.1.2", "05.08.2021", "5 men", "five six", "1,2345", "99999999999999999999999999999999"]
        {
            assert_eq!(Quantity::parse(Language::english(), words), None, "{words}");
        }
    }

    #[test]
    fn numbers_that_count_nothing_are_left_out() {
        for text in [
            "In 2014 it began.",
            "the 2003 invasion of the island",
            "On March 20, 2011, it ended at 10:30 a.m. GMT.",
            "Flight 752 was a Boeing 737 bound for Gate 12.",
            "COVID-19 and the F-16 of Task Force 51",
            "Call +1-222-222-2222 or 555-0143.",
            "He lives at 16 Harbor Street, she at 10 Mt. Orm Rd. in Dorn.",
            "See page 7 of Article 5 and www.example.com/2020/11/story-24.",
            "It was the 21st century, the 1990s, and nineteen eighty-four.",
            "There is no doubt, and one can see why.",
            "open 24/7 since 9/11",
            "Call 020 7946 0018, (0142) 555 010, +44 20 7946 0018 or 07700 900321.",
            "It lies at 34.52 N, 69.18 E, and at 12.5° S.",
            "Photo 1 of 104. 1 of 104 Photos. 3/20",
            "The base fell by 0600 and the Group of 20 met.",
            "The third man said it was the first time.",
            "Registered charity number is 1093355, account number: 30417722.",
            "Pay to account 40217788 or text HELP to 70085, quoting log 232.",
            "A 911 call was played. Dial 999 in an emergency or 111 for advice. Her passport number ended in 4471.",
        ] {
            let found = find(Language::english(), text, Span::new(0, text.len()));
            let words: Vec<&str> = found.iter().map(|found| found.span.of(text)).collect();
            assert!(words.is_empty(), "{text}: {words:?}");
        }
    }

    /// What quantities are made of.
    const RUBBLE: &[&str] = &[
        "5",
        "12",
        "2,500",
        "1.5",
        "2014",
        "0",
        "1/2",
        "½",
        "five",
        "twenty",
        "one",
        "hundred",
        "thousand",
        "million",
        "dozen",
        "dozens",
        "hundreds",
        "several",
        "few",
        "half",
        "third",
        "quarter",
        "a",
        "an",
        "of",
        "and",
        "or",
        "to",
        "in",
        "out",
        "between",
        "from",
        "about",
        "at least",
        "more than",
        "some",
        "up to",
        "or more",
        "over",
        "under",
        "$",
        "£",
        "US$",
        "%",
        "percent",
        "points",
        "km",
        "m",
        "miles",
        "year",
        "-",
        "–",
        ":",
        "/",
        ".",
        ",",
        "(",
        ")",
        "+",
        "no",
        "none",
        "not",
        "single",
        "old",
        "per",
        "dollars",
        "pounds",
        "bn",
        "k",
        "people",
        "the",
        "tall",
        "minus",
        "×10",
        "every",
        "each",
        "twice",
        "times",
        "largest",
        "second",
        "th",
        "million",
        "lakh",
        "L",
        "Cr",
        "worker",
        "Rs",
        "€",
        "e",
        "t",
        "100",
        "15,000",
        "[",
        "*",
        "<b>",
    ];

    /// Runs of words, numerals and marks that quantities are made of, in any order.
    fn rubble() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(RUBBLE);
        prop::collection::vec((piece, prop::bool::weighted(0.8)), 0..14).prop_map(|pieces| {
            pieces.iter().map(|(piece, space)| format!("{piece}{}", if *space { " " } else { "" })).collect()
        })
    }

    fn the_words_parse_back(text: &str) {
        let mut end = 0;
        for found in find(Language::english(), text, Span::new(0, text.len())) {
            assert!(found.span.fits(text) && found.span.contains(found.core) && found.span.start >= end);
            end = found.span.end;
            let words = found.span.of(text);
            assert_eq!(Quantity::parse(Language::english(), words), Some(found.quantity), "'{words}' in '{text}'");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8000))]

        #[test]
        fn the_words_at_a_quantity_parse_to_it(text in rubble()) {
            the_words_parse_back(&text);
        }

        #[test]
        fn any_text_at_all_is_read(text in "\\PC{0,60}") {
            the_words_parse_back(&text);
        }

        #[test]
        fn numerals_are_read_exactly(whole in 0u64..10_000_000_000, cents in 0u32..100) {
            let value = Decimal::from(whole) + Decimal::new(i64::from(cents), 2);
            let written = super::grouped(value);
            prop_assert_eq!(Quantity::parse(Language::english(), &written), Some(Quantity::exact(value, Unit::Count)));
        }
    }
}
