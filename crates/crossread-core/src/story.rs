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
    /// Sorts the articles and drops those that are another given twice: the same text of the same outlet and day at the same
    /// address, or an address read twice where only what is not the article (a menu, a teaser) had changed. The one
    /// fetched first is kept.
    pub fn new(articles: Vec<Article>) -> Story {
        Story::with(articles.into_iter().map(|article| (article, ())).collect()).0
    }

    /// The same of articles each of which has something beside it: that of those that are kept, in the story's order.
    pub fn with<T>(articles: Vec<(Article, T)>) -> (Story, Vec<T>) {
        let (articles, beside) = arranged(articles).into_iter().unzip();
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

    /// The passage that names what stands at all of them: the first of the article whose id is least. Articles come and go by day,
    /// ids don't: what is so named keeps its name when an article is added, unless that one's id happens to be less.
    pub fn naming(&self, passages: impl Iterator<Item = Passage>) -> Option<Passage> {
        passages.min_by_key(|passage| (self.articles[passage.article as usize].number(), passage.span))
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

/// What the articles of a story are put in order by and told apart by: an article, or what is kept of one that is not at hand.
pub trait ArticleRecord {
    /// What the article says without what stands around it: equal where the words are equal.
    type Text: Ord;

    /// SHA-256 of its text.
    fn sha256(&self) -> &[u8; 32];

    /// What is known of it.
    fn facts(&self) -> &Facts;

    /// The same, to mark it as another print of a text.
    fn facts_mut(&mut self) -> &mut Facts;

    /// What it says.
    fn said(&self) -> Self::Text;
}

impl<T> ArticleRecord for (Article, T) {
    type Text = String;

    fn sha256(&self) -> &[u8; 32] {
        &self.0.sha256
    }

    fn facts(&self) -> &Facts {
        &self.0.facts
    }

    fn facts_mut(&mut self) -> &mut Facts {
        &mut self.0.facts
    }

    fn said(&self) -> String {
        self.0.said()
    }
}

/// Articles in the order of a story, none twice, each with an id of its own: as [`Story::new`] has them.
pub fn arranged<A: ArticleRecord>(mut articles: Vec<A>) -> Vec<A> {
    articles.sort_by(|a, b| {
        let key = |x: &A| (x.facts().published.is_none(), x.facts().published, *x.sha256());
        let place = |x: &A| {
            let facts = x.facts().clone();
            (facts.outlet.clone(), facts.url.clone(), facts.retrieved, facts)
        };
        key(a).cmp(&key(b)).then_with(|| place(a).cmp(&place(b)))
    });
    // The day too: with another day between them they would not lie side by side, and other articles would decide.
    articles.dedup_by(|a, b| {
        let (of_a, of_b) = (a.facts(), b.facts());
        let same_text = a.sha256() == b.sha256() && of_a.published == of_b.published;
        same_text && of_a.outlet == of_b.outlet && of_a.url == of_b.url
    });
    let mut by_address: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, article) in articles.iter().enumerate() {
        if let Some(address) = &article.facts().url {
            by_address.entry(address.clone()).or_default().push(i);
        }
    }
    let mut dropped = vec![false; articles.len()];
    for mut group in by_address.into_values().filter(|group| group.len() > 1) {
        group.sort_by_key(|&i| (articles[i].facts().retrieved, i));
        let mut seen = BTreeSet::new();
        for i in group {
            let facts = articles[i].facts();
            dropped[i] = !seen.insert((facts.outlet.clone(), facts.published, articles[i].said()));
        }
    }
    let mut dropped = dropped.into_iter();
    articles.retain(|_| !dropped.next().unwrap_or_default());
    mark_reprints(&mut articles);
    articles
}

/// Gives articles whose text an earlier one has an id of their own.
fn mark_reprints(articles: &mut [impl ArticleRecord]) {
    let mut texts = BTreeSet::new();
    for article in articles {
        let sha256 = *article.sha256();
        let facts = article.facts_mut();
        if !texts.insert(sha256) && facts.reprint == 0 {
            facts.reprint = facts.printed();
        }
    }
}

/// The id of an article: the first 16 hexadecimal digits of its text's SHA-256; of a text printed again in one story others, so
/// that no two articles share an id.
pub fn article_id(sha256: &[u8; 32], facts: &Facts) -> String {
    article_id_of(sha256, facts.reprint)
}

/// The same by the mark that such a print has.
pub fn article_id_of(sha256: &[u8; 32], reprint: u64) -> String {
    format!("{:016x}", article_number(sha256, reprint))
}

/// The id as a number.
fn article_number(sha256: &[u8; 32], reprint: u64) -> u64 {
    sha256.iter().take(8).fold(0, |first, &byte| first << 8 | u64::from(byte)) ^ reprint
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
    /// What names it in all output ([`article_id`]).
    pub fn id(&self) -> String {
        article_id(&self.sha256, &self.facts)
    }

    /// The id as a number.
    fn number(&self) -> u64 {
        article_number(&self.sha256, self.facts.reprint)
    }

    /// The day of its publication, where that is known.
    pub fn published_on(&self) -> Option<Date> {
        self.facts.published.map(|moment| moment.day)
    }

    /// The day on which it says what it says: when it was written, where that is known to be another day than that of its
    /// publication. `None` where neither is known.
    pub fn said_on(&self) -> Option<Date> {
        match &self.facts.written {
            Some(written) => Some(written.to),
            None => self.facts.published.map(|moment| moment.day),
        }
    }

    /// Bytes that lie in the order in which articles stand in a story, and are the same for two that are one given twice.
    pub fn order(&self) -> Vec<u8> {
        let Facts { published, outlet, url, .. } = &self.facts;
        let mut order = Vec::new();
        match published {
            None => order.push(1),
            Some(moment) => {
                order.push(0);
                moment.put_order(&mut order);
            }
        }
        order.extend(self.sha256);
        [outlet, url].into_iter().for_each(|words| put_order(words.as_deref(), &mut order));
        order
    }

    /// Of an article with an address: bytes that are the same for another reading of it where only what is not the article had changed.
    pub fn printing(&self) -> Option<Vec<u8>> {
        let Facts { published, outlet, url, .. } = &self.facts;
        url.as_ref()?;
        Some(format!("{url:?} {outlet:?} {published:?} {}", self.said()).into_bytes())
    }

    /// The words of all blocks that are read: what the article says, without what stands around it.
    pub fn said(&self) -> String {
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
    pub written: Option<WritingDays>,
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

impl Facts {
    /// What tells an article from others of the same text: where and when it was printed.
    pub fn printed(&self) -> u64 {
        let place = (&self.outlet, &self.url, self.published);
        Word::of(&format!("{place:?}")).0
    }
}

/// A civil day, with the time of day where it is known. No time zone: outlets rarely give one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day.
    pub day: Date,
    /// The time of day.
    pub time: Option<Time>,
}

impl Moment {
    /// Puts bytes behind `order` that lie in the order of moments.
    pub fn put_order(&self, order: &mut Vec<u8>) {
        let Moment { day, time } = self;
        order.extend((i32::from(day.year()) - i32::from(i16::MIN)).to_be_bytes());
        order.extend([day.month() as u8, day.day() as u8, u8::from(time.is_some())]);
        if let Some(time) = time {
            order.extend([time.hour() as u8, time.minute() as u8, time.second() as u8]);
            order.extend(time.subsec_nanosecond().to_be_bytes());
        }
    }
}

/// Words as bytes that lie in their order whatever stands behind them: a zero in them is told from the end.
fn put_order(words: Option<&str>, order: &mut Vec<u8>) {
    order.push(u8::from(words.is_some()));
    for byte in words.unwrap_or_default().bytes() {
        order.push(byte);
        if byte == 0 {
            order.push(0xff);
        }
    }
    order.extend([0, 0]);
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
pub struct WritingDays {
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
pub struct SkippedInput {
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn article(text: u8, published: Option<Moment>, outlet: Option<&str>, url: Option<&str>) -> Article {
        let facts = Facts {
            published,
            outlet: outlet.map(str::to_owned),
            url: url.map(str::to_owned),
            input: format!("{text} {published:?}"),
            ..Facts::default()
        };
        Article {
            sha256: [text; 32],
            text: Box::default(),
            blocks: Vec::new(),
            facts,
            anchors: Vec::new(),
            warnings: Vec::new(),
        }
    }

    fn all_sorts() -> Vec<Article> {
        let day = |year, month| Some(Moment { day: date(year, month, 2), time: None });
        let at = |hour| Some(Moment { day: date(2020, 3, 2), time: Some(time(hour, 0, 0, 0)) });
        let outlets = [None, Some(""), Some("A"), Some("A\0"), Some("A\0B"), Some("AB"), Some("É")];
        let mut articles = Vec::new();
        for published in [None, day(-4, 12), day(1999, 12), day(2020, 3), at(0), at(23)] {
            for (n, outlet) in outlets.iter().enumerate() {
                for url in outlets {
                    articles.push(article(n as u8 % 2, published, *outlet, url));
                }
            }
        }
        articles
    }

    #[test]
    fn bytes_lie_in_the_order_of_a_story() {
        let mut articles = all_sorts();
        articles.reverse();
        let story = Story::new(articles);
        let order: Vec<Vec<u8>> = story.articles().iter().map(Article::order).collect();
        assert!(order.is_sorted_by(|a, b| a < b), "none is another's");
    }

    #[test]
    fn articles_of_other_days_decide_nothing_about_two() {
        let day = |day| Some(Moment { day: date(2020, 3, day), time: None });
        let two = [article(1, day(2), Some("A"), None), article(1, day(9), Some("A"), None)];
        let between = article(2, day(5), Some("B"), None);
        assert_eq!(Story::new(two.to_vec()).articles().len(), 2);
        assert_eq!(Story::new([two.to_vec(), vec![between]].concat()).articles().len(), 3);
        assert_eq!(Story::new([two.clone(), two].concat()).articles().len(), 2);
    }
}
