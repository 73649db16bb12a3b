//! Who said what stands between marks.

use super::cues::{self, ReportingClass};
use super::described;
use super::introduced;
use super::marks::QuotedStretch;
use super::parted;
use super::{NamedText, Quote, QuoteKind, Speaker, SpeakerBasis, is_next, sentence_at, speaker};
use crate::annotate::names::{Name, NameForm, names_in};
use crate::language::Language;
use crate::story::{Article, BlockKind};
use crossread_language::{Features, MentionKind, Relation, Sentence, Span, Tag, Token, Word};

/// A reporting word with who reports.
#[derive(Clone, Copy, Debug)]
pub(super) struct SpeechReport {
    pub cue: Span,
    pub speaker: Option<Speaker>,
    pub addressee: Option<Span>,
}

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

/// Whether a few quoted words are joined to others before them by nothing but a conjunction, whose speaker stands before both: "praised him
/// as “just” and “able,” you know".
fn is_joined(text: &str, found: &NamedText, before: &Quote, quote: &Quote) -> bool {
    let is_told_before = before.cue.is_some_and(|cue| cue.end <= before.span.start) && before.speaker.is_some();
    let is_few = |quote: &Quote| quote.kind == QuoteKind::Fragment;
    let is_told_behind = quote.cue.is_none_or(|cue| cue.start >= quote.span.end);
    is_told_before
        && is_told_behind
        && is_few(before)
        && is_few(quote)
        && before.block == quote.block
        && is_conjunction_between(text, found, before, quote)
}

/// Whether a few quoted words have no speaker, and others joined to them have one, who stands before both: "They shouted “go” and “leave”".
fn is_told_with(text: &str, found: &NamedText, before: &Quote, quote: &Quote) -> bool {
    let is_few = |quote: &Quote| quote.kind == QuoteKind::Fragment;
    let is_told_before = quote.cue.is_some_and(|cue| cue.end <= before.span.start) && quote.speaker.is_some();
    is_told_before
        && is_few(quote)
        && (is_few(before) || before.kind == QuoteKind::Term)
        && before.block == quote.block
        && is_conjunction_between(text, found, before, quote)
}

/// Whether a stretch without a report of its own is the second half of an utterance that its attribution interrupts: "“It is new,” said Lowe
/// in March, “and of good stone.”"
fn is_interrupted(text: &str, before: &Quote, quote: &Quote) -> bool {
    let Some(cue) = before.cue.filter(|_| before.speaker.is_some() && is_untold(quote)) else { return false };
    let between = text.get(before.span.end()..quote.span.start()).unwrap_or_default();
    let is_told_between = cue.start >= before.span.end && cue.end <= quote.span.start;
    let opens = between.trim_end_matches(['“', '"', '«', '„', '‘', '\'', ' ']).ends_with(',');
    // A full stop inside is one of "Mr." or ends the sentence; a capital would begin another utterance.
    let goes_on = quote.span.of(text).starts_with(char::is_lowercase) && !between.contains([';', ':', '\n']);
    before.block == quote.block
        && before.kind == QuoteKind::Direct
        && before.span.of(text).ends_with([',', '—', '?', '!'])
        && is_told_between
        && opens
        && goes_on
        && between.len() <= LONGEST_INTERRUPTION
}

/// Longest attribution between two halves of an utterance, in bytes.
const LONGEST_INTERRUPTION: usize = 160;

/// Whether nothing but "and" or "or" stands between two quotes.
fn is_conjunction_between(text: &str, found: &NamedText, before: &Quote, quote: &Quote) -> bool {
    let between = text.get(before.span.end()..quote.span.start()).unwrap_or("-");
    let mut words = between.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let grammar = &found.language.grammar;
    words.next().is_some_and(|word| grammar.and.has(Word::of(word)) || grammar.or.has(Word::of(word)))
        && words.next().is_none()
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
        if is_title(found.language, text, one, whole) {
            (quote.speaker, quote.cue, quote.addressee, quote.basis) = (None, None, None, None);
            quote.kind = QuoteKind::Term;
        } else if is_untold(&quote) && is_term(text, found, one, words) {
            quote.kind = QuoteKind::Term;
        }
        quote
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

/// Whether nothing beside a quote tells who said it.
fn is_untold(quote: &Quote) -> bool {
    quote.speaker.is_none() && quote.cue.is_none()
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

/// A turn of a transcript between marks, with its speaker in capitals: "“LOWE: It fell.”"
fn turn(text: &str, found: &NamedText, one: &QuotedStretch) -> Option<(SpeechReport, Span)> {
    let inner = one.inner.of(text);
    let colon = inner.find(": ").filter(|&at| (2..=40).contains(&at))?;
    let name = &inner[..colon];
    let capitals = name.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '’' | '\''));
    let letters = name.chars().filter(|c| c.is_uppercase()).count();
    if !capitals || letters < 3 || inner.len() < colon + 4 {
        return None;
    }
    let report = SpeechReport {
        cue: one.inner.at(colon..colon + 1),
        speaker: Some(speaker(text, found, one.inner.at(0..colon))),
        addressee: None,
    };
    Some((report, one.inner.at(colon + 2..inner.len())))
}

/// Who signs an utterance after a dash: "“…” — Ann Lowe".
fn signed(
    text: &str,
    article: &Article,
    found: &NamedText,
    marked: &[QuotedStretch],
    m: usize,
) -> Option<SpeechReport> {
    let one = &marked[m];
    let block = article.blocks[one.block as usize].span;
    let end = marked.get(m + 1).map_or(block.end(), |next| next.outer.start().min(block.end()));
    let after = text.get(one.outer.end()..end)?;
    let from = after.len() - after.trim_start().len();
    let dash = after[from..].chars().next().filter(|c| matches!(c, '—' | '–' | '―' | '-'))?;
    let lead = from + dash.len_utf8() + after[from + dash.len_utf8()..].chars().take_while(|&c| c == '-').count();
    let rest = &after[lead..];
    let line = rest.trim().lines().next().unwrap_or_default().trim_end_matches([' ', '.']);
    let name = line.split(',').next().unwrap_or_default();
    let words = name.split_whitespace().count();
    let named = name.split_whitespace().all(|word| word.len() < 4 || word.starts_with(char::is_uppercase));
    if words == 0 || words > 6 || line.len() > 120 || !named || !name.starts_with(char::is_uppercase) {
        return None;
    }
    let start = one.outer.end() + lead + (rest.len() - rest.trim_start().len());
    let cue = Span::new(one.outer.end() + from, one.outer.end() + lead);
    Some(SpeechReport {
        cue,
        speaker: Some(speaker(text, found, Span::new(start, start + name.len()))),
        addressee: None,
    })
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

/// Who does something while saying what stands between marks, whatever the verb: "“…,” shrugged Ann Lowe", "“…,” she beamed". A
/// comma or another mark that leaves the sentence open promises that it is told who speaks.
fn by_manner(text: &str, found: &NamedText, marked: &[QuotedStretch], m: usize) -> Option<SpeechReport> {
    let one = &marked[m];
    let is_open = one.inner.of(text).ends_with([',', '!', '?', '…', '—']) || text[one.outer.end()..].starts_with(',');
    let at = sentence_at(found.sentences, one.outer.end).filter(|_| is_open)?;
    let sentence = &found.sentences[at];
    let tokens = &sentence.tokens;
    let first = tokens.partition_point(|token| token.span.start < one.outer.end);
    let first = first + usize::from(tokens.get(first).is_some_and(|token| token.span.of(text) == ","));
    let gap = Span { start: one.outer.end, end: tokens.get(first)?.span.start.max(one.outer.end) };
    if !gap.of(text).trim_matches([' ', ',']).is_empty() {
        return None;
    }
    let is_deed = |at: usize| {
        let token = &tokens[at];
        token.tag == Tag::Verb
            && token.span.of(text).starts_with(char::is_lowercase)
            && !token.features.has(Features::GERUND)
    };
    let is_person = |first: usize, last: usize| {
        let span = sentence.words(first, last);
        names_in(found.names, span).any(|name| name.kind == MentionKind::Person)
            || found.language.quotes.somebody.has(tokens[first].word)
            || (tokens[first].tag == Tag::Det && found.language.names.roles.has(tokens[last].lemma))
    };
    // "shrugged Ann Lowe"
    if is_deed(first) && first + 1 < tokens.len() {
        let (from, to) = phrase(found.language, text, sentence, first + 1, Some(one.outer))
            .filter(|&(from, _)| from == first + 1)?;
        let to = name_behind(found.language, text, sentence, to).unwrap_or(to);
        return is_person(from, to).then(|| SpeechReport {
            cue: tokens[first].span,
            speaker: Some(speaker(text, found, sentence.words(from, to))),
            addressee: None,
        });
    }
    // "Ann Lowe shrugged."
    let (from, to) =
        phrase(found.language, text, sentence, first, Some(one.outer)).filter(|&(from, _)| from == first)?;
    let ends = |at: usize| {
        tokens
            .get(at)
            .is_none_or(|token| matches!(token.tag, Tag::Punct | Tag::Adv | Tag::Adp | Tag::Cconj | Tag::Sconj))
    };
    let told = to + 1 < tokens.len() && is_deed(to + 1) && ends(to + 2) && is_person(from, to);
    told.then(|| SpeechReport {
        cue: tokens[to + 1].span,
        speaker: Some(speaker(text, found, sentence.words(from, to))),
        addressee: None,
    })
}

/// The reporting word beside a marked stretch: in its sentence outside any marks, after it before it; or in the next
/// sentence, where the splitter cut between a closing mark and "he said".
fn near(text: &str, found: &NamedText, marked: &[QuotedStretch], m: usize, whole: bool) -> Option<SpeechReport> {
    let one = &marked[m];
    let last = sentence_at(found.sentences, one.inner.end.saturating_sub(1))?;
    let first = sentence_at(found.sentences, one.inner.start)?;
    let beside = MarkContext { text, found, marked, m, one, whole };
    let behind = beside.behind(last);
    if let Some((report, ReportClause::Own)) = behind {
        return Some(report);
    }
    let before = beside.before(&found.sentences[first]);
    before
        .or(behind.map(|(report, _)| report))
        .or_else(|| beside.like_noun_behind(last))
        .or_else(|| beside.before_colon(first))
}

/// The words around a marked stretch, where a reporting word is looked for.
struct MarkContext<'a> {
    text: &'a str,
    found: &'a NamedText<'a>,
    /// All the stretches, and its place among them.
    marked: &'a [QuotedStretch],
    m: usize,
    one: &'a QuotedStretch,
    /// Whether it may be all that somebody said.
    whole: bool,
}

/// Which clause makes a report.
#[derive(Clone, Copy)]
enum ReportClause {
    /// The one that the marks stand in.
    Own,
    /// Another one, begun behind them.
    Other,
}

impl MarkContext<'_> {
    /// Whether a word may report the stretch. A few quoted words inside a sentence belong to a verb that reports by itself, not to
    /// one that only may beside a whole utterance ("began").
    fn fits(&self, sentence: &Sentence, i: usize) -> bool {
        self.whole
            || self.is_cry_behind(sentence, i)
            || !matches!(sentence.tokens[i].tag, Tag::Verb | Tag::Aux)
            || cues::verb(self.found.language, sentence, i).is(ReportingClass::REPORTS)
                && !self.is_word_for_a_thing(sentence, i)
    }

    /// Whether a word or two stand behind a verb that reports only with its preposition: "referred to it as a “stowaway”" names a thing.
    fn is_word_for_a_thing(&self, sentence: &Sentence, i: usize) -> bool {
        const FEW: usize = 2;
        cues::class(self.found.language, sentence.tokens[i].lemma) == ReportingClass::NONE
            && self.one.inner.of(self.text).split_whitespace().count() <= FEW
    }

    /// Whether a sentence stands right behind a verb, however short: "They chanted “Let us in!”"
    fn is_cry_behind(&self, sentence: &Sentence, i: usize) -> bool {
        let behind = sentence.tokens.get(i + 1).is_some_and(|next| next.span.start >= self.one.outer.start);
        let inner = self.one.inner.of(self.text);
        behind
            && sentence.tokens[i].span.end <= self.one.outer.start
            && inner.starts_with(char::is_uppercase)
            && inner.ends_with(['!', '?'])
    }

    /// Whether words stand outside of all marks.
    fn is_outside(&self, span: Span) -> bool {
        !self.marked.iter().skip(self.m.saturating_sub(4)).take(9).any(|other| other.outer.overlaps(span))
    }

    /// The report that token `i` makes. Who speaks is not named within somebody's words.
    fn report(&self, sentence: &Sentence, i: usize) -> Option<SpeechReport> {
        let report = report_at(self.text, self.found, sentence, i, Some(self.one.outer))?;
        let Some(who) = report.speaker.filter(|who| !self.is_outside(who.span)) else { return Some(report) };
        // "a “sick at heart” Ann Lowe wrote": her name behind the marks.
        let inside = self.marked.iter().rfind(|other| who.span.contains(other.outer))?;
        let rest = Span { start: inside.outer.end, end: who.span.end }.trim(self.text);
        let named = Some(speaker(self.text, self.found, rest)).filter(|who| who.referent.is_some())?;
        Some(SpeechReport { speaker: Some(named), ..report })
    }

    /// The report behind the marks, up to the end of sentence `last` and of one that is joined to it, or to the next mark. A few
    /// quoted words belong to the clause they stand in: what a conjunction or a participle begins behind them tells who said them
    /// only where nothing before them does.
    fn behind(&self, last: usize) -> Option<(SpeechReport, ReportClause)> {
        let MarkContext { text, found, marked, m, one, whole } = *self;
        let sentences = found.sentences;
        let next_mark =
            marked.get(m + 1).filter(|next| next.block == one.block).map_or(u32::MAX, |next| next.outer.start);
        // A clause that begins anew belongs to what follows it; a long description after a comma may come between.
        let farthest = if one.inner.of(text).ends_with(',') { 36 } else { 14 };
        // "It fell."But Lowe said": where a page lost the break behind an utterance, another paragraph begins.
        let is_run_on = one.inner.of(text).ends_with(['.', '!', '?'])
            && text[one.outer.end()..].starts_with(|c: char| c.is_uppercase());
        if is_run_on {
            return None;
        }
        let mut distance = 0;
        let mut clause = ReportClause::Own;
        for (s, sentence) in sentences.iter().enumerate().skip(last).take(2) {
            let joined =
                s == last || (sentence.part == sentences[last].part && joins(found.language, text, one, sentence));
            if !joined {
                return None;
            }
            let begin = sentence.tokens.partition_point(|token| token.span.start < one.outer.end);
            for (i, token) in sentence.tokens.iter().enumerate().skip(begin) {
                distance += 1;
                if token.span.start >= next_mark || distance > farthest {
                    return None;
                }
                let outside = self.is_outside(token.span);
                if !whole && outside && begins_clause(found.language, sentence, i) {
                    clause = ReportClause::Other;
                }
                if outside
                    && self.fits(sentence, i)
                    && (whole || !tells_whom(sentence, i))
                    && let Some(report) = self.report(sentence, i)
                    && (whole || !is_brought_about(sentence, i, &report))
                {
                    return Some((report, clause));
                }
            }
        }
        None
    }

    /// The report before the marks, in the sentence that they begin in. Where another quotation stands between, whatever reports it
    /// reports this too, if they share a clause.
    fn before(&self, sentence: &Sentence) -> Option<SpeechReport> {
        let end = self.first_in_marks(sentence);
        (end.saturating_sub(24)..end)
            .rev()
            .filter(|&i| self.is_outside(sentence.tokens[i].span) && self.fits(sentence, i))
            .find_map(|i| self.report(sentence, i))
    }

    /// Who stands right behind an utterance with a verb that may be read as a noun, and nothing else: "“…,” the letter reads."
    fn like_noun_behind(&self, last: usize) -> Option<SpeechReport> {
        let MarkContext { text, found, one, .. } = *self;
        let sentence = &found.sentences[last];
        let tokens = &sentence.tokens;
        let first = tokens.partition_point(|token| token.span.start < one.outer.end);
        let is_open = one.inner.of(text).ends_with(',') || text[one.outer.end()..].starts_with(',');
        let first = first + usize::from(tokens.get(first).is_some_and(|token| token.word == Word::of(",")));
        let end = (first..tokens.len()).find(|&at| !described::in_name_phrase(tokens[at].tag)).unwrap_or(tokens.len());
        let verb = end.checked_sub(1).filter(|&verb| verb > first && is_open)?;
        let is_verb = found.language.quotes.like_nouns.has(tokens[verb].word)
            && tokens[verb].span.of(text).starts_with(char::is_lowercase);
        let closes = tokens.get(end).is_none_or(|next| matches!(next.tag, Tag::Punct | Tag::Adp | Tag::Adv));
        let who = sentence.words(first, verb - 1);
        (is_verb && closes && self.is_outside(who)).then(|| SpeechReport {
            cue: tokens[verb].span,
            speaker: Some(speaker(text, found, who)),
            addressee: None,
        })
    }

    /// The report in the sentence before sentence `first`, which the marks begin: "The minister was blunt:".
    fn before_colon(&self, first: usize) -> Option<SpeechReport> {
        let sentences = self.found.sentences;
        let sentence = &sentences[first];
        let previous = &sentences[first.checked_sub(1)?];
        // "Lowe wrote that" ends its line too.
        let lead = self.text[..self.one.outer.start()].trim_end();
        let that =
            || previous.tokens.last().is_some_and(|last| self.found.language.grammar.complementizer.has(last.word));
        let colon = lead.ends_with(':') || that();
        if previous.part + 1 < sentence.part || !colon || self.first_in_marks(sentence) > 0 {
            return None;
        }
        named_before_colon(self.text, self.found, previous).or_else(|| {
            (0..previous.tokens.len())
                .rev()
                .filter(|&i| self.is_outside(previous.tokens[i].span))
                .find_map(|i| self.report(previous, i))
        })
    }

    /// The first token of a sentence that is not before the marks.
    fn first_in_marks(&self, sentence: &Sentence) -> usize {
        sentence.tokens.partition_point(|token| token.span.start < self.one.outer.start)
    }
}

/// A line of nothing but who reports and a verb that may be read as a noun: "The Harbor Times reports:".
fn named_before_colon(text: &str, found: &NamedText, sentence: &Sentence) -> Option<SpeechReport> {
    let tokens = &sentence.tokens;
    let verb =
        tokens.len().checked_sub(2).filter(|&at| at > 0 && found.language.quotes.like_nouns.has(tokens[at].word))?;
    let is_noun = tokens[verb].tag != Tag::Verb && tokens[verb].span.of(text).starts_with(char::is_lowercase);
    let first = phrase_start(sentence, verb - 1, |_| true);
    let who = speaker(text, found, sentence.words(first, verb - 1));
    (is_noun && first == 0 && tokens[verb - 1].tag == Tag::Propn).then_some(SpeechReport {
        cue: tokens[verb].span,
        speaker: Some(who),
        addressee: None,
    })
}

/// Whether a token begins another clause of its sentence: "and" or "while" before a verb, a participle that tells what else is done
/// ("…, echoing Marsh").
fn begins_clause(language: &Language, sentence: &Sentence, i: usize) -> bool {
    let tokens = &sentence.tokens;
    let of_verb = || sentence.head(i).is_some_and(|head| matches!(tokens[head].tag, Tag::Verb | Tag::Aux));
    match tokens[i].relation {
        Relation::Cc => of_verb(),
        Relation::Mark => tokens[i].tag == Tag::Sconj && !language.grammar.complementizer.has(tokens[i].word),
        _ => tokens[i].features.has(Features::GERUND) && i > 0 && tokens[i - 1].tag == Tag::Punct,
    }
}

/// Whether somebody is only brought to say what follows: "that “sad” meeting had prompted Lowe to announce that".
fn is_brought_about(sentence: &Sentence, i: usize, report: &SpeechReport) -> bool {
    let above = sentence.head(i).filter(|_| sentence.tokens[i].relation == Relation::Xcomp);
    above.is_some_and(|above| report.speaker.is_some_and(|who| who.span.start > sentence.tokens[above].span.start))
}

/// Whether a verb only tells of whom the words before it speak: "a “safe area” for women who have been hurt or feel threatened".
fn tells_whom(sentence: &Sentence, i: usize) -> bool {
    let tokens = &sentence.tokens;
    let first = match tokens[i].relation {
        Relation::Conj => sentence.head(i).unwrap_or(i),
        _ => i,
    };
    let is_relative = |subject: usize| tokens[subject].features.has(Features::RELATIVE);
    tokens[first].relation == Relation::AclRelcl && sentence.subject(first).is_some_and(is_relative)
}

/// Whether a sentence carries on the marks before it: it begins in lower case, or with a name or pronoun and a
/// reporting word, or with a reporting word itself.
fn joins(language: &Language, text: &str, one: &QuotedStretch, sentence: &Sentence) -> bool {
    let between = &text[one.outer.end().min(sentence.span.start())..sentence.span.start()];
    let lower = sentence.span.of(text).starts_with(char::is_lowercase);
    let plain = matches!(between.trim(), "" | "," | ".");
    // Cut after the title of who said it: "…,” Ms. | Lowe said."
    if !between.is_empty() && between.len() <= 8 && between.trim_start().starts_with(char::is_uppercase) {
        return true;
    }
    let comma = one.inner.of(text).ends_with([',', '?', '!']) || between.contains(',');
    if !plain {
        return false;
    }
    // A comma inside the marks promises who said it.
    let long = if one.inner.of(text).ends_with(',') { 40 } else { 10 };
    let short = sentence.tokens.len() <= long
        && sentence.tokens.iter().take(long).any(|token| cues::class(language, token.lemma) != ReportingClass::NONE);
    lower || (comma && short)
}

/// The report that token `i` makes, if it is a reporting word: a verb with its subject, or "according to" with whom.
/// `quote` is what it may report, never part of its speaker.
pub(super) fn report_at(
    text: &str,
    found: &NamedText,
    sentence: &Sentence,
    i: usize,
    quote: Option<Span>,
) -> Option<SpeechReport> {
    let cue = ReportingWord { text, found, sentence, i, quote };
    if cue.is_according() {
        return cue.according_to_whom();
    }
    if cue.reports_nothing() {
        return None;
    }
    cue.quoted_as_saying().or_else(|| cue.read_out()).or_else(|| cue.told_by_somebody())
}

/// A word that may report, of which is asked who reports.
#[derive(Clone, Copy)]
struct ReportingWord<'a> {
    text: &'a str,
    found: &'a NamedText<'a>,
    sentence: &'a Sentence,
    /// The word's place in the sentence.
    i: usize,
    /// What it may report, never part of its speaker.
    quote: Option<Span>,
}

impl ReportingWord<'_> {
    /// The report with who reports: the words from a first to a last token, if anybody is told.
    fn report(&self, who: Option<(usize, usize)>) -> SpeechReport {
        let ReportingWord { text, found, sentence, i, .. } = *self;
        let speaker = who.map(|(first, last)| speaker(text, found, sentence.words(first, last)));
        SpeechReport { cue: cues::span(found.language, text, sentence, i), speaker, addressee: None }
    }

    /// Whether these words are none of what is reported.
    fn is_clear(&self, (first, last): (usize, usize)) -> bool {
        self.quote.is_none_or(|quote| !quote.overlaps(self.sentence.words(first, last)))
    }

    /// What stands right before token `at`, where it may speak.
    fn agent_before(&self, at: usize) -> Option<(usize, usize)> {
        let ReportingWord { text, found, sentence, quote, .. } = *self;
        before(found.language, text, sentence, at, quote)
            .filter(|&(first, last)| is_agent(found, sentence, first, last))
    }

    fn is_according(&self) -> bool {
        let (grammar, tokens) = (&self.found.language.grammar, &self.sentence.tokens);
        grammar.according.has(tokens[self.i].word)
            && tokens.get(self.i + 1).is_some_and(|next| grammar.infinitive.has(next.word))
    }

    /// "According to Ann Lowe": the report is hers.
    fn according_to_whom(&self) -> Option<SpeechReport> {
        let ReportingWord { text, found, sentence, i, quote } = *self;
        let (first, last) = phrase(found.language, text, sentence, i + 2, quote)?;
        let whole = (first, described::apposition_behind(found, sentence, last).unwrap_or(last));
        let who = if self.is_clear(whole) { whole } else { (first, last) };
        Some(SpeechReport { cue: sentence.words(i, i + 1), ..self.report(Some(who)) })
    }

    /// Whether the word is none that reports, or only tells what something is called or what was said of it.
    fn reports_nothing(&self) -> bool {
        let ReportingWord { found, sentence, i, quote, .. } = *self;
        cues::verb(found.language, sentence, i) == ReportingClass::NONE
            || described::is_told_of(sentence, i)
            || quote.is_some_and(|quote| names_what_stands_before(found.language, sentence, i, quote))
    }

    /// "Quoting him as saying": the report is his.
    fn quoted_as_saying(&self) -> Option<SpeechReport> {
        let who = quoted_as_saying(self.found.language, self.text, self.sentence, self.i);
        who.filter(|&who| self.is_clear(who)).map(|who| self.report(Some(who)))
    }

    /// Read out from a paper: the report is that of who wrote it.
    fn read_out(&self) -> Option<SpeechReport> {
        let author = read_out(self.text, self.found, self.sentence, self.i)?;
        let clear = self.quote.is_none_or(|quote| !quote.overlaps(author.span));
        clear.then(|| SpeechReport { speaker: Some(author), ..self.report(None) })
    }

    /// The report of whoever does what the verb says, with whom it is told to. A verb of telling may leave out who tells.
    fn told_by_somebody(&self) -> Option<SpeechReport> {
        let ReportingWord { text, found, sentence, i, .. } = *self;
        if self.is_passive() {
            return Some(self.of_passive());
        }
        let who = self.inverted().or_else(|| self.leader()).or_else(|| self.by_syntax()).or_else(|| self.by_place());
        let who = who.map(|who| self.put_right(who));
        let behind = |last| {
            name_behind(found.language, text, sentence, last)
                .or_else(|| described::apposition_behind(found, sentence, last))
        };
        let who = who.map(|(first, last)| (first, if first > i { behind(last).unwrap_or(last) } else { last }));
        let who = who.filter(|&who| self.is_clear(who));
        if who.is_none() {
            let names_addressee = found.language.quotes.names_addressee.has(sentence.tokens[i].lemma);
            return names_addressee.then(|| self.report(None));
        }
        Some(SpeechReport { addressee: self.addressee(), ..self.report(who) })
    }

    fn is_passive(&self) -> bool {
        let ReportingWord { found, sentence, i, quote, .. } = *self;
        sentence.children(i).any(|child| sentence.tokens[child].relation == Relation::AuxPass)
            || quote.is_none() && parted::is_asked(found.language, sentence, i)
    }

    /// Agentless: "it was claimed"; with an agent: "was told by".
    fn of_passive(&self) -> SpeechReport {
        let ReportingWord { text, found, sentence, i, .. } = *self;
        let agent = sentence
            .child(i, Relation::OblAgent)
            .and_then(|agent| noun_phrase(found.language, text, sentence, agent, i));
        self.report(agent)
    }

    /// Who ends the sentence with a verb of saying, where nothing is quoted.
    fn inverted(&self) -> Option<(usize, usize)> {
        let ReportingWord { text, found, sentence, i, quote } = *self;
        let phrase = |from: usize| phrase(found.language, text, sentence, from, quote);
        let who = described::inverted(found, sentence, i, phrase).filter(|&who| self.is_clear(who))?;
        // The parser may know more of them: "said Ann Lowe, head of the board".
        self.by_syntax().filter(|&(first, _)| first == who.0).or(Some(who))
    }

    /// The words for who speaks before the verb, all of them and nothing else.
    fn put_right(&self, who: (usize, usize)) -> (usize, usize) {
        if who.1 >= self.i {
            return who;
        }
        let whole = described::whole(self.found, self.sentence, who, self.i);
        if self.is_clear(whole) { whole } else { who }
    }

    /// Who leads the sentence, far before the verb.
    fn leader(&self) -> Option<(usize, usize)> {
        let ReportingWord { found, sentence, i, .. } = *self;
        parted::leader(found.language, sentence, i).filter(|&(first, last)| is_agent(found, sentence, first, last))
    }

    /// Its subject; a verb joined to another has the other's subject, and a relative stands for its antecedent.
    fn by_syntax(&self) -> Option<(usize, usize)> {
        let ReportingWord { text, found, sentence, i, quote } = *self;
        let is_relative =
            |(first, last): (usize, usize)| first == last && sentence.tokens[first].features.has(Features::RELATIVE);
        let own = described::author(found, sentence, i).or_else(|| subject(found.language, sentence, i));
        let who = own.and_then(|own| {
            behind_opener(text, found, sentence, i, quote)
                .or_else(|| self.right_before_or(self.phrase_of_subject(own)?))
        });
        who.filter(|&who| !is_relative(who)).or_else(|| self.antecedent())
    }

    /// The words of the subject whose head is token `own`, where it may stand there.
    fn phrase_of_subject(&self, own: usize) -> Option<(usize, usize)> {
        let ReportingWord { text, found, sentence, i, quote } = *self;
        // "Earlier Friday, Lowe waved and wrote": a day is nobody; whoever stands before its verb is.
        let by_place = || {
            sentence.head(own).filter(|_| own < i).and_then(|verb| before(found.language, text, sentence, verb, quote))
        };
        let who = noun_phrase(found.language, text, sentence, own, i).or_else(by_place)?;
        let stands = own < i || may_follow(text, sentence, i, who.1, quote) && self.is_somebody(who.0, who.1);
        (stands && self.is_clear(who)).then_some(who)
    }

    /// "Lowe told Marsh on Friday": a subject after the verb gives way to a name right before it.
    fn right_before_or(&self, subject: (usize, usize)) -> Option<(usize, usize)> {
        let right_before = || self.agent_before(self.i).filter(|&(_, last)| last + 1 == self.i);
        if subject.0 > self.i { right_before().or(Some(subject)) } else { Some(subject) }
    }

    /// "… who told": the relative's antecedent.
    fn antecedent(&self) -> Option<(usize, usize)> {
        let (sentence, tokens) = (self.sentence, &self.sentence.tokens);
        let head = sentence.head(self.i).filter(|_| tokens[self.i].relation == Relation::AclRelcl)?;
        let (first, _) = sentence.subtree(head);
        // "payments to two women who said".
        let first = (first..head).find(|&at| !matches!(tokens[at].tag, Tag::Adp | Tag::Punct)).unwrap_or(head);
        // "Among them was Ann Lowe, who said": her name's own words.
        let acts = (first..head).any(|at| matches!(tokens[at].tag, Tag::Verb | Tag::Aux));
        let first = if acts { phrase_start(sentence, head, |_| true) } else { first };
        // A name hangs on its first word.
        let in_name = |at: &usize| tokens[*at].relation == Relation::Flat && sentence.head(*at) == Some(head);
        let last = (head + 1..tokens.len()).take_while(in_name).last().unwrap_or(head);
        let who = (first, last);
        // "Ann Lowe, the woman who said": who they are stands before.
        let who = named_before(self.found, sentence, who).map_or(who, |(named, _)| (named, last));
        (first <= head && self.is_clear(who)).then_some(who)
    }

    /// Who stands beside it, whatever the syntax: "said Ann Lowe", "Ann Lowe said".
    fn by_place(&self) -> Option<(usize, usize)> {
        let place = self.agent_before(self.i);
        let far =
            || described::far_before(self.found, self.sentence, self.i, self.quote).filter(|&who| self.is_clear(who));
        place.and_then(|place| self.whom_who_stands_for(place)).or(place).or_else(far).or_else(|| self.behind())
    }

    /// "Marsh, who had said": whom the "who" stands for.
    fn whom_who_stands_for(&self, (who, last): (usize, usize)) -> Option<(usize, usize)> {
        let ReportingWord { text, found, sentence, .. } = *self;
        if who != last || !found.language.grammar.relative_person.has(sentence.tokens[who].word) {
            return None;
        }
        let comma = who > 0 && sentence.tokens[who - 1].span.of(text) == ",";
        let whose = self.agent_before(who - usize::from(comma))?;
        Some(named_before(found, sentence, whose).unwrap_or(whose))
    }

    /// Who stands behind the verb. Behind "told" stands who was told; who told it is who spoke before: "Marsh said …, but told
    /// reporters:".
    fn behind(&self) -> Option<(usize, usize)> {
        let ReportingWord { text, found, sentence, i, quote } = *self;
        if found.language.quotes.names_addressee.has(sentence.tokens[i].lemma) {
            return spoke_before(found.language, text, sentence, i).filter(|&who| self.is_clear(who));
        }
        let right_behind = phrase(found.language, text, sentence, i + 1, quote)
            .filter(|&(first, last)| first == i + 1 && may_follow(text, sentence, i, last, quote))
            .filter(|&(first, last)| self.is_somebody(first, last));
        right_behind
            .or_else(|| parted::told_on(sentence, i).and_then(|verb| self.agent_before(verb)))
            .or_else(|| behind_bracket(text, found, sentence, i).filter(|&who| self.is_clear(who)))
    }

    /// Whether words behind the verb are for somebody, and not for what is promised or denied: a name, a pronoun, an article, a
    /// plural. "Promised justice" is no judge's promise.
    fn is_somebody(&self, first: usize, last: usize) -> bool {
        let ReportingWord { found, sentence, .. } = *self;
        let tokens = &sentence.tokens;
        let is_one = |token: &Token| {
            matches!(token.tag, Tag::Pron | Tag::Propn | Tag::Det)
                || token.features.has(Features::PLURAL)
                || first < last && found.language.names.roles.has(token.lemma)
                || found.language.quotes.tellers.has(token.lemma)
        };
        is_agent(found, sentence, first, last) && tokens[first..=last].iter().any(is_one)
    }

    /// Whom a verb of telling says it was told to.
    fn addressee(&self) -> Option<Span> {
        let ReportingWord { text, found, sentence, i, .. } = *self;
        [Relation::Iobj, Relation::Obj]
            .into_iter()
            .find_map(|relation| sentence.child(i, relation))
            .filter(|_| found.language.quotes.telling.has(sentence.tokens[i].lemma))
            .and_then(|object| noun_phrase(found.language, text, sentence, object, i))
            .filter(|&whom| self.is_clear(whom))
            .map(|(first, last)| sentence.words(first, last))
    }
}

/// Whether a participle right before marks only tells what something is called: "papers about the war called “the Orm Papers”".
fn names_what_stands_before(language: &Language, sentence: &Sentence, i: usize, quote: Span) -> bool {
    let token = &sentence.tokens[i];
    let next = sentence.tokens.partition_point(|token| token.span.end <= quote.start);
    language.quotes.naming.has(token.lemma)
        && token.relation == Relation::Acl
        && sentence.subject(i).is_none()
        && next == i + 1
}

/// Who stands between a conjunction and the verb at `i`, wherever the parser hangs them: "It came as the board said".
fn behind_opener(
    text: &str,
    found: &NamedText,
    sentence: &Sentence,
    i: usize,
    quote: Option<Span>,
) -> Option<(usize, usize)> {
    let (first, last) = before(found.language, text, sentence, i, quote).filter(|_| sentence.subject(i).is_none())?;
    let opens = last + 1 == i && first > 0 && parted::opens(found.language, sentence, first - 1);
    (opens && is_agent(found, sentence, first, last)).then_some((first, last))
}

/// Whom somebody quotes "as saying" what follows: "the article said, quoting him as saying". Of the passive the subject is found as
/// that of any verb.
fn quoted_as_saying(language: &Language, text: &str, sentence: &Sentence, i: usize) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    if !language.quotes.opens_quoted.has(tokens[i].word) || i < 3 || !language.grammar.role.has(tokens[i - 1].word) {
        return None;
    }
    let verb =
        (i.saturating_sub(LONGEST_QUOTED)..i - 1).rev().find(|&at| language.quotes.quoting.has(tokens[at].lemma))?;
    let (first, last) = phrase(language, text, sentence, verb + 1, None)?;
    (first == verb + 1 && last + 2 >= i).then_some((first, last))
}

/// Most words from "quoted" to "saying": "quoted a senior official of the harbor board as saying".
const LONGEST_QUOTED: usize = 12;

/// Whose words somebody reads out: "Marsh read a statement from Ann Lowe: “…”", "quoted a letter by his wife".
fn read_out(text: &str, found: &NamedText, sentence: &Sentence, i: usize) -> Option<Speaker> {
    let tokens = &sentence.tokens;
    let from = &found.language.quotes.written_by;
    if !found.language.quotes.reading_out.has(tokens[i].lemma) {
        return None;
    }
    let behind = i + 1..tokens.len().min(i + 1 + FARTHEST_PAPER);
    let paper = behind
        .clone()
        .find(|&at| tokens[at].tag == Tag::Noun && found.language.quotes.messages.has(tokens[at].lemma))?;
    let clause = tokens[i + 1..paper].iter().all(|token| !matches!(token.tag, Tag::Verb | Tag::Aux | Tag::Sconj));
    let by = tokens.get(paper + 1).filter(|token| clause && from.has(token.word))?;
    let start = tokens.partition_point(|token| token.span.start <= by.span.start);
    let (first, last) = phrase(found.language, text, sentence, start, None).filter(|&(first, _)| first == start)?;
    let last = name_behind(found.language, text, sentence, last).unwrap_or(last);
    is_agent(found, sentence, first, last).then(|| speaker(text, found, sentence.words(first, last)))
}

/// How many words behind "read" the paper that is read may stand: "read out a short statement".
const FARTHEST_PAPER: usize = 6;

/// The subject of the verb at `i`, or of the one it is joined to: "rose and said", "left, saying", "tried to explain".
pub(super) fn subject(language: &Language, sentence: &Sentence, i: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    if let Some((_, last)) = parted::leader(language, sentence, i) {
        return Some(last);
    }
    if let Some(verb) = parted::joined_farther_up(language, sentence, i) {
        return subject(language, sentence, verb);
    }
    if parted::is_anybodys(language, sentence, i) {
        return None;
    }
    // "left, asking whether the bridge was safe and saying": participles are joined to participles.
    let is_participle = |at: usize| tokens[at].features.has(Features::GERUND);
    let joined = tokens[i].relation == Relation::Conj
        && is_participle(i)
        && sentence.head(i).is_some_and(|head| !is_participle(head) && sentence.subject(head).is_some());
    let mut at = i;
    if let Some(verb) = parted::goes_on_with(language, sentence, i) {
        at = verb;
    }
    if joined && let Some(other) = sentence.ancestors(i).find(|&at| is_participle(at)) {
        at = other;
    }
    // Joined to one that is joined to one: more links than that are parsing errors.
    for _ in 0..4 {
        if let Some(subject) = sentence.subject(at) {
            return outer_subject(language, sentence, i, (at, subject)).or(Some(subject));
        }
        // "Residents called for more", "Ann Lowe, the mayor, called for more": a sentence may be read as a noun with its participle.
        if tokens[at].relation == Relation::Acl
            && let Some(head) = sentence.head(at)
            && (head + 1 == at || parted::is_behind_comma(sentence, at) && head < at && tokens[head].tag == Tag::Propn)
            && sentence.head(head).is_none()
            && !tokens[at].features.has(Features::GERUND)
        {
            return Some(head);
        }
        if let Some(verb) = above_noun(language, sentence, at) {
            at = verb;
            continue;
        }
        if let Some(object) = forced(language, sentence, at) {
            return Some(object);
        }
        let joined = matches!(tokens[at].relation, Relation::Conj | Relation::Advcl | Relation::Xcomp);
        at = sentence.head(at).filter(|_| joined).or_else(|| who_has_to(language, sentence, at))?;
    }
    None
}

/// The subject of the verb of saying above the verb at `at`, where that one's own subject does not say what the verb at `i` tells:
/// "Marsh said people were screaming, describing …", "Marsh said the papers were lost and denied …", "Lowe conceded that “I know little”
/// and described …".
fn outer_subject(language: &Language, sentence: &Sentence, i: usize, (at, subject): (usize, usize)) -> Option<usize> {
    let tokens = &sentence.tokens;
    if at == i || tokens[at].relation != Relation::Ccomp {
        return None;
    }
    let author = sentence.head(at).filter(|&head| cues::verb(language, sentence, head).is(ReportingClass::SAY));
    // Behind a comma the author takes over.
    let takes_over = tokens[i].features.has(Features::GERUND) && parted::is_behind_comma(sentence, i);
    // Things that something is done to deny nothing, and nobody but who is quoted says "I".
    let is_anothers = tokens[subject].relation == Relation::NsubjPass || tokens[subject].features.has(Features::FIRST);
    author.filter(|_| takes_over || is_anothers).and_then(|head| sentence.subject(head))
}

/// Whoever is brought to do what an infinitive tells: "Lowe forced Marsh to admit".
fn forced(language: &Language, sentence: &Sentence, at: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let above = sentence.head(at).filter(|_| tokens[at].relation == Relation::Xcomp)?;
    let object = sentence.child(above, Relation::Obj).or_else(|| sentence.child(above, Relation::Iobj));
    let is_somebody = |&object: &usize| {
        object > above
            && object < at
            && (matches!(tokens[object].tag, Tag::Propn | Tag::Pron) || language.names.roles.has(tokens[object].lemma))
            && !tokens[object].features.has(Features::REFLEXIVE)
    };
    object.filter(is_somebody)
}

/// The verb that one in the past belongs to, where the parser joined it to a noun, which can't be: "criticized deals such as the pact and
/// called for more".
fn above_noun(language: &Language, sentence: &Sentence, at: usize) -> Option<usize> {
    let above = sentence.head(at).filter(|&above| is_joined_to_noun(sentence, at, above))?;
    sentence.ancestors(above).find(|&up| tells_of_somebody(language, sentence, up))
}

/// Whether a verb in the past was joined to a noun, which can't be.
fn is_joined_to_noun(sentence: &Sentence, at: usize, above: usize) -> bool {
    let token = &sentence.tokens[at];
    token.relation == Relation::Conj
        && token.tag == Tag::Verb
        && token.features.tells()
        && matches!(sentence.tokens[above].tag, Tag::Noun | Tag::Propn)
        && sentence.child(above, Relation::Cop).is_none()
}

/// Whether a token is a verb that tells what its own subject, before it, does; "could lead" is none.
fn tells_of_somebody(language: &Language, sentence: &Sentence, at: usize) -> bool {
    sentence.tokens[at].tag == Tag::Verb
        && !parted::is_bare(language, sentence, at)
        && sentence.subject(at).is_some_and(|subject| subject < at)
}

/// The verb whose subject does what an infinitive on its object says: "Marsh took the opportunity to rebuke".
fn who_has_to(language: &Language, sentence: &Sentence, i: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let is_infinitive = sentence.children(i).any(|child| child < i && language.grammar.toward.has(tokens[child].word));
    let noun = sentence.head(i).filter(|_| tokens[i].relation == Relation::Acl && is_infinitive)?;
    sentence.head(noun).filter(|_| tokens[noun].relation == Relation::Obj)
}

/// The subject of the nearest verb of saying before token `i` in its sentence.
fn spoke_before(language: &Language, text: &str, sentence: &Sentence, i: usize) -> Option<(usize, usize)> {
    let verb =
        (i.saturating_sub(30)..i).rev().find(|&at| cues::verb(language, sentence, at).is(ReportingClass::SAY))?;
    let subject = subject(language, sentence, verb).filter(|&subject| subject < verb)?;
    noun_phrase(language, text, sentence, subject, verb)
}

/// Whether who speaks may stand behind the verb at `i`, up to token `last`: "“…,” said Ann Lowe", "Said Lowe: “…”". Behind "said" and
/// before marks with nothing between stands whom the words are about: "said Marsh “must go”". Nobody follows a participle in "-ing".
fn may_follow(text: &str, sentence: &Sentence, i: usize, last: usize, quote: Option<Span>) -> bool {
    let tokens = &sentence.tokens;
    let leads = quote.is_some_and(|quote| quote.start > tokens[i].span.start);
    let is_parted = || tokens.get(last + 1).is_some_and(|next| matches!(next.span.of(text), ":" | ","));
    !tokens[i].features.has(Features::GERUND) && tokens[i + 1].relation != Relation::Expl && (!leads || is_parted())
}

/// The first person named in a sentence whose verb at `i` follows a politician's party in brackets, where nobody stands before the
/// brackets: pages put what they link to between a name and its party.
fn behind_bracket(text: &str, found: &NamedText, sentence: &Sentence, i: usize) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let closing = i.checked_sub(1).filter(|&at| tokens[at].span.of(text) == ")")?;
    let open = (closing.saturating_sub(LONGEST_PARTY)..closing).rev().find(|&at| tokens[at].span.of(text) == "(")?;
    let is_party = found.language.names.is_party(&text[tokens[open].span.end()..tokens[closing].span.start()]);
    let at = found.names.partition_point(|name| name.span.end <= sentence.span.start);
    let mut inside = found.names[at..].iter().take_while(|name| name.span.start < tokens[open].span.start);
    let name = inside.find(|name| name.kind == MentionKind::Person && name.form == NameForm::Named)?;
    let words = sentence.tokens_in(name.span);
    (is_party && !words.is_empty()).then(|| (words.start, words.end - 1))
}

/// Most tokens of a party and a state in brackets: "(D-N.Y.".
const LONGEST_PARTY: usize = 6;

/// Whether words can be somebody who speaks: they hold a name, a pronoun or a noun for a person or body.
fn is_agent(found: &NamedText, sentence: &Sentence, first: usize, last: usize) -> bool {
    let span = sentence.words(first, last);
    let named = names_in(found.names, span).next().is_some();
    named || (first..=last).any(|at| matches!(sentence.tokens[at].tag, Tag::Pron | Tag::Propn | Tag::Noun))
}

/// The phrase around a head: all that hangs on it, but no clause of its own and not past `verb`.
fn noun_phrase(
    language: &Language,
    text: &str,
    sentence: &Sentence,
    head: usize,
    verb: usize,
) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let (mut first, mut last) = sentence.subtree(head);
    if head < verb {
        last = last.min(verb - 1);
    } else {
        first = first.max(verb + 1);
    }
    // A relative clause or a long apposition describes who speaks but is set off by commas; it goes with the name.
    // What is left out: marks at the ends, and anything beyond thirty words, which no speaker has.
    // A bracket that opens in the phrase closes in it; one of a link does not.
    let closing = |at: usize| {
        tokens[at].span.of(text) == ")"
            && (first..at)
                .any(|open| open > 0 && tokens[open].span.of(text) == "(" && tokens[open - 1].span.of(text) != "]")
    };
    while last > head
        && ((tokens[last].tag == Tag::Punct && !closing(last))
            || tokens[last].tag == Tag::Cconj
            || tokens[last].features.has(Features::RELATIVE) && tokens[last - 1].tag != Tag::Adp)
    {
        last -= 1;
    }
    while first < head && tokens[first].tag == Tag::Punct {
        first += 1;
    }
    // Adverbs that hang on the subject by mistake: "However, officials said".
    while first < head
        && matches!(tokens[first].tag, Tag::Adv | Tag::Sconj | Tag::Cconj)
        && !counts(language, sentence, first)
    {
        first += 1;
    }
    while first < head && matches!(tokens[first].tag, Tag::Punct | Tag::Adp) {
        first += 1;
    }
    // What stands before the subject's own words: "Speaking in Leeds, she", "Many agree, but the coalition".
    let foreign = (first..head).rev().find(|&at| {
        language.grammar.but.has(tokens[at].word)
            || (tokens[at].word == Word::of(",")
                && (matches!(tokens[first].tag, Tag::Verb | Tag::Adv)
                    || tokens[first].features.has(Features::GERUND)
                    || begins_anew(sentence, at, head)))
    });
    first = foreign.map_or(first, |at| at + 1);
    // A participle behind it tells what else was done: "Lowe, speaking in Leeds,".
    let participle = (head + 1..last).find(|&at| {
        tokens[at].word == Word::of(",")
            && tokens[at + 1].tag == Tag::Verb
            && tokens[at + 1].features.has(Features::GERUND)
    });
    last = participle.map_or(last, |at| at - 1);
    // "A spokesman for Ann Lowe said": what stands right behind such a word is part of a longer phrase, wherever the parser
    // hangs it.
    let links = |at: usize| {
        language.quotes.belonging.has(tokens[at].word)
            || language.grammar.inside.has(tokens[at].word) && at > 0 && tokens[at - 1].features.has(Features::PLURAL)
    };
    let belongs = first >= 2 && links(first - 1) && matches!(tokens[first - 2].tag, Tag::Noun | Tag::Propn);
    if head < verb && belongs {
        first = phrase_start(sentence, first - 2, |_| true);
    }
    let (first, last) = without_day(language, text, sentence, first, last)?;
    let head = head.max(first);
    let last = without_description(sentence, first, head, last);
    (first <= head && head <= last && last - first < LONGEST_SPEAKER).then_some((first, last))
}

/// Most tokens of the words for who speaks.
const LONGEST_SPEAKER: usize = 30;

/// The last token of who speaks without too long a description: "\[Ann Lowe\], head of the board -- which runs the pier and …".
fn without_description(sentence: &Sentence, first: usize, head: usize, last: usize) -> usize {
    let comma = (head + 1..last).find(|&at| sentence.tokens[at].word == Word::of(","));
    comma.filter(|_| last - first >= LONGEST_SPEAKER).map_or(last, |comma| comma - 1)
}

/// Whether an adverb tells how many they are: "nearly eight of ten voters", "only 52 percent", "both candidates".
fn counts(language: &Language, sentence: &Sentence, at: usize) -> bool {
    let word = sentence.tokens[at].word;
    let is_number = sentence.tokens.get(at + 1).is_some_and(|next| next.tag == Tag::Num);
    language.quotes.tells_two.has(word) || language.quotes.how_many.has(word) && is_number
}

/// Whether what stands behind a comma is the subject's own words, which nothing before the comma describes: "After the debate, Ann Lowe",
/// but not "a tall, thin man", "the young, able Ann Lowe".
fn begins_anew(sentence: &Sentence, comma: usize, head: usize) -> bool {
    let tokens = &sentence.tokens;
    let before = comma.checked_sub(1).map(|at| tokens[at].tag);
    matches!(before, Some(Tag::Noun | Tag::Propn | Tag::Num))
        && tokens[head].tag == Tag::Propn
        && (comma + 1..head).all(|at| matches!(tokens[at].tag, Tag::Noun | Tag::Propn | Tag::Adj | Tag::Punct))
}

/// The end of the name that stands behind a comma, where a phrase only tells who it is: "said the dockers' leader, Pavle Druk."
/// The parser often hangs it elsewhere.
fn name_behind(language: &Language, text: &str, sentence: &Sentence, last: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let is_large = |at: usize| tokens.get(at).is_some_and(|token| token.span.of(text).starts_with(char::is_uppercase));
    // "Odd Harnes": a given name may be a word of English.
    let in_name = |at: &usize| {
        let named = tokens[*at].tag == Tag::Propn
            || tokens.get(at + 1).is_some_and(|next| next.tag == Tag::Propn && is_large(at + 1));
        named && is_large(*at) && !language.quotes.days.has(tokens[*at].word)
    };
    if tokens[last].tag != Tag::Noun || tokens.get(last + 1).is_none_or(|next| next.span.of(text) != ",") {
        return None;
    }
    let end = (last + 2..tokens.len().min(last + 2 + LONGEST_NAME)).take_while(in_name).last()?;
    let closes = tokens.get(end + 1).is_none_or(|next| next.tag == Tag::Punct || next.tag == Tag::Cconj);
    closes.then_some(end)
}

/// Who is named before a comma behind which a phrase without a person's name only tells what they are: "Ann Lowe, Ohio Democrat, who said".
fn named_before(found: &NamedText, sentence: &Sentence, (first, last): (usize, usize)) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let comma = first.checked_sub(1).filter(|&at| tokens[at].word == Word::of(","))?;
    let words = sentence.words(first, last);
    let at = found.names.partition_point(|name| name.span.end <= words.start);
    let inside = found.names[at..].iter().take_while(|name| name.span.start < words.end);
    let is_person = |name: &Name| name.kind == MentionKind::Person && name.form == NameForm::Named;
    let before = at.checked_sub(1).map(|at| &found.names[at]).filter(|name| is_person(name))?;
    let named = sentence.tokens_in(before.span);
    let ends_there = !named.is_empty() && named.end == comma;
    (ends_there && !inside.into_iter().any(is_person))
        .then(|| (phrase_start(sentence, named.end - 1, |_| true).min(named.start), named.end - 1))
}

/// Most words of somebody's name.
const LONGEST_NAME: usize = 5;

/// Without the day before or behind it: "Monday, Prime Minister Marsh", "Marsh on Monday". `None` where only a day is left.
fn without_day(
    language: &Language,
    text: &str,
    sentence: &Sentence,
    mut first: usize,
    last: usize,
) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    // "Earlier Friday".
    if first < last
        && language.quotes.parts_of_day.has(tokens[first].word)
        && language.quotes.days.has(tokens[first + 1].word)
    {
        first += 1;
    }
    let in_time = |at: usize| {
        at < last
            && language.quotes.which_time.has(tokens[at].word)
            && language.quotes.spans_of_day.has(tokens[at + 1].word)
    };
    // "Last week Lowe"; "this morning" alone is nobody.
    if in_time(first) {
        first += 2;
    }
    while first <= last && (language.quotes.days.has(tokens[first].word) || tokens[first].tag == Tag::Punct) {
        first += 1;
    }
    let mut last = last;
    // "an analysis by the board last month found".
    if last > first + 1 && in_time(last - 1) {
        last -= 2;
    }
    // "Lowe on Monday said".
    while last > first + 1
        && language.quotes.days.has(tokens[last].word)
        && language.grammar.on.has(tokens[last - 1].word)
    {
        last -= 2;
    }
    // "a video in August claiming"
    let is_month = first == last && language.names.is_calendar(tokens.get(first)?.span.of(text));
    (first <= last && tokens[first].tag != Tag::Part && !is_month).then_some((first, last))
}

/// The noun phrase that begins at token `from`, by tags alone.
fn phrase(
    language: &Language,
    text: &str,
    sentence: &Sentence,
    from: usize,
    quote: Option<Span>,
) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let mut last = None;
    let mut at = from;
    while at < tokens.len() {
        let token = &tokens[at];
        if quote.is_some_and(|quote| quote.overlaps(token.span)) {
            break;
        }
        let words = token.span.of(text);
        match token.tag {
            _ if token.features.has(Features::RELATIVE) => break,
            Tag::Noun | Tag::Propn | Tag::Pron | Tag::Num => last = Some(at),
            Tag::Det | Tag::Adj if last.is_none() || at > 0 => {}
            // "said outgoing chairman Lowe".
            Tag::Verb
                if last.is_none()
                    && token.features.has(Features::GERUND | Features::PARTICIPLE)
                    && tokens.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Noun | Tag::Propn)) => {}
            // "according to rebel officials", "according to the United Nations": no verb stands there, whatever the tag says.
            Tag::Verb
                if last.is_none()
                    && at > 1
                    && tokens.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Noun | Tag::Propn))
                    && (tokens[at - 1].tag == Tag::Det || language.grammar.according.has(tokens[at - 2].word)) => {}
            Tag::Part if words.starts_with(['\'', '’']) => {}
            Tag::Adp if last.is_some() && language.quotes.links_on.has(token.word) => {}
            Tag::Cconj if last.is_some() => {}
            Tag::Punct if words == "-" => {}
            _ => break,
        }
        if at - from > 14 {
            break;
        }
        at += 1;
    }
    last.map(|last| (from, last))
}

/// First token of the noun phrase that ends with token `last`, by tags alone, ten tokens at most.
fn phrase_start(sentence: &Sentence, last: usize, may_hold: impl Fn(Span) -> bool) -> usize {
    let tokens = &sentence.tokens;
    let mut first = last;
    while first > 0
        && last - first < 10
        && (matches!(tokens[first - 1].tag, Tag::Noun | Tag::Propn | Tag::Adj | Tag::Det | Tag::Num)
            || tokens[first - 1].word == Word::of("-"))
        && may_hold(tokens[first - 1].span)
    {
        first -= 1;
    }
    first
}

/// The noun phrase that ends right before token `verb`, by tags alone.
fn before(
    language: &Language,
    text: &str,
    sentence: &Sentence,
    verb: usize,
    quote: Option<Span>,
) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let mut last = verb.checked_sub(1)?;
    // "Lowe calmly and repeatedly denied"
    let joins = |at: usize| tokens[at].tag == Tag::Cconj && at > 0 && tokens[at - 1].tag == Tag::Adv && at + 1 < verb;
    while last > 0 && (matches!(tokens[last].tag, Tag::Adv | Tag::Aux) || joins(last)) {
        last -= 1;
    }
    // "Lowe on Tuesday said".
    if last > 2 && language.quotes.days.has(tokens[last].word) && language.grammar.on.has(tokens[last - 1].word) {
        last -= 2;
    }
    let end = last;
    // "Rep. Ann Lowe (D-Ohio) said", "Tom Marsh, a teacher in Leeds, said".
    for _ in 0..2 {
        let open = match tokens[last].span.of(text) {
            ")" => (last.saturating_sub(8)..last).rev().find(|&at| tokens[at].span.of(text) == "("),
            "," => (last.saturating_sub(24)..last).rev().find(|&at| tokens[at].span.of(text) == ",").filter(|&open| {
                // An apposition, not a clause.
                tokens[open + 1..last].iter().all(|token| !matches!(token.tag, Tag::Verb | Tag::Aux | Tag::Sconj))
            }),
            _ => None,
        };
        last = open.and_then(|open| open.checked_sub(1)).unwrap_or(last);
    }
    // "The mother of three replied".
    let is_number = || tokens[last].tag == Tag::Num && last > 1 && language.quotes.links.has(tokens[last - 1].word);
    if !(matches!(tokens[last].tag, Tag::Noun | Tag::Propn | Tag::Pron) || is_number())
        || quote.is_some_and(|quote| quote.overlaps(tokens[last].span))
    {
        return None;
    }
    let may_hold = |span: Span| !quote.is_some_and(|quote| quote.overlaps(span));
    let mut first = phrase_start(sentence, last, may_hold);
    // "officials from both parties said"
    // "negotiators in Orm announced": a place announces nothing.
    let lies_in = first >= 2
        && first == last
        && language.grammar.inside.has(tokens[first - 1].word)
        && tokens[first].tag == Tag::Propn
        && tokens[first - 2].features.has(Features::PLURAL);
    if first >= 2
        && (language.quotes.links.has(tokens[first - 1].word) || lies_in)
        && matches!(tokens[first - 2].tag, Tag::Noun | Tag::Propn)
        && may_hold(tokens[first - 2].span)
    {
        first = phrase_start(sentence, first - 2, may_hold);
    }
    without_day(language, text, sentence, first, if last < end { end } else { last })
}

/// Whether marks hold the title of a work or a program: two to six words in capitals behind a word that titles stand behind ("on “Harbor
/// Nights”", "her book “…”", "told “Harbor Nights”") or behind whose it is ("on Orm TV's “Harbor Nights”").
fn is_title(language: &Language, text: &str, one: &QuotedStretch, whole: bool) -> bool {
    let inner = one.inner.of(text).trim_end_matches([',', '.']);
    let mut words = 0;
    for word in inner.split_whitespace() {
        words += 1;
        if !word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) && word.len() > LONGEST_SMALL {
            return false;
        }
    }
    let before = text[..one.outer.start()].trim_end_matches([' ', ',']);
    let owner = language.quotes.owner_ends.strip_end(before);
    let is_owned =
        owner.is_some_and(|owner| owner.rsplit(' ').next().is_some_and(|w| w.starts_with(char::is_uppercase)));
    let last = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    // A book's title has a second one behind a colon.
    let is_written = language.quotes.before_books.end(before);
    let longest = if is_written { LONGEST_BOOK } else { LONGEST_TITLE };
    (2..=longest).contains(&words)
        && !(whole && inner.ends_with(['!', '?']))
        && inner.split_whitespace().last().is_some_and(|word| !word.starts_with(char::is_lowercase))
        && inner.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        && (is_owned || language.quotes.before_titles.has(&last.to_lowercase()))
}

/// Most letters of a word in a title that takes no capital: "with".
const LONGEST_SMALL: usize = 4;

/// Most words of a title, and of a book's with the one behind its colon.
const LONGEST_TITLE: usize = 6;
const LONGEST_BOOK: usize = 14;

/// Marks that report nobody: a nickname, a title of a work, a word held at arm's length. Short, and either introduced
/// as a name or in a sentence that reports nothing.
fn is_term(text: &str, found: &NamedText, one: &QuotedStretch, words: usize) -> bool {
    let inner = one.inner.of(text);
    let capital = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let capitals = inner.split_whitespace().filter(capital).count();
    let before = text[..one.outer.start()].trim_end();
    let introduced = found.language.quotes.before_terms.end(before);
    let sentence = sentence_at(found.sentences, one.inner.start).map(|s| &found.sentences[s]);
    let reports = sentence.is_some_and(|sentence| {
        sentence.tokens.iter().any(|token| {
            token.tag == Tag::Verb
                && cues::class(found.language, token.lemma) != ReportingClass::NONE
                && !one.outer.overlaps(token.span)
        })
    });
    introduced || (words <= 6 && !reports) || (words <= 8 && capitals == words && words >= 2)
}
