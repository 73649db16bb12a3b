//! Who says what: every quotation and report of somebody named, over all articles.

use super::entities::Entity;
use crate::annotate::Annotations;
use crate::annotate::quotes::QuoteKind;
use crate::language::people::PeopleWords;
use crate::language::{Language, padded};
use crate::story::{Passage, Story};
use crossread_language::MentionKind;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// All that articles give to one person or body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speech {
    /// Who: index into the entities.
    pub entity: u32,
    /// What the most articles call them beside their name: "Prime Minister", "a spokesman for the line".
    pub role: Option<Passage>,
    /// The body that they speak for, where an article calls them its spokesman: index into the entities.
    pub speaks_for: Option<u32>,
    /// Never empty; by article and place.
    pub statements: Vec<Statement>,
}

/// Words of an article and how it gives them to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    /// What stands between the marks; for a report, its content.
    pub passage: Passage,
    /// Quoted in marks or reported.
    pub kind: QuoteKind,
    /// The words that report it, with their "not": without them a denial would read as its opposite.
    pub cue: Option<Passage>,
}

/// Finds what each person and body that is named says, by entity.
pub fn find(language: &Language, story: &Story, annotations: &[Annotations], entities: &[Entity]) -> Vec<Speech> {
    let names = entities.iter().enumerate().filter(|(_, entity)| speaks(entity.kind)).flat_map(|(e, entity)| {
        entity.variants.iter().flat_map(|variant| &variant.passages).map(move |passage| (*passage, e as u32))
    });
    let entity_at: BTreeMap<Passage, u32> = names.collect();
    let mut statements: BTreeMap<u32, Vec<Statement>> = BTreeMap::new();
    let mut roles: BTreeMap<u32, Vec<Passage>> = BTreeMap::new();
    for (article, one) in annotations.iter().enumerate() {
        let at = |span| Passage { article: article as u32, span };
        for referent in &one.referents {
            if let Some(&entity) = entity_at.get(&at(referent.name)) {
                roles.entry(entity).or_default().extend(referent.titles.iter().copied().map(at));
            }
        }
        for quote in one.quotes.iter().filter(|quote| quote.kind != QuoteKind::Term) {
            let referent = quote.speaker.and_then(|speaker| speaker.referent);
            let name = referent.map(|referent| at(one.referents[referent as usize].name));
            if let Some(&entity) = name.and_then(|name| entity_at.get(&name)) {
                let statement = Statement { passage: at(quote.span), kind: quote.kind, cue: quote.cue.map(at) };
                statements.entry(entity).or_default().push(statement);
            }
        }
    }
    let bodies = OrganizationIndex::new(&language.people, entities);
    let speech = |(entity, statements)| {
        let titles: &[Passage] = roles.get(&entity).map_or(&[], Vec::as_slice);
        Speech {
            entity,
            role: role(&language.people, story, titles),
            speaks_for: titles.iter().find_map(|title| bodies.spoken_for(story.words(*title))).filter(|&b| b != entity),
            statements: outermost(statements),
        }
    };
    statements.into_iter().map(speech).collect()
}

/// The organizations of a story by their names: whom a spokesman speaks for.
pub(crate) struct OrganizationIndex<'a> {
    people: &'a PeopleWords,
    by_name: HashMap<String, u32>,
    /// Words of the longest name.
    longest: usize,
}

impl<'a> OrganizationIndex<'a> {
    pub(crate) fn new(people: &'a PeopleWords, entities: &[Entity]) -> OrganizationIndex<'a> {
        let named = entities.iter().enumerate().filter(|(_, entity)| entity.kind == MentionKind::Organization);
        let names = named.flat_map(|(e, entity)| entity.variants.iter().map(move |one| (padded(&one.text), e as u32)));
        let mut by_name = HashMap::new();
        // Entities are the most named first: a name that two of them have is the first one's.
        let mut longest = 0;
        names.for_each(|(name, entity)| {
            longest = longest.max(name.matches(' ').count().saturating_sub(1));
            by_name.entry(name).or_insert(entity);
        });
        OrganizationIndex { people, by_name, longest }
    }

    /// The body that words for a spokesman name, by its longest name in them: "a spokesman for the Harbour Board", "Harbour
    /// Board press secretary". `None` where they name no spokesman.
    pub(crate) fn spoken_for(&self, words: &str) -> Option<u32> {
        if !self.people.is_spokesman(words) {
            return None;
        }
        let words = padded(words);
        let ends: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).collect();
        let runs = (0..ends.len()).flat_map(|from| {
            let to = (from + self.longest).min(ends.len() - 1);
            (from + 1..=to).map(move |to| (from, to))
        });
        let named = runs.filter_map(|(from, to)| {
            let name = &words[ends[from]..=ends[to]];
            self.by_name.get(name).map(|entity| (name.len(), std::cmp::Reverse(*entity)))
        });
        named.max().map(|(_, std::cmp::Reverse(entity))| entity)
    }
}

fn speaks(kind: MentionKind) -> bool {
    matches!(kind, MentionKind::Person | MentionKind::Organization)
}

/// Statements in order, without those inside another: what a report shows with its own words is not said twice ("said he
/// planned to …", "planned to …").
fn outermost(mut statements: Vec<Statement>) -> Vec<Statement> {
    statements
        .sort_by_key(|one| (one.passage.article, one.passage.span.start, std::cmp::Reverse(one.passage.span.end)));
    let mut around: Option<Passage> = None;
    statements.retain(|Statement { passage, .. }| {
        let inside =
            around.is_some_and(|around| around.article == passage.article && around.span.end >= passage.span.end);
        if !inside {
            around = Some(*passage);
        }
        !inside
    });
    statements
}

/// What the most texts put beside a name; of equals the longer words, then the first. A mere form of address is no role.
fn role(people: &PeopleWords, story: &Story, titles: &[Passage]) -> Option<Passage> {
    let mut texts: BTreeMap<String, (BTreeSet<[u8; 32]>, Passage)> = BTreeMap::new();
    for title in titles.iter().map(|title| bare(people, story, *title)) {
        let words = story.words(title).to_lowercase();
        if words.is_empty() || people.address.contains(words.trim_end_matches('.')) {
            continue;
        }
        let (texts, first) = texts.entry(words).or_insert_with(|| (BTreeSet::new(), title));
        texts.insert(story.articles()[title.article as usize].sha256);
        *first = title.min(*first);
    }
    let best =
        texts.into_iter().max_by_key(|(words, (texts, first))| (texts.len(), words.len(), std::cmp::Reverse(*first)));
    best.map(|(_, (_, first))| first)
}

/// Without the comma that parts a description from its name; the point of "Velmark Gov." is part of it.
fn bare(people: &PeopleWords, story: &Story, passage: Passage) -> Passage {
    let words = story.words(passage);
    let kept = words.trim_matches(|c: char| !c.is_alphanumeric());
    let from = words.find(kept).unwrap_or_default();
    let last = kept.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let point = words[from + kept.len()..].starts_with('.') && people.address.contains(&last);
    Passage { span: passage.span.at(from..from + kept.len() + usize::from(point)), ..passage }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossread_language::Span;

    #[test]
    fn what_a_report_holds_is_not_said_twice() {
        let statement = |article, start, end| Statement {
            passage: Passage { article, span: Span::new(start, end) },
            kind: QuoteKind::Indirect,
            cue: None,
        };
        let kept = outermost(vec![statement(0, 5, 9), statement(0, 2, 20), statement(1, 5, 9), statement(0, 15, 25)]);
        assert_eq!(kept, [statement(0, 2, 20), statement(0, 15, 25), statement(1, 5, 9)]);
    }
}
