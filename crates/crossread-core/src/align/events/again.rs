//! Groups of mentions that tell one happening again: what the pairs of two groups leave open, the groups as wholes may settle.

use super::apart;
use super::item::{EntityOrWord, EventItem};
use super::kin::Kinship;
use super::likeness;
use crate::align::DisjointSets;
use crate::annotate::events::{EventKind, Role, TimeBasis};
use crate::annotate::figures::Status;
use crate::quantity::Compatibility;
use crossread_language::Word;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// How many earlier groups with the same patient each is compared with.
const NEIGHBORS: usize = 40;

/// What most mentions of a group say.
struct Profile {
    /// A mention that has the commonest lemma.
    lemma: usize,
    patient: Option<EntityOrWord>,
    /// Who did it, sorted. No set, since of a heap there are a million of them.
    agents: Box<[EntityOrWord]>,
    /// The first and the last day that its own dates name.
    days: Option<(Date, Date)>,
    articles: usize,
    real: bool,
}

impl Profile {
    /// Whether no day is among those of both, where both name any.
    fn is_of_other_days(&self, other: &Profile) -> bool {
        self.days.zip(other.days).is_some_and(|(one, other)| are_apart(one, other))
    }

    /// Whether both name who did it, and nobody is the same.
    fn is_by_others(&self, other: &Profile) -> bool {
        let is_other = |agent: &EntityOrWord| other.agents.binary_search(agent).is_err();
        !self.agents.is_empty() && !other.agents.is_empty() && self.agents.iter().all(is_other)
    }
}

/// Joins groups whose words are kin and to whom the same happened by nobody else, on the same days as far as they are known, and
/// as many of them. One of two is told by several articles already: what one article tells of the same people may be
/// another time.
pub(super) fn join(items: &[EventItem], groups: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
    let profiles: Vec<Profile> = groups.iter().map(|group| profile(items, group)).collect();
    let mut with_patient: BTreeMap<EntityOrWord, Vec<usize>> = BTreeMap::new();
    let mut joined = DisjointSets::new(groups.len());
    for (b, profile) in profiles.iter().enumerate() {
        let Some(patient) = profile.patient else { continue };
        let before = with_patient.entry(patient).or_default();
        for &a in before.iter().rev().take(NEIGHBORS) {
            if is_again(items, &profiles[a], profile) && !are_others_by_fact(items, &groups[a], &groups[b]) {
                joined.join(a, b);
            }
        }
        before.push(b);
    }
    joined.together(groups)
}

/// Most days among which harm that accounts date alike is one: a month.
const DATED_ALIKE: i32 = 31;

/// Joins groups that tell the same harm by other words: of one kind, on one day, with somebody or something in common: "the tram
/// derailed" and "the tram overturned"; by words that are kin also in one month. Deaths and wounds stay as they are told: they are
/// counted.
pub(super) fn join_harm(items: &[EventItem], groups: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
    let mut dated: BTreeMap<(EventKind, Date, Date), Vec<usize>> = BTreeMap::new();
    let mut joined = DisjointSets::new(groups.len());
    for (g, group) in groups.iter().enumerate() {
        let members = || group.iter().map(|&i| &items[i as usize]);
        let several = members().any(|item| item.passage.article != items[group[0] as usize].passage.article);
        if !several || !members().any(|item| item.status == Status::Asserted) {
            continue;
        }
        let counted = |item: &EventItem| matches!(item.kind, EventKind::Death | EventKind::Injury);
        let harm = members().filter(|item| item.kind.is_harm() && !counted(item));
        let keys = harm.filter_map(|item| item.days.map(|(from, to)| (item.kind, from, to)));
        let short = |from: Date, to: Date| from.until(to).is_ok_and(|length| length.get_days() < DATED_ALIKE);
        let keys: BTreeSet<_> = keys.filter(|(_, from, to)| short(*from, *to)).collect();
        keys.into_iter().for_each(|key| dated.entry(key).or_default().push(g));
    }
    for ((_, from, to), of_days) in dated {
        for (&a, &b) in neighbors(&of_days) {
            let (one, other) = (&groups[a], &groups[b]);
            let alike = from == to || are_kin(items, one, other);
            if alike && share_part(items, one, other) && !are_others_by_fact(items, one, other) {
                joined.join(a, b);
            }
        }
    }
    joined.together(groups)
}

/// Each with the nearest before it.
fn neighbors<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    (0..).zip(all).flat_map(|(n, b)| all[..n].iter().rev().take(NEIGHBORS).map(move |a| (a, b)))
}

/// Joins groups of one word, or a verb and its noun, that accounts date alike by words of their own, to the day, where nothing
/// tells two: "a mass shooting at an Orlando nightclub on Sunday", "Sunday's shooting". That they share somebody, something or a place
/// is asked of all but attacks and accidents, of which a story rarely has two a day.
pub(super) fn join_dated(items: &[EventItem], groups: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
    // By day each group with its mentions of that day.
    let mut dated: BTreeMap<Date, BTreeMap<usize, Vec<&EventItem>>> = BTreeMap::new();
    for (g, group) in groups.iter().enumerate() {
        for item in group.iter().map(|&i| &items[i as usize]) {
            if let Some(day) = own_day(item) {
                dated.entry(day).or_default().entry(g).or_default().push(item);
            }
        }
    }
    let mut joined = DisjointSets::new(groups.len());
    for of_day in dated.into_values() {
        let of_day: Vec<(usize, Vec<&EventItem>)> = of_day.into_iter().collect();
        for ((a, ones), (b, others)) in neighbors(&of_day) {
            let kin = ones.iter().find_map(|one| Some((*one, *others.iter().find(|other| is_told_alike(one, other))?)));
            if kin.is_some_and(|kin| may_be_one(items, kin, [&groups[*a], &groups[*b]])) {
                joined.join(*a, *b);
            }
        }
    }
    joined.together(groups)
}

/// The one day on which a happening was by words of its article.
fn own_day(item: &EventItem) -> Option<Date> {
    let (from, to) =
        item.days.filter(|_| item.status == Status::Asserted && item.time_basis != Some(TimeBasis::Published))?;
    (from == to && item.kind != EventKind::Statement && !super::likeness::is_bare_report(item)).then_some(from)
}

/// Whether two mentions of one day have words that are kin, and words date one of them.
fn is_told_alike(one: &EventItem, other: &EventItem) -> bool {
    matches!(one.lemma.kinship(&other.lemma), Kinship::Same | Kinship::Derived)
        && (one.is_dated || other.is_dated)
        && one.is_usual == other.is_usual
        && one.passage.article != other.passage.article
}

/// Whether nothing tells apart the happenings of two groups that have such mentions, and, where a day may have two of them, something ties
/// them.
fn may_be_one(items: &[EventItem], (one, other): (&EventItem, &EventItem), [a, b]: [&[u32]; 2]) -> bool {
    let is_rare = |item: &EventItem| matches!(item.kind, EventKind::Attack | EventKind::Accident);
    let (x, y) = (places(items, a), places(items, b));
    let tied = || !x.is_disjoint(&y) || share_part(items, a, b) || is_rare(one) && is_rare(other);
    !are_others(&x, &y) && tied() && !exclude(items, [a, b], [&profile(items, a), &profile(items, b)])
}

/// Where the happenings of a group were.
fn places(items: &[EventItem], group: &[u32]) -> BTreeSet<EntityOrWord> {
    group.iter().filter_map(|&i| items[i as usize].town.or(items[i as usize].place)).collect()
}

/// Who took part in the happenings of a group by that role.
fn in_role(items: &[EventItem], group: &[u32], role: Role) -> BTreeSet<EntityOrWord> {
    let parts = group.iter().flat_map(|&i| &items[i as usize].parts);
    parts.filter(|part| part.role == role).map(|part| part.who).collect()
}

/// Whether somebody or something did it, or met with it, by both groups.
fn share_part(items: &[EventItem], a: &[u32], b: &[u32]) -> bool {
    let of = |group: &[u32]| -> BTreeSet<EntityOrWord> {
        [Role::Agent, Role::Patient].into_iter().flat_map(|role| in_role(items, group, role)).collect()
    };
    !of(a).is_disjoint(&of(b))
}

/// Whether the commonest words of two groups are kin.
fn are_kin(items: &[EventItem], a: &[u32], b: &[u32]) -> bool {
    let [one, other] = [a, b].map(|group| &items[commonest(items, group)].lemma);
    one.kinship(other) != Kinship::None
}

/// Joins groups of one word, or a verb and its noun, that the story hardly uses but for what one of them tells: that group holds half of all mentions that have
/// the word, nobody who took part is another, no day either, and some pair speaks for it as much as against it.
/// `tied` tells the group of articles that a mention stands in: what is used elsewhere doesn't count.
pub(super) fn join_told_once(
    items: &[EventItem],
    groups: Vec<Vec<u32>>,
    pairs: &[(u32, u32, i32)],
    tied: impl Fn(u32) -> u32,
) -> Vec<Vec<u32>> {
    let profiles: Vec<Profile> = groups.iter().map(|group| profile(items, group)).collect();
    let word = |g: usize| items[profiles[g].lemma].lemma.word();
    let mut uses: BTreeMap<(u32, Word), usize> = BTreeMap::new();
    (0..).zip(items).for_each(|(i, item)| *uses.entry((tied(i), item.lemma.word())).or_default() += 1);
    let own = |g: usize| groups[g].iter().filter(|&&i| items[i as usize].lemma.word() == word(g)).count();
    let used = |g: usize| uses[&(tied(profiles[g].lemma as u32), word(g))];
    let mut joined = DisjointSets::new(groups.len());
    for ((g, h), between) in pairs_between(&groups, pairs) {
        let lemmas = [g, h].map(|g| &items[profiles[g].lemma].lemma);
        let kin = matches!(lemmas[0].kinship(lemmas[1]), Kinship::Same | Kinship::Derived);
        let all = if word(g) == word(h) { used(g).max(used(h)) } else { used(g) + used(h) };
        let rules = |g: usize| profiles[g].articles > 1 && 2 * own(g) >= all;
        let likely = kin && between.nearest.values().any(|&points| points >= 0);
        let others = exclude(items, [&groups[g], &groups[h]], [&profiles[g], &profiles[h]]);
        if likely && (rules(g) || rules(h)) && !others {
            joined.join(g, h);
        }
    }
    joined.together(groups)
}

/// Whether two groups name other agents, other patients, other days or other figures.
fn exclude(items: &[EventItem], [a, b]: [&[u32]; 2], [one, other]: [&Profile; 2]) -> bool {
    let patients = |group: &[u32]| in_role(items, group, Role::Patient);
    one.is_by_others(other)
        || are_others(&patients(a), &patients(b))
        || one.is_of_other_days(other)
        || are_others_by_fact(items, a, b)
}

/// Whether both are named and none is the same.
fn are_others(a: &BTreeSet<EntityOrWord>, b: &BTreeSet<EntityOrWord>) -> bool {
    !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
}

/// Whether two stretches of days have none in common.
fn are_apart(a: (Date, Date), b: (Date, Date)) -> bool {
    a.1 < b.0 || b.1 < a.0
}

/// Points from which on, on average, the mentions of a group have their like in another: twice what joins two groups by the average
/// over all pairs. From 30 to 60 fewer and fewer groups of ECB+ are joined rightly and wrongly; at this one no measure loses.
const NEAREST: i64 = 55;

/// How much all pairs of two groups may speak against them, where no days do: two pairs of short words that are as unlike as can be.
const AGAINST: i64 = -200;

/// Whether the kinds that the mentions of two groups have may be of one happening.
fn may_be_of_one_sort(items: &[EventItem], a: &[u32], b: &[u32]) -> bool {
    let kinds = |group: &[u32]| -> BTreeSet<EventKind> {
        group.iter().map(|&i| items[i as usize].kind).filter(|kind| *kind != EventKind::Other).collect()
    };
    let (x, y) = (kinds(a), kinds(b));
    let any = || x.iter().any(|&x| y.iter().any(|&y| likeness::may_be_of_one_sort(x, y)));
    x.is_empty() || y.is_empty() || any()
}

/// What the pairs between two groups say.
#[derive(Default)]
struct GroupPairs {
    /// For each mention the points of the nearest one of the other group.
    nearest: BTreeMap<u32, i32>,
    /// The points of all pairs.
    sum: i64,
}

/// Joins groups where each mention of the smaller one has its like in the other.
///
/// Average linkage asks every mention to fit every other: "fell" of ten accounts, some of which name the boy, some the well
/// and some the day, stays in three groups, though each mention of one has a near neighbor in another. So what is averaged
/// here is how alike each mention of the smaller group is to the nearest of the larger one. Groups that speak against each other on the
/// whole stay apart.
pub(super) fn reunite(items: &[EventItem], groups: Vec<Vec<u32>>, pairs: &[(u32, u32, i32)]) -> Vec<Vec<u32>> {
    let between = pairs_between(&groups, pairs);
    let mut likely: Vec<(i64, usize, usize)> = Vec::new();
    for (&(g, h), between) in &between {
        let (small, large) = if groups[g].len() <= groups[h].len() { (g, h) } else { (h, g) };
        let nearest = groups[small].iter().map(|member| between.nearest.get(member).copied().unwrap_or(0));
        let alike = nearest.map(i64::from).sum::<i64>() / groups[small].len() as i64;
        // Days part them later, with what is most like each.
        let least = if days_differ(items, &groups[g], &groups[h]) { 0 } else { AGAINST };
        let may_be = between.sum >= least && !apart::have_other_numbers(items, &groups[g], &groups[h]);
        if groups[large].len() > 1 && alike >= NEAREST && may_be {
            likely.push((alike, g, h));
        }
    }
    // The most alike first: what stands between a trial and the attack that it is about ties them no more.
    likely.sort_by_key(|&(alike, g, h)| (std::cmp::Reverse(alike), g, h));
    let mut joined = DisjointSets::new(groups.len());
    // Of those that were joined the groups that they are made of, by their root. Few of a heap's groups have a likely one.
    let mut parts: BTreeMap<usize, Vec<usize>> =
        likely.iter().flat_map(|&(_, g, h)| [(g, vec![g]), (h, vec![h])]).collect();
    for (_, g, h) in likely {
        let (g, h) = (joined.root(g), joined.root(h));
        let may_be_one = |a: usize| parts[&h].iter().all(|&b| may_be_of_one_sort(items, &groups[a], &groups[b]));
        if g != h && parts[&g].iter().all(|&a| may_be_one(a)) {
            joined.join(g, h);
            let other = parts.remove(&g.max(h)).unwrap_or_default();
            parts.entry(g.min(h)).or_default().extend(other);
        }
    }
    joined.together(groups)
}

/// What the pairs between each two groups say, for groups between which there are any.
fn pairs_between(groups: &[Vec<u32>], pairs: &[(u32, u32, i32)]) -> BTreeMap<(usize, usize), GroupPairs> {
    let group_of = group_of(groups);
    let mut between: BTreeMap<(usize, usize), GroupPairs> = BTreeMap::new();
    for &(a, b, points) in pairs {
        let (g, h) = (group_of[a as usize], group_of[b as usize]);
        if g == h {
            continue;
        }
        let known = between.entry((g.min(h), g.max(h))).or_default();
        known.sum += i64::from(points);
        for member in [a, b] {
            let nearest = known.nearest.entry(member).or_insert(points);
            *nearest = points.max(*nearest);
        }
    }
    between
}

/// For each item the group it is in; each is in one.
pub(super) fn group_of(groups: &[Vec<u32>]) -> Vec<usize> {
    let mut group_of = vec![0; groups.iter().map(Vec::len).sum()];
    for (g, members) in groups.iter().enumerate() {
        members.iter().for_each(|&member| group_of[member as usize] = g);
    }
    group_of
}

/// The first mention of a group that has its commonest lemma.
pub(super) fn commonest(items: &[EventItem], group: &[u32]) -> usize {
    let mut lemmas: BTreeMap<Word, Vec<usize>> = BTreeMap::new();
    for &i in group {
        lemmas.entry(items[i as usize].lemma.word()).or_default().push(i as usize);
    }
    lemmas.values().max_by_key(|at| (at.len(), std::cmp::Reverse(at[0]))).map_or(0, |at| at[0])
}

fn profile(items: &[EventItem], group: &[u32]) -> Profile {
    let members = || group.iter().map(|&i| &items[i as usize]);
    let mut patients: BTreeMap<EntityOrWord, usize> = BTreeMap::new();
    for part in members().flat_map(|item| &item.parts).filter(|part| part.role == Role::Patient) {
        *patients.entry(part.who).or_default() += 1;
    }
    let all: usize = patients.values().sum();
    let patient = patients.iter().max_by_key(|(who, count)| (**count, std::cmp::Reverse(**who)));
    let dated = members().filter(|item| matches!(item.time_basis, Some(TimeBasis::Date | TimeBasis::Same)));
    Profile {
        lemma: commonest(items, group),
        patient: patient.filter(|(_, count)| 2 * **count > all).map(|(who, _)| *who),
        agents: in_role(items, group, Role::Agent).into_iter().collect(),
        days: dated.filter_map(|item| item.days).reduce(|(from, to), (first, last)| (from.min(first), to.max(last))),
        articles: members().map(|item| item.passage.article).collect::<BTreeSet<u32>>().len(),
        real: members().any(|item| item.status == Status::Asserted),
    }
}

/// Whether no mention of one group can be of the days of one of the other, however these are known.
fn days_differ(items: &[EventItem], a: &[u32], b: &[u32]) -> bool {
    let of = |group: &[u32]| group.iter().filter_map(|&i| items[i as usize].days).collect::<Vec<_>>();
    let (x, y) = (of(a), of(b));
    !x.is_empty() && !y.is_empty() && x.iter().all(|x| y.iter().all(|y| are_apart(*x, *y)))
}

fn is_again(items: &[EventItem], a: &Profile, b: &Profile) -> bool {
    let kinship = items[a.lemma].lemma.kinship(&items[b.lemma].lemma);
    let others = a.is_of_other_days(b) || a.is_by_others(b);
    kinship != Kinship::None && !others && a.real && b.real && a.articles.max(b.articles) > 1
}

/// Whether the days or the figures of two groups exclude one another.
fn are_others_by_fact(items: &[EventItem], a: &[u32], b: &[u32]) -> bool {
    apart::exclude(items, a, b) || exclude_figures(items, a, b)
}

/// Whether each figure of one group contradicts each of the other.
fn exclude_figures(items: &[EventItem], a: &[u32], b: &[u32]) -> bool {
    let of = |group: &[u32]| group.iter().flat_map(|&i| items[i as usize].figures.iter()).cloned().collect::<Vec<_>>();
    let (x, y) = (of(a), of(b));
    !x.is_empty() && !y.is_empty() && x.iter().all(|x| y.iter().all(|y| x.compatible(y) == Compatibility::Conflict))
}
