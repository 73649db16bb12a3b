//! Stories as an SQLite file: the store is given what the other outputs tell.

use anyhow::{Context, Result};
use crossread_core::story::SkippedInput;
use crossread_core::{Annotations, Article};
use crossread_engine::CollatedStory;
use crossread_store::project::Teller;
use crossread_store::{Export, StoryJson};

/// One story.
pub(crate) fn of_story(story: &CollatedStory, skipped: &[SkippedInput]) -> Result<Vec<u8>> {
    of_stories([story], std::iter::empty(), skipped)
}

/// Several, with the articles in none and what was found in each.
pub(crate) fn of_stories<'a>(
    stories: impl IntoIterator<Item = &'a CollatedStory>,
    alone: impl Iterator<Item = (&'a Article, &'a Annotations)>,
    skipped: &[SkippedInput],
) -> Result<Vec<u8>> {
    tables(stories, alone, skipped)?.finish().context("can't make the SQLite file")
}

/// The tables of stories, of the articles in none with what was found in each, and of what was skipped.
pub fn tables<'a>(
    stories: impl IntoIterator<Item = &'a CollatedStory>,
    alone: impl Iterator<Item = (&'a Article, &'a Annotations)>,
    skipped: &[SkippedInput],
) -> Result<Export> {
    let fill = || -> Result<Export> {
        let export = Export::new()?;
        let makers = crossread_view::made_by();
        export.made_by(makers.iter().map(|(name, what)| (*name, what.as_str())))?;
        stories.into_iter().try_for_each(|story| export.add(&told(story)))?;
        for (article, found) in alone {
            export.add_alone(&crossread_view::read_json(article, found))?;
        }
        export.skipped(skipped)?;
        Ok(export)
    };
    fill().context("can't make the tables")
}

/// Tells the store what the other outputs tell.
pub(crate) struct Outputs;

impl Teller for Outputs {
    fn made_by(&self) -> Vec<(&'static str, String)> {
        crossread_view::made_by().to_vec()
    }

    fn story(&self, story: &CollatedStory) -> StoryJson {
        told(story)
    }

    fn article(&self, article: &Article, found: &Annotations) -> String {
        crossread_view::read_json(article, found)
    }
}

/// A story as the other outputs tell it.
fn told(story: &CollatedStory) -> StoryJson {
    let CollatedStory { story, annotations, ledger, .. } = story;
    StoryJson {
        ledger: crossread_view::ledger_json(story, ledger, &[]),
        articles: story
            .articles()
            .iter()
            .zip(annotations)
            .map(|(a, found)| crossread_view::read_json(a, found))
            .collect(),
        codings: crossread_view::codings_rows(story, annotations, ledger),
    }
}
