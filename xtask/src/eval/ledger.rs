//! Rows for the ledger itself: whole stories in which everything comparable was marked by hand (`ledger-gold`), judged as
//! one who publishes tomorrow would. A group (an entry, or an event that two articles tell) is right when its passages
//! speak of one point, its status is the point's, its heading says what is compared, and a happening stands on its day.
//!
//! Read over the program's own JSON, since that is what others get. The corpus carries a scorer of its own (`score.py`)
//! that does the same; both must give the same figures.

use super::Row;
use crate::corpora;
use anyhow::{Context, Result};
use crossread_core::{Annotations, Article, DecidedPairs, Language, Story, align, annotate, tabulate};
use rayon::prelude::*;
use regex::{Regex, RegexBuilder};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

/// The rows of this phenomenon.
pub fn rows() -> Vec<Row> {
    let row = |name, metric, aim, measure, errors| Row {
        name,
        on: "ledger-gold, thirteen stories",
        metric,
        to_beat: "-",
        aim,
        less_is_better: false,
        measure,
        errors,
    };
    vec![
        row("publish", "F1 of entries that can be printed", 75.0, || tally(Tally::publish), Some(errors)),
        row("points", "% of points of importance 2 and 3 shown whole", 75.0, || share("main whole", "main"), None),
        row("points-figure", "% of figure points shown whole", 85.0, || share("figure whole", "figure"), None),
        row("points-date", "% of date points shown whole", 75.0, || share("date whole", "date"), None),
        row("points-event", "% of event points shown whole", 75.0, || share("event whole", "event"), None),
        row(
            "points-attribute",
            "% of attribute points shown whole",
            65.0,
            || share("attribute whole", "attribute"),
            None,
        ),
        row("points-quote", "% of quote points shown whole", 80.0, || share("quote whole", "quote"), None),
        row("points-claim", "% of claim points shown whole", 50.0, || share("claim whole", "claim"), None),
        row(
            "joins",
            "% of groups over two articles that speak of one point",
            97.0,
            || share("join right", "groups"),
            None,
        ),
        row("alarms-shown", "% of disputed and changed that are", 85.0, || share("alarms right", "alarms shown"), None),
        row("alarms-found", "% of what is disputed or changed, shown", 75.0, || share("alarms right", "alarms"), None),
        row("headings", "% that say what is compared", 96.0, || share("heading right", "heading"), None),
        row("happening-days", "% of happenings found on their day", 78.0, || share("day right", "days"), None),
    ]
}

fn share(part: &'static str, whole: &'static str) -> Result<Option<f64>> {
    tally(|tally| 100.0 * tally.of(part) / tally.of(whole).max(1.0))
}

fn tally(of: impl Fn(&Tally) -> f64) -> Result<Option<f64>> {
    Ok(stories()?.map(|judged| of(&judged.tally)))
}

fn errors() -> Result<()> {
    for line in stories()?.map(|judged| &judged.lines).into_iter().flatten() {
        println!("{line}");
    }
    Ok(())
}

/// Counts by name.
#[derive(Default)]
struct Tally(BTreeMap<String, usize>);

impl Tally {
    fn add(&mut self, name: &str) {
        *self.0.entry(name.to_owned()).or_default() += 1;
    }

    fn of(&self, name: &str) -> f64 {
        self.0.get(name).copied().unwrap_or_default() as f64
    }

    /// Precision over groups, recall over points of importance 2 and 3.
    fn publish(&self) -> f64 {
        let precision = self.of("publish groups") / self.of("groups").max(1.0);
        let recall = self.of("main published") / self.of("main").max(1.0);
        if precision + recall > 0.0 { 200.0 * precision * recall / (precision + recall) } else { 0.0 }
    }
}

/// What was counted over all stories, and what went wrong, a line each.
#[derive(Default)]
pub(super) struct StoryVerdicts {
    tally: Tally,
    lines: Vec<String>,
}

impl StoryVerdicts {
    /// F1 of entries that can be printed.
    pub(super) fn publish(&self) -> f64 {
        self.tally.publish()
    }

    /// Of the groups over two articles how many speak of one point, in percent.
    pub(super) fn joins(&self) -> f64 {
        100.0 * self.tally.of("join right") / self.tally.of("groups").max(1.0)
    }

    /// What went wrong, a line each.
    pub(super) fn lines(&self) -> &[String] {
        &self.lines
    }
}

/// Every story judged, once a run.
fn stories() -> Result<Option<&'static StoryVerdicts>> {
    static JUDGED: OnceLock<Option<StoryVerdicts>> = OnceLock::new();
    super::once(&JUDGED, || corpora::corpus("ledger-gold").map(|folder| judge_all(&folder)).transpose())
}

fn judge_all(folder: &Path) -> Result<StoryVerdicts> {
    let mut folders: Vec<_> = std::fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    folders.sort_by_key(std::fs::DirEntry::path);
    let mut judged = StoryVerdicts::default();
    for story in folders.iter().map(std::fs::DirEntry::path).filter(|path| path.join("gold.json").exists()) {
        let gold: GoldStory = serde_json::from_slice(&std::fs::read(story.join("gold.json"))?)
            .with_context(|| story.display().to_string())?;
        judge(&StoryComparison::new(&story, gold)?, &mut judged);
    }
    Ok(judged)
}

#[derive(serde::Deserialize)]
pub(super) struct GoldStory {
    pub(super) story: String,
    pub(super) points: Vec<GoldPoint>,
}

/// What is asked and what is right, with passages by their words, or as they are kept elsewhere.
#[derive(serde::Deserialize)]
pub(super) struct GoldPoint<P = GoldPassage> {
    kind: String,
    question: String,
    importance: u8,
    #[serde(default)]
    subject: Vec<String>,
    status: String,
    day: Option<GoldDays>,
    readings: Vec<GoldReading<P>>,
}

impl<P> GoldPoint<P> {
    /// The same with each passage as `given` gives it, without those that it doesn't.
    pub(super) fn with(self, mut given: impl FnMut(P) -> Option<GoldPassage>) -> GoldPoint {
        let reading = |reading: GoldReading<P>| GoldReading {
            passages: reading.passages.into_iter().filter_map(&mut given).collect(),
        };
        GoldPoint {
            readings: self.readings.into_iter().map(reading).collect(),
            kind: self.kind,
            question: self.question,
            importance: self.importance,
            subject: self.subject,
            status: self.status,
            day: self.day,
        }
    }
}

#[derive(serde::Deserialize)]
struct GoldReading<P> {
    passages: Vec<P>,
}

#[derive(serde::Deserialize)]
pub(super) struct GoldPassage {
    article: String,
    words: String,
    nth: Option<usize>,
}

impl GoldPassage {
    /// The passage of an article from one code point to another; `None` where the article has no such place.
    pub(super) fn at(
        article: String,
        (first, last): (usize, usize),
        texts: &BTreeMap<&str, Vec<char>>,
    ) -> Option<GoldPassage> {
        let text = texts.get(article.as_str())?;
        let words = text.get(first..last).filter(|words| !words.is_empty())?;
        let nth = text[..last].windows(words.len()).filter(|other| *other == words).count();
        Some(GoldPassage { words: words.iter().collect(), nth: Some(nth), article })
    }
}

#[derive(serde::Deserialize)]
struct GoldDays {
    from: Option<String>,
    to: Option<String>,
}

/// Words of an article: its name, first and last code point.
type WordPlace = (String, usize, usize);

/// A point that two articles speak to, with the places of its words.
struct StoryPoint {
    gold: GoldPoint,
    places: Vec<WordPlace>,
    articles: BTreeSet<String>,
    subject: Vec<Regex>,
}

/// Something in the ledger that joins passages.
struct LedgerGroup {
    kind: String,
    status: Option<String>,
    heading: String,
    passages: Vec<GroupPassage>,
    days: Option<(String, String)>,
}

struct GroupPassage {
    /// The names of the article: one text in two outlets has two.
    articles: BTreeSet<String>,
    start: usize,
    end: usize,
    text: String,
}

/// A story's points beside what the program makes of it.
pub(super) struct StoryComparison {
    name: String,
    points: Vec<StoryPoint>,
    /// For each point the first of those that are parts of one utterance with it.
    utterance: Vec<usize>,
    groups: Vec<LedgerGroup>,
}

impl StoryComparison {
    pub(super) fn new(folder: &Path, gold: GoldStory) -> Result<StoryComparison> {
        let mut articles: Vec<Article> = Vec::new();
        let inputs = [folder.join("articles")];
        crossread_ingest::read_inputs(&inputs, &Default::default(), &mut std::io::empty(), &mut |taken| {
            articles.extend(taken.ok())
        });
        let texts = texts(&folder.join("articles"))?;
        let story = Story::new(articles);
        let annotations: Vec<Annotations> =
            story.articles().par_iter().map(|article| annotate(Language::english(), article)).collect();
        let ledger = tabulate(
            Language::english(),
            &story,
            &align(Language::english(), &story, &annotations, &DecidedPairs::default()),
        );
        let ledger: Value = serde_json::from_str(&crossread_view::ledger_json(&story, &ledger, &[]))?;
        let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for article in ledger["articles"].as_array().into_iter().flatten() {
            let input = article["input"].as_str().unwrap_or_default();
            let name = Path::new(input.split(".json").next().unwrap_or_default());
            let name = name.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            let text = texts.get(&name).map(|text| text.trim());
            let same = texts.iter().filter(|(_, other)| Some(other.trim()) == text).map(|(name, _)| name.clone());
            let known = names.entry(article["id"].as_str().unwrap_or_default().to_owned()).or_default();
            known.extend(same);
            known.insert(name);
        }
        let points = points(gold.points, &texts)?;
        let utterance = utterances(&points);
        Ok(StoryComparison { name: gold.story, utterance, groups: groups(&ledger, &names), points })
    }

    /// The points of a fitting kind that a passage touches.
    fn touched(&self, group: &LedgerGroup, passage: &GroupPassage) -> BTreeSet<usize> {
        let fits = |i: &usize| fits(&self.points[*i].gold.kind, &group.kind) && self.touches(*i, passage);
        (0..self.points.len()).filter(fits).collect()
    }

    fn touches(&self, point: usize, passage: &GroupPassage) -> bool {
        let touches = |(article, start, end): &WordPlace| {
            passage.articles.contains(article) && passage.start < *end && *start < passage.end
        };
        self.points[point].places.iter().any(touches)
    }
}

/// The texts by the names of their articles.
fn texts(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut texts = BTreeMap::new();
    for file in std::fs::read_dir(folder)? {
        let path = file?.path();
        let value: Value = serde_json::from_slice(&std::fs::read(&path)?)?;
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        texts.insert(name, value["text"].as_str().unwrap_or_default().to_owned());
    }
    Ok(texts)
}

/// The points that two articles or more speak to in their texts.
fn points(gold: Vec<GoldPoint>, texts: &BTreeMap<String, String>) -> Result<Vec<StoryPoint>> {
    let mut points = Vec::new();
    for point in gold {
        let passages = point.readings.iter().flat_map(|reading| &reading.passages);
        let places: Vec<WordPlace> = passages.filter_map(|passage| place(texts, passage)).collect();
        let articles: BTreeSet<String> = places.iter().map(|(article, ..)| article.clone()).collect();
        let subject = point.subject.iter().map(|words| RegexBuilder::new(words).case_insensitive(true).build());
        let subject = subject.collect::<std::result::Result<Vec<_>, _>>()?;
        if articles.len() >= 2 {
            points.push(StoryPoint { gold: point, places, articles, subject });
        }
    }
    Ok(points)
}

fn place(texts: &BTreeMap<String, String>, passage: &GoldPassage) -> Option<WordPlace> {
    let text = texts.get(&passage.article)?;
    let nth = passage.nth.unwrap_or(1).max(1);
    let mut from = 0;
    for n in 1..=nth {
        let at = from + text.get(from..)?.find(&passage.words)?;
        if n == nth {
            let start = text[..at].chars().count();
            return Some((passage.article.clone(), start, start + passage.words.chars().count()));
        }
        from = at + text[at..].chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// Quote points whose words stand beside each other are parts of one utterance: for each point the first of them.
fn utterances(points: &[StoryPoint]) -> Vec<usize> {
    /// Most code points between two parts of one utterance: a mark, a space, a bracket.
    const BESIDE: usize = 12;
    let quotes = points.iter().enumerate().filter(|(_, point)| point.gold.kind == "quote");
    let mut places: Vec<(&WordPlace, usize)> =
        quotes.flat_map(|(i, point)| point.places.iter().map(move |place| (place, i))).collect();
    places.sort();
    let mut first: Vec<usize> = (0..points.len()).collect();
    for pair in places.windows(2) {
        let [(before, i), (after, j)] = [pair[0], pair[1]];
        if before.0 == after.0 && after.1 <= before.2 + BESIDE {
            let (one, other) = (first[i], first[j]);
            first.iter_mut().filter(|f| **f == one || **f == other).for_each(|f| *f = one.min(other));
        }
    }
    first
}

/// Everything in the ledger that joins passages.
fn groups(ledger: &Value, names: &BTreeMap<String, BTreeSet<String>>) -> Vec<LedgerGroup> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let passage = |passage: &Value| GroupPassage {
        articles: passage["article"].as_str().and_then(|id| names.get(id)).cloned().unwrap_or_default(),
        start: passage["start"].as_u64().unwrap_or_default() as usize,
        end: passage["end"].as_u64().unwrap_or_default() as usize,
        text: passage["text"].as_str().unwrap_or_default().to_owned(),
    };
    let text = |value: &Value| value.as_str().or_else(|| value["text"].as_str()).unwrap_or_default().to_owned();
    let mut groups = Vec::new();
    for entry in list(&ledger["entries"]) {
        let readings = list(&entry["readings"]);
        let origins = readings.iter().flat_map(|reading| list(&reading["origins"]));
        let heading = if entry["heading"].is_null() { text(&entry["subject"]) } else { text(&entry["heading"]) };
        groups.push(LedgerGroup {
            kind: text(&entry["kind"]),
            status: entry["status"].as_str().map(str::to_owned),
            heading: short(&heading),
            passages: origins.flat_map(|origin| list(&origin["passages"])).map(|one| passage(&one)).collect(),
            days: None,
        });
    }
    for event in list(&ledger["events"]) {
        let from = event["from"].as_str().map(str::to_owned);
        let to = event["to"].as_str().map(str::to_owned).or_else(|| from.clone());
        groups.push(LedgerGroup {
            kind: "happening".to_owned(),
            status: None,
            heading: short(&text(&event["name"])),
            passages: list(&event["mentions"]).iter().map(passage).collect(),
            days: from.zip(to),
        });
    }
    groups
}

/// A heading's words as far as they count: a heading that says everything says nothing.
fn short(heading: &str) -> String {
    const LONGEST: usize = 18;
    heading.split_whitespace().take(LONGEST).collect::<Vec<_>>().join(" ")
}

/// Whether a group of this kind can show a point of that kind.
fn fits(point: &str, group: &str) -> bool {
    match point {
        "figure" => matches!(group, "figure" | "attribute" | "date"),
        "date" => matches!(group, "date" | "figure" | "timeline"),
        "event" => matches!(group, "happening" | "event" | "timeline"),
        "attribute" => matches!(group, "attribute" | "figure"),
        "quote" => matches!(group, "quote" | "claim"),
        _ => matches!(group, "quote" | "claim" | "event"),
    }
}

/// How the days of a happening stand to those of the gold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DayAgreement {
    Right,
    Partly,
    Wrong,
}

fn agreement(days: &(String, String), gold: &GoldDays) -> DayAgreement {
    let Some(from) = &gold.from else { return DayAgreement::Partly };
    let to = gold.to.as_ref().unwrap_or(from);
    match () {
        () if (&days.0, &days.1) == (from, to) => DayAgreement::Right,
        () if days.0 <= *to && *from <= days.1 => DayAgreement::Partly,
        () => DayAgreement::Wrong,
    }
}

/// How much of a point a group shows: how many of its articles, and which share of the group's passages (of 1000).
type PointCoverage = (usize, usize, usize);

/// What the groups of a story say of its points.
#[derive(Default)]
struct GroupVerdicts {
    /// For each point the group that shows most of it.
    shown: BTreeMap<usize, PointCoverage>,
    /// For each point the groups that are about it: articles reached, whether an article is wrong, the group.
    about: BTreeMap<usize, Vec<(std::cmp::Reverse<usize>, bool, usize)>>,
}

pub(super) fn judge(story: &StoryComparison, judged: &mut StoryVerdicts) {
    let mut said = GroupVerdicts::default();
    for g in 0..story.groups.len() {
        judge_join(story, g, &mut said, judged);
    }
    let published = judge_content(story, &mut said, judged);
    let alarm = |status: Option<&str>| matches!(status, Some("disputed" | "changed"));
    story.groups.iter().filter(|group| alarm(group.status.as_deref())).for_each(|_| judged.tally.add("alarms shown"));
    for (i, point) in story.points.iter().enumerate() {
        let shown = said.shown.get(&i).copied();
        judge_point(story, point, shown, published.contains(&i), judged);
    }
}

/// Whether the passages of a group speak of one point.
fn judge_join(story: &StoryComparison, g: usize, said: &mut GroupVerdicts, judged: &mut StoryVerdicts) {
    let group = &story.groups[g];
    let touched: Vec<BTreeSet<usize>> = group.passages.iter().map(|one| story.touched(group, one)).collect();
    let distinct: BTreeSet<&String> = group.passages.iter().filter_map(|one| one.articles.first()).collect();
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    let mut reach: BTreeMap<usize, BTreeSet<&String>> = BTreeMap::new();
    for (passage, points) in group.passages.iter().zip(&touched) {
        for &i in points {
            *votes.entry(i).or_default() += 1;
            reach.entry(i).or_default().extend(passage.articles.intersection(&story.points[i].articles));
        }
    }
    for (&i, &count) in votes.iter().filter(|(i, _)| reach[i].len() >= 2) {
        let value = (reach[&i].len(), 1000 * count / group.passages.len());
        if said.shown.get(&i).is_none_or(|known| value > (known.0, known.1)) {
            said.shown.insert(i, (value.0, value.1, g));
        }
    }
    if distinct.len() < 2 {
        return;
    }
    judged.tally.add("groups");
    let line = |what: &str, passages: Vec<&GroupPassage>| {
        let words: Vec<&str> = passages.into_iter().map(|one| one.text.as_str()).take(4).collect();
        format!("{}\tjoin {what}\t{}\t{}\t{}", story.name, group.kind, group.heading, words.join(" | "))
    };
    let best = votes.iter().max_by_key(|(i, count)| (reach[i].len(), **count, std::cmp::Reverse(**i)));
    let Some((&best, _)) = best.filter(|(i, _)| reach[i].len() >= 2) else {
        // Reported words may tell what the gold holds as a happening: the join is right, but nothing is found by it.
        let whole = |i: usize| {
            let inside =
                group.passages.iter().filter(|one| story.touches(i, one)).filter_map(|one| one.articles.first());
            inside.collect::<BTreeSet<_>>().len() == distinct.len()
        };
        if group.kind == "quote" && (0..story.points.len()).any(whole) {
            judged.tally.add("join right");
        } else {
            judged.lines.push(line("no point", group.passages.iter().collect()));
        }
        return;
    };
    let is_same = |points: &BTreeSet<usize>| points.iter().any(|&i| story.utterance[i] == story.utterance[best]);
    let strangers: Vec<&GroupPassage> =
        group.passages.iter().zip(&touched).filter(|(_, points)| !is_same(points)).map(|(one, _)| one).collect();
    let wrong: BTreeSet<&String> = strangers.iter().filter_map(|one| one.articles.first()).collect();
    match wrong.len() {
        0 => judged.tally.add("join right"),
        1 if distinct.len() > 2 => {}
        _ => {
            judged.lines.push(line("wrong", strangers));
            return;
        }
    }
    said.about.entry(best).or_default().push((std::cmp::Reverse(reach[&best].len()), !wrong.is_empty(), g));
}

/// Whether the groups about a point have its status, say what is compared, and stand on its day; the points that can be
/// printed.
fn judge_content(story: &StoryComparison, said: &mut GroupVerdicts, judged: &mut StoryVerdicts) -> BTreeSet<usize> {
    let mut published = BTreeSet::new();
    for (&i, several) in said.about.iter_mut() {
        several.sort();
        let point = &story.points[i];
        // The same question shown in a second place counts as a group and as nothing else.
        let Some(&(_, wrong, g)) = several.first() else { continue };
        let group = &story.groups[g];
        let line = |what: String| format!("{}\t{what}\t{}\t{}", story.name, group.heading, point.gold.question);
        let says = point.subject.iter().all(|subject| subject.is_match(&group.heading));
        judged.tally.add("heading");
        if says {
            judged.tally.add("heading right");
        } else {
            judged.lines.push(line("heading".to_owned()));
        }
        let quiet = |status: &str| matches!(status, "agreed" | "single");
        let mut fit = true;
        if let Some(status) = &group.status {
            fit = *status == point.gold.status || quiet(status) && quiet(&point.gold.status);
            if !fit {
                judged.lines.push(line(format!("status {status}, gold {}", point.gold.status)));
            }
        }
        if let (Some(gold), Some(days)) = (&point.gold.day, &group.days)
            && point.gold.kind == "event"
        {
            fit &= agreement(days, gold) != DayAgreement::Wrong;
        }
        if !wrong && says && fit {
            judged.tally.add("publish groups");
            published.extend((point.gold.importance >= 2).then_some(i));
        }
    }
    published
}

/// How much of a point the ledger shows.
fn judge_point(
    story: &StoryComparison,
    point: &StoryPoint,
    shown: Option<PointCoverage>,
    published: bool,
    judged: &mut StoryVerdicts,
) {
    let tally = &mut judged.tally;
    let main = point.gold.importance >= 2;
    let dated = point.gold.day.as_ref().filter(|day| point.gold.kind == "event" && day.from.is_some());
    let alarm = matches!(point.gold.status.as_str(), "disputed" | "changed");
    tally.add(&point.gold.kind);
    let counts = [("main", main), ("alarms", alarm), ("days", dated.is_some()), ("main published", published)];
    counts.iter().filter(|(_, holds)| *holds).for_each(|(name, _)| tally.add(name));
    let Some((reach, share, g)) = shown else {
        if main {
            judged.lines.push(format!("{}\tmissed {}\t\t{}", story.name, point.gold.kind, point.gold.question));
        }
        return;
    };
    let group = &story.groups[g];
    let most = share >= 500;
    if 10 * reach >= 8 * point.articles.len() && most {
        tally.add(&format!("{} whole", point.gold.kind));
        if main {
            tally.add("main whole");
        }
    }
    if alarm && most && group.status.as_deref() == Some(&point.gold.status) {
        tally.add("alarms right");
    }
    if let (Some(gold), Some(days)) = (dated, &group.days)
        && most
        && agreement(days, gold) == DayAgreement::Right
    {
        tally.add("day right");
    }
}
