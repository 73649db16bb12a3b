//! English as such: text to sentences, tokens, tags, lemmas, syntax and named mentions. Knows nothing of news.
//!
//! One function does it all: [`read`]. Everything it returns points into the text it was given, which is never
//! changed. What it knows of English is rules and word lists (`data/en`) and a small trained model (`model`, with its
//! card), both inside the program.

mod layout;
mod lemmas;
mod lists;
mod mentions;
mod model;
mod score;
mod sentence;
mod span;
mod splits;
mod syntax;
mod tags;
mod tokens;
pub mod training;
mod word;
mod words;

pub use model::id as model_id;
pub use sentence::{Features, Mention, MentionKind, Relation, Sentence, Tag, Token};
pub use span::{CodePoints, Span};
pub use word::Word;

use tags::WordForm;
use words::WordRun;

/// Reads the given parts of `text` (an article's blocks). Parts are sorted and do not overlap; white space inside a
/// part, line breaks too, separates words but never sentences by itself. Sentences come in order.
pub fn read(text: &str, parts: &[Span]) -> Vec<Sentence> {
    let model = model::shipped();
    let mut spans = Vec::new();
    let mut ends = Vec::with_capacity(parts.len());
    for &part in parts {
        tokens::tokenize(text, part, &mut spans);
        ends.push(spans.len());
    }
    let mut forms: Vec<WordForm> = spans.iter().map(|span| WordForm::new(span.of(text))).collect();
    tags::notice(&mut forms, &model.classes);
    let mut history = mentions::History::default();
    let mut sentences = Vec::new();
    let mut first = 0;
    for (part, end) in ends.into_iter().enumerate() {
        let words = WordRun { text, spans: &spans[first..end], forms: &forms[first..end] };
        let mut start = 0;
        for end in splits::split(&model.splits, words).into_iter().chain([words.len()]) {
            if start < end {
                sentences.push(sentence(model, words.within(start..end), part as u32, &mut history));
            }
            start = end;
        }
        first = end;
    }
    sentences
}

/// Tags, parses and looks for names in the words of one sentence.
fn sentence(model: &model::Model, words: WordRun, part: u32, history: &mut mentions::History) -> Sentence {
    let WordRun { text, spans, forms } = words;
    let labels = model.tagger().tag(forms);
    let seen: Vec<syntax::ParserInput> = forms
        .iter()
        .zip(&labels)
        .map(|(form, &label)| syntax::ParserInput::new(form, label, model.labels[label as usize].tag))
        .collect();
    let (heads, relations) = syntax::parse(&model.steps, &model.relations, &model.certain, &seen);
    let tokens: Vec<Token> = (0..spans.len())
        .map(|i| {
            let tags::Label { tag, features } = model.labels[labels[i] as usize];
            let span = spans[i];
            let features = features | tags::lexical(forms[i].word, tag, text, span);
            let lower = lemmas::lowered(span.of(text));
            Token {
                span,
                word: forms[i].word,
                lemma: Word::of(&lemmas::lemma(&lower, tag, features)),
                tag,
                features,
                relation: relations[i],
                head: heads[i],
            }
        })
        .collect();
    let mentions = mentions::find(&model.names, forms, &seen, &tokens, history);
    Sentence { span: spans[0].cover(spans[spans.len() - 1]), part, tokens, mentions }
}

/// The dictionary form of a word of this tag, lower-cased: "forces" is "force".
pub fn lemma(word: &str, token: &Token) -> String {
    lemmas::lemma(&lemmas::lowered(word), token.tag, token.features).into_owned()
}

/// Whether a word is a given name, somewhere in the world.
pub fn is_given_name(word: Word) -> bool {
    lists::of(word) & lists::GIVEN != 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_sentence_is_a_tree_over_tokens_in_order(text in "(([A-Za-z]{1,8}[,.?!\"”]?|\\PC{1,3}|[0-9,.]{1,6}) {0,1}){0,60}") {
            let half = (0..=text.len() / 2).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            let parts = [Span::new(0, half), Span::new(half, text.len())];
            let mut at = 0;
            for sentence in read(&text, &parts) {
                let part = parts[sentence.part as usize];
                prop_assert!(part.start <= sentence.span.start && sentence.span.end <= part.end);
                let heads: Vec<usize> = sentence.tokens.iter().map(|token| usize::from(token.head)).collect();
                prop_assert_eq!(heads.iter().enumerate().filter(|(i, head)| *i == **head).count(), 1, "one root");
                for (i, token) in sentence.tokens.iter().enumerate() {
                    prop_assert!(at <= token.span.start() && token.span.start() < token.span.end());
                    at = token.span.end();
                    let root = (0..heads.len()).fold(i, |word, _| heads[word]);
                    prop_assert_eq!(heads[root], root, "no word hangs on itself by others");
                }
            }
        }
    }
}
