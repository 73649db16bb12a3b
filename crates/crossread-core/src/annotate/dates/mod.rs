//! Dates: what TIMEX3 covers in news, resolved to civil days.
//!
//! The words are matched against the ways English writes times ([`pattern`]), giving what a mention *says* ([`Said`]):
//! a day written out, a weekday, "two weeks ago". Resolving then reckons its days from the day of publication or from
//! an earlier mention ([`resolve`]). Where the anchor is not known the value keeps its `X`s.
//!
//! Values are those of TIMEX3 (Pustejovsky et al. 2003; ISO-TimeML), days are civil days without a zone.

mod pattern;
mod resolve;

pub use pattern::Said;
pub use resolve::{Resolved, resolve};

use super::Annotations;
use crate::story::{Article, Warning};
use crossread_language::{Features, Sentence, Span, Tag, Word};
use jiff::civil::Date;

/// A date, time, duration or set in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Its words.
    pub span: Span,
    /// What sort.
    pub kind: DateKind,
    /// TIMEX3 value: `2020-01-05`, `2020-W01-WE`, `P18Y`; keeps its `X`s where an anchor is unknown.
    pub value: String,
    /// First civil day it covers.
    pub from: Option<Date>,
    /// Last civil day it covers.
    pub to: Option<Date>,
    /// What it was reckoned from.
    pub basis: DateBasis,
    /// Index of the earlier mention it leans on.
    pub anchor: Option<u32>,
    /// The same as Extended Date/Time Format (ISO 8601-2), with its uncertainty.
    pub edtf: Option<String>,
    /// Other TIMEX3 values that the words leave open.
    pub also: Vec<String>,
}

/// TIMEX3 types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateKind {
    /// A day or something longer.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

/// What a date was reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateBasis {
    /// Written out in full.
    Written,
    /// Reckoned from the day of publication.
    Published,
    /// Reckoned from an earlier mention.
    Mention,
}

/// Finds and resolves the dates of an article. Needs `found.sentences`; fills `found.dates`.
pub fn find(article: &Article, found: &mut Annotations) {
    let text = &article.text;
    // When it was written beats when it was published: a repost keeps the days it was written with.
    let published = match &article.facts.written {
        Some(written) if written.from == written.to => Some(written.from),
        _ => article.facts.published.map(|moment| moment.day),
    };
    let mut dates: Vec<DateMention> = Vec::new();
    for sentence in &found.sentences {
        let tokens = pattern::Tokens::new(text, sentence);
        let mut i = 0;
        while i < sentence.tokens.len() {
            let Some((length, said)) = pattern::at(&tokens, i) else {
                i += 1;
                continue;
            };
            let span = sentence.words(i, i + length - 1);
            let earlier = dates.iter().rposition(|date| date.kind != DateKind::Duration && date.from.is_some());
            let anchor = earlier.and_then(|e| Some((e as u32, dates[e].from?, dates[e].to?)));
            let ahead = looks_ahead(sentence, i);
            let resolved = resolve(&said, published, anchor.map(|(_, from, to)| (from, to)), ahead);
            match resolved.trouble {
                Some(resolve::Trouble::Impossible) => found.warnings.push(Warning {
                    code: "impossible-date",
                    span: Some(span),
                    message: format!("'{}' is no day of any calendar", span.of(text)),
                }),
                Some(resolve::Trouble::Ambiguous) => found.warnings.push(Warning {
                    code: "ambiguous-date",
                    span: Some(span),
                    message: format!(
                        "'{}' could be {} or {}",
                        span.of(text),
                        resolved.value,
                        resolved.also.join(" or ")
                    ),
                }),
                None => {}
            }
            let basis = resolved.basis;
            dates.push(DateMention {
                span,
                kind: resolved.kind,
                value: resolved.value,
                from: resolved.days.map(|(from, _)| from),
                to: resolved.days.map(|(_, to)| to),
                basis,
                anchor: if basis == DateBasis::Mention { anchor.map(|(e, ..)| e) } else { None },
                edtf: resolved.edtf,
                also: resolved.also,
            });
            i += length;
        }
    }
    found.dates = dates;
}

/// Whether the clause around token `i` speaks of what is to come: "will meet on Friday", "plans to vote Friday".
fn looks_ahead(sentence: &Sentence, i: usize) -> bool {
    const AHEAD: [Word; 9] = [
        Word::of("will"),
        Word::of("'ll"),
        Word::of("shall"),
        Word::of("scheduled"),
        Word::of("due"),
        Word::of("expected"),
        Word::of("plans"),
        Word::of("planned"),
        Word::of("set"),
    ];
    // The nearest verb above decides, with its helpers.
    let Some(verb) = sentence.ancestors(i).find(|&at| matches!(sentence.tokens[at].tag, Tag::Verb | Tag::Aux)) else {
        return false;
    };
    let token = &sentence.tokens[verb];
    if token.features.has(Features::PAST) && !token.features.has(Features::PARTICIPLE) {
        return false;
    }
    let helped = sentence.children(verb).any(|child| AHEAD.contains(&sentence.tokens[child].word));
    let to = token.features.has(Features::INFINITIVE)
        && sentence.children(verb).any(|child| sentence.tokens[child].word == Word::of("to"));
    let planned = sentence.head(verb).is_some_and(|head| AHEAD.contains(&sentence.tokens[head].word));
    helped || AHEAD.contains(&token.word) || (to && planned)
}
