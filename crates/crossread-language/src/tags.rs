//! Parts of speech: greedy from word to word, each decision seeing the two before it; where one is in doubt, a second
//! reader that came from the other end is asked as well.
//!
//! A label is a universal tag with a Penn Treebank tag, for example `VERB/VBD`: the second carries number, tense and
//! verb form, from which [`Features`] follow by rule.

use crate::score::{Scorer, settle};
use crate::templates::templates;
use crate::{Features, Span, Tag, Word};
use std::borrow::Cow;

/// A universal tag with the finer Penn Treebank tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// Universal part of speech.
    pub tag: Tag,
    /// What number, tense and verb form say.
    pub features: Features,
}

impl Label {
    /// Reads `VERB/VBD`.
    pub fn parse(label: &str) -> Label {
        use Features as F;
        let (tag, fine) = label.split_once('/').unwrap_or((label, ""));
        let features = match fine {
            "NN" | "NNP" => F::SINGULAR,
            "NNS" | "NNPS" => F::PLURAL,
            "VBD" => F::PAST | F::FINITE,
            "VBZ" => F::PRESENT | F::FINITE | F::SINGULAR | F::THIRD,
            "VBP" => F::PRESENT | F::FINITE,
            "MD" => F::FINITE,
            "VB" => F::INFINITIVE,
            "VBN" => F::PAST | F::PARTICIPLE,
            "VBG" => F::GERUND,
            "JJR" | "RBR" => F::COMPARATIVE,
            "JJS" | "RBS" => F::SUPERLATIVE,
            "CD" => F::CARDINAL,
            "PRP$" | "POS" => F::POSSESSIVE,
            "WP$" => F::POSSESSIVE | F::RELATIVE,
            "WDT" | "WP" | "WRB" => F::RELATIVE,
            _ => F::default(),
        };
        Label { tag: tag_of(tag), features }
    }
}

/// The tag with this name in the treebanks.
pub fn tag_of(name: &str) -> Tag {
    match name {
        "ADJ" => Tag::Adj,
        "ADP" => Tag::Adp,
        "ADV" => Tag::Adv,
        "AUX" => Tag::Aux,
        "CCONJ" => Tag::Cconj,
        "DET" => Tag::Det,
        "INTJ" => Tag::Intj,
        "NOUN" => Tag::Noun,
        "NUM" => Tag::Num,
        "PART" => Tag::Part,
        "PRON" => Tag::Pron,
        "PROPN" => Tag::Propn,
        "PUNCT" => Tag::Punct,
        "SCONJ" => Tag::Sconj,
        "SYM" => Tag::Sym,
        "VERB" => Tag::Verb,
        _ => Tag::X,
    }
}

/// What the features of a word are made of, computed once a word.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordForm {
    /// The lower-cased word.
    pub word: Word,
    /// The word, every digit as a nought: what the tagger sees.
    pub(crate) norm: u64,
    /// Last one to four characters.
    suffix: [u64; 4],
    /// First two characters.
    pub(crate) prefix: u64,
    /// Upper and lower case, digits and marks, runs once.
    pub(crate) shape: u64,
    /// What general knowledge says of it: bits of the lists that it stands in.
    pub(crate) lists: u64,
    /// How it is written.
    pub(crate) style: Style,
    /// For a word with a capital, how else the text writes it: plus 1 without one, plus 2 with one in the middle of a
    /// sentence; from 1.
    pub(crate) elsewhere: u64,
    /// Which tags the treebanks give it: a number for the set, 0 for a word they hardly have.
    pub(crate) class: u64,
    /// Which uses the lexicon gives it: a number for the list of them, 0 for a word that it has not.
    pub(crate) usage: u64,
    /// Its label, if the treebanks never give it another ("the", "of", a comma): two words of five, which need no
    /// scores.
    pub only: Option<u8>,
    /// Index of the first word of the text that is written the same, where a text's words were read together ([`forms`]).
    pub(crate) first: u32,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Style {
    /// No letters.
    #[default]
    Marks,
    /// "tribune"
    Lower,
    /// "Tribune"
    Capital,
    /// "TRIBUNE", "McTribune"
    Upper,
}

/// What is known of a word before it is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordUsage {
    /// What it is looked up by ([`WordClasses::key`]).
    pub key: u32,
    /// Which set of tags the treebanks give it, or 0 if they hardly have it.
    pub class: u8,
    /// Which uses the lexicon gives it, or 0 if it has it not.
    pub usage: u8,
    /// Its label plus one, if the treebanks never give it another, or 0.
    pub only: u8,
}

/// What the treebanks tell of the words that they have often, and the lexicon of those that it has.
#[derive(Debug)]
pub struct WordClasses {
    /// Open addressing, a power of two. From the front: key (32 bits, 0 is empty), class, usage, only.
    slots: Cow<'static, [[u8; 8]]>,
}

impl WordClasses {
    /// From words of different keys.
    pub fn new(words: &[WordUsage]) -> WordClasses {
        let size = (words.len() * 2).next_power_of_two().max(2);
        let mut slots = vec![[0; 8]; size];
        for word in words {
            let mut at = word.key as usize & (size - 1);
            while slots[at] != [0; 8] {
                at = (at + 1) & (size - 1);
            }
            slots[at][..4].copy_from_slice(&word.key.to_le_bytes());
            slots[at][4..7].copy_from_slice(&[word.class, word.usage, word.only]);
        }
        WordClasses { slots: Cow::Owned(slots) }
    }

    /// As they lie in the program.
    pub(crate) fn laid_out(slots: &'static [[u8; 8]]) -> WordClasses {
        WordClasses { slots: Cow::Borrowed(slots) }
    }

    /// What a word is looked up by, never 0.
    pub fn key(form: &WordForm) -> u32 {
        ((form.norm >> 32) as u32).max(1)
    }

    fn of(&self, form: &WordForm) -> WordUsage {
        let key = WordClasses::key(form);
        let mut at = key as usize & (self.slots.len() - 1);
        loop {
            let [a, b, c, d, class, usage, only, _] = self.slots[at];
            let own = u32::from_le_bytes([a, b, c, d]);
            if own == key || own == 0 {
                return WordUsage { key: own, class, usage, only };
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}

/// Slots of a table by hash for the words of a text: it has a few hundred different ones.
const SLOTS: usize = 1 << 12;

/// Reads the words of a text, each spelling once: of a text's words two of three were there before.
pub(crate) fn forms(text: &str, spans: &[Span]) -> Vec<WordForm> {
    let mut forms: Vec<WordForm> = Vec::with_capacity(spans.len());
    // Where the last spelling of each slot stood first. One that another took the slot from is read again: that costs time alone.
    let mut seen = vec![u32::MAX; SLOTS];
    for (i, span) in (0..).zip(spans) {
        let word = span.of(text);
        let slot = &mut seen[Word::of(word).0 as usize % SLOTS];
        let known = spans.get(*slot as usize).filter(|known| known.of(text) == word);
        forms.push(match known {
            Some(_) => forms[*slot as usize],
            None => {
                *slot = i;
                WordForm { first: i, ..WordForm::new(word) }
            }
        });
    }
    forms
}

/// Notes what the whole text tells about its words: whether one that has a capital here (at the start of a sentence,
/// in a headline) stands without one elsewhere (Chieu and Ng, COLING 2002); and what the treebanks tell.
pub fn notice(forms: &mut [WordForm], classes: &WordClasses) {
    // Two bits a word in a table by hash: a text has a few thousand words, and a collision costs a hint.
    const SIZE: usize = 1 << 14;
    let mut seen = vec![0_u8; SIZE];
    let place = |form: &WordForm| (form.norm >> 20) as usize % SIZE;
    let mut before = Style::Marks;
    for form in forms.iter() {
        match form.style {
            Style::Lower => seen[place(form)] |= 1,
            Style::Capital if before == Style::Lower => seen[place(form)] |= 2,
            _ => {}
        }
        before = form.style;
    }
    for form in forms {
        let known = classes.of(form);
        (form.class, form.usage) = (u64::from(known.class), u64::from(known.usage));
        form.only = known.only.checked_sub(1);
        form.elsewhere = match form.style {
            Style::Capital | Style::Upper => 1 + u64::from(seen[place(form)]),
            _ => 0,
        };
    }
}

impl WordForm {
    /// A number for the last `n` characters, one to four.
    pub(crate) fn suffix_of(&self, n: usize) -> u64 {
        self.suffix[n - 1]
    }

    /// Reads a word.
    pub fn new(word: &str) -> WordForm {
        let lowered = Word::lowered(word);
        let mut form = WordForm { word: lowered, lists: crate::lists::of(lowered), ..WordForm::default() };
        let mut lower: Vec<char> = Vec::with_capacity(word.len());
        let mut shape = 0_u64;
        let (mut last, mut length) = (0, 0);
        for c in word.chars() {
            let kind = if c.is_lowercase() {
                1
            } else if c.is_uppercase() {
                2
            } else if c.is_numeric() {
                3
            } else if c.is_alphabetic() {
                4
            } else {
                // Marks by themselves: "." is not "-".
                5 + u64::from(u32::from(c) & 0x3f)
            };
            if kind != last && length < 8 {
                shape = shape.wrapping_mul(131).wrapping_add(kind);
                length += 1;
            }
            last = kind;
            let c = if c == '’' || c == '‘' {
                '\''
            } else if c == '“' || c == '”' {
                '"'
            } else {
                c
            };
            let c = if c.is_ascii_digit() { '0' } else { c };
            lower.extend(c.to_lowercase());
        }
        form.shape = shape;
        let mut cased = word.chars().filter(|c| c.is_lowercase() || c.is_uppercase());
        form.style = match cased.next() {
            None => Style::Marks,
            Some(first) if first.is_lowercase() => Style::Lower,
            Some(_) if cased.all(char::is_lowercase) => Style::Capital,
            Some(_) => Style::Upper,
        };
        let hash = |chars: &mut dyn Iterator<Item = &char>| {
            chars.fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| {
                (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3)
            })
        };
        form.norm = hash(&mut lower.iter());
        for n in 0..4 {
            form.suffix[n] = hash(&mut lower[lower.len().saturating_sub(n + 1)..].iter());
        }
        form.prefix = hash(&mut lower[..lower.len().min(2)].iter());
        form
    }
}

/// From which end of a sentence its words are tagged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagDirection {
    /// From the first word on.
    Onward,
    /// From the last word back.
    Back,
}

impl TagDirection {
    /// The word that comes so many words later on this way, if the sentence has it.
    fn step(self, from: usize, by: isize, words: usize) -> Option<usize> {
        let to = match self {
            TagDirection::Onward => from as isize + by,
            TagDirection::Back => from as isize - by,
        };
        (0..words as isize).contains(&to).then_some(to as usize)
    }

    /// All words in order.
    pub fn words(self, words: usize) -> impl Iterator<Item = usize> {
        (0..words).map(move |at| if self == TagDirection::Onward { at } else { words - 1 - at })
    }
}

/// The features that tell the tag of word `i`, given the labels of those before it on the way.
pub fn features(forms: &[WordForm], labels: &[u8], i: usize, way: TagDirection, out: &mut Vec<u32>) {
    out.clear();
    let none = WordForm { norm: 1, ..WordForm::default() };
    let at = |offset| way.step(i, offset, forms.len()).map_or(&none, |j| &forms[j]);
    let label = |offset| way.step(i, offset, forms.len()).map_or(1, |j| u64::from(labels[j]) + 2);
    let (w, p, pp, n, nn) = (at(0), at(-1), at(-2), at(1), at(2));
    let (l1, l2) = (label(-1), label(-2));
    tag_features(TagView { w, p, pp, n, nn, l1, l2 }, out);
    settle(out);
}

/// What features see of a word to be tagged: `p` and `pp` are the words before it on the way, with their labels `l1` and `l2`, `n` and `nn`
/// those behind it.
struct TagView<'a> {
    w: &'a WordForm,
    p: &'a WordForm,
    pp: &'a WordForm,
    n: &'a WordForm,
    nn: &'a WordForm,
    l1: u64,
    l2: u64,
}

templates! {
    /// Of sixty kinds these are left: since there is a lexicon and a second reader, the others (beginnings of words, more pairs, what the
    /// treebanks' words could be) gain nothing, and what reading costs goes with their number.
    TAGS, tag_features(TagView { w, p, pp, n, nn, l1, l2 }) from 0 {
        0: ;
        1: w.norm;
        2: w.suffix[0];
        3: w.suffix[1];
        4: w.suffix[2];
        5: w.suffix[3];
        6: l1;
        7: l1, l2;
        8: l1, w.norm;
        9: p.norm;
        10: pp.norm;
        11: n.norm;
        12: nn.norm;
        13: l1, n.norm;
        14: l1, l2, w.norm;
        15: l1, w.suffix[2];
        16: p.norm, n.norm;
        // Capitals.
        17: w.elsewhere, w.shape;
        18: w.elsewhere, w.suffix[2];
        19: w.elsewhere, n.style as u64, p.style as u64, w.style as u64;
        // General knowledge.
        20: w.lists, w.shape;
        21: w.lists, w.elsewhere, n.style as u64;
        22: n.lists, w.shape, n.shape;
        23: p.lists, w.shape, l1;
        // The lexicon, which also tells what could follow before that is tagged.
        24: w.usage, w.shape;
        25: w.usage, l1;
        26: n.usage;
        27: n.usage, w.class;
        28: w.usage, n.usage;
    }
}

/// How little the best label may be ahead of the next for the other reader to be asked, in steps of learning: one word of
/// fourteen. Tags right on the dev parts' own words (EWT, GUM): the one reader 95.6 and 97.1, the other 95.8 and 97.2, both
/// where the first is in doubt 95.9 and 97.4, both everywhere the same.
const DOUBT: i32 = 40;

/// Two readers of tags that see the sentence from different ends. What one has not yet tagged the other has; each alone
/// is wrong at other words.
#[derive(Clone, Copy)]
pub struct Tagger<'a> {
    /// Goes [`TagDirection::Onward`].
    pub onward: &'a dyn Scorer,
    /// Goes [`TagDirection::Back`].
    pub back: &'a dyn Scorer,
    /// Number of labels.
    pub labels: usize,
}

impl Tagger<'_> {
    /// Tags a sentence: indices of labels. One reader goes through all of it, then the other through what that one was
    /// in doubt of; the sum of both decides there.
    pub fn tag(&self, forms: &[WordForm]) -> Vec<u8> {
        let mut tags = vec![0; forms.len()];
        let (mut fired, mut scores) = (Vec::with_capacity(64), vec![0; self.labels]);
        // Doubtful words, and the scores of each.
        let (mut doubts, mut doubted) = (Vec::new(), Vec::new());
        for i in TagDirection::Onward.words(forms.len()) {
            if let Some(label) = forms[i].only {
                tags[i] = label;
                continue;
            }
            features(forms, &tags, i, TagDirection::Onward, &mut fired);
            scores.fill(0);
            self.onward.score(&fired, &mut scores);
            let (label, ahead) = best_and_ahead(&scores);
            tags[i] = label;
            if ahead < DOUBT * self.onward.unit() {
                doubts.push(i);
                doubted.extend_from_slice(&scores);
            }
        }
        for (&i, scores) in doubts.iter().zip(doubted.chunks_mut(self.labels)).rev() {
            features(forms, &tags, i, TagDirection::Back, &mut fired);
            self.back.score(&fired, scores);
            tags[i] = best(scores);
        }
        tags
    }
}

/// The label with the highest score; of equals the first.
pub fn best(scores: &[i32]) -> u8 {
    let top = highest(scores);
    scores.iter().position(|&score| score == top).unwrap_or(0) as u8
}

/// The label with the highest score, of equals the first, and how far it is ahead of the next.
fn best_and_ahead(scores: &[i32]) -> (u8, i32) {
    let best = best(scores);
    let (before, behind) = (&scores[..usize::from(best)], &scores[usize::from(best) + 1..]);
    (best, scores[usize::from(best)].saturating_sub(highest(before).max(highest(behind))))
}

/// The highest of some scores: several are compared at once, since it does not matter which it is.
fn highest(scores: &[i32]) -> i32 {
    scores.iter().fold(i32::MIN, |top, &score| top.max(score))
}

/// What the word itself adds to the features of its label: person and gender of pronouns, negation, ordinals.
pub(crate) fn lexical(word: Word, tag: Tag, text: &str, span: Span) -> Features {
    use Features as F;
    macro_rules! words {
        ($($word:literal)|+) => { [$(Word::of($word)),+].contains(&word) };
    }
    let mut features = F::default();
    if tag == Tag::Pron || tag == Tag::Det {
        if words!("i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves") {
            features = features | F::FIRST;
        }
        if words!("you" | "your" | "yours" | "yourself" | "yourselves") {
            features = features | F::SECOND;
        }
        if words!("he" | "him" | "his" | "himself") {
            features = features | F::THIRD | F::MASCULINE | F::SINGULAR;
        }
        if words!("she" | "her" | "hers" | "herself") {
            features = features | F::THIRD | F::FEMININE | F::SINGULAR;
        }
        if words!("it" | "its" | "itself") {
            features = features | F::THIRD | F::NEUTER | F::SINGULAR;
        }
        if words!("they" | "them" | "their" | "theirs" | "themselves") {
            features = features | F::THIRD | F::PLURAL;
        }
        if words!("this" | "that" | "these" | "those") {
            features = features | F::DEMONSTRATIVE;
        }
    }
    if words!(
        "not" | "n't" | "no" | "never" | "none" | "nobody" | "nothing" | "neither" | "nor" | "nowhere" | "without"
    ) {
        features = features | F::NEGATIVE;
    }
    if words!("first" | "second" | "third") || is_ordinal(span.of(text)) {
        features = features | F::ORDINAL;
    }
    features
}

fn is_ordinal(word: &str) -> bool {
    let stem = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    !stem.is_empty()
        && stem.chars().all(|c| c.is_ascii_digit() || c == ',')
        && matches!(&word[stem.len()..], "st" | "nd" | "rd" | "th")
}
