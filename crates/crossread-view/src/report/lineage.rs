//! From whom: who copied, credited or quotes along with whom. Words first, a drawing where a person can read it.

use super::charts;
use super::entry::cited;
use super::outlets::{among, is_one_outlet, shown};
use super::page::Page;
use super::text::words;
use crate::json::link_why;
use crossread_core::align::lineage::{EarlierEnd, Link, LinkKind, LinkReason};
use maud::{Markup, html};
use std::collections::BTreeMap;

pub(super) fn lineage(page: &Page) -> Option<Markup> {
    shown(page).next()?;
    // All that goes back to one article or outlet in one way is one line.
    let mut from: BTreeMap<(LinkReason, bool, &EarlierEnd), Vec<&Link>> = BTreeMap::new();
    for link in shown(page) {
        let same = from.keys().find(|(why, directed, earlier)| {
            *why == link.why && *directed == link.directed && is_same(earlier, &link.earlier)
        });
        let key = same.copied().unwrap_or((link.why, link.directed, &link.earlier));
        from.entry(key).or_default().push(link);
    }
    Some(html! {
        p.meta { "Copied: the same words. Credited: it names the other. Quoted: both quote one speaker. They are different kinds of evidence." }
        ul.lines { @for ((why, directed, earlier), links) in &from {
            li data-filter { details {
                summary {
                    b { (name(page, earlier)) } @if *directed { " → " } @else { " – " }
                    @for (i, link) in links.iter().enumerate() { @if i > 0 { ", " } (later(page, link)) }
                    span.facet { (link_why(*why)) @if !directed { ", direction unknown" } }
                }
                @for link in links { (evidence(page, link)) }
            } }
        } }
        (charts::lineage(page))
    })
}

/// Whether two links go back to one article, or to one outlet that is not among the articles.
fn is_same(a: &EarlierEnd, b: &EarlierEnd) -> bool {
    match (a, b) {
        (EarlierEnd::Passage(a), EarlierEnd::Passage(b)) => a.article == b.article,
        (EarlierEnd::Outlet { name: a, .. }, EarlierEnd::Outlet { name: b, .. }) => is_one_outlet(a, b),
        _ => false,
    }
}

fn name(page: &Page, earlier: &EarlierEnd) -> Markup {
    match earlier {
        EarlierEnd::Passage(passage) => page.teller(passage.article),
        EarlierEnd::Outlet { name, .. } => {
            html! { bdi { (words(name)) } @if !among(page, name) { small { " (not among these articles)" } } }
        }
    }
}

fn later(page: &Page, link: &Link) -> Markup {
    html! {
        (page.teller(link.later.article))
        @if link.overlap.0 > 0 { " " small { (link.overlap.0) " of " (link.overlap.1) " words" } }
    }
}

/// The passages that show a link.
fn evidence(page: &Page, link: &Link) -> Markup {
    html! {
        @if let Some(explained) = explained(link.kind) { p.meta { (explained) } }
        div.side {
            @match &link.earlier {
                EarlierEnd::Passage(earlier) => { (cited(page, *earlier)) (cited(page, link.later)) }
                EarlierEnd::Outlet { named_at, .. } => (cited(page, *named_at)),
            }
        }
    }
}

/// How an overlap comes about, for a reader; nothing where the line says it already.
fn explained(kind: LinkKind) -> Option<&'static str> {
    match kind {
        LinkKind::Agency => Some("an agency's text"),
        LinkKind::CommonOrigin => Some("both name the same outlet"),
        LinkKind::Statement => Some("a statement or document"),
        LinkKind::SameOutlet => Some("an outlet's own words again"),
        LinkKind::Version => Some("another version of the same article"),
        LinkKind::Unexplained => Some("nothing says why"),
        LinkKind::Outlet | LinkKind::Quotation => None,
    }
}
