//! What whole articles and quotes leave open: said first in a ledger, never silently passed over.

use crate::annotate::Annotations;
use crate::annotate::quotes::QuoteKind;
use crate::language::Language;
use crate::story::{Article, Passage, Story};
use std::collections::BTreeMap;

/// Something the ledger did not read or could not settle.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnreadNote {
    /// Stable, kebab-case.
    pub code: &'static str,
    /// For a person.
    pub message: String,
    /// Where. Its length is the count shown.
    pub passages: Vec<Passage>,
}

/// Articles that were not read, articles without a day, and quoted words that nobody is found to have said.
pub(super) fn find(language: &Language, story: &Story, annotations: &[Annotations]) -> Vec<UnreadNote> {
    let mut by_language: BTreeMap<&str, Vec<Passage>> = BTreeMap::new();
    let (mut undated, mut unspoken) = (Vec::new(), Vec::new());
    for (i, (article, found)) in story.articles().iter().zip(annotations).enumerate() {
        let Some(head) = head(article, i as u32) else { continue };
        if let Some(other) = article.facts.language.as_deref().filter(|other| *other != language.code) {
            by_language.entry(other).or_default().push(head);
        }
        if article.facts.published.is_none() && article.facts.written.is_none() {
            undated.push(head);
        }
        let marked = found.quotes.iter().filter(|quote| quote.kind == QuoteKind::Direct && quote.speaker.is_none());
        unspoken.extend(marked.map(|quote| Passage { article: i as u32, span: quote.span }));
    }
    let mut all = Vec::new();
    for (code, passages) in by_language {
        let name = language.accounts.languages.get(code);
        let name = name.map_or_else(|| format!("the language '{code}'"), |name| (*name).to_owned());
        let message = format!("{} in {name}, listed and not read", articles(passages.len()));
        all.push(UnreadNote { code: "not-english", message, passages });
    }
    if !undated.is_empty() {
        let message = format!("{} without a day of publication", articles(undated.len()));
        all.push(UnreadNote { code: "without-day", message, passages: undated });
    }
    if !unspoken.is_empty() {
        let what = if unspoken.len() == 1 { "utterance" } else { "utterances" };
        let message = format!("{what} in quotation marks without a known speaker");
        all.push(UnreadNote { code: "without-speaker", message, passages: unspoken });
    }
    all
}

fn articles(n: usize) -> &'static str {
    if n == 1 { "article" } else { "articles" }
}

/// Where an article begins: its headline, else its first block.
fn head(article: &Article, index: u32) -> Option<Passage> {
    let title = article.blocks.iter().find(|block| block.kind == crate::story::BlockKind::Title);
    title.or(article.blocks.first()).map(|block| Passage { article: index, span: block.span })
}
