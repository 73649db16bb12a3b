//! Utterances that no reporting verb introduces: what stands before them tells who speaks. "Lowe was blunt: “No.”", "The
//! message from Kit Moss: “Wait.”", "The mayor denied this. “It never fell.”"

use super::marks::QuotedStretch;
use super::{NamedText, Speaker, is_next, is_speaker, sentence_at, speaker};
use crate::annotate::names::{Name, NameForm, names_in};
use crate::story::{Article, BlockKind};
use crossread_language::{MentionKind, Relation, Sentence, Span, Tag};

/// Most words of a sentence that leads to the utterance behind it: "Varga denied this." A longer one tells its own news.
const LONGEST_LEAD: usize = 12;

/// Who is meant to say a marked stretch, by the words before it.
pub(super) fn find(
    text: &str,
    article: &Article,
    found: &NamedText,
    marked: &[QuotedStretch],
    m: usize,
) -> Option<Speaker> {
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
        if lead.ends_with(':')
            && let Some(author) = of_message(text, found, clause)
        {
            return Some(author);
        }
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
    of_subject(text, found, sentence).or_else(|| leads(text, found, sentence))
}

/// Who does something right behind an utterance that stands by itself: "“I fed her for years.” Ann Lowe swept the straw away."
pub(super) fn by_deed(text: &str, found: &NamedText, marked: &[QuotedStretch], m: usize) -> Option<Speaker> {
    let one = &marked[m];
    if !one.inner.of(text).ends_with(['.', '!', '?', '…']) {
        return None;
    }
    let at = found.sentences.partition_point(|sentence| sentence.span.start < one.outer.end);
    let sentence = found.sentences.get(at).filter(|sentence| sentence.part == one.block)?;
    let between = Span { start: one.outer.end, end: sentence.span.start };
    let next = marked.get(m + 1).map_or(u32::MAX, |next| next.outer.start);
    let words = sentence.tokens.iter().filter(|token| token.tag != Tag::Punct).count();
    let plain = between.of(text).trim().is_empty() && next >= sentence.span.end && words <= LONGEST_DEED;
    // What somebody is or has is no deed.
    let deed = sentence.tokens[sentence.root()].tag == Tag::Verb && sentence.root() > 0;
    if !plain {
        return None;
    }
    if let Some(owner) = pointed_at(text, found, sentence) {
        return Some(owner);
    }
    of_subject(text, found, sentence).filter(|_| deed).or_else(|| leads(text, found, sentence))
}

/// Whose an utterance is by a sentence that points back at it: "So says Ida Holm.", "The voice is that of Nora Vance.", "That is how
/// Piet Lund remembers it."
fn pointed_at(text: &str, found: &NamedText, sentence: &Sentence) -> Option<Speaker> {
    let mut words = sentence.tokens.iter().map(|token| token.span.of(text));
    let first = words.next()?;
    let points = found.language.quotes.points_back.has(first);
    let of_words = found.language.quotes.before_utterance.has(first)
        && words.next().is_some_and(|word| found.language.quotes.utterances.has(word));
    let mut people = people(found, sentence.span).filter(|name| name.form == NameForm::Named);
    let name = people.next().filter(|_| points || of_words)?;
    people.all(|other| other.referent == name.referent).then(|| speaker(text, found, name.span))
}

/// Who is told of right above a paragraph of nothing but an utterance: the subject of the last sentence there.
pub(super) fn above(
    text: &str,
    article: &Article,
    found: &NamedText,
    marked: &[QuotedStretch],
    m: usize,
) -> Option<Speaker> {
    let one = &marked[m];
    let block = &article.blocks[one.block as usize];
    let rest = marked.get(m + 1).is_none_or(|next| next.block != one.block);
    let fills = block.span.start == one.outer.start && one.outer.len() * 10 >= block.span.len() * 9;
    if block.kind != BlockKind::Body || !fills || !rest {
        return None;
    }
    let first = found.sentences.partition_point(|sentence| sentence.part < one.block);
    let sentence = found.sentences[..first].last()?;
    let is_body = article.blocks[sentence.part as usize].kind == BlockKind::Body;
    let is_quoted = marked[..m].iter().rev().take(2).any(|other| other.outer.overlaps(sentence.span));
    let is_above = is_body && !is_quoted && is_next(article, sentence.part, one.block);
    of_subject(text, found, sentence).filter(|speaker| is_above && speaker.referent.is_some())
}

/// Most words of a sentence that shows who spoke by what they did.
const LONGEST_DEED: usize = 16;

/// Whose reply, message or motto the words before a colon are: "The mayor's reply came by text message:", "The motto of the
/// school:".
fn of_message(text: &str, found: &NamedText, clause: Span) -> Option<Speaker> {
    let words = clause.of(text);
    let at = sentence_at(found.sentences, clause.start)?;
    let sentence = &found.sentences[at];
    let tokens = &sentence.tokens;
    let inside = sentence.tokens_in(clause);
    let message = inside
        .clone()
        .find(|&at| tokens[at].tag == Tag::Noun && found.language.quotes.messages.has(tokens[at].lemma))?;
    let first = inside.start;
    // "Her short answer"
    let own = first.max(message.saturating_sub(FARTHEST_MESSAGE))..message;
    if let Some(at) = own.rev().find(|&at| found.language.quotes.owner_of_message.has(tokens[at].span.of(text))) {
        let clear = tokens[first..message].iter().all(|token| !matches!(token.tag, Tag::Verb | Tag::Aux));
        return clear.then(|| speaker(text, found, tokens[at].span));
    }
    // "The mayor’s reply", and no verb before it.
    let is_mark = |at: usize| found.language.grammar.owner_marks.has(tokens[at].span.of(text));
    let owner = (first..message).rev().find(|&at| is_mark(at)).filter(|&mark| message - mark <= FARTHEST_MESSAGE);
    if let Some(mark) = owner.filter(|&mark| mark > first) {
        let clear = tokens[first..message].iter().all(|token| !matches!(token.tag, Tag::Verb | Tag::Aux | Tag::Adp));
        return (clear && !words.is_empty()).then(|| speaker(text, found, sentence.words(first, mark - 1)));
    }
    let by = tokens.get(message + 1).filter(|next| found.language.quotes.before_writer.has(next.span.of(text)))?;
    let mut last = message + 1;
    while last + 1 < inside.end && matches!(tokens[last + 1].tag, Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn) {
        last += 1;
    }
    let who = Span { start: by.span.end, end: tokens[last].span.end }.trim(text);
    (last > message + 1).then(|| speaker(text, found, who))
}

/// How many words may stand between an owner and the message: "the mayor's short written reply".
const FARTHEST_MESSAGE: usize = 4;

/// Whether a whole sentence stands between the marks, however short: "No."
pub(super) fn is_sentence(text: &str, one: &QuotedStretch) -> bool {
    let inner = one.inner.of(text);
    inner.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) && inner.ends_with(['.', '!', '?', '…'])
}

/// The only person who is named in some words.
fn only_person(text: &str, found: &NamedText, clause: Span) -> Option<Speaker> {
    let named: Vec<&Name> = people(found, clause).filter(|name| name.form == NameForm::Named).collect();
    // "Marsh's director of safety, Dan Holm, stood by it:": whom something is of does not speak beside somebody who may.
    let owns = |name: &&&Name| found.language.quotes.owner_behind.start(&text[name.span.end()..]);
    let (owners, others): (Vec<&Name>, Vec<&Name>) = named.iter().partition(owns);
    let named = if others.is_empty() { owners } else { others };
    let first = *named.first()?;
    let mut last = first;
    for &other in &named {
        if other.referent != first.referent {
            // "In the words of her lawyer, Ole Brandt": who stands last is named by the others.
            last = other;
        }
    }
    let described =
        last.referent == first.referent || found.language.quotes.of_somebody.within(clause.of(text)).is_some();
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
    // "John Brandt, a critic of Marsh, lashed out": the critic speaks.
    if let Some(name) = people(found, words).filter(|name| is_speaker(found.language, text, words, name.span)).last() {
        return Some(speaker(text, found, name.span));
    }
    // "The mayor shook his head.", "She pointed at the sky."
    let token = &sentence.tokens[subject];
    let is_somebody = token.tag == Tag::Noun && found.language.names.roles.has(token.lemma)
        || found.language.grammar.he_or_she.has(token.word);
    is_somebody.then(|| speaker(text, found, sentence.words(first, subject)))
}

/// The person a short sentence begins with, however the reader of sentences takes it: "Lowe nods."
fn leads(text: &str, found: &NamedText, sentence: &Sentence) -> Option<Speaker> {
    let name = people(found, sentence.span).next().filter(|name| name.span.start == sentence.span.start)?;
    let next = sentence.tokens.iter().find(|token| token.span.start >= name.span.end)?;
    let acts = next.span.of(text).starts_with(char::is_lowercase) && next.span.of(text).ends_with(['s', 'd']);
    let short = sentence.tokens.len() <= SHORTEST_LEAD && acts;
    short.then(|| speaker(text, found, name.span))
}

/// Most tokens of a sentence of a name and what they do.
const SHORTEST_LEAD: usize = 5;

fn people<'a>(found: &'a NamedText, span: Span) -> impl Iterator<Item = &'a Name> {
    names_in(found.names, span).filter(move |name| name.kind == MentionKind::Person && span.contains(name.span))
}
