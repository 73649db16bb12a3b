//! Whose deed a verb tells: its own subject, or that of the verb it is joined to, hangs on or was wrongly hung on. Reads a verb in its
//! sentence, and gives the head of who does it.

use super::cues::{self, ReportingClass};
use super::parted;
use super::phrases::noun_phrase;
use crate::language::Language;
use crossread_language::{Features, Relation, Sentence, Tag};

/// The subject of the verb at `i`, or of the one it is joined to: "rose and said", "left, saying", "tried to explain".
pub(super) fn subject(language: &Language, sentence: &Sentence, i: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    if let Some((_, last)) = parted::leader(language, sentence, i) {
        return Some(last);
    }
    if let Some(verb) = parted::joined_farther_up(language, sentence, i) {
        return subject(language, sentence, verb);
    }
    if parted::is_anybodys(language, sentence, i) {
        return None;
    }
    // "left, asking whether the bridge was safe and saying": participles are joined to participles.
    let is_participle = |at: usize| tokens[at].features.has(Features::GERUND);
    let joined = tokens[i].relation == Relation::Conj
        && is_participle(i)
        && sentence.head(i).is_some_and(|head| !is_participle(head) && sentence.subject(head).is_some());
    let mut at = i;
    if let Some(verb) = parted::goes_on_with(language, sentence, i) {
        at = verb;
    }
    if joined && let Some(other) = sentence.ancestors(i).find(|&at| is_participle(at)) {
        at = other;
    }
    // Joined to one that is joined to one: more links than that are parsing errors.
    for _ in 0..4 {
        if let Some(subject) = sentence.subject(at) {
            return outer_subject(language, sentence, i, (at, subject)).or(Some(subject));
        }
        // "Residents called for more", "Ann Lowe, the mayor, called for more": a sentence may be read as a noun with its participle.
        if tokens[at].relation == Relation::Acl
            && let Some(head) = sentence.head(at)
            && (head + 1 == at || parted::is_behind_comma(sentence, at) && head < at && tokens[head].tag == Tag::Propn)
            && sentence.head(head).is_none()
            && !tokens[at].features.has(Features::GERUND)
        {
            return Some(head);
        }
        if let Some(verb) = above_noun(language, sentence, at) {
            at = verb;
            continue;
        }
        if let Some(object) = forced(language, sentence, at) {
            return Some(object);
        }
        let joined = matches!(tokens[at].relation, Relation::Conj | Relation::Advcl | Relation::Xcomp);
        at = sentence.head(at).filter(|_| joined).or_else(|| who_has_to(language, sentence, at))?;
    }
    None
}

/// The subject of the verb of saying above the verb at `at`, where that one's own subject does not say what the verb at `i` tells:
/// "Marsh said people were screaming, describing …", "Marsh said the papers were lost and denied …", "Lowe conceded that “I know little”
/// and described …".
fn outer_subject(language: &Language, sentence: &Sentence, i: usize, (at, subject): (usize, usize)) -> Option<usize> {
    let tokens = &sentence.tokens;
    if at == i || tokens[at].relation != Relation::Ccomp {
        return None;
    }
    let author = sentence.head(at).filter(|&head| cues::verb(language, sentence, head).is(ReportingClass::SAY));
    // Behind a comma the author takes over.
    let takes_over = tokens[i].features.has(Features::GERUND) && parted::is_behind_comma(sentence, i);
    // Things that something is done to deny nothing, and nobody but who is quoted says "I".
    let is_anothers = tokens[subject].relation == Relation::NsubjPass || tokens[subject].features.has(Features::FIRST);
    author.filter(|_| takes_over || is_anothers).and_then(|head| sentence.subject(head))
}

/// Whoever is brought to do what an infinitive tells: "Lowe forced Marsh to admit".
fn forced(language: &Language, sentence: &Sentence, at: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let above = sentence.head(at).filter(|_| tokens[at].relation == Relation::Xcomp)?;
    let object = sentence.child(above, Relation::Obj).or_else(|| sentence.child(above, Relation::Iobj));
    let is_somebody = |&object: &usize| {
        object > above
            && object < at
            && (matches!(tokens[object].tag, Tag::Propn | Tag::Pron) || language.names.roles.has(tokens[object].lemma))
            && !tokens[object].features.has(Features::REFLEXIVE)
    };
    object.filter(is_somebody)
}

/// The verb that one in the past belongs to, where the parser joined it to a noun, which can't be: "criticized deals such as the pact and
/// called for more".
fn above_noun(language: &Language, sentence: &Sentence, at: usize) -> Option<usize> {
    let above = sentence.head(at).filter(|&above| is_joined_to_noun(sentence, at, above))?;
    sentence.ancestors(above).find(|&up| tells_of_somebody(language, sentence, up))
}

/// Whether a verb in the past was joined to a noun, which can't be.
fn is_joined_to_noun(sentence: &Sentence, at: usize, above: usize) -> bool {
    let token = &sentence.tokens[at];
    token.relation == Relation::Conj
        && token.tag == Tag::Verb
        && token.features.tells()
        && matches!(sentence.tokens[above].tag, Tag::Noun | Tag::Propn)
        && sentence.child(above, Relation::Cop).is_none()
}

/// Whether a token is a verb that tells what its own subject, before it, does; "could lead" is none.
fn tells_of_somebody(language: &Language, sentence: &Sentence, at: usize) -> bool {
    sentence.tokens[at].tag == Tag::Verb
        && !parted::is_bare(language, sentence, at)
        && sentence.subject(at).is_some_and(|subject| subject < at)
}

/// The verb whose subject does what an infinitive on its object says: "Marsh took the opportunity to rebuke".
fn who_has_to(language: &Language, sentence: &Sentence, i: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let is_infinitive = sentence.children(i).any(|child| child < i && language.grammar.toward.has(tokens[child].word));
    let noun = sentence.head(i).filter(|_| tokens[i].relation == Relation::Acl && is_infinitive)?;
    sentence.head(noun).filter(|_| tokens[noun].relation == Relation::Obj)
}

/// The subject of the nearest verb of saying before token `i` in its sentence.
pub(super) fn spoke_before(language: &Language, text: &str, sentence: &Sentence, i: usize) -> Option<(usize, usize)> {
    let verb =
        (i.saturating_sub(30)..i).rev().find(|&at| cues::verb(language, sentence, at).is(ReportingClass::SAY))?;
    let subject = subject(language, sentence, verb).filter(|&subject| subject < verb)?;
    noun_phrase(language, text, sentence, subject, verb)
}
