//! The views of a story, a page each: the same sections as the report's, with addresses of a server between them.

use super::links::Links;
use super::page::Page;
use super::{articles, days, entry, grid, lineage, people, unsettled, utterances, versions};
use crate::summary;
use crossread_core::annotate::Annotations;
use crossread_core::ledger::EntryStatus;
use crossread_core::story::Skipped;
use crossread_core::{Ledger, Span, Story};
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

    /// What the story is called.
    pub fn heading(&self) -> String {
        summary::heading(self.page.story)
    }

    /// How many articles of how many outlets, and when.
    pub fn size(&self) -> String {
        summary::size_in_words(self.page.story)
    }

    /// A view; `None` where the story has nothing of the kind.
    pub fn view(&self, view: View, skipped: &[Skipped]) -> Option<Markup> {
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
        Some(html! { section.view { h2 { "The article" } (articles::reader(&self.page, at as u32, span)) } })
    }

    /// How many entries are disputed.
    pub fn disputed(&self) -> usize {
        self.page.entries(EntryStatus::Disputed).len()
    }
}
