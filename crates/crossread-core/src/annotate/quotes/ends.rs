//! Where reported words end: before who ends the sentence, and where the author takes over again. Reads the first and the last token that
//! may be reported, and gives the last that is.

use super::cues::{self, ReportingClass};
use super::parted;
use super::{QuoteKind, ReportSentence};
use crate::language::Language;
use crossread_language::{Features, Sentence, Tag, Token, Word};

/// Where what began at `first` ends: at `last`, or sooner where the author takes over: ", though she", ", saying",
/// ", according to", "and said", ", who". Never inside quotation marks.
pub(super) fn cut(line: &ReportSentence, first: usize, last: usize) -> usize {
    cut_where(line, first, last, |_| true)
}

/// The same of a clause: what it tells of something by the way is part of it ("it would encourage them, which would cost more") where nobody
/// else does it ("…, which the board has not done"), and so is what it goes on with without a new subject ("it would fall, but could be
/// mended").
pub(super) fn cut_clause(line: &ReportSentence, first: usize, last: usize) -> usize {
    let ReportSentence { found, sentence, .. } = *line;
    let (lists, tokens) = (&found.language.quotes, &sentence.tokens);
    let is_helped = |at: usize| tokens.get(at).is_some_and(|token| lists.before_bare.has(token.word));
    let does = |at: usize| {
        tokens.get(at).is_some_and(|token| matches!(token.tag, Tag::Verb | Tag::Aux | Tag::Adv | Tag::Punct))
    };
    cut_where(line, first, last, |at| {
        let word = tokens[at].word;
        let is_by_the_way = lists.by_the_way.has(word) && does(at + 1);
        !(is_by_the_way || found.language.grammar.but.has(word) && is_helped(at + 1))
    })
}

/// Where words end; a word behind a comma with which the author may take over does so where `takes_over` says.
fn cut_where(line: &ReportSentence, first: usize, last: usize, takes_over: impl Fn(usize) -> bool) -> usize {
    let ReportSentence { text, found, sentence, here } = *line;
    let tokens = &sentence.tokens;
    let last = before_trailer(found.language, sentence, first, last);
    // Behind a mark that closes a few quoted words, more of them may follow: "“safe,” but “late”".
    let opens = |at: usize| {
        let is_open = is_comma(text, sentence, at - 1) || parted::opens(found.language, sentence, at);
        is_open && found.language.quotes.takes_over.has(tokens[at].word) && takes_over(at)
    };
    let reports = |at: usize| {
        tokens[at].features.has(Features::GERUND) && cues::verb(found.language, sentence, at) != ReportingClass::NONE
    };
    for at in first + 1..=last {
        if here.iter().any(|quote| quote.span.contains(tokens[at].span)) {
            continue;
        }
        let is_over = at + 1 < tokens.len() && is_parted(line, at) && (opens(at + 1) || reports(at + 1));
        if is_over || tells_anew(found.language, sentence, at, last) {
            return (first..at).rev().find(|&k| tokens[k].tag != Tag::Punct).unwrap_or(first);
        }
    }
    last
}

/// Where words that end at `last` end before the main clause, where the verb at `i` that reports them stands in a clause before it: "While
/// he said it fell, the board denied it". The comma of a clause within the words is not the one: "while he said that if it rained, it fell".
pub(super) fn before_main_clause(line: &ReportSentence, i: usize, first: usize, last: usize) -> usize {
    let ReportSentence { found, sentence, .. } = *line;
    let tokens = &sentence.tokens;
    let opens = |at: usize| parted::opens(found.language, sentence, at);
    let leads = |at: &usize| matches!(tokens[*at].tag, Tag::Punct | Tag::Cconj | Tag::Adv) && !opens(*at);
    let Some(opener) = (0..i).find(|at| !leads(at)).filter(|&at| opens(at)) else { return last };
    if (opener..i).any(|at| is_parted(line, at)) {
        return last;
    }
    let mut from = first + 1;
    for comma in first + 1..last {
        if !is_parted(line, comma) || !begins_clause(sentence, comma + 1) {
            continue;
        }
        let is_within = |at: usize| opens(at) || found.language.quotes.opens_nothing_said.has(tokens[at].word);
        if !(from..comma).any(is_within) {
            return (first..comma).rev().find(|&at| tokens[at].tag != Tag::Punct).unwrap_or(first);
        }
        from = comma;
    }
    last
}

/// The last token of words that end at token `last`, with a few quoted ones that only a conjunction joins to them: "called it “mad” or a
/// “folly”".
pub(super) fn with_joined_marks(line: &ReportSentence, last: usize) -> usize {
    let ReportSentence { sentence, here, .. } = *line;
    let tokens = &sentence.tokens;
    let behind = |from: usize, tag: Tag| from + tokens[from..].iter().take_while(|token| token.tag == tag).count();
    let joint = behind(last + 1, Tag::Punct);
    let ends_quote = here
        .iter()
        .any(|quote| quote.kind == QuoteKind::Fragment && sentence.tokens_in(quote.span).end.abs_diff(last + 1) <= 1);
    if !ends_quote || tokens.get(joint).is_none_or(|token| token.tag != Tag::Cconj) {
        return last;
    }
    let first = behind(behind(joint + 1, Tag::Det), Tag::Punct);
    let joined = here.iter().find(|quote| {
        quote.kind == QuoteKind::Fragment && sentence.tokens_in(quote.span).start == first && first > joint + 1
    });
    joined.map_or(last, |quote| sentence.tokens_in(quote.span).end - 1)
}

/// Whether a subject with a verb that tells what it does begins at token `first`.
pub(super) fn begins_clause(sentence: &Sentence, first: usize) -> bool {
    let tokens = &sentence.tokens;
    let in_phrase = |at: usize| match tokens[at].tag {
        _ if tokens[at].features.has(Features::RELATIVE) => false,
        Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Pron | Tag::Num | Tag::Part => true,
        Tag::Adp | Tag::Adv => at > first,
        _ => false,
    };
    let verb = (first..tokens.len()).take(LONGEST_SUBJECT).find(|&at| !in_phrase(at));
    verb.is_some_and(|verb| verb > first && parted::is_telling(&tokens[verb]))
}

/// Most tokens of a subject and its verb at the head of a main clause: "the head of the harbor board in Leeds denied".
const LONGEST_SUBJECT: usize = 12;

/// Whether the token at `at` is a comma, or the mark that closes a few quoted words with a comma at their end.
pub(super) fn is_parted(line: &ReportSentence, at: usize) -> bool {
    let ReportSentence { text, sentence, here, .. } = *line;
    let closes = |comma: usize| {
        let end = sentence.tokens[comma].span.end;
        sentence.tokens[at].tag == Tag::Punct
            && is_comma(text, sentence, comma)
            && here.iter().any(|quote| quote.kind == QuoteKind::Fragment && quote.span.end == end)
    };
    is_comma(text, sentence, at) || at.checked_sub(1).is_some_and(closes)
}

/// Whether the token at `at` leads to another report, up to token `last`: "… and said", of the same speaker; "…, and the board says" and
/// "…; the board says", of another.
fn tells_anew(language: &Language, sentence: &Sentence, at: usize, last: usize) -> bool {
    let tokens = &sentence.tokens;
    let says = |k: usize| cues::verb(language, sentence, k).is(ReportingClass::SAY) && tokens[k].features.tells();
    let helps = |k: usize| matches!(tokens[k].tag, Tag::Adv | Tag::Aux);
    let is_joint = tokens[at].tag == Tag::Cconj;
    let bids = |k: usize| {
        cues::verb(language, sentence, k).is(ReportingClass::MOVE.or(ReportingClass::BID).or(ReportingClass::JUDGE))
            && tokens[k].features.has(Features::PAST)
            && tokens[k].features.tells()
    };
    let verb = (at + 1..=last.min(at + 4)).find(|&k| !helps(k));
    if is_joint && verb.is_some_and(|verb| says(verb) || verb == at + 1 && bids(verb)) {
        return true;
    }
    let is_apart = tokens[at].word == Word::of(";") || is_joint && parted::is_behind_comma(sentence, at);
    let in_phrase = |k: usize| {
        matches!(tokens[k].tag, Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Pron | Tag::Num | Tag::Part)
    };
    let verb = (at + 1..=last).take(LONGEST_TELLER).find(|&k| !in_phrase(k) && !helps(k));
    is_apart && verb.is_some_and(|verb| verb > at + 1 && in_phrase(at + 1) && says(verb))
}

/// Most tokens of who tells and their verb, behind a conjunction: "and the head of the board has said".
const LONGEST_TELLER: usize = 8;

/// Where words end before who ends the sentence: "…, the board said.", "…, said Ann Lowe."
fn before_trailer(language: &Language, sentence: &Sentence, first: usize, last: usize) -> usize {
    let tokens = &sentence.tokens;
    let names = |token: &Token| {
        matches!(token.tag, Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Num | Tag::Part | Tag::Punct | Tag::Adp)
    };
    let is_near_end = |at: usize| at < last && tokens.len() - at <= LONGEST_SAYER;
    let inverted = |at: usize| {
        let says =
            cues::verb(language, sentence, at).is(ReportingClass::SAY) && tokens[at].features.has(Features::PAST);
        (says && is_near_end(at) && tokens[at - 1].word == Word::of(",") && tokens[at + 1..].iter().all(names))
            .then_some(at)
    };
    let begins =
        |at: usize| parted::trailing(language, sentence, at).map(|(trailer, _)| trailer).or_else(|| inverted(at));
    let end = tokens.len().min(last + 2);
    let trailer = (first + 1..end).filter_map(begins).filter(|&trailer| trailer > first + 1 && trailer <= last).min();
    let before = |trailer: usize| (first..trailer - 1).rev().find(|&at| tokens[at].tag != Tag::Punct);
    trailer.map_or(last, |trailer| before(trailer).unwrap_or(first))
}

/// Most tokens of the verb and who says it at a sentence's end: "said Ann Lowe, head of the harbor board in Leeds".
const LONGEST_SAYER: usize = 24;

/// The last token that is no punctuation.
pub(super) fn last_word(sentence: &Sentence) -> usize {
    let tokens = &sentence.tokens;
    (0..tokens.len()).rev().find(|&at| tokens[at].tag != Tag::Punct).unwrap_or(0)
}

pub(super) fn is_comma(text: &str, sentence: &Sentence, at: usize) -> bool {
    sentence.tokens.get(at).is_some_and(|token| token.span.of(text) == ",")
}
