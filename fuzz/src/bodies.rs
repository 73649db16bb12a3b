//! What the fuzzers try, one function a target: `cargo fuzz` calls them with bytes it finds, `cargo xtask fuzz` with bytes made
//! of the cases at random. A body panics where something is wrong.

use crossread_core::quantity::{Compatibility, Quantity, Unit};
use crossread_core::{Article, DecidedPairs, Language, Story, align, annotate, tabulate};
use crossread_engine::{CollatedStory, silent};

/// A target by its name.
pub type Body = fn(&[u8]);

/// All targets.
pub const ALL: [(&str, Body); 12] = [
    ("pages", pages),
    ("feeds", feeds),
    ("archives", archives),
    ("mail", mail),
    ("json", json),
    ("language", language),
    ("numbers", numbers),
    ("dates", dates),
    ("quotes", quotes),
    ("collate", collate),
    ("store", store),
    ("check", check),
];

/// Reads an input; its blocks must lie inside the text, sorted, apart, and leave nothing but white space out.
fn read(name: &str, beginnings: &[&str], bytes: &[u8]) -> Vec<Article> {
    // The first byte chooses how the input begins, so that no fuzzer need guess it.
    let (choice, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let beginning = beginnings[usize::from(*choice) % beginnings.len()];
    let input = [beginning.as_bytes(), rest].concat();
    let articles: Vec<Article> = crossread_ingest::articles(name, &input).into_iter().flatten().collect();
    for article in &articles {
        let mut at = 0;
        for block in &article.blocks {
            assert!(block.span.fits(&article.text) && !block.span.is_empty() && block.span.start() >= at);
            assert!(article.text[at..block.span.start()].trim().is_empty());
            at = block.span.end();
        }
        assert!(article.text[at..].trim().is_empty());
    }
    articles
}

pub fn pages(bytes: &[u8]) {
    read("a.html", &["", "<!doctype html><html><body>", "<article><h1>Rain</h1><p>"], bytes);
    crossread_ingest::linked(bytes);
}

pub fn feeds(bytes: &[u8]) {
    let beginnings = [
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><item>",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>",
        "<urlset><url>",
        "<opml><body>",
    ];
    read("a.xml", &beginnings, bytes);
}

pub fn archives(bytes: &[u8]) {
    let record = "WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 90\r\n\r\nHTTP/1.1 200 OK\r\n";
    read(
        "a.warc",
        &["", "WARC/1.0\r\n", record, "filedesc://a.arc 0.0.0.0 20310504 text/plain 7\n", "PK\u{3}\u{4}", "\u{1f}"],
        bytes,
    );
}

pub fn mail(bytes: &[u8]) {
    let multipart =
        "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\n";
    read("a.eml", &["From: a@b.example\r\nSubject: Rain\r\n", multipart], bytes);
}

pub fn json(bytes: &[u8]) {
    read("a.json", &["{\"text\": \"", "[{\"text\": \"It rained.\", \"", "{\"html\": \"<p>", ""], bytes);
}

/// Sentences and tokens must lie inside the text, sorted and apart, and every head must lead to the root.
pub fn language(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let whole = crossread_language::Span { start: 0, end: text.len() as u32 };
    let mut at = 0;
    for sentence in crossread_language::read(&text, &[whole]) {
        assert!(sentence.span.fits(&text) && sentence.span.start() >= at);
        at = sentence.span.end();
        let mut end = sentence.span.start();
        for (i, token) in sentence.tokens.iter().enumerate() {
            assert!(token.span.fits(&text) && token.span.start() >= end && token.span.end() <= at);
            end = token.span.end();
            let top = sentence.ancestors(i).last();
            assert!(top.is_some_and(|top| sentence.head(top).is_none()), "a circle");
        }
    }
}

/// Two quantities, cut at the first line's end: comparing them has no sides.
pub fn numbers(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (one, other) = text.split_once('\n').unwrap_or((&text, "3"));
    if let (Some(one), Some(other)) =
        (Quantity::parse(Language::english(), one), Quantity::parse(Language::english(), other))
    {
        assert_eq!(one.compatible(&other), other.compatible(&one));
        assert_ne!(one.compatible(&one), Compatibility::Conflict);
    }
    found_in(&format!("{text} people were hurt in Ostrel."));
}

pub fn dates(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    found_in(&format!("OSTREL, May 4, 2031\n\nIt rained {text} in Ostrel, and again two days later.\n"));
    let day = serde_json::json!({"published": text, "text": format!("It rained on Friday, {text}.")});
    crossread_ingest::articles("a.json", day.to_string().as_bytes());
}

pub fn quotes(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    found_in(&format!("Ann Lowe said it rained. {text} ”she said."));
}

/// What is found in an article lies inside its text, and the words of a figure parse to its quantity; that a bare number is an age the
/// words around it may tell: "he was 79".
fn found_in(text: &str) {
    for article in crossread_ingest::articles("a.txt", text.as_bytes()).into_iter().flatten() {
        let found = annotate(Language::english(), &article);
        for figure in &found.figures {
            assert!(figure.span.fits(&article.text));
            let told = Quantity::parse(Language::english(), figure.span.of(&article.text));
            let is_age = figure.quantity.unit == Unit::AGE && told.is_some_and(|told| told.unit == Unit::Count);
            let told = told.map(|told| if is_age { Quantity { unit: Unit::AGE, ..told } } else { told });
            assert_eq!(told, Some(figure.quantity), "{:?}", figure.span.of(&article.text));
        }
        assert!(found.quotes.iter().all(|quote| quote.span.fits(&article.text)));
        assert!(found.dates.iter().all(|date| date.span.fits(&article.text)));
    }
}

/// The articles in the input, cut at each 0xFF.
fn cut(bytes: &[u8]) -> Vec<Article> {
    let pieces = bytes.split(|byte| *byte == 0xff).enumerate();
    pieces.flat_map(|(n, piece)| crossread_ingest::articles(&format!("{n}.txt"), piece)).flatten().collect()
}

/// The whole way to the report, which may hold no script of an article, and to the tables.
pub fn collate(bytes: &[u8]) {
    let story = Story::new(cut(bytes));
    let annotations: Vec<_> = story.articles().iter().map(|article| annotate(Language::english(), article)).collect();
    let ledger = tabulate(
        Language::english(),
        &story,
        &align(Language::english(), &story, &annotations, &DecidedPairs::default()),
    );
    let report = crossread_view::report(&story, &annotations, &ledger, &[], None);
    assert_eq!(report.matches("<script").count(), 1, "one script, of ours");
    let json = crossread_view::ledger_json(&story, &ledger, &[]);
    // A ledger grows with its texts.
    assert!(json.len() < 100_000 + 2_000 * bytes.len(), "{} bytes of {}", json.len(), bytes.len());
}

/// Every table of a story, filled and read back by SQLite.
pub fn store(bytes: &[u8]) {
    let CollatedStory { story, annotations, ledger, .. } = crossread_engine::collate(cut(bytes), &silent);
    let told = crossread_store::StoryJson {
        ledger: crossread_view::ledger_json(&story, &ledger, &[]),
        articles: story
            .articles()
            .iter()
            .zip(&annotations)
            .map(|(a, found)| crossread_view::read_json(a, found))
            .collect(),
        codings: crossread_view::codings_rows(&story, &annotations, &ledger),
    };
    let fill = || {
        let export = crossread_store::Export::new()?;
        export.add(&told)?;
        export.finish()
    };
    assert!(fill().is_ok_and(|file| file.starts_with(b"SQLite format 3")));
}

/// The first piece is a draft, the rest are accounts: what is found lies inside the draft.
pub fn check(bytes: &[u8]) {
    let mut articles = cut(bytes);
    if articles.len() < 2 {
        return;
    }
    let draft = articles.remove(0);
    for checked in crossread_engine::check(vec![draft], articles, &silent) {
        let text = &checked.collated.story.articles()[checked.draft as usize].text;
        assert!(checked.checked.findings.iter().all(|finding| finding.span.fits(text)));
    }
}
