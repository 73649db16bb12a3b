//! Syntax: a dependency tree by shifting and joining.
//!
//! The arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and Satta, ACL 2011) with a beam that opens only where
//! the best step is not clear (Choi and McCallum, ACL 2013): most sentences are read greedily, and at a doubtful word a
//! few readings are followed until one is clearly ahead. Steps are learned twice: one by one with a dynamic oracle and
//! exploration (Goldberg and Nivre, TACL 2013), so that the parser knows what is best to do after its own mistakes; then
//! as sequences by the beam's largest violation (Huang, Fayong and Guo, NAACL 2012), so that scores of readings can be
//! compared. One model scores the steps, another the relation of the arc that a step makes.

mod features;

pub(crate) use features::TABLES;
pub use features::{arc_features, features};

use crate::score::{Scorer, settle};
use crate::tags::WordForm;
use crate::{Relation, Tag};
use features::{Context, FeatureGroup, GROUPS, GroupKey};

/// A step of the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ParserStep {
    /// The next word goes onto the stack.
    Shift,
    /// The top of the stack hangs on the next word.
    Left,
    /// The top of the stack hangs on the one below it.
    Right,
}

/// How many kinds of steps there are.
pub const STEPS: usize = 3;

impl ParserStep {
    /// All steps, by number.
    pub const ALL: [ParserStep; STEPS] = [ParserStep::Shift, ParserStep::Left, ParserStep::Right];
}

/// No word: beyond either end.
const NONE: usize = NO_WORD as usize;

/// The same, as a state keeps it.
const NO_WORD: u16 = u16::MAX;

/// The relation of no word.
const NO_RELATION: u8 = u8::MAX;

/// Most words of a sentence: a state counts them in 16 bits, and "no word" and the root are none.
pub const MOST_WORDS: usize = NONE - 1;

/// What the parser sees of a word.
#[derive(Clone, Copy, Debug)]
pub struct ParserInput {
    /// The word.
    pub word: u64,
    /// Its fine tag, as the tagger's label.
    pub label: u64,
    /// Its universal tag.
    pub tag: Tag,
}

impl ParserInput {
    /// A tagged word.
    pub fn new(form: &WordForm, label: u8, tag: Tag) -> ParserInput {
        ParserInput { word: form.norm, label: u64::from(label) + 3, tag }
    }
}

/// What has been found of a word so far. Small, since a beam copies states.
#[derive(Clone, Copy, Debug)]
struct Attachment {
    head: u16,
    relation: u8,
    children: Children,
}

/// What hangs on a word, as far as features see it: two words are told apart by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Children {
    /// The outermost two of those before it, and after it.
    outermost: [[u16; 2]; 2],
    /// By what relation these hang on it.
    relations: [[u8; 2]; 2],
    /// How many there are, before and after it.
    counts: [u8; 2],
}

impl Children {
    /// None.
    const NONE: Children = Children { outermost: [[NO_WORD; 2]; 2], relations: [[NO_RELATION; 2]; 2], counts: [0; 2] };

    /// Takes in one more, outside of all others on its side.
    fn add(&mut self, side: usize, word: u16, relation: u8) {
        self.outermost[side] = [word, self.outermost[side][0]];
        self.relations[side] = [relation, self.relations[side][0]];
        self.counts[side] = self.counts[side].saturating_add(1);
    }

    /// As numbers.
    fn key(self) -> GroupKey {
        let [[a, b], [c, d]] = self.outermost.map(|side| side.map(u64::from));
        let [[e, f], [g, h]] = self.relations.map(|side| side.map(u64::from));
        let [before, after] = self.counts.map(u64::from);
        [a | b << 16 | c << 32 | d << 48, e | f << 8 | g << 16 | h << 24 | before << 32 | after << 40, 0, 0]
    }
}

/// Index of the side before a word.
const BEFORE: usize = 0;

/// Index of the side after a word.
const AFTER: usize = 1;

/// Where the parser stands in a sentence. The root is the word index `n`, last in the buffer.
#[derive(Debug)]
pub struct ParserState {
    n: usize,
    /// Words that wait for heads or dependents.
    stack: Vec<u16>,
    /// First word of the buffer.
    next: usize,
    /// The words and the root.
    found: Vec<Attachment>,
}

impl Clone for ParserState {
    fn clone(&self) -> ParserState {
        ParserState { n: self.n, stack: self.stack.clone(), next: self.next, found: self.found.clone() }
    }

    // Into memory that is there already.
    fn clone_from(&mut self, other: &ParserState) {
        (self.n, self.next) = (other.n, other.next);
        self.stack.clone_from(&other.stack);
        self.found.clone_from(&other.found);
    }
}

impl ParserState {
    /// Nothing read yet of a sentence of `n` words, at most [`MOST_WORDS`].
    pub fn new(n: usize) -> ParserState {
        assert!(n <= MOST_WORDS, "a sentence is cut before it is parsed");
        let nothing = Attachment { head: NO_WORD, relation: Relation::Dep as u8, children: Children::NONE };
        ParserState { n, stack: Vec::with_capacity(16), next: 0, found: vec![nothing; n + 1] }
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

    /// The step, where only one is possible.
    fn only(&self) -> Option<ParserStep> {
        let allowed = self.allowed();
        let mut possible = ParserStep::ALL.into_iter().filter(|step| allowed[*step as usize]);
        possible.next().filter(|_| possible.next().is_none())
    }

    /// The arc a step makes: (head, dependent).
    pub fn arc(&self, step: ParserStep) -> Option<(usize, usize)> {
        let top = self.waiting(0);
        match step {
            _ if top == NONE => None,
            ParserStep::Shift => None,
            ParserStep::Left => Some((self.next, top)),
            ParserStep::Right => Some((self.waiting(1), top)),
        }
    }

    /// Takes a step.
    pub fn take(&mut self, step: ParserStep, relation: u8) {
        match self.arc(step) {
            None => {
                self.stack.push(self.next as u16);
                self.next += 1;
            }
            Some((head, dependent)) => {
                self.stack.pop();
                self.found[dependent].head = head as u16;
                self.found[dependent].relation = relation;
                let side = if dependent < head { BEFORE } else { AFTER };
                self.found[head].children.add(side, dependent as u16, relation);
            }
        }
    }

    /// Head and relation of each word so far; the root's child has the head `n`.
    pub fn arcs(&self) -> impl Iterator<Item = (usize, u8)> {
        self.found[..self.n].iter().map(|found| (usize::from(found.head), found.relation))
    }

    /// The word `k` below the top of the stack.
    fn waiting(&self, k: usize) -> usize {
        self.stack.len().checked_sub(k + 1).map_or(NONE, |i| usize::from(self.stack[i]))
    }

    /// The outermost word but `k` of those that hang on a word, on one side of it.
    fn child(&self, word: usize, side: usize, k: usize) -> usize {
        self.found.get(word).map_or(NONE, |found| usize::from(found.children.outermost[side][k]))
    }

    /// How many words hang on a word, on one side of it.
    fn count(&self, word: usize, side: usize) -> u64 {
        self.found.get(word).map_or(9, |found| u64::from(found.children.counts[side].min(4)))
    }

    /// What hangs on a word; nothing on no word.
    fn children(&self, word: usize) -> Children {
        self.found.get(word).map_or(Children::NONE, |found| found.children)
    }

    /// By what relation a word hangs on its head, if it does already.
    fn relation(&self, word: usize) -> u64 {
        if word >= self.n { u64::from(NO_RELATION) } else { u64::from(self.found[word].relation) }
    }

    /// What each step loses of the gold tree beyond what the best allowed one does: the number of gold arcs that can no
    /// longer be made (Goldberg and Nivre 2013, section 3.3). `gold[i]` is the head of word `i`, `n` for the root's child.
    pub fn costs(&self, gold: &[usize]) -> [u32; STEPS] {
        let mut costs = [0; STEPS];
        let in_buffer = |w: usize| w >= self.next && w != NONE;
        if self.next < self.n {
            let b = self.next;
            // Shifting b: it loses its head on the stack below the top, and its dependents on the stack.
            for (k, s) in self.stack.iter().rev().map(|&s| usize::from(s)).enumerate() {
                if gold[s] == b || (gold[b] == s && k > 0) {
                    costs[0] += 1;
                }
            }
        }
        let (top, below) = (self.waiting(0), self.waiting(1));
        if top != NONE {
            // Popping the top: it loses dependents in the buffer, whatever it hangs on.
            let dependents = (self.next..self.n).filter(|&b| gold[b] == top).count() as u32;
            // Left: it hangs on b, so it loses a head below it or later in the buffer.
            let loses = gold[top] != self.next && (gold[top] == below || in_buffer(gold[top]));
            costs[1] = dependents + u32::from(loses);
            // Right: it hangs on the one below, so it loses a head in the buffer.
            costs[2] = dependents + u32::from(in_buffer(gold[top]));
        }
        let allowed = self.allowed();
        let least = (0..STEPS).filter(|&step| allowed[step]).map(|step| costs[step]).min().unwrap_or(0);
        costs.map(|cost: u32| cost.saturating_sub(least))
    }
}

/// The scores of a sentence's states, each group of features weighed once and kept with the word that it is most about: of
/// a state's ninety features half were weighed in a state before.
struct ScoreCache<'a> {
    steps: &'a dyn Scorer,
    /// For each word, the root and no word: what each group was weighed by, and its sum.
    kept: Vec<[(GroupKey, [i32; STEPS]); GROUPS]>,
    /// Scratch.
    fired: Vec<u32>,
}

impl<'a> ScoreCache<'a> {
    fn new(steps: &'a dyn Scorer, n: usize) -> ScoreCache<'a> {
        // No key has its uppermost bits set.
        let nothing = [([u64::MAX; 4], [0; STEPS]); GROUPS];
        ScoreCache { steps, kept: vec![nothing; n + 2], fired: Vec::with_capacity(128) }
    }

    /// The score of each step in a state.
    fn scores(&mut self, state: &ParserState, seen: &[ParserInput]) -> [i32; STEPS] {
        let context = Context::new(state, seen);
        self.fired.clear();
        // All groups that are new are weighed together, so that memory is waited for once.
        let mut scores = [0; STEPS];
        let (mut ends, mut sums) = ([0; GROUPS], [[0; STEPS]; GROUPS]);
        let (mut new, mut count) = ([(0, 0); GROUPS], 0);
        for group in FeatureGroup::ALL {
            let (word, key) = context.key(group);
            let word = word.min(state.n + 1);
            let kept = &mut self.kept[word][group as usize];
            if kept.0 == key {
                add(&mut scores, kept.1);
            } else {
                kept.0 = key;
                context.features(group, &mut self.fired);
                new[count] = (word, group as usize);
                ends[count] = self.fired.len();
                count += 1;
            }
        }
        settle(&mut self.fired);
        self.steps.score_groups(&self.fired, &ends[..count], &mut sums[..count]);
        for (&(word, group), &sum) in new[..count].iter().zip(&sums) {
            self.kept[word][group].1 = sum;
            add(&mut scores, sum);
        }
        scores
    }
}

fn add(scores: &mut [i32; STEPS], sum: [i32; STEPS]) {
    for (score, sum) in scores.iter_mut().zip(sum) {
        *score += sum;
    }
}

/// Relations that follow from the tags of head and dependent and the side alone: a determiner before its noun, a mark.
/// Two arcs of five; the others need scores.
#[derive(Debug)]
pub struct CertainRelations {
    /// Relation plus one, or 0, by head's label, dependent's label and side.
    table: Vec<u8>,
}

impl CertainRelations {
    /// Reads quadruples of head's label (0 for the root), dependent's label, side, relation.
    pub fn read(bytes: &[u8]) -> CertainRelations {
        let mut table = vec![0; 1 << 17];
        for four in bytes.chunks_exact(4) {
            table[CertainRelations::place((four[0], four[1], four[2] != 0))] = four[3] + 1;
        }
        CertainRelations { table }
    }

    /// The relation of an arc, where it is certain.
    pub fn of(&self, seen: &[ParserInput], head: usize, dependent: usize) -> Option<u8> {
        self.table[CertainRelations::place(CertainRelations::key(seen, head, dependent))].checked_sub(1)
    }

    /// What an arc is looked up by.
    pub fn key(seen: &[ParserInput], head: usize, dependent: usize) -> (u8, u8, bool) {
        let label = |i: usize| seen.get(i).map_or(0, |word| word.label as u8);
        (label(head), label(dependent), dependent < head)
    }

    fn place((head, dependent, left): (u8, u8, bool)) -> usize {
        usize::from(head) << 9 | usize::from(dependent) << 1 | usize::from(left)
    }
}

/// How many relations there are.
pub const RELATIONS: usize = Relation::Dep as usize + 1;

/// How many readings of a sentence are followed at most. With four instead of two, labelled arcs right gain 0.3 of a point
/// on either dev part; eight gain nothing more.
const WIDTH: usize = 4;

/// A step that scores so much less than the best in its state is not tried, and a reading so far behind the best is given
/// up, in whole numbers as the weights were learned. Labelled arcs right on the dev parts' own words (EWT, GUM), and
/// states read for each step, of one order: 81.6 and 80.0, one, when nothing is tried beside the best; 82.1 and 81.1,
/// 1.2, with 70; 82.3 and 81.2, 1.4, with 100; 82.6 and 81.0, 2.3, with 200.
const DOUBT: i32 = 100;

/// A way on: which reading, by which step, and the score of all steps up to there.
#[derive(Clone, Copy, Debug)]
pub struct Continuation {
    /// Index of the reading.
    pub from: usize,
    /// The step.
    pub step: ParserStep,
    /// Sum of the scores of all steps; steps that are wrong may be given more while training.
    pub score: i64,
}

/// The ways on from all readings.
#[derive(Debug)]
pub struct Continuations {
    /// How far behind the best a step or a reading may be and is still followed.
    doubt: i32,
    all: Vec<Continuation>,
}

impl Continuations {
    /// None yet; steps and readings will be followed that are at most `doubt` behind the best.
    pub fn new(doubt: i32) -> Continuations {
        Continuations { doubt, all: Vec::with_capacity(STEPS * WIDTH) }
    }

    /// Forgets all, for the next step.
    pub fn clear(&mut self) {
        self.all.clear();
    }

    /// Adds the ways on from a reading, by its number, whose steps so far have this score: the best step and those that
    /// are little behind it. Gives what it added.
    pub fn open(
        &mut self,
        from: usize,
        score: i64,
        allowed: [bool; STEPS],
        scores: [i32; STEPS],
    ) -> &mut [Continuation] {
        let first = self.all.len();
        let steps = || ParserStep::ALL.into_iter().filter(|step| allowed[*step as usize]);
        let top = steps().map(|step| scores[step as usize]).max().unwrap_or(0);
        let doubtful = steps().filter(|step| top - scores[*step as usize] <= self.doubt);
        self.all.extend(doubtful.map(|step| Continuation {
            from,
            step,
            score: score + i64::from(scores[step as usize]),
        }));
        &mut self.all[first..]
    }

    /// Keeps the best [`WIDTH`] that are little behind the best, and gives them, best first; of equals the first.
    pub fn narrow(&mut self) -> &[Continuation] {
        // A stable sort: equals stay in order.
        self.all.sort_by_key(|way| std::cmp::Reverse(way.score));
        self.all.truncate(WIDTH);
        let last = self.all.first().map_or(0, |best| best.score - i64::from(self.doubt));
        self.all.retain(|way| way.score >= last);
        &self.all
    }
}

/// Says by which relation a word hangs on another.
#[derive(Clone, Copy)]
pub struct Relator<'a> {
    /// Scores of relations.
    pub scorer: &'a dyn Scorer,
    /// Those that need none.
    pub certain: &'a CertainRelations,
}

impl Relator<'_> {
    /// The relation of the arc that a step makes; 0 where it makes none. `fired` is scratch.
    pub fn relation(&self, state: &ParserState, seen: &[ParserInput], step: ParserStep, fired: &mut Vec<u32>) -> u8 {
        match state.arc(step) {
            None => 0,
            Some((head, _)) if head == seen.len() => Relation::Root as u8,
            Some((head, dependent)) => self.certain.of(seen, head, dependent).unwrap_or_else(|| {
                arc_features(state, seen, head, dependent, fired);
                let mut scores = [0; RELATIONS];
                self.scorer.score(fired, &mut scores);
                scores[Relation::Root as usize] = i32::MIN;
                crate::tags::best(&scores)
            }),
        }
    }
}

/// The relations of a sentence's arcs, each kept with its dependent: an arc that one reading has most often stands in the
/// others as well.
struct RelationCache<'a> {
    relator: Relator<'a>,
    /// For each word and each side of it: head, what hung on both, and the relation.
    kept: Vec<[((usize, Children, Children), u8); 2]>,
    /// Scratch.
    fired: Vec<u32>,
}

impl<'a> RelationCache<'a> {
    fn new(relator: Relator<'a>, n: usize) -> RelationCache<'a> {
        RelationCache {
            relator,
            kept: vec![[((NONE, Children::NONE, Children::NONE), 0); 2]; n],
            fired: Vec::with_capacity(64),
        }
    }

    /// The relation of the arc that a step makes; 0 where it makes none.
    fn relation(&mut self, state: &ParserState, seen: &[ParserInput], step: ParserStep) -> u8 {
        let Some((head, dependent)) = state.arc(step) else { return 0 };
        let kept = &mut self.kept[dependent][usize::from(dependent < head)];
        let key = (head, state.children(head), state.children(dependent));
        if kept.0 != key {
            *kept = (key, self.relator.relation(state, seen, step, &mut self.fired));
        }
        kept.1
    }
}

/// Parses a tagged sentence: for each word its head (its own index for the root) and its relation.
pub fn parse(
    steps: &dyn Scorer,
    relations: &dyn Scorer,
    certain: &CertainRelations,
    seen: &[ParserInput],
) -> (Vec<u16>, Vec<Relation>) {
    let n = seen.len();
    let mut related = RelationCache::new(Relator { scorer: relations, certain }, n);
    let mut weighed = ScoreCache::new(steps, n);
    let mut ways = Continuations::new(DOUBT * steps.unit());
    // The readings, each with its score; then those of the next step; and states whose memory is free.
    let mut beam = vec![(ParserState::new(n), 0_i64)];
    let (mut after, mut free): (Vec<(ParserState, i64)>, Vec<ParserState>) = (Vec::new(), Vec::new());
    // Every word is shifted once and gets one head.
    for _ in 0..2 * n {
        // One reading and one step: no score is asked for, since scores are compared and nothing is there to compare with.
        // One state of four.
        if let [(state, _)] = beam.as_mut_slice()
            && let Some(step) = state.only()
        {
            let relation = related.relation(state, seen, step);
            state.take(step, relation);
            continue;
        }
        ways.clear();
        for (from, (state, score)) in beam.iter().enumerate() {
            ways.open(from, *score, state.allowed(), weighed.scores(state, seen));
        }
        let ways = ways.narrow();
        if let ([way], [(state, score)]) = (ways, beam.as_mut_slice()) {
            let relation = related.relation(state, seen, way.step);
            state.take(way.step, relation);
            *score = way.score;
            continue;
        }
        for way in ways {
            let before = &beam[way.from].0;
            let relation = related.relation(before, seen, way.step);
            let mut state = free.pop().unwrap_or_else(|| ParserState::new(0));
            state.clone_from(before);
            state.take(way.step, relation);
            after.push((state, way.score));
        }
        free.extend(beam.drain(..).map(|(state, _)| state));
        std::mem::swap(&mut beam, &mut after);
    }
    let arcs = || beam[0].0.arcs();
    let heads = arcs().enumerate().map(|(i, (head, _))| if head >= n { i as u16 } else { head as u16 }).collect();
    (heads, arcs().map(|(_, relation)| RELATION_LIST[relation as usize]).collect())
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
