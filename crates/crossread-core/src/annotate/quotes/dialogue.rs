//! Paragraphs that open with a dash, as some print shows who speaks: "– We were not asked, says Ann Lowe." A list has dashes too,
//! but nobody says its items. A hyphen is the mark of a list unless all that stands around it is speech.

use super::cues::{self, ReportingClass};
use super::persons;
use super::reporter::{SpeechReport, report_at};
use super::{NamedText, Quote, QuoteKind, SpeakerBasis};
use crate::language::Language;
use crate::story::{Article, BlockKind};
use crossread_language::{Sentence, Span};

/// What is said in such paragraphs, in order: the words between the dash and who says them, and what follows.
pub(super) fn find(article: &Article, found: &NamedText) -> Vec<Quote> {
    let text = &article.text;
    let mut quotes = Vec::new();
    for run in runs(article) {
        let paragraphs: Vec<DialogueParagraph> =
            run.into_iter().map(|block| DialogueParagraph::read(article, found, block)).collect();
        let hyphens = paragraphs[0].span.of(text).starts_with('-');
        if hyphens && !are_speech(found.language, text, &paragraphs) {
            continue;
        }
        for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.reports.is_empty()) {
            quotes.extend(paragraph.said(text));
        }
    }
    quotes
}

/// Paragraphs in a row that open with a dash, or in a row with a hyphen.
fn runs(article: &Article) -> Vec<Vec<usize>> {
    let opens = |block: usize| match article.blocks[block].span.of(&article.text).chars().next() {
        Some('–' | '—' | '―') => Some(false),
        Some('-') => Some(true),
        _ => None,
    };
    let body: Vec<usize> = (0..article.blocks.len()).filter(|&b| article.blocks[b].kind == BlockKind::Body).collect();
    let runs = body.chunk_by(|&a, &b| opens(a) == opens(b));
    runs.filter(|run| opens(run[0]).is_some()).map(<[usize]>::to_vec).collect()
}

/// Whether paragraphs that open with hyphens are what somebody says and no list: two or more, each of which tells who speaks or
/// speaks of itself or to somebody, as one of them does for sure.
fn are_speech(language: &Language, text: &str, paragraphs: &[DialogueParagraph]) -> bool {
    let is_personal = |paragraph: &DialogueParagraph| persons::speaks(language, paragraph.span.of(text));
    let is_told = |paragraph: &DialogueParagraph| !paragraph.reports.is_empty() || is_personal(paragraph);
    paragraphs.len() >= FEWEST && paragraphs.iter().all(is_told) && paragraphs.iter().any(is_personal)
}

/// Fewest paragraphs that open with hyphens and are a dialogue.
const FEWEST: usize = 2;

/// A paragraph that opens with a dash.
struct DialogueParagraph {
    block: u32,
    span: Span,
    /// Where it tells who speaks, in order: from where to where, and the report.
    reports: Vec<(u32, u32, SpeechReport)>,
}

impl DialogueParagraph {
    fn read(article: &Article, found: &NamedText, block: usize) -> DialogueParagraph {
        let first = found.sentences.partition_point(|sentence| (sentence.part as usize) < block);
        let sentences = found.sentences[first..].iter().take_while(|sentence| sentence.part as usize == block);
        DialogueParagraph {
            block: block as u32,
            span: article.blocks[block].span,
            reports: sentences.filter_map(|sentence| told(&article.text, found, sentence)).collect(),
        }
    }

    /// What is said in it: the words before each report, and those behind the last.
    fn said(&self, text: &str) -> Vec<Quote> {
        let quote = |span: Span, speaker, cue, basis| {
            let span = trimmed(text, span);
            let (kind, addressee, continues) = (QuoteKind::Direct, None, None);
            let says = span.of(text).chars().any(char::is_alphanumeric);
            says.then_some(Quote {
                span,
                kind,
                speaker,
                cue,
                addressee,
                basis: Some(basis),
                block: self.block,
                continues,
            })
        };
        let mut said = Vec::new();
        let (mut start, mut speaker) = (self.span.start, None);
        for (begin, end, report) in &self.reports {
            let words = Span { start, end: *begin };
            said.extend(quote(words, report.speaker, Some(report.cue), SpeakerBasis::Stated));
            (start, speaker) = (*end, report.speaker);
        }
        said.extend(quote(Span { start, end: self.span.end }, speaker, None, SpeakerBasis::Continued));
        said
    }
}

/// Where a sentence of dialogue tells who speaks, "…, says Ann Lowe" or "…, Ann Lowe says": from the mark before it to the next
/// dash or the end of the sentence, with the report.
fn told(text: &str, found: &NamedText, sentence: &Sentence) -> Option<(u32, u32, SpeechReport)> {
    let tokens = &sentence.tokens;
    let word = |at: usize| tokens[at].span.of(text);
    // "No one told us! | shouted Ann Lowe": a sentence may end before it.
    let parts = |at: usize| at == 0 || matches!(word(at - 1), "," | "–" | "—" | "―" | "-" | "!" | "?" | "…");
    let is_small = |at: usize| word(at).starts_with(char::is_lowercase);
    let is_name = |at: usize| word(at).starts_with(char::is_uppercase) && at > 1;
    (0..tokens.len())
        .filter(|&at| at > 1 || at == 0 && is_small(0))
        .filter(|&at| cues::verb(found.language, sentence, at).is(ReportingClass::SAY.or(ReportingClass::BESIDE)))
        .find_map(|at| {
            let report = report_at(text, found, sentence, at, None)?;
            let who = sentence.tokens_in(report.speaker?.span);
            // "Odd Harnes says": a given name may be a word of English.
            let named = (1..=who.start).rev().take_while(|&at| is_name(at - 1)).last().map_or(who.start, |at| at - 1);
            let begin = if who.start == at + 1 && parts(at) {
                at
            } else if who.end == at && named > 0 && parts(named) {
                named
            } else {
                return None;
            };
            let dash = (at.max(who.end)..tokens.len()).find(|&at| matches!(word(at), "–" | "—" | "―"));
            let end = dash.map_or(sentence.span.end, |dash| tokens[dash].span.start);
            // "– Nobody told us": who tells is told of there, and nothing stands before.
            if begin > 0 && !tokens[..begin].iter().any(|token| token.span.of(text).contains(char::is_alphanumeric)) {
                return None;
            }
            let start = begin.checked_sub(1).map_or(sentence.span.start, |before| tokens[before].span.start);
            Some((start, end, report))
        })
}

/// Without the dashes, commas and white space at either end.
fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let front = words.len() - words.trim_start_matches([' ', '–', '—', '―', '-', ',', '\n']).len();
    let back = words.trim_end_matches([' ', '–', '—', '―', '-', ',', '\n']).len();
    if front < back { span.at(front..back) } else { span.at(0..0) }
}
