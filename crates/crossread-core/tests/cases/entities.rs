//! Whom and what several accounts name.

use crossread_core::{Ledger, Story};
use std::collections::BTreeSet;

/// A line for each whom two accounts or more name: what sort of thing, its spellings, the commonest first, and the outlets.
pub fn render(story: &Story, ledger: &Ledger) -> Vec<String> {
    let outlet = |article: u32| story.articles()[article as usize].facts.outlet.as_deref().unwrap_or("?");
    let mut lines = Vec::new();
    for entity in ledger.entities.iter() {
        let passages = entity.variants.iter().flat_map(|variant| &variant.passages);
        let outlets: BTreeSet<&str> = passages.map(|passage| outlet(passage.article)).collect();
        if outlets.len() > 1 {
            let spellings: Vec<&str> = entity.variants.iter().map(|variant| variant.text.as_str()).collect();
            let outlets: Vec<&str> = outlets.into_iter().collect();
            lines.push(format!("{:?}: {}: {}", entity.kind, spellings.join(" = "), outlets.join(", ")));
        }
    }
    lines
}
