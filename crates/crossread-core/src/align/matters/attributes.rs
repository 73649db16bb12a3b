//! What somebody or something is, by two articles or more: a post, what sort of body or place, where at home.
//!
//! The question is who is described, so the descriptions of one entity are one entry, however they are worded. Words that
//! name one post ("CEO", "chief executive") are one reading. Two posts are no dispute: most people have several.

use super::{Course, Matter, Scope, Witness, normalize};
use crate::align::entities::{Entities, Entity};
use crate::align::headings;
use crate::align::matters::{Aspect, EntryKind, Heading, JoinReason, JoinSign, Value};
use crate::annotate::Annotations;
use crate::annotate::attributes::{Attribute, AttributeKind};
use crate::annotate::figures::Status;
use crate::annotate::names::NameForm;
use crate::annotate::quotes::QuoteKind;
use crate::language::Language;
use crate::language::matters::MatterWords;
use crate::story::{Passage, Story};
use crossread_language::{Features, MentionKind, Relation, Span, Tag};
use std::collections::{BTreeMap, BTreeSet};

/// How many quotes back one may hold a description: quotes nest two or three deep.
const QUOTES_BACK: usize = 6;

/// One description.
struct AttributeItem {
    attribute: Attribute,
    passage: Passage,
    /// The words with the name beside them.
    clause: Passage,
    /// Its words, by which readings are told apart: lower-cased, names of one post as one.
    words: Vec<String>,
    /// Those of them that only qualify, in small letters: "the embattled minister".
    qualities: Vec<String>,
    /// The word that says most, among `words`.
    head: String,
    /// Whether it is told of several: "Justices Marsh and Moss".
    is_of_many: bool,
    /// Whether it may only be how somebody is called: "President Marsh" stays one when he is president no more.
    is_address: bool,
}

/// The descriptions of the entities that two or more articles describe.
pub(super) fn find(
    language: &Language,
    story: &Story,
    annotations: &[Annotations],
    entities: &Entities,
) -> Vec<Matter> {
    let known = &language.matters;
    let mut of_entity: BTreeMap<(u32, AttributeKind), Vec<AttributeItem>> = BTreeMap::new();
    // Descriptions that stand for a name: "the chip maker".
    let mut standing: BTreeMap<u32, Vec<Passage>> = BTreeMap::new();
    for (article, found) in annotations.iter().enumerate() {
        for name in found.names.iter().filter(|name| name.form == NameForm::Described) {
            let entity = entities.entity_of[article][name.referent as usize];
            standing.entry(entity).or_default().push(Passage { article: article as u32, span: name.span });
        }
        // Whom somebody means by "he" in their own words, the text around them does not tell; and what they say that somebody is ("the worst
        // negotiator since") is praise or blame.
        let text = &story.articles()[article].text;
        let is_said = |attribute: &&Attribute| {
            let first = attribute.clause.of(text).split(' ').next().unwrap_or_default().to_lowercase();
            let is_behind = attribute.span.start > attribute.clause.start;
            if !known.he_or_she.has(&first) && !is_behind {
                return false;
            }
            let at = found.quotes.partition_point(|quote| quote.span.start <= attribute.clause.start);
            let before = found.quotes[..at].iter().rev().take(QUOTES_BACK);
            before.into_iter().any(|quote| quote.kind == QuoteKind::Direct && quote.span.contains(attribute.clause))
        };
        for attribute in found.attributes.iter().filter(|attribute| !is_said(attribute)) {
            let entity = entities.entity_of[article][attribute.referent as usize];
            of_entity.entry((entity, attribute.kind)).or_default().push(AttributeItem::new(
                language,
                (story, found),
                article,
                attribute,
            ));
        }
    }
    for ((entity, kind), items) in &mut of_entity {
        if *kind == AttributeKind::Post {
            let said = standing.get(entity).map_or(&[][..], Vec::as_slice);
            let is_person = entities.entities[*entity as usize].kind == MentionKind::Person;
            let again = said_again(language, (story, annotations), items, (said, is_person));
            items.extend(again);
        }
    }
    let described = of_entity.into_iter().filter(|(_, items)| {
        let articles: BTreeSet<u32> = items.iter().map(|item| item.passage.article).collect();
        // "President Marsh" everywhere is a form of address, and nothing is told of anybody.
        articles.len() >= 2 && !items.iter().all(|item| item.is_address)
    });
    described
        .map(|((entity, _), mut items)| {
            matter(language, (story, annotations), &entities.entities[entity as usize], &mut items)
        })
        .collect()
}

/// Of articles that describe nobody beside a name the descriptions that stand for it, where another article has the same
/// noun beside it: "the chip maker" for "chip maker Hallan".
fn said_again(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    items: &[AttributeItem],
    (standing, is_person): (&[Passage], bool),
) -> Vec<AttributeItem> {
    let mut told: BTreeSet<u32> = items.iter().map(|item| item.passage.article).collect();
    let mut again = Vec::new();
    for &passage in standing {
        let found = &annotations[passage.article as usize];
        let nouns: Vec<Span> = found
            .tokens_in(passage.span)
            .filter(|token| matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Adj))
            .map(|token| token.span)
            .collect();
        let (Some(first), Some(&head)) = (nouns.first(), nouns.last()) else { continue };
        // "The company" says nothing but what the name says, "the model" does.
        if told.contains(&passage.article) || (nouns.len() < 2 && !is_person) {
            continue;
        }
        let Some(beside) = items.first() else { break };
        let attribute = Attribute {
            kind: AttributeKind::Post,
            span: first.cover(head),
            head,
            clause: passage.span,
            before: false,
            ..beside.attribute
        };
        let item = AttributeItem::new(language, (story, found), passage.article as usize, &attribute);
        if items.iter().any(|other| other.head == item.head) {
            told.insert(passage.article);
            again.push(item);
        }
    }
    again
}

impl AttributeItem {
    fn new(
        language: &Language,
        (story, found): (&Story, &Annotations),
        article: usize,
        attribute: &Attribute,
    ) -> AttributeItem {
        let known = &language.matters;
        let passage = |span| Passage { article: article as u32, span };
        let mut words = one_name(known, &normalize(language, story.words(passage(attribute.span))));
        // "Justices Marsh and Moss": each is one.
        let many = found.tokens_in(attribute.head).next().filter(|token| token.features.has(Features::PLURAL));
        let plural = normalize(language, story.words(passage(attribute.head)));
        if let Some(token) = many {
            let one = crossread_language::lemma(story.words(passage(token.span)), token).to_lowercase();
            words.iter_mut().filter(|word| **word == plural).for_each(|word| word.clone_from(&one));
        }
        // That it was so before is no other post.
        words.retain(|word| !known.past.contains(word.as_str()));
        let head = one_name(known, &normalize(language, story.words(passage(attribute.head))));
        let head = head.last().cloned().unwrap_or_default();
        // "chief executive" is "ceo" by now, and so is its head.
        let head = if words.contains(&head) { head } else { words.last().cloned().unwrap_or_default() };
        let small = |span: Span| story.words(passage(span)).starts_with(char::is_lowercase);
        let qualities = found.tokens_in(attribute.span).filter(|token| token.tag == Tag::Adj && small(token.span));
        let qualities = qualities.map(|token| normalize(language, story.words(passage(token.span)))).collect();
        AttributeItem {
            attribute: *attribute,
            qualities,
            passage: passage(attribute.span),
            clause: passage(attribute.clause),
            is_of_many: many.is_some(),
            is_address: matches!(&words[..], [word] if known.addresses.contains(word.as_str())),
            words,
            head,
        }
    }

    /// Whether two say the same: the same head, or all the words of one stand in the other.
    fn says_the_same(&self, other: &AttributeItem) -> bool {
        let within = |a: &AttributeItem, b: &AttributeItem| a.words.iter().all(|word| b.words.contains(word));
        self.attribute.before == other.attribute.before
            && (self.head == other.head || within(self, other) || within(other, self))
    }

    /// Whether it says that somebody is it now: "Hallan chairman Piet Sarn".
    fn tells_of_now(&self) -> bool {
        !self.attribute.before && !self.is_address
    }
}

/// Whether somebody left a post between the accounts: some have them in it, by more than a form of address, and every account
/// that calls them former is of a later day than all those.
fn is_change(story: &Story, items: &[AttributeItem]) -> bool {
    let said = |item: &AttributeItem| story.articles()[item.passage.article as usize].said_on();
    let left = |past: &AttributeItem| {
        let mut posts = items.iter().filter(|now| now.tells_of_now() && now.head == past.head).peekable();
        posts.peek().is_some() && posts.all(|now| said(now).zip(said(past)).is_some_and(|(now, past)| now < past))
    };
    let mut past = items.iter().filter(|item| item.attribute.before).peekable();
    past.peek().is_some() && past.all(left)
}

/// How well a description stands for all: by how many others use its words, less those that nobody else uses. One beside a
/// pronoun says of nobody known.
fn commonness(
    known: &MatterWords,
    story: &Story,
    item: &AttributeItem,
    items: &[AttributeItem],
) -> (bool, bool, bool, i32, bool) {
    let uses = |word: &String| items.iter().filter(|other| other.words.contains(word)).count() as i32 - 1;
    let told = item.words.iter().map(uses).map(|others| if others == 0 { -1 } else { others });
    let first = story.words(item.clause).split_whitespace().next().unwrap_or_default().to_lowercase();
    let is_of_one = !item.is_of_many;
    (!known.he_or_she.has(&first), is_of_one, !item.is_address, told.sum(), !item.attribute.before)
}

/// The words of a description, with what names one post in several ways named in one.
fn one_name(known: &MatterWords, words: &str) -> Vec<String> {
    let padded = format!(" {words} ");
    let named = known.same_posts.iter().fold(padded, |text, (name, one)| text.replace(name.as_str(), one));
    named.split_whitespace().map(str::to_owned).collect()
}

/// What is told of one entity: a reading for each description that says something else.
fn matter(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    entity: &Entity,
    items: &mut [AttributeItem],
) -> Matter {
    if !is_change(story, items) {
        items.iter_mut().for_each(|item| item.attribute.before = false);
    }
    let items: &[AttributeItem] = items;
    let mut told: Vec<(Witness, bool)> = Vec::new();
    for reading in readings(items) {
        tell(language, story, &reading, &mut told);
    }
    told.sort_by_key(|(witness, _)| witness.passage);
    let scopes = told.iter().map(|(_, before)| scope(*before)).collect();
    // The description that stands best for all, of equals the first.
    let heading =
        items.iter().rev().max_by_key(|item| commonness(&language.matters, story, item, items)).unwrap_or(&items[0]);
    Matter {
        kind: EntryKind::Attribute,
        aspect: Some(Aspect::Is),
        subject: heading.clause,
        facets: Vec::new(),
        heading: Some(Heading { passage: with_which(story, annotations, heading), gap: heading.attribute.span }),
        witnesses: told.into_iter().map(|(witness, _)| witness).collect(),
        scopes,
        why: vec![JoinReason::rule(JoinSign::Name, names_beside(entity, items))],
        event: None,
    }
}

/// The words of a description with what tells which one it is behind them: "Hallan, a security firm [hired by the bank to look into it]".
fn with_which(story: &Story, annotations: &[Annotations], item: &AttributeItem) -> Passage {
    let (clause, found) = (item.clause.span, &annotations[item.passage.article as usize]);
    let whole = || {
        let sentence = found.sentences_in(clause).first().filter(|sentence| sentence.span.contains(clause))?;
        let head = sentence.tokens_in(item.attribute.head).next_back()?;
        let hangs = |&child: &usize| {
            sentence.tokens[child].relation == Relation::Acl && sentence.tokens[child].tag == Tag::Verb
        };
        let verb =
            sentence.children(head).filter(hangs).find(|&verb| sentence.tokens[verb].span.start >= clause.end)?;
        let is_under = |at: usize| at == verb || sentence.is_under(at, verb);
        let first = sentence.tokens_in(clause).end;
        let goes_on = |&at: &usize| is_under(at) && sentence.tokens[at].tag != Tag::Punct;
        let last = (first..sentence.tokens.len()).take_while(goes_on).last().filter(|&last| last >= verb)?;
        Some(clause.cover(sentence.tokens[last].span))
    };
    let words = |span: Span| story.words(Passage { span, ..item.clause }).split_whitespace().count();
    let span = whole().filter(|&span| words(span) <= headings::LONGEST).unwrap_or(clause);
    Passage { span, ..item.clause }
}

/// Descriptions that say the same, the fullest first, which gives the reading its words.
fn readings(items: &[AttributeItem]) -> Vec<Vec<&AttributeItem>> {
    let mut order: Vec<&AttributeItem> = items.iter().collect();
    order.sort_by_key(|item| (std::cmp::Reverse(item.words.len()), item.passage));
    let mut readings: Vec<Vec<&AttributeItem>> = Vec::new();
    for item in order {
        match readings.iter_mut().find(|reading| reading[0].says_the_same(item)) {
            Some(reading) => reading.push(item),
            None => readings.push(vec![item]),
        }
    }
    readings
}

/// Adds who tells a reading, each with whether it was so before. An article that calls somebody minister ten times says it once:
/// where it says it most fully.
fn tell(language: &Language, story: &Story, reading: &[&AttributeItem], told: &mut Vec<(Witness, bool)>) {
    let mut tellers: BTreeSet<u32> = BTreeSet::new();
    let own: Vec<&AttributeItem> =
        reading.iter().copied().filter(|item| tellers.insert(item.passage.article)).collect();
    // What one account alone calls "embattled" the others don't; of equals the fullest, which stands first.
    let alone = |item: &&&AttributeItem| {
        let is_shared = |word: &String| reading.iter().filter(|other| other.words.contains(word)).count() > 1;
        item.qualities.iter().filter(|word| !is_shared(word)).count()
    };
    let stands = own.iter().min_by_key(|item| (item.is_of_many, alone(item))).unwrap_or(&reading[0]).passage;
    let value = Value::Description(normalize(language, story.words(stands)));
    told.extend(own.into_iter().map(|item| {
        let witness = Witness {
            passage: item.passage,
            value: value.clone(),
            as_of: None,
            said: story.articles()[item.passage.article as usize].said_on(),
            status: Status::Asserted,
            speaker: None,
        };
        (witness, item.attribute.before)
    }));
}

/// The scope of a description: of no part, of no day, only of now or of before.
fn scope(before: bool) -> Scope {
    Scope { before, part: false, people: None, now: false, course: Course::Open, updates: false, hour: None }
}

/// The names of an entity that stand beside the descriptions, in order: what joins them.
fn names_beside(entity: &Entity, items: &[AttributeItem]) -> Vec<Passage> {
    let names: Vec<Passage> = entity.variants.iter().flat_map(|variant| variant.passages.iter().copied()).collect();
    let named = |item: &AttributeItem| {
        names.iter().find(|name| item.clause.article == name.article && item.clause.span.contains(name.span)).copied()
    };
    let mut passages: Vec<Passage> = items.iter().filter_map(named).collect();
    passages.sort();
    passages.dedup();
    passages
}
