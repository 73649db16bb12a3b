//! Words by which mentions of happenings are compared.

use super::groups::{Group, entries, groups, list};
use super::kin;
use crossread_language::Word;
use foldhash::HashMap;

groups! {
    /// Words by which mentions of happenings are compared.
    HappeningWords, "groups/happenings.txt" {
        /// Words that name a day by that of the telling, or point to one.
        near_days: Spellings,
        /// Words that name a day by that of the telling.
        days_of_telling: Group,
        /// Adverbs of what is mostly so.
        usually: Group,
        /// Verbs that with an adjective tell how somebody or something is: "it got hard".
        becoming: Group,
        /// Verbs that tell of a happening that it was, or when, where nobody is named: "followed by gunfire".
        passing: Group,
        /// Verbs that tell when something was: "the launch came after the vote".
        coming: Group,
        /// Words behind which such a verb tells when.
        around: Group,
        /// Verbs of whoever is not named: "officials who spoke on condition of anonymity".
        speaking: Group,
        /// What they speak on.
        conditions: Group,
        /// Words that tell a happening from others of its sort.
        order: Group,
        /// Numbers that stand behind a noun as words: "Game Seven".
        numbers: OrderedWords,
        /// Those who read.
        readers: Group,
    } with {
        /// Verbs that by themselves only report.
        reports: Group = Group::of_words(list!("bare-reports.txt")),
        /// Verbs that tie happenings together, or tell what is so: none of them is a happening that accounts are compared by.
        tying: Group = Group::of_words(list!("tying-verbs.txt")),
        /// Lemmas of verbs and nouns with their kin.
        kin: HashMap<Word, &'static kin::Kin> = kin::english(),
        /// What the signs weigh by which two mentions are compared, by their names, as `cargo xtask train pairs` learned it.
        signs: HashMap<&'static str, i32> = signs(),
    }
}

fn signs() -> HashMap<&'static str, i32> {
    let lines = entries(list!("event-pairs.txt")).filter_map(|line| line.split_once(' '));
    lines.filter_map(|(sign, weight)| Some((sign, weight.parse().ok()?))).collect()
}
