//! What one outlet printed again in another form.

use crossread_core::{Ledger, Story};

/// A line for each version, with its outlet and whether it is known which came first; below it what went and what came.
pub fn render(story: &Story, ledger: &Ledger) -> Vec<String> {
    let outlet = |article: u32| story.articles()[article as usize].facts.outlet.as_deref().unwrap_or("?");
    let mut lines = Vec::new();
    for version in &ledger.versions {
        let order = if version.directed { "later" } else { "unknown which is later" };
        lines.push(format!("{} again: {order}", outlet(version.later)));
        lines.extend(version.removed.iter().map(|passage| format!("- {}", story.words(*passage))));
        lines.extend(version.added.iter().map(|passage| format!("+ {}", story.words(*passage))));
    }
    lines
}
