//! Words of a text that are read together.

use crate::Span;
use crate::tags::WordForm;
use std::ops::Range;

/// Words of a text: those of a part of it, or of one sentence.
#[derive(Clone, Copy, Debug)]
pub struct WordRun<'a> {
    /// The text.
    pub text: &'a str,
    /// Where each of them stands in it.
    pub spans: &'a [Span],
    /// What each of them is by itself.
    pub forms: &'a [WordForm],
}

impl<'a> WordRun<'a> {
    /// How many there are.
    pub fn len(self) -> usize {
        self.spans.len()
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.spans.is_empty()
    }

    /// Word `i` as it is written.
    pub fn of(self, i: usize) -> &'a str {
        self.spans[i].of(self.text)
    }

    /// Those of a range.
    pub fn within(self, range: Range<usize>) -> WordRun<'a> {
        WordRun { text: self.text, spans: &self.spans[range.clone()], forms: &self.forms[range] }
    }
}
