//! Who said what stands between marks: each marked stretch becomes a quote.
//!
//! Asked in this order: the turn or the report that stands beside it ([`super::signed`], [`super::beside`]), the words that lead to it
//! ([`super::introduced`]), and who spoke last. What two stretches share in one sentence is settled by [`super::joined`], and whether the
//! marks hold anybody's words at all by [`super::terms`].

use super::beside::near;
use super::introduced;
use super::joined::{is_interrupted, is_joined, is_told_with, is_untold};
use super::marks::QuotedStretch;
use super::reporter::SpeechReport;
use super::signed::{by_manner, signed, turn};
use super::terms::{is_shown, is_term, is_title};
use super::{NamedText, Quote, QuoteKind, Speaker, SpeakerBasis, is_next};
use crate::story::{Article, BlockKind};

/// Who spoke last, in which block, and whether the words go on in the next one.
type LastSpeech = (Speaker, u32, bool);

/// Every marked stretch as a quote.
pub(super) fn attribute(article: &Article, found: &NamedText, marked: &[QuotedStretch]) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    // For utterances that carry on.
    let mut last: Option<LastSpeech> = None;
    for (m, one) in marked.iter().enumerate() {
        let words = one.inner.of(&article.text).split_whitespace().count();
        let mut quote = Stretch { article, found, marked, m, one, words }.quote(last);
        if let Some(before) = quotes.last_mut() {
            if is_joined(&article.text, found, before, &quote) || is_interrupted(&article.text, before, &quote) {
                quote = Quote { span: quote.span, block: quote.block, kind: quote.kind, ..*before };
            } else if is_untold(before) && is_told_with(&article.text, found, before, &quote) {
                *before = Quote { span: before.span, block: before.block, ..quote };
            }
        }
        if let Some(speaker) = quote.speaker
            && quote.kind != QuoteKind::Term
        {
            last = Some((speaker, one.block, one.goes_on));
        }
        quotes.push(quote);
    }
    quotes
}

/// A stretch between marks, of which is asked who said it.
#[derive(Clone, Copy)]
struct Stretch<'a> {
    article: &'a Article,
    found: &'a NamedText<'a>,
    /// All the stretches, and its place among them.
    marked: &'a [QuotedStretch],
    m: usize,
    one: &'a QuotedStretch,
    /// How many words it has.
    words: usize,
}

impl Stretch<'_> {
    /// The quote that it is; `last` spoke before it.
    fn quote(&self, last: Option<LastSpeech>) -> Quote {
        let Stretch { article, found, marked, m, one, words } = *self;
        let text = &article.text;
        let alone = stands_alone(article, one);
        let whole = is_whole(article, one);
        let holds_quote = begins_with_quote(text, one);
        let report = self.report(whole || alone, holds_quote);
        let whole = whole || alone && report.is_some() || holds_quote;
        let mut quote = self.stated(report, whole);
        let goes_on = self.goes_on();
        if goes_on {
            quote.kind = QuoteKind::Direct;
        }
        let lead = is_untold(&quote).then(|| introduced::find(text, article, found, marked, m)).flatten();
        if let Some(speaker) = lead {
            (quote.speaker, quote.basis) = (Some(speaker), Some(SpeakerBasis::Inferred));
            quote.kind = if whole || introduced::is_sentence(text, one) { QuoteKind::Direct } else { quote.kind };
        } else if quote.speaker.is_none()
            && (goes_on || whole && words >= 3)
            && let Some((speaker, basis)) = last.and_then(|last| self.carried_on(last))
        {
            (quote.speaker, quote.basis) = (Some(speaker), Some(basis));
        }
        if is_untold(&quote)
            && alone
            && words >= 3
            && let Some(speaker) = introduced::by_deed(text, found, marked, m)
                .or_else(|| introduced::above(text, article, found, marked, m))
        {
            (quote.speaker, quote.basis) = (Some(speaker), Some(SpeakerBasis::Inferred));
            quote.kind = QuoteKind::Direct;
        }
        if is_title(found.language, text, one, whole) || is_shown(found.language, self.lead()) {
            (quote.speaker, quote.cue, quote.addressee, quote.basis) = (None, None, None, None);
            quote.kind = QuoteKind::Term;
        } else if is_untold(&quote) && is_term(text, found, one, words) {
            quote.kind = QuoteKind::Term;
        }
        quote
    }

    /// What stands before it in its block.
    fn lead(&self) -> &str {
        let Stretch { article, one, .. } = *self;
        &article.text[article.blocks[one.block as usize].span.start()..one.outer.start()]
    }

    /// The words beside it that say who said it. `is_utterance` says that it may be all that somebody said, `holds_quote` that it
    /// begins with the words of somebody else.
    fn report(&self, is_utterance: bool, holds_quote: bool) -> Option<SpeechReport> {
        let Stretch { article, found, marked, m, one, .. } = *self;
        let text = &article.text;
        // "She told him: “‘Drive on.’ But I was scared.”": what stands before the marks tells who said the words quoted in them.
        let of_inner = |report: &SpeechReport| holds_quote && report.cue.end <= one.outer.start;
        near(text, found, marked, m, is_utterance)
            .filter(|report| !of_inner(report))
            .or_else(|| signed(text, article, found, marked, m))
            .or_else(|| by_manner(text, found, marked, m).filter(|_| is_utterance))
    }

    /// The quote as far as words state who said it: a name at its own head, or else a report beside it.
    fn stated(&self, report: Option<SpeechReport>, whole: bool) -> Quote {
        let Stretch { article, found, one, .. } = *self;
        let quote = Quote {
            span: one.inner,
            kind: if whole { QuoteKind::Direct } else { QuoteKind::Fragment },
            speaker: None,
            cue: None,
            addressee: None,
            basis: None,
            block: one.block,
            continues: None,
        };
        if let Some((report, words)) = turn(&article.text, found, one) {
            return Quote {
                span: words,
                kind: QuoteKind::Direct,
                cue: Some(report.cue),
                speaker: report.speaker,
                basis: Some(SpeakerBasis::Stated),
                ..quote
            };
        }
        let Some(SpeechReport { cue, speaker, addressee }) = report else { return quote };
        Quote { cue: Some(cue), speaker, addressee, basis: speaker.map(|_| SpeakerBasis::Stated), ..quote }
    }

    /// Whether it is a sentence, however short, right behind what others said or the end of a sentence.
    fn goes_on(&self) -> bool {
        let Stretch { article, marked, m, one, .. } = *self;
        let text = &article.text;
        marked.get(m.wrapping_sub(1)).is_some_and(|before| before.block == one.block)
            && one.inner.of(text).ends_with(['.', '!', '?'])
            && one.inner.of(text).starts_with(char::is_uppercase)
            && text[..one.outer.start()].trim_end().ends_with(['.', '”', '"', '\'', '»', '«', '’'])
    }

    /// Who spoke last, where this carries on: in the same paragraph, from one that never closed, or as a paragraph of marks after a
    /// speaker.
    fn carried_on(&self, (speaker, block, goes_on): LastSpeech) -> Option<(Speaker, SpeakerBasis)> {
        let Stretch { article, one, .. } = *self;
        let own = &article.blocks[one.block as usize];
        let fills = one.outer.len() * 10 >= own.span.len() * 8;
        if block == one.block || (goes_on && is_next(article, block, one.block)) {
            Some((speaker, SpeakerBasis::Continued))
        } else if fills && is_next(article, block, one.block) && own.kind != BlockKind::Title {
            Some((speaker, SpeakerBasis::Inferred))
        } else {
            None
        }
    }
}

/// Whether marks begin with marks of their own, which close before the words go on for a sentence or more.
fn begins_with_quote(text: &str, one: &QuotedStretch) -> bool {
    let inner = one.inner.of(text).trim_start();
    let Some(open) = inner.chars().next().filter(|c| matches!(c, '‘' | '\'')) else { return false };
    let close = if open == '‘' { '’' } else { '\'' };
    let rest = &inner[open.len_utf8()..];
    let ends = ['.', '!', '?', ','].into_iter().filter_map(|end| rest.find(&format!("{end}{close}"))).min();
    ends.is_some_and(|end| rest[end..].trim_start_matches(|c: char| !c.is_alphanumeric()).split(' ').count() > 2)
}

/// Whether a whole utterance stands between the marks: it begins like a sentence and is not part of the author's.
fn is_whole(article: &Article, one: &QuotedStretch) -> bool {
    let text = &article.text;
    // "‘Okay,’”" ends with a comma.
    let inner = one.inner.of(text).trim_end_matches(['\'', '’', '"', '”']);
    let capital =
        inner.trim_start_matches(['[', '(', '…', '.', ' ']).starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let block = article.blocks[one.block as usize].span;
    let before = text[block.start()..one.outer.start()].trim_end();
    let introduced =
        before.is_empty() || before.ends_with([',', ':', '.', '!', '?', '—', '–', '”', '"', '»', '«', ']', ')']);
    let closed =
        inner.ends_with(['.', '!', '?', '…', ',', '—']) || text[one.outer.end()..block.end()].starts_with([',', '.']);
    let clause = inner.split_whitespace().count() >= 3;
    (capital && introduced && clause && (closed || inner.len() > 60)) || (capital && clause && closed && inner.split_whitespace().count() >= 5)
        // The second half of an utterance that its attribution interrupts.
        || (introduced && before.ends_with(',') && closed && clause && one.goes_on)
}

/// Whether a sentence stands between the marks, however short, and begins one: "“Why us?” asked Lowe."
fn stands_alone(article: &Article, one: &QuotedStretch) -> bool {
    let text = &article.text;
    let inner = one.inner.of(text);
    let block = article.blocks[one.block as usize].span;
    let before = text[block.start()..one.outer.start()].trim_end();
    let begins =
        before.is_empty() || before.ends_with(['.', '!', '?', '…', ':', '”', '"', '»', '«', '—', '–', ')', '’']);
    begins && inner.starts_with(char::is_uppercase) && inner.ends_with(['.', '!', '?', '…', ','])
}
