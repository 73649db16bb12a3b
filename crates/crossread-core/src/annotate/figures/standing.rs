//! How a figure stands to other amounts of the same thing.

use super::Standing;
use super::clause::Clause;
use crate::quantity::{Direction, Form, Unit, direction_of};
use crossread_language::{Span, Tag};

/// How far before a figure, in tokens, its word of change may stand: "rose in the first quarter of the year by 5%".
const FAR: usize = 9;

/// How far before a figure, in tokens, the words may stand that say it was said before: "earlier reports had put the well at a
/// depth of 40m".
const RECALLED: usize = 10;

/// Finds it.
pub(super) fn find(clause: &Clause, of: Option<usize>) -> Standing {
    // One past what is counted.
    let behind = of.filter(|&of| of >= clause.tokens.end).map(|of| of + 1);
    let (start, end) = (clause.tokens.start, clause.tokens.end);
    if let Some(change) = change(clause, of) {
        return change;
    }
    if is_recalled(clause) {
        return Standing::Before;
    }
    if clause.preceded_by(&["another", "additional", "further", "extra", "a further", "other"])
        || clause.is_any(end, &["more", "others", "other", "additional", "further", "extra"])
    {
        return Standing::More;
    }
    if clause.preceded_by(&["including", "include", "includes", "included"])
        || behind.is_some_and(|behind| clause.is(behind, "among") && !clause.is(behind + 1, "them"))
        || start >= 2 && clause.is(start - 2, "among") && clause.is(start - 1, "them")
        || clause.is(end, "of") && clause.next.as_ref().is_some_and(|whole| whole.start == end + 1)
        || clause.read.form == Form::Plain
            && clause.is(end, "of")
            && clause.is_any(
                end + 1,
                &["the", "them", "those", "these", "whom", "which", "his", "her", "its", "their", "my", "our"],
            )
    {
        return Standing::Part;
    }
    if start >= 2 && clause.is(start - 1, "of") && clause.is(start - 2, "total")
        || clause.preceded_by(&["total", "combined", "altogether"])
        || clause.is(end, "in") && clause.is_any(end + 1, &["total", "all"])
    {
        return Standing::Total;
    }
    Standing::Level
}

/// Whether the words say that the amount is what was said before: "a previous toll of 112", "initial reports of 14", "not
/// 150 as first reported", "she had first spoken of 14", "updating 14".
fn is_recalled(clause: &Clause) -> bool {
    const EARLIER: [&str; 10] = [
        "previous",
        "previously",
        "earlier",
        "initial",
        "initially",
        "prior",
        "first",
        "original",
        "originally",
        "before",
    ];
    const SAID: [&str; 16] = [
        "reported",
        "said",
        "thought",
        "believed",
        "stated",
        "announced",
        "feared",
        "estimated",
        "given",
        "claimed",
        "counted",
        "toll",
        "count",
        "tally",
        "estimate",
        "reports",
    ];
    const TOLLS: [&str; 9] =
        ["toll", "count", "tally", "figure", "estimate", "number", "total", "reports", "estimates"];
    let (start, end) = (clause.tokens.start, clause.tokens.end);
    let stops = |i: usize| matches!(clause.words(i), ";" | "." | ":");
    let before = || (start.saturating_sub(RECALLED)..start).rev().take_while(|&i| !stops(i));
    // "178, not 150 as first reported": what stands behind the next number is said of that.
    let next = clause.next.as_ref().map_or(clause.len(), |next| next.start);
    let behind = || (end..next.min(end + 8)).take_while(|&i| !stops(i));
    // "a previous toll of 112", "earlier reports of 14"
    if start >= 3
        && clause.is(start - 1, "of")
        && clause.is_any(start - 2, &TOLLS)
        && (start.saturating_sub(5)..start - 2).any(|i| clause.is_any(i, &EARLIER))
    {
        return true;
    }
    // "as first reported", "as was initially thought"
    if behind().any(|i| {
        clause.is(i, "as")
            && (i + 1..clause.len().min(i + 4)).any(|i| clause.is_any(i, &EARLIER) && clause.is_any(i + 1, &SAID))
    }) {
        return true;
    }
    // "was initially reported to be 4 years old", "the zoo initially said that 14"
    let at_first = |i: usize| clause.is_any(i, &["initially", "originally"]);
    let said = |i: usize| clause.is_any(i, &SAID) || clause.is_any(i, &["put", "told", "described"]);
    if before().any(|i| at_first(i) && (said(i + 1) || i > 0 && said(i - 1))) {
        return true;
    }
    // "had first spoken of 14", "had earlier said 14"
    let had = before().any(|i| clause.is(i, "had"));
    let earlier = before().any(|i| clause.is_any(i, &EARLIER));
    had && earlier || clause.preceded_by(&["updating", "updates", "correcting", "revising"])
}

/// By how much it rose or fell, from what, to what.
fn change(clause: &Clause, of: Option<usize>) -> Option<Standing> {
    let (start, end) = (clause.tokens.start, clause.tokens.end);
    let by = |direction| match direction {
        Direction::Up => Standing::Rise,
        Direction::Down => Standing::Fall,
        Direction::Either => Standing::Level,
    };
    let measured = clause.read.quantity.unit != Unit::Count || clause.is_any(end, &["points", "point"]);
    // "+0.2%"
    if clause.text[..clause.read.span.start()].ends_with('+') && measured {
        return Some(Standing::Rise);
    }
    // "a 5% rise", "a 7 percent price increase"
    if measured
        && (start > 0 && clause.is_any(start - 1, &["a", "an", "the", "-"]) || clause.tag(clause.number) == Tag::Num)
    {
        let noun = (end..clause.len().min(end + 3))
            .take_while(|&i| matches!(clause.tag(i), Tag::Noun | Tag::Adj))
            .find_map(|i| {
                direction_of(crate::language::Language::english(), clause.words(i))
                    .filter(|_| clause.tag(i) == Tag::Noun && !clause.is_thing(i))
            });
        if let Some(direction) = noun {
            return Some(by(direction));
        }
    }
    // "closed 0.3% lower", "16 percent up"
    if measured && clause.is_any(end, &["higher", "lower", "up", "down"]) {
        return direction_of(crate::language::Language::english(), clause.words(end)).map(by);
    }
    // The nearest word of change before, in the same clause.
    let floor = start.saturating_sub(FAR);
    let (at, direction) =
        (floor..start).rev().take_while(|&i| !matches!(clause.words(i), ";" | "." | ":")).find_map(|i| {
            let found = direction_of(crate::language::Language::english(), clause.words(i))?;
            // "up to", "down the road", "higher education": the words alone are not enough before a plain noun.
            let word = !matches!(clause.tag(i), Tag::Det | Tag::Pron | Tag::Num);
            word.then_some((i, found))
        })?;
    let reaches = clause
        .is_any(at, &["reach", "reached", "reaches", "reaching", "hit", "hits", "pass", "passed", "top", "topped"]);
    let between = at + 1..start;
    let other_verb = between.clone().any(|i| clause.tag(i) == Tag::Verb);
    let other_figure = clause.previous.as_ref().is_some_and(|previous| previous.start > at);
    let comma = between.clone().any(|i| clause.words(i) == ",");
    // "Racked up a $284 billion bill": the verb's own particle; a sum of something is no change.
    let particle = clause.is_any(at, &["up", "down"]) && at > 0 && clause.is_verb(at - 1);
    let is_sum = matches!(clause.read.quantity.unit, Unit::Currency(_)) && of.is_some_and(|of| of >= end);
    if other_verb || particle && is_sum {
        return None;
    }
    if clause.preceded_by(&["from"]) {
        return Some(Standing::Before);
    }
    if clause.preceded_by(&["to", "at"]) && !comma && !reaches {
        return Some(match direction {
            Direction::Up => Standing::RisenTo,
            Direction::Down => Standing::FallenTo,
            Direction::Either => Standing::Level,
        });
    }
    if clause.preceded_by(&["by"]) && !reaches {
        return Some(by(direction));
    }
    if reaches {
        return None;
    }
    // "dropped 7%", "up 2.8%", "lost 162 points or 2.14%".
    let alternative = clause.preceded_by(&["or", ","]) && other_figure;
    (measured
        && !clause.read.quantity.unit.is_time()
        && (alternative || !comma && between.len() <= 2)
        && matches!(
            clause.read.quantity.unit,
            Unit::Percent | Unit::Symbol("pp" | "bp") | Unit::Count | Unit::Currency(_)
        ))
    .then(|| by(direction))
}

/// For each what: "per square foot", "a month", "an hour", "each year", "/hour", at once behind the quantity or behind
/// what is counted.
pub(super) fn per(clause: &Clause, of: Option<usize>) -> Option<Span> {
    const EACH: [&str; 28] = [
        "ounce", "kilo", "mile", "dozen", "vote", "ticket", "second", "minute", "hour", "day", "night", "week",
        "month", "quarter", "year", "season", "share", "barrel", "head", "person", "gallon", "liter", "litre", "ton",
        "tonne", "pound", "piece", "game",
    ];
    let behind = |at: usize| {
        let at = at + usize::from(clause.tokens.end < clause.len() && clause.words(at.min(clause.len() - 1)) == "-");
        if at + 1 >= clause.len() {
            return None;
        }
        if clause.is(at, "per") || clause.words(at) == "/" {
            let mut last = at + 1;
            while last + 1 < clause.len()
                && (matches!(clause.tag(last), Tag::Adj | Tag::Propn) || clause.is_any(last, &["square", "cubic"]))
                && matches!(clause.tag(last + 1), Tag::Noun | Tag::Propn)
            {
                last += 1;
            }
            return matches!(clause.tag(last), Tag::Noun | Tag::Propn | Tag::X | Tag::Adj)
                .then(|| clause.sentence.words(at, last));
        }
        // "$82 a share", "$82 a Brenn share"
        let named = usize::from(clause.tag(at + 1) == Tag::Propn && at + 2 < clause.len());
        (clause.is_any(at, &["a", "an", "each", "every"]) && clause.is_any(at + 1 + named, &EACH))
            .then(|| clause.sentence.words(at, at + 1 + named))
    };
    behind(clause.tokens.end).or_else(|| behind(of.filter(|&of| of >= clause.tokens.end)? + 1))
}
