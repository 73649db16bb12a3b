//! Whether a happening is said to have happened.

use crate::annotate::figures::Status;
use crossread_language::{Features, Sentence, Word};

/// The status of the happening that token `head` tells, as far as its own clause says.
pub(super) fn find(sentence: &Sentence, head: usize) -> Status {
    let helped = |words: &[Word]| sentence.children(head).any(|child| words.contains(&sentence.tokens[child].word));
    let negated = sentence.children(head).any(|child| sentence.tokens[child].features.has(Features::NEGATIVE));
    if negated {
        Status::Negated
    } else if helped(&[Word::of("will"), Word::of("'ll"), Word::of("shall")]) {
        Status::Planned
    } else if helped(&[Word::of("if"), Word::of("would"), Word::of("could"), Word::of("might"), Word::of("may")]) {
        Status::Hypothetical
    } else {
        Status::Asserted
    }
}
