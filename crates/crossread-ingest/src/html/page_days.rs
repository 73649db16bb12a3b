//! The day of a page's publication: what its metadata state, and what a reader finds printed around the article.

use super::linked::{LinkedData, Metas};
use super::readable::{Holder, PageParagraph, PageTime, ReadablePage, TimeRole, running};
use crate::days;
use crate::label::paragraphs::ends_sentence;
use crate::label::{head, letters};
use crossread_core::story::Moment;
use jiff::civil::Date;
use std::cell::LazyCell;
use std::ops::Range;

/// Metadata that state the day, the surest first.
const NAMES: [&str; 27] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "pubdate",
    "publish-date",
    "published-date",
    "publication-date",
    "published_at",
    "article_date_original",
    "article:published_date",
    "og:pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "prism.publicationdate",
    "article.published",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
];

/// Labels beside the day of publication, by their letters.
const LABELS: [&str; 9] = [
    "published",
    "publishedon",
    "posted",
    "postedon",
    "date",
    "datepublished",
    "publicationdate",
    "dateposted",
    "firstpublished",
];

/// Labels beside the day of the last change.
const LABELS_OF_UPDATES: [&str; 8] =
    ["updated", "updatedon", "lastupdated", "lastupdatedon", "lastmodified", "modified", "modifiedon", "dateupdated"];

/// Words before a day that say which one it is; the nearest counts.
const CUES: [&str; 9] =
    ["published", "posted", "first", "originally", "date", "released", "filed", "created", "issued"];
const CUES_OF_UPDATES: [&str; 7] = ["updated", "update", "modified", "revised", "reviewed", "edited", "changed"];

/// How surely a printed day is that of the article, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum DayPlace {
    /// It says that it is.
    Announced,
    /// Between the headline and the text.
    Between,
    /// It says so, but behind the beginning of the text, where "Released" may be said of a book.
    AnnouncedBehind,
    /// Above the headline, where pages also give today's day.
    Above,
    /// Behind the beginning, alone in its line: the article tells of other days there.
    Behind,
}

/// A day printed around an article.
#[derive(Clone, Copy, Debug)]
struct PrintedDay {
    place: DayPlace,
    moment: Moment,
    /// Whether the line holds little else.
    alone: bool,
    /// Whether it is told as that of a change.
    updates: bool,
    /// Whether it stands before the text.
    heads: bool,
}

/// What the lines around an article say of its days.
struct DayLines<'p> {
    page: &'p ReadablePage,
    title: Option<usize>,
    /// The first paragraph of running text behind the headline.
    begins: usize,
    /// The paragraphs around the headline.
    near: Range<usize>,
}

impl<'p> DayLines<'p> {
    fn new(page: &'p ReadablePage, title: Option<usize>) -> DayLines<'p> {
        let begins = begins(page, title);
        // Without a headline what stands before the text is near, however long the menu before it.
        let near = match title {
            Some(title) => title.saturating_sub(LINES_ABOVE)..title + LINES_BELOW,
            None => 0..begins.saturating_add(LINES_BELOW).max(UNLED),
        };
        DayLines { page, title, begins, near }
    }

    fn words(&self, at: usize) -> &'p str {
        self.page.words(at)
    }

    /// Whether the line before paragraph `at` is one of these labels.
    fn is_labelled(&self, at: usize, labels: &[&str]) -> bool {
        at.checked_sub(1).is_some_and(|before| labels.contains(&letters(self.words(before)).as_str()))
    }

    /// Whether a day in paragraph `at` may be the article's: not one in a caption, nor in what stands around the article
    /// behind its beginning (lists of other articles, comments), unless the line before says that it is.
    fn is_about_the_article(&self, at: usize) -> bool {
        match self.page.paragraphs.get(at).map(|paragraph| paragraph.holder) {
            Some(Holder::Caption) => false,
            Some(Holder::Around) => {
                let leads = at < self.begins && (at < UNLED || at + LINES_ABOVE >= self.near_text());
                leads || self.is_labelled(at, &LABELS) || is_stamp(self.words(at))
            }
            Some(Holder::Cell) => !self.is_in_table_of_days(at),
            _ => true,
        }
    }

    /// The line from which what stands around the article is near it: the headline, or the text where there is none.
    fn near_text(&self) -> usize {
        self.title.unwrap_or(self.begins)
    }

    /// Whether cells near this one give days, too: a table of prices by month.
    fn is_in_table_of_days(&self, at: usize) -> bool {
        let cells = at.saturating_sub(LINES_ABOVE)..(at + LINES_ABOVE + 1).min(self.page.paragraphs.len());
        let is_cell = |other: &usize| *other != at && self.page.paragraphs[*other].holder == Holder::Cell;
        cells.filter(is_cell).filter(|other| days::find(self.words(*other)).is_some()).count() >= 2
    }

    /// Whether a day behind the beginning stands right under a heading: it is when the meeting that the heading names takes place, or
    /// when the other article came out that it is the title of.
    fn is_headed(&self, at: usize) -> bool {
        let holder = |at: usize| self.page.paragraphs.get(at).map(|paragraph| paragraph.holder);
        self.place(at) == DayPlace::Behind && at.checked_sub(1).and_then(holder) == Some(Holder::Heading)
    }

    fn place(&self, at: usize) -> DayPlace {
        match () {
            () if at < self.begins && self.title.is_none_or(|title| at > title) => DayPlace::Between,
            () if at < self.begins => DayPlace::Above,
            () => DayPlace::Behind,
        }
    }

    /// The days that are printed, best first.
    fn days(&self) -> Vec<PrintedDay> {
        let mut found = Vec::new();
        let end = self.near.end.min(self.page.paragraphs.len());
        for at in self.near.start.min(end)..end {
            let words = self.words(at);
            if !self.is_about_the_article(at) || words.chars().count() > 160 {
                continue;
            }
            let labelled = self.is_labelled(at, &LABELS);
            let label_of_update = self.is_labelled(at, &LABELS_OF_UPDATES);
            let line_alone = head::is_day_alone(words) || head::is_byline(words);
            for (moment, cue) in days_with_cues(words) {
                let updates = cue.map_or(label_of_update, |cue| cue == DayCue::Update);
                let cued = cue == Some(DayCue::Publication) || labelled;
                let place = match self.place(at) {
                    DayPlace::Behind if cued && !updates => DayPlace::AnnouncedBehind,
                    _ if cued && !updates => DayPlace::Announced,
                    place => place,
                };
                let alone = line_alone || cued || updates;
                if place != DayPlace::Behind || line_alone && !self.is_headed(at) {
                    found.push(PrintedDay { place, moment, alone, updates, heads: at < self.begins });
                }
            }
        }
        found.sort_by_key(|day| (day.updates, day.place));
        found
    }

    /// The days of `<time>` elements and of those marked by microdata, best first. Their zone may be any.
    fn marked(&self) -> Vec<PrintedDay> {
        let mut found = Vec::new();
        let near = |times: &&[PageTime]| self.near.contains(&times[0].at) && self.is_about_the_article(times[0].at);
        // What its paragraph says of a time is read once, however many it holds.
        for times in self.page.times.chunk_by(|a, b| a.at == b.at).filter(near) {
            let at = times[0].at;
            let words = self.words(at);
            let says_update = || days_with_cues(words).next().is_some_and(|(_, cue)| cue == Some(DayCue::Update));
            let of_update = LazyCell::new(|| says_update() || self.is_labelled(at, &LABELS_OF_UPDATES));
            let place = self.place(at);
            let alone = head::is_day_alone(words) || head::is_byline(words);
            let is_item = self.page.paragraphs.get(at).is_some_and(|p| p.holder == Holder::Item);
            // Above the headline stands the weather, too.
            if place == DayPlace::Above && words.contains('°') {
                continue;
            }
            for time in times {
                let Some(moment) = days::given(&time.day) else { continue };
                let updates = match time.role {
                    TimeRole::Published => false,
                    TimeRole::Updated => true,
                    TimeRole::Plain => *of_update,
                };
                if place != DayPlace::Behind
                    || time.role == TimeRole::Published
                    || alone && !is_item && !self.is_headed(at)
                {
                    found.push(PrintedDay { place, moment, alone, updates, heads: at < self.begins });
                }
            }
        }
        found.sort_by_key(|day| (day.updates, day.place));
        found
    }

    /// The day under a label, wherever it stands, where the page has no other under such a label: "Published", and under it
    /// "Feb 2, 2023".
    fn labelled(&self) -> Option<Moment> {
        let mut days = (1..self.page.paragraphs.len()).filter(|&at| self.is_labelled(at, &LABELS)).filter_map(|at| {
            let words = self.words(at);
            let day = days::find(words).filter(|day| day.other.is_none() && words.len() <= 60)?;
            head::is_day_alone(words).then_some(day.moment)
        });
        let day = days.next()?;
        days.all(|other| other.day == day.day).then_some(day)
    }

    /// The day that the page's programs know, where they know one alone: with lists of other articles they hold many.
    fn scripted(&self) -> Option<Moment> {
        let mut days = self.page.script_days.iter().filter_map(|day| days::given(day));
        let day = days.next()?;
        days.all(|other| other.day == day.day).then_some(day)
    }

    /// The only day of the page that has a line of its own, outside lists and tables and under no heading.
    fn lone(&self) -> Option<Moment> {
        let is_free = |at: &usize| self.page.paragraphs[*at].holder == Holder::Plain && !self.is_headed(*at);
        let mut days = (0..self.page.paragraphs.len()).filter(is_free).filter_map(|at| {
            let words = self.words(at);
            let day = days::find(words).filter(|day| words.len() <= 60 && day.other.is_none())?;
            head::is_day_alone(words).then_some(day.moment)
        });
        let day = days.next()?;
        days.all(|other| other.day == day.day).then_some(day)
    }

    /// "Posted on March 5, 2023", wherever it stands.
    fn posted(&self) -> Option<Moment> {
        let lines = self.page.paragraphs.iter().filter(|p| p.letters <= 120 && p.holder != Holder::Caption);
        lines.map(|p| p.span.of(&self.page.text)).find_map(|words| {
            let first = words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
            let says = CUES.contains(&first.as_str()) || words.to_lowercase().starts_with("publication date");
            let of_publication = |(moment, cue)| (cue == Some(DayCue::Publication)).then_some(moment);
            if says { days_with_cues(words).find_map(of_publication) } else { None }
        })
    }

    /// A time marked anywhere in the article, but for those behind the titles in a list and those of what is to be: an event has a
    /// house beside its hour.
    fn timed(&self) -> Option<Moment> {
        let own = |at: usize| {
            let is_item = self.page.paragraphs.get(at).is_some_and(|p| matches!(p.holder, Holder::Item | Holder::Cell));
            let words = self.words(at);
            let of_event = self.place(at) == DayPlace::Behind && !head::is_byline(words) && is_dated_event(words);
            let of_weather = words.contains('°');
            let of_another = of_event || of_weather || self.is_headed(at);
            self.is_about_the_article(at) && !of_another && (!is_item || head::is_day_alone(words))
        };
        let of_paragraphs = self.page.times.chunk_by(|a, b| a.at == b.at).filter(|times| own(times[0].at));
        of_paragraphs.flatten().find_map(|time| days::given(&time.day))
    }
}

/// The paragraph that the text begins with. A standfirst is none, where the author's or the day's line stands between it and
/// the text.
fn begins(page: &ReadablePage, title: Option<usize>) -> usize {
    let from = title.map_or(0, |title| title + 1);
    // A line of the author, the section and the day may be as long as a sentence.
    let is_facts = |words: &str| head::is_byline(words) || days::find(words).is_some() && head::is_dateline(words);
    let is_running = |p: &PageParagraph| {
        let words = p.span.of(&page.text);
        p.holder != Holder::Around && running(p) > 0 && (ends_sentence(words) || !is_facts(words))
    };
    let next = |from: usize| page.paragraphs.iter().skip(from).position(is_running).map(|at| at + from);
    let Some(first) = next(from) else { return usize::MAX };
    let Some(second) = next(first + 1).filter(|second| title.is_some() && second - first <= STANDFIRST_TO_TEXT) else {
        return first;
    };
    let short = |lines: Range<usize>| {
        let words = page.paragraphs[lines].iter().map(|paragraph| paragraph.span.of(&page.text));
        words.filter(|words| words.len() <= 160)
    };
    let has_day = |words: &str| days::find(words).is_some();
    // With a day over it the first paragraph is the text: the book it speaks of has its author and its day under it.
    let headed = short(from..first).any(has_day);
    let followed =
        short(first + 1..second).any(|words| head::is_byline(words) || has_day(words) && head::is_day_alone(words));
    if followed && !headed { second } else { first }
}

/// Lines before a headline, or before the text where there is none, that may be about the article.
const LINES_ABOVE: usize = 8;

/// Lines behind a headline among which its day stands, if any says it.
const LINES_BELOW: usize = 24;

/// First lines of a page that are looked at where it has no headline.
const UNLED: usize = 40;

/// Lines that may stand between a standfirst and the text: authors, a day, buttons.
const STANDFIRST_TO_TEXT: usize = 16;

/// What a word before a day says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DayCue {
    Publication,
    Update,
}

/// The days in a line that can be read for sure, each with what the words between it and the day before say of it:
/// "Updated 14 June 2023, first published 13 June 2023".
fn days_with_cues(words: &str) -> impl Iterator<Item = (Moment, Option<DayCue>)> + '_ {
    let mut from = 0;
    let days = std::iter::from_fn(move || {
        let day = days::find(&words[from..])?;
        let before = words[from..from + day.start].to_lowercase();
        let cue = before.split(|c: char| !c.is_alphabetic()).rev().find_map(|word| match () {
            () if CUES.contains(&word) => Some(DayCue::Publication),
            () if CUES_OF_UPDATES.contains(&word) => Some(DayCue::Update),
            () => None,
        });
        from += day.end;
        Some((day.other.is_none(), (day.moment, cue)))
    });
    days.filter(|(is_sure, _)| *is_sure).map(|(_, day)| day)
}

/// Whether a line that begins with a day and an hour goes on: "Wednesday 22 May 2024, 7pm Corn Exchange, upper hall."
fn is_dated_event(words: &str) -> bool {
    let Some(day) = days::find(words).filter(|day| day.moment.time.is_some()) else { return false };
    !head::is_day_alone(words) && words[day.end..].split_whitespace().count() >= 3
}

/// Whether words are a stamp as programs write it ("2022-11-23T08:10+02:00"): lists give days in words.
fn is_stamp(words: &str) -> bool {
    (16..=32).contains(&words.len()) && words.contains('T') && days::iso(words).is_some()
}

/// The days that the metadata state, the surest first. Programs write the first second of their count where they know none.
fn stated(linked: &LinkedData, metas: &Metas) -> Vec<Moment> {
    let named = NAMES.iter().filter_map(|name| metas.first(&[name]));
    let words = linked.string("datePublished").into_iter().chain(named).chain(metas.published());
    let days = words.filter_map(|words| days::given(&words));
    days.filter(|moment| moment.day != Date::constant(1970, 1, 1)).collect()
}

/// The day of the last change that the metadata state.
pub(super) fn changed(linked: &LinkedData, metas: &Metas) -> Option<Moment> {
    const NAMES: [&str; 5] =
        ["article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified"];
    linked.string("dateModified").or_else(|| metas.first(&NAMES)).as_deref().and_then(days::iso)
}

/// How many days lie between two.
fn apart(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |span| span.get_days().abs())
}

/// The days that are printed around an article.
pub(super) struct PrintedDays<'p> {
    lines: DayLines<'p>,
    /// Best first.
    days: Vec<PrintedDay>,
}

impl<'p> PrintedDays<'p> {
    pub fn read(page: &'p ReadablePage, title: Option<usize>) -> PrintedDays<'p> {
        let lines = DayLines::new(page, title);
        PrintedDays { days: lines.days(), lines }
    }

    /// The day of publication: from the metadata, corrected by what is printed beside the headline, which a reader sees; else from
    /// the page.
    pub fn published(&self, linked: &LinkedData, metas: &Metas, address: Option<&str>) -> Option<Moment> {
        match stated(linked, metas).as_slice() {
            [] => self.without_metadata(address),
            [first, others @ ..] => {
                let changed = changed(linked, metas).map(|changed| changed.day);
                let others = others.iter().map(|other| other.day).filter(|other| Some(*other) != changed);
                Some(self.corrected(*first, &others.collect::<Vec<_>>()))
            }
        }
    }

    /// The day of a page whose metadata state none.
    fn without_metadata(&self, address: Option<&str>) -> Option<Moment> {
        let PrintedDays { lines, days: printed } = self;
        let mut printed: Vec<PrintedDay> = lines.marked().into_iter().chain(printed.iter().copied()).collect();
        printed.sort_by_key(|day| (day.updates, day.place));
        // The address speaks before the page does; the page knows the hour.
        if let Some(day) = address.and_then(days::in_address) {
            let near = printed.iter().find(|printed| apart(printed.moment.day, day) <= 1);
            return Some(near.map_or(Moment { day, time: None }, |printed| printed.moment));
        }
        let came_out = printed.iter().find(|printed| !printed.updates).map(|printed| printed.moment);
        let posted = || lines.posted().or_else(|| lines.labelled()).or_else(|| lines.scripted());
        let changed = || printed.first().map(|printed| printed.moment);
        came_out.or_else(posted).or_else(changed).or_else(|| lines.timed()).or_else(|| lines.lone())
    }

    /// The stated day, or what is printed beside the headline: the day in the outlet's own zone, the day on which the article came out
    /// where programs state that on which the page was made again, or another of the days that are stated.
    fn corrected(&self, stated: Moment, others: &[Date]) -> Moment {
        let PrintedDays { lines, days: printed } = self;
        let is_stated = |printed: &PrintedDay| printed.moment.day == stated.day;
        if printed.iter().any(|printed| is_stated(printed) && !printed.updates) {
            return stated;
        }
        let is_printed = printed.iter().any(is_stated);
        let in_another_zone = |printed: &&PrintedDay| apart(printed.moment.day, stated.day) == 1 && !is_printed;
        let of_the_article = |printed: &PrintedDay| {
            let between = printed.heads && printed.alone && printed.place <= DayPlace::Between;
            lines.title.is_some() && between && !printed.updates
        };
        let otherwise = |printed: &&PrintedDay| {
            let day = printed.moment.day;
            of_the_article(printed) && (day < stated.day || others.contains(&day))
        };
        let seen = printed.iter().find(in_another_zone).or_else(|| printed.iter().find(otherwise));
        seen.map_or(stated, |printed| printed.moment)
    }

    /// The day of the last change that is printed beside the headline.
    pub fn updated(&self) -> Option<Moment> {
        self.days.iter().find(|day| day.updates && day.place <= DayPlace::Above).map(|day| day.moment)
    }
}
