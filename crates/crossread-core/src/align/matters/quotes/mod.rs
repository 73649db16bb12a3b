//! Which quotes of different articles are the same utterance.
//!
//! Quotes that share a run of [`RUN`] words are looked at; two are one utterance when what stands in both, in order,
//! makes up most of the shorter. A stock phrase inside two longer utterances leaves them two, and so does a "not"
//! that only one of them has between the same words: they say the opposite, and nothing may count them as agreed.
//! Reports without marks are laid beside them ([`paraphrases`]).

mod paraphrases;

use super::{Matter, Witness, spoken_by};
use crate::align::entities::Entities;
use crate::annotate::Annotations;
use crate::annotate::figures::Status;
use crate::annotate::quotes::{QuoteKind, SpeakerBasis};
use crate::ledger::{EntryKind, Value, Why};
use crate::story::{Passage, Story};
use crossread_language::{MentionKind, Span, Word};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

/// Words in a row that make two quotes candidates. Three: translations and cuts leave few longer runs whole.
const RUN: usize = 3;

/// A run that stands in more quotes than this is a stock phrase and makes no candidates. Keeps the cost linear.
const STOCK: usize = 40;

/// Fewest telling words in common: words that are not among the commonest of English. Below four, "a step in the right
/// direction" and its like join strangers.
const FEWEST: usize = 4;

/// Share of the shorter quote's telling words, in per cent, that must stand in the other in the same order. Read on
/// the seeds and two whole stories: at sixty, two calls "for the withdrawal of foreign troops" by different people
/// became one; cuts and changed words of one utterance leave three quarters and more.
const SHARE: usize = 75;

/// Longest quote that is compared in full, in words: aligning costs the product of two lengths.
const LONGEST: usize = 400;

struct Item {
    witness: Witness,
    words: Vec<Word>,
    /// The words that are not among the commonest.
    telling: Vec<Word>,
}

/// The utterances that two or more articles give.
pub(super) fn find(story: &Story, annotations: &[Annotations], found: &Entities) -> Vec<Matter> {
    let mut items = Vec::new();
    for (article, one) in annotations.iter().enumerate() {
        let text = &story.articles()[article].text;
        for quote in &one.quotes {
            if !matches!(quote.kind, QuoteKind::Direct | QuoteKind::Fragment) {
                continue;
            }
            let normalized = normalize(quote.span.of(text));
            let words: Vec<Word> = normalized.split(' ').take(LONGEST).map(Word::of).collect();
            let telling: Vec<Word> = words.iter().copied().filter(|word| !COMMON.contains(word)).collect();
            if telling.len() < FEWEST {
                continue;
            }
            // "denied that he “…”", "was not “…”": beside others the words between the marks would read as asserted.
            if quote.cue.is_some_and(|cue| paraphrases::denies(one, cue))
                || (quote.kind == QuoteKind::Fragment && stands_behind_not(text, quote.span))
            {
                continue;
            }
            items.push(Item {
                telling,
                witness: Witness {
                    passage: Passage { article: article as u32, span: quote.span },
                    value: Value::Words(normalized),
                    as_of: None,
                    said: story.articles()[article].said_on(),
                    status: Status::Asserted,
                    // Who is only inferred to have said it is named, but disputes nothing.
                    speaker: spoken_by(article, quote.speaker.as_ref(), &found.entity_of).map(|(words, entity)| {
                        let person = entity.filter(|e| found.entities[*e as usize].kind == MentionKind::Person);
                        (words, person.filter(|_| quote.basis != Some(SpeakerBasis::Inferred)))
                    }),
                },
                words,
            });
        }
    }
    let mut cluster_of = clusters(&items);
    paraphrases::attach(story, annotations, found, &mut items, &mut cluster_of);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, &cluster) in cluster_of.iter().enumerate() {
        members.entry(cluster).or_default().push(i);
    }
    let mut matters = Vec::new();
    for members in members.into_values() {
        let articles: BTreeSet<u32> = members.iter().map(|&i| items[i].witness.passage.article).collect();
        if articles.len() < 2 {
            continue;
        }
        let mut witnesses: Vec<Witness> = members.iter().map(|&i| items[i].witness.clone()).collect();
        witnesses.sort_by_key(|witness| witness.passage);
        // An utterance is called by its own words where somebody gives them.
        let is_marked = |i: usize| matches!(items[i].witness.value, Value::Words(_));
        let fullest =
            members.iter().copied().max_by_key(|&i| (is_marked(i), items[i].words.len(), std::cmp::Reverse(i)));
        let subject = fullest.map_or(witnesses[0].passage, |i| items[i].witness.passage);
        let passages = witnesses.iter().map(|witness| witness.passage).collect();
        let all_marked = members.iter().all(|&i| is_marked(i));
        let sentence = if all_marked {
            "most of the words of the shorter stand in the other, in order"
        } else {
            "most of the telling words of the shorter stand in the other; reports without marks have the same speaker"
        };
        let why = vec![Why { sentence: sentence.to_owned(), passages }];
        matters.push(Matter {
            kind: EntryKind::Quote,
            subject,
            facets: Vec::new(),
            heading: None,
            witnesses,
            scopes: Vec::new(),
            why,
        });
    }
    matters
}

/// For each item the number of its utterance.
///
/// The longest first, each goes to the one it has most in common with among those before it, or begins an utterance of
/// its own. So a phrase that two utterances share joins one of them and never the two to each other.
fn clusters(items: &[Item]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(items[i].telling.len()), items[i].witness.passage));
    let mut rank = vec![0; items.len()];
    for (place, &i) in order.iter().enumerate() {
        rank[i] = place;
    }
    // For each item those before it that share enough: (same speaker, words in common, fewest words besides, first).
    let mut best: Vec<Option<(bool, usize, std::cmp::Reverse<usize>, std::cmp::Reverse<usize>)>> =
        vec![None; items.len()];
    for (a, b) in candidates(items) {
        let shorter = items[a].telling.len().min(items[b].telling.len());
        let common = in_common(&items[a].telling, &items[b].telling);
        if common < FEWEST
            || common * 100 < shorter * SHARE
            || loses_not(&items[a].words, &items[b].words)
            || loses_not(&items[b].words, &items[a].words)
            || begins_behind_not(&items[a], &items[b])
            || begins_behind_not(&items[b], &items[a])
        {
            continue;
        }
        let (earlier, later) = if rank[a] < rank[b] { (a, b) } else { (b, a) };
        let named = |i: usize| items[i].witness.speaker.and_then(|(_, entity)| entity);
        let same_speaker = named(a).is_some() && named(a) == named(b);
        let besides = items[earlier].telling.len() - common;
        let found = (same_speaker, common, std::cmp::Reverse(besides), std::cmp::Reverse(rank[earlier]));
        best[later] = best[later].max(Some(found));
    }
    let mut cluster_of: Vec<usize> = (0..items.len()).collect();
    for &i in &order {
        if let Some((_, _, _, std::cmp::Reverse(earlier))) = best[i] {
            cluster_of[i] = cluster_of[order[earlier]];
        }
    }
    cluster_of
}

/// The words of a quote by which wordings are compared: lower case, no marks, no brackets.
pub(crate) fn normalize(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for word in words.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '…' | '/')) {
        let before = out.len();
        if before > 0 {
            out.push(' ');
        }
        let kept = out.len();
        out.extend(word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
        if out.len() == kept {
            out.truncate(before);
        }
    }
    out
}

/// Pairs of quotes that share a run of words, each once, in order.
fn candidates(items: &[Item]) -> BTreeSet<(usize, usize)> {
    let mut runs: HashMap<&[Word], Vec<usize>> = HashMap::new();
    for (i, item) in items.iter().enumerate() {
        for run in item.words.windows(RUN) {
            let seen = runs.entry(run).or_default();
            if seen.last() != Some(&i) {
                seen.push(i);
            }
        }
    }
    let mut pairs = BTreeSet::new();
    for seen in runs.into_values() {
        if seen.len() > STOCK {
            // Too common to compare all with all: each with the next, so that many reprints still make one chain.
            pairs.extend(seen.windows(2).map(|pair| (pair[0], pair[1])));
            continue;
        }
        for (n, &a) in seen.iter().enumerate() {
            pairs.extend(seen[n + 1..].iter().map(|&b| (a, b)));
        }
    }
    pairs
}

/// Whether a negation of `a` is missing from `b` between the same two words: "will not leave" and "will leave", "we
/// won't leave" and "we will leave".
fn loses_not(a: &[Word], b: &[Word]) -> bool {
    let negated: Vec<(Word, Word)> =
        a.windows(3).filter(|three| NEGATIONS.contains(&three[1])).map(|three| (three[0], three[2])).collect();
    negated.iter().any(|&(before, after)| {
        let kept = b.windows(3).any(|w| w[0] == before && w[2] == after && NEGATIONS.contains(&w[1]));
        let closed = b.windows(2).any(|w| w[0] == before && w[1] == after);
        let other = b.windows(3).any(|w| w[0] == before && w[2] == after && AUXILIARIES.contains(&w[1]));
        !kept && (closed || other)
    })
}

/// Whether `a` begins with a negation right behind which `b` begins: "not sufficient to convict" and "sufficient to
/// convict".
fn begins_behind_not(a: &Item, b: &Item) -> bool {
    a.words.len() > 2 && NEGATIONS.contains(&a.words[0]) && b.words.len() > 1 && a.words[1..3] == b.words[..2]
}

/// Whether one of the three words before a span, in its sentence, is a negation.
fn stands_behind_not(text: &str, span: Span) -> bool {
    let before = text[..span.start()].trim_end_matches(|c: char| !c.is_alphanumeric());
    let before = before.split_whitespace().rev().take(3).take_while(|word| !word.ends_with(['.', '!', '?', ':', ';']));
    before.into_iter().any(|word| normalize(word).split(' ').any(|word| NEGATIONS.contains(&Word::of(word))))
}

/// Length of the longest common subsequence.
fn in_common(a: &[Word], b: &[Word]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let up = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { up.max(row[j]) };
            diagonal = up;
        }
    }
    row[b.len()]
}

/// Negations as [`normalize`] writes them.
const NEGATIONS: [Word; 22] = [
    Word::of("not"),
    Word::of("never"),
    Word::of("no"),
    Word::of("cannot"),
    Word::of("cant"),
    Word::of("wont"),
    Word::of("dont"),
    Word::of("doesnt"),
    Word::of("didnt"),
    Word::of("isnt"),
    Word::of("arent"),
    Word::of("wasnt"),
    Word::of("werent"),
    Word::of("hasnt"),
    Word::of("havent"),
    Word::of("hadnt"),
    Word::of("wouldnt"),
    Word::of("shouldnt"),
    Word::of("couldnt"),
    Word::of("mustnt"),
    Word::of("neither"),
    Word::of("nobody"),
];

/// The verbs that a negation contracts with, without it.
const AUXILIARIES: [Word; 16] = [
    Word::of("can"),
    Word::of("will"),
    Word::of("do"),
    Word::of("does"),
    Word::of("did"),
    Word::of("is"),
    Word::of("are"),
    Word::of("was"),
    Word::of("were"),
    Word::of("has"),
    Word::of("have"),
    Word::of("had"),
    Word::of("would"),
    Word::of("should"),
    Word::of("could"),
    Word::of("must"),
];

/// The commonest words of English: two utterances share them whatever they say.
static COMMON: LazyLock<HashSet<Word>> = LazyLock::new(|| {
    include_str!("../../../../data/en/common-words.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .map(Word::of)
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_case_do_not_count() {
        assert_eq!(normalize("“We’re not [ever] leaving — not now…”"), "were not ever leaving not now");
    }

    #[test]
    fn a_lost_not_is_noticed() {
        let words = |text: &str| -> Vec<Word> { normalize(text).split(' ').map(Word::of).collect() };
        let loses = |a: &str, b: &str| loses_not(&words(a), &words(b));
        assert!(loses("We will not leave the harbor", "We will leave the harbor"));
        assert!(loses("We won’t leave the harbor", "We will leave the harbor"));
        assert!(!loses("We will not leave the harbor", "We will not leave"));
        assert!(!loses("We have no money. We will stay", "We will stay"));
    }

    #[test]
    fn common_words_keep_their_order() {
        let words = |text: &str| -> Vec<Word> { text.split(' ').map(Word::of).collect() };
        assert_eq!(in_common(&words("a b c d"), &words("a c b d")), 3);
        assert_eq!(in_common(&words("a"), &words("b")), 0);
    }
}
