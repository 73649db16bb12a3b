//! Posts of a network that a page shows among its paragraphs, without quotation marks: the words, then whose they are ("It fell. —
//! Ann Lowe (@annlowe) March 17, 2023", "It fell. A post shared by Ann Lowe (@annlowe) on Mar 17, 2023 at 9:10am PDT"), or the
//! account before them ("Ann Lowe ✔ @annlowe It fell. 9:10 AM - Mar 17, 2023").

use super::{NamedText, Quote, QuoteKind, Speaker, SpeakerBasis, speaker};
use crate::annotate::Annotations;
use crate::annotate::names::NameForm;
use crate::language::Language;
use crate::story::{Article, BlockKind};
use crossread_language::Span;
use foldhash::{HashMap, HashMapExt};
use jiff::civil::Date;

/// Longest name of an account, in bytes and in words.
const LONGEST_NAME: usize = 60;
const MOST_NAME_WORDS: usize = 8;

/// Longest handle: networks allow thirty letters.
const LONGEST_HANDLE: usize = 30;

/// Words behind an account within which the year of the post stands: "(@annlowe) on March 17, 2023".
const FARTHEST_YEAR: usize = 6;

/// Fewest words of a post: two are a greeting or a link's title.
const FEWEST_WORDS: usize = 3;

/// How far behind its account a post's date may begin, in bytes.
const FARTHEST_DATE: usize = 40;

/// A post: its words, the account's name, and what tells that it is the account's.
struct Post {
    block: usize,
    words: Span,
    account: Span,
    handle: Option<Span>,
    cue: Span,
}

/// The posts of an article, in order.
pub(super) fn find(article: &Article, found: &NamedText) -> Vec<Quote> {
    let text = &article.text;
    let mut posts: Vec<Post> = Vec::new();
    for block in (0..article.blocks.len()).filter(|&block| is_open(article, block)) {
        let signed = signed(found.language, article, block);
        posts.extend(if signed.is_empty() {
            headed(found.language, article, block).into_iter().collect()
        } else {
            signed
        });
    }
    posts.sort_by_key(|post| post.words);
    posts.dedup_by(|later, earlier| later.words.start < earlier.words.end);
    if posts.is_empty() {
        return Vec::new();
    }
    let named = by_letters(text, found);
    posts.iter().filter_map(|post| quote(text, found, post, &named)).collect()
}

/// The day of a post, where its date stands behind its account or its words.
pub(crate) fn posted_on(article: &Article, found: &Annotations, quote: &Quote) -> Option<Date> {
    let cue = quote.cue.filter(|_| quote.kind == QuoteKind::Direct)?;
    let account = quote.speaker?.span;
    let is_post = is_handle(cue.of(&article.text)) || handle(&article.text, account.end()).is_some();
    let from = quote.span.end.max(account.end);
    let first = found.dates.partition_point(|date| date.span.start < from);
    let date =
        found.dates.get(first).filter(|date| date.span.start() <= from as usize + LONGEST_HANDLE + FARTHEST_DATE);
    date.filter(|_| is_post)?.from
}

fn is_open(article: &Article, block: usize) -> bool {
    use BlockKind::{Body, Caption, Excerpt, Heading};
    matches!(article.blocks[block].kind, Body | Heading | Excerpt | Caption)
}

/// Posts with whose they are behind them; several may stand in one block.
fn signed(language: &Language, article: &Article, block: usize) -> Vec<Post> {
    let text = &article.text;
    let span = article.blocks[block].span;
    let mut all = Vec::new();
    let mut from = span.start();
    let mut seen = from;
    while let Some(open) = text[seen..span.end()].find("(@").map(|at| seen + at) {
        seen = open + 2;
        let Some(handle) = handle(text, open) else { continue };
        let Some(end) = dated(language, text, handle.end() + 1, span.end()) else { continue };
        let before = Span::new(from, open);
        let Some((words, account, cue)) = account_before(language, text, before) else { continue };
        let words = if words.is_empty() { shown_before(language, article, block).unwrap_or(words) } else { words };
        all.push(Post {
            block: article.block_at(words.start).unwrap_or(block),
            words,
            account,
            handle: Some(handle),
            cue,
        });
        (from, seen) = (end, end);
    }
    all
}

/// The handle in parentheses behind byte `at`: "(@annlowe)".
fn handle(text: &str, at: usize) -> Option<Span> {
    let rest = text.get(at..)?;
    let open = at + (rest.len() - rest.trim_start().len());
    let inside = text[open..].strip_prefix("(@")?;
    let len = inside.bytes().take(LONGEST_HANDLE + 1).take_while(|byte| is_of_handle(*byte)).count();
    (len > 0 && inside[len..].starts_with(')')).then(|| Span::new(open + 1, open + 2 + len))
}

fn is_of_handle(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')
}

fn is_handle(words: &str) -> bool {
    words.strip_prefix('@').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(is_of_handle))
}

/// Where the date behind an account ends: a year stands within a few words, or nothing more does. `None` where the sentence goes on.
fn dated(language: &Language, text: &str, from: usize, end: usize) -> Option<usize> {
    let rest = text.get(from..end)?;
    if rest.trim().is_empty() {
        return Some(end);
    }
    let mut at = from;
    let mut is_over = false;
    for word in rest.split_whitespace().take(FARTHEST_YEAR + 3) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_year = bare.len() == 4 && bare.starts_with(['1', '2']) && bare.bytes().all(|byte| byte.is_ascii_digit());
        // "at 9:10am PDT" may stand behind the year.
        let is_time = language.quotes.behind_year.has(word)
            || bare.contains(':')
            || is_over && bare.chars().all(char::is_uppercase) && bare.len() == 3;
        if is_over && !is_time {
            return Some(at);
        }
        at = start + word.len();
        is_over = is_over || is_year;
    }
    is_over.then_some(at)
}

/// The words, the account's name and what stands between, of what stands before a handle.
fn account_before(language: &Language, text: &str, before: Span) -> Option<(Span, Span, Span)> {
    // The account stands right before.
    let far = before.end().saturating_sub(2 * LONGEST_NAME).max(before.start());
    let near = (far..before.end()).find(|&at| text.is_char_boundary(at)).unwrap_or(before.end());
    let words = &text[near..before.end()];
    let lead = near - before.start();
    let (at, cue, name) = language
        .quotes
        .shared
        .each()
        .find_map(|lead| {
            let at = words.rfind(lead)?;
            // "shared by": its last two words.
            let cue = lead.trim_end().rmatch_indices(' ').nth(1).map_or(0, |(space, _)| space + 1);
            Some((at, at + cue..at + lead.trim_end().len(), at + lead.len()))
        })
        .or_else(|| {
            let dash = words.rfind(['—', '–', '―']).or_else(|| words.rfind(" - ").map(|at| at + 1))?;
            let len = words[dash..].chars().next().map_or(1, char::len_utf8);
            Some((dash, dash..dash + len, dash + len))
        })?;
    let cue = before.at(lead + cue.start..lead + cue.end).trim(text);
    let account = before.at(lead + name..before.len()).trim(text);
    let count = account.of(text).split_whitespace().count();
    let is_name = (1..=MOST_NAME_WORDS).contains(&count)
        && account.len() <= LONGEST_NAME
        && !account.of(text).contains(['\n', ':', ';']);
    is_name.then(|| (without_links(text, before.at(0..lead + at)), account, cue))
}

/// Words without white space at the ends and the links behind them.
fn without_links(text: &str, span: Span) -> Span {
    const LINKS: [&str; 4] = ["http://", "https://", "pic.twitter.com/", "t.co/"];
    let mut end = span.of(text).trim_end().len();
    loop {
        let words = &span.of(text)[..end];
        let last = words.len() - words.rsplit(char::is_whitespace).next().map_or(0, str::len);
        let Some(cut) = LINKS.iter().filter_map(|link| words[last..].find(link)).min() else { break };
        end = words[..last + cut].trim_end().len();
    }
    span.at(0..end).trim(text)
}

/// The blocks between a line that shows a post ("View this post on Instagram") and the line of its account.
fn shown_before(language: &Language, article: &Article, block: usize) -> Option<Span> {
    const FARTHEST: usize = 6;
    let text = &article.text;
    let first = (block.saturating_sub(FARTHEST)..block)
        .rev()
        .find(|&at| language.quotes.shows_post.start(article.blocks[at].span.of(text)))
        .map(|at| at + 1)?;
    (first < block).then(|| article.blocks[first].span.cover(article.blocks[block - 1].span))
}

/// A post with its account before it: "Ann Lowe ✔ @annlowe It fell. 9:10 AM - Mar 17, 2023". The words may be the next block.
fn headed(language: &Language, article: &Article, block: usize) -> Option<Post> {
    let text = &article.text;
    let span = article.blocks[block].span;
    let line = span.of(text);
    let at = line.find('@').filter(|&at| at <= LONGEST_NAME)?;
    let len = line[at + 1..].bytes().take_while(|byte| is_of_handle(*byte)).count();
    let mark = language.quotes.verified.within(&line[..at]).map(|(at, _)| at);
    let account = span.at(0..mark.unwrap_or(at)).trim(text);
    let rest = span.at(at + 1 + len..line.len()).trim(text);
    let rest = language.quotes.buttons.each().fold(rest, |rest, lead| match rest.of(text).strip_prefix(lead) {
        Some(_) => rest.at(lead.len()..rest.len()).trim(text),
        None => rest,
    });
    let rest = if rest.is_empty() {
        article.blocks.get(block + 1).filter(|_| is_open(article, block + 1))?.span
    } else {
        rest
    };
    let end = clock_at_end(language, rest.of(text));
    let is_account = len > 0 && !account.is_empty() && account.of(text).split_whitespace().count() <= MOST_NAME_WORDS;
    let words = without_links(text, rest.at(0..end.unwrap_or(rest.len())));
    (is_account && (mark.is_some() || end.is_some())).then(|| Post {
        block: article.block_at(words.start).unwrap_or(block),
        words,
        account,
        handle: None,
        cue: span.at(at..at + 1 + len),
    })
}

/// Where the clock time behind a post begins: "3:00 AM - Dec 2, 2017".
fn clock_at_end(language: &Language, words: &str) -> Option<usize> {
    let half = language.quotes.behind_hour.each().filter_map(|half| words.rfind(half)).max()?;
    let digits = words[..half].bytes().rev().take_while(|byte| byte.is_ascii_digit() || *byte == b':').count();
    (digits >= 4 && words.len() - half <= FARTHEST_DATE).then_some(half - digits)
}

fn quote(text: &str, found: &NamedText, post: &Post, named: &HashMap<String, u32>) -> Option<Quote> {
    let count = post.words.of(text).split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    (count >= FEWEST_WORDS).then(|| Quote {
        span: post.words,
        kind: QuoteKind::Direct,
        speaker: Some(account(text, found, post, named)),
        cue: Some(post.cue),
        addressee: None,
        basis: Some(SpeakerBasis::Stated),
        block: post.block as u32,
        continues: None,
    })
}

/// Who is named in an article, by the letters of the name: an account may be written without spaces ("HarbourBoard").
fn by_letters(text: &str, found: &NamedText) -> HashMap<String, u32> {
    let mut all = HashMap::new();
    for name in found.names.iter().filter(|name| name.form == NameForm::Named) {
        all.entry(letters(name.span.of(text))).or_insert(name.referent);
    }
    all
}

fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whose account it is: who is named so at the post, else who is named so anywhere in the article.
fn account(text: &str, found: &NamedText, post: &Post, named: &HashMap<String, u32>) -> Speaker {
    let here = speaker(text, found, post.account);
    let called = [Some(post.account), post.handle].into_iter().flatten();
    let elsewhere = || called.into_iter().find_map(|span| named.get(&letters(span.of(text))).copied());
    Speaker { span: post.account, referent: here.referent.or_else(elsewhere) }
}
