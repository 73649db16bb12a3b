//! What a reporting verb governs: a clause with or without "that", a question, an infinitive, what a passive reports, a noun phrase. Reads
//! a verb with its class, and gives the first and the last token of what hangs on it.

use super::cues::{self, ReportingClass};
use super::ends::{begins_clause, cut, is_comma, last_word};
use super::parted;
use super::{Quote, QuoteKind, ReportSentence};
use crate::language::Language;
use crate::language::groups::Group;
use crossread_language::{Features, Relation, Sentence, Tag, Word};

/// The clause or infinitive that the verb at `i` governs.
pub(super) fn governed(line: &ReportSentence, i: usize, class: ReportingClass) -> Option<(usize, usize)> {
    let ReportSentence { found, sentence, .. } = *line;
    let tokens = &sentence.tokens;
    // Who ends the sentence governs all of it, whatever they are hung on.
    let is_clause = |&child: &usize| {
        child > i
            && tokens[child].relation == Relation::Ccomp
            && parted::trailing(found.language, sentence, child).is_none()
    };
    let clause = sentence.children(i).find(is_clause);
    if let Some(said) = clause.and_then(|clause| governed_clause(line, i, class, clause)) {
        return Some(said);
    }
    let that = clause.is_none().then(|| that_after(found.language, sentence, i)).flatten();
    if let Some(that) = that.filter(|_| class.is(CLAUSAL.or(ReportingClass::THAT))) {
        return Some((that, last_word(sentence)));
    }
    if let Some(question) = question_behind(line, i, class) {
        return Some(question);
    }
    let infinitive = sentence.children(i).find(|&child| {
        child > i
            && matches!(tokens[child].relation, Relation::Xcomp | Relation::Ccomp | Relation::Advcl)
            && sentence.children(child).any(|mark| found.language.grammar.infinitive.has(tokens[mark].word) && mark > i)
    });
    match infinitive {
        Some(verb) => governed_infinitive(line, i, class, verb),
        None => unmarked_clause(line, i),
    }
}

/// A question right behind the verb at `i`: "wondered whether it fell", "could not explain why it fell". Who only asks why it fell does not
/// say that it fell.
fn question_behind(line: &ReportSentence, i: usize, class: ReportingClass) -> Option<(usize, usize)> {
    let ReportSentence { found, sentence, .. } = *line;
    let tokens = &sentence.tokens;
    let first = i + 1;
    let next = tokens.get(first).filter(|next| found.language.quotes.reported_questions.has(next.word))?;
    let is_open = found.language.grammar.question.has(next.word) && class.is(ReportingClass::THAT);
    if !(is_open || class.is(CLAUSAL)) {
        return None;
    }
    let clause = sentence.children(i).find(|&child| child > i && sentence.subtree(child).0 == first);
    let last = clause.map_or_else(|| last_word(sentence), |clause| sentence.subtree(clause).1);
    tokens.get(first..=last)?.iter().any(parted::is_telling).then_some((first, last))
}

/// Verbs that take a clause without "that" too.
const CLAUSAL: ReportingClass = ReportingClass::SAY.or(ReportingClass::THINK).or(ReportingClass::SHOW);

/// What the verb at `i` governs where the sentence has clause `clause` for it: "said it had fallen".
fn governed_clause(line: &ReportSentence, i: usize, class: ReportingClass, clause: usize) -> Option<(usize, usize)> {
    let ReportSentence { found, sentence, .. } = *line;
    let (first, last) = sentence.subtree(clause);
    let first = first.max(i + 1);
    let opened = opens_clause(found.language, sentence, first);
    if first > last
        || is_time_clause(found.language, sentence, first)
        || !(class.is(CLAUSAL) || (class.is(ReportingClass::THAT) && opened))
    {
        return None;
    }
    // A subject that the syntax gave to another verb still stands between the verb and its clause.
    let lost = !opened
        && first > i + 1
        && class.is(ReportingClass::SAY.or(ReportingClass::THINK))
        && (i + 1..first).any(|at| {
            let mistaken = sentence.tokens[at].relation == Relation::Obj && !class.is(ReportingClass::BID);
            is_noun(sentence, at) && (mistaken || !sentence.is_under(at, i))
        });
    let first = if lost { i + 1 } else { first };
    // "said on Monday it had": the day is of the saying, wherever the parser hangs it.
    let behind = behind_adjunct(found.language, sentence, i);
    let first = if first == i + 1 && behind <= last { behind } else { first };
    let end = last_word(sentence);
    // "said that “a bomb” had gone off": what has no verb is no clause yet.
    let tells = |from: usize, to: usize| sentence.tokens[from..=to].iter().any(parted::is_telling);
    let is_cut = class.is(CLAUSAL) && !tells(first, last) && last < end && tells(last, end);
    Some((first, if is_cut { end } else { with_joined(found.language, sentence, last) }))
}

/// The last token of a clause with another one that a conjunction and a "that" or a helper join to it, wherever the parser hangs it: "said it
/// fell, and that nobody was hurt", "said it fell, but could be mended".
fn with_joined(language: &Language, sentence: &Sentence, last: usize) -> usize {
    let tokens = &sentence.tokens;
    let comma = usize::from(tokens.get(last + 1).is_some_and(|next| next.word == Word::of(",")));
    let and = last + 1 + comma;
    let Some((joint, next)) = tokens.get(and).zip(tokens.get(and + 1)) else { return last };
    let is_helped = language.grammar.but.has(joint.word) && language.quotes.before_bare.has(next.word);
    let is_joined = joint.tag == Tag::Cconj && (language.grammar.complementizer.has(next.word) || is_helped);
    if is_joined { last_word(sentence) } else { last }
}

/// What the verb at `i` governs where infinitive `verb` hangs on it: "urged voters to stay"; "vowed to appeal"; "told them to
/// leave".
fn governed_infinitive(line: &ReportSentence, i: usize, class: ReportingClass, verb: usize) -> Option<(usize, usize)> {
    let ReportSentence { found, sentence, .. } = *line;
    let tokens = &sentence.tokens;
    let (first, last) = sentence.subtree(verb);
    let first = first.max(i + 1);
    // "pledged Monday to appeal": the day is no object.
    let is_object = |&c: &usize| {
        c > i
            && matches!(tokens[c].relation, Relation::Obj | Relation::Iobj)
            && !found.language.quotes.days.has(tokens[c].word)
    };
    let object = sentence.children(i).find(is_object);
    let begins_with_mark = found.language.grammar.infinitive.has(tokens[first].word);
    match object {
        Some(object) if class.is(ReportingClass::MOVE) => Some((sentence.subtree(object).0.max(i + 1), last)),
        Some(_) if class.is(ReportingClass::BID) => Some((first, last)),
        None if class.is(ReportingClass::INTEND) && begins_with_mark => Some((first, last)),
        None if class.is(ReportingClass::MOVE) && !begins_with_mark => Some((first, last)),
        _ => None,
    }
}

/// What the verb at `i` governs where no clause was found: "Trump says voter fraud …", a verb of saying, its subject before it and
/// a finite verb after.
fn unmarked_clause(line: &ReportSentence, i: usize) -> Option<(usize, usize)> {
    let ReportSentence { text, found, sentence, .. } = *line;
    let tokens = &sentence.tokens;
    let lists = &found.language.quotes;
    let takes_only_content = lists.takes_only_content.has(tokens[i].lemma);
    let subject_before = sentence.subject(i).is_some_and(|subject| subject < i)
        || (tokens[i].features.has(Features::GERUND) && takes_only_content);
    let start = behind_adjunct(found.language, sentence, i);
    let next = tokens.get(start)?;
    let begins = matches!(next.tag, Tag::Pron | Tag::Det | Tag::Propn | Tag::Noun | Tag::Adj | Tag::Num)
        && cues::class(found.language, tokens[i].lemma).is(ReportingClass::SAY)
        && !lists.takes_hearer.has(tokens[i].lemma);
    if !subject_before || !begins {
        return None;
    }
    let last = last_word(sentence);
    // "Say" has no object, so its clause may begin with a row: "said families, rich or poor, would pay".
    let comma = (start..last).find(|&at| is_comma(text, sentence, at)).filter(|_| !takes_only_content).unwrap_or(last);
    let end = cut(line, start, last).min(comma);
    let finite = (start + 1..=end).any(|at| {
        matches!(tokens[at].tag, Tag::Verb | Tag::Aux)
            && tokens[at].features.has(Features::FINITE)
            && (start > i + 1 || !matches!(tokens[at].relation, Relation::AclRelcl | Relation::Advcl))
    });
    // "Say" has no object but what is said.
    let object = next.relation == Relation::Obj && !takes_only_content || is_time(next);
    (finite && !object).then_some((start, last))
}

/// The token behind a verb of saying and behind where, when or in what it was said: "said in a statement it had",
/// "said on Monday it had". Without such words the one behind the verb.
fn behind_adjunct(language: &Language, sentence: &Sentence, i: usize) -> usize {
    let tokens = &sentence.tokens;
    let next = i + 1;
    if tokens.get(next).is_none_or(|token| token.tag != Tag::Adp) {
        return next;
    }
    // A preposition with the noun phrase behind it, up to where a clause of its own begins.
    let noun = (next + 1..tokens.len().min(next + 7)).find(|&at| {
        matches!(tokens[at].tag, Tag::Noun | Tag::Propn)
            && tokens.get(at + 1).is_some_and(|behind| !matches!(behind.tag, Tag::Noun | Tag::Propn | Tag::Part))
    });
    let Some(noun) = noun.filter(|&noun| language.quotes.occasions.has(tokens[noun].word)).filter(|&noun| {
        (next + 1..noun).all(|at| matches!(tokens[at].tag, Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Num))
    }) else {
        return next;
    };
    let subject = &tokens[noun + 1];
    let begins = matches!(subject.tag, Tag::Pron | Tag::Det) && !subject.features.has(Features::RELATIVE);
    if begins { noun + 1 } else { next }
}

/// Words for days right after a verb of saying are when it was said.
fn is_time(token: &crossread_language::Token) -> bool {
    token.relation == Relation::OblUnmarked || token.relation == Relation::Iobj
}

fn is_noun(sentence: &Sentence, at: usize) -> bool {
    matches!(sentence.tokens[at].tag, Tag::Noun | Tag::Propn | Tag::Pron)
}

/// A conjunction "that" after the verb at `i`, with nothing but who is told, when and where between them.
fn that_after(language: &Language, sentence: &Sentence, i: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    // "questioned the board's conclusion that it fell": who draws the conclusion says so.
    let is_of_noun = |at: usize| {
        tokens[at - 1].tag == Tag::Noun
            && cues::class(language, tokens[at - 1].lemma).is(ReportingClass::NOUN)
            && sentence.child(at - 1, Relation::NmodPoss).is_some()
            && !tokens[i + 1..at].iter().any(|token| token.tag == Tag::Adp)
    };
    for (at, token) in tokens.iter().enumerate().skip(i + 1).take(14) {
        let leads = || at > i + 1 && is_set_in_time(language, sentence, i) && begins_clause(sentence, at + 1);
        if language.grammar.complementizer.has(token.word) && (token.tag == Tag::Sconj || leads()) {
            return Some(at).filter(|&at| !is_of_noun(at));
        }
        let cites = token.features.has(Features::GERUND) && language.quotes.quoting.has(token.lemma);
        if matches!(token.tag, Tag::Verb | Tag::Aux | Tag::Cconj) && !cites {
            return None;
        }
    }
    None
}

/// Whether where or when it was said stands right behind the verb at `i`, so that a "that" behind it leads to what was said, whatever the
/// reader of sentences takes it for: "said during a rally in Leeds that it fell".
fn is_set_in_time(language: &Language, sentence: &Sentence, i: usize) -> bool {
    let tokens = &sentence.tokens;
    let next = tokens.get(i + 1);
    cues::verb(language, sentence, i).is(ReportingClass::SAY)
        && next.is_some_and(|next| next.tag == Tag::Adp || language.quotes.days.has(next.word))
}

/// Whether a clause tells when or why something was said, not what.
fn is_time_clause(language: &Language, sentence: &Sentence, first: usize) -> bool {
    // "said in a statement two hours after the ruling came"
    let tokens = &sentence.tokens;
    let number = (first..tokens.len()).find(|&at| tokens[at].tag != Tag::Adv).unwrap_or(first);
    let is_counted = matches!(tokens[number].tag, Tag::Num | Tag::Det | Tag::Adj)
        && tokens.get(number + 1).is_some_and(|unit| language.grammar.time_units.has(unit.lemma))
        && tokens.get(number + 2).is_some_and(|next| language.quotes.times.has(next.word));
    is_counted || language.quotes.times.has(tokens[first].word)
}

/// Whether a word at the head of a clause makes it one that "knew" or "asked" governs.
fn opens_clause(language: &Language, sentence: &Sentence, first: usize) -> bool {
    language.quotes.clause_openers.has(sentence.tokens[first].word)
}

/// Where what a passive reports begins: "was accused of lying", "is expected to resign", "was described as a hero".
pub(super) fn after_passive(
    language: &Language,
    sentence: &Sentence,
    i: usize,
    class: ReportingClass,
) -> Option<usize> {
    let next = sentence.tokens.get(i + 1)?.word;
    let to = language.grammar.toward.has(next)
        && class.is(ReportingClass::SAY.or(ReportingClass::THINK).or(ReportingClass::JUDGE).or(ReportingClass::BID));
    let of = language.quotes.called_as.has(next) && class.is(ReportingClass::JUDGE);
    if to {
        return Some(i + 1);
    }
    of.then_some(i + 2).filter(|&at| at < sentence.tokens.len())
}

/// The noun phrase that is reported: an object, or somebody with what they are called.
pub(super) fn object(
    language: &Language,
    sentence: &Sentence,
    i: usize,
    class: ReportingClass,
) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let object = sentence
        .children(i)
        .find(|&c| c > i && tokens[c].relation == Relation::Obj && !language.quotes.days.has(tokens[c].word));
    if class.is(ReportingClass::JUDGE) {
        let is_second =
            |child: usize| tokens[child].relation == Relation::Obj && object.is_some_and(|first| first < child);
        let what = sentence.children(i).filter(|&child| child > i).find(|&child| {
            tokens[child].relation == Relation::Xcomp
                || is_second(child)
                || begins_with(sentence, child, &language.quotes.called_as)
        });
        if let (Some(object), Some(what)) = (object, what) {
            let first = sentence.subtree(object).0.max(i + 1);
            let last = sentence.subtree(what).1;
            return (first < last).then_some((first, last));
        }
    }
    // "condemned what he called a breach"
    let is_clause =
        |object: usize| language.quotes.whatever.has(tokens[object].word) && sentence.subtree(object).1 > object;
    let object = object
        .filter(|&object| class.is(ReportingClass::ABOUT) && (tokens[object].tag != Tag::Pron || is_clause(object)))?;
    let (first, last) = sentence.subtree(object);
    let mut last = without_time(language, sentence, object, last);
    // "criticized the mayor for lying": what for is part of it.
    let for_what =
        sentence.children(i).find(|&child| child > object && begins_with(sentence, child, &language.quotes.blamed_for));
    last = for_what.map_or_else(|| goes_on(language, sentence, i, last), |child| sentence.subtree(child).1);
    let first = first.max(i + 1);
    // "condemned what Brandt did, “…”": behind a comma others speak.
    let comma = (object..last).find(|&at| is_clause(object) && tokens[at].word == Word::of(","));
    let last = comma.map_or(last, |comma| comma - 1);
    // "blasted Marsh as a liar Wednesday"
    let is_day = last > object && language.quotes.days.has(tokens[last].word) && tokens[last - 1].tag != Tag::Adp;
    let last = last - usize::from(is_day);
    (first <= last).then_some((first, last))
}

/// What somebody says about doing something, right behind the verb at `i`: "suggested looking at it", "mentioned refinancing loans". Where
/// the reader of sentences takes what tells of what sort a thing is for a deed, it is the thing: "cited disparaging remarks". Who denies
/// a deed reports none.
pub(super) fn deed(line: &ReportSentence, i: usize, class: ReportingClass) -> Option<(usize, usize)> {
    let ReportSentence { text, found, sentence, .. } = *line;
    let (language, next) = (found.language, i + 1);
    let token = sentence.tokens.get(next).filter(|_| class.is(ReportingClass::ABOUT))?;
    let denies = language.quotes.denials.start(&sentence.tokens[i].span.of(text).to_lowercase());
    let is_deed = !denies && token.tag == Tag::Verb && token.features.has(Features::GERUND);
    let hangs = matches!(token.relation, Relation::Xcomp | Relation::Ccomp | Relation::Obj | Relation::Advcl);
    let last = sentence.subtree(next).1;
    (is_deed && hangs && sentence.head(next) == Some(i) && last > next)
        .then(|| (next, goes_on(language, sentence, i, last)))
}

/// The last token of a thing that ends with token `thing`, with what stands right behind it and tells more of it, where the reader of
/// sentences hung that on the verb at `i`: "information \[about the flood\]", "Marsh \[as a liar\]", "police \[to release it\]".
pub(super) fn goes_on(language: &Language, sentence: &Sentence, i: usize, thing: usize) -> usize {
    let tokens = &sentence.tokens;
    let tells_more = |child: usize, first: usize| {
        let is_case = tokens[first].relation == Relation::Case && language.quotes.tells_more.has(tokens[first].word);
        let is_infinitive = language.grammar.infinitive.has(tokens[first].word) && tokens[first].tag == Tag::Part;
        let is_participle = child == first
            && tokens[child].features.has(Features::GERUND)
            && cues::verb(language, sentence, child) == ReportingClass::NONE;
        is_case || is_infinitive || is_participle
    };
    let mut last = thing;
    for child in sentence.children(i).filter(|&child| child > thing) {
        let (first, end) = sentence.subtree(child);
        if first != last + 1 || !tells_more(child, first) {
            break;
        }
        last = end;
    }
    last
}

/// Where an object ends before what only tells when it was: "professed his allegiance in a call before the attack".
fn without_time(language: &Language, sentence: &Sentence, object: usize, last: usize) -> usize {
    let tokens = &sentence.tokens;
    let is_verb = |at: &usize| matches!(tokens[*at].tag, Tag::Verb | Tag::Aux);
    let until = (object + 1..=last).find(is_verb).unwrap_or(last + 1);
    let at = (object + 1..until).find(|&at| language.quotes.when.has(tokens[at].word) && tokens[at].tag != Tag::Adv);
    at.map_or(last, |at| (object..at).rev().find(|&at| tokens[at].tag != Tag::Punct).unwrap_or(object))
}

/// Whether a phrase or clause is introduced by one of these words.
fn begins_with(sentence: &Sentence, head: usize, words: &Group) -> bool {
    sentence.children(head).any(|child| {
        matches!(sentence.tokens[child].relation, Relation::Case | Relation::Mark)
            && words.has(sentence.tokens[child].word)
    })
}

/// "called the plan “a disaster”" where the syntax shows no predicate: up to the end of the marks.
pub(super) fn before_marks(
    sentence: &Sentence,
    i: usize,
    class: ReportingClass,
    here: &[&Quote],
) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let next = tokens.get(i + 1)?;
    let starts = matches!(next.tag, Tag::Pron | Tag::Det | Tag::Propn | Tag::Noun | Tag::Adj | Tag::Num);
    if !starts || !class.is(ReportingClass::JUDGE.or(ReportingClass::ABOUT)) {
        return None;
    }
    let quote = here.iter().find(|quote| quote.span.start > next.span.start && quote.kind != QuoteKind::Direct)?;
    let range = sentence.tokens_in(quote.span);
    let clear = (i + 1..range.start).all(|at| !matches!(tokens[at].tag, Tag::Verb | Tag::Aux | Tag::Cconj));
    (clear && range.start - i <= 12 && range.end > i + 2).then(|| (i + 1, range.end - 1))
}
