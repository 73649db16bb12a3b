//! Who did it and on what grounds, by two articles or more.
//!
//! The words hang on the mentions of one happening. Words that share no telling word with another article's are left out: they
//! are mostly another happening's, joined by mistake.

use super::{Aspect, EntryKind, JoinReason, JoinSign, Matter, Value, Witness, normalize};
use crate::align::DisjointSets;
use crate::align::events::{Event, Telling};
use crate::align::headings::Headings;
use crate::annotate::Annotations;
use crate::annotate::events::{EventMention, Role};
use crate::language::Language;
use crate::language::matters::MatterWords;
use crate::story::{Passage, Story};
use crossread_language::{Features, Span, Tag, Token, Word};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Words that say one aspect of a happening.
struct AspectItem {
    witness: Witness,
    /// Its telling words.
    words: BTreeSet<Word>,
    /// The happening: index into the events.
    event: usize,
    /// Whether the words ask the question by themselves: "brokered by the Red Cross", where "the Red Cross brokered" only
    /// answers it.
    asks: bool,
}

/// The aspects of the happenings that two or more articles tell.
pub(super) fn find(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    events: &[Event],
    headings: &Headings,
) -> Vec<Matter> {
    let told = || events.par_iter().enumerate().filter(|(_, event)| !event.bare_report);
    let matters = [Aspect::Agent, Aspect::Cause].into_iter().flat_map(|aspect| {
        let mentions = told().flat_map_iter(|(e, event)| event.mentions.iter().map(move |telling| (e, telling)));
        let said: Vec<AspectItem> =
            mentions.flat_map_iter(|mention| said_at(language, (story, annotations), mention, aspect)).collect();
        let mut items: BTreeMap<Passage, AspectItem> = BTreeMap::new();
        for item in said {
            items.entry(item.witness.passage).or_insert(item);
        }
        let mut groups = alike(items.into_values().collect(), aspect);
        groups.retain(|items| articles(items).len() >= 2 && items.iter().any(|item| item.asks));
        groups.sort_by_key(|items| (std::cmp::Reverse(articles(items).len()), items[0].witness.passage));
        groups.into_iter().map(|items| matter(events, headings, items, aspect)).collect::<Vec<_>>()
    });
    matters.collect()
}

fn articles(items: &[AspectItem]) -> BTreeSet<u32> {
    items.iter().map(|item| item.witness.passage.article).collect()
}

/// The words of one aspect at a mention, with what they are compared by.
fn said_at(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    (e, telling): (usize, &Telling),
    aspect: Aspect,
) -> Vec<AspectItem> {
    let known = &language.matters;
    let article = telling.passage.article as usize;
    let found = &annotations[article];
    let mention = &found.events[telling.mention as usize];
    let text = &story.articles()[article].text;
    let spans = said(known, (text, found), mention, aspect).into_iter();
    let items = spans.map(|span| {
        let passage = Passage { article: telling.passage.article, span };
        let value = Value::Description(normalize(language, story.words(passage)));
        let said = story.articles()[article].said_on();
        let words = found
            .tokens_in(span)
            .filter(|token| matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Adj))
            .map(|token| token.lemma)
            .filter(|lemma| !language.accounts.everyday.has(*lemma) && !known.vague.has(*lemma))
            .collect();
        let witness = Witness { passage, value, as_of: None, said, status: mention.status, speaker: None };
        let asks = aspect != Aspect::Agent || stands_behind_by(known, text, span);
        AspectItem { witness, words, event: e, asks }
    });
    items.filter(|item| !item.words.is_empty()).collect()
}

/// The words of one aspect at a mention.
fn said(known: &MatterWords, (text, found): (&str, &Annotations), mention: &EventMention, aspect: Aspect) -> Vec<Span> {
    match aspect {
        // Who did it is the question only where it is said last: "brokered by the Red Cross". "By the company" names nobody.
        Aspect::Agent => {
            // "by the company", "by helicopter".
            let is_bare = |span: Span| {
                // "by boat from the shore".
                let mut tokens = found.tokens_in(span);
                let is_vehicle = |token: &Token| token.tag == Tag::Noun && !token.features.has(Features::PLURAL);
                if tokens.next().is_some_and(is_vehicle) && tokens.next().is_some_and(|next| next.tag == Tag::Adp) {
                    return true;
                }
                let words = span.of(text);
                let count = words.split(' ').count();
                known.definite.start(&words.to_lowercase()) && count == 2
                    || count == 1 && !words.starts_with(char::is_uppercase)
            };
            let agents = mention.participants.iter().filter(|part| part.role == Role::Agent).map(|part| part.span);
            agents.map(|span| without_date(known, text, found, span)).filter(|span| !is_bare(*span)).collect()
        }
        Aspect::Cause => grounds(known, text, found, mention),
        _ => Vec::new(),
    }
}

/// Words without the day behind them: "the Red Cross on Monday".
fn without_date(known: &MatterWords, text: &str, found: &Annotations, span: Span) -> Span {
    let date = found.dates.iter().find(|date| span.start < date.span.start && date.span.start < span.end);
    let Some(date) = date else { return span };
    let words = text[span.start()..date.span.start()].trim_end();
    let words = known.before_days.each().find_map(|word| words.strip_suffix(word)).unwrap_or(words);
    Span::new(span.start(), span.start() + words.trim_end_matches([' ', ',']).len())
}

fn stands_behind_by(known: &MatterWords, text: &str, span: Span) -> bool {
    known.done_by.end(text[..span.start()].trim_end())
}

/// "on suspicion of manslaughter", "because of the fog" in the clause of a happening.
fn grounds(known: &MatterWords, text: &str, found: &Annotations, mention: &EventMention) -> Vec<Span> {
    let behind = mention.span.end();
    let sentence = found.sentences_in(mention.span).first();
    let Some(clause) = sentence.and_then(|sentence| text.get(behind..sentence.span.end())) else { return Vec::new() };
    let nearest =
        known.grounds.iter().filter_map(|ground| clause.find(ground.as_str()).map(|at| (at, ground.len()))).min();
    let Some((at, ground)) = nearest.filter(|(at, _)| !clause[..*at].contains([',', ';', '"', '”'])) else {
        return Vec::new();
    };
    let rest = &clause[at..];
    let end = rest.find([',', ';', '.', '"', '”', '—', '–']).unwrap_or(rest.len());
    // When and where it was are no grounds.
    let ends = known.behind_grounds.each().filter_map(|next| rest[ground..end].find(next)).min();
    let ends = ends.map_or(end, |ends| ground + ends);
    vec![Span::new(behind + at, behind + at + rest[..ends].trim_end().len())]
}

/// Words that say the same or part of it, together: of one happening where they share a telling word. The same grounds are one answer wherever they stand, beside the arrest or the custody.
fn alike(items: Vec<AspectItem>, aspect: Aspect) -> Vec<Vec<AspectItem>> {
    let mut groups = DisjointSets::new(items.len());
    let mut first: BTreeMap<(Word, Option<usize>), usize> = BTreeMap::new();
    for (i, item) in items.iter().enumerate() {
        for &word in &item.words {
            if aspect == Aspect::Cause {
                let other = *first.entry((word, None)).or_insert(i);
                if items[other].words.is_subset(&item.words) || item.words.is_subset(&items[other].words) {
                    groups.join(other, i);
                }
                continue;
            }
            groups.join(*first.entry((word, Some(item.event))).or_insert(i), i);
        }
    }
    let roots: Vec<usize> = (0..items.len()).map(|i| groups.root(i)).collect();
    let mut members: BTreeMap<usize, Vec<AspectItem>> = BTreeMap::new();
    for (item, root) in items.into_iter().zip(roots) {
        members.entry(root).or_default().push(item);
    }
    members.into_values().collect()
}

fn matter(events: &[Event], headings: &Headings, mut items: Vec<AspectItem>, aspect: Aspect) -> Matter {
    let passages: Vec<Passage> = items.iter().map(|item| item.witness.passage).collect();
    // What says no more than another is one reading with it: the fullest gives the words.
    let mut fullest: Vec<usize> = (0..items.len()).collect();
    fullest.sort_by_key(|&i| (std::cmp::Reverse(items[i].words.len()), items[i].witness.passage));
    let mut readings: Vec<usize> = Vec::new();
    for i in fullest {
        match readings.iter().find(|&&full| items[i].words.is_subset(&items[full].words)) {
            Some(&full) => items[i].witness.value = items[full].witness.value.clone(),
            None => readings.push(i),
        }
    }
    let told: BTreeSet<usize> = items.iter().map(|item| item.event).collect();
    let why = JoinReason::rule(JoinSign::Happening, told.iter().flat_map(|&e| events[e].passages()));
    let event = Some(items[0].event as u32);
    let heading = headings.find(&passages);
    Matter {
        kind: EntryKind::Attribute,
        aspect: Some(aspect),
        subject: heading.map_or(events[items[0].event].name, |heading| heading.passage),
        facets: Vec::new(),
        heading,
        witnesses: items.into_iter().map(|item| item.witness).collect(),
        scopes: Vec::new(),
        why: vec![why],
        event,
    }
}
