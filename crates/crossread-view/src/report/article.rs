//! One article in full: its blocks labelled, its quotes and figures marked, boilerplate dimmed but there.

use super::{Page, place, words};
use crate::json::block_kind;
use crate::{moment, outlet};
use crossread_core::annotate::quotes::QuoteKind;
use crossread_core::story::BlockKind;
use crossread_core::{Passage, Span};
use maud::{Markup, html};
use std::collections::BTreeSet;

pub(super) fn article(page: &Page, index: usize) -> Markup {
    let article = &page.story.articles()[index];
    let facts = &article.facts;
    let anchors = anchors(page, index as u32);
    html! {
        article.article id={ "a" (index) } {
            h3 { bdi { (words(facts.title.as_deref().unwrap_or("untitled"))) } }
            p.note {
                bdi { (words(&outlet(article))) } ", " (facts.published.map_or("day unknown".to_owned(), moment))
                @if !facts.authors.is_empty() { ", by " bdi { (words(&facts.authors.join(", "))) } }
                @if let Some(first) = &facts.first_outlet { ", first appeared in " bdi { (words(first)) } }
                @if let Some(url) = facts.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://")) {
                    ", " a href=(url) rel="noreferrer noopener nofollow" { "address" }
                }
                ", from " bdi { (words(facts.input.rsplit(['/', '\\']).next().unwrap_or(&facts.input))) }
            }
            details open[page.story.articles().len() <= 12] {
                summary { "The text" }
                div.text {
                    @for block in &article.blocks {
                        p class=(block_kind(block.kind)) {
                            @if block.kind != BlockKind::Body {
                                span.kind {
                                    (block_kind(block.kind))
                                    @if let Some(credit) = block.credit { " of " (words(credit.of(&article.text))) }
                                }
                            }
                            bdi { (marked(page, index, block.span, &anchors)) }
                        }
                    }
                }
            }
        }
    }
}

/// Where passages of this article that the report links to begin.
fn anchors(page: &Page, article: u32) -> BTreeSet<u32> {
    let ledger = page.ledger;
    let entries = ledger.entries.iter().flat_map(|entry| {
        entry
            .readings
            .iter()
            .flat_map(|reading| reading.passages())
            .chain(entry.why.iter().flat_map(|why| why.passages.iter().copied()))
    });
    let timeline = ledger
        .timeline
        .iter()
        .map(|row| &ledger.events[row.event as usize])
        .flat_map(|event| event.passages().chain([event.name, event.summary]));
    let lineage = ledger.lineage.iter().flat_map(|link| {
        let earlier = match &link.earlier {
            crossread_core::align::lineage::Earlier::Passage(passage) => *passage,
            crossread_core::align::lineage::Earlier::Outlet { named_at, .. } => *named_at,
        };
        [link.later, earlier]
    });
    let unread = ledger.unread.iter().flat_map(|one| one.passages.iter().copied());
    let warnings = ledger
        .warnings
        .iter()
        .filter_map(|(article, warning)| Some(Passage { article: *article, span: warning.span? }));
    let quotes = page.annotations[article as usize].quotes.iter().map(|quote| Passage { article, span: quote.span });
    entries
        .chain(timeline)
        .chain(lineage)
        .chain(unread)
        .chain(warnings)
        .chain(quotes)
        .filter(|passage| passage.article == article)
        .map(|passage| passage.span.start)
        .collect()
}

/// The text of a block with its quotes and figures marked and places to link to.
fn marked(page: &Page, index: usize, block: Span, anchors: &BTreeSet<u32>) -> Markup {
    let article = &page.story.articles()[index];
    let found = &page.annotations[index];
    let quotes: Vec<Span> = found
        .quotes
        .iter()
        .filter(|quote| matches!(quote.kind, QuoteKind::Direct | QuoteKind::Fragment))
        .filter_map(|quote| quote.span.intersect(block))
        .collect();
    let figures: Vec<Span> = found.figures.iter().filter_map(|figure| figure.span.intersect(block)).collect();
    // Cut where anything begins or ends.
    let mut cuts: BTreeSet<u32> = [block.start, block.end].into();
    cuts.extend(quotes.iter().chain(&figures).flat_map(|span| [span.start, span.end]));
    cuts.extend(anchors.range(block.start..block.end));
    let cuts: Vec<u32> = cuts.into_iter().collect();
    let inside = |spans: &[Span], at: u32| spans.iter().any(|span| span.start <= at && at < span.end);
    html! {
        @for pair in cuts.windows(2) {
            @let span = Span { start: pair[0], end: pair[1] };
            @let id = anchors.contains(&span.start).then(|| place(Passage { article: index as u32, span }));
            @let class = match (inside(&quotes, span.start), inside(&figures, span.start)) {
                (true, true) => Some("quote figure"),
                (true, false) => Some("quote"),
                (false, true) => Some("figure"),
                (false, false) => None,
            };
            @if id.is_some() || class.is_some() {
                span id=[id] class=[class] { (words(span.of(&article.text))) }
            } @else { (words(span.of(&article.text))) }
        }
    }
}
