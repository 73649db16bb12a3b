//! The self-check: nothing is shown that can't be found again in the words under it.

use super::{Entry, Value};
use crate::align::matters::normalize;
use crate::language::Language;
use crate::story::Story;

/// Whether every value of an entry can be found again in the words at its passages.
///
/// Passages must fit their texts; a figure's words must have a digit, a number word or a word for none in them (that
/// they parse to the quantity is a law of the figure reader, tested there); a quote's words must be the words at the
/// passage; a subject and every facet must be words of an article.
pub(super) fn holds(language: &Language, story: &Story, entry: &Entry) -> bool {
    let fits = |passage: &crate::Passage| {
        story
            .articles()
            .get(passage.article as usize)
            .is_some_and(|article| passage.span.fits(&article.text) && !passage.span.is_empty())
    };
    let about = std::iter::once(&entry.subject).chain(&entry.facets);
    let heading_fits =
        entry.heading.is_none_or(|heading| fits(&heading.passage) && heading.passage.span.contains(heading.gap));
    about.clone().all(fits)
        && heading_fits
        && entry.why.iter().flat_map(|why| &why.passages).all(fits)
        && entry.readings.iter().all(|reading| {
            reading.passages().all(|passage| fits(&passage))
                && match reading.value() {
                    Value::Words(words) | Value::Paraphrase(words) | Value::Description(words) => {
                        reading.passages().any(|passage| normalize(language, story.words(passage)) == *words)
                    }
                    Value::Clock(clock) => {
                        reading.passages().any(|passage| normalize(language, story.words(passage)) == clock.words)
                    }
                    Value::Quantity(_) => {
                        reading.passages().all(|passage| story.words(passage).chars().any(char::is_alphanumeric))
                    }
                    Value::Days(from, to) => from <= to,
                    Value::Status(_) => true,
                }
        })
}
