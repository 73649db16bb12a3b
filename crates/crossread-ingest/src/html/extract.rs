//! Which paragraphs of a page are the article.
//!
//! From the page inwards, the element that holds most of the running text is followed until the text is spread over
//! its children: that element is the article with all its sections. What is marked as standing around it is left out
//! already ([`super::readable`]), so nothing more is needed than weights; Readability's way of scoring elements takes
//! one section where an article is spread over several (mean F1 on the development pages of WCXB: .944 this way, .904
//! with a port of Readability on the same paragraphs).

use super::cards;
use super::readable::{Around, Holder, Readable, running};

/// Part of an element's running text, in percent, that one child must hold to be followed. The score is the same from
/// 70 to 90.
const MOST: u64 = 80;

/// A paragraph with a larger part of its letters in links, in percent, points elsewhere.
const MOSTLY_LINKS: u64 = 85;

/// For each paragraph whether it is the article's. `title` is the paragraph that is the headline.
pub(crate) fn article(page: &Readable, title: Option<usize>) -> Vec<bool> {
    let mut weights = vec![0u64; page.elements.len()];
    for paragraph in page.paragraphs.iter().filter(|p| p.holder != Holder::Around) {
        weights[paragraph.element] += u64::from(running(paragraph));
    }
    // Children come after their parents.
    for at in (1..page.elements.len()).rev() {
        weights[page.elements[at].parent] += weights[at];
    }
    let mut heaviest = vec![0usize; page.elements.len()];
    for at in 1..page.elements.len() {
        let parent = page.elements[at].parent;
        if heaviest[parent] == 0 || weights[at] > weights[heaviest[parent]] {
            heaviest[parent] = at;
        }
    }
    let mut chosen = 0;
    while heaviest[chosen] != 0 && weights[heaviest[chosen]] * 100 >= weights[chosen] * MOST {
        chosen = heaviest[chosen];
    }
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
    let prose_in_code = weight_of(Holder::Code) * 2 > weights[chosen];
    let mut article: Vec<bool> = page
        .paragraphs
        .iter()
        .map(|p| {
            // A heading may be a link to itself; what else is all links points elsewhere.
            let heading = matches!(p.holder, Holder::Heading | Holder::Title);
            inside[p.element]
                && p.holder != Holder::Around
                && (p.holder != Holder::Code || prose_in_code)
                && (heading || u64::from(p.linked) * 100 <= u64::from(p.letters) * MOSTLY_LINKS)
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

/// Other pieces of the article that was cut into containers: elements of the same template beside the chosen one, or beside one
/// that holds it, with running text of their own.
fn other_pieces(page: &Readable, weights: &[u64], chosen: usize) -> Vec<usize> {
    let mut path = vec![chosen];
    while let Some(&last) = path.last().filter(|last| **last != 0) {
        path.push(page.elements[last].parent);
    }
    (1..page.elements.len())
        .filter(|&at| {
            let element = page.elements[at];
            weights[at] > 0
                && element.template.is_some()
                && element.around == Around::No
                && path.iter().any(|&on_path| {
                    let other = page.elements[on_path];
                    on_path != at && other.parent == element.parent && other.template == element.template
                })
        })
        .collect()
}
