//! Whether a number counts anything: years, times of day, names and the like are told apart by the words around them.

use super::english::{direction_of, is_plural};
use super::pieces::{PieceKind, QuantityPiece};
use super::reader::{Number, QuantityForm, QuantityReader, QuantityReading, RangeReading};
use super::{Bound, Unit};
use crate::language::Language;
use crate::language::groups::Group;
use crossread_language::Word;
use rust_decimal::Decimal;

/// What the surroundings say of a number.
pub(super) enum NumberVerdict {
    /// It counts something.
    Counts,
    /// It doesn't; reading goes on at piece `end`.
    CountsNothing { end: usize },
}

/// A number that may well be a year.
pub(super) fn is_year(value: Decimal) -> bool {
    value >= Decimal::from(1900) && value <= Decimal::from(2100) && value.fract().is_zero()
}

/// Whether most words of four letters and more are capitalized, as in headlines: there a capital says nothing.
pub(super) fn is_title_case(reader: &QuantityReader) -> bool {
    let (mut long, mut capital) = (0, 0);
    for piece in reader.pieces.iter().filter(|piece| piece.is_word() && piece.span.len() >= 4) {
        long += 1;
        capital += usize::from(piece.is_capitalized(reader.text));
    }
    long >= 3 && capital * 10 >= long * 7
}

/// Whether "from A to B" tells what an amount was and what it is now ("rose from 11 to 34"), and not between which
/// amounts something lies ("ranging from 11 to 34"): a word of change stands shortly before.
pub(super) fn tells_a_change(reader: &QuantityReader, read: &QuantityReading) -> bool {
    let Some(before) = read.first.checked_sub(1) else { return false };
    let changes = |end: usize| {
        (end.saturating_sub(6)..end)
            .rev()
            .take_while(|&i| reader.pieces[i].is_word() || reader.pieces[i].is_digits())
            .any(|i| direction_of(reader.language, reader.words(i)).is_some())
    };
    if reader.any(before, &reader.language.grammar.from) {
        return changes(before);
    }
    // "increased by $43.6 billion to $419.2 billion": by so much, to so much. "by 5 to 10 percent" is a range.
    let money = matches!(read.quantity.unit, Unit::Currency(_)) && read.core < read.number;
    let own_money = money && reader.pieces[read.number + 1..read.core_end].iter().any(|piece| !piece.is_word());
    let to = (read.number..read.core_end).any(|i| reader.any(i, &reader.language.grammar.toward));
    if !to || !changes(before + 1) {
        return false;
    }
    let two_amounts =
        own_money && reader.pieces[read.number + 1..read.core_end].iter().any(|p| is_money_mark(reader, p));
    let far = read.quantity.unit == Unit::Count
        && read
            .quantity
            .low
            .zip(read.quantity.high)
            .is_some_and(|(low, high)| low.checked_mul(Decimal::from(3)).is_some_and(|least| high >= least));
    // "fell 1.30 to 18.45": by so much, to so much, as shares are told.
    let shares = direction_of(reader.language, reader.words(before)).is_some()
        && (read.number..read.core_end).filter(|&i| reader.words(i).contains('.')).count() == 2;
    two_amounts || (reader.any(before, &reader.language.quantities.by) || shares) && far
}

/// Whether a piece is a sign of money.
fn is_money_mark(reader: &QuantityReader, piece: &QuantityPiece) -> bool {
    matches!(piece.kind, PieceKind::Mark('$' | '€' | '£' | '¥' | '₹'))
        || piece.is_word() && reader.language.quantities.money_codes.has(piece.span.of(reader.text))
}

/// Decides.
pub(super) fn verdict(reader: &QuantityReader, read: &QuantityReading, titled: bool) -> NumberVerdict {
    let nothing = |end: usize| NumberVerdict::CountsNothing { end };
    if read.form == QuantityForm::Rank {
        return if read.quantity.unit == Unit::Count || ranks(reader, read) {
            NumberVerdict::Counts
        } else {
            nothing(read.end)
        };
    }
    if read.form == QuantityForm::Nothing {
        return if reader.is_idiom(read.number) { nothing(read.end) } else { NumberVerdict::Counts };
    }
    // "5 m people" are neither five nor meters; what they are, the words alone don't say.
    if read.quantity.unit == Unit::Symbol("m") && reader.any(read.end, &reader.language.quantities.who_is_counted) {
        return nothing(read.end);
    }
    if reader.pieces[read.number].is_digits() {
        if let Some(end) = glued(reader, read) {
            return nothing(end);
        }
        if is_aircraft(reader, read) {
            return nothing(read.end);
        }
        let elsewhere = telephone(reader, read)
            .or_else(|| coordinate(reader, read))
            .or_else(|| counter(reader, read))
            .or_else(|| date_or_time(reader, read));
        if let Some(end) = elsewhere {
            return nothing(end);
        }
        if read.form == QuantityForm::Plain
            && read.quantity.unit == Unit::Count
            && read.lead.bare
            && (is_list_number(reader, read)
                || year_here(reader, read)
                || part_of_a_name(reader, read, titled)
                || names_a_thing(reader, read)
                || is_emergency_call(reader, read)
                || is_called_so(reader, read)
                || house_number(reader, read))
        {
            return nothing(read.end);
        }
        return NumberVerdict::Counts;
    }
    // "twenty-fifth", "one hundred twenty fifth": an ordinal.
    let last = reader.past_hyphen(read.lead.end);
    if read.lead.end == read.core_end && is_ordinal(reader, &read.lead, last) {
        return nothing(last + 1);
    }
    // "nineteen eighty-four", "twenty twenty".
    let second = reader.piece(read.lead.end).is_some_and(|next| next.gap && next.is_word());
    if second
        && is_spoken_year(reader, &read.lead)
        && let Some(rest) = reader.quantity(read.lead.end, read.lead.end, RangeReading::Apart)
    {
        return nothing(rest.lead.end);
    }
    if in_words(reader, read) { NumberVerdict::Counts } else { nothing(read.number + 1) }
}

/// Digits that are glued to something that makes them part of a name, an address or a code; where that ends.
fn glued(reader: &QuantityReader, read: &QuantityReading) -> Option<usize> {
    let run_end = |from: usize| {
        let mut end = from;
        while reader.piece(end).is_some_and(|piece| !piece.gap && !piece.is_mark('>')) {
            end += 1;
        }
        end
    };
    let at = read.core;
    // "COVID -19": a code torn in two, not a number below zero.
    if reader.pieces[at].is_dash() && at > 0 && {
        let before = reader.words(at - 1);
        before.len() > 1 && before.bytes().all(|byte| byte.is_ascii_uppercase())
    } {
        return Some(run_end(read.lead.end));
    }
    if reader.glued(at) {
        let before = &reader.pieces[at - 1];
        let bad = match before.kind {
            PieceKind::Word | PieceKind::Digits(_) => true,
            PieceKind::Mark(mark) if before.is_dash() && mark != '—' => {
                // "COVID-19", "F-16", "mid-1990s"; "sub-7" has taken its hyphen in as a hedge.
                read.first == read.core
                    && reader.glued(at - 1)
                    && at >= 2
                    && (reader.pieces[at - 2].is_word() || reader.pieces[at - 2].is_digits())
            }
            PieceKind::Mark(mark) => {
                mark == '_' && reader.glued(at - 1)
                    || matches!(mark, '/' | '@' | '#' | '=' | '\\' | '&' | '\'' | '’' | '‘' | '^')
                    || matches!(mark, '.' | ':') && reader.glued(at - 1)
            }
        };
        if bad {
            return Some(run_end(read.lead.end));
        }
    }
    // "+1-222-2222"
    if at > 0
        && reader.pieces[at - 1].is_mark('+')
        && reader.glued(at)
        && reader.piece(read.lead.end).is_some_and(QuantityPiece::is_dash)
    {
        return Some(run_end(read.lead.end));
    }
    let end = read.core_end;
    let next = reader.piece(end).filter(|piece| !piece.gap)?;
    let bad = match next.kind {
        // "5G", "1990s", "21st".
        PieceKind::Word => true,
        PieceKind::Digits(_) => true,
        PieceKind::Mark('_') => {
            reader.piece(end + 1).is_some_and(|piece| !piece.gap && !matches!(piece.kind, PieceKind::Mark(_)))
        }
        PieceKind::Mark('@' | '=' | '\\' | '&' | '^') => true,
        PieceKind::Mark('/' | ':') => reader.piece(end + 1).is_some_and(|piece| piece.is_digits() && !piece.gap),
        // "555-0143-2", "2020-01-05"; but "18-member".
        PieceKind::Mark(_) if next.is_dash() => {
            reader.piece(end + 1).is_some_and(|piece| piece.is_digits() && !piece.gap)
        }
        PieceKind::Mark(_) => false,
    };
    bad.then(|| run_end(end))
}

/// Whether an ordinal ranks: with a superlative behind it, or as the place that somebody reached.
fn ranks(reader: &QuantityReader, read: &QuantityReading) -> bool {
    let ordinal_end = read.number + 1 + usize::from(reader.pieces[read.number].is_digits());
    let in_words = reader.past_hyphen(ordinal_end) + 1;
    let superlative = read.end > in_words
        || read.end > ordinal_end && !reader.language.quantities.ordinals.contains_key(&reader.word(read.end - 1));
    if superlative {
        return true;
    }
    let Some(before) = read.number.checked_sub(1) else { return false };
    let ends = reader.piece(read.end).is_none_or(|next| !next.is_word() || is_function_word(reader.language, next));
    let placed = reader.any(read.end, &reader.language.quantities.places);
    reader.language.quantities.ranking.has(reader.word(before)) && (ends || placed)
        || placed && reader.any(before, &reader.language.grammar.inside)
}

/// The digits from piece `at` on that stand in a row, apart or joined by hyphens: one past the last.
fn digits_in_a_row(reader: &QuantityReader, at: usize) -> usize {
    let bare = |i: usize| {
        reader.piece(i).is_some_and(|piece| {
            piece.is_digits() && reader.words(i).bytes().all(|byte| byte.is_ascii_digit()) && !piece.line
        })
    };
    let mut end = at + 1;
    loop {
        let bracket = usize::from(reader.piece(end).is_some_and(|piece| piece.is_mark(')')));
        let hyphen = reader.past_hyphen(end);
        let next = if bracket == 1 { end + 1 } else { hyphen };
        if !bare(next) {
            return end;
        }
        end = next + 1;
    }
}

/// A telephone number or another code of digits: a zero in front, or groups of digits in a row. Where it ends.
fn telephone(reader: &QuantityReader, read: &QuantityReading) -> Option<usize> {
    /// Digits that a telephone number has at least.
    const SHORTEST: usize = 6;
    let at = read.number;
    if !read.lead.bare && !reader.words(at).starts_with('0') {
        return None;
    }
    let words = reader.words(at);
    let plain = words.bytes().all(|byte| byte.is_ascii_digit());
    if !plain {
        return None;
    }
    let end = digits_in_a_row(reader, at);
    let groups: Vec<usize> = (at..end).filter(|&i| reader.pieces[i].is_digits()).collect();
    let total: usize = groups.iter().map(|&i| reader.words(i).len()).sum();
    // "020 7946 0018", "0600": nobody counts with a zero in front.
    if words.len() > 1 && words.starts_with('0') {
        return Some(end);
    }
    let plus = at > 0 && reader.pieces[at - 1].is_mark('+') && reader.glued(at) && groups.len() > 1;
    let row = groups.len() > 2 && groups.iter().all(|&i| reader.words(i).len() > 1);
    let called = (at.saturating_sub(4)..at).any(|i| reader.language.quantities.telephones.has(reader.word(i)));
    let at_once = at > 0
        && words.len() >= 3
        && reader.language.quantities.telephones.has(reader.word(at - 1))
        && !counts_something(reader, end);
    // "Text HELP to 70085", "call 999 or 111".
    let back = |words: usize| at.saturating_sub(words)..at.saturating_sub(1);
    let texted = reader.any(at.saturating_sub(1), &reader.language.grammar.toward)
        && words.len() >= 5
        && back(5).any(|i| reader.any(i, &reader.language.quantities.texting));
    let another = reader.any(at.saturating_sub(1), &reader.language.grammar.or)
        && words.len() >= 3
        && back(9).any(|i| {
            reader.language.quantities.telephones.has(reader.word(i))
                && reader.pieces[i + 1].is_digits()
                && !counts_something(reader, end)
        });
    let number = (plus || row || called && groups.len() > 1) && total >= SHORTEST || at_once || texted || another;
    number.then_some(end)
}

/// "A 911 call", "999 operators": the number that is called in need.
fn is_emergency_call(reader: &QuantityReader, read: &QuantityReading) -> bool {
    reader.language.quantities.emergency.has(reader.words(read.number))
        && reader.any(read.end, &reader.language.quantities.about_calls)
}

/// "The charity number is 1105342", "account 40217788", "quoting log 232": digits that name a thing.
fn names_a_thing(reader: &QuantityReader, read: &QuantityReading) -> bool {
    /// So many digits behind a thing alone are its number: "account 40217788", but "case 14".
    const LONG: usize = 5;
    let Some(before) = read.first.checked_sub(1).filter(|_| read.first == read.core) else { return false };
    let digits = reader.words(read.number).len();
    if digits < LONG && counts_something(reader, read.end) {
        return false;
    }
    let coded = |at: usize| reader.language.quantities.coded.has(reader.word(at));
    let near = |end: usize, words: &Group| (end.saturating_sub(2)..=end).any(|at| reader.any(at, words));
    if coded(before) && (digits >= LONG || near(before.saturating_sub(1), &reader.language.quantities.quoting)) {
        return true;
    }
    // "number is", "number:", "number ended in"
    let verb = (before + 1).saturating_sub(3)..=before;
    let link = verb
        .clone()
        .find(|&at| reader.pieces[at].is_mark(':') || reader.any(at, &reader.language.quantities.links_number));
    let Some(label) = link.and_then(|link| link.checked_sub(1)) else { return false };
    reader.language.quantities.labels.has(reader.word(label)) && label > 0 && coded(label - 1)
}

/// "34.52 N", "12.5° S", "latitude 34.5": a place on the globe. Where it ends.
fn coordinate(reader: &QuantityReader, read: &QuantityReading) -> Option<usize> {
    let degrees = read.quantity.unit == Unit::Symbol("°");
    let decimal = read.quantity.unit == Unit::Count && reader.words(read.number).contains('.');
    if !degrees && !decimal {
        return None;
    }
    let side = |at: usize| {
        let letter = reader.piece(at).is_some() && reader.language.quantities.side_letters.has(reader.words(at));
        let word = degrees && reader.any(at, &reader.language.quantities.sides);
        letter || word && !reader.any(at + 1, &reader.language.grammar.genitive)
    };
    let named = read.number > 0 && reader.any(read.number - 1, &reader.language.quantities.globe);
    if side(read.end) {
        return Some(read.end + 1);
    }
    named.then_some(read.end)
}

/// "1 of 104 Photos", "Slide 3 of 20": where one is in a gallery. Where it ends.
fn counter(reader: &QuantityReader, read: &QuantityReading) -> Option<usize> {
    let pictures = |at: usize| reader.piece(at).is_some() && reader.language.quantities.pictures.has(reader.word(at));
    let bare = |at: usize| reader.piece(at).is_some_and(QuantityPiece::is_digits);
    let at = read.number;
    if !read.lead.bare || read.end != at + 1 || !(reader.any(at + 1, &reader.language.grammar.genitive) && bare(at + 2))
    {
        return None;
    }
    // "3 of 12 images show the bridge" is a sentence.
    let goes_on =
        reader.piece(at + 4).is_some_and(|next| next.is_word() && !next.line && !next.is_capitalized(reader.text));
    let behind = pictures(at + 3) && !goes_on;
    let before = at > 0 && pictures(at - 1);
    (behind || before).then_some(at + 3 + usize::from(behind))
}

/// A date, a time of day, an ordinal: where it ends.
fn date_or_time(reader: &QuantityReader, read: &QuantityReading) -> Option<usize> {
    let (at, end) = (read.core, read.end);
    let small = read.lead.bare && read.lead.value <= Decimal::from(31);
    // "January 10", "Jan. 10", "January 10-12", "Sept 2019".
    let mut before = at;
    while before > 0
        && (reader.pieces[before - 1].is_mark('.')
            || reader.language.grammar.definite.has(reader.pieces[before - 1].word))
    {
        before -= 1;
    }
    if before > 0 && reader.is_month(before - 1) && read.lead.bare && read.quantity.unit == Unit::Count {
        return Some(end);
    }
    // "10 January", "5 Jan, 2020", "10 of January", "10-12 January".
    let month = end + usize::from(reader.any(end, &reader.language.grammar.genitive));
    if small && reader.is_month(month) && read.quantity.unit == Unit::Count {
        return Some(end);
    }
    // "4 and 6 March", "4 to 6 March".
    let link = reader.any(end, &reader.language.quantities.links_days);
    if small && link && read.quantity.unit == Unit::Count {
        let other = end + 1 + usize::from(reader.any(end + 1, &reader.language.grammar.definite));
        let day = reader.piece(other).is_some_and(|piece| piece.digits().is_some_and(|day| day <= Decimal::from(31)));
        let behind = other + 1 + usize::from(reader.any(other + 1, &reader.language.grammar.genitive));
        if day && reader.is_month(behind) {
            return Some(other + 1);
        }
    }
    // "January 10, 2020", "January 10 2020".
    if read.lead.bare && is_year(read.lead.value) && read.quantity.unit == Unit::Count && at >= 2 {
        let mut day = at - 1;
        day -= usize::from(reader.pieces[day].is_mark(',') && day > 0);
        if reader.pieces[day].is_digits()
            && day >= 1
            && (reader.is_month(day - 1) || day >= 2 && reader.is_month(day - 2))
        {
            return Some(end);
        }
        if reader.is_month(day) {
            return Some(end);
        }
    }
    // "5 p.m.", "10am", "1830 GMT", "7 o'clock".
    let lead_end = read.lead.end;
    let next = reader.piece(lead_end)?;
    let clock = reader.language.quantities.clock.has(next.word)
        || (reader.language.quantities.half_of_day.has(next.word))
            && reader.piece(lead_end + 1).is_some_and(|piece| piece.is_mark('.'))
            && reader.any(lead_end + 2, &reader.language.quantities.half_of_day_end);
    if clock && read.lead.bare {
        return Some(lead_end + 1);
    }
    None
}

/// "1." or "2)" at the start of a line, "(3)".
fn is_list_number(reader: &QuantityReader, read: &QuantityReading) -> bool {
    let at = read.core;
    let small = read.lead.value < Decimal::ONE_HUNDRED;
    let Some(next) = reader.piece(read.end).filter(|piece| !piece.gap) else { return false };
    let starts_line = reader.pieces[at].line && at > 0 || at == 0 && reader.pieces.len() > 3;
    small
        && (starts_line
            && (next.is_mark('.') || next.is_mark(')'))
            && reader.piece(read.end + 1).is_some_and(|piece| piece.gap))
        || next.is_mark(')') && at > 0 && reader.pieces[at - 1].is_mark('(') && read.lead.value < Decimal::TEN
}

/// Whether a bare number of four digits is a year here.
fn year_here(reader: &QuantityReader, read: &QuantityReading) -> bool {
    let value = read.lead.value;
    if reader.words(read.number).len() != 4 || value < Decimal::ONE_THOUSAND || value >= Decimal::from(3000) {
        return false;
    }
    let counts = read.joined.is_none() && counts_something(reader, read.end);
    let word = |back: usize| read.first.checked_sub(back).map(|at| &reader.pieces[at]);
    let before = |words: &Group| word(1).is_some_and(|piece| words.has(piece.word));
    let of_time = before(&reader.language.quantities.before_year);
    let strong = before(&reader.language.quantities.before_sure_year);
    let pointing = before(&reader.language.quantities.pointing_at_year)
        || word(1).is_some_and(|piece| {
            piece.is_word() && reader.language.grammar.possessive_marks.end(reader.words(read.first - 1))
        });
    match read.hedge {
        // "around 2000" may be a year, "more than 2000" is not.
        Some(Bound::About) if !is_year(value) || counts => return false,
        Some(Bound::About) | None => {}
        Some(_) => return false,
    }
    // "A.D. 1000", "300 BC", "in 1000 and 1260".
    let mut at = read.first;
    while at > 0 && reader.pieces[at - 1].is_mark('.') {
        at -= 1;
    }
    let era = |i: usize| reader.any(i, &reader.language.quantities.eras);
    let dotted = at > 2
        && reader.any(at - 1, &reader.language.quantities.era_second)
        && reader.any(at - 3, &reader.language.quantities.one_article);
    if at > 0 && (era(at - 1) || dotted) || era(read.end) {
        return true;
    }
    let and_another = read.first >= 2
        && reader.any(read.first - 1, &reader.language.quantities.links_years)
        && reader.pieces[read.first - 2].is_digits()
        && reader.words(read.first - 2).len() == 4;
    if and_another && !counts {
        return true;
    }
    if is_year(value) {
        // "Acme 2018 sales", but "In Syria 2000 people".
        let named = word(1).is_some_and(|piece| piece.is_capitalized(reader.text)) && read.first > 1;
        return strong
            || pointing
            || !counts
            || named && !reader.any(read.end, &reader.language.quantities.who_is_counted);
    }
    // "1700 soldiers", "in 1700": a year only where time is spoken of.
    of_time && !counts
}

/// Whether what follows piece `at` is something that can be counted: a plural, with up to two words before it that
/// may describe it; or what is said of people by number ("200 dead", "12 others").
pub(super) fn counts_something(reader: &QuantityReader, at: usize) -> bool {
    for next in at..at + 3 {
        let Some(piece) = reader.piece(next).filter(|piece| piece.is_word()) else { return false };
        let words = reader.words(next);
        if next == at && reader.language.quantities.said_of_people.has(piece.word) {
            return true;
        }
        if is_function_word(reader.language, piece) {
            return false;
        }
        if is_plural(reader.language, words) {
            return true;
        }
    }
    false
}

pub(super) fn is_function_word(language: &Language, piece: &QuantityPiece) -> bool {
    language.quantities.function_words.has(piece.word)
}

/// "Boeing 737", "Flight 752", "page 12", "S&P 500", "Task Force 51": a number that belongs to the name before it.
fn part_of_a_name(reader: &QuantityReader, read: &QuantityReading, titled: bool) -> bool {
    let Some(mut before) = read.first.checked_sub(1) else { return false };
    if read.first != read.core {
        return false;
    }
    // "the Group of 20"
    if before > 0
        && reader.any(before, &reader.language.grammar.genitive)
        && reader.any(before - 1, &reader.language.quantities.named_by_number)
    {
        let named = before > 1 && (!titled || reader.any(before - 2, &reader.language.grammar.definite));
        return reader.pieces[before - 1].is_capitalized(reader.text) && named;
    }
    // "No. 10", "pp. 5".
    if reader.pieces[before].is_mark('.') && before > 0 && !reader.pieces[before].gap {
        before -= 1;
        if !reader.language.quantities.designators.has(reader.word(before)) {
            return false;
        }
    }
    if is_listed_name(reader, read, before) {
        return true;
    }
    let piece = &reader.pieces[before];
    if !piece.is_word() {
        return false;
    }
    // "game 7 of the series" is one of its games.
    let counts = counts_something(reader, read.end) && !reader.any(read.end, &reader.language.grammar.genitive);
    if begins_listed_names(reader, read, before) {
        return true;
    }
    if reader.language.quantities.designators.has(piece.word) {
        let named = reader.words(before).chars().any(char::is_uppercase);
        return !counts || named && !titled && before > 0;
    }
    if titled || !piece.is_capitalized(reader.text) || read.quantity.bound == Bound::Between {
        return false;
    }
    // The first word of a sentence has its capital from there: "Some 200 died", "Over 60".
    let starts = before == 0
        || matches!(reader.pieces[before - 1].kind, PieceKind::Mark('.' | '"' | '“' | ':' | '!' | '?' | '—'));
    !starts && !counts && !is_time_word(reader.language, piece)
}

/// "Nos. 4 and 5", "pages 3, 5 and 9", "gates 1-3": a number in a list behind a word that names by number. The link before it is piece
/// `link`.
fn is_listed_name(reader: &QuantityReader, read: &QuantityReading, link: usize) -> bool {
    let links = |at: usize| {
        let piece = &reader.pieces[at];
        piece.is_mark(',') || piece.is_dash() || reader.language.quantities.links_names.has(piece.word)
    };
    let mut at = link;
    while links(at) && at > 0 {
        at -= 1 + usize::from(at > 1 && links(at) && reader.pieces[at - 1].is_mark(','));
        if !reader.pieces[at].is_digits() || at == 0 {
            return false;
        }
        at -= 1;
    }
    at -= usize::from(at > 0 && reader.pieces[at].is_mark('.') && !reader.pieces[at].gap);
    at < link && names_by_number(reader, at) && !counts_something(reader, read.end)
}

/// "Rooms 3 and 4": the first number of such a list behind a plural at piece `at`.
fn begins_listed_names(reader: &QuantityReader, read: &QuantityReading, at: usize) -> bool {
    let next = reader.piece(read.end + 1).is_some_and(QuantityPiece::is_digits);
    let linked = reader.any(read.end, &reader.language.quantities.links_days)
        || reader.piece(read.end).is_some_and(|piece| piece.is_mark(','));
    names_by_number(reader, at) && linked && next && !counts_something(reader, read.end + 2)
}

/// Whether the word at piece `at` names things by number, in the singular or plural.
fn names_by_number(reader: &QuantityReader, at: usize) -> bool {
    let singular = || reader.words(at).strip_suffix('s').map(|one| Word::of(&one.to_lowercase()));
    reader.language.quantities.designators.has(reader.word(at))
        || singular().is_some_and(|one| reader.language.quantities.designators.has(one))
}

/// "The Kestrel 320-200", "a Boeing 737-800": behind a name, where a flight is told of, the number of an aircraft and of its variant.
fn is_aircraft(reader: &QuantityReader, read: &QuantityReading) -> bool {
    let named = read.first.checked_sub(1).is_some_and(|before| reader.pieces[before].is_capitalized(reader.text));
    let (Some(model), Some(variant)) = (reader.piece(read.number), reader.piece(read.number + 2)) else { return false };
    let digits = |piece: &QuantityPiece| piece.is_digits() && piece.span.len() == 3;
    let numbers = digits(model) && digits(variant) && variant.span.of(reader.text).ends_with("00");
    let flown = || (0..reader.pieces.len()).any(|at| reader.any(at, &reader.language.quantities.flown));
    named && numbers && reader.piece(read.number + 1).is_some_and(QuantityPiece::is_dash) && flown()
}

/// "A 767, the pilot said": behind "a" a number of which nothing is told is what something is called.
fn is_called_so(reader: &QuantityReader, read: &QuantityReading) -> bool {
    let is_one = read.first.checked_sub(1).filter(|_| read.first == read.core);
    let stands = is_one.is_some_and(|before| reader.language.grammar.indefinite.has(reader.word(before)));
    let ends = |next: &QuantityPiece| !next.is_dash() && (!next.is_word() || is_function_word(reader.language, next));
    stands && reader.piece(read.end).is_none_or(|next| ends(next) && !next.is_digits())
}

/// Days and the like, behind which a number may well start anew: "On Monday 12 died".
fn is_time_word(language: &Language, piece: &QuantityPiece) -> bool {
    language.quantities.days.has(piece.word)
}

/// "1600 Pennsylvania Avenue", "10 Mt. Hale Rd.": capitalized words up to one that ends a street's name.
fn house_number(reader: &QuantityReader, read: &QuantityReading) -> bool {
    let words = (read.end..).filter(|&at| !(reader.glued(at) && reader.pieces[at].is_mark('.')));
    let name = words.take(4).take_while(|&at| reader.piece(at).is_some_and(|piece| piece.is_capitalized(reader.text)));
    name.skip(1).any(|at| reader.language.quantities.streets.has(reader.word(at)))
}

/// Whether a number in words counts something.
fn in_words(reader: &QuantityReader, read: &QuantityReading) -> bool {
    let at = read.number;
    let piece = &reader.pieces[at];
    let words = &reader.language.quantities;
    let of = |at: usize| reader.any(at, &reader.language.grammar.genitive);
    // "the Group of Seven"
    if piece.is_capitalized(reader.text) && at > 1 && of(at - 1) && reader.any(at - 2, &words.named_by_number) {
        return false;
    }
    if reader.glued(at)
        && reader.pieces[at - 1].is_dash()
        && reader.glued(at - 1)
        && at >= 2
        && reader.pieces[at - 2].is_word()
        && read.first == read.core
    {
        // "three-point-one", "catch-twenty-two"
        return false;
    }
    let before = |group: &Group| read.first.checked_sub(1).is_some_and(|i| reader.any(i, group));
    // "page one", "day two", "number three".
    if let Some(i) = read.first.checked_sub(1)
        && words.designators.has(reader.word(i))
        && (!counts_something(reader, read.end) || of(read.end))
        && read.quantity.unit == Unit::Count
    {
        return false;
    }
    if read.form == QuantityForm::Share {
        return share_counts(reader, read);
    }
    if words.one.has(piece.word) && read.lead.end == at + 1 && read.form == QuantityForm::Plain && read.first == at {
        return one_counts(reader, read);
    }
    if words.zeros.has(piece.word) {
        return !reader.is_idiom(at)
            && !words.nil.has(piece.word)
            && !before(&words.before_zero)
            && read.joined.is_none();
    }
    if words.twenties_or_points.has(piece.word) {
        return reader.any(at + 1, &words.behind_scores);
    }
    // "a couple" is two people as often as two of anything.
    if reader.any(at + 1, &words.two_or_some) && read.quantity.unit == Unit::Count {
        return of(read.lead.end) || read.lead.scale > Decimal::ONE || reader.any(read.lead.end, &words.more_of);
    }
    if reader.any(at + 1, &words.some_of) {
        return of(read.lead.end);
    }
    // "the Big Five", "Twenty One Pilots", "the Five Eyes": a capital inside a sentence names.
    let named = piece.is_capitalized(reader.text) && at > 0 && !is_title_case(reader) && {
        let before = &reader.pieces[at - 1];
        before.is_capitalized(reader.text) && at > 1 || reader.language.grammar.definite.has(before.word)
    };
    !named
}

/// Whether "one" counts: not in "no one", "the one who", "a good one", "one can see".
fn one_counts(reader: &QuantityReader, read: &QuantityReading) -> bool {
    let at = read.number;
    // "one or two hundred" are many, "one or two" a few.
    let scaled = read.quantity.bound == Bound::Between && read.quantity.low > Some(Decimal::ONE);
    if scaled {
        return true;
    }
    if reader.is_idiom(at) {
        return false;
    }
    if at > 0 && reader.any(at - 1, &reader.language.quantities.pointing) {
        return false;
    }
    // "The only one", but "only one person was hurt".
    if at > 0
        && reader.any(at - 1, &reader.language.quantities.only)
        && (at == 1 || reader.any(at - 2, &reader.language.quantities.before_only))
    {
        return at == 1 && counts_noun(reader, read);
    }
    if read.joined.is_some() || read.quantity.unit != Unit::Count {
        return read.joined.is_none();
    }
    reader.any(read.end, &reader.language.grammar.genitive) || counts_noun(reader, read)
}

/// Whether a word that may be a noun or describe one follows at once.
fn counts_noun(reader: &QuantityReader, read: &QuantityReading) -> bool {
    reader
        .piece(read.end)
        .is_some_and(|piece| piece.is_word() && piece.gap && !is_function_word(reader.language, piece))
}

/// "half" and "a third" are shares of something, "the second half" and "a third man" are not.
fn share_counts(reader: &QuantityReader, read: &QuantityReading) -> bool {
    let (at, end) = (read.number, read.lead.end);
    let of = reader.any(end, &reader.language.grammar.genitive);
    // "one in five", "two-thirds", "three quarters": no other reading.
    let certain = !reader.pieces[at].is_word()
        || read.end > end
        || end > at + 1 && !(reader.any(at, &reader.language.grammar.indefinite));
    if certain {
        return true;
    }
    let hedged = read.first != read.core;
    let determined = reader.any(end, &reader.language.quantities.behind_share);
    let before = |words: &Group| at > 0 && reader.any(at - 1, words);
    if reader.any(at, &reader.language.quantities.half) {
        return !before(&reader.language.quantities.before_half)
            && (of || determined || hedged || before(&reader.language.quantities.by));
    }
    if reader.any(at, &reader.language.quantities.one_article) && reader.any(at + 1, &reader.language.quantities.half) {
        return of;
    }
    of || hedged && !counts_noun(reader, read) || stands_beside_a_share(reader, read)
}

/// "Two-thirds had turned it down, and a fifth had taken out a loan": a share of what another one in the sentence is of. A third who
/// "was hurt" is one more.
fn stands_beside_a_share(reader: &QuantityReader, read: &QuantityReading) -> bool {
    let many = reader.any(read.lead.end, &reader.language.quantities.of_many);
    let is_share = |at: usize| reader.pieces[at].is_mark('%') || reader.any(at, &reader.language.quantities.shares);
    reader.any(read.number, &reader.language.quantities.one_article) && many && (0..read.first).any(is_share)
}

/// Whether the word at piece `last` makes the number before it an ordinal.
fn is_ordinal(reader: &QuantityReader, lead: &Number, last: usize) -> bool {
    let tens = (lead.value % Decimal::TEN).is_zero() && !lead.value.is_zero();
    tens && reader.any(last, &reader.language.quantities.ordinal_units)
        || reader.any(last, &reader.language.quantities.round_ordinals)
}

fn is_spoken_year(reader: &QuantityReader, lead: &Number) -> bool {
    let century =
        lead.value >= Decimal::from(13) && lead.value <= Decimal::from(20) && lead.scale == Decimal::ONE && !lead.bare;
    let next = reader.words(lead.end).to_lowercase();
    century && reader.language.quantities.halves_of_years.has(&next)
}
