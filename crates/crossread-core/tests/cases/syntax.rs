//! Syntax, a line for each token that is no mark: dependent, relation, head, dictionary form where it differs.

use crossread_core::Article;
use crossread_core::annotate::Annotations;
use crossread_language::{Tag, Word};

pub(crate) fn render(article: &Article, found: &Annotations) -> Vec<String> {
    let mut lines = Vec::new();
    for sentence in &found.sentences {
        for (i, token) in sentence.tokens.iter().enumerate().filter(|(_, token)| token.tag != Tag::Punct) {
            let words = token.span.of(&article.text);
            let head = sentence.head(i).map_or("-", |head| sentence.tokens[head].span.of(&article.text));
            let other = if token.lemma == Word::lowered(words) { "" } else { " *" };
            lines.push(format!("{words} {:?} {head}{other}", token.relation));
        }
    }
    lines
}
