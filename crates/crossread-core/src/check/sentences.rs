//! Which sentences of the accounts tell what a sentence of the draft tells, by the words they share: the rarer a word is in
//! the story, the more it counts. Where an entry or an event joins draft and accounts that is better known; this finds what
//! was told in too many other words, or with another figure or day, to be joined.

use super::DraftContext;
use crate::align::matters::normalize;
use crate::language::Language;
use crate::story::Passage;
use crossread_language::{Sentence, Span, Tag, Word};
use std::collections::{BTreeMap, BTreeSet};

/// The sentences of the accounts, with what their words weigh.
pub(super) struct Sentences {
    of_accounts: Vec<AccountSentence>,
    weights: BTreeMap<Word, u32>,
}

/// A sentence of an account.
struct AccountSentence {
    passage: Passage,
    words: BTreeSet<Word>,
}

/// A sentence of an account that tells much of what a sentence of the draft tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SentenceMatch {
    /// The sentence.
    pub passage: Passage,
    /// How much of the weight of the lighter of the two sentences both have, in percent.
    pub share: u32,
}

/// Least weight that two sentences share: two words that stand in few sentences of a story of three hundred, or four that stand
/// in a dozen.
const LEAST: u32 = 24;

/// Most sentences of the accounts that are looked at for one of the draft.
const MOST: usize = 12;

/// A story of fewer sentences is weighed as one of so many: of two sentences, one that has a word tells little of how rare it is.
const SMALLEST: u32 = 64;

impl Sentences {
    pub(super) fn new(desk: &DraftContext) -> Sentences {
        let of_article = |(article, found): (usize, &crate::annotate::Annotations)| -> Vec<AccountSentence> {
            let told = |sentence: &Sentence| AccountSentence {
                passage: Passage { article: article as u32, span: sentence.span },
                words: words(desk, article as u32, sentence),
            };
            found.sentences.iter().map(told).collect()
        };
        let accounts = desk.annotations.iter().enumerate().filter(|(article, _)| *article as u32 != desk.draft);
        let of_accounts: Vec<AccountSentence> = accounts.flat_map(of_article).collect();
        let mut stand_in: BTreeMap<Word, u32> = BTreeMap::new();
        of_accounts.iter().flat_map(|told| &told.words).for_each(|word| *stand_in.entry(*word).or_default() += 1);
        let all = (of_accounts.len() as u32).max(SMALLEST);
        // Twice the bits that a word tells of where one is in the story.
        let weight = |count: u32| 2 * (all / count).max(1).ilog2();
        let weights = stand_in.into_iter().map(|(word, count)| (word, weight(count))).collect();
        Sentences { of_accounts, weights }
    }

    /// The sentences that share at least so many percent of their weight with the sentences of the draft that `span` stands
    /// in, the nearest first.
    pub(super) fn like(&self, desk: &DraftContext, span: Span, least: u32) -> Vec<SentenceMatch> {
        let own: BTreeSet<Word> =
            desk.own().sentences_in(span).iter().flat_map(|sentence| words(desk, desk.draft, sentence)).collect();
        self.with(&own, least)
    }

    /// The sentences that share at least so many percent of their weight with these words, the nearest first.
    pub(super) fn with(&self, own: &BTreeSet<Word>, least: u32) -> Vec<SentenceMatch> {
        let whole = self.weight(own.iter());
        let matched = |told: &AccountSentence| {
            let shared = self.weight(own.intersection(&told.words));
            let lighter = whole.min(self.weight(told.words.iter())).max(1);
            let share = 100 * shared / lighter;
            (shared >= LEAST && share >= least).then_some(SentenceMatch { passage: told.passage, share })
        };
        let mut matches: Vec<SentenceMatch> = self.of_accounts.iter().filter_map(matched).collect();
        matches.sort_by_key(|one| (std::cmp::Reverse(one.share), one.passage));
        matches.truncate(MOST);
        matches
    }
}

impl Sentences {
    /// The words that tell in a stretch of an article.
    pub(super) fn words_of(&self, desk: &DraftContext, passage: Passage) -> BTreeSet<Word> {
        let sentences = desk.annotations[passage.article as usize].sentences_in(passage.span);
        sentences.iter().flat_map(|sentence| words_in(desk, passage.article, sentence, passage.span)).collect()
    }

    /// A word as it is compared, whatever its ending.
    pub(super) fn word(language: &Language, text: &str, span: Span) -> Word {
        language.telling.stem(&normalize(language, span.of(text)))
    }

    /// How much words tell together.
    pub(super) fn weight<'w>(&self, words: impl Iterator<Item = &'w Word>) -> u32 {
        words.filter_map(|word| self.weights.get(word)).sum()
    }
}

/// The words and numbers of a sentence that tell, whatever their ending: no grammar.
fn words(desk: &DraftContext, article: u32, sentence: &Sentence) -> BTreeSet<Word> {
    words_in(desk, article, sentence, sentence.span)
}

/// The same of a part of a sentence.
fn words_in(desk: &DraftContext, article: u32, sentence: &Sentence, part: Span) -> BTreeSet<Word> {
    let tells = |tag: Tag| matches!(tag, Tag::Noun | Tag::Propn | Tag::Verb | Tag::Adj | Tag::Adv | Tag::Num);
    let text = &desk.story.articles()[article as usize].text;
    let tokens = sentence.tokens.iter().filter(|token| tells(token.tag) && part.contains(token.span));
    tokens.map(|token| Sentences::word(desk.language, text, token.span)).collect()
}
