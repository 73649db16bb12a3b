//! Where sentences end: a yes or no after each token that could end one.

use crate::score::{Scorer, feature, settle};
use crate::tags::Form;
use crate::{Span, Word, lists, tokens};

/// Longest sentence, in tokens. Beyond 256 it is a list or a page without stops, and is cut there. A bound keeps the parser's cost linear and indices small.
pub const LONGEST: usize = 256;

/// Indices into `spans` of the first token of each sentence but the first.
pub fn split(model: &dyn Scorer, text: &str, spans: &[Span], forms: &[Form]) -> Vec<usize> {
    let mut cuts = Vec::new();
    let (mut fired, mut scores) = (Vec::new(), [0; 2]);
    let mut start = 0;
    let mut depth = Depth::default();
    for i in 1..spans.len() {
        depth.pass(spans[i - 1].of(text));
        let mut cut = false;
        if is_candidate(text, spans, i) {
            features(text, spans, forms, i, start, depth, &mut fired);
            scores.fill(0);
            model.score(&fired, &mut scores);
            cut = scores[1] > scores[0]
                && !is_inside_name(text, spans, i, start)
                && !is_before_amount(text, spans, i)
                && !is_behind_unit(text, spans, i);
        }
        if !cut && i - start >= LONGEST {
            cut = true;
        }
        if cut {
            cuts.push(i);
            start = i;
            depth = Depth::default();
        }
    }
    cuts
}

/// What is open in the sentence so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Depth {
    quoted: bool,
    brackets: u8,
}

impl Depth {
    /// Takes note of one more token.
    pub fn pass(&mut self, word: &str) {
        match word {
            "“" | "«" | "„" | "``" => self.quoted = true,
            "”" | "»" | "''" => self.quoted = false,
            "\"" => self.quoted = !self.quoted,
            "(" | "[" => self.brackets = self.brackets.saturating_add(1),
            ")" | "]" => self.brackets = self.brackets.saturating_sub(1),
            _ => {}
        }
    }
}

/// Whether a sentence could end between token `i - 1` and token `i`: after white space and a mark. A line break is white
/// space and no more: where text was broken for its width, or by a blank line in the middle of a sentence, it ends
/// nothing.
pub fn is_candidate(text: &str, spans: &[Span], i: usize) -> bool {
    let (before, after) = (spans[i - 1], spans[i]);
    if before.end == after.start {
        return false;
    }
    let word = before.of(text);
    word.ends_with('.')
        || word.chars().all(|c| {
            !c.is_alphanumeric()
                && !matches!(c, ',' | '-' | '–' | '$' | '#' | '&' | '/' | '(' | '[' | '°' | '%' | '€' | '£' | '+')
        })
}

/// Whether what stands around this place is one name: "Ms. | Prenn", "Nicolas J.S. | Davies". The treebanks have too few
/// of each behind quotation marks and in headlines for weights alone.
fn is_inside_name(text: &str, spans: &[Span], i: usize, start: usize) -> bool {
    let word = |at: usize| spans[at].of(text);
    let lists = |at: usize| lists::of(Word::lowered(word(at)));
    let upper = |at: usize| word(at).starts_with(char::is_uppercase);
    let before = word(i - 1);
    if !before.ends_with('.') || !before.starts_with(char::is_uppercase) || !upper(i) {
        return false;
    }
    let title = lists(i - 1) & lists::TITLE != 0;
    let initials = before.len() <= 6 && before.split_terminator('.').all(|letter| letter.chars().count() == 1);
    let given = initials && i >= start + 2 && upper(i - 2) && lists(i - 2) & lists::GIVEN != 0;
    // Behind initials a small word begins a sentence: "They elected Ann B. The vote was close."
    title || given && word(i).chars().count() > 3 && !STARTERS.contains(&word(i))
}

/// Whether the full stop before token `i` belongs to a word that a number follows: "Rs. | 4 crore", "No. | 10". Without
/// its capital, "no." ends a sentence.
fn is_before_amount(text: &str, spans: &[Span], i: usize) -> bool {
    const BEFORE_NUMBERS: [&str; 8] = ["Rs", "No", "Nos", "Vol", "Art", "Fig", "approx", "Approx"];
    if !spans[i].of(text).starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let before = spans[i - 1].of(text);
    let apart = before == "." && i > 1 && spans[i - 2].end == spans[i - 1].start;
    let word = if apart { spans[i - 2].of(text) } else { before.strip_suffix('.').unwrap_or(before) };
    (apart || before.ends_with('.')) && BEFORE_NUMBERS.contains(&word)
}

/// Whether the full stop before token `i` belongs to a unit: "15 in. | deep", "9 ft. | of snow". Behind it a small letter goes on.
fn is_behind_unit(text: &str, spans: &[Span], i: usize) -> bool {
    const UNITS: [&str; 16] =
        ["in", "ft", "yd", "yds", "mi", "lb", "lbs", "oz", "kg", "km", "cm", "mm", "hr", "hrs", "min", "sec"];
    let before = spans[i - 1].of(text);
    let apart = before == "." && i > 1 && spans[i - 2].end == spans[i - 1].start;
    let at = i - 1 - usize::from(apart);
    let unit = spans[at].of(text).trim_end_matches('.');
    let counted = at > 0 && spans[at - 1].of(text).starts_with(|c: char| c.is_ascii_digit());
    let goes_on = spans[i].of(text).starts_with(char::is_lowercase);
    before.ends_with('.') && counted && goes_on && UNITS.contains(&unit)
}

/// Words of more than three letters that begin sentences far more often than they are family names.
const STARTERS: [&str; 16] = [
    "This", "That", "They", "There", "These", "Those", "What", "When", "Where", "While", "With", "After", "Then",
    "From", "Since", "However",
];

/// The features that tell whether a sentence ends before token `i`.
pub fn features(text: &str, spans: &[Span], forms: &[Form], i: usize, start: usize, depth: Depth, out: &mut Vec<u32>) {
    out.clear();
    // The mark that ends it may stand before closing quotation marks and brackets.
    let mut mark = i - 1;
    while mark > start && matches!(spans[mark].of(text), "”" | "\"" | "'" | "’" | ")" | "]" | "''" | "»" | "*") {
        mark -= 1;
    }
    let closed = u64::from(mark < i - 1);
    let none = Form::default();
    let p = &forms[i - 1];
    let m = &forms[mark];
    let before = if mark > start { &forms[mark - 1] } else { &none };
    let n = &forms[i];
    let nn = forms.get(i + 1).unwrap_or(&none);
    let stop = spans[mark].of(text);
    let ends = match stop {
        "." => 1,
        "!" | "?" => 2,
        "…" | "..." => 3,
        ":" => 4,
        ";" => 5,
        _ if tokens::is_abbreviation(stop) => 6,
        _ if stop.ends_with('.') => 7,
        _ => 8,
    };
    let next = spans[i].of(text);
    let first = next.chars().next().unwrap_or(' ');
    let begins = if first.is_uppercase() {
        1
    } else if first.is_lowercase() {
        2
    } else if first.is_numeric() {
        3
    } else if matches!(first, '“' | '"' | '‘' | '«' | '\'') {
        4
    } else {
        5
    };
    let inside = u64::from(depth.quoted) + 2 * u64::from(depth.brackets > 0);
    let length = match i - start {
        1..=2 => 1,
        3..=5 => 2,
        6..=20 => 3,
        _ => 4,
    };
    let mut add = |template: u32, parts: &[u64]| out.push(feature(100 + template, parts));
    add(0, &[ends]);
    add(1, &[ends, begins]);
    add(2, &[ends, begins, closed, inside]);
    add(4, &[m.norm, begins]);
    add(5, &[m.norm, n.norm]);
    add(6, &[before.norm, ends, begins]);
    add(7, &[before.shape, ends, begins]);
    add(8, &[n.norm, ends]);
    add(9, &[n.shape, ends]);
    add(10, &[n.norm, nn.norm, ends]);
    add(11, &[length, ends, begins]);
    add(12, &[p.norm, begins, inside]);
    add(13, &[begins, length]);
    add(14, &[ends, nn.shape, begins]);
    settle(out);
}
