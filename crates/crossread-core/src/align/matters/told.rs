//! What a report repeats: a report without marks that says how many were killed, or that somebody was arrested, is shown as
//! the figure or the happening that it tells, and not a second time as somebody's words.

use super::{EntryKind, Matter, Value};
use crate::align::events::Event;
use crate::annotate::Annotations;
use crate::annotate::events::EventKind;
use crate::annotate::figures::Status;
use crate::story::{Passage, Story};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The happenings of a story, by where they are told.
pub(super) struct EventIndex<'a> {
    story: &'a Story,
    annotations: &'a [Annotations],
    /// The happening at each mention that asserts it. That somebody denied or said something is none: words are what is compared.
    event_at: HashMap<Passage, usize>,
}

impl<'a> EventIndex<'a> {
    pub(super) fn new(annotations: &'a [Annotations], story: &'a Story, events: &[Event]) -> EventIndex<'a> {
        let mentions = events.iter().enumerate().flat_map(|(e, event)| {
            let is_told = event.kind != EventKind::Statement;
            let asserted = event.mentions.iter().filter(move |telling| is_told && telling.status == Status::Asserted);
            asserted.map(move |telling| (telling.passage, e))
        });
        EventIndex { story, annotations, event_at: mentions.collect() }
    }

    /// Whether a quote is a report that repeats a figure among `known`, or one happening and no more.
    pub(super) fn repeats(&self, quote: &Matter, known: &[Matter]) -> bool {
        let is_report = quote.witnesses.iter().all(|witness| matches!(witness.value, Value::Paraphrase(_)));
        is_report && (self.is_figure(quote, known) || self.is_happening(quote))
    }

    /// Whether a report or claim tells a figure among `known` in two articles. Somebody's very words inside it are shown for
    /// themselves.
    pub(super) fn is_figure(&self, report: &Matter, known: &[Matter]) -> bool {
        let is_marked = |passage| self.story.words(passage).contains(['"', '“', '”']);
        let holds = |figure: &Matter| {
            let inside = figure.witnesses.iter().filter(|witness| stands_in(report, witness.passage));
            let articles: BTreeSet<u32> = inside.map(|witness| witness.passage.article).collect();
            articles.len() >= 2
        };
        report.kind != EntryKind::Attribute
            && !report.witnesses.iter().any(|witness| is_marked(witness.passage))
            && known.iter().any(|matter| matter.kind == EntryKind::Figure && holds(matter))
    }

    /// Whether a claim tells one happening in each of its articles, which the timeline shows with all who tell it. What some assert and others
    /// deny is compared as what they claim.
    pub(super) fn tells_happening(&self, claim: &Matter) -> bool {
        let articles: BTreeSet<u32> = claim.witnesses.iter().map(|witness| witness.passage.article).collect();
        let mut told: BTreeMap<usize, BTreeSet<u32>> = BTreeMap::new();
        for witness in &claim.witnesses {
            let Passage { article, span } = witness.passage;
            let events = self.annotations[article as usize].events_in(span);
            for (_, event) in events.take_while(|(_, event)| event.span.end <= span.end) {
                if let Some(&e) = self.event_at.get(&Passage { article, span: event.span }) {
                    told.entry(e).or_default().insert(article);
                }
            }
        }
        let one_status = claim.witnesses.windows(2).all(|two| two[0].status == two[1].status);
        one_status && told.values().any(|tellers| *tellers == articles)
    }

    /// Whether what is reported is in each article headed by a mention of one happening.
    fn is_happening(&self, quote: &Matter) -> bool {
        let mut told: BTreeMap<Option<usize>, usize> = BTreeMap::new();
        for witness in &quote.witnesses {
            let found = &self.annotations[witness.passage.article as usize];
            let span = witness.passage.span;
            let head = found.sentences_in(span).first().and_then(|sentence| {
                let inside = sentence.tokens_in(span);
                inside
                    .clone()
                    .find(|&i| sentence.head(i).is_none_or(|head| !inside.contains(&head)))
                    .map(|i| sentence.tokens[i].span)
            });
            let event = head.and_then(|span| self.event_at.get(&Passage { span, ..witness.passage }));
            *told.entry(event.copied()).or_default() += 1;
        }
        told.len() == 1 && told.keys().all(Option::is_some)
    }
}

fn stands_in(quote: &Matter, passage: Passage) -> bool {
    quote.witnesses.iter().any(|one| one.passage.article == passage.article && one.passage.span.contains(passage.span))
}
