//! Sentences, a line each: every token with its universal part of speech.

use crossread_core::Article;
use crossread_core::annotate::Annotations;

pub(crate) fn render(article: &Article, found: &Annotations) -> Vec<String> {
    let line = |sentence: &crossread_language::Sentence| {
        let token = |token: &crossread_language::Token| format!("{}/{:?}", token.span.of(&article.text), token.tag);
        sentence.tokens.iter().map(token).collect::<Vec<_>>().join(" ")
    };
    found.sentences.iter().map(line).collect()
}
