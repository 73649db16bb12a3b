//! What stands around a report that is set off by commas: "It fell, Ann Lowe said, in a minute", "It fell, according to the board." Reads
//! where the report stands, and gives the pieces before and behind it that are its content.

use super::cues::{self, ReportingClass};
use super::ends::{cut, is_comma, is_parted};
use super::parted;
use super::{QuoteKind, ReportSentence};
use crossread_language::{Features, Relation, Sentence, Span, Tag};

/// First and last token of `i` and the words of `who` together.
pub(super) fn covering(sentence: &Sentence, i: usize, who: Span) -> (usize, usize) {
    let range = sentence.tokens_in(who);
    (i.min(range.start), i.max(range.end.saturating_sub(1)))
}

/// Whether a clause stands after the verb at `i` and hangs on it.
pub(super) fn sentence_has_clause(sentence: &Sentence, i: usize) -> bool {
    sentence.children(i).any(|child| child > i && sentence.tokens[child].relation == Relation::Ccomp)
}

/// The pieces around a report that stands between commas or after one; `None` where it does not.
pub(super) fn between_commas(line: &ReportSentence, first: usize, last: usize) -> Option<Vec<Span>> {
    let ReportSentence { text, sentence, here, .. } = *line;
    let tokens = &sentence.tokens;
    // "It fell, as the board said.", "As the board said, it fell."
    let utters = here.iter().any(|quote| quote.kind == QuoteKind::Direct);
    let is_opened = first > 0 && !utters && line.found.language.grammar.role.has(tokens[first - 1].word);
    let first = if is_opened { first - 1 } else { first };
    if !(is_opened && first == 0) {
        first.checked_sub(1).filter(|&at| is_parted(line, at))?;
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
    // "While he said it fell, Marsh noted that": what opens the sentence is not what is noted.
    let is_subordinate = || {
        let head = tokens.iter().position(|token| token.tag != Tag::Punct && token.tag != Tag::Cconj);
        head.is_some_and(|head| parted::opens(line.found.language, sentence, head))
    };
    let is_closed = is_comma(text, sentence, last + 1);
    let is_all = || is_whole(sentence, 0..first) && (is_closed || !is_subordinate()) || is_opened && first == 0;
    (pieces.len() > 1 || !pieces.is_empty() && is_all()).then_some(pieces)
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

/// The first token behind what joins a sentence to the one before it, which is the author's: "But", "However,", "In addition,".
fn behind_connective(line: &ReportSentence, start: usize, end: usize) -> usize {
    let ReportSentence { text, found, sentence, .. } = *line;
    let (lists, tokens) = (&found.language.quotes, &sentence.tokens);
    let words = |from: usize| tokens[from..end].iter().map(|token| token.word);
    let conjunction = usize::from(tokens[start].tag == Tag::Cconj && start < end);
    let first = start + conjunction;
    let phrase = lists.connectives.starting(words(first)).map(|length| first + length);
    phrase.filter(|&comma| comma < end && is_comma(text, sentence, comma)).map_or(first, |comma| comma + 1)
}

/// The pieces of the sentence before and after the report in tokens `first` to `last`.
pub(super) fn around(line: &ReportSentence, first: usize, last: usize) -> Vec<Span> {
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
        start = behind_connective(line, start, end);
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
