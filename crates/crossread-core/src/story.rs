//! What comes in: a [`Story`] of [`Article`]s, each a text that is never edited, labelled into [`Block`]s.

use crossread_language::{Span, Word};
use jiff::civil::{Date, Time};
use std::collections::{BTreeMap, BTreeSet};

/// The articles to lay side by side, in an order of their own (by day of publication, then by content), so that the
/// order in which they were given cannot change anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    articles: Vec<Article>,
}

impl Story {
    /// Sorts the articles and drops those that are another given twice: the same text of the same outlet at the same
    /// address, or an address read twice where only what is not the article (a menu, a teaser) had changed. The one
    /// fetched first is kept.
    pub fn new(articles: Vec<Article>) -> Story {
        Story::with(articles.into_iter().map(|article| (article, ())).collect()).0
    }

    /// The same of articles each of which has something beside it: that of those that are kept, in the story's order.
    pub fn with<T>(mut articles: Vec<(Article, T)>) -> (Story, Vec<T>) {
        articles.sort_by(|(a, _), (b, _)| {
            let key = |x: &Article| (x.facts.published.is_none(), x.facts.published, x.sha256);
            let place = |x: &Article| (x.facts.outlet.clone(), x.facts.url.clone(), x.facts.retrieved, x.facts.clone());
            key(a).cmp(&key(b)).then_with(|| place(a).cmp(&place(b)))
        });
        articles.dedup_by(|(a, _), (b, _)| {
            a.sha256 == b.sha256 && a.facts.outlet == b.facts.outlet && a.facts.url == b.facts.url
        });
        let mut by_address: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, (article, _)) in articles.iter().enumerate() {
            if let Some(address) = &article.facts.url {
                by_address.entry(address.clone()).or_default().push(i);
            }
        }
        let mut dropped = vec![false; articles.len()];
        for mut group in by_address.into_values().filter(|group| group.len() > 1) {
            group.sort_by_key(|&i| (articles[i].0.facts.retrieved, i));
            let mut seen = BTreeSet::new();
            for i in group {
                let article = &articles[i].0;
                let facts = &article.facts;
                dropped[i] = !seen.insert((facts.outlet.clone(), facts.published, article.said()));
            }
        }
        let mut dropped = dropped.into_iter();
        articles.retain(|_| !dropped.next().unwrap_or_default());
        let (mut articles, beside): (Vec<Article>, Vec<T>) = articles.into_iter().unzip();
        mark_reprints(&mut articles);
        (Story { articles }, beside)
    }

    /// The least of its articles' ids: it stays when an article is added, unless that one's happens to be less. Empty for a
    /// story without articles.
    pub fn id(&self) -> String {
        self.articles.iter().map(Article::id).min().unwrap_or_default()
    }

    /// The articles, oldest first, undated ones last.
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// The articles, to make smaller stories of.
    pub fn into_articles(self) -> Vec<Article> {
        self.articles
    }

    /// The words at a passage.
    pub fn words(&self, passage: Passage) -> &str {
        passage.span.of(&self.articles[passage.article as usize].text)
    }
}

/// Gives articles whose text an earlier one has an id of their own.
fn mark_reprints(articles: &mut [Article]) {
    let mut texts = BTreeSet::new();
    for article in articles {
        let facts = &mut article.facts;
        if !texts.insert(article.sha256) && facts.reprint == 0 {
            let place = (&facts.outlet, &facts.url, facts.published);
            facts.reprint = Word::of(&format!("{place:?}")).0;
        }
    }
}

/// One article: the text as received (decoded, never edited), what its parts are, and what is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// SHA-256 of the text. Its first 16 hexadecimal digits name the article in all output.
    pub sha256: [u8; 32],
    /// The whole text. Every offset anywhere points into it.
    pub text: Box<str>,
    /// What each part of the text is: sorted, not overlapping, covering everything but white space.
    pub blocks: Vec<Block>,
    /// Outlet, day and the like.
    pub facts: Facts,
    /// For a page: where each piece of `text` stood in the bytes of the page, sorted by text offset. Empty for text.
    pub anchors: Vec<Anchor>,
    /// What was odd about it while it was taken in.
    pub warnings: Vec<Warning>,
}

impl Article {
    /// The first 16 hexadecimal digits of the text's SHA-256; of a text printed again in one story others, so that no two
    /// articles share an id.
    pub fn id(&self) -> String {
        let first = self.sha256.iter().take(8).fold(0, |first, &byte| first << 8 | u64::from(byte));
        format!("{:016x}", first ^ self.facts.reprint)
    }

    /// The day on which it says what it says: when it was written, where that is known to be another day than that of its
    /// publication. `None` where neither is known.
    pub fn said_on(&self) -> Option<Date> {
        match &self.facts.written {
            Some(written) => Some(written.to),
            None => self.facts.published.map(|moment| moment.day),
        }
    }

    /// The words of all blocks that are read: what the article says, without what stands around it.
    fn said(&self) -> String {
        let read = self.blocks.iter().filter(|block| block.kind.is_read());
        read.map(|block| block.span.of(&self.text)).collect::<Vec<_>>().join("\n")
    }

    /// The block that holds byte `at`, or `None` in the white space between blocks.
    pub fn block_at(&self, at: u32) -> Option<usize> {
        let i = self.blocks.partition_point(|block| block.span.end <= at);
        self.blocks.get(i).filter(|block| block.span.start <= at).map(|_| i)
    }
}

/// What is known about an article. Unknown is `None`, never a guess.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Facts {
    /// The file, address or line it came from, as the reader would name it.
    pub input: String,
    /// The `id` that the input itself gave.
    pub input_id: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Who signed it.
    pub authors: Vec<String>,
    /// When it was published.
    pub published: Option<Moment>,
    /// The first day of the month in which it was published, where no more than the month is known.
    pub published_month: Option<Date>,
    /// How we know when.
    pub published_basis: Option<PublishedBasis>,
    /// When it was last changed, where it says so.
    pub updated: Option<Moment>,
    /// When it was written, where the text implies other days than that of publication.
    pub written: Option<Written>,
    /// The outlet in which it says it first appeared.
    pub first_outlet: Option<String>,
    /// Posts of a live blog: where each begins in the text and when it was posted, by place. Empty for other articles.
    pub posts: Vec<(u32, Moment)>,
    /// ISO 639-1 code of its language; `None` when unsure.
    pub language: Option<String>,
    /// When it was fetched (UTC), where an archive says so. Behind the others, so that of the same article fetched twice the
    /// first is kept.
    pub retrieved: Option<Moment>,
    /// Tells articles of one story apart that have one text: a hash of outlet, address and day for all but the first, else 0.
    pub reprint: u64,
}

/// A civil day, with the time of day where it is known. No time zone: outlets rarely give one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day.
    pub day: Date,
    /// The time of day.
    pub time: Option<Time>,
}

/// How the day of publication is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublishedBasis {
    /// The input's metadata gave it.
    Given,
    /// It stands in the text or the page.
    Stated,
}

/// The days on which a text was written, where it implies other days than that of publication (a repost).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Written {
    /// First possible day.
    pub from: Date,
    /// Last possible day.
    pub to: Date,
    /// The sentence a person reads.
    pub why: String,
}

/// A part of an article's text and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where. White space at both ends is left out.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// For an excerpt: the outlet or agency whose words these are, as the article names it.
    pub credit: Option<Span>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// The headline.
    Title,
    /// Who wrote it.
    Byline,
    /// Where and when, by whom published.
    Dateline,
    /// A heading between paragraphs.
    Heading,
    /// The outlet's own text.
    Body,
    /// Words of another outlet, shown with its credit.
    Excerpt,
    /// Words under a picture.
    Caption,
    /// Everything that is not the article: menus, teasers, share notes, disclaimers, comments.
    Boilerplate,
}

impl BlockKind {
    /// Whether its sentences are part of what the article says. A doubled title is boilerplate already.
    pub fn is_read(self) -> bool {
        matches!(
            self,
            BlockKind::Title | BlockKind::Heading | BlockKind::Body | BlockKind::Excerpt | BlockKind::Caption
        )
    }
}

/// A piece of text and where it stood in the page it was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Bytes of the article's text.
    pub text: Span,
    /// Bytes of the page.
    pub page: Span,
}

/// The atom of evidence: some words of one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Passage {
    /// Index into [`Story::articles`].
    pub article: u32,
    /// Bytes of that article's text.
    pub span: Span,
}

/// Something odd that did not stop the reading.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// Stable, kebab-case: scripts may rely on it.
    pub code: &'static str,
    /// Where in the article, if at one place.
    pub span: Option<Span>,
    /// For a person: lower case, says what is odd.
    pub message: String,
}

/// An input that gave no article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The file, address or line.
    pub input: String,
    /// Why, for a script.
    pub code: SkipReason,
    /// Why, for a person: "can't read 'a.html': not text (PNG image)".
    pub reason: String,
}

/// Why an input gave no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkipReason {
    /// There is nothing in it.
    Empty,
    /// There is no such file.
    NotFound,
    /// The system lets nobody read it, or it broke while it was read.
    Unreadable,
    /// A picture, a program, an office document.
    NotText,
    /// It is packed, and the packing is broken, cut off or packed again.
    BrokenPacking,
    /// Longer than any article.
    TooLong,
    /// It begins as JSON, a feed, a mail or an archive and does not go on as one.
    Malformed,
    /// A page, item, mail or object without a text.
    NoText,
    /// Text that is no article: a list of addresses, an answer other than a page, a page of links.
    NoArticle,
    /// This program wrote it: reading it again would count every account twice.
    OwnOutput,
}

impl SkipReason {
    /// Its name in all output; stable.
    pub fn code(self) -> &'static str {
        match self {
            SkipReason::Empty => "empty",
            SkipReason::NotFound => "not-found",
            SkipReason::Unreadable => "unreadable",
            SkipReason::NotText => "not-text",
            SkipReason::BrokenPacking => "broken-packing",
            SkipReason::TooLong => "too-long",
            SkipReason::Malformed => "malformed",
            SkipReason::NoText => "no-text",
            SkipReason::NoArticle => "no-article",
            SkipReason::OwnOutput => "own-output",
        }
    }
}
