//! How long something has lasted by accounts of several days: "50 hours" on Tuesday and "100 hours" on Thursday began together.

use crate::quantity::{Quantity, Unit};
use jiff::civil::Date;

/// In hours, the shortest length of time whose beginning tells anything, and the longest: a day, and a month.
const LENGTHS: (i64, i64) = (24, 30 * 24);

/// In hours, how far apart two beginnings may be reckoned: accounts of one day are printed at any hour of it.
const APART: i64 = 30;

/// Whether two lengths of time, told on two days, lead back to one beginning and differ.
pub(crate) fn began_together(one: (&Quantity, Date), other: (&Quantity, Date)) -> bool {
    let (Some(a), Some(b)) = (hours(one.0), hours(other.0)) else { return false };
    let between = one.1.until(other.1).map_or(0, |span| i64::from(span.get_days()) * 24);
    // What was told later has lasted longer.
    between != 0 && (b - a).signum() == between.signum() && (b - a - between).abs() <= APART
}

/// Its length in whole hours, where it is told in hours or days.
fn hours(quantity: &Quantity) -> Option<i64> {
    let in_hours = match quantity.unit {
        Unit::Symbol("h") => 1,
        Unit::Symbol("d") => 24,
        _ => return None,
    };
    let number = i64::try_from(quantity.value().or(quantity.low)?.trunc().mantissa()).ok()?;
    let hours = number.checked_mul(in_hours)?;
    (LENGTHS.0..=LENGTHS.1).contains(&hours).then_some(hours)
}
