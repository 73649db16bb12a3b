//! What each part of a text is: title, byline, dateline, heading, body, excerpt, caption, boilerplate.
//!
//! Nothing is deleted and no outlet is known by name. What a paragraph is shows in its wording and shape ([`signs`]),
//! in where it stands ([`head`], [`tail`]) and in what stands around it (a change of manner: [`excerpts`]). A page
//! comes with its paragraphs, some of them labelled by its elements already; plain text is cut first
//! ([`paragraphs`]). Then both go the same way.

mod appeals;
mod comments;
mod excerpts;
mod galleries;
pub(crate) mod head;
pub(crate) mod names;
pub(crate) mod paragraphs;
pub(crate) mod phrases;
mod signs;
mod stamps;
pub(crate) mod tail;
mod teasers;

use crossread_core::Span;
use crossread_core::story::{Block, BlockKind, Facts, Warning};
use paragraphs::ends_sentence;
use signs::ParagraphSign;
use std::collections::HashSet;

/// A text with its blocks.
#[derive(Clone, Debug, Default)]
pub struct TextBlocks {
    /// Sorted, apart, covering everything but white space.
    pub blocks: Vec<Block>,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

/// What is known of the article before its text is read.
pub(crate) struct LabelContext<'f> {
    pub title: Option<&'f str>,
    pub authors: &'f [String],
    pub outlet: Option<&'f str>,
}

impl<'f> LabelContext<'f> {
    pub fn of(facts: &'f Facts) -> LabelContext<'f> {
        LabelContext { title: facts.title.as_deref(), authors: &facts.authors, outlet: facts.outlet.as_deref() }
    }

    /// Whether a line is nothing but an author's name.
    fn is_signed(&self, words: &str) -> bool {
        words.len() <= 200 && {
            let key = letters(words);
            let bare = key.strip_prefix("by").unwrap_or(&key);
            self.authors.iter().map(|author| letters(author)).any(|author| author.len() >= 4 && author == bare)
        }
    }

    /// Whether a line is nothing but the outlet's name.
    fn is_outlet(&self, words: &str) -> bool {
        words.len() <= 60 && self.outlet.is_some_and(|outlet| letters(outlet) == letters(words))
    }
}

/// A paragraph on its way to becoming a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paragraph {
    pub span: Span,
    /// What it was taken for so far; `Body` while nothing else is known.
    pub kind: BlockKind,
    pub credit: Option<Span>,
}

/// What sort of element of a page a paragraph stands in, as far as its words are read otherwise there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParagraphShape {
    Free,
    /// An item of a list names things: "Copyright licence" gives no notice there.
    Item,
    /// A cell of a table may hold a number, a price or an hour alone.
    Cell,
}

/// Labels plain text, with what the input's metadata says of it.
pub fn label(text: &str, given: &Facts) -> TextBlocks {
    let paragraphs =
        paragraphs::cut(text).into_iter().map(|span| Paragraph { span, kind: BlockKind::Body, credit: None }).collect();
    let (mut paragraphs, known): (Vec<Paragraph>, _) = (paragraphs, LabelContext::of(given));
    let mut warnings = Vec::new();
    head::part(text, &known, &mut paragraphs);
    tail::part(text, &mut paragraphs);
    let signs = by_themselves(text, &mut paragraphs, |_| ParagraphShape::Free);
    polls(text, &mut paragraphs);
    head::label(text, &known, &mut paragraphs);
    tail::doubles(text, &mut paragraphs);
    tail::label(text, &known, &signs, &mut paragraphs);
    comments::label(text, &mut paragraphs, &mut warnings);
    headings(text, &mut paragraphs);
    excerpts::label(text, &mut paragraphs, &mut warnings);
    TextBlocks { blocks: blocks(text, paragraphs), warnings }
}

/// Labels the paragraphs of a page: those that are `Body` may become anything, the others stay what its elements made
/// them. Lists and headings are known already, so no shape of lines is read. `shape` tells of each where it stands.
pub(crate) fn label_page(
    text: &str,
    mut paragraphs: Vec<Paragraph>,
    known: &LabelContext,
    shape: impl Fn(usize) -> ParagraphShape,
) -> TextBlocks {
    let mut warnings = Vec::new();
    let signs = by_themselves(text, &mut paragraphs, shape);
    polls(text, &mut paragraphs);
    tail::doubles(text, &mut paragraphs);
    tail::label_page(text, known, &signs, &mut paragraphs);
    excerpts::label(text, &mut paragraphs, &mut warnings);
    TextBlocks { blocks: blocks(text, paragraphs), warnings }
}

/// What each paragraph is by itself, and pointers under a heading of pointers.
fn by_themselves(
    text: &str,
    paragraphs: &mut [Paragraph],
    shape: impl Fn(usize) -> ParagraphShape,
) -> Vec<ParagraphSign> {
    let mut signs = Vec::with_capacity(paragraphs.len());
    let (mut pointing, mut announced) = (false, false);
    for (at, paragraph) in paragraphs.iter_mut().enumerate() {
        let words = paragraph.span.of(text);
        let sign = signs::sign_in(words, shape(at));
        signs.push(sign);
        // The page's own labels stand; its headings and titles may still be buttons.
        if !matches!(paragraph.kind, BlockKind::Body | BlockKind::Heading) {
            pointing &= paragraph.kind == BlockKind::Boilerplate;
            continue;
        }
        // Mail marks quoted lines with ">", newsletters their items: only what is announced, or goes on, is quoted.
        let introduced = announced;
        announced = words.ends_with(':') || (introduced && words.starts_with('>'));
        let pointer = pointing && words.chars().count() <= 150 && !(ends_sentence(words) && words.ends_with('.'));
        match sign {
            ParagraphSign::None if pointer => paragraph.kind = BlockKind::Boilerplate,
            ParagraphSign::None => {
                pointing = false;
                // A line of shouting between paragraphs points elsewhere; the article's headings are shorter.
                if is_shouted(words) {
                    paragraph.kind = BlockKind::Boilerplate;
                } else if words.starts_with('>') && introduced {
                    paragraph.kind = BlockKind::Excerpt;
                } else if words.len() <= 100
                    && !ends_sentence(words)
                    && (head::is_byline(words) || head::is_agency_line(words) || is_signature(words))
                {
                    paragraph.kind = BlockKind::Byline;
                }
            }
            ParagraphSign::Caption => paragraph.kind = BlockKind::Caption,
            ParagraphSign::Contribution => paragraph.kind = BlockKind::Byline,
            ParagraphSign::Boilerplate | ParagraphSign::Closing | ParagraphSign::Comments => {
                paragraph.kind = BlockKind::Boilerplate
            }
            ParagraphSign::Pointers => {
                paragraph.kind = BlockKind::Boilerplate;
                pointing = true;
            }
        }
    }
    signs
}

/// Answers of a poll that are looked at.
const MOST_ANSWERS: usize = 24;

/// Letters that an answer of a poll has at most.
const ANSWER: usize = 80;

/// The answers above a line that counts votes ("4,310 votes"), and the question above them. Answers end no sentence, and have a
/// share, or a question over them.
fn polls(text: &str, paragraphs: &mut [Paragraph]) {
    for end in 1..paragraphs.len() {
        let words = paragraphs[end].span.of(text);
        if paragraphs[end].kind != BlockKind::Boilerplate || words.len() > 120 || !counts_votes(words) {
            continue;
        }
        let is_answer = |at: &usize| {
            let words = paragraphs[*at].span.of(text);
            let kinds = [BlockKind::Body, BlockKind::Heading, BlockKind::Boilerplate];
            kinds.contains(&paragraphs[*at].kind) && words.len() <= ANSWER && !ends_sentence(words)
        };
        let begin = (0..end).rev().take(MOST_ANSWERS).take_while(is_answer).last().unwrap_or(end);
        let asked = begin.checked_sub(1).filter(|&at| {
            let words = paragraphs[at].span.of(text);
            words.len() <= 200 && words.ends_with('?')
        });
        let shares = (begin..end).filter(|&at| paragraphs[at].span.of(text).contains('%')).count();
        if asked.is_some() || shares >= 2 {
            for paragraph in &mut paragraphs[asked.unwrap_or(begin)..end] {
                paragraph.kind = BlockKind::Boilerplate;
            }
        }
    }
}

/// Whether a line speaks of votes that readers cast.
fn counts_votes(words: &str) -> bool {
    let votes = ["vote", "votes", "voted", "voters"];
    words.split(|c: char| !c.is_alphabetic()).any(|word| votes.iter().any(|vote| word.eq_ignore_ascii_case(vote)))
}

/// Six words or more, all in capitals, no sentence.
fn is_shouted(words: &str) -> bool {
    words.len() <= 200
        && !words.ends_with('.')
        && !words.chars().any(char::is_lowercase)
        && words.split_whitespace().filter(|word| word.chars().filter(|c| c.is_uppercase()).count() >= 2).count() >= 5
}

/// "- Ann Lowe and Tom Marsh": names behind a dash.
fn is_signature(words: &str) -> bool {
    let Some(rest) = words.strip_prefix(['-', '–', '—']) else { return false };
    let parts: Vec<&str> = rest.trim_start_matches(['-', ' ']).split_whitespace().collect();
    let name = |part: &&str| {
        part.starts_with(char::is_uppercase)
            && !part.chars().any(|c| c.is_ascii_digit())
            && part.chars().any(char::is_lowercase)
    };
    (2..=10).contains(&parts.len())
        && parts.iter().all(|part| name(part) || *part == "and" || part.len() <= 2)
        && parts.iter().filter(|part| name(part)).count() >= 2
}

/// Short lines between paragraphs that end no sentence.
fn headings(text: &str, paragraphs: &mut [Paragraph]) {
    for i in 0..paragraphs.len() {
        if paragraphs[i].kind != BlockKind::Body {
            continue;
        }
        let words = paragraphs[i].span.of(text);
        // The next of the article's own paragraphs, over advertisements.
        let next = paragraphs[i + 1..].iter().find(|p| !matches!(p.kind, BlockKind::Boilerplate | BlockKind::Caption));
        let next_is_body =
            next.is_some_and(|next| matches!(next.kind, BlockKind::Body | BlockKind::Excerpt) && next.span.len() > 80);
        let short = words.chars().count() <= 120
            && (!ends_sentence(words) || words.chars().count() <= 80 && words.ends_with('?'))
            && !words.ends_with(',');
        let capital = words
            .trim_start_matches(['#', '*', ' ', '“', '"', '‘', '('])
            .starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        if short && capital && next_is_body {
            paragraphs[i].kind = BlockKind::Heading;
        }
    }
}

/// The blocks, with the dateline of the first running paragraph as one of its own.
fn blocks(text: &str, paragraphs: Vec<Paragraph>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::with_capacity(paragraphs.len() + 1);
    let mut first = true;
    for Paragraph { span, kind, credit } in paragraphs {
        if kind == BlockKind::Body
            && std::mem::take(&mut first)
            && let Some(at) = head::agency_dateline(span.of(text))
        {
            let (head, rest) = (span.at(0..at).trim(text), span.at(at..span.len()).trim(text));
            if !head.is_empty() && !rest.is_empty() {
                blocks.push(Block { span: head, kind: BlockKind::Dateline, credit: None });
                blocks.push(Block { span: rest, kind, credit });
                continue;
            }
        }
        if kind == BlockKind::Body {
            blocks.extend(body_parts(text, span).into_iter().map(|(span, kind)| Block { span, kind, credit }));
        } else {
            blocks.push(Block { span, kind, credit });
        }
    }
    blocks
}

/// A running paragraph, parted where it begins with a gallery, or a box of headlines stands inside it.
fn body_parts(text: &str, paragraph: Span) -> Vec<(Span, BlockKind)> {
    let mut parts = Vec::new();
    let mut from = 0;
    for part in galleries::find(paragraph.of(text)) {
        from = part.at.end;
        parts.push((paragraph.at(part.at), if part.is_caption { BlockKind::Caption } else { BlockKind::Boilerplate }));
    }
    let behind = from;
    for one in teasers::find(&paragraph.of(text)[behind..]) {
        let one = behind + one.start..behind + one.end;
        parts.push((paragraph.at(from..one.start), BlockKind::Body));
        from = one.end;
        parts.push((paragraph.at(one), BlockKind::Boilerplate));
    }
    parts.push((paragraph.at(from..paragraph.len()), BlockKind::Body));
    parts.iter_mut().for_each(|(span, _)| *span = span.trim(text));
    parts.retain(|(span, _)| !span.is_empty());
    parts
}

/// Letters and digits alone, lower-cased: how two headlines are compared.
pub(crate) fn letters(words: &str) -> String {
    let mut letters = String::with_capacity(words.len());
    for c in words.chars().filter(|c| c.is_alphanumeric()) {
        // Of a paragraph nearly all are: what may become several letters is asked of the others alone.
        if c.is_ascii() { letters.push(c.to_ascii_lowercase()) } else { letters.extend(c.to_lowercase()) }
    }
    letters
}

/// At most the first `length` bytes of some words, on a character boundary.
pub(crate) fn beginning(words: &str, length: usize) -> &str {
    let end = (0..=length.min(words.len())).rev().find(|&at| words.is_char_boundary(at)).unwrap_or(0);
    &words[..end]
}

fn words_of(file: &'static str) -> HashSet<&'static str> {
    file.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

/// The words or phrases of one part of a data file: the lines under its name in square brackets.
pub(crate) fn words_of_part(file: &'static str, name: &str) -> HashSet<&'static str> {
    file.lines()
        .map(str::trim)
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .skip_while(|line| line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) != Some(name))
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .collect()
}
