//! Bytes to articles: text, HTML, JSON Lines, told apart by content.
//!
//! Two steps. [`articles`] is a plain function from the bytes of one input to the articles in it; [`read_inputs`]
//! walks files, folders and standard input and calls it. An input that can't be used is a [`SkippedInput`] with a reason;
//! it never stops the rest.
//!
//! Text is decoded and never edited. What parts of it are not the article is *labelled* so ([`label`]), not deleted.

mod addresses;
mod bundle;
mod choice;
mod container;
mod days;
mod decode;
mod facts;
mod feed;
mod garbled;
mod html;
mod input;
mod json;
mod known;
pub mod label;
mod language;
mod mail;
mod own;
mod warc;

pub use choice::FilePatterns;
pub use container::LARGEST_INPUT;
pub use feed::addresses;
pub use input::{files, read_inputs, read_inputs_beside, read_line, read_named};
pub use known::{GivenFacts, facts_table, facts_table_with, published};
pub use own::{Exclusions, is_own_database, is_same_file, wrote};
pub use warc::linked;

use crossread_core::Article;
use crossread_core::story::{Anchor, Facts, SkipReason, SkippedInput, Warning};
use label::TextBlocks;

/// Longest text that is read as one article. The longest of 6,000 news articles has 52 kB; what is hundreds of times
/// longer is data, and a bound keeps memory bounded.
pub const LONGEST_TEXT: usize = 16 << 20;

/// What an input gave.
pub type ArticleResult = Result<Article, SkippedInput>;

/// The articles in the bytes of one input, each or the reason why not. Never panics, whatever the bytes.
pub fn articles(name: &str, bytes: &[u8]) -> Vec<ArticleResult> {
    let mut taken = Vec::new();
    input::read(name, &mut &*bytes, &mut |one| taken.push(one));
    taken
}

/// The articles in bytes that are not packed and not too many.
fn articles_in(name: &str, bytes: &[u8]) -> Vec<ArticleResult> {
    articles_of(name, bytes, Facts::default(), None)
}

/// The same, of which something is known already: facts, and the encoding that whoever sent them named.
fn articles_of(name: &str, bytes: &[u8], given: Facts, charset: Option<&str>) -> Vec<ArticleResult> {
    match decode::kind(bytes) {
        decode::ContentKind::Empty => {
            vec![Err(skipped(name, SkipReason::Empty, &format!("can't read '{name}': empty")))]
        }
        decode::ContentKind::Binary(_) if own::is_own_database(bytes) => vec![Err(own::skipped(name))],
        decode::ContentKind::Binary(what) => {
            vec![Err(skipped(name, SkipReason::NotText, &format!("can't read '{name}': not text ({what})")))]
        }
        decode::ContentKind::Gzip => {
            vec![Err(skipped(name, SkipReason::BrokenPacking, &format!("can't read '{name}': packed twice")))]
        }
        decode::ContentKind::Text => {
            let decoded = decode::text(bytes, charset);
            let text = decoded.text.as_str();
            if own::is_own(text) {
                vec![Err(own::skipped(name))]
            } else if json::is_json(text) {
                json::articles(name, text)
            } else if let Some(sort) = feed::sort(text) {
                list(name, text, sort)
            } else if html::is_html(text) {
                vec![html::article(name, text, given, decoded.warnings)]
            } else if mail::is_mail(text) {
                mail::articles(name, bytes)
            } else {
                vec![article(name, decoded.text, given, decoded.warnings)]
            }
        }
    }
}

/// The articles of a feed; of a list of addresses the reason why there are none.
fn list(name: &str, text: &str, sort: feed::FeedSort) -> Vec<ArticleResult> {
    let what = match sort {
        feed::FeedSort::Feed => return feed::articles(name, text),
        feed::FeedSort::Opml => "a list of feeds",
        feed::FeedSort::Sitemap => "a map of a site",
    };
    let count = feed::addresses(text).len();
    vec![Err(skipped(
        name,
        SkipReason::NoArticle,
        &format!("no article in '{name}': {what} with {count} addresses and no text"),
    ))]
}

/// Makes an article of plain text and what is known of it already.
fn article(name: &str, text: String, given: Facts, warnings: Vec<Warning>) -> ArticleResult {
    if text.trim().is_empty() {
        return Err(skipped(name, SkipReason::Empty, &format!("can't read '{name}': empty")));
    }
    if text.len() > LONGEST_TEXT {
        let limit = LONGEST_TEXT >> 20;
        return Err(skipped(
            name,
            SkipReason::TooLong,
            &format!("can't read '{name}': a text of more than {limit} MB is no article"),
        ));
    }
    let labelled = label::label(&text, &given);
    finish(name, InputText { text, labelled, facts: given, warnings, anchors: Vec::new() })
}

/// What an input was read as, before its text is asked what it says of itself.
struct InputText {
    text: String,
    labelled: TextBlocks,
    /// What is known already.
    facts: Facts,
    warnings: Vec<Warning>,
    anchors: Vec<Anchor>,
}

/// Adds what the text itself says of the article, its language and its identity.
fn finish(name: &str, read: InputText) -> ArticleResult {
    use sha2::Digest;
    let InputText { text, labelled, facts: given, mut warnings, anchors } = read;
    let sha256: [u8; 32] = sha2::Sha256::digest(text.as_bytes()).into();
    warnings.extend(labelled.warnings.iter().cloned());
    let mut facts = facts::complete(&text, &labelled, given, &mut warnings);
    facts.input = name.to_owned();
    facts.url = facts.url.map(|url| addresses::plain(&url));
    if facts.language.is_none() {
        facts.language = language::of(&text, &labelled.blocks);
    }
    warnings.sort();
    let text = text.into_boxed_str();
    Ok(Article { sha256, text, blocks: labelled.blocks, facts, anchors, warnings })
}

fn skipped(input: &str, code: SkipReason, reason: &str) -> SkippedInput {
    SkippedInput { input: input.to_owned(), code, reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reason(bytes: &[u8]) -> String {
        match articles("a.txt", bytes).remove(0) {
            Err(skipped) => skipped.reason,
            Ok(article) => panic!("read as {article:?}"),
        }
    }

    #[test]
    fn unusable_inputs_are_named() {
        assert_eq!(reason(b""), "can't read 'a.txt': empty");
        assert_eq!(reason(b" \n\t "), "can't read 'a.txt': empty");
        assert_eq!(reason(b"\x89PNG\r\n\x1a\n\0\0"), "can't read 'a.txt': not text (PNG image)");
        assert_eq!(reason(b"\xff\xfe\x00\x01garbage"), "can't read 'a.txt': not text (control characters)");
        assert_eq!(reason(b"\x1f\x8b\x08\0\0"), "can't read 'a.txt': packed data is cut off");
    }

    #[test]
    fn a_broken_line_stops_no_other() {
        let lines =
            "{\"text\": \"One thing happened here.\"}\n{\"text\": \n{\"text\": \"Another thing happened there.\"}\n";
        let taken = articles("a.jsonl", lines.as_bytes());
        assert_eq!(taken.len(), 3);
        assert!(taken[0].is_ok() && taken[2].is_ok());
        assert!(taken[1].as_ref().unwrap_err().reason.starts_with("can't read 'a.jsonl' line 2: not JSON"));
    }

    /// Laws 1 and 7: blocks are sorted, apart, on boundaries, and cover all that is not white space.
    fn blocks_are_lawful(article: &Article) {
        let mut at = 0;
        for block in &article.blocks {
            assert!(block.span.fits(&article.text) && !block.span.is_empty());
            assert!(block.span.start() >= at, "blocks overlap");
            assert!(
                article.text[at..block.span.start()].trim().is_empty(),
                "text left out: {:?}",
                &article.text[at..block.span.start()]
            );
            at = block.span.end();
        }
        assert!(article.text[at..].trim().is_empty(), "text left out at the end");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_skipped(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            articles("a", &bytes).iter().flatten().for_each(blocks_are_lawful);
        }

        #[test]
        fn any_text_is_labelled_whole(text in "([A-Za-z“”\"'’.,:;!? ]{0,80}\n{1,3}|By [A-Z][a-z]{2,8}\n|<[a-z]{1,4}>|\\PC{0,20}){0,12}") {
            let once = articles("a", text.as_bytes());
            once.iter().flatten().for_each(blocks_are_lawful);
            prop_assert_eq!(format!("{once:?}"), format!("{:?}", articles("a", text.as_bytes())));
        }

        #[test]
        fn any_page_is_labelled_whole(body in "(<p>[A-Za-z .,]{0,60}</p>|<div>|</div>|<h2>[a-z ]{0,9}</h2>|<script>|&amp;|&#0;|<!--|-->|<blockquote>|\\PC{0,9}){0,15}") {
            let page = format!("<!doctype html><html><body>{body}");
            articles("a", page.as_bytes()).iter().flatten().for_each(blocks_are_lawful);
        }
    }
}
