//! Which words tell a happening: a learned sum over what stands around each verb, noun and adjective.
//!
//! Weights are learned by `cargo xtask train events` (see `model/README.md`); here a word's features are made and
//! weighed. A light verb hands over to its noun: "held a vote" is told by "vote".

use super::tree::Tree;
use super::{EventKind, kinds};
use crate::language::Language;
use crate::language::events::EventWords;
use crate::language::knowledge::{WordFacts, feature};
use crossread_language::{Features, Mention, MentionKind, Relation, Sentence, Tag, Token, Word};

/// A word that tells a happening.
pub(super) struct EventHead {
    /// Its index in the sentence.
    pub token: usize,
    /// Dictionary form, with its particle.
    pub lemma: String,
    /// What sort of happening it tells.
    pub kind: EventKind,
    /// The learned sum, in sixteenths of the log odds.
    pub sure: i32,
}

/// What a sum must pass, in sixteenths: between the best F1 in folds of the training topics (-16) and what keeps nine of ten
/// right. A ledger is hurt more by a happening that is none than by a missed one.
const LEAST: i32 = -12;

/// The heads of the happenings that a sentence tells, in order.
pub(super) fn find(tree: &Tree) -> Vec<EventHead> {
    let learned = &tree.language.learned.words;
    let view = SentenceView::new(tree, |word| learned.facts(word));
    let (text, sentence, words) = (tree.text, tree.sentence, &tree.language.events);
    let mut fired = Vec::with_capacity(96);
    let mut sums = vec![0; sentence.tokens.len()];
    let mut tells = vec![false; sentence.tokens.len()];
    for i in (0..sentence.tokens.len()).filter(|&i| view.is_candidate(i)) {
        view.features(i, &mut fired);
        sums[i] = learned.score(&fired);
        tells[i] = sums[i] > LEAST;
    }
    let heads = (0..sentence.tokens.len())
        .filter(|&i| tells[i] && !view.hands_over(i, &tells) && !is_part_of_a_name(sentence, i))
        .filter(|&i| !is_idiom(words, sentence, i) && !names(tree, i) && !tree.is_in_quoted_name(i));
    heads
        .map(|token| {
            let lemma = lemma(text, sentence, token);
            let kind = kinds::find(tree.language, sentence, token, &lemma);
            EventHead { token, lemma, kind, sure: sums[token] }
        })
        .filter(|head| {
            let token = &sentence.tokens[head.token];
            let preposition = token.features.has(Features::GERUND) && words.states.has(token.word);
            !preposition && (head.kind != EventKind::Other || !is_state(words, token))
        })
        .collect()
}

/// What lasts is no happening, whatever stands around it: "the town is quiet", "the road includes a bridge".
fn is_state(words: &EventWords, token: &Token) -> bool {
    let listed = |word: Word| words.states.has(word);
    token.tag == Tag::Adj || token.tag == Tag::Verb && (listed(token.lemma) || listed(token.word))
}

/// Whether a word stands inside the name of somebody or of a body: "Transport for London" moves nothing. Of any other name the head
/// alone may tell a happening: "the Battle of Dorn", not "Kill the King".
fn is_part_of_a_name(sentence: &Sentence, i: usize) -> bool {
    let hides = |mention: &Mention| {
        let inside = usize::from(mention.first)..=usize::from(mention.last);
        let is_below = sentence.head(i).is_some_and(|head| inside.contains(&head));
        let is_word_of_a_title = mention.first < mention.last && (is_below || sentence.tokens[i].tag == Tag::Verb);
        inside.contains(&i)
            && match mention.kind {
                MentionKind::Person | MentionKind::Organization => true,
                MentionKind::Place => false,
                MentionKind::Other => is_word_of_a_title,
            }
    };
    sentence.mentions.iter().any(hides)
}

/// Whether a noun stands bare behind a preposition with which it tells how something is: "by accident", "in addition".
fn is_idiom(words: &EventWords, sentence: &Sentence, i: usize) -> bool {
    let before = i.checked_sub(1).map(|before| sentence.tokens[before].word);
    sentence.tokens[i].tag == Tag::Noun
        && before.is_some_and(|before| words.circumstances.contains(&(before, sentence.tokens[i].word)))
}

/// Whether a participle says what somebody or something is called: "a boy named Tom", "known as the Mill".
fn names(tree: &Tree, i: usize) -> bool {
    matches!(tree.relation(i), Relation::Acl | Relation::Conj | Relation::Advcl)
        && tree.is_past_participle(i)
        && !tree.is_finite(i)
        && tree.language.events.calling.has(tree.lemma(i))
}

/// Dictionary form of the word that tells a happening, with its particle: "walk back".
fn lemma(text: &str, sentence: &Sentence, i: usize) -> String {
    let own = |i: usize| crossread_language::lemma(sentence.tokens[i].span.of(text), &sentence.tokens[i]);
    match sentence.child(i, Relation::CompoundPrt) {
        Some(particle) if sentence.tokens[i].tag == Tag::Verb => format!("{} {}", own(i), own(particle)),
        _ => own(i),
    }
}

/// Whether a verb says little beside its object.
pub fn is_light(language: &Language, lemma: Word) -> bool {
    language.events.saying_little.has(lemma)
}

/// A sentence with what its words' features are made of.
pub struct SentenceView<'a> {
    tree: &'a Tree<'a>,
    /// What dictionaries say of each word.
    facts: Vec<WordFacts>,
    /// Whether the sentence ends in a stop: titles do not.
    ends: u64,
}

impl<'a> SentenceView<'a> {
    /// Looks up the words of a sentence.
    pub fn new(tree: &'a Tree, facts: impl Fn(Word) -> WordFacts) -> SentenceView<'a> {
        let facts = tree.sentence.tokens.iter().map(|token| match token.tag {
            Tag::Punct | Tag::Num | Tag::Sym => WordFacts::default(),
            _ => facts(token.lemma),
        });
        let words = tree.sentence.span.of(tree.text);
        let ends = words.ends_with(['.', '!', '?', '"', '”', '\'', '’', ')']);
        SentenceView { tree, facts: facts.collect(), ends: u64::from(ends) }
    }

    /// Whether a word can tell a happening at all.
    pub fn is_candidate(&self, i: usize) -> bool {
        match self.tree.token(i).tag {
            Tag::Verb | Tag::Noun => true,
            Tag::Propn | Tag::Adj | Tag::Aux => self.facts[i] != WordFacts::default(),
            _ => false,
        }
    }

    /// Whether a noun that tells of happenings by WordNet is its verb's object.
    pub fn is_eventive_object(&self, i: usize) -> bool {
        matches!(self.token(i).relation, Relation::Obj | Relation::NsubjPass) && self.facts[i].eventive > 0
    }

    fn token(&self, i: usize) -> &'a Token {
        self.tree.token(i)
    }

    /// Whether a light verb leaves the telling to its object.
    fn hands_over(&self, i: usize, tells: &[bool]) -> bool {
        let (token, language) = (self.token(i), self.tree.language);
        token.tag == Tag::Verb
            && (is_light(language, token.lemma) || language.events.befalling.has(token.lemma))
            && self.tree.children(i).any(|child| tells[child] && self.is_eventive_object(child))
    }

    /// The features of word `i`.
    pub fn features(&self, i: usize, out: &mut Vec<u32>) {
        out.clear();
        let token = self.token(i);
        let (tag, relation, lemma, facts) = (token.tag as u64, token.relation as u64, token.lemma.0, self.facts[i]);
        let morph = u64::from(token.features.0 & MORPHOLOGY);
        let (noun, eventive, verb, rate) =
            (u64::from(facts.noun), u64::from(facts.eventive), u64::from(facts.verb), u64::from(facts.rate));
        let (narrow, wide) = clusters(facts);
        let head = self.tree.head(i);
        let at = |j: Option<usize>| j.and_then(|j| self.tree.sentence.tokens.get(j));
        let lemma_of = |j: Option<usize>| at(j).map_or(1, |token| token.lemma.0);
        let tag_of = |j: Option<usize>| at(j).map_or(31, |token| token.tag as u64);
        let facts_of = |j: Option<usize>| j.and_then(|j| self.facts.get(j)).copied().unwrap_or_default();
        let (before, after) = (i.checked_sub(1), Some(i + 1));
        let mut add = |template: u32, parts: &[u64]| out.push(feature(template, parts));
        add(0, &[tag]);
        add(1, &[lemma]);
        add(2, &[lemma, tag]);
        add(3, &[token.word.0, tag]);
        add(4, &[lemma, relation]);
        add(5, &[tag, relation, morph]);
        add(6, &[noun, eventive, tag]);
        add(7, &[noun, relation]);
        add(8, &[verb, tag]);
        add(9, &[verb, relation, morph]);
        add(10, &[narrow, tag]);
        add(11, &[wide, tag, relation]);
        add(12, &[rate, tag]);
        add(13, &[rate, eventive, relation]);
        let (head_facts, head_lemma, head_tag) = (facts_of(head), lemma_of(head), tag_of(head));
        let (head_narrow, head_wide) = clusters(head_facts);
        add(14, &[head_lemma, relation]);
        add(15, &[head_tag, relation, tag]);
        add(16, &[head_wide, relation, tag]);
        add(17, &[head_narrow, relation]);
        add(18, &[u64::from(head_facts.verb), relation, noun]);
        add(19, &[u64::from(head_facts.noun), u64::from(head_facts.eventive), relation, tag]);
        add(20, &[head_lemma, relation, lemma]);
        let above = head.and_then(|head| self.tree.head(head));
        add(21, &[relation, head.map_or(99, |head| self.token(head).relation as u64), tag]);
        add(22, &[lemma_of(above), relation]);
        let suffix = |letters: usize| suffix(token.span.of(self.tree.text), letters);
        add(23, &[suffix(3), tag]);
        add(24, &[suffix(4), tag]);
        add(25, &[lemma_of(before), tag]);
        add(26, &[lemma_of(after), tag]);
        add(27, &[tag_of(before), tag, tag_of(after)]);
        add(28, &[lemma_of(before), lemma]);
        add(29, &[lemma, lemma_of(after)]);
        add(30, &[self.tree.named(i).map_or(0, |kind| kind as u64 + 1), tag, eventive]);
        add(31, &[self.ends, tag, eventive, relation]);
        let capital = u64::from(token.span.of(self.tree.text).starts_with(char::is_uppercase)) + 2 * u64::from(i == 0);
        add(32, &[capital, tag, eventive]);
        add(33, &[wide, eventive, noun]);
        add(34, &[clusters(facts_of(before)).1, wide]);
        add(35, &[wide, clusters(facts_of(after)).1]);
        self.children_features(i, tag, wide, out);
    }

    /// Those of the words that hang on word `i`.
    fn children_features(&self, i: usize, tag: u64, wide: u64, out: &mut Vec<u32>) {
        let token = self.token(i);
        let facts = self.facts[i];
        let (lemma, eventive, noun) = (token.lemma.0, u64::from(facts.eventive), u64::from(facts.noun));
        let (mut mask, mut determiner, mut case) = (0_u64, 1, 1);
        for child in self.tree.children(i).take(CHILDREN) {
            let of = self.token(child);
            let relation = of.relation as u64;
            mask |= 1 << relation;
            out.push(feature(40, &[relation, tag, of.tag as u64]));
            out.push(feature(41, &[relation, lemma]));
            out.push(feature(42, &[relation, clusters(self.facts[child]).1, tag]));
            out.push(feature(43, &[relation, of.lemma.0, tag]));
            match of.relation {
                Relation::Det | Relation::NmodPoss => determiner = of.lemma.0,
                Relation::Case => case = of.lemma.0,
                _ => {}
            }
        }
        let number = u64::from(token.features.0 & (Features::PLURAL | Features::SINGULAR).0);
        let mut add = |template: u32, parts: &[u64]| out.push(feature(template, parts));
        add(50, &[mask & CLAUSAL, tag]);
        add(51, &[mask & CLAUSAL, noun, eventive, tag]);
        add(52, &[determiner, number, eventive, tag]);
        add(53, &[determiner, lemma]);
        add(54, &[case, tag, eventive]);
        add(55, &[case, lemma]);
        add(56, &[case, wide, token.relation as u64]);
        add(57, &[determiner, case, number, noun]);
        add(58, &[number, noun, wide]);
    }
}

/// So many of the words that hang on one are looked at; more hang only on a wrong tree's.
const CHILDREN: usize = 12;

/// The morphology that tells verbs' forms apart.
const MORPHOLOGY: u32 = Features::PLURAL.0
    | Features::PAST.0
    | Features::PRESENT.0
    | Features::FINITE.0
    | Features::INFINITIVE.0
    | Features::PARTICIPLE.0
    | Features::GERUND.0;

/// The relations that show a word with its own arguments.
const CLAUSAL: u64 = {
    use Relation::*;
    let all = [
        Nsubj,
        NsubjPass,
        Obj,
        Iobj,
        Ccomp,
        Xcomp,
        Obl,
        OblAgent,
        Aux,
        AuxPass,
        Cop,
        Mark,
        Nmod,
        NmodPoss,
        Acl,
        AclRelcl,
        Advcl,
        CompoundPrt,
        Nummod,
    ];
    let (mut mask, mut i) = (0, 0);
    while i < all.len() {
        mask |= 1 << all[i] as u64;
        i += 1;
    }
    mask
};

/// The narrow cluster and the wide one of a word.
fn clusters(facts: WordFacts) -> (u64, u64) {
    (u64::from(facts.clusters >> 6), u64::from(facts.clusters & 63))
}

/// The last letters of a word, lower-cased.
fn suffix(word: &str, letters: usize) -> u64 {
    let bytes = word.as_bytes();
    let last = bytes[bytes.len().saturating_sub(letters)..].iter();
    last.fold(1, |sum, byte| sum << 8 | u64::from(byte.to_ascii_lowercase()))
}
