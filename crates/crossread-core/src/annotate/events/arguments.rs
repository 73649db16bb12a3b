//! Which phrases of a sentence belong to a happening, and as what: a learned sum over the way through the tree that leads to
//! each.
//!
//! Candidates are what hangs on the happening's word, the words above it and what hangs on those (Xue and Palmer, EMNLP
//! 2004): the subject of "urged", for the "vote" that was urged, is two steps up and one down. Each is weighed once for
//! each role; who does it and to whom it is done is one phrase each. Weights are learned by `cargo xtask train roles` from
//! PropBank's rolesets over our own trees, see `model/README.md`.

use super::tree::Tree;
use crossread_language::{Features, MentionKind, Relation, Tag, Word};

/// What an argument is to its happening: PropBank's numbered arguments and modifiers (Palmer, Gildea and Kingsbury,
/// *Computational Linguistics* 2005).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum ArgumentRole {
    /// Nothing to it.
    None,
    /// ARG0: who does it.
    Doer,
    /// ARG1: to what it is done, what moves or changes, what is said.
    Undergoer,
    /// ARG2: to or for whom, with what, from what, as what.
    Second,
    /// ARG3.
    Third,
    /// ARG4: most often where to.
    Fourth,
    /// Where.
    Place,
    /// When.
    Time,
    /// How.
    Manner,
    /// What for.
    Purpose,
    /// Why.
    Cause,
}

impl ArgumentRole {
    /// All, by number.
    pub const ALL: [ArgumentRole; PARTS] = [
        ArgumentRole::None,
        ArgumentRole::Doer,
        ArgumentRole::Undergoer,
        ArgumentRole::Second,
        ArgumentRole::Third,
        ArgumentRole::Fourth,
        ArgumentRole::Place,
        ArgumentRole::Time,
        ArgumentRole::Manner,
        ArgumentRole::Purpose,
        ArgumentRole::Cause,
    ];

    /// Whether a happening has one phrase of it at most.
    fn is_single(self) -> bool {
        matches!(
            self,
            ArgumentRole::Doer
                | ArgumentRole::Undergoer
                | ArgumentRole::Second
                | ArgumentRole::Third
                | ArgumentRole::Fourth
        )
    }
}

/// How many parts there are.
pub const PARTS: usize = 11;

/// A phrase that belongs to a happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its head word.
    pub token: usize,
    /// As what.
    pub part: ArgumentRole,
    /// First word, its preposition included.
    pub first: usize,
    /// Last word.
    pub last: usize,
}

/// A phrase that may belong to a happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArgumentCandidate {
    /// Its head word.
    pub token: usize,
    /// How many steps up the tree.
    pub up: usize,
    /// The way there, as a number: the relations up and the one down.
    path: u64,
}

/// How many steps up the tree a phrase is looked for: a verb that shares the subject of one that shares another's.
const STEPS_UP: usize = 4;

/// How many words that hang on one word are looked at, the nearest: so that a list of hundreds is read in linear time.
const NEAREST: usize = 24;

/// The phrases that may belong to the happening at word `head`.
pub fn candidates(tree: &Tree, head: usize, out: &mut Vec<ArgumentCandidate>) {
    out.clear();
    hanging(tree, head, ArgumentPath { from: head, up: 0, path: 0 }, out);
    let (mut at, mut path) = (head, 0_u64);
    for up in 1..=STEPS_UP {
        let Some(above) = tree.head(at) else { break };
        path = path.rotate_left(9) ^ (tree.relation(at) as u64 + 1);
        if up == 1 || !matches!(tree.tag(above), Tag::Verb | Tag::Aux) {
            out.push(ArgumentCandidate { token: above, up, path: mix(path, 99) });
        }
        hanging(tree, above, ArgumentPath { from: at, up, path }, out);
        at = above;
    }
}

/// The way from a happening up to a word.
#[derive(Clone, Copy)]
struct ArgumentPath {
    /// The word below it on the way.
    from: usize,
    /// How many steps up it is.
    up: usize,
    /// The relations that were passed, as one number.
    path: u64,
}

/// What hangs on a word, but for the way that was come.
fn hanging(
    tree: &Tree,
    above: usize,
    ArgumentPath { from: but, up, path }: ArgumentPath,
    out: &mut Vec<ArgumentCandidate>,
) {
    let fits = |child: &usize| {
        let relation = tree.relation(*child);
        *child != but
            && relation != Relation::Punct
            && match up {
                0 => true,
                1 => {
                    !matches!(relation, Relation::Det | Relation::Case | Relation::Cc | Relation::Flat | Relation::Mark)
                }
                _ => {
                    relation.is_subject()
                        || matches!(relation, Relation::Obj | Relation::Iobj | Relation::NmodPoss | Relation::Obl)
                }
            }
    };
    let first = out.len();
    let push =
        |child: usize| ArgumentCandidate { token: child, up, path: mix(path, tree.relation(child) as u64 + 100) };
    // The nearest on each side.
    out.extend(tree.children(above).rev().filter(|&child| child < but).filter(fits).take(NEAREST).map(push));
    out[first..].reverse();
    out.extend(tree.children(above).filter(|&child| child > but).filter(fits).take(NEAREST).map(push));
}

fn mix(a: u64, b: u64) -> u64 {
    (a.rotate_left(23) ^ b).wrapping_mul(0xA076_1D64_78BD_642F)
}

/// First and last word of a candidate's phrase: without the part that holds the happening itself, what only joins it to the
/// sentence, and the marks around it.
pub fn phrase(tree: &Tree, head: usize, token: usize) -> (usize, usize) {
    let (mut first, mut last) = tree.extent(token);
    let holds = token != head && (first..=last).contains(&head);
    let at = if holds { tree.children(token).find(|&child| tree.is_under(head, child)) } else { None };
    if let Some(at) = at {
        // The noun before its relative clause, the noun behind its participle.
        let (from, to) = tree.extent(at);
        if head > token {
            last = token.max(from.saturating_sub(1));
        } else {
            first = (to + 1).min(token);
        }
        // What stands before the noun belongs to it while it describes it.
        for child in tree.children(token).rev().filter(|&child| child < token && child >= first) {
            let copular = tree.relation(at) == Relation::Cop;
            let joins =
                if copular { tree.relation(child) == Relation::Case } else { tree.relation(child) == Relation::Advmod };
            if !joins && !describes(tree, child) {
                first = tree.extent(child).1 + 1;
                break;
            }
        }
    }
    let clause = matches!(tree.tag(token), Tag::Verb | Tag::Aux);
    for child in tree.children(token).filter(|&child| child > token) {
        let relation = tree.relation(child);
        let parts = match relation {
            Relation::Parataxis | Relation::List => true,
            Relation::Advcl => at.is_some() || !clause && tree.tag(token) != Tag::Adj,
            // A clause beside a noun is none of it.
            Relation::Conj => !clause && tree.children(child).any(|below| tree.relation(below).is_subject()),
            _ => false,
        };
        if parts {
            last = last.min(tree.extent(child).0.saturating_sub(1)).max(token);
            break;
        }
    }
    while last > token
        && (tree.tag(last) == Tag::Punct && !closes(tree, first, last) || tree.relation(last) == Relation::Cc)
    {
        last -= 1;
    }
    while first < token
        && (tree.tag(first) == Tag::Punct && !opens(tree, first, last)
            || tree.relation(first) == Relation::Cc && tree.head(first) == Some(token))
    {
        first += 1;
    }
    (first, last)
}

/// Whether what hangs before a noun is part of its phrase.
fn describes(tree: &Tree, child: usize) -> bool {
    matches!(
        tree.relation(child),
        Relation::Det
            | Relation::DetPredet
            | Relation::Amod
            | Relation::Nummod
            | Relation::Compound
            | Relation::NmodPoss
            | Relation::Nmod
            | Relation::NmodUnmarked
            | Relation::NmodDesc
            | Relation::Flat
            | Relation::Punct
            | Relation::Fixed
    )
}

/// Whether the mark at the end closes one inside: "(Derbyshire)".
fn closes(tree: &Tree, first: usize, last: usize) -> bool {
    const PAIRS: [(Word, Word); 3] =
        [(Word::of("("), Word::of(")")), (Word::of("["), Word::of("]")), (Word::of("\u{201c}"), Word::of("\u{201d}"))];
    let word = tree.token(last).word;
    PAIRS.iter().any(|(open, close)| *close == word && (first..last).any(|i| tree.token(i).word == *open))
}

/// Whether the mark at the start opens one that closes inside.
fn opens(tree: &Tree, first: usize, last: usize) -> bool {
    let word = tree.token(first).word;
    let close = match () {
        () if word == Word::of("(") => Word::of(")"),
        () if word == Word::of("[") => Word::of("]"),
        () if word == Word::of("\u{201c}") => Word::of("\u{201d}"),
        () => return false,
    };
    (first + 1..=last).any(|i| tree.token(i).word == close)
}

/// What belongs to the happening at word `head`, in order.
pub fn find(tree: &Tree, head: usize) -> Vec<Argument> {
    let mut places = Vec::with_capacity(32);
    candidates(tree, head, &mut places);
    let frame = frame(tree, head);
    let table = WeightTable::new(tree.language.learned.roles);
    let mut fired = Vec::with_capacity(64);
    let scores: Vec<[i32; PARTS]> = places
        .iter()
        .map(|&candidate| {
            features(tree, &frame, candidate, &mut fired);
            table.score(&fired)
        })
        .collect();
    choose(tree, head, &places, &scores)
}

/// Bytes of a row: the weight of each part, and what fills it up.
pub const ROW: usize = 16;

/// Bytes of a check.
pub const CHECK: usize = 2;

/// In which row a feature stands, or the next that is free; and what tells it from others.
pub fn place(feature: u32, rows: usize) -> (usize, u16) {
    let row = (u64::from(feature) * rows as u64) >> 32;
    (row as usize, (feature as u16).max(1))
}

/// Weights in open addressing: the rows, then a check for each, zero for an empty one.
///
/// Four slots of five are full, so that a feature that has no row is looked for in a dozen: their checks lie side by side
/// and are a tenth of the whole, which a processor keeps near.
#[derive(Clone, Copy)]
pub struct WeightTable<'a> {
    rows: &'a [[u8; ROW]],
    checks: &'a [[u8; CHECK]],
}

/// Features whose rows are looked at together: all that a candidate has.
const TOGETHER: usize = 48;

impl<'a> WeightTable<'a> {
    /// As it lies in the file.
    pub fn new(bytes: &'a [u8]) -> WeightTable<'a> {
        let (rows, checks) = bytes.split_at(bytes.len() / (ROW + CHECK) * ROW);
        WeightTable { rows: rows.as_chunks().0, checks: checks.as_chunks().0 }
    }

    /// The sums of the weights of features.
    pub fn score(self, features: &[u32]) -> [i32; PARTS] {
        let mut sums = [0_i32; PARTS];
        for features in features.chunks(TOGETHER) {
            let mut found = [0_usize; TOGETHER];
            let mut count = 0;
            for &feature in features {
                let (at, has) = self.find(feature);
                found[count] = at;
                count += usize::from(has);
            }
            // Forty-eight weights of eight bits are well within sixteen.
            let mut some = [0_i16; ROW];
            for &at in &found[..count] {
                for (sum, byte) in some.iter_mut().zip(self.rows[at]) {
                    *sum += i16::from(byte as i8);
                }
            }
            for (sum, some) in sums.iter_mut().zip(some) {
                *sum += i32::from(some);
            }
        }
        sums
    }

    /// Where a feature's row is, and whether it has one.
    ///
    /// Checks are compared four at once, without a branch for each: how far to look is what no processor can guess.
    fn find(self, feature: u32) -> (usize, bool) {
        let (mut at, check) = place(feature, self.checks.len());
        let wanted = u64::from(check) * EACH;
        while let Some(window) = self.checks[at..].first_chunk::<WINDOW>() {
            let window = u64::from_le_bytes(*window.as_flattened().first_chunk().expect("four checks of two bytes"));
            let ends = zeros(window ^ wanted) | zeros(window);
            if ends != 0 {
                let end = ends.trailing_zeros() / 16;
                return (at + end as usize, (window >> (16 * end)) as u16 != 0);
            }
            at += WINDOW;
        }
        // Near the end, whose next is the beginning.
        loop {
            at = if at == self.checks.len() { 0 } else { at };
            let own = u16::from_le_bytes(self.checks[at]);
            if own == check || own == 0 {
                return (at, own != 0);
            }
            at += 1;
        }
    }
}

/// Checks that are compared at once: what one register holds. With two for eight checks a look took a third more instructions, since most
/// features stand among the first four.
const WINDOW: usize = 4;

/// One in each of four numbers of 16 bits.
const EACH: u64 = 0x0001_0001_0001_0001;

/// The top bit of the lowest of four numbers that is zero, and none below it; 0 if none is zero.
fn zeros(four: u64) -> u64 {
    four.wrapping_sub(EACH) & !four & EACH << 15
}

/// What of a happening all its candidates' features share.
pub struct Frame {
    head: usize,
    lemma: u64,
    /// The cluster of its vector, the classes that WordNet gives it.
    kind: u64,
    class: u64,
    voice: u64,
    /// Which of subject, object, clause and "by" hang on it.
    pattern: u64,
    has_subject: bool,
    /// The relation of its relative pronoun.
    relative: u64,
    /// The word above.
    above: u64,
    above_has_object: bool,
}

/// Reads it.
pub fn frame(tree: &Tree, head: usize) -> Frame {
    let mut pattern = 0;
    let mut has_subject = false;
    let mut relative = 0;
    for child in tree.children(head) {
        let relation = tree.relation(child);
        pattern |= match relation {
            Relation::Obj => 1,
            Relation::Iobj => 2,
            Relation::Ccomp => 4,
            Relation::Xcomp => 8,
            Relation::OblAgent => 16,
            Relation::CompoundPrt => 32,
            Relation::Expl => 64,
            Relation::NmodPoss => 128,
            Relation::Cop => 256,
            _ => 0,
        };
        has_subject |= relation.is_subject();
        if tree.is(child, &tree.language.grammar.relative_pronouns) && tree.tag(child) == Tag::Pron {
            relative = relation as u64 + 1;
        }
    }
    let above = tree.head(head);
    let facts = tree.language.learned.words.facts(tree.lemma(head));
    Frame {
        head,
        lemma: tree.lemma(head).0,
        kind: u64::from(facts.clusters >> 6),
        class: u64::from(if tree.tag(head) == Tag::Verb { facts.verb } else { facts.noun }),
        voice: voice(tree, head),
        pattern,
        has_subject,
        relative,
        above: above.map_or(1, |above| tree.lemma(above).0),
        above_has_object: above.is_some_and(|above| {
            tree.children(above).any(|child| tree.relation(child) == Relation::Obj && child != head)
        }),
    }
}

fn voice(tree: &Tree, head: usize) -> u64 {
    match tree.tag(head) {
        Tag::Verb | Tag::Aux if tree.is_passive(head) => 1,
        Tag::Verb | Tag::Aux if tree.is_infinitive(head) => 2,
        Tag::Verb | Tag::Aux if tree.has(head, Features::GERUND) => 3,
        Tag::Verb | Tag::Aux if tree.is_past_participle(head) => 4,
        Tag::Verb | Tag::Aux => 5,
        Tag::Noun | Tag::Propn => 6,
        Tag::Adj => 7,
        _ => 8,
    }
}

/// The features of a candidate.
pub fn features(tree: &Tree, frame: &Frame, candidate: ArgumentCandidate, out: &mut Vec<u32>) {
    out.clear();
    let Frame { head, lemma, kind, class, voice, pattern, has_subject, relative, above, above_has_object } = *frame;
    let Traits { path, side, relation, tag, form, case, mark, named, ending, own, narrow, wide, own_class, edges } =
        view(tree, head, candidate);
    let far = candidate.token.abs_diff(head).min(7) as u64;
    let core = pattern & 0x1F;
    let above_tag = tree.head(head).map_or(0, |above| tree.tag(above) as u64 + 1);
    // The words at the edges of its phrase.
    let (first, last) = edges;
    let beside = |i: Option<usize>| i.filter(|&i| i < tree.len()).map_or(0, |i| tree.tag(i) as u64 + 1);
    out.extend_from_slice(&[
        feature(0, &[path, voice]),
        feature(1, &[path, voice, lemma]),
        feature(2, &[path, case]),
        feature(3, &[path, case, lemma]),
        feature(4, &[path, own]),
        feature(5, &[path, form, mark]),
        feature(6, &[lemma, case, tag, side]),
        feature(7, &[own, case]),
        feature(8, &[lemma, relation, side, core]),
        feature(9, &[path, voice, pattern]),
        feature(10, &[path, voice, u64::from(has_subject), core]),
        feature(11, &[path, named, case]),
        feature(12, &[relation, ending, voice]),
        feature(13, &[path, relative, voice]),
        feature(14, &[path, far]),
        feature(15, &[own, relation, voice]),
        feature(16, &[path, above, u64::from(above_has_object)]),
        feature(17, &[path, mark, tag, voice]),
        feature(18, &[lemma, own]),
        feature(19, &[relation, case, tag, named]),
        feature(20, &[path, u64::from(has_subject), voice, tag]),
        feature(21, &[lemma, path]),
        feature(22, &[own, side, tag]),
        feature(23, &[relation, mark, case, form]),
        feature(24, &[u64::from(candidate.up as u8), tag, relation, side]),
        feature(25, &[path, above_tag, voice]),
        feature(26, &[above, lemma, path]),
        feature(32, &[path, narrow]),
        feature(33, &[path, wide, kind]),
        feature(34, &[path, kind, voice]),
        feature(35, &[path, kind, case]),
        feature(36, &[class, case, own_class, side]),
        feature(37, &[narrow, case, side]),
        feature(38, &[path, class, voice, pattern]),
        feature(39, &[kind, narrow, side]),
        feature(27, &[path, tree.token(first).word.0]),
        feature(28, &[relation, tree.token(first).word.0, tree.token(last).tag as u64]),
        feature(29, &[lemma, tree.token(first).word.0, side]),
        feature(30, &[relation, tree.token(last).lemma.0, case]),
        feature(31, &[path, beside(first.checked_sub(1)), beside(Some(last + 1))]),
    ]);
}

/// What a candidate looks like by itself and from the happening.
struct Traits {
    /// The way to the happening, and on which side of it the candidate stands.
    path: u64,
    side: u64,
    relation: u64,
    tag: u64,
    /// The tag with the form of a verb.
    form: u64,
    /// Its preposition, with whether it is an owner.
    case: u64,
    mark: u64,
    /// What sort of name it is.
    named: u64,
    /// Its last two letters.
    ending: u64,
    /// The word itself.
    own: u64,
    /// The clusters of its vector.
    narrow: u64,
    wide: u64,
    /// The class that WordNet gives it.
    own_class: u64,
    /// First and last token of its phrase.
    edges: (usize, usize),
}

/// Looks at a candidate of the happening at token `head`.
fn view(tree: &Tree, head: usize, candidate: ArgumentCandidate) -> Traits {
    let verbal = Features::GERUND | Features::PARTICIPLE | Features::FINITE | Features::INFINITIVE | Features::PAST;
    let c = candidate.token;
    let token = tree.token(c);
    let side = u64::from(c > head);
    let tag = token.tag as u64;
    // Its preposition or mark.
    let (mut case, mut mark, mut possessive) = (0, 0, 0);
    for child in tree.children(c) {
        match tree.relation(child) {
            Relation::Case if child < c && case == 0 => case = tree.token(child).word.0,
            Relation::Case => possessive = 1,
            Relation::Mark if child < c && mark == 0 => mark = tree.token(child).word.0,
            _ => {}
        }
    }
    let named = match tree.named(c) {
        None => 0,
        Some(MentionKind::Person) => 1,
        Some(MentionKind::Organization) => 2,
        Some(MentionKind::Place) => 3,
        Some(MentionKind::Other) => 4,
    };
    let text = token.span.of(tree.text);
    let facts = tree.language.learned.words.facts(token.lemma);
    Traits {
        path: mix(candidate.path, side),
        side,
        relation: token.relation as u64,
        tag,
        form: mix(tag, u64::from(token.features.0 & verbal.0)),
        case: mix(case, possessive),
        mark,
        named,
        ending: text.char_indices().rev().nth(1).map_or(0, |(at, _)| Word::lowered(&text[at..]).0),
        own: token.lemma.0,
        narrow: u64::from(facts.clusters >> 6),
        wide: u64::from(facts.clusters & 63),
        own_class: u64::from(facts.noun),
        edges: tree.extent(c),
    }
}

/// A feature: a template's number and what fills it, mixed into 32 bits.
fn feature(template: u32, parts: &[u64]) -> u32 {
    let mut hash = u64::from(template + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for part in parts {
        hash = (hash.rotate_left(29) ^ part).wrapping_mul(0xA076_1D64_78BD_642F);
    }
    ((hash ^ (hash >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 32) as u32
}

/// How much less than nothing a phrase may score, in the weights' units: the best F1 of numbered arguments on the dev part.
const LEAN: i32 = 12;

/// The phrases of a happening, of what each candidate scored as each part: of a part that is one, the best; no phrase
/// inside another.
pub fn choose(tree: &Tree, head: usize, candidates: &[ArgumentCandidate], scores: &[[i32; PARTS]]) -> Vec<Argument> {
    let mut wishes: Vec<(i32, usize, ArgumentRole)> = Vec::new();
    for (i, scores) in scores.iter().enumerate() {
        for &part in &ArgumentRole::ALL[1..] {
            let lead = scores[part as usize] - scores[0];
            if lead > -LEAN {
                wishes.push((lead, i, part));
            }
        }
    }
    wishes.sort_by_key(|&(lead, i, part)| (std::cmp::Reverse(lead), i, part));
    let mut chosen: Vec<Argument> = Vec::new();
    let mut taken = vec![false; candidates.len()];
    for (_, i, part) in wishes {
        if taken[i] || part.is_single() && chosen.iter().any(|other| other.part == part) {
            continue;
        }
        let token = candidates[i].token;
        let (first, last) = phrase(tree, head, token);
        if chosen.iter().any(|other| first <= other.last && other.first <= last) {
            continue;
        }
        taken[i] = true;
        chosen.push(Argument { token, part, first, last });
    }
    chosen.sort_by_key(|argument| (argument.first, argument.token));
    chosen
}
