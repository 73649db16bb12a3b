//! Utterances that no reporting verb introduces: what stands before them tells who speaks. "Lowe was blunt: “No.”", "The
//! message from Kit Moss: “Wait.”", "The mayor denied this. “It never fell.”"

use super::marks::Marked;
use super::{NamedText, Speaker, sentence_at, speaker};
use crate::annotate::names::{Name, NameForm};
use crate::story::{Article, BlockKind};
use crossread_language::{MentionKind, Relation, Sentence, Span, Tag};

/// Most words of a sentence that leads to the utterance behind it: "Varga denied this." A longer one tells its own news.
const LONGEST_LEAD: usize = 12;

/// Who is meant to say a marked stretch, by the words before it.
pub(super) fn find(text: &str, article: &Article, found: &NamedText, marked: &[Marked], m: usize) -> Option<Speaker> {
    let one = &marked[m];
    let block = article.blocks[one.block as usize].span;
    if !matches!(article.blocks[one.block as usize].kind, BlockKind::Body | BlockKind::Excerpt) {
        return None;
    }
    let begin = marked[..m].iter().rfind(|before| before.block == one.block).map_or(block.start(), |b| b.outer.end());
    let before = Span::new(begin.min(one.outer.start()), one.outer.start());
    let lead = before.of(text).trim_end();
    if lead.is_empty() {
        return None;
    }
    if lead.ends_with(':') || lead.ends_with('?') && is_sentence(text, one) {
        let start = lead[..lead.len() - 1].rfind(['.', '!', '?', '\n']).map_or(0, |at| at + 1);
        let clause = before.at(start..lead.len());
        let short = lead.ends_with(':') || clause.of(text).split_whitespace().count() <= LONGEST_LEAD / 2;
        return only_person(text, found, clause).filter(|_| short);
    }
    if !lead.ends_with('.') || !is_sentence(text, one) {
        return None;
    }
    let at = sentence_at(found.sentences, (before.start() + lead.len()).saturating_sub(1) as u32)?;
    let sentence = &found.sentences[at];
    let inside = before.start <= sentence.span.start;
    let words = sentence.tokens.iter().filter(|token| token.tag != Tag::Punct).count();
    if !inside || words > LONGEST_LEAD {
        return None;
    }
    of_subject(text, found, sentence)
}

/// Whether a whole sentence stands between the marks, however short: "No."
pub(super) fn is_sentence(text: &str, one: &Marked) -> bool {
    let inner = one.inner.of(text);
    inner.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) && inner.ends_with(['.', '!', '?', '…'])
}

/// The only person who is named in some words.
fn only_person(text: &str, found: &NamedText, clause: Span) -> Option<Speaker> {
    let mut people = people(found, clause).filter(|name| name.form == NameForm::Named);
    let first = people.next()?;
    let mut last = first;
    for other in people {
        if other.referent != first.referent {
            // "In the words of her lawyer, Ole Brandt": who stands last is named by the others.
            last = other;
        }
    }
    let described = last.referent == first.referent || clause.of(text).contains(" of ");
    described.then(|| speaker(text, found, last.span))
}

/// The person who is the subject of a sentence.
fn of_subject(text: &str, found: &NamedText, sentence: &Sentence) -> Option<Speaker> {
    let root = sentence.root();
    let subject = sentence.subject(root)?;
    if sentence.tokens[subject].relation == Relation::NsubjPass || subject > root {
        return None;
    }
    let (first, _) = sentence.subtree(subject);
    let words = sentence.words(first, root.saturating_sub(1).max(subject));
    let name = people(found, words).last()?;
    Some(speaker(text, found, name.span))
}

fn people<'a>(found: &'a NamedText, span: Span) -> impl Iterator<Item = &'a Name> {
    let first = found.names.partition_point(|name| name.span.end <= span.start);
    let inside = found.names[first..].iter().take_while(move |name| name.span.start < span.end);
    inside.filter(move |name| name.kind == MentionKind::Person && span.contains(name.span))
}
