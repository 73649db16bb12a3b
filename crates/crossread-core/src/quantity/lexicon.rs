//! The word lists of the quantity reader, read once from `data/en`.

use super::Unit;
use super::pieces::{Kind, pieces};
use crate::quantity::Bound;
use crossread_language::{Span, Word};
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a number word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Zero,
    Unit,
    Teen,
    Ten,
    Scale,
    Many,
    Few,
    Part,
    Times,
}

/// Things whose depth, height or length is told right before them.
pub(super) static LONG_THINGS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/en/long-things.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| line.split(' ')).collect()
});

/// Words for how far something reaches: "a depth of 40m".
pub(super) const DEPTHS: [&str; 7] = ["depth", "height", "width", "length", "distance", "altitude", "diameter"];

/// Number words: what each does and its value.
pub(super) static NUMBERS: LazyLock<HashMap<Word, (Class, Decimal)>> = LazyLock::new(|| {
    entries(include_str!("../../data/en/number-words.txt"))
        .map(|line| {
            let [class, word, value] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("number word: {line}") };
            let class = match class {
                "zero" => Class::Zero,
                "unit" => Class::Unit,
                "teen" => Class::Teen,
                "ten" => Class::Ten,
                "scale" => Class::Scale,
                "many" => Class::Many,
                "few" => Class::Few,
                "part" => Class::Part,
                "times" => Class::Times,
                _ => panic!("number word: {line}"),
            };
            (Word::of(word), (class, value.parse().expect("a number")))
        })
        .collect()
});

/// Words that a number or a telling of none may start with. Asked of every word of a text, so that all else is asked of
/// few.
pub(super) static STARTS: LazyLock<HashSet<Word>> = LazyLock::new(|| {
    const OTHERS: [&str; 12] = [
        "a",
        "an",
        "multi",
        "multimillion",
        "multibillion",
        "multitrillion",
        "no",
        "not",
        "none",
        "nobody",
        "double",
        "triple",
    ];
    NUMBERS.keys().chain(ORDINALS.keys()).copied().chain(OTHERS.iter().map(|word| Word::of(word))).collect()
});

/// Ordinals in one word: "third" 3.
pub(crate) static ORDINALS: LazyLock<HashMap<Word, Decimal>> = LazyLock::new(|| {
    entries(include_str!("../../data/en/date-words.txt"))
        .filter_map(|line| line.strip_prefix("ordinal ")?.split_once(' '))
        .map(|(word, value)| (Word::of(word), value.parse().expect("a number")))
        .collect()
});

/// Superlatives that rank behind an ordinal and don't end in "est", or are short.
pub(super) static SUPERLATIVES: LazyLock<HashSet<Word>> =
    LazyLock::new(|| set(include_str!("../../data/en/superlatives.txt")));

/// Verbs behind which an ordinal is a place reached: "finished third".
pub(super) static RANKING: LazyLock<HashSet<Word>> =
    LazyLock::new(|| set(include_str!("../../data/en/ranking-words.txt")));

/// Phrases by the word they start with (or, read backwards, end with), the longest first.
pub(super) struct Phrases<T>(HashMap<Word, Vec<Phrase<T>>>);

/// A phrase and what it stands for.
type Phrase<T> = (Box<[Word]>, T);

impl<T: Copy> Phrases<T> {
    fn new(phrases: impl Iterator<Item = (Vec<Word>, T)>) -> Phrases<T> {
        let mut by_first: HashMap<Word, Vec<Phrase<T>>> = HashMap::new();
        for (words, value) in phrases {
            by_first.entry(words[0]).or_default().push((words.into(), value));
        }
        for list in by_first.values_mut() {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Phrases(by_first)
    }

    /// The longest phrase at the front of `words`: its length and value.
    pub fn longest(&self, first: Word, words: impl Iterator<Item = Word> + Clone) -> Option<(usize, T)> {
        let list = self.0.get(&first)?;
        list.iter()
            .find(|(phrase, _)| phrase[1..].iter().copied().eq(words.clone().take(phrase.len() - 1)))
            .map(|(phrase, value)| (phrase.len(), *value))
    }
}

/// Words that bound a quantity, standing before it: keyed backwards, from the word next to the quantity.
pub(super) static HEDGES_BEFORE: LazyLock<Phrases<Bound>> = LazyLock::new(|| {
    Phrases::new(hedges("before").map(|(mut words, bound)| {
        words.reverse();
        (words, bound)
    }))
});

/// Nouns that take "over": what follows is no bound.
pub(super) static OVER_NOUNS: LazyLock<HashSet<Word>> =
    LazyLock::new(|| set(include_str!("../../data/en/over-nouns.txt")));

/// Words that bound a quantity, standing after it.
pub(super) static HEDGES_AFTER: LazyLock<Phrases<Bound>> = LazyLock::new(|| Phrases::new(hedges("after")));

fn hedges(side: &'static str) -> impl Iterator<Item = (Vec<Word>, Bound)> {
    entries(include_str!("../../data/en/hedges.txt")).filter_map(move |line| {
        let mut fields = line.splitn(3, ' ');
        let (bound, on, words) = (fields.next()?, fields.next()?, fields.next()?);
        let bound = match bound {
            "about" => Bound::About,
            "exact" => Bound::Exact,
            "at-least" => Bound::AtLeast,
            "at-most" => Bound::AtMost,
            "more-than" => Bound::MoreThan,
            "less-than" => Bound::LessThan,
            _ => panic!("hedge: {line}"),
        };
        (on == side).then(|| (words_of(words), bound))
    })
}

/// Names of units and of money.
pub(super) static UNIT_NAMES: LazyLock<Phrases<Unit>> = LazyLock::new(|| {
    let units = table(include_str!("../../data/en/units.txt")).flat_map(|fields| {
        let unit = Unit::Symbol(fields[0]);
        let unit = if fields[0] == "%" { Unit::Percent } else { unit };
        names(fields[2]).map(move |name| (words_of(name), unit))
    });
    let money = table(include_str!("../../data/en/currencies.txt"))
        .flat_map(|fields| names(fields[1]).map(move |name| (words_of(name), money(fields[0]))));
    Phrases::new(units.chain(money))
});

/// Symbols and abbreviations of units and money that stand behind a number, by their first character, longest first.
pub(super) static UNIT_SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    let units = table(include_str!("../../data/en/units.txt")).flat_map(|fields| {
        let unit = if fields[0] == "%" { Unit::Percent } else { Unit::Symbol(fields[0]) };
        names(fields[3]).map(move |sign| (sign, unit))
    });
    let money = table(include_str!("../../data/en/currencies.txt"))
        .flat_map(|fields| names(fields[2]).map(move |sign| (sign, money(fields[0]))));
    Signs::new(units.chain(money), |sign| sign.chars().next())
});

/// Signs and codes of money that stand before a number, by their last character, longest first.
pub(super) static MONEY_SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    let money = table(include_str!("../../data/en/currencies.txt"))
        .flat_map(|fields| names(fields[2]).map(move |sign| (sign, money(fields[0]))));
    Signs::new(money, |sign| sign.chars().next_back())
});

/// Signs as written, found by one of their characters.
pub(super) struct Signs(HashMap<char, Vec<(&'static str, Unit)>>);

impl Signs {
    fn new(signs: impl Iterator<Item = (&'static str, Unit)>, key: fn(&'static str) -> Option<char>) -> Signs {
        let mut by_key: HashMap<char, Vec<(&'static str, Unit)>> = HashMap::new();
        for (sign, unit) in signs {
            by_key.entry(key(sign).expect("a sign is not empty")).or_default().push((sign, unit));
        }
        for list in by_key.values_mut() {
            list.sort_by_key(|(sign, _)| std::cmp::Reverse(sign.len()));
        }
        Signs(by_key)
    }

    /// The signs whose key is `c`, longest first.
    pub fn of(&self, c: char) -> &[(&'static str, Unit)] {
        self.0.get(&c).map_or(&[], Vec::as_slice)
    }
}

/// For each unit that converts: its base and the factor to it.
pub(super) static FACTORS: LazyLock<HashMap<&'static str, (&'static str, Decimal)>> = LazyLock::new(|| {
    table(include_str!("../../data/en/units.txt"))
        .filter_map(|fields| {
            let (base, factor) = fields[1].split_once(' ')?;
            Some((fields[0], (base, factor.parse().expect("a factor"))))
        })
        .collect()
});

/// Which way an amount goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Up,
    Down,
    Either,
}

/// Words of change, by dictionary form.
static CHANGES: LazyLock<HashMap<Word, Direction>> = LazyLock::new(|| {
    entries(include_str!("../../data/en/change-words.txt"))
        .map(|line| match line.split_once(' ') {
            Some(("up", word)) => (Word::of(word), Direction::Up),
            Some(("down", word)) => (Word::of(word), Direction::Down),
            Some(("either", word)) => (Word::of(word), Direction::Either),
            _ => panic!("word of change: {line}"),
        })
        .collect()
});

/// Which way a word of change goes, in any of its forms as far as endings tell: "plunged" is "plunge", "dropping" is
/// "drop".
pub(crate) fn direction_of(word: &str) -> Option<Direction> {
    let word = word.to_lowercase();
    let known = |stem: &str| CHANGES.get(&Word::of(stem)).copied();
    ["", "s", "es", "d", "ed", "ing"].iter().filter_map(|ending| word.strip_suffix(ending)).find_map(|stem| {
        let undoubled = stem.char_indices().next_back().map_or(stem, |(at, _)| &stem[..at]);
        let shorter = || if stem.len() < word.len() { known(undoubled) } else { None };
        known(stem).or_else(|| known(&format!("{stem}e"))).or_else(shorter)
    })
}

/// Words after which a number is part of a name: "Flight 752".
pub(super) static DESIGNATORS: LazyLock<HashSet<Word>> =
    LazyLock::new(|| set(include_str!("../../data/en/designators.txt")));

/// Words beside which digits are a telephone number: "call 020 7946 0018".
pub(super) static TELEPHONES: LazyLock<HashSet<Word>> =
    LazyLock::new(|| set(include_str!("../../data/en/telephone-words.txt")));

/// Things that a number names: "account 40217788".
pub(super) static CODED: LazyLock<HashSet<Word>> =
    LazyLock::new(|| set(include_str!("../../data/en/coded-things.txt")));

/// Words for a number that names: "account number".
pub(super) static LABELS: LazyLock<HashSet<Word>> =
    LazyLock::new(|| set(include_str!("../../data/en/number-labels.txt")));

/// What players have of so many: "one win in five".
pub(super) static TALLIES: LazyLock<HashSet<Word>> = LazyLock::new(|| set(include_str!("../../data/en/tallies.txt")));

/// What is said of a share: "one child in five goes hungry".
pub(super) static SHARE_VERBS: LazyLock<HashSet<Word>> =
    LazyLock::new(|| set(include_str!("../../data/en/share-verbs.txt")));

/// What a gallery counts: "1 of 104 Photos".
pub(super) static PICTURES: LazyLock<HashSet<Word>> =
    LazyLock::new(|| set(include_str!("../../data/en/gallery-words.txt")));

/// Last words of a street's name.
pub(super) static STREETS: LazyLock<HashSet<Word>> = LazyLock::new(|| set(include_str!("../../data/en/streets.txt")));

/// Names of months.
pub(super) static MONTHS: LazyLock<HashSet<Word>> = LazyLock::new(|| set(include_str!("../../data/en/months.txt")));

/// "no doubt", "one another": where "no" and "one" count nothing.
pub(super) static IDIOMS: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::new(entries(include_str!("../../data/en/no-idioms.txt")).map(|line| (words_of(line), ())))
});

/// The money named by an ISO 4217 code, or by a word where the bare word fits several countries.
fn money(code: &'static str) -> Unit {
    match *code.as_bytes() {
        [a, b, c] if code.bytes().all(|byte| byte.is_ascii_uppercase()) => Unit::Currency([a, b, c]),
        _ => Unit::Symbol(code),
    }
}

fn set(file: &'static str) -> HashSet<Word> {
    entries(file).map(Word::of).collect()
}

/// The lines of a data file that are not comments.
fn entries(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("# "))
}

/// Lines of fields between bars. A field that is missing at the end is empty.
fn table(file: &'static str) -> impl Iterator<Item = [&'static str; 4]> {
    entries(file).map(|line| {
        let mut fields = line.split('|').map(str::trim);
        std::array::from_fn(|_| fields.next().unwrap_or_default())
    })
}

fn names(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split(',').map(str::trim).filter(|name| !name.is_empty())
}

/// A phrase as the pieces it will be met as: hyphens inside it left out.
fn words_of(phrase: &str) -> Vec<Word> {
    pieces(phrase, Span::new(0, phrase.len()))
        .iter()
        .filter(|piece| piece.kind != Kind::Mark('-'))
        .map(|piece| piece.word)
        .collect()
}
