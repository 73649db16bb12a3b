//! Lines for `dates.md`: `words = TIMEX3 value, first..last day, basis`.

use crossread_core::Article;
use crossread_core::annotate::Annotations;

/// One line for each of the dates found.
pub fn render(article: &Article, found: &Annotations) -> Vec<String> {
    found
        .dates
        .iter()
        .map(|date| {
            let days = match (date.from, date.to) {
                (Some(from), Some(to)) if from == to => format!(", {from}"),
                (Some(from), Some(to)) => format!(", {from}..{to}"),
                _ => String::new(),
            };
            format!("{} = {:?} {}{days}, {:?}", date.span.of(&article.text), date.kind, date.value, date.basis)
        })
        .collect()
}
