//! Who wrote a page's article.

use super::linked::{LinkedData, Metas};
use super::readable::{PageParagraph, ReadablePage};
use crate::label::{head, letters, names, words_of_part};
use crate::{days, facts};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Metadata that name the authors, the surest first.
const NAMES: [&str; 10] = [
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "citation_author",
    "cxenseparse:author",
    "bt:author",
];

/// What stands where an author's name should.
struct NoAuthors {
    names: HashSet<&'static str>,
    parts: HashSet<&'static str>,
    labels: HashSet<&'static str>,
    others: HashSet<&'static str>,
}

static NO_AUTHORS: LazyLock<NoAuthors> = LazyLock::new(|| {
    let file = include_str!("../../data/en/no-authors.txt");
    NoAuthors {
        names: words_of_part(file, "no name"),
        parts: words_of_part(file, "no part"),
        labels: words_of_part(file, "label"),
        others: words_of_part(file, "not by"),
    }
});

/// The authors: named by the metadata, by marked elements, by a line that says so, by who is described at the end.
pub(super) fn find(
    page: &ReadablePage,
    linked: &LinkedData,
    metas: &Metas,
    title: Option<usize>,
    outlet: Option<&str>,
) -> Vec<String> {
    let lines = AuthorLines { page, title, outlet };
    let is_outlet = |name: &String| lines.is_outlet(name);
    let mut stated = tidy(linked.names("author"));
    if stated.len() > 1 {
        stated.retain(|name| !is_outlet(name));
    }
    // An organization as the author says less than a person's name on the page.
    let named = named(metas);
    if let Some(known) = [&stated, &named].into_iter().find(|known| !known.iter().all(is_outlet)) {
        return lines.byline_against(known).or_else(|| lines.byline_beyond(known)).unwrap_or_else(|| known.clone());
    }
    let signed = lines.signed();
    if !signed.is_empty() {
        return signed;
    }
    let found = on_card(metas)
        .map(|name| vec![name])
        .or_else(|| lines.bylines())
        .or_else(|| lines.described().or_else(|| lines.written()).map(|name| vec![name]));
    found.unwrap_or(if stated.is_empty() { named } else { stated })
}

/// The authors that `<meta>` elements name.
fn named(metas: &Metas) -> Vec<String> {
    // Libraries write "Lowe, Ann", one author each.
    let turned = |name: String| match name.split_once(", ") {
        Some((last, first)) if !first.contains(',') => format!("{first} {last}"),
        _ => name,
    };
    let all = |name: &&str| {
        let all = metas.all(name);
        if *name == "citation_author" { all.into_iter().map(turned).collect() } else { all }
    };
    tidy(NAMES.iter().map(all).find(|all| !all.is_empty()).unwrap_or_default())
}

/// "Written by" in the labels that cards are made of.
fn on_card(metas: &Metas) -> Option<String> {
    [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")].iter().find_map(|(label, data)| {
        let says = metas.first(&[label]).is_some_and(|label| label.to_lowercase().ends_with("by"));
        let name = metas.first(&[data]).filter(|_| says)?;
        a_name(&name).or_else(|| tidy(vec![name]).into_iter().next())
    })
}

/// The lines of a page that may name its authors.
struct AuthorLines<'p> {
    page: &'p ReadablePage,
    title: Option<usize>,
    outlet: Option<&'p str>,
}

impl<'p> AuthorLines<'p> {
    fn words(&self, at: usize) -> &'p str {
        self.page.words(at)
    }

    /// The words of the line before.
    fn before(&self, at: usize) -> &'p str {
        at.checked_sub(1).map_or("", |before| self.words(before))
    }

    fn is_outlet(&self, name: &str) -> bool {
        self.outlet.is_some_and(|outlet| letters(outlet) == letters(name))
    }

    /// Whether a short line gives a day.
    fn is_day(&self, at: usize) -> bool {
        self.words(at).len() <= 60 && days::find(self.words(at)).is_some()
    }

    /// The names in elements that are marked as an author's.
    fn signed(&self) -> Vec<String> {
        let near = |at: usize| self.title.is_none_or(|title| at + 12 >= title && at <= title + 40);
        let mut signed: Vec<(String, usize)> = Vec::new();
        for (words, at) in self.page.signed.iter().filter(|(_, at)| near(*at)) {
            // Authors of one article are named together; further down others sign other things.
            let together = signed.last().is_none_or(|(_, last)| at - last <= 2);
            let role = !signed.is_empty() && facts::is_role(words);
            if !together || role || self.is_another_s(words, *at) {
                continue;
            }
            let name = a_name(words).or_else(|| self.handle(words, *at)).filter(|name| !self.is_outlet(name));
            if let Some(name) = name.filter(|name| !signed.iter().any(|(other, _)| other == name)) {
                signed.push((name, *at));
            }
        }
        signed.into_iter().map(|(name, _)| name).collect()
    }

    /// The names in a byline beside the headline, where none of them is among those that the metadata name: these may be whoever
    /// put the article into the program.
    fn byline_against(&self, named: &[String]) -> Option<Vec<String>> {
        let names = facts::authors(self.byline(&["by"])?)?;
        let known = names.iter().any(|name| named.iter().any(|other| same(name, other)) || self.is_outlet(name));
        (!known && names.iter().all(|name| names::is_name(name))).then_some(names)
    }

    /// The names beside the headline, where all that the metadata name are among them, and others: many programs know one author alone.
    fn byline_beyond(&self, named: &[String]) -> Option<Vec<String>> {
        let goes_beyond = |names: &Vec<String>| {
            let all_there = named.iter().all(|name| names.iter().any(|other| same(name, other)));
            all_there && names.len() > named.len() && names.iter().all(|name| is_name_with_title(name))
        };
        let line = self.byline(&["written by", "by"]).and_then(|line| several(without_cue(line)));
        line.filter(goes_beyond).or_else(|| self.signed_line().filter(goes_beyond))
    }

    /// The names in a line beside the headline that is made of several authors' links.
    fn signed_line(&self) -> Option<Vec<String>> {
        let title = self.title?;
        (title + 1..title + BESIDE).find_map(|at| {
            let signed =
                self.page.signed.iter().filter(|(_, signed)| *signed == at).filter_map(|(name, _)| a_name(name));
            let signed: Vec<String> = signed.collect();
            let names = several(self.words(at))?;
            names.iter().all(|name| signed.contains(name)).then_some(names)
        })
    }

    /// The byline beside the headline that begins with one of these words.
    fn byline(&self, cues: &[&str]) -> Option<&'p str> {
        let title = self.title?;
        let mut lines = (title + 1..title + BESIDE).map(|at| self.words(at));
        lines.find(|line| {
            let begins = |cue: &&str| {
                let begins = line.get(..cue.len()).is_some_and(|start| start.eq_ignore_ascii_case(cue));
                begins && line[cue.len()..].starts_with([' ', ':', '\u{a0}'])
            };
            cues.iter().any(begins) && head::is_byline(line) && facts::authors(line).is_some()
        })
    }

    /// Whether a name is that of somebody who reviewed, edited or photographed.
    fn is_another_s(&self, name: &str, at: usize) -> bool {
        let line = self.words(at);
        let before = line.find(name).map_or("", |place| &line[..place]);
        let before = if before.trim().is_empty() { self.before(at) } else { before };
        let lower = before.to_lowercase();
        let lower = lower.trim_end_matches([' ', ':']);
        NO_AUTHORS.others.iter().any(|cue| lower.ends_with(cue))
    }

    /// One word as a name, where the line says that it is an author's: "by marsh77", "Posted by: Ann".
    fn handle(&self, words: &str, at: usize) -> Option<String> {
        let line = self.words(at).to_lowercase();
        let before = line.find(&words.to_lowercase()).map(|place| line[..place].trim_end_matches([' ', ':', '\u{a0}']));
        let led = before.is_some_and(|before| before == "by" || before.ends_with(" by"));
        is_handle(words).then(|| words.to_owned()).filter(|_| led)
    }

    /// Whether a line is a link that the page's menu has, too: a section has a day beside it as an author has.
    fn is_in_menu(&self, at: usize) -> bool {
        let is_link = |p: &PageParagraph| p.letters > 0 && p.linked == p.letters;
        let words = self.words(at);
        let before = &self.page.paragraphs[..at.min(self.page.paragraphs.len())];
        self.page.paragraphs.get(at).is_some_and(is_link)
            && before.iter().any(|p| is_link(p) && p.span.of(&self.page.text) == words)
    }

    /// A byline around the headline, or a name alone under "Written by", beside the day, above what its bearer does.
    fn bylines(&self) -> Option<Vec<String>> {
        let from = self.title.map_or(0, |title| title.saturating_sub(8));
        let until = self.page.paragraphs.len().min(self.title.map_or(60, |title| title + 40));
        // A headline in three words is no name: "Weekend Harbour Guide".
        (from..until).filter(|at| Some(*at) != self.title).find_map(|at| {
            let words = self.words(at);
            if let Some(names) = Some(words).filter(|words| head::is_byline(words)).and_then(facts::authors) {
                return Some(names);
            }
            let led = NO_AUTHORS.labels.contains(letters(self.before(at)).as_str());
            let beside_the_day = at > 0 && self.is_day(at - 1) || self.is_day(at + 1);
            let near = self.title.is_none_or(|title| at + 4 >= title && at <= title + 12);
            let with_role = near && self.words(at + 1).len() <= 60 && facts::is_role(self.words(at + 1));
            let alone = names::is_name(words) && (beside_the_day && !self.is_in_menu(at) || with_role);
            let name = if words.len() <= 60 && (led || alone) { a_name(words) } else { None };
            let name = name.or_else(|| if near { name_in_parts(words) } else { None });
            name.filter(|name| !self.is_outlet(name)).map(|name| vec![name])
        })
    }

    /// Whoever is described at the end: a name alone, and under it a paragraph that begins with it.
    fn described(&self) -> Option<String> {
        let from = self.title.map_or(0, |title| title + 1);
        (from..self.page.paragraphs.len()).find_map(|at| {
            let words = self.words(at);
            if words.len() > 60 || !names::is_name(words) {
                return None;
            }
            let label = |at: usize| NO_AUTHORS.labels.contains(letters(self.words(at)).as_str());
            let led = at > 0 && label(at - 1) || at > 1 && label(at - 2);
            let described = [at + 1, at + 2].iter().any(|&next| {
                let words_of_it = self.words(next);
                let begins = words_of_it.trim_start_matches("Dr. ").starts_with(words);
                words_of_it.len() >= 60 && begins && facts::is_role(words_of_it)
            });
            if led || described { a_name(words).filter(|name| !self.is_outlet(name)) } else { None }
        })
    }

    /// "This post was written by Ann Lowe", wherever it stands.
    fn written(&self) -> Option<String> {
        self.page.paragraphs.iter().filter(|p| p.letters <= 200).find_map(|p| {
            let words = p.span.of(&self.page.text);
            let at = words.find("written by ").filter(|at| *at <= 30)?;
            a_name(&words[at..])
        })
    }
}

/// Lines behind a headline in which its byline stands.
const BESIDE: usize = 8;

/// A byline without the words that make it one.
fn without_cue(line: &str) -> &str {
    const CUE: &str = "by";
    let lower = line.to_ascii_lowercase();
    lower.find(CUE).map_or(line, |at| line[at + CUE.len()..].trim_start_matches([':', ' ', '\u{a0}']))
}

/// The names that a line lists, where it is nothing but names: two with "and" between them, or more. What follows one name behind a
/// comma says where its bearer works.
fn several(line: &str) -> Option<Vec<String>> {
    let names = facts::split_authors(line);
    let joined = line.contains(" and ") || line.contains('&');
    let parts = line.replace(" and ", ",").replace('&', ",");
    let count = parts.split(',').filter(|part| !part.trim().is_empty()).count();
    (names.len() == count && (count > 2 || count == 2 && joined)).then_some(names)
}

/// Whether two names are one, or one is the other with a part more.
fn same(a: &str, b: &str) -> bool {
    let (a, b) = (letters(a), letters(b));
    a.contains(&b) || b.contains(&a)
}

/// "Dr Ann Lowe", "Ann van der Lowe".
fn is_name_with_title(name: &str) -> bool {
    let parts: Vec<&str> = name.split_whitespace().collect();
    let capital = parts.iter().filter(|part| part.starts_with(char::is_uppercase)).count();
    (2..=5).contains(&parts.len())
        && capital >= 2
        && parts.iter().all(|part| part.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\'')))
}

/// The name in a line whose other part is a day: "13 May 2024 • Ann Lowe in Harbours".
fn name_in_parts(words: &str) -> Option<String> {
    if words.chars().count() > 120 {
        return None;
    }
    let parts: Vec<&str> = words.split(['•', '|', '·']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let with_day = parts.len() >= 2 && parts.iter().any(|part| days::find(part).is_some() && head::is_day_alone(part));
    let name = |part: &&str| a_name(part).filter(|name| names::is_name(name));
    if with_day { parts.iter().find_map(name) } else { None }
}

/// Names one by one, without addresses and what stands behind them.
fn tidy(names: Vec<String>) -> Vec<String> {
    let mut tidied: Vec<String> = Vec::new();
    for name in names.iter().filter(|name| !name.contains("://") && !name.contains('@')) {
        let name = name.trim_matches(['"', '“', '”', ' ']);
        if is_handle(name) && tidied.is_empty() {
            tidied.push(name.to_owned());
        }
        for name in facts::split_authors(name) {
            let name = name.split(". Reviewed").next().unwrap_or(&name).trim().to_owned();
            let none = NO_AUTHORS.names.contains(name.to_lowercase().as_str());
            if !none && !name.is_empty() && !tidied.contains(&name) && (tidied.is_empty() || !facts::is_role(&name)) {
                tidied.push(name);
            }
        }
    }
    tidied
}

/// Whether one word may be the name that an author goes by: no word that programs and pages put there.
fn is_handle(word: &str) -> bool {
    let lower = word.to_lowercase();
    (3..=30).contains(&word.len())
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && word.chars().any(char::is_alphabetic)
        && !NO_AUTHORS.names.contains(lower.as_str())
        && (!NO_AUTHORS.parts.contains(lower.as_str()) || lower == "staff")
}

/// The name in words that are marked as an author's: "By Ann Lowe", "Ann Lowe, Senior Writer".
fn a_name(words: &str) -> Option<String> {
    const CUES: [&str; 14] = [
        "written by",
        "posted by",
        "published by",
        "authored by",
        "reported by",
        "words by",
        "story by",
        "words:",
        "text:",
        "reporter:",
        "author:",
        "author",
        "by:",
        "by",
    ];
    let mut rest = words.trim();
    for cue in CUES {
        if let Some(found) = rest.get(..cue.len())
            && found.eq_ignore_ascii_case(cue)
            && rest[cue.len()..].starts_with(|c: char| !c.is_alphanumeric())
        {
            rest = rest[cue.len()..].trim_start_matches([':', ' ', '\u{a0}', '—', '-']).trim();
            break;
        }
    }
    let name = rest.split([',', '|', '•', '·', '(']).next()?;
    let name = name.split(" on ").next()?.split(" in ").next()?.trim();
    let name = facts::without_stop(name);
    let parts: Vec<&str> = name.split_whitespace().collect();
    let plain = !name.chars().any(|c| c.is_ascii_digit()) && !name.contains(['@', '/', ':', '!', '?']);
    let capital = parts.iter().filter(|part| part.starts_with(char::is_uppercase)).count();
    ((2..=5).contains(&parts.len())
        && plain
        && capital * 2 > parts.len()
        && !parts.iter().any(|part| NO_AUTHORS.parts.contains(part.to_lowercase().as_str())))
    .then(|| name.to_owned())
}
