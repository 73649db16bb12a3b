//! From happenings to articles: a row for each passage behind a happening, and what it is behind: a mention, or the day, the place,
//! those who took part and the counts that hang on that mention.

use super::TableCell;
use super::codings::EntryRange;
use super::counted::{coding, counted, figures, most_counted, numbers, thing};
use crate::json::{role as role_name, time_basis};
use crate::via;
use crossread_core::align::events::{Event, EventPart, Telling};
use crossread_core::annotate::events::{EventMention, Role};
use crossread_core::annotate::figures::Reference;
use crossread_core::ledger::Origin;
use crossread_core::{Annotations, CodePoints, Ledger, Passage, Story};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How many columns there are.
pub(super) const COLUMNS: usize = 19;

/// Gives every row: happening by happening as [`by_articles`] has them, each mention with what hangs on it behind it.
pub(super) fn rows(
    story: &Story,
    annotations: &[Annotations],
    ledger: &Ledger,
    each: &mut dyn FnMut(&[TableCell; COLUMNS]),
) {
    let points = story.articles().iter().map(|article| CodePoints::new(&article.text)).collect();
    let ids = story.articles().iter().map(|article| article.id()).collect();
    let sheet = CrosswalkContext { story, annotations, ledger, points, ids };
    for (event, origins) in by_articles(ledger) {
        sheet.event(event, origins, each);
    }
}

/// The happenings with their origins, those first that most articles tell; of equals in the ledger's order.
pub(super) fn by_articles(ledger: &Ledger) -> Vec<(&Event, &[Origin])> {
    let mut all: Vec<(&Event, &[Origin])> =
        ledger.events.iter().zip(ledger.event_origins.iter().map(Vec::as_slice)).collect();
    all.sort_by_cached_key(|(event, _)| std::cmp::Reverse(articles(event).len()));
    all
}

/// The articles that tell a happening.
pub(super) fn articles(event: &Event) -> BTreeSet<u32> {
    event.passages().map(|passage| passage.article).collect()
}

/// The fullest name that an article gives a place; its words there where it has no name.
pub(super) fn place_name<'a>(story: &'a Story, found: &Annotations, article: u32, place: Reference) -> &'a str {
    let name = place.referent.map_or(place.span, |referent| found.referents[referent as usize].name);
    story.words(Passage { article, span: name })
}

/// Whether a mention has days that the story gives credit.
fn is_dated(telling: &Telling) -> bool {
    telling.from.is_some() || telling.to.is_some()
}

/// What rows are made of.
struct CrosswalkContext<'a> {
    story: &'a Story,
    annotations: &'a [Annotations],
    ledger: &'a Ledger,
    points: Vec<CodePoints<'a>>,
    ids: Vec<String>,
}

/// What a passage is behind, and what it says by itself.
struct PassageRole<'a> {
    role: &'static str,
    passage: Passage,
    /// What the row of the happening calls it.
    named: &'a str,
    status: &'static str,
    asserted_by: &'a str,
    days: (Option<Date>, Option<Date>),
    /// How a mention's days are known.
    basis: &'static str,
    counted: Option<EntryRange>,
}

impl<'a> PassageRole<'a> {
    fn new(role: &'static str, passage: Passage, named: &'a str) -> PassageRole<'a> {
        PassageRole { role, passage, named, status: "", asserted_by: "", days: (None, None), basis: "", counted: None }
    }
}

impl<'a> CrosswalkContext<'a> {
    fn event(&self, event: &'a Event, origins: &'a [Origin], each: &mut dyn FnMut(&[TableCell; COLUMNS])) {
        let most = most_counted(counted(self.story, self.annotations, event));
        let origin_of: HashMap<Passage, &Origin> =
            origins.iter().flat_map(|origin| origin.passages().iter().map(move |passage| (*passage, origin))).collect();
        let parts: BTreeMap<(Role, Passage), &EventPart> = event
            .participants
            .iter()
            .flat_map(|part| part.passages.iter().map(move |passage| ((part.role, *passage), part)))
            .collect();
        let id = event.id(self.story);
        // Words behind two mentions of one article stand once.
        let mut seen: BTreeSet<(&str, Passage)> = BTreeSet::new();
        for (m, telling) in event.mentions.iter().enumerate() {
            let own = most.as_ref().and_then(|most| most.of_mention(m));
            let mut behind = vec![self.mention(telling, own)];
            behind.extend(self.hung_on(telling, &parts));
            behind.retain(|one| seen.insert((one.role, one.passage)));
            for one in behind {
                each(&self.row(&id, telling, origin_of.get(&telling.passage).copied(), one));
            }
        }
    }

    /// The annotation that a mention is of.
    fn told(&self, telling: &Telling) -> &'a EventMention {
        &self.annotations[telling.passage.article as usize].events[telling.mention as usize]
    }

    fn mention(&self, telling: &Telling, counted: Option<EntryRange>) -> PassageRole<'a> {
        let by = telling.asserted_by.map_or("", |words| self.story.words(words));
        let speaker = telling.speaker.map(|entity| self.story.words(self.ledger.entities[entity as usize].name));
        PassageRole {
            status: telling.status.name(),
            asserted_by: speaker.unwrap_or(by),
            days: (telling.from, telling.to),
            basis: if is_dated(telling) { self.told(telling).time_basis.map_or("", time_basis) } else { "" },
            counted,
            ..PassageRole::new("mention", telling.passage, "")
        }
    }

    /// The day, the place, those who took part and the counts of a mention.
    fn hung_on(&self, telling: &Telling, parts: &BTreeMap<(Role, Passage), &'a EventPart>) -> Vec<PassageRole<'a>> {
        let article = telling.passage.article;
        let found = &self.annotations[article as usize];
        let mention = self.told(telling);
        let at = |span| Passage { article, span };
        let date = mention.date.map(|date| &found.dates[date as usize]);
        // A day that the story gives no credit dates nothing.
        let date = date.filter(|_| is_dated(telling));
        let date =
            date.map(|date| PassageRole { days: (date.from, date.to), ..PassageRole::new("date", at(date.span), "") });
        let place = mention.place.map(|place| {
            let name = place_name(self.story, found, article, place);
            PassageRole::new("place", at(place.span), name)
        });
        let took_part = mention.participants.iter().filter_map(|one| {
            let part = parts.get(&(one.role, at(one.span)))?;
            Some(PassageRole::new(role_name(one.role), at(one.span), self.story.words(part.name)))
        });
        let counts = figures(self.annotations, telling).map(|(passage, figure)| {
            let speaker = figure.asserted_by.map(|speaker| {
                let name = speaker.referent.map(|referent| found.referents[referent as usize].name);
                self.story.words(at(name.unwrap_or(speaker.span)))
            });
            PassageRole {
                status: figure.status.name(),
                asserted_by: speaker.unwrap_or_default(),
                counted: Some(EntryRange::of(&[coding(self.story, passage, figure)])),
                ..PassageRole::new("figure", passage, thing(figure))
            }
        });
        date.into_iter().chain(place).chain(took_part).chain(counts).collect()
    }

    fn row(
        &self,
        event: &str,
        telling: &Telling,
        origin: Option<&Origin>,
        behind: PassageRole,
    ) -> [TableCell; COLUMNS] {
        let PassageRole { role, passage, named, status, asserted_by, days, basis, counted } = behind;
        let article = passage.article as usize;
        let (start, end) = self.points[article].of(passage.span);
        let clause = Passage { span: self.told(telling).clause, ..telling.passage };
        let [low, best, high, convention] = numbers(counted.as_ref());
        [
            TableCell::words(event),
            TableCell::words(&self.ids[article]),
            TableCell::Number(Decimal::from(start)),
            TableCell::Number(Decimal::from(end)),
            TableCell::words(self.story.words(passage)),
            TableCell::words(role),
            TableCell::words(named),
            origin.map_or(TableCell::Nothing, |origin| TableCell::Number(Decimal::from(origin.number() + 1))),
            TableCell::words(origin.and_then(|origin| via(self.story, origin.via())).unwrap_or_default()),
            TableCell::words(self.story.words(clause)),
            TableCell::words(status),
            TableCell::words(asserted_by),
            TableCell::day(days.0),
            TableCell::day(days.1),
            TableCell::words(basis),
            low,
            best,
            high,
            convention,
        ]
    }
}
