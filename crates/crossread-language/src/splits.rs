//! Where sentences end: a yes or no after each token that could end one.

use crate::score::{Scorer, settle};
use crate::tags::WordForm;
use crate::templates::templates;
use crate::words::WordRun;
use crate::{Word, lists, tokens};

/// Longest sentence, in tokens. Beyond 256 it is a list or a page without stops, and is cut there. A bound keeps the parser's cost linear and indices small.
pub const LONGEST: usize = 256;

/// Index of the first token of each sentence but the first.
pub fn split(model: &dyn Scorer, words: WordRun) -> Vec<usize> {
    let mut cuts = Vec::new();
    let (mut fired, mut scores) = (Vec::new(), [0; 2]);
    let mut so_far = SentencePrefix::from(0);
    for i in 1..words.len() {
        so_far.pass(words.of(i - 1));
        let mut cut = false;
        if is_candidate(words, i) {
            features(words, i, so_far, &mut fired);
            scores.fill(0);
            model.score(&fired, &mut scores);
            cut = scores[1] > scores[0]
                && !is_inside_name(words, i, so_far.start)
                && !is_before_amount(words, i)
                && !is_behind_unit(words, i);
        }
        if !cut && i - so_far.start >= LONGEST {
            cut = true;
        }
        if cut {
            cuts.push(i);
            so_far = SentencePrefix::from(i);
        }
    }
    cuts
}

/// The sentence so far: where it began, and what is open in it.
#[derive(Clone, Copy, Debug)]
pub struct SentencePrefix {
    start: usize,
    quoted: bool,
    brackets: u8,
}

impl SentencePrefix {
    /// One that begins with token `start`, of which nothing is read.
    pub fn from(start: usize) -> SentencePrefix {
        SentencePrefix { start, quoted: false, brackets: 0 }
    }

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
pub fn is_candidate(words: WordRun, i: usize) -> bool {
    let (before, after) = (words.spans[i - 1], words.spans[i]);
    if before.end == after.start {
        return false;
    }
    let word = words.of(i - 1);
    word.ends_with('.')
        || word.chars().all(|c| {
            !c.is_alphanumeric()
                && !matches!(c, ',' | '-' | '–' | '$' | '#' | '&' | '/' | '(' | '[' | '°' | '%' | '€' | '£' | '+')
        })
}

/// Whether what stands around this place is one name: "Ms. | Prenn", "Nicolas J.S. | Davies". The treebanks have too few
/// of each behind quotation marks and in headlines for weights alone.
fn is_inside_name(words: WordRun, i: usize, start: usize) -> bool {
    let lists = |at: usize| lists::of(Word::lowered(words.of(at)));
    let upper = |at: usize| words.of(at).starts_with(char::is_uppercase);
    let before = words.of(i - 1);
    if !before.ends_with('.') || !before.starts_with(char::is_uppercase) || !upper(i) {
        return false;
    }
    let title = lists(i - 1) & lists::TITLE != 0;
    let initials = before.len() <= 6 && before.split_terminator('.').all(|letter| letter.chars().count() == 1);
    let given = initials && i >= start + 2 && upper(i - 2) && lists(i - 2) & lists::GIVEN != 0;
    // Behind initials a small word begins a sentence: "They elected Ann B. The vote was close."
    title || given && words.of(i).chars().count() > 3 && !STARTERS.contains(&words.of(i))
}

/// Whether the full stop before token `i` belongs to a word that a number follows: "Rs. | 4 crore", "No. | 10". Without
/// its capital, "no." ends a sentence.
fn is_before_amount(words: WordRun, i: usize) -> bool {
    const BEFORE_NUMBERS: [&str; 8] = ["Rs", "No", "Nos", "Vol", "Art", "Fig", "approx", "Approx"];
    if !words.of(i).starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let before = words.of(i - 1);
    let apart = has_stop_apart(words, i);
    let word = if apart { words.of(i - 2) } else { before.strip_suffix('.').unwrap_or(before) };
    (apart || before.ends_with('.')) && BEFORE_NUMBERS.contains(&word)
}

/// Whether the full stop before token `i` belongs to a unit: "15 in. | deep", "9 ft. | of snow". Behind it a small letter goes on.
fn is_behind_unit(words: WordRun, i: usize) -> bool {
    const UNITS: [&str; 16] =
        ["in", "ft", "yd", "yds", "mi", "lb", "lbs", "oz", "kg", "km", "cm", "mm", "hr", "hrs", "min", "sec"];
    let at = i - 1 - usize::from(has_stop_apart(words, i));
    let unit = words.of(at).trim_end_matches('.');
    let counted = at > 0 && words.of(at - 1).starts_with(|c: char| c.is_ascii_digit());
    let goes_on = words.of(i).starts_with(char::is_lowercase);
    words.of(i - 1).ends_with('.') && counted && goes_on && UNITS.contains(&unit)
}

/// Whether the full stop before token `i` is a token of its own and stands close to another.
fn has_stop_apart(words: WordRun, i: usize) -> bool {
    words.of(i - 1) == "." && i > 1 && words.spans[i - 2].end == words.spans[i - 1].start
}

/// Words of more than three letters that begin sentences far more often than they are family names.
const STARTERS: [&str; 16] = [
    "This", "That", "They", "There", "These", "Those", "What", "When", "Where", "While", "With", "After", "Then",
    "From", "Since", "However",
];

/// The features that tell whether a sentence ends before token `i`.
pub fn features(words: WordRun, i: usize, so_far: SentencePrefix, out: &mut Vec<u32>) {
    out.clear();
    let SentencePrefix { start, quoted, brackets } = so_far;
    let forms = words.forms;
    // The mark that ends it may stand before closing quotation marks and brackets.
    let mut mark = i - 1;
    while mark > start && matches!(words.of(mark), "”" | "\"" | "'" | "’" | ")" | "]" | "''" | "»" | "*") {
        mark -= 1;
    }
    let closed = u64::from(mark < i - 1);
    let none = WordForm::default();
    let p = &forms[i - 1];
    let m = &forms[mark];
    let before = if mark > start { &forms[mark - 1] } else { &none };
    let n = &forms[i];
    let nn = forms.get(i + 1).unwrap_or(&none);
    let ends = ending(words.of(mark));
    let begins = beginning(words.of(i));
    let inside = u64::from(quoted) + 2 * u64::from(brackets > 0);
    let length = match i - start {
        1..=2 => 1,
        3..=5 => 2,
        6..=20 => 3,
        _ => 4,
    };
    let view = SplitView { p, m, before, n, nn, ends, begins, closed, inside, length };
    split_features(view, out);
    settle(out);
}

/// What features see of a place between two tokens: `p` stands before it, `m` is the mark that may end the sentence and `before` what it
/// stands behind, `n` and `nn` follow.
struct SplitView<'a> {
    p: &'a WordForm,
    m: &'a WordForm,
    before: &'a WordForm,
    n: &'a WordForm,
    nn: &'a WordForm,
    /// What the mark does, and what the next token begins with.
    ends: u64,
    begins: u64,
    /// Whether quotation marks or brackets close behind the mark.
    closed: u64,
    /// Whether quotation marks or brackets are open.
    inside: u64,
    /// How long the sentence is by now, coarsely.
    length: u64,
}

templates! {
    /// Of a place at which a sentence may end.
    SPLITS, split_features(SplitView { p, m, before, n, nn, ends, begins, closed, inside, length }) from 100 {
        0: ends;
        1: ends, begins;
        2: ends, begins, closed, inside;
        4: m.norm, begins;
        5: m.norm, n.norm;
        6: before.norm, ends, begins;
        7: before.shape, ends, begins;
        8: n.norm, ends;
        9: n.shape, ends;
        10: n.norm, nn.norm, ends;
        11: length, ends, begins;
        12: p.norm, begins, inside;
        13: begins, length;
        14: ends, nn.shape, begins;
    }
}

/// What a token does to end a sentence, as features see it.
fn ending(mark: &str) -> u64 {
    match mark {
        "." => 1,
        "!" | "?" => 2,
        "…" | "..." => 3,
        ":" => 4,
        ";" => 5,
        _ if tokens::is_abbreviation(mark) => 6,
        _ if mark.ends_with('.') => 7,
        _ => 8,
    }
}

/// What a token begins with, as features see it.
fn beginning(token: &str) -> u64 {
    match token.chars().next().unwrap_or(' ') {
        first if first.is_uppercase() => 1,
        first if first.is_lowercase() => 2,
        first if first.is_numeric() => 3,
        '“' | '"' | '‘' | '«' | '\'' => 4,
        _ => 5,
    }
}
