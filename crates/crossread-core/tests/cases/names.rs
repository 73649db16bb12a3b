//! Lines for `names.md`: `words -> fullest name (kind, form)`.

use crossread_core::Article;
use crossread_core::annotate::Annotations;

/// One line for each name found.
pub fn render(article: &Article, found: &Annotations) -> Vec<String> {
    found
        .names
        .iter()
        .map(|name| {
            let full = found.referents[name.referent as usize].name.of(&article.text);
            format!("{} -> {full} ({:?}, {:?})", name.span.of(&article.text), name.kind, name.form)
        })
        .collect()
}
