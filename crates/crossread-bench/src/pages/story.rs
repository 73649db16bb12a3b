//! A story, an entry, an article: the report's sections, a page each.

use super::{PageContext, Sheet};
use crate::answer::{Answer, PageShape};
use crossread_engine::CollatedStory;
use crossread_store::project::{Result, StoryMembership};
use crossread_view::{View, Views, words};
use maud::{Markup, html};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A view of a story. `None` where there is no such story.
pub(crate) fn story(place: &PageContext, id: &str, view: View) -> Result<Option<Answer>> {
    let Some(collated) = place.desk.story(place.shelf, id)? else { return Ok(None) };
    let CollatedStory { story, annotations, ledger, .. } = &*collated;
    match (place.shape, view) {
        (PageShape::Json, View::Overview) => return Ok(Some(Answer::json(ledger_of(&collated)))),
        (PageShape::Json, _) => return Ok(Some(Answer::rows(rows(&collated, view), None))),
        (PageShape::Csv, View::Overview) => return Ok(Some(Answer::csv(crossread_view::csv(story, ledger)))),
        (PageShape::Csv, _) => return Ok(None),
        (PageShape::Page, _) => {}
    }
    let mut views = Views::of(story, annotations, ledger);
    if view == View::Days {
        // What happened has no page of its own: what people say of it is said here.
        views = views.deciding(&place.desk.guard.token);
    }
    let shown = views.view(view, &[]);
    let main = html! {
        @if view == View::Overview { @if let Some(shown) = &shown { (shown) } }
        @else {
            section.view id=(view.path()) {
                h2 { (view.name()) }
                @match &shown { Some(shown) => (shown), None => p.meta { "This story has nothing of the kind." } }
            }
        }
    };
    Ok(Some(place.page(Sheet { title: &views.heading(), meta: size(&views, id), nav: nav(id, Some(view)), main })))
}

/// The ledger as the other outputs print it.
fn ledger_of(collated: &CollatedStory) -> String {
    crossread_view::ledger_json(&collated.story, &collated.ledger, &[])
}

/// What a view shows, as the ledger has it.
fn rows(collated: &CollatedStory, view: View) -> Vec<Value> {
    let mut ledger: Value = serde_json::from_str(&ledger_of(collated)).unwrap_or_default();
    let mut list = |name: &str| match ledger[name].take() {
        Value::Array(rows) => rows,
        _ => Vec::new(),
    };
    match view {
        View::Overview | View::Grid => list("entries"),
        View::Words => {
            let spoken = |entry: &Value| matches!(entry["kind"].as_str(), Some("quote" | "claim"));
            list("entries").into_iter().filter(spoken).collect()
        }
        View::People => list("voices"),
        View::Days => list("timeline"),
        View::Versions => list("versions"),
        View::Lineage => list("lineage"),
        View::Unsettled => list("unread"),
        View::Articles => list("articles"),
    }
}

/// The report, one file that needs nothing.
pub(crate) fn report(place: &PageContext, id: &str) -> Result<Option<Answer>> {
    if place.shape != PageShape::Page {
        return Ok(None);
    }
    let Some(collated) = place.desk.story(place.shelf, id)? else { return Ok(None) };
    let CollatedStory { story, annotations, ledger, .. } = &*collated;
    let report = crossread_view::report(story, annotations, ledger, &[], None);
    Ok(Some(Answer::file(report, "crossread-report.html")))
}

/// An entry with all its passages.
pub(crate) fn entry(place: &PageContext, id: &str, entry: &str) -> Result<Option<Answer>> {
    let Some(collated) = place.desk.story(place.shelf, id)? else { return Ok(None) };
    if place.shape != PageShape::Page {
        let found = rows(&collated, View::Overview).into_iter().find(|row| row["id"] == entry);
        return Ok(found.map(|row| Answer::value(200, &json!({"ok": true, "row": row}))));
    }
    let CollatedStory { story, annotations, ledger, .. } = &*collated;
    let views = Views::of(story, annotations, ledger).deciding(&place.desk.guard.token);
    let Some(main) = views.entry(entry) else { return Ok(None) };
    Ok(Some(place.page(Sheet { title: &views.heading(), meta: size(&views, id), nav: nav(id, None), main })))
}

/// An article, with what the others have for what it says.
pub(crate) fn article(place: &PageContext, id: &str) -> Result<Option<Answer>> {
    let belongs = place.shelf.store().belongs(id)?;
    let (story, collated): (Option<String>, Option<Arc<CollatedStory>>) = match belongs {
        None => return Ok(None),
        Some(StoryMembership::To(story)) => (Some(story.clone()), place.desk.story(place.shelf, &story)?),
        Some(StoryMembership::Alone) => (None, place.desk.alone(place.shelf, id)?),
    };
    let Some(collated) = collated else { return Ok(None) };
    let CollatedStory { story: articles, annotations, ledger, .. } = &*collated;
    if place.shape != PageShape::Page {
        let read = articles.articles().iter().zip(annotations).find(|(article, _)| article.id() == id);
        return Ok(read.map(|(article, found)| Answer::json(crossread_view::read_json(article, found) + "\n")));
    }
    let views = Views::of(articles, annotations, ledger);
    let sought = place.asked.field("c").and_then(|sought| sought.split_once('-'));
    let sought = sought.and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
    let Some(main) = views.article(id, sought) else { return Ok(None) };
    let (title, meta, nav) = match &story {
        Some(story) => (views.heading(), size(&views, story), nav(story, Some(View::Articles))),
        None => ("An article in no story".to_owned(), html! {}, html! {}),
    };
    Ok(Some(place.page(Sheet { title: &title, meta, nav, main })))
}

/// Two accounts of one story: what they tell differently, what both say, what stands in one only.
pub(crate) fn pair(place: &PageContext, ids: [&str; 2]) -> Result<Option<Answer>> {
    let of = |id: &str| place.shelf.store().belongs(id);
    let (Some(StoryMembership::To(one)), Some(StoryMembership::To(other))) = (of(ids[0])?, of(ids[1])?) else {
        return Ok(None);
    };
    if one != other {
        return Ok(None);
    }
    let Some(collated) = place.desk.story(place.shelf, &one)? else { return Ok(None) };
    if place.shape != PageShape::Page {
        let rows = rows(&collated, View::Overview).iter().filter_map(|entry| pair_row(entry, ids)).collect();
        return Ok(Some(Answer::rows(rows, None)));
    }
    let CollatedStory { story, annotations, ledger, .. } = &*collated;
    let views = Views::of(story, annotations, ledger);
    let (Some(main), Some(first), Some(second)) = (views.pair(ids), views.called(ids[0]), views.called(ids[1])) else {
        return Ok(None);
    };
    let article = |id: &str, called: &str| html! { a href={ "/a/" (id) } { bdi { (words(called)) } } };
    let meta = html! { p.meta { (article(ids[0], &first)) " and " (article(ids[1], &second)) ", two accounts of " bdi { (words(&views.heading())) } } };
    let title = format!("{first} beside {second}");
    Ok(Some(place.page(Sheet { title: &title, meta, nav: nav(&one, None), main })))
}

/// What two articles have of an entry; `None` where neither has anything.
fn pair_row(entry: &Value, ids: [&str; 2]) -> Option<Value> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let told = |id: &str| -> Vec<(usize, Value)> {
        let of = |(r, reading): (usize, &Value)| {
            let origins = list(&reading["origins"]).into_iter().flat_map(|origin| list(&origin["passages"]));
            origins.filter(|passage| passage["article"] == id).map(|passage| (r, passage)).collect::<Vec<_>>()
        };
        list(&entry["readings"]).iter().enumerate().flat_map(of).collect()
    };
    let [one, other] = ids.map(told);
    let readings = |told: &[(usize, Value)]| told.iter().map(|(reading, _)| *reading).collect::<BTreeSet<_>>();
    let how = match (one.is_empty(), other.is_empty()) {
        (true, true) => return None,
        (false, true) => "first-only",
        (true, false) => "second-only",
        (false, false) if readings(&one) == readings(&other) => "same",
        (false, false) => "different",
    };
    let passages = |told: Vec<(usize, Value)>| told.into_iter().map(|(_, passage)| passage).collect::<Vec<_>>();
    Some(json!({
        "entry": entry["id"], "kind": entry["kind"], "status": entry["status"], "subject": entry["subject"], "how": how,
        "first": passages(one), "second": passages(other),
    }))
}

/// How large the story is, and its report to be taken away.
fn size(views: &Views, id: &str) -> Markup {
    html! { p.meta { (views.size()) " · " a href={ "/s/" (id) "/report" } { "the report as a file" } " · " a href={ "/check?story=" (id) } { "check a draft against it" } } }
}

/// The ways to a story's views.
fn nav(id: &str, here: Option<View>) -> Markup {
    html! {
        nav aria-label="Views" {
            @for view in View::ALL {
                @let path = if view == View::Overview { String::new() } else { format!("/{}", view.path()) };
                a href={ "/s/" (id) (path) } aria-current=[(here == Some(view)).then_some("page")] { (view.name()) }
            }
            (crossread_view::filter("Filter this page"))
        }
    }
}
