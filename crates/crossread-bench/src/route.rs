//! Which address leads to which page.

use crate::answer::{Answer, Asked, Shape};
use crate::desk::{Desk, Shelf, Standing};
use crate::pages::{self, Place};
use crossread_store::project::{Result, came_of};
use crossread_view::View;
use std::sync::Arc;

/// Answers a request that the guard let in.
pub(crate) fn answer(desk: &Arc<Desk>, asked: &Asked) -> Answer {
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
        Standing::Ready { shelf, stale } => (shelf, stale),
        Standing::Reading(read, of) if shape == Shape::Page => return pages::waiting(desk, read, of),
        Standing::Reading(..) => return Answer::refused(503, "the articles are being read"),
        Standing::Broken(why) if shape == Shape::Page => return pages::failed(desk, 500, &why),
        Standing::Broken(why) => return Answer::refused(500, &why),
    };
    let tag = tag(desk, &shelf, stale, shape);
    if !asked.writes && asked.has.as_ref() == Some(&tag) {
        return Answer::not_modified(tag);
    }
    let place = Place { desk, shelf: &shelf, stale, asked, shape };
    let answered = match parts.as_slice() {
        ["check"] if asked.writes => pages::checked(&place).map(Some),
        ["decide"] if asked.writes => pages::decide(&place).map(Some),
        _ if asked.writes => return Answer::refused(404, "nothing is written here"),
        _ => looked_at(&place, &parts),
    };
    match answered {
        Ok(Some(answer)) if answer.status == 200 && !asked.writes => answer.tagged(tag),
        Ok(Some(answer)) => answer,
        Ok(None) if shape == Shape::Page => pages::failed(desk, 404, "There is nothing at this address."),
        Ok(None) => Answer::refused(404, "there is nothing at this address"),
        Err(error) if shape == Shape::Page => pages::failed(desk, 500, &error.to_string()),
        Err(error) => Answer::refused(500, &error.to_string()),
    }
}

fn looked_at(place: &Place, parts: &[&str]) -> Result<Option<Answer>> {
    match *parts {
        [] | ["stories"] => pages::stories(place).map(Some),
        ["alone"] => pages::alone(place).map(Some),
        ["state"] => Ok(Some(pages::state(place))),
        ["search"] => pages::search(place).map(Some),
        ["check"] => pages::check(place).map(Some),
        ["queue"] => match place.asked.field("all").filter(|_| place.shape == Shape::Page) {
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
fn shaped(path: &str) -> (&str, Shape) {
    if let Some(path) = path.strip_suffix(".json") {
        (path, Shape::Json)
    } else if let Some(path) = path.strip_suffix(".csv") {
        (path, Shape::Csv)
    } else {
        (path, Shape::Page)
    }
}

/// What an answer depends on beside its address: what the project holds, and for a page its token.
fn tag(desk: &Desk, shelf: &Shelf, stale: bool, shape: Shape) -> String {
    // What was decided since stands on the pages, whatever the tables hold.
    let state = desk.project.state().unwrap_or_default() + came_of(&shelf.state);
    let page = if shape == Shape::Page { desk.guard.tag.as_str() } else { "" };
    format!("\"{state}{}{page}\"", if stale { "-" } else { "" })
}
