//! Which paragraphs of a page are the article.
//!
//! From the page inwards, the element that holds most of the running text is followed until the text is spread over
//! its children: that element is the article with all its sections. An element that holds the headline too needs less of
//! the text, one that the page itself names as the article less still. What is marked as standing around it is left out
//! already ([`super::readable`]), so nothing more is needed than weights; Readability's way of scoring elements takes
//! one section where an article is spread over several (mean F1 on the development pages of WCXB: .904 with a port of
//! Readability where weights alone had .944 on the same paragraphs; .960 today).

use super::cards;
use super::readable::{FrameCertainty, Holder, ReadablePage, running};

/// Part of an element's running text, in percent, that one child must hold to be followed. The score is the same from
/// 75 to 90.
const MOST: u64 = 80;

/// Part that is enough where the child holds the headline too: what stands beside both is about other articles. The score is the
/// same from 50 to 65.
const MOST_WITH_HEADLINE: u64 = 60;

/// A paragraph with a larger part of its letters in links, in percent, points elsewhere.
const MOSTLY_LINKS: u64 = 85;

/// Part of an element's running text, in percent, that the article named in it must hold to be followed. The score is the same
/// from 25 to 40.
const MUCH: u64 = 40;

/// Part of a page's running text, in percent, that must be code for the code to be the text: mail and old pages stand in `<pre>`,
/// heads and feet outside. In an article about programs up to two thirds are code.
const PROSE_IN_CODE: u64 = 80;

/// For each paragraph whether it is the article's. `title` is the paragraph that is the headline.
pub(crate) fn article(page: &ReadablePage, title: Option<usize>) -> Vec<bool> {
    let weights = weights(page);
    let chosen = holder(page, &weights, title);
    let mut inside = vec![false; page.elements.len()];
    inside[chosen] = true;
    for piece in other_pieces(page, &weights, chosen) {
        inside[piece] = true;
    }
    for at in 1..page.elements.len() {
        inside[at] |= inside[page.elements[at].parent];
    }
    // Code is no prose, unless there is little else: mail and old pages stand in `<pre>`.
    let weight_of = |holder: Holder| -> u64 {
        page.paragraphs.iter().filter(|p| inside[p.element] && p.holder == holder).map(|p| u64::from(running(p))).sum()
    };
    let prose_in_code = weight_of(Holder::Code) * 100 > weights[chosen] * PROSE_IN_CODE;
    let rows_text = in_rows_with_text(page);
    let mut article: Vec<bool> = page
        .paragraphs
        .iter()
        .map(|p| {
            // A heading may be a link to itself; what else is all links points elsewhere.
            let heading = matches!(p.holder, Holder::Heading | Holder::Title);
            inside[p.element]
                && p.holder != Holder::Around
                && (p.holder != Holder::Code || prose_in_code)
                && (heading || rows_text[p.element] || u64::from(p.linked) * 100 <= u64::from(p.letters) * MOSTLY_LINKS)
        })
        .collect();
    let held: Vec<bool> = page.paragraphs.iter().map(|p| inside[p.element] && p.holder != Holder::Around).collect();
    if let Some(from) = cards::behind(page, &held, &article) {
        article[from..].fill(false);
    }
    // What stands between the headline and the article's element is its beginning.
    if let (Some(title), Some(first)) = (title, article.iter().position(|chosen| *chosen)) {
        for at in title + 1..first.max(title + 1) {
            let paragraph = &page.paragraphs[at];
            article[at] = running(paragraph) > 0 && matches!(paragraph.holder, Holder::Plain | Holder::Heading);
        }
    }
    article
}

/// For each element whether it is a cell in a row of a table that has words outside links, too: there a linked name is what the row is
/// about.
fn in_rows_with_text(page: &ReadablePage) -> Vec<bool> {
    let mut unlinked = vec![false; page.elements.len()];
    for cell in page.paragraphs.iter().filter(|p| p.holder == Holder::Cell && p.linked == 0) {
        unlinked[page.elements[cell.element].parent] = true;
    }
    let mut cells = vec![false; page.elements.len()];
    for cell in page.paragraphs.iter().filter(|p| p.holder == Holder::Cell) {
        cells[cell.element] = unlinked[page.elements[cell.element].parent];
    }
    cells
}

/// How much running text each element holds.
fn weights(page: &ReadablePage) -> Vec<u64> {
    let mut weights = vec![0u64; page.elements.len()];
    for paragraph in page.paragraphs.iter().filter(|p| p.holder != Holder::Around) {
        weights[paragraph.element] += u64::from(running(paragraph));
    }
    // Children come after their parents.
    for at in (1..page.elements.len()).rev() {
        weights[page.elements[at].parent] += weights[at];
    }
    weights
}

/// The element that holds the article.
fn holder(page: &ReadablePage, weights: &[u64], title: Option<usize>) -> usize {
    let mut heaviest = vec![0usize; page.elements.len()];
    for at in 1..page.elements.len() {
        let parent = page.elements[at].parent;
        if heaviest[parent] == 0 || weights[at] > weights[heaviest[parent]] {
            heaviest[parent] = at;
        }
    }
    let mut with_headline = vec![false; page.elements.len()];
    let mut at = title.map_or(0, |title| page.paragraphs[title].element);
    while at != 0 {
        with_headline[at] = true;
        at = page.elements[at].parent;
    }
    let follows = |from: usize, to: usize| {
        let most = if with_headline[to] { MOST_WITH_HEADLINE } else { MOST };
        // An article that is nearly all one list has its first sentence before the list.
        to != 0 && !page.elements[to].of_text && weights[to] * 100 >= weights[from] * most
    };
    let mut chosen = 0;
    // From an article that is named inwards once more.
    for _ in 0..2 {
        while follows(chosen, heaviest[chosen]) {
            chosen = heaviest[chosen];
        }
        let Some(named) = named(page, weights, chosen) else { break };
        chosen = named;
    }
    chosen
}

/// The element inside another that the page names as the article: it holds much of the text, and no other that is named so holds
/// much beside it, as the posts of a live blog and the cards of a list do.
fn named(page: &ReadablePage, weights: &[u64], chosen: usize) -> Option<usize> {
    let mut inside = vec![false; page.elements.len()];
    inside[chosen] = true;
    // The outermost of each.
    let mut outermost = Vec::new();
    let mut counted = vec![false; page.elements.len()];
    for at in chosen + 1..page.elements.len() {
        let element = page.elements[at];
        inside[at] = inside[element.parent];
        counted[at] = counted[element.parent];
        if inside[at] && !counted[at] && element.is_article && element.around == FrameCertainty::No {
            counted[at] = true;
            outermost.push(at);
        }
    }
    let named = outermost.iter().copied().max_by_key(|&at| weights[at])?;
    let others: u64 = outermost.iter().filter(|at| **at != named).map(|&at| weights[at]).sum();
    (weights[named] * 100 >= weights[chosen] * MUCH && others * 4 <= weights[named]).then_some(named)
}

/// Other pieces of the article that was cut into containers: elements of the same template beside the chosen one, or beside one
/// that holds it, with running text of their own.
fn other_pieces(page: &ReadablePage, weights: &[u64], chosen: usize) -> Vec<usize> {
    let mut path = vec![chosen];
    while let Some(&last) = path.last().filter(|last| **last != 0) {
        path.push(page.elements[last].parent);
    }
    (1..page.elements.len())
        .filter(|&at| {
            let element = page.elements[at];
            weights[at] > 0
                && element.template.is_some()
                && element.around == FrameCertainty::No
                && path.iter().any(|&on_path| {
                    let other = page.elements[on_path];
                    on_path != at && other.parent == element.parent && other.template == element.template
                })
        })
        .collect()
}
