//! Which articles of a heap tell the same story.
//!
//! Articles are compared by the words that carry their news (names, nouns, verbs, numbers), weighed by how rare they
//! are in the heap (tf-idf, cosine), headline and opening above the rest, as work on clustering streams of news does
//! (Miranda et al., *Multilingual Clustering of Streaming News*, EMNLP 2018). They are then joined bottom up by average
//! linkage: two groups become one while their articles are alike on average, so that one article that touches two
//! stories does not glue them together.
//!
//! The cost grows with the words and with the pairs that share rare ones, not with all pairs.
//!
//! Each step is a function of its own over whole numbers, so that an engine may run it on a part of the heap: what is counted can be
//! added up in any order, and [`link`] finds the same groups in each connected component of the pairs from [`ALIKE`] on as in all
//! pairs, since two groups join only where some pair of theirs is that alike.

pub use super::DisjointSets;
use super::linkage::Linkage;
use crate::annotate::Annotations;
use crate::language::Language;
use crate::story::{Article, BlockKind, Story};
use crossread_language::{Tag, Word};
use foldhash::{HashMap, HashMapExt};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How alike the articles of one story are on average, as cosine in thousandths. Chosen on the even-numbered events of
/// Giveme5W1H and the train topics of ECB+: from 70 to 150 the B-cubed F1 of the three heaps measured moves by two points
/// and only trades splitting for joining; 110 leaves precision at 100 on Giveme5W1H (no two events joined) and 80 on ECB+, whose
/// topics are pairs of events made to look alike.
pub const ALIKE: i32 = 110;

/// Pairs that are less alike count as nothing in an average.
pub const ALIKE_AT_ALL: i32 = ALIKE / 4;

/// Sentences at the beginning that say what the news is.
const OPENING: usize = 4;

/// Tokens of an article that are compared: what comes later is background.
const COMPARED: usize = 600;

/// A word that stands in more articles than this share of the heap (one in so many) tells no story from another, in a
/// heap that is large enough to tell.
const COMMON: u64 = 8;
const A_LARGE_HEAP: u64 = 100;

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

/// Days between two articles beyond which they are not alike at all, whatever their words: no two are more alike than one article is to
/// itself, but for what rounding leaves (a test).
pub const DAYS_OF_A_STORY: u32 = 235;

/// Weights are whole numbers: so many bits of them stand behind the point. Twenty tell cosines apart to a ten-thousandth over
/// the some hundred words of an article. Every step rounds down; the likeness itself, in thousandths, is rounded once.
const BITS: u32 = 20;
const ONE: u64 = 1 << BITS;

/// What one day leaves of a likeness: the 45th root of a half.
const AFTER_A_DAY: u64 = 1_032_548;

/// The natural logarithm of two.
const LN_2: u64 = 726_817;

/// The articles of each story, each list sorted, the lists in the order of their first articles; an article in no
/// story is alone in its list.
pub fn find(language: &Language, heap: &Story, annotations: &[Annotations]) -> Vec<Vec<u32>> {
    let articles = heap.articles();
    let words: Vec<TellingWords> =
        articles.iter().zip(annotations).map(|(article, found)| telling_words(article, found)).collect();
    let compared = |(article, words)| -> ArticleProfile { (words, Article::published_on(article)) };
    find_among(language, &articles.iter().zip(&words).map(compared).collect::<Vec<_>>())
}

/// The same of articles of which no more is at hand than what they are compared by.
pub fn find_among(language: &Language, articles: &[ArticleProfile]) -> Vec<Vec<u32>> {
    let mut documents: HashMap<Word, u64> = HashMap::new();
    for (word, _) in articles.iter().flat_map(|(words, _)| words.iter()) {
        *documents.entry(*word).or_insert(0) += 1;
    }
    let rarity = Rarity::new(articles.len() as u64);
    let vectors: Vec<Vector> =
        articles.iter().map(|(words, _)| rarity.weigh(language, words, |word| documents[&word])).collect();
    let days: Vec<Option<Date>> = articles.iter().map(|(_, day)| *day).collect();
    link(articles.len(), &pairs(&days, &vectors, rarity))
}

/// The articles that are alike at all to one more, the likest first.
pub fn nearest(language: &Language, articles: &[ArticleProfile], one: ArticleProfile) -> Vec<u32> {
    let mut documents: HashMap<Word, u64> = one.0.iter().map(|(word, _)| (*word, 1)).collect();
    for (word, _) in articles.iter().flat_map(|(words, _)| words.iter()) {
        documents.entry(*word).and_modify(|count| *count += 1);
    }
    let rarity = Rarity::new(articles.len() as u64 + 1);
    // A word that the one lacks counts in the length of the others.
    let weigh = |words: &TellingWords| rarity.weigh(language, words, |word| documents.get(&word).copied().unwrap_or(1));
    let own: HashMap<Word, u64> =
        weigh(one.0).into_iter().filter(|(word, _)| rarity.is_telling(documents[word])).collect();
    let likeness_to = |(words, day): &ArticleProfile| {
        let shared = weigh(words).iter().filter_map(|(word, weight)| Some(weight * own.get(word)?)).sum();
        likeness(shared, days_apart(*day, one.1))
    };
    let all = (0..).zip(articles).map(|(at, article)| (std::cmp::Reverse(likeness_to(article)), at));
    let mut near: Vec<(std::cmp::Reverse<i32>, u32)> = all.filter(|(alike, _)| alike.0 >= ALIKE_AT_ALL).collect();
    near.sort_unstable();
    near.into_iter().map(|(_, at)| at).collect()
}

/// The words of an article that tell its story from others, sorted, each with how often it stands there, in tenths.
pub type TellingWords = Vec<(Word, u64)>;

/// What an article is compared by: its words, and the day of its publication.
pub type ArticleProfile<'a> = (&'a TellingWords, Option<Date>);

/// An article's words with their weights, of length one, by word.
pub type Vector = Vec<(Word, u64)>;

/// How much a word tells in a heap of so many articles.
#[derive(Clone, Copy, Debug)]
pub struct Rarity {
    articles: u64,
    all: u64,
}

impl Rarity {
    /// Of a heap of so many articles.
    pub fn new(articles: u64) -> Rarity {
        Rarity { articles, all: logarithm(10 * (1 + articles + BACKGROUND)) }
    }

    /// Whether a word in so many of the articles is rare enough to bring two of them together.
    pub fn is_telling(self, documents: u64) -> bool {
        let common = if self.articles > A_LARGE_HEAP { self.articles / COMMON } else { self.articles };
        documents <= common
    }

    /// The words of an article with their weights. `documents` tells in how many articles a word stands.
    pub fn weigh(self, language: &Language, words: &[(Word, u64)], documents: impl Fn(Word) -> u64) -> Vector {
        let weight = |(word, count): &(Word, u64)| {
            let before = if language.accounts.everyday.has(*word) { EVERYDAY_TENTHS } else { OTHER_TENTHS };
            let rarity = self.all.saturating_sub(logarithm(10 * documents(*word) + before));
            (*word, ((ONE + logarithm(*count) - logarithm(TENTHS)) * rarity) >> BITS)
        };
        let mut vector: Vector = words.iter().map(weight).filter(|(_, weight)| *weight > 0).collect();
        let squares: u128 = vector.iter().map(|(_, weight)| u128::from(*weight).pow(2)).sum();
        let length = (squares.isqrt() as u64).max(1);
        vector.iter_mut().for_each(|(_, weight)| *weight = (*weight << BITS) / length);
        vector
    }
}

/// Words are counted in tenths.
const TENTHS: u64 = 10;

/// The words of one article that tell its story; each counts as said once at least.
pub fn telling_words(article: &Article, found: &Annotations) -> TellingWords {
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
    counts.into_iter().map(|(word, count)| (word, TENTHS.max(count))).collect()
}

/// How alike two articles are, for all pairs that are alike at all: (a, b, thousandths), a < b.
fn pairs(days: &[Option<Date>], vectors: &[Vector], rarity: Rarity) -> Vec<(u32, u32, i32)> {
    let mut pairs = Vec::new();
    let is_telling = |documents: usize| rarity.is_telling(documents as u64);
    products(vectors, is_telling, &mut |a, b, product| {
        let alike = likeness(product, days_apart(days[a as usize], days[b as usize]));
        if alike >= ALIKE_AT_ALL {
            pairs.push((a, b, alike));
        }
    });
    pairs
}

/// What any two of these articles share: for each pair a < b the products of the weights of their words, added up. Vectors may hold
/// some of the words only: what is shared of the others is added to it. `is_telling` says of a word that stands in so many vectors
/// whether it counts.
pub fn products(vectors: &[Vector], is_telling: impl Fn(usize) -> bool, each: &mut dyn FnMut(u32, u32, u64)) {
    let mut index: HashMap<Word, Vec<(u32, u64)>> = HashMap::new();
    for (a, vector) in vectors.iter().enumerate() {
        for (word, weight) in vector {
            index.entry(*word).or_default().push((a as u32, *weight));
        }
    }
    let mut shared = vec![0; vectors.len()];
    let mut touched: Vec<u32> = Vec::new();
    for (a, vector) in vectors.iter().enumerate() {
        for (word, weight) in vector {
            let known = &index[word];
            if !is_telling(known.len()) {
                continue;
            }
            let later = known.partition_point(|(b, _)| *b as usize <= a);
            for (b, other) in &known[later..] {
                if shared[*b as usize] == 0 {
                    touched.push(*b);
                }
                shared[*b as usize] += weight * other;
            }
        }
        touched.sort_unstable();
        for b in touched.drain(..) {
            each(a as u32, b, std::mem::take(&mut shared[b as usize]));
        }
    }
}

/// How alike two articles are, in thousandths, by what their words share and the days between them, where both are dated.
pub fn likeness(product: u64, days: Option<u32>) -> i32 {
    thousandths((product >> BITS) * days.map_or(ONE, nearness))
}

/// The stories among so many articles, by all pairs that are alike at all (a < b, each once): groups of one are in none.
pub fn link(articles: usize, pairs: &[(u32, u32, i32)]) -> Vec<Vec<u32>> {
    Linkage::new(articles, pairs, ALIKE).groups()
}

/// The one rounding: a product of two weights in thousandths, halves up.
fn thousandths(product: u64) -> i32 {
    let one = u128::from(ONE) * u128::from(ONE);
    ((u128::from(product) * 1000 + one / 2) / one) as i32
}

fn days_apart(a: Option<Date>, b: Option<Date>) -> Option<u32> {
    Some(a?.until(b?).map_or(0, |span| span.get_days()).unsigned_abs())
}

/// What distance in time leaves of a likeness.
fn nearness(days: u32) -> u64 {
    let rest = (0..days % HALF_LIFE).fold(ONE, |left, _| (left * AFTER_A_DAY) >> BITS);
    rest.checked_shr(days / HALF_LIFE).unwrap_or(0)
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
    fn no_words_bring_articles_together_that_lie_too_many_days_apart() {
        let itself = (ONE + ONE / 1000) << BITS;
        assert!(likeness(itself, Some(DAYS_OF_A_STORY)) >= ALIKE_AT_ALL);
        assert!((1..3000).all(|more| likeness(itself, Some(DAYS_OF_A_STORY + more)) < ALIKE_AT_ALL));
    }

    #[test]
    fn what_is_alike_is_rounded_once_and_halves_go_up() {
        let product = |thousandths: u64| (u128::from(ONE) * u128::from(ONE) * u128::from(thousandths) / 10_000) as u64;
        assert_eq!([0, 1094, 1096, 10_000].map(|tenth| thousandths(product(tenth))), [0, 109, 110, 1000]);
    }
}
