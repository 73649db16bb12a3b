//! Named mentions: where a name begins, goes on and ends, word by word, each decision seeing the two before it.

use crate::model::{Scorer, feature};
use crate::syntax::Seen;
use crate::tags::{Form, best};
use crate::{Mention, MentionKind, Tag, Token};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Labels: outside, then beginning and inside of each kind.
pub const LABELS: usize = 9;

/// The label for the first or a later word of a name of this kind.
pub fn label(kind: MentionKind, begins: bool) -> u8 {
    1 + 2 * kind as u8 + u8::from(!begins)
}

const KINDS: [MentionKind; 4] =
    [MentionKind::Person, MentionKind::Organization, MentionKind::Place, MentionKind::Other];

/// What general knowledge says of a word, as bits: given names, places, nationalities, titles, words of organizations.
static LISTS: LazyLock<HashMap<crate::Word, u64>> = LazyLock::new(|| {
    let mut bits: HashMap<crate::Word, u64> = HashMap::new();
    let lists = [
        include_str!("../data/en/given-names.txt"),
        include_str!("../data/en/place-names.txt"),
        include_str!("../data/en/title-words.txt"),
        include_str!("../data/en/organization-words.txt"),
        include_str!("../data/en/place-words.txt"),
    ];
    for (bit, list) in lists.into_iter().enumerate() {
        for word in list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
            *bits.entry(crate::Word::of(word)).or_insert(0) |= 1 << bit;
        }
    }
    bits
});

/// The lists a word stands in, as bits.
pub(crate) fn lists(word: crate::Word) -> u64 {
    LISTS.get(&word).copied().unwrap_or(0)
}

/// Whether a word is a common given name.
pub(crate) fn is_given_name(word: crate::Word) -> bool {
    LISTS.get(&word).is_some_and(|bits| bits & 1 == 1)
}

/// The features that tell the label of word `i`.
pub fn features(forms: &[Form], seen: &[Seen], labels: &[u8], i: usize, out: &mut Vec<u32>) {
    out.clear();
    let none = Form::default();
    let at = |offset: isize| {
        let j = i as isize + offset;
        if j < 0 || j >= forms.len() as isize { &none } else { &forms[j as usize] }
    };
    let tag = |offset: isize| {
        let j = i as isize + offset;
        if j < 0 || j >= seen.len() as isize { 1 } else { seen[j as usize].label }
    };
    let list = |form: &Form| form.lists;
    let label = |back: usize| if back <= i { u64::from(labels[i - back]) + 2 } else { 1 };
    let (w, p, pp, n, nn) = (at(0), at(-1), at(-2), at(1), at(2));
    let (l1, l2) = (label(1), label(2));
    let (k, kp, kn, knn) = (list(w), list(p), list(n), list(nn));
    let mut add = |template: u32, parts: &[u64]| out.push(feature(400 + template, parts));
    add(0, &[l1]);
    add(1, &[l1, l2]);
    add(2, &[w.norm]);
    add(3, &[w.norm, l1]);
    add(4, &[w.shape, l1]);
    add(5, &[w.shape, p.shape, n.shape]);
    add(6, &[tag(0), l1]);
    add(7, &[tag(-1), tag(0)]);
    add(8, &[tag(0), tag(1)]);
    add(9, &[tag(-1), tag(0), tag(1)]);
    add(10, &[tag(0), tag(1), tag(2), l1]);
    add(11, &[p.norm, l1]);
    add(12, &[n.norm, l1]);
    add(13, &[pp.norm, p.norm]);
    add(14, &[n.norm, nn.norm]);
    add(15, &[p.norm, w.shape]);
    add(16, &[n.norm, w.shape]);
    add(17, &[k, w.shape, l1]);
    add(18, &[k, kn, l1]);
    add(19, &[kp, k, l1]);
    add(20, &[k, kn, knn, tag(1), l1]);
    add(21, &[kp, w.shape, tag(0), l1]);
    add(22, &[w.suffix_of(2), w.shape, l1]);
    add(23, &[w.suffix_of(3), tag(0)]);
    add(24, &[w.prefix_of(2), w.shape]);
    add(25, &[p.norm, w.norm]);
    add(26, &[w.norm, n.norm]);
    add(27, &[nn.norm, w.shape, l1]);
    add(28, &[pp.norm, w.shape, l1]);
    add(29, &[u64::from(i == 0), w.shape, tag(0)]);
    add(30, &[l1, p.norm, tag(0)]);
    add(31, &[kn, w.shape, tag(1), l1]);
}

/// Finds the names of a tagged sentence.
pub(crate) fn find(model: &dyn Scorer, forms: &[Form], seen: &[Seen], tokens: &[Token]) -> Vec<Mention> {
    let mut labels: Vec<u8> = Vec::with_capacity(forms.len());
    let (mut fired, mut scores) = (Vec::with_capacity(40), [0; LABELS]);
    for i in 0..forms.len() {
        features(forms, seen, &labels, i, &mut fired);
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
    let mut found: Vec<Mention> = Vec::new();
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
        while last > first && matches!(tokens[last].tag, Tag::Punct | Tag::Part) {
            last -= 1;
        }
        if matches!(tokens[first].tag, Tag::Punct | Tag::Pron) && first == last {
            continue;
        }
        let span = tokens[first].span.cover(tokens[last].span);
        found.push(Mention { first: first as u16, last: last as u16, span, kind });
    }
    found
}
