//! What accounts count of a happening, as coders' numbers.

use super::TableCell;
use super::codings::{Coding, EntryRange};
use crossread_core::align::events::{Event, Telling};
use crossread_core::annotate::figures::Figure;
use crossread_core::quantity::Unit;
use crossread_core::{Annotations, Passage, Story};
use std::collections::{BTreeMap, BTreeSet};

/// One sort of thing that is counted of an event.
pub(super) struct EventCount {
    /// What it is: the head word of what is counted.
    pub(super) thing: String,
    /// The numbers, each with the mention that gives it.
    told: Vec<(usize, Coding)>,
    /// In all accounts together: the lowest low, the highest high, and the best only where all that give one give the same.
    pub(super) whole: EntryRange,
    /// How many articles count it.
    pub(super) articles: usize,
    /// The words of the figures.
    pub(super) words: BTreeSet<String>,
}

impl EventCount {
    /// What one mention gives of it.
    pub(super) fn of_mention(&self, mention: usize) -> Option<EntryRange> {
        let own: Vec<Coding> = self.told.iter().filter(|(m, _)| *m == mention).map(|(_, coding)| *coding).collect();
        (!own.is_empty()).then(|| EntryRange::of(&own))
    }
}

/// What is counted of an event, by the words for the things.
pub(super) fn counted(story: &Story, annotations: &[Annotations], event: &Event) -> Vec<EventCount> {
    let mut by_thing: BTreeMap<&str, Vec<(usize, Passage, &Figure)>> = BTreeMap::new();
    for (m, mention) in event.mentions.iter().enumerate() {
        for (passage, figure) in figures(annotations, mention) {
            by_thing.entry(thing(figure)).or_default().push((m, passage, figure));
        }
    }
    let of_thing = |(thing, figures): (&str, Vec<(usize, Passage, &Figure)>)| {
        let told: Vec<(usize, Coding)> =
            figures.iter().map(|&(m, passage, figure)| (m, coding(story, passage, figure))).collect();
        EventCount {
            thing: thing.to_owned(),
            whole: EntryRange::of(&told.iter().map(|(_, coding)| *coding).collect::<Vec<_>>()),
            told,
            articles: figures.iter().map(|(_, passage, _)| passage.article).collect::<BTreeSet<_>>().len(),
            words: figures.iter().map(|(_, passage, _)| story.words(*passage).to_owned()).collect(),
        }
    };
    by_thing.into_iter().map(of_thing).collect()
}

/// The thing that most articles count; of equals the first by its word.
pub(super) fn most_counted(counted: Vec<EventCount>) -> Option<EventCount> {
    counted.into_iter().rev().max_by_key(|counted| counted.articles)
}

/// The counts that hang on a mention.
pub(super) fn figures<'a>(
    annotations: &'a [Annotations],
    mention: &Telling,
) -> impl Iterator<Item = (Passage, &'a Figure)> {
    let article = mention.passage.article;
    let found = &annotations[article as usize];
    let hung = found.events[mention.mention as usize].figures.iter().map(|&at| &found.figures[at as usize]);
    let counts = hung.filter(|figure| figure.quantity.unit == Unit::Count);
    counts.map(move |figure| (Passage { article, span: figure.span }, figure))
}

/// What a figure counts: the head word.
pub(super) fn thing(figure: &Figure) -> &str {
    figure.of.as_ref().map_or("", |of| &of.head)
}

/// A figure as a coder's numbers.
pub(super) fn coding(story: &Story, passage: Passage, figure: &Figure) -> Coding {
    Coding::new(&figure.quantity, story.words(passage), figure.status)
}

/// Low, best, high and the conventions, as cells.
pub(super) fn numbers(whole: Option<&EntryRange>) -> [TableCell; 4] {
    let Some(whole) = whole else {
        return [TableCell::Nothing, TableCell::Nothing, TableCell::Nothing, TableCell::Nothing];
    };
    [
        TableCell::number(whole.low),
        TableCell::number(whole.best),
        TableCell::number(whole.high),
        TableCell::words(&whole.conventions()),
    ]
}
