//! A sentence's dependency tree, ready to be walked downwards: what hangs on each word, and from where to where.
//!
//! [`Sentence`] keeps of each word its head alone. Every happening of a sentence asks for what hangs on it, so that is
//! counted out once for the sentence, and the whole costs as much as the sentence is long.

use crate::language::{Group, Language};
use crossread_language::{Features, MentionKind, Relation, Sentence, Span, Tag, Token, Word};

/// Most letters of the words that names leave without a capital: "the", "and".
const SHORT_WORD: usize = 3;

/// So many words before and behind one a name between quotation marks may begin and end.
const LONGEST_NAME: usize = 6;

/// A sentence with the children and the extent of each word.
pub struct Tree<'a> {
    /// What it is written in.
    pub(crate) language: &'a Language,
    /// The article's text.
    pub text: &'a str,
    /// The sentence.
    pub sentence: &'a Sentence,
    /// The words of the sentence in the order of their heads, the root left out.
    children: Vec<u16>,
    /// Where the children of each word begin among them; one more at the end.
    starts: Vec<u32>,
    /// First and last word of what hangs on each word, itself included.
    extents: Vec<(u16, u16)>,
    /// What sort of thing the name is that each word stands in.
    named: Vec<Option<MentionKind>>,
}

impl<'a> Tree<'a> {
    /// Counts out the children of all words.
    pub fn new(language: &'a Language, text: &'a str, sentence: &'a Sentence) -> Tree<'a> {
        let tokens = &sentence.tokens;
        let mut starts = vec![0_u32; tokens.len() + 1];
        let hangs = |i: &usize| usize::from(tokens[*i].head) != *i;
        for i in (0..tokens.len()).filter(hangs) {
            starts[usize::from(tokens[i].head) + 1] += 1;
        }
        for i in 0..tokens.len() {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut children = vec![0_u16; *starts.last().unwrap_or(&0) as usize];
        for i in (0..tokens.len()).filter(hangs) {
            let place = &mut next[usize::from(tokens[i].head)];
            children[*place as usize] = i as u16;
            *place += 1;
        }
        let mut tree =
            Tree { language, text, sentence, children, starts, extents: Vec::new(), named: vec![None; tokens.len()] };
        tree.extents = tree.reach();
        for mention in &sentence.mentions {
            tree.named[usize::from(mention.first)..=usize::from(mention.last)].fill(Some(mention.kind));
        }
        tree
    }

    /// The extents: each word's children before the word.
    fn reach(&self) -> Vec<(u16, u16)> {
        let mut order: Vec<usize> = vec![self.sentence.root()];
        let mut next = 0;
        while next < order.len() {
            let at = order[next];
            order.extend(self.children(at));
            next += 1;
        }
        let mut extents: Vec<(u16, u16)> = (0..self.len()).map(|i| (i as u16, i as u16)).collect();
        for &i in order.iter().rev() {
            if let Some(head) = self.head(i) {
                let (first, last) = extents[i];
                extents[head] = (extents[head].0.min(first), extents[head].1.max(last));
            }
        }
        extents
    }

    /// Whether word `i` stands in a name between quotation marks, all of whose words but short ones have capitals: “Meet the Press”.
    pub fn is_in_quoted_name(&self, i: usize) -> bool {
        if !self.has_capital(i) {
            return false;
        }
        let first = self.mark_beyond_name((0..i).rev());
        let last = self.mark_beyond_name(i + 1..self.len());
        first.zip(last).is_some_and(|(first, last)| (first + 1..last).filter(|&j| self.has_capital(j)).count() > 1)
    }

    /// The first of some words in a row that is a quotation mark, where all before it may stand in a name.
    fn mark_beyond_name(&self, words: impl Iterator<Item = usize>) -> Option<usize> {
        let written = |i: usize| self.token(i).span.of(self.text);
        let is_mark = |i: usize| written(i).chars().all(|c| matches!(c, '"' | '“' | '”' | '‘' | '’'));
        let may_be_named = |i: usize| self.has_capital(i) || written(i).chars().count() <= SHORT_WORD;
        words.take(LONGEST_NAME).find(|&i| is_mark(i) || !may_be_named(i)).filter(|&i| is_mark(i))
    }

    fn has_capital(&self, i: usize) -> bool {
        self.token(i).span.of(self.text).starts_with(char::is_uppercase)
    }

    /// How many words.
    pub(super) fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    /// What hangs directly on word `i`, left to right.
    pub fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children[self.starts[i] as usize..self.starts[i + 1] as usize].iter().map(|&child| usize::from(child))
    }

    /// The first of them with this relation.
    pub fn child(&self, i: usize, relation: Relation) -> Option<usize> {
        self.children(i).find(|&child| self.relation(child) == relation)
    }

    /// First and last word of everything that hangs on word `i`, itself included.
    pub fn extent(&self, i: usize) -> (usize, usize) {
        (usize::from(self.extents[i].0), usize::from(self.extents[i].1))
    }

    /// Whether word `i` hangs on word `above` at any depth, or is it. Subtrees of a parser of projective trees are whole
    /// stretches.
    pub fn is_under(&self, i: usize, above: usize) -> bool {
        let (first, last) = self.extent(above);
        (first..=last).contains(&i)
    }

    /// The word.
    pub fn token(&self, i: usize) -> &Token {
        &self.sentence.tokens[i]
    }

    /// Its head; `None` for the root.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.sentence.head(i)
    }

    /// How it hangs on its head.
    pub fn relation(&self, i: usize) -> Relation {
        self.token(i).relation
    }

    /// Its part of speech.
    pub fn tag(&self, i: usize) -> Tag {
        self.token(i).tag
    }

    /// Its dictionary form.
    pub fn lemma(&self, i: usize) -> Word {
        self.token(i).lemma
    }

    /// Whether it has these features.
    pub fn has(&self, i: usize, features: Features) -> bool {
        self.token(i).features.has(features)
    }

    /// Whether it stands there in one of the forms of a group.
    pub(crate) fn is(&self, i: usize, words: &Group) -> bool {
        words.has(self.token(i).word)
    }

    /// What sort of thing the name is that word `i` stands in.
    pub fn named(&self, i: usize) -> Option<MentionKind> {
        self.named[i]
    }

    /// The words from the first to the last, both included.
    pub fn words(&self, first: usize, last: usize) -> Span {
        self.sentence.words(first, last)
    }

    /// The preposition, mark or possessive that word `i` stands behind or before: "in" of "in the town".
    pub fn case(&self, i: usize) -> Option<usize> {
        self.child(i, Relation::Case)
    }

    /// Whether a word among those that hang on `i` denies it.
    pub fn negation(&self, i: usize) -> Option<usize> {
        // "not only" denies nothing.
        let only = |not: usize| not + 1 < self.len() && self.is(not + 1, &self.language.events.not_alone);
        self.children(i).find(|&child| self.is(child, &self.language.grammar.denial) && !only(child))
    }

    /// Whether word `i` is the infinitive behind a "to".
    pub fn is_infinitive(&self, i: usize) -> bool {
        self.children(i).any(|child| {
            child < i
                && self.is(child, &self.language.grammar.infinitive)
                && matches!(self.relation(child), Relation::Mark | Relation::Aux)
        })
    }

    /// Whether word `i` is a past participle.
    pub fn is_past_participle(&self, i: usize) -> bool {
        self.has(i, Features::PAST | Features::PARTICIPLE)
    }

    /// Whether a verb or adjective says something of a subject: it is finite, or has an auxiliary or copula.
    pub fn is_finite(&self, i: usize) -> bool {
        self.has(i, Features::FINITE)
            || self.children(i).any(|child| {
                matches!(self.relation(child), Relation::Aux | Relation::AuxPass | Relation::Cop)
                    && !self.is(child, &self.language.events.unfinite_helpers)
                    && !self.is_infinitive(i)
            })
    }

    /// Whether word `i` is a verb in the passive: "was killed", "the people killed", "shot and killed".
    pub fn is_passive(&self, i: usize) -> bool {
        if self.tag(i) != Tag::Verb {
            return false;
        }
        let helped = self
            .children(i)
            .any(|child| matches!(self.relation(child), Relation::AuxPass | Relation::NsubjPass | Relation::CsubjPass));
        if helped {
            return true;
        }
        let bare = self.is_past_participle(i)
            && self.children(i).all(|child| !matches!(self.relation(child), Relation::Aux | Relation::Obj));
        bare && match self.relation(i) {
            Relation::Acl | Relation::Amod | Relation::Advcl => true,
            Relation::Conj | Relation::Xcomp => self
                .head(i)
                .is_some_and(|head| head < i && (self.relation(i) == Relation::Xcomp || self.is_passive(head))),
            // Headlines leave the auxiliary out: "Three killed in blast".
            Relation::Root => self.children(i).any(|child| self.relation(child).is_subject()),
            _ => false,
        }
    }
}
