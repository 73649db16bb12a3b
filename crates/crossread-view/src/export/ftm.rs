//! A story as FollowTheMoney entities, a JSON object on a line for each: articles, who and what they name, where they name it, and
//! what happened. For OpenAleph and whatever else reads them.

use crate::json::event_kind;
use crate::{moment, outlet};
use crossread_core::align::entities::Entity;
use crossread_core::align::events::Event;
use crossread_core::{Article, Ledger, MentionKind, Passage, Story};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The entities of one story.
pub fn ftm(story: &Story, ledger: &Ledger) -> String {
    let mut out = String::new();
    story.articles().iter().for_each(|article| out.push_str(&ftm_article(article)));
    for (number, entity) in ledger.entities.iter().enumerate() {
        named(story, number, entity).iter().for_each(|one| put(&mut out, one));
    }
    ledger.events.iter().for_each(|event| put(&mut out, &happening(story, ledger, event)));
    out
}

/// An article, which may stand in no story.
pub fn ftm_article(article: &Article) -> String {
    let facts = &article.facts;
    let mut shown = FtmEntity::new("Article", article_id(article));
    let known = |fact: &Option<String>| fact.clone();
    shown.put("title", [facts.title.clone().unwrap_or_else(|| outlet(article))]);
    shown.put("publisher", known(&facts.outlet));
    shown.put("sourceUrl", known(&facts.url));
    shown.put("author", facts.authors.iter().cloned());
    shown.put("publishedAt", facts.published.map(moment));
    shown.put("modifiedAt", facts.updated.map(moment));
    shown.put("retrievedAt", facts.retrieved.map(moment));
    shown.put("language", facts.language.as_deref().and_then(three_letters).map(str::to_owned));
    shown.put("bodyText", [article.text.to_string()]);
    let mut out = String::new();
    put(&mut out, &shown);
    out
}

/// An entity while it is made: every property has a list of values.
struct FtmEntity {
    id: String,
    schema: &'static str,
    properties: BTreeMap<&'static str, Vec<String>>,
}

impl FtmEntity {
    fn new(schema: &'static str, id: String) -> FtmEntity {
        FtmEntity { id, schema, properties: BTreeMap::new() }
    }

    /// Adds values of a property, each once; of none there is no property.
    fn put(&mut self, property: &'static str, values: impl IntoIterator<Item = String>) {
        for value in values.into_iter().filter(|value| !value.trim().is_empty()) {
            let all = self.properties.entry(property).or_default();
            if !all.contains(&value) {
                all.push(value);
            }
        }
    }
}

fn put(out: &mut String, shown: &FtmEntity) {
    let properties: Map<String, Value> =
        shown.properties.iter().map(|(name, values)| ((*name).to_owned(), json!(values))).collect();
    let entity = json!({"id": shown.id, "schema": shown.schema, "properties": properties});
    out.push_str(&entity.to_string());
    out.push('\n');
}

fn article_id(article: &Article) -> String {
    format!("crossread-{}", article.id())
}

fn entity_id(story: &Story, number: usize) -> String {
    format!("crossread-{}-n{number}", story.id())
}

/// The schema of what is named. What is neither is told as a happening's words only: there is no schema for anything at all.
fn schema(kind: MentionKind) -> Option<&'static str> {
    match kind {
        MentionKind::Person => Some("Person"),
        MentionKind::Organization => Some("Organization"),
        MentionKind::Place => Some("Address"),
        MentionKind::Other => None,
    }
}

/// Somebody or something, and a mention for each article that names it.
fn named(story: &Story, number: usize, entity: &Entity) -> Vec<FtmEntity> {
    let Some(schema) = schema(entity.kind) else { return Vec::new() };
    let id = entity_id(story, number);
    let mut shown = FtmEntity::new(schema, id.clone());
    let name = story.words(entity.name).to_owned();
    let others = entity.variants.iter().map(|variant| variant.text.clone()).filter(|text| *text != name);
    if entity.kind == MentionKind::Place {
        shown.put("full", [name.clone()]);
        shown.put("alias", others);
    } else {
        shown.put("name", [name.clone()]);
        // A last name alone names many: a weak alias.
        shown.put("weakAlias", others);
    }
    let mut all = vec![shown];
    if entity.kind == MentionKind::Place {
        return all;
    }
    let places =
        entity.variants.iter().flat_map(|variant| variant.passages.iter().map(move |place| (place.article, variant)));
    let mut by_article: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
    places.for_each(|(article, variant)| {
        by_article.entry(article).or_default().insert(&variant.text);
    });
    for (article, names) in by_article {
        let article = &story.articles()[article as usize];
        let mut mention = FtmEntity::new("Mention", format!("{id}-{}", article.id()));
        mention.put("document", [article_id(article)]);
        mention.put("resolved", [id.clone()]);
        mention.put("name", names.into_iter().map(str::to_owned));
        mention.put("detectedSchema", [schema.to_owned()]);
        all.push(mention);
    }
    all
}

fn happening(story: &Story, ledger: &Ledger, event: &Event) -> FtmEntity {
    let words = |passage: Passage| crate::summary::one_line(story.words(passage), LONGEST);
    let mut shown = FtmEntity::new("Event", format!("crossread-{}", event.id(story)));
    shown.put("name", [words(event.name)]);
    shown.put("summary", [words(event.summary)]);
    shown.put("keywords", [event_kind(event.kind).to_owned(), event.status.name().to_owned()]);
    shown.put("startDate", event.from.map(|day| day.to_string()));
    shown.put("endDate", event.to.map(|day| day.to_string()));
    shown.put("location", event.place.map(words));
    let part = |entity: u32| {
        let kind = ledger.entities[entity as usize].kind;
        matches!(kind, MentionKind::Person | MentionKind::Organization).then(|| entity_id(story, entity as usize))
    };
    shown.put("involved", event.participants.iter().filter_map(|one| one.entity).filter_map(part));
    let articles: BTreeSet<u32> = event.passages().map(|passage| passage.article).collect();
    shown.put("proof", articles.into_iter().map(|article| article_id(&story.articles()[article as usize])));
    shown
}

/// Longest words of one value, in characters.
const LONGEST: usize = 500;

/// The code of three letters (ISO 639-2) that FollowTheMoney writes languages with, of those that are told apart.
fn three_letters(two: &str) -> Option<&'static str> {
    Some(match two {
        "en" => "eng",
        "de" => "deu",
        "fr" => "fra",
        "es" => "spa",
        "it" => "ita",
        "pt" => "por",
        "nl" => "nld",
        "ru" => "rus",
        "uk" => "ukr",
        "pl" => "pol",
        "tr" => "tur",
        "ar" => "ara",
        "zh" => "zho",
        "ja" => "jpn",
        _ => return None,
    })
}
