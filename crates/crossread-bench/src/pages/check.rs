//! Checking a draft against the accounts.

use super::{PageContext, Sheet};
use crate::answer::{Answer, PageShape};
use crossread_core::Article;
use crossread_engine::{CheckedDraft, GivenFacts};
use crossread_store::project::{Accounts, Listing, Result, StoryRow};
use crossread_view::{Draft, words};
use maud::{Markup, html};
use std::path::PathBuf;

/// Most stories that are offered: the others are checked against from their own pages, or with all articles.
const CHOICES: u32 = 100;

pub(crate) fn check(place: &PageContext) -> Result<Answer> {
    let main = form(place, "", place.asked.field("story"))?;
    Ok(page(place, main))
}

fn page(place: &PageContext, main: Markup) -> Answer {
    let meta = html! { p.meta { "What in a draft differs from the accounts. The draft is never counted as one of them, and nothing says which value is right." } };
    place.page(Sheet { title: "Check a draft", meta, nav: html! {}, main })
}

fn form(place: &PageContext, draft: &str, story: Option<&str>) -> Result<Markup> {
    let stories = to_choose(place, story)?;
    Ok(html! {
        form.fields.wide action="/check" method="post" {
            input type="hidden" name="token" value=(place.desk.guard.token);
            label.all { "The draft" textarea name="draft" rows="12" required { (draft) } }
            label { "Against" select name="story" {
                @if stories.len() != 1 { option value="" { "all articles" } }
                @for one in &stories {
                    @let titles: Vec<&str> = one.titles.iter().map(String::as_str).collect();
                    option value=(one.id) selected[story == Some(&one.id)] { (words(&crossread_view::nearest_headline(&titles))) }
                }
            } }
            button { "Check it" }
        }
    })
}

/// Stories that a draft may be checked against: the largest, and the one that is asked for.
fn to_choose(place: &PageContext, story: Option<&str>) -> Result<Vec<StoryRow>> {
    let store = place.shelf.store();
    let (mut stories, _) = store.stories_listed(&Listing::default(), (CHOICES, 0))?;
    if let Some(id) = story.filter(|id| stories.iter().all(|one| one.id != *id)) {
        let listing = Listing { id: Some(id.to_owned()), ..Listing::default() };
        stories.extend(store.stories_listed(&listing, (1, 0))?.0);
    }
    Ok(stories)
}

/// A draft was sent.
pub(crate) fn checked(place: &PageContext) -> Result<Answer> {
    let sent = String::from_utf8_lossy(&place.asked.body);
    let (draft, story) = match place.asked.sent("draft") {
        Some(draft) => (draft.to_owned(), place.asked.sent("story")),
        None => (sent.trim().to_owned(), place.asked.field("story")),
    };
    let taken = crossread_engine::take(
        &[PathBuf::from("-")],
        &GivenFacts::default(),
        &mut draft.as_bytes(),
        &crossread_engine::silent,
    );
    let mut drafts = taken.articles;
    drafts.truncate(1);
    drafts.iter_mut().for_each(|draft| draft.facts.input = "draft".to_owned());
    let accounts = match drafts.first() {
        Some(draft) => accounts(place, draft, story)?,
        None => Accounts::default(),
    };
    let left_out = accounts.left_out();
    let checked = if drafts.is_empty() || accounts.of == 0 {
        Vec::new()
    } else {
        crossread_engine::check_read(drafts, accounts.read, &accounts.standing, &crossread_engine::silent)
    };
    let Some(checked) = checked.first() else {
        let none = left_out.unwrap_or_else(|| "This is no draft, or to the letter one of the accounts.".to_owned());
        let why = taken.skipped.first().map_or(none.as_str(), |one| &one.reason);
        if place.shape != PageShape::Page {
            return Ok(Answer::refused(400, why));
        }
        return Ok(page(place, html! { p.notice role="alert" { (words(why)) } (form(place, &draft, story)?) }));
    };
    let CheckedDraft { collated, draft: at, checked } = checked;
    let shown = Draft { story: &collated.story, ledger: &collated.ledger, draft: *at, checked };
    if place.shape != PageShape::Page {
        return Ok(Answer::json(crossread_view::check_json(&[shown])));
    }
    let main = html! {
        @if let Some(left_out) = &left_out { p.notice { (left_out) } }
        div.checked { (crossread_view::check_sections(&shown, &collated.annotations)) }
        section { h2 { "The draft again" } (form(place, &draft, story)?) }
    };
    Ok(page(place, main))
}

/// What a draft is checked against: a story, or all that the project has to say about it.
fn accounts(place: &PageContext, draft: &Article, story: Option<&str>) -> Result<Accounts> {
    let project = &place.desk.project;
    let Some(story) = story else { return project.accounts_for(draft, &crossread_engine::silent) };
    let store = place.shelf.store();
    let read = project.story(&store, story)?;
    let (standing, of) = (store.of_story(project.standing()?, story)?, read.len());
    Ok(Accounts { read, standing, of, ..Accounts::default() })
}
