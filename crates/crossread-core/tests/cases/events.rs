//! Lines for `events.md`: the words, the kind and the status; then participants by role, place, days with their basis, how,
//! figures, the words that tell it where they are more than the head, and the earlier mention of the same happening.

use crossread_core::annotate::Annotations;
use crossread_core::annotate::events::{EventMention, PlaceBasis, TimeBasis};
use crossread_core::{Article, Span};

/// One line for each of the happenings found.
pub fn render(article: &Article, found: &Annotations) -> Vec<String> {
    found.events.iter().enumerate().map(|(i, event)| line(article, found, i, event)).collect()
}

fn line(article: &Article, found: &Annotations, i: usize, event: &EventMention) -> String {
    let words = |span: Span| span.of(&article.text).replace('\n', " ");
    let small = |name: String| name.to_lowercase();
    let mut line = format!(
        "{} | {} | {}",
        words(event.span),
        small(format!("{:?}", event.kind)),
        small(format!("{:?}", event.status))
    );
    if let Some(speaker) = event.asserted_by {
        line += &format!(", says {}", words(speaker.span));
    }
    for participant in &event.participants {
        line += &format!(" | {}={}", small(format!("{:?}", participant.role)), words(participant.span));
    }
    if let Some(place) = event.place {
        line += &format!(" | in {}", words(place.span));
        line += match event.place_basis {
            Some(PlaceBasis::Same) => " (same)",
            Some(PlaceBasis::Context) => " (context)",
            _ => "",
        };
    }
    if let Some(outer) = event.within {
        line += &format!(" | within {}", words(outer.span));
    }
    let day = |day: Option<jiff::civil::Date>| day.map_or("?".to_owned(), |day| day.to_string());
    if let Some(basis) = event.time_basis {
        let basis = match basis {
            TimeBasis::Date => "date",
            TimeBasis::Same => "same",
            TimeBasis::Context => "context",
            TimeBasis::Published => "published",
        };
        line += &match event.from == event.to {
            true => format!(" | {} ({basis})", day(event.from)),
            false => format!(" | {} to {} ({basis})", day(event.from), day(event.to)),
        };
    }
    for how in &event.how {
        line += &format!(" | {}{}", if how.negated { "not " } else { "" }, words(how.span));
    }
    for &figure in &event.figures {
        line += &format!(" | figure {}", words(found.figures[figure as usize].span));
    }
    if let Some(other) = event.response_to {
        line += &format!(" | answers {}", words(found.events[other as usize].span));
    }
    if event.first as usize != i {
        line += &format!(" | as {}", words(found.events[event.first as usize].span));
    }
    line
}
