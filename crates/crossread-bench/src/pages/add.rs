//! Adding articles: dropped, pasted, fetched from an address, or named by a path of this machine.

use super::understood::understood;
use super::{Sheet, sheet};
use crate::answer::{Answer, PageRequest, PageShape};
use crate::desk::{Desk, FetchResult, IntakeProgress, lock};
use crossread_engine::{GivenFacts, ProgressStep};
use crossread_store::Project;
use crossread_store::project::{IntakeContext, IntakeCounts, Result};
use crossread_view::{count, made_by_value, words};
use maud::{Markup, html};
use serde_json::json;
use std::path::PathBuf;
use std::sync::Arc;

/// Lines of what runs brought that are kept.
const TOLD: usize = 50;

/// Most addresses that are fetched at once.
const ADDRESSES: usize = 200;

pub(crate) fn add(desk: &Desk, shape: PageShape) -> Answer {
    let adding = lock(&desk.adding).clone();
    if shape != PageShape::Page {
        let IntakeProgress { running, answered, taken, told } = &adding;
        let value = json!({"ok": true, "running": running, "answered": answered, "taken": taken, "told": told});
        return Answer::value(200, &value);
    }
    let token = desk.guard.token.as_str();
    let main = html! {
        (progress(&adding))
        (ways(token))
        (understood(desk))
    };
    let nav = html! { nav aria-label="On this page" {
        a href="#drop" { "Files" } a href="#addresses" { "Addresses" } a href="#paste" { "Text" } a href="#path" { "A folder" } a href="#understood" { "What was understood" }
    } };
    let page = Sheet { title: "Add articles", meta: html! {}, nav, main };
    let answer = Answer::page(sheet(desk, None, None, page));
    if adding.running { answer.again() } else { answer }
}

/// The ways in which articles come.
fn ways(token: &str) -> Markup {
    html! {
        section #drop .drop hidden data-token=(token) {
            h2 { "Drop files here" }
            p { "Text, saved pages, feeds, mail, archives: each up to 32 MB. " input #files type="file" multiple aria-label="Choose files"; }
            ul #dropped .lines aria-live="polite" {}
        }
        section #addresses {
            h2 { "Addresses of the web" }
            form.fields.wide action="/add" method="post" {
                input type="hidden" name="token" value=(token);
                label.all { "Pages or feeds, an address a line" textarea name="addresses" rows="3" required placeholder="https://news.example/story" {} }
                label.all.tick { input type="checkbox" name="follow" value="yes"; " What feeds and lists lead to as well" }
                button { "Look at these …" }
                p.meta.all { "The network is asked for nothing before you have seen the list and said yes." }
            }
        }
        section #paste {
            h2 { "Paste an article" }
            form.fields.wide action="/add" method="post" {
                input type="hidden" name="token" value=(token);
                label.all { "Its text, with its headline on the first line" textarea name="text" rows="5" required {} }
                label { "Outlet, where you know it" input name="outlet"; }
                label { "Published, where you know it" input name="published" type="date"; }
                button { "Add this article" }
            }
        }
        section #path {
            h2 { "A file or folder of this machine" }
            form.fields.wide action="/add" method="post" {
                input type="hidden" name="token" value=(token);
                label.all { "Its path" input name="path" required placeholder="/home/me/articles"; }
                button { "Add what is there" }
            }
        }
    }
}

fn progress(adding: &IntakeProgress) -> Markup {
    html! {
        @if adding.running || !adding.told.is_empty() {
            section.progress role="status" {
                @if adding.running { p {
                    progress aria-label="articles taken in" {} " "
                    @if adding.answered > 0 { (adding.answered) " of the addresses answered, " }
                    (count(adding.taken, "article")) " taken in …"
                } }
                @if !adding.told.is_empty() {
                    ul.lines { @for line in adding.told.iter().rev() { li { (words(line)) } } }
                    @if !adding.running { p { a href="#understood" { "What was understood" } " · " a href="/" { "To the stories" } } }
                }
            }
        }
    }
}

/// Brings in what a form or a script sends.
pub(crate) fn bring_in(desk: &Arc<Desk>, asked: &PageRequest) -> Answer {
    if let Some(name) = asked.field("name") {
        // The script sends one file after the other, waits for each, and asks meanwhile how many articles were taken in.
        lock(&desk.adding).taken = 0;
        return match finish(
            desk,
            desk.project.add_bytes(
                &plain(name),
                &asked.body,
                &GivenFacts::default(),
                IntakeContext { made_by: &made_by_value(), tell: &told(desk) },
            ),
        ) {
            Ok(told) => Answer::value(200, &json!({"ok": true, "told": told})),
            Err(why) => Answer::refused(500, &why),
        };
    }
    let what = match what(asked) {
        Ok(what) => what,
        Err(why) => return Answer::refused(400, why),
    };
    if let FormContents::Addresses(addresses, follow) = &what
        && asked.sent("agreed").is_none()
    {
        return agree(desk, addresses, *follow);
    }
    {
        let mut adding = lock(&desk.adding);
        if adding.running {
            return Answer::refused(409, "articles are being added: wait until they are in");
        }
        (adding.running, adding.answered, adding.taken) = (true, 0, 0);
    }
    let desk = Arc::clone(desk);
    std::thread::spawn(move || {
        let added = match &what {
            FormContents::Text(text, known) => {
                let made_by = made_by_value();
                Some(desk.project.add_bytes(
                    "pasted text",
                    text.as_bytes(),
                    known,
                    IntakeContext { made_by: &made_by, tell: &told(&desk) },
                ))
            }
            FormContents::Path(path) => of_path(&desk, path),
            FormContents::Addresses(addresses, follow) => of_addresses(&desk, addresses, *follow),
        };
        // What it brought stands in the list.
        let _ = added.map(|added| finish(&desk, added));
        lock(&desk.adding).running = false;
    });
    Answer::see("/add")
}

/// What a form names.
enum FormContents {
    Text(String, GivenFacts),
    Path(PathBuf),
    /// Addresses, and whether to fetch what they lead to.
    Addresses(Vec<String>, bool),
}

/// What a form names, or why it names nothing that can be added.
fn what(asked: &PageRequest) -> std::result::Result<FormContents, &'static str> {
    if let Some(text) = asked.sent("text") {
        let known = GivenFacts {
            outlet: asked.sent("outlet").map(str::to_owned),
            published: asked.sent("published").and_then(crossread_engine::published),
            ..GivenFacts::default()
        };
        return Ok(FormContents::Text(text.to_owned(), known));
    }
    if let Some(path) = asked.sent("path") {
        return Ok(FormContents::Path(PathBuf::from(path)));
    }
    let mut addresses: Vec<String> = Vec::new();
    for address in asked.sent("addresses").unwrap_or_default().split_whitespace() {
        if !addresses.iter().any(|known| known == address) {
            addresses.push(address.to_owned());
        }
    }
    match addresses.len() {
        0 => Err("nothing to add: a text, a path or an address is needed"),
        1..=ADDRESSES => Ok(FormContents::Addresses(addresses, asked.sent("follow").is_some())),
        _ => Err("more than 200 addresses: crossread fetch takes as many as there are"),
    }
}

/// Asks before the network is asked for anything.
fn agree(desk: &Desk, addresses: &[String], follow: bool) -> Answer {
    let main = html! {
        section {
            p { "This asks the network for " b { (addresses.len()) @if addresses.len() == 1 { " address" } @else { " addresses" } } @if follow { ", and for what feeds and lists among them lead to" }
                ": each site is sent this program’s name, is asked for its robots.txt first, and sees the address of your network. Nothing else is sent." }
            ul.lines { @for address in addresses { li { code { bdi { (words(address)) } } } } }
            form.decide action="/add" method="post" {
                input type="hidden" name="token" value=(desk.guard.token);
                textarea name="addresses" hidden { (addresses.join("\n")) }
                @if follow { input type="hidden" name="follow" value="yes"; }
                button.go name="agreed" value="yes" { "Yes, fetch " @if addresses.len() == 1 { "it" } @else { "these " (addresses.len()) } }
                a href="/add" { "No, back" }
            }
        }
    };
    let page = Sheet { title: "Ask the network?", meta: html! {}, nav: html! {}, main };
    Answer::page(sheet(desk, None, None, page))
}

/// What addresses brought; nothing where all is said already.
fn of_addresses(desk: &Desk, addresses: &[String], follow: bool) -> Option<Result<IntakeCounts>> {
    let (mut kept, mut unchanged, mut failed) = (0, 0, 0);
    let mut each = |fetched: FetchResult| {
        lock(&desk.adding).answered += 1;
        match fetched {
            FetchResult::Kept => kept += 1,
            FetchResult::Unchanged => unchanged += 1,
            FetchResult::Failed(address, reason) => {
                failed += 1;
                say(desk, &[format!("can't fetch '{address}': {reason}")]);
            }
        }
    };
    let added = desk.fetcher.fetch(&desk.project, (addresses, follow), &told(desk), &mut each);
    say(desk, &[format!("{kept} kept, {unchanged} unchanged, {failed} not fetched")]);
    match added {
        Ok(added) => added.map(Ok),
        Err(why) => {
            say(desk, &[why]);
            None
        }
    }
}

/// What a path brought; nothing where all is said already.
fn of_path(desk: &Desk, path: &PathBuf) -> Option<Result<IntakeCounts>> {
    if Project::is(path) {
        say(desk, &[format!("'{}' is a project: it is no folder of articles", path.display())]);
        return None;
    }
    let (known, made_by) = (GivenFacts::default(), made_by_value());
    Some(desk.project.add(
        std::slice::from_ref(path),
        &known,
        &mut std::io::empty(),
        IntakeContext { made_by: &made_by, tell: &told(desk) },
    ))
}

/// Puts lines to those that are told.
fn say(desk: &Desk, lines: &[String]) {
    let told = &mut lock(&desk.adding).told;
    told.extend_from_slice(lines);
    told.drain(..told.len().saturating_sub(TOLD));
}

fn told(desk: &Desk) -> impl Fn(ProgressStep) + Sync + '_ {
    |step| {
        if let ProgressStep::TakenIn(_) = step {
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
fn finish(desk: &Desk, added: Result<IntakeCounts>) -> std::result::Result<Vec<String>, String> {
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
    say(desk, &lines);
    match added {
        Ok(_) => Ok(lines),
        Err(error) => Err(error.to_string()),
    }
}
