//! What stands between quotation marks.
//!
//! Typewriter marks open and close in turn; curly and angled ones say which they are, but some print turns both the same
//! way (»so», ”so”) or against each other (»so«, „so“): there the white space beside them tells. Single marks count where they can
//! be no apostrophe. Nothing runs past the end of its paragraph, but a paragraph that opens a mark and closes
//! none, before one that opens with a mark again, goes on: that is how print shows an utterance of several
//! paragraphs. A mark inside another of the other sort is part of what is said.

use crate::language::Language;
use crate::story::{Article, BlockKind, Warning};
use crossread_language::Span;

/// Words between marks.
#[derive(Clone, Copy, Debug)]
pub(super) struct QuotedStretch {
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

/// Every stretch between marks, in order, with a warning for each mark that nothing closes.
pub(super) fn find(language: &Language, article: &Article) -> (Vec<QuotedStretch>, Vec<Warning>) {
    let text = &article.text;
    let (mut all, mut warnings) = (Vec::new(), Vec::new());
    for (b, block) in article.blocks.iter().enumerate() {
        if !block.kind.is_read() || block.kind == BlockKind::Caption && block.span.len() < 3 {
            continue;
        }
        let words = block.span.of(text);
        let mut open: Option<Mark> = None;
        let mut previous = ' ';
        let chars = marks(words);
        for (k, &one) in chars.iter().enumerate() {
            let c = one.c;
            let next = chars.get(k + 1).map_or(' ', |next| next.c);
            let closes = open.is_some_and(|open| closes(open.c, c, previous, next))
                && !(previous == 's' && is_possessive(&chars[k..], c));
            if closes {
                if let Some(open) = open.take() {
                    all.extend(between(article, b, open, Some(one)));
                }
            } else if open.is_none() && opens(c, previous, next) && !is_elided(language, &words[one.at..]) {
                open = Some(one);
            } else if c == '“'
                && let Some(first) = open.filter(|open| open.c == '“')
            {
                // A second opening mark: the first was never closed. Where a sentence ends before the second, the first ends there.
                warnings.push(unclosed(article, b, first));
                if words[..one.at].trim_end().ends_with(['.', '!', '?', '…']) {
                    all.extend(between(article, b, first, Some(Mark { at: one.at, len: 0, ..one })));
                }
                open = Some(one);
            }
            previous = c;
        }
        if let Some(open) = open {
            let is_single = matches!(open.c, '\'' | '‘' | '’' | '‚' | '‹' | '›');
            let next_block = article.blocks[b + 1..].iter().find(|block| goes_on_in(block.kind));
            let mark = &words[open.at..open.at + open.len];
            let opens_next = next_block.is_some_and(|next| next.span.of(text).starts_with(mark));
            // Of a single mark a paragraph that it opens must tell that it is no apostrophe: the next begins so too, or the one
            // before did and went on.
            let went_on = all.last().is_some_and(|before| before.goes_on && before.outer.of(text).starts_with(mark));
            let goes_on = opens_next && (!is_single || open.at == 0);
            if is_single && !goes_on && !(went_on && open.at == 0) {
                continue;
            }
            if !goes_on {
                warnings.push(unclosed(article, b, open));
            }
            if words.len() - open.at <= LONGEST {
                all.extend(between(article, b, open, None).map(|one| QuotedStretch { goes_on, ..one }));
            }
        }
    }
    (all, warnings)
}

/// Whether an utterance may go on in such a block: not in the words under a picture that stands between.
fn goes_on_in(kind: BlockKind) -> bool {
    kind.is_read() && kind != BlockKind::Caption
}

/// A character of a paragraph: its place and length in bytes. Two apostrophes or two grave accents together are one
/// typewriter mark: so print that went through old typesetting systems shows its quotation marks. Two commas are a low
/// mark and two angles an angled one, as typed where keyboards have none: `,,so''`, `<<so>>`.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    c: char,
    len: usize,
}

fn marks(words: &str) -> Vec<Mark> {
    let mut all: Vec<Mark> = Vec::with_capacity(words.len());
    for (at, c) in words.char_indices() {
        match all.last_mut() {
            Some(last) if matches!(c, '\'' | '`') && last.c == c && last.len == 1 => {
                *last = Mark { at: last.at, c: '"', len: 2 };
            }
            Some(last) if matches!(c, ',' | '<' | '>') && last.c == c && last.len == 1 => {
                let mark = [(',', '„'), ('<', '«'), ('>', '»')].into_iter().find(|(typed, _)| *typed == c);
                *last = Mark { at: last.at, c: mark.map_or(c, |(_, mark)| mark), len: 2 };
            }
            _ => all.push(Mark { at, c, len: c.len_utf8() }),
        }
    }
    all
}

/// What stands between two marks, or between one and the end of the paragraph, if it holds a word.
fn between(article: &Article, b: usize, open: Mark, close: Option<Mark>) -> Option<QuotedStretch> {
    let block = article.blocks[b].span;
    let end = close.map_or(block.len(), |close| close.at);
    let after = close.map_or(block.len(), |close| close.at + close.len);
    let inner = block.at(open.at + open.len..end).trim(&article.text);
    let holds_words = !inner.is_empty() && inner.of(&article.text).chars().any(char::is_alphanumeric);
    holds_words.then(|| QuotedStretch { inner, outer: block.at(open.at..after), block: b as u32, goes_on: false })
}

/// Whether a single mark behind an s belongs to its word ("the boys' boots,'"): a word follows in lower case, and the quotation
/// closes later, behind a mark of its own, before another opens.
fn is_possessive(rest: &[Mark], mark: char) -> bool {
    if !matches!(mark, '\'' | '’') {
        return false;
    }
    let [_, space, word, ..] = rest else { return false };
    if !space.c.is_whitespace() || !word.c.is_lowercase() {
        return false;
    }
    for three in rest.windows(3).skip(1).take(FARTHEST_CLOSE) {
        let [before, one, after] = [three[0].c, three[1].c, three[2].c];
        let is_mark = matches!(one, '\'' | '’' | '‘');
        if is_mark && before.is_whitespace() && after.is_alphanumeric() {
            return false;
        }
        if is_mark && matches!(before, ',' | '.' | '!' | '?') {
            return true;
        }
    }
    matches!(rest, [.., before, last] if last.c == mark && matches!(before.c, ',' | '.' | '!' | '?'))
}

/// How far a possessive's quotation may go on, in characters: a sentence or two. Keeps reading linear.
const FARTHEST_CLOSE: usize = 400;

/// Whether an apostrophe stands for letters left out: "'Twas", "rock 'n' roll".
fn is_elided(language: &Language, words: &str) -> bool {
    let Some(rest) = words.strip_prefix(['\'', '‘', '’']) else { return false };
    let head: String = rest.chars().take(6).flat_map(char::to_lowercase).collect();
    language.quotes.elided.start(&head)
}

fn unclosed(article: &Article, b: usize, open: Mark) -> Warning {
    Warning {
        code: "unclosed-quotation",
        span: Some(article.blocks[b].span.at(open.at..open.at + open.len)),
        message: "a quotation mark that nothing closes; read up to the end of the paragraph".to_owned(),
    }
}

fn opens(c: char, previous: char, next: char) -> bool {
    let outside = !previous.is_alphanumeric();
    // A mark that stands with its back to a word opens nothing, whichever way it is turned.
    let leads =
        (previous.is_whitespace() || matches!(previous, '(' | '[' | '—' | '–' | '-' | '/')) && !next.is_whitespace();
    match c {
        '“' | '「' | '『' => true,
        '„' => outside && !next.is_whitespace(),
        // « French marks stand off their words », and a German one closes.
        '«' => leads || outside && next.is_whitespace() && !matches!(previous, ',' | '.' | '!' | '?' | '…'),
        '»' | '”' => leads && !matches!(next, ',' | '.' | ';' | ':' | ')'),
        // Inches and seconds follow a digit.
        '"' => outside && !next.is_whitespace(),
        '‘' | '‚' | '‹' => outside && next.is_alphanumeric(),
        '›' => leads && next.is_alphanumeric(),
        // ’So’ some print; a small letter or a digit behind it tells an apostrophe.
        '’' => leads && next.is_uppercase(),
        // An apostrophe that opens stands before a capital or a word and after white space; "'90s" is a year.
        '\'' => (previous.is_whitespace() || matches!(previous, '(' | '[' | '—')) && next.is_alphabetic(),
        _ => false,
    }
}

fn closes(open: char, c: char, previous: char, next: char) -> bool {
    // A mark that turns like the one that opened closes where it stands behind a word and before none.
    let trails = !previous.is_whitespace() && !next.is_alphanumeric();
    match open {
        '“' => c == '”' || c == '"' && !next.is_alphanumeric() || c == '“' && trails,
        '„' => matches!(c, '”' | '“') || c == '"' && !next.is_alphanumeric(),
        '”' => c == '”' && trails,
        '«' => c == '»' || c == '«' && trails,
        '»' => c == '«' || c == '»' && trails,
        '‹' => c == '›',
        '›' => c == '‹' || c == '›' && trails,
        '‚' => matches!(c, '‘' | '’') && !next.is_alphanumeric(),
        '「' => c == '」',
        '『' => c == '』',
        '"' => c == '"' || (c == '”'),
        // Between letters it is an apostrophe; after an s it may be either, and is taken to close.
        '‘' => c == '’' && !next.is_alphanumeric(),
        '’' => c == '’' && trails,
        '\'' => c == '\'' && !next.is_alphanumeric() && !previous.is_whitespace(),
        _ => false,
    }
}
