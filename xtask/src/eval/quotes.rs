//! Rows for quotes: PolNeAR dev (Newell, Margolin and Ruths 2018), measured and read, never trained on.
//!
//! Source, cue and content are scored as exact spans, marks and spaces at their ends left out, each piece of a broken
//! content by itself; pieces of one line with nothing but spaces between them are one. Of a document with several annotators the first by name is taken. The guidelines mark the
//! outermost attribution only ("No nested attributions"), so a report of ours inside the content of another is left
//! out of the comparison, with its speaker and cue. The two rows for direct quotes ask less: content is found when one of our quotes covers half of it, and its speaker is right when it overlaps the
//! annotated one, or neither is there.

use super::Row;
use crate::corpora;
use anyhow::Result;
use crossread_core::annotate::quotes::{Quote, QuoteKind, SpeakerBasis};
use crossread_core::{Annotations, Article, Language, Span, annotate};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The rows of this phenomenon.
pub fn rows() -> Vec<Row> {
    let row = |name, metric, to_beat, aim, measure, errors| Row {
        name,
        on: "PolNeAR dev",
        metric,
        to_beat,
        aim,
        less_is_better: false,
        measure,
        errors: Some(errors),
    };
    // What went wrong is listed under the row of the whole role.
    let by_sort = |name, aim, measure| Row { errors: None, ..row(name, RECALL, "-", aim, measure, || Ok(())) };
    vec![
        row(
            "speakers",
            "source F1, exact",
            "rules 10.7; CRF 50.6; BERT 83.2",
            83.0,
            || Ok(score()?.map(|s| s.roles[0].f1())),
            || errors(0),
        ),
        row("cues", "cue F1, exact", "22.8; 53.4; 75.3", 75.0, || Ok(score()?.map(|s| s.roles[1].f1())), || errors(1)),
        row(
            "content",
            "content F1, exact",
            "5.6; 28.6; 72.9",
            73.0,
            || Ok(score()?.map(|s| s.roles[2].f1())),
            || errors(2),
        ),
        row(
            "direct-content",
            "% of marked contents found",
            "-",
            99.5,
            || Ok(score()?.map(|s| s.direct(false))),
            direct_errors,
        ),
        row(
            "direct-speaker",
            "% speaker right when found",
            "-",
            96.0,
            || Ok(score()?.map(|s| s.direct(true))),
            direct_errors,
        ),
        Row {
            less_is_better: true,
            ..row("quotes-sure", SURE, "-", 2.0, || Ok(score()?.map(|s| s.off())), sure_table)
        },
        by_sort("speakers-direct", 92.0, || sort(0, "direct")),
        by_sort("speakers-mixed", 85.0, || sort(0, "mixed")),
        by_sort("speakers-indirect", 70.0, || sort(0, "indirect")),
        by_sort("content-direct", 97.0, || sort(2, "direct")),
        by_sort("content-mixed", 75.0, || sort(2, "mixed")),
        by_sort("content-indirect", 60.0, || sort(2, "indirect")),
    ]
}

/// What the rows by sort of content count. A sort is the annotation's, so there is no precision of one.
const RECALL: &str = "% of annotated found, exact";

/// What the row of [`Quote::sure`] counts.
const SURE: &str = "points between sure as shown and as measured, mean over quotes";

/// Recall of a role (0 speaker, 1 cue, 2 content) over the attributions of one sort of content.
fn sort(role: usize, name: &str) -> Result<Option<f64>> {
    let share = |score: QuoteScore| {
        let (all, right) = score.sorts[role].get(name).copied().unwrap_or_default();
        100.0 * right as f64 / all.max(1) as f64
    };
    Ok(score()?.map(share))
}

#[derive(Default)]
struct RoleCounts {
    gold: usize,
    found: usize,
    right: usize,
}

impl RoleCounts {
    fn f1(&self) -> f64 {
        200.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }
}

#[derive(Default)]
struct QuoteScore {
    roles: [RoleCounts; 3],
    marked: usize,
    marked_found: usize,
    marked_speaker: usize,
    /// For each role, recall by sort of content: annotated and right.
    sorts: [BTreeMap<&'static str, (usize, usize)>; 3],
    /// For each role, what differs: its kind, then the line with both sides.
    differences: [Vec<(String, String)>; 3],
    samples: Vec<String>,
    /// For each kind and basis of quotes what is shown as sure, how many were found and how many of them are right.
    sure: BTreeMap<(QuoteKind, Option<SpeakerBasis>), (u8, usize, usize)>,
}

impl QuoteScore {
    /// How far what is shown as sure is from what is measured.
    fn off(&self) -> f64 {
        let off = |&(shown, all, right): &(u8, usize, usize)| {
            all as f64 * (f64::from(shown) - 100.0 * right as f64 / all as f64).abs()
        };
        let all: usize = self.sure.values().map(|(_, all, _)| all).sum();
        self.sure.values().map(off).sum::<f64>() / all.max(1) as f64
    }

    fn direct(&self, speaker: bool) -> f64 {
        if speaker {
            100.0 * self.marked_speaker as f64 / self.marked_found.max(1) as f64
        } else {
            100.0 * self.marked_found as f64 / self.marked.max(1) as f64
        }
    }
}

fn score() -> Result<Option<QuoteScore>> {
    let Some(folder) = corpora::corpus("quotes-polnear/dev") else { return Ok(None) };
    let mut paths: Vec<_> = std::fs::read_dir(folder.join("attributions"))?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let mut seen = BTreeSet::new();
    let mut score = QuoteScore::default();
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Some((document, _annotator)) = name.rsplit_once('_') else { continue };
        let text_file = [document, name.as_str()]
            .into_iter()
            .map(|n| folder.join("text").join(format!("{n}.txt")))
            .find(|p| p.exists());
        let Some(text_file) = text_file.filter(|_| seen.insert(document.to_owned())) else { continue };
        one(&std::fs::read_to_string(text_file)?, &std::fs::read_to_string(&path)?, &mut score);
    }
    Ok(Some(score))
}

/// An annotated attribution: source, cue and content, each in pieces.
type Attribution = [Vec<Span>; 3];

fn annotated(text: &str, ann: &str) -> Vec<Attribution> {
    // Offsets are characters.
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut pieces: HashMap<&str, Vec<Span>> = HashMap::new();
    let mut attributions = Vec::new();
    for line in ann.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        if line.starts_with('T') && fields.len() >= 2 {
            let spans = fields[1].split_once(' ').map_or("", |(_, spans)| spans);
            let spans = spans.split(';').filter_map(|span| {
                let (start, end) = span.split_once(' ')?;
                let (start, end): (usize, usize) = (start.parse().ok()?, end.parse().ok()?);
                Some(Span::new(*bytes.get(start)?, *bytes.get(end)?))
            });
            pieces.insert(fields[0], spans.collect());
        }
    }
    for line in ann.lines().filter(|line| line.starts_with('E')) {
        let mut attribution: Attribution = Default::default();
        for part in line.split('\t').nth(1).unwrap_or_default().split(' ') {
            let Some((role, id)) = part.split_once(':') else { continue };
            let index = match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "Source" => 0,
                "Cue" => 1,
                "Content" => 2,
                _ => continue,
            };
            attribution[index].extend(pieces.get(id).into_iter().flatten());
        }
        // Pieces of one line with nothing between them are one stretch.
        for spans in &mut attribution {
            spans.sort();
            spans.dedup_by(|next, last| {
                let adjacent = last.end() <= next.start() && {
                    let between = &text[last.end()..next.start()];
                    between.trim().is_empty() && !between.contains('\n')
                };
                if adjacent {
                    *last = last.cover(*next);
                }
                adjacent
            });
        }
        attributions.push(attribution);
    }
    attributions
}

/// Without marks and spaces at the ends.
fn bare(text: &str, span: Span) -> Option<(u32, u32)> {
    let words = span.of(text);
    let front = words.len() - words.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let back = words.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    (front < back).then(|| (span.start + front as u32, span.start + back as u32))
}

fn one(text: &str, ann: &str, score: &mut QuoteScore) {
    let Some(Ok(article)) = crossread_ingest::articles("a.txt", text.as_bytes()).into_iter().next() else { return };
    if *article.text != *text {
        return;
    }
    let found = annotate(Language::english(), &article);
    let gold = annotated(text, ann);
    let mut expected: [BTreeSet<(u32, u32)>; 3] = Default::default();
    for attribution in &gold {
        for (role, spans) in attribution.iter().enumerate() {
            expected[role].extend(spans.iter().filter_map(|span| bare(text, *span)));
        }
    }
    let ours = ours(text, &article, &found);
    for role in 0..3 {
        score.roles[role].gold += expected[role].len();
        score.roles[role].found += ours[role].len();
        score.roles[role].right += expected[role].intersection(&ours[role]).count();
    }
    differences(text, &gold, &expected, &ours, score);
    sure(text, &gold, &found, score);
    for attribution in &gold {
        let marked = attribution[2].first().is_some_and(|span| marked(span.of(text)));
        if !marked {
            continue;
        }
        score.marked += 1;
        let covers = |quote: &&Quote| {
            attribution[2].iter().any(|span| {
                quote.span.intersect(*span).is_some_and(|both| both.len() * 2 >= span.len().saturating_sub(2))
            })
        };
        let Some(quote) = found.quotes.iter().filter(covers).max_by_key(|quote| quote.speaker.is_some()) else {
            score.samples.push(format!("missed: {}", attribution[2][0].of(text)));
            continue;
        };
        score.marked_found += 1;
        let right = match (quote.speaker, attribution[0].first()) {
            (Some(speaker), Some(_)) => attribution[0].iter().any(|span| span.overlaps(speaker.span)),
            (None, None) => true,
            _ => false,
        };
        // An utterance carried on names its speaker elsewhere: the same name is right too.
        let carried = quote.speaker.and_then(|speaker| speaker.referent).is_some_and(|referent| {
            found
                .names
                .iter()
                .any(|name| name.referent == referent && attribution[0].iter().any(|span| span.overlaps(name.span)))
        });
        if right || carried {
            score.marked_speaker += 1;
        } else {
            let source = attribution[0].first().map_or("nobody", |span| span.of(text));
            let ours = quote.speaker.map_or("nobody", |speaker| speaker.span.of(text));
            score.samples.push(format!("speaker {source:?}, ours {ours:?}: {}", attribution[2][0].of(text)));
        }
    }
}

/// Counts which quotes are right in speaker and words: between marks those that lie in an annotated content by half and whose speaker's
/// words meet the annotated ones (where none is named, the words alone), of reports those whose words are the annotated ones to the
/// letter too.
fn sure(text: &str, gold: &[Attribution], found: &Annotations, score: &mut QuoteScore) {
    for quote in &found.quotes {
        let Some(shown) = quote.sure() else { continue };
        let is_content = |span: &Span| match quote.kind {
            QuoteKind::Indirect => bare(text, *span) == bare(text, with_that(text, quote.span)),
            _ => quote.span.intersect(*span).is_some_and(|both| both.len() * 2 >= quote.span.len()),
        };
        let meets = |span: Span, attribution: &Attribution| attribution[0].iter().any(|source| source.overlaps(span));
        let is_speaker = |attribution: &Attribution| {
            quote.speaker.is_none_or(|speaker| {
                let mut names = found.names.iter().filter(|name| speaker.referent == Some(name.referent));
                meets(speaker.span, attribution) || names.any(|name| meets(name.span, attribution))
            })
        };
        let is_right = gold.iter().any(|one| one[2].iter().any(is_content) && is_speaker(one));
        let counts = score.sure.entry((quote.kind, quote.basis)).or_insert((shown, 0, 0));
        counts.1 += 1;
        counts.2 += usize::from(is_right);
    }
}

/// Lists for each kind and basis what is shown and what is measured.
fn sure_table() -> Result<()> {
    for ((kind, basis), (shown, all, right)) in score()?.map(|score| score.sure).unwrap_or_default() {
        let basis = basis.map_or("nobody".to_owned(), |basis| format!("{basis:?}"));
        println!("{kind:?}, {basis}: shown {shown}, {:.1} % of {all}", 100.0 * right as f64 / all as f64);
    }
    Ok(())
}

/// Our sources, cues and contents: those of outermost reports, a fragment inside a report counted with the report.
fn ours(text: &str, _article: &Article, found: &Annotations) -> [BTreeSet<(u32, u32)>; 3] {
    let mut all: [BTreeSet<(u32, u32)>; 3] = Default::default();
    let quotes: Vec<&Quote> = found
        .quotes
        .iter()
        .filter(|quote| quote.kind != QuoteKind::Term && (quote.speaker.is_some() || quote.cue.is_some()))
        .collect();
    for (i, quote) in quotes.iter().enumerate() {
        let inside = quotes.iter().enumerate().any(|(j, other)| {
            let anchor = quote.cue.unwrap_or(quote.span);
            i != j
                && other.span.contains(quote.span)
                && (other.span.contains(anchor) || other.kind == QuoteKind::Indirect)
                && (other.span != quote.span || j < i)
        });
        if inside {
            continue;
        }
        all[0].extend(quote.speaker.and_then(|speaker| bare(text, speaker.span)));
        all[1].extend(quote.cue.and_then(|cue| bare(text, cue)));
        all[2].extend(bare(text, with_that(text, quote.span)));
    }
    all
}

/// The guidelines count the "that" before marks to the content, and the marks too.
fn with_that(text: &str, span: Span) -> Span {
    let before = text[..span.start()].trim_end_matches(['"', '“', '\'', ' ', ',']);
    match before.strip_suffix("that") {
        Some(rest) if rest.ends_with(' ') && span.start() - rest.len() < 9 => Span::new(rest.len(), span.end()),
        _ => span,
    }
}

/// Whether a content begins with a quotation mark, two apostrophes for one too.
fn marked(words: &str) -> bool {
    words.starts_with(['"', '“']) || words.starts_with("''")
}

/// Whether the content of an attribution is marked, in part, or not at all.
fn sort_of(text: &str, attribution: &Attribution) -> &'static str {
    let mut direct = !attribution[2].is_empty();
    let mut mixed = false;
    for span in &attribution[2] {
        let words = span.of(text).trim();
        direct &= marked(words);
        mixed |= words.contains(['“', '”', '"']) || words.contains("''");
    }
    match (direct, mixed) {
        (true, _) => "direct",
        (_, true) => "mixed",
        _ => "indirect",
    }
}

/// Notes what the two sides do not share, by kind.
fn differences(
    text: &str,
    gold: &[Attribution],
    expected: &[BTreeSet<(u32, u32)>; 3],
    ours: &[BTreeSet<(u32, u32)>; 3],
    score: &mut QuoteScore,
) {
    for role in 0..3 {
        let overlaps = |a: &(u32, u32), b: &(u32, u32)| a.0 < b.1 && b.0 < a.1;
        for attribution in gold {
            let sort = sort_of(text, attribution);
            for one in attribution[role].iter().filter_map(|span| bare(text, *span)) {
                let right = ours[role].contains(&one);
                let counts = score.sorts[role].entry(sort).or_default();
                counts.0 += 1;
                counts.1 += usize::from(right);
                if right {
                    continue;
                }
                let near = ours[role].iter().find(|other| overlaps(&one, other));
                let kind = match near {
                    None if attribution[1].iter().filter_map(|c| bare(text, *c)).any(|c| ours[1].contains(&c)) => {
                        "missed, cue found"
                    }
                    None => "missed",
                    Some(near) => match (one.0.cmp(&near.0), one.1.cmp(&near.1)) {
                        (Ordering::Less, _) => "begins too late",
                        (Ordering::Greater, _) => "begins too early",
                        (_, Ordering::Less) => "too long",
                        _ => "too short",
                    },
                };
                let shown = near.map_or(String::new(), |n| format!("  OURS {:?}", &text[n.0 as usize..n.1 as usize]));
                let line = format!("{}{shown}", show(text, attribution));
                score.differences[role].push((format!("{kind}, {sort}"), line));
            }
        }
        for extra in ours[role].difference(&expected[role]) {
            if !expected[role].iter().any(|other| overlaps(extra, other)) {
                let (from, to) = (extra.0.saturating_sub(70) as usize, (extra.1 as usize + 70).min(text.len()));
                let line = format!(
                    "{}[{}]{}",
                    &text[boundary(text, from)..extra.0 as usize],
                    &text[extra.0 as usize..extra.1 as usize],
                    &text[extra.1 as usize..boundary(text, to)],
                );
                score.differences[role].push(("not annotated".to_owned(), line));
            }
        }
    }
}

/// The character boundary at `at` or before it.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// An attribution in its line: `[S speaker] [C cue] [T content]`.
fn show(text: &str, attribution: &Attribution) -> String {
    let mut marks: Vec<(usize, &str)> = Vec::new();
    for (spans, open) in attribution.iter().zip(["[S ", "[C ", "[T "]) {
        for span in spans {
            marks.extend([(span.start(), open), (span.end(), "]")]);
        }
    }
    marks.sort();
    let Some(&(first, _)) = marks.first() else { return String::new() };
    let mut at = boundary(text, first.saturating_sub(40));
    let mut shown = String::new();
    for (place, mark) in marks {
        shown.push_str(&text[at..place.max(at)]);
        shown.push_str(mark);
        at = place.max(at);
    }
    shown.push_str(&text[at..boundary(text, (at + 40).min(text.len()))]);
    shown
}

/// Lists what differs in one role, then its kinds with their counts.
fn errors(role: usize) -> Result<()> {
    let Some(score) = score()? else { return Ok(()) };
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for (kind, line) in &score.differences[role] {
        *kinds.entry(kind).or_default() += 1;
        println!("{kind}: {}", line.replace('\n', " "));
    }
    let RoleCounts { gold, found, right } = score.roles[role];
    println!("{gold} annotated, {found} ours, {right} the same");
    for (sort, (all, right)) in &score.sorts[role] {
        println!("{right} of {all} found, {sort}");
    }
    for (kind, count) in kinds {
        println!("{count:5} {kind}");
    }
    Ok(())
}

fn direct_errors() -> Result<()> {
    let Some(score) = score()? else { return Ok(()) };
    for sample in &score.samples {
        println!("{}", sample.replace('\n', " "));
    }
    Ok(())
}
