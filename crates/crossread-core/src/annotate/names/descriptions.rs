//! Descriptions and pronouns that stand for somebody named before.

use super::{Gender, Name, NameForm, Referent, countries, entries, is_role};
use crate::annotate::sentences_in;
use crossread_language::{Features, MentionKind, Relation, Sentence, Span, Tag, Token, Word};
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// How many sentences back a description or pronoun reaches. News keeps its topic near; read on the seeds and two
/// whole stories, most joins from farther back were wrong, so beyond two sentences nothing is said.
const REACH: usize = 2;

/// A person mentioned by name, where pronouns look for them.
struct Candidate {
    /// How many sentences are told before the one that names them, and its index.
    sentence: usize,
    at: usize,
    referent: u32,
    span: Span,
    part: Part,
    /// The token of its sentence that the mention hangs on, with those it is joined to.
    verbs: Vec<usize>,
    quoted: bool,
    /// Whether they are the subject of a verb of saying.
    speaks: bool,
    /// Whether they are the subject of the sentence's main verb.
    leads: bool,
    /// Whether the mention stands under a picture.
    in_caption: bool,
}

/// What part a mention has in its clause.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Subject,
    Object,
    Possessor,
    Other,
}

impl Part {
    fn of(relation: Relation) -> Part {
        match relation {
            _ if relation.is_subject() => Part::Subject,
            Relation::Obj | Relation::Iobj => Part::Object,
            Relation::NmodPoss => Part::Possessor,
            _ => Part::Other,
        }
    }
}

/// A pronoun with what chooses whom it means.
struct Pronoun<'a> {
    sentence: &'a Sentence,
    /// How many sentences are told before its own, the index of its sentence, and of its token.
    s: usize,
    at: usize,
    i: usize,
    gender: Gender,
    quoted: bool,
}

/// What speaks for a person to be meant, in points. Chosen on GAP's development part.
const IS_SUBJECT: i32 = 5;
const IS_POSSESSOR: i32 = -1;
const IN_SAME_PART: i32 = 2;
const GENDER_KNOWN: i32 = 3;
const PER_SENTENCE_BACK: i32 = -3;
/// "Lowe said it fell. He added": whoever spoke goes on. Speech is rare in GAP; chosen so that it outweighs a subject of
/// what was said.
const SPEAKS_ON: i32 = 6;
const PER_PERSON_BETWEEN: i32 = -2;
const PER_MENTION: i32 = 1;
const MOST_MENTIONS: i32 = 2;

/// By how many points the person who is meant must lead the next: a guess is not said.
const LEAD: i32 = 3;

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
    is_caption: &dyn Fn(&Sentence) -> bool,
    (names, referents): (&mut Vec<Name>, &mut [Referent]),
) {
    let quoted = quoted_stretches(text, sentences);
    let is_quoted = |span: Span| {
        let i = quoted.partition_point(|stretch| stretch.end <= span.start);
        quoted.get(i).is_some_and(|stretch| stretch.overlaps(span))
    };
    // Between marks from its first word to its last.
    let is_speech = |sentence: &Sentence| {
        let mut words = sentence.tokens.iter().filter(|token| token.tag != Tag::Punct).map(|token| token.span);
        words.next().is_some_and(is_quoted) && words.next_back().is_none_or(is_quoted)
    };
    let told_before = told_before(sentences, &|sentence| is_caption(sentence) || is_speech(sentence));
    let leanings: Vec<Option<Gender>> = referents.iter().map(|referent| leaning(referent.name.of(text))).collect();
    let mut mentions: HashMap<u32, i32> = HashMap::new();
    let mut people: Vec<Candidate> = Vec::new();
    let mut by_role = HashMap::new();
    for (r, referent) in referents.iter().enumerate() {
        for title in &referent.titles {
            for (sentence, i) in tokens_of(sentences, *title) {
                if is_role(sentence.tokens[i].lemma) {
                    let of = nation(text, sentence, sentence.tokens_in(*title));
                    let rank = rank(sentence, sentence.tokens_in(*title).start..i);
                    let titled = Titled { referent: r as u32, introduced: title.start, of, rank };
                    by_role.entry(sentence.tokens[i].lemma).or_insert_with(Vec::new).push(titled);
                }
            }
        }
    }
    names.sort_by_key(|name| name.span);
    let mut next = 0;
    let mut added = Vec::new();
    for (at, (sentence, s)) in sentences.iter().zip(told_before).enumerate() {
        let in_caption = is_caption(sentence);
        // Nobody who is only named under a picture is meant by the text that goes on behind it.
        people.retain(|person| in_caption || !person.in_caption);
        let named_before = people.len();
        while let Some(name) = names.get(next).filter(|name| name.span.start < sentence.span.end) {
            next += 1;
            if name.kind != MentionKind::Person {
                continue;
            }
            let head = sentence
                .tokens_in(name.span)
                .find(|&i| sentence.head(i).is_none_or(|head| !name.span.contains(sentence.tokens[head].span)));
            let one = candidate(sentence, s, head, (name.span, name.referent), is_quoted(name.span));
            people.push(Candidate { in_caption, at, ..one });
            *mentions.entry(name.referent).or_default() += 1;
        }
        let here = &people[..];
        // Of pronouns before, in this sentence, of whom it is not known whom they mean.
        let mut open: Vec<Gender> = Vec::new();
        for (i, token) in sentence.tokens.iter().enumerate() {
            let found = if token.tag == Tag::Pron {
                pronoun_gender(token.word).filter(|_| !token.features.has(Features::FIRST)).and_then(|gender| {
                    let pronoun = Pronoun { sentence, s, at, i, gender, quoted: is_quoted(token.span) };
                    let gender_of = |r: u32| referents[r as usize].gender.or(leanings[r as usize]);
                    let meant = meant(&pronoun, here, &gender_of, &mentions);
                    // "She says Marsh saw that she …": whom the first means the second means too.
                    let meant = meant.filter(|&referent| gender_of(referent).is_some() || !open.contains(&gender));
                    if meant.is_none() && token.relation.is_subject() {
                        open.push(gender);
                    }
                    meant.map(|referent| (token.span, referent, NameForm::Pronoun, Some(gender)))
                })
            } else if token.tag == Tag::Noun && is_role(token.lemma) {
                described(text, sentence, i, &by_role, here, s)
                    .map(|(span, referent)| (span, referent, NameForm::Described, None))
            } else {
                None
            };
            if let Some((span, referent, form, gender)) = found {
                if form == NameForm::Pronoun && gender.is_some() && referents[referent as usize].gender.is_none() {
                    referents[referent as usize].gender = gender;
                }
                added.push(Name { span, kind: MentionKind::Person, form, referent });
                if form == NameForm::Described {
                    referents[referent as usize].titles.push(span);
                }
            }
        }
        // Whoever is meant by a pronoun or a description stays the topic of the next sentences, as a subject does.
        let topics: Vec<Candidate> = added
            .iter()
            .filter(|name| sentence.span.contains(name.span))
            .map(|name| {
                let head = sentence.tokens_in(name.span).last();
                let mention = candidate(sentence, s, head, (name.span, name.referent), is_quoted(name.span));
                Candidate { part: Part::Subject, in_caption, at, ..mention }
            })
            .collect();
        people.extend(topics);
        people[named_before..].sort_by_key(|person| person.span);
        let keep = people.partition_point(|person| person.sentence + REACH < s);
        people.drain(..keep);
    }
    let bodies = organizations(text, sentences, names);
    names.extend(added);
    names.extend(bodies);
}

/// "It said", "the company said": the organization that is the subject of the sentence before, or of this one. Any other
/// subject in between leaves open what is meant.
fn organizations(text: &str, sentences: &[Sentence], names: &[Name]) -> Vec<Name> {
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
            let is_it = token.word == Word::of("it") && token.tag == Tag::Pron;
            let described = i > 0
                && BODIES.contains(&token.lemma)
                && !token.features.has(Features::PLURAL)
                && matches!(sentence.tokens[i - 1].span.of(text), "the" | "The");
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
                    sentence.tokens[i].relation == Relation::Nsubj && sentence.tokens[i].word == Word::of("it")
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

/// Nouns by which an organization is called once it is known.
const BODIES: [Word; 16] = [
    Word::of("company"),
    Word::of("firm"),
    Word::of("group"),
    Word::of("agency"),
    Word::of("bank"),
    Word::of("airline"),
    Word::of("club"),
    Word::of("charity"),
    Word::of("ministry"),
    Word::of("department"),
    Word::of("operator"),
    Word::of("union"),
    Word::of("organization"),
    Word::of("organisation"),
    Word::of("corporation"),
    Word::of("university"),
];

fn pronoun_gender(word: Word) -> Option<Gender> {
    const MASCULINE: [Word; 4] = [Word::of("he"), Word::of("him"), Word::of("his"), Word::of("himself")];
    const FEMININE: [Word; 4] = [Word::of("she"), Word::of("her"), Word::of("hers"), Word::of("herself")];
    if MASCULINE.contains(&word) {
        Some(Gender::Masculine)
    } else if FEMININE.contains(&word) {
        Some(Gender::Feminine)
    } else {
        None
    }
}

/// A mention in a sentence, `head` its head token.
fn candidate(
    sentence: &Sentence,
    s: usize,
    head: Option<usize>,
    (span, referent): (Span, u32),
    quoted: bool,
) -> Candidate {
    // "Resident Ann Lowe said": the name may hang on what she is, which is the subject.
    let describes = |at: &usize| {
        use Relation::{Appos, Flat, NmodDesc};
        matches!(sentence.tokens[*at].relation, Appos | Flat | NmodDesc)
    };
    let head = head.map(|i| sentence.ancestors(i).find(|at| !describes(at)).unwrap_or(i));
    let part = head.map_or(Part::Other, |i| Part::of(sentence.tokens[i].relation));
    let verb = head.filter(|_| part == Part::Subject).and_then(|i| sentence.head(i));
    // The verbs joined to its verb have the same subject: "attempted to lift his stick but struck him".
    let joined = |&at: &usize| {
        let token = &sentence.tokens[at];
        let above = sentence.head(at);
        above == verb && matches!(token.relation, Relation::Conj | Relation::Xcomp) && sentence.subject(at).is_none()
    };
    let verbs = verb.into_iter().chain((0..sentence.tokens.len()).filter(joined).filter(|_| verb.is_some())).collect();
    let speaks = verb.is_some_and(|verb| SAYING.contains(&sentence.tokens[verb].lemma));
    Candidate {
        sentence: s,
        referent,
        span,
        part,
        verbs,
        quoted,
        speaks,
        leads: verb == Some(sentence.root()),
        in_caption: false,
        at: 0,
    }
}

/// Verbs of saying whose subject goes on speaking in the next sentence.
const SAYING: [Word; 12] = [
    Word::of("say"),
    Word::of("tell"),
    Word::of("add"),
    Word::of("note"),
    Word::of("write"),
    Word::of("tweet"),
    Word::of("explain"),
    Word::of("warn"),
    Word::of("argue"),
    Word::of("continue"),
    Word::of("insist"),
    Word::of("testify"),
];

/// The gender that a given name shows.
pub(super) fn leaning(name: &str) -> Option<Gender> {
    let first = name.split([' ', '-']).next()?;
    GENDERS.get(&Word::lowered(first)).copied()
}

/// Given names by the gender that bears them.
static GENDERS: LazyLock<HashMap<Word, Gender>> = LazyLock::new(|| {
    let lines =
        entries(include_str!("../../../data/en/given-name-genders.txt")).filter_map(|line| line.split_once(':'));
    lines
        .flat_map(|(gender, names)| {
            let gender = if gender == "m" { Gender::Masculine } else { Gender::Feminine };
            names.split_whitespace().map(move |name| (Word::of(name), gender))
        })
        .collect()
});

/// The person a pronoun means, if one in reach leads the others.
fn meant(
    pronoun: &Pronoun,
    people: &[Candidate],
    gender_of: &dyn Fn(u32) -> Option<Gender>,
    mentions: &HashMap<u32, i32>,
) -> Option<u32> {
    let token = &pronoun.sentence.tokens[pronoun.i];
    let part = if token.features.has(Features::POSSESSIVE) || token.relation == Relation::NmodPoss {
        Part::Possessor
    } else {
        Part::of(token.relation)
    };
    // Inside a quotation "he" may be anybody its speaker has in mind; only people named inside it are in view.
    let back = |person: &Candidate| if pronoun.quoted { pronoun.at - person.at } else { pronoun.s - person.sentence };
    let in_view = |person: &&Candidate| {
        person.quoted == pronoun.quoted
            && person.span.end <= token.span.start
            && back(person) <= REACH
            && gender_of(person.referent).is_none_or(|known| known == pronoun.gender)
    };
    // Nobody does a thing to "him" who is himself: that would be "himself".
    let verb = pronoun.sentence.head(pronoun.i);
    let speaks =
        part == Part::Subject && verb.is_some_and(|verb| SAYING.contains(&pronoun.sentence.tokens[verb].lemma));
    let acts_on_it = |person: &Candidate| {
        pronoun.sentence.span.contains(person.span)
            && part != Part::Possessor
            && !token.features.has(Features::REFLEXIVE)
            && verb.is_some_and(|verb| person.verbs.contains(&verb))
    };
    let free = |person: &&Candidate| in_view(person) && !acts_on_it(person);
    let has_gender = |person: &Candidate| gender_of(person.referent).is_some();
    if let Some(clear) = only_or_subject(people.iter().filter(free), &back, &has_gender) {
        return Some(clear);
    }
    let mut points: BTreeMap<u32, i32> = BTreeMap::new();
    let mut between: Vec<u32> = Vec::new();
    for person in people.iter().rev().filter(in_view) {
        if acts_on_it(person) {
            points.insert(person.referent, NEVER);
            continue;
        }
        let others = between.iter().filter(|&&other| other != person.referent).count() as i32;
        if !between.contains(&person.referent) {
            between.push(person.referent);
        }
        let of_part = match person.part {
            Part::Subject => IS_SUBJECT,
            Part::Possessor => IS_POSSESSOR,
            Part::Object | Part::Other => 0,
        };
        let same = if person.part == part { IN_SAME_PART } else { 0 };
        let known = if gender_of(person.referent).is_some() { GENDER_KNOWN } else { 0 };
        let often = mentions.get(&person.referent).copied().unwrap_or(0).min(MOST_MENTIONS) * PER_MENTION;
        let goes_on = speaks && person.speaks && person.sentence < pronoun.s;
        let sum = of_part
            + if goes_on { SPEAKS_ON } else { 0 }
            + same
            + known
            + often
            + PER_SENTENCE_BACK * back(person) as i32
            + PER_PERSON_BETWEEN * others;
        let best = points.entry(person.referent).or_insert(sum);
        *best = if *best == NEVER { NEVER } else { sum.max(*best) };
    }
    let mut ranked: Vec<(i32, u32)> = points
        .into_iter()
        .filter(|(_, points)| *points != NEVER)
        .map(|(referent, points)| (points, referent))
        .collect();
    ranked.sort_unstable_by_key(|&(points, referent)| (std::cmp::Reverse(points), referent));
    match ranked[..] {
        [] => None,
        [(_, only)] => Some(only),
        [(first, best), (second, _), ..] => (first - second >= LEAD).then_some(best),
    }
}

/// The only person in view, or else the subject of the nearest sentence that has a person as subject: the only one, or that of its main
/// verb ("Lowe said Marsh had left. She …"). Somebody of another gender than is known is not among `people`.
fn only_or_subject<'a>(
    people: impl Iterator<Item = &'a Candidate>,
    back: &dyn Fn(&Candidate) -> usize,
    has_gender: &dyn Fn(&Candidate) -> bool,
) -> Option<u32> {
    let fits: Vec<&Candidate> = people.collect();
    if let Some(only) = only(fits.iter().copied()) {
        return Some(only);
    }
    let stands_by = fits.iter().any(|person| back(person) == 0 && person.part != Part::Subject);
    for far in 0..=REACH {
        // "After Marsh’s speech, although he …": whoever was the subject before is not clearly meant.
        if far > 0 && stands_by {
            return None;
        }
        let subjects: Vec<&Candidate> =
            fits.iter().copied().filter(|person| back(person) == far && person.part == Part::Subject).collect();
        if !subjects.is_empty() {
            let shown = subjects.iter().any(|person| has_gender(person));
            let leads = |person: &&Candidate| far > 0 && person.leads && (has_gender(person) || !shown);
            let main = || only(subjects.iter().copied().filter(leads));
            return only(subjects.iter().copied()).or_else(main);
        }
    }
    None
}

/// Whom all mentions name, if it is one.
fn only<'a>(mut people: impl Iterator<Item = &'a Candidate>) -> Option<u32> {
    let first = people.next()?.referent;
    people.all(|other| other.referent == first).then_some(first)
}

/// Points of who can't be meant.
const NEVER: i32 = i32::MIN;

/// Somebody with a role in a title.
struct Titled {
    referent: u32,
    /// Where the title begins.
    introduced: u32,
    /// The nation in it: "Turkish President".
    of: Option<Word>,
    /// The word by which it is a lower post: "deputy director".
    rank: Option<Word>,
}

/// Words by which a post is another, lower one. "Acting" and "former" are left out: of whom the text tells, they may be the director.
const RANKS: [Word; 8] = [
    Word::of("deputy"),
    Word::of("assistant"),
    Word::of("associate"),
    Word::of("vice"),
    Word::of("junior"),
    Word::of("under"),
    Word::of("sub"),
    Word::of("shadow"),
];

/// The word by which a post is a lower one.
fn rank(sentence: &Sentence, tokens: std::ops::Range<usize>) -> Option<Word> {
    sentence.tokens[tokens].iter().map(|token| token.lemma).find(|lemma| RANKS.contains(lemma))
}

/// The nation that some words of a sentence name: "the Turkish president".
fn nation(text: &str, sentence: &Sentence, tokens: std::ops::Range<usize>) -> Option<Word> {
    let named = |token: &&Token| countries::of_demonym(token.span.of(text)).is_some();
    sentence.tokens[tokens].iter().find(named).map(|token| token.word)
}

/// "the foreign minister": the one person in the article whose title has this role and none of whose modifiers speaks
/// against it, named before it.
fn described(
    text: &str,
    sentence: &Sentence,
    i: usize,
    by_role: &HashMap<Word, Vec<Titled>>,
    people: &[Candidate],
    s: usize,
) -> Option<(Span, u32)> {
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
    if !matches!(tokens[determiner].span.of(text), "the" | "The" | "this" | "This") {
        return None;
    }
    // "the president of France" describes by what follows, which titles before names do not say.
    if tokens.get(i + 1).is_some_and(|next| next.word == Word::of("of")) {
        return None;
    }
    // "The director" is not the deputy director, nor the deputy the director.
    let rank = rank(sentence, first..i);
    let titled: Vec<&Titled> = by_role.get(&role.lemma)?.iter().filter(|one| one.rank == rank).collect();
    let named = |one: &&&Titled| people.iter().any(|person| person.referent == one.referent);
    // Whom the text calls president of nothing is its president, as soon as he is named.
    let of = nation(text, sentence, first..i);
    let own = titled.iter().filter(|one| one.of.is_none() && of.is_none()).filter(named);
    let mut candidates: Vec<u32> = own.map(|one| one.referent).collect();
    if candidates.is_empty() {
        let known = titled.iter().filter(|one| one.introduced < role.span.start);
        let fits = known.filter(|one| of.is_none() || one.of.is_none() || one.of == of);
        candidates = fits.map(|one| one.referent).collect();
    }
    candidates.sort_unstable();
    candidates.dedup();
    if candidates.len() > 1 {
        // Several: the one among them named last, if it was near.
        let nearest =
            people.iter().rev().find(|person| candidates.contains(&person.referent) && s - person.sentence <= 1)?;
        candidates = vec![nearest.referent];
    }
    let [referent] = candidates[..] else { return None };
    Some((sentence.words(determiner, i), referent))
}

/// Every token in `span`, with its sentence.
fn tokens_of(sentences: &[Sentence], span: Span) -> impl Iterator<Item = (&Sentence, usize)> {
    sentences_in(sentences, span).iter().flat_map(move |sentence| sentence.tokens_in(span).map(move |i| (sentence, i)))
}

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
                stretches.push(Span { start, end: token.span.start });
            }
        }
    }
    stretches
}
