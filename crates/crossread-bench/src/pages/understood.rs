//! What was understood of the articles that came last: a table that is mended in place, into `facts.csv`.

use crate::answer::{Answer, PageRequest, PageShape};
use crate::desk::Desk;
use crossread_core::story::Moment;
use crossread_store::project::{ArticleReading, Result};
use crossread_view::{count, words};
use maud::{Markup, html};
use serde_json::{Value, json};

/// Articles in the table: what somebody looks through.
const SHOWN: usize = 50;

/// Longest value that a field may hold.
const LONGEST: usize = 500;

/// The table, where anything came in.
pub(super) fn understood(desk: &Desk) -> Markup {
    let (articles, more) = desk.understood(SHOWN).unwrap_or_default();
    html! {
        section #understood {
            @if articles.is_empty() { p.meta { "What is understood of the articles that come stands here." } }
            @else {
                h2 { "What was understood" }
                p.meta { @if more { "The last " (count(articles.len(), "article")) ", the latest run first. " }
                    "What you write here goes before what the text says; an empty field leaves it to the text." }
                form action="/facts" method="post" {
                    input type="hidden" name="token" value=(desk.guard.token);
                    table.understood {
                        thead { tr { th { "Headline" } th { "Outlet" } th { "Published" } th { "Language" } th { "Run" } } }
                        tbody { @for one in &articles { (row(one)) } }
                    }
                    p { button { "Save what I changed" } }
                }
            }
        }
    }
}

fn row(one: &ArticleReading) -> Markup {
    let facts = &one.facts;
    let headline = facts.title.as_deref().unwrap_or(&facts.input);
    let field = |name: &str, label: &str, value: &str| {
        let label = format!("{label} of {headline}");
        html! { input name=(name) value=(value) aria-label=(label) maxlength=(LONGEST) placeholder="not known"; }
    };
    let day = day(facts.published);
    html! {
        tr data-filter {
            td data-label="Headline" {
                input type="hidden" name="of" value={ (one.input) ":" (one.article) };
                (field("title", "Headline", facts.title.as_deref().unwrap_or_default()))
                p.meta { a href={ "/a/" (one.article) } { "read it" } " · " bdi { (words(facts.url.as_deref().unwrap_or(&facts.input))) } }
            }
            td data-label="Outlet" { (field("outlet", "Outlet", facts.outlet.as_deref().unwrap_or_default())) }
            td data-label="Published" { input name="published" type="date" value=(day) aria-label={ "Day of " (headline) }; }
            td.short data-label="Language" { (field("language", "Language", facts.language.as_deref().unwrap_or_default())) }
            td.short data-label="Run" { (one.run) }
        }
    }
}

fn day(published: Option<Moment>) -> String {
    published.map_or_else(String::new, |moment| moment.day.to_string())
}

/// A value as a field sends it: one line.
fn sent(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect()
}

/// The columns that a form sends, and what is in them now.
fn now(one: &ArticleReading) -> [(&'static str, String); 4] {
    let text = |fact: &Option<String>| sent(fact.as_deref().unwrap_or_default());
    let facts = &one.facts;
    [
        ("title", text(&facts.title)),
        ("outlet", text(&facts.outlet)),
        ("published", day(facts.published)),
        ("language", text(&facts.language)),
    ]
}

/// The articles as a program is told of them.
pub(crate) fn facts(desk: &Desk) -> Result<Answer> {
    let (articles, _) = desk.understood(SHOWN)?;
    let row = |one: &ArticleReading| -> Value {
        let mut row = json!({"article": one.article, "input": one.input, "run": one.run, "url": one.facts.url});
        now(one).into_iter().for_each(|(name, value)| row[name] = json!(Some(value).filter(|value| !value.is_empty())));
        row
    };
    Ok(Answer::rows(articles.iter().map(row).collect(), None))
}

/// Writes what a person changed.
pub(crate) fn mend(desk: &Desk, asked: &PageRequest, shape: PageShape) -> Result<Answer> {
    let (articles, _) = desk.understood(SHOWN)?;
    let mut changed = 0;
    for row in rows(asked) {
        let Some((input, article)) = row.of.split_once(':') else { return Ok(unusable("'of' names no article")) };
        let known = articles.iter().find(|one| one.input == input && one.article == article);
        let was = known.map(now).unwrap_or_default();
        let is_other = |(name, value): &&(&str, String)| !was.iter().any(|(was, now)| was == name && now == value);
        let new: Vec<(&str, String)> = row.facts.iter().filter(is_other).cloned().collect();
        let day = new.iter().find(|(name, _)| *name == "published").map(|(_, day)| day.as_str()).unwrap_or_default();
        if !day.is_empty() && crossread_engine::published(day).is_none() {
            return Ok(unusable("'published' is no day like 2020-01-05"));
        }
        if !new.is_empty() {
            if !desk.project.mend(input, article, &new)? {
                return Ok(unusable("'of' names no article"));
            }
            changed += 1;
        }
    }
    Ok(match shape {
        PageShape::Page => Answer::see("/add#understood"),
        _ => Answer::value(200, &json!({"ok": true, "changed": changed})),
    })
}

fn unusable(why: &str) -> Answer {
    Answer::refused(400, why)
}

/// What a form says of one article.
struct FormRow<'a> {
    of: &'a str,
    facts: Vec<(&'a str, String)>,
}

/// The rows of a form: each begins with the article that it is about.
fn rows(asked: &PageRequest) -> Vec<FormRow<'_>> {
    let mut rows: Vec<FormRow> = Vec::new();
    for (name, value) in &asked.form {
        match (name.as_str(), rows.last_mut()) {
            ("of", _) => rows.push(FormRow { of: value, facts: Vec::new() }),
            (name @ ("title" | "outlet" | "published" | "language"), Some(row)) => {
                row.facts.push((name, sent(value)));
            }
            _ => {}
        }
    }
    rows
}
