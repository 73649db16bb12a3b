//! An entry: what is compared, one line a reading with who says so, and behind it the passages side by side.

use super::page::{Page, articles_of, told_by};
use super::text::words;
use super::{charts, decided};
use crate::json::{difference_kind, entry_status};
use crate::summary::{self, count, join_sentence, one_line, show, tells_more};
use crossread_core::Language;
use crossread_core::Passage;
use crossread_core::ledger::{
    Aspect, Difference, DifferenceKind, Entry, EntryKind, Heading, Origin, Provenance, Reading, Segment, SegmentKind,
    Value, wordings,
};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Most passages of a reading shown on the page; the JSON has them all.
const MOST_PASSAGES: usize = 40;

/// An entry whose readings differ.
pub(super) fn full(page: &Page, entry: &Entry) -> Markup {
    html! {
        article class={ "entry " (entry_status(entry.status)) } id=(page.links.entry_anchor(entry)) data-filter {
            h3 {
                @if page.links.is_served() { a.self href=(page.links.entry(entry)) { (heading(page, entry, false)) } } @else { (heading(page, entry, false)) }
                (of_days(entry)) (decided::mark(page, entry))
                @if !page.links.is_served() { "\u{a0}" a.permalink href=(page.links.entry(entry)) { "link" } }
            }
            @for reading in &entry.readings { (row(page, entry, reading)) }
            details.beside {
                summary { "Side by side: " (count(passages(entry), "passage")) }
                (side_by_side(page, entry))
            }
        }
    }
}

/// An entry on a page of its own: all its passages open.
pub(super) fn opened(page: &Page, entry: &Entry) -> Markup {
    html! {
        article class={ "entry " (entry_status(entry.status)) } id=(page.links.entry_anchor(entry)) {
            h2.title { (heading(page, entry, false)) (of_days(entry)) }
            p.meta { b { (entry_status(entry.status)) } " · " (origins(page, entry)) }
            @for reading in &entry.readings { (row(page, entry, reading)) }
            @if page.token().is_some() {
                h3.apart { "What you say" }
                div.side {
                    @for reading in &entry.readings {
                        div.column data-filter { p.reading { (label(page, reading)) } (decided::form(page, entry, reading, &page.links.entry(entry))) }
                    }
                }
                (decided::together(page, entry, &page.links.entry(entry)))
            }
            h3.apart { "Side by side" }
            (side_by_side(page, entry))
        }
    }
}

/// What two articles have of an entry, a column each.
pub(super) fn compared(page: &Page, entry: &Entry, two: [Vec<Passage>; 2]) -> Markup {
    html! {
        article class={ "entry " (entry_status(entry.status)) } data-filter {
            h3 { a.self href=(page.links.entry(entry)) { (heading(page, entry, false)) } (of_days(entry)) (decided::mark(page, entry)) }
            div.side { @for passages in &two { div.column { (all_cited(page, passages)) } } }
        }
    }
}

/// One reading of an entry as a question: what the program reads, where, and the form to answer with.
pub(super) fn question(page: &Page, entry: &Entry, reading: &Reading, back: &str) -> Markup {
    html! {
        article class={ "entry " (entry_status(entry.status)) } data-filter {
            h2.title { a.self href=(page.links.entry(entry)) { (heading(page, entry, false)) } (of_days(entry)) (decided::mark(page, entry)) }
            p.meta { b { (entry_status(entry.status)) } " · " (entry.kind.name()) " · " (count(reading.passages().count(), "passage")) }
            (row(page, entry, reading))
            (cited(page, reading.words()))
            @for passage in reading.passages() { (decided::beside(page, entry, passage)) }
            (decided::form(page, entry, reading, back))
            @if entry.readings.len() > 1 {
                details { summary { "The others: " (count(entry.readings.len() - 1, "reading")) }
                    @for other in entry.readings.iter().filter(|other| other.words() != reading.words()) { (row(page, entry, other)) }
                }
            }
        }
    }
}

/// Most values of an entry that changed shown on its line.
const MOST_VALUES: usize = 8;

/// An entry whose values follow each other, on one line: each value with the day on which it was first said.
pub(super) fn course(page: &Page, entry: &Entry) -> Markup {
    // What is said again before another value comes is no change.
    let mut steps: Vec<&Reading> = entry.readings.iter().collect();
    steps.dedup_by(|one, other| one.value() == other.value() && one.is_negated() == other.is_negated());
    html! {
        li id=(page.links.entry_anchor(entry)) data-filter {
            details {
                summary {
                    span.said { (heading(page, entry, false)) }
                    " "
                    span.values {
                        @for (i, reading) in steps.iter().take(MOST_VALUES).enumerate() {
                            @if i > 0 { " → " }
                            span.step { b { (label(page, reading)) } @if let Some(day) = reading.said().first() { " " small { (page.day(*day)) } } }
                        }
                        @if steps.len() > MOST_VALUES { " → … " small { "and " (steps.len() - MOST_VALUES) " more" } }
                        (decided::mark(page, entry))
                    }
                }
                (permalink(page, entry))
                @for reading in &entry.readings { (row(page, entry, reading)) }
                (side_by_side(page, entry))
            }
        }
    }
}

/// The address of an entry, for whoever sends it on.
fn permalink(page: &Page, entry: &Entry) -> Markup {
    let name = if page.links.is_served() { "the entry on a page of its own" } else { "link to this entry" };
    html! { p.acts { a href=(page.links.entry(entry)) { (name) } } }
}

/// An entry whose readings agree: its value within its clause, and how many origins have it.
pub(super) fn line(page: &Page, entry: &Entry) -> Markup {
    html! {
        li id=(page.links.entry_anchor(entry)) data-filter {
            details {
                summary {
                    span.said { (heading(page, entry, true)) }
                    " " span.meta { (origins(page, entry)) (decided::mark(page, entry)) }
                    @for reading in entry.readings.iter().filter(|reading| reading.is_negated()) {
                        span.facet { (label(page, reading)) " in " (words(&tellers(page, &reading.passages().collect::<Vec<_>>()))) }
                    }
                }
                (cited_passages(page, entry))
            }
        }
    }
}

/// The address of an entry, and its passages side by side.
pub(super) fn cited_passages(page: &Page, entry: &Entry) -> Markup {
    html! { (permalink(page, entry)) (side_by_side(page, entry)) }
}

fn passages(entry: &Entry) -> usize {
    entry.readings.iter().map(|reading| reading.passages().count()).sum()
}

/// An article's clause that tells what is compared, with its value left open, or `filled` in.
fn heading(page: &Page, entry: &Entry, filled: bool) -> Markup {
    let Some(heading) = summary::heading_of(page.story, entry) else {
        return html! { (quoted(entry, page.line(entry.subject, 160))) @for facet in &entry.facets { span.facet { bdi { (page.line(*facet, 80)) } } } };
    };
    let Heading { passage, gap } = heading;
    let [opening, closing] = summary::ellipses(page.story, passage);
    let Some([before, after]) = summary::around_gap(heading) else {
        return html! { bdi { (opening) (page.line(passage, 200)) (closing) } };
    };
    html! {
        bdi {
            (opening) (words(&within(&page.plain(before))))
            @if filled { b { (page.line(Passage { span: gap, ..passage }, 60)) } } @else { span.gap role="img" aria-label="the value" {} }
            (words(&within(&page.plain(after)))) (closing)
        }
    }
}

/// White space as single spaces, one at either end kept: it stands beside the gap.
fn within(text: &str) -> String {
    let inner = one_line(text, 200);
    let [before, after] = [text.starts_with(char::is_whitespace), text.ends_with(char::is_whitespace)]
        .map(|space| if space { " " } else { "" });
    if inner.is_empty() { before.to_owned() } else { format!("{before}{inner}{after}") }
}

/// The day of which all readings are said, where it is one.
fn of_days(entry: &Entry) -> Markup {
    let days: BTreeSet<_> = entry.readings.iter().map(Reading::as_of).collect();
    match days.first() {
        Some(Some((from, to))) if days.len() == 1 => {
            html! { " " small.meta { "as of " (summary::days(*from, *to)) } }
        }
        _ => html! {},
    }
}

/// One line: the article's words for the value, who says so, and where.
fn row(page: &Page, entry: &Entry, reading: &Reading) -> Markup {
    let in_words = !matches!(reading.value(), Value::Quantity(_) | Value::Days(..));
    // Who tells a day or a post is shown where somebody is said to tell it, and never who spells a name so.
    let told_by_nobody = match entry.kind {
        EntryKind::Figure | EntryKind::Quote | EntryKind::Claim | EntryKind::Event => false,
        EntryKind::Date | EntryKind::Attribute => {
            let mut all = entry.readings.iter().flat_map(Reading::passages);
            entry.aspect == Some(Aspect::Spelling) || all.all(|passage| page.speaker_at(passage).is_none())
        }
    };
    html! {
        div.r.wide[in_words].plain[told_by_nobody] {
            span.v { (not(reading)) (value(page, entry, reading)) @if reading.is_negated() { " " small.negated { @if is_under_not(reading) { "negated" } @else { "negated: under a “not” or a denial" } } } }
            @if !told_by_nobody { span.who { (who(page, entry, reading)) @if let Some(of) = of_time(page, entry, reading) { small { ", " span.step { (of) } } } } }
            span.where { @for origin in reading.origins() { (origin_chips(page, origin)) } }
        }
    }
}

/// The words of a reading's value, and its normal form where that says more than they do.
fn value(page: &Page, entry: &Entry, reading: &Reading) -> Markup {
    match reading.value() {
        Value::Quantity(quantity) => {
            let printed = one_line(&page.plain(reading.words()), 80);
            html! { bdi { (words(&printed)) } @if tells_more(&printed, quantity) { " " small { (show(quantity)) } } }
        }
        Value::Days(from, to) => {
            html! { bdi { (page.line(reading.words(), 80)) } " " small { (summary::days(*from, *to)) } }
        }
        Value::Words(_) => html! { "“" bdi { (wording(page, entry, reading)) } "”" },
        // Words that tell a happening may leave out who denies it.
        Value::Status(_) if reading.is_negated() => {
            html! { bdi { (page.line(reading.words(), 160)) } " " small { "in: " bdi { (page.line(page.sentence(reading.words()), 240)) } } }
        }
        Value::Status(_) | Value::Clock(_) | Value::Description(_) => {
            html! { bdi { (page.line(reading.words(), 160)) } }
        }
        Value::Paraphrase(_) => {
            html! { bdi { (page.line(reading.words(), 400)) } " " small { "reported, not quoted" } }
        }
    }
}

/// The time a reading speaks of, where not all readings of its entry speak of one.
fn of_time(page: &Page, entry: &Entry, reading: &Reading) -> Option<String> {
    let (from, to) = reading.as_of()?;
    let all_one = entry.readings.iter().all(|other| other.as_of() == reading.as_of());
    let of = if from == to { page.day(from) } else { summary::days(from, to) };
    (!all_one && entry.kind != EntryKind::Date).then(|| format!("as of {of}"))
}

/// Whose words an utterance is said to be.
pub(super) fn speaker(page: &Page, speaker: &Provenance) -> Markup {
    match speaker {
        Provenance::Speaker(name) => page.person(*name),
        Provenance::Outlet(name) => html! { (words(name)) },
    }
}

/// Who says so: the speakers of its passages, the outlet where it speaks for itself.
fn who(page: &Page, entry: &Entry, reading: &Reading) -> Markup {
    if matches!(entry.kind, EntryKind::Quote | EntryKind::Claim) {
        return reading.speaker().map_or_else(|| html! { "nobody named" }, |speaker| self::speaker(page, speaker));
    }
    let mut named: Vec<Passage> = Vec::new();
    let (mut own, mut denied) = (false, false);
    for passage in reading.passages() {
        match page.speaker_at(passage) {
            Some(name) if named.iter().any(|other| page.plain(*other) == page.plain(name)) => {}
            Some(name) => named.push(name),
            // What somebody denies is no outlet's own voice, even where it is not known who does.
            None if page.is_denied(passage) => denied = true,
            None => own = true,
        }
    }
    // "They" and "officials" come behind those whom somebody names.
    named.sort_by_key(|name| page.full_name(*name).is_none());
    html! {
        @for (i, name) in named.iter().take(3).enumerate() { @if i > 0 { ", " } (page.person(*name)) }
        @if named.len() > 3 { " and " (named.len() - 3) " more" }
        @if denied { " " small { "denied, by whom the words say" } }
        @if own { @if named.is_empty() { small { "in the outlet’s own voice" } } @else { small { " and in an outlet’s own voice" } } }
    }
}

/// An origin's articles, in one bracket where they are several.
fn origin_chips(page: &Page, origin: &Origin) -> Markup {
    let mut seen = BTreeSet::new();
    let firsts: Vec<Passage> =
        origin.passages().iter().copied().filter(|passage| seen.insert(passage.article)).collect();
    let chips = html! { @for passage in &firsts { a.chip href=(page.links.passage(*passage)) { (page.teller(passage.article)) } } };
    html! {
        @if firsts.len() < 2 { (chips) } @else {
            span.one {
                span.label { @match origin.via() {
                    Some(Provenance::Speaker(name)) => { "all from " bdi { (page.line(*name, 40)) } }
                    Some(Provenance::Outlet(name)) => { "all from " bdi { (words(name)) } }
                    None => "linked",
                } }
                (chips)
            }
        }
    }
}

/// Where an entry's passages come from, in plain words.
fn origins(page: &Page, entry: &Entry) -> Markup {
    let articles = told_by(entry).len();
    let numbers: BTreeSet<u32> = entry.readings.iter().flat_map(Reading::origins).map(Origin::number).collect();
    let vias: BTreeSet<&Provenance> =
        entry.readings.iter().flat_map(Reading::origins).filter_map(Origin::via).collect();
    html! {
        (count(articles, "article"))
        @if numbers.len() >= articles && articles > 1 { ", no link found between them" }
        @else if let (1, Some(via)) = (numbers.len(), vias.first()) {
            ", " @if articles > 1 { "all " } "from " bdi { @match via { Provenance::Speaker(name) => (page.line(*name, 40)), Provenance::Outlet(name) => (words(name)) } }
        }
        @else if numbers.len() == 1 && articles > 1 { ", linked" }
        @else if articles > 1 { ", " (numbers.len()) " origins" }
    }
}

/// A column a reading, each passage between the sentences it stands in; how they differ, between two columns or below several; and
/// what joined them.
fn side_by_side(page: &Page, entry: &Entry) -> Markup {
    let between = match (entry.readings.as_slice(), entry.differences.as_slice()) {
        ([_, _], [difference]) => Some(difference),
        _ => None,
    };
    html! {
        @if entry.kind == EntryKind::Figure { (charts::course(page, entry)) }
        div.side.two[between.is_some()] {
            @for (i, reading) in entry.readings.iter().enumerate() {
                @if let (1, Some(difference)) = (i, between) { p.why.between { b { (difference_kind(difference.kind).replace('-', " ")) } ": " (difference.why) } }
                div.column {
                    p.reading { (label(page, reading)) }
                    @for passage in reading.passages().take(MOST_PASSAGES) { (cited(page, passage)) (decided::beside(page, entry, passage)) }
                    @if reading.passages().count() > MOST_PASSAGES { p.meta { (reading.passages().count() - MOST_PASSAGES) " more stand in the JSON" } }
                }
            }
        }
        @if between.is_none() { (differences(page, entry)) }
        @if !entry.why.is_empty() { p.why.joined { b { "What joined them" } } }
        @for why in &entry.why {
            p.why {
                (join_sentence(why.sign))
                @for passage in why.passages.iter().take(2) { " · " a href=(page.links.passage(*passage)) { bdi { (page.line(*passage, 60)) } } }
            }
        }
    }
}

/// How an entry's readings differ, a line a pair; first what can't both hold.
fn differences(page: &Page, entry: &Entry) -> Markup {
    let mut all: Vec<&Difference> = entry.differences.iter().collect();
    all.sort_by_key(|difference| !matches!(difference.kind, DifferenceKind::Conflict | DifferenceKind::OtherSpeaker));
    html! {
        @if !all.is_empty() {
            ul.why { @for difference in all {
                @let [a, b] = [difference.between.0, difference.between.1].map(|reading| label(page, &entry.readings[reading as usize]));
                li { (a) " and " (b) ": " b { (difference_kind(difference.kind).replace('-', " ")) } ", " (difference.why) }
            } @if entry.differences_omitted > 0 { li.meta { "and " (entry.differences_omitted) " more pairs, which are not compared here" } } }
        }
    }
}

/// A passage between its sentences, with the ways on from it. The script adds a button that copies it as a citation, from
/// where it stands, who says it, and its article's line.
pub(super) fn cited(page: &Page, passage: Passage) -> Markup {
    let served = page.links.is_served();
    let cited = served.then(|| page.citation(passage.article));
    let (start, end) = page.links.points(passage);
    html! {
        figure data-at={ (start) "–" (end) } data-cite=[cited] {
            figcaption { (page.teller(passage.article)) @if let Some(name) = page.speaker_at(passage) { " · " span.by { bdi { (page.line(name, 60)) } } } }
            blockquote { (page.in_context(passage)) }
            p.acts { a href=(page.links.passage(passage)) { "in the article" } }
        }
    }
}

/// Passages in a list, each between its sentences.
pub(super) fn all_cited(page: &Page, passages: &[Passage]) -> Markup {
    html! {
        @for passage in passages.iter().take(MOST_PASSAGES) { (cited(page, *passage)) }
        @if passages.len() > MOST_PASSAGES { p.meta { (passages.len() - MOST_PASSAGES) " more stand in the JSON" } }
    }
}

/// The words of a reading in short.
pub(super) fn label(page: &Page, reading: &Reading) -> Markup {
    said(page, reading, reading.words(), 60)
}

/// The words at a passage of a reading in short: in marks where they are quoted, with their "not" where they stand under one.
pub(super) fn said(page: &Page, reading: &Reading, passage: Passage, longest: usize) -> Markup {
    let words = page.line(passage, longest);
    html! {
        (not(reading))
        @if matches!(reading.value(), Value::Words(_)) { "“" bdi { (words) } "”" } @else { bdi { (words) } }
        @if reading.is_negated() && !is_under_not(reading) { " " span.negated { "(negated)" } }
    }
}

/// The "not" that a value stands under.
fn not(reading: &Reading) -> Markup {
    html! { @if is_under_not(reading) { span.negated { "not" } " " } }
}

/// Whether "not" before the words says that they are negated. What tells a happening may hold its own "not".
fn is_under_not(reading: &Reading) -> bool {
    reading.is_negated() && matches!(reading.value(), Value::Quantity(_) | Value::Days(..))
}

/// Marks around words that articles quote.
fn quoted(entry: &Entry, words: Markup) -> Markup {
    if matches!(entry.readings[0].value(), Value::Words(_)) {
        html! { "“" bdi { (words) } "”" }
    } else {
        html! { bdi { (words) } }
    }
}

/// A wording laid word by word beside the fullest wording of its entry: what the fullest does not have is marked, and
/// so is each place where this one leaves words of it out.
pub(super) fn wording(page: &Page, entry: &Entry, reading: &Reading) -> Markup {
    let segments = wordings(Language::english(), page.story, entry.subject, reading.words());
    let show = |i: usize, segment: &Segment| match segment.kind {
        SegmentKind::Kept => page.words(segment.passage),
        SegmentKind::Added => html! { ins { (page.words(segment.passage)) } },
        SegmentKind::Inserted => {
            html! { span.insertion title="put in by the outlet" { (page.words(segment.passage)) } }
        }
        SegmentKind::Cut => {
            let changed = i > 0 && segments[i - 1].kind == SegmentKind::Added;
            let how = if changed { "instead of" } else { "left out" };
            html! { span.cut title=(one_line(&format!("{how}: {}", page.plain(segment.passage)), 300)) { "[…]" } }
        }
    };
    html! { @for (i, segment) in segments.iter().enumerate() { @if i > 0 { " " } (show(i, segment)) } }
}

/// The outlets that passages stand in, the first three by name.
pub(super) fn tellers(page: &Page, passages: &[Passage]) -> String {
    let mut names: Vec<String> = Vec::new();
    for article in articles_of(passages.iter().copied()) {
        let name = crate::outlet(&page.story.articles()[article as usize]);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = names.len().saturating_sub(3);
    names.truncate(3);
    if more > 0 { format!("{} and {more} more", names.join(", ")) } else { names.join(", ") }
}
