//! What the layer hands to the rest of the house: [`Sentence`]s one can walk.
//!
//! Nothing here owns text. A token points into the article; a word is compared as a [`Word`], a 64-bit hash that is
//! computed once, so that the readers above compare numbers and never strings.

use crate::{Span, Word};

/// Universal part-of-speech tags (Universal Dependencies, version 2).
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
pub enum Tag {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

/// Dependency relations (Universal Dependencies, version 2), with the subtypes that the readers ask for.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
pub enum Relation {
    Root,
    Nsubj,
    NsubjPass,
    NsubjOuter,
    Csubj,
    CsubjPass,
    CsubjOuter,
    Obj,
    Iobj,
    Ccomp,
    Xcomp,
    Obl,
    OblAgent,
    OblUnmarked,
    Vocative,
    Expl,
    Dislocated,
    Advcl,
    AdvclRelcl,
    Advmod,
    Discourse,
    Aux,
    AuxPass,
    Cop,
    Mark,
    Nmod,
    NmodPoss,
    NmodUnmarked,
    NmodDesc,
    Appos,
    Nummod,
    Acl,
    AclRelcl,
    Amod,
    Det,
    DetPredet,
    Case,
    Conj,
    Cc,
    CcPreconj,
    Fixed,
    Flat,
    Compound,
    CompoundPrt,
    List,
    Parataxis,
    Orphan,
    Goeswith,
    Reparandum,
    Punct,
    #[default]
    Dep,
}

impl Relation {
    /// A subject of any kind: who does it, or whom it is done to.
    pub fn is_subject(self) -> bool {
        use Relation::*;
        matches!(self, Nsubj | NsubjPass | NsubjOuter | Csubj | CsubjPass | CsubjOuter)
    }
}

/// The few morphological features (Universal Dependencies) that readers ask for, as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Features(pub u32);

#[allow(missing_docs)]
impl Features {
    pub const PLURAL: Features = Features(1);
    pub const SINGULAR: Features = Features(1 << 1);
    pub const PAST: Features = Features(1 << 2);
    pub const PRESENT: Features = Features(1 << 3);
    pub const FINITE: Features = Features(1 << 4);
    pub const INFINITIVE: Features = Features(1 << 5);
    pub const PARTICIPLE: Features = Features(1 << 6);
    pub const GERUND: Features = Features(1 << 7);
    pub const PASSIVE: Features = Features(1 << 8);
    pub const NEGATIVE: Features = Features(1 << 9);
    pub const FIRST: Features = Features(1 << 10);
    pub const SECOND: Features = Features(1 << 11);
    pub const THIRD: Features = Features(1 << 12);
    pub const MASCULINE: Features = Features(1 << 13);
    pub const FEMININE: Features = Features(1 << 14);
    pub const NEUTER: Features = Features(1 << 15);
    pub const POSSESSIVE: Features = Features(1 << 16);
    pub const REFLEXIVE: Features = Features(1 << 17);
    pub const RELATIVE: Features = Features(1 << 18);
    pub const INTERROGATIVE: Features = Features(1 << 19);
    pub const DEMONSTRATIVE: Features = Features(1 << 20);
    pub const COMPARATIVE: Features = Features(1 << 21);
    pub const SUPERLATIVE: Features = Features(1 << 22);
    pub const CARDINAL: Features = Features(1 << 23);
    pub const ORDINAL: Features = Features(1 << 24);
    pub const IMPERATIVE: Features = Features(1 << 25);

    /// Whether every bit of `other` is set.
    pub fn has(self, other: Features) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether a verb tells that something is or was so: it has a tense, or a form of the past that may be read as one.
    pub fn tells(self) -> bool {
        self.has(Features::FINITE) || self.has(Features::PAST)
    }
}

impl std::ops::BitOr for Features {
    type Output = Features;
    fn bitor(self, other: Features) -> Features {
        Features(self.0 | other.0)
    }
}

/// One token of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its words in the text.
    pub span: Span,
    /// The lower-cased form.
    pub word: Word,
    /// The lower-cased dictionary form.
    pub lemma: Word,
    /// Part of speech.
    pub tag: Tag,
    /// Morphology.
    pub features: Features,
    /// How it hangs on its head.
    pub relation: Relation,
    /// Index of its head in the sentence; its own index when it is the root.
    pub head: u16,
}

/// The kinds of named things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// Named people.
    Person,
    /// Companies, parties, governments' bodies, armed groups, outlets.
    Organization,
    /// Countries, towns, regions, rivers, named sites.
    Place,
    /// Every other named thing: events, works, laws, products, peoples.
    Other,
}

/// A named mention in one sentence. Sorted by place, the longer first; one may be nested in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// First token.
    pub first: u16,
    /// Last token (inclusive).
    pub last: u16,
    /// The words: from the first token's start to the last token's end.
    pub span: Span,
    /// What sort of thing it names.
    pub kind: MentionKind,
}

/// A sentence: tokens with tags and a dependency tree, and the named mentions in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first token's start to its last token's end.
    pub span: Span,
    /// Which of the spans given to the reader it stands in.
    pub part: u32,
    /// Never empty.
    pub tokens: Vec<Token>,
    /// Named mentions.
    pub mentions: Vec<Mention>,
}

impl Sentence {
    /// The head of token `i`, or `None` for the root.
    pub fn head(&self, i: usize) -> Option<usize> {
        let head = self.tokens[i].head as usize;
        (head != i).then_some(head)
    }

    /// The token everything hangs on.
    pub fn root(&self) -> usize {
        (0..self.tokens.len()).find(|&i| self.head(i).is_none()).unwrap_or(0)
    }

    /// Tokens that hang directly on `i`, left to right.
    pub fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.tokens.len()).filter(move |&child| child != i && self.tokens[child].head as usize == i)
    }

    /// The first child of `i` with this relation.
    pub fn child(&self, i: usize, relation: Relation) -> Option<usize> {
        self.children(i).find(|&child| self.tokens[child].relation == relation)
    }

    /// The subject of `i`, of any kind. A wrong parse may give it two ("The ferry, Lowe said, would sail"): the nearest before
    /// it is the likelier.
    pub fn subject(&self, i: usize) -> Option<usize> {
        let subjects = || self.children(i).filter(|&child| self.tokens[child].relation.is_subject());
        subjects().rfind(|&child| child < i).or_else(|| subjects().next())
    }

    /// `i`, its head, that one's head and so on to the root.
    pub fn ancestors(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        // A tree of n tokens is at most n deep; the bound keeps a broken tree from hanging the program.
        std::iter::successors(Some(i), |&at| self.head(at)).take(self.tokens.len())
    }

    /// Whether `i` is `above` or hangs on it at any depth.
    pub fn is_under(&self, i: usize, above: usize) -> bool {
        self.ancestors(i).any(|at| at == above)
    }

    /// First and last token of everything that hangs on `i`, itself included.
    pub fn subtree(&self, i: usize) -> (usize, usize) {
        let (mut first, mut last) = (i, i);
        for at in 0..self.tokens.len() {
            if (at < first || at > last) && self.is_under(at, i) {
                first = first.min(at);
                last = last.max(at);
            }
        }
        (first, last)
    }

    /// The words from the first to the last token under `i`.
    pub fn subtree_span(&self, i: usize) -> Span {
        let (first, last) = self.subtree(i);
        self.words(first, last)
    }

    /// The words from token `first` to token `last`, both included.
    pub fn words(&self, first: usize, last: usize) -> Span {
        self.tokens[first].span.cover(self.tokens[last].span)
    }

    /// The token that holds byte `at` of the text, or the first one after it.
    pub fn token_at(&self, at: u32) -> Option<usize> {
        let i = self.tokens.partition_point(|token| token.span.end <= at);
        (i < self.tokens.len()).then_some(i)
    }

    /// Indices of the tokens that overlap `span`.
    pub fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.tokens.partition_point(|token| token.span.end <= span.start);
        let last = self.tokens.partition_point(|token| token.span.start < span.end);
        first..last.max(first)
    }
}
