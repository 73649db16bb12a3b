//! Matters: which figures, quotes and facts of different articles speak of the same thing.
//!
//! A matter has witnesses in two articles or more; what stands in one article only is that article's own business.

mod aspects;
mod attributes;
mod claims;
mod dates;
mod decided;
mod figures;
mod happened;
mod modifiers;
mod quotes;
mod speeches;
mod spelling;
mod strands;
mod told;
mod why;

pub(crate) use figures::began_together;
pub(crate) use quotes::normalize;

use super::bounds::DecidedPairs;
use super::entities::Entities;
use super::events::Event;
pub use super::headings::Heading;
use super::headings::{self, Headings};
pub use super::kinds::EntryKind;
use super::progress::ProgressListener;
use super::unread::UnreadNote;
use crate::annotate::Annotations;
use crate::annotate::figures::Status;
use crate::annotate::quotes::Speaker;
use crate::language::Language;
use crate::quantity::{Quantity, Unit};
use crate::story::{Passage, Story};
use crossread_language::Word;
use jiff::civil::Date;
use rust_decimal::Decimal;
pub use why::{FigureSign, JoinReason, JoinSign};

/// What of an event, or of somebody or something, an entry of kind [`EntryKind::Attribute`] compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// Where it was.
    Place,
    /// Who did it.
    Agent,
    /// To whom or what it was done.
    Patient,
    /// By what means.
    Instrument,
    /// Why, or on what grounds.
    Cause,
    /// What for.
    Purpose,
    /// How it was, or what force it has.
    Force,
    /// How it is called.
    Label,
    /// What somebody or something is: a post, a nationality, where at home.
    Is,
    /// How a name is spelled.
    Spelling,
}

/// What a passage says of a matter.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// How much.
    Quantity(Quantity),
    /// Words: those at the reading's passages, lower-cased and without marks, by which wordings are compared.
    Words(String),
    /// The same for words that stand in no quotation marks: an outlet's report of what was said. Never to be shown in
    /// marks.
    Paraphrase(String),
    /// An article's own words that say what, where or why something is, lower-cased and without marks. Never to be shown in
    /// marks.
    Description(String),
    /// First and last day.
    Days(Date, Date),
    /// A time of day.
    Clock(Clock),
    /// Whether it happened.
    Status(Status),
}

/// A time of day as an account tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    /// From midnight.
    pub minutes: i32,
    /// Whether it is told as about that time.
    pub about: bool,
    /// The words that tell it, lower-cased and without marks.
    pub words: String,
}

impl Clock {
    /// In minutes, how far from what it names the time may have been: who says "6 a.m." may mean 6:10, who says "6:47" means it.
    pub fn grain(&self) -> i32 {
        let told = match () {
            () if self.minutes % 60 == 0 => 30,
            () if self.minutes % 30 == 0 => 15,
            () if self.minutes % 15 == 0 => 10,
            () if self.minutes % 5 == 0 => 5,
            () => 1,
        };
        if self.about { told.max(15) } else { told }
    }

    /// Whether both can be one time.
    pub fn may_be(&self, other: &Clock) -> bool {
        let apart = (self.minutes - other.minutes).abs();
        // Over midnight.
        apart.min(A_DAY - apart) < self.grain().max(other.grain())
    }
}

/// In minutes.
const A_DAY: i32 = 24 * 60;

/// One thing that passages speak to, before their readings are told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Matter {
    /// What sort of thing.
    pub kind: EntryKind,
    /// For an attribute which one.
    pub aspect: Option<Aspect>,
    /// The words of an article that best say what it is about.
    pub subject: Passage,
    /// More words of articles that narrow it down: what happened, whose, where.
    pub facets: Vec<Passage>,
    /// An article's clause that tells what is compared, where one is known that does.
    pub heading: Option<Heading>,
    /// What attests to it; never empty, sorted by passage.
    pub witnesses: Vec<Witness>,
    /// For figures what each witness counts, in their order. Empty for all else.
    pub scopes: Vec<Scope>,
    /// What joined them.
    pub why: Vec<JoinReason>,
    /// The happening that it is asked of, as an index into [`Alignment::events`](super::Alignment::events), where it hangs on one.
    pub event: Option<u32>,
}

/// A passage that attests to a matter, and what it says (the textual critics' word).
#[derive(Clone, Debug, PartialEq)]
pub struct Witness {
    /// The words.
    pub passage: Passage,
    /// What they say.
    pub value: Value,
    /// First and last day of which they say it.
    pub as_of: Option<(Date, Date)>,
    /// The day on which it was said: that of publication or writing.
    pub said: Option<Date>,
    /// Whether they say it is so, planned, denied.
    pub status: Status,
    /// Who says so: the words that name the speaker, and the entity where they resolve to one. `None` for the
    /// article's own voice.
    pub speaker: Option<(Passage, Option<u32>)>,
}

/// What of and of when a figure counts, as far as its own sentence tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Whether it is what another of its sentence was before: "raised from 220 to 260", "updating a toll of 112".
    pub before: bool,
    /// Whether its own sentence says that it counts some of more: "including 12 soldiers", "11 of the dead".
    pub part: bool,
    /// Whether it counts people as such, not soldiers or children. `None` where what it counts is not known.
    pub people: Option<bool>,
    /// Whether its clause tells, in the present, how things stand: "60 diggers are at work".
    pub now: bool,
    /// How such a count moves as days pass.
    pub course: Course,
    /// Whether its sentence says that it was told otherwise before: "2.5 million more than initially estimated".
    pub updates: bool,
    /// The hour or part of the day that its sentence names, as TIMEX3 writes it: "09:34", "AF".
    pub hour: Option<Word>,
}

/// How a count moves as days pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Tolls rise.
    Rises,
    /// It is told as what has happened up to now.
    Mounts,
    /// The missing are found.
    Falls,
    /// Nothing is known.
    Open,
}

/// Finds the matters of a story, and what of them could not be settled.
pub fn find(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    (entities, events): (&Entities, &[Event]),
    headings: &Headings,
    (decided, heard): (&DecidedPairs, ProgressListener),
) -> (Vec<Matter>, Vec<UnreadNote>) {
    // What doesn't wait for one another is looked for side by side.
    let ((mut matters, unread), (quotes, attributes)) = rayon::join(
        || figures::find(language, (story, annotations), (entities, events), headings, (decided, heard)),
        || {
            rayon::join(
                || quotes::find(language, (story, annotations), (entities, headings), heard),
                || attributes::find(language, story, annotations, entities),
            )
        },
    );
    let told = told::EventIndex::new(annotations, story, events);
    let quotes = quotes.into_iter().filter(|quote| !told.repeats(quote, &matters)).collect();
    let quotes = quotes::without_parts(quotes);
    matters.retain(|figure| !is_pair(figure) || !quotes.iter().any(|quote| is_within(figure, quote)));
    matters.extend(quotes);
    matters.extend(attributes);
    let (dates, (aspects, happened)) = rayon::join(
        || {
            matters.extend(spelling::find(language, (story, annotations), entities, headings));
            dates::find(language, (story, annotations), (entities, events, &matters), headings)
        },
        || {
            rayon::join(
                || aspects::find(language, (story, annotations), events, headings),
                || happened::find(language, (story, annotations), (entities, events), headings),
            )
        },
    );
    let taken = dates.iter().flat_map(|matter| matter.witnesses.iter().map(|one| one.passage)).collect();
    let speeches = speeches::find(story, annotations, (headings, &matters), &taken);
    matters.extend(dates);
    matters.extend(speeches);
    matters.extend(aspects);
    matters.extend(happened);
    let claims = claims::find(language, (story, annotations), (entities, events), headings, &mut matters);
    let is_new = |claim: &Matter| !told.is_figure(claim, &matters) && !told.tells_happening(claim);
    let claims: Vec<Matter> = claims.into_iter().filter(is_new).collect();
    matters.extend(claims);
    let more = modifiers::find(language, (story, annotations), (entities, events), (headings, &matters));
    matters.extend(more);
    let mut matters =
        decided::hold(&decided::DecisionContext { language, story, annotations, entities }, matters, decided);
    for heading in matters.iter_mut().filter_map(|matter| matter.heading.as_mut()) {
        let text = &story.articles()[heading.passage.article as usize].text;
        heading.passage.span = headings::with_marks(text, heading.passage.span);
    }
    (matters, unread.into_iter().collect())
}

/// Whether a figure is one or two of something: in the words of an utterance that is an entry of its own nobody asks how many there are.
fn is_pair(figure: &Matter) -> bool {
    let is_few = |witness: &Witness| match &witness.value {
        Value::Quantity(quantity) => {
            quantity.unit == Unit::Count && quantity.value().is_some_and(|value| value <= Decimal::TWO)
        }
        _ => false,
    };
    figure.kind == EntryKind::Figure && figure.witnesses.iter().all(is_few)
}

/// Whether a matter stands in the words of one utterance wherever it is given.
fn is_within(matter: &Matter, quote: &Matter) -> bool {
    let holds = |inner: &Witness| {
        let is_around = |outer: &Witness| {
            let is_same_text = outer.passage.article == inner.passage.article;
            is_same_text && matches!(outer.value, Value::Words(_)) && outer.passage.span.contains(inner.passage.span)
        };
        quote.witnesses.iter().any(is_around)
    };
    matter.witnesses.iter().all(holds)
}

/// Whether the words that stand for a speaker hold a part of the speaker's name: "she" and "the director" don't.
pub(crate) fn holds_name(language: &Language, story: &Story, words: Passage, name: Passage) -> bool {
    let [words, name] = [words, name].map(|passage| normalize(language, story.words(passage)));
    words.split(' ').any(|word| name.split(' ').any(|part| part == word))
}

/// A speaker as a witness keeps it.
fn spoken_by(article: usize, speaker: Option<&Speaker>, entity_of: &[Vec<u32>]) -> Option<(Passage, Option<u32>)> {
    speaker.map(|speaker| {
        let entity = speaker.referent.map(|referent| entity_of[article][referent as usize]);
        (Passage { article: article as u32, span: speaker.span }, entity)
    })
}
