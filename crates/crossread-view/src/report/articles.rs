//! The articles in full: blocks labelled, boilerplate dimmed but there. What an entry rests on leads to it, and beside each
//! paragraph stands what others have for the same.

use super::entry::{said, tellers};
use super::page::{Page, told_by};
use super::text::words;
use crate::json::{block_kind, entry_status};
use crate::outlet;
use crate::summary::{self, one_line};
use crossread_core::align::lineage::EarlierEnd;
use crossread_core::annotate::quotes::QuoteKind;
use crossread_core::ledger::{Entry, EntryKind, EntryStatus, Reading};
use crossread_core::story::{Block, BlockKind};
use crossread_core::{Passage, Span};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Up to so many articles their texts stand open.
const FEW: usize = 12;

/// Most notes beside one paragraph.
const MOST_NOTES: usize = 4;

/// Where the report touches one article.
struct ArticleMarks<'a> {
    /// Passages of entries that two articles or more tell, with the index of the reading.
    entries: Vec<(Span, &'a Entry, usize)>,
    quotes: Vec<Span>,
    /// The anchors of all passages that something links to, by where they begin.
    anchors: BTreeMap<u32, BTreeSet<String>>,
}

/// Every article in full. A place to link to has what any of `views` leads to: in one file nothing else can.
pub(super) fn articles<'v>(page: &Page, views: impl Iterator<Item = &'v str>) -> Option<Markup> {
    let open = page.story.articles().len() <= FEW;
    let led_to: BTreeSet<&str> =
        views.flat_map(|view| view.split("href=\"#").skip(1)).filter_map(|rest| rest.split('"').next()).collect();
    let mut marks = marks(page);
    for mark in &mut marks {
        mark.anchors.values_mut().for_each(|anchors| anchors.retain(|anchor| led_to.contains(anchor.as_str())));
        mark.anchors.retain(|_, anchors| !anchors.is_empty());
    }
    Some(html! { @for (i, marks) in marks.iter().enumerate() { (article(page, i as u32, marks, open)) } })
}

/// One article in full, with a place for what is `sought` in it.
pub(super) fn reader(page: &Page, index: u32, sought: Option<Span>) -> Markup {
    let mut marks = marks(page).swap_remove(index as usize);
    if let Some(span) = sought {
        let anchor = page.links.passage_anchor(Passage { article: index, span });
        marks.anchors.entry(span.start).or_default().insert(anchor);
    }
    article(page, index, &marks, true)
}

/// The articles by name, each leading to its text.
pub(super) fn list(page: &Page) -> Markup {
    html! {
        ul.lines { @for index in 0..page.story.articles().len() as u32 {
            li data-filter {
                a.said href=(page.links.article(index)) { bdi { (words(page.story.articles()[index as usize].facts.title.as_deref().unwrap_or("untitled"))) } }
                p.meta { (facts(page, index)) }
            }
        } }
    }
}

/// Where the report touches each article.
fn marks<'a>(page: &'a Page) -> Vec<ArticleMarks<'a>> {
    let mut marks: Vec<ArticleMarks> = (0..page.story.articles().len())
        .map(|_| ArticleMarks { entries: Vec::new(), quotes: Vec::new(), anchors: BTreeMap::new() })
        .collect();
    let anchor = |marks: &mut ArticleMarks, passage: Passage| {
        marks.anchors.entry(passage.span.start).or_default().insert(page.links.passage_anchor(passage));
    };
    for passage in linked(page) {
        anchor(&mut marks[passage.article as usize], passage);
    }
    for entry in page.ledger.entries.iter().filter(|entry| told_by(entry).len() > 1) {
        for (r, reading) in entry.readings.iter().enumerate() {
            reading
                .passages()
                .for_each(|passage| marks[passage.article as usize].entries.push((passage.span, entry, r)));
        }
    }
    for (article, (mark, found)) in marks.iter_mut().zip(page.annotations).enumerate() {
        let in_marks = |kind| matches!(kind, QuoteKind::Direct | QuoteKind::Fragment);
        mark.quotes = found.quotes.iter().filter(|quote| in_marks(quote.kind)).map(|quote| quote.span).collect();
        let mut found_at: Vec<Span> = found.quotes.iter().map(|quote| quote.span).collect();
        if page.links.is_served() {
            // A search and a checked draft lead to these too.
            found_at.extend(found.figures.iter().map(|figure| figure.span));
            found_at.extend(found.dates.iter().map(|date| date.span));
            found_at.extend(found.names.iter().map(|name| name.span));
        }
        found_at.into_iter().for_each(|span| anchor(mark, Passage { article: article as u32, span }));
    }
    marks
}

/// Every passage that some part of the report links to.
fn linked<'a>(page: &'a Page) -> impl Iterator<Item = Passage> + 'a {
    let ledger = page.ledger;
    let entries = ledger.entries.iter().flat_map(|entry| {
        let why = entry.why.iter().flat_map(|why| why.passages.iter().copied());
        entry.readings.iter().flat_map(Reading::passages).chain(why)
    });
    let events = ledger.events.iter().flat_map(|event| event.passages().chain([event.name, event.summary]));
    let lineage = ledger.lineage.iter().flat_map(|link| match &link.earlier {
        EarlierEnd::Passage(passage) => [link.later, *passage],
        EarlierEnd::Outlet { named_at, .. } => [link.later, *named_at],
    });
    let versions = ledger.versions.iter().flat_map(|version| version.removed.iter().chain(&version.added).copied());
    let unread = ledger.unread.iter().flat_map(|one| one.passages.iter().copied());
    let warned = |(article, span): (u32, Option<Span>)| span.map(|span| Passage { article, span });
    let warnings = ledger.warnings.iter().filter_map(move |(article, warning)| warned((*article, warning.span)));
    entries.chain(events).chain(lineage).chain(versions).chain(unread).chain(warnings)
}

/// What is known of an article, on a line.
fn facts(page: &Page, index: u32) -> Markup {
    let article = &page.story.articles()[index as usize];
    let facts = &article.facts;
    html! {
        bdi { (words(&outlet(article))) } ", " (facts.published.map_or("day unknown".to_owned(), |moment| summary::days(moment.day, moment.day)))
        @if !facts.authors.is_empty() { ", by " bdi { (words(&facts.authors.join(", "))) } }
        @if let Some(first) = &facts.first_outlet { ", first appeared in " bdi { (words(first)) } }
        @if let Some(url) = super::page::address(article) {
            ", " a href=(url) rel="noreferrer noopener nofollow" { bdi { (words(&one_line(url, 100))) } }
        }
    }
}

fn article(page: &Page, index: u32, marks: &ArticleMarks, open: bool) -> Markup {
    let article = &page.story.articles()[index as usize];
    let facts = &article.facts;
    html! {
        article.article id=(page.links.article_anchor(index)) data-filter {
            h3 { bdi { (words(facts.title.as_deref().unwrap_or("untitled"))) } }
            p.meta.cite data-cite=[(!page.links.is_served()).then(|| page.citation(index))] { (self::facts(page, index)) }
            p.meta { "from " bdi { (words(facts.input.rsplit(['/', '\\']).next().unwrap_or(&facts.input))) } }
            details open[open] {
                summary { "The text" }
                div.text {
                    @for blocks in article.blocks.chunk_by(|a, b| is_unread(a) == is_unread(b)) {
                        @if is_unread(&blocks[0]) && !page.links.is_served() {
                            details { summary { (summary::count(blocks.len(), "block")) " not read" } @for block in blocks { (paragraph(page, index, block, marks)) } }
                        } @else { @for block in blocks { (paragraph(page, index, block, marks)) } }
                    }
                }
            }
        }
    }
}

/// Whether a block is none of the article's own words.
fn is_unread(block: &Block) -> bool {
    block.kind == BlockKind::Boilerplate
}

/// What a reader must be told of a block: that its words are another outlet's, or stand under a picture. Titles, bylines and headings
/// look like what they are, and an excerpt without a credit is nobody's.
fn named_kind(block: &Block, text: &str) -> Option<Markup> {
    match (block.kind, block.credit) {
        (BlockKind::Excerpt, Some(credit)) => Some(html! { "excerpt of " (words(credit.of(text))) }),
        (BlockKind::Caption, _) => Some(html! { "caption" }),
        _ => None,
    }
}

/// A block with its marks, and beside it what others have.
fn paragraph(page: &Page, index: u32, block: &Block, marks: &ArticleMarks) -> Markup {
    let text = &page.story.articles()[index as usize].text;
    let anchor =
        page.links.is_served().then(|| page.links.passage_anchor(Passage { article: index, span: block.span }));
    let notes = notes(page, index, block.span, marks);
    html! {
        div.paragraph {
            p class=(block_kind(block.kind)) id=[anchor] {
                @if let Some(kind) = named_kind(block, text) { span.kind { (kind) } }
                bdi { (marked(page, index, block.span, marks)) }
            }
            @if !notes.is_empty() { aside { @for note in &notes { (note) } } }
        }
    }
}

/// What other articles have for the entries that a block tells of.
fn notes(page: &Page, index: u32, block: Span, marks: &ArticleMarks) -> Vec<Markup> {
    let mut told: BTreeMap<u32, (&Entry, usize, Span)> = BTreeMap::new();
    for (span, entry, reading) in marks.entries.iter().filter(|(span, ..)| block.contains(*span)) {
        if !told.values().any(|(other, ..)| other.id == entry.id) {
            told.insert(span.start, (entry, *reading, *span));
        }
    }
    let note = |(entry, reading, span): (&Entry, usize, Span)| {
        let others: Vec<Markup> = entry
            .readings
            .iter()
            .enumerate()
            .filter(|(r, _)| *r != reading)
            .map(|(_, other)| {
                let passages: Vec<Passage> = other.passages().collect();
                let speaker = page.speaker_at(other.words()).filter(|_| entry.kind == EntryKind::Figure);
                html! {
                    (said(page, other, other.words(), 40)) " "
                    small { @if let Some(name) = speaker { bdi { (page.line(name, 40)) } ", " } (words(&tellers(page, &passages))) }
                }
            })
            .collect();
        let same = told_by(entry).iter().filter(|article| **article != index).count();
        html! {
            p class=(entry_status(entry.status)) {
                a href=(page.links.entry(entry)) { (said(page, &entry.readings[reading], Passage { article: index, span }, 40)) } ": "
                @if others.is_empty() { "the same in " (summary::count(same, "other article")) }
                @else { @for (i, other) in others.iter().take(3).enumerate() { @if i > 0 { " · " } (other) } @if others.len() > 3 { " · …" } }
            }
        }
    };
    let mut told: Vec<_> = told.into_values().collect();
    // What differs is worth more room than what agrees.
    told.sort_by_key(|(entry, ..)| entry.status > EntryStatus::Changed);
    told.into_iter().take(MOST_NOTES).map(note).collect()
}

/// The text of a block, cut where anything begins or ends, with places to link to.
fn marked(page: &Page, index: u32, block: Span, marks: &ArticleMarks) -> Markup {
    let entries: Vec<(Span, &Entry)> =
        marks.entries.iter().filter_map(|(span, entry, _)| Some((span.intersect(block)?, *entry))).collect();
    let quotes: Vec<Span> = marks.quotes.iter().filter_map(|span| span.intersect(block)).collect();
    let mut cuts: BTreeSet<u32> = [block.start, block.end].into();
    cuts.extend(entries.iter().map(|(span, _)| span).chain(&quotes).flat_map(|span| [span.start, span.end]));
    cuts.extend(marks.anchors.range(block.start..block.end).map(|(at, _)| *at));
    let cuts: Vec<u32> = cuts.into_iter().collect();
    let own = page.links.passage_anchor(Passage { article: index, span: block });
    let piece = |span: Span| {
        let passage = Passage { article: index, span };
        // A paragraph carries its own.
        let mut anchors = marks
            .anchors
            .get(&span.start)
            .into_iter()
            .flatten()
            .filter(|anchor| !page.links.is_served() || **anchor != own);
        let id = anchors.next();
        let quote = quotes.iter().any(|quote| quote.contains(span));
        let class = quote.then_some("quote");
        // Of several entries that have these words the one with the fewest is meant.
        let entry = entries.iter().filter(|(of, _)| of.contains(span)).min_by_key(|(of, _)| of.len());
        // What shows nothing can't be followed.
        let piece = match entry.filter(|_| !page.plain(passage).trim().is_empty()) {
            Some((_, entry)) => html! {
                a.told.quote[quote] id=[id] href=(page.links.entry(entry)) { (page.words(passage)) }
            },
            None if id.is_some() || quote => html! { span id=[id] class=[class] { (page.words(passage)) } },
            None => page.words(passage),
        };
        anchors.fold(piece, |piece, anchor| html! { span id=(anchor) { (piece) } })
    };
    html! { @for pair in cuts.windows(2) { (piece(Span { start: pair[0], end: pair[1] })) } }
}
