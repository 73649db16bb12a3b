//! Search: passages of all articles, by words, amount, speaker, outlet and day.

use super::{PageContext, Sheet};
use crate::answer::{Answer, PageShape};
use crossread_core::quantity::Bound;
use crossread_core::story::{Block, BlockKind, Facts};
use crossread_core::{Article, Language, Span, annotate};
use crossread_store::project::{Result, Search, SearchResult, SearchResultKind};
use crossread_view::{count, words};
use maud::{Markup, html};
use serde_json::{Value, json};

/// Passages of each kind on a page.
const SHOWN: u32 = 25;

/// Characters of a paragraph shown on either side of a figure.
const AROUND: usize = 160;

pub(crate) fn search(place: &PageContext) -> Result<Answer> {
    let kind =
        place.asked.field("kind").and_then(|name| SearchResultKind::ALL.into_iter().find(|kind| kind.name() == name));
    let after = place.behind();
    let search = understood(place);
    let asked = search != Search::default();
    let kinds: Vec<SearchResultKind> = match kind {
        _ if !asked => Vec::new(),
        Some(kind) => vec![kind],
        None => SearchResultKind::ALL.into_iter().filter(|kind| fits(*kind, &search)).collect(),
    };
    let (mut found, outlets) = (Vec::new(), place.shelf.store().outlets()?);
    for kind in kinds {
        // One more than is shown tells whether there is more.
        let of_kind = place.shelf.store().find(kind, &search, (SHOWN + 1, after))?;
        found.push((kind, of_kind));
    }
    if place.shape == PageShape::Json {
        let more = found.iter().any(|(_, found)| found.len() > SHOWN as usize);
        let rows = found.iter().flat_map(|(_, found)| found.iter().take(SHOWN as usize)).map(row).collect();
        return Ok(Answer::rows(rows, more.then(|| again(place, ".json", kind, after + SHOWN))));
    }
    let main = html! {
        (form(place, &outlets))
        @if asked && found.iter().all(|(_, found)| found.is_empty()) { p { "No passage fits." } }
        @for (kind, found) in &found { @if !found.is_empty() {
            section class={ "found " (kind.name()) } {
                h2 { (heading(*kind)) " " b { (found.len().min(SHOWN as usize)) @if found.len() > SHOWN as usize { "+" } } }
                ul.lines { @for group in grouped(&found[..found.len().min(SHOWN as usize)]) { (group_of(&group)) } }
                @if found.len() > SHOWN as usize { p { a rel="next" href=(again(place, "", Some(*kind), after + SHOWN)) { "More of these" } } }
            }
        } }
    };
    let meta = html! { p.meta { "Words that stand together go between quotation marks. An amount finds figures: “at least 20 killed”." } };
    Ok(place.page(Sheet { title: "Search", meta, nav: html! {}, main }))
}

/// The same search, from another place on.
fn again(place: &PageContext, ending: &str, kind: Option<SearchResultKind>, next: u32) -> String {
    let kept = place.asked.fields().filter(|(name, _)| !["next", "kind"].contains(name));
    let kind = kind.map(|kind| ("kind", kind.name()));
    super::address(&format!("/search{ending}"), kept.chain(kind), next)
}

/// What is asked for: an amount among the words is one of a figure.
fn understood(place: &PageContext) -> Search {
    let field = |name: &str| place.asked.field(name).map(str::to_owned);
    let mut search = Search {
        words: field("q").unwrap_or_default(),
        speaker: field("speaker"),
        outlet: field("outlet"),
        from: field("from"),
        to: field("to"),
        least: field("at-least"),
        most: field("at-most"),
    };
    if let Some((rest, least, most)) = amount(&search.words)
        && search.least.is_none()
        && search.most.is_none()
    {
        (search.words, search.least, search.most) = (rest, least, most);
    }
    search
}

/// The amount that words ask for, read as in an article: the words without it, the least and the greatest.
fn amount(words: &str) -> Option<(String, Option<String>, Option<String>)> {
    // What stands between quotation marks is meant to the letter.
    if words.contains('"') || !words.contains(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let span = Span::new(0, words.len());
    let article = Article {
        sha256: [0; 32],
        text: words.into(),
        blocks: vec![Block { span, kind: BlockKind::Body, credit: None }],
        facts: Facts::default(),
        anchors: Vec::new(),
        warnings: Vec::new(),
    };
    let figures = annotate(Language::english(), &article).figures;
    let figure = figures.first()?;
    let (low, high) = (figure.quantity.low.or(figure.quantity.high)?, figure.quantity.high.or(figure.quantity.low)?);
    let [low, high] = [low, high].map(|value| Some(value.normalize().to_string()));
    let (least, most) = match figure.quantity.bound {
        Bound::AtLeast | Bound::MoreThan => (low, None),
        Bound::AtMost | Bound::LessThan => (None, high),
        _ => (low, high),
    };
    let without: Vec<&str> = words.split(figure.span.of(words)).map(str::trim).collect();
    Some((without.join(" ").trim().to_owned(), least, most))
}

/// Whether passages of a kind can answer at all.
fn fits(kind: SearchResultKind, search: &Search) -> bool {
    let amount = search.least.is_some() || search.most.is_some();
    match kind {
        SearchResultKind::Figure => amount,
        SearchResultKind::Quote => !amount,
        SearchResultKind::Day => !amount && search.speaker.is_none() && (search.from.is_some() || search.to.is_some()),
        SearchResultKind::Paragraph => !amount && search.speaker.is_none() && !search.words.is_empty(),
    }
}

fn heading(kind: SearchResultKind) -> &'static str {
    match kind {
        SearchResultKind::Paragraph => "Paragraphs",
        SearchResultKind::Figure => "Figures",
        SearchResultKind::Quote => "What people say",
        SearchResultKind::Day => "Days",
    }
}

fn form(place: &PageContext, outlets: &[String]) -> Markup {
    let value = |name: &str| place.asked.field(name);
    html! {
        form.fields action="/search" method="get" {
            label { "Words or an amount" input name="q" type="search" value=[value("q")]; }
            label { "Of what kind" select name="kind" {
                option value="" { "any" }
                @for kind in SearchResultKind::ALL { option value=(kind.name()) selected[value("kind") == Some(kind.name())] { (heading(kind)) } }
            } }
            label { "Said by" input name="speaker" value=[value("speaker")]; }
            label { "Outlet" select name="outlet" {
                option value="" { "any" }
                @for outlet in outlets { option value=(outlet) selected[value("outlet") == Some(outlet)] { (words(outlet)) } }
            } }
            label { "From" input name="from" type="date" value=[value("from")]; }
            label { "To" input name="to" type="date" value=[value("to")]; }
            label { "At least" input name="at-least" inputmode="decimal" value=[value("at-least")]; }
            label { "At most" input name="at-most" inputmode="decimal" value=[value("at-most")]; }
            button { "Search" }
        }
    }
}

/// What was found, what rests in one entry together.
fn grouped(found: &[SearchResult]) -> Vec<Vec<&SearchResult>> {
    let mut groups: Vec<Vec<&SearchResult>> = Vec::new();
    for one in found {
        let same = |group: &&mut Vec<&SearchResult>| {
            one.entry.is_some()
                && group[0].entry.as_ref().map(|entry| &entry[1]) == one.entry.as_ref().map(|entry| &entry[1])
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

fn group_of(group: &[&SearchResult]) -> Markup {
    html! {
        li data-filter {
            @if let Some([story, entry, subject, status]) = &group[0].entry {
                p.meta { a.entry-link href={ "/s/" (story) "/e/" (entry) } class=(status) { bdi { (words(subject)) } } " " (status) ", " (count(group.len(), "passage")) " found" }
            }
            @for one in group { (passage(one)) }
        }
    }
}

fn passage(one: &SearchResult) -> Markup {
    let address = format!("/a/{}#c={}-{}", one.article, one.place.0, one.place.1);
    html! {
        figure {
            blockquote { bdi { (shown(one)) } }
            figcaption {
                @if let Some(speaker) = &one.speaker { bdi { (words(speaker)) } " · " }
                @if one.kind == SearchResultKind::Quote && !one.marked { "reported, not quoted · " }
                a href=(address) { bdi { (words(&one.called)) } @if let Some(published) = &one.published { " " time { (published.get(..10).unwrap_or(published)) } } }
            }
        }
    }
}

/// The words, of a figure or day with what stands around them.
fn shown(one: &SearchResult) -> Markup {
    let Some((paragraph, begins)) = &one.around else {
        return html! { @if one.marked { "“" (words(&one.text)) "”" } @else { (words(&one.text)) } };
    };
    let letters: Vec<char> = paragraph.chars().collect();
    let at = |place: u32| (place.saturating_sub(*begins) as usize).min(letters.len());
    let (start, end) = (at(one.place.0), at(one.place.1));
    let (from, to) = (start.saturating_sub(AROUND), (end + AROUND).min(letters.len()));
    let piece = |range: std::ops::Range<usize>| words(&letters[range].iter().collect::<String>());
    html! {
        @if from > 0 { "…" } (piece(from..start)) mark { (piece(start..end)) } (piece(end..to)) @if to < letters.len() { "…" }
    }
}

fn row(one: &SearchResult) -> Value {
    let entry = one.entry.as_ref();
    json!({
        "kind": one.kind.name(),
        "article": one.article,
        "called": one.called,
        "published": one.published,
        "start": one.place.0,
        "end": one.place.1,
        "text": one.text,
        "speaker": one.speaker,
        "marked": (one.kind == SearchResultKind::Quote).then_some(one.marked),
        "story": entry.map(|entry| &entry[0]),
        "entry": entry.map(|entry| &entry[1]),
        "subject": entry.map(|entry| &entry[2]),
        "status": entry.map(|entry| &entry[3]),
    })
}

#[cfg(test)]
mod tests {
    use super::amount;

    fn read(words: &str) -> Option<(String, Option<String>, Option<String>)> {
        amount(words)
    }

    #[test]
    fn an_amount_is_read_as_in_an_article() {
        let some = |rest: &str, least: Option<&str>, most: Option<&str>| {
            Some((rest.to_owned(), least.map(str::to_owned), most.map(str::to_owned)))
        };
        assert_eq!(read("at least 20 killed"), some("killed", Some("20"), None));
        assert_eq!(read("fewer than a hundred people"), some("people", None, Some("100")));
        assert_eq!(read("23 people missing"), some("people missing", Some("23"), Some("23")));
        assert_eq!(read("the bow doors"), None);
        assert_eq!(read("\"23 people\""), None);
    }
}
