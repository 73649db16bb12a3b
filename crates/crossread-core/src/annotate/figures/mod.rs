//! Figures: quantities, and what they are about.
//!
//! [`crate::quantity::find`] reads the quantities from the words. What each is about is then taken from the sentence:
//! what is counted ([`counted`]), what is said of it, whose and where and when ([`surroundings`]), whether it is so
//! ([`status`]) and how it stands to other amounts ([`standing`]). The parse is evidence beside the order of the
//! words, never alone: a parser of this size misses one subject in five.

mod clause;
mod counted;
mod standing;
mod status;
mod surroundings;

use super::dates::{DateKind, DateMention};
use super::names::Name;
use super::quotes::{Quote, Speaker};
use crate::language::Language;
use crate::quantity::{self, Quantity, QuantityForm, QuantityMention, Unit};
use crate::story::Article;
use clause::QuantityClause;
use crossread_language::{Features, MentionKind, Sentence, Span, Tag};
use rust_decimal::Decimal;
pub(super) use surroundings::Voices;

/// A quantity with everything the sentence says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The quantity and its hedge: "some 5,200", "more than a dozen".
    pub span: Span,
    /// How much.
    pub quantity: Quantity,
    /// What is counted.
    pub of: Option<CountedThing>,
    /// What is said of it, by the verb or adjective it hangs on: "killed", "deployed".
    pub predicate: Option<Predicate>,
    /// For each what: "a month", "per square foot".
    pub per: Option<Span>,
    /// How it stands to other amounts of the same: a rise, a part, some more.
    pub standing: Standing,
    /// Whose: "US", "of the Islamic State group".
    pub whose: Option<Reference>,
    /// Where.
    pub place: Option<Reference>,
    /// As of when: index into [`Annotations::dates`](super::Annotations::dates).
    pub as_of: Option<u32>,
    /// Whether it is so, planned, denied.
    pub status: Status,
    /// Who asserts it; `None` for the article's own voice.
    pub asserted_by: Option<Speaker>,
}

/// What a figure counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedThing {
    /// The whole phrase without the quantity: "American forces scattered across the country". Elsewhere in the
    /// article when the figure's own clause leaves it out ("It took 150,000").
    pub span: Span,
    /// Its head word, in dictionary form: "force".
    pub head: String,
}

/// What is said of what a figure counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predicate {
    /// The verb, participle or adjective.
    pub span: Span,
    /// In dictionary form: "kill".
    pub lemma: String,
}

/// How a figure stands to other amounts of the same thing. Only amounts of one standing can be compared: "another
/// 3,800" adds to a total and is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// So many, as things stand.
    Level,
    /// All together: "a total of 12".
    Total,
    /// Some of those counted elsewhere: "including three children", "two of the men".
    Part,
    /// Beyond those counted elsewhere: "another 3,800", "dozens more".
    More,
    /// By so much it rose.
    Rise,
    /// By so much it fell.
    Fall,
    /// What it was before it changed: "from 11".
    Before,
    /// What it rose to: "rose to 34".
    RisenTo,
    /// What it fell to.
    FallenTo,
}

/// Words that name or describe whose or where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// The words.
    pub span: Span,
    /// Index into [`Annotations::referents`](super::Annotations::referents) when they resolve to a named one.
    pub referent: Option<u32>,
}

/// Whether something is said to be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It is said to be so.
    Asserted,
    /// It is said to be intended or expected.
    Planned,
    /// Somebody denies it.
    Denied,
    /// It is said not to be so.
    Negated,
    /// It is only supposed: "if 500 came".
    Hypothetical,
}

impl Status {
    /// Its name in all output and in the record of decisions; stable.
    pub fn name(self) -> &'static str {
        match self {
            Status::Asserted => "asserted",
            Status::Planned => "planned",
            Status::Denied => "denied",
            Status::Negated => "negated",
            Status::Hypothetical => "hypothetical",
        }
    }
}

/// A text with its sentences, names and dates.
struct DatedText<'a> {
    language: &'a Language,
    text: &'a str,
    sentences: &'a [Sentence],
    names: &'a [Name],
    dates: &'a [DateMention],
}

/// Finds the figures of an article, in order of place.
pub fn find(
    language: &Language,
    article: &Article,
    (sentences, names): (&[Sentence], &[Name]),
    dates: &[DateMention],
    quotes: &[Quote],
) -> Vec<Figure> {
    let text = &article.text;
    let found = &DatedText { language, text, sentences, names, dates };
    let voices = Voices::new(quotes);
    let mut figures: Vec<Figure> = Vec::new();
    for (s, sentence) in sentences.iter().enumerate() {
        let quantities: Vec<QuantityMention> = quantity::find(language, text, sentence.span)
            .into_iter()
            .filter(|read| !is_date(found, read) && !is_no_quantity(found, sentence, read))
            .collect();
        let first = figures.len();
        for i in 0..quantities.len() {
            let clause = QuantityClause::new(language, text, sentence, &quantities, i);
            let before = figures.last().filter(|_| figures.len() > first || continues(found, s));
            let mut figure = figure(found, &voices, &clause, before, s);
            if figure.standing == Standing::More && other_fate(found, before, &figure) {
                figure.standing = Standing::Level;
            }
            if let Some(before) = figures[first..].last_mut() {
                side_by_side(found, before, &mut figure);
            }
            figures.push(figure);
        }
    }
    figures
}

/// "Two were killed. At least 11 others were wounded": more people, but none that were told to be wounded before.
fn other_fate(found: &DatedText, before: Option<&Figure>, figure: &Figure) -> bool {
    let (text, words) = (found.text, &found.language.figures);
    let told = |lemma: &str| words.happening(lemma);
    // "The deaths of 20,000 people and displacement of 2.3 million others".
    let noun = |figure: &Figure| {
        let before = words.of_spelled.strip_end(text[..figure.span.start()].strip_suffix(' ')?)?;
        let word = before.strip_suffix(' ')?.rsplit(' ').next()?;
        told(word).or_else(|| told(words.plural_endings.strip_end(word)?))
    };
    let fate = |figure: &Figure| noun(figure).or_else(|| figure.predicate.as_ref().and_then(|own| told(&own.lemma)));
    let own = fate(figure);
    own.is_some() && before.and_then(fate).is_some_and(|other| Some(other) != own)
}

/// What holds of a figure holds of the one joined to it by "and": "including four women and 12 children". What is
/// said of the whole is said of its parts: "killed 30 people, including three children".
fn side_by_side(found: &DatedText, before: &mut Figure, figure: &mut Figure) {
    let (text, words) = (found.text, &found.language.figures);
    let end = before.of.as_ref().map_or(before.span.end, |of| of.span.end.max(before.span.end));
    let between = text.get(end as usize..figure.span.start()).unwrap_or("?").trim().trim_start_matches(',').trim();
    let joined = between.is_empty() || words.joining.each().any(|one| one == between);
    if joined && figure.standing == Standing::Level {
        figure.standing = match before.standing {
            Standing::Part => Standing::Part,
            _ => Standing::Level,
        };
    }
    // "killed 24 soldiers and wounded dozens more": more people, but not more of the killed.
    let lemma = |figure: &Figure| figure.predicate.as_ref().map(|own| own.lemma.clone());
    let fate = |figure: &Figure| lemma(figure).and_then(|lemma| words.happening(&lemma));
    if figure.standing == Standing::More
        && fate(figure).is_some()
        && fate(before).is_some_and(|other| Some(other) != fate(figure))
    {
        figure.standing = Standing::Level;
    }
    let says_nothing = figure
        .predicate
        .as_ref()
        .is_none_or(|own| own.span.start < figure.span.start && (joined || words.including.has(&own.lemma)));
    if says_nothing && (joined || figure.standing == Standing::Part) && before.predicate.is_some() {
        figure.predicate.clone_from(&before.predicate);
    }
    // "45 militants and 20 fighters had been killed": behind both, said of both.
    let behind = |figure: &Figure| figure.predicate.as_ref().is_some_and(|own| own.span.start > figure.span.end);
    if joined && behind(figure) && before.predicate.is_none() {
        before.predicate.clone_from(&figure.predicate);
    }
}

/// Whether the last sentence before may hold what this one leaves out: it stands in the same block.
fn continues(found: &DatedText, s: usize) -> bool {
    s > 0 && found.sentences[s - 1].part == found.sentences[s].part
}

fn figure(found: &DatedText, voices: &Voices, clause: &QuantityClause, before: Option<&Figure>, s: usize) -> Figure {
    let near = before.filter(|before| s == 0 || before.span.start >= found.sentences[s - 1].span.start);
    let counted = counted::find(clause, near);
    let head = counted.as_ref().and_then(|counted| counted.token);
    let predicate = clause.predicate(head);
    let standing = standing::find(clause, head);
    // What counts the same without saying so is the same people's.
    let inherited = near.filter(|_| counted.is_some() && head.is_none()).and_then(|before| before.whose);
    let mut quantity = clause.read.quantity;
    // "Reported to be 4 years old, but he is 3": told in the unit of the age before.
    let is_age = counted.as_ref().is_some_and(|counted| counted.of.head == found.language.figures.age());
    if is_age && near.is_some_and(|before| before.quantity.unit == Unit::AGE) {
        quantity.unit = Unit::AGE;
    }
    Figure {
        span: clause.read.span,
        quantity,
        per: standing::per(clause, head),
        predicate: predicate
            .map(|verb| Predicate { span: clause.sentence.tokens[verb].span, lemma: clause.verb_lemma(verb) }),
        standing,
        whose: surroundings::whose(found, clause, counted.as_ref()).or(inherited),
        place: surroundings::place(found, clause),
        as_of: surroundings::as_of(found, clause),
        status: status::find(clause, head, predicate),
        asserted_by: voices.at(clause.read.span),
        of: counted.map(|counted| counted.of),
    }
}

/// Whether a date or time of day covers the words: "10 January", "two days ago". A length of time ("18 years") is a
/// quantity too.
fn is_date(found: &DatedText, read: &QuantityMention) -> bool {
    let from = found.dates.partition_point(|date| date.span.end <= read.core.start);
    // "a couple hundred years ago" is a length as well, and names no day.
    let ages = read.quantity.unit == Unit::Symbol("y") && read.quantity.low >= Some(AGES);
    !ages
        && found.dates[from..]
            .iter()
            .take_while(|date| date.span.start < read.core.end)
            .any(|date| matches!(date.kind, DateKind::Date | DateKind::Time) && date.span.contains(read.core))
}

/// So many years and more are told as an amount rather than as a day: "a couple hundred years ago".
const AGES: Decimal = Decimal::ONE_HUNDRED;

/// "A 4K TV", "shown in 8K", "a 10K run": a letter behind a numeral that tells which sort a thing is, where nothing is counted
/// that there are many of.
fn is_grade(found: &DatedText, sentence: &Sentence, read: &QuantityMention) -> bool {
    let text = found.text;
    let words = read.core.of(text);
    let short = words.strip_suffix('K').is_some_and(|digits| digits.len() <= 2);
    let behind = sentence.tokens_in(read.core).end;
    let counted =
        counted::chunk(found.language, text, sentence, behind).filter(|_| text[read.core.end()..].starts_with(' '));
    let many = counted.is_some_and(|chunk| counted::is_plural(found.language, text, sentence, chunk.head));
    short && read.quantity.unit == Unit::Count && !many
}

/// "the 5.50 update", "1080p": which sort a program or picture is.
fn is_version(found: &DatedText, sentence: &Sentence, read: &QuantityMention) -> bool {
    let (text, lists) = (found.text, &found.language.figures);
    let words = read.core.of(text);
    let next = sentence.tokens.get(sentence.tokens_in(read.core).end);
    let program = next.is_some_and(|next| lists.programs.has(next.word));
    words.contains('.') && read.quantity.unit == Unit::Count && program || lists.lines.has(words)
}

/// "Studio 54 sent flowers", "Area 51": a number that belongs to the name before it, since nothing behind it is counted.
/// Behind a preposition the name may be where something was counted: "In Orm 51 died".
fn is_label(found: &DatedText, sentence: &Sentence, read: &QuantityMention) -> bool {
    let (text, lists) = (found.text, &found.language.figures);
    let tokens = sentence.tokens_in(read.core);
    let digits = read.core == read.span && read.core.of(text).bytes().all(|byte| byte.is_ascii_digit());
    if !digits || read.quantity.unit != Unit::Count || read.joined.is_some() || tokens.start == 0 {
        return false;
    }
    let before = &sentence.tokens[tokens.start - 1];
    let word = before.span.of(text);
    let named = matches!(before.tag, Tag::Noun | Tag::Propn)
        && word.starts_with(char::is_uppercase)
        && word.chars().any(char::is_lowercase)
        && !quantity::looks_plural(found.language, word)
        && text[before.span.end()..read.core.start()] == *" ";
    let placed = tokens.start > 1 && sentence.tokens[tokens.start - 2].tag == Tag::Adp;
    let next = sentence.tokens.get(tokens.end);
    let behind = next.map_or(Tag::Punct, |token| token.tag);
    // "the 787 was grounded", "Boeing's 737 Max": one thing with a number for its name.
    let one = matches!(before.tag, Tag::Det | Tag::Part) && !lists.none.has(word);
    let alone = next.is_some_and(|next| {
        let be = lists.is_one.has(next.word);
        be || next.tag == Tag::Propn
            && !next.features.has(Features::PLURAL)
            && !quantity::looks_plural(found.language, next.span.of(text))
    });
    // "The 218 Chibok girls": a place's, and many.
    let of_a_place = || {
        let chunk = counted::chunk(found.language, text, sentence, tokens.end);
        let place = sentence
            .mentions
            .iter()
            .any(|mention| mention.kind == MentionKind::Place && usize::from(mention.first) == tokens.end);
        // "its 27 Merlin engines": what is called by its number is called by more figures.
        let few = read.quantity.value().is_some_and(|value| value < Decimal::ONE_HUNDRED);
        // "The 232 House Republicans" are people.
        let people = |head: usize| counted::is_people(found.language, sentence.tokens[head].span.of(text));
        chunk.is_some_and(|chunk| {
            (place || few || people(chunk.head)) && counted::is_plural(found.language, text, sentence, chunk.head)
        })
    };
    if one && alone && !of_a_place() {
        return true;
    }
    let ends = !placed && matches!(behind, Tag::Verb | Tag::Aux | Tag::Punct | Tag::Cconj);
    named && (ends || is_a_name_again(text, before.span.cover(read.core)))
}

/// So many bytes before and behind a number are looked at for the name that it belongs to.
const AROUND: usize = 4000;

/// "Falcon 9 rockets", "Falcon 9 launches": whether the words stand near by before another word.
fn is_a_name_again(text: &str, name: Span) -> bool {
    let words = name.of(text);
    let edge = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (from, to) = (edge(name.start().saturating_sub(AROUND)), edge((name.end() + AROUND).min(text.len())));
    let near = &text[from..to];
    let next = |at: usize| -> Option<&str> {
        let behind = near.get(at + words.len()..)?.strip_prefix([' ', '.', ',', '-', '’', '\''])?;
        Some(behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default())
    };
    let own = next(name.start() - from);
    near.match_indices(words).filter_map(|(at, _)| next(at)).any(|other| own.is_some_and(|own| own != other))
}

/// What only the sentence tells: "no" before what can't be counted, "one" that stands for a thing.
fn is_no_quantity(found: &DatedText, sentence: &Sentence, read: &QuantityMention) -> bool {
    let (text, lists) = (found.text, &found.language.figures);
    let tokens = sentence.tokens_in(read.core);
    let Some(last) = tokens.clone().next_back() else { return true };
    // “60 Minutes”: a title in marks of its own.
    let marked = text[..read.span.start()].ends_with(['"', '“', '‘'])
        && text[read.span.end()..].trim_start_matches(',').starts_with(['"', '”', '’']);
    if marked && sentence.tokens[last].span.of(text).starts_with(char::is_uppercase) {
        return true;
    }
    if is_label(found, sentence, read) || is_grade(found, sentence, read) || is_version(found, sentence, read) {
        return true;
    }
    match read.form {
        QuantityForm::Nothing => {
            let words = read.core.of(text).to_lowercase();
            if !lists.none.has(&words) {
                // "nobody knows": only what happened to nobody is a figure.
                return lists.nobody.each().any(|one| one == words)
                    && !sentence.tokens[last + 1..]
                        .iter()
                        .take(4)
                        .any(|token| token.tag == Tag::Aux && found.language.grammar.be.has(token.lemma));
            }
            // "no casualties", not "no information"; and "no" as an answer counts nothing.
            let noun = counted::chunk(found.language, text, sentence, last + 1);
            noun.is_none_or(|noun| {
                lists.uncounted.has(sentence.tokens[noun.head].lemma)
                    || !counted::is_plural(found.language, text, sentence, noun.head)
            })
        }
        // "one wounded man", "one of the ships"; not "a road one can take", "one of drifting".
        _ if read.quantity.unit == Unit::Count && lists.one.has_in_any_case(read.core.of(text)) => {
            let of = sentence.tokens.get(last + 1).is_some_and(|token| lists.of_spelled.has(token.span.of(text)));
            let next = (last + 1 + usize::from(of)..sentence.tokens.len())
                .find(|&i| !of || !matches!(sentence.tokens[i].tag, Tag::Det | Tag::Pron));
            let noun = next.and_then(|next| counted::chunk(found.language, text, sentence, next));
            !noun.is_some_and(|noun| !of || counted::is_plural(found.language, text, sentence, noun.head))
        }
        _ => false,
    }
}
