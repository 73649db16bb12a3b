//! Articles that changed between two readings of one address: what was taken out, what was put in.

use super::entry::all_cited;
use super::page::Page;
use super::text::words;
use crate::{moment, outlet};
use crossread_core::align::versions::Version;
use maud::{Markup, html};

pub(super) fn versions(page: &Page) -> Option<Markup> {
    if page.ledger.versions.is_empty() {
        return None;
    }
    Some(html! {
        p.meta { "One address, read more than once. The versions count as one origin; a sentence that only moved is not listed." }
        ul.lines { @for version in &page.ledger.versions { li data-filter { (changed(page, version)) } } }
    })
}

fn changed(page: &Page, version: &Version) -> Markup {
    let [earlier, later] = [version.earlier, version.later].map(|at| &page.story.articles()[at as usize]);
    let read = |article: &crossread_core::Article| {
        html! { bdi { (words(&article.facts.input)) } @if let Some(when) = article.facts.retrieved { ", fetched " (moment(when)) } }
    };
    html! {
        details {
            summary {
                b { (words(&outlet(later))) } " "
                bdi { (words(later.facts.title.as_deref().unwrap_or("untitled"))) } ": "
                (version.removed.len()) " taken out, " (version.added.len()) " put in"
                @if !version.directed { " (which version is older is unknown)" }
            }
            p.meta { "from " (read(earlier)) " to " (read(later)) }
            @if !version.removed.is_empty() { h3.reading { "taken out" } (all_cited(page, &version.removed)) }
            @if !version.added.is_empty() { h3.reading { "put in" } (all_cited(page, &version.added)) }
        }
    }
}
