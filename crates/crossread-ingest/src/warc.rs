//! Web archives: WARC (ISO 28500:2017), as Common Crawl News publishes them and `wget` writes them.
//!
//! Read record by record, so that memory does not grow with the archive; records that are no pages are passed over, and
//! what is broken is named with its offset (bytes after unpacking) and passed over too.

use crate::{ArticleResult, LONGEST_TEXT, articles_of, skipped};
use crossread_core::Article;
use crossread_core::story::{BlockKind, Facts, Moment, SkipReason};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, Read};

/// Whether the first bytes of an input are a WARC's.
pub(crate) fn is_warc(head: &[u8]) -> bool {
    head.starts_with(b"WARC/") || is_arc(head)
}

/// Whether the first bytes are those of an ARC, the form before WARC: each record is a line (address, IP address, day,
/// kind, length) and so many bytes.
fn is_arc(head: &[u8]) -> bool {
    head.starts_with(b"filedesc://")
}

/// Longest line of a record's or a response's header; addresses are a few kilobytes at most.
const LONGEST_LINE: u64 = 64 << 10;

/// Most lines of a header.
const MOST_LINES: usize = 256;

/// Largest record that is read as a page: as large as a page file may be.
const LARGEST_RECORD: u64 = 4 * LONGEST_TEXT as u64;

/// How much is gathered before it is parsed side by side.
const BATCH: usize = 8 << 20;

/// A page and where it was.
struct ArchivedPage {
    place: String,
    url: Option<String>,
    /// When it was fetched.
    date: Option<Moment>,
    /// The whole answer: the header of HTTP and what it announces.
    answer: Vec<u8>,
    /// Whether there is a header of HTTP.
    is_http: bool,
}

/// Reads all records.
pub(crate) fn read(name: &str, reader: &mut dyn BufRead, each: &mut dyn FnMut(ArticleResult)) {
    let mut archive = ArchiveReader { reader, offset: 0, ended: false, is_arc: false };
    let mut batch: Vec<Result<ArchivedPage, String>> = Vec::new();
    let mut bytes = 0;
    let mut feeds = Feeds::default();
    loop {
        let next = archive.next(name);
        let ended = matches!(next, Ok(NextRecord::End));
        match next {
            Ok(NextRecord::Page(page)) => {
                bytes += page.answer.len();
                batch.push(Ok(page));
            }
            Ok(NextRecord::Other | NextRecord::End) => {}
            Err(reason) => batch.push(Err(reason)),
        }
        if ended || bytes >= BATCH || batch.len() >= 4096 {
            let taken: Vec<RecordContents> = std::mem::take(&mut batch)
                .into_par_iter()
                .map(|page| match page {
                    Ok(page) => articles(&page),
                    Err(reason) => RecordContents::Page(None, vec![Err(skipped(name, SkipReason::Malformed, &reason))]),
                })
                .collect();
            taken.into_iter().for_each(|gave| feeds.add(gave, each));
            bytes = 0;
        }
        if ended {
            return feeds.end(each);
        }
    }
}

/// What a record gave.
enum RecordContents {
    /// A page: its address and articles.
    Page(Option<String>, Vec<ArticleResult>),
    /// A redirect from this address.
    Redirect(Option<String>),
    /// The items of a feed.
    Feed(Vec<ArticleResult>),
}

/// Items of feeds wait for the end of the archive: an item whose page is there too is the same article, and the page has
/// all of it.
#[derive(Default)]
struct Feeds {
    waiting: Vec<ArticleResult>,
    pages: HashSet<String>,
    texts: GivenParagraphs,
}

/// The paragraphs of the pages given so far, by the address that each names as its own.
#[derive(Default)]
struct GivenParagraphs {
    by_address: HashMap<String, HashSet<u64>>,
}

impl GivenParagraphs {
    /// Whether an article is another view of a page given before, such as its print view: it names the same address as its
    /// own, lies at another one, and has no paragraph that the other lacks.
    fn have(&mut self, article: &Article, address: Option<&str>) -> bool {
        let Some(own) = article.facts.url.as_deref().map(plain) else { return false };
        let body = article.blocks.iter().filter(|block| block.kind == BlockKind::Body);
        let texts: HashSet<u64> = body.map(|block| hash(block.span.of(&article.text))).collect();
        match self.by_address.get(own) {
            Some(known) => {
                !texts.is_empty() && address.is_some_and(|address| plain(address) != own) && texts.is_subset(known)
            }
            None => {
                if self.by_address.len() < MOST_PAGES {
                    self.by_address.insert(own.to_owned(), texts);
                }
                false
            }
        }
    }
}

/// Most items that wait; of what comes behind them each is given at once. Archives of one's own hold a few thousand.
const MOST_WAITING: usize = 20_000;

/// Most addresses that are remembered, for the same reason.
const MOST_PAGES: usize = 200_000;

impl Feeds {
    fn add(&mut self, gave: RecordContents, each: &mut dyn FnMut(ArticleResult)) {
        let Feeds { waiting, pages, texts } = self;
        let mut remember = |address: Option<&String>| {
            if let Some(address) = address.filter(|_| pages.len() < MOST_PAGES) {
                pages.insert(plain(address).to_owned());
            }
        };
        match gave {
            RecordContents::Page(address, taken) => {
                remember(address.as_ref());
                for one in taken {
                    remember(one.as_ref().ok().and_then(|article| article.facts.url.as_ref()));
                    if !one.as_ref().is_ok_and(|article| texts.have(article, address.as_deref())) {
                        each(one);
                    }
                }
            }
            RecordContents::Redirect(address) => remember(address.as_ref()),
            RecordContents::Feed(taken) if waiting.len() < MOST_WAITING => waiting.extend(taken),
            RecordContents::Feed(taken) => taken.into_iter().for_each(each),
        }
    }

    fn end(self, each: &mut dyn FnMut(ArticleResult)) {
        let has_page = |one: &ArticleResult| {
            let address = one.as_ref().ok().and_then(|article| article.facts.url.as_deref());
            address.is_some_and(|address| self.pages.contains(plain(address)))
        };
        self.waiting.into_iter().filter(|one| !has_page(one)).for_each(each);
    }
}

fn hash(words: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

/// An address without its fragment and its last slash.
fn plain(address: &str) -> &str {
    address.split('#').next().unwrap_or_default().trim_end_matches('/')
}

enum NextRecord {
    Page(ArchivedPage),
    /// A record that holds no page: what was asked, what is known of the crawl.
    Other,
    End,
}

/// Where a record stands: the name of its archive and the offset of its first line.
#[derive(Clone, Copy)]
struct RecordPlace<'n> {
    name: &'n str,
    start: u64,
}

impl RecordPlace<'_> {
    /// What is said of a record that can't be read.
    fn wrong<T>(self, what: &str) -> Result<T, String> {
        let RecordPlace { name, start } = self;
        Err(format!("can't read '{name}' at {start}: {what}"))
    }

    /// What the page of a record is called.
    fn place(self) -> String {
        format!("{}#{}", self.name, self.start)
    }
}

struct ArchiveReader<'r> {
    reader: &'r mut dyn BufRead,
    offset: u64,
    /// Nothing behind this can be read.
    ended: bool,
    /// Whether its records are an ARC's.
    is_arc: bool,
}

impl ArchiveReader<'_> {
    /// A line without its end; `None` at the end of the archive.
    fn line(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let read = (&mut *self.reader).take(LONGEST_LINE).read_until(b'\n', &mut line)?;
        self.offset += read as u64;
        while line.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
            line.pop();
        }
        Ok((read > 0).then_some(line))
    }

    /// The next record. After an error reading goes on at the next line that begins one.
    fn next(&mut self, name: &str) -> Result<NextRecord, String> {
        if self.ended {
            return Ok(NextRecord::End);
        }
        let mut lost = None;
        let start = loop {
            let at = self.offset;
            match self.line() {
                Ok(None) => {
                    self.ended = true;
                    return match lost {
                        Some(start) => RecordPlace { name, start }.wrong("no WARC record"),
                        None => Ok(NextRecord::End),
                    };
                }
                Ok(Some(line)) if is_arc(&line) || self.is_arc && !line.is_empty() => {
                    self.is_arc = true;
                    return self.arc_record(RecordPlace { name, start: at }, &line);
                }
                Ok(Some(line)) if is_warc(&line) => break at,
                Ok(Some(line)) if line.is_empty() => {}
                Ok(Some(_)) => lost = lost.or(Some(at)),
                Err(error) => return self.cut(RecordPlace { name, start: at }, &error),
            }
        };
        if let Some(lost) = lost {
            // Said once; the record found behind it is read by itself.
            let record = self.record(RecordPlace { name, start })?;
            return match record {
                NextRecord::Page(page) => Ok(NextRecord::Page(page)),
                _ => RecordPlace { name, start: lost }.wrong("no WARC record"),
            };
        }
        self.record(RecordPlace { name, start })
    }

    /// What is wrong with the packing ends the archive: behind it nothing can be told apart.
    fn cut(&mut self, at: RecordPlace, error: &std::io::Error) -> Result<NextRecord, String> {
        let (_, reason) = crate::container::wrong(error);
        self.ended = true;
        at.wrong(&reason)
    }

    /// A record whose first line was read.
    fn record(&mut self, at: RecordPlace) -> Result<NextRecord, String> {
        let (mut kind, mut length, mut url, mut content) = (String::new(), None, None, String::new());
        let mut date = None;
        for lines in 0.. {
            let line = match self.line() {
                Ok(Some(line)) => line,
                Ok(None) => return at.wrong("the WARC record is cut off"),
                Err(error) => return self.cut(at, &error),
            };
            if line.is_empty() {
                break;
            }
            if lines > MOST_LINES {
                return at.wrong("a WARC header without end");
            }
            let line = String::from_utf8_lossy(&line);
            let Some((key, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match key.to_ascii_lowercase().as_str() {
                "warc-type" => kind = value.to_ascii_lowercase(),
                "content-length" => length = value.parse::<u64>().ok(),
                "warc-target-uri" => url = Some(value.trim_matches(['<', '>']).to_owned()),
                "warc-date" => date = crate::days::iso(value),
                "content-type" => content = value.to_ascii_lowercase(),
                _ => {}
            }
        }
        let Some(length) = length else { return at.wrong("a WARC record without its length") };
        let is_http = content.starts_with("application/http");
        let holds_page = match kind.as_str() {
            "response" => is_http,
            "resource" | "conversion" => true,
            _ => false,
        };
        let page = ArchivedPage { place: at.place(), url, date, answer: Vec::new(), is_http };
        self.content(at, page, length, holds_page)
    }

    /// A record of an ARC, whose line was read.
    fn arc_record(&mut self, at: RecordPlace, line: &[u8]) -> Result<NextRecord, String> {
        let line = String::from_utf8_lossy(line);
        let fields: Vec<&str> = line.split(' ').collect();
        let length = fields.last().and_then(|length| length.parse::<u64>().ok());
        let (Some(length), true) = (length, fields.len() >= 5) else {
            self.ended = true;
            return at.wrong("no ARC record");
        };
        let url = fields[0].to_owned();
        let holds_page = url.starts_with("http");
        let date = fields.get(2).and_then(|day| crate::days::iso(day.get(..8)?));
        let page = ArchivedPage { place: at.place(), url: Some(url), date, answer: Vec::new(), is_http: true };
        self.content(at, page, length, holds_page)
    }

    /// What a record holds, so many bytes from here on.
    fn content(
        &mut self,
        at: RecordPlace,
        page: ArchivedPage,
        length: u64,
        holds_page: bool,
    ) -> Result<NextRecord, String> {
        if !holds_page || length > LARGEST_RECORD {
            let passed = std::io::copy(&mut (&mut *self.reader).take(length), &mut std::io::sink());
            self.offset += passed.as_ref().map_or(0, |passed| *passed);
            return match passed {
                Ok(passed) if passed < length => at.wrong("the WARC record is cut off"),
                Err(error) => self.cut(at, &error),
                Ok(_) if holds_page => at.wrong(&format!("more than {} MB, which is no page", LARGEST_RECORD >> 20)),
                Ok(_) => Ok(NextRecord::Other),
            };
        }
        let mut answer = Vec::new();
        let read = (&mut *self.reader).take(length).read_to_end(&mut answer);
        self.offset += answer.len() as u64;
        if let Err(error) = read {
            return self.cut(at, &error);
        }
        if (answer.len() as u64) < length {
            return at.wrong("the WARC record is cut off");
        }
        Ok(NextRecord::Page(ArchivedPage { answer, ..page }))
    }
}

/// The articles of one page.
fn articles(page: &ArchivedPage) -> RecordContents {
    let facts = Facts { url: page.url.clone(), retrieved: page.date, ..Facts::default() };
    let gave = |taken: Vec<ArticleResult>| RecordContents::Page(page.url.clone(), taken);
    if !page.is_http {
        return gave(articles_of(&page.place, &page.answer, facts, None));
    }
    let Some((head, body)) = split(&page.answer) else {
        return gave(vec![Err(skipped(
            &page.place,
            SkipReason::Malformed,
            &format!("can't read '{}': no answer of HTTP", page.place),
        ))]);
    };
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap_or_default();
    // Where a redirect leads is another record.
    if status.starts_with('3') {
        return RecordContents::Redirect(page.url.clone());
    }
    if !status.starts_with('2') {
        return gave(vec![Err(skipped(
            &page.place,
            SkipReason::NoArticle,
            &format!("no article in '{}': answered {status}", page.place),
        ))]);
    }
    let content = Content::new(lines, body);
    // Pictures and scripts are no articles and nobody takes them for one.
    if !content.is_readable() {
        return gave(Vec::new());
    }
    if let Some(error) = &content.broken {
        return gave(vec![Err(crate::container::broken(&page.place, "", error))]);
    }
    let taken = articles_of(&page.place, &content.body, facts, content.charset.as_deref());
    if is_feed(&content.body) { RecordContents::Feed(taken) } else { gave(taken) }
}

/// The first bytes of what gzip packed.
const GZIP: &[u8] = &[0x1f, 0x8b];

/// Whether some bytes begin as a feed does; its items are not its own address's article.
fn is_feed(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    crate::feed::sort(&head) == Some(crate::feed::FeedSort::Feed)
}

/// The addresses that an answer of HTTP (header and body) leads to, in order, each once: the pages of a feed or of a
/// site's map, the feeds of a list of feeds. None when it is anything else.
pub fn linked(answer: &[u8]) -> Vec<String> {
    let Some((head, body)) = split(answer) else { return Vec::new() };
    let head = String::from_utf8_lossy(head);
    let mut content = Content::new(head.lines().skip(1), body);
    // Maps of sites are often kept packed as such.
    if content.body.starts_with(GZIP)
        && let Some(body) = unpacked(flate2::read::MultiGzDecoder::new(&*content.body))
    {
        content.body = body;
    }
    match crate::decode::kind(&content.body) {
        crate::decode::ContentKind::Text => {
            crate::feed::linked(&crate::decode::text(&content.body, content.charset.as_deref()).text)
        }
        _ => Vec::new(),
    }
}

/// What an answer holds, as its header describes it.
struct Content {
    media: String,
    charset: Option<String>,
    body: Vec<u8>,
    /// Why a body that is packed by its own first bytes too can't be unpacked.
    broken: Option<std::io::Error>,
}

impl Content {
    /// Joins and unpacks a body by the lines of its header.
    fn new<'h>(lines: impl Iterator<Item = &'h str>, body: &[u8]) -> Content {
        let (mut content, mut chunked, mut packed) = (String::new(), false, String::new());
        for (key, value) in lines.filter_map(|line| line.split_once(':')) {
            match key.trim().to_ascii_lowercase().as_str() {
                "content-type" => content = value.trim().to_ascii_lowercase(),
                "transfer-encoding" => chunked = value.to_ascii_lowercase().contains("chunked"),
                "content-encoding" => packed = value.trim().to_ascii_lowercase(),
                _ => {}
            }
        }
        let charset = content.split(';').filter_map(|part| part.trim().strip_prefix("charset=")).next();
        let charset = charset.map(|label| label.trim_matches('"').to_owned());
        // Crawlers often keep the body unpacked under its first header: what does not unpack is taken as it is.
        let body = if chunked { joined(body).unwrap_or_else(|| body.to_vec()) } else { body.to_vec() };
        let mut broken = None;
        let body = match packed.as_str() {
            "gzip" | "x-gzip" => match whole(flate2::read::MultiGzDecoder::new(&*body)) {
                Ok(body) => body,
                Err(error) => {
                    broken = body.starts_with(GZIP).then_some(error);
                    body
                }
            },
            // Some servers leave out the header of zlib.
            "deflate" => unpacked(flate2::read::ZlibDecoder::new(&*body))
                .or_else(|| unpacked(flate2::read::DeflateDecoder::new(&*body)))
                .unwrap_or(body),
            "br" => unpacked(brotli_decompressor::Decompressor::new(&*body, 4096)).unwrap_or(body),
            "zstd" => zstd(&body).unwrap_or(body),
            _ => body,
        };
        Content { media: content.split(';').next().unwrap_or_default().trim().to_owned(), charset, body, broken }
    }

    /// Whether it may be an article.
    fn is_readable(&self) -> bool {
        let media = self.media.as_str();
        let readable = media.is_empty()
            || media.starts_with("text/")
            || media.contains("html")
            || media.contains("xml")
            || media.contains("json");
        readable && !matches!(media, "text/css" | "text/javascript" | "text/csv")
    }
}

/// The header and the body of an answer.
fn split(answer: &[u8]) -> Option<(&[u8], &[u8])> {
    if !answer.starts_with(b"HTTP/") {
        return None;
    }
    let end =
        |mark: &[u8]| answer.windows(mark.len()).position(|window| window == mark).map(|at| (at, at + mark.len()));
    let (head, body) = end(b"\r\n\r\n").into_iter().chain(end(b"\n\n")).min()?;
    Some((&answer[..head], &answer[body..]))
}

/// The body that was sent in chunks (RFC 9112).
fn joined(mut chunks: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = chunks.iter().position(|byte| *byte == b'\n')?;
        let size = std::str::from_utf8(&chunks[..end]).ok()?.trim();
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        chunks = &chunks[end + 1..];
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(chunks.get(..size)?);
        chunks = chunks[size..].strip_prefix(b"\r\n").or_else(|| chunks[size..].strip_prefix(b"\n"))?;
    }
}

/// What Zstandard packed.
fn zstd(bytes: &[u8]) -> Option<Vec<u8>> {
    unpacked(ruzstd::decoding::StreamingDecoder::new(bytes).ok()?)
}

fn unpacked(reader: impl Read) -> Option<Vec<u8>> {
    whole(reader).ok()
}

fn whole(reader: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(LARGEST_RECORD).read_to_end(&mut bytes)?;
    Ok(bytes)
}
