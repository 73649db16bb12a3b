//! Text to tokens, as the English treebanks of Universal Dependencies cut them: clitics apart ("do|n't", "Iraq|'s"),
//! most hyphens apart ("long|-|term" but "co-founder"), abbreviations with their full stop.
//!
//! Nothing is changed or lost: every character that is not white space is in exactly one token.

use crate::Span;
use crate::lists;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Longest run of characters without white space that is looked into; anything longer is cut there. Longer "words"
/// are encoded data, and a bound keeps the cost linear.
const LONGEST: usize = 300;

/// Appends the tokens of the words at `part`, in order.
pub(crate) fn tokenize(text: &str, part: Span, tokens: &mut Vec<Span>) {
    let words = part.of(text);
    let mut start = None;
    for (at, c) in words.char_indices() {
        // Zero-width characters and the like separate nothing but belong to no word of their own either.
        if c.is_whitespace() {
            if let Some(from) = start.take() {
                chunk(text, part.at(from..at), tokens);
            }
        } else {
            match start {
                None => start = Some(at),
                Some(from) if at - from >= LONGEST => {
                    chunk(text, part.at(from..at), tokens);
                    start = Some(at);
                }
                Some(_) => {}
            }
        }
    }
    if let Some(from) = start {
        chunk(text, part.at(from..words.len()), tokens);
    }
}

/// One run without white space.
fn chunk(text: &str, span: Span, tokens: &mut Vec<Span>) {
    let words = span.of(text);
    // Two chunks of three are letters and perhaps a comma: nothing below asks anything of them.
    let (letters, comma) = words.strip_suffix(',').map_or((words, false), |letters| (letters, true));
    if is_letters(letters) {
        word(text, span.at(0..letters.len()), tokens);
        tokens.extend(comma.then(|| span.at(letters.len()..words.len())));
        return;
    }
    if is_face(words) || WHOLE.iter().any(|whole| words.eq_ignore_ascii_case(whole)) {
        tokens.push(span);
        return;
    }
    // "[2,900](https://a.example)", "Ann Lowe"<ann@a.example>": words that end where the address begins.
    if is_address(words)
        && let Some(at) = words.find("](").map(|at| at + 1).or(words.find('<')).filter(|at| *at > 0)
    {
        chunk(text, span.at(0..at), tokens);
        chunk(text, span.at(at..words.len()), tokens);
        return;
    }
    if is_address(words) {
        // An address keeps all but the marks around it.
        let inner =
            words.trim_start_matches(OPENING).trim_end_matches(|c| CLOSING.contains(&c) || ".,;:!?".contains(c));
        let before = words.len() - words.trim_start_matches(OPENING).len();
        if !inner.is_empty() {
            marks(span.at(0..before), text, tokens);
            tokens.push(span.at(before..before + inner.len()));
            marks(span.at(before + inner.len()..words.len()), text, tokens);
            return;
        }
    }
    let mut rest = span;
    let mut after: Vec<Span> = Vec::new();
    loop {
        let words = rest.of(text);
        let Some(first) = words.chars().next() else { break };
        let Some(last) = words.chars().next_back() else { break };
        let one = words.len() == first.len_utf8();
        if !one && leads(first, words) {
            let length = run(words, first);
            tokens.push(rest.at(0..length));
            rest = rest.at(length..words.len());
        } else if !one && (trails(last, words) || is_answer(words, &text[span.end()..])) {
            let length = run_back(words, last);
            after.push(rest.at(words.len() - length..words.len()));
            rest = rest.at(0..words.len() - length);
        } else {
            break;
        }
    }
    if !rest.is_empty() {
        inside(text, rest, tokens);
    }
    tokens.extend(after.into_iter().rev());
}

/// Whether all of a chunk are letters without accents, and there is one.
fn is_letters(words: &str) -> bool {
    !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_alphabetic())
}

const OPENING: [char; 14] = ['(', '[', '{', '<', '"', '“', '‘', '«', '„', '\'', '`', '*', '¿', '¡'];
const CLOSING: [char; 12] = [')', ']', '}', '>', '"', '”', '’', '»', '\'', '*', '…', '_'];

fn marks(span: Span, text: &str, tokens: &mut Vec<Span>) {
    let words = span.of(text);
    let mut at = 0;
    while let Some(c) = words[at..].chars().next() {
        let length = run(&words[at..], c);
        tokens.push(span.at(at..at + length));
        at += length;
    }
}

/// Length of the run of one mark that stays one token: "...", "--", "!!".
fn run(words: &str, first: char) -> usize {
    let repeats = matches!(
        first,
        '.' | '-' | '—' | '–' | '!' | '?' | '*' | '_' | '=' | '~' | '`' | '\'' | '#' | '+' | '…' | '$' | '<' | '>'
    );
    if !repeats {
        return first.len_utf8();
    }
    words.chars().take_while(|c| *c == first || runs_with(first, *c)).map(char::len_utf8).sum()
}

/// Whether two marks stay together: "?!", "----==".
fn runs_with(one: char, other: char) -> bool {
    [['!', '?'], ['-', '=']].iter().any(|pair| pair.contains(&one) && pair.contains(&other))
}

fn run_back(words: &str, last: char) -> usize {
    let repeats = matches!(last, '.' | '-' | '—' | '–' | '!' | '?' | '*' | '_' | '=' | '~' | '`' | '\'' | '…');
    if !repeats {
        return last.len_utf8();
    }
    words.chars().rev().take_while(|c| *c == last || runs_with(last, *c)).map(char::len_utf8).sum()
}

/// Whether the mark at the head is a token of its own.
fn leads(first: char, words: &str) -> bool {
    match first {
        // "'s", "'90s", "'em": an apostrophe that stands for something left out.
        '\'' | '’' | '‘' => {
            let rest = &words[first.len_utf8()..];
            let lower = rest.to_lowercase();
            !(CLITICS.contains(&lower.as_str())
                || matches!(lower.as_str(), "em" | "til" | "cause" | "n" | "tis" | "twas")
                || rest.starts_with(|c: char| c.is_ascii_digit()))
        }
        '$' | '€' | '£' | '¥' => true,
        // "#4", but "#harborstrike" is one word.
        '#' => !words[1..].starts_with(char::is_alphabetic),
        // "+5", "-5", ".5", "@name", "&c".
        '-' | '–' | '—' | '.' | '+' => {
            let length = run(words, first);
            length > 1 || !words[length..].starts_with(|c: char| c.is_ascii_digit()) || first == '—' || first == '–'
        }
        '@' | '&' | '%' | '_' => false,
        c => OPENING.contains(&c) || (!c.is_alphanumeric() && c != '\u{200d}'),
    }
}

/// Whether the mark at the end is a token of its own.
fn trails(last: char, words: &str) -> bool {
    match last {
        '.' => run_back(words, '.') > 1 || !keeps_stop(words),
        '\'' | '’' => true,
        '%' | '°' | '$' | '€' | '£' => words.len() > last.len_utf8() && !words.ends_with("US$"),
        '-' => true,
        '_' | '@' | '&' | '+' | '#' => false,
        c => !c.is_alphanumeric() && !is_joiner(c),
    }
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe0f}') || ('\u{1f3fb}'..='\u{1f3ff}').contains(&c)
}

/// Whether a "no." is a word and its full stop, not a number's: "He said no. Then he left."
fn is_answer(words: &str, after: &str) -> bool {
    words.eq_ignore_ascii_case("no.") && !after.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '#')
}

/// Abbreviations that are common words without their capital: "they sat."
const NEED_CAPITAL: [&str; 9] = ["sat.", "sun.", "wed.", "mar.", "ill.", "mass.", "miss.", "ore.", "wash."];

/// Whether a word that ends in a full stop is an abbreviation.
fn keeps_stop(words: &str) -> bool {
    let stem = &words[..words.len() - 1];
    let letters = stem.chars().filter(|c| c.is_alphabetic()).count();
    // "J.", "U.S.", "e.g.", "Ph.D."
    (letters == 1 && stem.chars().count() == 1 && stem.chars().all(char::is_uppercase))
        || (stem.contains('.')
            && letters >= 2
            && stem
                .split('.')
                .all(|part| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic)))
        || (ABBREVIATIONS.contains(words.to_lowercase().as_str()) && !NEED_CAPITAL.contains(&words))
}

/// Short for words, with a stroke: one token each.
const WHOLE: [&str; 3] = ["b/c", "w/", "w/o"];

/// A face of marks: ":)", ";-D", ":(".
fn is_face(words: &str) -> bool {
    let rest = words.strip_prefix([':', ';', '=']).unwrap_or_default();
    let mouth = rest.strip_prefix(['-', '^', '\'']).unwrap_or(rest);
    matches!(mouth, ")" | "(" | "))" | "D" | "P" | "p" | "/" | "]" | "[" | "|" | "o" | "O")
}

const CLITICS: [&str; 7] = ["s", "re", "ve", "ll", "d", "m", "t"];

/// A word without marks at its ends: clitics, hyphens, slashes, units.
fn inside(text: &str, span: Span, tokens: &mut Vec<Span>) {
    let words = span.of(text);
    if is_letters(words) {
        return word(text, span, tokens);
    }
    let mut start = 0;
    let mut previous: Option<char> = None;
    let chars: Vec<(usize, char)> = words.char_indices().collect();
    let mut i = 0;
    while i < chars.len() {
        let (at, c) = chars[i];
        let next = chars.get(i + 1).map(|(_, c)| *c);
        let between = previous.is_some() && next.is_some();
        let apart = match c {
            '-' | '‑' if between => splits_hyphen(&words[start..at], &words[at + c.len_utf8()..]),
            '–' | '—' | '…' | '/' | '(' | ')' | '[' | ']' | '"' | '“' | '”' | ';' | '!' | '?' | '*' | '|' | '<'
            | '>' | '=' => {
                // "1/2", "9/11" stay whole.
                !(c == '/' && previous.is_some_and(|p| p.is_ascii_digit()) && next.is_some_and(|n| n.is_ascii_digit()))
            }
            // "word,word" but "5,200".
            ',' | ':' => !(previous.is_some_and(|p| p.is_ascii_digit()) && next.is_some_and(|n| n.is_ascii_digit())),
            '%' | '€' | '£' => true,
            '$' => previous.is_some() && !matches!(&words[start..at], "US" | "A" | "C" | "NZ" | "HK"),
            '.' => {
                // "end.Next" of a page that lost its space, "word...word".
                let dots = run(&words[at..], '.');
                dots > 1
                    || (previous.is_some_and(char::is_lowercase)
                        && at - start >= 3
                        && next.is_some_and(char::is_uppercase)
                        && !DOMAINS.iter().any(|domain| words[at + 1..].eq_ignore_ascii_case(domain)))
            }
            _ => false,
        };
        if apart {
            word(text, span.at(start..at), tokens);
            let length = run(&words[at..], c).min(if matches!(c, '.' | '-' | '!' | '?' | '*' | '=') {
                usize::MAX
            } else {
                c.len_utf8()
            });
            tokens.push(span.at(at..at + length));
            start = at + length;
            while i < chars.len() && chars[i].0 < start {
                i += 1;
            }
            previous = None;
            continue;
        }
        previous = Some(c);
        i += 1;
    }
    word(text, span.at(start..words.len()), tokens);
}

fn splits_hyphen(before: &str, after: &str) -> bool {
    let digits = |words: &str| words.chars().filter(char::is_ascii_digit).count();
    // Telephone numbers: several groups of digits.
    if digits(before) >= 3
        && after.len() >= 4
        && after.chars().all(|c| c.is_ascii_digit() || c == '-')
        && (after.contains('-') || after.len() != 4 || digits(before) == 3 || before.contains('-'))
    {
        return false;
    }
    // "3-5213": an extension, unless it is a range that ends in a year.
    if before.len() == 1
        && digits(before) == 1
        && after.len() == 4
        && digits(after) == 4
        && !after.starts_with(['1', '2'])
    {
        return false;
    }
    let lower = before.to_lowercase();
    !before.is_empty() && !PREFIXES.contains(lower.as_str())
}

/// A word: clitics at its end, a unit after its number.
fn word(text: &str, span: Span, tokens: &mut Vec<Span>) {
    let words = span.of(text);
    if words.is_empty() {
        return;
    }
    if is_letters(words) && !may_be_run_together(words) {
        return tokens.push(span);
    }
    let lower = words.to_lowercase();
    // Only where lower-casing keeps the length can offsets be taken from it.
    if lower.len() == words.len() {
        for clitic in ["n't", "n’t"] {
            if lower.ends_with(clitic) && lower.len() > clitic.len() {
                tokens.push(span.at(0..words.len() - clitic.len()));
                tokens.push(span.at(words.len() - clitic.len()..words.len()));
                return;
            }
        }
        // "IM" is a message, "Im" and "im" are "I'm".
        if let Some((_, cuts)) = RUN_TOGETHER.iter().find(|(whole, _)| lower == *whole && words != "IM") {
            let mut start = 0;
            for &end in cuts.iter().chain([&words.len()]) {
                tokens.push(span.at(start..end));
                start = end;
            }
            return;
        }
    }
    if let Some(at) = words.rfind(['\'', '’']) {
        let mark = words[at..].chars().next().map_or(1, char::len_utf8);
        let tail = words[at + mark..].to_lowercase();
        if at > 0 && CLITICS[..6].contains(&tail.as_str()) {
            tokens.push(span.at(0..at));
            tokens.push(span.at(at..words.len()));
            return;
        }
    }
    // "10am", "5km", "$2bn": a number and what it is of. "5th", "1990s", "3D" stay whole.
    let digits =
        words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':')).len();
    if digits > 0
        && words[digits..].chars().all(char::is_alphabetic)
        && UNITS.contains(&words[digits..].to_lowercase().as_str())
    {
        tokens.push(span.at(0..digits));
        tokens.push(span.at(digits..words.len()));
        return;
    }
    tokens.push(span);
}

/// Words that people write as one, most of them without their apostrophe, and where they are cut. Left out are those
/// that are words of their own as well: "its", "lets", "were", "well", "ill", "id", "shell".
const RUN_TOGETHER: [(&str, &[usize]); 47] = [
    ("cannot", &[3]),
    ("gonna", &[3]),
    ("gotta", &[3]),
    ("wanna", &[3]),
    ("outta", &[3]),
    ("dunno", &[2, 3]),
    ("alot", &[1]),
    ("aint", &[2]),
    ("arent", &[3]),
    ("cant", &[2]),
    ("couldnt", &[5]),
    ("didnt", &[3]),
    ("doesnt", &[4]),
    ("dont", &[2]),
    ("hadnt", &[3]),
    ("hasnt", &[3]),
    ("havent", &[4]),
    ("isnt", &[2]),
    ("mustnt", &[4]),
    ("neednt", &[4]),
    ("shouldnt", &[6]),
    ("wasnt", &[3]),
    ("werent", &[4]),
    ("wont", &[2]),
    ("wouldnt", &[5]),
    ("im", &[1]),
    ("ive", &[1]),
    ("itd", &[2]),
    ("itll", &[2]),
    ("hes", &[2]),
    ("shes", &[3]),
    ("thats", &[4]),
    ("thatll", &[4]),
    ("theres", &[5]),
    ("theyd", &[4]),
    ("theyll", &[4]),
    ("theyre", &[4]),
    ("theyve", &[4]),
    ("weve", &[2]),
    ("whats", &[4]),
    ("wheres", &[5]),
    ("whos", &[3]),
    ("youd", &[3]),
    ("youll", &[3]),
    ("youre", &[3]),
    ("youve", &[3]),
    ("yall", &[1]),
];

/// Most letters of a word of [`RUN_TOGETHER`].
const LONGEST_RUN: usize = 8;

/// By number of letters, with which letters words of [`RUN_TOGETHER`] begin, as bits: every word of a text is asked for, and two of three
/// need no look at the list.
const RUN_BEGINNINGS: [u32; LONGEST_RUN + 1] = {
    let (mut beginnings, mut i) = ([0; LONGEST_RUN + 1], 0);
    while i < RUN_TOGETHER.len() {
        let whole = RUN_TOGETHER[i].0.as_bytes();
        beginnings[whole.len()] |= 1 << (whole[0] - b'a');
        i += 1;
    }
    beginnings
};

/// Whether a word of letters without accents may be one of [`RUN_TOGETHER`].
fn may_be_run_together(letters: &str) -> bool {
    let first = letters.as_bytes()[0].to_ascii_lowercase() - b'a';
    RUN_BEGINNINGS.get(letters.len()).is_some_and(|beginnings| beginnings >> first & 1 == 1)
        && RUN_TOGETHER.iter().any(|(whole, _)| whole.eq_ignore_ascii_case(letters))
}

/// Ends of addresses: "Harbor.Com" is one, "harbor.Come" two words that lost their space.
const DOMAINS: [&str; 5] = ["com", "org", "net", "edu", "gov"];

const UNITS: [&str; 34] = [
    "am", "pm", "a.m", "p.m", "km", "m", "cm", "mm", "kg", "g", "mg", "lb", "lbs", "oz", "ft", "mi", "mph", "kph",
    "kmh", "hr", "hrs", "min", "mins", "k", "bn", "tn", "mn", "mw", "gw", "kw", "gb", "mb", "hz", "yo",
];

fn is_address(words: &str) -> bool {
    words.contains("://")
        || words.starts_with("www.")
        || words.starts_with("(www.")
        || (words.contains('@') && words.contains('.') && !words.starts_with('@') && words.is_ascii())
}

static ABBREVIATIONS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lists::words(include_str!("../data/en/abbreviations.txt")).collect());
static PREFIXES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lists::words(include_str!("../data/en/prefixes.txt")).collect());

/// Whether a word is a known abbreviation with its full stop.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    ABBREVIATIONS.contains(word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> String {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len()), &mut tokens);
        tokens.iter().map(|span| span.of(text)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn cuts_as_the_treebanks_do() {
        for (text, tokens) in [
            ("I don't know.", "I|do|n't|know|."),
            ("Harbour’s mayor can’t", "Harbour|’s|mayor|ca|n’t"),
            ("Brig. Gen. Ann B. Lowe of the U.S. left.", "Brig.|Gen.|Ann|B.|Lowe|of|the|U.S.|left|."),
            ("a long-term co-founder", "a|long|-|term|co-founder"),
            ("some 5,200 (or 5.2%) of $3bn", "some|5,200|(|or|5.2|%|)|of|$|3|bn"),
            ("“Go home,” he said…", "“|Go|home|,|”|he|said|…"),
            ("See https://a.example/b?c=1, now", "See|https://a.example/b?c=1|,|now"),
            ("at 10:30am — no", "at|10:30|am|—|no"),
            ("the 1990s' end", "the|1990s|'|end"),
            ("fields…in both", "fields|…|in|both"),
            ("because we—all", "because|we|—|all"),
            ("173-0 and 9/11", "173|-|0|and|9/11"),
            ("[some 2,900](https://a.example/b)", "[|some|2,900|]|(|https://a.example/b|)"),
            ("\"Ann Lowe\"<ann@a.example>", "\"|Ann|Lowe|\"|<|ann@a.example|>"),
            ("She said no. They sat. No. 5, Sat. noon", "She|said|no|.|They|sat|.|No.|5|,|Sat.|noon"),
            ("Im sure they dunno, cant they?", "I|m|sure|they|du|n|no|,|ca|nt|they|?"),
            ("an IM of its own", "an|IM|of|its|own"),
            ("----== Harbor.Com ==--", "----==|Harbor.Com|==--"),
        ] {
            assert_eq!(cut(text), tokens);
        }
    }

    proptest! {
        #[test]
        fn every_character_but_white_space_is_in_one_token(
            text in "([a-zA-Z0-9é ,.'’“”()\\[\\]:/$%@-]|https://a\\.b|don't|U\\.S\\.|\u{200b}|\u{1f642}){0,40}",
        ) {
            let mut tokens = Vec::new();
            tokenize(&text, Span::new(0, text.len()), &mut tokens);
            let mut at = 0;
            for token in tokens {
                let between = &text[at..token.start()];
                prop_assert!(between.chars().all(char::is_whitespace), "{between:?} is in no token");
                prop_assert!(token.start() < token.end());
                at = token.end();
            }
            prop_assert!(text[at..].chars().all(char::is_whitespace));
        }
    }
}
