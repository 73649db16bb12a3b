//! Words of the calendar and of time.

use super::groups::groups;

groups! {
    /// Words that tell when.
    Dates, "groups/dates.txt" {
        /// Verbs by which a record tells in the present what has been.
        records: Group,
        /// Words behind which a day is an end.
        until: Group,
        /// Helpers that put a verb into the past.
        have: Group,
        /// Words behind which the thing that a day has is to come: "worried about Saturday's final".
        awaited: Phrases,
        /// Words by which a day is set: "a plan for Friday".
        planned_for: Group,
    }
}
