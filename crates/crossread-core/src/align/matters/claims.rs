//! Claims: what somebody asserts, fears, denies, demands or promises, told by two articles in their own words, whether they
//! report it as somebody's words or not.
//!
//! Clauses are compared, not sentences: of a sentence that says three things another article says one. A clause counts that
//! a word makes a claim ("may", "fears", "not", "said that"); two are one claim when they share telling words, both
//! assert or both deny, and no figure stands in both. What an utterance already holds is joined to it.

use super::quotes::words::normalize;
use super::{Aspect, EntryKind, Heading, JoinReason, JoinSign, Matter, Value, Witness, spoken_by};
use crate::align::entities::Entities;
use crate::align::events::Event;
use crate::align::events::kin::Lemma;
use crate::align::headings::Headings;
use crate::align::linkage::Linkage;
use crate::annotate::Annotations;
use crate::annotate::figures::Status;
use crate::annotate::quotes::{Quote, QuoteKind};
use crate::language::Language;
use crate::language::claims::ClaimWords;
use crate::language::telling::Worth;
use crate::story::{Passage, Story};
use crossread_language::{Features, MentionKind, Relation, Sentence, Span, Tag, Token, Word, lemma};
use foldhash::{HashMap, HashMapExt, HashSet};
use rayon::prelude::*;
use stance::{ClaimStance, asks_for, first_of_row, is_act};
use std::collections::{BTreeMap, BTreeSet};

mod stance;
mod unknown;

/// What a telling word is compared by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum ClaimKey {
    Concept(u16),
    Family(u16),
    Stem(Word),
    /// That something is not known.
    Unknown,
    /// That somebody denies it, in whatever words.
    Denial,
}

/// A clause that claims something.
struct ClaimClause {
    passage: Passage,
    /// Its head word.
    head: Passage,
    /// Its telling words with what each tells.
    words: BTreeMap<ClaimKey, u32>,
    /// Whether it says that something is not so: by a "not", or by a denial; a denied "not" says that it is.
    negative: bool,
    /// The telling words right behind its negations: "is a tax, not a `penalty`".
    negated: BTreeSet<ClaimKey>,
    /// The word that makes it a claim, by what it is compared: "denied", "vowed". None where somebody only says it.
    cue: Option<ClaimKey>,
    /// Whether a figure stands in it.
    counts: bool,
    /// Whether a word of its own makes it a claim, not only that somebody says it.
    is_modal: bool,
    /// Whether it is a claim only by telling what will be or can be done: "the pier will be guarded by divers".
    is_plan: bool,
    /// What its head word is compared by; of a verb by which somebody claims, that of what is claimed.
    says: Option<ClaimKey>,
    /// Whether it says what something is or in what state: "would be the largest deal ever", "remains unknown".
    is_state: bool,
    /// Whether it says something by itself: no "before the bridge fell", "of missing the ferry", "which would forbid it".
    is_statement: bool,
    /// Who says it, where the words tell.
    speaker: Option<u32>,
    /// The words of the names of the people of whom it speaks.
    people: BTreeSet<Word>,
}

/// Uses of a word in each of both articles from which on it is what they speak of all the time, and what such a word tells
/// at most.
const TOPIC: u32 = 6;
const OF_TOPIC: u32 = 1;

/// A word that stands in more clauses than this makes no candidates. Keeps the cost linear.
const STOCK: usize = 60;

/// What two clauses must share: points, words, and the share of the longer one's points in per cent. Read on the seven
/// stories for looking at, where four in five such pairs were one claim.
const LEAST: [(u32, usize, u32); 2] = [(5, 2, 45), (8, 2, 35)];

/// Shared words that tell what is said where it is said by different verbs: "put at risk of identity theft", "facing a risk
/// of identity theft".
const FEW: usize = 3;

/// The same where both are only what somebody said: nothing but the shared words tells that it is a claim.
const LEAST_OF_REPORTS: [(u32, usize, u32); 1] = [(7, 2, 50)];

/// The same where one speaker denies, demands or vows both, the word for that among what is shared. Read on two unseen
/// stories.
const LEAST_OF_ACTS: [(u32, usize, u32); 1] = [(5, 2, 30)];

/// How alike two clauses are that share as much; of two groups half of the pairs must be.
const ALIKE: i32 = 100;
const ENOUGH: i32 = 50;

/// Most words of a clause that is shown.
const LONGEST: usize = 40;

/// The claims of two articles or more that no matter among `known` holds; what belongs to a quote or claim among them is
/// joined to it.
pub(super) fn find(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    (entities, events): (&Entities, &[Event]),
    headings: &Headings,
    known: &mut [Matter],
) -> Vec<Matter> {
    let table = ClaimTable::new(language, (story, annotations), entities, events);
    let mut claims = Vec::new();
    for group in table.groups() {
        let witnesses = table.witnesses(entities, &group);
        // A clause inside a clause that is shown says no more.
        let is_shown = |witness: &&Witness| claims.iter().any(|claim: &Matter| has(claim, witness.passage));
        if witnesses.iter().filter(is_shown).count() + 1 >= witnesses.len() {
            continue;
        }
        if let Some(matter) = holder(known, &witnesses) {
            join(matter, witnesses);
            continue;
        }
        claims.extend(table.matter(headings, &group, witnesses));
    }
    claims
}

/// The clauses of a sentence: those that claim something, with who says it, and those that tell what is not known.
fn clauses_of(
    language: &Language,
    entities: &Entities,
    (article, found): (usize, &Annotations),
    (text, sentence): (&str, &Sentence),
    keys: &[Option<(ClaimKey, u32)>],
) -> Vec<ClaimClause> {
    let unknown = unknown::clauses(language, article as u32, (text, sentence), keys);
    let is_whole = |clause: &ClaimClause| !unknown.iter().any(|one| one.passage.span.overlaps(clause.passage.span));
    let told = clauses(language, article as u32, (text, sentence), keys).into_iter().filter(is_whole);
    let told = told.map(|clause| {
        // "The dam must be rebuilt, [Piet Sarn said]": of the clause only what he said.
        let ends_in = |quote: &&Quote| {
            let starts = quote.span.contains(Span { end: clause.head.span.end, ..clause.passage.span });
            quote.kind == QuoteKind::Indirect && starts && quote.span.end < clause.passage.span.end
        };
        let said = found.quotes.iter().rfind(ends_in);
        let span = Span { end: said.map_or(clause.passage.span.end, |quote| quote.span.end), ..clause.passage.span };
        let clause = ClaimClause { passage: Passage { span, ..clause.passage }, ..clause };
        let quote = found.quotes.iter().rfind(|quote| quote.span.contains(clause.passage.span));
        let speaker = spoken_by(article, quote.and_then(|quote| quote.speaker.as_ref()), &entities.entity_of);
        let people = people(text, found, clause.passage.span);
        let subject = || subject(&language.claims, found, sentence, clause.head.span);
        let actor = || subject().map(|referent| entities.entity_of[article][referent as usize]);
        // Whoever reports a threat did not threaten.
        let speaker = actor().or_else(|| speaker.and_then(|(_, entity)| entity));
        ClaimClause { speaker, people, ..clause }
    });
    let mut all: Vec<ClaimClause> = told.collect();
    all.extend(unknown);
    all
}

/// Clauses with what is needed to compare them.
struct ClaimTable<'a> {
    language: &'a Language,
    story: &'a Story,
    annotations: &'a [Annotations],
    clauses: Vec<ClaimClause>,
    /// For each article the words that it speaks of all the time.
    topics: Vec<HashSet<ClaimKey>>,
    event_at: HashMap<Passage, usize>,
}

impl ClaimTable<'_> {
    fn new<'a>(
        language: &'a Language,
        (story, annotations): (&'a Story, &'a [Annotations]),
        entities: &Entities,
        events: &[Event],
    ) -> ClaimTable<'a> {
        let event_at = events.iter().enumerate().flat_map(|(e, event)| event.passages().map(move |at| (at, e)));
        let of_article = |(article, found): (usize, &Annotations)| {
            let mut clauses = Vec::new();
            let text = &story.articles()[article].text;
            let mut uses: HashMap<ClaimKey, u32> = HashMap::new();
            for sentence in &found.sentences {
                let keys = keys_of(language, text, sentence);
                keys.iter().flatten().for_each(|(key, _)| *uses.entry(*key).or_default() += 1);
                clauses.extend(clauses_of(language, entities, (article, found), (text, sentence), &keys));
            }
            let topics = uses.into_iter().filter(|(_, uses)| *uses >= TOPIC).map(|(key, _)| key);
            (clauses, topics.collect())
        };
        let (clauses, topics): (Vec<Vec<ClaimClause>>, Vec<HashSet<ClaimKey>>) =
            annotations.par_iter().enumerate().map(of_article).unzip();
        let clauses = clauses.into_iter().flatten().collect();
        ClaimTable { language, story, annotations, clauses, topics, event_at: event_at.collect() }
    }

    /// Clauses of two texts or more that are one claim, one of each article.
    fn groups(&self) -> Vec<Vec<usize>> {
        let pairs: Vec<(u32, u32, i32)> = self.pairs().into_iter().map(|(a, b)| (a, b, ALIKE)).collect();
        let groups = Linkage::new(self.clauses.len(), &pairs, ENOUGH).groups();
        let fullest = |group: Vec<u32>| {
            let mut told: BTreeMap<u32, usize> = BTreeMap::new();
            for i in group.into_iter().map(|i| i as usize) {
                let best = told.entry(self.clauses[i].passage.article).or_insert(i);
                let tells = |i: usize| self.clauses[i].words.values().sum::<u32>();
                if tells(i) > tells(*best) {
                    *best = i;
                }
            }
            told.into_values().collect::<Vec<usize>>()
        };
        let sha = |&i: &usize| self.story.articles()[self.clauses[i].passage.article as usize].sha256;
        let several = |group: &Vec<usize>| group.iter().map(sha).collect::<BTreeSet<[u8; 32]>>().len() >= 2;
        let states = |group: &Vec<usize>| group.iter().any(|&i| self.clauses[i].is_statement);
        let mut groups: Vec<Vec<usize>> =
            groups.into_iter().map(fullest).filter(|group| several(group) && states(group)).collect();
        // What says most comes first; of equals the first by its text: articles may stand in any order.
        groups.sort_by_key(|group| {
            let tells = |&i: &usize| self.clauses[i].words.values().sum::<u32>();
            let first = group.iter().map(|i| (sha(i), self.clauses[*i].passage.span)).min();
            (std::cmp::Reverse((group.len(), group.iter().map(tells).sum::<u32>())), first)
        });
        groups
    }

    /// Pairs of clauses that are one claim.
    fn pairs(&self) -> Vec<(u32, u32)> {
        let mut by_word: BTreeMap<ClaimKey, Vec<usize>> = BTreeMap::new();
        for (i, clause) in self.clauses.iter().enumerate() {
            clause.words.keys().for_each(|key| by_word.entry(*key).or_default().push(i));
        }
        let of_word = |holders: &Vec<usize>| -> Vec<(u32, u32)> {
            let pairs = (0..).zip(holders).flat_map(|(n, &b)| holders[..n].iter().map(move |&a| (a, b)));
            pairs.filter(|&(a, b)| self.are_one(a, b)).map(|(a, b)| (a as u32, b as u32)).collect()
        };
        let holders: Vec<Vec<usize>> = by_word.into_values().filter(|holders| holders.len() <= STOCK).collect();
        let mut pairs: Vec<(u32, u32)> = holders.par_iter().flat_map_iter(of_word).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    fn are_one(&self, a: usize, b: usize) -> bool {
        let [x, y] = [a, b].map(|i| &self.clauses[i]);
        if x.passage.article == y.passage.article
            || x.negative != y.negative
            || negate_others(x, y)
            || (x.counts && y.counts)
            || self.is_happening(x, y)
            || x.speaker.zip(y.speaker).is_some_and(|(a, b)| a != b)
            // What is said of others is another claim, in however like words.
            || (!x.people.is_empty() && !y.people.is_empty() && x.people.is_disjoint(&y.people))
        {
            return false;
        }
        let topics = [x, y].map(|clause| &self.topics[clause.passage.article as usize]);
        let is_topic = |key: &ClaimKey| topics.iter().all(|topics| topics.contains(key));
        let told = |key: &ClaimKey, points: u32| if is_topic(key) { points.min(OF_TOPIC) } else { points };
        let shared: Vec<u32> =
            x.words.iter().filter_map(|(key, &points)| Some(told(key, points.min(*y.words.get(key)?)))).collect();
        let of = |clause: &ClaimClause| clause.words.iter().map(|(_, &points)| points).sum::<u32>();
        let points: u32 = shared.iter().sum();
        let of_longer = points * 100 / of(x).max(of(y)).max(1);
        // One speaker's two denials, or two vows, are seldom of two things in like words.
        let is_act = x.speaker.is_some() && x.speaker == y.speaker && x.cue.is_some() && x.cue == y.cue;
        let reaches = |least: &[(u32, usize, u32)]| {
            least.iter().any(|&(least, words, share)| points >= least && shared.len() >= words && of_longer >= share)
        };
        if is_act && reaches(&LEAST_OF_ACTS) {
            return true;
        }
        // Words around what is said only tell of whom: "the driver", "at the bend".
        // "Blocking a nominee in the hope of a better one" promises nothing, as who vows to block one does.
        let are_said =
            x.cue.is_some() == y.cue.is_some() || [x, y].iter().all(|one| one.cue.is_some() || one.is_statement);
        let says = x.says.is_some() && x.says == y.says && are_said;
        // Of one person two things may not be known: that it is not known is one of the words, and says little without the question.
        let is_unknown = x.says == Some(unknown::SAYS);
        if (!says || is_unknown) && shared.len() < FEW {
            return false;
        }
        reaches(if x.is_modal || y.is_modal { &LEAST } else { &LEAST_OF_REPORTS })
    }

    /// Whether both only tell one happening: that is shown as what happened.
    fn is_happening(&self, a: &ClaimClause, b: &ClaimClause) -> bool {
        let event = |clause: &ClaimClause| self.event_at.get(&clause.head);
        !a.is_modal && !b.is_modal && event(a).is_some() && event(a) == event(b)
    }

    fn witnesses(&self, entities: &Entities, group: &[usize]) -> Vec<Witness> {
        let mut witnesses: Vec<Witness> = group
            .iter()
            .map(|&i| {
                let passage = self.clauses[i].passage;
                let article = passage.article as usize;
                let quotes = &self.annotations[article].quotes;
                let said = quotes.iter().rfind(|quote| quote.span.contains(passage.span));
                let speaker = said.and_then(|quote| quote.speaker.as_ref());
                Witness {
                    passage,
                    value: Value::Paraphrase(normalize(self.language, self.story.words(passage))),
                    as_of: None,
                    said: self.story.articles()[article].said_on(),
                    status: Status::Asserted,
                    speaker: spoken_by(article, speaker, &entities.entity_of),
                }
            })
            .collect();
        witnesses.sort_by_key(|witness| witness.passage);
        witnesses
    }

    /// The clause that tells what is claimed. What is not known is told by the shortest clause as it stands.
    fn heading(&self, headings: &Headings, group: &[usize]) -> Option<Heading> {
        if group.iter().any(|&i| self.clauses[i].says != Some(unknown::SAYS)) {
            let heads: Vec<Passage> = group.iter().map(|&i| self.clauses[i].head).collect();
            return headings.find(&heads);
        }
        let length = |passage: &Passage| self.story.words(*passage).split_whitespace().count();
        let passages = group.iter().map(|&i| self.clauses[i].passage);
        let place = |passage: &Passage| (self.story.articles()[passage.article as usize].sha256, passage.span);
        let shortest = passages.min_by_key(|passage| (length(passage), place(passage)))?;
        Some(Heading { passage: shortest, gap: shortest.span })
    }

    fn matter(&self, headings: &Headings, group: &[usize], witnesses: Vec<Witness>) -> Option<Matter> {
        let passages: Vec<Passage> = witnesses.iter().map(|witness| witness.passage).collect();
        let mut heading = self.heading(headings, group)?;
        heading.gap = Span { start: heading.passage.span.end, ..heading.passage.span };
        let is_state = group.iter().filter(|&&i| self.clauses[i].is_state).count() * 2 >= group.len();
        let told = if is_state { None } else { self.told(group, &witnesses) };
        // What every article tells in its own voice of what will be is nobody's claim.
        let is_nobodys = |i: &usize| self.clauses[*i].is_plan && self.clauses[*i].speaker.is_none();
        let is_plan = witnesses.iter().all(|witness| witness.speaker.is_none()) && group.iter().all(is_nobodys);
        let is_told = is_state || (told.is_none() && is_plan);
        let kind = match told {
            _ if is_told => EntryKind::Attribute,
            Some(_) => EntryKind::Event,
            None => EntryKind::Claim,
        };
        let shown = |witness: Witness| match told {
            _ if is_told => described(witness),
            Some(status) => Witness { value: Value::Status(status), status, speaker: None, ..witness },
            None => witness,
        };
        Some(Matter {
            kind,
            aspect: is_told.then_some(Aspect::Is),
            subject: heading.passage,
            facets: Vec::new(),
            heading: Some(heading),
            witnesses: witnesses.into_iter().map(shown).collect(),
            scopes: Vec::new(),
            why: vec![JoinReason::rule(JoinSign::Clause, passages)],
            event: None,
        })
    }

    /// As what the articles tell the happening that the clauses of a group tell, one of them in its own voice: what an account takes for a fact is no
    /// claim. None where they don't tell it alike.
    fn told(&self, group: &[usize], witnesses: &[Witness]) -> Option<Status> {
        let is_said = witnesses.iter().all(|witness| witness.speaker.is_some())
            || group.iter().any(|&i| self.clauses[i].cue.is_some() || self.clauses[i].says == Some(unknown::SAYS));
        let status = |&i: &usize| {
            let Passage { article, span } = self.clauses[i].head;
            let events = &self.annotations[article as usize].events;
            events.binary_search_by_key(&span, |event| event.span).ok().map(|at| events[at].status)
        };
        let first = status(&group[0]).filter(|_| !is_said)?;
        group.iter().all(|i| status(i) == Some(first)).then_some(first)
    }
}

/// The same words as what something is.
fn described(witness: Witness) -> Witness {
    let value = match witness.value {
        Value::Paraphrase(words) => Value::Description(words),
        other => other,
    };
    Witness { value, speaker: None, ..witness }
}

/// The quote or claim that holds most of these passages.
fn holder<'m>(known: &'m mut [Matter], witnesses: &[Witness]) -> Option<&'m mut Matter> {
    let holds = |matter: &Matter| witnesses.iter().filter(|witness| has(matter, witness.passage)).count();
    let spoken = known.iter_mut().filter(|matter| matches!(matter.kind, EntryKind::Quote | EntryKind::Claim));
    spoken
        .filter(|matter| holds(matter) > 0)
        .max_by_key(|matter| (holds(matter), std::cmp::Reverse(matter.witnesses[0].passage)))
}

fn has(matter: &Matter, passage: Passage) -> bool {
    matter.witnesses.iter().any(|one| one.passage.article == passage.article && one.passage.span.overlaps(passage.span))
}

/// Joins to a quote what articles say that it has no words of. To somebody's very words only what the same one says.
fn join(matter: &mut Matter, witnesses: Vec<Witness>) {
    let told: BTreeSet<u32> = matter.witnesses.iter().map(|witness| witness.passage.article).collect();
    let of = |witness: &Witness| witness.speaker.and_then(|(_, entity)| entity);
    let speakers: BTreeSet<u32> = matter.witnesses.iter().filter_map(of).collect();
    let is_marked = matter.witnesses.iter().any(|witness| matches!(witness.value, Value::Words(_)));
    let fits = |witness: &Witness| match of(witness) {
        Some(entity) => speakers.contains(&entity) || (speakers.is_empty() && !is_marked),
        None => !is_marked,
    };
    let fresh = witnesses.into_iter().filter(|witness| !told.contains(&witness.passage.article) && fits(witness));
    matter.witnesses.extend(fresh);
    matter.witnesses.sort_by_key(|witness| witness.passage);
}

/// By what a token is compared, and how much it tells. Names tell who speaks of whom, not what is said.
fn key(language: &Language, text: &str, token: &Token) -> Option<(ClaimKey, u32)> {
    if !matches!(token.tag, Tag::Noun | Tag::Verb | Tag::Adj | Tag::Adv) {
        return None;
    }
    let words = token.span.of(text);
    if words.len() < 2 || words.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let stem = language.telling.stem(&normalize(language, words));
    let points = language.telling.points(token.word, stem);
    let lemma = lemma(words, token);
    let family = || Lemma::new(language, &lemma).families().first().map(|&family| ClaimKey::Family(family));
    let key = language.claims.concepts.get(lemma.as_str()).map(|&concept| ClaimKey::Concept(concept)).or_else(family);
    (points > 0).then(|| (key.unwrap_or(ClaimKey::Stem(stem)), points))
}

/// How much it tells that somebody demands something by a verb and a preposition.
const OF_DEMAND: u32 = 2;

/// By what the tokens of a sentence are compared, and how much each tells.
fn keys_of(language: &Language, text: &str, sentence: &Sentence) -> Vec<Option<(ClaimKey, u32)>> {
    let known = &language.claims;
    let demand =
        known.demands.each().find_map(|verb| known.concepts.get(verb)).map(|&concept| ClaimKey::Concept(concept));
    let of_token = |(i, token): (usize, &Token)| {
        let asked = demand.filter(|_| asks_for(known, sentence, i)).map(|demand| (demand, OF_DEMAND));
        asked.or_else(|| key(language, text, token))
    };
    sentence.tokens.iter().enumerate().map(of_token).collect()
}

/// The clauses of a sentence that claim something.
fn clauses(
    language: &Language,
    article: u32,
    (text, sentence): (&str, &Sentence),
    keys: &[Option<(ClaimKey, u32)>],
) -> Vec<ClaimClause> {
    let known = &language.claims;
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..sentence.tokens.len() {
        let head = std::iter::once(i).chain(sentence.ancestors(i)).find(|&i| opens(sentence, i));
        members.entry(head.unwrap_or(i)).or_default().push(i);
    }
    let made = |(head, tokens): (usize, Vec<usize>)| {
        let stance = ClaimStance::of(language, sentence, (head, &tokens), keys);
        // "Blocking the bill would cost votes" asserts nothing of a block. "He said in a letter" says nothing of what he said.
        let is_report =
            known.reports.has(sentence.tokens[head].lemma) || sentence.tokens[head].relation == Relation::Csubj;
        if !(stance.is_modal || stance.is_told) || is_report {
            return None;
        }
        let words: BTreeMap<ClaimKey, u32> = tokens.iter().filter_map(|&i| keys[i]).collect();
        let spoken: Vec<usize> = tokens.iter().copied().filter(|&i| sentence.tokens[i].tag != Tag::Punct).collect();
        let first = spoken[joining(sentence, &spoken)..].first().copied()?;
        // What it claims may stand in a clause of its own: "fears that the dam may break".
        let whole = (first..=sentence.subtree(head).1).rev().find(|&i| sentence.tokens[i].tag != Tag::Punct);
        let last = whole.filter(|&last| last < first + LONGEST).unwrap_or(*spoken.last()?);
        let span = sentence.words(first, last).trim(text);
        let passage = |span: Span| Passage { article, span };
        let is_short = last < first + LONGEST;
        let counts =
            tokens.iter().any(|&i| sentence.tokens[i].tag == Tag::Num && !is_year(sentence.tokens[i].span.of(text)));
        (!words.is_empty() && is_short).then(|| ClaimClause {
            passage: passage(span),
            head: passage(sentence.tokens[head].span),
            words,
            negative: stance.negative,
            negated: negated(&language.telling, sentence, &tokens, keys),
            cue: stance.cue,
            counts,
            is_modal: stance.is_modal,
            is_plan: stance.is_plan,
            says: keys[stance.said].map(|(key, _)| key),
            is_state: is_state(known, sentence, head, &tokens),
            is_statement: is_statement(sentence, head),
            speaker: None,
            people: BTreeSet::new(),
        })
    };
    members.into_iter().filter_map(made).collect()
}

/// How many words at the beginning of a clause only join it to the one before: "[and that] the dam may break".
fn joining(sentence: &Sentence, spoken: &[usize]) -> usize {
    let tag = |n: usize| spoken.get(n).map(|&i| sentence.tokens[i].tag);
    match (tag(0), tag(1)) {
        (Some(Tag::Cconj), Some(Tag::Sconj)) if spoken.len() > 2 => 2,
        (Some(Tag::Cconj), Some(_)) => 1,
        _ => 0,
    }
}

/// Who is the subject of a clause's head: of "denied", in a clause that says who denies.
fn subject(known: &ClaimWords, found: &Annotations, sentence: &Sentence, head: Span) -> Option<u32> {
    let head = sentence.tokens_in(head).next().filter(|&head| is_act(known, sentence, head))?;
    let first = first_of_row(sentence, head);
    let subject = sentence.subject(head).or_else(|| sentence.subject(first))?;
    // Who was accused says nothing.
    if sentence.tokens[subject].relation == Relation::NsubjPass {
        return None;
    }
    let span = sentence.tokens[subject].span;
    let at = found.names.partition_point(|name| name.span.end <= span.start);
    found.names.get(at).filter(|name| name.span.contains(span)).map(|name| name.referent)
}

/// The words of the names of the people who are named or meant in a span, by their fullest names in the article.
fn people(text: &str, found: &Annotations, span: Span) -> BTreeSet<Word> {
    let inside = found.names.iter().filter(|name| name.kind == MentionKind::Person && span.contains(name.span));
    let whole = inside.flat_map(|name| [name.span, found.referents[name.referent as usize].name]);
    whole.flat_map(|name| name.of(text).split(|c: char| !c.is_alphanumeric())).map(Word::of).collect()
}

/// Whether a figure is most likely a year.
fn is_year(words: &str) -> bool {
    words.len() == 4
        && (words.starts_with("19") || words.starts_with("20"))
        && words.bytes().all(|b| b.is_ascii_digit())
}

/// Of some words of a sentence the first telling one behind each negation.
fn negated(
    telling: &Worth,
    sentence: &Sentence,
    tokens: &[usize],
    keys: &[Option<(ClaimKey, u32)>],
) -> BTreeSet<ClaimKey> {
    let mut behind = false;
    let mut negated = BTreeSet::new();
    for &i in tokens {
        if telling.is_negation(sentence.tokens[i].word) {
            behind = true;
        } else if let Some((key, _)) = keys[i].filter(|_| behind) {
            negated.insert(key);
            behind = false;
        }
    }
    negated
}

/// Whether of two clauses that have a "not" each negates what the other asserts: "is a tax, not a penalty", "is no tax".
fn negate_others(x: &ClaimClause, y: &ClaimClause) -> bool {
    let asserts = |one: &ClaimClause, key: &ClaimKey| one.words.contains_key(key) && !one.negated.contains(key);
    let crosses = |one: &ClaimClause, other: &ClaimClause| one.negated.iter().any(|key| asserts(other, key));
    x.negated.is_disjoint(&y.negated)
        && !x.negated.is_empty()
        && !y.negated.is_empty()
        && (crosses(x, y) || crosses(y, x))
}

/// Whether a word begins a clause of its own.
fn opens(sentence: &Sentence, i: usize) -> bool {
    use Relation::*;
    let token = &sentence.tokens[i];
    match token.relation {
        Root | Ccomp | Advcl | AdvclRelcl | AclRelcl | Acl | Parataxis | Csubj => true,
        Conj => token.tag == Tag::Verb,
        _ => false,
    }
}

/// Whether a clause stands by itself or is what somebody says, thinks or denies; of another only its subject and verb would.
fn is_statement(sentence: &Sentence, head: usize) -> bool {
    use Relation::*;
    matches!(sentence.tokens[first_of_row(sentence, head)].relation, Root | Ccomp | Parataxis)
}

/// Whether a clause says what something is or in what state, not what it does.
fn is_state(known: &ClaimWords, sentence: &Sentence, head: usize, tokens: &[usize]) -> bool {
    let head = &sentence.tokens[head];
    let best = |&i: &usize| {
        let token = &sentence.tokens[i];
        token.features.has(Features::SUPERLATIVE) || known.best.has(token.word)
    };
    known.states.has(head.lemma) || (head.tag == Tag::Noun && tokens.iter().any(best))
}
