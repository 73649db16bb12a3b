//! Events: what happened, happens, will, might or did not happen, as one article tells it.
//!
//! A mention is one head word: a verb ("killed"), a noun ("the strike"), rarely an adjective ("dead"). Each in a file of
//! its own: which words tell a happening ([`mentions`]), who took part and where ([`participants`]), whether it happened
//! ([`status`]), when ([`time`]), and which mentions of the article tell the same ([`chains`]). A happening with no day,
//! no participant or no place known keeps `None`: nothing is guessed.

mod chains;
mod mentions;
mod participants;
mod status;
mod time;

use super::Annotations;
use super::figures::{Reference, Status};
use super::quotes::Speaker;
use crate::story::Article;
use crossread_language::Span;
use jiff::civil::Date;

/// A happening in one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventMention {
    /// Its head word.
    pub span: Span,
    /// The head word's dictionary form, with its particle: "walk back"; of a noun the noun.
    pub lemma: String,
    /// What sort of happening.
    pub kind: EventKind,
    /// The words that tell it: the head's clause, or its noun phrase.
    pub clause: Span,
    /// Whether it is said to have happened.
    pub status: Status,
    /// Who asserts it; `None` for the article's own voice.
    pub asserted_by: Option<Speaker>,
    /// Who and what took part, by place.
    pub participants: Vec<Participant>,
    /// Where.
    pub place: Option<Reference>,
    /// The date that hangs on it: index into [`Annotations::dates`].
    pub date: Option<u32>,
    /// First day on which it can have happened by this article alone.
    pub from: Option<Date>,
    /// Last day on which it can have happened by this article alone.
    pub to: Option<Date>,
    /// How the days are known. `None` exactly when both are unknown.
    pub time_basis: Option<TimeBasis>,
    /// Words that say how it was or what force it has: "non-binding", "unanimously".
    pub how: Vec<Manner>,
    /// The figures that count or measure it: indices into [`Annotations::figures`]. A figure hangs on one event at most.
    pub figures: Vec<u32>,
    /// Of a statement, the quote it utters: index into [`Annotations::quotes`].
    pub quote: Option<u32>,
    /// Index of the event it answers to, where the words say so.
    pub response_to: Option<u32>,
    /// Index of the first mention of the same happening in this article; its own index where it is the first.
    pub first: u32,
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

/// Somebody or something that took part in a happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Participant {
    /// The noun phrase.
    pub span: Span,
    /// Its head word.
    pub head: Span,
    /// How it took part.
    pub role: Role,
    /// Index into [`Annotations::referents`] where it names, describes or stands for a named one.
    pub referent: Option<u32>,
}

/// How somebody or something took part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Did it.
    Agent,
    /// It was done to them.
    Patient,
    /// Got it, or was told it.
    Recipient,
    /// It was done with it.
    Instrument,
    /// Any other part.
    Other,
}

/// How the days of a happening are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeBasis {
    /// A date hangs on it.
    Date,
    /// The same happening has a date elsewhere in the article.
    Same,
    /// The day its neighbors are told of, or before or after another's.
    Context,
    /// News without a day: the day of publication.
    Published,
}

/// Words that say how a happening was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// The words.
    pub span: Span,
    /// Whether they stand under a "not".
    pub negated: bool,
}

/// Finds the happenings of an article, in order. Reads its sentences, names, dates, quotes and figures.
pub fn find(article: &Article, found: &Annotations) -> Vec<EventMention> {
    let mut events: Vec<EventMention> = Vec::new();
    for sentence in &found.sentences {
        for head in mentions::find(&article.text, sentence) {
            let token = &sentence.tokens[head.token];
            let (participants, place) = participants::find(found, sentence, head.token);
            let (date, status) = (time::hanging(found, sentence, head.token), status::find(sentence, head.token));
            events.push(EventMention {
                span: token.span,
                lemma: head.lemma,
                kind: head.kind,
                clause: sentence.subtree_span(head.token),
                status,
                asserted_by: None,
                participants,
                place,
                date,
                from: None,
                to: None,
                time_basis: None,
                how: Vec::new(),
                figures: Vec::new(),
                quote: None,
                response_to: None,
                first: events.len() as u32,
            });
        }
    }
    chains::join(&mut events);
    time::reckon(found, &mut events);
    events
}
