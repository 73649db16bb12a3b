//! What this ledger did not read or could not settle, in one line each.

use super::entry::{all_cited, cited};
use super::page::Page;
use super::text::words;
use crate::outlet;
use crate::summary::count;
use crossread_core::Passage;
use crossread_core::story::SkippedInput;
use maud::{Markup, html};

pub(super) fn unsettled(page: &Page, skipped: &[SkippedInput]) -> Markup {
    let (unread, warnings) = (&page.ledger.unread, &page.ledger.warnings);
    if unread.is_empty() && skipped.is_empty() && warnings.is_empty() {
        return html! {};
    }
    html! {
        section.unsettled #unsettled aria-label="Not settled" {
            div.head { h2 { "Not settled" } }
            ul.lines.inline {
                @if !skipped.is_empty() {
                    li { details open { summary { (count(skipped.len(), "input")) " skipped" } ul { @for one in skipped { li { (words(&one.reason)) } } } } }
                }
                @for one in unread {
                    li { details { summary { (one.passages.len()) " " (words(&one.message)) } (all_cited(page, &one.passages)) } }
                }
                @if !warnings.is_empty() {
                    li { details {
                        summary { (count(warnings.len(), "warning")) " about odd text" }
                        @for (article, warning) in warnings {
                            p { (words(&warning.message)) @if warning.span.is_none() { " (" (words(&outlet(&page.story.articles()[*article as usize]))) ")" } }
                            @if let Some(span) = warning.span { (cited(page, Passage { article: *article, span })) }
                        }
                    } }
                }
            }
        }
    }
}
