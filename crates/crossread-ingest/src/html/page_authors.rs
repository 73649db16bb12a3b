//! Who wrote a page's article.

use super::linked::{Linked, Metas};
use super::readable::Readable;
use crate::label::{head, letters};
use crate::{days, facts};

/// The authors: named by the metadata, by marked elements, by a line that says so.
pub(super) fn find(
    page: &Readable,
    linked: &Linked,
    metas: &Metas,
    title: Option<usize>,
    outlet: Option<&str>,
) -> Vec<String> {
    let is_outlet = |name: &String| outlet.is_some_and(|outlet| letters(outlet) == letters(name));
    let mut stated = tidy(linked.names("author"));
    if stated.len() > 1 {
        stated.retain(|name| !is_outlet(name));
    }
    // An organization as the author says less than a person's name on the page.
    if !stated.is_empty() && !stated.iter().all(is_outlet) {
        return stated;
    }
    let named = tidy(
        [
            "author",
            "article:author",
            "dc.creator",
            "dcterms.creator",
            "parsely-author",
            "sailthru.author",
            "byl",
            "citation_author",
            "cxenseparse:author",
            "bt:author",
        ]
        .iter()
        .map(|name| {
            // Libraries write "Lowe, Ann", one author each.
            let turned = |name: String| match name.split_once(", ") {
                Some((last, first)) if !first.contains(',') => format!("{first} {last}"),
                _ => name,
            };
            let all = metas.all(name);
            if *name == "citation_author" { all.into_iter().map(turned).collect() } else { all }
        })
        .find(|all| !all.is_empty())
        .unwrap_or_default(),
    );
    if !named.is_empty() && !named.iter().all(is_outlet) {
        return named;
    }
    let near = |at: usize| title.is_none_or(|title| at + 12 >= title && at <= title + 40);
    let mut signed: Vec<(String, usize)> = Vec::new();
    for (words, at) in page.signed.iter().filter(|(_, at)| near(*at)) {
        // Authors of one article are named together; further down others sign other things.
        let together = signed.last().is_none_or(|(_, last)| at - last <= 2);
        let name = a_name(words).filter(|name| together && !is_outlet(name));
        if let Some(name) = name.filter(|name| !signed.iter().any(|(other, _)| other == name)) {
            signed.push((name, *at));
        }
    }
    if !signed.is_empty() {
        return signed.into_iter().map(|(name, _)| name).collect();
    }
    // "Written by" in the labels that cards are made of.
    if metas.first(&["twitter:label1"]).is_some_and(|label| label.to_lowercase().contains("by"))
        && let Some(name) = metas.first(&["twitter:data1"]).as_deref().and_then(a_name)
    {
        return vec![name];
    }
    let words_at = |at: usize| page.paragraphs.get(at).map_or("", |p| p.span.of(&page.text));
    let from = title.map_or(0, |title| title.saturating_sub(8));
    let until = page.paragraphs.len().min(title.map_or(60, |title| title + 40));
    for at in from..until {
        let words = words_at(at);
        if let Some(names) = Some(words).filter(|words| head::is_byline(words)).and_then(facts::authors) {
            return names;
        }
        // A name alone, under "Written by" or beside the day.
        let cue = letters(words_at(at.wrapping_sub(1)));
        let beside = |at: usize| words_at(at).len() <= 60 && days::find(words_at(at)).is_some();
        let led = ["by", "writtenby", "author", "authors", "postedby", "publishedby", "wordsby", "storyby"];
        let led = led.contains(&cue.as_str());
        let alone = head::is_name(words) && (beside(at.wrapping_sub(1)) || beside(at + 1));
        if words.len() <= 60
            && (led || alone)
            && let Some(name) = a_name(words).filter(|name| !is_outlet(name))
        {
            return vec![name];
        }
    }
    // "This post was written by Ann Lowe", wherever it stands.
    let written = page.paragraphs.iter().filter(|p| p.letters <= 200).find_map(|p| {
        let words = p.span.of(&page.text);
        let at = words.find("written by ").filter(|at| *at <= 30)?;
        a_name(&words[at..])
    });
    if let Some(name) = written {
        return vec![name];
    }
    if stated.is_empty() { named } else { stated }
}

/// Names one by one, without addresses and what stands behind them.
fn tidy(names: Vec<String>) -> Vec<String> {
    let mut tidied: Vec<String> = Vec::new();
    for name in names.iter().filter(|name| !name.contains("://") && !name.contains('@')) {
        for name in facts::split_authors(name.trim_matches(['"', '“', '”', ' '])) {
            let name = name.split(". Reviewed").next().unwrap_or(&name).trim().to_owned();
            if !name.is_empty() && !tidied.contains(&name) && (tidied.is_empty() || !facts::is_role(&name)) {
                tidied.push(name);
            }
        }
    }
    tidied
}

/// The name in words that are marked as an author's: "By Ann Lowe", "Ann Lowe, Senior Writer".
fn a_name(words: &str) -> Option<String> {
    let mut rest = words.trim();
    for cue in ["written by", "posted by", "published by", "words by", "story by", "author:", "author", "by:", "by"] {
        if let Some(found) = rest.get(..cue.len())
            && found.eq_ignore_ascii_case(cue)
            && rest[cue.len()..].starts_with(|c: char| !c.is_alphanumeric())
        {
            rest = rest[cue.len()..].trim_start_matches([':', ' ', '\u{a0}', '—', '-']).trim();
            break;
        }
    }
    let name = rest.split([',', '|', '•', '·', '(']).next()?.split(" on ").next()?.trim();
    let parts: Vec<&str> = name.split_whitespace().collect();
    let plain = !name.chars().any(|c| c.is_ascii_digit()) && !name.contains(['@', '/', ':', '!', '?']);
    let capital = parts.iter().filter(|part| part.starts_with(char::is_uppercase)).count();
    let said = [
        "no",
        "find",
        "articles",
        "written",
        "list",
        "comments",
        "location",
        "posted",
        "published",
        "updated",
        "newsletter",
        "by",
        "about",
        "author",
        "authors",
        "share",
        "follow",
        "posts",
        "view",
        "more",
        "read",
        "editor",
        "staff",
    ];
    ((2..=5).contains(&parts.len())
        && plain
        && capital * 2 > parts.len()
        && !parts.iter().any(|part| said.contains(&part.to_lowercase().as_str())))
    .then(|| name.to_owned())
}
