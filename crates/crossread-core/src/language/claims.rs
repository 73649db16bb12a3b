//! Words by which claims are found and compared.

use super::Language;
use super::groups::{Group, entries, groups, list};
use crossread_language::{Sentence, Tag, Word};
use std::collections::HashMap;

groups! {
    /// Words by which claims are found and compared.
    ClaimWords, "groups/claims.txt" {
        /// Verbs of what something is or stays.
        states: Group,
        /// Superlatives that stand in hyphens, which taggers take for plain adjectives: "biggest-ever".
        best: Group,
        /// Words with which a question begins.
        questions: Group,
        /// Words behind a denial that say of their subject that it is not known.
        stated: Group,
        /// Behind the first word of a question what is asked by it: "how many".
        amounts_asked: Pairs,
        /// By which word of a question about causes what is asked: "what caused it".
        causes_asked: Pairs,
        /// Verbs by which a question asks for causes.
        causes: Group,
        /// Words of a question that ask the same as another.
        same_questions: Pairs,
        /// Words with which a question inside a sentence is over.
        closing: Spellings,
        /// Verbs by which somebody demands what stands behind a preposition: "called for an end".
        asks: Group,
        /// Those prepositions.
        asks_by: Group,
        /// The verb that says the same without one.
        demands: Spellings,
        /// Words that tell what will be or can be done, and not that anybody claims it.
        plans: Group,
    } with {
        /// Concepts by dictionary form.
        concepts: HashMap<&'static str, u16> = concepts(),
        /// Words that make a claim of what they govern.
        holds: Group = cues("holds"),
        /// Verbs by which somebody only says it.
        reports: Group = cues("reports"),
        /// Verbs by which somebody does something in saying it.
        acts: Group = cues("acts"),
        /// Verbs by which somebody says that something is not so, or doubts it: who questions a finding does not agree with whoever accepts it.
        denials: Group = cues("denials"),
        /// Words that say that something is not known.
        unsure: Group = unknown("unsure"),
        /// Words that say so behind a denial.
        known: Group = unknown("known"),
        /// Those denials.
        denied: Group = unknown("denied"),
        /// Nouns with the question that they ask.
        asked: HashMap<Word, Word> = asked(),
    }
}

impl Language {
    /// Whether a verb says that what hangs on it does not come about: "failed to brake".
    pub(crate) fn is_failure(&self, sentence: &Sentence, i: usize) -> bool {
        let leads = || sentence.tokens.get(i + 1).is_some_and(|next| self.grammar.infinitive.has(next.word));
        let verb = &sentence.tokens[i];
        verb.tag == Tag::Verb && self.matters.failing.has(verb.lemma) && leads()
    }
}

fn concepts() -> HashMap<&'static str, u16> {
    let lines = (0..).zip(entries(list!("claim-concepts.txt")));
    lines.flat_map(|(concept, line)| line.split(' ').map(move |word| (word, concept))).collect()
}

fn cues(sort: &str) -> Group {
    let words = entries(list!("claim-cues.txt")).filter_map(|line| line.strip_prefix(sort));
    Group::of(words.map(|word| Word::of(word.trim())))
}

fn unknown(sort: &str) -> Group {
    let words = entries(list!("unknown-cues.txt")).filter_map(|line| line.strip_prefix(sort));
    Group::of(words.map(|word| Word::of(word.trim())))
}

fn asked() -> HashMap<Word, Word> {
    let lines = entries(list!("unknown-cues.txt")).filter_map(|line| line.strip_prefix("asks ")?.split_once(' '));
    lines.map(|(noun, question)| (Word::of(noun), Word::of(question))).collect()
}
