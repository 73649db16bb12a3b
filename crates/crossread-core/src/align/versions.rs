//! Versions of one article: an address that was read twice and had changed in between.
//!
//! Outlets correct and rewrite without saying so. What was taken out and what was put in is shown sentence by sentence;
//! a sentence that only moved is neither. The versions are one voice: what both say has one origin.

use crate::annotate::Annotations;
use crate::story::{Passage, Story};
use crossread_language::Span;
use std::collections::{BTreeMap, HashSet};

/// An article and the version of it that came before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The version before: index of the article.
    pub earlier: u32,
    /// The version after.
    pub later: u32,
    /// Whether it is known which came first; else `earlier` is the first in the order of the articles.
    pub directed: bool,
    /// Sentences of `earlier` that `later` does not have.
    pub removed: Vec<Passage>,
    /// Sentences of `later` that `earlier` does not have.
    pub added: Vec<Passage>,
}

/// Finds the versions among the articles, each linked to the one before it; and for each article the first version of
/// it: itself, mostly.
pub fn find(story: &Story, annotations: &[Annotations]) -> (Vec<Version>, Vec<u32>) {
    let articles = story.articles();
    let mut versions = Vec::new();
    let mut first_version: Vec<u32> = (0..articles.len() as u32).collect();
    let mut by_address: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (i, article) in articles.iter().enumerate() {
        if let Some(address) = article.facts.url.as_deref().map(plain).filter(|address| !address.is_empty()) {
            by_address.entry(address).or_default().push(i as u32);
        }
    }
    for mut group in by_address.into_values().filter(|group| group.len() > 1) {
        let when = |article: u32| {
            let facts = &articles[article as usize].facts;
            (facts.updated.or(facts.published), facts.retrieved)
        };
        group.sort_by_key(|&article| (when(article), article));
        for pair in group.windows(2) {
            let (earlier, later) = (pair[0], pair[1]);
            let (before, after) = (units(story, annotations, earlier), units(story, annotations, later));
            let same_title = articles[earlier as usize].facts.title.is_some()
                && articles[earlier as usize].facts.title == articles[later as usize].facts.title;
            let only_in = |these: &[(Passage, String)], others: &[(Passage, String)]| -> Vec<Passage> {
                let others: HashSet<&str> = others.iter().map(|(_, words)| words.as_str()).collect();
                these.iter().filter(|(_, words)| !others.contains(words.as_str())).map(|(at, _)| *at).collect()
            };
            let (removed, added) = (only_in(&before, &after), only_in(&after, &before));
            // A front page has the same address every day and is another article each time. Half of the shorter text, or
            // the headline, is far more than two days of a front page share and less than any correction leaves.
            let kept = (before.len() - removed.len()).min(after.len() - added.len());
            if !same_title && 2 * kept < before.len().min(after.len()) {
                continue;
            }
            first_version[later as usize] = first_version[earlier as usize];
            let directed = when(earlier) != when(later);
            versions.push(Version { earlier, later, directed, removed, added });
        }
    }
    versions.sort_by_key(|version: &Version| (version.later, version.earlier));
    (versions, first_version)
}

/// An address without what only says where in the page, or by which door one came to it: the page for small screens
/// ("amp.", "m.") is the same page.
fn plain(address: &str) -> &str {
    let address = address.split('#').next().unwrap_or_default();
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or(address);
    let rest = ["www.", "amp.", "m.", "mobile."].iter().find_map(|door| rest.strip_prefix(door)).unwrap_or(rest);
    let rest = rest.trim_end_matches('/');
    rest.strip_suffix("/amp").or_else(|| rest.strip_suffix("?amp=1")).unwrap_or(rest)
}

/// What an article says, sentence by sentence (a block at a time where it was not read): where, and the bare words.
fn units(story: &Story, annotations: &[Annotations], article: u32) -> Vec<(Passage, String)> {
    let of = &story.articles()[article as usize];
    let sentences = &annotations[article as usize].sentences;
    let spans: Vec<Span> = if sentences.is_empty() {
        of.blocks.iter().filter(|block| block.kind.is_read()).map(|block| block.span).collect()
    } else {
        sentences.iter().map(|sentence| sentence.span).collect()
    };
    let words = |span: Span| span.of(&of.text).split_whitespace().collect::<Vec<_>>().join(" ");
    spans
        .into_iter()
        .map(|span| (Passage { article, span }, words(span)))
        .filter(|(_, words)| !words.is_empty())
        .collect()
}
