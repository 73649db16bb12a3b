//! What a scraper's Markdown left in a text: the marks of links and of bold type. They stay in the text and in its spans, and
//! are left out where the words are shown.

use crossread_core::Span;
use std::sync::LazyLock;

/// The marks left in one text, sorted.
pub(crate) struct Residue {
    marks: Vec<Span>,
}

/// `[words](address)` and `**words**`. An address is one: a fragment, a path or a URL; "[sic](see below)" is none.
static MARKED: LazyLock<Option<regex_lite::Regex>> = LazyLock::new(|| {
    regex_lite::Regex::new(
        r"(\[)[^\[\]\n]{1,300}(\]\((?:#|/|https?:|mailto:)[^)\s]{0,2000}\))|(\*\*)[^*\n]{1,500}(\*\*)",
    )
    .ok()
});

impl Residue {
    pub(crate) fn of(text: &str) -> Residue {
        let mut marks = Vec::new();
        if text.contains("](") || text.contains("**") {
            for found in MARKED.iter().flat_map(|pattern| pattern.captures_iter(text)) {
                let groups = found.iter().skip(1).flatten();
                marks.extend(groups.map(|mark| Span { start: mark.start() as u32, end: mark.end() as u32 }));
            }
        }
        marks.sort_unstable_by_key(|mark| mark.start);
        Residue { marks }
    }

    /// A span's words without the marks.
    pub(crate) fn without(&self, text: &str, span: Span) -> String {
        let mut out = String::with_capacity(span.len());
        let mut at = span.start;
        let first = self.marks.partition_point(|mark| mark.end <= span.start);
        for mark in self.marks[first..].iter().take_while(|mark| mark.start < span.end) {
            if mark.start > at {
                out.push_str(Span { start: at, end: mark.start }.of(text));
            }
            at = mark.end.clamp(at, span.end);
        }
        out.push_str(Span { start: at, end: span.end }.of(text));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        Residue::of(text).without(text, Span { start: 0, end: text.len() as u32 })
    }

    #[test]
    fn marks_of_links_and_bold_type_are_left_out() {
        assert_eq!(
            shown("some [5,000](#) troops and **Khamenei** [said](https://a.example/b)"),
            "some 5,000 troops and Khamenei said"
        );
    }

    #[test]
    fn brackets_of_an_author_stay() {
        let text = "“They [the ministers] lied” [sic](see below), 2 ** 3, a*b";
        assert_eq!(shown(text), text);
    }

    #[test]
    fn a_span_that_ends_in_a_mark_loses_its_part_of_it() {
        let text = "some [5,000](#) troops";
        let residue = Residue::of(text);
        assert_eq!(residue.without(text, Span { start: 5, end: 11 }), "5,000");
        assert_eq!(residue.without(text, Span { start: 6, end: 13 }), "5,000");
    }
}
