//! Whether a text shows a man or a woman.

use super::pronouns::GenderEvidence;
use super::{Gender, Name, Referent};
use crate::annotate::sentences_in;
use crate::language::Language;
use crossread_language::{Features, MentionKind, Relation, Sentence, Word};

/// What the words around each name of a person and their given names tell.
pub(super) fn shown(
    language: &Language,
    text: &str,
    sentences: &[Sentence],
    names: &[Name],
    referents: &[Referent],
) -> Vec<GenderEvidence> {
    let by_name = |referent: &Referent| GenderEvidence {
        by_name: leaning(language, referent.name.of(text)),
        ..GenderEvidence::default()
    };
    let mut shown: Vec<GenderEvidence> = referents.iter().map(by_name).collect();
    for name in names.iter().filter(|name| name.kind == MentionKind::Person) {
        let known = &mut shown[name.referent as usize].by_words;
        let Some(sentence) = sentences_in(sentences, name.span).first().filter(|_| known.is_none()) else { continue };
        *known = sentence.tokens_in(name.span).find_map(|i| by_words(language, sentence, i));
    }
    shown
}

/// The gender that a noun beside a token of a name tells: "the actress Ann Lowe", "Ann Lowe, a businesswoman", "Lowe is a mother of two".
fn by_words(language: &Language, sentence: &Sentence, i: usize) -> Option<Gender> {
    use Relation::{Appos, Cop, Flat, NmodDesc, Nsubj};
    let gender = |at: usize| {
        let token = &sentence.tokens[at];
        language.names.gender_of_noun(token.lemma).filter(|_| !token.features.has(Features::PLURAL))
    };
    let tells = |at: usize| matches!(sentence.tokens[at].relation, Appos | Flat | NmodDesc);
    let above = sentence.head(i).filter(|_| tells(i)).and_then(gender);
    let below = || sentence.children(i).filter(|&child| tells(child)).find_map(gender);
    let said = || {
        let noun = sentence.head(i).filter(|_| sentence.tokens[i].relation == Nsubj)?;
        let denied = sentence.children(noun).any(|child| sentence.tokens[child].features.has(Features::NEGATIVE));
        sentence.child(noun, Cop).filter(|_| !denied).and_then(|_| gender(noun))
    };
    above.or_else(below).or_else(said)
}

/// The gender that a given name shows.
pub(super) fn leaning(language: &Language, name: &str) -> Option<Gender> {
    let first = name.split([' ', '-']).next()?;
    language.names.given.get(&Word::lowered(first)).copied()
}
