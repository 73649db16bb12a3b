//! English as such: text to sentences, tokens, tags, lemmas, syntax and named mentions. Knows nothing of news.
//!
//! One function does it all: [`read`]. Everything it returns points into the text it was given, which is never
//! changed.

mod sentence;
mod span;

pub use sentence::{Features, Mention, MentionKind, Relation, Sentence, Tag, Token, Word};
pub use span::{CodePoints, Span};

/// Reads the given parts of `text` (an article's blocks). Parts are sorted and do not overlap; white space inside a
/// part, line breaks too, separates words but never sentences by itself. Sentences come in order.
pub fn read(text: &str, parts: &[Span]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (part, span) in parts.iter().enumerate() {
        let words = span.of(text);
        let mut tokens = Vec::new();
        let mut start = None;
        for (at, c) in words.char_indices().chain([(words.len(), ' ')]) {
            let boundary = c.is_whitespace();
            if boundary && let Some(from) = start.take() {
                let span = span.at(from..at);
                let word = Word::lowered(span.of(text));
                tokens.push(Token {
                    span,
                    word,
                    lemma: word,
                    tag: Tag::X,
                    features: Features::default(),
                    relation: Relation::Dep,
                    head: 0,
                });
            } else if !boundary && start.is_none() {
                start = Some(at);
            }
        }
        for tokens in tokens.chunks(512) {
            let span = tokens[0].span.cover(tokens[tokens.len() - 1].span);
            sentences.push(Sentence { span, part: part as u32, tokens: tokens.to_vec(), mentions: Vec::new() });
        }
    }
    sentences
}
