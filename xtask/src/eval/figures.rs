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
use crossread_core::quantity::{self, Bound, Quantity, QuantityForm, Unit};
use crossread_core::story::{Block, BlockKind, Facts};
use crossread_core::{Article, Language, Span};
use crossread_language::Tag;
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
        row(
            "recognizers-number",
            "Recognizers Number specs",
            "cases read as specified, %",
            "-",
            90.0,
            recognized_numbers,
            number_errors,
        ),
        row(
            "recognizers-unit",
            "Recognizers NumberWithUnit specs",
            "cases read as specified, %",
            "-",
            90.0,
            recognized_units,
            unit_errors,
        ),
        row(
            "quantulum",
            "quantulum3 quantities",
            "cases with every value found, %",
            "-",
            90.0,
            quantulum,
            quantulum_errors,
        ),
        row(
            "figures-law",
            "two whole stories",
            "figures whose words parse to their quantity, %",
            "-",
            100.0,
            law,
            law_errors,
        ),
        row(
            "figures-fakes",
            "FA-KES dev",
            "gold death counts in the text found, one answer each",
            "-",
            85.0,
            fakes_recall,
            fakes_errors,
        ),
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
struct NewsQuantity {
    /// One value, or the two of a range.
    value: (f64, Option<f64>),
    change: String,
    unit: String,
}

fn marked(gold: &Value) -> Option<NewsQuantity> {
    let words = gold["value"].as_str()?;
    let range = words[1..].find('-').filter(|_| !words.contains('E')).map(|at| at + 1);
    let value = match range {
        Some(at) => (words[..at].parse().ok()?, Some(words[at + 1..].parse().ok()?)),
        None => (words.parse().ok()?, None),
    };
    Some(NewsQuantity {
        value,
        change: gold["change"].as_str()?.to_owned(),
        unit: gold["normalized_unit"].as_str()?.to_lowercase(),
    })
}

/// Our figures of a sentence in NewsQuant's conventions:
/// - it marks no zeros told by "no", no places in an order, no "twice", no lone "several" or "a few";
/// - "hundreds" is 100 to 1,000;
/// - shares are of 1 ("a third" is 0.333);
/// - "from 10 to 12" is one range even where it is a change from one to the other;
/// - units are spelled out, and what is counted is its unit.
fn answers(text: &str, found: &Annotations) -> Vec<NewsQuantity> {
    let mut all: Vec<NewsQuantity> = Vec::new();
    let mut last = None;
    let mut figures = found.figures.iter().peekable();
    while let Some(figure) = figures.next() {
        let words = figure.span.of(text);
        let read = quantity::find(Language::english(), words, Span::new(0, words.len()));
        let (mut form, hedge) = read.first().map_or((QuantityForm::Plain, None), |read| (read.form, read.hedge));
        // "a third" alone is not found to be one: only with its "of".
        if figure.quantity.unit == Unit::Percent
            && !words.contains(['%', '％'])
            && !words.contains("per")
            && !words.contains("pc")
        {
            form = QuantityForm::Share;
        }
        let twice = words.eq_ignore_ascii_case("twice");
        if form == QuantityForm::Nothing || figure.quantity.unit == Unit::RANK || twice {
            continue;
        }
        let Some(mut value) = value_of(&figure.quantity, form) else { continue };
        let mut unit_of = figure;
        if let Some(next) = figures.peek()
            && text[..next.span.start()].trim_end().ends_with(" to")
            && text[..figure.span.start()].trim_end().ends_with("from")
            && value.1.is_none()
            && let Some((end, None)) = value_of(&next.quantity, form)
        {
            value.1 = Some(end);
            // "from 208 pounds to 193"
            unit_of = if next.quantity.unit == Unit::Count { figure } else { *next };
            figures.next();
        }
        let mut change = change_of(text, figure, hedge);
        // "more than 100 km (60 miles)" says both more than.
        if last.is_some_and(|last: Span| text[last.end()..figure.span.start()].trim() == "(") {
            change = all.last().map_or(change, |last| last.change.clone());
        }
        last = Some(figure.span);
        all.push(NewsQuantity { value, change, unit: unit_of_figure(text, found, unit_of, form) });
    }
    all
}

fn float(value: Decimal) -> f64 {
    value.to_string().parse().expect("a decimal is a float")
}

fn value_of(quantity: &Quantity, form: QuantityForm) -> Option<(f64, Option<f64>)> {
    let share = |value: f64| if form == QuantityForm::Share { value / 100.0 } else { value };
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
fn unit_of_figure(text: &str, found: &Annotations, figure: &Figure, form: QuantityForm) -> String {
    let counted = || {
        let Some(of) = &figure.of else { return "-".to_owned() };
        if of.head == "age" {
            return "year of age".to_owned();
        }
        // Every word up to the head in its dictionary form, without articles, owners' marks and "and".
        let sentence = found.sentences.iter().find(|sentence| sentence.span.overlaps(of.span));
        let tokens = sentence.map_or(&[][..], |sentence| &sentence.tokens[sentence.tokens_in(of.span)]);
        let mut unit = Vec::new();
        for token in tokens.iter().filter(|token| {
            !matches!(token.tag, Tag::Det | Tag::Cconj | Tag::Part | Tag::Adv)
                && token.span.of(text).starts_with(char::is_alphanumeric)
        }) {
            let lemma = crossread_language::lemma(token.span.of(text), token);
            unit.push(lemma);
            if token.lemma == crossread_language::Word::of(&of.head) || unit.last() == Some(&of.head) {
                break;
            }
        }
        let other = if text[figure.span.end()..].starts_with(" other ") { "other " } else { "" };
        let unit = unit.join(" ");
        if unit.starts_with("time") { "count".to_owned() } else { format!("{other}{unit}") }
    };
    let mut unit = match figure.quantity.unit {
        _ if form == QuantityForm::Share => format!("% {}", counted()),
        Unit::Count | Unit::SCORE => counted(),
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
    NAMES.iter().find(|(ours, _)| *ours == symbol).map_or(symbol, |(_, theirs)| theirs)
}

/// Our symbols of units and NewsQuant's names of them.
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
    ("times", "count"),
    ("¢", "cent"),
    ("p", "point"),
    ("Mbps", "megabit per second"),
    ("NZD", "new zealand dollar"),
    ("pp", "percentage point"),
    ("bp", "basis point"),
    ("fl oz", "ounce"),
    ("score", "-"),
];

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
struct ScoredSentence {
    text: String,
    gold: Vec<NewsQuantity>,
    ours: Vec<NewsQuantity>,
}

fn newsquant() -> Result<Option<Vec<ScoredSentence>>> {
    let Some(folder) = corpora::corpus("quant-newsquant") else { return Ok(None) };
    let sentences = json(&folder.join("dev.json"))?;
    let scored = sentences
        .iter()
        .map(|sentence| {
            let text = sentence["text"].as_str().unwrap_or_default().to_owned();
            let gold = sentence["quantities"].as_array().into_iter().flatten().filter_map(marked).collect();
            let ours = answers(&text, &annotate(Language::english(), &article(&text)));
            ScoredSentence { text, gold, ours }
        })
        .collect();
    Ok(Some(scored))
}

/// How many of the gold quantities have an answer of their own that `fits`.
fn matched(scored: &ScoredSentence, fits: impl Fn(&NewsQuantity, &NewsQuantity) -> bool) -> usize {
    let mut left: Vec<&NewsQuantity> = scored.ours.iter().collect();
    let mut count = 0;
    for gold in &scored.gold {
        if let Some(at) = left.iter().position(|ours| fits(gold, ours)) {
            left.remove(at);
            count += 1;
        }
    }
    count
}

fn f1(fits: impl Fn(&NewsQuantity, &NewsQuantity) -> bool) -> Result<Option<f64>> {
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
        let mut left: Vec<&NewsQuantity> = scored.ours.iter().collect();
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

// --- Recognizers-Text and quantulum3 -------------------------------------------------------------------------------

/// A case of a specification: what must be found, what we find, and of what kind a difference is.
struct Case {
    file: &'static str,
    text: String,
    expected: Vec<String>,
    ours: Vec<String>,
}

impl Case {
    /// Why we differ, told from the case itself. All but the last three are meant: numbers that count nothing are no
    /// quantities here, however a general recognizer takes them.
    fn kind(&self) -> &'static str {
        let missing = self.expected.iter().filter(|expected| !self.ours.contains(expected)).count();
        let added = self.ours.iter().filter(|ours| !self.expected.contains(ours)).count();
        let has = |cues: &[&str]| cues.iter().any(|cue| self.text.contains(cue));
        match (missing, added) {
            (0, 0) => "right",
            _ if has(&["^"]) => "powers",
            _ if has(&["192.168", "+1-", "555", "call "]) => "telephones and addresses",
            _ if has(&["one", "One"]) && self.expected.iter().any(|expected| expected.starts_with('1')) => {
                "one that counts nothing"
            }
            _ if has(&[
                " over ",
                "fifths",
                "sixths",
                "eighths",
                "tenths",
                "hundredth",
                "twenty-first",
                "trillionth",
            ]) =>
            {
                "fractions nobody writes"
            }
            (_, 0) => "missing",
            (0, _) => "added",
            _ => "read otherwise",
        }
    }
}

/// A decimal as the specifications write it: at most twelve digits, no zeros at the end.
fn plain(value: Decimal) -> String {
    value.round_sf(12).unwrap_or(value).normalize().to_string()
}

/// What a case expects and what we find in its text; `None` for a case that asks nothing of us.
type CaseReader = fn(&str, &Value) -> Option<(Vec<String>, Vec<String>)>;

fn recognizers(folder: &str, files: &[&'static str], read: CaseReader) -> Result<Option<Vec<Case>>> {
    let Some(specs) = corpora::corpus("quant-recognizers") else { return Ok(None) };
    let mut cases = Vec::new();
    for file in files {
        for case in json(&specs.join(format!("Specs/{folder}/English/{file}.json")))? {
            let text = case["Input"].as_str().unwrap_or_default();
            if let Some((mut expected, mut ours)) = read(text, &case["Results"]) {
                expected.sort();
                ours.sort();
                cases.push(Case { file, text: text.to_owned(), expected, ours });
            }
        }
    }
    Ok(Some(cases))
}

fn expected(results: &Value, field: &str) -> Vec<String> {
    let results = results.as_array().into_iter().flatten();
    results
        .filter_map(|result| result["Resolution"][field].as_str())
        .map(|value| {
            let exact = Decimal::from_scientific(value).or_else(|_| value.parse::<Decimal>());
            exact.map_or_else(|_| value.to_owned(), plain)
        })
        .collect()
}

/// Numbers: those without a unit; shares are of 1 there. Percentages and ordinals have specifications of their own.
fn numbers() -> Result<Option<Vec<Case>>> {
    let mut all = Vec::new();
    let number = recognizers("Number", &["NumberModel"], |text, results| {
        let mut ours = Vec::new();
        for read in quantity::find(Language::english(), text, Span::new(0, text.len())) {
            let share = read.form == QuantityForm::Share;
            match (read.quantity.unit, read.quantity.low.or(read.quantity.high)) {
                (Unit::Percent, Some(low)) if share => ours.push(plain(low / Decimal::ONE_HUNDRED)),
                (Unit::Count | Unit::Currency(_) | Unit::SCORE, Some(low)) if read.form != QuantityForm::Nothing => {
                    ours.push(plain(low));
                    ours.extend(read.quantity.high.filter(|high| *high != low).map(plain));
                }
                (Unit::Symbol("d" | "y" | "s" | "wk" | "h" | "min" | "mo" | "times"), Some(low)) => {
                    ours.push(plain(low))
                }
                _ => {}
            }
        }
        Some((expected(results, "value"), ours))
    })?;
    let Some(number) = number else { return Ok(None) };
    all.extend(number);
    all.extend(
        recognizers("Number", &["PercentModel"], |text, results| {
            let ours = quantity::find(Language::english(), text, Span::new(0, text.len()))
                .iter()
                .filter(|read| read.quantity.unit == Unit::Percent && read.form == QuantityForm::Plain)
                .filter_map(|read| Some(format!("{}%", plain(read.quantity.low.or(read.quantity.high)?))))
                .collect();
            Some((expected(results, "value"), ours))
        })?
        .unwrap_or_default(),
    );
    // Ordinals are no quantities: nothing may be found where one stands.
    all.extend(
        recognizers("Number", &["OrdinalModel"], |text, results| {
            let ordinals: Vec<(usize, usize)> = results
                .as_array()?
                .iter()
                .filter_map(|result| Some((result["Start"].as_u64()? as usize, result["End"].as_u64()? as usize)))
                .collect();
            let points = crossread_core::CodePoints::new(text);
            let ours = quantity::find(Language::english(), text, Span::new(0, text.len()))
                .iter()
                .filter(|read| {
                    let (start, end) = points.of(read.span);
                    ordinals.iter().any(|&(first, last)| (start as usize) <= last && first < end as usize)
                })
                .map(|read| read.span.of(text).to_owned())
                .collect();
            Some((Vec::new(), ours))
        })?
        .unwrap_or_default(),
    );
    Ok(Some(all))
}

/// Numbers with units, as value and unit; the unit's name is read by the reader itself.
fn units() -> Result<Option<Vec<Case>>> {
    let files = ["AgeModel", "CurrencyModel", "DimensionModel", "TemperatureModel"];
    recognizers("NumberWithUnit", &files, |text, results| {
        let mut wanted = Vec::new();
        for result in results.as_array()? {
            let Some(value) = result["Resolution"]["value"].as_str() else { continue };
            let name = match result["Resolution"]["unit"].as_str()?.to_lowercase() {
                age if result["TypeName"] == "age" => format!("{age}s old"),
                c if c == "c" => "degrees celsius".to_owned(),
                f if f == "f" => "degrees fahrenheit".to_owned(),
                name => name,
            };
            // A bare pound is money by the million, a weight by the piece.
            let five = if result["TypeName"] == "currency" { "5 million" } else { "5" };
            let named = [format!("{five} {name}"), format!("{five} {name}s")]
                .iter()
                .find_map(|words| Quantity::parse(Language::english(), words));
            let value = value.parse::<Decimal>().map_or_else(|_| value.to_owned(), plain);
            wanted.push(format!("{value} {}", named.map_or(name, |quantity| quantity.unit.to_string())));
        }
        let kind =
            results.as_array()?.first().and_then(|result| result["TypeName"].as_str()).unwrap_or("none").to_owned();
        let ours = quantity::find(Language::english(), text, Span::new(0, text.len()))
            .iter()
            .filter(|read| match read.quantity.unit {
                Unit::Currency(_)
                | Unit::Symbol("¢" | "p" | "franc" | "rupee" | "peso" | "dinar" | "riyal" | "krone" | "shilling") => {
                    kind == "currency"
                }
                Unit::AGE => kind == "age",
                Unit::Symbol("°C" | "°F" | "K" | "°") if kind != "dimension" => kind == "temperature",
                Unit::Symbol(symbol) => {
                    kind == "dimension"
                        && !matches!(symbol, "y" | "d" | "h" | "min" | "s" | "mo" | "wk" | "score" | "ratio" | "decade")
                }
                _ => false,
            })
            .filter_map(|read| {
                let value = read.quantity.low.or(read.quantity.high)?;
                Some(format!("{} {}", plain(value), read.quantity.unit))
            })
            .collect();
        Some((wanted, ours))
    })
}

/// quantulum3's cases: every value it expects that is a quantity (with a unit, or not a bare year).
fn quantulum_cases() -> Result<Option<Vec<Case>>> {
    let Some(folder) = corpora::corpus("quant-quantulum3") else { return Ok(None) };
    let cases = json(&folder.join("quantulum3/_lang/en_US/tests/quantities.json"))?;
    let read = cases.iter().filter_map(|case| {
        let text = case["req"].as_str()?.to_owned();
        let wanted = case["res"].as_array()?.iter().filter(|result| result["unit"] != "dimensionless");
        let mut expected: Vec<String> = wanted
            .filter_map(|result| {
                let decimal = |field: &str| result[field].as_f64().and_then(|value| Decimal::try_from(value).ok());
                let value = decimal("value")?;
                // A range has its middle and how far its ends lie from it.
                Some(match decimal("uncertainty") {
                    Some(apart)
                        if !result["surface"].as_str()?.contains('±')
                            && !result["surface"].as_str()?.contains("+/-") =>
                    {
                        format!("{}..{}", plain(value - apart), plain(value + apart))
                    }
                    _ => plain(value),
                })
            })
            .collect();
        let mut ours: Vec<String> = quantity::find(Language::english(), &text, Span::new(0, text.len()))
            .iter()
            .filter_map(|read| match (read.quantity.low, read.quantity.high) {
                (Some(low), Some(high)) if low != high => Some(format!("{}..{}", plain(low), plain(high))),
                (low, high) => low.or(high).map(plain),
            })
            .collect();
        // Only what it expects is asked for: it has no opinion of plain counts.
        ours.retain(|value| expected.contains(value));
        expected.sort();
        ours.sort();
        Some(Case { file: "quantities", text, expected, ours })
    });
    Ok(Some(read.collect()))
}

fn share_right(cases: Option<Vec<Case>>) -> Option<f64> {
    let cases = cases?;
    let right = cases.iter().filter(|case| case.expected == case.ours).count();
    Some(100.0 * right as f64 / cases.len() as f64)
}

fn recognized_numbers() -> Result<Option<f64>> {
    Ok(share_right(numbers()?))
}

fn recognized_units() -> Result<Option<f64>> {
    Ok(share_right(units()?))
}

fn quantulum() -> Result<Option<f64>> {
    Ok(share_right(quantulum_cases()?))
}

fn print_cases(cases: Option<Vec<Case>>) -> Result<()> {
    let mut kinds: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for case in cases.unwrap_or_default() {
        let kind = if case.expected == case.ours { "right" } else { case.kind() };
        *kinds.entry((case.file, kind)).or_default() += 1;
        if kind != "right" {
            println!(
                "{} [{kind}] {:?}\n    expected {:?}\n    ours     {:?}",
                case.file, case.text, case.expected, case.ours
            );
        }
    }
    for ((file, kind), count) in kinds {
        println!("{file}: {kind}: {count}");
    }
    Ok(())
}

fn number_errors() -> Result<()> {
    print_cases(numbers()?)
}

fn unit_errors() -> Result<()> {
    print_cases(units()?)
}

fn quantulum_errors() -> Result<()> {
    print_cases(quantulum_cases()?)
}

// --- the law -------------------------------------------------------------------------------------------------------

/// All figures of the stories, and those whose words do not parse back to them.
fn stories() -> Result<Option<(usize, Vec<String>)>> {
    let Some(folder) = corpora::shared("stories") else { return Ok(None) };
    let (mut all, mut broken) = (0, Vec::new());
    for story in ["khashoggi-2018", "soleimani-2020"] {
        for line in std::fs::read_to_string(folder.join(story).join("articles.jsonl"))?.lines() {
            let line: Value = serde_json::from_str(line)?;
            let text = line["text"].as_str().unwrap_or_default();
            for figure in annotate(Language::english(), &article(text)).figures {
                let words = figure.span.of(text);
                all += 1;
                if Quantity::parse(Language::english(), words) != Some(figure.quantity) {
                    broken.push(format!("'{words}' is {}", figure.quantity));
                }
            }
        }
    }
    Ok(Some((all, broken)))
}

fn law() -> Result<Option<f64>> {
    Ok(stories()?.map(|(all, broken)| 100.0 * (all - broken.len()) as f64 / all as f64))
}

fn law_errors() -> Result<()> {
    for broken in stories()?.map(|(_, broken)| broken).unwrap_or_default() {
        println!("{broken}");
    }
    Ok(())
}

// --- FA-KES --------------------------------------------------------------------------------------------------------

/// Kinds of victims that FA-KES counts, and the heads by which news names them.
const VICTIMS: [(&str, &[&str]); 4] = [
    ("nb_children", &["child", "kid", "minor", "boy", "girl", "infant", "baby", "schoolchild", "pupil", "student"]),
    ("nb_women", &["woman", "mother", "wife", "female"]),
    (
        "nb_noncivilians",
        &[
            "soldier",
            "militant",
            "terrorist",
            "fighter",
            "rebel",
            "troop",
            "member",
            "insurgent",
            "gunman",
            "militiaman",
            "jihadist",
            "commander",
            "officer",
            "combatant",
            "extremist",
            "personnel",
            "force",
            "mercenary",
            "policeman",
            "leader",
            "element",
            "operative",
            "serviceman",
            "guard",
            "police",
            "recruit",
        ],
    ),
    ("nb_civilians", &[]),
];

const DEATH: [&str; 20] = [
    "kill",
    "die",
    "dead",
    "death",
    "fatality",
    "toll",
    "martyr",
    "slay",
    "slain",
    "perish",
    "massacre",
    "life",
    "body",
    "murder",
    "execute",
    "slaughter",
    "claim",
    "corpse",
    "eliminate",
    "martyred",
];
const OTHER_HARM: [&str; 14] = [
    "wound", "injure", "hurt", "injury", "wounded", "injured", "displace", "flee", "evacuate", "arrest", "detain",
    "miss", "missing", "capture",
];

/// Whether a figure counts dead, by what is said of it or, failing that, by the nearest word of harm.
fn counts_dead(text: &str, found: &Annotations, figure: &Figure) -> bool {
    let is = |list: &[&str], word: &str| list.contains(&word);
    if let Some(of) = &figure.of {
        if is(&DEATH, &of.head) {
            return true;
        }
        if is(&OTHER_HARM, &of.head) {
            return false;
        }
    }
    if let Some(predicate) = &figure.predicate {
        if is(&DEATH, &predicate.lemma) {
            return true;
        }
        if is(&OTHER_HARM, &predicate.lemma) {
            return false;
        }
    }
    let Some(sentence) = found.sentences.iter().find(|sentence| sentence.span.contains(figure.span)) else {
        return false;
    };
    let tokens = sentence.tokens_in(figure.span);
    let harm = |i: usize| {
        let word = sentence.tokens[i].span.of(text).to_lowercase();
        let lemma = crossread_language::lemma(&word, &sentence.tokens[i]);
        if is(&DEATH, &lemma) || is(&DEATH, &word) {
            Some(true)
        } else if is(&OTHER_HARM, &lemma) || is(&OTHER_HARM, &word) {
            Some(false)
        } else {
            None
        }
    };
    let near = |distance: usize| {
        let behind = tokens.end + distance;
        let before = tokens.start.checked_sub(distance + 1);
        (behind < sentence.tokens.len()).then(|| harm(behind)).flatten().or_else(|| before.and_then(harm))
    };
    (0..7).find_map(near).unwrap_or(false)
}

/// One gold count with our answer to it.
struct GoldCount {
    title: String,
    kind: &'static str,
    gold: Decimal,
    ours: Option<(Decimal, String)>,
}

/// The gold counts that stand in the text with the kind of victim ([`stands`]), each with our one answer ([`FakesArticle::answer`]).
fn fakes() -> Result<Option<Vec<GoldCount>>> {
    let Some(folder) = corpora::corpus("figures-fakes") else { return Ok(None) };
    let mut asked = Vec::new();
    let bytes = std::fs::read(folder.join("dev.csv"))?;
    let table = String::from_utf8_lossy(&bytes);
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let columns = rows.headers()?.clone();
    for row in rows.records() {
        let row = row?;
        let field = |name: &str| {
            columns.iter().position(|column| column == name).and_then(|at| row.get(at)).unwrap_or_default()
        };
        let title = field("article_title");
        let report = FakesArticle::read(title, field("article_content"));
        let whole = Span::new(0, report.text.len()).trim(&report.text);
        let read = quantity::find(Language::english(), &report.text, whole);
        let dead = report.dead();
        for (kind, heads) in VICTIMS {
            let Ok(gold) = field(kind).parse::<Decimal>() else { continue };
            if gold.is_zero() || !read.iter().any(|read| stands(&report.text, read, gold, heads)) {
                continue;
            }
            let ours = report.answer(&dead, kind, heads);
            asked.push(GoldCount { title: title.to_owned(), kind, gold, ours });
        }
    }
    Ok(Some(asked))
}

/// An article of FA-KES as we read it.
struct FakesArticle {
    text: String,
    /// Where its title ends.
    split: u32,
    found: Annotations,
}

impl FakesArticle {
    fn read(title: &str, content: &str) -> FakesArticle {
        let text = format!("{title}\n\n{content}");
        let split = title.len() as u32;
        let mut article = article(&text);
        let end = article.blocks[0].span.end;
        article.blocks = vec![
            Block { span: Span { start: 0, end: split }.trim(&text), kind: BlockKind::Title, credit: None },
            Block { span: Span { start: split, end }.trim(&text), kind: BlockKind::Body, credit: None },
        ];
        article.blocks.retain(|block| !block.span.is_empty());
        let found = annotate(Language::english(), &article);
        FakesArticle { text, split, found }
    }

    /// The figures that count dead.
    fn dead(&self) -> Vec<&Figure> {
        let counts = self.found.figures.iter();
        let counts = counts
            .filter(|figure| figure.quantity.unit == Unit::Count && figure.quantity.bound != Bound::Vague)
            .filter(|figure| counts_dead(&self.text, &self.found, figure));
        counts.collect()
    }

    /// How many dead of a kind of victim it tells, and the sentence with it: the figure of that kind that it gives most
    /// often, the first of equals, headline first; figures of the whole war ("since the conflict began") stand back. People
    /// of no kind count as civilians. Where it tells no kind ("kills 22"), its first dead count for both: what FA-KES
    /// coders did.
    fn answer(&self, dead: &[&Figure], kind: &str, heads: &[&str]) -> Option<(Decimal, String)> {
        let value = |figure: &Figure| figure.quantity.low.or(figure.quantity.high);
        let fitting: Vec<&Figure> = dead.iter().copied().filter(|figure| is_of_kind(figure, heads)).collect();
        let often = |figure: &Figure| fitting.iter().filter(|other| value(other) == value(figure)).count();
        let all_dead = matches!(kind, "nb_civilians" | "nb_noncivilians");
        let chosen = fitting
            .iter()
            .copied()
            .max_by_key(|figure| {
                let headline = figure.span.end <= self.split;
                let of_the_war = of_the_war(&self.text, &self.found, figure);
                (!of_the_war, headline, often(figure), std::cmp::Reverse(figure.span))
            })
            .or_else(|| dead.first().copied().filter(|_| all_dead))?;
        let sentence = self.found.sentences.iter().find(|sentence| sentence.span.contains(chosen.span));
        let words = sentence.map_or(String::new(), |sentence| sentence.span.of(&self.text).to_owned());
        Some((value(chosen)?, words))
    }
}

/// Whether a figure counts victims that are named by one of these heads; where there are none, people of no kind.
fn is_of_kind(figure: &Figure, heads: &[&str]) -> bool {
    let head = figure.of.as_ref().map(|of| of.head.as_str());
    match head {
        Some(head) if heads.is_empty() => {
            !VICTIMS.iter().any(|(_, heads)| heads.contains(&head)) && !THINGS.contains(&head)
        }
        Some(head) => heads.contains(&head),
        None => heads.is_empty(),
    }
}

/// Whether a quantity is the gold count with the kind of victim: one of its words stands among the six words behind.
/// Civilians go by no certain word: there a word of death on either side will do.
fn stands(text: &str, read: &quantity::QuantityMention, gold: Decimal, heads: &[&str]) -> bool {
    if read.quantity.low.or(read.quantity.high) != Some(gold) {
        return false;
    }
    let word = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let behind = text[read.span.end()..].split_whitespace().take(6).map(word);
    let before = text[..read.span.start()].split_whitespace().rev().take(4).map(word);
    if heads.is_empty() {
        const TOLD: [&str; 14] = [
            "killed",
            "kill",
            "kills",
            "killing",
            "dead",
            "died",
            "deaths",
            "death",
            "toll",
            "civilians",
            "people",
            "lives",
            "martyred",
            "bodies",
        ];
        return before.chain(behind).any(|word| TOLD.contains(&word.as_str()));
    }
    let singular = |word: String| match word.as_str() {
        "children" => "child".to_owned(),
        "women" => "woman".to_owned(),
        "militiamen" => "militiaman".to_owned(),
        _ => word.strip_suffix('s').unwrap_or(&word).to_owned(),
    };
    behind.map(singular).any(|word| heads.contains(&word.as_str()))
}

/// Whether a sentence tells of the whole war.
fn of_the_war(text: &str, found: &Annotations, figure: &Figure) -> bool {
    let sentence = found.sentences.iter().find(|sentence| sentence.span.contains(figure.span));
    sentence.is_some_and(|sentence| {
        let words = sentence.span.of(text);
        ["began", "erupted", "broke out", "start of", "beginning of"].iter().any(|cue| words.contains(cue))
    })
}

/// Heads that stand beside words of death and name no people.
const THINGS: [&str; 16] = [
    "attack",
    "airstrike",
    "strike",
    "raid",
    "bomb",
    "missile",
    "tank",
    "vehicle",
    "house",
    "day",
    "area",
    "town",
    "family",
    "group",
    "village",
    "rocket",
];

fn fakes_recall() -> Result<Option<f64>> {
    let Some(asked) = fakes()? else { return Ok(None) };
    let right = asked.iter().filter(|asked| asked.ours.as_ref().is_some_and(|(ours, _)| *ours == asked.gold)).count();
    Ok(Some(100.0 * right as f64 / asked.len() as f64))
}

fn fakes_errors() -> Result<()> {
    let Some(asked) = fakes()? else { return Ok(()) };
    let mut kinds: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for asked in &asked {
        let verdict = match &asked.ours {
            Some((ours, _)) if *ours == asked.gold => "right",
            Some(_) => "other",
            None => "none",
        };
        *kinds.entry((asked.kind, verdict)).or_default() += 1;
        if verdict != "right" {
            println!("{} {} gold {}: ours {:?}", asked.title, asked.kind, asked.gold, asked.ours);
        }
    }
    println!("{kinds:?}");
    Ok(())
}
