//! What every part of the report needs, and the frame around them.

use super::links::Links;
use super::text::{self, words};
use crate::outlet;
use crate::residue::Residue;
use crate::summary::{self, one_line};
use base64::Engine;
use crossread_core::annotate::Annotations;
use crossread_core::annotate::events::EventMention;
use crossread_core::annotate::figures::Status;
use crossread_core::annotate::quotes::{QuoteKind, Speaker};
use crossread_core::ledger::{Entry, EntryStatus, Reading};
use crossread_core::story::Article;
use crossread_core::{Ledger, Passage, Span, Story};
use jiff::civil::Date;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::collections::{BTreeMap, BTreeSet};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// A story with its ledger, ready to be shown.
pub(super) struct Page<'a> {
    pub(super) story: &'a Story,
    pub(super) annotations: &'a [Annotations],
    pub(super) ledger: &'a Ledger,
    pub(super) links: Links<'a>,
    residue: Vec<Residue>,
    /// Whom the words at a passage name: index into the ledger's entities.
    entity_at: BTreeMap<Passage, u32>,
    /// What most articles call somebody beside their name, by entity.
    role_of: BTreeMap<u32, Passage>,
    /// Whether all articles are of one year, so that a day needs none.
    one_year: bool,
    /// What a form must know to be let in, where one is shown.
    token: Option<String>,
}

impl<'a> Page<'a> {
    pub(super) fn new(
        story: &'a Story,
        annotations: &'a [Annotations],
        ledger: &'a Ledger,
        links: Links<'a>,
    ) -> Page<'a> {
        let named = ledger.entities.iter().enumerate().flat_map(|(e, entity)| {
            entity.variants.iter().flat_map(|variant| &variant.passages).map(move |passage| (*passage, e as u32))
        });
        let role_of = ledger.voices.iter().filter_map(|voice| Some((voice.entity, voice.role?))).collect();
        let years: BTreeSet<i16> = story
            .articles()
            .iter()
            .filter_map(|article| article.facts.published)
            .map(|moment| moment.day.year())
            .collect();
        Page {
            story,
            annotations,
            ledger,
            links,
            residue: story.articles().iter().map(|article| Residue::of(&article.text)).collect(),
            entity_at: named.collect(),
            role_of,
            one_year: years.len() < 2,
            token: None,
        }
    }

    /// The same with forms to decide with.
    pub(super) fn with_token(self, token: &str) -> Page<'a> {
        Page { token: Some(token.to_owned()), ..self }
    }

    /// What a form must know to be let in; `None` where none is shown.
    pub(super) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// The words at a passage as a page shows them.
    pub(super) fn words(&self, passage: Passage) -> Markup {
        words(&self.plain(passage))
    }

    /// The same on one line, cut at a word when they are longer than `longest` characters.
    pub(super) fn line(&self, passage: Passage, longest: usize) -> Markup {
        words(&one_line(&self.plain(passage), longest))
    }

    /// The words at a passage without what a scraper left between them.
    pub(super) fn plain(&self, passage: Passage) -> String {
        let article = passage.article as usize;
        self.residue[article].without(&self.story.articles()[article].text, passage.span)
    }

    /// A passage marked, with the sentences around it.
    pub(super) fn in_context(&self, passage: Passage) -> Markup {
        let article = passage.article as usize;
        let text = &self.story.articles()[article].text;
        text::marked(text, &self.residue[article], self.around(passage), passage.span)
    }

    /// The sentence that a passage stands in with the one before and the one behind, as far as they are of its block; and that
    /// sentence alone.
    fn around(&self, passage: Passage) -> (Span, Span) {
        let article = passage.article as usize;
        let found = &self.annotations[article];
        let sentences = found.sentences_in(passage.span);
        let Some((first, last)) = sentences.first().zip(sentences.last()) else { return (passage.span, passage.span) };
        let own = first.span.cover(last.span).cover(passage.span);
        let blocks = &self.story.articles()[article].blocks;
        let Some(block) = blocks.iter().find(|block| block.span.contains(own)) else { return (own, own) };
        let behind = found.sentences.partition_point(|sentence| sentence.span.start < own.end);
        let before = found.sentences.partition_point(|sentence| sentence.span.start < own.start);
        let beside = [before.checked_sub(1), Some(behind)].into_iter().flatten();
        let around = beside
            .filter_map(|at| found.sentences.get(at))
            .filter(|sentence| block.span.contains(sentence.span))
            .fold(own, |around, sentence| around.cover(sentence.span));
        (around, own)
    }

    /// Whether all articles are of one year.
    pub(super) fn is_of_one_year(&self) -> bool {
        self.one_year
    }

    /// A day in short.
    pub(super) fn day(&self, day: Date) -> String {
        let short = day.strftime("%-d %b");
        if self.one_year { short.to_string() } else { format!("{short} {}", day.year()) }
    }

    /// How an article is called, with its day.
    pub(super) fn teller(&self, article: u32) -> Markup {
        let article = &self.story.articles()[article as usize];
        html! {
            bdi { (words(&outlet(article))) }
            @if let Some(published) = article.facts.published { " " time datetime=(published.day) { (self.day(published.day)) } }
            @if article.facts.language.as_deref().is_some_and(|language| language != "en") { " (not English)" }
        }
    }

    /// An article as a citation names it: outlet, headline, day, address and the hash of its text.
    pub(super) fn citation(&self, article: u32) -> String {
        let article = &self.story.articles()[article as usize];
        let facts = &article.facts;
        let day = facts.published.map_or("day unknown".to_owned(), |moment| summary::days(moment.day, moment.day));
        let headline = facts.title.as_deref().map(|title| format!("“{}”", one_line(title, 300)));
        let digits: String = article.sha256.iter().map(|byte| format!("{byte:02x}")).collect();
        let parts = [
            Some(outlet(article)),
            headline,
            Some(day),
            address(article).map(str::to_owned),
            Some(format!("sha256 {digits}")),
        ];
        text::bare_words(&parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }

    /// The happening that the words at a passage tell: of several the one of the fewest words.
    fn mention_at(&self, passage: Passage) -> Option<&'a EventMention> {
        let span = passage.span;
        let events = &self.annotations[passage.article as usize].events;
        let told = events.iter().filter(|event| span.contains(event.span) && event.clause.contains(span));
        told.min_by_key(|event| (event.clause.len(), event.span))
    }

    /// Whether what a passage tells is said to be denied.
    pub(super) fn is_denied(&self, passage: Passage) -> bool {
        self.mention_at(passage).is_some_and(|event| event.status == Status::Denied)
    }

    /// The sentence that a passage stands in.
    pub(super) fn sentence(&self, passage: Passage) -> Passage {
        Passage { span: self.around(passage).1, ..passage }
    }

    /// Who says what stands at a passage: the speaker of the figure, utterance or happening there, and of what is told within
    /// quotation marks the speaker of those. `None` where the outlet says it in its own voice.
    pub(super) fn speaker_at(&self, passage: Passage) -> Option<Passage> {
        let found = &self.annotations[passage.article as usize];
        let span = passage.span;
        let figure = found.figures.iter().find(|figure| figure.span == span).map(|figure| figure.asserted_by);
        let told = || self.mention_at(passage).map(|event| event.asserted_by);
        let in_marks = || {
            let quotes = found.quotes.iter().filter(|quote| quote.span.contains(span));
            let marked = quotes
                .filter(|quote| matches!(quote.kind, QuoteKind::Direct | QuoteKind::Fragment) || quote.span == span);
            marked.min_by_key(|quote| (quote.span.len(), quote.span)).map(|quote| quote.speaker)
        };
        let speaker = figure.or_else(told).flatten().or_else(|| in_marks().flatten());
        speaker.map(|speaker| self.named(passage.article, speaker))
    }

    /// Who the words at a passage name, with what they are called beside their name.
    pub(super) fn person(&self, named: Passage) -> Markup {
        let entity = self.entity_at.get(&named).copied();
        let name = entity.map_or(named, |entity| self.ledger.entities[entity as usize].name);
        let role = entity.and_then(|entity| self.role_of.get(&entity));
        html! { bdi { (self.line(name, 60)) } @if let Some(role) = role { " " small { bdi { (self.line(*role, 60)) } } } }
    }

    /// Where the fullest name of whom or what a passage names stands; `None` where it names nobody.
    pub(super) fn full_name(&self, passage: Passage) -> Option<Passage> {
        self.entity_at.get(&passage).map(|entity| self.ledger.entities[*entity as usize].name)
    }

    /// Where the fullest name of a speaker stands, or the words at the quote.
    pub(super) fn named(&self, article: u32, speaker: Speaker) -> Passage {
        let at = |span| Passage { article, span };
        let referents = &self.annotations[article as usize].referents;
        let name = speaker.referent.map(|referent| at(referents[referent as usize].name));
        let full = [name, Some(at(speaker.span))].into_iter().flatten().find_map(|at| self.full_name(at));
        full.or(name).unwrap_or(at(speaker.span))
    }

    /// The entries of a status.
    pub(super) fn entries(&self, status: EntryStatus) -> Vec<&'a Entry> {
        self.ledger.entries.iter().filter(|entry| entry.status == status).collect()
    }
}

/// The articles that passages stand in.
pub(super) fn articles_of(passages: impl IntoIterator<Item = Passage>) -> BTreeSet<u32> {
    passages.into_iter().map(|passage| passage.article).collect()
}

/// The articles that an entry's readings stand in.
pub(super) fn told_by(entry: &Entry) -> BTreeSet<u32> {
    articles_of(entry.readings.iter().flat_map(Reading::passages))
}

/// What a page wears: its style, its script, and the policy that forbids all others.
#[derive(Clone, Debug)]
pub struct Dress {
    style: String,
    script: String,
    policy: String,
    served: bool,
}

impl Dress {
    /// A file that needs nothing else.
    fn file() -> Dress {
        Dress::of(STYLE.to_owned(), SCRIPT.to_owned(), "form-action 'none'", false)
    }

    /// A page of a server, which has more style and script of its own. It may ask that server alone.
    pub fn served(style: &str, script: &str) -> Dress {
        let more = "connect-src 'self'; form-action 'self'; frame-ancestors 'none'";
        Dress::of(format!("{STYLE}{style}"), format!("{SCRIPT}{script}"), more, true)
    }

    fn of(style: String, script: String, more: &str, served: bool) -> Dress {
        let hash = |what: &str| {
            use sha2::Digest;
            base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(what.as_bytes()))
        };
        let policy = format!(
            "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; {more}",
            hash(&style),
            hash(&script)
        );
        Dress { style, script, policy, served }
    }

    /// The content security policy, for the header of a served page.
    pub fn policy(&self) -> &str {
        &self.policy
    }
}

/// A whole page: its own style, one script of ours and nothing else may run or load.
pub fn frame(title: &str, body: Markup, dress: &Dress) -> String {
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="generator" content=(crate::PROGRAM);
                @if !dress.served {
                    meta http-equiv="Content-Security-Policy" content=(dress.policy);
                }
                meta name="viewport" content="width=device-width, initial-scale=1";
                // A form of a page tells its own server where it comes from.
                meta name="referrer" content=(if dress.served { "same-origin" } else { "no-referrer" });
                title { (text::bare_words(title)) " - crossread" }
                style { (PreEscaped(&dress.style)) }
            }
            body {
                (body)
                script { (PreEscaped(&dress.script)) }
            }
        }
    };
    markup.into_string()
}

/// A page that is a file.
pub(super) fn filed(title: &str, body: Markup) -> String {
    frame(title, body, &Dress::file())
}

/// The field that filters a page; there only where the script runs.
pub fn filter(what: &str) -> Markup {
    html! { input #filter type="search" hidden placeholder=(what) aria-label=(what); }
}

/// The address of an article, where it is one that a browser opens: an account may name any.
pub(super) fn address(article: &Article) -> Option<&str> {
    article.facts.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://"))
}
