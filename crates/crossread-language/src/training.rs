//! What `cargo xtask train` needs of the readers: the same features and the same steps that reading uses.

pub use crate::layout::{MAGIC, TAG_NAMES};
pub use crate::lemmas::by_rule as lemma_by_rule;
pub use crate::mentions::{
    History, LABELS as NAME_LABELS, NameView, find_names, is_candidate as is_name_candidate, is_title,
    label as name_label,
};
pub use crate::model::{GRAIN, put, put_bytes, put_classes, put_words, write};
pub use crate::score::Scorer;
pub use crate::splits::{SentencePrefix, features as split_features, is_candidate};
pub use crate::syntax::{
    CertainRelations, Continuation, Continuations, ParserInput, ParserState, ParserStep, RELATION_NAMES, RELATIONS,
    Relator, STEPS, arc_features, features as step_features, parse,
};
pub use crate::tags::{
    Label, TagDirection, Tagger, WordClasses, WordForm, WordUsage, best, features as tag_features, notice, tag_of,
};
pub use crate::words::WordRun;

/// The tokens of a whole text.
pub fn tokenize(text: &str) -> Vec<crate::Span> {
    let mut tokens = Vec::new();
    crate::tokens::tokenize(text, crate::Span::new(0, text.len()), &mut tokens);
    tokens
}

/// Reads sentences that are cut already, words and all: a document's.
pub fn read_words(text: &str, sentences: &[Vec<crate::Span>]) -> Vec<crate::Sentence> {
    let model = crate::model::shipped();
    let spans = sentences.concat();
    let mut forms = crate::tags::forms(text, &spans);
    notice(&mut forms, &model.classes);
    let mut end = 0;
    let run = |sentence: &Vec<crate::Span>| {
        let start = end;
        end += sentence.len();
        (start..end, 0)
    };
    let runs: Vec<(std::ops::Range<usize>, u32)> = sentences.iter().map(run).collect();
    crate::sentences(model, WordRun { text, spans: &spans, forms: &forms }, &runs)
}

/// The tables of all readers, as the model card shows them.
pub fn template_card() -> String {
    let own: [(&str, &[crate::templates::FeatureTemplate]); 2] =
        [("sentence ends", crate::splits::SPLITS), ("tags", crate::tags::TAGS)];
    let tables = own.into_iter().chain(crate::syntax::TABLES).chain(crate::mentions::TABLES);
    let facts = |(_, facts): &crate::templates::FeatureTemplate| {
        if facts.is_empty() { "always".to_owned() } else { facts.join(" + ").replace(" as u64", "") }
    };
    tables.map(|(of, table)| format!("- {of}: {}.\n", table.iter().map(facts).collect::<Vec<_>>().join("; "))).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_card_shows_the_templates() {
        let card = include_str!("../model/README.md");
        assert!(card.contains(&super::template_card()), "the card is to show:\n{}", super::template_card());
    }
}
