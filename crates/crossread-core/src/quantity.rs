//! Exact quantities and when two of them can both hold.

use rust_decimal::Decimal;

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
/// more; "hundreds" 200; the convention of casualty coders, dozens = 12, belongs to an export).
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

/// How two quantities stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compatibility {
    /// The same.
    Same,
    /// One is the other rounded.
    Rounding,
    /// Their bounds let both hold.
    Bound,
    /// They can't both hold.
    Conflict,
}

impl Quantity {
    /// How this stands to `other`.
    pub fn compatible(&self, other: &Quantity) -> Compatibility {
        if self == other { Compatibility::Same } else { Compatibility::Conflict }
    }
}
