//! The rows of the timeline.

use super::TimelineRow;
use crate::align::Alignment;
use crate::annotate::figures::Status;
use crate::story::{Passage, Story};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Longest time, in days, that still dates a happening: a week is "earlier this week"; a month dates a season.
const LONGEST: i32 = 7;

/// The rows of the timeline, by day: happenings that two articles or more tell, and what one alone dates. `entry_at` holds the
/// entry of each passage.
pub(super) fn rows(story: &Story, alignment: &Alignment, entry_at: &BTreeMap<Passage, u32>) -> Vec<TimelineRow> {
    let mut rows = Vec::new();
    // Two happenings that one clause tells best ("ended its search") read as one: the row of the one that more articles tell.
    let mut shown: BTreeMap<(Date, Date, &str), (usize, usize)> = BTreeMap::new();
    for (e, event) in alignment.events.iter().enumerate() {
        let (Some(from), Some(to)) = (event.from, event.to) else { continue };
        let length = from.until(to).map_or(i32::MAX, |span| span.get_days());
        let texts: BTreeSet<[u8; 32]> =
            event.passages().map(|passage| story.articles()[passage.article as usize].sha256).collect();
        let alone = texts.len() < 2;
        let told = matches!(event.status, Status::Asserted | Status::Planned);
        if event.bare_report || length >= LONGEST && alone || alone && !(told && event.dated) {
            continue;
        }
        let entry = event.passages().find_map(|passage| entry_at.get(&passage).copied());
        let row = TimelineRow { event: e as u32, from, to, entry, alone };
        match shown.get_mut(&(from, to, story.words(event.name))) {
            Some((at, tellers)) if *tellers < texts.len() => {
                rows[*at] = row;
                *tellers = texts.len();
            }
            Some(_) => {}
            None => {
                shown.insert((from, to, story.words(event.name)), (rows.len(), texts.len()));
                rows.push(row);
            }
        }
    }
    rows.sort_by_key(|row| (row.from, row.to, alignment.events[row.event as usize].name));
    rows
}
