//! How surely a happening is told as having happened: a learned sum, beside the rules of `status`.
//!
//! Learned by `cargo xtask train factuality` from what readers answered when asked whether it happened (Universal Decompositional
//! Semantics; White and others, LREC 2020), over our own trees. Above zero it happened or is so, below it did not, will or may.

use super::status;
use super::tree::Tree;
use crate::annotate::figures::Status;
use crate::language::knowledge;
use crossread_language::{Features, Relation, Tag};

/// Below this what the rules take for plain fact is open: a quarter of the way to what readers were certain had not
/// happened.
const UNSURE: i32 = -16;

/// Above this what the rules leave open is fact, chosen the same way.
const SURE: i32 = 24;

/// The status of the happening that word `head` tells: by rule, unless what was learned speaks against it plainly.
pub(super) fn status(tree: &Tree, head: usize) -> Status {
    let ruled = status::ruled(tree, head);
    if tree.tag(head) != Tag::Verb {
        return ruled;
    }
    match ruled {
        Status::Asserted if find(tree, head) < UNSURE => Status::Hypothetical,
        Status::Hypothetical if find(tree, head) > SURE && !status::is_asked(tree, head) => Status::Asserted,
        ruled => ruled,
    }
}

/// How many words up the tree are seen.
const UP: usize = 3;

/// Bytes of a weight's slot: weight, then check; slots are in open addressing, a power of two of them.
pub const SLOT: usize = 2;

pub use crate::language::knowledge::place;

/// How surely the happening at word `head` happened: above zero it did.
pub fn find(tree: &Tree, head: usize) -> i32 {
    let mut fired = Vec::with_capacity(64);
    features(tree, head, &mut fired);
    knowledge::sum(tree.language.learned.factuality, &fired)
}

/// The features of the happening at word `head`.
pub fn features(tree: &Tree, head: usize, out: &mut Vec<u32>) {
    out.clear();
    let (form, ruled) = (form(tree, head), status::ruled(tree, head) as u64);
    let help = helpers(tree, head, &mut |word| add(out, 8, &[word, form]));
    let told = EventWord { head, form, help, ruled };
    of_word(tree, &told, out);
    of_parts(tree, &told, out);
    of_neighbours(tree, &told, out);
    of_words_above(tree, &told, out);
}

/// The word of a happening, with what is asked of it again and again.
struct EventWord {
    head: usize,
    form: u64,
    /// Its helpers as one number.
    help: u64,
    /// Its status by rule.
    ruled: u64,
}

/// Puts down one feature. The templates are numbered apart from those of other questions.
fn add(out: &mut Vec<u32>, template: u32, parts: &[u64]) {
    out.push(knowledge::feature(500 + template, parts));
}

/// What the word of the happening itself says: itself, its form and its helpers.
fn of_word(tree: &Tree, &EventWord { head, form, help, ruled }: &EventWord, out: &mut Vec<u32>) {
    let mut add = |template: u32, parts: &[u64]| add(out, template, parts);
    let lemma = tree.lemma(head).0;
    let facts = tree.language.learned.words.facts(tree.lemma(head));
    let (narrow, verb) = (u64::from(facts.clusters >> 6), u64::from(facts.verb));
    let relation = tree.relation(head) as u64;
    add(0, &[ruled]);
    add(1, &[lemma]);
    add(2, &[lemma, form]);
    add(3, &[form, relation]);
    add(4, &[narrow, form]);
    add(5, &[verb, form, relation]);
    add(6, &[ruled, form]);
    add(7, &[ruled, relation]);
    add(9, &[help]);
    add(10, &[help, relation]);
    add(11, &[help, lemma]);
}

/// What hangs on the word says: who does it, how, and under what condition.
fn of_parts(tree: &Tree, &EventWord { head, form, help, .. }: &EventWord, out: &mut Vec<u32>) {
    let mut add = |template: u32, parts: &[u64]| add(out, template, parts);
    let subject = tree.children(head).find(|&child| tree.relation(child).is_subject());
    add(12, &[subject.map_or(0, |subject| tree.token(subject).word.0), form]);
    add(13, &[subject.map_or(0, |subject| tree.lemma(subject).0), help]);
    for child in tree.children(head) {
        match tree.relation(child) {
            Relation::Advmod | Relation::Det | Relation::Obj => {
                add(14, &[tree.token(child).word.0, tree.relation(child) as u64])
            }
            Relation::Advcl => {
                let mark = tree.children(child).find(|&mark| tree.relation(mark) == Relation::Mark);
                add(15, &[mark.map_or(0, |mark| tree.token(mark).word.0), u64::from(child < head)]);
            }
            _ => {}
        }
    }
}

/// What the words beside it, the first and the last of the sentence say.
fn of_neighbours(tree: &Tree, &EventWord { head, form, .. }: &EventWord, out: &mut Vec<u32>) {
    let mut add = |template: u32, parts: &[u64]| add(out, template, parts);
    let (lemma, relation) = (tree.lemma(head).0, tree.relation(head) as u64);
    let last = tree.token(tree.len() - 1).word.0;
    add(16, &[last, u64::from(tree.head(head).is_none())]);
    add(17, &[last, form]);
    let word = |at: Option<usize>| at.filter(|&at| at < tree.len()).map_or(0, |at| tree.token(at).word.0);
    let (one, two) = (word(head.checked_sub(1)), word(head.checked_sub(2)));
    add(30, &[one, form]);
    add(31, &[two, one]);
    add(32, &[word(Some(head + 1)), form]);
    add(33, &[word(Some(0)), form, relation]);
    add(34, &[one, lemma]);
}

/// What the words say that it hangs on, one above the other: those that report, deny or suppose it.
fn of_words_above(tree: &Tree, told: &EventWord, out: &mut Vec<u32>) {
    let mut add = |template: u32, parts: &[u64]| add(out, template, parts);
    let &EventWord { head, form: own, ruled, .. } = told;
    let (mut at, mut path) = (head, tree.relation(head) as u64);
    for up in 0..UP as u64 {
        let Some(above) = tree.head(at) else { break };
        let (word, class) = (tree.lemma(above).0, tree.language.learned.words.facts(tree.lemma(above)));
        let help = helpers(tree, above, &mut |_| {});
        let form = form(tree, above);
        add(20, &[up, path, word]);
        add(21, &[up, path, form]);
        add(22, &[up, path, help]);
        add(23, &[up, path, word, help]);
        add(24, &[up, path, u64::from(class.clusters >> 6)]);
        add(25, &[up, path, u64::from(class.verb), own]);
        add(26, &[path, status::ruled(tree, above) as u64, ruled]);
        path = path.rotate_left(9) ^ (tree.relation(above) as u64 + 1);
        at = above;
    }
    add(27, &[path]);
}

/// Tense, mood and shape of a word, as a number.
fn form(tree: &Tree, i: usize) -> u64 {
    let kept = Features::PAST
        | Features::PRESENT
        | Features::FINITE
        | Features::INFINITIVE
        | Features::PARTICIPLE
        | Features::GERUND
        | Features::IMPERATIVE
        | Features::PLURAL;
    u64::from(tree.token(i).features.0 & kept.0) << 8 | (tree.tag(i) as u64) << 1 | u64::from(tree.is_infinitive(i))
}

/// The auxiliaries, marks and denials of a word as one number; each is told apart as well.
fn helpers(tree: &Tree, i: usize, each: &mut dyn FnMut(u64)) -> u64 {
    const LOCATED: [Relation; 5] = [Relation::Aux, Relation::AuxPass, Relation::Mark, Relation::Cop, Relation::Case];
    let mut all = 7;
    for child in tree.children(i) {
        let denies = tree.has(child, Features::NEGATIVE);
        if denies || LOCATED.contains(&tree.relation(child)) || tree.tag(child) == Tag::Part {
            let word = tree.token(child).word;
            each(word.0);
            all = (u64::rotate_left(all, 11) ^ word.0).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
    }
    all
}
