//! Lines for `quotes.md`: `Kind "words" by speaker (full name), cue, basis`.

use crossread_core::Article;
use crossread_core::annotate::Annotations;

/// One line for each of the quotes found.
pub fn render(article: &Article, found: &Annotations) -> Vec<String> {
    let words = |span: crossread_core::Span| span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
    found
        .quotes
        .iter()
        .map(|quote| {
            let speaker = quote.speaker.map_or("nobody".to_owned(), |speaker| {
                let name = speaker.referent.map(|r| format!(" ({})", words(found.referents[r as usize].name)));
                format!("{}{}", words(speaker.span), name.unwrap_or_default())
            });
            let cue = quote.cue.map_or(String::new(), |cue| format!(", {}", words(cue)));
            let basis = quote.basis.map_or(String::new(), |basis| format!(", {basis:?}"));
            format!("{:?} \"{}\" by {speaker}{cue}{basis}", quote.kind, words(quote.span))
        })
        .collect()
}
