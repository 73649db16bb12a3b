//! Who speaks where much stands between them and their verb, and the reader of sentences lost its thread: "Lowe, whom Marsh once called
//! a fool, called the plan “mad”", "Lowe said it would be late and blasted the board".

use super::cues::{self, ReportingClass};
use crate::language::Language;
use crossread_language::{Features, Relation, Sentence, Tag, Token, Word};

/// Most tokens of the words that lead a sentence: "The board's chairwoman, Ann Lowe".
const LONGEST_LEADER: usize = 8;

/// First and last token of the words that lead a sentence and are the subject of the verb at `i`, where a comma behind them opens what
/// a comma right before the verb closes.
pub(super) fn leader(language: &Language, sentence: &Sentence, i: usize) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let is_comma = |at: usize| tokens[at].word == Word::of(",");
    if !tokens[i].features.tells() || sentence.subject(i).is_some() {
        return None;
    }
    let begins = (0..i).rev().take_while(|&at| matches!(tokens[at].tag, Tag::Adv | Tag::Aux)).last().unwrap_or(i);
    let closing = begins.checked_sub(1).filter(|&at| is_comma(at))?;
    let first = (0..closing).find(|&at| !matches!(tokens[at].tag, Tag::Cconj | Tag::Punct))?;
    let opening = (first + 1..closing.min(first + 1 + LONGEST_LEADER)).find(|&at| is_comma(at))?;
    let in_phrase = |at: usize| {
        matches!(tokens[at].tag, Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Part | Tag::Num)
            && !language.quotes.days.has(tokens[at].word)
    };
    let last = opening - 1;
    let is_phrase = (first..opening).all(in_phrase) && matches!(tokens[last].tag, Tag::Noun | Tag::Propn);
    // Something tells of them in between, and it is no row of what they did: "Lowe rose, turned, called".
    let tells = tokens[opening + 1..closing].iter().any(|token| matches!(token.tag, Tag::Verb | Tag::Aux));
    let opens = tokens.get(opening + 1).is_some_and(|next| {
        next.features.has(Features::RELATIVE | Features::GERUND)
            || matches!(next.tag, Tag::Sconj | Tag::Det | Tag::Pron | Tag::Adp)
    });
    (is_phrase && tells && opens && !is_inverted(sentence, i)).then_some((first, last))
}

/// Whether whoever stands behind the verb at `i` is its subject, and the verb follows what was said: "…, said Ann Lowe."
fn is_inverted(sentence: &Sentence, i: usize) -> bool {
    let tokens = &sentence.tokens;
    let in_phrase = |token: &&crossread_language::Token| {
        matches!(token.tag, Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Pron | Tag::Num | Tag::Part)
    };
    let words = tokens[i + 1..].iter().take_while(in_phrase).count();
    let behind = tokens.get(i + 1 + words);
    words > 0 && behind.is_none_or(|next| [Word::of(","), Word::of(".")].contains(&next.word))
}

/// The verb of saying that a verb in the past is joined to, where the parser joined it to what was said, which cannot be: "Lowe said it
/// would be late and blasted the board".
pub(super) fn joined_farther_up(language: &Language, sentence: &Sentence, i: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let is_past =
        tokens[i].tag == Tag::Verb && tokens[i].features.has(Features::PAST) && tokens[i].word != tokens[i].lemma;
    let is_alone = || !sentence.children(i).any(|child| child < i && tokens[child].tag == Tag::Aux);
    if tokens[i].relation != Relation::Conj || !is_past || sentence.subject(i).is_some() || !is_alone() {
        return None;
    }
    let other = sentence.head(i)?;
    let has_bare = |at: usize| is_bare(language, sentence, at);
    let says = |&at: &usize| {
        cues::verb(language, sentence, at).is(ReportingClass::SAY.or(ReportingClass::THINK)) && !has_bare(at)
    };
    has_bare(other).then(|| sentence.ancestors(other).skip(1).find(says)).flatten()
}

/// Whether a verb stands bare behind a helper: "would be late".
pub(super) fn is_bare(language: &Language, sentence: &Sentence, at: usize) -> bool {
    sentence.children(at).any(|child| child < at && language.quotes.before_bare.has(sentence.tokens[child].word))
}

/// Whether a comma stands right before a token.
pub(super) fn is_behind_comma(sentence: &Sentence, at: usize) -> bool {
    at > 0 && sentence.tokens[at - 1].word == Word::of(",")
}

/// Whether a verb or its helper tells by itself what somebody does or did: no infinitive, no participle.
pub(super) fn is_telling(token: &Token) -> bool {
    matches!(token.tag, Tag::Verb | Tag::Aux) && token.features.tells()
}

/// Whether a token opens a clause that has a subject of its own: "as", "while".
pub(super) fn opens(language: &Language, sentence: &Sentence, at: usize) -> bool {
    language.quotes.opens_subject.has(sentence.tokens[at].word)
}

/// First and last token of who ends a sentence with a verb of saying at `i`: "It fell in a minute, the Leeds-based board said Monday."
/// What stands before the comma is theirs, however it was read.
pub(super) fn trailing(language: &Language, sentence: &Sentence, i: usize) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let class = cues::verb(language, sentence, i);
    // "…, the figures show." What is found in a place is no finding: "eels, a fish found in rivers".
    let ends = || tokens[i + 1..].iter().all(|token| token.tag == Tag::Punct);
    let says = class.is(ReportingClass::SAY) || class.is(ReportingClass::SHOW) && ends();
    if !tokens[i].features.tells() || !says {
        return None;
    }
    let sayer = sayer_before(language, sentence, i)?;
    // Behind the verb only when and where it was said, or on what occasion: "the board said Monday, as it met in Leeds".
    let is_occasion =
        |at: &usize| tokens[*at].word == Word::of(",") && at + 1 < tokens.len() && opens(language, sentence, at + 1);
    let end = (i + 1..tokens.len()).find(is_occasion).unwrap_or(tokens.len());
    let behind = &tokens[i + 1..end];
    let adjunct = |token: &Token| {
        matches!(token.tag, Tag::Adv | Tag::Punct | Tag::Propn | Tag::Adp | Tag::Det | Tag::Num | Tag::Noun)
    };
    let is_short = behind.len() <= LONGEST_ADJUNCT && behind.iter().all(adjunct);
    let at_once = behind
        .first()
        .is_none_or(|next| matches!(next.tag, Tag::Punct | Tag::Adp | Tag::Adv) || language.quotes.days.has(next.word));
    (is_short && at_once).then_some(sayer)
}

/// First and last token of somebody between a comma and the verb at `i`.
pub(super) fn sayer_before(language: &Language, sentence: &Sentence, i: usize) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let comma = (i.saturating_sub(LONGEST_TRAILER)..i).rev().find(|&at| tokens[at].word == Word::of(","))?;
    let in_phrase = |at: usize| match tokens[at].tag {
        Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Num | Tag::Part => true,
        Tag::Pron => i == comma + 2,
        Tag::Adp => at > comma + 1,
        // "Leeds-based"
        Tag::Verb => tokens[at - 1].word == Word::of("-"),
        Tag::Punct => [Word::of("-"), Word::of(".")].contains(&tokens[at].word),
        _ => false,
    };
    let is_somebody = comma + 1 < i
        && (comma + 1..i).all(in_phrase)
        && matches!(tokens[i - 1].tag, Tag::Noun | Tag::Propn | Tag::Pron)
        && !language.quotes.days.has(tokens[i - 1].word);
    is_somebody.then_some((comma + 1, i - 1))
}

/// Most tokens of who ends a sentence, and of the words behind the verb: "said in a statement on Monday".
const LONGEST_TRAILER: usize = 12;
const LONGEST_ADJUNCT: usize = 8;

/// The verb that a participle behind a comma goes on with, where its own subject is not found: the nearest before it that tells something.
/// "Lowe denied it, saying there was no proof".
pub(super) fn told_on(sentence: &Sentence, i: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    if !tokens[i].features.has(Features::GERUND) || !is_behind_comma(sentence, i) {
        return None;
    }
    let is_told = |&at: &usize| tokens[at].tag == Tag::Verb && tokens[at].features.tells();
    sentence.ancestors(i).skip(1).find(is_told).filter(|&verb| verb < i)
}

/// The verb of the main clause that a participle of saying behind a comma goes on with, where the parser hung it on what is only told of
/// somebody in passing: "Lowe was sorry for a driver who left after he fell, saying …".
pub(super) fn goes_on_with(language: &Language, sentence: &Sentence, i: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let is_participle = tokens[i].features.has(Features::GERUND) && sentence.subject(i).is_none();
    if !is_behind_comma(sentence, i) || !is_participle || !cues::verb(language, sentence, i).is(ReportingClass::SAY) {
        return None;
    }
    // "Lowe said Marsh would go and lose, adding …": whoever said the one adds the other.
    if language.quotes.adding.has(tokens[i].lemma) {
        let says = |&at: &usize| {
            cues::verb(language, sentence, at).is(ReportingClass::SAY)
                && tokens[at].features.tells()
                && sentence.subject(at).is_some_and(|subject| subject < at)
        };
        return (0..i).find(says);
    }
    let passing = sentence.ancestors(i).skip(1).filter(|&at| tokens[at].relation == Relation::AclRelcl).last()?;
    let verb =
        sentence.ancestors(passing).skip(1).find(|&at| sentence.subject(at).is_some_and(|subject| subject < at))?;
    // Words between marks that stand in the way are somebody else's.
    let is_mark = |token: &Token| ["\"", "”", "“", "''"].into_iter().any(|mark| token.word == Word::of(mark));
    (!tokens[verb.min(i)..i].iter().any(is_mark)).then_some(verb)
}

/// Whether the verb at `i` is said of nobody: "It was “mad” to say that it fell".
pub(super) fn is_anybodys(language: &Language, sentence: &Sentence, i: usize) -> bool {
    let tokens = &sentence.tokens;
    let is_infinitive = i > 0 && language.grammar.infinitive.has(tokens[i - 1].word);
    let is_it = |at: usize| language.grammar.it.has(tokens[at].word) && tokens[at].head as usize != i;
    let above = sentence.head(i).filter(|&above| above < i && tokens[above].tag == Tag::Adj);
    is_infinitive && above.is_some_and(|above| sentence.children(above).any(|child| child < above && is_it(child)))
}

/// Whether the verb at `i` is a participle that opens a clause and tells what was put to somebody: "When asked whether it fell, Lowe
/// shrugged". Nobody is named who asks.
pub(super) fn is_asked(language: &Language, sentence: &Sentence, i: usize) -> bool {
    let tokens = &sentence.tokens;
    let token = &tokens[i];
    if !language.quotes.putting.has(token.lemma) || !token.features.has(Features::PAST) || sentence.subject(i).is_some()
    {
        return false;
    }
    let before =
        (0..i).rev().find(|&at| tokens[at].tag != Tag::Adv || language.quotes.opens_asked.has(tokens[at].word));
    let opens = before.is_none_or(|at| {
        language.quotes.opens_asked.has(tokens[at].word)
            || tokens[at].tag == Tag::Punct && token.relation == Relation::Advcl
    });
    opens && sentence.children(i).all(|child| !matches!(tokens[child].tag, Tag::Aux))
}

/// Whether what stands before who speaks, from token `first` to `last`, only tells on what occasion: a clause of a participle without a
/// subject. "When asked whether it fell, Lowe said", "Reflecting after the flood, Lowe recalled". What the words behind go on with is said:
/// "Building a bridge, Lowe said, takes years".
pub(super) fn is_occasion(
    language: &Language,
    sentence: &Sentence,
    first: usize,
    last: usize,
    behind: Option<usize>,
) -> bool {
    let tokens = &sentence.tokens;
    let opened = language.quotes.opens_occasion.has(tokens[first].word);
    let verb = (first + usize::from(opened)..=last).find(|&at| tokens[at].tag != Tag::Adv);
    let Some(verb) = verb.filter(|&verb| tokens[verb].tag == Tag::Verb) else { return false };
    let goes_on = || {
        behind
            .and_then(|at| tokens.get(at))
            .is_some_and(|next| matches!(next.tag, Tag::Verb | Tag::Aux) && next.features.has(Features::FINITE))
    };
    let is_participle = tokens[verb].features.has(Features::GERUND);
    // "Speaking in Leeds, Lowe called for peace, the Gazette reported": more than the occasion is told.
    let is_told =
        |&at: &usize| matches!(tokens[at].tag, Tag::Verb | Tag::Aux) && tokens[at].features.has(Features::FINITE);
    let is_all = || !(verb + 1..=last).filter(is_told).any(|at| !sentence.is_under(at, verb));
    is_asked(language, sentence, verb) || is_participle && sentence.subject(verb).is_none() && !goes_on() && is_all()
}
