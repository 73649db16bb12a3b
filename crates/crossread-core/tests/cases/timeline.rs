//! What happened when, in the order of the days.

use crossread_core::{Ledger, Story};

/// A line for each row: its days, what happened, and whether one account alone tells it.
pub fn render(story: &Story, ledger: &Ledger) -> Vec<String> {
    let row = |row: &crossread_core::ledger::TimelineRow| {
        let days = if row.from == row.to { row.from.to_string() } else { format!("{} to {}", row.from, row.to) };
        let name = story.words(ledger.events[row.event as usize].name).split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{days}: {name}{}", if row.alone { " (one account)" } else { "" })
    };
    ledger.timeline.iter().map(row).collect()
}
