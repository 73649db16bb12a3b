//! Drafts against accounts.

use crate::collate::{CollatedStory, annotate_all};
use crate::{ProgressStep, StepListener};
use crossread_core::check::{self, DraftFindings};
use crossread_core::decisions::Decision;
use crossread_core::{Annotations, Article, Language, Story, annotate};
use std::collections::HashMap;

/// A draft with what was found in it, among the accounts it was read against.
#[derive(Clone, Debug)]
pub struct CheckedDraft {
    /// The accounts and the draft, aligned and tabulated together. The draft is no account: no finding rests on it.
    pub collated: CollatedStory,
    /// Which of the articles is the draft.
    pub draft: u32,
    /// What was found.
    pub checked: DraftFindings,
}

/// Checks each draft, alone, against all accounts.
pub fn check(drafts: Vec<Article>, accounts: Vec<Article>, tell: StepListener) -> Vec<CheckedDraft> {
    let accounts = Story::new(accounts);
    let annotations = annotate_all(accounts.articles(), tell);
    among(drafts, (&accounts, &annotations), &[], tell)
}

/// The same against accounts that were read before: what was found in each stands beside it. `standing` are people's decisions about
/// them: what they joined or parted is compared so.
pub fn check_read(
    drafts: Vec<Article>,
    accounts: Vec<(Article, Annotations)>,
    standing: &[Decision],
    tell: StepListener,
) -> Vec<CheckedDraft> {
    let (accounts, annotations) = Story::with(accounts);
    among(drafts, (&accounts, &annotations), standing, tell)
}

/// Accounts with what was found in each.
type AnnotatedAccounts<'a> = (&'a Story, &'a [Annotations]);

fn among(
    drafts: Vec<Article>,
    accounts: AnnotatedAccounts,
    standing: &[Decision],
    tell: StepListener,
) -> Vec<CheckedDraft> {
    tell(ProgressStep::Comparing);
    let checked = drafts.into_iter().filter_map(|draft| checked(draft, accounts, standing)).collect();
    tell(ProgressStep::Done);
    checked
}

/// `None` where the draft is one of the accounts, to the letter.
fn checked(draft: Article, (accounts, annotations): AnnotatedAccounts, standing: &[Decision]) -> Option<CheckedDraft> {
    let (own, name) = (annotate(Language::english(), &draft), draft.facts.input.clone());
    let read: HashMap<(&str, [u8; 32]), &Annotations> =
        accounts.articles().iter().zip(annotations).map(|(article, found)| (key(article), found)).collect();
    let mut articles = accounts.articles().to_vec();
    articles.push(draft);
    let story = Story::new(articles);
    let found: Vec<Annotations> =
        story.articles().iter().map(|article| read.get(&key(article)).copied().unwrap_or(&own).clone()).collect();
    let at =
        story.articles().iter().position(|article| article.facts.input == name && !read.contains_key(&key(article)))?;
    let collated = CollatedStory::of(story, found, standing);
    let CollatedStory { story, annotations, alignment, ledger } = &collated;
    let checked = check::check(Language::english(), (story, annotations), alignment, ledger, at as u32);
    Some(CheckedDraft { draft: at as u32, checked, collated })
}

fn key(article: &Article) -> (&str, [u8; 32]) {
    (&article.facts.input, article.sha256)
}
