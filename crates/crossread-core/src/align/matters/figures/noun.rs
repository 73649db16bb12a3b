//! What a figure counts or measures, and what happens to it.

use super::spot::{Spot, is_content, of_list, stands_for};
use crate::align::entities::EntityOrWord;
use crate::annotate::figures::Figure;
use crate::language::Language;
use crate::language::amounts::AmountWords;
use crate::language::knowledge;
use crate::language::names::Gender;
use crate::quantity::{Bound, Unit, is_superlative};
use crossread_language::{Relation, Sentence, Span, Tag, Word};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::ops::Range;

/// How far from a figure, in tokens, a word like "killed" still tells what happened to what it counts, where the
/// parse does not.
const NEAR: usize = 5;

/// How far behind a figure, in tokens, such a word still does: "seven people are now confirmed as having been killed".
const BEHIND: usize = 8;

/// Fewest letters of a word that another may end in to be a kind of it: "schoolgirl" is a girl.
const COMPOUND: usize = 4;

/// What a figure counts or measures.
pub(super) struct Noun {
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
    /// The same, by the dictionary too: "232 Republicans".
    pub is_of_people: bool,
    /// Whether what is measured is somebody by what they are to another: "his father".
    pub of_kin: bool,
    /// The gender that the noun for whom is measured tells.
    pub gender: Option<Gender>,
    /// Whether the noun for what is measured tells of people and animals alike.
    pub of_either: bool,
    /// Content words of what is counted, the head left out.
    pub modifiers: BTreeSet<Word>,
    /// What is measured, where it is no count: the word that stands for it and its like.
    pub measured: Option<Word>,
    /// Whether that word is a name: "Republicans want $400,000".
    pub measures_name: bool,
    /// Whether that word is a common noun: "a 17-year-old gorilla", "the picture is four years old".
    pub of_noun: bool,
    /// Which way it is measured: a line of the list of dimensions.
    pub dimension: Option<u16>,
    /// The noun or adjective right before it: "the top 2 percent".
    pub led_by: Option<Word>,
    /// By what a place in a ranking is one: "the second-youngest", "the third highest".
    pub ranked_by: Option<Word>,
    /// Whether it is told as a toll: "the death toll stood at 18", "at least 30 deaths".
    pub toll: bool,
}

impl Noun {
    /// `counted` is what [`CountedNoun::of`] found, `modifiers` are the content words around it.
    pub(super) fn of(spot: &Spot, counted: &CountedNoun, modifiers: BTreeSet<Word>) -> Noun {
        let Spot { language, sentence, figure, .. } = *spot;
        let (words, people) = (&language.amounts, language.amounts.people);
        let (known, unit) = (&language.figures, figure.quantity.unit);
        let CountedNoun { head, concept, compound, is_age, .. } = *counted;
        let noun = concept.filter(|_| unit == Unit::Count);
        let measures = head.filter(|head| unit != Unit::Count && *head != Word::of(known.age()));
        let measured = measures.map(|head| stands_for(words, head));
        let is_head = |tag: Tag| spot.counted().any(|token| token.tag == tag && Some(token.lemma) == head);
        Noun {
            is_of_people: [concept, head]
                .into_iter()
                .flatten()
                .any(|noun| known.people.has(noun) || language.learned.words.facts(noun).noun == knowledge::PERSON),
            person: concept.is_some_and(|concept| known.people.has(concept))
                || spot.counted().any(|token| known.people.has(token.lemma)) && unit == Unit::AGE
                || head.is_some_and(|head| known.people.has(head)),
            counts_people: noun == Some(people),
            counts_time: noun.is_some_and(|noun| words.times.has(noun)),
            sort: noun.or(measured).filter(|noun| *noun != people && !words.times.has(*noun)),
            of_kin: measured.is_some_and(|noun| language.names.kin.has(noun)),
            // "A man, 44,": its head is the age.
            gender: measured
                .or_else(|| spot.counted().last().filter(|_| is_age).map(|token| token.lemma))
                .and_then(|noun| language.names.gender_of_noun(noun)),
            of_either: measured.is_some_and(|noun| words.sexes.has(noun)),
            concept: noun,
            compound,
            modifiers,
            measured,
            of_noun: is_head(Tag::Noun),
            measures_name: is_head(Tag::Propn),
            dimension: dimension(words, sentence, spot.text(), figure)
                .filter(|_| matches!(unit, Unit::Symbol(_)) && !is_age),
            led_by: led_by(language, sentence, figure),
            ranked_by: ranked_by(spot),
            toll: head.is_some_and(|head| words.tolls.has(head)),
        }
    }
}

/// What is counted, as the words around tell it too.
pub(super) struct CountedNoun {
    /// The head of what is counted or measured, in lower case; "a total of 51" has none.
    pub head: Option<Word>,
    /// The word that stands for it and its like.
    pub concept: Option<Word>,
    /// For a compound ("schoolgirl") the word it ends in.
    pub compound: Option<Word>,
    /// What happens to it: a line of the list of happenings.
    pub happening: Option<u16>,
    /// The word that says so.
    pub told: Option<Span>,
    /// Whether the figure is an age.
    pub is_age: bool,
}

impl CountedNoun {
    /// `None` where the figure counts nothing that one could compare.
    pub(super) fn of(spot: &Spot) -> Option<CountedNoun> {
        let Spot { language, sentence, figure, .. } = *spot;
        let (words, quantity) = (&language.amounts, figure.quantity);
        // "dozens" of this and "several" of that differ in nothing one could compare.
        let is_vague = quantity.bound == Bound::Vague && quantity.low.is_none() && quantity.high.is_none();
        if is_vague || ranks(language, sentence, figure) {
            return None;
        }
        // "A total of 51": the total is no thing.
        let charges = is_of_charges(words, figure);
        let head = spot.head().filter(|head| charges || !words.totals.has(*head));
        if is_idiom(language, sentence, figure, head) {
            return None;
        }
        let told = Fate::of(language, sentence, figure);
        let mut counted = CountedNoun {
            head,
            concept: head.map(|head| stands_for(words, head)),
            compound: figure.of.as_ref().and_then(|of| ends_in(language, &of.head)),
            // "24 counts of murder": so many charges, and nobody knows how many dead.
            happening: told.map(|(_, kind)| kind).filter(|_| !charges),
            told: told.map(|(span, _)| span),
            is_age: is_age(language, figure),
        };
        counted.see_people(spot);
        counted.tells_something(spot).then_some(counted)
    }

    /// People are counted by many words: lives, deaths, others, Saudis.
    fn see_people(&mut self, spot: &Spot) {
        let (words, known, sentence) = (&spot.language.amounts, &spot.language.figures, spot.sentence);
        let (head, people) = (self.head, Some(words.people));
        // "claimed 34 lives": people, killed.
        let first = spot.first();
        let before = &sentence.tokens[first.saturating_sub(NEAR)..first];
        let taken = head.is_some_and(|head| words.lives.has(head))
            && before.iter().any(|token| words.taking_lives.has(token.lemma));
        // "Seven people have lost their lives".
        if taken || self.told.is_some_and(|span| loses_life(words, sentence, span)) {
            (self.concept, self.compound, self.happening) = (people, None, Some(0));
        }
        // "34 deaths", "34 dead", "a toll of 34": people, killed.
        let told = head.filter(|_| !self.told.is_some_and(|span| is_told_behind(spot.figure, span)));
        let harm = told.and_then(|head| known.happenings.get(&head).copied()).filter(|&kind| kind < HARM);
        if harm.is_some() {
            (self.concept, self.compound, self.happening) = (people, None, harm);
        } else if self.concept.is_none() && self.happening.is_some_and(|kind| kind < HARM) {
            self.concept = people;
        }
        // "Killed 12 and hurt 30 others": who others are is said before, and people are told of in news.
        if head.is_some_and(|head| words.others.has(head)) {
            self.concept = people;
        }
        // "17 Saudis" are people.
        let is_demonym = spot.figure.of.as_ref().is_some_and(|of| {
            let own = of.span.of(spot.text());
            let last = own.split_whitespace().next_back().unwrap_or(own);
            spot.language.names.countries.of_demonym(last).is_some()
        });
        if is_demonym && self.happening.is_none_or(|kind| kind >= HARM) {
            (self.concept, self.compound) = (people, None);
        }
    }

    /// A bare small number says nothing: a list's, an "at one" without "one" of what.
    fn tells_something(&self, spot: &Spot) -> bool {
        let Spot { language, sentence, figure, .. } = *spot;
        let value = figure.quantity.value();
        let large = value.is_some_and(|value| value.abs() > Decimal::from(12));
        let is_bare = figure.quantity.unit == Unit::Count && self.concept.is_none() && !large;
        let is_one = value == Some(Decimal::ONE) && self.concept != Some(language.amounts.people);
        let says_nothing = is_bare || is_one && is_one_of_any(language, spot.text(), sentence, figure);
        !says_nothing
    }
}

/// "Several of the injured were treated, and 51 were taken to the hospital": who they are is said before; what happened to
/// them is said here, at `span`.
fn is_told_behind(figure: &Figure, span: Span) -> bool {
    let of = figure.of.as_ref().map(|of| of.span);
    of.is_some_and(|of| of.end < figure.span.start && !of.contains(span) && span.start > figure.span.start)
}

fn is_age(language: &Language, figure: &Figure) -> bool {
    figure.quantity.unit == Unit::AGE || figure.of.as_ref().is_some_and(|of| of.head == language.figures.age())
}

/// The content words of what is counted but its head, and the nation that it names: "17 Saudi soldiers".
pub(super) fn modifiers(spot: &Spot, head: Option<Word>) -> (BTreeSet<Word>, Option<(EntityOrWord, Span)>) {
    let (countries, text) = (&spot.language.names.countries, spot.text());
    let (mut modifiers, mut nation) = (BTreeSet::new(), None);
    for token in spot.counted() {
        let own = token.span.of(text);
        if let Some(country) = countries.of_demonym(own).or_else(|| countries.full_name(own)) {
            nation = nation.or_else(|| Some((spot.who(country), token.span)));
        } else if is_content(token.tag) && Some(token.lemma) != head {
            modifiers.insert(token.lemma);
        }
    }
    (modifiers, nation)
}

/// What happens to what a figure counts, and the word that says so.
struct Fate<'a> {
    language: &'a Language,
    sentence: &'a Sentence,
    /// The tokens of the figure and of what it counts.
    inside: Range<usize>,
    /// The one of them that the others hang on.
    head: usize,
}

impl<'a> Fate<'a> {
    /// What happens to what the figure counts, and the word that says so.
    fn of(language: &'a Language, sentence: &'a Sentence, figure: &Figure) -> Option<(Span, u16)> {
        let anchor = figure.of.as_ref().map_or(figure.span, |of| of.span.cover(figure.span));
        let inside = sentence.tokens_in(anchor);
        // By syntax: the verb it hangs on, or a word that hangs on it.
        let head = inside.clone().find(|&i| sentence.head(i).is_none_or(|head| !inside.contains(&head)))?;
        let fate = Fate { language, sentence, inside, head };
        fate.in_hospital(figure)
            .or_else(|| fate.at_once_behind())
            .or_else(|| fate.left_as())
            .or_else(|| fate.by_syntax())
            .or_else(|| fate.by_nearness())
    }

    /// The kind of happening that a token tells.
    fn known(&self, i: usize) -> Option<(Span, u16)> {
        let token = &self.sentence.tokens[i];
        let kind = of_list(&self.language.figures.happenings, token)?;
        (kind >= HARM || !does_harm(self.sentence, self.head, i)).then_some((token.span, kind))
    }

    /// "The release of 82 girls who were abducted": the news is what stands before, not what the phrase remembers.
    fn news(&self) -> Option<usize> {
        let of = |of: &usize| self.language.grammar.genitive.has(self.sentence.tokens[*of].word);
        self.inside.start.checked_sub(1).filter(of).and_then(|of| of.checked_sub(1))
    }

    /// "51 were taken to hospital".
    fn in_hospital(&self, figure: &Figure) -> Option<(Span, u16)> {
        let (words, sentence) = (&self.language.amounts, self.sentence);
        let taken = figure.predicate.as_ref().and_then(|own| sentence.token_at(own.span.start));
        let mut taken = taken
            .into_iter()
            .flat_map(|verb| sentence.children(verb).filter(move |&child| child > verb && child < verb + NEAR));
        let hospital = taken.find(|&i| words.hospital.has(sentence.tokens[i].lemma));
        let hospital = hospital.or_else(|| brought_to_hospital(self.language, sentence, self.inside.end));
        self.known(hospital?)
    }

    /// "Dozens more are injured", "five trapped": said at once behind, whatever the parse hangs it on.
    fn at_once_behind(&self) -> Option<(Span, u16)> {
        let (words, sentence) = (&self.language.amounts, self.sentence);
        let said = |i: &usize| matches!(sentence.tokens[*i].tag, Tag::Verb | Tag::Adj);
        let helper = |i: &usize| {
            let token = &sentence.tokens[*i];
            // "Were left trapped": what they were left as.
            let left = words.leaving.has(token.lemma)
                && sentence.tokens.get(i + 1).is_some_and(|_| self.known(i + 1).is_some());
            let passed_over = words.more.has(token.word) || words.people_told.has(token.lemma);
            matches!(token.tag, Tag::Aux | Tag::Adv) || left || passed_over
        };
        let behind = self.inside.end..sentence.tokens.len().min(self.inside.end + NEAR);
        let at_once = behind.skip_while(helper).take(1).find(said);
        self.known(at_once.filter(|_| self.news().and_then(|news| self.known(news)).is_none())?)
    }

    /// "Leaving 50 dead", "were left trapped": what they were left as.
    fn left_as(&self) -> Option<(Span, u16)> {
        let sentence = self.sentence;
        let leaves = |&verb: &usize| self.language.amounts.leaving.has(sentence.tokens[verb].lemma);
        let verb = sentence.head(self.head).filter(leaves)?;
        let result = |&child: &usize| matches!(sentence.tokens[child].relation, Relation::Xcomp | Relation::Advcl);
        sentence.children(verb).filter(result).find_map(|child| self.known(child))
    }

    fn by_syntax(&self) -> Option<(Span, u16)> {
        let sentence = self.sentence;
        let above = sentence.head(self.head);
        // "killed at least 12, including three children": through a noun to its verb.
        let further = above.filter(|up| matches!(sentence.tokens[*up].tag, Tag::Noun | Tag::Num));
        let further = further.and_then(|up| sentence.head(up));
        let hanging = sentence.children(self.head).filter(|&child| {
            matches!(sentence.tokens[child].relation, Relation::Acl | Relation::AclRelcl | Relation::Amod)
        });
        // "five fire rescue units": what stands before a noun to say which sort it is tells nothing that happened.
        let sort = |i: &usize| {
            let token = &sentence.tokens[*i];
            !matches!(token.relation, Relation::Compound | Relation::NmodUnmarked) || token.tag == Tag::Verb
        };
        let own = self.inside.clone().filter(sort);
        let mut words = self.news().into_iter().chain(own).chain(hanging).chain(above).chain(further);
        words.find_map(|i| self.known(i))
    }

    /// Within the clause.
    fn by_nearness(&self) -> Option<(Span, u16)> {
        let (tokens, inside) = (&self.sentence.tokens, &self.inside);
        let stop = |i: &usize| tokens[*i].tag != Tag::Punct && tokens[*i].tag != Tag::Cconj;
        let after = (inside.end..tokens.len().min(inside.end + BEHIND)).take_while(stop);
        let before = (inside.start.saturating_sub(NEAR)..inside.start).rev().take_while(stop);
        after.chain(before).filter_map(|i| self.known(i)).find(|(_, kind)| *kind < HARM)
    }
}

/// Whether what hangs at `head` does the harm that the verb tells: "six officers did not injure this man".
fn does_harm(sentence: &Sentence, head: usize, verb: usize) -> bool {
    let subject = sentence.tokens[head].relation == Relation::Nsubj && sentence.head(head) == Some(verb);
    subject && sentence.child(verb, Relation::Obj).is_some()
}

/// Whether the word at `span` and those behind tell that somebody "lost their lives".
fn loses_life(words: &AmountWords, sentence: &Sentence, span: Span) -> bool {
    let at = sentence.tokens_in(span).start;
    let behind = at + 1..sentence.tokens.len().min(at + NEAR);
    words.losing.has(sentence.tokens[at].lemma)
        && sentence.tokens[behind].iter().any(|token| words.lives.has(token.lemma))
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

/// By what a place in a ranking is one: "youngest" of "the second-youngest". "The largest" may be by anything.
fn ranked_by(spot: &Spot) -> Option<Word> {
    let Spot { language, sentence, figure, .. } = *spot;
    let mut tokens = sentence.tokens_in(figure.span).rev().filter(|_| figure.quantity.unit == Unit::RANK);
    let by = tokens.find_map(|i| {
        let token = &sentence.tokens[i];
        is_superlative(language, token.word, token.span.of(spot.text())).then_some(token.word)
    });
    by.filter(|word| !language.amounts.greatest.has(*word))
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

/// Whether a figure counts the counts of a charge, "24 counts of murder", and is not itself the count of something: "a count of 24".
fn is_of_charges(words: &AmountWords, figure: &Figure) -> bool {
    figure.of.as_ref().is_some_and(|of| of.span.start >= figure.span.end && words.charges.has(Word::lowered(&of.head)))
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

/// "One of the reasons" counts nothing; "one of the girls" does.
fn is_one_of_any(language: &Language, text: &str, sentence: &Sentence, figure: &Figure) -> bool {
    let noun = figure.of.as_ref().and_then(|of| sentence.tokens_in(of.span).next_back());
    language.amounts.of_any.start(&text[figure.span.end()..])
        && noun.is_some_and(|noun| language.figures.uncounted.has(sentence.tokens[noun].lemma))
}

/// The word that tells which share or count it is, right before it: "the top 2 percent", "the remaining 12".
fn led_by(language: &Language, sentence: &Sentence, figure: &Figure) -> Option<Word> {
    let before = sentence.tokens_in(figure.span).start.checked_sub(1)?;
    let token = &sentence.tokens[before];
    (token.tag == Tag::Adj && !language.accounts.everyday.has(token.lemma)).then_some(token.lemma)
}

/// Which way a figure measures: by the words right behind it ("130ft deep", "30cm-diameter well"), past a conversion ("3,700 kilometers
/// (2,300 miles) high"), or at once before ("a depth of 48 meters", "weighed 8.5 tons", "flew 3,700 kilometers", but "flew at 900 meters").
fn dimension(words: &AmountWords, sentence: &Sentence, text: &str, figure: &Figure) -> Option<u16> {
    let inside = sentence.tokens_in(figure.span);
    let own = inside.clone().rev();
    let end = past_brackets(sentence, text, inside.end);
    let behind = end..sentence.tokens.len().min(end + BESIDE);
    let before = (inside.start.saturating_sub(BESIDE)..inside.start).rev();
    let stop = |i: &usize| !matches!(sentence.tokens[*i].tag, Tag::Cconj | Tag::Num);
    let near = own.chain(behind.take_while(stop)).chain(before.take_while(stop));
    let led = |i: usize| (i + 1..inside.start).any(|i| sentence.tokens[i].tag == Tag::Adp);
    let is_said = |i: &usize| !words.covering.has(sentence.tokens[*i].lemma) || *i < inside.start && !led(*i);
    near.into_iter().filter(is_said).find_map(|i| of_list(&words.dimensions, &sentence.tokens[i]))
}

/// Past what stands in brackets at a token, if they close soon: "(2,300 miles)".
fn past_brackets(sentence: &Sentence, text: &str, at: usize) -> usize {
    let is = |i: usize, mark: &str| sentence.tokens.get(i).is_some_and(|token| token.span.of(text) == mark);
    let close = (at..at + BESIDE + 1).find(|&i| is(i, ")"));
    close.filter(|_| is(at, "(")).map_or(at, |close| close + 1)
}

/// How far from a figure, in tokens, "deep" and "diameter" are still said of it.
const BESIDE: usize = 4;

/// Whether what one kind of happening does the other undoes, or excludes.
pub(super) fn contrary(language: &Language, one: u16, other: u16) -> bool {
    let contrary = &language.figures.contrary;
    contrary.contains(&(one, other)) || contrary.contains(&(other, one))
}

/// The first kinds in the list are harm done to people: killed, injured, missing.
pub(super) const HARM: u16 = 3;
