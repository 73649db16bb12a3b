//! The laws of the house, on the invented story and on random text (HOUSE: "tests run them on every case").

use crossread_core::ledger::{EntryKind, EntryStatus};
use crossread_core::story::{BlockKind, Facts, Moment, SkippedInput};
use crossread_core::{Annotations, Article, DecidedPairs, Language, Ledger, Passage, Story, align, annotate, tabulate};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn example() -> Vec<Article> {
    let folder = root().join("examples/ferry");
    read(&[folder])
}

fn read(paths: &[PathBuf]) -> Vec<Article> {
    let mut articles = Vec::new();
    crossread_ingest::read_inputs(paths, &Default::default(), &mut std::io::empty(), &mut |taken| {
        articles.extend(taken.ok())
    });
    articles
}

fn collate(articles: Vec<Article>) -> (Story, Vec<Annotations>, Ledger) {
    let story = Story::new(articles);
    let annotations: Vec<Annotations> =
        story.articles().iter().map(|article| annotate(Language::english(), article)).collect();
    let ledger = tabulate(
        Language::english(),
        &story,
        &align(Language::english(), &story, &annotations, &DecidedPairs::default()),
    );
    (story, annotations, ledger)
}

fn json(articles: Vec<Article>) -> String {
    let (story, _, ledger) = collate(articles);
    crossread_view::ledger_json(&story, &ledger, &[] as &[SkippedInput])
}

/// A reprint: the same text under another outlet's name, a day later.
fn reprint(article: &Article, outlet: &str) -> Article {
    let mut facts = Facts { outlet: Some(outlet.to_owned()), url: None, ..article.facts.clone() };
    if let Some(published) = &mut facts.published {
        published.day = published.day.tomorrow().expect("no story is at the end of time");
    }
    Article { facts, ..article.clone() }
}

/// For each entry, by kind and subject, how many origins its passages have.
fn origins(story: &Story, ledger: &Ledger) -> BTreeMap<(String, String), usize> {
    let mut counts = BTreeMap::new();
    for entry in &ledger.entries {
        let key = (format!("{:?}", entry.kind), story.words(entry.subject).to_owned());
        let most = entry.readings.iter().map(|reading| reading.origins().len()).max().unwrap_or(0);
        let seen = counts.entry(key).or_insert(0);
        *seen = most.max(*seen);
    }
    for (event, origins) in ledger.events.iter().zip(&ledger.event_origins) {
        let key = ("happening".to_owned(), event.id(story));
        counts.insert(key, origins.len());
    }
    counts
}

/// Law 1: spans are in bounds, on character boundaries, sorted.
fn spans_are_lawful(article: &Article, found: &Annotations) {
    let text = &article.text;
    let mut last = 0;
    for sentence in &found.sentences {
        assert!(sentence.span.fits(text) && sentence.span.start >= last);
        last = sentence.span.start;
        let mut end = sentence.span.start;
        for (i, token) in sentence.tokens.iter().enumerate() {
            assert!(token.span.fits(text) && token.span.start >= end && !token.span.is_empty());
            assert!((token.head as usize) < sentence.tokens.len());
            assert!(sentence.ancestors(i).any(|at| sentence.head(at).is_none()), "a cycle in the tree");
            end = token.span.end;
        }
        let roots = (0..sentence.tokens.len()).filter(|&i| sentence.head(i).is_none()).count();
        assert_eq!(roots, 1, "one root in {:?}", sentence.span.of(text));
    }
    let sorted = |spans: Vec<crossread_core::Span>| {
        assert!(spans.iter().all(|span| span.fits(text) && !span.is_empty()));
        assert!(spans.windows(2).all(|pair| pair[0].start <= pair[1].start));
    };
    sorted(found.names.iter().map(|name| name.span).collect());
    sorted(found.dates.iter().map(|date| date.span).collect());
    sorted(found.quotes.iter().map(|quote| quote.span).collect());
    sorted(found.figures.iter().map(|figure| figure.span).collect());
    sorted(found.credits.iter().map(|credit| credit.span).collect());
    let referents = found.referents.len() as u32;
    assert!(found.names.iter().all(|name| name.referent < referents));
    for quote in &found.quotes {
        assert_eq!(quote.speaker.is_some(), quote.basis.is_some(), "a basis exactly where there is a speaker");
        assert!(quote.speaker.is_none_or(|s| s.span.fits(text) && s.referent.is_none_or(|r| r < referents)));
        assert!(quote.continues.is_none_or(|before| (before as usize) < found.quotes.len()));
    }
    for figure in &found.figures {
        assert!(figure.as_of.is_none_or(|date| (date as usize) < found.dates.len()));
    }
}

#[test]
fn spans_of_the_example_are_lawful() {
    for article in example() {
        spans_are_lawful(&article, &annotate(Language::english(), &article));
    }
}

#[test]
fn a_second_run_and_another_order_give_the_same_bytes() {
    let articles = example();
    let first = json(articles.clone());
    assert_eq!(first, json(articles.clone()));
    let mut turned = articles.clone();
    turned.reverse();
    assert_eq!(first, json(turned));
    let mut mixed = articles;
    mixed.rotate_left(3);
    mixed.swap(0, 2);
    assert_eq!(first, json(mixed.clone()));
    let codings = |articles: Vec<Article>| {
        let (story, annotations, ledger) = collate(articles);
        crossread_view::codings_csv(&story, &annotations, &ledger)
    };
    assert_eq!(codings(example()), codings(mixed));
}

#[test]
fn printing_an_article_again_adds_no_origin() {
    let articles = example();
    let (story, _, ledger) = collate(articles.clone());
    let before = origins(&story, &ledger);
    for article in &articles {
        let mut more = articles.clone();
        more.push(reprint(article, "The Reprint"));
        let (story, _, ledger) = collate(more);
        for (entry, count) in origins(&story, &ledger) {
            if let Some(before) = before.get(&entry) {
                assert!(
                    count <= *before,
                    "{entry:?}: {before} origins before a reprint of {:?}, {count} after",
                    article.facts.input
                );
            }
        }
    }
}

#[test]
fn an_unrelated_article_changes_no_entry() {
    let entries = |json: String| -> serde_json::Value {
        serde_json::from_str::<serde_json::Value>(&json).unwrap()["entries"].clone()
    };
    let articles = example();
    let before = entries(json(articles.clone()));
    let text = "Bakers hold their fair\n\nThe bakers of Ostrel held their yearly fair under a clear sky, and the smell of rye bread \
                filled every lane of the old quarter.\n\n“We bake what our mothers baked,” said Olga Prenn, the oldest of them.\n";
    let mut more = articles;
    more.extend(crossread_ingest::articles("fair.txt", text.as_bytes()).into_iter().flatten());
    assert_eq!(before, entries(json(more)));
}

#[test]
fn saying_a_thing_twice_is_one_origin() {
    let once = "A bridge fell\n\nThe Rhone Bridge in Ostrel fell on Friday and 17 people were killed, the Harbor Courier learned from the \
                engineers who had examined it in the week before.\n";
    let twice = format!(
        "{once}\n17 people were killed when the Rhone Bridge in Ostrel fell, and nobody has yet said why it did.\n"
    );
    let other = "Bridge in Ostrel gone\n\nWhen the Rhone Bridge in Ostrel fell, 17 people were killed and the river was closed to every ship \
                 that had been waiting for the tide to turn.\n";
    let count = |text: &str| {
        let mut articles: Vec<Article> = Vec::new();
        for text in [text, other] {
            articles.extend(crossread_ingest::articles("a.txt", text.as_bytes()).into_iter().flatten());
        }
        let (_, _, ledger) = collate(articles);
        let entry = ledger.entries.iter().find(|entry| entry.readings.iter().any(|r| r.passages().count() >= 2));
        entry.expect("the toll is an entry").readings.iter().map(|reading| reading.origins().len()).max()
    };
    assert_eq!(count(once), count(&twice));
}

#[test]
fn two_officials_in_one_article_are_two_origins() {
    let two = "A bridge fell\n\nMayor Ann Lowe said 17 people were killed when the Rhone Bridge in Ostrel fell on Friday.\n\nFire chief \
               Tom Rudd also said 17 people were killed when the Rhone Bridge in Ostrel fell.\n";
    let other = "Bridge in Ostrel gone\n\nMayor Ann Lowe told councillors that 17 people were killed in Ostrel when the Rhone Bridge fell.\n";
    let mut articles: Vec<Article> = Vec::new();
    for text in [two, other] {
        articles.extend(crossread_ingest::articles("a.txt", text.as_bytes()).into_iter().flatten());
    }
    let (story, _, ledger) = collate(articles);
    let entry = ledger.entries.iter().find(|entry| entry.readings.iter().any(|r| r.passages().count() >= 3));
    let reading = &entry.expect("the toll is an entry").readings[0];
    let speakers: Vec<&str> = reading
        .origins()
        .iter()
        .map(|origin| match origin.via() {
            Some(crossread_core::ledger::Provenance::Speaker(words)) => story.words(*words),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(speakers, ["Ann Lowe", "Tom Rudd"], "the mayor in two articles is one origin, the chief another");
}

#[test]
fn the_example_holds_what_its_table_says() {
    let (story, annotations, ledger) = collate(example());
    let value: serde_json::Value = serde_json::from_str(&crossread_view::ledger_json(&story, &ledger, &[])).unwrap();
    let entries = value["entries"].as_array().unwrap();
    let lows = |entry: &serde_json::Value| -> Vec<String> {
        let readings = entry["readings"].as_array().unwrap();
        readings.iter().filter_map(|r| r["value"]["low"].as_str().map(str::to_owned)).collect()
    };
    // Disputed: 23 and 31 missing.
    let missing = entries.iter().find(|e| lows(e).contains(&"23".to_owned())).expect("the missing are an entry");
    assert_eq!(missing["status"], "disputed");
    assert!(lows(missing).contains(&"31".to_owned()));
    // Changed: the toll.
    let toll = entries.iter().find(|e| lows(e).contains(&"27".to_owned())).expect("the toll is an entry");
    assert_eq!(toll["status"], "changed", "{toll:#}");
    for value in ["11", "19", "27", "34"] {
        assert!(lows(toll).contains(&value.to_owned()), "{value} is a reading of the toll");
    }
    // The toll of 19 has one origin in two articles.
    let nineteen = toll["readings"].as_array().unwrap().iter().find(|r| r["value"]["low"] == "19").unwrap();
    let origins = nineteen["origins"].as_array().unwrap();
    assert_eq!(origins.len(), 1);
    assert_eq!(origins[0]["passages"].as_array().unwrap().len(), 2);
    // One utterance, two speakers who are two people.
    let doors =
        entries.iter().find(|e| e["kind"] == "quote" && e["status"] == "disputed").expect("the doors are disputed");
    let speakers: std::collections::BTreeSet<&str> =
        doors["readings"].as_array().unwrap().iter().filter_map(|r| r["speaker"].as_str()).collect();
    assert_eq!(speakers.into_iter().collect::<Vec<_>>(), ["Dana Brandal", "Piet Brandal"]);
    // Spellings of one person.
    let eriksen = value["entities"].as_array().unwrap().iter().find(|e| e["name"] == "Tomas Eriksen").expect("Eriksen");
    let variants: Vec<&str> =
        eriksen["variants"].as_array().unwrap().iter().filter_map(|v| v["text"].as_str()).collect();
    assert!(variants.contains(&"Tomas Erikson"), "{variants:?}");
    // Nothing is read from boilerplate.
    for (article, found) in story.articles().iter().zip(&annotations) {
        for sentence in &found.sentences {
            assert!(article.blocks[sentence.part as usize].kind.is_read());
        }
        let words: String = found.sentences.iter().map(|s| s.span.of(&article.text)).collect();
        for noise in ["Sink the whole company", "Like this story", "Disclaimer", "Also on", "Most read"] {
            assert!(!words.contains(noise), "'{noise}' was read");
        }
    }
}

#[test]
fn one_utterance_of_a_named_and_an_unnamed_speaker_has_one_origin() {
    let words = "“We lost every boat that was moored along the northern quay,”";
    let text = |who: &str| format!("Storm hits Ostrel\n\nThe storm came on Friday. {words} {who} said on Saturday.\n");
    let articles = ["Ann Lowe", "the harbor master", "a fisherman"].map(|who| {
        let mut article = crossread_ingest::articles(who, text(who).as_bytes()).remove(0).expect("an article");
        article.facts.outlet = Some(format!("Outlet of {who}"));
        article
    });
    let (_, _, ledger) = collate(articles.to_vec());
    let quotes: Vec<_> = ledger.entries.iter().filter(|entry| entry.kind == EntryKind::Quote).collect();
    assert_eq!(quotes.len(), 1);
    assert_eq!(quotes[0].status, EntryStatus::Single, "who is unknown adds no origin");
}

/// An article of one address, as it was fetched on a day.
fn fetched(text: &str, url: &str, day: i8) -> Article {
    let mut article = crossread_ingest::articles("page", text.as_bytes()).remove(0).expect("an article");
    article.facts.url = Some(url.to_owned());
    article.facts.outlet = Some("Harbor News".to_owned());
    article.facts.retrieved = Some(Moment { day: jiff::civil::date(2023, 3, day), time: None });
    article
}

#[test]
fn a_changed_version_is_linked_to_the_first_with_what_changed() {
    let before = "Flood takes houses\n\nThe flood took 12 houses in Ostrel on Friday. The mayor spoke of a miracle. The bridge \
                  held all night and was opened again at dawn for the buses.\n";
    let after = before.replace("12 houses", "15 houses").replace(" The mayor spoke of a miracle.", "");
    let story = vec![fetched(&after, "https://a.example/flood#top", 3), fetched(before, "http://a.example/flood/", 2)];
    let (story, _, ledger) = collate(story);
    let [version] = &ledger.versions[..] else { panic!("{:?}", ledger.versions) };
    let words = |passages: &[Passage]| passages.iter().map(|p| story.words(*p).to_owned()).collect::<Vec<_>>();
    assert!(version.directed);
    assert_eq!(story.articles()[version.earlier as usize].text.as_ref(), before);
    assert_eq!(
        words(&version.removed),
        ["The flood took 12 houses in Ostrel on Friday.", "The mayor spoke of a miracle."]
    );
    assert_eq!(words(&version.added), ["The flood took 15 houses in Ostrel on Friday."]);
    // What both say has one origin, though the outlet is not known to be one.
    assert!(ledger.entries.iter().flat_map(|entry| &entry.readings).all(|reading| reading.origins().len() == 1));
    // Another day's front page is another article; so is another address.
    let other = "Bakers hold their fair\n\nThe bakers of Ostrel opened their fair on the old square with rye loaves.\n";
    for url in ["http://a.example/flood", "http://a.example/fair"] {
        let (_, _, ledger) = collate(vec![fetched(before, "http://a.example/flood", 2), fetched(other, url, 3)]);
        assert!(ledger.versions.is_empty(), "{url}");
    }
}

#[test]
fn the_same_article_fetched_twice_is_one() {
    let article = |day, teaser: &str| {
        let text = format!(
            "Flood takes houses\n\nThe flood took 12 houses in Ostrel on Friday, the mayor said.\n\n{teaser}\n"
        );
        fetched(&text, "https://a.example/flood", day)
    };
    let mut again = article(3, "Share this");
    let teaser = again.blocks.last().expect("a block").kind;
    assert_eq!(teaser, BlockKind::Boilerplate, "the test needs a teaser");
    let (story, _, _) = collate(vec![article(2, "Share this"), again.clone()]);
    assert_eq!(story.articles().len(), 1);
    assert_eq!(story.articles()[0].facts.retrieved.map(|when| when.day.day()), Some(2));
    let (story, _, ledger) = collate(vec![article(2, "Share this"), article(4, "Follow us")]);
    assert_eq!((story.articles().len(), ledger.versions.len()), (1, 0), "only what is not the article changed");
    again.facts.outlet = Some("Another".to_owned());
    let (story, _, _) = collate(vec![article(2, "Share this"), again]);
    assert_eq!(story.articles().len(), 2, "another outlet's print is another article");
}

/// Law 8: only one room has a way to the network. The bench is asked, on this machine alone, and asks nobody.
#[test]
fn no_other_room_knows_the_network() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut looked_at = 0;
    let mut folders: Vec<PathBuf> = std::fs::read_dir(crates).unwrap().map(|entry| entry.unwrap().path()).collect();
    while let Some(folder) = folders.pop() {
        if folder.ends_with("crossread-fetch") || folder.ends_with("tests") || folder.ends_with("target") {
            continue;
        }
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "toml") {
                let text = std::fs::read_to_string(&path).unwrap();
                looked_at += 1;
                let is_bench = path.components().any(|part| part.as_os_str() == "crossread-bench");
                let net = if is_bench { "UNSPECIFIED" } else { "std::net" };
                for way in [net, "ureq", "reqwest", "hyper", "TcpStream", "UdpSocket"] {
                    assert!(!text.contains(way), "{} knows {way}", path.display());
                }
            }
        }
    }
    assert!(looked_at > 100, "only {looked_at} files");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_lawfully(text in "((The|A|In|Mr\\.|\"|“|”|'|said|told|5,200|some|dozens of|killed|on Friday|May|March 31|U\\.S\\.|Ann Lowe|Lowe|he|,|\\.|\\?|\n\n|[a-z]{1,9}|\\PC) ?){0,60}") {
        for article in crossread_ingest::articles("a", text.as_bytes()).into_iter().flatten() {
            let found = annotate(Language::english(), &article);
            spans_are_lawful(&article, &found);
            prop_assert_eq!(&found, &annotate(Language::english(), &article));
        }
    }

    #[test]
    fn any_bytes_are_collated(bytes in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..200), 1..4)) {
        let mut articles = Vec::new();
        for bytes in &bytes {
            articles.extend(crossread_ingest::articles("a", bytes).into_iter().flatten());
        }
        let (story, annotations, ledger) = collate(articles);
        crossread_view::report(&story, &annotations, &ledger, &[], None);
        crossread_view::ledger_json(&story, &ledger, &[]);
    }
}

/// All sources of a folder, with their paths.
fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            found.extend(sources(&entry));
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            found.push((entry.clone(), std::fs::read_to_string(&entry).unwrap()));
        }
    }
    found
}

/// The logarithm of one machine is not that of another: what decides is counted in whole numbers.
#[test]
fn whole_numbers_decide() {
    for of in ["crossread-language", "crossread-core", "crossread-engine"] {
        let files = sources(&root().join("crates").join(of).join("src"));
        assert!(!files.is_empty(), "{of}");
        for (path, source) in files {
            let words = source.split(|c: char| !c.is_alphanumeric() && c != '_');
            let real =
                words.filter(|word| matches!(*word, "f32" | "f64") || word.ends_with("_f64") || word.ends_with("_f32"));
            assert_eq!(real.count(), 0, "{}", path.display());
        }
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let example = root().join("examples/ferry").canonicalize().unwrap();
    for command in ["collate", "stories"] {
        let told = ["1", "2", "8"].map(|threads| {
            let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_crossread"));
            program.args([command, "--format", "json", "-o", "-", "--jobs", threads]).arg(&example);
            let run = program.output().unwrap();
            assert_eq!(run.status.code(), Some(0));
            run.stdout
        });
        assert!(!told[0].is_empty() && told[0] == told[1] && told[0] == told[2], "{command}");
    }
}
