//! Any text: sentences and tokens must lie inside it, sorted and apart, and every head must lead to the root.
#![no_main]

use crossread_language::Span;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let whole = Span { start: 0, end: text.len() as u32 };
    let mut at = 0;
    for sentence in crossread_language::read(text, &[whole]) {
        assert!(sentence.span.fits(text) && sentence.span.start() >= at);
        at = sentence.span.end();
        let mut end = sentence.span.start();
        for (i, token) in sentence.tokens.iter().enumerate() {
            assert!(token.span.fits(text) && token.span.start() >= end && token.span.end() <= at);
            end = token.span.end();
            let top = sentence.ancestors(i).last();
            assert!(top.is_some_and(|top| sentence.head(top).is_none()), "a circle");
        }
    }
});
