//! Lines for `figures.md`.

use crossread_core::Article;
use crossread_core::annotate::Annotations;

/// One line for each of the figures found.
pub fn render(_article: &Article, _found: &Annotations) -> Vec<String> {
    Vec::new()
}
