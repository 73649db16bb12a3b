//! A draft against the accounts: what in it differs from them, what they say and it leaves out, what nobody says.
//!
//! The draft is read and aligned like an account, and never counts as one: every finding rests on passages of the accounts.
//! Nothing here says which value is right, and inside quotation marks only wording and speaker are checked. What has nothing
//! to be compared with is counted, never passed over.

mod dates;
mod events;
mod figures;
mod names;
mod nearly;
mod quotes;
mod sentences;

use crate::align::Alignment;
use crate::align::lineage::{EarlierEnd, Link, LinkReason};
use crate::annotate::Annotations;
use crate::language::Language;
use crate::ledger::{Entry, Ledger, Reading};
use crate::story::{Passage, Story};
use crossread_language::Span;
use sentences::Sentences;

/// What was found in a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftFindings {
    /// By place in the draft.
    pub findings: Vec<Finding>,
    /// How many of its figures had something to be compared with.
    pub figures: Share,
    /// The same of its quotes.
    pub quotes: Share,
    /// The same of its dates that name a day.
    pub dates: Share,
    /// The same of the people and bodies it names.
    pub names: Share,
}

/// Some of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many were compared.
    pub compared: u32,
    /// Of how many.
    pub of: u32,
}

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The words in the draft.
    pub span: Span,
    /// What it is.
    pub code: Code,
    /// Index into [`Ledger::entries`], where an entry lays it out.
    pub entry: Option<u32>,
    /// What the accounts have: never empty but for what none of them has.
    pub passages: Vec<Passage>,
}

/// What a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// Words in quotation marks that no account has so.
    QuoteWording,
    /// Words that the accounts give to somebody else.
    QuoteSpeaker,
    /// Words in quotation marks of which no account has anything.
    QuoteUnfound,
    /// Told in the draft's own voice, by every account as what somebody says.
    AttributionLost,
    /// An exact figure where every account hedges.
    HedgeLost,
    /// Told as so, by every account as not so.
    NegationLost,
    /// A figure that can't hold beside those of the accounts.
    FigureDiffers,
    /// A figure that some accounts have and others contradict.
    FigureDisputed,
    /// A figure that a later account has moved on from.
    FigureOvertaken,
    /// A day that can't hold beside that of the accounts.
    DateDiffers,
    /// A name that the accounts spell otherwise.
    NameSpelling,
    /// All accounts of it go back to one origin.
    SingleOrigin,
    /// Words copied from an account that the draft does not name.
    CreditMissing,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Something to mend or to know before it is printed.
    Warning,
    /// Something worth knowing.
    Note,
}

impl Code {
    /// Stable, kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Code::QuoteWording => "quote-wording",
            Code::QuoteSpeaker => "quote-speaker",
            Code::QuoteUnfound => "quote-unfound",
            Code::AttributionLost => "attribution-lost",
            Code::HedgeLost => "hedge-lost",
            Code::NegationLost => "negation-lost",
            Code::FigureDiffers => "figure-differs",
            Code::FigureDisputed => "figure-disputed",
            Code::FigureOvertaken => "figure-overtaken",
            Code::DateDiffers => "date-differs",
            Code::NameSpelling => "name-spelling",
            Code::SingleOrigin => "single-origin",
            Code::CreditMissing => "credit-missing",
        }
    }

    /// Every code, in the order of their names in the documentation.
    pub const ALL: [Code; 13] = [
        Code::QuoteWording,
        Code::QuoteSpeaker,
        Code::QuoteUnfound,
        Code::AttributionLost,
        Code::HedgeLost,
        Code::NegationLost,
        Code::FigureDiffers,
        Code::FigureDisputed,
        Code::FigureOvertaken,
        Code::DateDiffers,
        Code::NameSpelling,
        Code::SingleOrigin,
        Code::CreditMissing,
    ];

    /// How much it weighs.
    pub fn level(self) -> Level {
        match self {
            Code::SingleOrigin | Code::FigureDisputed => Level::Note,
            _ => Level::Warning,
        }
    }
}

/// A draft among the accounts, and all that was made of them together.
#[derive(Clone, Copy)]
pub(crate) struct DraftContext<'a> {
    language: &'a Language,
    story: &'a Story,
    annotations: &'a [Annotations],
    alignment: &'a Alignment,
    ledger: &'a Ledger,
    draft: u32,
}

/// Checks the article `draft` of a story against the others. All of them were aligned and tabulated together.
pub fn check(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    alignment: &Alignment,
    ledger: &Ledger,
    draft: u32,
) -> DraftFindings {
    let desk = DraftContext { language, story, annotations, alignment, ledger, draft };
    let told = Sentences::new(&desk);
    let (mut findings, figures) = figures::check(&desk, &told);
    let (of_quotes, quotes) = quotes::check(&desk, &told);
    let (of_dates, dates) = dates::check(&desk, &told);
    findings.extend(events::check(&desk, &told));
    let (of_names, names) = names::check(&desk);
    findings.extend(of_quotes);
    findings.extend(of_dates);
    findings.extend(of_names);
    let copied = credits(&desk);
    // What is copied goes back to one origin as a whole: its figures need no note each.
    let is_copied = |span: Span| copied.iter().any(|one| one.span.contains(span));
    findings.retain(|finding| finding.code != Code::SingleOrigin || !is_copied(finding.span));
    findings.extend(copied);
    findings.sort();
    findings.dedup_by(|a, b| a.span == b.span && a.code == b.code);
    DraftFindings { findings, figures, quotes, dates, names }
}

impl<'a> DraftContext<'a> {
    fn own(&self) -> &'a Annotations {
        &self.annotations[self.draft as usize]
    }

    fn text(&self) -> &'a str {
        &self.story.articles()[self.draft as usize].text
    }

    fn is_draft(&self, passage: Passage) -> bool {
        passage.article == self.draft
    }

    /// The passages of a reading in the accounts.
    fn told(&self, reading: &Reading) -> Vec<Passage> {
        reading.passages().filter(|passage| !self.is_draft(*passage)).collect()
    }

    /// Entries that the draft and an account speak to, each with the readings that the draft has.
    fn shared(&self) -> impl Iterator<Item = (u32, &'a Entry, Vec<u32>)> + '_ {
        self.ledger.entries.iter().enumerate().filter_map(|(e, entry)| {
            let of_draft = |reading: &Reading| reading.passages().any(|passage| self.is_draft(passage));
            let own = (0..)
                .zip(&entry.readings)
                .filter(|(_, reading)| of_draft(reading))
                .map(|(r, _)| r)
                .collect::<Vec<u32>>();
            let told = entry.readings.iter().any(|reading| !self.told(reading).is_empty());
            (!own.is_empty() && told).then_some((e as u32, entry, own))
        })
    }
}

/// Fewest words in a row that are no coincidence, outside quotation marks.
const COPIED: u32 = 18;

/// Words copied from accounts none of whose outlets the draft names: one finding for each stretch of them.
fn credits(desk: &DraftContext) -> Vec<Finding> {
    let text = desk.text().to_lowercase();
    let named = |article: u32| {
        let outlet = desk.story.articles()[article as usize].facts.outlet.as_deref();
        outlet.is_some_and(|outlet| text.contains(&outlet.to_lowercase()))
    };
    let mut copied: Vec<(Span, Passage)> =
        desk.alignment.lineage.iter().filter_map(|link| copied(desk, link)).collect();
    copied.sort();
    let mut findings: Vec<Finding> = Vec::new();
    for (span, other) in copied {
        match findings.last_mut().filter(|last| last.span.overlaps(span)) {
            Some(last) => {
                last.span = last.span.cover(span);
                last.passages.push(other);
            }
            None => findings.push(Finding { span, code: Code::CreditMissing, entry: None, passages: vec![other] }),
        }
    }
    findings.retain(|finding| !finding.passages.iter().any(|passage| named(passage.article)));
    findings
}

/// The draft's end of a link between it and an account that shares enough words in a row with it, and the account's end.
fn copied(desk: &DraftContext, link: &Link) -> Option<(Span, Passage)> {
    let EarlierEnd::Passage(earlier) = link.earlier else { return None };
    let (own, other) = if desk.is_draft(link.later) { (link.later, earlier) } else { (earlier, link.later) };
    let copied = link.why == LinkReason::Copied && link.overlap.0 >= COPIED;
    (desk.is_draft(own) && !desk.is_draft(other) && copied).then_some((own.span, other))
}
