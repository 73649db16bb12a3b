//! The laws of origins on random stories in which reprints, excerpts and credits are planted, so that what is true of them
//! is known: nobody who copies or credits adds an origin, whatever else the story holds.

use crossread_core::ledger::{EntryKind, Provenance};
use crossread_core::story::{Facts, Moment, PublishedBasis};
use crossread_core::{Annotations, Article, DecidedPairs, Language, Ledger, Passage, Story, align, annotate, tabulate};
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Words for the filling of reports; drawn at random they make no run that two reports share.
const THINGS: [&str; 24] = [
    "harbor", "winter", "council", "letters", "engine", "market", "valley", "drums", "timber", "school", "railing",
    "captain", "orchard", "signal", "lantern", "cellar", "bridge", "quarry", "steward", "meadow", "turbine", "choir",
    "parcel", "ladder",
];
const DOINGS: [&str; 12] = [
    "shook", "greeted", "filled", "darkened", "crossed", "followed", "measured", "ignored", "outlived", "carried",
    "circled", "warmed",
];
const MANNERS: [&str; 10] = [
    "slowly",
    "before dawn",
    "without a word",
    "once more",
    "by lamplight",
    "in heavy rain",
    "as ever",
    "for an hour",
    "at low tide",
    "under guard",
];

/// What only a copier writes about: words of which no original is made, so that what he adds tells nothing that they tell.
const OWN_THINGS: [&str; 8] = ["glacier", "opera", "satellite", "vineyard", "senator", "violin", "desert", "clinic"];
const OWN_DOINGS: [&str; 6] = ["praised", "melted", "painted", "bought", "visited", "sued"];
const OWN_MANNERS: [&str; 5] = ["twice", "on credit", "abroad", "with relish", "upstairs"];

/// The same fact as different writers put it.
const TELLINGS: [&str; 6] = [
    "# people were killed when the ferry Marit sank off Tarn Head.",
    "The sinking of the Marit off Tarn Head has killed # people.",
    "Off Tarn Head the Marit went down, and # people died.",
    "At least # people are dead after the Marit, a ferry, sank near Tarn Head.",
    "The death toll from the loss of the ferry Marit at Tarn Head stands at #.",
    "Rescuers counted # dead where the Marit had sunk, off Tarn Head.",
];

/// Who writes.
const OUTLETS: [&str; 5] = ["Harbor Courier", "Ostrel Post", "Tarn Gazette", "Radio Dorn", "Velmark Tribune"];

/// One writer's report: how the fact is put, and what fills the rest.
#[derive(Clone, Debug)]
struct WriterReport {
    telling: usize,
    toll: u32,
    filling: Vec<[usize; 4]>,
    day: i8,
}

impl WriterReport {
    fn paragraphs(&self) -> Vec<String> {
        let fact = TELLINGS[self.telling].replace('#', &self.toll.to_string());
        let sentence = |[one, done, two, how]: &[usize; 4]| {
            let (one, two) = (THINGS[*one], THINGS[*two]);
            format!("The {one} {} the {two} {}.", DOINGS[*done], MANNERS[*how])
        };
        let mut paragraphs = vec![fact];
        paragraphs.extend(self.filling.chunks(2).map(|two| two.iter().map(sentence).collect::<Vec<_>>().join(" ")));
        paragraphs
    }
}

fn report() -> impl Strategy<Value = WriterReport> {
    let sentence = (0..THINGS.len(), 0..DOINGS.len(), 0..THINGS.len(), 0..MANNERS.len())
        .prop_map(|(one, done, two, how)| [one, done, two, how]);
    let filling = proptest::collection::vec(sentence, 6..10);
    (0..TELLINGS.len(), 11..60_u32, filling, 10..20_i8).prop_map(|(telling, toll, filling, day)| WriterReport {
        telling,
        toll,
        filling,
        day,
    })
}

fn article(outlet: &str, day: i8, title: &str, paragraphs: &[String]) -> Article {
    let text = format!("{title}\n\n{}\n", paragraphs.join("\n\n"));
    let mut taken = crossread_ingest::articles(&format!("{outlet}.txt"), text.as_bytes());
    let read = taken.remove(0).expect("an invented report is an article");
    let moment = Moment { day: date(2031, 5, day), time: None };
    let facts = Facts {
        outlet: Some(outlet.to_owned()),
        published: Some(moment),
        published_basis: Some(PublishedBasis::Given),
        ..read.facts
    };
    Article { facts, ..read }
}

fn collate(articles: Vec<Article>) -> (Story, Ledger) {
    let story = Story::new(articles);
    let annotations: Vec<Annotations> =
        story.articles().iter().map(|article| annotate(Language::english(), article)).collect();
    let ledger = tabulate(
        Language::english(),
        &story,
        &align(Language::english(), &story, &annotations, &DecidedPairs::default()),
    );
    (story, ledger)
}

/// The most origins that one reading has.
fn most_origins(ledger: &Ledger) -> usize {
    let readings = ledger.entries.iter().flat_map(|entry| &entry.readings);
    readings.map(|reading| reading.origins().len()).max().unwrap_or(0)
}

/// The most origins that all readings of one entry have together. An origin may stand in two readings (it said two
/// things): it is known by its articles, their outlets and what it goes back to.
fn widest_entry(story: &Story, ledger: &Ledger) -> usize {
    let signs = |origin: &crossread_core::ledger::Origin| -> BTreeSet<String> {
        let outlet = |passage: &Passage| story.articles()[passage.article as usize].facts.outlet.clone();
        let via = origin.via().map(|via| match via {
            Provenance::Speaker(words) => story.words(*words).to_owned(),
            Provenance::Outlet(name) => name.clone(),
        });
        origin.passages().iter().filter_map(outlet).chain(via).collect()
    };
    let all = |entry: &crossread_core::ledger::Entry| -> usize {
        let mut groups: Vec<BTreeSet<String>> = Vec::new();
        for origin in entry.readings.iter().flat_map(|reading| reading.origins()) {
            let mut signs = signs(origin);
            groups.retain(|group| {
                let apart = group.is_disjoint(&signs);
                if !apart {
                    signs.extend(group.iter().cloned());
                }
                apart
            });
            groups.push(signs);
        }
        groups.len()
    };
    ledger.entries.iter().map(all).max().unwrap_or(0)
}

fn originals(reports: &[WriterReport]) -> Vec<Article> {
    let write = |(i, report): (usize, &WriterReport)| {
        let title = format!("{} and {} after a loss at sea", THINGS[i], THINGS[i + 9]);
        article(OUTLETS[i], report.day, &title, &report.paragraphs())
    };
    reports.iter().enumerate().map(write).collect()
}

/// A sentence of the `n`th copier's own.
fn own_words(n: usize) -> String {
    let (one, two) = (OWN_THINGS[n % OWN_THINGS.len()], OWN_THINGS[(n + 3) % OWN_THINGS.len()]);
    format!("No {one} {} any {two} {}.", OWN_DOINGS[n % OWN_DOINGS.len()], OWN_MANNERS[n % OWN_MANNERS.len()])
}

/// How many entries compare figures.
fn entries_of_figures(ledger: &Ledger) -> usize {
    ledger.entries.iter().filter(|entry| entry.kind == EntryKind::Figure).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reprints_excerpts_and_credits_add_no_origin(
        reports in proptest::collection::vec(report(), 2..5),
        planted in proptest::collection::vec((0..3_u8, 0..5_usize, 0..8_i8), 0..6),
    ) {
        let mut articles = originals(&reports);
        let (_, before) = collate(articles.clone());
        for (n, (how, of, later)) in planted.iter().enumerate() {
            let original = *of % reports.len();
            let report = &reports[original];
            let day = (report.day + later).min(28);
            let outlet = format!("Copier {n}");
            let title = format!("What {} say of it", THINGS[n + 3]);
            let own = own_words(n);
            articles.push(match how {
                // The whole text under another headline.
                0 => article(&outlet, day, &title, &report.paragraphs()),
                // Its first half between own words.
                1 => {
                    let mut paragraphs = report.paragraphs();
                    paragraphs.truncate(3);
                    paragraphs.insert(0, own);
                    article(&outlet, day, &title, &paragraphs)
                }
                // The fact in one's own words, credited.
                _ => {
                    let (toll, named) = (report.toll, OUTLETS[original]);
                    let credited = match n % 3 {
                        0 => format!("{toll} people died when the Marit sank off Tarn Head, the {named} reported."),
                        1 => format!("The {named} reported that {toll} people died in the sinking of the Marit."),
                        _ => format!("According to the {named}, {toll} people are dead since the ferry Marit sank."),
                    };
                    article(&outlet, day, &title, &[credited, own])
                }
            });
        }
        let (story, after) = collate(articles);
        let allowed = reports.len();
        prop_assert!(
            widest_entry(&story, &after) <= allowed && most_origins(&after) <= allowed,
            "{} writers, but {} origins: {}", allowed, widest_entry(&story, &after),
            crossread_view::ledger_json(&story, &after, &[])
        );
        // What could be compared still can. (Two entries may become one: a copier's words can be the link that was missing.)
        prop_assert!(entries_of_figures(&after) >= 1.min(entries_of_figures(&before)));
    }

    #[test]
    fn the_order_of_articles_changes_nothing(
        reports in proptest::collection::vec(report(), 2..5), turn in 0..5_usize, swap in any::<bool>(),
    ) {
        let articles = originals(&reports);
        let mut other = articles.clone();
        other.rotate_left(turn % reports.len());
        if swap { other.reverse(); }
        let (story, ledger) = collate(articles);
        let (story_again, ledger_again) = collate(other);
        prop_assert_eq!(
            crossread_view::ledger_json(&story, &ledger, &[]),
            crossread_view::ledger_json(&story_again, &ledger_again, &[])
        );
    }

    #[test]
    fn a_heap_is_sorted_alike_in_any_order(
        reports in proptest::collection::vec(report(), 2..5), turn in 0..9_usize,
    ) {
        let mut articles = originals(&reports);
        let fair = "The bakers of Ostrel opened their yearly fair with rye loaves and a brass band on the old square.";
        let judged = "Judges at the bakers' fair in Ostrel gave the prize for rye bread to Olga Prenn, who has baked since she \
                      was nine.";
        articles.push(article("Bread Weekly", 12, "Bakers of Ostrel hold their fair", &[fair.to_owned()]));
        articles.push(article("Oven and Mill", 12, "Olga Prenn wins at the bakers' fair", &[judged.to_owned()]));
        let sorted = |articles: Vec<Article>| -> Vec<Vec<String>> {
            let heap = Story::new(articles);
            let annotations: Vec<Annotations> = heap.articles().iter().map(|article| annotate(Language::english(), article)).collect();
            let lists = align::stories::find(Language::english(), &heap, &annotations);
            let name = |i: &u32| heap.articles()[*i as usize].facts.outlet.clone().unwrap_or_default();
            lists.iter().map(|list| list.iter().map(name).collect()).collect()
        };
        let mut other = articles.clone();
        let len = other.len();
        other.rotate_left(turn % len);
        let lists = sorted(articles);
        prop_assert_eq!(&lists, &sorted(other));
        // The fair is no part of the wreck.
        for list in &lists {
            let fair = list.iter().filter(|outlet| !OUTLETS.contains(&outlet.as_str())).count();
            prop_assert!(fair == 0 || fair == list.len(), "{:?}", lists);
        }
    }
}
