//! Which figures speak of the same thing.
//!
//! Two figures are compared only where they count the same sort of thing in the same unit and the same sort of thing
//! happens to it ("people killed", "troops sent"). What they share then adds up ([`score`]); what contradicts (whose,
//! where, planned against done) forbids. Nothing is averaged and a figure that fits two matters equally well joins
//! neither: passing a figure that belongs to another subject is the worse mistake.

use super::{Matter, Witness, said, spoken_by};
use crate::align::Alignment;
use crate::align::entities::spelling;
use crate::annotate::Annotations;
use crate::annotate::figures::{Figure, Status};
use crate::annotate::names::countries;
use crate::ledger::{EntryKind, Unread, Value, Why};
use crate::quantity::{Bound, Unit};
use crate::story::{Passage, Story};
use crossread_language::{Relation, Sentence, Span, Tag, Word};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

/// What two figures must share to be taken for the same thing: see [`score`]. Four is two strong
/// signs (whose and where, what happened and a telling value): chosen by reading the ledgers of the seeds and of two
/// whole stories, not yet measured on annotated matters.
const ENOUGH: u32 = 4;

/// How far from a figure, in tokens, a word like "killed" still tells what happened to what it counts, where the
/// parse does not.
const NEAR: usize = 5;

/// How many members of a matter a newcomer is compared with: the first few say what the matter is about, and a cap
/// keeps a matter with thousands of reprints from costing the square of them.
const COMPARED: usize = 12;

/// Fills `found.matters` with the figures that two or more articles give, and says how many were joined to nothing.
pub(super) fn find(story: &Story, annotations: &[Annotations], found: &mut Alignment) {
    let names = Names::new(found);
    let mut items = Vec::new();
    // The same text printed again says nothing new about what belongs together: it goes where the first print went, so
    // that however many print it nothing else is joined or parted.
    let mut first_prints: HashMap<([u8; 32], Span), usize> = HashMap::new();
    let mut prints: Vec<usize> = Vec::new();
    for (article, one) in annotations.iter().enumerate() {
        let text = &story.articles()[article].text;
        for figure in &one.figures {
            if let Some(item) = Item::new(story, article, text, one, figure, found, &names) {
                let print = (story.articles()[article].sha256, figure.span);
                prints.push(*first_prints.entry(print).or_insert(items.len()));
                items.push(item);
            }
        }
    }
    let originals: Vec<usize> = (0..items.len()).filter(|&i| prints[i] == i).collect();
    let mut clusters = cluster(&items, &originals);
    let cluster_of: HashMap<usize, usize> =
        clusters.iter().enumerate().flat_map(|(c, members)| members.iter().map(move |&member| (member, c))).collect();
    for i in (0..items.len()).filter(|&i| prints[i] != i) {
        clusters[cluster_of[&prints[i]]].push(i);
    }
    clusters.iter_mut().for_each(|members| members.sort_unstable());
    let mut alone: Vec<Passage> = Vec::new();
    for members in clusters {
        let articles: BTreeSet<u32> = members.iter().map(|&i| items[i].witness.passage.article).collect();
        if articles.len() < 2 {
            alone.extend(members.iter().map(|&i| items[i].witness.passage));
            continue;
        }
        found.matters.push(matter(story, &items, &members));
    }
    alone.sort();
    if !alone.is_empty() {
        found.unread.push(Unread {
            code: "figure-alone",
            message: "figures that no other article gives, as far as their words tell".to_owned(),
            passages: alone,
        });
    }
}

/// A figure with what is compared.
struct Item {
    witness: Witness,
    subject: Passage,
    facets: Vec<Passage>,
    kind: Kind,
    whose: Option<Who>,
    place: Option<Who>,
    /// Entities named beside it: in the sentence, and for harm done to people in the whole paragraph, since a report
    /// of one disaster tells its tolls in sentences that name little.
    entities: BTreeSet<u32>,
    /// Parts of names beside it, whether or not they were found to name anything.
    names: BTreeSet<Word>,
    /// Content words of what is counted, the head left out.
    modifiers: BTreeSet<Word>,
}

/// Only figures of one kind are ever compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Kind {
    concept: Word,
    happening: Option<u16>,
    unit: Unit,
    /// "another 3,800" adds to a total and is none.
    added: bool,
    /// What is planned or only supposed is another matter than what is.
    unreal: bool,
}

/// Whose or where: an entity, or a word that resolves to none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Who {
    Entity(u32),
    Word(Word),
}

/// Names of places and bodies by folded spelling.
struct Names(HashMap<String, u32>);

impl Names {
    fn new(found: &Alignment) -> Names {
        let mut by_spelling = HashMap::new();
        for (e, entity) in found.entities.iter().enumerate() {
            for variant in &entity.variants {
                by_spelling.entry(spelling(&variant.text)).or_insert(e as u32);
            }
        }
        Names(by_spelling)
    }

    fn who(&self, words: &str) -> Who {
        let name = countries::of_demonym(words).unwrap_or(words);
        match self.0.get(&spelling(name)) {
            Some(&entity) => Who::Entity(entity),
            None => Who::Word(Word::lowered(countries::full_name(name).unwrap_or(name))),
        }
    }
}

impl Item {
    fn new(
        story: &Story,
        article: usize,
        text: &str,
        found: &Annotations,
        figure: &Figure,
        alignment: &Alignment,
        names: &Names,
    ) -> Option<Item> {
        let s = found.sentences.partition_point(|sentence| sentence.span.end <= figure.span.start);
        let sentence = found.sentences.get(s)?;
        let passage = |span| Passage { article: article as u32, span };
        let reference = |reference: crate::annotate::figures::Reference| match reference.referent {
            Some(referent) => Who::Entity(alignment.entity_of[article][referent as usize]),
            None => names.who(reference.span.of(text)),
        };
        let head = figure.of.as_ref().map(|of| Word::lowered(&of.head));
        let happening = happening(sentence, figure);
        let mut concept = head.map(|head| CONCEPTS.get(&head).copied().unwrap_or(head));
        let mut kind_of_happening = happening.map(|(_, kind)| kind);
        // "34 deaths", "34 dead", "a toll of 34": people, killed.
        if let Some(kind) = head.and_then(|head| HAPPENINGS.get(&head).copied()).filter(|&kind| kind < HARM) {
            (concept, kind_of_happening) = (Some(PEOPLE), Some(kind));
        } else if concept.is_none() && kind_of_happening.is_some_and(|kind| kind < HARM) {
            concept = Some(PEOPLE);
        }
        let concept = concept.or_else(|| {
            // Money needs no noun; a bare number says too little to be joined.
            matches!(figure.quantity.unit, Unit::Currency(_)).then_some(MONEY)
        })?;
        // "dozens" of this and "several" of that differ in nothing one could compare.
        if figure.quantity.bound == Bound::Vague && figure.quantity.low.is_none() && figure.quantity.high.is_none() {
            return None;
        }
        let of_span = figure.of.as_ref().map(|of| of.span);
        let (mut modifiers, mut nation) = (BTreeSet::new(), None);
        if let Some(of) = &figure.of {
            for i in sentence.tokens_in(of.span) {
                let token = &sentence.tokens[i];
                let words = token.span.of(text);
                if let Some(country) = countries::of_demonym(words).or_else(|| countries::full_name(words)) {
                    nation = nation.or(Some((names.who(country), token.span)));
                } else if matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Adj | Tag::Verb)
                    && Some(token.lemma) != head
                {
                    modifiers.insert(token.lemma);
                }
            }
        }
        let whose = figure.whose.map(|whose| (reference(whose), whose.span)).or(nation);
        let place = figure.place.map(|place| (reference(place), place.span));
        let harm = kind_of_happening.is_some_and(|kind| kind < HARM);
        let around = if harm { story.articles()[article].blocks[sentence.part as usize].span } else { sentence.span };
        let entities = found
            .names
            .iter()
            .skip(found.names.partition_point(|name| name.span.end <= around.start))
            .take_while(|name| name.span.start < around.end)
            .map(|name| alignment.entity_of[article][name.referent as usize])
            .collect();
        let beside = found.sentences[found.sentences.partition_point(|other| other.span.end <= around.start)..]
            .iter()
            .take_while(|other| other.span.start < around.end);
        let names_beside = beside
            .flat_map(|other| &other.tokens)
            .filter(|token| token.tag == Tag::Propn && token.span.len() > 2)
            .map(|token| token.word)
            .collect();
        let subject = of_span.filter(|of| of.len() > 2).unwrap_or(figure.span);
        let facets: BTreeSet<Span> =
            [happening.map(|(span, _)| span), whose.map(|(_, span)| span), place.map(|(_, span)| span)]
                .into_iter()
                .flatten()
                .filter(|span| !subject.overlaps(*span))
                .collect();
        let date = figure.as_of.map(|date| &found.dates[date as usize]);
        let before = &text[sentence.span.start()..figure.span.end().max(sentence.span.start())];
        let figure_words = Word::lowered(figure.span.of(text).split_whitespace().next().unwrap_or_default());
        let previous = before.trim_end_matches(figure.span.of(text)).split_whitespace().next_back().map(Word::lowered);
        let added = ADDED.contains(&figure_words)
            || previous.is_some_and(|word| ADDED.contains(&word))
            || modifiers.contains(&Word::of("additional"))
            || modifiers.contains(&Word::of("more"));
        Some(Item {
            witness: Witness {
                passage: passage(figure.span),
                value: Value::Quantity(figure.quantity),
                as_of: date.and_then(|date| Some((date.from?, date.to?))),
                said: said(&story.articles()[article]),
                status: figure.status,
                speaker: spoken_by(article, figure.asserted_by.as_ref(), &alignment.entity_of),
            },
            subject: passage(subject),
            facets: facets.into_iter().map(passage).collect(),
            kind: Kind {
                concept,
                happening: kind_of_happening,
                unit: figure.quantity.unit,
                added,
                unreal: matches!(figure.status, Status::Planned | Status::Hypothetical),
            },
            whose: whose.map(|(who, _)| who),
            place: place.map(|(who, _)| who),
            entities,
            names: names_beside,
            modifiers,
        })
    }
}

/// What happens to what the figure counts, and the word that says so.
fn happening(sentence: &Sentence, figure: &Figure) -> Option<(Span, u16)> {
    let anchor = figure.of.as_ref().map_or(figure.span, |of| of.span.cover(figure.span));
    let inside = sentence.tokens_in(anchor);
    let known = |i: usize| {
        let token = &sentence.tokens[i];
        let kind = HAPPENINGS.get(&token.lemma).or_else(|| HAPPENINGS.get(&token.word))?;
        Some((token.span, *kind))
    };
    // By syntax: the verb it hangs on, or a word that hangs on it.
    let head = inside.clone().find(|&i| sentence.head(i).is_none_or(|head| !inside.contains(&head)))?;
    let governing = sentence.head(head).into_iter().chain(sentence.head(head).and_then(|up| {
        // "killed at least 12, including three children": through a noun to its verb.
        matches!(sentence.tokens[up].tag, Tag::Noun | Tag::Num).then(|| sentence.head(up)).flatten()
    }));
    let hanging = sentence.children(head).filter(|&child| {
        matches!(sentence.tokens[child].relation, Relation::Acl | Relation::AclRelcl | Relation::Amod)
    });
    if let Some(found) = inside.clone().chain(hanging).chain(governing).find_map(known) {
        return Some(found);
    }
    // By nearness, within the clause.
    let stop = |i: &usize| sentence.tokens[*i].tag != Tag::Punct && sentence.tokens[*i].tag != Tag::Cconj;
    let after = (inside.end..sentence.tokens.len().min(inside.end + NEAR)).take_while(stop);
    let before = (inside.start.saturating_sub(NEAR)..inside.start).rev().take_while(stop);
    after.chain(before).filter_map(known).find(|(_, kind)| *kind < HARM)
}

/// Joins each figure, in the order of the story, to the matter it shares most with.
fn cluster(items: &[Item], originals: &[usize]) -> Vec<Vec<usize>> {
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    // Which clusters have a member of this kind with this telling trait: only those can score enough.
    let mut index: HashMap<(Kind, Trait), Vec<usize>> = HashMap::new();
    for &i in originals {
        let item = &items[i];
        let mut scores: BTreeMap<usize, u32> = BTreeMap::new();
        for telling in traits(item) {
            for &cluster in index.get(&(item.kind, telling)).into_iter().flatten() {
                scores.entry(cluster).or_insert_with(|| {
                    // A figure must contradict no member; the best fit counts.
                    let members = clusters[cluster].iter().take(COMPARED);
                    let all: Option<Vec<u32>> = members.map(|&member| score(&items[member], item)).collect();
                    all.and_then(|all| all.into_iter().max()).unwrap_or(0)
                });
            }
        }
        let top = scores.values().copied().max().unwrap_or(0);
        let fitting: Vec<usize> =
            scores.iter().filter(|(_, score)| **score >= ENOUGH).map(|(cluster, _)| *cluster).collect();
        let best: Vec<usize> = fitting.iter().copied().filter(|cluster| scores[cluster] == top).collect();
        let harm = item.kind.happening.is_some_and(|kind| kind < HARM);
        let chosen = match (best.first(), best.len()) {
            (Some(&only), 1) => only,
            // The tolls of one disaster: what ties to both ties them together.
            (Some(&first), _) if harm => first,
            _ => {
                clusters.push(Vec::new());
                clusters.len() - 1
            }
        };
        if harm {
            for other in fitting.into_iter().filter(|other| *other != chosen) {
                let (one, two) = (&clusters[chosen], &clusters[other]);
                let mut pairs =
                    one.iter().take(COMPARED).flat_map(|&a| two.iter().take(COMPARED).map(move |&b| (a, b)));
                if pairs.all(|(a, b)| score(&items[a], &items[b]).is_some()) {
                    let moved = std::mem::take(&mut clusters[other]);
                    for &member in &moved {
                        note(&mut index, &items[member], chosen);
                    }
                    clusters[chosen].extend(moved);
                }
            }
        }
        note(&mut index, item, chosen);
        clusters[chosen].push(i);
    }
    clusters.retain(|members| !members.is_empty());
    clusters
}

/// Makes a figure's matter findable by its traits.
fn note(index: &mut HashMap<(Kind, Trait), Vec<usize>>, item: &Item, cluster: usize) {
    for telling in traits(item) {
        let known = index.entry((item.kind, telling)).or_default();
        if !known.contains(&cluster) {
            known.push(cluster);
        }
    }
}

/// Something that a figure and its matter must have in common to be compared at all.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Trait {
    Whose(Who),
    Place(Who),
    Quantity(rust_decimal::Decimal),
    Entity(u32),
    Name(Word),
}

fn traits(item: &Item) -> Vec<Trait> {
    let mut all: Vec<Trait> = item.whose.map(Trait::Whose).into_iter().chain(item.place.map(Trait::Place)).collect();
    if let Some(low) = telling_value(item) {
        all.push(Trait::Quantity(low));
    }
    if item.kind.happening.is_some() {
        all.extend(item.entities.iter().copied().map(Trait::Entity));
        all.extend(item.names.iter().copied().map(Trait::Name));
    }
    all
}

/// A value that two texts are unlikely to share by chance: not small, not a power of ten.
fn telling_value(item: &Item) -> Option<rust_decimal::Decimal> {
    let Value::Quantity(quantity) = &item.witness.value else { return None };
    let value = quantity.low.or(quantity.high)?;
    let digits = value.normalize().mantissa().unsigned_abs();
    let plain = value.normalize();
    (digits >= 11 && (plain.scale() > 0 || digits % 10 != 0 || digits > 100)).then_some(plain)
}

/// What two figures of one kind share, in points; `None` where something contradicts.
fn score(a: &Item, b: &Item) -> Option<u32> {
    let agree = |a: Option<Who>, b: Option<Who>| match (a, b) {
        (Some(a), Some(b)) if a == b => Some(2),
        (Some(_), Some(_)) => None,
        _ => Some(0),
    };
    let mut points = agree(a.whose, b.whose)? + agree(a.place, b.place)?;
    // The place of one may be whose the other are: "Iraqi soldiers", "soldiers in Iraq".
    if points < 4 && ((a.whose.is_some() && a.whose == b.place) || (b.whose.is_some() && b.whose == a.place)) {
        points += 1;
    }
    points += if a.kind.happening.is_some() { 2 } else { 0 };
    if telling_value(a).is_some() && telling_value(a) == telling_value(b) {
        points += 2;
    }
    points += (a.modifiers.intersection(&b.modifiers).count() as u32).min(2);
    let entities = a.entities.intersection(&b.entities).count().max(a.names.intersection(&b.names).count());
    points += (entities as u32).min(2);
    Some(points)
}

fn matter(story: &Story, items: &[Item], members: &[usize]) -> Matter {
    let mut witnesses: Vec<Witness> = members.iter().map(|&i| items[i].witness.clone()).collect();
    witnesses.sort_by_key(|witness| witness.passage);
    // The subject that says most; of equals the first.
    let fullest = members
        .iter()
        .copied()
        .max_by_key(|&i| {
            let words = story.words(items[i].subject).split_whitespace().count();
            (words.min(8), items[i].facets.len(), std::cmp::Reverse(items[i].subject))
        })
        .unwrap_or(members[0]);
    let mut why = Vec::new();
    let subjects: Vec<Passage> = members.iter().map(|&i| items[i].subject).collect();
    why.push(Why { sentence: "they count the same sort of thing".to_owned(), passages: sorted(subjects) });
    let facets: Vec<Passage> = members.iter().flat_map(|&i| items[i].facets.iter().copied()).collect();
    if !facets.is_empty() {
        why.push(Why { sentence: "what happened, whose or where is the same".to_owned(), passages: sorted(facets) });
    }
    Matter {
        kind: EntryKind::Figure,
        subject: items[fullest].subject,
        facets: items[fullest].facets.clone(),
        witnesses,
        why,
    }
}

fn sorted(mut passages: Vec<Passage>) -> Vec<Passage> {
    passages.sort();
    passages.dedup();
    passages
}

/// Words that make a figure an addition to a total.
static ADDED: LazyLock<[Word; 4]> =
    LazyLock::new(|| [Word::of("another"), Word::of("additional"), Word::of("further"), Word::of("extra")]);

/// The first word of each line of the list of concepts, by every word of the line.
static CONCEPTS: LazyLock<HashMap<Word, Word>> = LazyLock::new(|| {
    let mut concepts = HashMap::new();
    for line in lines(include_str!("../../../data/en/concepts.txt")) {
        let first = Word::of(line.split(' ').next().unwrap_or_default());
        concepts.extend(line.split(' ').map(|word| (Word::of(word), first)));
    }
    concepts
});

/// The number of its line in the list of happenings, by every word of the list.
static HAPPENINGS: LazyLock<HashMap<Word, u16>> = LazyLock::new(|| {
    let mut happenings = HashMap::new();
    for (kind, line) in lines(include_str!("../../../data/en/happenings.txt")).enumerate() {
        for word in line.split(' ') {
            happenings.entry(Word::of(word)).or_insert(kind as u16);
        }
    }
    happenings
});

/// The first kinds in the list are harm done to people: killed, injured, missing.
const HARM: u16 = 3;
const PEOPLE: Word = Word::of("people");
const MONEY: Word = Word::of("money");

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}
