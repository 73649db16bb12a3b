//! Adding articles: pasted, dropped, or named by a path of this machine.

use super::{Sheet, sheet};
use crate::answer::{Answer, Asked, Shape};
use crate::desk::{Adding, Desk, lock};
use crossread_engine::{Known, Step};
use crossread_store::Project;
use crossread_store::project::{Added, Result};
use crossread_view::{count, made_by_value, words};
use maud::{Markup, html};
use serde_json::json;
use std::path::PathBuf;
use std::sync::Arc;

/// Lines of what runs brought that are kept.
const TOLD: usize = 50;

pub(crate) fn add(desk: &Desk, shape: Shape) -> Answer {
    let adding = lock(&desk.adding).clone();
    if shape != Shape::Page {
        let value = json!({"ok": true, "running": adding.running, "taken": adding.taken, "told": adding.told});
        return Answer::value(200, &value);
    }
    let token = desk.guard.token.as_str();
    let main = html! {
        (progress(&adding))
        section {
            h2 { "Paste an article" }
            form.fields.wide action="/add" method="post" {
                input type="hidden" name="token" value=(token);
                label.all { "Its text, with its headline on the first line" textarea name="text" rows="8" required {} }
                label { "Outlet, where you know it" input name="outlet"; }
                label { "Published, where you know it" input name="published" type="date"; }
                button { "Add this article" }
            }
        }
        section.drop hidden data-token=(token) {
            h2 { "Drop files here" }
            p { "Text, saved pages, feeds, mail, archives: each up to 32 MB. " input #files type="file" multiple aria-label="Choose files"; }
            ul #dropped .lines aria-live="polite" {}
        }
        section {
            h2 { "A file or folder of this machine" }
            form.fields.wide action="/add" method="post" {
                input type="hidden" name="token" value=(token);
                label.all { "Its path" input name="path" required placeholder="/home/me/articles"; }
                button { "Add what is there" }
            }
        }
        section {
            h2 { "Addresses of the web" }
            p { "The bench asks the network for nothing. " code { "crossread fetch ADDRESS…" } " fetches pages into an archive, which you can then add here." }
        }
    };
    let page = Sheet { title: "Add articles", meta: html! {}, nav: html! {}, main };
    let answer = Answer::page(sheet(desk, None, None, page));
    if adding.running { answer.again() } else { answer }
}

fn progress(adding: &Adding) -> Markup {
    html! {
        @if adding.running || !adding.told.is_empty() {
            section.progress role="status" {
                @if adding.running { p { progress aria-label="articles taken in" {} " " (count(adding.taken, "article")) " taken in …" } }
                @if !adding.told.is_empty() {
                    ul.lines { @for line in adding.told.iter().rev() { li { (words(line)) } } }
                    @if !adding.running { p { a href="/" { "To the stories" } } }
                }
            }
        }
    }
}

/// Brings in what a form or a script sends.
pub(crate) fn bring_in(desk: &Arc<Desk>, asked: &Asked) -> Answer {
    if let Some(name) = asked.field("name") {
        // The script sends one file after the other, waits for each, and asks meanwhile how many articles were taken in.
        lock(&desk.adding).taken = 0;
        return match finish(
            desk,
            desk.project.add_bytes(&plain(name), &asked.body, &Known::default(), &made_by_value(), &told(desk)),
        ) {
            Ok(told) => Answer::value(200, &json!({"ok": true, "told": told})),
            Err(why) => Answer::refused(500, &why),
        };
    }
    let known = Known {
        outlet: asked.sent("outlet").map(str::to_owned),
        published: asked.sent("published").and_then(crossread_engine::published),
        ..Known::default()
    };
    let what = match (asked.sent("text"), asked.sent("path")) {
        (Some(text), _) => What::Text(text.to_owned()),
        (None, Some(path)) => What::Path(PathBuf::from(path)),
        (None, None) => return Answer::refused(400, "nothing to add: a text or a path is needed"),
    };
    {
        let mut adding = lock(&desk.adding);
        if adding.running {
            return Answer::refused(409, "articles are being added: wait until they are in");
        }
        (adding.running, adding.taken) = (true, 0);
    }
    let desk = Arc::clone(desk);
    std::thread::spawn(move || {
        let added = match &what {
            What::Text(text) => {
                desk.project.add_bytes("pasted text", text.as_bytes(), &known, &made_by_value(), &told(&desk))
            }
            What::Path(path) => of_path(&desk, path, &known),
        };
        // What it brought stands in the list.
        let _ = finish(&desk, added);
        lock(&desk.adding).running = false;
    });
    Answer::see("/add")
}

/// What a form names.
enum What {
    Text(String),
    Path(PathBuf),
}

fn of_path(desk: &Desk, path: &PathBuf, known: &Known) -> Result<Added> {
    if Project::is(path) {
        let reason = format!("'{}' is a project: it is no folder of articles", path.display());
        lock(&desk.adding).told.push(reason);
        return Ok(Added::default());
    }
    desk.project.add(std::slice::from_ref(path), known, &mut std::io::empty(), &made_by_value(), &told(desk))
}

fn told(desk: &Desk) -> impl Fn(Step) + Sync + '_ {
    |step| {
        if let Step::TakenIn(_) = step {
            lock(&desk.adding).taken += 1;
        }
    }
}

/// A name of a file without its folders and without what would command a terminal.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    last.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// Tells what a run brought, a line for each thing.
fn finish(desk: &Desk, added: Result<Added>) -> std::result::Result<Vec<String>, String> {
    let lines = match &added {
        Ok(added) => {
            let mut lines: Vec<String> = added.skipped.iter().map(|one| one.reason.clone()).collect();
            if let Some(run) = added.run {
                let known = if added.known > 0 { format!("; {} known already", added.known) } else { String::new() };
                lines.push(format!(
                    "run {run}: {}, {}{known}",
                    count(added.new, "new input"),
                    count(added.articles, "article")
                ));
            } else if added.skipped.is_empty() {
                lines.push("nothing to read there".to_owned());
            }
            lines
        }
        Err(error) => vec![error.to_string()],
    };
    let mut adding = lock(&desk.adding);
    adding.told.extend(lines.iter().cloned());
    let more = adding.told.len().saturating_sub(TOLD);
    adding.told.drain(..more);
    match added {
        Ok(_) => Ok(lines),
        Err(error) => Err(error.to_string()),
    }
}
