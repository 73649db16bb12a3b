//! What articles begin with: whether two tell one story, before any of their mentions are compared.

use super::item::EventItem;
use crate::align::DisjointSets;
use crate::language::happenings::HappeningWords;
use crossread_language::Word;
use foldhash::{HashMap, HashMapExt};

/// Telling words of an article's opening that are compared.
const OPENING: usize = 120;

/// Fewest telling words of their openings that two articles of one story share, and with how many earlier ones that hold a word an
/// article is compared.
const TIED: usize = 6;
const NEIGHBORS: usize = 60;

/// In a heap mentions are compared only where so many percent of the telling words of their articles' openings are shared, or an
/// opening of so few tells nothing.
const UNLIKE: usize = 12;
const SHORT: usize = 30;

/// For each article the telling words of its opening, sorted.
pub(super) fn find(words: &HappeningWords, items: &[EventItem], articles: usize) -> Vec<Vec<Word>> {
    let mut openings: Vec<Vec<Word>> = vec![Vec::new(); articles];
    for item in items {
        let opening = &mut openings[item.passage.article as usize];
        if opening.len() < OPENING {
            opening.extend(
                item.words.around().iter().chain([&item.lemma.word()]).filter(|word| !words.reports.has(**word)),
            );
        }
    }
    for opening in &mut openings {
        opening.sort_unstable();
        opening.dedup();
    }
    openings
}

/// For each article its group: articles whose openings share telling words, so that what is common in a story isn't changed
/// by an article of another.
pub(super) fn ties(openings: &[Vec<Word>]) -> Vec<u32> {
    let articles = openings.len();
    let mut holders: HashMap<Word, Vec<u32>> = HashMap::new();
    let mut groups = DisjointSets::new(articles);
    // How many words each earlier article shares with the one at hand, and which share any.
    let mut shared = vec![0; articles];
    let mut earlier: Vec<u32> = Vec::new();
    for (article, opening) in openings.iter().enumerate() {
        for word in opening {
            let before = holders.entry(*word).or_default();
            for &other in before.iter().rev().take(NEIGHBORS) {
                if shared[other as usize] == 0 {
                    earlier.push(other);
                }
                shared[other as usize] += 1;
            }
            before.push(article as u32);
        }
        for other in earlier.drain(..) {
            if std::mem::take(&mut shared[other as usize]) >= TIED {
                groups.join(other as usize, article);
            }
        }
    }
    (0..articles).map(|article| groups.root(article) as u32).collect()
}

/// How much of the telling words of two openings is in both, in percent.
pub(super) fn percent(common: usize, x: &[Word], y: &[Word]) -> usize {
    if common == 0 {
        return 0;
    }
    (100 * common).checked_div((x.len() * y.len()).isqrt()).unwrap_or(0)
}

/// Which articles begin alike with the one at hand. Its words are looked up once, not gone through for each other article.
pub(super) struct OpeningMatches<'a> {
    openings: &'a [Vec<Word>],
    /// The articles whose openings hold each word.
    holders: HashMap<Word, Vec<u32>>,
    at_hand: Option<u32>,
    /// For each article whether it begins alike enough for mentions to be compared.
    alike: Vec<bool>,
}

impl OpeningMatches<'_> {
    pub(super) fn new(openings: &[Vec<Word>]) -> OpeningMatches<'_> {
        let mut holders: HashMap<Word, Vec<u32>> = HashMap::new();
        for (article, opening) in (0..).zip(openings) {
            opening.iter().for_each(|&word| holders.entry(word).or_default().push(article));
        }
        OpeningMatches { openings, holders, at_hand: None, alike: vec![false; openings.len()] }
    }

    /// From now on what is asked is asked of that article.
    pub(super) fn turn_to(&mut self, at_hand: u32) {
        if self.at_hand.replace(at_hand) == Some(at_hand) {
            return;
        }
        let own = &self.openings[at_hand as usize];
        let mut common = vec![0; self.openings.len()];
        let holders = own.iter().flat_map(|word| &self.holders[word]);
        holders.for_each(|&other| common[other as usize] += 1);
        for ((alike, common), other) in self.alike.iter_mut().zip(common).zip(self.openings) {
            *alike = own.len().min(other.len()) < SHORT || percent(common, own, other) >= UNLIKE;
        }
        self.alike[at_hand as usize] = true;
    }

    /// Whether an article and the one at hand begin alike enough for their mentions to be compared.
    pub(super) fn have(&self, article: u32) -> bool {
        self.alike[article as usize]
    }
}
