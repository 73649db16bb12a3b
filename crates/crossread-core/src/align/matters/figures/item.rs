//! A figure with everything that is compared.

use crate::align::entities::{Entities, Who, spelling};
use crate::align::events::Telling;
use crate::align::matters::Value;
use crate::align::matters::{Course, Witness, spoken_by};
use crate::annotate::Annotations;
use crate::annotate::events::knowledge;
use crate::annotate::figures::{Figure, Reference, Standing, Status};
use crate::annotate::names::Name;
use crate::language::Language;
use crate::language::amounts::Amounts;
use crate::language::grammar::Grammar;
use crate::language::names::Gender;
use crate::quantity::{Bound, Quantity, Unit};
use crate::story::{Article, BlockKind, Passage, Story};
use crossread_language::{Features, MentionKind, Relation, Sentence, Span, Tag, Token, Word};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::{BTreeSet, HashMap};

/// How far from a figure, in tokens, a word like "killed" still tells what happened to what it counts, where the
/// parse does not.
const NEAR: usize = 5;

/// How far behind a figure, in tokens, such a word still does: "seven people are now confirmed as having been killed".
const BEHIND: usize = 8;

/// How far from a figure, in tokens, words are its context.
const AROUND: usize = 14;

/// Fewest letters of a word that another may end in to be a kind of it: "schoolgirl" is a girl.
const COMPOUND: usize = 4;

/// A figure with what is compared.
pub(super) struct Item {
    pub witness: Witness,
    pub quantity: Quantity,
    pub measure: Measure,
    pub subject: Passage,
    pub facets: Vec<Passage>,
    /// What is counted: the word that stands for it and its like.
    pub concept: Option<Word>,
    /// For a compound ("schoolgirl") the word it ends in.
    pub compound: Option<Word>,
    /// Whether what is counted are people as such.
    pub counts_people: bool,
    /// Whether what is counted are stretches of time.
    pub counts_time: bool,
    /// What is counted or measured, where that is neither people as such nor a stretch of time.
    pub sort: Option<Word>,
    /// Whether people are counted.
    pub person: bool,
    /// Whether what is measured is somebody by what they are to another: "his father".
    pub of_kin: bool,
    /// The gender that the noun for whom is measured tells.
    pub gender: Option<Gender>,
    /// Whether the noun for what is measured tells of people and animals alike.
    pub of_either: bool,
    /// The same, by the dictionary too: "232 Republicans".
    pub is_of_people: bool,
    /// What happens to it: a line of the list of happenings.
    pub happening: Option<u16>,
    /// The verb it hangs on.
    pub predicate: Option<Word>,
    pub whose: Option<Who>,
    pub place: Option<Who>,
    pub standing: Standing,
    /// For each what.
    pub per: Option<Word>,
    /// What is planned or only supposed is another matter than what is.
    pub unreal: bool,
    /// The sentence it stands in, by number in its article.
    pub sentence: usize,
    /// Content words around it, sorted.
    pub context: Vec<Word>,
    /// Those of its sentence, the one before, the one behind and the headline, sorted: the event it is told of.
    pub telling_of: Vec<Word>,
    /// Whom and what its sentence names, sorted.
    pub names: Vec<u32>,
    /// Whom and what that sentence, the one before and the one behind name, sorted.
    pub names_near: Vec<u32>,
    /// The persons of both; who says it is left out of the first.
    pub persons: Vec<u32>,
    pub persons_near: Vec<u32>,
    /// What its sentence says harm came by: a bit for each line of the list of causes.
    pub causes: u32,
    /// Content words of what is counted, the head left out.
    pub modifiers: BTreeSet<Word>,
    /// What is measured, where it is no count: the word that stands for it and its like.
    pub measured: Option<Word>,
    /// Whether that word is a name: "Republicans want $400,000".
    pub measures_name: bool,
    /// Whether that word is a common noun: "a 17-year-old gorilla", "the picture is four years old".
    pub of_noun: bool,
    /// Of a length of time whether it leads on from something ("two days after the vote") or back from it.
    pub leads_on: Option<bool>,
    /// Whether it is an age.
    pub age: bool,
    /// Which way it is measured: a line of the list of dimensions.
    pub dimension: Option<u16>,
    /// Of several that came one after the other, which.
    pub turn: Option<Turn>,
    /// Which inning, game or round its own phrase names: "two outs in the eighth".
    pub ordinal: Option<Decimal>,
    /// The happening it hangs on: index into [`Alignment::events`](crate::align::Alignment::events).
    pub event: Option<u32>,
    /// Whether it is told as a toll: "the death toll stood at 18", "at least 30 deaths".
    pub toll: bool,
    /// Whether its clause tells, in the present, how things stand.
    pub now: bool,
    /// How such a count moves as days pass.
    pub course: Course,
    /// Whether its sentence says that it was told otherwise before.
    pub updates: bool,
    /// The hour or part of the day that its sentence names.
    pub hour: Option<Word>,
    /// The noun or adjective right before it: "the top 2 percent".
    pub led_by: Option<Word>,
    /// Of a price of a deal, the first word of the name of what it buys: "a $38 billion bid for Orm".
    pub buys: Option<Word>,
    /// Who buys it, where that is known.
    pub buyer: Option<Who>,
    /// The words for who gives it, in lower case; none of an account's own voice.
    pub called: Option<String>,
}

/// The value without its zeros at the end, as a whole number.
fn telling_figures(value: Decimal) -> u128 {
    let mut figures = value.normalize().mantissa().unsigned_abs();
    while figures > 0 && figures.is_multiple_of(10) {
        figures /= 10;
    }
    figures
}

/// What is asked of a quantity in every pair, worked out once: its figures cost a division each, its unit a look-up.
#[derive(Clone, Copy)]
pub(super) struct Measure {
    /// The kind of unit it is measured in.
    pub unit: Unit,
    /// How unlikely it is that two texts share the value by chance: 0 for vague, tiny and absent ones, up to 3 for a number
    /// of three telling figures.
    pub telling: u8,
    /// Whether one figure tells it: 300, 2,000.
    pub is_round: bool,
}

impl Measure {
    /// "Smith, 43," counts years without saying so: `is_age`.
    fn of(quantity: &Quantity, is_age: bool) -> Measure {
        let value = named_value(quantity);
        let figures = value.map_or(0, telling_figures);
        let unit = if is_age { Unit::AGE } else { quantity.unit.kind() };
        Measure { unit, telling: telling(quantity, value, figures), is_round: value.is_some() && figures < 10 }
    }
}

/// [`Measure::telling`] of the value that a quantity names, by that value's figures.
fn telling(quantity: &Quantity, value: Option<Decimal>, figures: u128) -> u8 {
    let Some(value) = value.filter(|_| quantity.bound != Bound::Vague) else { return 0 };
    let count = quantity.unit != Unit::Percent && !quantity.unit.is_time();
    match () {
        () if figures >= 100 => 3,
        () if figures >= 13 => 2,
        // Round, but large: "600 tons".
        () if count && value.abs() >= Decimal::ONE_HUNDRED => 2,
        () if value.abs() > Decimal::TWO => 1,
        // "The top 2 percent".
        () if quantity.unit == Unit::Percent && !value.is_zero() => 1,
        () => 0,
    }
}

/// The one value that a quantity names, in its own unit.
pub(super) fn named_value(quantity: &Quantity) -> Option<Decimal> {
    quantity.value().or(quantity.low)
}

/// Which of several that came one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// The first, the earlier: "the original offer".
    Earlier,
    /// The new one: "the sweetened bid".
    Later,
}

/// Names of places and bodies by folded spelling.
pub(super) struct Names<'a> {
    language: &'a Language,
    by_spelling: HashMap<String, u32>,
}

impl<'a> Names<'a> {
    pub(super) fn new(language: &'a Language, found: &Entities) -> Names<'a> {
        let mut by_spelling = HashMap::new();
        for (e, entity) in found.entities.iter().enumerate() {
            for variant in &entity.variants {
                by_spelling.entry(spelling(language, &variant.text)).or_insert(e as u32);
            }
        }
        Names { language, by_spelling }
    }

    fn who(&self, words: &str) -> Who {
        let countries = &self.language.names.countries;
        let name = countries.of_demonym(words).unwrap_or(words);
        match self.by_spelling.get(&spelling(self.language, name)) {
            Some(&entity) => Who::Entity(entity),
            None => Who::Word(Word::lowered(countries.full_name(name).unwrap_or(name))),
        }
    }
}

/// What the figures of one article stand among.
pub(super) struct Surroundings<'a> {
    language: &'a Language,
    /// Content words of the headline.
    headline: Vec<Word>,
    /// For each name of the article whom it names.
    entity_of: &'a [u32],
    /// The happenings that its words tell: indices into the story's events, by head word.
    told: HashMap<Span, u32>,
    /// The happening that a figure is known to count or measure.
    measured: HashMap<u32, u32>,
}

impl Item {
    /// The account as an entry keeps it. Somebody is as old all year: the day that a sentence tells of besides is not that of
    /// an age.
    pub(super) fn told(&self) -> Witness {
        let mut witness = self.witness.clone();
        let told = witness.as_of.zip(witness.said);
        let lately =
            told.is_some_and(|((from, _), said)| from.until(said).is_ok_and(|span| span.get_days().abs() < A_YEAR));
        if self.age && lately {
            witness.as_of = None;
        }
        witness
    }
}

impl<'a> Surroundings<'a> {
    pub(super) fn new(
        language: &'a Language,
        (article, found): (&Article, &Annotations),
        entity_of: &'a [u32],
        tellings: &[(u32, &Telling)],
    ) -> Surroundings<'a> {
        let title = article.blocks.iter().find(|block| block.kind == BlockKind::Title).map(|block| block.span);
        let sentences =
            found.sentences.iter().filter(|sentence| title.is_some_and(|title| title.contains(sentence.span)));
        let (mut told, mut measured) = (HashMap::new(), HashMap::new());
        for &(event, telling) in tellings {
            told.insert(telling.passage.span, event);
            let mention = &found.events[telling.mention as usize];
            measured.extend(mention.figures.iter().map(|&figure| (figure, event)));
        }
        let telling = |sentence| telling_words(language, sentence);
        Surroundings { language, headline: set(sentences.flat_map(telling)), entity_of, told, measured }
    }

    /// The happening that a figure hangs on: the one it measures, else the one its own words tell.
    fn event(&self, sentence: &Sentence, number: usize, figure: &Figure, happening: Option<Span>) -> Option<u32> {
        let counted = figure.of.as_ref().map(|of| sentence.tokens_in(of.span)).unwrap_or_default();
        let counted = counted.map(|i| sentence.tokens[i].span);
        let words = happening.into_iter().chain(figure.predicate.as_ref().map(|own| own.span)).chain(counted);
        let told = || words.filter_map(|span| self.told.get(&span)).next();
        self.measured.get(&(number as u32)).or_else(told).copied()
    }

    /// The sentence, the one before and the one behind, as far as they stand in its block.
    fn near<'f>(&self, found: &'f Annotations, s: usize) -> impl Iterator<Item = &'f Sentence> + Clone + use<'f> {
        let part = found.sentences[s].part;
        found.sentences[s.saturating_sub(1)..found.sentences.len().min(s + 2)]
            .iter()
            .filter(move |sentence| sentence.part == part)
    }

    /// The first name in the words at `span`.
    fn named(&self, found: &Annotations, span: Span) -> Option<(Who, Span)> {
        let from = found.names.partition_point(|name| name.span.end <= span.start);
        let name = found.names[from..].iter().take_while(|name| name.span.start < span.end).next()?;
        Some((Who::Entity(self.entity_of[name.referent as usize]), name.span))
    }

    /// Whom and what a sentence names.
    fn names(&self, found: &Annotations, sentence: &Sentence) -> impl Iterator<Item = u32> {
        names_in(found, sentence).map(|name| self.entity_of[name.referent as usize])
    }

    /// Whom a sentence names.
    fn persons(&self, found: &Annotations, sentence: &Sentence) -> impl Iterator<Item = u32> {
        let persons = names_in(found, sentence).filter(|name| name.kind == MentionKind::Person);
        persons.map(|name| self.entity_of[name.referent as usize])
    }
}

/// Whether the words right behind a length of time lead on or back: "two days after", "a few hours before".
fn leads_on(words: &Amounts, sentence: &Sentence, figure: &Figure) -> Option<bool> {
    let next = sentence.tokens.get(sentence.tokens_in(figure.span).end)?.word;
    words.on.has(next).then_some(true).or_else(|| words.back.has(next).then_some(false))
}

/// "One of the most shameful episodes" is praise or blame, and counts nothing.
fn ranks(language: &Language, sentence: &Sentence, figure: &Figure) -> bool {
    let behind = sentence.tokens_in(figure.span).end;
    let word = |i: usize| sentence.tokens.get(i).map(|token| token.word);
    figure.quantity.value() == Some(rust_decimal::Decimal::ONE)
        && word(behind).is_some_and(|word| language.grammar.genitive.has(word))
        && (behind + 1..behind + 5).any(|i| word(i).is_some_and(|word| language.amounts.ranks.has(word)))
}

/// "The two sides": how many parties there are to a quarrel is no news.
fn is_idiom(language: &Language, sentence: &Sentence, figure: &Figure, head: Option<Word>) -> bool {
    let before = sentence.tokens_in(figure.span).start.checked_sub(1).map(|i| sentence.tokens[i].word);
    figure.quantity.value() == Some(rust_decimal::Decimal::TWO)
        && before.is_some_and(|before| language.grammar.definite.has(before))
        && head.is_some_and(|head| language.amounts.parties.has(head))
}

/// The names of a sentence.
fn names_in<'a>(found: &'a Annotations, sentence: &Sentence) -> impl Iterator<Item = &'a Name> {
    let (from, end) = (found.names.partition_point(|name| name.span.end <= sentence.span.start), sentence.span.end);
    found.names[from..].iter().take_while(move |name| name.span.start < end)
}

/// Sorted, each once.
fn set<T: Ord>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.into_iter().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The word by which a token tells what is spoken of, if it does.
fn telling_word(language: &Language, token: &Token) -> Option<Word> {
    let tells = is_content(token.tag) && token.span.len() > 2 && !language.accounts.everyday.has(token.lemma);
    tells.then(|| stands_for(&language.amounts, token.lemma))
}

fn telling_words<'s>(language: &'s Language, sentence: &'s Sentence) -> impl Iterator<Item = Word> + use<'s> {
    sentence.tokens.iter().filter_map(move |token| telling_word(language, token))
}

impl Item {
    /// `None` where it says too little to be compared with anything.
    pub(super) fn new(
        story: &Story,
        article: usize,
        found: &Annotations,
        number: usize,
        entities: &Entities,
        names: &Names,
        surroundings: &Surroundings,
    ) -> Option<Item> {
        let language = surroundings.language;
        let (words, figure_words) = (&language.amounts, &language.figures);
        let (people, countries) = (words.people, &language.names.countries);
        let figure = &found.figures[number];
        let text = &story.articles()[article].text;
        let s = found.sentences.partition_point(|sentence| sentence.span.end <= figure.span.start);
        let sentence = found.sentences.get(s)?;
        let passage = |span| Passage { article: article as u32, span };
        let reference = |reference: Reference| match reference.referent {
            Some(referent) => Who::Entity(entities.entity_of[article][referent as usize]),
            None => names.who(reference.span.of(text)),
        };
        // "dozens" of this and "several" of that differ in nothing one could compare.
        let quantity = figure.quantity;
        if quantity.bound == Bound::Vague && quantity.low.is_none() && quantity.high.is_none() {
            return None;
        }
        if ranks(language, sentence, figure) {
            return None;
        }
        // "A total of 51": the total is no thing.
        let head = figure.of.as_ref().map(|of| Word::lowered(&of.head));
        let charges = is_of_charges(words, figure);
        let head = head.filter(|head| charges || !words.totals.has(*head));
        if is_idiom(language, sentence, figure, head) {
            return None;
        }
        let found_happening = happening(language, sentence, figure);
        let stands_for = |word| stands_for(words, word);
        let mut concept = head.map(stands_for);
        let mut compound = figure.of.as_ref().and_then(|of| ends_in(language, &of.head));
        // "24 counts of murder": so many charges, and nobody knows how many dead.
        let mut happening = found_happening.map(|(_, kind)| kind).filter(|_| !charges);
        // "claimed 34 lives": people, killed.
        let number = sentence.tokens_in(figure.span).start;
        let before = &sentence.tokens[number.saturating_sub(NEAR)..number];
        if head.is_some_and(|head| words.lives.has(head))
            && before.iter().any(|token| words.taking_lives.has(token.lemma))
        {
            (concept, compound, happening) = (Some(people), None, Some(0));
        }
        // "Seven people have lost their lives".
        if found_happening.is_some_and(|(span, _)| loses_life(words, sentence, span)) {
            (concept, compound, happening) = (Some(people), None, Some(0));
        }
        // "34 deaths", "34 dead", "a toll of 34": people, killed.
        // "Several of the injured were treated, and 51 were taken to the hospital": who they are is said before; what happened
        // to them is said here.
        let own = |(span, _): (Span, u16)| {
            let of = figure.of.as_ref().map(|of| of.span);
            of.is_some_and(|of| of.end < figure.span.start && !of.contains(span) && span.start > figure.span.start)
        };
        let told = head.filter(|_| !found_happening.is_some_and(own));
        if let Some(kind) =
            told.and_then(|head| figure_words.happenings.get(&head).copied()).filter(|&kind| kind < HARM)
        {
            (concept, compound, happening) = (Some(people), None, Some(kind));
        } else if concept.is_none() && happening.is_some_and(|kind| kind < HARM) {
            concept = Some(people);
        }
        // "Killed 12 and hurt 30 others": who others are is said before, and people are told of in news.
        if head.is_some_and(|head| words.others.has(head)) {
            concept = Some(people);
        }
        // "17 Saudis" are people.
        let is_demonym = figure.of.as_ref().is_some_and(|of| {
            let own = of.span.of(text);
            let last = own.split_whitespace().next_back().unwrap_or(own);
            countries.of_demonym(last).is_some()
        });
        if is_demonym && happening.is_none_or(|kind| kind >= HARM) {
            (concept, compound) = (Some(people), None);
        }
        // A bare small number says nothing: a list's, an "at one" without "one" of what.
        let large = quantity.value().is_some_and(|value| value.abs() > rust_decimal::Decimal::from(12));
        if quantity.unit == Unit::Count && concept.is_none() && !large {
            return None;
        }
        if quantity.value() == Some(Decimal::ONE)
            && concept != Some(people)
            && is_one_of_any(language, text, sentence, figure)
        {
            return None;
        }
        let of_span = figure.of.as_ref().map(|of| of.span);
        let (mut modifiers, mut nation) = (BTreeSet::new(), None);
        if let Some(of) = &figure.of {
            for i in sentence.tokens_in(of.span) {
                let token = &sentence.tokens[i];
                let own = token.span.of(text);
                if let Some(country) = countries.of_demonym(own).or_else(|| countries.full_name(own)) {
                    nation = nation.or(Some((names.who(country), token.span)));
                } else if is_content(token.tag) && Some(token.lemma) != head {
                    modifiers.insert(token.lemma);
                }
            }
        }
        let age =
            figure.quantity.unit == Unit::AGE || figure.of.as_ref().is_some_and(|of| of.head == figure_words.age());
        // "36-year-old Kit Moss": Moss's.
        let named = figure.of.as_ref().filter(|_| age).and_then(|of| surroundings.named(found, of.span));
        let whose = figure.whose.map(|whose| (reference(whose), whose.span)).or(named).or(nation);
        // "Orm (ORM) shares fell 3 percent": past the sign of the share.
        let ticker = || before_brackets(sentence, text, figure).and_then(|span| surroundings.named(found, span));
        let whose = whose.or_else(ticker);
        let place = figure.place.map(|place| (reference(place), place.span));
        let subject = of_span.filter(|of| of.len() > 2).unwrap_or(figure.span);
        let facets: BTreeSet<Span> =
            [found_happening.map(|(span, _)| span), whose.map(|(_, span)| span), place.map(|(_, span)| span)]
                .into_iter()
                .flatten()
                .filter(|span| !subject.overlaps(*span))
                .collect();
        let inside = sentence.tokens_in(figure.span);
        let around = inside.start.saturating_sub(AROUND)..sentence.tokens.len().min(inside.end + AROUND);
        let context = around.filter(|i| !inside.contains(i)).map(|i| &sentence.tokens[i]);
        let context =
            context.filter(|token| Some(token.lemma) != head).filter_map(|token| telling_word(language, token));
        let near = surroundings.near(found, s);
        let spoken_by = spoken_by(article, figure.asserted_by.as_ref(), &entities.entity_of);
        let speaker = spoken_by.and_then(|(_, entity)| entity);
        let said = story.articles()[article].said_on();
        let buys = buys(language, text, sentence, figure);
        let counted = concept.filter(|_| quantity.unit == Unit::Count);
        let is_age = |head: &Word| *head == Word::of(figure_words.age());
        let measured = head.filter(|head| quantity.unit != Unit::Count && !is_age(head)).map(stands_for);
        let as_of = figure.as_of.and_then(|date| stretch(words, text, found, date as usize));
        Some(Item {
            witness: Witness {
                passage: passage(figure.span),
                value: Value::Quantity(quantity),
                as_of: as_of.filter(|days| !is_so_far(&language.grammar, sentence, figure) || !is_over(*days, said)),
                said,
                status: figure.status,
                speaker: spoken_by,
            },
            called: figure.asserted_by.map(|speaker| speaker.span.of(text).to_lowercase()),
            quantity,
            measure: Measure::of(&quantity, age),
            subject: passage(subject),
            facets: facets.into_iter().map(passage).collect(),
            is_of_people: [concept, head]
                .into_iter()
                .flatten()
                .any(|noun| figure_words.people.has(noun) || knowledge::facts(noun).noun == knowledge::PERSON),
            person: concept.is_some_and(|concept| figure_words.people.has(concept))
                || of_span.is_some_and(|of| {
                    sentence.tokens_in(of).any(|i| figure_words.people.has(sentence.tokens[i].lemma))
                }) && figure.quantity.unit == Unit::AGE
                || head.is_some_and(|head| figure_words.people.has(head)),
            counts_people: counted == Some(people),
            counts_time: counted.is_some_and(|noun| words.times.has(noun)),
            sort: counted.or(measured).filter(|noun| *noun != people && !words.times.has(*noun)),
            of_kin: measured.is_some_and(|noun| language.names.kin.has(noun)),
            gender: measured.and_then(|noun| language.names.gender_of_noun(noun)),
            of_either: measured.is_some_and(|noun| words.sexes.has(noun)),
            concept: counted,
            compound,
            happening,
            predicate: figure.predicate.as_ref().map(|predicate| Word::lowered(&predicate.lemma)),
            whose: whose.map(|(who, _)| who),
            place: place.map(|(who, _)| who),
            standing: figure.standing,
            per: figure.per.map(|per| Word::lowered(per.of(text).rsplit(' ').next().unwrap_or_default())),
            unreal: matches!(figure.status, Status::Planned | Status::Hypothetical),
            sentence: s,
            context: set(context),
            telling_of: set(near
                .clone()
                .flat_map(|sentence| telling_words(language, sentence))
                .chain(surroundings.headline.iter().copied())),
            names: set(surroundings.names(found, sentence)),
            names_near: set(near.clone().flat_map(|sentence| surroundings.names(found, sentence))),
            persons: set(surroundings.persons(found, sentence).filter(|person| Some(*person) != speaker)),
            persons_near: set(near.flat_map(|sentence| surroundings.persons(found, sentence))),
            causes: sentence
                .tokens
                .iter()
                .filter_map(|token| of_list(&words.causes, token))
                .fold(0, |all, cause| all | cause),
            modifiers,
            measured,
            of_noun: figure.of.as_ref().is_some_and(|of| {
                let mut tokens = sentence.tokens_in(of.span).map(|i| &sentence.tokens[i]);
                tokens.any(|token| token.tag == Tag::Noun && Some(token.lemma) == head)
            }),
            measures_name: figure.of.as_ref().is_some_and(|of| {
                let tokens = sentence.tokens_in(of.span).map(|i| &sentence.tokens[i]);
                tokens.filter(|token| Some(token.lemma) == head).any(|token| token.tag == Tag::Propn)
            }),
            age,
            leads_on: leads_on(words, sentence, figure).filter(|_| quantity.unit.is_time()),
            turn: turn(words, sentence, figure).filter(|_| !age),
            ordinal: ordinal(language, text, sentence, figure),
            dimension: dimension(words, sentence, figure).filter(|_| matches!(quantity.unit, Unit::Symbol(_)) && !age),
            toll: head.is_some_and(|head| words.tolls.has(head)),
            event: surroundings.event(sentence, number, figure, found_happening.map(|(span, _)| span)),
            now: tells_of_now(&language.grammar, sentence, figure),
            updates: updates(words, sentence),
            hour: hour(words, found, sentence, figure),
            led_by: led_by(language, sentence, figure),
            buys,
            buyer: whose.filter(|(_, span)| buys.is_some_and(|word| !has_word(text, *span, word))).map(|(who, _)| who),
            course: course(language, sentence, figure, found_happening.map(|(span, _)| span)),
        })
    }
}

/// Whether a figure counts the counts of a charge, "24 counts of murder", and is not itself the count of something: "a count of 24".
fn is_of_charges(words: &Amounts, figure: &Figure) -> bool {
    figure.of.as_ref().is_some_and(|of| of.span.start >= figure.span.end && words.charges.has(Word::lowered(&of.head)))
}

/// The days a date names, or the stretch of time that it begins or ends: "between April 19 and May 31".
fn stretch(words: &Amounts, text: &str, found: &Annotations, number: usize) -> Option<(Date, Date)> {
    let date = &found.dates[number];
    let (from, to) = (date.from?, date.to?);
    let before = |start: u32| text[..start as usize].trim_end();
    let begins = |start: u32| words.stretch_begins.end(before(start));
    let links = |first: usize, second: usize| {
        let (first, second) = (found.dates.get(first)?, found.dates.get(second)?);
        let between = text.get(first.span.end()..second.span.start())?.trim();
        let linked = words.stretch_links.has(between);
        (linked && begins(first.span.start)).then_some((first.from?, second.to?))
    };
    let first = links(number, number + 1);
    let last = || links(number.checked_sub(1)?, number);
    Some(first.or_else(last).filter(|(from, to)| from < to).unwrap_or((from, to)))
}

/// Whether the clause of a figure tells, in the present, how things stand: by its verb or that verb's helpers.
fn tells_of_now(grammar: &Grammar, sentence: &Sentence, figure: &Figure) -> bool {
    let verb = match &figure.predicate {
        Some(predicate) => sentence.token_at(predicate.span.start),
        None => sentence.token_at(figure.span.start).and_then(|number| sentence.head(number)),
    };
    let Some(verb) = verb else { return false };
    // "48 people are under watch": past the noun.
    let verb = match sentence.head(verb) {
        Some(above) if matches!(sentence.tokens[verb].relation, Relation::Nsubj | Relation::NsubjPass) => above,
        _ => verb,
    };
    // What somebody has, he has at the time of the telling.
    if grammar.have.has(sentence.tokens[verb].lemma) && sentence.tokens[verb].tag == Tag::Verb {
        return true;
    }
    let present = |i: usize| {
        let features = sentence.tokens[i].features;
        features.has(Features::PRESENT) && features.has(Features::FINITE)
    };
    let helper = |&child: &usize| {
        child < verb && matches!(sentence.tokens[child].relation, Relation::Aux | Relation::AuxPass | Relation::Cop)
    };
    present(verb) || sentence.children(verb).filter(helper).any(present)
}

/// Whether a sentence says that what it tells was told otherwise before: "than it had previously disclosed", "bringing the
/// total to", "raised its estimate to".
fn updates(known: &Amounts, sentence: &Sentence) -> bool {
    let words = || sentence.tokens.iter();
    let told = |token: &&Token| known.updates.has(token.word) || known.updates.has(token.lemma);
    let total = |token: &&Token| known.totals.has(token.lemma) || known.toll.has(token.lemma);
    words().any(|token| told(&token))
        || words().any(|token| known.bringing.has(token.lemma)) && words().any(|token| total(&token))
}

/// The hour or part of the day that stands nearest to a figure in its sentence: "fell 4 percent at mid-afternoon".
fn hour(words: &Amounts, found: &Annotations, sentence: &Sentence, figure: &Figure) -> Option<Word> {
    let from = found.dates.partition_point(|date| date.span.end <= sentence.span.start);
    let inside = found.dates[from..].iter().take_while(|date| date.span.start < sentence.span.end);
    let hours = inside.filter_map(|date| Some((date.span, date.value.split_once('T')?.1)));
    // "at mid-afternoon", "at the close" are no dates.
    let part = |token: &Token| {
        let names = token.tag == Tag::Noun && words.day_parts.has(token.lemma);
        names.then_some((token.span, token.lemma))
    };
    let hours = hours.map(|(span, hour)| (span, Word::of(hour))).chain(sentence.tokens.iter().filter_map(part));
    let distance = |span: Span| span.start.abs_diff(figure.span.end).min(figure.span.start.abs_diff(span.end));
    hours.min_by_key(|(span, _)| (distance(*span), *span)).map(|(_, hour)| hour)
}

/// The word that tells which share or count it is, right before it: "the top 2 percent", "the remaining 12".
fn led_by(language: &Language, sentence: &Sentence, figure: &Figure) -> Option<Word> {
    let before = sentence.tokens_in(figure.span).start.checked_sub(1)?;
    let token = &sentence.tokens[before];
    (token.tag == Tag::Adj && !language.accounts.everyday.has(token.lemma)).then_some(token.lemma)
}

/// The first word of the name of what a deal buys, where the figure is what the deal is worth: "for Dutch rival Orm".
fn buys(language: &Language, text: &str, sentence: &Sentence, figure: &Figure) -> Option<Word> {
    let of = figure.of.as_ref().filter(|_| matches!(figure.quantity.unit, Unit::Currency(_)))?;
    let head = sentence.tokens_in(of.span).find(|&i| language.amounts.deals.has(sentence.tokens[i].lemma))?;
    let behind = sentence.tokens.get(head + 1..)?.iter().take(BOUGHT);
    let clause =
        behind.take_while(|token| !matches!(token.tag, Tag::Aux | Tag::Cconj | Tag::Sconj) && !ends(text, token));
    let bought = clause.skip_while(|token| !language.amounts.bought.has(token.word));
    let mut names = bought.filter(|token| {
        let word = token.span.of(text);
        let tied = text[token.span.end()..].starts_with(['-', '‑']);
        word.starts_with(char::is_uppercase) && !tied && language.names.countries.of_demonym(word).is_none()
    });
    names.next().map(|token| Word::lowered(token.span.of(text)))
}

/// Whether a mark ends a clause.
fn ends(text: &str, token: &Token) -> bool {
    matches!(token.span.of(text), "," | "." | ";" | ":" | "(" | "—" | "–")
}

/// Whether the words at `span` hold a name's word.
fn has_word(text: &str, span: Span, word: Word) -> bool {
    span.of(text).split(|c: char| !c.is_alphanumeric()).any(|own| Word::lowered(own) == word)
}

/// Tokens behind a deal in which what it buys is named.
const BOUGHT: usize = 10;

/// Which of several that came one after the other: by a describing word of the phrase that the figure stands in.
fn turn(words: &Amounts, sentence: &Sentence, figure: &Figure) -> Option<Turn> {
    let inside = sentence.tokens_in(figure.of.as_ref().map_or(figure.span, |of| of.span.cover(figure.span)));
    let around = inside.start.saturating_sub(TURN)..sentence.tokens.len().min(inside.end + TURN);
    let describes = |i: &usize| {
        // "the original $105 billion approach": past the amount.
        let next = sentence.tokens.get(i + 1..).unwrap_or_default();
        next.iter()
            .filter(|token| !matches!(token.tag, Tag::Num | Tag::Sym))
            .take(3)
            .take_while(|token| token.tag != Tag::Punct && token.tag != Tag::Verb)
            .any(|token| token.tag == Tag::Noun)
    };
    let distance = |i: usize| if i < inside.start { inside.start - i } else { i.saturating_sub(inside.end) };
    let turn_of = |word: Word| match () {
        () if words.earlier.has(word) => Some(Turn::Earlier),
        () if words.later.has(word) => Some(Turn::Later),
        () => None,
    };
    let found = around.filter(describes).filter_map(|i| Some((distance(i), turn_of(sentence.tokens[i].word)?)));
    let nearest = found.min_by_key(|(distance, _)| *distance).map(|(_, turn)| turn);
    match figure.standing {
        Standing::Before => Some(Turn::Earlier),
        Standing::RisenTo | Standing::FallenTo => Some(Turn::Later),
        _ => nearest,
    }
}

/// The ordinal behind "in the", "of the" in the phrase behind a figure, in words or digits: "two outs in the eighth". "For the first
/// time" tells which of nothing.
fn ordinal(language: &Language, text: &str, sentence: &Sentence, figure: &Figure) -> Option<Decimal> {
    let behind = sentence.tokens_in(figure.of.as_ref().map_or(figure.span, |of| of.span.cover(figure.span))).start;
    let end = sentence.tokens.len().min(behind + ORDINAL);
    let goes_on = |i: &usize| !matches!(sentence.tokens[*i].tag, Tag::Verb | Tag::Punct | Tag::Cconj);
    let phrase = (behind..end).take_while(goes_on);
    phrase.skip(2).find_map(|i| {
        let leads =
            language.grammar.definite.has(sentence.tokens[i - 1].word) && sentence.tokens[i - 2].tag == Tag::Adp;
        let number = ordinal_of(language, sentence.tokens[i].span.of(text)).filter(|_| leads)?;
        let is_time = sentence.tokens.get(i + 1).is_some_and(|next| language.amounts.times_of.has(next.lemma));
        (!is_time).then_some(number)
    })
}

/// Days in which everybody grows a year older.
pub(super) const A_YEAR: i32 = 365;

/// How far from a figure, in tokens, its phrase still tells which inning or game it is of.
const ORDINAL: usize = 8;

/// The number of "eighth", "10th".
fn ordinal_of(language: &Language, word: &str) -> Option<Decimal> {
    let lowered = word.to_lowercase();
    let digits = language.amounts.ordinal_endings.each().find_map(|end| lowered.strip_suffix(end)?.parse::<u16>().ok());
    digits.map(Decimal::from).or_else(|| language.quantities.ordinals.get(&Word::of(&lowered)).copied())
}

/// Which way a figure measures: by the words right behind it ("130ft deep", "30cm-diameter well"), or at once before ("a
/// depth of 48 meters", "weighed 8.5 tons").
fn dimension(words: &Amounts, sentence: &Sentence, figure: &Figure) -> Option<u16> {
    let inside = sentence.tokens_in(figure.span);
    let own = inside.clone().rev();
    let behind = inside.end..sentence.tokens.len().min(inside.end + BESIDE);
    let before = (inside.start.saturating_sub(BESIDE)..inside.start).rev();
    let stop = |i: &usize| !matches!(sentence.tokens[*i].tag, Tag::Cconj | Tag::Num);
    let near = own.chain(behind.take_while(stop)).chain(before.take_while(stop));
    near.into_iter().find_map(|i| of_list(&words.dimensions, &sentence.tokens[i]))
}

/// How far from a figure, in tokens, "deep" and "diameter" are still said of it.
const BESIDE: usize = 4;

/// How far from a figure, in tokens, "the first" and "the new" still tell which one it is of.
const TURN: usize = 5;

/// How a count of what happened so moves as days pass.
fn course(language: &Language, sentence: &Sentence, figure: &Figure, happening: Option<Span>) -> Course {
    let words = &language.amounts;
    let spans = [happening, figure.predicate.as_ref().map(|own| own.span), figure.of.as_ref().map(|of| of.span)];
    let tokens = spans.into_iter().flatten().flat_map(|span| sentence.tokens_in(span)).map(|i| &sentence.tokens[i]);
    let course_of = |word: Word| match () {
        () if words.rising.has(word) => Some(Course::Rises),
        () if words.falling.has(word) => Some(Course::Falls),
        () => None,
    };
    let mut courses = tokens.filter_map(|token| course_of(token.lemma).or_else(|| course_of(token.word)));
    let has_happened = || {
        if figure.of.is_some() && is_so_far(&language.grammar, sentence, figure) {
            Course::Mounts
        } else {
            Course::Open
        }
    };
    courses.next().unwrap_or_else(has_happened)
}

/// Whether days lie well before the telling: of them English does not say that something "has killed" so many.
fn is_over((_, to): (Date, Date), said: Option<Date>) -> bool {
    said.is_some_and(|said| to.until(said).map_or(0, |span| span.get_days()) > OVER)
}

/// So many days before the telling and more are no longer its present: a week's news still tells of "has killed".
const OVER: i32 = 30;

/// Whether the clause tells what has happened up to now: "2,000 children have been separated". Such a count only rises.
fn is_so_far(grammar: &Grammar, sentence: &Sentence, figure: &Figure) -> bool {
    if figure.quantity.unit != Unit::Count {
        return false;
    }
    let verb = figure.predicate.as_ref().and_then(|own| sentence.token_at(own.span.start));
    let Some(verb) = verb.filter(|&verb| sentence.tokens[verb].features.has(Features::PARTICIPLE)) else {
        return false;
    };
    sentence.children(verb).any(|child| {
        child < verb
            && grammar.have.has(sentence.tokens[child].lemma)
            && sentence.tokens[child].relation == Relation::Aux
    })
}

fn is_content(tag: Tag) -> bool {
    matches!(tag, Tag::Noun | Tag::Propn | Tag::Adj | Tag::Verb)
}

/// The word that stands for it and its like.
fn stands_for(words: &Amounts, word: Word) -> Word {
    words.concepts.get(&word).copied().unwrap_or(word)
}

/// The known word that a compound ends in: "girl" for "schoolgirl".
fn ends_in(language: &Language, head: &str) -> Option<Word> {
    let starts = head.char_indices().skip(2).map(|(at, _)| at);
    starts
        .filter(|&at| head.len() - at >= COMPOUND)
        .map(|at| Word::lowered(&head[at..]))
        .find(|word| language.amounts.concepts.contains_key(word) || language.figures.people.has(*word))
        .map(|word| stands_for(&language.amounts, word))
}

/// What happens to what the figure counts, and the word that says so.
fn happening(language: &Language, sentence: &Sentence, figure: &Figure) -> Option<(Span, u16)> {
    let words = &language.amounts;
    let anchor = figure.of.as_ref().map_or(figure.span, |of| of.span.cover(figure.span));
    let inside = sentence.tokens_in(anchor);
    // By syntax: the verb it hangs on, or a word that hangs on it.
    let head = inside.clone().find(|&i| sentence.head(i).is_none_or(|head| !inside.contains(&head)))?;
    let known = |i: usize| {
        let token = &sentence.tokens[i];
        let kind = of_list(&language.figures.happenings, token)?;
        (kind >= HARM || !does_harm(sentence, head, i)).then_some((token.span, kind))
    };
    let above = sentence.head(head);
    // "the release of 82 girls who were abducted": the news is what stands before, not what the phrase remembers.
    let of = |of: &usize| language.grammar.genitive.has(sentence.tokens[*of].word);
    let news = inside.start.checked_sub(1).filter(of).and_then(|of| of.checked_sub(1));
    // "killed at least 12, including three children": through a noun to its verb.
    let further = above.filter(|up| matches!(sentence.tokens[*up].tag, Tag::Noun | Tag::Num));
    let further = further.and_then(|up| sentence.head(up));
    let hanging = sentence.children(head).filter(|&child| {
        matches!(sentence.tokens[child].relation, Relation::Acl | Relation::AclRelcl | Relation::Amod)
    });
    // "five fire rescue units": what stands before a noun to say which sort it is tells nothing that happened.
    let sort = |i: &usize| {
        let token = &sentence.tokens[*i];
        !matches!(token.relation, Relation::Compound | Relation::NmodUnmarked) || token.tag == Tag::Verb
    };
    let by_syntax = news.into_iter().chain(inside.clone().filter(sort)).chain(hanging).chain(above).chain(further);
    // "51 were taken to hospital"
    let taken = figure.predicate.as_ref().and_then(|own| sentence.token_at(own.span.start));
    let taken = taken
        .into_iter()
        .flat_map(|verb| sentence.children(verb).filter(move |&child| child > verb && child < verb + NEAR));
    let mut taken = taken;
    let hospital = taken.find(|&i| words.hospital.has(sentence.tokens[i].lemma));
    let hospital = hospital.or_else(|| brought_to_hospital(language, sentence, inside.end));
    if let Some(found) = hospital.and_then(known) {
        return Some(found);
    }
    // "dozens more are injured", "five trapped": said at once behind, whatever the parse hangs it on.
    let said = |i: &usize| matches!(sentence.tokens[*i].tag, Tag::Verb | Tag::Adj);
    let helper = |i: &usize| {
        let token = &sentence.tokens[*i];
        // "Were left trapped": what they were left as.
        let left = words.leaving.has(token.lemma) && sentence.tokens.get(i + 1).is_some_and(|_| known(i + 1).is_some());
        let passed_over = words.more.has(token.word) || words.people_told.has(token.lemma);
        matches!(token.tag, Tag::Aux | Tag::Adv) || left || passed_over
    };
    let behind = inside.end..sentence.tokens.len().min(inside.end + NEAR);
    let at_once = behind.skip_while(helper).take(1).find(said).filter(|_| news.and_then(known).is_none());
    if let Some(found) = at_once.and_then(known) {
        return Some(found);
    }
    // "leaving 50 dead", "were left trapped": what they were left as.
    let left = above.filter(|&verb| words.leaving.has(sentence.tokens[verb].lemma));
    let left_as = left.and_then(|verb| {
        let result = |&child: &usize| matches!(sentence.tokens[child].relation, Relation::Xcomp | Relation::Advcl);
        sentence.children(verb).filter(result).find_map(known)
    });
    if left_as.is_some() {
        return left_as;
    }
    if let Some(found) = by_syntax.into_iter().find_map(known) {
        return Some(found);
    }
    // By nearness, within the clause.
    let stop = |i: &usize| sentence.tokens[*i].tag != Tag::Punct && sentence.tokens[*i].tag != Tag::Cconj;
    let after = (inside.end..sentence.tokens.len().min(inside.end + BEHIND)).take_while(stop);
    let before = (inside.start.saturating_sub(NEAR)..inside.start).rev().take_while(stop);
    after.chain(before).filter_map(known).find(|(_, kind)| *kind < HARM)
}

/// Whether what hangs at `head` does the harm that the verb tells: "six officers did not injure this man".
fn does_harm(sentence: &Sentence, head: usize, verb: usize) -> bool {
    let subject = sentence.tokens[head].relation == Relation::Nsubj && sentence.head(head) == Some(verb);
    subject && sentence.child(verb, Relation::Obj).is_some()
}

/// Whether the word at `span` and those behind tell that somebody "lost their lives".
fn loses_life(words: &Amounts, sentence: &Sentence, span: Span) -> bool {
    let at = sentence.tokens_in(span).start;
    let behind = at + 1..sentence.tokens.len().min(at + NEAR);
    words.losing.has(sentence.tokens[at].lemma)
        && sentence.tokens[behind].iter().any(|token| words.lives.has(token.lemma))
}

/// What stands before brackets that stand before what is counted: "Orm" in "Orm (ORM) shares".
fn before_brackets(sentence: &Sentence, text: &str, figure: &Figure) -> Option<Span> {
    let of = figure.of.as_ref()?;
    let head = Word::lowered(&of.head);
    let head = sentence.tokens_in(of.span).rfind(|&i| sentence.tokens[i].lemma == head)?;
    let word = |i: usize| sentence.tokens[i].span.of(text);
    let close = head.checked_sub(1).filter(|&i| word(i) == ")")?;
    let open = (close.saturating_sub(4)..close).rfind(|&i| word(i) == "(")?;
    open.checked_sub(1).map(|i| sentence.tokens[i].span)
}

/// "51 were taken to the hospital", "six were still in hospital": the word, where it stands in the clause at once behind a
/// figure.
fn brought_to_hospital(language: &Language, sentence: &Sentence, from: usize) -> Option<usize> {
    let words = &language.amounts;
    let behind = from..sentence.tokens.len().min(from + BEHIND);
    let stop = |i: &usize| !matches!(sentence.tokens[*i].tag, Tag::Punct | Tag::Cconj | Tag::Sconj);
    let mut behind = behind.take_while(stop);
    behind.find(|&i| {
        words.bringing_there.has(sentence.tokens[i].lemma) || language.grammar.be.has(sentence.tokens[i].lemma)
    })?;
    behind.find(|&i| words.hospital.has(sentence.tokens[i].lemma))
}

/// Whether what one kind of happening does the other undoes, or excludes.
pub(super) fn contrary(language: &Language, one: u16, other: u16) -> bool {
    let contrary = &language.figures.contrary;
    contrary.contains(&(one, other)) || contrary.contains(&(other, one))
}

/// What a list has for a token, by its dictionary form or as it stands.
fn of_list<T: Copy>(list: &HashMap<Word, T>, token: &Token) -> Option<T> {
    list.get(&token.lemma).or_else(|| list.get(&token.word)).copied()
}

/// "One of the reasons" counts nothing; "one of the girls" does.
fn is_one_of_any(language: &Language, text: &str, sentence: &Sentence, figure: &Figure) -> bool {
    let noun = figure.of.as_ref().and_then(|of| sentence.tokens_in(of.span).next_back());
    language.amounts.of_any.start(&text[figure.span.end()..])
        && noun.is_some_and(|noun| language.figures.uncounted.has(sentence.tokens[noun].lemma))
}

/// The first kinds in the list are harm done to people: killed, injured, missing.
pub(super) const HARM: u16 = 3;
