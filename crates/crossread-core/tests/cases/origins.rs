//! Who says what accounts give, and how many origins it has.

use crossread_core::ledger::{EntryKind, Provenance};
use crossread_core::{Ledger, Story};

/// For each figure, quote and claim a line with its kind and how its readings stand to each other, and the heading of what is said; then
/// one for each reading: its words, who says them, and its origins by number with what each goes back to.
pub fn render(story: &Story, ledger: &Ledger) -> Vec<String> {
    let told = |kind| matches!(kind, EntryKind::Figure | EntryKind::Quote | EntryKind::Claim);
    let name = |via: Option<&Provenance>| match via {
        Some(Provenance::Speaker(words)) => story.words(*words).to_owned(),
        Some(Provenance::Outlet(name)) => format!("the outlet {name}"),
        None => "nobody".to_owned(),
    };
    let mut lines = Vec::new();
    for entry in ledger.entries.iter().filter(|entry| told(entry.kind)) {
        let heading = entry.heading.filter(|_| entry.kind != EntryKind::Figure);
        let heading = heading.map_or_else(String::new, |heading| format!(": {}", story.words(heading.passage)));
        lines.push(format!("{:?} {:?}", entry.kind, entry.status).to_lowercase() + &heading);
        for reading in &entry.readings {
            let origins = reading.origins().iter().map(|origin| format!("{} {}", origin.number(), name(origin.via())));
            let origins: Vec<String> = origins.collect();
            let by = reading.speaker().map_or_else(String::new, |speaker| format!(" by {}", name(Some(speaker))));
            lines.push(format!("  \"{}\"{by}: {}", story.words(reading.words()), origins.join(", ")));
        }
    }
    lines
}
