//! Text cut into the pieces that dates are written with: words, runs of digits, marks.
//!
//! Dates are cut otherwise than sentences are: "5/8/2021", "9-month", "3pm" and "1990s" are several pieces, "p.m." and
//! "Nov." are one. The pieces of a block are read in a row, so that a sentence split after "Sept." takes no day away.

use super::words::{CalendarSpelling, Sense};
use crate::language::Language;
use crossread_language::{Span, Word};

/// A word, a run of digits or a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct DatePiece {
    /// Where it stands.
    pub span: Span,
    /// The lower-cased word; a dash of any length short of "—" is "-".
    pub word: Word,
    /// What it can be in a date.
    pub sense: Sense,
    /// The value of a run of digits; of one with thousands separators, all of it.
    pub number: Option<u32>,
    /// How many digits it has. None where separators group them: "2,020" is no year.
    pub digits: u8,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether no white space stands before it.
    pub glued: bool,
    /// Whether it is letters.
    pub letters: bool,
    /// Whether it ends in "s".
    pub plural: bool,
}

impl DatePiece {
    /// Whether it is one of these words, in any case.
    pub(super) fn words_are(&self, text: &str, words: &[&str]) -> bool {
        let own = self.span.of(text);
        words.iter().any(|word| own.eq_ignore_ascii_case(word))
    }
}

/// Cuts the words at `span` of `text` and adds the pieces to `out`.
pub(super) fn cut(language: &Language, text: &str, span: Span, out: &mut Vec<DatePiece>) {
    let words = span.of(text);
    let bytes = words.as_bytes();
    let mut at = 0;
    let mut glued = false;
    while at < bytes.len() {
        let c = words[at..].chars().next().unwrap_or(' ');
        if c.is_whitespace() {
            at += c.len_utf8();
            glued = false;
            continue;
        }
        let piece = if c.is_ascii_digit() {
            digits(words, at)
        } else if c.is_alphabetic() {
            letters(language, words, at)
        } else {
            mark(words, at, c)
        };
        let end = at + piece.span.len();
        out.push(DatePiece { span: span.at(at..end), glued, ..piece });
        at = end;
        glued = true;
    }
}

fn digits(words: &str, start: usize) -> DatePiece {
    let bytes = words.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut end = start + run(start);
    let mut count = end - start;
    // "1,000": one to three digits and groups of just three.
    while count <= 3 && bytes.get(end) == Some(&b',') && run(end + 1) == 3 {
        end += 4;
        if bytes.get(end) != Some(&b',') {
            count = 0;
        }
    }
    if end - start > count {
        count = 0;
    }
    let number = words[start..end]
        .bytes()
        .filter(u8::is_ascii_digit)
        .try_fold(0_u32, |value, digit| value.checked_mul(10)?.checked_add(u32::from(digit - b'0')));
    DatePiece {
        span: Span::new(start, end),
        word: Word::of(&words[start..end]),
        sense: Sense::Plain,
        number,
        digits: u8::try_from(count).unwrap_or(u8::MAX),
        capital: false,
        glued: false,
        letters: false,
        plural: false,
    }
}

fn letters(language: &Language, words: &str, start: usize) -> DatePiece {
    let run = |from: usize| {
        let mut end = from;
        for (at, c) in words[from..].char_indices() {
            if !c.is_alphabetic() {
                break;
            }
            end = from + at + c.len_utf8();
        }
        end
    };
    let bytes = words.as_bytes();
    let mut end = run(start);
    // "a.m.", "U.S.": single letters with full stops.
    if end == start + 1 && bytes.get(end) == Some(&b'.') {
        let mut stop = end;
        while bytes.get(stop) == Some(&b'.') && bytes.get(stop + 1).is_some_and(u8::is_ascii_alphabetic) {
            if run(stop + 1) != stop + 2 {
                break;
            }
            stop += 2;
        }
        if stop > end {
            end = stop;
            if bytes.get(end) == Some(&b'.') {
                end += 1;
            }
        }
    }
    // "o'clock" is one word; "year's" and "we'll" are two.
    if end == start + 1 && words[end..].starts_with(['\'', '’']) && words[start..].starts_with(['o', 'O']) {
        let after = end + words[end..].chars().next().map_or(1, char::len_utf8);
        if let Some(length) = language.dates.clock.starting(&words[after..].to_ascii_lowercase()) {
            end = after + length;
        }
    }
    let word = Word::lowered(&words[start..end]);
    let sense = language.dates.sense(word);
    let short = matches!(sense, Sense::Month(_, CalendarSpelling::Short) | Sense::Weekday(_, CalendarSpelling::Short));
    let plural = words[start..end].ends_with(['s', 'S']);
    if short && bytes.get(end) == Some(&b'.') {
        end += 1;
    }
    DatePiece {
        span: Span::new(start, end),
        word,
        sense,
        number: None,
        digits: 0,
        capital: words[start..].starts_with(char::is_uppercase),
        glued: false,
        letters: true,
        plural,
    }
}

fn mark(words: &str, start: usize, c: char) -> DatePiece {
    let mut end = start + c.len_utf8();
    let word = match c {
        '\'' | '’' | '‘' => {
            // The possessive and the short auxiliaries are words: "'s", "'ll".
            let rest = &words[end..];
            let length = rest.chars().take_while(|c| c.is_ascii_alphabetic()).count();
            if c != '‘' && (1..=2).contains(&length) && start > 0 && !words[..start].ends_with(char::is_whitespace) {
                end += length;
                Word::lowered(&words[start..end])
            } else {
                Word::of("'")
            }
        }
        '-' | '‐' | '‑' | '‒' | '–' => Word::of("-"),
        _ => Word::of(&words[start..end]),
    };
    DatePiece {
        span: Span::new(start, end),
        word,
        sense: Sense::Plain,
        number: None,
        digits: 0,
        capital: false,
        glued: false,
        letters: false,
        plural: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::dates::pieces;
    use crate::language::groups::entries;

    #[test]
    fn phrases_of_lists_are_cut_as_texts_are() {
        let language = Language::english();
        let behind = |line: &'static str| line.split_once(' ').map_or(line, |(_, words)| words);
        let lists = [
            include_str!("../../../data/en/date-phrases.txt"),
            include_str!("../../../data/en/holidays.txt"),
            include_str!("../../../data/en/weekday-names.txt"),
        ];
        for phrase in lists.into_iter().flat_map(entries).flat_map(|line| behind(line).split(", ")) {
            let mut cut_as_text = Vec::new();
            cut(language, phrase, Span::new(0, phrase.len()), &mut cut_as_text);
            assert_eq!(pieces(phrase), cut_as_text.iter().map(|piece| piece.word).collect::<Vec<_>>(), "{phrase}");
        }
    }
}
