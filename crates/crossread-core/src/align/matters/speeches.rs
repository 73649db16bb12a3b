//! On which day somebody said what two articles or more give.
//!
//! Accounts that give one utterance are of one occasion, so the days that hang on their verbs of saying answer one question. Of all
//! that somebody said on a day one utterance asks: the one that most accounts date.

use super::{EntryKind, JoinReason, JoinSign, Matter, Value, Witness};
use crate::align::headings::Headings;
use crate::annotate::Annotations;
use crate::annotate::dates::DateKind;
use crate::annotate::figures::Status;
use crate::story::{Passage, Story};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The days on which the utterances among `known` were said, where two texts tell them.
pub(super) fn find(
    story: &Story,
    annotations: &[Annotations],
    (headings, known): (&Headings, &[Matter]),
    taken: &BTreeSet<Passage>,
) -> Vec<Matter> {
    let utterances = known.iter().filter(|matter| matches!(matter.kind, EntryKind::Quote | EntryKind::Claim));
    let mut said: Vec<SpeechDays> =
        utterances.filter_map(|matter| SpeechDays::of(story, annotations, matter, taken)).collect();
    said.sort_by_key(|speech| (std::cmp::Reverse(speech.texts), speech.dates[0].0));
    let mut asked: BTreeSet<(u32, Date)> = BTreeSet::new();
    let mut dated: BTreeSet<Passage> = BTreeSet::new();
    let mut matters = Vec::new();
    for speech in said {
        let days: Vec<Date> = speech.dates.iter().map(|(_, (from, _))| *from).collect();
        let is_new = !days.iter().any(|day| asked.contains(&(speech.speaker, *day)))
            && !speech.dates.iter().any(|(passage, _)| dated.contains(passage));
        if is_new {
            asked.extend(days.into_iter().map(|day| (speech.speaker, day)));
            dated.extend(speech.dates.iter().map(|(passage, _)| *passage));
            matters.push(speech.matter(story, headings));
        }
    }
    matters
}

/// The days that hang on the verbs by which an utterance is given.
struct SpeechDays {
    /// Who spoke: index into the entities.
    speaker: u32,
    /// Where each account tells the day, and which.
    dates: Vec<(Passage, (Date, Date))>,
    /// How many distinct texts do.
    texts: usize,
}

impl SpeechDays {
    fn of(
        story: &Story,
        annotations: &[Annotations],
        utterance: &Matter,
        taken: &BTreeSet<Passage>,
    ) -> Option<SpeechDays> {
        let dates: BTreeMap<Passage, (Date, Date)> =
            utterance.witnesses.iter().filter_map(|witness| day_of(annotations, witness.passage)).collect();
        let sha = |passage: &Passage| story.articles()[passage.article as usize].sha256;
        let texts = dates.keys().map(sha).collect::<BTreeSet<[u8; 32]>>().len();
        // What an utterance of several speakers is dated by is several occasions.
        let mut speakers = utterance.witnesses.iter().filter_map(|witness| witness.speaker).filter_map(|(_, who)| who);
        let speaker = speakers.next()?;
        let stands =
            texts >= 2 && speakers.all(|other| other == speaker) && dates.keys().all(|one| !taken.contains(one));
        stands.then(|| SpeechDays { speaker, dates: dates.into_iter().collect(), texts })
    }

    fn matter(self, story: &Story, headings: &Headings) -> Matter {
        let passages: Vec<Passage> = self.dates.iter().map(|(passage, _)| *passage).collect();
        let heading = headings.find(&passages);
        let witness = |(passage, (from, to)): (Passage, (Date, Date))| Witness {
            passage,
            value: Value::Days(from, to),
            as_of: None,
            said: story.articles()[passage.article as usize].said_on(),
            status: Status::Asserted,
            speaker: None,
        };
        Matter {
            kind: EntryKind::Date,
            aspect: None,
            subject: heading.map_or(passages[0], |heading| heading.passage),
            facets: Vec::new(),
            heading,
            witnesses: self.dates.into_iter().map(witness).collect(),
            scopes: Vec::new(),
            why: vec![JoinReason::rule(JoinSign::DayOfSpeech, passages)],
            event: None,
        }
    }
}

/// The day that hangs on the verb by which words are given.
fn day_of(annotations: &[Annotations], words: Passage) -> Option<(Passage, (Date, Date))> {
    let found = &annotations[words.article as usize];
    let quote = found.quotes.iter().find(|quote| quote.span.overlaps(words.span) && quote.cue.is_some())?;
    let (_, mention) = found.events_in(quote.cue?).find(|(_, mention)| mention.date.is_some())?;
    let date = &found.dates[mention.date? as usize];
    let days = date.from.zip(date.to).filter(|(from, to)| from == to && date.kind == DateKind::Date)?;
    let is_apart = !found.quotes.iter().any(|quote| quote.span.overlaps(date.span));
    is_apart.then_some((Passage { span: date.span, ..words }, days))
}
