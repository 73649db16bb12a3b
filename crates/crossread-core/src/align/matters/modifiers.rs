//! What sort of thing something is, where, with what and why it was, where two articles say so of the same word.
//!
//! Two modifiers answer one question when they hang on the same happening or on kin words, and when what they say is the
//! same or kin.

use super::quotes::words::normalize;
use super::strands::Strand;
use super::{Aspect, EntryKind, Heading, JoinReason, JoinSign, Matter, Value, Witness};
use crate::align::DisjointSets;
use crate::align::entities::Entities;
use crate::align::events::Event;
use crate::align::events::kin::Lemma;
use crate::align::headings::Headings;
use crate::annotate::Annotations;
use crate::annotate::events::EventKind;
use crate::annotate::figures::Status;
use crate::annotate::modifiers::{Modifier, ModifierKind};
use crate::annotate::names::names_in;
use crate::language::matters::MatterWords;
use crate::language::{Group, Language};
use crate::story::{Passage, Story};
use crossread_language::{Features, MentionKind, Relation, Span, Tag, Token, Word, lemma};
use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

mod phrases;

/// By what two words are the same or kin.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum ModifierKey {
    Event(usize),
    /// Somebody's statements.
    Sayings(u32),
    Strand(Strand),
    Quality(u16),
    Word(Word),
    Family(u16),
    Synonyms(u16),
    List,
    Pair(u64, u64),
    Triple(u64, u64, u64),
}

/// What two modifiers must have in common besides their words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct ModifierSort {
    kind: ModifierKind,
    /// To or from where, for a route.
    way: Option<Word>,
    negated: bool,
    is_open: bool,
}

impl ModifierSort {
    fn of(item: &ModifierItem) -> ModifierSort {
        ModifierSort { kind: item.kind, way: item.way, negated: item.negated, is_open: item.is_open }
    }
}

/// Uses of a word in an article from which on it is what the article speaks of all the time, and tells little of one
/// sentence.
const TOPIC: u32 = 6;

/// What is told alike in somebody's very words and in an article's own.
const QUOTABLE: [ModifierKind; 3] = [ModifierKind::Place, ModifierKind::Agent, ModifierKind::Cause];

/// Items of a list that are looked at.
const MOST_ITEMS: usize = 8;

/// Items from which on two lists must share three to be one: of long lists that tell two things two items are often one.
const LONG_LIST: usize = 4;

/// How far before the verb they stand at most, in tokens: "could not have been".
const FARTHEST_OPEN: usize = 4;

/// A modifier with what it is compared by.
struct ModifierItem {
    passage: Passage,
    /// The word that says most.
    head: Passage,
    kind: ModifierKind,
    negated: bool,
    /// Whether what it modifies is only possible or wished.
    is_open: bool,
    /// Whether it says with or to whom something was.
    is_of_somebody: bool,
    of: Vec<ModifierKey>,
    says: Vec<ModifierKey>,
    /// The names among them.
    names: Vec<ModifierKey>,
    /// Whether it names anything at all, the topic too.
    is_named: bool,
    /// How many words it has that tell something.
    fullness: usize,
    /// Its telling words with what each tells; what the article speaks of all the time tells least.
    told: BTreeMap<Word, u32>,
    /// To or from where, for a route.
    way: Option<Word>,
    /// Whether it stands in somebody's very words.
    is_quoted: bool,
    /// Whether the words ask the question by themselves: "brokered by the Red Cross", where "the Red Cross brokered" only
    /// answers it.
    asks: bool,
}

/// Modifiers that two articles or more have in common. What an entry among `known` shows is not shown again.
pub(super) fn find(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    (entities, events): (&Entities, &[Event]),
    (headings, known): (&Headings, &[Matter]),
) -> Vec<Matter> {
    let mut event_at: HashMap<Passage, usize> = HashMap::new();
    for (e, event) in events.iter().enumerate() {
        event_at.extend(event.passages().map(|passage| (passage, e)));
    }
    let lone: BTreeSet<usize> = (0..).zip(events).filter(|(_, event)| is_lone(event)).map(|(e, _)| e).collect();
    let read = annotations.par_iter().enumerate().flat_map_iter(|(article, found)| {
        let reader = ModifierReader::new(language, story, article as u32, (found, entities), &lone);
        found.modifiers.iter().filter_map(|modifier| reader.item(modifier, &event_at)).collect::<Vec<ModifierItem>>()
    });
    let table = ModifierTable { language, story, annotations, items: read.collect() };
    let mut shown: BTreeSet<Passage> = known
        .iter()
        .filter(|matter| is_kept(matter.kind))
        .flat_map(|matter| &matter.witnesses)
        .map(|witness| witness.passage)
        .collect();
    let mut matters = Vec::new();
    let mut asked: BTreeSet<&ModifierKey> = BTreeSet::new();
    for group in table.groups() {
        // One place is asked for once: of the happenings in it for the one that most accounts place there.
        let names = table.names(&group);
        let is_place = table.items[group[0]].kind == ModifierKind::Place;
        let fresh = group.iter().filter(|&&i| !is_shown(&shown, table.items[i].passage));
        if table.texts(fresh) < 2 || table.is_copied(&group) || (is_place && !asked.is_disjoint(&names)) {
            continue;
        }
        asked.extend(names);
        shown.extend(group.iter().map(|&i| table.items[i].passage));
        matters.extend(table.matter(headings, &group));
    }
    matters
}

/// An article, read for what its modifiers say.
struct ModifierReader<'a> {
    language: &'a Language,
    article: u32,
    text: &'a str,
    found: &'a Annotations,
    /// The entity of each referent.
    entity_of: &'a [u32],
    /// How often it uses each word.
    uses: HashMap<Word, u32>,
    /// Happenings that one article alone tells.
    lone: &'a BTreeSet<usize>,
}

impl ModifierReader<'_> {
    fn new<'a>(
        language: &'a Language,
        story: &'a Story,
        article: u32,
        (found, entities): (&'a Annotations, &'a Entities),
        lone: &'a BTreeSet<usize>,
    ) -> ModifierReader<'a> {
        let mut uses: HashMap<Word, u32> = HashMap::new();
        for token in found.sentences.iter().flat_map(|sentence| &sentence.tokens) {
            *uses.entry(token.lemma).or_default() += 1;
        }
        let entity_of = &entities.entity_of[article as usize];
        ModifierReader {
            language,
            article,
            text: &story.articles()[article as usize].text,
            found,
            entity_of,
            uses,
            lone,
        }
    }

    fn item(&self, modifier: &Modifier, event_at: &HashMap<Passage, usize>) -> Option<ModifierItem> {
        let token = |span: Span| self.found.tokens_in(span).next();
        let (of, head) = (token(modifier.of)?, token(modifier.head)?);
        let verb = modifier.of;
        let of = self.took_place(of).unwrap_or(of);
        let modifier = &Modifier { of: of.span, ..*modifier };
        if self.is_passed_over(modifier, (of, head), event_at) {
            return None;
        }
        let says = match modifier.kind {
            ModifierKind::Quality => self.quality(modifier, (of, head)),
            ModifierKind::List => self.choices(modifier),
            _ => self.circumstance(modifier, (of, head), event_at),
        };
        let is_list = modifier.kind == ModifierKind::List;
        let (is_open, is_of_somebody) = (self.is_open(of), self.is_of_somebody(modifier, (of, head)));
        let is_idiom = self.is_idiom(modifier, head);
        let told = if is_list || is_idiom { BTreeMap::new() } else { self.told(modifier) };
        let mut of = if is_list { vec![ModifierKey::List] } else { self.modified(modifier, of, event_at) };
        // "[Took] place" may be the word that the happening is known by.
        let happening = event_at.get(&Passage { article: self.article, span: verb }).filter(|_| verb != modifier.of);
        of.extend(happening.map(|&event| ModifierKey::Event(event)));
        // "A Dorn-flagged vessel", "the Dorn-flagged ship".
        let named = self.compound(modifier, head).filter(|_| self.found.tokens_in(modifier.span).any(is_name));
        of.extend(named.map(ModifierKey::Word));
        if of.is_empty() || says.is_empty() && told.len() < phrases::FEWEST {
            return None;
        }
        let tokens = || self.found.tokens_in(modifier.span);
        let way = tokens()
            .next()
            .filter(|_| modifier.kind == ModifierKind::Route)
            .map(|token| way(&self.language.matters, token));
        let asks = modifier.kind != ModifierKind::Agent
            || tokens().next().is_some_and(|token| self.language.grammar.agent.has(token.word));
        let names = tokens().filter(|token| is_name(token)).map(|token| ModifierKey::Word(token.lemma));
        Some(ModifierItem {
            passage: Passage { article: self.article, span: modifier.span },
            head: Passage { article: self.article, span: modifier.head },
            kind: modifier.kind,
            negated: modifier.negated,
            is_open,
            is_of_somebody,
            names: names.filter(|name| says.contains(name)).collect(),
            of,
            says,
            fullness: tokens().filter(|token| self.tells(token)).count(),
            told,
            is_named: tokens().any(is_name),
            way,
            is_quoted: modifier.is_quoted,
            asks,
        })
    }

    /// Whether a modifier says nothing that accounts can be compared by.
    fn is_passed_over(
        &self,
        modifier: &Modifier,
        (of, head): (&Token, &Token),
        event_at: &HashMap<Passage, usize>,
    ) -> bool {
        let is_quality = modifier.kind == ModifierKind::Quality;
        let is_capital = |token: &Token| token.span.of(self.text).starts_with(char::is_uppercase);
        let told = || event_at.contains_key(&Passage { article: self.article, span: modifier.of });
        match () {
            // What sort of thing it is, or what for, somebody says in words of their own.
            () if modifier.is_quoted && !QUOTABLE.contains(&modifier.kind) => true,
            // "Chinese", "Nigerian": a country's name says what a name says.
            () if self.language.names.countries.of_demonym(head.span.of(self.text)).is_some()
                || self.is_pointed(modifier) =>
            {
                true
            }
            // "A Heavy launch", "Justice Department": a word of a name says nothing of what sort it is.
            () if is_quality && (self.kind_of(head).is_some() || is_capital(head) && is_capital(of)) => true,
            // "Large bags", "flooded streets": of many things each account speaks of others; "minor injuries" are of one happening.
            () if is_quality && of.features.has(Features::PLURAL) && matches!(head.tag, Tag::Adj | Tag::Verb) => {
                !told() || self.is_bare(modifier, head)
            }
            // "A dimension in Velmark", "tax in Velmark": in a whole country much is; a happening there may be told of it.
            () if modifier.kind == ModifierKind::Place && self.is_country(modifier) && !told() => true,
            // "An offer for Qualcomm" is part of what happened.
            () if modifier.kind == ModifierKind::Purpose && is_name(head) => true,
            () => {
                self.is_bare(modifier, head) || self.is_at_somebody(modifier, head) || self.is_nowhere(modifier, head)
            }
        }
    }

    /// "[The handover] took place in Dorn", "[the fire] occurred": what a verb tells that only says that something was.
    fn took_place(&self, of: &Token) -> Option<&Token> {
        let words = &self.language.matters;
        let sentence = self.found.sentences_in(of.span).first()?;
        let verb = sentence.tokens_in(of.span).start;
        let places =
            || sentence.child(verb, Relation::Obj).is_some_and(|object| words.place.has(sentence.tokens[object].word));
        let happens = self.language.events.occurring.has(of.lemma) || words.taking.has(of.lemma) && places();
        let subject = || sentence.subject(verb).map(|subject| &sentence.tokens[subject]);
        subject().filter(|subject| happens && of.tag == Tag::Verb && subject.tag == Tag::Noun)
    }

    /// "in the face of provocations", "in favor of a resolution": no place at all, and no means or ground.
    fn is_idiom(&self, modifier: &Modifier, head: &Token) -> bool {
        let mut behind = self.found.tokens_in(modifier.span).skip_while(|token| token.tag == Tag::Adp);
        let first = behind.find(|token| token.tag != Tag::Det).map(|token| token.span);
        modifier.kind != ModifierKind::Quality
            && first == Some(head.span)
            && self.language.matters.idioms.has(head.lemma)
    }

    /// "on ascent", "in captivity": a noun alone behind a preposition is a way or a state, and no place.
    fn is_bare(&self, modifier: &Modifier, head: &Token) -> bool {
        modifier.kind == ModifierKind::Place
            && head.tag == Tag::Noun
            && self.found.tokens_in(modifier.span).count() == 2
    }

    /// Whether all that a modifier names is a country.
    fn is_country(&self, modifier: &Modifier) -> bool {
        let mut named = names_in(&self.found.names, modifier.span).peekable();
        let is_one = |words: &str| self.language.names.countries.is_country(words);
        named.peek().is_some() && named.all(|name| is_one(name.span.of(self.text)))
    }

    /// "in the probe", "on a dossier": a common word that is no place is a part of what happened, but for "in a speech at the Brack
    /// Center".
    fn is_nowhere(&self, modifier: &Modifier, head: &Token) -> bool {
        let case = self.found.tokens_in(modifier.span).next().map(|token| token.word);
        let is_vague =
            case.is_some_and(|case| self.language.grammar.inside.has(case) || self.language.grammar.on.has(case));
        let mut behind = self.found.tokens_in(modifier.span).skip_while(|token| token.span.start <= head.span.start);
        let goes_on =
            behind.any(|token| self.language.modifiers.place.has(token.span.of(self.text))) && behind.any(is_name);
        modifier.kind == ModifierKind::Place
            && is_vague
            && head.tag == Tag::Noun
            && !goes_on
            && !self.language.events.places.has(head.lemma)
            // "Two outs in the eighth".
            && !self.language.quantities.ordinals.contains_key(&head.word)
    }

    /// "split from Piet Sarn", "between Sarn and Lowe": somebody is no place.
    fn is_at_somebody(&self, modifier: &Modifier, head: &Token) -> bool {
        let case = modifier.span.of(self.text).split(' ').next().unwrap_or_default();
        let is_between = modifier.kind == ModifierKind::Place && self.language.matters.between.has(case);
        (modifier.kind == ModifierKind::Route || is_between) && self.kind_of(head) == Some(MentionKind::Person)
    }

    /// "in this administration", "on that day": what is pointed at the words alone do not tell.
    fn is_pointed(&self, modifier: &Modifier) -> bool {
        let mut first = self.found.tokens_in(modifier.span).take(2);
        modifier.kind != ModifierKind::Cause && first.any(|token| self.language.matters.pointers.has(token.word))
    }

    /// The telling words of a modifier with what each tells.
    fn told(&self, modifier: &Modifier) -> BTreeMap<Word, u32> {
        let tokens = self.found.tokens_in(modifier.span).filter(|token| self.tells(token));
        let points = |token: &Token| {
            let stem = self.language.telling.stem(&normalize(self.language, token.span.of(self.text)));
            let points = self.language.telling.points(token.word, stem);
            (stem, if self.is_topic(token) { points.min(phrases::OF_TOPIC) } else { points })
        };
        tokens.map(points).collect()
    }

    /// By what the word is known that a modifier says something of. A word that tells a happening is known by that alone: of two
    /// launches one was from Dorn, the other over it. So is an everyday verb. Of a happening that no other account was found to tell the
    /// same words of the same verb tell it again.
    fn modified(&self, modifier: &Modifier, of: &Token, event_at: &HashMap<Passage, usize>) -> Vec<ModifierKey> {
        let passage = Passage { article: self.article, span: modifier.of };
        let event = event_at.get(&passage);
        let is_known = event.is_some_and(|event| !self.lone.contains(event) || is_said_of_many(modifier, of));
        let is_bare = is_known || of.tag == Tag::Verb && self.language.accounts.everyday.has(of.lemma);
        let mut keys = if is_bare { Vec::new() } else { kin(self.language, self.text, of) };
        // "a sharp bend" and "a sharp curve": what is said is the same, so that synonyms will do.
        if modifier.kind == ModifierKind::Quality && of.tag == Tag::Noun {
            let lemma = lemma(of.span.of(self.text), of);
            keys.extend(Lemma::new(self.language, &lemma).sets().iter().map(|&set| ModifierKey::Synonyms(set)));
        }
        keys.extend(event.map(|&event| ModifierKey::Event(event)));
        let mention = self.found.events.binary_search_by_key(&modifier.of, |mention| mention.span);
        if let Some(mention) = mention.ok().map(|at| &self.found.events[at]) {
            let is_named = self.found.tokens_in(modifier.span).any(is_name);
            if modifier.kind == ModifierKind::Place && is_named && mention.kind != EventKind::Statement {
                keys.push(ModifierKey::Strand(Strand::of(&self.language.matters, mention)));
            }
            // Where somebody said it: "said on Facebook", "wrote on Facebook".
            if modifier.kind == ModifierKind::Place && is_named && mention.kind == EventKind::Statement {
                keys.extend(self.doer(of).map(ModifierKey::Sayings));
            }
        }
        keys
    }

    /// Who is the subject of a verb.
    fn doer(&self, of: &Token) -> Option<u32> {
        let sentence = self.found.sentences_in(of.span).first()?;
        let span = sentence.tokens[sentence.subject(sentence.tokens_in(of.span).start)?].span;
        let at = self.found.names.partition_point(|name| name.span.end <= span.start);
        let name = self.found.names.get(at).filter(|name| name.span.contains(span))?;
        self.entity_of.get(name.referent as usize).copied()
    }

    /// What a modifier says of what sort or in what state something is.
    fn quality(&self, modifier: &Modifier, (of, head): (&Token, &Token)) -> Vec<ModifierKey> {
        // "a large number", "huge amounts" of something else.
        if self.language.matters.amounts.has(of.lemma) {
            return Vec::new();
        }
        let word = normalize(self.language, modifier.head.of(self.text));
        let hyphened = normalize(self.language, modifier.span.of(self.text)).replace(' ', "-");
        let answers =
            [word, hyphened].into_iter().filter_map(|word| self.language.matters.qualities.get(word.as_str()).copied());
        let mut says: Vec<ModifierKey> = answers.map(ModifierKey::Quality).collect();
        says.extend(self.compound(modifier, head).map(ModifierKey::Word));
        if modifier.is_predicate && self.tells(head) && !self.is_topic(head) {
            says.extend(kin(self.language, self.text, head));
        }
        says
    }

    /// "A `Dorn-flagged` ship", "a `battery-powered` car": a participle with what it takes.
    fn compound(&self, modifier: &Modifier, head: &Token) -> Option<Word> {
        let words = modifier.span.of(self.text);
        let is_one = modifier.kind == ModifierKind::Quality
            && !modifier.is_predicate
            && head.features.has(Features::PARTICIPLE)
            && words.contains('-');
        is_one.then(|| Word::lowered(words))
    }

    /// A list by all its choices of a few items: "names, birth dates and addresses". Two lists are one where they share a
    /// choice.
    fn choices(&self, modifier: &Modifier) -> Vec<ModifierKey> {
        let Some(sentence) = self.found.sentences_in(modifier.span).first() else { return Vec::new() };
        let tokens = &sentence.tokens[sentence.tokens_in(modifier.span)];
        let is_inside = |token: &Token| {
            matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Adj | Tag::Adp | Tag::Part)
                && !matches!(token.relation, Relation::Cc)
        };
        let phrases = tokens.split(|token| !is_inside(token));
        let nouns = |phrase: &[Token]| -> Vec<Word> {
            let nouns = phrase.iter().filter(|token| matches!(token.tag, Tag::Noun | Tag::Propn));
            nouns.map(|token| token.lemma).collect()
        };
        let told = phrases.filter(|phrase| phrase.iter().any(|token| self.tells(token))).map(nouns);
        // "birth dates" and "dates of birth" are one.
        let one = |nouns: Vec<Word>| nouns.iter().fold(0_u64, |sum, word| sum.wrapping_add(word.0));
        let items: BTreeSet<u64> = told.filter(|nouns| !nouns.is_empty()).map(one).take(MOST_ITEMS).collect();
        let items: Vec<u64> = items.into_iter().collect();
        let mut choices = Vec::new();
        for (i, a) in items.iter().enumerate() {
            for (j, b) in items.iter().enumerate().skip(i + 1) {
                if items.len() < LONG_LIST {
                    choices.push(ModifierKey::Pair(*a, *b));
                } else {
                    choices.extend(items[j + 1..].iter().map(|c| ModifierKey::Triple(*a, *b, *c)));
                }
            }
        }
        choices
    }

    /// Whether what a modifier says something of is only possible or wished.
    fn is_open(&self, of: &Token) -> bool {
        let Some(sentence) = self.found.sentences_in(of.span).first() else { return false };
        let at = sentence.tokens_in(of.span).start;
        let before = sentence.tokens[at.saturating_sub(FARTHEST_OPEN)..at].iter().rev();
        let mut before = before.take_while(|token| matches!(token.tag, Tag::Aux | Tag::Part | Tag::Adv | Tag::Sconj));
        of.tag == Tag::Verb && before.any(|token| self.language.matters.open.has(token.word))
    }

    /// Whether a modifier says with or to whom something was: "a call with Marsh", "payments to the mayor", "sanctions on Dorn".
    fn is_of_somebody(&self, modifier: &Modifier, (of, head): (&Token, &Token)) -> bool {
        let first = self.found.tokens_in(modifier.span).next().map(|token| token.word);
        let is = |group: &Group| first.is_some_and(|word| group.has(word));
        match modifier.kind {
            ModifierKind::Route => {
                let is_body = is_name(head) && self.kind_of(head) != Some(MentionKind::Place);
                of.tag == Tag::Noun && is(&self.language.grammar.toward) && is_body
            }
            ModifierKind::Place => is_name(head) && is(&self.language.grammar.on),
            ModifierKind::Means => is_name(head),
            _ => false,
        }
    }

    /// What sort of thing a name's word names.
    fn kind_of(&self, token: &Token) -> Option<MentionKind> {
        let at = self.found.names.partition_point(|name| name.span.end <= token.span.start);
        self.found.names.get(at).filter(|name| name.span.contains(token.span)).map(|name| name.kind)
    }

    /// What a modifier says of where, with what and why something was.
    fn circumstance(
        &self,
        modifier: &Modifier,
        (of, head): (&Token, &Token),
        event_at: &HashMap<Passage, usize>,
    ) -> Vec<ModifierKey> {
        let known = &self.language.matters;
        let is_vague = |token: &Token| known.vague.has(token.lemma) || known.idioms.has(token.lemma);
        let tells = |token: &Token| self.tells(token) && !is_vague(token);
        let mut says = Vec::new();
        // "to the farm" is part of what happened, "to Dorn" a place to ask for; "through a fence" tells how somebody came in.
        let is_through = modifier.kind == ModifierKind::Route
            && self.found.tokens_in(modifier.span).next().is_some_and(|token| known.paths.has(token.word));
        if (is_through || modifier.kind != ModifierKind::Route) && !is_name(head) && tells(head) && !self.is_topic(head)
        {
            says.extend(kin(self.language, self.text, head));
        }
        let is_place = modifier.kind == ModifierKind::Place;
        // "a flight to Dorn".
        let is_goal = modifier.kind == ModifierKind::Route
            && of.tag == Tag::Noun
            && self.kind_of(head) == Some(MentionKind::Place);
        // A place that the article speaks of all the time tells where something happened, not of which people it speaks.
        let happens = event_at.contains_key(&Passage { article: self.article, span: modifier.of });
        let named = self.names(modifier).into_iter().filter(|token| tells(token));
        let named =
            named.filter(|token| (is_place && (happens || of.tag == Tag::Verb)) || is_goal || !self.is_topic(token));
        says.extend(named.map(|token| ModifierKey::Word(token.lemma)));
        says
    }

    /// The names that a modifier consists of, not those that only hang on its words: "in Dorn near Velmark", not "in a deal
    /// with Dorn".
    fn names(&self, modifier: &Modifier) -> Vec<&Token> {
        let tokens: Vec<&Token> = self.found.tokens_in(modifier.span).collect();
        let leads = |token: &&&Token| token.tag == Tag::Adp && !self.language.matters.inside.has(token.word);
        let own = tokens.iter().skip(2).position(|token| leads(&token)).map_or(tokens.len(), |at| at + 2);
        let marks = &self.language.grammar.possessive_marks;
        let is_owner = |i: usize| tokens.get(i + 1).is_some_and(|next| marks.has(next.span.of(self.text)));
        (0..own).filter(|&i| is_name(tokens[i]) && !is_owner(i)).map(|i| tokens[i]).collect()
    }

    /// Whether the article speaks of it all the time.
    fn is_topic(&self, token: &Token) -> bool {
        self.uses.get(&token.lemma).is_some_and(|&uses| uses >= TOPIC)
    }

    fn tells(&self, token: &Token) -> bool {
        let word = normalize(self.language, token.span.of(self.text));
        matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Adj | Tag::Verb)
            && !self.language.accounts.everyday.has(token.lemma)
            && self.language.telling.points(token.word, self.language.telling.stem(&word)) > 0
    }
}

/// To or from where, by its first word: "into" is "to", and so is "Dorn-bound".
fn way(words: &MatterWords, first: &Token) -> Word {
    if first.tag != Tag::Adp && first.tag != Tag::Part {
        return words.way_to;
    }
    words.ways.get(first.word).unwrap_or(first.word)
}

fn is_name(token: &Token) -> bool {
    token.tag == Tag::Propn
}

/// A word and its kin.
fn kin(language: &Language, text: &str, token: &Token) -> Vec<ModifierKey> {
    let word = lemma(token.span.of(text), token);
    let known = Lemma::new(language, &word);
    let mut keys = vec![ModifierKey::Word(token.lemma)];
    keys.extend(known.families().iter().map(|&family| ModifierKey::Family(family)));
    keys
}

/// Whether one article alone tells a happening.
fn is_lone(event: &Event) -> bool {
    event.mentions.iter().all(|mention| mention.passage.article == event.mentions[0].passage.article)
}

/// Whether what a modifier says is said of many happenings: of what sort they were, where several things of a name went.
fn is_said_of_many(modifier: &Modifier, of: &Token) -> bool {
    match modifier.kind {
        ModifierKind::Quality => true,
        ModifierKind::Route => of.features.has(Features::PLURAL),
        _ => false,
    }
}

/// Kinds of entries that show a passage as what a modifier would show it as.
fn is_kept(kind: EntryKind) -> bool {
    matches!(kind, EntryKind::Attribute | EntryKind::Figure | EntryKind::Date | EntryKind::Claim)
}

/// Whether an entry shows words of a passage already.
fn is_shown(shown: &BTreeSet<Passage>, passage: Passage) -> bool {
    let end = Passage { span: Span { start: passage.span.end, end: passage.span.end }, ..passage };
    let before = shown.range(..end).rev().take(LOOKED_BACK);
    before.into_iter().any(|other| other.article == passage.article && other.span.overlaps(passage.span))
}

/// How many passages before one may overlap it: shown passages are short, and few nest.
const LOOKED_BACK: usize = 8;

/// Most words of a value that are left out of a heading whole.
const LONGEST_GAP: usize = 8;

/// Telling words from which on a modifier says something by itself.
const FULL: usize = 3;

/// What matters are made of.
struct ModifierTable<'a> {
    language: &'a Language,
    story: &'a Story,
    annotations: &'a [Annotations],
    items: Vec<ModifierItem>,
}

impl ModifierTable<'_> {
    /// Modifiers that answer one question, one of each article, where two texts have one: what most texts say first, then
    /// what says more.
    fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups = DisjointSets::new(self.items.len());
        let mut first: BTreeMap<(ModifierSort, &ModifierKey, &ModifierKey), usize> = BTreeMap::new();
        for (i, item) in self.items.iter().enumerate() {
            for of in &item.of {
                for says in &item.says {
                    groups.join(*first.entry((ModifierSort::of(item), of, says)).or_insert(i), i);
                }
            }
        }
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for i in 0..self.items.len() {
            members.entry(groups.root(i)).or_default().push(i);
        }
        let groups = members.into_values().map(|group| self.of_one_place(self.fullest(&group)));
        // What stands in quotation marks nearly everywhere is shown as a quote.
        let is_told = |group: &[usize]| {
            let quoted = self.texts(group.iter().filter(|&&i| self.items[i].is_quoted));
            let all = self.texts(group.iter());
            // Who did it nobody says for himself.
            if self.items[group[0]].kind == ModifierKind::Agent { quoted < all } else { quoted * 2 <= all }
        };
        let asks = |&i: &usize| self.items[i].asks;
        let stands = |group: &Vec<usize>| self.texts(group.iter()) >= 2 && is_told(group) && group.iter().any(asks);
        let groups: Vec<Vec<usize>> = groups.filter(stands).collect();
        let mut groups = phrases::widened(&self.items, groups);
        // Of equals the first by its text: articles may stand in any order.
        let place = |i: usize| (self.sha(i), self.items[i].passage.span);
        groups.sort_by_key(|group| {
            let full = group.iter().map(|&i| self.items[i].fullness).sum::<usize>() / group.len();
            let places: BTreeSet<([u8; 32], Span)> = group.iter().map(|&i| place(i)).collect();
            (std::cmp::Reverse((self.texts(group.iter()), full)), places)
        });
        groups
    }

    fn sha(&self, i: usize) -> [u8; 32] {
        self.story.articles()[self.items[i].passage.article as usize].sha256
    }

    /// The names that two or more texts of a group say.
    fn names(&self, group: &[usize]) -> BTreeSet<&ModifierKey> {
        let mut texts: BTreeMap<&ModifierKey, BTreeSet<[u8; 32]>> = BTreeMap::new();
        for &i in group {
            self.items[i].names.iter().for_each(|name| {
                texts.entry(name).or_default().insert(self.sha(i));
            });
        }
        texts.into_iter().filter(|(_, texts)| texts.len() >= 2).map(|(name, _)| name).collect()
    }

    /// How many distinct texts say it.
    fn texts<'i>(&self, group: impl Iterator<Item = &'i usize>) -> usize {
        group.map(|&i| self.sha(i)).collect::<BTreeSet<[u8; 32]>>().len()
    }

    /// Of each article the passage that says it most fully.
    fn fullest(&self, group: &[usize]) -> Vec<usize> {
        let mut told: BTreeMap<u32, usize> = BTreeMap::new();
        for &i in group {
            let best = told.entry(self.items[i].passage.article).or_insert(i);
            let order = |i: usize| (!self.items[i].is_quoted, self.items[i].fullness);
            if order(i) > order(*best) {
                *best = i;
            }
        }
        told.into_values().collect()
    }

    /// Those of a group that the place which most of them name lies in, or that lie in it: "in Dorn, Velmark" and "in Brack,
    /// Velmark" share a country and are two places.
    fn of_one_place(&self, group: Vec<usize>) -> Vec<usize> {
        if self.items[group[0]].kind != ModifierKind::Place {
            return group;
        }
        let names: BTreeMap<usize, BTreeSet<&ModifierKey>> =
            group.iter().map(|&i| (i, self.items[i].names.iter().collect())).collect();
        // "In Brack, near the border", "at Bati in Brack": the place that one names first lies among those of the other.
        let lies_in = |a: usize, b: usize| {
            let first = self.items[a].names.first();
            names[&a].is_subset(&names[&b]) || first.is_some_and(|first| names[&b].contains(first))
        };
        let are_nested = |a: usize, b: usize| lies_in(a, b) || lies_in(b, a);
        // What is printed again backs nothing more.
        let backers = |i: usize| self.texts(group.iter().filter(|&&j| are_nested(i, j)));
        let place = |&&i: &&usize| (backers(i), std::cmp::Reverse((self.sha(i), self.items[i].passage.span)));
        let Some(&place) = group.iter().max_by_key(place) else { return group };
        group.into_iter().filter(|&i| are_nested(place, i)).collect()
    }

    /// Whether all say it in few words of the same sentence, copied.
    fn is_copied(&self, group: &[usize]) -> bool {
        let sentence = |&i: &usize| {
            let passage = self.items[i].passage;
            let sentences = self.annotations[passage.article as usize].sentences_in(passage.span);
            sentences.first().map(|sentence| self.story.words(Passage { span: sentence.span, ..passage }))
        };
        let first = sentence(&group[0]);
        self.items[group[0]].fullness < FULL && group.iter().all(|i| sentence(i) == first)
    }

    /// The clause that tells what is compared. Around a long list only its head fits into a heading.
    fn heading(&self, headings: &Headings, group: &[usize]) -> Option<Heading> {
        let is_long = |&i: &usize| self.story.words(self.items[i].passage).split(' ').count() > LONGEST_GAP;
        let value = |&i: &usize| if is_long(&i) { self.items[i].head } else { self.items[i].passage };
        let values: Vec<Passage> = group.iter().map(value).collect();
        let heading = headings.find(&values)?;
        let whole = group
            .iter()
            .map(|&i| self.items[i].passage)
            .filter(|passage| passage.article == heading.passage.article && passage.span.contains(heading.gap));
        let gap = whole.filter_map(|passage| passage.span.intersect(heading.passage.span)).next();
        Some(Heading { gap: gap.unwrap_or(heading.gap), ..heading })
    }

    /// The happening that all of them are said of.
    fn shared_event(&self, group: &[usize]) -> Option<u32> {
        let event = |key: &ModifierKey| if let ModifierKey::Event(event) = key { Some(*event as u32) } else { None };
        let mut events = group.iter().map(|&i| self.items[i].of.iter().find_map(event));
        let first = events.next()??;
        events.all(|other| other == Some(first)).then_some(first)
    }

    fn matter(&self, headings: &Headings, group: &[usize]) -> Option<Matter> {
        let mut passages: Vec<Passage> = group.iter().map(|&i| self.items[i].passage).collect();
        passages.sort();
        let aspect = match self.items[group[0]].kind {
            _ if group.iter().all(|&i| self.items[i].is_of_somebody) => Aspect::Patient,
            ModifierKind::Quality => Aspect::Is,
            ModifierKind::Agent => Aspect::Agent,
            ModifierKind::Place | ModifierKind::Route => Aspect::Place,
            ModifierKind::Means => Aspect::Instrument,
            ModifierKind::Cause => Aspect::Cause,
            ModifierKind::Purpose => Aspect::Purpose,
            ModifierKind::Topic | ModifierKind::List => Aspect::Patient,
        };
        let heading = self.heading(headings, group)?;
        let witness = |&passage: &Passage| Witness {
            passage,
            value: Value::Description(normalize(self.language, self.story.words(passage))),
            as_of: None,
            said: self.story.articles()[passage.article as usize].said_on(),
            status: Status::Asserted,
            speaker: None,
        };
        let witnesses = passages.iter().map(witness).collect();
        Some(Matter {
            kind: EntryKind::Attribute,
            aspect: Some(aspect),
            subject: heading.passage,
            facets: Vec::new(),
            heading: Some(heading),
            witnesses,
            scopes: Vec::new(),
            why: vec![JoinReason::rule(JoinSign::Modifier, passages)],
            event: self.shared_event(group),
        })
    }
}
