//! What nouns report by the clause behind them: "the minister's claim that it fell", "fears that it would". Reads a noun in its sentence,
//! and gives the clause with whose the noun is.

use super::cues;
use super::ends::{cut, last_word};
use super::governed::goes_on;
use super::phrases::noun_phrase;
use super::reporter::SpeechReport;
use super::subjects::subject;
use super::{ReportSentence, speaker};
use crossread_language::{Relation, Sentence, Span, Tag, Word};

/// "the minister's claim that it fell", "fears that it would".
pub(super) fn of_noun(line: &ReportSentence, i: usize) -> Option<(Span, SpeechReport)> {
    let ReportSentence { text, found, sentence, .. } = *line;
    let tokens = &sentence.tokens;
    let is_clause = |&child: &usize| {
        child > i && matches!(tokens[child].relation, Relation::Acl | Relation::Ccomp | Relation::AclRelcl)
    };
    // Of a noun that somebody has, the parser may hang the clause on the verb: "has “high confidence” that".
    let holder = sentence.head(i).filter(|&verb| verb < i && found.language.quotes.holding.has(tokens[verb].lemma));
    let clause = sentence.children(i).find(is_clause);
    let clause = clause.or_else(|| holder.and_then(|verb| sentence.children(verb).find(is_clause)));
    let Some(clause) = clause else { return of_owned_noun(line, i) };
    let (first, last) = sentence.subtree(clause);
    let mark = usize::from(tokens.get(i + 1).is_some_and(|next| next.tag == Tag::Punct && next.word != Word::of(",")));
    // Right behind the noun, or behind a quotation mark there.
    let opens = i + 1 + mark;
    let first = first.max(opens);
    if first != opens || last <= first {
        return None;
    }
    let is_conjunction = tokens[first].tag == Tag::Sconj || mark > 0 && sentence.subject(clause) != Some(first);
    if !found.language.grammar.complementizer.has(tokens[first].word) || !is_conjunction {
        return None;
    }
    let owner = sentence.child(i, Relation::NmodPoss).map(|owner| {
        let (from, to) = sentence.subtree(owner);
        sentence.words(from, to.min(i - 1))
    });
    let owner = owner.or_else(|| {
        let verb = holder.filter(|_| tokens[i].relation == Relation::Obj)?;
        let subject = sentence.subject(verb).filter(|&subject| subject < verb)?;
        let (from, to) = sentence.subtree(subject);
        (to < verb).then(|| sentence.words(from, to))
    });
    // "There is no evidence that": nobody says so.
    if owner.is_none() && found.language.quotes.missing.has(tokens[i].lemma) {
        return None;
    }
    let report =
        SpeechReport { cue: tokens[i].span, speaker: owner.map(|span| speaker(text, found, span)), addressee: None };
    Some((sentence.words(first, cut(&ReportSentence { here: &[], ..*line }, first, last)), report))
}

/// What somebody gives voice to by the verb at `i` and a noun with a preposition, all of it the cue: "expressed deep concern about the flood".
pub(super) fn voiced(line: &ReportSentence, i: usize) -> Option<(Span, SpeechReport)> {
    let ReportSentence { text, found, sentence, .. } = *line;
    let (language, tokens) = (found.language, &sentence.tokens);
    let lists = &language.quotes;
    if tokens[i].tag != Tag::Verb || !lists.voicing.has(tokens[i].lemma) {
        return None;
    }
    let modifies = |at: &usize| matches!(tokens[*at].tag, Tag::Det | Tag::Adj | Tag::Adv);
    let noun = (i + 1..tokens.len()).take(FARTHEST_VOICED).find(|at| !modifies(at))?;
    let at = Some(noun + 1).filter(|&at| tokens.get(at).is_some_and(|next| lists.voiced_about.has(next.word)))?;
    if tokens[noun].tag != Tag::Noun || !lists.voiced.has(tokens[noun].lemma) {
        return None;
    }
    let subject = subject(language, sentence, i).filter(|&subject| subject < i)?;
    let who = noun_phrase(language, text, sentence, subject, i)?;
    let last = sentence.subtree(sentence.head(at).filter(|&thing| thing > at)?).1;
    let last = cut(line, at + 1, goes_on(language, sentence, i, last));
    let report = SpeechReport {
        cue: sentence.words(cues::group(language, text, sentence, i).0, at),
        speaker: Some(speaker(text, found, sentence.words(who.0, who.1))),
        addressee: None,
    };
    (last > at).then(|| (sentence.words(at + 1, last), report))
}

/// Most tokens from the verb to the noun: "expressed a very deep concern".
const FARTHEST_VOICED: usize = 5;

/// What somebody's noun at `i` reports with a "that" right behind it, wherever the parser hangs the clause: "the minister’s earlier claim
/// that there were two".
pub(super) fn of_owned_noun(line: &ReportSentence, i: usize) -> Option<(Span, SpeechReport)> {
    let ReportSentence { text, found, sentence, .. } = *line;
    let tokens = &sentence.tokens;
    let grammar = &found.language.grammar;
    let that = tokens.get(i + 1).filter(|next| grammar.complementizer.has(next.word) && next.tag == Tag::Sconj)?;
    let between = |&at: &usize| matches!(tokens[at].tag, Tag::Adj | Tag::Adv | Tag::Num);
    let mark = (0..i).rev().find(|at| !between(at)).filter(|&at| grammar.possessive.has(tokens[at].word))?;
    let owner = sentence.child(i, Relation::NmodPoss).map(|owner| sentence.subtree(owner).0);
    let first = owner.unwrap_or_else(|| owner_before(sentence, mark)).min(mark.checked_sub(1)?);
    let who = speaker(text, found, sentence.words(first, mark));
    let report = SpeechReport { cue: tokens[i].span, speaker: Some(who), addressee: None };
    let last = cut(&ReportSentence { here: &[], ..*line }, i + 1, last_word(sentence));
    (last > i + 2).then(|| (Span { start: that.span.start, end: tokens[last].span.end }, report))
}

/// The first token of the words for somebody that end before token `mark`.
fn owner_before(sentence: &Sentence, mark: usize) -> usize {
    let inside = |&at: &usize| matches!(sentence.tokens[at].tag, Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn);
    (0..mark).rev().take_while(inside).last().unwrap_or(mark)
}
