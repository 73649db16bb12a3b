//! What a happening is called: the words of one article that say best who did what, and the sentence that tells it most
//! fully.

use super::item::is_quoted;
use super::kin::{Kinship, Lemma};
use crate::align::headings::Headings;
use crate::annotate::Annotations;
use crate::annotate::events::EventMention;
use crate::annotate::figures::Status;
use crate::language::Language;
use crate::story::{BlockKind, Passage, Story};
use crossread_language::{Relation, Sentence, Span, Tag, Token, Word};
use std::collections::BTreeMap;

/// Most words of a name, and how many it has at best.
const LONGEST: usize = 18;
const LONG: usize = 12;
const SHORT: usize = 4;

/// Most words of a sentence that sums up.
const LONGEST_SUMMARY: usize = 45;

/// The name and the summary of the happening that the mentions tell: (head word, index into the article's events).
pub(super) fn find(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    headings: &Headings,
    (members, status): (&[(Passage, u32)], Status),
) -> (Passage, Passage) {
    let commonest = commonest(language, annotations, members);
    let shared = shared_words(annotations, members);
    let fullest = fullest(headings, members);
    let (mut names, mut summaries) = (Vec::new(), Vec::new());
    for &(passage, e) in members {
        let found = &annotations[passage.article as usize];
        let event = &found.events[e as usize];
        let s = found.sentences.partition_point(|sentence| sentence.span.end <= event.span.start);
        let Some(sentence) = found.sentences.get(s) else { continue };
        let Some(token) = sentence.token_at(event.span.start) else { continue };
        let is_own = commonest.is_some_and(|own| Lemma::new(language, &event.lemma).kinship(&own) != Kinship::None);
        let is_doubted = status == Status::Asserted && !matches!(event.status, Status::Asserted | Status::Planned);
        let fit = if is_own { OWN_WORD } else { 0 } - if is_doubted { DOUBTED } else { 0 };
        let article = passage.article;
        let telling = NamingMention { language, story, found, event, sentence, token, article, shared: &shared, fit };
        let stretch =
            fullest.filter(|stretch| stretch.article == passage.article && stretch.span.contains(passage.span));
        // What most happenings are told by, one mention with one clause, is weighed against nothing.
        let alone = members.len() == 1;
        let spans: Vec<Span> = telling.clauses().into_iter().chain(stretch.map(|stretch| stretch.span)).collect();
        for &span in &spans {
            let points = if alone && spans.len() == 1 { 0 } else { telling.points(span) };
            names.push((points, Passage { article: passage.article, span }));
        }
        let points = if alone { 0 } else { telling.sums_up() };
        summaries.push((points, Passage { article: passage.article, span: sentence.span }));
    }
    let best = |all: Vec<(i32, Passage)>| {
        all.into_iter().max_by_key(|(points, at)| (*points, std::cmp::Reverse(*at))).map(|(_, at)| at)
    };
    (best(names).unwrap_or(members[0].0), best(summaries).unwrap_or(members[0].0))
}

/// What it is worth, in points, that a happening is called by a word that most of its mentions have or that is kin to it, and what
/// it costs to call one that happened by a mention that denies or only supposes it: "to indict the officer in the shooting" names
/// no shooting.
const OWN_WORD: i32 = 10;
const DOUBTED: i32 = 24;

/// The word that more than half of some mentions have.
fn commonest(language: &Language, annotations: &[Annotations], members: &[(Passage, u32)]) -> Option<Lemma> {
    let lemma =
        |(passage, e): &(Passage, u32)| annotations[passage.article as usize].events[*e as usize].lemma.as_str();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    members.iter().for_each(|member| *counts.entry(lemma(member)).or_default() += 1);
    let most = counts.into_iter().find(|(_, count)| 2 * count > members.len());
    most.map(|(lemma, _)| Lemma::new(language, lemma))
}

/// Of what several articles tell the stretch of a sentence that says most of what they share: where the tree of a sentence is
/// wrong or its clause has no subject of its own, it holds what the clause leaves out.
fn fullest(headings: &Headings, members: &[(Passage, u32)]) -> Option<Passage> {
    let first = members[0].0.article;
    if members.iter().all(|(passage, _)| passage.article == first) {
        return None;
    }
    let passages: Vec<Passage> = members.iter().map(|(passage, _)| *passage).collect();
    headings.find(&passages).map(|heading| heading.passage)
}

/// For each telling word of the clauses how many articles' clauses hold it, by word.
fn shared_words(annotations: &[Annotations], members: &[(Passage, u32)]) -> Vec<(Word, i32)> {
    let mut holders: Vec<(Word, u32)> = Vec::new();
    for (passage, e) in members {
        let found = &annotations[passage.article as usize];
        let clause = found.events[*e as usize].clause.cover(passage.span);
        let telling = found.tokens_in(clause).filter(|token| is_telling(token.tag));
        holders.extend(telling.map(|token| (token.lemma, passage.article)));
    }
    holders.sort_unstable();
    holders.dedup();
    holders.chunk_by(|a, b| a.0 == b.0).map(|held| (held[0].0, held.len() as i32)).collect()
}

fn is_telling(tag: Tag) -> bool {
    matches!(tag, Tag::Noun | Tag::Propn | Tag::Verb | Tag::Num | Tag::Adj)
}

/// Whether a word only hangs on its clause, which says what happened without it.
fn is_loose(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Advcl
            | Relation::Parataxis
            | Relation::Conj
            | Relation::Cc
            | Relation::Punct
            | Relation::Mark
            | Relation::Discourse
            | Relation::Vocative
            | Relation::AdvclRelcl
            | Relation::List
            | Relation::Dep
    )
}

/// A mention where it stands.
struct NamingMention<'a> {
    language: &'a Language,
    story: &'a Story,
    found: &'a Annotations,
    event: &'a EventMention,
    sentence: &'a Sentence,
    token: usize,
    article: u32,
    shared: &'a [(Word, i32)],
    /// How well its word and its status are those of the happening, in points.
    fit: i32,
}

impl NamingMention<'_> {
    /// Passages that may be the name: the clause, the clause that it is told in, the noun phrase.
    fn clauses(&self) -> Vec<Span> {
        let sentence = self.sentence;
        let mut heads = vec![self.token];
        let verb = |i: usize| matches!(sentence.tokens[i].tag, Tag::Verb | Tag::Aux);
        let above = sentence.ancestors(self.token).skip(1).take(4).find(|&i| verb(i) || sentence.head(i).is_none());
        let controls = sentence.tokens[self.token].relation == Relation::Xcomp;
        // "declined [to indict him in the shooting]": what only is to be done tells of no shooting.
        let infinitive = &self.language.grammar.infinitive;
        let is_to_be =
            |i: usize| sentence.children(i).any(|child| child < i && infinitive.has(sentence.tokens[child].word));
        heads.extend(above.filter(|&above| if verb(self.token) { controls } else { !is_to_be(above) }));
        let mut spans = Vec::new();
        for head in heads {
            spans.extend(self.clause_of(head));
        }
        let kind = self.story.articles()[self.article as usize].blocks[sentence.part as usize].kind;
        if kind == BlockKind::Title && sentence.tokens.len() <= LONGEST {
            spans.push(sentence.span);
        }
        if spans.is_empty() {
            spans.push(self.event.span);
        }
        spans
    }

    /// The clause or phrase under token `head`, from its subject to its last argument, without what only hangs on it.
    fn clause_of(&self, head: usize) -> Option<Span> {
        let sentence = self.sentence;
        let (first, last) = self.reach(head);
        let mut last = self.cut(first, last, head.max(self.token))?;
        let mut first = self.past_openers(first);
        // "Smith-Schuster" is cut nowhere.
        while first > 0 && self.is_one_word(first - 1) {
            first -= 1;
        }
        while self.is_one_word(last) {
            last += 1;
        }
        (first <= self.token && self.token <= last).then(|| sentence.words(first, last))
    }

    /// The first and the last token of what hangs on `head`, with the noun that it tells of or the subject that it shares with
    /// another verb.
    fn reach(&self, head: usize) -> (usize, usize) {
        let sentence = self.sentence;
        let tokens = &sentence.tokens;
        let loose = |i: usize| is_loose(tokens[i].relation);
        let mut first = head;
        let mut last = head;
        for child in sentence.children(head).filter(|&child| !loose(child)) {
            let (from, to) = self.phrase(child);
            let before_all = tokens[child].relation == Relation::Advmod && child < head;
            if from < first && !before_all {
                first = from;
            }
            last = last.max(to);
        }
        // A participle or a relative clause tells of the noun it hangs on.
        let modifies = matches!(tokens[head].relation, Relation::Acl | Relation::AclRelcl);
        if let Some(noun) = sentence.head(head).filter(|&noun| modifies && noun < first) {
            first = sentence
                .children(noun)
                .filter(|&c| c < noun && !loose(c))
                .map(|c| self.phrase(c).0)
                .min()
                .unwrap_or(noun);
            first = first.min(noun);
        }
        // The second of two verbs has the first one's subject.
        if tokens[head].relation == Relation::Conj
            && sentence.subject(head).is_none()
            && let Some(other) = sentence.head(head)
            && let Some(subject) = sentence.subject(other).filter(|&subject| subject < other)
        {
            first = self.phrase(subject).0;
        }
        (first, last)
    }

    /// The last token of a clause that is cut where it is too long, never before token `least`, and doesn't end with a word that
    /// leads on. `None` where it can be cut nowhere.
    fn cut(&self, first: usize, mut last: usize, least: usize) -> Option<usize> {
        // Too long: cut behind an argument.
        while last - first + 1 > LONGEST {
            let cut = (least..last).rev().find(|&at| self.is_boundary(first, at) && at - first < LONGEST)?;
            last = cut;
        }
        let leads_on = |at: usize| {
            matches!(self.sentence.tokens[at].tag, Tag::Punct | Tag::Adp | Tag::Cconj | Tag::Sconj | Tag::Det)
        };
        while last > least && leads_on(last) {
            last -= 1;
        }
        Some(last)
    }

    /// The first token of a clause behind what only joins it to the words before.
    fn past_openers(&self, mut first: usize) -> usize {
        let sentence = self.sentence;
        let tokens = &sentence.tokens;
        // "of the line that left the company": the preposition leads to what stands before the name.
        let leads_here = |i: usize| {
            let noun = sentence.head(i).filter(|_| tokens[i].relation == Relation::Case);
            noun.is_some_and(|noun| sentence.ancestors(self.token).any(|above| above == noun))
        };
        while first < self.token
            && (matches!(tokens[first].tag, Tag::Punct | Tag::Cconj | Tag::Sconj | Tag::Part) || leads_here(first))
        {
            first += 1;
        }
        first
    }

    /// Whether a hyphen makes one word of token `i` and the next.
    fn is_one_word(&self, i: usize) -> bool {
        let [Some(one), Some(next)] = [i, i + 1].map(|i| self.sentence.tokens.get(i).map(|token| token.span)) else {
            return false;
        };
        one.end == next.start && [one, next].iter().any(|span| span.of(self.text()) == "-")
    }

    /// First and last token of a phrase without relative clauses and appositions at its end.
    fn phrase(&self, head: usize) -> (usize, usize) {
        let sentence = self.sentence;
        let (first, last) = sentence.subtree(head);
        let loose = |i: usize| {
            matches!(
                sentence.tokens[i].relation,
                Relation::AclRelcl | Relation::Parataxis | Relation::Appos | Relation::Advcl
            )
        };
        let cut = sentence
            .children(head)
            .filter(|&child| child > head && loose(child))
            .map(|child| sentence.subtree(child).0);
        let last = cut.min().map_or(last, |cut| cut.saturating_sub(1).max(head));
        (first, last)
    }

    /// Whether no phrase that begins after `first` runs over the end of token `at`.
    fn is_boundary(&self, first: usize, at: usize) -> bool {
        let sentence = self.sentence;
        let tokens = &sentence.tokens;
        if matches!(tokens[at].tag, Tag::Adp | Tag::Det | Tag::Cconj | Tag::Sconj | Tag::Punct | Tag::Part | Tag::Aux) {
            return false;
        }
        // A word behind the cut may hang on a word before it only as an argument of the verb or as a loose phrase.
        (at + 1..tokens.len().min(at + 12)).all(|i| {
            let over = sentence.head(i).is_some_and(|head| first <= head && head <= at);
            let ends = matches!(
                tokens[i].relation,
                Relation::Obl
                    | Relation::OblUnmarked
                    | Relation::Advcl
                    | Relation::Punct
                    | Relation::Conj
                    | Relation::AclRelcl
                    | Relation::Parataxis
                    | Relation::Advmod
                    | Relation::Appos
                    | Relation::OblAgent
            );
            let held = (first..=at).any(|j| {
                j != i && sentence.head(j) == Some(i) && tokens[j].relation != Relation::Punct && j > self.token
            });
            (!over || ends) && !held
        })
    }

    /// How well a passage says what happened.
    fn points(&self, span: Span) -> i32 {
        let sentence = self.sentence;
        let range = sentence.tokens_in(span);
        let count = span.of(self.text()).split_whitespace().count();
        let mut points = self.told(range.clone()) + self.voice() + self.fit;
        points -= 6 * count.saturating_sub(LONG) as i32 + 15 * SHORT.saturating_sub(count) as i32;
        points -= if count > LONGEST { 500 } else { 0 };
        let has_subject = range.clone().any(|i| sentence.tokens[i].relation.is_subject());
        points += if has_subject { 20 } else { 0 };
        let verb = range.clone().any(|i| sentence.tokens[i].tag == Tag::Verb);
        points += if verb { 8 } else { 0 };
        let starts_bare = sentence.tokens[range.start.min(sentence.tokens.len() - 1)].tag == Tag::Pron;
        points -= if starts_bare { 40 } else { 0 };
        let words = span.of(self.text());
        points -= if words.contains(['“', '”', '"']) { 15 } else { 0 };
        points -=
            if words.contains(['#', '@', '\n']) || words.contains("://") || words.contains(".com/") { 120 } else { 0 };
        points
    }

    /// How well the whole sentence says what happened.
    fn sums_up(&self) -> i32 {
        let all = self.sentence.tokens.len();
        self.told(0..all) - 10 * (all.saturating_sub(LONGEST_SUMMARY)) as i32 + self.voice()
    }

    /// How much the words tell of what all mentions tell.
    fn told(&self, range: std::ops::Range<usize>) -> i32 {
        let tokens = self.sentence.tokens[range].iter().filter(|token| is_telling(token.tag));
        let worth = |held: i32| if held > 1 { 10 + 4 * held.min(6) } else { 2 };
        let place = |token: &Token| self.shared.binary_search_by_key(&token.lemma, |(word, _)| *word).ok();
        let mut told: Vec<usize> = tokens.filter_map(place).collect();
        told.sort_unstable();
        told.dedup();
        told.into_iter().map(|at| worth(self.shared[at].1)).sum()
    }

    /// Whether the outlet tells it in its own voice, in its own text.
    fn voice(&self) -> i32 {
        let kind = self.story.articles()[self.article as usize].blocks[self.sentence.part as usize].kind;
        let place = match kind {
            BlockKind::Title => 12,
            BlockKind::Body => 0,
            BlockKind::Heading => -10,
            BlockKind::Excerpt => -40,
            _ => -60,
        };
        let own = if is_quoted(self.found, self.event.span) { -60 } else { 0 };
        place + own + if self.event.status == Status::Asserted { 10 } else { 0 }
    }

    fn text(&self) -> &str {
        &self.story.articles()[self.article as usize].text
    }
}
