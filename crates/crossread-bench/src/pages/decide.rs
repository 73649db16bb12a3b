//! Deciding: what wants a look, what was decided, and the forms that add a line or withdraw one. Looking never decides.

use super::{PageContext, Sheet};
use crate::answer::{Answer, PageShape};
use crossread_core::Language;
use crossread_core::align::kinds::EntryKind;
use crossread_core::decisions::{Decision, DecisionKind, DecisionState, Place, standing};
use crossread_core::ledger::told;
use crossread_core::{Passage, Span, Story};
use crossread_engine::CollatedStory;
use crossread_store::project::{
    Agreement, DecisionDraft, DecisionRow, ReadingFilter, ReadingRow, Result, decision_json,
};
use crossread_view::{PROGRAM, Views, count, words};
use maud::{Markup, html};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Questions on a page.
const SHOWN: usize = 20;

/// Stories that the questions of a page are of: each is compared again to be shown, which takes a large one a second.
const STORIES: usize = 2;

/// Statuses that a queue can be narrowed to.
const STATUSES: [&str; 4] = ["disputed", "changed", "agreed", "single"];

/// What wants a look: readings that the person has not decided about.
pub(crate) fn queue(place: &PageContext) -> Result<Answer> {
    let (open, more) = open_questions(place)?;
    if place.shape != PageShape::Page {
        let next = more.then(|| next(place, open.len()));
        return Ok(Answer::rows(open.iter().map(question_row).collect(), next));
    }
    let back = address(place, 0);
    let mut shown = Vec::new();
    for question in &open {
        let Some(collated) = place.desk.story(place.shelf, &question.story)? else { continue };
        let CollatedStory { story, annotations, ledger, .. } = &*collated;
        let views = Views::of(story, annotations, ledger).deciding(&place.desk.guard.token);
        shown.extend(views.question(&question.entry, &format!("{}:{}", question.article, question.start), &back));
    }
    let outlets = place.shelf.store().outlets()?;
    let main = html! {
        (filters(place, &outlets))
        @if shown.is_empty() { p { "Nothing is left to look at here." } }
        @for one in &shown { (one) }
        @if shown.len() > 1 { (for_all(place, shown.len())) }
        @if more { p.acts { a rel="next" href=(next(place, open.len())) { "leave these for later ›" } } }
    };
    let meta = html! { p.meta {
        "You decide as " b { bdi { (words(&place.desk.by)) } } " (" code { "--by" } " names another). What you say lies over what the program reads and changes no text. "
        a href="/decisions" { "What was decided" }
    } };
    Ok(place.page(Sheet { title: "What wants a look", meta, nav: html! {}, main }))
}

fn filters(place: &PageContext, outlets: &[String]) -> Markup {
    let choice = |name: &str, label: &str, values: &[&str]| {
        let chosen = place.asked.field(name);
        html! { label { (label) select name=(name) {
            option value="" { "any" }
            @for value in values { option value=(value) selected[chosen == Some(*value)] { (words(value)) } }
        } } }
    };
    let outlets: Vec<&str> = outlets.iter().map(String::as_str).collect();
    html! {
        form.fields action="/queue" method="get" {
            (choice("kind", "Kind", &EntryKind::ALL.map(EntryKind::name))) (choice("status", "Status", &STATUSES)) (choice("outlet", "Outlet", &outlets))
            button { "Show these" }
        }
    }
}

/// Asks before it decides for all that is shown.
fn for_all(place: &PageContext, shown: usize) -> Markup {
    let field = |name: &str| place.asked.field(name).map(str::to_owned);
    html! {
        form.decide action="/queue" method="get" {
            @for name in ["kind", "status", "outlet", "next"] { @if let Some(value) = field(name) { input type="hidden" name=(name) value=(value); } }
            span.pair {
                select name="all" aria-label="What to say of all that is shown" { @for says in ["right", "wrong", "unsure"] { option { (says) } } }
                button { "Decide for all " (shown) " shown …" }
            }
        }
    }
}

/// All that would be decided at one stroke, to be looked through first.
pub(crate) fn preview(place: &PageContext, says: &str) -> Result<Answer> {
    let (open, _) = open_questions(place)?;
    let main = html! {
        p { "This says “" b { (words(says)) } "” of " (count(open.len(), "reading")) ". One undo takes it all back." }
        ul.lines { @for one in &open { li data-filter { bdi { b { (words(&one.text)) } } " " span.meta { (words(&one.kind)) " · " bdi { (words(&one.subject)) } " · " (one.status) } } } }
        form.decide action="/decide" method="post" {
            input type="hidden" name="token" value=(place.desk.guard.token);
            input type="hidden" name="back" value=(address(place, 0));
            @for one in &open { @for on in &one.passages { input type="hidden" name="on" value={ (on.0) ":" (on.1) "-" (on.2) ":" (one.kind) ":" (one.story) }; } }
            button name="says" value=(says) { "Decide for all " (open.len()) }
        }
        p { a href=(address(place, 0)) { "No, back to them" } }
    };
    Ok(place.page(Sheet { title: "Decide for all shown?", meta: html! {}, nav: html! {}, main }))
}

/// Questions that the person has not answered, at most a page of them, and whether there are more.
fn open_questions(place: &PageContext) -> Result<(Vec<ReadingRow>, bool)> {
    let asking = ReadingFilter {
        kind: place.asked.field("kind").map(str::to_owned),
        status: place.asked.field("status").map(str::to_owned),
        outlet: place.asked.field("outlet").map(str::to_owned),
    };
    let own = place.desk.project.standing()?.into_iter().filter(|one| one.by == place.desk.by);
    let decided: BTreeSet<(String, u32)> = own
        .filter(|one| one.says.places() == 1)
        .flat_map(|one| one.on.into_iter().map(|words| (words.article, words.range.0)))
        .collect();
    let (mut behind, mut open): (u32, Vec<ReadingRow>) = (place.behind(), Vec::new());
    let mut more = false;
    place.shelf.store().questions(&asking, &mut |one| {
        if decided.contains(&(one.article.clone(), one.start)) {
            return true;
        }
        if behind > 0 {
            behind -= 1;
            return true;
        }
        let stories: BTreeSet<&str> = open.iter().chain([&one]).map(|one| one.story.as_str()).collect();
        more = open.len() == SHOWN || stories.len() > STORIES;
        if !more {
            open.push(one);
        }
        !more
    })?;
    Ok((open, more))
}

fn next(place: &PageContext, shown: usize) -> String {
    address(place, place.behind() + shown as u32)
}

/// The queue as it is narrowed, behind so many questions.
fn address(place: &PageContext, behind: u32) -> String {
    let fields = ["kind", "status", "outlet"].into_iter().filter_map(|name| Some((name, place.asked.field(name)?)));
    super::address("/queue", fields, behind)
}

fn question_row(one: &ReadingRow) -> Value {
    json!({
        "story": one.story, "entry": one.entry, "kind": one.kind, "status": one.status, "subject": one.subject, "text": one.text,
        "passages": one.passages.iter().map(|(article, start, end)| json!({"article": article, "start": start, "end": end})).collect::<Vec<_>>(),
    })
}

/// What was decided, by whom, and how each stands now; of all, or of one person.
pub(crate) fn decisions(place: &PageContext) -> Result<Answer> {
    let all = live(place)?;
    let asked = place.asked.field("by");
    let rows: Vec<&DecisionRow> = all.iter().filter(|row| asked.is_none_or(|by| row.decision.by == by)).collect();
    if place.shape != PageShape::Page {
        return Ok(Answer::rows(rows.iter().map(|one| row(one)).collect(), None));
    }
    let own = all.iter().any(|row| row.decision.by == place.desk.by && row.state.is_some());
    let main = html! {
        @if all.is_empty() { p { "Nobody decided anything yet. " a href="/queue" { "What wants a look" } } }
        @if own { (undo(place, "/decisions")) }
        (people(&all, asked))
        @let between = Agreement::of_all(&all);
        @if !between.is_empty() {
            section { h2 { "Between two people" } ul.lines { @for one in &between {
                li { bdi { (words(one.people[0])) } " and " bdi { (words(one.people[1])) } ": " (words(&one.in_words())) }
            } } }
        }
        @if !rows.is_empty() {
            section {
                h2 { span { @if let Some(by) = asked { "By " bdi { (words(by)) } ", the last first" } @else { "All, the last first" } } }
                ul.lines { @for row in rows.iter().rev() { (listed(place, row)) } }
            }
        }
    };
    let meta = html! { p.meta { (words(&DecisionRow::summary(&all))) } };
    Ok(place.page(Sheet { title: "What was decided", meta, nav: html! {}, main }))
}

/// Whose decisions can be looked at alone, where several people decided.
fn people(all: &[DecisionRow], asked: Option<&str>) -> Markup {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    all.iter().for_each(|row| *counts.entry(&row.decision.by).or_default() += 1);
    html! {
        @if counts.len() > 1 || asked.is_some() {
            p {
                @if asked.is_some() { a href="/decisions" { "all" } } @else { b { "all" } }
                @for (by, number) in &counts {
                    " · "
                    @if asked == Some(by) { b { bdi { (words(by)) } } } @else { a href=(super::address("/decisions", [("by", *by)], 0)) { bdi { (words(by)) } } }
                    " " (number)
                }
            }
        }
    }
}

/// All decisions as the files hold them now; how each stands as the tables know it. What was decided a moment ago holds.
fn live(place: &PageContext) -> Result<Vec<DecisionRow>> {
    let known = place.shelf.store().decisions()?.into_iter().map(|row| (row.decision.id.clone(), row));
    let known: BTreeMap<String, DecisionRow> = known.collect();
    let all = place.desk.project.decisions()?;
    let standing: BTreeSet<String> = standing(&all).into_iter().map(|one| one.id).collect();
    let row = |decision: Decision| {
        let known = known.get(&decision.id);
        let state =
            standing.contains(&decision.id).then(|| known.and_then(|row| row.state).unwrap_or(DecisionState::Holds));
        let contested = state.is_some() && known.is_some_and(|row| row.contested);
        DecisionRow { state, contested, story: known.and_then(|row| row.story.clone()), decision }
    };
    Ok(all.into_iter().map(row).collect())
}

/// Takes back what the person decided last.
fn undo(place: &PageContext, back: &str) -> Markup {
    html! {
        form.decide action="/decide" method="post" {
            input type="hidden" name="token" value=(place.desk.guard.token);
            input type="hidden" name="back" value=(back);
            button name="says" value="undo" data-key="z" { kbd aria-hidden="true" { "z" } " take back your last decision" }
        }
    }
}

fn listed(place: &PageContext, row: &DecisionRow) -> Markup {
    let Decision { id, by, at, says, on, value, note, replaces, .. } = &row.decision;
    let address = |words: &Place| format!("/a/{0}?c={1}-{2}#c={1}-{2}", words.article, words.range.0, words.range.1);
    let gone = row.state == Some(DecisionState::WithoutPlace);
    html! {
        li id={ "d-" (id) } data-filter {
            bdi { (words(by)) } ": " b { (says.name()) }
            @for (n, one) in on.iter().enumerate() {
                @if n > 0 { " and" } " “"
                @if gone { bdi { (words(&one.exact)) } } @else { a href=(address(one)) { bdi { (words(&one.exact)) } } }
                "”"
            }
            @if let Some(value) = value { ", instead “" bdi { (words(value)) } "”" }
            @if let Some(note) = note { ", " bdi { (words(note)) } }
            @if *says == DecisionKind::Withdraw { " " (count(replaces.len(), "decision")) }
            p.meta {
                time { (words(at)) }
                @match row.state {
                    Some(state) => { " · " (state.in_words()) }
                    None => { @if *says != DecisionKind::Withdraw { " · withdrawn" } }
                }
                @if row.contested { " · " span.contested { "contested" } }
            }
            @if row.state.is_some() && *by == place.desk.by {
                form.decide action="/decide" method="post" {
                    input type="hidden" name="token" value=(place.desk.guard.token);
                    input type="hidden" name="back" value="/decisions";
                    input type="hidden" name="id" value=(id);
                    button name="says" value="withdraw" { "withdraw" }
                }
            }
        }
    }
}

fn row(row: &DecisionRow) -> Value {
    let mut value = decision_json(&row.decision);
    value["state"] = json!(row.state.map(DecisionState::name));
    value["contested"] = json!(row.contested);
    value["story"] = json!(row.story);
    value
}

/// A form of a page: decides, withdraws or takes back.
pub(crate) fn decide(place: &PageContext) -> Result<Answer> {
    let says = place.asked.sent("says").unwrap_or_default();
    let (project, by) = (&place.desk.project, place.desk.by.as_str());
    let done = match says {
        "undo" => project.undo(by, PROGRAM).map(|count| count > 0)?,
        "withdraw" => {
            let ids: Vec<String> = sent(place, "id").map(str::to_owned).collect();
            project.withdraw(by, PROGRAM, &ids)?.is_some()
        }
        _ => match choices(place, says)? {
            Ok(choices) => !project.decide(by, PROGRAM, choices)?.is_empty(),
            Err(why) => return Ok(Answer::refused(400, why)),
        },
    };
    if place.shape != PageShape::Page {
        return Ok(Answer::value(200, &json!({"ok": true, "done": done})));
    }
    // Only to a page of its own: an address of the web begins otherwise.
    let back = place.asked.sent("back").filter(|back| back.starts_with('/') && !back.starts_with("//"));
    Ok(Answer::see(back.filter(|back| !back.contains(['\\', '\r', '\n'])).unwrap_or("/decisions")))
}

fn sent<'a>(place: &'a PageContext, name: &'a str) -> impl Iterator<Item = &'a str> {
    place.asked.form.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
}

/// What a form wants decided, or why that can't be.
fn choices(place: &PageContext, says: &str) -> Result<std::result::Result<Vec<DecisionDraft>, &'static str>> {
    let Some(says) = DecisionKind::named(says).filter(|says| *says != DecisionKind::Withdraw) else {
        return Ok(Err("'says' is none of the words that a decision can say"));
    };
    let value = place.asked.sent("value").filter(|_| says == DecisionKind::Instead).map(str::to_owned);
    if says == DecisionKind::Instead && value.is_none() {
        return Ok(Err("'instead' needs a value"));
    }
    let with: Vec<&str> = sent(place, "with").take(says.places().saturating_sub(1)).collect();
    let note = place.asked.sent("note").map(str::to_owned);
    let mut choices = Vec::new();
    for on in sent(place, "on") {
        let Some((story, named)) = story_of(place, on) else { return Ok(Err("'on' names no passage")) };
        let (Some(collated), Some(machine)) =
            (place.desk.story(place.shelf, story)?, place.desk.machine(place.shelf, story)?)
        else {
            return Ok(Err("there is no such story"));
        };
        let found: Option<Vec<Place>> =
            std::iter::once(named).chain(with.iter().copied()).map(|one| at(&collated.story, one)).collect();
        let Some(found) = found.filter(|found| found.len() == says.places()) else {
            return Ok(Err("no passage stands there"));
        };
        let passages: Vec<Passage> =
            found.iter().filter_map(|words| Some(words.find(&machine.story)?.passage)).collect();
        let saw = told(Language::english(), &machine.story, &machine.ledger, found[0].kind, &passages);
        choices.push(DecisionDraft { says, on: found, saw, value: value.clone(), note: note.clone() });
    }
    Ok(if choices.is_empty() { Err("'on' names no passage") } else { Ok(choices) })
}

/// The story that a passage of a form stands in, and the passage: the form names one story for all, or each its own.
fn story_of<'a>(place: &'a PageContext, on: &'a str) -> Option<(&'a str, &'a str)> {
    match place.asked.sent("story") {
        Some(story) => Some((story, on)),
        None => on.rsplit_once(':').map(|(named, story)| (story, named)),
    }
}

/// The words that a form names: article, code points, kind.
fn at(story: &Story, named: &str) -> Option<Place> {
    let mut parts = named.split(':');
    let (article, range, kind) = (parts.next()?, parts.next()?, EntryKind::named(parts.next()?)?);
    let (start, end) = range.split_once('-')?;
    let (start, end): (usize, usize) = (start.parse().ok()?, end.parse().ok()?);
    let number = story.articles().iter().position(|one| one.id() == article)?;
    let text = &*story.articles()[number].text;
    let byte = |point: usize| text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(point);
    let span = (start < end).then(|| Some(Span::new(byte(start)?, byte(end)?))).flatten()?;
    Some(Place::of(story, Passage { article: number as u32, span }, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_queue_is_narrowed_by_the_kinds_of_the_record() {
        assert!(EntryKind::ALL.iter().all(|kind| EntryKind::named(kind.name()) == Some(*kind)));
    }
}
