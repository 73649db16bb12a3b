//! Whether a happening is said to have happened, and how.
//!
//! Two voices: the words of the happening itself ("not", "will", "if", "no") and what governs it ("plans to", "refused
//! to", "denied", "called for"). What governs is judged the same way, so that denials of denials are seen: two cancel
//! only where the words are plain, else nothing is said for sure.

use super::Manner;
use super::phrases;
use super::tree::Tree;
use crate::annotate::figures::Status;
use crate::language::Group;
use crate::language::events::FactualityCue;
use crossread_language::{Features, Relation, Tag, Word};

/// Inside "life-threatening".
const HYPHEN: Word = Word::of("-");

/// How many governors up the status of a happening is looked for.
const REACH: usize = 8;

/// The status of the happening that word `head` tells, by rule.
pub fn ruled(tree: &Tree, head: usize) -> Status {
    status(tree, head, REACH)
}

/// The words that say how the happening was: adverbs of a verb, adjectives of a noun.
pub(super) fn manners(tree: &Tree, head: usize) -> Vec<Manner> {
    let negated = tree.negation(head);
    let words = tree.children(head).filter(|&child| match tree.relation(child) {
        Relation::Advmod => {
            tree.tag(child) == Tag::Adv
                && tree.language.events.manner_endings.end(tree.token(child).span.of(tree.text))
                && !phrases::is_time(tree, child)
        }
        Relation::Amod => {
            tree.tag(child) == Tag::Adj && !tree.has(child, Features::ORDINAL) && tree.named(child).is_none()
        }
        _ => false,
    });
    words
        .map(|child| {
            let own = tree.negation(child);
            let before = negated.is_some_and(|not| not < child && child < head);
            Manner { span: tree.token(child).span, negated: own.is_some() || before }
        })
        .collect()
}

fn status(tree: &Tree, i: usize, reach: usize) -> Status {
    let own = own_words(tree, i);
    let above = if reach == 0 { None } else { governed(tree, i, reach) };
    match (own, above) {
        (None, None) => Status::Asserted,
        (Some(own), None | Some(Status::Asserted)) => own,
        (None, Some(above)) => above,
        (Some(Status::Planned), Some(Status::Planned)) => Status::Planned,
        // "said that it would not": what is denied, not or only wanted stays so under a plain report; two negatives and
        // whatever else stands together leave it open.
        (Some(Status::Negated), Some(Status::Planned)) => Status::Negated,
        (Some(_), Some(_)) => Status::Hypothetical,
    }
}

/// What a happening's own words say: its auxiliaries, its "not", its "no", its "if".
fn own_words(tree: &Tree, i: usize) -> Option<Status> {
    if tree.negation(i).is_some() || has_none(tree, i) {
        return Some(Status::Negated);
    }
    let (words, mut said) = (&tree.language.events, None);
    for child in tree.children(i) {
        let is = |group: &Group| tree.is(child, group);
        match tree.relation(child) {
            Relation::Mark | Relation::Advmod if is(&tree.language.grammar.supposing) => {
                return Some(Status::Hypothetical);
            }
            Relation::Mark | Relation::Case if is(&words.lacking) => return Some(Status::Negated),
            Relation::Aux if is(&words.foretelling) => {
                said = Some(Status::Planned);
            }
            Relation::Aux if is(&words.foretold) => {
                // "said it would leave" reports a plan; without a report, it supposes.
                let reported = tree.relation(i) == Relation::Ccomp;
                said = Some(if reported { Status::Planned } else { Status::Hypothetical });
            }
            Relation::Aux if is(&words.supposing_helpers) => {
                said = Some(Status::Hypothetical);
            }
            // "life-threatening injuries" are no threat.
            Relation::Amod if child == 0 || tree.token(child - 1).word != HYPHEN => {
                said = said.or(match cue(tree, child) {
                    Some(FactualityCue::Planned) => Some(Status::Planned),
                    Some(FactualityCue::Wanted) => Some(Status::Hypothetical),
                    Some(FactualityCue::Prevented) if tree.tag(i) == Tag::Noun => Some(Status::Negated),
                    _ => None,
                });
            }
            _ => {}
        }
    }
    said.or_else(|| is_to(tree, i).then_some(Status::Planned)).or_else(|| asks(tree, i).then_some(Status::Hypothetical))
}

/// "No one was hurt", "found no survivors", "no attack", "neither side left", "no longer works".
fn has_none(tree: &Tree, i: usize) -> bool {
    let words = &tree.language.events;
    tree.children(i).any(|child| match tree.relation(child) {
        Relation::Det => tree.is(child, &words.nothing),
        Relation::Cc | Relation::CcPreconj => tree.is(child, &words.neither),
        relation if relation.is_subject() || matches!(relation, Relation::Obj | Relation::Advmod) => {
            tree.is(child, &words.nothing)
                || tree.children(child).any(|below| below < child && tree.is(below, &tree.language.grammar.none_of))
        }
        _ => false,
    })
}

/// "is to meet", and in headlines "Lowe to visit Brandal".
fn is_to(tree: &Tree, i: usize) -> bool {
    let by_be = |tree: &Tree| {
        tree.children(i).any(|child| {
            matches!(tree.relation(child), Relation::Aux | Relation::Cop)
                && tree.language.grammar.be.has(tree.lemma(child))
        })
    };
    let in_headline = |tree: &Tree| {
        tree.relation(i) == Relation::Root && tree.children(i).any(|child| tree.relation(child).is_subject())
    };
    tree.tag(i) == Tag::Verb && tree.is_infinitive(i) && (by_be(tree) || in_headline(tree))
}

/// Whether words leave open whether it is so: "whether he fell asleep", "whether he woke and braked", "did not say that he fell
/// asleep".
pub(super) fn is_asked(tree: &Tree, head: usize) -> bool {
    let asked = |i: usize| tree.children(i).any(|child| child < i && tree.is(child, &tree.language.grammar.question));
    let unsaid = |i: usize| {
        let above = tree.head(i).filter(|_| tree.relation(i) == Relation::Ccomp);
        let denied = |above: usize| tree.negation(above).is_some() || has_none(tree, above);
        above.is_some_and(|above| denied(above) && cue(tree, above) != Some(FactualityCue::Real))
    };
    let open = |i: usize| asked(i) || unsaid(i);
    let beside = |i: usize| tree.head(i).filter(|_| tree.relation(i) == Relation::Conj);
    open(head) || beside(head).is_some_and(open)
}

/// Whether the sentence asks whether it is so.
fn asks(tree: &Tree, i: usize) -> bool {
    let last = tree.len() - 1;
    tree.relation(i) == Relation::Root && tree.token(last).word == Word::of("?")
}

/// Whether a verb says of its subject only that it happens.
pub(super) fn is_happening(tree: &Tree, verb: usize) -> bool {
    tree.language.events.happening.has(tree.lemma(verb))
}

/// What a word says of what it governs.
fn cue(tree: &Tree, i: usize) -> Option<FactualityCue> {
    let cues = &tree.language.events.cues;
    cues.get(&tree.lemma(i)).or_else(|| cues.get(&tree.token(i).word)).copied()
}

/// The verb that denies a clause without governing it: "denied \[ever threatening her\]", "rejected claims \[that he left\]". Parsers
/// hang such clauses on the verb or on the noun, as purposes or relatives.
fn denier(tree: &Tree, i: usize, above: usize) -> Option<usize> {
    let denies = |verb: usize| tree.tag(verb) == Tag::Verb && cue(tree, verb) == Some(FactualityCue::Denied);
    let is_alleged =
        |noun: usize| tree.language.events.alleged.has(tree.lemma(noun)) && tree.relation(noun) == Relation::Obj;
    if is_alleged(above) && above < i {
        return tree.head(above).filter(|&verb| denies(verb));
    }
    let behind = |child: usize| above < child && child < i;
    let alleged = tree.children(above).any(|child| behind(child) && is_alleged(child));
    let parted = (above..i).any(|at| [Word::of(","), Word::of(";")].contains(&tree.token(at).word));
    let bare = tree.has(i, Features::GERUND) && tree.child(i, Relation::Mark).is_none();
    (above < i && denies(above) && !parted && (alleged || bare)).then_some(above)
}

/// What stands above says of it.
fn governed(tree: &Tree, i: usize, reach: usize) -> Option<Status> {
    let above = tree.head(i)?;
    let is_clause = matches!(tree.tag(i), Tag::Verb | Tag::Aux);
    if is_clause
        && matches!(tree.relation(i), Relation::Acl | Relation::AclRelcl | Relation::Advcl)
        && let Some(verb) = denier(tree, i, above)
    {
        return Some(twice(status(tree, verb, reach - 1), Status::Denied));
    }
    match tree.relation(i) {
        Relation::Xcomp | Relation::Ccomp => clause(tree, i, above, reach),
        Relation::Acl
            if is_clause
                && (tree.is_infinitive(i)
                    || tree.has(i, Features::GERUND) && tree.case(i).is_some()
                    || tree.child(i, Relation::Mark).is_some()) =>
        {
            match cue(tree, above) {
                Some(_) => clause(tree, i, above, reach),
                // "caused the plane to return": parsers hang it on the noun.
                None if tree.is_infinitive(i) && is_brought_about(tree, above) => {
                    clause(tree, i, tree.head(above)?, reach)
                }
                None if tree.is_infinitive(i) => Some(Status::Hypothetical),
                None => None,
            }
        }
        // "speculation that he had resigned": parsers take such clauses for relatives.
        Relation::AclRelcl if is_conjecture(tree, i, above) => Some(Status::Hypothetical),
        Relation::Csubj | Relation::CsubjPass => clause(tree, i, above, reach),
        Relation::Obl | Relation::Nmod | Relation::Advcl if is_clause => adverbial(tree, i, above, reach),
        Relation::Advcl | Relation::AdvclRelcl => adverbial(tree, i, above, reach),
        Relation::Conj => beside(tree, i, above, reach),
        Relation::Obj | Relation::Nsubj | Relation::NsubjPass | Relation::Obl | Relation::Nmod | Relation::Compound
            if !is_clause =>
        {
            noun(tree, i, above, reach)
        }
        _ => None,
    }
}

/// A clause that a verb, adjective or noun governs.
fn clause(tree: &Tree, i: usize, above: usize, reach: usize) -> Option<Status> {
    let finite = tree.relation(i) == Relation::Ccomp && !tree.is_infinitive(i) && tree.is_finite(i);
    let (words, grammar) = (&tree.language.events, &tree.language.grammar);
    let over = || status(tree, above, reach - 1);
    let found = cue(tree, above);
    if finite {
        let thought = words.thoughts.has(tree.lemma(above));
        let doubts = || tree.children(above).any(|child| grammar.do_support.has(tree.lemma(child)));
        let is_not = |not: usize| !tree.is(not, &words.at_no_time) && doubts();
        if words.beliefs.has(tree.lemma(above)) && tree.negation(above).is_some_and(is_not) {
            return Some(Status::Negated);
        }
        return match found {
            Some(FactualityCue::Denied) => Some(twice(over(), Status::Denied)),
            _ if thought => Some(Status::Hypothetical),
            // "did not say that it left", "may say that it left": open. "does not know that it left" takes it for granted.
            Some(FactualityCue::Real) => None,
            _ => match over() {
                Status::Asserted | Status::Denied => None,
                Status::Planned | Status::Negated | Status::Hypothetical => Some(Status::Hypothetical),
            },
        };
    }
    // "rejected calls to block": the calls govern it, whatever the parser hangs it on.
    if let Some(plan) = tree.children(above).find(|&child| above < child && child < i && calls(tree, child, i)) {
        return Some(if status(tree, plan, reach - 1) == Status::Planned {
            Status::Planned
        } else {
            Status::Hypothetical
        });
    }
    let begun = tree.has(i, Features::GERUND) && tree.child(i, Relation::Mark).is_none();
    match found {
        Some(FactualityCue::Prevented) if begun && words.stopping.has(tree.lemma(above)) => Some(over()),
        Some(FactualityCue::Prevented) => Some(twice(over(), Status::Negated)),
        Some(FactualityCue::Denied) => Some(twice(over(), Status::Denied)),
        Some(FactualityCue::Planned) => Some(if over() == Status::Asserted { Status::Planned } else { weak(over()) }),
        Some(FactualityCue::Wanted) => Some(Status::Hypothetical),
        Some(FactualityCue::Real) => Some(over()),
        // What had to be done was done.
        None if tree.is_infinitive(i) && tree.is(above, &words.had_to) && tree.has(above, Features::PAST) => {
            Some(over())
        }
        // "is going to", "has to".
        None if tree.is_infinitive(i) && tree.is(above, &words.about_to) => Some(Status::Planned),
        None if tree.is_infinitive(i) && grammar.have.has(tree.lemma(above)) => Some(Status::Hypothetical),
        None if tree.is_infinitive(i) && matches!(tree.tag(above), Tag::Adj | Tag::Noun) => Some(Status::Hypothetical),
        None => Some(over()),
    }
}

/// Whether the clause of a verb tells what a noun before it only thinks: it opens with "that" and has a subject of its own.
fn is_conjecture(tree: &Tree, i: usize, noun: usize) -> bool {
    let is_opener = |child: usize| tree.is(child, &tree.language.grammar.complementizer);
    let opens = tree.children(i).any(|child| child < i && is_opener(child));
    let has_subject = tree.children(i).any(|child| tree.relation(child).is_subject() && !is_opener(child));
    tree.language.events.conjectures.has(tree.lemma(noun)) && noun < i && opens && has_subject
}

/// Whether a noun is the object of a verb that brings about what it does.
fn is_brought_about(tree: &Tree, noun: usize) -> bool {
    let by = |verb: usize| tree.language.events.causing.has(tree.lemma(verb)) && tree.tag(verb) == Tag::Verb;
    tree.relation(noun) == Relation::Obj && tree.head(noun).is_some_and(by)
}

/// Whether a verb wants, plans or prevents that somebody does something: "urge", "order", "allow".
pub(super) fn moves(tree: &Tree, verb: usize) -> bool {
    tree.tag(verb) == Tag::Verb && cue(tree, verb).is_some()
}

/// Whether word `i` is a noun for a plan or wish and the infinitive behind it is what is planned: "calls to block".
pub(super) fn calls(tree: &Tree, i: usize, infinitive: usize) -> bool {
    tree.tag(i) == Tag::Noun
        && tree.is_infinitive(infinitive)
        && matches!(tree.relation(i), Relation::Obj | Relation::NsubjPass | Relation::Nsubj | Relation::Obl)
        && matches!(cue(tree, i), Some(FactualityCue::Planned | FactualityCue::Wanted))
}

/// What is said under a denial that is itself not plainly so is open.
fn twice(over: Status, said: Status) -> Status {
    if over == Status::Asserted { said } else { Status::Hypothetical }
}

/// What is planned under something that is not plainly so.
fn weak(over: Status) -> Status {
    if over == Status::Planned { Status::Planned } else { Status::Hypothetical }
}

/// A clause beside another: its purpose, its result, its condition.
fn adverbial(tree: &Tree, i: usize, above: usize, reach: usize) -> Option<Status> {
    let marks = || {
        tree.children(i).filter(|&child| child < i && matches!(tree.relation(child), Relation::Mark | Relation::Case))
    };
    if marks().any(|mark| tree.is(mark, &tree.language.grammar.from))
        && cue(tree, above) == Some(FactualityCue::Prevented)
    {
        return Some(twice(status(tree, above, reach - 1), Status::Negated));
    }
    if marks().any(|mark| tree.is(mark, &tree.language.events.instead)) {
        return Some(Status::Negated);
    }
    // "accused of", "considered for": what a cue governs by a preposition.
    let by_preposition = matches!(tree.relation(i), Relation::Obl | Relation::Nmod) || marks().next().is_some();
    if by_preposition && !tree.is_infinitive(i) && tree.has(i, Features::GERUND) {
        return match cue(tree, above) {
            Some(FactualityCue::Wanted) => Some(Status::Hypothetical),
            Some(FactualityCue::Planned) => Some(Status::Planned),
            Some(FactualityCue::Denied) => Some(twice(status(tree, above, reach - 1), Status::Denied)),
            _ => None,
        };
    }
    if tree.is_infinitive(i) {
        // Purpose; what governs it may ask for it all the same ("asked by them to leave").
        return match cue(tree, above) {
            Some(FactualityCue::Wanted) => Some(Status::Hypothetical),
            Some(FactualityCue::Prevented) if !tree.language.events.stopping_for.has(tree.lemma(above)) => {
                Some(twice(status(tree, above, reach - 1), Status::Negated))
            }
            _ => Some(Status::Planned),
        };
    }
    // "would explode, killing hundreds".
    let result = tree.relation(i) == Relation::Advcl && i > above && !tree.is_finite(i) && marks().next().is_none();
    result.then(|| status(tree, above, reach - 1))
}

/// A verb or noun beside another shares what governs it, and its auxiliaries where it has none of its own.
fn beside(tree: &Tree, i: usize, above: usize, reach: usize) -> Option<Status> {
    let own = tree.children(i).any(|child| tree.relation(child).is_subject());
    let kin = matches!(tree.tag(i), Tag::Verb | Tag::Aux) == matches!(tree.tag(above), Tag::Verb | Tag::Aux);
    if own || !kin {
        return None;
    }
    if tree.is_finite(i) {
        // "if he is fired or resigns", "speculation that he had resigned or been fired"; a finite verb has its own "not" and "will".
        let is_open =
            tree.children(above).any(|child| child < above && tree.is(child, &tree.language.grammar.supposing));
        return if is_open { Some(Status::Hypothetical) } else { governed(tree, above, reach - 1) };
    }
    let but = tree
        .children(i)
        .any(|child| tree.relation(child) == Relation::Cc && tree.is(child, &tree.language.grammar.but));
    match status(tree, above, reach - 1) {
        Status::Negated if but => None,
        // "no attack and a vote": the "no" is the first noun's.
        Status::Negated if tree.tag(i) == Tag::Noun && tree.child(i, Relation::Det).is_some() => None,
        over => Some(over),
    }
}

/// A noun that a verb or noun governs: "plans a visit", "called for talks", "averted a strike", "will hold a vote".
fn noun(tree: &Tree, i: usize, above: usize, reach: usize) -> Option<Status> {
    let (words, grammar) = (&tree.language.events, &tree.language.grammar);
    let relation = tree.relation(i);
    let known =
        tree.children(i).any(|child| tree.is(child, &grammar.pointing)) || tree.child(i, Relation::NmodPoss).is_some();
    let over = || status(tree, above, reach - 1);
    let object = matches!(relation, Relation::Obj | Relation::NsubjPass);
    let behind = matches!(relation, Relation::Obl | Relation::Nmod);
    let case = |group: &Group| tree.case(i).is_some_and(|case| tree.is(case, group));
    let verb = tree.tag(above) == Tag::Verb;
    if object && verb && cue(tree, above) == Some(FactualityCue::Prevented) {
        let plain = !words.halting.has(tree.lemma(above));
        return plain.then(|| match over() {
            // "failed to avert the strike": it came.
            Status::Negated if known => Status::Asserted,
            over => twice(over, Status::Negated),
        });
    }
    if known {
        let happens = verb && is_happening(tree, above) && relation != Relation::Obl;
        return (happens && (relation.is_subject() || object) && tree.tag(i) == Tag::Noun)
            .then(over)
            .filter(|over| *over != Status::Asserted);
    }
    let wanted_for = behind && case(&words.wished_for);
    match cue(tree, above) {
        Some(FactualityCue::Planned) if object && verb || behind && case(&grammar.benefit) => {
            Some(if over() == Status::Asserted { Status::Planned } else { weak(over()) })
        }
        Some(FactualityCue::Wanted) if object && verb || wanted_for => Some(Status::Hypothetical),
        Some(FactualityCue::Denied) if object && verb || behind && case(&grammar.genitive) => {
            Some(twice(over(), Status::Denied))
        }
        Some(FactualityCue::Prevented) if behind && case(&grammar.genitive) => None,
        // What a verb that is not plainly so brings about: "could face charges".
        _ if verb && object => Some(over()).filter(|over| *over != Status::Asserted),
        _ if verb && relation == Relation::Nsubj && is_happening(tree, above) => {
            Some(over()).filter(|over| *over != Status::Asserted)
        }
        _ => None,
    }
}
