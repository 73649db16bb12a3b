//! Named mentions: where a name begins, goes on and ends, word by word, each decision seeing the two before it.

use crate::lists;
use crate::score::{Scorer, feature, settle};
use crate::syntax::ParserInput;
use crate::tags::{Style, WordForm, best};
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
        place.features_around(out);
        place.features_ahead(out);
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

    /// Of the word and of the two on either side of it.
    fn features_around(&self, out: &mut Vec<u32>) {
        let (i, [l1, l2]) = (self.i, self.labels);
        let tag = |offset: isize| self.tag(offset);
        let [w, p, pp, n, nn] = [0, -1, -2, 1, 2].map(|offset| self.form(offset));
        let (k, kp, kpp, kn, knn) = (w.lists, p.lists, pp.lists, n.lists, nn.lists);
        let of = |template: u32, parts: &[u64]| feature(400 + template, parts);
        out.extend_from_slice(&[
            of(0, &[l1]),
            of(1, &[l1, l2]),
            of(2, &[w.norm]),
            of(3, &[w.norm, l1]),
            of(4, &[w.shape, l1]),
            of(5, &[w.shape, p.shape, n.shape]),
            of(6, &[tag(0), l1]),
            of(7, &[tag(-1), tag(0)]),
            of(8, &[tag(0), tag(1)]),
            of(9, &[tag(-1), tag(0), tag(1)]),
            of(10, &[tag(0), tag(1), tag(2), l1]),
            of(11, &[p.norm, l1]),
            of(12, &[n.norm, l1]),
            of(13, &[pp.norm, p.norm]),
            of(14, &[n.norm, nn.norm]),
            of(15, &[p.norm, w.shape]),
            of(16, &[n.norm, w.shape]),
            of(17, &[k, w.shape, l1]),
            of(18, &[k, kn, l1]),
            of(19, &[kp, k, l1]),
            of(20, &[k, kn, knn, tag(1), l1]),
            of(21, &[kp, w.shape, tag(0), l1]),
            of(22, &[w.suffix_of(2), w.shape, l1]),
            of(23, &[w.suffix_of(3), tag(0)]),
            of(24, &[w.prefix, w.shape]),
            of(25, &[p.norm, w.norm]),
            of(26, &[w.norm, n.norm]),
            of(27, &[nn.norm, w.shape, l1]),
            of(28, &[pp.norm, w.shape, l1]),
            of(29, &[u64::from(i == 0), w.shape, tag(0)]),
            of(30, &[l1, p.norm, tag(0)]),
            of(31, &[kn, w.shape, tag(1), l1]),
            of(32, &[w.elsewhere, w.shape, l1]),
            of(33, &[w.elsewhere, k, u64::from(i == 0)]),
            of(34, &[k, tag(0), tag(1), l1]),
            of(35, &[kp, kpp, w.shape, l1]),
            of(36, &[k, kp, kn, l1]),
            of(37, &[l1, w.norm, n.norm]),
            of(38, &[l1, p.norm, w.norm]),
            of(39, &[w.class, w.shape, l1]),
            of(40, &[w.suffix_of(4), w.shape, l1]),
            of(41, &[p.suffix_of(3), w.shape, l1]),
            of(42, &[l1, l2, w.shape, n.shape]),
        ]);
    }

    /// Of the last word of the run of capitals from here, and of what follows it: "said", "in", a comma and an age. And of
    /// what the text before and the lexicon say of these words.
    fn features_ahead(&self, out: &mut Vec<u32>) {
        let NameView { forms, history, .. } = self.view;
        let (i, [l1, _]) = (self.i, self.labels);
        let tag = |offset: isize| self.tag(offset);
        let of = |template: u32, parts: &[u64]| feature(400 + template, parts);
        let runs_on = |form: &WordForm| matches!(form.style, Style::Capital | Style::Upper);
        let mut end = i;
        while end + 1 < forms.len() && end < i + 6 && runs_on(&forms[end + 1]) {
            end += 1;
        }
        let length = (end - i) as isize;
        let [w, p, n, last, after] = [0, -1, 1, length, length + 1].map(|offset| self.form(offset));
        let k = w.lists;
        let (h, hn, hl) = (history.of(w), history.of(n), history.of(last));
        out.extend_from_slice(&[
            of(43, &[last.norm, l1]),
            of(44, &[last.lists, l1, w.shape]),
            of(45, &[after.norm, l1, w.shape]),
            of(46, &[tag(length + 1), l1, w.shape]),
            of(47, &[last.lists, k, l1]),
            of(48, &[last.suffix_of(3), w.shape, l1]),
            of(49, &[length as u64, p.norm, w.shape, l1]),
            of(50, &[h, w.shape]),
            of(51, &[h, hn, l1]),
            of(52, &[h, hl, l1]),
            of(53, &[hl, w.shape, l1]),
            // The lexicon: a capitalized word that no dictionary has is likelier a name.
            of(54, &[w.usage, w.shape, l1]),
            of(55, &[w.usage, w.elsewhere, u64::from(i == 0)]),
            of(56, &[last.usage, w.shape, l1]),
            of(57, &[last.usage, last.lists, l1]),
            of(58, &[w.usage, k, l1]),
            of(59, &[w.usage, n.usage, n.style as u64, l1]),
        ]);
    }
}

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
