//! When a happening was, as an interval with its basis.

use super::{EventMention, TimeBasis};
use crate::annotate::Annotations;
use crate::annotate::dates::DateKind;
use crossread_language::{Sentence, Tag};

/// The date that hangs on the happening that token `head` tells: index into [`Annotations::dates`].
pub(super) fn hanging(found: &Annotations, sentence: &Sentence, head: usize) -> Option<u32> {
    let first = found.dates.partition_point(|date| date.span.end <= sentence.span.start);
    let inside = found.dates[first..].iter().take_while(|date| date.span.start < sentence.span.end);
    let hangs = inside.enumerate().find(|(_, date)| {
        let at = sentence.tokens_in(date.span).next();
        let verb = at.and_then(|at| sentence.ancestors(at).find(|&i| sentence.tokens[i].tag == Tag::Verb));
        matches!(date.kind, DateKind::Date | DateKind::Time) && date.from.is_some() && verb == Some(head)
    });
    hangs.map(|(i, _)| (first + i) as u32)
}

/// Works out the days of all happenings of an article.
pub(super) fn reckon(found: &Annotations, events: &mut [EventMention]) {
    for event in events {
        let Some(date) = event.date.map(|date| &found.dates[date as usize]) else { continue };
        (event.from, event.to, event.time_basis) = (date.from, date.to, Some(TimeBasis::Date));
    }
}
