//! A figure in its sentence, with the questions that are asked of it again and again.

use crate::quantity::Found;
use crossread_language::{Features, Relation, Sentence, Span, Tag, Word};
use std::ops::Range;

/// One quantity of a sentence.
pub(super) struct Clause<'a> {
    pub text: &'a str,
    pub sentence: &'a Sentence,
    pub read: &'a Found,
    /// The tokens of the quantity and its hedge, with the residue of markup around them.
    pub tokens: Range<usize>,
    /// The token of the number: the last of the quantity without its hedge.
    pub number: usize,
    /// The quantity before it and the one behind it in the sentence.
    pub previous: Option<Range<usize>>,
    pub next: Option<Range<usize>>,
}

impl<'a> Clause<'a> {
    pub fn new(text: &'a str, sentence: &'a Sentence, all: &'a [Found], i: usize) -> Clause<'a> {
        let at = |i: usize| all.get(i).map(|read| sentence.tokens_in(read.span));
        let tokens = sentence.tokens_in(all[i].span);
        let core = sentence.tokens_in(all[i].core);
        // The number as the parse has it: the token that hangs outside.
        let number = core
            .clone()
            .find(|&token| sentence.head(token).is_none_or(|head| !core.contains(&head)))
            .unwrap_or(core.start);
        Clause {
            text,
            sentence,
            read: &all[i],
            tokens: past_markup(text, sentence, tokens),
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

    pub fn is(&self, i: usize, word: &str) -> bool {
        self.word(i) == Word::of(word)
    }

    pub fn is_any(&self, i: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(i, word))
    }

    /// The token right before the quantity and its hedge is one of these.
    pub fn preceded_by(&self, words: &[&str]) -> bool {
        self.tokens.start > 0 && self.is_any(self.tokens.start - 1, words)
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
        match lemma.as_str() {
            // Dictionaries list "troops" under its plural, and "bases" under "basis"; here one base and two bases, a
            // troop of 500 and 500 troops are the same sort of thing.
            "troops" => "troop".to_owned(),
            "basis" if words.eq_ignore_ascii_case("bases") => "base".to_owned(),
            _ => lemma,
        }
    }

    pub fn is_verb(&self, i: usize) -> bool {
        self.tag(i) == Tag::Verb
    }

    /// Whether a mark that parts clauses stands between tokens `a` and `b`.
    pub fn parted(&self, a: usize, b: usize) -> bool {
        (a.min(b)..a.max(b)).any(|i| matches!(self.words(i), ";" | ":" | "—" | "–" | "(" | ")"))
    }

    /// The verb (or the adjective of a copula) that says something of what is counted: a participle behind it ("12
    /// people killed"), else the one it hangs on.
    pub fn predicate(&self, head: Option<usize>) -> Option<usize> {
        let from =
            head.filter(|&head| self.sentence.span.contains(self.sentence.tokens[head].span)).unwrap_or(self.number);
        let behind = self.tokens.end.max(from + 1);
        // "12 people killed", "45 people dead", "3 wounded": at once behind what is counted.
        if behind < self.len() {
            let participle = self.has(behind, Features::PARTICIPLE) && self.has(behind, Features::PAST);
            let state = self.tag(behind) == Tag::Adj
                && self.is_any(behind, &["dead", "missing", "alive", "injured", "wounded", "unaccounted"]);
            if self.is_verb(behind) && participle || state {
                return Some(behind);
            }
        }
        // Up the tree through nouns to the first verb, or a predicate with a copula.
        self.sentence
            .ancestors(from)
            .skip(1)
            .take(4)
            .find(|&up| self.is_verb(up) || self.sentence.child(up, Relation::Cop).is_some())
            .or_else(|| {
                // The parse has no verb above: the nearest one to the left in the same clause.
                let start = self.tokens.start;
                (0..start).rev().take(6).take_while(|&i| self.tag(i) != Tag::Punct).find(|&i| self.is_verb(i))
            })
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
            if from <= last || self.has_comma(last + 1, to + 1) || to - head > LONGEST {
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
fn past_markup(text: &str, sentence: &Sentence, tokens: Range<usize>) -> Range<usize> {
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
    if words(end) == "]" && glued(end) {
        end += 1;
        if words(end) == "(" && glued(end) {
            let close = (end..sentence.tokens.len().min(end + 40)).find(|&i| words(i) == ")");
            end = close.map_or(end, |close| close + 1);
        }
    }
    start..end
}

/// A phrase that runs on longer than this behind its head is a clause that the parse hung on the wrong word, more
/// often than not: read off the parses of news sentences.
const LONGEST: usize = 9;
