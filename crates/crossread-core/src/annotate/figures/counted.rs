//! What a figure counts.

use super::clause::QuantityClause;
use super::{CountedThing, Figure};
use crate::language::Language;
use crate::language::figures::FigureWords;
use crate::quantity::{Bound, QuantityForm, Unit};
use crossread_language::{Features, Mention, MentionKind, Relation, Sentence, Tag, Word};
use rust_decimal::Decimal;

/// What is counted, and its head's token when it stands in the figure's own sentence.
pub(super) struct CountedPhrase {
    pub of: CountedThing,
    pub token: Option<usize>,
}

const HYPHEN: Word = Word::of("-");

/// A run of nouns and what describes them.
#[derive(Clone, Copy)]
pub(super) struct Chunk {
    /// First token.
    pub first: usize,
    /// The last noun.
    pub head: usize,
}

/// Finds what is counted: the noun behind the number, what it is a share of, the subject that rises or falls, or what
/// the figure before counted, where the sentence leaves it out.
pub(super) fn find(clause: &QuantityClause, before: Option<&Figure>) -> Option<CountedPhrase> {
    let read = clause.read;
    match read.form {
        QuantityForm::Score => return vote(clause),
        QuantityForm::Ratio => return behind(clause),
        _ => {}
    }
    if let Some(age) = age(clause).or_else(|| age_again(clause, before)) {
        return Some(age);
    }
    if let Some(joined) = read.joined
        && let Some(token) = clause.sentence.token_at(joined.start)
    {
        // "18-member council", "5,000-strong force": the force.
        let strong = clause.is(token, &clause.language.figures.strong);
        if let Some(chunk) = chunk(clause.language, clause.text, clause.sentence, token + 1).filter(|_| strong) {
            return Some(whole(clause, chunk));
        }
        return Some(CountedPhrase {
            of: CountedThing { span: joined, head: clause.lemma(token) },
            token: Some(token),
        });
    }
    let behind = behind(clause);
    match read.quantity.unit {
        Unit::Count => behind.or_else(|| subject(clause)).or_else(|| left_out(clause, before)),
        unit => {
            // "a 5% rise in exports", "dropped 7%": what rises or drops.
            let changing = behind.as_ref().and_then(|behind| behind.token).filter(|&token| is_change(clause, token));
            if let Some(change) = changing {
                return changed(clause, change).or_else(|| subject(clause));
            }
            if unit.is_time() { behind } else { behind.or_else(|| subject(clause)) }
        }
    }
}

/// The noun phrase behind the quantity: at once, or behind "of" ("dozens of people", "80 percent of voters") and "in"
/// for money ("$5 million in aid").
fn behind(clause: &QuantityClause) -> Option<CountedPhrase> {
    let (read, words) = (clause.read, &clause.language.figures);
    let mut at = clause.tokens.end;
    while clause.is(at, &words.besides) || clause.word(at) == HYPHEN {
        at += 1;
    }
    if at >= clause.len() {
        return None;
    }
    let counts = read.quantity.unit == Unit::Count;
    if clause.is_of(at) {
        let leads =
            |at: usize| at < clause.len() && (clause.tag(at) == Tag::Det || clause.has(at, Features::POSSESSIVE));
        let behind_leads = |from: usize| (from..).find(|&at| !leads(at)).unwrap_or(from);
        let mut next = behind_leads(at + 1);
        // "10 of 48 people", "17 of the 232 Republicans": the people.
        if let Some(whole) = clause.next.as_ref().filter(|whole| whole.start == next) {
            next = behind_leads(whole.end);
        }
        let behind = chunk(clause.language, clause.text, clause.sentence, next).map(|chunk| whole(clause, chunk));
        return behind.or_else(|| state(clause, next));
    }
    if matches!(read.quantity.unit, Unit::Currency(_)) && clause.is(at, &words.worth) {
        let next = at + 1 + usize::from(clause.is_of(at + 1));
        return chunk(clause.language, clause.text, clause.sentence, next)
            .filter(|chunk| clause.tag(chunk.head) == Tag::Noun)
            .map(|chunk| whole(clause, chunk));
    }
    if let Some(chunk) = chunk(clause.language, clause.text, clause.sentence, at) {
        // "fell 5 percent Monday", "rose 3% Apple said": a name behind a measure is another phrase.
        // "With 21-year-old Piet Sarn": his age, not that of who stands with him.
        if read.quantity.unit == Unit::AGE && is_named(clause, chunk.head) {
            let found = whole(clause, chunk);
            return Some(CountedPhrase { of: CountedThing { head: words.age().to_owned(), ..found.of }, ..found });
        }
        let apart = !counts && clause.tag(chunk.first) == Tag::Propn;
        return (!apart).then(|| whole(clause, chunk));
    }
    // "24 wounded", "12 dead", "dozens missing".
    if counts && let Some(state) = state(clause, at) {
        return Some(state);
    }
    // By the parse, a noun a little further on.
    let head = clause.sentence.head(clause.number)?;
    let nummod = clause.relation(clause.number) == Relation::Nummod;
    let reaches = head >= at
        && head - at < 6
        && !(at..=head).any(|i| {
            matches!(clause.tag(i), Tag::Det | Tag::Verb | Tag::Punct | Tag::Adp | Tag::Pron)
                || is_harm_told(words, clause.sentence, i)
                || is_credit(clause.language, clause.text, clause.sentence, i)
        });
    (nummod && counts && reaches && clause.tag(head) == Tag::Noun).then(|| whole(clause, Chunk { first: at, head }))
}

/// People told by their state: "12 dead", "two of the wounded".
fn state(clause: &QuantityClause, at: usize) -> Option<CountedPhrase> {
    let words = &clause.language.figures;
    if at >= clause.len() || !clause.is(at, &words.states) || clause.is(at, &words.killed) {
        return None;
    }
    let of = CountedThing { span: clause.sentence.tokens[at].span, head: clause.words(at).to_lowercase() };
    Some(CountedPhrase { of, token: Some(at) })
}

/// "a vote of 173 to zero", "a 5-4 decision".
fn vote(clause: &QuantityClause) -> Option<CountedPhrase> {
    let votes = &clause.language.figures.votes;
    let behind = (clause.tokens.end..clause.len().min(clause.tokens.end + 3)).find(|&i| clause.is(i, votes));
    let before = (clause.tokens.start.saturating_sub(3)..clause.tokens.start).rev().find(|&i| clause.is(i, votes));
    if let Some(token) = behind.or(before) {
        let of = CountedThing { span: clause.sentence.tokens[token].span, head: clause.lemma(token) };
        return Some(CountedPhrase { of, token: Some(token) });
    }
    // "The resolution passed 173 to zero": what was voted on.
    let verb = clause
        .sentence
        .ancestors(clause.number)
        .find(|&up| clause.is_verb(up) && clause.sentence.subject(up).is_some())?;
    let subject =
        clause.sentence.subject(verb).filter(|&subject| clause.tag(subject) == Tag::Noun && subject < verb)?;
    let of = CountedThing { span: clause.noun_phrase(subject), head: clause.lemma(subject) };
    Some(CountedPhrase { of, token: Some(subject) })
}

/// Years of age that do not say so: "Smith, 43,", "Smith (43)", "aged 43", "the age of 16".
fn age(clause: &QuantityClause) -> Option<CountedPhrase> {
    let words = &clause.language.figures;
    let (start, end) = (clause.tokens.start, clause.tokens.end);
    let years = clause.read.quantity.unit == Unit::Count && clause.read.form == QuantityForm::Plain;
    let value = clause.read.quantity.low.or(clause.read.quantity.high)?;
    let plausible = value >= Decimal::ONE && value <= Decimal::from(115) && value.fract().is_zero();
    if !years || !plausible || start == 0 {
        return None;
    }
    let age = |token: usize| {
        Some(CountedPhrase {
            of: CountedThing { span: clause.sentence.tokens[token].span, head: words.age().to_owned() },
            token: Some(token),
        })
    };
    if clause.is(start - 1, &words.aged) {
        return age(start - 1);
    }
    if start >= 2 && clause.is_of(start - 1) && clause.is(start - 2, &words.ages) {
        return age(start - 2);
    }
    if let Some(person) = aged_at(clause) {
        return age(person);
    }
    if start < 2 || end >= clause.len() || clause.read.span != clause.read.core {
        return None;
    }
    let person = clause.tag(start - 2) == Tag::Propn && is_person(clause, start - 2);
    // "Her cousin, Jordan Keeve, 21, was killed": of full names unknown to it the reader of sentences says that they are places.
    let name = mentions(clause, start - 2)
        .any(|mention| usize::from(mention.last) == start - 2 && mention.first < mention.last);
    // "The tram driver, 42, from Beckenham,": set off between commas, behind one of the words for people.
    let driver = &clause.sentence.tokens[start - 2];
    let one_person = driver.tag == Tag::Noun
        && is_for_a_person(clause.language, driver.lemma)
        && !is_plural(clause.language, clause.text, clause.sentence, start - 2)
        && clause.words(start - 1) == ","
        && clause.words(end) == ",";
    if one_person {
        return age(start - 2);
    }
    let set_off = matches!((clause.words(start - 1), clause.words(end)), (",", "," | "." | ";") | ("(", ")"));
    let between_commas = || clause.words(start - 1) == "," && clause.words(end) == ",";
    if person && set_off || name && between_commas() && value >= Decimal::TEN { age(start - 2) } else { None }
}

/// Who is as old as a number at the end of its clause: "He was 79.", "Sarn, who was 43 when he left", "died at 79".
fn aged_at(clause: &QuantityClause) -> Option<usize> {
    let words = &clause.language.figures;
    let (start, end) = (clause.tokens.start, clause.tokens.end);
    let ends = end >= clause.len()
        || clause.tag(end) == Tag::Punct && clause.word(end) != HYPHEN
        || clause.is(end, &words.at_that_age);
    if !ends || clause.read.span != clause.read.core {
        return None;
    }
    let verb = start.checked_sub(1)?;
    let dies = |at: usize| clause.is(at, &words.dying);
    if clause.is(verb, &clause.language.grammar.at) {
        return verb.checked_sub(1).filter(|&at| dies(at));
    }
    let is = clause.tag(verb) == Tag::Aux && clause.language.grammar.be.has(clause.sentence.tokens[verb].lemma);
    let subject = verb.checked_sub(1).filter(|_| is)?;
    // "Sarn, who was 43".
    if clause.language.attributes.relative_person.has(clause.words(subject)) {
        let comma = subject.checked_sub(1).filter(|&at| clause.words(at) == ",");
        return comma.or(Some(subject)).and_then(|at| at.checked_sub(1)).filter(|&at| clause.tag(at) == Tag::Propn);
    }
    let is_one = clause.language.grammar.he_or_she.has(clause.sentence.tokens[subject].word)
        || clause.tag(subject) == Tag::Propn && is_person(clause, subject);
    is_one.then_some(subject)
}

/// Whether token `i` stands in a person's name.
fn is_person(clause: &QuantityClause, i: usize) -> bool {
    mentions(clause, i).any(|mention| mention.kind == MentionKind::Person)
}

/// Whether token `i` ends a name. Of people unknown to it the reader of sentences says now and then that they are places.
fn is_named(clause: &QuantityClause, i: usize) -> bool {
    mentions(clause, i).any(|mention| usize::from(mention.last) == i)
}

/// The names that token `i` stands in.
fn mentions<'a>(clause: &'a QuantityClause, i: usize) -> impl Iterator<Item = &'a Mention> {
    let holds = move |mention: &&Mention| (mention.first..=mention.last).contains(&(i as u16));
    clause.sentence.mentions.iter().filter(holds)
}

/// The years of an age told right after another one: "initially reported to be 4 years old, but later said he is 3".
fn age_again(clause: &QuantityClause, before: Option<&Figure>) -> Option<CountedPhrase> {
    let words = &clause.language.figures;
    let (start, end) = (clause.tokens.start, clause.tokens.end);
    let bare = clause.read.quantity.unit == Unit::Count && clause.read.form == QuantityForm::Plain;
    let here = |before: &Figure| before.span.start >= clause.sentence.span.start;
    // "Ford, 51, told of a party when she was 15 and Sarn was 17": each is as old as it says.
    let is_age = |before: &Figure| {
        before.quantity.unit == Unit::AGE || before.of.as_ref().is_some_and(|of| of.head == words.age())
    };
    let again = before.is_some_and(|before| is_age(before) && here(before)) && bare && start >= 2;
    let ends = || end >= clause.len() || clause.tag(end) == Tag::Punct || clause.tag(end) == Tag::Cconj;
    if !again || !ends() || clause.tag(start - 1) != Tag::Aux {
        return None;
    }
    let subject = start - 2;
    let told_of = matches!(clause.tag(subject), Tag::Pron | Tag::Propn)
        || is_for_a_person(clause.language, clause.sentence.tokens[subject].lemma);
    let of = CountedThing { span: clause.sentence.tokens[subject].span, head: words.age().to_owned() };
    told_of.then_some(CountedPhrase { of, token: Some(subject) })
}

/// Whether a noun, as it stands, is for people: "Republicans".
pub(super) fn is_people(language: &Language, words: &str) -> bool {
    let endings = &language.figures.plural_endings;
    is_for_a_person(language, Word::lowered(endings.strip_end(words).unwrap_or(words)))
}

/// Whether a noun, in dictionary form, is for a person.
fn is_for_a_person(language: &Language, noun: Word) -> bool {
    language.figures.people.has(noun) || language.names.roles.has(noun)
}

fn whole(clause: &QuantityClause, chunk: Chunk) -> CountedPhrase {
    let words = &clause.language.figures;
    let amount = clause.is(chunk.head, &words.sums) && clause.is_of(chunk.head + 1);
    if amount && let Some(inner) = self::chunk(clause.language, clause.text, clause.sentence, chunk.head + 2) {
        return whole(clause, inner);
    }
    let of = CountedThing { span: clause.phrase(chunk.head, chunk.first), head: clause.lemma(chunk.head) };
    CountedPhrase { of, token: Some(chunk.head) }
}

/// The run of describing words and nouns that starts at token `from`, if it holds a noun. Behind the first noun only
/// nouns carry it on, and behind a plural no name does ("12 people Tuesday").
pub(super) fn chunk(language: &Language, text: &str, sentence: &Sentence, from: usize) -> Option<Chunk> {
    let (lists, grammar) = (&language.figures, &language.grammar);
    let mut head = None;
    let mut i = from;
    while let Some(token) = sentence.tokens.get(i) {
        let nominal = matches!(token.tag, Tag::Noun | Tag::Propn);
        let belongs = match head {
            None => (nominal || describes(language, text, sentence, (from, i))) && !is_harm_told(lists, sentence, i),
            Some(noun) => goes_on(language, text, sentence, (noun, i)),
        };
        if !belongs {
            break;
        }
        if nominal {
            head = Some(i);
        }
        i += 1;
        if i - from > 12 {
            break;
        }
    }
    let mut head = head?;
    // "kills 30 Monitor", a headline's credit, and not "30 Taliban".
    if head == from && is_credit(language, text, sentence, head) {
        return None;
    }
    // "2.1 last year": when, not what.
    if lists.times.has(sentence.tokens[head].word) && sentence.tokens[from].tag == Tag::Adj {
        return None;
    }
    // "Acme's chief goals": the owner is not what is counted; "the two powers' efforts": the powers are.
    if !is_plural(language, text, sentence, head)
        && sentence.tokens.get(head + 1).is_some_and(|next| grammar.owner_marks.has(next.span.of(text)))
        && let Some(owned) = chunk(language, text, sentence, head + 2)
    {
        head = owned.head;
    }
    let first = (from..=head).find(|&i| !matches!(sentence.tokens[i].tag, Tag::Punct | Tag::Det)).unwrap_or(head);
    Some(Chunk { first, head })
}

/// Whether token `i` describes a noun behind it, in words that begin at token `from`.
fn describes(language: &Language, text: &str, sentence: &Sentence, (from, i): (usize, usize)) -> bool {
    let token = &sentence.tokens[i];
    let words = token.span.of(text);
    let next = sentence.tokens.get(i + 1);
    let hyphen = next.is_some_and(|next| next.span.of(text) == "-");
    token.tag == Tag::Adj
        // "20 first-graders", "30 well-wishers"
        || hyphen && matches!(token.tag, Tag::Num | Tag::Adv | Tag::Verb)
        || token.tag == Tag::Verb && describes_next(language, text, sentence, i)
        || token.tag == Tag::Adv && next.is_some_and(|next| next.tag == Tag::Adj)
        || matches!(words, "-" | "*" | "**" | "[" | "“" | "\"" | "‘" | "'" | "/")
        || token.tag == Tag::Adv && language.figures.degrees.has(words)
        || i > from && (token.tag == Tag::Cconj || words == ",") && describes_on_both_sides(sentence, i)
}

/// Whether token `i` carries on what is counted, of which token `noun` is the last noun so far.
fn goes_on(language: &Language, text: &str, sentence: &Sentence, (noun, i): (usize, usize)) -> bool {
    let (lists, grammar) = (&language.figures, &language.grammar);
    let token = &sentence.tokens[i];
    let words = token.span.of(text);
    let looks_plural = is_plural(language, text, sentence, noun);
    let plural = looks_plural && sentence.tokens[noun].tag == Tag::Noun;
    let headline_verb = looks_plural && lists.participle_endings.end(words);
    if is_harm_told(lists, sentence, i) || headline_verb || lists.states.has(token.word) {
        return false;
    }
    let joined = sentence.tokens[i - 1].span.of(text) == "-";
    match token.tag {
        // "gas-only options": goes on only when a noun follows.
        _ if words == "-" || words == "/" || joined && token.tag != Tag::Adp => true,
        // "Kia and Hyundai vehicles"
        Tag::Cconj => !plural && !grammar.but.has(token.word) && joins_describers(language, text, sentence, i),
        // "three Falcon 9 launches"
        Tag::Num => is_named_by_number(language, text, sentence, i),
        Tag::Noun => !plural || !lists.times.has(token.word),
        Tag::Propn => !plural,
        _ => false,
    }
}

/// Whether the numeral at `i` belongs to the name before it, and what is counted follows: "three Falcon 9 launches".
fn is_named_by_number(language: &Language, text: &str, sentence: &Sentence, i: usize) -> bool {
    let digits = sentence.tokens[i].span.of(text).bytes().all(|byte| byte.is_ascii_digit());
    let named = i > 0 && sentence.tokens[i - 1].tag == Tag::Propn;
    digits
        && named
        && sentence
            .tokens
            .get(i + 1)
            .is_some_and(|next| next.tag == Tag::Noun && is_plural(language, text, sentence, i + 1))
}

/// A single capitalized word that ends a headline.
fn is_credit(language: &Language, text: &str, sentence: &Sentence, i: usize) -> bool {
    let words = sentence.tokens[i].span.of(text);
    sentence.tokens.len() == i + 1
        && words.starts_with(char::is_uppercase)
        && !crate::quantity::looks_plural(language, words)
}

/// A verb that a headline's tags took for a noun: "kill 10 injure scores".
fn is_harm_told(lists: &FigureWords, sentence: &Sentence, i: usize) -> bool {
    let word = sentence.tokens[i].word;
    lists.harm_told.has(word)
        || lists.wounds.has(word) && sentence.tokens.get(i + 1).is_some_and(|next| next.tag == Tag::Num)
}

/// Whether a participle at `i` stands before the noun it describes: "2,200 evacuated people", not "12 killed in".
fn describes_next(language: &Language, text: &str, sentence: &Sentence, i: usize) -> bool {
    let token = &sentence.tokens[i];
    token.features.has(Features::PARTICIPLE)
        && sentence.tokens.get(i + 1).is_some_and(|next| {
            next.tag == Tag::Noun && is_plural(language, text, sentence, i + 1)
                || matches!(next.tag, Tag::Adj | Tag::Cconj)
        })
        && !language.figures.harming.has(token.lemma)
}

fn describes_on_both_sides(sentence: &Sentence, i: usize) -> bool {
    let describes = |i: usize| sentence.tokens.get(i).is_some_and(|token| token.tag == Tag::Adj);
    (describes(i - 1) || sentence.tokens[i - 1].features.has(Features::PARTICIPLE)) && describes(i + 1)
}

/// Whether "and" at token `i` joins two words that both describe a plural behind them.
fn joins_describers(language: &Language, text: &str, sentence: &Sentence, i: usize) -> bool {
    let describes = |i: usize| sentence.tokens.get(i).is_some_and(|token| matches!(token.tag, Tag::Adj | Tag::Propn));
    let noun = |i: usize| {
        sentence.tokens.get(i).is_some_and(|token| token.tag == Tag::Noun) && is_plural(language, text, sentence, i)
    };
    describes(i - 1) && describes(i + 1) && (noun(i + 2) || describes(i + 2) && noun(i + 3))
}

/// Whether the noun at token `i` is a plural, by its tag or its form.
pub(super) fn is_plural(language: &Language, text: &str, sentence: &Sentence, i: usize) -> bool {
    let token = &sentence.tokens[i];
    token.features.has(Features::PLURAL) || crate::quantity::looks_plural(language, token.span.of(text))
}

/// The subject whose amount the clause gives: "the death toll rose to 34", "exports dropped 7%", "the toll stands at
/// 12". For a bare count only a subject that is an amount, or one joined by "be".
fn subject(clause: &QuantityClause) -> Option<CountedPhrase> {
    let words = &clause.language.figures;
    let subject = subject_by_parse(clause);
    if subject.is_some() || clause.read.quantity.unit != Unit::Count {
        return subject;
    }
    // By order: an amount to the left, with no other figure between.
    let floor =
        clause.tokens.start.saturating_sub(FAR).max(clause.previous.as_ref().map_or(0, |previous| previous.end));
    let head = (floor..clause.tokens.start)
        .rev()
        .take_while(|&i| !matches!(clause.words(i), ";" | "." | ":"))
        .find(|&i| matches!(clause.tag(i), Tag::Noun | Tag::Propn) && is_amount(clause, i))?;
    let links = clause
        .tokens
        .start
        .checked_sub(1)
        .is_some_and(|i| clause.tag(i) == Tag::Aux || clause.tag(i) == Tag::Verb || clause.is(i, &words.links));
    // "a total of 200 million in": the total is no thing counted.
    let of = clause.is_of(clause.tokens.start - 1) && head + 2 == clause.tokens.start;
    (links && !of).then(|| amount(clause, head))
}

/// How far before its size, in tokens, an amount may stand: "the number of civilians killed by the strike in the northern
/// province has risen to 20".
const FAR: usize = 25;

/// Whether the noun at token `i` is an amount whose size a clause may give.
fn is_amount(clause: &QuantityClause, i: usize) -> bool {
    let (lemma, word) = (clause.sentence.tokens[i].lemma, clause.word(i));
    clause.language.figures.amounts.has(lemma) || clause.language.figures.amounts.has(word)
}

/// The amount at token `subject`, or what it is the number of: "the number of victims" is victims.
fn amount(clause: &QuantityClause, subject: usize) -> CountedPhrase {
    let words = &clause.language.figures;
    let mut head = subject;
    if clause.is_of(subject + 1)
        && clause.is(subject, &words.counts)
        && let Some(next) = (subject + 2..clause.tokens.start).find(|&i| clause.tag(i) != Tag::Det)
        && let Some(inner) =
            chunk(clause.language, clause.text, clause.sentence, next).filter(|inner| inner.head < clause.tokens.start)
    {
        head = inner.head;
    }
    let of = CountedThing { span: clause.noun_phrase(head), head: clause.lemma(head) };
    CountedPhrase { of, token: Some(head) }
}

fn subject_by_parse(clause: &QuantityClause) -> Option<CountedPhrase> {
    // "That he was 3 years old": the years are the predicate.
    let unit = usize::from(clause.read.quantity.unit != Unit::AGE);
    let verb = clause
        .sentence
        .ancestors(clause.number)
        .skip(unit)
        .take(3)
        .find(|&up| clause.is_verb(up) || clause.sentence.subject(up).is_some())?;
    let verb = if clause.sentence.subject(verb).is_none() && clause.relation(verb) == Relation::Conj {
        clause.sentence.head(verb)?
    } else {
        verb
    };
    let subject = clause
        .sentence
        .subject(verb)
        .filter(|&subject| subject < clause.tokens.start && matches!(clause.tag(subject), Tag::Noun | Tag::Propn))?;
    let counts = clause.read.quantity.unit == Unit::Count;
    (!counts || is_amount(clause, subject)).then(|| amount(clause, subject))
}

/// What the figure before counts, when this one says only how many: "killed 24 soldiers and wounded dozens more", "It
/// took 150,000".
fn left_out(clause: &QuantityClause, before: Option<&Figure>) -> Option<CountedPhrase> {
    let before = before.filter(|before| {
        before.quantity.unit == Unit::Count && !before.quantity.low.is_some_and(|low| low.is_zero())
    })?;
    let of = before.of.as_ref()?;
    // "Obama is up by seven": how much by, and not of what is counted elsewhere.
    if clause.tokens.start.checked_sub(1).is_some_and(|by| clause.is(by, &clause.language.figures.by)) {
        return None;
    }
    // "Two bombs went off, killing three": three people, as after "killing 24 soldiers".
    let first = clause.sentence.token_at(before.span.start);
    if is_behind_harm(clause, clause.tokens.start) && !first.is_some_and(|first| is_behind_harm(clause, first)) {
        return None;
    }
    if clause.read.form == QuantityForm::Nothing
        || clause.read.quantity.bound == Bound::Vague && !vague_stands_alone(clause)
    {
        return None;
    }
    Some(CountedPhrase { of: of.clone(), token: None })
}

/// Whether a verb of harm stands right before token `start`: "killing three".
fn is_behind_harm(clause: &QuantityClause, start: usize) -> bool {
    let verb = start.checked_sub(1).map(|before| &clause.sentence.tokens[before]);
    verb.is_some_and(|verb| verb.tag == Tag::Verb && clause.language.figures.harms.has(verb.lemma))
}

/// "dozens more", "several others", "hundreds were hurt".
fn vague_stands_alone(clause: &QuantityClause) -> bool {
    let next = clause.tokens.end;
    next >= clause.len()
        || clause.is(next, &clause.language.figures.others)
        || matches!(clause.tag(next), Tag::Aux | Tag::Verb | Tag::Punct | Tag::Adp)
}

/// What a noun of change speaks of: "exports" in "a 5% rise in exports", "price" in "a 5% price increase".
fn changed(clause: &QuantityClause, change: usize) -> Option<CountedPhrase> {
    if clause.is(change + 1, &clause.language.figures.changed_in) {
        let next = (change + 2..clause.len()).find(|&i| clause.tag(i) != Tag::Det)?;
        return chunk(clause.language, clause.text, clause.sentence, next).map(|chunk| whole(clause, chunk));
    }
    let inner = change.checked_sub(1).filter(|&i| i >= clause.tokens.end && clause.tag(i) == Tag::Noun)?;
    let of = CountedThing { span: clause.sentence.tokens[inner].span, head: clause.lemma(inner) };
    Some(CountedPhrase { of, token: Some(inner) })
}

fn is_change(clause: &QuantityClause, token: usize) -> bool {
    clause.tag(token) == Tag::Noun
        && !clause.is_thing(token)
        && crate::quantity::direction_of(clause.language, clause.words(token)).is_some()
}
