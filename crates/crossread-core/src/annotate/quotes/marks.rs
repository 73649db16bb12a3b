//! What stands between quotation marks.
//!
//! Typewriter marks open and close in turn; curly and angled ones say which they are. Single marks count where they
//! can be no apostrophe. Nothing runs past the end of its paragraph, but a paragraph that opens a mark and closes
//! none, before one that opens with a mark again, goes on: that is how print shows an utterance of several
//! paragraphs. A mark inside another of the other sort is part of what is said.

use crate::story::{Article, BlockKind, Warning};
use crossread_language::Span;

/// Words between marks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marked {
    /// What stands between the marks.
    pub inner: Span,
    /// The same with its marks.
    pub outer: Span,
    /// Index of the block.
    pub block: u32,
    /// Whether it goes on in the next paragraph.
    pub goes_on: bool,
}

/// Longest quotation without a closing mark that is believed, in bytes: a long paragraph.
const LONGEST: usize = 6000;

/// Every stretch between marks, in order.
pub(super) fn find(article: &Article, warnings: &mut Vec<Warning>) -> Vec<Marked> {
    let text = &article.text;
    let mut all = Vec::new();
    for (b, block) in article.blocks.iter().enumerate() {
        if !block.kind.is_read() || block.kind == BlockKind::Caption && block.span.len() < 3 {
            continue;
        }
        let words = block.span.of(text);
        let mut open: Option<(usize, char)> = None;
        let mut previous = ' ';
        let chars: Vec<(usize, char)> = words.char_indices().collect();
        for (k, &(at, c)) in chars.iter().enumerate() {
            let next = chars.get(k + 1).map_or(' ', |(_, c)| *c);
            let closes = open.is_some_and(|(_, mark)| closes(mark, c, previous, next));
            if closes {
                if let Some((start, mark)) = open.take() {
                    push(article, b, start + mark.len_utf8(), at, c, false, &mut all);
                }
            } else if open.is_none() && opens(c, previous, next) {
                open = Some((at, c));
            } else if c == '“' && open.is_some_and(|(_, mark)| mark == '“') {
                // A second opening mark: the first was never closed.
                if let Some((start, mark)) = open {
                    unclosed(article, b, start, mark, warnings);
                }
                open = Some((at, c));
            }
            previous = c;
        }
        if let Some((start, mark)) = open
            && !matches!(mark, '\'' | '‘')
        {
            let next_block = article.blocks[b + 1..].iter().find(|block| block.kind.is_read());
            let goes_on = next_block.is_some_and(|next| next.span.of(text).starts_with(mark));
            if !goes_on {
                unclosed(article, b, start, mark, warnings);
            }
            if words.len() - start <= LONGEST {
                push(article, b, start + mark.len_utf8(), words.len(), mark, goes_on, &mut all);
            }
        }
    }
    all
}

fn push(article: &Article, b: usize, start: usize, end: usize, close: char, goes_on: bool, all: &mut Vec<Marked>) {
    let block = article.blocks[b].span;
    let inner = block.at(start..end).trim(&article.text);
    let open = block.of(&article.text)[..start].chars().next_back().map_or(1, char::len_utf8);
    let close = if end < block.len() { close.len_utf8() } else { 0 };
    if !inner.is_empty() && inner.of(&article.text).chars().any(char::is_alphanumeric) {
        all.push(Marked { inner, outer: block.at(start - open..end + close), block: b as u32, goes_on });
    }
}

fn unclosed(article: &Article, b: usize, start: usize, mark: char, warnings: &mut Vec<Warning>) {
    warnings.push(Warning {
        code: "unclosed-quotation",
        span: Some(article.blocks[b].span.at(start..start + mark.len_utf8())),
        message: "a quotation mark that nothing closes; read up to the end of the paragraph".to_owned(),
    });
}

fn opens(c: char, previous: char, next: char) -> bool {
    let outside = !previous.is_alphanumeric();
    match c {
        '“' | '«' | '„' => true,
        // Inches and seconds follow a digit.
        '"' => outside && !next.is_whitespace(),
        '‘' => outside && next.is_alphanumeric(),
        // An apostrophe that opens stands before a capital or a word and after white space; "'90s" is a year.
        '\'' => (previous.is_whitespace() || matches!(previous, '(' | '[' | '—')) && next.is_alphabetic(),
        _ => false,
    }
}

fn closes(open: char, c: char, previous: char, next: char) -> bool {
    match open {
        '“' | '„' => matches!(c, '”') || (c == '“' && open == '„') || (c == '"' && !next.is_alphanumeric()),
        '«' => c == '»',
        '"' => c == '"' || (c == '”'),
        // Between letters it is an apostrophe; after an s it may be either, and is taken to close.
        '‘' => c == '’' && !next.is_alphanumeric(),
        '\'' => c == '\'' && !next.is_alphanumeric() && !previous.is_whitespace(),
        _ => false,
    }
}
