//! Which figures speak of the same thing.
//!
//! Within one story the question of two figures is how likely they answer the same question ("how many were killed?").
//! What speaks for it and against it adds up in points ([`likeness`]): what is counted, what happened to it and by what,
//! whose, where, when, whom else the sentences name, how it stands to other amounts, the words around and the headline,
//! and the value itself, since outlets that give the same uncommon value mostly mean the same thing. A value that differs
//! needs more evidence of one event: a story has many dead, and not all are of one day. Figures are then joined bottom
//! up by average linkage, so that a figure joins a matter when it fits its members on the whole, and one that
//! contradicts a member (a part, an addition, another place) stays out. Nothing is averaged into a value; passing a figure
//! that belongs to another subject is the worse mistake.

mod clause;
mod deal;
mod item;
mod lasting;
mod likeness;
mod meeting;
mod noun;
mod signs;
mod spot;

pub(crate) use lasting::began_together;

use super::{Matter, Scope, Witness};
use crate::align::bounds::DecidedPairs;
use crate::align::entities::Entities;
use crate::align::events::{Event, Telling};
use crate::align::headings::Headings;
use crate::align::linkage::Linkage;
use crate::align::matters::{EntryKind, JoinReason, JoinSign};
use crate::align::progress::{self, ProgressListener, ProgressShare};
use crate::align::unread::UnreadNote;
use crate::annotate::Annotations;
use crate::annotate::figures::Standing;
use crate::language::Language;
use crate::story::{Passage, Story};
use foldhash::{HashMap, HashMapExt};
use item::FigureItem;
use likeness::FigureLikeness;
use rayon::prelude::*;
pub use signs::FigureSign;
use spot::{FigureSurroundings, PlaceNames};
use std::collections::{BTreeMap, BTreeSet};

/// The figures that two or more articles give, and those that were joined to nothing.
pub(super) fn find(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    (found, events): (&Entities, &[Event]),
    headings: &Headings,
    (decided, heard): (&DecidedPairs, ProgressListener),
) -> (Vec<Matter>, Option<UnreadNote>) {
    let names = PlaceNames::new(language, found);
    let mut items = Vec::new();
    // The same sentence printed again says nothing new about what belongs together: it goes where the first print went, so
    // that however many print it nothing else is joined or parted.
    let mut first_prints: HashMap<(&str, u32), usize> = HashMap::new();
    let mut prints: Vec<usize> = Vec::new();
    let tellings = tellings(events, annotations.len());
    for (article, one) in annotations.iter().enumerate() {
        let of = &story.articles()[article];
        let around = FigureSurroundings::new(&names, (story, annotations, found), article, &tellings[article]);
        for (index, figure) in one.figures.iter().enumerate() {
            if let Some(item) = FigureItem::new(&around, index) {
                let sentence = one.sentences[item.sentence].span;
                let words = sentence.of(&of.text);
                let first = if words.len() >= A_SENTENCE {
                    *first_prints.entry((words, figure.span.start - sentence.start)).or_insert(items.len())
                } else {
                    items.len()
                };
                prints.push(first);
                items.push(item);
            }
        }
    }
    let originals: Vec<usize> = (0..items.len()).filter(|&i| prints[i] == i).collect();
    let at = |passage: Passage| {
        let i = items.iter().position(|item| item.witness.passage == passage)?;
        originals.binary_search(&prints[i]).ok().map(|at| at as u32)
    };
    let count = progress::figures(annotations);
    let mut clusters = cluster(language, (&items, &originals), (heard, count), |groups, points| {
        decided.hold(EntryKind::Figure, groups, at, points)
    });
    let cluster_of: HashMap<usize, usize> =
        clusters.iter().enumerate().flat_map(|(c, one)| one.members.iter().map(move |&member| (member, c))).collect();
    for i in (0..items.len()).filter(|&i| prints[i] != i) {
        clusters[cluster_of[&prints[i]]].members.push(i);
    }
    clusters.iter_mut().for_each(|cluster| cluster.members.sort_unstable());

    let (several, one): (Vec<FigureCluster>, Vec<FigureCluster>) = clusters.into_iter().partition(|cluster| {
        let articles: BTreeSet<u32> = cluster.members.iter().map(|&i| items[i].witness.passage.article).collect();
        articles.len() >= 2
    });
    let matters = several
        .into_par_iter()
        .map(|FigureCluster { members, why }| Matter { why, ..matter(story, headings, &items, &members) })
        .collect();
    let members = one.into_iter().flat_map(|cluster| cluster.members);
    let mut alone: Vec<Passage> = members.map(|i| items[i].witness.passage).collect();
    alone.sort();
    let unread = (!alone.is_empty()).then(|| UnreadNote {
        code: "figure-alone",
        message: format!("{} found in one article only", if alone.len() == 1 { "figure" } else { "figures" }),
        passages: alone,
    });
    (matters, unread)
}

/// From so many bytes on two sentences of the same words are one, printed again.
const A_SENTENCE: usize = 40;

/// For each article the mentions of happenings in it, each with its event.
fn tellings(events: &[Event], articles: usize) -> Vec<Vec<(u32, &Telling)>> {
    let mut by_article = vec![Vec::new(); articles];
    for (e, event) in (0..).zip(events) {
        event.mentions.iter().for_each(|telling| by_article[telling.passage.article as usize].push((e, telling)));
    }
    by_article
}

/// Figures that speak of the same thing, as indices, and what joined the two of them that are most alike.
struct FigureCluster {
    members: Vec<usize>,
    why: Vec<JoinReason>,
}

/// `held` tells the groups that people's decisions make of groups; so many figures are heard to be compared.
fn cluster(
    language: &Language,
    (items, originals): (&[FigureItem], &[usize]),
    (heard, figures): (ProgressListener, usize),
    held: impl Fn(Vec<Vec<u32>>, &dyn Fn(u32, u32) -> i32) -> Vec<Vec<u32>>,
) -> Vec<FigureCluster> {
    let likeness = FigureLikeness::new(language, items, originals);
    let candidates = likeness.candidates();
    let weighed = ProgressShare::of_pairs(heard, figures, candidates.len());
    let weigh = |(number, (a, b)): (usize, (u32, u32))| {
        weighed.pair(number);
        (a, b, likeness.points(a, b))
    };
    let pairs: Vec<(u32, u32, i32)> = candidates.into_par_iter().enumerate().map(weigh).collect();
    let groups = Linkage::new(originals.len(), &pairs, likeness::ENOUGH).groups();
    let groups = meeting::meet(groups, &pairs, &likeness);
    let groups = held(groups, &|a, b| likeness.points(a, b));
    let mut group_of = vec![0; originals.len()];
    for (g, group) in groups.iter().enumerate() {
        group.iter().for_each(|&i| group_of[i as usize] = g);
    }
    // The strongest link of each group; of equals the first.
    let mut links: Vec<Option<(u32, u32, i32)>> = vec![None; groups.len()];
    for &(a, b, points) in pairs.iter().filter(|(a, b, _)| group_of[*a as usize] == group_of[*b as usize]) {
        let link = &mut links[group_of[a as usize]];
        if link.is_none_or(|(_, _, most)| points > most) {
            *link = Some((a, b, points));
        }
    }
    let passage = |i: u32| items[originals[i as usize]].witness.passage;
    let cluster = |(group, link): (Vec<u32>, Option<(u32, u32, i32)>)| FigureCluster {
        members: group.into_iter().map(|i| originals[i as usize]).collect(),
        why: link
            .and_then(|(a, b, _)| Some(reasons(&likeness.signs(a, b)?, [passage(a), passage(b)])))
            .unwrap_or_default(),
    };
    groups.into_iter().zip(links).map(cluster).collect()
}

fn matter(story: &Story, headings: &Headings, items: &[FigureItem], members: &[usize]) -> Matter {
    let mut in_order: Vec<&FigureItem> = members.iter().map(|&i| &items[i]).collect();
    in_order.sort_by_key(|item| item.witness.passage);
    let witnesses: Vec<Witness> = in_order.iter().map(|item| item.told()).collect();
    let scope = |item: &&FigureItem| Scope {
        before: item.clause.standing == Standing::Before,
        part: item.clause.standing == Standing::Part,
        people: item.noun.concept.map(|_| item.noun.counts_people),
        now: item.clause.now,
        course: item.clause.course,
        updates: item.clause.updates,
        hour: item.clause.hour,
    };
    let scopes = in_order.iter().map(scope).collect();
    // The subject that says most; of equals the first.
    let fullest = members
        .iter()
        .copied()
        .max_by_key(|&i| {
            let words = story.words(items[i].subject).split_whitespace().count();
            (words.min(8), items[i].facets.len(), std::cmp::Reverse(items[i].subject))
        })
        .unwrap_or(members[0]);
    Matter {
        kind: EntryKind::Figure,
        aspect: None,
        subject: items[fullest].subject,
        facets: items[fullest].facets.clone(),
        heading: headings.find(&with_whose(story, &in_order)),
        witnesses,
        scopes,
        why: Vec::new(),
        event: shared_event(&in_order),
    }
}

/// The passages that a heading is looked for in: of an age those that tell whose it is, if any do. "Sarn, 46, resigned", not "the
/// 46-year-old resigned".
fn with_whose(story: &Story, items: &[&FigureItem]) -> Vec<Passage> {
    // A pronoun tells whose it is to nobody.
    let is_named = |item: &FigureItem| story.words(item.subject).len() > 3 && item.whose.is_some();
    let told = |item: &&&FigureItem| item.age && is_named(item);
    let is_told = items.iter().any(|item| told(&item));
    items.iter().filter(|item| !is_told || told(item)).map(|item| item.witness.passage).collect()
}

/// The happening that most of the figures hang on; of two the first.
fn shared_event(items: &[&FigureItem]) -> Option<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    items.iter().filter_map(|item| item.event).for_each(|event| *counts.entry(event).or_default() += 1);
    let (event, count) = counts.into_iter().max_by_key(|(event, count)| (*count, std::cmp::Reverse(*event)))?;
    (2 * count >= items.len()).then_some(event)
}

/// Most signs shown for an entry.
const REASONS: usize = 3;

/// What joined two figures: the strongest signs that spoke for it, each with the two figures.
fn reasons(signs: &[(FigureSign, i32)], pair: [Passage; 2]) -> Vec<JoinReason> {
    let mut signs: Vec<(FigureSign, i32)> = signs.iter().copied().filter(|(_, points)| *points > 0).collect();
    signs.sort_by_key(|(sign, points)| (std::cmp::Reverse(*points), *sign));
    let why = |(sign, points): &(FigureSign, i32)| JoinReason {
        sign: JoinSign::Figure(*sign),
        weight: Some(*points),
        passages: pair.to_vec(),
    };
    signs.iter().take(REASONS).map(why).collect()
}
