//! Checked drafts as text, JSON and SARIF.

mod sarif;

pub use sarif::{findings_before, fingerprints, sarif};

use crate::json::{made_by_value, printed};
use crate::summary::{count, one_line};
use crate::{moment, outlet};
use crossread_core::check::{Code, DraftFindings, Finding, Level, Share};
use crossread_core::ledger::name_without;
use crossread_core::{CodePoints, Ledger, Passage, Span, Story};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;

/// A draft among the accounts it was read against.
#[derive(Clone, Copy)]
pub struct Draft<'a> {
    /// The accounts and the draft.
    pub story: &'a Story,
    /// What was made of them together.
    pub ledger: &'a Ledger,
    /// Which of the articles is the draft.
    pub draft: u32,
    /// What was found in it.
    pub checked: &'a DraftFindings,
}

impl<'a> Draft<'a> {
    fn text(&self) -> &'a str {
        &self.story.articles()[self.draft as usize].text
    }

    /// How the draft is called.
    pub fn input(&self) -> &'a str {
        &self.story.articles()[self.draft as usize].facts.input
    }

    fn words(&self, finding: &Finding) -> &'a str {
        finding.span.of(self.text())
    }

    /// Line and column of a span's beginning and end, counted from 1, in code points.
    fn lines(&self, span: Span) -> [(usize, usize); 2] {
        let at = |byte: u32| {
            let before = Span { start: 0, end: byte }.of(self.text());
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            (line, column)
        };
        [at(span.start), at(span.end)]
    }

    /// What stands against a finding in the accounts: their words, and who has them.
    fn against(&self, finding: &Finding) -> String {
        let mut said: Vec<(String, Vec<String>)> = Vec::new();
        for passage in &finding.passages {
            let words = one_line(self.story.words(*passage), 60);
            let article = &self.story.articles()[passage.article as usize];
            let day = article.facts.published.map_or(String::new(), |at| format!(" {}", at.day));
            let who = format!("{}{day}", outlet(article));
            match said.iter_mut().find(|(other, _)| *other == words) {
                Some((_, tellers)) if tellers.contains(&who) => {}
                Some((_, tellers)) => tellers.push(who),
                None => said.push((words, vec![who])),
            }
        }
        let shown: Vec<String> =
            said.iter().take(4).map(|(words, who)| format!("{words} - {}", who.join(", "))).collect();
        match shown.len() {
            0 => "in no account".to_owned(),
            _ if said.len() > 4 => format!("{}; and {} more", shown.join("; "), said.len() - 4),
            _ => shown.join("; "),
        }
    }

    /// A finding as a sentence of what stands where.
    fn message(&self, finding: &Finding) -> String {
        format!("\"{}\"; {}", one_line(self.words(finding), 60), self.instead(finding))
    }

    /// What stands in the accounts for the words of a finding.
    pub(crate) fn instead(&self, finding: &Finding) -> String {
        let told = match finding.code {
            Code::AttributionLost => "said by somebody in every account: ",
            Code::HedgeLost => "hedged in every account: ",
            Code::NegationLost => "not so in every account: ",
            Code::SingleOrigin => "all accounts go back to one origin: ",
            Code::CreditMissing => "copied, and not credited: ",
            _ => "",
        };
        format!("{told}{}", self.against(finding))
    }
}

/// The words of a level.
fn level(level: Level) -> &'static str {
    match level {
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

/// Findings as a linter prints them, a line each, and at last what had something to be compared with. `known` are the
/// fingerprints of findings that are left out.
pub fn check_text(drafts: &[Draft], known: &BTreeSet<String>) -> String {
    let mut out = String::new();
    for draft in drafts {
        for (finding, print) in draft.checked.findings.iter().zip(fingerprints(draft)) {
            if known.contains(&print) {
                continue;
            }
            let [(line, column), _] = draft.lines(finding.span);
            let name = draft.input();
            let (code, message) = (finding.code.name(), draft.message(finding));
            let note = if finding.code.level() == Level::Note { " (note)" } else { "" };
            let _ = writeln!(out, "{name}:{line}:{column}: {code}{note}: {message}");
        }
        let DraftFindings { figures, quotes, dates, names, .. } = draft.checked;
        let share = |share: &Share, what: &str| format!("{} of {}", share.compared, count(share.of as usize, what));
        let left: u32 = [figures, quotes, dates, names].iter().map(|share| share.of - share.compared).sum();
        let _ = writeln!(
            out,
            "{}: compared {}, {}, {}, {}; {left} have nothing to compare with (uncompared)",
            draft.input(),
            share(figures, "figure"),
            share(quotes, "quote"),
            share(dates, "date"),
            share(names, "name")
        );
    }
    out
}

/// The same as one JSON object.
pub fn check_json(drafts: &[Draft]) -> String {
    printed(&json!({"made_by": made_by_value(), "drafts": drafts.iter().map(draft_value).collect::<Vec<_>>()}))
}

fn draft_value(draft: &Draft) -> Value {
    let points = CodePoints::new(draft.text());
    let share = |share: Share| json!([share.compared, share.of]);
    let DraftFindings { findings, figures, quotes, dates, names } = draft.checked;
    let finding = |finding: &Finding| {
        let (start, end) = points.of(finding.span);
        let [(line, column), _] = draft.lines(finding.span);
        json!({
            "code": finding.code.name(),
            "level": level(finding.code.level()),
            "start": start,
            "end": end,
            "text": draft.words(finding),
            "line": line,
            "column": column,
            "entry": finding.entry.and_then(|entry| {
                name_without(draft.story, &draft.ledger.entries[entry as usize], draft.draft)
            }),
            "passages": finding.passages.iter().map(|passage| passage_value(draft.story, *passage)).collect::<Vec<_>>(),
        })
    };
    json!({
        "input": draft.input(),
        "text": draft.text(),
        "checked": {"figures": share(*figures), "quotes": share(*quotes), "dates": share(*dates), "names": share(*names)},
        "findings": findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

/// A passage with what a reader needs to find it: the ledger of the accounts is not at hand here.
fn passage_value(story: &Story, passage: Passage) -> Value {
    let article = &story.articles()[passage.article as usize];
    let (start, end) = CodePoints::new(&article.text).of(passage.span);
    json!({
        "article": article.id(),
        "start": start,
        "end": end,
        "text": story.words(passage),
        "input": article.facts.input,
        "outlet": article.facts.outlet,
        "published": article.facts.published.map(moment),
    })
}
