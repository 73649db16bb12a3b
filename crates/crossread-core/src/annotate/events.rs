//! Events: dated or datable happenings.

use super::Annotations;
use super::dates::DateKind;
use super::figures::{Reference, Status};
use crate::story::Article;
use crossread_language::{Features, MentionKind, Relation, Span, Tag, Word};

/// A happening in one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventMention {
    /// Its head word.
    pub span: Span,
    /// The head word's dictionary form.
    pub lemma: String,
    /// Who took part, and how.
    pub participants: Vec<(Role, Reference)>,
    /// Where.
    pub place: Option<Reference>,
    /// When: index into [`Annotations::dates`].
    pub date: Option<u32>,
    /// Whether it is said to have happened.
    pub status: Status,
}

/// How somebody took part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Did it.
    Agent,
    /// It was done to them.
    Patient,
    /// Any other part.
    Other,
}

/// Finds the events of an article: the verbs that dates hang on. Needs sentences, names, dates, quotes; fills
/// `found.events`. What a noun tells ("the vote on Sunday") and what no date hangs on is not found yet.
pub fn find(article: &Article, found: &mut Annotations) {
    let text = &article.text;
    let mut events: Vec<EventMention> = Vec::new();
    for (d, date) in found.dates.iter().enumerate() {
        let dated = matches!(date.kind, DateKind::Date | DateKind::Time) && date.from.is_some();
        let s = found.sentences.partition_point(|sentence| sentence.span.end <= date.span.start);
        let Some(sentence) = found.sentences.get(s).filter(|_| dated) else { continue };
        let Some(at) = sentence.tokens_in(date.span).next() else { continue };
        let Some(verb) = sentence.ancestors(at).find(|&i| sentence.tokens[i].tag == Tag::Verb) else { continue };
        let token = &sentence.tokens[verb];
        if events.iter().any(|event| event.span == token.span) {
            continue;
        }
        let name_in = |i: usize, kind: Option<MentionKind>| {
            let span = sentence.subtree_span(i);
            let first = found.names.partition_point(|name| name.span.end <= span.start);
            let inside = found.names[first..].iter().take_while(|name| name.span.start < span.end);
            inside
                .filter(|name| span.contains(name.span) && kind.is_none_or(|kind| name.kind == kind))
                .map(|name| Reference { span: name.span, referent: Some(name.referent) })
                .next()
        };
        let mut participants = Vec::new();
        let mut place = None;
        for child in sentence.children(verb) {
            let relation = sentence.tokens[child].relation;
            let role = match relation {
                Relation::Nsubj | Relation::OblAgent => Role::Agent,
                Relation::Obj | Relation::NsubjPass => Role::Patient,
                Relation::Iobj => Role::Other,
                Relation::Obl => {
                    place = place.or_else(|| name_in(child, Some(MentionKind::Place)));
                    continue;
                }
                _ => continue,
            };
            participants.extend(name_in(child, None).map(|who| (role, who)));
        }
        let helped = |words: &[Word]| sentence.children(verb).any(|child| words.contains(&sentence.tokens[child].word));
        let negated = sentence.children(verb).any(|child| sentence.tokens[child].features.has(Features::NEGATIVE));
        let status = if negated {
            Status::Negated
        } else if helped(&[Word::of("will"), Word::of("'ll"), Word::of("shall")]) {
            Status::Planned
        } else if helped(&[Word::of("if"), Word::of("would"), Word::of("could"), Word::of("might"), Word::of("may")]) {
            Status::Hypothetical
        } else {
            Status::Asserted
        };
        let lemma = crossread_language::lemma(token.span.of(text), token);
        events.push(EventMention { span: token.span, lemma, participants, place, date: Some(d as u32), status });
    }
    events.sort_by_key(|event| event.span);
    found.events = events;
}
