//! Credits: where an article says it has something from.
//!
//! Found by what English does around the name of an outlet or agency: in brackets after a town at the head of the
//! text, as the subject of "reported", after "told" and "according to", in a line that says where the whole first
//! appeared. What makes a name an outlet's is a word in it ("Gazette", "News Agency"), its place in one of these
//! patterns, or that it is a news agency everybody knows; whether it is an outlet of the story is for
//! [`align`](crate::align()) to see.

use super::names::{Name, names_in};
use crate::language::Language;
use crate::language::groups::Group;
use crate::story::{Article, BlockKind};
use crossread_language::{MentionKind, Sentence, Span, Tag, Word};

/// A place where an article names another outlet, an agency or a document as where something comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// The words that give the credit: "Here's AP with a bit more:", "(Reuters) -", "told RT".
    pub span: Span,
    /// The name of the outlet, agency or document in them.
    pub outlet: Span,
    /// What sort.
    pub kind: CreditKind,
    /// The text that comes from there: an excerpt, a sentence, the whole article.
    pub covers: Span,
}

/// Sorts of credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CreditKind {
    /// An agency at the head of the text: "(Reuters) -".
    Agency,
    /// An excerpt introduced or followed by its outlet.
    Excerpt,
    /// The whole article first appeared elsewhere: "originally published on …".
    Republished,
    /// An outlet reports it: "the New York Times claims", "state television said".
    Reported,
    /// Said to an outlet: "told RT".
    ToldTo,
    /// A statement or document is the origin of words: "according to a statement".
    Statement,
    /// Somebody contributed: "with files from", "contributed to this report".
    Contributed,
}

/// Finds the credits of an article, in order of place.
pub fn find(language: &Language, article: &Article, sentences: &[Sentence], names: &[Name]) -> Vec<Credit> {
    let text = &article.text;
    let Some(whole) = body(article) else { return Vec::new() };
    let mut credits = Vec::new();
    for block in &article.blocks {
        if let (BlockKind::Excerpt, Some(credit)) = (block.kind, block.credit) {
            credits.push(Credit { span: credit, outlet: credit, kind: CreditKind::Excerpt, covers: block.span });
        }
    }
    credits.extend(dateline(language, article, whole));
    credits.extend(lines_about_the_whole(language, article, whole));
    credits.extend(sign_off(language, article, whole));
    credits.extend(listed_sign_off(language, article, whole));
    credits.extend(bylines(language, article, whole));
    for sentence in sentences {
        let kind = article.blocks[sentence.part as usize].kind;
        if kind != BlockKind::Title {
            credits.extend(in_sentence(language, text, sentence, names));
        }
    }
    credits.extend(line_of_origin(language, article, whole));
    // "(Agencies)" and a library of pictures tell of no account that somebody could have it from.
    credits.retain(|credit| !language.credits.is_nameless(credit.outlet.of(text)));
    credits.sort_by_key(|credit| (credit.span, credit.kind));
    credits.dedup_by_key(|credit| (credit.outlet, credit.covers));
    credits
}

/// The outlet's usual name: "AP" for "the Associated Press"; else as it stands, without "the" and without which of its pages it
/// is: "CNN (Web News)", "Harbour Gazette - Opinion".
pub fn usual_name(language: &Language, words: &str) -> String {
    let words = words.trim();
    let page = words.find(" (").filter(|_| words.ends_with(')')).or_else(|| words.find(" - "));
    let words = &words[..page.filter(|at| *at > 0).unwrap_or(words.len())];
    let plain = || language.credits.definite.each().fold(words, |words, the| words.trim_start_matches(the)).to_owned();
    language.credits.agency(words).map_or_else(plain, str::to_owned)
}

/// Whether a name is a news agency's.
pub fn is_agency(language: &Language, words: &str) -> bool {
    language.credits.agency(words).is_some()
}

/// From the first to the last block that is the article's own text.
fn body(article: &Article) -> Option<Span> {
    let own = |kind| matches!(kind, BlockKind::Body | BlockKind::Heading);
    let mut spans = article.blocks.iter().filter(|block| own(block.kind)).map(|block| block.span);
    let first = spans.next()?;
    Some(spans.fold(first, Span::cover))
}

/// "BAGHDAD (AP) —" at the head of the text.
fn dateline(language: &Language, article: &Article, whole: Span) -> Option<Credit> {
    let text = &article.text;
    let first = article.blocks.iter().find(|b| {
        matches!(b.kind, BlockKind::Dateline | BlockKind::Body) && {
            let words = b.span.of(text);
            words.len() < 200 || b.kind == BlockKind::Body
        }
    })?;
    // A dateline is short: town, perhaps a region and a day, then the agency. A hundred bytes leave room.
    let words = first.span.of(text);
    let limit = (0..=100.min(words.len())).rev().find(|&at| words.is_char_boundary(at))?;
    let head = &words[..limit];
    let open = head.find('(')?;
    let close = open + head[open..].find(')')?;
    let name = head[open + 1..close].trim();
    let after = head[close + 1..].trim_start();
    let dashed = after.starts_with(['-', '–', '—', ':']) || (first.kind == BlockKind::Dateline && after.is_empty());
    let place = head[..open].trim_end();
    let plausible = dashed
        && !name.is_empty()
        && name.len() <= 40
        && (name.chars().next().is_some_and(char::is_uppercase) || is_agency(language, name))
        && !name.chars().any(|c| c.is_ascii_digit())
        && place
            .split([' ', ','])
            .filter(|w| !w.is_empty())
            .all(|word| word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()) || word.len() <= 3);
    plausible.then(|| {
        let outlet = first.span.at(open + 1..close).trim(text);
        Credit { span: first.span.at(0..close + 1), outlet, kind: CreditKind::Agency, covers: whole }
    })
}

/// An agency that signs the text at its end: "- AFP", "(Reuters)".
fn sign_off(language: &Language, article: &Article, whole: Span) -> Option<Credit> {
    let text = &article.text;
    let last = article.blocks.iter().rfind(|block| {
        block.span.end() <= whole.end() + SIGN_OFF && !matches!(block.kind, BlockKind::Title | BlockKind::Caption)
    })?;
    let words = last.span.of(text).trim_end();
    let from = if words.len() <= SIGN_OFF { 0 } else { words.rfind([' ', '\n'])? };
    let lead = words[..from].trim_end();
    let sign = words[from..].trim_matches(|c: char| !c.is_alphanumeric());
    let dashed = lead.ends_with(['-', '–', '—']) || words[from..].trim_start().starts_with(['-', '–', '—', '(', '[']);
    if !dashed || !is_agency(language, sign) {
        return None;
    }
    let at = from + words[from..].find(sign)?;
    let outlet = last.span.at(at..at + sign.len());
    Some(Credit { span: outlet, outlet, kind: CreditKind::Agency, covers: whole })
}

/// Longest line that is a sign-off by itself, in bytes.
const SIGN_OFF: usize = 24;

/// Agencies in brackets that sign the text at its end, each one: "mk/hal (AFP, dpa)".
fn listed_sign_off(language: &Language, article: &Article, whole: Span) -> Vec<Credit> {
    let text = &article.text;
    let is_text = |kind| matches!(kind, BlockKind::Body | BlockKind::Boilerplate | BlockKind::Byline);
    let last = article.blocks.iter().rfind(|block| is_text(block.kind) && block.span.end() <= whole.end() + SIGN_OFF);
    let inside = last.and_then(|block| {
        let words = block.span.of(text).trim_end();
        let open = words.strip_suffix(')')?.rfind('(')?;
        Some((block.span, open + 1, words.len() - 1))
    });
    let Some((span, open, close)) = inside else { return Vec::new() };
    agencies(language, text, span.at(open..close), whole)
}

/// Agencies in the line of those who wrote it: "By Tova Minsk, Reuters".
fn bylines(language: &Language, article: &Article, whole: Span) -> Vec<Credit> {
    let lines =
        article.blocks.iter().filter(|block| block.kind == BlockKind::Byline && block.span.len() <= LONGEST_BYLINE);
    let with_names = lines.filter(|block| block.span.of(&article.text).contains([',', '/', '|']));
    with_names.flat_map(|block| agencies_of(language, &article.text, block.span, whole, false)).collect()
}

/// Longest line of authors, in bytes.
const LONGEST_BYLINE: usize = 100;

/// The agencies that a list names and nothing else, each one: at least two.
fn agencies(language: &Language, text: &str, list: Span, whole: Span) -> Vec<Credit> {
    let found = agencies_of(language, text, list, whole, true);
    if found.len() > 1 { found } else { Vec::new() }
}

/// The agencies in a list, `alone` where all in it must be one.
fn agencies_of(language: &Language, text: &str, list: Span, whole: Span, alone: bool) -> Vec<Credit> {
    let words = list.of(text);
    let mut at = 0;
    let mut found = Vec::new();
    for piece in words.split_inclusive([',', '/', '|', '(', ')']) {
        let name = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let start = at + piece.find(name).unwrap_or(0);
        at += piece.len();
        if is_agency(language, name) {
            let outlet = list.at(start..start + name.len());
            found.push(Credit { span: outlet, outlet, kind: CreditKind::Agency, covers: whole });
        } else if alone && !name.is_empty() {
            return Vec::new();
        }
    }
    found
}

/// A line by itself at the end that says where the text is from: "(via the Harbour Gazette)", "Source: Mid Coast Letters".
fn line_of_origin(language: &Language, article: &Article, whole: Span) -> Option<Credit> {
    let text = &article.text;
    let is_text = |kind| matches!(kind, BlockKind::Body | BlockKind::Boilerplate | BlockKind::Byline);
    let last = article.blocks.iter().rev().filter(|block| is_text(block.kind)).take(FARTHEST_LINE).find_map(|block| {
        let words = block.span.of(text);
        let from = words.len() - words.trim_start_matches(['(', '[', '—', '–', '-', ' ']).len();
        let lower = words[from..].to_ascii_lowercase();
        let begin = language.credits.line_begins.starting(&lower)?;
        let name = name_at(language, words, from + begin)?;
        // The line says nothing else.
        let rest = words[name.end..].trim_matches(|c: char| !c.is_alphanumeric());
        (rest.is_empty()).then(|| (block.span.at(from..name.end), block.span.at(name)))
    });
    last.map(|(span, outlet)| Credit { span, outlet, kind: CreditKind::Reported, covers: whole })
}

/// How many paragraphs from the end such a line may stand.
const FARTHEST_LINE: usize = 3;

/// Lines outside the article's own text that say where all of it comes from. Such a line stands in what is not read,
/// so it is found by its words.
fn lines_about_the_whole(language: &Language, article: &Article, whole: Span) -> Vec<Credit> {
    let text = &article.text;
    let mut credits = Vec::new();
    for block in &article.blocks {
        let words = block.span.of(text);
        if words.len() > 400 {
            continue;
        }
        let lower = words.to_ascii_lowercase();
        let (whole_of, part_of) = (language.credits.whole.each(), language.credits.part.each());
        let phrases = whole_of
            .map(|phrase| (phrase, CreditKind::Republished))
            .chain(part_of.map(|phrase| (phrase, CreditKind::Contributed)));
        for (phrase, kind) in phrases {
            let Some(at) = lower.find(phrase) else { continue };
            let start = at + phrase.len();
            if let Some(name) = name_at(language, words, start) {
                let covers = if kind == CreditKind::Republished { whole } else { block.span };
                credits.push(Credit { span: block.span.at(at..name.end), outlet: block.span.at(name), kind, covers });
            }
        }
        if let Some((at, length)) = language.credits.contributed.within(&lower) {
            let line = words[..at].rfind(['.', '\n']).map_or(0, |end| end + 1);
            let start = line + (words[line..at].len() - words[line..at].trim_start().len());
            if let Some(name) = name_at(language, words, start).filter(|name| name.end <= at) {
                let span = block.span.at(start..at + length);
                credits.push(Credit {
                    span,
                    outlet: block.span.at(name),
                    kind: CreditKind::Contributed,
                    covers: block.span,
                });
            }
        }
    }
    credits
}

/// The capitalized name that begins at byte `start` of `words`; the text of a Markdown link counts as its words.
fn name_at(language: &Language, words: &str, start: usize) -> Option<std::ops::Range<usize>> {
    let rest = &words[start..];
    let skipped = rest.len() - rest.trim_start_matches(['[', '“', '"', ' ']).len();
    let rest = &rest[skipped..];
    let rest_start = start + skipped;
    let article = language.credits.definite.starting(rest).unwrap_or(0);
    let mut end = article;
    for word in rest[article..].split_inclusive(' ') {
        let bare = word.trim_end();
        let capital = bare.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        let small = language.credits.small_in_names.has(bare);
        if !capital && !small {
            break;
        }
        let stop = bare.find(['.', ',', ']', '”', '"', ';', ':', '(', ')', '\n']);
        match stop {
            // "U.S. News", "Antiwar.com": a full stop inside a word ends nothing.
            Some(at)
                if bare[at..].starts_with('.')
                    && bare.len() > at + 1
                    && bare.as_bytes()[at + 1].is_ascii_alphanumeric() =>
            {
                end += word.len();
            }
            Some(at) => {
                end += at;
                break;
            }
            None => end += word.len(),
        }
    }
    let name = language.credits.dangling.trim_ends(rest[..end].trim_end()).trim_end_matches(['.', ',']);
    let long_enough = name.len() > article + 1 && name.len() <= 60;
    long_enough.then(|| rest_start..rest_start + name.len())
}

/// The credits that a sentence gives in its own words.
fn in_sentence(language: &Language, text: &str, sentence: &Sentence, names: &[Name]) -> Vec<Credit> {
    let names = names_in(names, sentence.span);
    let mut credits: Vec<Credit> = names.filter_map(|name| to_name(language, text, sentence, name)).collect();
    credits.extend(to_documents(language, sentence));
    credits
}

/// The credit that a sentence gives to a name: "The Gazette reported", "told the Gazette", "according to the Gazette".
fn to_name(language: &Language, text: &str, sentence: &Sentence, name: &Name) -> Option<Credit> {
    let tokens = &sentence.tokens;
    let words = name.span.of(text);
    // "Radio Vel" may be taken for somebody.
    if name.kind == MentionKind::Person && !names_an_outlet(language, words) {
        return None;
    }
    let inside = sentence.tokens_in(name.span);
    if inside.is_empty() {
        return None;
    }
    let (before, after) = around(language, sentence, &inside);
    let described =
        before < inside.start && is_outlet_word(language, tokens[inside.start - 1].word) || after > inside.end;
    let is_outlet = described || names_an_outlet(language, words);
    let told = before > 0 && language.credits.told.has(tokens[before - 1].word);
    let according = before > 1
        && (language.grammar.toward.has(tokens[before - 1].word)
            && language.grammar.according.has(tokens[before - 2].word));
    let (kind, from, to) =
        if told && name.kind != MentionKind::Place && (is_outlet || ends_here(text, sentence, inside.end)) {
            (CreditKind::ToldTo, before - 1, inside.end - 1)
        } else if according && is_outlet {
            (CreditKind::Reported, before - 2, after - 1)
        } else {
            let reports =
                || reports_at(language, sentence, after).filter(|&verb| !speaks_of_itself(language, sentence, verb));
            let of_outlet = || {
                reports()
                    .map(|verb| (before, verb))
                    .or_else(|| beside(language, text, sentence, before, after))
                    .or_else(|| led_to(language, sentence, before, after))
            };
            let found = is_outlet.then(of_outlet).flatten();
            let (from, to) = found.or_else(|| phrased(language, sentence, before, after))?;
            (CreditKind::Reported, from, to)
        };
    Some(Credit { span: sentence.words(from, to), outlet: name.span, kind, covers: sentence.span })
}

/// The tokens of a name with what describes it: over "the", and over "news agency" or "newspaper" on either side.
fn around(language: &Language, sentence: &Sentence, inside: &std::ops::Range<usize>) -> (usize, usize) {
    let tokens = &sentence.tokens;
    let mut before = inside.start;
    while before > 0 && (tokens[before - 1].tag == Tag::Det || is_outlet_word(language, tokens[before - 1].word)) {
        before -= 1;
    }
    let mut after = inside.end;
    while after < tokens.len() && is_outlet_word(language, tokens[after].word) {
        after += 1;
    }
    (before, after)
}

/// The credits that a sentence gives to papers: "according to a statement".
fn to_documents(language: &Language, sentence: &Sentence) -> impl Iterator<Item = Credit> {
    let (tokens, grammar) = (&sentence.tokens, &language.grammar);
    let is_credited = |&i: &usize| {
        language.credits.documents.has(tokens[i].lemma)
            && (1..=3.min(i - 1)).any(|back| {
                grammar.toward.has(tokens[i - back].word) && grammar.according.has(tokens[i - back - 1].word)
            })
    };
    (2..tokens.len()).filter(is_credited).map(|i| {
        let from = (i.saturating_sub(4)..i).find(|&at| grammar.according.has(tokens[at].word)).unwrap_or(i);
        Credit {
            span: sentence.words(from, i),
            outlet: tokens[i].span,
            kind: CreditKind::Statement,
            covers: sentence.span,
        }
    })
}

/// The words around a name, in tokens `before` to `after`, that make it an outlet's whatever it is called: "a report in the
/// Northern Star", "first reported by …", "letters seen by …", "an interview with …", "the Northern Star was first to report", "a
/// Northern Star report says".
fn phrased(language: &Language, sentence: &Sentence, before: usize, after: usize) -> Option<(usize, usize)> {
    let word = |at: usize| sentence.tokens.get(at).map(|token| token.word);
    let back = |by: usize| before.checked_sub(by).and_then(word);
    let is = |found: Option<Word>, words: &Group| found.is_some_and(|found| words.has(found));
    let led_by = |nouns: &Group, prepositions: &Group| is(back(2), nouns) && is(back(1), prepositions);
    let in_or_by = &language.credits.account_in;
    if led_by(&language.credits.accounts, in_or_by)
        || led_by(&language.credits.done_by, &language.grammar.agent)
            && (is(back(2), &language.credits.seen_by) || is(back(3), &language.credits.before_others))
        || led_by(&language.credits.interview, &language.grammar.company) && is(word(after), &language.credits.aired)
    {
        return Some((before - 2, after - 1));
    }
    let first = &language.credits.before_others;
    if is(word(after), first) && is(word(after + 1), &language.credits.reported_first) {
        return Some((before, after + 1));
    }
    let was_first = is(word(after), &language.credits.before_first)
        && is(word(after + 1), first)
        && is(word(after + 2), &language.grammar.infinitive)
        && is(word(after + 3), &language.credits.to_report);
    if was_first {
        return Some((before, after + 3));
    }
    let report_says =
        is(word(after), &language.credits.accounts) && is(word(after + 1), &language.credits.account_says);
    report_says.then_some((before, after))
}

/// The words before the name of an outlet, in tokens `before` to `after`, by which somebody cites it or speaks to it: "citing the
/// Northern Star", "speaking to …", "as quoted by …", "in an interview with …", "documents shown to …".
fn led_to(language: &Language, sentence: &Sentence, before: usize, after: usize) -> Option<(usize, usize)> {
    let words = sentence.tokens[..before].iter().map(|token| token.word);
    let led = language.credits.cited.ending(words)?;
    Some((before - led, after - 1))
}

/// The verb behind an outlet's name by which it reports: "the Gazette wrote", "the Gazette has learned", "the Gazette, which first
/// reported".
fn reports_at(language: &Language, sentence: &Sentence, after: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let is = |at: usize, words: &Group| tokens.get(at).is_some_and(|token| words.has(token.word));
    let relative = tokens.get(after).is_some_and(|token| token.word == Word::of(","))
        && is(after + 1, &language.credits.opens_clause);
    let clause = if relative { after + 2 } else { after };
    let mut at = clause;
    while is(at, &language.credits.before_report) {
        at += 1;
    }
    let reports = tokens
        .get(at)
        .is_some_and(|next| language.credits.reports.has(next.lemma) || language.credits.reports.has(next.word));
    // "The Gazette, which says": such a clause credits it where it tells that it was first or has it.
    (reports && (!relative || at > clause)).then_some(at)
}

/// What else beside an outlet's name credits it: "reports the Gazette" behind a comma, "(Harbour Gazette)", "a Harbour Gazette report".
fn beside(language: &Language, text: &str, sentence: &Sentence, before: usize, after: usize) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let word = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |token| token.span.of(text));
    let (back, farther) = (before.checked_sub(1), before.checked_sub(2));
    let says = back.is_some_and(|at| language.credits.reports.has(tokens[at].lemma) && tokens[at].tag == Tag::Verb);
    let parted =
        farther.is_some_and(|at| matches!(tokens[at].tag, Tag::Punct) || language.grammar.role.has(tokens[at].word));
    if says && parted {
        return Some((before - 1, after - 1));
    }
    if word(back) == "(" && word(Some(after)) == ")" {
        return Some((before - 1, after));
    }
    let account = tokens.get(after).is_some_and(|next| language.credits.accounts.has(next.word));
    account.then_some((before, after))
}

/// Whether an outlet that says something speaks of itself: "the Gazette said it would close". That is news of it.
fn speaks_of_itself(language: &Language, sentence: &Sentence, verb: usize) -> bool {
    let tokens = &sentence.tokens;
    let own = &language.credits.itself;
    let speaks = &language.credits.speaks_of_itself;
    let is_when = |token: &crossread_language::Token| {
        language.grammar.complementizer.has(token.word)
            || language.grammar.on.has(token.word)
            || token.tag == Tag::Propn
    };
    let subject = tokens[verb + 1..].iter().find(|token| !is_when(token));
    speaks.has(tokens[verb].lemma) && subject.is_some_and(|token| own.has(token.word))
}

/// Whether the clause ends after token `end`: "analysts told RT." but not "told Congress to".
fn ends_here(text: &str, sentence: &Sentence, end: usize) -> bool {
    match sentence.tokens.get(end) {
        None => true,
        Some(next) => {
            // A short name all in capitals is how outlets sign; "told NATO" is the exception one lives with, so the
            // name must also close its clause.
            let name = sentence.tokens[end - 1].span.of(text);
            next.tag == Tag::Punct && name.len() <= 5 && name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
        }
    }
}

fn is_outlet_word(language: &Language, word: Word) -> bool {
    language.credits.outlet_words.has(word)
}

/// Whether the name itself says that it is an outlet's.
fn names_an_outlet(language: &Language, words: &str) -> bool {
    let mut parts = words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let first = parts.next().map(Word::lowered);
    let last = parts.next_back().map(Word::lowered);
    language.credits.agency(words).is_some()
        || last.is_some_and(|last| {
            is_outlet_word(language, last) || first.is_some_and(|first| language.credits.leading.has(first))
        })
        || language.credits.site_ends.end(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names() {
        let language = Language::english();
        assert_eq!(usual_name(language, "the Associated Press"), "AP");
        assert_eq!(usual_name(language, "the Harbour Gazette"), "Harbour Gazette");
        assert_eq!(usual_name(language, "Associated Press - Business"), "AP");
        assert_eq!(usual_name(language, "CNN (Web News)"), "CNN");
        assert_eq!(usual_name(language, "Harbour Gazette - Opinion"), "Harbour Gazette");
    }

    #[test]
    fn a_name_ends_where_its_capitals_do() {
        let language = Language::english();
        let name = |words: &str| name_at(language, words, 0).map(|range| words[range].to_owned());
        assert_eq!(name("[Mid Coast Letters](#)."), Some("Mid Coast Letters".to_owned()));
        assert_eq!(name("the Harbour Gazette and was"), Some("the Harbour Gazette".to_owned()));
        assert_eq!(name("Antiwave.com."), Some("Antiwave.com".to_owned()));
        assert_eq!(name("nowhere"), None);
    }
}
