//! The page that leads to the reports of a heap's stories.

use super::page::{filed, filter};
use super::text::words;
use crate::summary::{self, count, one_line};
use crate::{moment, outlet, via};
use crossread_core::ledger::{Entry, EntryStatus, Reading};
use crossread_core::story::SkippedInput;
use crossread_core::{Article, Ledger, Story};
use jiff::civil::Date;
use maud::{Markup, html};

/// An index of stories: `files[i]` is the name of the report of `stories[i]`.
pub fn stories_page(
    stories: &[(Story, Ledger)],
    files: &[String],
    alone: &[Article],
    skipped: &[SkippedInput],
) -> String {
    let heading = summary::count_stories(stories.len());
    let in_stories: usize = stories.iter().map(|(story, _)| story.articles().len()).sum();
    let cards: Vec<StoryCard> =
        stories.iter().zip(files).map(|((story, ledger), file)| StoryCard::of(story, ledger, file)).collect();
    let body = html! {
        header {
            h1 { (heading) }
            p.meta { (count(in_stories, "article")) " in stories, " (count(alone.len(), "article")) " in none" }
            (finder())
        }
        main {
            @if !skipped.is_empty() {
                details open { summary { (count(skipped.len(), "input")) " skipped" } ul { @for one in skipped { li { (words(&one.reason)) } } } }
            }
            (story_list(&cards))
            @if !alone.is_empty() {
                section {
                    h2 { "In no story " b { (alone.len()) } }
                    details.holds { summary { "Show all " (alone.len()) } ul.lines { @for article in alone { (listed(article)) } } }
                }
            }
        }
    };
    filed(&heading, body)
}

/// Finds a story in the list.
fn finder() -> Markup {
    html! {
        nav aria-label="Find a story" {
            select.sort data-list="stories" hidden aria-label="Sort stories" {
                option value="articles" { "most articles first" }
                option value="disputed" { "most disputed first" }
                option value="last" { "latest first" }
                option value="name" { "by headline" }
            }
            (filter("Filter stories"))
        }
    }
}

/// A story in a list.
#[derive(Clone, Debug, Default)]
pub struct StoryCard {
    /// Where it leads.
    pub address: String,
    /// Its headline.
    pub heading: String,
    /// How many articles of how many outlets, and when: for a reader.
    pub size: String,
    /// How many entries of each status, for a reader; empty where none needs one.
    pub statuses: String,
    /// What is disputed first.
    pub disputed: Option<String>,
    /// What came last, for a reader.
    pub new: Option<String>,
    /// The last run of a project that brought an article of it.
    pub run: Option<u32>,
    /// How many articles.
    pub articles: usize,
    /// How many disputed entries.
    pub disputes: usize,
    /// The day of the last publication.
    pub last: Option<Date>,
}

impl StoryCard {
    fn of(story: &Story, ledger: &Ledger, file: &str) -> StoryCard {
        let disputed: Vec<_> = ledger.entries.iter().filter(|entry| entry.status == EntryStatus::Disputed).collect();
        StoryCard {
            address: file.to_owned(),
            heading: summary::heading(story),
            size: summary::size_in_words(story),
            statuses: summary::statuses(ledger),
            disputed: disputed.first().map(|entry| in_a_line(story, entry)),
            new: None,
            run: None,
            articles: story.articles().len(),
            disputes: disputed.len(),
            last: story.articles().iter().filter_map(|article| article.facts.published).map(|moment| moment.day).max(),
        }
    }
}

/// Most readings of a dispute that a line names.
const READINGS: usize = 3;

/// What is disputed, and the values or, where it is in dispute whose words they are, the speakers.
fn in_a_line(story: &Story, entry: &Entry) -> String {
    let side = |reading: &Reading| match reading.speaker() {
        Some(speaker) => via(story, Some(speaker)).unwrap_or_default().to_owned(),
        None => summary::value(story, reading),
    };
    let mut sides: Vec<String> = Vec::new();
    for side in entry.readings.iter().map(side) {
        if !sides.contains(&side) {
            sides.push(side);
        }
    }
    let more = if sides.len() > READINGS { " · …" } else { "" };
    sides.truncate(READINGS);
    format!("{}: {}{more}", one_line(&summary::headline(story, entry), 100), one_line(&sides.join(" · "), 90))
}

/// Stories in a list, each with its size and what is disputed in it.
pub fn story_list(cards: &[StoryCard]) -> Markup {
    html! { ul #stories .lines { @for card in cards { (line(card)) } } }
}

fn line(card: &StoryCard) -> Markup {
    let days =
        card.last.map_or(0, |day| i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day()));
    html! {
        li data-filter data-run=[card.run] data-articles=(card.articles) data-disputed=(card.disputes) data-last=(days) {
            a.said href=(card.address) { bdi { (words(&card.heading)) } }
            span.meta { (card.size) @if !card.statuses.is_empty() { " · " (card.statuses) } @if let Some(new) = &card.new { " · " b { (new) } } }
            @if let Some(disputed) = &card.disputed { span.meta.disputed { "disputed: " bdi { (words(&one_line(disputed, 200))) } } }
        }
    }
}

/// One line for an article.
fn listed(article: &Article) -> Markup {
    html! {
        li data-filter {
            bdi { (words(&outlet(article))) }
            @if let Some(published) = article.facts.published { span.meta { (moment(published)) } }
            @if let Some(title) = &article.facts.title { bdi { (words(&one_line(title, 140))) } }
        }
    }
}
