//! Which articles of a heap tell the same story.
//!
//! Articles are compared by the words that carry their news (names, nouns, verbs, numbers), weighed by how rare they
//! are in the heap (tf-idf, cosine), headline and opening above the rest, as work on clustering streams of news does
//! (Miranda et al., *Multilingual Clustering of Streaming News*, EMNLP 2018). They are then joined bottom up by average
//! linkage: two groups become one while their articles are alike on average, so that one article that touches two
//! stories does not glue them together.
//!
//! The cost grows with the words and with the pairs that share rare ones, not with all pairs.

use super::linkage::Linkage;
use crate::annotate::Annotations;
use crate::story::{Article, BlockKind, Story};
use crossread_language::{Tag, Word};
use foldhash::{HashMap, HashMapExt, HashSet};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How alike the articles of one story are on average, as cosine in thousandths. Chosen on the even-numbered events of
/// Giveme5W1H and the train topics of ECB+: from 70 to 150 the B-cubed F1 of the three heaps measured moves by two points
/// and only trades splitting for joining; 110 leaves precision at 100 on Giveme5W1H (no two events joined) and 80 on ECB+, whose
/// topics are pairs of events made to look alike.
const ALIKE: i32 = 110;

/// Sentences at the beginning that say what the news is.
const OPENING: usize = 4;

/// Tokens of an article that are compared: what comes later is background.
const COMPARED: usize = 600;

/// A word that stands in more articles than this share of the heap (one in so many) tells no story from another, in a
/// heap that is large enough to tell.
const COMMON: usize = 8;

/// Articles of no story in particular that every heap is weighed against: a handful of articles can't tell by itself which
/// of its words are rare.
const BACKGROUND: u64 = 50;

/// In how many of [`BACKGROUND`]'s articles a word stands, in tenths: everyday words in a fifth of them, others in one of a
/// hundred.
const EVERYDAY_TENTHS: u64 = 100;
const OTHER_TENTHS: u64 = 5;

/// Days between two articles after which they count as half as alike: look-alike events (two verdicts, two crashes of one
/// sort) lie further apart than the reports of one.
const HALF_LIFE: u32 = 45;

/// Weights are whole numbers: so many bits of them stand behind the point. Twenty tell cosines apart to a ten-thousandth over
/// the some hundred words of an article. Every step rounds down; the likeness itself, in thousandths, is rounded once.
const BITS: u32 = 20;
const ONE: u64 = 1 << BITS;

/// What one day leaves of a likeness: the 45th root of a half.
const AFTER_A_DAY: u64 = 1_032_548;

/// The natural logarithm of two.
const LN_2: u64 = 726_817;

/// Words of any story.
pub(super) static EVERYDAY: LazyLock<HashSet<Word>> = LazyLock::new(|| {
    let list = include_str!("../../data/en/everyday-words.txt");
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).map(Word::of).collect()
});

/// The articles of each story, each list sorted, the lists in the order of their first articles; an article in no
/// story is alone in its list.
pub fn find(heap: &Story, annotations: &[Annotations]) -> Vec<Vec<u32>> {
    let articles = heap.articles();
    let vectors = vectors(articles, annotations);
    Linkage::new(articles.len(), &pairs(articles, &vectors), ALIKE).groups()
}

/// An article's words with their weights, of length one, by word.
type Vector = Vec<(Word, u64)>;

fn vectors(articles: &[Article], annotations: &[Annotations]) -> Vec<Vector> {
    let counts: Vec<BTreeMap<Word, u64>> =
        articles.iter().zip(annotations).map(|(article, found)| counts(article, found)).collect();
    let mut documents: HashMap<Word, u64> = HashMap::new();
    for word in counts.iter().flat_map(BTreeMap::keys) {
        *documents.entry(*word).or_insert(0) += 1;
    }
    let all = logarithm(10 * (1 + articles.len() as u64 + BACKGROUND));
    let rarity = |word: &Word| {
        let before = if EVERYDAY.contains(word) { EVERYDAY_TENTHS } else { OTHER_TENTHS };
        all.saturating_sub(logarithm(10 * documents[word] + before))
    };
    let weigh = |counts: &BTreeMap<Word, u64>| {
        let mut vector: Vector = counts
            .iter()
            .map(|(word, count)| (*word, ((ONE + logarithm(*count) - logarithm(TENTHS)) * rarity(word)) >> BITS))
            .filter(|(_, weight)| *weight > 0)
            .collect();
        let squares: u128 = vector.iter().map(|(_, weight)| u128::from(*weight).pow(2)).sum();
        let length = (squares.isqrt() as u64).max(1);
        vector.iter_mut().for_each(|(_, weight)| *weight = (*weight << BITS) / length);
        vector
    };
    counts.iter().map(weigh).collect()
}

/// Words are counted in tenths.
const TENTHS: u64 = 10;

/// How often each telling word stands in an article, in tenths; at least once each.
fn counts(article: &Article, found: &Annotations) -> BTreeMap<Word, u64> {
    let mut counts = BTreeMap::new();
    let mut tokens = 0;
    for (s, sentence) in found.sentences.iter().enumerate() {
        let title = article.blocks[sentence.part as usize].kind == BlockKind::Title;
        let place = if title || s < OPENING { 2 } else { 1 };
        for token in &sentence.tokens {
            let kind = match token.tag {
                Tag::Propn => 20,
                Tag::Noun | Tag::Verb => 10,
                Tag::Num => 7,
                Tag::Adj => 7,
                _ => continue,
            };
            if token.span.len() > 1 {
                *counts.entry(token.lemma).or_insert(0) += kind * place;
            }
        }
        tokens += sentence.tokens.len();
        if tokens > COMPARED {
            break;
        }
    }
    counts.values_mut().for_each(|count| *count = TENTHS.max(*count));
    counts
}

/// How alike two articles are, for all pairs that are alike at all: (a, b, thousandths), a < b.
fn pairs(articles: &[Article], vectors: &[Vector]) -> Vec<(u32, u32, i32)> {
    let mut index: HashMap<Word, Vec<(u32, u64)>> = HashMap::new();
    for (a, vector) in vectors.iter().enumerate() {
        for (word, weight) in vector {
            index.entry(*word).or_default().push((a as u32, *weight));
        }
    }
    let common = if vectors.len() > 100 { vectors.len() / COMMON } else { vectors.len() };
    let mut pairs = Vec::new();
    let mut alike = vec![0; vectors.len()];
    let mut touched: Vec<u32> = Vec::new();
    for (a, vector) in vectors.iter().enumerate() {
        for (word, weight) in vector {
            let known = &index[word];
            if known.len() > common {
                continue;
            }
            let later = known.partition_point(|(b, _)| *b as usize <= a);
            for (b, other) in &known[later..] {
                if alike[*b as usize] == 0 {
                    touched.push(*b);
                }
                alike[*b as usize] += weight * other;
            }
        }
        touched.sort_unstable();
        for b in touched.drain(..) {
            let cosine = std::mem::take(&mut alike[b as usize]) >> BITS;
            let thousandths = thousandths(cosine * nearness(&articles[a], &articles[b as usize]));
            if thousandths >= ALIKE / 4 {
                pairs.push((a as u32, b, thousandths));
            }
        }
    }
    pairs
}

/// The one rounding: a product of two weights in thousandths, halves up.
fn thousandths(product: u64) -> i32 {
    let one = u128::from(ONE) * u128::from(ONE);
    ((u128::from(product) * 1000 + one / 2) / one) as i32
}

/// What distance in time leaves of a likeness.
fn nearness(a: &Article, b: &Article) -> u64 {
    match (a.facts.published, b.facts.published) {
        (Some(a), Some(b)) => {
            let days = a.day.until(b.day).map_or(0, |span| span.get_days()).unsigned_abs();
            let rest = (0..days % HALF_LIFE).fold(ONE, |left, _| (left * AFTER_A_DAY) >> BITS);
            rest.checked_shr(days / HALF_LIFE).unwrap_or(0)
        }
        _ => ONE,
    }
}

/// The natural logarithm, rounded down: the binary one, of which each squaring tells one digit more.
fn logarithm(number: u64) -> u64 {
    let number = number.max(1);
    let whole = number.ilog2();
    // A number from one to two, with 32 bits behind the point.
    let mut mantissa = ((u128::from(number) << 32) >> whole) as u64;
    let mut binary = u64::from(whole) << BITS;
    for digit in (0..BITS).rev() {
        mantissa = ((u128::from(mantissa) * u128::from(mantissa)) >> 32) as u64;
        if mantissa >= 2 << 32 {
            mantissa >>= 1;
            binary += 1 << digit;
        }
    }
    ((u128::from(binary) * u128::from(LN_2)) >> BITS) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_those_of_nature() {
        // 2.302585, 6.907755 and 13.815510 in 2^20ths.
        let near = |number: u64, wanted: u64| logarithm(number).abs_diff(wanted) < 20;
        assert_eq!(logarithm(1), 0);
        assert!(near(10, 2_414_435) && near(1000, 7_243_306) && near(1_000_000, 14_486_613));
    }

    #[test]
    fn what_is_alike_is_rounded_once_and_halves_go_up() {
        let product = |thousandths: u64| (u128::from(ONE) * u128::from(ONE) * u128::from(thousandths) / 10_000) as u64;
        assert_eq!([0, 1094, 1096, 10_000].map(|tenth| thousandths(product(tenth))), [0, 109, 110, 1000]);
    }
}
