//! Sayings: what of an article is laid beside what stands in others. A sentence of a quotation, quoted words inside the
//! author's sentence, the content of a report, or words between marks that nobody is said to have used ("‘Not a swap’:
//! …"), which may be a headline's cut of an utterance.

use super::super::{holds_name, spoken_by};
use super::words::{self, normalize};
use crate::align::entities::Entities;
use crate::annotate::Annotations;
use crate::annotate::quotes::{Quote, QuoteKind, SpeakerBasis, posted_on};
use crate::language::Language;
use crate::language::sayings::SayingWords;
use crate::story::{BlockKind, Passage, Story};
use crossread_language::{MentionKind, Span, Tag, Word};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Longest saying that is compared in full, in words: aligning costs the product of two lengths.
const LONGEST: usize = 400;

/// How far from its cue a denied content may stand, in bytes, for the two to be shown as one passage.
const FARTHEST_CUE: usize = 60;

/// How a saying is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum SayingForm {
    /// Between quotation marks.
    Marked,
    /// Reported without them, wholly or in part.
    Report,
    /// Between marks, but given to nobody.
    Mention,
}

/// One thing that somebody says, in one article.
#[derive(Clone, Debug)]
pub(super) struct Saying {
    pub passage: Passage,
    pub form: SayingForm,
    /// Index of the quote it is of.
    pub quote: u32,
    /// Its words in lower case without marks, in order.
    pub normalized: String,
    /// The same, by stem.
    pub words: Vec<Word>,
    /// The same, as they stand.
    pub plain: Vec<Word>,
    /// Its telling words by stem, with what each tells.
    pub telling: BTreeMap<Word, u32>,
    /// The telling words of the rest of its sentence.
    pub around: BTreeMap<Word, u32>,
    /// Telling words right behind a "not".
    pub negated: BTreeSet<Word>,
    /// Those of its telling words that are parts of names.
    pub names: BTreeSet<Word>,
    /// The figures in it.
    pub figures: BTreeSet<String>,
    /// Whether it holds a negation.
    pub negative: bool,
    /// Whether it tells that somebody failed to do something.
    pub fails: bool,
    /// Whether the words that report deny it.
    pub denied: bool,
    /// Whether they are written as a name is, in a text that is not all written so: the title of a film.
    pub is_title: bool,
    /// Who says it.
    pub speaker: SayingVoice,
    /// The day on which it was said, as far as is known: of a post its own, else the article's.
    pub said: Option<Date>,
}

/// Who says something, for comparing.
#[derive(Clone, Debug, Default)]
pub(super) struct SayingVoice {
    /// The words for the speaker, with the entity they resolve to.
    pub named: Option<(Passage, Option<u32>)>,
    /// Whether the entity is a person whom the article states to have said it, and whether it does so by name.
    pub is_stated_person: bool,
    pub is_named_person: bool,
    /// Telling words of the speaker's names and description, by stem.
    pub words: BTreeSet<Word>,
    /// The last word of a person's name, by stem: two people who are both "secretary" may still be two.
    pub surname: Option<Word>,
    /// The same words as they stand, for speakers that are called by everyday words alone ("police").
    pub called: String,
}

/// Uses of a word in each of both articles from which on it is what they speak of all the time, and tells little of one
/// sentence: the "girls" or the "tram" of the story.
const TOPIC: usize = 6;

/// For each article the stems that it speaks of all the time, sorted.
pub(super) fn topics(language: &Language, story: &Story, annotations: &[Annotations]) -> Vec<Vec<Word>> {
    // What a word of plain letters is written as tells its stem, and most words come again.
    let mut stems: HashMap<Word, Word> = HashMap::new();
    let mut of_article = |(article, found): (usize, &Annotations)| {
        let text = &story.articles()[article].text;
        let tokens =
            found.sentences.iter().flat_map(|sentence| &sentence.tokens).filter(|token| token.tag != Tag::Punct);
        let mut used: Vec<Word> = tokens
            .map(|token| match token.span.of(text) {
                words if words.is_ascii() => *stems.entry(token.word).or_insert_with(|| key(language, words)),
                words => key(language, words),
            })
            .collect();
        used.sort_unstable();
        let topics = used.chunk_by(|a, b| a == b).filter(|uses| uses.len() >= TOPIC).map(|uses| uses[0]);
        topics.collect()
    };
    annotations.iter().enumerate().map(&mut of_article).collect()
}

/// The sayings of all articles, in order.
pub(super) fn read(language: &Language, story: &Story, annotations: &[Annotations], found: &Entities) -> Vec<Saying> {
    (0..annotations.len())
        .into_par_iter()
        .flat_map_iter(|article| read_one(language, (story, annotations), article, found))
        .collect()
}

/// The sayings of one article.
fn read_one(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    article: usize,
    found: &Entities,
) -> Vec<Saying> {
    let (of, one) = (&story.articles()[article], &annotations[article]);
    let text = &of.text;
    let (mut all, mut reach) = (Vec::new(), 0);
    for (q, quote) in one.quotes.iter().enumerate() {
        let form = match quote.kind {
            QuoteKind::Direct | QuoteKind::Fragment => SayingForm::Marked,
            QuoteKind::Indirect => SayingForm::Report,
            QuoteKind::Term => SayingForm::Mention,
        };
        if form == SayingForm::Report {
            // A report inside a report says no more than the one around it, and what is no clause says nothing:
            // "praised the plan".
            if quote.span.end <= reach || !one.tokens_in(quote.span).any(|token| token.tag == Tag::Verb) {
                continue;
            }
            reach = quote.span.end;
        }
        let denied = quote.cue.is_some_and(|cue| denies(language, one, cue));
        // "denied that he “…”", "was not “…”": beside others the words between the marks would read as asserted.
        if form != SayingForm::Report
            && (denied || (quote.kind == QuoteKind::Fragment && stands_behind_not(language, text, quote.span)))
        {
            continue;
        }
        let speaker = voice(language, story, article, quote, found);
        let said = posted_on(of, one, quote).or_else(|| of.said_on());
        for span in pieces(text, one, quote) {
            let Some(span) = with_denial(span, quote, denied) else { continue };
            let about = QuoteContext {
                language,
                story,
                found: one,
                article: article as u32,
                quote: q as u32,
                form,
                denied,
                said,
            };
            all.extend(about.saying(span, speaker.clone()));
        }
    }
    all
}

/// The sentences of a quotation; anything else whole.
fn pieces(text: &str, found: &Annotations, quote: &Quote) -> Vec<Span> {
    if quote.kind != QuoteKind::Direct && quote.kind != QuoteKind::Fragment {
        return vec![quote.span];
    }
    let sentences = found.sentences_in(quote.span).iter();
    let parts: Vec<Span> = sentences
        .map(|sentence| Span {
            start: sentence.span.start.max(quote.span.start),
            end: sentence.span.end.min(quote.span.end),
        })
        .flat_map(|part| between_cuts(text, part))
        .map(|part| trimmed(text, part))
        .filter(|part| part.of(text).chars().any(char::is_alphanumeric))
        .collect();
    if parts.is_empty() { vec![quote.span] } else { parts }
}

/// What stands between the dots by which an outlet shows that it cut words out, where a sentence begins behind them:
/// "It fell. ... We saw it".
fn between_cuts(text: &str, span: Span) -> Vec<Span> {
    const CUTS: [&str; 3] = ["...", "…", ". . ."];
    let words = span.of(text);
    let mut parts = Vec::new();
    let (mut from, mut seen) = (0, 0);
    while let Some((at, cut)) = CUTS.iter().filter_map(|cut| Some((words[seen..].find(cut)? + seen, cut))).min() {
        seen = at + cut.len();
        let rest =
            words[seen..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ']' | ')' | '.' | '“' | '"'));
        if rest.starts_with(char::is_uppercase) && !rest.is_empty() {
            parts.push(span.at(from..at));
            from = words.len() - rest.len();
        }
    }
    parts.push(span.at(from..words.len()));
    parts
}

/// Without marks and white space at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let is_edge = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '"' | '”' | '“' | '…' | '—' | '–');
    let front = words.len() - words.trim_start_matches(is_edge).len();
    let back = words.trim_end_matches(is_edge).len();
    if front < back { span.at(front..back) } else { span }
}

/// A denied report together with its "denied": without it the words would read as the opposite. `None` where the two
/// stand too far apart.
fn with_denial(span: Span, quote: &Quote, denied: bool) -> Option<Span> {
    let Some(cue) = quote.cue.filter(|_| denied) else { return Some(span) };
    let whole = span.cover(cue);
    (whole.len() <= span.len() + cue.len() + FARTHEST_CUE).then_some(whole)
}

/// What is known of a quote before its words are read.
struct QuoteContext<'a> {
    language: &'a Language,
    story: &'a Story,
    found: &'a Annotations,
    article: u32,
    quote: u32,
    form: SayingForm,
    denied: bool,
    said: Option<Date>,
}

impl QuoteContext<'_> {
    /// Whether a name stands between the marks. In a headline anything may be written so.
    fn is_title(&self, span: Span) -> bool {
        let article = &self.story.articles()[self.article as usize];
        let words = span.of(&article.text);
        let is_headline = || {
            let block = article.block_at(span.start).map(|block| article.blocks[block].kind);
            matches!(block, Some(BlockKind::Title | BlockKind::Heading))
        };
        self.form != SayingForm::Report
            && words.split_whitespace().count() <= LONGEST_TITLE
            && is_title(&self.language.sayings, words)
            && !is_headline()
    }

    fn saying(&self, span: Span, speaker: SayingVoice) -> Option<Saying> {
        let language = self.language;
        let text = &self.story.articles()[self.article as usize].text;
        let normalized = normalize(language, span.of(text));
        let mut saying = Saying {
            passage: Passage { article: self.article, span },
            form: self.form,
            quote: self.quote,
            words: normalized.split(' ').take(LONGEST).map(|word| language.telling.stem(word)).collect(),
            plain: normalized.split(' ').take(LONGEST).map(Word::of).collect(),
            normalized,
            telling: BTreeMap::new(),
            around: BTreeMap::new(),
            negated: BTreeSet::new(),
            names: BTreeSet::new(),
            figures: BTreeSet::new(),
            negative: false,
            fails: false,
            denied: self.denied,
            is_title: self.is_title(span),
            speaker,
            said: self.said,
        };
        let mut behind_not = false;
        for sentence in self.found.sentences_in(span) {
            for (i, token) in sentence.tokens.iter().enumerate() {
                let words = token.span.of(text);
                let (stem, points) = (key(language, words), points(language, words, (token.word, token.lemma)));
                if !span.overlaps(token.span) {
                    if points > 0 {
                        saying.around.insert(stem, points);
                    }
                    continue;
                }
                if words.bytes().any(|byte| byte.is_ascii_digit()) {
                    saying.figures.insert(words.chars().filter(char::is_ascii_digit).collect());
                }
                if language.telling.is_negation(token.word) {
                    (saying.negative, behind_not) = (true, true);
                }
                saying.fails |= language.is_failure(sentence, i);
                if points > 0 {
                    saying.telling.insert(stem, points);
                    if token.tag == Tag::Propn {
                        saying.names.insert(stem);
                    }
                    if std::mem::take(&mut behind_not) {
                        saying.negated.insert(stem);
                    }
                }
            }
        }
        let is_sentence =
            saying.form == SayingForm::Marked && saying.plain.len() >= A_RUN && saying.speaker.named.is_some();
        (is_sentence || !saying.telling.is_empty()).then_some(saying)
    }
}

/// Words that somebody says in turn from which on they are looked for by their letters, everyday words as they may be: "it's all about
/// getting out".
pub(super) const A_RUN: usize = 6;

/// Most words of a title.
const LONGEST_TITLE: usize = 6;

/// Whether all words but the small ones are written as names are: “Masters of the Sea”.
pub(super) fn is_title(sayings: &SayingWords, words: &str) -> bool {
    let is_large = |word: &&str| word.starts_with(char::is_uppercase);
    words.split_whitespace().filter(is_large).count() > 1
        && words.starts_with(char::is_uppercase)
        && words.split_whitespace().all(|word| is_large(&word) || sayings.small.has(word))
}

/// The stem of a token.
fn key(language: &Language, words: &str) -> Word {
    language.telling.stem(&normalize(language, words))
}

/// How much a token tells.
fn points(language: &Language, words: &str, (word, lemma): (Word, Word)) -> u32 {
    if words.bytes().any(|byte| byte.is_ascii_digit()) {
        return words::FIGURE;
    }
    if !words.starts_with(|c: char| c.is_alphanumeric() || c == '#' || c == '@') || words.len() < 2 {
        return 0;
    }
    let stem = key(language, words);
    language.telling.points(word, stem).min(language.telling.points(lemma, stem))
}

/// Who says a quote.
fn voice(language: &Language, story: &Story, article: usize, quote: &Quote, found: &Entities) -> SayingVoice {
    let Some((words, entity)) = spoken_by(article, quote.speaker.as_ref(), &found.entity_of) else {
        return SayingVoice::default();
    };
    let name = entity.map(|entity| found.entities[entity as usize].name);
    let is_person = entity.is_some_and(|entity| found.entities[entity as usize].kind == MentionKind::Person);
    let told = |passage: Passage| normalize(language, story.words(passage));
    let all = std::iter::once(words).chain(name).map(told).collect::<Vec<String>>().join(" ");
    let (telling, sayings) = (&language.telling, &language.sayings);
    let stem = |word: &str| telling.stem(word);
    let of_name = all
        .split(' ')
        .filter(|word| telling.points(Word::of(word), stem(word)) > 1 && !sayings.generic.has(Word::of(word)))
        .map(stem)
        .collect();
    let called = told(words).split(' ').filter(|word| !sayings.articles.has(word)).collect::<Vec<_>>().join(" ");
    // "She says" and "the director says" may be taken for somebody else.
    let by_name = || name.is_some_and(|name| holds_name(language, story, words, name));
    let is_stated_person = is_person && quote.basis != Some(SpeakerBasis::Inferred);
    SayingVoice {
        named: Some((words, entity)),
        is_stated_person,
        is_named_person: is_stated_person && by_name(),
        surname: name.filter(|_| is_person).and_then(|name| told(name).split(' ').next_back().map(stem)),
        words: of_name,
        called,
    }
}

/// Whether a cue denies what it reports: "denied that …", "has not said that …".
fn denies(language: &Language, found: &Annotations, cue: Span) -> bool {
    found
        .tokens_in(cue)
        .any(|token| language.sayings.denials.has(token.lemma) || language.telling.is_negation(token.word))
}

/// Whether one of the three words before a span, in its sentence, is a negation.
fn stands_behind_not(language: &Language, text: &str, span: Span) -> bool {
    let before = text[..span.start()].trim_end_matches(|c: char| !c.is_alphanumeric());
    let before = before.split_whitespace().rev().take(3).take_while(|word| !word.ends_with(['.', '!', '?', ':', ';']));
    let is_negation = |word: &str| language.telling.is_negation(Word::of(word));
    before.into_iter().any(|word| normalize(language, word).split(' ').any(is_negation))
}
