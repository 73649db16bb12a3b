//! Rows for quantities and figures.
//!
//! NewsQuant (Almasian et al. 2023, "CQE: A Comprehensive Quantity Extractor") marks every quantity of a sentence with
//! its value, a unit in words and how it is bounded or changes. Its conventions differ from ours, so an adapter writes
//! ours in theirs: see [`answers`]. Scored as its authors do: an answer is right by value; by value and unit; by value
//! and change; each gold quantity counts once, precision is over all answers.

use super::Row;
use crate::corpora;
use anyhow::{Context, Result};
use crossread_core::annotate::figures::{Figure, Standing};
use crossread_core::annotate::{Annotations, annotate};
use crossread_core::quantity::{self, Bound, Form, Quantity, Unit};
use crossread_core::story::{Block, BlockKind, Facts};
use crossread_core::{Article, Span};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

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
    vec![
        row("quantities-value", "NewsQuant dev", "value F1", "CQE 92.0", 96.0, value, newsquant_errors),
        row("quantities-unit", "NewsQuant dev", "value + unit F1", "CQE 85.6", 92.0, unit, newsquant_errors),
        row("quantities-change", "NewsQuant dev", "value + change F1", "CQE 88.1", 93.0, change, newsquant_errors),
    ]
}

/// One body block with the words.
fn article(text: &str) -> Article {
    let span = Span::new(0, text.len()).trim(text);
    Article {
        sha256: [0; 32],
        text: text.into(),
        blocks: vec![Block { span, kind: BlockKind::Body, credit: None }],
        facts: Facts { language: Some("en".to_owned()), ..Facts::default() },
        anchors: Vec::new(),
        warnings: Vec::new(),
    }
}

fn json(path: &Path) -> Result<Vec<Value>> {
    serde_json::from_slice(&std::fs::read(path)?).with_context(|| path.display().to_string())
}

// --- NewsQuant -----------------------------------------------------------------------------------------------------

/// A quantity as NewsQuant writes it.
#[derive(Clone, Debug, PartialEq)]
struct Marked {
    /// One value, or the two of a range.
    value: (f64, Option<f64>),
    change: String,
    unit: String,
}

fn marked(gold: &Value) -> Option<Marked> {
    let words = gold["value"].as_str()?;
    let range = words[1..].find('-').filter(|_| !words.contains('E')).map(|at| at + 1);
    let value = match range {
        Some(at) => (words[..at].parse().ok()?, Some(words[at + 1..].parse().ok()?)),
        None => (words.parse().ok()?, None),
    };
    Some(Marked {
        value,
        change: gold["change"].as_str()?.to_owned(),
        unit: gold["normalized_unit"].as_str()?.to_lowercase(),
    })
}

/// Our figures of a sentence in NewsQuant's conventions:
/// - it marks no zeros told by "no", no lone "several" or "a few";
/// - "hundreds" is 100 to 1,000;
/// - shares are of 1 ("a third" is 0.333);
/// - "from 10 to 12" is one range even where it is a change from one to the other;
/// - units are spelled out, and what is counted is its unit.
fn answers(text: &str, found: &Annotations) -> Vec<Marked> {
    let mut all: Vec<Marked> = Vec::new();
    let mut last = None;
    let mut figures = found.figures.iter().peekable();
    while let Some(figure) = figures.next() {
        let words = figure.span.of(text);
        let read = quantity::find(words, Span::new(0, words.len()));
        let (mut form, hedge) = read.first().map_or((Form::Plain, None), |read| (read.form, read.hedge));
        // "a third" alone is not found to be one: only with its "of".
        if figure.quantity.unit == Unit::Percent
            && !words.contains(['%', '％'])
            && !words.contains("per")
            && !words.contains("pc")
        {
            form = Form::Share;
        }
        if form == Form::Nothing {
            continue;
        }
        let Some(mut value) = value_of(&figure.quantity, form) else { continue };
        let mut unit_of = figure;
        if let Some(next) = figures.peek()
            && text[figure.span.end()..next.span.start()].trim() == "to"
            && text[..figure.span.start()].trim_end().ends_with("from")
            && value.1.is_none()
            && let Some((end, None)) = value_of(&next.quantity, form)
        {
            value.1 = Some(end);
            unit_of = *next;
            figures.next();
        }
        let mut change = change_of(text, figure, hedge);
        // "more than 100 km (60 miles)" says both more than.
        if let Some(last) = last.filter(|last: &Span| text[last.end()..figure.span.start()].trim() == "(") {
            let _ = last;
            change = all.last().map_or(change, |last| last.change.clone());
        }
        last = Some(figure.span);
        all.push(Marked { value, change, unit: unit_of_figure(text, unit_of, form) });
    }
    all
}

fn float(value: Decimal) -> f64 {
    value.to_string().parse().expect("a decimal is a float")
}

fn value_of(quantity: &Quantity, form: Form) -> Option<(f64, Option<f64>)> {
    let share = |value: f64| if form == Form::Share { value / 100.0 } else { value };
    match (quantity.bound, quantity.low, quantity.high) {
        (Bound::Vague, Some(low), _) if low >= Decimal::TEN => Some((float(low) / 2.0, Some(float(low) * 5.0))),
        (Bound::Vague, ..) => None,
        (_, Some(low), Some(high)) if low != high => Some((float(low), Some(float(high)))),
        (_, Some(value), _) | (_, None, Some(value)) => Some((share(float(value)), None)),
        _ => None,
    }
}

/// It marks a rise that a verb tells ("rose 5%"), not one that a noun tells ("a 5% rise"), nor that of a range.
fn change_of(text: &str, figure: &Figure, hedge: Option<Bound>) -> String {
    const NOUNS: [&str; 9] = ["rise", "increase", "gain", "boost", "drop", "decline", "fall", "decrease", "reduction"];
    let by_verb = figure.of.as_ref().is_none_or(|of| of.span.start < figure.span.start || of.head == "point")
        && !text[..figure.span.start()].ends_with("of ")
        && !text[figure.span.end()..].split_whitespace().take(3).any(|word| NOUNS.contains(&word.trim_matches('.')));
    let level = figure.quantity.bound == Bound::Between || !by_verb;
    let sign = match (hedge, figure.standing) {
        (Some(Bound::AtLeast | Bound::MoreThan), _) => ">",
        (Some(Bound::AtMost | Bound::LessThan), _) => "<",
        (_, Standing::Rise) if !level => "up",
        (_, Standing::Fall) if !level => "down",
        (Some(Bound::About), _) => "~",
        _ => "=",
    };
    sign.to_owned()
}

/// The unit in NewsQuant's words: "dollar per month", "mile", "eligible pensioner".
fn unit_of_figure(text: &str, figure: &Figure, form: Form) -> String {
    let counted = || {
        let Some(of) = &figure.of else { return "-".to_owned() };
        let words = of.span.of(text).to_lowercase();
        // Up to the head, which is put into the singular.
        let mut unit: Vec<&str> = Vec::new();
        for word in words.split([' ', '\n']) {
            let stem = word.trim_matches(|c: char| !c.is_alphanumeric());
            let stem = stem.trim_end_matches("’s").trim_end_matches("'s");
            if matches!(stem, "and" | "or") {
                continue;
            }
            if stem == of.head
                || stem.starts_with(of.head.trim_end_matches(['y', 'e'])) && stem.len() <= of.head.len() + 3
            {
                unit.push(&of.head);
                break;
            }
            unit.push(stem);
        }
        let other = if text[figure.span.end()..].starts_with(" other ") { "other " } else { "" };
        let unit = unit.join(" ");
        match of.head.as_str() {
            "age" => "year of age".to_owned(),
            _ if unit.starts_with("time") => "count".to_owned(),
            _ => format!("{other}{}", unit.trim()),
        }
    };
    let mut unit = match figure.quantity.unit {
        _ if form == Form::Share => format!("% {}", counted()),
        Unit::Count => counted(),
        Unit::Percent => "percentage".to_owned(),
        Unit::Currency(_) => names(&figure.quantity.unit.to_string()).to_owned(),
        Unit::Symbol(symbol) => names(symbol).to_owned(),
    };
    if let Some(per) = figure.per {
        let each = per.of(text).trim_start_matches(['/', '-']);
        let each =
            ["per ", "a ", "an ", "each ", "every "].iter().find_map(|start| each.strip_prefix(start)).unwrap_or(each);
        unit = format!("{unit} per {}", each.replace("feet", "foot"));
    }
    unit
}

/// NewsQuant's name of a unit.
fn names(symbol: &str) -> &str {
    const NAMES: &[(&str, &str)] = &[
        ("USD", "dollar"),
        ("EUR", "euro"),
        ("GBP", "pound sterling"),
        ("JPY", "japanese yen"),
        ("CNY", "chinese yuan"),
        ("AUD", "australian dollar"),
        ("CAD", "canadian dollar"),
        ("SGD", "singaporean dollar"),
        ("MYR", "malaysian ringgit"),
        ("ILS", "shekel"),
        ("DKK", "danish krone"),
        ("HRK", "croatian kuna"),
        ("ZAR", "south african rand"),
        ("INR", "indian rupee"),
        ("years-old", "year of age"),
        ("d", "day"),
        ("h", "hour"),
        ("min", "minute"),
        ("s", "second"),
        ("wk", "week"),
        ("mo", "month"),
        ("y", "year"),
        ("m", "metre"),
        ("km", "kilometre"),
        ("cm", "centimetre"),
        ("mm", "millimetre"),
        ("µm", "micrometre"),
        ("nm", "nanometre"),
        ("in", "inch"),
        ("ft", "foot"),
        ("yd", "yard"),
        ("mi", "mile"),
        ("m²", "square metre"),
        ("km²", "square kilometre"),
        ("ft²", "square feet"),
        ("mi²", "square mile"),
        ("ha", "hectare"),
        ("l", "litre"),
        ("ml", "millilitre"),
        ("gal", "gallon"),
        ("qt", "quart"),
        ("pt", "pint"),
        ("bbl", "barrel"),
        ("g", "gram"),
        ("kg", "kilogram"),
        ("mg", "milligram"),
        ("t", "metric ton"),
        ("Gt", "gigaton"),
        ("lb", "pound-mass"),
        ("oz", "ounce"),
        ("km/h", "kilometre per hour"),
        ("mph", "mile per hour"),
        ("m/s", "metre per second"),
        ("mpg", "mile per gallon"),
        ("ppm", "part per million"),
        ("°", "degree"),
        ("°C", "celsius"),
        ("°F", "fahrenheit"),
        ("kW", "kilowatt"),
        ("MW", "megawatt"),
        ("GW", "gigawatt"),
        ("kWh", "kilowatt hour"),
        ("GWh", "gigawatt hour"),
        ("hp", "horsepower"),
        ("MPa", "megapascal"),
        ("ksi", "kilopound per square inch"),
        ("V", "volt"),
        ("F", "farad"),
        ("Hz", "hertz"),
        ("GHz", "gigahertz"),
        ("dB", "decibel"),
        ("GB", "gigabyte"),
        ("MB", "megabyte"),
        ("cyl", "cylinder"),
        ("×", "count"),
        ("¢", "cent"),
        ("p", "point"),
        ("Mbps", "megabit per second"),
        ("NZD", "new zealand dollar"),
        ("pp", "percentage point"),
        ("bp", "basis point"),
        ("fl oz", "ounce"),
        ("score", "-"),
    ];
    NAMES.iter().find(|(ours, _)| *ours == symbol).map_or(symbol, |(_, theirs)| theirs)
}

fn close(a: (f64, Option<f64>), b: (f64, Option<f64>)) -> bool {
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-8 + 1e-5 * b.abs();
    close(a.0, b.0)
        && match (a.1, b.1) {
            (Some(a), Some(b)) => close(a, b),
            (None, None) => true,
            _ => false,
        }
}

/// A sentence with what is marked in it and what we answer.
struct Scored {
    text: String,
    gold: Vec<Marked>,
    ours: Vec<Marked>,
}

fn newsquant() -> Result<Option<Vec<Scored>>> {
    let Some(folder) = corpora::corpus("quant-newsquant") else { return Ok(None) };
    let sentences = json(&folder.join("dev.json"))?;
    let scored = sentences
        .iter()
        .map(|sentence| {
            let text = sentence["text"].as_str().unwrap_or_default().to_owned();
            let gold = sentence["quantities"].as_array().into_iter().flatten().filter_map(marked).collect();
            let ours = answers(&text, &annotate(&article(&text)));
            Scored { text, gold, ours }
        })
        .collect();
    Ok(Some(scored))
}

/// How many of the gold quantities have an answer of their own that `fits`.
fn matched(scored: &Scored, fits: impl Fn(&Marked, &Marked) -> bool) -> usize {
    let mut left: Vec<&Marked> = scored.ours.iter().collect();
    let mut count = 0;
    for gold in &scored.gold {
        if let Some(at) = left.iter().position(|ours| fits(gold, ours)) {
            left.remove(at);
            count += 1;
        }
    }
    count
}

fn f1(fits: impl Fn(&Marked, &Marked) -> bool) -> Result<Option<f64>> {
    let Some(all) = newsquant()? else { return Ok(None) };
    let right: usize = all.iter().map(|scored| matched(scored, &fits)).sum();
    let sides: usize = all.iter().map(|scored| scored.gold.len() + scored.ours.len()).sum();
    Ok(Some(200.0 * right as f64 / sides as f64))
}

fn value() -> Result<Option<f64>> {
    f1(|gold, ours| close(gold.value, ours.value))
}

fn unit() -> Result<Option<f64>> {
    f1(|gold, ours| close(gold.value, ours.value) && gold.unit == ours.unit)
}

fn change() -> Result<Option<f64>> {
    f1(|gold, ours| close(gold.value, ours.value) && gold.change == ours.change)
}

fn newsquant_errors() -> Result<()> {
    let Some(all) = newsquant()? else { return Ok(()) };
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for scored in &all {
        let mut lines = Vec::new();
        let mut left: Vec<&Marked> = scored.ours.iter().collect();
        for gold in &scored.gold {
            let best = left
                .iter()
                .position(|ours| close(gold.value, ours.value) && gold.unit == ours.unit)
                .or_else(|| left.iter().position(|ours| close(gold.value, ours.value)));
            let Some(best) = best else {
                lines.push(("missed", format!("{gold:?}")));
                continue;
            };
            let ours = left.remove(best);
            if gold.unit != ours.unit {
                lines.push(("unit", format!("{:?}: '{}', ours '{}'", gold.value, gold.unit, ours.unit)));
            }
            if gold.change != ours.change {
                lines.push(("change", format!("{:?}: '{}', ours '{}'", gold.value, gold.change, ours.change)));
            }
        }
        lines.extend(left.iter().map(|ours| ("added", format!("{ours:?}"))));
        if !lines.is_empty() {
            println!("{}", scored.text);
        }
        for (kind, line) in lines {
            *kinds.entry(kind).or_default() += 1;
            println!("    {kind}: {line}");
        }
    }
    println!("{kinds:?}");
    Ok(())
}
