//! The page that leads to the reports of a heap's stories.

use super::page::{filter, frame};
use super::text::words;
use crate::summary::{self, count, one_line};
use crate::{moment, outlet};
use crossread_core::ledger::EntryStatus;
use crossread_core::story::Skipped;
use crossread_core::{Article, Ledger, Story};
use maud::{Markup, html};

/// An index of stories: `files[i]` is the name of the report of `stories[i]`.
pub fn stories_page(stories: &[(Story, Ledger)], files: &[String], alone: &[Article], skipped: &[Skipped]) -> String {
    let heading = summary::count_stories(stories.len());
    let in_stories: usize = stories.iter().map(|(story, _)| story.articles().len()).sum();
    let body = html! {
        header {
            h1 { (heading) }
            p.meta { (count(in_stories, "article")) " in stories, " (count(alone.len(), "article")) " in none" }
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
        main {
            @if !skipped.is_empty() {
                details open { summary { (count(skipped.len(), "input")) " skipped" } ul { @for one in skipped { li { (words(&one.reason)) } } } }
            }
            ul #stories .lines { @for ((story, ledger), file) in stories.iter().zip(files) { (line(story, ledger, file)) } }
            @if !alone.is_empty() {
                section {
                    h2 { "In no story " b { (alone.len()) } }
                    details.holds { summary { "Show all " (alone.len()) } ul.lines { @for article in alone { (listed(article)) } } }
                }
            }
        }
    };
    frame(&heading, body)
}

/// A story: its headline, its size, and what is disputed in it.
fn line(story: &Story, ledger: &Ledger, file: &str) -> Markup {
    let disputed: Vec<_> = ledger.entries.iter().filter(|entry| entry.status == EntryStatus::Disputed).collect();
    let last = story.articles().iter().filter_map(|article| article.facts.published).map(|moment| moment.day).max();
    let statuses = summary::statuses(ledger);
    let days =
        last.map_or(0, |day| i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day()));
    html! {
        li data-filter data-articles=(story.articles().len()) data-disputed=(disputed.len()) data-last=(days) {
            a.said href=(file) { bdi { (words(&summary::heading(story))) } }
            span.meta { (summary::size_in_words(story)) @if !statuses.is_empty() { " · " (statuses) } }
            @if let Some(entry) = disputed.first() { span.meta.disputed { "disputed: " bdi { (words(&one_line(&summary::headline(story, entry), 120))) } } }
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
