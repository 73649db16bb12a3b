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
mod templates;
mod tokens;
pub mod training;
mod word;
mod words;

pub use model::id as model_id;
pub use sentence::{Features, Mention, MentionKind, Relation, Sentence, Tag, Token};
pub use span::{CodePoints, Span};
pub use word::Word;

use std::ops::Range;
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
    let mut forms = tags::forms(text, &spans);
    tags::notice(&mut forms, &model.classes);
    let words = WordRun { text, spans: &spans, forms: &forms };
    let mut runs = Vec::new();
    let mut first = 0;
    for (part, end) in (0..).zip(ends) {
        let mut start = first;
        let cuts = splits::split(&model.splits, words.within(first..end)).into_iter().map(|cut| first + cut);
        for end in cuts.chain([end]).filter(|&end| end > first) {
            runs.push((start..end, part));
            start = end;
        }
        first = end;
    }
    sentences(model, words, &runs)
}

/// What the text so far said of its words.
struct TextHistory {
    /// As parts of names.
    names: mentions::History,
    /// For each spelling, by the index of the first word that has it: the last label it had, with what follows of both. Most words have
    /// one label throughout.
    lemmas: Vec<Option<(u8, Features, Word)>>,
}

impl TextHistory {
    /// Of a text of so many words, of which nothing is read.
    fn of(words: usize) -> TextHistory {
        TextHistory { names: mentions::History::default(), lemmas: vec![None; words] }
    }

    /// Morphology and dictionary form of a word by its label.
    fn lemma(
        &mut self,
        model: &model::Model,
        form: &WordForm,
        label: u8,
        (text, span): (&str, Span),
    ) -> (Features, Word) {
        let known = &mut self.lemmas[form.first as usize];
        match *known {
            Some((own, features, lemma)) if own == label => (features, lemma),
            _ => {
                let tags::Label { tag, features } = model.labels[label as usize];
                let features = features | tags::lexical(form.word, tag, text, span);
                let lemma = Word::of(&lemmas::lemma(&lemmas::lowered(span.of(text)), tag, features));
                *known = Some((label, features, lemma));
                (features, lemma)
            }
        }
    }
}

/// Tags, parses and looks for names in the words of sentences: `runs` are theirs, one behind the other, each with its part of the text.
///
/// Each step goes through the whole text before the next begins, so that a processor has its weights near: the tables of all steps are
/// ten times what it keeps.
fn sentences(model: &model::Model, words: WordRun, runs: &[(Range<usize>, u32)]) -> Vec<Sentence> {
    let WordRun { text, spans, forms } = words;
    let labels: Vec<u8> = runs.iter().flat_map(|(run, _)| model.tagger().tag(&forms[run.clone()])).collect();
    let input =
        |(form, &label): (&WordForm, &u8)| syntax::ParserInput::new(form, label, model.labels[label as usize].tag);
    let seen: Vec<syntax::ParserInput> = forms.iter().zip(&labels).map(input).collect();
    let parse = |run: &Range<usize>| syntax::parse(&model.steps, &model.relations, &model.certain, &seen[run.clone()]);
    let trees: Vec<(Vec<u16>, Vec<Relation>)> = runs.iter().map(|(run, _)| parse(run)).collect();
    let mut history = TextHistory::of(forms.len());
    let sentence = |((run, part), (heads, relations)): (&(Range<usize>, u32), (Vec<u16>, Vec<Relation>))| {
        let token = |((i, head), relation): ((usize, u16), Relation)| {
            let (features, lemma) = history.lemma(model, &forms[i], labels[i], (text, spans[i]));
            Token { span: spans[i], word: forms[i].word, lemma, tag: seen[i].tag, features, relation, head }
        };
        let tokens: Vec<Token> = run.clone().zip(heads).zip(relations).map(token).collect();
        let (forms, seen) = (&forms[run.clone()], &seen[run.clone()]);
        let mentions = mentions::find(&model.names, forms, seen, &tokens, &mut history.names);
        Sentence { span: spans[run.start].cover(spans[run.end - 1]), part: *part, tokens, mentions }
    };
    runs.iter().zip(trees).map(sentence).collect()
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
