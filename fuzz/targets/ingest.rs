//! Any bytes: pages, feeds, mail, archives, packed or not. Blocks must lie inside the text, sorted, apart, and leave
//! nothing but white space out.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for article in crossread_ingest::articles("fuzz", bytes).into_iter().flatten() {
        let mut at = 0;
        for block in &article.blocks {
            assert!(block.span.fits(&article.text) && !block.span.is_empty() && block.span.start() >= at);
            assert!(article.text[at..block.span.start()].trim().is_empty());
            at = block.span.end();
        }
        assert!(article.text[at..].trim().is_empty());
    }
});
