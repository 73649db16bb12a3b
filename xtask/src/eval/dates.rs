//! Rows for dates: TimeBank and AQUAINT as prepared for TempEval-3, MEANTIME, and Microsoft's Recognizers cases.
//!
//! Scored as TempEval-3 does (UzZaman et al. 2013): a mention of ours and one of the corpus's are paired when they
//! share a character (relaxed span); each counts once; precision is over ours, recall over the corpus's; value F1
//! counts the pairs whose TIMEX3 values are the same to the character, over all mentions of either side. As there,
//! only the text of the article is scored: the document creation time is given to the reader as the day of
//! publication and is not itself a mention.

use super::Row;
use crate::corpora;
use anyhow::{Context, Result};
use crossread_core::annotate::dates::{self, DateKind, DateMention};
use crossread_core::story::{Block, BlockKind, Facts, Moment, PublishedBasis};
use crossread_core::{Article, Span};
use crossread_language::Sentence;
use jiff::civil::{Date, DateTime};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The rows of this phenomenon.
pub fn rows() -> Vec<Row> {
    let row = |name, on, metric, to_beat, aim, measure, errors| Row {
        name,
        on,
        metric,
        to_beat,
        aim,
        less_is_better: false,
        measure,
        errors: Some(errors),
    };
    let news = "TimeBank + AQUAINT";
    vec![
        row("dates-span", news, "relaxed span F1", "HeidelTime about 90", 93.0, news_span, news_span_errors),
        row("dates-value", news, "value F1", "HeidelTime about 78", 86.0, news_value, news_value_errors),
        row("dates-meantime", "MEANTIME airbus, apple, gm", "value F1", "-", 88.0, wiki_value, wiki_errors),
        row("recognizers-dates", "Recognizers DateTimeModel", "cases passed, %", "-", 60.0, cases, cases_errors),
        Row {
            errors: None,
            ..row("dates-speed", news, "ms for 6 kB of text, one core", "-", 0.3, speed, news_span_errors)
        },
    ]
    .into_iter()
    .map(|row| Row { less_is_better: row.name == "dates-speed", ..row })
    .collect()
}

/// A mention of the corpus.
struct GoldTimex {
    span: Span,
    kind: String,
    value: String,
}

/// An article and what the corpus marks in it.
struct TimexDocument {
    name: String,
    text: String,
    blocks: Vec<Span>,
    published: Option<Moment>,
    gold: Vec<GoldTimex>,
}

impl TimexDocument {
    /// The dates we find in it.
    fn read(&self) -> Vec<DateMention> {
        let (article, sentences) = self.prepared();
        dates::find(crossread_core::Language::english(), &article, &sentences).0
    }

    fn prepared(&self) -> (Article, Vec<Sentence>) {
        let blocks = self.blocks.iter().map(|&span| Block { span, kind: BlockKind::Body, credit: None }).collect();
        let facts = Facts {
            published: self.published,
            published_basis: Some(PublishedBasis::Given),
            language: Some("en".to_owned()),
            ..Facts::default()
        };
        let article = Article {
            sha256: [0; 32],
            text: self.text.as_str().into(),
            blocks,
            facts,
            anchors: Vec::new(),
            warnings: Vec::new(),
        };
        let sentences = crossread_language::read(&self.text, &self.blocks);
        (article, sentences)
    }
}

/// A day, with a time of day or without: "1998-08-07", "19980807", "1998-08-07T18:30:00".
fn moment(words: &str) -> Option<Moment> {
    if let Ok(moment) = words.parse::<DateTime>()
        && words.contains('T')
    {
        return Some(Moment { day: moment.date(), time: Some(moment.time()) });
    }
    let day: Date = words.get(..10).unwrap_or(words).parse().ok()?;
    Some(Moment { day, time: None })
}

/// What is between blank lines.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut at = 0;
    let mut spans = Vec::new();
    for paragraph in text.split("\n\n") {
        let span = Span::new(at, at + paragraph.len()).trim(text);
        at += paragraph.len() + 2;
        if !span.is_empty() {
            spans.push(span);
        }
    }
    spans
}

// --- TimeML ----------------------------------------------------------------------------------------------------------

fn attribute(element: &BytesStart, name: &str) -> Result<Option<String>> {
    match element.try_get_attribute(name)? {
        Some(attribute) => Ok(Some(attribute.unescape_value()?.into_owned())),
        None => Ok(None),
    }
}

/// One TimeML file: the characters of `<TEXT>` are the article.
fn timeml(path: &Path) -> Result<TimexDocument> {
    let file = std::fs::read_to_string(path)?;
    let mut reader = Reader::from_str(&file);
    let (mut text, mut gold, mut published) = (String::new(), Vec::new(), None);
    let (mut in_text, mut open): (bool, Vec<(usize, String, String)>) = (false, Vec::new());
    loop {
        match reader.read_event()? {
            Event::Start(element) => match element.name().as_ref() {
                b"TEXT" => in_text = true,
                b"TIMEX3" => {
                    let kind = attribute(&element, "type")?.unwrap_or_default();
                    let value = attribute(&element, "value")?.unwrap_or_default();
                    if attribute(&element, "functionInDocument")?.as_deref() == Some("CREATION_TIME") {
                        published = moment(&value);
                    }
                    open.push((text.len(), kind, value));
                }
                _ => {}
            },
            Event::End(element) => match element.name().as_ref() {
                b"TEXT" => break,
                b"TIMEX3" => {
                    let (start, kind, value) = open.pop().context("a TIMEX3 ends that never began")?;
                    if in_text {
                        gold.push(GoldTimex { span: Span::new(start, text.len()).trim(&text), kind, value });
                    }
                }
                _ => {}
            },
            Event::Text(words) if in_text => text += &words.decode()?,
            Event::GeneralRef(name) if in_text => {
                text += match name.decode()?.as_ref() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    _ => " ",
                };
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(TimexDocument { name, blocks: paragraphs(&text), text, published, gold })
}

fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|e| e == extension));
    paths.sort();
    Ok(paths)
}

fn news() -> Result<Option<Vec<TimexDocument>>> {
    let Some(corpus) = corpora::corpus("timex-tempeval3") else { return Ok(None) };
    let mut documents = Vec::new();
    for folder in ["TBAQ-cleaned/TimeBank", "TBAQ-cleaned/AQUAINT"] {
        for path in files(&corpus.join(folder), "tml")? {
            documents.push(timeml(&path).with_context(|| path.display().to_string())?);
        }
    }
    Ok(Some(documents))
}

// --- MEANTIME --------------------------------------------------------------------------------------------------------

/// One CAT file. Only the first sentences are marked up in full, so the article ends with the last of them; the line
/// with the day of publication is left out, as it is given.
fn meantime(path: &Path) -> Result<TimexDocument> {
    let mut cat = Cat::read(&std::fs::read_to_string(path)?)?;
    cat.note_day_line();
    let published = cat.marked.iter().find(|mark| mark.creation).and_then(|mark| day_of_meantime(&mark.value));
    let (text, spans) = cat.printed();
    let mut gold = Vec::new();
    for mark in cat.marked.iter().filter(|mark| !mark.creation) {
        if let Some(span) = cat.places(mark).filter_map(|place| spans[place]).reduce(Span::cover) {
            gold.push(GoldTimex { span, kind: mark.kind.clone(), value: mark.value.clone() });
        }
    }
    gold.sort_by_key(|gold| gold.span);
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(TimexDocument { name, blocks: paragraphs(&text), text, published, gold })
}

/// What a CAT file holds.
#[derive(Default)]
struct Cat {
    /// Words, each with its sentence.
    tokens: Vec<(String, usize)>,
    /// The index of each word by its identifier.
    place_of: BTreeMap<String, usize>,
    marked: Vec<CatDate>,
    /// The last sentence in which anything is marked.
    last_sentence: usize,
}

/// A date that is marked in a CAT file.
struct CatDate {
    kind: String,
    value: String,
    /// The identifiers of its words.
    words: Vec<String>,
    /// Whether it dates the article.
    creation: bool,
}

impl Cat {
    /// Reads a file.
    fn read(file: &str) -> Result<Cat> {
        let mut reader = Reader::from_str(file);
        let mut cat = Cat::default();
        let (mut in_token, mut in_markables, mut in_timex) = (false, false, false);
        loop {
            match reader.read_event()? {
                Event::Start(element) => match element.name().as_ref() {
                    b"token" => {
                        in_token = true;
                        let sentence = attribute(&element, "sentence")?.context("sentence")?.parse()?;
                        cat.place_of.insert(attribute(&element, "t_id")?.context("t_id")?, cat.tokens.len());
                        cat.tokens.push((String::new(), sentence));
                    }
                    b"Markables" => in_markables = true,
                    b"TIMEX3" => {
                        in_timex = true;
                        cat.marked.push(CatDate::read(&element)?);
                    }
                    _ => {}
                },
                Event::Empty(element) if in_markables && element.name().as_ref() == b"token_anchor" => {
                    let id = attribute(&element, "t_id")?.context("t_id")?;
                    if let Some(&place) = cat.place_of.get(&id) {
                        cat.last_sentence = cat.last_sentence.max(cat.tokens[place].1);
                    }
                    if in_timex {
                        cat.marked.last_mut().context("an anchor of nothing")?.words.push(id);
                    }
                }
                Event::End(element) => match element.name().as_ref() {
                    b"token" => in_token = false,
                    b"TIMEX3" => in_timex = false,
                    b"Markables" => break,
                    _ => {}
                },
                Event::Text(words) if in_token => {
                    cat.tokens.last_mut().context("words of no token")?.0 += words.decode()?.trim();
                }
                Event::GeneralRef(name) if in_token => {
                    let word = if name.decode()? == "amp" { "&" } else { "\"" };
                    cat.tokens.last_mut().context("words of no token")?.0 += word;
                }
                Event::Eof => break,
                _ => {}
            }
        }
        Ok(cat)
    }

    /// The indices of a mark's words.
    fn places(&self, mark: &CatDate) -> impl Iterator<Item = usize> {
        mark.words.iter().filter_map(|id| self.place_of.get(id).copied())
    }

    /// The sentences of a mark's words.
    fn sentences(&self, mark: &CatDate) -> impl Iterator<Item = usize> {
        self.places(mark).map(|place| self.tokens[place].1)
    }

    /// The day stands alone in the line under the title. Of two articles it is marked as a date like others.
    fn note_day_line(&mut self) {
        for at in 0..self.marked.len() {
            let sentences: Vec<usize> = self.sentences(&self.marked[at]).collect();
            self.marked[at].creation |= !sentences.is_empty() && sentences.iter().all(|sentence| *sentence == 1);
        }
    }

    /// The text without the line of its day, and where each word stands in it, if it does. The corpus keeps no white space:
    /// it is put where print has it.
    fn printed(&self) -> (String, Vec<Option<Span>>) {
        let creation = self.marked.iter().filter(|mark| mark.creation);
        let has_day_line = creation.flat_map(|mark| self.sentences(mark)).any(|sentence| sentence == 1);
        let mut text = String::new();
        let mut spans: Vec<Option<Span>> = Vec::new();
        let mut sentence_before = 0;
        for (word, sentence) in &self.tokens {
            if *sentence > self.last_sentence || has_day_line && *sentence == 1 {
                spans.push(None);
                continue;
            }
            let closes = word.starts_with(['.', ',', ';', ':', '!', '?', ')', '%', '\'', '’']) || word == "n't";
            let opened = text.ends_with(['(', '$', '£', '€']);
            if *sentence != sentence_before {
                text += if sentence_before == 0 { "\n\n" } else { " " };
            } else if !text.is_empty() && !closes && !opened {
                text.push(' ');
            }
            sentence_before = *sentence;
            spans.push(Some(Span::new(text.len(), text.len() + word.len())));
            text += word;
        }
        (text, spans)
    }
}

impl CatDate {
    /// One of whose words none is read yet.
    fn read(element: &BytesStart) -> Result<CatDate> {
        Ok(CatDate {
            kind: attribute(element, "type")?.unwrap_or_default(),
            value: attribute(element, "value")?.unwrap_or_default(),
            words: Vec::new(),
            creation: attribute(element, "functionInDocument")?.as_deref() == Some("CREATION_TIME"),
        })
    }
}

/// The day of an article; of one it is written "03-02-2009", day first.
fn day_of_meantime(value: &str) -> Option<Moment> {
    let turned = || {
        let [day, month, year] = value.split('-').collect::<Vec<_>>()[..] else { return None };
        moment(&format!("{year}-{month}-{day}"))
    };
    moment(value).or_else(turned)
}

fn wiki() -> Result<Option<Vec<TimexDocument>>> {
    let Some(corpus) = corpora::corpus("meantime") else { return Ok(None) };
    let mut documents = Vec::new();
    for folder in ["corpus_airbus", "corpus_apple", "corpus_gm"] {
        for path in files(&corpus.join("intra-doc_annotation").join(folder), "xml")? {
            documents.push(meantime(&path).with_context(|| path.display().to_string())?);
        }
    }
    Ok(Some(documents))
}

// --- scoring ---------------------------------------------------------------------------------------------------------

/// Counts over all documents.
#[derive(Default)]
struct DateScore {
    ours: usize,
    gold: usize,
    paired: usize,
    valued: usize,
}

impl DateScore {
    fn f1(&self, right: usize) -> f64 {
        100.0 * 2.0 * right as f64 / (self.ours + self.gold).max(1) as f64
    }
}

/// Pairs each of the corpus's mentions with the first of ours that shares a character and is still free.
fn pairs(ours: &[DateMention], gold: &[GoldTimex]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut free = vec![true; ours.len()];
    let mut out = Vec::new();
    for (g, mark) in gold.iter().enumerate() {
        let pair = (0..ours.len()).find(|&o| free[o] && ours[o].span.overlaps(mark.span));
        if let Some(o) = pair {
            free[o] = false;
        }
        out.push((pair, Some(g)));
    }
    out.extend((0..ours.len()).filter(|&o| free[o]).map(|o| (Some(o), None)));
    out
}

fn score(documents: &[TimexDocument]) -> DateScore {
    let mut score = DateScore::default();
    for document in documents {
        let ours = document.read();
        score.ours += ours.len();
        score.gold += document.gold.len();
        for pair in pairs(&ours, &document.gold) {
            let (Some(o), Some(g)) = pair else { continue };
            score.paired += 1;
            score.valued += usize::from(ours[o].value.as_str() == document.gold[g].value);
        }
    }
    score
}

fn news_span() -> Result<Option<f64>> {
    Ok(news()?.map(|documents| score(&documents)).map(|score| score.f1(score.paired)))
}

fn news_value() -> Result<Option<f64>> {
    Ok(news()?.map(|documents| score(&documents)).map(|score| score.f1(score.valued)))
}

fn wiki_value() -> Result<Option<f64>> {
    Ok(wiki()?.map(|documents| score(&documents)).map(|score| score.f1(score.valued)))
}

/// The words around a span, on one line.
fn around(text: &str, span: Span) -> String {
    let from = (0..=span.start().saturating_sub(40)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let to = (span.end() + 30..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    let shown = format!("{}[{}]{}", &text[from..span.start()], span.of(text), &text[span.end()..to.max(span.end())]);
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Digits as nines and names of days as one, so that errors of a kind stand together.
fn shape(words: &str) -> String {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let words: String =
        words.to_lowercase().chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect::<String>();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    DAYS.iter().fold(words, |words, day| words.replace(day, "WEEKDAY"))
}

/// Lists missed, spurious and wrong mentions, the commonest kinds first.
fn errors(documents: &[TimexDocument], spans_only: bool) {
    let mut kinds: BTreeMap<(&str, String), Vec<String>> = BTreeMap::new();
    for document in documents {
        let ours = document.read();
        let text = &document.text;
        let day = document.published.map_or("-".to_owned(), |moment| moment.day.to_string());
        for pair in pairs(&ours, &document.gold) {
            let (kind, span, line) = match pair {
                (Some(o), Some(g)) if ours[o].value.as_str() != document.gold[g].value => {
                    let (o, g) = (&ours[o], &document.gold[g]);
                    let line = format!(
                        "ours {} ({}) theirs {} ({} {})",
                        o.value,
                        o.span.of(text),
                        g.value,
                        g.kind,
                        g.span.of(text)
                    );
                    if spans_only {
                        continue;
                    }
                    ("value", g.span, line)
                }
                (None, Some(g)) => {
                    let g = &document.gold[g];
                    ("missed", g.span, format!("theirs {} {}", g.kind, g.value))
                }
                (Some(o), None) => ("spurious", ours[o].span, format!("ours {}", ours[o].value)),
                _ => continue,
            };
            let line = format!("{line} | {} {day} | {}", document.name, around(text, span));
            kinds.entry((kind, shape(span.of(text)))).or_default().push(line);
        }
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, lines)| std::cmp::Reverse(lines.len()));
    let total = score(documents);
    println!("ours {}, theirs {}, paired {}, same value {}", total.ours, total.gold, total.paired, total.valued);
    for ((kind, shape), lines) in kinds {
        println!("{:4} {kind}: {shape}", lines.len());
        for line in lines.iter().take(8) {
            println!("       {line}");
        }
    }
}

fn news_span_errors() -> Result<()> {
    if let Some(documents) = news()? {
        errors(&documents, true);
    }
    Ok(())
}

fn news_value_errors() -> Result<()> {
    if let Some(documents) = news()? {
        errors(&documents, false);
    }
    Ok(())
}

fn wiki_errors() -> Result<()> {
    if let Some(documents) = wiki()? {
        errors(&documents, false);
    }
    Ok(())
}

/// Milliseconds for six kilobytes of news once sentences are read: the mean over the corpus, the best of three runs.
fn speed() -> Result<Option<f64>> {
    let Some(documents) = news()? else { return Ok(None) };
    let prepared: Vec<(Article, Vec<Sentence>)> = documents.iter().map(TimexDocument::prepared).collect();
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let run = || {
        let began = std::time::Instant::now();
        for (article, sentences) in &prepared {
            std::hint::black_box(dates::find(crossread_core::Language::english(), article, sentences));
        }
        began.elapsed().as_secs_f64() * 1000.0 * 6000.0 / bytes as f64
    };
    Ok(Some((0..3).map(|_| run()).fold(f64::INFINITY, f64::min)))
}

// --- Recognizers -----------------------------------------------------------------------------------------------------

/// How a case went.
struct CaseVerdict {
    /// Why it fails; `None` when it passes.
    fault: Option<&'static str>,
    /// The type of what it expects.
    kind: String,
    /// What we found, for reading.
    ours: String,
}

/// Why what we found is not what a case expects.
fn fault(value: &Value, covered: &[&DateMention]) -> &'static str {
    let Some(first) = covered.first() else { return "not found" };
    let day = |name: &str| value[name].as_str().and_then(moment).map(|moment| moment.day);
    let theirs = day("value").or(day("start")).or(day("end"));
    match (theirs, covered.iter().filter_map(|d| d.from).min(), covered.iter().filter_map(|d| d.to).max()) {
        (_, None, None) if first.value.as_str().contains('X') => "found, left open by us",
        (Some(theirs), Some(from), Some(to)) if from != to && from <= theirs && theirs <= to => {
            "a day where we say the week, month or year it is in (in two weeks)"
        }
        (Some(theirs), Some(from), _)
            if value["type"].as_str().is_some_and(|kind| kind.contains("time")) && from == theirs =>
        {
            "the same day, another time of day or none"
        }
        (Some(theirs), Some(from), _) if theirs.month() == from.month() && theirs.day() == from.day() => {
            "another year: theirs looks ahead, ours by tense"
        }
        (Some(theirs), Some(from), _)
            if (theirs - from).get_days() % 7 == 0 && (theirs - from).get_days().abs() <= 14 =>
        {
            "another week: next, last, this"
        }
        (None, _, _) => "a length or a set of another value",
        _ => "other days",
    }
}

/// Whether a case passes: nothing is found that the case does not expect; each result it expects is found, and one of
/// the values it lists is ours. Their ends are exclusive and their ranges may be two mentions of ours; times are
/// compared on the day and the hour; sets and durations by their TIMEX3 value.
fn passes(case: &Value) -> Result<CaseVerdict> {
    let text = case["Input"].as_str().context("Input")?;
    let published = case["Context"]["ReferenceDateTime"].as_str().and_then(moment);
    let document = TimexDocument {
        name: String::new(),
        text: text.to_owned(),
        blocks: vec![Span::new(0, text.len())],
        published,
        gold: Vec::new(),
    };
    let ours = document.read();
    let mut used = vec![false; ours.len()];
    let mut kind = "nothing expected".to_owned();
    let mut wrong = None;
    for result in case["Results"].as_array().context("Results")? {
        let name = result["TypeName"].as_str().unwrap_or("-");
        kind = name.trim_start_matches("datetimeV2.").to_owned();
        let (Some(start), Some(end)) = (result["Start"].as_u64(), result["End"].as_u64()) else { continue };
        // Their offsets count UTF-16 units, their ends are inclusive.
        let byte = |units: u64| {
            let mut left = units;
            text.char_indices()
                .find(|(_, c)| {
                    left == 0 || {
                        left = left.saturating_sub(c.len_utf16() as u64);
                        false
                    }
                })
                .map_or(text.len(), |(at, _)| at)
        };
        let (start, end) = (byte(start), byte(end + 1));
        let span = Span::new(start.min(end), end);
        let covered: Vec<&DateMention> = ours
            .iter()
            .zip(&mut used)
            .filter(|(date, _)| date.span.overlaps(span))
            .map(|(date, used)| {
                *used = true;
                date
            })
            .collect();
        let values = result["Resolution"]["values"].as_array();
        if !values.is_some_and(|values| values.iter().any(|value| agrees(value, &covered))) {
            wrong = wrong.or(Some(fault(&result["Resolution"]["values"][0], &covered)));
        }
    }
    let more = (!used.iter().all(|used| *used)).then_some("something more found by us");
    let ours =
        ours.iter().map(|date| format!("[{}] {}", date.span.of(text), date.value)).collect::<Vec<_>>().join("; ");
    Ok(CaseVerdict { fault: wrong.or(more), kind, ours })
}

fn agrees(expected: &Value, ours: &[&DateMention]) -> bool {
    let Some(first) = ours.first() else { return false };
    let field = |name: &str| expected[name].as_str();
    let timex = field("timex").unwrap_or_default();
    match field("type").unwrap_or_default() {
        "date" => field("value").is_some_and(|value| first.value.as_str() == value),
        "duration" => first.kind == DateKind::Duration && first.value.as_str() == timex,
        "set" => first.kind == DateKind::Set && first.value.as_str() == timex,
        "datetime" => field("value").and_then(|value| value.get(..16)).is_some_and(|value| {
            let value = value.replace(' ', "T");
            ours.iter().any(|date| {
                date.value.as_str() == value || (date.value.as_str() == "PRESENT_REF" && timex == "PRESENT_REF")
            })
        }),
        "time" => {
            field("value").and_then(|value| value.get(..5)).is_some_and(|value| first.value.clock() == Some(value))
        }
        "timerange" | "datetimerange" => ours.iter().any(|date| {
            date.value.as_str() == timex || (timex.starts_with('T') && date.value.as_str().ends_with(timex))
        }),
        "daterange" => {
            let (from, to) = (ours.iter().filter_map(|d| d.from).min(), ours.iter().filter_map(|d| d.to).max());
            let day = |name: &str| field(name).and_then(moment).map(|moment| moment.day);
            match (day("start"), day("end")) {
                (Some(start), Some(end)) => {
                    from == Some(start) && to.is_some_and(|to| to == end || to.tomorrow().is_ok_and(|to| to == end))
                }
                // "after 2010": the words that open an end are outside our mention.
                (Some(start), None) => from == Some(start) || to.is_some_and(|to| to.tomorrow().ok() == Some(start)),
                (None, Some(end)) => {
                    from == Some(end) || to.is_some_and(|to| to == end || to.tomorrow().ok() == Some(end))
                }
                (None, None) => false,
            }
        }
        _ => false,
    }
}

fn recognizers() -> Result<Option<Vec<Value>>> {
    let Some(corpus) = corpora::corpus("timex-recognizers") else { return Ok(None) };
    let file = std::fs::read_to_string(corpus.join("Specs/DateTime/English/DateTimeModel.json"))?;
    let cases: Vec<Value> = serde_json::from_str(file.trim_start_matches('\u{feff}'))?;
    Ok(Some(cases))
}

fn cases() -> Result<Option<f64>> {
    let Some(cases) = recognizers()? else { return Ok(None) };
    let mut passed = 0;
    for case in &cases {
        passed += usize::from(passes(case)?.fault.is_none());
    }
    Ok(Some(100.0 * passed as f64 / cases.len() as f64))
}

fn cases_errors() -> Result<()> {
    let Some(cases) = recognizers()? else { return Ok(()) };
    let mut kinds: BTreeMap<String, (usize, Vec<String>)> = BTreeMap::new();
    let mut faults = BTreeMap::new();
    for case in &cases {
        let verdict = passes(case)?;
        let entry = kinds.entry(verdict.kind.clone()).or_default();
        entry.0 += 1;
        if let Some(fault) = verdict.fault {
            *faults.entry(fault).or_insert(0_usize) += 1;
            let results = case["Results"].as_array().into_iter().flatten();
            let expected: Vec<String> = results
                .map(|result| format!("{} {}", result["Text"], result["Resolution"]["values"][0]["timex"]))
                .collect();
            entry.1.push(format!(
                "{fault} | {} | {} | {} | ours {}",
                case["Context"]["ReferenceDateTime"].as_str().unwrap_or("-"),
                case["Input"].as_str().unwrap_or_default(),
                expected.join("; "),
                verdict.ours
            ));
        }
    }
    let mut faults: Vec<(&str, usize)> = faults.into_iter().collect();
    faults.sort_by_key(|&(fault, count)| (std::cmp::Reverse(count), fault));
    for (fault, count) in faults {
        println!("{count:4} {fault}");
    }
    for (kind, (total, failing)) in kinds {
        println!("{kind}: {} of {total} fail", failing.len());
        for line in failing {
            println!("    {line}");
        }
    }
    Ok(())
}
