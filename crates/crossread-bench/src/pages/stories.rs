//! The first page: all stories.

use super::{Place, Sheet};
use crate::answer::{Answer, Shape};
use crossread_store::project::{ArticleRow, Result, StoryRow};
use crossread_view::{StoryCard, count, count_stories, statuses_in_words, words};
use maud::{Markup, html};
use serde_json::{Value, json};

/// Most readings of a dispute that a line names.
const READINGS: usize = 3;

pub(crate) fn stories(place: &Place) -> Result<Answer> {
    let (rows, alone, skipped) = {
        let store = place.shelf.store();
        (store.stories()?, store.alone()?, store.skipped()?)
    };
    if place.shape == Shape::Json {
        return Ok(Answer::rows(rows.iter().map(row).collect(), None));
    }
    let cards: Vec<StoryCard> = rows.iter().map(card).collect();
    let articles: u32 = rows.iter().map(|row| row.articles).sum();
    let main = html! {
        @if rows.is_empty() && alone.is_empty() {
            p { "Nothing is here yet. " a href="/add" { "Add articles" } " to begin." }
        }
        @if !skipped.is_empty() {
            details { summary { (count(skipped.len(), "input")) " could not be read" } ul { @for one in &skipped { li { (words(one)) } } } }
        }
        (crossread_view::story_list(&cards))
        @if !alone.is_empty() {
            section {
                h2 { "In no story " b { (alone.len()) } }
                details.holds { summary { "Show all " (alone.len()) } ul.lines { @for article in &alone { (listed(article)) } } }
            }
        }
    };
    let meta = html! { p.meta { (count_stories(rows.len())) " · " (count(articles as usize, "article")) " in them, " (alone.len()) " in none" } };
    let nav = if rows.is_empty() {
        html! {}
    } else {
        crossread_view::finder()
    };
    Ok(place.page(Sheet { title: place.desk.project.name(), meta, nav, main }))
}

fn card(row: &StoryRow) -> StoryCard {
    let statuses = row.statuses.map(|count| count as usize);
    let days = row.days.as_ref().map(|(first, last)| (day(first), day(last)));
    let titles: Vec<&str> = row.titles.iter().map(String::as_str).collect();
    let new = match row.new {
        (0, _) => None,
        (articles, readings) if articles < row.articles => {
            let articles = count(articles as usize, "new article");
            Some(format!("{articles}, {}", count(readings as usize, "new reading")))
        }
        _ => None,
    };
    StoryCard {
        address: format!("/s/{}", row.id),
        heading: crossread_view::nearest_headline(&titles),
        size: crossread_view::sized(row.articles as usize, row.outlets as usize, days.and_then(|(a, b)| a.zip(b))),
        statuses: statuses_in_words(statuses),
        disputed: row.disputed.as_ref().map(|(subject, readings)| disputed_in_a_line(subject, readings)),
        new,
        articles: row.articles as usize,
        disputes: statuses[0],
        last: row.days.as_ref().and_then(|(_, last)| day(last)),
    }
}

fn day(day: &str) -> Option<jiff::civil::Date> {
    day.get(..10)?.parse().ok()
}

fn disputed_in_a_line(subject: &str, readings: &[String]) -> String {
    let mut named: Vec<&str> = Vec::new();
    for reading in readings {
        if !named.contains(&reading.as_str()) {
            named.push(reading);
        }
    }
    let more = if named.len() > READINGS { " · …" } else { "" };
    named.truncate(READINGS);
    format!("{subject}: {}{more}", named.join(" · "))
}

fn listed(article: &ArticleRow) -> Markup {
    html! {
        li data-filter {
            a.said href={ "/a/" (article.id) } { bdi { (words(article.title.as_deref().unwrap_or(&article.called))) } }
            p.meta { bdi { (words(&article.called)) } @if let Some(published) = &article.published { ", " (published) } }
        }
    }
}

fn row(row: &StoryRow) -> Value {
    let [disputed, changed, agreed] = row.statuses;
    let titles: Vec<&str> = row.titles.iter().map(String::as_str).collect();
    json!({
        "id": row.id,
        "heading": crossread_view::nearest_headline(&titles),
        "articles": row.articles,
        "outlets": row.outlets,
        "first": row.days.as_ref().map(|days| &days.0),
        "last": row.days.as_ref().map(|days| &days.1),
        "disputed": disputed,
        "changed": changed,
        "agreed": agreed,
        "new_articles": row.new.0,
        "new_readings": row.new.1,
    })
}

/// What the script of an open page asks: whether anything came in since.
pub(crate) fn state(place: &Place) -> Answer {
    Answer::value(200, &json!({"ok": true, "state": place.shelf.state, "comparing": place.stale}))
}
