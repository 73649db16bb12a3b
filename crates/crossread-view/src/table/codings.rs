//! The codings: what casualty coders write down of a story, and by which convention.
//!
//! Coders of events turn words into numbers: "dozens" is 12 to them, "about 30" is 30. The record says what the words
//! say and nothing else, so all such conventions stand here, in an export, and each row names the one that made it.
//! `schema/codings.md` tells a coder what stands in each column and from whom each convention is; change both together.
//!
//! Anything counted is in the table, not only people harmed: whether an entry is a toll is for the coder to say, who can
//! leave rows out but not find those that a list of words for harm has missed.
//!
//! Nothing is averaged and nothing chosen: an entry's own row gives the lowest low and the highest high of its readings,
//! and a best number only where all give the same.

use super::{Table, TableCell};
use crate::json::{difference_kind, entry_status};
use crate::summary::subject;
use crate::{outlet, via};
use crossread_core::annotate::figures::{Figure, Status};
use crossread_core::ledger::{Entry, EntryKind, Reading, Value};
use crossread_core::quantity::{Bound, Quantity, Unit};
use crossread_core::{Annotations, Ledger, Passage, Story};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};

/// How many columns there are.
pub(super) const COLUMNS: usize = 22;

/// The table that `rows` fills.
pub(super) fn table<'a>(rows: &'a dyn Fn(&mut dyn FnMut(&[TableCell; COLUMNS]))) -> Table<'a, COLUMNS> {
    Table {
        name: "codings",
        columns: [
            "row",
            "entry",
            "subject",
            "said",
            "as_of_from",
            "as_of_to",
            "outlet",
            "origin",
            "via",
            "speaker",
            "status",
            "words",
            "convention",
            "low",
            "best",
            "high",
            "origins",
            "entry_status",
            "differences",
            "article",
            "sentence",
            "event",
        ],
        widths: &[(2, 40.0), (6, 24.0), (8, 20.0), (9, 20.0), (11, 20.0), (12, 14.0), (18, 20.0), (20, 80.0)],
        rows,
    }
}

/// By which rule words became numbers. The order is that in which an entry's row names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Convention {
    /// None was needed: the words give the number.
    Number,
    /// "at least 5", "more than 5": low is the number named, high and best are not known.
    Least,
    /// "up to 20", "fewer than 20": high is the number named, low and best are not known.
    Most,
    /// "10 to 12": low and high, and no best: the middle is nobody's number.
    Range,
    /// "about 30": best.
    Hedge,
    /// "dozens", "tens of thousands": one of each, as low and best.
    Plural,
    /// "no", "none", "nobody": 0.
    Nothing,
    /// "several hundred", "up to dozens": no number, since no convention is known.
    NoRule,
    /// Denied, negated, planned or only supposed: no number, since nobody says that it is so.
    NotAsserted,
}

impl Convention {
    /// Its name in the table; empty where the words give the number.
    fn name(self) -> &'static str {
        match self {
            Convention::Number => "",
            Convention::Least => "least",
            Convention::Most => "most",
            Convention::Range => "range",
            Convention::Hedge => "hedge",
            Convention::Plural => "plural",
            Convention::Nothing => "nothing",
            Convention::NoRule => "no-rule",
            Convention::NotAsserted => "not-asserted",
        }
    }
}

/// Words as a coder's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Coding {
    low: Option<Decimal>,
    best: Option<Decimal>,
    high: Option<Decimal>,
    convention: Convention,
}

impl Coding {
    /// The numbers of `quantity`, which `words` write, as far as a convention gives any.
    pub(super) fn new(quantity: &Quantity, words: &str, status: Status) -> Coding {
        let coding = |low, best, high, convention| Coding { low, best, high, convention };
        let (low, high) = (quantity.low.map(|low| low.normalize()), quantity.high.map(|high| high.normalize()));
        if status != Status::Asserted {
            return coding(None, None, None, Convention::NotAsserted);
        }
        match quantity.bound {
            Bound::Exact | Bound::About | Bound::Between if low != high => coding(low, None, high, Convention::Range),
            Bound::Exact if low == Some(Decimal::ZERO) && says_none(words) => {
                coding(low, low, low, Convention::Nothing)
            }
            Bound::Exact | Bound::Between => coding(low, low, high, Convention::Number),
            Bound::About => coding(None, low, None, Convention::Hedge),
            Bound::AtLeast | Bound::MoreThan => coding(low, None, None, Convention::Least),
            Bound::AtMost | Bound::LessThan => coding(None, None, high, Convention::Most),
            Bound::Vague => match one_of_each(words) {
                // The record holds two of each; anything else is no bare plural.
                Some(one) if one.checked_mul(Decimal::TWO) == low => {
                    coding(Some(one), Some(one), None, Convention::Plural)
                }
                _ => coding(None, None, None, Convention::NoRule),
            },
        }
    }

    fn numbers(&self) -> impl Iterator<Item = Decimal> {
        [self.low, self.best, self.high].into_iter().flatten()
    }
}

/// Whether words for zero are words for none, not a number.
fn says_none(words: &str) -> bool {
    !words.contains(|c: char| c.is_ascii_digit()) && !words.to_lowercase().contains("zero")
}

/// Plurals that name no exact number, and one of each. ACLED gives tens, dozens and hundreds "and so on"; of scores and
/// lakhs it says nothing, but they are plurals of the same sort.
const PLURALS: [(&str, u64); 10] = [
    ("tens", 10),
    ("dozens", 12),
    ("scores", 20),
    ("hundreds", 100),
    ("thousands", 1_000),
    ("lakhs", 100_000),
    ("millions", 1_000_000),
    ("crores", 10_000_000),
    ("billions", 1_000_000_000),
    ("trillions", 1_000_000_000_000),
];

/// One of each of bare plurals: 12 for "dozens", 10,000 for "tens of thousands". `None` where the words hold anything
/// else: "up to hundreds" bounds them, "several hundred" is no plural.
fn one_of_each(words: &str) -> Option<Decimal> {
    let words = words.to_lowercase();
    let mut product = None;
    for word in words.split_whitespace().filter(|word| *word != "of") {
        let (_, one) = PLURALS.iter().find(|(plural, _)| *plural == word)?;
        product = Some(product.unwrap_or(Decimal::ONE).checked_mul(Decimal::from(*one))?);
    }
    product
}

/// What an entry's readings come to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct EntryRange {
    pub(super) low: Option<Decimal>,
    pub(super) best: Option<Decimal>,
    pub(super) high: Option<Decimal>,
    conventions: BTreeSet<Convention>,
}

impl EntryRange {
    /// The lowest low, the highest high, and the best where all give one and the same.
    ///
    /// An end beyond which a number lies is not known and left empty: "up to 20" beside 34 says nothing of how few there
    /// are, "at least 40" beside 34 nothing of how many. So every number of a reading lies between the ends that are given.
    pub(super) fn of(codings: &[Coding]) -> EntryRange {
        let asserted: Vec<&Coding> =
            codings.iter().filter(|coding| coding.convention != Convention::NotAsserted).collect();
        let all = || asserted.iter().flat_map(|coding| coding.numbers());
        let lowest = asserted.iter().filter_map(|coding| coding.low).min();
        let highest = asserted.iter().filter_map(|coding| coding.high).max();
        let best = asserted.iter().find_map(|coding| coding.best).filter(|&best| {
            asserted.iter().all(|coding| {
                coding.numbers().next().is_some()
                    && coding.best.is_none_or(|other| other == best)
                    && coding.low.is_none_or(|low| low <= best)
                    && coding.high.is_none_or(|high| high >= best)
            })
        });
        EntryRange {
            low: lowest.filter(|&low| all().all(|number| low <= number)),
            best,
            high: highest.filter(|&high| all().all(|number| high >= number)),
            conventions: codings.iter().map(|coding| coding.convention).collect(),
        }
    }

    /// The names of the conventions used.
    pub(super) fn conventions(&self) -> String {
        listed(self.conventions.iter().map(|convention| convention.name()).collect())
    }
}

/// Names in one cell.
fn listed(names: BTreeSet<&'static str>) -> String {
    names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join("; ")
}

/// What tells two rows of a reading apart, in the order of the rows.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct RowKey {
    /// Those of unknown days last.
    day: (bool, Option<Date>),
    outlet: String,
    origin: u32,
    status: Status,
    convention: Convention,
}

/// The passage that a row shows, and what it says beside its number.
struct CodedPassage<'a> {
    passage: Passage,
    coding: Coding,
    via: Option<&'a str>,
    speaker: Option<&'a str>,
    as_of: Option<(Date, Date)>,
}

/// Gives every row of the table, in order: an entry's readings, then the entry.
pub(super) fn rows(
    story: &Story,
    annotations: &[Annotations],
    ledger: &Ledger,
    each: &mut dyn FnMut(&[TableCell; COLUMNS]),
) {
    let counts =
        |reading: &Reading| matches!(reading.value(), Value::Quantity(quantity) if quantity.unit == Unit::Count);
    for entry in ledger.entries.iter().filter(|entry| entry.kind == EntryKind::Figure) {
        if entry.readings.iter().all(counts) {
            let event = entry.event.map(|event| ledger.events[event as usize].id(story)).unwrap_or_default();
            entry_rows(story, annotations, (entry, &event), each);
        }
    }
}

/// The rows of an entry, which is asked of the happening of the id `event`, empty for none.
fn entry_rows(
    story: &Story,
    annotations: &[Annotations],
    (entry, event): (&Entry, &str),
    each: &mut dyn FnMut(&[TableCell; COLUMNS]),
) {
    let about = subject(story, entry);
    let (mut codings, mut origins) = (Vec::new(), BTreeSet::new());
    for reading in &entry.readings {
        let Value::Quantity(quantity) = reading.value() else { continue };
        for (said, shown) in said_of(story, annotations, reading, quantity) {
            if said.convention != Convention::NotAsserted {
                origins.insert(said.origin);
            }
            codings.push(shown.coding);
            let found = &annotations[shown.passage.article as usize];
            each(&reading_row(story, found, (entry, &about, event), (said, shown)));
        }
    }
    each(&whole_row((entry, &about, event), &EntryRange::of(&codings), origins.len()));
}

/// Who says a reading and when, each with the passage that shows it.
fn said_of<'a>(
    story: &'a Story,
    annotations: &[Annotations],
    reading: &'a Reading,
    quantity: &Quantity,
) -> BTreeMap<RowKey, CodedPassage<'a>> {
    // An outlet that says a thing twice on a day (in its headline and below) says it once: where it says most.
    let mut said: BTreeMap<RowKey, CodedPassage> = BTreeMap::new();
    let unread = if reading.is_negated() { Status::Negated } else { Status::Asserted };
    for origin in reading.origins() {
        for &passage in origin.passages() {
            let found = &annotations[passage.article as usize];
            let article = &story.articles()[passage.article as usize];
            let figure = figure_at(found, passage);
            let status = figure.map_or(unread, |figure| figure.status);
            let coding = Coding::new(quantity, story.words(passage), status);
            let as_of = figure.and_then(|figure| figure.as_of).map(|date| &found.dates[date as usize]);
            let shown = CodedPassage {
                passage,
                coding,
                via: via(story, origin.via()),
                speaker: figure.and_then(|figure| figure.asserted_by).map(|speaker| {
                    let name = speaker.referent.map(|referent| found.referents[referent as usize].name);
                    name.unwrap_or(speaker.span).of(&article.text)
                }),
                as_of: as_of.and_then(|date| Some((date.from?, date.to?))),
            };
            let day = article.said_on();
            let key = RowKey {
                day: (day.is_none(), day),
                outlet: outlet(article),
                origin: origin.number(),
                status,
                convention: coding.convention,
            };
            match said.entry(key) {
                Slot::Vacant(free) => drop(free.insert(shown)),
                Slot::Occupied(mut taken) => {
                    let says = |shown: &CodedPassage| (shown.speaker.is_some(), shown.as_of.is_some());
                    if says(&shown) > says(taken.get()) {
                        taken.insert(shown);
                    }
                }
            }
        }
    }
    said
}

/// The row of a reading as one outlet says it on one day: the entry, what it is about and its happening; who says it, and where.
fn reading_row(
    story: &Story,
    found: &Annotations,
    (entry, about, event): (&Entry, &str, &str),
    (said, shown): (RowKey, CodedPassage),
) -> [TableCell; COLUMNS] {
    let CodedPassage { passage, coding, via, speaker, as_of } = shown;
    let sentence = found.sentences.partition_point(|sentence| sentence.span.end <= passage.span.start);
    let sentence = found.sentences.get(sentence).map(|sentence| Passage { span: sentence.span, ..passage });
    [
        TableCell::words("reading"),
        TableCell::words(&entry.id),
        TableCell::words(about),
        TableCell::day(said.day.1),
        TableCell::day(as_of.map(|(from, _)| from)),
        TableCell::day(as_of.map(|(_, to)| to)),
        TableCell::words(&said.outlet),
        TableCell::Number(Decimal::from(said.origin + 1)),
        TableCell::words(via.unwrap_or_default()),
        TableCell::words(speaker.unwrap_or_default()),
        TableCell::words(said.status.name()),
        TableCell::words(story.words(passage)),
        TableCell::words(coding.convention.name()),
        TableCell::number(coding.low),
        TableCell::number(coding.best),
        TableCell::number(coding.high),
        TableCell::Nothing,
        TableCell::Nothing,
        TableCell::Nothing,
        TableCell::words(&story.articles()[passage.article as usize].id()),
        sentence.map_or(TableCell::Nothing, |sentence| TableCell::words(story.words(sentence))),
        TableCell::words(event),
    ]
}

/// The row of an entry by itself: what all its readings come to, from so many origins.
fn whole_row((entry, about, event): (&Entry, &str, &str), whole: &EntryRange, origins: usize) -> [TableCell; COLUMNS] {
    [
        TableCell::words("entry"),
        TableCell::words(&entry.id),
        TableCell::words(about),
        TableCell::Nothing,
        TableCell::Nothing,
        TableCell::Nothing,
        TableCell::Nothing,
        TableCell::Nothing,
        TableCell::Nothing,
        TableCell::Nothing,
        TableCell::Nothing,
        TableCell::Nothing,
        TableCell::words(&whole.conventions()),
        TableCell::number(whole.low),
        TableCell::number(whole.best),
        TableCell::number(whole.high),
        TableCell::Number(Decimal::from(origins)),
        TableCell::words(entry_status(entry.status)),
        TableCell::words(&listed(
            entry.differences.iter().map(|difference| difference_kind(difference.kind)).collect(),
        )),
        TableCell::Nothing,
        TableCell::Nothing,
        TableCell::words(event),
    ]
}

/// The figure that stands at a passage.
fn figure_at(found: &Annotations, passage: Passage) -> Option<&Figure> {
    let at = found.figures.binary_search_by_key(&passage.span.start, |figure| figure.span.start).ok()?;
    Some(&found.figures[at]).filter(|figure| figure.span == passage.span)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coded(words: &str) -> Coding {
        let quantity = Quantity::parse(crossread_core::Language::english(), words)
            .unwrap_or_else(|| panic!("not a quantity: {words}"));
        Coding::new(&quantity, words, Status::Asserted)
    }

    fn shown(coding: Coding) -> String {
        let cell = |number: Option<Decimal>| number.map_or("-".to_owned(), |number| number.to_string());
        format!("{} {} {} {}", cell(coding.low), cell(coding.best), cell(coding.high), coding.convention.name())
    }

    #[test]
    fn words_become_numbers_by_a_named_convention_or_not_at_all() {
        for (words, row) in [
            ("34", "34 34 34 "),
            ("5.2 thousand", "5200 5200 5200 "),
            ("a dozen", "12 12 12 "),
            ("exactly 12", "12 12 12 "),
            ("zero", "0 0 0 "),
            ("none", "0 0 0 nothing"),
            ("not a single", "0 0 0 nothing"),
            ("at least 5", "5 - - least"),
            ("more than a dozen", "12 - - least"),
            ("up to 20", "- - 20 most"),
            ("fewer than 30", "- - 30 most"),
            ("10 to 12", "10 - 12 range"),
            ("two or three", "2 - 3 range"),
            ("about 30", "- 30 - hedge"),
            ("some 5,200", "- 5200 - hedge"),
            ("dozens", "12 12 - plural"),
            ("hundreds", "100 100 - plural"),
            ("thousands", "1000 1000 - plural"),
            ("tens of thousands", "10000 10000 - plural"),
            ("several hundred", "- - - no-rule"),
            ("a few dozen", "- - - no-rule"),
            ("up to dozens", "- - - no-rule"),
        ] {
            assert_eq!(shown(coded(words)), row, "{words}");
        }
    }

    #[test]
    fn what_is_not_said_to_be_so_has_no_numbers() {
        let quantity = Quantity::parse(crossread_core::Language::english(), "12").unwrap();
        for status in [Status::Planned, Status::Denied, Status::Negated, Status::Hypothetical] {
            assert_eq!(shown(Coding::new(&quantity, "12", status)), "- - - not-asserted");
        }
    }

    #[test]
    fn an_entry_has_the_lowest_low_the_highest_high_and_a_best_number_only_where_all_agree() {
        let of = |words: &[&str]| {
            let whole = EntryRange::of(&words.iter().map(|words| coded(words)).collect::<Vec<_>>());
            let cell = |number: Option<Decimal>| number.map_or("-".to_owned(), |number| number.to_string());
            format!("{} {} {}", cell(whole.low), cell(whole.best), cell(whole.high))
        };
        for (words, row) in [
            (&["34", "34"][..], "34 34 34"),
            (&["11", "34"], "11 - 34"),
            (&["at least 30", "34"], "30 34 34"),
            (&["at least 40", "34"], "34 - -"),
            (&["up to 20", "34"], "- - 34"),
            (&["up to 40", "34"], "34 34 40"),
            (&["about 30", "34"], "- - 34"),
            (&["about 30"], "- 30 -"),
            (&["at least 30"], "30 - -"),
            (&["10 to 12", "11"], "10 11 12"),
            (&["dozens", "34"], "12 - 34"),
            (&["several hundred", "340"], "340 - 340"),
            (&["several hundred"], "- - -"),
        ] {
            assert_eq!(of(words), row, "{words:?}");
        }
    }
}
