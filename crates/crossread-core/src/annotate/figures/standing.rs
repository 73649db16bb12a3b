//! How a figure stands to other amounts of the same thing.

use super::Standing;
use super::clause::QuantityClause;
use crate::quantity::{Direction, QuantityForm, Unit, direction_of};
use crossread_language::{Span, Tag};

/// How far before a figure, in tokens, its word of change may stand: "rose in the first quarter of the year by 5%".
const FAR: usize = 9;

/// How far before a figure, in tokens, the words may stand that say it was said before: "earlier reports had put the well at a
/// depth of 40m".
const RECALLED: usize = 10;

/// Finds it.
pub(super) fn find(clause: &QuantityClause, of: Option<usize>) -> Standing {
    // One past what is counted.
    let behind = of.filter(|&of| of >= clause.tokens.end).map(|of| of + 1);
    let (start, end) = (clause.tokens.start, clause.tokens.end);
    let words = &clause.language.figures;
    if let Some(change) = change(clause, of) {
        return change;
    }
    if is_recalled(clause) {
        return Standing::Before;
    }
    if clause.preceded_by(&words.more_before) || clause.is(end, &words.more_behind) {
        return Standing::More;
    }
    if clause.preceded_by(&words.parts_before)
        || behind.is_some_and(|behind| clause.is(behind, &words.among) && !clause.is(behind + 1, &words.them))
        || start >= 2 && clause.is(start - 2, &words.among) && clause.is(start - 1, &words.them)
        || clause.is_of(end) && clause.next.as_ref().is_some_and(|whole| whole.start == end + 1)
        || clause.read.form == QuantityForm::Plain && clause.is_of(end) && clause.is(end + 1, &words.parts_behind)
    {
        return Standing::Part;
    }
    if start >= 2 && clause.is_of(start - 1) && clause.is(start - 2, &words.total)
        || clause.preceded_by(&words.totals)
        || clause.is(end, &words.within) && clause.is(end + 1, &words.altogether)
    {
        return Standing::Total;
    }
    Standing::Level
}

/// Whether the words say that the amount is what was said before: "a previous toll of 112", "initial reports of 14", "not
/// 150 as first reported", "she had first spoken of 14", "updating 14".
fn is_recalled(clause: &QuantityClause) -> bool {
    let (start, end) = (clause.tokens.start, clause.tokens.end);
    let words = &clause.language.figures;
    let stops = |i: usize| matches!(clause.words(i), ";" | "." | ":");
    let before = || (start.saturating_sub(RECALLED)..start).rev().take_while(|&i| !stops(i));
    // "178, not 150 as first reported": what stands behind the next number is said of that.
    let next = clause.next.as_ref().map_or(clause.len(), |next| next.start);
    let behind = || (end..next.min(end + 8)).take_while(|&i| !stops(i));
    // "a previous toll of 112", "earlier reports of 14"
    if start >= 3
        && clause.is_of(start - 1)
        && clause.is(start - 2, &words.tolls)
        && (start.saturating_sub(5)..start - 2).any(|i| clause.is(i, &words.earlier))
    {
        return true;
    }
    // "as first reported", "as was initially thought"
    if behind().any(|i| {
        clause.is(i, &words.told_as)
            && (i + 1..clause.len().min(i + 4)).any(|i| clause.is(i, &words.earlier) && clause.is(i + 1, &words.said))
    }) {
        return true;
    }
    // "was initially reported to be 4 years old", "the zoo initially said that 14"
    let at_first = |i: usize| clause.is(i, &words.at_first);
    let said = |i: usize| clause.is(i, &words.said) || clause.is(i, &words.said_at_first);
    if before().any(|i| at_first(i) && (said(i + 1) || i > 0 && said(i - 1))) {
        return true;
    }
    // "had first spoken of 14", "had earlier said 14"
    let had = before().any(|i| clause.is(i, &words.had));
    let earlier = before().any(|i| clause.is(i, &words.earlier));
    had && earlier || clause.preceded_by(&words.updating)
}

/// By how much it rose or fell, from what, to what.
fn change(clause: &QuantityClause, of: Option<usize>) -> Option<Standing> {
    let (start, end) = (clause.tokens.start, clause.tokens.end);
    let words = &clause.language.figures;
    let measured = clause.read.quantity.unit != Unit::Count || clause.is(end, &words.points);
    // "+0.2%"
    if clause.text[..clause.read.span.start()].ends_with('+') && measured {
        return Some(Standing::Rise);
    }
    if measured && let Some(direction) = noun_of_change(clause) {
        return Some(by(direction));
    }
    // "closed 0.3% lower", "16 percent up"
    if measured && clause.is(end, &words.ways) {
        return direction_of(clause.language, clause.words(end)).map(by);
    }
    let (at, direction) = word_of_change(clause)?;
    let reaches = clause.is(at, &words.reaches);
    let between = at + 1..start;
    let other_verb = between.clone().any(|i| clause.tag(i) == Tag::Verb);
    let other_figure = clause.previous.as_ref().is_some_and(|previous| previous.start > at);
    let comma = between.clone().any(|i| clause.words(i) == ",");
    // "Racked up a $284 billion bill": the verb's own particle; a sum of something is no change.
    let particle = clause.is(at, &words.particles) && at > 0 && clause.is_verb(at - 1);
    let is_sum = matches!(clause.read.quantity.unit, Unit::Currency(_)) && of.is_some_and(|of| of >= end);
    if other_verb || particle && is_sum {
        return None;
    }
    if clause.preceded_by(&words.from) {
        return Some(Standing::Before);
    }
    if clause.preceded_by(&words.reached_at) && !comma && !reaches {
        return Some(match direction {
            Direction::Up => Standing::RisenTo,
            Direction::Down => Standing::FallenTo,
            Direction::Either => Standing::Level,
        });
    }
    if clause.preceded_by(&words.by) && !reaches {
        return Some(by(direction));
    }
    if reaches {
        return None;
    }
    // "dropped 7%", "up 2.8%", "lost 162 points or 2.14%".
    let alternative = (clause.preceded_by(&clause.language.grammar.or) || start > 0 && clause.words(start - 1) == ",")
        && other_figure;
    (measured
        && !clause.read.quantity.unit.is_time()
        && (alternative || !comma && between.len() <= 2)
        && matches!(
            clause.read.quantity.unit,
            Unit::Percent | Unit::Symbol("pp" | "bp") | Unit::Count | Unit::Currency(_)
        ))
    .then(|| by(direction))
}

/// How an amount stands that something rose or fell by.
fn by(direction: Direction) -> Standing {
    match direction {
        Direction::Up => Standing::Rise,
        Direction::Down => Standing::Fall,
        Direction::Either => Standing::Level,
    }
}

/// Where the noun of change leads that an amount describes: "a 5% rise", "a 7 percent price increase".
fn noun_of_change(clause: &QuantityClause) -> Option<Direction> {
    let (start, end) = (clause.tokens.start, clause.tokens.end);
    let is_led = start > 0
        && (clause.is(start - 1, &clause.language.figures.change_leads) || clause.words(start - 1) == "-")
        || clause.tag(clause.number) == Tag::Num;
    if !is_led {
        return None;
    }
    (end..clause.len().min(end + 3)).take_while(|&i| matches!(clause.tag(i), Tag::Noun | Tag::Adj)).find_map(|i| {
        direction_of(clause.language, clause.words(i)).filter(|_| clause.tag(i) == Tag::Noun && !clause.is_thing(i))
    })
}

/// The nearest word of change before an amount, in the same clause, with where it leads.
fn word_of_change(clause: &QuantityClause) -> Option<(usize, Direction)> {
    let start = clause.tokens.start;
    let floor = start.saturating_sub(FAR);
    (floor..start).rev().take_while(|&i| !matches!(clause.words(i), ";" | "." | ":")).find_map(|i| {
        let found = direction_of(clause.language, clause.words(i))?;
        // "up to", "down the road", "higher education": the words alone are not enough before a plain noun.
        let word = !matches!(clause.tag(i), Tag::Det | Tag::Pron | Tag::Num);
        word.then_some((i, found))
    })
}

/// For each what: "per square foot", "a month", "an hour", "each year", "/hour", at once behind the quantity or behind
/// what is counted.
pub(super) fn per(clause: &QuantityClause, of: Option<usize>) -> Option<Span> {
    let words = &clause.language.figures;
    let behind = |at: usize| {
        let at = at + usize::from(clause.tokens.end < clause.len() && clause.words(at.min(clause.len() - 1)) == "-");
        if at + 1 >= clause.len() {
            return None;
        }
        if clause.is(at, &words.per) || clause.words(at) == "/" {
            let mut last = at + 1;
            while last + 1 < clause.len()
                && (matches!(clause.tag(last), Tag::Adj | Tag::Propn) || clause.is(last, &words.squares))
                && matches!(clause.tag(last + 1), Tag::Noun | Tag::Propn)
            {
                last += 1;
            }
            return matches!(clause.tag(last), Tag::Noun | Tag::Propn | Tag::X | Tag::Adj)
                .then(|| clause.sentence.words(at, last));
        }
        // "$82 a share", "$82 a Brenn share"
        let named = usize::from(clause.tag(at + 1) == Tag::Propn && at + 2 < clause.len());
        (clause.is(at, &words.each) && clause.is(at + 1 + named, &words.each_of))
            .then(|| clause.sentence.words(at, at + 1 + named))
    };
    behind(clause.tokens.end).or_else(|| behind(of.filter(|&of| of >= clause.tokens.end)? + 1))
}
