//! Articles that changed between two readings of one address: what was taken out, what was put in.

use super::{Page, in_context, words};
use crate::outlet;
use maud::{Markup, html};

pub(super) fn versions(page: &Page) -> Markup {
    let versions = &page.ledger.versions;
    html! {
        @if !versions.is_empty() {
            section #versions {
                h2 { "Changed since it was first read (" (versions.len()) ")" }
                p.note { "One address, read more than once. The versions count as one origin; a sentence that only moved is not listed." }
                ul.plain { @for version in versions {
                    @let (earlier, later) = (&page.story.articles()[version.earlier as usize], &page.story.articles()[version.later as usize]);
                    li { details {
                        summary {
                            b { (words(&outlet(later))) } " "
                            bdi { (words(later.facts.title.as_deref().unwrap_or("untitled"))) } ": "
                            (version.removed.len()) " taken out, " (version.added.len()) " put in"
                            @if !version.directed { " (which version is older is unknown)" }
                        }
                        p.note {
                            "from " (words(&earlier.facts.input)) @if let Some(when) = earlier.facts.retrieved { ", fetched " (crate::moment(when)) }
                            " to " (words(&later.facts.input)) @if let Some(when) = later.facts.retrieved { ", fetched " (crate::moment(when)) }
                        }
                        @if !version.removed.is_empty() { p.note { "taken out" } }
                        @for passage in &version.removed { (in_context(page, *passage)) }
                        @if !version.added.is_empty() { p.note { "put in" } }
                        @for passage in &version.added { (in_context(page, *passage)) }
                    } }
                } }
            }
        }
    }
}
