//! Days of publication that can't be right: of a page that was fetched again months later, which tells the news of its story as news.

use super::item::EventItem;
use crate::annotate::Annotations;
use crate::annotate::dates::DateKind;
use crate::story::Story;
use crossread_language::Word;
use jiff::civil::Date;

/// So many days behind the other accounts of a story a day of publication is doubtful.
const LATE: i32 = 30;

/// So many percent of their telling words share the openings of two accounts of one piece of news. Of the four stories that were read for
/// this the openings of a page fetched later share 28 to 41 with the nearest account, those of what was written months later share less.
const ALIKE: usize = 25;

/// A doubtful day needs so many other accounts.
const OTHERS: usize = 3;

/// From more articles on an input is a heap of many stories, of which nobody knows when they were.
const HEAP: usize = 200;

/// Days that an article reckons from its day of publication lie at most so many days from it.
const RECKONED: i32 = 8;

/// For each article its day of publication, where that is doubtful.
pub(super) struct Doubts(Vec<Option<Date>>);

impl Doubts {
    /// `openings` holds the telling words with which each article begins, sorted.
    pub(super) fn new(story: &Story, annotations: &[Annotations], openings: &[Vec<Word>]) -> Doubts {
        let articles = story.articles();
        let said: Vec<Option<Date>> = articles.iter().map(|article| article.said_on()).collect();
        let doubt = |a: usize| {
            let own = said[a].filter(|_| articles.len() <= HEAP && articles[a].facts.written.is_none())?;
            let ago = |b: usize| said[b].map(|day| days_between(day, own));
            let late = |b: &usize| articles[*b].sha256 != articles[a].sha256 && ago(*b).is_some_and(|ago| ago >= LATE);
            let before: Vec<usize> = (0..articles.len()).filter(late).collect();
            let known = said.iter().flatten().count();
            let alone = before.len() >= OTHERS && 2 * before.len() > known;
            let told = || before.iter().any(|&b| alike(&openings[a], &openings[b]) >= ALIKE);
            (alone && told() && !names_day_near(story, annotations, a, own)).then_some(own)
        };
        Doubts((0..articles.len()).map(doubt).collect())
    }

    /// Whether days of a happening are reckoned from a doubtful day.
    pub(super) fn concern(&self, article: u32, from: Option<Date>, to: Option<Date>) -> bool {
        let near = |day: Date, stamp: Date| days_between(day, stamp).abs() <= RECKONED;
        self.0[article as usize].is_some_and(|stamp| from.or(to).is_some_and(|day| near(day, stamp)))
    }

    /// The mentions without what is only reckoned from a doubtful day.
    pub(super) fn strip(&self, items: &mut [EventItem]) {
        for item in items {
            let article = item.passage.article;
            if self.0[article as usize].is_none() {
                continue;
            }
            item.said = None;
            if self.concern(article, item.days.map(|days| days.0), None) {
                (item.days, item.time_basis, item.is_dated) = (None, None, false);
            }
        }
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// How much of what two articles begin with is the same, in percent.
fn alike(one: &[Word], other: &[Word]) -> usize {
    let common = one.iter().filter(|word| other.binary_search(word).is_ok()).count();
    (100 * common).checked_div((one.len() * other.len()).isqrt()).unwrap_or(0)
}

/// Whether an article writes out a day near that of its publication: "Oct. 19" in its dateline.
fn names_day_near(story: &Story, annotations: &[Annotations], article: usize, own: Date) -> bool {
    let text = &story.articles()[article].text;
    annotations[article].dates.iter().any(|date| {
        // An hour names no day.
        let written = date.kind == DateKind::Date && date.span.of(text).contains(|c: char| c.is_ascii_digit());
        let day = date.from.filter(|_| written && date.from == date.to);
        day.is_some_and(|day| days_between(day, own).abs() <= RECKONED)
    })
}
