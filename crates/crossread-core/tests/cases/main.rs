//! Markdown cases: short invented articles and what must be found in them, readable as documentation.
//!
//! Each phenomenon has `NAME.md`, and a `NAME.rs` that writes what was found as lines. In the Markdown, a block fenced
//! as ` ```article published=2020-01-05 outlet=Gazette title ` is an article (paragraphs apart by blank lines; with
//! `title`, the first is the headline; with `caption=2` the second stands under a picture), and each block fenced with a phenomenon's name after it holds the lines
//! expected of that article, all of them. Under a heading "Known to be wrong" stands what would be right: there the
//! test fails when it comes true, so that the case is moved up. `UPDATE_CASES=1 cargo test` rewrites the expectations
//! above that heading; read the difference.
//!
//! A line `rule: NAME, NAME` under a heading names rules that are marked in the code (`rule!`, [`crossread_core::rules`]) and must hold in the
//! blocks under that heading; every marked rule is named by a case.
//!
//! What is found by laying articles side by side has all articles since the last such block before it for its story; of what is
//! checked, the last of them is the draft.

mod attributes;
mod check;
mod dates;
mod days;
mod differences;
mod entities;
mod events;
mod figures;
mod happenings;
mod links;
mod names;
mod origins;
mod participants;
mod quotes;
mod sentences;
mod syntax;
mod timeline;
mod versions;

use crossread_core::annotate::Annotations;
use crossread_core::check::DraftFindings;
use crossread_core::story::{Block, BlockKind, Facts, Moment, PublishedBasis};
use crossread_core::{Alignment, Article, DecidedPairs, Language, Ledger, Span, Story, align, annotate, tabulate};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Writes what was found, a line each.
enum Render {
    /// In one article.
    Article(fn(&Article, &Annotations) -> Vec<String>),
    /// In several side by side.
    Story(fn(&Story, &Ledger) -> Vec<String>),
    /// In the last of several, checked against the others.
    Draft(fn(&Story, &DraftFindings, u32) -> Vec<String>),
}

impl Render {
    /// What is found in the articles before, which a story takes away.
    fn lines(&self, articles: &mut Vec<Article>) -> Vec<String> {
        match self {
            Render::Article(render) => {
                let article = articles.last().expect("an article stands before what is expected of it");
                render(article, &annotate(Language::english(), article))
            }
            Render::Story(render) => {
                let laid = CollatedCase::new(std::mem::take(articles));
                render(&laid.story, &laid.ledger)
            }
            Render::Draft(render) => {
                let hash = articles.last().expect("a draft stands before what is expected of it").sha256;
                let CollatedCase { story, annotations, alignment, ledger } =
                    CollatedCase::new(std::mem::take(articles));
                let draft = (0..).zip(story.articles()).find(|(_, article)| article.sha256 == hash);
                let draft = draft.expect("the draft is in the story").0;
                let accounts = (&story, annotations.as_slice());
                let checked = crossread_core::check::check(Language::english(), accounts, &alignment, &ledger, draft);
                render(&story, &checked, draft)
            }
        }
    }
}

/// Articles laid side by side.
struct CollatedCase {
    story: Story,
    annotations: Vec<Annotations>,
    alignment: Alignment,
    ledger: Ledger,
}

impl CollatedCase {
    fn new(articles: Vec<Article>) -> CollatedCase {
        let language = Language::english();
        let story = Story::new(articles);
        let annotations: Vec<Annotations> =
            story.articles().iter().map(|article| annotate(language, article)).collect();
        let alignment = align(language, &story, &annotations, &DecidedPairs::default());
        let ledger = tabulate(language, &story, &alignment);
        CollatedCase { story, annotations, alignment, ledger }
    }
}

const PHENOMENA: &[(&str, Render)] = &[
    ("attributes", Render::Story(attributes::render)),
    ("check", Render::Draft(check::render)),
    ("dates", Render::Article(dates::render)),
    ("days", Render::Story(days::render)),
    ("differences", Render::Story(differences::render)),
    ("entities", Render::Story(entities::render)),
    ("events", Render::Article(events::render)),
    ("figures", Render::Article(figures::render)),
    ("happenings", Render::Story(happenings::render)),
    ("links", Render::Story(links::render)),
    ("names", Render::Article(names::render)),
    ("origins", Render::Story(origins::render)),
    ("participants", Render::Article(participants::render)),
    ("quotes", Render::Article(quotes::render)),
    ("sentences", Render::Article(sentences::render)),
    ("syntax", Render::Article(syntax::render)),
    ("timeline", Render::Story(timeline::render)),
    ("versions", Render::Story(versions::render)),
];

/// Makes an article of a fenced block.
fn article(info: &str, text: &str) -> Article {
    let mut facts = Facts { language: Some("en".to_owned()), ..Facts::default() };
    let mut first_is_title = false;
    let mut caption = None;
    for word in info.split_whitespace().skip(1) {
        match word.split_once('=') {
            Some(("published", day)) => {
                let day = day.parse().unwrap_or_else(|_| panic!("not a day: {day}"));
                facts.published = Some(Moment { day, time: None });
                facts.published_basis = Some(PublishedBasis::Given);
            }
            Some(("url", url)) => facts.url = Some(url.to_owned()),
            Some(("outlet", outlet)) => facts.outlet = Some(outlet.replace('_', " ")),
            Some(("caption", paragraph)) => caption = paragraph.parse::<usize>().ok(),
            None if word == "title" => first_is_title = true,
            _ => panic!("what is '{word}' in ```{info}?"),
        }
    }
    let mut blocks = Vec::new();
    let mut at = 0;
    for paragraph in text.split("\n\n") {
        let span = Span::new(at, at + paragraph.len()).trim(text);
        at += paragraph.len() + 2;
        if !span.is_empty() {
            let kind = match blocks.len() {
                0 if first_is_title => BlockKind::Title,
                at if caption == Some(at + 1) => BlockKind::Caption,
                _ => BlockKind::Body,
            };
            blocks.push(Block { span, kind, credit: None });
        }
    }
    // Texts are told apart by it.
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let mut sha256 = [0; 32];
    sha256[..8].copy_from_slice(&hasher.finish().to_be_bytes());
    Article { sha256, text: text.into(), blocks, facts, anchors: Vec::new(), warnings: Vec::new() }
}

#[test]
fn cases_hold() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let mut wrong = Vec::new();
    let mut checked = 0;
    for (name, _) in PHENOMENA {
        let path = folder.join(format!("{name}.md"));
        let Ok(markdown) = std::fs::read_to_string(&path) else { continue };
        let rewritten = hold(name, &markdown, &mut wrong, &mut checked);
        if update && rewritten != markdown {
            std::fs::write(&path, rewritten).expect("cases can be written");
        }
    }
    assert!(checked > 0 || update, "no case was checked");
    assert!(update || wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_marked_rule_is_shown_by_a_case() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut sources, mut cases) = (Vec::new(), String::new());
    read_all(&root.join("src"), "rs", &mut |text| sources.push(text));
    read_all(&root.join("tests/cases"), "md", &mut |text| cases += &text);
    let shown: BTreeSet<&str> = cases.lines().flat_map(rules_named).collect();
    let marks = sources.iter().flat_map(|text| text.split("rule!(").skip(1));
    let marked: BTreeSet<&str> = marks.filter_map(|mark| mark.split_once(',')).map(|(name, _)| name).collect();
    let marked: BTreeSet<&str> = marked.into_iter().filter(|name| !name.contains([' ', '$'])).collect();
    assert!(!marked.is_empty(), "the marks were not found");
    assert_eq!(marked, shown, "left: marked in the code; right: named by cases");
}

/// All files of a folder and those below it whose names end so.
fn read_all(folder: &std::path::Path, ending: &str, take: &mut impl FnMut(String)) {
    for entry in std::fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            read_all(&path, ending, take);
        } else if path.extension().is_some_and(|own| own == ending) {
            take(std::fs::read_to_string(&path).expect("a file of ours is text"));
        }
    }
}

/// The rules that a line of a case names.
fn rules_named(line: &str) -> impl Iterator<Item = &str> {
    line.strip_prefix("rule: ").into_iter().flat_map(|names| names.split(", "))
}

/// The rules that the case under a heading shows.
#[derive(Default)]
struct ShownRules {
    named: Vec<String>,
    held: BTreeSet<&'static str>,
}

impl ShownRules {
    /// Tells those that did not hold, at the end of a case, and begins the next.
    fn close(&mut self, place: &str, wrong: &mut Vec<String>) {
        let ShownRules { named, held } = std::mem::take(self);
        // Marks are noted in builds with debug assertions alone.
        let missing = named.iter().filter(|name| cfg!(debug_assertions) && !held.contains(name.as_str()));
        wrong.extend(missing.map(|name| format!("{place}: above this line the rule {name} does not hold")));
    }
}

/// Checks one file; returns it with the expectations above "Known to be wrong" as they would be.
fn hold(name: &str, markdown: &str, wrong: &mut Vec<String>, checked: &mut usize) -> String {
    let mut rewritten = String::new();
    let mut lines = markdown.lines().enumerate();
    let mut articles: Vec<Article> = Vec::new();
    let mut known_to_be_wrong = false;
    let mut rules = ShownRules::default();
    while let Some((number, line)) = lines.next() {
        rewritten += line;
        rewritten.push('\n');
        rules.named.extend(rules_named(line).map(str::to_owned));
        if line.starts_with('#') {
            rules.close(&format!("{name}.md:{}", number + 1), wrong);
            known_to_be_wrong = line.contains("Known to be wrong");
        }
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
        let body: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
        let kind = info.split_whitespace().next().unwrap_or_default();
        let mut written: Vec<String> = body.iter().map(|line| (*line).to_owned()).collect();
        if kind == "article" {
            articles.push(article(info, &body.join("\n")));
        } else if let Some((_, render)) = PHENOMENA.iter().find(|(name, _)| *name == kind) {
            let found = render.lines(&mut articles);
            rules.held.extend(crossread_core::rules::held());
            *checked += 1;
            match (found == body, known_to_be_wrong) {
                (true, true) => wrong.push(format!("{name}.md:{}: now right: move it up", number + 1)),
                (false, false) => {
                    let expected = body.join("\n    ");
                    let got = found.join("\n    ");
                    wrong.push(format!("{name}.md:{}\n  expected\n    {expected}\n  found\n    {got}", number + 1));
                    written = found;
                }
                _ => {}
            }
        } else {
            panic!("{name}.md:{}: no phenomenon is named '{kind}'", number + 1);
        }
        for line in written {
            rewritten += &line;
            rewritten.push('\n');
        }
        rewritten += "```\n";
    }
    rules.close(&format!("{name}.md: at its end"), wrong);
    rewritten
}
