//! Words by which what accounts say of one thing is found and compared.

use super::groups::{Group, entries, groups, list};
use crossread_language::Word;
use std::collections::{BTreeSet, HashMap};

groups! {
    /// Words by which what accounts say of one thing is found and compared.
    MatterWords, "groups/matters.txt" {
        /// Pronouns that a description may stand behind.
        he_or_she: Spellings,
        /// Between words and the day behind them, which is no part of them.
        before_days: Texts,
        /// Before whoever did it, where that is said last.
        done_by: Texts,
        /// Before a noun that names nobody, in small letters.
        definite: Texts,
        /// Behind grounds: when and where it was.
        behind_grounds: Texts,
        /// Words that in news tell of harm nearly always: "the accident happened", "the incident".
        harm: Spellings,
        /// Behind how long ago it was, which is a figure.
        ago: Texts,
        /// Before the first end of a stretch of time that an "and" joins to the last.
        between: Texts,
        /// Joins them.
        and: Spellings,
        /// Between the ends of a stretch of time.
        up_to: Spellings,
        /// Words with a capital at the head of a sentence that name no holiday.
        named_days: Spellings,
        /// Words that name the day that a time of day is of.
        yesterday: Spellings,
        /// What is done to a page that speaks of itself: "this article was amended".
        changes_of_page: Spellings,
        /// Words by which a page names itself.
        pages: Group,
        /// Verbs of whoever did not do what he tried.
        failing: Group,
        /// "Not".
        not: Group,
        /// Words that tell that a "not" is of the present.
        still: Group,
        /// Nouns for an amount of something else.
        amounts: Group,
        /// Verbs that with a place say no more than that something was: "took place".
        taking: Group,
        /// What they take.
        place: Group,
        /// Words that point to what the words alone do not tell.
        pointers: Group,
        /// Prepositions between a place and the larger one that it lies in.
        inside: Group,
        /// Prepositions of what is passed on the way, which no happening names by itself.
        paths: Group,
        /// Prepositions of ways that are one: "into" is "to".
        ways: Pairs,
    } with {
        /// The way of what goes somewhere.
        way_to: Word = Word::of("to"),
        /// Words of a place that tell nothing of where it is: "at the scene".
        vague: Group = Group::of_lines(list!("vague-places.txt")),
        /// Words behind which grounds stand, with a blank behind them.
        grounds: Vec<String> = entries(list!("grounds.txt")).map(|ground| format!("{ground} ")).collect(),
        /// Words of a description that only say that it was so before, or so all along.
        past: BTreeSet<&'static str> = entries(list!("past-words.txt")).collect(),
        /// Posts by which their holders are called.
        addresses: BTreeSet<&'static str> = entries(list!("address-titles.txt")).collect(),
        /// Each name of a post that has several, and the first of them, with blanks around.
        same_posts: Vec<(String, String)> = same_posts(),
        /// Words that deny less than the happening: "not only".
        partial: Group = Group::of_words(list!("partial-negations.txt")),
        /// Helpers that leave open whether it happened.
        open_helpers: Group = Group::of_words(list!("open-helpers.txt")),
        /// Words that tell that it is planned.
        plans: Group = Group::of_words(list!("plan-cues.txt")),
        /// Adjectives by the question and the answer to it that they are.
        qualities: HashMap<&'static str, u16> = qualities(),
        /// Nouns behind a preposition that name no place, means or ground: "in favor of".
        idioms: Group = Group::of_lines(list!("phrase-nouns.txt")),
        /// Words before a verb by which it is no more than possible or wished: "should be charged with murder".
        open: Group = Group::of_lines(list!("open-words.txt")),
    }
}

fn qualities() -> HashMap<&'static str, u16> {
    let answers = entries(list!("qualities.txt")).flat_map(|line| line.split('/'));
    (0..).zip(answers).flat_map(|(n, answer)| answer.split_whitespace().map(move |word| (word, n))).collect()
}

fn same_posts() -> Vec<(String, String)> {
    let first = |line: &'static str| line.split('|').next().unwrap_or_default();
    let names = entries(list!("same-posts.txt")).flat_map(|line| line.split('|').map(move |name| (name, first(line))));
    let pairs: HashMap<&str, &str> = names.collect();
    let mut pairs: Vec<(String, String)> =
        pairs.into_iter().map(|(name, one)| (format!(" {name} "), format!(" {one} "))).collect();
    // The longest first: "chief executive officer" before "chief executive".
    pairs.sort_by_key(|(name, _)| (std::cmp::Reverse(name.len()), name.clone()));
    pairs
}
