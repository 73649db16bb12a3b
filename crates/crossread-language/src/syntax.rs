//! Syntax: a dependency tree by shifting and joining.
//!
//! The arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and Satta, ACL 2011), greedy, trained with a dynamic
//! oracle and exploration (Goldberg and Nivre, TACL 2013): the parser learns what is best to do after its own
//! mistakes. One model chooses the step, another the relation of the arc that a step makes.

use crate::model::{Scorer, feature};
use crate::tags::Form;
use crate::{Relation, Tag};

/// A step of the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Step {
    /// The next word goes onto the stack.
    Shift,
    /// The top of the stack hangs on the next word.
    Left,
    /// The top of the stack hangs on the one below it.
    Right,
}

/// How many kinds of steps there are.
pub const STEPS: usize = 3;

/// No word: beyond either end.
const NONE: usize = usize::MAX;

/// What the parser sees of a word.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// The word.
    pub word: u64,
    /// Its fine tag, as the tagger's label.
    pub label: u64,
    /// Its universal tag.
    pub tag: Tag,
}

impl Seen {
    /// A tagged word.
    pub fn new(form: &Form, label: u8, tag: Tag) -> Seen {
        Seen { word: form.norm, label: u64::from(label) + 3, tag }
    }
}

/// Where the parser stands in a sentence. The root is the word index `n`, last in the buffer.
#[derive(Clone, Debug)]
pub struct State {
    n: usize,
    /// Words that wait for heads or dependents.
    pub stack: Vec<usize>,
    /// First word of the buffer.
    pub next: usize,
    /// Heads found so far.
    pub heads: Vec<usize>,
    /// Relations found so far.
    pub relations: Vec<u8>,
    leftmost: Vec<[usize; 2]>,
    rightmost: Vec<[usize; 2]>,
    left_count: Vec<u8>,
    right_count: Vec<u8>,
}

impl State {
    /// Nothing read yet.
    pub fn new(n: usize) -> State {
        State {
            n,
            stack: Vec::with_capacity(16),
            next: 0,
            heads: vec![NONE; n],
            relations: vec![Relation::Dep as u8; n],
            leftmost: vec![[NONE; 2]; n + 1],
            rightmost: vec![[NONE; 2]; n + 1],
            left_count: vec![0; n + 1],
            right_count: vec![0; n + 1],
        }
    }

    /// Whether everything has a head.
    pub fn is_done(&self) -> bool {
        self.next == self.n && self.stack.is_empty()
    }

    /// Which steps are possible.
    pub fn allowed(&self) -> [bool; STEPS] {
        let left = !self.stack.is_empty()
            // Only one word hangs on the root: the last on the stack.
            && (self.next < self.n || self.stack.len() == 1);
        [self.next < self.n, left, self.stack.len() >= 2]
    }

    /// The arc a step makes: (head, dependent).
    pub fn arc(&self, step: Step) -> Option<(usize, usize)> {
        let top = *self.stack.last()?;
        match step {
            Step::Shift => None,
            Step::Left => Some((self.next, top)),
            Step::Right => Some((self.stack[self.stack.len() - 2], top)),
        }
    }

    /// Takes a step.
    pub fn take(&mut self, step: Step, relation: u8) {
        match self.arc(step) {
            None => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Some((head, dependent)) => {
                self.stack.pop();
                self.heads[dependent] = head;
                self.relations[dependent] = relation;
                if dependent < head {
                    self.leftmost[head] = [dependent, self.leftmost[head][0]];
                    self.left_count[head] = self.left_count[head].saturating_add(1);
                } else {
                    self.rightmost[head] = [dependent, self.rightmost[head][0]];
                    self.right_count[head] = self.right_count[head].saturating_add(1);
                }
            }
        }
    }

    /// What each step loses of the gold tree: the number of gold arcs that can no longer be made (Goldberg and Nivre
    /// 2013, section 3.3). `gold[i]` is the head of word `i`, `n` for the root's child.
    pub fn costs(&self, gold: &[usize]) -> [u32; STEPS] {
        let mut costs = [0; STEPS];
        let in_buffer = |w: usize| w >= self.next && w != NONE;
        if self.next < self.n {
            let b = self.next;
            // Shifting b: it loses its head on the stack below the top, and its dependents on the stack.
            for (k, &s) in self.stack.iter().rev().enumerate() {
                if gold[s] == b || (gold[b] == s && k > 0) {
                    costs[0] += 1;
                }
            }
        }
        if let Some(&top) = self.stack.last() {
            // Popping the top: it loses dependents in the buffer, whatever it hangs on.
            let dependents = (self.next..self.n).filter(|&b| gold[b] == top).count() as u32;
            let below = self.stack.len().checked_sub(2).map(|i| self.stack[i]);
            // Left: it hangs on b, so it loses a head below it or later in the buffer.
            let loses = gold[top] != self.next && (Some(gold[top]) == below || in_buffer(gold[top]));
            costs[1] = dependents + u32::from(loses);
            // Right: it hangs on the one below, so it loses a head in the buffer.
            costs[2] = dependents + u32::from(in_buffer(gold[top]));
        }
        costs
    }
}

/// The features of a state.
pub fn features(state: &State, seen: &[Seen], out: &mut Vec<u32>) {
    out.clear();
    let n = state.n;
    let stack = |k: usize| state.stack.len().checked_sub(k + 1).map_or(NONE, |i| state.stack[i]);
    let buffer = |k: usize| if state.next + k <= n { state.next + k } else { NONE };
    let word = |i: usize| match i {
        NONE => 1,
        i if i == n => 2,
        i => seen[i].word,
    };
    let tag = |i: usize| match i {
        NONE => 1,
        i if i == n => 2,
        i => seen[i].label,
    };
    let child = |side: &[[usize; 2]], i: usize, k: usize| if i == NONE { NONE } else { side[i][k] };
    let relation = |i: usize| if i == NONE || i == n { 255 } else { u64::from(state.relations[i]) };
    let (s0, s1, s2) = (stack(0), stack(1), stack(2));
    let (b0, b1, b2) = (buffer(0), buffer(1), buffer(2));
    let (s0l, s0r, s0l2, s0r2) = (
        child(&state.leftmost, s0, 0),
        child(&state.rightmost, s0, 0),
        child(&state.leftmost, s0, 1),
        child(&state.rightmost, s0, 1),
    );
    let (s1l, s1r) = (child(&state.leftmost, s1, 0), child(&state.rightmost, s1, 0));
    let s1r2 = child(&state.rightmost, s1, 1);
    let (b0l, b0l2) = (child(&state.leftmost, b0, 0), child(&state.leftmost, b0, 1));
    let count = |counts: &[u8], i: usize| if i == NONE { 9 } else { u64::from(counts[i].min(4)) };
    let distance = |a: usize, b: usize| -> u64 {
        if a == NONE || b == NONE {
            return 0;
        }
        match a.abs_diff(b) {
            d @ 0..=4 => d as u64 + 1,
            5..=7 => 6,
            8..=12 => 7,
            _ => 8,
        }
    };
    let (s0w, s0t, s1w, s1t, s2w, s2t) = (word(s0), tag(s0), word(s1), tag(s1), word(s2), tag(s2));
    let (b0w, b0t, b1w, b1t, b2w, b2t) = (word(b0), tag(b0), word(b1), tag(b1), word(b2), tag(b2));
    let (d, ds) = (distance(s0, b0), distance(s1, s0));
    let (s0vl, s0vr, s1vr, b0vl) = (
        count(&state.left_count, s0),
        count(&state.right_count, s0),
        count(&state.right_count, s1),
        count(&state.left_count, b0),
    );
    let mut add = |template: u32, parts: &[u64]| out.push(feature(200 + template, parts));
    add(0, &[]);
    add(1, &[s0w, s0t]);
    add(2, &[s0w]);
    add(3, &[s0t]);
    add(4, &[b0w, b0t]);
    add(5, &[b0w]);
    add(6, &[b0t]);
    add(7, &[s1w, s1t]);
    add(8, &[s1w]);
    add(9, &[s1t]);
    add(10, &[b1w]);
    add(11, &[b1t]);
    add(12, &[b2w]);
    add(13, &[b2t]);
    add(14, &[s2t]);
    add(15, &[s2w, s2t]);
    // Pairs.
    add(16, &[s0w, s0t, b0w, b0t]);
    add(17, &[s0w, b0w]);
    add(18, &[s0w, b0t]);
    add(19, &[s0t, b0w]);
    add(20, &[s0t, b0t]);
    add(21, &[s0t, s0w, b0t]);
    add(22, &[s0t, b0t, b0w]);
    add(23, &[s1w, s0w]);
    add(24, &[s1w, s0t]);
    add(25, &[s1t, s0w]);
    add(26, &[s1t, s0t]);
    add(27, &[s1w, b0w]);
    add(28, &[s1t, b0t]);
    add(29, &[s1w, b0t]);
    add(30, &[s1t, b0w]);
    add(31, &[b0t, b1t]);
    add(32, &[b0w, b1w]);
    add(33, &[b0w, b1t]);
    add(34, &[b0t, b1w]);
    // Triples.
    add(35, &[s0t, b0t, b1t]);
    add(36, &[s1t, s0t, b0t]);
    add(37, &[s2t, s1t, s0t]);
    add(38, &[s0t, b0t, b1t, b2t]);
    add(39, &[s1t, s0t, b0t, b1t]);
    add(40, &[s2t, s1t, s0t, b0t]);
    add(41, &[s0w, b0t, b1t]);
    add(42, &[s1t, s0w, b0t]);
    add(43, &[s1w, s0t, b0t]);
    add(44, &[s1t, s0t, b0w]);
    // Distance.
    add(45, &[d, s0t, b0t]);
    add(46, &[d, s0w]);
    add(47, &[d, b0w]);
    add(48, &[ds, s1t, s0t]);
    add(49, &[d, s0w, b0w]);
    add(50, &[ds, s1w, s0w]);
    add(51, &[d, ds, s0t, b0t, s1t]);
    // How many hang on a word, and what.
    add(52, &[s0t, s0vl, s0vr]);
    add(53, &[s0w, s0vr]);
    add(54, &[s0w, s0vl]);
    add(55, &[b0w, b0vl]);
    add(56, &[b0t, b0vl]);
    add(57, &[s1t, s1vr]);
    add(58, &[s0t, tag(s0l), relation(s0l)]);
    add(59, &[s0t, tag(s0r), relation(s0r)]);
    add(60, &[s1t, tag(s1r), relation(s1r)]);
    add(61, &[s1t, tag(s1l), relation(s1l)]);
    add(62, &[b0t, tag(b0l), relation(b0l)]);
    add(63, &[s0t, b0t, tag(s0r)]);
    add(64, &[s0t, b0t, tag(s0l)]);
    add(65, &[s0t, b0t, tag(b0l)]);
    add(66, &[s1t, s0t, tag(s1r)]);
    add(67, &[s1t, s0t, tag(s0l)]);
    add(68, &[s1t, s0t, tag(s0r)]);
    add(69, &[s0w, relation(s0l), relation(s0r)]);
    add(70, &[s0w, word(s0l)]);
    add(71, &[s0w, word(s0r)]);
    add(72, &[s1w, relation(s1l), relation(s1r)]);
    add(73, &[s0t, relation(s0l), relation(s0l2)]);
    add(74, &[s0t, relation(s0r), relation(s0r2)]);
    add(75, &[b0t, relation(b0l), relation(b0l2)]);
    add(76, &[s1t, relation(s1r), relation(s1r2)]);
    add(77, &[s0w, word(s0r), b0w]);
    add(78, &[s1w, s0w, b0t]);
    add(79, &[s1t, s0t, b0t, relation(s1l), relation(s0l)]);
    // What marks a phrase is its first child ("with" of "with a fork"): whom it goes to is between that and the words
    // that could take it.
    let (b0lw, s0lw, s1lw) = (word(b0l), word(s0l), word(s1l));
    add(80, &[s0w, b0lw]);
    add(81, &[s1w, b0lw]);
    add(82, &[s0t, b0t, b0lw]);
    add(83, &[s0w, b0t, b0lw]);
    add(84, &[s1t, s0t, b0lw]);
    add(85, &[s1w, s0t, b0lw]);
    add(86, &[b0w, b0lw]);
    add(87, &[s1w, s0lw]);
    add(88, &[s1t, s0t, s0lw]);
    add(89, &[s1w, s0t, s0lw]);
    add(90, &[s2t, s1t, s0t, s0lw]);
    add(91, &[s0w, b1w]);
    add(92, &[b0t, b1t, b2t]);
    add(93, &[s0t, b0t, tag(b0l), tag(b0l2)]);
    add(94, &[s1t, s0t, tag(s0l), b0t]);
    add(95, &[s1t, s1lw, s0t]);
    add(96, &[s1t, word(s1r), s0t, b0t]);
    add(97, &[s0t, word(s0r), b0t]);
    add(98, &[s1t, s0t, s0lw, b0t]);
    add(99, &[b0t, b1t, b2t, tag(buffer(3))]);
}

/// The features that tell the relation of an arc.
pub fn arc_features(state: &State, seen: &[Seen], head: usize, dependent: usize, out: &mut Vec<u32>) {
    out.clear();
    let n = state.n;
    let word = |i: usize| match i {
        NONE => 1,
        i if i >= n => 2,
        i => seen[i].word,
    };
    let tag = |i: usize| match i {
        NONE => 1,
        i if i >= n => 2,
        i => seen[i].label,
    };
    let relation = |i: usize| if i == NONE || i >= n { 255 } else { u64::from(state.relations[i]) };
    let left = u64::from(dependent < head);
    let distance = (head.abs_diff(dependent) as u64).min(6);
    let (hw, ht, dw, dt) = (word(head), tag(head), word(dependent), tag(dependent));
    let (dl, dl2, dr) = (state.leftmost[dependent][0], state.leftmost[dependent][1], state.rightmost[dependent][0]);
    let (hl, hl2, hr) = (state.leftmost[head][0], state.leftmost[head][1], state.rightmost[head][0]);
    let between = if dependent < head { dependent + 1 } else { dependent.wrapping_sub(1) };
    let after = dependent + 1;
    let before = dependent.checked_sub(1).unwrap_or(NONE);
    let mut add = |template: u32, parts: &[u64]| out.push(feature(300 + template, parts));
    add(0, &[left]);
    add(1, &[hw, left]);
    add(2, &[ht, left]);
    add(3, &[dw, left]);
    add(4, &[dt, left]);
    add(5, &[ht, dt, left]);
    add(6, &[hw, dt, left]);
    add(7, &[ht, dw, left]);
    add(8, &[hw, dw, left]);
    add(9, &[ht, dt, left, distance]);
    add(10, &[dt, tag(dl), left]);
    add(11, &[dw, word(dl), left]);
    add(12, &[dt, relation(dl), relation(dl2), left]);
    add(13, &[dt, tag(dr), relation(dr), left]);
    add(14, &[ht, dt, word(dl), left]);
    add(15, &[hw, dt, word(dl), left]);
    add(16, &[ht, dt, relation(hl), relation(hr), left]);
    add(17, &[hw, relation(hl), relation(hr), dt, left]);
    add(18, &[dt, tag(after), left]);
    add(19, &[dt, tag(before), left]);
    add(20, &[dw, word(after.min(n)), left]);
    add(21, &[dw, word(before), left]);
    add(22, &[ht, dt, tag(between), left]);
    add(23, &[dt, word(dl), word(dl2), left]);
    add(24, &[ht, dw, word(dl), left]);
    add(25, &[ht, dt, relation(dl), left]);
    add(26, &[ht, dt, relation(hr), left]);
    add(27, &[ht, dt, relation(hl), left]);
    add(28, &[ht, dt, relation(hl), relation(hl2), left]);
    add(29, &[hw, word(dl), left]);
    add(30, &[ht, word(dl), dt, tag(dl2), left]);
    add(31, &[dt, word(before), tag(after), left]);
    add(32, &[dw, tag(before), tag(after), left]);
    add(33, &[hw, dt, tag(before), left, distance]);
    add(34, &[ht, dt, word(dr), left]);
}

/// Relations that follow from the tags of head and dependent and the side alone: a determiner before its noun, a mark.
/// Two arcs of five; the others need scores.
#[derive(Debug)]
pub struct Certain {
    /// Relation plus one, or 0, by head's label, dependent's label and side.
    table: Vec<u8>,
}

impl Certain {
    /// Reads quadruples of head's label (0 for the root), dependent's label, side, relation.
    pub fn read(bytes: &[u8]) -> Certain {
        let mut table = vec![0; 1 << 17];
        for four in bytes.chunks_exact(4) {
            table[Certain::place((four[0], four[1], four[2] != 0))] = four[3] + 1;
        }
        Certain { table }
    }

    /// The relation of an arc, where it is certain.
    pub fn of(&self, seen: &[Seen], head: usize, dependent: usize) -> Option<u8> {
        self.table[Certain::place(Certain::key(seen, head, dependent))].checked_sub(1)
    }

    /// What an arc is looked up by.
    pub fn key(seen: &[Seen], head: usize, dependent: usize) -> (u8, u8, bool) {
        let label = |i: usize| seen.get(i).map_or(0, |word| word.label as u8);
        (label(head), label(dependent), dependent < head)
    }

    fn place((head, dependent, left): (u8, u8, bool)) -> usize {
        usize::from(head) << 9 | usize::from(dependent) << 1 | usize::from(left)
    }
}

/// How many relations there are.
pub const RELATIONS: usize = Relation::Dep as usize + 1;

/// Parses a tagged sentence: for each word its head (its own index for the root) and its relation.
pub fn parse(
    steps: &dyn Scorer,
    relations: &dyn Scorer,
    certain: &Certain,
    seen: &[Seen],
) -> (Vec<u16>, Vec<Relation>) {
    let n = seen.len();
    let mut state = State::new(n);
    let (mut fired, mut scores, mut relation_scores) = (Vec::with_capacity(128), [0; STEPS], [0; RELATIONS]);
    while !state.is_done() {
        let allowed = state.allowed();
        features(&state, seen, &mut fired);
        scores.fill(0);
        steps.score(&fired, &mut scores);
        let step = [Step::Shift, Step::Left, Step::Right]
            .into_iter()
            .filter(|step| allowed[*step as usize])
            .max_by_key(|step| (scores[*step as usize], std::cmp::Reverse(*step as u8)));
        let Some(step) = step else { break };
        let relation = match state.arc(step) {
            None => 0,
            Some((head, _)) if head == n => Relation::Root as u8,
            Some((head, dependent)) => certain.of(seen, head, dependent).unwrap_or_else(|| {
                arc_features(&state, seen, head, dependent, &mut fired);
                relation_scores.fill(0);
                relations.score(&fired, &mut relation_scores);
                relation_scores[Relation::Root as usize] = i32::MIN;
                crate::tags::best(&relation_scores)
            }),
        };
        state.take(step, relation);
    }
    let heads =
        state.heads.iter().enumerate().map(|(i, &head)| if head >= n { i as u16 } else { head as u16 }).collect();
    (heads, state.relations.iter().map(|&relation| RELATION_LIST[relation as usize]).collect())
}

/// Every relation with its name in the treebanks, by number.
pub const RELATION_NAMES: [(&str, Relation); RELATIONS] = {
    use Relation::*;
    [
        ("root", Root),
        ("nsubj", Nsubj),
        ("nsubj:pass", NsubjPass),
        ("nsubj:outer", NsubjOuter),
        ("csubj", Csubj),
        ("csubj:pass", CsubjPass),
        ("csubj:outer", CsubjOuter),
        ("obj", Obj),
        ("iobj", Iobj),
        ("ccomp", Ccomp),
        ("xcomp", Xcomp),
        ("obl", Obl),
        ("obl:agent", OblAgent),
        ("obl:unmarked", OblUnmarked),
        ("vocative", Vocative),
        ("expl", Expl),
        ("dislocated", Dislocated),
        ("advcl", Advcl),
        ("advcl:relcl", AdvclRelcl),
        ("advmod", Advmod),
        ("discourse", Discourse),
        ("aux", Aux),
        ("aux:pass", AuxPass),
        ("cop", Cop),
        ("mark", Mark),
        ("nmod", Nmod),
        ("nmod:poss", NmodPoss),
        ("nmod:unmarked", NmodUnmarked),
        ("nmod:desc", NmodDesc),
        ("appos", Appos),
        ("nummod", Nummod),
        ("acl", Acl),
        ("acl:relcl", AclRelcl),
        ("amod", Amod),
        ("det", Det),
        ("det:predet", DetPredet),
        ("case", Case),
        ("conj", Conj),
        ("cc", Cc),
        ("cc:preconj", CcPreconj),
        ("fixed", Fixed),
        ("flat", Flat),
        ("compound", Compound),
        ("compound:prt", CompoundPrt),
        ("list", List),
        ("parataxis", Parataxis),
        ("orphan", Orphan),
        ("goeswith", Goeswith),
        ("reparandum", Reparandum),
        ("punct", Punct),
        ("dep", Dep),
    ]
};

const RELATION_LIST: [Relation; RELATIONS] = {
    let mut list = [Relation::Dep; RELATIONS];
    let mut i = 0;
    while i < RELATIONS {
        list[RELATION_NAMES[i].1 as usize] = RELATION_NAMES[i].1;
        i += 1;
    }
    list
};
