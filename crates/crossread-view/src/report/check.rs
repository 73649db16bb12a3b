//! A checked draft: its text with what was found in it marked, and for each finding the accounts beside it.

use super::entry::all_cited;
use super::links::Links;
use super::page::Page;
use super::text::words;
use crate::check::Draft;
use crate::summary::count;
use crossread_core::annotate::Annotations;
use crossread_core::check::{DraftFindings, Finding, Level};
use crossread_core::{Passage, Span};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The sections of a checked draft, for a page of a server. `annotations` are those of the accounts and the draft, in their order.
pub fn check_sections(draft: &Draft, annotations: &[Annotations]) -> Markup {
    let page = Page::new(draft.story, annotations, draft.ledger, Links::from_outside(draft.story));
    let findings = &draft.checked.findings;
    html! {
        section #findings {
            h2 { "Found in the draft " b { (findings.len()) } }
            p.meta { (compared(draft.checked)) }
            @if findings.is_empty() { p { "Nothing that could be compared differs from the accounts." } }
            @for (n, finding) in findings.iter().enumerate() { (told(&page, draft, n + 1, finding)) }
        }
        section {
            h2 { "The draft" }
            div.draft tabindex="0" role="region" aria-label="The draft" { (marked(&page, draft)) }
        }
    }
}

/// What had something to be compared with: never left out, so that silence is not taken for agreement.
fn compared(checked: &DraftFindings) -> String {
    let DraftFindings { figures, quotes, dates, names, .. } = checked;
    let shares = [(figures, "figure"), (quotes, "quote"), (dates, "date"), (names, "name")];
    let told: Vec<String> = shares
        .iter()
        .map(|(share, what)| format!("{} of {}", share.compared, count(share.of as usize, what)))
        .collect();
    let left: u32 = shares.iter().map(|(share, _)| share.of - share.compared).sum();
    format!("Compared {}; with nothing to compare with: {left}.", told.join(", "))
}

fn told(page: &Page, draft: &Draft, n: usize, finding: &Finding) -> Markup {
    let at = Passage { article: draft.draft, span: finding.span };
    html! {
        article.finding.note[finding.code.level() == Level::Note] id={ "f-" (n) } {
            h3 { (n) ". “" bdi { (page.line(at, 120)) } "” " code { (finding.code.name()) } }
            p.meta { bdi { (words(&draft.instead(finding))) } " " a href={ "#d-" (n) } { "in the draft" } }
            @if !finding.passages.is_empty() {
                details { summary { (count(finding.passages.len(), "passage")) " of the accounts" } (all_cited(page, &finding.passages)) }
            }
        }
    }
}

/// The draft's text, cut where a finding begins or ends.
fn marked(page: &Page, draft: &Draft) -> Markup {
    let text = &draft.story.articles()[draft.draft as usize].text;
    let findings = &draft.checked.findings;
    let mut cuts: BTreeSet<u32> = [0, text.len() as u32].into();
    cuts.extend(findings.iter().flat_map(|finding| [finding.span.start, finding.span.end]));
    let cuts: Vec<u32> = cuts.into_iter().collect();
    let piece = |span: Span| {
        let shown = page.words(Passage { article: draft.draft, span });
        let mut of = findings.iter().enumerate().filter(|(_, finding)| finding.span.contains(span)).peekable();
        if of.peek().is_none() {
            return shown;
        }
        let of: Vec<(usize, &Finding)> = of.collect();
        html! {
            mark { (shown) }
            @for (n, finding) in of { @if finding.span.end == span.end { sup { a id={ "d-" (n + 1) } href={ "#f-" (n + 1) } { (n + 1) } } } }
        }
    };
    html! { bdi { @for pair in cuts.windows(2) { (piece(Span { start: pair[0], end: pair[1] })) } } }
}
