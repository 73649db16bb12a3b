//! Parts of speech: greedy left to right, each decision seeing the two before it.
//!
//! A label is a universal tag with a Penn Treebank tag, for example `VERB/VBD`: the second carries number, tense and
//! verb form, from which [`Features`] follow by rule.

use crate::model::{Scorer, feature};
use crate::{Features, Span, Tag, Word};

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
pub struct Form {
    /// The lower-cased word.
    pub word: Word,
    /// The word, every digit as a nought: what the tagger sees.
    pub(crate) norm: u64,
    /// Last one to five characters.
    suffix: [u64; 5],
    /// First one to four characters.
    prefix: [u64; 4],
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
    /// Its label, if the treebanks never give it another ("the", "of", a comma): two words of five, which need no
    /// scores.
    pub only: Option<u8>,
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

/// What the treebanks tell of the words that they have often: which set of tags each has, and which have but one label.
#[derive(Debug, Default)]
pub struct Classes {
    /// Open addressing, a power of two: key, class, label plus one of a word that has no other. Key 0 is empty.
    slots: Vec<(u32, u8, u8)>,
}

impl Classes {
    /// From a key ([`Classes::key`]), the number of its class (not 0), and its only label plus one or 0.
    pub fn new(words: &[(u32, u8, u8)]) -> Classes {
        let size = (words.len() * 2).next_power_of_two().max(2);
        let mut slots = vec![(0, 0, 0); size];
        for &word in words {
            let mut at = word.0 as usize & (size - 1);
            while slots[at].0 != 0 {
                at = (at + 1) & (size - 1);
            }
            slots[at] = word;
        }
        Classes { slots }
    }

    /// What a word is looked up by, never 0.
    pub fn key(form: &Form) -> u32 {
        ((form.norm >> 32) as u32).max(1)
    }

    fn of(&self, form: &Form) -> (u64, Option<u8>) {
        let key = Classes::key(form);
        let mut at = key as usize & (self.slots.len() - 1);
        loop {
            match self.slots[at] {
                (0, ..) => return (0, None),
                (found, class, label) if found == key => return (u64::from(class), label.checked_sub(1)),
                _ => at = (at + 1) & (self.slots.len() - 1),
            }
        }
    }
}

/// Notes what the whole text tells about its words: whether one that has a capital here (at the start of a sentence,
/// in a headline) stands without one elsewhere (Chieu and Ng, COLING 2002); and what the treebanks tell.
pub fn notice(forms: &mut [Form], classes: &Classes) {
    // Two bits a word in a table by hash: a text has a few thousand words, and a collision costs a hint.
    const SIZE: usize = 1 << 14;
    let mut seen = vec![0_u8; SIZE];
    let place = |form: &Form| (form.norm >> 20) as usize % SIZE;
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
        (form.class, form.only) = classes.of(form);
        form.elsewhere = match form.style {
            Style::Capital | Style::Upper => 1 + u64::from(seen[place(form)]),
            _ => 0,
        };
    }
}

impl Form {
    /// A number for the last `n` characters, one to five.
    pub(crate) fn suffix_of(&self, n: usize) -> u64 {
        self.suffix[n - 1]
    }

    /// A number for the first `n` characters, one to four.
    pub(crate) fn prefix_of(&self, n: usize) -> u64 {
        self.prefix[n - 1]
    }

    /// Reads a word.
    pub fn new(word: &str) -> Form {
        let lowered = Word::lowered(word);
        let mut form = Form { word: lowered, lists: crate::lists::of(lowered), ..Form::default() };
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
        for n in 0..5 {
            form.suffix[n] = hash(&mut lower[lower.len().saturating_sub(n + 1)..].iter());
        }
        for n in 0..4 {
            form.prefix[n] = hash(&mut lower[..lower.len().min(n + 1)].iter());
        }
        form
    }
}

/// The features that tell the tag of word `i`, given the labels before it.
pub fn features(forms: &[Form], labels: &[u8], i: usize, out: &mut Vec<u32>) {
    out.clear();
    let none = Form { norm: 1, ..Form::default() };
    let at = |offset: isize| {
        let j = i as isize + offset;
        if j < 0 || j >= forms.len() as isize { &none } else { &forms[j as usize] }
    };
    let label = |back: usize| if back <= i { u64::from(labels[i - back]) + 2 } else { 1 };
    let (w, p, pp, n, nn) = (at(0), at(-1), at(-2), at(1), at(2));
    let (l1, l2) = (label(1), label(2));
    let mut add = |template: u32, parts: &[u64]| out.push(feature(template, parts));
    add(0, &[]);
    add(1, &[w.norm]);
    for k in 0..4 {
        add(2 + k as u32, &[w.suffix[k]]);
    }
    for k in 0..3 {
        add(6 + k as u32, &[w.prefix[k]]);
    }
    add(9, &[w.shape]);
    add(10, &[w.shape, u64::from(i == 0)]);
    add(11, &[l1]);
    add(12, &[l1, l2]);
    add(13, &[l1, w.norm]);
    add(14, &[p.norm]);
    add(15, &[pp.norm]);
    add(16, &[n.norm]);
    add(17, &[nn.norm]);
    add(18, &[p.norm, w.norm]);
    add(19, &[w.norm, n.norm]);
    add(20, &[n.suffix[2]]);
    add(21, &[p.suffix[2]]);
    add(22, &[n.shape]);
    add(23, &[p.shape, w.shape]);
    add(24, &[l1, n.norm]);
    add(25, &[l1, l2, w.norm]);
    add(26, &[l1, w.suffix[2]]);
    add(27, &[w.suffix[2], w.shape]);
    add(28, &[n.norm, nn.norm]);
    add(29, &[l1, n.suffix[1]]);
    add(30, &[w.shape, n.shape]);
    add(31, &[l1, w.shape]);
    // What could follow, before it is tagged.
    add(32, &[n.class]);
    add(33, &[n.class, nn.class]);
    add(34, &[w.class, n.class]);
    add(35, &[w.norm, n.class]);
    add(36, &[l1, n.class]);
    add(37, &[w.suffix[2], n.class]);
    // Capitals.
    add(38, &[w.elsewhere, w.shape]);
    add(39, &[w.elsewhere, w.suffix[2]]);
    add(40, &[w.elsewhere, n.style as u64, p.style as u64, w.style as u64]);
    add(41, &[l1, w.class, n.class]);
    add(42, &[p.norm, n.norm]);
    add(43, &[w.suffix[4]]);
    add(44, &[w.prefix[3]]);
    add(45, &[p.suffix[1], w.suffix[2], n.class]);
    add(46, &[w.shape, w.suffix[1], w.elsewhere]);
    // General knowledge.
    add(47, &[w.lists, w.shape]);
    add(48, &[w.lists, w.elsewhere, n.style as u64]);
    add(49, &[n.lists, w.shape, n.shape]);
    add(50, &[p.lists, w.shape, l1]);
}

/// Tags a sentence: indices of labels.
pub fn tag(model: &dyn Scorer, labels: usize, forms: &[Form]) -> Vec<u8> {
    let mut tags = Vec::with_capacity(forms.len());
    let (mut fired, mut scores) = (Vec::with_capacity(64), vec![0; labels]);
    for i in 0..forms.len() {
        if let Some(label) = forms[i].only {
            tags.push(label);
            continue;
        }
        features(forms, &tags, i, &mut fired);
        scores.fill(0);
        model.score(&fired, &mut scores);
        tags.push(best(&scores));
    }
    tags
}

/// The label with the highest score; of equals the first.
pub fn best(scores: &[i32]) -> u8 {
    let mut best = 0;
    for (label, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = label;
        }
    }
    best as u8
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
