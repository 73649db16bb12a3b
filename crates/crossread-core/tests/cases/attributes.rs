//! What the accounts say that somebody or something is, where and why it was.

use crossread_core::ledger::{EntryKind, Reading, Value};
use crossread_core::{Ledger, Story};

/// A line for each entry: the aspect, the words that say what is compared, how its readings stand to each other, and the
/// readings, each with the words of every passage.
pub fn render(story: &Story, ledger: &Ledger) -> Vec<String> {
    let attributes = ledger.entries.iter().filter(|entry| entry.kind == EntryKind::Attribute);
    let lines = attributes.map(|entry| {
        let readings: Vec<String> = entry.readings.iter().map(|reading| reading_line(story, reading)).collect();
        let aspect = entry.aspect.map_or(String::new(), |aspect| format!("{aspect:?}").to_lowercase());
        let status = format!("{:?}", entry.status).to_lowercase();
        format!("{aspect}: {}: {status}: {}", story.words(entry.subject), readings.join("; "))
    });
    lines.collect()
}

/// The words of every passage; before them by which words the reading goes, where they are fewer than the longest of these.
fn reading_line(story: &Story, reading: &Reading) -> String {
    let passages: Vec<&str> = reading.passages().map(|passage| story.words(passage)).collect();
    let count = |words: &str| words.split_whitespace().count();
    let longest = passages.iter().map(|words| count(words)).max().unwrap_or_default();
    let goes_by = match reading.value() {
        Value::Description(words) if count(words) < longest => format!("{words}: "),
        _ => String::new(),
    };
    format!("{goes_by}{}", passages.join(" = "))
}
