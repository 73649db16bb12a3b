//! Where the parts of a story lie. The sections ask here and never write an address themselves.

use crossread_core::ledger::Entry;
use crossread_core::{CodePoints, Passage, Story};
use std::collections::BTreeSet;

/// Digits of an article's id in the anchors of one file, as entries have them, where they tell the articles apart.
const SHORT: usize = 8;

/// Addresses of one story: anchors within one file, or pages of a server. Made of what a thing is, not of its place in a list, so
/// that a link still leads to the same words when an older article has been added.
pub(super) struct Links<'a> {
    story: &'a Story,
    /// Whether each thing has a page of its own.
    served: bool,
    /// Whether the page of an article must be told of a passage that leads there: it knows its story's alone.
    foreign: bool,
    /// How many digits of an article's id tell it from the story's others.
    digits: usize,
    /// Code points of each article's offsets.
    points: Vec<CodePoints<'a>>,
}

impl<'a> Links<'a> {
    /// All lies in one file.
    pub(super) fn within(story: &'a Story) -> Links<'a> {
        let first: BTreeSet<String> = story.articles().iter().map(|article| article.id()[..SHORT].to_owned()).collect();
        let digits = if first.len() == story.articles().len() { SHORT } else { 2 * SHORT };
        Links { digits, served: false, ..Links::served(story) }
    }

    /// Each view, entry and article has a page of its own (`schema/bench.md`).
    pub(super) fn served(story: &'a Story) -> Links<'a> {
        let points = story.articles().iter().map(|article| CodePoints::new(&article.text)).collect();
        Links { story, served: true, foreign: false, digits: 2 * SHORT, points }
    }

    /// The same for a page that leads to passages of which the article's own page may know nothing.
    pub(super) fn from_outside(story: &'a Story) -> Links<'a> {
        Links { foreign: true, ..Links::served(story) }
    }

    /// Whether each thing has a page of its own.
    pub(super) fn is_served(&self) -> bool {
        self.served
    }

    fn id(&self, article: u32) -> String {
        self.story.articles()[article as usize].id()
    }

    /// The anchor that an entry carries.
    pub(super) fn entry_anchor(&self, entry: &Entry) -> String {
        format!("e-{}", entry.id)
    }

    /// The anchor that an article carries.
    pub(super) fn article_anchor(&self, article: u32) -> String {
        format!("a-{}", &self.id(article)[..self.digits])
    }

    /// The anchor that the words of a passage carry in their article.
    pub(super) fn passage_anchor(&self, passage: Passage) -> String {
        if !self.served {
            return format!("{}-{}", self.article_anchor(passage.article), passage.span.start);
        }
        let (start, end) = self.points(passage);
        format!("c={start}-{end}")
    }

    /// Where a passage stands in its article, in code points.
    pub(super) fn points(&self, passage: Passage) -> (u32, u32) {
        self.points[passage.article as usize].of(passage.span)
    }

    /// Leads to an entry.
    pub(super) fn entry(&self, entry: &Entry) -> String {
        match self.served {
            false => format!("#{}", self.entry_anchor(entry)),
            true => format!("/s/{}/e/{}", self.story.id(), entry.id),
        }
    }

    /// Leads to an article.
    pub(super) fn article(&self, article: u32) -> String {
        match self.served {
            false => format!("#{}", self.article_anchor(article)),
            true => format!("/a/{}", self.id(article)),
        }
    }

    /// Leads to the place of a passage in its article.
    pub(super) fn passage(&self, passage: Passage) -> String {
        let anchor = self.passage_anchor(passage);
        match self.served {
            false => format!("#{anchor}"),
            true if self.foreign => format!("{}?{anchor}#{anchor}", self.article(passage.article)),
            true => format!("{}#{anchor}", self.article(passage.article)),
        }
    }
}
