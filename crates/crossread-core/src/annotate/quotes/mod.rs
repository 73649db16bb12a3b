//! Quotes: who said what, in which words.
//!
//! Marks first ([`marks`]): what stands between quotation marks is found whoever said it. Then who said it
//! ([`attribution`]): a reporting verb beside the marks with its subject, "according to", or, where a sentence of
//! marks stands alone, the speaker before it. Last what is reported without marks ([`indirect`]): the clause that a
//! reporting verb governs. What nobody is found to have said stays without a speaker; marks that report nobody's
//! words are terms.

mod attribution;
mod beside;
mod counted;
mod cues;
mod described;
mod dialogue;
mod ends;
mod governed;
mod indirect;
mod interview;
mod introduced;
mod joined;
mod marks;
mod parted;
mod persons;
mod phrases;
mod posts;
mod report_nouns;
mod reporter;
mod set_off;
mod signed;
mod subjects;
mod terms;
mod turns;

pub(crate) use cues::reports_before;
pub(crate) use posts::posted_on;

use super::names::{Name, NameForm, names_in};
use crate::language::Language;
use crate::story::{Article, BlockKind, Warning};
use crossread_language::{MentionKind, Sentence, Span, Word};

/// Somebody's words or a report of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// What stands between the marks; for an indirect quote, the content.
    pub span: Span,
    /// What sort.
    pub kind: QuoteKind,
    /// Who said it, as far as the article tells.
    pub speaker: Option<Speaker>,
    /// The words that report, the whole verb group with its "not": "said", "has not confirmed", "according to".
    pub cue: Option<Span>,
    /// To whom it was said.
    pub addressee: Option<Span>,
    /// On what the speaker rests. `None` exactly when there is no speaker.
    pub basis: Option<SpeakerBasis>,
    /// Index of the block it starts in.
    pub block: u32,
    /// Index of the quote it carries on: the second half of an utterance that its attribution interrupts, the next
    /// paragraph of one that runs on.
    pub continues: Option<u32>,
}

impl Quote {
    /// How often a quote of this kind and basis was right in speaker and words, in per cent; `None` of a term, which reports
    /// nobody's words.
    ///
    /// Measured on the 2,155 quotes found in PolNeAR's dev part, as `cargo xtask eval quotes-sure` does again: between marks those count
    /// that lie in an annotated content by half and whose speaker's words meet the annotated ones (where none is named, the words
    /// alone), of reports those whose words are the annotated ones to the letter too. Rounded to five. Of speakers that are only inferred
    /// there were fifteen, all of whole utterances.
    pub fn sure(&self) -> Option<u8> {
        use SpeakerBasis::{Continued, Inferred, Stated};
        match (self.kind, self.basis) {
            (QuoteKind::Direct, Some(Stated | Continued)) => Some(95),
            (QuoteKind::Direct, Some(Inferred)) | (QuoteKind::Fragment, Some(Continued | Inferred)) => Some(45),
            (QuoteKind::Fragment, Some(Stated)) => Some(90),
            (QuoteKind::Direct | QuoteKind::Fragment, None) => Some(85),
            (QuoteKind::Indirect, Some(_)) => Some(60),
            (QuoteKind::Indirect, None) => Some(35),
            (QuoteKind::Term, _) => None,
        }
    }

    /// What stands in brackets inside quoted words: the outlet's own, not the speaker's.
    pub fn insertions(&self, text: &str) -> Vec<Span> {
        if !matches!(self.kind, QuoteKind::Direct | QuoteKind::Fragment) {
            return Vec::new();
        }
        let words = self.span.of(text);
        let mut all = Vec::new();
        let mut from = 0;
        while let Some(open) = words[from..].find('[').map(|at| from + at) {
            let Some(close) = words[open..].find(']').map(|at| open + at + 1) else { break };
            all.push(self.span.at(open..close));
            from = close;
        }
        all
    }
}

/// Sorts of quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuoteKind {
    /// A whole utterance in quotation marks.
    Direct,
    /// Quoted words inside the author's sentence.
    Fragment,
    /// Reported without quotation marks.
    Indirect,
    /// Quotation marks that report nobody's words: terms, titles, nicknames, scare quotes.
    Term,
}

/// Who a quote, or a figure, is ascribed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Speaker {
    /// The words at the quote: "he", "the minister", "two officials who asked not to be named".
    pub span: Span,
    /// Index into [`Annotations::referents`](super::Annotations::referents) when they resolve to a named one.
    pub referent: Option<u32>,
}

/// On what a speaker rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerBasis {
    /// The sentence says so.
    Stated,
    /// It carries on a quote whose speaker is stated.
    Continued,
    /// Only the surroundings tell.
    Inferred,
}

/// A text with its sentences and names.
struct NamedText<'a> {
    language: &'a Language,
    sentences: &'a [Sentence],
    names: &'a [Name],
}

/// A sentence of a text, with what stands between marks in it.
struct ReportSentence<'a> {
    text: &'a str,
    found: &'a NamedText<'a>,
    sentence: &'a Sentence,
    here: &'a [&'a Quote],
}

/// Finds the quotes of an article, in order of place, with a warning for each quotation mark that nothing closes.
pub fn find(
    language: &Language,
    article: &Article,
    sentences: &[Sentence],
    names: &[Name],
) -> (Vec<Quote>, Vec<Warning>) {
    let text = &article.text;
    let found = &NamedText { language, sentences, names };
    let (marked, warnings) = marks::find(language, article);
    let mut quotes = attribution::attribute(article, found, &marked);
    let mut reports = indirect::find(text, article, found, &quotes);
    close(text, &quotes, &mut reports);
    inherit(language, text, &mut quotes, &reports);
    carry(article, found, &mut quotes, &reports);
    quotes.extend(reports);
    // A line that begins with who speaks is theirs, whatever is found in it.
    let mut turns = turns::find(article, found);
    if turns.iter().all(|turn| turn.kind != QuoteKind::Direct) {
        turns.extend(interview::find(article, found));
    }
    turns.extend(dialogue::find(article, found));
    turns.sort_by_key(|turn| turn.span);
    quotes.retain(|quote| {
        let at = turns.partition_point(|turn| turn.span.end <= quote.span.start);
        !turns.get(at).is_some_and(|turn| turn.kind == QuoteKind::Direct && turn.span.contains(quote.span))
    });
    quotes.extend(turns);
    let mut quotes = with_posts(quotes, posts::find(article, found));
    quotes.sort_by_key(|quote| (quote.span.start, std::cmp::Reverse(quote.span.end), quote.kind));
    quotes.dedup_by_key(|quote| quote.span);
    // Continuations are known by their spans until everything is in order.
    let mut last_of_speaker: Option<(u32, Option<u32>, u32)> = None;
    for i in 0..quotes.len() {
        let quote = &quotes[i];
        let marked = matches!(quote.kind, QuoteKind::Direct | QuoteKind::Fragment);
        let referent = quote.speaker.and_then(|speaker| speaker.referent);
        let block = quote.block;
        // The second piece of what a report between commas parts.
        if let Some(before) = i.checked_sub(1).map(|before| &quotes[before])
            && quote.kind == QuoteKind::Indirect
            && before.kind == QuoteKind::Indirect
            && quote.cue.is_some()
            && before.cue == quote.cue
        {
            quotes[i].continues = Some(i as u32 - 1);
            continue;
        }
        if quote.basis == Some(SpeakerBasis::Continued)
            && let Some((before, speaker, in_block)) = last_of_speaker
            && speaker == referent
            && block.abs_diff(in_block) <= 1
        {
            quotes[i].continues = Some(before);
        }
        if marked {
            last_of_speaker = Some((i as u32, referent, block));
        }
    }
    (quotes, warnings)
}

/// Quotes with the posts that a page shows: a post is its account's, whatever is found in it, but one that is mostly somebody's words
/// between marks is theirs.
fn with_posts(mut quotes: Vec<Quote>, mut posts: Vec<Quote>) -> Vec<Quote> {
    quotes.sort_by_key(|quote| quote.span);
    posts.retain(|post| {
        let first = quotes.partition_point(|quote| quote.span.start < post.span.start);
        let mut inside = quotes[first..].iter().take_while(|quote| quote.span.start < post.span.end);
        !inside.any(|quote| quote.kind == QuoteKind::Direct && quote.span.len() * 2 > post.span.len())
    });
    quotes.retain(|quote| {
        let at = posts.partition_point(|post| post.span.end <= quote.span.start);
        !posts.get(at).is_some_and(|post| post.span.overlaps(quote.span))
    });
    quotes.extend(posts);
    quotes
}

/// A report that begins before quoted words and would end inside them has all of them, and their closing mark.
fn close(text: &str, quotes: &[Quote], reports: &mut [Quote]) {
    for report in reports {
        let first = quotes.partition_point(|quote| quote.span.end <= report.span.start);
        let cut = quotes[first..]
            .iter()
            .take_while(|quote| quote.span.start < report.span.end)
            .find(|quote| quote.span.start > report.span.start && quote.span.end > report.span.end);
        if let Some(quote) = cut.filter(|quote| quote.kind == QuoteKind::Fragment) {
            let rest = Span::new(quote.span.end(), text.len());
            let mark = rest.of(text).chars().next().filter(|c| !c.is_alphanumeric() && !c.is_whitespace());
            report.span = report.span.cover(rest.at(0..mark.map_or(0, char::len_utf8)));
        }
    }
}

/// Most words of a phrase that is mentioned in order to reject it. Longer ones are more often the denial's own words.
const REJECTED: usize = 4;

/// Whether the words that report say that something is not so.
fn is_denial(language: &Language, cue: &str) -> bool {
    cue.split_whitespace().any(|word| language.quotes.denials.start(&word.to_lowercase()))
}

/// Quoted words inside a report are its speaker's: the innermost report around them tells who.
fn inherit(language: &Language, text: &str, quotes: &mut [Quote], reports: &[Quote]) {
    let mut first = 0;
    for quote in quotes.iter_mut() {
        // Both are in order and a report stays in its sentence: what ended long before is behind us.
        while first < reports.len() && reports[first].span.end + 2000 < quote.span.start {
            first += 1;
        }
        if !matches!(quote.kind, QuoteKind::Fragment | QuoteKind::Term) {
            continue;
        }
        if is_told_behind(text, quote) {
            continue;
        }
        let around = reports[first..]
            .iter()
            .take_while(|report| report.span.start <= quote.span.start)
            .filter(|report| report.span.contains(quote.span))
            // What its speaker says to think by the way is no report of it: "“a start, I think, of it”".
            .filter(|report| report.cue.is_none_or(|cue| !quote.span.contains(cue)));
        let around = words_of(language, text, quote.span, around);
        if let Some(report) = around
            && quote.kind == QuoteKind::Fragment
        {
            // A few words inside what is denied are mentioned in order to reject them: "denied that it was a “coup”". They are
            // nobody's own words.
            let few = quote.span.of(text).split_whitespace().count() <= REJECTED;
            if few && report.cue.is_some_and(|cue| is_denial(language, cue.of(text))) {
                quote.kind = QuoteKind::Term;
                (quote.speaker, quote.cue, quote.addressee, quote.basis) = (None, None, None, None);
                continue;
            }
            (quote.speaker, quote.cue, quote.addressee, quote.basis) =
                (report.speaker, report.cue, report.addressee, report.basis);
        }
    }
}

/// Whether who said quoted words stands right behind them, with a comma that promises it: "While the board tells what Lowe says she did,
/// “it was known,” Ann Marsh said."
fn is_told_behind(text: &str, quote: &Quote) -> bool {
    let Some((cue, speaker)) = quote.cue.zip(quote.speaker) else { return false };
    let from = cue.start.min(speaker.span.start);
    let between = text.get(quote.span.end()..from as usize).unwrap_or("-");
    let is_open = quote.span.of(text).ends_with(',') || between.contains(',');
    quote.span.end <= from && is_open && !between.contains(char::is_alphanumeric)
}

/// Whose words a few quoted ones are: those of the innermost report around them. What somebody is said to have asked of another is told in
/// the words of who tells it ("Lowe says Marsh asked the board to meet “in the fall”"), unless the marks hold the demand itself ("Lowe
/// says Marsh told her to “get out”").
fn words_of<'a>(
    language: &Language,
    text: &str,
    quote: Span,
    around: impl Iterator<Item = &'a Quote>,
) -> Option<&'a Quote> {
    let mut around: Vec<&Quote> = around.collect();
    around.sort_by_key(|report| report.span.len());
    let is_demand = |report: &Quote| {
        let words = report.span.of(text);
        let before = text.get(report.span.start()..quote.start()).unwrap_or_default();
        language.quotes.demand.start(words) && before.split_whitespace().count() > 2
    };
    let inner = around.first()?;
    let told = around.iter().find(|report| report.span.start < inner.span.start).filter(|_| is_demand(inner));
    told.or(Some(inner)).copied()
}

/// A paragraph of nothing but somebody's words, behind one that ends with a report of what somebody said, carries on what that one
/// said; so do the paragraphs of words behind it.
fn carry(article: &Article, found: &NamedText, quotes: &mut [Quote], reports: &[Quote]) {
    let mut before: Option<(Speaker, u32)> = None;
    for quote in quotes.iter_mut().filter(|quote| quote.kind == QuoteKind::Direct) {
        let block = &article.blocks[quote.block as usize];
        let fills = quote.span.len() * 10 >= block.span.len() * 9;
        if quote.speaker.is_some() || quote.cue.is_some() || !fills || block.kind != BlockKind::Body {
            continue;
        }
        let last = reports[..reports.partition_point(|report| report.span.start < block.span.start)].last();
        let reported = last.filter(|report| {
            let end = article.blocks[report.block as usize].span.end();
            let is_last = end.saturating_sub(report.span.end()) <= FARTHEST_END;
            is_last && says(found, report) && is_next(article, report.block, quote.block)
        });
        let carried = before.filter(|&(_, block)| is_next(article, block, quote.block));
        let speaker = reported.and_then(|report| report.speaker).or(carried.map(|(speaker, _)| speaker));
        if let Some(speaker) = speaker {
            (quote.speaker, quote.basis) = (Some(speaker), Some(SpeakerBasis::Inferred));
            before = Some((speaker, quote.block));
        }
    }
}

/// How far from the end of its paragraph a report may end, in bytes: its full stop.
const FARTHEST_END: usize = 3;

/// Whether the words that report are a verb of saying.
fn says(found: &NamedText, report: &Quote) -> bool {
    let Some(cue) = report.cue else { return false };
    let Some(at) = sentence_at(found.sentences, cue.start) else { return false };
    let sentence = &found.sentences[at];
    sentence.tokens_in(cue).any(|i| cues::verb(found.language, sentence, i).is(cues::ReportingClass::SAY))
}

/// A speaker from the words that name them: linked to a referent when a name in the words is theirs.
fn speaker(text: &str, found: &NamedText, span: Span) -> Speaker {
    // The tail of a link or a mark is none of it: "Lowe](#)".
    let words = span.of(text);
    let end = words.find("](").unwrap_or(words.len());
    let bracketed = words[..end].ends_with(')') && words[..end].contains('(');
    let kept = if bracketed { end } else { words[..end].trim_end_matches(|c: char| !c.is_alphanumeric()).len() };
    let span = if kept > 0 { span.at(0..kept) } else { span };
    let inside = names_in(found.names, span)
        .filter(|name| span.contains(name.span) && is_speaker(found.language, text, span, name.span));
    let groups = named_together(text, found, span);
    // A person before an organization ("the minister, Ann Lowe, of the Harbour Board"), a name before a description;
    // of organizations only one that is the whole speaker or ends it ("the Harbour Board", not "Board officials").
    let first = inside
        .clone()
        .min_by_key(|name| (name.kind != MentionKind::Person, name.form != NameForm::Named, name.span.start));
    // "Marsh lawyer Ann Lowe": the last of the names that run on is whose the others are.
    let best = inside
        .filter(|name| name.kind == MentionKind::Person && name.form == NameForm::Named)
        .fold(first, |best, name| best.map(|best| if runs_on(found.language, text, best, name) { name } else { best }));
    let referent = best
        .filter(|name| {
            let closes = name.span.end == span.end;
            name.kind == MentionKind::Person
                || closes
                    && (name.span.start <= span.start + 4
                        || is_body_before(found.language, &text[span.start()..name.span.start()]))
        })
        .map(|name| name.referent)
        .filter(|_| !groups);
    Speaker { span, referent }
}

/// Whether words before a name say what body it is the name of: "tram operator", "Credit agency giant". The words of nobody else stand
/// among them.
fn is_body_before(language: &Language, words: &str) -> bool {
    let joint = |word: &str| language.quotes.joints.has(word);
    let last = words.split_whitespace().next_back().map(str::to_lowercase);
    last.is_some_and(|last| language.names.bodies.has(Word::of(&last)))
        && !words.split_whitespace().any(joint)
        && !words.contains(['\'', '’', ','])
}

/// Whether one name leads to another in one phrase: "\[Marsh\] lawyer \[Ann Lowe\]".
fn runs_on(language: &Language, text: &str, first: &Name, next: &Name) -> bool {
    if next.span.start <= first.span.end || first.form != NameForm::Named {
        return false;
    }
    let between = &text[first.span.end()..next.span.start()];
    let mut words = between.split_whitespace();
    let is_noun = |word: &str| {
        let is_joint = language.quotes.parts_names.has(word);
        word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\'' | '.')) && !is_joint
    };
    !between.trim().is_empty() && words.all(is_noun)
}

/// Whether a name in the words for a speaker is the speaker's own: not that of somebody they belong to ("Lowe's
/// office", "his aides", "a spokesman for Lowe") or met ("a senator who spoke with Lowe").
fn is_speaker(language: &Language, text: &str, span: Span, name: Span) -> bool {
    let before = &text[span.start()..name.start()];
    let after = &text[name.end()..span.end()];
    let own = language.quotes.possessive_pronouns.has(&name.of(text).to_lowercase());
    if after.starts_with(['\'', '’']) && after.len() > 3
        || language.quotes.owner_end.end(name.of(text)) && !after.is_empty()
    {
        return false;
    }
    if own && !after.trim().is_empty() {
        return false;
    }
    // "Republicans, including Lowe" are many.
    let clause = before.split_whitespace().any(|word| {
        language.quotes.opens_others.has(word)
            || language.quotes.one_of_many.has(word) && language.quotes.one_of_many_set_off.within(before).is_some()
    });
    // "the Kentucky Republican", "the Lowe family": they are called by it, and are not it.
    let is_called = is_article(language, before) && after.starts_with(' ') && {
        let next = after.split_whitespace().next().unwrap_or_default();
        next.chars().all(char::is_alphabetic) && !language.quotes.parts_names.has(next)
    };
    // The preposition may stand before a form of address.
    let owned = before
        .split_whitespace()
        .rev()
        .find(|word| !language.quotes.before_names.has(word))
        .is_some_and(|word| language.quotes.owns.has(word));
    !clause && !owned && !is_called
}

/// Whether words are "the" and nothing else.
fn is_article(language: &Language, words: &str) -> bool {
    language.grammar.definite.has(Word::of(&words.trim().to_lowercase()))
}

/// Whether the words for a speaker name two joined by "and": a group, which is nobody of the two.
fn named_together(text: &str, found: &NamedText, span: Span) -> bool {
    let mut people = names_in(found.names, span).filter(|name| {
        name.kind == MentionKind::Person
            && span.contains(name.span)
            && is_speaker(found.language, text, span, name.span)
    });
    let Some(one) = people.next() else { return false };
    people.any(|other| {
        other.referent != one.referent
            && found.language.quotes.joined.within(&text[span.start()..other.span.start()]).is_some()
    })
}

/// The sentence that holds byte `at`, or the first after it.
fn sentence_at(sentences: &[Sentence], at: u32) -> Option<usize> {
    let i = sentences.partition_point(|sentence| sentence.span.end <= at);
    (i < sentences.len()).then_some(i)
}

/// Most blocks between two paragraphs of one speech: pictures with their words.
const MOST_BETWEEN: u32 = 3;

/// Whether a block is the next behind another but for the words of pictures.
fn is_next(article: &Article, before: u32, block: u32) -> bool {
    let is_open = |at: u32| {
        let kind = article.blocks[at as usize].kind;
        kind.is_read() && kind != BlockKind::Caption
    };
    before < block && block - before <= MOST_BETWEEN + 1 && !(before + 1..block).any(is_open)
}
