//! What people decide (HOUSE, law 9): it lies over the machine's reading and never replaces it; no decision, same bytes; a decision
//! withdrawn leaves no trace; one whose words are gone is listed, never guessed into a new place.

use crossread_core::decisions::{Decision, DecisionKind, DecisionState, Place, standing};
use crossread_core::ledger::{EntryKind, holds, told};
use crossread_core::{Annotations, Article, Language, Ledger, Passage, Story, annotate};
use crossread_engine::{collate_read, silent};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

fn ferry() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ferry").canonicalize().unwrap()
}

/// The invented story, read once.
static READ: LazyLock<Vec<(Article, Annotations)>> = LazyLock::new(|| {
    let mut articles = Vec::new();
    crossread_ingest::read_inputs(&[ferry()], &Default::default(), &mut std::io::empty(), &mut |taken| {
        articles.extend(taken.ok())
    });
    let read = |article: Article| {
        let found = annotate(Language::english(), &article);
        (article, found)
    };
    articles.into_iter().map(read).collect()
});

/// What the machine makes of it by itself.
static ALONE: LazyLock<(Story, Ledger)> = LazyLock::new(|| {
    let collated = collate_read(READ.clone(), &[], &silent);
    (collated.story, collated.ledger)
});

fn collated(standing: &[Decision]) -> (Story, Ledger) {
    if standing.is_empty() {
        return ALONE.clone();
    }
    let collated = collate_read(READ.clone(), standing, &silent);
    (collated.story, collated.ledger)
}

fn json_of(standing: &[Decision]) -> String {
    let (story, ledger) = collated(standing);
    crossread_view::ledger_json(&story, &ledger, &[])
}

/// Every passage that a reading rests on, with its kind.
fn passages(ledger: &Ledger) -> Vec<(EntryKind, Passage)> {
    let of = |entry: &crossread_core::ledger::Entry| {
        let kind = entry.kind;
        entry.readings.iter().flat_map(move |r| r.passages().map(move |at| (kind, at))).collect::<Vec<_>>()
    };
    ledger.entries.iter().flat_map(of).collect()
}

fn decision(by: &str, n: usize, says: DecisionKind, on: Vec<Place>) -> Decision {
    Decision {
        id: format!("{by}-{n}"),
        by: by.to_owned(),
        at: format!("2023-03-2{}T10:00:00Z", n % 10),
        program: None,
        says,
        on,
        saw: None,
        value: None,
        note: None,
        replaces: Vec::new(),
        act: None,
    }
}

fn pair(story: &Story, kind: EntryKind, passages: [Passage; 2]) -> Vec<Place> {
    passages.iter().map(|passage| Place::of(story, *passage, kind)).collect()
}

/// Whether an entry holds both.
fn joined(ledger: &Ledger, kind: EntryKind, [one, other]: [Passage; 2]) -> bool {
    ledger.entries.iter().any(|entry| holds(entry, kind, one) && holds(entry, kind, other))
}

/// Two passages of one kind of the story.
fn chosen(a: Index, b: Index) -> Option<(Story, EntryKind, [Passage; 2])> {
    let (story, ledger) = collated(&[]);
    let all = passages(&ledger);
    let (kind, one) = *a.get(&all);
    let same: Vec<Passage> = all.iter().filter(|(of, at)| *of == kind && *at != one).map(|(_, at)| *at).collect();
    if same.is_empty() {
        return None;
    }
    Some((story, kind, [one, *b.get(&same)]))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn what_a_person_parts_or_joins_stays_so(a: Index, b: Index) {
        let Some((story, kind, two)) = chosen(a, b) else { return Ok(()) };
        let on = pair(&story, kind, two);
        let (_, apart) = collated(&[decision("Ana", 1, DecisionKind::Apart, on.clone())]);
        prop_assert!(!joined(&apart, kind, two), "parted: {:?}", two.map(|at| story.words(at).to_owned()));
        let (_, together) = collated(&[decision("Ana", 1, DecisionKind::Together, on)]);
        let overlap = two[0].article == two[1].article && two[0].span.overlaps(two[1].span);
        prop_assert!(overlap || joined(&together, kind, two), "joined: {:?}", two.map(|at| story.words(at).to_owned()));
    }

    #[test]
    fn a_withdrawn_decision_leaves_no_trace(a: Index, b: Index, apart: bool) {
        let Some((story, kind, two)) = chosen(a, b) else { return Ok(()) };
        let says = if apart { DecisionKind::Apart } else { DecisionKind::Together };
        let first = decision("Ana", 1, says, pair(&story, kind, two));
        let mut undo = decision("Ana", 2, DecisionKind::Withdraw, Vec::new());
        undo.replaces = vec![first.id.clone()];
        // The undoing undone is the decision again.
        let mut redo = decision("Ana", 3, DecisionKind::Withdraw, Vec::new());
        redo.replaces = vec![undo.id.clone()];
        let lines = [first.clone(), undo, redo];
        prop_assert_eq!(standing(&lines[..1]), vec![first.clone()]);
        prop_assert_eq!(standing(&lines[..2]), Vec::new());
        prop_assert_eq!(standing(&lines), vec![first]);
        prop_assert!(json_of(&standing(&lines[..2])) == json_of(&[]));
        prop_assert!(json_of(&standing(&lines)) == json_of(&standing(&lines[..1])));
    }

    #[test]
    fn the_order_of_the_files_changes_nothing(picks: Vec<(Index, Index, bool)>, cut: Index) {
        let (story, ledger) = collated(&[]);
        let all = passages(&ledger);
        let mut decisions = Vec::new();
        for (n, (a, b, apart)) in picks.iter().take(6).enumerate() {
            let ((kind, one), (other_kind, other)) = (*a.get(&all), *b.get(&all));
            if kind == other_kind && one != other {
                let says = if *apart { DecisionKind::Apart } else { DecisionKind::Together };
                decisions.push(decision(if n % 2 == 0 { "Ana" } else { "Bo" }, n, says, pair(&story, kind, [one, other])));
            }
        }
        let first = json_of(&standing(&decisions));
        let mut turned = decisions.clone();
        turned.reverse();
        let at = cut.index(turned.len() + 1);
        turned.rotate_left(at);
        prop_assert!(first == json_of(&standing(&turned)));
    }
}

#[test]
fn what_the_machine_reads_stays_where_nothing_is_joined_or_parted() {
    let (story, ledger) = collated(&[]);
    for (kind, at) in passages(&ledger) {
        let mut wrong = decision("Ana", 1, DecisionKind::Wrong, vec![Place::of(&story, at, kind)]);
        wrong.saw = told(Language::english(), &story, &ledger, kind, &[at]);
        let (_, laid) = collated(&[wrong]);
        assert_eq!(laid.entries, ledger.entries);
        assert_eq!((laid.decisions[0].state, laid.decisions[0].passages.as_slice()), (DecisionState::Holds, &[at][..]));
    }
}

#[test]
fn where_two_people_differ_the_machine_stands_and_it_is_said() {
    let (story, ledger) = collated(&[]);
    let entry = &ledger.entries[0];
    let two = [entry.readings[0].words(), entry.readings[1].words()];
    let on = pair(&story, entry.kind, two);
    let both =
        [decision("Ana", 1, DecisionKind::Apart, on.clone()), decision("Bo", 2, DecisionKind::Together, on.clone())];
    let (_, laid) = collated(&both);
    assert_eq!(laid.entries, ledger.entries);
    assert!(laid.decisions.iter().all(|one| one.contested));
    // The same person anew: the later counts.
    let anew = [decision("Ana", 1, DecisionKind::Apart, on.clone()), decision("Ana", 2, DecisionKind::Together, on)];
    assert_eq!(standing(&anew), anew[1..]);
    let right = |by: &str, n, says| decision(by, n, says, vec![Place::of(&story, two[0], entry.kind)]);
    let (_, laid) = collated(&[
        right("Ana", 1, DecisionKind::Right),
        right("Bo", 2, DecisionKind::Wrong),
        right("Cy", 3, DecisionKind::Unsure),
    ]);
    assert_eq!(laid.decisions.iter().map(|one| one.contested).collect::<Vec<_>>(), [true, true, false]);
}

#[test]
fn a_decision_moves_only_where_its_words_stand_once() {
    let (story, ledger) = collated(&[]);
    let at = ledger.entries[0].readings[0].words();
    let place = Place::of(&story, at, EntryKind::Figure);
    let state = |place: Place| {
        let (_, ledger) = collated(&[decision("Ana", 1, DecisionKind::Right, vec![place])]);
        (ledger.decisions[0].state, ledger.decisions[0].passages.clone())
    };
    assert_eq!(state(place.clone()), (DecisionState::Holds, vec![at]));
    // Another text, in which the words stand between the same.
    let moved = Place { article: "0".repeat(16), range: (3, 5), ..place.clone() };
    assert_eq!(state(moved.clone()), (DecisionState::Moved, vec![at]));
    for gone in [
        Place { prefix: String::new(), suffix: String::new(), ..moved.clone() },
        Place { exact: "24".to_owned(), ..moved.clone() },
        Place { suffix: format!("{}!", moved.suffix), ..moved },
    ] {
        assert_eq!(state(gone), (DecisionState::WithoutPlace, Vec::new()));
    }
}

#[test]
fn a_state_tells_what_the_machine_reads_now() {
    let (story, ledger) = collated(&[]);
    let entry = &ledger.entries[0];
    let (at, other) = (entry.readings[0].words(), entry.readings[1].words());
    let saw = told(Language::english(), &story, &ledger, entry.kind, &[at]);
    let state = |says, saw: Option<String>, value: Option<&str>| {
        let value = value.map(str::to_owned);
        let one = Decision { saw, value, ..decision("Ana", 1, says, vec![Place::of(&story, at, entry.kind)]) };
        collated(&[one]).1.decisions[0].state
    };
    let before = || Some("17".to_owned());
    assert_eq!(state(DecisionKind::Right, saw.clone(), None), DecisionState::Holds);
    assert_eq!(state(DecisionKind::Right, before(), None), DecisionState::LookAgain);
    assert_eq!(state(DecisionKind::Wrong, saw.clone(), None), DecisionState::Holds);
    assert_eq!(state(DecisionKind::Instead, saw.clone(), Some("25")), DecisionState::Holds);
    assert_eq!(state(DecisionKind::Instead, before(), Some(story.words(at))), DecisionState::Agreed);
    assert_eq!(state(DecisionKind::Instead, before(), Some("25")), DecisionState::LookAgain);
    assert_eq!(state(DecisionKind::Missed, None, None), DecisionState::Agreed);
    let bound = |says, saw: &str| {
        let saw = Some(saw.to_owned());
        let one = Decision { saw, ..decision("Ana", 1, says, pair(&story, entry.kind, [at, other])) };
        collated(&[one]).1.decisions[0].state
    };
    assert_eq!(bound(DecisionKind::Together, "apart"), DecisionState::Agreed);
    assert_eq!(bound(DecisionKind::Together, "together"), DecisionState::Holds);
    assert_eq!(bound(DecisionKind::Apart, "together"), DecisionState::Holds);
    assert_eq!(bound(DecisionKind::Apart, "apart"), DecisionState::LookAgain);
}

#[test]
fn a_draft_is_checked_as_people_decided() {
    let (story, ledger) = collated(&[]);
    let disputed = |entry: &&crossread_core::ledger::Entry| entry.kind == EntryKind::Figure && entry.readings.len() > 1;
    let entry = ledger.entries.iter().find(disputed).expect("a figure has two readings");
    let two = [entry.readings[0].words(), entry.readings[1].words()];
    let on = pair(&story, EntryKind::Figure, two);
    let checked = |standing: &[Decision]| {
        let draft = ferry().join("../draft.md");
        let taken = crossread_engine::take(&[draft], &Default::default(), &mut std::io::empty(), &silent);
        let checked = crossread_engine::check_read(taken.articles, READ.clone(), standing, &silent);
        let collated = &checked[0].collated;
        let moved: Vec<Place> = two.iter().map(|at| Place::of(&story, *at, EntryKind::Figure)).collect();
        let found = moved.iter().map(|place| place.find(&collated.story).expect("its words are there").passage);
        let found: Vec<Passage> = found.collect();
        joined(&collated.ledger, EntryKind::Figure, [found[0], found[1]])
    };
    assert!(checked(&[]));
    assert!(!checked(&[decision("Ana", 1, DecisionKind::Apart, on)]));
}

#[test]
fn happenings_are_joined_and_parted() {
    let (story, ledger) = collated(&[]);
    let told_by_two = |event: &&crossread_core::align::events::Event| {
        event.mentions.iter().any(|one| one.passage.article != event.mentions[0].passage.article)
    };
    let event = ledger.events.iter().find(told_by_two).expect("two articles tell something");
    let first = event.mentions[0].passage;
    let other = event.passages().find(|at| at.article != first.article).unwrap();
    let one = |ledger: &Ledger, two: [Passage; 2]| {
        ledger.events.iter().any(|event| two.iter().all(|at| event.passages().any(|other| other == *at)))
    };
    let on = |two| pair(&story, EntryKind::Event, two);
    let (_, apart) = collated(&[decision("Ana", 1, DecisionKind::Apart, on([first, other]))]);
    assert!(!one(&apart, [first, other]));
    let foreign = ledger
        .events
        .iter()
        .find(|one| one.mentions[0].passage.article != first.article && !one.passages().any(|at| at == first));
    let foreign = foreign.unwrap().mentions[0].passage;
    let (_, together) = collated(&[decision("Ana", 1, DecisionKind::Together, on([first, foreign]))]);
    assert!(one(&together, [first, foreign]));
}

#[test]
fn the_decision_that_ships_mends_an_error() {
    let folder = project();
    let folder = folder.path();
    let sinkings = || -> Vec<(Value, Value, usize)> {
        let out: Value = serde_json::from_str(&done(folder, &["export", "river", "--format", "json"])).unwrap();
        let events = out["stories"][0]["events"].as_array().unwrap().clone();
        let sinks = |event: &&Value| {
            let mentions = event["mentions"].as_array().unwrap();
            mentions.len() > 1
                && mentions.iter().any(|one| ["sank", "sinking"].contains(&one["text"].as_str().unwrap()))
        };
        let told =
            |event: &Value| (event["from"].clone(), event["to"].clone(), event["mentions"].as_array().unwrap().len());
        events.iter().filter(sinks).map(told).collect()
    };
    let before = sinkings();
    let file = ferry().join("../decisions/ana.jsonl");
    assert_eq!(
        done(folder, &["decisions", "apply", "river", file.to_str().unwrap()]),
        "1 new decision\n1 decision: 1 hold\n"
    );
    let day = Value::from("2023-03-12");
    let after = sinkings();
    assert!(before.len() == 2 && before.iter().any(|(_, to, _)| *to != day), "an error is there: {before:?}");
    assert_eq!(after, [(day.clone(), day, before.iter().map(|(.., mentions)| mentions).sum())]);
}

fn crossread(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_crossread")).args(arguments).current_dir(folder).output().unwrap();
    (run.status.code(), String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap())
}

fn done(folder: &Path, arguments: &[&str]) -> String {
    let (status, out, said) = crossread(folder, arguments);
    assert_eq!(status, Some(0), "{arguments:?}: {said}");
    out
}

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    done(folder.path(), &["init", "river"]);
    done(folder.path(), &["add", "river", ferry().to_str().unwrap()]);
    folder
}

/// A line of a person's file about words of an article.
fn line(by: &str, n: usize, says: &str, places: &[(&Value, &str)]) -> Value {
    let place = |at: usize| {
        places.get(at).map(|(passage, kind)| {
            json!({"article": passage["article"], "start": passage["start"], "end": passage["end"], "exact": passage["text"],
                   "prefix": "", "suffix": "", "as": kind})
        })
    };
    json!({"id": format!("{by}{n}"), "by": by, "at": format!("2023-03-2{n}T10:00:00Z"), "on": place(0), "with": place(1), "says": says,
           "replaces": []})
}

#[test]
fn a_project_keeps_takes_in_and_tells_decisions() {
    let folder = project();
    let folder = folder.path();
    let ledger = || -> String { done(folder, &["export", "river", "--format", "json"]) };
    let before = ledger();
    let value: Value = serde_json::from_str(&before).unwrap();
    let entry = &value["stories"][0]["entries"][0];
    let passage = |reading: usize| &entry["readings"][reading]["origins"][0]["passages"][0];
    let lines = [
        line("Ana", 1, "apart", &[(passage(0), "figure"), (passage(1), "figure")]),
        line("Bo", 2, "right", &[(passage(0), "figure")]),
        line("Ana", 3, "wrong", &[(passage(0), "figure")]),
    ];
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    std::fs::write(folder.join("given.jsonl"), text + "{\"half").unwrap();
    let told = done(folder, &["decisions", "apply", "river", "given.jsonl"]);
    assert_eq!(told, "3 new decisions\n3 decisions: 3 hold; 2 contested\n");
    assert!(done(folder, &["decisions", "apply", "river", "given.jsonl"]).starts_with("0 new decisions\n"));
    assert!(done(folder, &["status", "river"]).ends_with("\n3 decisions: 3 hold; 2 contested\n"));
    let log = done(folder, &["decisions", "log", "river"]);
    assert!(log.contains("Bo2  2023-03-22T10:00:00Z  Bo: right: “23”") && log.contains("contested"), "{log}");
    let between = done(folder, &["decisions", "between", "river", "Ana", "Bo"]);
    assert!(
        between.contains("Ana: wrong") && between.contains("1 passage or pair decided by both: 0 alike, 1 otherwise"),
        "{between}"
    );
    let (status, _, said) = crossread(folder, &["decisions", "between", "river", "Ana", "Cy"]);
    assert!(status == Some(2) && said.contains("nobody called 'Cy'"), "{said}");
    let after: Value = serde_json::from_str(&ledger()).unwrap();
    assert_eq!(after["stories"][0]["decisions"].as_array().unwrap().len(), 3);
    assert_ne!(after["stories"][0]["entries"][0]["readings"], entry["readings"], "parted");
    // The file as tables: the decisions stand in one.
    done(folder, &["status", "river"]);
    // Withdrawn, nothing is left of them in the ledger.
    for (by, ids) in [("Ana", ["Ana1", "Ana3"].as_slice()), ("Bo", &["Bo2"])] {
        let mut undo = line(by, 9, "withdraw", &[]);
        undo["replaces"] = json!(ids);
        std::fs::write(folder.join("undo.jsonl"), format!("{undo}\n")).unwrap();
        done(folder, &["decisions", "apply", "river", "undo.jsonl"]);
    }
    assert!(ledger() == before);
    std::fs::write(folder.join("river/decisions/Ana.jsonl"), "{\"id\": 3}\n").unwrap();
    let (status, _, said) = crossread(folder, &["status", "river"]);
    assert!(status == Some(2) && said.contains("Ana.jsonl' line 1: no decision"), "{said}");
}
