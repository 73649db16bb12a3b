//! The JSON that others build on: offsets in Unicode code points, end exclusive; unknown is `null`. The shapes stand
//! in `schema/` and a test holds the two together.

use crate::{moment, via};
use crossread_core::Language;
use crossread_core::align::entities::Entity;
use crossread_core::align::events::{Event, EventPart, EventReason, Telling};
use crossread_core::align::lineage::{EarlierEnd, Link, LinkKind, LinkReason};
use crossread_core::align::versions::Version;
use crossread_core::annotate::events::{EventKind, PlaceBasis, Role, TimeBasis};
use crossread_core::decisions::Decision;
use crossread_core::ledger::{
    Aspect, DifferenceKind, Entry, EntryStatus, Origin, Reading, Segment, SegmentKind, StoryDecision, TimelineRow,
    UnreadNote, UtteranceKind, Value as ReadingValue, Voice,
};
use crossread_core::quantity::{Bound, Quantity, Unit};
use crossread_core::story::{BlockKind, PublishedBasis, SkippedInput, Warning};
use crossread_core::{Article, CodePoints, Ledger, MentionKind, Passage, Story};
use jiff::civil::Date;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

/// The version of the shapes in `schema/`: another number where a key that was there goes or means something else.
const SCHEMA: &str = "1";

/// What makes the output: program, model, shapes. Same inputs and same makers, same bytes.
pub fn made_by() -> [(&'static str, String); 3] {
    [
        ("program", crate::PROGRAM.to_owned()),
        ("model", crossread_core::model_id().to_string()),
        ("schema", SCHEMA.to_owned()),
    ]
}

/// The same as one object.
pub fn made_by_value() -> Value {
    made_by().into_iter().map(|(name, what)| (name.to_owned(), json!(what))).collect::<Map<String, Value>>().into()
}

/// The ledger of a story, one object.
pub fn ledger_json(story: &Story, ledger: &Ledger, skipped: &[SkippedInput]) -> String {
    printed(&LedgerJson { story, ledger, skipped })
}

/// The same, written as it is made: a ledger of thousands of articles is never held as text.
pub fn write_ledger_json(
    out: &mut dyn Write,
    story: &Story,
    ledger: &Ledger,
    skipped: &[SkippedInput],
) -> io::Result<()> {
    write_printed(out, &LedgerJson { story, ledger, skipped })
}

/// In bytes.
const WRITTEN_AT_ONCE: usize = 1 << 16;

fn write_printed(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    // A ledger is written in a hundred million pieces: each would ask anew where it goes.
    let mut out = BufWriter::with_capacity(WRITTEN_AT_ONCE, out);
    serde_json::to_writer_pretty(&mut out, value)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// JSON on many lines.
pub(crate) fn printed(value: &impl Serialize) -> String {
    let mut out = serde_json::to_string_pretty(value).expect("a JSON value is always JSON");
    out.push('\n');
    out
}

/// A heap sorted into stories, written as one JSON object: a ledger each, what is in no story, what was skipped.
pub fn write_stories_json(
    out: &mut dyn Write,
    stories: &[(Story, Ledger)],
    alone: &[Article],
    skipped: &[SkippedInput],
) -> io::Result<()> {
    struct HeapJson<'a>(&'a [(Story, Ledger)], &'a [Article], &'a [SkippedInput]);
    impl Serialize for HeapJson<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let HeapJson(stories, alone, skipped) = *self;
            let mut map = serializer.serialize_map(None)?;
            map.serialize_entry("made_by", &made_by_value())?;
            map.serialize_entry(
                "stories",
                &LazyList(|| stories.iter().map(|(story, ledger)| LedgerJson { story, ledger, skipped: &[] })),
            )?;
            map.serialize_entry("alone", &LazyList(|| alone.iter().map(Article::id)))?;
            map.serialize_entry("skipped", &LazyList(|| skipped.iter().map(skipped_value)))?;
            map.end()
        }
    }
    write_printed(out, &HeapJson(stories, alone, skipped))
}

/// The same of ledgers that are written already (by [`ledger_json`]), the ids of the articles in no story, and of each input that was
/// skipped its name, code and reason.
pub fn write_stories_json_of(
    out: &mut dyn Write,
    ledgers: impl IntoIterator<Item = impl AsRef<str>>,
    alone: &[&str],
    skipped: &[[String; 3]],
) -> io::Result<()> {
    /// Stands where the ledgers go: two lists that are written by themselves, with what is between them.
    const HERE: &str = "\"stories\": []";
    let rest = json!({
        "made_by": made_by_value(), "stories": [], "alone": alone,
        "skipped": skipped.iter().map(|[input, code, reason]| json!({"input": input, "code": code, "reason": reason})).collect::<Vec<Value>>(),
    });
    let rest = printed(&rest);
    let (before, behind) = rest.split_once(HERE).expect("written above");
    out.write_all(before.as_bytes())?;
    out.write_all(b"\"stories\": [")?;
    let mut is_first = true;
    for ledger in ledgers {
        let comma = if is_first { "" } else { "," };
        // No line of JSON ends inside a string.
        let lines = ledger.as_ref().trim_end().replace('\n', "\n    ");
        write!(out, "{comma}\n    {lines}")?;
        is_first = false;
    }
    out.write_all(if is_first { b"]" } else { b"\n  ]" })?;
    out.write_all(behind.as_bytes())
}

/// An object with more in it.
fn with(object: Value, more: Value) -> Value {
    match (object, more) {
        (Value::Object(mut object), Value::Object(more)) => {
            object.extend(more);
            Value::Object(object)
        }
        (object, _) => object,
    }
}

fn skipped_value(skipped: &SkippedInput) -> Value {
    json!({"input": skipped.input, "code": skipped.code.code(), "reason": skipped.reason})
}

/// A ledger as it is written: one thing after the other, so that a ledger of thousands of articles is never held twice.
struct LedgerJson<'a> {
    story: &'a Story,
    ledger: &'a Ledger,
    skipped: &'a [SkippedInput],
}

/// A list whose members are made as they are written.
struct LazyList<F>(F);

impl<F, I> Serialize for LazyList<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// A passage as it is written. What a heap has a million of is written as it is, without a [`Value`] between.
#[derive(serde::Serialize)]
struct PassageJson<'a> {
    article: &'a str,
    start: u32,
    end: u32,
    text: &'a str,
}

#[derive(serde::Serialize)]
struct EventJson<'a> {
    id: String,
    name: PassageJson<'a>,
    summary: PassageJson<'a>,
    kind: &'static str,
    status: &'static str,
    from: Option<String>,
    to: Option<String>,
    place: Option<PassageJson<'a>>,
    participants: Vec<PartJson<'a>>,
    mentions: Vec<TellingJson<'a>>,
    origins: Vec<OriginJson<'a>>,
    entries: Vec<&'a str>,
    why: Vec<SignJson<'a>>,
}

#[derive(serde::Serialize)]
struct PartJson<'a> {
    role: &'static str,
    entity: Option<u32>,
    name: &'a str,
    passages: Vec<PassageJson<'a>>,
}

#[derive(serde::Serialize)]
struct TellingJson<'a> {
    article: &'a str,
    start: u32,
    end: u32,
    text: &'a str,
    status: &'static str,
    asserted_by: Option<PassageJson<'a>>,
    from: Option<String>,
    to: Option<String>,
}

#[derive(serde::Serialize)]
struct OriginJson<'a> {
    passages: Vec<PassageJson<'a>>,
    via: Option<&'a str>,
}

#[derive(serde::Serialize)]
struct SignJson<'a> {
    sign: &'static str,
    weight: i32,
    passages: Vec<PassageJson<'a>>,
}

#[derive(serde::Serialize)]
struct TimelineRowJson<'a> {
    from: String,
    to: String,
    summary: &'a str,
    name: &'a str,
    event: String,
    entry: Option<&'a str>,
    alone: bool,
    passages: Vec<PassageJson<'a>>,
}

/// What is needed to write passages.
struct Passages<'a> {
    story: &'a Story,
    points: &'a [CodePoints<'a>],
    ids: &'a [String],
}

impl<'a> Passages<'a> {
    fn one(&self, passage: Passage) -> PassageJson<'a> {
        let article = passage.article as usize;
        let (start, end) = self.points[article].of(passage.span);
        PassageJson { article: &self.ids[article], start, end, text: self.story.words(passage) }
    }

    fn all(&self, passages: impl IntoIterator<Item = Passage>) -> Vec<PassageJson<'a>> {
        passages.into_iter().map(|passage| self.one(passage)).collect()
    }

    fn event(&self, event: &Event, origins: &'a [Origin], entries: Vec<&'a str>) -> EventJson<'a> {
        let part = |part: &EventPart| PartJson {
            role: role(part.role),
            entity: part.entity,
            name: self.story.words(part.name),
            passages: self.all(part.passages.iter().copied()),
        };
        let origin = |origin: &'a Origin| OriginJson {
            passages: self.all(origin.passages().iter().copied()),
            via: via(self.story, origin.via()),
        };
        let sign = |why: &EventReason| SignJson {
            sign: why.sign.name(),
            weight: why.weight,
            passages: self.all(why.passages),
        };
        EventJson {
            id: event.id(self.story),
            name: self.one(event.name),
            summary: self.one(event.summary),
            kind: event_kind(event.kind),
            status: event.status.name(),
            from: event.from.map(|day| day.to_string()),
            to: event.to.map(|day| day.to_string()),
            place: event.place.map(|place| self.one(place)),
            participants: event.participants.iter().map(part).collect(),
            mentions: event.mentions.iter().map(|mention| self.telling(mention)).collect(),
            origins: origins.iter().map(origin).collect(),
            entries,
            why: event.why.iter().map(sign).collect(),
        }
    }

    fn telling(&self, mention: &Telling) -> TellingJson<'a> {
        let PassageJson { article, start, end, text } = self.one(mention.passage);
        TellingJson {
            article,
            start,
            end,
            text,
            status: mention.status.name(),
            asserted_by: mention.asserted_by.map(|speaker| self.one(speaker)),
            from: mention.from.map(|day| day.to_string()),
            to: mention.to.map(|day| day.to_string()),
        }
    }

    /// A decision: of words that are gone the place that they had.
    fn decision(&self, laid: &StoryDecision) -> Value {
        let Decision { id, by, at, program, says, on, saw, value, note, replaces, .. } = &laid.decision;
        let place = |n: usize| {
            let place = on.get(n)?;
            let here = match laid.passages.get(n) {
                Some(passage) => json!(self.one(*passage)),
                None => {
                    let (start, end) = place.range;
                    json!({"article": place.article, "start": start, "end": end, "text": place.exact})
                }
            };
            Some(with(here, json!({"as": place.kind.name()})))
        };
        json!({
            "id": id, "by": by, "at": at, "program": program, "on": place(0), "with": place(1), "saw": saw, "says": says.name(),
            "value": value, "note": note, "replaces": replaces, "state": laid.state.name(), "contested": laid.contested,
        })
    }

    fn row(&self, ledger: &'a Ledger, row: &TimelineRow) -> TimelineRowJson<'a> {
        let event = &ledger.events[row.event as usize];
        TimelineRowJson {
            from: row.from.to_string(),
            to: row.to.to_string(),
            summary: self.story.words(event.summary),
            name: self.story.words(event.name),
            event: event.id(self.story),
            entry: row.entry.map(|entry| ledger.entries[entry as usize].id.as_str()),
            alone: row.alone,
            passages: self.all(event.passages()),
        }
    }

    /// A passage as a value, for what is put together from values.
    fn value(&self, passage: Passage) -> Value {
        json!(self.one(passage))
    }

    /// The same of several.
    fn values(&self, all: &[Passage]) -> Vec<Value> {
        all.iter().copied().map(|passage| self.value(passage)).collect()
    }

    /// A part of a passage whose article is known.
    fn place(&self, passage: Passage) -> Value {
        let (start, end) = self.points[passage.article as usize].of(passage.span);
        json!({"start": start, "end": end, "text": self.story.words(passage)})
    }

    /// Somebody or something that is named, with the ways of naming it.
    fn entity(&self, id: usize, entity: &Entity) -> Value {
        json!({
            "id": id,
            "name": self.story.words(entity.name),
            "kind": kind_name(entity.kind),
            "variants": entity.variants.iter().map(|variant| json!({
                "text": variant.text,
                "passages": self.values(&variant.passages),
            })).collect::<Vec<_>>(),
        })
    }

    /// An entry: what is asked, how it is answered, and how the answers differ.
    fn entry(&self, ledger: &Ledger, entry: &Entry) -> Value {
        let shown = json!({
            "id": entry.id,
            "kind": entry.kind.name(),
            "aspect": entry.aspect.map(aspect),
            "event": entry.event.map(|event| ledger.events[event as usize].id(self.story)),
            "subject": self.story.words(entry.subject),
            "subject_passage": self.value(entry.subject),
            "facets": self.values(&entry.facets),
            "heading": entry.heading.map(|heading| with(self.value(heading.passage), json!({
                "gap": (!heading.gap.is_empty()).then(|| self.place(Passage { span: heading.gap, ..heading.passage })),
            }))),
            "status": entry_status(entry.status),
            "readings": entry.readings.iter().map(|reading| self.reading(entry, reading)).collect::<Vec<_>>(),
            "differences": entry.differences.iter().map(|difference| json!({
                "between": [difference.between.0, difference.between.1],
                "kind": difference_kind(difference.kind),
                "why": difference.why,
            })).collect::<Vec<_>>(),
            "why": entry.why.iter().map(|why| json!({
                "sign": why.sign.name(),
                "weight": why.weight,
                "passages": self.values(&why.passages),
            })).collect::<Vec<_>>(),
        });
        with(shown, omitted(entry))
    }

    /// One answer to what an entry asks, with all who gave it.
    fn reading(&self, entry: &Entry, reading: &Reading) -> Value {
        let days = |(from, to): (Date, Date)| json!({"from": from.to_string(), "to": to.to_string()});
        json!({
            "value": said(reading.value()),
            "text": self.story.words(reading.words()),
            "marked": is_marked(reading.value()),
            "negated": reading.is_negated(),
            "speaker": via(self.story, reading.speaker()),
            "wordings": wordings(self.story, entry, reading).iter().map(|segment| {
                let mut value = self.value(segment.passage);
                value["kind"] = json!(segment_kind(segment.kind));
                value
            }).collect::<Vec<_>>(),
            "as_of": reading.as_of().map(days),
            "said": reading.said().iter().map(ToString::to_string).collect::<Vec<_>>(),
            "origins": reading.origins().iter().map(|origin| json!({
                "passages": self.values(origin.passages()),
                "via": via(self.story, origin.via()),
            })).collect::<Vec<_>>(),
        })
    }

    /// Somebody who speaks, with what they are heard to say.
    fn voice(&self, ledger: &Ledger, voice: &Voice) -> Value {
        json!({
            "entity": voice.entity,
            "name": self.story.words(ledger.entities[voice.entity as usize].name),
            "role": voice.role.map(|role| self.value(role)),
            "utterances": voice.utterances.iter().map(|utterance| json!({
                "entry": utterance.entry.map(|entry| &ledger.entries[entry as usize].id),
                "kind": match utterance.kind {
                    UtteranceKind::Quoted => "quoted",
                    UtteranceKind::Reported => "reported",
                },
                "passages": utterance.statements.iter().map(|statement| {
                    let mut value = self.value(statement.passage);
                    value["cue"] = json!(statement.cue.map(|cue| self.value(cue)));
                    value
                }).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        })
    }

    /// What one version of an article took away from another, and what it put in.
    fn version(&self, version: &Version) -> Value {
        json!({
            "earlier": self.ids[version.earlier as usize],
            "later": self.ids[version.later as usize],
            "directed": version.directed,
            "removed": self.values(&version.removed),
            "added": self.values(&version.added),
        })
    }

    /// Words that came from elsewhere, and from where.
    fn link(&self, link: &Link) -> Value {
        json!({
            "later": self.value(link.later),
            "earlier": match &link.earlier {
                EarlierEnd::Passage(earlier) => self.value(*earlier),
                EarlierEnd::Outlet { name, named_at } => json!({"outlet": name, "named_at": self.value(*named_at)}),
            },
            "why": link_why(link.why),
            "kind": link_kind(link.kind),
            "overlap": {"words": link.overlap.0, "of": link.overlap.1},
            "directed": link.directed,
        })
    }

    /// What could not be read, and where it stands.
    fn unread(&self, one: &UnreadNote) -> Value {
        json!({
            "code": one.code,
            "count": one.passages.len(),
            "message": one.message,
            "passages": self.values(&one.passages),
        })
    }

    /// What was odd about an article, and where if anywhere.
    fn warning(&self, article: u32, warning: &Warning) -> Value {
        json!({
            "code": warning.code,
            "message": warning.message,
            "article": self.ids[article as usize],
            "passages": warning.span.map(|span| vec![self.value(Passage { article, span })]).unwrap_or_default(),
        })
    }
}

impl Serialize for LedgerJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let LedgerJson { story, ledger, skipped } = *self;
        let articles = story.articles();
        let points: Vec<CodePoints> = articles.iter().map(|article| CodePoints::new(&article.text)).collect();
        let ids: Vec<String> = articles.iter().map(Article::id).collect();
        let shown = Passages { story, points: &points, ids: &ids };
        let entries_of = entries_of_events(ledger);
        let entries = |event: u32| entries_of.get(&event).cloned().unwrap_or_default();
        let told = || (0..).zip(ledger.events.iter().zip(&ledger.event_origins));
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("made_by", &made_by_value())?;
        map.serialize_entry("story", &story_value(story))?;
        map.serialize_entry("articles", &LazyList(|| articles.iter().map(article_json)))?;
        map.serialize_entry(
            "entities",
            &LazyList(|| ledger.entities.iter().enumerate().map(|(id, entity)| shown.entity(id, entity))),
        )?;
        map.serialize_entry("entries", &LazyList(|| ledger.entries.iter().map(|entry| shown.entry(ledger, entry))))?;
        map.serialize_entry("voices", &LazyList(|| ledger.voices.iter().map(|voice| shown.voice(ledger, voice))))?;
        map.serialize_entry(
            "events",
            &LazyList(|| told().map(|(e, (event, origins))| shown.event(event, origins, entries(e)))),
        )?;
        map.serialize_entry("timeline", &LazyList(|| ledger.timeline.iter().map(|row| shown.row(ledger, row))))?;
        map.serialize_entry("versions", &LazyList(|| ledger.versions.iter().map(|version| shown.version(version))))?;
        map.serialize_entry("lineage", &LazyList(|| ledger.lineage.iter().map(|link| shown.link(link))))?;
        if !ledger.decisions.is_empty() {
            map.serialize_entry("decisions", &LazyList(|| ledger.decisions.iter().map(|laid| shown.decision(laid))))?;
        }
        map.serialize_entry("skipped", &LazyList(|| skipped.iter().map(skipped_value)))?;
        map.serialize_entry("unread", &LazyList(|| ledger.unread.iter().map(|one| shown.unread(one))))?;
        map.serialize_entry(
            "warnings",
            &LazyList(|| ledger.warnings.iter().map(|(article, warning)| shown.warning(*article, warning))),
        )?;
        map.end()
    }
}

/// What a story is made of: how many articles of how many outlets, and from when until when.
fn story_value(story: &Story) -> Value {
    let articles = story.articles();
    let mut outlets: Vec<&String> = articles.iter().filter_map(|article| article.facts.outlet.as_ref()).collect();
    outlets.sort();
    outlets.dedup();
    let dates = || articles.iter().filter_map(|article| article.facts.published);
    json!({
        "id": story.id(),
        "articles": articles.len(),
        "outlets": outlets.len(),
        "first": dates().min().map(moment),
        "last": dates().max().map(moment),
    })
}

/// The ids of the entries that ask something of each happening.
fn entries_of_events(ledger: &Ledger) -> BTreeMap<u32, Vec<&str>> {
    let mut entries_of: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for entry in &ledger.entries {
        entry.event.iter().for_each(|&event| entries_of.entry(event).or_default().push(&entry.id));
    }
    entries_of
}

/// What an answer says, in the shape of its kind.
fn said(value: &ReadingValue) -> Value {
    match value {
        ReadingValue::Quantity(one) => quantity(one),
        ReadingValue::Words(words) | ReadingValue::Paraphrase(words) | ReadingValue::Description(words) => json!(words),
        ReadingValue::Days(from, to) => json!({"from": from.to_string(), "to": to.to_string()}),
        ReadingValue::Clock(clock) => json!(clock.words),
        ReadingValue::Status(one) => json!(one.name()),
    }
}

/// Whether words of somebody stand in quotation marks; nothing for what is nobody's words.
fn is_marked(value: &ReadingValue) -> Option<bool> {
    match value {
        ReadingValue::Words(_) => Some(true),
        ReadingValue::Paraphrase(_) => Some(false),
        ReadingValue::Quantity(_)
        | ReadingValue::Days(..)
        | ReadingValue::Clock(_)
        | ReadingValue::Description(_)
        | ReadingValue::Status(_) => None,
    }
}

/// What is said only of an entry whose differences are not all listed.
fn omitted(entry: &Entry) -> Value {
    match entry.differences_omitted {
        0 => json!({}),
        omitted => json!({"differences_omitted": omitted}),
    }
}

/// The words of a quote laid beside the fullest of its entry. Nothing for what stands in no quotation marks.
fn wordings(story: &Story, entry: &Entry, reading: &Reading) -> Vec<Segment> {
    match reading.value() {
        ReadingValue::Words(_) => {
            crossread_core::ledger::wordings(Language::english(), story, entry.subject, reading.words())
        }
        _ => Vec::new(),
    }
}

fn segment_kind(kind: SegmentKind) -> &'static str {
    match kind {
        SegmentKind::Kept => "kept",
        SegmentKind::Cut => "cut",
        SegmentKind::Added => "added",
        SegmentKind::Inserted => "inserted",
    }
}

pub(crate) fn article_json(article: &Article) -> Value {
    let facts = &article.facts;
    json!({
        "id": article.id(),
        "input": facts.input,
        "input_id": facts.input_id,
        "url": facts.url,
        "outlet": facts.outlet,
        "title": facts.title,
        "authors": facts.authors,
        "published": facts.published.map(moment).or_else(|| {
            facts.published_month.map(|month| format!("{:04}-{:02}", month.year(), month.month()))
        }),
        "published_basis": facts.published_basis.map(|basis| match basis {
            PublishedBasis::Given => "given",
            PublishedBasis::Stated => "stated",
        }),
        "updated": facts.updated.map(moment),
        "written": facts.written.as_ref().map(|written| json!({
            "from": written.from.to_string(),
            "to": written.to.to_string(),
            "why": written.why,
        })),
        "first_outlet": facts.first_outlet,
        "language": facts.language,
        "retrieved": facts.retrieved.map(moment),
        "sha256": article.sha256.iter().map(|byte| format!("{byte:02x}")).collect::<String>(),
    })
}

pub(crate) fn quantity(quantity: &Quantity) -> Value {
    json!({
        "low": quantity.low.map(|low| low.to_string()),
        "high": quantity.high.map(|high| high.to_string()),
        "bound": bound(quantity.bound),
        "unit": match quantity.unit {
            Unit::Count => "count".to_owned(),
            Unit::Percent => "percent".to_owned(),
            Unit::Currency(code) => String::from_utf8_lossy(&code).into_owned(),
            Unit::Symbol(symbol) => symbol.to_owned(),
        },
    })
}

/// The name of a bound in all output.
pub(crate) fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact => "exact",
        Bound::About => "about",
        Bound::AtLeast => "at-least",
        Bound::AtMost => "at-most",
        Bound::MoreThan => "more-than",
        Bound::LessThan => "less-than",
        Bound::Between => "between",
        Bound::Vague => "vague",
    }
}

/// The name of a kind of block in all output.
pub(crate) fn block_kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Title => "title",
        BlockKind::Byline => "byline",
        BlockKind::Dateline => "dateline",
        BlockKind::Heading => "heading",
        BlockKind::Body => "body",
        BlockKind::Excerpt => "excerpt",
        BlockKind::Caption => "caption",
        BlockKind::Boilerplate => "boilerplate",
    }
}

/// The name of a kind of happening in all output.
pub(crate) fn event_kind(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Attack => "attack",
        EventKind::Death => "death",
        EventKind::Injury => "injury",
        EventKind::Disaster => "disaster",
        EventKind::Accident => "accident",
        EventKind::Arrest => "arrest",
        EventKind::Trial => "trial",
        EventKind::Vote => "vote",
        EventKind::Agreement => "agreement",
        EventKind::Meeting => "meeting",
        EventKind::Statement => "statement",
        EventKind::Demand => "demand",
        EventKind::Movement => "movement",
        EventKind::Office => "office",
        EventKind::Transfer => "transfer",
        EventKind::Protest => "protest",
        EventKind::Change => "change",
        EventKind::Other => "other",
    }
}

/// The name of a part in a happening in all output.
pub(crate) fn role(role: Role) -> &'static str {
    match role {
        Role::Agent => "agent",
        Role::Patient => "patient",
        Role::Recipient => "recipient",
        Role::Instrument => "instrument",
        Role::Other => "other",
    }
}

/// The name of how days are known in all output.
pub(crate) fn time_basis(basis: TimeBasis) -> &'static str {
    match basis {
        TimeBasis::Date => "date",
        TimeBasis::Same => "same",
        TimeBasis::Context => "context",
        TimeBasis::Published => "published",
    }
}

/// The name of how a place is known in all output.
pub(crate) fn place_basis(basis: PlaceBasis) -> &'static str {
    match basis {
        PlaceBasis::Own => "own",
        PlaceBasis::Same => "same",
        PlaceBasis::Context => "context",
    }
}

/// The name of what an attribute compares, in all output.
fn aspect(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Place => "place",
        Aspect::Agent => "agent",
        Aspect::Patient => "patient",
        Aspect::Instrument => "instrument",
        Aspect::Cause => "cause",
        Aspect::Purpose => "purpose",
        Aspect::Force => "force",
        Aspect::Label => "label",
        Aspect::Is => "is",
        Aspect::Spelling => "spelling",
    }
}

/// The name of a status in all output.
pub(crate) fn entry_status(status: EntryStatus) -> &'static str {
    match status {
        EntryStatus::Disputed => "disputed",
        EntryStatus::Changed => "changed",
        EntryStatus::Agreed => "agreed",
        EntryStatus::Single => "single",
    }
}

/// The name of a kind of difference in all output.
pub(crate) fn difference_kind(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Rounding => "rounding",
        DifferenceKind::Bound => "bound",
        DifferenceKind::OtherTime => "other-time",
        DifferenceKind::Revision => "revision",
        DifferenceKind::OtherScope => "other-scope",
        DifferenceKind::Wording => "wording",
        DifferenceKind::OtherSpeaker => "other-speaker",
        DifferenceKind::Conflict => "conflict",
    }
}

/// The name of what shows a link in all output.
fn link_kind(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Agency => "agency",
        LinkKind::Outlet => "outlet",
        LinkKind::CommonOrigin => "common-origin",
        LinkKind::Statement => "statement",
        LinkKind::SameOutlet => "same-outlet",
        LinkKind::Version => "version",
        LinkKind::Quotation => "quotation",
        LinkKind::Unexplained => "unexplained",
    }
}

pub(crate) fn link_why(why: LinkReason) -> &'static str {
    match why {
        LinkReason::Copied => "copied",
        LinkReason::Credited => "credited",
        LinkReason::Quoted => "quoted",
    }
}

/// The name of a kind of named thing in all output.
pub(crate) fn kind_name(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Person => "person",
        MentionKind::Organization => "organization",
        MentionKind::Place => "place",
        MentionKind::Other => "other",
    }
}
