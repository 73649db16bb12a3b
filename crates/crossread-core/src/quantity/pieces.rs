//! Words, numerals and marks: the pieces that the quantity reader walks over.

use crossread_language::{Span, Word};
use rust_decimal::Decimal;

/// What a piece is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// Letters, with apostrophes between them.
    Word,
    /// Digits with their separators, as a number; `None` for what only looks like one (`192.168.1.2`, too long).
    Digits(Option<Decimal>),
    /// Any other character.
    Mark(char),
}

/// A piece of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct QuantityPiece {
    /// Where.
    pub span: Span,
    /// What it is made of.
    pub kind: PieceKind,
    /// The lower-cased word; for a mark or digits, the characters.
    pub word: Word,
    /// Whether white space stands before it, or nothing at all.
    pub gap: bool,
    /// Whether a line break stands before it, or nothing at all.
    pub line: bool,
}

impl QuantityPiece {
    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == PieceKind::Mark(mark)
    }

    pub fn digits(&self) -> Option<Decimal> {
        match self.kind {
            PieceKind::Digits(value) => value,
            _ => None,
        }
    }

    pub fn is_digits(&self) -> bool {
        matches!(self.kind, PieceKind::Digits(_))
    }

    pub fn is_word(&self) -> bool {
        self.kind == PieceKind::Word
    }

    /// A hyphen or dash.
    pub fn is_dash(&self) -> bool {
        matches!(self.kind, PieceKind::Mark('-' | '–' | '—' | '‐' | '‑' | '−'))
    }

    /// Whether its first letter is a capital.
    pub fn is_capitalized(&self, text: &str) -> bool {
        self.is_word() && self.span.of(text).chars().next().is_some_and(char::is_uppercase)
    }
}

/// Cuts the words at `span` into pieces, left to right.
pub(super) fn pieces(text: &str, span: Span) -> Vec<QuantityPiece> {
    let words = span.of(text);
    let mut pieces = Vec::with_capacity(words.len() / 4);
    let (mut gap, mut line) = (true, true);
    let mut at = 0;
    while let Some(c) = words[at..].chars().next() {
        if c.is_whitespace() {
            gap = true;
            line |= c == '\n';
            at += c.len_utf8();
            continue;
        }
        let rest = &words[at..];
        let after_word =
            !gap && pieces.last().is_some_and(|piece: &QuantityPiece| piece.is_word() || piece.is_digits());
        let (length, kind) = if wide_digit(c).is_some() {
            let length = wide_length(rest);
            let plain: String = rest[..length].chars().map(|c| wide_digit(c).unwrap_or(c)).collect();
            (length, PieceKind::Digits(value(&plain)))
        } else if c.is_ascii_digit() || (c == '.' && !after_word && begins_with_digit(&rest[1..])) {
            let length = numeral_length(rest);
            (length, PieceKind::Digits(value(&rest[..length])))
        } else if c.is_alphabetic() {
            (word_length(rest), PieceKind::Word)
        } else {
            (c.len_utf8(), PieceKind::Mark(c))
        };
        let span = span.at(at..at + length);
        pieces.push(QuantityPiece { span, kind, word: Word::lowered(&rest[..length]), gap, line });
        (gap, line) = (false, false);
        at += length;
    }
    pieces
}

/// The plain digit of a full-width one, as in text set for East Asian type: "４５０".
fn wide_digit(c: char) -> Option<char> {
    ('０'..='９').contains(&c).then(|| u32::from(c) - u32::from('０')).and_then(|digit| char::from_digit(digit, 10))
}

/// Length of a run of full-width digits, with a comma or stop between two of them.
fn wide_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let separator = matches!(c, ',' | '.') && chars.peek().is_some_and(|(_, next)| wide_digit(*next).is_some());
        if wide_digit(c).is_none() && !separator {
            return at;
        }
    }
    text.len()
}

fn begins_with_digit(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_digit)
}

/// Letters, and an apostrophe with a letter behind it.
fn word_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inside = c.is_alphabetic()
            || (matches!(c, '\'' | '’') && at > 0 && chars.peek().is_some_and(|(_, next)| next.is_alphabetic()));
        if !inside {
            return at;
        }
    }
    text.len()
}

/// Length of the run of digits and separators at the start of `text`: `1,234.5`, `40 000`, `05.08.2021`. A separator
/// counts only when a digit follows; a space only between groups of three, and only when it is a no-break space or
/// the groups behind are zeros ("40 000", but not "in 2014 200 came").
fn numeral_length(text: &str) -> usize {
    let digits = |from: usize| text.as_bytes()[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = digits(0);
    loop {
        let Some(separator) = text[end..].chars().next() else { return end };
        let next = end + separator.len_utf8();
        let run = digits(next);
        let joined = match separator {
            ',' | '.' => run > 0 && (separator == '.' || run <= 3),
            '\u{a0}' | '\u{202f}' | '\u{2009}' => run == 3 && end <= 3,
            ' ' => run == 3 && end <= 3 && &text[next..next + 3] == "000",
            _ => false,
        };
        if !joined {
            return end;
        }
        end = next + run;
        // After one space group, go on with the same kind of group only.
        if separator.is_whitespace() {
            while let Some(again) = text[end..].chars().next().filter(|c| *c == separator) {
                let next = end + again.len_utf8();
                if digits(next) != 3 {
                    break;
                }
                end = next + 3;
            }
            // "1 234 567.89"
            let decimals = if text[end..].starts_with('.') { digits(end + 1) } else { 0 };
            return if decimals > 0 { end + 1 + decimals } else { end };
        }
    }
}

/// The number that a run of digits and separators writes, if it writes one.
///
/// Commas stand between groups of three (or, in the Indian way, of two before the last three); a single comma before
/// one or two digits is a decimal comma ("1,3"). A single point is decimal; several are not a number (an address, a
/// version, a date).
fn value(numeral: &str) -> Option<Decimal> {
    let (whole, decimals) = match numeral.match_indices('.').map(|(at, _)| at).collect::<Vec<_>>()[..] {
        [] => (numeral, ""),
        [at] => (&numeral[..at], &numeral[at + 1..]),
        _ => return None,
    };
    if decimals.contains(',') {
        return None;
    }
    let groups: Vec<&str> = whole.split(',').collect();
    let plain: String = match groups[..] {
        [one] => one.chars().filter(char::is_ascii_digit).collect(),
        [first, second] if decimals.is_empty() && first.len() <= 3 && matches!(second.len(), 1 | 2) => {
            return format!("{first}.{second}").parse().ok();
        }
        [first, ref middle @ .., last]
            if !first.is_empty()
                && first.len() <= 3
                && last.len() == 3
                && (middle.iter().all(|group| group.len() == 3)
                    || (first.len() <= 2 && middle.iter().all(|group| group.len() == 2))) =>
        {
            groups.concat()
        }
        _ => return None,
    };
    match decimals {
        "" => plain.parse().ok(),
        _ => format!("{plain}.{decimals}").parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_with_separators() {
        let read = |numeral: &str| value(numeral).map(|value| value.to_string());
        assert_eq!(read("1,234,567.5").as_deref(), Some("1234567.5"));
        assert_eq!(read("12,34,567").as_deref(), Some("1234567"));
        assert_eq!(read("1,3").as_deref(), Some("1.3"));
        assert_eq!(read(".25").as_deref(), Some("0.25"));
        assert_eq!(read("40\u{a0}000").as_deref(), Some("40000"));
        assert_eq!(read("22,24,26"), None);
        assert_eq!(read("192.168.1.2"), None);
        assert_eq!(read("05.08.2021"), None);
    }

    #[test]
    fn a_space_joins_only_groups_of_zeros() {
        assert_eq!(numeral_length("40 000 men"), "40 000".len());
        assert_eq!(numeral_length("2014 200 men"), "2014".len());
        assert_eq!(numeral_length("12 300 men"), "12".len());
    }

    #[test]
    fn phrases_of_lists_are_cut_as_texts_are() {
        let lists = ["hedges", "no-idioms", "units", "currencies"].map(|name| {
            let path = format!("{}/data/en/{name}.txt", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(path).expect("a list")
        });
        let phrases = lists.iter().flat_map(|list| list.lines()).flat_map(|line| line.split(['|', ',']));
        for phrase in phrases.map(str::trim).filter(|phrase| phrase.chars().all(|c| !c.is_ascii_digit() && c != '.')) {
            let cut = pieces(phrase, Span::new(0, phrase.len()));
            let words: Vec<Word> =
                cut.iter().filter(|piece| piece.kind != PieceKind::Mark('-')).map(|piece| piece.word).collect();
            assert_eq!(crate::language::quantities::pieces(phrase), words, "{phrase}");
        }
    }
}
