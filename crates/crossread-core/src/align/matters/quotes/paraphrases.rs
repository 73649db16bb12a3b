//! Reports without quotation marks beside the utterances they report, or beside each other.
//!
//! A paraphrase changes tense, person and order, so it is compared by the dictionary forms of its telling words, as a
//! set. That is weak evidence, so more is asked for: the same named speaker, stated by both; the same figures; and the
//! same polarity, in which a denial ("denied any role") counts as a "not". A report joins the one utterance it shares most
//! with and never joins two utterances to each other.

use super::{COMMON, Item, NEGATIONS, spoken_by};
use crate::align::entities::Entities;
use crate::align::matters::Witness;
use crate::annotate::Annotations;
use crate::annotate::figures::Status;
use crate::annotate::quotes::{Quote, QuoteKind, SpeakerBasis};
use crate::ledger::Value;
use crate::story::{Passage, Story};
use crossread_language::{Span, Tag, Word};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Fewest telling dictionary forms in common. Read on two whole stories: with three and half of the shorter one's in
/// common every second entry only shared a subject; with three and [`SHARE`] all told of one utterance each; with four
/// one of them was lost.
const FEWEST: usize = 3;

/// Share of the shorter one's telling forms, in per cent, that must stand in the other.
const SHARE: usize = 70;

/// Share of the longer one's. A report of one sentence does not stand for a whole speech.
const SHARE_OF_LONGER: usize = 30;

/// Fewest common forms that both write in lower case. Two reports that name the same people in the same office may say
/// different things of them: "planned to speak with", "believes the denials of".
const FEWEST_PLAIN: usize = 2;

/// How far from its cue a denied content may stand, in bytes, for the two to be shown as one passage.
const FARTHEST_CUE: usize = 60;

/// Of a speaker's utterances that hold one form, the first so many are compared. Keeps the cost linear.
const STOCK: usize = 40;

/// What a quote says, for comparing with a paraphrase.
struct Said {
    /// The entity that said it.
    speaker: u32,
    forms: BTreeSet<Word>,
    /// Those of `forms` that are written in lower case.
    plain: BTreeSet<Word>,
    /// Those of `forms` right behind a "not".
    negated: BTreeSet<Word>,
    figures: BTreeSet<String>,
    /// Whether the content holds a negation.
    negative: bool,
    /// Whether the cue denies the content.
    denied: bool,
}

impl Said {
    /// Whether both say that it is so, or both that it is not. To deny that something is not so equals neither.
    fn has_polarity_of(&self, other: &Said) -> bool {
        let count = |said: &Said| u8::from(said.negative) + u8::from(said.denied);
        let same = |form: &&Word| self.negated.contains(form) == other.negated.contains(form);
        count(self) == count(other)
            && (self.denied != other.denied || self.forms.intersection(&other.forms).all(|form| same(&form)))
    }
}

/// Adds the reports to `items`, and to `cluster_of` (for each item a number) the cluster of each.
pub(super) fn attach(
    story: &Story,
    annotations: &[Annotations],
    found: &Entities,
    items: &mut Vec<Item>,
    cluster_of: &mut Vec<usize>,
) {
    let speaker = |article: u32, quote: &Quote| {
        let stated = quote.basis.is_some_and(|basis| basis != SpeakerBasis::Inferred);
        let spoken = spoken_by(article as usize, quote.speaker.as_ref(), &found.entity_of);
        spoken.filter(|_| stated).and_then(|(words, entity)| Some((words, entity?)))
    };
    // What each marked utterance says, where its speaker is known.
    let mut all: Vec<Option<Said>> = items
        .iter()
        .map(|item| {
            let passage = item.witness.passage;
            let one = &annotations[passage.article as usize];
            let quote = one.quotes.iter().find(|quote| quote.span == passage.span)?;
            let (_, speaker) = speaker(passage.article, quote)?;
            Some(read(&story.articles()[passage.article as usize].text, one, quote, speaker))
        })
        .collect();
    let mut index: HashMap<(u32, Word), Vec<usize>> = HashMap::new();
    let note = |index: &mut HashMap<(u32, Word), Vec<usize>>, i: usize, said: &Said| {
        for form in &said.forms {
            index.entry((said.speaker, *form)).or_default().push(i);
        }
    };
    for (i, said) in all.iter().enumerate() {
        if let Some(said) = said {
            note(&mut index, i, said);
        }
    }
    for (article, one) in annotations.iter().enumerate() {
        let article_index = article as u32;
        let text = &story.articles()[article].text;
        let marks: Vec<Span> = one
            .quotes
            .iter()
            .filter(|quote| matches!(quote.kind, QuoteKind::Direct | QuoteKind::Fragment))
            .map(|quote| quote.span)
            .collect();
        let mut reach = 0;
        for quote in one.quotes.iter().filter(|quote| quote.kind == QuoteKind::Indirect) {
            // A report inside a report says no more than the one around it.
            if quote.span.end <= reach {
                continue;
            }
            reach = quote.span.end;
            // A report with quoted words in it is there by those.
            let mixed = marks.get(marks.partition_point(|span| span.end <= quote.span.start));
            if mixed.is_some_and(|span| span.overlaps(quote.span)) {
                continue;
            }
            let Some((words, entity)) = speaker(article_index, quote) else { continue };
            let said_here = read(text, one, quote, entity);
            // "praised the plan" reports of what was spoken, not what was said of it.
            if said_here.forms.len() < FEWEST || !says_something(one, quote) {
                continue;
            }
            // Without its "denied" the words would read as the opposite, so they are shown with it.
            let mut span = quote.span;
            if let Some(cue) = quote.cue.filter(|_| said_here.denied) {
                span = span.cover(cue);
                if span.len() > quote.span.len() + cue.len() + FARTHEST_CUE {
                    continue;
                }
            }
            let normalized = super::normalize(span.of(text));
            let i = items.len();
            // As with the utterances, a cluster has the number of its first item.
            let cluster = best(&said_here, &all, &index).map_or(i, |best| cluster_of[best]);
            note(&mut index, i, &said_here);
            all.push(Some(said_here));
            cluster_of.push(cluster);
            items.push(Item {
                words: normalized.split(' ').take(super::LONGEST).map(Word::of).collect(),
                telling: Vec::new(),
                witness: Witness {
                    passage: Passage { article: article_index, span },
                    value: Value::Paraphrase(normalized),
                    as_of: None,
                    said: story.articles()[article].said_on(),
                    status: Status::Asserted,
                    speaker: Some((words, Some(entity))),
                },
            });
        }
    }
}

/// The utterance that a report shares most with, if enough.
fn best(said: &Said, all: &[Option<Said>], index: &HashMap<(u32, Word), Vec<usize>>) -> Option<usize> {
    let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
    for form in &said.forms {
        for &other in index.get(&(said.speaker, *form)).into_iter().flatten().take(STOCK) {
            *shared.entry(other).or_default() += 1;
        }
    }
    let fits = |&(other, common): &(usize, usize)| {
        let Some(other) = &all[other] else { return false };
        let (shorter, longer) = (said.forms.len().min(other.forms.len()), said.forms.len().max(other.forms.len()));
        common >= FEWEST
            && common * 100 >= shorter * SHARE
            && common * 100 >= longer * SHARE_OF_LONGER
            && said.plain.intersection(&other.plain).count() >= FEWEST_PLAIN
            && said.has_polarity_of(other)
            && said.figures == other.figures
    };
    let found = shared.into_iter().filter(fits).max_by_key(|&(other, common)| {
        let length = all[other].as_ref().map_or(0, |other| other.forms.len());
        // Of those with as much in common the one with the least besides; then the first.
        (common, std::cmp::Reverse(length), std::cmp::Reverse(other))
    });
    found.map(|(other, _)| other)
}

/// What a quote says.
fn read(text: &str, found: &Annotations, quote: &Quote, speaker: u32) -> Said {
    let mut said = Said {
        speaker,
        forms: BTreeSet::new(),
        plain: BTreeSet::new(),
        negated: BTreeSet::new(),
        figures: BTreeSet::new(),
        negative: false,
        denied: quote.cue.is_some_and(|cue| denies(found, cue)),
    };
    let mut behind_not = false;
    for token in found.tokens_in(quote.span) {
        let word = token.span.of(text);
        if word.bytes().any(|byte| byte.is_ascii_digit()) {
            said.figures.insert(word.to_owned());
        }
        if is_negation(token.word) {
            (said.negative, behind_not) = (true, true);
        }
        let telling = matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Verb | Tag::Adj | Tag::Adv | Tag::Num);
        if telling && !COMMON.contains(&token.word) && !COMMON.contains(&token.lemma) {
            said.forms.insert(token.lemma);
            if word.starts_with(char::is_lowercase) {
                said.plain.insert(token.lemma);
            }
            if std::mem::take(&mut behind_not) {
                said.negated.insert(token.lemma);
            }
        }
    }
    said
}

/// Whether a cue denies what it reports: "denied that …", "has not said that …".
pub(super) fn denies(found: &Annotations, cue: Span) -> bool {
    found.tokens_in(cue).any(|token| DENIALS.contains(&token.lemma) || is_negation(token.word))
}

/// Whether there is a verb in a report: a clause or an infinitive.
fn says_something(found: &Annotations, quote: &Quote) -> bool {
    found.tokens_in(quote.span).any(|token| token.tag == Tag::Verb)
}

fn is_negation(word: Word) -> bool {
    const MORE: [Word; 10] = [
        Word::of("n't"),
        Word::of("n’t"),
        Word::of("nt"),
        Word::of("none"),
        Word::of("nothing"),
        Word::of("nor"),
        Word::of("nowhere"),
        Word::of("without"),
        Word::of("hardly"),
        Word::of("unlikely"),
    ];
    NEGATIONS.contains(&word) || MORE.contains(&word)
}

/// Verbs that report that something is not so.
const DENIALS: [Word; 13] = [
    Word::of("doubt"),
    Word::of("contradict"),
    Word::of("decline"),
    Word::of("oppose"),
    Word::of("deny"),
    Word::of("reject"),
    Word::of("refute"),
    Word::of("dispute"),
    Word::of("dismiss"),
    Word::of("rebut"),
    Word::of("repudiate"),
    Word::of("disavow"),
    Word::of("refuse"),
];
