//! Exact quantities: read from words, written out, and compared.
//!
//! Reading is pure: it looks at words alone, never at syntax. [`find`] picks the quantities out of running text and
//! leaves out numbers that count nothing (years, times of day, telephone numbers, "Boeing 737"); [`Quantity::parse`]
//! reads words that are known to be one quantity. The words at each span that [`find`] returns parse to its quantity.

mod compare;
mod context;
mod lexicon;
mod pieces;
mod read;

pub use compare::Compatibility;
pub(crate) use context::is_plural as looks_plural;
pub(crate) use lexicon::{Direction, direction};
pub use read::{Form, Found, find};

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

/// How the words bound a quantity.
///
/// `low` and `high` hold the named value: "at least 12" is low 12, high none; "at most 12" low none, high 12;
/// "about 12" low = high = 12; "10 to 12" low 10, high 12; "dozens" low 24, high none, vague ("dozens" is two dozen or
/// more; "hundreds" 200; the convention of casualty coders, dozens = 12, belongs to an export). A vote or a score
/// ("173 to zero", unit [`Unit::SCORE`]) is exact: `low` is what the first side has, `high` the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// "12"
    Exact,
    /// "some 12", "around 12"
    About,
    /// "at least 12"
    AtLeast,
    /// "up to 12", "at most 12"
    AtMost,
    /// "more than 12"
    MoreThan,
    /// "fewer than 12"
    LessThan,
    /// "10 to 12"
    Between,
    /// "dozens", "several", "multi-billion"
    Vague,
}

/// What a quantity is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Things counted.
    Count,
    /// Per cent.
    Percent,
    /// Money: the ISO 4217 code.
    Currency([u8; 3]),
    /// A unit's symbol: `km`, `kg`, `h`.
    Symbol(&'static str),
}

impl Unit {
    /// A vote or a score: "173 to zero", "87-12".
    pub const SCORE: Unit = Unit::Symbol("score");
    /// So many to one: "10:1" is 10.
    pub const RATIO: Unit = Unit::Symbol("ratio");
    /// Years of age: "a 16-year-old".
    pub const AGE: Unit = Unit::Symbol("years-old");
}

impl Quantity {
    /// The quantity that `words` write, hedge included, when they write one and nothing else: "some 5,200", "more
    /// than a dozen", "$1.5bn", "two-thirds".
    pub fn parse(words: &str) -> Option<Quantity> {
        read::whole(words)
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
        let low = self.low.map(written).unwrap_or_default();
        let high = self.high.map(written).unwrap_or_default();
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
fn written(value: Decimal) -> String {
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
