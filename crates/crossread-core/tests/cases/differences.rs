//! How the readings of each entry for a figure differ, and whether it happened.

use crossread_core::ledger::{Entry, EntryKind};
use crossread_core::{Reading, Story};

/// A line for each entry: what it is about, how its readings stand to each other, and the readings; then one for each
/// difference.
pub fn render(story: &Story, ledger: &crossread_core::Ledger) -> Vec<String> {
    let compared = |entry: &&Entry| matches!(entry.kind, EntryKind::Figure | EntryKind::Event);
    ledger.entries.iter().filter(compared).flat_map(|entry| lines(story, entry)).collect()
}

fn lines(story: &Story, entry: &Entry) -> Vec<String> {
    let words = |reading: &Reading| story.words(reading.words()).to_owned();
    let status = format!("{:?}", entry.status).to_lowercase();
    let readings: Vec<String> = entry.readings.iter().map(words).collect();
    let mut lines = vec![format!("{}: {status}: {}", story.words(entry.subject), readings.join("; "))];
    lines.extend(entry.differences.iter().map(|difference| {
        let (a, b) = difference.between;
        format!("  {} / {}: {:?}", readings[a as usize], readings[b as usize], difference.kind)
    }));
    lines
}
