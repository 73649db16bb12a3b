//! What stands side by side as one utterance, and how it is shown: no paraphrase in quotation marks, no lost "not".

use crossread_core::ledger::{Entry, EntryKind, Value};
use crossread_core::story::{Facts, Moment, PublishedBasis};
use crossread_core::{Annotations, Article, DecidedPairs, Language, Ledger, Story, align, annotate, tabulate};
use jiff::civil::date;

fn collate(texts: &[&str]) -> (Story, Vec<Annotations>, Ledger) {
    let articles = texts.iter().enumerate().map(|(i, text)| {
        let mut article = crossread_ingest::articles("a.txt", text.as_bytes()).remove(0).unwrap();
        article.facts = Facts {
            outlet: Some(["Harbor Courier", "Ostrel Post", "Radio Dorn"][i].to_owned()),
            published: Some(Moment { day: date(2023, 3, 13 + i as i8), time: None }),
            published_basis: Some(PublishedBasis::Given),
            ..article.facts
        };
        article
    });
    let story = Story::new(articles.collect::<Vec<Article>>());
    let annotations: Vec<Annotations> =
        story.articles().iter().map(|article| annotate(Language::english(), article)).collect();
    let ledger = tabulate(
        Language::english(),
        &story,
        &align(Language::english(), &story, &annotations, &DecidedPairs::default()),
    );
    (story, annotations, ledger)
}

fn utterances(ledger: &Ledger) -> Vec<&Entry> {
    ledger.entries.iter().filter(|entry| entry.kind == EntryKind::Quote).collect()
}

const DIRECT: &str =
    "The council met on Monday.\n\n“The company ordered the inspectors to close the northern bridge,” Tom Marsh said.";

#[test]
fn a_report_stands_beside_the_utterance_and_never_in_marks() {
    let reported = "The council met on Monday.\n\nTom Marsh said that the company had ordered inspectors to close the northern bridge.";
    let (story, annotations, ledger) = collate(&[DIRECT, reported]);
    let entries = utterances(&ledger);
    assert_eq!(entries.len(), 1);
    let values: Vec<&Value> = entries[0].readings.iter().map(|reading| reading.value()).collect();
    assert!(matches!(values[..], [Value::Words(_), Value::Paraphrase(_)]), "{values:?}");
    let words = "the company had ordered inspectors to close the northern bridge";
    let report = crossread_view::report(&story, &annotations, &ledger, &[], None);
    assert!(report.contains(words));
    for page in [report, crossread_view::summary(&story, &ledger, &[], crossread_view::Length::Whole)] {
        for (at, _) in page.match_indices(words) {
            let before = page[..at].trim_end_matches("that ").trim_end_matches("<bdi>").trim_end_matches("<mark>");
            assert!(!before.ends_with(['“', '"']), "{}", &page[at.saturating_sub(40)..at]);
        }
    }
}

#[test]
fn a_denial_is_no_reading_of_what_it_denies() {
    for denial in [
        "Tom Marsh denied that the company had ordered inspectors to close the northern bridge.",
        "Tom Marsh did not say that the company had ordered inspectors to close the northern bridge.",
        "Tom Marsh said that the company had not ordered inspectors to close the northern bridge.",
        "Tom Marsh said that the company had ordered inspectors not to close the northern bridge.",
        "Tom Marsh denied that the company “ordered the inspectors to close the northern bridge.”",
        "Tom Marsh said the company had not “ordered the inspectors to close the northern bridge.”",
        "“The company never ordered the inspectors to close the northern bridge,” Tom Marsh said.",
    ] {
        let (_, _, ledger) = collate(&[DIRECT, &format!("The council met on Monday.\n\n{denial}")]);
        assert!(utterances(&ledger).is_empty(), "{denial}");
    }
}

#[test]
fn a_denial_is_shown_with_its_cue() {
    let denials = [
        "The council met on Monday.\n\nTom Marsh denied that the company had ordered inspectors to close the northern bridge.",
        "The council sat on Monday.\n\nTom Marsh denied that the company ordered the inspectors to close the northern bridge.",
    ];
    let (story, _, ledger) = collate(&denials);
    let entries = utterances(&ledger);
    assert_eq!(entries.len(), 1);
    for reading in &entries[0].readings {
        assert!(story.words(reading.words()).starts_with("denied"), "{}", story.words(reading.words()));
    }
}
