//! Rows for names in news of the whole world: `names-worldwide`, articles of outlets of forty countries, whose names are marked token by token.
//! Every third article is read, as its text would come; asked are people, organizations and places, by exact words and kind.

use super::Row;
use crate::corpora;
use anyhow::Result;
use crossread_core::story::BlockKind;
use crossread_core::{Article, Language, MentionKind, Span, annotate};
use rayon::prelude::*;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The rows of this phenomenon.
pub fn rows() -> Vec<Row> {
    let row = |name, metric, aim, measure, errors| Row {
        name,
        on: "names-worldwide, every third article",
        metric,
        to_beat: "spaCy small 62",
        aim,
        less_is_better: false,
        measure,
        errors,
    };
    vec![
        row("names-worldwide", "span + kind F1", 89.0, || score(|&name| name), Some(errors)),
        row("names-worldwide-spans", "span F1", 95.0, || score(|&(start, end, _)| (start, end)), None),
    ]
}

/// A name: where in the text, and what it names.
type PlacedName = (u32, u32, MentionKind);

/// An article with its names as marked by hand and as read.
struct NamedArticle {
    text: String,
    marked: BTreeSet<PlacedName>,
    read: BTreeSet<PlacedName>,
}

/// F1 of what is compared of each name.
fn score<T: Ord>(compared: fn(&PlacedName) -> T) -> Result<Option<f64>> {
    let Some(articles) = articles()? else { return Ok(None) };
    let (mut right, mut all) = (0, 0);
    for NamedArticle { marked, read, .. } in &articles {
        let [marked, read] = [marked, read].map(|names| names.iter().map(compared).collect::<BTreeSet<T>>());
        right += marked.intersection(&read).count();
        all += marked.len() + read.len();
    }
    Ok(Some(100.0 * 2.0 * right as f64 / all.max(1) as f64))
}

fn errors() -> Result<()> {
    for NamedArticle { text, marked, read } in articles()?.into_iter().flatten() {
        let line = |sign: &str, &(start, end, kind): &PlacedName| {
            println!("{sign} {kind:?} {}", &text[start as usize..end as usize]);
        };
        marked.difference(&read).for_each(|name| line("missed", name));
        read.difference(&marked).for_each(|name| line(" found", name));
    }
    Ok(())
}

fn articles() -> Result<Option<Vec<NamedArticle>>> {
    let Some(folder) = corpora::shared("corpora/names-worldwide/annotated") else { return Ok(None) };
    let mut files: Vec<_> = std::fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<Result<_>>()?;
    files.sort();
    let read = |file| Ok(std::fs::read_to_string(file)?);
    let texts: Vec<String> = files.iter().step_by(3).map(read).collect::<Result<_>>()?;
    Ok(Some(texts.par_iter().filter_map(|tokens| named_article(tokens)).collect()))
}

fn named_article(tokens: &str) -> Option<NamedArticle> {
    let (text, marks) = plain_text(tokens);
    let line = serde_json::json!({ "text": text }).to_string();
    let mut taken: Option<Article> = None;
    crossread_ingest::read_inputs(&["-".into()], &Default::default(), &mut line.as_bytes(), &mut |article| {
        taken = article.ok();
    });
    let article = taken?;
    let (text, blocks) = (article.text.to_string(), &article.blocks);
    let is_read = |start: u32, end: u32| {
        let holds = |span: Span| span.start <= start && end <= span.end;
        blocks.iter().any(|block| block.kind != BlockKind::Boilerplate && holds(block.span))
    };
    let marked = marks
        .iter()
        .filter(|&&(start, end, _)| is_read(start, end))
        .filter_map(|&(start, end, kind)| Some((start, end, kind?)));
    let bare = |name: PlacedName| bare(&text, name);
    // Of nationalities and products nobody is asked.
    let is_asked = |&(start, end, _): &PlacedName| {
        !marks.iter().any(|&(first, last, kind)| kind.is_none() && first < end && start < last)
    };
    let asked = [MentionKind::Person, MentionKind::Organization, MentionKind::Place];
    let read = annotate(Language::english(), &article).names.into_iter();
    let read = read.map(|name| (name.span.start, name.span.end, name.kind)).filter(|name| asked.contains(&name.2));
    let is_name = |&(start, end, _): &PlacedName| {
        let words = &text[start as usize..end as usize];
        NAME.is_match(words) && !PRONOUNS.contains(&words)
    };
    let read = read.map(bare).filter(is_name).filter(is_asked).collect();
    let marked = marked.map(bare).collect();
    Some(NamedArticle { marked, read, text })
}

/// Begins with a capital or with a particle of names, and is no pronoun.
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\P{Ll}.*\p{Lu}|\p{Lu}|(?:al|el|de|van|von|bin|da|di)\b.*\p{Lu})").expect("a pattern of ours")
});

/// Pronouns as they begin sentences.
const PRONOUNS: [&str; 9] = ["He", "She", "They", "It", "His", "Her", "Their", "We", "Who"];

/// A name without its article and the mark of whoever has something.
fn bare(text: &str, (start, end, kind): PlacedName) -> PlacedName {
    let words = &text[start as usize..end as usize];
    let behind = ["the ", "The ", "THE "].iter().find_map(|article| words.strip_prefix(article)).unwrap_or(words);
    let before = ["'s", "’s", "'", "’"].iter().find_map(|mark| behind.strip_suffix(mark)).unwrap_or(behind);
    let start = end - behind.len() as u32;
    (start, start + before.len() as u32, kind)
}

/// The text of an article as it would stand in print, and what is marked in it; without a kind what is no person, organization or place.
fn plain_text(tokens: &str) -> (String, Vec<(u32, u32, Option<MentionKind>)>) {
    let (mut text, mut marks, mut open) = (String::new(), Vec::new(), None);
    for line in tokens.lines() {
        let mut fields = line.split('\t');
        let (word, tag) = (fields.next().unwrap_or_default(), fields.next());
        let Some(tag) = tag.filter(|_| !word.is_empty()) else {
            if !text.is_empty() && !text.ends_with("\n\n") {
                text.truncate(text.trim_end_matches(' ').len());
                text.push('\n');
            }
            open = None;
            continue;
        };
        let is_glued = GLUED.contains(&word) || text.ends_with(['(', '[', '“', '‘', '$', '£']);
        if !text.is_empty() && !text.ends_with('\n') && !is_glued {
            text.push(' ');
        }
        let start = text.len() as u32;
        text.push_str(word);
        let end = text.len() as u32;
        let Some((place, sort)) = tag.split_once('-') else {
            open = None;
            continue;
        };
        if matches!(place, "B" | "S") || open != Some(sort) {
            marks.push((start, end, kind(sort)));
            open = Some(sort);
        } else if let Some(last) = marks.last_mut() {
            last.1 = end;
        }
    }
    (text, marks)
}

/// Tokens that stand close to the one before them.
const GLUED: [&str; 18] =
    [",", ".", ";", ":", "!", "?", "%", ")", "]", "}", "”", "’", "'s", "’s", "n't", "'re", "'ve", "'ll"];

fn kind(sort: &str) -> Option<MentionKind> {
    match sort {
        "Person" => Some(MentionKind::Person),
        "Organization" => Some(MentionKind::Organization),
        "Location" | "Facility" => Some(MentionKind::Place),
        _ => None,
    }
}
