//! The report: one HTML file that needs nothing else, made to be opened by whoever must publish tomorrow.
//!
//! What was not read or not settled comes first, then what is disputed. Every number is the length of a list that
//! opens, and every list ends in passages with their words marked, each linked to its place in the article below.
//! There is no script in it; a content security policy forbids any, and article text is hostile: it goes through
//! [`words`] alone, which escapes it and shows control characters as what they are.

mod article;
mod picture;
mod versions;

use crate::json::{difference_kind, entry_status, link_why, status};
use crate::summary::{self, count, one_line, show};
use crate::{moment, outlet};
use base64::Engine;
use crossread_core::align::lineage::{Earlier, LinkKind};
use crossread_core::annotate::Annotations;
use crossread_core::annotate::credits::usual_name;
use crossread_core::annotate::figures::Status;
use crossread_core::ledger::{
    Entry, EntryKind, EntryStatus, Reading, Segment, SegmentKind, TimelineRow, Utterance, UtteranceKind, Value, Via,
    Voice, wordings,
};
use crossread_core::story::Skipped;
use crossread_core::{Article, Ledger, MentionKind, Passage, Span, Story};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::collections::BTreeSet;

const STYLE: &str = include_str!("style.css");

/// Everything a part of the report needs.
struct Page<'a> {
    story: &'a Story,
    annotations: &'a [Annotations],
    ledger: &'a Ledger,
}

/// Writes the report.
pub fn report(story: &Story, annotations: &[Annotations], ledger: &Ledger, skipped: &[Skipped]) -> String {
    let page = Page { story, annotations, ledger };
    let of =
        |status: EntryStatus| ledger.entries.iter().filter(move |entry| entry.status == status).collect::<Vec<_>>();
    let sections = [
        (
            EntryStatus::Disputed,
            "Disputed",
            "Readings that can't both hold of the same time, or one utterance given to two speakers.",
        ),
        (
            EntryStatus::Changed,
            "Changed as days passed",
            "Readings that differ, and so do the days they speak of or were said on.",
        ),
        (EntryStatus::Agreed, "Agreed", "Compatible readings from two or more origins between which no link is known."),
        (
            EntryStatus::Single,
            "From one origin",
            "Nothing that two say: one speaker, agency or copied text in several articles, or a part from one origin and the whole from another.",
        ),
    ];
    let heading = summary::heading(story);
    let people = people(&page);
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            (head(&heading))
            body {
                a.skip href="#main" { "Skip to the ledger" }
                header {
                    p.note { "crossread ledger" }
                    h1 { (words(&heading)) }
                    (glance(&page))
                    nav aria-label="Parts of this report" {
                        ul.counts {
                            @let open = ledger.unread.len() + skipped.len();
                            @if open > 0 { li { a href="#unread" { b { (open) } @if open == 1 { "kind" } @else { "kinds" } " of things not read or not settled" } } }
                            @for (status, name, _) in &sections {
                                @let entries = of(*status);
                                @if !entries.is_empty() { li { a href={ "#" (entry_status(*status)) } { b { (entries.len()) } (name.to_lowercase()) } } }
                            }
                            @if !people.is_empty() { li { a href="#people" { b { (people.len()) } "people quoted" } } }
                            @if !ledger.timeline.is_empty() { li { a href="#timeline" { b { (ledger.timeline.len()) } "dated happenings" } } }
                            @if !ledger.versions.is_empty() { li { a href="#versions" { b { (ledger.versions.len()) } "changed since it was first read" } } }
                            @if !ledger.lineage.is_empty() { li { a href="#lineage" { b { (ledger.lineage.len()) } "links: who has it from whom" } } }
                            li { a href="#articles" { b { (story.articles().len()) } "articles" } }
                        }
                    }
                }
                main #main {
                    (unread(&page, skipped))
                    @for (status, name, explained) in &sections {
                        @let entries = of(*status);
                        @if !entries.is_empty() {
                            section id=(entry_status(*status)) {
                                h2 { (name) " (" (entries.len()) ")" }
                                p.note { (explained) }
                                @if *status == EntryStatus::Single {
                                    details { summary { "Show all " (entries.len()) } @for entry in &entries { (self::entry(&page, entry)) } }
                                } @else {
                                    @for entry in &entries { (self::entry(&page, entry)) }
                                }
                            }
                        }
                    }
                    @if !people.is_empty() {
                        section #people {
                            h2 { "Who is quoted (" (people.len()) ")" }
                            p.note { "Everything each is quoted as saying, behind the words that report it: first what stands in quotation marks. What stands without quotation marks is the outlet's report of it." }
                            @for voice in &people { (person(&page, voice)) }
                        }
                    }
                    (timeline(&page))
                    (versions::versions(&page))
                    (lineage(&page))
                    section #articles {
                        h2 { "The articles (" (story.articles().len()) ")" }
                        @for i in 0..story.articles().len() { (article::article(&page, i)) }
                    }
                }
                footer {
                    p.note { "Made by crossread on this machine, from these articles alone. It lays accounts side by side; it says nothing about which of them is right. A count of origins means 'at most': where no link is known, none may exist or it may not have been found." }
                }
            }
        }
    };
    markup.into_string()
}

/// A page's head: its own style and nothing else may run or load.
fn head(heading: &str) -> Markup {
    let style_hash = {
        use sha2::Digest;
        base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(STYLE.as_bytes()))
    };
    let policy = format!("default-src 'none'; style-src 'sha256-{style_hash}'; base-uri 'none'; form-action 'none'");
    html! {
        head {
            meta charset="utf-8";
            meta name="generator" content=(crate::PROGRAM);
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            title { "crossread: " (words(heading)) }
            style { (PreEscaped(STYLE)) }
        }
    }
}

/// The page that leads to the reports of a heap's stories: `files[i]` is the name of the report of `stories[i]`.
pub fn stories_page(stories: &[(Story, Ledger)], files: &[String], alone: &[Article], skipped: &[Skipped]) -> String {
    let heading = summary::count_stories(stories.len());
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            (head(&heading))
            body {
                header {
                    p.note { "crossread ledgers" }
                    h1 { (heading) }
                    p.lead {
                        (count(stories.iter().map(|(story, _)| story.articles().len()).sum::<usize>(), "article"))
                        " in stories, " (count(alone.len(), "article")) " in none"
                    }
                }
                main {
                    @if !skipped.is_empty() {
                        details open { summary { (count(skipped.len(), "input")) " skipped" } ul { @for one in skipped { li { (words(&one.reason)) } } } }
                    }
                    @for ((story, ledger), file) in stories.iter().zip(files) {
                        div.entry {
                            h3 { a href=(file) { (words(&summary::heading(story))) } }
                            p.note { (summary::size(story)) @let statuses = summary::statuses(ledger); @if !statuses.is_empty() { "; " (statuses) } }
                            details {
                                summary { (count(story.articles().len(), "article")) }
                                ul.plain { @for article in story.articles() { (listed(article)) } }
                            }
                        }
                    }
                    @if !alone.is_empty() {
                        section {
                            h2 { "In no story (" (alone.len()) ")" }
                            details { summary { "Show all " (alone.len()) } ul.plain { @for article in alone { (listed(article)) } } }
                        }
                    }
                }
            }
        }
    };
    markup.into_string()
}

/// One line for an article.
fn listed(article: &Article) -> Markup {
    html! {
        li {
            (words(&outlet(article)))
            @if let Some(published) = article.facts.published { ", " (moment(published)) }
            @if let Some(title) = &article.facts.title { ": " (words(&one_line(title, 140))) }
        }
    }
}

/// Article text for the page: escaped by the template, control and direction characters shown as what they are.
fn words(text: &str) -> Markup {
    let suspicious = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
    };
    if !text.contains(suspicious) {
        return html! { (text) };
    }
    let mut parts: Vec<(String, Option<u32>)> = vec![(String::new(), None)];
    for c in text.chars() {
        if suspicious(c) {
            parts.push((String::new(), Some(u32::from(c))));
            parts.push((String::new(), None));
        } else if let Some((plain, _)) = parts.last_mut() {
            plain.push(c);
        }
    }
    html! { @for (plain, code) in &parts { @match code { Some(code) => span.bad { "U+" (format!("{code:04X}")) }, None => (plain) } } }
}

fn glance(page: &Page) -> Markup {
    let articles = page.story.articles();
    let outlets: BTreeSet<String> = articles.iter().filter_map(|article| article.facts.outlet.clone()).collect();
    let days: Vec<_> = articles.iter().filter_map(|article| article.facts.published).map(|moment| moment.day).collect();
    html! {
        p.lead {
            (count(articles.len(), "article")) ", "
            (count(outlets.len(), "outlet"))
            @if let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) {
                ", published " (first) @if first != last { " to " (last) }
            }
        }
    }
}

fn unread(page: &Page, skipped: &[Skipped]) -> Markup {
    let unread = &page.ledger.unread;
    let warnings = &page.ledger.warnings;
    html! {
        @if !unread.is_empty() || !skipped.is_empty() || !warnings.is_empty() {
            section #unread {
                h2 { "Not read or not settled" }
                ul.plain {
                    @if !skipped.is_empty() {
                        li { details open { summary { (count(skipped.len(), "input")) " skipped" } ul { @for one in skipped { li { (words(&one.reason)) } } } } }
                    }
                    @for one in unread {
                        li { details { summary { (one.passages.len()) " " (words(&one.message)) } (passages(page, &one.passages)) } }
                    }
                    @if !warnings.is_empty() {
                        li { details {
                            summary { (count(warnings.len(), "warning")) " about odd text" }
                            ul.plain { @for (article, warning) in warnings {
                                li { (words(&warning.message))
                                    @match warning.span {
                                        Some(span) => (passages(page, &[Passage { article: *article, span }])),
                                        None => span.note { " (" (words(&outlet(&page.story.articles()[*article as usize]))) ")" },
                                    }
                                }
                            } }
                        } }
                    }
                }
            }
        }
    }
}

/// Identifier of the place in the article where a passage begins.
fn place(passage: Passage) -> String {
    format!("a{}-{}", passage.article, passage.span.start)
}

/// Longest list of passages shown at once; the rest stands in the JSON and the table.
const LONGEST_LIST: usize = 200;

fn passages(page: &Page, all: &[Passage]) -> Markup {
    html! {
        @for passage in all.iter().take(LONGEST_LIST) { (in_context(page, *passage)) }
        @if all.len() > LONGEST_LIST { p.note { (all.len() - LONGEST_LIST) " more stand in the JSON" } }
    }
}

/// How much of a sentence is shown on either side of a passage in a list, in characters.
const AROUND: usize = 90;

/// A passage with what stands right before and after it in its sentence.
fn in_line(page: &Page, passage: Passage) -> Markup {
    let text = &page.story.articles()[passage.article as usize].text;
    let around = sentence_around(page, passage);
    let before = Span { end: passage.span.start, ..around }.of(text);
    let after = Span { start: passage.span.end, ..around }.of(text);
    let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    // Cut between words.
    let from = if from == 0 { 0 } else { before[from..].find(' ').map_or(from, |space| from + space) };
    let to = if to == after.len() { to } else { after[..to].rfind(' ').unwrap_or(to) };
    html! {
        bdi {
            @if from > 0 { "…" }
            (words(&before[from..])) mark { (words(passage.span.of(text))) } (words(&after[..to]))
            @if to < after.len() { "…" }
        }
    }
}

/// The sentences that a passage stands in, as one span.
fn sentence_around(page: &Page, passage: Passage) -> Span {
    page.annotations[passage.article as usize]
        .sentences_in(passage.span)
        .iter()
        .map(|sentence| sentence.span)
        .reduce(Span::cover)
        .map_or(passage.span, |span| span.cover(passage.span))
}

/// A passage in its sentence, its words marked, with its outlet and day.
fn in_context(page: &Page, passage: Passage) -> Markup {
    let article = &page.story.articles()[passage.article as usize];
    let text = &article.text;
    let around = sentence_around(page, passage);
    let (before, after) = (Span { end: passage.span.start, ..around }, Span { start: passage.span.end, ..around });
    // A sentence cut out of the text keeps quotation marks that stand right at its ends.
    html! {
        blockquote {
            bdi { (words(before.of(text))) mark { (words(passage.span.of(text))) } (words(after.of(text))) }
            footer { (credit_line(page, passage)) }
        }
    }
}

fn credit_line(page: &Page, passage: Passage) -> Markup {
    let article = &page.story.articles()[passage.article as usize];
    html! {
        a href={ "#" (place(passage)) } { bdi { (words(&outlet(article))) } }
        ", " (article.facts.published.map_or("day unknown".to_owned(), moment))
        @if article.facts.language.as_deref().is_some_and(|language| language != "en") { ", not English" }
    }
}

fn entry(page: &Page, entry: &Entry) -> Markup {
    let story = page.story;
    let kind = match entry.kind {
        EntryKind::Figure => "figure",
        EntryKind::Quote => "words",
        EntryKind::Event => "happening",
        EntryKind::Date => "date",
        EntryKind::Attribute => "attribute",
        EntryKind::Claim => "claim",
    };
    let articles: BTreeSet<u32> = entry.readings.iter().flat_map(Reading::passages).map(|p| p.article).collect();
    html! {
        article class={ "entry " (entry_status(entry.status)) } id={ "e-" (entry.id) } {
            h3 {
                @if let Some([before, after]) = summary::open(story, entry) {
                    bdi { (words(before)) span.gap aria-label="the value" { "___" } (words(after)) }
                } @else if let Some(heading) = entry.heading {
                    bdi { (words(&one_line(story.words(heading.passage), 160))) }
                } @else if matches!(entry.readings[0].value(), Value::Words(_)) {
                    "“" bdi { (words(&one_line(story.words(entry.subject), 160))) } "”"
                } @else {
                    bdi { (words(story.words(entry.subject))) }
                    @for facet in &entry.facets { span.facet { bdi { (words(story.words(*facet))) } } }
                }
            }
            p.note {
                span.status { (entry_status(entry.status)) } " · " (kind) " · "
                (count(entry.readings.len(), "reading")) " in " (count(articles.len(), "article"))
            }
            @if entry.kind == EntryKind::Figure { (picture::axis(page, entry)) }
            ul.readings {
                @for reading in &entry.readings { li { (self::reading(page, entry, reading)) } }
            }
            @if !entry.differences.is_empty() {
                details { summary { (count(entry.differences.len(), "difference")) " between readings" }
                    ul { @for difference in &entry.differences {
                        li {
                            (label(page, entry, difference.between.0)) " / " (label(page, entry, difference.between.1)) ": "
                            b { (difference_kind(difference.kind)) } ", " (difference.why)
                        }
                    } }
                }
            }
            details { summary { "Why these stand together" }
                @for why in &entry.why { p.note { (why.sentence) } (passages(page, &why.passages)) }
            }
        }
    }
}

fn label(page: &Page, entry: &Entry, reading: u32) -> Markup {
    let reading = &entry.readings[reading as usize];
    match reading.value() {
        Value::Quantity(quantity) => html! { (show(quantity)) },
        Value::Words(_) => html! { "“" bdi { (words(&one_line(page.story.words(reading.words()), 60))) } "”" },
        _ => html! { bdi { (words(&one_line(page.story.words(reading.words()), 60))) } },
    }
}

fn reading(page: &Page, entry: &Entry, reading: &Reading) -> Markup {
    let story = page.story;
    let outlets: BTreeSet<String> = reading.passages().map(|p| outlet(&story.articles()[p.article as usize])).collect();
    let all: Vec<Passage> = reading.passages().collect();
    html! {
        @match reading.value() {
            Value::Quantity(quantity) => {
                span.value { (show(quantity)) }
                " · " (in_line(page, reading.words()))
            }
            Value::Days(from, to) => span.value { (from) @if from != to { " to " (to) } },
            Value::Words(_) => span { "“" bdi { (differing(page, entry, reading)) } "”" },
            Value::Description(_) => span { bdi { (words(story.words(reading.words()))) } },
            Value::Paraphrase(_) => span { bdi { (words(story.words(reading.words()))) } span.facet { "reported, not quoted" } },
        }
        @if matches!(entry.kind, EntryKind::Quote | EntryKind::Claim) {
            p.note { "given to " @match reading.speaker() { Some(Via::Speaker(name)) => b { bdi { (words(story.words(*name))) } }, _ => "nobody named" } }
        }
        @if reading.is_negated() { p.note { b { "negated" } ": it stands under a “not” or a denial" } }
        @if let Some((from, to)) = reading.as_of() { p.note { "said of " (from) @if from != to { " to " (to) } } }
        p.note { bdi { (words(&outlets.into_iter().collect::<Vec<_>>().join(", "))) } @if let Some(first) = reading.said().first() { " · " (first) @if let Some(last) = reading.said().last().filter(|last| *last != first) { " to " (last) } } }
        details {
            summary { (count(all.len(), "passage")) ", at most " (count(reading.origins().len(), "origin")) }
            @for (i, origin) in reading.origins().iter().enumerate() {
                div.origin {
                    p { "origin " (i + 1)
                        @match origin.via() {
                            Some(Via::Speaker(name)) => { ": all go back to " b { bdi { (words(story.words(*name))) } } }
                            Some(Via::Outlet(name)) => { ": all go back to " b { bdi { (words(name)) } } }
                            None if origin.passages().len() > 1 => ": joined by a known link",
                            None => ": no known link to the others",
                        }
                    }
                    (passages(page, origin.passages()))
                }
            }
        }
    }
}

/// A wording laid word by word beside the fullest wording of its entry: what the fullest does not have is marked, and
/// so is each place where this one leaves words of it out.
fn differing(page: &Page, entry: &Entry, reading: &Reading) -> Markup {
    let segments = wordings(page.story, entry.subject, reading.words());
    let show = |i: usize, segment: &Segment| {
        let text = page.story.words(segment.passage);
        match segment.kind {
            SegmentKind::Kept => html! { (words(text)) },
            SegmentKind::Added => html! { ins { (words(text)) } },
            SegmentKind::Inserted => html! { span.insertion title="put in by the outlet" { (words(text)) } },
            SegmentKind::Cut => {
                let changed = segments[i - 1].kind == SegmentKind::Added;
                let title = format!("{}: {text}", if changed { "instead of" } else { "left out" });
                html! { span.cut title=(one_line(&title, 300)) { "[…]" } }
            }
        }
    };
    // Cut at its ends an utterance is only shorter; cut between two words that are kept it reads as if whole.
    let inner = |i: usize| i > 0 && i + 1 < segments.len();
    let shown = segments.iter().enumerate().filter(|(i, segment)| segment.kind != SegmentKind::Cut || inner(*i));
    html! { @for (n, (i, segment)) in shown.enumerate() { @if n > 0 { " " } (show(i, segment)) } }
}

/// Everybody who is quoted by name, the most quoted first.
fn people<'a>(page: &Page<'a>) -> Vec<&'a Voice> {
    let is_person = |voice: &&Voice| page.ledger.entities[voice.entity as usize].kind == MentionKind::Person;
    page.ledger.voices.iter().filter(is_person).collect()
}

fn person(page: &Page, voice: &Voice) -> Markup {
    let statements = || voice.utterances.iter().flat_map(|utterance| &utterance.statements);
    let articles: BTreeSet<u32> = statements().map(|statement| statement.passage.article).collect();
    html! {
        div.person {
            h3 {
                bdi { (words(page.story.words(page.ledger.entities[voice.entity as usize].name))) }
                @if let Some(role) = voice.role { span.facet { bdi { (words(page.story.words(role))) } } }
            }
            details {
                summary { (count(statements().count(), "passage")) " in " (count(articles.len(), "article")) }
                @for utterance in voice.utterances.iter().take(LONGEST_LIST) { (self::utterance(page, utterance)) }
                @if voice.utterances.len() > LONGEST_LIST { p.note { (voice.utterances.len() - LONGEST_LIST) " more stand in the articles below" } }
            }
        }
    }
}

/// What somebody said, once, with all who print it.
fn utterance(page: &Page, utterance: &Utterance) -> Markup {
    let reported = utterance.kind == UtteranceKind::Reported;
    let fullest =
        utterance.statements.iter().max_by_key(|one| (one.passage.span.len(), std::cmp::Reverse(one.passage)));
    let Some(fullest) = fullest else { return html! {} };
    let content = page.story.words(fullest.passage);
    html! {
        blockquote.reported[reported] {
            // A report without its "denied" or "did not say" would say the opposite.
            @if let Some(cue) = fullest.cue { span.cue { bdi { (words(&one_line(page.story.words(cue), 60))) } } " " }
            @if reported { bdi { (words(content)) } span.facet { @if content.contains(['“', '"']) { "reported, in part quoted" } @else { "reported, not quoted" } } } @else { "“" bdi { (words(content)) } "”" }
            footer { @for (i, statement) in utterance.statements.iter().enumerate() { @if i > 0 { " · " } (credit_line(page, statement.passage)) } }
        }
    }
}

fn timeline(page: &Page) -> Markup {
    let (alone, shared): (Vec<&TimelineRow>, Vec<&TimelineRow>) =
        page.ledger.timeline.iter().partition(|row| row.alone);
    html! {
        @if !page.ledger.timeline.is_empty() {
            section #timeline {
                h2 { "What happened when (" (page.ledger.timeline.len()) ")" }
                @if !shared.is_empty() { (timeline_rows(page, &shared)) }
                @if !alone.is_empty() {
                    details {
                        summary { (count(alone.len(), "happening")) " that one article alone tells" }
                        (timeline_rows(page, &alone))
                    }
                }
            }
        }
    }
}

fn timeline_rows(page: &Page, rows: &[&TimelineRow]) -> Markup {
    html! {
        div.scroll { table {
            thead { tr { th scope="col" { "day" } th scope="col" { "in the words of an article" } th scope="col" { "told by" } } }
            tbody { @for row in rows {
                @let event = &page.ledger.events[row.event as usize];
                @let passages: Vec<Passage> = event.passages().collect();
                tr {
                    th scope="row" { (summary::days(row.from, row.to)) }
                    td {
                        bdi { b { (words(&one_line(page.story.words(event.name), 160))) } }
                        @if event.status != Status::Asserted { span.facet { (status(event.status)) } }
                        p.note { bdi { (words(&one_line(page.story.words(event.summary), 320))) } " " (credit_line(page, event.summary)) }
                    }
                    td { details {
                        summary { (tellers(page, &passages)) }
                        (self::passages(page, &passages))
                    } }
                }
            } }
        } }
    }
}

/// The outlets that tell something, the first three by name.
fn tellers(page: &Page, passages: &[Passage]) -> String {
    let articles: BTreeSet<u32> = passages.iter().map(|passage| passage.article).collect();
    let mut names: Vec<String> = Vec::new();
    for name in articles.iter().map(|&article| outlet(&page.story.articles()[article as usize])) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = names.len().saturating_sub(3);
    names.truncate(3);
    if more > 0 { format!("{} and {more} more", names.join(", ")) } else { names.join(", ") }
}

/// Whether an outlet is one of the story's.
fn among(page: &Page, name: &str) -> bool {
    let outlets = page.story.articles().iter().filter_map(|article| article.facts.outlet.as_deref());
    outlets.map(usual_name).any(|outlet| outlet == name)
}

/// How an overlap comes about, for a reader; nothing where the sentence says it already.
fn explained(kind: LinkKind) -> Option<&'static str> {
    match kind {
        LinkKind::Agency => Some("an agency's text"),
        LinkKind::CommonOrigin => Some("both name the same outlet"),
        LinkKind::Statement => Some("a statement or document"),
        LinkKind::SameOutlet => Some("an outlet's own words again"),
        LinkKind::Version => Some("another version of the same article"),
        LinkKind::Unexplained => Some("nothing says why"),
        LinkKind::Outlet | LinkKind::Quotation => None,
    }
}

fn lineage(page: &Page) -> Markup {
    let links = &page.ledger.lineage;
    html! {
        @if !links.is_empty() {
            section #lineage {
                h2 { "Who has it from whom (" (links.len()) ")" }
                p.note { "Copied: the same words. Credited: it names the other. Quoted: both quote one speaker. They are different kinds of evidence." }
                (picture::lineage(page))
                ul.plain { @for link in links {
                    li { details {
                        summary {
                            b { (words(&outlet(&page.story.articles()[link.later.article as usize]))) } " "
                            (link_why(link.why)) @if link.directed { " from " } @else { ", direction unknown, with " }
                            @match &link.earlier {
                                Earlier::Passage(earlier) => b { (words(&outlet(&page.story.articles()[earlier.article as usize]))) },
                                Earlier::Outlet { name, .. } => { b { (words(name)) } @if !among(page, name) { " (not among these articles)" } }
                            }
                            @if link.overlap.0 > 0 { ": " (link.overlap.0) " of " (link.overlap.1) " words" }
                            @if let Some(explained) = explained(link.kind) { span.facet { (explained) } }
                        }
                        @match &link.earlier {
                            Earlier::Passage(earlier) => { p.note { "here" } (in_context(page, link.later)) p.note { "and there" } (in_context(page, *earlier)) }
                            Earlier::Outlet { named_at, .. } => { (in_context(page, *named_at)) }
                        }
                    } }
                } }
            }
        }
    }
}
