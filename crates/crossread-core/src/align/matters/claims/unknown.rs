//! What is not known: "it is unclear how many died", "nobody knows where it will land", "the cause is not yet known".
//!
//! Such a clause is cut in two by the parse, and its content alone ("how many died") says the opposite. It is read whole, and
//! compared by the question it leaves open and by the words of that question.

use super::{Clause, Key, key};
use crate::annotate::names::entries;
use crate::story::Passage;
use crossread_language::{Relation, Sentence, Tag, Token, Word};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

/// By what all such clauses are compared.
pub(super) const SAYS: Key = Key::Stem(Word::of("not-known"));

/// What two clauses share that both say that something is not known, and that leave the same question open. With one
/// telling word more that makes one claim.
const OF_UNKNOWN: u32 = 2;
const OF_QUESTION: u32 = 2;

/// How far before the word the denial stands at most, in tokens: "it is not yet immediately clear".
const FARTHEST_DENIAL: usize = 4;

/// How far behind the word the question begins at most, in tokens: "not known exactly how".
const FARTHEST_QUESTION: usize = 4;

/// Longest question, in tokens.
const LONGEST: usize = 18;

/// The clauses of a sentence that say that something is not known.
pub(super) fn clauses(article: u32, (text, sentence): (&str, &Sentence), keys: &[Option<(Key, u32)>]) -> Vec<Clause> {
    let reader = Reader { text, sentence };
    let mut found: Vec<Clause> = Vec::new();
    for cue in 0..sentence.tokens.len() {
        let Some(begin) = reader.cue(cue) else { continue };
        let Some((question, (first, last))) = reader.asked(begin, cue) else { continue };
        let mut words: BTreeMap<Key, u32> = BTreeMap::new();
        for i in (first..=last).filter(|i| !(begin..=cue).contains(i)) {
            words.extend(keys[i].or_else(|| key(text, &sentence.tokens[i])));
        }
        if words.is_empty() {
            continue;
        }
        words.insert(SAYS, OF_UNKNOWN);
        words.extend(question.map(|question| (Key::Stem(question), OF_QUESTION)));
        let span = sentence.words(first.min(begin), last.max(cue)).trim(text);
        let passage = Passage { article, span };
        if found.last().is_some_and(|clause| clause.passage.span.overlaps(span)) {
            continue;
        }
        found.push(Clause {
            passage,
            head: Passage { article, span: sentence.tokens[cue].span },
            words,
            negative: false,
            negated: BTreeSet::new(),
            cue: None,
            counts: false,
            is_modal: true,
            says: Some(SAYS),
            is_state: false,
            is_statement: true,
            speaker: None,
            people: BTreeSet::new(),
        });
    }
    found
}

struct Reader<'a> {
    text: &'a str,
    sentence: &'a Sentence,
}

impl Reader<'_> {
    /// Where the words begin that say that something is not known, if the word at `cue` ends them.
    fn cue(&self, cue: usize) -> Option<usize> {
        let token = self.token(cue);
        if UNSURE.contains(&token.word) {
            return (token.relation != Relation::Amod).then_some(cue);
        }
        if !KNOWN.contains(&token.lemma) && !KNOWN.contains(&token.word) {
            return None;
        }
        let before = (cue.saturating_sub(FARTHEST_DENIAL)..cue).rev();
        let mut before = before.take_while(|&i| self.token(i).tag != Tag::Punct);
        before.find(|&i| DENIED.contains(&self.token(i).word))
    }

    /// The question that is left open, with the first and last of its words.
    fn asked(&self, begin: usize, cue: usize) -> Option<(Option<Word>, (usize, usize))> {
        let end = self.sentence.tokens.len();
        let near = cue + 1..end.min(cue + 1 + FARTHEST_QUESTION);
        let open = near.clone().find(|&i| QUESTIONS.contains(&self.token(i).word));
        let is_near = |open: &usize| (cue + 1..*open).all(|i| !self.closes(i));
        if let Some(first) = open.filter(is_near) {
            let closed = (first + 1..end.min(first + LONGEST)).find(|&i| self.closes(i));
            let last = closed.unwrap_or(end.min(first + LONGEST)) - 1;
            return (last > first).then(|| (Some(self.question(first, last)), (first, last)));
        }
        // "The cause is not yet known". What somebody does not say or see is another matter.
        let states = UNSURE.contains(&self.token(cue).word) || STATED.contains(&self.token(cue).word);
        let subject = states.then(|| self.sentence.subject(cue)).flatten()?;
        let asks = ASKED.get(&self.token(subject).lemma).copied();
        let (first, last) = self.sentence.subtree(subject);
        let is_noun = matches!(self.token(subject).tag, Tag::Noun) && last < begin && last - first < LONGEST;
        is_noun.then_some((asks, (first, last)))
    }

    /// What is asked: "why" by "what caused", "many" by "how many".
    fn question(&self, first: usize, last: usize) -> Word {
        let next = &self.token(first + 1).word;
        if [Word::of("many"), Word::of("much")].contains(next) {
            return Word::of("many");
        }
        let causes = |i: usize| self.token(i).lemma == Word::of("cause");
        if self.token(first).word == Word::of("what") && (first..=last).any(causes) {
            return Word::of("why");
        }
        if self.token(first).word == Word::of("if") { Word::of("whether") } else { self.token(first).word }
    }

    fn closes(&self, i: usize) -> bool {
        matches!(self.token(i).span.of(self.text), "," | ";" | "." | ":" | "—" | "–" | "\"" | "”" | "but" | "while")
    }

    fn token(&self, i: usize) -> &Token {
        &self.sentence.tokens[i]
    }
}

/// Words with which a question begins.
const QUESTIONS: [Word; 9] = [
    Word::of("who"),
    Word::of("what"),
    Word::of("when"),
    Word::of("where"),
    Word::of("why"),
    Word::of("how"),
    Word::of("which"),
    Word::of("whether"),
    Word::of("if"),
];

/// Words behind a denial that say of their subject that it is not known.
const STATED: [Word; 6] = [
    Word::of("known"),
    Word::of("clear"),
    Word::of("determined"),
    Word::of("established"),
    Word::of("explained"),
    Word::of("certain"),
];

static UNSURE: LazyLock<HashSet<Word>> = LazyLock::new(|| cues("unsure"));
static KNOWN: LazyLock<HashSet<Word>> = LazyLock::new(|| cues("known"));
static DENIED: LazyLock<HashSet<Word>> = LazyLock::new(|| cues("denied"));

/// Nouns with the question that they ask.
static ASKED: LazyLock<HashMap<Word, Word>> = LazyLock::new(|| {
    let lines = entries(CUES).filter_map(|line| line.strip_prefix("asks ")?.split_once(' '));
    lines.map(|(noun, question)| (Word::of(noun), Word::of(question))).collect()
});

const CUES: &str = include_str!("../../../../data/en/unknown-cues.txt");

fn cues(sort: &str) -> HashSet<Word> {
    let lines = entries(CUES).filter_map(|line| line.strip_prefix(sort));
    lines.map(|word| Word::of(word.trim())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossread_language::{Span, read};

    fn unknown(text: &str) -> Vec<String> {
        let sentences = read(text, &[Span::new(0, text.len())]);
        let found = sentences.iter().flat_map(|sentence| {
            let keys: Vec<Option<(Key, u32)>> = sentence.tokens.iter().map(|token| key(text, token)).collect();
            clauses(0, (text, sentence), &keys)
        });
        found.map(|clause| clause.passage.span.of(text).to_owned()).collect()
    }

    #[test]
    fn what_is_not_known_keeps_its_not() {
        assert_eq!(unknown("It is not known how many sailors died, he said."), ["not known how many sailors died"]);
        assert_eq!(unknown("The cause of the fire was unclear."), ["The cause of the fire was unclear"]);
        assert_eq!(unknown("The police know how many sailors died."), [""; 0]);
        assert_eq!(unknown("An unknown sailor died."), [""; 0]);
    }
}
