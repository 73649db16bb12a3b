//! Descriptions and pronouns that stand for somebody named before.

use super::pronouns::{
    self, MentionPlace, MentionShape, PeopleFacts, PersonMention, Pronoun, PronounChoice, PronounWeights, REACH,
};
use super::{Gender, Name, NameForm, Referent, genders};
use crate::annotate::sentences_in;
use crate::language::Language;
use crossread_language::{Features, MentionKind, Relation, Sentence, Span, Tag, Token, Word, is_given_name};
use foldhash::{HashMap, HashMapExt};

/// For each sentence how many are told before it. What stands under pictures, lines of a word or two ("Photo") and the words of somebody
/// who goes on speaking tell nothing of whom the text speaks of: behind them it is whoever it was.
fn told_before(sentences: &[Sentence], is_aside: &dyn Fn(&Sentence) -> bool) -> Vec<usize> {
    let is_line = |sentence: &Sentence| {
        sentence.tokens.len() < FEWEST_TOLD && sentence.tokens.iter().all(|token| token.tag != Tag::Verb)
    };
    let (mut told, mut asides) = (0, 0);
    let mut count = |sentence: &Sentence| {
        let before = told;
        let counts = !is_aside(sentence) && !is_line(sentence) || asides == MOST_ASIDES;
        asides = if counts { 0 } else { asides + 1 };
        told += usize::from(counts);
        before
    };
    sentences.iter().map(&mut count).collect()
}

/// Most sentences in a row that are passed over: a speech of many paragraphs.
const MOST_ASIDES: usize = 12;

/// Fewest tokens of a sentence without a verb that tells something.
const FEWEST_TOLD: usize = 4;

/// Adds descriptions and pronouns that clearly mean one named person.
pub(super) fn resolve(
    text: &str,
    sentences: &[Sentence],
    (title, is_caption): (Option<&str>, &dyn Fn(&Sentence) -> bool),
    (names, referents): (&mut Vec<Name>, &mut [Referent]),
    reading: &mut PronounReading,
) {
    let language = reading.language;
    let quoted = quoted_stretches(text, sentences);
    let is_quoted = |span: Span| is_within(&quoted, span);
    // Between marks from its first word to its last.
    let is_speech = |sentence: &Sentence| {
        let mut words = sentence.tokens.iter().filter(|token| token.tag != Tag::Punct).map(|token| token.span);
        words.next().is_some_and(is_quoted) && words.next_back().is_none_or(is_quoted)
    };
    let told_before = told_before(sentences, &|sentence| is_caption(sentence) || is_speech(sentence));
    names.sort_by_key(|name| name.span);
    let roles = Roles { language, text, titled: by_role(language, text, sentences, referents) };
    let known = known(language, (text, title), sentences, names, referents);
    let may_be_people = may_be_people(language, text, sentences, names, referents);
    let (people, added) = (Vec::new(), Vec::new());
    let mut company = Company { roles, quoted: &quoted, known, may_be_people, reading, referents, people, added };
    let mut ahead = &names[..];
    for (at, (sentence, told)) in sentences.iter().zip(told_before).enumerate() {
        let inside = ahead.iter().take_while(|name| name.span.start < sentence.span.end).count();
        let place = MentionPlace { language, text, sentence, at, told };
        company.read(place, is_caption(sentence), &ahead[..inside]);
        ahead = &ahead[inside..];
    }
    let added = company.added;
    let bodies = organizations(language, text, sentences, names);
    names.extend(added);
    names.extend(bodies);
}

/// Whether words stand in one of some stretches, which are in order.
fn is_within(stretches: &[Span], span: Span) -> bool {
    let i = stretches.partition_point(|stretch| stretch.end <= span.start);
    stretches.get(i).is_some_and(|stretch| stretch.overlaps(span))
}

/// Of whom a text speaks, as it is read from its first sentence to its last.
struct Company<'a, 'r> {
    roles: Roles<'a>,
    /// What stands between marks.
    quoted: &'a [Span],
    known: PeopleFacts,
    /// Who may be a person, each referent.
    may_be_people: Vec<bool>,
    reading: &'a mut PronounReading<'r>,
    referents: &'a mut [Referent],
    /// Whom the text spoke of lately, in order of place.
    people: Vec<PersonMention>,
    /// The descriptions and pronouns that clearly mean somebody.
    added: Vec<Name>,
}

/// A sentence that is read.
struct PeopleSentence<'a> {
    place: MentionPlace<'a>,
    /// Whether it stands under a picture.
    in_caption: bool,
    /// How many were spoken of before it.
    before: usize,
    /// The genders of its pronouns so far of whom it is not known whom they mean.
    open: Vec<Gender>,
}

impl Company<'_, '_> {
    /// Reads a sentence with the names in it: whom its pronouns and descriptions mean.
    fn read(&mut self, place: MentionPlace, in_caption: bool, names: &[Name]) {
        // Nobody who is only named under a picture is meant by the text that goes on behind it.
        self.people.retain(|person| in_caption || !person.in_caption);
        let MentionPlace { language, sentence, told, .. } = place;
        let mut line = PeopleSentence { place, in_caption, before: self.people.len(), open: Vec::new() };
        for name in names {
            if self.may_be_people[name.referent as usize] {
                let mention = self.mention(&line, head(sentence, name.span), name.span, name.referent);
                self.people.push(PersonMention { kind: name.kind, ..mention });
                *self.known.mentioned.entry(name.referent).or_default() += 1;
            }
        }
        for (i, token) in sentence.tokens.iter().enumerate() {
            let gender = pronoun_gender(language, token.word)
                .filter(|_| token.tag == Tag::Pron && !token.features.has(Features::FIRST));
            if let Some(gender) = gender {
                if let Some(referent) = self.pronoun(&mut line, i, gender) {
                    self.add(&line, i, (token.span, referent), Some(gender));
                }
            } else if token.tag == Tag::Noun
                && language.names.roles.has(token.lemma)
                && let Some(found) = described(&self.roles, sentence, i, &self.people, told)
            {
                self.add(&line, i, found, None);
            }
        }
        let keep = self.people.partition_point(|person| person.told + REACH < told);
        self.people.drain(..keep);
    }

    /// A mention of somebody in a sentence, `head` its head token.
    fn mention(&self, line: &PeopleSentence, head: Option<usize>, span: Span, referent: u32) -> PersonMention {
        let mention = PersonMention::new(&line.place, head, (span, referent), is_within(self.quoted, span));
        PersonMention { in_caption: line.in_caption, ..mention }
    }

    /// Whom the pronoun at token `i` clearly means. Whom it only likely means is still likelier to be meant again.
    fn pronoun(&mut self, line: &mut PeopleSentence, i: usize, gender: Gender) -> Option<u32> {
        let MentionPlace { language, sentence, told, at, .. } = line.place;
        let token = &sentence.tokens[i];
        let quoted = is_within(self.quoted, token.span);
        let opening = sentence.tokens.iter().find(|token| token.tag != Tag::Punct);
        let is_behind_words = !quoted && opening.is_some_and(|token| is_within(self.quoted, token.span));
        let pronoun = Pronoun { language, sentence, told, at, i, gender, quoted, is_behind_words };
        let others = without_told(&self.roles, &pronoun, &self.people);
        let likely = meant(&pronoun, others.as_ref().unwrap_or(&self.people), &self.known, self.reading);
        // "She says Marsh saw that she …": whom the first means the second means too.
        let shown =
            |referent: u32| self.referents[referent as usize].gender.or(self.known.genders[referent as usize].known());
        let is_meant = |&(referent, is_clear): &(u32, bool)| {
            is_clear && (shown(referent).is_some() || !line.open.contains(&gender))
        };
        let meant = likely.filter(is_meant);
        if meant.is_none() {
            if token.relation.is_subject() {
                line.open.push(gender);
            }
            if let Some((referent, _)) = likely {
                self.speak_of(line, i, (token.span, referent), true);
            }
        }
        meant.map(|(referent, _)| referent)
    }

    /// Adds the words at token `i` that mean somebody: a pronoun of a gender, or a description.
    fn add(&mut self, line: &PeopleSentence, i: usize, (span, referent): (Span, u32), gender: Option<Gender>) {
        // Whoever is meant by a pronoun or a description stays who the text speaks of.
        self.speak_of(line, i, (span, referent), gender.is_some());
        let somebody = &mut self.referents[referent as usize];
        if let Some(gender) = gender {
            somebody.gender.get_or_insert(gender);
            self.known.genders[referent as usize].by_pronoun.get_or_insert(gender);
        } else {
            somebody.titles.push(span);
        }
        let form = if gender.is_some() { NameForm::Pronoun } else { NameForm::Described };
        self.added.push(Name { span, kind: MentionKind::Person, form, referent });
    }

    /// Puts whom the words at token `i` mean among those the text speaks of.
    fn speak_of(&mut self, line: &PeopleSentence, i: usize, (span, referent): (Span, u32), is_pronoun: bool) {
        let mention = self.mention(line, Some(i), span, referent);
        let place = line.before + self.people[line.before..].partition_point(|person| person.span < span);
        self.people.insert(place, PersonMention { is_pronoun, ..mention });
    }
}

/// Everybody without those whom a pronoun can't mean because what its verb tells is of them by name or as "the mayor": "He called the
/// mayor's plan mad" is not the mayor's saying. Then it is somebody of this sentence or the one before, if anybody is named there.
fn without_told(roles: &Roles, pronoun: &Pronoun, people: &[PersonMention]) -> Option<Vec<PersonMention>> {
    let sentence = pronoun.sentence;
    let is_role_behind = |&at: &usize| {
        let role = &sentence.tokens[at];
        role.tag == Tag::Noun
            && roles.language.names.roles.has(role.lemma)
            && pronouns::is_told_behind(sentence, pronoun.i, at)
    };
    let behind = (pronoun.i + 1..sentence.tokens.len()).filter(is_role_behind);
    let called = behind.filter_map(|at| described(roles, sentence, at, people, pronoun.told));
    let is_told = |one: &&PersonMention| pronouns::is_commanded(pronoun, one) || pronouns::is_asked_about(pronoun, one);
    let named = people.iter().filter(is_told).map(|one| one.referent);
    let told: Vec<u32> = called.map(|(_, referent)| referent).chain(named).collect();
    if told.is_empty() {
        return None;
    }
    let others = || people.iter().filter(|one| !told.contains(&one.referent));
    let near = |one: &&PersonMention| one.told + 1 >= pronoun.told && one.kind == MentionKind::Person;
    let nearest: Vec<u32> = others().filter(near).map(|one| one.referent).collect();
    Some(others().filter(|one| nearest.is_empty() || nearest.contains(&one.referent)).cloned().collect())
}

/// Who may be a person, each referent: people, and what was taken for a place or a thing and bears a given name, or does something
/// somewhere in the text and nowhere stands as places do ("in Orm", "Orm police").
fn may_be_people(
    language: &Language,
    text: &str,
    sentences: &[Sentence],
    names: &[Name],
    referents: &[Referent],
) -> Vec<bool> {
    let (mut acts, mut lies) = (vec![false; referents.len()], vec![false; referents.len()]);
    for name in names.iter().filter(|name| is_unsure(language, text, name)) {
        let referent = name.referent as usize;
        let Some(sentence) = sentences_in(sentences, name.span).first() else { continue };
        let Some(head) = head(sentence, name.span) else { continue };
        acts[referent] |= sentence.tokens[head].relation == Relation::Nsubj
            && sentence.head(head).is_some_and(|verb| sentence.tokens[verb].tag == Tag::Verb);
        lies[referent] |= sentence.tokens[head].relation == Relation::Compound
            || sentence
                .child(head, Relation::Case)
                .is_some_and(|case| language.names.lying.has(sentence.tokens[case].word));
    }
    let mut may_be: Vec<bool> = acts.iter().zip(&lies).map(|(acts, lies)| *acts && !lies).collect();
    for name in names {
        let is_given = || is_unsure(language, text, name) && genders::leaning(language, name.span.of(text)).is_some();
        may_be[name.referent as usize] |= name.kind == MentionKind::Person || is_given();
    }
    may_be
}

/// Whether what was taken for a place or a thing has words that a person's name could have.
fn is_unsure(language: &Language, text: &str, name: &Name) -> bool {
    let words = name.span.of(text);
    matches!(name.kind, MentionKind::Place | MentionKind::Other)
        && words.split(' ').count() <= LONGEST_NAME
        && words.split([' ', '-']).all(|word| word.starts_with(char::is_uppercase))
        && !language.names.countries.is_country(words)
}

const LONGEST_NAME: usize = 3;

/// What pronouns are read with, and, where somebody wants to learn from them, the choices there were.
pub(super) struct PronounReading<'a> {
    pub language: &'a Language,
    pub weights: &'a PronounWeights,
    pub choices: Option<Vec<PronounChoice>>,
}

/// Whom a pronoun means: the only person who may be meant, or whoever leads the others.
fn meant(
    pronoun: &Pronoun,
    people: &[PersonMention],
    known: &PeopleFacts,
    reading: &mut PronounReading,
) -> Option<(u32, bool)> {
    let choice = pronouns::choice(pronoun, people, known);
    let only = pronouns::only(pronoun, people, &choice).map(|only| (only, true));
    let meant = only.or_else(|| pronouns::meant(pronoun, people, known, &choice, reading.weights));
    let meant = meant.filter(|(referent, _)| !pronouns::somebody_unnamed_is_nearer(pronoun, people, *referent));
    if let Some(choices) = &mut reading.choices {
        choices.push(choice);
    }
    meant
}

/// The token of a name that hangs on none of its others.
fn head(sentence: &Sentence, name: Span) -> Option<usize> {
    let is_outside = |head: usize| !name.contains(sentence.tokens[head].span);
    sentence.tokens_in(name).find(|&i| sentence.head(i).is_none_or(is_outside))
}

/// What is known of everybody before the text is gone through.
fn known(
    language: &Language,
    (text, title): (&str, Option<&str>),
    sentences: &[Sentence],
    names: &[Name],
    referents: &[Referent],
) -> PeopleFacts {
    let mut genders = genders::shown(language, text, sentences, names, referents);
    let mut named: HashMap<u32, usize> = HashMap::new();
    let people = names.iter().filter(|name| name.kind == MentionKind::Person);
    people.clone().for_each(|name| *named.entry(name.referent).or_default() += 1);
    for (shown, referent) in genders.iter_mut().zip(referents) {
        shown.by_words = referent.gender.or(shown.by_words);
    }
    let title = title.map(|title| title.split(['(', ',']).next().unwrap_or_default().trim());
    let title = title.filter(|title| is_name(language, title)).unwrap_or_default();
    let about = |referent: &Referent| {
        let name = referent.name.of(text);
        let last = |words: &str| words.rsplit(' ').next().map(Word::lowered);
        let is_short = !name.contains(' ') && title.split(' ').any(|part| part == name);
        !title.is_empty()
            && (is_short || last(name) == last(title) && name.split(' ').next() == title.split(' ').next())
    };
    let about: Vec<bool> = referents.iter().map(about).collect();
    let bears = people.clone().any(|name| about[name.referent as usize]);
    PeopleFacts {
        is_about_one: bears || title.split(' ').next().is_some_and(|first| is_given_name(Word::lowered(first))),
        about,
        genders,
        mentioned: HashMap::new(),
        named,
        first: people.clone().map(|name| name.referent).next(),
    }
}

/// Whether words may be somebody's name and nothing else.
fn is_name(language: &Language, words: &str) -> bool {
    let is_part =
        |word: &str| word.starts_with(char::is_uppercase) || language.names.particles.has(Word::lowered(word));
    (2..=4).contains(&words.split(' ').count()) && words.split(' ').all(is_part)
}

/// Who bears which role in a text.
struct Roles<'a> {
    language: &'a Language,
    text: &'a str,
    titled: HashMap<Word, Vec<TitledPerson>>,
}

/// Who is introduced with a role.
fn by_role(
    language: &Language,
    text: &str,
    sentences: &[Sentence],
    referents: &[Referent],
) -> HashMap<Word, Vec<TitledPerson>> {
    let mut by_role: HashMap<Word, Vec<TitledPerson>> = HashMap::new();
    for (r, referent) in referents.iter().enumerate() {
        for title in &referent.titles {
            // "Prosecutor for President Brandt" is no president.
            let own = |(sentence, i): &(&Sentence, usize)| {
                let before = sentence.tokens_in(*title).start..*i;
                sentence.tokens[before].iter().all(|token| !language.names.under.has(token.word))
            };
            let is_titled = |(sentence, i): &(&Sentence, usize)| language.names.roles.has(sentence.tokens[*i].lemma);
            for (sentence, i) in tokens_of(sentences, *title).filter(is_titled).filter(own) {
                let of = nation(language, text, sentence, sentence.tokens_in(*title));
                let rank = rank(language, sentence, sentence.tokens_in(*title).start..i);
                let is_former = is_former(language, sentence, sentence.tokens_in(*title).start..i);
                let titled = TitledPerson { referent: r as u32, introduced: title.start, of, rank, is_former };
                by_role.entry(sentence.tokens[i].lemma).or_default().push(titled);
            }
        }
    }
    // "The Turkish President Ole Brandt" is it wherever he is "President Brandt" alone, and who was it once is no longer.
    for titled in by_role.values_mut() {
        for at in 0..titled.len() {
            let (referent, rank) = (titled[at].referent, titled[at].rank);
            let all = || titled.iter().filter(|one| one.referent == referent && one.rank == rank);
            let of = all().find_map(|one| one.of);
            let is_former = all().any(|one| one.is_former);
            (titled[at].of, titled[at].is_former) = (of, is_former);
        }
    }
    by_role
}

/// "It said", "the company said": the organization that is the subject of the sentence before, or of this one. Any other
/// subject in between leaves open what is meant.
fn organizations(language: &Language, text: &str, sentences: &[Sentence], names: &[Name]) -> Vec<Name> {
    let mut added = Vec::new();
    let mut topic: Option<(u32, usize)> = None;
    for (s, sentence) in sentences.iter().enumerate() {
        let Some(subject) = sentence.subject(sentence.root()) else { continue };
        let named = |i: usize| {
            let span = sentence.tokens[i].span;
            let at = names.partition_point(|name| name.span.end <= span.start);
            let name = names.get(at).filter(|name| name.span.contains(span) && name.form == NameForm::Named)?;
            Some((name.kind, name.referent))
        };
        let near = topic.filter(|&(_, at)| at + 1 == s).map(|(referent, _)| referent);
        let stands_for = |i: usize| {
            let token = &sentence.tokens[i];
            let is_it = language.grammar.it.has(token.word) && token.tag == Tag::Pron;
            let described = i > 0
                && language.names.bodies_again.has(token.lemma)
                && !token.features.has(Features::PLURAL)
                && language.names.definite_spelled.has(sentence.tokens[i - 1].span.of(text));
            match (is_it, described) {
                (true, _) => Some((token.span, NameForm::Pronoun)),
                (_, true) => Some((sentence.words(i - 1, i), NameForm::Described)),
                _ => None,
            }
        };
        let mut push = |(span, form): (Span, NameForm), referent: u32| {
            added.push(Name { span, kind: MentionKind::Organization, form, referent });
        };
        topic = match (named(subject), stands_for(subject), near) {
            (Some((MentionKind::Organization, referent)), ..) => {
                // "Orm Steel said it would sell": the subject of what it says.
                let inner = (subject + 1..sentence.tokens.len()).filter(|&i| {
                    sentence.tokens[i].relation == Relation::Nsubj && language.grammar.it.has(sentence.tokens[i].word)
                });
                inner.filter_map(stands_for).for_each(|found| push(found, referent));
                Some((referent, s))
            }
            (None, Some(found), Some(referent)) => {
                push(found, referent);
                Some((referent, s))
            }
            _ => None,
        };
    }
    added
}

fn pronoun_gender(language: &Language, word: Word) -> Option<Gender> {
    if language.names.masculine.has(word) {
        Some(Gender::Masculine)
    } else if language.names.feminine.has(word) {
        Some(Gender::Feminine)
    } else {
        None
    }
}

/// Somebody with a role in a title.
struct TitledPerson {
    referent: u32,
    /// Where the title begins.
    introduced: u32,
    /// The nation in it: "Turkish President".
    of: Option<Word>,
    /// The word by which it is a lower post: "deputy director".
    rank: Option<Word>,
    /// Whether they had it once: "former mayor".
    is_former: bool,
}

/// Whether some words of a title tell that somebody had a post once.
fn is_former(language: &Language, sentence: &Sentence, tokens: std::ops::Range<usize>) -> bool {
    sentence.tokens[tokens].iter().any(|token| language.names.former.has(token.word))
}

/// The word by which a post is a lower one.
fn rank(language: &Language, sentence: &Sentence, tokens: std::ops::Range<usize>) -> Option<Word> {
    sentence.tokens[tokens].iter().map(|token| token.lemma).find(|lemma| language.names.ranks.has(*lemma))
}

/// The nation that some words of a sentence name: "the Turkish president".
fn nation(language: &Language, text: &str, sentence: &Sentence, tokens: std::ops::Range<usize>) -> Option<Word> {
    let named = |token: &&Token| language.names.countries.of_demonym(token.span.of(text)).is_some();
    sentence.tokens[tokens].iter().find(named).map(|token| token.word)
}

/// "the foreign minister": the one person in the article whose title has this role and none of whose modifiers speaks
/// against it, named before it.
fn described(roles: &Roles, sentence: &Sentence, i: usize, people: &[PersonMention], s: usize) -> Option<(Span, u32)> {
    let Roles { language, text, .. } = *roles;
    let tokens = &sentence.tokens;
    let role = &tokens[i];
    if role.features.has(Features::PLURAL) || tokens.get(i + 1).is_some_and(|next| next.tag == Tag::Propn) {
        return None;
    }
    // Walk left over modifiers to the article; without "the" it is not a description of somebody known.
    let mut first = i;
    while first > 0 && i - first < 5 && matches!(tokens[first - 1].tag, Tag::Adj | Tag::Noun | Tag::Propn) {
        first -= 1;
    }
    let determiner = first.checked_sub(1)?;
    if !language.names.pointing.has(tokens[determiner].span.of(text)) {
        return None;
    }
    // "the president of France" describes by what follows, which titles before names do not say.
    if tokens.get(i + 1).is_some_and(|next| language.grammar.genitive.has(next.word)) {
        return None;
    }
    let referent = bearer(roles, sentence, (first, i), people, s)?;
    Some((sentence.words(determiner, i), referent))
}

/// Who bears the role at token `i`, which modifiers stand before from token `first` on, `s` sentences into what is told.
fn bearer(
    roles: &Roles,
    sentence: &Sentence,
    (first, i): (usize, usize),
    people: &[PersonMention],
    s: usize,
) -> Option<u32> {
    let Roles { text, .. } = *roles;
    let role = &sentence.tokens[i];
    // "The director" is not the deputy director, nor the deputy the director.
    let rank = rank(roles.language, sentence, first..i);
    let titled: Vec<&TitledPerson> = roles.titled.get(&role.lemma)?.iter().filter(|one| one.rank == rank).collect();
    let named = |one: &&&TitledPerson| people.iter().any(|person| person.referent == one.referent);
    // Whom the text calls president of nothing is its president, as soon as he is named.
    let of = nation(roles.language, text, sentence, first..i);
    let was = is_former(roles.language, sentence, first..i);
    let own = titled.iter().filter(|one| one.of.is_none() && of.is_none() && one.is_former == was).filter(named);
    let mut candidates: Vec<u32> = own.map(|one| one.referent).collect();
    if candidates.is_empty() {
        let known = titled.iter().filter(|one| one.introduced < role.span.start);
        let fits = known.filter(|one| of.is_none() || one.of.is_none() || one.of == of);
        let is_theirs = |one: &&&TitledPerson| of.is_some() && one.of == of;
        let theirs: Vec<u32> = fits.clone().filter(is_theirs).map(|one| one.referent).collect();
        candidates = if theirs.is_empty() { fits.map(|one| one.referent).collect() } else { theirs };
    }
    candidates.sort_unstable();
    candidates.dedup();
    // Who is named in the sentence as somebody else is not meant: "The president saw Brandt".
    let is_beside = |referent: &u32| {
        let mut here =
            people.iter().filter(|person| person.referent == *referent && person.told == s && !person.is_pronoun);
        here.any(|person| person.shape != MentionShape::Other && !is_called(sentence, i, person.span))
    };
    if candidates.len() > 1 || of.is_some() {
        candidates.retain(|referent| !is_beside(referent));
    }
    if candidates.len() > 1 {
        // Several: the one among them who leads the sentence before, or was named last, if that was near.
        let near =
            || people.iter().rev().filter(|person| candidates.contains(&person.referent) && s - person.told <= 1);
        let nearest = near().find(|person| person.leads).or_else(|| near().next())?;
        candidates = vec![nearest.referent];
    }
    let [referent] = candidates[..] else { return None };
    Some(referent)
}

/// Whether a name says who a description is for, right behind it: "the president, Ole Brandt".
fn is_called(sentence: &Sentence, i: usize, name: Span) -> bool {
    let first = sentence.tokens_in(name).start;
    first > i && sentence.tokens[i + 1..first].iter().all(|token| token.tag == Tag::Punct)
}

/// Every token in `span`, with its sentence.
fn tokens_of(sentences: &[Sentence], span: Span) -> impl Iterator<Item = (&Sentence, usize)> {
    sentences_in(sentences, span).iter().flat_map(move |sentence| sentence.tokens_in(span).map(move |i| (sentence, i)))
}

/// Whether words between marks are the writer's as much as the speaker's, so that "his" in them is whoever "his" would be outside: what
/// begins in the middle of a sentence ("proud of his record"), and titles and terms of a few words.
fn is_fragment(text: &str, sentences: &[Sentence], stretch: Span) -> bool {
    let words = stretch.of(text).trim_start();
    let mut tokens =
        sentences_in(sentences, stretch).iter().flat_map(|sentence| &sentence.tokens[sentence.tokens_in(stretch)]);
    words.starts_with(char::is_lowercase)
        || words.split_whitespace().count() <= LONGEST_TITLE
            && tokens.all(|token| !token.features.has(Features::FINITE))
}

const LONGEST_TITLE: usize = 6;

/// What stands between double quotation marks, within a block.
fn quoted_stretches(text: &str, sentences: &[Sentence]) -> Vec<Span> {
    let mut stretches = Vec::new();
    let mut open: Option<(u32, u32)> = None;
    for sentence in sentences {
        if open.is_some_and(|(part, _)| part != sentence.part) {
            open = None;
        }
        for token in &sentence.tokens {
            let words = token.span.of(text);
            let opens = matches!(words, "“" | "„" | "«" | "``");
            let closes = matches!(words, "”" | "»" | "''");
            if open.is_none() && (opens || words == "\"") {
                open = Some((sentence.part, token.span.end));
            } else if (closes || words == "\"")
                && let Some((_, start)) = open.take()
            {
                let stretch = Span { start, end: token.span.start };
                if !is_fragment(text, sentences, stretch) {
                    stretches.push(stretch);
                }
            }
        }
    }
    stretches
}
