//! How two readings of an entry differ: by what they say, not by when they were printed.
//!
//! Two figures that can't both hold are a change where they speak of two times, where one voice corrects itself, or
//! where what they count rises or falls as days pass and the later one says so; else they are in conflict. That one was
//! printed a day later makes no change of it.

use super::{Difference, DifferenceKind, Provenance, Reading, Value};
use crate::align::Alignment;
use crate::align::entities::{Variant, fold};
use crate::align::matters::Clock;
use crate::align::matters::{Aspect, Course, Matter, Scope, Witness, began_together, holds_name};
use crate::annotate::figures::Status;
use crate::language::Language;
use crate::quantity::{Bound, Compatibility, Quantity, Unit, distance};
use crate::story::{Moment, Passage, Story};
use crossread_language::Word;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Whether the numbers that two quantities name are more than a tenth apart.
fn are_far(x: &Quantity, y: &Quantity) -> bool {
    let named = |quantity: &Quantity| quantity.value().or(quantity.low).or(quantity.high);
    let (Some(x), Some(y)) = (named(x), named(y)) else { return false };
    distance(x, y).checked_mul(Decimal::TEN).is_none_or(|apart| apart > x.abs().max(y.abs()))
}

/// Why two readings of a quote are no dispute though their speakers are two: one is meant by a pronoun or a description.
pub(crate) const BY_PRONOUN: &str = "given to another speaker, whom an account doesn't name there";

/// Stretches of so many days and fewer tell one day loosely.
const LOOSE: i32 = 14;

/// Whether two stretches of days can't be one: "between April 19 and May 31" and "between May 5 and June 9" count two things
/// though they overlap.
fn exclude((a_from, a_to): (Date, Date), (b_from, b_to): (Date, Date)) -> bool {
    let days = |from: Date, to: Date| from.until(to).map_or(0, |span| span.get_days());
    // "Last week" and "this month" may be one day.
    let long = days(a_from, a_to).min(days(b_from, b_to)) > LOOSE;
    let crossed = long && (a_from < b_from && a_to < b_to || b_from < a_from && b_to < a_to);
    a_to < b_from || b_to < a_from || crossed
}

/// From here on two articles that give one number mean one thing by it, and one day.
const TELLING: Decimal = Decimal::ONE_HUNDRED;

/// By what a word of no exact number exceeds an earlier number at least where the count has moved.
const FAR_BELOW: Decimal = Decimal::TWO;

/// Whether one is bounded by a number from above and the other by the same number from below.
fn name_one_number(x: &Quantity, y: &Quantity) -> bool {
    let from_two_sides = |x: &Quantity, y: &Quantity| {
        x.high.is_none() && y.low.is_none() && x.low.is_some() && x.low == y.high && x.unit == y.unit
    };
    from_two_sides(x, y) || from_two_sides(y, x)
}

/// A reading and the witnesses that give it.
#[derive(Clone, Copy)]
struct ReadingSide<'a> {
    reading: &'a Reading,
    members: &'a [usize],
}

/// Up to so many readings are compared each with each. The most that one of 948 entries of 29 real stories had was 7; a table
/// of 500 towns read as one thing has 125,000 pairs, and nobody reads those.
const EACH_WITH_EACH: usize = 24;

/// Where there are more, each reading is compared with the first and with so many that follow it: a few neighbors tell as
/// well as all of them whether an entry is disputed, and the work grows with the readings, not with their square.
const NEIGHBORS: usize = 8;

/// So many differences of an entry are listed: as many as [`EACH_WITH_EACH`] readings can have.
const LISTED: usize = EACH_WITH_EACH * (EACH_WITH_EACH - 1) / 2;

/// What is asked again and again.
struct DifferenceContext<'a> {
    language: &'a Language,
    story: &'a Story,
    alignment: &'a Alignment,
    matter: &'a Matter,
    /// Its figures that are told with a hedge, "some 30", each with its article.
    hedged: Vec<(u32, Quantity)>,
    /// Witnesses that say that it was told otherwise before.
    updating: Vec<&'a Witness>,
    /// Witnesses that tell what was so before.
    before: Vec<&'a Witness>,
    /// Witnesses that say that it is not so.
    denying: Vec<&'a Witness>,
    /// The days that are told of each number.
    days: BTreeMap<Decimal, Vec<(Date, Date)>>,
    /// How what is counted moves, each way once.
    courses: Vec<Course>,
}

impl<'a> DifferenceContext<'a> {
    fn of(
        language: &'a Language,
        story: &'a Story,
        alignment: &'a Alignment,
        matter: &'a Matter,
    ) -> DifferenceContext<'a> {
        let hedged = matter.witnesses.iter().filter_map(|witness| match witness.value {
            Value::Quantity(told) if told.bound == Bound::About => Some((witness.passage.article, told)),
            _ => None,
        });
        let that = |holds: fn(&Scope) -> bool| -> Vec<&Witness> {
            let witnesses = matter.witnesses.iter().zip(&matter.scopes);
            witnesses.filter(|(_, scope)| holds(scope)).map(|(witness, _)| witness).collect()
        };
        let denies = |one: &&Witness| matches!(one.status, Status::Denied | Status::Negated);
        let mut days: BTreeMap<Decimal, Vec<(Date, Date)>> = BTreeMap::new();
        for witness in &matter.witnesses {
            let Value::Quantity(told) = &witness.value else { continue };
            if let (Some(number), Some(as_of)) = (told.value(), witness.as_of) {
                days.entry(number).or_default().push(as_of);
            }
        }
        let mut courses = Vec::new();
        for scope in &matter.scopes {
            if !courses.contains(&scope.course) {
                courses.push(scope.course);
            }
        }
        DifferenceContext {
            language,
            story,
            alignment,
            matter,
            hedged: hedged.collect(),
            updating: that(|scope| scope.updates),
            before: that(|scope| scope.before),
            denying: matter.witnesses.iter().filter(denies).collect(),
            days,
            courses,
        }
    }
}

/// How the readings of a matter differ.
pub(super) struct Differences {
    /// Those of all pairs that were compared, by pair.
    found: Vec<Difference>,
    /// Pairs that were not compared.
    passed_over: u64,
}

impl Differences {
    pub(super) fn found(&self) -> &[Difference] {
        &self.found
    }

    /// Those that are listed, the gravest where there are too many, by pair; and how many pairs more there are.
    pub(super) fn listed(self) -> (Vec<Difference>, u64) {
        let mut listed = self.found;
        let more = listed.len().saturating_sub(LISTED);
        if more > 0 {
            listed.sort_by_key(|difference| (Reverse(difference.kind), difference.between));
            listed.truncate(LISTED);
            listed.sort_by_key(|difference| difference.between);
        }
        (listed, self.passed_over + more as u64)
    }
}

/// How the readings of a matter differ, each from each or, where they are many, from some of the others; with each reading
/// the witnesses that give it.
pub(super) fn find(
    language: &Language,
    story: &Story,
    alignment: &Alignment,
    matter: &Matter,
    readings: &[(Reading, Vec<usize>)],
) -> Differences {
    let asked = DifferenceContext::of(language, story, alignment, matter);
    let sides: Vec<ReadingSide> = readings.iter().map(|(reading, members)| ReadingSide { reading, members }).collect();
    let (count, mut compared, mut found) = (sides.len(), 0, Vec::new());
    for i in 0..count {
        let last = if i == 0 || count <= EACH_WITH_EACH { count } else { count.min(i + 1 + NEIGHBORS) };
        for j in i + 1..last {
            if let Some((kind, why)) = asked.between(sides[i], sides[j]) {
                found.push(Difference { between: (i as u32, j as u32), kind, why: why.to_owned() });
            }
        }
        compared += last.saturating_sub(i + 1) as u64;
    }
    let pairs = count as u64 * (count as u64).saturating_sub(1) / 2;
    Differences { found, passed_over: pairs - compared }
}

/// Whether a difference makes an entry changed: the same figure of another time does not, nor does a bound that both
/// may keep to.
pub(super) fn is_change(difference: &Difference, readings: &[(Reading, Vec<usize>)]) -> bool {
    let value = |i: u32| readings[i as usize].0.value();
    let differ = match (value(difference.between.0), value(difference.between.1)) {
        (Value::Quantity(x), Value::Quantity(y)) => {
            !matches!(x.compatible(y), Compatibility::Same | Compatibility::Rounding)
        }
        (x, y) => x != y,
    };
    matches!(difference.kind, DifferenceKind::OtherTime | DifferenceKind::Revision) && differ
}

type DifferenceVerdict = Option<(DifferenceKind, &'static str)>;

/// Times of day differ where neither may be the other told more roughly.
fn clocks(x: &Clock, y: &Clock) -> DifferenceVerdict {
    match () {
        () if x.minutes == y.minutes => None,
        () if x.may_be(y) => Some((DifferenceKind::Rounding, "one may be the other told more roughly")),
        () => Some((DifferenceKind::Conflict, "they can't both hold")),
    }
}

impl DifferenceContext<'_> {
    fn between(&self, a: ReadingSide, b: ReadingSide) -> DifferenceVerdict {
        match (a.reading.value(), b.reading.value()) {
            (Value::Quantity(x), Value::Quantity(y)) if self.is_denied(a) != self.is_denied(b) => {
                self.denied(a, x, b, y)
            }
            (Value::Quantity(x), Value::Quantity(y)) => self.quantities(a, x, b, y),
            (Value::Words(x), Value::Words(y)) => self.wordings(a, x, b, y),
            (Value::Words(_) | Value::Paraphrase(_), Value::Words(_) | Value::Paraphrase(_)) => (a.reading.value()
                != b.reading.value())
            .then_some((DifferenceKind::Wording, "one is a report without quotation marks")),
            (Value::Description(_), Value::Description(_)) if self.was_before(a) != self.was_before(b) => {
                Some((DifferenceKind::OtherTime, "by its own words one is what was before"))
            }
            (Value::Description(x), Value::Description(y)) if self.matter.aspect == Some(Aspect::Spelling) => {
                (x != y).then(|| self.spellings(a, b))
            }
            (Value::Description(x), Value::Description(y)) => {
                (x != y).then_some((DifferenceKind::Wording, "in other words"))
            }
            (Value::Days(a_from, a_to), Value::Days(b_from, b_to)) => self.days(a, (a_from, a_to), b, (b_from, b_to)),
            (Value::Clock(x), Value::Clock(y)) => clocks(x, y),
            (Value::Status(x), Value::Status(y)) => self.statuses(a, *x, b, *y),
            (x, y) => (x != y).then_some((DifferenceKind::Conflict, "they can't both hold")),
        }
    }

    /// Whether a reading says that it is not so.
    fn is_denied(&self, side: ReadingSide) -> bool {
        matches!(self.matter.witnesses[side.members[0]].status, Status::Denied | Status::Negated)
    }

    /// "Not 150" holds beside 178, but not beside 150.
    fn denied(&self, a: ReadingSide, x: &Quantity, b: ReadingSide, y: &Quantity) -> DifferenceVerdict {
        match x.compatible(y) {
            Compatibility::Conflict => None,
            _ if self.same_voice(a, b) => Some((DifferenceKind::Revision, "the same outlet or speaker takes it back")),
            _ if self.was_before(a) || self.was_before(b) => {
                Some((DifferenceKind::OtherTime, "by its own words one is what was said before"))
            }
            _ => Some((DifferenceKind::Conflict, "one says that it is not so")),
        }
    }

    fn quantities(&self, a: ReadingSide, x: &Quantity, b: ReadingSide, y: &Quantity) -> DifferenceVerdict {
        let rounding = Some((DifferenceKind::Rounding, "one is the other rounded"));
        match x.compatible(y) {
            Compatibility::Conflict if self.rounds(a, x, y) || self.rounds(b, y, x) => rounding,
            Compatibility::Same if self.speak_of_other_times(a, b) => {
                Some((DifferenceKind::OtherTime, "the same figure of another time"))
            }
            Compatibility::Same => None,
            Compatibility::Rounding => rounding,
            _ if self.last_to_their_day(a, x, b, y) => {
                Some((DifferenceKind::OtherTime, "each tells how long it had lasted on the day of its telling"))
            }
            Compatibility::Bound if self.has_moved(a, x, b, y) => {
                Some((DifferenceKind::OtherTime, "the later one says more"))
            }
            Compatibility::Bound if are_far(x, y) && self.same_voice(a, b) && !self.side_by_side(a, b) => {
                Some((DifferenceKind::Revision, "the same outlet or speaker at another time"))
            }
            Compatibility::Bound => Some((DifferenceKind::Bound, "their bounds let both hold")),
            // "Families that earn less than $250,000", "more than $250,000": one line between two, told from both sides.
            Compatibility::Conflict if name_one_number(x, y) => {
                Some((DifferenceKind::Bound, "they name one number, from two sides"))
            }
            Compatibility::Conflict => Some(self.conflict(a, x, b, y)),
        }
    }

    /// Days that overlap are one told more closely; a day to come that is another one in an account of another day was
    /// moved.
    fn days(&self, a: ReadingSide, x: (&Date, &Date), b: ReadingSide, y: (&Date, &Date)) -> DifferenceVerdict {
        let to_come = |side: ReadingSide, from: &Date| side.reading.said().iter().all(|said| said < from);
        match () {
            () if x == y => None,
            () if x.0 <= y.1 && y.0 <= x.1 => Some((DifferenceKind::Bound, "one is told more closely")),
            () if to_come(a, x.0) && to_come(b, y.0) && self.said_apart(a, b) => {
                Some((DifferenceKind::OtherTime, "a day to come, told on another day"))
            }
            () => Some((DifferenceKind::Conflict, "they can't both hold")),
        }
    }

    /// A plan is not what came of it, and what had not happened yet may have by now.
    fn statuses(&self, a: ReadingSide, x: Status, b: ReadingSide, y: Status) -> DifferenceVerdict {
        let holds = |status: Status| !matches!(status, Status::Denied | Status::Negated);
        if x == y || !holds(x) && !holds(y) {
            return None;
        }
        if holds(x) && holds(y) {
            return Some((DifferenceKind::OtherTime, "planned, and later told as done"));
        }
        let (told, not) = if holds(x) { (a, b) } else { (b, a) };
        let status = if holds(x) { x } else { y };
        match (self.last_said(not), self.last_said(told)) {
            _ if status == Status::Planned => None,
            (Some(before), Some(after)) if self.tell_of_now(not) && before < after => {
                Some((DifferenceKind::OtherTime, "not so far, and later told as done"))
            }
            _ => Some((DifferenceKind::Conflict, "told by one, and not so by another")),
        }
    }

    /// Whether another account tells the number of a reading with a hedge that allows for the other one: who gives 30 beside
    /// "some 30" rounds too. An account that gives both knows them apart.
    fn rounds(&self, side: ReadingSide, number: &Quantity, other: &Quantity) -> bool {
        let article = |w: usize| self.matter.witnesses[w].passage.article;
        let own = |at: u32| side.members.iter().any(|&w| article(w) == at);
        let hedges = |(article, hedged): &(u32, Quantity)| {
            let same = hedged.unit == number.unit && hedged.value().is_some() && hedged.value() == number.value();
            same && hedged.compatible(other) == Compatibility::Rounding && !own(*article)
        };
        number.bound == Bound::Exact && self.hedged.iter().any(hedges)
    }

    /// How two figures differ that can't both hold of the same time.
    fn conflict(&self, a: ReadingSide, x: &Quantity, b: ReadingSide, y: &Quantity) -> (DifferenceKind, &'static str) {
        use DifferenceKind::{Conflict, OtherScope, OtherTime, Revision};
        let is_fixed = x.unit == Unit::AGE || y.unit == Unit::AGE;
        match () {
            () if self.is_part_of((x, a), (y, b)) || self.is_part_of((y, b), (x, a)) => {
                (OtherScope, "by its own words one counts some only")
            }
            () if self.was_before(a) != self.was_before(b) => (OtherTime, "by its own words one is what was before"),
            () if self.corrects(a, b) != self.corrects(b, a) => {
                (OtherTime, "an account that gives one says that the other was told before")
            }
            () if is_fixed && self.side_by_side(a, b) => (Conflict, "they can't both hold of the same time"),
            () if self.same_voice(a, b) => (Revision, "the same outlet or speaker at another time"),
            () if is_fixed => (Conflict, "they can't both hold of the same time"),
            () if self.speak_of_other_times(a, b) => (OtherTime, "they speak of other days"),
            () if self.is_updated(a, b) || self.is_updated(b, a) => {
                (OtherTime, "the later one says that it was told otherwise before")
            }
            () if self.are_of_other_hours(a, b) => (OtherTime, "they speak of other hours"),
            () if self.takes_back(a, y) || self.takes_back(b, x) => (Conflict, "one says that the other is not so"),
            () if self.has_moved(a, x, b, y) => {
                (OtherTime, "such a count moves as days pass, and the later one says so")
            }
            () if self.grows_by_the_hour(a, x, b, y) => {
                (OtherTime, "such a count rises, and the higher one is open upwards")
            }
            () if self.tell_of_now(a) && self.tell_of_now(b) && self.said_apart(a, b) => {
                (OtherTime, "each tells how things stood on the day of its telling")
            }
            () if a.reading.said().is_empty() != b.reading.said().is_empty() => {
                (OtherTime, "of one of them no day is known")
            }
            () => (Conflict, "they can't both hold of the same time"),
        }
    }

    /// Whether one article gives both.
    fn side_by_side(&self, a: ReadingSide, b: ReadingSide) -> bool {
        let article = |w: &usize| self.matter.witnesses[*w].passage.article;
        a.members.iter().any(|x| b.members.iter().any(|y| article(x) == article(y)))
    }

    /// Whether the later reading says that it was told otherwise before, and the earlier was told on earlier days only.
    fn is_updated(&self, earlier: ReadingSide, later: ReadingSide) -> bool {
        let before = match (self.last_said(earlier), later.reading.said().first()) {
            (Some(before), Some(after)) => before < *after,
            _ => false,
        };
        // "Roughly 145 million" goes with "145.5 million, more than first estimated".
        let Value::Quantity(value) = later.reading.value() else { return false };
        let is_it = |one: &&Witness| matches!(&one.value, Value::Quantity(other) if other.compatible(value) != Compatibility::Conflict);
        before && self.updating.iter().any(is_it)
    }

    /// Whether one of them is told of an hour, and the other of another or of none: prices and shares move by the hour.
    fn are_of_other_hours(&self, a: ReadingSide, b: ReadingSide) -> bool {
        let moves = |side: ReadingSide| match side.reading.value() {
            Value::Quantity(quantity) => matches!(quantity.unit, Unit::Percent | Unit::Currency(_)),
            _ => false,
        };
        let hours = |side: ReadingSide<'_>| -> BTreeSet<Option<Word>> {
            side.members.iter().map(|&w| self.matter.scopes.get(w).and_then(|scope| scope.hour)).collect()
        };
        let (one, other) = (hours(a), hours(b));
        let told = one.iter().chain(&other).any(Option::is_some);
        moves(a) && moves(b) && told && one.is_disjoint(&other)
    }

    /// "40 hurt", then "more than 50 hurt" on one day: what is counted rises, and who says "more than" knows that it does.
    fn grows_by_the_hour(&self, a: ReadingSide, x: &Quantity, b: ReadingSide, y: &Quantity) -> bool {
        let rises = |side: ReadingSide<'_>| self.scopes(side).flatten().any(|scope| scope.course == Course::Rises);
        let open = |higher: &Quantity, lower: &Quantity| {
            let is_open = matches!(higher.bound, Bound::AtLeast | Bound::MoreThan);
            is_open && lower.high.is_some() && higher.low > lower.high
        };
        let may_follow = open(x, y) && !self.turns_back(b, a) || open(y, x) && !self.turns_back(a, b);
        rises(a) && rises(b) && may_follow
    }

    fn scopes<'s>(&'s self, side: ReadingSide<'s>) -> impl Iterator<Item = Option<&'s Scope>> {
        side.members.iter().map(|&w| self.matter.scopes.get(w))
    }

    /// Whether all that give a reading give it as what was so before: "raised from 220 to 260".
    fn was_before(&self, side: ReadingSide) -> bool {
        self.scopes(side).all(|scope| scope.is_some_and(|scope| scope.before))
    }

    /// Whether an account of the later reading gives the earlier one too, as what was told before, in the same unit or in another,
    /// and none tells the earlier on a later day. What is dated long after the story is a page that was copied late: its day says
    /// nothing.
    fn corrects(&self, earlier: ReadingSide, later: ReadingSide) -> bool {
        let Value::Quantity(value) = earlier.reading.value() else { return false };
        let own = |article: u32| later.members.iter().any(|&w| self.matter.witnesses[w].passage.article == article);
        let mut before = self.before.iter().filter(|witness| own(witness.passage.article));
        let is_earlier = |other: &Value| matches!(other, Value::Quantity(other) if other.compatible(value) != Compatibility::Conflict);
        let last = self.last_said(later);
        let in_time = |day: &&Date| last.is_none_or(|last| last.until(**day).map_or(0, |span| span.get_days()) < LATE);
        let said = earlier.reading.said().iter().rfind(in_time).copied();
        before.any(|witness| is_earlier(&witness.value)) && said <= last
    }

    /// Whether a reading tells, in the present, how things stand.
    fn tell_of_now(&self, side: ReadingSide) -> bool {
        self.scopes(side).any(|scope| scope.is_some_and(|scope| scope.now))
    }

    /// Whether what is counted rises or falls as days pass, and the later reading says so.
    fn has_moved(&self, a: ReadingSide, x: &Quantity, b: ReadingSide, y: &Quantity) -> bool {
        // What one account tells of the count holds of all its readings, where these two say nothing.
        let own = self.scopes(a).chain(self.scopes(b)).flatten();
        let own: Vec<Course> = own.map(|scope| scope.course).filter(|course| *course != Course::Open).collect();
        let courses = || if own.is_empty() { self.courses.iter().copied() } else { own.iter().copied() };
        // "Have been kidnapped" may tell of one day: two numbers that may both hold are then no change.
        let mounts = x.compatible(y) == Compatibility::Conflict;
        let rises = courses().any(|one| one == Course::Rises || one == Course::Mounts && mounts);
        let course = match (rises, courses().any(|one| one == Course::Falls)) {
            (true, false) => Course::Rises,
            (false, true) => Course::Falls,
            _ => return false,
        };
        let named = |quantity: &Quantity| quantity.value().or(quantity.low).or(quantity.high);
        let (Some(low), Some(high)) = (named(x), named(y)) else { return false };
        // "Several" and "dozens" move where the later word leaves the earlier number far below: "at least seven", then "dozens".
        let (less, more) = if low < high { (low, high) } else { (high, low) };
        let vague = x.bound == Bound::Vague || y.bound == Bound::Vague;
        if low == high || vague && more < less * FAR_BELOW {
            return false;
        }
        let (lower, higher) = if low < high { (a, b) } else { (b, a) };
        let (earlier, later) = if course == Course::Rises { (lower, higher) } else { (higher, lower) };
        // Two voices that one account sets side by side don't follow one another.
        if self.are_set_against(a, b) || self.turns_back(earlier, later) {
            return false;
        }
        match (self.last_told(earlier), self.last_told(later)) {
            (Some(before), Some(after)) => {
                // A count moves by the hour too, where both tell the hour of their publication.
                let by_hour = before.time.is_some() && after.time.is_some();
                before.day < after.day || before.day == after.day && by_hour && before.time < after.time
            }
            // Of one of them no day is known.
            (before, after) => before.is_some() != after.is_some(),
        }
    }

    /// Whether the reading that a movement would come to was told days before the one it would come from, which nobody had told
    /// till then: 1,300 dead by one count and, two days later, 355 by another's are no rise, though the 1,300 are told again.
    fn turns_back(&self, earlier: ReadingSide, later: ReadingSide) -> bool {
        let first = |side: ReadingSide| side.reading.said().first().copied();
        first(earlier).zip(first(later)).is_some_and(|(from, to)| to < from)
    }

    /// Whether one account gives both in its own present, each with another voice: "doctors counted 355 dead, the opposition
    /// 1,300".
    fn are_set_against(&self, a: ReadingSide, b: ReadingSide) -> bool {
        let witness = |w: &usize| &self.matter.witnesses[*w];
        let before = |w: &usize| self.matter.scopes.get(*w).is_some_and(|scope| scope.before);
        a.members.iter().filter(|w| !before(w)).any(|x| {
            let others = b.members.iter().filter(|w| !before(w)).map(witness);
            let (x, voice) = (witness(x), |one: &Witness| one.speaker.map(|(words, _)| words.span));
            others.filter(|y| y.passage.article == x.passage.article).any(|y| {
                let (one, other) = (voice(x), voice(y));
                one.is_some() && other.is_some() && one != other
            })
        })
    }

    /// Whether two lengths of time lead back from the days of their telling to one beginning.
    fn last_to_their_day(&self, a: ReadingSide, x: &Quantity, b: ReadingSide, y: &Quantity) -> bool {
        let said = self.last_said(a).zip(self.last_said(b));
        said.is_some_and(|(one, other)| began_together((x, one), (y, other)))
    }

    /// The day on which a reading was last said.
    fn last_said(&self, side: ReadingSide) -> Option<Date> {
        side.reading.said().last().copied()
    }

    /// When a reading was told last.
    fn last_told(&self, side: ReadingSide) -> Option<Moment> {
        side.members.iter().filter_map(|&w| self.moment(&self.matter.witnesses[w])).max()
    }

    /// When a witness says it: the time of publication where that is its day.
    fn moment(&self, witness: &Witness) -> Option<Moment> {
        let day = witness.said?;
        let published = self.story.articles()[witness.passage.article as usize].facts.published;
        Some(published.filter(|published| published.day == day).unwrap_or(Moment { day, time: None }))
    }

    /// Whether they speak of days that exclude one another.
    fn speak_of_other_times(&self, a: ReadingSide, b: ReadingSide) -> bool {
        self.times(a).iter().any(|one| self.times(b).iter().any(|other| exclude(*one, *other)))
    }

    /// The days a reading speaks of; where it names none, those that others who give its number name.
    fn times(&self, side: ReadingSide) -> Vec<(Date, Date)> {
        let Value::Quantity(value) = side.reading.value() else { return side.reading.as_of().into_iter().collect() };
        if side.reading.as_of().is_some() || value.value().is_none_or(|value| value < TELLING) {
            return side.reading.as_of().into_iter().collect();
        }
        value.value().and_then(|number| self.days.get(&number)).cloned().unwrap_or_default()
    }

    /// Whether no day is known on which both were said.
    fn said_apart(&self, a: ReadingSide, b: ReadingSide) -> bool {
        !a.reading.said().iter().any(|day| b.reading.said().contains(day))
    }

    /// Whether an article that gives this reading says of `value` that it is not so.
    fn takes_back(&self, side: ReadingSide, value: &Quantity) -> bool {
        let articles = |article: u32| side.members.iter().any(|&w| self.matter.witnesses[w].passage.article == article);
        self.denying.iter().any(|witness| {
            articles(witness.passage.article)
                && matches!(&witness.value, Value::Quantity(other) if other.compatible(value) == Compatibility::Same)
        })
    }

    /// Whether one voice gives both, at two times: an outlet, a named speaker, or the versions of one page.
    fn same_voice(&self, a: ReadingSide, b: ReadingSide) -> bool {
        let pairs = || a.members.iter().flat_map(|&x| b.members.iter().map(move |&y| (x, y)));
        pairs().any(|(x, y)| {
            let (x, y) = (&self.matter.witnesses[x], &self.matter.witnesses[y]);
            let (one, other) = (x.passage.article, y.passage.article);
            let version = |article: u32| self.alignment.first_version.get(article as usize).copied();
            let versions = one != other && version(one).is_some() && version(one) == version(other);
            let outlet = |article: u32| self.story.articles()[article as usize].facts.outlet.as_deref();
            let voice = match (x.speaker, y.speaker) {
                (Some((_, Some(x))), Some((_, Some(y)))) => x == y,
                // "44 million may be hit", a month later "the company admitted 15 million": the outlet goes on telling.
                (None, None) | (Some(_), None) | (None, Some(_)) => {
                    outlet(one).is_some() && outlet(one) == outlet(other)
                }
                _ => false,
            };
            versions || one != other && voice && self.moment(x) != self.moment(y)
        })
    }

    /// Whether one reading counts some of what the other counts, and its passages say so: "63 of the dead" beside 76 dead,
    /// "including 12 soldiers" beside 30 people.
    ///
    /// Two scopes are no dispute, so whatever is taken for them by mistake hides one: nothing else is. In some 230
    /// conflicting pairs of real stories three named two places, and two of those were one place by two names ("Iraq", "the
    /// country"). Nor does a part show anything beside the same sort of thing: "155 passengers, including 16 children" and
    /// "18 children were on board" can't both hold.
    fn is_part_of(&self, part: (&Quantity, ReadingSide), whole: (&Quantity, ReadingSide)) -> bool {
        let is_less = match (part.0.value(), whole.0.value()) {
            (Some(some), Some(all)) => some > Decimal::ZERO && some < all,
            _ => false,
        };
        let scope = |w: &usize| self.matter.scopes.get(*w);
        let of_people = self.scopes(whole.1).all(|scope| scope.is_some_and(|scope| scope.people == Some(true)));
        is_less
            && self.scopes(whole.1).all(|scope| scope.is_some_and(|scope| !scope.part))
            && part.1.members.iter().all(|w| {
                scope(w).is_some_and(|scope| {
                    scope.part
                        && (of_people && scope.people == Some(false)
                            || is_some_of(self.language, self.story, self.matter.witnesses[*w].passage))
                })
            })
    }

    /// How two spellings differ: two of one person's name may both be right, where it is written in other letters at home
    /// ("Sergei", "Sergey"); of what goes by no other name one is wrong, and so it is of two that no other letters explain
    /// ("Rajai", "Rajao").
    fn spellings(&self, a: ReadingSide, b: ReadingSide) -> (DifferenceKind, &'static str) {
        let entity = |side: ReadingSide| {
            let passage = self.matter.witnesses[side.members[0]].passage;
            let names = |variant: &Variant| {
                variant.passages.iter().any(|name| name.article == passage.article && name.span.contains(passage.span))
            };
            self.alignment.entities.iter().position(|entity| entity.variants.iter().any(names))
        };
        let words = |side: ReadingSide| self.story.words(self.matter.witnesses[side.members[0]].passage);
        let letters = |words: &str| fold(words).chars().filter(|c| c.is_alphabetic()).collect::<String>();
        if letters(words(a)) == letters(words(b)) {
            (DifferenceKind::Wording, "one name in one word or several")
        } else if entity(a) == entity(b) && may_be_transliterated(words(a), words(b)) {
            (DifferenceKind::Wording, "one name in other letters")
        } else {
            (DifferenceKind::Conflict, "one name is spelled in two ways")
        }
    }

    /// Whether an account names whose words they are: "she says" and "the director says" may be taken for somebody else, and nothing
    /// is disputed on the strength of them.
    fn is_by_name(&self, side: ReadingSide) -> bool {
        let Some(Provenance::Speaker(name)) = side.reading.speaker() else { return false };
        let mut speakers = side.members.iter().filter_map(|&w| self.matter.witnesses[w].speaker);
        speakers.any(|(words, _)| holds_name(self.language, self.story, words, *name))
    }

    fn wordings(&self, a: ReadingSide, x: &str, b: ReadingSide, y: &str) -> DifferenceVerdict {
        let named = |side: ReadingSide| {
            side.reading.speaker().and(self.matter.witnesses[side.members[0]].speaker.and_then(|(_, entity)| entity))
        };
        match (named(a), named(b)) {
            // "Zero tolerance" is anybody's; and who gives such words to two speakers tells two utterances.
            (Some(one), Some(other)) if one != other && (!share_words(x, y) || self.side_by_side(a, b)) => {
                Some((DifferenceKind::Wording, "another speaker's words, alike in part"))
            }
            (Some(one), Some(other))
                if one != other
                    && !may_be_one(self.story, a.reading, b.reading)
                    && self.is_by_name(a)
                    && self.is_by_name(b) =>
            {
                Some((DifferenceKind::OtherSpeaker, "given to another speaker"))
            }
            (Some(one), Some(other)) if one != other && !may_be_one(self.story, a.reading, b.reading) => {
                Some((DifferenceKind::Wording, BY_PRONOUN))
            }
            (Some(one), Some(other)) if one != other => {
                Some((DifferenceKind::Wording, "given to names that may be one person's"))
            }
            _ if x != y => Some((DifferenceKind::Wording, "the same utterance in other words")),
            _ => None,
        }
    }
}

/// So many days after the others an account does not tell the news.
const LATE: i32 = 60;

/// Letters that stand for one another where a name is written in other letters, or in another land: "Eriksen", "Erikson".
const INTERCHANGED: [&str; 8] = ["aeiy", "ouw", "eo", "ckqgx", "gjyi", "szc", "fvwb", "dt"];

/// Whether two spellings differ by more than one letter that stands for another, or by one that is interchanged where names are
/// written in other letters: vowels of one sort, "k" and "q". One letter for another of another sort is a slip.
fn may_be_transliterated(a: &str, b: &str) -> bool {
    let letters = |word: &str| -> Vec<char> { fold(word).chars().filter(char::is_ascii_alphabetic).collect() };
    let (a, b) = (letters(a), letters(b));
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let back = a[same..].iter().rev().zip(b[same..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (one, other) = (&a[same..a.len() - back], &b[same..b.len() - back]);
    match (one, other) {
        ([x], [y]) => INTERCHANGED.iter().any(|sort| sort.contains(*x) && sort.contains(*y)),
        // More than a letter, or one that is left out: no slip of the hand.
        _ => true,
    }
}

/// Whether "of" and no other number follow: "63 of the dead", but not "2 of 14".
fn is_some_of(language: &Language, story: &Story, passage: Passage) -> bool {
    let text = &story.articles()[passage.article as usize].text;
    let mut words = text[passage.span.end()..].split_whitespace();
    words.next().is_some_and(|word| language.sources.some_of.has(word))
        && words.next().is_some_and(|word| Quantity::parse(language, word).is_none())
}

/// So many words in a row are one utterance, whoever is said to have spoken them.
pub(super) const UTTERANCE: usize = 5;

/// Whether two wordings have words in a row that only one utterance has.
pub(super) fn share_words(x: &str, y: &str) -> bool {
    let (x, y): (Vec<&str>, Vec<&str>) = (x.split_whitespace().collect(), y.split_whitespace().collect());
    let runs: BTreeSet<&[&str]> = x.windows(UTTERANCE).collect();
    y.windows(UTTERANCE).any(|run| runs.contains(run))
}

/// Whether the names of two speakers may be one person's: they share a word, and are not two full names of a family
/// ("Ann Lowe", "Mark Lowe"). Who is one person is not always found out, and to say that a quote is disputed is grave.
fn may_be_one(story: &Story, a: &Reading, b: &Reading) -> bool {
    let parts = |reading: &Reading| -> Vec<String> {
        let Some(Provenance::Speaker(name)) = reading.speaker() else { return Vec::new() };
        let words = story.words(*name).split(|c: char| !c.is_alphanumeric() && c != '.');
        words.filter(|word| word.chars().count() > 1).map(str::to_lowercase).collect()
    };
    let (a, b) = (parts(a), parts(b));
    let shared = a.iter().filter(|part| b.contains(part)).count();
    let family = a.len() > 1 && b.len() > 1 && a.first() != b.first() && a.last() == b.last() && shared == 1;
    shared > 0 && !family
}
