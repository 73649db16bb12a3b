//! What is not known: "it is unclear how many died", "nobody knows where it will land", "the cause is not yet known".
//!
//! Such a clause is cut in two by the parse, and its content alone ("how many died") says the opposite. It is read whole, and
//! compared by the question it leaves open and by the words of that question.

use super::{ClaimClause, ClaimKey, key};
use crate::language::Language;
use crate::language::claims::ClaimWords;
use crate::story::Passage;
use crossread_language::{Relation, Sentence, Tag, Token, Word};
use std::collections::{BTreeMap, BTreeSet};

/// By what all such clauses are compared.
pub(super) const SAYS: ClaimKey = ClaimKey::Unknown;

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
pub(super) fn clauses(
    language: &Language,
    article: u32,
    (text, sentence): (&str, &Sentence),
    keys: &[Option<(ClaimKey, u32)>],
) -> Vec<ClaimClause> {
    let reader = UnknownReader { known: &language.claims, text, sentence };
    let mut found: Vec<ClaimClause> = Vec::new();
    for cue in 0..sentence.tokens.len() {
        let Some(begin) = reader.cue(cue) else { continue };
        let Some((question, (first, last))) = reader.asked(begin, cue) else { continue };
        let mut words: BTreeMap<ClaimKey, u32> = BTreeMap::new();
        for i in (first..=last).filter(|i| !(begin..=cue).contains(i)) {
            words.extend(keys[i].or_else(|| key(language, text, &sentence.tokens[i])));
        }
        if words.is_empty() {
            continue;
        }
        words.insert(SAYS, OF_UNKNOWN);
        words.extend(question.map(|question| (ClaimKey::Stem(question), OF_QUESTION)));
        let span = sentence.words(first.min(reader.whole(begin, cue)), last.max(cue)).trim(text);
        let passage = Passage { article, span };
        if found.last().is_some_and(|clause| clause.passage.span.overlaps(span)) {
            continue;
        }
        found.push(ClaimClause {
            passage,
            head: Passage { article, span: sentence.tokens[cue].span },
            words,
            negative: false,
            negated: BTreeSet::new(),
            cue: None,
            counts: false,
            is_modal: true,
            is_plan: false,
            says: Some(SAYS),
            is_state: false,
            is_statement: true,
            speaker: None,
            people: BTreeSet::new(),
        });
    }
    found
}

struct UnknownReader<'a> {
    known: &'a ClaimWords,
    text: &'a str,
    sentence: &'a Sentence,
}

impl UnknownReader<'_> {
    /// Where the words begin that say that something is not known, if the word at `cue` ends them.
    fn cue(&self, cue: usize) -> Option<usize> {
        let token = self.token(cue);
        if self.known.unsure.has(token.word) {
            return (token.relation != Relation::Amod).then_some(cue);
        }
        if !self.known.known.has(token.lemma) && !self.known.known.has(token.word) {
            return None;
        }
        let before = (cue.saturating_sub(FARTHEST_DENIAL)..cue).rev();
        let mut before = before.take_while(|&i| self.token(i).tag != Tag::Punct);
        before.find(|&i| self.known.denied.has(self.token(i).word))
    }

    /// Where a denial that is glued to its helper begins, with who does not know: "[the family did]n't know".
    fn whole(&self, begin: usize, cue: usize) -> usize {
        let is_glued = begin > 0 && self.token(begin - 1).span.end == self.token(begin).span.start;
        if !is_glued {
            return begin;
        }
        let subject = self.sentence.subject(cue).map(|subject| self.sentence.subtree(subject));
        let beside =
            subject.filter(|&(first, last)| last < begin && last + FARTHEST_DENIAL > begin && first + LONGEST > begin);
        beside.map_or(begin - 1, |(first, _)| first.min(begin - 1))
    }

    /// The question that is left open, with the first and last of its words.
    fn asked(&self, begin: usize, cue: usize) -> Option<(Option<Word>, (usize, usize))> {
        let end = self.sentence.tokens.len();
        let near = cue + 1..end.min(cue + 1 + FARTHEST_QUESTION);
        let open = near.clone().find(|&i| self.known.questions.has(self.token(i).word));
        let is_near = |open: &usize| (cue + 1..*open).all(|i| !self.closes(i));
        if let Some(first) = open.filter(is_near) {
            let closed = (first + 1..end.min(first + LONGEST)).find(|&i| self.closes(i));
            let last = closed.unwrap_or(end.min(first + LONGEST)) - 1;
            return (last > first).then(|| (Some(self.question(first, last)), (first, last)));
        }
        // "The cause is not yet known". What somebody does not say or see is another matter.
        let states = self.known.unsure.has(self.token(cue).word) || self.known.stated.has(self.token(cue).word);
        let subject = states.then(|| self.sentence.subject(cue)).flatten()?;
        let asks = self.known.asked.get(&self.token(subject).lemma).copied();
        let (first, last) = self.sentence.subtree(subject);
        let is_noun = matches!(self.token(subject).tag, Tag::Noun) && last < begin && last - first < LONGEST;
        is_noun.then_some((asks, (first, last)))
    }

    /// What is asked: "why" by "what caused", "many" by "how many".
    fn question(&self, first: usize, last: usize) -> Word {
        let (known, word) = (self.known, self.token(first).word);
        let causes = |i: usize| known.causes.has(self.token(i).lemma);
        let of_amount = known.amounts_asked.get(self.token(first + 1).word);
        let of_cause = || known.causes_asked.get(word).filter(|_| (first..=last).any(causes));
        of_amount.or_else(of_cause).unwrap_or_else(|| known.same_questions.get(word).unwrap_or(word))
    }

    fn closes(&self, i: usize) -> bool {
        let words = self.token(i).span.of(self.text);
        matches!(words, "," | ";" | "." | ":" | "—" | "–" | "\"" | "”") || self.known.closing.has(words)
    }

    fn token(&self, i: usize) -> &Token {
        &self.sentence.tokens[i]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossread_language::{Span, read};

    fn unknown(text: &str) -> Vec<String> {
        let sentences = read(text, &[Span::new(0, text.len())]);
        let found = sentences.iter().flat_map(|sentence| {
            let keys: Vec<Option<(ClaimKey, u32)>> =
                sentence.tokens.iter().map(|token| key(Language::english(), text, token)).collect();
            clauses(Language::english(), 0, (text, sentence), &keys)
        });
        found.map(|clause| clause.passage.span.of(text).to_owned()).collect()
    }

    #[test]
    fn what_is_not_known_keeps_its_not() {
        assert_eq!(unknown("It is not known how many sailors died, he said."), ["not known how many sailors died"]);
        assert_eq!(unknown("Doesn't anybody know how many died?"), ["Doesn't anybody know how many died?"]);
        assert_eq!(
            unknown("The crew didn't know how many sailors died."),
            ["The crew didn't know how many sailors died"]
        );
        assert_eq!(unknown("The cause of the fire was unclear."), ["The cause of the fire was unclear"]);
        assert_eq!(unknown("The police know how many sailors died."), [""; 0]);
        assert_eq!(unknown("An unknown sailor died."), [""; 0]);
    }
}
