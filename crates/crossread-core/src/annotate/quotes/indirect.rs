//! What is reported without quotation marks, or with marks around a part of it: what a reporting word governs.
//!
//! A clause ("said that it fell", "said it fell"), the sentence around a reporting verb between commas ("It fell, Ann
//! Lowe said, in a minute": two pieces of one content), a noun phrase ("denied the charges"), an infinitive ("vowed to
//! appeal"), somebody with what they are called, and the clause of a noun ("the minister's claim that"). Where the
//! syntax does not show the clause of a verb of saying, its place does: from the verb, or the "that" after it, to
//! where the author takes over again.

use super::attribution::{SpeechReport, report_at, subject};
use super::cues::{self, ReportingClass};
use super::parted;
use super::{NamedText, Quote, QuoteKind, SpeakerBasis, speaker};
use crate::language::Language;
use crate::language::groups::Group;
use crate::story::{Article, BlockKind};
use crossread_language::{Features, Relation, Sentence, Span, Tag, Token, Word};

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

/// A sentence of a text, with what stands between marks in it.
struct ReportSentence<'a> {
    text: &'a str,
    found: &'a NamedText<'a>,
    sentence: &'a Sentence,
    here: &'a [&'a Quote],
}

fn indirect(line: &ReportSentence, content: Span, report: SpeechReport, fewest: usize) -> Option<Quote> {
    let ReportSentence { text, found, sentence, here } = *line;
    let content = trimmed(text, content);
    // Marks around all of it: it is found already. "That" before the marks is the author's.
    let words = content.of(text);
    let begins = content.start + if found.language.quotes.opens_content.start(words) { 6 } else { 0 };
    let marks = |quote: &&&Quote| quote.kind != QuoteKind::Term && quote.span.overlaps(content);
    let covered =
        here.iter().filter(marks).any(|quote| quote.span.start <= begins + 3 && quote.span.end + 3 >= content.end);
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
    if covered
        || is_beyond
        || is_reader
        || here.iter().copied().any(|quote| is_term(&quote))
        || part
        || describes
        || report.speaker.is_some_and(|speaker| is_within(speaker.span))
        || words.split_whitespace().count() < fewest
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
    let passive = sentence.children(i).any(|child| tokens[child].relation == Relation::AuxPass);
    let count = counted_at(language, sentence, i).or_else(|| numbered(language, sentence, i));
    if let Some((first, last)) = count.filter(|_| !passive) {
        let last = cut(line, first, last);
        return tally(text, found, sentence, i, (first, last)).into_iter().collect();
    }
    if cues::verb(language, sentence, i) == ReportingClass::NONE || says_nothing(found, sentence, i, passive) {
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
        .or_else(|| verb.takes_an_object().then(|| verb.behind_preposition().or_else(|| verb.object())).flatten())
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
        vec![(self.line.sentence.words(first, cut(self.line, first, last)), self.report)]
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
        Some(self.piece(first, last))
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

    /// "called for more money": the preposition is part of the cue.
    fn behind_preposition(&self) -> Option<Vec<(Span, SpeechReport)>> {
        let ReportSentence { found, sentence, .. } = *self.line;
        let at = cues::preposition(found.language, sentence, self.i)?;
        let is_thing = |&head: &usize| head > at && !matches!(sentence.tokens[head].tag, Tag::Pron);
        let (_, last) = sentence.subtree(sentence.head(at).filter(is_thing)?);
        let report = SpeechReport { cue: sentence.words(self.group.0, at), ..self.report };
        (last > at).then(|| vec![(sentence.words(at + 1, cut(self.line, at + 1, last)), report)])
    }

    /// A thing, or marks that stand in its place: "denied the charges".
    fn object(&self) -> Option<Vec<(Span, SpeechReport)>> {
        let ReportSentence { found, sentence, here, .. } = *self.line;
        let (first, last) = object(found.language, sentence, self.i, self.class)
            .or_else(|| before_marks(sentence, self.i, self.class, here))?;
        Some(self.piece(first, last))
    }
}

/// What stands before whoever ends the sentence with the verb at `i`, where it holds a verb of its own: all of it is theirs.
fn at_the_end(line: &ReportSentence, i: usize) -> Option<Vec<(Span, SpeechReport)>> {
    let ReportSentence { text, found, sentence, .. } = *line;
    let (first, last) = parted::trailing(found.language, sentence, i)?;
    // "the board plans to go": plans may be read as a noun.
    let is_plan = |token: &Token| matches!(token.tag, Tag::Verb | Tag::Aux) && token.features.has(Features::INFINITIVE);
    sentence.tokens[..first].iter().find(|token| parted::is_telling(token) || is_plan(token))?;
    let who = Some(speaker(text, found, sentence.words(first, last)));
    let report = SpeechReport { cue: cues::span(found.language, text, sentence, i), speaker: who, addressee: None };
    let (group, group_end) = cues::group(found.language, text, sentence, i);
    let pieces = around(line, first.min(group), group_end);
    (!pieces.is_empty()).then(|| pieces.into_iter().map(|span| (span, report)).collect())
}

/// First and last token of `i` and the words of `who` together.
fn covering(sentence: &Sentence, i: usize, who: Span) -> (usize, usize) {
    let range = sentence.tokens_in(who);
    (i.min(range.start), i.max(range.end.saturating_sub(1)))
}

/// Whether a clause stands after the verb at `i` and hangs on it.
fn sentence_has_clause(sentence: &Sentence, i: usize) -> bool {
    sentence.children(i).any(|child| child > i && sentence.tokens[child].relation == Relation::Ccomp)
}

fn is_comma(text: &str, sentence: &Sentence, at: usize) -> bool {
    sentence.tokens.get(at).is_some_and(|token| token.span.of(text) == ",")
}

/// The pieces around a report that stands between commas or after one; `None` where it does not.
fn between_commas(line: &ReportSentence, first: usize, last: usize) -> Option<Vec<Span>> {
    let ReportSentence { text, sentence, here, .. } = *line;
    let tokens = &sentence.tokens;
    // "It fell, as the board said.", "As the board said, it fell."
    let utters = here.iter().any(|quote| quote.kind == QuoteKind::Direct);
    let is_opened = first > 0 && !utters && line.found.language.grammar.role.has(tokens[first - 1].word);
    let first = if is_opened { first - 1 } else { first };
    if !(is_opened && first == 0) {
        first.checked_sub(1).filter(|&at| is_comma(text, sentence, at))?;
    }
    // Up to the next mark only when and where it was said.
    let end = (last + 1..tokens.len()).find(|&at| tokens[at].tag == Tag::Punct).unwrap_or(tokens.len());
    if (last + 1..end).any(|at| matches!(tokens[at].tag, Tag::Verb | Tag::Aux)) {
        return None;
    }
    // "As for the toll, she said, “…”": the marks hold what was said.
    let follows = tokens.get(end + 1..).unwrap_or_default().iter().find(|token| token.tag != Tag::Punct);
    let utterance = |token: &crossread_language::Token| {
        here.iter().any(|quote| quote.kind == QuoteKind::Direct && quote.span.contains(token.span))
    };
    // "Lowe said it fell, and when pressed, Marsh replied, “…”": what another said before is not theirs.
    let says = |at: usize| {
        cues::verb(line.found.language, sentence, at).is(ReportingClass::SAY) && sentence.subject(at).is_some()
    };
    let is_anothers = || (0..first).any(says);
    if follows.is_some_and(utterance) && (!is_whole(sentence, 0..first) || is_anothers()) {
        return None;
    }
    let mut pieces = around(line, first, end.saturating_sub(1).max(last));
    // "said Ann Lowe, head of the board": what follows tells who she is.
    if matches!(tokens[first].tag, Tag::Verb | Tag::Aux) {
        pieces.truncate(1);
    }
    (pieces.len() > 1 || !pieces.is_empty() && (is_whole(sentence, 0..first) || is_opened && first == 0))
        .then_some(pieces)
}

/// Whether these tokens hold a clause of their own.
fn is_whole(sentence: &Sentence, words: std::ops::Range<usize>) -> bool {
    words.into_iter().any(|at| {
        let token = &sentence.tokens[at];
        matches!(token.tag, Tag::Verb | Tag::Aux)
            && token.features.has(Features::FINITE)
            && match token.relation {
                Relation::AclRelcl | Relation::Acl => false,
                // Without a conjunction it is no adverbial clause, but what was said: "The bridge fell, the Post reported."
                Relation::Advcl => {
                    !sentence.children(at).any(|child| sentence.tokens[child].relation == Relation::Mark)
                }
                _ => true,
            }
    })
}

/// The pieces of the sentence before and after the report in tokens `first` to `last`.
fn around(line: &ReportSentence, first: usize, last: usize) -> Vec<Span> {
    let ReportSentence { text, found, sentence, here } = *line;
    let tokens = &sentence.tokens;
    let mut pieces = Vec::new();
    let left = (0..first).rev().find(|&at| tokens[at].tag != Tag::Punct);
    let mut whole = false;
    if let Some(end) = left {
        let mut start = 0;
        // What a mark closed before is not part of it.
        for quote in here.iter().filter(|quote| quote.kind == QuoteKind::Direct) {
            let after = tokens.partition_point(|token| token.span.start < quote.span.end);
            if after <= end && quote.span.end < tokens[end].span.end {
                start = start.max(after);
            }
        }
        // A dateline: "LEEDS — ".
        let dash = (0..end.min(5)).find(|&at| matches!(tokens[at].span.of(text), "—" | "–" | "―" | "--"));
        if let Some(dash) = dash
            .filter(|&dash| tokens[..dash].iter().all(|token| matches!(token.tag, Tag::Propn | Tag::Punct | Tag::Num)))
        {
            start = start.max(dash + 1);
        }
        // A mark at its head stays only when it opens.
        let opens = |at: usize| here.iter().any(|quote| quote.span.start == tokens[at].span.end);
        while start < end && tokens[start].tag == Tag::Punct && !opens(start) {
            start += 1;
        }
        whole = is_whole(sentence, start..end + 1);
        let behind = Some(last + 2).filter(|_| is_comma(text, sentence, last + 1));
        let occasion = parted::is_occasion(found.language, sentence, start, end, behind);
        // Behind an utterance in marks only a clause of its own is reported too.
        let behind = start > 0
            && here.iter().any(|quote| quote.kind == QuoteKind::Direct && quote.span.end <= tokens[start].span.start);
        if (whole || !behind) && !occasion {
            pieces.push(sentence.words(start, end));
        }
    }
    // What follows a second comma goes on with what was said, unless the author goes on.
    if is_comma(text, sentence, last + 1) && last + 2 < tokens.len() {
        let start = last + 2;
        let end = (start..tokens.len()).rev().find(|&at| tokens[at].tag != Tag::Punct);
        let verb = cues::verb(found.language, sentence, start) != ReportingClass::NONE
            || tokens[start].features.has(Features::GERUND);
        let authors = verb
            || tokens[start].features.has(Features::RELATIVE)
            || found.language.quotes.takes_over.has(tokens[start].word)
            || matches!(tokens[start].tag, Tag::Sconj)
            || (whole && tokens[start].tag == Tag::Cconj);
        if let Some(end) = end.filter(|&end| end > start && (!authors || left.is_none())) {
            pieces.push(sentence.words(start, cut(line, start, end)));
        }
    }
    pieces
}

/// The clause or infinitive that the verb at `i` governs.
fn governed(line: &ReportSentence, i: usize, class: ReportingClass) -> Option<(usize, usize)> {
    let ReportSentence { found, sentence, .. } = *line;
    let tokens = &sentence.tokens;
    // Who ends the sentence governs all of it, whatever they are hung on.
    let is_clause = |&child: &usize| {
        child > i
            && tokens[child].relation == Relation::Ccomp
            && parted::trailing(found.language, sentence, child).is_none()
    };
    let clause = sentence.children(i).find(is_clause);
    if let Some(said) = clause.and_then(|clause| governed_clause(line, i, class, clause)) {
        return Some(said);
    }
    let that = clause.is_none().then(|| that_after(found.language, sentence, i)).flatten();
    if let Some(that) = that.filter(|_| class.is(CLAUSAL.or(ReportingClass::THAT))) {
        return Some((that, last_word(sentence)));
    }
    if let Some(question) = question_behind(line, i, class) {
        return Some(question);
    }
    let infinitive = sentence.children(i).find(|&child| {
        child > i
            && matches!(tokens[child].relation, Relation::Xcomp | Relation::Ccomp | Relation::Advcl)
            && sentence.children(child).any(|mark| found.language.grammar.infinitive.has(tokens[mark].word) && mark > i)
    });
    match infinitive {
        Some(verb) => governed_infinitive(line, i, class, verb),
        None => unmarked_clause(line, i),
    }
}

/// A question right behind the verb at `i`: "wondered whether it fell", "could not explain why it fell". Who only asks why it fell does not
/// say that it fell.
fn question_behind(line: &ReportSentence, i: usize, class: ReportingClass) -> Option<(usize, usize)> {
    let ReportSentence { found, sentence, .. } = *line;
    let tokens = &sentence.tokens;
    let first = i + 1;
    let next = tokens.get(first).filter(|next| found.language.quotes.reported_questions.has(next.word))?;
    let is_open = found.language.grammar.question.has(next.word) && class.is(ReportingClass::THAT);
    if !(is_open || class.is(CLAUSAL)) {
        return None;
    }
    let clause = sentence.children(i).find(|&child| child > i && sentence.subtree(child).0 == first);
    let last = clause.map_or_else(|| last_word(sentence), |clause| sentence.subtree(clause).1);
    tokens.get(first..=last)?.iter().any(parted::is_telling).then_some((first, last))
}

/// Verbs that take a clause without "that" too.
const CLAUSAL: ReportingClass = ReportingClass::SAY.or(ReportingClass::THINK).or(ReportingClass::SHOW);

/// What the verb at `i` governs where the sentence has clause `clause` for it: "said it had fallen".
fn governed_clause(line: &ReportSentence, i: usize, class: ReportingClass, clause: usize) -> Option<(usize, usize)> {
    let ReportSentence { found, sentence, .. } = *line;
    let (first, last) = sentence.subtree(clause);
    let first = first.max(i + 1);
    let opened = opens_clause(found.language, sentence, first);
    if first > last
        || is_time_clause(found.language, sentence, first)
        || !(class.is(CLAUSAL) || (class.is(ReportingClass::THAT) && opened))
    {
        return None;
    }
    // A subject that the syntax gave to another verb still stands between the verb and its clause.
    let lost = !opened
        && first > i + 1
        && class.is(ReportingClass::SAY.or(ReportingClass::THINK))
        && (i + 1..first).any(|at| {
            let mistaken = sentence.tokens[at].relation == Relation::Obj && !class.is(ReportingClass::BID);
            is_noun(sentence, at) && (mistaken || !sentence.is_under(at, i))
        });
    let first = if lost { i + 1 } else { first };
    // "said on Monday it had": the day is of the saying, wherever the parser hangs it.
    let behind = behind_adjunct(found.language, sentence, i);
    let first = if first == i + 1 && behind <= last { behind } else { first };
    Some((first, last))
}

/// What the verb at `i` governs where infinitive `verb` hangs on it: "urged voters to stay"; "vowed to appeal"; "told them to
/// leave".
fn governed_infinitive(line: &ReportSentence, i: usize, class: ReportingClass, verb: usize) -> Option<(usize, usize)> {
    let ReportSentence { found, sentence, .. } = *line;
    let tokens = &sentence.tokens;
    let (first, last) = sentence.subtree(verb);
    let first = first.max(i + 1);
    let is_object = |&c: &usize| c > i && matches!(tokens[c].relation, Relation::Obj | Relation::Iobj);
    let object = sentence.children(i).find(is_object);
    let begins_with_mark = found.language.grammar.infinitive.has(tokens[first].word);
    match object {
        Some(object) if class.is(ReportingClass::MOVE) => Some((sentence.subtree(object).0.max(i + 1), last)),
        Some(_) if class.is(ReportingClass::BID) => Some((first, last)),
        None if class.is(ReportingClass::INTEND) && begins_with_mark => Some((first, last)),
        None if class.is(ReportingClass::MOVE) && !begins_with_mark => Some((first, last)),
        _ => None,
    }
}

/// What the verb at `i` governs where no clause was found: "Trump says voter fraud …", a verb of saying, its subject before it and
/// a finite verb after.
fn unmarked_clause(line: &ReportSentence, i: usize) -> Option<(usize, usize)> {
    let ReportSentence { text, found, sentence, .. } = *line;
    let tokens = &sentence.tokens;
    let lists = &found.language.quotes;
    let takes_only_content = lists.takes_only_content.has(tokens[i].lemma);
    let subject_before = sentence.subject(i).is_some_and(|subject| subject < i)
        || (tokens[i].features.has(Features::GERUND) && takes_only_content);
    let start = behind_adjunct(found.language, sentence, i);
    let next = tokens.get(start)?;
    let begins = matches!(next.tag, Tag::Pron | Tag::Det | Tag::Propn | Tag::Noun | Tag::Adj | Tag::Num)
        && cues::class(found.language, tokens[i].lemma).is(ReportingClass::SAY)
        && !lists.takes_hearer.has(tokens[i].lemma);
    if !subject_before || !begins {
        return None;
    }
    let last = last_word(sentence);
    // "Say" has no object, so its clause may begin with a row: "said families, rich or poor, would pay".
    let comma = (start..last).find(|&at| is_comma(text, sentence, at)).filter(|_| !takes_only_content).unwrap_or(last);
    let end = cut(line, start, last).min(comma);
    let finite = (start + 1..=end).any(|at| {
        matches!(tokens[at].tag, Tag::Verb | Tag::Aux)
            && tokens[at].features.has(Features::FINITE)
            && (start > i + 1 || !matches!(tokens[at].relation, Relation::AclRelcl | Relation::Advcl))
    });
    // "Say" has no object but what is said.
    let object = next.relation == Relation::Obj && !takes_only_content || is_time(next);
    (finite && !object).then_some((start, last))
}

/// The token behind a verb of saying and behind where, when or in what it was said: "said in a statement it had",
/// "said on Monday it had". Without such words the one behind the verb.
fn behind_adjunct(language: &Language, sentence: &Sentence, i: usize) -> usize {
    let tokens = &sentence.tokens;
    let next = i + 1;
    if tokens.get(next).is_none_or(|token| token.tag != Tag::Adp) {
        return next;
    }
    // A preposition with the noun phrase behind it, up to where a clause of its own begins.
    let noun = (next + 1..tokens.len().min(next + 7)).find(|&at| {
        matches!(tokens[at].tag, Tag::Noun | Tag::Propn)
            && tokens.get(at + 1).is_some_and(|behind| !matches!(behind.tag, Tag::Noun | Tag::Propn | Tag::Part))
    });
    let Some(noun) = noun.filter(|&noun| language.quotes.occasions.has(tokens[noun].word)).filter(|&noun| {
        (next + 1..noun).all(|at| matches!(tokens[at].tag, Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Num))
    }) else {
        return next;
    };
    let subject = &tokens[noun + 1];
    let begins = matches!(subject.tag, Tag::Pron | Tag::Det) && !subject.features.has(Features::RELATIVE);
    if begins { noun + 1 } else { next }
}

/// Words for days right after a verb of saying are when it was said.
fn is_time(token: &crossread_language::Token) -> bool {
    token.relation == Relation::OblUnmarked || token.relation == Relation::Iobj
}

fn is_noun(sentence: &Sentence, at: usize) -> bool {
    matches!(sentence.tokens[at].tag, Tag::Noun | Tag::Propn | Tag::Pron)
}

/// The last token that is no punctuation.
fn last_word(sentence: &Sentence) -> usize {
    let tokens = &sentence.tokens;
    (0..tokens.len()).rev().find(|&at| tokens[at].tag != Tag::Punct).unwrap_or(0)
}

/// A conjunction "that" after the verb at `i`, with nothing but who is told, when and where between them.
fn that_after(language: &Language, sentence: &Sentence, i: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    for (at, token) in tokens.iter().enumerate().skip(i + 1).take(14) {
        if language.grammar.complementizer.has(token.word) && token.tag == Tag::Sconj {
            return Some(at);
        }
        let cites = token.features.has(Features::GERUND) && language.quotes.quoting.has(token.lemma);
        if matches!(token.tag, Tag::Verb | Tag::Aux | Tag::Cconj) && !cites {
            return None;
        }
    }
    None
}

/// Whether a clause tells when or why something was said, not what.
fn is_time_clause(language: &Language, sentence: &Sentence, first: usize) -> bool {
    // "said in a statement two hours after the ruling came"
    let tokens = &sentence.tokens;
    let number = (first..tokens.len()).find(|&at| tokens[at].tag != Tag::Adv).unwrap_or(first);
    let is_counted = matches!(tokens[number].tag, Tag::Num | Tag::Det | Tag::Adj)
        && tokens.get(number + 1).is_some_and(|unit| language.grammar.time_units.has(unit.lemma))
        && tokens.get(number + 2).is_some_and(|next| language.quotes.times.has(next.word));
    is_counted || language.quotes.times.has(tokens[first].word)
}

/// Whether a word at the head of a clause makes it one that "knew" or "asked" governs.
fn opens_clause(language: &Language, sentence: &Sentence, first: usize) -> bool {
    language.quotes.clause_openers.has(sentence.tokens[first].word)
}

/// Where what a passive reports begins: "was accused of lying", "is expected to resign", "was described as a hero".
fn after_passive(language: &Language, sentence: &Sentence, i: usize, class: ReportingClass) -> Option<usize> {
    let next = sentence.tokens.get(i + 1)?.word;
    let to = language.grammar.toward.has(next)
        && class.is(ReportingClass::SAY.or(ReportingClass::THINK).or(ReportingClass::JUDGE).or(ReportingClass::BID));
    let of = language.quotes.called_as.has(next) && class.is(ReportingClass::JUDGE);
    if to {
        return Some(i + 1);
    }
    of.then_some(i + 2).filter(|&at| at < sentence.tokens.len())
}

/// The noun phrase that is reported: an object, or somebody with what they are called.
fn object(language: &Language, sentence: &Sentence, i: usize, class: ReportingClass) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let object = sentence.children(i).find(|&c| c > i && tokens[c].relation == Relation::Obj);
    if class.is(ReportingClass::JUDGE) {
        let what = sentence.children(i).filter(|&child| child > i).find(|&child| {
            tokens[child].relation == Relation::Xcomp || begins_with(sentence, child, &language.quotes.called_as)
        });
        if let (Some(object), Some(what)) = (object, what) {
            let first = sentence.subtree(object).0.max(i + 1);
            let last = sentence.subtree(what).1;
            return (first < last).then_some((first, last));
        }
    }
    // "condemned what he called a breach"
    let is_clause =
        |object: usize| language.quotes.whatever.has(tokens[object].word) && sentence.subtree(object).1 > object;
    let object = object
        .filter(|&object| class.is(ReportingClass::ABOUT) && (tokens[object].tag != Tag::Pron || is_clause(object)))?;
    let (first, last) = sentence.subtree(object);
    let mut last = without_time(language, sentence, object, last);
    // "criticized the mayor for lying": what for is part of it.
    let for_what =
        sentence.children(i).find(|&child| child > object && begins_with(sentence, child, &language.quotes.blamed_for));
    last = for_what.map_or(last, |child| sentence.subtree(child).1);
    let first = first.max(i + 1);
    // "condemned what Brandt did, “…”": behind a comma others speak.
    let comma = (object..last).find(|&at| is_clause(object) && tokens[at].word == Word::of(","));
    let last = comma.map_or(last, |comma| comma - 1);
    (first <= last).then_some((first, last))
}

/// What somebody reports by its number: "with activists reporting between 322 and 1,300 killed".
fn numbered(language: &Language, sentence: &Sentence, i: usize) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let has_subject = sentence.subject(i).is_some_and(|subject| subject < i && tokens[subject].tag != Tag::Pron);
    let number = (i + 1..tokens.len().min(i + LONGEST_HEDGE)).find(|&at| tokens[at].tag == Tag::Num)?;
    let hedged =
        tokens[i + 1..number].iter().all(|token| matches!(token.tag, Tag::Adp | Tag::Adv | Tag::Adj | Tag::Sconj));
    (language.quotes.giving_numbers.has(tokens[i].lemma) && has_subject && hedged)
        .then(|| (i + 1, sentence.subtree(i).1))
}

/// Most tokens from the verb to the number: "reporting at least 12".
const LONGEST_HEDGE: usize = 5;

/// A count as the report of whoever gives it.
fn tally(
    text: &str,
    found: &NamedText,
    sentence: &Sentence,
    i: usize,
    (first, last): (usize, usize),
) -> Option<(Span, SpeechReport)> {
    let subject = sentence.subject(i).filter(|&subject| subject < i)?;
    let (from, to) = sentence.subtree(subject);
    let who = speaker(text, found, sentence.words(from, to.min(i - 1)));
    let report =
        SpeechReport { cue: cues::span(found.language, text, sentence, i), speaker: Some(who), addressee: None };
    Some((sentence.words(first, last), report))
}

/// What somebody puts at a number: "put the toll at 20".
fn counted_at(language: &Language, sentence: &Sentence, i: usize) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let object = sentence
        .child(i, Relation::Obj)
        .filter(|&object| object > i && language.quotes.counted.has(tokens[object].lemma))?;
    let at =
        (object + 1..tokens.len().min(object + LONGEST_TALLY)).find(|&at| language.grammar.at.has(tokens[at].word))?;
    let number = (at + 1..tokens.len().min(at + LONGEST_TALLY)).find(|&at| tokens[at].tag == Tag::Num)?;
    let named = tokens.get(number + 1).is_some_and(|next| next.tag == Tag::Noun);
    (language.quotes.puts_at.has(tokens[i].lemma)).then_some((i + 1, number + usize::from(named)))
}

/// Most words from what is counted to its number: "the toll in all of Leeds at close to 20".
const LONGEST_TALLY: usize = 8;

/// Where an object ends before what only tells when it was: "professed his allegiance in a call before the attack".
fn without_time(language: &Language, sentence: &Sentence, object: usize, last: usize) -> usize {
    let tokens = &sentence.tokens;
    let is_verb = |at: &usize| matches!(tokens[*at].tag, Tag::Verb | Tag::Aux);
    let until = (object + 1..=last).find(is_verb).unwrap_or(last + 1);
    let at = (object + 1..until).find(|&at| language.quotes.when.has(tokens[at].word) && tokens[at].tag != Tag::Adv);
    at.map_or(last, |at| (object..at).rev().find(|&at| tokens[at].tag != Tag::Punct).unwrap_or(object))
}

/// Whether a phrase or clause is introduced by one of these words.
fn begins_with(sentence: &Sentence, head: usize, words: &Group) -> bool {
    sentence.children(head).any(|child| {
        matches!(sentence.tokens[child].relation, Relation::Case | Relation::Mark)
            && words.has(sentence.tokens[child].word)
    })
}

/// "called the plan “a disaster”" where the syntax shows no predicate: up to the end of the marks.
fn before_marks(sentence: &Sentence, i: usize, class: ReportingClass, here: &[&Quote]) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let next = tokens.get(i + 1)?;
    let starts = matches!(next.tag, Tag::Pron | Tag::Det | Tag::Propn | Tag::Noun | Tag::Adj | Tag::Num);
    if !starts || !class.is(ReportingClass::JUDGE.or(ReportingClass::ABOUT)) {
        return None;
    }
    let quote = here.iter().find(|quote| quote.span.start > next.span.start && quote.kind != QuoteKind::Direct)?;
    let range = sentence.tokens_in(quote.span);
    let clear = (i + 1..range.start).all(|at| !matches!(tokens[at].tag, Tag::Verb | Tag::Aux | Tag::Cconj));
    (clear && range.start - i <= 12 && range.end > i + 2).then(|| (i + 1, range.end - 1))
}

/// "the minister's claim that it fell", "fears that it would".
fn of_noun(line: &ReportSentence, i: usize) -> Option<(Span, SpeechReport)> {
    let ReportSentence { text, found, sentence, .. } = *line;
    let tokens = &sentence.tokens;
    let is_clause = |&child: &usize| {
        child > i && matches!(tokens[child].relation, Relation::Acl | Relation::Ccomp | Relation::AclRelcl)
    };
    // Of a noun that somebody has, the parser may hang the clause on the verb: "has “high confidence” that".
    let holder = sentence.head(i).filter(|&verb| verb < i && found.language.quotes.holding.has(tokens[verb].lemma));
    let clause = sentence.children(i).find(is_clause);
    let clause = clause.or_else(|| holder.and_then(|verb| sentence.children(verb).find(is_clause)));
    let Some(clause) = clause else { return of_owned_noun(line, i) };
    let (first, last) = sentence.subtree(clause);
    let mark = usize::from(tokens.get(i + 1).is_some_and(|next| next.tag == Tag::Punct && next.word != Word::of(",")));
    // Right behind the noun, or behind a quotation mark there.
    let opens = i + 1 + mark;
    let first = first.max(opens);
    if first != opens || last <= first {
        return None;
    }
    let is_conjunction = tokens[first].tag == Tag::Sconj || mark > 0 && sentence.subject(clause) != Some(first);
    if !found.language.grammar.complementizer.has(tokens[first].word) || !is_conjunction {
        return None;
    }
    let owner = sentence.child(i, Relation::NmodPoss).map(|owner| {
        let (from, to) = sentence.subtree(owner);
        sentence.words(from, to.min(i - 1))
    });
    let owner = owner.or_else(|| {
        let verb = holder.filter(|_| tokens[i].relation == Relation::Obj)?;
        let subject = sentence.subject(verb).filter(|&subject| subject < verb)?;
        let (from, to) = sentence.subtree(subject);
        (to < verb).then(|| sentence.words(from, to))
    });
    // "There is no evidence that": nobody says so.
    if owner.is_none() && found.language.quotes.missing.has(tokens[i].lemma) {
        return None;
    }
    let report =
        SpeechReport { cue: tokens[i].span, speaker: owner.map(|span| speaker(text, found, span)), addressee: None };
    Some((sentence.words(first, cut(&ReportSentence { here: &[], ..*line }, first, last)), report))
}

/// What somebody's noun at `i` reports with a "that" right behind it, wherever the parser hangs the clause: "the minister’s earlier claim
/// that there were two".
fn of_owned_noun(line: &ReportSentence, i: usize) -> Option<(Span, SpeechReport)> {
    let ReportSentence { text, found, sentence, .. } = *line;
    let tokens = &sentence.tokens;
    let grammar = &found.language.grammar;
    let that = tokens.get(i + 1).filter(|next| grammar.complementizer.has(next.word) && next.tag == Tag::Sconj)?;
    let between = |&at: &usize| matches!(tokens[at].tag, Tag::Adj | Tag::Adv | Tag::Num);
    let mark = (0..i).rev().find(|at| !between(at)).filter(|&at| grammar.possessive.has(tokens[at].word))?;
    let owner = sentence.child(i, Relation::NmodPoss).map(|owner| sentence.subtree(owner).0);
    let first = owner.unwrap_or_else(|| owner_before(sentence, mark)).min(mark.checked_sub(1)?);
    let who = speaker(text, found, sentence.words(first, mark));
    let report = SpeechReport { cue: tokens[i].span, speaker: Some(who), addressee: None };
    let last = cut(&ReportSentence { here: &[], ..*line }, i + 1, last_word(sentence));
    (last > i + 2).then(|| (Span { start: that.span.start, end: tokens[last].span.end }, report))
}

/// The first token of the words for somebody that end before token `mark`.
fn owner_before(sentence: &Sentence, mark: usize) -> usize {
    let inside = |&at: &usize| matches!(sentence.tokens[at].tag, Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn);
    (0..mark).rev().take_while(inside).last().unwrap_or(mark)
}

/// Where words end before who ends the sentence: "…, the board said.", "…, said Ann Lowe."
fn before_trailer(language: &Language, sentence: &Sentence, first: usize, last: usize) -> usize {
    let tokens = &sentence.tokens;
    let names = |token: &Token| {
        matches!(token.tag, Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Num | Tag::Part | Tag::Punct | Tag::Adp)
    };
    let is_near_end = |at: usize| at < last && tokens.len() - at <= LONGEST_SAYER;
    let inverted = |at: usize| {
        let says =
            cues::verb(language, sentence, at).is(ReportingClass::SAY) && tokens[at].features.has(Features::PAST);
        (says && is_near_end(at) && tokens[at - 1].word == Word::of(",") && tokens[at + 1..].iter().all(names))
            .then_some(at)
    };
    let begins =
        |at: usize| parted::trailing(language, sentence, at).map(|(trailer, _)| trailer).or_else(|| inverted(at));
    let end = tokens.len().min(last + 2);
    let trailer = (first + 1..end).filter_map(begins).filter(|&trailer| trailer > first + 1 && trailer <= last).min();
    let before = |trailer: usize| (first..trailer - 1).rev().find(|&at| tokens[at].tag != Tag::Punct);
    trailer.map_or(last, |trailer| before(trailer).unwrap_or(first))
}

/// Most tokens of the verb and who says it at a sentence's end: "said Ann Lowe, head of the harbor board in Leeds".
const LONGEST_SAYER: usize = 24;

/// Where what began at `first` ends: at `last`, or sooner where the author takes over: ", though she", ", saying",
/// ", according to", "and said", ", who". Never inside quotation marks.
fn cut(line: &ReportSentence, first: usize, last: usize) -> usize {
    let ReportSentence { text, found, sentence, here } = *line;
    let tokens = &sentence.tokens;
    let last = before_trailer(found.language, sentence, first, last);
    for at in first + 1..=last {
        let marked = here.iter().any(|quote| quote.span.contains(tokens[at].span));
        if marked {
            continue;
        }
        let next = tokens.get(at + 1);
        if is_comma(text, sentence, at)
            && next.is_some_and(|next| {
                found.language.quotes.takes_over.has(next.word)
                    || (next.features.has(Features::GERUND)
                        && cues::verb(found.language, sentence, at + 1) != ReportingClass::NONE)
            })
        {
            return (first..at).rev().find(|&k| tokens[k].tag != Tag::Punct).unwrap_or(first);
        }
        // "… and said": another report of the same speaker.
        if tokens[at].tag == Tag::Cconj {
            let verb =
                (at + 1..=last.min(at + 4)).find(|&k| !matches!(tokens[k].tag, Tag::Adv | Tag::Aux)).filter(|&k| {
                    cues::verb(found.language, sentence, k).is(ReportingClass::SAY) && tokens[k].features.tells()
                });
            if verb.is_some() {
                return (first..at).rev().find(|&k| tokens[k].tag != Tag::Punct).unwrap_or(first);
            }
        }
    }
    last
}
