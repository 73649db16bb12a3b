//! Any articles, cut from the input at each 0xFF: the whole way to the report, which may hold no script.
#![no_main]

use crossread_core::{Story, Bounds, align, annotate, tabulate};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let pieces = bytes.split(|byte| *byte == 0xff);
    let articles = pieces.flat_map(|piece| crossread_ingest::articles("fuzz", piece)).flatten().collect();
    let story = Story::new(articles);
    let annotations: Vec<_> = story.articles().iter().map(annotate).collect();
    let ledger = tabulate(&story, &align(&story, &annotations, &Bounds::default()));
    let report = crossread_view::report(&story, &annotations, &ledger, &[]);
    assert!(!report.contains("<script"));
    crossread_view::ledger_json(&story, &ledger, &[]);
});
