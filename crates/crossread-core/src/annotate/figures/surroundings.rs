//! Whose a figure is, where, as of when, and who asserts it.

use super::clause::QuantityClause;
use super::{DatedText, Reference, counted};
use crate::annotate::dates::DateKind;
use crate::annotate::names::names_in;
use crate::annotate::quotes::{Quote, QuoteKind, Speaker};
use crossread_language::{Features, MentionKind, Relation, Span, Tag, Word};

const COMMA: Word = Word::of(",");

/// A reference to the words at `span`, resolved when a name stands in them.
fn reference(found: &DatedText, span: Span) -> Reference {
    let referent = names_in(found.names, span).find(|name| span.contains(name.span)).map(|name| name.referent);
    Reference { span, referent }
}

/// Whose: an owner before the figure ("Iran's 17 missiles", "its 5,200 troops"), a nation or body before the head ("US
/// troops"), an owner behind ("members of the Iraqi military"), or who has them ("the US has 5,000 troops").
pub(super) fn whose(
    found: &DatedText,
    clause: &QuantityClause,
    counted: Option<&counted::CountedPhrase>,
) -> Option<Reference> {
    let (start, words) = (clause.tokens.start, &clause.language.figures);
    let countries = &clause.language.names.countries;
    if start > 0 {
        let before = start - 1;
        if clause.has(before, Features::POSSESSIVE) && clause.tag(before) == Tag::Pron
            || clause.is(before, &words.owners)
        {
            return Some(reference(found, clause.sentence.tokens[before].span));
        }
        if clause.language.grammar.owner_marks.has(clause.words(before)) && before > 0 {
            let owner = before - 1;
            let name = names_in(found.names, clause.sentence.tokens[owner].span).next();
            let span = name.map_or_else(|| clause.noun_phrase(owner), |name| name.span);
            return Some(reference(found, span));
        }
    }
    let of = counted?;
    if of.of.head == words.age() {
        // "Smith, 43,": Smith's.
        return names_in(found.names, of.of.span)
            .next()
            .map(|name| Reference { span: name.span, referent: Some(name.referent) });
    }
    let head = of.token;
    let limit = head.map_or(of.of.span.end, |head| clause.sentence.tokens[head].span.end);
    // Before the head: a demonym or a name.
    let describing = Span { start: of.of.span.start, end: limit.max(of.of.span.start) };
    if let Some(head) = head {
        let first = clause.sentence.token_at(describing.start).unwrap_or(head);
        for i in first..head {
            let token = clause.sentence.tokens[i].span;
            if let Some(name) = names_in(found.names, token).find(|name| describing.contains(name.span)) {
                return Some(Reference { span: name.span, referent: Some(name.referent) });
            }
            let own = clause.words(i);
            let nation = own.starts_with(char::is_uppercase)
                && (countries.of_demonym(own).is_some() || countries.full_name(own).is_some());
            if nation {
                return Some(Reference { span: token, referent: None });
            }
        }
        // Behind it: "of" and a name.
        if clause.is_of(head + 1) {
            let next = (head + 2..clause.len()).find(|&i| clause.tag(i) != Tag::Det)?;
            if let Some(chunk) = counted::chunk(clause.language, clause.text, clause.sentence, next) {
                let span = clause.sentence.words(head + 2, chunk.head);
                let named = names_in(found.names, span).next().is_some()
                    || (next..=chunk.head).any(|i| countries.of_demonym(clause.words(i)).is_some());
                if named {
                    return Some(reference(found, span));
                }
            }
        }
    }
    // "the US has around 5,000 troops"
    let before = start.checked_sub(1).filter(|&before| clause.is(before, &words.having));
    let above = || clause.sentence.ancestors(head.unwrap_or(clause.number)).skip(1).find(|&up| clause.is_verb(up));
    let verb = before.or_else(above)?;
    if clause.is(verb, &words.having) && verb < start {
        let by_order = verb.checked_sub(1).filter(|&i| matches!(clause.tag(i), Tag::Noun | Tag::Propn | Tag::Pron));
        let subject = clause.sentence.subject(verb).filter(|&subject| subject < verb).or(by_order)?;
        return Some(reference(found, clause.noun_phrase(subject)));
    }
    None
}

/// Where: the place named behind the figure, else before it, with a word that says where; the nearest, and none beyond
/// the next figure while there is one on this side of it.
pub(super) fn place(found: &DatedText, clause: &QuantityClause) -> Option<Reference> {
    let sentence = clause.sentence;
    let (number, words) = (clause.number, &clause.language.figures);
    let hyphen = |at: usize| matches!(clause.words(at), "-" | "–");
    let mark = |at: usize| clause.language.grammar.possessive_marks.has(clause.words(at));
    let mut best: Option<(usize, Span, u32)> = None;
    for name in names_in(found.names, sentence.span).filter(|name| name.kind == MentionKind::Place) {
        if clause.read.span.overlaps(name.span) {
            continue;
        }
        let tokens = sentence.tokens_in(name.span);
        // "U.S.-Iran tensions", "Iraq's army": no place but a describing word.
        if tokens.end < clause.len() && (hyphen(tokens.end) || mark(tokens.end)) {
            continue;
        }
        // Back over what describes it to the word that says where.
        let mut at = tokens.start;
        let mut steps = 0;
        while at > 0 && steps < 5 && matches!(clause.tag(at - 1), Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn) {
            at -= 1;
            steps += 1;
        }
        if at == 0 || !clause.is(at - 1, &words.placing) {
            continue;
        }
        let preposition = at - 1;
        let plain = clause.is(preposition, &words.placing_plainly);
        let of_town =
            clause.is_of(preposition) && preposition > 0 && clause.is(preposition - 1, &words.parts_of_places);
        if !plain && !of_town {
            continue;
        }
        let behind = tokens.start > number;
        let distance = tokens.start.abs_diff(number);
        let crosses = |other: &Option<std::ops::Range<usize>>| {
            other.as_ref().is_some_and(|other| {
                other.start.min(tokens.start) >= number.min(tokens.start)
                    && other.start > number.min(tokens.start)
                    && other.start < number.max(tokens.start)
            })
        };
        let mut cost = distance + if behind { 0 } else { 4 };
        if crosses(&clause.next) || crosses(&clause.previous) {
            cost += 30;
        }
        if clause.parted(number, tokens.start) {
            cost += 20;
        }
        if best.is_none_or(|(least, ..)| cost < least) {
            best = Some((cost, name.span, name.referent));
        }
    }
    best.map(|(_, span, referent)| Reference { span, referent: Some(referent) })
}

/// As of when: the nearest date of the sentence that is not the day of saying ("said on Thursday") and does not begin or
/// end a stretch of time ("since 2011").
pub(super) fn as_of(found: &DatedText, clause: &QuantityClause) -> Option<u32> {
    let (sentence, words) = (clause.sentence, &clause.language.figures);
    let from = found.dates.partition_point(|date| date.span.end <= sentence.span.start);
    let mut best: Option<(usize, u32)> = None;
    for (i, date) in found.dates.iter().enumerate().skip(from) {
        if date.span.start >= sentence.span.end {
            break;
        }
        if date.kind == DateKind::Duration || date.kind == DateKind::Set || date.from.is_none() {
            continue;
        }
        let tokens = sentence.tokens_in(date.span);
        if tokens.is_empty() {
            continue;
        }
        let preposition = tokens.start.checked_sub(1);
        // "The worst since 2004, when seven were killed": the year of that.
        let comma = usize::from(clause.word(tokens.end) == COMMA);
        let of_when =
            tokens.end + comma < clause.number && clause.is(tokens.end + comma, &clause.language.events.at_which_time);
        if !of_when && preposition.is_some_and(|i| clause.is(i, &words.stretches)) {
            continue;
        }
        let said = (tokens.start.saturating_sub(3)..tokens.start).any(|i| clause.is(i, &words.saying));
        if said || is_beside_the_point(clause, tokens.start) {
            continue;
        }
        let distance = tokens.start.abs_diff(clause.number);
        let parted = if clause.parted(clause.number, tokens.start) && !of_when { 20 } else { 0 };
        if best.is_none_or(|(least, _)| distance + parted < least) {
            best = Some((distance + parted, i as u32));
        }
    }
    best.map(|(_, i)| i)
}

/// Whether a relative clause parts a number and a date of which neither is said of what the other describes: "at 2:50 p.m. on Monday,
/// the time at which the first of two bombs went off", not "the attack on Monday, which killed 12".
fn is_beside_the_point(clause: &QuantityClause, date: usize) -> bool {
    let (sentence, number) = (clause.sentence, clause.number);
    let up = |from: usize| std::iter::once(from).chain(sentence.ancestors(from)).collect::<Vec<usize>>();
    let (above_number, above_date) = (up(number), up(date));
    let leaves = |own: &[usize], other: &[usize]| {
        let below = own.iter().copied().take_while(|at| !other.contains(at));
        let mut described =
            below.filter(|&at| sentence.tokens[at].relation == Relation::AclRelcl).filter_map(|at| sentence.head(at));
        described.any(|noun| !other.contains(&noun))
    };
    leaves(&above_number, &above_date)
        || leaves(&above_date, &above_number)
        || are_of_two_clauses(clause, &above_number, &above_date)
}

/// Whether number and date stand in two clauses that both hang on a third, "after a two-hour meeting, came days after they were charged on
/// Friday", or the date in the deed that somebody is charged for, "12 were charged for hacking mails in 2016".
fn are_of_two_clauses(figure: &QuantityClause, above_number: &[usize], above_date: &[usize]) -> bool {
    let (sentence, deeds) = (figure.sentence, &figure.language.figures.deeds);
    let clause = |own: &[usize], other: &[usize]| {
        let mut below = own.iter().copied().take_while(|at| !other.contains(at));
        below.find(|&at| matches!(sentence.tokens[at].relation, Relation::Advcl | Relation::Acl))
    };
    let Some(of_date) = clause(above_date, above_number) else { return false };
    let is_for = |child: usize| child < of_date && deeds.has(sentence.tokens[child].word);
    clause(above_number, above_date).is_some() || sentence.children(of_date).any(is_for)
}

/// The quotes of an article, ready to be asked which of them cover a place.
pub(in crate::annotate) struct Voices<'a> {
    quotes: &'a [Quote],
    /// For each quote, how far it and those before it reach: where to stop looking back.
    reach: Vec<u32>,
}

impl<'a> Voices<'a> {
    pub fn new(quotes: &'a [Quote]) -> Voices<'a> {
        let mut furthest = 0;
        let reach = quotes.iter().map(|quote| {
            furthest = quote.span.end.max(furthest);
            furthest
        });
        Voices { quotes, reach: reach.collect() }
    }

    /// Who asserts what stands at `span`: the speaker of the innermost quote that covers it.
    pub fn at(&self, span: Span) -> Option<Speaker> {
        self.around(span)
            .filter_map(|quote| quote.speaker.map(|speaker| (quote.span.len(), speaker)))
            .min_by_key(|(length, speaker)| (*length, speaker.span))
            .map(|(_, speaker)| speaker)
    }

    /// Whether what stands at `span` stands in quotation marks.
    pub fn are_marked(&self, span: Span) -> bool {
        self.around(span).any(|quote| quote.kind != QuoteKind::Indirect)
    }

    /// The quotes that cover `span`.
    fn around(&self, span: Span) -> impl Iterator<Item = &'a Quote> {
        let last = self.quotes.partition_point(|quote| quote.span.start <= span.start);
        let reach = (0..last).rev().take_while(move |&i| self.reach[i] >= span.end);
        reach.map(|i| &self.quotes[i]).filter(move |quote| quote.span.contains(span))
    }
}
