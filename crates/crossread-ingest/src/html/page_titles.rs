//! The headline of a page, among its paragraphs and in the words of its metadata.
//!
//! The metadata know what the article is called, often with the site's name around it; the page shows which words a reader sees. A
//! headline is what both agree on.

use super::linked::{LinkedData, Metas, clean};
use super::readable::{Holder, PageParagraph, ReadablePage, running};
use crate::label::letters;
use std::collections::HashSet;

/// What stands between a headline and the names of its section and site.
const SEPARATORS: [&str; 8] = [" | ", " – ", " — ", " - ", " :: ", " » ", " · ", " • "];

/// Words that a headline and what the metadata call the title have in common, in percent of the longer: the name of the site alone is
/// no headline, and metadata may have the site's name or a shorter headline.
const IN_COMMON: usize = 45;

/// Words a part of a title must have to be looked for in the page: sites and sections have fewer.
const WORDS_OF_PART: usize = 4;

/// What the metadata of a page call its article.
pub(super) struct PageTitles<'p> {
    page: &'p ReadablePage,
    /// The surest first.
    candidates: Vec<String>,
    outlet: Option<&'p str>,
}

impl<'p> PageTitles<'p> {
    pub fn read(page: &'p ReadablePage, linked: &LinkedData, metas: &Metas, outlet: Option<&'p str>) -> PageTitles<'p> {
        let candidates = [
            linked.string("headline"),
            metas.first(&["og:title"]),
            metas.first(&["twitter:title", "dc.title", "parsely-title", "sailthru.title"]),
            Some(clean(&page.title)),
        ];
        let candidates = candidates.into_iter().flatten().filter(|title| !title.is_empty()).collect();
        PageTitles { page, candidates, outlet }
    }

    /// The title of the article whose headline is this paragraph.
    pub fn title(&self, headline: Option<usize>) -> Option<String> {
        match headline {
            Some(at) => Some(self.in_words(self.page.words(at))),
            None => self.candidates.first().map(|title| without_site(title, self.outlet)),
        }
    }

    /// The words of the headline, without the name of the site. Where a page sets it in capitals, the metadata know how it is written.
    fn in_words(&self, headline: &str) -> String {
        let words = clean(headline);
        let words = if words.contains(" | ") { without_site(&words, self.outlet) } else { words };
        if words.chars().any(char::is_lowercase) {
            return words;
        }
        let key = letters(&words);
        let mut written = self.candidates.iter().map(|title| without_site(title, self.outlet));
        written.find(|title| letters(title) == key).unwrap_or(words)
    }

    /// The paragraph that is the headline: an `<h1>` that shares half its words with what the metadata call the title, the only `<h1>`,
    /// or any paragraph that is the title word for word.
    pub fn headline(&self, given: Option<&str>) -> Option<usize> {
        let titles: Vec<&str> = self.candidates.iter().map(String::as_str).chain(given).collect();
        let said: Vec<HashSet<String>> = titles.iter().map(|title| words(title)).collect();
        let of_article = |p: &PageParagraph| p.holder == Holder::Title;
        // The element with the headline, the author and the day may be marked as a banner; so is one with the site's name.
        let in_banner =
            |p: &PageParagraph| p.rank == 1 && p.linked == 0 && !self.is_of_site(p.span.of(&self.page.text));
        self.most_alike(&said, of_article)
            .or_else(|| self.most_alike(&said, in_banner))
            .or_else(|| self.only_heading(&said))
            .or_else(|| self.word_for_word(&titles))
    }

    /// The `<h1>` among some paragraphs that has most words in common with what the metadata call the title.
    fn most_alike(&self, said: &[HashSet<String>], may_be: impl Fn(&PageParagraph) -> bool) -> Option<usize> {
        let mut best: Option<(usize, usize)> = None;
        for (at, _) in self.page.paragraphs.iter().enumerate().filter(|(_, p)| may_be(p)) {
            let own = words(self.page.words(at));
            let share = |said: &HashSet<String>| {
                own.intersection(said).count() * 100 / own.len().max(said.len().min(own.len() + 8)).max(1)
            };
            let score = said.iter().map(share).max().unwrap_or(0);
            if score >= IN_COMMON && best.is_none_or(|(_, so_far)| score > so_far) {
                best = Some((at, score));
            }
        }
        best.map(|(at, _)| at)
    }

    /// The only heading of its rank, with as many words as headlines have; a page may have it twice, for wide and for narrow screens.
    fn only_heading(&self, said: &[HashSet<String>]) -> Option<usize> {
        let of_article = |p: &PageParagraph| p.holder == Holder::Title;
        let alone = |may_be: &dyn Fn(&PageParagraph) -> bool| {
            let mut headings = self.page.paragraphs.iter().enumerate().filter(|(_, p)| may_be(p)).map(|(at, _)| at);
            let first = headings.next()?;
            let key = letters(self.page.words(first));
            headings.all(|at| letters(self.page.words(at)) == key).then_some(first)
        };
        let first = if self.page.paragraphs.iter().any(of_article) {
            alone(&of_article)?
        } else {
            alone(&|p| p.rank == 1).filter(|at| self.page.paragraphs[*at].linked == 0 && self.leads(*at))?
        };
        let own = words(self.page.words(first));
        // Two words are enough where the metadata have them, and not behind a separator, where sites and sections stand.
        let is_said = || said.iter().any(|said| own.is_subset(said));
        let is_headline =
            (4..=30).contains(&own.len()) || own.len() >= 2 && is_said() && !self.is_of_site(self.page.words(first));
        is_headline.then_some(first)
    }

    /// Whether a paragraph stands before all running text.
    fn leads(&self, at: usize) -> bool {
        !self.page.paragraphs[..at].iter().any(|p| p.holder != Holder::Around && running(p) > 0)
    }

    /// Whether all words of a heading stand behind a separator of the title or in the outlet's name.
    fn is_of_site(&self, heading: &str) -> bool {
        let own = words(heading);
        let behind = || self.candidates.iter().any(|title| own.is_subset(&words(behind_separator(title))));
        behind() || self.outlet.is_some_and(|outlet| own.is_subset(&words(outlet)))
    }

    /// The paragraph that is the title, or what of it stands beside the site's name, letter by letter: headings before lines, what is
    /// the article's before what stands around it.
    fn word_for_word(&self, titles: &[&str]) -> Option<usize> {
        let keys: Vec<String> = titles.iter().map(|title| letters(title)).collect();
        let parts: Vec<String> = titles.iter().flat_map(|title| parts(title)).map(letters).collect();
        let places = |keys: &[String]| -> Option<usize> {
            let is_title = |p: &PageParagraph| {
                (12..=300).contains(&p.letters) && keys.contains(&letters(p.span.of(&self.page.text)))
            };
            let preferred: [&dyn Fn(&PageParagraph) -> bool; 3] =
                [&|p| p.holder != Holder::Around, &|p| p.rank > 0, &|p| p.linked == 0];
            let first = |may_be: &dyn Fn(&PageParagraph) -> bool| {
                self.page.paragraphs.iter().position(|p| may_be(p) && is_title(p))
            };
            preferred.into_iter().find_map(first)
        };
        places(&keys).or_else(|| places(&parts))
    }
}

/// The words of a text, each once, in lower case.
fn words(text: &str) -> HashSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// What stands before the names of section and site in a title, or behind them: "Ferry runs again after storm" of "Ferry runs again
/// after storm | Local news | Coast Watch" and of "Coast Watch: Ferry runs again after storm". What stands behind is the longer half.
fn parts(title: &str) -> Vec<&str> {
    let long = |part: &&str| part.split_whitespace().count() >= WORDS_OF_PART;
    let before = SEPARATORS.iter().flat_map(|separator| title.match_indices(separator)).map(|(at, _)| &title[..at]);
    let ends = |separator: &&str| title.find(*separator).map(|at| at + separator.len());
    let behind = SEPARATORS.iter().chain(&[": "]).filter_map(ends).map(|end| &title[end..]);
    before.chain(behind.filter(|part| part.len() * 2 > title.len())).filter(long).collect()
}

/// What stands behind the first separator of a title: "Local news | Coast Watch" of "Ferry runs again | Local news | Coast Watch".
fn behind_separator(title: &str) -> &str {
    let ends = SEPARATORS.iter().filter_map(|separator| title.find(separator).map(|at| at + separator.len()));
    ends.min().map_or("", |end| &title[end..])
}

/// A title without the name of the site behind it: "Ferry runs again | Coast Watch".
fn without_site(title: &str, outlet: Option<&str>) -> String {
    for separator in SEPARATORS {
        if let Some(at) = title.rfind(separator) {
            let (before, site) = (title[..at].trim(), title[at + separator.len()..].trim());
            let is_outlet = outlet.is_some_and(|outlet| {
                let (outlet, site) = (letters(outlet), letters(site));
                !site.is_empty() && (outlet.contains(&site) || site.contains(&outlet))
            });
            // A stroke parts nothing else; a dash may stand in a headline.
            let least = if separator == " | " { 2 } else { 4 };
            let short = site.split_whitespace().count() <= 3
                && before.split_whitespace().count() >= least
                && separator != " - ";
            if is_outlet || short {
                return before.to_owned();
            }
        }
    }
    title.to_owned()
}
