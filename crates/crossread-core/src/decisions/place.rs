//! Words of an article, kept so that they can be found again.

use crate::align::kinds::EntryKind;
use crate::story::{Article, Passage, Story};
use crossread_language::{CodePoints, Span};

/// Characters on either side of the words that are kept with them: a line of print.
const BESIDE: usize = 32;

/// Words of an article and what stands beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The article's id.
    pub article: String,
    /// SHA-256 of its text, in hexadecimal digits.
    pub sha256: String,
    /// Where in it, in code points.
    pub range: (u32, u32),
    /// The words.
    pub exact: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands behind them.
    pub suffix: String,
    /// As what they were looked at.
    pub kind: EntryKind,
}

/// Where the words of a place stand now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceAnchor {
    /// The words.
    pub passage: Passage,
    /// Whether they stood elsewhere when the person looked.
    pub moved: bool,
}

impl Place {
    /// The words at a passage, looked at as what they are.
    pub fn of(story: &Story, passage: Passage, kind: EntryKind) -> Place {
        let article = &story.articles()[passage.article as usize];
        let text = &*article.text;
        let (before, behind) = around(text, passage.span);
        let prefix: Vec<char> = before.chars().rev().take(BESIDE).collect();
        Place {
            article: article.id(),
            sha256: hexadecimal(article),
            range: CodePoints::new(text).of(passage.span),
            exact: passage.span.of(text).to_owned(),
            prefix: prefix.into_iter().rev().collect(),
            suffix: behind.chars().take(BESIDE).collect(),
            kind,
        }
    }

    /// Where the words are: at their place, else where they stand between what stood beside them, if that is at one place of
    /// all articles and no more.
    pub fn find(&self, story: &Story) -> Option<PlaceAnchor> {
        let articles = story.articles();
        if self.exact.is_empty() {
            return None;
        }
        let own = articles.iter().position(|article| article.id() == self.article);
        if let Some(span) = own.and_then(|own| self.at_its_place(&articles[own].text)) {
            return Some(PlaceAnchor { passage: Passage { article: own? as u32, span }, moved: false });
        }
        let within = |(article, of): (u32, &Article)| {
            self.between_the_same(&of.text).into_iter().map(move |span| Passage { article, span }).collect::<Vec<_>>()
        };
        let all: Vec<Passage> = (0..).zip(articles).flat_map(within).collect();
        match all[..] {
            [passage] => Some(PlaceAnchor { passage, moved: true }),
            _ => None,
        }
    }

    /// Whether the words stand at their place in the article that it names. `article` is that one.
    pub fn stands_in(&self, article: &Article) -> bool {
        article.id() == self.article && !self.exact.is_empty() && self.at_its_place(&article.text).is_some()
    }

    fn at_its_place(&self, text: &str) -> Option<Span> {
        let start = text.char_indices().map(|(at, _)| at).nth(self.range.0 as usize)?;
        let span = Span::new(start, start + self.exact.len());
        (span.fits(text) && span.of(text) == self.exact).then_some(span)
    }

    fn between_the_same(&self, text: &str) -> Vec<Span> {
        let spans = text.match_indices(&self.exact).map(|(at, _)| Span::new(at, at + self.exact.len()));
        let same = |span: &Span| {
            let (before, behind) = around(text, *span);
            before.ends_with(&self.prefix) && behind.starts_with(&self.suffix)
        };
        spans.filter(same).collect()
    }

    /// What tells it from other places.
    pub(super) fn key(&self) -> (&str, (u32, u32), &str, EntryKind) {
        (&self.article, self.range, &self.exact, self.kind)
    }
}

/// What stands before and behind some words.
fn around(text: &str, span: Span) -> (&str, &str) {
    let [before, behind] = [Span { start: 0, end: span.start }, Span { start: span.end, end: text.len() as u32 }];
    (before.of(text), behind.of(text))
}

fn hexadecimal(article: &Article) -> String {
    article.sha256.iter().map(|byte| format!("{byte:02x}")).collect()
}
