//! What people decided: `decisions/<person>.jsonl`, a line for each, added at the end and never changed.

use super::error::{Error, Result, reading, writing};
use super::runs::hash;
use super::{Project, annotated, runs};
use crossread_core::align::kinds::EntryKind;
use crossread_core::decisions::{Decision, DecisionKind, Place, standing};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The folder.
pub(super) const FOLDER: &str = "decisions";

/// What a person wants to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionDraft {
    /// What.
    pub says: DecisionKind,
    /// About which words.
    pub on: Vec<Place>,
    /// The machine's reading as the person saw it.
    pub saw: Option<String>,
    /// What the person reads instead.
    pub value: Option<String>,
    /// What the person adds.
    pub note: Option<String>,
}

fn place_json(place: &Place) -> Value {
    let Place { article, sha256, range, exact, prefix, suffix, kind } = place;
    json!({
        "article": article, "sha256": sha256, "start": range.0, "end": range.1,
        "exact": exact, "prefix": prefix, "suffix": suffix, "as": kind.name(),
    })
}

fn place(value: &Value) -> Option<Place> {
    let text = |name: &str| value[name].as_str().map(str::to_owned);
    let number = |name: &str| value[name].as_u64()?.try_into().ok();
    Some(Place {
        article: text("article")?,
        sha256: text("sha256").unwrap_or_default(),
        range: (number("start")?, number("end")?),
        exact: text("exact")?,
        prefix: text("prefix").unwrap_or_default(),
        suffix: text("suffix").unwrap_or_default(),
        kind: EntryKind::named(value["as"].as_str()?)?,
    })
}

/// A decision as a line of a file.
pub fn decision_json(decision: &Decision) -> Value {
    let Decision { id, by, at, program, says, on, saw, value, note, replaces, act } = decision;
    json!({
        "id": id, "by": by, "at": at, "program": program, "on": on.first().map(place_json), "with": on.get(1).map(place_json),
        "saw": saw, "says": says.name(), "value": value, "note": note, "replaces": replaces, "act": act,
    })
}

pub(super) fn parsed(value: &Value) -> Option<Decision> {
    let text = |name: &str| value[name].as_str().map(str::to_owned);
    let says = DecisionKind::named(value["says"].as_str()?)?;
    let named = [("on", 0), ("with", 1)].into_iter().filter(|(_, at)| *at < says.places());
    let on: Vec<Place> = named.map(|(name, _)| place(&value[name])).collect::<Option<_>>()?;
    let replaces = value["replaces"].as_array().into_iter().flatten();
    Some(Decision {
        id: text("id")?,
        by: text("by")?,
        at: text("at")?,
        program: text("program"),
        says,
        on,
        saw: text("saw"),
        value: text("value"),
        note: text("note"),
        replaces: replaces.filter_map(|id| id.as_str().map(str::to_owned)).collect(),
        act: text("act"),
    })
}

/// The decisions of a file: a line each, or Web Annotations, of which those that decide nothing are passed over. Half a line at its end is none: whoever wrote it was killed.
pub fn decisions_in(path: &Path) -> Result<Vec<Decision>> {
    let text = std::fs::read_to_string(path).map_err(reading(path))?;
    if let Ok(value) = serde_json::from_str::<Value>(&text)
        && let Some(annotations) = annotated::annotations(&value)
    {
        let taken: Vec<Decision> = annotations.into_iter().filter_map(annotated::decision).collect();
        let none = || {
            let needs = "a creator, a time, quoted words and tags that say what ('wrong') of what ('figure')";
            Error::new(format!("no annotation in '{}' is a decision: it needs {needs}", path.display()))
        };
        return if taken.is_empty() { Err(none()) } else { Ok(taken) };
    }
    let whole = &text[..text.rfind('\n').map_or(0, |at| at + 1)];
    let mut decisions = Vec::new();
    for (n, line) in whole.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let broken = || Error::new(format!("can't read '{}' line {}: no decision", path.display(), n + 1));
        let value: Value = serde_json::from_str(line).map_err(|_| broken())?;
        decisions.push(parsed(&value).ok_or_else(broken)?);
    }
    Ok(decisions)
}

impl Project {
    /// The files, sorted.
    pub(super) fn decision_files(&self) -> Result<Vec<PathBuf>> {
        let folder = self.folder.join(FOLDER);
        let entries = match std::fs::read_dir(&folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(reading(&folder))?,
        };
        let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<std::io::Result<Vec<_>>>();
        let mut paths = paths.map_err(reading(&folder))?;
        paths.retain(|path| path.extension().is_some_and(|end| end == "jsonl"));
        paths.sort();
        Ok(paths)
    }

    /// All that people decided, in the order in which they did, whatever their files are called.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        let mut all = Vec::new();
        for path in self.decision_files()? {
            all.extend(decisions_in(&path)?);
        }
        all.sort_by(|a, b| (&a.at, &a.by, &a.id).cmp(&(&b.at, &b.by, &b.id)));
        all.dedup_by(|a, b| a.id == b.id);
        Ok(all)
    }

    /// The decisions that stand.
    pub fn standing(&self) -> Result<Vec<Decision>> {
        Ok(standing(&self.decisions()?))
    }

    /// Adds what a person decides at one stroke; the ids of the decisions. `program` is what the person saw it with.
    pub fn decide(&self, by: &str, program: &str, choices: Vec<DecisionDraft>) -> Result<Vec<String>> {
        let act = (choices.len() > 1).then(|| hash(&format!("{by} {} {choices:?}", runs::now())));
        let decision = |choice: DecisionDraft| {
            let DecisionDraft { says, on, saw, value, note } = choice;
            self.written(Decision {
                id: String::new(),
                by: by.to_owned(),
                at: String::new(),
                program: Some(program.to_owned()),
                says,
                on,
                saw,
                value,
                note,
                replaces: Vec::new(),
                act: act.clone(),
            })
        };
        choices.into_iter().map(decision).collect()
    }

    /// Withdraws decisions of a person; `None` where none of these is the person's.
    pub fn withdraw(&self, by: &str, program: &str, ids: &[String]) -> Result<Option<String>> {
        let own: BTreeSet<String> =
            self.decisions()?.into_iter().filter(|one| one.by == by).map(|one| one.id).collect();
        let replaces: Vec<String> = ids.iter().filter(|id| own.contains(*id)).cloned().collect();
        if replaces.is_empty() {
            return Ok(None);
        }
        let decision = Decision {
            id: String::new(),
            by: by.to_owned(),
            at: String::new(),
            program: Some(program.to_owned()),
            says: DecisionKind::Withdraw,
            on: Vec::new(),
            saw: None,
            value: None,
            note: None,
            replaces,
            act: None,
        };
        self.written(decision).map(Some)
    }

    /// Withdraws what a person decided last and that still stands, all of one stroke; how many decisions.
    pub fn undo(&self, by: &str, program: &str) -> Result<usize> {
        let mut own: Vec<Decision> = self.standing()?.into_iter().filter(|one| one.by == by).collect();
        // Of those made in one second the one that stands last in the file.
        let order: Vec<String> = self.decisions_of(by)?.into_iter().map(|one| one.id).collect();
        own.sort_by_key(|one| order.iter().position(|id| *id == one.id));
        let Some(last) = own.last().cloned() else { return Ok(0) };
        let same = |one: &&Decision| one.id == last.id || one.act.is_some() && one.act == last.act;
        let ids: Vec<String> = own.iter().filter(same).map(|one| one.id.clone()).collect();
        self.withdraw(by, program, &ids)?;
        Ok(ids.len())
    }

    /// A person's decisions as they stand in the file.
    fn decisions_of(&self, by: &str) -> Result<Vec<Decision>> {
        let path = self.decision_file(by);
        if path.exists() { decisions_in(&path) } else { Ok(Vec::new()) }
    }

    fn decision_file(&self, by: &str) -> PathBuf {
        self.folder.join(FOLDER).join(format!("{}.jsonl", file_name(by)))
    }

    /// Adds a decision as it is now: its id.
    fn written(&self, mut decision: Decision) -> Result<String> {
        let _lock = self.lock()?;
        decision.at = runs::now();
        // Two alike in one second are two.
        let before = self.decisions_of(&decision.by)?.len();
        decision.id = hash(&format!("{before} {}", decision_json(&decision)));
        self.append(&[&decision])?;
        Ok(decision.id)
    }

    /// Takes in decisions of a file, each into its person's; how many are new.
    pub fn take_decisions(&self, path: &Path) -> Result<usize> {
        let taken = decisions_in(path)?;
        let _lock = self.lock()?;
        let known: BTreeSet<String> = self.decisions()?.into_iter().map(|one| one.id).collect();
        let mut seen = BTreeSet::new();
        let new: Vec<&Decision> =
            taken.iter().filter(|one| !known.contains(&one.id) && seen.insert(one.id.clone())).collect();
        self.append(&new)?;
        Ok(new.len())
    }

    /// Whoever calls holds the lock.
    fn append(&self, decisions: &[&Decision]) -> Result<()> {
        let folder = self.folder.join(FOLDER);
        std::fs::create_dir_all(&folder).map_err(writing(&folder))?;
        for decision in decisions {
            let path = self.decision_file(&decision.by);
            runs::add_line(&path, &decision_json(decision)).map_err(writing(&path))?;
        }
        Ok(())
    }
}

/// A person's name as the name of a file: another name, another file.
fn file_name(by: &str) -> String {
    let plain: String = by.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '-' }).take(60).collect();
    if plain == by && !plain.is_empty() { plain } else { format!("{plain}-{}", &hash(by)[..8]) }
}
