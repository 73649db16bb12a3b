//! Lines for `dates.md`: `words = value, days, basis`; then the warnings, if any.
//!
//! Days are `from` or `from..to`, or `no days`. Of a date that leans on another the words of that one stand in
//! parentheses. "or" gives other values that the words leave open, "EDTF" that form where it says more than the value.

use crossread_core::annotate::Annotations;
use crossread_core::annotate::dates::{DateBasis, DateKind};
use crossread_core::{Article, Span};

/// One line for each of the dates found.
pub fn render(article: &Article, found: &Annotations) -> Vec<String> {
    let words = |span: Span| span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut lines: Vec<String> = found
        .dates
        .iter()
        .map(|date| {
            let mut line = format!("{} = {}", words(date.span), date.value);
            if date.kind == DateKind::Set {
                line += ", set";
            }
            line += &match (date.from, date.to) {
                (Some(from), Some(to)) if from == to => format!(", {from}"),
                (Some(from), Some(to)) => format!(", {from}..{to}"),
                _ => ", no days".to_owned(),
            };
            line += match date.basis {
                DateBasis::Written => ", written",
                DateBasis::Published => ", published",
                DateBasis::Mention => ", mention",
            };
            if let Some(anchor) = date.anchor {
                line += &format!(" ({})", words(found.dates[anchor as usize].span));
            }
            for other in &date.also {
                line += &format!(", or {other}");
            }
            let days = |edtf: &str| {
                date.from
                    .zip(date.to)
                    .is_some_and(|(from, to)| edtf == from.to_string() || edtf == format!("{from}/{to}"))
            };
            if let Some(edtf) = date.edtf.as_ref().filter(|edtf| edtf.as_str() != date.value.as_str() && !days(edtf)) {
                line += &format!(", EDTF {edtf}");
            }
            line
        })
        .collect();
    let odd = found.warnings.iter().filter(|warning| warning.code.ends_with("-date"));
    lines.extend(odd.map(|warning| format!("{}: {}", warning.code, warning.message)));
    lines
}
