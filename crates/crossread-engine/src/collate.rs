//! One story.

use crate::{ProgressStep, StepListener, silent};
use crossread_core::align::progress::to_compare;
use crossread_core::decisions::Decision;
use crossread_core::ledger::DecisionAnchors;
use crossread_core::{
    Alignment, Annotations, Article, DecidedPairs, Language, Ledger, Story, align_heard, annotate, tabulate,
};
use rayon::prelude::*;

/// A story with all that was made of it.
#[derive(Clone, Debug, Default)]
pub struct CollatedStory {
    /// Its articles, in the story's order.
    pub story: Story,
    /// What was found in each article.
    pub annotations: Vec<Annotations>,
    /// What was found by comparing them.
    pub alignment: Alignment,
    /// The ledger.
    pub ledger: Ledger,
}

impl CollatedStory {
    /// Compares articles that are read already. `annotations[i]` is what was found in `story.articles()[i]`; `standing` are
    /// people's decisions about them.
    pub(crate) fn of(story: Story, annotations: Vec<Annotations>, standing: &[Decision]) -> CollatedStory {
        CollatedStory::heard(story, annotations, standing, &silent)
    }

    /// The same, with how far it is told.
    fn heard(story: Story, annotations: Vec<Annotations>, standing: &[Decision], tell: StepListener) -> CollatedStory {
        let placed = DecisionAnchors::new(&story, standing);
        let bounds = placed.bounds();
        // What the machine reads by itself is known first: people's bounds lie over it.
        let times = if bounds.is_empty() { 1 } else { 2 };
        tell(ProgressStep::Weighing(times * to_compare(&annotations)));
        let alone = |bounds: &DecidedPairs| {
            let alignment = align_heard(Language::english(), &story, &annotations, bounds, &|more| {
                tell(ProgressStep::Weighed(more))
            });
            let ledger = tabulate(Language::english(), &story, &alignment);
            (alignment, ledger)
        };
        let (mut alignment, mut ledger) = alone(&DecidedPairs::default());
        let decisions = placed.lay(Language::english(), &story, &ledger);
        if !bounds.is_empty() {
            (alignment, ledger) = alone(&bounds);
        }
        ledger.decisions = decisions;
        CollatedStory { story, annotations, alignment, ledger }
    }
}

/// Lays the articles of one story side by side.
pub fn collate(articles: Vec<Article>, tell: StepListener) -> CollatedStory {
    let story = Story::new(articles);
    let annotations = annotate_all(story.articles(), tell);
    tell(ProgressStep::Comparing);
    let collated = CollatedStory::heard(story, annotations, &[], tell);
    tell(ProgressStep::Done);
    collated
}

/// The same of articles that were read before: what was found in each stands beside it. `standing` are people's decisions about them.
pub fn collate_read(read: Vec<(Article, Annotations)>, standing: &[Decision], tell: StepListener) -> CollatedStory {
    tell(ProgressStep::Comparing);
    let (story, annotations) = Story::with(read);
    let collated = CollatedStory::heard(story, annotations, standing, tell);
    tell(ProgressStep::Done);
    collated
}

/// Articles from which on it is asked whether they are one story: few may tell of one thing in ways of their own.
const A_HEAP: usize = 12;

/// Where the largest group is less than one in so many of the articles, they are no one story.
const A_STORY: usize = 5;

/// What a heap looks like that was collated as one story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeapCounts {
    /// Its stories, of two articles or more.
    pub stories: usize,
    /// The articles in none.
    pub alone: usize,
}

/// What articles look like that were collated as one story: `None` where they may well be one.
pub fn looks_like_stories(collated: &CollatedStory) -> Option<HeapCounts> {
    let articles = collated.story.articles().len();
    if articles < A_HEAP {
        return None;
    }
    let groups = crossread_core::align::stories::find(Language::english(), &collated.story, &collated.annotations);
    let largest = groups.iter().map(Vec::len).max()?;
    // Accounts of one story may fall apart by day and side: of 37 on one killing the sorting made 16, the largest of a dozen.
    let alone = groups.iter().filter(|group| group.len() == 1).count();
    (A_STORY * largest < articles).then_some(HeapCounts { stories: groups.len() - alone, alone })
}

/// Reads every article, side by side.
pub(crate) fn annotate_all(articles: &[Article], tell: StepListener) -> Vec<Annotations> {
    tell(ProgressStep::Reading(articles.len()));
    let read = |article: &Article| {
        let annotations = annotate(Language::english(), article);
        tell(ProgressStep::Read);
        annotations
    };
    articles.par_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[test]
    fn whoever_waits_hears_how_much_is_compared_and_all_of_it() {
        let text = |killed: u32| {
            format!(
                "A fire at the paper mill of Dorn killed {killed} people on Friday, the police said. “We saw it from afar,” said Ole Marn."
            )
        };
        let lines = [text(12), text(14), text(15)].map(|text| format!("{{\"text\": \"{text}\"}}\n")).concat();
        let intake = crate::take(&["-".into()], &crate::GivenFacts::default(), &mut lines.as_bytes(), &silent);
        let heard = Mutex::new((0, 0));
        let collated = collate(intake.articles, &|step| match step {
            ProgressStep::Weighing(count) => heard.lock().unwrap().0 += count,
            ProgressStep::Weighed(count) => heard.lock().unwrap().1 += count,
            _ => {}
        });
        let (all, done) = heard.into_inner().unwrap();
        assert_eq!(all, to_compare(&collated.annotations));
        assert_eq!(done, all);
    }
}
