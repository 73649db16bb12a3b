//! Lines for `figures.md`: `words = quantity`, then what is counted with its head, and whatever else is known.

use crossread_core::annotate::Annotations;
use crossread_core::annotate::figures::{Standing, Status};
use crossread_core::{Article, Span};

/// One line for each of the figures found.
pub fn render(article: &Article, found: &Annotations) -> Vec<String> {
    let words = |span: Span| span.of(&article.text).replace('\n', " ");
    found
        .figures
        .iter()
        .map(|figure| {
            let mut line = format!("{} = {}", words(figure.span), figure.quantity);
            if let Some(of) = &figure.of {
                line += &format!("; of {} ({})", words(of.span), of.head);
            }
            if let Some(predicate) = &figure.predicate {
                line += &format!("; {}", predicate.lemma);
            }
            if let Some(per) = figure.per {
                line += &format!("; each {}", words(per));
            }
            for (label, reference) in [("whose", figure.whose), ("where", figure.place)] {
                if let Some(reference) = reference {
                    line += &format!("; {label} {}", words(reference.span));
                }
            }
            if let Some(date) = figure.as_of {
                line += &format!("; as of {}", words(found.dates[date as usize].span));
            }
            if figure.standing != Standing::Level {
                line += &format!("; {:?}", figure.standing);
            }
            if figure.status != Status::Asserted {
                line += &format!("; {:?}", figure.status);
            }
            if let Some(speaker) = figure.asserted_by {
                line += &format!("; says {}", words(speaker.span));
            }
            line
        })
        .collect()
}
