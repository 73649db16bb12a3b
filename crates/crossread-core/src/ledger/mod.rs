//! The ledger: every line of it ends in passages.

mod check;
mod decided;
mod differences;
mod origins;
mod readings;
mod sources;
mod status;
mod tabulate;
mod tellers;
mod timeline;
mod voices;
mod wordings;

pub use decided::{DecisionAnchors, StoryDecision, holds, told};
pub(crate) use differences::BY_PRONOUN;
pub use tabulate::{name_without, tabulate};
pub use voices::{Utterance, UtteranceKind, Voice};
pub use wordings::{Segment, SegmentKind, wordings};

pub use crate::align::matters::{Aspect, EntryKind, FigureSign, Heading, JoinReason, JoinSign, Value};
pub use crate::align::unread::UnreadNote;

use crate::align::entities::Entity;
use crate::align::events::Event;
use crate::align::lineage::Link;
use crate::align::versions::Version;
use crate::story::{Passage, Warning};
use jiff::civil::Date;
use std::sync::Arc;

/// A story, tabulated. Its articles are those of the [`Story`](crate::Story) it was made from; passages point into them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// Who and what the articles name, the most often named first.
    pub entities: Arc<Vec<Entity>>,
    /// The things that articles speak to: disputed first, then changed, agreed, single.
    pub entries: Vec<Entry>,
    /// Who is quoted with what, the most quoted first.
    pub voices: Vec<Voice>,
    /// What happened, as all articles tell it, in the order of its first mentions.
    pub events: Arc<Vec<Event>>,
    /// For each of `events` its origins, in the order of their first mentions: those that tell it and are linked. Never empty.
    pub event_origins: Vec<Vec<Origin>>,
    /// What happened when: the dated ones of `events`, by day.
    pub timeline: Vec<TimelineRow>,
    /// Articles that are versions of one, and what changed.
    pub versions: Vec<Version>,
    /// Who has it from whom.
    pub lineage: Vec<Link>,
    /// What this ledger did not read or could not settle.
    pub unread: Vec<UnreadNote>,
    /// What was odd: (index of the article, warning).
    pub warnings: Vec<(u32, Warning)>,
    /// What people decided. Nothing else of the ledger is changed by it, but what bounds join and part.
    pub decisions: Vec<StoryDecision>,
}

/// One thing that articles speak to, and what each says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Stable: depends on the entry's own passages alone.
    pub id: String,
    /// What sort of thing.
    pub kind: EntryKind,
    /// For an attribute which one.
    pub aspect: Option<Aspect>,
    /// The words of an article that best say what it is about.
    pub subject: Passage,
    /// More words of articles that narrow it down: what happened, whose, where.
    pub facets: Vec<Passage>,
    /// An article's own clause that tells what is compared; `None` where none is known that does.
    pub heading: Option<Heading>,
    /// How the readings stand to each other.
    pub status: EntryStatus,
    /// Never empty. For figures sorted by day and value; for quotes the fullest first.
    pub readings: Vec<Reading>,
    /// How each two differing readings differ. None where they agree. Where an entry has very many readings, those of some
    /// pairs only, the gravest.
    pub differences: Vec<Difference>,
    /// How many pairs of readings more there are that are not compared or not listed; 0 in the entries of any usual story.
    pub differences_omitted: u64,
    /// What joined the passages into one entry.
    pub why: Vec<JoinReason>,
    /// The happening that it is asked of, as an index into [`Ledger::events`].
    pub event: Option<u32>,
}

/// How the readings of an entry stand to each other. Nothing here says which is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryStatus {
    /// Readings that can't both hold of the same time.
    Disputed,
    /// They differ, and so do the times they speak of or were published.
    Changed,
    /// Two or more origins, compatible readings.
    Agreed,
    /// One origin, or one of a part and another of the whole, or other words of each account for what somebody is: nothing is said by two.
    Single,
}

/// One version of an entry. Always has a passage: there is no way to make one without.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    value: Value,
    speaker: Option<Provenance>,
    as_of: Option<(Date, Date)>,
    said: Vec<Date>,
    negated: bool,
    origins: Vec<Origin>,
}

impl Reading {
    /// A reading with its origins. `said` is sorted and made unique.
    pub fn new(
        value: Value,
        as_of: Option<(Date, Date)>,
        mut said: Vec<Date>,
        first: Origin,
        rest: Vec<Origin>,
    ) -> Reading {
        said.sort();
        said.dedup();
        let mut origins = vec![first];
        origins.extend(rest);
        origins.sort_by(|a, b| a.passages.cmp(&b.passages));
        Reading { value, speaker: None, as_of, said, negated: false, origins }
    }

    /// The same, given to a speaker: for a quote, whose words these are said to be.
    pub fn spoken_by(self, speaker: Option<Provenance>) -> Reading {
        Reading { speaker, ..self }
    }

    /// The same, under a "not" or a denial.
    pub fn negated(self) -> Reading {
        Reading { negated: true, ..self }
    }

    /// Whether it stands under a "not" or a denial: "it didn't take 5,000", "denied that 12 were killed". Whoever shows the
    /// reading must show that.
    pub fn is_negated(&self) -> bool {
        self.negated
    }

    /// Whose words these are said to be, for a quote.
    pub fn speaker(&self) -> Option<&Provenance> {
        self.speaker.as_ref()
    }

    /// What it says.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The passage whose words stand for it: the earliest.
    pub fn words(&self) -> Passage {
        self.origins[0].passages[0]
    }

    /// First and last day of which it is said.
    pub fn as_of(&self) -> Option<(Date, Date)> {
        self.as_of
    }

    /// The days on which it was said.
    pub fn said(&self) -> &[Date] {
        &self.said
    }

    /// Passages with a known link between them are one origin; between origins no link is known. Never empty.
    pub fn origins(&self) -> &[Origin] {
        &self.origins
    }

    /// Every passage, origin by origin.
    pub fn passages(&self) -> impl Iterator<Item = Passage> + '_ {
        self.origins.iter().flat_map(|origin| origin.passages.iter().copied())
    }
}

/// Passages with a known link between them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    passages: Vec<Passage>,
    via: Option<Provenance>,
    number: u32,
}

impl Origin {
    /// An origin of one passage and any number more.
    pub fn new(first: Passage, rest: impl IntoIterator<Item = Passage>, via: Option<Provenance>) -> Origin {
        let mut passages = vec![first];
        passages.extend(rest);
        passages.sort();
        passages.dedup();
        Origin { passages, via, number: 0 }
    }

    /// The same under its number within the entry.
    pub fn numbered(self, number: u32) -> Origin {
        Origin { number, ..self }
    }

    /// Which origin of its entry it is, from 0. One origin that stands in two readings (it said two things) has one number
    /// in both; origins of different entries have nothing in common by it.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Sorted, never empty.
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// What they all go back to, where it is known.
    pub fn via(&self) -> Option<&Provenance> {
        self.via.as_ref()
    }
}

/// What the passages of an origin go back to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Provenance {
    /// A speaker: the words that name them most fully.
    Speaker(Passage),
    /// An outlet or agency, by its usual name.
    Outlet(String),
}

/// How two readings of an entry differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// Indices into the entry's readings, the smaller first.
    pub between: (u32, u32),
    /// In what way.
    pub kind: DifferenceKind,
    /// For a person.
    pub why: String,
}

impl Difference {
    /// The other of its two readings; `None` where `reading` is none of them.
    pub fn other(&self, reading: u32) -> Option<u32> {
        match self.between {
            (a, b) if a == reading => Some(b),
            (a, b) if b == reading => Some(a),
            _ => None,
        }
    }
}

/// Ways to differ. Only the last two make an entry disputed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceKind {
    /// One is the other rounded.
    Rounding,
    /// Different bounds that can both hold.
    Bound,
    /// They speak of different times.
    OtherTime,
    /// The same outlet or speaker later.
    Revision,
    /// One counts some only of what the other counts, by its own words: "63 of the dead" beside 76 dead.
    OtherScope,
    /// The same utterance in other words.
    Wording,
    /// The same utterance given to another speaker.
    OtherSpeaker,
    /// They can't both hold.
    Conflict,
}

/// A row of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineRow {
    /// Index into [`Ledger::events`].
    pub event: u32,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Index into [`Ledger::entries`], where an entry speaks of it.
    pub entry: Option<u32>,
    /// Whether one article alone tells it, however often it was printed.
    pub alone: bool,
}
