//! How a clause claims what it tells: whether it says that it is so, by which word somebody claims it, and whether it only tells
//! what will be.

use super::ClaimKey;
use crate::language::Language;
use crate::language::claims::ClaimWords;
use crate::rules::rule;
use crossread_language::{Relation, Sentence, Tag, Word};

/// How a clause claims what it tells.
pub(super) struct ClaimStance {
    /// Whether it says that something is not so.
    pub negative: bool,
    /// The word by which somebody claims it, by what it is compared.
    pub cue: Option<ClaimKey>,
    /// Whether a word makes it a claim.
    pub is_modal: bool,
    /// Whether that word only tells what will be or can be done.
    pub is_plan: bool,
    /// Whether it hangs on a word of saying or thinking.
    pub is_told: bool,
    /// The word that tells what is claimed.
    pub said: usize,
}

impl ClaimStance {
    /// That of the clause of a head and these words.
    pub fn of(
        language: &Language,
        sentence: &Sentence,
        (head, tokens): (usize, &[usize]),
        keys: &[Option<(ClaimKey, u32)>],
    ) -> ClaimStance {
        let known = &language.claims;
        let lemma = |i: usize| sentence.tokens[i].lemma;
        // A "life-threatening" wound threatens nobody.
        let is_said = |&i: &usize| sentence.tokens[i].relation != Relation::Amod || !known.acts.has(lemma(i));
        let holding = tokens.iter().copied().filter(is_said).map(lemma).filter(|&word| known.holds.has(word));
        let holding: Vec<Word> = holding.collect();
        // "Rejected the offer and warned of a fight": the warning hangs on what the whole row hangs on.
        let over = sentence.head(first_of_row(sentence, head));
        let is_held = rule!(held_over_a_row, over.is_some_and(|over| known.holds.has(lemma(over))));
        let denies = |i: usize| sentence.tokens[i].tag == Tag::Verb && known.denials.has(lemma(i));
        let fails = |i: usize| language.is_failure(sentence, i);
        let all = || over.into_iter().chain(tokens.iter().copied());
        let is_denied = all().any(denies);
        let has_not = tokens.iter().any(|&i| language.telling.is_negation(sentence.tokens[i].word));
        let act = all().find(|&i| is_act(known, sentence, i));
        let is_claimed = has_not || is_denied || is_held || act.is_some();
        ClaimStance {
            negative: has_not != (is_denied != rule!(fails_to, all().any(fails))),
            cue: act.and_then(|i| if denies(i) { Some(ClaimKey::Denial) } else { keys[i].map(|(key, _)| key) }),
            is_modal: is_claimed || !holding.is_empty(),
            is_plan: !is_claimed && holding.iter().all(|&word| known.plans.has(word)),
            is_told: is_held || over.is_some_and(|over| known.reports.has(lemma(over))),
            said: if act == Some(head) { content(sentence, head).unwrap_or(head) } else { head },
        }
    }
}

/// Whether a word demands what stands behind its preposition: "called for an end", "calls for a vote".
pub(super) fn asks_for(known: &ClaimWords, sentence: &Sentence, i: usize) -> bool {
    let by = || sentence.tokens.get(i + 1).is_some_and(|next| known.asks_by.has(next.word));
    matches!(sentence.tokens[i].tag, Tag::Verb | Tag::Noun) && known.asks.has(sentence.tokens[i].lemma) && by()
}

/// Whether somebody does something in saying it by this word: "denied", no "life-threatening" wound.
pub(super) fn is_act(known: &ClaimWords, sentence: &Sentence, i: usize) -> bool {
    let token = &sentence.tokens[i];
    let is_owned = || sentence.children(i).any(|child| sentence.tokens[child].relation == Relation::NmodPoss);
    let does = match token.tag {
        Tag::Verb => token.relation != Relation::Amod,
        // "His pledge to leave", no "in order to leave".
        Tag::Noun => is_owned(),
        _ => false,
    };
    does && known.acts.has(token.lemma) || rule!(asks_for, asks_for(known, sentence, i))
}

/// The word that tells what is claimed by a verb by which somebody claims: its clause, else its object.
fn content(sentence: &Sentence, head: usize) -> Option<usize> {
    use Relation::*;
    let of = |relations: &[Relation]| {
        sentence.children(head).find(|&i| i > head && relations.contains(&sentence.tokens[i].relation))
    };
    of(&[Ccomp, Xcomp]).or_else(|| of(&[Advcl, Acl])).or_else(|| of(&[Obj, Obl]))
}

/// The first verb of a row: "rejected" of "rejected it, laughed and \[left\]".
pub(super) fn first_of_row(sentence: &Sentence, verb: usize) -> usize {
    let before = |&i: &usize| sentence.head(i).filter(|_| sentence.tokens[i].relation == Relation::Conj);
    std::iter::successors(Some(verb), before).take(sentence.tokens.len()).last().unwrap_or(verb)
}
