//! The words for somebody who speaks: how far they reach around a head, behind a place and before a verb, without the day and the long
//! description that stand beside them. Reads tokens, and gives the first and the last of the words.

use super::NamedText;
use crate::annotate::names::{Name, NameForm};
use crate::language::Language;
use crossread_language::{Features, MentionKind, Sentence, Span, Tag, Word};

/// The phrase around a head: all that hangs on it, but no clause of its own and not past `verb`.
pub(super) fn noun_phrase(
    language: &Language,
    text: &str,
    sentence: &Sentence,
    head: usize,
    verb: usize,
) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let (mut first, mut last) = sentence.subtree(head);
    if head < verb {
        last = last.min(verb - 1);
    } else {
        first = first.max(verb + 1);
    }
    // A relative clause or a long apposition describes who speaks but is set off by commas; it goes with the name.
    // What is left out: marks at the ends, and anything beyond thirty words, which no speaker has.
    // A bracket that opens in the phrase closes in it; one of a link does not.
    let closing = |at: usize| {
        tokens[at].span.of(text) == ")"
            && (first..at)
                .any(|open| open > 0 && tokens[open].span.of(text) == "(" && tokens[open - 1].span.of(text) != "]")
    };
    while last > head
        && ((tokens[last].tag == Tag::Punct && !closing(last))
            || tokens[last].tag == Tag::Cconj
            || tokens[last].features.has(Features::RELATIVE) && tokens[last - 1].tag != Tag::Adp)
    {
        last -= 1;
    }
    first = own_first(language, sentence, first, head);
    // A participle behind it tells what else was done: "Lowe, speaking in Leeds,".
    let participle = (head + 1..last).find(|&at| {
        tokens[at].word == Word::of(",")
            && tokens[at + 1].tag == Tag::Verb
            && tokens[at + 1].features.has(Features::GERUND)
    });
    last = participle.map_or(last, |at| at - 1);
    // "A spokesman for Ann Lowe said": what stands right behind such a word is part of a longer phrase, wherever the parser
    // hangs it.
    let links = |at: usize| {
        language.quotes.belonging.has(tokens[at].word)
            || language.grammar.inside.has(tokens[at].word) && at > 0 && tokens[at - 1].features.has(Features::PLURAL)
    };
    let belongs = first >= 2 && links(first - 1) && matches!(tokens[first - 2].tag, Tag::Noun | Tag::Propn);
    if head < verb && belongs {
        first = phrase_start(sentence, first - 2, |_| true);
    }
    let (first, last) = without_day(language, text, sentence, first, last)?;
    let head = head.max(first);
    let last = without_description(sentence, first, head, last);
    (first <= head && head <= last && last - first < LONGEST_SPEAKER).then_some((first, last))
}

/// The first token from `first` on that is the subject's own, whose head is token `head`: behind marks, adverbs and other words that hang on
/// it by mistake.
fn own_first(language: &Language, sentence: &Sentence, mut first: usize, head: usize) -> usize {
    let tokens = &sentence.tokens;
    while first < head && tokens[first].tag == Tag::Punct {
        first += 1;
    }
    // Adverbs that hang on the subject by mistake: "However, officials said".
    while first < head
        && matches!(tokens[first].tag, Tag::Adv | Tag::Sconj | Tag::Cconj)
        && !counts(language, sentence, first)
    {
        first += 1;
    }
    while first < head && matches!(tokens[first].tag, Tag::Punct | Tag::Adp) {
        first += 1;
    }
    // What stands before the subject's own words: "Speaking in Leeds, she", "Many agree, but the coalition".
    let foreign = (first..head).rev().find(|&at| {
        language.grammar.but.has(tokens[at].word)
            || (tokens[at].word == Word::of(",")
                && (matches!(tokens[first].tag, Tag::Verb | Tag::Adv)
                    || tokens[first].features.has(Features::GERUND)
                    || begins_anew(sentence, at, head)))
    });
    foreign.map_or(first, |at| at + 1)
}

/// Most tokens of the words for who speaks.
const LONGEST_SPEAKER: usize = 30;

/// The last token of who speaks without too long a description: "\[Ann Lowe\], head of the board -- which runs the pier and …".
fn without_description(sentence: &Sentence, first: usize, head: usize, last: usize) -> usize {
    let comma = (head + 1..last).find(|&at| sentence.tokens[at].word == Word::of(","));
    comma.filter(|_| last - first >= LONGEST_SPEAKER).map_or(last, |comma| comma - 1)
}

/// Whether an adverb tells how many they are: "nearly eight of ten voters", "only 52 percent", "both candidates".
fn counts(language: &Language, sentence: &Sentence, at: usize) -> bool {
    let word = sentence.tokens[at].word;
    let is_number = sentence.tokens.get(at + 1).is_some_and(|next| next.tag == Tag::Num);
    language.quotes.tells_two.has(word) || language.quotes.how_many.has(word) && is_number
}

/// Whether what stands behind a comma is the subject's own words, which nothing before the comma describes: "After the debate, Ann Lowe",
/// but not "a tall, thin man", "the young, able Ann Lowe".
fn begins_anew(sentence: &Sentence, comma: usize, head: usize) -> bool {
    let tokens = &sentence.tokens;
    let before = comma.checked_sub(1).map(|at| tokens[at].tag);
    matches!(before, Some(Tag::Noun | Tag::Propn | Tag::Num))
        && tokens[head].tag == Tag::Propn
        && (comma + 1..head).all(|at| matches!(tokens[at].tag, Tag::Noun | Tag::Propn | Tag::Adj | Tag::Punct))
}

/// The end of the name that stands behind a comma, where a phrase only tells who it is: "said the dockers' leader, Pavle Druk."
/// The parser often hangs it elsewhere.
pub(super) fn name_behind(language: &Language, text: &str, sentence: &Sentence, last: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let is_large = |at: usize| tokens.get(at).is_some_and(|token| token.span.of(text).starts_with(char::is_uppercase));
    // "Odd Harnes": a given name may be a word of English.
    let in_name = |at: &usize| {
        let named = tokens[*at].tag == Tag::Propn
            || tokens.get(at + 1).is_some_and(|next| next.tag == Tag::Propn && is_large(at + 1));
        named && is_large(*at) && !language.quotes.days.has(tokens[*at].word)
    };
    if tokens[last].tag != Tag::Noun || tokens.get(last + 1).is_none_or(|next| next.span.of(text) != ",") {
        return None;
    }
    let end = (last + 2..tokens.len().min(last + 2 + LONGEST_NAME)).take_while(in_name).last()?;
    let closes = tokens.get(end + 1).is_none_or(|next| next.tag == Tag::Punct || next.tag == Tag::Cconj);
    closes.then_some(end)
}

/// Who is named before a comma behind which a phrase without a person's name only tells what they are: "Ann Lowe, Ohio Democrat, who said".
pub(super) fn named_before(
    found: &NamedText,
    sentence: &Sentence,
    (first, last): (usize, usize),
) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let comma = first.checked_sub(1).filter(|&at| tokens[at].word == Word::of(","))?;
    let words = sentence.words(first, last);
    let at = found.names.partition_point(|name| name.span.end <= words.start);
    let inside = found.names[at..].iter().take_while(|name| name.span.start < words.end);
    let is_person = |name: &Name| name.kind == MentionKind::Person && name.form == NameForm::Named;
    let before = at.checked_sub(1).map(|at| &found.names[at]).filter(|name| is_person(name))?;
    let named = sentence.tokens_in(before.span);
    let ends_there = !named.is_empty() && named.end == comma;
    (ends_there && !inside.into_iter().any(is_person))
        .then(|| (phrase_start(sentence, named.end - 1, |_| true).min(named.start), named.end - 1))
}

/// Most words of somebody's name.
const LONGEST_NAME: usize = 5;

/// Without the day before or behind it: "Monday, Prime Minister Marsh", "Marsh on Monday". `None` where only a day is left.
fn without_day(
    language: &Language,
    text: &str,
    sentence: &Sentence,
    mut first: usize,
    last: usize,
) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    // "Earlier Friday".
    if first < last
        && language.quotes.parts_of_day.has(tokens[first].word)
        && language.quotes.days.has(tokens[first + 1].word)
    {
        first += 1;
    }
    let in_time = |at: usize| {
        at < last
            && language.quotes.which_time.has(tokens[at].word)
            && language.quotes.spans_of_day.has(tokens[at + 1].word)
    };
    // "Last week Lowe"; "this morning" alone is nobody.
    if in_time(first) {
        first += 2;
    }
    while first <= last && (language.quotes.days.has(tokens[first].word) || tokens[first].tag == Tag::Punct) {
        first += 1;
    }
    let mut last = last;
    // "an analysis by the board last month found".
    if last > first + 1 && in_time(last - 1) {
        last -= 2;
    }
    // "Lowe on Monday said".
    while last > first + 1
        && language.quotes.days.has(tokens[last].word)
        && language.grammar.on.has(tokens[last - 1].word)
    {
        last -= 2;
    }
    // "a video in August claiming"
    let is_month = first == last && language.names.is_calendar(tokens.get(first)?.span.of(text));
    (first <= last && tokens[first].tag != Tag::Part && !is_month).then_some((first, last))
}

/// The noun phrase that begins at token `from`, by tags alone.
pub(super) fn phrase(
    language: &Language,
    text: &str,
    sentence: &Sentence,
    from: usize,
    quote: Option<Span>,
) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let mut last = None;
    let mut at = from;
    while at < tokens.len() {
        let token = &tokens[at];
        if quote.is_some_and(|quote| quote.overlaps(token.span)) {
            break;
        }
        let words = token.span.of(text);
        match token.tag {
            _ if token.features.has(Features::RELATIVE) => break,
            Tag::Noun | Tag::Propn | Tag::Pron | Tag::Num => last = Some(at),
            Tag::Det | Tag::Adj if last.is_none() || at > 0 => {}
            // "said outgoing chairman Lowe".
            Tag::Verb
                if last.is_none()
                    && token.features.has(Features::GERUND | Features::PARTICIPLE)
                    && tokens.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Noun | Tag::Propn)) => {}
            // "according to rebel officials", "according to the United Nations": no verb stands there, whatever the tag says.
            Tag::Verb
                if last.is_none()
                    && at > 1
                    && tokens.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Noun | Tag::Propn))
                    && (tokens[at - 1].tag == Tag::Det || language.grammar.according.has(tokens[at - 2].word)) => {}
            Tag::Part if words.starts_with(['\'', '’']) => {}
            Tag::Adp if last.is_some() && language.quotes.links_on.has(token.word) => {}
            Tag::Cconj if last.is_some() => {}
            Tag::Punct if words == "-" => {}
            _ => break,
        }
        if at - from > 14 {
            break;
        }
        at += 1;
    }
    last.map(|last| (from, last))
}

/// First token of the noun phrase that ends with token `last`, by tags alone, ten tokens at most.
pub(super) fn phrase_start(sentence: &Sentence, last: usize, may_hold: impl Fn(Span) -> bool) -> usize {
    let tokens = &sentence.tokens;
    let mut first = last;
    while first > 0
        && last - first < 10
        && (matches!(tokens[first - 1].tag, Tag::Noun | Tag::Propn | Tag::Adj | Tag::Det | Tag::Num)
            || tokens[first - 1].word == Word::of("-"))
        && may_hold(tokens[first - 1].span)
    {
        first -= 1;
    }
    first
}

/// The noun phrase that ends right before token `verb`, by tags alone.
pub(super) fn before(
    language: &Language,
    text: &str,
    sentence: &Sentence,
    verb: usize,
    quote: Option<Span>,
) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let mut last = verb.checked_sub(1)?;
    // "Lowe calmly and repeatedly denied"
    let joins = |at: usize| tokens[at].tag == Tag::Cconj && at > 0 && tokens[at - 1].tag == Tag::Adv && at + 1 < verb;
    while last > 0 && (matches!(tokens[last].tag, Tag::Adv | Tag::Aux) || joins(last)) {
        last -= 1;
    }
    // "Lowe on Tuesday said".
    if last > 2 && language.quotes.days.has(tokens[last].word) && language.grammar.on.has(tokens[last - 1].word) {
        last -= 2;
    }
    let end = last;
    // "Rep. Ann Lowe (D-Ohio) said", "Tom Marsh, a teacher in Leeds, said".
    for _ in 0..2 {
        let open = match tokens[last].span.of(text) {
            ")" => (last.saturating_sub(8)..last).rev().find(|&at| tokens[at].span.of(text) == "("),
            "," => (last.saturating_sub(24)..last).rev().find(|&at| tokens[at].span.of(text) == ",").filter(|&open| {
                // An apposition, not a clause.
                tokens[open + 1..last].iter().all(|token| !matches!(token.tag, Tag::Verb | Tag::Aux | Tag::Sconj))
            }),
            _ => None,
        };
        last = open.and_then(|open| open.checked_sub(1)).unwrap_or(last);
    }
    // "The mother of three replied".
    let is_number = || tokens[last].tag == Tag::Num && last > 1 && language.quotes.links.has(tokens[last - 1].word);
    if !(matches!(tokens[last].tag, Tag::Noun | Tag::Propn | Tag::Pron) || is_number())
        || quote.is_some_and(|quote| quote.overlaps(tokens[last].span))
    {
        return None;
    }
    let may_hold = |span: Span| !quote.is_some_and(|quote| quote.overlaps(span));
    let mut first = phrase_start(sentence, last, may_hold);
    // "officials from both parties said"
    // "negotiators in Orm announced": a place announces nothing.
    let lies_in = first >= 2
        && first == last
        && language.grammar.inside.has(tokens[first - 1].word)
        && tokens[first].tag == Tag::Propn
        && tokens[first - 2].features.has(Features::PLURAL);
    if first >= 2
        && (language.quotes.links.has(tokens[first - 1].word) || lies_in)
        && matches!(tokens[first - 2].tag, Tag::Noun | Tag::Propn)
        && may_hold(tokens[first - 2].span)
    {
        first = phrase_start(sentence, first - 2, may_hold);
    }
    without_day(language, text, sentence, first, if last < end { end } else { last })
}
