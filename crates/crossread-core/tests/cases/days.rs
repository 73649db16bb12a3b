//! When something was, by two accounts or more.

use crossread_core::ledger::EntryKind;
use crossread_core::{Ledger, Story};

/// A line for each entry: how its readings stand to each other, and the readings, each with the words of every passage, behind a "not" where it
/// says that it was not then.
pub fn render(story: &Story, ledger: &Ledger) -> Vec<String> {
    let dates = ledger.entries.iter().filter(|entry| entry.kind == EntryKind::Date);
    let lines = dates.map(|entry| {
        let readings: Vec<String> = entry
            .readings
            .iter()
            .map(|reading| {
                let words = reading.passages().map(|passage| story.words(passage)).collect::<Vec<_>>().join(" = ");
                format!("{}{words}", if reading.is_negated() { "not " } else { "" })
            })
            .collect();
        format!("{}: {}", format!("{:?}", entry.status).to_lowercase(), readings.join("; "))
    });
    lines.collect()
}
