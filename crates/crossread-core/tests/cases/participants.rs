//! Lines for `participants.md`: `word: status by speaker; role words (name); at place; first day..last day basis`.

use crossread_core::annotate::Annotations;
use crossread_core::annotate::events::EventMention;
use crossread_core::annotate::figures::Status;
use crossread_core::{Article, Span};

/// One line for each happening.
pub fn render(article: &Article, found: &Annotations) -> Vec<String> {
    found.events.iter().map(|event| line(article, found, event)).collect()
}

fn line(article: &Article, found: &Annotations, event: &EventMention) -> String {
    let words = |span: Span| span.of(&article.text);
    let name = |referent: Option<u32>| referent.map(|r| words(found.referents[r as usize].name));
    let mut parts = Vec::new();
    if event.status != Status::Asserted {
        parts.push(format!("{:?}", event.status).to_lowercase());
    }
    for participant in &event.participants {
        let role = format!("{:?}", participant.role).to_lowercase();
        let who = words(participant.span);
        match name(participant.referent).filter(|name| *name != who) {
            Some(name) => parts.push(format!("{role} {who} ({name})")),
            None => parts.push(format!("{role} {who}")),
        }
    }
    parts.extend(event.place.map(|place| format!("at {}", words(place.span))));
    if let Some(basis) = event.time_basis {
        let day = |day: Option<jiff::civil::Date>| day.map_or(String::new(), |day| day.to_string());
        parts.push(format!("{}..{} {basis:?}", day(event.from), day(event.to)).to_lowercase());
    }
    parts.extend(event.asserted_by.map(|speaker| format!("says {}", words(speaker.span))));
    let how = event.how.iter().map(|how| format!("{}how {}", if how.negated { "not " } else { "" }, words(how.span)));
    parts.extend(how);
    format!("{}: {}", words(event.span), parts.join("; ")).trim_end().to_owned()
}
