//! The entries as W3C Web Annotations (JSON-LD): an annotation for each passage, which says to which reading of which entry
//! it belongs.

use crate::json::printed;
use crate::json::{entry_status, made_by};
use crate::summary::headline;
use crossread_core::ledger::{Entry, Reading};
use crossread_core::{CodePoints, Ledger, Passage, Span, Story};
use serde_json::{Value, json};

/// How much of the text is given before and behind a passage, so that it is found again where offsets have moved, in characters.
const BESIDE: usize = 32;

/// A page of annotations. Targets are the articles' addresses, or `urn:sha256:` of their texts where none is known; offsets are
/// code points of the text as it was read.
pub fn web_annotations(story: &Story, ledger: &Ledger) -> String {
    let points: Vec<CodePoints> = story.articles().iter().map(|article| CodePoints::new(&article.text)).collect();
    let mut items = Vec::new();
    for entry in &ledger.entries {
        for (r, reading) in entry.readings.iter().enumerate() {
            for passage in reading.passages() {
                items.push(annotation(story, &points, (entry, r, reading), passage));
            }
        }
    }
    printed(&json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("urn:crossread:story:{}", story.id()),
        "type": "AnnotationPage",
        "items": items,
    }))
}

fn annotation(story: &Story, points: &[CodePoints], of: (&Entry, usize, &Reading), passage: Passage) -> Value {
    let (entry, r, reading) = of;
    let article = &story.articles()[passage.article as usize];
    let text = &article.text;
    let (start, end) = points[passage.article as usize].of(passage.span);
    let before = Span { start: 0, end: passage.span.start }.of(text);
    let behind = Span { start: passage.span.end, end: text.len() as u32 }.of(text);
    let prefix: String = before.char_indices().rev().nth(BESIDE - 1).map_or(before, |(at, _)| &before[at..]).to_owned();
    let suffix: String = behind.chars().take(BESIDE).collect();
    let source = article.facts.url.clone().unwrap_or_else(|| {
        let hash: String = article.sha256.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("urn:sha256:{hash}")
    });
    let negated = if reading.is_negated() { "; negated" } else { "" };
    json!({
        "id": format!("urn:crossread:{}:{r}:{}:{start}", entry.id, article.id()),
        "type": "Annotation",
        "motivation": "describing",
        "generator": {"type": "Software", "name": made_by()[0].1},
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": format!("{}{negated}", headline(story, entry))},
            {"type": "TextualBody", "purpose": "tagging", "value": entry.kind.name()},
            {"type": "TextualBody", "purpose": "tagging", "value": entry_status(entry.status)},
        ],
        "target": {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {"type": "TextQuoteSelector", "exact": story.words(passage), "prefix": prefix, "suffix": suffix},
            ],
        },
    })
}
