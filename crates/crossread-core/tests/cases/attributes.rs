//! What the accounts say that somebody or something is, where and why it was.

use crossread_core::ledger::EntryKind;
use crossread_core::{Ledger, Story};

/// A line for each entry: the aspect, the words that say what is compared, how its readings stand to each other, and the
/// readings, each with the words of every passage.
pub fn render(story: &Story, ledger: &Ledger) -> Vec<String> {
    let attributes = ledger.entries.iter().filter(|entry| entry.kind == EntryKind::Attribute);
    let lines = attributes.map(|entry| {
        let readings: Vec<String> = entry
            .readings
            .iter()
            .map(|reading| reading.passages().map(|passage| story.words(passage)).collect::<Vec<_>>().join(" = "))
            .collect();
        let aspect = entry.aspect.map_or(String::new(), |aspect| format!("{aspect:?}").to_lowercase());
        let status = format!("{:?}", entry.status).to_lowercase();
        format!("{aspect}: {}: {status}: {}", story.words(entry.subject), readings.join("; "))
    });
    lines.collect()
}
