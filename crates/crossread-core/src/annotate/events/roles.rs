//! What plainly hangs on a happening in the dependency tree, by role: who did it, to whom, where. Beside what is learned
//! ([`arguments`](super::arguments)), for what that leaves out.
//!
//! By roles and not by position: the subject of a passive underwent it; a relative pronoun stands for what it relates to;
//! "urged parliament to vote" lets parliament vote; verbs side by side share a subject; "the US killing of Soleimani" is
//! a clause in a noun's clothes.

use super::arguments::{Argument, ArgumentRole};
use super::tree::Tree;
use super::{phrases, status};
use crate::language::Group;
use crossread_language::{Features, MentionKind, Relation, Tag};

/// How many verbs up a shared or understood subject is looked for.
const REACH: usize = 6;

/// What hangs on the happening that word `head` tells, in order.
pub fn find(tree: &Tree, head: usize) -> Vec<Argument> {
    let mut found = match tree.tag(head) {
        Tag::Verb | Tag::Aux => of_verb(tree, head),
        Tag::Adj | Tag::Adv => of_adjective(tree, head),
        _ => of_noun(tree, head),
    };
    found.sort_by_key(|argument| (argument.first, argument.token, argument.part));
    found.dedup_by_key(|argument| argument.token);
    found
}

/// The whole phrase of word `i` as an argument of `head`: without what hangs on it and holds the happening itself.
fn argument(tree: &Tree, head: usize, token: usize, part: ArgumentRole) -> Argument {
    let (mut first, mut last) = tree.extent(token);
    if (first..=last).contains(&head) && token != head {
        // The noun before its relative clause or participle; the participle before its noun.
        if head > token {
            let at = tree.children(token).find(|&child| tree.is_under(head, child)).unwrap_or(head);
            last = token.max(tree.extent(at).0.saturating_sub(1));
            while last > token && tree.tag(last) == Tag::Punct {
                last -= 1;
            }
        } else {
            first = (head + 1).min(token);
        }
    }
    while first < token && tree.tag(first) == Tag::Punct {
        first += 1;
    }
    while last > token && tree.tag(last) == Tag::Punct {
        last -= 1;
    }
    Argument { token, part, first, last }
}

/// The noun that a relative pronoun stands for; any other word is itself.
fn antecedent(tree: &Tree, i: usize) -> usize {
    if !tree.is(i, &tree.language.grammar.relative_pronouns)
        || !matches!(tree.tag(i), Tag::Pron | Tag::Det | Tag::Sconj)
    {
        return i;
    }
    let mut at = i;
    for _ in 0..REACH {
        let Some(head) = tree.head(at) else { break };
        if tree.relation(at) == Relation::AclRelcl {
            return head;
        }
        at = head;
    }
    i
}

/// Who a verb's subject is, said or understood.
fn subject(tree: &Tree, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..REACH {
        if let Some(own) = own_subject(tree, at) {
            return Some(antecedent(tree, own));
        }
        let head = tree.head(at)?;
        match tree.relation(at) {
            Relation::Acl | Relation::Amod if !tree.is_infinitive(at) => return Some(head),
            // "a plan to attack": whose plan it is attacks.
            Relation::Acl => {
                if let Some(owner) = tree.child(head, Relation::NmodPoss) {
                    return Some(owner);
                }
                let above = tree.head(head)?;
                // "urged parliament to vote", where the parser takes the infinitive for the noun's.
                if tree.relation(head) == Relation::Obj && status::moves(tree, above) && !status::calls(tree, head, at)
                {
                    return Some(antecedent(tree, head));
                }
                if !matches!(tree.relation(head), Relation::Obj) || tree.tag(above) != Tag::Verb {
                    return None;
                }
                at = above;
            }
            Relation::AclRelcl => return Some(head),
            Relation::Xcomp => {
                // Who is urged to vote votes.
                let object = tree
                    .children(head)
                    .find(|&child| matches!(tree.relation(child), Relation::Obj | Relation::Iobj) && child < at);
                if let Some(object) = object.filter(|_| !tree.language.events.promising.has(tree.lemma(head))) {
                    // "calls to block": nobody knows whose.
                    return (!status::calls(tree, object, at)).then(|| antecedent(tree, object));
                }
                at = head;
            }
            Relation::Conj | Relation::Advcl
                if matches!(tree.tag(head), Tag::Verb | Tag::Adj | Tag::Noun | Tag::Aux) =>
            {
                // A clause of its own with a mark has a subject of its own.
                at = head;
            }
            Relation::Ccomp | Relation::Parataxis if !tree.is_finite(at) => at = head,
            Relation::Obl | Relation::Nmod if tree.has(at, Features::GERUND) => at = head,
            _ => return None,
        }
    }
    None
}

fn own_subject(tree: &Tree, at: usize) -> Option<usize> {
    let subjects = || tree.children(at).filter(|&child| tree.relation(child).is_subject());
    subjects().rfind(|&child| child < at).or_else(|| subjects().next())
}

fn of_verb(tree: &Tree, verb: usize) -> Vec<Argument> {
    let mut found = Vec::new();
    let passive = tree.is_passive(verb);
    let mut object = None;
    let mut clause = false;
    for child in tree.children(verb) {
        let part = match tree.relation(child) {
            Relation::Obj if phrases::is_time(tree, child) && object.is_some() => ArgumentRole::Time,
            Relation::Obj => {
                object = Some(antecedent(tree, child));
                found.push(argument(tree, verb, antecedent(tree, child), ArgumentRole::Undergoer));
                continue;
            }
            Relation::Iobj => ArgumentRole::Second,
            Relation::Ccomp => {
                clause = true;
                ArgumentRole::Undergoer
            }
            Relation::Xcomp => {
                clause = true;
                if tree.tag(child) == Tag::Verb { ArgumentRole::Undergoer } else { ArgumentRole::Second }
            }
            Relation::OblAgent => ArgumentRole::Doer,
            Relation::Obl | Relation::OblUnmarked => oblique(tree, child, passive),
            Relation::Advmod if phrases::is_time(tree, child) => ArgumentRole::Time,
            Relation::Advmod if is_manner(tree, child) => ArgumentRole::Manner,
            _ => continue,
        };
        found.push(argument(tree, verb, antecedent(tree, child), part));
    }
    // "the base that it attacked", "the man police arrested": the object stands before.
    let relates = tree.relation(verb) == Relation::AclRelcl;
    if relates && object.is_none() && !clause && !passive {
        let own = own_subject(tree, verb).map(|own| antecedent(tree, own));
        let noun = tree.head(verb);
        if own.is_some() && own != noun && !found.iter().any(|argument| Some(argument.token) == noun) {
            object = noun;
            found.extend(noun.map(|noun| argument(tree, verb, noun, ArgumentRole::Undergoer)));
        }
    }
    let Some(subject) = subject(tree, verb).filter(|&subject| subject != verb) else { return found };
    let said_before = found.iter().any(|argument| argument.token == subject);
    if said_before || tree.relation(subject) == Relation::Expl {
        return found;
    }
    let undergoes = passive || object.is_none() && !clause && tree.language.events.undergoers.has(tree.lemma(verb));
    let part = if undergoes { ArgumentRole::Undergoer } else { ArgumentRole::Doer };
    found.push(argument(tree, verb, subject, part));
    found
}

/// What a phrase behind a preposition is to its verb.
fn oblique(tree: &Tree, i: usize, passive: bool) -> ArgumentRole {
    if phrases::is_time(tree, i) {
        return ArgumentRole::Time;
    }
    if phrases::is_place(tree, i) {
        return ArgumentRole::Place;
    }
    let Some(case) = tree.case(i) else { return ArgumentRole::Second };
    if passive && tree.is(case, &tree.language.grammar.agent) {
        return ArgumentRole::Doer;
    }
    if tree.is(case, &tree.language.events.done_to) { ArgumentRole::Undergoer } else { ArgumentRole::Second }
}

/// Whether an adverb says how.
fn is_manner(tree: &Tree, i: usize) -> bool {
    tree.tag(i) == Tag::Adv && tree.language.events.manner_endings.end(tree.token(i).span.of(tree.text))
}

fn of_adjective(tree: &Tree, head: usize) -> Vec<Argument> {
    let mut found = Vec::new();
    match tree.relation(head) {
        Relation::Amod => found.extend(tree.head(head).map(|noun| argument(tree, head, noun, ArgumentRole::Undergoer))),
        _ => {
            let subject = subject(tree, head);
            found.extend(subject.map(|subject| argument(tree, head, subject, ArgumentRole::Undergoer)));
        }
    }
    for child in tree.children(head) {
        if matches!(tree.relation(child), Relation::Obl | Relation::OblUnmarked) {
            found.push(argument(tree, head, child, oblique(tree, child, false)));
        }
    }
    found
}

fn of_noun(tree: &Tree, noun: usize) -> Vec<Argument> {
    let mut found = Vec::new();
    let of = tree.children(noun).find(|&child| {
        tree.relation(child) == Relation::Nmod
            && tree.case(child).is_some_and(|case| tree.is(case, &tree.language.grammar.genitive))
    });
    let mut doer = false;
    for child in tree.children(noun) {
        let part = match tree.relation(child) {
            Relation::NmodPoss if phrases::is_time(tree, child) => ArgumentRole::Time,
            Relation::NmodPoss if tree.language.events.suffered.has(tree.lemma(noun)) && of.is_none() => {
                ArgumentRole::Undergoer
            }
            Relation::NmodPoss => ArgumentRole::Doer,
            Relation::Nmod | Relation::Obl | Relation::NmodUnmarked => match of_noun_behind(tree, child) {
                Some(part) => part,
                None => continue,
            },
            Relation::Compound | Relation::Amod | Relation::NmodDesc if child < noun => {
                match before_noun(tree, child) {
                    Some(part) => part,
                    None => continue,
                }
            }
            _ => continue,
        };
        doer |= part == ArgumentRole::Doer;
        found.push(argument(tree, noun, child, part));
    }
    // "Iran's attack of the base" but "the arrival of the troops": without another doer theirs may be either; what
    // is done stands behind "of" far more often.
    if doer {
        return found;
    }
    // "carried out an attack": the subject did it.
    let light = tree.head(noun).filter(|&verb| tree.relation(noun) == Relation::Obj && phrases::is_light(tree, verb));
    let subject = light.and_then(|verb| subject(tree, verb).filter(|_| !tree.is_passive(verb)));
    found.extend(subject.map(|subject| argument(tree, noun, subject, ArgumentRole::Doer)));
    if let Some(verb) = light {
        for child in tree.children(verb).filter(|&child| tree.relation(child) == Relation::Obl) {
            if let Some(part) = of_noun_behind(tree, child) {
                found.push(argument(tree, noun, child, part));
            }
        }
    }
    found
}

/// What a phrase behind a noun is to it.
fn of_noun_behind(tree: &Tree, i: usize) -> Option<ArgumentRole> {
    if phrases::is_time(tree, i) {
        return Some(ArgumentRole::Time);
    }
    let case = tree.case(i)?;
    let (words, grammar) = (&tree.language.events, &tree.language.grammar);
    let is = |group: &Group| tree.is(case, group);
    if is(&words.done_by) {
        return Some(ArgumentRole::Doer);
    }
    if is(&grammar.genitive) {
        return Some(ArgumentRole::Undergoer);
    }
    if is(&words.done_against) {
        return Some(ArgumentRole::Undergoer);
    }
    if phrases::is_place(tree, i) {
        return Some(ArgumentRole::Place);
    }
    if is(&grammar.at) {
        return Some(ArgumentRole::Place);
    }
    if is(&words.done_beside) {
        return Some(ArgumentRole::Second);
    }
    None
}

/// What a word before a noun is to it: "US strike", "Baghdad attack", "drone strike", "police response".
fn before_noun(tree: &Tree, i: usize) -> Option<ArgumentRole> {
    if phrases::is_time(tree, i) {
        return Some(ArgumentRole::Time);
    }
    match tree.named(i) {
        Some(MentionKind::Person | MentionKind::Organization) => Some(ArgumentRole::Doer),
        // Countries act; towns are where it was. Which is which a gazetteer tells: see participants.
        Some(MentionKind::Place | MentionKind::Other) => Some(ArgumentRole::Doer),
        None if tree.tag(i) == Tag::Noun => Some(ArgumentRole::Second),
        None => None,
    }
}
