//! What each article says, taken alone. One file per phenomenon; each has a type for what it finds and a function
//! that finds it.

mod attachments;
pub mod attributes;
pub mod credits;
pub mod dates;
pub mod events;
pub mod figures;
pub mod modifiers;
pub mod names;
pub mod quotes;

use crate::language::Language;
use crate::story::{Article, Warning};
use crossread_language::{Sentence, Span, Token};
use names::Names;

/// Everything found in one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotations {
    /// The sentences of the blocks that are read, in order; [`Sentence::part`] is the index of the block.
    pub sentences: Vec<Sentence>,
    /// Named mentions, and pronouns and descriptions that resolve to one. Sorted by place.
    pub names: Vec<names::Name>,
    /// Who or what the names of this article are names of.
    pub referents: Vec<names::Referent>,
    /// Dates, times, durations and sets. Sorted by place.
    pub dates: Vec<dates::DateMention>,
    /// Quotations and reports. Sorted by place.
    pub quotes: Vec<quotes::Quote>,
    /// Quantities and what they count. Sorted by place.
    pub figures: Vec<figures::Figure>,
    /// Mentions of happenings. Sorted by place.
    pub events: Vec<events::EventMention>,
    /// What it says that the named are. Sorted by place.
    pub attributes: Vec<attributes::Attribute>,
    /// Words that say of a noun or verb what sort, where, with what, why. Sorted by place.
    pub modifiers: Vec<modifiers::Modifier>,
    /// Where the article says it has something from. Sorted by place.
    pub credits: Vec<credits::Credit>,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

impl Annotations {
    /// Gives back the room that nothing stands in: annotations are kept to the end, and of a heap there are thousands.
    fn shrink(&mut self) {
        for referent in &mut self.referents {
            referent.titles.shrink_to_fit();
            referent.names.shrink_to_fit();
        }
        self.names.shrink_to_fit();
        self.referents.shrink_to_fit();
        self.dates.shrink_to_fit();
        self.quotes.shrink_to_fit();
        self.figures.shrink_to_fit();
        self.attributes.shrink_to_fit();
        self.modifiers.shrink_to_fit();
        self.credits.shrink_to_fit();
        self.warnings.shrink_to_fit();
    }

    /// The sentences that a span stands in.
    pub fn sentences_in(&self, span: Span) -> &[Sentence] {
        sentences_in(&self.sentences, span)
    }

    /// The tokens that a span touches.
    pub(crate) fn tokens_in(&self, span: Span) -> impl Iterator<Item = &Token> {
        self.sentences_in(span).iter().flat_map(move |sentence| &sentence.tokens[sentence.tokens_in(span)])
    }

    /// The mentions of happenings that begin in a span, each with its index.
    pub(crate) fn events_in(&self, span: Span) -> impl Iterator<Item = (u32, &events::EventMention)> {
        let first = self.events.partition_point(|event| event.span.start < span.start);
        let behind = (first as u32..).zip(&self.events[first..]);
        behind.take_while(move |(_, event)| event.span.start < span.end)
    }
}

/// Those of an article's sentences that a span stands in.
pub(crate) fn sentences_in(sentences: &[Sentence], span: Span) -> &[Sentence] {
    let first = sentences.partition_point(|sentence| sentence.span.end <= span.start);
    let behind = sentences.partition_point(|sentence| sentence.span.start < span.end);
    &sentences[first.min(behind)..behind]
}

/// Reads one article. Depends on nothing else, so any number can be read at once.
///
/// An article in another language than English is kept and listed, but not read: its annotations are empty.
pub fn annotate(language: &Language, article: &Article) -> Annotations {
    let as_received = Annotations { warnings: article.warnings.clone(), ..Annotations::default() };
    if article.facts.language.as_deref().is_some_and(|own| own != language.code) {
        return as_received;
    }
    // Blocks that are not read become empty parts, so that a sentence's part is the index of its block.
    let parts: Vec<Span> = article
        .blocks
        .iter()
        .map(|block| if block.kind.is_read() { block.span } else { Span { end: block.span.start, ..block.span } })
        .collect();
    let sentences = crossread_language::read(&article.text, &parts);
    let (dates, odd_dates) = dates::find(language, article, &sentences);
    let sentences = attachments::with_days(language, &article.text, sentences, &dates);
    let Names { names, referents, warnings: odd_names } = names::find(language, article, &sentences);
    let attributes = attributes::find(language, article, &sentences, &names);
    let (quotes, odd_marks) = quotes::find(language, article, &sentences, &names);
    let figures = figures::find(language, article, (&sentences, &names), &dates, &quotes);
    let credits = credits::find(language, article, &sentences, &names);
    let mut warnings = [as_received.warnings, odd_dates, odd_names, odd_marks].concat();
    warnings.sort();
    let read = Annotations {
        sentences,
        names,
        referents,
        attributes,
        dates,
        quotes,
        figures,
        credits,
        warnings,
        ..Annotations::default()
    };
    let mut all = Annotations { modifiers: modifiers::find(language, article, &read), ..read };
    // A happening is told by all of these.
    all.events = events::find(language, article, &all);
    all.shrink();
    all
}
