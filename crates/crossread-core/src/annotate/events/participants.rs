//! Who took part in a happening, by role, and where it was.

use super::arguments::{self, Argument, ArgumentRole};
use super::tree::Tree;
use super::{Participant, Role};
use super::{phrases, roles};
use crate::annotate::Annotations;
use crate::annotate::dates::DateKind;
use crate::annotate::figures::Reference;
use crate::annotate::names::{Name, names_in};
use crossread_language::{MentionKind, Relation, Span, Tag};

/// The participants of a happening and its place.
pub(super) struct Parts {
    /// In order.
    pub participants: Vec<Participant>,
    /// Where it was.
    pub place: Option<Reference>,
}

/// Who took part in the happening that word `head` tells, and where it was.
pub(super) fn find(found: &Annotations, tree: &Tree, head: usize) -> Parts {
    let mut parts = Parts { participants: Vec::new(), place: None };
    let mut doubtful_place = None;
    for argument in belonging(tree, head) {
        if is_dated(found, tree, argument.token) {
            continue;
        }
        let role = match argument.part {
            ArgumentRole::Doer | ArgumentRole::Undergoer if is_town(found, tree, head, argument) => None,
            ArgumentRole::Doer => Some(Role::Agent),
            ArgumentRole::Undergoer => Some(Role::Patient),
            ArgumentRole::Second | ArgumentRole::Third | ArgumentRole::Fourth => Some(other_role(tree, argument.token)),
            ArgumentRole::Manner if is_means(tree, argument.token) => Some(Role::Instrument),
            ArgumentRole::Place => None,
            ArgumentRole::None
            | ArgumentRole::Time
            | ArgumentRole::Manner
            | ArgumentRole::Purpose
            | ArgumentRole::Cause => continue,
        };
        let is_place = phrases::is_place(tree, argument.token);
        if is_place && role.is_none_or(|role| role == Role::Other) {
            parts.place = parts.place.or_else(|| Some(place(found, tree, argument)));
        } else if role.is_none() && is_noun_phrase(tree, argument.token) {
            // "killed in a raid" tells no place.
            let named = Some(place(found, tree, argument)).filter(|place| place.referent.is_some());
            doubtful_place = doubtful_place.or(named);
        }
        if let Some(role) = role.filter(|_| is_noun_phrase(tree, argument.token)) {
            parts.participants.push(participant(found, tree, argument, role));
        }
    }
    parts.place = parts
        .place
        .or(doubtful_place)
        .or_else(|| place_within(found, tree, head))
        .or_else(|| shared_place(found, tree, head));
    parts.participants.shrink_to_fit();
    parts
}

/// What belongs to a happening: what was learned, and beyond it what the tree says plainly.
fn belonging(tree: &Tree, head: usize) -> Vec<Argument> {
    let mut found = arguments::find(tree, head);
    for ruled in roles::find(tree, head) {
        // "His ouster": whose it is, learned roles take for who did it.
        let is_owner = tree.relation(ruled.token) == Relation::NmodPoss && ruled.part == ArgumentRole::Undergoer;
        if is_owner && let Some(owner) = found.iter_mut().find(|argument| argument.token == ruled.token) {
            owner.part = ArgumentRole::Undergoer;
        }
        let taken = found.iter().any(|argument| {
            argument.part == ruled.part && ruled.part != ArgumentRole::Place
                || argument.token == ruled.token
                || ruled.first <= argument.last && argument.first <= ruled.last
        });
        if !taken && matches!(ruled.part, ArgumentRole::Doer | ArgumentRole::Undergoer | ArgumentRole::Place) {
            found.push(ruled);
        }
    }
    found.sort_by_key(|argument| (argument.first, argument.token));
    found
}

/// How an argument beyond the first two took part: to whom, with what, or otherwise.
fn other_role(tree: &Tree, i: usize) -> Role {
    if tree.relation(i) == Relation::Iobj {
        return Role::Recipient;
    }
    match tree.case(i) {
        Some(case) if tree.is(case, &tree.language.grammar.toward) && tree.relation(i) == Relation::Obl => {
            Role::Recipient
        }
        _ if is_means(tree, i) => Role::Instrument,
        None if tree.relation(i) == Relation::Compound => Role::Instrument,
        _ => Role::Other,
    }
}

/// "with a knife".
fn is_means(tree: &Tree, i: usize) -> bool {
    tree.tag(i) == Tag::Noun && tree.case(i).is_some_and(|case| tree.is(case, &tree.language.events.means))
}

fn is_noun_phrase(tree: &Tree, i: usize) -> bool {
    matches!(tree.tag(i), Tag::Noun | Tag::Propn | Tag::Pron | Tag::Num)
        || tree.tag(i) == Tag::Det && tree.children(i).next().is_some()
        || tree.tag(i) == Tag::Adj && tree.children(i).any(|child| tree.tag(child) == Tag::Det)
}

/// Whether a date covers word `i`.
fn is_dated(found: &Annotations, tree: &Tree, i: usize) -> bool {
    let span = tree.token(i).span;
    let first = found.dates.partition_point(|date| date.span.end <= span.start);
    found.dates.get(first).is_some_and(|date| date.span.overlaps(span) && date.kind != DateKind::Set)
}

/// "the Baghdad attack", "an Orlando terror attack": where, and neither who nor whom. A country, its people or its body before a noun acts.
fn is_town(found: &Annotations, tree: &Tree, head: usize, argument: Argument) -> bool {
    let token = argument.token;
    let is_noun = |i: usize| matches!(tree.tag(i), Tag::Noun | Tag::Propn | Tag::Adj);
    let before = token < head && tree.relation(token) == Relation::Compound && (token..head).all(is_noun);
    let span = tree.token(token).span;
    let (words, countries) = (span.of(tree.text), &tree.language.names.countries);
    before
        && named_at(found, span).is_some_and(|name| name.kind == MentionKind::Place)
        && countries.full_name(words).is_none()
        && countries.of_demonym(words).is_none()
}

fn participant(found: &Annotations, tree: &Tree, argument: Argument, role: Role) -> Participant {
    let span = phrase(tree, argument);
    let referent = referent(found, tree, argument.token);
    Participant { span, head: tree.token(argument.token).span, role, referent }
}

/// The noun phrase without its preposition, possessive and relative clause.
fn phrase(tree: &Tree, argument: Argument) -> Span {
    let token = argument.token;
    let (mut first, mut last) = (argument.first, argument.last);
    for child in tree.children(token) {
        let (from, to) = tree.extent(child);
        match tree.relation(child) {
            Relation::Case | Relation::Mark | Relation::Cc if to < token => first = first.max(to + 1),
            Relation::Case if from > token => last = last.min(from - 1),
            Relation::AclRelcl | Relation::Parataxis | Relation::Punct if from > token => last = last.min(from - 1),
            _ => {}
        }
    }
    while last > token && tree.tag(last) == Tag::Punct {
        last -= 1;
    }
    tree.words(first.min(token), last.max(token))
}

/// The name that covers a word.
fn named_at(found: &Annotations, span: Span) -> Option<&Name> {
    names_in(&found.names, span).next()
}

/// Whom a phrase names, describes or stands for: the name at its head, or beside it ("the minister, Ann Lowe").
fn referent(found: &Annotations, tree: &Tree, token: usize) -> Option<u32> {
    if let Some(name) = named_at(found, tree.token(token).span) {
        return Some(name.referent);
    }
    let beside = tree.children(token).filter(|&child| matches!(tree.relation(child), Relation::Appos | Relation::Flat));
    beside.filter_map(|child| named_at(found, tree.token(child).span)).map(|name| name.referent).next()
}

/// The words that say where, and whom they name.
fn place(found: &Annotations, tree: &Tree, argument: Argument) -> Reference {
    // "A town [held by rebels on Saturday], according to activists": what was done there, when and who says so is no part of where.
    let is_more = |&child: &usize| {
        let (from, _) = tree.extent(child);
        from > argument.token
            && (matches!(tree.relation(child), Relation::Acl | Relation::Advcl)
                || tree.tag(from) == Tag::Verb
                || is_dated(found, tree, child))
    };
    let more = tree.children(argument.token).filter(is_more).map(|child| tree.extent(child).0);
    let last = more.min().map_or(argument.last, |from| from - 1);
    let span = phrase(tree, Argument { last, ..argument });
    match named_at(found, tree.token(argument.token).span).filter(|name| name.kind == MentionKind::Place) {
        Some(name) => Reference { span: name.span, referent: Some(name.referent) },
        None => Reference { span, referent: place_in(found, span).map(|name| name.referent) },
    }
}

/// The first place named in the words at `span`.
fn place_in(found: &Annotations, span: Span) -> Option<&Name> {
    names_in(&found.names, span).filter(|name| name.kind == MentionKind::Place).find(|name| span.contains(name.span))
}

/// "killed 12 people in the town": a phrase behind who or what took part says where as well. Behind "the minister in the
/// capital" stands where the minister is, so only of those it was done to.
fn place_within(found: &Annotations, tree: &Tree, head: usize) -> Option<Reference> {
    let taken = tree.children(head).filter(|&child| matches!(tree.relation(child), Relation::Obj | Relation::OblAgent));
    let behind = taken.flat_map(|part| tree.children(part).filter(move |&child| child > part));
    let mut places = behind.filter(|&child| {
        tree.relation(child) == Relation::Nmod && phrases::is_place(tree, child) && !is_dated(found, tree, child)
    });
    places.next().map(|child| {
        let (first, last) = tree.extent(child);
        place(found, tree, Argument { token: child, part: ArgumentRole::Place, first, last })
    })
}

/// How many words up a place is looked for.
const REACH: usize = 3;

/// The place of what a happening is part of: of the verb whose object or result it is ("exploded in the town, killing
/// 12", "carried out an attack in the town"), of the verb beside which it stands.
fn shared_place(found: &Annotations, tree: &Tree, head: usize) -> Option<Reference> {
    let mut at = head;
    for _ in 0..REACH {
        let above = tree.head(at)?;
        let shares = match tree.relation(at) {
            Relation::Obj | Relation::Nsubj | Relation::NsubjPass => {
                tree.tag(at) == Tag::Noun && tree.tag(above) == Tag::Verb
            }
            Relation::Advcl => tree.case(at).is_none() && !tree.is_finite(at) && !tree.is_infinitive(at),
            Relation::Conj => tree.tag(at) == tree.tag(above),
            Relation::Obl | Relation::Nmod => tree.tag(above) != Tag::Propn,
            _ => false,
        };
        if !shares {
            return None;
        }
        for child in tree.children(above).filter(|&child| child != at) {
            let behind = matches!(tree.relation(child), Relation::Obl | Relation::Nmod);
            if behind && phrases::is_place(tree, child) && !is_dated(found, tree, child) {
                let (first, last) = tree.extent(child);
                return Some(place(found, tree, Argument { token: child, part: ArgumentRole::Place, first, last }));
            }
        }
        at = above;
    }
    None
}
