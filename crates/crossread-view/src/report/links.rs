//! Where the parts of a story lie. The sections ask here and never write an address themselves.

use crossread_core::ledger::Entry;
use crossread_core::{CodePoints, Passage, Story};

/// Addresses of one story: anchors within one file, or pages of a server. Made of what a thing is, not of its place in a list, so
/// that a link still leads to the same words when an older article has been added.
pub(super) struct Links<'a> {
    story: &'a Story,
    /// Where pages are served: what makes code points of each article's offsets.
    served: Option<Vec<CodePoints<'a>>>,
    /// Whether the page of an article must be told of a passage that leads there: it knows its story's alone.
    foreign: bool,
}

impl<'a> Links<'a> {
    /// All lies in one file.
    pub(super) fn within(story: &'a Story) -> Links<'a> {
        Links { story, served: None, foreign: false }
    }

    /// Each view, entry and article has a page of its own (`schema/bench.md`).
    pub(super) fn served(story: &'a Story) -> Links<'a> {
        let points = story.articles().iter().map(|article| CodePoints::new(&article.text)).collect();
        Links { story, served: Some(points), foreign: false }
    }

    /// The same for a page that leads to passages of which the article's own page may know nothing.
    pub(super) fn from_outside(story: &'a Story) -> Links<'a> {
        Links { foreign: true, ..Links::served(story) }
    }

    /// Whether each thing has a page of its own.
    pub(super) fn is_served(&self) -> bool {
        self.served.is_some()
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
        format!("a-{}", self.id(article))
    }

    /// The anchor that the words of a passage carry in their article.
    pub(super) fn passage_anchor(&self, passage: Passage) -> String {
        match &self.served {
            None => format!("{}-{}", self.article_anchor(passage.article), passage.span.start),
            Some(points) => {
                let (start, end) = points[passage.article as usize].of(passage.span);
                format!("c={start}-{end}")
            }
        }
    }

    /// Leads to an entry.
    pub(super) fn entry(&self, entry: &Entry) -> String {
        match self.served {
            None => format!("#{}", self.entry_anchor(entry)),
            Some(_) => format!("/s/{}/e/{}", self.story.id(), entry.id),
        }
    }

    /// Leads to an article.
    pub(super) fn article(&self, article: u32) -> String {
        match self.served {
            None => format!("#{}", self.article_anchor(article)),
            Some(_) => format!("/a/{}", self.id(article)),
        }
    }

    /// Leads to the place of a passage in its article.
    pub(super) fn passage(&self, passage: Passage) -> String {
        let anchor = self.passage_anchor(passage);
        match self.served {
            None => format!("#{anchor}"),
            Some(_) if self.foreign => format!("{}?{anchor}#{anchor}", self.article(passage.article)),
            Some(_) => format!("{}#{anchor}", self.article(passage.article)),
        }
    }
}
