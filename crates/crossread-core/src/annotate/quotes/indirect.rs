//! What is reported without quotation marks, or with marks around a part of it: what a reporting word governs.
//!
//! A clause ("said that it fell", "said it fell"), the sentence around a reporting verb between commas ("It fell, Ann
//! Lowe said, in a minute": two pieces of one content), a noun phrase ("denied the charges"), an infinitive ("vowed to
//! appeal"), somebody with what they are called, and the clause of a noun ("the minister's claim that"). Where the
//! syntax does not show the clause of a verb of saying, its place does: from the verb, or the "that" after it, to
//! where the author takes over again.
//!
//! Here every word of a sentence is asked whether it reports, and what it reports is kept where nobody else said it. Where the content
//! lies is read in [`super::governed`] (behind the verb), [`super::set_off`] (around it), [`super::counted`] (a number) and
//! [`super::report_nouns`]; where it ends, in [`super::ends`].

use super::counted::{counted_at, numbered, tally};
use super::cues::{self, ReportingClass};
use super::ends::{before_main_clause, cut, cut_clause, is_comma, last_word, with_joined_marks};
use super::governed::{after_passive, before_marks, deed, goes_on, governed, object};
use super::parted;
use super::phrases::phrase_start;
use super::report_nouns::{of_noun, of_owned_noun, voiced};
use super::reporter::{SpeechReport, report_at};
use super::set_off::{around, between_commas, covering, sentence_has_clause};
use super::subjects::subject;
use super::{NamedText, Quote, QuoteKind, ReportSentence, SpeakerBasis, speaker};
use crate::annotate::names::{NameForm, names_in};
use crate::story::{Article, BlockKind};
use crossread_language::{Features, Relation, Sentence, Span, Tag, Token};

/// Every report without marks, or with marks around a part of it only.
pub(super) fn find(text: &str, article: &Article, found: &NamedText, marked: &[Quote]) -> Vec<Quote> {
    let mut quotes = Vec::new();
    for sentence in found.sentences {
        if article.blocks[sentence.part as usize].kind == BlockKind::Heading {
            continue;
        }
        let first = marked.partition_point(|quote| quote.span.end <= sentence.span.start);
        let here: Vec<&Quote> =
            marked[first..].iter().take_while(|quote| quote.span.start < sentence.span.end).collect();
        let line = &ReportSentence { text, found, sentence, here: &here };
        for i in 0..sentence.tokens.len() {
            let cue = sentence.tokens[i].span;
            // What somebody says inside a quotation is part of it.
            if here.iter().any(|quote| quote.kind == QuoteKind::Direct && quote.span.contains(cue)) {
                continue;
            }
            let pieces = reports(line, i);
            // One word alone is no report, but may be a piece of one: "Protest, he said, is a right."
            let fewest = if pieces.len() > 1 { 1 } else { 2 };
            for (content, report) in pieces {
                if let Some(quote) = indirect(line, content, report, fewest) {
                    quotes.push(quote);
                }
            }
        }
    }
    quotes
}

fn indirect(line: &ReportSentence, content: Span, report: SpeechReport, fewest: usize) -> Option<Quote> {
    let ReportSentence { text, found, sentence, here } = *line;
    let content = trimmed(text, content);
    let words = content.of(text);
    let marks = |quote: &&&Quote| quote.kind != QuoteKind::Term && quote.span.overlaps(content);
    let is_term =
        |quote: &&Quote| quote.kind == QuoteKind::Term && quote.span.cover(content).len() <= quote.span.len() + 3;
    // A whole utterance that goes on beyond it.
    let part = here.iter().filter(marks).any(|quote| {
        quote.kind == QuoteKind::Direct && (quote.span.start < content.start || quote.span.end > content.end + 3)
    });
    // ", who wanted to buy" tells who speaks.
    let describes = found.language.quotes.opens_description.start(words);
    let describes = describes && text[..content.start()].trim_end().ends_with(',');
    // "By signing up you agree to …": whoever reads it says nothing.
    let is_reader = report.speaker.is_some_and(|who| {
        sentence.tokens[sentence.tokens_in(who.span)].iter().all(|token| token.features.has(Features::SECOND))
    });
    // Who speaks is not named within somebody's words.
    let is_within = |who: Span| {
        here.iter().any(|quote| {
            quote.kind == QuoteKind::Direct && quote.span.contains(who) && !quote.span.contains(report.cue)
        })
    };
    // What somebody says by the way within quoted words goes no farther than they do.
    let is_beyond =
        here.iter().filter(marks).any(|quote| quote.span.contains(report.cue) && !quote.span.contains(content));
    // "endorsed Marsh"
    let is_name = || names_in(found.names, content).any(|name| name.span == content && name.form == NameForm::Named);
    if is_covered(line, content)
        || is_beyond
        || is_reader
        || here.iter().copied().any(|quote| is_term(&quote))
        || part
        || describes
        || report.speaker.is_some_and(|speaker| is_within(speaker.span))
        || words.split_whitespace().count() < fewest && !is_name()
        || report.speaker.is_some_and(|s| s.span.overlaps(content))
        || report.cue.overlaps(content)
    {
        return None;
    }
    Some(Quote {
        span: content,
        kind: QuoteKind::Indirect,
        speaker: report.speaker,
        cue: Some(report.cue),
        addressee: report.addressee,
        basis: report.speaker.map(|_| SpeakerBasis::Stated),
        block: sentence.part,
        continues: None,
    })
}

/// Whether marks stand around all of some words, which are found already.
fn is_covered(line: &ReportSentence, content: Span) -> bool {
    let ReportSentence { text, found, here, .. } = *line;
    // Marks around all of it: it is found already. "That" before the marks is the author's.
    let is_opened = found.language.quotes.opens_content.start(content.of(text));
    let marks = |quote: &&&Quote| quote.kind != QuoteKind::Term && quote.span.overlaps(content);
    let begins = |quote: &Quote| {
        let before = text.get(content.start()..quote.span.start()).unwrap_or_default();
        before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count() <= usize::from(is_opened)
    };
    // A whole utterance with a mark at its end is all of it, whatever stands behind: "says, “Don't go,” until it falls".
    let ends = |quote: &Quote| {
        let is_closed = quote.kind == QuoteKind::Direct && quote.span.of(text).ends_with([',', '.', '!', '?']);
        is_closed || quote.span.end + 3 >= content.end
    };
    here.iter().filter(marks).any(|quote| begins(quote) && ends(quote))
}

/// Without white space and marks at either end, but with both quotation marks or neither.
fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    // A mark that closes what stands before: "told “Harbor Nights” the pier would close".
    let closed = words.strip_prefix(['"', '”', '’', '\'']).filter(|rest| rest.starts_with(' '));
    let span = closed.map_or(span, |rest| span.at(words.len() - rest.len()..words.len()));
    let words = span.of(text);
    let front = words.len() - words.trim_start_matches([' ', ',', ':', ';', '—', '–', '-', '\n']).len();
    let back = words.trim_end_matches([' ', ',', ';', '.', '—', '–', '-', '\n', ':']).len();
    if front >= back { span } else { span.at(front..back) }
}

/// What the word at `i` reports, in one or two pieces, with the report.
fn reports(line: &ReportSentence, i: usize) -> Vec<(Span, SpeechReport)> {
    let ReportSentence { text, found, sentence, .. } = *line;
    let (language, tokens) = (found.language, &sentence.tokens);
    if language.grammar.according.has(tokens[i].word)
        && tokens.get(i + 1).is_some_and(|next| language.grammar.infinitive.has(next.word))
    {
        return according_to(line, i).unwrap_or_default();
    }
    if let Some(report) = like_noun(line, i).map(|one| vec![one]).or_else(|| like_noun_at_the_end(line, i)) {
        return report;
    }
    if tokens[i].tag == Tag::Noun && cues::class(language, tokens[i].lemma).is(ReportingClass::NOUN) {
        return of_noun(line, i).into_iter().collect();
    }
    // "Police's earlier claim that": a noun behind whose it is, whatever the tag says.
    if tokens[i].tag == Tag::Verb
        && cues::class(language, tokens[i].word).is(ReportingClass::NOUN)
        && let Some(report) = of_owned_noun(line, i)
    {
        return vec![report];
    }
    // Asked of few words: most report nothing.
    let is_passive = || sentence.child(i, Relation::AuxPass).is_some();
    if let Some(report) = voiced(line, i).filter(|_| !is_passive()) {
        return vec![report];
    }
    let count = counted_at(language, sentence, i).or_else(|| numbered(language, sentence, i));
    if let Some((first, last)) = count.filter(|_| !is_passive()) {
        let last = cut(line, first, last);
        return tally(text, found, sentence, i, (first, last)).into_iter().collect();
    }
    if cues::verb(language, sentence, i) == ReportingClass::NONE {
        return Vec::new();
    }
    let passive = is_passive();
    if says_nothing(found, sentence, i, passive) {
        return Vec::new();
    }
    at_the_end(line, i).or_else(|| of_verb(line, i, passive)).unwrap_or_default()
}

/// The sentence around "according to Ann Lowe", with whose it is.
fn according_to(line: &ReportSentence, i: usize) -> Option<Vec<(Span, SpeechReport)>> {
    let ReportSentence { text, found, sentence, .. } = *line;
    let report = report_at(text, found, sentence, i, None)?;
    let (first, last) = covering(sentence, i, report.speaker?.span);
    // "According to plan" says how, not who.
    if found.language.quotes.plans.has(sentence.tokens[last].lemma) {
        return None;
    }
    Some(around(line, first.min(i), last).into_iter().map(|span| (span, report)).collect())
}

/// Whether a reporting verb stands where nobody says anything by it.
fn says_nothing(found: &NamedText, sentence: &Sentence, i: usize, passive: bool) -> bool {
    let (language, tokens) = (found.language, &sentence.tokens);
    // "Easier said than done."
    if tokens.get(i + 1).is_some_and(|next| language.grammar.comparison.has(next.word)) {
        return true;
    }
    // "A man said to have fled": he is spoken of.
    let behind = &tokens[i + 1..];
    let is_spoken_of = language.quotes.tells_of_whom.has(tokens[i].word)
        && language.quotes.spoken_of.start(behind.iter().map(|token| token.word));
    if is_spoken_of && !passive {
        return true;
    }
    // "If it shows that …", "whether she thinks that …": nobody has shown it, she may not think it.
    let open = &language.quotes.opens_nothing_said;
    sentence.children(i).any(|c| c < i && tokens[c].relation == Relation::Mark && open.has(tokens[c].word))
}

/// What a reporting verb with somebody who reports is about: the places where it may stand, the surest first.
fn of_verb(line: &ReportSentence, i: usize, passive: bool) -> Option<Vec<(Span, SpeechReport)>> {
    let ReportSentence { text, found, sentence, .. } = *line;
    let report = report_at(text, found, sentence, i, None)?;
    let verb = Verb {
        line,
        i,
        class: cues::verb(found.language, sentence, i),
        passive,
        report,
        group: cues::group(found.language, text, sentence, i),
    };
    if verb.only_describes() {
        return None;
    }
    verb.set_off()
        .or_else(|| verb.clause())
        .or_else(|| verb.behind_passive())
        .or_else(|| verb.takes_an_object().then(|| verb.governs_a_thing()).flatten())
}

/// A reporting verb, of which is asked what it reports.
struct Verb<'a> {
    line: &'a ReportSentence<'a>,
    /// Its place in the sentence.
    i: usize,
    class: ReportingClass,
    passive: bool,
    report: SpeechReport,
    /// First and last token of the verb with its helpers.
    group: (usize, usize),
}

impl Verb<'_> {
    /// The words from token `first` to `last`, as far as they are no more than what is reported.
    fn piece(&self, first: usize, last: usize) -> Vec<(Span, SpeechReport)> {
        let last = before_main_clause(self.line, self.i, first, last);
        let last = with_joined_marks(self.line, cut(self.line, first, last));
        vec![(self.line.sentence.words(first, last), self.report)]
    }

    /// The same of a clause.
    fn clause_piece(&self, first: usize, last: usize) -> Vec<(Span, SpeechReport)> {
        let last = before_main_clause(self.line, self.i, first, last);
        let last = with_joined_marks(self.line, cut_clause(self.line, first, last));
        vec![(self.line.sentence.words(first, last), self.report)]
    }

    /// A participle that describes ("anyone wanting to borrow") is nobody's report; a verb of saying may be.
    fn only_describes(&self) -> bool {
        let ReportSentence { found, sentence, .. } = *self.line;
        !self.passive
            && !self.class.is(ReportingClass::SAY.or(ReportingClass::SHOW))
            && subject(found.language, sentence, self.i).is_none()
    }

    /// Between commas, or after one: "It fell, she said, in a minute." "It fell, said Ann Lowe."
    fn set_off(&self) -> Option<Vec<(Span, SpeechReport)>> {
        let ReportSentence { text, sentence, .. } = *self.line;
        let (i, report, (group, group_end)) = (self.i, self.report, self.group);
        if !self.class.is(ReportingClass::SAY.or(ReportingClass::THINK)) {
            return None;
        }
        let who = report.speaker.map(|who| covering(sentence, i, who.span));
        let (first, last) = who.map_or((group, group_end), |(first, last)| (first.min(group), last.max(group_end)));
        // The verb stands next to its subject.
        let together = report.speaker.is_none_or(|who| {
            let range = sentence.tokens_in(who.span);
            range.end == group || range.start == group_end + 1
        });
        // A clause after the verb is what it governs, unless a comma stands before the clause.
        let clause_before = |child: usize| child < i && sentence.tokens[child].relation == Relation::Ccomp;
        let said_before = || sentence.children(i).any(clause_before);
        let together =
            together && (is_comma(text, sentence, last + 1) || !sentence_has_clause(sentence, i) || said_before());
        let pieces = between_commas(self.line, first, last).filter(|_| together)?;
        Some(pieces.into_iter().map(|span| (span, report)).collect())
    }

    /// The clause that it governs.
    fn clause(&self) -> Option<Vec<(Span, SpeechReport)>> {
        let ReportSentence { found, sentence, .. } = *self.line;
        let tokens = &sentence.tokens;
        let (first, last) = governed(self.line, self.i, self.class)?;
        // "said Sunday he believes": the day is of the saying; "said Sunday is the day" says something of it.
        let is_day = |at: usize| found.language.quotes.days.has(tokens[at].word) && at == self.i + 1;
        let is_subject = |at: usize| {
            tokens[at].relation.is_subject() || matches!(tokens[at + 1].tag, Tag::Verb | Tag::Aux | Tag::Part)
        };
        let first = if first < last && is_day(first) && !is_subject(first) { first + 1 } else { first };
        Some(self.clause_piece(first, last))
    }

    /// What follows a passive: "was told that it fell".
    fn behind_passive(&self) -> Option<Vec<(Span, SpeechReport)>> {
        let ReportSentence { found, sentence, .. } = *self.line;
        let first = self.passive.then(|| after_passive(found.language, sentence, self.i, self.class)).flatten()?;
        let last = sentence.subtree(self.i).1;
        (last > first).then(|| self.piece(first, last))
    }

    /// Whether a thing may be what it reports: somebody does what the active verb says, and it is no "The flood claimed 30 lives."
    fn takes_an_object(&self) -> bool {
        let ReportSentence { found, sentence, .. } = *self.line;
        let (language, tokens) = (found.language, &sentence.tokens);
        let object = sentence.child(self.i, Relation::Obj);
        let is_cost = object.is_some_and(|object| language.quotes.cost.has(tokens[object].lemma));
        let has_subject = || subject(language, sentence, self.i).is_some_and(|s| tokens[s].tag != Tag::Det);
        !is_cost && !self.passive && self.report.speaker.is_some() && has_subject()
    }

    /// The thing that it governs, by a preposition or without one.
    fn governs_a_thing(&self) -> Option<Vec<(Span, SpeechReport)>> {
        self.behind_preposition().or_else(|| self.object()).or_else(|| self.shown())
    }

    /// What papers and counts show without a clause: "the poll shows Marsh ahead", "a study found 31 leaks". People who find a thing report
    /// nothing.
    fn shown(&self) -> Option<Vec<(Span, SpeechReport)>> {
        let ReportSentence { found, sentence, .. } = *self.line;
        let (language, tokens) = (found.language, &sentence.tokens);
        let shows = |&subject: &usize| subject < self.i && language.quotes.shows.has(tokens[subject].lemma);
        subject(language, sentence, self.i).filter(|who| self.class.is(ReportingClass::SHOW) && shows(who))?;
        sentence.children(self.i).find(|&child| child > self.i && tokens[child].relation == Relation::Obj)?;
        // "a tight race as Marsh gains": what goes on meanwhile is the author's.
        let end = sentence.subtree(self.i).1;
        let opens = |at: &usize| parted::opens(language, sentence, *at) && tokens[*at].relation == Relation::Mark;
        let does_more =
            |at: &usize| parted::is_behind_comma(sentence, *at) && tokens[*at].features.has(Features::GERUND);
        let over = (self.i + 2..=end).find(|at| opens(at) || does_more(at));
        let last = over.map_or(end, |over| over - 1 - usize::from(parted::is_behind_comma(sentence, over)));
        Some(self.piece(self.i + 1, last))
    }

    /// "called for more money": the preposition is part of the cue.
    fn behind_preposition(&self) -> Option<Vec<(Span, SpeechReport)>> {
        let ReportSentence { found, sentence, .. } = *self.line;
        let at = cues::preposition(found.language, sentence, self.i)?;
        let is_thing = |&head: &usize| head > at && !matches!(sentence.tokens[head].tag, Tag::Pron);
        let (_, last) = sentence.subtree(sentence.head(at).filter(is_thing)?);
        let last = goes_on(found.language, sentence, self.i, last);
        let report = SpeechReport { cue: sentence.words(self.group.0, at), ..self.report };
        (last > at).then(|| vec![(sentence.words(at + 1, cut(self.line, at + 1, last)), report)])
    }

    /// A thing, or marks that stand in its place: "denied the charges".
    fn object(&self) -> Option<Vec<(Span, SpeechReport)>> {
        let ReportSentence { found, sentence, here, .. } = *self.line;
        let (first, last) = deed(self.line, self.i, self.class)
            .or_else(|| object(found.language, sentence, self.i, self.class))
            .or_else(|| before_marks(sentence, self.i, self.class, here))?;
        Some(self.piece(first, last))
    }
}

/// What stands before whoever ends the sentence with the verb at `i`.
fn at_the_end(line: &ReportSentence, i: usize) -> Option<Vec<(Span, SpeechReport)>> {
    said_before(line, parted::trailing(line.found.language, line.sentence, i)?, i)
}

/// What a verb governs that was read as a noun, so that the sentence has no verb: "The Harbor Board plans to close it", "Mr. Lowe notes that
/// it fell".
fn like_noun(line: &ReportSentence, i: usize) -> Option<(Span, SpeechReport)> {
    let ReportSentence { text, found, sentence, .. } = *line;
    let (language, tokens) = (found.language, &sentence.tokens);
    let token = &tokens[i];
    let is_root = token.tag == Tag::Noun && token.relation == Relation::Root && token.features.has(Features::PLURAL);
    let before = i.checked_sub(1).filter(|&at| is_root && matches!(tokens[at].tag, Tag::Noun | Tag::Propn))?;
    let next = tokens.get(i + 1)?;
    let class = cues::class(language, token.lemma);
    let governs =
        class.is(ReportingClass::INTEND) && language.grammar.infinitive.has(next.word) && next.tag == Tag::Part
            || class.is(ReportingClass::SAY)
                && language.grammar.complementizer.has(next.word)
                && next.relation == Relation::Mark;
    let who = sentence.words(phrase_start(sentence, before, |_| true), before);
    let last = cut_clause(line, i + 1, last_word(sentence));
    let report = SpeechReport { cue: token.span, speaker: Some(speaker(text, found, who)), addressee: None };
    (governs && last > i + 1).then(|| (sentence.words(i + 1, last), report))
}

/// The same of a verb that may be read as a noun: "…, the Harbor Times reports."
fn like_noun_at_the_end(line: &ReportSentence, i: usize) -> Option<Vec<(Span, SpeechReport)>> {
    let ReportSentence { text, found, sentence, .. } = *line;
    let token = &sentence.tokens[i];
    let is_noun = matches!(token.tag, Tag::Noun | Tag::Propn) && found.language.quotes.like_nouns.has(token.word);
    let ends = || sentence.tokens[i + 1..].iter().all(|token| token.tag == Tag::Punct);
    if !is_noun || !ends() || !token.span.of(text).starts_with(char::is_lowercase) {
        return None;
    }
    said_before(line, parted::sayer_before(found.language, sentence, i)?, i)
}

/// What stands before who says it, from token `first` to `last`, with the verb at `i`, where it holds a verb of its own: all of it is theirs.
fn said_before(line: &ReportSentence, (first, last): (usize, usize), i: usize) -> Option<Vec<(Span, SpeechReport)>> {
    let ReportSentence { text, found, sentence, .. } = *line;
    // "the board plans to go": plans may be read as a noun.
    let is_plan = |token: &Token| matches!(token.tag, Tag::Verb | Tag::Aux) && token.features.has(Features::INFINITIVE);
    sentence.tokens[..first].iter().find(|token| parted::is_telling(token) || is_plan(token))?;
    let who = Some(speaker(text, found, sentence.words(first, last)));
    let report = SpeechReport { cue: cues::span(found.language, text, sentence, i), speaker: who, addressee: None };
    let (group, group_end) = cues::group(found.language, text, sentence, i);
    let pieces = around(line, first.min(group), group_end);
    (!pieces.is_empty()).then(|| pieces.into_iter().map(|span| (span, report)).collect())
}
