//! The happenings that two or more articles tell.

use crossread_core::Story;
use crossread_core::align::events::Event;
use std::collections::BTreeSet;

/// A line for each: its name, its days, and the words of its mentions by article.
pub fn render(story: &Story, ledger: &crossread_core::Ledger) -> Vec<String> {
    let told_by_two = |event: &&Event| event.passages().map(|at| at.article).collect::<BTreeSet<u32>>().len() > 1;
    ledger.events.iter().filter(told_by_two).map(|event| line(story, event)).collect()
}

fn line(story: &Story, event: &Event) -> String {
    let days = match (event.from, event.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (from, to) => {
            let day = |day: Option<jiff::civil::Date>| day.map_or("?".to_owned(), |day| day.to_string());
            format!("{} to {}", day(from), day(to))
        }
    };
    let mentions: Vec<String> = event.passages().map(|at| format!("{} {}", at.article + 1, story.words(at))).collect();
    format!("{}: {days}: {}", story.words(event.name), mentions.join(", "))
}
