//! The pages, a file for each kind. Article text goes through `crossread_view` alone, or its function `words`.

mod add;
mod check;
mod decide;
mod search;
mod stories;
mod story;
mod understood;

pub(crate) use add::{add, bring_in};
pub(crate) use check::{check, checked};
pub(crate) use decide::{decide, decisions, preview, queue};
pub(crate) use search::search;
pub(crate) use stories::{alone, state, stories};
pub(crate) use story::{article, entry, pair, report, story};
pub(crate) use understood::{facts, mend};

use crate::answer::{Answer, PageRequest, PageShape};
use crate::desk::{Desk, Shelf};
use crossread_view::{Dress, frame, words};
use maud::{Markup, html};

/// What a page is made from.
pub(crate) struct PageContext<'a> {
    pub desk: &'a Desk,
    pub shelf: &'a Shelf,
    /// Whether articles came in that are not compared yet.
    pub stale: bool,
    pub asked: &'a PageRequest,
    pub shape: PageShape,
}

/// A page's own parts.
pub(crate) struct Sheet<'a> {
    pub title: &'a str,
    /// What stands under the title.
    pub meta: Markup,
    /// Ways on, under the bar that every page has.
    pub nav: Markup,
    pub main: Markup,
}

/// An address with these fields; of a list, behind so many others of it.
fn address<'a>(path: &str, fields: impl IntoIterator<Item = (&'a str, &'a str)>, behind: u32) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(fields);
    if behind > 0 {
        query.append_pair("next", &behind.to_string());
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// Style and script of the bench.
pub(crate) fn dress() -> Dress {
    Dress::served(include_str!("bench.css"), include_str!("bench.js"))
}

/// A page with the bar that all have.
pub(crate) fn sheet(desk: &Desk, state: Option<(&str, bool)>, asked: Option<&PageRequest>, sheet: Sheet) -> String {
    let Sheet { title, meta, nav, main } = sheet;
    let sought = asked.filter(|asked| asked.path.starts_with("/search")).and_then(|asked| asked.field("q"));
    let body = html! {
        a.skip href="#main" { "Skip to the page" }
        div.bar role="navigation" aria-label="Bench" data-state=[state.map(|(state, _)| state)] {
            a.home href="/" { bdi { (words(desk.project.name())) } }
            form role="search" action="/search" method="get" {
                input #q name="q" type="search" value=[sought] placeholder="Search: words, “at least 20 killed”, a name" aria-label="Search all articles";
                button { "Search" }
            }
            a href="/queue" { "Decide" }
            a href="/check" { "Check" span.long { " a draft" } }
            a href="/add" { "Add" span.long { " articles" } }
            a href="/help" { "Help" }
        }
        header {
            p.notice role="status" hidden[!state.is_some_and(|(_, stale)| stale)] {
                "Articles came in and are being compared; this page shows what was before. " a href="" { "Load it again" }
            }
            h1 { bdi { (words(title)) } }
            (meta)
            (nav)
        }
        main #main { (main) }
        footer { (crossread_view::colophon()) }
    };
    frame(title, body, &desk.dress)
}

impl PageContext<'_> {
    /// A page of the project as it is.
    fn page(&self, parts: Sheet) -> Answer {
        Answer::page(sheet(self.desk, Some((&self.shelf.state, self.stale)), Some(self.asked), parts))
    }

    /// Behind how many others of a list the page is that is asked for.
    fn behind(&self) -> u32 {
        self.asked.field("next").and_then(|next| next.parse().ok()).unwrap_or(0)
    }
}

/// The first file is being made.
pub(crate) fn waiting(desk: &Desk, read: usize, of: usize) -> Answer {
    let main = html! {
        p role="status" { "The articles are being read and compared. This page shows them as soon as they are." }
        @if of > 0 { p { progress max=(of) value=(read) aria-label="articles read" {} " " (read) " of " (of) " inputs read" } }
    };
    let page = Sheet { title: desk.project.name(), meta: html! {}, nav: html! {}, main };
    Answer::page(sheet(desk, None, None, page)).again()
}

/// A page that could not be made.
pub(crate) fn failed(desk: &Desk, status: u16, why: &str) -> Answer {
    let title = if status == 404 { "Not here" } else { "This did not work" };
    let main = html! { p { (words(why)) } p { a href="/" { "All stories" } } };
    Answer::page(sheet(desk, None, None, Sheet { title, meta: html! {}, nav: html! {}, main })).with_status(status)
}

/// What the keys do. A test holds this list, the script and the documentation together.
pub(crate) const KEYS: [(&str, &str); 14] = [
    ("j", "next entry, line or page"),
    ("k", "the one before"),
    ("o", "open it: a story, an entry, a passage in its article"),
    ("s", "open or close its passages side by side"),
    ("a", "the program reads it right"),
    ("x", "it reads it wrong"),
    ("e", "write what it should be instead"),
    ("u", "you can’t tell"),
    ("z", "take back your last decision"),
    ("q", "what wants a look"),
    ("/", "search"),
    ("g", "all stories"),
    ("c", "check a draft"),
    ("?", "this list"),
];

pub(crate) fn help(desk: &Desk) -> Answer {
    let main = html! {
        section {
            h2 { "Keys" }
            table { tbody { @for (key, does) in KEYS { tr { th scope="row" { kbd { (key) } } td { (does) } } } } }
        }
        section {
            h2 { "How to read it" }
            p { "A reading is one version of what is compared. Disputed: readings that can't both hold of the same time. Changed: they differ, and so do the times they speak of. A count of origins means ‘at most’." }
            p { "Looking changes nothing. What articles say is never edited, and the bench asks the network for nothing but the addresses that you add and say yes to." }
            p { "What people decide lies over what the program reads, with who and when. Only what you put together or apart is compared anew. " a href="/queue" { "What wants a look" } " · " a href="/decisions" { "what was decided" } }
        }
        section {
            h2 { "For programs" }
            p { "Each page has a JSON twin: put " code { ".json" } " behind its address. A story’s is its ledger, byte for byte what " code { "crossread export" } " writes." }
        }
    };
    Answer::page(sheet(desk, None, None, Sheet { title: "Help", meta: html! {}, nav: html! {}, main }))
}
