//! Which mentions of one article tell the same happening: "a strike", "the strike", "struck".
//!
//! A mention joins the nearest earlier one that its words allow and that something speaks for: a determiner that points
//! back, somebody who took part in both, the same count, a headline and its lead. Where that is open, mentions stay apart:
//! a wrong join is shown to readers, a missed one is found again across articles.

use super::tree::Tree;
use super::{EventKind, EventMention, Participant, PlaceBasis, Role};
use crate::annotate::Annotations;
use crate::annotate::figures::{Standing, Status};
use crate::language::events::EventWords;
use crate::language::{Group, Language};
use crate::quantity::Bound;
use crate::story::BlockKind;
use crossread_language::{Features, Relation, Span, Tag, Word};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How a mention points to what it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pointing {
    /// A verb or adjective.
    Verb,
    /// "the strike", "that strike", "his arrest": known already.
    Back,
    /// "a strike": new in a text, but a headline may have told it.
    New,
    /// "two strikes", "another strike": not what was told of.
    Other,
    /// "strikes", "Brandal strike": neither.
    Bare,
}

/// What a mention's sentence tells of how it points.
pub(super) struct Look {
    sentence: usize,
    is_title: bool,
    pointing: Pointing,
    is_plural: bool,
    /// The nouns that tell it from others of its sort: "drone" of "the drone strike".
    sorts: Vec<Word>,
    /// Of a verb that says only that something happens: the head of what happens.
    happens: Option<Span>,
}

/// Looks at the mention that token `head` tells, in the sentence of that number.
pub(super) fn look(tree: &Tree, head: usize, sentence: usize, block: Option<BlockKind>) -> Look {
    let is_noun = matches!(tree.tag(head), Tag::Noun | Tag::Propn);
    let words = &tree.language.events;
    let any = |group: &Group| tree.children(head).any(|child| group.has(tree.lemma(child)));
    let owned = tree.child(head, Relation::NmodPoss).is_some();
    let pointing = match () {
        () if !is_noun => Pointing::Verb,
        () if any(&words.others) || tree.child(head, Relation::Nummod).is_some() => Pointing::Other,
        () if any(&words.new) => Pointing::New,
        () if any(&tree.language.grammar.pointing) || owned => Pointing::Back,
        () => Pointing::Bare,
    };
    let sorts = tree.children(head).filter(|&child| is_noun && tree.relation(child) == Relation::Compound);
    let happens = (tree.tag(head) == Tag::Verb && words.occurring.has(tree.lemma(head)))
        .then(|| happening(tree, head).map(|noun| tree.token(noun).span));
    Look {
        happens: happens.flatten(),
        sentence,
        is_title: block == Some(BlockKind::Title),
        pointing,
        is_plural: is_noun && tree.has(head, Features::PLURAL),
        sorts: sorts.map(|child| tree.lemma(child)).collect(),
    }
}

/// What happens by a verb that says only that: "the crash occurred", "the crash, which happened on Monday".
fn happening(tree: &Tree, verb: usize) -> Option<usize> {
    let subject = tree.child(verb, Relation::Nsubj)?;
    let relative = tree.relation(verb) == Relation::AclRelcl && tree.tag(subject) != Tag::Noun;
    if relative { tree.head(verb) } else { Some(subject) }
}

/// For each mention of an article the first that tells the same: its own index where it is that. `days` holds the days of each, as far as
/// dates of its sentence tell them.
pub(super) fn find(
    language: &Language,
    (text, found): (&str, &Annotations),
    (events, days): (&[EventMention], &[Option<(Date, Date)>]),
    looks: &[Look],
) -> Vec<u32> {
    let article = MentionChains { words: &language.events, text, found, events, days, looks };
    let families: Vec<u32> = events.iter().map(|event| language.learned.words.family(Word::of(&event.lemma))).collect();
    let mut firsts: Vec<u32> = (0..events.len() as u32).collect();
    // The mentions of each family, and the chains of each kind, in order.
    let mut of_family: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut of_kind: BTreeMap<EventKind, Vec<usize>> = BTreeMap::new();
    for later in 0..events.len() {
        let earlier = of_family.entry(families[later]).or_default();
        let same =
            earlier.iter().rev().take(CANDIDATES).copied().find(|&earlier| article.is_same(earlier, later, &firsts));
        let same = same.or_else(|| article.happens(later));
        let chains = of_kind.entry(events[later].kind).or_default();
        let same = same.or_else(|| article.same_death(chains, later)).or_else(|| article.named_anew(chains, later));
        earlier.push(later);
        match same {
            Some(same) => firsts[later] = firsts[same],
            None => chains.push(later),
        }
    }
    firsts
}

/// So many of the latest mentions of a family are compared with a new one.
const CANDIDATES: usize = 12;

/// An article's mentions.
struct MentionChains<'a> {
    words: &'a EventWords,
    text: &'a str,
    found: &'a Annotations,
    events: &'a [EventMention],
    /// The days of each, as far as dates of its sentence tell them.
    days: &'a [Option<(Date, Date)>],
    looks: &'a [Look],
}

impl MentionChains<'_> {
    /// Whether a later mention, of the same word or one made from it, tells what an earlier one tells.
    fn is_same(&self, earlier: usize, later: usize, firsts: &[u32]) -> bool {
        let (a, b) = (&self.looks[earlier], &self.looks[later]);
        // Who said what is told by the quotes.
        let said = self.events[later].kind == EventKind::Statement && b.pointing == Pointing::Verb;
        if said || b.pointing == Pointing::Other || self.excludes(earlier, later) {
            return false;
        }
        // What is told of the first of a chain holds of all.
        let first = firsts[earlier] as usize;
        if first != earlier && self.excludes(first, later) {
            return false;
        }
        let headline = self.looks[earlier].is_title && b.sentence <= a.sentence + LEAD;
        match b.pointing {
            Pointing::Back if !b.is_plural => true,
            Pointing::New => headline,
            _ => headline || self.shares_part(earlier, later) || self.shares_count(earlier, later),
        }
    }

    /// The mention of its sentence that a verb says has happened.
    fn happens(&self, later: usize) -> Option<usize> {
        let what = self.looks[later].happens?;
        let sentence = self.looks[later].sentence;
        let before = (0..later).rev().take_while(|&i| self.looks[i].sentence == sentence);
        before.into_iter().find(|&i| self.events[i].span == what)
    }

    /// The chain that tells the death of the same people in other words: "killed", "murdered", "dead".
    fn same_death(&self, chains: &[usize], later: usize) -> Option<usize> {
        if self.events[later].kind != EventKind::Death || self.looks[later].pointing == Pointing::Other {
            return None;
        }
        let victim = |event: &EventMention| event.participants.iter().find(|part| part.role == Role::Patient).copied();
        let mine = victim(&self.events[later])?;
        chains.iter().rev().take(CANDIDATES).copied().find(|&earlier| {
            let same = victim(&self.events[earlier]).is_some_and(|other| match (mine.referent, other.referent) {
                (Some(mine), Some(other)) => mine == other,
                (None, None) => self.same_head(&mine, &other) && self.shares_count(earlier, later),
                _ => false,
            });
            same && !self.excludes(earlier, later)
        })
    }

    /// The chain that a definite word of the same kind points back to: "the attack" after "a bomb exploded", where the
    /// article has told of one happening of that kind alone.
    fn named_anew(&self, chains: &[usize], later: usize) -> Option<usize> {
        let (event, look) = (&self.events[later], &self.looks[later]);
        let general = self.words.is_general(event.kind, &event.lemma);
        if look.pointing != Pointing::Back || look.is_plural || !look.sorts.is_empty() || !general {
            return None;
        }
        let [only] = chains else { return None };
        let near = look.sentence <= self.looks[*only].sentence + NEAR;
        (near && !self.excludes(*only, later)).then_some(*only)
    }

    /// Whether two mentions cannot tell the same happening.
    fn excludes(&self, earlier: usize, later: usize) -> bool {
        let (a, b) = (&self.looks[earlier], &self.looks[later]);
        let (first, second) = (&self.events[earlier], &self.events[later]);
        let nouns = a.pointing != Pointing::Verb && b.pointing != Pointing::Verb;
        let is_real = |event: &EventMention| matches!(event.status, Status::Asserted | Status::Planned);
        let sorts = !a.sorts.is_empty() && !b.sorts.is_empty() && !a.sorts.iter().any(|sort| b.sorts.contains(sort));
        let more = second.figures.iter().any(|&figure| self.found.figures[figure as usize].standing == Standing::More);
        a.sentence == b.sentence
            || more
            || a.is_plural != b.is_plural && (nouns || first.kind == EventKind::Attack)
            || nouns && sorts
            || is_real(first) != is_real(second) && first.status != second.status
            || self.other_days(earlier, later)
            || self.other_place(first, second)
            || self.other_parts(first, second)
            || self.other_counts(first, second)
    }

    fn other_days(&self, earlier: usize, later: usize) -> bool {
        matches!((self.days[earlier], self.days[later]), (Some(a), Some(b)) if a.1 < b.0 || b.1 < a.0)
    }

    fn other_place(&self, first: &EventMention, second: &EventMention) -> bool {
        let own = |event: &EventMention| event.place_basis == Some(PlaceBasis::Own);
        let referent = |event: &EventMention| event.place.filter(|_| own(event))?.referent;
        matches!((referent(first), referent(second)), (Some(a), Some(b)) if a != b)
    }

    /// Whether different ones did it, or it was done to different ones.
    fn other_parts(&self, first: &EventMention, second: &EventMention) -> bool {
        [Role::Agent, Role::Patient].into_iter().any(|role| {
            let of = |event: &EventMention| event.participants.iter().find(|part| part.role == role).copied();
            let (Some(a), Some(b)) = (of(first), of(second)) else { return false };
            match (a.referent, b.referent) {
                (Some(a), Some(b)) => a != b,
                (None, None) => {
                    role == Role::Patient && self.is_common(&a) && self.is_common(&b) && !self.same_head(&a, &b)
                }
                _ => false,
            }
        })
    }

    /// Whether both count, and not the same number.
    fn other_counts(&self, first: &EventMention, second: &EventMention) -> bool {
        let counts = |event: &EventMention| -> Vec<_> {
            let figures = event.figures.iter().map(|&figure| &self.found.figures[figure as usize].quantity);
            figures
                .filter(|quantity| quantity.bound == Bound::Exact)
                .map(|quantity| (quantity.low, quantity.high))
                .collect()
        };
        let (a, b) = (counts(first), counts(second));
        !a.is_empty() && !b.is_empty() && !a.iter().any(|count| b.contains(count))
    }

    /// Whether both count the same number, and neither counts more of what was counted: "another 40".
    fn shares_count(&self, earlier: usize, later: usize) -> bool {
        let counts =
            |event: usize| self.events[event].figures.iter().map(|&figure| &self.found.figures[figure as usize]);
        counts(earlier).filter(|figure| figure.standing != Standing::More).any(|first| {
            counts(later).any(|second| {
                let (a, b) = (&first.quantity, &second.quantity);
                second.standing != Standing::More && (a.low, a.high, a.unit) == (b.low, b.high, b.unit)
            })
        })
    }

    /// Whether somebody or something took part in both, in one role.
    fn shares_part(&self, earlier: usize, later: usize) -> bool {
        let (first, second) = (&self.events[earlier], &self.events[later]);
        first.participants.iter().any(|a| {
            second.participants.iter().any(|b| {
                let same = match (a.referent, b.referent) {
                    (Some(a), Some(b)) => a == b,
                    _ => self.same_head(a, b) && !self.is_pronoun(a),
                };
                // That one did the like before tells little, but of what is done once.
                same && a.role == b.role && (a.role == Role::Patient || once(second.kind))
            })
        })
    }

    fn same_head(&self, a: &Participant, b: &Participant) -> bool {
        a.head.of(self.text).eq_ignore_ascii_case(b.head.of(self.text))
    }

    fn is_common(&self, part: &Participant) -> bool {
        self.found.tokens_in(part.head).any(|token| token.tag == Tag::Noun)
    }

    fn is_pronoun(&self, part: &Participant) -> bool {
        self.found.tokens_in(part.head).any(|token| token.tag == Tag::Pron)
    }
}

/// Kinds of what one seldom does twice in one account.
fn once(kind: EventKind) -> bool {
    use EventKind::*;
    matches!(kind, Attack | Death | Injury | Disaster | Accident | Arrest | Office | Protest)
}

/// A lead is so many sentences behind the headline at most.
const LEAD: usize = 3;

/// So many sentences back a word of another family points at most.
const NEAR: usize = 4;
