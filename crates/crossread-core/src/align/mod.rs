//! What the articles say about the same things. One file per question.

pub mod bounds;
pub mod entities;
pub mod events;
pub mod headings;
pub mod kinds;
pub mod lineage;
mod linkage;
pub mod matters;
pub mod progress;
pub mod stories;
pub mod unread;
pub mod versions;
pub mod voices;

use crate::annotate::Annotations;
use crate::language::Language;
use crate::story::{Story, Warning};
use bounds::DecidedPairs;
use entities::Entities;
use headings::Headings;
use progress::ProgressListener;
use std::sync::Arc;
use unread::UnreadNote;

/// What was found by comparing articles. Indices of articles are those of [`Story::articles`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// Who and what the articles name.
    pub entities: Arc<Vec<entities::Entity>>,
    /// For each article, for each of its referents: index into `entities`.
    pub entity_of: Vec<Vec<u32>>,
    /// Articles that are versions of one.
    pub versions: Vec<versions::Version>,
    /// For each article the first version of it: itself, mostly.
    pub first_version: Vec<u32>,
    /// Who has it from whom.
    pub lineage: Vec<lineage::Link>,
    /// Things that articles speak to.
    pub matters: Vec<matters::Matter>,
    /// What happened, as all articles tell it.
    pub events: Arc<Vec<events::Event>>,
    /// What each person and body that is named says.
    pub speeches: Vec<voices::Speech>,
    /// What could not be settled.
    pub unread: Vec<UnreadNote>,
    /// What was odd in each article: (index of the article, warning).
    pub warnings: Vec<(u32, Warning)>,
}

/// Compares all articles of a story. `annotations[i]` is what was found in `story.articles()[i]`; `decided` is what people said
/// belongs together and what does not.
pub fn align(language: &Language, story: &Story, annotations: &[Annotations], decided: &DecidedPairs) -> Alignment {
    align_heard(language, story, annotations, decided, &|_| {})
}

/// The same for whoever wants to hear how far it is.
pub fn align_heard(
    language: &Language,
    story: &Story,
    annotations: &[Annotations],
    decided: &DecidedPairs,
    heard: ProgressListener,
) -> Alignment {
    assert_eq!(story.articles().len(), annotations.len(), "one set of annotations for each article");
    // What doesn't wait for one another is looked for side by side; not all of it at once, since each needs room of its own.
    let ((entities, headings), (versions, first_version, lineage)) = rayon::join(
        || (entities::find(language, story, annotations), Headings::new(language, story, annotations)),
        || {
            let (versions, first_version) = versions::find(story, annotations);
            let lineage = lineage::find(language, story, annotations, &first_version);
            (versions, first_version, lineage)
        },
    );
    let ((events, (matters, unsettled)), (speeches, unread)) = rayon::join(
        || {
            let events = events::find(language, (story, annotations), (&entities, &headings), decided, heard);
            let matters =
                matters::find(language, (story, annotations), (&entities, &events), &headings, (decided, heard));
            (events, matters)
        },
        || {
            let speeches = voices::find(language, story, annotations, &entities.entities);
            (speeches, unread::find(language, story, annotations))
        },
    );

    let Entities { entities, entity_of, unread: ambiguous } = entities;
    let (entities, events) = (Arc::new(entities), Arc::new(events));
    let unread = [ambiguous, unsettled, unread].concat();
    let of_article = |(article, one): (usize, &Annotations)| {
        one.warnings.iter().cloned().map(|warning| (article as u32, warning)).collect::<Vec<_>>()
    };
    let warnings = annotations.iter().enumerate().flat_map(of_article).collect();
    Alignment { entities, entity_of, versions, first_version, lineage, matters, events, speeches, unread, warnings }
}

/// Disjoint sets, with path halving: things joined pair by pair.
#[derive(Clone, Debug)]
pub struct DisjointSets(Vec<usize>);

impl DisjointSets {
    /// `n` sets of one.
    pub fn new(n: usize) -> DisjointSets {
        DisjointSets((0..n).collect())
    }

    /// The member that stands for the set of `i`.
    pub fn root(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    /// Joins two; the smaller index stays the root, so that the result does not depend on the order of joining.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }

    /// Groups of items whose numbers were joined here, as one each, sorted.
    pub(crate) fn together(&mut self, mut groups: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
        // In place: of a heap a million groups hold one each, and few are joined.
        for g in 0..groups.len() {
            let root = self.root(g);
            if root != g {
                let moved = std::mem::take(&mut groups[g]);
                groups[root].extend(moved);
            }
        }
        let mut g = 0;
        groups.retain_mut(|group| {
            group.sort_unstable();
            g += 1;
            self.root(g - 1) == g - 1
        });
        groups
    }
}
