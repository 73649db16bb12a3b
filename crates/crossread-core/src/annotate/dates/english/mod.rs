//! How English writes times: what the pieces at a place say. A date is read from left to right and taken whole: the
//! longest reading of the first kind that fits.

mod clock;
mod counted;
mod listed;
mod relative;
mod written;

pub(super) use counted::duration;

use super::pieces::DatePiece;
use super::said::{DateExpression, DateWording, OpenEnd, Trim};
use super::words::{PhraseMeaning, Sense, TimeUnit};
use crate::language::Language;
use crate::language::groups::Spellings;

/// Reads the pieces of one stretch of text.
pub(super) struct DateReader<'a> {
    language: &'a Language,
    text: &'a str,
    pieces: &'a [DatePiece],
}

/// What reading at a place came to.
pub(super) enum ReadStep {
    /// A mention.
    Found(DateWording),
    /// No mention, but words that are none either, up to this piece: "6-year-old".
    Skip(usize),
}

impl ReadStep {
    /// One past its last piece.
    pub(super) fn end(&self) -> usize {
        match self {
            ReadStep::Found(read) => read.end,
            ReadStep::Skip(end) => *end,
        }
    }
}

/// What was read: one past its last piece, and what it says.
type ExpressionMatch = Option<(usize, DateExpression)>;

impl<'a> DateReader<'a> {
    pub(super) fn new(language: &'a Language, text: &'a str, pieces: &'a [DatePiece]) -> DateReader<'a> {
        DateReader { language, text, pieces }
    }

    /// What begins at piece `i`, with the days that lean on it in a list, and where reading goes on.
    pub(super) fn reads(&self, i: usize) -> (usize, Vec<DateWording>) {
        let listed = self.listed_before(i);
        if let Some(last) = listed.last() {
            return (last.end, listed);
        }
        match self.read(i) {
            None => (i + 1, Vec::new()),
            Some(ReadStep::Skip(end)) => (end, Vec::new()),
            Some(ReadStep::Found(read)) => {
                let mut reads = self.listed_behind(read.end, &read.said);
                let end = reads.last().map_or(read.end, |last| last.end);
                reads.insert(0, read);
                (end, reads)
            }
        }
    }

    /// Reads what begins at piece `i`; `None` when no date does.
    pub(super) fn read(&self, i: usize) -> Option<ReadStep> {
        if !self.may_begin(i) {
            return None;
        }
        if let Some(end) = self.age(i) {
            return Some(ReadStep::Skip(end));
        }
        let found = |end, said, trim, about| {
            let read = DateWording { start: i, end, said, trim, about, open: None };
            Some(ReadStep::Found(self.with_what_hangs_on(read)))
        };
        // "year-end", "the year's end".
        if let Some((end, unit)) = self.period_end(i) {
            return found(end, DateExpression::Around(unit, None), Trim::End, false);
        }
        let (after_hedge, about) = self.hedge(i);
        let (after_trim, trim) = self.trim(after_hedge);
        if after_trim > i
            && let Some((end, said)) = self.core(after_trim)
            && fits(trim, &said)
            && (after_hedge == i || after_trim > after_hedge || hedgeable(&said))
        {
            return found(end, said, trim, about);
        }
        let (end, said) = self.core(i)?;
        found(end, said, Trim::Whole, false)
    }

    /// Takes in what hangs on a date: "or later", "-5, 2020".
    fn with_what_hangs_on(&self, mut read: DateWording) -> DateWording {
        if let Some((last, range)) = self.range(read.start, read.end, &read.said) {
            (read.end, read.said) = (last, range);
        }
        for (first, second, side) in [
            ("or", "later", OpenEnd::End),
            ("and", "beyond", OpenEnd::End),
            ("and", "later", OpenEnd::End),
            ("or", "earlier", OpenEnd::Start),
            ("and", "earlier", OpenEnd::Start),
        ] {
            if self.is(read.end, first) && self.is(read.end + 1, second) {
                read.end += 2;
                read.open = Some(side);
                break;
            }
        }
        if self.either(read.end, &["onward", "onwards"]) {
            read.end += 1;
            read.open = Some(OpenEnd::End);
        }
        read
    }

    /// "year-end", "the year's end", "month end".
    fn period_end(&self, i: usize) -> Option<(usize, TimeUnit)> {
        let the = i + usize::from(self.either(i, &["the", "this"]));
        let Sense::Unit(unit @ (TimeUnit::Year | TimeUnit::Month | TimeUnit::Quarter)) = self.sense(the) else {
            return None;
        };
        let at = the + 1 + usize::from(self.is_dash(the + 1) || self.is_possessive(the + 1));
        self.is(at, "end").then_some((at + 1, unit))
    }

    fn piece(&self, i: usize) -> Option<&'a DatePiece> {
        self.pieces.get(i)
    }

    fn sense(&self, i: usize) -> Sense {
        self.piece(i).map_or(Sense::Plain, |piece| piece.sense)
    }

    /// The words of piece `i`, as written.
    fn words(&self, i: usize) -> &'a str {
        self.piece(i).map_or("", |piece| piece.span.of(self.text))
    }

    /// Whether piece `i` is this word, in any case. Marks that stand for one another are compared as in [`DatePiece`].
    fn is(&self, i: usize, word: &str) -> bool {
        self.words(i).eq_ignore_ascii_case(word)
    }

    /// Whether piece `i` is one of these words, in any case.
    fn any(&self, i: usize, words: &Spellings) -> bool {
        words.has_in_any_case(self.words(i))
    }

    /// Whether one of these words stands right before piece `i`.
    fn is_before(&self, i: usize, words: &Spellings) -> bool {
        i > 0 && self.any(i - 1, words)
    }

    fn either(&self, i: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(i, word))
    }

    fn is_right_before(&self, i: usize, words: &[&str]) -> bool {
        i > 0 && self.either(i - 1, words)
    }

    fn is_dash(&self, i: usize) -> bool {
        self.piece(i).is_some_and(|piece| piece.word == crossread_language::Word::of("-"))
    }

    /// "'s", with either apostrophe.
    fn is_possessive(&self, i: usize) -> bool {
        self.either(i, &["'s", "’s"])
    }

    fn is_capital(&self, i: usize) -> bool {
        self.piece(i).is_some_and(|piece| piece.capital)
    }

    fn is_glued(&self, i: usize) -> bool {
        self.piece(i).is_some_and(|piece| piece.glued)
    }

    fn is_letters(&self, i: usize) -> bool {
        self.piece(i).is_some_and(|piece| piece.letters)
    }

    /// Whether a sentence may begin at `i`: nothing, a full stop or an opening mark stands before it.
    fn begins_sentence(&self, i: usize) -> bool {
        i == 0 || matches!(self.words(i - 1), "." | "!" | "?" | "\"" | "“" | "”" | "`" | ":" | "(" | "_" | "—" | "‘")
    }

    /// Whether a mention can begin with this piece at all: what keeps reading fast.
    fn may_begin(&self, i: usize) -> bool {
        let Some(piece) = self.piece(i) else { return false };
        piece.number.is_some()
            || piece.sense != Sense::Plain
            || self.language.dates.begins(piece.word)
            || (piece.words_are(self.text, &["'", "‘", "’"]) && self.piece(i + 1).is_some_and(|p| p.digits == 2))
    }

    /// "6-year-old", "aged 43 years", "42 years old": an age is a figure, not a time. Returns where it ends.
    fn age(&self, i: usize) -> Option<usize> {
        let first = i + usize::from(self.any(i, &self.language.dates.articles));
        let (mut at, _) = self.count(first)?;
        at += usize::from(self.is_dash(at));
        if !matches!(self.sense(at), Sense::Unit(_)) {
            return None;
        }
        at += 1;
        at += usize::from(self.is_dash(at));
        self.either(at, &["old", "olds"]).then_some(at + 1)
    }

    /// Words of a hedge: where they end, and whether they make the date inexact.
    fn hedge(&self, i: usize) -> (usize, bool) {
        if self.any(i, &self.language.dates.hedges) {
            return (i + 1, true);
        }
        if self.any(i, &self.language.dates.only) && !self.is(i + 1, "now") {
            let (end, about) = self.hedge(i + 1);
            return (end, about);
        }
        if self.is(i, "at") && self.either(i + 1, &["least", "most"]) {
            return (i + 2, false);
        }
        if self.any(i, &self.language.dates.compared) && self.is(i + 1, "than") {
            return (i + 2, false);
        }
        if self.is(i, "up") && self.is(i + 1, "to") {
            return (i + 2, false);
        }
        (i, false)
    }

    /// Words that take a part of a period: where they end, and which part.
    fn trim(&self, i: usize) -> (usize, Trim) {
        let dash = |at: usize| at + usize::from(self.is_dash(at));
        if self.any(i, &self.language.dates.trims) {
            let trim = match self.words(i).to_ascii_lowercase().as_str() {
                "early" => Trim::Start,
                "late" => Trim::End,
                "mid" => Trim::Mid,
                "earlier" => Trim::Earlier,
                "later" => Trim::Later,
                _ => Trim::Whole,
            };
            let mut at = dash(i + 1);
            // "the early hours of Wednesday morning".
            if self.is(at, "hours") {
                return (at + 1 + usize::from(self.either(at + 1, &["of", "on"])), trim);
            }
            // "later in the day", "late on Friday".
            if self.either(at, &["in", "on"]) && trim != Trim::Mid {
                at += 1;
            }
            return (at, trim);
        }
        let the = i + usize::from(self.is(i, "the"));
        if self.any(the, &self.language.dates.parts) && the > i {
            let (at, trim) = self.trim(the);
            // "the early 1990s", "the late summer", but "the late Friday meeting" begins at "late".
            return (at, trim);
        }
        let very = the + usize::from(self.is(the, "very"));
        if self.is(very + 1, "of") {
            let trim = if self.either(very, &["end", "close"]) {
                Trim::End
            } else if self.either(very, &["beginning", "start"]) {
                Trim::Start
            } else if self.is(very, "middle") {
                Trim::Mid
            } else {
                return (i, Trim::Whole);
            };
            return (very + 2, trim);
        }
        (i, Trim::Whole)
    }

    /// What is read at `i` without hedges.
    fn core(&self, i: usize) -> ExpressionMatch {
        self.numeric(i)
            .or_else(|| self.written(i))
            .or_else(|| self.clock(i))
            .or_else(|| self.part_of_day(i))
            .or_else(|| self.recurring(i))
            .or_else(|| self.weeks_on(i))
            .or_else(|| self.relative(i))
            .or_else(|| self.counted(i))
            .or_else(|| self.phrase(i))
            .or_else(|| self.year_alone(i))
    }

    /// "now", "Thanksgiving", "the near future".
    fn phrase(&self, i: usize) -> ExpressionMatch {
        let piece = self.piece(i)?;
        for (words, phrase) in self.language.dates.phrases(piece.word) {
            if !words.iter().enumerate().all(|(k, word)| self.piece(i + k).is_some_and(|piece| piece.word == *word)) {
                continue;
            }
            let end = i + words.len();
            match *phrase {
                PhraseMeaning::Holiday(holiday) => {
                    if let Some(found) = self.holiday(i, end, holiday) {
                        return Some(found);
                    }
                }
                PhraseMeaning::Value(value) => {
                    // Names: "Back to the Future", "Right Now", "Future Group".
                    let in_name = piece.capital && !self.begins_sentence(i) || self.is_capital(end - 1) && end > i + 1;
                    // "the past" and "the future" stand alone; "the past president" does not. "current" and "recent"
                    // want a noun, and "now-defunct" is one word.
                    let thing = piece.words_are(self.text, &["the", "near"])
                        && self.is_letters(end)
                        && !self.is_closed_class(end)
                        && !self.is_before(i, &self.language.dates.before_thing);
                    let joined = self.is_dash(end) && self.is_glued(end) && self.is_glued(end + 1);
                    // "as soon as" and "soon after" say nothing of when.
                    let soon = self.is(i, "soon")
                        && (self.is_before(i, &self.language.dates.before_soon) || self.either(end, &["after", "as"]));
                    if !in_name && !thing && !joined && !soon {
                        return Some((end, DateExpression::Value(value)));
                    }
                }
            }
        }
        None
    }

    /// Whether the word at `i` is one that follows a finished noun phrase: a preposition, auxiliary, conjunction or
    /// the like.
    fn is_closed_class(&self, i: usize) -> bool {
        self.any(i, &self.language.dates.closed_class)
    }
}

/// Whether a part of what is said can be meant.
fn fits(trim: Trim, said: &DateExpression) -> bool {
    match said {
        DateExpression::Length { .. }
        | DateExpression::Framed { .. }
        | DateExpression::Recurring(_)
        | DateExpression::Offset { .. } => trim == Trim::Whole,
        DateExpression::Value(_) => trim == Trim::Whole,
        _ => true,
    }
}

/// Whether "about" and its like can stand before what is said.
fn hedgeable(said: &DateExpression) -> bool {
    matches!(
        said,
        DateExpression::Length { .. }
            | DateExpression::Framed { .. }
            | DateExpression::Offset { .. }
            | DateExpression::Clock { .. }
            | DateExpression::Numeric { .. }
            | DateExpression::Calendar { .. }
            | DateExpression::Decade(_)
            | DateExpression::Around(..)
    )
}
