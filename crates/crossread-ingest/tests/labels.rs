//! Cases in Markdown: texts as scrapers leave them, and what each of their paragraphs is. `UPDATE_CASES=1 cargo test` rewrites what
//! is expected; read the difference.

use crossread_core::Article;
use crossread_ingest::articles;

/// A line for each block: what it is, and its first words.
fn lines(article: &Article) -> Vec<String> {
    let first = |words: &str| words.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
    article.blocks.iter().map(|block| format!("{:?}: {}", block.kind, first(block.span.of(&article.text)))).collect()
}

#[test]
fn cases_hold() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labels.md");
    let markdown = std::fs::read_to_string(&path).expect("cases");
    let (mut rewritten, mut checked) = (String::new(), 0);
    let mut blocks = markdown.split("```");
    while let Some(between) = blocks.next() {
        rewritten += between;
        let Some(scrape) = blocks.next() else { break };
        let text = scrape.strip_prefix("scrape\n").expect("a scrape");
        let (Some(gap), Some(_)) = (blocks.next(), blocks.next()) else { panic!("labels behind each scrape") };
        let article = articles("page.txt", text.as_bytes()).remove(0);
        let found = lines(&article.unwrap_or_else(|skipped| panic!("{}", skipped.reason)));
        rewritten += &format!("```{scrape}```{gap}```labels\n{}\n```", found.join("\n"));
        checked += 1;
    }
    assert!(checked > 0, "no case was checked");
    if std::env::var_os("UPDATE_CASES").is_some() {
        std::fs::write(&path, rewritten).expect("cases can be written");
    } else {
        assert_eq!(rewritten, markdown);
    }
}
