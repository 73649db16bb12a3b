//! What each part of a text is: title, byline, dateline, heading, body, excerpt, caption, boilerplate.
//!
//! Nothing is deleted and no outlet is known by name. What a paragraph is shows in its shape (a run of icon names, a
//! line of links), in how it begins (`data/en/boilerplate.txt`), in where it stands (after the notes that close an
//! article nothing of it comes any more) and in what stands around it (short lines without a quotation at the end of
//! long paragraphs are readers' comments).

use crate::days;
use crossread_core::Span;
use crossread_core::story::{Block, BlockKind, Warning};
use std::collections::HashSet;
use std::sync::LazyLock;

/// A text with its blocks.
#[derive(Clone, Debug, Default)]
pub struct Labelled {
    /// Sorted, apart, covering everything but white space.
    pub blocks: Vec<Block>,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

/// A paragraph on its way to becoming a block.
#[derive(Clone, Copy, Debug)]
struct Paragraph {
    span: Span,
    kind: BlockKind,
    credit: Option<Span>,
}

/// Labels plain text. `title` is the headline, where the input's metadata gave it.
pub fn label(text: &str, title: Option<&str>) -> Labelled {
    let mut paragraphs: Vec<Paragraph> =
        paragraphs(text).into_iter().map(|span| Paragraph { span, kind: BlockKind::Body, credit: None }).collect();
    let mut warnings = Vec::new();
    alone(text, &mut paragraphs);
    head(text, title, &mut paragraphs);
    tail(text, &mut paragraphs, &mut warnings);
    headings(text, &mut paragraphs);
    excerpts(text, &mut paragraphs);
    let mut blocks = Vec::new();
    for paragraph in paragraphs {
        agency_dateline(text, paragraph, &mut blocks);
    }
    Labelled { blocks, warnings }
}

/// Cuts a text into paragraphs: at blank lines, and at single line breaks unless these only wrap a paragraph. A
/// sentence that a blank line breaks stays one paragraph.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut chunks: Vec<Vec<Span>> = vec![Vec::new()];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trim(text);
        at += line.len();
        if span.is_empty() {
            chunks.push(Vec::new());
        } else if let Some(chunk) = chunks.last_mut() {
            chunk.push(span);
        }
    }
    let mut all: Vec<Span> = Vec::new();
    for lines in chunks.into_iter().filter(|lines| !lines.is_empty()) {
        if is_wrapped(text, &lines) {
            all.push(lines[0].cover(lines[lines.len() - 1]));
        } else {
            all.extend(lines);
        }
    }
    let mut joined: Vec<Span> = Vec::new();
    for span in all {
        match joined.last_mut() {
            Some(last) if goes_on(last.of(text), span.of(text)) => *last = last.cover(span),
            _ => joined.push(span),
        }
    }
    joined
}

/// Whether line breaks only wrap: three lines or more, all but the last about equally long, most of them not ending
/// a sentence.
fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    if lines.len() < 2 {
        return false;
    }
    let lengths: Vec<usize> = lines[..lines.len() - 1].iter().map(|line| line.of(text).chars().count()).collect();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let even = lengths.iter().all(|length| length * 10 >= longest * 7);
    let open = lines[..lines.len() - 1].iter().filter(|line| !ends_sentence(line.of(text))).count();
    // Mail and terminals wrap between 40 and 100 columns.
    (40..=100).contains(&longest) && even && open * 2 > lines.len() - 1 && (lines.len() > 2 || open == 1)
}

fn ends_sentence(words: &str) -> bool {
    let stripped = words.trim_end_matches(['"', '”', '’', '\'', ')', ']', '*', '_', '»']);
    stripped.ends_with(['.', '!', '?', '…', ':', ';'])
}

/// Whether a paragraph breaks off in the middle of a sentence that the next one carries on.
fn goes_on(before: &str, after: &str) -> bool {
    // Only running text breaks off: a line shorter than two lines of print may be a heading or an item of a list.
    let running = before.len() >= 120 && before.contains(['.', ',']);
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let open = last.chars().all(|c| c.is_lowercase() || matches!(c, '-' | '\'' | '’')) || last.ends_with(',');
    let first = after.chars().next().unwrap_or(' ');
    running && open && (first.is_lowercase() || (first.is_alphabetic() && CONNECTIVES.contains(&last)))
}

/// Words that no sentence ends with.
const CONNECTIVES: [&str; 34] = [
    "while", "and", "or", "but", "the", "a", "an", "of", "to", "in", "on", "at", "by", "for", "from", "with", "as",
    "that", "which", "who", "because", "when", "where", "if", "than", "into", "between", "its", "their", "his", "her",
    "is", "are", "was",
];

/// What a paragraph is by itself.
fn alone(text: &str, paragraphs: &mut [Paragraph]) {
    for paragraph in paragraphs {
        let words = paragraph.span.of(text);
        if is_interface(words) || is_links(words) || begins_boilerplate(words) != Begins::No {
            paragraph.kind = BlockKind::Boilerplate;
        } else if is_caption(words) {
            paragraph.kind = BlockKind::Caption;
        } else if words.starts_with('>') {
            paragraph.kind = BlockKind::Excerpt;
        }
    }
}

/// Buttons, icons and menus: most words are theirs, or one of them is glued to others again and again ("icon
/// closeicon downloadicon").
fn is_interface(words: &str) -> bool {
    let lower = words.to_lowercase();
    let all: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if all.is_empty() {
        // Separators: "*", "***", "—".
        return true;
    }
    let known = all.iter().filter(|word| INTERFACE.contains(**word)).count();
    let sentence = words.contains(". ") || words.contains(", ");
    let glued =
        ["icon", "button", "share"].iter().any(|mark| all.iter().filter(|word| word.contains(mark)).count() >= 5);
    glued || (known == all.len() && all.len() <= 12) || (!sentence && all.len() >= 4 && known * 10 >= all.len() * 6)
}

/// A line of Markdown links with little else: "Region: [Middle East](#)".
fn is_links(words: &str) -> bool {
    let mut rest = String::new();
    let (mut linked, mut depth) = (0, 0);
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '[' => depth += 1,
            ']' if depth > 0 => {
                depth -= 1;
                if chars.peek() == Some(&'(') {
                    for c in chars.by_ref() {
                        if c == ')' {
                            break;
                        }
                    }
                }
            }
            c if depth > 0 => linked += usize::from(c.is_alphanumeric()),
            c => rest.push(c),
        }
    }
    let outside = rest.chars().filter(|c| c.is_alphanumeric()).count();
    let by = rest.trim_start().to_lowercase().starts_with("by");
    // A label and its links: "In-depth report: [Floods](#)".
    let labelled = rest.trim().ends_with(':') && outside <= 30;
    linked > 0 && (labelled || (outside * 3 <= linked.max(36) && outside <= 24)) && !by && !ends_sentence(words)
}

fn is_caption(words: &str) -> bool {
    const BEGINNINGS: [&str; 8] =
        ["file photo", "photo:", "image:", "picture:", "pictured:", "(photo", "(image", "caption:"];
    const ENDINGS: [&str; 4] = ["/getty images", "/getty images)", "/reuters)", "/ap)"];
    let lower = words.to_lowercase();
    words.len() < 400 && (BEGINNINGS.iter().any(|b| lower.starts_with(b)) || ENDINGS.iter().any(|e| lower.ends_with(e)))
}

/// Whether a paragraph begins like something that is not the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Begins {
    No,
    Boilerplate,
    /// Nothing of the article comes after it.
    End,
}

fn begins_boilerplate(words: &str) -> Begins {
    let lower: String = words
        .trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©' && c != '(')
        .chars()
        .take(200)
        .flat_map(char::to_lowercase)
        .collect();
    let lower = lower.trim_start_matches('(');
    // Boilerplate is short, or a legal notice; a long paragraph that begins "Read…" may well be the article.
    let short = words.chars().count() <= 220;
    for (phrase, ends, anywhere) in PHRASES.iter() {
        let begins = lower.strip_prefix(phrase).is_some_and(|rest| {
            phrase.ends_with(|c: char| !c.is_alphanumeric()) || !rest.starts_with(|c: char| c.is_alphanumeric())
        });
        if *ends
            && begins
            && (short
                || phrase.starts_with("disclaimer")
                || phrase.starts_with(['©', '('])
                || phrase.contains("copyright"))
        {
            return Begins::End;
        }
        // A sentence may begin "Search teams …"; a button or a teaser has few words or a colon, or is all a link.
        let whole = lower.trim_end() == *phrase
            || phrase.contains(' ')
            || phrase.ends_with(':')
            || lower.len() <= phrase.len() + 12;
        if begins && short && whole && !*anywhere && !*ends {
            return Begins::Boilerplate;
        }
        if *anywhere && short && lower.contains(phrase) {
            return Begins::Boilerplate;
        }
    }
    Begins::No
}

/// Title, byline and dateline: the lines before the first paragraph of running text.
fn head(text: &str, title: Option<&str>, paragraphs: &mut [Paragraph]) {
    let lengths: Vec<usize> = paragraphs.iter().map(|p| p.span.of(text).chars().count()).collect();
    let mut titled = false;
    let known = title.map(letters);
    let Some(first_running) =
        (0..paragraphs.len()).find(|&i| paragraphs[i].kind == BlockKind::Body && lengths[i] > RUNNING)
    else {
        // No running text at all: the first line may still be the known title.
        for paragraph in paragraphs.iter_mut().take(3) {
            if known.as_ref().is_some_and(|known| *known == letters(paragraph.span.of(text))) {
                paragraph.kind = BlockKind::Title;
            }
        }
        return;
    };
    let mut title_letters = None;
    for i in 0..first_running {
        let words = paragraphs[i].span.of(text);
        if paragraphs[i].kind != BlockKind::Body {
            continue;
        }
        let same_as_title = title_letters.as_ref().is_some_and(|title: &String| *title == letters(words));
        paragraphs[i].kind = if is_byline(words) {
            BlockKind::Byline
        } else if is_dateline(words) {
            BlockKind::Dateline
        } else if same_as_title {
            BlockKind::Boilerplate
        } else if !titled && known.as_ref().is_some_and(|known| *known == letters(words)) {
            titled = true;
            title_letters = Some(letters(words));
            BlockKind::Title
        } else if !titled && known.is_none() && lengths[i] <= LONGEST_TITLE && looks_like_title(words) {
            titled = true;
            title_letters = Some(letters(words));
            BlockKind::Title
        } else {
            continue;
        };
    }
    // A doubled title, and the bylines and days that follow it.
    if let Some(title) = title_letters {
        for paragraph in paragraphs.iter_mut() {
            if paragraph.kind == BlockKind::Body && letters(paragraph.span.of(text)) == title {
                paragraph.kind = BlockKind::Boilerplate;
            }
        }
    }
}

/// Longer paragraphs are running text, in characters: a headline or a line of facts seldom has more.
const RUNNING: usize = 160;

/// Longest headline, in characters; of 6,000 articles' titles 99 in 100 are shorter.
const LONGEST_TITLE: usize = 160;

/// A headline has no more than two sentences and quotes nobody at length.
fn looks_like_title(words: &str) -> bool {
    let sentences = words.matches(". ").count() + words.matches("? ").count() + words.matches("! ").count();
    // A headline that ends in a full stop is short; a longer line that does is a sentence of the text.
    let stopped = words.ends_with('.') && words.chars().count() > 90;
    !stopped
        && sentences <= 2
        && words.chars().any(char::is_alphabetic)
        && !words.starts_with(['“', '"'])
        && words.split_whitespace().count() >= 3
        && !words.ends_with(':')
}

/// Letters and digits alone, lower-cased: how two headlines are compared.
fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// "By Ann Lowe", "05.08.2021 Author: Ann Lowe".
pub(crate) fn is_byline(words: &str) -> bool {
    let lower = words.to_lowercase();
    let plain = words.replace(['[', ']', '*', '_'], "");
    let by = plain
        .trim_start()
        .strip_prefix("By ")
        .or_else(|| plain.trim_start().strip_prefix("BY "))
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase()) && !ends_sentence(rest));
    words.chars().count() <= 140
        && (by
            || lower.contains("author:")
            || lower.starts_with("written by ")
            || lower.starts_with("story by ")
            || lower.starts_with("from our correspondent"))
}

/// A line that is little else than a day: "Coast Watch, March 14, 2023".
pub(crate) fn is_dateline(words: &str) -> bool {
    let Some(found) = days::find(words) else { return false };
    let rest: String = [&words[..found.start], &words[found.end..]].concat();
    let others = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count();
    words.chars().count() <= 120 && others <= 10 && !ends_sentence(words)
}

/// Everything after the article: closing notes, the author's line, readers' comments.
fn tail(text: &str, paragraphs: &mut [Paragraph], warnings: &mut Vec<Warning>) {
    let read = |p: &Paragraph| p.kind == BlockKind::Body;
    let total: usize = paragraphs.iter().filter(|p| read(p)).map(|p| p.span.len()).sum();
    // An end mark counts once most of the text is past: "Disclaimer" may be a word of the article's own.
    let mut seen = 0;
    let mut ended = false;
    for paragraph in paragraphs.iter_mut() {
        let words = paragraph.span.of(text);
        if ended {
            paragraph.kind = if is_author_line(words) { BlockKind::Byline } else { BlockKind::Boilerplate };
            continue;
        }
        if paragraph.kind == BlockKind::Boilerplate && begins_boilerplate(words) == Begins::End && seen * 2 >= total {
            ended = true;
        }
        if read(paragraph) {
            seen += paragraph.span.len();
        }
    }
    // The line that says who the author is, last of all.
    if let Some(last) = paragraphs.iter_mut().rev().find(|p| p.kind != BlockKind::Boilerplate)
        && last.kind == BlockKind::Body
        && is_author_line(last.span.of(text))
    {
        last.kind = BlockKind::Byline;
    }
    comments(text, paragraphs, warnings);
}

/// "Ann Lowe is a political commentator.", "Ann Lowe, fellow of a centre, exclusively for the magazine …".
fn is_author_line(words: &str) -> bool {
    let mut names = 0;
    for word in words.split_whitespace() {
        if word.starts_with(|c: char| c.is_uppercase()) {
            names += 1;
            if word.ends_with(',') {
                break;
            }
        } else {
            break;
        }
    }
    let lower = words.to_lowercase();
    let says =
        [" is a ", " is an ", " is the ", " writes ", " covers ", " reports ", " exclusively for ", " especially for "];
    let described = (2..=4).contains(&names) && says.iter().any(|phrase| lower.contains(phrase));
    words.chars().count() <= 260 && words.matches(". ").count() <= 2 && described && !words.contains(['“', '"'])
        || (words.chars().count() <= 260
            && (2..=4).contains(&names)
            && lower.contains(" for the ")
            && lower.contains("magazine"))
}

/// Readers' comments at the end: three or more short paragraphs in a row, none with a quotation or a number, after an
/// article whose paragraphs are much longer.
fn comments(text: &str, paragraphs: &mut [Paragraph], warnings: &mut Vec<Warning>) {
    let body: Vec<usize> = (0..paragraphs.len()).filter(|&i| paragraphs[i].kind == BlockKind::Body).collect();
    let mut lengths: Vec<usize> = body.iter().map(|&i| paragraphs[i].span.of(text).chars().count()).collect();
    lengths.sort_unstable();
    let Some(&median) = lengths.get(lengths.len() / 2) else { return };
    let short = |i: usize| {
        let words = paragraphs[i].span.of(text);
        let plain = !words.contains(['“', '”', '"', '«']) && !words.chars().any(|c| c.is_ascii_digit());
        plain && words.chars().count() <= SHORT_COMMENT
    };
    let run = body.iter().rev().take_while(|&&i| short(i)).count();
    // Long ones before them: else it is an article of short paragraphs.
    if run >= 3 && run * 2 < body.len() && median * 2 >= 3 * SHORT_COMMENT {
        let first = body[body.len() - run];
        for &i in &body[body.len() - run..] {
            paragraphs[i].kind = BlockKind::Boilerplate;
        }
        warnings.push(Warning {
            code: "comments-at-the-end",
            span: Some(paragraphs[first].span),
            message: "short lines at the end are taken for readers' comments".to_owned(),
        });
    }
}

/// Longest comment that is told by its length, in characters.
const SHORT_COMMENT: usize = 110;

/// Short lines between paragraphs that end no sentence.
fn headings(text: &str, paragraphs: &mut [Paragraph]) {
    for i in 1..paragraphs.len() {
        let words = paragraphs[i].span.of(text);
        let next_is_body =
            paragraphs.get(i + 1).is_some_and(|next| next.kind == BlockKind::Body && next.span.len() > 80);
        let short = words.chars().count() <= 80 && !ends_sentence(words) && !words.ends_with(',');
        let capital =
            words.trim_start_matches(['#', '*', ' ']).starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        if paragraphs[i].kind == BlockKind::Body && short && capital && next_is_body {
            paragraphs[i].kind = BlockKind::Heading;
        }
    }
}

/// Words of another outlet shown without quotation marks: "Here's the Gazette with more:" and what follows, until the
/// voice changes back.
fn excerpts(text: &str, paragraphs: &mut [Paragraph]) {
    let dotted = |words: &str| words.contains("U.S.") || words.contains("U.N.") || words.contains("U.K.");
    let undotted = |words: &str| words.split(|c: char| !c.is_alphanumeric()).any(|w| matches!(w, "US" | "UN" | "UK"));
    for i in 0..paragraphs.len().saturating_sub(1) {
        if paragraphs[i].kind != BlockKind::Body {
            continue;
        }
        let Some(credit) = introduces(text, paragraphs[i].span) else { continue };
        // Quoted at once: then the marks say where it ends, and it is a quotation.
        if paragraphs[i + 1].span.of(text).starts_with(['“', '"', '«']) {
            continue;
        }
        // The outlet's own habits, read before the excerpt.
        let own_dotted = paragraphs[..i].iter().any(|p| p.kind == BlockKind::Body && dotted(p.span.of(text)));
        let own_undotted = paragraphs[..i].iter().any(|p| p.kind == BlockKind::Body && undotted(p.span.of(text)));
        for k in i + 1..paragraphs.len() {
            let words = paragraphs[k].span.of(text);
            if paragraphs[k].kind != BlockKind::Body || speaks_to_the_reader(words) {
                break;
            }
            let other_habit = (own_undotted && !own_dotted && dotted(words))
                || (own_dotted && !own_undotted && undotted(words) && !dotted(words));
            let own_habit = (own_undotted && !own_dotted && undotted(words) && !dotted(words))
                || (own_dotted && !own_undotted && dotted(words));
            // The first paragraph follows the colon; later ones need a sign that the voice is still the other's.
            if (k > i + 1 && !other_habit) || (k == i + 1 && own_habit && words.len() < 80) {
                break;
            }
            paragraphs[k].kind = BlockKind::Excerpt;
            paragraphs[k].credit = Some(credit);
        }
    }
}

/// "you're reminded", "we think": the writer's own voice, which agencies don't use outside quotations.
fn speaks_to_the_reader(words: &str) -> bool {
    let mut inside = false;
    let outside: String = words
        .chars()
        .filter(|c| {
            match c {
                '“' => inside = true,
                '”' => inside = false,
                '"' => inside = !inside,
                _ => {}
            }
            !inside
        })
        .flat_map(char::to_lowercase)
        .collect();
    outside.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')).any(|word| {
        matches!(word, "you" | "your" | "you're" | "you’re" | "i" | "i'm" | "i’m" | "we" | "we're" | "we’re" | "our")
    })
}

/// Where a short paragraph that ends in a colon names the outlet whose text follows.
fn introduces(text: &str, span: Span) -> Option<Span> {
    let words = span.of(text);
    if !words.ends_with(':') || words.chars().count() > 120 {
        return None;
    }
    let lower = words.to_lowercase();
    let cue = lower
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .any(|word| INTROS.contains(word.replace('’', "'").as_str()));
    if !cue {
        return None;
    }
    // The name: the longest run of capitalized words that isn't the sentence's first word.
    let mut best: Option<(usize, usize)> = None;
    let mut run: Option<(usize, usize)> = None;
    let mut at = 0;
    for (index, word) in words.split_inclusive(char::is_whitespace).enumerate() {
        let bare = word.trim_end().trim_end_matches([':', ',', '.']).trim_end_matches("'s").trim_end_matches("’s");
        let capital = bare.starts_with(|c: char| c.is_uppercase())
            && (index > 0 || bare.chars().filter(|c| c.is_uppercase()).count() > 1);
        let intro = INTROS.contains(bare.to_lowercase().replace('’', "'").as_str())
            || matches!(bare, "Here" | "Here's" | "Here’s" | "The" | "And" | "As");
        if capital && !intro {
            run = Some((run.map_or(at, |(start, _)| start), at + bare.len()));
            if run.map(|(s, e)| e - s) > best.map(|(s, e)| e - s) {
                best = run;
            }
        } else {
            run = None;
        }
        at += word.len();
    }
    best.map(|(start, end)| span.at(start..end))
}

/// "HARBOUR (Agency) — Text": a dateline before the first sentence of a paragraph becomes a block of its own.
fn agency_dateline(text: &str, paragraph: Paragraph, blocks: &mut Vec<Block>) {
    let Paragraph { span, kind, credit } = paragraph;
    if kind == BlockKind::Body && !blocks.iter().any(|block| block.kind == BlockKind::Body) {
        let words = span.of(text);
        let limit = (0..=100.min(words.len())).rev().find(|&at| words.is_char_boundary(at)).unwrap_or(0);
        let head = &words[..limit];
        for dash in [" — ", " – ", " -- ", " - ", "— "] {
            let Some(at) = head.find(dash) else { continue };
            let before = &head[..at];
            let plain = !before.is_empty()
                && before.split_whitespace().all(|word| {
                    word.starts_with(|c: char| c.is_uppercase() || c == '(' || c.is_ascii_digit())
                        || matches!(word, "of" | "and" | "/")
                })
                && before.split_whitespace().next().is_some_and(|word| {
                    word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) || before.ends_with(')')
                });
            let rest = span.at(at + dash.len()..words.len()).trim(text);
            if plain && !rest.is_empty() {
                // The dash belongs to the dateline, so that all text is covered.
                blocks.push(Block {
                    span: span.at(0..at + dash.len()).trim(text),
                    kind: BlockKind::Dateline,
                    credit: None,
                });
                blocks.push(Block { span: rest, kind, credit });
                return;
            }
        }
    }
    blocks.push(Block { span, kind, credit });
}

static PHRASES: LazyLock<Vec<(&str, bool, bool)>> = LazyLock::new(|| {
    include_str!("../data/en/boilerplate.txt")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| (line.trim_start_matches(['+', '*']), line.starts_with('+'), line.starts_with('*')))
        .collect()
});

static INTERFACE: LazyLock<HashSet<&str>> = LazyLock::new(|| words_of(include_str!("../data/en/interface-words.txt")));
static INTROS: LazyLock<HashSet<&str>> = LazyLock::new(|| words_of(include_str!("../data/en/outlet-intros.txt")));

fn words_of(file: &'static str) -> HashSet<&'static str> {
    file.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}
