//! Article text for a page. It is hostile: it goes through [`words`] alone.

use crate::residue::Residue;
use crossread_core::Span;
use maud::{Markup, html};

/// Escaped by the template, control and direction characters shown as what they are.
pub fn words(text: &str) -> Markup {
    if !text.contains(suspicious) {
        return html! { (text) };
    }
    let mut parts: Vec<(String, Option<u32>)> = vec![(String::new(), None)];
    for c in text.chars() {
        if suspicious(c) {
            parts.push((String::new(), Some(u32::from(c))));
            parts.push((String::new(), None));
        } else if let Some((plain, _)) = parts.last_mut() {
            plain.push(c);
        }
    }
    html! { @for (plain, code) in &parts { @match code { Some(code) => span.bad { "U+" (format!("{code:04X}")) }, None => (plain) } } }
}

/// The same where no markup can stand, as in the title of a page.
pub(super) fn bare_words(text: &str) -> String {
    harmless(text, &LAID_OUT)
}

/// A text whose control and direction characters, but for those `kept`, are shown by their numbers.
pub fn harmless(text: &str, kept: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if commands(c, kept) {
            out.push_str(&format!("U+{:04X}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// Control characters that a page lays out as white space.
const LAID_OUT: [char; 3] = ['\n', '\t', '\r'];

fn suspicious(c: char) -> bool {
    commands(c, &LAID_OUT)
}

/// Whether a character controls how others are shown.
fn commands(c: char, kept: &[char]) -> bool {
    (c.is_control() && !kept.contains(&c))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// How much of a text is shown on either side of the words it is about, in bytes: about two sentences.
pub(super) const AROUND: usize = 320;

/// The words of a span marked, with what stands around them in `around`, cut between words at [`AROUND`]. What of that is of
/// the span's own sentence is told apart, for whoever cites it.
pub(super) fn marked(text: &str, residue: &Residue, (around, own): (Span, Span), span: Span) -> Markup {
    let before = Span { start: around.start, end: span.start };
    let after = Span { start: span.end, end: around.end };
    let kept_before = before.at(before.len() - cut_back(before.of(text), AROUND)..before.len());
    let kept_after = after.at(0..cut(after.of(text), AROUND));
    let shown = |span: Span| words(&residue.without(text, span));
    let opens = own.start.clamp(kept_before.start, kept_before.end);
    let closes = own.end.clamp(kept_after.start, kept_after.end);
    html! {
        bdi {
            @if kept_before != before { "…" }
            (shown(Span { end: opens, ..kept_before }))
            span.own {
                (shown(Span { start: opens, ..kept_before })) mark { (shown(span)) } (shown(Span { end: closes, ..kept_after }))
            }
            (shown(Span { start: closes, ..kept_after }))
            @if kept_after != after { "…" }
        }
    }
}

/// Where to cut a text so that at most `longest` bytes of its beginning remain, between words.
fn cut(text: &str, longest: usize) -> usize {
    if text.len() <= longest {
        return text.len();
    }
    let end = (0..=longest).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text[..end].rfind(char::is_whitespace).unwrap_or(end)
}

/// How many bytes of a text's end remain when at most `longest` may, cut between words.
fn cut_back(text: &str, longest: usize) -> usize {
    if text.len() <= longest {
        return text.len();
    }
    let start = (text.len() - longest..=text.len()).find(|at| text.is_char_boundary(*at));
    let start = start.unwrap_or(text.len());
    let rest = &text[start..];
    rest.find(char::is_whitespace).map_or(rest.len(), |space| rest.len() - space)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_holds_no_markup() {
        assert_eq!(bare_words("Fire \u{202e}in Ostrel"), "Fire U+202Ein Ostrel");
        assert!(words("Fire \u{202e}in").into_string().contains("<span"));
    }
}
