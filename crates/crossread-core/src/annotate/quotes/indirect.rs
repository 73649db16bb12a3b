//! What is reported without quotation marks: the clause that a reporting word governs.

use super::attribution::{Report, report_at};
use super::{Quote, QuoteKind, SELDOM, SpeakerBasis};
use crate::annotate::Annotations;
use crate::story::{Article, BlockKind};
use crossread_language::{Relation, Sentence, Span, Tag, Word};

/// Every report without marks, or with marks around a part of it only.
pub(super) fn find(text: &str, article: &Article, found: &Annotations, marked: &[Quote]) -> Vec<Quote> {
    let mut quotes = Vec::new();
    for sentence in &found.sentences {
        if article.blocks[sentence.part as usize].kind == BlockKind::Heading {
            continue;
        }
        let first = marked.partition_point(|quote| quote.span.end <= sentence.span.start);
        let here: Vec<&Quote> =
            marked[first..].iter().take_while(|quote| quote.span.start < sentence.span.end).collect();
        for i in 0..sentence.tokens.len() {
            let cue = sentence.tokens[i].span;
            // What somebody says inside a quotation is part of it.
            if here.iter().any(|quote| quote.kind == QuoteKind::Direct && quote.span.contains(cue)) {
                continue;
            }
            let Some(content) = content(text, sentence, i) else { continue };
            let Some(report) = report_at(text, found, sentence, i, None) else { continue };
            if let Some(quote) = indirect(text, sentence, content, report, &here) {
                quotes.push(quote);
            }
        }
    }
    quotes
}

fn indirect(text: &str, sentence: &Sentence, content: Span, report: Report, here: &[&Quote]) -> Option<Quote> {
    let content = trimmed(text, content);
    // Marks around all of it: it is found already.
    let covered = here.iter().any(|quote| {
        matches!(quote.kind, QuoteKind::Direct)
            && quote.span.overlaps(content)
            && quote.span.len() * 10 >= content.len() * 6
    });
    if covered
        || content.of(text).split_whitespace().count() < 2
        || report.speaker.is_some_and(|s| s.span.overlaps(content))
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
    let front = words.len() - words.trim_start_matches([' ', ',', ':', ';', '—', '–', '-', '\n']).len();
    let back = words.trim_end_matches([' ', ',', ';', '.', '—', '–', '-', '\n', ':']).len();
    if front >= back { span } else { span.at(front..back) }
}

/// What the reporting word at token `i` governs.
fn content(text: &str, sentence: &Sentence, i: usize) -> Option<Span> {
    let tokens = &sentence.tokens;
    if tokens[i].word == Word::of("according") && tokens.get(i + 1).is_some_and(|next| next.word == Word::of("to")) {
        return around_according(sentence, i);
    }
    if tokens[i].tag != Tag::Verb || !super::REPORTING.contains(&tokens[i].lemma) {
        return None;
    }
    let seldom = SELDOM.contains(&tokens[i].lemma);
    // "said that it would", "said it would"; "vowed to".
    let clause = sentence.children(i).find(|&child| {
        child > i && matches!(tokens[child].relation, Relation::Ccomp)
            || child > i
                && tokens[child].relation == Relation::Xcomp
                && tokens[child].tag == Tag::Verb
                && intends(tokens[i].lemma)
    });
    if let Some(clause) = clause {
        let (first, last) = sentence.subtree(clause);
        let first = first.max(i + 1);
        let marked = sentence
            .children(clause)
            .any(|child| tokens[child].relation == Relation::Mark && tokens[child].word == Word::of("that"));
        if (seldom && !marked && tokens[clause].relation == Relation::Ccomp && tokens[first].word != Word::of("to"))
            || first > last
        {
            return None;
        }
        return Some(sentence.words(first, last));
    }
    // "It will rain, Ann Lowe said": the verb hangs on what it reports.
    let parenthetical =
        tokens[i].relation == Relation::Parataxis || (sentence.head(i).is_none() && inverted(sentence, i));
    if parenthetical && !seldom {
        let (first, last) = sentence.subtree(i);
        let begin = if sentence.head(i).is_none() {
            sentence
                .children(i)
                .find(|&c| matches!(tokens[c].relation, Relation::Ccomp | Relation::Parataxis))
                .map(|c| sentence.subtree(c))
        } else {
            None
        };
        if let Some((from, to)) = begin {
            return (to < i || from > i).then(|| sentence.words(from, to));
        }
        let before = first.checked_sub(1).map(|end| sentence.words(0, end));
        let after = (last + 1 < tokens.len()).then(|| sentence.words(last + 1, tokens.len() - 1));
        return match (before, after) {
            (Some(before), Some(after))
                if trimmed(text, after).len() > trimmed(text, before).len()
                    && trimmed(text, after).of(text).len() > 3 =>
            {
                Some(after)
            }
            (Some(before), _) if before.len() > 3 => Some(before),
            (_, Some(after)) => Some(after),
            _ => None,
        };
    }
    None
}

/// Whether the reported clause stands before its verb.
fn inverted(sentence: &Sentence, i: usize) -> bool {
    sentence
        .children(i)
        .any(|child| child < i && matches!(sentence.tokens[child].relation, Relation::Ccomp | Relation::Parataxis))
}

/// Verbs whose infinitive is what somebody means to do.
fn intends(lemma: Word) -> bool {
    const INTENDS: [Word; 12] = [
        Word::of("vow"),
        Word::of("pledge"),
        Word::of("promise"),
        Word::of("threaten"),
        Word::of("plan"),
        Word::of("intend"),
        Word::of("want"),
        Word::of("hope"),
        Word::of("agree"),
        Word::of("swear"),
        Word::of("expect"),
        Word::of("seek"),
    ];
    INTENDS.contains(&lemma)
}

/// "According to X, …" and "…, according to X": the rest of the sentence.
fn around_according(sentence: &Sentence, i: usize) -> Option<Span> {
    let tokens = &sentence.tokens;
    let before = (0..i).rev().find(|&at| tokens[at].tag != Tag::Punct);
    if let Some(last) = before {
        return Some(sentence.words(0, last));
    }
    let comma = (i + 2..tokens.len()).find(|&at| tokens[at].word == Word::of(","))?;
    let last = (comma + 1..tokens.len()).rev().find(|&at| tokens[at].tag != Tag::Punct)?;
    (comma < last).then(|| sentence.words(comma + 1, last))
}
