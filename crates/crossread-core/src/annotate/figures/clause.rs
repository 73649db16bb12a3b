//! A figure in its sentence, with the questions that are asked of it again and again.

use crate::language::{Group, Language};
use crate::quantity::QuantityMention;
use crossread_language::{Features, Relation, Sentence, Span, Tag, Token, Word};
use std::ops::Range;

/// One quantity of a sentence.
pub(super) struct QuantityClause<'a> {
    pub language: &'a Language,
    pub text: &'a str,
    pub sentence: &'a Sentence,
    pub read: &'a QuantityMention,
    /// The tokens of the quantity and its hedge, with the residue of markup around them.
    pub tokens: Range<usize>,
    /// The token of the number: the last of the quantity without its hedge.
    pub number: usize,
    /// The quantity before it and the one behind it in the sentence.
    pub previous: Option<Range<usize>>,
    pub next: Option<Range<usize>>,
}

impl<'a> QuantityClause<'a> {
    pub fn new(
        language: &'a Language,
        text: &'a str,
        sentence: &'a Sentence,
        all: &'a [QuantityMention],
        i: usize,
    ) -> QuantityClause<'a> {
        let at = |i: usize| all.get(i).map(|read| sentence.tokens_in(read.span));
        let tokens = sentence.tokens_in(all[i].span);
        let core = sentence.tokens_in(all[i].core);
        // The number as the parse has it: the token that hangs outside.
        let number = core
            .clone()
            .find(|&token| sentence.head(token).is_none_or(|head| !core.contains(&head)))
            .unwrap_or(core.start);
        QuantityClause {
            language,
            text,
            sentence,
            read: &all[i],
            tokens: past_markup(text, sentence, all[i].span, tokens),
            number,
            previous: i.checked_sub(1).and_then(at),
            next: at(i + 1),
        }
    }

    pub fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    pub fn tag(&self, i: usize) -> Tag {
        self.sentence.tokens[i].tag
    }

    pub fn word(&self, i: usize) -> Word {
        self.sentence.tokens.get(i).map(|token| token.word).unwrap_or_default()
    }

    pub fn words(&self, i: usize) -> &'a str {
        self.sentence.tokens[i].span.of(self.text)
    }

    pub fn is(&self, i: usize, group: &Group) -> bool {
        group.has(self.word(i))
    }

    /// Whether token `i` stands between something and what it is of.
    pub fn is_of(&self, i: usize) -> bool {
        self.is(i, &self.language.grammar.genitive)
    }

    /// The token right before the quantity and its hedge is one of these.
    pub fn preceded_by(&self, group: &Group) -> bool {
        self.tokens.start > 0 && self.is(self.tokens.start - 1, group)
    }

    pub fn relation(&self, i: usize) -> Relation {
        self.sentence.tokens[i].relation
    }

    pub fn has(&self, i: usize, features: Features) -> bool {
        self.sentence.tokens[i].features.has(features)
    }

    /// The dictionary form of token `i`. An abbreviation gives up the s of its plural ("MPs").
    pub fn lemma(&self, i: usize) -> String {
        let words = self.words(i);
        if let Some(stem) = words.strip_suffix('s')
            && stem.len() > 1
            && stem.bytes().all(|byte| byte.is_ascii_uppercase())
        {
            return stem.to_lowercase();
        }
        let lemma = crossread_language::lemma(words, &self.sentence.tokens[i]);
        match self.language.figures.counted_as(words, &lemma) {
            Some(other) => other.to_owned(),
            // A headline's capitals make names of all words.
            None if self.tag(i) == Tag::Propn && crate::quantity::looks_plural(self.language, words) => {
                let token = Token { tag: Tag::Noun, features: Features::PLURAL, ..self.sentence.tokens[i] };
                crossread_language::lemma(words, &token)
            }
            None => lemma,
        }
    }

    pub fn is_verb(&self, i: usize) -> bool {
        self.tag(i) == Tag::Verb
    }

    /// Whether the noun of change at token `i` is also the name of a thing: "a $300 million contract" shrinks nothing.
    pub fn is_thing(&self, i: usize) -> bool {
        self.is(i, &self.language.figures.contracts)
    }

    /// Whether a mark that parts clauses stands between tokens `a` and `b`.
    pub fn parted(&self, a: usize, b: usize) -> bool {
        (a.min(b)..a.max(b)).any(|i| matches!(self.words(i), ";" | ":" | "—" | "–" | "--" | "(" | ")"))
    }

    /// The dictionary form of token `i` as a verb, whatever its tag.
    pub fn verb_lemma(&self, i: usize) -> String {
        match self.language.figures.harm_forms.get(&self.word(i)) {
            Some(&lemma) => lemma.to_owned(),
            None => self.lemma(i),
        }
    }

    /// The verb (or the adjective of a copula) that says something of what is counted, by the order of the words where
    /// that is plain, else by the parse. `head` is the token of what is counted.
    pub fn predicate(&self, head: Option<usize>) -> Option<usize> {
        let from = head.unwrap_or(self.number);
        if self.is(from, &self.language.figures.states) {
            return Some(from);
        }
        self.state_behind(from).or_else(|| self.verb_before()).or_else(|| self.verb_behind(from)).or_else(|| {
            // Up the tree through nouns to the first verb, or a predicate with a copula.
            self.sentence
                .ancestors(from)
                .skip(1)
                .take(4)
                .find(|&up| {
                    let state = self.tag(up) == Tag::Adj && self.sentence.child(up, Relation::Cop).is_some();
                    (self.is_verb(up) || state)
                        && !self.tokens.contains(&up)
                        && !self.language.figures.reports.has(self.sentence.tokens[up].lemma)
                })
                .or_else(|| {
                    // The parse has no verb above: the nearest one to the left in the same clause.
                    let start = self.tokens.start;
                    (0..start)
                        .rev()
                        .take(6)
                        .take_while(|&i| self.tag(i) != Tag::Punct)
                        .find(|&i| self.is_verb(i) && !self.language.figures.reports.has(self.sentence.tokens[i].lemma))
                })
        })
    }

    /// "12 people killed", "45 people dead", "3 wounded": at once behind what is counted.
    fn state_behind(&self, from: usize) -> Option<usize> {
        let behind = if from < self.tokens.start { from + 1 } else { self.tokens.end.max(from + 1) };
        if behind >= self.len() {
            return None;
        }
        let words = &self.language.figures;
        let participle = self.has(behind, Features::PARTICIPLE) && self.has(behind, Features::PAST);
        let state = self.is(behind, &words.states) || self.is(behind, &words.alive);
        (self.is_verb(behind) && participle || state).then_some(behind)
    }

    /// "killed 12 people": at once before the quantity. Headlines are tagged badly ("kills" as a noun), so a word that
    /// tells of harm counts whatever its tag.
    fn verb_before(&self) -> Option<usize> {
        let words = &self.language.figures;
        let mut at = self.tokens.start.checked_sub(1)?;
        while at > 0 && self.is(at, &words.before_amount) && !self.is(at, &words.to) {
            at -= 1;
        }
        let verb = self.is_verb(at) && !words.reports.has(self.sentence.tokens[at].lemma)
            || self.tag(at) != Tag::Adj && words.harm_forms.contains_key(&self.word(at));
        // "left 23 civilians dead"
        let left = verb && self.is(at, &words.leaves);
        let state = (self.tokens.end..self.len().min(self.tokens.end + 12)).filter(|_| left);
        let state = state.take_while(|&i| !matches!(self.words(i), "." | ";")).find(|&i| self.is(i, &words.states));
        state.or(verb.then_some(at))
    }

    /// "25 children were among the dead": a word of state behind "among".
    fn among(&self, at: usize) -> Option<usize> {
        let words = &self.language.figures;
        if !self.is(at, &words.among) {
            return None;
        }
        (at + 1..self.len().min(at + 6)).find(|&i| self.is(i, &words.states))
    }

    /// "12 people were killed", "12 people have died": behind what is counted, with nothing but auxiliaries and adverbs
    /// between.
    fn verb_behind(&self, from: usize) -> Option<usize> {
        let words = &self.language.figures;
        let mut at = self.tokens.end.max(from + 1);
        let first = at;
        if let Some(state) = self.among(at).or_else(|| self.among(at + 1)) {
            return Some(state);
        }
        // "3,000 soldiers to be sent"
        if self.is(at, &words.to) {
            at += 1;
        }
        while at < self.len()
            && at < first + 5
            && (matches!(self.tag(at), Tag::Aux | Tag::Adv) || self.is(at, &words.negations))
        {
            at += 1;
        }
        (at < self.len() && self.is_verb(at) && (at > first || self.has(at, Features::FINITE))).then_some(at)
    }

    /// The noun phrase around token `head`, from its first describing word (articles left out) to the end of what
    /// describes it behind: "American forces scattered across the country".
    pub fn phrase(&self, head: usize, first: usize) -> Span {
        let mut last = head;
        for child in self.sentence.children(head).filter(|&child| child > head) {
            // A participle on the root of a sentence is its verb, whatever the parse says: "12 miners died".
            let verb = self.sentence.head(head).is_some();
            let keeps = (self.relation(child) == Relation::Nmod || self.relation(child) == Relation::Acl && verb)
                && !self.has_comma(last + 1, child);
            if !keeps {
                continue;
            }
            let (from, to) = self.sentence.subtree(child);
            let other_figure = self.next.as_ref().is_some_and(|next| to >= next.start && head < next.start);
            let example = self.is(from, &self.language.figures.examples);
            if from <= last || self.has_comma(last + 1, to + 1) || to - head > LONGEST || other_figure || example {
                continue;
            }
            // A gap means that the parse has torn the phrase apart.
            if from > last + 1 {
                break;
            }
            last = to;
        }
        self.sentence.words(first.min(head), last)
    }

    /// The noun phrase whose head is `head`, first describing word included.
    pub fn noun_phrase(&self, head: usize) -> Span {
        let mut first = head;
        while first > 0 {
            let i = first - 1;
            let describes = matches!(self.tag(i), Tag::Adj | Tag::Noun | Tag::Propn) || self.words(i) == "-";
            if !describes || !self.sentence.is_under(i, head) || self.tokens.contains(&i) {
                break;
            }
            first = i;
        }
        self.phrase(head, first)
    }

    fn has_comma(&self, from: usize, to: usize) -> bool {
        (from..to.min(self.len())).any(|i| self.tag(i) == Tag::Punct && self.words(i) != "-")
    }
}

/// The tokens and the markup that a scrape left around them: `[5,000](address)`, `**12**`.
fn past_markup(text: &str, sentence: &Sentence, span: Span, tokens: Range<usize>) -> Range<usize> {
    let words = |i: usize| sentence.tokens.get(i).map_or("", |token| token.span.of(text));
    let glued = |i: usize| {
        i > 0 && sentence.tokens.get(i).is_some_and(|token| token.span.start == sentence.tokens[i - 1].span.end)
    };
    let Range { mut start, mut end } = tokens;
    while start > 0 && matches!(words(start - 1), "[" | "*" | "**" | "_") && glued(start) {
        start -= 1;
    }
    while matches!(words(end), "*" | "**" | "_") && glued(end) {
        end += 1;
    }
    // By bytes: an address is cut into tokens in many ways.
    let rest = text.get(span.end()..sentence.span.end()).unwrap_or_default();
    if let Some(address) = rest.strip_prefix("](").and_then(|rest| rest.find(')')).filter(|&length| length < 300) {
        let past = (span.end() + "](".len() + address + ")".len()) as u32;
        end = sentence.tokens.partition_point(|token| token.span.start < past);
    } else if words(end) == "]" && glued(end) {
        end += 1;
    }
    start..end
}

/// A phrase that runs on longer than this behind its head is a clause that the parse hung on the wrong word, more
/// often than not: read off the parses of news sentences.
const LONGEST: usize = 9;
