//! Words by which figures of several accounts are compared.

use super::groups::{Group, entries, groups, list};
use crossread_language::Word;
use std::collections::HashMap;

groups! {
    /// Words by which figures of several accounts are compared.
    AmountWords, "groups/amounts.txt" {
        /// Behind a length of time that leads on: "two days after".
        on: Group,
        /// Behind one that leads back: "a few hours before".
        back: Group,
        /// Before a length of time that something lasts: "for two hours".
        lasting: Group,
        /// Before a length of time within which an amount comes together: "$9 billion over 10 years".
        spread: Group,
        /// Superlatives of whatever is told: "the second-largest".
        greatest: Group,
        /// Words that with "one of the" rank a thing.
        ranks: Group,
        /// Nouns of which two are no news: "the two sides".
        parties: Group,
        /// Nouns for an amount that are no thing counted.
        totals: Group,
        /// Nouns for the charges that somebody faces: "24 counts of murder".
        charges: Group,
        /// What deaths are counted in.
        lives: Group,
        /// Verbs that with lives tell deaths: "claimed 20 lives".
        taking_lives: Group,
        /// Verbs of whoever dies with lives.
        losing: Group,
        /// Stand for people who are told of before.
        others: Group,
        /// Words between a number and what happened to those it counts.
        more: Group,
        /// Nouns between them, in dictionary form.
        people_told: Group,
        /// Nouns for how many are dead in all, by which an update is told.
        toll: Group,
        /// Nouns for how many are dead in all.
        tolls: Group,
        /// Verbs by which an update is told: "bringing the toll to".
        bringing: Group,
        /// Verbs behind which stands in what state they leave somebody.
        leaving: Group,
        /// Where the hurt are brought.
        hospital: Group,
        /// Verbs that with a hospital tell who was brought there.
        bringing_there: Group,
        /// Before what a deal buys.
        bought: Group,
        /// Before the first day of a stretch of time.
        stretch_begins: Texts,
        /// Between its first day and its last.
        stretch_links: Spellings,
        /// Ends of ordinals in digits.
        ordinal_endings: Spellings,
        /// Behind an ordinal that tells which of nothing: "for the first time".
        times_of: Group,
        /// Behind "one" that counts nothing: "one of the reasons".
        of_any: Texts,
        /// Words for stretches of time, and of polls and markets.
        times: Group,
        /// Nouns that tell of people and animals alike.
        sexes: Group,
        /// Verbs whose object is how far something came: "flew 900 miles".
        covering: Group,
    } with {
        /// What people are counted as.
        people: Word = Word::of("people"),
        /// Words that tell that a number was another one before.
        updates: Group = Group::of_words(list!("update-words.txt")),
        /// Words for buying and offering to buy.
        deals: Group = Group::of_words(list!("deals.txt")),
        /// Words for parts of a trading day.
        day_parts: Group = Group::of_words(list!("day-parts.txt")),
        /// Which way something is measured: the number of its line, by every word of the list.
        dimensions: HashMap<Word, u16> = by_line(list!("dimensions.txt")),
        /// Words that tell which of several that came one after the other: the earlier ones.
        earlier: Group = Group::of(words_behind(list!("turns.txt"), |turn| turn == "earlier")),
        /// The later ones.
        later: Group = Group::of(words_behind(list!("turns.txt"), |turn| turn != "earlier")),
        /// Words that tell what happened to what is counted, of which there are more as days pass.
        rising: Group = Group::of(words_behind(list!("courses.txt"), |course| course == "rises")),
        /// Those of which there are fewer.
        falling: Group = Group::of(words_behind(list!("courses.txt"), |course| course != "rises")),
        /// The first word of each line of the list of concepts, by every word of the line.
        concepts: HashMap<Word, Word> = concepts(),
        /// What harm comes by: a bit for each line of the list of causes that the word stands in.
        causes: HashMap<Word, u32> = causes(),
    }
}

/// The number of its line, by every word of a list.
fn by_line(list: &'static str) -> HashMap<Word, u16> {
    (0..).zip(entries(list)).flat_map(|(n, line)| line.split(' ').map(move |word| (Word::of(word), n))).collect()
}

/// The words behind the first of each line whose first is of a sort.
fn words_behind(list: &'static str, of: fn(&str) -> bool) -> impl Iterator<Item = Word> {
    let lines = entries(list).map(|line| line.split_once(' ').unwrap_or_default());
    lines.filter(move |(sort, _)| of(sort)).flat_map(|(_, words)| words.split(' ').map(Word::of))
}

fn concepts() -> HashMap<Word, Word> {
    let first = |line: &'static str| Word::of(line.split(' ').next().unwrap_or_default());
    entries(list!("concepts.txt"))
        .flat_map(|line| line.split(' ').map(move |word| (Word::of(word), first(line))))
        .collect()
}

fn causes() -> HashMap<Word, u32> {
    let mut causes = HashMap::new();
    for (cause, line) in entries(list!("causes.txt")).enumerate() {
        line.split(' ').for_each(|word| *causes.entry(Word::of(word)).or_insert(0) |= 1 << cause);
    }
    causes
}
