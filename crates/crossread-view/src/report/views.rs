//! The views of a story, a page each: the same sections as the report's, with addresses of a server between them.

use super::links::Links;
use super::page::Page;
use super::{articles, days, entry, grid, lineage, pair, people, unsettled, utterances, versions};
use crate::summary;
use crossread_core::annotate::Annotations;
use crossread_core::ledger::{EntryStatus, Reading};
use crossread_core::story::SkippedInput;
use crossread_core::{CodePoints, Ledger, Span, Story};
use maud::{Markup, html};

/// One view of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// What a reader must see first.
    Overview,
    /// Entries by articles.
    Grid,
    /// What several accounts quote.
    Words,
    /// Who says what.
    People,
    /// What happened when.
    Days,
    /// Articles that changed.
    Versions,
    /// Who has it from whom.
    Lineage,
    /// What was not read or could not be settled.
    Unsettled,
    /// The articles.
    Articles,
}

impl View {
    /// All, in the order in which a page leads to them.
    pub const ALL: [View; 9] = [
        View::Overview,
        View::Grid,
        View::Words,
        View::People,
        View::Days,
        View::Versions,
        View::Lineage,
        View::Unsettled,
        View::Articles,
    ];

    /// Its name in an address.
    pub fn path(self) -> &'static str {
        match self {
            View::Overview => "overview",
            View::Grid => "grid",
            View::Words => "words",
            View::People => "people",
            View::Days => "days",
            View::Versions => "versions",
            View::Lineage => "lineage",
            View::Unsettled => "unsettled",
            View::Articles => "articles",
        }
    }

    /// Its name for a reader.
    pub fn name(self) -> &'static str {
        match self {
            View::Overview => "Overview",
            View::Grid => "Grid",
            View::Words => "Words",
            View::People => "People",
            View::Days => "Days",
            View::Versions => "Versions",
            View::Lineage => "From whom",
            View::Unsettled => "Not settled",
            View::Articles => "Articles",
        }
    }
}

/// A story whose views are served, a page each.
pub struct Views<'a> {
    page: Page<'a>,
}

impl<'a> Views<'a> {
    /// Of a story.
    pub fn of(story: &'a Story, annotations: &'a [Annotations], ledger: &'a Ledger) -> Views<'a> {
        Views { page: Page::new(story, annotations, ledger, Links::served(story)) }
    }

    /// The same with forms to decide with, which know the token.
    pub fn deciding(self, token: &str) -> Views<'a> {
        Views { page: self.page.with_token(token) }
    }

    /// A reading of an entry, by its first passage, as a question; `back` is where to go on from the answer. `None` where there is none.
    pub fn question(&self, id: &str, text: &str, back: &str) -> Option<Markup> {
        let entry = self.page.ledger.entries.iter().find(|entry| entry.id == id)?;
        let reading = entry.readings.iter().find(|reading| named(&self.page, reading) == text)?;
        Some(entry::question(&self.page, entry, reading, back))
    }

    /// What the story is called.
    pub fn heading(&self) -> String {
        summary::heading(self.page.story)
    }

    /// How many articles of how many outlets, and when.
    pub fn size(&self) -> String {
        summary::size_in_words(self.page.story)
    }

    /// A view; `None` where the story has nothing of the kind.
    pub fn view(&self, view: View, skipped: &[SkippedInput]) -> Option<Markup> {
        let page = &self.page;
        match view {
            View::Overview => Some(super::overview(page, skipped)),
            View::Grid => grid::grid(page),
            View::Words => utterances::utterances(page),
            View::People => people::people(page),
            View::Days => days::days(page),
            View::Versions => versions::versions(page),
            View::Lineage => lineage::lineage(page),
            View::Unsettled => Some(unsettled::unsettled(page, skipped)),
            View::Articles => Some(articles::list(page)),
        }
    }

    /// An entry with all its passages, and the ways to its neighbours; `None` where there is none of this id.
    pub fn entry(&self, id: &str) -> Option<Markup> {
        let entries = &self.page.ledger.entries;
        let at = entries.iter().position(|entry| entry.id == id)?;
        let beside = |at: Option<usize>| at.and_then(|at| entries.get(at)).map(|entry| self.page.links.entry(entry));
        let (before, after) = (beside(at.checked_sub(1)), beside(Some(at + 1)));
        Some(html! {
            p.acts {
                @if let Some(before) = before { a rel="prev" href=(before) { "‹ entry before" } }
                span.meta { (at + 1) " of " (entries.len()) }
                @if let Some(after) = after { a rel="next" href=(after) { "next entry ›" } }
            }
            (entry::opened(&self.page, &entries[at]))
        })
    }

    /// Two accounts side by side; `None` where one of the ids is none, or both are the same.
    pub fn pair(&self, ids: [&str; 2]) -> Option<Markup> {
        let articles = self.page.story.articles();
        let [one, other] = ids.map(|id| articles.iter().position(|article| article.id() == id));
        let (one, other) = (one?, other?);
        (one != other).then(|| pair::pair(&self.page, [one as u32, other as u32]))
    }

    /// How an article is called; `None` where there is none of this id.
    pub fn called(&self, id: &str) -> Option<String> {
        self.page.story.articles().iter().find(|article| article.id() == id).map(crate::outlet)
    }

    /// An article in full; `None` where there is none of this id. `sought` are code points in it that something leads to.
    pub fn article(&self, id: &str, sought: Option<(u32, u32)>) -> Option<Markup> {
        let at = self.page.story.articles().iter().position(|article| article.id() == id)?;
        let text = &self.page.story.articles()[at].text;
        let byte = |point: u32| {
            let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            starts.into_iter().nth(point as usize)
        };
        let span = sought
            .filter(|(start, end)| start < end)
            .and_then(|(start, end)| Some(Span::new(byte(start)?, byte(end)?)));
        Some(
            html! { section.view { h2 { "The article" } (pair::ways(&self.page, at as u32)) (articles::reader(&self.page, at as u32, span)) } },
        )
    }

    /// How many entries are disputed.
    pub fn disputed(&self) -> usize {
        self.page.entries(EntryStatus::Disputed).len()
    }
}

/// A reading's first passage as its article and code points tell it.
fn named(page: &Page, reading: &Reading) -> String {
    let passage = reading.words();
    let article = &page.story.articles()[passage.article as usize];
    format!("{}:{}", article.id(), CodePoints::new(&article.text).of(passage.span).0)
}
