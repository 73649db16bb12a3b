//! Words of numbers, units and money.

use super::groups::{Group, Spellings, entries, groups, list};
use crossread_language::Word;
use foldhash::{HashMap, HashMapExt};
use rust_decimal::Decimal;
use std::sync::LazyLock;

groups! {
    /// Words that tell how much.
    QuantityWords, "groups/quantities.txt" {
        /// Stands for one: "a half", "a single".
        one_article: Group,
        /// The half of a thing.
        half: Group,
        /// Before "one", which may then be somebody: "the only one".
        only: Group,
        /// A number that counts only with "of".
        some_of: Group,
        /// Behind a number of people: "a couple more".
        more_of: Group,
        /// Is two people as often as two of anything.
        two_or_some: Group,
        /// Twenties, or points.
        twenties_or_points: Group,
        /// A zero that only scores have.
        nil: Group,
        /// Words for zero.
        zeros: Group,
        /// Counts or stands for somebody.
        one: Group,
        /// Before "of" and a number that names: "the Group of Seven".
        named_by_number: Group,
        /// Who is counted with no unit of measure.
        who_is_counted: Group,
        /// Second letter of an era: "A.D.".
        era_second: Group,
        /// Last letter of the half of the day behind an hour.
        half_of_day_end: Group,
        /// First letter of the half of the day behind an hour: "5 p.m.".
        half_of_day: Group,
        /// Behind an hour: "10am", "1830 GMT".
        clock: Group,
        /// Between two days of one month: "4 to 6 March".
        links_days: Group,
        /// Before by how much something changed, or the half of a thing: "by half".
        by: Group,
        /// Hedges behind a number, with a hyphen: "30-odd".
        hyphened_hedges: Group,
        /// A hedge with a hyphen: "sub-7".
        hyphened_before: Group,
        /// Says by how much more: "far more than".
        far: Group,
        /// Before it, where both say until when: "so far".
        so: Group,
        /// A hedge, or what a noun takes: "control over 138 domains".
        over_or_noun: Group,
        /// Before the least of a range.
        between: Group,
        /// Between a number and its decimals: "five point two".
        decimal_point: Group,
        /// A number that is not said and small.
        few: Group,
        /// A plural that counts only with "of".
        tens_of: Group,
        /// More than one of them.
        halves: Group,
        /// The quarter of a thing.
        quarter: Group,
        /// Before a scale, of no exact number: "multi-billion".
        multi: Group,
        /// Numbers that are not said.
        several_or_few: Group,
        /// Short for crores, behind a number of rupees.
        crores: Group,
        /// Before ten and its power: "2 x 10^6".
        times_letter: Group,
        /// Before a power of ten: "e14".
        power: Group,
        /// Makes digits a plural: "100s of".
        plural_end: Group,
        /// The score of who has nothing.
        none: Group,
        /// Before the least of a range, which is no score.
        opens_range: Group,
        /// Behind a share, what is said of it.
        said_of_share: Group,
        /// Either of them.
        every_or_each: Group,
        /// Before "of" and the whole of a share: "nine out of ten".
        out: Group,
        /// Before the whole of a share: "two of each five".
        each: Group,
        /// The same.
        every: Group,
        /// Before "to" and the greatest of a range.
        up: Group,
        /// Behind the first of a range with a hyphen: "8- to 16-meter".
        to_or: Group,
        /// Before one, tells of none: "not a single".
        not_one: Group,
        /// Behind "not a", tells of none.
        single: Group,
        /// Behind "no", part of it: "no one".
        one_or_single: Group,
        /// Tells of none.
        none_of: Group,
        /// Tell of none by themselves.
        none_or_nobody: Group,
        /// Superlatives of other adjectives: "the third most popular".
        most_or_least: Group,
        /// Behind an ordinal, how many have come in a row: "fifth straight".
        in_a_row: Group,
        /// Words that only end as superlatives do.
        no_superlatives: Group,
        /// Months that are other words too, unless they have a capital.
        verbs_and_months: Group,
        /// Weight or money.
        weight_or_money: Group,
        /// Before a number below zero, with a hyphen.
        minus: Group,
        /// Before a number below zero.
        below_zero: Group,
        /// Numbers that are called in need.
        emergency: Spellings,
        /// Behind such a number, what is told of the call: "a 911 call".
        about_calls: Group,
        /// Between "number" and the digits that name a thing: "number is", "number ended in".
        links_number: Group,
        /// What is said of people by number: "200 dead".
        said_of_people: Group,
        /// Small words that are neither counted nor describe what is.
        function_words: Group,
        /// Plurals that don't end as plurals do.
        irregular_plurals: Spellings,
        /// Words of flights, beside which a number with a hyphen is an aircraft.
        flown: Group,
        /// Behind these a number may well start anew: "On Monday 12 died".
        days: Group,
        /// Behind "scores" that are twenties.
        behind_scores: Group,
        /// Before a "one" that stands for somebody or something: "a good one".
        pointing: Group,
        /// Before "only one" that is somebody.
        before_only: Group,
        /// Behind a share, what it is of: "half the town".
        behind_share: Group,
        /// Words of shares, beside which "a fifth" is one too.
        shares: Group,
        /// Behind a share, what many do: "a fifth had taken out a loan".
        of_many: Group,
        /// Ordinals behind tens: "twenty-fifth".
        ordinal_units: Group,
        /// Ordinals of scales.
        round_ordinals: Group,
        /// Words of length, before which "m" is meters: "5m tall".
        lengths: Group,
        /// Codes of money before a number.
        money_codes: Spellings,
        /// Nouns for a place in an order: "third place".
        places: Group,
        /// Before a number that messages go to: "Text HELP to 70085".
        texting: Group,
        /// Before a thing whose number is given: "quoting log 232".
        quoting: Group,
        /// Letters of the sides of the globe.
        side_letters: Spellings,
        /// The same in words.
        sides: Group,
        /// Before degrees that are a place on the globe.
        globe: Group,
        /// Eras beside a year.
        eras: Group,
        /// Between two years: "in 1000 and 1260".
        links_years: Group,
        /// Between numbers that name: "gates 1 & 3".
        links_names: Group,
        /// Before a zero that counts nothing: "net zero".
        before_zero: Group,
        /// Before a number of four digits that may be a year.
        before_year: Group,
        /// Before one that is a year.
        before_sure_year: Group,
        /// Before a year as whose something is: "its 2018 sales".
        pointing_at_year: Group,
        /// Before a half that is no share: "the second half".
        before_half: Group,
        /// The second half of a year in words: "nineteen eighty-four".
        halves_of_years: Spellings,
        /// Between how far something reaches and its length: "a depth of 40m".
        of_spelled: Spellings,
        /// Letters for a million, apart from their number.
        million_letters: Spellings,
        /// Words for how far something reaches: "a depth of 40m".
        depths: Spellings,
        /// Short for lakhs, behind a number of rupees.
        lakhs: Spellings,
        /// The letter for meters, which is a million elsewhere.
        meters: Spellings,
        /// Before a year, and then what an amount came to: "in 2018 to 3.9 million".
        before_dated_amount: Group,
        /// Before a unit, one of it.
        one_of: Group,
        /// Ends of ordinals in digits: "21st".
        ordinal_ends: Group,
        /// Two and three times as much.
        doubles: OrderedWords,
        /// Units of one letter or sign that may stand apart from their number.
        loose_signs: Spellings,
        /// Words that only end as plurals do.
        no_plurals: Spellings,
    } with {
        /// Number words: what each does and its value.
        numbers: HashMap<Word, (NumberClass, Decimal)> = numbers(),
        /// Words that multiply by so much at least: "multimillion".
        multiples: HashMap<Word, Decimal> = amounts("multiples").map(|(word, value)| (Word::of(word), value)).collect(),
        /// Letters that multiply the numeral they are glued to: "10k".
        scale_letters: HashMap<&'static str, Decimal> = amounts("scale_letters").collect(),
        /// Ordinals in one word: "third" 3.
        ordinals: HashMap<Word, Decimal> = ordinals(),
        /// Words that a number or a telling of none may start with. Asked of every word of a text, so that all else is asked of few.
        starts: Group = starts(),
        /// Things whose depth, height or length is told right before them.
        long_things: Spellings = Spellings::of_words(list!("long-things.txt")),
        /// Superlatives that rank behind an ordinal and don't end in "est", or are short.
        superlatives: Group = Group::of_lines(list!("superlatives.txt")),
        /// Verbs behind which an ordinal is a place reached: "finished third".
        ranking: Group = Group::of_lines(list!("ranking-words.txt")),
        /// Words that bound a quantity, standing before it: keyed backwards, from the word next to the quantity.
        hedges_before: PhraseMap<Bound> = PhraseMap::new(hedges("before").map(|(mut words, bound)| {
            words.reverse();
            (words, bound)
        })),
        /// Words that bound a quantity, standing after it.
        hedges_after: PhraseMap<Bound> = PhraseMap::new(hedges("after")),
        /// Nouns that take "over": what follows is no bound.
        over_nouns: Group = Group::of_lines(list!("over-nouns.txt")),
        /// Names of units and of money.
        unit_names: PhraseMap<Unit> = unit_names(),
        /// Symbols and abbreviations of units and money that stand behind a number, by their first character, longest first.
        unit_signs: UnitSigns = unit_signs(),
        /// Signs and codes of money that stand before a number, by their last character, longest first.
        money_signs: UnitSigns = UnitSigns::new(signs_of_money(), |sign| sign.chars().next_back()),
        /// Words of change, by dictionary form.
        changes: HashMap<Word, Direction> = changes(),
        /// Words after which a number is part of a name: "Flight 752".
        designators: Group = Group::of_lines(list!("designators.txt")),
        /// Words beside which digits are a telephone number: "call 020 7946 0018".
        telephones: Group = Group::of_lines(list!("telephone-words.txt")),
        /// Things that a number names: "account 40217788".
        coded: Group = Group::of_lines(list!("coded-things.txt")),
        /// Words for a number that names: "account number".
        labels: Group = Group::of_lines(list!("number-labels.txt")),
        /// What players have of so many: "one win in five".
        tallies: Group = Group::of_lines(list!("tallies.txt")),
        /// What is said of a share: "one child in five goes hungry".
        share_verbs: Group = Group::of_lines(list!("share-verbs.txt")),
        /// What a gallery counts: "1 of 104 Photos".
        pictures: Group = Group::of_lines(list!("gallery-words.txt")),
        /// Last words of a street's name.
        streets: Group = Group::of_lines(list!("streets.txt")),
        /// Names of months, short ones too.
        months: Group = Group::of_lines(list!("months.txt")),
        /// "no doubt", "one another": where "no" and "one" count nothing.
        idioms: PhraseMap<()> = PhraseMap::new(entries(list!("no-idioms.txt")).map(|line| (pieces(line), ()))),
    }
}

/// How the words bound a quantity.
///
/// `low` and `high` hold the named value: "at least 12" is low 12, high none; "at most 12" low none, high 12;
/// "about 12" low = high = 12; "10 to 12" low 10, high 12; "dozens" low 24, high none, vague ("dozens" is two dozen or
/// more; "hundreds" 200; the convention of casualty coders, dozens = 12, belongs to an export). A vote or a score
/// ("173 to zero", unit `score`) is exact: `low` is what the first side has, `high` the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// "12"
    Exact,
    /// "some 12", "around 12"
    About,
    /// "at least 12"
    AtLeast,
    /// "up to 12", "at most 12"
    AtMost,
    /// "more than 12"
    MoreThan,
    /// "fewer than 12"
    LessThan,
    /// "10 to 12"
    Between,
    /// "dozens", "several", "multi-billion"
    Vague,
}

/// What a quantity is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Things counted.
    Count,
    /// Per cent.
    Percent,
    /// Money: the ISO 4217 code.
    Currency([u8; 3]),
    /// A unit's symbol: `km`, `kg`, `h`.
    Symbol(&'static str),
}

/// What a number word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberClass {
    /// "zero", "nil".
    Zero,
    /// One to nine.
    Unit,
    /// Ten to nineteen.
    Teen,
    /// Twenty, thirty.
    Ten,
    /// Dozen, hundred, thousand.
    Scale,
    /// "dozens": of no exact number.
    Many,
    /// "several", "few".
    Few,
    /// The lower half of a fraction: "third".
    Part,
    /// How many times as much, or how often: "twice".
    Times,
}

/// Phrases by the word they start with (or, read backwards, end with), the longest first.
#[derive(Debug)]
pub(crate) struct PhraseMap<T>(HashMap<Word, Vec<PhraseEntry<T>>>);

/// A phrase and what it stands for.
type PhraseEntry<T> = (Box<[Word]>, T);

impl<T: Copy> PhraseMap<T> {
    fn new(phrases: impl Iterator<Item = (Vec<Word>, T)>) -> PhraseMap<T> {
        let mut by_first: HashMap<Word, Vec<PhraseEntry<T>>> = HashMap::new();
        for (words, value) in phrases {
            by_first.entry(words[0]).or_default().push((words.into(), value));
        }
        for list in by_first.values_mut() {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        PhraseMap(by_first)
    }

    /// The longest phrase at the front of `words`: its length and value.
    pub fn longest(&self, first: Word, words: impl Iterator<Item = Word> + Clone) -> Option<(usize, T)> {
        let list = self.0.get(&first)?;
        list.iter()
            .find(|(phrase, _)| phrase[1..].iter().copied().eq(words.clone().take(phrase.len() - 1)))
            .map(|(phrase, value)| (phrase.len(), *value))
    }
}

/// Signs as written, found by one of their characters.
#[derive(Debug)]
pub(crate) struct UnitSigns(HashMap<char, Vec<(&'static str, Unit)>>);

impl UnitSigns {
    fn new(signs: impl Iterator<Item = (&'static str, Unit)>, key: fn(&'static str) -> Option<char>) -> UnitSigns {
        let mut by_key: HashMap<char, Vec<(&'static str, Unit)>> = HashMap::new();
        for (sign, unit) in signs {
            by_key.entry(key(sign).expect("a sign is not empty")).or_default().push((sign, unit));
        }
        for list in by_key.values_mut() {
            list.sort_by_key(|(sign, _)| std::cmp::Reverse(sign.len()));
        }
        UnitSigns(by_key)
    }

    /// The signs whose key is `c`, longest first.
    pub fn of(&self, c: char) -> &[(&'static str, Unit)] {
        self.0.get(&c).map_or(&[], Vec::as_slice)
    }
}

/// Which way an amount goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Up,
    Down,
    Either,
}

fn numbers() -> HashMap<Word, (NumberClass, Decimal)> {
    number_words().collect()
}

/// Number words: what each does and its value.
pub(super) fn number_words() -> impl Iterator<Item = (Word, (NumberClass, Decimal))> {
    entries(list!("number-words.txt")).map(|line| {
        let [class, word, value] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("number word: {line}") };
        let class = match class {
            "zero" => NumberClass::Zero,
            "unit" => NumberClass::Unit,
            "teen" => NumberClass::Teen,
            "ten" => NumberClass::Ten,
            "scale" => NumberClass::Scale,
            "many" => NumberClass::Many,
            "few" => NumberClass::Few,
            "part" => NumberClass::Part,
            "times" => NumberClass::Times,
            _ => panic!("number word: {line}"),
        };
        (Word::of(word), (class, value.parse().expect("a number")))
    })
}

/// Words or letters of a group with the number that each stands for: "k 1000, m 1000000".
fn amounts(group: &str) -> impl Iterator<Item = (&'static str, Decimal)> {
    let line = super::groups::GroupFile::of(list!("groups/quantities.txt")).line(group);
    let pairs = line.split(',').filter_map(|pair| pair.trim().split_once(' '));
    pairs.map(|(word, value)| (word, value.parse().expect("a number")))
}

fn ordinals() -> HashMap<Word, Decimal> {
    entries(list!("date-words.txt"))
        .filter_map(|line| line.strip_prefix("ordinal ")?.split_once(' '))
        .map(|(word, value)| (Word::of(word), value.parse().expect("a number")))
        .collect()
}

fn starts() -> Group {
    let others = super::groups::GroupFile::of(list!("groups/quantities.txt")).line("other_starts");
    Group::of(numbers().into_keys().chain(ordinals().into_keys()).chain(others.split_whitespace().map(Word::of)))
}

fn hedges(side: &'static str) -> impl Iterator<Item = (Vec<Word>, Bound)> {
    entries(list!("hedges.txt")).filter_map(move |line| {
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
        (on == side).then(|| (pieces(words), bound))
    })
}

fn units() -> impl Iterator<Item = [&'static str; 4]> {
    table(list!("units.txt"))
}

fn currencies() -> impl Iterator<Item = [&'static str; 4]> {
    table(list!("currencies.txt"))
}

fn unit(symbol: &'static str) -> Unit {
    if symbol == "%" { Unit::Percent } else { Unit::Symbol(symbol) }
}

fn unit_names() -> PhraseMap<Unit> {
    let units = units().flat_map(|fields| names(fields[2]).map(move |name| (pieces(name), unit(fields[0]))));
    let money = currencies().flat_map(|fields| names(fields[1]).map(move |name| (pieces(name), money(fields[0]))));
    PhraseMap::new(units.chain(money))
}

fn unit_signs() -> UnitSigns {
    let units = units().flat_map(|fields| names(fields[3]).map(move |sign| (sign, unit(fields[0]))));
    UnitSigns::new(units.chain(signs_of_money()), |sign| sign.chars().next())
}

fn signs_of_money() -> impl Iterator<Item = (&'static str, Unit)> {
    currencies().flat_map(|fields| names(fields[2]).map(move |sign| (sign, money(fields[0]))))
}

fn changes() -> HashMap<Word, Direction> {
    entries(list!("change-words.txt"))
        .map(|line| match line.split_once(' ') {
            Some(("up", word)) => (Word::of(word), Direction::Up),
            Some(("down", word)) => (Word::of(word), Direction::Down),
            Some(("either", word)) => (Word::of(word), Direction::Either),
            _ => panic!("word of change: {line}"),
        })
        .collect()
}

/// Of a unit that converts, its base and the factor to it: the same in every language.
pub(crate) fn factor(symbol: &str) -> Option<(&'static str, Decimal)> {
    static FACTORS: LazyLock<HashMap<&'static str, (&'static str, Decimal)>> = LazyLock::new(|| {
        units()
            .filter_map(|fields| {
                let (base, factor) = fields[1].split_once(' ')?;
                Some((fields[0], (base, factor.parse().expect("a factor"))))
            })
            .collect()
    });
    FACTORS.get(symbol).copied()
}

/// The money named by an ISO 4217 code, or by a word where the bare word fits several countries.
fn money(code: &'static str) -> Unit {
    match *code.as_bytes() {
        [a, b, c] if code.bytes().all(|byte| byte.is_ascii_uppercase()) => Unit::Currency([a, b, c]),
        _ => Unit::Symbol(code),
    }
}

/// Lines of fields between bars. A field that is missing at the end is empty.
fn table(file: &'static str) -> impl Iterator<Item = [&'static str; 4]> {
    lines(file).map(|line| {
        let mut fields = line.split('|').map(str::trim);
        std::array::from_fn(|_| fields.next().unwrap_or_default())
    })
}

fn names(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split(',').map(str::trim).filter(|name| !name.is_empty())
}

/// The words of a phrase, each mark by itself and without hyphens: as the reader of quantities cuts a text.
pub(crate) fn pieces(phrase: &str) -> Vec<Word> {
    let mut pieces = Vec::new();
    for word in phrase.split_whitespace() {
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let length = match first {
                _ if first.is_alphabetic() => {
                    rest.find(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’')).unwrap_or(rest.len())
                }
                _ if first.is_ascii_digit() => rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()),
                _ => first.len_utf8(),
            };
            if first != '-' {
                pieces.push(Word::lowered(&rest[..length]));
            }
            rest = &rest[length..];
        }
    }
    pieces
}

/// The lines of a list of signs, which may themselves begin as comments do.
fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("# "))
}
