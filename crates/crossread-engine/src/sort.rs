//! A heap of articles, sorted into stories.

use crate::collate::{CollatedStory, annotate_all};
use crate::{ProgressStep, StepListener};
use crossread_core::Language;
use crossread_core::align::stories;
use crossread_core::decisions::{self, Decision};
use crossread_core::{Annotations, Article, Story};
use rayon::prelude::*;

/// The stories of a heap.
#[derive(Clone, Debug, Default)]
pub struct HeapStories {
    /// The largest first; of equals the one with the oldest article.
    pub stories: Vec<CollatedStory>,
    /// The articles in no story.
    pub alone: Vec<Article>,
    /// What was found in each of those.
    pub alone_annotations: Vec<Annotations>,
    /// The decisions about passages that stand in no story, or not in one alone.
    pub unplaced: Vec<Decision>,
}

/// Sorts a heap of articles into stories, and lays the articles of each side by side.
pub fn sort(articles: Vec<Article>, tell: StepListener) -> HeapStories {
    let heap = Story::new(articles);
    let annotations = annotate_all(heap.articles(), tell);
    parted(heap, annotations, &[], tell)
}

/// The same of articles that were read before: what was found in each stands beside it. `standing` are people's decisions about them.
pub fn sort_read(read: Vec<(Article, Annotations)>, standing: &[Decision], tell: StepListener) -> HeapStories {
    let (heap, annotations) = Story::with(read);
    parted(heap, annotations, standing, tell)
}

fn parted(heap: Story, annotations: Vec<Annotations>, standing: &[Decision], tell: StepListener) -> HeapStories {
    tell(ProgressStep::Comparing);
    let whole = if standing.is_empty() { Story::default() } else { heap.clone() };
    let (parted, (alone, alone_annotations)) = part(heap, annotations);
    let (of_stories, unplaced) = {
        let parts: Vec<&Story> = parted.iter().map(|(story, _)| story).collect();
        decisions::placeable(standing, &parts, &whole)
    };
    let all: Vec<_> = parted.into_iter().zip(of_stories).collect();
    tell(ProgressStep::Collating(all.iter().map(|((story, _), _)| story.articles().len()).sum()));
    let collated = |((story, annotations), own): ((Story, Vec<Annotations>), Vec<Decision>)| {
        let collated = CollatedStory::of(story, annotations, &own);
        tell(ProgressStep::Collated(collated.story.articles().len()));
        collated
    };
    let stories = all.into_par_iter().map(collated).collect();
    tell(ProgressStep::Done);
    HeapStories { stories, alone, alone_annotations, unplaced }
}

/// Which articles of a heap tell one story, by what each is compared by: the lists as [`sort`] has its stories, an article in none
/// alone in its list. `articles` are in the order of a [`Story`].
pub fn stories_among(articles: &[stories::ArticleProfile]) -> Vec<Vec<u32>> {
    largest_first(stories::find_among(Language::english(), articles))
}

fn largest_first(mut lists: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
    lists.sort_by_key(|list| (std::cmp::Reverse(list.len()), list[0]));
    lists
}

/// Articles, and what was found in each.
type AnnotatedArticles = (Vec<Article>, Vec<Annotations>);

/// The stories of a heap, each with what was found in its articles, and the articles in no story.
fn part(heap: Story, annotations: Vec<Annotations>) -> (Vec<(Story, Vec<Annotations>)>, AnnotatedArticles) {
    let lists = largest_first(stories::find(Language::english(), &heap, &annotations));
    let mut parts: Vec<Option<(Article, Annotations)>> =
        heap.into_articles().into_iter().zip(annotations).map(Some).collect();
    let (mut stories, mut alone) = (Vec::new(), AnnotatedArticles::default());
    for list in lists {
        let (articles, annotations): (Vec<Article>, Vec<Annotations>) =
            list.iter().filter_map(|&article| parts[article as usize].take()).unzip();
        if list.len() > 1 {
            // The articles of a heap are in order, and so are those of each list: making a story of them moves none.
            stories.push((Story::new(articles), annotations));
        } else {
            alone.0.extend(articles);
            alone.1.extend(annotations);
        }
    }
    (stories, alone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[test]
    fn whoever_waits_hears_how_many_articles_are_laid_side_by_side() {
        let text = |killed: u32| {
            format!("A fire at the paper mill of Dorn killed {killed} people on Friday, the police said.")
        };
        let other = "Judges at the bakers' fair in Ostrel gave the prize for rye loaves to Olga Prenn.".to_owned();
        let lines = [text(12), text(14), other].map(|text| format!("{{\"text\": \"{text}\"}}\n")).concat();
        let intake = crate::take(&["-".into()], &crate::GivenFacts::default(), &mut lines.as_bytes(), &crate::silent);
        let heard = Mutex::new(Vec::new());
        let tell = |step: ProgressStep| match step {
            ProgressStep::Comparing => heard.lock().unwrap().push("comparing".to_owned()),
            ProgressStep::Collating(count) => heard.lock().unwrap().push(format!("of {count}")),
            ProgressStep::Collated(count) => heard.lock().unwrap().push(count.to_string()),
            _ => {}
        };
        let sorted = sort(intake.articles, &tell);
        assert_eq!((sorted.stories.len(), sorted.alone.len()), (1, 1));
        assert_eq!(heard.into_inner().unwrap(), ["comparing", "of 2", "2"]);
    }
}
