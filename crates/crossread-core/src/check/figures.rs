//! The draft's figures against those of the accounts.

use super::sentences::Sentences;
use super::{Code, DraftContext, Finding, Share};
use crate::annotate::figures::Figure;
use crate::ledger::{DifferenceKind, Entry, EntryKind, Reading, Value};
use crate::quantity::{Bound, Compatibility, Unit};
use crate::story::Passage;
use std::collections::BTreeSet;

pub(super) fn check(desk: &DraftContext, told: &Sentences) -> (Vec<Finding>, Share) {
    let mut findings = Vec::new();
    let mut compared = BTreeSet::new();
    for (e, entry, own) in desk.shared().filter(|(_, entry, _)| entry.kind == EntryKind::Figure) {
        for r in own {
            let reading = &entry.readings[r as usize];
            for passage in reading.passages().filter(|passage| desk.is_draft(*passage)) {
                compared.insert(passage.span);
                let found = of_reading(desk, entry, r, passage);
                findings.extend(found.into_iter().map(|(code, passages)| Finding {
                    span: passage.span,
                    code,
                    entry: Some(e),
                    passages,
                }));
            }
        }
    }
    for figure in desk.own().figures.iter().filter(|figure| !compared.contains(&figure.span)).collect::<Vec<_>>() {
        if let Some((e, found)) = of_amount(desk, figure) {
            compared.insert(figure.span);
            findings.extend(found.into_iter().map(|(code, passages)| Finding {
                span: figure.span,
                code,
                entry: Some(e),
                passages,
            }));
        } else if let Some(others) = against(desk, told, figure) {
            compared.insert(figure.span);
            if !others.is_empty() {
                findings.push(Finding { span: figure.span, code: Code::FigureDiffers, entry: None, passages: others });
            }
        }
    }
    let share = Share { compared: compared.len() as u32, of: desk.own().figures.len() as u32 };
    (findings, share)
}

/// Fewest digits, zeros at the end left out, of an amount that two who write of one story give of one thing only.
const TELLING: usize = 3;

/// What is to be said of a figure that no entry joins, but whose very amount the accounts have in one entry and nowhere else: the
/// entry, and whether they have moved on from that amount, or contradict it.
fn of_amount(desk: &DraftContext, own: &Figure) -> Option<(u32, Vec<(Code, Vec<Passage>)>)> {
    let wanted = digits(own).filter(|digits| significant(digits) >= TELLING)?;
    let is_same =
        |figure: &Figure| figure.quantity.unit == own.quantity.unit && digits(figure).as_ref() == Some(&wanted);
    let same: Vec<Passage> =
        of_accounts(desk).filter(|(_, figure)| is_same(figure)).map(|(passage, _)| passage).collect();
    let mut laid = (0..).zip(&desk.ledger.entries).filter(|(_, entry)| entry.kind == EntryKind::Figure);
    let (e, entry, r) = laid.find_map(|(e, entry)| {
        let has = |reading: &Reading| reading.passages().any(|passage| same.contains(&passage));
        Some((e, entry, entry.readings.iter().position(has)? as u32))
    })?;
    // What the ledger joins to nothing is no other thing.
    let holds =
        |other: &Entry| other.readings.iter().flat_map(Reading::passages).any(|passage| same.contains(&passage));
    if laid.any(|(_, other)| holds(other)) {
        return None;
    }
    let passage = Passage { article: desk.draft, span: own.span };
    let mut found = of_reading(desk, entry, r, passage);
    found.retain(|(code, _)| matches!(code, Code::FigureOvertaken | Code::FigureDisputed));
    Some((e, found))
}

/// Every figure of the accounts with its passage.
fn of_accounts<'a>(desk: &DraftContext<'a>) -> impl Iterator<Item = (Passage, &'a Figure)> + use<'a> {
    let draft = desk.draft;
    let accounts = (0..).zip(desk.annotations).filter(move |(article, _)| *article != draft);
    accounts.flat_map(|(article, found)| {
        found.figures.iter().map(move |figure| (Passage { article, span: figure.span }, figure))
    })
}

/// Figures of the accounts in sentences that tell what the draft's tells, where no entry joins them: empty where one of them may be
/// the draft's, `None` where there are none.
fn against(desk: &DraftContext, told: &Sentences, own: &Figure) -> Option<Vec<Passage>> {
    // "None" is told of everything.
    if own.quantity.value().is_some_and(|value| value.is_zero()) {
        return None;
    }
    let (mut slips, mut others): (Vec<Passage>, Vec<Passage>) = (Vec::new(), Vec::new());
    for like in told.like(desk, own.span, SAME_DIGITS) {
        let found = &desk.annotations[like.passage.article as usize];
        let inside = found.figures.iter().filter(|figure| like.passage.span.contains(figure.span));
        let of_sort: Vec<(&Figure, u32)> = inside.filter_map(|figure| Some((figure, needed(own, figure)?))).collect();
        // Of two in one sentence neither is known to be the draft's by what the sentence shares.
        let is_known = |needed: u32| needed != SAME || of_sort.len() == 1;
        for (figure, needed) in of_sort.iter().filter(|(_, needed)| like.share >= *needed && is_known(*needed)) {
            if figure.quantity.compatible(&own.quantity) != Compatibility::Conflict {
                return Some(Vec::new());
            }
            let passage = Passage { article: like.passage.article, span: figure.span };
            if *needed == SAME_DIGITS { slips.push(passage) } else { others.push(passage) }
        }
    }
    if !slips.is_empty() {
        return Some(slips);
    }
    if others.is_empty() {
        others = misprinted(desk, own)?;
    }
    (!others.is_empty()).then_some(others)
}

/// Fewest digits, zeros at the end left out, of a number so long that another one digit away from it is no coincidence.
const LONG: usize = 5;

/// Fewest digits of an amount of a measure that a story tells again and again: another one digit away from it is no coincidence,
/// where no account has it.
const MEASURED: usize = 2;

/// Figures of the accounts that a long number of the draft is a slip of, or an amount of a rare measure, where no account has
/// the amount itself.
fn misprinted(desk: &DraftContext, own: &Figure) -> Option<Vec<Passage>> {
    let wanted = digits(own)?;
    let is_long = significant(&wanted) >= LONG;
    if !(is_long || is_measured(own.quantity.unit) && wanted.len() >= MEASURED) {
        return None;
    }
    let of_unit = || of_accounts(desk).filter(|(_, figure)| figure.quantity.unit == own.quantity.unit);
    // A measure may be given in another unit; a long number rounded is another number.
    let is_converted = |figure: &Figure| figure.quantity.compatible(&own.quantity) != Compatibility::Conflict;
    let is_had = of_unit().any(|(_, figure)| digits(figure).as_ref() == Some(&wanted));
    if is_had || !is_long && of_accounts(desk).any(|(_, figure)| is_converted(figure)) {
        return None;
    }
    let slips = of_unit().filter(|(_, figure)| digits(figure).is_some_and(|digits| is_slip(&digits, &wanted)));
    let slips: Vec<(Passage, &Figure)> = slips.collect();
    let (first, again) = slips.split_first()?;
    let one_amount = || !again.is_empty() && again.iter().all(|(_, figure)| digits(figure) == digits(first.1));
    (is_long || one_amount()).then(|| slips.into_iter().map(|(passage, _)| passage).collect())
}

/// Whether a unit measures things, as tonnes and meters do: not time, which is told of everything, nor a rank or a share.
fn is_measured(unit: Unit) -> bool {
    let named = [Unit::SCORE, Unit::RATIO, Unit::TIMES, Unit::RANK, Unit::AGE];
    matches!(unit, Unit::Symbol(_)) && !unit.is_time() && !named.contains(&unit)
}

/// How many digits a number has, zeros at the end left out.
fn significant(digits: &[char]) -> usize {
    digits.iter().rev().skip_while(|digit| **digit == '0').count()
}

/// How much of a sentence an account's must share for its figure to be the draft's, in percent, by how much the figures tell by
/// themselves. Chosen on twelve drafts with planted faults, so that none of their right figures is touched.
const SAME: u32 = 45;
/// Where both count the same.
const SAME_HEAD: u32 = 35;
/// Where both are of one measure: tonnes, meters, a currency.
const SAME_MEASURE: u32 = 28;
/// Where one is the other with a digit changed or two that changed places.
const SAME_DIGITS: u32 = 20;

/// How much must be shared for two figures to be one; `None` where they are of other sorts.
fn needed(a: &Figure, b: &Figure) -> Option<u32> {
    let (of_a, of_b) = (a.of.as_ref().map(|of| &of.head), b.of.as_ref().map(|of| &of.head));
    let (unit, other) = (a.quantity.unit, b.quantity.unit);
    // "163 votes to none" is a vote as "173 to 0" is.
    let is_vote = |one: Unit, other: Unit| one == Unit::SCORE && other == Unit::Count;
    if unit != other && !is_vote(unit, other) && !is_vote(other, unit) || a.standing != b.standing {
        return None;
    }
    let long = |figure| digits(figure).filter(|digits| digits.len() >= SLIPPED);
    let slipped = || is_slip(&long(a)?, &long(b)?).then_some(());
    Some(match unit {
        _ if slipped().is_some() => SAME_DIGITS,
        _ if unit != other => return None,
        Unit::Symbol(_) | Unit::Currency(_) => SAME_MEASURE,
        _ if of_a.is_some() && of_a == of_b => SAME_HEAD,
        _ if of_a.is_some() && of_b.is_some() => return None,
        _ => SAME,
    })
}

/// Fewest digits of two numbers that are one but for a slip, where sentences that tell the same have them.
const SLIPPED: usize = 3;

/// The digits of the one amount that a figure names, or of the first side of a vote.
fn digits(figure: &Figure) -> Option<Vec<char>> {
    let quantity = &figure.quantity;
    let named = quantity.value().or(quantity.low.filter(|_| quantity.unit == Unit::SCORE))?;
    Some(named.normalize().to_string().chars().filter(char::is_ascii_digit).collect())
}

/// Whether two numbers are one but for a digit, or for two beside each other that changed places.
fn is_slip(a: &[char], b: &[char]) -> bool {
    let apart: Vec<usize> = (0..a.len().min(b.len())).filter(|&i| a[i] != b[i]).collect();
    a.len() == b.len()
        && match apart[..] {
            [_] => true,
            [i, j] => j == i + 1 && a[i] == b[j] && a[j] == b[i],
            _ => false,
        }
}

/// What is to be said of one figure of the draft, with the passages of the accounts that show it.
fn of_reading(desk: &DraftContext, entry: &Entry, own: u32, passage: Passage) -> Vec<(Code, Vec<Passage>)> {
    let reading = &entry.readings[own as usize];
    let same = desk.told(reading);
    let others = |kinds: &[DifferenceKind]| -> Vec<Passage> {
        let meets = entry.differences.iter().filter(|one| kinds.contains(&one.kind));
        let other = meets.filter_map(|one| one.other(own));
        other.flat_map(|other| desk.told(&entry.readings[other as usize])).collect()
    };
    let conflicts = others(&[DifferenceKind::Conflict]);
    let moved = later(desk, entry, own);
    let mut found = Vec::new();
    if !reading.is_negated() && same.is_empty() && is_denied_by_all(desk, entry, own) {
        found.push((Code::NegationLost, all_told(desk, entry)));
    } else if !moved.is_empty() {
        // What no account ever had, none has moved on from.
        found.push((if same.is_empty() { Code::FigureDiffers } else { Code::FigureOvertaken }, moved));
    } else if !conflicts.is_empty() && same.is_empty() {
        found.push((Code::FigureDiffers, conflicts));
    } else if !conflicts.is_empty() {
        found.push((Code::FigureDisputed, conflicts));
    } else if let Some(hedged) = hedged_by_all(desk, entry, own) {
        found.push((Code::HedgeLost, hedged));
    }
    if let Some(attributed) = attributed_by_all(desk, entry, passage) {
        found.push((Code::AttributionLost, attributed));
    }
    if found.is_empty() && one_origin(desk, entry) {
        found.push((Code::SingleOrigin, all_told(desk, entry)));
    }
    found
}

fn all_told(desk: &DraftContext, entry: &Entry) -> Vec<Passage> {
    entry.readings.iter().flat_map(|reading| desk.told(reading)).collect()
}

/// Readings of a later time that have moved on from the draft's: an account has both what it has and what came after, or gives
/// what came after alone.
fn later(desk: &DraftContext, entry: &Entry, own: u32) -> Vec<Passage> {
    let reading = &entry.readings[own as usize];
    let time = |reading: &Reading| {
        let said = reading.passages().filter(|passage| !desk.is_draft(*passage));
        let said = said.filter_map(|passage| desk.story.articles()[passage.article as usize].said_on());
        reading.as_of().map(|(_, to)| to).into_iter().chain(said).max()
    };
    let moved = |kind| matches!(kind, DifferenceKind::OtherTime | DifferenceKind::Revision);
    let others = entry.differences.iter().filter(|one| moved(one.kind)).filter_map(|one| one.other(own));
    let (value, at) = (reading.value(), time(reading));
    let others = others.map(|other| &entry.readings[other as usize]).filter(|other| !other.is_negated());
    let begun = |reading: &Reading| {
        let said = desk.told(reading).into_iter();
        said.filter_map(|passage| desk.story.articles()[passage.article as usize].said_on()).min()
    };
    let behind = |other: &&Reading| match (at, time(other)) {
        // Who corrects gives both on one day: what was told first is what was corrected.
        (Some(at), Some(then)) => then > at || then == at && begun(other) > begun(reading) && begun(reading).is_some(),
        // The draft's own day is not known: what differs from it and moves is for its author to look at.
        (None, Some(_)) => true,
        _ => false,
    };
    let moved_on = |other: &&Reading| match (other.value(), value) {
        (Value::Quantity(other), Value::Quantity(own)) => {
            (other.low, other.high) != (own.low, own.high) && other.value() != own.value()
        }
        (other, own) => other != own,
    };
    others.filter(moved_on).filter(behind).flat_map(|other| desk.told(other)).collect()
}

/// Whether every account says that it is not so.
fn is_denied_by_all(desk: &DraftContext, entry: &Entry, own: u32) -> bool {
    let others =
        || entry.readings.iter().enumerate().filter(|(r, reading)| *r as u32 != own && !desk.told(reading).is_empty());
    others().next().is_some() && others().all(|(_, reading)| reading.is_negated())
}

fn bound(reading: &Reading) -> Option<Bound> {
    match reading.value() {
        Value::Quantity(quantity) => Some(quantity.bound),
        _ => None,
    }
}

/// The passages of the accounts, where the draft's figure is exact and every one of theirs that may be it is hedged.
fn hedged_by_all(desk: &DraftContext, entry: &Entry, own: u32) -> Option<Vec<Passage>> {
    if bound(&entry.readings[own as usize]) != Some(Bound::Exact) {
        return None;
    }
    let told: Vec<(&Reading, Vec<Passage>)> = entry
        .readings
        .iter()
        .map(|reading| (reading, desk.told(reading)))
        .filter(|(_, told)| !told.is_empty())
        .collect();
    let hedged = |reading: &Reading| bound(reading).is_some_and(|bound| bound != Bound::Exact);
    let all = told.iter().all(|(reading, _)| hedged(reading));
    all.then(|| told.into_iter().flat_map(|(_, told)| told).collect())
}

/// The passages of the accounts, where the draft gives a figure in its own voice and every one of them as what somebody
/// says.
fn attributed_by_all(desk: &DraftContext, entry: &Entry, own: Passage) -> Option<Vec<Passage>> {
    let figure = |passage: Passage| -> Option<&Figure> {
        let figures = &desk.annotations[passage.article as usize].figures;
        figures.iter().find(|figure| figure.span == passage.span)
    };
    // An age is told of somebody in passing, by whoever tells of them.
    let is_age = |passage| figure(passage).is_some_and(|figure| figure.quantity.unit == Unit::AGE);
    let is_attributed = |passage: Passage| figure(passage).is_some_and(|figure| figure.asserted_by.is_some());
    let told = all_told(desk, entry);
    // One account may be careful where others need not be: two must be.
    let articles: BTreeSet<u32> = told.iter().map(|passage| passage.article).collect();
    (figure(own).is_some()
        && !is_age(own)
        && !is_attributed(own)
        && articles.len() > 1
        && told.iter().all(|one| is_attributed(*one)))
    .then_some(told)
}

/// Whether all accounts of it go back to one origin, though they are several.
pub(super) fn one_origin(desk: &DraftContext, entry: &Entry) -> bool {
    let origins = entry.readings.iter().flat_map(|reading| reading.origins());
    let told = origins.filter(|origin| origin.passages().iter().any(|passage| !desk.is_draft(*passage)));
    let (mut numbers, mut articles) = (BTreeSet::new(), BTreeSet::new());
    for origin in told {
        numbers.insert(origin.number());
        articles
            .extend(origin.passages().iter().map(|passage| passage.article).filter(|article| *article != desk.draft));
    }
    numbers.len() == 1 && articles.len() > 1
}
