//! What of a project a draft is checked against.

use super::error::Result;
use super::outline::Outline;
use super::{Project, runs};
use crossread_core::align::stories::{ArticleProfile, nearest, telling_words};
use crossread_core::decisions::Decision;
use crossread_core::story::SkippedInput;
use crossread_core::{Annotations, Article, Language, annotate};
use crossread_engine::StepListener;
use std::collections::BTreeSet;

/// A draft is checked against so many articles at most: to compare takes memory for each of them, and a heap of thousands is of
/// many stories, of which a draft tells a few. With 200 the server of 5,000 stays under its 500 MB (`cargo xtask bench project`).
/// A story is never cut, and a project of one story is taken whole.
const MOST: usize = 200;

/// The articles that a draft is checked against.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    /// Each with what was found in it.
    pub read: Vec<(Article, Annotations)>,
    /// What people decided about them.
    pub standing: Vec<Decision>,
    /// What gave no article.
    pub skipped: Vec<SkippedInput>,
    /// How many articles the project has.
    pub of: usize,
}

impl Accounts {
    /// What is to be said where not all articles were compared; nothing where they were.
    pub fn left_out(&self) -> Option<String> {
        let Accounts { read, of, .. } = self;
        (read.len() < *of).then(|| match read.len() {
            0 => format!("none of the {of} articles is like the draft"),
            some => format!("compared with the {some} of {of} articles whose stories are most like the draft"),
        })
    }
}

impl Project {
    /// Whether nothing came in yet.
    pub fn is_empty(&self) -> Result<bool> {
        Ok(runs::read(&self.folder)?.is_empty())
    }

    /// The articles that a draft is checked against: all of a project that is small or of one story, else those of the stories that
    /// are most like it.
    pub fn accounts_for(&self, draft: &Article, tell: StepListener) -> Result<Accounts> {
        let mut outline = self.outline(tell)?;
        let of = outline.articles.len();
        let skipped = std::mem::take(&mut outline.skipped);
        if self.one_story() || of <= MOST {
            let read = (0..of as u32).map(|article| self.body(&outline, article)).collect::<Result<_>>()?;
            return Ok(Accounts { read, standing: self.standing()?, skipped, of });
        }
        let parts = nearest_parts(&outline, draft);
        let articles = parts.iter().flat_map(|&at| &outline.parts[at].articles);
        let read = articles.map(|&article| self.body(&outline, article)).collect::<Result<_>>()?;
        let standing = parts.iter().flat_map(|&at| outline.parts[at].decisions.clone()).collect();
        Ok(Accounts { read, standing, skipped, of })
    }
}

/// The parts of an outline with the articles that are most like a draft, up to [`MOST`] articles.
fn nearest_parts(outline: &Outline, draft: &Article) -> BTreeSet<usize> {
    let words = telling_words(draft, &annotate(Language::english(), draft));
    let compared: Vec<ArticleProfile> = outline.articles.iter().map(|item| item.compared()).collect();
    let mut part_of = vec![0; outline.articles.len()];
    for (at, part) in outline.parts.iter().enumerate() {
        part.articles.iter().for_each(|&article| part_of[article as usize] = at);
    }
    let (mut parts, mut count) = (BTreeSet::new(), 0);
    for article in nearest(Language::english(), &compared, (&words, draft.published_on())) {
        let at = part_of[article as usize];
        let more = outline.parts[at].articles.len();
        if !parts.contains(&at) && (parts.is_empty() || count + more <= MOST) {
            parts.insert(at);
            count += more;
        }
    }
    parts
}
