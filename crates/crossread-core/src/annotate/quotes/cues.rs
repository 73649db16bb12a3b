//! Words that report, and how far the cue around them reaches.
//!
//! The cue is the whole verb group, as the attribution corpora mark it (Newell et al. 2018): auxiliaries, adverbs, a
//! particle, and above all the "not". Who loses it turns a denial into a statement.

use crate::annotate::names::entries;
use crossread_language::{Relation, Sentence, Span, Tag, Word};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a reporting word governs, as bits; the classes of `reporting-verbs.txt`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class(u16);

impl Class {
    pub const NONE: Class = Class(0);
    pub const SAY: Class = Class(1);
    pub const THINK: Class = Class(1 << 1);
    pub const SHOW: Class = Class(1 << 2);
    pub const THAT: Class = Class(1 << 3);
    pub const ABOUT: Class = Class(1 << 4);
    pub const INTEND: Class = Class(1 << 5);
    pub const MOVE: Class = Class(1 << 6);
    pub const BID: Class = Class(1 << 7);
    pub const JUDGE: Class = Class(1 << 8);
    pub const BESIDE: Class = Class(1 << 9);
    pub const NOUN: Class = Class(1 << 10);
    /// The verbs that report whatever stands beside them.
    pub const REPORTS: Class = Class::SAY
        .or(Class::THINK)
        .or(Class::SHOW)
        .or(Class::ABOUT)
        .or(Class::INTEND)
        .or(Class::MOVE)
        .or(Class::BID)
        .or(Class::JUDGE);

    fn named(name: &str) -> Class {
        match name {
            "say" => Class::SAY,
            "think" => Class::THINK,
            "show" => Class::SHOW,
            "that" => Class::THAT,
            "about" => Class::ABOUT,
            "intend" => Class::INTEND,
            "move" => Class::MOVE,
            "bid" => Class::BID,
            "judge" => Class::JUDGE,
            "beside" => Class::BESIDE,
            "noun" => Class::NOUN,
            _ => Class::NONE,
        }
    }

    /// Whether it is in one of these.
    pub fn is(self, any: Class) -> bool {
        self.0 & any.0 != 0
    }

    pub const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

static CLASSES: LazyLock<HashMap<Word, Class>> = LazyLock::new(|| {
    let mut classes: HashMap<Word, Class> = HashMap::new();
    for (name, words) in lines().filter(|(name, _)| *name != "with") {
        for word in words.split_whitespace() {
            let class = classes.entry(Word::of(word)).or_default();
            *class = class.or(Class::named(name));
        }
    }
    classes
});

/// Verbs with the prepositions that make them report.
static WITH: LazyLock<HashMap<Word, Vec<Word>>> = LazyLock::new(|| {
    let mut with: HashMap<Word, Vec<Word>> = HashMap::new();
    for (_, words) in lines().filter(|(name, _)| *name == "with") {
        if let Some((verb, preposition)) = words.trim().split_once(' ') {
            with.entry(Word::of(verb)).or_default().push(Word::of(preposition));
        }
    }
    with
});

fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("../../../data/en/reporting-verbs.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(':'))
}

/// Whether a noun is for something that holds somebody's words: "statement", "reply".
pub(super) fn is_message(lemma: Word) -> bool {
    MESSAGES.contains(&lemma)
}

static MESSAGES: LazyLock<HashSet<Word>> =
    LazyLock::new(|| entries(include_str!("../../../data/en/messages.txt")).map(Word::of).collect());

/// The class of a verb in dictionary form; [`Class::NONE`] where it reports nothing.
pub(super) fn class(lemma: Word) -> Class {
    CLASSES.get(&lemma).copied().unwrap_or_default()
}

/// The class of token `i` as a verb.
pub(super) fn verb(sentence: &Sentence, i: usize) -> Class {
    let token = &sentence.tokens[i];
    match token.tag {
        Tag::Verb | Tag::Aux => Class(class(token.lemma).0 & !Class::NOUN.0),
        _ => Class::NONE,
    }
}

/// Whether what a sentence has from `at` on is told under a verb that reports, with a "that" or a colon between: "claimed on
/// Wednesday that …". Coarser than what is found as a quote: who said it is not asked.
pub(crate) fn reports_before(sentence: &Sentence, at: u32) -> bool {
    /// Most words between the verb and its "that": a day, an addressee.
    const BETWEEN: usize = 4;
    let before = sentence.tokens.iter().take_while(|token| token.span.start < at).count();
    let opens = |i: usize| sentence.tokens[i].word == Word::of("that") || sentence.tokens[i].word == Word::of(":");
    let reports = |i: usize| verb(sentence, i).is(Class::SAY.or(Class::THINK).or(Class::SHOW).or(Class::JUDGE));
    (0..before).filter(|&i| opens(i)).any(|i| (i.saturating_sub(BETWEEN)..i).any(reports))
}

/// The preposition right after the verb at `i`, or after its particle, that makes the two report.
pub(super) fn preposition(sentence: &Sentence, i: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let next = i + 1;
    let with = WITH.get(&tokens[i].lemma)?;
    (tokens.get(next).is_some_and(|token| with.contains(&token.word))).then_some(next)
}

/// First and last token of the verb group around the verb at `i`: "has not yet said", "pointed out".
pub(super) fn group(text: &str, sentence: &Sentence, i: usize) -> (usize, usize) {
    let tokens = &sentence.tokens;
    let mut first = i;
    while first > 0 {
        let at = first - 1;
        let joins = match tokens[at].tag {
            Tag::Aux => true,
            Tag::Adv => !matches!(tokens[at].span.of(text).chars().next(), Some(c) if c.is_uppercase()),
            Tag::Part => tokens[at].word != Word::of("'s") && tokens[at].word != Word::of("to"),
            _ => false,
        };
        // "When he has": an adverb that asks or joins belongs to the clause, not to its verb.
        let joins =
            joins && !matches!(tokens[at].relation, Relation::Mark | Relation::Cc) && tokens[at].head as usize <= i;
        if !joins {
            break;
        }
        first = at;
    }
    // A group does not begin with an adverb that closes what stands before it: "a year ago said".
    while first < i && tokens[first].tag == Tag::Adv && tokens[first].head as usize != i {
        first += 1;
    }
    let mut last = preposition(sentence, i).unwrap_or(i);
    if tokens.get(i + 1).is_some_and(|next| next.relation == Relation::CompoundPrt && next.head as usize == i) {
        last = i + 1;
    }
    // "was accused of", "is known as".
    let passive = sentence.children(i).any(|child| tokens[child].relation == Relation::AuxPass);
    if passive
        && class(tokens[i].lemma).is(Class::JUDGE)
        && tokens.get(i + 1).is_some_and(|next| [Word::of("of"), Word::of("as")].contains(&next.word))
    {
        last = i + 1;
    }
    (first, last)
}

/// The words of the cue around the verb at `i`.
pub(super) fn span(text: &str, sentence: &Sentence, i: usize) -> Span {
    let (first, last) = group(text, sentence, i);
    sentence.words(first, last)
}
