//! Words that report, and how far the cue around them reaches.
//!
//! The cue is the whole verb group, as the attribution corpora mark it (Newell et al. 2018): auxiliaries, adverbs, a
//! particle, and above all the "not". Who loses it turns a denial into a statement.

use crate::language::Language;
pub(super) use crate::language::quotes::ReportingClass;
use crossread_language::{Relation, Sentence, Span, Tag, Token, Word};

/// The class of a verb in dictionary form; [`ReportingClass::NONE`] where it reports nothing.
pub(super) fn class(language: &Language, lemma: Word) -> ReportingClass {
    language.quotes.classes.get(&lemma).copied().unwrap_or_default()
}

/// The class of token `i` as a verb.
pub(super) fn verb(language: &Language, sentence: &Sentence, i: usize) -> ReportingClass {
    let token = &sentence.tokens[i];
    match token.tag {
        Tag::Verb if puts_it(language, sentence, i) => ReportingClass::SAY,
        Tag::Verb | Tag::Aux => {
            let own = class(language, token.lemma).without(ReportingClass::NOUN);
            // "railed against the toll": the two report together.
            if own == ReportingClass::NONE && preposition(language, sentence, i).is_some() {
                ReportingClass::ABOUT
            } else {
                own
            }
        }
        _ => ReportingClass::NONE,
    }
}

/// Whether the verb at `i` finds words for something: "as Lowe put it". What "it" is put into is none: "put it in a box".
fn puts_it(language: &Language, sentence: &Sentence, i: usize) -> bool {
    let tokens = &sentence.tokens;
    let is_it = tokens.get(i + 1).is_some_and(|next| language.grammar.it.has(next.word));
    let ends = tokens.get(i + 2).is_none_or(|next| {
        next.tag == Tag::Punct
            || next.tag == Tag::Adv && tokens.get(i + 3).is_none_or(|behind| behind.tag == Tag::Punct)
    });
    is_it && ends && language.quotes.puts_it.has(tokens[i].lemma)
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

/// The preposition after the verb at `i` that makes the two report: right behind it, or behind its particle, a day and what tells how
/// ("spoke out Tuesday about", "called again for").
pub(super) fn preposition(language: &Language, sentence: &Sentence, i: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let with = language.quotes.with.get(&tokens[i].lemma)?;
    let tells_how = |token: &Token| {
        token.tag == Tag::Adv && token.head as usize == i && !language.quotes.half_prepositions.has(token.word)
    };
    let stands_between = |at: &usize| {
        let token = &tokens[*at];
        token.relation == Relation::CompoundPrt || tells_how(token) || language.quotes.days.has(token.word)
    };
    let between = (i + 1..tokens.len()).take(MOST_BETWEEN).take_while(stands_between).count();
    // "vowed to appeal": that "to" begins what is vowed.
    let is_with = |&at: &usize| tokens.get(at).is_some_and(|token| with.has(token.word) && token.tag != Tag::Part);
    [i + 1, i + 1 + between].into_iter().find(is_with)
}

/// Most tokens between a verb and its preposition.
const MOST_BETWEEN: usize = 2;

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
    let mut last = preposition(language, sentence, i).unwrap_or(i + usize::from(puts_it(language, sentence, i)));
    if tokens.get(i + 1).is_some_and(|next| next.relation == Relation::CompoundPrt && next.head as usize == i) {
        last = i + 1;
    }
    // "was accused of", "is known as".
    let passive = sentence.child(i, Relation::AuxPass).is_some();
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
