//! The row of the cases after public reports on other tools: small invented inputs, a folder for each kind of fault,
//! with what must be found in them (`shared/tools/cases.json`). An input counts when all of its checks hold.

use super::Row;
use crate::corpora;
use anyhow::{Context, Result};
use crossread_core::{Article, DecidedPairs, Language, Story, align, annotate, tabulate};
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// The row.
pub fn rows() -> Vec<Row> {
    let row = |name, on, measure: fn() -> Result<Option<f64>>, errors: fn() -> Result<()>| Row {
        name,
        on,
        metric: "inputs wholly right, %",
        to_beat: "-",
        aim: 95.0,
        less_is_better: false,
        measure,
        errors: Some(errors),
    };
    vec![
        row("cases", "cases after public reports", || share_right(reported()?), || errors(reported()?)),
        // Written by people who had not seen what the program makes of the others: whether a kind was mended, or its inputs.
        row("cases-ours", "other inputs of the same kinds, invented", || share_right(ours()?), || errors(ours()?)),
    ]
}

/// An input and what does not hold of it.
struct CaseOutcome {
    name: String,
    wrong: Vec<String>,
}

fn share_right(outcomes: Option<Vec<CaseOutcome>>) -> Result<Option<f64>> {
    let Some(outcomes) = outcomes else { return Ok(None) };
    let right = outcomes.iter().filter(|outcome| outcome.wrong.is_empty()).count();
    Ok(Some(right as f64 * 100.0 / outcomes.len().max(1) as f64))
}

fn errors(outcomes: Option<Vec<CaseOutcome>>) -> Result<()> {
    for outcome in outcomes.unwrap_or_default().iter().filter(|outcome| !outcome.wrong.is_empty()) {
        println!("{}", outcome.name);
        outcome.wrong.iter().for_each(|wrong| println!("    {wrong}"));
    }
    Ok(())
}

fn reported() -> Result<Option<Vec<CaseOutcome>>> {
    let (Some(folder), Some(list)) = (corpora::shared("cases/public-reports"), corpora::shared("tools/cases.json"))
    else {
        return Ok(None);
    };
    outcomes(&folder, &list).map(Some)
}

fn ours() -> Result<Option<Vec<CaseOutcome>>> {
    let folder = corpora::root().join("xtask/gold/cases");
    outcomes(&folder, &folder.join("cases.json")).map(Some)
}

/// What comes out of the inputs that a list has checks for.
fn outcomes(folder: &Path, list: &Path) -> Result<Vec<CaseOutcome>> {
    let kinds: Map<String, Value> = serde_json::from_slice(&std::fs::read(list)?).context("cases.json")?;
    let mut outcomes = Vec::new();
    for (kind, inputs) in &kinds {
        for (name, case) in inputs.as_object().into_iter().flatten() {
            let given = CaseOutput::of(&folder.join(kind).join(name), case["mode"] == "collate")?;
            let checks = case["checks"].as_array().into_iter().flatten();
            let wrong = checks.filter(|check| !given.holds(check)).map(Value::to_string).collect();
            outcomes.push(CaseOutcome { name: format!("{kind}/{name}"), wrong });
        }
    }
    Ok(outcomes)
}

/// What the program gives for an input, as it prints it: the articles one by one, or the ledger.
struct CaseOutput {
    articles: Vec<Value>,
    ledger: Value,
}

impl CaseOutput {
    fn of(path: &Path, together: bool) -> Result<CaseOutput> {
        let mut articles: Vec<Article> = Vec::new();
        crossread_ingest::read_inputs(
            &[PathBuf::from(path)],
            &Default::default(),
            &mut std::io::empty(),
            &mut |taken| {
                articles.extend(taken.ok());
            },
        );
        let mut given = CaseOutput { articles: Vec::new(), ledger: Value::Null };
        if !together {
            for article in &articles {
                let line = crossread_view::read_json(article, &annotate(Language::english(), article));
                given.articles.push(serde_json::from_str(&line)?);
            }
        } else if !articles.is_empty() {
            let story = Story::new(articles);
            let annotations: Vec<_> =
                story.articles().iter().map(|article| annotate(Language::english(), article)).collect();
            let ledger = tabulate(
                Language::english(),
                &story,
                &align(Language::english(), &story, &annotations, &DecidedPairs::default()),
            );
            given.ledger = serde_json::from_str(&crossread_view::ledger_json(&story, &ledger, &[]))?;
        }
        Ok(given)
    }

    /// Whether one check holds: its name, its arguments, and those by name.
    fn holds(&self, check: &Value) -> bool {
        let arguments = CheckArguments { by_place: &check[1], by_name: &check[2] };
        match check[0].as_str().unwrap_or_default() {
            "fig" => self.all("figures").any(|figure| is_figure(figure, &arguments)),
            "nofig" => !self.all("figures").any(|figure| arguments.has_words(figure, arguments.flag(1, "exact"))),
            "date" => self.all("dates").any(|date| is_date(date, &arguments)),
            "nodate" => !self.all("dates").any(|date| arguments.has_words(date, false)),
            "quote" => self.all("quotes").any(|quote| is_quote(quote, &arguments)),
            "noquote" => !self.all("quotes").any(|quote| arguments.has_words(quote, arguments.flag(1, "exact"))),
            "name" => self.entities().any(|(kind, names)| {
                names.contains(&arguments.text(0)) && arguments.get(1, "kind").is_none_or(|wanted| *wanted == *kind)
            }),
            "noname" => !self.entities().any(|(_, names)| names.contains(&arguments.text(0))),
            "same" => self.is_one(&arguments),
            "diff" => !self.is_one(&arguments),
            "art" => self.is_fact(&arguments),
            "body" => self.is_body(&arguments),
            "n" => self.articles.len() as u64 == arguments.number(0),
            "narts" => list(&self.ledger["articles"]).count() as u64 == arguments.number(0),
            "lin" => self.is_link(&arguments),
            "nolin" => !self.is_link(&arguments),
            "entry" => self.entries(&arguments).any(|entry| is_entry(entry, &arguments)),
            "origins" => self.has_origins(&arguments),
            _ => false,
        }
    }

    /// All things of a sort in all articles.
    fn all(&self, sort: &'static str) -> impl Iterator<Item = &Value> {
        self.articles.iter().flat_map(move |article| list(&article[sort]))
    }

    /// The entities of all articles: kind, and the words of their names.
    fn entities(&self) -> impl Iterator<Item = (&Value, Vec<&str>)> {
        self.articles.iter().flat_map(|article| {
            list(&article["entities"]).map(move |entity| {
                let names = list(&entity["names"]).filter_map(|name| name.as_u64());
                let words = names.filter_map(|name| article["names"][name as usize]["text"].as_str());
                (&entity["kind"], words.collect())
            })
        })
    }

    fn is_one(&self, arguments: &CheckArguments) -> bool {
        let (one, other) = (arguments.text(0), arguments.text(1));
        self.entities().any(|(_, names)| names.contains(&one) && names.contains(&other))
    }

    fn is_fact(&self, arguments: &CheckArguments) -> bool {
        let Some(article) = self.articles.get(arguments.number_named(2, "i")) else { return false };
        let given = &article["article"][arguments.text(0)];
        match arguments.get(1, "val") {
            None | Some(Value::Null) => given.is_null(),
            Some(Value::String(words)) => given.as_str().is_some_and(|given| given.starts_with(words.as_str())),
            Some(wanted @ Value::Array(any)) => given == wanted || any.contains(given),
            Some(wanted) => given == wanted,
        }
    }

    fn is_body(&self, arguments: &CheckArguments) -> bool {
        let Some(article) = self.articles.get(arguments.number_named(1, "i")) else { return false };
        let body = list(&article["blocks"]).filter(|block| block["kind"] == "body");
        let words: Vec<&str> = body.filter_map(|block| block["text"].as_str()).collect();
        words.join(" ").contains(arguments.text(0)) != arguments.flag(2, "no")
    }

    fn is_link(&self, arguments: &CheckArguments) -> bool {
        let outlet = |id: &Value| {
            list(&self.ledger["articles"]).find(|article| article["id"] == *id).map(|article| &article["outlet"])
        };
        list(&self.ledger["lineage"]).any(|link| {
            let earlier = outlet(&link["earlier"]["article"]).unwrap_or(&link["earlier"]["outlet"]);
            outlet(&link["later"]["article"]).is_some_and(|later| later == arguments.text(0))
                && earlier.as_str().is_some_and(|earlier| earlier.contains(arguments.text(1)))
                && arguments.get(2, "why").is_none_or(|why| link["why"] == *why)
        })
    }

    fn entries<'g>(&'g self, arguments: &CheckArguments) -> impl Iterator<Item = &'g Value> {
        let kind = arguments.get(2, "kind").and_then(Value::as_str).unwrap_or("figure").to_owned();
        list(&self.ledger["entries"]).filter(move |entry| entry["kind"] == kind.as_str())
    }

    fn has_origins(&self, arguments: &CheckArguments) -> bool {
        let wanted: Vec<&str> = list(&arguments.by_place[0]).filter_map(Value::as_str).collect();
        let readings = list(&self.ledger["entries"]).filter(|entry| entry["kind"] == "figure");
        let first = readings.flat_map(|entry| list(&entry["readings"])).find(|reading| {
            let words = reading["text"].as_str().unwrap_or_default().to_lowercase();
            wanted.iter().any(|wanted| words.contains(&wanted.to_lowercase()))
        });
        first.is_some_and(|reading| list(&reading["origins"]).count() as u64 == arguments.number(1))
    }
}

/// The arguments of a check.
struct CheckArguments<'c> {
    by_place: &'c Value,
    by_name: &'c Value,
}

impl<'c> CheckArguments<'c> {
    fn get(&self, place: usize, name: &str) -> Option<&'c Value> {
        self.by_place.get(place).or_else(|| self.by_name.get(name)).filter(|value| !value.is_null())
    }

    fn text(&self, place: usize) -> &'c str {
        self.by_place[place].as_str().unwrap_or_default()
    }

    fn number(&self, place: usize) -> u64 {
        self.by_place[place].as_u64().unwrap_or_default()
    }

    fn number_named(&self, place: usize, name: &str) -> usize {
        self.get(place, name).and_then(Value::as_u64).unwrap_or_default() as usize
    }

    fn flag(&self, place: usize, name: &str) -> bool {
        self.get(place, name).and_then(Value::as_bool).unwrap_or_default()
    }

    /// Whether the words of a thing hold the first argument, or are it.
    fn has_words(&self, thing: &Value, exact: bool) -> bool {
        let words = thing["text"].as_str().unwrap_or_default();
        if exact { words == self.text(0) } else { words.contains(self.text(0)) }
    }

    /// Whether an argument, if there is one, allows a value: "at-least|more-than" allows both.
    fn allows(&self, place: usize, name: &str, value: &Value) -> bool {
        let Some(wanted) = self.get(place, name).and_then(Value::as_str) else { return true };
        wanted.split('|').any(|wanted| value.as_str() == Some(wanted))
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn is_figure(figure: &Value, arguments: &CheckArguments) -> bool {
    let quantity = &figure["quantity"];
    let near = |place, name, value: &Value| match arguments.get(place, name) {
        None => true,
        Some(Value::String(null)) if null == "null" => value.is_null(),
        Some(wanted) => {
            let value = value.as_str().and_then(|value| value.parse::<f64>().ok());
            let wanted = wanted.as_f64().or_else(|| wanted.as_str()?.parse().ok());
            value.zip(wanted).is_some_and(|(value, wanted)| (value - wanted).abs() <= 1e-6 * wanted.abs().max(1.0))
        }
    };
    arguments.has_words(figure, false)
        && near(1, "low", &quantity["low"])
        && near(2, "high", &quantity["high"])
        && arguments.allows(3, "bound", &quantity["bound"])
        && arguments.allows(4, "unit", &quantity["unit"])
        && arguments
            .get(5, "of")
            .and_then(Value::as_str)
            .is_none_or(|of| figure["of"]["text"].as_str().unwrap_or_default().contains(of))
}

fn is_date(date: &Value, arguments: &CheckArguments) -> bool {
    let day = |place, name, value: &Value| match arguments.get(place, name).and_then(Value::as_str) {
        Some("null") => value.is_null(),
        Some(day) => value.as_str() == Some(day),
        None => true,
    };
    arguments.has_words(date, false)
        && arguments.allows(1, "value", &date["value"])
        && day(2, "fr", &date["from"])
        && day(3, "to", &date["to"])
        && arguments.allows(4, "typ", &date["type"])
}

fn is_quote(quote: &Value, arguments: &CheckArguments) -> bool {
    let indirect = arguments.get(2, "kind").is_some_and(|kind| kind == "indirect");
    let speaker = &quote["speaker"];
    let words = [&speaker["name"], &speaker["text"]].map(|words| words.as_str().unwrap_or_default()).join(" / ");
    let ends: &[char] = &[' ', ','];
    let whole =
        |wanted: &str| quote["text"].as_str().unwrap_or_default().trim_matches(ends) == wanted.trim_matches(ends);
    arguments.has_words(quote, false)
        && (indirect || quote["kind"] != "indirect")
        && arguments.get(1, "speaker").and_then(Value::as_str).is_none_or(|speaker| words.contains(speaker))
        && (!arguments.flag(4, "nospk") || speaker.is_null())
        && arguments.allows(2, "kind", &quote["kind"])
        && arguments.get(3, "whole").and_then(Value::as_str).is_none_or(whole)
}

fn is_entry(entry: &Value, arguments: &CheckArguments) -> bool {
    let readings: Vec<String> =
        list(&entry["readings"]).map(|reading| reading["text"].as_str().unwrap_or_default().to_lowercase()).collect();
    let mut wanted = list(&arguments.by_place[0]).filter_map(Value::as_str).map(str::to_lowercase);
    wanted.all(|wanted| readings.iter().any(|reading| reading.contains(&wanted)))
        && arguments.allows(1, "status", &entry["status"])
}
