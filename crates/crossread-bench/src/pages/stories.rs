//! The first page: the stories, and the articles in none.

use super::{PageContext, Sheet};
use crate::answer::{Answer, PageShape};
use crossread_store::project::{ArticleRow, Listing, Result, StoryOrder, StoryRow};
use crossread_view::{StoryCard, count, count_stories, statuses_in_words, words};
use maud::{Markup, html};
use serde_json::{Value, json};

/// Most readings of a dispute that a line names.
const READINGS: usize = 3;

/// Stories, or articles in none, on a page.
const SHOWN: u32 = 50;

/// A list of so few stories is seen at once: it needs no finding.
const FEW: u32 = 8;

pub(crate) fn stories(place: &PageContext) -> Result<Answer> {
    let (listing, behind) = (listing(place), place.behind());
    if place.shape == PageShape::Json {
        let (rows, _) = place.shelf.store().stories_listed(&listing, (u32::MAX, behind))?;
        return Ok(Answer::rows(rows.iter().map(row).collect(), None));
    }
    let store = place.shelf.store();
    let (rows, listed) = store.stories_listed(&listing, (SHOWN, behind))?;
    let (_, all) = store.stories_listed(&Listing::default(), (0, 0))?;
    let (alone, run) = (store.alone((0, 0))?.1, store.last_run()?);
    let (skipped, outlets) = (store.skipped()?, store.outlets()?);
    drop(store);
    let cards: Vec<StoryCard> = rows.iter().map(card).collect();
    let main = html! {
        @if all == 0 && alone == 0 {
            p { "Nothing is here yet. " a href="/add" { "Add articles" } " to begin." }
        }
        @if !skipped.is_empty() {
            details { summary { (count(skipped.len(), "input")) " could not be read" } ul { @for one in &skipped { li { (words(one)) } } } }
        }
        @if all > FEW { (finder(place, &listing, &outlets)) }
        @if all > 0 && listed == 0 { p { "No story is like that. " a href="/" { "All stories" } } }
        @if listed < all && listed > 0 { p.meta { (count_stories(listed as usize)) " of " (all) } }
        (crossread_view::story_list(&cards))
        (pager(place, "/", behind, listed))
    };
    let meta = html! { p.meta {
        @if all > 0 || alone > 0 { (count_stories(all as usize)) }
        @if alone > 0 { " · " a href="/alone" { (count(alone as usize, "article")) " in none" } }
        span data-visits=(place.desk.guard.visits) data-run=(run) {}
    } };
    Ok(place.page(Sheet { title: place.desk.project.name(), meta, nav: html! {}, main }))
}

/// Articles in no story.
pub(crate) fn alone(place: &PageContext) -> Result<Answer> {
    let behind = place.behind();
    let (rows, all) = place.shelf.store().alone((SHOWN, behind))?;
    if place.shape != PageShape::Page {
        let row = |one: &ArticleRow| json!({"id": one.id, "called": one.called, "title": one.title, "published": one.published});
        let next = (behind + SHOWN < all).then(|| again(place, "/alone.json", behind + SHOWN));
        return Ok(Answer::rows(rows.iter().map(row).collect(), next));
    }
    let main = html! {
        @if rows.is_empty() { p { "Every article is in a story. " a href="/" { "All stories" } } }
        ul.lines { @for article in &rows { (listed(article)) } }
        (pager(place, "/alone", behind, all))
    };
    let meta = html! { p.meta { (count(all as usize, "article")) " that no other tells the same as" } };
    Ok(place.page(Sheet { title: "In no story", meta, nav: html! {}, main }))
}

/// Which stories are asked for.
fn listing(place: &PageContext) -> Listing {
    let field = |name: &str| place.asked.field(name).map(str::to_owned);
    let sort = place.asked.field("sort").and_then(|name| StoryOrder::ALL.into_iter().find(|sort| sort.name() == name));
    Listing {
        id: None,
        words: field("q"),
        status: field("status"),
        outlet: field("outlet"),
        from: field("from"),
        to: field("to"),
        sort: sort.unwrap_or_default(),
    }
}

/// The same list, from another place on.
fn again(place: &PageContext, path: &str, behind: u32) -> String {
    let told = |(name, value): &(&str, &str)| *name != "next" && !value.is_empty();
    super::address(path, place.asked.fields().filter(told), behind)
}

/// The ways to the pages beside this one.
fn pager(place: &PageContext, path: &str, behind: u32, all: u32) -> Markup {
    let last = (behind + SHOWN).min(all);
    html! {
        @if all > SHOWN {
            p.pager {
                @if behind > 0 { a rel="prev" href=(again(place, path, behind.saturating_sub(SHOWN))) { "‹ those before" } }
                span.meta { (behind + 1) "–" (last) " of " (all) }
                @if last < all { a rel="next" href=(again(place, path, last)) { "those behind ›" } }
            }
        }
    }
}

/// Finds stories by their headlines, what is in them, who tells them and when.
fn finder(place: &PageContext, listing: &Listing, outlets: &[String]) -> Markup {
    let value = |name: &str| place.asked.field(name);
    let sorts = [
        (StoryOrder::Articles, "most articles first"),
        (StoryOrder::Disputed, "most disputed first"),
        (StoryOrder::Last, "latest first"),
        (StoryOrder::New, "what came last first"),
    ];
    html! {
        form.fields action="/" method="get" {
            label { "In the headlines" input name="q" type="search" value=[value("q")]; }
            label { "With something" select name="status" {
                option value="" { "any" }
                @for status in ["disputed", "changed", "agreed"] { option value=(status) selected[value("status") == Some(status)] { (status) } }
            } }
            label { "Told by" select name="outlet" {
                option value="" { "any outlet" }
                @for outlet in outlets { option value=(outlet) selected[value("outlet") == Some(outlet)] { (words(outlet)) } }
            } }
            label { "From" input name="from" type="date" value=[value("from")]; }
            label { "To" input name="to" type="date" value=[value("to")]; }
            label { "Order" select name="sort" {
                @for (sort, name) in sorts { option value=(sort.name()) selected[listing.sort == sort] { (name) } }
            } }
            button { "Show these" }
        }
    }
}

fn card(row: &StoryRow) -> StoryCard {
    let statuses = row.statuses.map(|count| count as usize);
    let days = row.days.as_ref().map(|(first, last)| (day(first), day(last)));
    let titles: Vec<&str> = row.titles.iter().map(String::as_str).collect();
    let new = match row.new {
        (0, _) => None,
        (articles, readings) if articles < row.articles => {
            let articles = count(articles as usize, "new article");
            Some(format!("in the last run {articles}, {}", count(readings as usize, "new reading")))
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
        run: Some(row.run),
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
        "last_run": row.run,
    })
}

/// What the script of an open page asks: whether anything came in since.
pub(crate) fn state(place: &PageContext) -> Answer {
    Answer::value(200, &json!({"ok": true, "state": place.shelf.state, "comparing": place.stale}))
}
