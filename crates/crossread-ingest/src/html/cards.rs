//! Cards of other articles that stand behind an article in its own element: a linked title each, a day, the first sentence.

use super::readable::{Holder, PageParagraph, ReadablePage, running};
use crate::days;
use std::collections::BTreeMap;

/// Fewest cards that are told by what repeats in them: three paragraphs with a linked title each may be the article's.
const FEWEST: usize = 3;

/// Headings without a link that an article has at least whose linked ones, each over one paragraph, lead to others.
const OWN_HEADINGS: usize = 2;

/// Lines that a card may have beside its title and its first sentence.
const LINES: usize = 6;

/// A paragraph with a larger part of its letters in links, in percent, is a title that leads elsewhere.
const MOSTLY_LINKS: u64 = 85;

/// Letters that a title has at least; buttons and names of sections have fewer.
const TITLE: u32 = 20;

/// The paragraph from which on cards stand behind the article. `inside` tells of each whether it is in the article's element,
/// `article` whether it is taken for the article's.
pub(super) fn behind(page: &ReadablePage, inside: &[bool], article: &[bool]) -> Option<usize> {
    let is_title = |at: &usize| {
        let paragraph = &page.paragraphs[*at];
        paragraph.letters >= TITLE && u64::from(paragraph.linked) * 100 > u64::from(paragraph.letters) * MOSTLY_LINKS
    };
    let end = inside.iter().rposition(|inside| *inside)? + 1;
    let titles: Vec<usize> = (0..end).filter(|&at| inside[at]).filter(is_title).collect();
    let text = |from: usize, to: usize| (from..to).filter(|&at| article[at] && running(&page.paragraphs[at]) > 0);
    // From the last title backwards, as long as what stands between two of them may be a card.
    let mut first = titles.len();
    let mut until = end;
    while first > 0 {
        let at = titles[first - 1];
        let short = (at + 1..until).filter(|&at| inside[at] && running(&page.paragraphs[at]) == 0).count();
        if text(at + 1, until).count() > 1 || short > LINES {
            break;
        }
        until = at;
        first -= 1;
    }
    let cards: Vec<(usize, usize)> = (first..titles.len())
        .map(|nth| (titles[nth], titles.get(nth + 1).copied().unwrap_or(end)))
        .filter(|&(from, to)| text(from + 1, to).count() == 1)
        .collect();
    let &(begin, _) = cards.first()?;
    let weight =
        |from: usize, to: usize| -> u64 { text(from, to).map(|at| u64::from(running(&page.paragraphs[at]))).sum() };
    let lead_away = || {
        let heading = |at: usize| page.paragraphs[at].holder == Holder::Heading;
        let own = (0..begin).filter(|&at| inside[at] && heading(at) && page.paragraphs[at].linked == 0);
        cards.iter().all(|card| heading(card.0)) && own.count() >= OWN_HEADINGS
    };
    if cards.len() < FEWEST || weight(0, begin) * 3 < weight(0, end) || !(are_alike(page, &cards) || lead_away()) {
        return None;
    }
    // The heading over the cards and the lines above the first title go with them.
    Some(text(0, begin).next_back().map_or(begin, |last| last + 1))
}

/// Whether most of the cards have a day, a line that others have too, or a sentence that breaks off.
fn are_alike(page: &ReadablePage, cards: &[(usize, usize)]) -> bool {
    let words = |paragraph: &PageParagraph| paragraph.span.of(&page.text);
    let lines =
        |&(from, to): &(usize, usize)| page.paragraphs[from + 1..to].iter().filter(|p| running(p) == 0).map(words);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for card in cards {
        for line in lines(card) {
            *counts.entry(line).or_default() += 1;
        }
    }
    let most = |count: usize| count * 3 >= cards.len() * 2;
    let with_day = |card: &&(usize, usize)| lines(card).any(|line| line.len() <= 60 && days::find(line).is_some());
    let breaks_off = |card: &&(usize, usize)| {
        let text = page.paragraphs[card.0 + 1..card.1].iter().find(|p| running(p) > 0).map_or("", words);
        text.ends_with(['…', ']']) || text.ends_with("...")
    };
    most(cards.iter().filter(with_day).count())
        || most(cards.iter().filter(breaks_off).count())
        || counts.values().any(|count| most(*count))
}
