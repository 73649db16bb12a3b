//! Events: what happened, happens, will, might or did not happen, as one article tells it.
//!
//! A mention is one head word: a verb ("killed"), a noun ("the strike"), rarely an adjective ("dead"). Each in a file of
//! its own: which words tell a happening ([`mentions`]) and of what kind ([`kinds`]), the words around it ([`clause`]), who
//! took part and where ([`participants`]), whether it happened ([`status`]), which figures count it ([`figures`]), which
//! mentions of the article tell the same ([`chains`]), and when ([`time`]). A happening with no day, no participant or no
//! place known keeps `None`: nothing is guessed.

pub mod arguments;
mod chains;
mod clause;
pub mod factuality;
mod figures;
mod kinds;
mod mentions;
mod participants;
mod phrases;
mod places;
mod roles;
mod status;
mod time;
pub(crate) mod tree;

/// What `cargo xtask train` needs: the same features that reading uses.
pub mod training {
    pub use super::arguments::{self, ArgumentRole};
    pub use super::factuality;
    pub use super::mentions::{SentenceView, is_light};
    pub use super::tree::Tree;
    pub use crate::language::knowledge::{BUCKETS, MAGIC, WordFacts, key, place};
}

pub use crate::language::EventKind;

use super::Annotations;
use super::quotes::Speaker;
use crate::annotate::dates::DateBasis;
use crate::annotate::figures::{Reference, Status, Voices};
use crate::language::Language;
use crate::story::{Article, BlockKind};
use crossread_language::Span;
use jiff::civil::Date;
use mentions::EventHead;
use participants::Parts;
use places::PlacePhrase;
use time::{DateAttachment, Hint, SentenceDays};
use tree::Tree;

/// A happening in one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventMention {
    /// Its head word.
    pub span: Span,
    /// The head word's dictionary form, with its particle: "walk back"; of a noun the noun.
    pub lemma: String,
    /// What sort of happening.
    pub kind: EventKind,
    /// How surely the word tells a happening: sixteenths of the log odds.
    pub sure: i32,
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
    /// How the place is known. `None` exactly when the place is unknown.
    pub place_basis: Option<PlaceBasis>,
    /// The larger place that the article says the place lies in.
    pub within: Option<Reference>,
    /// The date that hangs on it: index into [`Annotations::dates`].
    pub date: Option<u32>,
    /// First day on which it can have happened by this article alone.
    pub from: Option<Date>,
    /// Last day on which it can have happened by this article alone.
    pub to: Option<Date>,
    /// How the days are known. `None` exactly when both are unknown.
    pub time_basis: Option<TimeBasis>,
    /// The day of publication, where it may be the day of what is told.
    pub supposed: Option<Date>,
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

/// How the place of a happening is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceBasis {
    /// Its own clause names it.
    Own,
    /// The same happening is told with it elsewhere in the article.
    Same,
    /// What it is part of, or its neighbors, were there.
    Context,
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
pub fn find(language: &Language, article: &Article, found: &Annotations) -> Vec<EventMention> {
    let voices = Voices::new(&found.quotes);
    let lead = lead(article, found);
    let mut events: Vec<EventMention> = Vec::new();
    // What is known of the time of each, and how its words point.
    let (mut hints, mut looks) = (Vec::new(), Vec::new());
    let mut nesting = places::Nesting::default();
    for (s, sentence) in found.sentences.iter().enumerate() {
        let tree = Tree::new(language, &article.text, sentence);
        let told = mentions::find(&tree);
        if told.is_empty() {
            continue;
        }
        let telling = EventSentence::new(article, (found, &voices), (&tree, s), &told);
        nesting.read(found, &tree, &telling.places);
        let first = events.len() as u32;
        for head in told {
            hints.push(telling.hint(head.token, first, lead == Some(s)));
            looks.push(chains::look(&tree, head.token, s, telling.block));
            events.push(telling.mention(head, events.len() as u32));
        }
    }
    for (figure, event) in (0..).zip(figures::find(language, &article.text, found, &events)) {
        if let Some(event) = event {
            events[event as usize].figures.push(figure);
        }
    }
    let days = time::own_days(&hints, &events);
    let firsts = chains::find(language, (&article.text, found), (&events, &days), &looks);
    for (event, first) in firsts.into_iter().enumerate() {
        events[event].first = first;
    }
    time::settle(article, &hints, &mut events);
    places::settle(language, (&article.text, found), &nesting, &hints, &mut events);
    // They are kept to the end, and of a heap there are a million.
    events.shrink_to_fit();
    events
}

/// A sentence that tells happenings.
struct EventSentence<'a> {
    found: &'a Annotations,
    voices: &'a Voices<'a>,
    tree: &'a Tree<'a>,
    /// Its index.
    s: usize,
    block: Option<BlockKind>,
    /// Its tokens that tell happenings.
    heads: Vec<usize>,
    /// Its dates, each with the word that it hangs on.
    hanging: Vec<DateAttachment>,
    /// The days that it names.
    named: SentenceDays,
    /// Its words that say where.
    places: Vec<PlacePhrase>,
}

impl<'a> EventSentence<'a> {
    /// Reads when and where sentence `s` tells of, which tells the happenings `told`.
    fn new(
        article: &Article,
        (found, voices): (&'a Annotations, &'a Voices<'a>),
        (tree, s): (&'a Tree<'a>, usize),
        told: &[EventHead],
    ) -> EventSentence<'a> {
        let sentence = tree.sentence;
        let heads: Vec<usize> = told.iter().map(|head| head.token).collect();
        let hanging = time::hanging(found, tree, &heads);
        let block = article.blocks.get(sentence.part as usize).map(|block| block.kind);
        let is_said = |kind: EventKind| matches!(kind, EventKind::Statement | EventKind::Demand);
        let says = |token: usize| told.iter().any(|head| head.token == token && is_said(head.kind));
        let of_saying: Vec<u32> = hanging.iter().filter(|one| says(one.token)).map(|one| one.date).collect();
        let named = time::named_days(article, found, sentence, &of_saying);
        let places = places::phrases(found, tree);
        EventSentence { found, voices, tree, s, block, heads, hanging, named, places }
    }

    /// What is known of the time of the happening that `token` tells; `first` is the number of the sentence's first happening,
    /// and `leads` says that the sentence is the first of the article's own body.
    fn hint(&self, token: usize, first: u32, leads: bool) -> Hint {
        let clue = time::clue(self.tree, token, &self.heads, self.block, leads);
        Hint {
            with: clue.with.and_then(|token| self.heads.binary_search(&token).ok()).map(|i| first + i as u32),
            is_news: clue.is_news,
            told: clue.told,
            known: clue.known,
            background: clue.background || self.voices.are_marked(self.tree.token(token).span),
            sentence: self.s as u32,
            named: self.named,
            is_sequel: self
                .hanging
                .iter()
                .any(|one| one.token == token && self.found.dates[one.date as usize].basis == DateBasis::Mention),
        }
    }

    /// The mention that a head word tells, as far as its own sentence tells it; `number` is its place among the article's.
    fn mention(&self, head: EventHead, number: u32) -> EventMention {
        let EventSentence { found, tree, .. } = *self;
        let span = tree.token(head.token).span;
        let Parts { participants, place } = participants::find(found, tree, head.token);
        let near = || places::beside(&self.places, head.token).filter(|_| head.kind.is_harm());
        let place_basis = match place {
            Some(_) => Some(PlaceBasis::Own),
            None => near().map(|_| PlaceBasis::Context),
        };
        let days = time::reckon(found, &self.hanging, head.token);
        EventMention {
            span,
            clause: clause::find(tree, head.token),
            status: factuality::status(tree, head.token),
            asserted_by: self.voices.at(span),
            participants,
            place: place.or_else(near),
            place_basis,
            within: None,
            date: days.map(|days| days.date),
            from: days.and_then(|days| days.from),
            to: days.and_then(|days| days.to),
            time_basis: days.map(|_| TimeBasis::Date),
            supposed: None,
            how: status::manners(tree, head.token),
            figures: Vec::new(),
            quote: None,
            response_to: None,
            first: number,
            lemma: head.lemma,
            kind: head.kind,
            sure: head.sure,
        }
    }
}

/// The first sentence of the article's own body: what it tells is the news.
fn lead(article: &Article, found: &Annotations) -> Option<usize> {
    found.sentences.iter().position(|sentence| {
        article.blocks.get(sentence.part as usize).is_some_and(|block| block.kind == BlockKind::Body)
    })
}
