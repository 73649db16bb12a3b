//! What is told inside the clause of another happening, in every account: "a car packed with explosives was rammed into the wall"
//! tells one thing twice. The happening is the one that the clause is about.

use super::item::EventItem;
use crate::annotate::Annotations;
use crossread_language::{Relation, Sentence, Tag};
use std::collections::{BTreeMap, BTreeSet};

/// The groups; article by article those that every one of their accounts tells inside the clause of one other happening.
pub(super) fn part(annotations: &[Annotations], items: &[EventItem], groups: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
    let several =
        |group: &[u32]| group.iter().map(|&i| items[i as usize].passage.article).collect::<BTreeSet<u32>>().len() > 1;
    let mut group_at: BTreeMap<(u32, u32), Vec<(usize, usize)>> = BTreeMap::new();
    for (g, group) in groups.iter().enumerate().filter(|(_, group)| several(group)) {
        for item in group.iter().map(|&i| &items[i as usize]) {
            if let Some(token) = token(annotations, item) {
                group_at.entry((item.passage.article, item.sentence)).or_default().push((token, g));
            }
        }
    }
    // For each group those inside whose clause each of its mentions stands.
    let above = |g: usize, item: &EventItem| -> BTreeSet<usize> {
        let Some(own) = token(annotations, item) else { return BTreeSet::new() };
        let sentence = &annotations[item.passage.article as usize].sentences[item.sentence as usize];
        let Some(others) = group_at.get(&(item.passage.article, item.sentence)) else { return BTreeSet::new() };
        let up = holders(sentence, own);
        others.iter().filter(|(token, of)| *of != g && up.contains(token)).map(|(_, of)| *of).collect()
    };
    let is_inside = |g: usize, group: &[u32]| {
        let mut all: Option<BTreeSet<usize>> = None;
        for item in group.iter().map(|&i| &items[i as usize]) {
            let now = above(g, item);
            all = Some(all.map_or(now.clone(), |known| &known & &now));
        }
        all.is_some_and(|all| !all.is_empty())
    };
    let inside: Vec<bool> = groups.iter().enumerate().map(|(g, group)| several(group) && is_inside(g, group)).collect();
    let mut parted = Vec::with_capacity(groups.len());
    for (group, inside) in groups.into_iter().zip(inside) {
        if inside { parted.extend(super::by_article(items, &group)) } else { parted.push(group) }
    }
    parted
}

/// The tokens above one that are of its own clause or of the one that it fills a place in. What is joined by "and", and a clause
/// with a subject of its own, tells for itself: "the driver died after a tram caught fire".
fn holders(sentence: &Sentence, own: usize) -> BTreeSet<usize> {
    use Relation::{AclRelcl, Advcl, Ccomp, Conj, Parataxis};
    let has_subject = |i: usize| sentence.children(i).any(|child| sentence.tokens[child].relation.is_subject());
    let tells_itself = |i: usize| match sentence.tokens[i].relation {
        Conj | Parataxis => true,
        Advcl | Ccomp => has_subject(i),
        // "Rockets that were launched" describes; ", who confirmed the error" tells.
        AclRelcl => {
            let (first, _) = sentence.subtree(i);
            first > 0 && sentence.tokens[first - 1].tag == Tag::Punct
        }
        _ => false,
    };
    let mut at = own;
    std::iter::from_fn(|| {
        let head = if tells_itself(at) { None } else { sentence.head(at) };
        at = head.unwrap_or(at);
        head
    })
    .collect()
}

/// The token of a mention's head in its sentence.
fn token(annotations: &[Annotations], item: &EventItem) -> Option<usize> {
    annotations[item.passage.article as usize].sentences[item.sentence as usize].token_at(item.passage.span.start)
}
