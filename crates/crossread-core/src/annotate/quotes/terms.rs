//! Marks that report nobody's words: titles of works, nicknames, words held at arm's length. Reads a marked stretch, and tells whether it
//! is one of them.

use super::cues::{self, ReportingClass};
use super::marks::QuotedStretch;
use super::{NamedText, sentence_at};
use crate::language::Language;
use crossread_language::Tag;

/// Whether marks hold the title of a work or a program: two to six words in capitals behind a word that titles stand behind ("on “Harbor
/// Nights”", "her book “…”", "told “Harbor Nights”") or behind whose it is ("on Orm TV's “Harbor Nights”").
pub(super) fn is_title(language: &Language, text: &str, one: &QuotedStretch, whole: bool) -> bool {
    let inner = one.inner.of(text).trim_end_matches([',', '.']);
    let mut words = 0;
    for word in inner.split_whitespace() {
        words += 1;
        if !word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) && word.len() > LONGEST_SMALL {
            return false;
        }
    }
    let before = text[..one.outer.start()].trim_end_matches([' ', ',']);
    let owner = language.quotes.owner_ends.strip_end(before);
    let is_owned =
        owner.is_some_and(|owner| owner.rsplit(' ').next().is_some_and(|w| w.starts_with(char::is_uppercase)));
    let last = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    // A book's title has a second one behind a colon.
    let is_written = language.quotes.before_books.end(before);
    let longest = if is_written { LONGEST_BOOK } else { LONGEST_TITLE };
    (2..=longest).contains(&words)
        && !(whole && inner.ends_with(['!', '?']))
        && inner.split_whitespace().last().is_some_and(|word| !word.starts_with(char::is_lowercase))
        && inner.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        && (is_owned || language.quotes.before_titles.has(&last.to_lowercase()))
}

/// Most letters of a word in a title that takes no capital: "with".
const LONGEST_SMALL: usize = 4;

/// Most words of a title, and of a book's with the one behind its colon.
const LONGEST_TITLE: usize = 6;

const LONGEST_BOOK: usize = 14;

/// Whether marks hold what a thing is called or shows, whoever the sentence quotes: "credits known as the “Orm Papers”", "a bill called
/// “Clean Hands”", "a woman with a sign reading “Go home”". `lead` is what stands before the marks in their block.
pub(super) fn is_shown(language: &Language, lead: &str) -> bool {
    let quotes = &language.quotes;
    let mut last: Vec<&str> =
        lead.rsplit(char::is_whitespace).filter(|word| !word.is_empty()).take(LONGEST_LEAD).collect();
    last.reverse();
    let lead = format!(" {}", last.join(" ").trim_end_matches([',', ':']).to_lowercase());
    let ends = |words: &str, with: &str| words.strip_suffix(with).is_some_and(|rest| rest.ends_with(' '));
    let bare = match lead.rsplit_once(' ') {
        Some((before, small)) if quotes.before_marked.has(small) => before,
        _ => &lead,
    };
    let mut back = bare.rsplit(' ');
    let mut is_called = || {
        back.next().is_some_and(|last| quotes.calls_works.has(last))
            && back.next().is_some_and(|noun| quotes.called_works.has(noun))
    };
    let shows = || {
        let thing = quotes.shows_words.each().find(|shows| ends(&lead, shows));
        thing.is_some_and(|shows| {
            lead[..lead.len() - shows.len()].split([' ', ',']).any(|word| quotes.showing_things.has(word))
        })
    };
    quotes.before_called.each().any(|name| ends(bare, name)) || is_called() || shows()
}

/// Most words before marks by which a thing shows others: "a sign outside the court that read".
const LONGEST_LEAD: usize = 8;

/// Marks that report nobody: a nickname, a title of a work, a word held at arm's length. Short, and either introduced
/// as a name or in a sentence that reports nothing.
pub(super) fn is_term(text: &str, found: &NamedText, one: &QuotedStretch, words: usize) -> bool {
    let inner = one.inner.of(text);
    let capital = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let capitals = inner.split_whitespace().filter(capital).count();
    let before = text[..one.outer.start()].trim_end();
    let introduced = found.language.quotes.before_terms.end(before);
    let sentence = sentence_at(found.sentences, one.inner.start).map(|s| &found.sentences[s]);
    let reports = sentence.is_some_and(|sentence| {
        sentence.tokens.iter().any(|token| {
            token.tag == Tag::Verb
                && cues::class(found.language, token.lemma) != ReportingClass::NONE
                && !one.outer.overlaps(token.span)
        })
    });
    introduced || (words <= 6 && !reports) || (words <= 8 && capitals == words && words >= 2)
}
