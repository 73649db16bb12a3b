//! Paragraphs that open with a dash, as some print shows who speaks: "– We were not asked, says Ann Lowe." A list has dashes too,
//! but nobody says its items.

use super::attribution::report_at;
use super::cues::{self, Class};
use super::{NamedText, Quote, QuoteKind, SpeakerBasis};
use crate::story::{Article, BlockKind};
use crossread_language::{Sentence, Span};

/// What is said in such paragraphs, in order: the words between the dash and who says them, and what follows.
pub(super) fn find(article: &Article, found: &NamedText) -> Vec<Quote> {
    let text = &article.text;
    let mut quotes = Vec::new();
    for (b, block) in article.blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Body) {
        let words = block.span.of(text);
        if !words.starts_with(['–', '—', '―', '-']) {
            continue;
        }
        let mut start = block.span.start;
        let mut speaker = None;
        let mut said: Vec<Quote> = Vec::new();
        let mut push = |span: Span, (speaker, cue, basis)| {
            let span = trimmed(text, span);
            if span.of(text).chars().any(char::is_alphanumeric) {
                let (addressee, continues) = (None, None);
                let kind = QuoteKind::Direct;
                said.push(Quote { span, kind, speaker, cue, addressee, basis, block: b as u32, continues });
            }
        };
        let first = found.sentences.partition_point(|sentence| (sentence.part as usize) < b);
        for sentence in found.sentences[first..].iter().take_while(|sentence| sentence.part as usize == b) {
            let Some((begin, end, report)) = told(text, found, sentence) else { continue };
            push(Span { start, end: begin }, (report.speaker, Some(report.cue), Some(SpeakerBasis::Stated)));
            speaker = report.speaker;
            start = end;
        }
        push(Span { start, end: block.span.end }, (speaker, None, Some(SpeakerBasis::Continued)));
        if speaker.is_some() {
            quotes.extend(said);
        }
    }
    quotes
}

/// Where a sentence of dialogue tells who speaks, "…, says Ann Lowe" or "…, Ann Lowe says": from the mark before it to the next
/// dash or the end of the sentence, with the report.
fn told(text: &str, found: &NamedText, sentence: &Sentence) -> Option<(u32, u32, super::attribution::Report)> {
    let tokens = &sentence.tokens;
    let word = |at: usize| tokens[at].span.of(text);
    // "No one told us! | shouted Ann Lowe": a sentence may end before it.
    let parts = |at: usize| at == 0 || matches!(word(at - 1), "," | "–" | "—" | "―" | "-" | "!" | "?" | "…");
    let is_small = |at: usize| word(at).starts_with(char::is_lowercase);
    let is_name = |at: usize| word(at).starts_with(char::is_uppercase) && at > 1;
    (0..tokens.len())
        .filter(|&at| at > 1 || at == 0 && is_small(0))
        .filter(|&at| cues::verb(sentence, at).is(Class::SAY.or(Class::BESIDE)))
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
