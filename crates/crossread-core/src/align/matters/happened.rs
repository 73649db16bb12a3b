//! Whether it happened, where accounts of one happening differ: one tells it and another denies it, one plans it and a later one
//! tells it as done.
//!
//! What one account denies is seldom joined to what another tells: the counterpart is found by the same or a related word and by
//! who took part. A "not" that denies less than the happening ("not only", "not until") denies nothing here. Nothing is made of
//! what all tell alike: the happening itself shows that.

use super::{Course, EntryKind, Heading, JoinReason, JoinSign, Matter, Scope, Value, Witness, spoken_by};
use crate::align::DisjointSets;
use crate::align::entities::{Entities, EntityOrWord};
use crate::align::events::kin::{Kinship, Lemma};
use crate::align::events::{Event, Telling};
use crate::align::headings::Headings;
use crate::annotate::Annotations;
use crate::annotate::events::{EventKind, EventMention, Role, TimeBasis};
use crate::annotate::figures::Status;
use crate::annotate::names::names_in;
use crate::language::grammar::GrammarWords;
use crate::language::{Group, Language};
use crate::story::{BlockKind, Passage, Story};
use crossread_language::{Features, Relation, Sentence, Span, Tag, Word};
use jiff::civil::Date;
use rayon::prelude::*;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// With how many tellings of related words one denial or plan is compared. Keeps the cost linear.
const COMPARED: usize = 80;

/// How many telling words two clauses must share beside their own word and who took part, by how their words are related and how
/// many of those who took part are the same. Chosen on the ledgers of ten stories and read on eight more.
const SHARED: [(Kinship, [usize; 2]); 3] =
    [(Kinship::Same, [2, 1]), (Kinship::Derived, [3, 2]), (Kinship::Synonyms, [3, 2])];

/// In days, how far apart accounts of one happening are told that differ about it.
const APART: i32 = 45;

/// Tokens before a happening within which a word tells that it is planned.
const BEFORE: usize = 5;

/// The most words of a passage that tells whether it happened.
const LONGEST: usize = 16;

/// What an account says of whether it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stance {
    Told,
    Not,
    Planned,
}

/// A mention of a happening that says whether it happened.
struct StanceMention<'a> {
    telling: &'a Telling,
    /// The happening: index into the events.
    event: usize,
    stance: Stance,
    lemma: Lemma,
    /// Its head word: a token of its sentence.
    head: usize,
    /// What is compared, once it is asked for: of nearly all mentions nobody does.
    item: OnceCell<Box<StanceItem>>,
}

/// The same with what is compared.
struct StanceItem {
    witness: Witness,
    stance: Stance,
    /// The happening: index into the events.
    event: usize,
    lemma: Lemma,
    /// Whether its words leave open who did it, though somebody must have: "exhibiting symptoms", "he is not exhibiting any".
    is_open: bool,
    /// By whom, and to whom or what.
    agents: BTreeSet<EntityOrWord>,
    patients: BTreeSet<EntityOrWord>,
    /// Whose it was that it was done to: "Sarn's letter".
    owners: BTreeSet<u32>,
    /// Who is named in its sentence.
    named: BTreeSet<u32>,
    /// Telling words of its sentence without its own.
    words: BTreeSet<Word>,
    /// Of a date that hangs on it the days.
    days: Option<(Date, Date)>,
    /// Whether the "not" is of the present: "has not yet", "so far".
    not_yet: bool,
}

/// The happenings that accounts differ about.
pub(super) fn find(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    (entities, events): (&Entities, &[Event]),
    headings: &Headings,
) -> Vec<Matter> {
    let reader = StanceReader { language, story, annotations, entities };
    let told = events.par_iter().enumerate().filter(|(_, event)| !event.bare_report);
    let mentions = told.flat_map_iter(|(e, event)| event.mentions.iter().map(move |telling| (e, telling)));
    let mentions: Vec<StanceMention> = mentions.filter_map(|(e, telling)| reader.mention(e, telling)).collect();
    let mut matters = Vec::new();
    for members in groups(&reader, &mentions) {
        let members: Vec<&StanceItem> = members.into_iter().map(|i| reader.item(&mentions[i])).collect();
        matters.extend(matter(story, headings, &members));
    }
    matters
}

/// What mentions are read from.
struct StanceReader<'a> {
    language: &'a Language,
    story: &'a Story,
    annotations: &'a [Annotations],
    entities: &'a Entities,
}

impl<'a> StanceReader<'a> {
    /// A mention that says plainly whether it happened.
    fn mention(&self, event: usize, telling: &'a Telling) -> Option<StanceMention<'a>> {
        let StanceReader { language, .. } = *self;
        let found = &self.annotations[telling.passage.article as usize];
        let of = &self.story.articles()[telling.passage.article as usize];
        let mention = &found.events[telling.mention as usize];
        let sentence = found.sentences_in(mention.span).first()?;
        let head = sentence.token_at(mention.span.start)?;
        let block = of.blocks.get(sentence.part as usize).map(|block| block.kind);
        let is_own =
            matches!(block, Some(BlockKind::Body | BlockKind::Title | BlockKind::Heading | BlockKind::Caption));
        if !is_own || mention.kind == EventKind::Statement || language.events.light.has(Word::of(&mention.lemma)) {
            return None;
        }
        let stance = stance(language, (&of.text, found), sentence, head, mention)?;
        let lemma = Lemma::new(language, &mention.lemma);
        Some(StanceMention { telling, event, stance, lemma, head, item: OnceCell::new() })
    }

    /// A mention with what is compared.
    fn item<'m>(&self, mention: &'m StanceMention) -> &'m StanceItem {
        mention.item.get_or_init(|| Box::new(self.read(mention)))
    }

    fn read(&self, &StanceMention { telling, event, stance, lemma, head, .. }: &StanceMention) -> StanceItem {
        let StanceReader { language, story, annotations, entities } = *self;
        let article = telling.passage.article;
        let found = &annotations[article as usize];
        let of = &story.articles()[article as usize];
        let mention = &found.events[telling.mention as usize];
        let sentence = &found.sentences_in(mention.span)[0];
        let entity_of = &entities.entity_of[article as usize];
        let part = |role: Role| -> BTreeSet<EntityOrWord> {
            let parts = mention.participants.iter().filter(|part| part.role == role);
            parts.filter_map(|part| who(sentence, part.head, part.referent, entity_of)).collect()
        };
        let words = sentence.tokens.iter().enumerate().filter(|(i, _)| *i != head).map(|(_, token)| token);
        let agents = part(Role::Agent);
        let is_passive = is_passive(sentence, head);
        let telling_word = |lemma: &Word| !language.accounts.everyday.has(*lemma);
        let content =
            words.filter(|token| matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Verb | Tag::Num | Tag::Adj));
        StanceItem {
            witness: Witness {
                passage: Passage { article, span: words_of(sentence, head, mention) },
                value: Value::Status(if stance == Stance::Not { Status::Negated } else { mention.status }),
                as_of: None,
                said: of.said_on(),
                status: mention.status,
                speaker: spoken_by(article as usize, mention.asserted_by.as_ref(), &entities.entity_of),
            },
            stance,
            event,
            lemma,
            is_open: agents.is_empty() && !is_passive && sentence.tokens[head].tag == Tag::Verb,
            agents,
            patients: part(Role::Patient),
            owners: owners(found, sentence, mention).filter_map(|of| entity_of.get(of as usize).copied()).collect(),
            named: names_in(&found.names, sentence.span)
                .filter_map(|name| entity_of.get(name.referent as usize).copied())
                .collect(),
            words: content.map(|token| token.lemma).filter(telling_word).collect(),
            days: mention.from.zip(mention.to).filter(|_| mention.time_basis == Some(TimeBasis::Date)),
            not_yet: stance == Stance::Not && is_of_now(language, sentence, head),
        }
    }
}

/// What the words say of whether it happened. A noun says so only beside a verb that does: "freed them in exchange for money".
fn stance(
    language: &Language,
    (text, found): (&str, &Annotations),
    sentence: &Sentence,
    head: usize,
    mention: &EventMention,
) -> Option<Stance> {
    if text[sentence.span.start()..sentence.span.end()].trim_end().ends_with('?') {
        return None;
    }
    if sentence.tokens[head].tag == Tag::Verb {
        return stance_of_verb(language, sentence, head, mention);
    }
    let above = sentence.ancestors(head).find(|&i| sentence.tokens[i].tag == Tag::Verb)?;
    let span = sentence.tokens[above].span;
    let verb = &found.events[found.events.binary_search_by_key(&span, |event| event.span).ok()?];
    match (mention.status, stance_of_verb(language, sentence, above, verb)?) {
        (Status::Asserted, Stance::Told) => Some(Stance::Told),
        // "No fighters were freed in exchange": the bare noun goes with the verb.
        (Status::Asserted, Stance::Not) if is_bare_in(&language.grammar, sentence, head) => Some(Stance::Not),
        _ => None,
    }
}

/// Whether a noun stands bare behind "in": "in exchange", "in protest".
fn is_bare_in(grammar: &GrammarWords, sentence: &Sentence, head: usize) -> bool {
    let before = head.checked_sub(1).map(|before| sentence.tokens[before].word);
    before.is_some_and(|before| grammar.inside.has(before))
}

fn stance_of_verb(language: &Language, sentence: &Sentence, head: usize, mention: &EventMention) -> Option<Stance> {
    let known = &language.matters;
    let clause = sentence.tokens_in(mention.clause);
    let before = &sentence.tokens[head.saturating_sub(BEFORE)..head];
    let words = || sentence.tokens[clause.clone()].iter().chain(before);
    let helped = |group: &Group| {
        let mut children = sentence.children(head).map(|child| &sentence.tokens[child]);
        children.any(|token| token.tag == Tag::Aux && (group.has(token.word) || group.has(token.lemma)))
    };
    match mention.status {
        // "Might have been freed": not surely told. "What he offers": a habit.
        Status::Asserted => {
            let present = Features::PRESENT | Features::FINITE;
            let habit =
                sentence.tokens[head].relation == Relation::AclRelcl && sentence.tokens[head].features.has(present);
            (!habit && !helped(&known.open_helpers)).then_some(Stance::Told)
        }
        // "If the general doesn't testify": nobody says that he doesn't.
        Status::Denied | Status::Negated if is_supposed(&language.grammar, sentence, head) => None,
        Status::Denied | Status::Negated => {
            let plain = mention.status == Status::Denied || denies_itself(language, sentence, head);
            let partial = words().any(|token| known.partial.has(token.word)) || has_aside(sentence, head);
            (plain && !partial && !helped(&known.open_helpers)).then_some(Stance::Not)
        }
        Status::Planned => {
            let planned = before.iter().any(|token| known.plans.has(token.word) || known.plans.has(token.lemma));
            planned.then_some(Stance::Planned)
        }
        Status::Hypothetical => None,
    }
}

/// Whether a verb stands in a clause of "if" or "unless".
fn is_supposed(grammar: &GrammarWords, sentence: &Sentence, head: usize) -> bool {
    sentence.children(head).any(|child| child < head && grammar.supposing.has(sentence.tokens[child].word))
}

/// Whether the verb's own "not" or subject says that it did not happen, or that somebody failed at it; not that it had not
/// happened before.
fn denies_itself(language: &Language, sentence: &Sentence, head: usize) -> bool {
    let (words, grammar) = (&language.matters, &language.grammar);
    let child = |i: usize| &sentence.tokens[i];
    let before = sentence.children(head).any(|i| {
        child(i).tag == Tag::Aux && grammar.have.has(child(i).lemma) && !child(i).features.has(Features::PRESENT)
    });
    let not = sentence.children(head).any(|i| {
        let none = |i: usize| sentence.children(i).any(|below| grammar.none_of.has(child(below).word));
        child(i).features.has(Features::NEGATIVE)
            || words.not.has(child(i).word)
            || child(i).relation.is_subject() && (none(i) || grammar.none_of.has(child(i).word))
    });
    let failed = sentence.tokens[head.saturating_sub(BEFORE)..head].iter().any(|token| words.failing.has(token.lemma));
    (not || failed) && !before
}

/// Whether a clause behind tells why or what for: "didn't test it to start a war".
fn has_aside(sentence: &Sentence, head: usize) -> bool {
    sentence.children(head).any(|child| child > head && sentence.tokens[child].relation == Relation::Advcl)
}

/// Whether a "not" is of the present: "has not yet been found", "so far failed".
fn is_of_now(language: &Language, sentence: &Sentence, head: usize) -> bool {
    let near = &sentence.tokens[head.saturating_sub(BEFORE)..sentence.tokens.len().min(head + BEFORE)];
    let perfect = sentence.children(head).any(|child| {
        let token = &sentence.tokens[child];
        language.grammar.have.has(token.lemma) && token.tag == Tag::Aux && token.features.has(Features::PRESENT)
    });
    perfect || near.iter().any(|token| language.matters.still.has(token.word))
}

/// Who is named as the owner of what it was done to.
fn owners(found: &Annotations, sentence: &Sentence, mention: &EventMention) -> impl Iterator<Item = u32> {
    let patients = mention.participants.iter().filter(|part| part.role == Role::Patient);
    let heads = patients.filter_map(|part| sentence.token_at(part.head.start));
    let owners = heads.filter_map(|head| sentence.child(head, Relation::NmodPoss));
    owners.flat_map(|owner| names_in(&found.names, sentence.tokens[owner].span)).map(|name| name.referent)
}

/// Whether a verb tells what was done to somebody, and need not say by whom.
fn is_passive(sentence: &Sentence, head: usize) -> bool {
    let token = &sentence.tokens[head];
    let is_participle = token.features.has(Features::PARTICIPLE) && token.features.has(Features::PAST);
    token.features.has(Features::PASSIVE)
        || sentence.child(head, Relation::NsubjPass).is_some()
        || is_participle && sentence.subject(head).is_none()
}

/// Who or what a participant is; `None` for a pronoun that stands for nobody known.
fn who(sentence: &Sentence, head: Span, referent: Option<u32>, entity_of: &[u32]) -> Option<EntityOrWord> {
    if let Some(referent) = referent {
        return Some(EntityOrWord::Entity(*entity_of.get(referent as usize)?));
    }
    let token = &sentence.tokens[sentence.token_at(head.start)?];
    matches!(token.tag, Tag::Noun | Tag::Propn).then_some(EntityOrWord::Word(token.lemma))
}

/// The clause of a mention, or as much of it around the head as tells it.
fn words_of(sentence: &Sentence, head: usize, mention: &EventMention) -> Span {
    let clause = sentence.tokens_in(mention.clause);
    if clause.len() <= LONGEST && clause.contains(&head) {
        return mention.clause;
    }
    let first = clause.start.max(head.saturating_sub(LONGEST / 2)).min(head);
    let last = clause.end.min(head + LONGEST / 2).max(head + 1) - 1;
    sentence.words(first, last)
}

/// The mentions that tell of one happening and differ about whether it happened.
fn groups(reader: &StanceReader, mentions: &[StanceMention]) -> Vec<Vec<usize>> {
    let mut by_word: BTreeMap<(u8, u64), Vec<usize>> = BTreeMap::new();
    for (i, mention) in mentions.iter().enumerate() {
        for key in keys(&mention.lemma) {
            by_word.entry(key).or_default().push(i);
        }
    }
    let near = |i: usize| -> BTreeSet<usize> {
        keys(&mentions[i].lemma).iter().flat_map(|key| &by_word[key]).copied().collect()
    };
    let item = |i: usize| reader.item(&mentions[i]);
    let mut groups = DisjointSets::new(mentions.len());
    let mut joined: BTreeSet<usize> = BTreeSet::new();
    for i in (0..mentions.len()).filter(|&i| mentions[i].stance != Stance::Told) {
        let told = near(i).into_iter().filter(|&other| mentions[other].stance == Stance::Told);
        for other in told.take(COMPARED).filter(|&other| are_at_odds(item(i), item(other))) {
            groups.join(i, other);
            joined.extend([i, other]);
        }
    }
    // Who says the same of the same happening stands beside them.
    let sides: Vec<usize> = joined.iter().copied().collect();
    for &side in &sides {
        for other in near(side).into_iter().take(COMPARED).filter(|other| !joined.contains(other)) {
            let (one, more) = (&mentions[side], &mentions[other]);
            if one.stance == more.stance && one.event == more.event && is_one_happening(item(side), item(other)) {
                groups.join(side, other);
            }
        }
    }
    let roots: BTreeSet<usize> = joined.into_iter().map(|member| groups.root(member)).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..mentions.len() {
        let root = groups.root(i);
        if roots.contains(&root) {
            members.entry(root).or_default().push(i);
        }
    }
    members.into_values().collect()
}

/// By what a mention is found: its word, and the senses and families that it stands in.
fn keys(lemma: &Lemma) -> Vec<(u8, u64)> {
    let sets = lemma.sets().iter().map(|set| (1, u64::from(*set)));
    let families = lemma.families().iter().map(|family| (2, u64::from(*family)));
    std::iter::once((0, lemma.word().0)).chain(sets).chain(families).collect()
}

/// Whether one denies or plans what the other tells as having happened.
fn are_at_odds(one: &StanceItem, told: &StanceItem) -> bool {
    let same_article = one.witness.passage.article == told.witness.passage.article;
    let voice = |item: &StanceItem| item.witness.speaker.map(|(words, entity)| (entity, words.span));
    // An account in one voice tells two happenings.
    if same_article && (one.stance == Stance::Planned || voice(one) == voice(told)) || !is_one_happening(one, told) {
        return false;
    }
    let apart = |(x, y): (Date, Date)| x.until(y).map_or(0, |span| span.get_days()).abs();
    if one.witness.said.zip(told.witness.said).is_some_and(|days| apart(days) > APART) {
        return false;
    }
    let later = one.witness.said.zip(told.witness.said).is_some_and(|(before, after)| before < after);
    match one.stance {
        // What was over before the plan was told is another happening.
        Stance::Planned => {
            let over = told.days.zip(one.witness.said).is_some_and(|((_, to), said)| to < said);
            later && !over && (one.event == told.event || one.days.is_some() && told.days.is_some())
        }
        _ => true,
    }
}

/// Whether two items tell one happening, whatever they say of it.
fn is_one_happening(a: &StanceItem, b: &StanceItem) -> bool {
    let kinship = a.lemma.kinship(&b.lemma);
    let Some((_, shared)) = SHARED.iter().find(|(kind, _)| *kind == kinship) else { return false };
    if let (Some((a_from, a_to)), Some((b_from, b_to))) = (a.days, b.days)
        && (a_to < b_from || b_to < a_from)
    {
        return false;
    }
    let known = |one: &BTreeSet<EntityOrWord>, other: &BTreeSet<EntityOrWord>| !one.is_empty() && !other.is_empty();
    let same = |one: &BTreeSet<EntityOrWord>, other: &BTreeSet<EntityOrWord>| !one.is_disjoint(other);
    let (agents, patients) = (same(&a.agents, &b.agents), same(&a.patients, &b.patients));
    // To whom it was done tells most: where one account says that, both must.
    let told = !a.patients.is_empty() || !b.patients.is_empty();
    if known(&a.agents, &b.agents) && !agents || told && !patients {
        return false;
    }
    // "Staff exhibiting symptoms", "he is not exhibiting any": many may do the same to what only a common word names.
    let is_named = a.patients.intersection(&b.patients).any(|who| matches!(who, EntityOrWord::Entity(_)));
    if (a.is_open || b.is_open) && !is_named {
        return false;
    }
    // "Sarn's letter was not released": of a letter that another account ties to others it says nothing.
    let anothers =
        |one: &StanceItem, other: &StanceItem| !one.owners.is_empty() && one.owners.is_disjoint(&other.named);
    if anothers(a, b) || anothers(b, a) {
        return false;
    }
    let parts = usize::from(agents) + usize::from(patients);
    let taking: BTreeSet<Word> = [&a.agents, &a.patients, &b.agents, &b.patients]
        .into_iter()
        .flatten()
        .filter_map(|who| match who {
            EntityOrWord::Word(word) => Some(*word),
            EntityOrWord::Entity(_) => None,
        })
        .collect();
    let both = a.words.intersection(&b.words).filter(|word| !taking.contains(word)).count();
    parts > 0 && both >= shared[parts - 1]
}

fn matter(story: &Story, headings: &Headings, members: &[&StanceItem]) -> Option<Matter> {
    let articles = |holds: &dyn Fn(&StanceItem) -> bool| -> BTreeSet<[u8; 32]> {
        let held = members.iter().filter(|item| holds(item));
        held.map(|item| story.articles()[item.witness.passage.article as usize].sha256).collect()
    };
    let (told, not) = (articles(&|item| item.stance == Stance::Told), articles(&|item| item.stance != Stance::Told));
    if told.is_empty() || not.is_empty() || told.union(&not).count() < 2 {
        return None;
    }
    let mut members: Vec<&&StanceItem> = members.iter().collect();
    members.sort_by_key(|item| item.witness.passage);
    members.dedup_by_key(|item| item.witness.passage);
    let passages: Vec<Passage> = members.iter().map(|item| item.witness.passage).collect();
    let event = members[0].event;
    let heading = headings.find(&passages).map(|heading| {
        let start = heading.passage.span.start();
        Heading { gap: Span::new(start, start), ..heading }
    });
    let scope = |item: &&&StanceItem| Scope {
        before: false,
        part: false,
        people: None,
        now: item.not_yet,
        course: Course::Open,
        updates: false,
        hour: None,
    };
    Some(Matter {
        kind: EntryKind::Event,
        aspect: None,
        subject: heading.map_or(passages[0], |heading| heading.passage),
        facets: Vec::new(),
        heading,
        witnesses: members.iter().map(|item| item.witness.clone()).collect(),
        scopes: members.iter().map(scope).collect(),
        why: vec![JoinReason::rule(JoinSign::Telling, passages)],
        event: Some(event as u32),
    })
}
