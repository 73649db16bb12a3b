//! Named mentions: where a name begins, goes on and ends, word by word, each decision seeing the two before it.

use crate::lists;
use crate::score::{Scorer, settle};
use crate::syntax::ParserInput;
use crate::tags::{Style, WordForm, best};
use crate::templates::{FeatureTemplate, templates};
use crate::{Mention, MentionKind, Tag, Token};

/// Labels: outside, then beginning and inside of each kind.
pub const LABELS: usize = 9;

/// The label for the first or a later word of a name of this kind.
pub fn label(kind: MentionKind, begins: bool) -> u8 {
    1 + 2 * kind as u8 + u8::from(!begins)
}

const KINDS: [MentionKind; 4] =
    [MentionKind::Person, MentionKind::Organization, MentionKind::Place, MentionKind::Other];

/// Whether a lower-cased word stands before the names of people ("general", "mrs.") and is no part of them.
pub fn is_title(word: &str) -> bool {
    lists::of(crate::Word::of(word)) & lists::TITLE != 0
}

/// Whether word `i` can be part of a name at all: it has a capital or a digit, or goes on what was before. Four words
/// of five are neither, and need no scores.
pub fn is_candidate(forms: &[WordForm], labels: &[u8], i: usize) -> bool {
    forms[i].style != Style::Lower
        || labels.last().is_some_and(|&label| label != 0)
        || forms[i].lists & lists::PARTICLE != 0
}

/// What the text so far said of its words: the label that each had last (Ratinov and Roth, CoNLL 2009).
#[derive(Debug)]
pub struct History(Vec<u8>);

impl Default for History {
    fn default() -> History {
        History(vec![0; History::SIZE])
    }
}

impl History {
    /// By hash: a text has a few hundred words with capitals, and a collision costs a hint.
    const SIZE: usize = 1 << 14;

    fn place(form: &WordForm) -> usize {
        (form.norm >> 18) as usize % History::SIZE
    }

    fn of(&self, form: &WordForm) -> u64 {
        u64::from(self.0[History::place(form)])
    }

    /// Takes note of a sentence's labels.
    pub fn note(&mut self, forms: &[WordForm], labels: &[u8]) {
        for (form, &label) in forms.iter().zip(labels) {
            if form.style == Style::Capital || form.style == Style::Upper {
                self.0[History::place(form)] = label + 1;
            }
        }
    }
}

/// A tagged sentence as names are looked for in it, with what the text before it said of its words.
#[derive(Clone, Copy, Debug)]
pub struct NameView<'a> {
    /// Its words.
    pub forms: &'a [WordForm],
    /// The same, tagged.
    pub seen: &'a [ParserInput],
    /// What the text so far said.
    pub history: &'a History,
}

impl NameView<'_> {
    /// The features that tell the label of word `i`, after the labels of the words before it.
    pub fn features(self, labels: &[u8], i: usize, out: &mut Vec<u32>) {
        out.clear();
        let label = |back: usize| if back <= i { u64::from(labels[i - back]) + 2 } else { 1 };
        let place = NamePlace { view: self, i, labels: [label(1), label(2)], none: WordForm::default() };
        let signs = place.view();
        features_around(signs, out);
        features_ahead(signs, out);
        settle(out);
    }
}

/// A word of a sentence, and what stands around it.
struct NamePlace<'a> {
    view: NameView<'a>,
    i: usize,
    /// The labels of the last word before it and of that before.
    labels: [u64; 2],
    /// What stands beyond either end.
    none: WordForm,
}

impl NamePlace<'_> {
    #[inline(always)]
    fn form(&self, offset: isize) -> &WordForm {
        self.i.checked_add_signed(offset).and_then(|at| self.view.forms.get(at)).unwrap_or(&self.none)
    }

    #[inline(always)]
    fn tag(&self, offset: isize) -> u64 {
        self.i.checked_add_signed(offset).and_then(|at| self.view.seen.get(at)).map_or(1, |seen| seen.label)
    }

    /// What features see of it.
    #[inline(always)]
    fn view(&self) -> NameSigns<'_> {
        let NameView { forms, history, .. } = self.view;
        let i = self.i;
        let runs_on = |form: &WordForm| matches!(form.style, Style::Capital | Style::Upper);
        let mut end = i;
        while end + 1 < forms.len() && end < i + 6 && runs_on(&forms[end + 1]) {
            end += 1;
        }
        let length = (end - i) as isize;
        let [w, p, pp, n, nn, last, behind] = [0, -1, -2, 1, 2, length, length + 1].map(|offset| self.form(offset));
        let [tag, tag_before, tag_after, tag_after2, tag_behind] =
            [0, -1, 1, 2, length + 1].map(|offset| self.tag(offset));
        let [said, said_next, said_last] = [w, n, last].map(|form| history.of(form));
        let [l1, l2] = self.labels;
        NameSigns {
            w,
            p,
            pp,
            n,
            nn,
            last,
            behind,
            tag,
            tag_before,
            tag_after,
            tag_after2,
            tag_behind,
            said,
            said_next,
            said_last,
            l1,
            l2,
            length: length as u64,
            opens: u64::from(i == 0),
        }
    }
}

/// What features see of a word that may be of a name: `p` and `pp` stand before it, with their labels `l1` and `l2`, `n` and `nn` behind it;
/// `last` is the last word of the run of capitals from it, and `behind` what follows that: "said", "in", a comma and an age.
#[derive(Clone, Copy)]
struct NameSigns<'a> {
    w: &'a WordForm,
    p: &'a WordForm,
    pp: &'a WordForm,
    n: &'a WordForm,
    nn: &'a WordForm,
    last: &'a WordForm,
    behind: &'a WordForm,
    tag: u64,
    tag_before: u64,
    tag_after: u64,
    tag_after2: u64,
    tag_behind: u64,
    /// What the text before says of the word, of the next and of the last of the run.
    said: u64,
    said_next: u64,
    said_last: u64,
    l1: u64,
    l2: u64,
    /// How long the run is.
    length: u64,
    /// Whether the sentence begins with the word.
    opens: u64,
}

templates! {
    /// Of the word and of the two on either side of it.
    AROUND, features_around(NameSigns { w, p, pp, n, nn, tag, tag_before, tag_after, tag_after2, l1, l2, opens }) from 400 {
        0: l1;
        1: l1, l2;
        2: w.norm;
        3: w.norm, l1;
        4: w.shape, l1;
        5: w.shape, p.shape, n.shape;
        6: tag, l1;
        7: tag_before, tag;
        8: tag, tag_after;
        9: tag_before, tag, tag_after;
        10: tag, tag_after, tag_after2, l1;
        11: p.norm, l1;
        12: n.norm, l1;
        13: pp.norm, p.norm;
        14: n.norm, nn.norm;
        15: p.norm, w.shape;
        16: n.norm, w.shape;
        17: w.lists, w.shape, l1;
        18: w.lists, n.lists, l1;
        19: p.lists, w.lists, l1;
        20: w.lists, n.lists, nn.lists, tag_after, l1;
        21: p.lists, w.shape, tag, l1;
        22: w.suffix_of(2), w.shape, l1;
        23: w.suffix_of(3), tag;
        24: w.prefix, w.shape;
        25: p.norm, w.norm;
        26: w.norm, n.norm;
        27: nn.norm, w.shape, l1;
        28: pp.norm, w.shape, l1;
        29: opens, w.shape, tag;
        30: l1, p.norm, tag;
        31: n.lists, w.shape, tag_after, l1;
        32: w.elsewhere, w.shape, l1;
        33: w.elsewhere, w.lists, opens;
        34: w.lists, tag, tag_after, l1;
        35: p.lists, pp.lists, w.shape, l1;
        36: w.lists, p.lists, n.lists, l1;
        37: l1, w.norm, n.norm;
        38: l1, p.norm, w.norm;
        39: w.class, w.shape, l1;
        40: w.suffix_of(4), w.shape, l1;
        41: p.suffix_of(3), w.shape, l1;
        42: l1, l2, w.shape, n.shape;
    }
}

templates! {
    /// Of the last word of the run of capitals from here, and of what follows it. And of what the text before and the lexicon say of these
    /// words.
    AHEAD, features_ahead(NameSigns { w, p, n, last, behind, tag_behind, said, said_next, said_last, l1, length, opens }) from 400 {
        43: last.norm, l1;
        44: last.lists, l1, w.shape;
        45: behind.norm, l1, w.shape;
        46: tag_behind, l1, w.shape;
        47: last.lists, w.lists, l1;
        48: last.suffix_of(3), w.shape, l1;
        49: length, p.norm, w.shape, l1;
        50: said, w.shape;
        51: said, said_next, l1;
        52: said, said_last, l1;
        53: said_last, w.shape, l1;
        // The lexicon: a capitalized word that no dictionary has is likelier a name.
        54: w.usage, w.shape, l1;
        55: w.usage, w.elsewhere, opens;
        56: last.usage, w.shape, l1;
        57: last.usage, last.lists, l1;
        58: w.usage, w.lists, l1;
        59: w.usage, n.usage, n.style as u64, l1;
    }
}

/// The tables by what they are of, for the model card.
pub(crate) const TABLES: [(&str, &[FeatureTemplate]); 2] =
    [("names: around the word", AROUND), ("names: the run of capitals from it", AHEAD)];

/// First and last word and kind of each name in a tagged sentence.
pub fn find_names(
    model: &dyn Scorer,
    forms: &[WordForm],
    seen: &[ParserInput],
    history: &mut History,
) -> Vec<(usize, usize, MentionKind)> {
    let mut labels: Vec<u8> = Vec::with_capacity(forms.len());
    let (mut fired, mut scores) = (Vec::with_capacity(64), [0; LABELS]);
    let view = NameView { forms, seen, history };
    for i in 0..forms.len() {
        if !is_candidate(forms, &labels, i) {
            labels.push(0);
            continue;
        }
        view.features(&labels, i, &mut fired);
        scores.fill(0);
        model.score(&fired, &mut scores);
        // A name goes on only where one of its kind began.
        let previous = labels.last().copied().unwrap_or(0);
        for kind in KINDS {
            let (begin, inside) = (label(kind, true), label(kind, false));
            if previous != begin && previous != inside {
                scores[inside as usize] = i32::MIN;
            }
        }
        labels.push(best(&scores));
    }
    history.note(forms, &labels);
    let mut found = Vec::new();
    let mut i = 0;
    while i < labels.len() {
        let first = i;
        i += 1;
        if labels[first] == 0 {
            continue;
        }
        let kind = KINDS[(labels[first] as usize - 1) / 2];
        while i < labels.len() && labels[i] == label(kind, false) {
            i += 1;
        }
        // A possessive and a mark at the end are no part of a name.
        let mut last = i - 1;
        while last > first && matches!(seen[last].tag, Tag::Punct | Tag::Part) {
            last -= 1;
        }
        if first == last && matches!(seen[first].tag, Tag::Punct | Tag::Pron) {
            continue;
        }
        found.push((first, last, kind));
    }
    found
}

/// The names of a tagged sentence.
pub(crate) fn find(
    model: &dyn Scorer,
    forms: &[WordForm],
    seen: &[ParserInput],
    tokens: &[Token],
    history: &mut History,
) -> Vec<Mention> {
    let names = find_names(model, forms, seen, history).into_iter();
    let mention = |(first, last, kind): (usize, usize, MentionKind)| {
        let span = tokens[first].span.cover(tokens[last].span);
        Mention { first: first as u16, last: last as u16, span, kind }
    };
    names.map(mention).collect()
}
