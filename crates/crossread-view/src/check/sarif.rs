//! Findings as SARIF 2.1.0, which editors and services show beside the text.

use super::{Draft, level};
use crate::json::printed;
use crate::outlet;
use crossread_core::Passage;
use crossread_core::check::{Code, Finding};
use serde_json::{Value, json};
use sha2::Digest;
use std::collections::{BTreeMap, BTreeSet};

/// The name of our fingerprints, with their version.
const FINGERPRINT: &str = "crossread/v1";

/// What a code means, for who meets it first in an editor.
fn meaning(code: Code) -> &'static str {
    match code {
        Code::QuoteWording => "Words in quotation marks that no account has so.",
        Code::QuoteSpeaker => "Words that the accounts give to somebody else.",
        Code::QuoteUnfound => "Words in quotation marks of which no account has anything.",
        Code::AttributionLost => "Told in the draft's own voice, by every account as what somebody says.",
        Code::HedgeLost => "An exact figure where every account hedges.",
        Code::NegationLost => "Told as so, by every account as not so.",
        Code::FigureDiffers => "A figure that can't hold beside those of the accounts.",
        Code::FigureDisputed => "A figure that some accounts have and others contradict.",
        Code::FigureOvertaken => "A figure that a later account has moved on from.",
        Code::DateDiffers => "A day that can't hold beside that of the accounts.",
        Code::NameSpelling => "A name that the accounts spell otherwise.",
        Code::SingleOrigin => "All accounts of it go back to one origin.",
        Code::CreditMissing => "Words copied from an account that the draft does not name.",
    }
}

/// A name for each finding of a draft that stays when lines are moved or put in between: its code, its words, its sentence's
/// line, and which of those that are alike it is.
pub fn fingerprints(draft: &Draft) -> Vec<String> {
    let mut seen: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
    let print = |finding: &Finding| {
        let text = draft.text();
        let start = text[..finding.span.start()].rfind('\n').map_or(0, |at| at + 1);
        let end = text[finding.span.end()..].find('\n').map_or(text.len(), |at| finding.span.end() + at);
        let line: Vec<&str> = text[start..end].split_whitespace().collect();
        let what = [finding.code.name(), draft.words(finding), &line.join(" ")].join("\n").into_bytes();
        let nth = seen.entry(what.clone()).and_modify(|nth| *nth += 1).or_insert(0);
        let hash = sha2::Sha256::new().chain_update(&what).chain_update(nth.to_le_bytes()).finalize();
        hash[..16].iter().map(|byte| format!("{byte:02x}")).collect()
    };
    draft.checked.findings.iter().map(print).collect()
}

/// The fingerprints in a SARIF file of an earlier run; `None` where it is no such file.
pub fn findings_before(file: &str) -> Option<BTreeSet<String>> {
    let value: Value = serde_json::from_str(file).ok()?;
    let runs = value["runs"].as_array()?;
    let results = runs.iter().filter_map(|run| run["results"].as_array()).flatten();
    Some(results.filter_map(|result| result["partialFingerprints"][FINGERPRINT].as_str().map(str::to_owned)).collect())
}

/// A log of one run. Findings whose fingerprint is `known` are marked unchanged where there is a baseline.
pub fn sarif(drafts: &[Draft], known: Option<&BTreeSet<String>>) -> String {
    let rules: Vec<Value> = Code::ALL
        .iter()
        .map(|code| {
            json!({
                "id": code.name(),
                "shortDescription": {"text": meaning(*code)},
                "defaultConfiguration": {"level": level(code.level())},
            })
        })
        .collect();
    let results = drafts.iter().flat_map(|draft| {
        let prints = fingerprints(draft);
        draft
            .checked
            .findings
            .iter()
            .zip(prints)
            .map(|(finding, print)| result(draft, finding, &print, known))
            .collect::<Vec<_>>()
    });
    printed(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "crossread", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    }))
}

fn result(draft: &Draft, finding: &Finding, print: &str, known: Option<&BTreeSet<String>>) -> Value {
    let [(line, column), (end_line, end_column)] = draft.lines(finding.span);
    let mut result = json!({
        "ruleId": finding.code.name(),
        "ruleIndex": Code::ALL.iter().position(|code| *code == finding.code),
        "level": level(finding.code.level()),
        "message": {"text": draft.message(finding)},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": uri(draft.input())},
            "region": {
                "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column,
                "snippet": {"text": draft.words(finding)},
            },
        }}],
        "relatedLocations": (0..).zip(&finding.passages).map(|(id, passage)| related(draft, id, *passage)).collect::<Vec<_>>(),
        "partialFingerprints": {FINGERPRINT: print},
    });
    if let Some(known) = known {
        result["baselineState"] = json!(if known.contains(print) { "unchanged" } else { "new" });
    }
    result
}

/// A passage of an account that a finding rests on.
fn related(draft: &Draft, id: usize, passage: Passage) -> Value {
    let article = &draft.story.articles()[passage.article as usize];
    let points = crossread_core::CodePoints::new(&article.text);
    let (start, end) = points.of(passage.span);
    json!({
        "id": id,
        "message": {"text": outlet(article)},
        "physicalLocation": {
            "artifactLocation": {"uri": uri(&article.facts.input)},
            "region": {"charOffset": start, "charLength": end - start, "snippet": {"text": draft.story.words(passage)}},
        },
    })
}

/// A file's name as a reference: what may not stand in one is written as the bytes it has.
fn uri(name: &str) -> String {
    let mut out = String::new();
    for byte in name.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
