//! Words that tell of happenings.

use super::groups::{Group, Spellings, entries, groups, list};
use crossread_language::Word;
use foldhash::{HashMap, HashSet};

groups! {
    /// Words that tell of happenings.
    EventWords, "groups/events.txt" {
        /// Verbs that say what somebody or something is called: "a boy named Tom".
        calling: Group,
        /// Verbs that say little beside their object: "made an offer", "carried out an attack".
        saying_little: Group,
        /// Verbs that say no more than that their object befell their subject: "suffered injuries".
        befalling: Group,
        /// Prepositions of place.
        placing: Group,
        /// Prepositions before a place.
        placing_names: Group,
        /// Those behind which a proper noun is a place even where nothing else tells.
        placing_surely: Group,
        /// Before what something is done with: "with a knife".
        means: Group,
        /// Before whoever did what a noun tells.
        done_by: Group,
        /// Before what a verb's happening is done to.
        done_to: Group,
        /// Before what a noun's happening is done to.
        done_against: Group,
        /// Before who or what else a noun's happening is of.
        done_beside: Group,
        /// Verbs whose subject does what they urge on their object: "promised him to go".
        promising: Group,
        /// Ends of words that say how something was done.
        manner_endings: Spellings,
        /// Is done with a weapon, or to somebody who has a post.
        firing: Group,
        /// What is fired.
        missiles: Group,
        /// Is done by attackers, by workers, or by two who make a deal.
        striking: Group,
        /// Before a strike that is done by workers.
        on_strike: Group,
        /// Who strikes, and for what.
        workers: Group,
        /// What two who agree strike.
        bargains: Group,
        /// What nobody does.
        nature: Group,
        /// What somebody lets explode.
        bombs: Group,
        /// What bombs do, and gas.
        explosions: Group,
        /// Is done to a law in a vote.
        passing: Group,
        /// What is voted on.
        laws: Group,
        /// Thoughts whose clause is no more than thought, even where it is told as plain past: "hopes that it was seen".
        thoughts: Group,
        /// Thoughts whose "not" is said of what is thought: "doesn't think he hurt himself" thinks that he did not. "Can't believe that he died", "never thought that it would fall" take it for a fact.
        beliefs: Group,
        /// Nouns for what is only thought, with a clause that tells it: "speculation that he had resigned".
        conjectures: Group,
        /// Verbs that bring about what their object does: "caused the plane to return".
        causing: Group,
        /// Tells that what was to be done was done: "had to be moved".
        had_to: Group,
        /// Verbs that prevent only what stands behind "from" or is their object: "stopped talking" talked before.
        stopping: Group,
        /// Those of them that say of their object that it was till then.
        halting: Group,
        /// Verbs of stopping behind which an infinitive tells what for: "stopped to look".
        stopping_for: Group,
        /// Denies for all times.
        at_no_time: Group,
        /// Behind a "not" that denies nothing: "not only".
        not_alone: Group,
        /// Before what is not.
        lacking: Group,
        /// Helpers that tell what is to come.
        foretelling: Group,
        /// Helpers that tell what was to come, or what would be so.
        foretold: Group,
        /// Helpers that say that something may or ought to be so.
        supposing_helpers: Group,
        /// Stand for nothing and nobody, or say that there is none.
        nothing: Group,
        /// Deny both of two.
        neither: Group,
        /// Verb forms behind which an infinitive is planned.
        about_to: Group,
        /// Before what was not done.
        instead: Group,
        /// Before what a verb or noun of wishing is about.
        wished_for: Group,
        /// Helpers that make no verb finite.
        unfinite_helpers: Group,
        /// Words for no day of their own: "will now get it next month".
        at_once: Spellings,
        /// Opens what was at a time.
        at_which_time: Group,
        /// Open what tells of a noun what was at it: "the incident in which".
        in_which: Group,
        /// Verbs that only tell what somebody says, or how he calls it.
        saying: Group,
        /// Before what a thing is of or for, not beside what it was: "a reprisal for strikes".
        of_what: Group,
        /// Before an hour that is on the day of what is told.
        around_hour: Group,
        /// Before the first day of something.
        since: Group,
        /// Verbs by which comes to light what was before: "disclosed a breach".
        disclosing: Group,
        /// Before the first of two dates between which something was: "between May and July".
        span_opens: Group,
        /// Between two such dates.
        span_joins: Group,
        /// Before the day of the last one like it: "the first win since 1908".
        since_the_last: Group,
        /// Say that there was none like it before.
        firsts: Group,
        /// Before the last day of something.
        until: Group,
        /// Prepositions before a happening in or by which another happened.
        during: Group,
        /// Before a happening that was told of.
        known: Group,
        /// Open what was at the same time: "as shells fell".
        meanwhile: Group,
        /// Verbs whose object or complement is what came of it: "left 12 people dead", "caused an explosion".
        results: Group,
        /// Words that tell a happening from one that was told of.
        others: Group,
        /// Before a happening that is new.
        new: Group,
        /// Verbs that say of their subject only that it happens.
        occurring: Group,
        /// Nouns for how many there were, that say of which harm behind them or not at all.
        tolls: Group,
        /// Behind a number that is an age, as its own last word.
        old: Texts,
        /// Behind a number that is an age.
        old_behind: Texts,
        /// Before a number that is an age.
        aged: Texts,
        /// Words for deaths, by their form.
        dead: Group,
        /// Words for wounds, by their form.
        hurt: Group,
    } with {
        /// Verbs of states.
        states: Group = Group::of_words(list!("states.txt")),
        /// Prepositions with nouns that together say how something is: "by accident".
        circumstances: HashSet<(Word, Word)> = pairs(list!("circumstance-phrases.txt")),
        /// Verbs whose object is the happening.
        light: Group = Group::of_words(list!("light-verbs.txt")),
        /// Nouns for places.
        places: Group = Group::of_words(list!("place-nouns.txt")),
        /// Words for times that stand in phrases of time.
        times: Group = Group::of_words(list!("time-nouns.txt")),
        /// Verbs whose subject undergoes what they tell.
        undergoers: Group = Group::of_words(list!("undergoers.txt")),
        /// Nouns whose owner underwent what they tell: "his arrest", "the victims' deaths".
        suffered: Group = Group::of_words(list!("suffered-nouns.txt")),
        /// What a word says of the happening that it governs.
        cues: HashMap<Word, FactualityCue> = cues(),
        /// Verbs that say of their subject only that it happens.
        happening: Group = Group::of_words(list!("happening-verbs.txt")),
        /// Nouns for what is said of somebody and may be denied.
        alleged: Group = Group::of_lines(list!("alleged-nouns.txt")),
        /// Words that put what is told with them before the day of the telling.
        before: Group = Group::of_words(list!("before-words.txt")),
        /// Words that tell happenings, by kind.
        kinds: Kinds = Kinds::new(),
        /// Words that name anew what was told in others, by kind.
        general: HashMap<EventKind, Spellings> = general(),
    }
}

/// Sorts of happenings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum EventKind {
    Attack,
    Death,
    Injury,
    Disaster,
    Accident,
    Arrest,
    Trial,
    Vote,
    Agreement,
    Meeting,
    Statement,
    Demand,
    Movement,
    /// Takes or leaves a post.
    Office,
    /// Buys, sells, gives, gets.
    Transfer,
    Protest,
    /// Of a value.
    Change,
    Other,
}

impl EventKind {
    /// Whether it is harm done or met with: of one place and day, which an account names once for all that tell of it.
    pub(crate) fn is_harm(self) -> bool {
        use EventKind::{Accident, Attack, Death, Disaster, Injury};
        matches!(self, Attack | Death | Injury | Disaster | Accident)
    }

    /// The kind that lists have under a name.
    fn named(name: &str) -> Option<EventKind> {
        KINDS.iter().find(|(own, _)| *own == name).map(|(_, kind)| *kind)
    }
}

/// Kinds by name, as the lists have them.
const KINDS: [(&str, EventKind); 17] = [
    ("attack", EventKind::Attack),
    ("death", EventKind::Death),
    ("injury", EventKind::Injury),
    ("disaster", EventKind::Disaster),
    ("accident", EventKind::Accident),
    ("arrest", EventKind::Arrest),
    ("trial", EventKind::Trial),
    ("vote", EventKind::Vote),
    ("agreement", EventKind::Agreement),
    ("meeting", EventKind::Meeting),
    ("statement", EventKind::Statement),
    ("demand", EventKind::Demand),
    ("movement", EventKind::Movement),
    ("office", EventKind::Office),
    ("transfer", EventKind::Transfer),
    ("protest", EventKind::Protest),
    ("change", EventKind::Change),
];

/// What a word says of the happening that it governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FactualityCue {
    Planned,
    Wanted,
    Prevented,
    Denied,
    Real,
}

fn cues() -> HashMap<Word, FactualityCue> {
    let of_line = |line: &'static str| {
        let (class, words) = line.split_once(": ").unwrap_or_else(|| panic!("complement cues: {line}"));
        let cue = match class {
            "planned" => FactualityCue::Planned,
            "wanted" => FactualityCue::Wanted,
            "prevented" => FactualityCue::Prevented,
            "denied" => FactualityCue::Denied,
            "real" => FactualityCue::Real,
            _ => panic!("complement cues: {line}"),
        };
        words.split_whitespace().map(move |word| (Word::of(word), cue))
    };
    entries(list!("complement-cues.txt")).flat_map(of_line).collect()
}

/// Uses of a word that the list of kinds tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum WordUse {
    Any,
    Noun,
    Verb,
    Adjective,
}

/// Words that tell happenings, with their kinds: sorted by [`key`] of the dictionary form (of "step_down" that of "step down").
#[derive(Debug)]
pub(crate) struct Kinds(Vec<(u32, WordUse, EventKind)>);

impl Kinds {
    fn new() -> Kinds {
        let mut kinds = Vec::new();
        for (name, words) in entries(list!("event-kinds.txt")).filter_map(|line| line.split_once(": ")) {
            let Some(kind) = EventKind::named(name) else { continue };
            for entry in words.split_whitespace() {
                let (word, of) = match entry.split_once('/') {
                    Some((word, "N")) => (word, WordUse::Noun),
                    Some((word, "V")) => (word, WordUse::Verb),
                    Some((word, _)) => (word, WordUse::Adjective),
                    None => (entry, WordUse::Any),
                };
                kinds.push((key(Word::of(&word.replace('_', " "))), of, kind));
            }
        }
        kinds.sort_unstable();
        Kinds(kinds)
    }

    /// The kind of a word in this use; that of any use where the list tells them not apart.
    pub fn of(&self, key: u32, of: WordUse) -> Option<EventKind> {
        let first = self.0.partition_point(|entry| entry.0 < key);
        let uses = self.0[first..].iter().take_while(|entry| entry.0 == key);
        // "Any" sorts first, so a use of its own is the last that fits.
        uses.filter(|entry| entry.1 == of || entry.1 == WordUse::Any).map(|entry| entry.2).last()
    }
}

/// What a word is looked up by: the upper half of its number, mixed, since the number's own top hardly differs from one
/// short word to the next and would fill a few buckets alone.
pub fn key(word: Word) -> u32 {
    ((word.0 >> 32) as u32).wrapping_mul(0x9E37_79B1)
}

fn general() -> HashMap<EventKind, Spellings> {
    let lines = entries(list!("general-happenings.txt")).filter_map(|line| line.split_once(": "));
    lines.filter_map(|(name, words)| Some((EventKind::named(name)?, Spellings::new(words)))).collect()
}

impl EventWords {
    /// Whether a noun names anew what was told of its kind in other words.
    pub fn is_general(&self, kind: EventKind, lemma: &str) -> bool {
        self.general.get(&kind).is_some_and(|nouns| nouns.has(lemma))
    }
}

/// Pairs of words from the lines of a list.
fn pairs(list: &'static str) -> HashSet<(Word, Word)> {
    entries(list).filter_map(|line| line.split_once(' ')).map(|(one, other)| (Word::of(one), Word::of(other))).collect()
}
