//! Words that report, and how far the cue around them reaches.
//!
//! The cue is the whole verb group, as the attribution corpora mark it (Newell et al. 2018): auxiliaries, adverbs, a
//! particle, and above all the "not". Who loses it turns a denial into a statement.

use crate::language::Language;
pub(super) use crate::language::quotes::ReportingClass;
use crossread_language::{Relation, Sentence, Span, Tag, Word};

/// The class of a verb in dictionary form; [`ReportingClass::NONE`] where it reports nothing.
pub(super) fn class(language: &Language, lemma: Word) -> ReportingClass {
    language.quotes.classes.get(&lemma).copied().unwrap_or_default()
}

/// The class of token `i` as a verb.
pub(super) fn verb(language: &Language, sentence: &Sentence, i: usize) -> ReportingClass {
    let token = &sentence.tokens[i];
    match token.tag {
        Tag::Verb | Tag::Aux => class(language, token.lemma).without(ReportingClass::NOUN),
        _ => ReportingClass::NONE,
    }
}

/// Whether what a sentence has from `at` on is told under a verb that reports, with a "that" or a colon between: "claimed on
/// Wednesday that …". Coarser than what is found as a quote: who said it is not asked.
pub(crate) fn reports_before(language: &Language, sentence: &Sentence, at: u32) -> bool {
    /// Most words between the verb and its "that": a day, an addressee.
    const BETWEEN: usize = 4;
    let before = sentence.tokens.iter().take_while(|token| token.span.start < at).count();
    let opens = |i: usize| {
        language.grammar.complementizer.has(sentence.tokens[i].word) || sentence.tokens[i].word == Word::of(":")
    };
    let reports = |i: usize| {
        verb(language, sentence, i)
            .is(ReportingClass::SAY.or(ReportingClass::THINK).or(ReportingClass::SHOW).or(ReportingClass::JUDGE))
    };
    (0..before).filter(|&i| opens(i)).any(|i| (i.saturating_sub(BETWEEN)..i).any(reports))
}

/// The preposition right after the verb at `i`, or after its particle, that makes the two report.
pub(super) fn preposition(language: &Language, sentence: &Sentence, i: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let next = i + 1;
    let with = language.quotes.with.get(&tokens[i].lemma)?;
    (tokens.get(next).is_some_and(|token| with.has(token.word))).then_some(next)
}

/// First and last token of the verb group around the verb at `i`: "has not yet said", "pointed out".
pub(super) fn group(language: &Language, text: &str, sentence: &Sentence, i: usize) -> (usize, usize) {
    let tokens = &sentence.tokens;
    let mut first = i;
    while first > 0 {
        let at = first - 1;
        let joins = match tokens[at].tag {
            Tag::Aux => true,
            Tag::Adv => !matches!(tokens[at].span.of(text).chars().next(), Some(c) if c.is_uppercase()),
            Tag::Part => {
                !language.grammar.possessive.has(tokens[at].word) && !language.grammar.infinitive.has(tokens[at].word)
            }
            _ => false,
        };
        // "When he has": an adverb that asks or joins belongs to the clause, not to its verb.
        let joins =
            joins && !matches!(tokens[at].relation, Relation::Mark | Relation::Cc) && tokens[at].head as usize <= i;
        if !joins {
            break;
        }
        first = at;
    }
    // A group does not begin with an adverb that closes what stands before it: "a year ago said".
    while first < i && tokens[first].tag == Tag::Adv && tokens[first].head as usize != i {
        first += 1;
    }
    let mut last = preposition(language, sentence, i).unwrap_or(i);
    if tokens.get(i + 1).is_some_and(|next| next.relation == Relation::CompoundPrt && next.head as usize == i) {
        last = i + 1;
    }
    // "was accused of", "is known as".
    let passive = sentence.children(i).any(|child| tokens[child].relation == Relation::AuxPass);
    if passive
        && class(language, tokens[i].lemma).is(ReportingClass::JUDGE)
        && tokens.get(i + 1).is_some_and(|next| language.quotes.called_as.has(next.word))
    {
        last = i + 1;
    }
    (first, last)
}

/// The words of the cue around the verb at `i`.
pub(super) fn span(language: &Language, text: &str, sentence: &Sentence, i: usize) -> Span {
    let (first, last) = group(language, text, sentence, i);
    sentence.words(first, last)
}
