//! Whom a pronoun of the third person means: a learned sum over everybody named near it.
//!
//! Learned by `cargo xtask train pronouns` on GAP's development part (Webster and others, TACL 2018). The sum looks at where a
//! person was last mentioned and as what, at the way through the tree from there, at how often they are mentioned, and at what
//! tells a man from a woman; it knows no word of any text. Whoever does not lead the others clearly is not said to be meant.

use super::Gender;
use crate::language::Language;
use crate::rules::rule;
use crossread_language::{Features, MentionKind, Relation, Sentence, Span, Tag, Token, Word, is_given_name};
use foldhash::HashMap;

/// Where somebody is mentioned.
#[derive(Clone)]
pub(super) struct PersonMention {
    /// How many sentences are told before the one it stands in, and its index.
    pub told: usize,
    pub at: usize,
    pub referent: u32,
    pub span: Span,
    /// The token of its sentence by which it hangs on others: of "Resident Ann Lowe" the resident.
    pub head: Option<usize>,
    pub part: ClausePart,
    /// The tokens of its sentence whose subject it is.
    pub verbs: Vec<usize>,
    pub quoted: bool,
    /// Whether it is the subject of a verb of saying.
    pub speaks: bool,
    /// Whether it stands before a colon and the words it says.
    pub is_label: bool,
    /// Whether it is the subject of the sentence's main verb.
    pub leads: bool,
    /// Whether it stands under a picture.
    pub in_caption: bool,
    pub is_pronoun: bool,
    /// What sort of thing the reader of names took it for; people are now and then taken for places.
    pub kind: MentionKind,
    pub shape: MentionShape,
    /// How many words hang above it, three at most.
    pub depth: usize,
    /// What stands before it.
    pub case: usize,
    pub in_brackets: bool,
    /// 1 for the first of several joined, 2 for the others.
    pub in_list: usize,
    /// Somebody else is spoken of by it: "Lowe's brother", and of which gender.
    pub owns: Option<Option<Gender>>,
}

/// What part a mention has in its clause.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ClausePart {
    Subject,
    Object,
    Possessor,
    Other,
}

impl ClausePart {
    fn of(relation: Relation) -> ClausePart {
        match relation {
            _ if relation.is_subject() => ClausePart::Subject,
            Relation::Obj | Relation::Iobj => ClausePart::Object,
            Relation::NmodPoss => ClausePart::Possessor,
            _ => ClausePart::Other,
        }
    }
}

/// What kind of words a mention has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum MentionShape {
    /// "Ann".
    Given,
    /// "Lowe".
    Single,
    /// "Ann Lowe".
    Full,
    /// "she", "the minister".
    Other,
}

/// Where a mention stands: its sentence, of which index and behind how many that are told.
pub(super) struct MentionPlace<'a> {
    pub language: &'a Language,
    pub text: &'a str,
    pub sentence: &'a Sentence,
    pub at: usize,
    pub told: usize,
}

impl PersonMention {
    /// A mention, `head` its head token.
    pub fn new(
        place: &MentionPlace,
        head: Option<usize>,
        (span, referent): (Span, u32),
        quoted: bool,
    ) -> PersonMention {
        let MentionPlace { language, text, sentence, at, told } = *place;
        // "Resident Ann Lowe said": the name may hang on what she is, which is the subject.
        let head = head.map(|i| described(language, sentence, (i, span)));
        let part = head.map_or(ClausePart::Other, |i| ClausePart::of(sentence.tokens[i].relation));
        let verb = head.filter(|_| part == ClausePart::Subject).and_then(|i| sentence.head(i));
        // The verbs joined to its verb have the same subject: "attempted to lift his stick but struck him".
        let joined = |&at: &usize| {
            let token = &sentence.tokens[at];
            let above = sentence.head(at);
            above == verb
                && matches!(token.relation, Relation::Conj | Relation::Xcomp)
                && sentence.subject(at).is_none()
        };
        let verbs = verb.into_iter().chain((0..sentence.tokens.len()).filter(joined).filter(|_| verb.is_some()));
        // "the man, who hit him": what is said of them by "who" they do too.
        let told_of = |&at: &usize| {
            sentence.tokens[at].relation == Relation::AclRelcl
                && sentence
                    .subject(at)
                    .is_none_or(|subject| language.grammar.relative.has(sentence.tokens[subject].word))
        };
        let verbs = verbs.chain(head.into_iter().flat_map(|head| sentence.children(head).filter(told_of)));
        let first = sentence.tokens_in(span).start;
        let case = head.and_then(|i| sentence.child(i, Relation::Case)).filter(|&case| case < first);
        let owned = head.filter(|_| part == ClausePart::Possessor).and_then(|i| sentence.head(i));
        let owned = owned.map(|owned| &sentence.tokens[owned]).filter(|owned| !owned.features.has(Features::PLURAL));
        let is_somebody = |token: &&Token| {
            language.names.kin.has(token.lemma) || language.names.gender_of_noun(token.lemma).is_some()
        };
        let in_list = |i: usize| match sentence.tokens[i].relation {
            Relation::Conj => 2,
            _ => usize::from(sentence.child(i, Relation::Conj).is_some_and(|other| other > i)),
        };
        let is_label = is_label(sentence, span);
        PersonMention {
            told,
            at,
            referent,
            span,
            head,
            part,
            verbs: verbs.collect(),
            quoted,
            speaks: is_speaking(language, sentence, span, verb) || is_label || is_author(language, sentence, head),
            is_label,
            leads: verb == Some(sentence.root()),
            in_caption: false,
            is_pronoun: false,
            kind: MentionKind::Person,
            shape: shape(sentence, span),
            depth: head.map_or(MOST_ABOVE, |i| sentence.ancestors(i).take(MOST_ABOVE + 1).count() - 1),
            case: case.map_or(0, |case| preposition(language, sentence.tokens[case].word)),
            in_brackets: text[..span.start()].ends_with('('),
            in_list: head.map_or(0, in_list),
            owns: owned.filter(is_somebody).map(|owned| language.names.gender_of_noun(owned.lemma)),
        }
    }
}

const MOST_ABOVE: usize = 3;

/// Whether a token only says who somebody is.
pub(super) fn describes(sentence: &Sentence, at: usize) -> bool {
    use Relation::{Appos, Flat, NmodDesc};
    matches!(sentence.tokens[at].relation, Appos | Flat | NmodDesc)
}

/// The word that a name tells who it is of, or its own head. "A spokesman for Marsh, Piet Lowe, said": who stands between commas before the
/// verb is its subject, whatever the parser hangs the name on.
fn described(language: &Language, sentence: &Sentence, (name, span): (usize, Span)) -> usize {
    let tokens = &sentence.tokens;
    let is_comma = |at: usize| tokens.get(at).is_some_and(|token| token.word == Word::of(","));
    let own = sentence.tokens_in(span);
    let verb = own.end + 1;
    let is_set_off = own.start > 0 && is_comma(own.start - 1) && is_comma(own.end);
    let speaks = is_set_off && verb < tokens.len() && says(language, sentence, verb) && tokens[verb].features.tells();
    let subject = sentence.subject(verb.min(tokens.len() - 1)).filter(|&subject| speaks && subject < own.start);
    rule!(name_before_its_verb, subject.is_some());
    subject.unwrap_or_else(|| sentence.ancestors(name).find(|&at| !describes(sentence, at)).unwrap_or(name))
}

fn shape(sentence: &Sentence, span: Span) -> MentionShape {
    let tokens = &sentence.tokens[sentence.tokens_in(span)];
    let proper = tokens.iter().filter(|token| token.tag == Tag::Propn).count();
    match (tokens, proper) {
        ([one], 1) if is_given_name(one.word) => MentionShape::Given,
        ([_], 1) => MentionShape::Single,
        (_, 0) => MentionShape::Other,
        _ => MentionShape::Full,
    }
}

/// A preposition as a number below [`PREPOSITIONS`]; 0 is none.
fn preposition(language: &Language, word: Word) -> usize {
    let known = &language.names.prepositions;
    known.place(word).map_or(known.len() + 1, |at| at + 1)
}

const PREPOSITIONS: usize = 14;

/// Whether a token is a verb of saying, whose subject goes on speaking in the next sentence.
pub(super) fn says(language: &Language, sentence: &Sentence, verb: usize) -> bool {
    language.names.saying.has(sentence.tokens[verb].lemma)
}

fn speaks(language: &Language, sentence: &Sentence, verb: usize) -> bool {
    language.names.speaking.has(sentence.tokens[verb].lemma)
}

/// Whether the subject of the verb at `verb` tells something, with it or by the way: "He brushed it off, calling it a distraction".
fn tells(language: &Language, sentence: &Sentence, verb: usize) -> bool {
    let by_the_way = |at: usize| {
        let token = &sentence.tokens[at];
        let behind_comma = sentence.tokens[at - 1].word == Word::of(",");
        behind_comma && token.features.has(Features::GERUND) && speaks(language, sentence, at)
    };
    speaks(language, sentence, verb) || (verb + 1..sentence.tokens.len()).any(by_the_way)
}

/// The verb of saying that ends a sentence with who says all of it, a comma before them: "It fell, board chairwoman Ann Lowe said."
fn closing(language: &Language, sentence: &Sentence) -> Option<usize> {
    let tokens = &sentence.tokens;
    let names = |at: &usize| matches!(tokens[*at].tag, Tag::Noun | Tag::Propn | Tag::Adj | Tag::Det);
    let is_led = |verb: usize| {
        let first = (0..verb).rev().take_while(names).last();
        first.is_some_and(|first| first > 0 && tokens[first - 1].word == Word::of(","))
    };
    let end = tokens.len().saturating_sub(LONGEST_END)..tokens.len();
    end.rev().find(|&at| says(language, sentence, at) && tokens[at].features.tells() && is_led(at))
}

/// Whether somebody named at `name`, subject of `verb`, speaks. Who ends the sentence says all of it, also what others said.
fn is_speaking(language: &Language, sentence: &Sentence, name: Span, verb: Option<usize>) -> bool {
    let says_so = || verb.is_some_and(|verb| says(language, sentence, verb));
    closing(language, sentence).map_or_else(says_so, |closing| sentence.tokens_in(name).end == closing)
}

/// Whether somebody's message is told of: "It was Ann Lowe's statement that mattered."
fn is_author(language: &Language, sentence: &Sentence, name: Option<usize>) -> bool {
    let Some(name) = name.filter(|&name| sentence.tokens[name].relation == Relation::NmodPoss) else { return false };
    sentence.head(name).is_some_and(|owned| language.quotes.messages.has(sentence.tokens[owned].lemma))
}

/// Whether a name stands before a colon and what it says: "Ann Lowe: “It fell,” she said."
fn is_label(sentence: &Sentence, name: Span) -> bool {
    sentence.tokens.get(sentence.tokens_in(name).end).is_some_and(|next| next.word == Word::of(":"))
}

/// Most tokens from a verb of saying to the end of the sentence that it closes: "said Monday in a statement."
const LONGEST_END: usize = 8;

/// Whether somebody is named in what was put to whom the pronoun means: "Asked whether Brandt lied, he said" is not Brandt.
pub(super) fn is_asked_about(pronoun: &Pronoun, mention: &PersonMention) -> bool {
    let sentence = pronoun.sentence;
    let tokens = &sentence.tokens;
    let asked = |&at: &usize| {
        pronoun.language.names.asking.has(tokens[at].lemma)
            && tokens[at].features.has(Features::PAST)
            && sentence.subject(at).is_none()
            && tokens[at].relation == Relation::Advcl
    };
    let is_before = mention.at == pronoun.at && mention.span.end <= tokens[pronoun.i].span.start;
    is_before
        && !mention.is_pronoun
        && tokens[pronoun.i].relation.is_subject()
        && mention.head.is_some_and(|head| {
            let above = sentence.ancestors(head).find(asked);
            above.is_some_and(|verb| !sentence.is_under(pronoun.i, verb))
        })
}

/// A pronoun with what chooses whom it means.
pub(super) struct Pronoun<'a> {
    pub language: &'a Language,
    pub sentence: &'a Sentence,
    /// How many sentences are told before its own, the index of its sentence, and of its token.
    pub told: usize,
    pub at: usize,
    pub i: usize,
    pub gender: Gender,
    pub quoted: bool,
    /// Whether quoted words begin its sentence.
    pub is_behind_words: bool,
}

/// The gender of somebody, and what tells it.
#[derive(Clone, Copy, Default)]
pub(super) struct GenderEvidence {
    /// By the words around a name: "Mrs", "actress".
    pub by_words: Option<Gender>,
    /// By the given name.
    pub by_name: Option<Gender>,
    /// By pronouns before.
    pub by_pronoun: Option<Gender>,
}

impl GenderEvidence {
    pub fn known(self) -> Option<Gender> {
        self.by_words.or(self.by_name)
    }
}

/// What is known of everybody named in the text.
pub(super) struct PeopleFacts {
    pub genders: Vec<GenderEvidence>,
    /// How often each was mentioned so far, and is named in all of the text.
    pub mentioned: HashMap<u32, usize>,
    pub named: HashMap<u32, usize>,
    /// Who is named first.
    pub first: Option<u32>,
    /// Whether the title is a name and nothing else, and whose: the text is about them.
    pub is_about_one: bool,
    pub about: Vec<bool>,
}

/// A person who may be meant, with their mentions.
struct PersonCandidate<'a> {
    referent: u32,
    /// From the last one before the pronoun back.
    before: Vec<&'a PersonMention>,
    /// The first one behind it in its sentence.
    behind: Option<&'a PersonMention>,
}

impl PersonCandidate<'_> {
    /// The kind of words of the last name.
    fn shown_shape(&self) -> Option<MentionShape> {
        self.before.iter().copied().chain(self.behind).find(|mention| !mention.is_pronoun).map(|mention| mention.shape)
    }
}

/// A choice among people: for each, the features that speak for or against them. The first is nobody.
#[derive(Clone, Debug, Default)]
pub struct PronounChoice {
    /// The pronoun.
    pub pronoun: Span,
    /// The features of nobody.
    pub nobody: Vec<u16>,
    /// Everybody who may be meant, and their features.
    pub people: Vec<(u32, Vec<u16>)>,
}

/// Weights, one for each feature, in sixteenths of the log odds.
pub type PronounWeights = [u8];

/// How many features there are.
pub const FEATURES: usize = TEMPLATES * WIDTH;

const TEMPLATES: usize = 40;
const WIDTH: usize = 512;

/// How many sentences back people are looked for.
pub(super) const REACH: usize = 3;

/// Most mentions that are looked at: a list of hundreds of names tells nothing of any.
const MOST_MENTIONS: usize = 48;

/// By how much the person who is meant must lead the next: two thirds of a unit of log odds. With 4 more is found on GAP's
/// development part in folds (F1 72 against 68), but 79 of 100 are right instead of 84, and an entry of news falls apart.
const LEAD: i32 = 11;

/// "Lowe said it fell. He added": whoever spoke goes on. Speech is rare in GAP, so this is not learned.
const SPEAKS_ON: i32 = 64;

/// "Lowe came. “It was hard,” he said": the same holds for words between marks before "he said". As much, so that who spoke by the way does
/// not lead whom the sentence tells of.
const LEADS_ON: i32 = 64;

/// "“Brandt lied,” he said": nobody speaks of themself by name.
const SPOKEN_OF: i32 = -64;

/// In news more of what looks like somebody's name is a firm's or a place's than in GAP, where every name that is asked of is somebody's:
/// whom the text has called by "she" or "Mrs" is likelier meant by "she".
const SHOWN: i32 = 12;
const NO_PERSON: i32 = -24;

/// Who may be meant, with their features; nobody in it is known to be of the other gender or to do to themselves what is done to "him".
pub(super) fn choice(pronoun: &Pronoun, mentions: &[PersonMention], known: &PeopleFacts) -> PronounChoice {
    let people = in_view(pronoun, mentions, known);
    let token = &pronoun.sentence.tokens[pronoun.i];
    let mut nobody = Sum::default();
    let part = part(token);
    nobody.put(0, &[(people.len(), 6), (part as usize, 4)]);
    nobody.put(1, &[(usize::from(pronoun.quoted), 2), (usize::from(pronoun.told == 0), 2)]);
    let any_known = people.iter().any(|person| known.genders[person.referent as usize].known().is_some());
    nobody.put(2, &[(usize::from(any_known), 2), (people.len(), 3)]);
    let about = people.iter().any(|person| known.about[person.referent as usize]);
    nobody.put(19, &[(usize::from(known.is_about_one), 2), (usize::from(about), 2), (part as usize, 4)]);
    let (unnamed, gender) = unnamed(pronoun, mentions);
    nobody.put(38, &[(unnamed, 3), (gender, 3), (part as usize, 4)]);
    let mut features = Vec::new();
    let most = people.iter().map(|person| named(known, person.referent)).max().unwrap_or(0);
    let full = |person: &PersonCandidate| person.shown_shape() == Some(MentionShape::Full);
    let subjects =
        |person: &PersonCandidate| person.before.iter().filter(|mention| mention.part == ClausePart::Subject).count();
    let most_subjects = people.iter().map(subjects).max().unwrap_or(0);
    for (rank, person) in people.iter().enumerate() {
        let rivals = people.iter().filter(|other| other.referent != person.referent);
        let rival_known = rivals.clone().any(|other| known.genders[other.referent as usize].known().is_some());
        let mut sum = Sum::default();
        of_person(pronoun, person, (rank, rival_known), known, &mut sum);
        of_last(pronoun, person, &mut sum);
        of_all(pronoun, person, &mut sum);
        let shape = person.shown_shape().map_or(4, |shape| shape as usize);
        let rival = rivals.clone().any(full);
        let rival_bare =
            rivals.clone().any(|other| matches!(other.shown_shape(), Some(MentionShape::Single | MentionShape::Given)));
        sum.put(35, &[(shape, 5), (usize::from(rival), 2), (usize::from(rival_bare), 2), (part as usize, 4)]);
        let ahead = named(known, person.referent) == most;
        let in_subject = subjects(person) == most_subjects;
        sum.put(36, &[(usize::from(ahead), 2), (most, 5), (usize::from(in_subject), 2), (part as usize, 4)]);
        sum.put(37, &[(rank, 3), (people.len(), 6), (part as usize, 4)]);
        features.push((person.referent, sum.0));
    }
    PronounChoice { pronoun: token.span, nobody: nobody.0, people: features }
}

fn named(known: &PeopleFacts, referent: u32) -> usize {
    known.named.get(&referent).copied().unwrap_or(0)
}

/// Whether a noun for somebody whom no name stands beside stands before the pronoun in its sentence: none, one, a subject; and whether
/// its gender is not known, another or the same.
fn unnamed(pronoun: &Pronoun, mentions: &[PersonMention]) -> (usize, usize) {
    let sentence = pronoun.sentence;
    let mut nouns = (0..pronoun.i).rev().filter(|&i| is_unnamed(pronoun, mentions, i));
    let Some(noun) = nouns.next() else { return (0, 0) };
    let token = &sentence.tokens[noun];
    let same = pronoun
        .language
        .names
        .gender_of_noun(token.lemma)
        .map_or(0, |gender| 1 + usize::from(gender == pronoun.gender));
    (1 + usize::from(token.relation.is_subject()), same)
}

/// The person who leads the others, if one does clearly.
///
/// With them whether they lead so clearly that it may be said.
pub(super) fn meant(
    pronoun: &Pronoun,
    mentions: &[PersonMention],
    known: &PeopleFacts,
    choice: &PronounChoice,
    weights: &PronounWeights,
) -> Option<(u32, bool)> {
    let sum = |features: &[u16]| features.iter().map(|&at| i32::from(weights[usize::from(at)] as i8)).sum::<i32>();
    let subject_of_saying = part(&pronoun.sentence.tokens[pronoun.i]) == ClausePart::Subject
        && pronoun.sentence.head(pronoun.i).is_some_and(|verb| {
            says(pronoun.language, pronoun.sentence, verb) || tells(pronoun.language, pronoun.sentence, verb)
        });
    // "Lowe said so. Brandt was not charged, but he has told": the sentence has another subject by then.
    let start = pronoun.sentence.tokens[pronoun.i].span.start;
    let own = |one: &&PersonMention| {
        one.at == pronoun.at && one.span.end <= start && one.part == ClausePart::Subject && !one.quoted
    };
    let subject_of_own = mentions.iter().rfind(own).map(|one| one.referent);
    let spoke = |referent: u32| {
        let goes_on = |one: &PersonMention| {
            one.referent == referent && one.speaks && (one.told < pronoun.told || one.is_label && one.span.end <= start)
        };
        let is_another = subject_of_own.is_some_and(|own| own != referent);
        subject_of_saying && !is_another && mentions.iter().any(|one| goes_on(one) && one.told + 1 >= pronoun.told)
    };
    let leads_on = |referent: u32| subject_of_saying && leads_on(pronoun, mentions, referent);
    let is_person =
        |referent: u32| mentions.iter().any(|one| one.referent == referent && one.kind == MentionKind::Person);
    let of_person = |(referent, features): &(u32, Vec<u16>)| {
        let goes_on = if spoke(*referent) { SPEAKS_ON } else { 0 };
        let gender = known.genders[*referent as usize];
        let is_shown = gender.by_words.is_some() || gender.by_pronoun == Some(pronoun.gender);
        let shown = if is_shown { SHOWN } else { 0 };
        let unlikely = if is_person(*referent) { 0 } else { NO_PERSON };
        let leads_on = if leads_on(*referent) { LEADS_ON } else { 0 };
        let spoken_of = if subject_of_saying && is_spoken_of(pronoun, mentions, *referent) { SPOKEN_OF } else { 0 };
        (sum(features) + goes_on + leads_on + spoken_of + shown + unlikely, *referent)
    };
    let mut ranked: Vec<(i32, u32)> = choice.people.iter().map(of_person).collect();
    ranked.sort_unstable_by_key(|&(points, referent)| (std::cmp::Reverse(points), referent));
    let &(best, referent) = ranked.first()?;
    let next = ranked.get(1).map_or(i32::MIN, |next| next.0).max(sum(&choice.nobody));
    (best > next).then_some((referent, best.saturating_sub(next) >= LEAD))
}

/// Whether somebody is whom the sentence before quoted words tells of, and nobody speaks in it behind them: "Lowe, whom Brandt blames,
/// came. “It was hard,” he said."
fn leads_on(pronoun: &Pronoun, mentions: &[PersonMention], referent: u32) -> bool {
    let start = pronoun.sentence.tokens[pronoun.i].span.start;
    let is_since = |one: &&PersonMention| one.at == pronoun.at && !one.quoted && one.span.end <= start;
    if !pronoun.is_behind_words || mentions.iter().any(|one| is_since(&one)) {
        return false;
    }
    let before = || mentions.iter().filter(|one| one.at + 1 == pronoun.at && !one.quoted);
    let is_leader = |one: &&PersonMention| one.referent == referent && one.leads;
    before().find(is_leader).is_some_and(|leader| {
        !before().any(|one| one.speaks && one.referent != referent && one.span.start > leader.span.start)
    })
}

/// Whether somebody is named or described in the quoted words that begin a pronoun's sentence.
fn is_spoken_of(pronoun: &Pronoun, mentions: &[PersonMention], referent: u32) -> bool {
    let start = pronoun.sentence.tokens[pronoun.i].span.start;
    let is_in_words =
        |one: &&PersonMention| one.at == pronoun.at && one.quoted && !one.is_pronoun && one.span.end <= start;
    pronoun.is_behind_words && mentions.iter().filter(is_in_words).any(|one| one.referent == referent)
}

/// What part a pronoun has.
pub(super) fn part(token: &Token) -> ClausePart {
    if token.features.has(Features::POSSESSIVE) || token.relation == Relation::NmodPoss {
        ClausePart::Possessor
    } else {
        ClausePart::of(token.relation)
    }
}

/// How many sentences before a pronoun a mention stands. Inside a quotation "he" may be anybody its speaker has in mind; only people
/// named inside it are in view, and every sentence counts.
pub(super) fn back(pronoun: &Pronoun, mention: &PersonMention) -> usize {
    if pronoun.quoted { pronoun.at - mention.at } else { pronoun.told - mention.told }
}

/// Whether a mention can be of whom a pronoun means.
pub(super) fn may_be_meant(pronoun: &Pronoun, mention: &PersonMention, known: &PeopleFacts) -> bool {
    mention.quoted == pronoun.quoted
        && back(pronoun, mention) <= REACH
        && known.genders[mention.referent as usize].known().is_none_or(|gender| gender == pronoun.gender)
}

/// Nobody does a thing to "him" who is himself: that would be "himself".
pub(super) fn acts_on_it(pronoun: &Pronoun, mention: &PersonMention) -> bool {
    let token = &pronoun.sentence.tokens[pronoun.i];
    mention.at == pronoun.at
        && !mention.is_label
        && part(token) != ClausePart::Possessor
        && !token.features.has(Features::REFLEXIVE)
        && pronoun.sentence.head(pronoun.i).is_some_and(|verb| mention.verbs.contains(&verb))
}

/// The only person named near before the pronoun: most joins from farther back were wrong in news.
pub(super) fn only(pronoun: &Pronoun, mentions: &[PersonMention], choice: &PronounChoice) -> Option<u32> {
    let start = pronoun.sentence.tokens[pronoun.i].span.start;
    let near = |one: &&PersonMention| {
        one.kind == MentionKind::Person
            && one.span.end <= start
            && back(pronoun, one) < REACH
            && choice.people.iter().any(|(referent, _)| *referent == one.referent)
    };
    let mut people = mentions.iter().filter(near).map(|one| one.referent);
    let only = people.next()?;
    people.all(|other| other == only).then_some(only)
}

/// Whether a noun for somebody whom no name stands beside stands between the pronoun and whom it would mean: "Lowe saw a man. He …",
/// "Lowe said the driver told him he …". Such a noun is met where its sentence is, so only the pronoun's own is looked through.
pub(super) fn somebody_unnamed_is_nearer(pronoun: &Pronoun, mentions: &[PersonMention], referent: u32) -> bool {
    let start = pronoun.sentence.tokens[pronoun.i].span.start;
    let last = mentions.iter().rfind(|one| one.referent == referent && one.span.end <= start);
    let from = last.filter(|one| one.at == pronoun.at).map_or(0, |one| one.span.end);
    let nouns = pronoun.sentence.tokens[..pronoun.i].iter().enumerate();
    nouns.skip_while(|(_, token)| token.span.start < from).any(|(i, token)| {
        is_unnamed(pronoun, mentions, i)
            && match pronoun.language.names.gender_of_noun(token.lemma) {
                Some(gender) => gender == pronoun.gender,
                None => token.relation.is_subject(),
            }
    })
}

/// Whether a token before the pronoun is a noun for one person whom no name stands beside, and who is not only what somebody is;
/// "the driver" may be whoever is named.
fn is_unnamed(pronoun: &Pronoun, mentions: &[PersonMention], i: usize) -> bool {
    let sentence = pronoun.sentence;
    let token = &sentence.tokens[i];
    let is_somebody = || {
        pronoun.language.names.gender_of_noun(token.lemma).is_some() || pronoun.language.names.roles.has(token.lemma)
    };
    token.tag == Tag::Noun
        && !token.features.has(Features::PLURAL)
        && is_somebody()
        && !describes(sentence, i)
        && !matches!(token.relation, Relation::Compound | Relation::NmodPoss | Relation::Conj)
        && sentence.tokens.get(i + 1).is_none_or(|next| next.tag != Tag::Propn)
        && sentence
            .child(i, Relation::Det)
            .is_none_or(|det| !pronoun.language.grammar.definite.has(sentence.tokens[det].word))
        && sentence.child(i, Relation::Cop).is_none()
        && sentence
            .child(i, Relation::Case)
            .is_none_or(|case| !pronoun.language.grammar.role.has(sentence.tokens[case].word))
        && !mentions.iter().any(|mention| mention.at == pronoun.at && mention.head == Some(i))
}

/// Whether somebody stands in what a pronoun's own verb tells: "She says Brandt left" is not Brandt's saying.
fn is_told_by(pronoun: &Pronoun, mention: &PersonMention) -> bool {
    let sentence = pronoun.sentence;
    part(&sentence.tokens[pronoun.i]) != ClausePart::Possessor
        && mention.head.zip(sentence.head(pronoun.i)).is_some_and(|(head, verb)| sentence.is_under(head, verb))
}

/// Whether somebody is named in what a pronoun's own verb tells, behind it: who "he" is in "He called Brandt's plan mad" is not Brandt.
pub(super) fn is_commanded(pronoun: &Pronoun, mention: &PersonMention) -> bool {
    mention.at == pronoun.at
        && !mention.is_pronoun
        && mention.quoted == pronoun.quoted
        && mention.head.is_some_and(|head| is_told_behind(pronoun.sentence, pronoun.i, head))
}

/// Whether token `head` stands in what the verb tells whose subject the pronoun at `i` is, behind it.
pub(super) fn is_told_behind(sentence: &Sentence, i: usize, head: usize) -> bool {
    use Relation::{Advcl, AdvclRelcl, Conj, Parataxis};
    let verb = sentence.head(i).filter(|&verb| sentence.tokens[i].relation.is_subject() && verb > i);
    // Clauses beside it are read wrongly more often.
    let beside = |&at: &usize| matches!(sentence.tokens[at].relation, Advcl | AdvclRelcl | Conj | Parataxis);
    let is_told = |verb: usize| {
        let mut way = sentence.ancestors(head).take_while(|&at| at != verb);
        sentence.is_under(head, verb) && !way.any(|at| beside(&at))
    };
    head > i && verb.is_some_and(is_told)
}

/// Whether a possessive begins what says who somebody is: "Ann Lowe, his sister, said". They are not he.
fn is_explained(pronoun: &Pronoun, mention: &PersonMention) -> bool {
    let sentence = pronoun.sentence;
    let Some(owned) = sentence.head(pronoun.i) else { return false };
    let is_right_before = || {
        let last = sentence.tokens_in(mention.span).end;
        last + 1 == pronoun.i && sentence.tokens[last].tag == Tag::Punct
    };
    mention.at == pronoun.at
        && part(&sentence.tokens[pronoun.i]) == ClausePart::Possessor
        && sentence.tokens[owned].relation == Relation::Appos
        && sentence.child(owned, Relation::Conj).is_none()
        && is_right_before()
}

fn in_view<'a>(pronoun: &Pronoun, mentions: &'a [PersonMention], known: &PeopleFacts) -> Vec<PersonCandidate<'a>> {
    let at = pronoun.sentence.tokens[pronoun.i].span.start;
    let mut people: Vec<PersonCandidate> = Vec::new();
    let fits = mentions.iter().filter(|mention| may_be_meant(pronoun, mention, known));
    for mention in fits.clone().rev().filter(|mention| mention.span.end <= at).take(MOST_MENTIONS) {
        match people.iter_mut().find(|person| person.referent == mention.referent) {
            Some(person) => person.before.push(mention),
            None => people.push(PersonCandidate { referent: mention.referent, before: vec![mention], behind: None }),
        }
    }
    let behind = fits.filter(|mention| mention.span.start > at && mention.at == pronoun.at);
    for mention in behind.filter(|mention| !is_told_by(pronoun, mention)).take(MOST_MENTIONS) {
        match people.iter_mut().find(|person| person.referent == mention.referent) {
            Some(person) => {
                person.behind.get_or_insert(mention);
            }
            None => {
                people.push(PersonCandidate { referent: mention.referent, before: Vec::new(), behind: Some(mention) })
            }
        }
    }
    people.retain(|person| !person.before.first().is_some_and(|last| is_explained(pronoun, last)));
    let acts = |person: &PersonCandidate| {
        person.before.iter().chain(&person.behind).any(|mention| acts_on_it(pronoun, mention))
    };
    people.retain(|person| !acts(person));
    people
}

/// Features in the making.
#[derive(Default)]
struct Sum(Vec<u16>);

impl Sum {
    /// Adds the feature of a template that has these values, each with how many there are of it; the last stands for all above.
    fn put(&mut self, template: usize, values: &[(usize, usize)]) {
        let at = values.iter().fold(0, |at, &(value, of)| at * of + value.min(of - 1));
        debug_assert!(at < WIDTH && template < TEMPLATES);
        self.0.push((template * WIDTH + at) as u16);
    }
}

/// What speaks for a person wherever they are mentioned.
fn of_person(
    pronoun: &Pronoun,
    person: &PersonCandidate,
    (rank, rival_known): (usize, bool),
    known: &PeopleFacts,
    sum: &mut Sum,
) {
    let part = part(&pronoun.sentence.tokens[pronoun.i]) as usize;
    let far = person.before.first().map_or(4, |mention| back(pronoun, mention));
    let shown = known.genders[person.referent as usize];
    let told = match (shown.by_words, shown.by_name, shown.by_pronoun) {
        (Some(_), ..) => 1,
        (_, Some(_), _) => 2,
        (.., Some(gender)) if gender == pronoun.gender => 3,
        (.., Some(_)) => 4,
        _ => 0,
    };
    sum.put(3, &[(told, 5), (usize::from(rival_known), 2)]);
    sum.put(5, &[(rank, 4), (far, 5), (part, 4)]);
    let so_far = known.mentioned.get(&person.referent).copied().unwrap_or(0);
    let in_all = known.named.get(&person.referent).copied().unwrap_or(0);
    sum.put(6, &[(so_far, 6), (pronoun.told, 2)]);
    sum.put(7, &[(in_all, 5)]);
    if known.is_about_one {
        let about = usize::from(known.about[person.referent as usize]);
        sum.put(19, &[(2 + about, 4), (usize::from(far == 0), 2), (part, 4), (usize::from(pronoun.told == 0), 2)]);
    }
    sum.put(8, &[(usize::from(known.first == Some(person.referent)), 2), (pronoun.told, 4)]);
}

/// What speaks for a person by where they are mentioned last, or first behind the pronoun.
fn of_last(pronoun: &Pronoun, person: &PersonCandidate, sum: &mut Sum) {
    let token = &pronoun.sentence.tokens[pronoun.i];
    let part = part(token) as usize;
    let opens = usize::from(is_opening(pronoun.sentence, pronoun.i));
    if let Some(&last) = person.before.first() {
        let far = back(pronoun, last);
        let role = role(last);
        sum.put(10, &[(far, 4), (role, 5), (part, 4)]);
        sum.put(11, &[(far, 4), (role, 5), (usize::from(last.is_pronoun), 2), (opens, 2)]);
        sum.put(12, &[(last.depth, 4), (far, 4)]);
        sum.put(13, &[(last.case, PREPOSITIONS), (far, 3)]);
        sum.put(9, &[(last.kind as usize, 4), (role, 5), (last.shape as usize, 4)]);
        sum.put(29, &[(last.kind as usize, 4), (last.case, PREPOSITIONS)]);
        sum.put(14, &[(usize::from(last.in_brackets), 2), (last.in_list, 3), (far, 3), (part, 4)]);
        sum.put(15, &[(last.shape as usize, 4), (far, 3)]);
        if let Some(gender) = last.owns {
            let same = gender.map_or(0, |gender| 1 + usize::from(gender == pronoun.gender));
            sum.put(16, &[(same, 3), (far, 3), (part, 4)]);
        }
        if last.at == pronoun.at {
            let apart = token.span.start.saturating_sub(last.span.end) as usize;
            let apart = (usize::BITS - (apart / 4).leading_zeros()) as usize;
            sum.put(17, &[(apart, 8), (part, 4)]);
            way(pronoun, last, 18, sum);
        }
        sum.put(21, &[(usize::from(last.speaks), 2), (far, 3), (part, 4)]);
    }
    if let Some(next) = person.behind {
        let role = role(next);
        let other = usize::from(person.before.is_empty());
        sum.put(22, &[(role, 5), (part, 4), (other, 2)]);
        sum.put(23, &[(other, 2), (opens, 2), (role, 5)]);
        way(pronoun, next, 24, sum);
        let between = (token.span.end..next.span.start).len() / 8;
        sum.put(27, &[(between, 10), (other, 2)]);
        sum.put(28, &[(next.shape as usize, 4), (other, 2), (next.kind as usize, 4)]);
        sum.put(39, &[(usize::from(is_owned(pronoun, next)), 2), (other, 2)]);
    }
}

/// What speaks for a person by all their mentions.
fn of_all(pronoun: &Pronoun, person: &PersonCandidate, sum: &mut Sum) {
    let part = part(&pronoun.sentence.tokens[pronoun.i]) as usize;
    for far in 0..=REACH {
        let mut there = person.before.iter().filter(|mention| back(pronoun, mention) == far).peekable();
        if there.peek().is_none() {
            continue;
        }
        let leads = there.clone().any(|mention| mention.leads);
        let subject = there.clone().any(|mention| mention.part == ClausePart::Subject);
        let begins = there.any(|mention| mention.depth <= 1);
        let best = if leads { 2 } else { usize::from(subject) };
        sum.put(30, &[(far, 4), (best, 3), (part, 4)]);
        sum.put(31, &[(far, 4), (usize::from(begins), 2), (part, 4)]);
    }
    let subjects = person.before.iter().filter(|mention| mention.part == ClausePart::Subject).count();
    let pronouns = person.before.iter().filter(|mention| mention.is_pronoun).count();
    sum.put(32, &[(subjects, 4), (part, 4)]);
    sum.put(33, &[(pronouns, 4), (part, 4)]);
    let same = person.before.iter().any(|mention| mention.part as usize == part && mention.at == pronoun.at);
    sum.put(34, &[(usize::from(same), 2), (part, 4)]);
}

/// Whether a name behind a possessive only says who it is that they have: "her grandmother, the photographer Ann Lowe".
fn is_owned(pronoun: &Pronoun, next: &PersonMention) -> bool {
    let sentence = pronoun.sentence;
    let first = sentence.tokens_in(next.span).start;
    let between = sentence.tokens.get(pronoun.i + 1..first).unwrap_or_default();
    let inside = |token: &Token| {
        matches!(token.tag, Tag::Noun | Tag::Adj | Tag::Det | Tag::Num | Tag::Propn) || token.tag == Tag::Punct
    };
    part(&sentence.tokens[pronoun.i]) == ClausePart::Possessor
        && between.iter().all(inside)
        && between
            .iter()
            .any(|token| pronoun.language.names.kin.has(token.lemma) || pronoun.language.names.roles.has(token.lemma))
}

/// The part of a mention, subjects of the main verb apart.
fn role(mention: &PersonMention) -> usize {
    if mention.leads { 4 } else { mention.part as usize }
}

/// Whether a token stands in what opens its sentence: "In her speech, …".
fn is_opening(sentence: &Sentence, i: usize) -> bool {
    i < sentence.root() && sentence.subject(sentence.root()).is_some_and(|subject| i < subject)
}

/// The way through the tree from a mention in the pronoun's sentence.
fn way(pronoun: &Pronoun, mention: &PersonMention, template: usize, sum: &mut Sum) {
    let sentence = pronoun.sentence;
    let part = part(&sentence.tokens[pronoun.i]) as usize;
    let Some(head) = mention.head.filter(|&head| head != pronoun.i) else { return };
    let step = step(sentence, head, pronoun.i);
    sum.put(template, &[(step, STEPS), (role(mention), 5), (part, 4)]);
    let up = sentence.ancestors(head).filter(|&at| sentence.is_under(pronoun.i, at)).count();
    let above = |i: usize| sentence.ancestors(i).count().saturating_sub(up);
    sum.put(template + 1, &[(above(head), 5), (above(pronoun.i), 6), (part, 4)]);
    if let Some(verb) = sentence.head(head).filter(|&verb| says(pronoun.language, sentence, verb)) {
        let inside = sentence.is_under(pronoun.i, verb);
        sum.put(template + 2, &[(step, STEPS), (usize::from(inside), 2), (part, 4)]);
    }
}

const STEPS: usize = 20;

/// How the pronoun at token `i` hangs together with the mention at token `head`.
fn step(sentence: &Sentence, head: usize, i: usize) -> usize {
    // "his brother John", "his brother's wife Ann": what he has is not he.
    let owned = sentence.head(i).filter(|_| part(&sentence.tokens[i]) == ClausePart::Possessor);
    if owned.is_some_and(|owned| owned == head || sentence.is_under(head, owned)) {
        return 0;
    }
    let below = |above: usize, i: usize| {
        let mut at = i;
        while let Some(next) = sentence.head(at).filter(|&next| next != above) {
            at = next;
        }
        sentence.tokens[at].relation
    };
    use Relation::*;
    if sentence.is_under(i, head) {
        return match below(head, i) {
            Conj => 1,
            Appos => 2,
            AclRelcl | Acl => 3,
            _ => 4,
        };
    }
    let (ours, theirs) = (clause(sentence, i), clause(sentence, head));
    if ours == theirs {
        return 5;
    }
    let of_clause = |relation: Relation| match relation {
        Ccomp => 0,
        Xcomp => 1,
        Advcl | AdvclRelcl => 2,
        Conj => 3,
        AclRelcl | Acl => 4,
        Parataxis => 5,
        _ => 6,
    };
    if sentence.is_under(ours, theirs) {
        6 + of_clause(below(theirs, ours))
    } else if sentence.is_under(theirs, ours) {
        13 + of_clause(below(ours, theirs)).min(5)
    } else {
        19
    }
}

/// The head of the clause that a token stands in.
fn clause(sentence: &Sentence, i: usize) -> usize {
    use Relation::*;
    let is_clause = |at: usize| {
        let token = &sentence.tokens[at];
        match token.relation {
            Root | Ccomp | Xcomp | Advcl | AdvclRelcl | Acl | AclRelcl | Parataxis | Csubj | CsubjPass => true,
            Conj => matches!(token.tag, Tag::Verb | Tag::Aux),
            _ => false,
        }
    };
    sentence.ancestors(i).find(|&at| is_clause(at)).unwrap_or_else(|| sentence.root())
}
