//! Lines that begin with who speaks: questions and answers, transcripts ("MR. HOLT: It was soft."), and headlines ("Khan:
//! toll may rise").

use super::interview::interviewee;
use super::{NamedText, Quote, QuoteKind, Speaker, SpeakerBasis, speaker};
use crate::annotate::names::{NameForm, names_in};
use crate::language::Language;
use crate::story::{Article, BlockKind};
use crossread_language::{MentionKind, Span, Word};
use std::collections::BTreeSet;

/// Longest label of a line, in bytes and in words.
const LONGEST: usize = 40;
const MOST_WORDS: usize = 5;

/// Fewest lines that make an interview or a transcript; one alone is a heading.
const FEWEST: usize = 2;

/// A line with its label.
struct LabelledLine {
    block: u32,
    label: Span,
    words: Span,
    /// Whether a mark stands between the two.
    is_marked: bool,
}

/// What is said in such lines, in order.
pub(super) fn find(article: &Article, found: &NamedText) -> Vec<Quote> {
    let text = &article.text;
    let mut lines: Vec<LabelledLine> =
        (0..article.blocks.len()).filter_map(|block| line(found.language, article, block)).collect();
    let acronyms = acronyms(article, &lines);
    lines.retain(|line| line.is_marked || !acronyms.contains(line.label.of(text)));
    let kind = |line: &LabelledLine| article.blocks[line.block as usize].kind;
    let persons = lines.iter().filter(|line| is_person(found, line.label));
    let spoken: BTreeSet<&str> = persons.map(|line| line.label.of(text)).collect();
    let is_turn = |line: &&LabelledLine| {
        matches!(kind(line), BlockKind::Body | BlockKind::Heading | BlockKind::Excerpt)
            && (is_called(found.language, text, line.label)
                || is_name(article, found, line.label)
                || is_full_name(text, found, line.label, &spoken)
                || is_of_outlet(article, line.label)
                || with_initials(text, found, line.label).is_some())
    };
    let turns: Vec<&LabelledLine> = lines.iter().filter(is_turn).collect();
    let is_interview = turns.len() >= FEWEST;
    // "A:" is whoever the lines above introduce.
    let answers = turns.first().and_then(|line| interviewee(article, found, line.block as usize));
    let turn = |line: &LabelledLine| {
        let quote = quote(text, found, line, QuoteKind::Direct);
        let is_answer = found.language.quotes.answers.has(line.label.of(text));
        let who = answers.filter(|_| is_answer).and_then(|speaker| speaker.referent);
        let referent = who.or_else(|| with_initials(text, found, line.label));
        match referent {
            Some(_) => {
                let speaker = Some(Speaker { span: line.label, referent });
                Quote { speaker, basis: Some(SpeakerBasis::Stated), ..quote }
            }
            None => quote,
        }
    };
    let turns = turns.into_iter().filter(|_| is_interview).map(turn);
    let titles = lines.iter().filter(|line| kind(line) == BlockKind::Title && speaks(text, found, line.label));
    let titles = titles.map(|line| quote(text, found, line, QuoteKind::Indirect));
    let mut all: Vec<Quote> = titles.chain(turns).collect();
    all.sort_by_key(|quote| quote.span);
    all
}

/// A block that begins with a label and a colon.
fn line(language: &Language, article: &Article, block: usize) -> Option<LabelledLine> {
    let span = article.blocks[block].span;
    let words = span.of(&article.text);
    let (colon, behind) = labelled(language, words)?;
    let is_marked = !words[colon..].starts_with(' ');
    let label = &words[..colon];
    let plain = label.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '’' | '\''));
    let begins = label.starts_with(char::is_uppercase);
    let count = label.split_whitespace().count();
    let rest = span.at(behind..words.len()).trim(&article.text);
    let marked = rest.of(&article.text).starts_with(['"', '“', '‘', '\'', '«', '„', '»']);
    let enough = rest.of(&article.text).split_whitespace().count() >= 2;
    (plain && begins && count <= MOST_WORDS && enough && !marked).then(|| LabelledLine {
        block: block as u32,
        label: span.at(0..colon),
        words: rest,
        is_marked,
    })
}

/// Labels without a mark that are acronyms of a sentence and nobody's initials: what follows begins small ("EU ministers met"), or
/// they stand elsewhere in the text ("the EU").
fn acronyms<'a>(article: &'a Article, lines: &[LabelledLine]) -> BTreeSet<&'a str> {
    let text = &*article.text;
    let unmarked: Vec<&LabelledLine> = lines.iter().filter(|line| !line.is_marked).collect();
    let labels: BTreeSet<&str> = unmarked.iter().map(|line| line.label.of(text)).collect();
    if labels.is_empty() {
        return BTreeSet::new();
    }
    let begins_small = unmarked.iter().filter(|line| line.words.of(text).starts_with(char::is_lowercase));
    let mut found: BTreeSet<&str> = begins_small.map(|line| line.label.of(text)).collect();
    for block in article.blocks.iter().filter(|block| block.kind.is_read()) {
        let mut before = None;
        for word in block.span.of(text).split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            // Who is behind them may be told in brackets: "Emma Underwood (EU)".
            if before.is_some() && !word.starts_with('(') && labels.contains(bare) {
                found.insert(bare);
            }
            before = Some(word);
        }
    }
    found
}

/// Where the label of a line ends and where its words begin: "Lowe: It fell.", "Q. How deep is it?", "A — Six feet.", "AL Six feet."
fn labelled(language: &Language, words: &str) -> Option<(usize, usize)> {
    if let Some(colon) = words.find(": ").filter(|&at| at > 0 && at <= LONGEST) {
        return Some((colon, colon + 2));
    }
    let label = words.split(' ').next()?;
    let rest = words[label.len()..].trim_start();
    let dash = rest.chars().next().filter(|c| matches!(c, '—' | '–' | '-')).map_or(0, char::len_utf8);
    let lettered = language.quotes.letters.has(label.trim_end_matches('.')) && (label.ends_with('.') || dash > 0);
    // A label without any mark behind it is somebody's initials.
    let is_label = lettered || initials(label).is_some();
    let end = if lettered { 1 } else { label.len() };
    is_label.then(|| (end, words.len() - rest.len() + dash))
}

/// Whether a label is written as transcripts and interviews write who speaks: "THE CHAIR", "Q".
fn is_called(language: &Language, text: &str, label: Span) -> bool {
    let words = label.of(text);
    let letters = || words.chars().filter(|c| c.is_alphabetic());
    let lettered = language.quotes.letters.has(words) || language.quotes.question_and_answer.has(words);
    let ends = text[label.end()..].starts_with(':');
    lettered || ends && letters().count() >= 3 && letters().all(char::is_uppercase)
}

/// The capitals of a label that is nothing else: "LS", "L.S."
fn initials(label: &str) -> Option<String> {
    let letters: String = label.chars().filter(|c| c.is_alphabetic()).collect();
    let plain = label.chars().all(|c| c.is_uppercase() || c == '.');
    (plain && (2..=4).contains(&letters.chars().count())).then_some(letters)
}

/// The capitals that the words of a name begin with.
fn capitals(name: &str) -> String {
    let parts = name.split([' ', '-']).filter_map(|part| part.chars().next());
    parts.filter(|c| c.is_uppercase()).collect()
}

/// The one person of the article whose initials a label is.
fn with_initials(text: &str, found: &NamedText, label: Span) -> Option<u32> {
    let letters = initials(label.of(text))?;
    let is_theirs = |words: &str| capitals(words) == letters;
    let mut people = found
        .names
        .iter()
        .filter(|name| name.kind == MentionKind::Person && name.form == NameForm::Named)
        .filter(|name| is_theirs(name.span.of(text)))
        .map(|name| name.referent);
    let first = people.next()?;
    people.all(|other| other == first).then_some(first)
}

/// Whether a label is the initials of the outlet or of who wrote for it: those who ask.
fn is_of_outlet(article: &Article, label: Span) -> bool {
    let Some(letters) = initials(label.of(&article.text)) else { return false };
    article.facts.outlet.iter().chain(&article.facts.authors).any(|name| capitals(name) == letters)
}

/// Whether a label is the name of a person or the outlet's own.
fn is_name(article: &Article, found: &NamedText, label: Span) -> bool {
    let words = label.of(&article.text);
    let own = article.facts.outlet.as_deref().is_some_and(|outlet| outlet == words);
    own || is_person(found, label)
}

fn is_person(found: &NamedText, label: Span) -> bool {
    names_in(found.names, label).any(|name| name.kind == MentionKind::Person && name.span.end == label.end)
}

/// Whether a label is a name of no known sort whose last word is the label of somebody elsewhere: "Oriel Vance" beside "Vance".
fn is_full_name(text: &str, found: &NamedText, label: Span, persons: &BTreeSet<&str>) -> bool {
    let at = found.names.partition_point(|name| name.span.end <= label.start);
    let is_named = found.names.get(at).is_some_and(|name| name.span == label);
    is_named && label.of(text).rsplit_once(' ').is_some_and(|(_, last)| persons.contains(last))
}

/// Whether the label of a headline is somebody who says the rest: a person, an office, the police, a poll.
fn speaks(text: &str, found: &NamedText, label: Span) -> bool {
    let last = label.of(text).split_whitespace().next_back().unwrap_or_default().to_lowercase();
    is_person(found, label)
        || found.language.quotes.speak_in_titles.has(&last)
        || found.language.names.roles.has(Word::of(&last))
}

fn quote(text: &str, found: &NamedText, line: &LabelledLine, kind: QuoteKind) -> Quote {
    // "Q" and "A" name nobody.
    let names_nobody = line.label.len() == 1 || found.language.quotes.question_and_answer.has(line.label.of(text));
    let named = (!names_nobody).then(|| speaker(text, found, line.label));
    Quote {
        span: line.words,
        kind,
        speaker: named,
        cue: Some(Span { start: line.label.end, end: line.label.end + 1 }),
        addressee: None,
        basis: named.map(|_| SpeakerBasis::Stated),
        block: line.block,
        continues: None,
    }
}
