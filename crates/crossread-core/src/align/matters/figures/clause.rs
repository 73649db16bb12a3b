//! What the clause of a figure says of it: for when it holds, how it moves, which of several it is.

use super::spot::Spot;
use crate::align::matters::Course;
use crate::annotate::Annotations;
use crate::annotate::figures::{Figure, Standing, Status};
use crate::language::Language;
use crate::language::amounts::AmountWords;
use crate::language::grammar::GrammarWords;
use crate::quantity::Unit;
use crossread_language::{Features, Relation, Sentence, Span, Tag, Token, Word};
use jiff::civil::Date;
use rust_decimal::Decimal;

/// What its clause says of a figure.
pub(super) struct FigureClause {
    /// The verb it hangs on.
    pub predicate: Option<Word>,
    /// For each what.
    pub per: Option<Word>,
    pub standing: Standing,
    /// What is planned or only supposed is another matter than what is.
    pub unreal: bool,
    /// Of a length of time whether it leads on from something ("two days after the vote") or back from it.
    pub leads_on: Option<bool>,
    /// Of a length of time whether something lasts so long: "for two hours".
    pub lasts: bool,
    /// Of a length of time whether it only tells within what time another amount of its sentence comes together: "$9 billion over 10
    /// years". Such sums are told of many things, and the time by itself is none that accounts differ about.
    pub is_of_another: bool,
    /// Of several that came one after the other, which.
    pub turn: Option<Turn>,
    /// Which inning, game or round its own phrase names: "two outs in the eighth".
    pub ordinal: Option<Decimal>,
    /// Whether the clause tells, in the present, how things stand.
    pub now: bool,
    /// How such a count moves as days pass.
    pub course: Course,
    /// Whether the sentence says that it was told otherwise before.
    pub updates: bool,
    /// The hour or part of the day that the sentence names.
    pub hour: Option<Word>,
}

impl FigureClause {
    /// `happening` tells what happens to what is counted.
    pub(super) fn of(spot: &Spot, happening: Option<Span>, is_age: bool) -> FigureClause {
        let Spot { language, sentence, figure, found, .. } = *spot;
        let (words, text) = (&language.amounts, spot.text());
        FigureClause {
            predicate: figure.predicate.as_ref().map(|predicate| Word::lowered(&predicate.lemma)),
            per: figure.per.map(|per| Word::lowered(per.of(text).rsplit(' ').next().unwrap_or_default())),
            standing: figure.standing,
            unreal: matches!(figure.status, Status::Planned | Status::Hypothetical),
            leads_on: leads_on(words, sentence, figure).filter(|_| figure.quantity.unit.is_time()),
            lasts: figure.quantity.unit.is_time() && lasts(words, sentence, figure),
            is_of_another: figure.quantity.unit.is_time() && is_of_another(words, found, sentence, figure),
            turn: turn(words, sentence, figure).filter(|_| !is_age),
            ordinal: ordinal(language, text, sentence, figure),
            now: tells_of_now(&language.grammar, sentence, figure),
            course: course(language, sentence, figure, happening),
            updates: updates(words, sentence),
            hour: hour(words, found, sentence, figure),
        }
    }
}

/// The days that a figure holds for. Of what "has" happened up to now these are none that are over.
pub(super) fn as_of(spot: &Spot, said: Option<Date>) -> Option<(Date, Date)> {
    let Spot { language, sentence, figure, found, .. } = *spot;
    let days = figure.as_of.and_then(|date| stretch(&language.amounts, spot.text(), found, date as usize));
    days.filter(|days| !is_so_far(&language.grammar, sentence, figure) || !is_over(*days, said))
}

/// Which of several that came one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// The first, the earlier: "the original offer".
    Earlier,
    /// The new one: "the sweetened bid".
    Later,
}

/// The days a date names, or the stretch of time that it begins or ends: "between April 19 and May 31".
fn stretch(words: &AmountWords, text: &str, found: &Annotations, number: usize) -> Option<(Date, Date)> {
    let date = &found.dates[number];
    let (from, to) = (date.from?, date.to?);
    let before = |start: u32| text[..start as usize].trim_end();
    let begins = |start: u32| words.stretch_begins.end(before(start));
    let links = |first: usize, second: usize| {
        let (first, second) = (found.dates.get(first)?, found.dates.get(second)?);
        let between = text.get(first.span.end()..second.span.start())?.trim();
        let linked = words.stretch_links.has(between);
        (linked && begins(first.span.start)).then_some((first.from?, second.to?))
    };
    let first = links(number, number + 1);
    let last = || links(number.checked_sub(1)?, number);
    Some(first.or_else(last).filter(|(from, to)| from < to).unwrap_or((from, to)))
}

/// Whether the clause of a figure tells, in the present, how things stand: by its verb or that verb's helpers.
fn tells_of_now(grammar: &GrammarWords, sentence: &Sentence, figure: &Figure) -> bool {
    let verb = match &figure.predicate {
        Some(predicate) => sentence.token_at(predicate.span.start),
        None => sentence.token_at(figure.span.start).and_then(|number| sentence.head(number)),
    };
    let Some(verb) = verb else { return false };
    // "48 people are under watch": past the noun.
    let verb = match sentence.head(verb) {
        Some(above) if matches!(sentence.tokens[verb].relation, Relation::Nsubj | Relation::NsubjPass) => above,
        _ => verb,
    };
    // What somebody has, he has at the time of the telling.
    if grammar.have.has(sentence.tokens[verb].lemma) && sentence.tokens[verb].tag == Tag::Verb {
        return true;
    }
    let present = |i: usize| {
        let features = sentence.tokens[i].features;
        features.has(Features::PRESENT) && features.has(Features::FINITE)
    };
    let helper = |&child: &usize| {
        child < verb && matches!(sentence.tokens[child].relation, Relation::Aux | Relation::AuxPass | Relation::Cop)
    };
    present(verb) || sentence.children(verb).filter(helper).any(present)
}

/// Whether the words right behind a length of time lead on or back: "two days after", "a few hours before".
fn leads_on(words: &AmountWords, sentence: &Sentence, figure: &Figure) -> Option<bool> {
    let next = sentence.tokens.get(sentence.tokens_in(figure.span).end)?.word;
    words.on.has(next).then_some(true).or_else(|| words.back.has(next).then_some(false))
}

/// Whether the word before a length of time says that something lasts so long: "for two hours".
fn lasts(words: &AmountWords, sentence: &Sentence, figure: &Figure) -> bool {
    let before = sentence.tokens_in(figure.span).start.checked_sub(1);
    before.is_some_and(|before| words.lasting.has(sentence.tokens[before].word))
}

/// Whether a length of time tells within what time the amount before it comes together.
fn is_of_another(words: &AmountWords, found: &Annotations, sentence: &Sentence, figure: &Figure) -> bool {
    let at = sentence.tokens_in(figure.span).start;
    let spread = (at.saturating_sub(SPREAD)..at).rfind(|&i| words.spread.has(sentence.tokens[i].word));
    let Some(spread) = spread.map(|i| sentence.tokens[i].span) else { return false };
    let behind = found.figures.partition_point(|other| other.span.start < spread.start);
    let before = found.figures[..behind].iter().rev().take_while(|other| other.span.start >= sentence.span.start);
    before.into_iter().any(|other| {
        matches!(other.quantity.unit, Unit::Currency(_) | Unit::Percent | Unit::Symbol(_))
            && !other.quantity.unit.is_time()
    })
}

/// How far before a length of time, in tokens, its preposition stands: "over the next 10 years".
const SPREAD: usize = 3;

/// Whether a sentence says that what it tells was told otherwise before: "than it had previously disclosed", "bringing the
/// total to", "raised its estimate to".
fn updates(known: &AmountWords, sentence: &Sentence) -> bool {
    let words = || sentence.tokens.iter();
    let told = |token: &&Token| known.updates.has(token.word) || known.updates.has(token.lemma);
    let total = |token: &&Token| known.totals.has(token.lemma) || known.toll.has(token.lemma);
    words().any(|token| told(&token))
        || words().any(|token| known.bringing.has(token.lemma)) && words().any(|token| total(&token))
}

/// The hour or part of the day that stands nearest to a figure in its sentence: "fell 4 percent at mid-afternoon".
fn hour(words: &AmountWords, found: &Annotations, sentence: &Sentence, figure: &Figure) -> Option<Word> {
    let from = found.dates.partition_point(|date| date.span.end <= sentence.span.start);
    let inside = found.dates[from..].iter().take_while(|date| date.span.start < sentence.span.end);
    let hours = inside.filter_map(|date| Some((date.span, date.value.clock()?)));
    // "at mid-afternoon", "at the close" are no dates.
    let part = |token: &Token| {
        let names = token.tag == Tag::Noun && words.day_parts.has(token.lemma);
        names.then_some((token.span, token.lemma))
    };
    let hours = hours.map(|(span, hour)| (span, Word::of(hour))).chain(sentence.tokens.iter().filter_map(part));
    let distance = |span: Span| span.start.abs_diff(figure.span.end).min(figure.span.start.abs_diff(span.end));
    hours.min_by_key(|(span, _)| (distance(*span), *span)).map(|(_, hour)| hour)
}

/// Which of several that came one after the other: by a describing word of the phrase that the figure stands in.
fn turn(words: &AmountWords, sentence: &Sentence, figure: &Figure) -> Option<Turn> {
    let inside = sentence.tokens_in(figure.of.as_ref().map_or(figure.span, |of| of.span.cover(figure.span)));
    let around = inside.start.saturating_sub(TURN)..sentence.tokens.len().min(inside.end + TURN);
    let describes = |i: &usize| {
        // "the original $105 billion approach": past the amount.
        let next = sentence.tokens.get(i + 1..).unwrap_or_default();
        next.iter()
            .filter(|token| !matches!(token.tag, Tag::Num | Tag::Sym))
            .take(3)
            .take_while(|token| token.tag != Tag::Punct && token.tag != Tag::Verb)
            .any(|token| token.tag == Tag::Noun)
    };
    let distance = |i: usize| if i < inside.start { inside.start - i } else { i.saturating_sub(inside.end) };
    let turn_of = |word: Word| match () {
        () if words.earlier.has(word) => Some(Turn::Earlier),
        () if words.later.has(word) => Some(Turn::Later),
        () => None,
    };
    let found = around.filter(describes).filter_map(|i| Some((distance(i), turn_of(sentence.tokens[i].word)?)));
    let nearest = found.min_by_key(|(distance, _)| *distance).map(|(_, turn)| turn);
    match figure.standing {
        Standing::Before => Some(Turn::Earlier),
        Standing::RisenTo | Standing::FallenTo => Some(Turn::Later),
        _ => nearest,
    }
}

/// How far from a figure, in tokens, "the first" and "the new" still tell which one it is of.
const TURN: usize = 5;

/// The ordinal behind "in the", "of the" in the phrase behind a figure, in words or digits: "two outs in the eighth". "For the first
/// time" tells which of nothing.
fn ordinal(language: &Language, text: &str, sentence: &Sentence, figure: &Figure) -> Option<Decimal> {
    let behind = sentence.tokens_in(figure.of.as_ref().map_or(figure.span, |of| of.span.cover(figure.span))).start;
    let end = sentence.tokens.len().min(behind + ORDINAL);
    let goes_on = |i: &usize| !matches!(sentence.tokens[*i].tag, Tag::Verb | Tag::Punct | Tag::Cconj);
    let phrase = (behind..end).take_while(goes_on);
    phrase.skip(2).find_map(|i| {
        let leads =
            language.grammar.definite.has(sentence.tokens[i - 1].word) && sentence.tokens[i - 2].tag == Tag::Adp;
        let number = ordinal_of(language, sentence.tokens[i].span.of(text)).filter(|_| leads)?;
        let is_time = sentence.tokens.get(i + 1).is_some_and(|next| language.amounts.times_of.has(next.lemma));
        (!is_time).then_some(number)
    })
}

/// How far from a figure, in tokens, its phrase still tells which inning or game it is of.
const ORDINAL: usize = 8;

/// The number of "eighth", "10th".
fn ordinal_of(language: &Language, word: &str) -> Option<Decimal> {
    let lowered = word.to_lowercase();
    let digits = language.amounts.ordinal_endings.each().find_map(|end| lowered.strip_suffix(end)?.parse::<u16>().ok());
    digits.map(Decimal::from).or_else(|| language.quantities.ordinals.get(&Word::of(&lowered)).copied())
}

/// How a count of what happened so moves as days pass.
fn course(language: &Language, sentence: &Sentence, figure: &Figure, happening: Option<Span>) -> Course {
    let words = &language.amounts;
    let spans = [happening, figure.predicate.as_ref().map(|own| own.span), figure.of.as_ref().map(|of| of.span)];
    let tokens = spans.into_iter().flatten().flat_map(|span| sentence.tokens_in(span)).map(|i| &sentence.tokens[i]);
    let course_of = |word: Word| match () {
        () if words.rising.has(word) => Some(Course::Rises),
        () if words.falling.has(word) => Some(Course::Falls),
        () => None,
    };
    let mut courses = tokens.filter_map(|token| course_of(token.lemma).or_else(|| course_of(token.word)));
    let has_happened = || {
        if figure.of.is_some() && is_so_far(&language.grammar, sentence, figure) {
            Course::Mounts
        } else {
            Course::Open
        }
    };
    courses.next().unwrap_or_else(has_happened)
}

/// Whether days lie well before the telling: of them English does not say that something "has killed" so many.
fn is_over((_, to): (Date, Date), said: Option<Date>) -> bool {
    said.is_some_and(|said| to.until(said).map_or(0, |span| span.get_days()) > OVER)
}

/// So many days before the telling and more are no longer its present: a week's news still tells of "has killed".
const OVER: i32 = 30;

/// Whether the clause tells what has happened up to now: "2,000 children have been separated". Such a count only rises.
fn is_so_far(grammar: &GrammarWords, sentence: &Sentence, figure: &Figure) -> bool {
    if figure.quantity.unit != Unit::Count {
        return false;
    }
    let verb = figure.predicate.as_ref().and_then(|own| sentence.token_at(own.span.start));
    let Some(verb) = verb.filter(|&verb| sentence.tokens[verb].features.has(Features::PARTICIPLE)) else {
        return false;
    };
    sentence.children(verb).any(|child| {
        child < verb
            && grammar.have.has(sentence.tokens[child].lemma)
            && sentence.tokens[child].relation == Relation::Aux
    })
}
