//! A ledger as report, JSON and tables. The only room that knows a format.

mod check;
mod export;
mod json;
mod read;
mod report;
mod residue;
mod rows;
mod summary;
mod table;

pub use check::{Draft, check_json, check_text, findings_before, fingerprints, sarif};
pub use export::{csl, ftm, ftm_article, graphml, ris, tei, tei_corpus, timelinejs, web_annotations};
pub use json::{ledger_json, made_by, made_by_value, write_ledger_json, write_stories_json, write_stories_json_of};
pub use read::read_json;
pub use report::{
    Dress, StoryCard, View, Views, check_sections, colophon, filter, frame, harmless, report, stories_page, story_list,
    words,
};
pub use rows::{Field, FieldKind, READ_TABLES, RowTable, SKIPPED_TABLE, read_rows, skipped_row};
pub use summary::{
    Length, count, count_stories, nearest_headline, sized, statuses_in_words, stories_readme, stories_summary, summary,
};
pub use table::{File, codings_csv, codings_rows, csv, package, xlsx};

use crossread_core::Story;
use crossread_core::ledger::Provenance;
use crossread_core::story::{Article, BlockKind, Moment};

/// The name of the program and its version, as all that it writes carries it.
pub const PROGRAM: &str = concat!("crossread ", env!("CARGO_PKG_VERSION"));

/// How an article is called in lists: its outlet, else its address's host, else the first words of its headline or its text,
/// else its input.
pub(crate) fn outlet(article: &Article) -> String {
    let facts = &article.facts;
    let host = || {
        let (_, rest) = facts.url.as_deref()?.split_once("://")?;
        let host = rest.split(['/', '?', '#', ':']).next()?;
        (!host.is_empty()).then(|| bare_host(host).to_owned())
    };
    let title = || facts.title.as_deref().filter(|title| !title.trim().is_empty());
    let body =
        || article.blocks.iter().find(|block| block.kind == BlockKind::Body).map(|block| block.span.of(&article.text));
    let headline = || title().or_else(body).map(|words| format!("“{}”", summary::first_words(words, HEADLINE_WORDS)));
    let input = || facts.input.rsplit(['/', '\\']).next().unwrap_or(&facts.input).to_owned();
    let named = || facts.outlet.as_deref().map(|name| bare_host(name).to_owned());
    named().or_else(host).or_else(headline).unwrap_or_else(input)
}

/// A host without the "www." that says nothing; any other name as it is. Some sets of articles name outlets by their hosts.
fn bare_host(name: &str) -> &str {
    name.strip_prefix("www.").filter(|rest| rest.contains('.') && !rest.contains(char::is_whitespace)).unwrap_or(name)
}

/// Words of a headline or a text that stand for an outlet nobody named.
const HEADLINE_WORDS: usize = 5;

/// The words of what passages go back to.
pub(crate) fn via<'a>(story: &'a Story, via: Option<&'a Provenance>) -> Option<&'a str> {
    via.map(|via| match via {
        Provenance::Speaker(passage) => story.words(*passage),
        Provenance::Outlet(name) => name,
    })
}

/// A moment as ISO 8601, as precise as it is known.
pub(crate) fn moment(moment: Moment) -> String {
    match moment.time {
        Some(time) => format!("{}T{:02}:{:02}", moment.day, time.hour(), time.minute()),
        None => moment.day.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_shown_without_what_says_nothing() {
        assert_eq!(bare_host("www.lowen-gazette.example"), "lowen-gazette.example");
        for name in ["news.example", "www.", "www. is what it is", "Lowen Gazette"] {
            assert_eq!(bare_host(name), name);
        }
    }
}
