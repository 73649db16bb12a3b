//! HTML to a labelled article.
//!
//! The page's readable text is taken straight from its tokens, in reading order, each piece with its place in the
//! page's bytes ([`readable`]); what of it is the article is decided by paragraphs ([`extract`]); the labels on top are
//! the same as for plain text. What is not the article stays in the text, as boilerplate.

mod cards;
mod extract;
mod linked;
mod no_article;
mod page_authors;
mod page_days;
mod page_facts;
mod page_titles;
mod posts;
mod readable;
mod script_days;

use crate::label::{self, Paragraph, ParagraphShape, TextBlocks, letters};
use crate::{ArticleResult, InputText, LONGEST_TEXT, finish, skipped};
use crossread_core::story::{BlockKind, Facts, SkipReason, Warning};
use page_facts::PageFacts;
use readable::{Holder, ReadablePage};

/// Whether a text is a page.
pub(crate) fn is_html(text: &str) -> bool {
    let head: String = text.chars().take(1024).flat_map(char::to_lowercase).collect();
    let start = head.trim_start();
    start.starts_with("<!doctype html")
        || start.starts_with("<html")
        || (start.starts_with('<')
            && ["<head", "<body", "<meta ", "<div", "<p>", "<article", "<title"].iter().any(|tag| head.contains(tag)))
}

/// Reads a page.
pub(crate) fn article(name: &str, page: &str, given: Facts, warnings: Vec<Warning>) -> ArticleResult {
    let readable = readable::read(page);
    if readable.text.trim().is_empty() {
        return Err(skipped(name, SkipReason::NoText, &format!("can't read '{name}': a page without text")));
    }
    if readable.text.len() > LONGEST_TEXT {
        let limit = LONGEST_TEXT >> 20;
        return Err(skipped(
            name,
            SkipReason::TooLong,
            &format!("can't read '{name}': a text of more than {limit} MB is no article"),
        ));
    }
    let PageFacts { facts: mut known, is_live, title } = page_facts::find(&readable, given);
    let chosen = extract::article(&readable, title);
    let labelled = label_page(&readable, &chosen, &known, title);
    // The posts of a live blog may stand in its data alone.
    if let Some(what) = no_article::find(&readable, title, &labelled).filter(|_| !is_live) {
        return Err(skipped(name, SkipReason::NoArticle, &format!("no article in '{name}': {what}")));
    }
    known.posts = posts::find(&readable, &chosen, &known, is_live);
    finish(name, InputText { text: readable.text, labelled, facts: known, warnings, anchors: readable.anchors })
}

/// The words of a piece of HTML, paragraphs apart.
pub(crate) fn words(piece: &str) -> String {
    readable::read(piece).text.trim().to_owned()
}

/// Labels what the elements say, then lets the words speak. `chosen` are the article's paragraphs, `headline` the one
/// that is its title.
fn label_page(page: &ReadablePage, chosen: &[bool], known: &Facts, headline: Option<usize>) -> TextBlocks {
    let text = &page.text;
    let title = known.title.as_deref().map(letters).filter(|title| !title.is_empty());
    let first = chosen.iter().position(|chosen| *chosen).unwrap_or(0);
    let mut paragraphs = Vec::with_capacity(page.paragraphs.len());
    for (at, (paragraph, &is_articles)) in page.paragraphs.iter().zip(chosen).enumerate() {
        let (span, holder) = (paragraph.span, paragraph.holder);
        let words = span.of(text);
        // Bylines and days stand around the headline and the beginning, not in side columns.
        let near = headline.is_none_or(|headline| at + 8 >= headline) && at <= first + 8 && holder != Holder::Around;
        // Under a heading of the text stands the day of what it heads.
        let headed =
            at > first && page.paragraphs[at - 1].holder == Holder::Heading && !label::head::is_announced(words);
        let doubled = || paragraph.letters <= 400 && title.as_ref().is_some_and(|title| letters(words) == *title);
        let kind = if headline == Some(at) {
            BlockKind::Title
        } else if headline.is_some() && doubled() {
            BlockKind::Boilerplate
        } else if (near || is_articles) && label::head::is_byline(words) {
            BlockKind::Byline
        } else if near && holder != Holder::Caption && !headed && label::head::is_day_of(words, at <= first) {
            BlockKind::Dateline
        } else if !is_articles {
            // A picture's words beside the article are its caption when they stand between its paragraphs.
            if holder == Holder::Caption && at > first { BlockKind::Caption } else { BlockKind::Boilerplate }
        } else {
            match holder {
                Holder::Heading | Holder::Title => BlockKind::Heading,
                Holder::Quotation => BlockKind::Excerpt,
                Holder::Caption => BlockKind::Caption,
                _ => BlockKind::Body,
            }
        };
        paragraphs.push(Paragraph { span, kind, credit: None });
    }
    let shape = |at: usize| match page.paragraphs[at].holder {
        Holder::Item => ParagraphShape::Item,
        Holder::Cell => ParagraphShape::Cell,
        _ => ParagraphShape::Free,
    };
    label::label_page(text, paragraphs, &label::LabelContext::of(known), shape)
}
