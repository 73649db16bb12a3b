//! Who said quoted words beside which no verb reports: a turn with its speaker in capitals, a signature behind a dash, somebody who does
//! something while speaking ("“…,” shrugged Ann Lowe"). Reads one marked stretch with its surroundings, and gives a report.

use super::marks::QuotedStretch;
use super::phrases::{name_behind, phrase};
use super::reporter::SpeechReport;
use super::{NamedText, sentence_at, speaker};
use crate::annotate::names::names_in;
use crate::story::Article;
use crossread_language::{Features, MentionKind, Span, Tag};

/// A turn of a transcript between marks, with its speaker in capitals: "“LOWE: It fell.”"
pub(super) fn turn(text: &str, found: &NamedText, one: &QuotedStretch) -> Option<(SpeechReport, Span)> {
    let inner = one.inner.of(text);
    let colon = inner.find(": ").filter(|&at| (2..=40).contains(&at))?;
    let name = &inner[..colon];
    let capitals = name.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '’' | '\''));
    let letters = name.chars().filter(|c| c.is_uppercase()).count();
    if !capitals || letters < 3 || inner.len() < colon + 4 {
        return None;
    }
    let report = SpeechReport {
        cue: one.inner.at(colon..colon + 1),
        speaker: Some(speaker(text, found, one.inner.at(0..colon))),
        addressee: None,
    };
    Some((report, one.inner.at(colon + 2..inner.len())))
}

/// Who signs an utterance after a dash: "“…” — Ann Lowe".
pub(super) fn signed(
    text: &str,
    article: &Article,
    found: &NamedText,
    marked: &[QuotedStretch],
    m: usize,
) -> Option<SpeechReport> {
    let one = &marked[m];
    let block = article.blocks[one.block as usize].span;
    let end = marked.get(m + 1).map_or(block.end(), |next| next.outer.start().min(block.end()));
    let after = text.get(one.outer.end()..end)?;
    let from = after.len() - after.trim_start().len();
    let dash = after[from..].chars().next().filter(|c| matches!(c, '—' | '–' | '―' | '-'))?;
    let lead = from + dash.len_utf8() + after[from + dash.len_utf8()..].chars().take_while(|&c| c == '-').count();
    let rest = &after[lead..];
    let line = rest.trim().lines().next().unwrap_or_default().trim_end_matches([' ', '.']);
    let name = line.split(',').next().unwrap_or_default();
    let words = name.split_whitespace().count();
    let named = name.split_whitespace().all(|word| word.len() < 4 || word.starts_with(char::is_uppercase));
    if words == 0 || words > 6 || line.len() > 120 || !named || !name.starts_with(char::is_uppercase) {
        return None;
    }
    let start = one.outer.end() + lead + (rest.len() - rest.trim_start().len());
    let cue = Span::new(one.outer.end() + from, one.outer.end() + lead);
    Some(SpeechReport {
        cue,
        speaker: Some(speaker(text, found, Span::new(start, start + name.len()))),
        addressee: None,
    })
}

/// Who does something while saying what stands between marks, whatever the verb: "“…,” shrugged Ann Lowe", "“…,” she beamed". A
/// comma or another mark that leaves the sentence open promises that it is told who speaks.
pub(super) fn by_manner(text: &str, found: &NamedText, marked: &[QuotedStretch], m: usize) -> Option<SpeechReport> {
    let one = &marked[m];
    let is_open = one.inner.of(text).ends_with([',', '!', '?', '…', '—']) || text[one.outer.end()..].starts_with(',');
    let at = sentence_at(found.sentences, one.outer.end).filter(|_| is_open)?;
    let sentence = &found.sentences[at];
    let tokens = &sentence.tokens;
    let first = tokens.partition_point(|token| token.span.start < one.outer.end);
    let first = first + usize::from(tokens.get(first).is_some_and(|token| token.span.of(text) == ","));
    let gap = Span { start: one.outer.end, end: tokens.get(first)?.span.start.max(one.outer.end) };
    if !gap.of(text).trim_matches([' ', ',']).is_empty() {
        return None;
    }
    let is_deed = |at: usize| {
        let token = &tokens[at];
        token.tag == Tag::Verb
            && token.span.of(text).starts_with(char::is_lowercase)
            && !token.features.has(Features::GERUND)
    };
    let is_person = |first: usize, last: usize| {
        let span = sentence.words(first, last);
        names_in(found.names, span).any(|name| name.kind == MentionKind::Person)
            || found.language.quotes.somebody.has(tokens[first].word)
            || (tokens[first].tag == Tag::Det && found.language.names.roles.has(tokens[last].lemma))
    };
    // "shrugged Ann Lowe"
    if is_deed(first) && first + 1 < tokens.len() {
        let (from, to) = phrase(found.language, text, sentence, first + 1, Some(one.outer))
            .filter(|&(from, _)| from == first + 1)?;
        let to = name_behind(found.language, text, sentence, to).unwrap_or(to);
        return is_person(from, to).then(|| SpeechReport {
            cue: tokens[first].span,
            speaker: Some(speaker(text, found, sentence.words(from, to))),
            addressee: None,
        });
    }
    // "Ann Lowe shrugged."
    let (from, to) =
        phrase(found.language, text, sentence, first, Some(one.outer)).filter(|&(from, _)| from == first)?;
    let ends = |at: usize| {
        tokens
            .get(at)
            .is_none_or(|token| matches!(token.tag, Tag::Punct | Tag::Adv | Tag::Adp | Tag::Cconj | Tag::Sconj))
    };
    let told = to + 1 < tokens.len() && is_deed(to + 1) && ends(to + 2) && is_person(from, to);
    told.then(|| SpeechReport {
        cue: tokens[to + 1].span,
        speaker: Some(speaker(text, found, sentence.words(from, to))),
        addressee: None,
    })
}
