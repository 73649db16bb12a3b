//! The end of an article: closing notes and the author's line.

use super::paragraphs::ends_sentence;
use super::signs::{ParagraphSign, sign};
use super::{LabelContext, Paragraph, letters, words_of};
use crossread_core::story::BlockKind;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Words of the line that says who an author is.
pub(crate) static AUTHOR_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words_of(include_str!("../../data/en/author-words.txt")));

/// Labels the end. `signs` has a sign for each paragraph.
pub(crate) fn label(text: &str, known: &LabelContext, signs: &[ParagraphSign], paragraphs: &mut [Paragraph]) {
    after_the_end(text, signs, paragraphs);
    closing_lines(text, known, paragraphs);
    author_lines(text, known, paragraphs);
    described_authors(text, known, paragraphs);
}

/// Labels the end of a page, where lists need not end in sentences and comments stand in elements of their own.
pub(crate) fn label_page(text: &str, known: &LabelContext, signs: &[ParagraphSign], paragraphs: &mut [Paragraph]) {
    after_the_end(text, signs, paragraphs);
    author_lines(text, known, paragraphs);
    described_authors(text, known, paragraphs);
    headings_behind(paragraphs);
}

/// Headings behind the last paragraph head nothing: they are titles of other articles, and what stands over them.
fn headings_behind(paragraphs: &mut [Paragraph]) {
    let ends = |paragraph: &Paragraph| matches!(paragraph.kind, BlockKind::Body | BlockKind::Excerpt);
    let end = paragraphs.iter().rposition(ends).map_or(paragraphs.len(), |last| last + 1);
    for paragraph in paragraphs[end..].iter_mut().filter(|paragraph| paragraph.kind == BlockKind::Heading) {
        paragraph.kind = BlockKind::Boilerplate;
    }
}

/// What follows a notice of rights or the head of the comments is not the article. Such words may stand in the
/// article too, so they count once half of it is past, and notices only when little running text follows.
fn after_the_end(text: &str, signs: &[ParagraphSign], paragraphs: &mut [Paragraph]) {
    let weight = |p: &Paragraph| if p.kind == BlockKind::Body { p.span.len() } else { 0 };
    let total: usize = paragraphs.iter().map(weight).sum();
    let mut seen = 0;
    for i in 0..paragraphs.len() {
        seen += weight(&paragraphs[i]);
        let rest = total - seen;
        let ends = match signs[i] {
            // Comments may be longer than what they comment on.
            ParagraphSign::Comments => seen * 2 >= total || seen >= 1500,
            ParagraphSign::Closing => seen * 2 >= total && rest * 4 <= total,
            _ => false,
        };
        if ends {
            for paragraph in &mut paragraphs[i + 1..] {
                if matches!(
                    paragraph.kind,
                    BlockKind::Body | BlockKind::Heading | BlockKind::Caption | BlockKind::Excerpt
                ) {
                    let words = paragraph.span.of(text);
                    paragraph.kind = if is_about_an_author(words) { BlockKind::Byline } else { BlockKind::Boilerplate };
                }
            }
            return;
        }
    }
}

/// Lines behind the last sentence that end no sentence: pointers, tags, names of sections. Only in an article whose
/// own paragraphs do end in sentences.
fn closing_lines(text: &str, known: &LabelContext, paragraphs: &mut [Paragraph]) {
    let body: Vec<usize> = (0..paragraphs.len()).filter(|&i| paragraphs[i].kind == BlockKind::Body).collect();
    let ended = body.iter().filter(|&&i| ends_sentence(paragraphs[i].span.of(text))).count();
    if ended < 3 || ended * 10 < body.len() * 6 {
        return;
    }
    for &i in body.iter().rev() {
        let words = paragraphs[i].span.of(text);
        let length = words.chars().count();
        if length > 160 || ends_sentence(words) {
            break;
        }
        paragraphs[i].kind = if known.is_signed(words) { BlockKind::Byline } else { BlockKind::Boilerplate };
    }
}

/// Lines that say who the author is, among the last of the article.
fn author_lines(text: &str, known: &LabelContext, paragraphs: &mut [Paragraph]) {
    let last: Vec<usize> = (0..paragraphs.len())
        .rev()
        .filter(|&i| matches!(paragraphs[i].kind, BlockKind::Body | BlockKind::Heading))
        .take(3)
        .collect();
    for (nth, &i) in last.iter().enumerate() {
        // Only behind the article: what comes below is no running text any more.
        if nth > 0 && paragraphs[last[nth - 1]].kind == BlockKind::Body {
            break;
        }
        let words = paragraphs[i].span.of(text);
        let signed = known.authors.iter().any(|author| {
            author.split_whitespace().count() >= 2
                && super::beginning(
                    words.trim_start_matches(['*', '•', '-', '–', '—', ' ', '[', '_']),
                    author.len() + 4,
                )
                .contains(author.as_str())
        });
        let bio = signed && words.chars().count() <= 700 && !words.contains(['“', '"']) || is_about_an_author(words);
        // A person the article has spoken of before is described, not signed.
        let name: String = words.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
        let spoken_of = !signed
            && paragraphs[..i]
                .iter()
                .any(|p| p.kind == BlockKind::Body && p.span.of(text).contains(name.trim_end_matches(',')));
        if bio && !spoken_of {
            paragraphs[i].kind = BlockKind::Byline;
        }
    }
}

/// What follows an author's name in the lines that describe the author.
const DESCRIBES: [&str; 14] = [
    "is a ",
    "is an ",
    "is the ",
    "is our ",
    "is based ",
    "has been ",
    "has covered ",
    "has reported ",
    "has written ",
    "has worked ",
    "writes ",
    "covers ",
    "reports ",
    "joined ",
];

/// Paragraphs that describe one of the known authors, who is not spoken of elsewhere in the article, by the whole name or the
/// first one: "Ann is a reporter who covers harbours." Behind the article, those that go on about the author too.
fn described_authors(text: &str, known: &LabelContext, paragraphs: &mut [Paragraph]) {
    let body: Vec<usize> = (0..paragraphs.len()).filter(|&i| paragraphs[i].kind == BlockKind::Body).collect();
    for author in known.authors.iter().filter(|author| author.len() >= 3) {
        let (first, last) = (author.split(' ').next().unwrap_or(author), author.rsplit(' ').next().unwrap_or(author));
        let describes = |words: &str| {
            let whole = author.contains(' ') && words.starts_with(author.as_str());
            let rest = words.strip_prefix(author.as_str()).or_else(|| words.strip_prefix(first));
            let after = rest.and_then(|rest| rest.strip_prefix(' ')).unwrap_or_default();
            let mut parts = after.split(|c: char| !(c.is_alphanumeric() || c == '-')).take(60);
            words.chars().count() <= 900
                && DESCRIBES.iter().any(|phrase| after.starts_with(phrase))
                && (whole || parts.any(|word| AUTHOR_WORDS.contains(word.to_lowercase().as_str())))
        };
        let found: Vec<usize> = body.iter().copied().filter(|&i| describes(paragraphs[i].span.of(text))).collect();
        let named = |i: &usize| paragraphs[*i].span.of(text).contains(last);
        if found.is_empty() || body.iter().filter(|i| found.binary_search(i).is_err()).filter(|i| named(i)).count() > 1
        {
            continue;
        }
        for &i in &found {
            paragraphs[i].kind = BlockKind::Byline;
        }
        let Some(end) = found.last().and_then(|end| body.binary_search(end).ok()) else { continue };
        let goes_on = |words: &str| {
            [first, last, "She ", "He ", "They ", "When she", "When he", "When not", "Her ", "His "]
                .iter()
                .any(|cue| words.starts_with(cue))
        };
        let rest = &body[end + 1..];
        if rest.len() <= 4 && rest.iter().all(|&i| goes_on(paragraphs[i].span.of(text))) {
            for &i in rest {
                paragraphs[i].kind = BlockKind::Byline;
            }
        }
    }
}

/// "Ann Lowe is a political commentator.", "Ann Lowe, fellow of a centre, exclusively for the magazine …".
pub(crate) fn is_about_an_author(words: &str) -> bool {
    if words.chars().count() > 500 || words.contains(['“', '"']) && !words.to_lowercase().contains("for the") {
        return false;
    }
    let plain = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    let lower = plain.to_lowercase();
    let mut names = 0;
    for word in plain.split_whitespace() {
        if !word.starts_with(|c: char| c.is_uppercase()) {
            break;
        }
        names += 1;
        if word.ends_with(',') {
            break;
        }
    }
    // "At Lowe Build, we are a remodeler …" speaks of a firm.
    const NO_NAMES: [&str; 6] = ["at ", "in ", "for ", "here at ", "as ", "with "];
    if !(2..=6).contains(&names) || NO_NAMES.iter().any(|word| lower.starts_with(word)) {
        return false;
    }
    if lower.contains(" exclusively for ") || lower.contains(" especially for ") || lower.contains(" specially for ") {
        return true;
    }
    let present = [
        " is a ",
        " is an ",
        " is the ",
        " is our ",
        " is ",
        " are ",
        " writes ",
        " covers ",
        " reports ",
        " teaches ",
        " hosts ",
        " can be ",
    ]
    .iter()
    .any(|phrase| super::beginning(&lower, 120).contains(phrase));
    // "Ann Lowe has covered the coast for 12 years."
    let career = [" has covered ", " has reported ", " has written ", " has worked as "]
        .iter()
        .any(|phrase| super::beginning(&lower, 80).contains(phrase))
        && [" years", " since ", " award"].iter().any(|measure| lower.contains(measure));
    if career {
        return true;
    }
    let occupation =
        lower.split(|c: char| !(c.is_alphanumeric() || c == '-')).take(60).any(|word| AUTHOR_WORDS.contains(word));
    let reported = ["said", "says", "told", "added", "asked"]
        .iter()
        .any(|verb| lower.split(|c: char| !c.is_alphanumeric()).any(|word| word == *verb));
    present && occupation && !reported
}

/// Cuts off what a scraper glued behind the last sentence: "… the monitor said. Read Also", "… last year. More Images".
pub(crate) fn part(text: &str, paragraphs: &mut Vec<Paragraph>) {
    let Some(last) = paragraphs.iter().rposition(|p| p.kind == BlockKind::Body) else { return };
    let span = paragraphs[last].span;
    let words = span.of(text);
    if words.len() < 200 || ends_sentence(words) {
        return;
    }
    let Some(at) = words.rfind(['.', '!', '?', '”', '"']) else { return };
    let cut = at + words[at..].chars().next().map_or(1, char::len_utf8);
    let rest = &words[cut..];
    if !rest.starts_with(' ') || rest.trim().is_empty() {
        return;
    }
    let parts: Vec<&str> = rest.split_whitespace().collect();
    let capital = parts
        .iter()
        .filter(|part| part.starts_with(|c: char| c.is_uppercase() || c == '(' || c.is_ascii_digit()))
        .count();
    // An initial or abbreviation before it ends no sentence; a sentence without its full stop has small words.
    let abbreviated = words[..at].chars().rev().take_while(|c| c.is_alphabetic()).count() <= 2;
    let short = rest.trim().chars().count() <= 40
        || matches!(
            sign(rest.trim()),
            ParagraphSign::Boilerplate | ParagraphSign::Closing | ParagraphSign::Contribution
        );
    if !abbreviated
        && capital * 10 >= parts.len() * 6
        && (short || parts.len() <= 40 && capital * 10 >= parts.len() * 8)
    {
        let head = span.at(0..cut).trim(text);
        let tail = span.at(cut..words.len()).trim(text);
        paragraphs[last].span = head;
        paragraphs.insert(last + 1, Paragraph { span: tail, kind: BlockKind::Boilerplate, credit: None });
    }
}

/// A paragraph that stands word for word twice is the article's once.
pub(crate) fn doubles(text: &str, paragraphs: &mut [Paragraph]) {
    let mut seen: HashSet<String> = HashSet::new();
    for paragraph in paragraphs.iter_mut() {
        let words = paragraph.span.of(text);
        if paragraph.kind == BlockKind::Body && words.len() >= 40 && !seen.insert(letters(words)) {
            paragraph.kind = BlockKind::Boilerplate;
        }
    }
}
