//! The reporting word beside quoted words: behind them, before them, or before a colon that leads to them. Reads a marked stretch with the
//! sentences around it, and gives the report of the word that fits it best.

use super::cues::{self, ReportingClass};
use super::described;
use super::marks::QuotedStretch;
use super::phrases::phrase_start;
use super::reporter::{SpeechReport, report_at};
use super::{NamedText, sentence_at, speaker};
use crate::language::Language;
use crossread_language::{Features, Relation, Sentence, Span, Tag, Word};

/// The reporting word beside a marked stretch: in its sentence outside any marks, after it before it; or in the next
/// sentence, where the splitter cut between a closing mark and "he said".
pub(super) fn near(
    text: &str,
    found: &NamedText,
    marked: &[QuotedStretch],
    m: usize,
    whole: bool,
) -> Option<SpeechReport> {
    let one = &marked[m];
    let last = sentence_at(found.sentences, one.inner.end.saturating_sub(1))?;
    let first = sentence_at(found.sentences, one.inner.start)?;
    let beside = MarkContext { text, found, marked, m, one, whole };
    let behind = beside.behind(last);
    // Who is told before the words has them where nobody is behind: "she says, “Don't,” until shots are heard".
    if let Some((report, ReportClause::Own)) = behind.filter(|(report, _)| report.speaker.is_some()) {
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
