//! What is known to come from elsewhere: copied words, credits.

use crossread_core::Story;
use crossread_core::align::lineage::{EarlierEnd, Link};

/// A line for each link: what shows it, its sort, the outlets of both ends and the words of the later one.
pub fn render(story: &Story, ledger: &crossread_core::Ledger) -> Vec<String> {
    let outlet = |article: u32| story.articles()[article as usize].facts.outlet.as_deref().unwrap_or("?");
    let line = |link: &Link| {
        let earlier = match &link.earlier {
            EarlierEnd::Passage(passage) => outlet(passage.article),
            EarlierEnd::Outlet { name, .. } => name,
        };
        let words = story.words(link.later).split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{:?} {:?}: {} from {earlier}: {words}", link.why, link.kind, outlet(link.later.article))
    };
    ledger.lineage.iter().map(line).collect()
}
