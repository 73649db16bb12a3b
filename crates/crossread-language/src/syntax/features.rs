//! What the parser's scores are made of: templates over a state's words, and over an arc's.

use super::{AFTER, BEFORE, Children, NONE, ParserInput, ParserState};
use crate::score::settle;
use crate::templates::{FeatureTemplate, templates};

/// The features of a state.
pub fn features(state: &ParserState, seen: &[ParserInput], out: &mut Vec<u32>) {
    out.clear();
    let context = Context::new(state, seen);
    for group in FeatureGroup::ALL {
        context.features(group, out);
    }
    settle(out);
}

/// The features that tell the relation of an arc.
pub fn arc_features(state: &ParserState, seen: &[ParserInput], head: usize, dependent: usize, out: &mut Vec<u32>) {
    out.clear();
    arc_templates(ArcView::new(state, seen, head, dependent), out);
    settle(out);
}

/// Features of a state that depend on few of its words, and so are the same in many states of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) enum FeatureGroup {
    /// The top of the stack and what hangs on it.
    Top,
    /// The word below it and what hangs on that.
    Below,
    /// The next words and what hangs on the first.
    Next,
    /// The upper words of the stack.
    Stack,
    /// The stack and the next words. Few states have these in common, and most of those in two readings of a sentence.
    All,
}

/// How many groups there are.
pub(super) const GROUPS: usize = 5;

impl FeatureGroup {
    pub(super) const ALL: [FeatureGroup; GROUPS] =
        [FeatureGroup::Top, FeatureGroup::Below, FeatureGroup::Next, FeatureGroup::Stack, FeatureGroup::All];
}

/// What must be the same in two states for a group of features to be the same.
pub(super) type GroupKey = [u64; 4];

/// The words that a state is judged by.
pub(super) struct Context<'a> {
    state: &'a ParserState,
    seen: &'a [ParserInput],
    /// The uppermost three of the stack.
    stack: [usize; 3],
    /// The first four of the buffer.
    buffer: [usize; 4],
}

impl<'a> Context<'a> {
    #[inline]
    pub(super) fn new(state: &'a ParserState, seen: &'a [ParserInput]) -> Context<'a> {
        let buffer = |k: usize| if state.next + k <= state.n { state.next + k } else { NONE };
        Context {
            state,
            seen,
            stack: [state.waiting(0), state.waiting(1), state.waiting(2)],
            buffer: [buffer(0), buffer(1), buffer(2), buffer(3)],
        }
    }

    /// Which word the features of a group are kept with, and what must be the same for them to be the same.
    #[inline]
    pub(super) fn key(&self, group: FeatureGroup) -> (usize, GroupKey) {
        let ([s0, s1, s2], [b0, ..], state) = (self.stack, self.buffer, self.state);
        let join = |[a, b, c, d]: [usize; 4]| a as u64 | (b as u64) << 16 | (c as u64) << 32 | (d as u64) << 48;
        let (of_s0, of_s1, of_b0) = (state.children(s0), state.children(s1), state.children(b0));
        let outermost = |children: Children, side: usize| usize::from(children.outermost[side][0]);
        let (s0l, s1l, s1r) = (outermost(of_s0, BEFORE), outermost(of_s1, BEFORE), outermost(of_s1, AFTER));
        match group {
            FeatureGroup::Top => (s0, of_s0.key()),
            FeatureGroup::Below => (s1, of_s1.key()),
            FeatureGroup::Next => (b0, of_b0.key()),
            FeatureGroup::Stack => (s0, [join([s1, s2, s1l, s1r]), s0l as u64, 0, 0]),
            FeatureGroup::All => {
                let [b0l, b0l2] = of_b0.outermost[BEFORE].map(usize::from);
                let relations = [of_s0, of_s1].map(|children| usize::from(children.relations[BEFORE][0]));
                let one = join([s1, s2, b0, s0l]);
                let two = join([s1l, b0l, outermost(of_s0, AFTER), s1r]);
                (s0, [one, two, join([b0l2, relations[0], relations[1], 0]), 0])
            }
        }
    }

    #[inline]
    pub(super) fn features(&self, group: FeatureGroup, out: &mut Vec<u32>) {
        // A view for each: what its table does not name is then not computed.
        match group {
            FeatureGroup::Top => top_features(ParserView::new(self), out),
            FeatureGroup::Below => below_features(ParserView::new(self), out),
            FeatureGroup::Next => next_features(ParserView::new(self), out),
            FeatureGroup::Stack => stack_features(ParserView::new(self), out),
            FeatureGroup::All => {
                let view = ParserView::new(self);
                all_features(view, out);
                hanging_features(view, out);
            }
        }
    }
}

/// What features see of a word of a state, of none or of the root.
#[derive(Clone, Copy)]
struct WordView {
    word: u64,
    tag: u64,
    /// By what it hangs on its head, if it does already.
    relation: u64,
    /// How many words hang on it, before and after it.
    before: u64,
    after: u64,
}

impl WordView {
    #[inline(always)]
    fn new(state: &ParserState, seen: &[ParserInput], i: usize) -> WordView {
        let other = if i == NONE { 1 } else { 2 };
        WordView {
            word: seen.get(i).map_or(other, |seen| seen.word),
            tag: seen.get(i).map_or(other, |seen| seen.label),
            relation: state.relation(i),
            before: state.count(i, BEFORE),
            after: state.count(i, AFTER),
        }
    }
}

/// What features see of a state: `s` are words of the stack from its top, `b` words of the buffer, `l` and `r` behind one the outermost
/// of those that hang on it to its left and right, `2` the next ones inward. What a table does not name is not computed.
#[derive(Clone, Copy)]
struct ParserView {
    s0: WordView,
    s1: WordView,
    s2: WordView,
    b0: WordView,
    b1: WordView,
    b2: WordView,
    b3: WordView,
    s0l: WordView,
    s0l2: WordView,
    s0r: WordView,
    s0r2: WordView,
    s1l: WordView,
    s1r: WordView,
    s1r2: WordView,
    b0l: WordView,
    b0l2: WordView,
    /// How far the top of the stack is from the buffer, and the word below it from the top, coarsely.
    gap: u64,
    gap_below: u64,
}

impl ParserView {
    #[inline(always)]
    fn new(context: &Context) -> ParserView {
        let Context { state, seen, stack: [s0, s1, s2], buffer: [b0, b1, b2, b3] } = *context;
        let view = |i: usize| WordView::new(state, seen, i);
        let child = |i: usize, side: usize, k: usize| view(state.child(i, side, k));
        ParserView {
            s0: view(s0),
            s1: view(s1),
            s2: view(s2),
            b0: view(b0),
            b1: view(b1),
            b2: view(b2),
            b3: view(b3),
            s0l: child(s0, BEFORE, 0),
            s0l2: child(s0, BEFORE, 1),
            s0r: child(s0, AFTER, 0),
            s0r2: child(s0, AFTER, 1),
            s1l: child(s1, BEFORE, 0),
            s1r: child(s1, AFTER, 0),
            s1r2: child(s1, AFTER, 1),
            b0l: child(b0, BEFORE, 0),
            b0l2: child(b0, BEFORE, 1),
            gap: distance(s0, b0),
            gap_below: distance(s1, s0),
        }
    }
}

/// What features see of an arc.
struct ArcView {
    head: WordView,
    head_left: WordView,
    head_left2: WordView,
    head_right: WordView,
    dependent: WordView,
    dependent_left: WordView,
    dependent_left2: WordView,
    dependent_right: WordView,
    /// The word beside the dependent on its head's side.
    inward: WordView,
    word_before: WordView,
    word_after: WordView,
    /// Whether the dependent stands before its head.
    goes_left: u64,
    distance: u64,
}

impl ArcView {
    #[inline(always)]
    fn new(state: &ParserState, seen: &[ParserInput], head: usize, dependent: usize) -> ArcView {
        let view = |i: usize| WordView::new(state, seen, i);
        let child = |i: usize, side: usize, k: usize| view(state.child(i, side, k));
        let (before, after) = (dependent.checked_sub(1).unwrap_or(NONE), dependent + 1);
        ArcView {
            head: view(head),
            head_left: child(head, BEFORE, 0),
            head_left2: child(head, BEFORE, 1),
            head_right: child(head, AFTER, 0),
            dependent: view(dependent),
            dependent_left: child(dependent, BEFORE, 0),
            dependent_left2: child(dependent, BEFORE, 1),
            dependent_right: child(dependent, AFTER, 0),
            inward: view(if dependent < head { after } else { before }),
            word_before: view(before),
            word_after: view(after),
            goes_left: u64::from(dependent < head),
            distance: (head.abs_diff(dependent) as u64).min(6),
        }
    }
}

/// How far apart two words are, coarsely; 0 where one of them is none.
fn distance(a: usize, b: usize) -> u64 {
    if a == NONE || b == NONE {
        return 0;
    }
    match a.abs_diff(b) {
        d @ 0..=4 => d as u64 + 1,
        5..=7 => 6,
        8..=12 => 7,
        _ => 8,
    }
}

templates! {
    /// Of the top of the stack, how many words hang on it, and what.
    TOP, top_features(ParserView { s0, s0l, s0l2, s0r, s0r2 }) from 200 {
        1: s0.word, s0.tag;
        2: s0.word;
        3: s0.tag;
        43: s0.tag, s0.before, s0.after;
        44: s0.word, s0.after;
        45: s0.word, s0.before;
        49: s0.tag, s0l.tag, s0l.relation;
        50: s0.tag, s0r.tag, s0r.relation;
        60: s0.word, s0l.relation, s0r.relation;
        61: s0.word, s0l.word;
        62: s0.word, s0r.word;
        64: s0.tag, s0l.relation, s0l2.relation;
        65: s0.tag, s0r.relation, s0r2.relation;
    }
}

templates! {
    /// Of the word below it.
    BELOW, below_features(ParserView { s1, s1l, s1r, s1r2 }) from 200 {
        7: s1.word, s1.tag;
        8: s1.word;
        9: s1.tag;
        48: s1.tag, s1.after;
        51: s1.tag, s1r.tag, s1r.relation;
        52: s1.tag, s1l.tag, s1l.relation;
        63: s1.word, s1l.relation, s1r.relation;
        67: s1.tag, s1r.relation, s1r2.relation;
    }
}

templates! {
    /// Of the next words.
    NEXT, next_features(ParserView { b0, b1, b2, b3, b0l, b0l2 }) from 200 {
        0: ;
        4: b0.word, b0.tag;
        5: b0.word;
        6: b0.tag;
        10: b1.word;
        11: b1.tag;
        24: b0.tag, b1.tag;
        25: b0.word, b1.word;
        26: b0.word, b1.tag;
        27: b0.tag, b1.word;
        46: b0.word, b0.before;
        47: b0.tag, b0.before;
        53: b0.tag, b0l.tag, b0l.relation;
        66: b0.tag, b0l.relation, b0l2.relation;
        77: b0.word, b0l.word;
        83: b0.tag, b1.tag, b2.tag;
        90: b0.tag, b1.tag, b2.tag, b3.tag;
    }
}

templates! {
    /// Of the upper words of the stack together.
    STACK, stack_features(ParserView { s0, s1, s2, s0l, s1l, s1r, gap_below }) from 200 {
        16: s1.word, s0.word;
        17: s1.word, s0.tag;
        18: s1.tag, s0.word;
        19: s1.tag, s0.tag;
        30: s2.tag, s1.tag, s0.tag;
        41: gap_below, s1.tag, s0.tag;
        57: s1.tag, s0.tag, s1r.tag;
        58: s1.tag, s0.tag, s0l.tag;
        78: s1.word, s0l.word;
        79: s1.tag, s0.tag, s0l.word;
        80: s1.word, s0.tag, s0l.word;
        81: s2.tag, s1.tag, s0.tag, s0l.word;
        86: s1.tag, s1l.word, s0.tag;
    }
}

templates! {
    /// Of words of the stack together with the next.
    ALL, all_features(ParserView { s0, s1, s2, b0, b1, b2, gap, gap_below }) from 200 {
        12: s0.word, b0.word;
        13: s0.word, b0.tag;
        14: s0.tag, b0.word;
        15: s0.tag, b0.tag;
        20: s1.word, b0.word;
        21: s1.tag, b0.tag;
        22: s1.word, b0.tag;
        23: s1.tag, b0.word;
        28: s0.tag, b0.tag, b1.tag;
        29: s1.tag, s0.tag, b0.tag;
        31: s0.tag, b0.tag, b1.tag, b2.tag;
        32: s1.tag, s0.tag, b0.tag, b1.tag;
        33: s2.tag, s1.tag, s0.tag, b0.tag;
        34: s0.word, b0.tag, b1.tag;
        35: s1.tag, s0.word, b0.tag;
        36: s1.word, s0.tag, b0.tag;
        37: s1.tag, s0.tag, b0.word;
        38: gap, s0.tag, b0.tag;
        39: gap, s0.word;
        40: gap, b0.word;
        42: gap, gap_below, s0.tag, b0.tag, s1.tag;
        82: s0.word, b1.word;
    }
}

templates! {
    /// Of words of the stack and the next together with what hangs on them.
    HANGING, hanging_features(ParserView { s0, s1, b0, s0l, s0r, s1l, s1r, b0l, b0l2 }) from 200 {
        54: s0.tag, b0.tag, s0r.tag;
        55: s0.tag, b0.tag, s0l.tag;
        56: s0.tag, b0.tag, b0l.tag;
        59: s1.tag, s0.tag, s0r.tag;
        68: s0.word, s0r.word, b0.word;
        69: s1.word, s0.word, b0.tag;
        70: s1.tag, s0.tag, b0.tag, s1l.relation, s0l.relation;
        71: s0.word, b0l.word;
        72: s1.word, b0l.word;
        73: s0.tag, b0.tag, b0l.word;
        74: s0.word, b0.tag, b0l.word;
        75: s1.tag, s0.tag, b0l.word;
        76: s1.word, s0.tag, b0l.word;
        84: s0.tag, b0.tag, b0l.tag, b0l2.tag;
        85: s1.tag, s0.tag, s0l.tag, b0.tag;
        87: s1.tag, s1r.word, s0.tag, b0.tag;
        88: s0.tag, s0r.word, b0.tag;
        89: s1.tag, s0.tag, s0l.word, b0.tag;
    }
}

templates! {
    /// Of an arc: its two words, what hangs on them, and what stands beside the dependent.
    ARC, arc_templates(ArcView { head, dependent, goes_left, distance, dependent_left, dependent_left2, dependent_right, head_left, head_left2, head_right, inward, word_before, word_after }) from 300 {
        0: goes_left;
        1: head.word, goes_left;
        2: head.tag, goes_left;
        3: dependent.word, goes_left;
        4: dependent.tag, goes_left;
        5: head.tag, dependent.tag, goes_left;
        6: head.word, dependent.tag, goes_left;
        7: head.tag, dependent.word, goes_left;
        8: head.word, dependent.word, goes_left;
        9: head.tag, dependent.tag, goes_left, distance;
        10: dependent.tag, dependent_left.tag, goes_left;
        11: dependent.word, dependent_left.word, goes_left;
        12: dependent.tag, dependent_left.relation, dependent_left2.relation, goes_left;
        13: dependent.tag, dependent_right.tag, dependent_right.relation, goes_left;
        14: head.tag, dependent.tag, dependent_left.word, goes_left;
        15: head.word, dependent.tag, dependent_left.word, goes_left;
        16: head.tag, dependent.tag, head_left.relation, head_right.relation, goes_left;
        17: head.word, head_left.relation, head_right.relation, dependent.tag, goes_left;
        18: dependent.tag, word_after.tag, goes_left;
        19: dependent.tag, word_before.tag, goes_left;
        20: dependent.word, word_after.word, goes_left;
        21: dependent.word, word_before.word, goes_left;
        22: head.tag, dependent.tag, inward.tag, goes_left;
        23: dependent.tag, dependent_left.word, dependent_left2.word, goes_left;
        24: head.tag, dependent.word, dependent_left.word, goes_left;
        25: head.tag, dependent.tag, dependent_left.relation, goes_left;
        26: head.tag, dependent.tag, head_right.relation, goes_left;
        27: head.tag, dependent.tag, head_left.relation, goes_left;
        28: head.tag, dependent.tag, head_left.relation, head_left2.relation, goes_left;
        29: head.word, dependent_left.word, goes_left;
        30: head.tag, dependent_left.word, dependent.tag, dependent_left2.tag, goes_left;
        31: dependent.tag, word_before.word, word_after.tag, goes_left;
        32: dependent.word, word_before.tag, word_after.tag, goes_left;
        33: head.word, dependent.tag, word_before.tag, goes_left, distance;
        34: head.tag, dependent.tag, dependent_right.word, goes_left;
    }
}

/// The tables by what they are of, for the model card.
pub(crate) const TABLES: [(&str, &[FeatureTemplate]); 7] = [
    ("steps: the top of the stack", TOP),
    ("steps: the word below it", BELOW),
    ("steps: the next words", NEXT),
    ("steps: the stack", STACK),
    ("steps: the stack and the next words", ALL),
    ("steps: the same with what hangs on them", HANGING),
    ("relations", ARC),
];
