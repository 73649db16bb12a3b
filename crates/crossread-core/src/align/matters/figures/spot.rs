//! Where a figure stands: its sentence, its article, and what that article and the story hold around it.

use crate::align::entities::{Entities, EntityOrWord, spelling};
use crate::align::events::Telling;
use crate::align::matters::spoken_by;
use crate::annotate::Annotations;
use crate::annotate::figures::{Figure, Reference};
use crate::annotate::names::names_in;
use crate::language::Language;
use crate::language::amounts::AmountWords;
use crate::story::{Article, BlockKind, Passage, Story};
use crossread_language::{MentionKind, Sentence, Span, Tag, Token, Word};
use std::collections::HashMap;

/// How far from a figure, in tokens, words are its context.
const AROUND: usize = 14;

/// Names of places and bodies by folded spelling.
pub(super) struct PlaceNames<'a> {
    language: &'a Language,
    by_spelling: HashMap<String, u32>,
}

impl<'a> PlaceNames<'a> {
    pub(super) fn new(language: &'a Language, found: &Entities) -> PlaceNames<'a> {
        let mut by_spelling = HashMap::new();
        for (e, entity) in found.entities.iter().enumerate() {
            for variant in &entity.variants {
                by_spelling.entry(spelling(language, &variant.text)).or_insert(e as u32);
            }
        }
        PlaceNames { language, by_spelling }
    }

    fn who(&self, words: &str) -> EntityOrWord {
        let countries = &self.language.names.countries;
        let name = countries.of_demonym(words).unwrap_or(words);
        match self.by_spelling.get(&spelling(self.language, name)) {
            Some(&entity) => EntityOrWord::Entity(entity),
            None => EntityOrWord::Word(Word::lowered(countries.full_name(name).unwrap_or(name))),
        }
    }
}

/// What the figures of one article stand among.
pub(super) struct FigureSurroundings<'a> {
    language: &'a Language,
    names: &'a PlaceNames<'a>,
    entities: &'a Entities,
    /// Which of the story's articles it is, by number.
    number: usize,
    article: &'a Article,
    found: &'a Annotations,
    /// Content words of the headline.
    headline: Vec<Word>,
    /// The happenings that its words tell: indices into the story's events, by head word.
    told: HashMap<Span, u32>,
    /// The happening that a figure is known to count or measure.
    measured: HashMap<u32, u32>,
}

impl<'a> FigureSurroundings<'a> {
    pub(super) fn new(
        names: &'a PlaceNames<'a>,
        (story, annotations, entities): (&'a Story, &'a [Annotations], &'a Entities),
        number: usize,
        tellings: &[(u32, &Telling)],
    ) -> FigureSurroundings<'a> {
        let (language, article, found) = (names.language, &story.articles()[number], &annotations[number]);
        let title = article.blocks.iter().find(|block| block.kind == BlockKind::Title).map(|block| block.span);
        let sentences =
            found.sentences.iter().filter(|sentence| title.is_some_and(|title| title.contains(sentence.span)));
        let (mut told, mut measured) = (HashMap::new(), HashMap::new());
        for &(event, telling) in tellings {
            told.insert(telling.passage.span, event);
            let mention = &found.events[telling.mention as usize];
            measured.extend(mention.figures.iter().map(|&figure| (figure, event)));
        }
        let headline = set(sentences.flat_map(|sentence| telling_words(language, sentence)));
        FigureSurroundings { language, names, entities, number, article, found, headline, told, measured }
    }

    /// For each name of the article whom it names.
    fn entity_of(&self) -> &'a [u32] {
        &self.entities.entity_of[self.number]
    }

    /// Whom and what a sentence names.
    fn names(&self, sentence: &Sentence) -> impl Iterator<Item = u32> {
        names_in(&self.found.names, sentence.span).map(|name| self.entity_of()[name.referent as usize])
    }

    /// Whom a sentence names.
    fn persons(&self, sentence: &Sentence) -> impl Iterator<Item = u32> {
        let persons = names_in(&self.found.names, sentence.span).filter(|name| name.kind == MentionKind::Person);
        persons.map(|name| self.entity_of()[name.referent as usize])
    }
}

/// A figure where it stands.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a> {
    pub language: &'a Language,
    pub found: &'a Annotations,
    pub figure: &'a Figure,
    /// The figure by number in its article.
    index: usize,
    pub sentence: &'a Sentence,
    /// The sentence by number in its article.
    pub number: usize,
    around: &'a FigureSurroundings<'a>,
}

impl<'a> Spot<'a> {
    /// `None` where a figure stands in no sentence.
    pub(super) fn new(around: &'a FigureSurroundings<'a>, index: usize) -> Option<Spot<'a>> {
        let found = around.found;
        let figure = found.figures.get(index)?;
        let number = found.sentences.partition_point(|sentence| sentence.span.end <= figure.span.start);
        let sentence = found.sentences.get(number)?;
        Some(Spot { language: around.language, found, figure, index, sentence, number, around })
    }

    /// The text of its article.
    pub(super) fn text(&self) -> &'a str {
        &self.around.article.text
    }

    pub(super) fn article(&self) -> &'a Article {
        self.around.article
    }

    pub(super) fn passage(&self, span: Span) -> Passage {
        Passage { article: self.around.number as u32, span }
    }

    /// The token with which it begins.
    pub(super) fn first(&self) -> usize {
        self.sentence.tokens_in(self.figure.span).start
    }

    /// The head of what it counts or measures.
    pub(super) fn head(&self) -> Option<Word> {
        self.figure.of.as_ref().map(|of| Word::lowered(&of.head))
    }

    /// The tokens of what it counts or measures.
    pub(super) fn counted(&self) -> impl Iterator<Item = &'a Token> + use<'a> {
        let (sentence, of) = (self.sentence, self.figure.of.as_ref());
        let tokens = of.map(|of| sentence.tokens_in(of.span)).unwrap_or_default();
        tokens.map(move |i| &sentence.tokens[i])
    }

    /// Who says it.
    pub(super) fn spoken_by(&self) -> Option<(Passage, Option<u32>)> {
        spoken_by(self.around.number, self.figure.asserted_by.as_ref(), &self.around.entities.entity_of)
    }

    /// Whom words refer to.
    pub(super) fn whom(&self, reference: Reference) -> EntityOrWord {
        match reference.referent {
            Some(referent) => EntityOrWord::Entity(self.around.entity_of()[referent as usize]),
            None => self.who(reference.span.of(self.text())),
        }
    }

    /// Whom words name.
    pub(super) fn who(&self, words: &str) -> EntityOrWord {
        self.around.names.who(words)
    }

    /// The first name in the words at `span`.
    pub(super) fn named(&self, span: Span) -> Option<(EntityOrWord, Span)> {
        let name = names_in(&self.found.names, span).next()?;
        Some((EntityOrWord::Entity(self.around.entity_of()[name.referent as usize]), name.span))
    }

    /// The happening that it hangs on: the one it measures, else the one its own words or the word `happening` tell.
    pub(super) fn event(&self, happening: Option<Span>) -> Option<u32> {
        let figure = self.figure;
        let words = happening.into_iter().chain(figure.predicate.as_ref().map(|own| own.span));
        let words = words.chain(self.counted().map(|token| token.span));
        let told = || words.filter_map(|span| self.around.told.get(&span)).next();
        self.around.measured.get(&(self.index as u32)).or_else(told).copied()
    }

    /// The words and names it stands among. `head` is what it counts or measures.
    pub(super) fn near(&self, head: Option<Word>) -> FigureNeighbors {
        let (language, sentence) = (self.language, self.sentence);
        let inside = sentence.tokens_in(self.figure.span);
        let around = inside.start.saturating_sub(AROUND)..sentence.tokens.len().min(inside.end + AROUND);
        let context = around.filter(|i| !inside.contains(i)).map(|i| &sentence.tokens[i]);
        let context =
            context.filter(|token| Some(token.lemma) != head).filter_map(|token| telling_word(language, token));
        let speaker = self.spoken_by().and_then(|(_, entity)| entity);
        let near = self.sentences_near();
        let telling = near.clone().flat_map(|sentence| telling_words(language, sentence));
        FigureNeighbors {
            context: set(context),
            telling_of: set(telling.chain(self.around.headline.iter().copied())),
            names: set(self.around.names(sentence)),
            names_near: set(near.clone().flat_map(|sentence| self.around.names(sentence))),
            persons: set(self.around.persons(sentence).filter(|person| Some(*person) != speaker)),
            persons_near: set(near.flat_map(|sentence| self.around.persons(sentence))),
            causes: sentence
                .tokens
                .iter()
                .filter_map(|token| of_list(&language.amounts.causes, token))
                .fold(0, |all, cause| all | cause),
        }
    }

    /// Its sentence, the one before and the one behind, as far as they stand in its block.
    fn sentences_near(&self) -> impl Iterator<Item = &'a Sentence> + Clone + use<'a> {
        let (sentences, part) = (&self.found.sentences, self.sentence.part);
        sentences[self.number.saturating_sub(1)..sentences.len().min(self.number + 2)]
            .iter()
            .filter(move |sentence| sentence.part == part)
    }
}

/// The words and names that a figure stands among.
pub(super) struct FigureNeighbors {
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

pub(super) fn is_content(tag: Tag) -> bool {
    matches!(tag, Tag::Noun | Tag::Propn | Tag::Adj | Tag::Verb)
}

/// The word that stands for it and its like.
pub(super) fn stands_for(words: &AmountWords, word: Word) -> Word {
    words.concepts.get(&word).copied().unwrap_or(word)
}

/// What a list has for a token, by its dictionary form or as it stands.
pub(super) fn of_list<T: Copy>(list: &HashMap<Word, T>, token: &Token) -> Option<T> {
    list.get(&token.lemma).or_else(|| list.get(&token.word)).copied()
}
