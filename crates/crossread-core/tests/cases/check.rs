//! What is found in a draft.

use crossread_core::Story;
use crossread_core::check::DraftFindings;
use crossread_core::story::Passage;

/// A line for each finding: the words of the draft, what it is, and the words of the accounts.
pub fn render(story: &Story, checked: &DraftFindings, draft: u32) -> Vec<String> {
    let words = |passage: &Passage| story.words(*passage).to_owned();
    let line = |finding: &crossread_core::check::Finding| {
        let own = words(&Passage { article: draft, span: finding.span });
        let told: Vec<String> = finding.passages.iter().map(words).collect();
        let told = if told.is_empty() { String::new() } else { format!(" / {}", told.join("; ")) };
        format!("{}: {own}{told}", finding.code.name())
    };
    checked.findings.iter().map(line).collect()
}
