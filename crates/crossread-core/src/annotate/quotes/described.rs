//! Who speaks under a long description, and the words for who speaks where the reader of sentences cut them wrongly: "Ann Lowe, head of
//! the board, which runs the pier, said", "research made by the Center for Harbors and Public Safety found".

use super::NamedText;
use super::cues;
use super::parted;
use crate::annotate::names::{Name, NameForm, names_in};
use crossread_language::{Features, MentionKind, Relation, Sentence, Span, Tag, Token, Word};

/// Most tokens of the words that lead to a description: "Marsh's niece, state Del. Ann Lowe".
const LONGEST_LEADER: usize = 12;

/// Most tokens from who speaks to the verb.
const LONGEST_DESCRIPTION: usize = 45;

/// First and last token of who speaks, where marks, a dash or a comma right before the verb at `i` close what describes them: "“…,” Ann
/// Lowe, head of the board, which runs the pier, said". They stand right behind the quoted words, or begin the sentence.
pub(super) fn far_before(
    found: &NamedText,
    sentence: &Sentence,
    i: usize,
    quote: Option<Span>,
) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    if !tokens[i].features.tells() {
        return None;
    }
    let group = (0..i).rev().take_while(|&at| matches!(tokens[at].tag, Tag::Adv | Tag::Aux)).last().unwrap_or(i);
    let closing = group.checked_sub(1).filter(|&at| parts(sentence, at))?;
    let behind = quote.map_or(0, |quote| tokens.partition_point(|token| token.span.start < quote.end));
    let start = if behind <= i { behind } else { 0 };
    let first = (start..closing).find(|&at| !matches!(tokens[at].tag, Tag::Cconj | Tag::Punct | Tag::Sconj))?;
    let in_phrase = |at: usize| in_phrase(found, &tokens[at]);
    let opening = (first + 1..=closing.min(first + LONGEST_LEADER)).find(|&at| parts(sentence, at))?;
    let last = opening - 1;
    let is_phrase = (first..=last).all(in_phrase) && matches!(tokens[last].tag, Tag::Noun | Tag::Propn);
    // Neither a row of deeds ("Lowe rose, turned, said") nor of people.
    let describes = opening == closing
        || tokens.get(opening + 1).is_some_and(|next| {
            !matches!(next.tag, Tag::Verb | Tag::Aux | Tag::Cconj | Tag::Punct)
                || next.features.has(Features::GERUND)
                || next.features.has(Features::PARTICIPLE)
        });
    let is_named = || names_in(found.names, sentence.words(first, last)).any(|name| name.form == NameForm::Named);
    let is_near = closing - first <= LONGEST_DESCRIPTION;
    if !(is_phrase && describes && is_near && is_named()) {
        return None;
    }
    if opening == closing {
        // Print forgets the first comma of two: "Ann Lowe Ohio Democrat, said".
        return Some((first, last)).filter(|_| behind <= i && behind > 0);
    }
    // What has no verb tells only what they are, and is theirs: "Ann Lowe, head of the board".
    let end = (opening + 1..closing).find(|&at| parts(sentence, at)).unwrap_or(closing);
    let is_apposition = tokens[opening + 1..end].iter().all(|token| {
        !matches!(token.tag, Tag::Verb | Tag::Aux | Tag::Sconj | Tag::Adv) && !token.features.has(Features::RELATIVE)
    });
    Some((first, if is_apposition && tokens[opening].word == Word::of(",") { end - 1 } else { last }))
}

/// Whether the token at `at` is a mark that parts a description from whom it describes. A hyphen inside a word is none.
fn parts(sentence: &Sentence, at: usize) -> bool {
    let Some(token) = sentence.tokens.get(at) else { return false };
    let is_apart = || at > 0 && sentence.tokens[at - 1].span.end < token.span.start;
    let is = |mark: &str| token.word == Word::of(mark);
    [",", "—", "–", "--"].into_iter().any(is) || is("-") && is_apart()
}

/// Whether a token may stand in the words for somebody, before any description.
fn in_phrase(found: &NamedText, token: &Token) -> bool {
    in_name_phrase(token.tag) && !found.language.quotes.days.has(token.word)
}

/// Whether a word of a class may stand in the words for somebody.
pub(super) fn in_name_phrase(tag: Tag) -> bool {
    matches!(tag, Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Num | Tag::Part)
}

/// First and last token of somebody who is said to speak before the verb at `verb`, put right.
pub(super) fn whole(found: &NamedText, sentence: &Sentence, who: (usize, usize), verb: usize) -> (usize, usize) {
    let given = who.1;
    let who = without_occasion(found, sentence, who);
    let who = (after_time(found, sentence, who), to_verb(found, sentence, who.1, verb).max(who.0));
    // "the Ohio Republican": its article was left before what the words were cut to.
    let is_cut = who.1 > given && who.0 > 0 && sentence.tokens[who.0 - 1].tag == Tag::Det;
    let who = (who.0 - usize::from(is_cut), who.1);
    let (first, last) = (from_name(found, sentence, who), who.1);
    let first = whose(found, sentence, first);
    let (first, last) = alone(found, sentence, (first, last));
    let (first, last) = explained(found, sentence, (first, last)).unwrap_or((first, last));
    let first = with_modifiers(found, sentence, (first, last));
    (together(found, sentence, (first, last), verb), last)
}

/// The first token of two who do together what a verb in the plural tells: "\[Brandt and\] Lowe say".
fn together(found: &NamedText, sentence: &Sentence, (first, last): (usize, usize), verb: usize) -> usize {
    let tokens = &sentence.tokens;
    let token = &tokens[verb];
    let is_plural = token.features.has(Features::PRESENT)
        && token.word == token.lemma
        && !(last + 1..verb).any(|at| tokens[at].tag == Tag::Aux);
    let is_one = first <= last && tokens[last].tag == Tag::Propn && !tokens[last].features.has(Features::PLURAL);
    let is_joined = first > 1
        && found.language.grammar.and.has(tokens[first - 1].word)
        && matches!(tokens[first - 2].tag, Tag::Propn | Tag::Noun);
    if is_plural && is_one && is_joined { start(found, sentence, first - 2) } else { first }
}

/// Without where they spoke: "Lowe in a televised interview".
fn without_occasion(found: &NamedText, sentence: &Sentence, (first, last): (usize, usize)) -> (usize, usize) {
    let tokens = &sentence.tokens;
    let language = found.language;
    if !language.quotes.occasions.has(tokens[last].word) {
        return (first, last);
    }
    let is_place =
        |token: &Token| matches!(token.tag, Tag::Det | Tag::Adj | Tag::Noun | Tag::Verb | Tag::Num | Tag::Propn);
    let opens = |at: &usize| language.grammar.inside.has(tokens[*at].word) || language.grammar.at.has(tokens[*at].word);
    let is_person = |at: usize| ends_a_person(found, sentence, at);
    let place =
        (first + 1..last).rev().take_while(|&at| tokens[at].tag == Tag::Adp || is_place(&tokens[at])).find(opens);
    (first, place.filter(|&at| is_person(at - 1)).map_or(last, |at| at - 1))
}

/// Whether a person's name ends with a token.
fn ends_a_person(found: &NamedText, sentence: &Sentence, at: usize) -> bool {
    let token = sentence.tokens[at].span;
    names_in(found.names, token).any(|name| is_person(name) && name.span.end == token.end)
}

fn is_person(name: &Name) -> bool {
    name.kind == MentionKind::Person && name.form == NameForm::Named
}

/// The first token behind a time that was taken for part of the words: "the third time Orm Steel said".
fn after_time(found: &NamedText, sentence: &Sentence, (first, last): (usize, usize)) -> usize {
    let tokens = &sentence.tokens;
    let begins =
        |at: usize| names_in(found.names, tokens[at].span).any(|name| name.span.start == tokens[at].span.start);
    let is_time = |&at: &usize| {
        found.language.quotes.spans_of_day.has(tokens[at].word) && tokens[at + 1].tag == Tag::Propn && begins(at + 1)
    };
    (first..last).find(is_time).map_or(first, |at| at + 1)
}

/// The last token before the verb and its helpers, where only nouns stand between; without an adverb at its end: "Orm Steel just this
/// month announced".
fn to_verb(found: &NamedText, sentence: &Sentence, last: usize, verb: usize) -> usize {
    let tokens = &sentence.tokens;
    let helper = |at: &usize| matches!(tokens[*at].tag, Tag::Adv | Tag::Aux);
    let group = (last + 1..verb).rev().take_while(helper).last().unwrap_or(verb);
    let is_noun = |token: &Token| {
        matches!(token.tag, Tag::Noun | Tag::Propn)
            && !found.language.quotes.days.has(token.word)
            && !found.language.quotes.spans_of_day.has(token.word)
    };
    // "One Republican", "the Ohio Republican".
    let is_open = matches!(tokens[last].tag, Tag::Num | Tag::Propn);
    if last + 1 < group
        && tokens[last + 1..group].iter().all(|token| is_noun(token) || is_open && token.tag == Tag::Adj)
    {
        return group - 1;
    }
    if found.language.quotes.before_times.has(tokens[last].word) && last > 0 { last - 1 } else { last }
}

/// The token that the name begins with in whose middle the words begin: "the Center for Harbors and \[Public Safety\]".
fn from_name(found: &NamedText, sentence: &Sentence, (first, last): (usize, usize)) -> usize {
    let words = sentence.words(first, last);
    let cut =
        |name: &&Name| name.form == NameForm::Named && name.span.start < words.start && name.span.end > words.start;
    let name = names_in(found.names, words).find(cut).filter(|name| name.span.start >= sentence.span.start);
    let Some(name) = name else { return first };
    let begins = sentence.tokens_in(name.span).start.min(first);
    begins - usize::from(begins > 0 && sentence.tokens[begins - 1].tag == Tag::Det)
}

/// The first token of the words with whose they are, out of how many, and who made it: "one of the family's \[attorneys\]", "research
/// made by \[the board\]".
fn whose(found: &NamedText, sentence: &Sentence, mut first: usize) -> usize {
    let tokens = &sentence.tokens;
    let grammar = &found.language.grammar;
    for _ in 0..MOST_LINKS {
        let Some(owner) = first.checked_sub(2) else { break };
        let link = tokens[first - 1].word;
        let is_noun = matches!(tokens[owner].tag, Tag::Noun | Tag::Propn);
        // "One of", "a spokesman of", but not "the behavior of \[consumers\] who promise".
        let is_some = |at: usize| {
            matches!(tokens[at].tag, Tag::Num | Tag::Pron | Tag::Det)
                || is_noun && found.language.names.roles.has(tokens[at].lemma)
                || found.language.quotes.tellers.has(tokens[at].lemma)
        };
        let is_made = || {
            let maker = owner.checked_sub(1).map(|at| tokens[at].tag);
            tokens[owner].tag == Tag::Verb
                && !tokens[owner].features.has(Features::GERUND)
                && matches!(maker, Some(Tag::Noun | Tag::Propn))
        };
        let last = match tokens[first - 1].tag {
            Tag::Part if grammar.possessive.has(link) && is_noun => owner,
            Tag::Adp if grammar.genitive.has(link) && is_some(owner) => owner,
            Tag::Adp if grammar.agent.has(link) && is_made() => owner - 1,
            _ => break,
        };
        first = start(found, sentence, last);
    }
    first
}

/// Most links in the words for somebody: "a spokesman of the head of the board".
const MOST_LINKS: usize = 4;

/// The first token of the noun phrase that ends with a token.
fn start(found: &NamedText, sentence: &Sentence, last: usize) -> usize {
    let tokens = &sentence.tokens;
    let inside =
        |&at: &usize| in_phrase(found, &tokens[at]) && tokens[at].tag != Tag::Part || tokens[at].word == Word::of("-");
    (0..last).rev().take(LONGEST_LEADER).take_while(inside).last().unwrap_or(last)
}

/// Only the name behind the last comma, where no comma closes what would describe it: "that she won the debate, Ann Lowe noted". The words
/// for an office need none.
fn alone(found: &NamedText, sentence: &Sentence, (first, last): (usize, usize)) -> (usize, usize) {
    let tokens = &sentence.tokens;
    let comma = (first + 1..last).rev().find(|&at| tokens[at].word == Word::of(","));
    let Some(comma) = comma else { return (first, last) };
    let words = sentence.words(comma + 1, last);
    let is_name = names_in(found.names, words).any(|name| is_person(name) && name.span == words);
    let is_open = !parts(sentence, last + 1);
    let is_office = |at: usize| found.language.names.roles.has(tokens[at].lemma) || tokens[at].tag == Tag::Cconj;
    let is_row = (first..comma).any(|at| parts(sentence, at) || is_office(at));
    let is_many = (first..comma).any(|at| ends_a_person(found, sentence, at));
    if is_name && is_open && !is_row && !is_many { (comma + 1, last) } else { (first, last) }
}

/// The person before a comma whom the words only explain, which another comma closes: "Ann Lowe, \[the board's head\], noted".
fn explained(found: &NamedText, sentence: &Sentence, (first, last): (usize, usize)) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let comma = first.checked_sub(1).filter(|&at| at > 0 && tokens[at].word == Word::of(","))?;
    let is_closed = tokens.get(last + 1).is_some_and(|next| next.word == Word::of(","));
    let words = sentence.words(first, last);
    let is_named = names_in(found.names, words).any(is_person);
    if !is_closed || is_named || !ends_a_person(found, sentence, comma - 1) {
        return None;
    }
    Some((start(found, sentence, comma - 1), last))
}

/// The first token of the words with the adjectives and the office before them: "\[longtime Democratic pollster\] Ann Lowe".
fn with_modifiers(found: &NamedText, sentence: &Sentence, (mut first, last): (usize, usize)) -> usize {
    let tokens = &sentence.tokens;
    let is_noun = |at: usize| matches!(tokens[at].tag, Tag::Noun | Tag::Propn);
    if first > 0
        && tokens[first].tag == Tag::Propn
        && tokens[first - 1].tag == Tag::Noun
        && found.language.names.roles.has(tokens[first - 1].lemma)
    {
        first -= 1;
    }
    let begins = first;
    while first > 0 && tokens[first - 1].tag == Tag::Adj && (is_noun(first) || tokens[first].tag == Tag::Adj) {
        first -= 1;
    }
    // "South Korean" begins a sentence.
    let is_det = |at: usize| tokens[at].tag == Tag::Det || at == 0 && tokens[at].tag == Tag::Propn;
    if first < begins && first > 0 && is_det(first - 1) {
        first -= 1;
    }
    let is_pair = tokens[first..=last].iter().any(|token| token.tag == Tag::Cconj);
    if first > 0 && !is_pair && found.language.quotes.tells_two.has(tokens[first - 1].word) {
        first -= 1;
    }
    first
}

/// The last token of what a phrase behind a person's name tells of them, where it closes or ends the sentence: "said Ann Lowe, head of the
/// board in Orm." An office stands in it, and no verb.
pub(super) fn apposition_behind(found: &NamedText, sentence: &Sentence, last: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    tokens.get(last + 1).filter(|next| next.word == Word::of(","))?;
    if !ends_a_person(found, sentence, last) {
        return None;
    }
    let first = last + 2;
    let inside = |at: &usize| {
        let token = &tokens[*at];
        in_phrase(found, token) || matches!(token.tag, Tag::Adp | Tag::Cconj) || token.word == Word::of("-")
    };
    let end = (first..tokens.len().min(first + LONGEST_APPOSITION)).take_while(inside).last()?;
    let opens = matches!(tokens[first].tag, Tag::Det | Tag::Noun | Tag::Adj);
    let is_office = |token: &Token| token.tag == Tag::Noun && found.language.names.roles.has(token.lemma);
    let is_told = tokens[first..=end.min(first + FARTHEST_OFFICE)].iter().any(is_office);
    let closes = tokens.get(end + 1).is_none_or(|next| next.tag == Tag::Punct || next.features.has(Features::RELATIVE));
    let is_noun = matches!(tokens[end].tag, Tag::Noun | Tag::Propn);
    (opens && is_told && closes && is_noun).then_some(end)
}

/// Most tokens of what a phrase tells of somebody, and from its first to the word for their office.
const LONGEST_APPOSITION: usize = 20;
const FARTHEST_OFFICE: usize = 5;

/// Whether a verb in the past only tells what was said of the noun right before it, by whoever did: "the other decision cited in the memo".
/// A short sentence may be read so too: "Residents called for more".
pub(super) fn is_told_of(sentence: &Sentence, i: usize) -> bool {
    let tokens = &sentence.tokens;
    let is_passive = tokens[i].relation == Relation::Acl
        && !tokens[i].features.has(Features::GERUND)
        && tokens[i].features.has(Features::PAST)
        && sentence.subject(i).is_none();
    let tells = |at: usize| tokens[at].tag == Tag::Verb && tokens[at].features.has(Features::FINITE);
    let noun = sentence.head(i).filter(|_| is_passive);
    let is_agent_behind = tokens.get(i + 1).is_some_and(|next| matches!(next.tag, Tag::Adp));
    is_agent_behind && noun.is_some_and(|noun| noun + 1 == i && sentence.head(noun).is_some_and(tells))
}

/// Who gives out the paper that a participle right behind it tells the words of: "\[Lowe\] deleted a tweet saying".
pub(super) fn author(found: &NamedText, sentence: &Sentence, i: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let lists = &found.language.quotes;
    // "posted a statement that said"
    let is_told_of = tokens[i].relation == Relation::AclRelcl;
    let paper = if is_told_of { sentence.head(i) } else { i.checked_sub(1) };
    let paper = paper.filter(|&at| at < i && tokens[at].tag == Tag::Noun && lists.messages.has(tokens[at].lemma))?;
    let verb = sentence.head(paper).filter(|_| tokens[paper].relation == Relation::Obj)?;
    let tells = is_told_of || tokens[i].features.has(Features::GERUND);
    let is_given_out = tells && lists.giving_out.has(tokens[verb].lemma);
    sentence
        .subject(verb)
        .filter(|&subject| is_given_out && subject < verb && tokens[subject].relation == Relation::Nsubj)
}

/// First and last token of who ends a sentence behind a verb of saying and a comma, whatever the parser made of it: "It fell in a minute,
/// said one official in the room."
pub(super) fn inverted(
    found: &NamedText,
    sentence: &Sentence,
    i: usize,
    phrase: impl Fn(usize) -> Option<(usize, usize)>,
) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let language = found.language;
    let is_behind_comma = i > 2 && parted::is_behind_comma(sentence, i);
    // Behind "told" stands whom it was told.
    let takes_hearer =
        language.quotes.telling.has(tokens[i].lemma) || language.quotes.names_addressee.has(tokens[i].lemma);
    if takes_hearer
        || !is_behind_comma
        || !tokens[i].features.tells()
        || !cues::verb(language, sentence, i).is(cues::ReportingClass::SAY)
    {
        return None;
    }
    // "Ann Lowe, 43, said Marsh, her aide, would go": somebody before the verb says it.
    let is_said_by = |subject: usize| {
        subject < i
            && (matches!(tokens[subject].tag, Tag::Propn | Tag::Pron)
                || language.names.roles.has(tokens[subject].lemma))
    };
    if sentence.subject(i).is_some_and(is_said_by) {
        return None;
    }
    let (first, last) = phrase(i + 1).filter(|&(first, _)| first == i + 1)?;
    let words = sentence.words(first, last);
    let is_named = || {
        names_in(found.names, words).any(|name| matches!(name.kind, MentionKind::Person | MentionKind::Organization))
    };
    let is_role = |token: &Token| language.names.roles.has(token.lemma) || language.quotes.tellers.has(token.lemma);
    let is_somebody = is_named() || tokens[first..=last].iter().any(is_role);
    let closes = tokens.get(last + 1).is_none_or(|next| matches!(next.tag, Tag::Punct | Tag::Adp));
    let tells_before = tokens[..i - 1].iter().any(parted::is_telling);
    // "The polls, says Ann Lowe, a pollster, will be wrong": what is said goes on behind them.
    let is_comma = tokens.get(last + 1).is_some_and(|next| next.word == Word::of(","));
    let goes_on = || is_comma && tokens[last + 1..].iter().any(parted::is_telling);
    (is_somebody && closes && (tells_before || goes_on())).then_some((first, last))
}
