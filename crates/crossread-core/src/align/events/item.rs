//! A mention of a happening with everything that is compared.

use super::kin::Lemma;
pub(super) use crate::align::entities::EntityOrWord;
use crate::annotate::Annotations;
use crate::annotate::dates::{DateBasis, DateKind};
use crate::annotate::events::{EventKind, EventMention, Participant, PlaceBasis, Role, TimeBasis};
use crate::annotate::figures::Status;
use crate::annotate::quotes::QuoteKind;
use crate::language::Language;
use crate::language::grammar::GrammarWords;
use crate::language::happenings::HappeningWords;
use crate::quantity::{Quantity, Unit};
use crate::story::{Article, BlockKind, Passage, Story};
use crossread_language::{Features, MentionKind, Relation, Sentence, Span, Tag, Token, Word};
use foldhash::{HashMap, HashMapExt};
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

/// Days from the first to the last of a year, which tells nothing of another mention.
const A_YEAR: i32 = 364;

/// Sentences of the body that tell the news; what comes later is background.
const LEAD: usize = 3;

/// A mention of a happening with everything that is compared.
pub(super) struct EventItem {
    /// The head word.
    pub passage: Passage,
    /// Index into the article's events.
    pub event: u32,
    /// Index into the article's sentences.
    pub sentence: u32,
    /// The same for the same words at the same place of their sentence.
    pub copy: Word,
    pub lemma: Lemma,
    /// Whether its verb by itself only reports.
    pub is_report: bool,
    /// Whether the lemma is a word of any story.
    pub everyday: bool,
    pub kind: EventKind,
    pub status: Status,
    /// Index of its chain's first mention, as an item.
    pub chain: u32,
    pub parts: Box<[ItemParticipant]>,
    pub place: Option<EntityOrWord>,
    pub days: Option<(Date, Date)>,
    pub time_basis: Option<TimeBasis>,
    /// Whether words of its article name its day.
    pub is_dated: bool,
    /// The day on which the article says so.
    pub said: Option<Date>,
    pub figures: Box<[Quantity]>,
    /// How old the one is said to be to whom it happened, in years: "a [44-year-old] man was arrested".
    pub age: Option<u8>,
    pub words: NearbyWords,
    /// The lemma of its head alone, without a particle.
    pub word: Word,
    pub prominent: bool,
    /// Whether it is told as a happening: by a clause with somebody or something in it, or by a noun of some kind of happening;
    /// not by a word that only describes ("a deserted well").
    pub full: bool,
    /// Whether it tells who did it and to whom.
    pub has_both: bool,
    /// Whether its words put it into time. "The aim of reducing costs", "a law prohibiting" tell what is meant, or what something is
    /// like.
    pub is_timed: bool,
    /// Whether the article tells it as past, in its own tense.
    pub is_past: bool,
    /// Whether it tells what is mostly so: "are often packed with nails".
    pub is_usual: bool,
    /// How surely its word tells a happening.
    pub sure: i32,
    pub is_noun: bool,
    pub is_plural: bool,
    /// The word that tells it from others of its sort: "first", "new", "another".
    pub order: Option<Word>,
    /// The number that a name gives it or what it is done to, with the word that is numbered: "Game 7", "won Game 7".
    pub numbered: Option<(Word, Word)>,
    pub in_title: bool,
    /// Whether it stands in the first sentence of the body.
    pub opens: bool,
    /// Where it was, as far as the article tells: the place beside it, or where its neighbors were.
    pub town: Option<EntityOrWord>,
    /// Whether its article tells more than news in brief.
    pub is_long: bool,
    /// Whether it stands in quotation marks.
    pub quoted: bool,
    /// Whether somebody else than the article asserts it.
    pub reported: bool,
}

/// The words that stand around a mention, in one list: a heap has a million mentions.
pub(super) struct NearbyWords {
    all: Box<[Word]>,
    /// Where those of the clause end, and those of the sentence.
    ends: [u16; 2],
}

impl NearbyWords {
    fn new(language: &Language, sentence: &Sentence, clause: std::ops::Range<usize>, token: usize) -> NearbyWords {
        let (clause, around) =
            (words(language, sentence, clause, token), words(language, sentence, 0..sentence.tokens.len(), token));
        // A sentence has a few hundred words.
        let ends = [clause.len() as u16, (clause.len() + around.len()) as u16];
        NearbyWords { all: [clause, around, near(sentence, token)].concat().into(), ends }
    }

    /// How many there are in all lists.
    pub(super) fn count(&self) -> usize {
        self.all.len()
    }

    /// Telling words of its clause without its head, sorted.
    pub(super) fn clause(&self) -> &[Word] {
        &self.all[..usize::from(self.ends[0])]
    }

    /// The same of its sentence.
    pub(super) fn around(&self) -> &[Word] {
        &self.all[usize::from(self.ends[0])..usize::from(self.ends[1])]
    }

    /// Its head and the words that stand near it, sorted.
    pub(super) fn near(&self) -> &[Word] {
        &self.all[usize::from(self.ends[1])..]
    }
}

/// Somebody or something that took part.
#[derive(Clone, Copy)]
pub(super) struct ItemParticipant {
    pub role: Role,
    pub who: EntityOrWord,
    /// Whether it is a named person.
    pub person: bool,
    /// Of a common noun the cluster of its vector.
    pub cluster: Option<u16>,
}

/// The items of one article, in order, numbered from 0. `entity_of` holds the entity of each of its referents.
pub(super) fn of_article(
    language: &Language,
    story: &Story,
    article: usize,
    found: &Annotations,
    entity_of: &[u32],
) -> Vec<EventItem> {
    let of = &story.articles()[article];
    let is_body = |sentence: &Sentence| of.blocks[sentence.part as usize].kind == BlockKind::Body;
    let opening = found.sentences.iter().position(is_body);
    let prominent = prominent(of, found);
    let account = EventArticle { language, article, of, found, entity_of, prominent, opening };
    let mut items = Vec::new();
    let mut numbers: HashMap<u32, u32> = HashMap::new();
    for (e, event) in (0..).zip(&found.events) {
        let s = found.sentences.partition_point(|sentence| sentence.span.end <= event.span.start);
        let Some(sentence) = found.sentences.get(s).filter(|s| s.span.contains(event.span)) else { continue };
        let Some(token) = sentence.token_at(event.span.start) else { continue };
        let number = items.len() as u32;
        numbers.insert(e, number);
        let chain = numbers.get(&event.first).copied().unwrap_or(number);
        let mut item = account.item(e, chain, (s, token));
        // "Killed" of an article's beginning and "killed" of its end are told by one voice: the days of one are the other's.
        if item.days.is_none() {
            item.take_days_of(items.get(chain as usize));
        }
        items.push(item);
    }
    items
}

/// An article that tells of happenings, with what is asked of each of them.
struct EventArticle<'a> {
    language: &'a Language,
    article: usize,
    of: &'a Article,
    found: &'a Annotations,
    /// The entity of each of its referents.
    entity_of: &'a [u32],
    /// For each sentence whether it tells the news.
    prominent: Vec<bool>,
    /// The first sentence of the body.
    opening: Option<usize>,
}

impl EventArticle<'_> {
    /// The item of event `e`, whose chain begins with item `chain` and whose head word is a token of sentence `s`.
    fn item(&self, e: u32, chain: u32, (s, token): (usize, usize)) -> EventItem {
        let EventArticle { language, article, of, found, entity_of, .. } = *self;
        let words = &language.happenings;
        let event = &found.events[e as usize];
        let sentence = &found.sentences[s];
        EventItem {
            passage: Passage { article: article as u32, span: event.span },
            event: e,
            sentence: s as u32,
            copy: copy(sentence, token),
            lemma: Lemma::new(language, &event.lemma),
            is_report: words.reports.has(Word::of(&event.lemma)),
            everyday: language.accounts.everyday.has(Word::of(&event.lemma)),
            kind: event.kind,
            status: event.status,
            chain,
            parts: self.parts(sentence, event),
            place: event
                .place
                .filter(|_| event.place_basis == Some(PlaceBasis::Own))
                .map(|place| who(found, sentence, place.span, place.referent, entity_of)),
            days: event.from.zip(event.to).or(event.supposed.map(|day| (day, day))),
            time_basis: event.time_basis.or(event.supposed.map(|_| TimeBasis::Published)),
            is_dated: is_dated(language, &of.text, found, event),
            said: of.said_on(),
            figures: event.figures.iter().map(|&figure| found.figures[figure as usize].quantity).collect(),
            age: age(found, event),
            words: NearbyWords::new(language, sentence, sentence.tokens_in(event.clause), token),
            word: sentence.tokens[token].lemma,
            prominent: self.prominent[s],
            full: is_full(language, of, sentence, token, event)
                || self.prominent[s] && tells_of_somebody(sentence, token, event),
            has_both: has_both(event),
            is_timed: is_timed(language, sentence, token, event),
            is_past: event.status == Status::Asserted && is_past(sentence, token),
            is_usual: is_usual(words, of, sentence, token, event),
            sure: event.sure,
            is_noun: matches!(sentence.tokens[token].tag, Tag::Noun | Tag::Propn),
            is_plural: sentence.tokens[token].features.has(Features::PLURAL),
            order: order(words, sentence, token),
            numbered: numbered(words, sentence, token),
            in_title: of.blocks[sentence.part as usize].kind == BlockKind::Title,
            opens: self.opening == Some(s),
            town: event
                .place
                .filter(|place| place.referent.is_some())
                .map(|place| who(found, sentence, place.span, place.referent, entity_of)),
            is_long: found.sentences.len() > LONG,
            quoted: is_quoted(found, event.span),
            reported: event.asserted_by.is_some(),
        }
    }

    /// Who and what took part in a happening that a sentence tells.
    fn parts(&self, sentence: &Sentence, event: &EventMention) -> Box<[ItemParticipant]> {
        let EventArticle { language, of, found, entity_of, .. } = *self;
        let part = |part: &Participant| {
            let token = sentence.token_at(part.head.start)?;
            let bare = sentence.tokens[token].tag == Tag::Pron && part.referent.is_none();
            let who = who(found, sentence, part.head, part.referent, entity_of);
            // A single name may be a ship's.
            let referent = part.referent.and_then(|referent| found.referents.get(referent as usize));
            let full = |name: Span| name.of(&of.text).contains(' ');
            let person = referent.is_some_and(|one| one.kind == MentionKind::Person && full(one.name));
            let common = sentence.tokens[token].tag == Tag::Noun;
            let cluster = Some(language.learned.words.cluster(sentence.tokens[token].lemma))
                .filter(|cluster| common && *cluster > 0);
            (!bare).then_some(ItemParticipant { role: part.role, who, person, cluster })
        };
        event.participants.iter().filter_map(part).collect()
    }
}

impl EventItem {
    /// Takes the days of its chain's first mention, as far as they tell more than the year.
    fn take_days_of(&mut self, chain: Option<&EventItem>) {
        let is_year = |chain: &&EventItem| {
            chain.days.is_some_and(|(from, to)| from.until(to).is_ok_and(|length| length.get_days() >= A_YEAR))
        };
        let chain = chain.filter(|chain| !is_year(chain));
        (self.days, self.time_basis) = chain.map_or((None, None), |chain| (chain.days, chain.time_basis));
        self.is_dated = chain.is_some_and(|chain| chain.is_dated);
    }
}

/// The one age, in years, that the words tell of those to whom it happened.
fn age(found: &Annotations, event: &EventMention) -> Option<u8> {
    let patients = event.participants.iter().filter(|part| part.role == Role::Patient);
    let inside = patients.flat_map(|part| {
        let first = found.figures.partition_point(|figure| figure.span.end <= part.span.start);
        found.figures[first..].iter().take_while(|figure| figure.span.start < part.span.end)
    });
    let mut ages = inside.map(|figure| figure.quantity).filter(|quantity| quantity.unit == Unit::AGE);
    ages.next().filter(|_| ages.next().is_none())?.value()?.to_u8()
}

/// Whether words name the day of a happening: a date that it or another mention of it has, and neither "now" nor a time of day alone,
/// whose day is only supposed.
fn is_dated(language: &Language, text: &str, found: &Annotations, event: &EventMention) -> bool {
    let date = event.date.map(|date| &found.dates[date as usize]);
    let is_supposed = date.is_some_and(|date| {
        let words = date.span.of(text);
        let names =
            |word: &str| language.names.is_calendar(word) || language.happenings.near_days.has_in_any_case(word);
        let names_day = words.split([' ', '-', ',', '\'', '’']).any(names);
        let is_hour = date.kind == DateKind::Time && date.basis == DateBasis::Published && !names_day;
        is_hour || date.value.is_at_large()
    });
    matches!(event.time_basis, Some(TimeBasis::Date | TimeBasis::Same)) && !is_supposed
}

/// For each sentence whether it stands in the title or among the first of the body.
pub(super) fn prominent(of: &Article, found: &Annotations) -> Vec<bool> {
    let mut body = 0;
    let is_prominent = |sentence: &Sentence| {
        let kind = of.blocks[sentence.part as usize].kind;
        body += usize::from(kind == BlockKind::Body);
        kind == BlockKind::Title || kind == BlockKind::Body && body <= LEAD
    };
    found.sentences.iter().map(is_prominent).collect()
}

/// Whether a verb stands in the plain present in which habits and states are told: "the tram operates in the south", "flags are
/// washed in Dorn". Headlines tell news so, and so do words of saying.
fn is_habit(of: &Article, sentence: &Sentence, token: usize, event: &EventMention) -> bool {
    let title = of.blocks[sentence.part as usize].kind == BlockKind::Title;
    let is_present = |i: usize| sentence.tokens[i].features.has(Features::PRESENT | Features::FINITE);
    let mut helpers = sentence.children(token).filter(|&child| sentence.tokens[child].tag == Tag::Aux);
    let plain = match (helpers.next(), helpers.next()) {
        (None, _) => is_present(token),
        (Some(only), None) => sentence.tokens[only].relation == Relation::AuxPass && is_present(only),
        _ => false,
    };
    !title && plain && event.kind != EventKind::Statement
}

fn is_usual(words: &HappeningWords, of: &Article, sentence: &Sentence, token: usize, event: &EventMention) -> bool {
    sentence.children(token).any(|child| words.usually.has(sentence.tokens[child].word))
        && is_habit(of, sentence, token, event)
}

/// Whether a verb says no more than how or when something else is.
fn is_empty(words: &HappeningWords, sentence: &Sentence, token: usize, event: &EventMention) -> bool {
    let lemma = sentence.tokens[token].lemma;
    let relation = |child: usize| sentence.tokens[child].relation;
    let adjective = |child: usize| relation(child) == Relation::Xcomp && sentence.tokens[child].tag == Tag::Adj;
    let when = |child: usize| {
        matches!(relation(child), Relation::Advcl | Relation::Obl)
            && sentence.children(child).any(|word| words.around.has(sentence.tokens[word].lemma))
    };
    let nobody = event.participants.iter().all(|part| part.referent.is_none());
    // "Officials who spoke on condition of anonymity".
    let unnamed = |child: usize| relation(child) == Relation::Obl && words.conditions.has(sentence.tokens[child].lemma);
    if words.speaking.has(lemma) && sentence.children(token).any(unnamed) {
        return true;
    }
    words.becoming.has(lemma) && sentence.children(token).any(adjective)
        || nobody && words.passing.has(lemma)
        || nobody && words.coming.has(lemma) && sentence.children(token).any(when)
}

/// An article of so many sentences tells background too.
const LONG: usize = 12;

fn order(words: &HappeningWords, sentence: &Sentence, token: usize) -> Option<Word> {
    sentence.children(token).map(|child| sentence.tokens[child].lemma).find(|lemma| words.order.has(*lemma))
}

/// The number that stands behind a noun as its name, of a happening or of what it is done to.
fn numbered(words: &HappeningWords, sentence: &Sentence, token: usize) -> Option<(Word, Word)> {
    let tokens = &sentence.tokens;
    let done_to = |child: &usize| matches!(tokens[*child].relation, Relation::Obj | Relation::NsubjPass);
    let noun =
        |i: &usize| matches!(tokens[*i].tag, Tag::Noun | Tag::Propn) && !tokens[*i].features.has(Features::PLURAL);
    let number = |i: usize| {
        let next = tokens.get(i + 1)?;
        let place = [next.word, next.lemma].into_iter().filter_map(|word| words.numbers.place(word)).min();
        let word = place.map(|at| DIGITS[at]);
        let digit = DIGITS.contains(&next.word) || next.tag == Tag::Num;
        let above = sentence.head(i + 1) == Some(i) || sentence.head(i) == Some(i + 1);
        let ends =
            tokens.get(i + 2).is_none_or(|behind| !matches!(behind.tag, Tag::Noun | Tag::Num | Tag::Adj | Tag::Sym));
        let number = word.or(digit.then_some(next.word))?;
        (above && ends).then_some((tokens[i].lemma, number))
    };
    std::iter::once(token).chain(sentence.children(token).filter(done_to)).filter(noun).find_map(number)
}

/// Numbers that stand behind a noun as digits: "Game 7".
const DIGITS: [Word; 9] = [
    Word::of("1"),
    Word::of("2"),
    Word::of("3"),
    Word::of("4"),
    Word::of("5"),
    Word::of("6"),
    Word::of("7"),
    Word::of("8"),
    Word::of("9"),
];

/// Whether it is told who did it and to whom.
fn has_both(event: &EventMention) -> bool {
    [Role::Agent, Role::Patient].iter().all(|role| event.participants.iter().any(|part| part.role == *role))
}

/// Whether words put a happening into time: a noun, a plan, a verb with a tense or one that goes along with such a verb; where it is told
/// who did it to whom also what was not done, was done by them, or what somebody is let or refuses to do.
fn is_timed(language: &Language, sentence: &Sentence, token: usize, event: &EventMention) -> bool {
    let Token { tag, features, relation, .. } = &sentence.tokens[token];
    let has =
        |holds: fn(Relation) -> bool| sentence.children(token).any(|child| holds(sentence.tokens[child].relation));
    let tensed = auxiliaries(sentence, token).next().is_some() && !has_to(&language.grammar, sentence, token);
    let participle = features.has(Features::PARTICIPLE) || features.has(Features::GERUND);
    // "The agent laughed" is now and then taken for a participle; "…, smashing windows" goes along with what has a tense.
    let alone = has(Relation::is_subject);
    let along = matches!(relation, Relation::Advcl | Relation::Conj | Relation::Parataxis)
        && !has(|relation| matches!(relation, Relation::Mark | Relation::Case));
    // "A tram overturned in Dorn" with nothing else to carry the sentence.
    let root = sentence.root();
    let carries =
        *relation == Relation::Acl && sentence.head(token) == Some(root) && sentence.tokens[root].tag != Tag::Verb;
    let told = || {
        features.has(Features::PARTICIPLE) && *relation == Relation::Acl
            || matches!(relation, Relation::Xcomp | Relation::Ccomp)
            || matches!(event.status, Status::Negated | Status::Denied)
    };
    matches!(tag, Tag::Noun | Tag::Propn)
        || event.status == Status::Planned
        || features.has(Features::FINITE)
        || tensed
        || participle && (alone || along || carries)
        || has_both(event) && told()
}

/// The auxiliaries of a verb.
pub(super) fn auxiliaries(sentence: &Sentence, token: usize) -> impl Iterator<Item = &Token> {
    let all = sentence.children(token).map(|child| &sentence.tokens[child]);
    all.filter(|token| matches!(token.relation, Relation::Aux | Relation::AuxPass))
}

/// Whether "to" stands before a verb: "to be moved".
fn has_to(grammar: &GrammarWords, sentence: &Sentence, token: usize) -> bool {
    sentence.children(token).any(|child| child < token && grammar.infinitive.has(sentence.tokens[child].word))
}

fn is_full(language: &Language, of: &Article, sentence: &Sentence, token: usize, event: &EventMention) -> bool {
    let words = &language.happenings;
    let describes = matches!(sentence.tokens[token].relation, Relation::Amod | Relation::Compound | Relation::Case);
    // "life-threatening"
    let joined = of.text[..event.span.start()].ends_with(['-', '‑']);
    let tag = sentence.tokens[token].tag;
    let ties = words.tying.has(sentence.tokens[token].lemma) || is_empty(words, sentence, token, event);
    if joined
        || is_of_readers(words, sentence, token)
        || tag == Tag::Verb && ties
        || tag == Tag::Verb && is_habit(of, sentence, token, event)
    {
        return false;
    }
    match sentence.tokens[token].tag {
        Tag::Verb | Tag::Aux => !describes && !event.participants.is_empty(),
        Tag::Noun | Tag::Propn => {
            event.kind != EventKind::Other && sentence.tokens[token].relation != Relation::Compound
        }
        _ => !describes && event.kind != EventKind::Other && !event.participants.is_empty(),
    }
}

/// Whether a noun of no sort of its own tells what was done to somebody or something named: "the release of Ann Lowe". Of several it tells
/// what somebody has: "shares of Hallan Mills".
fn tells_of_somebody(sentence: &Sentence, token: usize, event: &EventMention) -> bool {
    let known = |part: &Participant| part.role == Role::Patient && part.referent.is_some();
    matches!(sentence.tokens[token].tag, Tag::Noun | Tag::Propn)
        && sentence.tokens[token].relation != Relation::Compound
        && !sentence.tokens[token].features.has(Features::PLURAL)
        && event.participants.iter().any(known)
}

/// Whether a verb tells what those who read may do: "you can crop images", "lets you import files", "whenever you listen". Nothing
/// happened by that.
fn is_of_readers(words: &HappeningWords, sentence: &Sentence, token: usize) -> bool {
    let tokens = &sentence.tokens;
    let are_readers = |i: usize| words.readers.has(tokens[i].word);
    let done_to = |i: usize| matches!(tokens[i].relation, Relation::Obj | Relation::Iobj);
    // The second of two verbs has the first one's subject, what somebody is let do that of "let".
    let goes_on =
        |&i: &usize| matches!(tokens[i].relation, Relation::Conj | Relation::Xcomp) && tokens[i].tag == Tag::Verb;
    let mut verb = Some(token).filter(|&i| tokens[i].tag == Tag::Verb);
    while let Some(at) = verb {
        if let Some(subject) = sentence.subject(at) {
            return are_readers(subject);
        }
        verb = Some(at).filter(goes_on).and_then(|at| sentence.head(at));
        let is_let = tokens[at].relation == Relation::Xcomp;
        if is_let && verb.is_some_and(|above| sentence.children(above).any(|i| done_to(i) && are_readers(i))) {
            return true;
        }
    }
    false
}

/// Whether a word stands in somebody's quoted words.
pub(super) fn is_quoted(found: &Annotations, span: Span) -> bool {
    found
        .quotes
        .iter()
        .any(|quote| matches!(quote.kind, QuoteKind::Direct | QuoteKind::Fragment) && quote.span.overlaps(span))
}

/// The same for a word at the same place of the same sentence.
fn copy(sentence: &Sentence, token: usize) -> Word {
    let mut hash = Word::of("").0 ^ token as u64;
    for token in &sentence.tokens {
        hash = (hash ^ token.word.0).wrapping_mul(0x0000_0100_0000_01b3);
    }
    Word(hash)
}

/// Whom or what the words at `span` mean: the entity, else the head word.
fn who(found: &Annotations, sentence: &Sentence, span: Span, referent: Option<u32>, entity_of: &[u32]) -> EntityOrWord {
    match referent.filter(|&referent| (referent as usize) < found.referents.len()) {
        Some(referent) => EntityOrWord::Entity(entity_of[referent as usize]),
        None => {
            EntityOrWord::Word(sentence.token_at(span.start).map_or(Word::of(""), |token| sentence.tokens[token].lemma))
        }
    }
}

/// How many bytes before and behind a head its company stands: about seven words. Of windows from 40 to 400 bytes this one tells most about two
/// mentions in the seven stories of `ledger-gold` that may be looked at.
const COMPANY: u32 = 40;

/// A head and the words that stand near it in its sentence.
fn near(sentence: &Sentence, token: usize) -> Vec<Word> {
    let span = sentence.tokens[token].span;
    let (from, to) = (span.start.saturating_sub(COMPANY), span.end + COMPANY);
    let first = sentence.tokens.partition_point(|other| other.span.start < from);
    let close = sentence.tokens[first..].iter().take_while(|other| other.span.end <= to);
    let mut words: Vec<Word> = close.filter(|other| other.tag != Tag::Punct).map(|other| other.lemma).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Whether a word tells something by itself.
fn is_telling(language: &Language, token: &Token) -> bool {
    matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Verb | Tag::Num | Tag::Adj)
        && token.span.len() > 1
        && !language.accounts.everyday.has(token.lemma)
}

/// The telling words of some tokens, without one of them.
fn words(language: &Language, sentence: &Sentence, tokens: std::ops::Range<usize>, without: usize) -> Vec<Word> {
    let mut words: Vec<Word> = tokens
        .filter(|&i| i != without)
        .map(|i| &sentence.tokens[i])
        .filter(|token| is_telling(language, token))
        .map(|token| token.lemma)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// How many verbs a verb without a tense of its own may stand under.
const ABOVE: usize = 3;

/// "The agent laughed" is now and then taken for a participle: it has a subject that acts, and no auxiliary.
fn is_past_alone(sentence: &Sentence, token: usize) -> bool {
    let has = |relation: Relation| sentence.children(token).any(|child| sentence.tokens[child].relation == relation);
    sentence.tokens[token].features.has(Features::PAST | Features::PARTICIPLE)
        && has(Relation::Nsubj)
        && auxiliaries(sentence, token).next().is_none()
}

/// "Met", "were flown", "had boarded"; and what was seen or done with that: "saw the pilot walk off", "left people fleeing".
pub(super) fn is_past(sentence: &Sentence, token: usize) -> bool {
    let past = |token: &Token| token.features.has(Features::PAST | Features::FINITE);
    let verb = &sentence.tokens[token];
    let told = |i: usize| past(&sentence.tokens[i]) || auxiliaries(sentence, i).any(past) || is_past_alone(sentence, i);
    // Up from what has no tense of its own, over so many verbs.
    let mut at = token;
    for _ in 0..ABOVE {
        if told(at) {
            // "The companies that they helped build" is told of before.
            return verb.tag == Tag::Verb && sentence.tokens[at].relation != Relation::AclRelcl;
        }
        let own = &sentence.tokens[at];
        let bare = !own.features.has(Features::FINITE) && auxiliaries(sentence, at).next().is_none();
        let marked = sentence.children(at).any(|child| sentence.tokens[child].relation == Relation::Mark);
        let under = match own.relation {
            Relation::Ccomp | Relation::Xcomp | Relation::Conj => true,
            Relation::Advcl => !marked,
            _ => false,
        };
        match sentence.head(at).filter(|&above| bare && under && sentence.tokens[above].tag == Tag::Verb) {
            Some(above) => at = above,
            None => return false,
        }
    }
    false
}
