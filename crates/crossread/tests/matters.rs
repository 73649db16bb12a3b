//! Which figures stand beside each other. Everything here is invented.

use crossread_core::ledger::{EntryKind, Ledger};
use crossread_core::{Article, DecidedPairs, Language, Story, align, annotate, tabulate};

/// The ledger of articles: (outlet, day of March 2031, text, headline first).
fn ledger(texts: &[(&str, i8, &str)]) -> (Story, Ledger) {
    let articles = texts.iter().map(|(outlet, day, text)| {
        let mut article: Article =
            crossread_ingest::articles(outlet, text.as_bytes()).remove(0).expect("a readable article");
        article.facts.outlet = Some((*outlet).to_owned());
        article.facts.published =
            Some(crossread_core::story::Moment { day: jiff::civil::date(2031, 3, *day), time: None });
        article
    });
    let story = Story::new(articles.collect());
    let annotations: Vec<_> = story.articles().iter().map(|article| annotate(Language::english(), article)).collect();
    let ledger = tabulate(
        Language::english(),
        &story,
        &align(Language::english(), &story, &annotations, &DecidedPairs::default()),
    );
    (story, ledger)
}

/// For each entry of figures, the words of its figures, sorted.
fn together(texts: &[(&str, i8, &str)]) -> Vec<Vec<String>> {
    let (story, ledger) = ledger(texts);
    let figures = ledger.entries.iter().filter(|entry| entry.kind == EntryKind::Figure);
    let words = figures.map(|entry| {
        let passages = entry.readings.iter().flat_map(|reading| reading.passages());
        let mut words: Vec<String> = passages.map(|passage| story.words(passage).to_owned()).collect();
        words.sort();
        words
    });
    words.collect()
}

fn joined(texts: &[(&str, i8, &str)], one: &str, other: &str) -> bool {
    let has = |entry: &Vec<String>, words: &str| entry.iter().any(|figure| figure == words);
    together(texts).iter().any(|entry| has(entry, one) && has(entry, other))
}

#[test]
fn what_a_sentence_puts_in_the_place_of_a_number_is_another_answer_to_one_question() {
    let flood = [
        (
            "Ostrel Post",
            14,
            "Flood at Dorn\n\nFourteen people were taken off roofs by boat at Dorn on Tuesday, the mayor said.",
        ),
        (
            "Velmark Star",
            15,
            "River floods Dorn\n\nNot 14 but nine people were taken off roofs by boat at Dorn on Tuesday, police said.",
        ),
    ];
    assert!(joined(&flood, "Fourteen", "nine"), "{:?}", together(&flood));
}

#[test]
fn deaths_of_another_event_do_not_stand_beside_these() {
    let texts = [
        (
            "Ostrel Post",
            4,
            "Embassy stormed in Kessin\n\nThe march came after Velmark's air strikes on Sunday killed 25 fighters of the \
             Tarn Brigade near the border.\n",
        ),
        (
            "Skell Courier",
            9,
            "Burial put off in Ladra\n\nThe burial of General Orlo Brandt was put off after more than 50 mourners were killed in \
             a crush in his home town of Ladra.\n",
        ),
        (
            "Harbor News",
            9,
            "Velmark's strikes\n\nThe Tarn Brigade says the air strikes by Velmark killed at least 25 of its fighters.\n",
        ),
    ];
    assert!(!joined(&texts, "25", "more than 50"));
    assert!(joined(&texts, "25", "at least 25"), "{:?}", together(&texts));
}

#[test]
fn the_tolls_of_one_bombing_stand_together() {
    let texts = [
        (
            "Ostrel Post",
            15,
            "Death toll from Ladra convoy bomb rises to 112\n\nThe death toll from a bomb attack on a convoy of buses outside \
             Ladra has risen to 112, the Kessin Monitor said on Sunday.\n",
        ),
        (
            "Skell Courier",
            16,
            "Death toll from Ladra convoy bomb 126\n\nThe death toll from a bomb attack on a convoy of buses outside Ladra has \
             reached 126, the Kessin Monitor said on Monday.\n",
        ),
    ];
    assert!(joined(&texts, "112", "126"), "{:?}", together(&texts));
}

#[test]
fn a_previous_toll_stands_with_the_new_one() {
    let texts = [
        (
            "Ostrel Post",
            16,
            "Blast in Ladra\n\nThe blast in Ladra killed 126 people, the Kessin Monitor said, updating a previous toll of 112 dead.\n",
        ),
        (
            "Skell Courier",
            16,
            "Blast in Ladra\n\nAt least 112 people were killed in the blast in Ladra, the Kessin Monitor said.\n",
        ),
    ];
    assert!(joined(&texts, "126", "112"), "{:?}", together(&texts));
}

#[test]
fn the_released_are_not_the_abducted() {
    let texts = [
        (
            "Ostrel Post",
            6,
            "Girls free\n\nThe Kessin government welcomed the release of 82 schoolgirls who were kidnapped in Ladra by the Tarn \
             Brigade.\n",
        ),
        (
            "Skell Courier",
            7,
            "Three years on\n\nThe Tarn Brigade kidnapped 276 schoolgirls in Ladra, and parents still wait in Kessin.\n",
        ),
    ];
    assert!(!joined(&texts, "82", "276"));
}

#[test]
fn a_number_of_years_is_not_a_number_of_evenings() {
    let texts = [
        ("Ostrel Post", 3, "No way out\n\nThe army is still in Kessin 19 sad years later, and nobody knows why.\n"),
        (
            "Skell Courier",
            6,
            "At home\n\nI have spent the last 20 or so New Years' Eves before the radio with my wife.\n",
        ),
    ];
    assert!(!joined(&texts, "19", "20 or so"));
}

#[test]
fn an_age_is_that_of_the_name_behind_it_and_of_nobody_beside() {
    let texts = [
        (
            "Ostrel Post",
            6,
            "Singer mourns cousin\n\nThe singer Ada Brandal posted photos of herself with 21-year-old Tavo Keeve Sarn on Tuesday.\n",
        ),
        (
            "Skell Courier",
            7,
            "Brandal mourns\n\nHer cousin, Tavo Keeve Sarn, 21, was killed on Monday. The 29-year-old singer posted photos.\n",
        ),
    ];
    assert!(joined(&texts, "21-year-old", "21"), "{:?}", together(&texts));
    assert!(!joined(&texts, "21-year-old", "29-year-old"));
    let texts = [
        ("Ostrel Post", 6, "Talks\n\nTalks were led by the kingdom's ruler, 33-year-old Crown Prince Orlo Brandt.\n"),
        (
            "Skell Courier",
            7,
            "Talks\n\nCrown Prince Orlo Brandt met nobody. The prince's 82-year-old father led the talks.\n",
        ),
    ];
    assert!(!joined(&texts, "33-year-old", "82-year-old"));
}

#[test]
fn so_many_shots_are_not_so_many_people() {
    let texts = [
        (
            "Ostrel Post",
            6,
            "Shots in Ladra\n\nTwo men stormed the center in Ladra and sprayed 75 rounds into the conference room.\n",
        ),
        ("Skell Courier", 6, "Shots in Ladra\n\nThe mayor said that 75 to 80 people were in the room.\n"),
    ];
    assert!(!joined(&texts, "75", "75 to 80"), "{:?}", together(&texts));
}
