//! What `cargo xtask train` needs of the readers: the same features and the same steps that reading uses.

pub use crate::lemmas::by_rule as lemma_by_rule;
pub use crate::mentions::{LABELS as NAME_LABELS, features as name_features, label as name_label};
pub use crate::model::{MAGIC, Scorer, put, put_words, write};
pub use crate::splits::{Depth, features as split_features, is_candidate};
pub use crate::syntax::{
    RELATION_NAMES, RELATIONS, STEPS, Seen, State, Step, arc_features, features as step_features, parse,
};
pub use crate::tags::{Form, Label, best, features as tag_features, tag, tag_of};

/// The tokens of a whole text.
pub fn tokenize(text: &str) -> Vec<crate::Span> {
    let mut tokens = Vec::new();
    crate::tokens::tokenize(text, crate::Span::new(0, text.len()), &mut tokens);
    tokens
}

/// Tags, parses and looks for names in the words of one sentence that is cut already.
pub fn read_words(text: &str, words: &[crate::Span]) -> crate::Sentence {
    let forms: Vec<Form> = words.iter().map(|span| Form::new(span.of(text))).collect();
    crate::sentence(crate::model::shipped(), text, 0, words, &forms)
}

/// The names of the tags in the treebanks, by number.
pub const TAG_NAMES: [&str; 17] = [
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM",
    "VERB", "X",
];
