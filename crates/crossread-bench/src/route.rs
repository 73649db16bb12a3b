//! Which address leads to which page.

use crate::answer::{Answer, PageRequest, PageShape};
use crate::desk::{Desk, Shelf, ShelfState};
use crate::pages::{self, PageContext};
use crossread_store::project::{Result, came_of};
use crossread_view::View;
use std::sync::Arc;

/// Answers a request that the guard let in.
pub(crate) fn answer(desk: &Arc<Desk>, asked: &PageRequest) -> Answer {
    let (path, shape) = shaped(&asked.path);
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match (asked.writes, parts.as_slice()) {
        (false, ["favicon.ico"]) => return Answer::nothing(),
        (false, ["help"]) => return pages::help(desk),
        (false, ["add"]) => return pages::add(desk, shape),
        (true, ["add"]) => return pages::bring_in(desk, asked),
        (writes, ["facts"]) => {
            let answered = if writes { pages::mend(desk, asked, shape) } else { pages::facts(desk) };
            return answered.unwrap_or_else(|error| Answer::refused(500, &error.to_string()));
        }
        _ => {}
    }
    let (shelf, stale) = match desk.standing(parts == ["decisions"]) {
        ShelfState::Ready { shelf, stale } => (shelf, stale),
        ShelfState::Reading(read, of) if shape == PageShape::Page => return pages::waiting(desk, read, of),
        ShelfState::Reading(..) => return Answer::refused(503, "the articles are being read"),
        ShelfState::Broken(why) if shape == PageShape::Page => return pages::failed(desk, 500, &why),
        ShelfState::Broken(why) => return Answer::refused(500, &why),
    };
    let tag = tag(desk, &shelf, stale, shape);
    if !asked.writes && asked.has.as_ref() == Some(&tag) {
        return Answer::not_modified(tag);
    }
    let place = PageContext { desk, shelf: &shelf, stale, asked, shape };
    let answered = match parts.as_slice() {
        ["check"] if asked.writes => pages::checked(&place).map(Some),
        ["decide"] if asked.writes => pages::decide(&place).map(Some),
        _ if asked.writes => return Answer::refused(404, "nothing is written here"),
        _ => looked_at(&place, &parts),
    };
    match answered {
        Ok(Some(answer)) if answer.status == 200 && !asked.writes => answer.tagged(tag),
        Ok(Some(answer)) => answer,
        Ok(None) if shape == PageShape::Page => pages::failed(desk, 404, "There is nothing at this address."),
        Ok(None) => Answer::refused(404, "there is nothing at this address"),
        Err(error) if shape == PageShape::Page => pages::failed(desk, 500, &error.to_string()),
        Err(error) => Answer::refused(500, &error.to_string()),
    }
}

fn looked_at(place: &PageContext, parts: &[&str]) -> Result<Option<Answer>> {
    match *parts {
        [] | ["stories"] => pages::stories(place).map(Some),
        ["alone"] => pages::alone(place).map(Some),
        ["state"] => Ok(Some(pages::state(place))),
        ["search"] => pages::search(place).map(Some),
        ["check"] => pages::check(place).map(Some),
        ["queue"] => match place.asked.field("all").filter(|_| place.shape == PageShape::Page) {
            Some(says) => pages::preview(place, says).map(Some),
            None => pages::queue(place).map(Some),
        },
        ["decisions"] => pages::decisions(place).map(Some),
        ["s", story] => pages::story(place, story, View::Overview),
        ["s", story, "report"] => pages::report(place, story),
        ["s", story, "e", entry] => pages::entry(place, story, entry),
        ["s", story, view] => match View::ALL.into_iter().find(|one| one.path() == view) {
            Some(view) => pages::story(place, story, view),
            None => Ok(None),
        },
        ["a", article] => pages::article(place, article),
        ["a", article, "with", other] => pages::pair(place, [article, other]),
        _ => Ok(None),
    }
}

/// An address without the ending that tells in what shape it is wanted.
fn shaped(path: &str) -> (&str, PageShape) {
    if let Some(path) = path.strip_suffix(".json") {
        (path, PageShape::Json)
    } else if let Some(path) = path.strip_suffix(".csv") {
        (path, PageShape::Csv)
    } else {
        (path, PageShape::Page)
    }
}

/// What an answer depends on beside its address: what the project holds, and for a page its token.
fn tag(desk: &Desk, shelf: &Shelf, stale: bool, shape: PageShape) -> String {
    // What was decided since stands on the pages, whatever the tables hold.
    let state = desk.project.state().unwrap_or_default() + came_of(&shelf.state);
    let page = if shape == PageShape::Page { desk.guard.tag.as_str() } else { "" };
    format!("\"{state}{}{page}\"", if stale { "-" } else { "" })
}
